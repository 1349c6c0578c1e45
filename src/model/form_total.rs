//! Totals of a blank form (công thức của biểu mẫu): how they are written, and how they are known again.

/// A total that gives nothing, not zero, while there is nothing to count: `what` counts what is there.
pub fn guarded(what: &str, total: &str) -> String {
    format!("IF({what}=0,\"\",{total})")
}

/// Is this formula, as the sheet shows it, one of a blank form's totals? Where it was never calculated it says nothing that
/// the cells it counts do not say.
pub fn is_guarded(formula: &str) -> bool {
    formula.trim_start_matches('=').starts_with("IF(COUNT") && formula.contains("=0,\"\",")
}
