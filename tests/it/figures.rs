//! How a figure is made: one test for each numbered sentence of the product's third section.

use serde_json::{Value, json};

use crate::support::{Case, Run};

const SCHEME: &str = r#"
```toml
[hoi_nghi]
loai = "tong-ket"
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
[co_quan]
don_vi = "Thành phố A"
the_thuc = "hd36-2018"
```
```csv
ma,ten,cap,truc_thuoc,phai_nop
b,Phường B,co-so,Thành phố A,x
c,Phường C,co-so,Thành phố A,x
```
"#;

fn run(sheets: &str) -> Run {
    Case::parse(&format!("{SCHEME}{sheets}")).run()
}

#[track_caller]
fn check(sheets: &str, expected: &[(&str, Value)]) {
    let run = run(sheets);
    for (path, value) in expected {
        assert_eq!(run.at(path), *value, "{path}; phát hiện: {:#?}", run.findings);
    }
}

const INFO_B: &str = "
```sheet nop/b.xlsx / Thông tin
| Đơn vị | Phường B |
| Kỳ báo cáo | 2016-2020 |
```";

/// 3.1: the same code, or the same name and performer, in rows of different years is one model with several years.
#[test]
fn rows_of_different_years_are_one_model() {
    check(
        &format!(
            "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Mã mô hình | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Năm đăng ký | Công nhận cấp cơ sở |
| 1 | M1 | Tuyến đường tự quản | Chi hội phụ nữ | Kinh tế | 2016 | 2016 |
| 2 | M1 | Tuyến đường tự quản | Chi hội phụ nữ | Kinh tế | 2018 | 2018 |
| 3 | | Tổ hòa giải | Ban công tác Mặt trận | Kinh tế | 2016 | 2016 |
| 4 | | Tổ hoà giải | Ban Công tác mặt trận | Kinh tế | 2019 | 2019 |
```"
        ),
        &[("dang_ky.tong", json!(2)), ("cong_nhan.co-so.tong", json!(2)), ("cong_nhan.co-so.luot", json!(4))],
    );
}

/// 3.1: the same year twice in one file is a finding, and both count until it is mended.
#[test]
fn the_same_year_twice_counts_twice_and_is_found() {
    let run = run(&format!(
        "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Năm đăng ký |
| 1 | Tổ hòa giải | Chi hội phụ nữ | Kinh tế | 2016 |
| 2 | Tổ hòa giải | Chi hội phụ nữ | Kinh tế | 2016 |
```"
    ));
    assert_eq!(run.at("dang_ky.tong"), json!(2));
    let found: Vec<_> = run.findings.iter().filter(|f| f.code == "R31").map(|f| f.at.and_then(|at| at.a1())).collect();
    assert_eq!(found, [Some("B3".to_owned())], "{:#?}", run.findings);
}

