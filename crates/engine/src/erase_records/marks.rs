//! What tells who a person is, as keyed hashes: e-mail addresses, phone numbers, user names and outside numbers. A list of them
//! names nobody, and still finds every text that holds one.
//!
//! In: values of a record, or the marks of a list. Out: whether a text mentions the person, and the text without that.

use std::collections::{BTreeSet, HashSet};

use kartoteka_domain::kind::fold;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;

use crate::manage_webhooks::hmac;

/// Bytes of a hash that are kept.
const HASH: usize = 12;
/// The last digits of a phone number: what stands before them is written or left out as people like.
const LAST_DIGITS: usize = 9;
/// A shorter number is no phone.
const LEAST_DIGITS: usize = 7;
/// A longer number is none either.
const MOST_DIGITS: usize = 14;
/// A phone number with everything people put between its digits, in bytes.
const MOST_CHARS: usize = 40;
/// A shorter name or number tells nobody apart in other people's texts.
const LEAST_CHARS: usize = 6;
/// Between two tokens of a text.
const BETWEEN: &str = ",;<>()\"'[]{}|=\\";

/// The people who are to be found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    key: String,
    hashes: HashSet<String>,
}

impl Marks {
    pub fn new(key: &str) -> Marks {
        Marks { key: key.to_owned(), hashes: HashSet::new() }
    }

    /// Takes marks of a list; names only show that two records are the same, and find nothing.
    pub fn take(&mut self, marks: &str) {
        let finding = marks.split(' ').filter(|mark| !mark.is_empty() && !mark.starts_with('n'));
        self.hashes.extend(finding.map(str::to_owned));
    }

    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a text is, or holds, what tells who one of the people is.
    pub fn mention(&self, text: &str) -> bool {
        !self.is_empty() && self.spans(text).next().is_some()
    }

    /// The text without what tells who one of the people is; none when there is nothing to take out. A number becomes `0`,
    /// so that what was a number to a program stays one.
    pub fn without(&self, text: &str) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let mut out = String::new();
        let mut from = 0;
        for (start, end) in self.spans(text) {
            if start < from {
                continue;
            }
            out.push_str(&text[from..start]);
            if text[start..end].chars().all(|c| c.is_ascii_digit()) {
                out.push('0');
            }
            from = end;
        }
        (from > 0).then(|| out + &text[from..])
    }

    /// Where people are mentioned, from the left.
    fn spans<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut spans: Vec<(usize, usize)> = tokens(text).filter(|(start, end)| self.is_word(&text[*start..*end])).collect();
        spans.extend(numbers(text).filter(|(start, end)| self.is_phone(&text[*start..*end])));
        // Of those that begin together the longest comes first.
        spans.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        spans.into_iter()
    }

    fn is_word(&self, word: &str) -> bool {
        tells_apart(word) && self.hashes.contains(&word_mark(&self.key, word))
    }

    fn is_phone(&self, text: &str) -> bool {
        phone_mark(&self.key, text).is_some_and(|mark| self.hashes.contains(&mark))
    }
}

/// What a record's values say of who it is: marks with a blank between them.
pub(crate) fn marks_of<'v>(key: &str, ty: &RecordType, values: impl Iterator<Item = (&'v str, &'v Value)>) -> String {
    let mut marks = BTreeSet::new();
    for (field, value) in values {
        let Some(field) = ty.field(field) else { continue };
        let Some(text) = value.as_text() else { continue };
        if *field.key == *ty.name_field {
            marks.insert(format!("n{}", hashed(key, &format!("n:{}", fold(text)))));
        }
        if field.kind == FieldKind::Phone {
            marks.extend(phone_mark(key, text));
        } else if identifies(ty, field) && tells_apart(text) {
            marks.insert(word_mark(key, text));
        }
    }
    marks.into_iter().collect::<Vec<_>>().join(" ")
}

fn identifies(ty: &RecordType, field: &Field) -> bool {
    let is_text = matches!(field.kind, FieldKind::Text | FieldKind::Email);
    is_text && (field.kind == FieldKind::Email || field.unique || ty.natural_keys.iter().any(|key| key.contains(&field.key)))
}

/// Addresses, and long words with a digit: a user name such as `petr` is everybody's word.
fn tells_apart(word: &str) -> bool {
    word.contains('@') || word.chars().count() >= LEAST_CHARS && word.contains(|c: char| c.is_ascii_digit())
}

