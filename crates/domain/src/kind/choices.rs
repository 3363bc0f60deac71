//! Several choices, tags: words parted by comma or semicolon, or by the column's own sign.
//!
//! In: a text; a member that holds a separator stands in double quotes, a quote inside it is doubled. Out: a list in the
//! order given, each word once.

use std::borrow::Cow;

use super::common::{is_space, plain, trimmed, word};
use super::{Parsed, Reading, Writing, choice};
use crate::cell::Cell;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    let text = match word(cell) {
        Ok(text) => text,
        Err(answer) => return answer,
    };
    let members = split_list(&text, reading.list_separator);
    let mut list = Vec::with_capacity(members.len());
    for member in &members {
        match choice::key_of(field, member, reading) {
            Ok(key) if list.contains(&key) => {}
            Ok(key) => list.push(key),
            // With several words in the cell the problem says which one it means.
            Err(problem) if members.len() > 1 => return Parsed::Bad(problem.with("word", member)),
            Err(problem) => return Parsed::Bad(problem),
        }
    }
    if list.is_empty() { Parsed::Empty } else { Parsed::Value(Value::List(list)) }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::List(words) => Cell::Text(Cow::Owned(join(words.iter().map(|word| choice::shown(field, word, writing))))),
        other => plain(other),
    }
}

/// The members of a list, trimmed, without empty ones. `None` parts by comma and semicolon.
pub fn split_list(text: &str, separator: Option<char>) -> Vec<Cow<'_, str>> {
    let parts = |c: char| separator.map_or(c == ',' || c == ';', |separator| c == separator);
    let mut members = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c| is_space(c) && !parts(c));
        if let Some((member, after)) = quoted(rest, parts) {
            members.push(member);
            rest = after;
        } else {
            let end = rest.find(parts).unwrap_or(rest.len());
            members.push(Cow::Borrowed(trimmed(&rest[..end])));
            rest = &rest[end..];
        }
        match rest.chars().next() {
            Some(separator) => rest = &rest[separator.len_utf8()..],
            None => break,
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

/// A member in double quotes and what follows it, beginning with a separator. `None` for `5" screw` and the like: then
/// quotes are letters.
fn quoted(text: &str, parts: impl Fn(char) -> bool) -> Option<(Cow<'_, str>, &str)> {
    let body = text.strip_prefix('"')?;
    let mut doubled = false;
    let mut from = 0;
    let end = loop {
        let at = from + body[from..].find('"')?;
        if !body[at + 1..].starts_with('"') {
            break at;
        }
        doubled = true;
        from = at + 2;
    };
    let after = body[end + 1..].trim_start_matches(|c| is_space(c) && !parts(c));
    if after.chars().next().is_some_and(|c| !parts(c)) {
        return None;
    }
    let member = trimmed(&body[..end]);
    Some((if doubled { Cow::Owned(member.replace("\"\"", "\"")) } else { Cow::Borrowed(member) }, after))
}

/// A list as text that [`split_list`] reads back: `a, "b, c", "5"" screw"`.
pub fn join<W: AsRef<str>>(words: impl Iterator<Item = W>) -> String {
    let mut text = String::new();
    for word in words {
        let word = word.as_ref();
        if !text.is_empty() {
            text.push_str(", ");
        }
        if word.contains([',', ';', '"']) {
            text.push('"');
            text.push_str(&word.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(word);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use compact_str::CompactString;
    use proptest::prelude::*;

    use super::super::choice::tests::stage;
    use super::super::testing::{code, comes_back, field, reading};
    use super::*;
    use crate::issue::Code;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    fn list(words: &[&str]) -> Value {
        Value::List(words.iter().map(|&word| CompactString::new(word)).collect())
    }

    fn open() -> Field {
        Field { open: true, ..field(FieldKind::Choices) }
    }

    #[test]
    fn lists_are_split() {
        for (text, expected) in [
            ("a", &["a"] as &[&str]),
            ("a, b;c", &["a", "b", "c"]),
            (" a ,, \u{a0}b; ", &["a", "b"]),
            ("\"a, b\"; c", &["a, b", "c"]),
            ("\"say \"\"hi\"\"\" , x", &["say \"hi\"", "x"]),
            ("5\" screw, x", &["5\" screw", "x"]),
            ("\"open, x", &["\"open", "x"]),
            ("\"a\" b, c", &["\"a\" b", "c"]),
            ("a|b", &["a|b"]),
            (",;", &[]),
            ("", &[]),
        ] {
            assert_eq!(split_list(text, None), expected, "{text}");
        }
        assert_eq!(split_list("a, b|c", Some('|')), ["a, b", "c"]);
        assert_eq!(split_list("a\nb c", Some('\n')), ["a", "b c"]);
        assert_eq!(split_list("a b", Some(' ')), ["a", "b"]);
    }

    #[test]
    fn each_member_is_a_choice_and_stands_once() {
        let of = |field: &Field, text: &str| parse(field, &Cell::text(text), &reading(Language::Czech));
        assert_eq!(of(&stage(FieldKind::Choices), "Zákazník; customer, B"), Parsed::Value(list(&["customer", "b"])));
        assert_eq!(of(&open(), "a, A, a"), Parsed::Value(list(&["a", "A"])));
        assert_eq!(of(&open(), ", ;"), Parsed::Empty);
        let Parsed::Bad(problem) = of(&stage(FieldKind::Choices), "customer, xyz") else { panic!("known") };
        assert_eq!(
            (problem.code, problem.params.last().map(|(name, word)| (*name, word.as_str()))),
            (Code::ChoiceUnknown, Some(("word", "xyz")))
        );
        assert_eq!(code(&of(&open(), &format!("a, {}", "b".repeat(256)))), Some(Code::TextTooLong));
        assert_eq!(code(&of(&open(), &vec!["b".repeat(200); 3].join("1,"))), None, "the limit is each word's");
    }

    #[test]
    fn r5_every_list_of_choices_comes_back() {
        comes_back(&stage(FieldKind::Choices), &list(&["lead", "b", "customer"])).expect("the same");
    }

    proptest! {
        #[test]
        fn r5_every_list_of_words_comes_back(words in proptest::collection::vec("[a-zá-ž\",;'][a-z ,;\"|]{0,6}[a-zа-я\";]", 1..5)) {
            let mut words: Vec<CompactString> = words.into_iter().map(CompactString::from).collect();
            let mut seen = Vec::new();
            words.retain(|word| !seen.contains(word) && { seen.push(word.clone()); true });
            comes_back(&open(), &Value::List(words))?;
        }
    }
}