/// 3.1: Cấp đăng ký lists every level; blank means the lowest.
#[test]
fn a_blank_level_is_the_lowest() {
    check(
        &format!(
            "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực | Cấp đăng ký |
| 1 | Một | Kinh tế | |
| 2 | Hai | Kinh tế | Cơ sở, Huyện |
| 3 | Ba | Kinh tế | huyện |
```"
        ),
        &[
            ("dang_ky.tong", json!(3)),
            ("dang_ky.theo_cap.co-so.tong", json!(2)),
            ("dang_ky.theo_cap.huyen.tong", json!(2)),
            ("dang_ky.theo_cap.tinh.tong", json!(0)),
        ],
    );
}

/// 3.2: where a list was sent it counts, and the stated total is checked against it; where only totals were sent they count.
#[test]
fn lists_count_before_totals() {
    let sheets = format!(
        "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực |
| 1 | Một | Tập thể | Kinh tế |
| 2 | Hai | Cá nhân | Kinh tế |
```
```sheet nop/b.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số |
| Kinh tế | 3 |
| Tổng cộng | 3 |
```
```sheet nop/c.xlsx / Thông tin
| Đơn vị | Phường C |
```
```sheet nop/c.xlsx / Biểu 3
| Lĩnh vực | Đăng ký | < | < |
| ^ | Tổng số | Tập thể | Cá nhân |
| Kinh tế | 5 | 4 | 1 |
| Văn hóa - xã hội | 2 | 2 | 0 |
| Tổng cộng | 7 | 6 | 1 |
```"
    );
    check(
        &sheets,
        &[
            ("dang_ky.tong", json!(9)),
            ("dang_ky.tap_the", json!(7)),
            ("dang_ky.ca_nhan", json!(2)),
            ("dang_ky.theo_linh_vuc.kinh-te", json!(7)),
            ("dang_ky.theo_linh_vuc.van-hoa-xa-hoi", json!(2)),
        ],
    );
    assert!(run(&sheets).codes().contains(&"R15"));
}

/// 3.3: a parent is the sum of its children and of what it sent directly; its stated roll-up counts only where no child
/// has sent anything.
#[test]
fn a_parent_is_its_children_and_its_own_agencies() {
    let root = "
```sheet nop/tp.xlsx / Thông tin
| Đơn vị | Thành phố A |
```
```sheet nop/tp.xlsx / Biểu 3
| Đơn vị | Đăng ký tổng số |
| Phường B | 10 |
| Phường C | 20 |
| Tổng cộng | 30 |
```";
    check(root, &[("dang_ky.tong", json!(30))]);
    check(
        &format!(
            "{root}{INFO_B}
```sheet nop/b.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số |
| Tổng cộng | 10 |
```
```sheet nop/tp.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực |
| 1 | Của phòng Tư pháp | Kinh tế |
```"
        ),
        &[("dang_ky.tong", json!(11)), ("nop.chua_nop", json!(["Phường C"]))],
    );
}

/// 3.4: a later file replaces an earlier one of the same unit, period, round and form; different rounds are joined.
#[test]
fn the_newer_version_counts() {
    let version = |file: &str, made: &str, rows: &str| {
        format!(
            "
```sheet nop/{file}.xlsx / Thông tin
| Đơn vị | Phường B |
| Ngày lập | {made} |
```
```sheet nop/{file}.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực |
{rows}
```"
        )
    };
    let two = "| 1 | Một | Kinh tế |\n| 2 | Hai | Kinh tế |";
    let three = format!("{two}\n| 3 | Ba | Kinh tế |");
    let newer = run(&format!("{}{}", version("b1", "1/7/2020", two), version("b2", "5/7/2020", &three)));
    assert_eq!(newer.at("dang_ky.tong"), json!(3));
    assert!(!newer.codes().contains(&"S07"), "{:?}", newer.codes());
    let tied = run(&format!("{}{}", version("b1", "5/7/2020", two), version("b2", "5/7/2020", &three)));
    assert_eq!(tied.at("dang_ky.tong"), Value::Null);
    assert!(tied.codes().contains(&"S07"), "{:?}", tied.codes());
}

/// 3.4: registered in March, recognised in November: one model.
#[test]
fn rounds_join_model_by_model() {
    check(
        "
```sheet nop/b-thang-3.xlsx / Thông tin
| Đơn vị | Phường B |
| Đợt | Đăng ký |
```
```sheet nop/b-thang-3.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực |
| 1 | Một | Chi bộ 1 | Kinh tế |
| 2 | Hai | Chi bộ 2 | Kinh tế |
```
```sheet nop/b-thang-11.xlsx / Thông tin
| Đơn vị | Phường B |
| Đợt | Kết quả |
```
```sheet nop/b-thang-11.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Một | Chi bộ 1 | Kinh tế | x |
```",
        &[("dang_ky.tong", json!(2)), ("cong_nhan.co-so.tong", json!(1)), ("cong_nhan.co-so.luot", json!(1))],
    );
}

/// 3.5: every key but luot counts distinct models; a model recognised twice at a level is 1 and 2.
#[test]
fn models_and_recognitions_are_counted_apart() {
    check(
        &format!(
            "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Đối tượng | Lĩnh vực | Phát huy hiệu quả | Nhân rộng (số nơi) | Đề nghị công nhận cấp | Công nhận | < |
| ^ | ^ | ^ | ^ | ^ | ^ | ^ | Cơ sở | Huyện |
| 1 | Một | TT | Kinh tế | x | 3 | | 2016, 2018 | 2019 |
| 2 | Hai | CN | Kinh tế | | | Huyện | 2020 | |
```"
        ),
        &[
            ("dang_ky.luot", Value::Null),
            ("hieu_qua.tong", json!(1)),
            ("nhan_rong.tong", json!(1)),
            ("de_nghi.huyen.tong", json!(1)),
            ("cong_nhan.co-so.tong", json!(2)),
            ("cong_nhan.co-so.luot", json!(3)),
            ("cong_nhan.co-so.tap_the", json!(1)),
            ("cong_nhan.huyen.tong", json!(1)),
            ("cong_nhan.huyen.theo_linh_vuc.kinh-te", json!(1)),
            ("cong_nhan.tinh.tong", Value::Null),
        ],
    );
}

/// 3.6: a year belongs to the sub-period that holds it; a bare tick to the one that equals the file's Kỳ, else to none.
#[test]
fn recognitions_belong_to_sub_periods() {
    check(
        &format!(
            "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Một | Kinh tế | 2016, 2017, 2019 |
| 2 | Hai | Kinh tế | x |
| 3 | Ba | Kinh tế | 2019-2020 |
```"
        ),
        &[
            ("cong_nhan.co-so.tong", json!(3)),
            ("cong_nhan.co-so.luot", json!(5)),
            ("cong_nhan.co-so.theo_giai_doan.2016-2018.tong", json!(1)),
            ("cong_nhan.co-so.theo_giai_doan.2016-2018.luot", json!(2)),
            ("cong_nhan.co-so.theo_giai_doan.2019-2020.tong", json!(2)),
        ],
    );
    check(
        "
```sheet nop/b.xlsx / Thông tin
| Đơn vị | Phường B |
| Kỳ báo cáo | 2019-2020 |
```
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Hai | Kinh tế | x |
```",
        &[("cong_nhan.co-so.theo_giai_doan.2019-2020.tong", json!(1))],
    );
}

/// 3.7: blank is not zero; what nobody reported is null, and who is missing is said.
#[test]
fn blank_is_not_zero() {
    check(
        &format!(
            "{INFO_B}
```sheet nop/b.xlsx / Biểu 3
| Lĩnh vực | Đăng ký tổng số | Phát huy hiệu quả |
| Tổng cộng | 4 | |
```"
        ),
        &[
            ("dang_ky.tong", json!(4)),
            ("dang_ky.tap_the", Value::Null),
            ("dang_ky.theo_linh_vuc", json!({})),
            ("hieu_qua.tong", Value::Null),
            ("nop.phai_nop", json!(2)),
            ("nop.da_nop", json!(1)),
            ("nop.chua_nop", json!(["Phường C"])),
        ],
    );
}

/// 3.8: awards by form, body, nội dung and tình trạng; a row without split gives null and counts in the total.
#[test]
fn awards_are_grouped() {
    let run = run(&format!(
        "{INFO_B}
```sheet nop/b.xlsx / Biểu 2
| STT | Tên tập thể, cá nhân | Đối tượng | Hình thức khen | Cơ quan khen | Nội dung khen | Số lượng | Lượt | Lũy kế | Tình trạng |
| 1 | Chi bộ 1 | Tập thể | Giấy khen | UBND thành phố A | Mô hình | | | | |
| 2 | Nguyễn Văn An | Cá nhân | Giấy khen | UBND Thành phố A | Mô hình | | | | |
| 3 | | | Bằng khen | UBND tỉnh | Chỉ đạo | 39 | | | |
| 4 | | Tập thể | Giấy khen | UBND thành phố A | Mô hình | 132 | | x | |
| 5 | | Cá nhân | Giấy khen | UBND thành phố A | Mô hình | 180 | x | x | |
| 6 | Trần Thị Bình | Cá nhân | Giấy khen | UBND thành phố A | Mô hình | | | | Đề nghị |
```"
    ));
    let award = |form: &str, body: &str, reason: &str, state: &str, cumulative: bool, counts: [Value; 4], events: bool| {
        let [tt, cn, hgd, all] = counts;
        json!({"hinh_thuc": form, "co_quan": body, "noi_dung": reason, "tinh_trang": state, "luy_ke": cumulative, "tap_the": tt,
               "ca_nhan": cn, "ho_gia_dinh": hgd, "tong": all, "luot_tap_the": false, "luot_ca_nhan": events})
    };
    let n = |n: u32| json!(n);
    let city = "UBND thành phố A";
    assert_eq!(
        run.at("khen_thuong"),
        json!([
            award("giay-khen", city, "mo-hinh", "da-khen", false, [n(1), n(1), n(0), n(2)], false),
            award("giay-khen", city, "mo-hinh", "da-khen", true, [n(132), n(180), n(0), n(312)], true),
            award("giay-khen", city, "mo-hinh", "de-nghi", false, [n(0), n(1), n(0), n(1)], false),
            award("bang-khen", "UBND tỉnh", "chi-dao", "da-khen", false, [Value::Null, Value::Null, Value::Null, n(39)], false),
        ])
    );
}

/// 3.9: indicators are matched by name or alias, converted, and added as declared.
#[test]
fn indicators_add_up_as_declared() {
    let case = format!(
        "{}{INFO_B}
```sheet nop/b.xlsx / Biểu 4
| STT | Chỉ tiêu | Đơn vị tính | Từ kèm | Thực hiện | Trên tổng số | Kỳ trước |
| 1 | Đất hiến | ha | | 1.5 | | |
| 2 | Khu phố có quy chế | khu phố | | 4 | 5 | |
| 3 | Tỷ lệ hộ nghèo | % | | 2.5 | | |
```
```sheet nop/c.xlsx / Thông tin
| Đơn vị | Phường C |
```
```sheet nop/c.xlsx / Biểu 4
| STT | Chỉ tiêu | Đơn vị tính | Từ kèm | Thực hiện | Trên tổng số | Kỳ trước |
| 1 | Diện tích đất Nhân dân hiến | m² | | '2.000 | | |
| 2 | Khu phố có quy chế | khu phố | | 3 | 3 | |
```
```sheet nop/tp.xlsx / Thông tin
| Đơn vị | Thành phố A |
```
```sheet nop/tp.xlsx / Biểu 4
| STT | Chỉ tiêu | Đơn vị tính | Từ kèm | Thực hiện | Trên tổng số | Kỳ trước |
| 1 | Tỷ lệ hộ nghèo | % | | '0,52% | | '1,2% |
```",
        SCHEME.replace(
            "[co_quan]",
            "[[chi_tieu]]\nma = \"dat-hien\"\nten = \"Diện tích đất Nhân dân hiến\"\nten_khac = [\"đất hiến\"]\ndon_vi_tinh = \"m²\"\ncong_don = \"tong\"\n[co_quan]"
        )
    );
    let run = Case::parse(&case).run();
    let indicator = |ma: &str| {
        let list = run.at("chi_tieu");
        list.as_array().into_iter().flatten().find(|i| i["ma"] == ma).cloned().unwrap_or_else(|| panic!("no {ma} in {list}"))
    };
    assert_eq!(indicator("dat-hien")["gia_tri"], json!(17000), "{:#?}", run.findings);
    let ratio = indicator("khu-pho-co-quy-che");
    assert_eq!((&ratio["gia_tri"], &ratio["tu_so"], &ratio["mau_so"]), (&Value::Null, &json!(7), &json!(8)));
    let poverty = indicator("ty-le-ho-ngheo");
    assert_eq!((&poverty["gia_tri"], &poverty["ky_truoc"]), (&json!(0.52), &json!(1.2)));
}

/// 3.10: every figure keeps the cells it came from.
#[test]
fn a_recognition_keeps_its_cell() {
    let run = run(&format!(
        "{INFO_B}
```sheet nop/b.xlsx / Biểu 1
| Danh sách mô hình |
| STT | Tên mô hình, điển hình | Lĩnh vực | Công nhận cấp cơ sở |
| 1 | Một | Kinh tế | 2016 |
```"
    ));
    let model = &run.dossier.models[0];
    assert_eq!(run.dossier.place(model.recognitions[0].at), "nop/b.xlsx, trang “Biểu 1”, ô D3");
}

/// Without `hoi-nghi.toml` and `don-vi.csv` the tree is read from the submissions: the unit all belong to is the root.
#[test]
fn an_undeclared_tree_is_read_from_the_submissions() {
    let run = Case::parse(
        "
```sheet nop/b.xlsx / Thông tin
| Đơn vị | Phường B |
| Trực thuộc | Thành phố A |
| Kỳ báo cáo | 2019 |
```
```sheet nop/b.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực |
| 1 | Một | Kinh tế |
```
```sheet nop/tp.xlsx / Thông tin
| Đơn vị | TP. A |
```
```sheet nop/tp.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Lĩnh vực |
| 1 | Hai | Kinh tế |
```",
    )
    .run();
    assert_eq!(run.at("don_vi.ten"), json!("Thành phố A"));
    assert_eq!((run.at("dang_ky.tong"), run.at("nop.phai_nop"), run.at("hoi_nghi.ky")), (json!(2), json!(1), json!("2019")));
}
