//! A list as people browse it: a page in an order they chose, and how many records there are without counting them all.
//!
//! In: a type's word, a filter, what to show and in which order. Out: a page, a count that ends early. Writes nothing.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::Key;
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
        let count = snapshot.count_upto(&ty, filter, MOST_COUNTED + 1).map_err(store_error)?;
        let count = Count { n: count.min(MOST_COUNTED), is_more: count > MOST_COUNTED };
        let (stamped, positions) = with_stamps(&ty, &shown);
        let sortable = sortable(&snapshot, &stamped, !count.is_more)?;
        let order = wanted.order.as_ref().and_then(|(key, descending)| {
            let position = sortable.iter().copied().find(|position| stamped.fields[*position].key == *key)?;
            Some(Order { position, descending: *descending, few: !count.is_more })
        });
        let limit = if listing.limit == 0 { Listing::USUAL_LIMIT } else { listing.limit };
        let (after, most) = (listing.after, limit.saturating_add(1));
        let mut records = match order {
            Some(order) => snapshot.page(&stamped, &positions, filter, order, after, most),
            None => snapshot.scan(&stamped, &positions, filter, after, most),
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
