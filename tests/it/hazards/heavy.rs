//! The heaviest files that the limits let in, or nearly: what one costs in time and memory, in a release build.
//!
//! `cargo test --release --test it heaviest -- --ignored --nocapture` prints the table and fails above 512 MiB or 10 s.

#![expect(clippy::too_many_lines, clippy::print_stdout, reason = "one table of files, whose figures are printed for the record")]

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::crafted::{Book, RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK, flat};

const MIB: usize = 1 << 20;

/// A text written by number, so many times.
fn lines(count: usize, line: impl Fn(usize, &mut String)) -> String {
    let mut text = String::new();
    for n in 0..count {
        line(n, &mut text);
    }
    text
}

fn rows(book: Book, count: usize, cells: impl Fn(usize, &mut String)) -> Book {
    book.rows(&lines(count, |n, text| {
        let _ = write!(text, "<row r=\"{}\">", n + 20);
        cells(n + 20, text);
        text.push_str("</row>");
    }))
}

/// A list of so many models, every text its own.
fn models(book: Book, count: usize) -> Book {
    rows(book, count, |r, text| {
        let inline = |col: &str, words: &str| format!("<c r=\"{col}{r}\" t=\"str\"><v>{words}</v></c>");
        let _ = write!(text, "<c r=\"A{r}\"><v>{r}</v></c>");
        text.push_str(&inline("B", &format!("Tuyến đường hoa thanh niên tự quản số {r}")));
        text.push_str(&inline("C", &format!("Chi hội phụ nữ ấp {r}")));
        text.push_str(&inline("D", "Tập thể"));
        text.push_str(&inline("E", "Kinh tế"));
        let _ = write!(text, "<c r=\"F{r}\"><v>2020</v></c><c r=\"G{r}\"><v>1</v></c>");
        text.push_str(&inline("H", "x"));
    })
}

/// Makes a file of a plain book.
type Maker = Box<dyn Fn(Book) -> Vec<u8>>;

