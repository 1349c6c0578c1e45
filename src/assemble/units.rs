//! Which unit a text names: strongest source first, cross-checked by the weaker ones, never guessed.

use std::collections::BTreeSet;

use crate::model::{
    Context, Dossier, Fate, Form, Match, Mention, MentionSource, Misread, MisreadKind, Origin, Table, Unit, UnitId, name,
};

use super::{TableUnits, file_index, places};

/// Resolves the units of every table; facts about what cannot be resolved go to `dossier.misreads`.
/// In a tree that was not declared, units are added as they are met.
pub(super) fn resolve(dossier: &mut Dossier) -> Vec<Vec<TableUnits>> {
    if !dossier.units.declared && dossier.authority.root.is_empty() {
        name_root(dossier);
    }
    let mut all = Vec::with_capacity(dossier.readings.len());
    for file in 0..dossier.readings.len() {
        let reading = std::mem::take(&mut dossier.readings[file]);
        let mut resolver = Resolver { dossier, file: file_index(file), told_no_unit: false };
        let submitters: Vec<Option<UnitId>> = reading.contexts.iter().map(|context| resolver.submitter(context)).collect();
        let mut tables = Vec::with_capacity(reading.tables.len());
        for table in &reading.tables {
            let submitter = submitters.get(usize::from(table.context)).copied().flatten();
            let year = resolver.last_year(reading.contexts.get(usize::from(table.context)));
            let rows_name_units = table.form != Form::Totals && !table.units.is_empty();
            if submitter.is_none() && table.form != Form::Info && table.records() > 0 && !rows_name_units {
                resolver.no_unit(reading.contexts.get(usize::from(table.context)));
            }
            let named: Vec<Option<UnitId>> = table.units.iter().map(|mention| resolver.named(mention, submitter, year)).collect();
            if let Some(submitter) = submitter
                && resolver.dossier.units.declared
                && matches!(table.form, Form::Models | Form::Recognitions | Form::Totals)
            {
                let context = reading.contexts.get(usize::from(table.context));
                let blocks = context.is_some_and(|context| resolver.titles_part_units(context, submitter));
                resolver.outside(table, &named, submitter, blocks);
            }
            tables.push(TableUnits { submitter, named });
        }
        if matches!(reading.fate, Fate::Read) {
            all.push(tables);
        } else {
            all.push(Vec::new());
        }
        dossier.readings[file] = reading;
    }
    all
}

/// Where nothing declares the root, it is the one unit that all submitters say they belong to (Trực thuộc).
fn name_root(dossier: &mut Dossier) {
    let stated: Vec<&str> =
        dossier.readings.iter().flat_map(|r| &r.contexts).filter_map(|c| Some(c.parent.as_ref()?.text.as_str())).collect();
    let keys: BTreeSet<(Option<String>, String)> = stated.iter().map(|text| name::unit_key(text)).collect();
    if let (1, Some(root)) = (keys.len(), stated.first()) {
        let root = name::clean(root);
        dossier.units.name_root(&root);
    }
}

struct Resolver<'a> {
    dossier: &'a mut Dossier,
    file: u32,
    told_no_unit: bool,
}

