//! Links within a file to rows that stay out: the linking row stays out too, rather than lose its link in silence (SEM-04).
//!
//! In: a surveyed part. Out: the names that will really exist after the run, and the rows behind those that will not.

use std::collections::HashSet;

use crate::error::Result;
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::{Engine, store_error};

impl Engine {
    /// Takes the names of rows that stay out from the names to come, until no further row falls with them.
    pub(super) fn drop_rejected_partners(&self, context: &mut PartContext, watch: &Watch) -> Result<()> {
        if context.file.own_rows.is_empty() {
            return Ok(());
        }
        let key = context.reader.record_type.key.clone();
        let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
        loop {
            let mut accepted = HashSet::new();
            for block in &context.blocks {
                watch.go_on()?;
                let planned = planner.plan(context, *block, context.table_is_empty)?;
                super::collect_names(context, &planned, &mut accepted);
            }
            let facts = &mut context.file;
            let is_out = |name: &compact_str::CompactString| !accepted.contains(name);
            let known = facts.rejected.len();
            facts.rejected =
                facts.own_rows.iter().filter(|(name, _)| is_out(name)).map(|(name, row)| (name.clone(), *row)).collect();
            if let Some(names) = facts.names.get_mut(&key) {
                names.retain(|name| accepted.contains(name));
            }
            if facts.rejected.len() == known {
                return Ok(());
            }
        }
    }
}
