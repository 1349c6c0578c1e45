use super::*;
use crate::model::{Adding, FieldId, IndicatorPart, Level, LevelId, ListOrder, Owner, Reward, SubPeriodId};
use rust_decimal::Decimal;

const EARLIER: &str = r#"{
  "phien_ban": 1, "hoi_nghi": {"ky": "2011-2015", "ten": "…"},
  "dang_ky": {"tong": 135, "luot": null, "theo_cap": {"huyen": {"tong": 50}}},
  "chi_tieu": [{"ma": "ty-le-ho-ngheo", "gia_tri": 1.25, "tu_so": null}], "khen_thuong": [{"tong": 7}]
}"#;

fn parsed(text: &str) -> Parsed {
    let profiles = ["mau-rieng".to_owned()];
    let read = |path: &str| {
        match path {
        "ky-truoc.json" => Ok(EARLIER.to_owned()),
        "khac.json" => Ok(r#"{"dang_ky": {"tong": 65, "tap_the": 60}, "chi_tieu": [{"ma": "ty-le-ho-ngheo", "don_vi_tinh": "%", "gia_tri": 3}]}"#.to_owned()),
        "hong.json" => Ok("{\n".to_owned()),
        "so.json" => Ok("12".to_owned()),
        _ => Err("không tìm thấy".to_owned()),
    }
    };
    parse(text, &Surroundings { profiles: &profiles, certificates: &[], period: None, indicators: None, read: &read })
}

/// The authority of a text without faults.
#[track_caller]
fn good(text: &str) -> Authority {
    let parsed = parsed(text);
    assert_eq!(parsed.faults, [], "{text}");
    parsed.authority
}

/// The faults of a text: line and how the message begins.
#[track_caller]
fn check(text: &str, expected: &[(usize, &str)]) {
    let faults = parsed(text).faults;
    let said: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect();
    let alike = faults.len() == expected.len()
        && faults.iter().zip(expected).all(|(fault, (line, start))| fault.line == *line && fault.message.starts_with(start));
    assert!(alike, "{text}\nsaid:     {said:#?}\nexpected: {expected:#?}");
}

/// The sample of the contract, word for word.
const SAMPLE: &str = r#"
[hoi_nghi]
loai = "tong-ket"                       # so-ket | tong-ket
ten = "phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020"
ky = "2016-2020"
chia_giai_doan = ["2016-2018", "2019-2020"]
ngay = 2020-08-21
han_nop = 2020-07-31

[co_quan]
don_vi = "Thành phố Rạch Giá"
the_thuc = "hd36-2018"
ten = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”"
cap_tren = "THÀNH ỦY RẠCH GIÁ"
so = 12
ky_hieu = "BC/BCĐ"
dia_danh = "Rạch Giá"
ngay_ky = "20/8/2020"
quyen_han = "T/M BAN CHỈ ĐẠO"
chuc_vu = "TRƯỞNG BAN"
ho_ten = "…"
noi_nhan = ["Ban Dân vận Tỉnh ủy (để báo cáo)", "Các phường, xã"]

[[cap]]
ma = "co-so"
ten = "cấp cơ sở"
ten_khac = ["cơ sở", "cấp phường, xã"]

[[cap]]
ma = "huyen"
ten = "cấp thành phố"
ten_khac = ["huyện", "cấp huyện", "thành phố"]

[[linh_vuc]]
ma = "kinh-te"
ten = "Kinh tế"
ten_khac = ["phát triển kinh tế", "KT"]

[[linh_vuc]]
ma = "van-hoa-xa-hoi"

[[linh_vuc]]
ma = "nong-thon-moi"

[[nhom_linh_vuc]]
ten = "Kinh tế và văn hóa - xã hội"
gom = ["kinh-te", "van-hoa-xa-hoi"]

[[hinh_thuc_khen]]
ma = "giay-khen"
ten = "Giấy khen"
tham_quyen = ["UBND thành phố Rạch Giá"]
tu = 2016

[[chi_tieu]]
ma = "dat-hien"
ten = "Diện tích đất Nhân dân hiến"
ten_khac = ["đất hiến"]
muc = "ket-qua"
linh_vuc = "nong-thon-moi"
don_vi_tinh = "m²"
cong_don = "tong"

[ky_truoc]
nam = 2015
tep = "ky-truoc.json"
[ky_truoc.so_lieu]
"dang_ky.theo_cap.huyen.tong" = 52

[danh_gia]
han_che = ["Một.", "Hai."]
phuong_huong = "Ba."

[[chi_tieu_phan_dau]]
ten = "Tổ dân vận đạt tiêu chuẩn “Tổ dân vận khéo”"
tu_kem = "trên"
gia_tri = 60
don_vi_tinh = "%"

[[giai_trinh]]
ma = "R33"
tep = "nop/phuc-thanh.xlsx"
ly_do = "…"
nguoi = "…"

[nhan_dang]
dong_nghia = { "Chủ thể" = "Tập thể, cá nhân thực hiện" }
[[nhan_dang.ghim]]
tep = "nop/x.xlsx"
trang = "Sheet1"
cot = { C = "Tên mô hình, điển hình", F = "Lĩnh vực" }

[trinh_bay]
thu_tu = "ten"
so_dien_hinh = 3
bieu_do = false

[gioi_han]
tep_mib = 60

[[han_muc]]
hinh_thuc = "giay-khen"
doi_tuong = "ca-nhan"
so_luong = 1
[cham_diem]
[tien_thuong]
luong_co_so = 1490000
[[tien_thuong.muc]]
hinh_thuc = "giay-khen"
co_quan = "UBND thành phố Rạch Giá"
tap_the = 0.6
tien_ca_nhan = 500000
nguon = "Quy chế thi đua, khen thưởng của thành phố"
[[quyet_dinh]]
hinh_thuc = "giay-khen"
so = "2101/QĐ-UBND"
ngay = "18/8/2020"
[[quyet_dinh]]
loai = "cong-nhan"
cap = "huyen"
giai_doan = "2019-2020"
[hop_xet]
tong_so = 15
co_mat = 13
[[khong_dong_y]]
ten = "Nguyễn Văn A"
ly_do = "Chưa đủ hồ sơ"
"#;

#[test]
fn the_sample_of_the_contract_is_read_whole() {
    let authority = good(SAMPLE);
    assert_eq!(authority.period.label, "2016-2020");
    assert_eq!(authority.sub_period_of(2019), Some(SubPeriodId(1)));
    assert_eq!((authority.date, authority.deadline), (Date::new(2020, 8, 21), Date::new(2020, 7, 31)));
    assert_eq!(authority.root, "Thành phố Rạch Giá");
    assert_eq!((authority.office.number, authority.office.signed_on), (Some(12), Date::new(2020, 8, 20)));
    assert_eq!(authority.office.recipients.len(), 2);
    assert_eq!(authority.levels.len(), 2);
    assert_eq!(authority.field_groups[0].fields, [FieldId(0), FieldId(1)]);
    assert_eq!(authority.forms[0].bodies.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["UBND thành phố Rạch Giá"]);
    assert_eq!(authority.forms[0].from, Some(2016));
    let indicator = &authority.indicators[0];
    assert_eq!((indicator.part, indicator.field, indicator.adds), (IndicatorPart::Results, Some(FieldId(2)), Some(Adding::Sum)));
    assert_eq!(authority.assessment.weaknesses, ["Một.", "Hai."]);
    assert_eq!(authority.assessment.directions, ["Ba."]);
    assert_eq!((authority.targets[0].value.to_string(), authority.targets[0].qualifier.as_deref()), ("60".into(), Some("trên")));
    assert_eq!(authority.explanations[0].file.as_deref(), Some("nop/phuc-thanh.xlsx"));
    assert_eq!(authority.synonyms, [("Chủ thể".to_owned(), "Tập thể, cá nhân thực hiện".to_owned())]);
    assert_eq!(authority.pins[0].columns[1], ("F".to_owned(), "Lĩnh vực".to_owned()));
    assert_eq!((authority.order, authority.exemplars_per_field, authority.limits.file_mib), (ListOrder::Name, 3, 60));
    assert!(!authority.charts);
}

#[test]
fn figures_by_hand_come_after_those_of_the_file() {
    let baseline = good(SAMPLE).baseline;
    let figures: Vec<String> =
        baseline.iter().flat_map(|b| &b.figures).map(|(key, number)| format!("{key} = {number}")).collect();
    let expected = ["phien_ban = 1", "dang_ky.tong = 135", "dang_ky.theo_cap.huyen.tong = 52", "chi_tieu.ty-le-ho-ngheo = 1.25"];
    assert_eq!(figures, expected);
    let year = |text: &str| good(text).baseline.and_then(|baseline| baseline.year);
    assert_eq!(year(SAMPLE), Some(2015));
    assert_eq!(year("[ky_truoc]\ntep = \"ky-truoc.json\""), Some(2011));
    assert_eq!(year("[ky_truoc.so_lieu]\ndang_ky.tong = 1"), None);
    assert!(good("").baseline.is_none());
}

/// A unit made of two is compared with both together.
#[test]
fn the_bases_of_units_merged_since_are_added() {
    let baseline = good("[ky_truoc]\ntep = [\"ky-truoc.json\", \"khac.json\"]\n").baseline.expect("a baseline");
    let figures: Vec<String> = baseline.figures.iter().map(|(key, number)| format!("{key} = {number}")).collect();
    // What only one of them tells, and a percentage, is unknown of both.
    assert_eq!(figures, ["dang_ky.tong = 200"]);
    check("[ky_truoc]\ntep = [\"ky-truoc.json\", \"thieu.json\"]", &[(2, "không đọc được tệp kỳ trước “thieu.json”")]);
}

#[test]
fn without_a_word_all_defaults_hold() {
    let parsed = parsed("");
    assert_eq!(parsed.faults, []);
    assert!(!parsed.period_declared);
    let authority = parsed.authority;
    let codes = |list: &[Level]| list.iter().map(|level| level.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&authority.levels), ["co-so", "huyen", "tinh"]);
    assert_eq!(authority.fields.len(), 5);
    assert_eq!(authority.forms.len(), 6);
    assert!(authority.period.label.is_empty() && authority.period.holds_year(1990) && authority.period.holds_year(2100));
    assert_eq!((authority.title.as_str(), authority.conference), (DEFAULT_TITLE, ConferenceKind::Final));
    // From 1/7/2025 there are two levels, by the day of the conference, else by the end of its period.
    for (text, expected) in [
        ("[hoi_nghi]\nky = \"2021-2025\"", ["xa", "tinh"].as_slice()),
        ("[hoi_nghi]\nky = \"2025\"\nngay = 2025-06-30", &["co-so", "huyen", "tinh"]),
        ("[hoi_nghi]\nky = \"6 tháng đầu năm 2025\"", &["co-so", "huyen", "tinh"]),
        ("[hoi_nghi]\nky = \"6 tháng đầu năm 2025\"\nngay = \"15/7/2025\"", &["xa", "tinh"]),
    ] {
        assert_eq!(codes(&good(text).levels), expected, "{text}");
    }
}

