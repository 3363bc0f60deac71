//! What a run would do, row by row and field by field: recomputed from the blocks by the very code the run uses.
//!
//! In: a checked import. Out: rows with old and new values as texts; how many records each responsible person gains and
//! loses. Writes nothing.

mod one_row;
mod summary;

use std::collections::BTreeMap;

use kartoteka_domain::kind::{self, Writing};
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::run::Outcome;
use kartoteka_domain::survey::NamesToCome;
use kartoteka_domain::value::Value;
use kartoteka_store::{Conn, Stage};

use crate::actor::Actor;
use crate::error::Result;
use crate::export_records::Names;
use crate::plan_block::{PartContext, PlannedBlock, Planner};
use crate::progress::Watch;
use crate::{Engine, store_error};

pub use summary::{ChangeSummary, FieldChanges};

/// One field of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewChange {
    /// The field's key.
    pub field: String,
    pub label: String,
    /// Empty for an empty field.
    pub before: String,
    pub after: String,
}

/// What will become of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    pub part: u32,
    pub row: u32,
    pub outcome: Outcome,
    pub id: Option<RecordId>,
    /// What the record is known by, as it is stored or as it will be.
    pub name: String,
    pub changes: Vec<PreviewChange>,
}

/// One responsible person in the preview of a mass edit (M7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChange {
    pub id: RecordId,
    pub login: String,
    pub gained: u64,
    pub lost: u64,
}

/// Which rows of a preview are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewFilter {
    pub outcome: Option<Outcome>,
    /// Only rows that change this field.
    pub field: Option<String>,
    /// The language of the import when not given.
    pub language: Option<Language>,
}

/// Where to begin, and which blocks may be passed over.
#[derive(Clone, Copy)]
struct Planned {
    start: (u32, u32),
    outcome: Option<Outcome>,
}

impl Engine {
    /// At most `limit` rows with the wanted outcome, after the row `(part, row)`, in the language of the import.
    pub fn preview(
        &self,
        actor: &Actor,
        import: i64,
        outcome: Option<Outcome>,
        after: Option<(u32, u32)>,
        limit: usize,
    ) -> Result<Vec<PreviewRow>> {
        self.preview_where(actor, import, &PreviewFilter { outcome, ..PreviewFilter::default() }, after, limit)
    }

    /// At most `limit` rows that fit, after the row `(part, row)`.
    pub fn preview_where(
        &self,
        actor: &Actor,
        import: i64,
        filter: &PreviewFilter,
        after: Option<(u32, u32)>,
        limit: usize,
    ) -> Result<Vec<PreviewRow>> {
        let mut rows: Vec<PreviewRow> = Vec::new();
        let start = after.unwrap_or((0, 0));
        let from = Planned { start, outcome: filter.outcome };
        self.each_planned(actor, import, from, |context, conn, planned, language| {
            let slot = filter.field.as_ref().map(|key| context.reader.slot_of(key));
            let changes = |row: &PlannedRow| slot.is_none_or(|slot| slot.is_some_and(|slot| changes_slot(row, slot)));
            let wanted = |row: &&PlannedRow| {
                let is_later = (context.part, row.row.0) > start;
                is_later && filter.outcome.is_none_or(|outcome| row.outcome() == outcome) && changes(row)
            };
            let page: Vec<&PlannedRow> = planned.rows.iter().filter(wanted).take(limit - rows.len()).collect();
            rows.extend(preview_rows(context, conn, &page, filter.language.unwrap_or(language))?);
            Ok(rows.len() < limit)
        })?;
        Ok(rows)
    }

    /// M7: how many records each responsible person gains and loses; those with the most first.
    pub fn by_person(&self, actor: &Actor, import: i64) -> Result<Vec<PersonChange>> {
        let mut moves: BTreeMap<RecordId, (u64, u64)> = BTreeMap::new();
        self.each_planned(actor, import, Planned { start: (0, 0), outcome: None }, |context, _, planned, _| {
            if let Some(slot) = context.reader.slot_of("responsible") {
                planned.rows.iter().for_each(|row| count_moves(row, slot, &mut moves));
            }
            Ok(true)
        })?;
        self.people_of(moves)
    }

