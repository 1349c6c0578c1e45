//! Comma, semicolon or tab separated text (.csv, .tsv, .txt) → one sheet.
//!
//! Every cell stays text: "1.952" is 1952 in Vietnam and the readers of values know it, while a parser here would not.
//! Lines become the rows Excel shows, so a cell of several lines does not shift the places below it.

use super::super::draft::Draft;
use super::super::grid::Grid;
use super::super::sheet::Budget;
use super::super::text;
use crate::model::FileFault;

/// The rows of the text as one sheet.
///
/// # Errors
///
/// [`FileFault::NotAWorkbook`] for text without columns or of no known encoding.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Grid>, FileFault> {
    let not = |what: &str| FileFault::NotAWorkbook(what.to_owned());
    let text = text::decode(bytes).map_err(|_| not("tệp văn bản có ký tự không đọc được"))?;
    let rows = text::table(&text).map_err(|(line, what)| not(&format!("tệp CSV, dòng {line} {what}")))?;
    if rows.iter().filter(|(_, cells)| cells.iter().filter(|c| !c.trim().is_empty()).count() > 1).count() < 2 {
        return Err(not("tệp văn bản không chia thành cột"));
    }
    let mut draft = Draft::new("Văn bản", false, budget);
    let first = usize::from(text.lines().next().is_some_and(|line| line.trim().starts_with("sep=")));
    let mut inside = first;
    for (line, cells) in rows {
        let row = u32::try_from(line.saturating_sub(1 + inside)).map_err(|_| FileFault::Damaged)?;
        for (col, cell) in (0_u32..).zip(&cells) {
            draft.text(row, col, cell)?;
        }
        inside += cells.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
    }
    Ok(vec![draft.finish()?])
}