#[test]
fn there_are_no_more_levels_than_a_set_of_them_holds() {
    let level = |n: usize| format!("[[cap]]\nma = \"bac-{n}\"\nten = \"bậc {n}\"");
    let levels = |count: usize| (0..count).map(level).collect::<Vec<_>>().join("\n");
    assert_eq!(good(&levels(64)).level_ids().count(), 64);
    check(&levels(65), &[(194, "quá 64 mục trong một danh mục")]);
}

#[test]
fn declared_entries_keep_the_names_of_the_default_they_stand_for() {
    let authority = good(SAMPLE);
    for (text, code) in
        [("cơ sở", "co-so"), ("Cấp xã", "co-so"), ("cấp huyện", "huyen"), ("THÀNH PHỐ", "huyen"), ("quận", "huyen")]
    {
        let found = authority.find_level(text).map(|id| authority.level(id).code.as_str());
        assert_eq!(found, Some(code), "{text}");
    }
    for (text, code) in
        [("VH-XH", "van-hoa-xa-hoi"), ("Văn hoá, xã hội", "van-hoa-xa-hoi"), ("NTM", "nong-thon-moi"), ("KT", "kinh-te")]
    {
        let found = authority.find_field(text).map(|id| authority.field(id).code.as_str());
        assert_eq!(found, Some(code), "{text}");
    }
    // "xã" is the default's synonym of co-so, until another level claims it.
    let claimed = "[[cap]]\nma=\"thon\"\nten=\"xã\"\n[[cap]]\nma=\"co-so\"\nten=\"cơ sở\"";
    let authority = good(claimed);
    assert_eq!(authority.find_level("xã").map(|id| id.0), Some(0));
    assert!(!authority.levels[1].aliases.contains(&"xã".to_owned()));
}

