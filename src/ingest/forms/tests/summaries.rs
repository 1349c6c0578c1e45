//! Biểu 3, 4, 5.

use super::fixture::{authority, read, said, sheet};
use crate::model::{AssessmentHead, Content, IndicatorRow, Measure, Reading, Subject, TotalsRow};
use rust_decimal::Decimal;

fn totals(reading: &Reading) -> Vec<&TotalsRow> {
    reading
        .tables
        .iter()
        .flat_map(|t| if let Content::Totals(rows) = &t.content { rows.iter().collect() } else { Vec::new() })
        .collect()
}

/// "`dang_ky.tong` 120" for each count of a row.
fn figures(row: &TotalsRow) -> Vec<String> {
    let authority = authority();
    let path = |key: &crate::model::Key| {
        key.path(&authority).unwrap_or_else(|| format!("{} {:?}", key.measure.path(&authority), key.facet))
    };
    row.counts.iter().map(|(key, count, _)| format!("{} {count}", path(key))).collect()
}

#[test]
fn a_bare_owner_belongs_to_the_measure_at_its_left() {
    let reading = read(vec![sheet(
        "Biểu 3",
        "
        | Lĩnh vực | Đăng ký | Tập thể | Cá nhân | Phát huy hiệu quả | Đề nghị cấp huyện | Công nhận | Tập thể | Lượt | Công nhận cấp huyện | Đăng ký cấp huyện | Nhân rộng |
        | Tổng cộng | 12 | 10 | 2 | 11 | 3 | 9 | 8 | 15 | 2 | 4 | 1 |
        | Kinh tế | 5 | 5 | 0 |  |  | 4 | 4 |  |  |  |  |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = totals(&reading);
    assert_eq!(rows[0].subject, Subject::Total);
    assert_eq!(
        figures(rows[0]),
        [
            "dang_ky.tong 12",
            "dang_ky.tap_the 10",
            "dang_ky.ca_nhan 2",
            "hieu_qua.tong 11",
            "de_nghi.huyen.tong 3",
            "cong_nhan.co-so.tong 9",
            "cong_nhan.co-so.tap_the 8",
            "cong_nhan.co-so.luot 15",
            "cong_nhan.huyen.tong 2",
            "dang_ky.theo_cap.huyen.tong 4",
            "nhan_rong.tong 1"
        ]
    );
    assert_eq!(figures(rows[1])[0], "dang_ky.theo_linh_vuc.kinh-te 5");
    assert_eq!((rows[1].counts.len(), rows[1].blanks.len()), (5, 6));
}

#[test]
fn merged_groups_of_measures_and_rows_of_units() {
    let reading = read(vec![sheet(
        "Tổng hợp",
        "
        | STT | Đơn vị | Đăng ký | < | < | < | Chia theo lĩnh vực | < | Công nhận | < | < | Khen thưởng | < |
        | ^ | ^ | Tổng số | Trong đó | < | < | KT | VHXH | Cấp cơ sở | < | Cấp huyện | TT | CN |
        | ^ | ^ | ^ | TT | CN | HGĐ | ^ | ^ | Tổng số | Lượt | Tổng số | ^ | ^ |
        | A | B | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
        | 1 | P. An Hòa | 10 | 8 | 1 | 1 | 6 | 4 | 7 | 9 | 1 | 5 | 5 |
        | 2 | Xã Phi Thông | 5 | 5 |  |  | 5 |  | 3 | 3 | - |  |  |
        | 3 | Khối cơ quan, đơn vị trực thuộc | 1 |  |  |  | 1 |  |  |  |  |  |  |
        | Tổng cộng | < | 16 | 13 | 1 | 1 | 12 | 4 | 10 | 12 | 1 |  |  |",
    )]);
    assert_eq!(said(&reading), ["L3 ColumnUnknown", "M3 ColumnUnknown"]);
    let rows = totals(&reading);
    assert_eq!(
        rows.iter().map(|r| r.subject.clone()).collect::<Vec<_>>(),
        [Subject::Unit(0), Subject::Unit(1), Subject::Direct, Subject::Total]
    );
    assert_eq!(
        figures(rows[0]),
        [
            "dang_ky.tong 10",
            "dang_ky.tap_the 8",
            "dang_ky.ca_nhan 1",
            "dang_ky.ho_gia_dinh 1",
            "dang_ky.theo_linh_vuc.kinh-te 6",
            "dang_ky.theo_linh_vuc.van-hoa-xa-hoi 4",
            "cong_nhan.co-so.tong 7",
            "cong_nhan.co-so.luot 9",
            "cong_nhan.huyen.tong 1"
        ]
    );
    assert_eq!(figures(rows[1]).last().map(String::as_str), Some("cong_nhan.huyen.tong 0"));
    assert_eq!(reading.tables[0].units.len(), 2);
}

#[test]
fn merged_fields_and_unknown_rows_of_a_field_table() {
    let reading = read(vec![sheet(
        "Biểu 3",
        "
        | Lĩnh vực | Đăng ký | Công nhận cấp cơ sở giai đoạn 2016-2018 |
        | Kinh tế và văn hóa - xã hội | 4 | 4 |
        | Quốc phòng, an nin | 2 | =B3 |
        | HTCT | x | 1.52 |
        | Cộng | 6 | 5 |
        | Ghi chú: số liệu tính đến 30/6 |
        |  |  | Rạch Giá, ngày 06 tháng 9 năm 2020 |
        | NGƯỜI LẬP |  | TRƯỞNG BAN |",
    )]);
    let rows = totals(&reading);
    assert_eq!(rows.iter().map(|r| &r.subject).cloned().collect::<Vec<_>>()[0], Subject::FieldGroup(0));
    assert_eq!(rows.last().map(|r| r.subject.clone()), Some(Subject::Total));
    assert!(matches!(rows[0].counts[1].0.measure, Measure::RecognisedIn(..)));
    assert_eq!(said(&reading), ["A3 NotInList", "B4 BadCount", "C4 BadCount"]);
}

#[test]
fn several_units_of_field_rows_in_one_sheet() {
    let reading = read(vec![sheet(
        "Biểu 3",
        "
        | Lĩnh vực | Đăng ký |
        | PHƯỜNG AN HÒA |
        | Kinh tế | 4 |
        | Tổng cộng | 4 |
        | PHƯỜNG VĨNH BẢO |
        | Kinh tế | 6 |",
    )]);
    assert_eq!(reading.tables.len(), 2);
    let first = |i: usize| reading.contexts[usize::from(reading.tables[i].context)].mentions[0].text.clone();
    assert_eq!((first(0), first(1)), ("PHƯỜNG AN HÒA".to_owned(), "PHƯỜNG VĨNH BẢO".to_owned()));
    assert_eq!(totals(&reading).len(), 3);
}

fn indicators(reading: &Reading) -> Vec<&IndicatorRow> {
    reading
        .tables
        .iter()
        .flat_map(|t| if let Content::Indicators(rows) = &t.content { rows.iter().collect() } else { Vec::new() })
        .collect()
}

#[test]
fn indicators_keep_percent_points_ratios_and_qualifiers() {
    let reading = read(vec![sheet(
        "Biểu 4 - Chỉ tiêu",
        "
        | STT | Chỉ tiêu | Đơn vị tính | Từ kèm | Thực hiện | Tổng số | Kỳ trước | Ghi chú |
        | I | CÔNG TÁC LÃNH ĐẠO |  |  |  |  |  |  |
        | 1 | Tỷ lệ hộ nghèo | % |  | 0.52% |  | '42,53% |  |
        | 2 | Xã có quy chế | xã |  | '140/161 |  |  |  |
        | 3 | Tổng số mô hình | mô hình |  | 12 |  |  |  |
        | 4 | Tổ dân vận | % |  | trên 89,4% |  |  |  |
        | 5 | Đất hiến | m² |  | nhiều | 7 |  |  |
        | 6 | Chưa có số | người |  |  |  |  |  |",
    )]);
    assert_eq!(said(&reading), ["E7 BadAmount"]);
    let rows = indicators(&reading);
    let decimal = |text: &str| text.parse::<Decimal>().ok();
    assert_eq!((rows[0].value, rows[0].previous), (decimal("0.52"), decimal("42.53")));
    assert_eq!((rows[1].value, rows[1].out_of), (decimal("140"), decimal("161")));
    assert_eq!((rows[3].value, rows[3].qualifier.as_deref()), (decimal("89.4"), Some("trên")));
    assert_eq!((rows[4].value, rows[4].out_of), (None, decimal("7")));
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[5].value, None);
}

#[test]
fn assessment_headings_and_paragraphs() {
    let reading = read(vec![sheet(
        "Biểu 5 - Đánh giá, kiến nghị",
        "
        | ĐÁNH GIÁ, KIẾN NGHỊ |
        | 1. Ưu điểm | Phong trào lan tỏa.\\n- Có nhiều mô hình hay. |
        | 2. Hạn chế: |
        |  | Một số mặt chưa rõ nét. |
        | 3. Nguyên nhân | |
        | 6. Kiến nghị: Đề nghị Tỉnh ủy quan tâm. |
        | NGƯỜI LẬP BIỂU |",
    )]);
    let Content::Assessment(rows) = &reading.tables[0].content else { panic!("{:?}", reading.tables) };
    let texts: Vec<_> = rows.iter().map(|r| (r.head, r.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            (AssessmentHead::Strengths, "Phong trào lan tỏa."),
            (AssessmentHead::Strengths, "Có nhiều mô hình hay."),
            (AssessmentHead::Weaknesses, "Một số mặt chưa rõ nét."),
            (AssessmentHead::Proposals, "Đề nghị Tỉnh ủy quan tâm."),
        ]
    );
}
