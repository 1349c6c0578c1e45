//! The foot of a document: recipients at the left, authority, post and name at the right, never split over two pages.

use docx_rs::{LineSpacing, Paragraph, TableRow};

use super::blocks::{Body, sized};
use super::letterhead::{cell, columns};
use super::page::twips;
use super::styles;
use crate::document::{Layout, RecipientsLayout, Signature, SignatureLayout};

/// Lines left free for the signature and the seal.
const FREE_LINES: f32 = 4.0;

/// Adds the signature; `room` is the text width in points.
pub(super) fn add(body: &mut Body<'_>, layout: &Layout, signature: &Signature, room: f32) {
    let left = room * 0.46;
    let right = room - left;
    let row = TableRow::new(vec![
        cell(left, recipients(&layout.recipients, signature)),
        cell(right, signer(&layout.signature, signature)),
    ])
    .cant_split();
    body.push(&Paragraph::new().style(styles::GAP).keep_next(true));
    body.push(&columns(vec![row], &[left, right]));
    body.gap();
}

/// "Nơi nhận:" and its list; every item but the last ends as the profile says, the last with a full stop.
fn recipients(layout: &RecipientsLayout, signature: &Signature) -> Vec<Paragraph> {
    if signature.recipients.is_empty() {
        return vec![Paragraph::new().style(styles::RECIPIENT)];
    }
    let title = sized("Nơi nhận:", layout.size);
    let title = if layout.italic_bold { title.bold().italic() } else { title.underline("single") };
    let mut lines = vec![Paragraph::new().style(styles::RECIPIENT).keep_next(true).add_run(title)];
    let names: Vec<&str> =
        signature.recipients.iter().chain([&signature.archive]).map(|name| bare(name)).filter(|name| !name.is_empty()).collect();
    for (i, name) in names.iter().enumerate() {
        let end = if i + 1 == names.len() { "." } else { layout.item_end.as_str() };
        lines.push(Paragraph::new().style(styles::RECIPIENT).add_run(sized(&format!("- {name}{end}"), layout.list_size)));
    }
    lines
}

/// A recipient without the dash and punctuation some write with it.
fn bare(name: &str) -> &str {
    name.trim().trim_start_matches("- ").trim_end_matches([';', ',', '.']).trim()
}

fn signer(layout: &SignatureLayout, signature: &Signature) -> Vec<Paragraph> {
    let line = |text: &str, bold: bool| {
        let made = sized(text, layout.size);
        Paragraph::new().style(styles::SIGNATURE).add_run(if bold { made.bold() } else { made })
    };
    let mut lines = Vec::new();
    if !signature.authority_line.is_empty() {
        lines.push(line(&signature.authority_line, true));
    }
    if !signature.post.is_empty() {
        lines.push(line(&signature.post, layout.post_bold));
    }
    let free = u32::try_from(twips(layout.size * 1.15 * FREE_LINES)).unwrap_or(0);
    let mut name = line(&signature.name, true).line_spacing(LineSpacing::new().before(free).after(0).line(240));
    // Style says keep with next; after the name there is nothing to keep.
    name.property.keep_next = None;
    lines.push(name);
    lines
}
