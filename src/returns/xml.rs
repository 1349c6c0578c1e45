//! Tags of a part with their places, and edits to its text: what is not edited stays as it was, byte for byte.
//!
//! The trap: a `>` may stand inside an attribute and a `<` inside a comment or CDATA, so neither is searched for blindly.

use std::ops::Range;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// `<a>`
    Open,
    /// `</a>`
    Close,
    /// `<a/>`
    Empty,
}

/// A tag and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Tag<'t> {
    /// From `<` to behind `>`.
    pub at: Range<usize>,
    /// With its prefix.
    pub name: &'t str,
    /// Opens, closes, or both.
    pub role: Role,
    /// What follows the name: the attributes.
    inner: &'t str,
    inner_at: usize,
}

/// An attribute: its raw value, and where it stands.
pub(super) struct Attribute<'t> {
    /// Name with its prefix.
    pub name: &'t str,
    /// As written.
    pub value: &'t str,
    /// Where the value stands.
    pub value_at: Range<usize>,
    /// Where all of it stands, with the space before it.
    pub at: Range<usize>,
}

impl<'t> Tag<'t> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'t str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// "x:" of `x:row`, or nothing.
    pub(super) fn prefix(&self) -> &'t str {
        &self.name[..self.name.len() - self.local().len()]
    }

    /// Does an element begin here?
    pub(super) fn begins(&self) -> bool {
        self.role != Role::Close
    }

    /// Where attributes may be added: behind the name.
    pub(super) fn name_end(&self) -> usize {
        self.inner_at
    }

    /// Its attributes in order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Attribute<'t>> + use<'t> {
        let (inner, base) = (self.inner, self.inner_at);
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = inner.get(at..)?;
            let equals = rest.find('=')?;
            let quote_at = equals + 1 + rest[equals + 1..].find(['"', '\''])?;
            let quote = char::from(*rest.as_bytes().get(quote_at)?);
            let length = rest[quote_at + 1..].find(quote)?;
            let whole = base + at..base + at + quote_at + length + 2;
            let value = quote_at + 1..quote_at + 1 + length;
            let found = Attribute {
                name: rest[..equals].trim(),
                value: &rest[value.clone()],
                value_at: base + at + value.start..base + at + value.end,
                at: whole,
            };
            at += quote_at + length + 2;
            Some(found)
        })
    }

    /// The raw value of an attribute by its exact name.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.attributes().find(|a| a.name == name).map(|a| a.value)
    }

    /// An attribute by its name in whatever namespace.
    pub(super) fn local_attribute(&self, name: &str) -> Option<Attribute<'t>> {
        self.attributes().find(|a| a.name.rsplit(':').next() == Some(name))
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Is an attribute set?
    pub(super) fn is_set(&self, name: &str) -> bool {
        matches!(self.get(name), Some("1" | "true"))
    }
}

/// The tags of a text, in order; comments, CDATA and instructions are passed over.
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Tags<'t> {
    /// Of a whole text.
    pub(super) fn new(text: &'t str) -> Self {
        Self::within(text, 0..text.len())
    }

    /// Of a piece of a text; places are those in the whole.
    pub(super) fn within(text: &'t str, range: Range<usize>) -> Self {
        Self { text, at: range.start, end: range.end }
    }

    fn skip(&mut self, start: usize, until: &str) -> Option<()> {
        self.at = start + self.text.get(start..self.end)?.find(until)? + until.len();
        Some(())
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + bytes.get(self.at..self.end)?.iter().position(|&b| b == b'<')?;
            match bytes.get(start + 1)? {
                b'?' => self.skip(start, "?>")?,
                b'!' if self.text[start..].starts_with("<!--") => self.skip(start + 4, "-->")?,
                b'!' if self.text[start..].starts_with("<![CDATA[") => self.skip(start, "]]>")?,
                b'!' => self.skip(start, ">")?,
                _ => {
                    let end = tag_end(bytes, start + 1, self.end)?;
                    self.at = end;
                    return Some(tag(self.text, start..end));
                }
            }
        }
    }
}

/// Behind the `>` that ends a tag.
fn tag_end(bytes: &[u8], start: usize, limit: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += bytes.get(at..limit)?.iter().position(|&b| matches!(b, b'>' | b'"' | b'\''))?;
        if bytes[at] == b'>' {
            return Some(at + 1);
        }
        let quote = bytes[at];
        at += 2 + bytes.get(at + 1..limit)?.iter().position(|&b| b == quote)?;
    }
}

fn tag(text: &str, at: Range<usize>) -> Tag<'_> {
    let bytes = text.as_bytes();
    let closes = bytes[at.start + 1] == b'/';
    let empty = !closes && bytes[at.end - 2] == b'/';
    let name_start = at.start + 1 + usize::from(closes);
    let inner_end = (at.end - 1 - usize::from(empty)).max(name_start);
    let is_name = |b: u8| !b.is_ascii_whitespace() && b != b'/' && b != b'>';
    let length = bytes[name_start..inner_end].iter().position(|&b| !is_name(b)).unwrap_or(inner_end - name_start);
    let role = match (closes, empty) {
        (true, _) => Role::Close,
        (_, true) => Role::Empty,
        _ => Role::Open,
    };
    let inner_at = name_start + length;
    Tag { name: &text[name_start..inner_at], role, inner: &text[inner_at..inner_end], inner_at, at }
}

