//! Several records at once: one plan, one run, one transaction; each of them is written or says why not.
//!
//! In: items with fields as texts, some with the number of a record. Out: what became of each, in the order they came, and the
//! run, which can be taken back like any other.

use std::collections::BTreeMap;

use kartoteka_domain::check::FileFacts;
use kartoteka_domain::draft::Draft;
use kartoteka_domain::issue::Issue;
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::ask;
use kartoteka_domain::plan::{PlannedChange, PlannedRow, Rules, plan_row};
use kartoteka_domain::recipe::{Mode, Options};
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, NewImport, RunKind, Stamp};

use crate::actor::{Actor, Permission};
use crate::edit_record::read_fields;
use crate::error::{Refusal, RefusalKind, Result};
use crate::facts::{Names, fetch};
use crate::mass_edit::empty_settings;
use crate::patience::whole;
use crate::record_writer::{FieldStep, RecordWriter, Written};
use crate::{Engine, store_error};

/// Records in one batch at most.
pub const MOST_ITEMS: usize = 500;

/// One record to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// None: a new record.
    pub id: Option<RecordId>,
    /// Refuse when the record moved on since.
    pub expected: Option<Version>,
    pub fields: Vec<(String, String)>,
}

/// What became of one item.
#[derive(Clone, Debug)]
pub enum ItemOutcome {
    Created(RecordId),
    Updated(RecordId),
    Unchanged(RecordId),
    /// What is wrong with its fields.
    Rejected(Vec<Issue>),
    /// There is no such record, it moved on, or a value belongs to another one.
    Refused(Refusal),
}

/// What a batch did.
#[derive(Clone, Debug, Default)]
pub struct BatchReport {
    /// None: nothing was written.
    pub run: Option<i64>,
    /// In the order of the items.
    pub outcomes: Vec<ItemOutcome>,
    pub counts: Counts,
}

/// What all items have in common.
struct Common<'b> {
    batch: &'b Batch<'b>,
    ty: &'b std::sync::Arc<RecordType>,
    actor: &'b Actor,
    run: i64,
    stamp: Stamp,
}

impl Engine {
    /// Creates and changes up to [`MOST_ITEMS`] records. `all_or_nothing`: when one stays out, all do.
    pub fn edit_records(&self, actor: &Actor, type_word: &str, items: &[Item], all_or_nothing: bool) -> Result<BatchReport> {
        actor.require(Permission::EditRecords)?;
        let ty = self.types().named(type_word)?;
        if matches!(ty.key.as_str(), "user" | "bot" | "tunnel" | "lgt") {
            actor.require(Permission::Administer)?;
        }
        if items.is_empty() || items.len() > MOST_ITEMS {
            return Err(Refusal::new(RefusalKind::Malformed, "batch-size").with("n", MOST_ITEMS).into());
        }
        whole(|| self.edit_all(actor, &ty, items, all_or_nothing))
    }

