//! Numbers written by people: signs, grouping, decimal point or comma, brackets for minus, currency words.
//!
//! In: a text. Out: exact digits and their scale. Never rounds, never guesses in silence: a text with two magnitudes
//! carries the other one.

use rust_decimal::Decimal;

use super::common::{is_space, trimmed};
use super::{DecimalSign, Parsed, Reading};
use crate::issue::{Code, Problem};
use crate::language::Language;

/// Most digits a number may have.
const MOST_DIGITS: usize = 28;

/// Words and signs of currencies, longest first where one ends another. They are dropped: a column has one currency.
const CURRENCIES: [&str; 26] = [
    "US$", "R$", "$", "€", "£", "₽", "Kč", "Kc", "CZK", "BRL", "RUB", "RUR", "USD", "EUR", "GBP", "PLN", "BYN", "UAH", "KZT",
    "zł", "руб.", "руб", "р.", "грн", "₴", "₸",
];

/// A number as written, and what else it could mean.
#[derive(Debug, PartialEq)]
pub(super) struct Number {
    pub value: Decimal,
    /// The other magnitude of an ambiguous text such as `1.234`.
    pub other: Option<Decimal>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Failure {
    Unreadable,
    OutOfRange,
}

impl Failure {
    pub fn parsed(self) -> Parsed {
        match self {
            Failure::Unreadable => Parsed::Bad(Problem::new(Code::NumberUnreadable)),
            Failure::OutOfRange => {
                let most = "9".repeat(MOST_DIGITS);
                Parsed::Bad(Problem::new(Code::NumberOutOfRange).with("least", format_args!("-{most}")).with("most", most))
            }
        }
    }
}

/// Reads a number; `money` allows the words and signs of currencies around it.
pub(super) fn read(text: &str, reading: &Reading, money: bool) -> Result<Number, Failure> {
    let (negative, digits) = without_sign(trimmed(text), money).ok_or(Failure::Unreadable)?;
    let scan = Scan::of(digits)?;
    let (decimal, other) = scan.decimal_sign(reading);
    let value = scan.value(decimal, negative)?;
    let other = other.and_then(|decimal| scan.value(decimal, negative).ok());
    Ok(Number { value, other })
}

/// What one text says about its column's decimal sign: `Some(Either)` for a text that could mean both, `None` for one
/// that says nothing.
pub(super) fn evidence(text: &str) -> Option<DecimalSign> {
    let (_, digits) = without_sign(trimmed(text), true)?;
    let scan = Scan::of(digits).ok()?;
    let (decimal, other) = scan.decimal_sign(&Reading::default());
    scan.value(decimal, false).ok()?;
    if other.is_some() {
        return Some(DecimalSign::Either);
    }
    match (decimal, scan.count(b'.'), scan.count(b',')) {
        (Some(b'.'), ..) | (None, 0, 1..) => Some(DecimalSign::Point),
        (Some(_), ..) | (None, 1.., 0) => Some(DecimalSign::Comma),
        _ => None,
    }
}

/// Splits off minus, plus, brackets and currency, in whatever order they stand.
fn without_sign(mut text: &str, money: bool) -> Option<(bool, &str)> {
    let (mut negative, mut signed) = (false, false);
    loop {
        let before = text.len();
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            if std::mem::replace(&mut signed, true) {
                return None;
            }
            (negative, text) = (true, trimmed(inner));
        }
        if let Some(rest) = text.strip_prefix(['-', '\u{2212}', '+']) {
            if std::mem::replace(&mut signed, true) {
                return None;
            }
            (negative, text) = (!text.starts_with('+'), trimmed(rest));
        }
        if money {
            text = without_currency(text);
        }
        if text.len() == before {
            return Some((negative, text));
        }
    }
}

fn without_currency(text: &str) -> &str {
    let ends_with_digit = text.as_bytes().last().is_some_and(u8::is_ascii_digit);
    if ends_with_digit && text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return text;
    }
    let head = |word: &str| text.get(..word.len()).is_some_and(|part| super::common::same_word(part, word));
    let tail = |word: &str| {
        let at = text.len().checked_sub(word.len());
        at.and_then(|at| text.get(at..)).is_some_and(|part| super::common::same_word(part, word))
    };
    for word in CURRENCIES {
        if head(word) {
            return trimmed(&text[word.len()..]);
        }
        if tail(word) {
            return trimmed(&text[..text.len() - word.len()]);
        }
    }
    // `1 500,-` and `1 500,--`: whole crowns.
    let whole = text.trim_end_matches(['-', '\u{2013}']);
    match whole.strip_suffix([',', '.']) {
        Some(whole_part) if whole.len() < text.len() => whole_part,
        _ => text,
    }
}

/// The digits of a text and the signs between them.
struct Scan {
    digits: [u8; 64],
    len: usize,
    /// Sign (`.`, `,`, blank, `'`) and how many digits stand before it.
    signs: [(u8, u8); 16],
    sign_len: usize,
}

