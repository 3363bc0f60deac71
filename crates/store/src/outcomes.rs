//! One outcome per row, packed by block: what a check promised, and what a run did.

use kartoteka_domain::run::{Counts, RowOutcome};

use crate::codec::{pack_outcomes, unpack_outcomes};
use crate::error::{Result, StoreError};
use crate::imports::{counts_text, read_counts};
use crate::sql::{Kind, Many, Optional, Row};
use crate::{Batch, Conn};

/// Who says it: the check that promises or the run that did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    Check,
    Run,
}

impl Stage {
    pub fn word(self) -> &'static str {
        match self {
            Stage::Check => "check",
            Stage::Run => "run",
        }
    }
}

/// The outcomes of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockOutcomes {
    /// Which record type of a file that holds several, from 0.
    pub part: u32,
    pub block: u32,
    pub counts: Counts,
    pub outcomes: Vec<RowOutcome>,
}

/// Blocks held at once while those of a whole run are read from a server.
const BLOCKS: usize = 64;

impl Batch<'_> {
    /// Keeps the outcomes of blocks, none of them twice; again replaces them.
    pub fn save_outcomes(&self, import: i64, stage: Stage, blocks: &[BlockOutcomes]) -> Result<()> {
        let number = |name: &str| (name.to_owned(), Kind::Number);
        let text = |name: &str| (name.to_owned(), Kind::Text);
        let packed = ("packed".to_owned(), Kind::Bytes);
        let mut rows =
            Many::new(vec![number("import_id"), text("stage"), number("part"), number("block_no"), text("counts"), packed]);
        for block in blocks {
            rows.push(import);
            rows.push(stage.word());
            rows.push(block.part);
            rows.push(block.block);
            rows.push(counts_text(&block.counts));
            rows.push(pack_outcomes(&block.outcomes));
        }
        let again =
            " ON CONFLICT (import_id, stage, part, block_no) DO UPDATE SET counts = excluded.counts, packed = excluded.packed";
        self.sql.insert("kt_outcome", &rows, again)
    }

    /// Forgets all outcomes of a stage, before it begins anew.
    pub fn clear_outcomes(&self, import: i64, stage: Stage) -> Result<()> {
        let sql = "DELETE FROM kt_outcome WHERE import_id = ?1 AND stage = ?2";
        self.sql.prepare_cached(sql)?.execute((import, stage.word()))?;
        Ok(())
    }
}

impl Conn {
    pub fn outcomes(&self, import: i64, stage: Stage, part: u32, block: u32) -> Result<Option<BlockOutcomes>> {
        let sql = "SELECT part, block_no, counts, packed FROM kt_outcome \
                   WHERE import_id = ?1 AND stage = ?2 AND part = ?3 AND block_no = ?4";
        let mut statement = self.sql.prepare_cached(sql)?;
        statement.query_row((import, stage.word(), part, block), read_block).optional()
    }

    /// The outcomes of blocks that follow each other, ascending; those without any are left out.
    pub fn outcomes_between(
        &self,
        import: i64,
        stage: Stage,
        part: u32,
        (first, last): (u32, u32),
    ) -> Result<Vec<BlockOutcomes>> {
        let sql = "SELECT part, block_no, counts, packed FROM kt_outcome \
                   WHERE import_id = ?1 AND stage = ?2 AND part = ?3 AND block_no BETWEEN ?4 AND ?5 ORDER BY block_no";
        let mut statement = self.sql.prepare_cached(sql)?;
        statement.query_map((import, stage.word(), part, first, last), read_block)?.collect()
    }

    /// The blocks of one part that a stage has outcomes of, ascending.
    pub fn outcome_blocks(&self, import: i64, stage: Stage, part: u32) -> Result<Vec<u32>> {
        let sql = "SELECT block_no FROM kt_outcome WHERE import_id = ?1 AND stage = ?2 AND part = ?3 ORDER BY block_no";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map((import, stage.word(), part), |row| row.get(0))?;
        rows.collect()
    }

    /// Every block's outcomes by part and block.
    pub fn each_outcomes(&self, import: i64, stage: Stage, mut each: impl FnMut(BlockOutcomes) -> Result<()>) -> Result<()> {
        let sql =
            "SELECT part, block_no, counts, packed FROM kt_outcome WHERE import_id = ?1 AND stage = ?2 ORDER BY part, block_no";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query_long((import, stage.word()), BLOCKS)?;
        while let Some(row) = rows.next()? {
            each(read_block(row)?)?;
        }
        Ok(())
    }

    /// The counts of all blocks together.
    pub fn outcome_counts(&self, import: i64, stage: Stage) -> Result<Counts> {
        let sql = "SELECT counts FROM kt_outcome WHERE import_id = ?1 AND stage = ?2";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query((import, stage.word()))?;
        let mut sum = Counts::default();
        while let Some(row) = rows.next()? {
            sum.add(&read_counts(&row.get::<String>(0)?)?);
        }
        Ok(sum)
    }
}

fn read_block(row: Row<'_>) -> Result<BlockOutcomes> {
    let packed = row.get_ref(3)?.as_blob().map_err(|_| StoreError::undecodable("the row outcomes"))?;
    Ok(BlockOutcomes {
        part: row.get(0)?,
        block: row.get(1)?,
        counts: read_counts(&row.get::<String>(2)?)?,
        outcomes: unpack_outcomes(packed)?,
    })
}
