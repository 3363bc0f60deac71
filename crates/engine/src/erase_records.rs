//! Erasing people: their records, and every trace of them in what the register keeps besides.
//!
//! In: records. Out: how many places, before and after. A person's record goes with its history; links to it go; rows of uploads
//! are emptied and the files dropped; exports go; texts lose what tells who it was. The record stands on a list of keyed
//! hashes, so that an undo does not bring it back and a restored backup is cleaned again. It cannot be undone.

mod list;
mod marks;
mod traces;

use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{FieldKind, RecordType};
use kartoteka_domain::run::State;
use kartoteka_domain::value::Value;
use kartoteka_store::{Batch, Conn, Erasure, ImportFilter, NewImport, RunKind, Stamp};

pub(crate) use list::{Erased, FILE as LIST, gather, reapply};
use marks::{Marks, marks_of};
use traces::Trace;

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::is_draft;
use crate::manage_users::random_secret;
use crate::progress::Watch;
use crate::record_writer::RecordWriter;
use crate::undo_run::stored_fields;
use crate::{Engine, store_error};

/// The key of the hashes; every register has its own from the beginning.
pub(crate) const KEY: &str = "internal.erasure_key";
/// Lists other records hang on, which are no people.
const NO_PEOPLE: [&str; 3] = ["bot", "tunnel", "lgt"];
/// Things that happened to one record, at most.
const HISTORY: usize = 100_000;
/// Linking records looked at together.
const PAGE: usize = 500;

/// In how many places people were, or are, found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasureReport {
    pub records: u64,
    /// Links of other records to them.
    pub links: u64,
    /// Entries of the history that held values.
    pub changes: u64,
    /// Rows of uploaded files.
    pub rows: u64,
    /// Uploaded files that can be downloaded no more.
    pub files: u64,
    /// Issues, mends, notices, messages to webhooks, saved views and other texts.
    pub texts: u64,
    pub exports: u64,
    /// Asked for, and erased before.
    pub already: u64,
    /// Other records with the same e-mail address or phone number, which stay until they are erased themselves.
    pub same: Vec<(Key, RecordId)>,
    /// The database was written anew; otherwise bytes of what is gone may stay in the file for a while.
    pub cleaned: bool,
}

impl ErasureReport {
    /// Every place together.
    pub fn places(&self) -> u64 {
        self.records + self.links + self.changes + self.rows + self.files + self.texts + self.exports
    }
}