#[test]
fn declared_forms_come_before_the_defaults_they_do_not_replace() {
    let authority = good("[[hinh_thuc_khen]]\nma = \"thu-khen\"\nten = \"Thư khen\"\n[[hinh_thuc_khen]]\nma = \"bang-khen\"");
    let codes: Vec<&str> = authority.forms.iter().map(|form| form.code.as_str()).collect();
    let expected = ["thu-khen", "bang-khen", "giay-khen", "giay-chung-nhan", "ky-niem-chuong", "bieu-duong", "khen-thuong"];
    assert_eq!(codes, expected);
    assert_eq!(authority.forms[1].name, "Bằng khen");
}

#[test]
fn an_unknown_key_is_offered_the_nearest_name_or_its_own_table() {
    check("[[lnh_vuc]]\nma = \"a\"", &[(1, "khóa “lnh_vuc” không có trong hoi-nghi.toml; có phải là “linh_vuc”?")]);
    check("[hoi_nghi]\nhan_nopp = 1", &[(2, "khóa “han_nopp” không có trong [hoi_nghi]; có phải là “han_nop”?")]);
    check("[co_quan]\nso_dien_hinh = 1", &[(2, "khóa “so_dien_hinh” không có trong [co_quan]; khóa này thuộc [trinh_bay]")]);
    check("[gioi_han]\nzzz = 1", &[(2, "khóa “zzz” không có trong [gioi_han]; dùng được: tep_mib,")]);
    check(
        "[nhan_dang]\n[[nhan_dang.ghim]]\ntep=\"a\"\ntrang=\"b\"\ncot={}\nzzz=1",
        &[(6, "khóa “zzz” không có trong [[nhan_dang.ghim]]")],
    );
}

