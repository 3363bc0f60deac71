//! Text and long text: kept exactly as the author sees it, code point by code point.
//!
//! In: any cell. Out: a text. Never trims, never normalises, never cuts: what does not fit is a problem.

use std::borrow::Cow;

use compact_str::CompactString;

use super::common::{bad, control_problem, length_problem, limit, plain, shown_number, trimmed};
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

/// A code page that UTF-8 is often mistaken for: how its bytes 0x80 to 0xBF look, and how those look that begin a
/// character in UTF-8.
struct Page {
    /// The looks of 0xC2, 0xC3, 0xC4, 0xC5, 0xD0, 0xD1, 0xE2.
    leads: [char; 7],
    /// The looks of 0x80 to 0xBF; `·` in the place of bytes without a character cannot do harm.
    tails: &'static str,
    /// Its leading looks are everyday letters, so one pair proves nothing.
    cautious: bool,
}

const LEADS: [u8; 7] = [0xc2, 0xc3, 0xc4, 0xc5, 0xd0, 0xd1, 0xe2];

const PAGES: [Page; 3] = [
    Page {
        leads: ['Â', 'Ã', 'Ä', 'Å', 'Ð', 'Ñ', 'â'],
        tails: "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿",
        cautious: false,
    },
    Page {
        leads: ['Â', 'Ă', 'Ä', 'Ĺ', 'Đ', 'Ń', 'â'],
        tails: "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż",
        cautious: false,
    },
    Page {
        leads: ['В', 'Г', 'Д', 'Е', 'Р', 'С', 'в'],
        tails: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї",
        cautious: true,
    },
];

/// Whether a text was UTF-8 read in a one-byte code page (`PÅ™Ã­bram`, `PĹ™Ă­bram`, `РџСЂР°РіР°`): every character
/// beyond ASCII must be part of a sound UTF-8 sequence. Real words fail at their first accented letter.
fn is_garbled(text: &str) -> bool {
    !text.is_ascii() && PAGES.iter().any(|page| page.explains(text))
}

impl Page {
    fn explains(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let mut before = ' ';
        let (mut pairs, mut cyrillic) = (0u32, true);
        while let Some(c) = chars.next() {
            if c.is_ascii() {
                before = c;
                continue;
            }
            let Some(lead) = self.lead(c) else { return false };
            let Some(next) = chars.next() else { return false };
            let Some(tail) = self.tail(next) else { return false };
            let sound = match lead {
                0xc2 => tail >= 0xa0,
                0xd1 => tail <= 0x9f,
                // Dashes, quotes, the ellipsis, the euro and the number sign.
                0xe2 => matches!(tail, 0x80 | 0x82 | 0x84) && chars.next().is_some_and(|c| self.tail(c).is_some()),
                _ => true,
            };
            // A real capital before real punctuation: `AMANHÃ…`.
            let real = before.is_ascii_uppercase() && matches!(next, '\u{a0}' | '“' | '”' | '‘' | '’' | '…' | '–' | '—' | '»');
            if !sound || real {
                return false;
            }
            cyrillic &= matches!(lead, 0xd0 | 0xd1);
            pairs += 1;
            before = ' ';
        }
        pairs
            >= if !self.cautious {
                1
            } else if cyrillic {
                2
            } else {
                3
            }
    }

    fn lead(&self, c: char) -> Option<u8> {
        self.leads.iter().position(|lead| *lead == c).map(|at| LEADS[at])
    }

    fn tail(&self, c: char) -> Option<u8> {
        self.tails.chars().position(|tail| tail == c).and_then(|at| u8::try_from(0x80 + at).ok())
    }
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

    /// UTF-8 as one of the code pages shows it.
    fn misread(text: &str, page: &Page) -> String {
        let leads = |b: u8| LEADS.iter().position(|lead| *lead == b).map(|at| page.leads[at]);
        let show = |b: u8| match b {
            ..0x80 => Some(char::from(b)),
            0x80..0xc0 => page.tails.chars().nth(usize::from(b - 0x80)),
            _ => leads(b),
        };
        text.bytes().map(|b| show(b).unwrap_or_else(|| panic!("{b:x} of {text}"))).collect()
    }

    #[test]
    fn enc_05_enc_06_enc_07_garbled_texts_are_found() {
        for text in [
            "PÅ™",
            "Ã©",
            "PĹ™Ă­bram",
            "RĂˇj",
            "Ð¿Ñ€",
            "SÃ£o Paulo",
            "â€“ text",
            "РџСЂРёРІРµС‚",
            "JosÃ© – Silva".split(" –").next().unwrap_or(""),
        ] {
            assert!(is_garbled(text), "{text}");
        }
        for page in &PAGES {
            assert_eq!(page.tails.chars().count(), 64);
            for text in ["Jiří Dvořák", "São José", "Москва и область", "Žižkov", "Praha – střed", "ação"]
            {
                // One or two Latin letters as Cyrillic pairs could be real words: `Её Её`.
                let pairs = text.chars().filter(|c| !c.is_ascii()).count();
                assert_eq!(is_garbled(&misread(text, page)), !page.cautious || pairs > 2, "{text}");
            }
        }
    }

    #[test]
    fn real_words_are_not_garbled() {
        for text in [
            "Příliš žluťoučký kůň",
            "SÃO PAULO",
            "IRMÃ",
            "AMANHÃ…",
            "Ação",
            "„Groß“",
            "«СССР»",
            "Рёбра",
            "Её Её",
            "ВІННИЦЯ",
            "Å",
            "Ñandú",
            "LIBERTÉ\u{a0}!",
            "Ängström",
            "100 €",
            "5 °C",
            "Ä",
            "ČSOB–Ä",
            "Ре",
            "ОАО «РЖД»",
            "Съезд №5",
            "Ľubica",
            "Ďábel",
            "Ștefan",
            "日本",
            "ГДЕ",
            "N° 5",
        ] {
            assert!(!is_garbled(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn b9_every_text_comes_back(text in "[^\\p{C}]{0,40}\\PC") {
            // U+FFFD is refused: it stands for a character that is lost.
            prop_assume!(!trimmed(&text).is_empty() && !text.contains('\u{fffd}'));
            comes_back(&field(FieldKind::Text), &Value::text(&text))?;
            comes_back(&field(FieldKind::LongText), &Value::text(&text))?;
        }
    }
}
