//! The check: every row planned, nothing written to a record. What it promises, the run does with the same code.
//!
//! In: an import in blocks. Out: counts, issues, one outcome a row. Two threads plan; this one stores what they found.

mod administrators;
mod partners;
mod same_record;

use std::collections::{BTreeMap, HashSet};

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use kartoteka_domain::check::FileFacts;
use kartoteka_domain::edit::{Edit, Edits};
use kartoteka_domain::kind::fold;
use kartoteka_domain::plan::PlannedChange;
use kartoteka_domain::recipe::MissingLinks;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::run::{Counts, State};
use kartoteka_domain::suggestion::headers_of;
use kartoteka_domain::survey::{DateCounts, Groups, NamesToCome, Survey};
use kartoteka_store::{BlockInfo, BlockOutcomes, Conn, Import, Reader, Stage as Kept, Writer};

use crate::actor::Actor;
use crate::error::{Error, Refusal, RefusalKind, Result};

use crate::patience::patiently;
use crate::plan_block::{PartContext, PlannedBlock, Planner, block_bytes, each_row, read_block};
use crate::progress::{Stage, Watch};
use crate::settings::{DatesFound, Settings};
use crate::upload_file::refuse_unconfirmed_draft;
use crate::{Engine, store_error};

/// Threads that plan.
const PLANNERS: usize = 2;
/// Planned blocks waiting to be stored.
const BLOCKS_AHEAD: usize = 8;
/// Blocks whose findings are stored together.
const BLOCKS_PER_BATCH: usize = 64;

impl Engine {
    /// Checks every row. Can be repeated; each check replaces the findings of the one before.
    pub fn check_import(&self, actor: &Actor, import: i64, watch: &Watch) -> Result<Counts> {
        self.own_import(actor, import)?;
        let hold = self.hold(actor, import, watch)?;
        self.check_held(actor, import, &hold.watch(watch))
    }

    /// The same for whoever is at work on the import already.
    pub(crate) fn check_held(&self, actor: &Actor, import: i64, watch: &Watch) -> Result<Counts> {
        let (found, mut settings, profile) = self.own_import(actor, import)?;
        refuse_unconfirmed_draft(&profile, &settings)?;
        settings.administrator = actor.is_administrator();
        let mut writer = watch.fenced(self.store.writer().map_err(store_error)?);
        let from = [State::Mapping, State::Checked, State::Checking, State::Failed];
        self.step(&mut writer, import, &from, State::Checking)?;
        // Each time from the beginning: a check leaves nothing but what it found.
        match patiently(watch, || None, || self.check_parts(&mut writer, &found, &mut settings, watch)) {
            Ok(counts) => {
                self.step(&mut writer, import, &[State::Checking], State::Checked)?;
                Ok(counts)
            }
            // Another worker checks it from the beginning.
            Err(error) if watch.is_handed_over() => Err(error),
            Err(error) => {
                // Back to where the person can mend, stop or try again; nothing was written to any record.
                let batch = writer.begin().map_err(store_error)?;
                batch.update_state(import, &[State::Checking], State::Failed, self.moment()).map_err(store_error)?;
                batch.update_state(import, &[State::Failed], State::Mapping, self.moment()).map_err(store_error)?;
                batch.commit().map_err(store_error)?;
                Err(error)
            }
        }
    }

