//! Which columns of a record table ever held a value. A type has some fifty fields, most installations use a dozen of
//! them: what was never filled is never read.
//!
//! In: what writers are about to write. Out: a column that is not listed here is empty in every record. The list only
//! grows, in the transaction that first fills a column; emptying a column does not take it away.

use std::collections::HashSet;

use kartoteka_domain::record_type::RecordType;

use crate::error::Result;
use crate::record_types::{Home, field_at, home};
use crate::{Batch, Conn};

impl Conn {
    /// Position by position: `false` only for columns that are empty in every record.
    pub(crate) fn filled_fields(&self, ty: &RecordType) -> Result<Vec<bool>> {
        let mut statement = self.sql.prepare_cached("SELECT field_key FROM kt_filled_column WHERE type_key = ?1")?;
        let filled: HashSet<String> = statement.query_map([ty.key.as_str()], |row| row.get(0))?.collect::<Result<_>>()?;
        Ok(ty.fields.iter().map(|field| home(field) != Home::Column || filled.contains(field.key.as_str())).collect())
    }
}

impl Conn {
    /// Which of these positions may hold a value in any record, as places in the list; for many records it pays to ask only
    /// for them. Holds for the moment of a batch or a snapshot.
    pub fn filled_places(&self, ty: &RecordType, positions: &[usize]) -> Result<Vec<usize>> {
        let filled = self.filled_fields(ty)?;
        Ok((0..positions.len()).filter(|place| filled[positions[*place]]).collect())
    }
}

impl Batch<'_> {
    /// A column gets its first value.
    pub(crate) fn note_filled(&self, ty: &RecordType, position: usize) -> Result<()> {
        let field = field_at(ty, position)?;
        let sql = "INSERT INTO kt_filled_column (type_key, field_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.sql.prepare_cached(sql)?.execute((ty.key.as_str(), field.key.as_str()))?;
        Ok(())
    }
}
