//! Summaries over all records of a type: how many came when, how many look like each other. Reads only.
//!
//! In: a [`RecordType`]. Out: counts. Every question walks an index or the whole table once: ask seldom and keep the answer.

use kartoteka_domain::record_type::RecordType;

use crate::dialect::{self, name};
use crate::error::Result;
use crate::record_types::field_at;
use crate::{Conn, record_types};

/// Records that share a value which usually belongs to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// Different values that more than one record has.
    pub values: u64,
    /// Records that have one of them.
    pub records: u64,
}

impl Conn {
    /// How many records of a type were created in which month (`2026-11`), oldest first.
    pub fn created_by_month(&self, ty: &RecordType) -> Result<Vec<(String, u64)>> {
        let sql = format!("SELECT substr(created_at, 1, 7), count(*) FROM {} GROUP BY 1 ORDER BY 1 NULLS FIRST", name(&ty.key));
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map((), |row| {
            let month: Option<String> = row.get(0)?;
            Ok((month.unwrap_or_default(), row.get::<i64>(1)?.unsigned_abs()))
        })?;
        rows.collect()
    }

    /// Values of a text field that several records share, compared as look-ups compare them where the field has such a form.
    pub fn repeated(&self, ty: &RecordType, position: usize) -> Result<Repeated> {
        let field = field_at(ty, position)?;
        let has_form = self.has_match_column(ty, position)? || record_types::has_folded(ty, field);
        let column = if has_form { dialect::folded_column(&field.key) } else { name(&field.key) };
        let sql = format!(
            "SELECT count(*), CAST(coalesce(sum(n), 0) AS BIGINT) FROM \
             (SELECT count(*) AS n FROM {} WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1) AS many",
            name(&ty.key)
        );
        let (values, records): (i64, i64) = self.sql.prepare_cached(&sql)?.query_row((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Repeated { values: values.unsigned_abs(), records: records.unsigned_abs() })
    }
}
