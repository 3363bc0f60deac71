//! Mass edit: a filter and what to do with the records that fit, with the same preview, journal and undo as an import.
//!
//! In: a filter, actions. Out: a report, and a run of kind `bulk`. The records are bound before the first one is written
//! (SEM-19): one that comes to fit later is not touched. A killed run goes on where it was.

mod actions;
mod delete_one;
mod numbers;
mod plan;
mod queue;
mod work;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Import, NewImport, RunKind, Stamp, Writer};

use crate::actor::{Actor, Permission};
use crate::at_work::Hold;
use crate::edit_records::Item;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::{find, not_now};
use crate::patience::{is_passing, patiently};
use crate::progress::Watch;
use crate::upload_file::to_json;
use crate::{Engine, store_error};

use actions::Compiled;
use numbers::{ids_of_text, ranges_text};
use work::Bulk;

/// Records written together. A run that goes on counts in the same steps: changing this strands runs that were stopped.
const PER_BATCH: usize = 5_000;
/// Issues listed one by one; beyond that they are only counted.
const ISSUES_LISTED: usize = 10_000;

/// What is done to every record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkAction {
    Activate,
    Deactivate,
    /// Logins; nobody when empty.
    SetResponsible(Vec<String>),
    AddResponsible(Vec<String>),
    RemoveResponsible(Vec<String>),
    AddTag(String),
    RemoveTag(String),
    /// An empty text clears.
    Set {
        field: String,
        text: String,
    },
    /// Records others are linked to stay.
    Delete,
}

/// What a mass edit did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BulkReport {
    /// The run that did it; none for a preview or when there was nothing to do.
    pub run: Option<i64>,
    /// Records that were meant.
    pub records: u64,
    /// Changed, or deleted.
    pub updated: u64,
    pub unchanged: u64,
    /// Left as they were; the issues say why.
    pub rejected: u64,
    /// The first of them. An issue about one record names it (see [`BulkReport::record_of`]); others are about an action.
    pub issues: Vec<Issue>,
    /// M7: responsible users by login, and how many records each gets or loses.
    pub by_person: Vec<(String, i64)>,
}

impl BulkReport {
    /// The record an issue is about.
    pub fn record_of(issue: &Issue) -> Option<RecordId> {
        issue.params.iter().find(|(name, _)| *name == "key").and_then(|(_, text)| text.parse().ok()).map(RecordId)
    }

    /// As counts: six outcomes that add up.
    pub fn counts(&self) -> Counts {
        Counts {
            rows: self.records,
            updated: self.updated,
            unchanged: self.unchanged,
            rejected: self.rejected,
            errors: self.rejected,
            ..Counts::default()
        }
    }

    /// Numbers nobody has.
    fn miss(&mut self, missing: &[RecordId]) {
        for id in missing {
            self.records += 1;
            self.reject(*id, Problem::new(Code::RecordMissing), Some("id".into()));
        }
    }

    fn reject(&mut self, id: RecordId, problem: Problem, field: Option<Key>) {
        self.rejected += 1;
        if self.issues.len() < ISSUES_LISTED {
            let problem = if problem.params.iter().any(|(name, _)| *name == "key") { problem } else { problem.with("key", id) };
            self.issues.push(Issue { field, ..Issue::of_row(RowNumber(0), problem) });
        }
    }
}

/// What a run keeps of itself, so that it can go on after a kill.
#[derive(Serialize, Deserialize)]
struct BulkSettings {
    actions: Vec<BulkAction>,
    language: Language,
    /// `1-500,503`
    ids: String,
    /// Numbers somebody asked for and nobody has: told with the first batch.
    #[serde(default)]
    missing: String,
}

impl Engine {
    /// Edits every record that fits, or shows what that would do. Values are written in English.
    pub fn bulk_edit(
        &self,
        actor: &Actor,
        type_word: &str,
        filter: &Filter,
        actions: &[BulkAction],
        dry_run: bool,
        watch: &Watch,
    ) -> Result<BulkReport> {
        self.bulk_edit_in(actor, type_word, filter, actions, Language::default(), dry_run, watch)
    }

