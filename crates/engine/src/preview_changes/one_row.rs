//! One row judged as it stands now, without a check of the whole file: for a person who edits cell after cell.
//!
//! In: a sheet and a row. Out: the row with what is wrong with it. Stores nothing; the next check has the last word.

use kartoteka_domain::issue::Severity;
use kartoteka_domain::run::Outcome;

use super::Planned;
use crate::Engine;
use crate::actor::Actor;
use crate::error::Result;
use crate::staged_rows::{RowSort, StagedRow};

impl Engine {
    /// The row as a check would find it now.
    pub fn look_at_row(&self, actor: &Actor, import: i64, sheet: usize, row: u32) -> Result<StagedRow> {
        let mut staged = self.staged_row(actor, import, sheet, row)?;
        let parts = self.sheets_of(import)?.into_iter().find(|found| found.index == sheet).map(|found| found.parts);
        (staged.issues, staged.outcomes) = (Vec::new(), Vec::new());
        for part in parts.into_iter().flatten().map(|part| part as u32) {
            let from = Planned { start: (part, row.saturating_sub(1)), outcome: None };
            self.each_planned(actor, import, from, |context, _, planned, _| {
                if context.part == part {
                    let own = planned.rows.iter().filter(|planned| planned.row.0 == row);
                    staged.outcomes.extend(own.map(|planned| (part, planned.outcome())));
                    staged
                        .issues
                        .extend(planned.issues.iter().filter(|issue| issue.row.0 == row).map(|issue| (part, issue.clone())));
                }
                Ok(false)
            })?;
        }
        let is_warned = staged.issues.iter().any(|(_, issue)| issue.severity == Severity::Warning);
        let has = |outcome| staged.outcomes.iter().any(|(_, found)| *found == outcome);
        staged.sort = match () {
            () if staged.outcomes.is_empty() => None,
            () if has(Outcome::Rejected) => Some(RowSort::Rejected),
            () if staged.outcomes.iter().all(|(_, found)| *found == Outcome::Skipped) => Some(RowSort::Skipped),
            () if is_warned => Some(RowSort::Warned),
            () => Some(RowSort::Ready),
        };
        Ok(staged)
    }
}
