//! Tags: words on records, shared by all types. A tag that an import gave to its records knows the import.

use std::collections::HashSet;

use compact_str::CompactString;
use jiff::civil::DateTime;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;

use crate::dialect::{self, Dialect, name};
use crate::error::{Result, StoreError};
use crate::sql::{Kind, Many, Optional, Row};
use crate::values::time_text;
use crate::{Batch, Conn};

/// A tag and how many records of each type carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub id: i64,
    pub name: CompactString,
    /// The import that made it as its automatic tag.
    pub import: Option<i64>,
    /// Only types with at least one such record.
    pub counts: Vec<(Key, u64)>,
}

/// Which tags to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagFilter {
    pub only_of_imports: bool,
    /// Beginning of the name, without case.
    pub prefix: String,
    /// 0 stands for all.
    pub limit: usize,
}

impl Conn {
    /// The tag with this name; case and diacritics do not matter when no name is exactly the same.
    pub fn find_tag(&self, name: &str) -> Result<Option<i64>> {
        let sql = "SELECT id FROM kt_tag WHERE name_folded = ?1 OR name = ?2 ORDER BY name = ?2 DESC, id LIMIT 1";
        let folded = self.fold_word(name);
        self.sql.prepare_cached(sql)?.query_row((folded.as_str(), name), |row| row.get(0)).optional()
    }

    /// Tags by name, with the counts of the given types.
    pub fn tags(&self, filter: &TagFilter, types: &[RecordType]) -> Result<Vec<Tag>> {
        let sql = format!(
            "SELECT id, name, import_id FROM kt_tag WHERE (?1 = 0 OR import_id IS NOT NULL) AND {} \
             ORDER BY name_folded, id LIMIT ?3",
            dialect::contains("name_folded", 2)
        );
        // A pattern without the leading wild card finds beginnings.
        let pattern = dialect::like_pattern(&self.fold_word(&filter.prefix));
        let pattern = if filter.prefix.is_empty() { "%" } else { &pattern[1..] };
        let limit = if filter.limit == 0 { i64::MAX } else { i64::try_from(filter.limit).unwrap_or(i64::MAX) };
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map((filter.only_of_imports, pattern, limit), read_tag)?;
        let mut tags = rows.collect::<Result<Vec<_>>>()?;
        for ty in types {
            self.count_tags(ty, &mut tags)?;
        }
        Ok(tags)
    }

    fn count_tags(&self, ty: &RecordType, tags: &mut [Tag]) -> Result<()> {
        let table = dialect::side_table(&ty.key, "tags");
        let mut statement = self.sql.prepare_cached(&format!("SELECT count(*) FROM {table} WHERE tag_id = ?1"))?;
        for tag in tags {
            let count: i64 = statement.query_row([tag.id], |row| row.get(0))?;
            if count > 0 {
                tag.counts.push((ty.key.clone(), count.unsigned_abs()));
            }
        }
        Ok(())
    }

    /// The tags known by these words; words that are no tag are left out.
    pub(crate) fn tag_ids(&self, words: &[CompactString]) -> Result<Vec<i64>> {
        let mut ids = words.iter().filter_map(|word| self.find_tag(word).transpose()).collect::<Result<Vec<_>>>()?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    pub(crate) fn tag_name(&self, id: i64) -> Result<CompactString> {
        let mut statement = self.sql.prepare_cached("SELECT name FROM kt_tag WHERE id = ?1")?;
        let name: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
        name.map(CompactString::from).ok_or(StoreError::Missing { what: "tag", id })
    }
}

impl Batch<'_> {
    /// The number of the tag with this name, which is made when it is missing. `import` says that it is the automatic tag
    /// of that import.
    pub fn tag_id(&self, name: &str, import: Option<i64>, at: DateTime) -> Result<i64> {
        if let Some(id) = self.find_tag(name)? {
            return Ok(id);
        }
        let id = self.take_number("tag")?;
        let sql = "INSERT INTO kt_tag (id, name, name_folded, import_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (folded, at) = (self.fold_word(name), time_text(at));
        self.sql.prepare_cached(sql)?.execute((id, name, folded.as_str(), import, at.as_str()))?;
        Ok(id)
    }

