//! One list of three models in every format an office may send: read alike, whatever the file is called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tongket::ingest::{self, Sheets};
use tongket::model::{Authority, Content, Fate, FileFault, Limits, MisreadKind, ModelRow, Reading, UnitTree};
use tongket::{project, worker};

const SCHEME: &str = "[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Thành phố Rạch Giá\"\nthe_thuc = \"nd30-2020\"\n";
const UNITS: &str = "ten,cap,phai_nop\nPhường An Hòa,xa,x\nPhường Vĩnh Bảo,xa,x\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks/formats")
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_tongket"))
}

fn scheme() -> (Authority, UnitTree) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("hoi-nghi.toml"), SCHEME).expect("writes");
    fs::write(folder.path().join("don-vi.csv"), UNITS).expect("writes");
    let project = project::Project::open(folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
    (project.authority, project.units)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn opened(bytes: &[u8]) -> Result<Sheets, FileFault> {
    let limits = Limits::default();
    if ingest::is_risky(bytes) { worker::sheets(program(), bytes, &limits) } else { Sheets::open(bytes, &limits) }
}

fn reading(name: &str, bytes: &[u8]) -> Reading {
    let (authority, units) = scheme();
    ingest::Reader::new(&authority, &units).read_sheets(name, 0, opened(bytes))
}

fn models(reading: &Reading) -> Vec<&ModelRow> {
    let rows = reading.tables.iter().filter_map(|table| match &table.content {
        Content::Models(rows) => Some(rows),
        _ => None,
    });
    rows.flatten().collect()
}

/// Each format: the file, and whether it can tell hidden rows.
const FORMATS: [(&str, bool); 13] = [
    ("openpyxl.xlsx", true),
    ("xlwt.xls", true),
    ("libreoffice.xls", true),
    ("excel-5.xls", false),
    ("libreoffice.ods", true),
    ("odfpy.ods", false),
    ("excel-2003-xml.xls", true),
    ("libreoffice-html.xls", false),
    ("trang-web.xls", false),
    ("word.docx", false),
    ("cham-phay.csv", false),
    ("utf-16.txt", false),
    ("windows-1258.csv", false),
];

#[test]
fn the_same_list_reads_alike_in_every_format() {
    let reference = reading("openpyxl.xlsx", &bytes("openpyxl.xlsx"));
    let expected: Vec<String> = models(&reference).iter().map(|row| told(row)).collect();
    assert_eq!(expected.len(), 3, "{reference:#?}");
    assert!(expected[0].contains("Thu gom rác thải nhựa đổi quà"), "{expected:#?}");
    for (name, _) in FORMATS {
        let reading = reading("tep.dat", &bytes(name));
        assert_eq!(reading.fate, Fate::Read, "{name}");
        let rows: Vec<String> = models(&reading).iter().map(|row| told(row)).collect();
        assert_eq!(rows, expected, "{name}: {:#?}", reading.misreads);
        let units: Vec<&str> = reading.contexts[0].mentions.iter().map(|m| m.text.as_str()).collect();
        assert!(units.iter().any(|u| u.to_lowercase().contains("phường an hòa")), "{name}: {units:?}");
    }
}

/// A row without its place, which differs with what stands above the table.
fn told(row: &ModelRow) -> String {
    format!("{:?}", ModelRow { row: 0, ..row.clone() })
}

#[test]
fn hidden_rows_and_sheets_are_told_wherever_the_format_knows_them() {
    for (name, knows) in FORMATS {
        let reading = reading(name, &bytes(name));
        let hidden =
            reading.misreads.iter().filter(|m| matches!(&m.what, MisreadKind::Hidden { what, .. } if what.starts_with("dòng")));
        assert_eq!(hidden.count(), usize::from(knows), "{name}");
        let sheets: Vec<bool> = reading.sheets.iter().map(|sheet| sheet.hidden).collect();
        assert_eq!(sheets, if knows { vec![false, true] } else { vec![false] }, "{name}");
    }
}

#[test]
fn the_program_reads_a_file_of_each_format_under_a_wrong_name() {
    for name in ["xlwt.xls", "libreoffice.ods", "trang-web.xls", "word.docx", "cham-phay.csv", "excel-2003-xml.xls"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("hoi-nghi.toml"), SCHEME).expect("writes");
        fs::write(folder.path().join("don-vi.csv"), UNITS).expect("writes");
        fs::create_dir(folder.path().join("nop")).expect("makes a folder");
        fs::write(folder.path().join("nop/an-hoa.xlsx"), bytes(name)).expect("writes");
        let run = Command::new(program()).args(["check", "--json"]).arg(folder.path()).output().expect("tongket starts");
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(said.contains("\"da-doc\"") && said.contains("\"don_vi\":[\"Phường An Hòa\"]"), "{name}: {said}");
        assert!(said.contains("\"so_dong_doc\":3") && !said.contains("\"S01\""), "{name}: {said}");
    }
}

