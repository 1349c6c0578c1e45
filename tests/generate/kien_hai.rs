//! Huyện Kiên Hải, năm 2020: four island communes and the district's agencies; models registered at one, two or three levels.

use crate::Workspace;
use crate::book::{Book, Cell};
use crate::dice::Dice;
use crate::list::{Col, Layout, Model};
use crate::pools;
use crate::tables::{self, Indicator};
use crate::units::{self, Unit, unit};

const FIELDS: [&str; 4] = ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị"];
const SHORT: [&str; 4] = ["KT", "VH-XH", "QP-AN", "HTCT"];
const TITLES: [&[&str]; 4] = [pools::ECONOMY, pools::CULTURE, pools::SECURITY, pools::POLITICS];

const UNITS: [Unit; 5] = [
    Unit { owes: false, ..unit("kien-hai", "Huyện Kiên Hải", "huyen", "", "") },
    unit("hon-tre", "Xã Hòn Tre", "co-so", "", "11/5/2020"),
    unit("lai-son", "Xã Lại Sơn", "co-so", "", "12/5/2020"),
    unit("an-son", "Xã An Sơn", "co-so", "", "14/5/2020"),
    unit("nam-du", "Xã Nam Du", "co-so", "", "15/5/2020"),
];

/// What a unit registers; the sums over the units are 160 = 151 + 9, 75, 10.
struct Size {
    /// Models of each field.
    fields: [usize; 4],
    /// Of these carried out by one person.
    individuals: usize,
    /// Exemplars.
    exemplars: usize,
    /// Also registered with the district.
    district: usize,
    /// Also registered with the province.
    province: usize,
    /// Carried on from earlier years.
    maintained: usize,
}

/// The agencies, then the communes in the order of [`UNITS`].
const SIZES: [Size; 5] = [
    Size { fields: [2, 6, 4, 6], individuals: 0, exemplars: 1, district: 18, province: 3, maintained: 6 },
    Size { fields: [10, 16, 7, 5], individuals: 3, exemplars: 3, district: 16, province: 2, maintained: 15 },
    Size { fields: [13, 18, 8, 6], individuals: 3, exemplars: 3, district: 18, province: 3, maintained: 18 },
    Size { fields: [8, 13, 6, 5], individuals: 2, exemplars: 2, district: 13, province: 1, maintained: 12 },
    Size { fields: [7, 11, 5, 4], individuals: 1, exemplars: 1, district: 10, province: 1, maintained: 9 },
];

const HAMLETS: [&[&str]; 5] = [
    &[],
    &["ấp 1", "ấp 2", "ấp 3"],
    &["ấp Bãi Nhà A", "ấp Bãi Nhà B", "ấp Thiên Tuế", "ấp Bãi Bấc"],
    &["ấp Củ Tron", "ấp An Cư", "ấp Bãi Ngự"],
    &["ấp An Phú", "ấp An Bình", "ấp Hòn Mấu"],
];

const AGENCIES: [&str; 18] = [
    "Ban Tổ chức Huyện ủy",
    "Ban Tuyên giáo Huyện ủy",
    "Văn phòng Huyện ủy",
    "Ủy ban MTTQ Việt Nam huyện",
    "Hội Liên hiệp Phụ nữ huyện",
    "Hội Nông dân huyện",
    "Hội Cựu chiến binh huyện",
    "Huyện đoàn Kiên Hải",
    "Liên đoàn Lao động huyện",
    "Phòng Nội vụ huyện",
    "Phòng Giáo dục và Đào tạo huyện",
    "Phòng Lao động - Thương binh và Xã hội huyện",
    "Phòng Kinh tế - Hạ tầng huyện",
    "Trung tâm Y tế huyện",
    "Công an huyện",
    "Ban Chỉ huy Quân sự huyện",
    "Bảo hiểm xã hội huyện",
    "Tòa án nhân dân huyện",
];

/// The generated files.
pub fn workspace() -> Workspace {
    let mut dice = Dice::new(20_200_529);
    let mut files = Workspace::from([("don-vi.csv".to_owned(), units::csv(&UNITS))]);
    for (at, unit) in UNITS.iter().enumerate() {
        let models = list(&mut dice, at);
        files.insert(format!("nop/{}.xlsx", unit.code), book(&mut dice, at, &models).bytes());
    }
    files
}

