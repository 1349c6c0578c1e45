//! Counts of models and recognitions: unit by unit, on the ground each unit's figure stands on.

use rust_decimal::Decimal;

use crate::model::{
    About, Basis, Evidence, EvidenceNode, Facet, Fate, Form, Ground, Key, Measure, Novelty, Origin, Standing, UnitId,
};

use super::{Tracer, leave_out, leave_out_of_file};

/// The forms that counts are made from.
const FORMS: [Form; 3] = [Form::Models, Form::Recognitions, Form::Totals];

/// A parent's own agencies.
pub(super) const OWN_AGENCIES: &str = "Khối cơ quan, đơn vị trực thuộc";

impl Tracer<'_> {
    pub(super) fn of_count(&self, key: Key) -> Evidence {
        let root = self.dossier.units.root();
        let mut top = if self.is_outline() { self.outline_of(root, key) } else { self.unit(root, key) };
        // A field that no known unit mentions is nought in the report.
        let value = key.path(&self.dossier.authority).and_then(|path| self.value(&path));
        top.value = value;
        self.unread(&mut top);
        Evidence { value, top, ..self.words_of(key) }
    }

    /// What a key says in words, still without a number.
    pub(super) fn words_of(&self, key: Key) -> Evidence {
        let part = part_words(self, key.facet);
        let label = key.measure.label(&self.dossier.authority);
        Evidence {
            key: String::new(),
            what: if part.is_empty() { label } else { format!("{label}, {part}") },
            value: None,
            unit: unit_words(key).to_owned(),
            part,
            top: EvidenceNode::default(),
        }
    }

    /// A unit and all below it.
    pub(super) fn unit(&self, unit: UnitId, key: Key) -> EvidenceNode {
        let figures = self.dossier.figures(unit);
        let name = self.dossier.units.name(unit).to_owned();
        let node = match figures.basis {
            Basis::Children => self.parent(unit, key),
            Basis::Lists | Basis::Totals => self.own(unit, About::Whole, key),
            Basis::Disputed => self.without(unit, Ground::Disputed),
            Basis::Nothing if figures.sent => self.without(unit, Ground::Blank),
            Basis::Nothing => self.without(unit, Ground::Missing),
        };
        EvidenceNode { name, unit: Some(unit), value: figures.total.get(key).map(Decimal::from), ..node }
    }

    fn without(&self, unit: UnitId, ground: Ground) -> EvidenceNode {
        let mut node = EvidenceNode { ground, ..EvidenceNode::default() };
        self.left_out(unit, &FORMS, &mut node.aside);
        node
    }

    /// A unit whose children are added, with what it sent directly.
    fn parent(&self, unit: UnitId, key: Key) -> EvidenceNode {
        let units = &self.dossier.units;
        let mut node = EvidenceNode { ground: Ground::Children, ..EvidenceNode::default() };
        node.parts = units.children(unit).iter().map(|&child| self.unit(child, key)).collect();
        let disputed =
            self.submissions_of(unit).any(|s| s.standing == Standing::Disputed && matches!(s.form, Form::Models | Form::Totals));
        if disputed {
            self.left_out(unit, &FORMS, &mut node.aside);
        } else {
            let direct = self.own(unit, About::Direct, key);
            if direct.value.is_some() {
                node.parts.push(EvidenceNode { name: OWN_AGENCIES.to_owned(), unit: Some(unit), ..direct });
            } else {
                node.aside = direct.aside;
            }
        }
        for figure in self.stated_of(unit).filter(|s| self.dossier.keys_of(s).contains(&key)) {
            match figure.about {
                About::Direct => {}
                About::Whole => leave_out(
                    &mut node.aside,
                    "số chung tự tổng hợp ở Biểu 3, không dùng vì đã cộng từ các đơn vị trực thuộc",
                    figure.at,
                ),
                About::Child(_) => leave_out(
                    &mut node.aside,
                    "số tự tổng hợp theo từng đơn vị trực thuộc ở Biểu 3, không dùng vì lấy số của chính đơn vị đó",
                    figure.at,
                ),
            }
        }
        node
    }

    /// What a unit itself sent: its lists, or its totals where the lists say nothing of the measure.
    pub(super) fn own(&self, unit: UnitId, about: About, key: Key) -> EvidenceNode {
        let listed = &self.dossier.figures(unit).listed;
        let mut node = EvidenceNode::default();
        if listed.get(Key::total(key.measure)).is_some() {
            self.list(unit, key, &mut node);
            node.ground = Ground::Lists;
            node.value = listed.get(key).map(Decimal::from);
            for figure in self.stated_of(unit).filter(|s| s.about == about && self.dossier.keys_of(s).contains(&key)) {
                leave_out(&mut node.aside, "số tự tổng hợp ở Biểu 3, không dùng vì đã có danh sách để đếm", figure.at);
            }
        } else if let Some(terms) = self.told(unit, about, key) {
            node.ground = Ground::Totals;
            node.value = Some(terms.iter().map(|term| term.adds).sum());
            node.terms = terms;
        }
        self.left_out(unit, &FORMS, &mut node.aside);
        node
    }

    /// Files and tables that belong to no unit are said once, at the top.
    fn unread(&self, top: &mut EvidenceNode) {
        if self.is_outline() {
            return;
        }
        for (file, reading) in (0u32..).zip(&self.dossier.readings) {
            match &reading.fate {
                Fate::Refused(_) => leave_out_of_file(&mut top.aside, "tệp không đọc được", Origin::file(file)),
                Fate::DuplicateOf(_) => leave_out_of_file(&mut top.aside, "tệp trùng với một tệp khác", Origin::file(file)),
                Fate::Read | Fate::Skipped(_) => {}
            }
            for (index, table) in (0u16..).zip(&reading.tables) {
                let counts = FORMS.contains(&table.form) && table.records() > 0;
                if counts && !self.owned.contains_key(&(file, index)) {
                    leave_out_of_file(&mut top.aside, "bảng chưa rõ của đơn vị nào", Origin::sheet(file, table.sheet));
                }
            }
        }
    }
}

/// "tập thể", "lĩnh vực Kinh tế", "đăng ký mới"; empty for a total.
fn part_words(tracer: &Tracer<'_>, facet: Facet) -> String {
    let field = |id| format!("lĩnh vực {}", tracer.dossier.authority.field(id).name);
    match facet {
        Facet::Total => String::new(),
        Facet::Owner(owner) => owner.name().to_owned(),
        Facet::Kind(kind) => kind.name().to_owned(),
        Facet::Novelty(Novelty::New) => "đăng ký mới".to_owned(),
        Facet::Novelty(Novelty::Maintained) => "duy trì".to_owned(),
        Facet::Field(id) => field(id),
        Facet::FieldOwner(id, owner) => format!("{}, {}", field(id), owner.name()),
    }
}

pub(super) fn unit_words(key: Key) -> &'static str {
    let measure: Measure = key.measure;
    match key.facet {
        _ if measure.is_events() => "lượt",
        Facet::Owner(owner) => owner.name(),
        Facet::Kind(kind) => kind.name(),
        _ => "mô hình, điển hình",
    }
}
