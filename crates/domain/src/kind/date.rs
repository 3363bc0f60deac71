//! Dates: real spreadsheet dates, ISO, numeric dates in the column's order, month names in four languages.
//!
//! In: any cell. Out: a date of the years 1000 to 9999. Never moves a day that does not exist to another one, never
//! exchanges day and month on its own.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};

use super::common::{bad, is_space, plain, trimmed};
use super::{DateOrder, Parsed, Reading, Writing, date_time, month_name};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::language::Language;
use crate::record_type::Field;
use crate::value::Value;

/// No date is longer, a time and a zone included.
const MOST_BYTES: usize = 80;

pub fn parse(_field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::DateTime(at) if (1000..=9999).contains(&at.year()) => Parsed::Value(Value::Date(at.date())),
        Cell::Text(text) => match trimmed(text) {
            "" => Parsed::Empty,
            text => match read_with_time(text, reading) {
                Some(date) => Parsed::Value(Value::Date(date)),
                None => unreadable(reading),
            },
        },
        Cell::Number(serial) => match of_serial(*serial) {
            Some(at) => Parsed::Remark(Value::Date(at.date()), Problem::new(Code::DateAmbiguous).with("reading", at.date())),
            None => unreadable(reading),
        },
        _ => unreadable(reading),
    }
}

pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Date(date) if writing.typed => Cell::DateTime(date.to_datetime(Time::midnight())),
        Value::Date(date) => Cell::Text(Cow::Owned(written(*date, writing.language))),
        other => plain(other),
    }
}

/// What one text says about the order of its column's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateEvidence {
    /// A date only if the day comes first (`25.12.2024`).
    DayFirstOnly,
    /// A date only if the month comes first (`12/25/2024`).
    MonthFirstOnly,
    /// A date either way, and not the same one (`3/4/2024`).
    Both,
    /// Says nothing: no numeric date, ISO, a month name, or day and month alike.
    Neither,
}

/// What a text says about the order of day and month in its column; a time of day after the date does not matter.
pub fn evidence(text: &str) -> DateEvidence {
    let text = trimmed(text);
    if text.len() > MOST_BYTES || !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return DateEvidence::Neither;
    }
    let (text, _) = date_time::split(text);
    let Some(Numeric { parts: [first, second, year], sign }) = numeric(text) else { return DateEvidence::Neither };
    let Some(full) = full_year(year, sign) else { return DateEvidence::Neither };
    match (is_date(full, second, first), is_date(full, first, second)) {
        (true, true) if first.0 != second.0 => DateEvidence::Both,
        (true, false) => DateEvidence::DayFirstOnly,
        (false, true) => DateEvidence::MonthFirstOnly,
        _ => DateEvidence::Neither,
    }
}

fn is_date(year: i16, month: Digits, day: Digits) -> bool {
    make(year, month.0, day.0).is_some()
}

fn unreadable(reading: &Reading) -> Parsed {
    let example = match (reading.date_order, reading.language) {
        (DateOrder::MonthFirst, _) => "03/28/2024".to_owned(),
        (DateOrder::YearFirst, _) => "2024-03-28".to_owned(),
        (DateOrder::DayFirst, language) => written(date(2024, 3, 28), language),
    };
    Parsed::Bad(Problem::new(Code::DateUnreadable).with("example", example))
}

/// A date in the form of a language.
pub(super) fn written(date: Date, language: Language) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let mut text = String::with_capacity(10);
    match language {
        Language::English => {
            push_digits(&mut text, year.unsigned_abs(), 4);
            text.push('-');
            push_digits(&mut text, month.unsigned_abs().into(), 2);
            text.push('-');
            push_digits(&mut text, day.unsigned_abs().into(), 2);
        }
        _ => {
            let sign = if language == Language::Portuguese { '/' } else { '.' };
            push_digits(&mut text, day.unsigned_abs().into(), 2);
            text.push(sign);
            push_digits(&mut text, month.unsigned_abs().into(), 2);
            text.push(sign);
            push_digits(&mut text, year.unsigned_abs(), 4);
        }
    }
    text
}

/// The last `count` decimal digits of a number, with zeros in front.
fn push_digits(text: &mut String, number: u16, count: u32) {
    for place in (0..count).rev() {
        text.push(char::from(b'0' + (number / 10u16.pow(place) % 10) as u8));
    }
}

