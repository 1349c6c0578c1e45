//! What probably went wrong where a whole is not the sum of its parts, where the figures themselves show it.
//!
//! A pattern must explain every figure it is offered for: all columns of a total row, or all rows of a column. Small
//! figures agree by chance, so one column alone is believed only where the difference is ten or more.

use super::equations::{Equation, Term};
use super::words::names;
use crate::model::{Facet, Key, Owner};

/// What probably went wrong (nguyên nhân có thể), for all equations it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mend {
    /// Every figure is twice what it should be: the total's own range holds a subtotal.
    Twice,
    /// The sum takes in subtotals; their rows.
    Subtotals(Vec<u32>),
    /// Rows stand below the total and are not in it.
    Below(Vec<u32>),
    /// Parts are not in the sum: rows, or columns where the parts stand beside their total.
    LeftOut(Vec<Place>),
    /// A part is in the sum twice.
    Doubled(Place),
    /// Tập thể and cá nhân stand in each other's column, in this row.
    Exchanged(u32),
    /// Figures of this row stand one column too far right (`true`) or left.
    Shifted(u32, bool),
    /// Rows that the total counts are not in the table; their names.
    Missing(Vec<String>),
    /// The totals stand in another column, and its figures here.
    OtherColumn(u16),
    /// One column was sorted by itself.
    Sorted,
    /// One column stands one row too low (`true`) or too high.
    Slipped(bool),
}

/// Where a part stands: its row or its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Row(u32),
    Col(u16),
}

/// The pattern that explains the columns of one total row; `all` are those of the row, right ones too.
pub(super) fn of_row(all: &[&Equation]) -> Option<Mend> {
    let wrong: Vec<&Equation> = all.iter().copied().filter(|e| e.is_wrong()).collect();
    let first = *wrong.first()?;
    if wrong.iter().all(|e| e.sum() >= 5 && e.whole.count == e.sum() * 2) {
        return Some(Mend::Twice);
    }
    let repeated = |e: &Equation| e.repeated.iter().map(|term| term.count).sum::<u64>();
    if repeated(first) > 0 && all.iter().all(|e| e.excess() == i128::from(repeated(e))) {
        return Some(Mend::Subtotals(first.repeated.iter().map(|term| term.cell.row).collect()));
    }
    let without = |fits: &dyn Fn(&Term, &Equation) -> bool| {
        all.iter().all(|e| {
            let left: u64 = e.parts.iter().filter(|part| fits(part, e)).map(|part| part.count).sum();
            e.excess() == -i128::from(left)
        })
    };
    let below: Vec<u32> = first.parts.iter().map(|part| part.cell.row).filter(|row| *row > first.whole.cell.row).collect();
    if !below.is_empty() && without(&|part, e| part.cell.row > e.whole.cell.row) {
        return Some(Mend::Below(below));
    }
    exchanged(&wrong).or_else(|| shifted(all)).or_else(|| {
        let believed = wrong.len() > 1 || first.excess().abs() >= 10;
        believed
            .then(|| left_out(first, &|rows| without(&|part, _| rows.contains(&part.cell.row))))?
            .or_else(|| doubled(all, first))
    })
}

/// One row, or several at the end of the range or at its start, that every column leaves out.
fn left_out(first: &Equation, explains: &dyn Fn(&[u32]) -> bool) -> Option<Mend> {
    let rows: Vec<u32> = first.parts.iter().map(|part| part.cell.row).collect();
    let ends = (1..rows.len()).flat_map(|n| [&rows[rows.len() - n..], &rows[..n]]);
    let found = ends.chain(rows.chunks(1)).find(|some| explains(some))?;
    Some(Mend::LeftOut(found.iter().map(|row| Place::Row(*row)).collect()))
}

fn doubled(all: &[&Equation], first: &Equation) -> Option<Mend> {
    let row = first.parts.iter().map(|part| part.cell.row).find(|row| {
        all.iter().all(|e| {
            let part = e.parts.iter().find(|part| part.cell.row == *row);
            part.is_some_and(|part| e.excess() == i128::from(part.count))
        })
    })?;
    Some(Mend::Doubled(Place::Row(row)))
}

/// What a row's figure would have to be for the column to add up: the total itself, or a part.
fn needed(e: &Equation, row: u32) -> Option<(u64, u64)> {
    if e.whole.cell.row == row {
        return Some((e.whole.count, e.sum()));
    }
    let part = e.parts.iter().find(|part| part.cell.row == row)?;
    Some((part.count, u64::try_from(i128::from(part.count) + e.excess()).ok()?))
}

fn rows_of(e: &Equation) -> impl Iterator<Item = u32> {
    std::iter::once(e.whole.cell.row).chain(e.parts.iter().map(|part| part.cell.row))
}

/// Tập thể and cá nhân of one row exchanged: two columns are wrong, and each needs the other's figure.
fn exchanged(wrong: &[&Equation]) -> Option<Mend> {
    let of = |owner| wrong.iter().copied().filter(move |e| owner_of(e.key) == Some(owner));
    let pairs: Vec<(&Equation, &Equation)> = of(Owner::Collective)
        .filter_map(|one| Some((one, of(Owner::Individual).find(|other| other.key.measure == one.key.measure)?)))
        .collect();
    let first = pairs.first()?;
    if pairs.len() * 2 != wrong.len() {
        return None;
    }
    let row = rows_of(first.0).find(|&row| {
        pairs.iter().all(|(one, other)| {
            let (Some(one), Some(other)) = (needed(one, row), needed(other, row)) else { return false };
            one.1 == other.0 && other.1 == one.0
        })
    })?;
    Some(Mend::Exchanged(row))
}

