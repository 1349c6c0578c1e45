//! Phường Phúc Thành, 2016-2018: street groups, associations and schools below the ward register; the ward's own file holds
//! its roll-up and the awards, under the label 2016-2020 that does not fit the period.

use crate::Workspace;
use crate::book::{Book, Sheet};
use crate::dice::Dice;
use crate::list::{Col, Layout, Model, count};
use crate::tables::{self, Award};
use crate::units::{self, Unit, unit};

const FIELDS: [&str; 4] = ["Văn hoá xã hội", "Phát triển kinh tế", "An ninh quốc phòng", "Xây dựng hệ thống chính trị"];

const UNITS: [Unit; 15] = [
    Unit { owes: false, ..unit("phuc-thanh", "Phường Phúc Thành", "co-so", "", "") },
    unit("pho-phuc-ninh", "Phố Phúc Ninh", "", "Phố", "26/11/2018"),
    unit("pho-phuc-thinh", "Phố Phúc Thịnh", "", "Phố", "27/11/2018"),
    unit("pho-phuc-truc", "Phố Phúc Trực", "", "Phố", "26/11/2018"),
    unit("pho-phuc-loc", "Phố Phúc Lộc", "", "Phố", "28/11/2018"),
    unit("pho-phuc-hung", "Phố Phúc Hưng", "", "Phố", "28/11/2018"),
    unit("pho-phuc-tan", "Phố Phúc Tân", "", "Phố", "29/11/2018"),
    Unit {
        aliases: "Hội Liên hiệp Phụ nữ phường", ..unit("hoi-phu-nu", "Hội Phụ nữ phường", "", "Đoàn thể", "23/11/2018")
    },
    unit("hoi-nong-dan", "Hội Nông dân phường", "", "Đoàn thể", "26/11/2018"),
    unit("hoi-cuu-chien-binh", "Hội Cựu chiến binh phường", "", "Đoàn thể", "23/11/2018"),
    unit("doan-thanh-nien", "Đoàn Thanh niên phường", "", "Đoàn thể", "27/11/2018"),
    unit("mat-tran", "Ủy ban MTTQ phường", "", "Đoàn thể", "22/11/2018"),
    unit("cong-an", "Công an phường", "", "Đơn vị", "28/11/2018"),
    unit("thcs-ly-tu-trong", "Trường THCS Lý Tự Trọng", "", "Đơn vị", "29/11/2018"),
    unit("tieu-hoc-ly-tu-trong", "Trường Tiểu học Lý Tự Trọng", "", "Đơn vị", "30/11/2018"),
];

/// Where a model stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Registered with the ward.
    Registered,
    /// Recognised and commended by the ward.
    Recognised,
    /// Registered with ward and city, proposed to the city.
    Proposed,
}

use Stands::{Proposed, Recognised, Registered};

