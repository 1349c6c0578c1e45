//! A tree of XML elements.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of XML.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
    pub(super) children: Vec<Self>,
}

impl Element {
    pub(super) fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => open.push(Self::opened(&start)),
                Event::Empty(start) => open.last_mut().expect("a parent").children.push(Self::opened(&start)),
                Event::End(_) => {
                    let closed = open.pop().expect("an open element");
                    open.last_mut().expect("a parent").children.push(closed);
                }
                Event::Text(text) => open.last_mut().expect("a parent").text.push_str(&text),
                Event::GeneralRef(name) => {
                    let said = match &*name {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        _ => "\"",
                    };
                    open.last_mut().expect("a parent").text.push_str(said);
                }
                Event::Eof => return open.swap_remove(0),
                _ => {}
            }
        }
    }

    fn opened(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|a| a.expect("an attribute"));
        Self {
            name: start.name().0.to_owned(),
            attributes: attributes.map(|a| (a.key.0.to_owned(), a.value.into_owned())).collect(),
            ..Self::default()
        }
    }

    /// The child at a path of names.
    pub(super) fn child(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.children.iter().find(|c| c.name == *name))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// All descendants of a name, in order.
    pub(super) fn all<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }
}
