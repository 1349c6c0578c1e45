//! Tỉnh Bà Rịa - Vũng Tàu, năm 2017: eight districts and cities, some with lists, most with totals only; the province's own
//! file with the awards of the conference.

use crate::Workspace;
use crate::book::{Book, Sheet};
use crate::dice::Dice;
use crate::list::{Col, Layout, Model, count};
use crate::pools;
use crate::tables::{self, Award};
use crate::units::{self, Unit, unit};

const FIELDS: [&str; 5] =
    ["Kinh tế - xã hội", "An ninh - quốc phòng", "Xây dựng nông thôn mới", "Xây dựng hệ thống chính trị", "Lĩnh vực khác"];

const UNITS: [Unit; 9] = [
    Unit { owes: false, aliases: "BR-VT", ..unit("ba-ria-vung-tau", "Tỉnh Bà Rịa - Vũng Tàu", "tinh", "", "") },
    unit("vung-tau", "Thành phố Vũng Tàu", "huyen", "Thành phố", "8/9/2017"),
    unit("ba-ria", "Thành phố Bà Rịa", "huyen", "Thành phố", "11/9/2017"),
    unit("tan-thanh", "Huyện Tân Thành", "huyen", "Huyện", "12/9/2017"),
    unit("chau-duc", "Huyện Châu Đức", "huyen", "Huyện", "7/9/2017"),
    unit("xuyen-moc", "Huyện Xuyên Mộc", "huyen", "Huyện", "14/9/2017"),
    unit("long-dien", "Huyện Long Điền", "huyen", "Huyện", "13/9/2017"),
    unit("dat-do", "Huyện Đất Đỏ", "huyen", "Huyện", "11/9/2017"),
    unit("con-dao", "Huyện Côn Đảo", "huyen", "Huyện", "15/9/2017"),
];

/// What a unit sends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sends {
    Totals,
    List,
    Both,
}

/// Registered, effective, and in which form; in the order of [`UNITS`]. The sums are 1.520 and 1.433.
const FIGURES: [(u32, u32, Sends); 8] = [
    (320, 301, Sends::Totals),
    (210, 199, Sends::Totals),
    (240, 226, Sends::Totals),
    (230, 217, Sends::Totals),
    (215, 202, Sends::Totals),
    (150, 142, Sends::List),
    (110, 104, Sends::Both),
    (45, 42, Sends::List),
];

/// Communes of the units that send lists.
const COMMUNES: [(usize, &[&str]); 3] = [
    (
        6,
        &[
            "thị trấn Long Điền",
            "thị trấn Long Hải",
            "xã An Ngãi",
            "xã An Nhứt",
            "xã Phước Hưng",
            "xã Phước Tỉnh",
            "xã Tam Phước",
        ],
    ),
    (
        7,
        &[
            "thị trấn Đất Đỏ",
            "thị trấn Phước Hải",
            "xã Lộc An",
            "xã Long Mỹ",
            "xã Long Tân",
            "xã Láng Dài",
            "xã Phước Hội",
            "xã Phước Long Thọ",
        ],
    ),
    (8, &["khu dân cư số 3", "khu dân cư số 4", "khu dân cư số 5", "khu dân cư số 7", "khu dân cư số 8", "khu dân cư số 9"]),
];

/// The generated files.
pub fn workspace() -> Workspace {
    let mut dice = Dice::new(20_171_010);
    let mut files = Workspace::from([("don-vi.csv".to_owned(), units::csv(&UNITS))]);
    for (at, unit) in UNITS.iter().enumerate().skip(1) {
        files.insert(format!("nop/{}.xlsx", unit.code), unit_book(&mut dice, at).bytes());
    }
    files.insert("nop/tinh-ba-ria-vung-tau.xlsx".to_owned(), own_book(&mut dice).bytes());
    files
}

/// `total` shared out in proportion to `weights`, the rest going to the largest.
fn shares(total: u32, weights: &[u32]) -> Vec<u32> {
    let all: u32 = weights.iter().sum();
    let mut parts: Vec<u32> = weights.iter().map(|w| total * w / all).collect();
    parts[0] += total - parts.iter().sum::<u32>();
    parts
}

