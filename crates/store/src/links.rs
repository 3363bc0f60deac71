//! Who links to these records: asked before anything is deleted.

use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{FieldKind, RecordType};

use crate::Conn;
use crate::dialect::{self, name};
use crate::error::Result;
use crate::record_types::{Home, home};

/// A record, and how many others link to it through one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedFrom {
    pub id: RecordId,
    pub from_type: Key,
    pub from_field: Key,
    pub count: u64,
}

impl Conn {
    /// Links from any of the types to these records of `ty`, by type, field and number. Records without links are left out.
    pub fn links_to(&self, ty: &RecordType, ids: &[RecordId], all_types: &[RecordType]) -> Result<Vec<LinkedFrom>> {
        let mut found = Vec::new();
        for from in all_types {
            for field in from.fields.iter().filter(|field| field.target == ty.key) {
                let (table, column) = match (home(field), field.kind) {
                    (Home::Links, _) => (dialect::side_table(&from.key, &field.key), "target_id".to_owned()),
                    (Home::Column, FieldKind::Link) => (name(&from.key), name(&field.key)),
                    _ => continue,
                };
                for (id, count) in self.count_links(&table, &column, ids)? {
                    found.push(LinkedFrom { id, from_type: from.key.clone(), from_field: field.key.clone(), count });
                }
            }
        }
        Ok(found)
    }

    /// The records that link to one record through a field, ascending, at most `limit`.
    pub fn linking_records(&self, from: &RecordType, position: usize, to: RecordId, limit: usize) -> Result<Vec<RecordId>> {
        let field = crate::record_types::field_at(from, position)?;
        let (table, id, column) = match home(field) {
            Home::Links => (dialect::side_table(&from.key, &field.key), "record_id", "target_id".to_owned()),
            _ => (name(&from.key), "id", name(&field.key)),
        };
        let sql = format!("SELECT {id} FROM {table} WHERE {column} = ?1 ORDER BY {id} LIMIT ?2");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map((to.0, limit), |row| row.get(0).map(RecordId))?;
        rows.collect()
    }

    /// The same for numbers without gaps, which the index gives at once.
    fn count_links_between(&self, table: &str, column: &str, first: RecordId, last: RecordId) -> Result<Vec<(RecordId, u64)>> {
        let sql = format!(
            "SELECT {column}, count(*) FROM {table} WHERE {column} BETWEEN ?1 AND ?2 GROUP BY {column} ORDER BY {column}"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows =
            statement.query_map((first.0, last.0), |row| Ok((RecordId(row.get(0)?), row.get::<i64>(1)?.unsigned_abs())))?;
        rows.collect()
    }

    fn count_links(&self, table: &str, column: &str, ids: &[RecordId]) -> Result<Vec<(RecordId, u64)>> {
        if let (Some(first), Some(last)) = (ids.iter().min(), ids.iter().max())
            && last.0 - first.0 == ids.len() as i64 - 1
        {
            return self.count_links_between(table, column, *first, *last);
        }
        let inside = self.sql.dialect().in_ids(column, 1);
        let sql = format!("SELECT {column}, count(*) FROM {table} WHERE {inside} GROUP BY {column} ORDER BY {column}");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut counts = Vec::new();
        for chunk in ids.chunks(1000) {
            let rows = statement.query_map([dialect::id_list(chunk.iter().copied())], |row| {
                Ok((RecordId(row.get(0)?), row.get::<i64>(1)?.unsigned_abs()))
            })?;
            for row in rows {
                counts.push(row?);
            }
        }
        Ok(counts)
    }
}
