//! Sample files: a few rows made from the fields' own examples, ready to be imported as they are (H1, A3).
//!
//! In: a type. Out: a file with the most common fields. Links stay empty: what they would name may not exist here.

use std::path::Path;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::kind::{Parsed, Reading, Writing, formula, parse, render};
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_sheets::write::{ColumnLook, TableLook, TableWriter};

use super::{TemplateColumns, fields};
use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::export_records::{FileFormat, Headers, column_kind, delimited_look, write_error};
use crate::upload_file::require_profile;

/// Rows in a sample.
const ROWS: u32 = 3;

impl Engine {
    /// Writes a sample file; delimited text is UTF-8 with a byte order mark. Returns the number of rows.
    pub fn make_sample(
        &self,
        actor: &Actor,
        record_type: &str,
        format: FileFormat,
        language: Language,
        path: &Path,
    ) -> Result<u64> {
        actor.require(Permission::Import)?;
        let ty = self.types().named(record_type)?;
        let profile = self.profile(ProfileKey::of_type(&ty.key))?;
        require_profile(actor, &profile, &ty.key)?;
        let mut fields = fields(&ty, &profile, TemplateColumns::Usual);
        fields.retain(|field| !field.custom || !field.example.is_empty());
        let look = match format {
            FileFormat::Csv => TableLook::Delimited(delimited_look(language)),
            FileFormat::Xlsx => TableLook::Xlsx { sheet: ty.plural.get(language).to_owned() },
        };
        let headers = Headers::new(&ty, language, false);
        let column = |field: &&Field| ColumnLook {
            header: headers.of(field),
            width: 18,
            kind: column_kind(field),
            emphasis: field.required,
        };
        let looks: Vec<ColumnLook> = fields.iter().map(column).collect();
        let mut table = TableWriter::create(path, &look, &looks).map_err(write_error)?;
        let writing = Writing { language, typed: format == FileFormat::Xlsx };
        for number in 1..=ROWS {
            let row: Vec<Cell<'static>> = fields.iter().map(|field| cell(&ty, field, number, &writing)).collect();
            table.row(&row).map_err(write_error)?;
        }
        table.finish().map_err(write_error)
    }
}

/// The field's example, told apart from row to row where rows must differ.
fn cell(ty: &RecordType, field: &Field, number: u32, writing: &Writing) -> Cell<'static> {
    if matches!(field.kind, FieldKind::Link | FieldKind::Links) {
        return Cell::Empty;
    }
    let value = match parse(field, &Cell::text(&field.example), &Reading::default()) {
        Parsed::Value(value) | Parsed::Remark(value, _) => value,
        _ => return Cell::Empty,
    };
    let differs = field.unique
        || field.key == ty.name_field
        || field.kind == FieldKind::Email
        || ty.natural_keys.iter().flatten().any(|key| *key == field.key);
    let value = match value {
        Value::Text(text) if differs && number > 1 => Value::text(&numbered(field, &text, number)),
        value => value,
    };
    match render(field, &value, writing) {
        Cell::Text(text) if !writing.typed && field.kind != FieldKind::Phone && matches!(value, Value::Text(_)) => {
            Cell::Text(formula::escape(&text).into_owned().into())
        }
        cell => cell,
    }
}

fn numbered(field: &Field, text: &str, number: u32) -> String {
    match (field.kind, text.split_once('@')) {
        (FieldKind::Email, Some((name, host))) => format!("{name}{number}@{host}"),
        _ if field.unique || !text.contains(' ') => format!("{text}{number}"),
        _ => format!("{text} {number}"),
    }
}