const SPLIT: &[&str] = &["Tổng số", "Tập thể", "Cá nhân"];

/// Totals by field of a unit that sends no list: registered and effective, each with its owners.
fn totals(at: usize) -> Sheet {
    let (registered, effective, _) = FIGURES[at - 1];
    let weights: [u32; 5] = if at <= 2 { [48, 21, 4, 19, 8] } else { [39, 18, 22, 15, 6] };
    let weak = shares(registered - effective, &[6, 2, 2, 1, 1]);
    let figures: Vec<Vec<u32>> = shares(registered, &weights)
        .into_iter()
        .zip(weak)
        .map(|(all, weak)| {
            let works = all - weak;
            let (people, works_people) = (all / 7, works / 7);
            vec![all, all - people, people, works, works - works_people, works_people]
        })
        .collect();
    tables::totals(&FIELDS, &[("Đăng ký", SPLIT), ("Phát huy hiệu quả", SPLIT)], &figures)
}

/// Totals by field as a list gives them.
fn totals_of(models: &[Model]) -> Sheet {
    let figures: Vec<Vec<u32>> = (0..FIELDS.len())
        .map(|f| {
            let mut row = Vec::new();
            for only_effective in [false, true] {
                let all = count(models, |m| m.field == f && (!only_effective || m.effective));
                let people = count(models, |m| m.field == f && m.individual && (!only_effective || m.effective));
                row.extend([all, all - people, people]);
            }
            row
        })
        .collect();
    tables::totals(&FIELDS, &[("Đăng ký", SPLIT), ("Phát huy hiệu quả", SPLIT)], &figures)
}

/// The list of a unit: as many models as it registers, of which as many work as it says.
fn list(dice: &mut Dice, at: usize) -> Vec<Model> {
    let (registered, effective, _) = FIGURES[at - 1];
    let (_, communes) = COMMUNES.iter().find(|c| c.0 == at).unwrap();
    let mut social: Vec<&str> = pools::ECONOMY.to_vec();
    social.extend(pools::CULTURE);
    let other = ["Khéo vận động kiều bào hướng về quê hương", "Vận động chức sắc, tín đồ sống tốt đời, đẹp đạo"];
    let titles: [&[&str]; 5] = [&social, pools::SECURITY, pools::COUNTRYSIDE, pools::POLITICS, &other];
    let weights: &[usize] = if at == 8 { &[50, 24, 0, 20, 6] } else { &[40, 18, 22, 15, 5] };
    let district = units::in_sentence(UNITS[at].name);
    let communes: Vec<String> = communes.iter().flat_map(|c| quarters(c)).collect();
    let mut performers = pools::collectives(&district, &communes, 3);
    performers.retain(|p| p.name.contains(", "));
    dice.shuffle(&mut performers);
    let size = usize::try_from(registered).unwrap();
    let people = size / 7;
    performers.truncate(size - people);
    performers.extend((0..people).map(|_| pools::individual(dice, &communes)));
    assert_eq!(performers.len(), size, "{}", UNITS[at].name);
    let mut models: Vec<Model> = performers.iter().map(|p| pools::model(dice, p, &titles, weights, 0, 1)).collect();
    dice.shuffle(&mut models);
    for (i, model) in models.iter_mut().enumerate() {
        model.year = 2017;
        model.effective = i < usize::try_from(effective).unwrap();
    }
    models.sort_by_key(|m| (m.field, m.name.clone()));
    models
}

/// Two hamlets or quarters of a commune; a residential area of Côn Đảo has none below it.
fn quarters(commune: &str) -> Vec<String> {
    match commune.split(' ').next() {
        Some("xã") => (1..=2).map(|n| format!("ấp {n}, {commune}")).collect(),
        Some("thị") => (1..=2).map(|n| format!("khu phố {n}, {commune}")).collect(),
        _ => vec![commune.to_owned()],
    }
}

