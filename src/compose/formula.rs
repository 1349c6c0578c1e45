//! Columns worked out from others of their row (`cong_thuc`): `{hieu_qua.tong} / {dang_ky.tong} * 100`.
//!
//! The same text gives the formula of the workbook and its result in the document, so the two agree. Where a value is
//! blank the result is blank too, in both.

use rust_decimal::Decimal;

use crate::document::Value;
use crate::model::{column_letters, name};

/// A step, in the order of a stack calculator.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Column(usize),
    Number(Decimal),
    Sign(char),
}

/// A formula, ready for any row.
#[derive(Debug)]
pub(super) struct Formula {
    steps: Vec<Step>,
    /// For the workbook: "C{row}-D{row}".
    text: String,
    columns: Vec<usize>,
}

impl Formula {
    /// Reads a formula over columns by the values that they show.
    ///
    /// # Errors
    ///
    /// What is wrong, in Vietnamese.
    pub(super) fn parse(text: &str, keys: &[String]) -> Result<Self, String> {
        let (mut steps, mut signs, mut shown, mut columns) = (Vec::new(), Vec::new(), String::new(), Vec::new());
        let mut rest = text.trim();
        let mut wants_value = true;
        while let Some(c) = rest.chars().next() {
            let taken = match c {
                '{' if wants_value => {
                    let end = rest.find('}').ok_or("thiếu dấu }")?;
                    let column = column(&rest[1..end], keys)?;
                    shown.push_str(&letters(column));
                    shown.push_str("{row}");
                    steps.push(Step::Column(column));
                    columns.push(column);
                    wants_value = false;
                    end + 1
                }
                '0'..='9' if wants_value => {
                    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
                    let number: Decimal = rest[..end].parse().map_err(|_| format!("“{}” không phải là số", &rest[..end]))?;
                    shown.push_str(&rest[..end]);
                    steps.push(Step::Number(number));
                    wants_value = false;
                    end
                }
                '(' if wants_value => {
                    signs.push(c);
                    shown.push(c);
                    1
                }
                ')' if !wants_value => {
                    while let Some(sign) = signs.pop_if(|sign| *sign != '(') {
                        steps.push(Step::Sign(sign));
                    }
                    signs.pop().ok_or("thừa dấu )")?;
                    shown.push(c);
                    1
                }
                '+' | '-' | '*' | '/' if !wants_value => {
                    while let Some(sign) = signs.pop_if(|sign| *sign != '(' && rank(*sign) >= rank(c)) {
                        steps.push(Step::Sign(sign));
                    }
                    signs.push(c);
                    shown.push(c);
                    wants_value = true;
                    1
                }
                c if c.is_whitespace() => c.len_utf8(),
                c => return Err(format!("không hiểu “{c}”; chỉ dùng {{giá trị}}, số, + - * / và ngoặc")),
            };
            rest = &rest[taken..];
        }
        if wants_value {
            return Err("công thức chưa hết".to_owned());
        }
        while let Some(sign) = signs.pop() {
            if sign == '(' {
                return Err("thiếu dấu )".to_owned());
            }
            steps.push(Step::Sign(sign));
        }
        columns.sort_unstable();
        columns.dedup();
        Ok(Self { steps, text: shown, columns })
    }

    /// The value in a row.
    pub(super) fn value(&self, cells: &[Value]) -> Value {
        let Some(result) = self.result(cells) else { return Value::Blank };
        let blank: Vec<String> = self.columns.iter().map(|&at| format!("{}{{row}}=\"\"", letters(at))).collect();
        let expression =
            if blank.is_empty() { self.text.clone() } else { format!("IF(OR({}),\"\",ROUND({},2))", blank.join(","), self.text) };
        let result = result.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize();
        let shown = match u64::try_from(result) {
            Ok(n) if result.fract().is_zero() => Value::Count(n),
            _ => Value::Amount(result),
        };
        Value::Formula { expression, result: Box::new(shown) }
    }

    fn result(&self, cells: &[Value]) -> Option<Decimal> {
        let mut stack: Vec<Decimal> = Vec::new();
        for step in &self.steps {
            let value = match step {
                Step::Column(at) => amount(cells.get(*at)?)?,
                Step::Number(number) => *number,
                Step::Sign(sign) => {
                    let (b, a) = (stack.pop()?, stack.pop()?);
                    match sign {
                        '+' => a.checked_add(b),
                        '-' => a.checked_sub(b),
                        '*' => a.checked_mul(b),
                        _ => a.checked_div(b),
                    }?
                }
            };
            stack.push(value);
        }
        stack.pop()
    }
}

fn rank(sign: char) -> u8 {
    u8::from(matches!(sign, '*' | '/'))
}

/// The letters of a column, by its number from 0.
pub(super) fn letters(column: usize) -> String {
    column_letters(u16::try_from(column).unwrap_or(u16::MAX))
}

fn column(key: &str, keys: &[String]) -> Result<usize, String> {
    let key = key.trim();
    keys.iter().position(|known| known == key).ok_or_else(|| {
        let near = name::nearest(key, keys.iter().map(String::as_str).filter(|key| !key.is_empty()));
        let hint = near.map_or_else(String::new, |near| format!("; có phải “{near}”?"));
        format!("bảng không có cột nào in giá trị “{key}”{hint}")
    })
}

/// The number in a cell.
fn amount(value: &Value) -> Option<Decimal> {
    match value {
        Value::Count(n) => Some(Decimal::from(*n)),
        Value::Amount(n) | Value::Percent(n) => Some(*n),
        Value::Figure(inner, _) | Value::Linked(inner, _) => amount(inner),
        Value::Formula { result, .. } => amount(result),
        Value::Blank | Value::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<String> {
        ["stt", "ten", "dang_ky.tong", "hieu_qua.tong"].map(str::to_owned).to_vec()
    }

    #[track_caller]
    fn gives(text: &str, cells: [u64; 2], expected: &str) {
        let row = [Value::Count(1), Value::Blank, Value::Count(cells[0]), Value::Count(cells[1])];
        let value = Formula::parse(text, &keys()).expect(text).value(&row);
        let shown = match value {
            Value::Formula { expression, result } => {
                format!("{expression} = {:?}", amount(&result).expect("a number").to_string())
            }
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_formula_is_worked_out_and_written_for_the_workbook() {
        gives(
            "{dang_ky.tong} - {hieu_qua.tong}",
            [40, 30],
            "IF(OR(C{row}=\"\",D{row}=\"\"),\"\",ROUND(C{row}-D{row},2)) = \"10\"",
        );
        gives(
            "({dang_ky.tong} + 2 * {hieu_qua.tong}) / 3",
            [40, 30],
            "IF(OR(C{row}=\"\",D{row}=\"\"),\"\",ROUND((C{row}+2*D{row})/3,2)) = \"33.33\"",
        );
        gives("{hieu_qua.tong} / {dang_ky.tong} * 100", [0, 30], "Blank");
    }

    #[test]
    fn faults_are_told() {
        for (text, part) in [
            ("{dang_ky.tongg}", "có phải “dang_ky.tong”?"),
            ("{dang_ky.tong} -", "chưa hết"),
            ("({dang_ky.tong}", "thiếu dấu )"),
            ("{dang_ky.tong} ^ 2", "không hiểu “^”"),
        ] {
            let why = Formula::parse(text, &keys()).expect_err(text);
            assert!(why.contains(part), "{text}: {why}");
        }
    }
}
