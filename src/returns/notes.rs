//! Notes of a sheet (ghi chú của ô): ours are added to those that are there, and taken off again when marking anew.
//!
//! A note that begins with [`START`] is ours, or the end of another's note from there on. Notes that stand for a threaded
//! comment are left alone: Excel writes them itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Refusal;
use super::layout::parse_cell;
use super::words;
use super::xml::{self, Edits, Element};
use crate::model::Cell;

/// A new line at the beginning of a run. A space that breaks no line stands before it: a text that begins with white space
/// needs `xml:space`, which the standard's schema does not know here.
const NEW_LINE: &str = "\u{a0}\n";
/// How our text begins.
pub(super) const START: &str = "Nội dung cần chỉnh sửa:";
const AUTHOR: &str = "tongket";

/// What is to be said in the notes of a sheet: cell → text.
pub(super) type Texts = BTreeMap<Cell, String>;

/// What became of the notes of a sheet.
#[derive(Debug)]
pub(super) struct Noted {
    /// The part.
    pub text: String,
    /// Cells that have a note of ours, or a part of one: each needs a shape that is large enough.
    pub said: Vec<Cell>,
    /// Cells that have no note any more: their shapes go.
    pub gone: Vec<Cell>,
    /// Wrong cells that hold a threaded comment, and so cannot have a note as well.
    pub threaded: Vec<Cell>,
}

/// A part of notes without any.
pub(super) fn none(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// Puts our texts into a part of notes.
///
/// # Errors
///
/// [`Refusal::Unusual`] for a part without its two lists.
pub(super) fn noted(text: &str, texts: &Texts) -> Result<Noted, Refusal> {
    let root = xml::root(text).ok_or(Refusal::Unusual)?;
    let parts = xml::children(text, &root.inside);
    let part = |name: &str| super::book::child(&parts, name).ok_or(Refusal::Unusual);
    let (authors, list) = (part("authors")?, part("commentList")?);
    let names: Vec<String> =
        xml::children(text, &authors.inside).iter().map(|author| words::unescaped(&text[author.inside.clone()])).collect();
    let mut pass = Pass {
        text,
        prefix: root.tag.prefix(),
        edits: Edits::default(),
        noted: Noted { text: String::new(), said: Vec::new(), gone: Vec::new(), threaded: Vec::new() },
    };
    let mut left = texts.clone();
    for comment in xml::children(text, &list.inside) {
        let Some(cell) = comment.tag.get("ref").and_then(parse_cell) else { continue };
        let author = comment.tag.number("authorId").and_then(|n| names.get(usize::try_from(n).ok()?));
        if author.is_some_and(|author| author.starts_with("tc=")) {
            if left.remove(&cell).is_some() {
                pass.noted.threaded.push(cell);
            }
        } else {
            pass.comment(&comment, cell, &mut left);
        }
    }
    let own = names.iter().position(|name| name == AUTHOR).unwrap_or(names.len());
    if own == names.len() && !left.is_empty() {
        let p = pass.prefix;
        pass.edits.append(text, authors, &format!("<{p}author>{AUTHOR}</{p}author>"));
    }
    let mut added = String::new();
    for (cell, words) in &left {
        let p = pass.prefix;
        let _ = write!(
            added,
            "<{p}comment ref=\"{cell}\" authorId=\"{own}\"><{p}text>{}</{p}text></{p}comment>",
            pass.runs("", words)
        );
        pass.noted.said.push(*cell);
    }
    if !added.is_empty() {
        pass.edits.append(text, list, &added);
    }
    let Pass { edits, mut noted, .. } = pass;
    noted.text = edits.apply(text);
    Ok(noted)
}

struct Pass<'t> {
    text: &'t str,
    prefix: &'t str,
    edits: Edits,
    noted: Noted,
}

