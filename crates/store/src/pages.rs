//! One page of a list in an order people choose, and counts that end early.
//!
//! In: a filter, an order, the last record of the page before. Out: numbers in that order. Pages go on by key, not by offset,
//! so the last page costs what the first one does.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::{Record, RecordId};
use kartoteka_domain::record_type::{FieldKind, RecordType};

use crate::Conn;
use crate::dialect::{self, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, composite_keys, expression, field_at, home};
use crate::sql::{Optional, Value as Parameter};

/// By which field, and which way. Records where it is empty come last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub position: usize,
    pub descending: bool,
    /// Few records fit: they are fetched and sorted, whatever indexes there are.
    pub few: bool,
}

impl Conn {
    /// How many records fit, counted no further than `most`.
    pub fn count_upto(&self, ty: &RecordType, filter: &Filter, most: u64) -> Result<u64> {
        let mut query = self.query(ty, filter)?;
        let limit = query.limit(usize::try_from(most).unwrap_or(usize::MAX));
        let sql = format!("SELECT count(*) FROM (SELECT 1 {}{limit}) AS found", query.text_to_count());
        let count: i64 = self.sql.prepare_cached(&sql)?.query_row(query.parameters.as_slice(), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Whether a long list can be read in the order of this field without sorting all of it: there is an index.
    pub fn has_order(&self, ty: &RecordType, position: usize) -> Result<bool> {
        let field = field_at(ty, position)?;
        if home(field) == Home::Id {
            return Ok(true);
        }
        let folded = self.folded_fields(ty)?[position];
        let leads = composite_keys(ty).iter().any(|key| key[0] == position);
        Ok(home(field) == Home::Column && (field.unique || (folded && !leads)))
    }

    /// At most `limit` records that fit in an order, after the given one.
    pub fn page(
        &self,
        ty: &RecordType,
        fields: &[usize],
        filter: &Filter,
        order: Order,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let ids = self.page_ids(ty, filter, order, after, limit)?;
        let mut records = self.records_by_id(ty, fields, &ids)?;
        records.sort_by_key(|record| ids.iter().position(|id| *id == record.id));
        Ok(records)
    }

    fn page_ids(
        &self,
        ty: &RecordType,
        filter: &Filter,
        order: Order,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>> {
        let by = self.sort_expression(ty, order)?;
        if home(field_at(ty, order.position)?) == Home::Id {
            return self.by_number(ty, filter, order, after, limit);
        }
        let last = match after {
            Some(id) => self.sort_value(ty, order, &by, id)?.map(|value| (value, id)),
            None => None,
        };
        let mut ids = Vec::new();
        let mut nulls_after = None;
        match last {
            Some((Parameter::Null, id)) => nulls_after = Some(id),
            last => ids = self.filled(ty, filter, order, &by, last, limit)?,
        }
        if ids.len() < limit {
            ids.extend(self.empty(ty, filter, order, &by, nulls_after, limit - ids.len())?);
        }
        Ok(ids)
    }

    fn by_number(
        &self,
        ty: &RecordType,
        filter: &Filter,
        order: Order,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>> {
        let mut query = self.query(ty, filter)?;
        let (sign, way) = if order.descending { ("<", " DESC") } else { (">", "") };
        if let Some(after) = after {
            let n = query.bind(after.0);
            let condition = format!("{} {sign} {}", query.id(), dialect::parameter(n));
            query.also(condition);
        }
        let limit = query.limit(limit);
        let sql = format!("SELECT {id} {} ORDER BY {id}{way}{limit}", query.text(), id = query.id());
        self.ids(&sql, &query.parameters)
    }

    /// Records whose field is filled, by its value and then by number.
    fn filled(
        &self,
        ty: &RecordType,
        filter: &Filter,
        order: Order,
        by: &str,
        last: Option<(Parameter, RecordId)>,
        limit: usize,
    ) -> Result<Vec<RecordId>> {
        let mut query = self.query_over(ty, filter, !order.few)?;
        let (sign, way) = if order.descending { ("<", " DESC") } else { (">", "") };
        query.also(format!("{by} IS NOT NULL"));
        if let Some((value, id)) = last {
            let (value, id) = (query.bind(value), query.bind(id.0));
            let kind = field_at(ty, order.position)?.kind;
            let (value, id) = (self.sql.dialect().compared(kind, value), dialect::parameter(id));
            // The first half walks the index, the second tells equal values apart.
            query.also(format!("{by} {sign}= {value} AND ({by} {sign} {value} OR r.id {sign} {id})"));
        }
        let limit = query.limit(limit);
        let sql = format!("SELECT r.id {} ORDER BY {by}{way}, r.id{way}{limit}", query.text());
        self.ids(&sql, &query.parameters)
    }

    /// Records whose field is empty, by number.
    fn empty(
        &self,
        ty: &RecordType,
        filter: &Filter,
        order: Order,
        by: &str,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>> {
        let mut query = self.query_over(ty, filter, !order.few)?;
        query.also(format!("{by} IS NULL"));
        if let Some(after) = after {
            let n = query.bind(after.0);
            query.also(format!("r.id > {}", dialect::parameter(n)));
        }
        let limit = query.limit(limit);
        self.ids(&format!("SELECT r.id {} ORDER BY r.id{limit}", query.text()), &query.parameters)
    }

    fn ids(&self, sql: &str, parameters: &[Parameter]) -> Result<Vec<RecordId>> {
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, |row| row.get(0).map(RecordId))?;
        rows.collect()
    }

    /// The value a record is sorted by; none when the record is gone.
    fn sort_value(&self, ty: &RecordType, order: Order, by: &str, id: RecordId) -> Result<Option<Parameter>> {
        let kind = field_at(ty, order.position)?.kind;
        let sql = format!("SELECT {} FROM {} AS r WHERE r.id = ?1", self.sql.dialect().told(kind, by), name(&ty.key));
        self.sql.prepare_cached(&sql)?.query_row([id.0], |row| row.get(0)).optional()
    }

    pub(crate) fn sort_expression(&self, ty: &RecordType, order: Order) -> Result<String> {
        let field = field_at(ty, order.position)?;
        if matches!(home(field), Home::Tags | Home::Links) {
            return Err(StoreError::FilterUnfit { field: field.key.clone() });
        }
        let folded = self.folded_fields(ty)?[order.position];
        let plain = if folded { format!("r.{}", dialect::folded_column(&field.key)) } else { expression(field) };
        let by = match field.kind {
            FieldKind::Text | FieldKind::LongText if !folded => self.folded(&plain),
            kind => self.sql.dialect().comparable(kind, &plain),
        };
        // An index would lead the database astray where few records are sorted.
        Ok(if order.few { self.sql.dialect().unindexed(&by) } else { by })
    }
}
