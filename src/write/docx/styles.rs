//! Named paragraph styles of a document, made from the layout profile, so that a clerk mends a look in one place in Word.
//!
//! Style names are Vietnamese and start with "TK", to stand apart from Word's own; headings carry an outline level, so
//! that they show in the navigation pane. A style's id is the ASCII letters and digits of its name: that is what
//! `LibreOffice` makes of the name when it saves, so ids and names are the same afterwards.

use docx_rs::{
    AlignmentType, BuildXML as _, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType, Styles,
};

use super::package::DECLARATION;
use super::page::{half_points, points, twips};
use crate::document::{BodyLayout, Layout, ParagraphStyle, Side, Typeface};

/// Body text: justified, first line indented.
pub(super) const BODY: &str = "TKNidung";
/// A list item of the body.
const ITEM: &str = "TKMclitk";
/// A khoản without a title.
const CLAUSE: &str = "TKKhon";
/// A legal basis.
const BASIS: &str = "TKCnc";
/// An article.
pub(super) const ARTICLE: &str = "TKiu";
const PART: &str = "TKPhnchng";
const PART_TITLE: &str = "TKTnphnchng";
const DIVISION: &str = "TKMc";
const DIVISION_TITLE: &str = "TKTnmc";
/// Headings of levels 1 to 3.
const HEADINGS: [(&str, &str); 3] = [("TKmc1", "TK Đề mục 1"), ("TKmc2", "TK Đề mục 2"), ("TKmc3", "TK Đề mục 3")];
const CENTERED: &str = "TKCngia";
const AUTHORITY: &str = "TKThmquyn";
/// "Kính gửi:" and its names.
pub(super) const ADDRESSEE: &str = "TKKnhgi";
const ANNEX_NUMBER: &str = "TKPhlc";
const ANNEX_TITLE: &str = "TKTnphlc";
const ANNEX_NOTE: &str = "TKKmtheo";
const CLOSING: &str = "TKKtlun";
const CAPTION: &str = "TKTnbng";
/// The line that holds a chart.
pub(super) const CHART: &str = "TKBiu";
const CHART_CAPTION: &str = "TKTnbiu";
/// A centred line of the letterhead.
pub(super) const HEAD: &str = "TKPhnu";
/// An empty line that carries a drawn rule.
pub(super) const RULE: &str = "TKngk";
/// A mark in a frame: urgency, circulation.
pub(super) const MARK: &str = "TKDuhiu";
/// Address and telephone at the foot of page 1.
pub(super) const CONTACT: &str = "TKLinh";
/// Name of the document type.
pub(super) const TITLE: &str = "TKTnloi";
/// What the document is about.
pub(super) const SUBJECT: &str = "TKTrchyu";
/// The small line after a table.
pub(super) const GAP: &str = "TKSaubng";
/// The line that ends a section; as small as Word allows.
pub(super) const SECTION_END: &str = "TKHtphn";
/// A table of data: its borders.
pub(super) const TABLE: &str = "TKBng";
/// Heading cell of a table.
pub(super) const CELL_HEADING: &str = "TKBngu";
/// Cells of a table: left, centre, right.
pub(super) const CELLS: [&str; 3] = ["TKBngtri", "TKBnggia", "TKBngphi"];
/// A line of the signature.
pub(super) const SIGNATURE: &str = "TKKtn";
/// A line of the recipients.
pub(super) const RECIPIENT: &str = "TKNinhn";
/// Page number.
pub(super) const PAGE_NUMBER: &str = "TKStrang";
/// Mark of a draft.
pub(super) const DRAFT: &str = "TKDtho";

