//! The two hundred models that every layout holds, and what must be counted from them.

use serde_json::{Value, json};

/// A unit: its kind, its name, and other ways of writing it.
pub struct Unit {
    pub name: &'static str,
    pub short: &'static str,
    pub old_tone: &'static str,
    pub alias: &'static str,
    pub code: &'static str,
}

/// Five units below "Tỉnh Kiên Giang".
pub const UNITS: [Unit; 5] = [
    unit("Phường Vĩnh Bảo", "P.Vĩnh Bảo", "phường Vĩnh Bảo", "Trung tâm Vĩnh Bảo", "vb"),
    unit("Xã Hòa Điền", "X. Hòa Điền", "Xã Hoà Điền", "Nông trường Bình Sơn", "hd"),
    unit("Thị trấn Minh Lương", "TT. Minh Lương", "TT Minh Lương", "Đô thị Minh Lương", "ml"),
    unit("Thành phố Hà Tiên", "TP. Hà Tiên", "TP.Hà Tiên", "Hà Tiên thập cảnh", "ht"),
    unit("Huyện Hòn Đất", "H.Hòn Đất", "Huyện Hòn Đất", "Vùng Hòn Đất", "hon"),
];

const fn unit(name: &'static str, short: &'static str, old_tone: &'static str, alias: &'static str, code: &'static str) -> Unit {
    Unit { name, short, old_tone, alias, code }
}

/// Fields as the form writes them, and their abbreviations.
pub const FIELDS: [(&str, &str, &str); 5] = [
    ("kinh-te", "Kinh tế", "KT"),
    ("van-hoa-xa-hoi", "Văn hóa - xã hội", "VH-XH"),
    ("quoc-phong-an-ninh", "Quốc phòng - an ninh", "QP-AN"),
    ("he-thong-chinh-tri", "Xây dựng hệ thống chính trị", "HTCT"),
    ("nong-thon-moi", "Xây dựng nông thôn mới", "NTM"),
];

/// Owners: key in so-lieu.json, name, abbreviation.
pub const OWNERS: [(&str, &str, &str); 3] =
    [("tap_the", "Tập thể", "TT"), ("ca_nhan", "Cá nhân", "CN"), ("ho_gia_dinh", "Hộ gia đình", "HGĐ")];

/// Kinds: key in so-lieu.json, name, abbreviation.
pub const KINDS: [(&str, &str, &str); 2] = [("mo_hinh", "Mô hình", "MH"), ("dien_hinh", "Điển hình", "ĐH")];

/// Levels at which models are registered: code, name.
pub const LEVELS: [(&str, &str); 2] = [("co-so", "Cơ sở"), ("huyen", "Huyện")];

/// One model; owners, kinds, fields and levels by their place in the lists above.
#[derive(Clone)]
pub struct Model {
    pub unit: usize,
    pub number: usize,
    pub name: String,
    pub performer: String,
    pub owner: usize,
    pub kind: usize,
    pub field: usize,
    pub level: usize,
    pub maintained: bool,
    pub effective: bool,
    pub replicated: Option<u32>,
    pub nominated: bool,
    pub base_years: Vec<u16>,
    pub upper_years: Vec<u16>,
}

/// Names a careless reader takes for totals, sections, signatures or headings.
const NAMES: [&str; 10] = [
    "Cộng đồng dân cư tự quản",
    "Tuyến đường hoa",
    "Chủ tịch xã đối thoại với dân",
    "Tổng vệ sinh ngày thứ bảy",
    "Mô hình camera an ninh",
    "Tập thể đoàn kết",
    "Khéo vận động hiến đất",
    "Đơn vị văn hóa kiểu mẫu",
    "Gia đình ba sạch",
    "Phát triển kinh tế vườn",
];

/// Whose each model is.
const OWNER_OF: [usize; 8] = [0, 0, 1, 0, 0, 2, 0, 1];

