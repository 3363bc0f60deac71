//! Rows that meet in one record by different rules: one by its external id, the other by its name. Their keys differ, so only
//! the register knows. The first row counts; a later one stays out and names both.
//!
//! In: planned blocks in the order of the file. Out: the same blocks, later rows rejected.

use kartoteka_domain::check::row_list;
use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::{PlannedChange, promise_nothing};
use kartoteka_domain::record::RecordId;

use crate::plan_block::{PartContext, PlannedBlock};

/// Records that rows of this import change, and the row that does. Kept only where several rules can lead to one record.
pub(super) struct SameRecord {
    changed_by: Option<Map<RecordId, u32>>,
}

impl SameRecord {
    pub fn new(context: &PartContext) -> SameRecord {
        SameRecord { changed_by: (context.reader.match_rules.len() > 1).then(Map::default) }
    }

    pub fn look(&mut self, block: &mut PlannedBlock) {
        let Some(changed_by) = &mut self.changed_by else { return };
        for row in &mut block.rows {
            let (Some(id), PlannedChange::Update(_) | PlannedChange::Unchanged) = (row.id, &row.change) else { continue };
            if let Some(first) = changed_by.get(&id) {
                let rows = row_list(&[*first, row.row.0]);
                block.issues.push(Issue::of_row(row.row, Problem::new(Code::KeyRepeated).with("rows", rows)));
                row.change = PlannedChange::Reject;
                promise_nothing(&mut block.issues, 0, row.row);
            } else if matches!(row.change, PlannedChange::Update(_)) {
                changed_by.insert(id, row.row.0);
            }
        }
    }
}
