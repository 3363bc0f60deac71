//! Which records have this key: look-ups by the matching form of texts, or by the value itself, for a block of keys at once.

use compact_str::CompactString;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};

use crate::Conn;
use crate::dialect::{self, Dialect, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, composite_keys, expression, field_at, home};
use crate::sql::{Kind, Many, Statement, ToSqlOutput};

/// More matches than this are not told apart: the row fits several records anyway.
pub const MOST_MATCHES: usize = 10;

impl Conn {
    /// For each key the numbers of the records that have it, ascending, at most ten. A key holds one text a field: in
    /// matching form where the field has a match column, otherwise as stored.
    ///
    /// A prepared look-up a key: in an embedded database that is faster than one statement over a list of keys. A server is
    /// asked once.
    pub fn find_by_key(&self, ty: &RecordType, fields: &[usize], keys: &[Vec<CompactString>]) -> Result<Vec<Vec<RecordId>>> {
        let columns = self.key_columns(ty, fields)?;
        if self.sql.dialect() == Dialect::Postgres && keys.len() > 1 {
            return self.find_together(ty, &columns, keys);
        }
        self.find_one_by_one(ty, &columns, keys)
    }

    fn find_one_by_one(
        &self,
        ty: &RecordType,
        columns: &[(String, Option<&Field>)],
        keys: &[Vec<CompactString>],
    ) -> Result<Vec<Vec<RecordId>>> {
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
            if bind_key(&mut statement, columns, key)? {
                let mut rows = statement.query_bound()?;
                while let Some(row) = rows.next()? {
                    ids.push(RecordId(row.get(0)?));
                }
            }
            found.push(ids);
        }
        Ok(found)
    }

    /// All keys by one question. It is not asked in order: a server that thinks a value common would then walk all numbers to
    /// find it. A key with more matches than are told apart is asked for once more, alone.
    fn find_together(
        &self,
        ty: &RecordType,
        columns: &[(String, Option<&Field>)],
        keys: &[Vec<CompactString>],
    ) -> Result<Vec<Vec<RecordId>>> {
        let rows = gathered(columns, keys)?;
        let values: Vec<String> = (0..columns.len()).map(|n| format!("v{n}")).collect();
        let conditions: Vec<String> = columns.iter().zip(&values).map(|((column, _), v)| format!("{column} = k.{v}")).collect();
        let sql = format!(
            "SELECT k.n, m.id FROM unnest({}) AS k (n, {}) CROSS JOIN LATERAL \
             (SELECT r.id FROM {} AS r WHERE {} LIMIT {}) AS m",
            dialect::parameters(1, rows.width()),
            values.join(", "),
            name(&ty.key),
            conditions.join(" AND "),
            MOST_MATCHES + 1
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        (0..rows.width()).try_for_each(|n| statement.bind_column(n + 1, &rows, n))?;
        let mut found: Vec<Vec<RecordId>> = vec![Vec::new(); keys.len()];
        self.sql.by_index(|| {
            let mut answer = statement.query_bound()?;
            while let Some(row) = answer.next()? {
                let place = usize::try_from(row.get::<i64>(0)?).unwrap_or(usize::MAX);
                found.get_mut(place).map(|ids| row.get(1).map(|id| ids.push(RecordId(id)))).transpose()?;
            }
            Ok(())
        })?;
        for (ids, key) in found.iter_mut().zip(keys) {
            ids.sort_unstable();
            if ids.len() > MOST_MATCHES {
                *ids = self.find_one_by_one(ty, columns, std::slice::from_ref(key))?.pop().unwrap_or_default();
            }
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

/// Whether the column holds numbers.
fn is_number(raw: Option<&Field>) -> bool {
    raw.is_some_and(|field| {
        home(field) == Home::Id || matches!(field.kind, FieldKind::Integer | FieldKind::Link | FieldKind::YesNo)
    })
}

fn wrong_width(key: &[CompactString], columns: usize) -> StoreError {
    StoreError::Rule { detail: format!("{} parts for a key of {columns}", key.len()) }
}

/// The place of each key and its parts; a key no record can have (a number that is none) is left out.
fn gathered<'k>(columns: &[(String, Option<&Field>)], keys: &'k [Vec<CompactString>]) -> Result<Many<'k>> {
    let kind = |raw: Option<&Field>| if is_number(raw) { Kind::Number } else { Kind::Text };
    let parts = columns.iter().map(|(column, raw)| (column.clone(), kind(*raw)));
    let mut rows = Many::new(std::iter::once(("n".to_owned(), Kind::Number)).chain(parts).collect());
    for (place, key) in keys.iter().enumerate() {
        if key.len() != columns.len() {
            return Err(wrong_width(key, columns.len()));
        }
        let cell = |(text, (_, raw)): (&'k CompactString, &(String, Option<&Field>))| -> Option<ToSqlOutput<'k>> {
            if is_number(*raw) { Some(text.parse::<i64>().ok()?.into()) } else { Some(text.as_str().into()) }
        };
        if let Some(cells) = key.iter().zip(columns).map(cell).collect::<Option<Vec<_>>>() {
            rows.push(place as i64);
            cells.into_iter().for_each(|cell| rows.push(cell));
        }
    }
    Ok(rows)
}

/// Binds a key; `false` when no record can have it (a number that is none).
fn bind_key(statement: &mut Statement<'_>, columns: &[(String, Option<&Field>)], key: &[CompactString]) -> Result<bool> {
    if key.len() != columns.len() {
        return Err(wrong_width(key, columns.len()));
    }
    for (n, (text, (_, raw))) in key.iter().zip(columns).enumerate() {
        if !is_number(*raw) {
            statement.bind(n + 1, text.as_str())?;
        } else if let Ok(number) = text.parse::<i64>() {
            statement.bind(n + 1, number)?;
        } else {
            return Ok(false);
        }
    }
    Ok(true)
}
