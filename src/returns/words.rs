//! Words for the text of a part and back; and whether a part is XML at all.

use std::fmt::Write as _;

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Text as it stands between tags or in an attribute; what XML cannot hold is left out, and what a workbook would take
/// for a coded letter ("_x0041_") is coded itself.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_coded(&text[at..]) => out.push_str("_x005F_"),
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

fn is_coded(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A value for an attribute that is no text of a cell: line ends become references.
pub(super) fn attribute(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Entities resolved; as written where one is unknown.
pub(super) fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

/// Is the text well-formed XML, and is every prefix declared?
pub(super) fn is_well_formed(text: &str) -> bool {
    let mut reader = NsReader::from_str(text);
    let mut depth = 0_usize;
    loop {
        let Ok((namespace, event)) = reader.read_resolved_event() else { return false };
        if matches!(namespace, ResolveResult::Unknown(_)) {
            return false;
        }
        let tag = match &event {
            Event::Eof => return depth == 0,
            Event::Start(tag) => {
                depth += 1;
                tag
            }
            Event::Empty(tag) => tag,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        let is_bound = |name| !matches!(reader.resolver().resolve_attribute(name).0, ResolveResult::Unknown(_));
        if !tag.attributes().all(|attribute| attribute.is_ok_and(|attribute| is_bound(attribute.key))) {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_safe() {
        assert_eq!(escaped("a<b & \"c\"\u{1} _x0041_ _x"), "a&lt;b &amp; &quot;c&quot; _x005F_x0041_ _x");
        assert_eq!(attribute("a\n\"b\""), "a&#10;&quot;b&quot;");
    }

    #[test]
    fn a_prefix_must_be_declared() {
        assert!(is_well_formed("<a xmlns:r=\"n\"><b r:id=\"1\"/></a>"));
        for bad in ["<a r:id=\"1\"/>", "<r:a/>", "<a>", "<a></b>"] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