/// An element: its first tag, and where all of it and what stands in it is.
pub(super) struct Element<'t> {
    /// The tag that opens it.
    pub tag: Tag<'t>,
    /// All of it.
    pub at: Range<usize>,
    /// Between its tags; empty for `<a/>`.
    pub inside: Range<usize>,
}

/// The elements directly inside a piece of text.
pub(super) fn children<'t>(text: &'t str, range: &Range<usize>) -> Vec<Element<'t>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut open: Option<Tag<'t>> = None;
    for tag in Tags::within(text, range.clone()) {
        match tag.role {
            Role::Empty if depth == 0 => {
                let (at, inside) = (tag.at.clone(), tag.at.end..tag.at.end);
                found.push(Element { tag, at, inside });
            }
            Role::Empty => {}
            Role::Open => {
                if depth == 0 {
                    open = Some(tag);
                }
                depth += 1;
            }
            Role::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(first) = open.take()
                {
                    let (at, inside) = (first.at.start..tag.at.end, first.at.end..tag.at.start);
                    found.push(Element { tag: first, at, inside });
                }
            }
        }
    }
    found
}

/// The outermost element of a part.
pub(super) fn root(text: &str) -> Option<Element<'_>> {
    children(text, &(0..text.len())).into_iter().next()
}

/// Changes to a text, each at its place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in place of a piece.
    pub(super) fn replace(&mut self, at: Range<usize>, text: impl Into<String>) {
        self.0.push((at, text.into()));
    }

    /// Puts a text between two letters. What is inserted first at a place stands first.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Sets an attribute.
    pub(super) fn set(&mut self, tag: &Tag<'_>, name: &str, value: impl std::fmt::Display) {
        match tag.attributes().find(|a| a.name == name) {
            Some(found) => self.replace(found.value_at, value.to_string()),
            None => self.insert(tag.name_end(), format!(" {name}=\"{value}\"")),
        }
    }

    /// Adds a text as the last thing inside an element.
    pub(super) fn append(&mut self, text: &str, element: &Element<'_>, added: &str) {
        if element.tag.role == Role::Empty {
            let slash = element.at.end - 2;
            debug_assert_eq!(&text[slash..element.at.end], "/>");
            self.replace(slash..element.at.end, format!(">{added}</{}>", element.tag.name));
        } else {
            self.insert(element.inside.end, added);
        }
    }

    /// Is there nothing to change?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pieces of the edited text, in order.
    pub(super) fn pieces<'e>(&'e mut self, text: &'e str) -> impl Iterator<Item = &'e str> {
        self.0.sort_by_key(|(at, _)| (at.start, at.end));
        let mut at = 0;
        let own = self.0.iter().flat_map(move |(range, new)| {
            let before = text.get(at..range.start).unwrap_or_default();
            at = at.max(range.end);
            [before, new.as_str()]
        });
        let last = self.0.iter().map(|(range, _)| range.end).max().unwrap_or(0);
        own.chain(std::iter::once(&text[last..]))
    }

    /// The edited text.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.pieces(text).collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test whose text has no tag has failed")]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_where_they_stand() {
        let text = "<?xml version=\"1.0\"?><!-- <a> --><x:a b=\"1>2\" c = 'd'><![CDATA[<e>]]><f/></x:a>";
        let names: Vec<(&str, Role)> = Tags::new(text).map(|tag| (tag.name, tag.role)).collect();
        assert_eq!(names, [("x:a", Role::Open), ("f", Role::Empty), ("x:a", Role::Close)]);
        let first = Tags::new(text).next().unwrap();
        assert_eq!((first.prefix(), first.local()), ("x:", "a"));
        assert_eq!(first.get("b"), Some("1>2"));
        assert_eq!(first.get("c"), Some("d"));
        let whole: Vec<&str> = first.attributes().map(|a| &text[a.at]).collect();
        assert_eq!(whole, [" b=\"1>2\"", " c = 'd'"]);
    }

    #[test]
    fn what_is_not_edited_stays() {
        let text = "<a><b s=\"1\"/> x </a>";
        let mut edits = Edits::default();
        let b = Tags::new(text).nth(1).unwrap();
        edits.set(&b, "s", 22);
        edits.set(&b, "t", "n");
        edits.append(text, &root(text).unwrap(), "<c/>");
        assert_eq!(edits.apply(text), "<a><b t=\"n\" s=\"22\"/> x <c/></a>");
        let mut edits = Edits::default();
        edits.append("<a />", &root("<a />").unwrap(), "<c/>");
        assert_eq!(edits.apply("<a />"), "<a ><c/></a>");
    }
}
