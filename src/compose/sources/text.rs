//! Evidence → a few lines of the annex: who gives how much, from which file, sheet and cells; what was left out, and why.

use rust_decimal::Decimal;

use super::super::figures::upper_first;
use super::files::FileRow;
use crate::model::{Dossier, Evidence, EvidenceNode, Ground, Origin, Place, decimal, thousands};

/// An entry as the annex prints it.
#[derive(Debug)]
pub(super) struct Words {
    /// What it is: "Lượt công nhận cấp cơ sở".
    pub(super) what: String,
    /// How much.
    pub(super) value: Option<Decimal>,
    /// In which unit.
    pub(super) unit: String,
    /// Where it comes from.
    pub(super) source: String,
}

impl Words {
    /// "Đăng ký, tập thể (tập thể)" is too much: the unit only where the words do not end in it.
    pub(super) fn what_in_units(&self) -> String {
        let said = self.unit.is_empty()
            || self.unit.starts_with('%')
            || self.value.is_none()
            || self.what.to_lowercase().contains(&self.unit.to_lowercase());
        if said { self.what.clone() } else { format!("{} ({})", self.what, self.unit) }
    }
}

/// Units listed in an entry; more are told by the workbook.
const MOST_UNITS: usize = 15;
/// Ranges listed for a unit; a figure with a unit of more of them names files only.
const MOST_RANGES: usize = 4;
/// Places named of what was left out for one reason.
const MOST_ASIDE: usize = 3;
/// Where the rest is.
const MORE: &str = "từng ô: trang “Nguồn số liệu” của bao-cao.xlsx";

/// Writes entries.
pub(super) struct Pen<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) files: &'a [FileRow],
    /// Figures with an entry of their own, and its number.
    pub(super) named: &'a [(String, usize)],
}

/// A line under way.
#[derive(Default)]
struct Line {
    /// The sheet whose name stands at its beginning.
    sheet: Option<String>,
    /// Are there too many ranges to name cells?
    files_only: bool,
    /// Was something left to the workbook?
    cut: bool,
}

