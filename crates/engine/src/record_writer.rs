//! The only writer of records. What it writes it journals, in the same batch; nothing else in the house changes a record.
//!
//! In: values to be created, changes to be made, numbers to be deleted. Out: records, journal, tags. Decides nothing.

use compact_str::CompactString;

use kartoteka_domain::change::{Change, ChangeKind, FieldChange};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record::{Key, Record, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;
use kartoteka_store::{Batch, RecordRows, Stamp, StoreError, Write, Wrote};

use crate::error::Result;
use crate::store_error;

/// In the journal: the tags a run added to a record, beside what happened to the record's own list of tags.
pub(crate) const ADDED_TAGS: &str = "+tags";

/// Created records in one stretch of the journal: an undo takes some stretches back at a time.
const STRETCH: usize = 1_000;

/// One field of an update: position in the type's fields, before, after.
pub(crate) type FieldStep = (usize, Option<Value>, Option<Value>);

/// What became of one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Done(RecordId),
    /// Somebody wrote the record since it was read.
    Moved,
    /// The value of this field belongs to another record.
    Taken(Key),
}

/// One write among many.
pub(crate) enum RowWrite<'r> {
    /// Values, and the forms a [`kartoteka_store::Folder`] made of them beforehand.
    Create(&'r [Option<Value>], &'r [Option<CompactString>]),
    /// A record that still has the version.
    Update(RecordId, Version, Vec<FieldStep>),
}

impl RowWrite<'_> {
    /// The record that is changed.
    pub fn of(&self) -> Option<RecordId> {
        match self {
            RowWrite::Create(..) => None,
            RowWrite::Update(id, ..) => Some(*id),
        }
    }
}

/// Writes records of one type within one batch, for one run.
pub(crate) struct RecordWriter<'b> {
    batch: &'b Batch<'b>,
    ty: &'b RecordType,
    run: i64,
    stamp: Stamp,
    rows: RecordRows<'b>,
    /// Given to every record created or updated.
    tags: &'b [(i64, CompactString)],
    created: Vec<RecordId>,
    /// Journaled; their tags are written with those of all others.
    untagged: Vec<RecordId>,
    changes: Vec<Change>,
    tagged: Vec<RecordId>,
    next: RecordId,
    left: u64,
}