/// Names and makers of the files, made one at a time.
fn files() -> Vec<(&'static str, Maker)> {
    let sheet = |book: Book, from: &str, to: String| book.swap(SHEET, from, &to).bytes();
    vec![
        ("clean", Box::new(|book| book.bytes())),
        ("b01 one part of 1 GiB", Box::new(|book| book.without(SHEET).with_copies(&flat(SHEET, b' ', 1024), 1))),
        (
            "b06 text of 1 MiB in 20,000 cells",
            Box::new(|book| {
                let text = format!("<si><t>{}</t></si></sst>", "x".repeat(MIB));
                rows(book.swap(STRINGS, "</sst>", &text), 20_000, |r, text| {
                    let _ = write!(text, "<c r=\"Z{r}\" t=\"s\"><v>25</v></c>");
                })
                .bytes()
            }),
        ),
        (
            "texts of 255 MiB copied",
            Box::new(|book| {
                let text = format!("<si><t>{}</t></si></sst>", "chữ ".repeat(MIB / 6));
                rows(book.swap(STRINGS, "</sst>", &text), 250, |r, text| {
                    let _ = write!(text, "<c r=\"B{r}\" t=\"s\"><v>25</v></c>");
                })
                .bytes()
            }),
        ),
        (
            "120 MiB of blanks between tags",
            Box::new(move |book| {
                sheet(book, "</sheetData>", format!("{}</sheetData>", format!("<row/>{}", " ".repeat(1000)).repeat(120_000)))
            }),
        ),
        (
            "20 million empty rows",
            Box::new(move |book| sheet(book, "</sheetData>", format!("{}</sheetData>", "<row/>".repeat(20_000_000)))),
        ),
        (
            "6 million numbers",
            Box::new(|book| rows(book, 600_000, |_, text| text.push_str(&"<c><v>1</v></c>".repeat(10))).bytes()),
        ),
        (
            "8 million numbers",
            Box::new(|book| rows(book, 800_000, |_, text| text.push_str(&"<c><v>1</v></c>".repeat(10))).bytes()),
        ),
        (
            "1 million rows of one number",
            Box::new(|book| rows(book, 1_000_000, |_, text| text.push_str("<c><v>1</v></c>")).bytes()),
        ),
        (
            "numbers in 16,384 columns",
            Box::new(|book| rows(book, 300, |_, text| text.push_str(&"<c><v>1</v></c>".repeat(16_384))).bytes()),
        ),
        (
            "3 million short texts",
            Box::new(|book| rows(book, 300_000, |_, text| text.push_str(&"<c t=\"str\"><v>ab</v></c>".repeat(10))).bytes()),
        ),
        (
            "25 million empty strings",
            Box::new(|book| book.swap(STRINGS, "</sst>", &format!("{}</sst>", "<si/>".repeat(25_000_000))).bytes()),
        ),
        (
            "5 million empty strings",
            Box::new(|book| book.swap(STRINGS, "</sst>", &format!("{}</sst>", "<si/>".repeat(5_000_000))).bytes()),
        ),
        (
            "10 million fonts",
            Box::new(|book| {
                book.swap(STYLES, "<cellXfs", &format!("<fonts>{}</fonts><cellXfs", "<font/>".repeat(10_000_000))).bytes()
            }),
        ),
        (
            "b05 formats with long codes",
            Box::new(|book| {
                let code = format!("<numFmts><numFmt numFmtId=\"170\" formatCode=\"{}\"/></numFmts><cellXfs", "0".repeat(600));
                book.swap(STYLES, "<cellXfs", &code)
                    .swap(STYLES, "</cellXfs>", &format!("{}</cellXfs>", "<xf numFmtId=\"170\"/>".repeat(99_000)))
                    .bytes()
            }),
        ),
        (
            "4 million merges",
            Box::new(move |book| {
                let merges = lines(4_000_000, |n, text| {
                    let _ = write!(text, "<mergeCell ref=\"K{0}:L{0}\"/>", n % 1_000_000 + 20);
                });
                sheet(book, "</sheetData>", format!("</sheetData><mergeCells>{merges}</mergeCells>"))
            }),
        ),
        (
            "300,000 merges over the list",
            Box::new(move |book| {
                let merges = lines(300_000, |n, text| {
                    let _ = write!(text, "<mergeCell ref=\"A{}:H{}\"/>", n % 9 + 1, n + 10);
                });
                sheet(models(book, 20_000), "</sheetData>", format!("</sheetData><mergeCells>{merges}</mergeCells>"))
            }),
        ),
        (
            "4 million hidden ranges",
            Box::new(move |book| {
                let book = rows(book, 20, |_, text| text.push_str(&"<c><v>1</v></c>".repeat(16_384)));
                sheet(
                    book,
                    "<sheetData>",
                    format!("<cols>{}</cols><sheetData>", "<col min=\"9\" max=\"9\" hidden=\"1\"/>".repeat(3_500_000)),
                )
            }),
        ),
        (
            "formulas never calculated",
            Box::new(|book| {
                let first = format!(
                    "<row r=\"19\"><c r=\"Z19\"><f t=\"shared\" si=\"0\" ref=\"Z19:Z20\">{}A1</f></c></row>",
                    "A1+".repeat(300_000)
                );
                rows(book.rows(&first), 300_000, |_, text| text.push_str(&"<c><f t=\"shared\" si=\"0\"/></c>".repeat(10))).bytes()
            }),
        ),
        (
            "headings 200,000 times",
            Box::new(|book| {
                let heads = lines(8, |n, text| {
                    let _ = write!(text, "<c t=\"s\"><v>{}</v></c>", n + 1);
                });
                rows(book, 200_000, |_, text| text.push_str(&heads)).bytes()
            }),
        ),
        (
            "headings and a row 100,000 times",
            Box::new(|book| {
                let heads = lines(8, |n, text| {
                    let _ = write!(text, "<c t=\"s\"><v>{}</v></c>", n + 1);
                });
                let record = lines(8, |n, text| {
                    let _ = write!(text, "<c t=\"s\"><v>{}</v></c>", n + 9);
                });
                rows(book, 200_000, |r, text| text.push_str(if r % 2 == 0 { &heads } else { &record })).bytes()
            }),
        ),
        (
            "headings in 16,000 columns",
            Box::new(|book| {
                let heads = lines(16_000, |n, text| {
                    let _ = write!(text, "<c t=\"s\"><v>{}</v></c>", n % 8 + 1);
                });
                rows(book, 100, |_, text| text.push_str(&heads)).bytes()
            }),
        ),
        (
            "4,900 sheets",
            Box::new(|book| {
                let list = lines(4_900, |n, text| {
                    let _ = write!(text, "<sheet name=\"T{n}\" sheetId=\"{}\" r:id=\"s{n}\"/>", n + 2);
                });
                let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
                let relations = lines(4_900, |n, text| {
                    let _ = write!(text, "<Relationship Id=\"s{n}\" Type=\"{kind}\" Target=\"worksheets/t{n}.xml\"/>");
                });
                let content = book.text(SHEET);
                let book = book.swap(WORKBOOK, "</sheets>", &format!("{list}</sheets>")).swap(
                    RELATIONS,
                    "</Relationships>",
                    &format!("{relations}</Relationships>"),
                );
                (0..4_900).fold(book, |book, n| book.part(&format!("xl/worksheets/t{n}.xml"), content.clone())).bytes()
            }),
        ),
        (
            "1.5 million sheets without parts",
            Box::new(|book| {
                let list = lines(1_500_000, |n, text| {
                    let _ = write!(text, "<sheet name=\"T{n}\" sheetId=\"{}\" r:id=\"\"/>", n + 2);
                });
                book.swap(WORKBOOK, "</sheets>", &format!("{list}</sheets>")).bytes()
            }),
        ),
        (
            "1.5 million names",
            Box::new(|book| {
                let names = lines(1_500_000, |n, text| {
                    let _ = write!(text, "<definedName name=\"T{n}\">Sheet1!$A$1:$A$9</definedName>");
                });
                book.swap(WORKBOOK, "</sheets>", &format!("</sheets><definedNames>{names}</definedNames>")).bytes()
            }),
        ),
        ("theme of 120 MiB", Box::new(|book| book.part("xl/theme/theme1.xml", vec![b'x'; 120 * MIB]).bytes())),
        ("100,000 models", Box::new(|book| models(book, 100_000).bytes())),
        ("300,000 models", Box::new(|book| models(book, 300_000).bytes())),
        (
            "one name in 200,000 rows",
            Box::new(|book| {
                let record = lines(5, |n, text| {
                    let _ = write!(text, "<c t=\"s\"><v>{}</v></c>", [9, 9, 10, 11, 12][n]);
                });
                rows(book, 200_000, |_, text| text.push_str(&record)).bytes()
            }),
        ),
    ]
}