    fn check_parts(&self, writer: &mut Writer, import: &Import, settings: &mut Settings, watch: &Watch) -> Result<Counts> {
        let batch = writer.begin().map_err(store_error)?;
        batch.clear_outcomes(import.id, Kept::Check).map_err(store_error)?;
        batch.clear_issues(import.id, Kept::Check).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        settings.checked_against = self.data_versions(settings)?;
        settings.part_rows.clear();
        let parts = settings.recipe.parts.len();
        let mut counts = Counts::default();
        let mut names = NamesToCome::default();
        for part in 0..parts {
            let context = self.part_context(import, settings, part, &names, watch)?;
            settings.part_rows.push(context.rows);
            settings.surveyed.truncate(part);
            settings.surveyed.push(context.surveyed());
            if let Some(dates) = &context.dates {
                settings.dates.retain(|found| found.part != part);
                settings.dates.extend(dates.iter().cloned());
            }
            self.refuse_row_count(settings, &context)?;
            let more = part + 1 < parts;
            let (part_counts, created) = self.check_part(writer, &context, more, watch)?;
            counts.add(&part_counts);
            names.entry(context.reader.record_type.key.clone()).or_default().extend(created);
        }
        if counts.rows == 0 {
            return Err(Refusal::new(RefusalKind::Unacceptable, "no-data").into());
        }
        // The settings carry what the check saw; storing them makes earlier checks stale, so it comes first.
        self.put_settings(writer, import.id, settings)?;
        let batch = writer.begin().map_err(store_error)?;
        let now = crate::imports::find(&batch, import.id)?;
        batch.finish_check(import.id, now.edits_revision, &counts, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(counts)
    }

    /// L5: the limit of the profile, with both numbers.
    fn refuse_row_count(&self, settings: &Settings, context: &PartContext) -> Result<()> {
        let limit = self.profile(settings.profile)?.row_limit;
        if limit > 0 && context.rows > limit {
            let refusal = Refusal::new(RefusalKind::Unacceptable, "too-many-rows");
            return Err(refusal.with("rows", context.rows).with("limit", limit).into());
        }
        Ok(())
    }

    /// Everything known before the first row of a part is judged: the mapping made ready, the survey of the whole file.
    pub(crate) fn part_context(
        &self,
        import: &Import,
        settings: &Settings,
        part: usize,
        names: &NamesToCome,
        watch: &Watch,
    ) -> Result<PartContext> {
        let profile = self.profile(settings.profile)?;
        let conn = self.store.reader().map_err(store_error)?;
        let sheet = settings.sheet_of(part) as u32;
        let upload = import.upload_no.max(settings.upload);
        let said = &settings.recipe.parts[part];
        let headers = headers(&conn, import.id, upload, sheet, said.header_row.unwrap_or(1))?;
        let reader = self.compile_part(settings, part, said, &headers, &profile)?;
        self.prepare_match_columns(&reader)?;
        let blocks = conn.block_list(import.id, upload, sheet).map_err(store_error)?;
        let mut context = PartContext {
            import: import.id,
            upload,
            part: part as u32,
            sheet,
            table_is_empty: conn.is_empty(&reader.record_type).map_err(store_error)?,
            reader,
            options: settings.recipe.options.clone(),
            administrator: settings.administrator,
            file: FileFacts::default(),
            edits: edits(&conn, import.id, sheet)?,
            types: self.types(),
            rows: 0,
            date_orders: Vec::new(),
            dates: None,
            blocks: blocks.iter().map(|block| block.no).collect(),
        };
        if !use_earlier(import, &mut context, settings, part) {
            let mut conns = (0..PLANNERS).map(|_| self.store.reader().map_err(store_error)).collect::<Result<Vec<_>>>()?;
            survey(&mut conns, &mut context, settings, part, watch)?;
        }
        if context.options.missing_links == MissingLinks::Create {
            context.file.creatable = creatable(&context);
        }
        self.judge_links_within(&mut context, watch)?;
        self.judge_administrators(&mut context, watch)?;
        for (key, coming) in names {
            context.file.names.entry(key.clone()).or_default().extend(coming.iter().cloned());
        }
        Ok(context)
    }

    /// A field first used as a match key gets its index, once.
    fn prepare_match_columns(&self, reader: &kartoteka_domain::mapping::RowReader) -> Result<()> {
        use kartoteka_domain::match_key::MatchRule;
        let ty = &reader.record_type;
        let conn = self.store.reader().map_err(store_error)?;
        for rule in &reader.match_rules {
            let MatchRule::Slots(slots) = rule else { continue };
            for position in slots.iter().map(|slot| reader.slots[*slot].field) {
                let field = &ty.fields[position];
                let text = matches!(field.kind, FieldKind::Text | FieldKind::Email | FieldKind::Phone | FieldKind::WebAddress);
                if text && !field.unique && !conn.has_match_column(ty, position).map_err(store_error)? {
                    let mut writer = self.store.writer().map_err(store_error)?;
                    let batch = writer.begin().map_err(store_error)?;
                    batch.add_match_column(ty, position).map_err(store_error)?;
                    batch.commit().map_err(store_error)?;
                }
            }
        }
        Ok(())
    }

    /// Which record types' rows this import reads or writes, and their data versions now.
    pub(crate) fn data_versions(&self, settings: &Settings) -> Result<Vec<(String, i64)>> {
        let conn = self.store.reader().map_err(store_error)?;
        let types = self.types();
        let mut keys: Vec<String> = Vec::new();
        for part in &settings.recipe.parts {
            let ty = types.named(&part.record_type)?;
            keys.push(ty.key.to_string());
            let mapped = |field: &&Field| {
                part.columns.iter().any(|c| c.field.as_ref() == Some(&field.key))
                    || part.constants.iter().any(|c| c.field == field.key)
            };
            keys.extend(ty.fields.iter().filter(mapped).map(|f| f.target.clone()).filter(|target| !target.is_empty()));
        }
        keys.sort();
        keys.dedup();
        let version = |key: String| -> Result<(String, i64)> {
            let ty = types.named(&key)?;
            Ok((key, conn.data_version(&ty).map_err(store_error)?))
        };
        keys.into_iter().map(version).collect()
    }

    fn check_part(
        &self,
        writer: &mut Writer,
        context: &PartContext,
        keep_names: bool,
        watch: &Watch,
    ) -> Result<(Counts, HashSet<compact_str::CompactString>)> {
        let next = AtomicUsize::new(0);
        let (send, receive) = sync_channel::<Result<PlannedBlock>>(BLOCKS_AHEAD);
        let readers = (0..PLANNERS).map(|_| self.store.reader().map_err(store_error)).collect::<Result<Vec<_>>>()?;
        std::thread::scope(|scope| {
            for conn in readers {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    let mut planner = Planner::new(conn);
                    while let Some(block) = context.blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if send.send(planner.plan(context, *block, context.table_is_empty)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            let kept = store_findings(writer, context, receive, keep_names, watch);
            // A stopped writer must not leave planners planning to the end of the file.
            next.store(usize::MAX / 2, Ordering::Relaxed);
            kept
        })
    }
}

fn store_findings(
    writer: &mut Writer,
    context: &PartContext,
    planned: Receiver<Result<PlannedBlock>>,
    keep_names: bool,
    watch: &Watch,
) -> Result<(Counts, HashSet<compact_str::CompactString>)> {
    let mut counts = Counts::default();
    let mut names = HashSet::new();
    let mut same_record = same_record::SameRecord::new(context);
    let mut ordered = InOrder { planned, early: BTreeMap::new(), blocks: context.blocks.iter() };
    while let Some(first) = ordered.next()? {
        let batch = writer.begin().map_err(store_error)?;
        let mut next = Some(first);
        let mut kept = Vec::with_capacity(BLOCKS_PER_BATCH);
        for _ in 0..BLOCKS_PER_BATCH {
            let Some(block) = (if next.is_some() { next.take() } else { ordered.next()? }) else { break };
            let mut block = block;
            same_record.look(&mut block);
            let block_counts = block.counts();
            counts.add(&block_counts);
            if keep_names {
                collect_names(context, &block, &mut names);
            }
            let outcomes = block.outcomes();
            kept.push(BlockOutcomes { part: context.part, block: block.block, counts: block_counts, outcomes });
            batch.save_issues(context.import, Kept::Check, context.part, &block.issues).map_err(store_error)?;
            watch.tell(Stage::Checking, counts.rows, context.rows, &counts);
            watch.go_on()?;
        }
        batch.save_outcomes(context.import, Kept::Check, &kept).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
    }
    Ok((counts, names))
}

/// Blocks as they stand in the file, although several threads plan them: issues are listed in the order of the rows.
struct InOrder<'c> {
    planned: Receiver<Result<PlannedBlock>>,
    /// Planned before their turn; as many as the planners are ahead of each other.
    early: BTreeMap<u32, PlannedBlock>,
    blocks: std::slice::Iter<'c, u32>,
}

impl InOrder<'_> {
    fn next(&mut self) -> Result<Option<PlannedBlock>> {
        let Some(wanted) = self.blocks.next() else { return Ok(None) };
        while !self.early.contains_key(wanted) {
            let Ok(block) = self.planned.recv() else { break };
            let block = block?;
            self.early.insert(block.block, block);
        }
        Ok(self.early.remove(wanted))
    }
}

/// The folded names of records this part will create or rename: later rows and parts may link to them.
fn collect_names(context: &PartContext, block: &PlannedBlock, names: &mut HashSet<compact_str::CompactString>) {
    let Some(slot) = context.reader.slot_of(&context.reader.record_type.name_field) else { return };
    for row in &block.rows {
        let name = match &row.change {
            PlannedChange::Create(values) => values[slot].as_ref(),
            PlannedChange::Update(fields) => {
                fields.iter().find(|(changed, ..)| *changed == slot).and_then(|(_, _, after)| after.as_ref())
            }
            _ => None,
        };
        names.extend(name.and_then(|value| value.as_text()).map(fold));
    }
}

/// The first pass over the rows: count them, find repeated keys, decide the order of dates.
fn survey(conns: &mut [Reader], context: &mut PartContext, settings: &Settings, part: usize, watch: &Watch) -> Result<()> {
    let mut survey = survey_all(conns, context, watch)?;
    context.rows = survey.rows;
    for (slot, order, _) in survey.date_orders() {
        let said = settings.recipe.file.date_order.is_some() || {
            let column = context.reader.slots[slot].column();
            column.and_then(|c| settings.recipe.parts[part].columns.get(c)).is_some_and(|c| c.date_order.is_some())
        };
        if !said {
            context.reader.slots[slot].reading.date_order = order;
            context.date_orders.push((context.reader.field(slot).key.clone(), order));
        }
    }
    context.dates = Some(survey.date_counts().filter_map(|(slot, counts)| dates_found(context, part, slot, counts)).collect());
    let suspects = survey.suspects();
    let mut groups = Groups::default();
    let mut scratch = Vec::new();
    if !suspects.is_empty() {
        for block in &context.blocks {
            let bytes = block_bytes(&conns[0], context, *block)?;
            each_data_row(context, &bytes, &mut scratch, |row| {
                if suspects.contains(&row.number.0) {
                    survey.confirm(row, &mut groups);
                }
            })?;
        }
    }
    context.file = survey.finish(groups);
    Ok(())
}

fn dates_found(context: &PartContext, part: usize, slot: usize, counts: DateCounts) -> Option<DatesFound> {
    let column = context.reader.slots[slot].column()?;
    let DateCounts { day_first_only: day, month_first_only: month, both } = counts;
    let order = context.reader.slots[slot].reading.date_order;
    Some(DatesFound { part, column, field: context.reader.field(slot).key.clone(), day, month, both, order })
}

fn survey_all(conns: &mut [Reader], context: &PartContext, watch: &Watch) -> Result<Survey> {
    let next = AtomicUsize::new(0);
    let mut surveys = std::thread::scope(|scope| {
        let next = &next;
        let threads: Vec<_> = conns.iter_mut().map(|conn| scope.spawn(move || survey_some(conn, context, next, watch))).collect();
        let joined = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect::<Result<Vec<Survey>>>()
    })?;
    let mut survey = surveys.pop().unwrap_or_else(|| Survey::new(&context.reader));
    surveys.into_iter().for_each(|other| survey.merge(other));
    Ok(survey)
}

/// What an earlier first pass over the same rows found, if nothing about rows and mapping changed since.
fn use_earlier(import: &Import, context: &mut PartContext, settings: &Settings, part: usize) -> bool {
    let is_valid = import.check_revision == import.edits_revision;
    let Some(Some(earlier)) = settings.surveyed.get(part).filter(|_| is_valid) else { return false };
    context.rows = earlier.rows;
    for (field, order) in &earlier.date_orders {
        if let Some(slot) = context.reader.slot_of(field) {
            context.reader.slots[slot].reading.date_order = *order;
        }
    }
    context.date_orders.clone_from(&earlier.date_orders);
    true
}

/// One thread's share of the first pass: whichever blocks are next.
fn survey_some(conn: &Reader, context: &PartContext, next: &AtomicUsize, watch: &Watch) -> Result<Survey> {
    let mut survey = Survey::new(&context.reader);
    let mut scratch = Vec::new();
    while let Some(block) = context.blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
        let bytes = block_bytes(conn, context, *block)?;
        each_data_row(context, &bytes, &mut scratch, |row| survey.add(row))?;
        watch.tell(Stage::Surveying, survey.rows, 0, &Counts::default());
        watch.go_on()?;
    }
    Ok(survey)
}