fn word_mark(key: &str, word: &str) -> String {
    format!("w{}", hashed(key, &format!("w:{}", fold(word))))
}

fn phone_mark(key: &str, text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let last: String = digits[digits.len().saturating_sub(LAST_DIGITS)..].iter().collect();
    (digits.len() >= LEAST_DIGITS).then(|| format!("p{}", hashed(key, &format!("p:{last}"))))
}

fn hashed(key: &str, text: &str) -> String {
    hmac(key.as_bytes(), text.as_bytes())[..HASH].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Words between blanks and signs, as places; without a dot or colon at the end.
fn tokens(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let between = |c: char| c.is_whitespace() || c.is_control() || BETWEEN.contains(c);
    let base = text.as_ptr() as usize;
    text.split(between).filter_map(move |word| {
        let word = word.strip_prefix("mailto:").unwrap_or(word).trim_end_matches(['.', ':', '!', '?']);
        let start = word.as_ptr() as usize - base;
        (!word.is_empty()).then_some((start, start + word.len()))
    })
}

/// Every stretch of groups of digits that has the length of a phone number, the sign before it included: in one cell there may
/// be several numbers, one after the other.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut found = Vec::new();
    let mut run: Vec<(usize, usize)> = Vec::new();
    let mut end = 0;
    for group in groups(text) {
        let between = &text[end..group.0];
        let is_inner = between.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '/' | '.' | '(' | ')' | '+'));
        // A slash with blanks around it stands between two numbers, one without in the middle of a number.
        if !is_inner || between.contains('/') && between.contains(char::is_whitespace) {
            run.clear();
        }
        run.push(group);
        end = group.1;
        let mut digits = 0;
        for (start, stop) in run.iter().rev().take_while(|(start, _)| end - start <= MOST_CHARS) {
            digits += stop - start;
            if (LEAST_DIGITS..=MOST_DIGITS).contains(&digits) {
                let start = if text[..*start].ends_with('+') { start - 1 } else { *start };
                found.push((start, end));
            }
        }
    }
    found.into_iter()
}

/// Digits without anything between them.
fn groups(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(move |group| {
        let start = group.as_ptr() as usize - base;
        (start, start + group.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Marks {
        let mut ty =
            kartoteka_domain::record_type::builtin_types().iter().find(|ty| ty.key == "contact").expect("contacts").clone();
        ty.fields.push(Field { unique: true, ..Field::new("card", FieldKind::Text) });
        let values = [
            ("name", Value::text("Jan Novák")),
            ("email", Value::text("Jan.Novak@Example.com")),
            ("phone", Value::text("+420 777 123 456")),
            ("card", Value::text("CZ-000815")),
            ("city", Value::text("Brno")),
        ];
        let mut marks = Marks::new("key");
        marks.take(&marks_of("key", &ty, values.iter().map(|(field, value)| (*field, value))));
        marks
    }

    #[test]
    fn sem_20_a_person_is_found_however_it_is_written() {
        let marks = person();
        for (text, without) in [
            ("jan.novak@example.com", ""),
            ("Jan <JAN.NOVAK@EXAMPLE.COM>, Brno", "Jan <>, Brno"),
            ("write to jan.novak@example.com.", "write to ."),
            ("call 777 123 456 today", "call  today"),
            ("00420-777-123-456", ""),
            ("{\"phone\":420777123456}", "{\"phone\":0}"),
            ("602 111 222 / 777 123 456", "602 111 222 / "),
            ("card cz-000815", "card "),
        ] {
            assert!(marks.mention(text), "{text}");
            assert_eq!(marks.without(text).as_deref(), Some(without), "{text}");
        }
    }

    #[test]
    fn nobody_else_is() {
        let marks = person();
        for text in ["Jan Novák", "Brno", "petr@example.com", "777 123 457", "2026-11-21T09:30:00", "", "novak", "123456"] {
            assert!(!marks.mention(text) && marks.without(text).is_none(), "{text}");
        }
        assert!(!Marks::new("key").mention("jan.novak@example.com"));
        let mut other = Marks::new("another key");
        other.take(&person().hashes.iter().cloned().collect::<Vec<_>>().join(" "));
        assert!(!other.mention("jan.novak@example.com"), "without the key the list tells nothing");
    }
}