#[test]
fn a_wrong_type_says_what_is_wanted_and_what_is_there() {
    check(
        "[hoi_nghi]\nky = 2017",
        &[(2, "“ky” trong [hoi_nghi] phải là chữ đặt trong dấu ngoặc kép, như ky = \"2017\", ở đây là số 2017")],
    );
    check(
        "[co_quan]\nso = \"12\"",
        &[(2, "“so” trong [co_quan] phải là số nguyên, không đặt trong dấu ngoặc kép, như so = 12, ở đây")],
    );
    check(
        "[co_quan]\nnoi_nhan = \"A\"",
        &[(2, "“noi_nhan” trong [co_quan] phải là danh sách trong ngoặc vuông, như noi_nhan = [\"A\"], ở đây")],
    );
    check("[co_quan]\nnoi_nhan = [\"A\",\n 3]", &[(3, "mỗi mục của “noi_nhan” phải là chữ")]);
    check("hoi_nghi = 1", &[(1, "“hoi_nghi” trong hoi-nghi.toml phải là một bảng, mở bằng dòng [hoi_nghi]")]);
    check("[[co_quan]]", &[(1, "“co_quan” trong hoi-nghi.toml phải là một bảng, mở bằng dòng [co_quan], chỉ một cặp")]);
    check("[cap]\nma = \"a\"", &[(1, "“cap” trong hoi-nghi.toml phải là danh sách, mỗi mục mở bằng một dòng [[cap]]")]);
    check("cap = [1]", &[(1, "mỗi mục của [[cap]] phải là một bảng")]);
    check("han_muc = 1\ncham_diem = 2", &[(1, "“han_muc”"), (2, "“cham_diem”")]);
    check("[ky_truoc.so_lieu]\n\"nop.da_nop\" = \"a\"", &[(2, "“nop.da_nop” trong [ky_truoc.so_lieu] phải là số")]);
    check("[nhan_dang.dong_nghia]\na = 1", &[(2, "“a” trong [nhan_dang.dong_nghia] phải là chữ")]);
    check("[[chi_tieu_phan_dau]]\nten = \"a\"\ngia_tri = \"60\"", &[(3, "“gia_tri” trong [[chi_tieu_phan_dau]] phải là số")]);
}

#[test]
fn dates_and_periods_must_exist() {
    check("[hoi_nghi]\nngay = \"31/2/2020\"", &[(2, "“ngay”: “31/2/2020” không phải là một ngày có thật")]);
    check("[hoi_nghi]\nngay = 07:30:00", &[(2, "“ngay”: “07:30:00” không phải là một ngày")]);
    check("[hoi_nghi]\nhan_nop = 2020", &[(2, "“han_nop” trong [hoi_nghi] phải là ngày, như han_nop = 2020-08-21")]);
    check("[hoi_nghi]\nky = \"2020-2016\"", &[(2, "kỳ “2020-2016” có năm đầu sau năm cuối; có phải là “2016-2020”?")]);
    check("[hoi_nghi]\nky = \"năm nay\"", &[(2, "kỳ “năm nay” không đọc được; viết như \"2017\"")]);
    let periods = "[hoi_nghi]\nky = \"2016-2020\"\nchia_giai_doan = [\"2015-2018\",\n\"2018-2020\",\n\"x\"]";
    let expected = [
        (3, "giai đoạn “2015-2018” không nằm trong kỳ “2016-2020”"),
        (4, "giai đoạn “2018-2020” trùng thời gian với giai đoạn “2015-2018”"),
        (5, "giai đoạn “x” không đọc được"),
    ];
    check(periods, &expected);
}