impl Scan {
    fn of(text: &str) -> Result<Scan, Failure> {
        let mut scan = Scan { digits: [0; 64], len: 0, signs: [(0, 0); 16], sign_len: 0 };
        let mut overflow = false;
        for c in text.chars() {
            let sign = match c {
                '0'..='9' => {
                    match scan.digits.get_mut(scan.len) {
                        Some(place) => *place = c as u8 - b'0',
                        None => overflow = true,
                    }
                    scan.len = (scan.len + 1).min(64);
                    continue;
                }
                '.' | ',' => c as u8,
                '\'' | '\u{2019}' => b'\'',
                c if is_space(c) => b' ',
                _ => return Err(Failure::Unreadable),
            };
            let place = scan.signs.get_mut(scan.sign_len).ok_or(Failure::Unreadable)?;
            *place = (sign, scan.len as u8);
            scan.sign_len += 1;
        }
        match (scan.len, overflow) {
            (0, _) => Err(Failure::Unreadable),
            (_, true) => Err(Failure::OutOfRange),
            _ => Ok(scan),
        }
    }

    fn signs(&self) -> &[(u8, u8)] {
        &self.signs[..self.sign_len]
    }

    fn count(&self, sign: u8) -> usize {
        self.signs().iter().filter(|(s, _)| *s == sign).count()
    }

    /// Which sign is the decimal one, and which it would be in the other reading of an ambiguous text.
    fn decimal_sign(&self, reading: &Reading) -> (Option<u8>, Option<Option<u8>>) {
        match reading.decimal {
            DecimalSign::Point => return (Some(b'.'), None),
            DecimalSign::Comma => return (Some(b','), None),
            DecimalSign::Either => {}
        }
        let last = self.signs().iter().rev().map(|(sign, _)| *sign).find(|sign| matches!(sign, b'.' | b','));
        match (self.count(b'.'), self.count(b','), last) {
            (0, 0, _) | (_, _, None) => (None, None),
            (0, 1, Some(sign)) | (1, 0, Some(sign)) if !self.could_be_grouping() => (Some(sign), None),
            (0, 1, Some(sign)) | (1, 0, Some(sign)) => {
                let comma_is_decimal = reading.language != Language::English;
                if (sign == b',') == comma_is_decimal { (Some(sign), Some(None)) } else { (None, Some(Some(sign))) }
            }
            (0, _, _) | (_, 0, _) => (None, None),
            (_, _, last) => (last, None),
        }
    }

    /// One sign only, one to three digits before it, not beginning with zero, and exactly three after it.
    fn could_be_grouping(&self) -> bool {
        match self.signs() {
            [(_, before)] => (1..=3).contains(before) && self.len - usize::from(*before) == 3 && self.digits[0] != 0,
            _ => false,
        }
    }

    fn value(&self, decimal: Option<u8>, negative: bool) -> Result<Decimal, Failure> {
        let (grouping, whole) = match self.signs().split_last() {
            Some(((sign, at), rest)) if Some(*sign) == decimal => (rest, usize::from(*at)),
            _ => (self.signs(), self.len),
        };
        let split = grouping.len() < self.sign_len;
        if (split && whole == self.len) || !is_grouping(grouping, whole, decimal) {
            return Err(Failure::Unreadable);
        }
        let digits = &self.digits[..self.len];
        let zeros = digits[whole..].iter().rev().take_while(|d| **d == 0).count();
        // `0.10` keeps its last zero; only zeros beyond what can be kept go.
        let excess = self.len.saturating_sub(digits.iter().take_while(|d| **d == 0).count()).saturating_sub(MOST_DIGITS);
        let drop = excess.max((self.len - whole).saturating_sub(MOST_DIGITS)).min(zeros);
        let kept = &digits[..self.len - drop];
        let significant = kept.len() - kept.iter().take_while(|d| **d == 0).count();
        if significant > MOST_DIGITS {
            return Err(Failure::OutOfRange);
        }
        let mantissa = kept.iter().fold(0i128, |sum, digit| sum * 10 + i128::from(*digit));
        let scale = u32::try_from(kept.len() - whole).unwrap_or(u32::MAX);
        let mantissa = if negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| Failure::OutOfRange)
    }
}

/// Groups of three after a first group of one to three, all parted by the same sign, which is not the decimal one.
fn is_grouping(signs: &[(u8, u8)], whole: usize, decimal: Option<u8>) -> bool {
    let Some((sign, first)) = signs.first() else { return true };
    let ends = signs.iter().skip(1).map(|(_, at)| usize::from(*at)).chain([whole]);
    let starts = signs.iter().map(|(_, at)| usize::from(*at));
    Some(*sign) != decimal
        && signs.iter().all(|(s, _)| s == sign)
        && (1..=3).contains(first)
        && starts.zip(ends).all(|(start, end)| end == start + 3)
}

/// A decimal with the decimal sign of a language.
pub(super) fn written(value: &Decimal, language: Language) -> String {
    let text = value.to_string();
    if language == Language::English { text } else { text.replace('.', ",") }
}

