//! Units of measure: what units report in m², ha, đồng, nghìn, triệu or tỷ đồng is one right sum, said as an official says it.

use std::fmt::Write as _;

use std::io::Read as _;

use serde_json::{Value, json};
use tongket::pipeline;
use tongket::project::Project;
use tongket::trace::{Found, Tracer};

use crate::spreadsheet::{Book, Cell};
use crate::support::Case;

/// A city of communes, each with what it reports of land and of money; `declared` is its catalogue of indicators.
fn case(declared: &str, reports: &[(&str, &str, &str, &str, &str)]) -> Case {
    let mut text = format!(
        "```toml\n[hoi_nghi]\nky = \"2020\"\n{declared}[co_quan]\ndon_vi = \"Thành phố A\"\n```\n```csv\nten,cap,truc_thuoc,phai_nop\n"
    );
    for (unit, ..) in reports {
        writeln!(text, "{unit},co-so,Thành phố A,x").expect("a text grows");
    }
    text.push_str("```\n");
    for (unit, land, in_land, money, in_money) in reports {
        let file = unit.replace(' ', "-");
        write!(
            text,
            "```sheet nop/{file}.xlsx / Thông tin\n| Đơn vị | {unit} |\n```\n```sheet nop/{file}.xlsx / Biểu 4\n\
             | STT | Chỉ tiêu | Đơn vị tính | Từ kèm | Thực hiện | Trên tổng số | Kỳ trước |\n\
             | 1 | Diện tích đất hiến | {in_land} | | {land} | | |\n| 2 | Tiền Nhân dân đóng góp | {in_money} | | {money} | | |\n```\n"
        )
        .expect("a text grows");
    }
    Case::parse(&text)
}

/// 8.000 m² + 1,2 ha + 3.500 m² + 0,15 ha = 25.000 m²; 5 tỷ + 7.000 triệu + 450.000 nghìn + 50.000.000 đồng = 12,5 tỷ đồng.
const REPORTS: [(&str, &str, &str, &str, &str); 4] = [
    ("Phường Một", "8000", "m²", "5", "tỷ đồng"),
    ("Phường Hai", "1.2", "ha", "7000", "triệu đồng"),
    ("Phường Ba", "3500", "m2", "450000", "nghìn đồng"),
    ("Phường Tư", "0.15", "Ha", "50000000", "đồng"),
];

const DECLARED: &str = "[[chi_tieu]]\nma = \"dat\"\nten = \"Diện tích đất hiến\"\ndon_vi_tinh = \"m²\"\n\
                        [[chi_tieu]]\nma = \"tien\"\nten = \"Tiền Nhân dân đóng góp\"\ndon_vi_tinh = \"đồng\"\n";