    fn edit_all(
        &self,
        actor: &Actor,
        ty: &std::sync::Arc<RecordType>,
        items: &[Item],
        all_or_nothing: bool,
    ) -> Result<BatchReport> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let new = NewImport {
            state: State::Completed,
            settings: empty_settings(items)?,
            ..self.new_run(actor, RunKind::Bulk, &ty.key)
        };
        let run = batch.create_import(&new).map_err(store_error)?;
        let stamp = Stamp { at: self.moment(), by: actor.number(), import: Some(run) };
        let common = Common { batch: &batch, ty, actor, run, stamp };
        let mut outcomes: Vec<Option<ItemOutcome>> = vec![None; items.len()];
        for places in alike(items).values() {
            self.edit_alike(&common, items, places, &mut outcomes)?;
        }
        let outcomes: Vec<ItemOutcome> = outcomes.into_iter().flatten().collect();
        let counts = counts(&outcomes);
        if counts.created + counts.updated == 0 || (all_or_nothing && counts.rejected > 0) {
            return Ok(BatchReport { run: None, outcomes, counts });
        }
        self.refuse_without_administrator(&batch, ty)?;
        batch.update_counts(run, &counts, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "batch-edit", &ty.key, run)?;
        batch.commit().map_err(store_error)?;
        Ok(BatchReport { run: Some(run), outcomes, counts })
    }

    /// Items that name the same fields are read, asked about and judged together, as rows of one file are.
    fn edit_alike(
        &self,
        common: &Common<'_>,
        items: &[Item],
        places: &[usize],
        outcomes: &mut [Option<ItemOutcome>],
    ) -> Result<()> {
        let first = &items[places[0]];
        let is_update = first.id.is_some();
        let reader = self.one_row_reader(common.ty, is_update, &first.fields, Language::English)?;
        let read = places.iter().map(|place| read_fields(&reader, items[*place].id, &items[*place].fields));
        let (drafts, issues): (Vec<Draft>, Vec<Vec<Issue>>) = read.unzip();
        let questions = ask(&reader, &drafts);
        let answers = fetch(common.batch, &self.types(), &reader, &drafts, &questions, &mut Names::default(), false)?;
        let mode = if is_update { Mode::Update } else { Mode::Create };
        let options = Options { mode, ..Options::default() };
        let rules = Rules { reader: &reader, options: &options, actor_is_administrator: common.actor.is_administrator() };
        let positions = reader.field_positions();
        let mut records = RecordWriter::new(common.batch, common.ty, common.run, &positions, common.stamp.clone(), &[])?;
        records.expect(if is_update { 0 } else { places.len() as u64 })?;
        for ((place, draft), mut issues) in places.iter().zip(drafts).zip(issues) {
            let item = &items[*place];
            let stored = item.id.map(|id| (id, answers.records.get(&id).map(|record| record.version)));
            outcomes[*place] = Some(match refused(common.ty, item, stored) {
                Some(refusal) => ItemOutcome::Refused(refusal),
                None => {
                    let planned = plan_row(&rules, draft, &answers, &FileFacts::default(), &mut issues);
                    write(&mut records, &positions, planned, issues)?
                }
            });
        }
        records.finish()
    }
}

/// Places of items by what they name: reading them takes the same columns.
fn alike(items: &[Item]) -> BTreeMap<(bool, Vec<&str>), Vec<usize>> {
    let mut groups: BTreeMap<(bool, Vec<&str>), Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let keys = item.fields.iter().map(|(key, _)| key.as_str()).collect();
        groups.entry((item.id.is_some(), keys)).or_default().push(place);
    }
    groups
}

fn refused(ty: &RecordType, item: &Item, stored: Option<(RecordId, Option<Version>)>) -> Option<Refusal> {
    let (id, version) = stored?;
    let Some(version) = version else {
        return Some(Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", &ty.key).with("id", id));
    };
    let moved = || Refusal::new(RefusalKind::Conflict, "record-changed").with("id", id).with("version", version.0);
    item.expected.filter(|expected| *expected != version).map(|_| moved())
}

fn write(records: &mut RecordWriter<'_>, positions: &[usize], planned: PlannedRow, issues: Vec<Issue>) -> Result<ItemOutcome> {
    let is_new = matches!(planned.change, PlannedChange::Create(_));
    let written = match (&planned.change, planned.id) {
        (PlannedChange::Unchanged, Some(id)) => return Ok(ItemOutcome::Unchanged(id)),
        (PlannedChange::Create(values), _) => records.create(values)?,
        (PlannedChange::Update(steps), Some(id)) => {
            let steps: Vec<FieldStep> = steps.iter().map(|(slot, b, a)| (positions[*slot], b.clone(), a.clone())).collect();
            records.update(id, planned.version, steps)?
        }
        _ => return Ok(ItemOutcome::Rejected(issues)),
    };
    let conflict = |code| Refusal::new(RefusalKind::Conflict, code);
    Ok(match written {
        Written::Done(id) if is_new => ItemOutcome::Created(id),
        Written::Done(id) => ItemOutcome::Updated(id),
        // Named twice in one batch: the first one counts.
        Written::Moved => ItemOutcome::Refused(conflict("record-changed").with("id", "").with("version", "")),
        Written::Taken(field) => ItemOutcome::Refused(conflict("value-taken").with("field", field)),
    })
}

fn counts(outcomes: &[ItemOutcome]) -> Counts {
    let mut counts = Counts { rows: outcomes.len() as u64, ..Counts::default() };
    for outcome in outcomes {
        match outcome {
            ItemOutcome::Created(_) => counts.created += 1,
            ItemOutcome::Updated(_) => counts.updated += 1,
            ItemOutcome::Unchanged(_) => counts.unchanged += 1,
            ItemOutcome::Rejected(_) | ItemOutcome::Refused(_) => counts.rejected += 1,
        }
    }
    counts.errors = counts.rejected;
    counts
}