impl Resolver<'_> {
    fn misread(&mut self, at: Origin, what: MisreadKind) {
        let known = self.dossier.misreads.iter().any(|m| m.at == at && m.what == what);
        if !known {
            self.dossier.misreads.push(Misread { at, what });
        }
    }

    /// Is the submitter told by lines above the table and nothing else? On a page with a table for each unit (a Word file, an HTML page)
    /// that line is only the first unit's, and those that follow head parts of their own.
    fn titles_part_units(&self, context: &Context, submitter: UnitId) -> bool {
        let names = |mention: &Mention| self.one(&mention.text, None) == Some(submitter);
        let above = |mention: &Mention| matches!(mention.source, MentionSource::Title | MentionSource::Letterhead);
        context.mentions.iter().filter(|mention| names(mention)).all(above)
    }

    /// Units named in a table that are not below its submitter (R45). `blocks`: a section may head another unit's part.
    fn outside(&mut self, table: &Table, named: &[Option<UnitId>], submitter: UnitId, blocks: bool) {
        let parent = self.dossier.units.unit(submitter).parent;
        for (mention, unit) in table.units.iter().zip(named) {
            let Some(unit) = *unit else { continue };
            if blocks && mention.source == MentionSource::Section && self.dossier.units.unit(unit).parent == parent {
                continue;
            }
            // A branch may stand above the agency it is part of: what is wrong is a unit beside or elsewhere.
            let units = &self.dossier.units;
            if !units.is_within(unit, submitter) && !units.is_within(submitter, unit) {
                let what =
                    MisreadKind::UnitOutside { unit: units.name(unit).to_owned(), submitter: units.name(submitter).to_owned() };
                self.misread(mention.at, what);
            }
        }
    }

    /// Nothing tells whose table it is, unless a unit that is not known was named: that is said already.
    fn no_unit(&mut self, context: Option<&Context>) {
        let named = context.is_some_and(|c| c.mentions.iter().any(|m| m.source <= MentionSource::Title));
        if !self.told_no_unit && !named {
            self.told_no_unit = true;
            self.misread(Origin::file(self.file), MisreadKind::NoUnit);
        }
    }

    fn submitter(&mut self, context: &Context) -> Option<UnitId> {
        if self.dossier.units.declared { self.declared(context) } else { self.met(context) }
    }

    /// In a declared tree: the strongest mention that names exactly one unit.
    fn declared(&mut self, context: &Context) -> Option<UnitId> {
        let within = context.parent.as_ref().and_then(|p| self.one(&p.text, None));
        let mut taken: Option<(UnitId, &Mention)> = None;
        let mut part: Option<&Mention> = None;
        for mention in &context.mentions {
            let units = &self.dossier.units;
            let mut found = units.resolve(&mention.text, within);
            if found == Match::None {
                found = places::named_by_parts(&mention.text, units);
            }
            let found = self.dated(found, self.last_year(Some(context)));
            match (taken, found) {
                // A weaker source tells which ward's it is.
                (None, Match::None) if mention.source <= MentionSource::Title && places::is_below_units(&mention.text) => {
                    part = part.or(Some(mention));
                }
                (None, Match::One(unit)) => taken = Some((unit, mention)),
                (None, Match::Many(candidates)) => {
                    if let Some(unit) = self.narrowed(&candidates, context) {
                        taken = Some((unit, mention));
                    } else if mention.source <= MentionSource::Title {
                        let candidates = candidates.iter().map(|c| self.full_name(*c)).collect();
                        self.misread(mention.at, MisreadKind::UnitAmbiguous { text: mention.text.clone(), candidates });
                        return None;
                    }
                }
                (None, Match::None) if mention.source <= MentionSource::Title => {
                    let nearest = name::nearest(&mention.text, units.all_names()).map(str::to_owned);
                    self.misread(mention.at, MisreadKind::UnitUnknown { text: mention.text.clone(), nearest });
                    return None;
                }
                (Some((unit, first)), Match::One(other)) if !units.is_within(unit, other) => {
                    let what = MisreadKind::UnitConflict {
                        taken: units.name(unit).to_owned(),
                        other: units.name(other).to_owned(),
                        other_at: mention.at,
                    };
                    self.misread(first.at, what);
                    break;
                }
                _ => {}
            }
        }
        if let Some(part) = part
            && taken.is_none_or(|(unit, _)| !self.dossier.units.children(unit).is_empty())
        {
            self.misread(part.at, MisreadKind::UnitUnknown { text: part.text.clone(), nearest: None });
            return None;
        }
        taken.map(|(unit, _)| unit)
    }

    /// The last year that a file reports on.
    fn last_year(&self, context: Option<&Context>) -> u16 {
        let told = context.and_then(|c| c.period.as_ref()).and_then(|(_, period, _)| period.as_ref());
        told.unwrap_or(&self.dossier.authority.period).to.year
    }

    /// Of several units of one name, the one that existed then.
    fn dated(&self, found: Match, year: u16) -> Match {
        let Match::Many(candidates) = &found else { return found };
        let existing: Vec<UnitId> =
            candidates.iter().copied().filter(|unit| self.dossier.units.unit(*unit).exists_in(year)).collect();
        if let [one] = existing.as_slice() { Match::One(*one) } else { found }
    }

    /// The one candidate that the weaker mentions or the stated parent point to.
    fn narrowed(&self, candidates: &[UnitId], context: &Context) -> Option<UnitId> {
        let units = &self.dossier.units;
        let hints = context.mentions.iter().map(|m| &m.text).chain(context.parent.iter().map(|p| &p.text));
        for hint in hints {
            if let Match::One(hinted) = units.resolve(hint, None)
                && hinted != units.root()
            {
                let fitting: Vec<UnitId> = candidates.iter().copied().filter(|c| units.is_within(*c, hinted)).collect();
                if let [one] = fitting.as_slice() {
                    return Some(*one);
                }
            }
        }
        None
    }

    /// In a tree that is not declared: the unit the strongest mention names, added if it is new.
    fn met(&mut self, context: &Context) -> Option<UnitId> {
        let mention = context.mentions.first()?;
        let root = self.dossier.units.root();
        let parent = context
            .parent
            .as_ref()
            .map_or(root, |p| self.one(&p.text, None).unwrap_or_else(|| self.add(&p.text, root, None, false)));
        match self.dossier.units.resolve(&mention.text, Some(parent)) {
            Match::One(unit) => {
                if context.level.is_some() && self.dossier.units.unit(unit).level.is_none() {
                    self.dossier.units.update(unit, |u| u.level = context.level);
                }
                if unit != root {
                    self.dossier.units.update(unit, |u| u.owes = true);
                }
                Some(unit)
            }
            Match::None => Some(self.add(&mention.text, parent, context.level, true)),
            Match::Many(candidates) => {
                let candidates = candidates.iter().map(|c| self.full_name(*c)).collect();
                self.misread(mention.at, MisreadKind::UnitAmbiguous { text: mention.text.clone(), candidates });
                None
            }
        }
    }

    /// A unit named inside a table: a column, a section row, a row of Biểu 3.
    fn named(&mut self, mention: &Mention, submitter: Option<UnitId>, year: u16) -> Option<UnitId> {
        match self.dated(self.dossier.units.resolve(&mention.text, submitter), year) {
            Match::One(unit) => Some(unit),
            Match::Many(candidates) => {
                let candidates = candidates.iter().map(|c| self.full_name(*c)).collect();
                self.misread(mention.at, MisreadKind::UnitAmbiguous { text: mention.text.clone(), candidates });
                submitter
            }
            Match::None if !self.dossier.units.declared => {
                let parent = submitter.unwrap_or_else(|| self.dossier.units.root());
                Some(self.add(&mention.text, parent, None, false))
            }
            Match::None => {
                // Units below a declared leaf are parts of the submitter.
                let is_leaf = submitter.is_some_and(|s| self.dossier.units.children(s).is_empty());
                if !is_leaf {
                    let nearest = name::nearest(&mention.text, self.dossier.units.all_names()).map(str::to_owned);
                    self.misread(mention.at, MisreadKind::UnitUnknown { text: mention.text.clone(), nearest });
                }
                submitter
            }
        }
    }

    fn one(&self, text: &str, within: Option<UnitId>) -> Option<UnitId> {
        match self.dossier.units.resolve(text, within) {
            Match::One(unit) => Some(unit),
            _ => None,
        }
    }

    fn add(&mut self, text: &str, parent: UnitId, level: Option<crate::model::LevelId>, owes: bool) -> UnitId {
        self.dossier.units.add(Unit { name: name::clean(text), parent: Some(parent), level, owes, ..Unit::default() })
    }

    /// "xã Tân Lập (huyện A)".
    fn full_name(&self, unit: UnitId) -> String {
        let units = &self.dossier.units;
        match units.unit(unit).parent {
            Some(parent) if parent != units.root() => format!("{} ({})", units.name(unit), units.name(parent)),
            _ => units.name(unit).to_owned(),
        }
    }
}
