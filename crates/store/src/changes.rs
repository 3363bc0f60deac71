//! The journal: what each run did, packed by batch; and the batches of a run, so that a killed one knows where to go on.
//!
//! In: changes in the order made. Out: the same, by run or by record. Created records are ranges of numbers: their values
//! stand in the records. Everything here is written in the transaction of the batch it tells about.

use std::collections::HashMap;
use std::ops::ControlFlow;

use jiff::civil::DateTime;
use kartoteka_domain::change::Change;
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::Counts;

use crate::codec::{pack_changes, unpack_changes};
use crate::error::{Result, StoreError};
use crate::imports::{counts_text, read_counts};
use crate::sql::{Kind, Many, Optional, Row};
use crate::uploads::{compress, decompress};
use crate::values::{read_time, time_text};
use crate::{Batch, Conn};

/// Changes packed together; also how many are decoded to find those of one record.
const CHANGES_IN_PACK: usize = 1000;

/// Stretches held at once while a journal is read from a server.
const STRETCHES: usize = 64;

/// One stretch of the journal: either created records or changes.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    pub run: i64,
    /// From 1 in each run.
    pub seq: i64,
    pub type_key: Key,
    pub at: DateTime,
    /// First and last number; every number between was created too.
    pub created: Option<(RecordId, RecordId)>,
    pub changes: Vec<Change>,
}

/// One thing that happened to a record.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    pub run: i64,
    pub at: DateTime,
    pub change: Change,
}

/// A committed batch of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchNote {
    /// Which record type of a file that holds several, from 0.
    pub part: u32,
    /// Which pass over the rows (records first, links among them after), from 0.
    pub phase: u32,
    pub block_from: u32,
    pub block_to: u32,
    pub counts: Counts,
}

const COLUMNS: &str = "run_id, seq, type_key, at, created_first, created_last, packed";

/// All columns of a stretch.
const JOURNAL_COLUMNS: [(&str, Kind); 9] = [
    ("run_id", Kind::Number),
    ("seq", Kind::Number),
    ("type_key", Kind::Text),
    ("at", Kind::Text),
    ("min_id", Kind::Number),
    ("max_id", Kind::Number),
    ("created_first", Kind::Number),
    ("created_last", Kind::Number),
    ("packed", Kind::Bytes),
];

impl Batch<'_> {
    /// Notes that this batch did these blocks; returns its number within the run, from 1.
    pub fn record_batch(&self, run: i64, note: &BatchNote, at: DateTime) -> Result<i64> {
        let sql = "INSERT INTO kt_batch (run_id, batch_no, part, phase, block_from, block_to, counts, committed_at) \
                   SELECT ?1, coalesce(max(batch_no), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM kt_batch WHERE run_id = ?1 \
                   RETURNING batch_no";
        let counts = counts_text(&note.counts);
        let at = time_text(at);
        let parameters = (run, note.part, note.phase, note.block_from, note.block_to, counts, at.as_str());
        self.sql.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))
    }

    /// Writes changes down, in the order made.
    pub fn append_journal(&self, run: i64, ty: &RecordType, at: DateTime, changes: &[Change]) -> Result<()> {
        let stretch = |pack: &[Change]| {
            let ids = || pack.iter().map(|change| change.id);
            Some((ids().min()?, ids().max()?, Some(compress(&pack_changes(pack)))))
        };
        self.append(run, ty, at, changes.chunks(CHANGES_IN_PACK).filter_map(stretch))
    }

    /// Writes down that every number from the first to the last of each range was created; each is a stretch of its own.
    pub fn append_created(&self, run: i64, ty: &RecordType, at: DateTime, ranges: &[(RecordId, RecordId)]) -> Result<()> {
        self.append(run, ty, at, ranges.iter().map(|(first, last)| (*first, *last, None)))
    }

    /// Stretches: lowest number, highest number, and the packed changes unless all between were created.
    fn append(
        &self,
        run: i64,
        ty: &RecordType,
        at: DateTime,
        stretches: impl Iterator<Item = (RecordId, RecordId, Option<Vec<u8>>)>,
    ) -> Result<()> {
        let mut stretches = stretches.peekable();
        if stretches.peek().is_none() {
            return Ok(());
        }
        let last = "SELECT coalesce(max(seq), 0) FROM kt_journal WHERE run_id = ?1";
        let last: i64 = self.sql.prepare_cached(last)?.query_row([run], |row| row.get(0))?;
        let at = time_text(at);
        let mut rows = Many::new(JOURNAL_COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect());
        for (seq, (min, max, packed)) in (last + 1..).zip(stretches) {
            let created = packed.is_none().then_some((min.0, max.0));
            rows.push(run);
            rows.push(seq);
            rows.push(ty.key.as_str());
            rows.push(at.as_str());
            rows.push(min.0);
            rows.push(max.0);
            rows.push_or_nothing(created.map(|(first, _)| first));
            rows.push_or_nothing(created.map(|(_, last)| last));
            rows.push_or_nothing(packed);
        }
        self.sql.append("kt_journal", &rows)
    }
}

impl Conn {
    /// The last committed batch of a run.
    pub fn last_batch(&self, run: i64) -> Result<Option<BatchNote>> {
        let sql =
            "SELECT part, phase, block_from, block_to, counts FROM kt_batch WHERE run_id = ?1 ORDER BY batch_no DESC LIMIT 1";
        let mut statement = self.sql.prepare_cached(sql)?;
        statement.query_row([run], read_batch).optional()
    }

