//! The workbooks of Rạch Giá: twelve wards, each with habits of its own, and the city's with the awards.

use super::{At, City, City2020, FIELDS, LEVELS, SHORT, UNITS};
use crate::book::{Book, Cell, Letterhead, Sheet};
use crate::dice::Dice;
use crate::list::{Col, Layout, Model, count};
use crate::tables::{self, Award, Indicator};
use crate::units;

impl City2020 {
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

    /// The file of the city itself: its agencies' models, the awards, the poverty rate.
    pub fn own_book(&self, dice: &mut Dice) -> Book {
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

/// The file of ward `at`.
pub fn ward_book(dice: &mut Dice, at: usize, models: &[Model]) -> Book {
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