fn list(dice: &mut Dice, at: usize) -> Vec<Model> {
    let size = &SIZES[at];
    let total: usize = size.fields.iter().sum();
    let hamlets: Vec<String> = HAMLETS[at].iter().map(|h| (*h).to_owned()).collect();
    let performers: Vec<(String, String)> = if at == 0 {
        AGENCIES.iter().map(|a| ((*a).to_owned(), "Huyện Kiên Hải".to_owned())).collect()
    } else {
        let mut all = pools::collectives(&units::in_sentence(UNITS[at].name), &hamlets, 3);
        all.retain(|p| p.kind == pools::PerformerKind::Any);
        dice.shuffle(&mut all);
        all.into_iter().map(|p| (p.name, p.address)).collect()
    };
    assert!(performers.len() >= total, "{}", UNITS[at].name);
    let mut models = Vec::new();
    for (field, &n) in size.fields.iter().enumerate() {
        for _ in 0..n {
            let (performer, address) = performers[models.len()].clone();
            models.push(Model { address, year: 2020, ..Model::new(field, dice.pick(TITLES[field]), performer) });
        }
    }
    mark(dice, total, size.individuals, |i| {
        models[i].individual = true;
    });
    for model in models.iter_mut().filter(|m| m.individual) {
        let person = pools::individual(dice, &hamlets);
        model.performer = person.name;
        model.address = person.address;
    }
    mark(dice, total, size.exemplars, |i| models[i].exemplar = true);
    mark(dice, total, size.maintained, |i| models[i].maintained = true);
    for model in &mut models {
        "Cơ sở".clone_into(&mut model.levels);
    }
    let mut rank = 0;
    mark(dice, total, size.district, |i| {
        let levels = if rank < size.province { "Cơ sở, Huyện, Tỉnh" } else { "Cơ sở, Huyện" };
        levels.clone_into(&mut models[i].levels);
        rank += 1;
    });
    models
}

/// Marks `n` rows of `total`.
fn mark(dice: &mut Dice, total: usize, n: usize, mut set: impl FnMut(usize)) {
    let mut rows: Vec<usize> = (0..total).collect();
    dice.shuffle(&mut rows);
    rows.into_iter().take(n).for_each(&mut set);
}

fn book(dice: &mut Dice, at: usize, models: &[Model]) -> Book {
    let unit = &UNITS[at];
    let (_, proper) = units::parts(unit.name);
    let made = (u8::try_from(8 + at).unwrap(), 5, 2020);
    let place = units::place_date(proper, made);
    let (superior, issuer) = if at == 0 {
        ("HUYỆN ỦY KIÊN HẢI".to_owned(), "BAN DÂN VẬN")
    } else {
        (format!("ĐẢNG ỦY {}", unit.name.to_uppercase()), "KHỐI DÂN VẬN")
    };
    let head = units::party_letterhead(&superior, issuer, &place);
    let signed = units::signatures(dice, &place, if at == 0 { "TRƯỞNG BAN" } else { "TRƯỞNG KHỐI" });
    let layout = Layout {
        columns: vec![
            Col::Performer,
            Col::Address,
            Col::Kind,
            if at == 2 { Col::OwnerTicks } else { Col::Owner },
            Col::Field,
            Col::Year,
            Col::Novelty,
            Col::Levels,
            Col::Note,
        ],
        fields: if at == 3 { &SHORT } else { &FIELDS },
        short_fields: &SHORT,
        levels: &[],
        sections: false,
        two_rows: false,
        short: at == 3,
        name_heading: "Tên mô hình, điển hình",
        column_numbers: at == 1,
        total: at == 2,
    };
    let line = format!("Đơn vị: {}", unit.name);
    let title = if at == 0 {
        "MÔ HÌNH, ĐIỂN HÌNH CỦA CÁC CƠ QUAN HUYỆN ĐĂNG KÝ"
    } else {
        "MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” ĐĂNG KÝ"
    };
    let mut sheets = vec![layout.sheet(models).titled(&[title, &line, "Kỳ báo cáo: 2020"]).signed(&head, &signed)];
    if at > 0 {
        let standard = Indicator {
            name: "Xã đạt chuẩn nông thôn mới",
            unit: "xã",
            qualifier: "",
            value: Cell::Count(u32::from(at <= 2)),
            out_of: Cell::Count(1),
            previous: Cell::Blank,
        };
        sheets.push(tables::indicators(vec![standard]).titled(&["CHỈ TIÊU", &line, "Kỳ báo cáo: 2020"]).signed(&head, &signed));
    }
    let info = if at.is_multiple_of(2) {
        tables::info(
            unit.name,
            if at == 0 { "Huyện" } else { "Cơ sở" },
            if at == 0 { "" } else { "Huyện Kiên Hải" },
            "2020",
            made,
            "",
            "",
        )
    } else {
        Vec::new()
    };
    Book { title: title.to_owned(), author: unit.name.to_owned(), info, sheets }
}