    fn people_of(&self, moves: BTreeMap<RecordId, (u64, u64)>) -> Result<Vec<PersonChange>> {
        let users = self.types().named("user")?;
        let conn = self.store.reader().map_err(store_error)?;
        let ids: Vec<RecordId> = moves.keys().copied().collect();
        let mut names = Names::of(&users);
        names.learn(&conn, ids)?;
        let person = |(id, (gained, lost)): (RecordId, (u64, u64))| PersonChange {
            id,
            login: names.get(id).map(ToString::to_string).unwrap_or_default(),
            gained,
            lost,
        };
        let mut people: Vec<PersonChange> = moves.into_iter().map(person).collect();
        people.sort_by_key(|person| (std::cmp::Reverse(person.gained + person.lost), person.login.clone()));
        Ok(people)
    }

    /// Plans block after block until `each` says that it has enough. Blocks whose check found no row of the wanted
    /// outcome are passed over.
    fn each_planned(
        &self,
        actor: &Actor,
        import: i64,
        Planned { start, outcome }: Planned,
        mut each: impl FnMut(&PartContext, &Conn, &PlannedBlock, Language) -> Result<bool>,
    ) -> Result<()> {
        self.seen_with_file(actor, import)?;
        let (found, mut settings) = self.import_and_settings(import)?;
        settings.administrator = actor.is_administrator();
        let conn = self.store.reader().map_err(store_error)?;
        let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
        let mut names = NamesToCome::default();
        let parts = settings.recipe.parts.len();
        for part in 0..parts {
            let context = self.part_context(&found, &settings, part, &names, None, &Watch::default())?;
            // Later parts may link to records that this one will create.
            if part + 1 < parts {
                names_to_come(&mut planner, &context, &mut names)?;
            }
            if (part as u32) < start.0 {
                continue;
            }
            let last_rows: Map<u32, u32> = conn
                .block_list(context.import, context.upload, context.sheet)
                .map_err(store_error)?
                .iter()
                .map(|block| (block.no, block.last_row))
                .collect();
            for block in &context.blocks {
                let is_before = part as u32 == start.0 && last_rows.get(block).is_some_and(|last| *last <= start.1);
                if is_before || !self.may_hold(&conn, &context, *block, outcome)? {
                    continue;
                }
                let planned = planner.plan(&context, *block, context.table_is_empty)?;
                if !each(&context, &conn, &planned, settings.language)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn may_hold(&self, conn: &Conn, context: &PartContext, block: u32, outcome: Option<Outcome>) -> Result<bool> {
        let Some(outcome) = outcome else { return Ok(true) };
        let kept = conn.outcomes(context.import, Stage::Check, context.part, block).map_err(store_error)?;
        Ok(kept.is_none_or(|kept| kept.counts.of(outcome) > 0))
    }
}

/// The folded names of the records that a part will create.
fn names_to_come(planner: &mut Planner, context: &PartContext, names: &mut NamesToCome) -> Result<()> {
    let ty = &context.reader.record_type;
    let Some(slot) = context.reader.slot_of(&ty.name_field) else { return Ok(()) };
    for block in &context.blocks {
        for row in planner.plan(context, *block, context.table_is_empty)?.rows {
            if let PlannedChange::Create(values) = &row.change
                && let Some(name) = values[slot].as_ref().and_then(Value::as_text)
            {
                names.entry(ty.key.clone()).or_default().insert(kind::fold(name));
            }
        }
    }
    Ok(())
}

fn changes_slot(row: &PlannedRow, slot: usize) -> bool {
    match &row.change {
        PlannedChange::Create(values) => values[slot].is_some(),
        PlannedChange::Update(steps) => steps.iter().any(|(changed, ..)| *changed == slot),
        _ => false,
    }
}

fn count_moves(row: &PlannedRow, slot: usize, moves: &mut BTreeMap<RecordId, (u64, u64)>) {
    let (before, after) = match &row.change {
        PlannedChange::Create(values) => (None, values[slot].as_ref()),
        PlannedChange::Update(steps) => match steps.iter().find(|(changed, ..)| *changed == slot) {
            Some((_, before, after)) => (before.as_ref(), after.as_ref()),
            None => return,
        },
        _ => return,
    };
    let (before, after) = (before.map_or(&[][..], Value::as_links), after.map_or(&[][..], Value::as_links));
    for id in after.iter().filter(|id| !before.contains(id)) {
        moves.entry(*id).or_default().0 += 1;
    }
    for id in before.iter().filter(|id| !after.contains(id)) {
        moves.entry(*id).or_default().1 += 1;
    }
}

fn preview_rows(context: &PartContext, conn: &Conn, page: &[&PlannedRow], language: Language) -> Result<Vec<PreviewRow>> {
    let reader = &context.reader;
    let ty: &RecordType = &reader.record_type;
    let mut texts = Texts::new(context, language);
    for row in page {
        for (slot, before, after) in steps(row) {
            texts.note(reader.field(slot), before, after);
        }
    }
    texts.learn(conn)?;
    let stored: Vec<RecordId> = page.iter().filter_map(|row| row.id).collect();
    let mut names = Names::of(&reader.record_type);
    names.learn(conn, stored)?;
    let name_slot = reader.slot_of(&ty.name_field);
    let of_row = |row: &&PlannedRow| {
        let given = match (&row.change, name_slot) {
            (PlannedChange::Create(values), Some(slot)) => values[slot].as_ref().and_then(Value::as_text),
            _ => None,
        };
        let stored = row.id.and_then(|id| names.get(id)).map(|name| name.as_str());
        let changes = steps(row).into_iter().map(|(slot, before, after)| {
            let field = reader.field(slot);
            PreviewChange {
                field: field.key.to_string(),
                label: field.label(language).to_owned(),
                before: texts.of(field, before),
                after: texts.of(field, after),
            }
        });
        let mut changes: Vec<PreviewChange> = changes.collect();
        for (slot, name) in &row.deferred {
            let field = reader.field(*slot);
            let (field, label) = (field.key.to_string(), field.label(language).to_owned());
            changes.push(PreviewChange { field, label, before: String::new(), after: name.to_string() });
        }
        PreviewRow {
            part: context.part,
            row: row.row.0,
            outcome: row.outcome(),
            id: row.id,
            name: given.or(stored).unwrap_or("").to_owned(),
            changes,
        }
    };
    Ok(page.iter().map(of_row).collect())
}

/// Slot, before, after of everything a row changes; a new record's empty fields are not worth a word.
fn steps(row: &PlannedRow) -> Vec<(usize, Option<&Value>, Option<&Value>)> {
    match &row.change {
        PlannedChange::Create(values) => {
            let filled =
                values.iter().enumerate().filter_map(|(slot, value)| value.as_ref().map(|value| (slot, None, Some(value))));
            filled.collect()
        }
        PlannedChange::Update(steps) => {
            steps.iter().map(|(slot, before, after)| (*slot, before.as_ref(), after.as_ref())).collect()
        }
        _ => Vec::new(),
    }
}

/// Values as people read them; links by name.
struct Texts<'a> {
    context: &'a PartContext,
    writing: Writing,
    wanted: BTreeMap<String, Vec<RecordId>>,
    names: BTreeMap<String, Names>,
}

impl<'a> Texts<'a> {
    fn new(context: &'a PartContext, language: Language) -> Texts<'a> {
        let writing = Writing { language, typed: false };
        Texts { context, writing, wanted: BTreeMap::new(), names: BTreeMap::new() }
    }

    fn note(&mut self, field: &Field, before: Option<&Value>, after: Option<&Value>) {
        if matches!(field.kind, FieldKind::Link | FieldKind::Links) {
            let ids = self.wanted.entry(field.target.clone()).or_default();
            for value in [before, after].into_iter().flatten() {
                ids.extend(value.as_links());
            }
        }
    }

    fn learn(&mut self, conn: &Conn) -> Result<()> {
        for (target, ids) in std::mem::take(&mut self.wanted) {
            if let Some(ty) = self.context.types.get(&target) {
                let mut names = Names::of(ty);
                names.learn(conn, ids)?;
                self.names.insert(target, names);
            }
        }
        Ok(())
    }

    fn of(&self, field: &Field, value: Option<&Value>) -> String {
        let Some(value) = value else { return String::new() };
        match self.names.get(&field.target) {
            Some(names) if matches!(field.kind, FieldKind::Link | FieldKind::Links) => {
                kind::join_list(value.as_links().iter().filter_map(|id| names.get(*id)).map(|name| name.as_str()))
            }
            _ => kind::render(field, value, &self.writing).shown().into_owned(),
        }
    }
}
