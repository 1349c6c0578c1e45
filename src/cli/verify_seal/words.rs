//! What a comparison found, in words.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::model::{PlainValue, decimal, name, thousands};
use crate::pipeline::{Detail, Differences, FileChange, FileState, OutputState, Verdict};
use crate::seal::{BookChanges, CellChange, FigureChange, LineChange, Role, RowChange, Tamper};

/// Cells, rows or lines shown of one file.
const SHOWN: usize = 20;
/// Figures shown of one cell.
const FIGURES: usize = 12;
/// Letters shown of one text.
const LETTERS: usize = 80;

/// The whole report.
pub(super) fn told(seal: &Path, root: Option<&Path>, verdict: &Verdict) -> String {
    let manifest = &verdict.manifest;
    let mut lines = vec![
        format!("Bản chốt: {}", seal.display()),
        format!(
            "  {}; kỳ {}; {}",
            manifest.unit,
            manifest.period,
            if manifest.draft { "DỰ THẢO" } else { "không còn nội dung phải sửa" }
        ),
        format!("  Mã bản chốt: {}", verdict.code),
    ];
    if !manifest.is_ours() {
        lines.push(format!(
            "  Bản chốt do tongket {} lập, đang đối chiếu bằng tongket {}: số liệu có thể khác vì cách tính đã đổi, không phải vì tệp.",
            manifest.version,
            env!("CARGO_PKG_VERSION")
        ));
    }
    lines.extend(intact(verdict));
    match (&verdict.workspace, root) {
        (Some(found), Some(root)) => lines.extend(workspace(root, verdict, found)),
        _ => lines.push(
            "Chưa đối chiếu với các biểu hiện có: thêm thư mục hội nghị sau tên bản chốt, như tongket verify-seal BẢN-CHỐT THƯ-MỤC"
                .to_owned(),
        ),
    }
    lines.join("\n")
}

/// Is the zip whole?
fn intact(verdict: &Verdict) -> Vec<String> {
    if verdict.tampered.is_empty() {
        let all = thousands(verdict.manifest.files.len() as u64);
        return vec![format!("Bản chốt còn nguyên: {all} tệp bên trong đúng với mã khi chốt.")];
    }
    let mut lines = vec![format!("BẢN CHỐT ĐÃ BỊ SỬA ({})", verdict.tampered.len())];
    lines.extend(verdict.tampered.iter().map(|tampering| {
        let what = match tampering.what {
            Tamper::Changed => "nội dung không đúng với mã khi chốt",
            Tamper::Missing => "có trong danh mục nhưng không còn trong tệp zip",
            Tamper::Added => "không có trong danh mục, được thêm vào sau khi chốt",
            Tamper::Damaged => "hỏng hoặc bị sửa, không giải nén được",
        };
        format!("  {}: {what}", tampering.name)
    }));
    lines
}

fn workspace(root: &Path, verdict: &Verdict, found: &Differences) -> Vec<String> {
    let mut lines = Vec::new();
    if !found.files.is_empty() {
        lines.push(String::new());
        lines.push(format!("TỆP KHÁC VỚI KHI CHỐT ({})", found.files.len()));
        found.files.iter().for_each(|change| file(change, &found.words, &mut lines));
    }
    if !found.outputs.is_empty() {
        lines.push(String::new());
        lines.push(format!("KẾT QUẢ KHÁC VỚI KHI CHỐT ({})", found.outputs.len()));
        for output in &found.outputs {
            let what = match output.state {
                OutputState::Missing => "không còn",
                OutputState::MadeAgain => "đã lập lại từ các biểu hiện nay",
                OutputState::Edited => "đã bị sửa sau khi chốt",
            };
            lines.push(format!("  {}: {what}", output.path));
            detail(&output.path, &output.detail, &found.words, &mut lines);
        }
    }
    if !found.figures.is_empty() {
        lines.push(String::new());
        lines.push(format!("SỐ LIỆU KHÁC VỚI KHI CHỐT ({})", found.figures.len()));
        lines.extend(found.figures.iter().map(|change| format!("  {}", figure(change, &found.words))));
        if found.files.is_empty() {
            let why =
                if verdict.manifest.is_ours() { "bản chốt có thể đã bị sửa" } else { "do bản tongket khác nhau" };
            lines.push(format!("  Các biểu và khai báo đều như khi chốt: {why}."));
        }
    }
    lines.push(String::new());
    for path in &found.edited {
        lines.push(format!("{path}: vẫn là bản có sẵn lúc chốt (khác bản tongket lập khi ấy), từ đó không đổi."));
    }
    lines.push(if verdict.agrees() {
        format!("Kết luận: báo cáo đã chốt và các biểu trong {} còn khớp nhau, không số liệu nào đổi.", root.display())
    } else if found.is_empty() {
        format!("Kết luận: các tệp trong {} đúng với danh mục của bản chốt, nhưng chính bản chốt đã bị sửa.", root.display())
    } else if found.no_inputs {
        format!("Kết luận: trong {} không còn tệp nào đơn vị nộp, nên không tính lại được số liệu để so.", root.display())
    } else if found.figures.is_empty() {
        "Kết luận: có tệp khác với khi chốt, nhưng không số liệu nào của báo cáo đổi.".to_owned()
    } else {
        format!("Kết luận: báo cáo đã chốt KHÔNG còn khớp với các biểu trong {}.", root.display())
    });
    lines
}

