//! Percent: the value is the fraction, 0.21 for 21 %.
//!
//! In: `21 %`, `21`, a percent cell. A bare number always means percent points: `21` is 21 %, and `0.5` is half a percent.
//! Only a cell that a spreadsheet itself keeps in percent is taken as the fraction. Out: a decimal.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::common::{bad, plain, trimmed};
use super::decimal::{answer, of_float};
use super::number::{self, Failure, Number};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::Code;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(_field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::Text(text) => match trimmed(text) {
            "" => Parsed::Empty,
            text => read(text, reading),
        },
        Cell::Percent(fraction) => of_float(*fraction, |value| Parsed::Value(Value::Decimal(value))),
        Cell::Number(points) => of_float(*points, |value| of_points(Number { value, other: None })),
        _ => bad(Code::NumberUnreadable),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    let Value::Decimal(fraction) = value else { return plain(value) };
    if let Some(float) = number::exact_float(fraction).filter(|_| writing.typed) {
        return Cell::Percent(float);
    }
    let points = points_of(fraction);
    Cell::Text(Cow::Owned(format!("{}%", number::written(&points, writing.language))))
}

fn read(text: &str, reading: &Reading) -> Parsed {
    let bare = text.strip_suffix('%').or_else(|| text.strip_prefix('%')).map_or(text, trimmed);
    match number::read(bare, reading, false) {
        Ok(number) => of_points(number),
        Err(failure) => failure.parsed(),
    }
}

fn of_points(number: Number) -> Parsed {
    match fraction_of(number.value) {
        Some(fraction) => answer(number, |_| Value::Decimal(fraction)),
        None => Failure::OutOfRange.parsed(),
    }
}

/// A hundredth, by moving the point: exact or nothing.
fn fraction_of(points: Decimal) -> Option<Decimal> {
    let points = if points.scale() > 26 { points.normalize() } else { points };
    Decimal::try_from_i128_with_scale(points.mantissa(), points.scale() + 2).ok()
}

/// A hundredfold, by moving the point; a fraction too large for that (nobody's percentage) stays as it is.
fn points_of(fraction: &Decimal) -> Decimal {
    let fraction = fraction.normalize();
    match fraction.scale() {
        0 | 1 => fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction).normalize(),
        scale => Decimal::try_from_i128_with_scale(fraction.mantissa(), scale - 2).unwrap_or(fraction),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    fn decimal(text: &str) -> Value {
        Value::Decimal(text.parse().expect("a decimal"))
    }

    #[test]
    fn val_10_percent_is_a_fraction() {
        for (text, expected) in [
            ("21 %", "0.21"),
            ("12,5%", "0.125"),
            ("21", "0.21"),
            ("0.5", "0.005"),
            ("-3 %", "-0.03"),
            ("100\u{a0}%", "1"),
            ("%5", "0.05"),
        ] {
            assert_eq!(value(read_kind(FieldKind::Percent, Language::English, text)), Some(decimal(expected)), "{text}");
        }
        for text in ["%", "5 %%", "abc %", "5 Kč"] {
            assert_eq!(code(&read_kind(FieldKind::Percent, Language::English, text)), Some(Code::NumberUnreadable), "{text}");
        }
    }

    #[test]
    fn val_10_percent_cells_hold_the_fraction_and_number_cells_the_points() {
        let of = |cell| parse(&field(FieldKind::Percent), &cell, &Reading::default());
        assert_eq!(of(Cell::Percent(0.21)), Parsed::Value(decimal("0.21")));
        assert_eq!(of(Cell::Number(21.0)), Parsed::Value(decimal("0.21")));
        assert_eq!(of(Cell::Number(12.5)), Parsed::Value(decimal("0.125")));
    }

    #[test]
    fn percent_is_written_in_points() {
        for (fraction, language, expected) in [
            ("0.21", Language::Czech, "21%"),
            ("0.125", Language::Portuguese, "12,5%"),
            ("0.125", Language::English, "12.5%"),
            ("2", Language::Russian, "200%"),
        ] {
            let cell = render(&field(FieldKind::Percent), &decimal(fraction), &Writing { language, typed: false });
            assert_eq!(cell, Cell::text(expected));
        }
    }

    proptest! {
        #[test]
        fn r5_every_percentage_comes_back(mantissa in -1_000_000_000_000_000_000i64..1_000_000_000_000_000_000, scale in 0u32..=20) {
            comes_back(&field(FieldKind::Percent), &Value::Decimal(Decimal::new(mantissa, scale)))?;
        }
    }
}
