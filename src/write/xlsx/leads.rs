//! Where cells lead: other files by relative path, records of other sheets by their row.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Url, utility};

use super::sheet::first_row;
use crate::document::{Link, Workbook};
use crate::model::column_letters;

/// A longer path is none that Windows opens.
const LONGEST_PATH: usize = 1_000;

/// Sheets that may be led to: the name asked for → the name given, and its first row of the table, from 0.
#[derive(Debug, Default)]
pub(super) struct Leads(BTreeMap<String, (String, u32)>);

impl Leads {
    /// Of a workbook whose sheets are named `names`.
    pub(super) fn of(workbook: &Workbook<'_>, names: &[String]) -> Self {
        let sheets = workbook.sheets.iter().zip(names);
        Self(sheets.map(|(sheet, name)| (sheet.name.clone(), (name.clone(), first_row(sheet)))).collect())
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
                let (name, top) = self.0.get(sheet)?;
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