fn file(change: &FileChange, words: &BTreeMap<String, String>, lines: &mut Vec<String>) {
    let what = match (&change.state, change.role) {
        (FileState::Changed, _) => "đã sửa sau khi chốt".to_owned(),
        (FileState::Missing, Role::Submission) => "có khi chốt, nay không còn".to_owned(),
        (FileState::Missing, _) => "không còn".to_owned(),
        (FileState::New, _) => "mới có sau khi chốt".to_owned(),
        (FileState::Renamed(old), _) => format!("đổi tên từ {old}, nội dung như khi chốt"),
    };
    lines.push(format!("  {}: {what}", change.path));
    detail(&change.path, &change.detail, words, lines);
    if let Some(moves) = &change.moves {
        lines.extend(moved("    Tệp này", moves, words));
    }
}

fn detail(path: &str, detail: &Detail, words: &BTreeMap<String, String>, lines: &mut Vec<String>) {
    match detail {
        Detail::None => {}
        Detail::Unreadable => lines.push("    không so được từng ô (tệp không đọc được)".to_owned()),
        Detail::Cells(changes, moves) => {
            if changes.is_empty() {
                lines.push(
                    "    mọi ô vẫn như khi chốt; chỉ khác cách trình bày, công thức hoặc phần không phải số liệu".to_owned(),
                );
            }
            let is_text = path.to_lowercase().ends_with(".docx");
            for (at, cell) in changes.cells.iter().enumerate().take(SHOWN) {
                lines.push(format!("    {}", cell_words(cell, is_text)));
                if let Some(Some(moves)) = moves.get(at) {
                    lines.extend(moved("      Ô này", moves, words));
                }
            }
            rest(changes.cells.len(), "ô", lines);
            sheets_and_rows(changes, is_text, lines);
        }
        Detail::Lines(changes) => {
            lines.extend(changes.iter().take(SHOWN).map(|change| format!("    {}", line_words(change))));
            rest(changes.len(), "dòng", lines);
        }
    }
}

fn rest(all: usize, what: &str, lines: &mut Vec<String>) {
    if all > SHOWN {
        lines.push(format!("    và {} {what} khác", thousands((all - SHOWN) as u64)));
    }
}

/// "trang “Biểu 1”, ô K9: “x” → ô trống".
fn cell_words(change: &CellChange, is_text: bool) -> String {
    let values = match (&change.before, &change.after) {
        (Some(PlainValue::Text(before)), Some(PlainValue::Text(after))) => texts(before, after),
        (before, after) => format!("{} → {}", value(before.as_ref()), value(after.as_ref())),
    };
    if is_text {
        return values;
    }
    let from = change.moved_from.map_or_else(String::new, |cell| format!(" (khi chốt là ô {cell})"));
    format!("trang “{}”, ô {}{from}: {values}", change.sheet, change.cell)
}

fn sheets_and_rows(changes: &BookChanges, is_text: bool, lines: &mut Vec<String>) {
    let row = |what: &str, row: &RowChange| {
        let values: Vec<String> = row.values.iter().take(6).map(|v| value(Some(v))).collect();
        let more = if row.values.len() > 6 { " | …" } else { "" };
        let place = if is_text { String::new() } else { format!(" {} của trang “{}”", row.row + 1, row.sheet) };
        format!("    {what}{place}: {}{more}", values.join(" | "))
    };
    lines.extend(changes.rows_added.iter().take(SHOWN).map(|r| row("thêm dòng", r)));
    rest(changes.rows_added.len(), "dòng thêm", lines);
    lines.extend(changes.rows_removed.iter().take(SHOWN).map(|r| row("bớt dòng", r)));
    rest(changes.rows_removed.len(), "dòng bớt", lines);
    lines.extend(changes.sheets_added.iter().map(|sheet| format!("    thêm trang “{sheet}”")));
    lines.extend(changes.sheets_removed.iter().map(|sheet| format!("    bớt trang “{sheet}”")));
    lines.extend(changes.sheets_renamed.iter().map(|(old, new)| format!("    trang “{old}” đổi tên thành “{new}”")));
}

