//! `link-missing`, `link-several`, `link-created`: names become records, or the row says which name is not one.

use compact_str::CompactString;

use super::RowContext;
use super::link_cycle::closes_ring;
use crate::draft::Slot;
use crate::issue::{Code, Problem};
use crate::kind;
use crate::lookup::LinkRef;
use crate::recipe::MissingLinks;
use crate::record::RecordId;
use crate::record_type::FieldKind;
use crate::value::Value;

/// What one name turned out to be.
enum Resolved {
    Record(RecordId),
    /// Will exist when the import has run.
    Later,
    Nothing,
    Problem(Problem),
}

pub(super) fn judge(row: &mut RowContext<'_>) {
    for slot in 0..row.reader.slots.len() {
        if !matches!(row.draft.slots[slot], Slot::Names(_)) {
            continue;
        }
        let Slot::Names(names) = std::mem::replace(&mut row.draft.slots[slot], Slot::Keep) else { continue };
        row.draft.slots[slot] = resolve_all(row, slot, &names);
    }
}

fn resolve_all(row: &mut RowContext<'_>, slot: usize, names: &[CompactString]) -> Slot {
    let mut ids = Vec::with_capacity(names.len());
    let mut bad = false;
    for name in names {
        match resolve(row, slot, name) {
            Resolved::Record(id) if closes_ring(row, slot, id) => {
                bad = true;
                let problem = Problem::new(Code::LinkCycle).with("rows", row.draft.row);
                row.report_value(slot, problem, Some(name.clone()));
            }
            Resolved::Record(id) => ids.push(id),
            Resolved::Later => row.deferred.push((slot, name.clone())),
            Resolved::Nothing => {}
            Resolved::Problem(problem) => {
                bad = true;
                row.report_value(slot, problem, Some(name.clone()));
            }
        }
    }
    if bad {
        return Slot::Bad;
    }
    let value = match row.reader.field(slot).kind {
        FieldKind::Links => Value::links(ids),
        _ => ids.first().map(|id| Value::Link(*id)),
    };
    value.map_or(Slot::Keep, Slot::Value)
}

fn resolve(row: &mut RowContext<'_>, slot: usize, name: &str) -> Resolved {
    let target = CompactString::from(row.reader.field(slot).target.as_str());
    let folded = match LinkRef::of(name) {
        LinkRef::Id(id) => {
            let known = row.answers.linked.get(&target).is_some_and(|ids| ids.binary_search(&id).is_ok());
            return if known { Resolved::Record(id) } else { missing(row, slot, name, &target) };
        }
        LinkRef::Name(name) => kind::fold(name),
    };
    match row.answers.named(&target, &folded) {
        [one] => return Resolved::Record(*one),
        [] => {}
        several => {
            let ids = several.iter().take(10).map(RecordId::to_string).collect::<Vec<_>>().join(", ");
            return Resolved::Problem(Problem::new(Code::LinkSeveral).with("type", &target).with("ids", ids));
        }
    }
    if row.file.names.get(&target).is_some_and(|names| names.contains(&folded)) {
        return Resolved::Later;
    }
    missing(row, slot, name, &target)
}

fn missing(row: &mut RowContext<'_>, slot: usize, name: &str, target: &str) -> Resolved {
    if let Some(partner) = row.file.rejected.get(&kind::fold(name))
        && target == row.reader.record_type.key.as_str()
    {
        // A row of a ring has been told so; its partner stays out for the same reason.
        let in_ring = row.file.cycles.contains_key(&row.draft.row.0);
        let problem = Problem::new(Code::PartnerRejected).with("row", partner);
        return if in_ring { Resolved::Nothing } else { Resolved::Problem(problem) };
    }
    match row.options.missing_links {
        MissingLinks::Create if row.file.creatable.iter().any(|key| key == target) => {
            row.report_value(slot, Problem::new(Code::LinkCreated).with("type", target), Some(name.into()));
            Resolved::Later
        }
        MissingLinks::Error | MissingLinks::Create => Resolved::Problem(Problem::new(Code::LinkMissing).with("type", target)),
        MissingLinks::Empty => {
            let mut problem = Problem::new(Code::LinkMissing);
            problem.params.push(("type", target.into()));
            let column = row.reader.slots[slot].column();
            // By choice the row goes in without the link, so the same code weighs only a warning here.
            row.issues.push(crate::issue::Issue {
                row: row.draft.row,
                column: column.map(|column| column as u16),
                field: Some(row.reader.field(slot).key.clone()),
                severity: crate::issue::Severity::Warning,
                code: problem.code,
                value: Some(name.into()),
                params: problem.params,
            });
            Resolved::Nothing
        }
    }
}
