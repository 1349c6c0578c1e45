//! Choices that look random and are the same on every run, and names of people who do not exist.

use std::collections::BTreeSet;

/// A small linear congruential generator (Knuth's MMIX constants); the high bits are used.
pub struct Dice {
    state: u64,
    given: BTreeSet<String>,
}

const FAMILY: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Danh", "Tô", "Trương",
    "Đinh", "Mai", "Phan", "Lâm",
];
const MIDDLE_MEN: &[&str] = &["Văn", "Hữu", "Minh", "Thanh", "Quốc", "Hoàng", "Đức", "Công", "Trọng", "Ngọc"];
const MEN: &[&str] = &[
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hậu", "Hiệp", "Hùng", "Khánh", "Lâm", "Lợi", "Mẫn", "Nam", "Nghĩa", "Phong",
    "Phúc", "Quân", "Sơn", "Tâm", "Thành", "Thắng", "Toàn", "Trí", "Tùng", "Việt", "Vinh", "Vũ",
];
const MIDDLE_WOMEN: &[&str] = &["Thị", "Thị Kim", "Thị Ngọc", "Thị Thu", "Thị Mỹ", "Thị Thanh", "Thị Bích", "Thị Hồng"];
const WOMEN: &[&str] = &[
    "Ánh",
    "Chi",
    "Dung",
    "Điệp",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Huệ",
    "Hương",
    "Lan",
    "Liên",
    "Loan",
    "Mai",
    "Nga",
    "Nhung",
    "Oanh",
    "Phượng",
    "Quyên",
    "Sương",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
];

/// A person: how to address them and their name.
#[derive(Clone)]
pub struct Person {
    /// "Ông" or "Bà".
    pub honorific: &'static str,
    /// Họ và tên.
    pub name: String,
}

impl Dice {
    /// A sequence of its own for each conference.
    pub fn new(seed: u64) -> Self {
        Self { state: seed, given: BTreeSet::new() }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % n
    }

    /// One of the list.
    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// True in `percent` cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            let j = self.below(i + 1);
            list.swap(i, j);
        }
    }

    /// A person of a name not given before.
    pub fn person(&mut self) -> Person {
        loop {
            let woman = self.chance(45);
            let family = FAMILY[self.below(FAMILY.len())];
            let (honorific, middle, given) = if woman {
                ("Bà", self.pick(MIDDLE_WOMEN), self.pick(WOMEN))
            } else {
                ("Ông", self.pick(MIDDLE_MEN), self.pick(MEN))
            };
            let name = format!("{family} {middle} {given}");
            if self.given.insert(name.clone()) {
                return Person { honorific, name };
            }
        }
    }
}
