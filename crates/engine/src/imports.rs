//! What every verb on an import needs: find it, read and write its settings, step from state to state.
//!
//! In: a number. Out: the import and its settings, or a refusal that says what is wrong. Doors see [`ImportView`].

use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash, Hasher};

use kartoteka_domain::issue::Severity;
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::record::Key;
use kartoteka_domain::run::{Counts, Outcome, State};
use kartoteka_store::{
    BlockOutcomes, Conn, Import, ImportFilter, IssueFilter, IssueGroup, NewImport, RunKind, Stage, StoredIssue, Writer,
};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::settings::Settings;
use crate::upload_file::require_profile;
use crate::{Engine, store_error};

/// Issues read at a time.
const ISSUES_AT_ONCE: usize = 10_000;

/// An import as doors show it.
#[derive(Clone, Debug)]
pub struct ImportView {
    pub import: Import,
    /// None for runs without a file (bulk, undo, delete, one record).
    pub settings: Option<Settings>,
    pub created_by: String,
}

impl ImportView {
    pub fn counts(&self) -> &Counts {
        &self.import.counts
    }

    /// `clean`, `with_rejected` or `nothing_to_do`, once it is finished.
    pub fn result(&self) -> Option<&'static str> {
        let counts = self.counts();
        match self.import.state {
            State::Completed | State::Undone | State::PartlyUndone if counts.rejected + counts.failed > 0 => {
                Some("with_rejected")
            }
            State::Completed | State::Undone | State::PartlyUndone if counts.created + counts.updated == 0 => {
                Some("nothing_to_do")
            }
            State::Completed | State::Undone | State::PartlyUndone => Some("clean"),
            _ => None,
        }
    }
}

/// Rows of a check that would go in. With the rejected and the skipped ones they are all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckedRows {
    /// Nothing is said about them.
    pub ready: u64,
    /// They go in, and something is said about them.
    pub warned: u64,
}

impl Engine {
    /// One import, or run of any kind.
    pub fn import(&self, actor: &Actor, id: i64) -> Result<ImportView> {
        self.view(self.seen(actor, id)?)
    }

    /// Imports and other runs this actor may see, newest first.
    pub fn imports(&self, actor: &Actor, filter: &ImportFilter) -> Result<Vec<ImportView>> {
        require_seeing(actor, &filter.kinds)?;
        let reader = self.store.reader().map_err(store_error)?;
        let (mut filter, mut views) = (filter.clone(), Vec::new());
        loop {
            let found = reader.imports(&filter).map_err(store_error)?;
            let is_last = filter.limit == 0 || found.len() < filter.limit;
            filter.before = found.last().map(|import| import.id);
            for import in found {
                let has_room = filter.limit == 0 || views.len() < filter.limit;
                if has_room && self.may_see(&reader, actor, &import)? {
                    views.push(self.view(import)?);
                }
            }
            if is_last || views.len() >= filter.limit {
                return Ok(views);
            }
        }
    }

