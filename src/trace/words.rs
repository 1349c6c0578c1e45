//! The tree of sums as a clerk reads it: a unit a line, below it the cells and what was left out.

use crate::model::{Evidence, EvidenceNode, Ground, Origin, Place};

use super::Tracer;
use super::others::shown;

/// How many units below one, and ranges of one sheet, are printed when the rest is folded.
const FOLD: (usize, usize) = (40, 8);

impl Tracer<'_> {
    /// The tree in lines; `all`: nothing folded.
    pub fn words(&self, evidence: &Evidence, all: bool) -> String {
        let fold = if all { (usize::MAX, usize::MAX) } else { FOLD };
        let quoted = evidence.value.is_none() && matches!(evidence.top.ground, Ground::Quoted | Ground::Written);
        let number = if quoted { String::new() } else { format!(" = {}", shown(evidence.value, &evidence.unit)) };
        let mut lines = vec![format!("{}{number}", evidence.key), capital(&evidence.what)];
        let mut pen = Pen { tracer: self, evidence, fold, folded: false, lines: Vec::new() };
        pen.node(&evidence.top, 0);
        lines.append(&mut pen.lines);
        if pen.folded {
            lines.push("Một số dòng đã thu gọn; thêm --all (--het) để xem hết.".to_owned());
        }
        lines.join("\n")
    }

    /// "nop/an-hoa.xlsx, trang “Biểu 1”, ô C6:C12, C15".
    pub fn place(&self, place: &Place) -> String {
        self.folded_place(place, usize::MAX).0
    }

    fn folded_place(&self, place: &Place, most: usize) -> (String, bool) {
        let whole = place.sheet.map_or(Origin::file(place.file), |sheet| Origin::sheet(place.file, sheet));
        let text = self.dossier.place(whole);
        if place.ranges.is_empty() {
            return (text, false);
        }
        let shown = &place.ranges[..place.ranges.len().min(most)];
        let rest = place.ranges.len() - shown.len();
        let more = if rest > 0 { format!(" và {rest} chỗ khác") } else { String::new() };
        (format!("{text}, ô {}{more}", shown.join(", ")), rest > 0)
    }
}

struct Pen<'a> {
    tracer: &'a Tracer<'a>,
    evidence: &'a Evidence,
    fold: (usize, usize),
    folded: bool,
    lines: Vec<String>,
}

impl Pen<'_> {
    fn node(&mut self, node: &EvidenceNode, depth: usize) {
        let margin = "  ".repeat(depth);
        let number = if node.value.is_some() { format!(" {}", shown(node.value, "")) } else { String::new() };
        let ground = match node.ground {
            Ground::Units if !node.terms.is_empty() || depth > 0 => String::new(),
            Ground::Findings if depth > 0 => String::new(),
            ground => format!("{} {}", if number.is_empty() { "" } else { "," }, ground.text()),
        };
        let name = if matches!(node.ground, Ground::Findings) && depth > 0 {
            node.name.clone()
        } else {
            format!("{}:{number}{ground}", node.name)
        };
        self.lines.push(format!("{margin}{}", name.trim_end_matches(':')));
        self.origins(&format!("{margin}  "), node.terms.iter().map(|term| term.at).collect());
        let parts: Vec<Origin> = node.terms.iter().filter_map(|term| term.part).collect();
        self.origins(&format!("{margin}  xác định “{}” tại: ", self.evidence.part), parts);
        for aside in &node.aside {
            self.origins(&format!("{margin}  không tính ({}): ", aside.why), aside.at.clone());
        }
        for part in node.parts.iter().take(self.fold.0) {
            self.node(part, depth + 1);
        }
        if node.parts.len() > self.fold.0 {
            self.folded = true;
            self.lines.push(format!("{margin}  và {} mục khác", node.parts.len() - self.fold.0));
        }
    }

    fn origins(&mut self, lead: &str, origins: Vec<Origin>) {
        let all = self.tracer.dossier.places(origins);
        let shown = all.len().min(self.fold.1);
        for place in &all[..shown] {
            let (text, folded) = self.tracer.folded_place(place, self.fold.1);
            self.folded |= folded;
            self.lines.push(format!("{lead}{text}"));
        }
        if all.len() > shown {
            self.folded = true;
            self.lines.push(format!("{lead}và {} trang, tệp khác", all.len() - shown));
        }
    }
}

/// A sentence's first letter made a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
