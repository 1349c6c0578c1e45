//! Parts of a rendered template → sections of a document: numbers the headings, draws the fenced blocks.
//!
//! A heading with nothing under it is left out and the numbering closes up; an annex without a table is left out too.
//! So a template need not ask whether a section has content.

use super::frame::Frame;
use super::markdown::{Part, words};
use super::template::fault;
use crate::document::{Block, ParagraphStyle, Run, Section, Table};
use crate::error::Error;

/// Letters of the third level, in Vietnamese order.
const POINTS: [&str; 22] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x"];

/// A part with its fences drawn.
enum Piece {
    Heading(u8, Vec<Run>),
    Block(Block),
    /// A new section: landscape, and for an annex its title lines.
    Page(bool, Option<Vec<Vec<Run>>>),
}

/// A table drawn, and a line to stand below it.
pub(super) struct Drawn {
    /// The table.
    pub(super) table: Table,
    /// Where to find what is not printed.
    pub(super) note: Option<String>,
}

impl From<Table> for Drawn {
    fn from(table: Table) -> Self {
        Self { table, note: None }
    }
}

/// Draws a table by name and arguments; `None` where it has no row.
pub(super) type Draw<'a> = dyn Fn(&[String]) -> Result<Option<Drawn>, Error> + 'a;

/// The sections of a document.
///
/// # Errors
///
/// A fenced block of unknown name, or a table that could not be drawn.
pub(super) fn sections(template: &str, parts: Vec<Part>, frame: &Frame<'_>, draw: &Draw<'_>) -> Result<Vec<Section>, Error> {
    let mut pieces = Vec::new();
    for part in parts {
        match part {
            Part::Heading(level, runs) => pieces.push(Piece::Heading(level, runs)),
            Part::Paragraph(text) => pieces.push(Piece::Block(Block::Paragraph { text, style: ParagraphStyle::Body })),
            Part::Item(depth, runs) => {
                let dash = Run::plain(if depth == 0 { "- " } else { "+ " });
                let text = std::iter::once(dash).chain(runs).collect();
                pieces.push(Piece::Block(Block::Paragraph { text, style: ParagraphStyle::Item }));
            }
            Part::Fence(info, lines) => fence(template, &info, lines, frame, draw, &mut pieces)?,
        }
    }
    Ok(number(keep_filled(pieces), &frame.layout.body.after_roman))
}

fn fence(
    template: &str,
    info: &[String],
    lines: Vec<Vec<Run>>,
    frame: &Frame<'_>,
    draw: &Draw<'_>,
    pieces: &mut Vec<Piece>,
) -> Result<(), Error> {
    let (name, args) = info.split_first().map_or(("", &[][..]), |(name, args)| (name.as_str(), args));
    let landscape = args.iter().any(|a| a == "ngang");
    let mut styled = |style: ParagraphStyle, lines: Vec<Vec<Run>>| {
        pieces.extend(lines.into_iter().map(|text| Piece::Block(Block::Paragraph { text, style })));
    };
    match name {
        "phan-dau" => pieces.push(Piece::Block(Block::Letterhead(frame.letterhead()))),
        "tieu-de" => {
            let mut lines = lines.iter().map(|l| words(l));
            let kind = lines.next().unwrap_or_default();
            let subject = frame.subject(&lines.collect::<Vec<_>>().join(" "));
            pieces.push(Piece::Block(Block::Title { kind, subject }));
        }
        "phan-dau-cong-van" => {
            let subject: Vec<String> = lines.iter().map(|l| words(l)).collect();
            pieces.push(Piece::Block(Block::Letterhead(frame.letter_head(&subject.join(" ")))));
        }
        "kinh-gui" => {
            let names: Vec<String> = lines.iter().map(|l| words(l)).collect();
            styled(ParagraphStyle::Addressee, frame.addressees(&names));
        }
        "ky-ten" if lines.is_empty() => pieces.push(Piece::Block(Block::Signature(frame.signature()))),
        "ky-ten" => {
            let signature = frame.signature_to(lines.iter().map(|l| words(l)).collect());
            pieces.push(Piece::Block(Block::Signature(signature)));
        }
        "phu-luc" => pieces.push(Piece::Page(landscape, Some(lines))),
        "trang-moi" => pieces.push(Piece::Page(landscape, None)),
        "dau-danh-sach" => styled(ParagraphStyle::AnnexTitle, upper(lines)),
        "kem-theo" => styled(ParagraphStyle::AnnexNote, lines),
        "giua" => styled(ParagraphStyle::Centered, lines),
        "ket" => styled(ParagraphStyle::Closing, lines),
        "bang" => {
            if let Some(Drawn { table, note }) = draw(args)? {
                styled(ParagraphStyle::Caption, lines);
                pieces.push(Piece::Block(Block::Table(table)));
                pieces.extend(note.map(|note| {
                    let run = Run { text: note, italic: true, ..Run::default() };
                    Piece::Block(Block::Paragraph { text: vec![run], style: ParagraphStyle::Body })
                }));
            }
        }
        other => {
            let known = "phan-dau, phan-dau-cong-van, kinh-gui, tieu-de, ky-ten, phu-luc, trang-moi, dau-danh-sach, kem-theo, \
                         giua, ket, bang";
            return Err(fault(template, format!("không có khối “{other}”; chỉ có {known}")));
        }
    }
    Ok(())
}

