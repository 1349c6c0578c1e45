//! A walk over the XML of a part that refuses what could be read in two ways, or is made to exhaust its reader.
//!
//! The trap: of two equal attributes programs take the one or the other as it happens, and a text may be a gigabyte.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::FileFault;

/// Longest text node or tag, bytes.
const LONGEST: usize = 1 << 20;
/// Deepest nesting; real sheets stay below thirty.
const DEEPEST: usize = 256;

/// Well-formed events of one part; empty elements come as a start and an end.
pub(super) struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    xml: &'a str,
    depth: usize,
    tag_limit: usize,
}

impl<'a> Walk<'a> {
    /// Over the text of a part.
    pub fn new(xml: &'a str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, xml, depth: 0, tag_limit: LONGEST }
    }

    /// Refuses tags longer than this: styles are copied once per cell format.
    pub fn with_tag_limit(mut self, bytes: usize) -> Self {
        self.tag_limit = bytes;
        self
    }

    /// What follows the last event; `None` after the start of an empty element, whose end is still to come.
    pub fn rest(&self, after: &Event<'_>) -> Option<&'a str> {
        let rest: &'a [u8] = self.reader.get_ref();
        let at = self.xml.len().checked_sub(rest.len())?;
        let (before, rest) = self.xml.split_at_checked(at)?;
        let is_pending = matches!(after, Event::Start(_)) && before.ends_with("/>");
        (!is_pending).then_some(rest)
    }

    /// Passes over whole elements at the start of [`Self::rest`], found well formed by other means.
    pub fn skip(&mut self, bytes: usize) {
        let reader = self.reader.get_mut();
        *reader = reader.get(bytes..).unwrap_or_default();
    }

    /// The next event.
    ///
    /// # Errors
    ///
    /// [`FileFault::Damaged`] for XML that is not well formed, a document type or another encoding;
    /// [`FileFault::OverLimit`] for a text over 1 MiB.
    pub fn next(&mut self) -> Result<Event<'a>, FileFault> {
        let event = self.reader.read_event().map_err(|_| FileFault::Damaged)?;
        match &event {
            Event::Start(e) => {
                self.depth += 1;
                if self.depth > DEEPEST || e.len() > self.tag_limit {
                    return Err(FileFault::Damaged);
                }
            }
            Event::End(_) => self.depth = self.depth.checked_sub(1).ok_or(FileFault::Damaged)?,
            Event::Text(t) => too_long(t.len())?,
            Event::CData(t) => too_long(t.len())?,
            Event::DocType(_) => return Err(FileFault::Damaged),
            Event::Decl(decl) => {
                if let Some(encoding) = decl.encoding() {
                    let encoding = encoding.map_err(|_| FileFault::Damaged)?;
                    if !["utf-8", "utf8", "us-ascii"].contains(&encoding.to_ascii_lowercase().as_str()) {
                        return Err(FileFault::Damaged);
                    }
                }
            }
            Event::Eof if self.depth > 0 => return Err(FileFault::Damaged),
            _ => {}
        }
        Ok(event)
    }
}

/// Refuses a text no cell can hold.
///
/// # Errors
///
/// [`FileFault::OverLimit`] over 1 MiB.
pub(super) fn too_long(bytes: usize) -> Result<(), FileFault> {
    if bytes > LONGEST {
        Err(FileFault::OverLimit("một ô chứa hơn 1 MiB chữ, giới hạn là 1 MiB".to_owned()))
    } else {
        Ok(())
    }
}

/// `<tag>text</tag>` at the start of a text: what stands in it, if that is text without entities, and its length.
/// `None` is no fault: the element has to be looked at more closely.
pub(super) fn simple<'t>(text: &'t str, start: &str, end: &str) -> Option<(&'t str, usize)> {
    let inner = text.strip_prefix(start)?;
    let length = inner.bytes().position(|b| matches!(b, b'<' | b'&')).filter(|length| *length <= LONGEST)?;
    inner[length..].starts_with(end).then_some((&inner[..length], start.len() + length + end.len()))
}

/// The attributes of a tag as written, in order: name with its prefix, raw value.
pub(super) struct Attributes<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Attributes<'t> {
    type Item = Result<(&'t str, &'t str), FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        if let Some((name, value, after)) = first_attribute(rest) {
            self.rest = after;
            Some(Ok((name, value)))
        } else {
            self.rest = "";
            Some(Err(FileFault::Damaged))
        }
    }
}

/// `name="value"` at the start of a text, and what follows.
fn first_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, after) = text.split_once('=')?;
    let after = after.trim_ascii_start();
    let quote = after.chars().next().filter(|q| matches!(q, '"' | '\''))?;
    let (value, after) = after[1..].split_once(quote)?;
    let name = name.trim_ascii_end();
    let clean = !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<'));
    (clean && !value.contains('<')).then_some((name, value, after))
}

/// All attributes of a tag.
pub(super) fn attributes<'t>(tag: &'t BytesStart<'_>) -> Attributes<'t> {
    Attributes { rest: tag.attributes_raw() }
}

/// The raw values of some attributes of a tag, by exact name.
///
/// # Errors
///
/// [`FileFault::Damaged`] if attributes are malformed or one of these stands twice.
pub(super) fn pick<'t, const N: usize>(tag: &'t BytesStart<'_>, names: [&str; N]) -> Result<[Option<&'t str>; N], FileFault> {
    let mut found = [None; N];
    for attribute in attributes(tag) {
        let (name, value) = attribute?;
        if let Some(i) = names.iter().position(|n| *n == name)
            && found[i].replace(value).is_some()
        {
            return Err(FileFault::Damaged);
        }
    }
    Ok(found)
}

/// Entities resolved.
///
/// # Errors
///
/// [`FileFault::Damaged`] for an entity that XML does not define.
pub(super) fn unescape(raw: &str) -> Result<String, FileFault> {
    quick_xml::escape::unescape(raw).map(std::borrow::Cow::into_owned).map_err(|_| FileFault::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(xml: &str) -> Result<usize, FileFault> {
        let mut walk = Walk::new(xml);
        let mut events = 0;
        loop {
            match walk.next()? {
                Event::Eof => return Ok(events),
                _ => events += 1,
            }
        }
    }

    #[test]
    fn only_well_formed_xml_passes() {
        assert_eq!(walk("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b/>x</a>"), Ok(6));
        for bad in [
            "<a><b></a></b>",
            "<a>",
            "</a>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>",
            "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>",
        ] {
            assert_eq!(walk(bad), Err(FileFault::Damaged), "{bad}");
        }
        assert_eq!(walk(&"<a>".repeat(300)), Err(FileFault::Damaged));
        let long = format!("<a>{}</a>", "x".repeat(LONGEST + 1));
        assert!(matches!(walk(&long), Err(FileFault::OverLimit(_))));
    }

    #[test]
    fn an_attribute_twice_is_refused() {
        let tag = |raw: &'static str| BytesStart::from_content(raw, 1);
        assert_eq!(pick(&tag("c r=\"A1\" s='2'"), ["r", "s", "t"]), Ok([Some("A1"), Some("2"), None]));
        for bad in ["c r=\"A1\" r=\"B1\"", "c r=A1", "c r", "c r=\"A1"] {
            assert_eq!(pick(&tag(bad), ["r"]), Err(FileFault::Damaged), "{bad}");
        }
    }
}