#[test]
fn units_that_report_m2_ha_trieu_dong_and_dong_give_one_right_sum() {
    let folder = tempfile::tempdir().expect("a folder");
    case(DECLARED, &REPORTS).write_to(folder.path());
    let project = Project::open(folder.path(), None).expect("a workspace");
    let outcome = pipeline::run(&project, false, &|_, _| {}).expect("a run");
    let figure = |ma: &str, part: &str| {
        let list = outcome.summary.at("chi_tieu").and_then(Value::as_array).cloned().expect("indicators");
        list.iter().find(|item| item["ma"] == ma).expect("it is there")[part].clone()
    };
    assert_eq!((figure("dat", "gia_tri"), figure("dat", "don_vi_tinh")), (json!(25_000), json!("m²")));
    assert_eq!((figure("tien", "gia_tri"), figure("tien", "don_vi_tinh")), (json!(12_500_000_000_u64), json!("đồng")));
    assert_eq!(outcome.findings.iter().map(|f| f.code).collect::<Vec<_>>(), Vec::<&str>::new());

    let outputs = pipeline::report(&project, &outcome, pipeline::Sources::Said, folder.path()).expect("a report");
    let bytes = |wanted: &str| &outputs.iter().find(|(name, _)| name == wanted).expect("written").1;
    // Prose says it as an official would; the table keeps the declared unit.
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes("bao-cao.docx"))).expect("a package");
    let mut xml = String::new();
    package.by_name("word/document.xml").expect("a document").read_to_string(&mut xml).expect("text");
    let words: String = xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    for said in ["Diện tích đất hiến: 2,5 ha", "Tiền Nhân dân đóng góp: 12,5 tỷ đồng", "25.000", "12.500.000.000"]
    {
        assert!(words.contains(said), "“{said}” is not in {words}");
    }
    let book = Book::read(bytes("bao-cao.xlsx"));
    let beside = |row: &str, heading: &str| {
        let (row, column) = (book.find("Chỉ tiêu", row), book.find("Chỉ tiêu", heading));
        book.value(&("Chỉ tiêu".to_owned(), row.1, column.2))
    };
    assert_eq!(beside("Diện tích đất hiến", "Thực hiện"), Cell::Number(25_000.0));
    assert_eq!(beside("Diện tích đất hiến", "Đơn vị tính"), Cell::Text("m²".to_owned()));
    assert_eq!(beside("Tiền Nhân dân đóng góp", "Thực hiện"), Cell::Number(12_500_000_000.0));

    // What is printed is found again, in whatever unit it is asked for.
    let tracer = Tracer::new(&outcome.dossier, &outcome.summary, &outcome.findings);
    for asked in ["12,5 tỷ đồng", "12.500 triệu đồng", "12,5", "12.500.000.000"] {
        assert_eq!(tracer.find(asked), Found::One("chi_tieu.tien.gia_tri".to_owned()), "{asked}");
    }
    assert_eq!(tracer.find("2,5 ha"), Found::One("chi_tieu.dat.gia_tri".to_owned()));
}

/// Where nothing is declared and units write several measures, the one of the catalogue that comes with tongket is the
/// indicator's, and the sum is the same.
#[test]
fn where_nothing_is_declared_the_sum_is_the_same() {
    let run = case("", &REPORTS).run();
    assert_eq!(run.at("chi_tieu")[0]["gia_tri"], json!(25_000));
    assert_eq!(
        (&run.at("chi_tieu")[1]["gia_tri"], &run.at("chi_tieu")[1]["don_vi_tinh"]),
        (&json!(12_500), &json!("triệu đồng"))
    );
    assert_eq!(run.codes(), Vec::<&str>::new());
}

#[test]
fn an_amount_a_thousand_times_its_peers_is_asked_about() {
    let peers =
        [("Phường Một", "5000"), ("Phường Hai", "7000"), ("Phường Ba", "4500"), ("Phường Tư", "5200"), ("Phường Năm", "8100")];
    let with = |last: (&'static str, &'static str)| {
        let mut reports: Vec<_> = peers.iter().map(|(unit, money)| (*unit, "8000", "m²", *money, "triệu đồng")).collect();
        reports.push(("Phường Sáu", "8000", "m²", last.0, last.1));
        let run = case(DECLARED, &reports).run();
        run.findings
            .iter()
            .map(|f| format!("{} {}: {}", f.code, f.unit.clone().unwrap_or_default(), f.message))
            .collect::<Vec<_>>()
    };
    // 6 tỷ written under triệu đồng as if it were nghìn đồng.
    let asked = with(("6000000", "triệu đồng"));
    let said = "R65 Phường Sáu: “Tiền Nhân dân đóng góp”: ghi 6.000.000 triệu đồng, gấp khoảng 1.000 lần các đơn vị khác";
    assert!(asked.len() == 1 && asked[0].starts_with(said), "{asked:#?}");
    // The same amount in its own unit of measure is right.
    assert_eq!(with(("6000000", "nghìn đồng")), Vec::<String>::new());
    assert_eq!(with(("6", "tỷ đồng")), Vec::<String>::new());
}
