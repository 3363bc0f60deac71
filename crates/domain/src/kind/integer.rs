//! Whole numbers of 64 bits.
//!
//! In: a number cell or a text, grouped or not. Out: an integer. Never cuts off a fraction.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::common::{bad, plain, shown_number, trimmed};
use super::number::{self, Failure};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::record_type::Field;
use crate::value::Value;

/// Beyond this a spreadsheet's number loses digits.
const SPREADSHEET_MOST: u64 = 999_999_999_999_999;

pub fn parse(_field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::Text(text) => read(trimmed(text), reading),
        Cell::Number(number) if number.is_nan() || *number != number.trunc() => bad(Code::NumberUnreadable),
        Cell::Number(number) => match shown_number(*number) {
            Ok(_) => Parsed::Value(Value::Integer(*number as i64)),
            Err(problem) => Parsed::Bad(problem),
        },
        _ => bad(Code::NumberUnreadable),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Integer(number) if writing.typed && number.unsigned_abs() <= SPREADSHEET_MOST => Cell::Number(*number as f64),
        Value::Integer(number) => Cell::Text(Cow::Owned(number.to_string())),
        other => plain(other),
    }
}

fn read(text: &str, reading: &Reading) -> Parsed {
    if text.is_empty() {
        return Parsed::Empty;
    }
    // Plain digits, by far the most common.
    if text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Parsed::Value(Value::Integer(text.bytes().fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))));
    }
    let number = match number::read(text, reading, false) {
        Ok(number) => number,
        Err(Failure::OutOfRange) => return out_of_range(),
        Err(failure) => return failure.parsed(),
    };
    let Some(value) = whole(&number.value) else { return bad(Code::NumberUnreadable) };
    let Ok(value) = i64::try_from(value) else { return out_of_range() };
    match number.other {
        None => Parsed::Value(Value::Integer(value)),
        Some(other) => {
            let problem = Problem::new(Code::NumberAmbiguous).with("reading", value).with("other", other);
            Parsed::Remark(Value::Integer(value), problem)
        }
    }
}

fn whole(number: &Decimal) -> Option<i128> {
    number.fract().is_zero().then(|| number.trunc().mantissa())
}

fn out_of_range() -> Parsed {
    Parsed::Bad(Problem::new(Code::NumberOutOfRange).with("least", i64::MIN).with("most", i64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    #[test]
    fn whole_numbers_are_read() {
        for (text, expected) in [
            ("0", Some(0)),
            ("007", Some(7)),
            (" -12 ", Some(-12)),
            ("1 234 567", Some(1_234_567)),
            ("1\u{202f}234", Some(1234)),
            ("1'234", Some(1234)),
            ("12,00", Some(12)),
            ("1.234", Some(1234)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("12,5", None),
            ("1,234", None),
            ("12 34", None),
            ("9223372036854775808", None),
            ("abc", None),
        ] {
            let parsed = read_kind(FieldKind::Integer, Language::Czech, text);
            assert_eq!(value(parsed), expected.map(Value::Integer), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, expected) in [
            ("9223372036854775808", Code::NumberOutOfRange),
            ("99999999999999999999999999999999", Code::NumberOutOfRange),
            ("1.234", Code::NumberAmbiguous),
            ("12,5", Code::NumberUnreadable),
            ("dva", Code::NumberUnreadable),
        ] {
            assert_eq!(code(&read_kind(FieldKind::Integer, Language::Czech, text)), Some(expected), "{text}");
        }
    }

    #[test]
    fn val_19_number_cells_must_be_whole_and_unharmed() {
        let of = |number| parse(&field(FieldKind::Integer), &Cell::Number(number), &Reading::default());
        assert_eq!(of(-42.0), Parsed::Value(Value::Integer(-42)));
        assert_eq!(code(&of(1.5)), Some(Code::NumberUnreadable));
        assert_eq!(code(&of(1e15)), Some(Code::DigitsLost));
        assert_eq!(code(&of(f64::NAN)), Some(Code::NumberUnreadable));
    }

    proptest! {
        #[test]
        fn r5_every_integer_comes_back(number: i64, small in -2000i64..2000) {
            comes_back(&field(FieldKind::Integer), &Value::Integer(number))?;
            comes_back(&field(FieldKind::Integer), &Value::Integer(small))?;
        }
    }
}
