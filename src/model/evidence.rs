//! The evidence of a figure (căn cứ của số liệu): the tree of sums from the report down to the cells, with what was left
//! out and why.

use rust_decimal::Decimal;

use super::origin::Origin;
use super::unit::UnitId;

/// A figure and where it comes from (nguồn số liệu).
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Its path in `so-lieu.json`.
    pub key: String,
    /// What it is, in words: "lượt công nhận cấp cơ sở".
    pub what: String,
    /// Its value; `None` where it is unknown.
    pub value: Option<Decimal>,
    /// Its unit of count or measure: "lượt", "mô hình", "%"; empty where it has none.
    pub unit: String,
    /// What its cells must say to be in this part of the measure: "tập thể", "lĩnh vực Kinh tế"; empty for a total.
    pub part: String,
    /// The tree; its first node is the figure itself.
    pub top: EvidenceNode,
}

/// A node of the tree: whose or which number, on what ground, from which cells and which other nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidenceNode {
    /// Whose or which: "Phường An Bình", "tử số".
    pub name: String,
    /// Whose it is, where it is a unit's.
    pub unit: Option<UnitId>,
    /// Its own key, where it is itself a figure of the report.
    pub key: String,
    /// Its number; `None` where it is unknown.
    pub value: Option<Decimal>,
    /// On what ground it stands.
    pub ground: Ground,
    /// The cells that give it; with `parts`, all that give it.
    pub terms: Vec<Term>,
    /// What was left out, and why.
    pub aside: Vec<Aside>,
    /// The nodes that add up to it.
    pub parts: Vec<EvidenceNode>,
}

impl EvidenceNode {
    /// All cells below this node, in order.
    pub fn all_terms(&self) -> Vec<&Term> {
        let below = self.parts.iter().flat_map(Self::all_terms);
        self.terms.iter().chain(below).collect()
    }
}

/// On what ground a number stands (căn cứ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Nothing was said of it.
    #[default]
    Blank,
    /// The unit has sent nothing.
    Missing,
    /// Two versions, neither newer.
    Disputed,
    /// Lists were counted (Biểu 1, Biểu 1b).
    Lists,
    /// The unit's own totals (Biểu 3).
    Totals,
    /// Units below it were added, with what it sent itself.
    Children,
    /// Rows of Biểu 2 were added.
    Awards,
    /// Rows of Biểu 4 were added.
    Indicators,
    /// The authority's own row of Biểu 4.
    Own,
    /// Units are counted.
    Units,
    /// Units that wrote one thing in Biểu 5 are counted.
    Opinions,
    /// The base of `[ky_truoc]`.
    Baseline,
    /// The second node is taken from the first.
    Difference,
    /// Findings are counted.
    Findings,
    /// Figures of the report are added.
    Sum,
    /// The other nodes are taken from the first.
    Rest,
    /// The first node in percent of the second.
    Share,
    /// What a unit wrote, word by word.
    Quoted,
    /// What the authority wrote in `hoi-nghi.toml`.
    Written,
}

impl Ground {
    /// "đếm danh sách (Biểu 1, Biểu 1b)"; for messages.
    pub fn text(self) -> &'static str {
        match self {
            Self::Blank => "chưa có số liệu này",
            Self::Missing => "chưa nộp",
            Self::Disputed => "chưa tính: có hai bản, chưa rõ bản nào mới hơn",
            Self::Lists => "đếm danh sách",
            Self::Totals => "số đơn vị tự tổng hợp (Biểu 3)",
            Self::Children => "cộng các đơn vị trực thuộc",
            Self::Awards => "cộng các dòng khen thưởng (Biểu 2)",
            Self::Indicators => "cộng các dòng chỉ tiêu (Biểu 4)",
            Self::Own => "số của cơ quan tổng hợp (Biểu 4)",
            Self::Units => "đếm đơn vị",
            Self::Opinions => "đếm đơn vị nêu ý kiến (Biểu 5)",
            Self::Baseline => "số kỳ trước khai báo trong [ky_truoc] của hoi-nghi.toml",
            Self::Difference => "kỳ này trừ kỳ trước",
            Self::Findings => "đếm nội dung đối chiếu",
            Self::Sum => "cộng các số liệu",
            Self::Rest => "số thứ nhất trừ các số sau",
            Self::Share => "tỷ lệ phần trăm của số thứ nhất trong số thứ hai",
            Self::Quoted => "trích nguyên văn của đơn vị",
            Self::Written => "cơ quan tổng hợp ghi trong hoi-nghi.toml",
        }
    }

    /// For other programs: "danh-sach".
    pub fn code(self) -> &'static str {
        match self {
            Self::Blank => "chua-co",
            Self::Missing => "chua-nop",
            Self::Disputed => "hai-ban",
            Self::Lists => "danh-sach",
            Self::Totals => "tu-tong-hop",
            Self::Children => "don-vi-truc-thuoc",
            Self::Awards => "khen-thuong",
            Self::Indicators => "chi-tieu",
            Self::Own => "co-quan-tong-hop",
            Self::Units => "don-vi",
            Self::Opinions => "y-kien",
            Self::Baseline => "ky-truoc",
            Self::Difference => "hieu-so",
            Self::Findings => "doi-chieu",
            Self::Sum => "cong-so-lieu",
            Self::Rest => "phan-con-lai",
            Self::Share => "ty-le",
            Self::Quoted => "trich-dan",
            Self::Written => "hoi-nghi",
        }
    }
}

