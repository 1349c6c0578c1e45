//! Every figure printed in the five reports ends in cells whose values give it: the cells are read again here, from the
//! files themselves, and counted by a few lines of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use rust_decimal::Decimal;
use tongket::compose;
use tongket::document::{Block, Run, Value};
use tongket::model::{Derived, Evidence, EvidenceNode, Ground, Origin, Term, name, percent};
use tongket::pipeline::{self, Outcome};
use tongket::project::Project;
use tongket::trace::{Found, Tracer};

use crate::support::Case;

const CONFERENCES: [&str; 5] =
    ["rach-gia-2016-2020", "ba-ria-vung-tau-2017", "phuc-thanh-2016-2018", "cao-bang-2016-2020", "kien-hai-2020"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

fn run(name: &str) -> (Project, Outcome) {
    let project = Project::open(&folder(name), None).unwrap_or_else(|e| panic!("{e}"));
    let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    (project, outcome)
}

/// The figures that a report and its workbook print: key and text.
fn printed(project: &Project, outcome: &Outcome) -> BTreeSet<(String, String)> {
    let (dossier, summary, overrides) = (&outcome.dossier, &outcome.summary, &project.overrides);
    let input = compose::Input { dossier, summary, overrides, draft: false, sources: None };
    let report = compose::report(input).unwrap_or_else(|e| panic!("{e}"));
    let workbook = compose::report_workbook(input).unwrap_or_else(|e| panic!("{e}"));
    let mut found = BTreeSet::new();
    let words = |runs: &[Run], found: &mut BTreeSet<(String, String)>| {
        found.extend(runs.iter().filter_map(|run| Some((run.figure.clone()?, run.text.clone()))));
    };
    for block in report.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Article { text, .. } => words(text, &mut found),
            Block::Table(table) => found.extend(table.rows.iter().flat_map(|row| &row.cells).filter_map(in_cell)),
            Block::Chart(chart) => {
                found.extend(chart.series.iter().flat_map(|series| &series.values).filter_map(in_cell));
            }
            Block::Letterhead(_) | Block::Title { .. } | Block::Addressees { .. } | Block::Signature(_) | Block::Signers(_) => {}
        }
    }
    for sheet in &workbook.sheets {
        for row in sheet.rows() {
            found.extend(row.cells.iter().filter_map(in_cell));
        }
        for note in &sheet.notes {
            words(note, &mut found);
        }
    }
    found
}

fn in_cell(value: &Value) -> Option<(String, String)> {
    fn text(value: &Value) -> String {
        match value {
            Value::Count(n) => n.to_string(),
            Value::Amount(n) | Value::Percent(n) => n.to_string().replace('.', ","),
            // "Chưa có số liệu của 07 đơn vị".
            Value::Text(text) => text.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned(),
            Value::Formula { result, .. } => text(result),
            other => panic!("{other:?} is printed"),
        }
    }
    let Value::Figure(inner, key) = value else { return None };
    Some((key.clone(), text(inner)))
}

/// The first number of a text in Vietnamese notation: "1.952", "07", "0,52%", "140/161", "12.500 m²".
fn number(text: &str) -> Decimal {
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    digits.replace('.', "").replace(',', ".").parse().unwrap_or_else(|_| panic!("“{text}” is no number"))
}

/// The cells of the files as they are.
struct Cells {
    folder: PathBuf,
    sheets: BTreeMap<(u32, u16), Range<Data>>,
}