#[test]
fn words_outside_their_list_are_offered_the_nearest() {
    check("[hoi_nghi]\nloai = \"tong-kt\"", &[(2, "“loai” = “tong-kt” không dùng được; có phải là “tong-ket”?")]);
    check(
        "[trinh_bay]\nthu_tu = \"abc\"\nso_dien_hinh = 101",
        &[
            (2, "“thu_tu” = “abc” không dùng được (chọn một trong: don-vi, ten, nop)"),
            (3, "“so_dien_hinh” = 101 ở ngoài khoảng 0 đến 100"),
        ],
    );
    check(
        "[co_quan]\nthe_thuc = \"hd36\"",
        &[(2, "không có thể thức “hd36” và không có tệp mau/the-thuc/hd36.toml; có phải là “hd36-2018”?")],
    );
    check("[co_quan]\nthe_thuc = \"mau-rieng\"", &[]);
    let indicator = "[[chi_tieu]]\nma=\"a\"\nten=\"A\"\nmuc=\"ketqua\"\ncong_don=\"tonng\"\nlinh_vuc=\"Kinh tế\"";
    let expected = [
        (4, "“muc” = “ketqua” không dùng được; có phải là “ket-qua”?"),
        (5, "“cong_don” = “tonng” không dùng được; có phải là “tong”?"),
        (6, "không có lĩnh vực mã “Kinh tế”; có phải là “kinh-te”?"),
    ];
    check(indicator, &expected);
}

#[test]
fn codes_and_names_are_claimed_once() {
    let cap = |ma: &str, ten: &str| format!("[[cap]]\nma = \"{ma}\"\nten = \"{ten}\"\n");
    check(&(cap("a", "A") + &cap("a", "B")), &[(5, "mã “a” đã dùng cho “A”; mỗi mục cần một mã riêng")]);
    check(&(cap("a", "Hòa") + &cap("b", "hoà")), &[(6, "tên “hoà” đã dùng cho “Hòa” (mã “a”)")]);
    check(&cap("Cơ sở", "A"), &[(2, "mã “Cơ sở” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối; viết là “co-so”")]);
    check(
        "[[linh_vuc]]\nten = \"A\"\n[[linh_vuc]]\nma = \"b\"",
        &[(1, "[[linh_vuc]] thiếu khóa “ma”"), (3, "[[linh_vuc]] thiếu khóa “ten”")],
    );
    check("[[linh_vuc]]\nma = \"\"\nten = \"A\"", &[(2, "“ma” trong [[linh_vuc]] đang để trống")]);
    check("[[hinh_thuc_khen]]\nma = \"giay-khen\"\ntu = 2020\nden = 2019", &[(4, "“den” = 2019 sớm hơn “tu” = 2020")]);
}

#[test]
fn groups_name_fields_that_exist() {
    let text = "[[nhom_linh_vuc]]\nten = \"N\"\ngom = [\"kinh-te\",\n\"van-hoa\",\n\"kinh-te\"]\n[[nhom_linh_vuc]]\ngom = [\"kinh-te\"]\n[[nhom_linh_vuc]]\nten = \"n\"";
    let expected = [
        (4, "không có lĩnh vực mã “van-hoa”; có phải là “van-hoa-xa-hoi”?"),
        (5, "lĩnh vực “kinh-te” ghi hai lần trong “gom”"),
        (6, "[[nhom_linh_vuc]] thiếu khóa “ten”"),
        (7, "“gom” phải có từ hai lĩnh vực trở lên"),
        (8, "[[nhom_linh_vuc]] thiếu khóa “gom”"),
        (9, "nhóm lĩnh vực “n” ghi hai lần"),
    ];
    check(text, &expected);
}

#[test]
fn the_previous_period_must_be_readable_and_comparable() {
    check("[ky_truoc]\ntep = \"x.json\"", &[(2, "không đọc được tệp kỳ trước “x.json”: không tìm thấy")]);
    check("[ky_truoc]\ntep = \"hong.json\"", &[(2, "tệp kỳ trước “hong.json” không phải là JSON đúng (hỏng ở dòng ")]);
    check("[ky_truoc]\ntep = \"so.json\"", &[(2, "tệp kỳ trước “so.json” không có dạng của so-lieu.json")]);
    check("[ky_truoc]\nnam = 15", &[(2, "“nam” = 15 ở ngoài khoảng 1900 đến 2200")]);
    let text = "[ky_truoc.so_lieu]\n\"dangky.tong\" = 1\n\"dang_ky.theo_cap.huyn.tong\" = 2\n\"cong_nhan.tinhh.luot\" = 3\n\"dang_ky.theo_linh_vuc.kinhte\" = 4";
    let expected = [
        (2, "khóa số liệu “dangky.tong” không có trong so-lieu.json: “dangky”; có phải là “dang_ky”?"),
        (3, "khóa số liệu “dang_ky.theo_cap.huyn.tong”: không có cấp mã “huyn”; có phải là “huyen”?"),
        (4, "khóa số liệu “cong_nhan.tinhh.luot”: không có cấp mã “tinhh”; có phải là “tinh”?"),
        (5, "khóa số liệu “dang_ky.theo_linh_vuc.kinhte”: không có lĩnh vực mã “kinhte”; có phải là “kinh-te”?"),
    ];
    check(text, &expected);
}

