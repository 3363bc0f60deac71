//! `role-forbidden`: only an administrator may make operators and administrators (H7, WEB-19).

use super::RowContext;
use crate::draft::Slot;
use crate::issue::{Code, Problem};

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