    /// What the committed batches of a run did together.
    pub fn batch_counts(&self, run: i64) -> Result<Counts> {
        let mut statement = self.sql.prepare_cached("SELECT counts FROM kt_batch WHERE run_id = ?1")?;
        let mut rows = statement.query([run])?;
        let mut sum = Counts::default();
        while let Some(row) = rows.next()? {
            sum.add(&read_counts(&row.get::<String>(0)?)?);
        }
        Ok(sum)
    }

    /// The journal of a run, entry by entry: forward from the beginning or backward from the end, beyond `after`.
    pub fn journal_entries(
        &self,
        run: i64,
        descending: bool,
        after: Option<i64>,
        mut each: impl FnMut(JournalEntry) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (sign, order, start) = if descending { ("<", "DESC", i64::MAX) } else { (">", "ASC", i64::MIN) };
        let sql = format!("SELECT {COLUMNS} FROM kt_journal WHERE run_id = ?1 AND seq {sign} ?2 ORDER BY seq {order}");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query_long((run, after.unwrap_or(start)), STRETCHES)?;
        while let Some(row) = rows.next()? {
            if each(read_entry(row)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// What happened to a record, latest first, at most `limit` things. Reads every stretch of the journal that could
    /// speak of it: some milliseconds a thousand stretches.
    pub fn history(&self, ty: &RecordType, id: RecordId, limit: usize) -> Result<Vec<HistoryEntry>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM kt_journal WHERE type_key = ?1 AND min_id <= ?2 AND max_id >= ?2 \
             ORDER BY run_id DESC, seq DESC"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query_long((ty.key.as_str(), id.0), STRETCHES)?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            let entry = read_entry(row)?;
            let (run, at) = (entry.run, entry.at);
            let created = entry.created.map(|_| Change::created(id));
            let changes = entry.changes.into_iter().rev().filter(|change| change.id == id).chain(created);
            history.extend(changes.map(|change| HistoryEntry { run, at, change }));
        }
        // Runs take turns and single edits have numbers of their own: only the record's versions say what came first.
        history.sort_by_key(|entry: &HistoryEntry| std::cmp::Reverse((entry.change.version, entry.at)));
        history.truncate(limit);
        Ok(history)
    }

    /// For each record, aligned with the question, the changes made to the given version or a later one, oldest first:
    /// what somebody did since.
    pub fn changes_since(&self, ty: &RecordType, records: &[(RecordId, Version)]) -> Result<Vec<Vec<Change>>> {
        let mut found = vec![Vec::new(); records.len()];
        let ids = || records.iter().map(|(id, _)| *id);
        let (Some(min), Some(max)) = (ids().min(), ids().max()) else { return Ok(found) };
        let places: HashMap<RecordId, usize> = ids().enumerate().map(|(place, id)| (id, place)).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM kt_journal WHERE type_key = ?1 AND min_id <= ?3 AND max_id >= ?2 AND packed IS NOT NULL \
             ORDER BY run_id, seq"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query_long((ty.key.as_str(), min.0, max.0), STRETCHES)?;
        while let Some(row) = rows.next()? {
            for change in read_entry(row)?.changes {
                if let Some(place) = places.get(&change.id)
                    && change.version >= records[*place].1
                {
                    found[*place].push(change);
                }
            }
        }
        for changes in &mut found {
            // Runs may take turns: a later run can have the smaller number.
            changes.sort_by_key(|change| change.version);
        }
        Ok(found)
    }

    /// Between which numbers the records of a type lie that a run created or changed.
    pub(crate) fn touched_bounds(&self, ty: &RecordType, run: i64) -> Result<Option<(RecordId, RecordId)>> {
        let sql = "SELECT min(min_id), max(max_id) FROM kt_journal WHERE run_id = ?1 AND type_key = ?2";
        let mut statement = self.sql.prepare_cached(sql)?;
        let (first, last): (Option<i64>, Option<i64>) =
            statement.query_row((run, ty.key.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(first.zip(last).map(|(first, last)| (RecordId(first), RecordId(last))))
    }

    /// Between which numbers the records of a type lie that a run created.
    pub(crate) fn created_bounds(&self, ty: &RecordType, run: i64) -> Result<Option<(RecordId, RecordId)>> {
        let sql = "SELECT min(created_first), max(created_last) FROM kt_journal WHERE run_id = ?1 AND type_key = ?2";
        let mut statement = self.sql.prepare_cached(sql)?;
        let (first, last): (Option<i64>, Option<i64>) =
            statement.query_row((run, ty.key.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(first.zip(last).map(|(first, last)| (RecordId(first), RecordId(last))))
    }
}

fn read_batch(row: Row<'_>) -> Result<BatchNote> {
    Ok(BatchNote {
        part: row.get(0)?,
        phase: row.get(1)?,
        block_from: row.get(2)?,
        block_to: row.get(3)?,
        counts: read_counts(&row.get::<String>(4)?)?,
    })
}

fn read_entry(row: Row<'_>) -> Result<JournalEntry> {
    let created: (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
    let packed = row.get_ref(6)?.as_blob_or_null().map_err(|_| StoreError::undecodable("the journal"))?;
    let changes = packed.map_or(Ok(Vec::new()), |packed| unpack_changes(&decompress(packed, "the journal")?))?;
    Ok(JournalEntry {
        run: row.get(0)?,
        seq: row.get(1)?,
        type_key: row.get::<String>(2)?.into(),
        at: read_time(&row.get::<String>(3)?)?,
        created: created.0.zip(created.1).map(|(first, last)| (RecordId(first), RecordId(last))),
        changes,
    })
}
