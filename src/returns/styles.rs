//! The cell formats of a workbook: each one in use on a wrong cell is doubled with another fill.
//!
//! Number format, font, border and alignment survive, because the whole entry is copied. The fill keeps the colour it
//! replaces as its second colour, which a solid fill does not show: so the mark can be taken off again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::Refusal;
use super::looks::{BORDER, FONTS, LOOKS, Look};
use super::xml::{self, Edits, Tag};
use crate::model::Severity;

/// Colours of marked cells. Of no palette, so that a fill of ours is known again.
const MUST_FIX: &str = "FFFFC9C7";
const REVIEW: &str = "FFFFEFA1";

/// What a workbook without styles has.
pub(super) const NONE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"NAMESPACE\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

/// A group of the styles: where it stands, how many entries it has, what is added.
#[derive(Debug, Default)]
struct Group {
    /// From its first tag to behind its last; nothing if it is missing.
    at: Option<Range<usize>>,
    entries: Vec<Range<usize>>,
    added: Vec<String>,
}

impl Group {
    fn add(&mut self, entry: String) -> usize {
        self.added.push(entry);
        self.entries.len() + self.added.len() - 1
    }
}

/// The styles of a workbook.
#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    prefix: String,
    fonts: Group,
    fills: Group,
    borders: Group,
    formats: Group,
    /// What a marked cell's format becomes, by the one it had.
    marked: BTreeMap<(usize, bool), usize>,
    /// Fills of ours, by what they hide.
    own_fills: BTreeMap<(bool, usize), usize>,
    /// Place of the first look of our sheet.
    looks: usize,
}

impl Styles {
    /// Reads the styles.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if the cell formats are missing.
    pub(super) fn new(text: String) -> Result<Self, Refusal> {
        let root = xml::root(&text).ok_or(Refusal::Unusual)?;
        let parts = xml::children(&text, &root.inside);
        if parts.is_empty() && !text.contains("NAMESPACE") {
            let namespace = root.tag.attributes().find(|a| a.name.starts_with("xmlns")).ok_or(Refusal::Unusual)?;
            return Self::new(NONE.replace("NAMESPACE", namespace.value));
        }
        let group = |name: &str| {
            let found = super::book::child(&parts, name);
            found.map_or_else(Group::default, |element| {
                let entries = xml::children(&text, &element.inside).into_iter().map(|entry| entry.at).collect();
                Group { at: Some(element.at.clone()), entries, added: Vec::new() }
            })
        };
        let [fonts, fills, borders, formats] = ["fonts", "fills", "borders", "cellXfs"].map(group);
        if formats.entries.is_empty() || [&fonts, &fills, &borders].iter().any(|group| group.at.is_none()) {
            return Err(Refusal::Unusual);
        }
        let prefix = root.tag.prefix().to_owned();
        let (marked, own_fills) = (BTreeMap::new(), BTreeMap::new());
        let mut styles = Self { text, prefix, fonts, fills, borders, formats, marked, own_fills, looks: 0 };
        styles.add_looks();
        Ok(styles)
    }

    fn own(&self, template: &str) -> String {
        template.replace("P:", &self.prefix)
    }

