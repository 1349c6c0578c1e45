//! Tries the office's templates before there is any data, and with far more than there will be.
//!
//! The data are made up as files that units might send, and read as those are. The trap: names hold the signs that mean
//! something in a template or in Markdown, so a template that prints them bare shows it here.

use std::fmt::Write as _;

use crate::compose::{self, Input};
use crate::error::Error;
use crate::model::{Authority, Summary, UnitTree};
use crate::project::Project;
use crate::{assemble, ingest, summarize};

/// How much data a template is tried with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// No unit has sent anything.
    Nothing,
    /// One model, one award.
    Little,
    /// Thousands of rows.
    Much,
}

impl Amount {
    /// "không có số liệu", "ít số liệu", "rất nhiều số liệu".
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "không có số liệu",
            Self::Little => "ít số liệu",
            Self::Much => "rất nhiều số liệu",
        }
    }

    fn rows(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Little => 1,
            Self::Much => 6_000,
        }
    }
}

/// A fault of a template and the data with which it shows.
#[derive(Debug)]
pub struct TemplateFault {
    /// What is wrong.
    pub error: Error,
    /// With which data.
    pub with: Vec<Amount>,
}

/// Tries every template of a workspace; the faults, each once.
///
/// # Errors
///
/// A failure that is no template's.
pub fn try_templates(project: &Project) -> Result<Vec<TemplateFault>, Error> {
    let mut faults: Vec<TemplateFault> = Vec::new();
    for amount in [Amount::Nothing, Amount::Little, Amount::Much] {
        let (dossier, summary) = made_up(project, amount);
        let input = Input { dossier: &dossier, summary: &summary, overrides: &project.overrides, draft: false, sources: None };
        for error in compose::template_faults(input)? {
            match faults.iter_mut().find(|known| known.error.to_string() == error.to_string()) {
                // Document and workbook may be made from one template.
                Some(known) if known.with.last() == Some(&amount) => {}
                Some(known) => known.with.push(amount),
                None => faults.push(TemplateFault { error, with: vec![amount] }),
            }
        }
    }
    Ok(faults)
}

fn made_up(project: &Project, amount: Amount) -> (crate::model::Dossier, Summary) {
    let (authority, units) = (&project.authority, &project.units);
    let reader = ingest::Reader::new(authority, units);
    let files =
        [("nop/thu-mo-hinh.csv", models(authority, units, amount)), ("nop/thu-khen.csv", awards(authority, units, amount))];
    let sent = files.iter().filter(|_| amount != Amount::Nothing);
    let readings = sent.zip(0..).map(|((path, text), file)| reader.read(path, file, text.as_bytes())).collect();
    let dossier = assemble::dossier(authority.clone(), units.clone(), readings);
    let summary = summarize::summary(&dossier, &[]);
    (dossier, summary)
}

/// Signs that mean something in a template, in Markdown, in XML or in a sheet.
const ODD: &str = "“Khéo” *một* _hai_ [ba](bốn) {{ năm }} {% sáu %} <bảy> & #tám | chín";

fn name(at: usize) -> String {
    // Every hundredth is as long as a paragraph.
    if at.is_multiple_of(100) {
        format!("{at} {ODD} {}", "vận động Nhân dân ".repeat(20))
    } else {
        format!("Mô hình số {at} {ODD}")
    }
}

/// Biểu 1, its rows spread over the units that owe.
fn models(authority: &Authority, units: &UnitTree, amount: Amount) -> String {
    let mut text = "Đơn vị,STT,Tên mô hình,Tập thể cá nhân thực hiện,Loại hình,Đối tượng,Lĩnh vực,Năm đăng ký,Cấp đăng ký,\
                    Phát huy hiệu quả,Nhân rộng,Kết quả nổi bật"
        .to_owned();
    for level in &authority.levels {
        let _ = write!(text, ",Công nhận {}", level.name);
    }
    let years = authority.period.from.year..=authority.period.to.year;
    let year = |at: usize| years.clone().nth(at % years.clone().count().max(1)).unwrap_or(authority.period.from.year);
    let names = owing(units);
    for at in 0..amount.rows() {
        let (field, level) = (&authority.fields[at % authority.fields.len()], &authority.levels[at % authority.levels.len()]);
        let _ = write!(
            text,
            "\n{},{},{},Tổ {at},{},{},{},{},{},{},{},{}",
            quoted(&names[at % names.len()]),
            at + 1,
            quoted(&name(at)),
            ["Mô hình", "Điển hình"][at % 2],
            ["Tập thể", "Cá nhân", "Hộ gia đình"][at % 3],
            quoted(&field.name),
            year(at),
            quoted(&level.name),
            ["x", ""][at % 2],
            at % 4,
            quoted(ODD),
        );
        for place in 0..authority.levels.len() {
            let _ = if at.is_multiple_of(place + 2) { write!(text, ",{}", year(at)) } else { write!(text, ",") };
        }
    }
    text
}

/// Biểu 2, proposed and given.
fn awards(authority: &Authority, units: &UnitTree, amount: Amount) -> String {
    let mut text =
        "Đơn vị,STT,Tên tập thể cá nhân,Chức vụ đơn vị,Đối tượng,Hình thức khen,Cơ quan khen,Nội dung khen,Tình trạng".to_owned();
    let names = owing(units);
    for at in 0..amount.rows().min(1_500) {
        let form = &authority.forms[at % authority.forms.len()];
        let _ = write!(
            text,
            "\n{},{},{},{},{},{},{},{},{}",
            quoted(&names[at % names.len()]),
            at + 1,
            quoted(&format!("Nguyễn Văn {at} {ODD}")),
            quoted(ODD),
            ["Tập thể", "Cá nhân"][at % 2],
            quoted(&form.name),
            quoted(form.bodies.first().map_or("UBND", |body| body.name.as_str())),
            ["Mô hình", "Chỉ đạo", "Khác"][at % 3],
            ["Đã khen", "Đề nghị"][at % 2],
        );
    }
    text
}

/// The units that owe a submission; the root where none is declared.
fn owing(units: &UnitTree) -> Vec<String> {
    let owing: Vec<String> =
        units.walk().into_iter().filter(|unit| units.unit(*unit).owes).map(|unit| units.name(unit).to_owned()).collect();
    let root = units.name(units.root());
    if owing.is_empty() { vec![if root.is_empty() { "Đơn vị thử".to_owned() } else { root.to_owned() }] } else { owing }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
