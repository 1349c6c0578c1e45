//! `init`: a new workspace from a few words, a pasted list, or the submissions that are there already.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use crate::error::Error;
use crate::model::{ConferenceKind, Date, Period, name, thousands};
use crate::project::starter::{self, Existing, Listed, NewUnit, OfficeLevel, Plan};
use crate::project::{DROP, Project};

use super::args::InitArgs;
use super::{CLEAN, console, report};

const EXAMPLE: &str = "tongket init THƯ-MỤC --name \"Phường An Hòa\" --period 2016-2020";
/// Notes shown.
const NOTES: usize = 30;

pub(super) fn run(args: &InitArgs) -> Result<u8, Error> {
    let folder = args.folder.as_deref().unwrap_or_else(|| Path::new("."));
    let existing = starter::existing(folder)?;
    if existing.config {
        return Err(Error::Nothing(format!(
            "thư mục {} đã có hoi-nghi.toml; tongket không ghi đè. Sửa tệp ấy, hoặc đổi tên nó rồi chạy lại",
            folder.display()
        )));
    }
    let mut plan = plan(args)?;
    let listed = match &args.units {
        Some(path) => Some(starter::units_of_list(&list(path)?, &plan)?),
        None => None,
    };
    let sent = listed.is_none() && folder.is_dir() && has_files(folder)?;
    if sent && plan.period.is_none() {
        // The period decides the levels, so it comes first.
        let outcome = report::read(&Project::open(folder, None)?, false)?;
        plan.period = Period::parse(&outcome.dossier.authority.period.label);
    }
    let units = match listed {
        Some(listed) => listed,
        None if sent => {
            let outcome = report::read(&starter::unwritten(folder, &plan.config())?, false)?;
            Listed { units: starter::units_of_tree(&outcome.dossier.units), notes: Vec::new() }
        }
        None => Listed::default(),
    };
    let (config, list) = (plan.config(), starter::list(&plan, &units.units));
    let mut files = vec![("hoi-nghi.toml", config.as_str())];
    if !existing.units {
        files.push(("don-vi.csv", list.as_str()));
    }
    starter::write(folder, &files)?;
    console::out(&told(&Done { folder, plan: &plan, units: &units, existing, sent, from_list: args.units.is_some() }));
    Ok(CLEAN)
}

/// What the arguments ask for.
fn plan(args: &InitArgs) -> Result<Plan, Error> {
    let unit = args.name.as_deref().map(name::clean).filter(|text| !text.is_empty());
    let unit = unit.ok_or_else(|| Error::Nothing(format!("thiếu tên đơn vị tổng hợp (--name). Ví dụ: {EXAMPLE}")))?;
    let period = match args.period.as_deref().map(name::clean).filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(Period::parse(&text).ok_or_else(|| {
            Error::Nothing(format!(
                "không hiểu kỳ “{text}”; viết như 2017, 2016-2020, \"6 tháng đầu năm 2023\", \"9 tháng năm 2023\", \"quý III/2023\""
            ))
        })?),
    };
    let date = match args.date.as_deref() {
        None => None,
        Some(text) => Some(
            Date::parse(text)
                .ok_or_else(|| Error::Nothing(format!("“{text}” không phải là một ngày có thật; viết như 21/8/2020")))?,
        ),
    };
    let kind = if args.interim { ConferenceKind::Interim } else { ConferenceKind::Final };
    let mut plan = Plan { level: OfficeLevel::Commune, unit, period, date, kind };
    plan.level = level(args.level.as_deref(), &plan)?;
    if plan.level == OfficeLevel::District && plan.has_two_levels() {
        return Err(Error::Nothing(
            "từ ngày 1/7/2025 không còn cấp huyện: dùng --level xa hoặc --level tinh, hoặc xem lại --period, --date".to_owned(),
        ));
    }
    Ok(plan)
}

/// The level as said, or as the unit's name tells it.
fn level(said: Option<&str>, plan: &Plan) -> Result<OfficeLevel, Error> {
    if let Some(said) = said {
        return OfficeLevel::parse(said).ok_or_else(|| {
            Error::Nothing(format!(
                "không có cấp “{said}”; dùng một trong: xa (phường, thị trấn, đặc khu), huyen (quận, thị xã, thành phố), tinh"
            ))
        });
    }
    let kind = name::unit_key(&plan.unit).0;
    let told = kind.as_deref().and_then(OfficeLevel::parse);
    // After the districts have gone, a city is a province.
    let city = kind.is_some() && told.is_none() && plan.has_two_levels();
    told.or(city.then_some(OfficeLevel::Province)).ok_or_else(|| {
        let unit = &plan.unit;
        Error::Nothing(format!("chưa rõ “{unit}” thuộc cấp nào; thêm --level xa, --level huyen hoặc --level tinh"))
    })
}