impl Pass<'_> {
    /// A note that is there: what we said earlier goes, what we say now is added.
    fn comment(&mut self, comment: &Element<'_>, cell: Cell, left: &mut Texts) {
        let parts = xml::children(self.text, &comment.inside);
        let Some(body) = super::book::child(&parts, "text") else { return };
        let (kept, had_ours) = self.kept(body);
        if !kept.1 {
            // Ours alone, or empty: it is written anew, or goes.
            if had_ours || left.contains_key(&cell) {
                self.edits.replace(comment.at.clone(), "");
                if !left.contains_key(&cell) {
                    self.noted.gone.push(cell);
                }
            }
            return;
        }
        let said = left.remove(&cell);
        if !had_ours && said.is_none() {
            return;
        }
        let mut words = kept.0;
        if let Some(said) = said {
            words += &self.runs(NEW_LINE, &said);
            self.noted.said.push(cell);
        }
        self.edits.replace(body.inside.clone(), words);
    }

    /// What others wrote in a note, as runs, and whether that is anything; then, whether a text of ours follows it.
    fn kept(&self, body: &Element<'_>) -> ((String, bool), bool) {
        let p = self.prefix;
        let (mut runs, mut has_words) = (String::new(), false);
        for piece in xml::children(self.text, &body.inside) {
            let words = plain(self.text, &piece);
            let ours = if words.trim_start().starts_with(START) { Some(0) } else { words.find(&format!("\n{START}")) };
            let theirs = &words[..ours.unwrap_or(words.len())];
            has_words |= !theirs.trim().is_empty();
            let written = &self.text[piece.at.clone()];
            match (ours, piece.tag.local()) {
                (Some(0), _) => {}
                (Some(_), _) => {
                    let _ = write!(runs, "<{p}r><{p}t>{}</{p}t></{p}r>", words::escaped(theirs.trim()));
                }
                // Text outside a run cannot be followed by one: it becomes one.
                (None, "t") => runs.extend(["<", p, "r>", written, "</", p, "r>"]),
                (None, "r") => runs += written,
                _ => {}
            }
            if ours.is_some() {
                return ((runs, has_words), true);
            }
        }
        ((runs, has_words), false)
    }

    /// Our text: its first line bold, and `before` in front of it.
    fn runs(&self, before: &str, words: &str) -> String {
        let p = self.prefix;
        let look = |bold: &str| {
            format!(
                "<{p}rPr>{bold}<{p}sz val=\"10\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/></{p}rPr>"
            )
        };
        let run = |look: String, words: &str| format!("<{p}r>{look}<{p}t>{}</{p}t></{p}r>", words::escaped(words));
        run(look(&format!("<{p}b/>")), &format!("{before}{START}")) + &run(look(""), &format!("{NEW_LINE}{words}"))
    }
}

/// The words of a run, or of text outside one.
fn plain(text: &str, piece: &Element<'_>) -> String {
    if piece.tag.local() == "t" {
        return words::unescaped(&text[piece.inside.clone()]);
    }
    let parts = xml::children(text, &piece.inside);
    super::book::child(&parts, "t").map(|t| words::unescaped(&text[t.inside.clone()])).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test whose notes cannot be read has failed")]
mod tests {
    use super::*;

    const CELL: Cell = Cell { row: 1, col: 1 };

    fn said(words: &str) -> Texts {
        [(CELL, words.to_owned())].into()
    }

    #[test]
    fn a_note_is_added_replaced_and_taken_off() {
        let first = noted(&none("n"), &said("sai")).unwrap();
        assert_eq!(first.said, [CELL]);
        assert!(words::is_well_formed(&first.text) && first.text.contains("authorId=\"0\""));
        let second = noted(&first.text, &said("vẫn sai")).unwrap();
        assert_eq!(second.text.matches("<comment ").count(), 1);
        assert!(second.text.contains("vẫn sai") && !second.text.contains("\nsai"));
        let third = noted(&second.text, &Texts::new()).unwrap();
        assert_eq!((third.text.matches("<comment ").count(), third.gone.as_slice()), (0, [CELL].as_slice()));
    }

    #[test]
    fn the_note_of_another_stays_and_ours_follows_it() {
        let theirs = "<comments><authors><author>Lan</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>của tôi</t></text></comment></commentList></comments>";
        let first = noted(theirs, &said("sai")).unwrap();
        assert_eq!(first.said, [CELL]);
        assert!(first.text.contains("<r><t>của tôi</t></r>") && first.text.contains("\nsai"), "{}", first.text);
        let second = noted(&first.text, &said("sai nữa")).unwrap();
        assert_eq!(second.text.matches(START).count(), 1);
        let third = noted(&second.text, &Texts::new()).unwrap();
        assert!(third.text.contains("của tôi") && !third.text.contains(START));
        // As a program leaves it that knows no runs.
        let flat = theirs.replace("của tôi", &format!("của tôi\n{START}\nsai"));
        let fourth = noted(&flat, &Texts::new()).unwrap();
        assert!(fourth.text.contains(">của tôi</t>") && !fourth.text.contains(START), "{}", fourth.text);
    }

    #[test]
    fn a_threaded_comment_is_left_alone() {
        let theirs = "<comments><authors><author>tc={1}</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>[Threaded comment]</t></text></comment></commentList></comments>";
        let noted = noted(theirs, &said("sai")).unwrap();
        assert_eq!((noted.threaded.as_slice(), noted.text.as_str()), ([CELL].as_slice(), theirs));
    }
}
