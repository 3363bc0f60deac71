//! A list as people browse it: a page in an order they chose, and how many records there are without counting them all.
//!
//! In: a type's word, a filter, what to show and in which order. Out: a page, a count that ends early. Writes nothing.

use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_store::{Conn, Order};

use super::{Listing, RecordPage, is_shown, shown_fields, with_stamps};
use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// Records are counted up to here; fewer can be sorted by any field.
pub const MOST_COUNTED: u64 = 10_000;

/// What to show of a list.
#[derive(Clone, Debug, Default)]
pub struct Browsing {
    pub listing: Listing,
    /// A field's key and whether the largest comes first; by number when not given.
    pub order: Option<(String, bool)>,
}

/// How many records fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub n: u64,
    /// There are more; `n` is how far it was counted.
    pub is_more: bool,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Browsed {
    pub page: RecordPage,
    pub count: Count,
    /// The order the page is in. An order that would mean reading a long list to its end is not followed.
    pub order: Option<(Key, bool)>,
    /// The fields the list can be sorted by.
    pub sortable: Vec<Key>,
    /// The fields that are shown.
    pub shown: Vec<Key>,
}

impl Engine {
    /// One page of the records that fit, in an order.
    pub fn browse_records(&self, actor: &Actor, type_word: &str, filter: &Filter, wanted: &Browsing) -> Result<Browsed> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let listing = &wanted.listing;
        let shown = shown_fields(&ty, &listing.fields, listing.language)?;
        let mut reader = self.store.reader().map_err(store_error)?;
        let snapshot = reader.snapshot().map_err(store_error)?;
        let (filter, count) = counted(&snapshot, &ty, filter).map_err(store_error)?;
        let (stamped, positions) = with_stamps(&ty, &shown);
        let sortable = sortable(&snapshot, &stamped, !count.is_more)?;
        let order = wanted.order.as_ref().and_then(|(key, descending)| {
            let position = sortable.iter().copied().find(|position| stamped.fields[*position].key == *key)?;
            Some(Order { position, descending: *descending, few: !count.is_more })
        });
        let limit = if listing.limit == 0 { Listing::USUAL_LIMIT } else { listing.limit };
        let (after, most) = (listing.after, limit.saturating_add(1));
        let filter = if order.is_none() { of_page(filter, after, most) } else { filter };
        let mut records = match order {
            Some(order) => snapshot.page(&stamped, &positions, &filter, order, after, most),
            None => snapshot.scan(&stamped, &positions, &filter, after, most),
        }
        .map_err(store_error)?;
        let has_more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().map(|record| record.id).filter(|_| has_more);
        let records = self.views(&snapshot, &ty, &shown, records, listing.language)?;
        let key = |position: &usize| stamped.fields[*position].key.clone();
        Ok(Browsed {
            page: RecordPage { records, next },
            count,
            order: order.map(|order| (key(&order.position), order.descending)),
            sortable: sortable.iter().map(key).collect(),
            shown: shown.iter().map(|position| ty.fields[*position].key.clone()).collect(),
        })
    }

    /// The fields a list of the type can show, in the order of the type.
    pub fn list_fields(&self, actor: &Actor, type_word: &str) -> Result<Vec<Field>> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        Ok(ty.fields.iter().filter(|field| is_shown(field)).cloned().collect())
    }
}

/// How many records fit, and the filter as the page is best read with it: a search costs most of all, so it is made once.
fn counted(conn: &Conn, ty: &RecordType, filter: &Filter) -> kartoteka_store::Result<(Filter, Count)> {
    let most = MOST_COUNTED + 1;
    let count = |n: u64| Count { n: n.min(MOST_COUNTED), is_more: n > MOST_COUNTED };
    let search = filter.conditions.iter().enumerate().find_map(|(at, condition)| match condition {
        Condition::Search { words, .. } => Some((at, words)),
        _ => None,
    });
    let mut best = filter.clone();
    let Some((at, words)) = search else {
        return Ok((best, count(conn.count_upto(ty, filter, most)?)));
    };
    let found = conn.found(ty, words, usize::try_from(most).unwrap_or(usize::MAX))?;
    let (is_alone, found_n) = (filter.conditions.len() == 1, found.len() as u64);
    if found_n <= MOST_COUNTED {
        best.conditions[at] = Condition::Ids(found);
        let n = if is_alone { found_n } else { conn.count_upto(ty, &best, most)? };
        return Ok((best, count(n)));
    }
    // So many are found that a page is full soon: records are looked at until it is.
    best.conditions[at] = Condition::Search { words: words.clone(), plenty: true };
    let n = if is_alone { most } else { conn.count_upto(ty, filter, most)? };
    Ok((best, count(n)))
}

/// Where the numbers of all that fit are known: those of one page, by number.
fn of_page(mut filter: Filter, after: Option<RecordId>, most: usize) -> Filter {
    if let [Condition::Ids(ids)] = filter.conditions.as_mut_slice() {
        ids.retain(|id| after.is_none_or(|after| *id > after));
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(most);
    }
    filter
}

/// Where few records fit, any field with an order of its own; in long lists those with an index.
pub(super) fn sortable(conn: &Conn, ty: &RecordType, few: bool) -> Result<Vec<usize>> {
    let mut positions = Vec::new();
    for (position, field) in ty.fields.iter().enumerate() {
        let has_order = !matches!(field.kind, FieldKind::Link | FieldKind::Links | FieldKind::Choices | FieldKind::Choice)
            && field.role != FieldRole::Tags
            && !field.archived;
        if has_order && (few || conn.has_order(ty, position).map_err(store_error)?) {
            positions.push(position);
        }
    }
    Ok(positions)
}