fn line_words(change: &LineChange) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("dòng {}: {}", change.line, texts(before, after)),
        (None, Some(after)) => format!("dòng {}: thêm {}", change.line, short(after)),
        (Some(before), None) => format!("dòng {} khi chốt: bỏ {}", change.line, short(before)),
        (None, None) => String::new(),
    }
}

/// The figures that something moves.
fn moved(who: &str, moves: &[FigureChange], words: &BTreeMap<String, String>) -> Vec<String> {
    if moves.is_empty() {
        return vec![format!("{who} không làm đổi số liệu nào của báo cáo.")];
    }
    let indent = who.len() - who.trim_start().len() + 2;
    let mut lines = vec![format!("{who} làm đổi:")];
    lines.extend(moves.iter().take(FIGURES).map(|change| format!("{:indent$}{}", "", figure(change, words))));
    if moves.len() > FIGURES {
        lines.push(format!("{:indent$}và {} số liệu khác", "", moves.len() - FIGURES));
    }
    lines
}

/// "Công nhận cấp cơ sở (cong_nhan.co-so.tong): 1.267 → 1.266".
fn figure(change: &FigureChange, words: &BTreeMap<String, String>) -> String {
    let name = words.get(&change.key).map_or_else(|| change.key.clone(), |words| format!("{words} ({})", change.key));
    format!("{name}: {} → {}", json_value(change.before.as_ref()), json_value(change.after.as_ref()))
}

/// A value of `so-lieu.json` as it is printed.
fn json_value(value: Option<&Value>) -> String {
    match value {
        None => "không có".to_owned(),
        Some(Value::Null) => "chưa có số liệu".to_owned(),
        Some(Value::Number(n)) => n.to_string().parse::<Decimal>().map_or_else(|_| n.to_string(), decimal),
        Some(Value::String(text)) => short(text),
        Some(Value::Bool(true)) => "có".to_owned(),
        Some(Value::Bool(false)) => "không".to_owned(),
        Some(Value::Array(items)) if items.is_empty() => "không có".to_owned(),
        Some(Value::Array(items)) => items.iter().map(|item| json_value(Some(item))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

/// A cell as a reader sees it.
pub(super) fn value(value: Option<&PlainValue>) -> String {
    match value {
        None => "ô trống".to_owned(),
        Some(PlainValue::Text(text)) => short(text),
        Some(PlainValue::Number { value, percent: false }) => number(*value),
        Some(PlainValue::Number { value, percent: true }) => format!("{}%", number((value * 1e8).round() / 1e6)),
        Some(PlainValue::Date(date)) => date.to_string(),
        Some(PlainValue::Bool(value)) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// Without dots between thousands: a cell may hold a year.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { value.to_string().replace('.', ",") }
}

/// Two texts; of long ones the part in which they differ.
fn texts(before: &str, after: &str) -> String {
    let (before, after) = (name::clean(before), name::clean(after));
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let longest = before.chars().count().max(after.chars().count());
    if longest <= LETTERS || same <= LETTERS / 2 {
        return format!("{} → {}", short(&before), short(&after));
    }
    let from = |text: &str| short(&format!("…{}", text.chars().skip(same - LETTERS / 4).collect::<String>()));
    format!("{} → {}", from(&before), from(&after))
}

fn short(text: &str) -> String {
    let text = name::clean(text);
    let cut: String = text.chars().take(LETTERS).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("“{cut}{more}”")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_as_in_vietnam() {
        let shown = |value: Value| json_value(Some(&value));
        assert_eq!(shown(json!(1952)), "1.952");
        assert_eq!(shown(json!(0.52)), "0,52");
        assert_eq!(shown(json!(["Xã A", "Xã B"])), "“Xã A”, “Xã B”");
        let long = "a".repeat(100);
        let window = "a".repeat(20);
        assert_eq!(texts(&format!("{long}1"), &format!("{long}2b")), format!("“…{window}1” → “…{window}2b”"));
        assert_eq!(texts("1", "2"), "“1” → “2”");
        assert_eq!((shown(Value::Null), json_value(None)), ("chưa có số liệu".to_owned(), "không có".to_owned()));
        let cell = |value, percent| super::value(Some(&PlainValue::Number { value, percent }));
        assert_eq!((cell(2016.0, false), cell(1.5, false), cell(0.0052, true)), ("2016".into(), "1,5".into(), "0,52%".into()));
    }
}
