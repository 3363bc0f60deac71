//! What a run did, record by record, in the order it did it, as the journal tells it.
//!
//! In: a run, the place where the page before ended. Out: records with what was done to them, fields before and after. Values that
//! a created record came with stand in the record. Writes nothing.

use std::ops::ControlFlow;

use jiff::civil::DateTime;
use kartoteka_domain::change::Change;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_store::JournalEntry;

use super::history::{shown, what};
use super::{FieldChangeView, LinkNames};
use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// A place in the journal of a run: the stretch, and how many of its records were told.
pub type ChangePlace = (i64, u64);

/// What a run did to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunChange {
    pub type_key: Key,
    pub id: RecordId,
    /// `created`, `updated` or `deleted`.
    pub what: &'static str,
    pub at: DateTime,
    pub changes: Vec<FieldChangeView>,
}

/// A page of them. `next` is where the page that follows begins; none on the last one.
#[derive(Clone, Debug, Default)]
pub struct RunChanges {
    pub changes: Vec<RunChange>,
    pub next: Option<ChangePlace>,
}

impl Engine {
    /// What a run did, for whoever may see the run and its records. What was done to records in pages, oldest first.
    pub fn run_changes(
        &self,
        actor: &Actor,
        run: i64,
        from: Option<ChangePlace>,
        limit: usize,
        language: Language,
    ) -> Result<RunChanges> {
        actor.require(Permission::SeeRecords)?;
        self.seen(actor, run)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut page = Page { left: limit, from, ..Page::default() };
        let after = from.map(|(seq, _)| seq - 1);
        reader.journal_entries(run, false, after, |entry| Ok(page.take(entry))).map_err(store_error)?;
        let types = self.types();
        let mut names = LinkNames::default();
        for (type_key, _, change) in &page.taken {
            let Some(ty) = types.get(type_key) else { continue };
            for field in &change.fields {
                if let Some(of) = ty.field(&field.field) {
                    names.want(of, field.before.as_ref());
                    names.want(of, field.after.as_ref());
                }
            }
        }
        names.fetch(&reader, &types)?;
        let view = |(type_key, at, change): (Key, DateTime, Change)| {
            let ty = types.get(&type_key);
            let changes = ty.map(|ty| change.fields.iter().map(|field| shown(ty, field, &names, language)).collect());
            RunChange { id: change.id, what: what(&change.kind), at, changes: changes.unwrap_or_default(), type_key }
        };
        Ok(RunChanges { changes: page.taken.into_iter().map(view).collect(), next: page.next })
    }
}

/// A page in the making.
#[derive(Default)]
struct Page {
    left: usize,
    from: Option<ChangePlace>,
    taken: Vec<(Key, DateTime, Change)>,
    next: Option<ChangePlace>,
}

impl Page {
    /// Takes what fits of a stretch; breaks once it is known where the next page begins.
    fn take(&mut self, entry: JournalEntry) -> ControlFlow<()> {
        let told = self.from.filter(|(seq, _)| *seq == entry.seq).map_or(0, |(_, told)| told);
        let JournalEntry { seq, type_key, at, created, changes, .. } = entry;
        let of_range = created.into_iter().flat_map(|(first, last)| (first.0..=last.0).map(|id| Change::created(RecordId(id))));
        let mut rest = of_range.chain(changes).skip(usize::try_from(told).unwrap_or(usize::MAX)).peekable();
        let before = self.taken.len();
        while self.left > 0 && rest.peek().is_some() {
            self.taken.extend(rest.next().map(|change| (type_key.clone(), at, change)));
            self.left -= 1;
        }
        if rest.peek().is_none() {
            return ControlFlow::Continue(());
        }
        self.next = Some((seq, told + (self.taken.len() - before) as u64));
        ControlFlow::Break(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: i64, first: i64, last: i64) -> JournalEntry {
        let at = jiff::civil::date(2026, 3, 7).at(9, 5, 3, 0);
        let created = Some((RecordId(first), RecordId(last)));
        JournalEntry { run: 1, seq, type_key: "lead".into(), at, created, changes: Vec::new() }
    }

    #[test]
    fn pages_go_on_within_a_stretch_and_over_its_end() {
        let journal = || [entry(1, 1, 3), entry(2, 4, 5)];
        let page = |from: Option<ChangePlace>, limit: usize| {
            let mut page = Page { left: limit, from, ..Page::default() };
            let after = from.map_or(0, |(seq, _)| seq - 1);
            let _ = journal().into_iter().filter(|entry| entry.seq > after).try_for_each(|entry| page.take(entry));
            (page.taken.iter().map(|(_, _, change)| change.id.0).collect::<Vec<_>>(), page.next)
        };
        for (from, limit, ids, next) in [
            (None, 2, vec![1, 2], Some((1, 2))),
            (Some((1, 2)), 2, vec![3, 4], Some((2, 1))),
            (Some((2, 1)), 2, vec![5], None),
            (None, 3, vec![1, 2, 3], Some((2, 0))),
            (None, 5, vec![1, 2, 3, 4, 5], None),
        ] {
            assert_eq!(page(from, limit), (ids, next), "{from:?} {limit}");
        }
    }
}
