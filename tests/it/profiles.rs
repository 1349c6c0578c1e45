//! The layout profiles: every row of the norms' tables is read back from the produced XML (`tests/profiles/rows.txt`), and
//! no value of a profile can change without a row that says so.

mod element;
mod facts;
mod page;
mod resaved;

use std::collections::BTreeMap;

use rayon::prelude::*;
use toml::{Table, Value};
use tongket::compose::{self, Overrides};
use tongket::document::Document;
use tongket::model::{Date, Office};
use tongket::pipeline::{self, Outcome};
use tongket::project::Project;
use tongket::write;

use self::page::Package;
use crate::support::Case;

const PROFILES: [&str; 3] = ["nd30-2020", "hd36-2018", "hd05-2026"];
const ROWS: &str = include_str!("../profiles/rows.txt");

/// One office with everything an office can say.
const WORKSPACE: &str = r#"
```toml
[hoi_nghi]
ky = "2020"
[co_quan]
don_vi = "Thành phố Rạch Giá"
cap_tren = "Thành ủy Rạch Giá"
ten = "Ban Chỉ đạo phong trào"
so = 5
ky_hieu = "BC/BCĐ"
dia_danh = "Rạch Giá"
ngay_ky = 2020-02-05
quyen_han = "TM Ban Chỉ đạo thành phố"
chuc_vu = "Trưởng ban (sig)"
chuc_vu_khac = "Phó Bí thư"
ho_ten = "PGS.TS. Nguyễn Văn Bình"
noi_nhan = ["Ban Dân vận Tỉnh ủy (để báo cáo)", "Các phường, xã"]
do_khan = "Khẩn"
luu_hanh = "Lưu hành nội bộ"
nguoi_soan = "nva"
so_ban = 30
lien_he = ["Số 1, đường Nguyễn Công Trứ"]
in_hai_mat = true
[[quyet_dinh]]
loai = "cong-nhan"
cap = "co-so"
can_cu = ["Căn cứ Kế hoạch phát động"]
nguoi_quyet_dinh = "Người quyết định"
```
```sheet a.xlsx / Thông tin
| Đơn vị | Thành phố Rạch Giá |
```
```sheet a.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Tuyến đường sáng | Chi bộ 1 | Tập thể | Kinh tế | x |
```
"#;

/// A row of the table.
struct Row {
    name: String,
    document: String,
    place: String,
    property: String,
    expected: [String; 3],
}

fn rows() -> Vec<Row> {
    let lines = ROWS.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let cells: Vec<String> = line.split(" | ").map(|cell| cell.trim().replace('\u{a0}', " ")).collect();
        let [name, place, property, state, party, new] = cells.as_slice() else { panic!("six cells: {line}") };
        let (document, place) = place.split_once(", ").unwrap_or_else(|| panic!("document, place: {line}"));
        let same = |cell: &String, left: &String| if cell == "=" { left.clone() } else { cell.clone() };
        let party = same(party, state);
        let new = same(new, &party);
        Row {
            name: name.clone(),
            document: document.to_owned(),
            place: place.to_owned(),
            property: property.clone(),
            expected: [state.clone(), party, new],
        }
    };
    lines.map(row).collect()
}

/// The office's run, from which every document is composed.
struct Desk(Outcome);