/// Titles of lists and annexes stand in capitals.
fn upper(lines: Vec<Vec<Run>>) -> Vec<Vec<Run>> {
    let capitals = |run: Run| Run { text: run.text.to_uppercase(), ..run };
    lines.into_iter().map(|line| line.into_iter().map(capitals).collect()).collect()
}

/// Leaves out headings and annexes with nothing under them.
fn keep_filled(pieces: Vec<Piece>) -> Vec<Piece> {
    // From the end: the shallowest level whose content has been seen since the last heading of that level or above.
    let mut filled_below = [false; 4];
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.into_iter().rev() {
        match &piece {
            Piece::Block(Block::Signature(_)) => {
                filled_below = [false; 4];
                kept.push(piece);
            }
            Piece::Block(_) => {
                filled_below = [true; 4];
                kept.push(piece);
            }
            Piece::Heading(level, _) => {
                let level = usize::from(*level);
                if filled_below[level] {
                    kept.push(piece);
                }
                filled_below[level..].fill(false);
            }
            Piece::Page(_, title) => {
                if title.is_none() || filled_below[0] {
                    kept.push(piece);
                }
                filled_below = [false; 4];
            }
        }
    }
    kept.reverse();
    kept
}

/// Numbers headings (I, 1, a) and annexes, and cuts the pieces into sections.
fn number(pieces: Vec<Piece>, after_roman: &str) -> Vec<Section> {
    let annexes = pieces.iter().filter(|p| matches!(p, Piece::Page(_, Some(_)))).count();
    let mut sections = vec![Section::default()];
    let mut counters = [0_usize; 4];
    let mut annex = 0;
    for piece in pieces {
        let mut blocks = Vec::new();
        match piece {
            Piece::Block(block) => blocks.push(block),
            Piece::Heading(level, runs) => {
                let at = usize::from(level);
                counters[at] += 1;
                counters[at + 1..].fill(0);
                let mark = match level {
                    1 => format!("{}{after_roman}", roman(counters[1])),
                    2 => format!("{}. ", counters[2]),
                    _ => format!("{}) ", POINTS[(counters[3] - 1) % POINTS.len()]),
                };
                let text = std::iter::once(Run::plain(mark)).chain(runs).collect();
                blocks.push(Block::Heading { level, text });
            }
            Piece::Page(landscape, title) => {
                counters = [0; 4];
                sections.push(Section { landscape, restart_numbering: true, blocks: Vec::new() });
                if let Some(lines) = title {
                    annex += 1;
                    let label = if annexes > 1 { format!("Phụ lục {}", roman(annex)) } else { "Phụ lục".to_owned() };
                    blocks.extend(annex_head(label, lines));
                }
            }
        }
        if let Some(section) = sections.last_mut() {
            section.blocks.extend(blocks);
        }
    }
    sections.retain(|s| !s.blocks.is_empty());
    if let Some(first) = sections.first_mut() {
        first.restart_numbering = false;
    }
    sections
}

