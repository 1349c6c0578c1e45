#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::super::samples::{PROFILES, document, layout, units};
use super::bytes;
use crate::document::{Block, Document, Letterhead, ParagraphStyle, Run, Section, Signer};

fn part(package: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(package)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn document_xml(document: &Document) -> String {
    part(&bytes(document).unwrap(), "word/document.xml")
}

/// The words of a part, tags left out.
fn words(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        if tag == "/w:p" {
            out.push('\n');
        }
        out.push_str(text);
    }
    out
}

#[test]
fn every_profile_parses_and_is_named_as_its_file() {
    for (code, _) in PROFILES {
        assert_eq!(layout(code).code, code);
    }
}

/// Nghị định 30/2020/NĐ-CP and Hướng dẫn 05-HD/VPTW, read back from the XML.
#[test]
fn what_a_profile_says_stands_in_the_document() {
    let state = bytes(&document("nd30-2020", false)).unwrap();
    let party = bytes(&document("hd05-2026", false)).unwrap();
    let (state_xml, party_xml) = (part(&state, "word/document.xml"), part(&party, "word/document.xml"));
    for xml in [&state_xml, &party_xml] {
        assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "A4");
        assert!(
            xml.contains(r#"<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567""#),
            "20/15/20/30 mm"
        );
    }
    let state_words = words(&state_xml);
    assert!(state_words.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"));
    assert!(state_words.contains("- Các phường, xã;\n- Lưu: VT, BDV."));
    assert!(!state_words.contains("-----"));
    let party_words = words(&party_xml);
    assert!(party_words.contains("ĐẢNG CỘNG SẢN VIỆT NAM"));
    assert!(party_words.contains("\n*\n") && party_words.contains("\n-----\n"));
    assert!(party_words.contains("- Các phường, xã;\n- Lưu Văn phòng."));
    assert!(words(&document_xml(&document("hd36-2018", false))).contains("- Các phường, xã,\n- Lưu Văn phòng."));

    let (state_styles, party_styles) = (part(&state, "word/styles.xml"), part(&party, "word/styles.xml"));
    for styles in [&state_styles, &party_styles] {
        assert!(styles.contains(r#"<w:rFonts w:ascii="Times New Roman""#));
        assert!(styles.contains(r#"<w:sz w:val="28"/>"#), "14 pt");
        assert!(styles.contains(r#"w:firstLine="567""#), "10 mm");
    }
    assert!(state_styles.contains(r#"w:after="120" w:line="276" w:lineRule="auto""#), "6 pt, 1,15 dòng");
    assert!(party_styles.contains(r#"w:after="120" w:line="360" w:lineRule="exact""#), "6 pt, đúng 18 pt");
}

/// A comma in a style's name parts its other names, and Word refuses the file.
#[test]
fn names_of_styles_hold_no_comma() {
    for (code, _) in PROFILES {
        let styles = part(&bytes(&document(code, false)).unwrap(), "word/styles.xml");
        let names: Vec<&str> = styles.split(r#"<w:name w:val=""#).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(names.len() > 20 && names.iter().all(|name| !name.contains(',')), "{names:?}");
    }
}

/// `LibreOffice` saves a line spacing without its rule as an exact one, which cuts letters of 14 points at 12.
#[test]
fn a_line_spacing_always_says_its_rule() {
    for (code, _) in PROFILES {
        let package = bytes(&document(code, true)).unwrap();
        for name in ["word/document.xml", "word/styles.xml", "word/header1.xml"] {
            for spacing in part(&package, name).split("<w:spacing ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
                assert_eq!(spacing.contains("w:line="), spacing.contains("w:lineRule="), "{name}: {spacing}");
            }
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_also_the_second_time() {
    for (code, _) in PROFILES {
        assert_eq!(bytes(&document(code, true)).unwrap(), bytes(&document(code, true)).unwrap());
    }
}

#[test]
fn heading_rows_repeat_and_rows_do_not_split() {
    let xml = document_xml(&document("hd36-2018", false));
    // One heading row of the first table, three of the annex.
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 4);
    // Letterhead 2, first table 5, annex 3 + 1 + 70 + 1, signature 1.
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 83);
    assert_eq!(xml.matches("<w:tr>").count(), 83);
    assert!(!xml.contains("trHeight") && !xml.contains("paraId"));
}

#[test]
fn merged_headings_span_columns_and_rows() {
    let xml = document_xml(&document("hd36-2018", false));
    assert_eq!(xml.matches(r#"<w:gridSpan w:val="3"/>"#).count(), 2, "Đăng ký, Phát huy hiệu quả");
    // STT, Đơn vị, Ghi chú over three rows; six leaves over two.
    assert_eq!(xml.matches(r#"<w:vMerge w:val="restart"/>"#).count(), 9);
    assert_eq!(xml.matches(r#"<w:vMerge w:val="continue"/>"#).count(), 12);
}

#[test]
fn a_draft_is_marked_on_first_and_later_pages() {
    let package = bytes(&document("nd30-2020", true)).unwrap();
    let (later, first) = (part(&package, "word/header1.xml"), part(&package, "word/header2.xml"));
    assert!(words(&later).contains("DỰ THẢO") && later.contains("PAGE") && !later.contains("w:framePr"));
    assert!(words(&first).contains("DỰ THẢO") && !first.contains("PAGE"));
    let xml = part(&package, "word/document.xml");
    assert_eq!(xml.matches(r#"<w:headerReference w:type="first" r:id="rIdHeader2"/>"#).count(), 3);

    let package = bytes(&document("nd30-2020", false)).unwrap();
    assert!(!words(&part(&package, "word/header1.xml")).contains("DỰ THẢO"));
    assert_eq!(words(&part(&package, "word/header2.xml")).trim(), "", "a first page shows nothing");
}

#[test]
fn sections_keep_their_orientation_and_numbers() {
    let xml = document_xml(&document("nd30-2020", false));
    assert_eq!(xml.matches("<w:sectPr>").count(), 3);
    assert_eq!(xml.matches(r#"w:orient="landscape""#).count(), 1);
    assert_eq!(xml.matches(r#"<w:pgNumType w:start="1"/>"#).count(), 2);
    assert_eq!(xml.matches("<w:titlePg/>").count(), 3);
}

/// Hundreds of commendation lists share the same header part.
#[test]
fn many_sections_share_one_header() {
    let mut document = document("nd30-2020", true);
    let section = document.sections.remove(2);
    document.sections = vec![section; 300];
    let package = bytes(&document).unwrap();
    let archive = ZipArchive::new(Cursor::new(package.as_slice())).unwrap();
    let count = |kind: &str| archive.file_names().filter(|name| name.as_ref().is_ok_and(|name| name.starts_with(kind))).count();
    assert_eq!((count("word/header"), count("word/footer")), (2, 1));
    assert_eq!(part(&package, "word/document.xml").matches("<w:sectPr>").count(), 300);
}

#[test]
fn a_document_without_sections_is_still_a_document() {
    let empty = Document { sections: Vec::new(), ..document("nd30-2020", false) };
    assert!(document_xml(&empty).contains("<w:body><w:sectPr>"));
}

#[test]
fn odd_text_cannot_break_the_xml() {
    let blocks = vec![
        Block::Letterhead(Letterhead::default()),
        Block::Title { kind: String::new(), subject: String::new() },
        Block::Paragraph {
            text: vec![Run::plain("a & b <c> \u{1} \"d\"\ne\tf ]]>")],
            style: crate::document::ParagraphStyle::Body,
        },
    ];
    let mut odd = Document { title: "A & B <c>\u{2}".into(), ..document("hd36-2018", false) };
    odd.sections = vec![Section { blocks, ..Section::default() }];
    let package = bytes(&odd).unwrap();
    let xml = part(&package, "word/document.xml");
    assert!(xml.contains("a &amp; b &lt;c&gt;  &quot;d&quot;</w:t><w:br"), "{xml}");
    assert!(part(&package, "docProps/core.xml").contains("<dc:title>A &amp; B &lt;c&gt;</dc:title>"));
}

/// Names that wrap, a title of three lines, a table of twenty columns, no recipients.
fn long_names() -> Document {
    let mut document = document("nd30-2020", true);
    let blocks = vec![
        Block::Letterhead(Letterhead {
            superior: "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH".into(),
            issuer: "BAN CHỈ ĐẠO THỰC HIỆN PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO” VÀ QUY CHẾ DÂN CHỦ Ở CƠ SỞ".into(),
            number: "Số: …/BC-BCĐ".into(),
            place_date: "Thành phố Hồ Chí Minh, ngày … tháng … năm 2020".into(),
            ..Letterhead::default()
        }),
        Block::Title {
            kind: "DANH SÁCH".into(),
            subject: "Tập thể, cá nhân có thành tích xuất sắc\nđược đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân\n                (Kèm theo Tờ trình)"
                .into(),
        },
        Block::Table(crate::document::Table {
            columns: (1..=20)
                .map(|i| crate::document::TableColumn {
                    heading: vec![format!("Nhóm {}", i / 4), format!("Nghiêng {i}")],
                    width: 1.0,
                    align: crate::document::Align::Right,
                })
                .collect(),
            rows: vec![crate::document::TableRow::new(
                crate::document::RowKind::Body,
                (1..=20).map(|i| crate::document::Value::Count(i * 998)).collect(),
            )],
            ..crate::document::Table::default()
        }),
        Block::Signature(crate::document::Signature { post: "CHỦ TỊCH".into(), name: "Trần Thị Bé".into(), ..Default::default() }),
    ];
    document.sections = vec![Section { blocks, ..Section::default() }; 2];
    document.sections[1].landscape = true;
    document
}

/// Not a check: pages to look at, and files for the conformance checkers.
#[test]
#[ignore = "writes samples to target/look"]
fn write_samples_to_look_at() {
    let folder = std::path::Path::new("target/look");
    std::fs::create_dir_all(folder).unwrap();
    for (code, _) in PROFILES {
        for draft in [false, true] {
            let name = format!("{code}{}.docx", if draft { "-du-thao" } else { "" });
            std::fs::write(folder.join(name), bytes(&document(code, draft)).unwrap()).unwrap();
        }
    }
    std::fs::write(folder.join("dai.docx"), bytes(&long_names()).unwrap()).unwrap();
}

/// A paragraph of usual height below a table that fills its page would begin an empty one.
#[test]
fn nothing_taller_than_a_point_follows_a_table_that_ends_its_section() {
    let mut made = document("nd30-2020", false);
    let is_table = |block: &&Block| matches!(block, Block::Table(_));
    let table = made.sections.iter().flat_map(|section| &section.blocks).find(is_table).cloned();
    for section in &mut made.sections {
        section.blocks.extend(table.clone());
    }
    let xml = document_xml(&made);
    let ends: Vec<&str> = xml.split("</w:tbl>").skip(1).filter(|after| after.contains("<w:sectPr")).collect();
    assert_eq!(ends.len(), made.sections.len(), "a table at the end of each section");
    let first = |after: &str| after.split("w:pStyle w:val=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let found: Vec<_> = ends.iter().map(|after| first(after)).collect();
    assert!(found.iter().all(|style| style.as_deref() == Some("TKHtphn")), "{found:?}");
}

fn of_blocks(blocks: Vec<Block>) -> String {
    document_xml(&Document { sections: vec![Section { blocks, ..Section::default() }], ..document("nd30-2020", false) })
}

#[test]
fn signatures_never_stand_without_a_row_of_their_list() {
    let line = |text: &str| Block::Paragraph { text: vec![Run::plain(text)], style: ParagraphStyle::Body };
    let signers = Block::Signers(vec![Signer { post: "KẾ TOÁN".into(), name: String::new() }]);
    let xml = of_blocks(vec![Block::Table(units(40)), line("Tổng số tiền"), line("Mức thưởng"), signers]);
    let (table, below) = xml.split_once("</w:tbl>").unwrap();
    let (before, last) = table.split_at(table.rfind("<w:trPr>").unwrap());
    assert!(last.contains("Tổng cộng") && last.contains("<w:keepNext"), "{last}");
    assert!(!before[before.rfind("Phường số 30<").unwrap()..before.rfind("Phường số 31<").unwrap()].contains("<w:keepNext"));
    let between = below.split("<w:tbl>").next().unwrap();
    assert_eq!(between.matches("<w:keepNext").count(), between.matches("<w:pStyle").count(), "{between}");
}

#[test]
fn a_small_table_is_not_parted_by_the_end_of_a_page() {
    let rows = |count| {
        let xml = of_blocks(vec![Block::Table(units(count))]);
        let rows: Vec<bool> = xml.split("<w:trPr>").skip(4).map(|row| row.contains("<w:keepNext")).collect();
        rows
    };
    let small = rows(6);
    assert_eq!(small, [true, true, true, true, true, true, true, false], "a section, six records, the total");
    assert_eq!(rows(40).iter().filter(|kept| **kept).count(), 2, "the section row, and the record above the total");
}

/// Two charts, the second in a landscape annex.
fn with_charts() -> Document {
    let series = |name: &str, values: [u64; 2]| crate::document::ChartSeries {
        name: name.into(),
        values: values.map(crate::document::Value::Count).to_vec(),
    };
    let chart = crate::document::Chart {
        title: "Số mô hình “a & b”".into(),
        unit: "mô hình".into(),
        labels: vec!["Kinh tế".into(), "Dân tộc".into()],
        series: vec![series("Đăng ký", [1_202, 3])],
        ..crate::document::Chart::default()
    };
    let caption = Block::Paragraph {
        text: vec![Run::plain("Biểu đồ 1. Số mô hình")],
        style: crate::document::ParagraphStyle::ChartCaption,
    };
    let section = Section { blocks: vec![Block::Chart(chart), caption], ..Section::default() };
    let landscape = Section { landscape: true, ..section.clone() };
    Document { sections: vec![section, landscape], ..document("nd30-2020", false) }
}

#[test]
fn a_chart_is_a_picture_between_the_margins_with_its_figures_in_words() {
    let package = bytes(&with_charts()).unwrap();
    let xml = part(&package, "word/document.xml");
    let alt = "descr=\"Biểu đồ số mô hình “a &amp; b” (đơn vị tính: mô hình). Kinh tế: 1.202; Dân tộc: 3.\"";
    assert_eq!(xml.matches(alt).count(), 2, "{xml}");
    // 165 mm and 252 mm wide, 36.000 units each.
    assert!(xml.contains(r#"<wp:extent cx="5940"#) && xml.contains(r#"<wp:extent cx="9072"#), "{xml}");
    assert!(xml.contains(r#"<w:pStyle w:val="TKBiu"/></w:pPr><w:r><w:drawing>"#));
    assert!(xml.contains(r#"<w:pStyle w:val="TKTnbiu"/>"#));
    let ids: Vec<&str> = xml.split("<wp:docPr id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids, ["1", "2"]);
    let relations = part(&package, "word/_rels/document.xml.rels");
    assert!(relations.contains(r#"Id="rIdImage2""#) && relations.contains(r#"Target="media/image2.png""#));
    assert!(part(&package, "[Content_Types].xml").contains(r#"<Default Extension="png" ContentType="image/png"/>"#));
    let mut png = Vec::new();
    ZipArchive::new(Cursor::new(&package)).unwrap().by_name("word/media/image1.png").unwrap().read_to_end(&mut png).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let styles = part(&package, "word/styles.xml");
    let picture = styles.split("w:styleId=\"TKBiu\"").nth(1).unwrap().split("</w:style>").next().unwrap();
    assert!(picture.contains("<w:keepNext/>") && picture.contains(r#"<w:jc w:val="center"/>"#), "{picture}");
    assert!(!picture.contains("exact"), "a line of exact height would cut the picture: {picture}");
    assert_eq!(bytes(&with_charts()).unwrap(), package, "the second time too");
    assert!(!part(&bytes(&document("nd30-2020", false)).unwrap(), "[Content_Types].xml").contains("png"));
}
