//! The foot of a document: recipients at the left, authority, post and name at the right, never split over two pages.

use docx_rs::{Paragraph, TableRow};

use super::blocks::{Body, faced};
use super::letterhead::{cell, columns};
use super::page::tenths;
use super::styles;
use crate::document::{Layout, RecipientsLayout, Signature, SignatureLayout, Signer, Typeface};

/// Lines left free for the signature and the seal.
const FREE_LINES: f32 = 4.0;

/// Adds the signature; `room` is the text width in points.
pub(super) fn add(body: &mut Body<'_>, layout: &Layout, signature: &Signature, room: f32) {
    let left = tenths(room * 0.46);
    let right = room - left;
    let mut foot = recipients(&layout.recipients, signature);
    if !signature.drafter.is_empty() {
        let drafter = faced(&signature.drafter, layout.marks.drafter);
        foot.push(Paragraph::new().style(styles::RECIPIENT).line_spacing(styles::single(3.0, 0.0)).add_run(drafter));
    }
    let row = TableRow::new(vec![cell(left, foot), cell(right, signer(&layout.signature, signature))]).cant_split();
    body.push(&Paragraph::new().style(styles::GAP).keep_next(true));
    body.push(&columns(vec![row], &[left, right]));
    body.gap(false);
}

/// Adds those who sign beside one another, each in a column of its own.
pub(super) fn add_signers(body: &mut Body<'_>, layout: &Layout, signers: &[Signer], room: f32) {
    let Ok(count) = u16::try_from(signers.len().max(1)) else { return };
    let wide = room / f32::from(count);
    let alone = |signer: &Signer| Signature { post: signer.post.clone(), name: signer.name.clone(), ..Signature::default() };
    let face = Typeface { bold: true, ..layout.signature.post };
    let bold = SignatureLayout { post: face, ..layout.signature.clone() };
    let cells = signers.iter().map(|signer| cell(wide, self::signer(&bold, &alone(signer)))).collect();
    body.push(&Paragraph::new().style(styles::GAP).keep_next(true));
    body.push(&columns(vec![TableRow::new(cells).cant_split()], &vec![wide; signers.len()]));
    body.gap(false);
}

/// "Nơi nhận:" and its list; every item but the last ends as the profile says, and so does the last.
fn recipients(layout: &RecipientsLayout, signature: &Signature) -> Vec<Paragraph> {
    let line = || Paragraph::new().style(styles::RECIPIENT);
    if signature.recipients.is_empty() {
        return vec![line()];
    }
    let mut lines = vec![line().keep_next(true).add_run(faced("Nơi nhận:", layout.label))];
    let names: Vec<&str> =
        signature.recipients.iter().chain([&signature.archive]).map(|name| bare(name)).filter(|name| !name.is_empty()).collect();
    for (i, name) in names.iter().enumerate() {
        let end = if i + 1 == names.len() { &layout.last_end } else { &layout.item_end };
        lines.push(line().add_run(faced(&format!("{}{name}{end}", layout.item_start), layout.list)));
    }
    lines
}

/// A recipient without the dash and punctuation some write with it.
fn bare(name: &str) -> &str {
    name.trim().trim_start_matches("- ").trim_end_matches([';', ',', '.']).trim()
}

fn signer(layout: &SignatureLayout, signature: &Signature) -> Vec<Paragraph> {
    let line = |text: &str, face| Paragraph::new().style(styles::SIGNATURE).add_run(faced(text, face));
    let above = [(&signature.authority_line, layout.authority), (&signature.post, layout.post)];
    let mut lines: Vec<Paragraph> =
        above.into_iter().filter(|(text, _)| !text.is_empty()).map(|(text, face)| line(text, face)).collect();
    let free = styles::single(layout.name.size * 1.15 * FREE_LINES, 0.0);
    let mut name = line(&signature.name, layout.name);
    if signature.other_post.is_empty() {
        name = name.line_spacing(free);
    } else {
        lines.push(line(&signature.other_post, layout.other_post).line_spacing(free));
    }
    // Style says keep with next; after the name there is nothing to keep.
    name.property.keep_next = None;
    lines.push(name);
    lines
}
