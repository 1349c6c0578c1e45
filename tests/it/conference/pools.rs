//! Names of places, models and people, none near another.

use crate::dice::Dice;

pub const TITLES: [&str; 22] = [
    "Tuyến đường hoa kiểu mẫu",
    "Camera giám sát giao thông",
    "Thắp sáng ngõ hẻm về đêm",
    "Hũ gạo tình thương",
    "Hiến đất mở rộng đường làng",
    "Liên kết sản xuất lúa sạch",
    "Trồng và chăm sóc cây xanh",
    "Giúp hộ nghèo thoát nghèo bền vững",
    "Phân loại rác tại nguồn",
    "Tiếng kẻng bình yên",
    "Dân phòng xung kích",
    "Câu lạc bộ hạnh phúc",
    "Hòa giải ngay từ cơ sở",
    "Nuôi heo đất khuyến học",
    "Chi bộ lắng nghe ý kiến Nhân dân",
    "Dòng họ hiếu học",
    "Ngày chủ nhật vì môi trường",
    "Phụ nữ gửi tiết kiệm",
    "Cựu chiến binh gương mẫu",
    "Thanh niên tình nguyện hè",
    "Thủ tục hành chính không hẹn",
    "Vườn mẫu nông hộ",
];
const FIRSTS: [&str; 15] =
    ["An", "Bình", "Phú", "Tân", "Long", "Vĩnh", "Mỹ", "Đông", "Thạnh", "Lộc", "Hải", "Xuân", "Quảng", "Cẩm", "Hưng"];
const SECONDS: [&str; 12] = ["Hòa", "Thành", "Lợi", "Phước", "Sơn", "Giang", "Quới", "Trung", "Đức", "Thới", "Khánh", "Nghĩa"];
const FAMILIES: [&str; 14] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mai"];
const MIDDLES: [&str; 9] = ["Văn", "Hữu", "Minh", "Thị", "Quốc", "Hoàng", "Thị Kim", "Đức", "Ngọc"];
const GIVEN: [&str; 20] = [
    "Bắc", "Cường", "Dũng", "Đạt", "Hạnh", "Hậu", "Hiệp", "Hùng", "Lan", "Lâm", "Nam", "Nga", "Phong", "Quân", "Sương", "Tâm",
    "Thắng", "Trang", "Vinh", "Yến",
];
pub const BODIES: [&str; 6] =
    ["Chi bộ", "Chi hội Phụ nữ", "Chi hội Nông dân", "Ban Công tác Mặt trận", "Chi đoàn", "Chi hội Cựu chiến binh"];

/// Gives each name once.
pub struct Pools {
    places: Vec<String>,
    people: Vec<String>,
    groups: usize,
}

impl Pools {
    pub fn new(dice: &mut Dice) -> Self {
        let mut places: Vec<String> = FIRSTS.iter().flat_map(|a| SECONDS.iter().map(move |b| format!("{a} {b}"))).collect();
        let mut people: Vec<String> = Vec::new();
        for family in FAMILIES {
            for middle in MIDDLES {
                people.extend(GIVEN.iter().map(|given| format!("{family} {middle} {given}")));
            }
        }
        dice.shuffle(&mut places);
        dice.shuffle(&mut people);
        Self { places, people, groups: 0 }
    }

    pub fn place(&mut self) -> String {
        self.places.pop().expect("enough places")
    }

    pub fn person(&mut self) -> String {
        self.people.pop().expect("enough people")
    }

    /// Who carries a model out.
    pub fn performer(&mut self, owner: usize) -> String {
        match owner {
            0 => {
                self.groups += 1;
                let body = BODIES[self.groups % BODIES.len()];
                format!("{body} khu phố {}", self.groups)
            }
            1 => self.person(),
            _ => format!("Hộ {}", self.person()),
        }
    }
}
