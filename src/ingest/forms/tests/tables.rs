//! Where tables begin and end, and what is said of sheets.

use super::fixture::{read, said, sheet};
use super::lists::models;
use crate::model::{Form, LeftOutReason};

#[test]
fn the_form_is_told_by_headings_not_by_the_sheets_name() {
    let reading =
        read(vec![sheet("Biểu 2 - Khen thưởng", "| STT | TÊN MÔ HÌNH | LĨNH VỰC | CẤP ĐĂNG KÝ |\n| 1 | A | KT | Cơ sở |")]);
    assert_eq!(reading.tables[0].form, Form::Models);
}

#[test]
fn several_tables_a_sheet_and_repeated_headings() {
    let reading = read(vec![sheet(
        "Sheet1",
        "
        | STT | Tên mô hình | Lĩnh vực |
        | 1 | A | KT |
        | STT | Tên mô hình | Lĩnh vực |
        | 2 | B | KT |

        | DANH SÁCH KHEN THƯỞNG |
        | STT | Họ và tên | Hình thức khen | Cơ quan khen |
        | 1 | Trần B | Giấy khen | UBND thành phố Rạch Giá |",
    )]);
    assert_eq!(reading.tables.iter().map(|t| (t.form, t.records())).collect::<Vec<_>>(), [(Form::Models, 2), (Form::Awards, 1)]);
    assert!(reading.tables[0].left_out.iter().any(|l| l.reason == LeftOutReason::RepeatedHeading));
    assert_eq!(said(&reading), Vec::<String>::new());
}

#[test]
fn headings_are_known_without_marks_in_capitals_and_with_line_breaks() {
    let reading = read(vec![sheet("S", "| TT | TEN MO HINH | Linh\\nvuc | Công  nhận\\ncấp cơ sở |\n| 1 | A | KT | x |")]);
    assert_eq!(models(&reading).len(), 1);
    assert_eq!(models(&reading)[0].recognised.len(), 1);
}

#[test]
fn missing_columns_and_sheets_without_tables_are_said() {
    let reading = read(vec![
        sheet("Biểu 1", "| STT | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực |\n| 1 | Khu phố 1 | TT | KT |"),
        sheet("Linh tinh", "| abc | def |\n| 1 | 2 |"),
        sheet("Hướng dẫn", "| cách ghi |"),
        sheet("Trống", ""),
    ]);
    assert_eq!(said(&reading), ["A1 ColumnMissing", "A2 RowLeftOut", "trang NoTable"]);
    let none = read(vec![sheet("Linh tinh", "| abc |"), sheet("Khác", "| def |")]);
    assert_eq!(said(&none), ["tệp NoTable"]);
}

#[test]
fn hidden_data_is_read_and_said() {
    let mut grid = sheet("Biểu 1", "| STT | Tên mô hình | Lĩnh vực |\n| 1 | A | KT |\n| 2 | B | KT |\n| 3 | C | KT |");
    grid.hidden = true;
    grid.hidden_rows = vec![2, 3];
    grid.hidden_cols = vec![2];
    let reading = read(vec![grid]);
    assert_eq!(said(&reading), ["trang Hidden", "A3 Hidden", "C1 Hidden"]);
    assert_eq!(models(&reading).len(), 3);
}

#[test]
fn headings_as_clerks_shorten_and_turn_them() {
    let reading = read(vec![sheet(
        "S",
        "
        | STT | Tên MH, ĐH | Mới/DT | Cấp cơ sở công nhận | Lĩnh vực | Nhân rộng | Công nhận qua các năm | < |
        | ^ | ^ | ^ | ^ | ^ | ^ | 2016 | 2017 |
        | 1 | A | Mới | x | KT | 3 ấp | x | |",
    )]);
    assert_eq!(said(&reading), Vec::<String>::new());
    let model = &models(&reading)[0];
    assert_eq!((model.recognised.len(), model.novelty.is_some(), model.replicated), (2, true, Some(3)));
}

/// Values that are headings elsewhere ("TT", "MH", "Huyện", "x") begin no new table.
#[test]
fn a_row_of_values_is_no_heading() {
    let reading = read(vec![sheet(
        "S",
        "
        | STT | Tên mô hình | Đối tượng | Loại hình | Đề nghị cấp |
        | 1 | A | TT | MH | Huyện |
        | 2 | B | Tập thể | Mô hình | |
        | | Tổng cộng | | | |",
    )]);
    assert_eq!(reading.tables.len(), 1);
    assert_eq!(models(&reading).len(), 2);
}

/// One letter wrong in a heading, but not so that it is like two.
#[test]
fn misspelt_headings_are_known() {
    let reading = read(vec![sheet("S", "| STT | Tên mô hinnh | Lỉnh vựt | Đối tượg | Cột lạ |\n| 1 | A | KT | TT | z |")]);
    assert_eq!(said(&reading), ["E1 ColumnUnknown"]);
    assert!(models(&reading)[0].field.is_some() && models(&reading)[0].owner.is_some());
}