/// A cell that gives a part of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The cell.
    pub at: Origin,
    /// How much it gives: 1 for a model, the number of recognitions in it, the number it holds.
    pub adds: Decimal,
    /// The cell that puts it in the figure's part (Đối tượng, Lĩnh vực …), where it is another.
    pub part: Option<Origin>,
}

/// Places that were left out of a number, all for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Why, in Vietnamese.
    pub why: String,
    /// Left out of the file as such, so of every figure made from it?
    pub of_file: bool,
    /// The places: cells, sheets or files.
    pub at: Vec<Origin>,
}

/// Places of one sheet, neighbours joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index into `Dossier::readings`.
    pub file: u32,
    /// Index into the reading's sheets; `None` for the file as a whole.
    pub sheet: Option<u16>,
    /// "C6:C12", "C15"; empty for the sheet or file as a whole.
    pub ranges: Vec<String>,
}

/// Places joined sheet by sheet: cells of one column that stand below each other are one range.
pub fn places(origins: impl IntoIterator<Item = Origin>) -> Vec<Place> {
    let mut sorted: Vec<Origin> = origins.into_iter().collect();
    sorted.sort_by_key(|at| (at.file, at.sheet, at.cell.map(|cell| (cell.col, cell.row)), at.to));
    sorted.dedup();
    let mut places: Vec<Place> = Vec::new();
    let mut open: Option<Origin> = None;
    let close = |places: &mut Vec<Place>, at: Origin| {
        if places.last().is_none_or(|place| (place.file, place.sheet) != (at.file, at.sheet)) {
            places.push(Place { file: at.file, sheet: at.sheet, ranges: Vec::new() });
        }
        if let (Some(place), Some(a1)) = (places.last_mut(), at.a1()) {
            place.ranges.push(a1);
        }
    };
    for at in sorted {
        open = match open {
            Some(before) if follows(before, at) => at.cell.map(|cell| before.through(cell.row, cell.col)),
            Some(before) => {
                close(&mut places, before);
                Some(at)
            }
            None => Some(at),
        };
    }
    if let Some(last) = open {
        close(&mut places, last);
    }
    places
}

/// Does a single cell stand right below a range of its column?
fn follows(before: Origin, at: Origin) -> bool {
    let (Some(first), Some(cell)) = (before.cell, at.cell) else { return false };
    let last = before.to.unwrap_or(first);
    (before.file, before.sheet) == (at.file, at.sheet)
        && at.to.is_none()
        && (first.col, last.col) == (cell.col, cell.col)
        && last.row + 1 == cell.row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_range() {
        let at = |row, col| Origin::cell(0, 1, row, col);
        let joined = places([at(5, 2), at(6, 2), at(14, 2), at(7, 2), at(7, 3), Origin::cell(1, 0, 8, 2), at(6, 2)]);
        let ranges: Vec<(u32, &[String])> = joined.iter().map(|place| (place.file, place.ranges.as_slice())).collect();
        let (first, second) = (["C6:C8", "C15", "D8"].map(str::to_owned), ["C9".to_owned()]);
        assert_eq!(ranges, [(0, first.as_slice()), (1, second.as_slice())]);
        assert_eq!(places([Origin::file(3)]), [Place { file: 3, sheet: None, ranges: Vec::new() }]);
    }
}
