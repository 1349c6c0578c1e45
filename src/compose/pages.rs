//! Parts of a rendered template → sections of a document: numbers the headings, draws the fenced blocks.
//!
//! A heading with nothing under it is left out and the numbering closes up; an annex without a table is left out too.
//! So a template need not ask whether a section has content.

use super::frame::{Frame, strip_end};
use super::markdown::{Part, words};
use super::sources::{in_block, in_runs};
use super::template::fault;
use crate::document::{Block, Chart, HeadingLayout, Layout, ParagraphStyle, Run, Section, Signer, Table};
use crate::error::Error;
use crate::model::name;

/// A part with its fences drawn.
enum Piece {
    Heading(u8, Vec<Run>),
    Block(Block),
    /// A chart, and its caption where the template gives one.
    Chart(Chart, Vec<Run>),
    /// "Phần", "Chương" (Roman) or "Mục", "Tiểu mục" (Arabic), and its title lines.
    Division(&'static str, Vec<Vec<Run>>),
    /// An article: has it a title, and its lines.
    Article(bool, Vec<Vec<Run>>),
    /// A new section: landscape, and for an annex its title lines.
    Page(bool, Option<Vec<Vec<Run>>>),
}

/// Fences that open a division of the text: name, label.
const DIVISIONS: [(&str, &str); 4] = [("phan", "Phần"), ("chuong", "Chương"), ("muc", "Mục"), ("tieu-muc", "Tiểu mục")];

/// The fences there are, for whoever mistypes one.
pub(super) const KNOWN: &str = "phan-dau, tieu-de, kinh-gui, can-cu, tham-quyen, phan, chuong, muc, tieu-muc, dieu, ky-ten, nguoi-ky, phu-luc, \
    trang-moi, dau-danh-sach, kem-theo, giua, ket, bang, bieu-do";

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

/// Draws a chart by name; `None` where it says nothing.
pub(super) type DrawChart<'a> = dyn Fn(&str) -> Result<Option<Chart>, Error> + 'a;

/// What draws the fenced blocks that show data.
#[derive(Clone, Copy)]
pub(super) struct Draws<'a> {
    /// Tables.
    pub(super) table: &'a Draw<'a>,
    /// Charts.
    pub(super) chart: &'a DrawChart<'a>,
}

/// The sections of a document without charts.
///
/// # Errors
///
/// A fenced block of unknown name, or a table that could not be drawn.
pub(super) fn sections(template: &str, parts: Vec<Part>, frame: &Frame<'_>, draw: &Draw<'_>) -> Result<Vec<Section>, Error> {
    let chart = |_: &str| Err(fault(template, "khối “bieu-do” chỉ dùng được trong bao-cao.md"));
    Ok(Pieces::drawn(template, parts, frame, Draws { table: draw, chart: &chart })?.ended(frame).sections(frame))
}

/// Parts drawn, not yet numbered.
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Draws the parts of a template.
    ///
    /// # Errors
    ///
    /// As [`sections`].
    pub(super) fn drawn(template: &str, parts: Vec<Part>, frame: &Frame<'_>, draw: Draws<'_>) -> Result<Self, Error> {
        pieces(template, parts, frame, draw).map(Self)
    }

    /// With the mark that ends the text.
    pub(super) fn ended(mut self, frame: &Frame<'_>) -> Self {
        end(&mut self.0, &frame.layout.body.ending);
        self
    }

    /// Followed by others.
    pub(super) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The sections they make.
    pub(super) fn sections(self, frame: &Frame<'_>) -> Vec<Section> {
        number(keep_filled(self.0), frame.layout)
    }

    /// The keys of all figures printed, in reading order.
    pub(super) fn figures(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut add = |key: &str| found.push(key.to_owned());
        for piece in &self.0 {
            match piece {
                Piece::Heading(_, text) => in_runs(text, &mut add),
                Piece::Block(block) => in_block(block, &mut add),
                Piece::Chart(chart, caption) => {
                    chart.figures().for_each(&mut add);
                    in_runs(caption, &mut add);
                }
                Piece::Division(_, lines) | Piece::Article(_, lines) | Piece::Page(_, Some(lines)) => {
                    for line in lines {
                        in_runs(line, &mut add);
                    }
                }
                Piece::Page(_, None) => {}
            }
        }
        found
    }
}

