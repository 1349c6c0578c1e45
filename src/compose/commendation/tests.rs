use super::super::specimen;
use super::*;
use crate::document::Block as Drawn;
use crate::document::Value;

fn lines(input: Input<'_>) -> Vec<String> {
    let made = document(input).expect("lists");
    let cell = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Count(n) => n.to_string(),
        _ => String::new(),
    };
    made.sections
        .iter()
        .flat_map(|s| {
            std::iter::once("//".to_owned())
                .chain(s.blocks.iter().flat_map(|block| match block {
                    Drawn::Paragraph { text, .. } => vec![markdown::words(text)],
                    Drawn::Table(table) => {
                        table.rows.iter().map(|r| r.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
                    }
                    other => vec![format!("{other:?}")],
                }))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_list_has_its_heading_blocks_and_closing_line() {
    let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    let text = lines(Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None });
    assert_eq!(
        text,
        [
            "//",
            "DANH SÁCH",
            "Tập thể, cá nhân được UBND thành phố Rạch Giá tặng Giấy khen vì có thành tích trong phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020",
            "(Kèm theo Quyết định số 2101/QĐ-UBND ngày 18 tháng 8 năm 2020 của UBND thành phố Rạch Giá)",
            "I. TẬP THỂ",
            "1|Hội Nông dân phường An Hòa|Phường An Hòa|Khéo vận động",
            "II. CÁ NHÂN",
            "1|Ông Trần Văn Bình|Phường An Hòa|Khéo vận động",
            "2|Lê Thị Ánh|Phường An Hòa|Khéo vận động",
            "Danh sách có 01 tập thể, 02 cá nhân.",
            "//",
            "DANH SÁCH ĐỀ NGHỊ",
            "Tập thể, cá nhân được đề nghị UBND thành phố Rạch Giá tặng Giấy khen vì có thành tích trong phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020",
            "(Kèm theo Tờ trình số …… ngày …… tháng …… năm ……)",
            "Tổng số 39 tập thể, cá nhân; đơn vị chưa gửi danh sách.",
        ]
    );
}

#[test]
fn people_are_ordered_as_the_office_chose() {
    let (mut dossier, summary) = (specimen::dossier(), specimen::summary());
    dossier.authority.order = ListOrder::Name;
    let overrides = specimen::overrides();
    let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
    let rows: Vec<u32> = lists(input).1[0].blocks[1].rows.iter().map(|(row, _)| row.row).collect();
    assert_eq!(rows, [2, 1], "Ánh before Bình");
}

#[test]
fn sheets_are_numbered_and_their_blocks_restart() {
    let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    let made = workbook(Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None })
        .expect("sheets");
    assert_eq!(made.sheets.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["1. Giấy khen", "2. Giấy khen"]);
    assert_eq!(made.sheets[0].title[1], "TẬP THỂ, CÁ NHÂN ĐƯỢC UBND THÀNH PHỐ RẠCH GIÁ TẶNG GIẤY KHEN");
    let first: Vec<&Value> = made.sheets[0].table.rows.iter().map(|r| &r.cells[0]).collect();
    let section = |text: &str| Value::Text(text.to_owned());
    assert_eq!(first, [&section("I. TẬP THỂ"), &Value::Count(1), &section("II. CÁ NHÂN"), &Value::Count(1), &Value::Count(2)]);
    assert_eq!(markdown::words(&made.sheets[0].notes[0]), "Danh sách có 01 tập thể, 02 cá nhân.");
}

#[test]
fn no_awards_make_a_document_that_says_so() {
    let (dossier, mut summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    summary.awards.clear();
    let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
    assert_eq!(lines(input), ["//", "Chưa có khen thưởng nào được ghi trong các biểu đã nộp."]);
    assert_eq!(workbook(input).expect("a sheet").sheets.len(), 1);
}