/// "Phụ lục I", its title, and its note in brackets.
fn annex_head(label: String, lines: Vec<Vec<Run>>) -> Vec<Block> {
    let first = vec![Run::plain(label)];
    let style = |line: &[Run]| {
        if words(line).starts_with('(') { ParagraphStyle::AnnexNote } else { ParagraphStyle::AnnexTitle }
    };
    std::iter::once(Block::Paragraph { text: first, style: ParagraphStyle::AnnexTitle })
        .chain(lines.into_iter().map(|text| Block::Paragraph { style: style(&text), text }))
        .collect()
}

/// Roman numerals up to 39.
fn roman(n: usize) -> String {
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10];
    format!("{}{ones}", "X".repeat(n / 10))
}

#[cfg(test)]
mod tests {
    use super::super::markdown::parts;
    use super::super::specimen;
    use super::*;
    use crate::document::Value;

    /// Headings and paragraphs as lines; "//" where a section begins.
    fn read(source: &str) -> Vec<String> {
        let dossier = specimen::dossier();
        let layout = specimen::layout();
        let frame = Frame { office: &dossier.authority.office, layout: &layout, kind: "BC" };
        let draw = |args: &[String]| {
            let row = crate::document::TableRow { cells: vec![Value::Count(1)], ..Default::default() };
            Ok((args[0] != "trong").then(|| Table { columns: Vec::new(), rows: vec![row] }.into()))
        };
        let sections = sections("thu.md", parts(source), &frame, &draw).expect("sections");
        let mut lines = Vec::new();
        for section in sections {
            lines.push("//".to_owned());
            for block in section.blocks {
                lines.push(match block {
                    Block::Heading { text, .. } | Block::Paragraph { text, .. } => words(&text),
                    Block::Table(_) => "[bảng]".to_owned(),
                    other => format!("{other:?}"),
                });
            }
        }
        lines
    }

    #[test]
    fn empty_headings_are_left_out_and_numbering_closes_up() {
        let source =
            "# MỘT\n\n## rỗng\n\n# HAI\n\n## có\n\nđoạn\n\n## cũng rỗng\n\n## có nữa\n\n### điểm\n\nđoạn\n\n### điểm\n\nđoạn\n";
        assert_eq!(read(source), ["//", "I. HAI", "1. có", "đoạn", "2. có nữa", "a) điểm", "đoạn", "b) điểm", "đoạn"]);
    }

    #[test]
    fn annexes_are_numbered_only_where_there_are_several() {
        let one = "đoạn\n\n```phu-luc ngang\nBIỂU\n```\n\n```bang a\n```\n\n```phu-luc\nKHÔNG CÓ GÌ\n```\n\n```bang trong\n```\n";
        assert_eq!(read(one), ["//", "đoạn", "//", "Phụ lục", "BIỂU", "[bảng]"]);
        let two = "đoạn\n\n```phu-luc\nA\n```\n\n```bang a\n```\n\n```phu-luc\nB\n```\n\n```bang b\nĐầu bảng\n```\n";
        assert_eq!(read(two), ["//", "đoạn", "//", "Phụ lục I", "A", "[bảng]", "//", "Phụ lục II", "B", "Đầu bảng", "[bảng]"]);
    }

    #[test]
    fn numerals_are_roman() {
        let expected = [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (20, "XX")];
        for (n, text) in expected {
            assert_eq!(roman(n), text);
        }
    }
}
