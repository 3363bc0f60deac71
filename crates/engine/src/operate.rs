//! A look at whether everything is as it should be.
//!
//! In: nothing. Out: findings. Writes nothing.

use std::path::Path;

use kartoteka_domain::kind;
use kartoteka_domain::run::State;
use kartoteka_store::{ImportFilter, KNOWN_SCHEMA, Stage};

use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::references::DEFAULT_TUNNEL;
use crate::{Engine, store_error};

/// Less free space than this is worth saying.
const LEAST_FREE: u64 = 500_000_000;
/// Finished runs whose outcomes are added up.
const RUNS_CHECKED: usize = 20;

/// One thing looked at. `what` is the id of a sentence: `doctor-<what>`, or `doctor-<what>-wrong`; `detail` holds the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub ok: bool,
    pub detail: String,
    /// Where: the data directory.
    pub place: String,
}

impl Engine {
    /// Looks at what can go wrong unseen. Changes nothing.
    pub fn doctor(&self, actor: &Actor) -> Result<Vec<Finding>> {
        actor.require(Permission::Operate)?;
        let reader = self.store.reader().map_err(store_error)?;
        let place = self.config.data.display().to_string();
        let finding = |what, ok, detail: String| Finding { what, ok, detail, place: place.clone() };
        // A server looks after its own files.
        let integrity = if self.config.database.is_some() { "server" } else { "integrity" };
        let integrity = match self.store.integrity_check() {
            Ok(()) => finding(integrity, true, String::new()),
            Err(error) => finding(integrity, false, error.to_string()),
        };
        let free = free_bytes(&self.config.data);
        let unfinished = self.unfinished(&reader)?;
        let tunnel = reader.find_by_name(&*self.types().named("tunnel")?, &[kind::fold(DEFAULT_TUNNEL)]).map_err(store_error)?;
        let odd = self.runs_that_do_not_add_up(&reader)?;
        let queue = self.queue_view()?;
        let (parked, overdue) = (queue.in_state("parked"), queue.overdue());
        let writable = tempfile::Builder::new().prefix(".doctor-").tempfile_in(&self.config.data);
        Ok(vec![
            integrity,
            finding("schema", true, KNOWN_SCHEMA.to_string()),
            finding("disk", free.is_none_or(|free| free >= LEAST_FREE), free.map(|free| free.to_string()).unwrap_or_default()),
            finding("unfinished", unfinished.is_empty(), numbers(&unfinished)),
            finding("default-tunnel", tunnel.iter().any(|ids| !ids.is_empty()), DEFAULT_TUNNEL.to_owned()),
            finding("outcomes", odd.is_empty(), numbers(&odd)),
            finding("queue", true, format!("{}, {}", queue.in_state("queued"), queue.in_state("running"))),
            finding("parked", parked == 0, parked.to_string()),
            finding("overdue", overdue == 0, overdue.to_string()),
            match writable {
                Ok(_) => finding("writable", true, self.config.data.display().to_string()),
                Err(error) => finding("writable", false, error.to_string()),
            },
        ])
    }

    fn unfinished(&self, reader: &kartoteka_store::Reader) -> Result<Vec<i64>> {
        let states = vec![State::Reading, State::Checking, State::Queued, State::Running, State::Stopped];
        let filter = ImportFilter { states, ..ImportFilter::default() };
        Ok(reader.imports(&filter).map_err(store_error)?.iter().map(|import| import.id).collect())
    }

    /// Invariant 5, on the last finished imports: outcomes add up, and to what is shown.
    fn runs_that_do_not_add_up(&self, reader: &kartoteka_store::Reader) -> Result<Vec<i64>> {
        use kartoteka_store::RunKind;
        let filter = ImportFilter {
            kinds: vec![RunKind::Import, RunKind::Edit],
            states: vec![State::Completed, State::Undone, State::PartlyUndone],
            limit: RUNS_CHECKED,
            ..ImportFilter::default()
        };
        let mut odd = Vec::new();
        for import in reader.imports(&filter).map_err(store_error)? {
            let kept = reader.outcome_counts(import.id, Stage::Run).map_err(store_error)?;
            if !kept.add_up() || !import.counts.add_up() || kept.rows != import.counts.rows {
                odd.push(import.id);
            }
        }
        Ok(odd)
    }
}

fn numbers(list: &[i64]) -> String {
    list.iter().map(|number| format!("#{number}")).collect::<Vec<_>>().join(", ")
}

/// Free space where the data directory lies; none when the system does not say.
fn free_bytes(data: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").arg("-Pk").arg(data).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    available(&text)
}

/// The fourth column of the second line of `df -Pk`, in bytes.
fn available(df: &str) -> Option<u64> {
    df.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_read_from_the_systems_own_table() {
        let table = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 600 40% /\n";
        assert_eq!(available(table), Some(614_400));
        for unreadable in ["", "Filesystem\n", "a b\nc d\n"] {
            assert_eq!(available(unreadable), None, "{unreadable:?}");
        }
    }
}
