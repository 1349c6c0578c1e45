//! Who sent it.

use super::fixture::{authority, read, said, sheet, units};
use crate::ingest::forms::{read_grids, words::Words};
use crate::model::{Column, Content, Date, Form, MentionSource, Owner, Reading, Round, Unit, UnitTree, name};

const LIST: &str = "| STT | Tên mô hình | Lĩnh vực |\n| 1 | A | KT |";

fn mentions(reading: &Reading, context: usize) -> Vec<(MentionSource, &str)> {
    reading.contexts[context].mentions.iter().map(|m| (m.source, m.text.as_str())).collect()
}

#[test]
fn the_info_sheet_speaks_for_the_file() {
    let info = "
        | THÔNG TIN |
        | Đơn vị | Phường An Hòa |
        | Cấp | Cơ sở |
        | Trực thuộc: Thành phố Rạch Giá |
        | Kỳ báo cáo | 2016-2020 |
        | Đợt | Giữa kỳ |
        | Ngày lập | 25/7/2020 |
        | Người lập | |
        | Điện thoại | '0912345678 |";
    let reading = read(vec![sheet("Biểu 1", LIST), sheet("Thông tin", info)]);
    assert_eq!(said(&reading), Vec::<String>::new());
    assert_eq!(reading.contexts.len(), 1);
    let context = &reading.contexts[0];
    assert_eq!(mentions(&reading, 0), [(MentionSource::Info, "Phường An Hòa")]);
    assert_eq!((context.round, context.made_on), (Round::MidTerm, Date::new(2020, 7, 25)));
    assert_eq!(context.period.as_ref().map(|p| p.0.as_str()), Some("2016-2020"));
    assert_eq!(context.level, Some(crate::model::LevelId(0)));
    assert_eq!(context.parent.as_ref().map(|m| m.text.as_str()), Some("Thành phố Rạch Giá"));
    assert_eq!(reading.tables.iter().map(|t| (t.form, t.records())).collect::<Vec<_>>(), [(Form::Models, 1), (Form::Info, 7)]);
}

#[test]
fn titles_letterhead_and_names_strongest_first() {
    let titled = "
        | THÀNH ỦY RẠCH GIÁ | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        | PHƯỜNG AN HÒA | | Độc lập - Tự do - Hạnh phúc |
        | | | An Hòa, ngày 5 tháng 8 năm 2020 |
        | DANH SÁCH MÔ HÌNH GIAI ĐOẠN 2016 - 2018 |
        | (Kèm theo Báo cáo số 12/BC-UBND ngày 5/8/2020) |
        | Đơn vị: Phường An Hòa |
        | STT | Tên mô hình | Lĩnh vực |
        | 1 | A | KT |";
    let reading = read_grids(
        "nop/An Hòa/bao-cao-phuong-vinh-bao-2020.xlsx",
        0,
        vec![sheet("P. An Hòa", titled)],
        &Words::new(&authority()),
        &units(),
    );
    assert_eq!(
        mentions(&reading, 0),
        [
            (MentionSource::Title, "Phường An Hòa"),
            (MentionSource::Letterhead, "Phường An Hòa"),
            (MentionSource::Letterhead, "Thành phố Rạch Giá"),
            (MentionSource::Sheet, "Phường An Hòa"),
            (MentionSource::Folder, "Phường An Hòa"),
            (MentionSource::File, "Phường Vĩnh Bảo"),
        ]
    );
    assert_eq!(reading.contexts[0].period.as_ref().map(|p| p.1.clone()), Some(Some(super::fixture::period("2016-2018"))));
    assert_eq!(said(&reading), Vec::<String>::new());
}

#[test]
fn a_sheet_a_unit_has_a_context_each() {
    let info = "| Đơn vị | Thành phố Rạch Giá |\n| Kỳ báo cáo | 2016-2020 |";
    let reading = read(vec![sheet("Thông tin", info), sheet("An Hòa", LIST), sheet("P. Vĩnh Bảo", LIST)]);
    let unit = |i: usize| mentions(&reading, usize::from(reading.tables[i].context))[0];
    assert_eq!(unit(1), (MentionSource::Sheet, "Phường An Hòa"));
    assert_eq!(unit(2), (MentionSource::Sheet, "Phường Vĩnh Bảo"));
    assert!(reading.contexts.iter().all(|c| c.period.is_some()));
}

#[test]
fn without_a_tree_the_texts_are_given() {
    let root = UnitTree::new(vec![Unit { name: "Toàn bộ".into(), ..Unit::default() }], false);
    let text = "| UBND XÃ HÒN TRE |\n| STT | Tên mô hình | Lĩnh vực |\n| 1 | A | KT |";
    let reading = read_grids("nop/hon-tre.xlsx", 0, vec![sheet("Sheet1", text)], &Words::new(&authority()), &root);
    assert_eq!(mentions(&reading, 0), [(MentionSource::Letterhead, "XÃ HÒN TRE"), (MentionSource::File, "hon tre")]);
}

#[test]
fn a_period_that_is_none_is_said() {
    let reading = read(vec![
        sheet("Thông tin", "| Đơn vị | Phường An Hòa |\n| Kỳ báo cáo | 5/8/2020 |\n| Đợt | lần 7 |"),
        sheet("B1", LIST),
    ]);
    assert_eq!(said(&reading), ["B2 BadDate", "B3 NotInList"]);
}

/// "TT" is a number, a town or a collective, by its column.
#[test]
fn one_abbreviation_is_read_by_its_column() {
    let reading = read(vec![sheet(
        "Biểu 1",
        "
        | TT | Đơn vị | Tên mô hình | Đối tượng | Lĩnh vực |
        | 1 | TT. Minh Lương | Đường hoa | TT | KT |
        | 2 | TT Minh Lương | Cổng sáng | CN | KT |",
    )]);
    let table = &reading.tables[0];
    assert_eq!(table.column(Column::Index), Some(0));
    assert!(
        table.units.iter().all(|unit| name::unit_key(&unit.text) == name::unit_key("Thị trấn Minh Lương")),
        "{:?}",
        table.units
    );
    let Content::Models(rows) = &table.content else { panic!("{table:?}") };
    assert_eq!(rows.iter().map(|row| row.owner).collect::<Vec<_>>(), [Some(Owner::Collective), Some(Owner::Individual)]);
}
