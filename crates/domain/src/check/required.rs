//! `required-empty`, `recommended-empty`: a new record lacks a value, or an update would take a required one away.

use super::{Intent, RowContext};
use crate::draft::Slot;
use crate::issue::{Code, Problem};
use crate::mapping::Source;

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent == Intent::None {
        return;
    }
    for slot in 0..row.reader.slots.len() {
        let field = row.reader.field(slot);
        if !field.required && !field.recommended {
            continue;
        }
        let lacks = match (&row.draft.slots[slot], row.intent) {
            (Slot::Clear, _) => true,
            (Slot::Keep, Intent::Create) => !matches!(row.reader.slots[slot].source, Source::Default(_) | Source::Derived(_)),
            _ => false,
        };
        let is_deferred = row.deferred.iter().any(|(deferred, _)| *deferred == slot);
        if lacks && !is_deferred {
            let required = field.required;
            if required {
                row.report(slot, Problem::new(Code::RequiredEmpty));
            } else if row.intent == Intent::Create && row.reader.slots[slot].column().is_some() {
                row.report(slot, Problem::new(Code::RecommendedEmpty));
            }
        }
    }
    if row.intent == Intent::Create {
        report_unmapped(row);
    }
}

/// A file of updates (an id column, few others) may still hold a row that would create.
fn report_unmapped(row: &mut RowContext<'_>) {
    let reader = row.reader;
    for (position, field) in reader.record_type.fields.iter().enumerate() {
        if field.required && field.is_importable() && !reader.slots.iter().any(|slot| slot.field == position) {
            row.push(None, Some(field.key.clone()), Problem::new(Code::RequiredEmpty), None);
        }
    }
}