impl Desk {
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Case::parse(WORKSPACE).write_to(folder.path());
        let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
        Self(pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}")))
    }

    /// A document of `rows.txt` under a profile's text.
    fn package(&self, document: &str, code: &str, profile: &str) -> Package {
        Package::read(&self.bytes(document, code, profile))
    }

    fn bytes(&self, document: &str, code: &str, profile: &str) -> Vec<u8> {
        let mut dossier = self.0.dossier.clone();
        let office = &mut dossier.authority.office;
        office.profile = code.into();
        let template = fitted(document, office);
        let overrides = Overrides::from([
            ("bao-cao.md".to_owned(), template.to_owned()),
            (format!("the-thuc/{code}.toml"), profile.to_owned()),
        ]);
        let input =
            compose::Input { dossier: &dossier, summary: &self.0.summary, overrides: &overrides, draft: false, sources: None };
        let composed = match document {
            "decision" => decision(input),
            _ => compose::report(input).unwrap_or_else(|e| panic!("{e}")),
        };
        write::docx(&composed).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// The decision that recognises models.
fn decision(input: compose::Input<'_>) -> Document {
    let papers = compose::papers(input).unwrap_or_else(|e| panic!("{e}"));
    let found = papers.files.into_iter().find(|paper| paper.stem.starts_with("quyet-dinh-cong-nhan"));
    found.and_then(|paper| paper.document).unwrap_or_else(|| panic!("no decision: {:?}", papers.left))
}

/// Gives the office what a document of `rows.txt` is about, and its template.
fn fitted(document: &str, office: &mut Office) -> &'static str {
    const REPORT: &str = include_str!("../profiles/report.md");
    const SIGNED: &str = "Lời văn.\n\n```ky-ten\n```\n";
    let mut signed = |authority: &str| {
        office.authority_line = authority.into();
        SIGNED
    };
    match document {
        "report" | "decision" => REPORT,
        "letter" => include_str!("../profiles/letter.md"),
        "other" => {
            office.electronic = true;
            office.signed_on = Date::new(2020, 3, 9);
            office.signer = "Đại tá Lê Văn Cường".into();
            office.other_post = String::new();
            REPORT
        }
        "deputy" => signed("K/T Trưởng ban Chỉ đạo"),
        "order" => signed("T/L Trưởng ban Chỉ đạo"),
        "delegated" => signed("TUQ Trưởng ban Chỉ đạo"),
        "acting" => signed("Q.Trưởng ban Chỉ đạo"),
        other => panic!("no document {other}"),
    }
}

fn built_in(code: &str) -> &'static str {
    match code {
        "nd30-2020" => include_str!("../../templates/the-thuc/nd30-2020.toml"),
        "hd36-2018" => include_str!("../../templates/the-thuc/hd36-2018.toml"),
        _ => include_str!("../../templates/the-thuc/hd05-2026.toml"),
    }
}

/// The rows that do not hold, each by its name, at most so many; the documents are made as they are asked for.
fn faults(desk: &Desk, rows: &[Row], profile: (usize, &str), most: usize) -> Vec<String> {
    let (at, text) = profile;
    let mut made: BTreeMap<&str, Package> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        let package = made.entry(&row.document).or_insert_with(|| desk.package(&row.document, PROFILES[at], text));
        let (found, expected) = (package.at(&row.place, &row.property), &row.expected[at]);
        if found != *expected {
            let Row { name, document, place, property, .. } = row;
            faults.push(format!("{name} | {document}, {place} | {property}: {found}, expected {expected}"));
        }
        if faults.len() == most {
            break;
        }
    }
    faults
}