impl Engine {
    /// Erases people for good, or shows what that would do.
    ///
    /// Refuses while a run is under way: it might write what is erased.
    pub fn erase_records(
        &self,
        actor: &Actor,
        type_word: &str,
        ids: &[RecordId],
        dry_run: bool,
        watch: &Watch,
    ) -> Result<ErasureReport> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        if NO_PEOPLE.contains(&ty.key.as_str()) {
            return Err(Refusal::new(RefusalKind::Conflict, "erase-no-people").with("type", &ty.key).into());
        }
        let reader = self.store.reader().map_err(store_error)?;
        let known = reader.erased_among(&ty.key, ids).map_err(store_error)?;
        let stored = reader.records_by_id(&ty, &[], ids).map_err(store_error)?;
        for id in ids.iter().filter(|id| !known.contains(id) && !stored.iter().any(|record| record.id == **id)) {
            // Somebody who was deleted the usual way still stands in the history.
            if reader.history(&ty, *id, 1).map_err(store_error)?.is_empty() {
                return Err(crate::edit_record::not_found(&ty.key, *id));
            }
        }
        self.refuse_last_administrator(&reader, &ty, ids)?;
        let key = self.erasure_key()?;
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            let marks = marks_of_record(&reader, &key, &ty, *id)?;
            people.push(Erasure { type_key: ty.key.clone(), id: *id, at: self.moment(), by: actor.number(), marks });
        }
        let same = if dry_run || !stored.is_empty() { self.same_people(&reader, &ty, ids)? } else { Vec::new() };
        let mut report = self.erase(actor, &key, &people, dry_run, watch)?;
        (report.same, report.already) = (same, known.len() as u64);
        Ok(report)
    }

    /// Takes everything out in one batch; what is to be read at length is read before.
    fn erase(&self, actor: &Actor, key: &str, people: &[Erasure], dry_run: bool, watch: &Watch) -> Result<ErasureReport> {
        let reader = self.store.reader().map_err(store_error)?;
        let mut marks = Marks::new(key);
        let mut by_type: Vec<(String, Vec<RecordId>)> = Vec::new();
        for person in people {
            marks.take(&person.marks);
            match by_type.iter_mut().find(|(key, _)| *key == person.type_key) {
                Some((_, ids)) => ids.push(person.id),
                None => by_type.push((person.type_key.to_string(), vec![person.id])),
            }
        }
        let traces = traces::find(&reader, &by_type, &marks, watch)?;
        drop(reader);
        let mut writer = self.store.long_writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        refuse_under_way(&batch)?;
        batch.close_dead_passes().map_err(store_error)?;
        let mut report = ErasureReport::default();
        for (key, ids) in &by_type {
            self.erase_type(&batch, actor, key, ids, &mut report)?;
        }
        for person in people {
            batch.save_erasure(person).map_err(store_error)?;
            self.audit(&batch, actor, "erase", &person.type_key, person.id.0)?;
        }
        self.erase_traces(&batch, &traces, &mut report)?;
        report.texts += batch.rewrite_texts(&mut |text| marks.without(text)).map_err(store_error)?;
        if dry_run {
            return Ok(report);
        }
        batch.commit().map_err(store_error)?;
        drop(writer);
        list::write(self, key)?;
        report.cleaned = self.store.clean().map_err(store_error)?;
        Ok(report)
    }

    fn erase_type(
        &self,
        batch: &Batch<'_>,
        actor: &Actor,
        type_key: &str,
        ids: &[RecordId],
        report: &mut ErasureReport,
    ) -> Result<()> {
        // A type that is in use no more has no records; its history is cleaned all the same.
        if let Ok(ty) = self.types().named(type_key) {
            let positions = stored_fields(&ty);
            let records = batch.records_by_id(&ty, &positions, ids).map_err(store_error)?;
            report.records += records.len() as u64;
            let stamp = Stamp { at: self.moment(), by: actor.number(), import: None };
            let new = NewImport { state: State::Completed, ..self.new_run(actor, RunKind::Record, type_key) };
            let run = batch.create_import(&new).map_err(store_error)?;
            let mut writer = RecordWriter::new(batch, &ty, run, &[], stamp.clone(), &[])?;
            writer.delete(&positions, records, true)?;
            writer.finish()?;
            report.links += self.unlink(batch, &ty, ids, run, &stamp)?;
            report.exports += erase_exports(batch, &self.types().plain().iter().collect::<Vec<_>>(), &ty)?;
        }
        if type_key == "user" {
            ids.iter().try_for_each(|id| batch.forget_user(id.0)).map_err(store_error)?;
        }
        report.changes += batch.erase_from_journal(type_key, ids).map_err(store_error)?;
        Ok(())
    }

    /// Other records lose their links to these.
    fn unlink(&self, batch: &Batch<'_>, to: &RecordType, ids: &[RecordId], run: i64, stamp: &Stamp) -> Result<u64> {
        let mut links = 0;
        for from in self.types().plain() {
            let of_type = from.fields.iter().enumerate().filter(|(_, field)| field.target == to.key.as_str());
            for (position, field) in of_type.filter(|(_, field)| matches!(field.kind, FieldKind::Link | FieldKind::Links)) {
                let mut writer = RecordWriter::new(batch, from, run, &[position], stamp.clone(), &[])?;
                for id in ids {
                    loop {
                        let linking = batch.linking_records(from, position, *id, PAGE).map_err(store_error)?;
                        for record in batch.records_by_id(from, &[position], &linking).map_err(store_error)? {
                            let before = record.values[0].clone();
                            let left: Vec<RecordId> =
                                before.iter().flat_map(Value::as_links).copied().filter(|link| link != id).collect();
                            let is_list = field.kind == FieldKind::Links && !left.is_empty();
                            let step = (position, before, is_list.then(|| Value::links(left)).flatten());
                            writer.update(record.id, record.version, vec![step])?;
                            links += 1;
                        }
                        if linking.len() < PAGE {
                            break;
                        }
                    }
                }
                writer.finish()?;
            }
        }
        Ok(links)
    }

    fn erase_traces(&self, batch: &Batch<'_>, traces: &[Trace], report: &mut ErasureReport) -> Result<()> {
        for trace in traces {
            traces::blank(batch, trace)?;
            report.rows += trace.rows();
            report.files += 1;
            for (part, rows) in &trace.parts {
                report.texts += batch.blank_issues(trace.import, *part, rows).map_err(store_error)?;
            }
            let found = crate::imports::find(batch, trace.import)?;
            report.texts += erase_mends(batch, trace)?;
            if is_draft(&found) {
                // What was checked is not what is there now.
                batch.update_settings(trace.import, &found.settings, self.moment()).map_err(store_error)?;
            }
        }
        Ok(())
    }

    /// The key of this register's hashes; one from before this was kept gets it now.
    fn erasure_key(&self) -> Result<String> {
        let mut writer = self.store.writer().map_err(store_error)?;
        if let Some(key) = writer.setting(KEY).map_err(store_error)? {
            return Ok(key);
        }
        let batch = writer.begin().map_err(store_error)?;
        // Somebody may have been faster.
        if let Some(key) = batch.setting(KEY).map_err(store_error)? {
            return Ok(key);
        }
        let key = random_secret()?;
        batch.save_setting(KEY, &key).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(key)
    }

    fn refuse_last_administrator(&self, conn: &Conn, ty: &RecordType, ids: &[RecordId]) -> Result<()> {
        if ty.key != "user" {
            return Ok(());
        }
        let able = self.able(conn)?;
        if !able.is_empty() && able.iter().all(|id| ids.contains(id)) {
            return Err(Refusal::new(RefusalKind::Conflict, "last-administrator").into());
        }
        Ok(())
    }

    /// Other records with one of their e-mail addresses or phone numbers.
    fn same_people(&self, conn: &Conn, ty: &RecordType, ids: &[RecordId]) -> Result<Vec<(Key, RecordId)>> {
        use kartoteka_domain::filter::{Comparison, Condition, Filter};
        let is_contact = |kind| matches!(kind, FieldKind::Email | FieldKind::Phone);
        let positions: Vec<usize> = (0..ty.fields.len()).filter(|position| is_contact(ty.fields[*position].kind)).collect();
        let mut same = Vec::new();
        for record in conn.records_by_id(ty, &positions, ids).map_err(store_error)? {
            for (position, value) in positions.iter().zip(&record.values) {
                let Some(value) = value else { continue };
                for other in self.types().plain() {
                    for field in other.fields.iter().filter(|field| field.kind == ty.fields[*position].kind && !field.archived) {
                        let (field, comparison) = (field.key.clone(), Comparison::Is);
                        let holds = Condition::Field { field, comparison, value: Some(value.clone()) };
                        let found = conn.ids_of(other, &Filter::all().and(holds)).map_err(store_error)?;
                        let is_itself = |id: &RecordId| other.key == ty.key && ids.contains(id);
                        same.extend(found.into_iter().filter(|id| !is_itself(id)).map(|id| (other.key.clone(), id)));
                    }
                }
            }
        }
        same.sort();
        same.dedup();
        Ok(same)
    }
}

