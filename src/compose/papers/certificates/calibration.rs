//! The sheet with the ruler (tờ căn phôi): printed on plain paper and laid over the pre-printed form, it shows by how many
//! millimetres the texts must be moved.
//!
//! The grid is of the sheet itself and never moved; the red lines are the baselines of the texts, moved as they are now.

use std::rc::Rc;

use super::profile::{Profile, SheetRow};
use crate::document::Align;
use crate::document::placed::{Drawing, Held, Long, PlacedDocument, PlacedText, TextPlace};

type Line = Vec<(f32, f32)>;

/// From the edges to the rulers, mm: most printers leave out what is nearer.
const RULER_MM: f32 = 10.0;
const GREY: &str = "9A9A9A";
const LIGHT: &str = "D0D0D0";
const RED: &str = "C00000";

/// A plain place of small text.
pub(super) fn plain(name: &str) -> TextPlace {
    TextPlace {
        name: name.to_owned(),
        left_mm: 0.0,
        baseline_mm: 0.0,
        width_mm: 10.0,
        align: Align::Left,
        font: "Times New Roman".to_owned(),
        size: 7.0,
        smallest: 5.0,
        bold: false,
        italic: false,
        upper: false,
        colour: "000000".to_owned(),
        lines: 1,
        pitch_mm: None,
        held: Held::First,
        long: Long::Wrap,
        rule: None,
        widening: 1.0,
    }
}

/// The sheet of a profile.
pub(super) fn sheet(profile: &Profile) -> PlacedDocument {
    let SheetRow { width, height, .. } = profile.sheet;
    let mut texts = numbers(&profile.sheet);
    texts.extend(fields(profile));
    texts.push(instructions(profile));
    let drawing = |name: &str, weight_pt: f32, colour: &str, lines: Vec<Line>| Drawing {
        name: name.to_owned(),
        weight_pt,
        colour: colour.to_owned(),
        filled: false,
        lines,
    };
    PlacedDocument {
        title: format!(
            "Tờ căn phôi, mẫu {} (dịch {}; {} mm)",
            profile.name,
            mm(profile.sheet.shift_x),
            mm(profile.sheet.shift_y)
        ),
        author: String::new(),
        width_mm: width,
        height_mm: height,
        drawings: vec![
            drawing("Lưới 10 mm", 0.25, LIGHT, grid(width, height)),
            drawing("Thước", 0.35, GREY, rulers(width, height)),
            drawing("Chân chữ", 0.75, RED, baselines(profile)),
        ],
        pages: vec![texts],
    }
}

/// Whole millimetres from 0 up to a length.
fn millimetres(length: f32) -> impl Iterator<Item = u16> {
    (0..=1000_u16).take_while(move |mm| f32::from(*mm) <= length)
}

/// Lines every 10 mm.
fn grid(width: f32, height: f32) -> Vec<Line> {
    let every = |length: f32| millimetres(length).filter(|mm| mm % 10 == 0).map(f32::from);
    let down = every(width).map(|x| vec![(x, 0.0), (x, height)]);
    let across = every(height).map(|y| vec![(0.0, y), (width, y)]);
    down.chain(across).collect()
}

/// Rulers near the edges and through the middle, a mark every millimetre, longer every 5 and 10.
fn rulers(width: f32, height: f32) -> Vec<Line> {
    let mark = |mm: u16| match mm {
        mm if mm % 10 == 0 => 3.0,
        mm if mm % 5 == 0 => 2.2,
        _ => 1.2,
    };
    let mut lines = Vec::new();
    for y in [RULER_MM, middle(height), height - RULER_MM] {
        lines.push(vec![(0.0, y), (width, y)]);
        lines.extend(millimetres(width).map(|mm| vec![(f32::from(mm), y), (f32::from(mm), y + mark(mm))]));
    }
    for x in [RULER_MM, middle(width), width - RULER_MM] {
        lines.push(vec![(x, 0.0), (x, height)]);
        lines.extend(millimetres(height).map(|mm| vec![(x, f32::from(mm)), (x + mark(mm), f32::from(mm))]));
    }
    lines
}

/// The multiple of 10 mm nearest to the middle.
fn middle(length: f32) -> f32 {
    (length / 20.0).round() * 10.0
}

