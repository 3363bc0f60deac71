//! Mass edit: a filter and what to do with the records that fit, with the same preview, journal and undo as an import.
//!
//! In: a filter, actions. Out: a report, and a run of kind `bulk`. The records are bound before the first one is written
//! (SEM-19): one that comes to fit later is not touched. A killed run goes on where it was.

mod actions;
mod plan;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, BatchNote, Import, NewImport, RunKind, Stage as Kept, Stamp, Writer};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::{find, not_now};
use crate::list_records::LinkNames;
use crate::progress::{Stage, Watch};
use crate::record_writer::{RecordWriter, Written};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

use actions::Compiled;
use plan::{ChunkPlan, PlannedEdit};

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
}

/// One mass edit at work.
struct Bulk<'a> {
    engine: &'a Engine,
    ty: &'a RecordType,
    run: i64,
    stamp: Stamp,
    report: BulkReport,
    people: BTreeMap<RecordId, i64>,
}

impl Engine {
    /// Edits every record that fits, or shows what that would do. `language` is the one values are written in.
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

    /// The same for people who write values in another language than English.
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
        let mut writer = self.store.writer().map_err(store_error)?;
        let ids = writer.ids_of(&ty, filter).map_err(store_error)?;
        let mut report = BulkReport { records: ids.len() as u64, ..BulkReport::default() };
        report_missing(filter, &ids, &mut report);
        let compiled = match actions::compile(&writer, &self.types(), actor, &ty, actions, language)? {
            Ok(compiled) => compiled,
            Err(issues) => {
                report.rejected = report.records;
                report.issues.extend(issues);
                return Ok(report);
            }
        };
        let mut bulk = Bulk { engine: self, ty: &ty, run: 0, stamp: self.bulk_stamp(actor, 0), report, people: BTreeMap::new() };
        if dry_run {
            bulk.preview(&writer, compiled, &ids, watch)?;
        } else if !ids.is_empty() {
            let settings = BulkSettings { actions: actions.to_vec(), language, ids: ranges_text(&ids) };
            bulk.run = self.open_bulk(&mut writer, actor, &ty, &settings)?;
            bulk.stamp = self.bulk_stamp(actor, bulk.run);
            self.run_bulk(&mut writer, actor, &mut bulk, compiled, &ids, watch)?;
        }
        bulk.finished(&writer)
    }

    /// Goes on with a mass edit that was killed or stopped: same records, same actions, from the next batch on.
    pub fn resume_bulk(&self, actor: &Actor, run: i64, watch: &Watch) -> Result<BulkReport> {
        actor.require(Permission::BulkEdit)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let found = find(&writer, run)?;
        let settings: BulkSettings = match found.kind {
            RunKind::Bulk => serde_json::from_str(&found.settings).map_err(|e| Error::fault("a mass edit cannot be read", e))?,
            _ => return Err(not_now(&found)),
        };
        let ty = self.types().named(&found.type_key)?;
        require_type(actor, &ty.key)?;
        if found.state == State::Completed {
            return Ok(report_of(&found));
        }
        let ids = ids_of_text(&settings.ids);
        let compiled = actions::compile(&writer, &self.types(), actor, &ty, &settings.actions, settings.language)?;
        let Ok(compiled) = compiled else { return Err(not_now(&found)) };
        self.step(&mut writer, run, &[State::Queued, State::Running, State::Stopped], State::Running)?;
        let done = writer.batch_counts(run).map_err(store_error)?;
        let reached = writer.last_batch(run).map_err(store_error)?.map_or(0, |note| (note.block_to as usize + 1) * PER_BATCH);
        // Numbers nobody has were counted with the first batch.
        let missing = done.rows.saturating_sub(reached.min(ids.len()) as u64);
        let report = BulkReport {
            records: ids.len() as u64 + missing,
            updated: done.updated,
            unchanged: done.unchanged,
            rejected: done.rejected,
            ..BulkReport::default()
        };
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

    fn bulk_stamp(&self, actor: &Actor, run: i64) -> Stamp {
        Stamp { at: self.moment(), by: actor.number(), import: (run > 0).then_some(run) }
    }

    fn open_bulk(&self, writer: &mut Writer, actor: &Actor, ty: &RecordType, settings: &BulkSettings) -> Result<i64> {
        let batch = writer.begin().map_err(store_error)?;
        let new = NewImport {
            kind: RunKind::Bulk,
            type_key: ty.key.clone(),
            name: String::new(),
            state: State::Running,
            profile: String::new(),
            file: None,
            settings: to_json(settings)?,
            created_by: actor.number(),
            created_at: self.moment(),
            tag: None,
            of_import: None,
            idempotency_key: None,
            note: String::new(),
        };
        let run = batch.create_import(&new).map_err(store_error)?;
        self.audit(&batch, actor, "bulk-edit", &ty.key, run)?;
        batch.commit().map_err(store_error)?;
        Ok(run)
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
fn report_missing(filter: &Filter, found: &[RecordId], report: &mut BulkReport) {
    let [Condition::Ids(asked)] = filter.conditions.as_slice() else { return };
    let mut asked = asked.clone();
    asked.sort_unstable();
    asked.dedup();
    for id in asked.into_iter().filter(|id| found.binary_search(id).is_err()) {
        report.records += 1;
        report.reject(id, Problem::new(Code::RecordMissing), Some("id".into()));
    }
}

/// What happened from one moment of a report to a later one.
fn done_between(before: &Counts, after: &Counts) -> Counts {
    let mut counts = Counts {
        updated: after.updated - before.updated,
        unchanged: after.unchanged - before.unchanged,
        rejected: after.rejected - before.rejected,
        errors: after.rejected - before.rejected,
        ..Counts::default()
    };
    counts.rows = counts.updated + counts.unchanged + counts.rejected;
    counts
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

impl Bulk<'_> {
    fn preview(&mut self, writer: &Writer, mut compiled: Compiled, ids: &[RecordId], watch: &Watch) -> Result<()> {
        for chunk in ids.chunks(PER_BATCH) {
            watch.go_on()?;
            let plan = plan::plan(writer, &self.engine.types(), self.ty, &mut compiled, chunk)?;
            self.take(&plan);
            self.tell(watch);
        }
        Ok(())
    }

    fn write(
        &mut self,
        writer: &mut Writer,
        compiled: &mut Compiled,
        ids: &[RecordId],
        reached: Option<usize>,
        watch: &Watch,
    ) -> Result<()> {
        // Numbers nobody has belong to the first batch.
        let (mut before, mut listed) =
            if reached.is_none() { (Counts::default(), 0) } else { (self.report.counts(), self.report.issues.len()) };
        for (number, chunk) in ids.chunks(PER_BATCH).enumerate().filter(|(number, _)| reached.is_none_or(|done| *number > done)) {
            watch.go_on()?;
            let batch = writer.begin().map_err(store_error)?;
            if find(&batch, self.run)?.state != State::Running {
                return Err(Error::Stopped);
            }
            let plan = plan::plan(&batch, &self.engine.types(), self.ty, compiled, chunk)?;
            self.take(&plan);
            self.write_chunk(&batch, compiled, plan)?;
            let after = self.report.counts();
            let counts = done_between(&before, &after);
            batch.save_issues(self.run, Kept::Check, 0, &self.report.issues[listed..]).map_err(store_error)?;
            (before, listed) = (after, self.report.issues.len());
            let note = BatchNote { part: 0, phase: 0, block_from: number as u32, block_to: number as u32, counts };
            batch.record_batch(self.run, &note, self.stamp.at).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
            self.tell(watch);
        }
        Ok(())
    }

    fn tell(&self, watch: &Watch) {
        let counts = self.report.counts();
        watch.tell(Stage::Running, counts.updated + counts.unchanged + counts.rejected, counts.rows, &counts);
    }

    /// Counts what is planned for a chunk.
    fn take(&mut self, plan: &ChunkPlan) {
        self.report.updated += (plan.edits.len() + plan.deletions.len()) as u64;
        self.report.unchanged += plan.unchanged;
        for (id, problem, field) in &plan.rejected {
            self.report.reject(*id, problem.clone(), field.clone());
        }
        for (person, change) in &plan.people {
            *self.people.entry(*person).or_default() += change;
        }
    }

    fn write_chunk(&mut self, batch: &Batch<'_>, compiled: &Compiled, plan: ChunkPlan) -> Result<()> {
        let mut records = RecordWriter::new(batch, self.ty, self.run, &[], self.stamp.clone(), &[])?;
        let mut tagged: BTreeMap<compact_str::CompactString, (Vec<RecordId>, Vec<RecordId>)> = BTreeMap::new();
        for PlannedEdit { id, version, steps, taken, given } in plan.edits {
            if steps.is_empty() {
                given.iter().for_each(|tag| tagged.entry(tag.clone()).or_default().0.push(id));
                taken.iter().for_each(|tag| tagged.entry(tag.clone()).or_default().1.push(id));
                records.retag(id, version, taken, given);
                continue;
            }
            match records.update(id, version, &steps)? {
                Written::Done(_) => {}
                Written::Moved => self.give_up(id, Problem::new(Code::RecordChangedSince).with("id", id), None),
                Written::Taken(field) => self.give_up(id, Problem::new(Code::KeyTaken).with("id", ""), Some(field)),
            }
        }
        if !plan.deletions.is_empty() {
            records.delete(&compiled.positions, plan.deletions, false)?;
        }
        for (tag, (given, taken)) in tagged {
            let number = batch.tag_id(&tag, None, self.stamp.at).map_err(store_error)?;
            batch.add_tag(self.ty, number, &given).map_err(store_error)?;
            batch.remove_tag(self.ty, number, &taken).map_err(store_error)?;
        }
        records.finish()
    }

    /// What was planned as an update broke while it was written.
    fn give_up(&mut self, id: RecordId, problem: Problem, field: Option<Key>) {
        self.report.updated -= 1;
        self.report.reject(id, problem, field);
    }

    fn finished(mut self, writer: &Writer) -> Result<BulkReport> {
        self.report.run = (self.run > 0).then_some(self.run);
        self.report.by_person = by_person(self.engine, writer, &self.people)?;
        Ok(self.report)
    }
}

/// Whoever gains or loses most comes first.
fn by_person(engine: &Engine, writer: &Writer, people: &BTreeMap<RecordId, i64>) -> Result<Vec<(String, i64)>> {
    let types = engine.types();
    let Some(field) = types.plain().iter().find_map(|ty| ty.field("responsible")) else { return Ok(Vec::new()) };
    let mut names = LinkNames::default();
    names.want(field, kartoteka_domain::value::Value::links(people.keys().copied().collect()).as_ref());
    names.fetch(writer, &types)?;
    let mut list: Vec<(String, i64)> =
        people.iter().filter(|(_, change)| **change != 0).map(|(id, change)| (names.name(&field.target, *id), *change)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(list)
}

/// Ascending numbers as text: `1-500,503`.
fn ranges_text(ids: &[RecordId]) -> String {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for id in ids {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == id.0 => *last = id.0,
            _ => ranges.push((id.0, id.0)),
        }
    }
    let texts = ranges.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
    texts.collect::<Vec<_>>().join(",")
}

fn ids_of_text(text: &str) -> Vec<RecordId> {
    let range = |part: &str| -> Option<(i64, i64)> {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    text.split(',').filter_map(range).flat_map(|(first, last)| (first..=last).map(RecordId)).collect()
}

/// A mass edit that cannot be understood.
pub(crate) fn malformed(code: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_as_ranges() {
        for (ids, text) in [(vec![], ""), (vec![7], "7"), (vec![1, 2, 3, 5, 8, 9], "1-3,5,8-9")] {
            let ids: Vec<RecordId> = ids.into_iter().map(RecordId).collect();
            assert_eq!(ranges_text(&ids), text);
            assert_eq!(ids_of_text(text), ids);
        }
    }
}