    fn add_looks(&mut self) {
        let p = self.prefix.clone();
        let fonts = FONTS.map(|font| {
            let font = format!("<{p}font>{}</{p}font>", self.own(font));
            self.fonts.add(font)
        });
        let border = format!("<{p}border>{}</{p}border>", self.own(BORDER));
        let border = self.borders.add(border);
        let plain = |color: &str| {
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{color}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
            )
        };
        let grey = self.fills.add(plain("FFE7E6E6"));
        let severities = [self.fills.add(plain(MUST_FIX)), self.fills.add(plain(REVIEW))];
        for (at, (font, bordered, alignment)) in LOOKS.into_iter().enumerate() {
            let (font, border) = (fonts[font], if bordered { border } else { 0 });
            let fill = match at {
                2 => grey,
                6 => severities[0],
                7 => severities[1],
                _ => 0,
            };
            let format = format!(
                "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyFont=\"1\" \
                 applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">{}</{p}xf>",
                self.own(alignment)
            );
            let place = self.formats.add(format);
            if at == 0 {
                self.looks = place;
            }
        }
    }

    /// The format of a look of our own sheet.
    pub(super) fn look(&self, look: Look) -> usize {
        self.looks + look as usize
    }

    /// An entry as written.
    fn entry<'s>(&'s self, group: &'s Group, at: usize) -> Option<&'s str> {
        match group.entries.get(at) {
            Some(range) => self.text.get(range.clone()),
            None => group.added.get(at - group.entries.len()).map(String::as_str),
        }
    }

    /// The format a cell gets when it is marked.
    pub(super) fn marked(&mut self, format: usize, severity: Severity) -> usize {
        let must_fix = severity == Severity::MustFix;
        if let Some(&known) = self.marked.get(&(format, must_fix)) {
            return known;
        }
        let format_kept = if format < self.formats.entries.len() { format } else { 0 };
        let fill = self.fill_of(format_kept);
        let known = self.own_fills.get(&(must_fix, fill)).copied();
        let new = known.unwrap_or_else(|| {
            let new = self.our_fill(fill, must_fix);
            self.fills.add(new)
        });
        self.own_fills.insert((must_fix, fill), new);
        let place = self.with_fill(format_kept, new);
        self.marked.insert((format, must_fix), place);
        place
    }

    fn fill_of(&self, format: usize) -> usize {
        let entry = self.entry(&self.formats, format).unwrap_or_default();
        let fill = xml::Tags::new(entry).next().and_then(|tag| tag.number("fillId"));
        fill.and_then(|fill| usize::try_from(fill).ok()).unwrap_or(0)
    }

    /// A copy of a format with another fill.
    fn with_fill(&mut self, format: usize, fill: usize) -> usize {
        let Some(entry) = self.entry(&self.formats, format).map(str::to_owned) else { return format };
        let Some(tag) = xml::Tags::new(&entry).next() else { return format };
        let mut edits = Edits::default();
        edits.set(&tag, "fillId", fill);
        edits.set(&tag, "applyFill", 1);
        let entry = edits.apply(&entry);
        self.formats.add(entry)
    }

    /// Our fill over another: its colour becomes the second one. A fill of ours hides what that one hides.
    fn our_fill(&self, over: usize, must_fix: bool) -> String {
        let hidden = self.hidden(over).unwrap_or_else(|| " indexed=\"64\"".to_owned());
        let color = if must_fix { MUST_FIX } else { REVIEW };
        let p = &self.prefix;
        format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{color}\"/><{p}bgColor{hidden}/></{p}patternFill></{p}fill>"
        )
    }

    /// The colour of a solid fill, as its attributes; of one of ours, the colour it hides.
    fn hidden(&self, fill: usize) -> Option<String> {
        let entry = self.entry(&self.fills, fill)?;
        let tag = |name: &str| xml::Tags::new(entry).find(|tag| tag.begins() && tag.local() == name);
        if tag("patternFill")?.get("patternType") != Some("solid") {
            return None;
        }
        let (first, second) = (tag("fgColor"), tag("bgColor"));
        let shown = if first.as_ref().is_some_and(is_ours) { second } else { first };
        let color: String = shown?.attributes().flat_map(|a| [" ", a.name, "=\"", a.value, "\""]).collect();
        (color != " indexed=\"64\"" && !color.is_empty()).then_some(color)
    }

    /// What formats of an earlier marking go back to, by their place: to the fill they hid, or none.
    pub(super) fn stale(&mut self) -> BTreeMap<usize, usize> {
        let ours = |fill: usize| {
            let entry = self.entry(&self.fills, fill).unwrap_or_default();
            xml::Tags::new(entry).any(|tag| tag.local() == "fgColor" && is_ours(&tag))
        };
        let known = self.formats.entries.len();
        let marked: Vec<usize> = (0..known).filter(|&format| ours(self.fill_of(format))).collect();
        let mut back = BTreeMap::new();
        for format in marked {
            let p = self.prefix.clone();
            let fill = self.hidden(self.fill_of(format)).map_or(0, |color| {
                let fill = format!("<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor{color}/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>");
                self.fills.add(fill)
            });
            back.insert(format, self.with_fill(format, fill));
        }
        back
    }

    /// The part with everything added.
    pub(super) fn finish(self) -> String {
        let mut edits = Edits::default();
        for group in [&self.fonts, &self.fills, &self.borders, &self.formats] {
            let Some(at) = group.at.clone() else { continue };
            let Some(element) = xml::children(&self.text, &at).into_iter().next() else { continue };
            let mut added = String::new();
            for entry in &group.added {
                let _ = write!(added, "{entry}");
            }
            edits.append(&self.text, &element, &added);
            edits.set(&element.tag, "count", group.entries.len() + group.added.len());
        }
        edits.apply(&self.text)
    }
}

fn is_ours(color: &Tag<'_>) -> bool {
    color.get("rgb").is_some_and(|rgb| [MUST_FIX, REVIEW].iter().any(|ours| rgb.eq_ignore_ascii_case(ours)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test whose styles cannot be read has failed")]
mod tests {
    use super::*;

    fn styles(text: &str) -> Styles {
        Styles::new(text.to_owned()).unwrap()
    }

    #[test]
    fn a_mark_keeps_the_format_and_can_be_taken_off() {
        let plain = NONE.replace(
            "<fill><patternFill patternType=\"gray125\"/></fill>",
            "<fill><patternFill patternType=\"solid\"><fgColor theme=\"4\" tint=\"0.5\"/><bgColor indexed=\"64\"/></patternFill></fill>",
        );
        let plain = plain.replace(
            "<cellXfs count=\"1\">",
            "<cellXfs count=\"2\"><xf numFmtId=\"14\" fontId=\"0\" fillId=\"1\" borderId=\"0\" xfId=\"0\"><alignment wrapText=\"1\"/></xf>",
        );
        let mut first = styles(&plain);
        let marked = first.marked(0, Severity::MustFix);
        assert_eq!(first.marked(0, Severity::MustFix), marked);
        assert_ne!(first.marked(0, Severity::Review), marked);
        let text = first.finish();
        assert!(super::super::words::is_well_formed(&text));
        assert!(text.contains("<fgColor rgb=\"FFFFC9C7\"/><bgColor theme=\"4\" tint=\"0.5\"/>"));
        let mut second = styles(&text);
        let entry = second.entry(&second.formats, marked).unwrap().to_owned();
        assert!(entry.contains(" numFmtId=\"14\"") && entry.contains("<alignment wrapText=\"1\"/>"), "{entry}");
        let back = second.stale()[&marked];
        let fill = second.fill_of(back);
        assert!(second.entry(&second.fills, fill).unwrap().contains("<fgColor theme=\"4\" tint=\"0.5\"/>"));
        // Marked again, it hides the colour that was there at first.
        let again = second.marked(marked, Severity::Review);
        assert_eq!(second.hidden(second.fill_of(again)), Some(" theme=\"4\" tint=\"0.5\"".to_owned()));
    }

    #[test]
    fn prefixes_are_kept() {
        let text = NONE.replace("xmlns=", "xmlns:x=").replace('<', "<x:").replace("<x:/", "</x:").replace("<x:?", "<?");
        let text = styles(&text).finish();
        assert!(super::super::words::is_well_formed(&text) && text.contains("<x:alignment") && !text.contains("P:"), "{text}");
    }
}
