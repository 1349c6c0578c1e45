//! Printing: data to standard output, words for the clerk to standard error when output is data.

use std::error::Error as _;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::Error;

/// Prints a line (or lines) to standard output; a closed pipe ends quietly.
pub(super) fn out(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{}", text.trim_end_matches('\n'));
}

/// Prints a line to standard error.
pub(super) fn note(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{}", text.trim_end_matches('\n'));
}

/// Prints an error with its cause, in Vietnamese.
pub(super) fn error(error: &Error) {
    let mut text = format!("Lỗi: {error}");
    if let Some(cause) = error.source() {
        let cause = cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), io_cause);
        text = format!("{text}\nNguyên nhân: {cause}");
    }
    note(&text);
}

/// What the operating system said, in words a clerk can act on.
fn io_cause(error: &io::Error) -> String {
    let text = match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "không có quyền; kiểm tra thuộc tính chỉ đọc hoặc chọn thư mục khác bằng --out",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "ổ đĩa đã đầy; giải phóng chỗ trống rồi chạy lại",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; chọn thư mục khác bằng --out",
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock => "tệp đang được chương trình khác mở; đóng tệp rồi chạy lại",
        ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => "có tệp hoặc thư mục khác trùng tên",
        _ => return format!("hệ điều hành báo lỗi số {}", error.raw_os_error().unwrap_or_default()),
    };
    text.to_owned()
}

/// A bar on a terminal, drawn only when the work takes longer than a blink.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
}

impl Progress {
    /// A bar that is hidden until it is worth showing.
    pub(super) fn new() -> Self {
        Self::doing("Đang đọc")
    }

    /// The same while a seal is written.
    pub(super) fn sealing() -> Self {
        Self::doing("Đang chốt")
    }

    fn doing(what: &str) -> Self {
        let bar = if io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template(&format!("{what} {{bar:40}} {{pos}}/{{len}} tệp"));
        let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, started: Instant::now() }
    }

    /// Says how many files are done.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if self.started.elapsed() > Duration::from_millis(300) {
            self.bar.set_length(all as u64);
            self.bar.set_position(done as u64);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// The time of the run in Vietnam (UTC+7) as "08h05 21-8-2020": for the name of a file saved beside one that is open.
pub(super) fn run_time() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()) + 7 * 3600;
    let (mut day, minutes) = (seconds / 86_400, seconds % 86_400 / 60);
    // Days since 1 March of year 0, by eras of 400 years (the civil calendar counted from March).
    day += 719_468;
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (month, of_month) = (if shifted < 10 { shifted + 3 } else { shifted - 9 }, of_year - (153 * shifted + 2) / 5 + 1);
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{:02}h{:02} {of_month}-{month}-{year}", minutes / 60, minutes % 60)
}
