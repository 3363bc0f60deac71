//! Phone numbers: kept as the person wrote them, compared by their digits.
//!
//! In: a text or a number cell. Out: the text without blanks around it. Never adds a country code, never reformats.

use compact_str::CompactString;

use super::common::{bad, is_space, text_problem, word};
use super::text::has_exponent;
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::Code;
use crate::record_type::Field;
use crate::value::Value;

/// Words before an extension, the longest first where one begins another.
const EXTENSIONS: [&str; 9] = ["extension", "ext", "x", "linka", "klapka", "kl", "доб", "ramal", "#"];

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    let text = match word(cell) {
        Ok(text) => text,
        Err(answer) => return answer,
    };
    if has_exponent(&text) {
        return bad(Code::DigitsLost);
    }
    let odd_number = matches!(cell, Cell::Number(number) if *number < 0.0 || *number != number.trunc());
    if odd_number || !is_phone(&text) {
        return bad(Code::PhoneUnreadable);
    }
    match text_problem(field, &text, reading) {
        Some(problem) => Parsed::Bad(problem),
        None => Parsed::Value(Value::Text(CompactString::new(&text))),
    }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    super::text::render(field, value, writing)
}

/// The form numbers are compared in: digits only, a leading `00` as `+`, an extension after `x`. `+420 601 000 001`,
/// `00420601000001` and `+420-601-000-001` are the same.
pub fn normalise(text: &str) -> CompactString {
    let (number, extension) = split_extension(text);
    let mut normal = CompactString::with_capacity(text.len());
    if number.trim_start_matches(|c| is_space(c) || c == '(').starts_with('+') {
        normal.push('+');
    }
    normal.extend(number.chars().filter(char::is_ascii_digit));
    if normal.starts_with("00") {
        normal.replace_range(..2, "+");
    }
    let mut digits = extension.chars().filter(char::is_ascii_digit).peekable();
    if digits.peek().is_some() {
        normal.push('x');
        normal.extend(digits);
    }
    normal
}

/// 3 to 17 digits besides the extension, a plus before all of them, and the usual signs between them.
fn is_phone(text: &str) -> bool {
    let (number, extension) = split_extension(text);
    let mut digits = 0;
    let mut plus = false;
    for c in number.chars() {
        match c {
            '0'..='9' => digits += 1,
            '+' if digits == 0 && !plus => plus = true,
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2013}' | '\u{2212}' => {}
            c if is_space(c) => {}
            _ => return false,
        }
    }
    let extra = extension.chars().filter(char::is_ascii_digit).count();
    let extension_is_number = extension.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-') || is_space(c));
    (3..=17).contains(&digits) && extension_is_number && (extension.is_empty() || (1..=10).contains(&extra))
}

/// Parts a number from what follows the word for extension; nothing follows where there is none.
fn split_extension(text: &str) -> (&str, &str) {
    if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'.' | b'/' | b'(' | b')')) {
        return (text, "");
    }
    let at = text.find(|c: char| c.is_alphabetic() || c == '#' || c == ',').unwrap_or(text.len());
    let (number, rest) = text.split_at(at);
    // `123 456 789, linka 12`
    let rest = rest.strip_prefix(',').map_or(rest, |rest| rest.trim_start_matches(is_space));
    let end = rest.find(|c: char| !(c.is_alphabetic() || c == '#')).unwrap_or(rest.len());
    match EXTENSIONS.iter().find(|word| super::common::same_word(word, &rest[..end])) {
        Some(_) if end < rest.len() => (number, &rest[end..]),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    #[test]
    fn phones_are_kept_as_written() {
        for text in [
            "+420 601 000 001",
            "904.820.2974",
            "+1-522-994-4086x5598",
            "001-728-234-5387x1267",
            "(833)653-8276",
            "+7 (495) 123-45-67 доб. 12",
            "112",
            "222 333 444 linka 55",
            "222 333 444, linka 55",
            "11 98765-4321 ramal 2",
            "123/456789",
            "+375\u{a0}29\u{a0}1234567",
            "5551234 ext. 9",
            "5551234 EXT 9",
        ] {
            assert_eq!(value(read(FieldKind::Phone, Language::Czech, text)), Some(Value::text(text)), "{text}");
        }
        assert_eq!(value(read(FieldKind::Phone, Language::Czech, "\u{a0} 601  000 ")), Some(Value::text("601  000")));
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in [
            "12",
            "123456789012345678",
            "není",
            "601 000 001 Jan",
            "601000001, 602000002",
            "601+2",
            "++601000",
            "555x",
            "555 x abc",
            "601000001;602",
        ] {
            assert_eq!(code(&read(FieldKind::Phone, Language::Czech, text)), Some(Code::PhoneUnreadable), "{text}");
        }
    }

    #[test]
    fn val_02_val_03_phones_from_number_cells() {
        let of = |number| parse(&field(FieldKind::Phone), &Cell::Number(number), &Reading::default());
        assert_eq!(of(420601000001.0), Parsed::Value(Value::text("420601000001")));
        assert_eq!(code(&of(1e15)), Some(Code::DigitsLost));
        assert_eq!(code(&of(-601000001.0)), Some(Code::PhoneUnreadable));
        assert_eq!(code(&of(601.5)), Some(Code::PhoneUnreadable));
        for text in ["4.20777E+11", "4,20777E+11", "4E+11"] {
            assert_eq!(code(&read(FieldKind::Phone, Language::Czech, text)), Some(Code::DigitsLost), "{text}");
        }
    }

    #[test]
    fn the_same_number_is_the_same() {
        for (text, expected) in [
            ("+420 601 000 001", "+420601000001"),
            ("00420 601-000-001", "+420601000001"),
            ("(+420) 601 000 001", "+420601000001"),
            ("601 000 001", "601000001"),
            ("+1-522-994-4086x5598", "+15229944086x5598"),
            ("222 linka 5", "222x5"),
            ("", ""),
        ] {
            assert_eq!(normalise(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn r5_every_phone_comes_back(text in "\\+?[0-9]{3}([ ./-]?[0-9]{2,3}){1,4}( ?x[0-9]{1,5})?") {
            comes_back(&field(FieldKind::Phone), &Value::text(&text))?;
        }
    }
}
