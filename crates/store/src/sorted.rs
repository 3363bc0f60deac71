//! One page of a list by several fields, one after the other.
//!
//! In: a filter, orders, the last record of the page before. Out: records in that order. Pages go on by the values of that record, so
//! that what comes or goes meanwhile moves nothing. Every record that fits is sorted: for short lists.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::{Record, RecordId};
use kartoteka_domain::record_type::RecordType;

use crate::Conn;
use crate::dialect::{self, name};
use crate::error::Result;
use crate::filters::Query;
use crate::pages::Order;
use crate::record_types::field_at;
use crate::sql::{Optional, Value as Parameter};

/// One order as SQL, and the value of the last record; none on the first page.
struct Term {
    by: String,
    order: Order,
    last: Option<Parameter>,
}

impl Conn {
    /// At most `limit` records that fit, after the given one. Where a field is empty comes last, either way; records that are equal in
    /// all of them are in the order of their numbers. A record that is gone is followed by nothing.
    pub fn sorted(
        &self,
        ty: &RecordType,
        fields: &[usize],
        filter: &Filter,
        orders: &[Order],
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let mut terms = Vec::with_capacity(orders.len());
        for order in orders {
            terms.push(Term { by: self.sort_expression(ty, *order)?, order: *order, last: None });
        }
        let mut query = self.query(ty, filter)?;
        if let Some(after) = after {
            if !self.know_last(ty, &mut terms, after)? {
                return Ok(Vec::new());
            }
            let condition = self.beyond(ty, &mut query, terms.as_slice(), after)?;
            query.also(condition);
        }
        let limit = query.limit(limit);
        let way = |term: &Term| if term.order.descending { " DESC" } else { "" };
        let by: Vec<String> = terms
            .iter()
            .map(|term| format!("CASE WHEN {} IS NULL THEN 1 ELSE 0 END, {}{}", term.by, term.by, way(term)))
            .collect();
        let sql = format!("SELECT r.id {} ORDER BY {}, r.id{limit}", query.text(), by.join(", "));
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map(query.parameters.as_slice(), |row| row.get(0).map(RecordId))?;
        let ids = rows.collect::<Result<Vec<_>>>()?;
        let mut records = self.records_by_id(ty, fields, &ids)?;
        records.sort_by_key(|record| ids.iter().position(|id| *id == record.id));
        Ok(records)
    }

    /// Reads the values of the last record; `false` when it is gone.
    fn know_last(&self, ty: &RecordType, terms: &mut [Term], id: RecordId) -> Result<bool> {
        let mut told = Vec::with_capacity(terms.len());
        for term in terms.iter() {
            told.push(self.sql.dialect().told(field_at(ty, term.order.position)?.kind, &term.by));
        }
        let sql = format!("SELECT {} FROM {} AS r WHERE r.id = ?1", told.join(", "), name(&ty.key));
        let read = |row: crate::sql::Row<'_>| (0..told.len()).map(|n| row.get::<Parameter>(n)).collect::<Result<Vec<_>>>();
        let Some(values) = self.sql.prepare_cached(&sql)?.query_row([id.0], read).optional()? else { return Ok(false) };
        terms.iter_mut().zip(values).for_each(|(term, value)| term.last = Some(value));
        Ok(true)
    }

    /// Equal in the first fields and beyond in the next one, for each of them; or equal in all, with a larger number.
    fn beyond(&self, ty: &RecordType, query: &mut Query, terms: &[Term], id: RecordId) -> Result<String> {
        let (mut either, mut equal) = (Vec::new(), Vec::new());
        for term in terms {
            let by = &term.by;
            let Some(value) = term.last.clone().filter(|value| *value != Parameter::Null) else {
                equal.push(format!("{by} IS NULL"));
                continue;
            };
            let n = query.bind(value);
            let value = self.sql.dialect().compared(field_at(ty, term.order.position)?.kind, n);
            let sign = if term.order.descending { "<" } else { ">" };
            let next = format!("({by} {sign} {value} OR {by} IS NULL)");
            either.push(equal.iter().cloned().chain([next]).collect::<Vec<_>>().join(" AND "));
            equal.push(format!("{by} = {value}"));
        }
        let id = query.bind(id.0);
        equal.push(format!("r.id > {}", dialect::parameter(id)));
        either.push(equal.join(" AND "));
        Ok(format!("({})", either.join(" OR ")))
    }
}