/// Forty models a unit.
pub fn models() -> Vec<Model> {
    (0..200)
        .map(|i| {
            let (unit, k) = (i / 40, i % 40);
            let base_years = [vec![], vec![2016], vec![2017, 2019], vec![2018, 2020]][k % 4].clone();
            Model {
                unit,
                number: k + 1,
                name: format!("{} {}", NAMES[k % 10], ["ấp Một", "ấp Hai", "ấp Ba", "ấp Bốn"][k / 10]),
                performer: format!(
                    "{} {} số {}",
                    ["Chi hội", "Hội viên", "Hộ hội viên"][OWNER_OF[k % 8]],
                    ["Phụ nữ", "Nông dân", "Cựu chiến binh"][k % 3],
                    i + 1
                ),
                owner: OWNER_OF[k % 8],
                kind: usize::from(k % 4 == 3),
                field: (k * 7 + unit) % 5,
                level: usize::from(k % 5 == 4 || k % 8 == 3),
                maintained: k % 2 == 1,
                effective: k % 3 != 0,
                replicated: (k % 9 == 0).then_some(2),
                nominated: k % 8 == 2,
                upper_years: if k % 8 == 3 { vec![2020] } else { Vec::new() },
                base_years,
            }
        })
        .collect()
}

/// Paths of so-lieu.json and what stands there, counted from the list itself.
pub fn expected() -> Vec<(String, Value)> {
    let models = models();
    let count = |test: &dyn Fn(&Model) -> bool| json!(models.iter().filter(|m| test(m)).count());
    let years = |list: &dyn Fn(&Model) -> usize| json!(models.iter().map(list).sum::<usize>());
    let mut all = vec![
        ("nop.da_nop".to_owned(), json!(5)),
        ("dang_ky.tong".to_owned(), json!(200)),
        ("dang_ky.moi".to_owned(), count(&|m| !m.maintained)),
        ("dang_ky.duy_tri".to_owned(), count(&|m| m.maintained)),
        ("hieu_qua.tong".to_owned(), count(&|m| m.effective)),
        ("nhan_rong.tong".to_owned(), count(&|m| m.replicated.is_some())),
        ("de_nghi.huyen.tong".to_owned(), count(&|m| m.nominated)),
        ("cong_nhan.co-so.tong".to_owned(), count(&|m| !m.base_years.is_empty())),
        ("cong_nhan.co-so.luot".to_owned(), years(&|m| m.base_years.len())),
        ("cong_nhan.huyen.tong".to_owned(), count(&|m| !m.upper_years.is_empty())),
        ("cong_nhan.co-so.theo_giai_doan.2016-2018.tong".to_owned(), count(&|m| m.base_years.iter().any(|y| *y <= 2018))),
        (
            "cong_nhan.co-so.theo_giai_doan.2019-2020.luot".to_owned(),
            years(&|m| m.base_years.iter().filter(|y| **y > 2018).count()),
        ),
    ];
    for (at, (key, ..)) in OWNERS.iter().enumerate() {
        all.push((format!("dang_ky.{key}"), count(&|m| m.owner == at)));
        all.push((format!("cong_nhan.co-so.{key}"), count(&|m| m.owner == at && !m.base_years.is_empty())));
    }
    for (at, (key, ..)) in KINDS.iter().enumerate() {
        all.push((format!("dang_ky.{key}"), count(&|m| m.kind == at)));
    }
    for (at, (code, ..)) in FIELDS.iter().enumerate() {
        all.push((format!("dang_ky.theo_linh_vuc.{code}"), count(&|m| m.field == at)));
        all.push((format!("cong_nhan.co-so.theo_linh_vuc.{code}"), count(&|m| m.field == at && !m.base_years.is_empty())));
    }
    for (at, (code, _)) in LEVELS.iter().enumerate() {
        all.push((format!("dang_ky.theo_cap.{code}.tong"), count(&|m| m.level == at)));
    }
    all
}

#[test]
fn the_list_exercises_every_measure() {
    let models = models();
    assert_eq!(models.len(), 200);
    for (path, value) in expected() {
        assert_ne!(value, json!(0), "{path}");
    }
    let mut named: Vec<(usize, &str)> = models.iter().map(|m| (m.unit, m.name.as_str())).collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named.len(), 200, "tên trùng trong một đơn vị");
}
