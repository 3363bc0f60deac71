//! What the tests of all kinds share.

use std::borrow::Cow;

use proptest::prelude::*;

use super::{Parsed, Reading, Writing, parse, render};
use crate::cell::Cell;
use crate::issue::Code;
use crate::language::Language;
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

pub fn field(kind: FieldKind) -> Field {
    Field::new("field", kind)
}

pub fn reading(language: Language) -> Reading {
    Reading { language, ..Reading::default() }
}

/// Parses a text cell of a plain field of the kind.
pub fn read(kind: FieldKind, language: Language, text: &str) -> Parsed {
    parse(&field(kind), &Cell::text(text), &reading(language))
}

pub fn code(parsed: &Parsed) -> Option<Code> {
    match parsed {
        Parsed::Bad(problem) | Parsed::Remark(_, problem) => Some(problem.code),
        _ => None,
    }
}

/// The value, with or without a remark.
pub fn value(parsed: Parsed) -> Option<Value> {
    match parsed {
        Parsed::Value(value) | Parsed::Remark(value, _) => Some(value),
        _ => None,
    }
}

/// A value of the field survives being written and read, in every language, as typed cell and as text.
pub fn comes_back(field: &Field, given: &Value) -> Result<(), TestCaseError> {
    for language in Language::ALL {
        for typed in [false, true] {
            let cell = render(field, given, &Writing { language, typed });
            prop_assert!(typed || matches!(cell, Cell::Text(_)), "{cell:?} is not a text");
            let parsed = parse(field, &cell, &reading(language));
            let back = value(parsed.clone());
            prop_assert_eq!(back.as_ref(), Some(given), "{:?} {:?} {:?}", language, cell, parsed);
        }
    }
    Ok(())
}

#[test]
fn val_13_spreadsheet_errors_and_blanks_in_every_kind() {
    for kind in FieldKind::ALL {
        let of = |cell: Cell<'_>| parse(&field(kind), &cell, &Reading::default());
        assert_eq!(code(&of(Cell::Error(Cow::Borrowed("#N/A")))), Some(Code::CellError), "{}", kind.word());
        for blank in [Cell::Empty, Cell::text("  "), Cell::text("\u{a0}\u{200b}\u{feff}\t")] {
            assert_eq!(of(blank), Parsed::Empty, "{}", kind.word());
        }
    }
}

proptest! {
    /// Whatever a file holds, every kind answers.
    #[test]
    fn no_cell_breaks_any_kind(text in ".{0,40}", near in "[-+(]?[0-9]{0,5}[-./:, T'x%@\"]?[0-9a-zá-ž]{0,5}[-./:, T;\"]?[0-9а-я]{0,5}.?", number in any::<f64>()) {
        for kind in FieldKind::ALL {
            let field = field(kind);
            for cell in [Cell::text(&text), Cell::text(&near), Cell::Number(number), Cell::Percent(number), Cell::Bool(true)] {
                for language in Language::ALL {
                    let _ = parse(&field, &cell, &reading(language));
                }
            }
        }
    }
}
