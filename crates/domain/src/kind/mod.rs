//! Field kinds: what a cell means. One file a kind, with both directions together: `parse` (a cell in) and `render` (a
//! value out), and `normalise` where matching needs it.
//!
//! In: a cell and how its column is to be read. Out: a value, or a problem as data. Never fails, never looks anything up:
//! links are handed on as names.

mod choice;
mod choices;
mod common;
pub mod country;
pub mod date;
mod date_time;
pub mod decimal;
mod email;
mod fold;
pub mod formula;
mod garbled;
mod integer;
mod link;
mod links;
mod match_form;
mod month_name;
mod number;
mod percent;
pub mod phone;
#[cfg(test)]
mod testing;
mod text;
mod time;
mod web_address;
mod yes_no;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

pub use choices::{join as join_list, split_list};
pub use common::trimmed;
pub use fold::fold;
pub use match_form::match_form;

use crate::cell::Cell;
use crate::issue::Problem;
use crate::language::Language;
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

/// The order of day, month and year in a column's dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
    YearFirst,
}

/// Which sign separates whole from fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalSign {
    /// Decide by the text itself: the last of several different signs, or the only sign that cannot be grouping.
    #[default]
    Either,
    Point,
    Comma,
}

/// How the cells of one column are read. One for a whole column: nothing is guessed cell by cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// The language of the file: month names, ambiguous words (`a` is yes in Czech).
    pub language: Language,
    pub date_order: DateOrder,
    pub decimal: DecimalSign,
    /// Separates the members of a list; `None` for comma and semicolon.
    pub list_separator: Option<char>,
    /// The profile's limit in characters, beside the field's own; 0 for none.
    pub max_chars: u32,
}

/// What a cell turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    Empty,
    Value(Value),
    /// A value with something worth saying about it (a warning or a note).
    Remark(Value, Problem),
    /// A link, or several: names (or numbers) still to be looked up.
    Names(Vec<CompactString>),
    /// Not a value of this kind.
    Bad(Problem),
}

/// How values are written into a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    pub language: Language,
    /// Spreadsheets get real dates and numbers; delimited text gets texts in the language's own form.
    pub typed: bool,
}

/// Reads one cell.
pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match field.kind {
        FieldKind::Text | FieldKind::LongText => text::parse(field, cell, reading),
        FieldKind::Integer => integer::parse(field, cell, reading),
        FieldKind::Decimal | FieldKind::Money => decimal::parse(field, cell, reading),
        FieldKind::Percent => percent::parse(field, cell, reading),
        FieldKind::YesNo => yes_no::parse(field, cell, reading),
        FieldKind::Date => date::parse(field, cell, reading),
        FieldKind::DateTime => date_time::parse(field, cell, reading),
        FieldKind::Time => time::parse(field, cell, reading),
        FieldKind::Email => email::parse(field, cell, reading),
        FieldKind::Phone => phone::parse(field, cell, reading),
        FieldKind::WebAddress => web_address::parse(field, cell, reading),
        FieldKind::Choice => choice::parse(field, cell, reading),
        FieldKind::Choices => choices::parse(field, cell, reading),
        FieldKind::Link => link::parse(field, cell, reading),
        FieldKind::Links => links::parse(field, cell, reading),
        FieldKind::Country => country::parse(field, cell, reading),
    }
}

/// Writes one value. Links cannot be written from here: their names are the caller's to supply.
pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    match field.kind {
        FieldKind::Text | FieldKind::LongText => text::render(field, value, writing),
        FieldKind::Integer => integer::render(field, value, writing),
        FieldKind::Decimal | FieldKind::Money => decimal::render(field, value, writing),
        FieldKind::Percent => percent::render(field, value, writing),
        FieldKind::YesNo => yes_no::render(field, value, writing),
        FieldKind::Date => date::render(field, value, writing),
        FieldKind::DateTime => date_time::render(field, value, writing),
        FieldKind::Time => time::render(field, value, writing),
        FieldKind::Email => email::render(field, value, writing),
        FieldKind::Phone => phone::render(field, value, writing),
        FieldKind::WebAddress => web_address::render(field, value, writing),
        FieldKind::Choice => choice::render(field, value, writing),
        FieldKind::Choices => choices::render(field, value, writing),
        FieldKind::Link => link::render(field, value, writing),
        FieldKind::Links => links::render(field, value, writing),
        FieldKind::Country => country::render(field, value, writing),
    }
}