pub(super) fn owner_of(key: Key) -> Option<Owner> {
    match key.facet {
        Facet::Owner(owner) | Facet::FieldOwner(_, owner) => Some(owner),
        _ => None,
    }
}

/// All figures of one row moved by one column: at least three columns, and each needs its neighbour's figure.
fn shifted(all: &[&Equation]) -> Option<Mend> {
    let first = *all.first()?;
    if all.iter().filter(|e| e.is_wrong()).count() < 3 {
        return None;
    }
    rows_of(first).find_map(|row| {
        let figures: Option<Vec<(u64, u64)>> = all.iter().map(|e| needed(e, row)).collect();
        let figures = figures?;
        let moved =
            |right: bool| figures.windows(2).all(|pair| if right { pair[0].1 == pair[1].0 } else { pair[1].1 == pair[0].0 });
        [true, false].into_iter().find(|right| moved(*right)).map(|right| Mend::Shifted(row, right))
    })
}

/// The pattern that explains the rows of one column of totals; `wrong` are two or more.
pub(super) fn of_column(wrong: &[&Equation]) -> Option<(Mend, u16)> {
    let first = *wrong.first()?;
    let at = first.whole.cell.col;
    if wrong.iter().all(|e| e.sum() >= 5 && e.whole.count == e.sum() * 2) {
        return Some((Mend::Twice, at));
    }
    let part = |e: &Equation, col: u16| e.parts.iter().find(|part| part.cell.col == col).map(|part| i128::from(part.count));
    for col in first.parts.iter().map(|part| part.cell.col) {
        if wrong.iter().all(|e| part(e, col) == Some(-e.excess())) {
            return Some((Mend::LeftOut(vec![Place::Col(col)]), at));
        }
        if wrong.iter().all(|e| part(e, col) == Some(e.excess())) {
            return Some((Mend::Doubled(Place::Col(col)), at));
        }
    }
    let columns = std::iter::once(at).chain(first.parts.iter().map(|part| part.cell.col));
    columns.into_iter().find_map(|col| {
        let figures: Option<Vec<(i128, i128)>> = wrong.iter().map(|e| figure_of(e, col)).collect();
        moved(&figures?).map(|mend| (mend, col))
    })
}

/// The figure in a column and what it would have to be for the row to add up.
fn figure_of(e: &Equation, col: u16) -> Option<(i128, i128)> {
    if e.whole.cell.col == col {
        return Some((i128::from(e.whole.count), i128::from(e.sum())));
    }
    let part = e.parts.iter().find(|part| part.cell.col == col)?;
    Some((i128::from(part.count), i128::from(part.count) + e.excess()))
}

/// Figures in another order than they should be, or one row off.
fn moved(figures: &[(i128, i128)]) -> Option<Mend> {
    if figures.len() >= 3 {
        for (down, lag) in [(true, (1, 0)), (false, (0, 1))] {
            if figures.windows(2).all(|pair| pair[lag.0].0 == pair[lag.1].1) {
                return Some(Mend::Slipped(down));
            }
        }
    }
    let (mut stated, mut right): (Vec<i128>, Vec<i128>) = figures.iter().copied().unzip();
    stated.sort_unstable();
    right.sort_unstable();
    (stated == right).then_some(Mend::Sorted)
}

impl Mend {
    /// Ends a message; `named` gives the label of a row or the heading of a column.
    pub fn words(&self, named: &dyn Fn(Place) -> String) -> String {
        let rows = |rows: &[u32]| -> String { list(&rows.iter().map(|row| named(Place::Row(*row))).collect::<Vec<_>>()) };
        match self {
            Self::Twice => "; có thể dòng cộng bị tính hai lần".to_owned(),
            Self::Subtotals(at) => format!("; có thể đã cộng cả dòng cộng nhóm {}: cộng nhóm bị tính hai lần", rows(at)),
            Self::Below(at) => format!("; {} nằm dưới dòng tổng nên chưa được cộng", rows(at)),
            Self::LeftOut(places) => {
                let what = list(&places.iter().map(|place| named(*place)).collect::<Vec<_>>());
                format!("; có thể công thức cộng còn thiếu {what}")
            }
            Self::Doubled(place) => format!("; có thể {} bị cộng hai lần", named(*place)),
            Self::Exchanged(row) => {
                format!("; có thể số tập thể và cá nhân của {} ghi đổi chỗ cho nhau", named(Place::Row(*row)))
            }
            Self::Shifted(row, right) => {
                let side = if *right { "phải" } else { "trái" };
                format!("; có thể các số của {} bị ghi lệch sang {side} một cột", named(Place::Row(*row)))
            }
            Self::Missing(labels) => {
                let named: Vec<&str> = labels.iter().map(String::as_str).collect();
                format!("; biểu không có dòng {}: có thể dòng ấy đã bị xóa", names(&named, "dòng"))
            }
            Self::OtherColumn(col) => format!("; có thể số của cột này và {} ghi đổi chỗ cho nhau", named(Place::Col(*col))),
            Self::Sorted => "; có thể chỉ riêng cột này bị sắp xếp lại, các cột khác thì không".to_owned(),
            Self::Slipped(down) => {
                format!("; có thể cột này bị ghi lệch {} một dòng", if *down { "xuống" } else { "lên" })
            }
        }
    }
}

fn list(items: &[String]) -> String {
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    names(&items, "dòng")
}
