//! Changed fields get their old values back where the run's value still stands; deleted records come back.

use compact_str::CompactString;

use kartoteka_domain::change::{Change, ChangeKind, FieldChange};
use kartoteka_domain::check::last_administrator::takes_rights;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::same;
use kartoteka_domain::record::{Key, Record, RecordId};
use kartoteka_domain::record_type::{FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::Batch;

use super::{Kept, KeptReason, Undoing, name_of, stored_fields, tag_names};
use crate::error::Result;
use crate::record_writer::{ADDED_TAGS, FieldStep, RecordWriter, Written};
use crate::store_error;

pub(super) fn undo(batch: &Batch<'_>, undoing: &mut Undoing<'_>, ty: &RecordType, changes: Vec<Change>) -> Result<()> {
    let positions = stored_fields(ty);
    let mut ids: Vec<RecordId> = changes.iter().map(|change| change.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let stored = batch.records_by_id(ty, &positions, &ids).map_err(store_error)?;
    let mut stored: Map<RecordId, Record> = stored.into_iter().map(|record| (record.id, record)).collect();
    let mut writer = RecordWriter::new(batch, ty, undoing.run, &positions, undoing.stamp.clone(), &[])?;
    let erased = batch.erased_among(&ty.key, &ids).map_err(store_error)?;
    for change in changes.into_iter().rev() {
        undoing.report.records += 1;
        if erased.contains(&change.id) {
            let name = String::new();
            undoing.report.keep(Kept { type_key: ty.key.clone(), id: change.id, name, reason: KeptReason::Erased });
            continue;
        }
        match change.kind {
            ChangeKind::Deleted => bring_back(undoing, ty, &mut writer, &positions, &stored, change)?,
            _ => give_back(batch, undoing, ty, &mut writer, &positions, &mut stored, change)?,
        }
    }
    writer.finish()
}

/// A record the run deleted, under its old number with its old values.
fn bring_back(
    undoing: &mut Undoing<'_>,
    ty: &RecordType,
    writer: &mut RecordWriter<'_>,
    positions: &[usize],
    stored: &Map<RecordId, Record>,
    change: Change,
) -> Result<()> {
    if stored.contains_key(&change.id) {
        undoing.report.unchanged += 1;
        return Ok(());
    }
    let back = change.inverted(change.version);
    let values: Vec<Option<Value>> = positions
        .iter()
        .map(|p| back.fields.iter().find(|f| f.field == ty.fields[*p].key).and_then(|f| f.after.clone()))
        .collect();
    match writer.restore(positions, change.id, change.version, back.fields)? {
        Written::Done(_) => undoing.report.restored += 1,
        Written::Taken(field) => {
            let name = name_of(ty, positions, &values);
            undoing.report.keep(Kept { type_key: ty.key.clone(), id: change.id, name, reason: KeptReason::Taken { field } });
        }
        Written::Moved => {}
    }
    Ok(())
}

fn give_back(
    batch: &Batch<'_>,
    undoing: &mut Undoing<'_>,
    ty: &RecordType,
    writer: &mut RecordWriter<'_>,
    positions: &[usize],
    stored: &mut Map<RecordId, Record>,
    change: Change,
) -> Result<()> {
    let kept = |reason, name| Kept { type_key: ty.key.clone(), id: change.id, name, reason };
    let Some(record) = stored.get_mut(&change.id) else {
        // Made by this very run and gone since: an earlier undo took it, and there is nothing to tell.
        if undoing.made(batch, ty, change.id)? {
            undoing.report.unchanged += 1;
            return Ok(());
        }
        undoing.report.keep(kept(KeptReason::Gone, String::new()));
        return Ok(());
    };
    let name = name_of(ty, positions, &record.values);
    let mut steps: Vec<FieldStep> = Vec::new();
    let mut later: Vec<Key> = Vec::new();
    let mut tags_changed = false;
    // First the tags beside the list, so that the list is compared with what stays.
    for field in change.fields.iter().filter(|field| field.field == ADDED_TAGS) {
        let names = tag_names(field.after.as_ref());
        tags_changed |= take_tags(batch, ty, change.id, &names)?;
        if let Some(place) = positions.iter().position(|position| ty.fields[*position].role == FieldRole::Tags) {
            let left: Vec<CompactString> =
                tag_names(record.values[place].as_ref()).into_iter().filter(|tag| !names.contains(tag)).collect();
            record.values[place] = (!left.is_empty()).then_some(Value::List(left));
        }
    }
    for field in change.fields.iter().filter(|field| field.field != ADDED_TAGS) {
        let Some(place) = positions.iter().position(|position| ty.fields[*position].key == field.field) else { continue };
        if field.field == "tags" {
            steps.extend(tags_step(record, positions[place], place, field));
            continue;
        }
        let now = &record.values[place];
        if same(now, &field.after) {
            steps.push((positions[place], now.clone(), field.before.clone()));
        } else if !same(now, &field.before) {
            later.push(field.field.clone());
        }
    }
    if !later.is_empty() {
        undoing.report.keep(kept(KeptReason::EditedSince { fields: later.clone() }, name.clone()));
    }
    if steps.is_empty() {
        match (tags_changed, later.is_empty()) {
            (true, true) => undoing.report.restored += 1,
            (false, true) => undoing.report.unchanged += 1,
            _ => {}
        }
        return Ok(());
    }
    let after = steps.iter().map(|(position, _, after)| (ty.fields[*position].key.as_str(), after.as_ref()));
    if ty.key == "user" && takes_rights(after) && undoing.engine.able(batch)? == [record.id] {
        undoing.report.keep(kept(KeptReason::LastAdministrator, name));
        return Ok(());
    }
    match writer.update(record.id, record.version, steps.clone())? {
        Written::Done(_) => {
            undoing.report.restored += u64::from(later.is_empty());
            record.version.0 += 1;
            for (position, _, after) in steps {
                if let Some(place) = positions.iter().position(|p| *p == position) {
                    record.values[place] = after;
                }
            }
        }
        Written::Taken(field) => undoing.report.keep(kept(KeptReason::Taken { field }, name)),
        Written::Moved => undoing.report.keep(kept(KeptReason::EditedSince { fields: Vec::new() }, name)),
    }
    Ok(())
}

/// Tags are sets: what the run gave is taken, what it took is given back, tags of others stay.
fn tags_step(record: &Record, position: usize, place: usize, field: &FieldChange) -> Option<FieldStep> {
    let (before, after) = (tag_names(field.before.as_ref()), tag_names(field.after.as_ref()));
    let now = tag_names(record.values[place].as_ref());
    let mut wanted: Vec<CompactString> = now.iter().filter(|tag| before.contains(tag) || !after.contains(tag)).cloned().collect();
    wanted.extend(before.iter().filter(|tag| !after.contains(tag) && !now.contains(tag)).cloned());
    let list = |words: Vec<CompactString>| (!words.is_empty()).then_some(Value::List(words));
    let (now, wanted) = (list(now), list(wanted));
    (!same(&now, &wanted)).then_some((position, now, wanted))
}

fn take_tags(batch: &Batch<'_>, ty: &RecordType, id: RecordId, names: &[CompactString]) -> Result<bool> {
    let mut taken = false;
    for name in names {
        if let Some(tag) = batch.find_tag(name).map_err(store_error)? {
            taken |= !batch.remove_tag(ty, tag, &[id]).map_err(store_error)?.is_empty();
        }
    }
    Ok(taken)
}
