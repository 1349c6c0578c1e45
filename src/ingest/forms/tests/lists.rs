//! Biểu 1, 1b, 2: rows and cells.

use super::fixture::{authority, read, said, sheet, units};
use crate::ingest::forms::{read_grids, words::Words};
use crate::model::{
    AwardRow, Content, FieldId, Kind, LeftOutReason, LevelId, LevelSet, ModelRow, Novelty, Owner, Reading, Reason,
    RecognitionRow, SubPeriodId, When,
};

pub fn models(reading: &Reading) -> Vec<&ModelRow> {
    reading
        .tables
        .iter()
        .flat_map(|t| if let Content::Models(rows) = &t.content { rows.iter().collect() } else { Vec::new() })
        .collect()
}

fn awards(reading: &Reading) -> Vec<&AwardRow> {
    reading
        .tables
        .iter()
        .flat_map(|t| if let Content::Awards(rows) = &t.content { rows.iter().collect() } else { Vec::new() })
        .collect()
}

fn recognitions(reading: &Reading) -> Vec<&RecognitionRow> {
    let rows = |c: &Content| if let Content::Recognitions(rows) = c { rows.len() } else { 0 };
    assert!(reading.tables.iter().any(|t| rows(&t.content) > 0));
    reading
        .tables
        .iter()
        .flat_map(|t| if let Content::Recognitions(rows) = &t.content { rows.iter().collect() } else { Vec::new() })
        .collect()
}

const BASE: LevelId = LevelId(0);
const CITY: LevelId = LevelId(1);

