//! What several kinds share: trimming, the rules every stored text obeys, the way out for what is no value at all.
//!
//! In: texts and cells. Out: borrowed texts, problems. Never decides what a word means.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{Parsed, Reading};
use crate::cell::{Cell, number_text};
use crate::issue::{Code, Problem};
use crate::record_type::Field;
use crate::value::Value;

/// A spreadsheet keeps 15 digits of a number and turns the rest into zeros.
const SPREADSHEET_LIMIT: f64 = 1e15;

/// Characters that take no room and carry no meaning at the ends of a value: zero-width ones, marks of direction, BOM.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// White space of every kind, and what cannot be seen.
pub(super) fn is_space(c: char) -> bool {
    c == ' ' || c.is_whitespace() || is_invisible(c)
}

/// The text without white space, no-break spaces, zero-width characters and BOM at its ends.
pub fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_space),
    }
}

/// Equal but for case, without allocation.
pub(super) fn same_word(a: &str, b: &str) -> bool {
    if a.len() == b.len() && a.eq_ignore_ascii_case(b) {
        return true;
    }
    let mixed = !a.is_ascii() && !b.is_ascii();
    mixed && a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// The trimmed text of any cell that is read as a word, or the answer when there is no word in it.
pub(super) fn word<'c>(cell: &'c Cell<'_>) -> Result<Cow<'c, str>, Parsed> {
    match cell {
        Cell::Empty => Err(Parsed::Empty),
        Cell::Error(_) => Err(bad(Code::CellError)),
        Cell::Text(text) => match trimmed(text) {
            "" => Err(Parsed::Empty),
            text => Ok(Cow::Borrowed(text)),
        },
        Cell::Number(number) => shown_number(*number).map(Cow::Owned).map_err(Parsed::Bad),
        other => Ok(other.shown()),
    }
}

pub(super) fn bad(code: Code) -> Parsed {
    Parsed::Bad(Problem::new(code))
}

/// The digits of a number cell as a spreadsheet shows them: at most 15 of a fraction; whole numbers of more digits have
/// lost some, which is a problem.
pub(super) fn shown_number(number: f64) -> Result<String, Problem> {
    if number.abs() >= SPREADSHEET_LIMIT {
        return Err(Problem::new(Code::DigitsLost));
    }
    let text = number_text(number);
    let significant = || text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if number == number.trunc() || significant() <= 15 {
        return Ok(text);
    }
    // 0.1 + 0.2 is shown as 0.3, and that is what the person means.
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    Ok(number_text(rounded))
}

/// Longest text of a field in this column, in characters.
pub(super) fn limit(field: &Field, reading: &Reading) -> u32 {
    match reading.max_chars {
        0 => field.char_limit(),
        max => max.min(field.char_limit()),
    }
}

/// What every stored text must obey: its length in characters after NFC, and no character that cannot be stored.
pub(super) fn text_problem(field: &Field, text: &str, reading: &Reading) -> Option<Problem> {
    length_problem(text, limit(field, reading)).or_else(|| control_problem(text))
}

pub(super) fn length_problem(text: &str, limit: u32) -> Option<Problem> {
    if text.len() <= limit as usize {
        return None;
    }
    let chars = if text.is_ascii() { text.len() } else { text.nfc().count() };
    (chars > limit as usize).then(|| Problem::new(Code::TextTooLong).with("chars", chars).with("limit", limit))
}

pub(super) fn control_problem(text: &str) -> Option<Problem> {
    // One pass without branches decides for nearly every text. In UTF-8, control characters beyond ASCII begin with 0xC2,
    // and U+FFFD with 0xEF.
    let suspect = |b: u8| u8::from(b < 0x20) | u8::from(b == 0x7f) | u8::from(b == 0xc2) | u8::from(b == 0xef);
    if text.bytes().fold(0u8, |seen, b| seen | suspect(b)) == 0 {
        return None;
    }
    let wrong = |c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    let (position, c) = text.chars().enumerate().find(|(_, c)| wrong(*c))?;
    let name = format_args!("U+{:04X}", u32::from(c)).to_string();
    Some(Problem::new(Code::TextControl).with("char", name).with("position", position + 1))
}

/// Any value as text: for a value that is not of its field's kind, which only a changed definition can cause.
pub(super) fn plain(value: &Value) -> Cell<'static> {
    let text = match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(at) => at.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Link(id) => id.to_string(),
        Value::List(words) => super::choices::join(words.iter().map(|word| word.as_str())),
        Value::Links(ids) => super::choices::join(ids.iter().map(|id| id.to_string())),
    };
    Cell::Text(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_takes_what_cannot_be_seen() {
        for (text, expected) in [
            (" a b ", "a b"),
            ("\u{feff}\u{a0}a\u{200b}\u{202f}", "a"),
            ("a", "a"),
            ("\u{200b}", ""),
            ("", ""),
            ("a\u{200b}b", "a\u{200b}b"),
        ] {
            assert_eq!(trimmed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn words_are_the_same_but_for_case() {
        for (a, b, expected) in
            [("Ano", "ANO", true), ("Řidič", "řIDIČ", true), ("ДА", "да", true), ("a", "b", false), ("ř", "r", false)]
        {
            assert_eq!(same_word(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn val_19_numbers_are_shown_with_fifteen_digits() {
        for (number, expected) in [
            (0.1 + 0.2, Some("0.3")),
            (420601000001.0, Some("420601000001")),
            (999_999_999_999_999.0, Some("999999999999999")),
            (1e15, None),
            (-1e15, None),
            (1.0 / 3.0, Some("0.333333333333333")),
            (f64::INFINITY, None),
        ] {
            assert_eq!(shown_number(number).ok().as_deref(), expected, "{number}");
        }
    }
}
