//! Rows that meet in one record by different rules: one by its external id, the other by its name. Their keys differ, so only
//! the register knows. The first row counts; a later one stays out and names both.
//!
//! In: blocks as they were judged, in the order of the file. Out: the same blocks, later rows rejected.

use kartoteka_domain::check::row_list;
use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::promise_nothing;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::run::Outcome;

use super::passes::Findings;
use crate::plan_block::PartContext;

/// Records that rows of this import change, and the row that does. Kept only where several rules can lead to one record.
pub(super) struct SameRecord {
    changed_by: Option<Map<RecordId, u32>>,
}

impl SameRecord {
    pub fn new(context: &PartContext) -> SameRecord {
        SameRecord { changed_by: (context.reader.match_rules.len() > 1).then(Map::default) }
    }

    pub fn look(&mut self, block: &mut Findings) {
        let Some(changed_by) = &mut self.changed_by else { return };
        for row in &mut block.outcomes {
            let (Some(id), Outcome::Updated | Outcome::Unchanged) = (row.id, row.outcome) else { continue };
            if let Some(first) = changed_by.get(&id) {
                let rows = row_list(&[*first, row.row.0]);
                block.issues.push(Issue::of_row(row.row, Problem::new(Code::KeyRepeated).with("rows", rows)));
                row.outcome = Outcome::Rejected;
                promise_nothing(&mut block.issues, 0, row.row);
                block.names.retain(|(named, _)| *named != row.row);
            } else if row.outcome == Outcome::Updated {
                changed_by.insert(id, row.row.0);
            }
        }
    }
}