/// The number a spreadsheet can keep without loss: at most 15 digits. `None` when it cannot.
pub(super) fn exact_float(value: &Decimal) -> Option<f64> {
    let value = value.normalize();
    let fits = value.mantissa().unsigned_abs() < 1_000_000_000_000_000;
    fits.then(|| value.to_string().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, decimal: DecimalSign, language: Language) -> Result<String, Failure> {
        read(text, &Reading { language, decimal, ..Reading::default() }, true).map(|n| n.value.to_string())
    }

    #[test]
    fn val_11_numbers_are_exact_or_refused() {
        for (text, expected) in [
            ("0", Some("0")),
            ("-12", Some("-12")),
            ("+5", Some("5")),
            ("\u{2212}1,5", Some("-1.5")),
            ("1 234,50", Some("1234.50")),
            ("1\u{a0}234\u{a0}567,8", Some("1234567.8")),
            ("1\u{202f}234", Some("1234")),
            ("1'234'567.25", Some("1234567.25")),
            ("1.234.567,89", Some("1234567.89")),
            ("1,234,567.89", Some("1234567.89")),
            ("1.234.567", Some("1234567")),
            ("(10,00)", Some("-10.00")),
            ("( 1 234,5 Kč )", Some("-1234.5")),
            ("1 234,50 Kč", Some("1234.50")),
            ("R$ 1.234,56", Some("1234.56")),
            ("-R$ 10", Some("-10")),
            ("R$ -10", Some("-10")),
            ("99,90 руб.", Some("99.90")),
            ("€5.5", Some("5.5")),
            ("12,5 eur", Some("12.5")),
            ("1 500,- Kč", Some("1500")),
            ("1500,--", Some("1500")),
            (".5", Some("0.5")),
            ("0.123", Some("0.123")),
            ("1234.567", Some("1234.567")),
            ("1 23", None),
            ("1.2.3", None),
            ("1,,234", None),
            ("1.5,3", None),
            ("5.", None),
            ("--5", None),
            ("-(5)", None),
            ("abc", None),
            ("12 ks", None),
            ("$", None),
            ("", None),
            ("1e5", None),
            ("1.234,567.8", None),
        ] {
            let read = check(text, DecimalSign::Either, Language::Czech);
            assert_eq!(read.as_deref().ok(), expected, "{text}: {read:?}");
        }
    }

    #[test]
    fn val_11_one_text_with_two_magnitudes_is_said() {
        for (text, language, value, other) in [
            ("1.234", Language::Czech, "1234", Some("1.234")),
            ("1,234", Language::Czech, "1.234", Some("1234")),
            ("1.234", Language::English, "1.234", Some("1234")),
            ("-1,234", Language::English, "-1234", Some("-1.234")),
            ("12,5", Language::English, "12.5", None),
            ("0,234", Language::English, "0.234", None),
            ("1234,567", Language::English, "1234.567", None),
        ] {
            let number = read(text, &Reading { language, ..Reading::default() }, false).expect(text);
            assert_eq!(number.value.to_string(), value, "{text}");
            assert_eq!(number.other.map(|o| o.to_string()).as_deref(), other, "{text}");
        }
    }

    #[test]
    fn del_05_a_decided_column_has_one_reading() {
        for (text, point, comma) in [
            ("1.234", Some("1.234"), Some("1234")),
            ("1,234", Some("1234"), Some("1.234")),
            ("1,5", None, Some("1.5")),
            ("1.234,5", None, Some("1234.5")),
        ] {
            assert_eq!(check(text, DecimalSign::Point, Language::Czech).ok().as_deref(), point, "{text}");
            assert_eq!(check(text, DecimalSign::Comma, Language::English).ok().as_deref(), comma, "{text}");
        }
    }

    #[test]
    fn twenty_eight_digits_are_kept_and_twenty_nine_refused() {
        let most = "9".repeat(28);
        assert_eq!(check(&most, DecimalSign::Either, Language::Czech).ok(), Some(most.clone()));
        assert_eq!(check(&format!("{most}9"), DecimalSign::Either, Language::Czech), Err(Failure::OutOfRange));
        assert_eq!(check(&"1".repeat(100), DecimalSign::Either, Language::Czech), Err(Failure::OutOfRange));
        assert_eq!(check(&format!("{most},00"), DecimalSign::Either, Language::Czech).ok(), Some(most));
        assert_eq!(check(&format!("0,{}1", "0".repeat(28)), DecimalSign::Either, Language::Czech), Err(Failure::OutOfRange));
    }

    #[test]
    fn a_column_can_be_decided_by_its_texts() {
        for (text, expected) in [
            ("1,5", Some(DecimalSign::Comma)),
            ("1.234,5", Some(DecimalSign::Comma)),
            ("1.234.567", Some(DecimalSign::Comma)),
            ("1,234,567", Some(DecimalSign::Point)),
            ("50.08745", Some(DecimalSign::Point)),
            ("1.234", Some(DecimalSign::Either)),
            ("1234", None),
            ("abc", None),
        ] {
            assert_eq!(evidence(text), expected, "{text}");
        }
    }
}
