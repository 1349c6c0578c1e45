//! Thành phố Rạch Giá, giai đoạn 2016-2020: twelve wards and communes with lists of models, the city's own file with its
//! agencies' models, the awards and the poverty rate.

mod books;

use std::collections::BTreeMap;

use crate::Workspace;
use crate::dice::Dice;
use crate::list::Model;
use crate::pools::{self, Performer};
use crate::units::{self, Unit, unit};

const FIELDS: [&str; 4] = ["Kinh tế", "Văn hóa - xã hội", "An ninh - quốc phòng", "Xây dựng hệ thống chính trị"];
const SHORT: [&str; 4] = ["KT", "VH-XH", "QP-AN", "HTCT"];
const TITLES: [&[&str]; 4] = [pools::ECONOMY, pools::CULTURE, pools::SECURITY, pools::POLITICS];
const LEVELS: [&str; 3] = ["cơ sở", "thành phố", "tỉnh"];

/// Base recognitions (lượt) in all.
const BASE_EVENTS: usize = 1952;

const UNITS: [Unit; 13] = [
    Unit { owes: false, ..unit("rach-gia", "Thành phố Rạch Giá", "huyen", "", "") },
    unit("an-binh", "Phường An Bình", "co-so", "Phường", "17/7/2020"),
    unit("an-hoa", "Phường An Hòa", "co-so", "Phường", "20/7/2020"),
    unit("rach-soi", "Phường Rạch Sỏi", "co-so", "Phường", "22/7/2020"),
    unit("vinh-bao", "Phường Vĩnh Bảo", "co-so", "Phường", "16/7/2020"),
    unit("vinh-hiep", "Phường Vĩnh Hiệp", "co-so", "Phường", "24/7/2020"),
    unit("vinh-lac", "Phường Vĩnh Lạc", "co-so", "Phường", "21/7/2020"),
    unit("vinh-loi", "Phường Vĩnh Lợi", "co-so", "Phường", "20/7/2020"),
    unit("vinh-quang", "Phường Vĩnh Quang", "co-so", "Phường", "27/7/2020"),
    unit("vinh-thanh", "Phường Vĩnh Thanh", "co-so", "Phường", "23/7/2020"),
    unit("vinh-thanh-van", "Phường Vĩnh Thanh Vân", "co-so", "Phường", "28/7/2020"),
    unit("vinh-thong", "Phường Vĩnh Thông", "co-so", "Phường", "24/7/2020"),
    unit("phi-thong", "Xã Phi Thông", "co-so", "Xã", "30/7/2020"),
];

/// Models a ward lists, in the order of [`UNITS`], and its quarters.
const SIZES: [(usize, usize); 12] =
    [(104, 6), (128, 7), (116, 6), (92, 5), (110, 6), (124, 7), (98, 5), (112, 6), (106, 6), (120, 7), (88, 5), (96, 6)];

/// Published models: ward (index into [`UNITS`]; 0: the city's agencies), field, title, performer.
const PUBLISHED: [(usize, usize, &str, &str); 8] = [
    (
        12,
        0,
        "Khéo vận động phát triển kinh tế hộ gia đình trong tổ hợp tác rau màu Thành Tiến",
        "Chi bộ ấp Trung Thành, xã Phi Thông",
    ),
    (5, 0, "Khéo vận động hội viên tham gia CLB hoa cảnh", "Hội Nông dân phường Vĩnh Hiệp"),
    (2, 1, "Khéo vận động xã hội hóa thu gom rác thải trên địa bàn dân cư", "Ban lãnh đạo khu phố 4, phường An Hòa"),
    (5, 1, "Khéo vận động xây dựng quỹ chăm sóc Người cao tuổi", "Hội Người Cao tuổi phường Vĩnh Hiệp"),
    (4, 2, "Tổ NDTQ không tội phạm và TNXH", "Khu phố 1, phường Vĩnh Bảo"),
    (7, 2, "Khéo vận động nhân dân thực hiện tốt phong trào toàn dân bảo vệ ANTQ", "Ủy ban MTTQ Việt Nam phường Vĩnh Lợi"),
    (2, 2, "Duy trì và nâng cao chất lượng sinh hoạt tổ NDTQ", "Ban lãnh đạo tổ NDTQ số 8, Khu phố 1, phường An Hòa"),
    (
        0,
        3,
        "Khéo vận động thực hiện, nâng cao chất lượng công tác Tư vấn hướng dẫn, thủ tục đăng ký hộ tịch có yếu tố nước ngoài",
        "Phòng Tư pháp thành phố",
    ),
];

