//! Text and long text: kept exactly as the author sees it, code point by code point.
//!
//! In: any cell. Out: a text. Never trims, never normalises, never cuts: what does not fit is a problem.

use std::borrow::Cow;

use compact_str::CompactString;

use super::common::{bad, control_problem, length_problem, limit, plain, shown_number, trimmed};
use super::garbled::is_garbled;
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::Text(text) => read(field, text, reading),
        Cell::Number(number) => match shown_number(*number) {
            Ok(text) => read(field, &text, reading),
            Err(problem) => Parsed::Bad(problem),
        },
        other => read(field, &other.shown(), reading),
    }
}

pub fn render(_field: &Field, value: &Value, _writing: &Writing) -> Cell<'static> {
    match value {
        Value::Text(text) => Cell::Text(Cow::Owned(text.to_string())),
        other => plain(other),
    }
}

fn read(field: &Field, text: &str, reading: &Reading) -> Parsed {
    if trimmed(text).is_empty() {
        return Parsed::Empty;
    }
    if let Some(problem) = length_problem(text, limit(field, reading)).or_else(|| control_problem(text)) {
        return Parsed::Bad(problem);
    }
    let value = Value::Text(CompactString::new(text));
    match remark(field, text) {
        Some(code) => Parsed::Remark(value, Problem::new(code)),
        None => Parsed::Value(value),
    }
}

/// What is worth saying about a text that can be stored; the heaviest first.
fn remark(field: &Field, text: &str) -> Option<Code> {
    if is_garbled(text) {
        Some(Code::TextGarbled)
    } else if has_exponent(text) {
        Some(Code::DigitsLost)
    } else if field.kind == FieldKind::Text && text.bytes().any(|b| b == b'\n' || b == b'\r') {
        Some(Code::TextMultiline)
    } else {
        None
    }
}

/// `4.20777E+11` or `4,20777E+11`: a spreadsheet's short form of a long number, whose digits are gone.
pub(super) fn has_exponent(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > 40 || !bytes.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let Some((number, exponent)) = text.split_once("E+") else { return false };
    let rest = &number[1..];
    digits(exponent) && (rest.is_empty() || rest.strip_prefix(['.', ',']).is_some_and(digits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read as read_kind, reading};
    use super::*;
    use crate::language::Language;

    fn check(text: &str) -> Parsed {
        read_kind(FieldKind::Text, Language::Czech, text)
    }

    #[test]
    fn val_14_val_16_texts_are_kept_exactly() {
        for text in [" a ", "e\u{301}", "\u{202e}abc", "😀", "a\u{200b}b", "=1+1", "007", "\ta", "Příliš žluťoučký", "Россия"]
        {
            assert_eq!(check(text), Parsed::Value(Value::text(text)), "{text:?}");
        }
    }

    #[test]
    fn l6_val_18_length_is_counted_in_characters() {
        assert_eq!(code(&check(&"ř".repeat(255))), None);
        let over = check(&"ř".repeat(256));
        assert_eq!(over, Parsed::Bad(Problem::new(Code::TextTooLong).with("chars", 256).with("limit", 255)));
        assert_eq!(code(&check(&"r\u{30c}".repeat(255))), None, "two code points that are one character after NFC");
        assert_eq!(code(&check(&"😀".repeat(256))), Some(Code::TextTooLong));
        let long = field(FieldKind::LongText);
        let limited = Reading { max_chars: 255, ..reading(Language::English) };
        assert_eq!(code(&parse(&long, &Cell::text(&"a".repeat(256)), &limited)), Some(Code::TextTooLong));
        assert_eq!(code(&parse(&long, &Cell::text(&"a".repeat(32_767)), &Reading::default())), None);
        assert_eq!(code(&parse(&long, &Cell::text(&"a".repeat(32_768)), &Reading::default())), Some(Code::TextTooLong));
    }

    #[test]
    fn enc_11_enc_12_what_cannot_be_stored_is_a_problem() {
        for (text, char, position) in [
            ("ab\0", "U+0000", 3),
            ("ř\u{1b}", "U+001B", 2),
            ("\u{fffd}", "U+FFFD", 1),
            ("a\u{85}", "U+0085", 2),
            ("\u{7f}a", "U+007F", 1),
        ] {
            let expected = Problem::new(Code::TextControl).with("char", char).with("position", position);
            assert_eq!(check(text), Parsed::Bad(expected), "{text:?}");
        }
    }

    #[test]
    fn line_breaks_are_noted_in_one_line_texts_only() {
        assert_eq!(code(&check("a\nb")), Some(Code::TextMultiline));
        assert_eq!(check("a\tb"), Parsed::Value(Value::text("a\tb")));
        assert_eq!(code(&read_kind(FieldKind::LongText, Language::Czech, "a\r\nb")), None);
    }

    #[test]
    fn val_01_val_02_val_03_numbers_keep_their_digits() {
        let number = |n| parse(&field(FieldKind::Text), &Cell::Number(n), &Reading::default());
        assert_eq!(number(420601000001.0), Parsed::Value(Value::text("420601000001")));
        assert_eq!(number(-2.5), Parsed::Value(Value::text("-2.5")));
        assert_eq!(code(&number(1_234_567_890_123_450.0)), Some(Code::DigitsLost));
        for (text, expected) in [
            ("4.20777E+11", true),
            ("4,2E+11", true),
            ("4E+5", true),
            ("4.2E11", false),
            ("E+1", false),
            ("1E+", false),
            ("12.5E+3", false),
        ] {
            assert_eq!(code(&check(text)) == Some(Code::DigitsLost), expected, "{text}");
        }
    }

    #[test]
    fn cells_of_other_types_become_their_text() {
        let of = |cell| parse(&field(FieldKind::Text), &cell, &Reading::default());
        assert_eq!(of(Cell::Bool(true)), Parsed::Value(Value::text("TRUE")));
        assert_eq!(of(Cell::DateTime(jiff::civil::date(2024, 3, 12).at(0, 0, 0, 0))), Parsed::Value(Value::text("2024-03-12")));
    }

    /// Any text that is stored: not blank, and without U+FFFD, which stands for a character that is lost.
    fn storable() -> impl Strategy<Value = String> {
        ("\\PC{0,40}", "[a-zř😀]?\\PC").prop_map(|(head, tail)| format!("{head}x{tail}").replace('\u{fffd}', "\n"))
    }

    proptest! {
        #[test]
        fn b9_every_text_comes_back(text in storable()) {
            comes_back(&field(FieldKind::Text), &Value::text(&text))?;
            comes_back(&field(FieldKind::LongText), &Value::text(&text))?;
        }
    }
}
