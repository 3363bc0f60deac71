//! What only the whole file can tell: keys that repeat, the order of dates, names that links within the file lead to.
//!
//! In: every data row once, in order, of which only the key columns are read. Out: facts, in memory that grows by some 12
//! bytes a row and key. Repeats are found by 64-bit hashes and confirmed by comparing the texts themselves.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher as _};
use std::sync::Arc;

use compact_str::CompactString;
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Row};
use crate::check::FileFacts;
use crate::draft::{Draft, Slot};
use crate::issue::Issue;
use crate::kind::date::{DateEvidence, evidence};
use crate::kind::{self, DateOrder};
use crate::lookup::{LinkRef, Map};
use crate::mapping::{RowReader, Source};
use crate::match_key::{MatchRule, key_of, slot_form};
use crate::record::Key;
use crate::record_type::FieldKind;

/// One kind of key whose repeats are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyKind {
    /// The first match rule a row has a full key for.
    Match,
    /// Index in the reader's list of unique slots.
    Unique(usize),
}

/// How the dates of one column fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateCounts {
    pub day_first_only: u64,
    pub month_first_only: u64,
    pub both: u64,
}

impl DateCounts {
    /// Takes one text; what is no date in numbers counts for nothing.
    pub fn count(&mut self, text: &str) {
        match evidence(text) {
            DateEvidence::DayFirstOnly => self.day_first_only += 1,
            DateEvidence::MonthFirstOnly => self.month_first_only += 1,
            DateEvidence::Both => self.both += 1,
            DateEvidence::Neither => {}
        }
    }

    pub fn is_any(&self) -> bool {
        self.day_first_only + self.month_first_only + self.both > 0
    }

    /// The order more of the texts ask for; none when none of them asks for one.
    pub fn order(&self) -> Option<DateOrder> {
        match self.day_first_only + self.month_first_only {
            0 => None,
            _ if self.month_first_only > self.day_first_only => Some(DateOrder::MonthFirst),
            _ => Some(DateOrder::DayFirst),
        }
    }
}

/// Collects facts row by row.
#[derive(Debug)]
pub struct Survey {
    reader: RowReader,
    kinds: Vec<KeyKind>,
    /// Slots that make up keys; only these are read.
    needed: Vec<usize>,
    draft: Draft,
    scratch: Vec<Issue>,
    seen: Seen,
}

/// What was seen in rows, be they all rows of a file or a stretch of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub rows: u64,
    /// Kind by kind of key: hash, row.
    hashes: Vec<Vec<(u64, u32)>>,
    /// Slot, how its dates fit.
    dates: Vec<(usize, DateCounts)>,
    /// Folded names in the file, and for links within the type: name → (row, names it links to).
    own_names: Option<Map<CompactString, (u32, Vec<CompactString>)>>,
}

impl Seen {
    /// Of the same shape, with nothing in it.
    fn blank(&self) -> Seen {
        Seen {
            rows: 0,
            hashes: vec![Vec::new(); self.hashes.len()],
            dates: self.dates.iter().map(|(slot, _)| (*slot, DateCounts::default())).collect(),
            own_names: self.own_names.as_ref().map(|_| Map::default()),
        }
    }
}

impl Survey {
    pub fn new(reader: &RowReader) -> Survey {
        let mut kinds = Vec::new();
        if !reader.match_rules.is_empty() {
            kinds.push(KeyKind::Match);
        }
        for (index, (slot, _)) in reader.unique.iter().enumerate() {
            if !matches!(reader.match_rules.as_slice(), [MatchRule::Slots(slots)] if slots.as_slice() == [*slot]) {
                kinds.push(KeyKind::Unique(index));
            }
        }
        let dates = |slot: &usize| {
            matches!(reader.field(*slot).kind, FieldKind::Date | FieldKind::DateTime)
                && matches!(reader.slots[*slot].source, Source::Column(_))
        };
        let links_to_itself = self_links(reader).next().is_some();
        let seen = Seen {
            rows: 0,
            hashes: vec![Vec::new(); kinds.len()],
            dates: (0..reader.slots.len()).filter(dates).map(|slot| (slot, DateCounts::default())).collect(),
            own_names: links_to_itself.then(Map::default),
        };
        Survey {
            kinds,
            needed: needed_slots(reader),
            draft: Draft::unread(reader.slots.len()),
            reader: reader.clone(),
            scratch: Vec::new(),
            seen,
        }
    }

