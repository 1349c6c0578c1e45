//! Faults of TOML itself, said in Vietnamese with their likely cause.
//!
//! The cause is guessed from the line first (curly quotes, a bare word, a Vietnamese date), because the parser only says
//! where it gave up, which for an open quote or bracket is not where the mistake stands.

use toml::de::Error;

use super::log::Log;
use super::schema;
use crate::model::Date;

/// Keys whose value is a date.
const DATES: &[&str] = &["ngay", "han_nop", "ngay_ky"];

/// Records every syntax fault of the text.
pub(super) fn record(log: &Log, text: &str, errors: &[Error]) {
    let lines: Vec<&str> = text.lines().collect();
    // What an open bracket has swallowed is not judged before it is closed.
    let open = if errors.iter().any(swallows) { open_value(&lines) } else { None };
    let judged = open.as_ref().map_or(usize::MAX, |(line, _)| *line);
    // The parser gives the faults inside values last.
    let mut errors: Vec<&Error> = errors.iter().collect();
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    for error in errors {
        let mut offset = error.span().map_or(0, |span| span.start).min(text.len());
        // A comma is missing at the end of the line above, not where the next item stands.
        if offset == text.len() || error.message().starts_with("missing comma") {
            offset = text.get(..offset).map_or(offset, |before| before.trim_end().len().saturating_sub(1));
        }
        let line = log.line(offset);
        let written = lines.get(line - 1).copied().unwrap_or_default().trim();
        let continued = !written.starts_with('[') && !written.contains('=') && log.is_broken(line - 1);
        if line >= judged || continued {
            continue;
        }
        if !follows_from_another(text, written, error.message()) {
            log.syntax(line, shown(&cause(text, written, error.message()), written));
        }
        if written.starts_with('[') {
            let next = lines.iter().skip(line).position(|below| below.trim_start().starts_with('['));
            log.silence(line..next.map_or(lines.len() + 1, |below| line + below + 1));
        }
    }
    if let Some((line, cause)) = open {
        log.syntax(line, shown(cause, lines.get(line - 1).copied().unwrap_or_default().trim()));
        log.silence(line..lines.len() + 1);
    }
}

fn shown(cause: &str, written: &str) -> String {
    format!("{cause} — dòng đang viết: {written}")
}

/// May this fault come from a bracket or a long text that is never closed?
fn swallows(error: &Error) -> bool {
    ["in array", "unclosed array, ", "unclosed inline table", "inline table element", "multi-line"]
        .iter()
        .any(|part| error.message().contains(part))
}

/// The first line (from 1) that opens a list, a table in braces or a long text that is still open where another key or
/// table begins, or at the end.
fn open_value(lines: &[&str]) -> Option<(usize, &'static str)> {
    let mut open: Option<(usize, i32, i32)> = None;
    let mut long: Option<usize> = None;
    for (i, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.matches("\"\"\"").count() % 2 == 1 {
            long = if long.is_some() { None } else { Some(i + 1) };
        }
        if long.is_some() || line.starts_with('#') {
            continue;
        }
        let starts = line.starts_with('[') || line.split_once('=').is_some_and(|(key, _)| !key.contains(['"', '{', ',']));
        if starts && open.is_some() {
            break;
        }
        let counted = match (open, line.split_once('=')) {
            (Some(_), _) => line,
            (None, Some((_, value))) if starts && !line.starts_with('[') => value,
            _ => continue,
        };
        let (square, brace) = depth(counted);
        let (line, square, brace) = open.map_or((i + 1, square, brace), |(line, s, b)| (line, s + square, b + brace));
        open = (square > 0 || brace > 0).then_some((line, square, brace));
    }
    match (open, long) {
        (Some((line, square, _)), _) if square > 0 => Some((line, "danh sách mở bằng “[” ở dòng này chưa có “]” đóng lại")),
        (Some((line, ..)), _) => Some((line, "bảng mở bằng “{” ở dòng này chưa có “}” đóng lại")),
        (None, Some(line)) => Some((line, "đoạn văn mở bằng \"\"\" ở dòng này chưa có \"\"\" đóng lại")),
        (None, None) => None,
    }
}

/// Brackets and braces opened less those closed, outside quotes and comments.
fn depth(text: &str) -> (i32, i32) {
    let (mut square, mut brace, mut quoted) = (0, 0, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '#' => break,
            '[' => square += 1,
            ']' => square -= 1,
            '{' => brace += 1,
            '}' => brace -= 1,
            _ => {}
        }
    }
    (square, brace)
}

