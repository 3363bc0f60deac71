//! The original bytes of uploaded files, kept in chunks, compressed. Written once, never changed.

use crate::error::{Result, StoreError};
use crate::{Batch, Conn};

/// Chunks held at once while a file is read from a server.
pub(crate) const CHUNKS: usize = 4;

impl Batch<'_> {
    /// Keeps the next chunk of an upload; chunks of about a megabyte are best.
    pub fn append_upload_chunk(&self, import: i64, upload_no: u32, seq: u32, bytes: &[u8]) -> Result<()> {
        let sql = "INSERT INTO kt_upload_chunk (import_id, upload_no, seq, bytes) VALUES (?1, ?2, ?3, ?4)";
        self.sql.prepare_cached(sql)?.execute((import, upload_no, seq, compress(bytes)))?;
        Ok(())
    }

    /// Forgets an upload: one that broke off, or one whose keeping time is over.
    pub fn drop_upload(&self, import: i64, upload_no: u32) -> Result<()> {
        let sql = "DELETE FROM kt_upload_chunk WHERE import_id = ?1 AND upload_no = ?2";
        self.sql.prepare_cached(sql)?.execute((import, upload_no))?;
        Ok(())
    }
}

impl Conn {
    /// Gives the file back, chunk by chunk, exactly as it came; returns its length in bytes. `each` may stop it with an error.
    pub fn read_upload(&self, import: i64, upload_no: u32, mut each: impl FnMut(&[u8]) -> std::io::Result<()>) -> Result<u64> {
        let sql = "SELECT bytes FROM kt_upload_chunk WHERE import_id = ?1 AND upload_no = ?2 ORDER BY seq";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query_long((import, upload_no), CHUNKS)?;
        let mut length = 0;
        while let Some(row) = rows.next()? {
            let packed = row.get_ref(0)?.as_blob().map_err(|_| StoreError::undecodable("an upload"))?;
            let bytes = decompress(packed, "an upload")?;
            length += bytes.len() as u64;
            each(&bytes)?;
        }
        Ok(length)
    }
}

pub(crate) fn compress(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(bytes)
}

pub(crate) fn decompress(packed: &[u8], what: &str) -> Result<Vec<u8>> {
    lz4_flex::decompress_size_prepended(packed).map_err(|_| StoreError::undecodable(what))
}