fn unit_book(dice: &mut Dice, at: usize) -> Book {
    let unit = &UNITS[at];
    let (_, proper) = units::parts(unit.name);
    let made = (u8::try_from(4 + at).unwrap(), 9, 2017);
    let place = units::place_date(proper, made);
    let committee = if at <= 2 { "THÀNH ỦY" } else { "HUYỆN ỦY" };
    let head = units::party_letterhead(&format!("{committee} {}", proper.to_uppercase()), "BAN DÂN VẬN", &place);
    let signed = units::signatures(dice, &place, "TRƯỞNG BAN");
    let line = format!("Đơn vị: {}", unit.name);
    let period = "Kỳ báo cáo: 2017";
    let mut sheets = Vec::new();
    let sends = FIGURES[at - 1].2;
    let models = if sends == Sends::Totals { Vec::new() } else { list(dice, at) };
    if sends != Sends::Totals {
        let layout = Layout {
            columns: vec![Col::Performer, Col::Address, Col::Owner, Col::Field, Col::Year, Col::Effective, Col::Note],
            fields: &FIELDS,
            short_fields: &[],
            levels: &[],
            sections: false,
            two_rows: false,
            short: at == 8,
            name_heading: "Tên mô hình, điển hình",
            column_numbers: at == 6,
            total: true,
        };
        sheets.push(layout.sheet(&models).titled(&["DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2017", &line, period]));
    }
    match sends {
        Sends::Totals => sheets.push(totals(at)),
        Sends::Both => sheets.push(totals_of(&models)),
        Sends::List => {}
    }
    if sends != Sends::List {
        let last = sheets.pop().unwrap();
        sheets.push(last.titled(&["TỔNG HỢP MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2017", &line, period]));
    }
    let sheets = sheets.into_iter().map(|s| s.signed(&head, &signed)).collect();
    let info = if at % 2 == 1 {
        tables::info(unit.name, "Huyện", "Tỉnh Bà Rịa - Vũng Tàu", "2017", made, "", &signed.author)
    } else {
        Vec::new()
    };
    Book {
        title: "Phong trào thi đua “Dân vận khéo” năm 2017".to_owned(), author: format!("Ban Dân vận {proper}"), info, sheets
    }
}

/// The province's own file: twenty people by name, thirty-nine collectives and people as a number.
fn own_book(dice: &mut Dice) -> Book {
    let place = units::place_date("Bà Rịa - Vũng Tàu", (2, 10, 2017));
    let head = units::party_letterhead("TỈNH ỦY BÀ RỊA - VŨNG TÀU", "BAN DÂN VẬN", &place);
    let signed = units::signatures(dice, &place, "TRƯỞNG BAN");
    let posts = ["Trưởng Ban Dân vận", "Phó Trưởng Ban Dân vận", "Chủ tịch Ủy ban MTTQ", "Trưởng Khối dân vận"];
    let mut all: Vec<Award> = (0..20)
        .map(|n| {
            let person = dice.person();
            Award {
                honorific: person.honorific.to_owned(),
                recipient: person.name,
                position: format!("{}, {}", posts[n % 4], units::in_sentence(UNITS[1 + n % 8].name)),
                owner: "Cá nhân",
                form: "Kỷ niệm chương “Vì sự nghiệp Dân vận”",
                body: "Ban Dân vận Trung ương",
                decision: "312-QĐ/BDVTW",
                date: Some((25, 9, 2017)),
                reason: "Khác",
                achievement: "Có nhiều đóng góp cho sự nghiệp dân vận của Đảng",
                ..Award::default()
            }
        })
        .collect();
    all.push(Award {
        form: "Bằng khen",
        body: "Ban Dân vận Tỉnh ủy",
        decision: "96-QĐ/BDVTU",
        date: Some((29, 9, 2017)),
        reason: "Mô hình",
        achievement: "Có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2017",
        quantity: Some(39),
        ..Award::default()
    });
    Book {
        title: "Khen thưởng tại hội nghị sơ kết năm 2017".to_owned(),
        author: "Ban Dân vận Tỉnh ủy Bà Rịa - Vũng Tàu".to_owned(),
        info: tables::info("Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh", "", "2017", (2, 10, 2017), "", &signed.author),
        sheets: vec![
            tables::awards(&all)
                .titled(&["TỔNG HỢP KHEN THƯỞNG PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”", "Kỳ báo cáo: 2017"])
                .signed(&head, &signed),
        ],
    }
}
