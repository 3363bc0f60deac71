//! One choice: its key, label or alias in any language, in any case, with or without diacritics.
//!
//! In: a word. Out: the key of the choice; in an open field an unknown word is kept as written. Never guesses: a word
//! that is only near a choice is refused and the near one is named.

use std::borrow::Cow;

use compact_str::CompactString;

use super::common::{plain, same_word, text_problem, word};
use super::{Parsed, Reading, Writing, fold};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::record_type::{Choice, Field};
use crate::value::Value;

/// So many choices are listed in a problem.
const LISTED: usize = 12;
/// Words at least this alike (Jaro-Winkler) are offered as the likely one.
pub(super) const LIKELY: f64 = 0.84;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match word(cell) {
        Err(answer) => answer,
        Ok(text) => match key_of(field, &text, reading) {
            Ok(key) => Parsed::Value(Value::Text(key)),
            Err(problem) => Parsed::Bad(problem),
        },
    }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Text(key) => Cell::Text(Cow::Owned(shown(field, key, writing).to_owned())),
        other => plain(other),
    }
}

/// The label of a key in a language; a word of an open field as it is.
pub(super) fn shown<'f>(field: &'f Field, key: &'f str, writing: &Writing) -> &'f str {
    field.choice(key).map_or(key, |choice| choice.labels.get(writing.language))
}

/// The key a word stands for, or the word itself in an open field.
pub(super) fn key_of(field: &Field, text: &str, reading: &Reading) -> Result<CompactString, Problem> {
    match find(field, text) {
        Some(choice) => Ok(CompactString::new(&choice.key)),
        None if field.open => text_problem(field, text, reading).map_or_else(|| Ok(CompactString::new(text)), Err),
        None => Err(unknown(field, text, reading)),
    }
}

/// Keys go before labels and labels before aliases, all of them but for case first; then the same without diacritics.
fn find<'f>(field: &'f Field, text: &str) -> Option<&'f Choice> {
    let choices = &field.choices;
    if choices.is_empty() {
        return None;
    }
    let exact = choices
        .iter()
        .find(|choice| choice.key == text)
        .or_else(|| choices.iter().find(|choice| same_word(&choice.key, text)))
        .or_else(|| choices.iter().find(|choice| choice.labels.all().any(|label| same_word(label, text))))
        .or_else(|| choices.iter().find(|choice| choice.aliases.iter().any(|alias| same_word(alias, text))));
    if exact.is_some() {
        return exact;
    }
    let folded = fold(text);
    choices.iter().find(|choice| words(choice).any(|word| fold(word) == folded))
}

fn words(choice: &Choice) -> impl Iterator<Item = &str> {
    std::iter::once(choice.key.as_str()).chain(choice.labels.all()).chain(choice.aliases.iter().map(String::as_str))
}

