//! Questions for a whole block and the answers to them: ask (pure), fetch (the engine, once per block and question), judge.
//!
//! In: drafts. Out: [`Questions`]; the engine fills [`Answers`]. No query stands here.

use std::collections::HashMap;

use compact_str::CompactString;
use foldhash::fast::RandomState;

use crate::draft::{Draft, GivenId, Slot};
use crate::kind;
use crate::mapping::RowReader;
use crate::match_key::{MatchRule, slot_form};
use crate::record::{Key, Record, RecordId};
use crate::record_type::FieldKind;
use crate::value::Value;

/// A hash map that is fast, not secret-keyed: its keys come from one person's file.
pub type Map<K, V> = HashMap<K, V, RandomState>;

/// How a cell points at another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkRef<'a> {
    /// `Novák s.r.o. [#12]` or `[#12]`: the number decides.
    Id(RecordId),
    Name(&'a str),
}

impl LinkRef<'_> {
    pub fn of(text: &str) -> LinkRef<'_> {
        let number = text.strip_suffix(']').and_then(|rest| rest.rsplit_once("[#")).and_then(|(_, n)| n.parse().ok());
        number.map_or(LinkRef::Name(text), |number| LinkRef::Id(RecordId(number)))
    }
}

/// What a block needs to know.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    /// Records named by number.
    pub ids: Vec<RecordId>,
    /// Rule by rule: keys to be found, as the members of composite keys.
    pub keys: Vec<Vec<Vec<CompactString>>>,
    /// Unique slot by unique slot: values that may be taken.
    pub unique: Vec<Vec<CompactString>>,
    /// Record type → names to be found, each in its folded form and as given.
    pub names: Vec<(Key, Vec<(CompactString, CompactString)>)>,
    /// Record type → numbers links point at.
    pub linked: Vec<(Key, Vec<RecordId>)>,
}

/// What the register answered.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Rule by rule: joined key → records. Empty maps are right for an empty table.
    pub keys: Vec<Map<CompactString, Vec<RecordId>>>,
    pub unique: Vec<Map<CompactString, Vec<RecordId>>>,
    /// Record type → folded name → records.
    pub names: Map<Key, Map<CompactString, Vec<RecordId>>>,
    pub linked: Map<Key, Vec<RecordId>>,
    /// The matched records, their values in the order of the reader's slots.
    pub records: Map<RecordId, Record>,
    /// For records changed since a row's mark: slot → the value at the time of the export.
    pub since: Map<RecordId, Vec<(usize, Option<Value>)>>,
    /// For links within the type: slot and record → the record it hangs under, up to the end of each chain.
    pub parents: Map<(usize, RecordId), RecordId>,
}

impl Answers {
    pub fn named(&self, target: &str, folded: &str) -> &[RecordId] {
        self.names.get(target).and_then(|names| names.get(folded)).map_or(&[], Vec::as_slice)
    }
}

/// What a block of drafts needs to know while the table of its own type is empty: nothing can match, so only links are asked.
pub fn ask_links(reader: &RowReader, drafts: &[Draft]) -> Questions {
    let mut questions = Questions::default();
    add_links(reader, drafts, &mut questions);
    questions
}

/// What a block of drafts needs to know.
pub fn ask(reader: &RowReader, drafts: &[Draft]) -> Questions {
    let mut questions = Questions::default();
    for rule in &reader.match_rules {
        questions.keys.push(match rule {
            MatchRule::Id => Vec::new(),
            MatchRule::Slots(slots) => {
                let member = |draft: &Draft| slots.iter().map(|slot| slot_form(reader, draft, *slot)).collect::<Option<Vec<_>>>();
                distinct(drafts.iter().filter_map(member))
            }
        });
    }
    if reader.id_column.is_some() {
        questions.ids =
            drafts.iter().filter_map(|draft| if let GivenId::Given(id) = draft.id { Some(id) } else { None }).collect();
    }
    for (slot, _) in &reader.unique {
        questions.unique.push(distinct(drafts.iter().filter_map(|draft| slot_form(reader, draft, *slot))));
    }
    add_links(reader, drafts, &mut questions);
    questions
}