/// The same records with the last cell moved to the far corner: 16 million cells to lay out.
fn far_corner() -> Vec<u8> {
    let mut bytes = bytes("excel-5.xls");
    let year = 2020_f64.to_le_bytes();
    let at = bytes.windows(8).rposition(|window| window == year).expect("the last year");
    bytes[at - 6..at - 2].copy_from_slice(&[0xff, 0xff, 0xff, 0x00]);
    bytes
}

#[cfg(unix)]
#[test]
fn a_child_that_needs_too_much_is_one_refused_file() {
    let limits = Limits { memory_mib: 160, ..Limits::default() };
    assert!(worker::sheets(program(), &bytes("xlwt.xls"), &limits).is_ok());
    let found = worker::sheets(program(), &far_corner(), &limits).map(|_| ());
    let said = "đọc tệp cần hơn 160 MiB bộ nhớ, giới hạn là 160 MiB";
    assert_eq!(found, Err(FileFault::OverLimit(said.to_owned())));
    let limits = Limits { seconds: 0, ..Limits::default() };
    let said = "đọc tệp mất hơn 0 giây, giới hạn là 0 giây";
    assert_eq!(worker::sheets(program(), &bytes("xlwt.xls"), &limits).map(|_| ()), Err(FileFault::OverLimit(said.to_owned())));
}

/// The allocator reserved 1 GiB before the cap was set: none of it counted, and whatever was asked for beyond was refused.
#[cfg(unix)]
#[test]
fn the_cap_of_a_child_holds_and_lets_in_what_fits() {
    let padded = |mib: usize| [bytes("xlwt.xls"), vec![0; mib << 20]].concat();
    let read = |mib, limits: &Limits| worker::sheets(program(), &padded(mib), limits).map(|_| ());
    assert!(read(150, &Limits { memory_mib: 160, ..Limits::default() }).is_err());
    assert_eq!(read(31, &Limits::default()), Ok(()));
}

#[test]
fn a_child_that_is_no_tongket_is_not_believed() {
    // The test program itself, which answers with words of its own.
    let other = std::env::current_exe().expect("this program");
    let found = worker::sheets(&other, &bytes("xlwt.xls"), &Limits::default()).map(|_| ());
    assert_eq!(found, Err(FileFault::Damaged));
    let none = worker::sheets(Path::new("không-có"), &bytes("xlwt.xls"), &Limits::default()).map(|_| ());
    assert!(matches!(none, Err(FileFault::Unreadable(_))), "{none:?}");
}

#[test]
fn a_broken_xls_costs_only_itself() {
    let whole = bytes("libreoffice.xls");
    for length in (512..whole.len()).step_by(701) {
        // Cut in the directory it may read as something else; what matters is that an answer comes.
        drop(opened(&whole[..length]));
    }
    for step in 0..60_usize {
        let mut changed = whole.clone();
        for i in 0..8 {
            let at = (step * 7919 + i * 104_729) % changed.len();
            changed[at] ^= 0xff >> (i % 5);
        }
        drop(opened(&changed));
    }
}
