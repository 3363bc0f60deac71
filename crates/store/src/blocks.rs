//! What reading a file gave: its sheets, and the rows in packed blocks. Bytes of blocks are opaque here (they come
//! compressed already).

use crate::error::Result;
use crate::sql::Optional;
use crate::{Batch, Conn};

/// Where a block of rows stands; row numbers are those a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockInfo {
    pub no: u32,
    pub first_row: u32,
    pub last_row: u32,
    pub rows: u32,
}

/// A block to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBlock {
    pub info: BlockInfo,
    pub bytes: Vec<u8>,
}

/// One sheet of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    pub sheet: u32,
    pub name: String,
    pub hidden: bool,
    /// JSON: what was found while reading.
    pub report: String,
}

impl Batch<'_> {
    /// Keeps blocks of one sheet. The same block again replaces the first (a reading that was repeated after a crash).
    pub fn append_blocks(&self, import: i64, upload_no: u32, sheet: u32, blocks: &[NewBlock]) -> Result<()> {
        let sql = "INSERT INTO kt_block (import_id, upload_no, sheet, block_no, first_row, last_row, row_count, bytes) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (import_id, upload_no, sheet, block_no) DO UPDATE SET \
                   first_row = excluded.first_row, last_row = excluded.last_row, row_count = excluded.row_count, bytes = excluded.bytes";
        let mut statement = self.sql.prepare_cached(sql)?;
        for NewBlock { info, bytes } in blocks {
            statement.execute((import, upload_no, sheet, info.no, info.first_row, info.last_row, info.rows, bytes))?;
        }
        Ok(())
    }

    /// Forgets the blocks and sheets of an import: of one upload, or of all.
    pub fn drop_blocks(&self, import: i64, upload_no: Option<u32>) -> Result<()> {
        for table in ["kt_block", "kt_sheet"] {
            let sql = format!("DELETE FROM {table} WHERE import_id = ?1 AND (?2 IS NULL OR upload_no = ?2)");
            self.sql.prepare_cached(&sql)?.execute((import, upload_no))?;
        }
        Ok(())
    }

    /// Keeps what is known about a sheet; again replaces it.
    pub fn save_sheet(&self, import: i64, upload_no: u32, sheet: &SheetInfo) -> Result<()> {
        let sql = "INSERT INTO kt_sheet (import_id, upload_no, sheet, name, hidden, report) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT (import_id, upload_no, sheet) DO UPDATE SET name = excluded.name, hidden = excluded.hidden, \
                   report = excluded.report";
        let parameters = (import, upload_no, sheet.sheet, &sheet.name, sheet.hidden, &sheet.report);
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(())
    }
}

impl Conn {
    /// The blocks of a sheet in order, without their bytes.
    pub fn block_list(&self, import: i64, upload_no: u32, sheet: u32) -> Result<Vec<BlockInfo>> {
        let sql = "SELECT block_no, first_row, last_row, row_count FROM kt_block \
                   WHERE import_id = ?1 AND upload_no = ?2 AND sheet = ?3 ORDER BY block_no";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map((import, upload_no, sheet), |row| {
            Ok(BlockInfo { no: row.get(0)?, first_row: row.get(1)?, last_row: row.get(2)?, rows: row.get(3)? })
        })?;
        rows.collect()
    }

    /// The bytes of one block.
    pub fn block(&self, import: i64, upload_no: u32, sheet: u32, no: u32) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM kt_block WHERE import_id = ?1 AND upload_no = ?2 AND sheet = ?3 AND block_no = ?4";
        let mut statement = self.sql.prepare_cached(sql)?;
        statement.query_row((import, upload_no, sheet, no), |row| row.get(0)).optional()
    }

    /// The sheets of an upload in order.
    pub fn sheets(&self, import: i64, upload_no: u32) -> Result<Vec<SheetInfo>> {
        let sql = "SELECT sheet, name, hidden, report FROM kt_sheet WHERE import_id = ?1 AND upload_no = ?2 ORDER BY sheet";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map((import, upload_no), |row| {
            Ok(SheetInfo { sheet: row.get(0)?, name: row.get(1)?, hidden: row.get(2)?, report: row.get(3)? })
        })?;
        rows.collect()
    }
}
