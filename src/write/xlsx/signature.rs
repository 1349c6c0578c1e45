//! The foot of a sheet: recipients at the left, authority, post and name at the right.

use rust_xlsxwriter::{FormatAlign, XlsxError};

use super::super::metrics::Face;
use super::looks::{TABLE_SIZE, TEXT_SIZE, weighted};
use super::sheet::Page;
use crate::document::{Align, Signature, Signer};

/// Rows left free for the signature.
const FREE_ROWS: usize = 4;
/// The same, points: below a post whose holder's name is written by hand, because empty rows at the end of a sheet are not
/// printed.
const FREE_HEIGHT: f32 = 72.0;

/// Recipients at the left, signer at the right, line by line.
///
/// # Errors
///
/// What the writer says.
pub(super) fn write(page: &mut Page<'_, '_>, signature: &Signature) -> Result<(), XlsxError> {
    let (middle, last) = (page.middle(), page.last());
    let left = recipients(signature);
    let mut right = vec![(signature.authority_line.clone(), true), (signature.post.clone(), true)];
    right.retain(|(text, _)| !text.is_empty());
    let (unnamed, lowest) = (signature.name.is_empty(), right.len().max(1) - 1);
    if !unnamed {
        right.extend(std::iter::repeat_n((String::new(), false), FREE_ROWS));
        right.push((signature.name.clone(), true));
    }
    for i in 0..left.len().max(right.len()) {
        let note = left.get(i).map_or("", String::as_str);
        let (text, bold) = right.get(i).map_or(("", false), |(text, bold)| (text.as_str(), *bold));
        let small = Face { size: TABLE_SIZE, bold: i == 0 };
        let face = Face { size: TEXT_SIZE, bold };
        let half = if middle < last { middle + 1 } else { 0 };
        let free = if unnamed && i == lowest.max(left.len().max(1) - 1) { FREE_HEIGHT } else { 0.0 };
        page.grow_with(&[(note, small, page.room(0, middle)), (text, face, page.room(half, last))], free)?;
        if middle < last && !note.is_empty() {
            let format = weighted(page.looks.line(TABLE_SIZE, Align::Left), i == 0, i == 0).set_align(FormatAlign::Top);
            page.across((0, middle), note, &format)?;
        }
        if !text.is_empty() {
            let format = weighted(page.looks.line(TEXT_SIZE, Align::Center), bold, false).set_align(FormatAlign::Top);
            page.across((half, last), text, &format)?;
        }
        page.row += 1;
    }
    Ok(())
}

/// Those who sign beside one another, each over an equal part of the columns.
///
/// # Errors
///
/// What the writer says.
pub(super) fn write_beside(page: &mut Page<'_, '_>, signers: &[Signer]) -> Result<(), XlsxError> {
    let spans = page.equal_parts(signers.len());
    let unnamed = signers.iter().all(|signer| signer.name.is_empty());
    for i in 0..if unnamed { 1 } else { FREE_ROWS + 2 } {
        let text = |signer: &Signer| match i {
            0 => signer.post.clone(),
            _ if i == FREE_ROWS + 1 => signer.name.clone(),
            _ => String::new(),
        };
        let face = Face { size: TEXT_SIZE, bold: true };
        let texts: Vec<String> = signers.iter().map(text).collect();
        let measured: Vec<_> =
            texts.iter().zip(&spans).map(|(text, span)| (text.as_str(), face, page.room(span.0, span.1))).collect();
        page.grow_with(&measured, if unnamed { FREE_HEIGHT } else { 0.0 })?;
        for (text, span) in texts.iter().zip(&spans).filter(|(text, _)| !text.is_empty()) {
            let format = weighted(page.looks.line(TEXT_SIZE, Align::Center), true, false).set_align(FormatAlign::Top);
            page.across(*span, text, &format)?;
        }
        page.row += 1;
    }
    Ok(())
}

/// "Nơi nhận:" and its list.
fn recipients(signature: &Signature) -> Vec<String> {
    if signature.recipients.is_empty() {
        return Vec::new();
    }
    let names: Vec<&String> = signature.recipients.iter().chain([&signature.archive]).filter(|name| !name.is_empty()).collect();
    let item = |(i, name): (usize, &&String)| format!("- {name}{}", if i + 1 == names.len() { "." } else { ";" });
    std::iter::once("Nơi nhận:".to_owned()).chain(names.iter().enumerate().map(item)).collect()
}
