//! A profile of certificates (`giay-khen/*.toml`): the sheet, its borders, and where each text stands (ô).
//!
//! Everything is checked when it is read, whether or not a certificate needs it: a fault names the line and the nearest key.

use std::rc::Rc;

use serde::Deserialize;
use toml::Spanned;

use super::super::super::{Overrides, template};
use super::borders::BorderRow;
use super::words;
use crate::document::Align;
use crate::document::placed::{Held, Long, TextPlace};
use crate::error::Error;

const FOLDER: &str = "giay-khen";
const BLACK: &str = "000000";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "ten")]
    title: String,
    #[serde(rename = "to_giay")]
    sheet: Spanned<SheetRow>,
    #[serde(rename = "khung", default)]
    borders: Vec<Spanned<BorderRow>>,
    #[serde(rename = "o")]
    boxes: Vec<Spanned<BoxRow>>,
}

/// The sheet (tờ giấy).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetRow {
    #[serde(rename = "rong_mm")]
    pub(super) width: f32,
    #[serde(rename = "cao_mm")]
    pub(super) height: f32,
    /// Is it a pre-printed form (phôi in sẵn)?
    #[serde(rename = "phoi_in_san", default)]
    pub(super) preprinted: bool,
    /// All texts moved to the right, mm.
    #[serde(rename = "dich_x_mm", default)]
    pub(super) shift_x: f32,
    /// All texts moved down, mm.
    #[serde(rename = "dich_y_mm", default)]
    pub(super) shift_y: f32,
    #[serde(rename = "phong_chu", default = "times")]
    font: String,
    #[serde(rename = "mau_chu", default = "black")]
    colour: String,
}

/// A text's place (ô), as it is written in a profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxRow {
    #[serde(rename = "ma")]
    name: String,
    #[serde(rename = "noi_dung")]
    text: String,
    #[serde(rename = "khi_trong", default)]
    otherwise: String,
    #[serde(rename = "chung_nhan")]
    certifies: Option<bool>,
    #[serde(rename = "x_mm")]
    x: f32,
    #[serde(rename = "y_mm")]
    y: f32,
    #[serde(rename = "rong_mm")]
    width: f32,
    #[serde(rename = "can", default)]
    align: Align,
    #[serde(rename = "co_chu")]
    size: f32,
    #[serde(rename = "co_chu_nho_nhat")]
    smallest: Option<f32>,
    #[serde(rename = "dam", default)]
    bold: bool,
    #[serde(rename = "nghieng", default)]
    italic: bool,
    #[serde(rename = "in_hoa", default)]
    upper: bool,
    #[serde(rename = "mau_chu")]
    colour: Option<String>,
    #[serde(rename = "phong_chu")]
    font: Option<String>,
    #[serde(rename = "he_so_rong", default = "one")]
    widening: f32,
    #[serde(rename = "so_dong", default = "one_line")]
    lines: usize,
    #[serde(rename = "gian_dong_mm")]
    pitch: Option<f32>,
    #[serde(rename = "moc", default)]
    held: Held,
    #[serde(rename = "khi_dai", default)]
    long: Long,
    #[serde(rename = "ke_duoi")]
    rule: Option<f32>,
}

fn times() -> String {
    "Times New Roman".to_owned()
}

fn black() -> String {
    BLACK.to_owned()
}

fn one() -> f32 {
    1.0
}

fn one_line() -> usize {
    1
}

/// A profile, checked.
#[derive(Debug)]
pub(super) struct Profile {
    /// "phoi-a4".
    pub(super) name: String,
    /// "Phôi in sẵn khổ A4 ngang".
    pub(super) title: String,
    /// The sheet.
    pub(super) sheet: SheetRow,
    /// Borders.
    pub(super) borders: Vec<BorderRow>,
    /// Its places.
    pub(super) fields: Vec<Field>,
}

/// A place and what stands there.
#[derive(Debug)]
pub(super) struct Field {
    /// Words with `{names}` of values.
    pub(super) text: String,
    /// What stands for a value that is not known.
    pub(super) otherwise: String,
    /// Only on certificates of recognition (true) or of commendation (false).
    pub(super) certifies: Option<bool>,
    /// Where, moved as the sheet is.
    pub(super) place: Rc<TextPlace>,
}

impl Profile {
    /// Reads a profile. `shift`: how far all texts are moved; what the profile says where `None`.
    ///
    /// # Errors
    ///
    /// There is none of that name, or a fault in it: line, and what is right.
    pub(super) fn read(overrides: &Overrides, name: &str, shift: [Option<f32>; 2]) -> Result<Self, Error> {
        let path = format!("{FOLDER}/{name}.toml");
        let file: File = template::table(overrides, &path)?;
        let source = template::text(overrides, &path)?;
        if let Some((start, key, message)) = fault(&file) {
            return Err(template::fault(&path, format!("dòng {}: {message}", line(source, start, key))));
        }
        let mut sheet = file.sheet.into_inner();
        sheet.shift_x = shift[0].unwrap_or(sheet.shift_x);
        sheet.shift_y = shift[1].unwrap_or(sheet.shift_y);
        let fields = file.boxes.into_iter().map(|row| field(row.into_inner(), &sheet)).collect();
        let borders = file.borders.into_iter().map(Spanned::into_inner).collect();
        Ok(Self { name: name.to_owned(), title: file.title, sheet, borders, fields })
    }

    /// Does it print this value?
    pub(super) fn prints(&self, value: &str) -> bool {
        self.fields.iter().any(|field| words::names(&field.text).any(|name| name == value))
    }
}

/// What is wrong with a profile of the office's own, if it is one: for `template check`.
pub(in crate::compose) fn fault_of(overrides: &Overrides, path: &str) -> Option<Error> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".toml")?;
    Profile::read(overrides, name, [None; 2]).err()
}