/// The style of a body paragraph, and how its words are set.
pub(super) fn of(style: ParagraphStyle, layout: &Layout) -> (&'static str, Typeface) {
    let (body, headings) = (layout.body.text, &layout.headings);
    match style {
        ParagraphStyle::Body => (BODY, body),
        ParagraphStyle::Item => (ITEM, body),
        ParagraphStyle::Clause => (CLAUSE, headings.untitled_clause),
        ParagraphStyle::Basis => (BASIS, layout.basis.text),
        ParagraphStyle::Part => (PART, headings.part),
        ParagraphStyle::PartTitle => (PART_TITLE, headings.part_title),
        ParagraphStyle::Division => (DIVISION, headings.division),
        ParagraphStyle::DivisionTitle => (DIVISION_TITLE, headings.division_title),
        ParagraphStyle::Centered => (CENTERED, body),
        ParagraphStyle::Authority => (AUTHORITY, layout.signature.authority),
        ParagraphStyle::AnnexNumber => (ANNEX_NUMBER, layout.annex.number),
        ParagraphStyle::AnnexTitle => (ANNEX_TITLE, layout.annex.title),
        ParagraphStyle::AnnexNote => (ANNEX_NOTE, layout.annex.note),
        ParagraphStyle::Closing => (CLOSING, body),
        ParagraphStyle::Caption => (CAPTION, body),
        ParagraphStyle::ChartCaption => (CHART_CAPTION, body),
    }
}

/// The style of a heading, and how its words are set; levels beyond 3 look like 3.
pub(super) fn heading(level: u8, layout: &Layout) -> (&'static str, Typeface) {
    let at = usize::from(level.clamp(1, 3)) - 1;
    (HEADINGS[at].0, heading_faces(layout)[at])
}

fn heading_faces(layout: &Layout) -> [Typeface; 3] {
    [layout.headings.roman, layout.headings.clause, layout.headings.point]
}

/// `word/styles.xml`, not yet normalised.
pub(super) fn xml(layout: &Layout) -> String {
    let body = &layout.body;
    let font = body.font.as_str();
    let fonts = RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font);
    let mut styles = Styles::new().default_fonts(fonts).default_size(half_points(body.text.size));
    for style in body_styles(layout).into_iter().chain(table_styles(body)).chain(frame_styles(layout)) {
        styles = styles.add_style(style);
    }
    // docx-rs gives a table style the borders it gives a table.
    styles = styles.add_style(Style::new(TABLE, StyleType::Table).name("TK Bảng").q_format(true));
    // docx-rs can give the defaults no colour.
    let defaults = "<w:rPrDefault><w:rPr>";
    let color = format!(r#"{defaults}<w:color w:val="{}" />"#, body.color);
    format!("{DECLARATION}{}", String::from_utf8_lossy(&styles.build()).replacen(defaults, &color, 1))
}

fn named(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true)
}

/// Size, weight, slope and underline of a typeface; its case is that of the words themselves.
fn faced(style: Style, face: Typeface) -> Style {
    let style = style.size(half_points(face.size));
    let style = if face.bold { style.bold() } else { style };
    let style = if face.italic { style.italic() } else { style };
    if face.underlined { style.underline("single") } else { style }
}

