//! Links to several records: names (or numbers) parted like any list, each once.
//!
//! In: any cell. Out: the names in the order given. Looks nothing up; what is written back are the records' numbers, and
//! the caller puts the names in their place (with [`super::join_list`], so that a name with a comma comes back whole).

use compact_str::CompactString;

use super::choices::split_list;
use super::common::{plain, text_problem, word};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    let text = match word(cell) {
        Ok(text) => text,
        Err(answer) => return answer,
    };
    let mut names: Vec<CompactString> = Vec::new();
    for name in split_list(&text, reading.list_separator) {
        if let Some(problem) = text_problem(field, &name, reading) {
            return Parsed::Bad(problem);
        }
        if !names.iter().any(|known| *known == *name) {
            names.push(CompactString::new(&name));
        }
    }
    if names.is_empty() { Parsed::Empty } else { Parsed::Names(names) }
}

pub fn render(_field: &Field, value: &Value, _writing: &Writing) -> Cell<'static> {
    plain(value)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, field, read};
    use super::*;
    use crate::issue::Code;
    use crate::language::Language;
    use crate::record::RecordId;
    use crate::record_type::FieldKind;

    #[test]
    fn m2_names_are_split_and_trimmed() {
        for (text, expected) in [
            ("ivanov, petrov ;ivanov", &["ivanov", "petrov"] as &[&str]),
            ("\"Novák, syn\", Karel", &["Novák, syn", "Karel"]),
            ("jan", &["jan"]),
        ] {
            let names = expected.iter().map(|&name| CompactString::new(name)).collect();
            assert_eq!(read(FieldKind::Links, Language::Czech, text), Parsed::Names(names), "{text}");
        }
        assert_eq!(read(FieldKind::Links, Language::Czech, " ; , "), Parsed::Empty);
        assert_eq!(code(&read(FieldKind::Links, Language::Czech, "a, b\u{1}")), Some(Code::TextControl));
    }

    #[test]
    fn links_are_written_as_their_numbers() {
        let cell = render(&field(FieldKind::Links), &Value::Links(vec![RecordId(1), RecordId(20)]), &Writing::default());
        assert_eq!(cell, Cell::text("1, 20"));
        assert_eq!(parse(&field(FieldKind::Links), &cell, &Reading::default()), Parsed::Names(vec!["1".into(), "20".into()]));
    }
}
