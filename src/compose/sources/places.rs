//! Evidence → rows of the workbook's sheet: the figure, below it each unit with its file, sheet and cells.

use rust_decimal::Decimal;

use super::super::Input;
use super::super::figures::{plain, upper_first};
use crate::model::{Aside, Derived, Dossier, Evidence, EvidenceNode, Ground, Origin, Place, UnitId};

/// A row of the sheet: a figure, or a place that gives a part of it.
#[derive(Debug, Default)]
pub(crate) struct PlaceRow {
    /// Is it the figure itself?
    pub(super) is_figure: bool,
    /// What or whose.
    pub(super) name: String,
    /// How much.
    pub(super) value: Option<Decimal>,
    /// Unit of measure, for the look of the number.
    pub(super) unit: String,
    /// On what ground.
    pub(super) ground: String,
    /// File, sheet and cells.
    pub(super) path: String,
    pub(super) sheet: String,
    pub(super) cells: String,
    /// What was left out, and why.
    pub(super) aside: String,
    /// The figure's key.
    pub(super) key: String,
    /// The figure that a part is, with a block of its own.
    pub(super) see: Option<String>,
    /// Keys of the figures that lead here.
    pub(super) anchors: Vec<String>,
}

/// Most characters of ranges in a cell; Excel takes 32,767.
const MOST_CELLS: usize = 3_000;
/// Most places named of what was left out for one reason.
const MOST_ASIDE: usize = 20;
/// Most units named that give nothing on one ground; more are counted, or their names would fill half the sheet.
const MOST_NAMED: usize = 10;

/// The rows of a figure.
pub(super) fn rows(input: Input<'_>, evidence: &Evidence, anchors: &[String]) -> Vec<PlaceRow> {
    let mut pen = Pen { input, evidence, anchors, rows: Vec::new() };
    let top = &evidence.top;
    let counted =
        if evidence.unit.is_empty() || evidence.value.is_none() { String::new() } else { format!(" ({})", evidence.unit) };
    let heads =
        anchors.iter().filter(|anchor| !matches!(Derived::parse(anchor), Some(Derived::OfUnit(..))) || **anchor == evidence.key);
    pen.rows.push(PlaceRow {
        is_figure: true,
        name: format!("{}{counted}", upper_first(&evidence.what)),
        value: evidence.value,
        unit: evidence.unit.clone(),
        ground: if top.name.starts_with('[') {
            format!("{}: {}", top.ground.text(), top.name)
        } else {
            top.ground.text().to_owned()
        },
        aside: pen.aside(&top.aside, None),
        key: evidence.key.clone(),
        anchors: heads.cloned().collect(),
        ..PlaceRow::default()
    });
    if !top.terms.is_empty() {
        pen.places(&EvidenceNode { aside: Vec::new(), parts: Vec::new(), ..top.clone() }, 0, Vec::new());
    }
    pen.parts(&top.parts, 0);
    pen.rows
}

struct Pen<'a> {
    input: Input<'a>,
    evidence: &'a Evidence,
    anchors: &'a [String],
    rows: Vec<PlaceRow>,
}