#[test]
fn explanations_pins_and_targets_are_complete() {
    check(
        "[[giai_trinh]]\nma = \"X33\"\no = \"12C\"",
        &[
            (1, "[[giai_trinh]] thiếu khóa “ly_do”"),
            (2, "không có mã kiểm tra “X33”; các mã: R01 đến R65"),
            (3, "“12C” không phải là địa chỉ ô"),
        ],
    );
    check(
        "[[giai_trinh]]\nma = \"R33\"\nly_do = \"a\"\no = \"a6:$A$115\"\ntep = \"nop\\\\a.xlsx\"".replace("\\\\", "/").as_str(),
        &[],
    );
    check(
        "[[nhan_dang.ghim]]\ntep = \"a\"\n[nhan_dang.ghim.cot]\n\"12\" = \"Tên\"\nc = \"Tên\"\nC = \"Tên\"\nD = \"\"",
        &[
            (1, "[[nhan_dang.ghim]] thiếu khóa “trang”"),
            (4, "“12” không phải là tên cột"),
            (6, "cột C được ghim hai lần"),
            (7, "cột D chưa nói là cột nào"),
        ],
    );
    for (code, known) in
        [("R01", true), ("R65", true), ("R66", false), ("R00", false), ("S09", true), ("C09", false), ("r33", false)]
    {
        let faults = parsed(&format!("[[giai_trinh]]\nma = \"{code}\"\nly_do = \"a\"")).faults;
        assert_eq!(faults.is_empty(), known, "{code}");
    }
    check("[nhan_dang.dong_nghia]\n\"Chủ thể\" = \"\"", &[(2, "từ đồng nghĩa “Chủ thể” chưa nói là cột nào")]);
    check(
        "[nhan_dang]\ndong_nghia = { \"Chủ thể\" = \"Tập thể, cá nhân thực hien\", \"Mảng\" = \"Phát huy\" }",
        &[(2, "từ đồng nghĩa “Mảng”: biểu mẫu không có cột “Phát huy”; có phải là “Phát huy hiệu quả”?")],
    );
    check(
        "[[nhan_dang.ghim]]\ntep = \"nop/a.xlsx\"\ntrang = \"1\"\ncot = { A = \"Công nhận cấp huyện\",\n  B = \"Người giám sát\" }",
        &[(5, "cột B được ghim: biểu mẫu không có cột “Người giám sát”")],
    );
    check("[[chi_tieu_phan_dau]]\nten = \"a\"", &[(1, "[[chi_tieu_phan_dau]] thiếu khóa “gia_tri”")]);
    check(
        "[de_nghi]\nhan = \"mai\"\nkinh_gui = \"Đảng ủy xã\"\nlien_lac = \"a\"",
        &[
            (2, "“han”: “mai” không phải là một ngày có thật"),
            (3, "“Đảng ủy xã” thiếu chỗ ghi tên đơn vị"),
            (4, "khóa “lien_lac” không có trong [de_nghi]; có phải là “lien_he”?"),
        ],
    );
    check("[gioi_han]\ntep_mib = 0", &[(2, "“tep_mib” = 0 ở ngoài khoảng 1 đến 4096")]);
}

#[test]
fn all_faults_are_found_at_once_in_line_order() {
    let text =
        "\u{feff}[hoi_nghi]\r\nky = 1\r\nngay = ngày 21\r\n[[cap]]\r\nten = \"A\"\r\n[la]\r\n[co_quan]\r\nthe_thuc = \"x\"\r\n";
    check(text, &[(2, "“ky”"), (3, "giá trị của “ngay”"), (6, "khóa “la”"), (8, "không có thể thức “x”")]);
}

