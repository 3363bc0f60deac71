//! `role-forbidden`, `user-protected`: only an administrator may make operators and administrators, or change anything of
//! one that is there: an e-mail address is the way to a password (H7, WEB-19).

use super::RowContext;
use crate::draft::Slot;
use crate::issue::{Code, Problem};
use crate::mapping::RowReader;
use crate::record::Record;

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.actor_is_administrator || row.reader.record_type.key != "user" {
        return;
    }
    let Some(slot) = row.reader.slot_of("role") else { return };
    if let Slot::Value(value) = &row.draft.slots[slot]
        && value.as_text() != Some("end-user")
    {
        row.report(slot, Problem::new(Code::RoleForbidden));
    }
}

/// Whether the stored record is a user whom only an administrator may change.
pub fn is_protected(reader: &RowReader, stored: &Record) -> bool {
    let role = || reader.slot_of("role").and_then(|slot| stored.values[slot].as_ref()).and_then(|value| value.as_text());
    reader.record_type.key == "user" && role().is_some_and(|role| role != "end-user")
}
