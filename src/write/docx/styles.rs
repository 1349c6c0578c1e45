//! Named paragraph styles of a document, made from the layout profile, so that a clerk mends a look in one place in Word.
//!
//! Style names are Vietnamese and start with "TK", to stand apart from Word's own; headings carry an outline level, so
//! that they show in the navigation pane.

use docx_rs::{
    AlignmentType, BuildXML as _, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType, Styles,
};

use super::package::DECLARATION;
use super::page::{half_points, points, twips};
use crate::document::{BodyLayout, Layout, ParagraphStyle};

/// Body text: justified, first line indented.
pub(super) const BODY: &str = "TKNoiDung";
/// A list item of the body.
const ITEM: &str = "TKMucLietKe";
/// Headings of levels 1 to 3.
const HEADINGS: [(&str, &str); 3] = [("TKDeMuc1", "TK Đề mục 1"), ("TKDeMuc2", "TK Đề mục 2"), ("TKDeMuc3", "TK Đề mục 3")];
const CENTERED: &str = "TKCanGiua";
const ADDRESSEE: &str = "TKKinhGui";
const ANNEX_TITLE: &str = "TKTenPhuLuc";
const ANNEX_NOTE: &str = "TKKemTheo";
const CLOSING: &str = "TKKetLuan";
const CAPTION: &str = "TKTenBang";
/// A centred line of the letterhead.
pub(super) const HEAD: &str = "TKPhanDau";
/// An empty line that carries a drawn rule.
pub(super) const RULE: &str = "TKDuongKe";
/// Name of the document type.
pub(super) const TITLE: &str = "TKTenLoai";
/// What the document is about.
pub(super) const SUBJECT: &str = "TKTrichYeu";
/// The small line after a table.
pub(super) const GAP: &str = "TKSauBang";
/// The line that ends a section; as small as Word allows.
pub(super) const SECTION_END: &str = "TKHetPhan";
/// Heading cell of a table.
pub(super) const CELL_HEADING: &str = "TKBangDau";
/// Cells of a table: left, centre, right.
pub(super) const CELLS: [&str; 3] = ["TKBangTrai", "TKBangGiua", "TKBangPhai"];
/// A line of the signature.
pub(super) const SIGNATURE: &str = "TKKyTen";
/// A line of the recipients.
pub(super) const RECIPIENT: &str = "TKNoiNhan";
/// Page number.
pub(super) const PAGE_NUMBER: &str = "TKSoTrang";
/// Mark of a draft.
pub(super) const DRAFT: &str = "TKDuThao";

/// The style of a body paragraph.
pub(super) fn of(style: ParagraphStyle) -> &'static str {
    match style {
        ParagraphStyle::Body => BODY,
        ParagraphStyle::Item => ITEM,
        ParagraphStyle::Centered => CENTERED,
        ParagraphStyle::Addressee => ADDRESSEE,
        ParagraphStyle::AnnexTitle => ANNEX_TITLE,
        ParagraphStyle::AnnexNote => ANNEX_NOTE,
        ParagraphStyle::Closing => CLOSING,
        ParagraphStyle::Caption => CAPTION,
    }
}

/// The style of a heading; levels beyond 3 look like 3.
pub(super) fn heading(level: u8) -> &'static str {
    HEADINGS[usize::from(level.clamp(1, 3)) - 1].0
}

/// `word/styles.xml`, not yet normalised.
pub(super) fn xml(layout: &Layout) -> String {
    let body = &layout.body;
    let font = body.font.as_str();
    let fonts = RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font);
    let mut styles = Styles::new().default_fonts(fonts).default_size(half_points(body.size));
    for style in body_styles(body).into_iter().chain(table_styles(body)).chain(frame_styles(layout)) {
        styles = styles.add_style(style);
    }
    format!("{DECLARATION}{}", String::from_utf8_lossy(&styles.build()))
}

fn named(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true)
}

/// Space before and after, in points; single line spacing.
fn single(before: f32, after: f32) -> LineSpacing {
    spacing(before, after).line_rule(LineSpacingType::Auto).line(240)
}

fn spacing(before: f32, after: f32) -> LineSpacing {
    let twentieths = |points: f32| u32::try_from(twips(points)).unwrap_or(0);
    LineSpacing::new().before(twentieths(before)).after(twentieths(after))
}

