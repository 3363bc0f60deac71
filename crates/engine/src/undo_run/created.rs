//! Created records go again, unless somebody edited them since or others hang on them.

use std::collections::HashMap;

use kartoteka_domain::record::{Key, Record, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;
use kartoteka_store::Batch;

use super::{Kept, KeptReason, Undoing, filled_fields, name_of};
use crate::error::Result;
use crate::record_writer::RecordWriter;
use crate::store_error;

/// Records looked at together.
const CHUNK: i64 = 1_000;

pub(super) fn undo(batch: &Batch<'_>, undoing: &mut Undoing<'_>, ty: &RecordType, first: RecordId, last: RecordId) -> Result<()> {
    // Backwards: what was created later may hang on what was created earlier.
    let mut to = last.0;
    while to >= first.0 {
        let from = (to - CHUNK + 1).max(first.0);
        let ids: Vec<RecordId> = (from..=to).map(RecordId).collect();
        undo_chunk(batch, undoing, ty, &ids)?;
        to = from - 1;
    }
    Ok(())
}

fn undo_chunk(batch: &Batch<'_>, undoing: &mut Undoing<'_>, ty: &RecordType, ids: &[RecordId]) -> Result<()> {
    let positions = filled_fields(batch, ty)?;
    let records = batch.records_by_id(ty, &positions, ids).map_err(store_error)?;
    undoing.report.records += ids.len() as u64;
    let erased = batch.erased_among(&ty.key, ids).map_err(store_error)?;
    undoing.report.unchanged += (ids.len() - records.len() - erased.len()) as u64;
    for id in erased {
        let name = String::new();
        undoing.report.keep(Kept { type_key: ty.key.clone(), id, name, reason: KeptReason::Erased });
    }
    delete_free(batch, undoing, ty, &positions, records)
}

/// Deletes the records nothing speaks against; the rest is listed.
pub(crate) fn delete_free(
    batch: &Batch<'_>,
    undoing: &mut Undoing<'_>,
    ty: &RecordType,
    positions: &[usize],
    records: Vec<Record>,
) -> Result<()> {
    let edited = if undoing.rules.keep_edited { edited_since(batch, undoing, ty, positions, &records)? } else { HashMap::new() };
    let (mut left, kept): (Vec<Record>, Vec<Record>) = records.into_iter().partition(|record| !edited.contains_key(&record.id));
    for record in kept {
        let fields = edited.get(&record.id).cloned().unwrap_or_default();
        keep(undoing, ty, positions, &record, KeptReason::EditedSince { fields });
    }
    // WEB-19: somebody must be left to look after the register.
    if ty.key == "user" {
        let able = undoing.engine.able(batch)?;
        let all_go = !able.is_empty() && able.iter().all(|id| left.iter().any(|record| record.id == *id));
        if let Some(place) = left.iter().position(|record| all_go && able.first() == Some(&record.id)) {
            keep(undoing, ty, positions, &left.remove(place), KeptReason::LastAdministrator);
        }
    }
    // A parent is free once its children of the same chunk are gone.
    loop {
        let ids: Vec<RecordId> = left.iter().map(|record| record.id).collect();
        let linked = linked(batch, undoing, ty, &ids)?;
        let (hung, free): (Vec<Record>, Vec<Record>) = left.into_iter().partition(|record| linked.contains_key(&record.id));
        if free.is_empty() || hung.is_empty() {
            for record in &hung {
                let from = linked.get(&record.id).cloned().unwrap_or_default();
                keep(undoing, ty, positions, record, KeptReason::Linked { from });
            }
            return delete(batch, undoing, ty, positions, free);
        }
        delete(batch, undoing, ty, positions, free)?;
        left = hung;
    }
}

fn keep(undoing: &mut Undoing<'_>, ty: &RecordType, positions: &[usize], record: &Record, reason: KeptReason) {
    let name = name_of(ty, positions, &record.values);
    undoing.report.keep(Kept { type_key: ty.key.clone(), id: record.id, name, reason });
}

fn delete(batch: &Batch<'_>, undoing: &mut Undoing<'_>, ty: &RecordType, positions: &[usize], free: Vec<Record>) -> Result<()> {
    if free.is_empty() {
        return Ok(());
    }
    undoing.report.delete(&ty.key, free.len() as u64);
    let mut writer = RecordWriter::new(batch, ty, undoing.run, &[], undoing.stamp.clone(), &[])?;
    // An undo is not undone, so the records need no way back but the journal.
    writer.delete(positions, free, true)?;
    writer.finish()
}

fn linked(
    batch: &Batch<'_>,
    undoing: &Undoing<'_>,
    ty: &RecordType,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Vec<(Key, u64)>>> {
    let types = undoing.engine.types();
    let mut found: HashMap<RecordId, Vec<(Key, u64)>> = HashMap::new();
    for link in batch.links_to(ty, ids, types.plain()).map_err(store_error)? {
        let list = found.entry(link.id).or_default();
        match list.iter_mut().find(|(key, _)| *key == link.from_type) {
            Some((_, count)) => *count += link.count,
            None => list.push((link.from_type, link.count)),
        }
    }
    Ok(found)
}

/// Records whose values are not those they were created with. A record of version 1 was never edited.
fn edited_since(
    batch: &Batch<'_>,
    undoing: &Undoing<'_>,
    ty: &RecordType,
    positions: &[usize],
    records: &[Record],
) -> Result<HashMap<RecordId, Vec<Key>>> {
    let touched: Vec<&Record> = records.iter().filter(|record| record.version > Version(1)).collect();
    let mut edited = HashMap::new();
    if touched.is_empty() {
        return Ok(edited);
    }
    let asked: Vec<(RecordId, Version)> = touched.iter().map(|record| (record.id, Version(1))).collect();
    let histories = batch.changes_since(ty, &asked).map_err(store_error)?;
    for (record, changes) in touched.iter().zip(histories) {
        let mut first: Vec<(&Key, &Option<Value>)> = Vec::new();
        for field in changes.iter().flat_map(|change| &change.fields) {
            if !first.iter().any(|(key, _)| **key == field.field) {
                first.push((&field.field, &field.before));
            }
        }
        let now = |key: &Key| {
            positions.iter().position(|position| ty.fields[*position].key == *key).and_then(|place| record.values[place].as_ref())
        };
        let is_changed =
            |(key, before): &(&Key, &Option<Value>)| !key.starts_with('+') && *key != "tags" && now(key) != before.as_ref();
        let fields: Vec<Key> = first.iter().filter(|entry| is_changed(entry)).map(|(key, _)| (*key).clone()).collect();
        if !fields.is_empty() && undoing.of.id != 0 {
            edited.insert(record.id, fields);
        }
    }
    Ok(edited)
}
