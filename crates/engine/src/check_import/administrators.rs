//! The last administrator who can sign in stays one, whatever a file says (WEB-19). Judged over the whole file: each of two
//! rows may be harmless, both together not.
//!
//! In: a surveyed part. Out: the rows that would take the last one's rights. Writes nothing.

use std::collections::HashSet;

use kartoteka_domain::check::last_administrator::row_takes_rights;
use kartoteka_domain::recipe::Mode;
use kartoteka_domain::record::RecordId;

use crate::error::Result;
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::{Engine, store_error};

impl Engine {
    /// Finds the rows after which nobody would be left; those before them in the file may take rights away.
    pub(super) fn judge_administrators(&self, context: &mut PartContext, watch: &Watch) -> Result<()> {
        let reader = &context.reader;
        let has = |key| reader.slot_of(key).is_some();
        if reader.record_type.key != "user" || context.options.mode == Mode::Create || !(has("role") || has("is_active")) {
            return Ok(());
        }
        let mut left: HashSet<RecordId> = self.able(&*self.store.reader().map_err(store_error)?)?.into_iter().collect();
        if left.is_empty() {
            return Ok(());
        }
        let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
        let mut rows = Vec::new();
        for block in &context.blocks {
            watch.go_on()?;
            let planned = planner.plan(context, *block, context.table_is_empty)?;
            for row in &planned.rows {
                let Some(id) = row.id.filter(|id| left.contains(id)) else { continue };
                if !row_takes_rights(&row.change, |slot| reader.field(slot).key.as_str()) {
                    continue;
                }
                if left.len() == 1 {
                    rows.push(row.row.0);
                } else {
                    left.remove(&id);
                }
            }
        }
        context.file.last_administrators.extend(rows);
        Ok(())
    }
}