fn pieces(template: &str, parts: Vec<Part>, frame: &Frame<'_>, draw: Draws<'_>) -> Result<Vec<Piece>, Error> {
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
            Part::Numbered(number, runs) => {
                let mark = Run::plain(format!("{number}{}", frame.layout.headings.after_clause));
                let text = std::iter::once(mark).chain(runs).collect();
                pieces.push(Piece::Block(Block::Paragraph { text, style: ParagraphStyle::Clause }));
            }
            Part::Fence(info, lines) => fence(template, &info, lines, frame, draw, &mut pieces)?,
        }
    }
    Ok(pieces)
}

fn fence(
    template: &str,
    info: &[String],
    lines: Vec<Vec<Run>>,
    frame: &Frame<'_>,
    draw: Draws<'_>,
    pieces: &mut Vec<Piece>,
) -> Result<(), Error> {
    let (name, args) = info.split_first().map_or(("", &[][..]), |(name, args)| (name.as_str(), args));
    let landscape = args.iter().any(|a| a == "ngang");
    let mut styled = |style: ParagraphStyle, lines: Vec<Vec<Run>>| {
        pieces.extend(lines.into_iter().map(|text| Piece::Block(Block::Paragraph { text, style })));
    };
    match name {
        "phan-dau" => pieces.push(Piece::Block(Block::Letterhead(frame.letterhead(&joined(&lines))))),
        "tieu-de" => {
            let (kind, subject) = lines.split_first().map_or((String::new(), &[][..]), |(kind, rest)| (words(kind), rest));
            pieces.push(Piece::Block(Block::Title { kind, subject: frame.subject(&joined(subject)) }));
        }
        "kinh-gui" => {
            let names = lines.iter().map(|l| words(l)).collect();
            pieces.extend(frame.addressees(names, args.iter().any(|a| a == "to-trinh")).map(Piece::Block));
        }
        "can-cu" => pieces.extend(frame.bases(lines).into_iter().map(Piece::Block)),
        "tham-quyen" => styled(ParagraphStyle::Authority, lines),
        "dieu" => pieces.push(Piece::Article(args.iter().any(|a| a == "ten"), lines)),
        "ky-ten" => {
            let recipients = lines.iter().map(|l| words(l)).collect();
            pieces.push(Piece::Block(Block::Signature(frame.signature_to(recipients))));
        }
        "nguoi-ky" => pieces.push(Piece::Block(Block::Signers(lines.iter().map(|l| signer(&words(l))).collect()))),
        "phu-luc" => pieces.push(Piece::Page(landscape, Some(lines))),
        "trang-moi" => pieces.push(Piece::Page(landscape, None)),
        "dau-danh-sach" => styled(ParagraphStyle::AnnexTitle, lines),
        "kem-theo" => styled(ParagraphStyle::AnnexNote, lines),
        "giua" => styled(ParagraphStyle::Centered, lines),
        "ket" => styled(ParagraphStyle::Closing, lines),
        "bang" => {
            if let Some(Drawn { table, note }) = (draw.table)(args)? {
                styled(ParagraphStyle::Caption, lines);
                pieces.push(Piece::Block(Block::Table(table)));
                pieces.extend(note.map(|note| {
                    let run = Run { text: note, italic: true, ..Run::default() };
                    Piece::Block(Block::Paragraph { text: vec![run], style: ParagraphStyle::Body })
                }));
            }
        }
        "bieu-do" => {
            let chart = (draw.chart)(args.first().map_or("", String::as_str))?;
            pieces.extend(chart.map(|chart| Piece::Chart(chart, lines.concat())));
        }
        other => {
            let division = DIVISIONS.iter().find(|(name, _)| *name == other).ok_or_else(|| {
                let near = name::nearest(other, KNOWN.split(", ")).map_or_else(String::new, |near| format!("có phải “{near}”? "));
                fault(template, format!("không có khối “{other}”; {near}chỉ có {KNOWN}"))
            })?;
            pieces.push(Piece::Division(division.1, lines));
        }
    }
    Ok(())
}

/// The words of all lines.
fn joined(lines: &[Vec<Run>]) -> String {
    lines.iter().map(|l| words(l)).collect::<Vec<_>>().join(" ")
}

/// The last words before a signature end as the profile says: "./." or ".".
fn end(pieces: &mut [Piece], ending: &str) {
    for at in 1..pieces.len() {
        if !matches!(pieces[at], Piece::Block(Block::Signature(_))) {
            continue;
        }
        let text = match &mut pieces[at - 1] {
            Piece::Block(Block::Paragraph { text, .. }) => text,
            Piece::Article(_, lines) => match lines.last_mut() {
                Some(last) => last,
                None => continue,
            },
            _ => continue,
        };
        strip_end(text, &['.', '/']);
        text.push(Run::plain(ending));
    }
}

