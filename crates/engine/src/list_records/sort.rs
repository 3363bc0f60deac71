//! A list by one field or by several, as programs ask for it: what cannot be sorted is refused, with what can be.
//!
//! In: a type's word, a filter, what to show, orders. Out: a page. Writes nothing.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record_type::RecordType;
use kartoteka_store::{Conn, Order};

use super::browse::{MOST_COUNTED, sortable};
use super::{Listing, RecordPage, shown_fields, with_stamps};
use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

/// Fields a list is sorted by at most.
const MOST_FIELDS: usize = 5;

/// A field's key, and whether the largest comes first.
pub type Wanted = (String, bool);

impl Engine {
    /// One page of the records that fit, by these fields one after the other. Up to ten thousand records are sorted by any fields
    /// that have an order; longer lists by one that has an index.
    ///
    /// Errors: `sort-unfit` with what this list can be sorted by; `cursor-gone` when the last record of the page before is gone.
    pub fn sort_records(
        &self,
        actor: &Actor,
        type_word: &str,
        filter: &Filter,
        listing: &Listing,
        wanted: &[Wanted],
    ) -> Result<RecordPage> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let shown = shown_fields(&ty, &listing.fields, listing.language)?;
        let mut reader = self.store.reader().map_err(store_error)?;
        let snapshot = reader.snapshot().map_err(store_error)?;
        let few = snapshot.count_upto(&ty, filter, MOST_COUNTED + 1).map_err(store_error)? <= MOST_COUNTED;
        let (stamped, positions) = with_stamps(&ty, &shown);
        let orders = orders(&snapshot, &stamped, wanted, few)?;
        if let Some(after) = listing.after
            && snapshot.records_by_id(&ty, &[], &[after]).map_err(store_error)?.is_empty()
        {
            return Err(Refusal::new(RefusalKind::Conflict, "cursor-gone").with("id", after).into());
        }
        let limit = if listing.limit == 0 { Listing::USUAL_LIMIT } else { listing.limit };
        let (after, most) = (listing.after, limit.saturating_add(1));
        let mut records = match orders.as_slice() {
            [order] => snapshot.page(&stamped, &positions, filter, *order, after, most),
            several => snapshot.sorted(&stamped, &positions, filter, several, after, most),
        }
        .map_err(store_error)?;
        let has_more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().map(|record| record.id).filter(|_| has_more);
        let records = self.views(&snapshot, &ty, &shown, records, listing.language)?;
        Ok(RecordPage { records, next })
    }
}

fn orders(conn: &Conn, ty: &RecordType, wanted: &[Wanted], few: bool) -> Result<Vec<Order>> {
    let known = sortable(conn, ty, few)?;
    let unfit = |name: &str| {
        let fields: Vec<&str> = known.iter().map(|position| ty.fields[*position].key.as_str()).collect();
        Refusal::new(RefusalKind::Malformed, "sort-unfit").with("name", name).with("fields", fields.join(", "))
    };
    let all = || wanted.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(",");
    if wanted.is_empty() || wanted.len() > if few { MOST_FIELDS } else { 1 } {
        return Err(unfit(&all()).into());
    }
    let order = |(key, descending): &Wanted| {
        let position = known.iter().copied().find(|position| ty.fields[*position].key == *key);
        Ok(Order { position: position.ok_or_else(|| unfit(key))?, descending: *descending, few })
    };
    wanted.iter().map(order).collect()
}
