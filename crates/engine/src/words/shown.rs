//! How numbers, dates, durations and sizes look in each language.
//!
//! In: plain values. Out: text for people. Files get their own forms elsewhere; nothing here is ever read back.

use jiff::civil::{Date, DateTime};
use kartoteka_domain::language::Language;

use super::Words;

/// Keeps a number on one line.
const NO_BREAK: char = '\u{A0}';

/// A whole number in groups of three: 1,234 (English), 1.234 (Portuguese), 1 234 (Czech, Russian; no-break space).
pub fn number(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut shown = String::with_capacity(digits.len() * 2);
    if n < 0 {
        shown.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(match language {
                Language::English => ',',
                Language::Portuguese => '.',
                Language::Czech | Language::Russian => NO_BREAK,
            });
        }
        shown.push(digit);
    }
    shown
}

/// A difference: +120, −120, 0.
pub fn signed(n: i64, language: Language) -> String {
    let shown = number(n, language);
    if n > 0 { format!("+{shown}") } else { shown }
}

/// A day: 3 Apr 2026, 3. 4. 2026, 03/04/2026, 03.04.2026.
pub fn date(day: Date, language: Language) -> String {
    let form = match language {
        // The month as a word: in English nobody knows which of two numbers is the month.
        Language::English => "%-d %b %Y",
        Language::Czech => "%-d.\u{A0}%-m.\u{A0}%Y",
        Language::Portuguese => "%d/%m/%Y",
        Language::Russian => "%d.%m.%Y",
    };
    day.strftime(form).to_string()
}

/// A day with the time to the minute, on the 24-hour clock.
pub fn date_time(moment: DateTime, language: Language) -> String {
    format!("{} {}", date(moment.date(), language), moment.strftime("%H:%M"))
}

/// A length of time in its two largest units: 45 s, 3 min 20 s, 2 h 5 min, 1 d 3 h.
pub fn duration(seconds: u64, language: Language) -> String {
    const UNITS: [(&str, u64); 4] = [("unit-day", 86_400), ("unit-hour", 3_600), ("unit-minute", 60), ("unit-second", 1)];
    let words = Words::of(language);
    let first = UNITS.iter().position(|(_, length)| seconds >= *length).unwrap_or(UNITS.len() - 1);
    let mut rest = seconds;
    let mut parts = Vec::with_capacity(2);
    for (unit, length) in UNITS.iter().skip(first).take(2) {
        let count = rest / length;
        rest %= length;
        if count > 0 || parts.is_empty() {
            parts.push(format!("{}{NO_BREAK}{}", number(i64::try_from(count).unwrap_or(i64::MAX), language), words.word(unit)));
        }
    }
    parts.join(" ")
}

/// A size of a file, in units of 1,000 as file managers show it: 812 B, 1.5 MB, 64 MB.
pub fn size(bytes: u64, language: Language) -> String {
    const UNITS: [(&str, u64); 4] =
        [("unit-gigabyte", 1_000_000_000), ("unit-megabyte", 1_000_000), ("unit-kilobyte", 1_000), ("unit-byte", 1)];
    let (unit, length) = UNITS.into_iter().find(|(_, length)| bytes >= *length).unwrap_or(UNITS[3]);
    let tenths = bytes % length * 10 / length;
    let mut shown = number(i64::try_from(bytes / length).unwrap_or(i64::MAX), language);
    if tenths > 0 {
        shown.push(if language == Language::English { '.' } else { ',' });
        shown.push_str(&tenths.to_string());
    }
    format!("{shown}{NO_BREAK}{}", Words::of(language).word(unit))
}