    /// Whether rows need to be seen at all, beyond being counted.
    pub fn is_needed(&self) -> bool {
        !self.kinds.is_empty() || !self.seen.dates.is_empty() || self.seen.own_names.is_some()
    }

    /// Takes one data row.
    pub fn add(&mut self, row: &Row<'_>) {
        self.seen.rows += 1;
        for (slot, counts) in &mut self.seen.dates {
            if let Source::Column(column) = self.reader.slots[*slot].source
                && let Cell::Text(text) = row.cell(column)
            {
                counts.count(text);
            }
        }
        if self.kinds.is_empty() && self.seen.own_names.is_none() {
            return;
        }
        self.read_keys(row);
        for (kind, hashes) in self.kinds.iter().zip(&mut self.seen.hashes) {
            if let Some(key) = key_text(&self.reader, &self.draft, *kind) {
                hashes.push((hash(&key), row.number.0));
            }
        }
        self.add_own_name();
    }

    /// Most of a row need not be understood to know its keys.
    fn read_keys(&mut self, row: &Row<'_>) {
        self.scratch.clear();
        self.reader.read_some(row, &self.needed, &mut self.draft, &mut self.scratch);
    }

    fn add_own_name(&mut self) {
        let (draft, Some(names)) = (&self.draft, &mut self.seen.own_names) else { return };
        let Some(own) =
            self.reader.slot_of(&self.reader.record_type.name_field).and_then(|slot| slot_form(&self.reader, draft, slot))
        else {
            return;
        };
        let mut parents = Vec::new();
        for slot in self_links(&self.reader) {
            if let Slot::Names(given) = &draft.slots[slot] {
                parents.extend(given.iter().filter_map(|name| match LinkRef::of(name) {
                    LinkRef::Name(name) => Some(kind::fold(name)),
                    LinkRef::Id(_) => None,
                }));
            }
        }
        names.insert(own, (draft.row.0, parents));
    }

    /// What was seen since the last time; the next rows begin anew.
    pub fn take(&mut self) -> Seen {
        let blank = self.seen.blank();
        std::mem::replace(&mut self.seen, blank)
    }

    /// Takes over what another survey with the same reader saw: threads and nodes may each survey a part of a file.
    pub fn merge(&mut self, other: Seen) {
        let seen = &mut self.seen;
        seen.rows += other.rows;
        for (mine, theirs) in seen.hashes.iter_mut().zip(other.hashes) {
            mine.extend(theirs);
        }
        for ((_, mine), (_, theirs)) in seen.dates.iter_mut().zip(other.dates) {
            mine.day_first_only += theirs.day_first_only;
            mine.month_first_only += theirs.month_first_only;
            mine.both += theirs.both;
        }
        if let (Some(mine), Some(theirs)) = (&mut seen.own_names, other.own_names) {
            mine.extend(theirs);
        }
    }

    /// Data rows seen so far.
    pub fn rows(&self) -> u64 {
        self.seen.rows
    }

    /// The order of each date column, where the column itself decides; slots with no evidence are left out.
    pub fn date_orders(&self) -> Vec<(usize, DateOrder, DateCounts)> {
        self.seen.dates.iter().filter_map(|(slot, counts)| Some((*slot, counts.order()?, *counts))).collect()
    }

    /// How the texts of each date column fit; columns without such texts are left out.
    pub fn date_counts(&self) -> impl Iterator<Item = (usize, DateCounts)> {
        self.seen.dates.iter().filter(|(_, counts)| counts.is_any()).copied()
    }

    /// The rows whose hashes repeat: they are read once more by [`Survey::confirm`]. Empty: nothing repeats.
    pub fn suspects(&mut self) -> HashSet<u32> {
        let mut suspects = HashSet::new();
        for hashes in &mut self.seen.hashes {
            hashes.sort_unstable();
            for pair in hashes.windows(2) {
                if pair[0].0 == pair[1].0 {
                    suspects.extend([pair[0].1, pair[1].1]);
                }
            }
            hashes.clear();
            hashes.shrink_to_fit();
        }
        suspects
    }