/// One of several signers: "post | name".
fn signer(line: &str) -> Signer {
    let (post, name) = line.split_once('|').unwrap_or((line, ""));
    Signer { post: post.trim().to_owned(), name: name.trim().to_owned() }
}

/// Leaves out headings and annexes with nothing under them.
fn keep_filled(pieces: Vec<Piece>) -> Vec<Piece> {
    // From the end: the shallowest level whose content has been seen since the last heading of that level or above.
    let mut filled_below = [false; 4];
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.into_iter().rev() {
        match &piece {
            Piece::Block(Block::Signature(_) | Block::Signers(_)) => {
                filled_below = [false; 4];
                kept.push(piece);
            }
            Piece::Block(_) | Piece::Chart(..) | Piece::Division(..) | Piece::Article(..) => {
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

/// What has been numbered so far.
#[derive(Default)]
struct Numbers {
    /// Headings by level; 0 is not used.
    headings: [usize; 4],
    divisions: [usize; DIVISIONS.len()],
    articles: usize,
    annexes: usize,
    charts: usize,
}

impl Numbers {
    /// "I. ", "1. ", "a) " of the next heading.
    fn heading(&mut self, level: u8, layout: &HeadingLayout) -> String {
        let at = usize::from(level);
        self.headings[at] += 1;
        self.headings[at + 1..].fill(0);
        match level {
            1 => format!("{}{}", roman(self.headings[1]), layout.after_roman),
            2 => format!("{}{}", self.headings[2], layout.after_clause),
            _ => {
                let letters: Vec<char> = layout.point_letters.chars().collect();
                let letter = letters.get((self.headings[3] - 1) % letters.len().max(1)).copied().unwrap_or('-');
                format!("{letter}{}", layout.after_point)
            }
        }
    }

    /// "Phần I", "Mục 1"; what is smaller starts again.
    fn division(&mut self, label: &str) -> (String, [ParagraphStyle; 2]) {
        let at = DIVISIONS.iter().position(|(_, known)| *known == label).unwrap_or(0);
        self.divisions[at] += 1;
        self.divisions[at + 1..].fill(0);
        self.headings = [0; 4];
        if at < 2 {
            (format!("{label} {}", roman(self.divisions[at])), [ParagraphStyle::Part, ParagraphStyle::PartTitle])
        } else {
            (format!("{label} {}", self.divisions[at]), [ParagraphStyle::Division, ParagraphStyle::DivisionTitle])
        }
    }
}

/// Which headings "a)" stand alone below theirs: a single point bears no letter, and ends in a colon.
fn lone(pieces: &[Piece]) -> Vec<bool> {
    let mut alone = vec![false; pieces.len()];
    let mut points: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Heading(3, _) => points.push(at),
            Piece::Heading(..) | Piece::Page(..) | Piece::Division(..) => points.clear(),
            _ => {}
        }
        match points.as_slice() {
            [only] => alone[*only] = true,
            [first, ..] => alone[*first] = false,
            [] => {}
        }
    }
    alone
}

/// Numbers headings (I, 1, a), divisions, articles and annexes, and cuts the pieces into sections.
fn number(pieces: Vec<Piece>, layout: &Layout) -> Vec<Section> {
    let alone = lone(&pieces);
    let annexes = pieces.iter().filter(|p| matches!(p, Piece::Page(_, Some(_)))).count();
    let mut sections = vec![Section::default()];
    let mut numbers = Numbers::default();
    for (piece, alone) in pieces.into_iter().zip(alone) {
        let mut blocks = Vec::new();
        match piece {
            Piece::Block(block) => blocks.push(block),
            Piece::Heading(level, mut text) if alone => {
                if text.last().is_some_and(|run| run.text.ends_with(char::is_alphanumeric)) {
                    text.push(Run::plain(":"));
                }
                blocks.push(Block::Heading { level, text });
            }
            Piece::Chart(chart, caption) => {
                numbers.charts += 1;
                blocks.extend(chart_blocks(numbers.charts, chart, caption));
            }
            Piece::Heading(level, runs) => {
                let mark = Run::plain(numbers.heading(level, &layout.headings));
                blocks.push(Block::Heading { level, text: std::iter::once(mark).chain(runs).collect() });
            }
            Piece::Division(label, lines) => {
                let (label, [style, title]) = numbers.division(label);
                blocks.push(Block::Paragraph { text: vec![Run::plain(label)], style });
                blocks.extend(lines.into_iter().map(|text| Block::Paragraph { text, style: title }));
            }
            Piece::Article(titled, lines) => {
                numbers.articles += 1;
                let label = layout.headings.article_format.replace("{so}", &numbers.articles.to_string());
                blocks.extend(article(label, titled, lines));
            }
            Piece::Page(landscape, title) => {
                numbers = Numbers { annexes: numbers.annexes, charts: numbers.charts, ..Numbers::default() };
                sections.push(Section { landscape, restart_numbering: true, blocks: Vec::new() });
                if let Some(lines) = title {
                    numbers.annexes += 1;
                    let numbered = annexes >= layout.annex.numbered_from;
                    let mark = if numbered { format!(" {}", roman(numbers.annexes)) } else { String::new() };
                    blocks.extend(annex_head(format!("{}{mark}", layout.annex.label), lines));
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

/// The picture, and "Biểu đồ 1. " with its title below.
fn chart_blocks(number: usize, chart: Chart, caption: Vec<Run>) -> [Block; 2] {
    let title = if caption.is_empty() { vec![Run::plain(&*chart.title)] } else { caption };
    let text = std::iter::once(Run::plain(format!("Biểu đồ {number}. "))).chain(title).collect();
    [Block::Chart(chart), Block::Paragraph { text, style: ParagraphStyle::ChartCaption }]
}

/// "Điều 1. " with its title or its first words, and the paragraphs below.
fn article(label: String, titled: bool, lines: Vec<Vec<Run>>) -> Vec<Block> {
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    let head = if titled {
        Block::Article { label: format!("{label}{}", words(&first)), text: Vec::new() }
    } else {
        Block::Article { label, text: first }
    };
    let below = lines.map(|text| Block::Paragraph { text, style: ParagraphStyle::Body });
    std::iter::once(head).chain(below).collect()
}

/// "Phụ lục I", its title, and its note in brackets.
fn annex_head(label: String, lines: Vec<Vec<Run>>) -> Vec<Block> {
    let style = |line: &[Run]| {
        if words(line).starts_with('(') { ParagraphStyle::AnnexNote } else { ParagraphStyle::AnnexTitle }
    };
    std::iter::once(Block::Paragraph { text: vec![Run::plain(label)], style: ParagraphStyle::AnnexNumber })
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
            Ok((args[0] != "trong").then(|| Table { rows: vec![row], ..Table::default() }.into()))
        };
        let sections = sections("thu.md", parts(source), &frame, &draw).expect("sections");
        let mut lines = Vec::new();
        for section in sections {
            lines.push("//".to_owned());
            for block in section.blocks {
                lines.push(match block {
                    Block::Heading { text, .. } | Block::Paragraph { text, .. } => words(&text),
                    Block::Article { label, text } => format!("[{label}]{}", words(&text)),
                    Block::Addressees { label, names } => format!("{label} {}", names.join(" / ")),
                    Block::Signature(_) => "[ký]".to_owned(),
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
    fn a_single_point_bears_no_letter() {
        let source = "# MỘT\n\n## a\n\n### điểm\n\nđoạn\n\n### rỗng\n\n## b\n\n### điểm\n\nđoạn\n\n### điểm\n\nđoạn\n";
        assert_eq!(read(source), ["//", "I. MỘT", "1. a", "điểm:", "đoạn", "2. b", "a) điểm", "đoạn", "b) điểm", "đoạn"]);
    }

    #[test]
    fn annexes_are_numbered_only_where_there_are_several() {
        let one = "đoạn\n\n```phu-luc ngang\nBIỂU\n```\n\n```bang a\n```\n\n```phu-luc\nKHÔNG CÓ GÌ\n```\n\n```bang trong\n```\n";
        assert_eq!(read(one), ["//", "đoạn", "//", "Phụ lục", "BIỂU", "[bảng]"]);
        let two = "đoạn\n\n```phu-luc\nA\n```\n\n```bang a\n```\n\n```phu-luc\nB\n```\n\n```bang b\nĐầu bảng\n```\n";
        assert_eq!(read(two), ["//", "đoạn", "//", "Phụ lục I", "A", "[bảng]", "//", "Phụ lục II", "B", "Đầu bảng", "[bảng]"]);
    }

    #[test]
    fn a_decision_has_bases_articles_and_an_ending() {
        let source = "```can-cu\n- Căn cứ Luật A;\nCăn cứ Nghị định B.\n```\n\n```tham-quyen\nQUYẾT ĐỊNH:\n```\n\n```dieu\nCông nhận 06 mô hình.\nBan hành danh sách kèm theo.\n```\n\n```dieu ten\nHiệu lực\nTừ ngày ký.\n```\n\n```ky-ten\n```\n";
        assert_eq!(
            read(source),
            [
                "//",
                "Căn cứ Luật A;",
                "Căn cứ Nghị định B.",
                "QUYẾT ĐỊNH:",
                "[Điều 1. ]Công nhận 06 mô hình.",
                "Ban hành danh sách kèm theo.",
                "[Điều 2. Hiệu lực]",
                "Từ ngày ký./.",
                "[ký]"
            ]
        );
    }

    #[test]
    fn divisions_number_their_kind_and_start_what_is_below_again() {
        let source = "```phan\nMỘT\n```\n\n# a\n\nđoạn\n\n```muc\nx\n```\n\nđoạn\n\n```muc\ny\n```\n\n```phan\nHAI\n```\n\n```muc\nz\n```\n\n# b\n\nđoạn\n";
        assert_eq!(
            read(source),
            [
                "//",
                "Phần I",
                "MỘT",
                "I. a",
                "đoạn",
                "Mục 1",
                "x",
                "đoạn",
                "Mục 2",
                "y",
                "Phần II",
                "HAI",
                "Mục 1",
                "z",
                "I. b",
                "đoạn"
            ]
        );
    }

    #[test]
    fn addressees_are_named_in_the_template_or_by_the_office() {
        assert_eq!(read("```kinh-gui\n- Ban A;\nBan B.\n```\n"), ["//", "Kính gửi: Ban A / Ban B"]);
        assert_eq!(read("đoạn\n\n```kinh-gui\n```\n"), ["//", "đoạn"]);
    }

    #[test]
    fn charts_are_numbered_through_annexes_and_fill_them() {
        let dossier = specimen::dossier();
        let layout = specimen::layout();
        let frame = Frame { office: &dossier.authority.office, layout: &layout, kind: "BC" };
        let chart = |name: &str| Ok((name != "trong").then(|| Chart { title: name.to_owned(), ..Chart::default() }));
        let source = "đoạn\n\n```bieu-do a\n```\n\n```phu-luc\nKHÔNG\n```\n\n```bieu-do trong\n```\n\n```phu-luc\nBIỂU ĐỒ\n```\n\n```bieu-do b\nTên *riêng*\n```\n";
        let draws = Draws { table: &|_| Ok(None), chart: &chart };
        let sections = Pieces::drawn("thu.md", parts(source), &frame, draws).expect("pieces").sections(&frame);
        let said = |block: &Block| match block {
            Block::Chart(chart) => format!("[{}]", chart.title),
            Block::Paragraph { text, .. } => words(text),
            other => format!("{other:?}"),
        };
        let lines: Vec<String> = sections.iter().flat_map(|section| section.blocks.iter().map(said)).collect();
        assert_eq!(lines, ["đoạn", "[a]", "Biểu đồ 1. a", "Phụ lục", "BIỂU ĐỒ", "[b]", "Biểu đồ 2. Tên riêng"]);
    }

    #[test]
    fn an_unknown_fence_is_told_with_those_there_are() {
        let dossier = specimen::dossier();
        let layout = specimen::layout();
        let frame = Frame { office: &dossier.authority.office, layout: &layout, kind: "BC" };
        let fault = sections("thu.md", parts("```kinh-goi\n```\n"), &frame, &|_| Ok(None)).expect_err("a fault");
        assert!(fault.to_string().contains("không có khối “kinh-goi”; có phải “kinh-gui”? chỉ có phan-dau"), "{fault}");
        let lone = sections("thu.md", parts("```bieu-do a\n```\n"), &frame, &|_| Ok(None)).expect_err("a fault");
        assert!(lone.to_string().contains("chỉ dùng được trong bao-cao.md"), "{lone}");
        for name in KNOWN.split(", ").filter(|name| *name != "bieu-do") {
            sections("thu.md", parts(&format!("```{name}\n```\n")), &frame, &|_| Ok(None)).expect(name);
        }
    }

    #[test]
    fn numerals_are_roman() {
        let expected = [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (20, "XX")];
        for (n, text) in expected {
            assert_eq!(roman(n), text);
        }
    }
}