const AGENCIES: [(&str, usize); 39] = [
    ("Văn phòng Thành ủy", 3),
    ("Ban Tổ chức Thành ủy", 3),
    ("Ban Tuyên giáo Thành ủy", 3),
    ("Ban Dân vận Thành ủy", 3),
    ("Cơ quan Ủy ban Kiểm tra Thành ủy", 3),
    ("Trung tâm Bồi dưỡng chính trị thành phố", 3),
    ("Ủy ban MTTQ Việt Nam thành phố", 1),
    ("Hội Liên hiệp Phụ nữ thành phố", 1),
    ("Hội Nông dân thành phố", 0),
    ("Hội Cựu chiến binh thành phố", 2),
    ("Thành đoàn Rạch Giá", 1),
    ("Liên đoàn Lao động thành phố", 1),
    ("Hội Chữ thập đỏ thành phố", 1),
    ("Hội Khuyến học thành phố", 1),
    ("Hội Người cao tuổi thành phố", 1),
    ("Văn phòng HĐND và UBND thành phố", 3),
    ("Phòng Nội vụ thành phố", 3),
    ("Phòng Tài chính - Kế hoạch thành phố", 0),
    ("Phòng Kinh tế thành phố", 0),
    ("Phòng Quản lý đô thị thành phố", 1),
    ("Phòng Tài nguyên và Môi trường thành phố", 1),
    ("Phòng Lao động - Thương binh và Xã hội thành phố", 1),
    ("Phòng Giáo dục và Đào tạo thành phố", 1),
    ("Phòng Văn hóa và Thông tin thành phố", 1),
    ("Phòng Y tế thành phố", 1),
    ("Thanh tra thành phố", 3),
    ("Công an thành phố", 2),
    ("Ban Chỉ huy Quân sự thành phố", 2),
    ("Viện Kiểm sát nhân dân thành phố", 2),
    ("Tòa án nhân dân thành phố", 2),
    ("Chi cục Thi hành án dân sự thành phố", 3),
    ("Chi cục Thuế thành phố", 0),
    ("Kho bạc Nhà nước thành phố", 3),
    ("Bảo hiểm xã hội thành phố", 1),
    ("Phòng giao dịch Ngân hàng Chính sách xã hội thành phố", 0),
    ("Trung tâm Y tế thành phố", 1),
    ("Đài Truyền thanh thành phố", 1),
    ("Ban Quản lý các chợ thành phố", 0),
    ("Trung tâm Văn hóa - Thể thao thành phố", 1),
];

/// How a model stood at city level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum City {
    /// 2016-2018 only.
    First,
    /// Both sub-periods.
    Both,
    /// 2019-2020 only.
    Second,
}

/// City recognitions to hand out: standing, individuals?, how many, how many of these also by the province.
const QUOTAS: [(City, bool, usize, usize); 6] = [
    (City::Second, false, 94, 30),
    (City::First, false, 69, 22),
    (City::Both, false, 16, 10),
    (City::Second, true, 24, 7),
    (City::First, true, 15, 4),
    (City::Both, true, 4, 2),
];

/// A model's place: unit (index into [`UNITS`]) and row.
type At = (usize, usize);

struct City2020 {
    /// Models by unit; unit 0 holds the agencies'.
    models: Vec<Vec<Model>>,
    standing: BTreeMap<At, City>,
}

/// The generated files.
pub fn workspace() -> Workspace {
    let mut dice = Dice::new(20_200_821);
    let mut city = City2020 { models: lists(&mut dice), standing: BTreeMap::new() };
    city.recognise_wards(&mut dice);
    city.recognise_agencies();
    city.fill_base(&mut dice);
    let mut files = Workspace::from([("don-vi.csv".to_owned(), units::csv(&UNITS))]);
    for (at, unit) in UNITS.iter().enumerate().skip(1) {
        files.insert(format!("nop/{}.xlsx", unit.code), books::ward_book(&mut dice, at, &city.models[at]).bytes());
    }
    files.insert("nop/rach-gia.xlsx".to_owned(), city.own_book(&mut dice).bytes());
    files
}

fn areas(at: usize) -> Vec<String> {
    if at == 12 {
        return ["Trung Thành", "Tà Tây", "Sóc Cung", "Tà Keo Vàm", "Tà Keo Ngọn", "Phú Hòa"].map(|n| format!("ấp {n}")).to_vec();
    }
    (1..=SIZES[at - 1].1).map(|n| format!("khu phố {n}")).collect()
}

/// The models of all units, recognised nowhere yet.
fn lists(dice: &mut Dice) -> Vec<Vec<Model>> {
    let mut all = vec![agency_models(dice)];
    for (at, unit) in UNITS.iter().enumerate().skip(1) {
        let (size, _) = SIZES[at - 1];
        let areas = areas(at);
        let mut models: Vec<Model> = PUBLISHED.iter().filter(|p| p.0 == at).map(published).collect();
        let mut performers = pools::collectives(&units::in_sentence(unit.name), &areas, 8);
        performers.retain(|p| PUBLISHED.iter().all(|q| q.3 != p.name));
        dice.shuffle(&mut performers);
        let people = size / 8;
        performers.truncate(size - people - models.len());
        performers.extend((0..people).map(|_| pools::individual(dice, &areas)));
        assert_eq!(performers.len() + models.len(), size, "{}", unit.name);
        models.extend(performers.iter().map(|p| pools::model(dice, p, &TITLES, &[22, 42, 19, 17], 1, 2)));
        for model in &mut models {
            model.year = dice.pick(&[2016, 2016, 2017, 2017, 2018, 2019, 2020]);
            model.recognised = vec![String::new(); 3];
            "Cơ sở".clone_into(&mut model.levels);
        }
        dice.shuffle(&mut models);
        models.sort_by_key(|m| m.field);
        all.push(models);
    }
    all
}

