//! Fetch: the questions of a block become queries, once per block and question. Names are remembered for a while.
//!
//! In: questions. Out: answers. Decides nothing.

use compact_str::CompactString;

use kartoteka_domain::draft::{Draft, Slot};
use kartoteka_domain::kind::fold;
use kartoteka_domain::lookup::{Answers, LinkRef, Map, Questions};
use kartoteka_domain::mapping::RowReader;
use kartoteka_domain::match_key::{KEY_JOIN, MatchRule};
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::record_type::{FieldKind, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use crate::define_types::Types;
use crate::error::Result;
use crate::store_error;

/// Names remembered at most; then the memory starts anew.
const NAMES_REMEMBERED: usize = 100_000;

/// Names looked up before, valid until [`Names::forget`].
#[derive(Default)]
pub struct Names {
    known: Map<Key, Map<CompactString, Vec<RecordId>>>,
    count: usize,
}

impl Names {
    /// To be called whenever somebody else may have written.
    pub fn forget(&mut self) {
        self.known.clear();
        self.count = 0;
    }
}

/// Answers a block's questions. `table_is_empty`: nothing can match, so nothing is asked about the type's own records.
pub fn fetch(
    conn: &Conn,
    types: &Types,
    reader: &RowReader,
    drafts: &[Draft],
    questions: &Questions,
    names: &mut Names,
    table_is_empty: bool,
) -> Result<Answers> {
    let mut answers = Answers::default();
    let ty = &*reader.record_type;
    fetch_names(conn, types, questions, names, &mut answers)?;
    if table_is_empty {
        return Ok(answers);
    }
    let mut matched: Vec<RecordId> = questions.ids.clone();
    for (rule, keys) in reader.match_rules.iter().zip(&questions.keys) {
        let MatchRule::Slots(slots) = rule else {
            answers.keys.push(Map::default());
            continue;
        };
        let positions: Vec<usize> = slots.iter().map(|slot| reader.slots[*slot].field).collect();
        let found = conn.find_by_key(ty, &positions, keys).map_err(store_error)?;
        let joined = |members: &Vec<CompactString>| {
            let mut key = CompactString::default();
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    key.push(KEY_JOIN);
                }
                key.push_str(member);
            }
            key
        };
        let map: Map<_, _> = keys.iter().map(joined).zip(found).filter(|(_, ids)| !ids.is_empty()).collect();
        matched.extend(map.values().filter(|ids| ids.len() == 1).flatten());
        answers.keys.push(map);
    }
    for ((slot, _), values) in reader.unique.iter().zip(&questions.unique) {
        let keys: Vec<Vec<CompactString>> = values.iter().map(|value| vec![value.clone()]).collect();
        let found = conn.find_by_key(ty, &[reader.slots[*slot].field], &keys).map_err(store_error)?;
        answers.unique.push(values.iter().cloned().zip(found).filter(|(_, ids)| !ids.is_empty()).collect());
    }
    matched.sort_unstable();
    matched.dedup();
    if !matched.is_empty() {
        let records = conn.records_by_id(ty, &reader.field_positions(), &matched).map_err(store_error)?;
        answers.records = records.into_iter().map(|record| (record.id, record)).collect();
        fetch_since(conn, reader, drafts, &mut answers)?;
        fetch_parents(conn, reader, drafts, &mut answers)?;
    }
    Ok(answers)
}

/// SEM-06: the stored chain above every record a row would hang under.
fn fetch_parents(conn: &Conn, reader: &RowReader, drafts: &[Draft], answers: &mut Answers) -> Result<()> {
    let ty = &reader.record_type;
    for (slot, spec) in reader.slots.iter().enumerate() {
        let field = reader.field(slot);
        if field.kind != FieldKind::Link || field.target != ty.key.as_str() {
            continue;
        }
        let names =
            drafts.iter().flat_map(|draft| if let Slot::Names(names) = &draft.slots[slot] { names.as_slice() } else { &[] });
        let found = names.filter_map(|name| match LinkRef::of(name) {
            LinkRef::Id(id) => Some(id),
            LinkRef::Name(name) => answers.named(&ty.key, &fold(name)).first().copied(),
        });
        let mut next: Vec<RecordId> = found.collect();
        while !next.is_empty() {
            let records = conn.records_by_id(ty, &[spec.field], &next).map_err(store_error)?;
            next.clear();
            for (id, parent) in records.iter().filter_map(|record| Some((record.id, record.values[0].as_ref()?.as_link()?))) {
                answers.parents.insert((slot, id), parent);
                if !answers.parents.contains_key(&(slot, parent)) {
                    next.push(parent);
                }
            }
        }
    }
    Ok(())
}