/// Unit, field, exemplar by one person?, standing, title, performer. Twenty-three: 17, 3, 1, 2 by field.
#[rustfmt::skip]
const MODELS: [(usize, usize, bool, Stands, &str, &str); 23] = [
    (1, 0, true, Proposed, "Vận động nhân dân tham gia dọn vệ sinh ngày thứ 7 sạch ở khu dân cư", "Đ/c Nguyễn Đức Sáng, Bí thư chi bộ phố Phúc Ninh"),
    (1, 0, false, Recognised, "Khéo vận động Nhân dân góp kinh phí lắp đèn chiếu sáng ngõ phố", "Chi bộ phố Phúc Ninh"),
    (2, 0, false, Recognised, "Xây dựng tuyến phố văn minh, không lấn chiếm vỉa hè", "Ban công tác Mặt trận phố Phúc Thịnh"),
    (2, 0, true, Recognised, "Khéo vận động hội viên giúp đỡ người cao tuổi neo đơn", "Bà Phạm Thị Nhài, Chi hội trưởng phụ nữ phố Phúc Thịnh"),
    (3, 0, false, Registered, "Vận động Nhân dân sửa chữa nhà văn hoá phố", "Chi bộ phố Phúc Trực"),
    (3, 0, false, Registered, "Câu lạc bộ dưỡng sinh người cao tuổi", "Chi hội Người cao tuổi phố Phúc Trực"),
    (4, 1, false, Registered, "Vận động hộ kinh doanh niêm yết giá, bán hàng văn minh", "Ban công tác Mặt trận phố Phúc Lộc"),
    (4, 0, false, Registered, "Khéo vận động thực hiện nếp sống văn minh trong việc cưới, việc tang", "Chi bộ phố Phúc Lộc"),
    (5, 3, false, Registered, "Nâng cao chất lượng sinh hoạt chi bộ theo chuyên đề", "Chi bộ phố Phúc Hưng"),
    (5, 0, false, Registered, "Vận động phân loại rác thải tại hộ gia đình", "Chi hội Phụ nữ phố Phúc Hưng"),
    (6, 0, true, Recognised, "Vận động dòng họ xây dựng quỹ khuyến học", "Ông Đinh Văn Lượng, Chi hội trưởng khuyến học phố Phúc Tân"),
    (6, 0, false, Registered, "Tổ tự quản giữ gìn vệ sinh môi trường", "Ban công tác Mặt trận phố Phúc Tân"),
    (7, 0, false, Proposed, "Tuyên truyền vận động hội viên thực hiện tốt công tác TTĐT, VSMT, ATTP trên tuyến đường Hải Thượng Lãn Ông", "Hội Phụ nữ phường"),
    (7, 0, false, Recognised, "Xây dựng gia đình năm không, ba sạch", "Hội Phụ nữ phường"),
    (8, 1, false, Recognised, "Khéo vận động hội viên góp vốn xoay vòng phát triển kinh tế gia đình", "Hội Nông dân phường"),
    (9, 1, false, Registered, "Cựu chiến binh giúp nhau làm kinh tế giỏi", "Hội Cựu chiến binh phường"),
    (9, 0, false, Registered, "Giáo dục truyền thống cách mạng cho thế hệ trẻ", "Câu lạc bộ Cựu chiến binh phường"),
    (10, 0, false, Registered, "Ngày chủ nhật xanh", "Đoàn Thanh niên phường"),
    (11, 3, false, Registered, "Khéo vận động Nhân dân tham gia giám sát đầu tư của cộng đồng", "Ủy ban MTTQ phường"),
    (11, 0, false, Registered, "Vận động ủng hộ quỹ vì người nghèo, xoá nhà dột nát", "Ban Thường trực Ủy ban MTTQ phường"),
    (12, 2, false, Registered, "Camera an ninh khu dân cư", "Công an phường"),
    (13, 0, true, Proposed, "Đổi mới phương pháp dạy và học góp phần nâng cao chất lượng giảng dạy trong nhà trường", "Cô giáo Nguyễn Thị Song Phương, Trường THCS Lý Tự Trọng"),
    (14, 0, false, Registered, "Khéo vận động phụ huynh cùng xây dựng trường học xanh, sạch, đẹp", "Trường Tiểu học Lý Tự Trọng"),
];

/// The generated files.
pub fn workspace() -> Workspace {
    let mut dice = Dice::new(20_181_227);
    let mut files = Workspace::from([("don-vi.csv".to_owned(), units::csv(&UNITS))]);
    for (at, unit) in UNITS.iter().enumerate().skip(1) {
        files.insert(format!("nop/{}.xlsx", unit.code), unit_book(&mut dice, at).bytes());
    }
    files.insert("nop/phuc-thanh.xlsx".to_owned(), own_book(&mut dice).bytes());
    files
}

fn models(wanted: impl Fn(usize, Stands) -> bool) -> Vec<Model> {
    let chosen = MODELS.iter().zip(0_u16..).filter(|((at, _, _, stands, ..), _)| wanted(*at, *stands));
    chosen
        .map(|(&(at, field, person, stands, name, performer), n)| Model {
            address: if UNITS[at].block == "Phố" { UNITS[at].name.to_owned() } else { "Phường Phúc Thành".to_owned() },
            exemplar: person,
            individual: person,
            year: 2016 + n % 3,
            levels: if stands == Proposed { "Cơ sở, Huyện" } else { "Cơ sở" }.to_owned(),
            nominated: if stands == Proposed { "Huyện" } else { "" }.to_owned(),
            recognised: vec![if stands == Recognised { "x" } else { "" }.to_owned()],
            featured: stands != Registered,
            ..Model::new(field, name, performer)
        })
        .collect()
}

