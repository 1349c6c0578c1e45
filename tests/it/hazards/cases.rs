//! The hazards, each as a file: codes as in the list of what breaks or misleads a reader of workbooks.

#![expect(clippy::format_collect, reason = "fixtures read better as one expression")]

use super::{Case, Outcome};
use crate::crafted::{Book, RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK, flat, patched};

const DAMAGED: Outcome = Outcome::Refused("tệp bị hỏng");

fn case(code: &'static str, make: impl Fn(Book) -> Vec<u8>, outcome: Outcome) -> Case {
    let unit = format!("Xã {}", code.to_uppercase());
    Case { code, extension: "xlsx", bytes: make(Book::of(&unit)), twin: Book::of(&unit).bytes(), outcome }
}

/// Read as if nothing were wrong.
fn same(code: &'static str, make: impl Fn(Book) -> Book) -> Case {
    case(code, |book| make(book).bytes(), Outcome::Read(&[]))
}

/// Refused as damaged.
fn damaged(code: &'static str, make: impl Fn(Book) -> Book) -> Case {
    case(code, |book| make(book).bytes(), DAMAGED)
}

/// Read like another workbook that says openly what this one hides, and pointed at.
fn like(code: &'static str, make: impl Fn(Book) -> Book, twin: impl Fn(Book) -> Book, told: &'static [&'static str]) -> Case {
    let mut case = case(code, |book| make(book).bytes(), Outcome::Read(told));
    let unit = format!("Xã {}", code.to_uppercase());
    case.twin = twin(Book::of(&unit)).bytes();
    case
}

/// All of them.
pub fn all() -> Vec<Case> {
    let mut all = bombs();
    all.extend(far_cells());
    all.extend(lying_numbers());
    all.extend(damaged_packages());
    all.extend(ambiguous_cells());
    all.extend(misleading());
    all.extend(wrongly_refused_elsewhere());
    all.extend(harmless());
    all
}

/// Files that unpack to far more than they are.
fn bombs() -> Vec<Case> {
    let unpacks = Outcome::Refused("giải nén ra");
    let blank = flat("bom.xml", b' ', 16);
    let huge_sheet = flat(SHEET, b' ', 130);
    vec![
        case("b01", |book| book.without(SHEET).with_copies(&huge_sheet, 1), unpacks),
        case("b02", |book| book.with_copies(&blank, 330), unpacks),
        case("b03", |book| book.with_copies(&blank, 17), unpacks),
        // Declares a size that is not its own.
        case(
            "b04",
            |book| patched(book.with_copies(&blank, 1), &(16_u32 << 20).to_le_bytes(), &1000_u32.to_le_bytes()),
            Outcome::Read(&[]),
        ),
        damaged("b05", |book| book.swap(STYLES, "</cellXfs>", &format!("{}</cellXfs>", "<xf/>".repeat(100_001)))),
        damaged("b05a", |book| book.swap(STYLES, "<cellXfs", &format!("<fonts>{}</fonts><cellXfs", "<font/>".repeat(100_001)))),
        // A long format code that many cell formats name.
        same("b05b", |book| {
            let code = format!("<numFmts><numFmt numFmtId=\"170\" formatCode=\"{}\"/></numFmts><cellXfs", "0".repeat(8000));
            book.swap(STYLES, "<cellXfs", &code).swap(
                STYLES,
                "</cellXfs>",
                &format!("{}</cellXfs>", "<xf numFmtId=\"170\"/>".repeat(20_000)),
            )
        }),
        // One text of 1 MiB in 20,000 cells.
        case(
            "b06",
            |book| {
                let cells: String = (1..=20_000)
                    .map(|r| format!("<row r=\"{}\"><c r=\"Z{}\" t=\"s\"><v>0</v></c></row>", r + 20, r + 20))
                    .collect();
                let long = "<si><t>".to_owned() + &"dài ".repeat(200_000) + "</t></si>";
                book.swap(STRINGS, "</sst>", &format!("{long}</sst>")).rows(&cells.replace("<v>0<", "<v>25<")).bytes()
            },
            Outcome::Refused("các ô"),
        ),
        case(
            "b06a",
            |book| book.swap(STRINGS, "</sst>", &format!("<si><t>{}</t></si></sst>", "x".repeat(2 << 20))).bytes(),
            Outcome::Refused("1 MiB"),
        ),
        // 2,000 sheets on one part.
        damaged("b18", |book| {
            let sheets: String = (2..2002).map(|n| format!("<sheet name=\"T{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
            book.swap(WORKBOOK, "</sheets>", &format!("{sheets}</sheets>"))
        }),
        case("b19", |book| with_parts(book, 5001).bytes(), Outcome::Refused("phần")),
        // One cell of many texts.
        case(
            "b31",
            |book| {
                book.rows(&format!(
                    "<row r=\"30\"><c r=\"A30\" t=\"inlineStr\"><is>{}</is></c></row>",
                    format!("<r><t>{}</t></r>", "dài".repeat(1000)).repeat(500)
                ))
                .bytes()
            },
            Outcome::Refused("1 MiB"),
        ),
    ]
}

fn with_parts(book: Book, count: usize) -> Book {
    (0..count).fold(book, |book, n| book.part(&format!("xl/media/{n}.bin"), *b"x"))
}

/// Cells outside the sheet, or alone at its end.
fn far_cells() -> Vec<Case> {
    vec![
        same("b07", |book| book.rows("<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>lạc</v></c></row>")),
        damaged("b11", |book| book.rows("<row r=\"4294967295\"><c r=\"A4294967295\"><v>1</v></c></row>")),
        damaged("b12", |book| book.rows("<row r=\"12\"><c r=\"ZZZZZZZZZZ12\"><v>1</v></c></row>")),
        same("b16", |book| book.swap(SHEET, "A1:H9", "A1:XFD1048576")),
        same("b17", |book| book.swap(SHEET, "A1:H9", "H9:A1")),
    ]
}

/// Numbers that make a reader ask for memory.
fn lying_numbers() -> Vec<Case> {
    let unique = |count: &'static str| {
        move |book: Book| {
            let text = book.text(STRINGS);
            let at = text.find("uniqueCount=\"").expect("a count") + "uniqueCount=\"".len();
            let end = at + text[at..].find('"').expect("a quote");
            book.part(STRINGS, format!("{}{count}{}", &text[..at], &text[end..]))
        }
    };
    vec![
        same("b13", unique("18446744073709551615")),
        same("b14", unique("1000000000000")),
        same("b15", |book| {
            book.rows("<row r=\"20\"><c r=\"Z20\"><f t=\"shared\" si=\"4000000000\" ref=\"Z20:Z21\">A1</f><v>1</v></c></row>")
        }),
    ]
}

/// Packages that are not whole, or say two things.
fn damaged_packages() -> Vec<Case> {
    let twice = |part: &'static str| {
        move |book: Book| {
            let other = format!("{}X", &part[..part.len() - 1]);
            let shorter = book.text(part).replace("<v>2020</v>", "<v>2019</v>");
            patched(book.part(&other, shorter).bytes(), other.as_bytes(), part.as_bytes())
        }
    };
    vec![
        case("c01", |book| book.bytes()[..900].to_vec(), DAMAGED),
        case("c02", |book| [book.bytes(), vec![0; 64]].concat()[40..].to_vec(), Outcome::Refused("")),
        case("c03", |_| vec![0; 4096], DAMAGED),
        // One bit of a stored number: 2024 for 2020.
        case("c17", |book| patched(book.stored(), b"<v>2020</v>", b"<v>2024</v>"), DAMAGED),
        case("c19", twice(SHEET), DAMAGED),
        case("c20", twice(STRINGS), DAMAGED),
        damaged("c20a", |book| {
            let shorter = book.text(SHEET).replace("<v>2020</v>", "<v>2019</v>");
            book.part("XL/Worksheets/SHEET1.XML", shorter)
        }),
        damaged("c21", |book| book.without(SHEET)),
        damaged("c22", |book| book.swap(SHEET, "</worksheet>", "")),
        case("c26", |book| encrypted(book.stored()), Outcome::Refused("mật khẩu")),
        case("c28", |_| looping_compound_file(), Outcome::Refused("")),
        damaged("x31", |book| {
            book.clone().second_sheet("BIỂU 1", "worksheets/sheet2.xml", "").part("xl/worksheets/sheet2.xml", book.text(SHEET))
        }),
        damaged("x15", |book| book.swap(SHEET, "<v>2020</v></c>", "<v>2020</c></v>")),
        damaged("x20", |book| {
            book.swap(SHEET, "<worksheet", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet")
        }),
        damaged("x21", |book| book.swap(STRINGS, "</sst>", "<si><t>&chưa-có;</t></si></sst>")),
        damaged("x22", |book| {
            book.swap(
                SHEET,
                "</sheetData>",
                &format!("</sheetData><extLst>{}{}</extLst>", "<a>".repeat(10_000), "</a>".repeat(10_000)),
            )
        }),
    ]
}

/// The flag of a zip entry that says it is encrypted, in every header.
fn encrypted(mut bytes: Vec<u8>) -> Vec<u8> {
    for at in 0..bytes.len().saturating_sub(46) {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    bytes
}

/// An OLE file whose directory leads back to itself.
fn looping_compound_file() -> Vec<u8> {
    let mut bytes = vec![0_u8; 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, value: u32| bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(24, 0x0003_003E);
    put(28, 0x0009_FFFE);
    put(32, 6);
    put(44, 1); // one sector of the allocation table
    put(48, 1); // the directory's first sector
    put(56, 4096);
    put(60, u32::MAX - 1);
    put(68, u32::MAX - 1);
    put(76, 0); // the allocation table is sector 0
    for n in 1..109 {
        put(76 + 4 * n, u32::MAX);
    }
    let mut table = vec![0xFF_u8; 512];
    table[..4].copy_from_slice(&(u32::MAX - 2).to_le_bytes());
    table[4..8].copy_from_slice(&1_u32.to_le_bytes()); // sector 1 leads to sector 1
    bytes.extend(table);
    bytes.extend(vec![0; 512]);
    bytes
}

/// Cells with more than one reading.
fn ambiguous_cells() -> Vec<Case> {
    let year = |to: &'static str| move |book: Book| book.swap(SHEET, "<v>2020</v>", to);
    vec![
        damaged("x03", |book| book.swap(SHEET, "t=\"s\"><v>9</v>", "t=\"s\"><v>9.0</v>")),
        damaged("x04", |book| book.swap(SHEET, "t=\"s\"><v>9</v>", "t=\"s\"><v> 9 </v>")),
        damaged("x23", |book| book.rows("<row r=\"6\"><c r=\"F6\"><v>2019</v></c></row>")),
        same("x24", year("<v>20<!-- -->20</v>")),
        same("x25", year("<v>202&#48;</v>")),
        same("x26", year("<v><![CDATA[2020]]></v>")),
        damaged("x28", year("<v>2020</v><v>2019</v>")),
        damaged("x29", |book| book.swap(SHEET, "<c r=\"F6\"", "<c r=\"F6\" r=\"F7\"")),
    ]
}

/// Workbooks that a careless reader takes for something else: read right, or pointed at.
fn misleading() -> Vec<Case> {
    let spread =
        |to: &'static str| move |book: Book| book.swap(SHEET, "<c r=\"G6\"><v>1</v></c>", &format!("<c r=\"G6\">{to}</c>"));
    let never = |code, value: &'static str, told| like(code, spread(value), spread(""), told);
    let hidden = |state: &'static str| {
        move |book: Book| {
            let other = book.text(SHEET).replace("<v>2020</v>", "<v>2019</v>");
            book.second_sheet("Năm trước", "worksheets/sheet2.xml", state).part("xl/worksheets/sheet2.xml", other)
        }
    };
    let field = |to: &'static str| move |book: Book| book.swap(STRINGS, "Văn hóa - xã hội", to);
    vec![
        never("v07", "<v>NaN</v>", &["C04"]),
        never("v07a", "<v>inf</v>", &["C04"]),
        never("v07b", "<v>1e999</v>", &["C04"]),
        never("v11", "<f>SUM(A1:A9)</f>", &["C04"]),
        never("v11a", "<f>SUM(A1:A9)</f><v></v>", &["C04"]),
        never("x27", "", &[]),
        like(
            "x27a",
            |book| book.swap(SHEET, "<c r=\"G6\"><v>1</v></c>", "<c r=\"G6\" t=\"e\"><f>X1</f><v>#SPILL!</v></c>"),
            spread(""),
            &["C04"],
        ),
        like("l22", hidden(" state=\"hidden\""), hidden(""), &["S06"]),
        like("l22a", hidden(" state=\"veryHidden\""), hidden(""), &["S06"]),
        like("l19", |book| book.swap(SHEET, "<row r=\"7\">", "<row r=\"7\" hidden=\"1\">"), |book| book, &["S06"]),
        // Without styles a date is only a number, and no year.
        like(
            "x08",
            |book| book.without(STYLES).swap(SHEET, "<c r=\"F6\"><v>2020</v>", "<c r=\"F6\" s=\"1\"><v>43831</v>"),
            |book| book.swap(SHEET, "<c r=\"F6\"><v>2020</v>", "<c r=\"F6\">"),
            &["C03"],
        ),
        like("t01", field("V¨n ho¸ - x· héi"), |book| book, &["C05"]),
        like("t02", field("Vaên hoùa - xaõ hoäi"), |book| book, &["C05"]),
        like("t06", field("Văn hóa - xã h?i"), field("Không rõ"), &[]),
        // The string table of the relation is another than the one of the usual name.
        same("x05b", |book| {
            let real = book.text(STRINGS);
            let decoy = real.replace("Kinh tế", "Nông thôn mới");
            book.part(STRINGS, decoy).part("xl/chu.xml", real).swap(RELATIONS, "\"sharedStrings.xml\"", "\"chu.xml\"")
        }),
    ]
}

/// What other readers refuse although nothing is wrong.
fn wrongly_refused_elsewhere() -> Vec<Case> {
    let mut other_names: Vec<Case> = [("c11", "xls"), ("c12", "csv"), ("c12a", "docx"), ("c12b", "XLSX")]
        .map(|(code, extension)| Case { extension, ..same(code, |book| book) })
        .into();
    other_names.extend([
        same("x05", |book| {
            let text = book.text(STRINGS);
            book.without(STRINGS).part("xl/chu.xml", text).swap(RELATIONS, "\"sharedStrings.xml\"", "\"chu.xml\"")
        }),
        same("x05a", |book| {
            let text = book.text(STRINGS);
            book.without(STRINGS).part("chung/chu.xml", text).swap(RELATIONS, "\"sharedStrings.xml\"", "\"/chung/chu.xml\"")
        }),
        same("x30", |book| {
            book.swap(WORKBOOK, "</sheets>", "<sheet name=\"XL4Poppy\" sheetId=\"8\" state=\"veryHidden\" r:id=\"rId8\"/></sheets>").swap(
                RELATIONS,
                "</Relationships>",
                "<Relationship Id=\"rId8\" Type=\"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet\" Target=\"macrosheets/sheet1.xml\"/></Relationships>",
            )
        }),
        damaged("x16", |book| {
            let wide = |text: String| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let text = book.text(SHEET).replace("UTF-8", "UTF-16");
            book.part(SHEET, [vec![0xFF, 0xFE], wide(text)].concat())
        }),
    ]);
    other_names
}

/// Odd, and read as if it were not.
fn harmless() -> Vec<Case> {
    let strict = |text: &str| {
        text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
    };
    let prefixed = |text: &str| {
        let mut text = text.replace("xmlns=", "xmlns:x=");
        for tag in ["worksheet", "dimension", "sheetData", "row", "c", "v"] {
            for (from, to) in [
                (format!("<{tag} "), format!("<x:{tag} ")),
                (format!("<{tag}>"), format!("<x:{tag}>")),
                (format!("</{tag}>"), format!("</x:{tag}>")),
            ] {
                text = text.replace(&from, &to);
            }
        }
        text
    };
    vec![
        same("h01", |book| {
            [SHEET, STRINGS, STYLES, WORKBOOK, RELATIONS, "_rels/.rels"].into_iter().fold(book, |book, part| {
                let text = strict(&book.text(part));
                book.part(part, text)
            })
        }),
        same("h02", |book| {
            let text = prefixed(&book.text(SHEET));
            book.part(SHEET, text)
        }),
        same("h03", |book| {
            let text = format!("\u{feff}{}", book.text(SHEET));
            book.part(SHEET, text)
        }),
        same("h04", |book| {
            book.swap(STRINGS, "<t>Kinh tế</t>", "<r><t>Kinh</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> tế</t></r><rPh sb=\"0\" eb=\"1\"><t>ケイザイ</t></rPh>")
        }),
        same("h05", |book| book.swap(WORKBOOK, "<workbookPr/>", "<workbookPr date1904=\"1\"/>")),
        same("h06", |book| book.part("../../../tmp/thoat-ra.xml", *b"x")),
        same("h07", |book| {
            let merges: String = (0..20_000).map(|n| format!("<mergeCell ref=\"K{}:L{}\"/>", 2 * n + 100, 2 * n + 101)).collect();
            book.swap(SHEET, "</sheetData>", &format!("</sheetData><mergeCells>{merges}</mergeCells>"))
        }),
        same("h08", |book| {
            let attributes: String = (0..20_000).map(|n| format!(" a{n}=\"1\"")).collect();
            book.swap(SHEET, "</sheetData>", &format!("</sheetData><pageSetup{attributes}/>"))
        }),
        same("h09", |book| {
            book.swap(
                SHEET,
                "<sheetData>",
                &format!("<cols>{}</cols><sheetData>", "<col min=\"9\" max=\"16384\" hidden=\"1\"/>".repeat(20_000)),
            )
        }),
        case("h10", |book| [book.bytes(), b"du lieu thua".to_vec()].concat(), Outcome::Read(&[])),
        // One long formula shared by many cells.
        same("h11", |book| {
            let cells: String = (41..4_040)
                .map(|r| format!("<row r=\"{r}\"><c r=\"Z{r}\"><f t=\"shared\" si=\"0\"/><v>1</v></c></row>"))
                .collect();
            let long = format!(
                "<row r=\"40\"><c r=\"Z40\"><f t=\"shared\" si=\"0\" ref=\"Z40:Z4040\">{}A1</f><v>1</v></c></row>",
                "A1+".repeat(100_000)
            );
            book.rows(&format!("{long}{cells}"))
        }),
        same("h12", |book| book.swap(STRINGS, "</sst>", "<si/><si><t/></si></sst>")),
    ]
}
