//! Where cells lead: other files by relative path, records of other sheets by their row, and the columns that formulas count.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Url, utility};

use super::rows::Span;
use super::sheet::first_row;
use crate::document::{Link, Sheet, Workbook};
use crate::model::column_letters;

/// A longer path is none that Windows opens.
const LONGEST_PATH: usize = 1_000;

/// A sheet that may be led to.
#[derive(Debug)]
struct Place {
    /// The name it was given.
    name: String,
    /// The first row of its table, from 0.
    top: u32,
    /// Where its records stand.
    span: Option<Span>,
}

/// Sheets that may be led to, by the name asked for.
#[derive(Debug, Default)]
pub(super) struct Leads(BTreeMap<String, Place>);

impl Leads {
    /// Of a workbook whose sheets are named `names`.
    pub(super) fn of(workbook: &Workbook<'_>, names: &[String]) -> Self {
        let place = |(sheet, name): (&Sheet<'_>, &String)| {
            let top = first_row(sheet);
            (sheet.name.clone(), Place { name: name.clone(), top, span: Span::of(sheet, top) })
        };
        Self(workbook.sheets.iter().zip(names).map(place).collect())
    }

    /// A column over the records of a sheet: "'Danh sách mô hình'!$H$8:$H$120"; `None` if there are none.
    pub(super) fn column(&self, sheet: &str, letters: &str) -> Option<String> {
        let Place { name, span, .. } = self.0.get(sheet)?;
        let Span { first, last } = (*span)?;
        Some(format!("{}!${letters}${first}:${letters}${last}", quoted(name)))
    }

    /// The address, if there is one.
    pub(super) fn url(&self, link: &Link) -> Option<Url> {
        match link {
            Link::File { path, place } => {
                // A "#" ends the path of a link.
                if path.is_empty() || path.len() > LONGEST_PATH || path.contains('#') {
                    return None;
                }
                let place = place.as_ref().map_or_else(String::new, |(sheet, cell)| format!("#{}!{cell}", quoted(sheet)));
                Some(Url::new(format!("file:///{path}{place}")))
            }
            Link::Record { sheet, row } => {
                let Place { name, top, .. } = self.0.get(sheet)?;
                let row = top.checked_add(u32::try_from(*row).ok()?)?;
                Some(Url::new(format!("internal:{}!{}{}", quoted(name), column_letters(0), row + 1)))
            }
        }
    }
}

/// Always in quotes, as Excel writes a name that is not a plain word.
fn quoted(sheet: &str) -> String {
    let name = utility::quote_sheet_name(sheet);
    if name.starts_with('\'') { name } else { format!("'{name}'") }
}