/// The body's line spacing: exact points, or lines.
fn body_spacing(body: &BodyLayout, before: f32) -> LineSpacing {
    let spacing = spacing(before, body.paragraph_gap_pt);
    // A line is 240 units; twips(12) is 240.
    let (rule, units) = if body.line_exact {
        (LineSpacingType::Exact, twips(body.line_spacing))
    } else {
        (LineSpacingType::Auto, twips(body.line_spacing * 12.0))
    };
    spacing.line_rule(rule).line(i32::try_from(units).unwrap_or(240))
}

fn body_styles(body: &BodyLayout) -> Vec<Style> {
    let indent = i32::try_from(twips(points(body.indent_mm))).unwrap_or(0);
    let text = |id: &str, name: &str| {
        let mut style = named(id, name).align(AlignmentType::Both).line_spacing(body_spacing(body, 0.0)).indent(
            Some(0),
            Some(SpecialIndentType::FirstLine(indent)),
            None,
            None,
        );
        style.paragraph_property = style.paragraph_property.widow_control(true);
        style
    };
    let centered = |id: &str, name: &str| named(id, name).align(AlignmentType::Center).line_spacing(body_spacing(body, 0.0));
    let mut styles = vec![text(BODY, "TK Nội dung"), text(ITEM, "TK Mục liệt kê"), centered(CENTERED, "TK Căn giữa")];
    styles.push(centered(ADDRESSEE, "TK Kính gửi").line_spacing(spacing(12.0, 12.0)));
    for (level, (id, name)) in HEADINGS.into_iter().enumerate() {
        let style = text(id, name).bold().line_spacing(body_spacing(body, body.paragraph_gap_pt)).outline_lvl(level).next(BODY);
        styles.push(kept(if level == 2 { style.italic() } else { style }));
    }
    styles.push(kept(centered(ANNEX_TITLE, "TK Tên phụ lục").bold().outline_lvl(0)));
    styles.push(kept(centered(ANNEX_NOTE, "TK Kèm theo").italic()));
    styles.push(text(CLOSING, "TK Kết luận").bold().italic());
    styles.push(kept(centered(CAPTION, "TK Tên bảng").bold().italic()));
    styles
}

/// Never parted from what follows, nor split.
fn kept(mut style: Style) -> Style {
    style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
    style
}

fn table_styles(body: &BodyLayout) -> Vec<Style> {
    let cell = |id: &str, name: &str| named(id, name).size(half_points(body.table_size)).line_spacing(single(2.0, 2.0));
    let aligned = [AlignmentType::Left, AlignmentType::Center, AlignmentType::Right];
    let names = ["TK Bảng - trái", "TK Bảng - giữa", "TK Bảng - phải"];
    let mut styles = vec![kept(cell(CELL_HEADING, "TK Bảng - đầu").bold().align(AlignmentType::Center))];
    for ((id, name), align) in CELLS.into_iter().zip(names).zip(aligned) {
        styles.push(cell(id, name).align(align));
    }
    styles.push(named(GAP, "TK Sau bảng").size(half_points(6.0)).line_spacing(single(0.0, 0.0)));
    styles
}

fn frame_styles(layout: &Layout) -> Vec<Style> {
    let tiny = |points: f32| spacing(0.0, 0.0).line_rule(LineSpacingType::Exact).line(i32::try_from(twips(points)).unwrap_or(20));
    let centered = |id: &str, name: &str| named(id, name).align(AlignmentType::Center).line_spacing(single(0.0, 0.0));
    vec![
        centered(HEAD, "TK Phần đầu"),
        kept(named(RULE, "TK Đường kẻ").size(half_points(2.0)).line_spacing(tiny(4.0))),
        kept(centered(TITLE, "TK Tên loại").size(half_points(layout.title.size)).bold().line_spacing(single(12.0, 0.0))),
        kept(centered(SUBJECT, "TK Trích yếu").size(half_points(layout.title.subject_size)).bold()),
        named(SECTION_END, "TK Hết phần").size(half_points(1.0)).line_spacing(tiny(1.0)),
        kept(centered(SIGNATURE, "TK Ký tên").size(half_points(layout.signature.size))),
        named(RECIPIENT, "TK Nơi nhận").size(half_points(layout.recipients.list_size)).line_spacing(single(0.0, 0.0)),
        centered(PAGE_NUMBER, "TK Số trang").size(half_points(layout.page.number_size)),
        named(DRAFT, "TK Dự thảo").size(half_points(12.0)).bold().align(AlignmentType::Right).line_spacing(single(0.0, 0.0)),
    ]
}
