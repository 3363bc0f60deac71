//! Saved recipes, and which field a header meant last time. Documents are texts only the caller understands.

use jiff::civil::DateTime;
use kartoteka_domain::record::Key;

use crate::error::Result;
use crate::sql::{Optional, Parameters};
use crate::values::{read_time, time_text};
use crate::{Batch, Conn};

/// A saved recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    pub name: String,
    pub document: String,
    /// 1 for the first saving, one more each time.
    pub version: u32,
    pub updated_at: DateTime,
    pub updated_by: Option<i64>,
}

impl Batch<'_> {
    /// Saves a recipe under its name; returns its version.
    pub fn save_recipe(&self, name: &str, document: &str, by: Option<i64>, at: DateTime) -> Result<u32> {
        let sql = "INSERT INTO kt_recipe (name, document, version, updated_at, updated_by) VALUES (?1, ?2, 1, ?3, ?4) \
                   ON CONFLICT (name) DO UPDATE SET document = excluded.document, version = kt_recipe.version + 1, \
                   updated_at = excluded.updated_at, updated_by = excluded.updated_by RETURNING version";
        self.sql.prepare_cached(sql)?.query_row((name, document, time_text(at).as_str(), by), |row| row.get(0))
    }

    pub fn delete_recipe(&self, name: &str) -> Result<bool> {
        Ok(self.sql.prepare_cached("DELETE FROM kt_recipe WHERE name = ?1")?.execute([name])? == 1)
    }

    /// Remembers that a header (in matching form) meant a field.
    pub fn remember_header(&self, type_key: &str, header: &str, field: &str, at: DateTime) -> Result<()> {
        let sql = "INSERT INTO kt_header_memory (type_key, header_folded, field, used_at) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (type_key, header_folded) DO UPDATE SET field = excluded.field, used_at = excluded.used_at";
        self.sql.prepare_cached(sql)?.execute((type_key, header, field, time_text(at).as_str()))?;
        Ok(())
    }
}

impl Conn {
    pub fn recipe(&self, name: &str) -> Result<Option<Recipe>> {
        let list = self.recipe_list("WHERE name = ?1", [name])?;
        Ok(list.into_iter().next())
    }

    /// All recipes by name.
    pub fn recipes(&self) -> Result<Vec<Recipe>> {
        self.recipe_list("ORDER BY name", ())
    }

    /// What headers of this type meant before: header in matching form and field.
    pub fn remembered_headers(&self, type_key: &str) -> Result<Vec<(String, Key)>> {
        let sql = "SELECT header_folded, field FROM kt_header_memory WHERE type_key = ?1 ORDER BY header_folded";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map([type_key], |row| Ok((row.get(0)?, row.get::<String>(1)?.into())))?;
        rows.collect()
    }

    /// What one header meant before.
    pub fn remembered_header(&self, type_key: &str, header: &str) -> Result<Option<Key>> {
        let sql = "SELECT field FROM kt_header_memory WHERE type_key = ?1 AND header_folded = ?2";
        let field: Option<String> = self.sql.prepare_cached(sql)?.query_row([type_key, header], |row| row.get(0)).optional()?;
        Ok(field.map(Key::from))
    }

    fn recipe_list(&self, tail: &str, parameters: impl Parameters) -> Result<Vec<Recipe>> {
        let sql = format!("SELECT name, document, version, updated_at, updated_by FROM kt_recipe {tail}");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let updated_at = read_time(&row.get::<String>(3)?)?;
            list.push(Recipe {
                name: row.get(0)?,
                document: row.get(1)?,
                version: row.get(2)?,
                updated_at,
                updated_by: row.get(4)?,
            });
        }
        Ok(list)
    }
}
