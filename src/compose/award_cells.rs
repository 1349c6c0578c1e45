//! The cells of an award group (nhóm khen thưởng).

use super::figures::upper_first;
use super::rows::{figure, text};
use crate::document::Value;
use crate::model::{AwardGroup, Reason};

/// A value of an award group's row; `None` if it has no such value.
pub(super) fn value(group: &AwardGroup, at: usize, key: &str) -> Option<Value> {
    let figure = |n: Option<u32>, part: &str| figure(n, format!("khen_thuong.{at}.{part}"));
    Some(match key {
        "hinh_thuc" => Value::Text(group.form.name.clone()),
        "co_quan" => text(&group.body),
        "noi_dung" => Value::Text(reason(group.reason).to_owned()),
        "tinh_trang" => Value::Text(state(group.proposed).to_owned()),
        // People and lượt are never one number: a split that counts lượt has no total.
        "tong" if group.collective_events || group.individual_events => Value::Blank,
        "tong" => figure(Some(group.total), "tong"),
        "tap_the" => figure(group.owners[0], "tap_the"),
        "ca_nhan" => figure(group.owners[1], "ca_nhan"),
        "ho_gia_dinh" => figure(group.owners[2].filter(|&n| n > 0), "ho_gia_dinh"),
        "ghi_chu" => text(award_note(group)),
        _ => return None,
    })
}

/// "Lũy kế trong kỳ; cá nhân tính theo lượt".
fn award_note(group: &AwardGroup) -> String {
    let mut notes = Vec::new();
    if group.cumulative {
        notes.push("Lũy kế trong kỳ");
    }
    match (group.collective_events, group.individual_events) {
        (true, true) => notes.push("tính theo lượt"),
        (true, false) => notes.push("tập thể tính theo lượt"),
        (false, true) => notes.push("cá nhân tính theo lượt"),
        (false, false) => {}
    }
    upper_first(&notes.join("; "))
}

/// "Đề nghị" or "Đã khen".
pub(super) fn state(proposed: bool) -> &'static str {
    if proposed { "Đề nghị" } else { "Đã khen" }
}

/// "Mô hình", "Chỉ đạo", "Khác".
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Model => "Mô hình, điển hình",
        Reason::Steering => "Lãnh đạo, chỉ đạo",
        Reason::Other => "Khác",
    }
}