fn each_data_row(
    context: &PartContext,
    bytes: &[u8],
    scratch: &mut Vec<u8>,
    mut each: impl FnMut(&kartoteka_domain::cell::Row<'_>),
) -> Result<()> {
    each_row(bytes, scratch, |row| {
        let included = context.edits.is_empty() || context.edits.apply(row);
        if included && context.reader.is_data(row) {
            each(row);
        }
        Ok(())
    })
}

/// The cells of the header row, as texts.
pub(crate) fn headers(conn: &Conn, import: i64, upload: u32, sheet: u32, header_row: u32) -> Result<Vec<String>> {
    let blocks = conn.block_list(import, upload, sheet).map_err(store_error)?;
    if header_row == 0 {
        return blank_headers(conn, import, upload, sheet, &blocks);
    }
    let Some(block) = blocks.iter().find(|block| block.first_row <= header_row && header_row <= block.last_row) else {
        return Ok(Vec::new());
    };
    let bytes = read_block(conn, import, upload, sheet, block.no)?;
    let mut headers = Vec::new();
    each_row(&bytes, &mut Vec::new(), |row| {
        if row.number.0 == header_row {
            headers = headers_of(row);
        }
        Ok(())
    })?;
    Ok(headers)
}

/// A sheet without a header row: as many blank headers as its first rows have cells; columns are found by their place.
fn blank_headers(conn: &Conn, import: i64, upload: u32, sheet: u32, blocks: &[BlockInfo]) -> Result<Vec<String>> {
    let Some(first) = blocks.first() else { return Ok(Vec::new()) };
    let bytes = read_block(conn, import, upload, sheet, first.no)?;
    let mut width = 0;
    each_row(&bytes, &mut Vec::new(), |row| {
        width = width.max(row.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1));
        Ok(())
    })?;
    Ok(vec![String::new(); width])
}

pub(crate) fn edits(conn: &Conn, import: i64, sheet: u32) -> Result<Edits> {
    let stored = conn.edits(import).map_err(store_error)?;
    let mut edits: Vec<Edit> = Vec::new();
    for edit in stored.iter().filter(|edit| !edit.undone) {
        edits.push(serde_json::from_str(&edit.edit).map_err(|e| Error::fault("a mend cannot be read", e))?);
    }
    Ok(Edits::of_sheet(&edits, sheet as usize))
}

/// Types that need nothing but a name: those can be created from a link.
fn creatable(context: &PartContext) -> Vec<kartoteka_domain::record::Key> {
    let needs_only_a_name = |key: &str| {
        context.types.get(key).is_some_and(|ty| ty.fields.iter().all(|field| !field.required || field.key == ty.name_field))
    };
    let targets = context.reader.record_type.fields.iter().map(|field| field.target.as_str());
    let mut keys: Vec<_> = targets.filter(|key| !key.is_empty() && needs_only_a_name(key)).map(Into::into).collect();
    keys.sort();
    keys.dedup();
    keys
}
