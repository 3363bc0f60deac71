//! The rows beside a record's own: several links, tags. One by one, or those of many records at once.
//!
//! In: records and the values of one field. Out: rows of its side table; tags that nobody had yet are made.

use std::collections::HashMap;

use compact_str::CompactString;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, RecordType};
use kartoteka_domain::value::Value;

use super::Stamp;
use crate::Batch;
use crate::dialect;
use crate::error::Result;
use crate::record_types::{Home, home};
use crate::sql::{Kind, Many, Statement};

/// Writes the rows of a several-links field or of the tags.
pub(super) struct Side<'b> {
    table: String,
    target: &'static str,
    insert: Statement<'b>,
    clear: Statement<'b>,
    /// Numbers of tag names met before; only for tags.
    tags: HashMap<CompactString, i64>,
}

impl<'b> Side<'b> {
    pub fn new(batch: &'b Batch<'b>, ty: &RecordType, field: &Field) -> Result<Side<'b>> {
        let (key, target) = if home(field) == Home::Tags { ("tags", "tag_id") } else { (field.key.as_str(), "target_id") };
        let table = dialect::side_table(&ty.key, key);
        let insert = format!("INSERT INTO {table} (record_id, {target}) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        let clear = format!("DELETE FROM {table} WHERE record_id = ?1");
        let (insert, clear) = (batch.sql.prepare_cached(&insert)?, batch.sql.prepare_cached(&clear)?);
        Ok(Side { table, target, insert, clear, tags: HashMap::new() })
    }

    pub fn add(&mut self, batch: &Batch<'_>, id: RecordId, value: &Value, stamp: &Stamp) -> Result<()> {
        for target in self.targets(batch, value, stamp)? {
            self.insert.execute((id.0, target))?;
        }
        Ok(())
    }

    pub fn replace(&mut self, batch: &Batch<'_>, id: RecordId, value: Option<&Value>, stamp: &Stamp) -> Result<()> {
        self.clear.execute([id.0])?;
        value.map_or(Ok(()), |value| self.add(batch, id, value, stamp))
    }

    /// What [`Side::add`] does, for many records by one statement. Only on a server.
    pub fn add_together(&mut self, batch: &Batch<'_>, given: &[(RecordId, &Value)], stamp: &Stamp) -> Result<()> {
        let mut rows = Many::new(vec![("record_id".into(), Kind::Number), (self.target.into(), Kind::Number)]);
        for (id, value) in given {
            for target in self.targets(batch, value, stamp)? {
                rows.push(id.0);
                rows.push(target);
            }
        }
        batch.sql.insert(&self.table, &rows, dialect::PASS_OVER)
    }

    /// What [`Side::replace`] does, for many records. Only on a server.
    pub fn replace_together(&mut self, batch: &Batch<'_>, given: &[(RecordId, Option<&Value>)], stamp: &Stamp) -> Result<()> {
        let ids = Many::of_numbers(given.iter().map(|(id, _)| id.0));
        let mut clear = batch.sql.prepare_cached(&format!("DELETE FROM {} WHERE record_id = ANY (?1)", self.table))?;
        clear.bind_column(1, &ids, 0)?;
        clear.execute_bound()?;
        let filled: Vec<(RecordId, &Value)> = given.iter().filter_map(|(id, value)| Some((*id, (*value)?))).collect();
        self.add_together(batch, &filled, stamp)
    }

    /// The numbers a value stands for.
    fn targets(&mut self, batch: &Batch<'_>, value: &Value, stamp: &Stamp) -> Result<Vec<i64>> {
        let mut targets: Vec<i64> = value.as_links().iter().map(|target| target.0).collect();
        for word in value.as_list() {
            let tag = match self.tags.get(word) {
                Some(tag) => *tag,
                None => batch.tag_id(word, None, stamp.at)?,
            };
            self.tags.entry(word.clone()).or_insert(tag);
            targets.push(tag);
        }
        Ok(targets)
    }
}
