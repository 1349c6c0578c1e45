//! Biểu 3 and a single model laid out the other way round: measures as rows, keys above or beside their values.

use serde_json::{Value, json};

use super::SCHEME;
use crate::support::{Case, Run};

fn run(sheet: &str) -> Run {
    let info = "\n```sheet nop/tep.xlsx / Thông tin\n| Đơn vị | Xã Hòa Điền |\n```\n";
    Case::parse(&format!("{SCHEME}{info}```sheet nop/tep.xlsx / {sheet}\n```")).run()
}

fn figures(run: &Run) -> Vec<Value> {
    ["dang_ky", "hieu_qua", "cong_nhan"].iter().map(|path| run.at(path)).collect()
}

const UPRIGHT: &str = "Biểu 3
| Lĩnh vực | Đăng ký | < | < | Phát huy hiệu quả | Công nhận cấp cơ sở |
| ^ | Tổng số | Tập thể | Cá nhân | ^ | ^ |
| Kinh tế | 6 | 4 | 2 | 5 | 3 |
| Văn hóa - xã hội | 4 | 3 | 1 | 4 | 2 |
| Tổng cộng | 10 | 7 | 3 | 9 | 5 |";

#[test]
fn measures_may_be_rows_and_fields_columns() {
    let upright = run(UPRIGHT);
    assert_eq!(upright.at("dang_ky.theo_linh_vuc.kinh-te"), json!(6), "{:#?}", upright.findings);
    for turned in [
        "Biểu 3
| Nội dung | < | Kinh tế | Văn hóa - xã hội | Tổng cộng |
| Đăng ký | Tổng số | 6 | 4 | 10 |
| ^ | Tập thể | 4 | 3 | 7 |
| ^ | Cá nhân | 2 | 1 | 3 |
| Phát huy hiệu quả | < | 5 | 4 | 9 |
| Công nhận cấp cơ sở | < | 3 | 2 | 5 |",
        "Sheet1
| BIỂU TỔNG HỢP |
| STT | Nội dung | Kinh tế | Văn hóa - xã hội | Tổng cộng |
| 1 | Đăng ký | 6 | 4 | 10 |
| 2 | Đăng ký tập thể | 4 | 3 | 7 |
| 3 | Đăng ký cá nhân | 2 | 1 | 3 |
| 4 | Phát huy hiệu quả | 5 | 4 | 9 |
| 5 | Công nhận cấp cơ sở | 3 | 2 | 5 |
|  |  |  |  | NGƯỜI LẬP BIỂU |",
    ] {
        let turned = run(turned);
        assert_eq!(figures(&turned), figures(&upright), "{:#?}", turned.findings);
        assert_eq!(turned.codes(), upright.codes(), "{:#?}", turned.findings);
    }
}

/// What is wrong is said at the cell as the sheet shows it.
#[test]
fn places_in_a_turned_table_are_those_of_the_sheet() {
    let wrong = "Biểu 3
| Nội dung | Kinh tế | Văn hóa - xã hội | Tổng cộng |
| Đăng ký | 6 | 4 | 11 |
| Công nhận cấp cơ sở | 3 | 2 | 5 |";
    let run = run(wrong);
    let places: Vec<_> = run.findings.iter().filter(|f| f.code == "R01").filter_map(|f| run.dossier.a1(f.at?)).collect();
    assert_eq!(places, ["D2"], "{:#?}", run.findings);
}

/// A sheet for one model, its headings down the side.
#[test]
fn a_single_model_may_be_a_sheet_of_keys_and_values() {
    let run = run("Phiếu đăng ký
| PHIẾU ĐĂNG KÝ MÔ HÌNH |
| Tên mô hình | Tổ hòa giải ấp Một |
| Tập thể, cá nhân thực hiện | Chi hội Phụ nữ |
| Lĩnh vực | Kinh tế |
| Đối tượng | Tập thể |
| Năm đăng ký | 2017 |");
    assert_eq!(run.at("dang_ky.tong"), json!(1), "{:#?}", run.findings);
    assert_eq!(run.at("dang_ky.theo_linh_vuc.kinh-te"), json!(1));
    assert_eq!(run.at("dang_ky.tap_the"), json!(1));
}