impl<'a> Pen<'a> {
    fn dossier(&self) -> &'a Dossier {
        self.input.dossier
    }

    /// Nodes that say something; of the others, only who they are.
    fn parts(&mut self, parts: &[EvidenceNode], depth: usize) {
        let is_short = |node: &EvidenceNode| {
            let counted = node.value.is_some_and(|value| !value.is_zero());
            let told = node.ground == Ground::Units || counted || node.aside.iter().any(|aside| !aside.of_file);
            !told && node.parts.is_empty() && node.key.is_empty() && node.unit.is_some()
        };
        for node in parts.iter().filter(|node| !is_short(node)) {
            let anchors = self.anchors_of(node, depth);
            self.places(node, depth, anchors);
            self.parts(if node.key.is_empty() { &node.parts } else { &[] }, depth + 1);
        }
        let mut grounds: Vec<(Ground, Option<Decimal>)> = Vec::new();
        for node in parts.iter().filter(|node| is_short(node)) {
            if !grounds.contains(&(node.ground, node.value)) {
                grounds.push((node.ground, node.value));
            }
        }
        for (ground, value) in grounds {
            let alike: Vec<&EvidenceNode> =
                parts.iter().filter(|node| is_short(node) && (node.ground, node.value) == (ground, value)).collect();
            let names: Vec<&str> = alike.iter().map(|node| node.name.as_str()).collect();
            let anchors = alike.iter().flat_map(|node| self.anchors_of(node, depth)).collect();
            let said =
                if names.len() > MOST_NAMED { format!("{} đơn vị", plain(names.len() as u64)) } else { names.join(", ") };
            let row = PlaceRow { name: indented(&said, depth), value, anchors, ..self.row(ground) };
            self.rows.push(row);
        }
    }

    /// The printed figures of a unit that the rows of this node say.
    fn anchors_of(&self, node: &EvidenceNode, depth: usize) -> Vec<String> {
        let Some(unit) = node.unit.filter(|_| depth == 0 && self.anchors.len() > 1) else { return Vec::new() };
        let code = |unit: UnitId| {
            let direct = unit == self.dossier().units.root();
            self.input.summary.by_unit.iter().find(|row| row.unit == unit && row.direct == direct).map(|row| row.code.as_str())
        };
        let key = code(unit).map(|code| Derived::OfUnit(code, &self.evidence.key).to_string());
        key.filter(|key| self.anchors.contains(key)).into_iter().collect()
    }

    fn row(&self, ground: Ground) -> PlaceRow {
        let ground = match ground {
            Ground::Units => "",
            ground => ground.text(),
        };
        PlaceRow { unit: self.evidence.unit.clone(), ground: ground.to_owned(), ..PlaceRow::default() }
    }

    /// A row a file and sheet; the first says whose, how much and what was left out.
    fn places(&mut self, node: &EvidenceNode, depth: usize, anchors: Vec<String>) {
        let places = self.dossier().places(node.terms.iter().map(|term| term.at));
        let mut row = PlaceRow {
            name: indented(&node.name, depth),
            value: node.value.filter(|_| node.ground != Ground::Quoted),
            aside: self.aside(&node.aside, places.first()),
            see: Some(node.key.clone()).filter(|key| !key.is_empty()),
            anchors,
            ..self.row(node.ground)
        };
        if !node.key.is_empty() {
            "xem phần nguồn của số liệu đó".clone_into(&mut row.ground);
            if self.evidence.top.ground == Ground::Share {
                // A share is a percentage; what it is worked out of is counted.
                row.unit.clear();
            }
            self.rows.push(row);
            return;
        }
        let part = self.part(node);
        if !part.is_empty() {
            row.ground = format!("{}; {part}", row.ground);
        }
        for place in &places {
            self.fill(&mut row, place);
            self.rows.push(std::mem::take(&mut row));
        }
        if places.is_empty() {
            self.rows.push(row);
        }
    }

    fn fill(&self, row: &mut PlaceRow, place: &Place) {
        let reading = self.dossier().reading(place.file);
        row.path.clone_from(&reading.path);
        let sheet = place.sheet.and_then(|sheet| reading.sheets.get(usize::from(sheet)));
        row.sheet = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
        row.cells = joined(&place.ranges, MOST_CELLS);
    }

    /// "“tập thể” ghi ở cột F": the column that puts the cells in their part.
    fn part(&self, node: &EvidenceNode) -> String {
        let mut columns: Vec<String> = Vec::new();
        for place in self.dossier().places(node.terms.iter().filter_map(|term| term.part)) {
            for range in &place.ranges {
                let column: String = range.chars().take_while(char::is_ascii_alphabetic).collect();
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        match columns.as_slice() {
            [] | [_, _, _, ..] => String::new(),
            few => format!("“{}” ghi ở cột {}", self.evidence.part, few.join(", ")),
        }
    }

    /// "dòng khác của một mô hình đã đếm: B4, B7"; what counts in no figure is said of the file.
    fn aside(&self, aside: &[Aside], near: Option<&Place>) -> String {
        let one = |aside: &Aside| {
            let mut places = self.dossier().places(aside.at.iter().copied()).into_iter();
            let shown: Vec<String> = places.by_ref().take(MOST_ASIDE).map(|place| self.place(&place, near)).collect();
            let rest = places.len();
            let more = if rest > 0 { format!(" và {rest} trang khác") } else { String::new() };
            format!("{}: {}{more}", aside.why, shown.join("; "))
        };
        aside.iter().filter(|aside| !aside.of_file).map(one).collect::<Vec<_>>().join("\n")
    }

    /// A place; file and sheet only where they are not those of the row.
    fn place(&self, place: &Place, near: Option<&Place>) -> String {
        let ranges = joined(&place.ranges, MOST_CELLS / MOST_ASIDE);
        let sheet = || place.sheet.map_or(Origin::file(place.file), |sheet| Origin::sheet(place.file, sheet));
        match near {
            Some(near) if (near.file, near.sheet) == (place.file, place.sheet) => format!("ô {ranges}"),
            Some(near) if near.file == place.file && place.sheet.is_some() => {
                let whole = self.dossier().place(sheet());
                let named = whole.split_once(", ").map_or(whole.as_str(), |(_, sheet)| sheet);
                format!("{named}, ô {ranges}")
            }
            _ if ranges.is_empty() => self.dossier().place(sheet()),
            _ => format!("{}, ô {ranges}", self.dossier().place(sheet())),
        }
    }
}

/// Excel shows no spaces at the beginning of a cell: levels are dashes.
fn indented(name: &str, depth: usize) -> String {
    format!("{} {name}", "–".repeat(depth + 1))
}

/// "C6:C12, C15 và 3 chỗ khác".
fn joined(ranges: &[String], most: usize) -> String {
    let mut out = String::new();
    for (at, range) in ranges.iter().enumerate() {
        if out.len() + range.len() > most {
            return format!("{out} và {} chỗ khác", ranges.len() - at);
        }
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(range);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::specimen;
    use super::*;

    fn drawn(unit: &str, top: EvidenceNode) -> Vec<PlaceRow> {
        let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        let key = "a".to_owned();
        let evidence = Evidence { key, what: "số".into(), value: top.value, unit: unit.into(), part: String::new(), top };
        rows(input, &evidence, &[])
    }

    #[test]
    fn what_a_share_is_worked_out_of_is_no_percentage() {
        let part = |n: u32| EvidenceNode { key: "b".into(), value: Some(n.into()), ..EvidenceNode::default() };
        let top = EvidenceNode {
            ground: Ground::Share,
            value: Some(25.into()),
            parts: vec![part(40), part(160)],
            ..EvidenceNode::default()
        };
        let units: Vec<String> = drawn("%", top).into_iter().map(|row| row.unit).collect();
        assert_eq!(units, ["%", "", ""]);
    }

    #[test]
    fn many_units_that_give_nothing_are_counted() {
        let blank = |at: usize| EvidenceNode { name: format!("Xã {at}"), unit: Some(UnitId(0)), ..EvidenceNode::default() };
        let of = |count: usize| EvidenceNode { parts: (0..count).map(blank).collect(), ..EvidenceNode::default() };
        assert_eq!(drawn("mô hình", of(2))[1].name, "– Xã 0, Xã 1");
        assert_eq!(drawn("mô hình", of(MOST_NAMED + 1))[1].name, "– 11 đơn vị");
    }
}
