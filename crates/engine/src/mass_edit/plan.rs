//! What the actions make of a chunk of records. The same for the preview and for the run, which asks while it holds the
//! write lock.
//!
//! In: numbers. Out: edits, deletions, and the records that stay as they are, with the reason.

use std::collections::BTreeMap;

use compact_str::CompactString;

use kartoteka_domain::issue::{Code, Problem};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::same;
use kartoteka_domain::record::{Key, Record, RecordId, Version};
use kartoteka_domain::record_type::{FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use super::actions::{Compiled, Limit, Wanted};
use crate::define_types::Types;
use crate::error::Result;
use crate::record_writer::FieldStep;
use crate::store_error;

/// What happens to one record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlannedEdit {
    pub id: RecordId,
    pub version: Version,
    /// The tags are among them when other fields change too.
    pub steps: Vec<FieldStep>,
    pub taken: Vec<CompactString>,
    pub given: Vec<CompactString>,
}

/// What happens to a chunk of records.
#[derive(Debug, Default)]
pub(super) struct ChunkPlan {
    pub edits: Vec<PlannedEdit>,
    pub deletions: Vec<Record>,
    pub unchanged: u64,
    pub rejected: Vec<(RecordId, Problem, Option<Key>)>,
    /// Responsible users: how many records each gets or loses.
    pub people: BTreeMap<RecordId, i64>,
}

pub(super) fn plan(conn: &Conn, types: &Types, ty: &RecordType, compiled: &mut Compiled, ids: &[RecordId]) -> Result<ChunkPlan> {
    let records = conn.records_by_id(ty, &compiled.positions, ids).map_err(store_error)?;
    let mut chunk = ChunkPlan::default();
    let mut present = records.iter().map(|record| record.id).peekable();
    for id in ids {
        // Deleted by somebody since the records were bound.
        if present.next_if_eq(id).is_none() {
            chunk.rejected.push((*id, Problem::new(Code::RecordMissing), None));
        }
    }
    if compiled.delete {
        plan_deletions(conn, types, ty, records, &mut chunk)?;
    } else {
        for record in records {
            plan_edit(ty, compiled, record, &mut chunk);
        }
    }
    Ok(chunk)
}

fn plan_deletions(conn: &Conn, types: &Types, ty: &RecordType, records: Vec<Record>, chunk: &mut ChunkPlan) -> Result<()> {
    let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
    let mut links: Map<RecordId, Vec<String>> = Map::default();
    for linked in conn.links_to(ty, &ids, types.plain()).map_err(store_error)? {
        links.entry(linked.id).or_default().push(format!("{} {}", linked.from_type, linked.count));
    }
    for record in records {
        match links.remove(&record.id) {
            Some(links) => {
                let problem = Problem::new(Code::LinkedStays).with("links", links.join(", "));
                chunk.rejected.push((record.id, problem, None));
            }
            None => chunk.deletions.push(record),
        }
    }
    Ok(())
}

fn plan_edit(ty: &RecordType, compiled: &mut Compiled, record: Record, chunk: &mut ChunkPlan) {
    if let Some((problem, field)) = limited(ty, compiled, &record) {
        chunk.rejected.push((record.id, problem, Some(field)));
        return;
    }
    let mut after: Map<usize, Option<Value>> = Map::default();
    for step in &compiled.steps {
        let now = after.get(&step.place).unwrap_or(&record.values[step.place]);
        let kind = ty.fields[compiled.positions[step.place]].kind;
        let value = wanted(kind, now.as_ref(), &step.wanted);
        after.insert(step.place, value);
    }
    follow_derived(ty, compiled, &record, &mut after);
    let tags_place = compiled.positions.iter().position(|position| ty.fields[*position].role == FieldRole::Tags);
    let (tags, taken, given) = tags_after(compiled, tags_place, &record, &mut after);
    let mut places: Vec<usize> = after.keys().copied().collect();
    places.sort_unstable();
    let mut steps: Vec<FieldStep> = places
        .into_iter()
        .filter_map(|place| {
            let (before, after) = (&record.values[place], &after[&place]);
            (!same(before, after)).then(|| (compiled.positions[place], before.clone(), after.clone()))
        })
        .collect();
    if steps.is_empty() && taken.is_empty() && given.is_empty() {
        chunk.unchanged += 1;
        return;
    }
    count_people(ty, &steps, &mut chunk.people);
    if let (Some(place), false, true) = (tags_place, steps.is_empty(), !taken.is_empty() || !given.is_empty()) {
        steps.push((compiled.positions[place], record.values[place].clone(), tags));
        chunk.edits.push(PlannedEdit { id: record.id, version: record.version, steps, taken: Vec::new(), given: Vec::new() });
        return;
    }
    chunk.edits.push(PlannedEdit { id: record.id, version: record.version, steps, taken, given });
}

