//! Time of day, to the second.
//!
//! In: `14:30`, `14:30:05`, `2:30 PM`, a time cell, a fraction of a day. Out: a time. Knows no zone.

use std::borrow::Cow;

use jiff::civil::Time;

use super::common::{bad, is_space, plain, trimmed};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(_field: &Field, cell: &Cell<'_>, _reading: &Reading) -> Parsed {
    let time = match cell {
        Cell::Empty => return Parsed::Empty,
        Cell::Error(_) => return bad(Code::CellError),
        Cell::Text(text) => match trimmed(text) {
            "" => return Parsed::Empty,
            text => read(text),
        },
        Cell::Time(time) => whole_seconds(*time),
        Cell::DateTime(at) => whole_seconds(at.time()),
        Cell::Number(fraction) => of_fraction(*fraction),
        _ => None,
    };
    match time {
        Some(time) => Parsed::Value(Value::Time(time)),
        None => Parsed::Bad(Problem::new(Code::TimeUnreadable).with("example", "14:30")),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Time(time) if writing.typed => Cell::Time(*time),
        Value::Time(time) => Cell::Text(Cow::Owned(written(*time))),
        other => plain(other),
    }
}

pub(super) fn written(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// `HH:MM[:SS[.fraction]]`, with `AM` or `PM` behind or not. Fractions of a second are dropped.
pub(super) fn read(text: &str) -> Option<Time> {
    let (text, afternoon) = split_half(text)?;
    let mut parts = text.split(':');
    let hour = number(parts.next()?, 1)?;
    let minute = number(parts.next()?, 2)?;
    let second = match parts.next() {
        None => 0,
        Some(part) => match part.split_once(['.', ',']) {
            None => number(part, 2)?,
            Some((whole, fraction)) if !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()) => number(whole, 2)?,
            Some(_) => return None,
        },
    };
    let hour = match (afternoon, hour) {
        (None, hour) => hour,
        (Some(false), 12) => 0,
        (Some(true), 12) => 12,
        (Some(afternoon), 1..=11) => hour + if afternoon { 12 } else { 0 },
        _ => return None,
    };
    if parts.next().is_some() { None } else { Time::new(hour, minute, second, 0).ok() }
}

/// Takes off `AM` (false) or `PM` (true).
fn split_half(text: &str) -> Option<(&str, Option<bool>)> {
    let Some(at) = text.len().checked_sub(2) else { return Some((text, None)) };
    let (Some(time), Some(half)) = (text.get(..at), text.get(at..)) else { return Some((text, None)) };
    let afternoon = if half.eq_ignore_ascii_case("pm") {
        true
    } else if half.eq_ignore_ascii_case("am") {
        false
    } else {
        return Some((text, None));
    };
    Some((time.trim_end_matches(is_space), Some(afternoon)))
}

/// One or two digits.
fn number(text: &str, least: usize) -> Option<i8> {
    ((least..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn whole_seconds(time: Time) -> Option<Time> {
    if time.subsec_nanosecond() == 0 { Some(time) } else { time.round(jiff::Unit::Second).ok() }
}

/// The fraction of a day that a time cell without its format holds.
fn of_fraction(fraction: f64) -> Option<Time> {
    if !(0.0..1.0).contains(&fraction) {
        return None;
    }
    let seconds = ((fraction * 86_400.0).round() as i32).min(86_399);
    let part = |value: i32| i8::try_from(value).ok();
    Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    #[test]
    fn times_are_read() {
        for (text, expected) in [
            ("14:30", Some(time(14, 30, 0, 0))),
            ("8:05", Some(time(8, 5, 0, 0))),
            ("08:05:09", Some(time(8, 5, 9, 0))),
            ("08:05:09.75", Some(time(8, 5, 9, 0))),
            ("2:30 PM", Some(time(14, 30, 0, 0))),
            ("12:00 am", Some(time(0, 0, 0, 0))),
            ("12:00pm", Some(time(12, 0, 0, 0))),
            ("24:00", None),
            ("14:60", None),
            ("14:3", None),
            ("13:00 PM", None),
            ("14", None),
            ("1:2:3:4", None),
            ("noon", None),
            ("é", None),
        ] {
            let parsed = read_kind(FieldKind::Time, Language::English, text);
            assert_eq!(value(parsed.clone()), expected.map(Value::Time), "{text}");
            assert_eq!(code(&parsed), expected.is_none().then_some(Code::TimeUnreadable), "{text}");
        }
    }

    #[test]
    fn cells_are_read() {
        let of = |cell| value(parse(&field(FieldKind::Time), &cell, &Reading::default()));
        assert_eq!(of(Cell::Number(0.75)), Some(Value::Time(time(18, 0, 0, 0))));
        assert_eq!(of(Cell::Time(time(7, 0, 0, 0))), Some(Value::Time(time(7, 0, 0, 0))));
        assert_eq!(of(Cell::DateTime(jiff::civil::date(1899, 12, 31).at(7, 0, 0, 0))), Some(Value::Time(time(7, 0, 0, 0))));
        assert_eq!(of(Cell::Number(1.5)), None);
    }

    proptest! {
        #[test]
        fn r5_every_time_comes_back(hour in 0i8..24, minute in 0i8..60, second in 0i8..60) {
            comes_back(&field(FieldKind::Time), &Value::Time(time(hour, minute, second, 0)))?;
        }
    }
}
