//! Thành phố Rạch Giá, giai đoạn 2016-2020: twelve wards and communes with lists of models, the city's own file with its
//! agencies' models, the awards and the poverty rate.

use std::collections::BTreeMap;

use crate::Workspace;
use crate::book::{Book, Cell, Letterhead, Sheet};
use crate::dice::Dice;
use crate::list::{Col, Layout, Model, count};
use crate::pools::{self, Performer};
use crate::tables::{self, Award, Indicator};
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
        files.insert(format!("nop/{}.xlsx", unit.code), ward_book(&mut dice, at, &city.models[at]).bytes());
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

    /// Certificates for the recognitions of 2019-2020, Giấy khen for others of 2016-2018, and those who steered.
    fn awards(&self, dice: &mut Dice) -> Vec<Award> {
        let of = |wanted: fn(City) -> bool, individual: bool| {
            self.standing
                .iter()
                .filter(move |&(&(at, i), &s)| wanted(s) && self.models[at][i].individual == individual)
                .map(|(&at, _)| at)
        };
        let mut all = Vec::new();
        for individual in [false, true] {
            all.extend(of(|s| s != City::First, individual).map(|at| Award {
                form: "Giấy chứng nhận",
                body: "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” thành phố",
                decision: "05-QĐ/BCĐ",
                date: Some((14, 8, 2020)),
                ..self.award(at)
            }));
        }
        all.extend(steering(dice));
        for (individual, n) in [(false, 35), (true, 7)] {
            // Every second one, so that all wards have their share.
            all.extend(of(|s| s == City::First, individual).step_by(2).take(n).map(|at| Award {
                form: "Giấy khen",
                body: "UBND thành phố Rạch Giá",
                decision: "2101/QĐ-UBND",
                date: Some((18, 8, 2020)),
                ..self.award(at)
            }));
        }
        all
    }

    fn award(&self, (at, i): At) -> Award {
        let model = &self.models[at][i];
        let position = match (model.individual, at) {
            (true, _) => format!("{}, {}", model.address, units::in_sentence(UNITS[at].name)),
            (false, 0) => "Thành phố Rạch Giá".to_owned(),
            (false, _) => UNITS[at].name.to_owned(),
        };
        let honorific = if !model.individual {
            ""
        } else if model.performer.contains(" Thị ") {
            "Bà"
        } else {
            "Ông"
        };
        Award {
            honorific: honorific.to_owned(),
            recipient: model.performer.clone(),
            position,
            owner: if model.individual { "Cá nhân" } else { "Tập thể" },
            reason: "Mô hình",
            model: model.name.clone(),
            ..Award::default()
        }
    }

    fn own_book(&self, dice: &mut Dice) -> Book {
        let place = units::place_date("Rạch Giá", (10, 8, 2020));
        let head = units::party_letterhead("THÀNH ỦY RẠCH GIÁ", "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”", &place);
        let signed = units::signatures(dice, &place, "T/M BAN CHỈ ĐẠO");
        let layout = Layout { two_rows: true, levels: &LEVELS[1..], ..layout(0) };
        let shifted: Vec<Model> =
            self.models[0].iter().map(|m| Model { recognised: m.recognised[1..].to_vec(), ..m.clone() }).collect();
        let poverty = Indicator {
            name: "Tỷ lệ hộ nghèo",
            unit: "%",
            qualifier: "",
            value: Cell::Amount(0.52),
            out_of: Cell::Blank,
            previous: Cell::Blank,
        };
        let period = "Kỳ báo cáo: 2016-2020";
        Book {
            title: "Biểu của các cơ quan thành phố, khen thưởng, chỉ tiêu".to_owned(),
            author: "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” thành phố Rạch Giá".to_owned(),
            info: tables::info("Thành phố Rạch Giá", "Huyện", "", "2016-2020", (10, 8, 2020), "", &signed.author),
            sheets: vec![
                layout
                    .sheet(&shifted)
                    .titled(&["MÔ HÌNH, ĐIỂN HÌNH CỦA CÁC CƠ QUAN, ĐƠN VỊ THÀNH PHỐ", period])
                    .signed(&head, &signed),
                tables::awards(&self.awards(dice))
                    .titled(&["KHEN THƯỞNG PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”", period])
                    .signed(&head, &signed),
                tables::indicators(vec![poverty]).titled(&["CHỈ TIÊU KINH TẾ - XÃ HỘI", period]).signed(&head, &signed),
            ],
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

/// Those commended for advising and steering: three committees, fifteen people.
fn steering(dice: &mut Dice) -> Vec<Award> {
    let body = "Ban Thường vụ Thành ủy Rạch Giá";
    let common = Award {
        form: "Khen thưởng",
        body,
        decision: "2045-QĐ/TU",
        date: Some((17, 8, 2020)),
        reason: "Chỉ đạo",
        achievement: "Có thành tích trong tham mưu, chỉ đạo phong trào thi đua “Dân vận khéo”",
        ..Award::default()
    };
    let mut all = Vec::new();
    for at in [2, 5, 12] {
        let unit = units::in_sentence(UNITS[at].name);
        let recipient = format!("Ban Chỉ đạo phong trào thi đua “Dân vận khéo” {unit}");
        all.push(Award { recipient, position: UNITS[at].name.to_owned(), owner: "Tập thể", ..common.clone() });
    }
    for n in 0..15 {
        let person = dice.person();
        let position = if n < 4 {
            "Thành viên Ban Chỉ đạo phong trào thi đua “Dân vận khéo” thành phố".to_owned()
        } else {
            format!("Thành viên Ban Chỉ đạo phong trào thi đua “Dân vận khéo” {}", units::in_sentence(UNITS[n - 2].name))
        };
        let honorific = person.honorific.to_owned();
        all.push(Award { honorific, recipient: person.name, position, owner: "Cá nhân", ..common.clone() });
    }
    all
}

/// How unit `at` lays out its list.
fn layout(at: usize) -> Layout<'static> {
    let mut columns = vec![Col::Performer, Col::Address, Col::Kind];
    columns.push(if at % 4 == 1 { Col::OwnerTicks } else { Col::Owner });
    if at == 8 {
        columns.push(Col::FieldTicks);
    } else if at % 3 != 1 {
        columns.push(Col::Field);
    }
    columns.extend([Col::Year, Col::Novelty, Col::Levels, Col::Nominated, Col::Recognised, Col::Featured]);
    if at.is_multiple_of(2) {
        columns.push(Col::Outcome);
    }
    if at % 5 == 2 {
        columns.insert(0, Col::Code);
    }
    columns.push(Col::Note);
    Layout {
        columns,
        fields: if at % 5 == 3 { &SHORT } else { &FIELDS },
        short_fields: &SHORT,
        levels: &LEVELS,
        sections: at % 3 == 1,
        two_rows: at % 2 == 1 || at == 8,
        short: at % 5 == 3,
        name_heading: if at % 4 == 2 { "TÊN MÔ HÌNH,\nĐIỂN HÌNH" } else { "Tên mô hình, điển hình" },
        column_numbers: at % 6 == 5,
        total: at.is_multiple_of(2),
    }
}

fn ward_book(dice: &mut Dice, at: usize, models: &[Model]) -> Book {
    let unit = &UNITS[at];
    let (kind, proper) = units::parts(unit.name);
    let made = (u8::try_from(8 + at).unwrap(), 7, 2020);
    let place = units::place_date(proper, made);
    let issuer = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA\n“DÂN VẬN KHÉO”".replace('\n', " ");
    let head = units::party_letterhead(&format!("ĐẢNG ỦY {}", unit.name.to_uppercase()), &issuer, &place);
    let signed = units::signatures(dice, &place, "T/M BAN CHỈ ĐẠO");
    let layout = layout(at);
    let line = format!("Đơn vị: {}", unit.name);
    let title = ["DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” GIAI ĐOẠN 2016 - 2020", &line, "Kỳ báo cáo: 2016-2020"];
    let coded: Vec<Model> =
        (1..).zip(models).map(|(n, m)| Model { code: format!("{}-{n:03}", initials(proper)), ..m.clone() }).collect();
    let mut sheets = vec![layout.sheet(&coded).titled(&title).signed(&head, &signed)];
    if at.is_multiple_of(3) {
        sheets
            .push(stated(models).titled(&["TỔNG HỢP PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”", &line, title[2]]).signed(&head, &signed));
    }
    if at.is_multiple_of(4) {
        sheets.push(remarks().titled(&["ĐÁNH GIÁ, KIẾN NGHỊ", &line, title[2]]));
    }
    let info = if at % 3 == 2 {
        Vec::new()
    } else {
        let report = format!("{:02}-BC/BCĐ, {}/7/2020", 10 + at, made.0);
        tables::info(unit.name, "Cơ sở", "Thành phố Rạch Giá", "2016-2020", made, &report, &signed.author)
    };
    if at == 6 {
        // A plain list, as some clerks send it: no letterhead.
        sheets[0].letterhead = Letterhead::default();
    }
    Book { title: title[0].to_owned(), author: format!("Đảng ủy {} {proper}", kind.to_lowercase()), info, sheets }
}

/// "Vĩnh Thanh Vân" → "VTV"; Vĩnh Thanh is told from Vĩnh Thông by its second word in full.
fn initials(name: &str) -> String {
    name.split(' ').filter_map(|w| w.chars().next()).collect()
}

/// The ward's own totals, as its list gives them.
fn stated(models: &[Model]) -> Sheet {
    const SPLIT: &[&str] = &["Tổng số", "Tập thể", "Cá nhân"];
    const SPLIT_EVENTS: &[&str] = &["Tổng số", "Tập thể", "Cá nhân", "Lượt"];
    let figures: Vec<Vec<u32>> = (0..4)
        .map(|f| {
            let mut row = Vec::new();
            let mut split = |marked: &dyn Fn(&Model) -> bool| {
                let all = count(models, |m| m.field == f && marked(m));
                let people = count(models, |m| m.field == f && m.individual && marked(m));
                row.extend([all, all - people, people]);
            };
            split(&|_| true);
            split(&|m| !m.recognised[0].is_empty());
            let events = models.iter().filter(|m| m.field == f && !m.recognised[0].is_empty());
            let events: usize = events.map(|m| m.recognised[0].split(", ").count()).sum();
            row.push(u32::try_from(events).unwrap());
            row
        })
        .collect();
    tables::totals(&FIELDS, &[("Đăng ký", SPLIT), ("Công nhận cấp cơ sở", SPLIT_EVENTS)], &figures)
}

fn remarks() -> Sheet {
    tables::assessment(&[
        ("Ưu điểm", "Cấp ủy quan tâm lãnh đạo, phân công đảng viên phụ trách từng mô hình; Nhân dân tích cực hưởng ứng."),
        ("Hạn chế", "Một số mô hình chưa được theo dõi thường xuyên; việc ghi chép kết quả chưa kịp thời."),
        (
            "Phương hướng",
            "Duy trì các mô hình đã được công nhận; mỗi chi bộ đăng ký ít nhất một mô hình mới phù hợp với địa bàn.",
        ),
        ("Kiến nghị", "Đề nghị thành phố tổ chức tập huấn kỹ năng công tác dân vận cho khu phố, ấp."),
    ])
}