/// What a record says of who it is, now and ever since it was made.
fn marks_of_record(conn: &Conn, key: &str, ty: &RecordType, id: RecordId) -> Result<String> {
    let positions = stored_fields(ty);
    let records = conn.records_by_id(ty, &positions, &[id]).map_err(store_error)?;
    let now = records.iter().flat_map(|record| positions.iter().zip(&record.values));
    let now = now.filter_map(|(position, value)| Some((ty.fields[*position].key.as_str(), value.as_ref()?)));
    let history = conn.history(ty, id, HISTORY).map_err(store_error)?;
    let fields = history.iter().flat_map(|entry| &entry.change.fields);
    let before = fields.flat_map(|field| [(&field.field, &field.before), (&field.field, &field.after)]);
    let before = before.filter_map(|(field, value)| Some((field.as_str(), value.as_ref()?)));
    Ok(marks_of(key, ty, now.chain(before)))
}

/// Files that may name them: every kept export of the type, and of types linked with it either way.
fn erase_exports(batch: &Batch<'_>, types: &[&RecordType], ty: &RecordType) -> Result<u64> {
    let links = |from: &RecordType, to: &str| from.fields.iter().any(|field| field.target == to);
    let mut erased = 0;
    for export in batch.exports(None, usize::MAX).map_err(store_error)? {
        let of = types.iter().find(|known| known.key == export.new.type_key);
        let may_name = export.new.type_key == ty.key || of.is_none_or(|of| links(of, &ty.key) || links(ty, &of.key));
        if may_name && export.bytes > 0 && batch.delete_export(export.id).map_err(store_error)? {
            erased += 1;
        }
    }
    Ok(erased)
}

/// Texts that were typed into cells of these rows.
fn erase_mends(batch: &Batch<'_>, trace: &Trace) -> Result<u64> {
    use kartoteka_domain::edit::Edit;
    let mut erased = 0;
    for stored in batch.edits(trace.import).map_err(store_error)? {
        let Ok(Edit::SetCell { sheet, row, column, text }) = serde_json::from_str::<Edit>(&stored.edit) else { continue };
        let is_theirs = trace.blocks.iter().any(|((of, _), rows)| *of as usize == sheet && rows.contains(&row));
        if is_theirs && !text.is_empty() {
            let blank = Edit::SetCell { sheet, row, column, text: String::new() };
            batch.replace_edit(trace.import, stored.seq, &crate::upload_file::to_json(&blank)?).map_err(store_error)?;
            erased += 1;
        }
    }
    Ok(erased)
}

fn refuse_under_way(batch: &Batch<'_>) -> Result<()> {
    let states = vec![State::Reading, State::Checking, State::Queued, State::Running];
    let runs = batch.imports(&ImportFilter { states, ..ImportFilter::default() }).map_err(store_error)?;
    match runs.last() {
        Some(run) => Err(Error::from(Refusal::new(RefusalKind::Conflict, "erase-run-under-way").with("number", run.id))),
        None => Ok(()),
    }
}