/// The serial number of a spreadsheet's date that lost its format, in the 1900 system: 10000 (1927) to 80000 (2119).
/// Seconds are rounded. Smaller and larger numbers are more likely something else.
pub(super) fn of_serial(serial: f64) -> Option<DateTime> {
    if !(10_000.0..=80_000.0).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    date(1899, 12, 30).at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()
}

/// A date, or a date and a time of which the date is kept as written.
fn read_with_time(text: &str, reading: &Reading) -> Option<Date> {
    if text.len() > MOST_BYTES {
        return None;
    }
    match date_time::split(text) {
        (text, "") => read(text, reading),
        (text, time) => date_time::read_time(time).and_then(|_| read(text, reading)),
    }
}

/// A date without a time.
pub(super) fn read(text: &str, reading: &Reading) -> Option<Date> {
    let text = trimmed(text);
    if text.len() > MOST_BYTES {
        return None;
    }
    match numeric(text) {
        Some(numbers) => of_numeric(numbers, reading.date_order),
        None => month_name::read(text),
    }
}

/// A run of digits: its value and how many digits it has.
#[derive(Clone, Copy, Default)]
pub(super) struct Digits(pub u16, pub usize);

/// Three numbers parted twice by the same sign.
struct Numeric {
    parts: [Digits; 3],
    sign: u8,
}

/// `12.3.2024`, `12. 3. 2024`, `2024-03-12`, `12/03/2024`, `12.03.2024 г.`
fn numeric(text: &str) -> Option<Numeric> {
    let text = without_year_word(text);
    let (first, rest) = digits(text)?;
    let (sign, rest) = separator(rest)?;
    let (second, rest) = digits(rest)?;
    let (again, rest) = separator(rest)?;
    let (third, rest) = digits(rest)?;
    (sign == again && rest.is_empty()).then_some(Numeric { parts: [first, second, third], sign })
}

fn without_year_word(text: &str) -> &str {
    let bare = ["года", "год", "г.", "г"].into_iter().find_map(|word| text.strip_suffix(word));
    bare.map_or(text, |bare| bare.trim_end_matches(is_space))
}

pub(super) fn digits(text: &str) -> Option<(Digits, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&len) {
        return None;
    }
    let value = text[..len].bytes().fold(0, |sum, b| sum * 10 + u16::from(b - b'0'));
    Some((Digits(value, len), &text[len..]))
}

/// A sign between two numbers, blanks around it allowed.
fn separator(text: &str) -> Option<(u8, &str)> {
    let text = text.trim_start_matches(is_space);
    let sign = *text.as_bytes().first()?;
    matches!(sign, b'.' | b'/' | b'-').then(|| (sign, text[1..].trim_start_matches(is_space)))
}

fn of_numeric(Numeric { parts: [first, second, third], sign }: Numeric, order: DateOrder) -> Option<Date> {
    if first.1 == 4 {
        return (second.1 <= 2 && third.1 <= 2).then(|| make(first.0.try_into().ok()?, second.0, third.0)).flatten();
    }
    let year = full_year(third, sign)?;
    if first.1 > 2 || second.1 > 2 {
        return None;
    }
    match order {
        DateOrder::MonthFirst => make(year, first.0, second.0),
        DateOrder::DayFirst | DateOrder::YearFirst => make(year, second.0, first.0),
    }
}

/// Four digits; or two, in dates with full stops only: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.
fn full_year(year: Digits, sign: u8) -> Option<i16> {
    let year = match year {
        Digits(year, 4) => year,
        Digits(year, 2) if sign == b'.' => year + if year < 50 { 2000 } else { 1900 },
        _ => return None,
    };
    i16::try_from(year).ok()
}