fn fetch_names(conn: &Conn, types: &Types, questions: &Questions, names: &mut Names, answers: &mut Answers) -> Result<()> {
    if names.count > NAMES_REMEMBERED {
        names.forget();
    }
    for (target, wanted) in &questions.names {
        let Some(ty) = types.get(target) else { continue };
        let known = names.known.entry(target.clone()).or_default();
        let unknown: Vec<&(CompactString, CompactString)> =
            wanted.iter().filter(|(folded, _)| !known.contains_key(folded)).collect();
        let folded: Vec<CompactString> = unknown.iter().map(|(folded, _)| folded.clone()).collect();
        let mut found = conn.find_by_name(ty, &folded).map_err(store_error)?;
        by_external_id(conn, ty, &unknown, &mut found)?;
        names.count += unknown.len();
        known.extend(folded.into_iter().zip(found));
        let answer = answers.names.entry(target.clone()).or_default();
        for (folded, _) in wanted {
            if let Some(ids) = known.get(folded).filter(|ids| !ids.is_empty()) {
                answer.insert(folded.clone(), ids.clone());
            }
        }
    }
    for (target, ids) in &questions.linked {
        let Some(ty) = types.get(target) else { continue };
        let records = conn.records_by_id(ty, &[], ids).map_err(store_error)?;
        // Several fields may lead to one type.
        let known = answers.linked.entry(target.clone()).or_default();
        known.extend(records.into_iter().map(|record| record.id));
        known.sort_unstable();
        known.dedup();
    }
    Ok(())
}

/// SEM-22: what is nobody's name may be somebody's external id.
fn by_external_id(
    conn: &Conn,
    ty: &RecordType,
    unknown: &[&(CompactString, CompactString)],
    found: &mut [Vec<RecordId>],
) -> Result<()> {
    let Some(position) = ty.position("external_id") else { return Ok(()) };
    let places: Vec<usize> = (0..found.len()).filter(|place| found[*place].is_empty()).collect();
    if places.is_empty() {
        return Ok(());
    }
    let keys: Vec<Vec<CompactString>> = places.iter().map(|place| vec![unknown[*place].1.clone()]).collect();
    let ids = conn.find_by_key(ty, &[position], &keys).map_err(store_error)?;
    for (place, ids) in places.into_iter().zip(ids) {
        found[place] = ids;
    }
    Ok(())
}

/// R12: for rows whose mark is older than the record, what the record's fields held at the time of the export.
fn fetch_since(conn: &Conn, reader: &RowReader, drafts: &[Draft], answers: &mut Answers) -> Result<()> {
    let stale = drafts.iter().filter_map(|draft| {
        let mark = draft.mark?;
        let stored = answers.records.get(&mark.id)?;
        (mark.version < stored.version).then_some((mark.id, mark.version))
    });
    let stale: Vec<(RecordId, Version)> = stale.collect();
    if stale.is_empty() {
        return Ok(());
    }
    let histories = conn.changes_since(&reader.record_type, &stale).map_err(store_error)?;
    for ((id, _), changes) in stale.iter().zip(histories) {
        let mut base: Vec<(usize, Option<Value>)> = Vec::new();
        for field in changes.iter().flat_map(|change| &change.fields) {
            // Tags are merged as sets, and the oldest change holds the exported value.
            if let Some(slot) = reader.slot_of(&field.field)
                && field.field != "tags"
                && !base.iter().any(|(known, _)| *known == slot)
            {
                base.push((slot, field.before.clone()));
            }
        }
        answers.since.insert(*id, base);
    }
    Ok(())
}