fn unknown(field: &Field, text: &str, reading: &Reading) -> Problem {
    let labels: Vec<_> = field.choices.iter().take(LISTED).map(|choice| choice.labels.get(reading.language)).collect();
    let problem = Problem::new(Code::ChoiceUnknown).with("choices", labels.join(", "));
    let folded = fold(text);
    let score = |choice: &Choice| words(choice).map(|word| strsim::jaro_winkler(&fold(word), &folded)).fold(0.0, f64::max);
    let best = field.choices.iter().map(|choice| (score(choice), choice)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((score, choice)) if score >= LIKELY => problem.with("likely", choice.labels.get(reading.language)),
        _ => problem,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, reading};
    use super::*;
    use crate::language::{Labels, Language};
    use crate::record_type::FieldKind;

    pub fn stage(kind: FieldKind) -> Field {
        let choice = |key: &str, words: [&str; 4], aliases: &[&str]| Choice {
            key: key.to_owned(),
            labels: Labels { en: words[0].into(), cs: words[1].into(), pt: words[2].into(), ru: words[3].into() },
            aliases: aliases.iter().map(|&word| word.to_owned()).collect(),
        };
        let choices = vec![
            choice("customer", ["Customer", "Zákazník", "Cliente", "Клиент"], &["klient", "CRITICAL"]),
            choice("lead", ["Lead, new", "Příležitost", "Oportunidade", "Лид"], &["B"]),
            choice("b", ["Related \"x\"", "Spřízněný", "Relacionado", "Связанный"], &[]),
        ];
        Field { choices, ..field(kind) }
    }

    fn check(field: &Field, text: &str, language: Language) -> Parsed {
        parse(field, &Cell::text(text), &reading(language))
    }

    #[test]
    fn val_22_words_of_every_language_and_case() {
        for (text, key) in [
            ("customer", "customer"),
            ("CUSTOMER", "customer"),
            ("zákazník", "customer"),
            (" Zakaznik\u{a0}", "customer"),
            ("ЗАКАЗЧИК", ""),
            ("клиент", "customer"),
            ("Klient", "customer"),
            ("critical", "customer"),
            ("PŘÍLEŽITOST", "lead"),
            ("Prilezitost", "lead"),
            ("Lead,  new", "lead"),
            ("B", "b"),
            ("Spri\u{301}zneny\u{301}", "b"),
        ] {
            let parsed = check(&stage(FieldKind::Choice), text, Language::English);
            if key.is_empty() {
                assert_eq!(code(&parsed), Some(Code::ChoiceUnknown), "{text}");
            } else {
                assert_eq!(parsed, Parsed::Value(Value::text(key)), "{text}");
            }
        }
    }

    #[test]
    fn val_22_an_unknown_word_names_the_choices_and_the_likely_one() {
        let expected =
            Problem::new(Code::ChoiceUnknown).with("choices", "Zákazník, Příležitost, Spřízněný").with("likely", "Zákazník");
        assert_eq!(check(&stage(FieldKind::Choice), "zakaznik1", Language::Czech), Parsed::Bad(expected));
        let Parsed::Bad(problem) = check(&stage(FieldKind::Choice), "qqq", Language::Czech) else { panic!("known") };
        assert_eq!(problem.params.len(), 1);
        let many =
            (0..20).map(|n| Choice { key: format!("k{n}"), labels: Labels::same(&format!("K{n}")), aliases: vec![] }).collect();
        let many = Field { choices: many, ..field(FieldKind::Choice) };
        let Parsed::Bad(problem) = check(&many, "zzz", Language::Czech) else { panic!("known") };
        assert_eq!(problem.params[0].1.split(", ").count(), 12);
    }

    #[test]
    fn an_open_field_keeps_unknown_words() {
        let open = Field { open: true, ..stage(FieldKind::Choice) };
        assert_eq!(check(&open, " Nový Stav ", Language::Czech), Parsed::Value(Value::text("Nový Stav")));
        assert_eq!(check(&open, "zákazník", Language::Czech), Parsed::Value(Value::text("customer")));
        assert_eq!(code(&check(&open, &"a".repeat(256), Language::Czech)), Some(Code::TextTooLong));
        assert_eq!(code(&check(&open, "a\0b", Language::Czech)), Some(Code::TextControl));
        let number = parse(&open, &Cell::Number(12.0), &Reading::default());
        assert_eq!(number, Parsed::Value(Value::text("12")));
    }

    #[test]
    fn r5_every_choice_comes_back() {
        for choice in &stage(FieldKind::Choice).choices {
            comes_back(&stage(FieldKind::Choice), &Value::text(&choice.key)).expect("the same");
        }
    }

    proptest! {
        #[test]
        fn r5_every_open_word_comes_back(text in "[a-zá-žа-я0-9]([a-z ,;\"'-]{0,10}[a-z])?") {
            let open = Field { open: true, ..field(FieldKind::Choice) };
            comes_back(&open, &Value::text(&text))?;
        }
    }
}
