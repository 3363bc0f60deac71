//! `last-administrator` (WEB-19): a row that would leave the register without anybody who can look after it.
//!
//! In: rows found over the whole file. Out: an issue at the role, or at the state, that would be taken away.

use super::RowContext;
use crate::draft::Slot;
use crate::issue::{Code, Problem};
use crate::plan::PlannedChange;
use crate::value::Value;

/// The role that looks after the register.
const ADMINISTRATOR: &str = "administrator";

pub(super) fn judge(row: &mut RowContext<'_>) {
    if !row.file.last_administrators.contains(&row.draft.row.0) {
        return;
    }
    let gives = |key: &str| row.reader.slot_of(key).filter(|slot| row.draft.slots[*slot] != Slot::Keep);
    let takes_role = |slot: &usize| !matches!(&row.draft.slots[*slot], Slot::Value(value) if is_administrator(Some(value)));
    match gives("role").filter(takes_role).or_else(|| gives("is_active")) {
        Some(slot) => row.report(slot, Problem::new(Code::LastAdministrator)),
        None => row.report_row(Problem::new(Code::LastAdministrator)),
    }
}

/// Whether these steps (slot or position, before, after) make somebody other than an active administrator of a user.
pub fn takes_rights<'v>(steps: impl IntoIterator<Item = (&'v str, Option<&'v Value>)>) -> bool {
    steps.into_iter().any(|(key, after)| match key {
        "role" => !is_administrator(after),
        "is_active" => after == Some(&Value::Bool(false)),
        _ => false,
    })
}

/// The same for a planned row; the keys are those of its slots.
pub fn row_takes_rights<'k>(change: &PlannedChange, key_of: impl Fn(usize) -> &'k str) -> bool {
    let PlannedChange::Update(steps) = change else { return false };
    steps.iter().any(|(slot, _, after)| takes_rights([(key_of(*slot), after.as_ref())]))
}

fn is_administrator(value: Option<&Value>) -> bool {
    value.and_then(Value::as_text) == Some(ADMINISTRATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_19_rights_go_with_the_role_and_with_the_state() {
        let text = Value::text;
        for (key, after, expected) in [
            ("role", Some(text("operator")), true),
            ("role", None, true),
            ("role", Some(text("administrator")), false),
            ("is_active", Some(Value::Bool(false)), true),
            ("is_active", Some(Value::Bool(true)), false),
            ("is_active", None, false),
            ("email", None, false),
        ] {
            assert_eq!(takes_rights([(key, after.as_ref())]), expected, "{key} {after:?}");
        }
    }
}