/// Numbers at the upper and the left ruler, every 10 mm.
fn numbers(sheet: &SheetRow) -> Vec<PlacedText> {
    let number = |mm: u16, left_mm: f32, baseline_mm: f32, align: Align| PlacedText {
        text: mm.to_string(),
        place: Rc::new(TextPlace { left_mm, baseline_mm, width_mm: 8.0, align, ..plain("thuoc") }),
    };
    let across = millimetres(sheet.width - 15.0).filter(|mm| mm % 10 == 0 && *mm >= 20);
    let down = millimetres(sheet.height - 15.0).filter(|mm| mm % 10 == 0 && *mm >= 20);
    let across = across.map(|mm| number(mm, f32::from(mm) - 4.0, RULER_MM - 1.2, Align::Center));
    let down = down.map(|mm| number(mm, RULER_MM - 9.0, f32::from(mm) + 0.9, Align::Right));
    across.chain(down).collect()
}

/// The lines on which texts stand, all a text may have.
fn baselines(profile: &Profile) -> Vec<Line> {
    let of = |place: &TextPlace| {
        let count = u16::try_from(place.lines).unwrap_or(u16::MAX);
        let pitch = place.pitch_mm.unwrap_or(place.size * 1.25 * 25.4 / 72.0);
        let above = f32::from(count - 1)
            * match place.held {
                Held::First => 0.0,
                Held::Middle => 0.5,
                Held::Last => 1.0,
            };
        let (left, width, first) = (place.left_mm, place.width_mm, place.baseline_mm - above * pitch);
        let line = move |number: u16| {
            let y = first + f32::from(number) * pitch;
            vec![(left, y), (left + width, y)]
        };
        let end = move |x: f32| vec![(x, place_top(first)), (x, first + 1.5)];
        (0..count).map(line).chain([end(left), end(left + width)]).collect::<Vec<Line>>()
    };
    profile.fields.iter().flat_map(|field| of(&field.place)).collect()
}

/// Where the mark at the end of a baseline begins.
fn place_top(baseline: f32) -> f32 {
    (baseline - 1.5).max(0.0)
}

/// Narrower places have room for a name only, mm.
const NARROW_MM: f32 = 45.0;

/// Each text's name and place, above the beginning of its baseline.
fn fields(profile: &Profile) -> Vec<PlacedText> {
    let label = |place: &TextPlace| {
        let TextPlace { name, left_mm, baseline_mm, width_mm, .. } = place;
        let text = if *width_mm < NARROW_MM {
            name.clone()
        } else {
            format!("{name}: x {}, y {}, rộng {}", mm(*left_mm), mm(*baseline_mm), mm(*width_mm))
        };
        let place = TextPlace {
            left_mm: left_mm + 1.0,
            baseline_mm: baseline_mm - 1.0,
            width_mm: (width_mm - 1.0).min(70.0),
            size: 8.0,
            colour: RED.to_owned(),
            ..plain("ten_o")
        };
        PlacedText { text, place: Rc::new(place) }
    };
    profile.fields.iter().map(|field| label(&field.place)).collect()
}

/// "1,5".
fn mm(length: f32) -> String {
    ((length * 10.0).round() / 10.0).to_string().replace('.', ",")
}

/// What to do with the sheet, in the upper part, which a form has printed already.
fn instructions(profile: &Profile) -> PlacedText {
    let SheetRow { width, height, shift_x, shift_y, .. } = profile.sheet;
    let text = format!(
        "TỜ CĂN PHÔI - mẫu {name} ({width} × {height} mm). Ô lưới 10 mm, vạch nhỏ 1 mm, tính từ mép trái và mép trên tờ giấy; đường đỏ là chân chữ.\n\
         1. In trên giấy thường cùng khổ phôi, đúng tỷ lệ 100% (không chọn “vừa khổ giấy”).\n\
         2. Đặt lên phôi, soi ra ánh sáng, so đường đỏ với dòng kẻ của phôi.\n\
         3. Dòng kẻ ở bên phải đường đỏ bao nhiêu mm thì cộng vào dich_x_mm (bên trái: trừ); ở phía dưới bao nhiêu mm thì cộng vào dich_y_mm (phía trên: trừ), trong mục [[giay_khen]] của hoi-nghi.toml, rồi lập lại.\n\
         4. Riêng một ô lệch thì sửa x_mm, y_mm của ô ấy trong mau/giay-khen/{name}.toml.\n\
         Đang dùng: dich_x_mm = {x}, dich_y_mm = {y}.",
        name = profile.name,
        x = shift_x,
        y = shift_y,
    );
    let place = TextPlace {
        left_mm: 20.0,
        baseline_mm: 20.0,
        // Left of the ruler in the middle.
        width_mm: middle(width) - 25.0,
        size: 10.0,
        smallest: 7.0,
        lines: 16,
        ..plain("cach_dung")
    };
    PlacedText { text, place: Rc::new(place) }
}