/// The likely cause of a line's fault.
fn cause(text: &str, line: &str, message: &str) -> String {
    let value = line.split_once('=').map(|(_, value)| value.trim());
    if message.starts_with("duplicate key") {
        let key = line.split('=').next().unwrap_or_default().trim();
        return if line.starts_with('[') {
            double_table(text, line)
        } else {
            format!("khóa “{key}” bị lặp trong cùng một bảng; giữ lại một dòng")
        };
    }
    if line.starts_with('[') && value.is_none() {
        return if line.starts_with("[[") {
            "tên bảng phải nằm giữa hai cặp ngoặc vuông, như [[cap]]".to_owned()
        } else {
            "tên bảng phải nằm trong ngoặc vuông, như [hoi_nghi]".to_owned()
        };
    }
    if let Some(value) = value {
        return value_cause(line, value, message);
    }
    if message.contains("array") {
        return "danh sách thiếu dấu phẩy giữa các mục hoặc thiếu ngoặc vuông đóng “]”".to_owned();
    }
    if line.starts_with('"') || line.ends_with(',') || line.ends_with(']') {
        return "danh sách viết sai: mỗi mục đặt trong dấu ngoặc kép \"…\", các mục cách nhau bằng dấu phẩy".to_owned();
    }
    "thiếu dấu “=” giữa tên khóa và giá trị".to_owned()
}

/// Is this fault of a table with two pairs of brackets only the consequence of another one, told elsewhere? Such a table may
/// stand any number of times, so it is no repetition; and where its name was opened with one pair, that line is told.
fn follows_from_another(text: &str, line: &str, message: &str) -> bool {
    let Some(name) = line.strip_prefix("[[").map(|name| name.trim_matches(['[', ']', ' '])) else { return false };
    let single = format!("[{name}]");
    let opened_single = text.lines().any(|known| known.trim() == single);
    message.starts_with("duplicate key") && (!opened_single || schema::LISTS.contains(&name))
}

/// A table opened twice, or once with one pair of brackets and once with two.
fn double_table(text: &str, line: &str) -> String {
    let name = line.trim_matches(['[', ']', ' ']);
    let other = if line.starts_with("[[") { format!("[{name}]") } else { format!("[[{name}]]") };
    if text.lines().any(|known| known.trim() == other) {
        return format!("bảng “{name}” chỗ mở bằng {line}, chỗ mở bằng {other}; dùng thống nhất một kiểu");
    }
    format!("bảng {line} bị lặp; gộp hai bảng làm một")
}

/// The likely cause where the line has a key and a value.
fn value_cause(line: &str, value: &str, message: &str) -> String {
    let key = line.split('=').next().unwrap_or_default().trim();
    if !key.starts_with('"') && !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ')) {
        return format!("tên khóa “{key}” chỉ được gồm chữ không dấu, chữ số, “_” và “-”");
    }
    if key.contains(' ') {
        return format!("tên khóa “{key}” không được có dấu cách");
    }
    if value.is_empty() || value.starts_with('#') {
        return format!("khóa “{key}” chưa có giá trị sau dấu “=”");
    }
    if value.starts_with(['“', '”', '‘', '’', '«']) {
        return "chuỗi chữ phải mở và đóng bằng dấu ngoặc kép thẳng \"…\", không phải ngoặc cong “…”".to_owned();
    }
    if value.starts_with('[') && value.matches('"').count() % 2 == 1 {
        return format!("một mục trong danh sách “{key}” thiếu dấu ngoặc kép \" ở đầu hoặc cuối");
    }
    if message.contains("array") || (value.starts_with('[') && !value.contains(']')) {
        return "danh sách thiếu dấu phẩy giữa các mục hoặc thiếu ngoặc vuông đóng “]”".to_owned();
    }
    if value.starts_with('{') {
        return "bảng viết trên một dòng sai: dạng đúng là { \"tên\" = \"giá trị\", … }".to_owned();
    }
    if value.starts_with('[') {
        return "danh sách viết sai: mỗi mục đặt trong dấu ngoặc kép \"…\", các mục cách nhau bằng dấu phẩy".to_owned();
    }
    quote_cause(key, value, message)
}

/// The likely cause where the value is a text, a date, a number.
fn quote_cause(key: &str, value: &str, message: &str) -> String {
    let quotes = value.matches('"').count();
    if value.contains('\\') && value.starts_with('"') {
        return "dấu gạch chéo ngược “\\” không viết được trong \"…\"; dùng gạch chéo thường “/”".to_owned();
    }
    if value.starts_with('"') && quotes == 1 || !value.starts_with('"') && value.ends_with('"') {
        return format!("giá trị của “{key}” thiếu một dấu ngoặc kép \" ở đầu hoặc cuối");
    }
    if value.starts_with('"') && quotes > 2 {
        return "bên trong chuỗi có dấu ngoặc kép thẳng \"; thay bằng ngoặc cong “…”".to_owned();
    }
    let value = value.split(" #").next().unwrap_or(value).trim();
    let digits_first = value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    if digits_first && DATES.contains(&key) {
        return match Date::parse(value) {
            Some(d) => format!("ngày viết chưa đúng kiểu; viết {key} = {:04}-{:02}-{:02}", d.year, d.month, d.day),
            None => format!("“{value}” không phải là một ngày có thật; viết năm-tháng-ngày như 2020-08-21"),
        };
    }
    if digits_first && value.contains(',') && value.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return "số thập phân dùng dấu chấm, như 0.52; không dùng dấu phẩy".to_owned();
    }
    if message.contains("leading zero") {
        return "số không viết chữ số 0 ở đầu".to_owned();
    }
    let shown = value.trim_matches(['"', '\'']);
    format!("giá trị của “{key}” là chữ nên phải đặt trong dấu ngoặc kép, như {key} = \"{shown}\"")
}