    /// The same for people who write values in another language.
    #[allow(clippy::too_many_arguments, reason = "one more than the verb everybody calls")]
    pub fn bulk_edit_in(
        &self,
        actor: &Actor,
        type_word: &str,
        filter: &Filter,
        actions: &[BulkAction],
        language: Language,
        dry_run: bool,
        watch: &Watch,
    ) -> Result<BulkReport> {
        actor.require(Permission::BulkEdit)?;
        let ty = self.types().named(type_word)?;
        require_type(actor, &ty.key)?;
        let mut writer = self.store.long_writer().map_err(store_error)?;
        let ids = writer.ids_of(&ty, filter).map_err(store_error)?;
        let mut report = BulkReport { records: ids.len() as u64, ..BulkReport::default() };
        let missing = missing_of(filter, &ids);
        report.miss(&missing);
        let compiled = match actions::compile(&writer, &self.types(), actor, &ty, actions, language)? {
            Ok(compiled) => compiled,
            Err(issues) => {
                report.rejected = report.records;
                report.issues.extend(issues);
                return Ok(report);
            }
        };
        self.refuse_rights_gone(&ty, actions, &ids)?;
        let mut bulk = Bulk { engine: self, ty: &ty, run: 0, stamp: self.bulk_stamp(actor, 0), report, people: BTreeMap::new() };
        if dry_run {
            bulk.preview(&writer, compiled, &ids, watch)?;
        } else if !ids.is_empty() {
            let settings =
                BulkSettings { actions: actions.to_vec(), language, ids: ranges_text(&ids), missing: ranges_text(&missing) };
            let (run, hold) = self.open_bulk(&mut writer, actor, &ty, &settings, watch)?;
            hold.fence(&mut writer);
            bulk.run = run;
            bulk.stamp = self.bulk_stamp(actor, bulk.run);
            match self.run_bulk(&mut writer, actor, &mut bulk, compiled, &ids, watch) {
                Err(error) if is_passing(&error) => return self.go_on_editing(actor, run, &hold.watch(watch), true),
                ended => ended?,
            }
        }
        bulk.finished(&writer)
    }

    /// Goes on with a mass edit that was killed or stopped: same records, same actions, from the next batch on.
    pub fn resume_bulk(&self, actor: &Actor, run: i64, watch: &Watch) -> Result<BulkReport> {
        actor.require(Permission::BulkEdit)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, run)?;
        if found.state == State::Completed {
            return self.go_on_editing(actor, run, watch, false);
        }
        let hold = self.hold(actor, run, watch)?;
        self.go_on_editing(actor, run, &hold.watch(watch), false)
    }

    /// From the last committed batch on, as often as the database was away meanwhile. `broke_off`: it was at work a moment ago,
    /// and whoever stopped it since stopped it.
    fn go_on_editing(&self, actor: &Actor, run: i64, watch: &Watch, broke_off: bool) -> Result<BulkReport> {
        let mut tried = broke_off;
        let committed = || self.store.reader().and_then(|reader| reader.batch_counts(run)).ok().map(|counts| counts.rows);
        let ended = patiently(watch, committed, || self.edit_from_last(actor, run, watch, &mut tried));
        self.leave_if_away(run, ended)
    }

    fn edit_from_last(&self, actor: &Actor, run: i64, watch: &Watch, tried: &mut bool) -> Result<BulkReport> {
        let mut writer = watch.fenced(self.store.long_writer().map_err(store_error)?);
        let found = find(&writer, run)?;
        let settings: BulkSettings = match found.kind {
            RunKind::Bulk => serde_json::from_str(&found.settings).map_err(|e| Error::fault("a mass edit cannot be read", e))?,
            _ => return Err(not_now(&found)),
        };
        let ty = self.types().named(&found.type_key)?;
        require_type(actor, &ty.key)?;
        match found.state {
            State::Completed => return Ok(report_of(&found)),
            State::Stopped if *tried => return Err(Error::Stopped),
            _ => *tried = true,
        }
        let ids = ids_of_text(&settings.ids);
        let compiled = actions::compile(&writer, &self.types(), actor, &ty, &settings.actions, settings.language)?;
        let Ok(compiled) = compiled else { return Err(not_now(&found)) };
        self.step(&mut writer, run, &[State::Queued, State::Running, State::Stopped], State::Running)?;
        let done = writer.batch_counts(run).map_err(store_error)?;
        let last = writer.last_batch(run).map_err(store_error)?;
        let reached = last.as_ref().map_or(0, |note| (note.block_to as usize + 1) * PER_BATCH);
        // Numbers nobody has were counted with the first batch.
        let missing = done.rows.saturating_sub(reached.min(ids.len()) as u64);
        let mut report = BulkReport {
            records: ids.len() as u64 + missing,
            updated: done.updated,
            unchanged: done.unchanged,
            rejected: done.rejected,
            ..BulkReport::default()
        };
        if last.is_none() {
            report.miss(&ids_of_text(&settings.missing));
        }
        let mut bulk = Bulk { engine: self, ty: &ty, run, stamp: self.bulk_stamp(actor, run), report, people: BTreeMap::new() };
        self.run_bulk(&mut writer, actor, &mut bulk, compiled, &ids, watch)?;
        bulk.finished(&writer)
    }

    /// Puts tags on records and takes tags off.
    pub fn tag_records(
        &self,
        actor: &Actor,
        type_word: &str,
        ids: &[RecordId],
        add: &[String],
        remove: &[String],
    ) -> Result<BulkReport> {
        let add = add.iter().cloned().map(BulkAction::AddTag);
        let actions: Vec<BulkAction> = add.chain(remove.iter().cloned().map(BulkAction::RemoveTag)).collect();
        self.bulk_edit(actor, type_word, &Filter::ids(ids.to_vec()), &actions, false, &Watch::default())
    }

    /// WEB-19: whoever is left must be able to look after the register.
    fn refuse_rights_gone(&self, ty: &RecordType, actions: &[BulkAction], ids: &[RecordId]) -> Result<()> {
        let touches = |action: &BulkAction| match action {
            BulkAction::Deactivate | BulkAction::Delete => true,
            BulkAction::Set { field, .. } => field == "role" || field == "is_active",
            _ => false,
        };
        if ty.key == "user" && actions.iter().any(touches) { self.refuse_last_of(ids) } else { Ok(()) }
    }

    /// How many records a mass edit is about; 0 for every other run.
    pub(crate) fn bulk_total(&self, run: &Import) -> u64 {
        if run.kind != RunKind::Bulk {
            return 0;
        }
        serde_json::from_str::<BulkSettings>(&run.settings).map_or(0, |settings| ids_of_text(&settings.ids).len() as u64)
    }

    fn bulk_stamp(&self, actor: &Actor, run: i64) -> Stamp {
        Stamp { at: self.moment(), by: actor.number(), import: (run > 0).then_some(run) }
    }

    fn open_bulk(
        &self,
        writer: &mut Writer,
        actor: &Actor,
        ty: &RecordType,
        settings: &BulkSettings,
        watch: &Watch,
    ) -> Result<(i64, Hold)> {
        let batch = writer.begin().map_err(store_error)?;
        let new = NewImport { settings: to_json(settings)?, ..self.new_run(actor, RunKind::Bulk, &ty.key) };
        let run = batch.create_import(&new).map_err(store_error)?;
        // Before anybody sees it: a run that nobody holds was interrupted.
        let lease = self.claim(&batch, actor, run, watch)?;
        self.audit(&batch, actor, "bulk-edit", &ty.key, run)?;
        batch.commit().map_err(store_error)?;
        Ok((run, self.held(lease, watch)?))
    }

    /// Batch by batch; what is committed stays when it stops or breaks.
    fn run_bulk(
        &self,
        writer: &mut Writer,
        actor: &Actor,
        bulk: &mut Bulk<'_>,
        mut compiled: Compiled,
        ids: &[RecordId],
        watch: &Watch,
    ) -> Result<()> {
        let reached = writer.last_batch(bulk.run).map_err(store_error)?.map(|note| note.block_to as usize);
        let ran = bulk.write(writer, &mut compiled, ids, reached, watch);
        if ran.as_ref().is_err_and(is_passing) || matches!(ran, Err(Error::Stopped)) && watch.is_handed_over() {
            // It goes on here or elsewhere, so it still runs.
            return ran;
        }
        let batch = writer.begin().map_err(store_error)?;
        let done = batch.batch_counts(bulk.run).map_err(store_error)?;
        batch.update_counts(bulk.run, &done, self.moment()).map_err(store_error)?;
        let to = if ran.is_ok() { State::Completed } else { State::Stopped };
        batch.update_state(bulk.run, &[State::Running], to, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "bulk-edit-end", &bulk.ty.key, bulk.run)?;
        batch.commit().map_err(store_error)?;
        ran
    }
}