    /// Puts a tag on records; returns those that did not carry it before.
    pub fn add_tag(&self, ty: &RecordType, tag: i64, ids: &[RecordId]) -> Result<Vec<RecordId>> {
        let table = dialect::side_table(&ty.key, "tags");
        let sql = match self.sql.dialect() {
            Dialect::Sqlite => format!("INSERT INTO {table} (record_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
            Dialect::Postgres => format!(
                "INSERT INTO {table} (record_id, tag_id) SELECT s.id, ?2 FROM unnest(?1) AS s (id) \
                 ON CONFLICT DO NOTHING RETURNING record_id"
            ),
        };
        self.touched(&sql, tag, ids)
    }

    /// Puts a tag on every record with a number from `first` to `last`; returns how many did not carry it before.
    pub fn add_tag_range(&self, ty: &RecordType, tag: i64, first: RecordId, last: RecordId) -> Result<u64> {
        let sql = format!(
            "INSERT INTO {} (record_id, tag_id) SELECT id, ?3 FROM {} WHERE id BETWEEN ?1 AND ?2 ON CONFLICT DO NOTHING",
            dialect::side_table(&ty.key, "tags"),
            name(&ty.key)
        );
        Ok(self.sql.prepare_cached(&sql)?.execute((first.0, last.0, tag))? as u64)
    }

    /// Puts tags on records that this batch made: every number of the ranges is one of them. Some may carry a tag already,
    /// because their values said so.
    pub fn tag_created(&self, ty: &RecordType, tags: &[i64], ranges: &[(RecordId, RecordId)]) -> Result<()> {
        if self.sql.dialect() == Dialect::Postgres {
            let table = dialect::side_table(&ty.key, "tags");
            match self.sql.guarded(|| each_tagged(tags, ranges, |rows| self.sql.append(&table, rows))) {
                Err(StoreError::Unique { .. }) => {}
                other => return other,
            }
        }
        for (first, last) in ranges {
            tags.iter().try_for_each(|tag| self.add_tag_range(ty, *tag, *first, *last).map(drop))?;
        }
        Ok(())
    }

    /// Takes a tag off records; returns those that carried it.
    pub fn remove_tag(&self, ty: &RecordType, tag: i64, ids: &[RecordId]) -> Result<Vec<RecordId>> {
        let table = dialect::side_table(&ty.key, "tags");
        let sql = match self.sql.dialect() {
            Dialect::Sqlite => format!("DELETE FROM {table} WHERE record_id = ?1 AND tag_id = ?2"),
            Dialect::Postgres => {
                format!("DELETE FROM {table} WHERE record_id = ANY (?1) AND tag_id = ?2 RETURNING record_id")
            }
        };
        self.touched(&sql, tag, ids)
    }

    /// Deletes a tag that no import gave. That no record carries it is for the caller to see to.
    pub fn delete_tag(&self, id: i64) -> Result<bool> {
        let sql = "DELETE FROM kt_tag WHERE id = ?1 AND import_id IS NULL";
        Ok(self.sql.prepare_cached(sql)?.execute([id])? == 1)
    }

    /// The records whose tag changed, in the order asked for. A server is told all of them at once.
    fn touched(&self, sql: &str, tag: i64, ids: &[RecordId]) -> Result<Vec<RecordId>> {
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut touched = Vec::new();
        if self.sql.dialect() == Dialect::Postgres {
            statement.bind_column(1, &Many::of_numbers(ids.iter().map(|id| id.0)), 0)?;
            statement.bind(2, tag)?;
            let mut rows = statement.query_bound()?;
            let mut found = HashSet::new();
            while let Some(row) = rows.next()? {
                found.insert(RecordId(row.get(0)?));
            }
            return Ok(ids.iter().copied().filter(|id| found.remove(id)).collect());
        }
        for id in ids {
            if statement.execute((id.0, tag))? == 1 {
                touched.push(*id);
            }
        }
        Ok(touched)
    }
}

/// Rows of a stream held at once.
const STREAMED: usize = 10_000;

/// Every number of the ranges with every tag.
fn each_tagged(tags: &[i64], ranges: &[(RecordId, RecordId)], mut each: impl FnMut(&Many<'_>) -> Result<()>) -> Result<()> {
    let numbers: Vec<i64> = ranges.iter().flat_map(|(first, last)| first.0..=last.0).collect();
    for numbers in numbers.chunks(STREAMED) {
        let mut rows = Many::new(vec![("record_id".to_owned(), Kind::Number), ("tag_id".to_owned(), Kind::Number)]);
        for (number, tag) in numbers.iter().flat_map(|number| tags.iter().map(move |tag| (*number, *tag))) {
            rows.push(number);
            rows.push(tag);
        }
        each(&rows)?;
    }
    Ok(())
}

fn read_tag(row: Row<'_>) -> Result<Tag> {
    Ok(Tag { id: row.get(0)?, name: row.get::<String>(1)?.into(), import: row.get(2)?, counts: Vec::new() })
}
