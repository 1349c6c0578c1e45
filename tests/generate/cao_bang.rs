//! Tỉnh Cao Bằng, giai đoạn 2016-2020: ten districts and cities send totals and indicators only; the province's own file
//! has indicators of its own, the cumulative awards and the list of Bằng khen of the conference.

use crate::Workspace;
use crate::book::{Book, Cell};
use crate::dice::Dice;
use crate::tables::{self, Award, Indicator};
use crate::units::{self, Unit, unit};

const FIELDS: [&str; 5] =
    ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị", "Xây dựng nông thôn mới"];

const UNITS: [Unit; 11] = [
    Unit { owes: false, ..unit("tinh-cao-bang", "Tỉnh Cao Bằng", "tinh", "", "") },
    unit("thanh-pho-cao-bang", "Thành phố Cao Bằng", "huyen", "Thành phố", "10/11/2020"),
    unit("bao-lac", "Huyện Bảo Lạc", "huyen", "Huyện", "12/11/2020"),
    unit("bao-lam", "Huyện Bảo Lâm", "huyen", "Huyện", "13/11/2020"),
    unit("ha-lang", "Huyện Hạ Lang", "huyen", "Huyện", "11/11/2020"),
    unit("ha-quang", "Huyện Hà Quảng", "huyen", "Huyện", "16/11/2020"),
    unit("hoa-an", "Huyện Hòa An", "huyen", "Huyện", "9/11/2020"),
    unit("nguyen-binh", "Huyện Nguyên Bình", "huyen", "Huyện", "13/11/2020"),
    unit("quang-hoa", "Huyện Quảng Hòa", "huyen", "Huyện", "17/11/2020"),
    unit("thach-an", "Huyện Thạch An", "huyen", "Huyện", "12/11/2020"),
    unit("trung-khanh", "Huyện Trùng Khánh", "huyen", "Huyện", "16/11/2020"),
];

/// Models by field of each unit, in the order of [`UNITS`]; the columns add up to 1.202, 968, 825, 582, 509.
const MODELS: [[u32; 5]; 10] = [
    [131, 142, 96, 88, 18],
    [112, 84, 78, 50, 46],
    [104, 79, 75, 47, 44],
    [98, 76, 74, 45, 48],
    [147, 116, 103, 69, 76],
    [139, 108, 84, 66, 68],
    [109, 88, 71, 52, 49],
    [131, 101, 88, 61, 61],
    [97, 73, 66, 42, 43],
    [134, 101, 90, 62, 56],
];

/// Communes with a quy chế or plan, communes; 140 of 161.
const COMMUNES: [(u32, u32); 10] =
    [(11, 11), (14, 17), (11, 13), (11, 13), (18, 21), (14, 15), (14, 17), (17, 19), (12, 14), (18, 21)];

const DISTRICT_RULES: &str = "Huyện, thành phố ban hành quy chế công tác dân vận của hệ thống chính trị";
const COMMUNE_RULES: &str = "Xã, phường, thị trấn ban hành quy chế hoặc kế hoạch công tác dân vận";
const DISTRICT_COMMITTEES: &str = "Huyện, thành phố có Ban Chỉ đạo phong trào thi đua “Dân vận khéo”";
const COMMUNE_COMMITTEES: &str = "Xã, phường, thị trấn có Ban Chỉ đạo phong trào thi đua “Dân vận khéo”";

/// The generated files.
pub fn workspace() -> Workspace {
    let mut dice = Dice::new(20_201_230);
    let mut files = Workspace::from([("don-vi.csv".to_owned(), units::csv(&UNITS))]);
    for (at, unit) in UNITS.iter().enumerate().skip(1) {
        files.insert(format!("nop/{}.xlsx", unit.code), unit_book(&mut dice, at).bytes());
    }
    files.insert("nop/tinh-cao-bang.xlsx".to_owned(), own_book(&mut dice).bytes());
    files
}

fn ratio(name: &'static str, unit: &'static str, n: u32, of: u32) -> Indicator<'static> {
    Indicator { name, unit, qualifier: "", value: Cell::Count(n), out_of: Cell::Count(of), previous: Cell::Blank }
}