/// What is not TOML is said by its likely cause; nothing that follows from it is said as well.
#[test]
fn syntax_is_explained_without_the_parsers_words() {
    let cases: &[(&str, &[(usize, &str)])] = &[
        ("[hoi_nghi]\nten = abc\n", &[(2, "giá trị của “ten” là chữ nên phải đặt trong dấu ngoặc kép")]),
        ("[hoi_nghi]\nten = “abc”\n", &[(2, "chuỗi chữ phải mở và đóng bằng dấu ngoặc kép thẳng")]),
        ("[hoi_nghi]\nten = \"abc\nky = \"2017\"", &[(2, "giá trị của “ten” thiếu một dấu ngoặc kép")]),
        ("[hoi_nghi]\nten = abc\"\n", &[(2, "giá trị của “ten” thiếu một dấu ngoặc kép")]),
        ("[hoi_nghi]\nten = \"a \"b\" c\"\n", &[(2, "bên trong chuỗi có dấu ngoặc kép thẳng")]),
        ("[hoi_nghi]\nten \"abc\"\n", &[(2, "thiếu dấu “=” giữa tên khóa và giá trị")]),
        ("[hoi_nghi]\nten =\n", &[(2, "khóa “ten” chưa có giá trị sau dấu “=”")]),
        (
            "[hoi_nghi\nten = \"a\"\nky = \"2017\"\n[[cap]\nma = 1\n",
            &[(1, "tên bảng phải nằm trong ngoặc vuông"), (4, "tên bảng phải nằm giữa hai cặp")],
        ),
        ("[hoi_nghi]\nky = \"2016\"\nky = \"2017\"", &[(3, "khóa “ky” bị lặp")]),
        ("[hoi_nghi]\nky = \"2016\"\n[hoi_nghi]\nten=\"x\"", &[(3, "bảng [hoi_nghi] bị lặp")]),
        ("[[cap]]\nma=\"x\"\nten=\"X\"\n[cap]\nma=\"y\"", &[(4, "bảng “cap” chỗ mở bằng [cap], chỗ mở bằng [[cap]]")]),
        ("[hoi_nghi]\nngay = 21/8/2020 # thứ sáu\n", &[(2, "ngày viết chưa đúng kiểu; viết ngay = 2020-08-21")]),
        (
            "[hoi_nghi]\nky = 2016-2020\n",
            &[(2, "giá trị của “ky” là chữ nên phải đặt trong dấu ngoặc kép, như ky = \"2016-2020\"")],
        ),
        ("[hoi_nghi]\nngay = 2020-02-31\n", &[(2, "“2020-02-31” không phải là một ngày có thật; viết năm-tháng-ngày")]),
        ("[co_quan]\nnoi_nhan = [\"a\" \"b\"]\n", &[(2, "danh sách thiếu dấu phẩy")]),
        ("[co_quan]\nnoi_nhan = [\n  \"a\"\n  \"b\",\n]\n", &[(3, "danh sách thiếu dấu phẩy")]),
        ("[co_quan]\nnoi_nhan = [\"a\",\nso = 3\n[hoi_nghi]\nky = 1\n", &[(2, "danh sách mở bằng “[” ở dòng này chưa có “]”")]),
        ("[co_quan]\nnoi_nhan = [\"a,\n\"b\"]\nso = 3\n", &[(2, "một mục trong danh sách “noi_nhan” thiếu dấu ngoặc kép")]),
        ("[nhan_dang]\ndong_nghia = { \"a\" = \"b\"\n[co_quan]\nso=1", &[(2, "bảng mở bằng “{” ở dòng này chưa có “}”")]),
        ("[co_quan]\nten = \"\"\"abc\nso = 1\n", &[(2, "đoạn văn mở bằng \"\"\" ở dòng này")]),
        ("[co_quan]\nlĩnh = \"a\"\n", &[(2, "tên khóa “lĩnh” chỉ được gồm")]),
        ("[co_quan]\ncap tren = \"a\"\n", &[(2, "tên khóa “cap tren” không được có dấu cách")]),
        ("[ky_truoc]\ntep = \"C:\\kq\\x.json\"\n", &[(2, "dấu gạch chéo ngược")]),
        ("[ky_truoc.so_lieu]\n\"nop.da_nop\" = 0,52\n", &[(2, "số thập phân dùng dấu chấm")]),
        ("[co_quan]\nso = 03\n", &[(2, "số không viết chữ số 0 ở đầu")]),
    ];
    for (text, expected) in cases {
        check(text, expected);
    }
}

#[test]
fn one_slip_in_a_list_of_tables_is_told_once() {
    check(
        "[linh_vuc]\nma = \"a\"\nten = \"A\"\n[[linh_vuc]]\nma = \"b\"\nten = \"B\"\n[[linh_vuc]]\nma = \"c\"\nten = \"C\"\n",
        &[(1, "“linh_vuc” trong hoi-nghi.toml phải là danh sách, mỗi mục mở bằng một dòng [[linh_vuc]]")],
    );
    // A broken heading swallows the table below it; the list that follows is not at fault.
    check(
        "[danh_gia\nhan_che = []\n[[giai_trinh]]\nma = \"R01\"\nly_do = \"a\"\n[[giai_trinh]]\nma = \"R02\"\nly_do = \"b\"\n",
        &[(1, "tên bảng phải nằm trong ngoặc vuông")],
    );
}

