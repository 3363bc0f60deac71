//! Yes and no in four languages, in any case, with or without diacritics.
//!
//! In: a word, 1 or 0, a logical cell. Out: a boolean. An unknown word is a problem, never a silent no; blank is empty.

use std::borrow::Cow;

use super::common::{bad, plain, trimmed};
use super::{Parsed, Reading, Writing, fold};
use crate::cell::Cell;
use crate::issue::Code;
use crate::language::Language;
use crate::record_type::Field;
use crate::value::Value;

/// Folded words. `n` is no everywhere; `a`, `s`, `y`, `д` are yes in one language and nothing else in the others.
const YES: [&str; 25] = [
    "yes",
    "ano",
    "sim",
    "да",
    "1",
    "true",
    "y",
    "a",
    "s",
    "д",
    "x",
    "on",
    "active",
    "aktivni",
    "ativo",
    "ativa",
    "активен",
    "активна",
    "активный",
    "активировать",
    "pravda",
    "verdadeiro",
    "истина",
    "zapnuto",
    "вкл",
];
const NO: [&str; 23] = [
    "no",
    "ne",
    "nao",
    "нет",
    "0",
    "false",
    "n",
    "н",
    "off",
    "inactive",
    "neaktivni",
    "inativo",
    "inativa",
    "неактивен",
    "неактивна",
    "неактивный",
    "деактивировать",
    "nepravda",
    "falso",
    "ложь",
    "vypnuto",
    "выкл",
    "не активен",
];

pub fn parse(_field: &Field, cell: &Cell<'_>, _reading: &Reading) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Empty,
        Cell::Error(_) => bad(Code::CellError),
        Cell::Bool(yes) => Parsed::Value(Value::Bool(*yes)),
        Cell::Text(text) => match trimmed(text) {
            "" => Parsed::Empty,
            text => of_word(text).map_or_else(|| bad(Code::YesNoUnknown), |yes| Parsed::Value(Value::Bool(yes))),
        },
        Cell::Number(number) if *number == 1.0 => Parsed::Value(Value::Bool(true)),
        Cell::Number(number) if *number == 0.0 => Parsed::Value(Value::Bool(false)),
        _ => bad(Code::YesNoUnknown),
    }
}

/// The word of the language in typed files too: people edit them.
pub fn render(_field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match value {
        Value::Bool(yes) => Cell::Text(Cow::Borrowed(word(*yes, writing.language))),
        other => plain(other),
    }
}

fn word(yes: bool, language: Language) -> &'static str {
    match (language, yes) {
        (Language::English, true) => "yes",
        (Language::English, false) => "no",
        (Language::Czech, true) => "ano",
        (Language::Czech, false) => "ne",
        (Language::Portuguese, true) => "sim",
        (Language::Portuguese, false) => "não",
        (Language::Russian, true) => "да",
        (Language::Russian, false) => "нет",
    }
}

fn of_word(text: &str) -> Option<bool> {
    if text.is_ascii() {
        let among = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        return if among(&YES) { Some(true) } else { among(&NO).then_some(false) };
    }
    // No word is longer; a whole paragraph need not be folded to know that.
    if text.len() > 60 {
        return None;
    }
    let folded = fold(text);
    if YES.contains(&folded.as_str()) { Some(true) } else { NO.contains(&folded.as_str()).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, comes_back, field, read, value};
    use super::*;
    use crate::record_type::FieldKind;

    #[test]
    fn r11_val_08_yes_no_words() {
        let yes =
            "yes Yes YES true on 1 y x X ano ANO a sim Sim s да ДА д активировать активен aktivní AKTIVNI ativo active PRAVDA";
        let no = "no NO false off 0 n ne Ne NÃO nao não нет Нет н деактивировать неактивен Neaktivní inativo inactive NA\u{303}O FALSO";
        for language in Language::ALL {
            for (words, expected) in [(yes, true), (no, false)] {
                for word in words.split(' ') {
                    assert_eq!(value(read(FieldKind::YesNo, language, word)), Some(Value::Bool(expected)), "{word}");
                }
            }
        }
    }

    #[test]
    fn val_08_an_unknown_word_is_not_no() {
        for word in ["maybe", "2", "-", "možná", "нe знаю", "yess"] {
            assert_eq!(code(&read(FieldKind::YesNo, Language::Czech, word)), Some(Code::YesNoUnknown), "{word}");
        }
        let of = |cell| parse(&field(FieldKind::YesNo), &cell, &Reading::default());
        assert_eq!(of(Cell::Number(1.0)), Parsed::Value(Value::Bool(true)));
        assert_eq!(of(Cell::Number(0.0)), Parsed::Value(Value::Bool(false)));
        assert_eq!(code(&of(Cell::Number(2.0))), Some(Code::YesNoUnknown));
        assert_eq!(of(Cell::Bool(false)), Parsed::Value(Value::Bool(false)));
    }

    #[test]
    fn r5_yes_and_no_come_back() {
        for yes in [true, false] {
            comes_back(&field(FieldKind::YesNo), &Value::Bool(yes)).expect("the same");
        }
    }
}