impl Pen<'_> {
    /// The entry of a figure; without its source where it is not printed.
    pub(super) fn words(&self, evidence: &Evidence, printed: bool) -> Words {
        Words {
            what: upper_first(&evidence.what),
            value: evidence.value,
            unit: evidence.unit.clone(),
            source: if printed { self.source(&evidence.top) } else { String::new() },
        }
    }

    fn source(&self, top: &EvidenceNode) -> String {
        let files_only = self.is_long(top);
        let mut line = Line { sheet: self.common_sheet(top), files_only, cut: files_only };
        let counted = match top.ground {
            Ground::Difference | Ground::Rest | Ground::Share | Ground::Sum => self.of_figures(top),
            Ground::Written => format!("{} ({})", upper_first(top.ground.text()), top.name),
            Ground::Baseline => upper_first(top.ground.text()),
            _ => self.of_units(top, &mut line),
        };
        let mut lines = vec![match &line.sheet {
            Some(sheet) => format!("Trang “{sheet}”: {counted}."),
            None => format!("{}.", upper_first(&counted)),
        }];
        lines.extend(self.left_out(top, &mut line));
        if let (true, Some(last)) = (line.cut, lines.last_mut()) {
            last.extend([" (", &upper_first(MORE), ")"]);
        }
        lines.join("\n")
    }

    /// "đăng ký cấp huyện 75 (mục 3) trừ kỳ trước 50 (…)".
    fn of_figures(&self, top: &EvidenceNode) -> String {
        let one = |part: &EvidenceNode| {
            let value = part.value.map_or_else(|| "chưa có số liệu".to_owned(), decimal);
            let number = self.named.iter().find(|(key, _)| *key == part.key).map(|(_, number)| format!("mục {number}"));
            format!("{} {value} ({})", part.name, number.unwrap_or_else(|| part.ground.text().to_owned()))
        };
        let parts: Vec<String> = top.parts.iter().map(one).collect();
        let (first, rest) = parts.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        match top.ground {
            Ground::Share => format!("{first} chia cho {}", rest.join(", ")),
            Ground::Sum => parts.join(" cộng "),
            _ if rest.is_empty() => first.to_owned(),
            _ => format!("{first} trừ {}", rest.join(", trừ ")),
        }
    }

    /// The units that give a number; those that give none, by the reason.
    fn of_units(&self, top: &EvidenceNode, line: &mut Line) -> String {
        let mut leaves = Vec::new();
        if !top.terms.is_empty() || top.parts.is_empty() {
            leaves.push(top);
        }
        leaves_of(&top.parts, &mut leaves);
        let gives =
            |node: &&&EvidenceNode| !node.terms.is_empty() || node.unit.is_none() || node.value.is_some_and(|n| !n.is_zero());
        let giving: Vec<&EvidenceNode> = leaves.iter().filter(gives).copied().collect();
        let mut parts: Vec<String> = giving.iter().take(MOST_UNITS).map(|node| self.unit(node, top, line)).collect();
        if giving.len() > MOST_UNITS {
            let rest: Decimal = giving[MOST_UNITS..].iter().filter_map(|node| node.value).sum();
            let count = thousands((giving.len() - MOST_UNITS) as u64);
            line.cut = true;
            // Units that are counted themselves give one each.
            let sum = if top.ground == Ground::Units { String::new() } else { format!(" {}", decimal(rest)) };
            parts.push(format!("{count} đơn vị khác{sum}"));
        }
        let mut silent: Vec<(String, Vec<&str>)> = Vec::new();
        for node in leaves.iter().filter(|node| !gives(node)) {
            let why = if node.value.is_some() { "bằng 0".to_owned() } else { node.ground.text().to_owned() };
            match silent.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(&node.name),
                None => silent.push((why, vec![&node.name])),
            }
        }
        for (why, names) in silent {
            let told = match names.as_slice() {
                [name] => (*name).to_owned(),
                names if names.len() == leaves.len() || names.len() > MOST_RANGES => {
                    format!("{} đơn vị", thousands(names.len() as u64))
                }
                names => names.join(", "),
            };
            parts.push(format!("{why}: {told}"));
        }
        parts.join("; ")
    }

    /// "Phường An Hòa 128 (tệp 2, ô C10:C137)".
    fn unit(&self, node: &EvidenceNode, top: &EvidenceNode, line: &mut Line) -> String {
        let value = node.value.filter(|_| node.ground != Ground::Units).map(|value| format!(" {}", decimal(value)));
        let name = format!("{}{}", node.name, value.unwrap_or_default());
        let ground = if node.ground == top.ground || !node.terms.is_empty() { None } else { Some(node.ground.text()) };
        let places = self.dossier.places(node.terms.iter().map(|term| term.at));
        let shown: Vec<String> =
            ground.map(str::to_owned).into_iter().chain(places.iter().map(|place| self.place(place, line))).collect();
        if shown.is_empty() { name } else { format!("{name} ({})", shown.join("; ")) }
    }

    /// "tệp 2, trang “Biểu 1”, ô C10:C137"; the sheet only where it is not said before.
    fn place(&self, place: &Place, line: &mut Line) -> String {
        let mut parts = vec![self.file(place.file)];
        let sheet = place.sheet.map(|sheet| self.sheet(place.file, sheet));
        parts.extend(sheet.filter(|sheet| line.sheet.as_ref() != Some(sheet)).map(|sheet| format!("trang “{sheet}”")));
        if !place.ranges.is_empty() && !line.files_only {
            parts.push(format!("ô {}", place.ranges.join(", ")));
        }
        parts.join(", ")
    }

    /// Are the cells of some unit so many ranges that nobody would read them?
    fn is_long(&self, top: &EvidenceNode) -> bool {
        let mut leaves = vec![top];
        leaves_of(&top.parts, &mut leaves);
        let ranges = |node: &EvidenceNode| {
            let places = self.dossier.places(node.terms.iter().map(|term| term.at));
            places.iter().map(|place| place.ranges.len()).max().unwrap_or(0)
        };
        leaves.iter().any(|node| ranges(node) > MOST_RANGES)
    }

    /// The number of a file in the table of files.
    fn file(&self, file: u32) -> String {
        let place = self.files.iter().position(|row| row.file == file);
        place.map_or_else(|| self.dossier.place(Origin::file(file)), |at| format!("tệp {}", at + 1))
    }

    fn sheet(&self, file: u32, sheet: u16) -> String {
        self.dossier.reading(file).sheets.get(usize::from(sheet)).map(|sheet| sheet.name.clone()).unwrap_or_default()
    }

    /// The sheet that most cells of a figure stand on, if there are several units to list.
    fn common_sheet(&self, top: &EvidenceNode) -> Option<String> {
        let mut leaves = Vec::new();
        leaves_of(&top.parts, &mut leaves);
        let places = leaves.iter().take(MOST_UNITS).filter_map(|node| node.terms.first()).map(|term| term.at);
        let mut counts: Vec<(String, usize)> = Vec::new();
        for at in places {
            let Some(sheet) = at.sheet.map(|sheet| self.sheet(at.file, sheet)) else { continue };
            match counts.iter_mut().find(|(name, _)| *name == sheet) {
                Some((_, count)) => *count += 1,
                None => counts.push((sheet, 1)),
            }
        }
        let (name, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
        (count > 1).then_some(name)
    }

    /// "Không tính: dòng khác của một mô hình đã đếm (5 ô: tệp 2, ô B4, …)."; what counts in no figure is said of the file.
    fn left_out(&self, top: &EvidenceNode, line: &mut Line) -> Option<String> {
        let mut reasons: Vec<(&str, Vec<Origin>)> = Vec::new();
        reasons_of(top, &mut reasons);
        let one = |(why, at): &(&str, Vec<Origin>), line: &mut Line| {
            let places = self.dossier.places(at.iter().copied());
            if places.len() <= MOST_ASIDE && places.iter().all(|place| place.ranges.len() <= MOST_RANGES) {
                let shown: Vec<String> = places.iter().map(|place| self.place(place, line)).collect();
                return format!("{why} ({})", shown.join("; "));
            }
            line.cut = true;
            let mut files: Vec<u32> = places.iter().map(|place| place.file).collect();
            files.dedup();
            match files.as_slice() {
                [one] => format!("{why} ({})", self.file(*one)),
                some => format!("{why} ({} tệp)", thousands(some.len() as u64)),
            }
        };
        let said: Vec<String> = reasons.iter().map(|reason| one(reason, line)).collect();
        (!said.is_empty()).then(|| format!("Không tính: {}.", said.join("; ")))
    }
}

/// The nodes that cells stand at, or that have nothing below them; a figure with an entry of its own is one.
fn leaves_of<'n>(parts: &'n [EvidenceNode], leaves: &mut Vec<&'n EvidenceNode>) {
    for part in parts {
        if !part.terms.is_empty() || part.parts.is_empty() {
            leaves.push(part);
        }
        if part.key.is_empty() {
            leaves_of(&part.parts, leaves);
        }
    }
}

fn reasons_of<'n>(node: &'n EvidenceNode, reasons: &mut Vec<(&'n str, Vec<Origin>)>) {
    for aside in node.aside.iter().filter(|aside| !aside.of_file) {
        match reasons.iter_mut().find(|(why, _)| *why == aside.why) {
            Some((_, at)) => at.extend(&aside.at),
            None => reasons.push((&aside.why, aside.at.clone())),
        }
    }
    for part in node.parts.iter().filter(|part| part.key.is_empty()) {
        reasons_of(part, reasons);
    }
}