fn unit_book(dice: &mut Dice, at: usize) -> Book {
    let unit = &UNITS[at];
    let (kind, proper) = units::parts(unit.name);
    let made = (u8::try_from(2 + at / 2).unwrap(), 11, 2020);
    let place = units::place_date(proper, made);
    let committee = if at == 1 { "THÀNH ỦY" } else { "HUYỆN ỦY" };
    let head = units::party_letterhead(&format!("{committee} {}", proper.to_uppercase()), "BAN DÂN VẬN", &place);
    let signed = units::signatures(dice, &place, "TRƯỞNG BAN");
    let line = format!("Đơn vị: {}", unit.name);
    let period = "Kỳ báo cáo: 2016-2020";
    let split: &[&str] = &["Tổng số", "Tập thể", "Cá nhân"];
    let share = u32::try_from(8 + at % 4).unwrap();
    let figures: Vec<Vec<u32>> = MODELS[at - 1].iter().map(|&n| vec![n, n - n / share, n / share]).collect();
    let (with_rules, communes) = COMMUNES[at - 1];
    let indicators = vec![
        ratio(DISTRICT_RULES, "đơn vị", 1, 1),
        ratio(COMMUNE_RULES, "xã", with_rules, communes),
        ratio(DISTRICT_COMMITTEES, "đơn vị", 1, 1),
        ratio(COMMUNE_COMMITTEES, "xã", communes, communes),
    ];
    let title = "TỔNG HỢP MÔ HÌNH “DÂN VẬN KHÉO” GIAI ĐOẠN 2016 - 2020";
    let mut totals = tables::totals(&FIELDS, &[("Đăng ký", split)], &figures).titled(&[title, &line, period]);
    totals.column_numbers = at % 4 == 2;
    let info = if at.is_multiple_of(2) {
        tables::info(unit.name, "Huyện", "Tỉnh Cao Bằng", "2016-2020", made, "", &signed.author)
    } else {
        Vec::new()
    };
    Book {
        title: title.to_owned(),
        author: format!("Ban Dân vận {} {proper}", if kind == "Huyện" { "Huyện ủy" } else { "Thành ủy" }),
        info,
        sheets: vec![
            totals.signed(&head, &signed),
            tables::indicators(indicators)
                .titled(&["CHỈ TIÊU LÃNH ĐẠO, CHỈ ĐẠO CÔNG TÁC DÂN VẬN", &line, period])
                .signed(&head, &signed),
        ],
    }
}

/// Running totals of the period; "lượt" where the report says lượt.
fn cumulative() -> Vec<Award> {
    let row = |owner, form, body, reason, quantity, events| Award {
        owner,
        form,
        body,
        reason,
        quantity: Some(quantity),
        events,
        cumulative: true,
        ..Award::default()
    };
    let districts = "UBND huyện, thành phố";
    let province = "UBND tỉnh Cao Bằng";
    let all = "Cấp ủy, chính quyền các cấp";
    vec![
        row("Tập thể", "Giấy khen", districts, "Mô hình", 132, false),
        row("Cá nhân", "Giấy khen", districts, "Mô hình", 180, true),
        row("Tập thể", "Bằng khen", province, "Mô hình", 46, true),
        row("Cá nhân", "Bằng khen", province, "Mô hình", 79, true),
        row("Tập thể", "Khen thưởng", all, "Khác", 644, true),
        row("Cá nhân", "Khen thưởng", all, "Khác", 874, false),
    ]
}