impl Cells {
    fn text(&mut self, outcome: &Outcome, at: Origin) -> String {
        let (sheet, cell) = (at.sheet.expect("a sheet"), at.cell.expect("a cell"));
        let reading = outcome.dossier.reading(at.file);
        let path = self.folder.join(&reading.path);
        let range = self.sheets.entry((at.file, sheet)).or_insert_with(|| {
            let mut book: Xlsx<_> = open_workbook(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            book.worksheet_range(&reading.sheets[usize::from(sheet)].name).expect("a sheet")
        });
        range.get_value((cell.row, u32::from(cell.col))).map(ToString::to_string).unwrap_or_default().trim().to_owned()
    }
}

/// The years of a text: "2016, 2018", "2016-2018" is one recognition; a tick is one without a year.
fn recognitions(text: &str) -> Vec<Option<u16>> {
    let spans = text.split([',', ';', '\n']).map(str::trim).filter(|span| !span.is_empty());
    spans.map(|span| span.get(..4).and_then(|year| year.parse().ok())).collect()
}

/// The key of `so-lieu.json` that decides what a cell is worth: a unit's figure counts as the whole's does.
fn of_whole(key: &str) -> &str {
    match Derived::parse(key) {
        Some(Derived::OfUnit(_, key) | Derived::OfAllUnits(key)) => key,
        _ => key,
    }
}

/// How much a cell gives under a key, by its own text.
fn worth(key: &str, ground: Ground, text: &str) -> Vec<Decimal> {
    let filled = Decimal::from(u8::from(!text.is_empty()));
    match ground {
        Ground::Lists if key.starts_with("cong_nhan.") => {
            let sub = key.split_once(".theo_giai_doan.").map(|(_, rest)| rest.split('.').next().expect("a label"));
            let years: Option<Vec<u16>> = sub.map(|label| label.split('-').map(|y| y.parse().expect("a year")).collect());
            let in_sub = |year: &Option<u16>| match (&years, year) {
                (Some(span), Some(year)) => (span[0]..=*span.last().expect("a year")).contains(year),
                _ => true,
            };
            let all = Decimal::from(recognitions(text).iter().filter(|year| in_sub(year)).count());
            if key.rsplit('.').next() == Some("luot") { vec![all] } else { vec![all.min(Decimal::ONE)] }
        }
        Ground::Lists if key.starts_with("nhan_rong.") => {
            vec![Decimal::from(u8::from(text.parse::<f64>().is_ok_and(|places| places > 0.0)))]
        }
        Ground::Lists | Ground::Opinions => vec![filled],
        Ground::Awards => vec![text.parse().unwrap_or(filled)],
        _ => {
            let number: Decimal = text.parse().or_else(|_| text.replace(',', ".").parse()).unwrap_or_else(|_| number(text));
            // A percentage is stored as a fraction.
            vec![number, (number * Decimal::ONE_HUNDRED).round_dp(6)]
        }
    }
}

/// Does a cell put its row in the part of the figure: "Tập thể", "TT", "x", a field by its name?
fn in_part(outcome: &Outcome, key: &str, part: &str, text: &str) -> bool {
    let initials: String = part.split(' ').filter_map(|word| word.chars().next()).collect();
    let same = |a: &str, b: &str| name::key(a) == name::key(b);
    let authority = &outcome.dossier.authority;
    let field = || authority.find_field(text).is_some_and(|id| key.ends_with(&format!(".{}", authority.field(id).code)));
    text.eq_ignore_ascii_case("x") || same(text, part) || same(text, &initials) || part.contains(&text.to_lowercase()) || field()
}

/// A tree adds up, node by node, and no cell is counted in two places.
#[track_caller]
fn adds_up(evidence: &Evidence, node: &EvidenceNode) {
    let key = &evidence.key;
    let value = node.value.unwrap_or_default();
    let of_parts: Vec<Decimal> = node.parts.iter().map(|part| part.value.unwrap_or_default()).collect();
    let of_terms: Decimal = node.terms.iter().map(|term| term.adds).sum();
    match node.ground {
        Ground::Difference => assert_eq!(of_parts[0] - of_parts[1], value, "{key}, {}", node.name),
        Ground::Rest => assert_eq!(of_parts[0] - of_parts[1..].iter().sum::<Decimal>(), value, "{key}, {}", node.name),
        Ground::Share => assert_eq!(percent(of_parts[0], of_parts[1]), node.value, "{key}, {}", node.name),
        Ground::Quoted | Ground::Written => assert!(node.parts.is_empty() && of_terms.is_zero(), "{key}, {}", node.name),
        Ground::Units | Ground::Missing | Ground::Findings if node.parts.is_empty() => {}
        Ground::Baseline | Ground::Blank | Ground::Disputed => assert!(node.terms.is_empty(), "{key}, {}", node.name),
        _ => assert_eq!(of_parts.iter().sum::<Decimal>() + of_terms, value, "{key}, {}: {node:#?}", node.name),
    }
    node.parts.iter().for_each(|part| adds_up(evidence, part));
}

/// Every cell of a tree gives what the tree says it gives.
fn ends_in_cells(outcome: &Outcome, cells: &mut Cells, evidence: &Evidence, node: &EvidenceNode, seen: &mut BTreeSet<Origin>) {
    let key = of_whole(if node.key.is_empty() { &evidence.key } else { &node.key });
    for Term { at, adds, part } in &node.terms {
        let place = outcome.dossier.place(*at);
        if matches!(node.ground, Ground::Units | Ground::Missing) {
            assert!(cells.folder.join(place).is_file(), "{key}");
            continue;
        }
        assert!(seen.insert(*at), "{key}: {place} is counted twice");
        let text = cells.text(outcome, *at);
        if node.ground == Ground::Quoted {
            continue;
        }
        let worth = worth(key, node.ground, &text);
        assert!(worth.contains(adds), "{key}: {place} holds “{text}”, counted as {adds}");
        if let Some(part) = part {
            let told = cells.text(outcome, *part);
            let place = outcome.dossier.place(*part);
            assert!(in_part(outcome, key, &evidence.part, &told), "{key}: {place} holds “{told}”, not “{}”", evidence.part);
        }
    }
    for part in &node.parts {
        if part.key.is_empty() {
            ends_in_cells(outcome, cells, evidence, part, seen);
        } else {
            // A figure of its own, of which the other parts may be parts too.
            let own = Evidence { key: part.key.clone(), part: tracer_part(outcome, &part.key), ..evidence.clone() };
            ends_in_cells(outcome, cells, &own, part, &mut BTreeSet::new());
        }
    }
}

fn tracer_part(outcome: &Outcome, key: &str) -> String {
    pipeline::tracer(outcome).evidence(key).map(|evidence| evidence.part).unwrap_or_default()
}

/// A number taken from a text: the text holds it.
fn is_quoted(outcome: &Outcome, cells: &mut Cells, evidence: &Evidence, number: &str) {
    let key = &evidence.key;
    let texts: Vec<String> = evidence.top.terms.iter().map(|term| cells.text(outcome, term.at)).collect();
    match evidence.top.ground {
        Ground::Quoted => assert!(texts.iter().any(|text| text.contains(number)), "{key}: “{number}” is not in {texts:?}"),
        Ground::Written => {
            let written = std::fs::read_to_string(cells.folder.join("hoi-nghi.toml")).expect("hoi-nghi.toml");
            assert!(written.contains(number), "{key}: “{number}” is not in hoi-nghi.toml");
        }
        ground => panic!("{key} stands on {ground:?} and has no number"),
    }
}

#[test]
fn every_figure_printed_in_the_five_reports_ends_in_cells_that_give_it() {
    for conference in CONFERENCES {
        let (project, outcome) = run(conference);
        let tracer = pipeline::tracer(&outcome);
        let mut cells = Cells { folder: folder(conference), sheets: BTreeMap::new() };
        let figures = printed(&project, &outcome);
        assert!(figures.len() >= 30, "{conference}: only {} figures", figures.len());
        for (key, text) in figures {
            let evidence = tracer.evidence(&key).unwrap_or_else(|| panic!("{conference}: {key} cannot be traced"));
            if evidence.value.is_none() {
                is_quoted(&outcome, &mut cells, &evidence, &text);
                continue;
            }
            let number = number(&text);
            // "giảm 20,46 điểm phần trăm".
            assert_eq!(evidence.value.map(|value| value.abs()), Some(number.abs()), "{conference}: {key}");
            adds_up(&evidence, &evidence.top);
            ends_in_cells(&outcome, &mut cells, &evidence, &evidence.top, &mut BTreeSet::new());
            let grounded = number.is_zero() || !evidence.top.all_terms().is_empty() || key == "nop.chua_nop";
            let declared = matches!(evidence.top.ground, Ground::Baseline | Ground::Written);
            assert!(grounded || declared, "{conference}: {key} = {number} ends in no cell");
        }
    }
}

/// Every figure printed has evidence that adds up to it, whatever its cells say.
#[track_caller]
fn all_are_traced(project: &Project, outcome: &Outcome) -> usize {
    let tracer = pipeline::tracer(outcome);
    let figures = printed(project, outcome);
    for (key, text) in &figures {
        let evidence = tracer.evidence(key).unwrap_or_else(|| panic!("{key} cannot be traced"));
        adds_up(&evidence, &evidence.top);
        if let Some(value) = evidence.value {
            assert_eq!(value.abs(), number(text).abs(), "{key}");
        }
    }
    figures.len()
}

#[test]
fn figures_of_a_faulty_conference_are_traced_too() {
    let (project, outcome) = run("co-loi");
    assert!(all_are_traced(&project, &outcome) > 100);
}

/// A unit that is told by the root alone, models without owner or field, a group of fields stated without its split, a
/// root that states more than its units sent.
const TOLD_IN_PART: &str = r#"
```toml
[hoi_nghi]
loai = "so-ket"
ky = "2019"
[co_quan]
don_vi = "Thành phố A"
[[linh_vuc]]
ma = "kinh-te"
ten = "Kinh tế"
[[linh_vuc]]
ma = "van-hoa"
ten = "Văn hóa"
[[nhom_linh_vuc]]
ten = "Kinh tế và văn hóa"
gom = ["kinh-te", "van-hoa"]
[ky_truoc]
nam = 2018
[ky_truoc.so_lieu]
"dang_ky.tong" = 9
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
1,Phường 1,co-so,Thành phố A,x
2,Phường 2,co-so,Thành phố A,x
```
"#;

#[test]
fn what_the_report_works_out_is_traced() {
    let lists = r"
```sheet nop/1.xlsx / Thông tin
| Đơn vị | Phường 1 |
```
```sheet nop/1.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực | Năm đăng ký | Hiệu quả | Nêu trong báo cáo | Kết quả nổi bật |
| 1 | Một | Tập thể | Kinh tế | 2019 | x | x | Giúp 12 hộ thoát nghèo năm 2019 |
| 2 | Hai | | Kinh tế và văn hóa | 2019 | | | |
| 3 | Ba | Tập thể | | 2019 | x | | |
```
```sheet nop/2.xlsx / Thông tin
| Đơn vị | Phường 2 |
```
```sheet nop/2.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số |
| Kinh tế và văn hóa | 4 |
| Tổng cộng | 5 |
```
";
    let root_alone = r"
```sheet nop/a.xlsx / Thông tin
| Đơn vị | Thành phố A |
```
```sheet nop/a.xlsx / Biểu 3
| Đơn vị | Đăng ký tổng số |
| Phường 1 | 4 |
| Phường 2 | 3 |
| Tổng cộng | 8 |
```
";
    for (sent, keys) in [
        (lists, ["hieu_qua.tong:dang_ky.tong", "dang_ky.tinh_chung.kinh-te-va-van-hoa", "mo_hinh.1", "so_sanh.0.tang_giam"]),
        (
            root_alone,
            ["don_vi.phuong-1.dang_ky.tong", "don_vi.phuong-2.dang_ky.tong", "don_vi.tong_cong.dang_ky.tong", "dang_ky.tong"],
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        Case::parse(&format!("{TOLD_IN_PART}{sent}")).write_to(folder.path());
        let project = Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
        let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
        all_are_traced(&project, &outcome);
        let found: BTreeSet<String> = printed(&project, &outcome).into_iter().map(|(key, _)| key).collect();
        for key in keys {
            assert!(found.contains(key), "{key} is not printed: {found:?}");
            assert_eq!(pipeline::tracer(&outcome).find(key), Found::One(key.to_owned()));
        }
    }
}

#[test]
fn every_number_of_so_lieu_is_traced_and_found_by_its_key_and_as_printed() {
    for conference in CONFERENCES.into_iter().chain(["co-loi"]) {
        let (_, outcome) = run(conference);
        let tracer = pipeline::tracer(&outcome);
        for (key, number) in tracer.keys() {
            let evidence = tracer.evidence(&key).unwrap_or_else(|| panic!("{conference}: {key} cannot be traced"));
            assert_eq!(evidence.value, Some(number), "{conference}: {key}");
            assert_eq!(evidence.top.value, Some(number), "{conference}: {key}");
            adds_up(&evidence, &evidence.top);
            assert_eq!(tracer.find(&key), Found::One(key.clone()), "{conference}");
        }
    }
}

const SCHEME: &str = r#"
```toml
[hoi_nghi]
loai = "tong-ket"
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
[co_quan]
don_vi = "Thành phố A"
the_thuc = "hd36-2018"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
b,Phường B,co-so,Thành phố A,x
c,Phường C,co-so,Thành phố A,x
d,Phường D,co-so,Thành phố A,x
```
```sheet nop/b.xlsx / Thông tin
| Đơn vị | Phường B |
| Ngày lập | 5/7/2020 |
```
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực | Năm đăng ký | Công nhận cấp cơ sở |
| 1 | Một | Tập thể | Kinh tế | 2016 | 2016, 2018 |
| 2 | Hai | Cá nhân | Kinh tế | 2016 | 2014 |
| 3 | Một | Tập thể | Kinh tế | 2019 | 2019 |
| | Cộng | | | | 3 |
```
```sheet nop/b.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số |
| Kinh tế | 2 |
| Tổng cộng | 2 |
```
```sheet nop/b-cu.xlsx / Thông tin
| Đơn vị | Phường B |
| Ngày lập | 1/7/2020 |
```
```sheet nop/b-cu.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực |
| 1 | Một | Kinh tế |
```
```sheet nop/c.xlsx / Thông tin
| Đơn vị | Phường C |
```
```sheet nop/c.xlsx / Biểu 3
| Lĩnh vực | Đăng ký | < |
| ^ | Tập thể | Cá nhân |
| Kinh tế | 4 | 1 |
| Văn hóa - xã hội | 2 | 0 |
```
"#;

fn words(key: &str, all: bool) -> String {
    let run = Case::parse(SCHEME).run();
    let tracer = Tracer::new(&run.dossier, &run.summary, &run.findings);
    tracer.words(&tracer.evidence(key).expect("a figure"), all)
}

#[test]
fn the_tree_names_what_counts_and_what_was_left_out() {
    assert_eq!(
        words("dang_ky.tong", false),
        "\
dang_ky.tong = 9 mô hình, điển hình
Đăng ký
Thành phố A: 9, cộng các đơn vị trực thuộc
  Phường B: 2, đếm danh sách
    nop/b.xlsx, trang “Biểu 1”, ô B2:B3
    không tính (dòng khác của một mô hình đã đếm): nop/b.xlsx, trang “Biểu 1”, ô B4
    không tính (số tự tổng hợp ở Biểu 3, không dùng vì đã có danh sách để đếm): nop/b.xlsx, trang “Biểu 3”, ô B3
    không tính (Biểu 1 - Mô hình của bản cũ, đã có bản thay thế): nop/b-cu.xlsx
    không tính (dòng cộng): nop/b.xlsx, trang “Biểu 1”, ô A5
  Phường C: 7, số đơn vị tự tổng hợp (Biểu 3)
    nop/c.xlsx, trang “Biểu 3”, ô B3:B4, C3:C4
  Phường D: chưa nộp"
    );
    let events = words("cong_nhan.co-so.luot", false);
    assert!(events.contains("năm công nhận ngoài kỳ báo cáo): nop/b.xlsx, trang “Biểu 1”, ô F3"), "{events}");
    assert!(events.contains("Phường B: 3, đếm danh sách\n    nop/b.xlsx, trang “Biểu 1”, ô F2, F4"), "{events}");
    let models = words("cong_nhan.co-so.tap_the", false);
    assert!(models.contains("xác định “tập thể” tại: nop/b.xlsx, trang “Biểu 1”, ô C2"), "{models}");
    assert!(models.contains("mô hình chỉ đếm một lần): nop/b.xlsx, trang “Biểu 1”, ô F4"), "{models}");
}

#[test]
fn a_figure_is_found_as_it_is_printed() {
    let (_, outcome) = run("rach-gia-2016-2020");
    let tracer = pipeline::tracer(&outcome);
    let one = |key: &str| Found::One(key.to_owned());
    assert_eq!(tracer.find("1.952"), one("cong_nhan.co-so.luot"));
    assert_eq!(tracer.find("0,52%"), one("chi_tieu.ty-le-ho-ngheo.gia_tri"));
    assert_eq!(tracer.find("12/12"), one("nop.da_nop"));
    assert_eq!(tracer.find("cong_nhan.co_so.luot"), one("cong_nhan.co-so.luot"));
    assert_eq!(tracer.find("cong_nhan.co-soluot"), Found::None(Some("cong_nhan.co-so.luot".to_owned())));
    assert_eq!(tracer.find("999.999"), Found::None(None));
    let Found::Many(candidates) = tracer.find("83") else { panic!("83 is one figure only") };
    assert!(candidates.iter().any(|c| c.key == "cong_nhan.tinh.tong" && c.what == "công nhận cấp tỉnh"), "{candidates:?}");
}
