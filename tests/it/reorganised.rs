//! A report over the reorganisation of 1/7/2025: old communes and districts roll up to the new communes.

use serde_json::json;

use crate::support::Case;

const WORKSPACE: &str = r#"
```toml
[hoi_nghi]
ky = "2021-2025"
ngay = 2025-11-20
[co_quan]
don_vi = "Tỉnh Mẫu"
the_thuc = "hd36-2018"
[[cap]]
ma = "xa"
ten = "cấp xã"
[[cap]]
ma = "huyen"
ten = "cấp huyện"
den = 2025
[[cap]]
ma = "tinh"
ten = "cấp tỉnh"
[[hinh_thuc_khen]]
ma = "giay-khen"
ten = "Giấy khen"
tham_quyen = [{ co_quan = "UBND huyện Hòn Ngọc", den = 2025 }, { co_quan = "UBND xã Tân Phú", tu = 2025 }]
```
```csv
ten,cap,truc_thuoc,phai_nop,sap_nhap_tu,tu,den
Tỉnh Mẫu,tinh,,,,,
Xã Tân Phú,xa,Tỉnh Mẫu,x,Xã Tân Lập; Xã Phú Hòa,2025,
Xã Phú Hòa,xa,Tỉnh Mẫu,x,Xã Hòa An,2025,
Huyện Hòn Ngọc,huyen,Tỉnh Mẫu,x,,,2024
Xã Tân Lập,xa,Huyện Hòn Ngọc,x,,,2024
```
```sheet nop/truoc/tan-lap.xlsx / Thông tin
| Đơn vị | Xã Tân Lập |
| Trực thuộc | Huyện Hòn Ngọc |
| Kỳ báo cáo | 2021-2024 |
```
```sheet nop/truoc/tan-lap.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Cấp đăng ký | Công nhận cấp xã | Công nhận cấp huyện | Công nhận cấp tỉnh |
| 1 | Ánh sáng an ninh | Khu phố 1 | Quốc phòng - an ninh | Xã, Huyện | 2022 | 2023 | 2024 |
| 2 | Tuyến đường hoa | Khu phố 2 | Văn hóa - xã hội |  | 2023 |  |  |
```
```sheet nop/truoc/phu-hoa.xlsx / Thông tin
| Đơn vị | Xã Phú Hòa |
| Kỳ báo cáo | 2021-2024 |
```
```sheet nop/truoc/phu-hoa.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Công nhận cấp xã |
| 1 | Hũ gạo tình thương | Chi hội Phụ nữ ấp 3 | Văn hóa - xã hội | 2022 |
```
```sheet nop/truoc/hon-ngoc.xlsx / Thông tin
| Đơn vị | Huyện Hòn Ngọc |
| Kỳ báo cáo | 2021-2024 |
```
```sheet nop/truoc/hon-ngoc.xlsx / Biểu 3
| Đơn vị | Đăng ký tổng số |
| Xã Tân Lập | 2 |
| Tổng cộng | 2 |
```
```sheet nop/truoc/hon-ngoc.xlsx / Biểu 2
| STT | Tên tập thể, cá nhân | Đối tượng | Hình thức khen | Cơ quan khen | Ngày quyết định |
| 1 | Khu phố 1 | TT | Giấy khen | UBND huyện Hòn Ngọc | 5/3/2023 |
```
```sheet nop/sau/tan-phu.xlsx / Thông tin
| Đơn vị | Xã Tân Phú |
| Kỳ báo cáo | 2025 |
```
```sheet nop/sau/tan-phu.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Công nhận cấp xã | Công nhận cấp tỉnh |
| 1 | Nồi cháo tình thương | Ấp 5 | Văn hóa - xã hội | 2025 |  |
| 2 | Tuyến đường hoa | Khu phố 2 | Văn hóa - xã hội | 2025 |  |
```
```sheet nop/sau/phu-hoa.xlsx / Thông tin
| Đơn vị | Xã Phú Hòa |
| Kỳ báo cáo | 2025 |
```
```sheet nop/sau/phu-hoa.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Lĩnh vực | Công nhận cấp xã | Công nhận cấp tỉnh |
| 1 | Trồng rau sạch | Ấp 7 | Kinh tế | 2025 |  |
```
"#;

#[test]
fn old_units_roll_up_to_the_new_ones_with_a_note() {
    let run = Case::parse(WORKSPACE).run();
    let said = format!("{:#?}", run.findings);
    assert_eq!(run.at("dang_ky.tong"), json!(5), "{said}");
    assert_eq!(run.at("cong_nhan.xa.tong"), json!(5), "{said}");
    // One model, recognised before and after its commune was merged.
    assert_eq!(run.at("cong_nhan.xa.luot"), json!(6), "{said}");
    // A district's recognition of 2023 stays what it was.
    assert_eq!(run.at("cong_nhan.huyen.tong"), json!(1), "{said}");
    assert_eq!((run.at("nop.phai_nop"), run.at("nop.da_nop")), (json!(2), json!(2)), "{said}");
    let units = &run.dossier.units;
    let total = |wanted: &str, sent_in: &str| {
        let found = units
            .walk()
            .into_iter()
            .find(|id| units.name(*id) == wanted && units.unit(*id).parent.is_some_and(|parent| units.name(parent) == sent_in));
        let key = tongket::model::Key::total(tongket::model::Measure::Registered);
        found.and_then(|id| run.dossier.figures(id).total.get(key))
    };
    assert_eq!(total("Xã Tân Phú", "Tỉnh Mẫu"), Some(4), "{said}");
    assert_eq!(total("Xã Phú Hòa", "Tỉnh Mẫu"), Some(1), "{said}");
    assert_eq!(total("Xã Phú Hòa", "Xã Tân Phú"), Some(1), "{said}");
    let notes: Vec<&str> = run.findings.iter().filter(|f| f.code == "S11").map(|f| f.message.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("Xã Tân Lập và Xã Phú Hòa gửi được cộng vào Xã Tân Phú")), "{notes:#?}");
    let others: Vec<&str> = run.codes().into_iter().filter(|code| *code != "S11").collect();
    assert_eq!(others, Vec::<&str>::new(), "{said}");
}

/// Who might award in 2023 may not in 2026; a level that is gone recognises nothing more.
#[test]
fn every_rule_knows_the_date_it_judges_by() {
    let later = WORKSPACE
        .replace("5/3/2023", "5/3/2026")
        .replace("| Xã, Huyện | 2022 | 2023 | 2024 |", "| Xã, Huyện | 2022 | 2026 | 2024 |");
    let run = Case::parse(&later).run();
    let said = format!("{:#?}", run.findings);
    assert!(run.codes().contains(&"R29"), "{said}");
    assert!(run.findings.iter().any(|f| f.code == "C03" && f.message.contains("năm đó không có cấp huyện")), "{said}");
    // In 2025 the level below the province is the commune.
    let skipped = WORKSPACE.replace("| 2025 |  |", "| 2025 | 2026 |").replace("ky = \"2021-2025\"", "ky = \"2021-2026\"");
    let run = Case::parse(&skipped).run();
    assert!(!run.codes().contains(&"R11"), "{:#?}", run.findings);
}
