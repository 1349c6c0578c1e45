//! Shared strings of a workbook → texts as a cell shows them.

use quick_xml::events::Event;

use super::super::super::grid;
use super::super::super::markup::{Walk, pick, simple, too_long, unescape};
use super::super::super::sheet::Budget;
use crate::model::{FileFault, Text};

/// A text being gathered from runs: `<t>` of itself, or of `<r>`; what is read aloud (`<rPh>`) is left out.
#[derive(Default)]
pub(super) struct Runs {
    text: String,
    /// Where the open `<t>` begins, and whether its outer spaces are kept.
    open: Option<(usize, bool)>,
    is_phonetic: bool,
}

impl Runs {
    /// Begins anew.
    pub fn clear(&mut self) {
        self.text.clear();
        self.open = None;
        self.is_phonetic = false;
    }

    /// What was gathered.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// An event inside the text.
    ///
    /// # Errors
    ///
    /// [`FileFault::OverLimit`] over 1 MiB, [`FileFault::Damaged`] for an unknown entity.
    pub fn event(&mut self, event: &Event<'_>) -> Result<(), FileFault> {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "rPh" => self.is_phonetic = true,
                "t" if !self.is_phonetic => {
                    let [space] = pick(e, ["xml:space"])?;
                    self.open = Some((self.text.len(), space == Some("preserve")));
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "rPh" => self.is_phonetic = false,
                "t" => self.close(),
                _ => {}
            },
            _ if self.open.is_some() => push(event, &mut self.text)?,
            _ => {}
        }
        Ok(())
    }

    /// Outer spaces that nobody asked to keep are those of the file's layout.
    fn close(&mut self) {
        if let Some((from, false)) = self.open.take() {
            let kept = self.text[from..].trim_matches([' ', '\t', '\r', '\n']);
            if kept.len() < self.text.len() - from {
                let kept = kept.to_owned();
                self.text.truncate(from);
                self.text.push_str(&kept);
            }
        }
    }
}

/// Adds the letters of an event to a text.
///
/// # Errors
///
/// As [`Runs::event`].
pub(super) fn push(event: &Event<'_>, text: &mut String) -> Result<(), FileFault> {
    match event {
        Event::Text(t) => text.push_str(&t.xml10_content()),
        Event::CData(t) => text.push_str(&t.xml10_content()),
        Event::GeneralRef(r) => text.push_str(&unescape(&format!("&{};", r.as_ref()))?),
        _ => {}
    }
    too_long(text.len())
}

/// Every shared string as a cell shows it; empty for one without anything visible.
///
/// # Errors
///
/// [`FileFault::Damaged`] for a broken part, [`FileFault::OverLimit`] for a text over 1 MiB or when the budget is spent.
pub(super) fn read(xml: &str, budget: &mut Budget) -> Result<Vec<Text>, FileFault> {
    let mut found = Vec::new();
    let mut runs = Runs::default();
    let mut is_open = false;
    let mut walk = Walk::new(xml);
    loop {
        let event = walk.next()?;
        match &event {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                if std::mem::replace(&mut is_open, true) {
                    return Err(FileFault::Damaged);
                }
                runs.clear();
            }
            Event::End(e) if e.local_name().as_ref() == "si" => {
                is_open = false;
                keep(runs.text(), &mut found, budget)?;
                simple_strings(&event, &mut walk, &mut found, budget)?;
            }
            Event::Eof => return Ok(found),
            event if is_open => runs.event(event)?,
            _ => {}
        }
    }
}

fn keep(text: &str, found: &mut Vec<Text>, budget: &mut Budget) -> Result<(), FileFault> {
    budget.take_string(text.len())?;
    found.push(grid::visible(&characters(text)).unwrap_or_default());
    Ok(())
}

/// Passes over the strings that follow and have one plain text each, as nearly all do.
fn simple_strings(after: &Event<'_>, walk: &mut Walk<'_>, found: &mut Vec<Text>, budget: &mut Budget) -> Result<(), FileFault> {
    let Some(mut rest) = walk.rest(after) else { return Ok(()) };
    let mut passed = 0;
    while let Some((text, length)) = simple(rest, "<si><t>", "</t></si>") {
        keep(text, found, budget)?;
        passed += length;
        rest = &rest[length..];
    }
    walk.skip(passed);
    Ok(())
}

/// `_x000D_` is how Excel writes a character that XML cannot hold, by its UTF-16 unit.
pub(super) fn characters(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let escaped = rest.strip_prefix("_x").and_then(|r| r.get(..5)).and_then(|r| r.strip_suffix('_'));
        let unit = escaped.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(unit) = unit.and_then(|hex| u16::from_str_radix(hex, 16).ok()) {
            units.push(unit);
            rest = &rest[7..];
        } else {
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            rest = &rest[c.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Limits;

    fn texts(xml: &str) -> Result<Vec<String>, FileFault> {
        let found = read(xml, &mut Budget::new(&Limits::default()))?;
        Ok(found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn runs_are_joined_and_what_is_read_aloud_is_left_out() {
        let xml = "<sst uniqueCount=\"9\"><si><t>Rác</t></si><si><r><t>Thu </t></r><r><t xml:space=\"preserve\"> gom &amp;</t></r>\
            <r><t> rác </t></r><rPh><t>x</t></rPh></si><si/><si><t>\u{a0} </t></si><si><t>a_x000D_b_x0041_</t></si></sst>";
        assert_eq!(texts(xml), Ok(vec!["Rác".into(), "Thu gom &rác".into(), String::new(), String::new(), "a\rbA".into()]));
        assert_eq!(texts("<sst><si><si/></si></sst>"), Err(FileFault::Damaged));
    }

    /// A table that claims to hold more strings than there are costs nothing: no room is made for a claim.
    #[test]
    fn what_the_table_claims_is_not_believed() {
        assert_eq!(texts("<sst uniqueCount=\"18446744073709551615\"><si><t>a</t></si></sst>"), Ok(vec!["a".into()]));
    }
}
