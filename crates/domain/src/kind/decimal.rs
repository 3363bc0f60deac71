//! Decimal numbers and money: exact, at most 28 digits.
//!
//! In: a number cell or a text in any of the usual notations. Out: a decimal. Never rounds a text.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::common::{bad, plain, shown_number, trimmed};
use super::number::{self, Number};
use super::{DecimalSign, Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::Text(text) => match trimmed(text) {
            "" => Parsed::Empty,
            text => match number::read(text, reading, field.kind == FieldKind::Money) {
                Ok(number) => answer(number, Value::Decimal),
                Err(failure) => failure.parsed(),
            },
        },
        Cell::Number(number) | Cell::Percent(number) => of_float(*number, |value| Parsed::Value(Value::Decimal(value))),
        _ => bad(Code::NumberUnreadable),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Decimal(number) => match number::exact_float(number).filter(|_| writing.typed) {
            Some(float) => Cell::Number(float),
            None => Cell::Text(Cow::Owned(number::written(number, writing.language))),
        },
        other => plain(other),
    }
}

/// What one text says about the decimal sign of its column: `Some(Either)` for a text that could mean two magnitudes
/// (`1.234`), `None` for one that says nothing. Used to decide a column by all its cells.
pub fn evidence(text: &str) -> Option<DecimalSign> {
    number::evidence(text)
}

/// A number cell as a decimal, by the digits a spreadsheet shows.
pub(super) fn of_float(number: f64, then: impl Fn(Decimal) -> Parsed) -> Parsed {
    if number.is_nan() {
        return bad(Code::NumberUnreadable);
    }
    if number == number.trunc() && number.abs() < 1e15 {
        return then(Decimal::from(number as i64));
    }
    match shown_number(number).map(|text| Decimal::from_str_exact(&text)) {
        Ok(Ok(value)) => then(value),
        Ok(Err(_)) => number::Failure::OutOfRange.parsed(),
        Err(problem) => Parsed::Bad(problem),
    }
}

/// The value, with a remark when the text could mean another magnitude.
pub(super) fn answer(number: Number, value: impl Fn(Decimal) -> Value) -> Parsed {
    match number.other {
        None => Parsed::Value(value(number.value)),
        Some(other) => {
            let problem = Problem::new(Code::NumberAmbiguous).with("reading", number.value).with("other", other);
            Parsed::Remark(value(number.value), problem)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read, value};
    use super::*;
    use crate::language::Language;

    fn decimal(text: &str) -> Value {
        Value::Decimal(text.parse().expect("a decimal"))
    }

    #[test]
    fn val_11_currencies_belong_to_money_only() {
        assert_eq!(value(read(FieldKind::Money, Language::Czech, "1 234,50 Kč")), Some(decimal("1234.5")));
        assert_eq!(code(&read(FieldKind::Decimal, Language::Czech, "1 234,50 Kč")), Some(Code::NumberUnreadable));
    }

    #[test]
    fn val_11_an_ambiguous_number_names_both_readings() {
        let expected = Problem::new(Code::NumberAmbiguous).with("reading", "1234").with("other", "1.234");
        assert_eq!(read(FieldKind::Decimal, Language::Portuguese, "1.234"), Parsed::Remark(decimal("1234"), expected));
    }

    #[test]
    fn number_cells_are_read_by_their_shown_digits() {
        let of = |cell| parse(&field(FieldKind::Decimal), &cell, &Reading::default());
        assert_eq!(of(Cell::Number(0.1 + 0.2)), Parsed::Value(decimal("0.3")));
        assert_eq!(of(Cell::Number(-19.9)), Parsed::Value(decimal("-19.9")));
        assert_eq!(of(Cell::Percent(0.125)), Parsed::Value(decimal("0.125")));
        assert_eq!(code(&of(Cell::Number(1e16))), Some(Code::DigitsLost));
        assert_eq!(code(&of(Cell::Number(1.5e-30))), Some(Code::NumberOutOfRange));
        assert_eq!(code(&of(Cell::Number(f64::NAN))), Some(Code::NumberUnreadable));
        assert_eq!(code(&of(Cell::Bool(true))), Some(Code::NumberUnreadable));
    }

    #[test]
    fn out_of_range_names_the_range() {
        let Parsed::Bad(problem) = read(FieldKind::Decimal, Language::English, &"9".repeat(29)) else { panic!("readable") };
        let most = "9".repeat(28);
        assert_eq!(problem, Problem::new(Code::NumberOutOfRange).with("least", format!("-{most}")).with("most", most));
    }

    proptest! {
        #[test]
        fn r5_every_decimal_comes_back(digits in "[1-9][0-9]{0,27}", scale in 0u32..=28, negative: bool) {
            let mantissa: i128 = digits.parse().expect("digits");
            let number = Decimal::from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale);
            comes_back(&field(FieldKind::Decimal), &Value::Decimal(number))?;
            comes_back(&field(FieldKind::Money), &Value::Decimal(number))?;
        }
    }
}