pub(super) fn make(year: i16, month: u16, day: u16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year >= 1000).then_some(date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, reading, value};
    use super::*;
    use crate::record_type::FieldKind;

    fn check(text: &str, date_order: DateOrder) -> Option<Value> {
        value(parse(&field(FieldKind::Date), &Cell::text(text), &Reading { date_order, ..Reading::default() }))
    }

    #[test]
    fn val_06_dates_as_text() {
        for text in [
            "2024-03-12",
            "2024/3/12",
            "2024.03.12",
            "12.3.2024",
            "12. 3. 2024",
            "12.03.2024",
            "12/03/2024",
            "12-3-2024",
            "12.3.24",
            "12. března 2024",
            "12 března 2024",
            "12. březen 2024",
            "12 de março de 2024",
            "12/mar/2024",
            "12 марта 2024 г.",
            "12 Март 2024",
            "12.03.2024 г.",
            "12.03.2024г.",
            "March 12, 2024",
            "Mar 12 2024",
            "12 March 2024",
            "12-Mar-2024",
            "12th of March 2024",
            "2024 March 12",
            "MARCH 12, 2024",
            " 12.3.2024\u{a0}",
            "2024-03-12 00:00:00",
            "2024-03-12T23:30:00Z",
            "12.3.2024 8:05",
            "12.\u{a0}brezna\u{a0}2024",
        ] {
            assert_eq!(check(text, DateOrder::DayFirst), Some(Value::Date(date(2024, 3, 12))), "{text}");
        }
    }

    #[test]
    fn val_06_the_column_decides_the_order() {
        assert_eq!(check("3/12/2024", DateOrder::MonthFirst), Some(Value::Date(date(2024, 3, 12))));
        assert_eq!(check("3/12/2024", DateOrder::DayFirst), Some(Value::Date(date(2024, 12, 3))));
        assert_eq!(check("13/3/2024", DateOrder::MonthFirst), None);
        assert_eq!(check("3/13/2024", DateOrder::DayFirst), None);
        assert_eq!(check("2024-03-12", DateOrder::MonthFirst), Some(Value::Date(date(2024, 3, 12))));
        assert_eq!(check("12.3.49", DateOrder::DayFirst), Some(Value::Date(date(2049, 3, 12))));
        assert_eq!(check("12.3.50", DateOrder::DayFirst), Some(Value::Date(date(1950, 3, 12))));
    }

    #[test]
    fn val_07_what_is_no_date_is_refused_with_an_example() {
        for text in [
            "31.2.",
            "31.2.2024",
            "0.0.0000",
            "včera",
            "2024-02-30",
            "12.13.2024",
            "12/3/24",
            "12.3",
            "2024",
            "12-3.2024",
            "12.3.0999",
            "123.3.2024",
            "March 2024",
            "12 Foo 2024",
            "12 March March 2024",
            "29.2.2023",
            "12.3.2024 25:00",
            "1.2.3.2024",
            "20240312",
            "12 March 24",
            "45363",
        ] {
            let parsed = read_kind(FieldKind::Date, Language::Czech, text);
            assert_eq!(parsed, Parsed::Bad(Problem::new(Code::DateUnreadable).with("example", "28.03.2024")), "{text}");
        }
        let Parsed::Bad(problem) = read_kind(FieldKind::Date, Language::Portuguese, "x") else { panic!("readable") };
        assert_eq!(problem.params[0].1, "28/03/2024");
    }

    #[test]
    fn val_04_date_cells_and_serial_numbers() {
        let of = |cell| parse(&field(FieldKind::Date), &cell, &reading(Language::English));
        assert_eq!(of(Cell::DateTime(date(2024, 3, 12).at(15, 30, 0, 0))), Parsed::Value(Value::Date(date(2024, 3, 12))));
        let remark = Problem::new(Code::DateAmbiguous).with("reading", "2024-03-12");
        assert_eq!(of(Cell::Number(45363.0)), Parsed::Remark(Value::Date(date(2024, 3, 12)), remark));
        for cell in
            [Cell::Number(9999.0), Cell::Number(80001.0), Cell::Number(f64::NAN), Cell::Bool(true), Cell::Percent(45363.0)]
        {
            assert_eq!(code(&of(cell)), Some(Code::DateUnreadable));
        }
    }

    #[test]
    fn a_column_can_be_decided_by_its_texts() {
        for (text, expected) in [
            ("25.12.2024", DateEvidence::DayFirstOnly),
            ("25/12/2024 10:00", DateEvidence::DayFirstOnly),
            ("12/25/2024", DateEvidence::MonthFirstOnly),
            ("3/4/2024", DateEvidence::Both),
            ("4.4.2024", DateEvidence::Neither),
            ("2024-12-25", DateEvidence::Neither),
            ("31.2.2024", DateEvidence::Neither),
            ("25 March 2024", DateEvidence::Neither),
            ("abc", DateEvidence::Neither),
            ("", DateEvidence::Neither),
        ] {
            assert_eq!(evidence(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn r5_every_date_comes_back(year in 1000i16..=9999, month in 1i8..=12, day in 1i8..=28) {
            comes_back(&field(FieldKind::Date), &Value::Date(date(year, month, day)))?;
        }
    }
}