fn add_links(reader: &RowReader, drafts: &[Draft], questions: &mut Questions) {
    for slot in 0..reader.slots.len() {
        let field = reader.field(slot);
        if !matches!(field.kind, FieldKind::Link | FieldKind::Links) {
            continue;
        }
        let (mut names, mut linked) = (Vec::new(), Vec::new());
        for draft in drafts {
            if let Slot::Names(given) = &draft.slots[slot] {
                for name in given {
                    match LinkRef::of(name) {
                        LinkRef::Id(id) => linked.push(id),
                        LinkRef::Name(name) => names.push((kind::fold(name), CompactString::new(name))),
                    }
                }
            }
        }
        if !names.is_empty() {
            questions.names.push((Key::new(&field.target), distinct(names.into_iter())));
        }
        if !linked.is_empty() {
            linked.sort_unstable();
            linked.dedup();
            questions.linked.push((Key::new(&field.target), linked));
        }
    }
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_brackets_decides() {
        assert_eq!(LinkRef::of("Novák s.r.o. [#12]"), LinkRef::Id(RecordId(12)));
        assert_eq!(LinkRef::of("[#7]"), LinkRef::Id(RecordId(7)));
        assert_eq!(LinkRef::of("Novák [a]"), LinkRef::Name("Novák [a]"));
        assert_eq!(LinkRef::of("123"), LinkRef::Name("123"));
    }

    #[test]
    fn a_block_asks_each_question_once() {
        use crate::testing::{Import, link, text, unique};
        let fields = vec![
            text("name"),
            text("city"),
            unique(text("code")),
            link("of", FieldKind::Link, "company"),
            link("tutors", FieldKind::Links, "user"),
        ];
        let import = Import::new(fields, &["id", "name", "city", "code", "of", "tutors"]);
        let import = import.match_by(&[&["id"], &["name", "city"]]);
        let drafts = ["9|Ana|Brno|x|Acme|[#5], Eva", "3|ANA|brno|x|acme|[#4], [#5]", "|Ana|||[#2]|", "z|Iva|Zlín|a||Eva"];
        let drafts: Vec<Draft> = drafts.iter().map(|cells| import.read(cells).0).collect();
        let questions = ask(&import.reader(), &drafts);
        assert_eq!(questions.ids, [RecordId(9), RecordId(3)]);
        let no_keys: Vec<Vec<CompactString>> = Vec::new();
        assert_eq!(questions.keys[0], no_keys);
        assert_eq!(questions.keys[1], [["ana", "brno"], ["iva", "zlin"]]);
        assert_eq!(questions.unique, [vec!["a", "x"]]);
        let names = |of: &str, names: &[(&str, &str)]| {
            (Key::new(of), names.iter().map(|(folded, given)| ((*folded).into(), (*given).into())).collect::<Vec<_>>())
        };
        assert_eq!(questions.names, [names("company", &[("acme", "Acme"), ("acme", "acme")]), names("user", &[("eva", "Eva")])]);
        let linked = [(Key::new("company"), vec![RecordId(2)]), (Key::new("user"), vec![RecordId(4), RecordId(5)])];
        assert_eq!(questions.linked, linked);
        // Nothing linked, nothing asked; without an id column no number is asked for.
        let plain = Import::new(vec![text("name"), link("of", FieldKind::Link, "company")], &["name", "of"]);
        let questions = ask(&plain.reader(), &[plain.read("Ana|").0]);
        assert!(questions.ids.is_empty() && questions.names.is_empty() && questions.linked.is_empty());
    }

    #[test]
    fn what_nobody_answered_is_no_record() {
        let mut answers = Answers::default();
        assert_eq!(answers.named("company", "acme"), []);
        answers.names.entry("company".into()).or_default().insert("acme".into(), vec![RecordId(1)]);
        assert_eq!(answers.named("company", "acme"), [RecordId(1)]);
        assert_eq!(answers.named("company", "other"), []);
        assert_eq!(answers.named("user", "acme"), []);
    }
}