    /// An import or another run, for somebody who may see it: an import of leads is shown to those who may import leads (L1).
    pub(crate) fn seen(&self, actor: &Actor, id: i64) -> Result<Import> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, id);
        require_seeing(actor, found.as_ref().map_or(&[], |import| std::slice::from_ref(&import.kind)))?;
        let found = found?;
        self.require_sight(&reader, actor, &found)?;
        Ok(found)
    }

    /// Refuses whoever may not see this run: for an import what its profile asks for, for an undo what the undone run asks for.
    pub(crate) fn require_sight(&self, conn: &Conn, actor: &Actor, import: &Import) -> Result<()> {
        match (import.kind, import.of_import) {
            (RunKind::Import | RunKind::Edit, _) => {
                let profile = ProfileKey::from_word(&import.profile);
                let profile = profile.unwrap_or_else(|| ProfileKey::of_type(&import.type_key));
                require_profile(actor, &self.profile(profile)?, &import.type_key)?;
                refuse_foreign_draft(actor, import)
            }
            (RunKind::Undo | RunKind::Delete, Some(of)) => match conn.import(of).map_err(store_error)? {
                Some(of) if of.id < import.id => self.require_sight(conn, actor, &of),
                _ => actor.require(Permission::Import),
            },
            (RunKind::Bulk, _) => actor.require(Permission::BulkEdit),
            _ => actor.require(Permission::Import),
        }
    }

    /// The same for what stood in the file of an import: that is for who brought it in, and for administrators (WEB-06).
    pub(crate) fn seen_with_file(&self, actor: &Actor, id: i64) -> Result<Import> {
        let found = self.seen(actor, id)?;
        let has_file = matches!(found.kind, RunKind::Import | RunKind::Edit);
        if has_file && !is_own(actor, &found) { Err(unknown(id)) } else { Ok(found) }
    }

    /// Whether the files of an import, and what stood in them, are shown to somebody who may see it.
    pub fn may_see_file(&self, actor: &Actor, import: &Import) -> bool {
        is_own(actor, import)
    }

    /// An import with what is set, for somebody who may import this; a draft is its maker's and the administrators' (WEB-05).
    pub(crate) fn own_import(&self, actor: &Actor, id: i64) -> Result<(Import, Settings, Profile)> {
        let (found, settings) = self.import_and_settings(id)?;
        let profile = self.profile(settings.profile)?;
        require_profile(actor, &profile, &found.type_key)?;
        refuse_foreign_draft(actor, &found)?;
        Ok((found, settings, profile))
    }

    fn may_see(&self, conn: &Conn, actor: &Actor, import: &Import) -> Result<bool> {
        match self.require_sight(conn, actor, import) {
            Err(Error::Refusal(refusal)) if matches!(refusal.kind, RefusalKind::Forbidden | RefusalKind::NotFound) => Ok(false),
            other => other.map(|()| true),
        }
    }

    fn view(&self, import: Import) -> Result<ImportView> {
        let settings = settings_of(&import).ok();
        let created_by = self.login_of(import.created_by)?;
        Ok(ImportView { import, settings, created_by })
    }

    /// Issues in the order of the rows. `after`: the last `seq` seen.
    pub fn issues(
        &self,
        actor: &Actor,
        import: i64,
        filter: &IssueFilter,
        after: Option<i64>,
        limit: usize,
    ) -> Result<Vec<StoredIssue>> {
        self.seen_with_file(actor, import)?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.issues(import, Stage::Check, filter, after, limit).map_err(store_error)
    }

    /// Issues grouped by what is wrong and where, the largest group first.
    pub fn issue_groups(&self, actor: &Actor, import: i64) -> Result<Vec<IssueGroup>> {
        self.seen_with_file(actor, import)?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.issue_groups(import, Stage::Check).map_err(store_error)
    }

    /// How often each error stands in a checked import, by a print of its code, field and value: what a corrected file solved
    /// is what is missing afterwards. Nothing when there are more than `most` errors: then only their number is compared.
    pub fn error_prints(&self, actor: &Actor, import: i64, most: usize) -> Result<Option<BTreeMap<String, u64>>> {
        self.seen(actor, import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let filter = IssueFilter { severity: Some(Severity::Error), ..IssueFilter::default() };
        let found = reader.issues(import, Stage::Check, &filter, None, most + 1).map_err(store_error)?;
        if found.len() > most {
            return Ok(None);
        }
        let mut prints = BTreeMap::new();
        for stored in &found {
            let issue = &stored.issue;
            let mut hasher = std::hash::DefaultHasher::new();
            (stored.part, issue.code.word(), &issue.field, &issue.value).hash(&mut hasher);
            *prints.entry(format!("{:016x}", hasher.finish())).or_default() += 1;
        }
        Ok(Some(prints))
    }

    /// How many rows of a checked import go in with and without a warning.
    pub fn checked_rows(&self, actor: &Actor, import: i64) -> Result<CheckedRows> {
        let Counts { rows, rejected, skipped, warnings, .. } = self.seen(actor, import)?.counts;
        let reader = self.store.reader().map_err(store_error)?;
        let go_in = rows.saturating_sub(rejected + skipped);
        if warnings == 0 {
            return Ok(CheckedRows { ready: go_in, warned: 0 });
        }
        let filter = IssueFilter { severity: Some(Severity::Warning), ..IssueFilter::default() };
        let (mut said, mut after) = (HashSet::new(), None);
        loop {
            let page = reader.issues(import, Stage::Check, &filter, after, ISSUES_AT_ONCE).map_err(store_error)?;
            said.extend(page.iter().map(|stored| (stored.part, stored.issue.row)));
            after = page.last().map(|last| last.seq);
            if page.len() < ISSUES_AT_ONCE {
                break;
            }
        }
        let mut warned = 0;
        let each = |block: BlockOutcomes| {
            let stays = |outcome: Outcome| matches!(outcome, Outcome::Rejected | Outcome::Skipped);
            let rows = block.outcomes.iter().filter(|row| !stays(row.outcome) && said.contains(&(block.part, row.row)));
            warned += rows.count() as u64;
            Ok(())
        };
        reader.each_outcomes(import, Stage::Check, each).map_err(store_error)?;
        Ok(CheckedRows { ready: go_in.saturating_sub(warned), warned })
    }

    pub(crate) fn import_and_settings(&self, id: i64) -> Result<(Import, Settings)> {
        let reader = self.store.reader().map_err(store_error)?;
        let import = find(&reader, id)?;
        let settings = settings_of(&import)?;
        Ok((import, settings))
    }

    pub(crate) fn put_settings(&self, writer: &mut Writer, import: i64, settings: &Settings) -> Result<()> {
        let json = crate::upload_file::to_json(settings)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.update_settings(import, &json, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// A run without a file that begins now.
    pub(crate) fn new_run(&self, actor: &Actor, kind: RunKind, type_key: &str) -> NewImport {
        NewImport {
            kind,
            type_key: Key::new(type_key),
            name: String::new(),
            state: State::Running,
            profile: String::new(),
            file: None,
            settings: String::new(),
            created_by: actor.number(),
            created_at: self.moment(),
            tag: None,
            of_import: None,
            idempotency_key: None,
            note: String::new(),
        }
    }

    /// Steps to another state, or says why that is not possible now. Two at once: one wins, the other is told (SEM-11).
    pub(crate) fn step(&self, writer: &mut Writer, import: i64, from: &[State], to: State) -> Result<()> {
        debug_assert!(from.iter().all(|state| state.may_become(to)), "{from:?} → {to:?} is not in the table");
        let batch = writer.begin().map_err(store_error)?;
        if !batch.update_state(import, from, to, self.moment()).map_err(store_error)? {
            let found = find(&batch, import)?;
            return Err(not_now(&found));
        }
        batch.commit().map_err(store_error)
    }
}

pub(crate) fn find(conn: &Conn, id: i64) -> Result<Import> {
    conn.import(id).map_err(store_error)?.ok_or_else(|| unknown(id))
}

fn unknown(id: i64) -> Error {
    Refusal::new(RefusalKind::NotFound, "import-unknown").with("number", id).into()
}

fn is_own(actor: &Actor, import: &Import) -> bool {
    actor.is_administrator() || import.created_by == actor.number()
}

/// Nothing of it has run: a draft that colleagues get when its maker hands it to them.
pub fn is_draft(import: &Import) -> bool {
    let waits = [State::Uploaded, State::Reading, State::Mapping, State::Checking, State::Checked, State::Failed];
    let has_file = matches!(import.kind, RunKind::Import | RunKind::Edit);
    has_file && import.started_at.is_none() && waits.contains(&import.state)
}

fn refuse_foreign_draft(actor: &Actor, import: &Import) -> Result<()> {
    if is_draft(import) && !is_own(actor, import) { Err(unknown(import.id)) } else { Ok(()) }
}

pub(crate) fn settings_of(import: &Import) -> Result<Settings> {
    let unfit = |_| Error::from(Refusal::new(RefusalKind::Conflict, "import-without-file").with("number", import.id));
    serde_json::from_str(&import.settings).map_err(unfit)
}

pub(crate) fn not_now(import: &Import) -> Error {
    Refusal::new(RefusalKind::Conflict, "import-not-startable")
        .with("number", import.id)
        .with("state", import.state.word())
        .into()
}

/// Mass edits are seen by who may make them; every other run by who may import.
fn require_seeing(actor: &Actor, kinds: &[RunKind]) -> Result<()> {
    let is_bulk = !kinds.is_empty() && kinds.iter().all(|kind| *kind == RunKind::Bulk);
    actor.require(if is_bulk { Permission::BulkEdit } else { Permission::Import })
}
