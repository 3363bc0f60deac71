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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Import, tags, text};
    use crate::value::Value;

    fn ana(import: Import) -> Import {
        import.with_stored(7, &[("email", Value::text("a@x")), ("name", Value::text("Ana")), ("city", Value::text("Brno"))])
    }

    #[track_caller]
    fn finds(import: &Import, cells: &str, expected: &Match) {
        let reader = import.reader();
        let (draft, _) = import.read(cells);
        assert_eq!(&find(&reader, &draft, &import.answers(&reader)), expected, "{cells}");
    }

    #[test]
    fn the_first_rule_that_finds_anything_decides() {
        let fields = || vec![text("email"), text("name"), text("city")];
        let one = Match::One(RecordId(7));
        let rules: &[&[&str]] = &[&["id"], &["email"], &["name", "city"]];
        let mut import = ana(Import::new(fields(), &["id", "email", "name", "city"]).match_by(rules));
        for (cells, expected) in [
            ("7|||", &one),
            // A number that leads nowhere: the next rule is asked.
            ("8|A@X||", &one),
            ("8|b@x||", &Match::None),
            ("|b@x|ana|BRNO", &one),
            ("||Ana|", &Match::None),
            ("||Ana|Zlín", &Match::None),
            ("|||", &Match::None),
            ("x|||", &Match::None),
        ] {
            finds(&import, cells, expected);
        }
        import = import.with_stored(8, &[("name", Value::text("ANA")), ("city", Value::text("Brno"))]);
        finds(&import, "||Ana|Brno", &Match::Several(vec![RecordId(7), RecordId(8)]));
        finds(&import, "|a@x|Ana|Brno", &one);
        finds(&import, "8|a@x|Ana|Brno", &Match::One(RecordId(8)));
        // An empty answer for a key means nothing was found.
        let reader = import.reader();
        let mut answers = import.answers(&reader);
        answers.keys[2].insert("eva\u{1f}brno".into(), Vec::new());
        assert_eq!(find(&reader, &import.read("||Eva|Brno").0, &answers), Match::None);
        answers.keys.clear();
        assert_eq!(find(&reader, &import.read("|a@x|Ana|Brno").0, &answers), Match::None);
    }

    #[test]
    fn keys_are_joined_of_forms() {
        let import = Import::new(vec![text("name"), text("city"), tags("tags")], &["id", "name", "city", "tags"]);
        let reader = import.reader();
        let rule = MatchRule::Slots(vec![1, 0]);
        for (cells, by_slots, by_id, tags) in [
            ("7|Ána| Brno |a", Some("brno\u{1f}ana"), Some("7"), None),
            ("|Ana||", None, None, None),
            ("x||Brno|", None, None, None),
            // Of signs that have no form at all nothing is made.
            ("7|Ana|\u{ad}|", None, Some("7"), None),
        ] {
            let draft = import.read(cells).0;
            assert_eq!(key_of(&reader, &draft, &rule).as_deref(), by_slots, "{cells}");
            assert_eq!(key_of(&reader, &draft, &MatchRule::Id).as_deref(), by_id, "{cells}");
            assert_eq!(slot_form(&reader, &draft, 2).as_deref(), tags, "{cells}");
        }
    }
}