/// Processor time of a process so far (user and system), in seconds: a busy machine does not count.
fn busy(pid: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Highest resident memory of a process so far, MiB.
fn peak(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib / 1024)
}

#[test]
#[ignore = "takes minutes, and a release build"]
fn the_heaviest_files_stay_within_time_and_memory() {
    let only = std::env::var("NANG").ok();
    let mut failed = Vec::new();
    for (name, make) in files() {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("nang.xlsx");
        fs::write(&path, make(Book::of("Xã Một"))).expect("writes");
        let size = fs::metadata(&path).expect("a size").len() / 1024;
        let start = Instant::now();
        let mut run = Command::new(env!("CARGO_BIN_EXE_tongket"))
            .args(["check", &folder.path().display().to_string(), "--json"])
            .stdout(fs::File::create(folder.path().join(".ra")).expect("a file"))
            .stderr(Stdio::piped())
            .spawn()
            .expect("tongket starts");
        let (mut most, mut time) = (0, 0.0_f64);
        let status = loop {
            most = peak(run.id()).unwrap_or(0).max(most);
            time = busy(run.id()).unwrap_or(0.0).max(time);
            if let Some(status) = run.try_wait().expect("waits") {
                break status;
            }
            if start.elapsed() > Duration::from_mins(1) {
                run.kill().expect("stops it");
                break run.wait().expect("waits");
            }
            std::thread::sleep(Duration::from_millis(3));
        };
        let said = fs::read_to_string(folder.path().join(".ra")).expect("its lines");
        let line = said.lines().find(|line| line.contains("\"tep\":\"nang.xlsx\"") && line.contains("\"loai\":\"tep\""));
        let fate: String = line
            .map_or("-", |l| if l.contains("da-doc") { "read" } else { l.split("ly_do\":\"").nth(1).unwrap_or(l) })
            .chars()
            .take(60)
            .collect();
        println!("{name:40} {size:>7} KiB {most:>5} MiB {:>6.1} s  {fate}", time);
        if most > 512 || time > 10.0 || !matches!(status.code(), Some(0 | 1)) {
            failed.push(format!("{name}: {most} MiB, {time:.1} s, {status}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
