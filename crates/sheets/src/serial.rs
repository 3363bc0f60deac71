//! Serial numbers of spreadsheets to dates and times, in both date systems.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};
use kartoteka_domain::cell::Cell;

use crate::number_format::Shown;

const DAY: i64 = 86_400_000;

/// A number with its format as a cell. A moment below one day is a time of day.
pub(crate) fn cell(number: f64, shown: Shown, is_1904: bool) -> Cell<'static> {
    if !number.is_finite() {
        // No spreadsheet shows such a number; only a binary one can hold it.
        return Cell::Error("#NUM!".into());
    }
    match shown {
        Shown::Number => Cell::Number(number),
        Shown::Digits(digits) => with_zeros(number, digits),
        Shown::Percent => Cell::Percent(number),
        Shown::Moment => moment(number, is_1904).unwrap_or(Cell::Number(number)),
        Shown::Elapsed if (1.0..1e6).contains(&number) => Cell::Text(elapsed(number).into()),
        Shown::Elapsed => moment(number, is_1904).unwrap_or(Cell::Number(number)),
    }
}

/// VAL-01: zeros that only the format shows are part of what the person sees.
fn with_zeros(number: f64, digits: u8) -> Cell<'static> {
    let is_short = number == number.trunc() && (0.0..10f64.powi(i32::from(digits) - 1)).contains(&number);
    if is_short {
        Cell::Text(format!("{:0width$}", number as i64, width = usize::from(digits)).into())
    } else {
        Cell::Number(number)
    }
}

fn moment(number: f64, is_1904: bool) -> Option<Cell<'static>> {
    if !(0.0..3_000_000.0).contains(&number) {
        return None;
    }
    // Spreadsheets count in milliseconds; what is finer is rounding.
    let millis = (number * DAY as f64).round() as i64;
    let (days, rest) = (millis / DAY, millis % DAY);
    let time = Time::midnight().checked_add(Span::new().try_milliseconds(rest).ok()?).ok()?;
    if days == 0 && !is_1904 {
        return Some(Cell::Time(time));
    }
    let origin = match (is_1904, days) {
        (true, 0) if rest > 0 => return Some(Cell::Time(time)),
        (true, _) => Date::constant(1904, 1, 1),
        // The day that never was: shown as the spreadsheet shows it, and no date.
        (false, 60) => return Some(Cell::Text("1900-02-29".into())),
        (false, 1..60) => Date::constant(1899, 12, 31),
        (false, _) => Date::constant(1899, 12, 30),
    };
    let date = origin.checked_add(Span::new().try_days(days).ok()?).ok()?;
    Some(Cell::DateTime(DateTime::from_parts(date, time)))
}

/// Hours past 24 as they are shown.
fn elapsed(number: f64) -> String {
    let seconds = (number * 86_400.0).round() as i64;
    format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// ISO 8601 as workbooks write it: date, date and time, or time; a zone is left out.
pub(crate) fn iso(text: &str) -> Cell<'_> {
    let plain = text.strip_suffix('Z').unwrap_or(text);
    if let Ok(at) = plain.parse::<DateTime>() {
        Cell::DateTime(at)
    } else if let Ok(time) = plain.parse::<Time>() {
        Cell::Time(time)
    } else {
        Cell::text(text)
    }
}

/// A duration such as `PT13H05M00S`: a time of day below 24 hours, otherwise as it is shown.
pub(crate) fn iso_duration(text: &str) -> Cell<'_> {
    let seconds = text.parse::<jiff::SignedDuration>().ok().filter(|length| !length.is_negative());
    match seconds {
        Some(length) => cell(length.as_secs_f64() / 86_400.0, Shown::Elapsed, false),
        None => Cell::text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn val_01_zeros_of_the_format_are_kept() {
        for (number, digits, expected) in [
            (2063.0, 5, Cell::text("02063")),
            (0.0, 3, Cell::text("000")),
            (60200.0, 5, Cell::Number(60200.0)),
            (123456.0, 5, Cell::Number(123456.0)),
            (-7.0, 3, Cell::Number(-7.0)),
            (7.5, 3, Cell::Number(7.5)),
        ] {
            assert_eq!(cell(number, Shown::Digits(digits), false), expected, "{number}");
        }
    }

    #[test]
    fn val_04_val_05_serial_dates_in_both_systems() {
        let date = |y, m, d| Cell::DateTime(Date::constant(y, m, d).at(0, 0, 0, 0));
        for (number, is_1904, expected) in [
            (1.0, false, date(1900, 1, 1)),
            (59.0, false, date(1900, 2, 28)),
            (60.0, false, Cell::Text("1900-02-29".into())),
            (61.0, false, date(1900, 3, 1)),
            (45_658.0, false, date(2025, 1, 1)),
            (44_196.0, true, date(2025, 1, 1)),
            (0.0, true, date(1904, 1, 1)),
            (45_658.75, false, Cell::DateTime(Date::constant(2025, 1, 1).at(18, 0, 0, 0))),
            (0.5416666666666666, false, Cell::Time(Time::constant(13, 0, 0, 0))),
            (-1.0, false, Cell::Number(-1.0)),
            (2_958_466.0, false, Cell::Number(2_958_466.0)),
            (1e300, false, Cell::Number(1e300)),
            (f64::NAN, false, Cell::Error("#NUM!".into())),
            (f64::INFINITY, true, Cell::Error("#NUM!".into())),
        ] {
            assert_eq!(cell(number, Shown::Moment, is_1904), expected, "{number}");
        }
        assert_eq!(cell(1.5, Shown::Elapsed, false), Cell::Text("36:00:00".into()));
        assert_eq!(cell(0.125, Shown::Percent, false), Cell::Percent(0.125));
    }

    #[test]
    fn val_23_iso_dates_and_durations() {
        assert_eq!(iso("2024-02-29"), Cell::DateTime(Date::constant(2024, 2, 29).at(0, 0, 0, 0)));
        assert_eq!(iso("2024-02-29T13:05:00Z"), Cell::DateTime(Date::constant(2024, 2, 29).at(13, 5, 0, 0)));
        assert_eq!(iso("13:05:00"), Cell::Time(Time::constant(13, 5, 0, 0)));
        assert_eq!(iso("soon"), Cell::text("soon"));
        assert_eq!(iso_duration("PT13H05M00S"), Cell::Time(Time::constant(13, 5, 0, 0)));
        assert_eq!(iso_duration("PT25H00M00S"), Cell::Text("25:00:00".into()));
    }
}