#[test]
fn the_full_form_is_read_column_by_column() {
    let reading = read(vec![sheet(
        "Biểu 1 - Mô hình",
        "
        | UBND PHƯỜNG AN HÒA |
        | DANH SÁCH MÔ HÌNH |
        | STT | Mã mô hình | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Địa chỉ | Loại hình | Đối tượng | Lĩnh vực | Năm đăng ký | Đăng ký (Mới / Duy trì) | Cấp đăng ký | Tình trạng | Phát huy hiệu quả (x) | Nhân rộng (số nơi) | Đề nghị công nhận cấp | Công nhận cấp cơ sở | Công nhận cấp thành phố | Số quyết định | Nêu trong báo cáo (x) | Kết quả nổi bật | Ghi chú |
        | (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13) | (14) | (15) | (16) | (17) | (18) | (19) | (20) | (21) |
        | 1 | AH-01 | Tổ NDTQ | Khu phố 1 | KP1 | MH | TT | Kinh tế | 2016 | Mới | Cơ sở, Huyện | Đang thực hiện | x | 2 | Tỉnh | 2016, 2018 | 2016-2018 | 12/QĐ | x | Tốt | - |
        | 2 |  | Dọn vệ sinh | Bà Lan |  | ĐH | HGĐ | an ninh - quốc phòng | 2017 | duy trì |  | Dừng |  |  |  | x |  |  |  |  |  |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = models(&reading);
    let first = rows[0];
    assert_eq!((first.code.as_deref(), &*first.name, first.performer.as_deref()), (Some("AH-01"), "Tổ NDTQ", Some("Khu phố 1")));
    assert_eq!((first.kind, first.owner, first.field), (Some(Kind::Model), Some(Owner::Collective), Some(FieldId(0))));
    assert_eq!((first.year, first.novelty, first.levels), (Some(2016), Some(Novelty::New), LevelSet::from_iter([BASE, CITY])));
    assert_eq!((first.stopped, first.effective, first.replicated), (false, Some(true), Some(2)));
    assert_eq!(first.nominated, LevelSet::from_iter([LevelId(2)]));
    let events = vec![(BASE, When::Year(2016), 15), (BASE, When::Year(2018), 15), (CITY, When::SubPeriod(SubPeriodId(0)), 16)];
    assert_eq!(*first.recognised, *events);
    assert!(first.featured);
    let second = rows[1];
    assert_eq!((second.kind, second.owner, second.field), (Some(Kind::Exemplar), Some(Owner::Household), Some(FieldId(2))));
    assert_eq!(
        (second.novelty, second.levels.iter().count(), second.stopped, second.effective),
        (Some(Novelty::Maintained), 0, true, Some(false))
    );
    assert_eq!(*second.recognised, [(BASE, When::Tick, 15)]);
    assert_eq!(reading.tables[0].left_out.iter().map(|l| l.reason).collect::<Vec<_>>(), vec![LeftOutReason::ColumnNumbers]);
}

#[test]
fn merged_groups_and_tick_columns_are_flattened() {
    let reading = read(vec![sheet(
        "Sheet1",
        "
        | TT | Tên mô hình | Lĩnh vực | < | < | Loại hình | < | Đăng ký | < | Công nhận | < | Ghi chú |
        | ^ | ^ | KT | VH-XH | QP-AN | TT | CN | Mới | Duy trì | Cơ sở | Huyện | ^ |
        | 1 | Mô hình A |  | x |  | x |  |  | x | x |  |  |
        | 2 | Mô hình B | x |  |  |  | x | x |  | 2019 | 2020 |  |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = models(&reading);
    assert_eq!(
        (rows[0].field, rows[0].owner, rows[0].novelty),
        (Some(FieldId(1)), Some(Owner::Collective), Some(Novelty::Maintained))
    );
    assert_eq!((rows[1].field, rows[1].owner, rows[1].novelty), (Some(FieldId(0)), Some(Owner::Individual), Some(Novelty::New)));
    assert_eq!(*rows[1].recognised, [(BASE, When::Year(2019), 9), (CITY, When::Year(2020), 10)]);
    assert_eq!(reading.tables[0].heading.1.row, 1);
}

#[test]
fn totals_are_never_records_and_close_what_stands_above() {
    let reading = read(vec![sheet(
        "Mô hình",
        "
        | STT | Tên mô hình | Đối tượng | Công nhận cấp cơ sở |
        | I | Lĩnh vực kinh tế |  |  |
        | 1 | Cộng đồng dân cư tự quản | TT | x |
        | 2 | Tổng vệ sinh ngày thứ 7 | CN | x |
        |  | Cộng | 2 | 2 |
        | II | Lĩnh vực văn hóa - xã hội |  |  |
        | 1 | Câu lạc bộ hoa cảnh | HGĐ |  |
        |  | Cộng | 1 | 0 |
        | Tổng cộng | < | 3 | 2 |
        |  |  | Rạch Giá, ngày 5 tháng 8 năm 2020 |  |
        | NGƯỜI LẬP BIỂU |  | THỦ TRƯỞNG ĐƠN VỊ |  |
        |  | Nguyễn Văn A |  | Trần Thị B |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = models(&reading);
    assert_eq!(rows.iter().map(|r| r.field).collect::<Vec<_>>(), vec![Some(FieldId(0)), Some(FieldId(0)), Some(FieldId(1))]);
    let table = &reading.tables[0];
    let totals: Vec<_> = table.totals.iter().map(|t| (t.row, t.over, t.counts.iter().map(|c| c.1).collect::<Vec<_>>())).collect();
    assert_eq!(totals, vec![(4, (0, 1), vec![2, 2]), (7, (2, 2), vec![1, 0]), (8, (0, 2), vec![3, 2])]);
    let non_blank = 11;
    assert_eq!(table.records() + table.left_out.len(), non_blank);
    assert_eq!(table.left_out.iter().filter(|l| l.reason == LeftOutReason::Footer).count(), 3);
}

#[test]
fn sections_name_units_owners_and_levels() {
    let reading = read(vec![sheet(
        "Tổng hợp",
        "
        | STT | Tên mô hình | Lĩnh vực |
        | A | KHỐI XÃ, PHƯỜNG |  |
        | I | Phường An Hòa |  |
        | 1 | Mô hình 1 | KT |
        | II | P. Vĩnh Bảo |  |
        | 1 | Mô hình 2 | KT |
        | B | KHỐI CƠ QUAN |  |
        | 1 | Mô hình 3 | KT |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let rows = models(&reading);
    let units = &reading.tables[0].units;
    let unit = |row: &ModelRow| row.unit.map(|i| units[i as usize].text.clone());
    assert_eq!(
        rows.iter().map(|r| unit(r)).collect::<Vec<_>>(),
        vec![Some("Phường An Hòa".into()), Some("P. Vĩnh Bảo".into()), None]
    );
}

#[test]
fn a_merged_unit_cell_speaks_for_all_its_rows() {
    let reading = read(vec![sheet(
        "Sheet1",
        "
        | STT | Đơn vị | Tên mô hình | Tập thể, cá nhân thực hiện | Lĩnh vực |
        | 1 | Phường An Hòa | Mô hình 1 | KP1 | KT |
        | 2 | ^ | Mô hình 2 | KP2 | ^ |
        | 3 | Xã Phi Thông | Mô hình 3 | Ấp 3 | HTCT |",
    )]);
    let rows = models(&reading);
    assert_eq!(rows.iter().map(|r| r.unit).collect::<Vec<_>>(), vec![Some(0), Some(0), Some(1)]);
    assert_eq!(rows[1].field, Some(FieldId(0)));
    assert_eq!(said(&reading), Vec::<String>::new());
}

#[test]
fn what_cannot_be_read_is_named_at_its_cell() {
    let reading = read(vec![sheet(
        "Biểu 1",
        "
        | STT | Tên mô hình | Đối tượng | Lĩnh vực | Nhân rộng | Công nhận cấp cơ sở | Cột lạ |
        | 1 | A | Tổ chức | Kinh té | 1.52 | 2015-2017 |  |
        | 2 | B | TT | KT; HTCT | -3 | 2011 |  |
        | 3 | C | TT |  | =SUM(A1) | đang chờ |  |
        | 4 |  | TT | KT |  | x |  |
        | 5 |  |  |  |  |  |  |
        |  |  |  |  | 7 |  |  |
        | 7 | D | CN | NTM | #REF! | không |  |",
    )]);
    let expected = [
        "G1 ColumnUnknown",
        "B5 Blank",
        "E7 RowLeftOut",
        "C2 NotInList",
        "E2 BadCount",
        "F2 BadDate",
        "D3 TwoFields",
        "E3 BadCount",
        "F3 BadDate",
        "E4 NotCalculated",
        "F4 BadTick",
        "E8 ErrorValue",
        "D4 Blank",
    ];
    let mut said = said(&reading);
    said.retain(|s| !s.starts_with("D2"));
    assert_eq!(said, expected);
    let rows = models(&reading);
    assert_eq!(rows.len(), 4);
    assert_eq!(*rows[1].recognised, [(BASE, When::Year(2011), 5)]);
    assert_eq!(rows[1].field, None);
}

#[test]
fn awards_are_read_with_their_defaults() {
    let reading = read(vec![sheet(
        "Biểu 2 - Khen thưởng",
        "
        | STT | Ông/Bà | Tên tập thể, cá nhân | Chức vụ, đơn vị | Đối tượng | Hình thức khen | Cơ quan khen | Số quyết định | Ngày quyết định | Lý do | Mô hình | Thành tích | Tình trạng | Số lượng | Lượt | Lũy kế | Ghi chú |
        | 1 |  | Khu phố 4 | An Hòa | TT | giấy khen | ubnd thành phố Rạch Giá | 2101/QĐ-UBND | 18/8/2020 |  | Thu gom rác |  |  |  |  |  |  |
        | 2 | Ông | Nguyễn A | Bí thư | CN | khen thưởng | Ban Thường vụ Thành ủy |  |  | Chỉ đạo |  |  | Đề nghị |  |  |  |  |
        |  |  |  |  |  | Bằng khen | Ban Thường vụ Thành ủy |  |  | Khác |  |  |  | 39 | x | x |  |",
    )]);
    assert_eq!(said(&reading), ["G3 Undeclared", "F4 Undeclared"]);
    let rows = awards(&reading);
    assert_eq!((rows[0].form.code.as_str(), rows[0].body.as_deref()), ("giay-khen", Some("UBND thành phố Rạch Giá")));
    assert_eq!((rows[0].reason, rows[0].quantity, rows[0].proposed), (Reason::Model, 1, false));
    assert_eq!(
        (rows[1].form.code.as_str(), rows[1].reason, rows[1].proposed, rows[1].owner),
        ("khen-thuong", Reason::Steering, true, Some(Owner::Individual))
    );
    assert_eq!((rows[2].form.code.as_str(), rows[2].quantity, rows[2].owner), ("bang-khen", 39, None));
    assert!(rows[2].events && rows[2].cumulative && rows[2].recipient.is_none());
}

#[test]
fn award_sections_give_owner_and_form() {
    let reading = read(vec![sheet(
        "DS khen",
        "
        | STT | Họ và tên | Chức vụ, đơn vị công tác | Hình thức khen | Ghi chú |
        | I. TẬP THỂ |
        | 1 | Khu phố 4 | Phường An Hòa | Giấy khen |  |
        | II. CÁ NHÂN |
        | 1 | Trần B | Khu phố 1 | Giấy khen |  |
        | Danh sách có 01 tập thể, 01 cá nhân./. |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    assert_eq!(
        awards(&reading).iter().map(|r| r.owner).collect::<Vec<_>>(),
        vec![Some(Owner::Collective), Some(Owner::Individual)]
    );
}

#[test]
fn recognitions_are_a_row_each() {
    let reading = read(vec![sheet(
        "Biểu 1b - Công nhận",
        "
        | Mã mô hình | Tên mô hình | Cấp | Năm / giai đoạn | Hạng | Cơ quan công nhận | Số quyết định | Ngày quyết định |
        | AH-01 | Thu gom rác | Cơ sở | 2016 | Đạt | BCĐ phường | 12/QĐ | 1/12/2016 |
        |  | Tổ NDTQ | Huyện | 2019-2020 | Tiêu biểu | BCĐ thành phố | 13/QĐ | 31/2/2020 |",
    )]);
    assert_eq!(said(&reading), ["H3 BadDate"]);
    let rows = recognitions(&reading);
    assert_eq!((rows[0].level, rows[0].when, rows[0].outstanding), (Some(BASE), When::Year(2016), false));
    assert_eq!((rows[1].level, rows[1].when, rows[1].outstanding), (Some(CITY), When::SubPeriod(SubPeriodId(1)), true));
}

#[test]
fn synonyms_and_pins_of_the_workspace_win() {
    let text = "
        | Chủ đề | Người làm | Mảng | Ghi chú |
        | Thu gom rác | Khu phố 4 | KT |  |
        | Hoa cảnh | Hội Nông dân | VHXH |  |";
    let mut authority = authority();
    authority.synonyms =
        vec![("Chủ đề".into(), "Tên mô hình, điển hình".into()), ("Người làm".into(), "Tập thể, cá nhân thực hiện".into())];
    let read_by = |authority: &crate::model::Authority| {
        read_grids("nop/x.xlsx", 0, vec![sheet("Sheet1", text)], &Words::new(authority), &units())
    };
    assert_eq!(models(&read_by(&authority)).len(), 2);
    authority.synonyms.clear();
    assert_eq!(models(&read_by(&authority)).len(), 0);
    let columns = vec![("A".into(), "Tên mô hình, điển hình".into()), ("C".into(), "Lĩnh vực".into())];
    authority.pins = vec![crate::model::Pin { file: "nop/x.xlsx".into(), sheet: "Sheet1".into(), columns }];
    let reading = read_by(&authority);
    assert_eq!(
        models(&reading).iter().map(|r| (&*r.name, r.field)).collect::<Vec<_>>(),
        vec![("Thu gom rác", Some(FieldId(0))), ("Hoa cảnh", Some(FieldId(1)))]
    );
}

#[test]
fn a_column_a_year_or_sub_period_says_when() {
    let reading = read(vec![sheet(
        "Lĩnh vực kinh tế",
        "
        | STT | Tên mô hình | Đơn vị | Công nhận cấp cơ sở | < | Công nhận cấp huyện giai đoạn 2016-2018 | Đề nghị công nhận | < | |
        | ^ | ^ | ^ | 2016 | 2017 | ^ | Cấp huyện | Cấp tỉnh | |
        | 1 | A | Hội Nông dân | x | x |  | x |  | lạ |
        | 2 | B | Khu phố 4 |  | x | x |  | x |  |
        | Cộng |  |  | 1 | 2 | 1 | 1 | 1 |  |",
    )]);
    assert_eq!(said(&reading), ["I2 ColumnUnknown"]);
    let rows = models(&reading);
    assert_eq!(*rows[0].recognised, [(BASE, When::Year(2016), 3), (BASE, When::Year(2017), 4)]);
    assert_eq!(*rows[1].recognised, [(BASE, When::Year(2017), 4), (CITY, When::SubPeriod(SubPeriodId(0)), 5)]);
    assert_eq!((rows[0].nominated, rows[1].nominated), (LevelSet::from_iter([CITY]), LevelSet::from_iter([LevelId(2)])));
    assert_eq!((rows[0].field, rows[0].performer.as_deref()), (Some(FieldId(0)), Some("Hội Nông dân")));
    assert_eq!(reading.tables[0].totals[0].counts.iter().map(|c| c.2).collect::<Vec<_>>(), vec![6, 7]);
}

#[test]
fn two_years_in_a_recognition_row_are_two_recognitions() {
    let reading = read(vec![sheet(
        "Biểu 1b",
        "
        | STT | Tên mô hình | Cấp | Năm / giai đoạn | Cơ quan công nhận |
        | 1 | A | Cơ sở | 2016, 2018 | BCĐ |
        | 2 | B | Huyện | x | BCĐ |
        | Tổng cộng | 2 |  |  |  |",
    )]);
    let rows = recognitions(&reading);
    assert_eq!(rows.iter().map(|r| r.when).collect::<Vec<_>>(), vec![When::Year(2016), When::Year(2018), When::Tick]);
    assert_eq!(reading.tables[0].totals[0].over, (0, 2));
}
