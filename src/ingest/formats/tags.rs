//! Tags and texts of a web page, taken as they come: nothing is ever malformed.
//!
//! The trap: pages that programs save under the name .xls close tags that were never opened, leave attributes without
//! quotes and hide rules in comments, all of which a parser of XML refuses.

use super::entities;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text between tags, entities resolved.
    Text(String),
    /// `<td …>`: lower-case name, what stands behind it.
    Open(String, &'t str),
    /// `</td>`: lower-case name.
    Close(String),
}

/// Elements whose content is no text.
const SILENT: [&str; 4] = ["script", "style", "xml", "title"];

/// The pieces of a page.
pub(super) struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    /// From the beginning.
    pub fn new(page: &'t str) -> Self {
        Self { rest: page }
    }

    fn text(&mut self, end: usize) -> Piece<'t> {
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Piece::Text(entities::resolve(text))
    }

    /// Passes over what stands up to `end`, and `end` itself.
    fn skip_past(&mut self, end: &str) {
        let at = self.rest.find(end).map_or(self.rest.len(), |at| at + end.len());
        self.rest = self.rest.get(at..).unwrap_or_default();
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            match self.rest.find('<') {
                None => return Some(self.text(self.rest.len())),
                Some(0) => {}
                Some(at) => return Some(self.text(at)),
            }
            if self.rest.starts_with("<!--") {
                self.skip_past("-->");
                continue;
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_past(">");
                continue;
            }
            let body = &self.rest[1..];
            let closes = body.starts_with('/');
            let name_from = usize::from(closes);
            let name: String = body[name_from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // A lone "<" is text.
                self.rest = body;
                return Some(Piece::Text("<".to_owned()));
            }
            let end = tag_end(body);
            let attributes = body.get(name_from + name.len()..end).unwrap_or_default();
            self.rest = body.get(end + 1..).unwrap_or_default();
            let name = name.to_ascii_lowercase();
            if closes {
                return Some(Piece::Close(name));
            }
            if SILENT.contains(&name.as_str()) && !attributes.trim_end().ends_with('/') {
                let close = format!("</{name}");
                let at = find_ignoring_case(self.rest, &close).unwrap_or(self.rest.len());
                self.rest = &self.rest[at..];
            }
            return Some(Piece::Open(name, attributes));
        }
    }
}

/// Where the tag's ">" is; one inside a quoted value does not end it.
fn tag_end(body: &str) -> usize {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in body.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'>' => return at,
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    // A quote that never closes: the next ">" whatever stands before it.
    body.find('>').unwrap_or(body.len())
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The value of an attribute, entities resolved; empty for one without a value.
pub(super) fn attribute(raw: &str, wanted: &str) -> Option<String> {
    let mut rest = raw;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (name, after) = rest.split_at(end.max(rest.chars().next().map_or(1, char::len_utf8)));
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
            None => ("", after),
            Some(after) => match after.chars().next().filter(|q| matches!(q, '"' | '\'')) {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            },
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(entities::resolve(value));
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_cut_into_pieces() {
        let page = "<!DOCTYPE html><STYLE>td{}</STYLE><td class=x title=\"a>b\">5 < 6 &amp; 7<br></p><!-- <td> --><![endif]>";
        let open = |name: &str, rest| Piece::Open(name.to_owned(), rest);
        let text = |text: &str| Piece::Text(text.to_owned());
        let expected = [
            open("style", ""),
            Piece::Close("style".to_owned()),
            open("td", " class=x title=\"a>b\""),
            text("5 "),
            text("<"),
            text(" 6 & 7"),
            open("br", ""),
            Piece::Close("p".to_owned()),
        ];
        assert_eq!(Pieces::new(page).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn attributes_need_no_quotes() {
        let raw = " colspan=2 x:num=\"1,5\" title='a b' NOWRAP rowspan = 3/";
        assert_eq!(attribute(raw, "colspan").as_deref(), Some("2"));
        assert_eq!(attribute(raw, "x:num").as_deref(), Some("1,5"));
        assert_eq!(attribute(raw, "title").as_deref(), Some("a b"));
        assert_eq!(attribute(raw, "nowrap").as_deref(), Some(""));
        assert_eq!(attribute(raw, "rowspan").as_deref(), Some("3/"));
        assert_eq!(attribute(raw, "width"), None);
        assert_eq!(attribute("==", "a"), None);
    }
}