#[test]
fn every_row_of_the_norms_stands_in_the_document() {
    let (desk, rows) = (Desk::open(), rows());
    let wrong: Vec<String> = (0..PROFILES.len())
        .flat_map(|at| {
            let found = faults(&desk, &rows, (at, built_in(PROFILES[at])), usize::MAX);
            found.into_iter().map(move |fault| format!("{}: {fault}", PROFILES[at]))
        })
        .collect();
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A changed profile: the key's path and the text.
struct Change {
    path: String,
    profile: String,
}

/// Every value of a profile changed, one at a time: numbers by one, yes to no, words by a mark, and weights, slopes,
/// underlines and capitals that are not there.
fn changes(text: &str) -> Vec<Change> {
    let whole: Table = text.parse().expect("a profile that parses");
    let mut changes = Vec::new();
    vary(&whole, &mut |path, changed| changes.push(Change { path, profile: changed.to_string() }));
    changes
}

/// Gives each variant of a table to `take`, with the path of the key that differs.
fn vary(table: &Table, take: &mut dyn FnMut(String, Table)) {
    let mut with = |key: &str, value: Value, path: String| {
        let mut changed = table.clone();
        changed.insert(key.to_owned(), value);
        take(path, changed);
    };
    for (key, value) in table {
        match value {
            Value::Table(inner) => vary(inner, &mut |path, changed| with(key, changed.into(), format!("{key}.{path}"))),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate().filter_map(|(at, item)| Some((at, item.as_table()?))) {
                    vary(item, &mut |path, changed| {
                        let mut all = items.clone();
                        all[at] = changed.into();
                        with(key, all.into(), format!("{key}[{at}].{path}"));
                    });
                }
                with(
                    key,
                    Value::Array(items.iter().rev().skip(1).rev().filter(|item| item.is_table()).cloned().collect()),
                    key.clone(),
                );
            }
            // With a day padded below 11, the 9th looks the same.
            Value::Integer(n) if key == "them_0_ngay_duoi" => with(key, (n - 1).into(), key.clone()),
            Value::Integer(n) => with(key, (n + 1).into(), key.clone()),
            Value::Float(n) => with(key, (n + 0.5).into(), key.clone()),
            Value::Boolean(yes) => with(key, (!yes).into(), key.clone()),
            Value::String(words) => {
                let other = match words.as_str() {
                    "giua" | "deu" => "phai".to_owned(),
                    _ => format!("§{words}"),
                };
                with(key, other.into(), key.clone());
            }
            Value::Datetime(_) => panic!("{key}: a date"),
        }
    }
    if table.contains_key("co_chu") {
        for flag in ["in_hoa", "dam", "nghieng", "gach_chan"].into_iter().filter(|flag| !table.contains_key(*flag)) {
            with(flag, true.into(), format!("{flag} = true"));
        }
    }
}

/// Changes that change nothing: what the profile calls itself, digits that have no capitals, and the length of a rule where
/// none is drawn. Where who decides stands in a decision is held by the tests of the papers.
fn is_idle(code: &str, path: &str) -> bool {
    matches!(path, "ma" | "ten" | "trang_giay.so_trang.in_hoa = true" | "can_cu.nguoi_quyet_dinh_sau")
        || (code != "nd30-2020" && path == "phan_dau.ke_dai")
}

/// The paths at which a profile says something else than the one before it, which has been tried already.
fn fresh(changes: &[Change], code: &str, before: &str) -> Vec<usize> {
    let at = |text: &str, path: &str| {
        let whole: Table = text.parse().expect("a profile that parses");
        let keys = path.split(" = ").next().expect("a path").replace('[', ".").replace(']', "");
        keys.split('.').try_fold(Value::Table(whole), |value, key| match value {
            Value::Table(table) => table.get(key).cloned(),
            Value::Array(items) => items.get(key.parse::<usize>().ok()?).cloned(),
            _ => None,
        })
    };
    let differs = |change: &Change| before.is_empty() || at(code, &change.path) != at(before, &change.path);
    (0..changes.len()).filter(|&number| differs(&changes[number])).collect()
}

#[test]
fn no_value_of_a_profile_changes_unseen() {
    let (desk, rows) = (Desk::open(), rows());
    let mut before = "";
    for (at, code) in PROFILES.into_iter().enumerate() {
        let changes = changes(built_in(code));
        let tried = fresh(&changes, built_in(code), before);
        assert!(tried.len() > [200, 40, 5][at], "{code}: {} changes", tried.len());
        let tried = tried.par_iter().map(|number| &changes[*number]).filter(|change| !is_idle(code, &change.path));
        let unseen = tried.filter(|change| faults(&desk, &rows, (at, &change.profile), 1).is_empty());
        let unseen: Vec<&str> = unseen.map(|change| change.path.as_str()).collect();
        assert!(unseen.is_empty(), "{code}: no row says that these changed: {unseen:#?}");
        before = built_in(code);
    }
}

/// Not a check: pages to look at.
#[test]
#[ignore = "writes documents to target/look"]
fn write_documents_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/look");
    std::fs::create_dir_all(&folder).expect("a folder");
    let desk = Desk::open();
    for code in PROFILES {
        for document in ["report", "letter", "other"] {
            let bytes = desk.bytes(document, code, built_in(code));
            std::fs::write(folder.join(format!("the-thuc-{document}-{code}.docx")), bytes).expect("writes");
        }
    }
}