/// The pasted list: a file, or what is typed.
fn list(path: &Path) -> Result<Vec<u8>, Error> {
    if path != Path::new("-") {
        return starter::read_list(path);
    }
    if std::io::stdin().is_terminal() {
        console::note("Dán danh sách đơn vị, mỗi dòng một tên; xong thì nhấn Ctrl+D (Windows: Ctrl+Z rồi Enter).");
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(16 << 20).read_to_end(&mut bytes);
    read.map_err(|source| Error::Read { path: "-".into(), source })?;
    Ok(bytes)
}

/// Has anything been sent yet?
fn has_files(folder: &Path) -> Result<bool, Error> {
    use crate::project::EntryKind;
    let entries = Project::open(folder, None)?.entries()?;
    Ok(entries.iter().any(|entry| matches!(entry.kind, EntryKind::File { .. })))
}

/// What was done, for the message.
struct Done<'a> {
    folder: &'a Path,
    plan: &'a Plan,
    units: &'a Listed,
    existing: Existing,
    sent: bool,
    from_list: bool,
}

fn told(done: &Done<'_>) -> String {
    let folder = done.folder.display();
    let owing = done.units.units.iter().filter(|unit| unit.owes).count();
    let count = |n: usize| thousands(n as u64);
    let mut lines = vec![format!("Đã tạo hội nghị của {} trong {folder}:", done.plan.unit)];
    lines.push("  hoi-nghi.toml  kỳ báo cáo, cơ quan, người ký, thể thức, lĩnh vực…; mỗi mục có lời giải thích".to_owned());
    if done.existing.units {
        lines.push("  (danh sách đơn vị đã có sẵn, giữ nguyên)".to_owned());
    } else {
        let all = done.units.units.len();
        lines.push(match all {
            0 => "  don-vi.csv     danh sách đơn vị, mới có đơn vị tổng hợp".to_owned(),
            _ => format!("  don-vi.csv     {} đơn vị, {} đơn vị phải nộp (ghi x ở cột phai_nop)", count(all), count(owing)),
        });
    }
    lines.push(format!("  {DROP}/           nơi chép các tệp đơn vị gửi"));
    notes(done, &mut lines);
    lines.push("Việc tiếp theo:".to_owned());
    let mut steps = vec![format!("Mở hoi-nghi.toml (bằng Notepad), xem lại {}.", first_look(done.plan))];
    if !done.existing.units {
        steps.push(match done.units.units.len() {
            0 => "Mở don-vi.csv (bằng Excel), ghi mỗi đơn vị một dòng; cột phai_nop ghi x nếu đơn vị phải nộp.".to_owned(),
            _ => "Mở don-vi.csv (bằng Excel), xem lại tên, cấp, trực thuộc và cột phai_nop.".to_owned(),
        });
    }
    let in_root = done.sent && !done.existing.drop;
    steps.push(if in_root {
        format!("Chuyển các tệp đơn vị đã gửi vào {DROP}/ (chỉ tệp trong thư mục này mới được đọc).")
    } else {
        format!("Chép các tệp đơn vị gửi vào {DROP}/.")
    });
    let path = folder.to_string();
    let path = if path.contains(' ') { format!("\"{path}\"") } else { path };
    steps.push(format!("Chạy: tongket check {path}   rồi: tongket report {path}"));
    lines.extend(steps.into_iter().enumerate().map(|(at, step)| format!("  {}. {step}", at + 1)));
    lines.join("\n")
}

/// What of the configuration only a person knows.
fn first_look(plan: &Plan) -> &'static str {
    if plan.period.is_some() {
        ": ngày họp, hạn nộp, số văn bản, người ký"
    } else {
        ": kỳ báo cáo, ngày họp, hạn nộp, người ký"
    }
}

fn notes(done: &Done<'_>, lines: &mut Vec<String>) {
    let unknown: Vec<&str> = done.units.units.iter().filter(|unit| unit.level.is_none()).map(|unit| unit.name.as_str()).collect();
    let some_have = done.units.units.iter().any(|unit: &NewUnit| unit.level.is_some());
    let mut entries: Vec<String> =
        done.units.notes.iter().take(NOTES).map(|note| format!("  dòng {}, “{}”: {}", note.line, note.text, note.what)).collect();
    if done.units.notes.len() > NOTES {
        entries.push(format!("  và {} dòng khác", done.units.notes.len() - NOTES));
    }
    if some_have && !unknown.is_empty() {
        let shown: Vec<&str> = unknown.iter().take(10).copied().collect();
        let more = if unknown.len() > 10 { format!(" và {} đơn vị khác", unknown.len() - 10) } else { String::new() };
        entries.push(format!("  chưa rõ cấp (để trống cột cap, như tổ, khu phố, cơ quan): {}{more}", shown.join(", ")));
    }
    if done.from_list && done.units.units.is_empty() {
        entries.push("  danh sách không có tên đơn vị nào".to_owned());
    }
    if !entries.is_empty() {
        lines.push("Cần xem lại:".to_owned());
        lines.append(&mut entries);
    }
}
