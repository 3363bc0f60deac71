//! `update-empty`, `id-unknown`: an update whose recommended cells are empty, an id that leads nowhere (R8, R9).

use super::{Intent, RowContext};
use crate::draft::{GivenId, Slot};
use crate::issue::{Code, Problem};
use crate::recipe::Existing;

pub(super) fn judge(row: &mut RowContext<'_>) {
    match row.intent {
        Intent::Create => id_unknown(row),
        Intent::Update => recommended_empty(row),
        Intent::None => {}
    }
}

fn id_unknown(row: &mut RowContext<'_>) {
    let value = match row.draft.id {
        GivenId::Given(id) => Some(id.to_string().into()),
        GivenId::Empty => None,
        GivenId::NotMapped | GivenId::Bad => return,
    };
    row.push(row.reader.id_column, Some("id".into()), Problem::new(Code::IdUnknown), value);
}

fn recommended_empty(row: &mut RowContext<'_>) {
    for slot in 0..row.reader.slots.len() {
        let field = row.reader.field(slot);
        let watched = field.recommended || field.key == row.reader.record_type.name_field;
        let spec = &row.reader.slots[slot];
        // A column that is there for the reader alone changes nothing, filled or empty.
        let counts = spec.column().is_some() && spec.existing != Existing::Leave;
        let empty = counts
            && matches!(row.draft.slots[slot], Slot::Keep | Slot::Clear)
            && !(field.required && row.draft.slots[slot] == Slot::Clear);
        let deferred = row.deferred.iter().any(|(deferred, _)| *deferred == slot);
        if watched && empty && !deferred {
            row.report(slot, Problem::new(Code::UpdateEmpty));
        }
    }
}
