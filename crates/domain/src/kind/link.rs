//! A link to one record: handed on as the name (or number) it is written with.
//!
//! In: any cell. Out: one name, never split: a company may have a comma in it. Looks nothing up; what is written back is
//! the record's number, and the caller puts the name in its place.

use compact_str::CompactString;

use super::common::{plain, text_problem, word};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match word(cell) {
        Err(answer) => answer,
        Ok(name) => match text_problem(field, &name, reading) {
            Some(problem) => Parsed::Bad(problem),
            None => Parsed::Names(vec![CompactString::new(&name)]),
        },
    }
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
    fn a_name_is_never_split() {
        let names = |name: &str| Parsed::Names(vec![CompactString::new(name)]);
        assert_eq!(read(FieldKind::Link, Language::Czech, " Novák, syn; s.r.o.\u{a0}"), names("Novák, syn; s.r.o."));
        assert_eq!(parse(&field(FieldKind::Link), &Cell::Number(17.0), &Reading::default()), names("17"));
        assert_eq!(code(&read(FieldKind::Link, Language::Czech, "a\0")), Some(Code::TextControl));
    }

    #[test]
    fn a_link_is_written_as_its_number() {
        let cell = render(&field(FieldKind::Link), &Value::Link(RecordId(17)), &Writing::default());
        assert_eq!(cell, Cell::text("17"));
        assert_eq!(parse(&field(FieldKind::Link), &cell, &Reading::default()), Parsed::Names(vec!["17".into()]));
    }
}
