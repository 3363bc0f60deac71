//! `name-differs`: the name beside the id, there for the reader, is not the stored record's (M2): a row that slipped.

use super::{Intent, RowContext};
use crate::draft::Slot;
use crate::issue::{Code, Problem};
use crate::kind;
use crate::recipe::Existing;

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent != Intent::Update {
        return;
    }
    let Some(slot) = row.reader.slot_of(&row.reader.record_type.name_field) else { return };
    if row.reader.slots[slot].existing != Existing::Leave {
        return;
    }
    let (Slot::Value(given), Some(stored)) = (&row.draft.slots[slot], row.stored.and_then(|record| record.values[slot].as_ref()))
    else {
        return;
    };
    let (given, stored) = (given.as_text().unwrap_or(""), stored.as_text().unwrap_or(""));
    if kind::fold(given) != kind::fold(stored) {
        row.report(slot, Problem::new(Code::NameDiffers).with("stored", stored));
    }
}
