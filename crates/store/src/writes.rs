//! The one way by which a run writes records: many at a time, each database in its own way. A file takes them one after the
//! other by a prepared statement; a server takes new ones as one stream and changed ones by one statement.
//!
//! In: writes, in order. Out: what became of each, in the same order, alike on both. Writes no journal.

use std::collections::HashSet;

use compact_str::CompactString;
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;

use crate::dialect::Dialect;
use crate::error::{Result, StoreError};
use crate::records::{Changed, Inserter, New, Stamp, Updater};
use crate::{Batch, Folder};

/// Fewer than these are not worth a statement of their own kind.
const FEW: usize = 4;

/// One record to be written.
#[derive(Clone, Debug)]
pub enum Write<'w> {
    /// A new one, with values in the order of the positions, and the forms that a [`Folder`] made of them.
    Create { id: RecordId, values: &'w [Option<Value>], forms: &'w [Option<CompactString>] },
    /// One that must still have the version; other fields than the given ones stay.
    Update { id: RecordId, expected: Version, fields: Vec<(usize, Option<&'w Value>)> },
}

/// What became of one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrote {
    Done,
    /// The record has another version, or is gone; nothing was written.
    Moved,
    /// The value of this field belongs to another record; nothing was written.
    Taken(Key),
}

/// Writes records of one type within one batch.
pub struct RecordRows<'b> {
    batch: &'b Batch<'b>,
    inserter: Inserter<'b>,
    updater: Updater<'b>,
    folder: Folder,
}

impl Batch<'_> {
    /// Prepares for writing records, all with one stamp; `positions` are the fields of new ones, in the order of their values.
    pub fn record_rows<'b>(&'b self, ty: &'b RecordType, positions: &[usize], stamp: &Stamp) -> Result<RecordRows<'b>> {
        let (inserter, updater) = (self.inserter(ty, positions, stamp)?, self.updater(ty, stamp)?);
        Ok(RecordRows { batch: self, inserter, updater, folder: self.folder(ty, positions)? })
    }
}

impl RecordRows<'_> {
    /// Makes the forms that new records need.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Writes them. What is taken or moved leaves nothing behind, and the batch goes on.
    pub fn write(&mut self, writes: &[Write<'_>]) -> Result<Vec<Wrote>> {
        let is_file = self.batch.sql.dialect() == Dialect::Sqlite;
        if is_file || writes.len() < FEW || names_twice(writes) {
            return writes.iter().map(|write| self.write_one(write)).collect();
        }
        self.write_together(writes)
    }

    /// Makes a deleted record again under its old number, see [`Inserter::restore`].
    pub fn restore(&mut self, id: RecordId, values: &[Option<Value>]) -> Result<()> {
        self.inserter.restore(id, values)
    }

    fn write_one(&mut self, write: &Write<'_>) -> Result<Wrote> {
        match write {
            Write::Create { id, values, forms } => match self.inserter.insert_folded(*id, values, forms) {
                Ok(()) => Ok(Wrote::Done),
                Err(StoreError::Unique { field }) => Ok(Wrote::Taken(field)),
                Err(other) => Err(other),
            },
            Write::Update { id, expected, fields } => self.updater.update_one(&(*id, *expected, fields)),
        }
    }

    fn write_together(&mut self, writes: &[Write<'_>]) -> Result<Vec<Wrote>> {
        let (mut new, mut changed): (Vec<New<'_>>, Vec<Changed<'_>>) = (Vec::new(), Vec::new());
        for write in writes {
            match write {
                Write::Create { id, values, forms } => new.push((*id, values, forms)),
                Write::Update { id, expected, fields } => changed.push((*id, *expected, fields)),
            }
        }
        let created = if new.is_empty() { Vec::new() } else { self.inserter.insert_together(&new)? };
        let mut created = created.into_iter().map(|taken| taken.map_or(Wrote::Done, Wrote::Taken));
        let mut updated = if changed.is_empty() { Vec::new() } else { self.updater.update_together(&changed)? }.into_iter();
        let of = |write: &Write<'_>| match write {
            Write::Create { .. } => created.next(),
            Write::Update { .. } => updated.next(),
        };
        Ok(writes.iter().filter_map(of).collect())
    }
}

/// Whether a record is to be changed twice: then the second one counts on what the first one did.
fn names_twice(writes: &[Write<'_>]) -> bool {
    let mut seen = HashSet::new();
    writes.iter().any(|write| match write {
        Write::Update { id, .. } => !seen.insert(*id),
        Write::Create { .. } => false,
    })
}
