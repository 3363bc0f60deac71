//! What an undo or a deletion did, or would do: numbers that add up, and what was kept with its reason.

use std::collections::BTreeMap;

use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::run::Counts;

/// Kept records listed one by one; beyond that only counted.
const KEPT_LISTED: usize = 1_000;

/// Why something was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// Edited since; the later edit stays.
    EditedSince { fields: Vec<Key> },
    /// Others are linked to it: type and how many.
    Linked { from: Vec<(Key, u64)> },
    /// Gone already.
    Gone,
    /// The person was erased; nothing brings it back.
    Erased,
    /// A value that would come back belongs to another record now.
    Taken { field: Key },
    /// The last administrator who can sign in.
    LastAdministrator,
}

/// One record that was kept, wholly or in some fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub type_key: Key,
    pub id: RecordId,
    pub name: String,
    pub reason: KeptReason,
}

/// What an undo did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoReport {
    /// The run that did it; none for a preview.
    pub run: Option<i64>,
    /// Records the undone run had touched.
    pub records: u64,
    /// Created records taken away again.
    pub deleted: u64,
    /// Updated records with old values back.
    pub restored: u64,
    /// As before already.
    pub unchanged: u64,
    pub kept_count: u64,
    pub kept_edited: u64,
    pub kept_linked: u64,
    /// The first of the kept ones.
    pub kept: Vec<Kept>,
    /// The same numbers for each record type that lost or kept created records.
    pub by_type: BTreeMap<Key, TypeNumbers>,
}

/// What became of the created records of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeNumbers {
    pub deleted: u64,
    pub kept: u64,
}

impl UndoReport {
    pub(crate) fn delete(&mut self, type_key: &Key, records: u64) {
        self.deleted += records;
        self.by_type.entry(type_key.clone()).or_default().deleted += records;
    }

    pub(crate) fn keep(&mut self, kept: Kept) {
        self.kept_count += 1;
        self.by_type.entry(kept.type_key.clone()).or_default().kept += 1;
        match kept.reason {
            KeptReason::EditedSince { .. } => self.kept_edited += 1,
            KeptReason::Linked { .. } => self.kept_linked += 1,
            _ => {}
        }
        if self.kept.len() < KEPT_LISTED {
            self.kept.push(kept);
        }
    }

    /// As counts: deleted and restored records are updates of the register, kept ones were left alone.
    pub fn counts(&self) -> Counts {
        Counts {
            rows: self.deleted + self.restored + self.unchanged + self.kept_count,
            updated: self.deleted + self.restored,
            unchanged: self.unchanged,
            skipped: self.kept_count,
            ..Counts::default()
        }
    }
}
