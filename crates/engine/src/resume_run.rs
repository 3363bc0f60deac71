//! Going on: a run that was killed or stopped, whatever its kind, from the last committed batch on.
//!
//! In: the number of a run. Out: what it came to, earlier lives included. Doors ask for what did not end when they start.

use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Import, ImportFilter, RunKind};

use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::imports::{find, not_now};
use crate::mass_edit::BulkReport;
use crate::progress::Watch;
use crate::undo_run::UndoReport;
use crate::{Engine, store_error};

/// What a run came to, by its kind.
#[derive(Clone, Debug)]
pub enum Resumed {
    Import(Counts),
    Bulk(BulkReport),
    /// An undo, or a deletion by tag.
    TakenBack(UndoReport),
}

impl Engine {
    /// Goes on with a run that has not ended. One that has is told again and writes nothing.
    pub fn resume_run(&self, actor: &Actor, run: i64, watch: &Watch) -> Result<Resumed> {
        actor.require(Permission::Import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, run)?;
        drop(reader);
        match found.kind {
            RunKind::Import | RunKind::Edit => self.start_import(actor, run, watch).map(Resumed::Import),
            RunKind::Bulk => self.resume_bulk(actor, run, watch).map(Resumed::Bulk),
            RunKind::Undo | RunKind::Delete => self.resume_undo(actor, run, watch).map(Resumed::TakenBack),
            RunKind::Record => Err(not_now(&found)),
        }
    }

    /// Gives up a mass edit or a deletion that waits for a worker and has not begun.
    pub fn give_up_run(&self, actor: &Actor, run: i64) -> Result<()> {
        let found = self.seen(actor, run)?;
        match found.kind {
            RunKind::Bulk => actor.require(Permission::BulkEdit)?,
            RunKind::Undo | RunKind::Delete => actor.require(Permission::TakeBack)?,
            _ => return Err(not_now(&found)),
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        self.step(&mut writer, run, &[State::Queued], State::Stopped)
    }

    /// Runs that began and did not end: at work in another process, or killed. Oldest first.
    pub fn begun_runs(&self, actor: &Actor) -> Result<Vec<Import>> {
        actor.require(Permission::Import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let filter = ImportFilter { states: vec![State::Queued, State::Running], ..ImportFilter::default() };
        let mut found = reader.imports(&filter).map_err(store_error)?;
        found.reverse();
        Ok(found)
    }
}