    /// Takes a suspect row again, with its texts.
    pub fn confirm(&mut self, row: &Row<'_>, groups: &mut Groups) {
        self.read_keys(row);
        for (index, kind) in self.kinds.iter().enumerate() {
            if let Some(key) = key_text(&self.reader, &self.draft, *kind) {
                groups.0.entry((index, key)).or_default().push(row.number.0);
            }
        }
    }

    /// Everything known, for the judgement of the rows.
    pub fn finish(self, groups: Groups) -> FileFacts {
        let mut facts = FileFacts::default();
        for ((index, _), rows) in groups.0 {
            if rows.len() < 2 {
                continue;
            }
            let rows: Arc<[u32]> = rows.into();
            for row in rows.iter() {
                match self.kinds[index] {
                    KeyKind::Match => facts.repeated.insert(*row, Arc::clone(&rows)),
                    KeyKind::Unique(unique) => facts.unique_repeated.insert((unique, *row), Arc::clone(&rows)),
                };
            }
        }
        if let Some(names) = self.seen.own_names {
            facts.cycles = cycles(&names);
            facts.own_rows = names.iter().map(|(name, (row, _))| (name.clone(), *row)).collect();
            facts.names.insert(self.reader.record_type.key.clone(), names.into_keys().collect());
        }
        facts
    }
}

/// Rows by confirmed key.
#[derive(Debug, Default)]
pub struct Groups(Map<(usize, CompactString), Vec<u32>>);

fn self_links(reader: &RowReader) -> impl Iterator<Item = usize> {
    let is_self = |slot: &usize| {
        let field = reader.field(*slot);
        matches!(field.kind, FieldKind::Link | FieldKind::Links)
            && field.target == reader.record_type.key.as_str()
            && reader.slots[*slot].column().is_some()
    };
    (0..reader.slots.len()).filter(is_self)
}

fn key_text(reader: &RowReader, draft: &Draft, kind: KeyKind) -> Option<CompactString> {
    match kind {
        KeyKind::Unique(index) => slot_form(reader, draft, reader.unique[index].0),
        KeyKind::Match => reader.match_rules.iter().enumerate().find_map(|(index, rule)| {
            // Two rules may give the same text; the rule's number keeps them apart.
            key_of(reader, draft, rule).map(|mut key| {
                key.push('\u{1e}');
                key.push(char::from_u32(0x30 + index as u32).unwrap_or('?'));
                key
            })
        }),
    }
}

/// The slots keys and names are made of.
fn needed_slots(reader: &RowReader) -> Vec<usize> {
    let mut needed: Vec<usize> = reader.unique.iter().map(|(slot, _)| *slot).collect();
    for rule in &reader.match_rules {
        if let MatchRule::Slots(slots) = rule {
            needed.extend(slots);
        }
    }
    if self_links(reader).next().is_some() {
        needed.extend(self_links(reader));
        needed.extend(reader.slot_of(&reader.record_type.name_field));
    }
    needed.sort_unstable();
    needed.dedup();
    needed
}

fn hash(text: &str) -> u64 {
    let mut hasher = FixedState::with_seed(0x6b61_7274).build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// SEM-06: rows that are, through links within the file, their own ancestors.
fn cycles(names: &Map<CompactString, (u32, Vec<CompactString>)>) -> Map<u32, Arc<[u32]>> {
    let mut found: Map<u32, Arc<[u32]>> = Map::default();
    let mut done: HashSet<&CompactString> = HashSet::new();
    for start in names.keys() {
        let mut path: Vec<&CompactString> = Vec::new();
        let mut places: Map<&CompactString, usize> = Map::default();
        let mut at = Some(start);
        while let Some(name) = at {
            if let Some(position) = places.get(name).copied() {
                let mut rows: Vec<u32> =
                    path[position..].iter().filter_map(|name| names.get(*name)).map(|(row, _)| *row).collect();
                rows.sort_unstable();
                let rows: Arc<[u32]> = rows.into();
                found.extend(rows.iter().map(|row| (*row, Arc::clone(&rows))));
                break;
            }
            if done.contains(name) {
                break;
            }
            places.insert(name, path.len());
            path.push(name);
            at = names.get(name).and_then(|(_, parents)| parents.first());
        }
        done.extend(path);
    }
    found
}

/// What one side of a composite import needs to know of the other: the names its accepted rows will bear.
pub type NamesToCome = Map<Key, HashSet<CompactString, foldhash::fast::RandomState>>;

#[cfg(test)]
mod tests;
