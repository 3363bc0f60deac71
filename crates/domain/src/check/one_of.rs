//! `one-of-empty`: of several fields at least one must be filled (a contact's full, first or last name).

use super::{Intent, RowContext};
use crate::draft::Slot;
use crate::issue::{Code, Problem};

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent != Intent::Create {
        return;
    }
    let reader = row.reader;
    for set in &reader.record_type.one_of {
        let slots = || set.iter().filter_map(|key| reader.slot_of(key));
        // A value that could not be read has its own issue; saying "empty" as well would mislead.
        if slots().any(|slot| !matches!(row.draft.slots[slot], Slot::Keep | Slot::Clear)) {
            continue;
        }
        let problem = Problem::new(Code::OneOfEmpty).with("fields", set.join(", "));
        match slots().find(|slot| reader.slots[*slot].column().is_some()) {
            Some(slot) => row.report(slot, problem),
            None => row.report_row(problem),
        }
    }
}