/// Why a record cannot take the values; a unique value goes to the first record that asks.
fn limited(ty: &RecordType, compiled: &mut Compiled, record: &Record) -> Option<(Problem, Key)> {
    let key = |place: usize| ty.fields[compiled.positions[place]].key.clone();
    for limit in &mut compiled.limits {
        match limit {
            Limit::Unique { place, holder: Some(holder) } if *holder != record.id => {
                return Some((Problem::new(Code::KeyTaken).with("id", *holder), key(*place)));
            }
            Limit::Unique { holder, .. } => *holder = Some(record.id),
            Limit::Ancestors { place, ids } if ids.contains(&record.id) => {
                return Some((Problem::new(Code::LinkCycle), key(*place)));
            }
            Limit::Ancestors { .. } => {}
        }
    }
    None
}

fn wanted(kind: FieldKind, now: Option<&Value>, wanted: &Wanted) -> Option<Value> {
    let ids = || now.map(|value| value.as_links().to_vec()).unwrap_or_default();
    let links = |ids: Vec<RecordId>| match kind {
        FieldKind::Links => Value::links(ids),
        _ => ids.last().copied().map(Value::Link),
    };
    match wanted {
        Wanted::Set(value) => value.clone(),
        Wanted::Add(more) => links(ids().into_iter().chain(more.iter().copied()).collect()),
        Wanted::Remove(less) => links(ids().into_iter().filter(|id| !less.contains(id)).collect()),
    }
}

/// A full name made from its parts follows them; one written by hand stays.
fn follow_derived(ty: &RecordType, compiled: &Compiled, record: &Record, after: &mut Map<usize, Option<Value>>) {
    let place_of = |key: &Key| compiled.positions.iter().position(|position| ty.fields[*position].key == *key);
    for derived in &ty.derived {
        let Some(place) = place_of(&derived.field) else { continue };
        let parts: Vec<usize> = derived.from.iter().filter_map(place_of).collect();
        if after.contains_key(&place) || !parts.iter().any(|part| after.contains_key(part)) {
            continue;
        }
        let old = joined(parts.iter().map(|part| record.values[*part].as_ref()));
        if record.values[place].is_none() || record.values[place] == old {
            let new = joined(parts.iter().map(|part| after.get(part).unwrap_or(&record.values[*part]).as_ref()));
            after.insert(place, new);
        }
    }
}

fn joined<'v>(parts: impl Iterator<Item = Option<&'v Value>>) -> Option<Value> {
    let text = parts.flatten().filter_map(Value::as_text).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Value::text(&text))
}

/// The record's tags after it all, and which were taken and given. A `set` of the tags themselves comes first.
fn tags_after(
    compiled: &Compiled,
    place: Option<usize>,
    record: &Record,
    after: &mut Map<usize, Option<Value>>,
) -> (Option<Value>, Vec<CompactString>, Vec<CompactString>) {
    let Some(place) = place else { return (None, Vec::new(), Vec::new()) };
    let list = |value: Option<&Value>| value.map(|value| value.as_list().to_vec()).unwrap_or_default();
    let before = list(record.values[place].as_ref());
    let mut tags = after.remove(&place).map_or_else(|| before.clone(), |set| list(set.as_ref()));
    tags.retain(|tag| !compiled.remove_tags.contains(tag));
    for tag in &compiled.add_tags {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    let taken = before.iter().filter(|tag| !tags.contains(tag)).cloned().collect();
    let given = tags.iter().filter(|tag| !before.contains(tag)).cloned().collect();
    ((!tags.is_empty()).then_some(Value::List(tags)), taken, given)
}

fn count_people(ty: &RecordType, steps: &[FieldStep], people: &mut BTreeMap<RecordId, i64>) {
    for (position, before, after) in steps.iter().filter(|(position, ..)| ty.fields[*position].key == "responsible") {
        debug_assert_eq!(ty.fields[*position].target, "user");
        let links = |value: &Option<Value>| value.as_ref().map(|value| value.as_links().to_vec()).unwrap_or_default();
        let (before, after) = (links(before), links(after));
        before.iter().filter(|id| !after.contains(id)).for_each(|id| *people.entry(*id).or_default() -= 1);
        after.iter().filter(|id| !before.contains(id)).for_each(|id| *people.entry(*id).or_default() += 1);
    }
}
