//! Date and time, in UTC, to the second.
//!
//! The one rule for zones: a text with `Z` or an offset is converted to UTC; everything without a zone, spreadsheet cells
//! included, is taken as UTC as it stands. Nothing is written in another zone, so nothing is lost on the way back.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::{DateTime, Time};

use super::common::{bad, is_space, plain, trimmed};
use super::{Parsed, Reading, Writing, date};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::language::Language;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(_field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::DateTime(at) => match whole_seconds(*at) {
            Some(at) => Parsed::Value(Value::DateTime(at)),
            None => unreadable(reading),
        },
        Cell::Text(text) => match trimmed(text) {
            "" => Parsed::Empty,
            text => match read(text, reading) {
                Some(at) => Parsed::Value(Value::DateTime(at)),
                None => unreadable(reading),
            },
        },
        Cell::Number(serial) => match date::of_serial(*serial) {
            Some(at) => Parsed::Remark(Value::DateTime(at), Problem::new(Code::DateAmbiguous).with("reading", at)),
            None => unreadable(reading),
        },
        _ => unreadable(reading),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    let Value::DateTime(at) = value else { return plain(value) };
    if writing.typed {
        return Cell::DateTime(*at);
    }
    let date = date::written(at.date(), writing.language);
    let time = super::time::written(at.time());
    Cell::Text(Cow::Owned(match writing.language {
        Language::English => format!("{date}T{time}Z"),
        _ => format!("{date} {time}"),
    }))
}

fn unreadable(reading: &Reading) -> Parsed {
    let day = date::written(jiff::civil::date(2024, 3, 28), reading.language);
    Parsed::Bad(Problem::new(Code::DateUnreadable).with("example", format_args!("{day} 14:30")))
}

/// To the nearest second: a spreadsheet keeps times as fractions that miss it by a hair.
fn whole_seconds(at: DateTime) -> Option<DateTime> {
    let rounded = if at.subsec_nanosecond() == 0 { at } else { at.round(jiff::Unit::Second).ok()? };
    in_range(rounded)
}

fn in_range(at: DateTime) -> Option<DateTime> {
    (1000..=9999).contains(&at.year()).then_some(at)
}

fn read(text: &str, reading: &Reading) -> Option<DateTime> {
    let (day, time) = split(text);
    let day = date::read(day, reading)?;
    let (time, offset) = if time.is_empty() { (Time::midnight(), 0) } else { read_time(time)? };
    in_range(day.to_datetime(time).checked_sub(offset.minutes()).ok()?)
}

/// Parts a text in its date and its time, which begins with the hour; no time for a text without a colon.
pub(super) fn split(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else { return (text, "") };
    let hour = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    let (day, time) = text.split_at(colon - hour);
    let before = day.trim_end_matches(is_space);
    // `2024-03-12T10:00`; a month name that ends in t stands before a blank.
    let day = match day.strip_suffix(['T', 't']) {
        Some(day) if day.ends_with(|c: char| c.is_ascii_digit()) => day,
        _ if before.len() < day.len() => before.strip_suffix(',').unwrap_or(before),
        _ => return (text, ""),
    };
    (day, time)
}

/// A time of day and its offset from UTC in minutes. Fractions of a second are dropped.
pub(super) fn read_time(text: &str) -> Option<(Time, i64)> {
    let (text, offset) = split_zone(text)?;
    super::time::read(text).map(|time| (time, offset))
}

fn split_zone(text: &str) -> Option<(&str, i64)> {
    for zone in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = text.strip_suffix(zone) {
            return Some((rest.trim_end_matches(is_space), 0));
        }
    }
    let Some(at) = text.rfind(['+', '-', '\u{2212}']) else { return Some((text, 0)) };
    let (time, zone) = text.split_at(at);
    let sign = zone.chars().next()?;
    let zone = &zone[sign.len_utf8()..];
    if !zone.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let (hours, minutes) = match (zone.len(), zone.split_once(':')) {
        (2, None) => (zone, "0"),
        (4, None) => zone.split_at(2),
        (5, Some((hours, minutes))) if hours.len() == 2 => (hours, minutes),
        _ => return None,
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let offset = hours * 60 + minutes;
    (hours <= 14 && minutes < 60).then(|| (time.trim_end_matches(is_space), if sign == '+' { offset } else { -offset }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, value};
    use super::*;
    use crate::record_type::FieldKind;

    #[test]
    fn val_20_one_rule_for_zones() {
        for text in [
            "2024-03-12T14:30:00Z",
            "2024-03-12T14:30:00",
            "2024-03-12 14:30",
            "2024-03-12T15:30:00+01:00",
            "2024-03-12T11:30:00-0300",
            "2024-03-12T14:30:00.999Z",
            "12.3.2024 14:30:00",
            "12. 3. 2024, 14:30",
            "12/03/2024 14:30 UTC",
            "12 de março de 2024 14:30",
            "12 март 2024 14:30",
            "12.3.2024 2:30 PM",
            "2024-03-12 17:30:00 +03",
        ] {
            let expected = Value::DateTime(date(2024, 3, 12).at(14, 30, 0, 0));
            assert_eq!(value(read_kind(FieldKind::DateTime, Language::Czech, text)), Some(expected), "{text}");
        }
        let midnight = Value::DateTime(date(2024, 3, 12).at(0, 0, 0, 0));
        assert_eq!(value(read_kind(FieldKind::DateTime, Language::Czech, "12.3.2024")), Some(midnight));
        // The hour that a summer-time change leaves out exists in UTC.
        let gap = Value::DateTime(date(2024, 3, 31).at(2, 30, 0, 0));
        assert_eq!(value(read_kind(FieldKind::DateTime, Language::Czech, "31.3.2024 2:30")), Some(gap));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "2024-03-12T24:30",
            "2024-03-12T14:60",
            "2024-03-12 14:30+25:00",
            "14:30",
            "2024-03-12T",
            "zítra 10:00",
            "9999-12-31T23:00-05:00",
        ] {
            assert_eq!(code(&read_kind(FieldKind::DateTime, Language::Czech, text)), Some(Code::DateUnreadable), "{text}");
        }
    }

    #[test]
    fn cells_are_rounded_to_the_second() {
        let at = date(2024, 3, 12).at(14, 29, 59, 999_999_000);
        let parsed = parse(&field(FieldKind::DateTime), &Cell::DateTime(at), &Reading::default());
        assert_eq!(parsed, Parsed::Value(Value::DateTime(date(2024, 3, 12).at(14, 30, 0, 0))));
        let parsed = parse(&field(FieldKind::DateTime), &Cell::Number(45363.5), &Reading::default());
        assert_eq!(value(parsed), Some(Value::DateTime(date(2024, 3, 12).at(12, 0, 0, 0))));
    }

    proptest! {
        #[test]
        fn r5_every_date_time_comes_back(year in 1000i16..=9999, month in 1i8..=12, day in 1i8..=28, hour in 0i8..24, minute in 0i8..60, second in 0i8..60) {
            comes_back(&field(FieldKind::DateTime), &Value::DateTime(date(year, month, day).at(hour, minute, second, 0)))?;
        }
    }
}