impl<'b> RecordWriter<'b> {
    /// `positions`: the fields of created records, in the order of their values.
    pub fn new(
        batch: &'b Batch<'b>,
        ty: &'b RecordType,
        run: i64,
        positions: &[usize],
        stamp: Stamp,
        tags: &'b [(i64, CompactString)],
    ) -> Result<RecordWriter<'b>> {
        let rows = batch.record_rows(ty, positions, &stamp).map_err(store_error)?;
        let (created, untagged, changes, tagged) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (next, left) = (RecordId(0), 0);
        Ok(RecordWriter { batch, ty, run, stamp, rows, tags, created, untagged, changes, tagged, next, left })
    }

    /// Says how many records will be created next, so that their numbers are one range.
    pub fn expect(&mut self, creates: u64) -> Result<()> {
        if creates > 0 && self.left == 0 {
            self.next = self.batch.take_ids(self.ty, creates).map_err(store_error)?;
            self.left = creates;
        }
        Ok(())
    }

    pub fn create(&mut self, values: &[Option<Value>]) -> Result<Written> {
        let mut forms = Vec::new();
        self.rows.folder().add_forms(values, &mut forms);
        self.write_one(RowWrite::Create(values, &forms))
    }

    /// Creates a record for each list of values; one whose value is taken is passed over.
    pub fn create_all(&mut self, rows: &[Vec<Option<Value>>]) -> Result<()> {
        let width = self.rows.folder().width();
        let mut forms = Vec::with_capacity(rows.len() * width);
        rows.iter().for_each(|values| self.rows.folder().add_forms(values, &mut forms));
        let mut writes = Vec::with_capacity(rows.len());
        for (place, values) in rows.iter().enumerate() {
            writes.push(RowWrite::Create(values, &forms[place * width..(place + 1) * width]));
        }
        self.write(writes)?;
        Ok(())
    }

    /// Changes a record that still has the given version.
    pub fn update(&mut self, id: RecordId, version: Version, steps: Vec<FieldStep>) -> Result<Written> {
        self.write_one(RowWrite::Update(id, version, steps))
    }

    fn write_one(&mut self, write: RowWrite<'_>) -> Result<Written> {
        Ok(self.write(vec![write])?.pop().unwrap_or(Written::Moved))
    }

    /// Writes rows in order; what became of each is aligned with them. A row that cannot be created leaves its number unused.
    pub fn write(&mut self, writes: Vec<RowWrite<'_>>) -> Result<Vec<Written>> {
        let creates = writes.iter().filter(|write| matches!(write, RowWrite::Create(..))).count() as u64;
        if self.left < creates {
            self.left = 0;
        }
        self.expect(creates)?;
        self.left -= creates;
        let mut stored = Vec::with_capacity(writes.len());
        for write in &writes {
            stored.push(match write {
                RowWrite::Create(values, forms) => {
                    let id = self.next;
                    self.next = RecordId(id.0 + 1);
                    Write::Create { id, values, forms }
                }
                RowWrite::Update(id, version, steps) => {
                    let fields = steps.iter().map(|(position, _, after)| (*position, after.as_ref())).collect();
                    Write::Update { id: *id, expected: *version, fields }
                }
            });
        }
        let wrote = self.rows.write(&stored).map_err(store_error)?;
        let ids: Vec<RecordId> = stored.iter().map(|(Write::Create { id, .. } | Write::Update { id, .. })| *id).collect();
        Ok(writes.into_iter().zip(ids).zip(wrote).map(|((write, id), wrote)| self.note(write, id, wrote)).collect())
    }

    /// Notes for journal and tags what was written.
    fn note(&mut self, write: RowWrite<'_>, id: RecordId, wrote: Wrote) -> Written {
        match wrote {
            Wrote::Done => {}
            Wrote::Moved => return Written::Moved,
            Wrote::Taken(field) => return Written::Taken(field),
        }
        match write {
            RowWrite::Create(..) => self.created.push(id),
            RowWrite::Update(_, version, steps) => {
                let ty = self.ty;
                let change =
                    |(position, before, after): FieldStep| FieldChange { field: ty.fields[position].key.clone(), before, after };
                let fields = steps.into_iter().map(change).collect();
                self.changes.push(Change { id, kind: ChangeKind::Updated, version, fields });
                self.tagged.push(id);
            }
        }
        Written::Done(id)
    }

    /// Makes a deleted record again under its old number.
    pub fn restore(&mut self, positions: &[usize], id: RecordId, version: Version, fields: Vec<FieldChange>) -> Result<Written> {
        let values: Vec<Option<Value>> = positions
            .iter()
            .map(|position| fields.iter().find(|f| f.field == self.ty.fields[*position].key).and_then(|f| f.after.clone()))
            .collect();
        match self.rows.restore(id, &values) {
            Ok(()) => {
                self.changes.push(Change { id, kind: ChangeKind::Created, version, fields });
                Ok(Written::Done(id))
            }
            Err(StoreError::Unique { field }) => Ok(Written::Taken(field)),
            Err(error) => Err(store_error(error)),
        }
    }

    /// Deletes records; every value they had goes into the journal. `positions`: the fields `records` were read with.
    ///
    /// `for_good`: nobody can ask for them back, so their stamps need not be kept and whole ranges go at once.
    pub fn delete(&mut self, positions: &[usize], records: Vec<Record>, for_good: bool) -> Result<u64> {
        let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
        let mut deleted = 0;
        if for_good {
            for (first, last) in ranges(&ids) {
                deleted += self.batch.delete_range(self.ty, first, last).map_err(store_error)?;
            }
        } else {
            deleted = self.batch.delete(self.ty, &ids).map_err(store_error)?;
        }
        for record in records {
            let filled = positions.iter().zip(record.values).filter_map(|(position, before)| {
                before.map(|before| FieldChange {
                    field: self.ty.fields[*position].key.clone(),
                    before: Some(before),
                    after: None,
                })
            });
            self.changes.push(Change {
                id: record.id,
                kind: ChangeKind::Deleted,
                version: record.version,
                fields: filled.collect(),
            });
        }
        Ok(deleted)
    }

    /// Takes tags away or gives them, beside any update; journaled as sets of names.
    #[allow(dead_code)]
    pub fn retag(&mut self, id: RecordId, version: Version, taken: Vec<CompactString>, given: Vec<CompactString>) {
        let list = |words: Vec<CompactString>| (!words.is_empty()).then_some(Value::List(words));
        let field = FieldChange { field: Key::new("tags"), before: list(taken), after: list(given) };
        self.changes.push(Change { id, kind: ChangeKind::Updated, version, fields: vec![field] });
    }

    /// Writes down in the journal what was written so far, so that it is a stretch of its own.
    pub fn journal(&mut self) -> Result<()> {
        let stretches: Vec<(RecordId, RecordId)> = self.created.chunks(STRETCH).flat_map(ranges).collect();
        self.batch.append_created(self.run, self.ty, self.stamp.at, &stretches).map_err(store_error)?;
        if !self.tagged.is_empty() {
            self.tag_updated()?;
        }
        if !self.changes.is_empty() {
            self.batch.append_journal(self.run, self.ty, self.stamp.at, &self.changes).map_err(store_error)?;
        }
        self.changes.clear();
        self.untagged.append(&mut self.created);
        Ok(())
    }

    /// Writes tags and journal. Without this call the batch must not be committed.
    pub fn finish(mut self) -> Result<()> {
        self.journal()?;
        let tags: Vec<i64> = self.tags.iter().map(|(tag, _)| *tag).collect();
        self.batch.tag_created(self.ty, &tags, &ranges(&self.untagged)).map_err(store_error)?;
        self.batch.bump_data_version(self.ty).map_err(store_error)
    }

    /// The run's tags on updated records: which records got which tag stands in the journal, so undo takes back no other.
    fn tag_updated(&mut self) -> Result<()> {
        self.tagged.sort_unstable();
        let mut given: Map<RecordId, Vec<CompactString>> = Map::default();
        for (tag, name) in self.tags {
            for id in self.batch.add_tag(self.ty, *tag, &self.tagged).map_err(store_error)? {
                given.entry(id).or_default().push(name.clone());
            }
        }
        for change in &mut self.changes {
            if let Some(names) = given.remove(&change.id) {
                change.fields.push(FieldChange { field: Key::new(ADDED_TAGS), before: None, after: Some(Value::List(names)) });
            }
        }
        self.tagged.clear();
        Ok(())
    }
}

/// Ascending numbers as ranges without gaps.
fn ranges(ids: &[RecordId]) -> Vec<(RecordId, RecordId)> {
    let mut ranges: Vec<(RecordId, RecordId)> = Vec::new();
    for id in ids {
        match ranges.last_mut() {
            Some((_, last)) if last.0 + 1 == id.0 => *last = *id,
            _ => ranges.push((*id, *id)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_ranges() {
        let ids = [1, 2, 3, 5, 7, 8].map(RecordId);
        let expected = [(1, 3), (5, 5), (7, 8)].map(|(a, b)| (RecordId(a), RecordId(b)));
        assert_eq!(ranges(&ids), expected);
        assert!(ranges(&[]).is_empty());
    }
}