/// The lists everything hangs on, and people, are an administrator's.
fn require_type(actor: &Actor, type_key: &str) -> Result<()> {
    if matches!(type_key, "user" | "bot" | "tunnel" | "lgt") { actor.require(Permission::Administer) } else { Ok(()) }
}

/// Numbers somebody asked for and nobody has.
fn missing_of(filter: &Filter, found: &[RecordId]) -> Vec<RecordId> {
    let [Condition::Ids(asked)] = filter.conditions.as_slice() else { return Vec::new() };
    let mut asked = asked.clone();
    asked.sort_unstable();
    asked.dedup();
    asked.retain(|id| found.binary_search(id).is_err());
    asked
}

fn report_of(import: &Import) -> BulkReport {
    let counts = &import.counts;
    BulkReport {
        run: Some(import.id),
        records: counts.rows,
        updated: counts.updated,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
        ..BulkReport::default()
    }
}

/// What a batch of single edits keeps of itself: no action that holds for all, and the records that were there before.
pub(crate) fn empty_settings(items: &[Item]) -> Result<String> {
    let mut ids: Vec<RecordId> = items.iter().filter_map(|item| item.id).collect();
    ids.sort_unstable();
    ids.dedup();
    to_json(&BulkSettings { actions: Vec::new(), language: Language::default(), ids: ranges_text(&ids), missing: String::new() })
}

/// A mass edit that cannot be understood.
pub(crate) fn malformed(code: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, code)
}
