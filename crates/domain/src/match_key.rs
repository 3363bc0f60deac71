//! Which record a row means: none, one, or several. Never "the first one".
//!
//! In: a draft, the rules, what the register answered. Out: a [`Match`].

use compact_str::CompactString;

use crate::draft::{Draft, GivenId, Slot};
use crate::kind;
use crate::lookup::Answers;
use crate::mapping::RowReader;
use crate::record::RecordId;

/// How a record is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchRule {
    /// By its number.
    Id,
    /// By the normalised values of these slots, all of them filled.
    Slots(Vec<usize>),
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    None,
    One(RecordId),
    Several(Vec<RecordId>),
}

/// Joins the members of a composite key.
pub const KEY_JOIN: char = '\u{1f}';

/// The row's key by one rule; `None` when a member is empty or unreadable.
pub fn key_of(reader: &RowReader, draft: &Draft, rule: &MatchRule) -> Option<CompactString> {
    match rule {
        MatchRule::Id => match draft.id {
            GivenId::Given(id) => Some(compact_str::format_compact!("{id}")),
            _ => None,
        },
        MatchRule::Slots(slots) => {
            let mut key = CompactString::default();
            for (index, slot) in slots.iter().enumerate() {
                if index > 0 {
                    key.push(KEY_JOIN);
                }
                key.push_str(&slot_form(reader, draft, *slot)?);
            }
            Some(key)
        }
    }
}

/// The normalised text of one slot's value.
pub fn slot_form(reader: &RowReader, draft: &Draft, slot: usize) -> Option<CompactString> {
    match &draft.slots[slot] {
        Slot::Value(value) => kind::match_form(reader.field(slot), value).filter(|form| !form.is_empty()),
        _ => None,
    }
}

/// The first rule that finds anything decides.
pub fn find(reader: &RowReader, draft: &Draft, answers: &Answers) -> Match {
    for (index, rule) in reader.match_rules.iter().enumerate() {
        if *rule == MatchRule::Id {
            if let GivenId::Given(id) = draft.id
                && answers.records.contains_key(&id)
            {
                return Match::One(id);
            }
            continue;
        }
        let Some(found) = answers.keys.get(index).filter(|found| !found.is_empty()) else { continue };
        let Some(key) = key_of(reader, draft, rule) else { continue };
        match found.get(&key).map(Vec::as_slice) {
            None | Some([]) => {}
            Some([one]) => return Match::One(*one),
            Some(several) => return Match::Several(several.to_vec()),
        }
    }
    Match::None
}
