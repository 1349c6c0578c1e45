//! Shares of a whole (tỷ lệ, cơ cấu): a field's part of all that is counted, as a formula over the total row below it.
//!
//! The trap: each share is rounded on its own, so that a column of them may add up to 99,99% or 100,01%; where it does, a
//! line below the table says why.

use rust_decimal::Decimal;

use super::rows::{NoSuch, measured};
use super::tables::Tables;
use crate::document::{Table, Value};
use crate::model::{Derived, percent};

/// What a column of shares shows begins with this; the count follows: "`ty_le.dang_ky`".
const SHARE: &str = "ty_le.";
/// Below a table whose shares do not add up.
const NOTE: &str = "Mỗi tỷ lệ được làm tròn riêng nên cộng các tỷ lệ không bằng đúng 100%.";

/// The share of a part of the whole's count: blank where either is unknown, or where the parts said are more than the
/// whole. `None`: the key asks for no share.
///
/// # Errors
///
/// There is no such count.
pub(super) fn value(
    tables: &Tables<'_>,
    key: &str,
    part: impl Fn(&str) -> (Option<u32>, String),
) -> Option<Result<Value, NoSuch>> {
    let path = key.strip_prefix(SHARE)?;
    Some(measured(tables, &tables.input.summary.whole, path).map(|counts| {
        let (Some(whole), (Some(part), of)) = (counts.filter(|c| adds_up(c)).and_then(|c| c.total), part(path)) else {
            return Value::Blank;
        };
        let Some(share) = percent(Decimal::from(part), Decimal::from(whole)) else { return Value::Blank };
        // A percentage is stored as a share of 1.
        let expression = format!("ROUND({{cot:{path}}}{{row}}/{{tong:{path}}},4)");
        let formula = Value::Formula { expression, result: Box::new(Value::Percent(share)) };
        Value::Figure(Box::new(formula), Derived::Share(&of, &format!("{path}.tong")).to_string())
    }))
}

/// Are the fields said no more than the whole?
fn adds_up(counts: &crate::model::Counts) -> bool {
    let said: u32 = counts.fields.iter().map(|(_, n)| n).chain(counts.groups.iter().map(|(_, n)| n)).sum();
    counts.total.is_some_and(|total| said <= total)
}

/// What stands below a table with a column of shares that do not add up to 100%.
pub(super) fn note(table: &Table) -> Option<String> {
    let wrong = (0..table.columns.len()).any(|at| {
        let shares: Vec<Decimal> = table.rows.iter().filter_map(|row| share(row.cells.get(at)?)).collect();
        shares.len() > 1 && shares.iter().sum::<Decimal>() != Decimal::ONE_HUNDRED
    });
    wrong.then(|| NOTE.to_owned())
}

fn share(cell: &Value) -> Option<Decimal> {
    let Value::Figure(inner, key) = cell else { return None };
    let Some(Derived::Share(..)) = Derived::parse(key) else { return None };
    match &**inner {
        Value::Formula { result, .. } => match **result {
            Value::Percent(share) => Some(share),
            _ => None,
        },
        Value::Percent(share) => Some(*share),
        _ => None,
    }
}