fn published(&(_, field, name, performer): &(usize, usize, &str, &str)) -> Model {
    let address = performer.rsplit_once(", ").map_or("", |(_, unit)| unit);
    Model {
        featured: true,
        address: pools::capital(address),
        outcome: "Hoạt động nền nếp, được Nhân dân đồng tình hưởng ứng và nhân rộng trên địa bàn".to_owned(),
        ..Model::new(field, name, performer)
    }
}

fn agency_models(dice: &mut Dice) -> Vec<Model> {
    let mut models: Vec<Model> = PUBLISHED.iter().filter(|p| p.0 == 0).map(published).collect();
    for (name, field) in AGENCIES {
        let performer = Performer { name: name.to_owned(), address: String::new(), kind: pools::PerformerKind::Any };
        models.push(Model::new(field, dice.pick(TITLES[field]), performer.name));
    }
    for (i, model) in models.iter_mut().enumerate() {
        "Thành phố Rạch Giá".clone_into(&mut model.address);
        model.year = if i % 3 == 1 { 2016 } else { 2018 };
        model.recognised = vec![String::new(); 3];
        "Huyện".clone_into(&mut model.levels);
    }
    models
}

impl City2020 {
    /// Gives the wards' share of the city's and the province's recognitions, ward by ward in turn.
    fn recognise_wards(&mut self, dice: &mut Dice) {
        for (standing, individual, wanted, provincial) in QUOTAS {
            let mut given = 0;
            let mut at = 0;
            while given < wanted {
                at = at % 12 + 1;
                let free: Vec<usize> = (0..self.models[at].len())
                    .filter(|&i| self.models[at][i].individual == individual && !self.standing.contains_key(&(at, i)))
                    .collect();
                let named = free.iter().copied().find(|&i| self.models[at][i].featured);
                let Some(row) = named.or_else(|| (!free.is_empty()).then(|| dice.pick(&free))) else { continue };
                self.standing.insert((at, row), standing);
                award(&mut self.models[at][row], standing, given < provincial, dice.chance(50));
                given += 1;
            }
        }
    }

    /// The agencies: 24 recognised in 2019-2020, 12 in 2016-2018, 4 of these in both; 8 by the province.
    fn recognise_agencies(&mut self) {
        for i in 0..32 {
            let standing = match i {
                0..20 => City::Second,
                20..24 => City::Both,
                _ => City::First,
            };
            self.standing.insert((0, i), standing);
            let model = &mut self.models[0][i];
            award(model, standing, i.is_multiple_of(4), i.is_multiple_of(2));
            model.levels = model.levels.replace("Cơ sở, Thành phố", "Huyện");
        }
    }

    /// Gives base recognitions so that they are [`BASE_EVENTS`] in all, one a year from the year of registration on.
    fn fill_base(&mut self, dice: &mut Dice) {
        let mut years: BTreeMap<At, Vec<u16>> = BTreeMap::new();
        for (at, models) in self.models.iter().enumerate().skip(1) {
            for (i, model) in models.iter().enumerate() {
                if self.standing.contains_key(&(at, i)) || dice.chance(97) {
                    years.insert((at, i), vec![model.year]);
                }
            }
        }
        let places: Vec<At> = years.keys().copied().collect();
        let mut sum = places.len();
        while sum < BASE_EVENTS {
            let at = dice.pick(&places);
            let given = years.get_mut(&at).unwrap();
            let later: Vec<u16> = (given[0]..=2020).filter(|y| !given.contains(y)).collect();
            if !later.is_empty() {
                given.push(dice.pick(&later));
                sum += 1;
            }
        }
        for ((at, i), mut given) in years {
            given.sort_unstable();
            let model = &mut self.models[at][i];
            model.recognised[0] = given.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
            model.maintained = model.year == 2016 && dice.chance(35);
            if !self.standing.contains_key(&(at, i)) && dice.chance(4) {
                "Cơ sở, Thành phố".clone_into(&mut model.levels);
            }
        }
    }
}

/// Writes a model's recognitions by city and province, with what they presuppose.
fn award(model: &mut Model, standing: City, provincial: bool, early: bool) {
    let first = if early { 2017 } else { 2018 };
    let second = if early { 2019 } else { 2020 };
    let (registered, city, province) = match standing {
        City::First => (2017, first.to_string(), if early { 2018 } else { 2020 }),
        City::Second => (2019, second.to_string(), 2020),
        City::Both => (2017, format!("{first}, {second}"), 2020),
    };
    model.year = model.year.min(registered);
    model.recognised[1] = city;
    "Cơ sở, Thành phố".clone_into(&mut model.levels);
    "Thành phố".clone_into(&mut model.nominated);
    if provincial {
        model.recognised[2] = province.to_string();
        model.levels.push_str(", Tỉnh");
        model.nominated.push_str(", Tỉnh");
    }
}