/// Space before and after, in points; single line spacing, said in full: `LibreOffice` takes a spacing without its rule for
/// an exact one when it saves.
pub(super) fn single(before: f32, after: f32) -> LineSpacing {
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

/// The alignment of a side.
pub(super) fn aligned(side: Side) -> AlignmentType {
    match side {
        Side::Left => AlignmentType::Left,
        Side::Center => AlignmentType::Center,
        Side::Right => AlignmentType::Right,
        Side::Both => AlignmentType::Both,
    }
}

fn body_styles(layout: &Layout) -> Vec<Style> {
    let (body, headings) = (&layout.body, &layout.headings);
    let indent = i32::try_from(twips(points(body.indent_mm))).unwrap_or(0);
    let text = |id: &str, name: &str, face: Typeface| {
        let mut style = faced(named(id, name), face).align(aligned(body.align)).line_spacing(body_spacing(body, 0.0)).indent(
            Some(0),
            Some(SpecialIndentType::FirstLine(indent)),
            None,
            None,
        );
        style.paragraph_property = style.paragraph_property.widow_control(true);
        style
    };
    let centered = |id: &str, name: &str, face: Typeface| {
        faced(named(id, name), face).align(AlignmentType::Center).line_spacing(body_spacing(body, 0.0))
    };
    let mut styles = vec![
        text(BODY, "TK Nội dung", body.text),
        text(ITEM, "TK Mục liệt kê", body.text),
        text(CLAUSE, "TK Khoản", headings.untitled_clause),
        text(BASIS, "TK Căn cứ", layout.basis.text),
        text(ARTICLE, "TK Điều", body.text),
        centered(CENTERED, "TK Căn giữa", body.text),
        kept(centered(PART, "TK Phần chương", headings.part)),
        kept(centered(PART_TITLE, "TK Tên phần chương", headings.part_title)),
        kept(centered(DIVISION, "TK Mục", headings.division)),
        kept(centered(DIVISION_TITLE, "TK Tên mục", headings.division_title)),
    ];
    for (level, ((id, name), face)) in HEADINGS.into_iter().zip(heading_faces(layout)).enumerate() {
        let style = text(id, name, face).line_spacing(body_spacing(body, body.paragraph_gap_pt));
        styles.push(kept(style.outline_lvl(level).next(BODY)));
    }
    styles.push(kept(centered(AUTHORITY, "TK Thẩm quyền", layout.signature.authority)));
    styles.push(kept(centered(ANNEX_NUMBER, "TK Phụ lục", layout.annex.number).outline_lvl(0)));
    styles.push(kept(centered(ANNEX_TITLE, "TK Tên phụ lục", layout.annex.title)));
    styles.push(kept(centered(ANNEX_NOTE, "TK Kèm theo", layout.annex.note)));
    styles.push(text(CLOSING, "TK Kết luận", body.text).bold().italic());
    styles.push(kept(centered(CAPTION, "TK Tên bảng", body.text).bold().italic()));
    // A line of exact height would cut the picture.
    styles.push(kept(centered(CHART, "TK Biểu đồ", body.text).line_spacing(single(12.0, 3.0))));
    styles.push(centered(CHART_CAPTION, "TK Tên biểu đồ", body.text).bold().italic());
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
    let plain = |id: &str, name: &str| named(id, name).align(AlignmentType::Left).line_spacing(single(0.0, 0.0));
    let centered = |id: &str, name: &str| plain(id, name).align(AlignmentType::Center);
    vec![
        centered(HEAD, "TK Phần đầu"),
        kept(named(RULE, "TK Đường kẻ").size(half_points(2.0)).line_spacing(tiny(4.0))),
        centered(MARK, "TK Dấu hiệu").line_spacing(single(6.0, 0.0)),
        faced(centered(CONTACT, "TK Liên hệ"), layout.marks.contact),
        kept(faced(centered(TITLE, "TK Tên loại"), layout.title.kind).line_spacing(single(12.0, 0.0))),
        kept(faced(centered(SUBJECT, "TK Trích yếu"), layout.title.subject)),
        kept(
            faced(plain(ADDRESSEE, "TK Kính gửi"), layout.addressees.text)
                .line_spacing(single(0.0, layout.body.paragraph_gap_pt)),
        ),
        named(SECTION_END, "TK Hết phần").size(half_points(1.0)).line_spacing(tiny(1.0)),
        kept(centered(SIGNATURE, "TK Ký tên").size(half_points(layout.signature.post.size))),
        plain(RECIPIENT, "TK Nơi nhận").size(half_points(layout.recipients.list.size)),
        faced(plain(PAGE_NUMBER, "TK Số trang"), layout.page.number).align(aligned(layout.page.number_side)),
        plain(DRAFT, "TK Dự thảo").size(half_points(12.0)).bold().align(AlignmentType::Right),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::samples::{PROFILES, layout};
    use super::xml;

    fn attribute<'x>(element: &'x str, mark: &str) -> &'x str {
        element.split(mark).nth(1).unwrap().split('"').next().unwrap()
    }

    /// Any other id `LibreOffice` would change when it saves.
    #[test]
    fn an_id_is_the_ascii_letters_and_digits_of_its_name() {
        for (code, _) in PROFILES {
            let xml = xml(&layout(code));
            let styles: Vec<&str> = xml.split("<w:style ").skip(1).collect();
            for style in &styles {
                let name = attribute(style, "<w:name w:val=\"").chars();
                assert_eq!(attribute(style, "w:styleId=\""), name.filter(char::is_ascii_alphanumeric).collect::<String>());
            }
            let ids: BTreeSet<String> = styles.iter().map(|style| attribute(style, "w:styleId=\"").to_lowercase()).collect();
            assert!(ids.len() == styles.len() && ids.len() >= 40, "two styles would share an id: {ids:?}");
        }
    }
}