fn unit_book(dice: &mut Dice, at: usize) -> Book {
    let unit = &UNITS[at];
    let made = (u8::try_from(14 + at % 8).unwrap(), 11, 2018);
    let place = units::place_date("Phúc Thành", made);
    let superior = match unit.block {
        "Phố" => "ĐẢNG BỘ PHƯỜNG PHÚC THÀNH",
        "Đoàn thể" => "BAN CHỈ ĐẠO DÂN VẬN KHÉO PHƯỜNG",
        _ => "UBND PHƯỜNG PHÚC THÀNH",
    };
    let letterhead = if unit.block == "Đơn vị" { units::state_letterhead } else { units::party_letterhead };
    let head = letterhead(superior, &unit.name.to_uppercase(), &place);
    let signed = units::signatures(dice, &place, "THỦ TRƯỞNG ĐƠN VỊ");
    let layout = Layout {
        columns: vec![
            Col::Performer,
            Col::Address,
            Col::Kind,
            Col::Owner,
            Col::Field,
            Col::Year,
            Col::Levels,
            Col::Nominated,
            Col::Recognised,
            Col::Featured,
            Col::Note,
        ],
        fields: &FIELDS,
        short_fields: &[],
        levels: &["cơ sở"],
        sections: false,
        two_rows: false,
        short: at % 4 == 3,
        name_heading: "Tên mô hình, điển hình",
        column_numbers: false,
        total: false,
    };
    let title = "ĐĂNG KÝ VÀ KẾT QUẢ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” 2016 - 2018";
    let line = format!("Đơn vị: {}", unit.name);
    let info = if at % 2 == 1 {
        tables::info(unit.name, "", "Phường Phúc Thành", "2016-2018", made, "", &signed.author)
    } else {
        Vec::new()
    };
    Book {
        title: title.to_owned(),
        author: unit.name.to_owned(),
        info,
        sheets: vec![
            layout.sheet(&models(|unit, _| unit == at)).titled(&[title, &line, "Kỳ báo cáo: 2016-2018"]).signed(&head, &signed),
        ],
    }
}

/// The ward's roll-up of what its units registered and what it recognised.
fn roll_up() -> Sheet {
    let all = models(|_, _| true);
    let figures: Vec<Vec<u32>> = (0..FIELDS.len())
        .map(|f| {
            let mut row = Vec::new();
            for recognised in [false, true] {
                let marked = |m: &Model| m.field == f && (!recognised || m.recognised[0] == "x");
                let (total, people) = (count(&all, marked), count(&all, |m| m.individual && marked(m)));
                row.extend([total, total - people, people]);
            }
            row
        })
        .collect();
    let split: &[&str] = &["Tổng số", "Tập thể", "Cá nhân"];
    tables::totals(&FIELDS, &[("Đăng ký", split), ("Công nhận cấp cơ sở", split)], &figures)
}

fn own_book(dice: &mut Dice) -> Book {
    let made = (10, 12, 2018);
    let place = units::place_date("Phúc Thành", made);
    let issuer = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”";
    let head = units::party_letterhead("ĐẢNG ỦY PHƯỜNG PHÚC THÀNH", issuer, &place);
    let signed = units::signatures(dice, &place, "T/M BAN CHỈ ĐẠO");
    let awards: Vec<Award> = models(|_, stands| stands == Recognised)
        .into_iter()
        .map(|m| {
            let (name, post) = if m.individual { m.performer.split_once(", ").unwrap() } else { (m.performer.as_str(), "") };
            let (honorific, name) = if m.individual { name.split_once(' ').unwrap() } else { ("", name) };
            Award {
                honorific: honorific.to_owned(),
                recipient: name.to_owned(),
                position: if post.is_empty() { m.address.clone() } else { post.to_owned() },
                owner: if m.individual { "Cá nhân" } else { "Tập thể" },
                form: "Khen thưởng",
                body: "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường Phúc Thành",
                decision: "03-QĐ/BCĐ",
                date: Some((12, 12, 2018)),
                reason: "Mô hình",
                model: m.name,
                ..Award::default()
            }
        })
        .collect();
    let period = "Kỳ báo cáo: 2016-2020";
    Book {
        title: "Tổng hợp và khen thưởng của phường".to_owned(),
        author: "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường Phúc Thành".to_owned(),
        info: tables::info("Phường Phúc Thành", "Cơ sở", "", "2016-2020", made, "", &signed.author),
        sheets: vec![
            roll_up().titled(&["TỔNG HỢP MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”", period]).signed(&head, &signed),
            tables::awards(&awards).titled(&["DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH ĐƯỢC KHEN THƯỞNG", period]).signed(&head, &signed),
        ],
    }
}
