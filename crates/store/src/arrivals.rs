//! Files that come in several requests, where several nodes must find them. In: pieces with the place they begin at. Out: the bytes.

use crate::error::{Result, StoreError};
use crate::sql::Optional;
use crate::uploads::{CHUNKS, compress, decompress};
use crate::{Batch, Conn};

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub owner: i64,
    pub name: String,
    /// Bytes there will be, when that was said.
    pub size: Option<i64>,
    /// Bytes that are here.
    pub arrived: i64,
}

impl Batch<'_> {
    pub fn begin_arrival(&self, id: &str, owner: i64, name: &str, size: Option<i64>) -> Result<()> {
        let sql = format!(
            "INSERT INTO kt_arrival (id, owner, name, size, arrived, changed_at) VALUES (?1, ?2, ?3, ?4, 0, {})",
            self.sql.dialect().clock()
        );
        self.sql.prepare_cached(&sql)?.execute((id, owner, name, size)).map(|_| ())
    }

    /// Adds a piece at its place; `false`: that is not the end of what is here.
    pub fn add_to_arrival(&self, id: &str, start: i64, bytes: &[u8]) -> Result<bool> {
        let more = i64::try_from(bytes.len()).map_err(|_| StoreError::undecodable("the length of a piece"))?;
        let sql = format!(
            "UPDATE kt_arrival SET arrived = arrived + ?3, changed_at = {} WHERE id = ?1 AND arrived = ?2",
            self.sql.dialect().clock()
        );
        if self.sql.prepare_cached(&sql)?.execute((id, start, more))? == 0 {
            return Ok(false);
        }
        let sql = "INSERT INTO kt_arrival_piece (arrival, start, bytes) VALUES (?1, ?2, ?3)";
        self.sql.prepare_cached(sql)?.execute((id, start, compress(bytes)))?;
        Ok(true)
    }

    pub fn drop_arrival(&self, id: &str) -> Result<()> {
        for sql in ["DELETE FROM kt_arrival_piece WHERE arrival = ?1", "DELETE FROM kt_arrival WHERE id = ?1"] {
            self.sql.prepare_cached(sql)?.execute([id])?;
        }
        Ok(())
    }

    /// Forgets files to which nothing came for so many milliseconds.
    pub fn forget_arrivals(&self, millis: i64) -> Result<()> {
        let old = format!("SELECT id FROM kt_arrival WHERE changed_at < {} - ?1", self.sql.dialect().clock());
        let pieces = format!("DELETE FROM kt_arrival_piece WHERE arrival IN ({old})");
        let files = format!("DELETE FROM kt_arrival WHERE id IN ({old})");
        for sql in [pieces, files] {
            self.sql.prepare_cached(&sql)?.execute([millis])?;
        }
        Ok(())
    }
}

impl Conn {
    pub fn arrival(&self, id: &str) -> Result<Option<Arrival>> {
        let sql = "SELECT owner, name, size, arrived FROM kt_arrival WHERE id = ?1";
        let read = |row: crate::sql::Row<'_>| {
            Ok(Arrival { owner: row.get(0)?, name: row.get(1)?, size: row.get(2)?, arrived: row.get(3)? })
        };
        self.sql.prepare_cached(sql)?.query_row([id], read).optional()
    }

    /// The bytes in their order, piece by piece.
    pub fn read_arrival(&self, id: &str, mut each: impl FnMut(&[u8]) -> std::io::Result<()>) -> Result<()> {
        let sql = "SELECT bytes FROM kt_arrival_piece WHERE arrival = ?1 ORDER BY start";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query_long([id], CHUNKS)?;
        while let Some(row) = rows.next()? {
            let packed = row.get_ref(0)?.as_blob().map_err(|_| StoreError::undecodable("a file on its way"))?;
            each(&decompress(packed, "a file on its way")?)?;
        }
        Ok(())
    }
}