/// Collectives commended at the conference.
const COLLECTIVES: [(&str, usize); 19] = [
    ("Ban Dân vận Thành ủy Cao Bằng", 1),
    ("Hội Liên hiệp Phụ nữ phường Sông Bằng", 1),
    ("Cán bộ và Nhân dân phường Đề Thám", 1),
    ("Cán bộ và Nhân dân xã Xuân Trường", 2),
    ("Đồn Biên phòng Cốc Pàng", 2),
    ("Cán bộ và Nhân dân xã Thái Học", 3),
    ("Hội Cựu chiến binh xã Nam Quang", 3),
    ("Cán bộ và Nhân dân xã Thị Hoa", 4),
    ("Khối Dân vận xã Minh Long", 4),
    ("Cán bộ và Nhân dân xã Trường Hà", 5),
    ("Hội Nông dân xã Sóc Hà", 5),
    ("Cán bộ và Nhân dân xã Hồng Việt", 6),
    ("Đoàn Thanh niên thị trấn Nước Hai", 6),
    ("Cán bộ và Nhân dân xã Vũ Minh", 7),
    ("Cán bộ và Nhân dân xã Phi Hải", 8),
    ("Ủy ban MTTQ Việt Nam thị trấn Quảng Uyên", 8),
    ("Cán bộ và Nhân dân xã Lê Lợi", 9),
    ("Cán bộ và Nhân dân xã Đàm Thủy", 10),
    ("Đồn Biên phòng Ngọc Côn", 10),
];

/// The Bằng khen handed over at the conference: 19 collectives, 32 people.
fn listed(dice: &mut Dice) -> Vec<Award> {
    let common = Award {
        form: "Bằng khen",
        body: "UBND tỉnh Cao Bằng",
        decision: "2486/QĐ-UBND",
        date: Some((14, 12, 2020)),
        reason: "Mô hình",
        achievement: "Có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020",
        ..Award::default()
    };
    let mut all: Vec<Award> = COLLECTIVES
        .iter()
        .map(|(name, at)| Award {
            recipient: (*name).to_owned(),
            position: UNITS[*at].name.to_owned(),
            owner: "Tập thể",
            ..common.clone()
        })
        .collect();
    let posts = ["Trưởng xóm, tổ trưởng tổ dân vận", "Bí thư chi bộ xóm", "Người có uy tín", "Trưởng Khối dân vận xã"];
    for n in 0..32 {
        let person = dice.person();
        all.push(Award {
            honorific: person.honorific.to_owned(),
            recipient: person.name,
            position: format!("{}, {}", posts[n % 4], units::in_sentence(UNITS[1 + n % 10].name)),
            owner: "Cá nhân",
            ..common.clone()
        });
    }
    all
}

fn own_book(dice: &mut Dice) -> Book {
    let place = units::place_date("Cao Bằng", (15, 12, 2020));
    let head = units::party_letterhead("TỈNH ỦY CAO BẰNG", "BAN DÂN VẬN", &place);
    let signed = units::signatures(dice, &place, "TRƯỞNG BAN");
    let own = |name, unit, qualifier, value, previous| Indicator { name, unit, qualifier, value, out_of: Cell::Blank, previous };
    let indicators = vec![
        own("Cơ quan, đơn vị thực hiện quy chế dân chủ ở cơ sở", "%", "", Cell::Count(100), Cell::Blank),
        own(
            "Xóm, tổ dân phố có tổ dân vận và đăng ký xây dựng mô hình “Dân vận khéo”",
            "%",
            "trên",
            Cell::Percent(0.894),
            Cell::Blank,
        ),
        own("Tỷ lệ hộ nghèo", "%", "", Cell::Amount(22.07), Cell::Amount(42.53)),
    ];
    let mut awards = cumulative();
    awards.extend(listed(dice));
    let period = "Kỳ báo cáo: 2016-2020";
    Book {
        title: "Chỉ tiêu và khen thưởng giai đoạn 2016 - 2020".to_owned(),
        author: "Ban Dân vận Tỉnh ủy Cao Bằng".to_owned(),
        info: tables::info("Tỉnh Cao Bằng", "Tỉnh", "", "2016-2020", (15, 12, 2020), "", &signed.author),
        sheets: vec![
            tables::awards(&awards)
                .titled(&["KHEN THƯỞNG TRONG PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”", period])
                .signed(&head, &signed),
            tables::indicators(indicators).titled(&["CHỈ TIÊU CHUNG CỦA TỈNH", period]).signed(&head, &signed),
        ],
    }
}