fn field(row: BoxRow, sheet: &SheetRow) -> Field {
    let place = TextPlace {
        name: row.name,
        left_mm: row.x + sheet.shift_x,
        baseline_mm: row.y + sheet.shift_y,
        width_mm: row.width,
        align: row.align,
        font: row.font.unwrap_or_else(|| sheet.font.clone()),
        size: row.size,
        smallest: row.smallest.unwrap_or(row.size),
        bold: row.bold,
        italic: row.italic,
        upper: row.upper,
        colour: row.colour.unwrap_or_else(|| sheet.colour.clone()).to_uppercase(),
        lines: row.lines,
        pitch_mm: row.pitch,
        held: row.held,
        long: row.long,
        rule: row.rule,
        widening: row.widening,
    };
    Field { text: row.text, otherwise: row.otherwise, certifies: row.certifies, place: Rc::new(place) }
}

/// Where a fault is: the byte at which its table begins, the key in it, what is wrong.
type Fault = (usize, &'static str, String);

/// The first fault.
fn fault(file: &File) -> Option<Fault> {
    let sheet = file.sheet.get_ref();
    let at = |key, message| Some((file.sheet.span().start, key, message));
    for (key, length) in [("rong_mm", sheet.width), ("cao_mm", sheet.height)] {
        if !(50.0..=1000.0).contains(&length) {
            return at(key, format!("cạnh tờ giấy phải từ 50 đến 1000 mm, không thể là {length}"));
        }
    }
    for (key, shift) in [("dich_x_mm", sheet.shift_x), ("dich_y_mm", sheet.shift_y)] {
        if !(-50.0..=50.0).contains(&shift) {
            return at(key, format!("độ dịch phải từ -50 đến 50 mm, không thể là {shift}"));
        }
    }
    if !is_colour(&sheet.colour) {
        return at("mau_chu", wrong_colour(&sheet.colour));
    }
    let borders = file.borders.iter().find_map(|row| row.get_ref().fault(sheet).map(|(key, said)| (row.span().start, key, said)));
    let twice = |at: usize| file.boxes[..at].iter().any(|other| other.get_ref().name == file.boxes[at].get_ref().name);
    let boxes = file.boxes.iter().enumerate().find_map(|(at, row)| {
        let name = &row.get_ref().name;
        let (key, said) = if twice(at) { ("ma", "đã có ở trên".to_owned()) } else { row.get_ref().fault(sheet)? };
        Some((row.span().start, key, format!("ô “{name}”: {said}")))
    });
    borders.or(boxes)
}

/// A measure: its key, its value, the least and the most it may be, what it is.
type Limit = (&'static str, f32, f32, f32, &'static str);

/// The first measure that is not between its limits.
pub(super) fn out_of_limits(limits: &[Limit]) -> Option<(&'static str, String)> {
    let &(key, value, low, high, what) = limits.iter().find(|(_, value, low, high, _)| !(low..=high).contains(&value))?;
    Some((key, format!("{what} phải từ {low} đến {high}, không thể là {value}")))
}

/// "C00000".
pub(super) fn is_colour(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

pub(super) fn wrong_colour(text: &str) -> String {
    format!("màu “{text}” không đúng; ghi sáu chữ số, như \"C00000\" (đỏ) hoặc \"{BLACK}\" (đen)")
}

impl BoxRow {
    fn fault(&self, sheet: &SheetRow) -> Option<(&'static str, String)> {
        let limits = [
            ("rong_mm", self.width, 5.0, sheet.width, "bề rộng (mm)"),
            ("x_mm", self.x, 0.0, sheet.width, "cách mép trái (mm)"),
            ("y_mm", self.y, 1.0, sheet.height, "chân chữ cách mép trên (mm)"),
            ("co_chu", self.size, 5.0, 120.0, "cỡ chữ (pt)"),
            ("co_chu_nho_nhat", self.smallest.unwrap_or(self.size), 5.0, self.size, "cỡ chữ nhỏ nhất (pt)"),
            ("gian_dong_mm", self.pitch.unwrap_or(5.0), 1.0, 100.0, "từ dòng đến dòng (mm)"),
            ("ke_duoi", self.rule.unwrap_or(0.5), 0.05, 1.0, "đường kẻ so với dòng chữ"),
            ("he_so_rong", self.widening, 0.5, 3.0, "độ rộng so với Times New Roman"),
        ];
        if let Some(fault) = out_of_limits(&limits) {
            return Some(fault);
        }
        if self.x + self.width > sheet.width {
            let right = self.x + self.width;
            return Some(("rong_mm", format!("x_mm + rong_mm = {right} mm, quá mép phải của tờ giấy ({} mm)", sheet.width)));
        }
        if !(1..=20).contains(&self.lines) {
            return Some(("so_dong", format!("số dòng phải từ 1 đến 20, không thể là {}", self.lines)));
        }
        if let Some(colour) = self.colour.as_ref().filter(|colour| !is_colour(colour)) {
            return Some(("mau_chu", wrong_colour(colour)));
        }
        words::unknown(&self.text).map(|said| ("noi_dung", said))
    }
}

/// The line of a key in the table that begins at a byte; the table's own line where the key is not written.
fn line(source: &str, start: usize, key: &str) -> usize {
    let above = source[..start.min(source.len())].matches('\n').count();
    let is_key = |text: &str| text.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let below = source.lines().skip(above).enumerate();
    let mut own = below.take_while(|(at, text)| *at == 0 || !text.trim_start().starts_with('['));
    own.find(|(_, text)| is_key(text)).map_or(above, |(at, _)| above + at) + 1
}
