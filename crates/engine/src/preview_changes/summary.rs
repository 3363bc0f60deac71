//! What a run would change, summed up: by field, and how many records become active or inactive.
//!
//! In: a checked import. Out: numbers. Plans every row once; a door asks for it only where that is quick enough.

use std::collections::BTreeMap;

use kartoteka_domain::language::Language;
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::value::Value;

use super::{PersonChange, Planned, count_moves};
use crate::Engine;
use crate::actor::Actor;
use crate::error::Result;
use crate::plan_block::PartContext;

/// One field of one record type in the updates of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChanges {
    pub part: u32,
    pub key: String,
    pub label: String,
    /// Records whose value changes.
    pub rows: u64,
    /// Of them, those that lose their value.
    pub cleared: u64,
}

/// All updates of an import together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSummary {
    /// The most changed field first.
    pub fields: Vec<FieldChanges>,
    pub activated: u64,
    pub deactivated: u64,
    /// M7: those with the most changes first.
    pub people: Vec<PersonChange>,
}

impl Engine {
    /// What the updates change, field by field and person by person.
    pub fn change_summary(&self, actor: &Actor, import: i64, language: Language) -> Result<ChangeSummary> {
        let mut counted: BTreeMap<(u32, usize), FieldChanges> = BTreeMap::new();
        let mut moves = BTreeMap::new();
        let mut summary = ChangeSummary::default();
        let wanted = Planned { start: (0, 0), outcome: None };
        self.each_planned(actor, import, wanted, |context, _, planned, _| {
            let active = context.reader.slot_of("is_active");
            let responsible = context.reader.slot_of("responsible");
            for row in &planned.rows {
                count_fields(context, row, language, &mut counted);
                if let Some(turned) = active.and_then(|slot| turned(row, slot)) {
                    *(if turned { &mut summary.activated } else { &mut summary.deactivated }) += 1;
                }
                if let Some(slot) = responsible {
                    count_moves(row, slot, &mut moves);
                }
            }
            Ok(true)
        })?;
        summary.fields = counted.into_values().collect();
        summary.fields.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.label.cmp(&b.label)));
        summary.people = self.people_of(moves)?;
        Ok(summary)
    }
}

fn count_fields(context: &PartContext, row: &PlannedRow, language: Language, counted: &mut BTreeMap<(u32, usize), FieldChanges>) {
    let PlannedChange::Update(steps) = &row.change else { return };
    for (slot, _, after) in steps {
        let of = counted.entry((context.part, *slot)).or_insert_with(|| {
            let field = context.reader.field(*slot);
            let (key, label) = (field.key.to_string(), field.label(language).to_owned());
            FieldChanges { part: context.part, key, label, rows: 0, cleared: 0 }
        });
        of.rows += 1;
        of.cleared += u64::from(after.is_none());
    }
}

/// Whether the row makes its record active or inactive.
fn turned(row: &PlannedRow, slot: usize) -> Option<bool> {
    let PlannedChange::Update(steps) = &row.change else { return None };
    let (_, _, after) = steps.iter().find(|(changed, ..)| *changed == slot)?;
    Some(matches!(after, Some(Value::Bool(true))))
}
