//! What stands at the head of every page: the page number, and "DỰ THẢO" on a draft; and at the foot of the first: the
//! address.
//!
//! The draft's mark stands beside the number in a table of three columns as wide as the text, so that the number stays
//! centred on pages of either orientation and one header part serves all sections. A frame (`w:framePr`) would do in Word,
//! but in a header `LibreOffice` saves it as a text box, its words four times.

use docx_rs::{
    AlignmentType, BuildXML as _, Footer, Header, PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Run, Table, TableCell, TableCellMargins, TableRow, WidthType,
};

use super::blocks::run;
use super::page::{Headers, grid, text_width};
use super::styles;
use crate::document::{Layout, Side};

/// The mark of a draft (dự thảo).
const DRAFT_MARK: &str = "DỰ THẢO";

/// The header and footer parts, not yet normalised, and which is which.
#[derive(Debug)]
pub(super) struct Frame {
    /// `header1.xml`, ….
    pub(super) headers: Vec<String>,
    /// `footer1.xml`, ….
    pub(super) footers: Vec<String>,
    /// Which part stands on which page.
    pub(super) parts: Headers,
}

/// What stands at the head of every page and at the foot of the first.
pub(super) fn around(layout: &Layout, draft: bool, contact: &str) -> Frame {
    let number =
        Paragraph::new().style(styles::PAGE_NUMBER).align(styles::aligned(layout.page.number_side)).add_page_num(PageNum::new());
    let later = if draft { marked(layout, number) } else { Header::new().add_paragraph(number) };
    let mark = || Paragraph::new().style(styles::DRAFT).add_run(Run::new().add_text(DRAFT_MARK));
    let bare = if draft { mark() } else { Paragraph::new().style(styles::PAGE_NUMBER) };
    let bare = (!layout.page.number_on_first).then(|| Header::new().add_paragraph(bare));
    let headers: Vec<String> = std::iter::once(later).chain(bare).map(|header| text(&header.build())).collect();
    let empty = text(&Footer::new().add_paragraph(Paragraph::new().style(styles::CONTACT)).build());
    let footers: Vec<String> =
        std::iter::once(empty).chain((!contact.trim().is_empty()).then(|| foot(layout, contact))).collect();
    let parts =
        Headers { later: 1, bare: (headers.len() > 1).then_some(2), foot: 1, opening_foot: (footers.len() > 1).then_some(2) };
    Frame { headers, footers, parts }
}

fn text(part: &[u8]) -> String {
    String::from_utf8_lossy(part).into_owned()
}

/// A header with the draft's mark at the right of the number; where the number stands there, at the left.
fn marked(layout: &Layout, number: Paragraph) -> Header {
    let (number_at, mark_at) = match layout.page.number_side {
        Side::Left => (0, 2),
        Side::Center | Side::Both => (1, 2),
        Side::Right => (2, 0),
    };
    let side = [AlignmentType::Left, AlignmentType::Center, AlignmentType::Right][mark_at];
    let mark = Paragraph::new().style(styles::DRAFT).align(side).add_run(Run::new().add_text(DRAFT_MARK));
    let mut lines = [const { None }, const { None }, const { None }];
    lines[number_at] = Some(number);
    lines[mark_at] = Some(mark);
    // Widths in fiftieths of a percent: a third each, of whatever page.
    let cell = |(line, wide): (Option<Paragraph>, usize)| {
        let line = line.unwrap_or_else(|| Paragraph::new().style(styles::DRAFT));
        TableCell::new().width(wide, WidthType::Pct).add_paragraph(line)
    };
    let cells = lines.into_iter().zip([1_666, 1_668, 1_666]).map(cell).collect();
    let third = text_width(&layout.page, false) / 3.0;
    let table = Table::without_borders(vec![TableRow::new(cells)])
        .width(5_000, WidthType::Pct)
        .set_grid(grid(&[third; 3]))
        .margins(TableCellMargins::new().margin(0, 0, 0, 0));
    Header::new().add_table(table).add_paragraph(Paragraph::new().style(styles::SECTION_END))
}

/// Address, e-mail and telephone; a line each for `\n`.
fn foot(layout: &Layout, contact: &str) -> String {
    let mut footer = Footer::new();
    for (i, text) in contact.trim().lines().enumerate() {
        let words = run(&layout.marks.contact.cased(text.trim()));
        let mut line = Paragraph::new().style(styles::CONTACT).add_run(words);
        if i == 0 && layout.marks.contact_ruled {
            let border = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).space(2).color("000000");
            line.property = line.property.set_borders(ParagraphBorders::with_empty().set(border));
        }
        footer = footer.add_paragraph(line);
    }
    text(&footer.build())
}
