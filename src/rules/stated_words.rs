//! Why a group of stated figures is wrong, and how that is said.

use std::collections::BTreeSet;

use super::stated::{Against, Wrong};
use super::words::{figure, suspicion};
use crate::model::Measure;

/// Why a group of figures is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// Tập thể and cá nhân stand in each other's place.
    Exchanged,
    /// Totals exceed the right ones by this, or all of them go the same way and none further: rows of the list.
    Off(i64),
    /// The right figures are all zero: the list has none in the period.
    Empty,
    /// Every total is right, and its parts are not.
    Divided,
    /// Most figures of the table are wrong.
    Everything,
    /// One column of a parent's table was sorted by itself.
    Sorted,
    /// A joint list has less than half of the unit's rows, or only another's under its name.
    Partial,
}

/// What probably went wrong, to end the message.
pub(super) fn mend(cause: Option<Cause>, first: &Wrong<'_>, group: &[Wrong<'_>]) -> String {
    let measures: BTreeSet<Measure> = group.iter().map(|w| w.stated.key.measure).collect();
    let others = measures.len().saturating_sub(1);
    match cause {
        Some(Cause::Exchanged) => {
            let more = if others > 0 { format!(" ({others} chỉ tiêu khác cũng vậy)") } else { String::new() };
            format!("; có thể số tập thể và cá nhân ghi đổi chỗ cho nhau{more}")
        }
        Some(Cause::Off(by)) => {
            let (way, list) = if by > 0 { ("nhiều hơn", "thiếu") } else { ("ít hơn", "thừa") };
            let by = figure(by.unsigned_abs());
            let guess = match first.against {
                Against::List(_) => format!(": có thể danh sách {list} {by} dòng"),
                Against::Children(_) | Against::Child(_) => String::new(),
            };
            format!("; {others} chỉ tiêu khác cũng {way}{guess}")
        }
        Some(Cause::Empty) => {
            let guess = match first.against {
                Against::List(_) => "; xem lại các năm ghi trong danh sách có thuộc kỳ báo cáo hay không",
                Against::Children(_) | Against::Child(_) => "",
            };
            format!("; {others} chỉ tiêu khác cũng vậy{guess}")
        }
        Some(Cause::Divided) => {
            let guess = match first.against {
                Against::List(_) => {
                    ": có thể một cột của danh sách (Lĩnh vực, Đối tượng hoặc cột công nhận) bị sắp xếp lại riêng"
                }
                Against::Children(_) | Against::Child(_) => "",
            };
            format!("; {others} chỉ tiêu khác cũng vậy: tổng số khớp nhưng phần chia ra không khớp{guess}")
        }
        Some(Cause::Everything) => {
            format!(
                "; {others} chỉ tiêu khác của biểu cũng lệch: có thể biểu tổng hợp hoặc danh sách là của kỳ khác, đơn vị khác"
            )
        }
        Some(Cause::Partial) => {
            format!("; {others} chỉ tiêu khác cũng lệch: danh sách chỉ có {} dòng của đơn vị", figure(first.right))
        }
        Some(Cause::Sorted) => "; các số trong cột là số của nhau: có thể chỉ riêng cột này bị sắp xếp lại".to_owned(),
        None => suspicion(first.stated.count.into(), first.right.into()).to_owned(),
    }
}
