//! Which records have this key: look-ups by the matching form of texts, or by the value itself, for a block of keys at once.

use compact_str::CompactString;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};

use crate::Conn;
use crate::dialect::{self, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, composite_keys, expression, field_at, home};
use crate::sql::Statement;

/// More matches than this are not told apart: the row fits several records anyway.
pub const MOST_MATCHES: usize = 10;

impl Conn {
    /// For each key the numbers of the records that have it, ascending, at most ten. A key holds one text a field: in
    /// matching form where the field has a match column, otherwise as stored.
    ///
    /// A prepared look-up a key: in an embedded database that is faster than one statement over a list of keys.
    pub fn find_by_key(&self, ty: &RecordType, fields: &[usize], keys: &[Vec<CompactString>]) -> Result<Vec<Vec<RecordId>>> {
        let columns = self.key_columns(ty, fields)?;
        let conditions: Vec<String> =
            columns.iter().enumerate().map(|(n, (column, _))| format!("{column} = {}", dialect::parameter(n + 1))).collect();
        let sql = format!(
            "SELECT r.id FROM {} AS r WHERE {} ORDER BY r.id LIMIT {MOST_MATCHES}",
            name(&ty.key),
            conditions.join(" AND ")
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let mut ids = Vec::new();
            if bind_key(&mut statement, &columns, key)? {
                let mut rows = statement.query_bound()?;
                while let Some(row) = rows.next()? {
                    ids.push(RecordId(row.get(0)?));
                }
            }
            found.push(ids);
        }
        Ok(found)
    }

    /// The records known by these names, given in matching form.
    pub fn find_by_name(&self, ty: &RecordType, names: &[CompactString]) -> Result<Vec<Vec<RecordId>>> {
        let missing = || StoreError::FieldMissing { type_key: ty.key.clone(), field: ty.name_field.clone() };
        let position = ty.position(&ty.name_field).ok_or_else(missing)?;
        let keys: Vec<Vec<CompactString>> = names.iter().map(|name| vec![name.clone()]).collect();
        self.find_by_key(ty, &[position], &keys)
    }

    /// Whether look-ups by this field go through an index; when not, see [`crate::Batch::add_match_column`].
    pub fn has_match_column(&self, ty: &RecordType, position: usize) -> Result<bool> {
        field_at(ty, position)?;
        Ok(self.folded_fields(ty)?[position])
    }

    /// The columns of a key. Unless an index covers the key as a whole, only the most telling column may be looked up by
    /// index: a link is shared by many records and would be a bad guide.
    fn key_columns<'t>(&self, ty: &'t RecordType, fields: &[usize]) -> Result<Vec<(String, Option<&'t Field>)>> {
        let folded = self.folded_fields(ty)?;
        let whole = composite_keys(ty).iter().any(|key| key.as_slice() == fields);
        let telling = |position: usize| (ty.fields[position].unique, folded[position], home(&ty.fields[position]) == Home::Id);
        let mut columns = Vec::with_capacity(fields.len());
        for position in fields {
            let field = field_at(ty, *position)?;
            if matches!(home(field), Home::Tags | Home::Links) {
                return Err(StoreError::FilterUnfit { field: field.key.clone() });
            }
            let guide = fields.iter().copied().max_by_key(|p| telling(*p)).is_none_or(|p| p == *position);
            let column = if folded[*position] { format!("r.{}", dialect::folded_column(&field.key)) } else { expression(field) };
            let column = if whole || guide { column } else { self.sql.dialect().unindexed(&column) };
            columns.push((column, (!folded[*position]).then_some(field)));
        }
        Ok(columns)
    }
}

/// Binds a key; `false` when no record can have it (a number that is none).
fn bind_key(statement: &mut Statement<'_>, columns: &[(String, Option<&Field>)], key: &[CompactString]) -> Result<bool> {
    if key.len() != columns.len() {
        return Err(StoreError::Rule { detail: format!("{} parts for a key of {}", key.len(), columns.len()) });
    }
    for (n, (text, (_, raw))) in key.iter().zip(columns).enumerate() {
        let is_number = raw.is_some_and(|field| {
            home(field) == Home::Id || matches!(field.kind, FieldKind::Integer | FieldKind::Link | FieldKind::YesNo)
        });
        if !is_number {
            statement.bind(n + 1, text.as_str())?;
        } else if let Ok(number) = text.parse::<i64>() {
            statement.bind(n + 1, number)?;
        } else {
            return Ok(false);
        }
    }
    Ok(true)
}
