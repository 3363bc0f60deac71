//! `key-taken`: a value that must be unique belongs to another record already.

use super::{Intent, RowContext};
use crate::issue::{Code, Problem};
use crate::match_key::slot_form;
use crate::recipe::Duplicates;

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent == Intent::None {
        return;
    }
    // A row that is to make a second record of one that exists is not that record.
    let is_second = row.intent == Intent::Create && row.options.duplicates == Duplicates::Create;
    let own = row.stored.filter(|_| !is_second).map(|record| record.id);
    for (index, (slot, _)) in row.reader.unique.iter().enumerate() {
        let Some(taken) = row.answers.unique.get(index).filter(|taken| !taken.is_empty()) else { continue };
        let Some(form) = slot_form(row.reader, row.draft, *slot) else { continue };
        let other = taken.get(&form).and_then(|ids| ids.iter().find(|id| Some(**id) != own)).copied();
        if let Some(other) = other {
            row.report(*slot, Problem::new(Code::KeyTaken).with("id", other));
        }
    }
}