#[test]
fn papers_of_commendation_are_read_and_their_faults_told() {
    let papers = good(SAMPLE).papers;
    let rate = &papers.rewards.rates[0];
    assert_eq!(rate.of(Owner::Collective), Some(Reward::Multiple(Decimal::new(6, 1))));
    assert_eq!((rate.of(Owner::Individual), rate.of(Owner::Household)), (Some(Reward::Fixed(500_000)), None));
    let [award, recognition] = papers.decisions.as_slice() else { panic!("{:?}", papers.decisions) };
    assert_eq!((award.number.as_deref(), award.date), (Some("2101/QĐ-UBND"), Date::new(2020, 8, 18)));
    assert!(recognition.recognises && recognition.level == Some(LevelId(1)) && recognition.sub_period == Some(SubPeriodId(1)));
    assert_eq!((papers.meeting.present, papers.refusals.len(), papers.called_at_once), (Some(13), 1, 10));
    for (text, said) in [
        ("[[quyet_dinh]]\nhinh_thuc = \"giay-khenn\"", "không có hình thức khen mã “giay-khenn”; có phải là “giay-khen”?"),
        ("[[quyet_dinh]]\nloai = \"cong-nhan\"\ngiai_doan = \"2019\"", "chưa khai báo giai đoạn nào"),
        ("[[quyet_dinh]]\nthe_thuc = \"nd30\"", "không có thể thức “nd30”"),
        ("[[quyet_dinh]]\nsoo = \"1\"", "khóa “soo” không có trong [[quyet_dinh]]; có phải là “so”?"),
        ("[hop_xet]\ntong_so = 3\nco_mat = 5", "“co_mat” = 5 nhiều hơn “tong_so” = 3"),
        ("[[tien_thuong.muc]]\nhinh_thuc = \"giay-khen\"", "mức tiền thưởng này chưa ghi hệ số"),
        ("[[tien_thuong.muc]]\nhinh_thuc = \"giay-khen\"\nca_nhan = 450000", "số tiền bằng đồng thì ghi “tien_ca_nhan”"),
        ("[[khong_dong_y]]\nten = \"A\"", "[[khong_dong_y]] thiếu khóa “ly_do”"),
        ("[tien_thuong]\nmuc = [1]", "[[tien_thuong.muc]]"),
        (
            "[[giay_khen]]\nmau = \"phoi-a5\"",
            "không có mẫu giấy “phoi-a5” và không có tệp mau/giay-khen/phoi-a5.toml; có phải là “phoi-a",
        ),
        ("[[giay_khen]]\ndich_x_mm = 80", "“dich_x_mm” là số mm, từ -50 đến 50"),
        ("[[giay_khen]]\nso_vang = 1", "khóa “so_vang” không có trong [[giay_khen]]; có phải là “so_vang_tu”?"),
        ("[giay_khen]\nmau = \"phoi-a4\"", "[[giay_khen]], hai cặp ngoặc vuông"),
    ] {
        let faults = parsed(text).faults;
        assert!(faults.iter().any(|fault| fault.message.contains(said)), "{text}: {faults:?}");
    }
}

#[test]
fn scoring_and_forms_are_read_and_their_slips_named() {
    let text = "[cham_diem]\ndiem_dat = 60\ntheo_cap = { huyen = 80.5 }\n[[cham_diem.tieu_chi]]\nten = \"Cách làm\"\ndiem_toi_da = 40\n[bieu_mau]\ntong_hop_don_vi = true";
    let authority = good(text);
    let scoring = &authority.scoring;
    let marks: Vec<_> = authority.level_ids().map(|level| scoring.pass_mark_at(level).map(|mark| mark.to_string())).collect();
    assert_eq!(marks, [Some("60".to_owned()), Some("80.5".to_owned()), Some("60".to_owned())]);
    assert_eq!((scoring.criteria[0].name.as_str(), authority.roll_up_forms), ("Cách làm", true));
    check("[cham_diem]\ndiem_dat = 60\ntheo_cap = { huyn = 80 }", &[(3, "không có cấp mã “huyn”; có phải là “huyen”?")]);
    let criterion = "[[cham_diem.tieu_chi]]\nten = \"Cách làm\"\ndiem_toi_da = 40\n";
    check(criterion, &[(1, "có tiêu chí chấm điểm thì phải có điểm đạt")]);
    let twice = format!("[cham_diem]\ndiem_dat = 60\n{criterion}{criterion}");
    check(&twice, &[(7, "tiêu chí “Cách làm” ghi hai lần")]);
    check("[cham_diem]\ndiem_dat = 60\n[[cham_diem.tieu_chi]]\nten = \"Cách làm\"", &[(3, "")]);
    check("[bieu_mau]\ntong_hop = true", &[(2, "khóa “tong_hop” không có trong [bieu_mau]")]);
}
