//! What may be written into a form → data validation, with its messages.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Worksheet, XlsxError};

use crate::document::form::{Allows, FormCheck, FormSheet};

/// Writes the checks of a sheet.
///
/// # Errors
///
/// What the writer says: a message too long.
pub(super) fn write(target: &mut Worksheet, sheet: &FormSheet) -> Result<(), XlsxError> {
    let top = sheet.top();
    for check in &sheet.checks {
        let (first, last) = check.rows;
        target.add_data_validation(top + first, check.column, top + last, check.column, &validation(check)?)?;
    }
    Ok(())
}

fn validation(check: &FormCheck) -> Result<DataValidation, XlsxError> {
    let between = |from: &String, to: &String| DataValidationRule::Between(Formula::new(from), Formula::new(to));
    let rule = DataValidation::new();
    let rule = match &check.allows {
        Allows::Anything => rule.allow_any_value(),
        Allows::ListedIn(range) => rule.allow_list_formula(Formula::new(range)),
        Allows::Whole(from, to) => rule.allow_whole_number_formula(between(from, to)),
        Allows::Amount(from, to) => rule.allow_decimal_number_formula(between(from, to)),
        Allows::Day(from, to) => rule.allow_date_formula(between(from, to)),
        Allows::Formula(formula) => rule.allow_custom(Formula::new(formula)),
    };
    let style = if check.strict { DataValidationErrorStyle::Stop } else { DataValidationErrorStyle::Warning };
    let mut rule = rule.set_error_style(style);
    if let Some((title, message)) = &check.refusal {
        rule = rule.set_error_title(title)?.set_error_message(message)?;
    }
    if let Some((title, message)) = &check.prompt {
        rule = rule.set_input_title(title)?.set_input_message(message)?;
    }
    Ok(rule)
}
