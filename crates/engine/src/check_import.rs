//! The check: every row planned, nothing written to a record. What it promises, the run does with the same code.
//!
//! In: an import in blocks. Out: counts, issues, one outcome a row. Two threads plan, and nodes that have nothing else to do; this one
//! stores what they found.

mod administrators;
mod divide;
mod help;
mod partners;
mod passes;
mod same_record;

use std::collections::HashSet;

use compact_str::CompactString;
use kartoteka_domain::check::FileFacts;
use kartoteka_domain::edit::{Edit, Edits};
use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::recipe::MissingLinks;
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::run::{Counts, State};
use kartoteka_domain::suggestion::headers_of;
use kartoteka_domain::survey::{DateCounts, Groups, NamesToCome, Survey};
use kartoteka_store::{BlockInfo, BlockOutcomes, Conn, Import, Lease, Stage as Kept, Writer};

use crate::actor::Actor;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::patience::patiently;
use crate::plan_block::{PartContext, Planner, each_row, read_block};
use crate::progress::{Stage, Watch};
use crate::settings::{DatesFound, Settings, Surveyed};
use crate::upload_file::refuse_unconfirmed_draft;
use crate::{Engine, store_error};
use divide::InOrder;
pub(crate) use divide::SHARED_FROM;
pub use help::{Helped, Helping};
use passes::{Findings, Judging, Surveying};
use same_record::SameRecord;

/// Blocks whose findings are stored together, at least, where they are there.
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
        batch.close_passes(import.id).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        settings.checked_against = self.data_versions(settings)?;
        settings.part_rows.clear();
        let parts = settings.recipe.parts.len();
        let mut counts = Counts::default();
        let mut names = NamesToCome::default();
        for part in 0..parts {
            let context = self.part_context(import, settings, part, &names, watch.lease(), watch)?;
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

    /// Everything known before the first row of a part is judged: the mapping made ready, the survey of the whole file. With a
    /// lease, other nodes may help with the survey.
    pub(crate) fn part_context(
        &self,
        import: &Import,
        settings: &Settings,
        part: usize,
        names: &NamesToCome,
        leads: Option<Lease>,
        watch: &Watch,
    ) -> Result<PartContext> {
        let mut context = self.bare_context(import, settings, part)?;
        self.prepare_match_columns(&context.reader)?;
        match earlier(import, settings, part) {
            Some(Surveyed { rows, date_orders }) => context.take_earlier(*rows, date_orders),
            None => self.survey(&mut context, settings, part, leads, watch)?,
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

    /// What the register knows of a part: its mapping, its blocks, what people mended in it.
    pub(crate) fn bare_context(&self, import: &Import, settings: &Settings, part: usize) -> Result<PartContext> {
        let profile = self.profile(settings.profile)?;
        let conn = self.store.reader().map_err(store_error)?;
        let sheet = settings.sheet_of(part) as u32;
        let upload = import.upload_no.max(settings.upload);
        let said = &settings.recipe.parts[part];
        let headers = headers(&conn, import.id, upload, sheet, said.header_row.unwrap_or(1))?;
        let reader = self.compile_part(settings, part, said, &headers, &profile)?;
        let blocks = conn.block_list(import.id, upload, sheet).map_err(store_error)?;
        Ok(PartContext {
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
        })
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
    ) -> Result<(Counts, HashSet<CompactString>)> {
        self.divide(&Judging { keep_names }, context, watch.lease(), watch, |shares| {
            store_findings(writer, context, shares, watch)
        })
    }

    /// The first pass over the rows: count them, find repeated keys, decide the order of dates.
    fn survey(
        &self,
        context: &mut PartContext,
        settings: &Settings,
        part: usize,
        leads: Option<Lease>,
        watch: &Watch,
    ) -> Result<()> {
        let mut survey = Survey::new(&context.reader);
        self.divide(&Surveying, context, leads, watch, |shares| {
            while let Some(seen) = shares.next()? {
                survey.merge(seen);
                watch.tell(Stage::Surveying, survey.rows(), 0, &Counts::default());
            }
            Ok(())
        })?;
        context.rows = survey.rows();
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
        let found = |(slot, counts)| dates_found(context, part, slot, counts);
        context.dates = Some(survey.date_counts().filter_map(found).collect());
        let suspects = survey.suspects();
        let mut groups = Groups::default();
        if !suspects.is_empty() {
            let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
            for block in &context.blocks {
                planner.each_data_row(context, *block, |row| {
                    if suspects.contains(&row.number.0) {
                        survey.confirm(row, &mut groups);
                    }
                })?;
            }
        }
        context.file = survey.finish(groups);
        Ok(())
    }
}

fn store_findings(
    writer: &mut Writer,
    context: &PartContext,
    shares: &mut InOrder<Vec<Findings>>,
    watch: &Watch,
) -> Result<(Counts, HashSet<CompactString>)> {
    let mut counts = Counts::default();
    let mut names = HashSet::new();
    let mut same_record = SameRecord::new(context);
    while let Some(first) = shares.next()? {
        let batch = writer.begin().map_err(store_error)?;
        let mut next = Some(first);
        let mut kept = Vec::with_capacity(BLOCKS_PER_BATCH);
        while let Some(share) = next.take() {
            for mut block in share {
                same_record.look(&mut block);
                let of_block = block.counts();
                counts.add(&of_block);
                batch.save_issues(context.import, Kept::Check, context.part, &block.issues).map_err(store_error)?;
                names.extend(block.names.into_iter().map(|(_, name)| name));
                kept.push(BlockOutcomes { part: context.part, block: block.block, counts: of_block, outcomes: block.outcomes });
            }
            watch.tell(Stage::Checking, counts.rows, context.rows, &counts);
            watch.go_on()?;
            if kept.len() < BLOCKS_PER_BATCH {
                next = shares.ready()?;
            }
        }
        batch.save_outcomes(context.import, Kept::Check, &kept).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
    }
    Ok((counts, names))
}

fn dates_found(context: &PartContext, part: usize, slot: usize, counts: DateCounts) -> Option<DatesFound> {
    let column = context.reader.slots[slot].column()?;
    let DateCounts { day_first_only: day, month_first_only: month, both } = counts;
    let order = context.reader.slots[slot].reading.date_order;
    Some(DatesFound { part, column, field: context.reader.field(slot).key.clone(), day, month, both, order })
}

/// What an earlier first pass over the same rows found, if nothing about rows and mapping changed since.
fn earlier<'s>(import: &Import, settings: &'s Settings, part: usize) -> Option<&'s Surveyed> {
    let is_valid = import.check_revision == import.edits_revision;
    settings.surveyed.get(part).filter(|_| is_valid)?.as_ref()
}

impl PartContext {
    /// Takes over what a first pass found.
    fn take_earlier(&mut self, rows: u64, date_orders: &[(Key, DateOrder)]) {
        self.rows = rows;
        for (field, order) in date_orders {
            if let Some(slot) = self.reader.slot_of(field) {
                self.reader.slots[slot].reading.date_order = *order;
            }
        }
        self.date_orders = date_orders.to_vec();
    }
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
