//! Columns of a list of models: the clean form's, and those that say the same in another shape.

use super::models::{FIELDS, KINDS, LEVELS, Model, OWNERS};
use super::shape::{Cell, Column};

const fn column(path: &'static [&'static str], cell: fn(&Model) -> Cell) -> Column {
    Column { path, cell }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn ticked(holds: bool) -> Cell {
    if holds { Cell::Tick } else { Cell::Blank }
}

/// "2017, 2019"; a single year is a number.
fn years(years: &[u16]) -> Cell {
    match years {
        [] => Cell::Blank,
        [one] => Cell::Number(u32::from(*one)),
        several => Cell::Text(several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

pub const ORDINAL: Column = column(&["STT"], |_| Cell::Ordinal);
pub const UNIT: Column = column(&["Đơn vị"], |_| Cell::UnitName);
pub const NAME: Column = column(&["Tên mô hình, điển hình"], |m| text(&m.name));
pub const PERFORMER: Column = column(&["Tập thể, cá nhân thực hiện"], |m| text(&m.performer));
pub const KIND: Column = column(&["Loại hình"], |m| text([KINDS[m.kind].1, KINDS[m.kind].2][m.number % 2]));
pub const OWNER: Column = column(&["Đối tượng"], |m| text([OWNERS[m.owner].1, OWNERS[m.owner].2][m.number % 2]));
pub const FIELD: Column = column(&["Lĩnh vực"], |m| text(FIELDS[m.field].1));
pub const YEAR: Column = column(&["Năm đăng ký"], |_| Cell::Number(2016));
pub const NOVELTY: Column = column(&["Đăng ký"], |m| text(["Mới", "Duy trì"][usize::from(m.maintained)]));
pub const LEVEL: Column = column(&["Cấp đăng ký"], |m| text(LEVELS[m.level].1));
pub const EFFECTIVE: Column = column(&["Phát huy hiệu quả"], |m| ticked(m.effective));
pub const REPLICATED: Column = column(&["Nhân rộng (số nơi)"], |m| m.replicated.map_or(Cell::Blank, Cell::Number));
pub const NOMINATED: Column =
    column(&["Đề nghị công nhận cấp"], |m| if m.nominated { text("Huyện") } else { Cell::Blank });
pub const BASE: Column = column(&["Công nhận cấp cơ sở"], |m| years(&m.base_years));
pub const UPPER: Column = column(&["Công nhận cấp huyện"], |m| years(&m.upper_years));
pub const NOTE: Column = column(&["Ghi chú"], |m| if m.number == 7 { text("mới nhân ra hai ấp") } else { Cell::Blank });

/// The clean form.
pub fn clean() -> Vec<Column> {
    vec![ORDINAL, NAME, PERFORMER, KIND, OWNER, FIELD, YEAR, NOVELTY, LEVEL, EFFECTIVE, REPLICATED, NOMINATED, BASE, UPPER, NOTE]
}

/// The clean form without some columns.
pub fn without(gone: &[&Column]) -> Vec<Column> {
    clean().into_iter().filter(|c| !gone.iter().any(|g| g.path == c.path)).collect()
}

/// The clean form with one column replaced by others.
pub fn instead(of: &Column, by: &[Column]) -> Vec<Column> {
    let swap = |c: Column| if c.path == of.path { by.to_vec() } else { vec![c] };
    clean().into_iter().flat_map(swap).collect()
}

/// The clean form with other headings, left to right.
pub fn headed(paths: [&'static [&'static str]; 15]) -> Vec<Column> {
    clean().into_iter().zip(paths).map(|(column, path)| Column { path, ..column }).collect()
}

macro_rules! field_ticks {
    ($($path:expr),*) => {{
        let cells: [fn(&Model) -> Cell; 5] = [
            |m| ticked(m.field == 0), |m| ticked(m.field == 1), |m| ticked(m.field == 2), |m| ticked(m.field == 3),
            |m| ticked(m.field == 4),
        ];
        let paths: [&'static [&'static str]; 5] = [$($path),*];
        paths.into_iter().zip(cells).map(|(path, cell)| column(path, cell)).collect::<Vec<_>>()
    }};
}

/// "Lĩnh vực" over five abbreviations.
pub fn field_ticks() -> Vec<Column> {
    field_ticks!(&["Lĩnh vực", "KT"], &["Lĩnh vực", "VH-XH"], &["Lĩnh vực", "QP-AN"], &["Lĩnh vực", "HTCT"], &["Lĩnh vực", "NTM"])
}

/// The names of the fields, each a heading of its own.
pub fn bare_field_ticks() -> Vec<Column> {
    field_ticks!(&["Kinh tế"], &["Văn hóa - xã hội"], &["Quốc phòng - an ninh"], &["Hệ thống chính trị"], &["Nông thôn mới"])
}

pub const OWNER_TICKS: [Column; 3] = [
    column(&["Đối tượng", "Tập thể"], |m| ticked(m.owner == 0)),
    column(&["Đối tượng", "Cá nhân"], |m| ticked(m.owner == 1)),
    column(&["Đối tượng", "Hộ gia đình"], |m| ticked(m.owner == 2)),
];

pub const BARE_OWNER_TICKS: [Column; 3] = [
    column(&["Tập thể"], |m| ticked(m.owner == 0)),
    column(&["Cá nhân"], |m| ticked(m.owner == 1)),
    column(&["Hộ GĐ"], |m| ticked(m.owner == 2)),
];

pub const KIND_TICKS: [Column; 2] =
    [column(&["Loại hình", "Mô hình"], |m| ticked(m.kind == 0)), column(&["Loại hình", "Điển hình"], |m| ticked(m.kind == 1))];

pub const NOVELTY_TICKS: [Column; 2] =
    [column(&["Đăng ký", "Mới"], |m| ticked(!m.maintained)), column(&["Đăng ký", "Duy trì"], |m| ticked(m.maintained))];

pub const LEVEL_TICKS: [Column; 2] =
    [column(&["Cấp đăng ký", "Cơ sở"], |m| ticked(m.level == 0)), column(&["Cấp đăng ký", "Huyện"], |m| ticked(m.level == 1))];

/// A column a year at the lower level, one for the year at the upper.
pub const YEAR_TICKS: [Column; 6] = [
    column(&["Công nhận cấp cơ sở", "2016"], |m| ticked(m.base_years.contains(&2016))),
    column(&["Công nhận cấp cơ sở", "2017"], |m| ticked(m.base_years.contains(&2017))),
    column(&["Công nhận cấp cơ sở", "2018"], |m| ticked(m.base_years.contains(&2018))),
    column(&["Công nhận cấp cơ sở", "2019"], |m| ticked(m.base_years.contains(&2019))),
    column(&["Công nhận cấp cơ sở", "2020"], |m| ticked(m.base_years.contains(&2020))),
    column(&["Công nhận cấp huyện", "2020"], |m| ticked(!m.upper_years.is_empty())),
];

pub const NOMINATED_TICK: Column = column(&["Đề nghị công nhận", "Cấp huyện"], |m| ticked(m.nominated));

/// "năm 2017; năm 2019" and the like.
pub const WORDY_BASE: Column = column(&["Công nhận cấp cơ sở"], |m| {
    let years: Vec<String> = m.base_years.iter().map(|year| format!("năm {year}")).collect();
    if years.is_empty() { Cell::Blank } else { Cell::Text(years.join("; ")) }
});
