//! Saved views of lists, and selections of records that somebody is about to do something with. Queries are texts only the
//! caller understands.

use jiff::civil::DateTime;
use kartoteka_domain::record::Key;

use crate::error::Result;
use crate::sql::{Optional, Row};
use crate::values::time_text;
use crate::{Batch, Conn};

/// A list's filters, columns and order under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub id: i64,
    pub user: i64,
    pub type_key: Key,
    pub name: String,
    pub query: String,
    /// Others may use it too.
    pub shared: bool,
}

const COLUMNS: &str = "id, user_id, type_key, name, query, shared";

impl Batch<'_> {
    /// Saves a view; the same name of the same person replaces it.
    pub fn save_view(&self, user: i64, type_key: &str, name: &str, query: &str, shared: bool) -> Result<i64> {
        let sql = "INSERT INTO kt_view (id, user_id, type_key, name, query, shared) \
                   VALUES ((SELECT coalesce(max(id), 0) + 1 FROM kt_view), ?1, ?2, ?3, ?4, ?5) ON CONFLICT (user_id, type_key, name) DO UPDATE SET query = excluded.query, shared = excluded.shared \
                   RETURNING id";
        self.sql.prepare_cached(sql)?.query_row((user, type_key, name, query, shared), |row| row.get(0))
    }

    /// Another name, query or reach; `false` when the name is taken by another view of the same person and type.
    pub fn update_view(&self, view: &SavedView) -> Result<bool> {
        let taken = "SELECT 1 FROM kt_view WHERE user_id = ?1 AND type_key = ?2 AND name = ?3 AND id <> ?4";
        if self.sql.prepare_cached(taken)?.exists((view.user, view.type_key.as_str(), &view.name, view.id))? {
            return Ok(false);
        }
        let sql = "UPDATE kt_view SET name = ?2, query = ?3, shared = ?4 WHERE id = ?1";
        Ok(self.sql.prepare_cached(sql)?.execute((view.id, &view.name, &view.query, view.shared))? == 1)
    }

    pub fn delete_view(&self, id: i64) -> Result<bool> {
        Ok(self.sql.prepare_cached("DELETE FROM kt_view WHERE id = ?1")?.execute([id])? == 1)
    }

    /// Keeps which records are meant, under a number.
    pub fn save_selection(&self, user: i64, type_key: &str, records: &str, at: DateTime) -> Result<i64> {
        let id = self.take_number("selection")?;
        let sql = "INSERT INTO kt_selection (id, user_id, type_key, records, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.sql.prepare_cached(sql)?.execute((id, user, type_key, records, time_text(at).as_str()))?;
        Ok(id)
    }

    /// Forgets selections made before a time.
    pub fn forget_selections(&self, before: DateTime) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_selection WHERE created_at < ?1")?.execute([time_text(before).as_str()])?;
        Ok(())
    }
}

impl Conn {
    /// The views of a type a person may use, by name.
    pub fn views(&self, user: i64, type_key: &str) -> Result<Vec<SavedView>> {
        let sql = format!("SELECT {COLUMNS} FROM kt_view WHERE type_key = ?2 AND (user_id = ?1 OR shared = 1) ORDER BY name, id");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map((user, type_key), read_view)?;
        rows.collect()
    }

    pub fn view(&self, id: i64) -> Result<Option<SavedView>> {
        let sql = format!("SELECT {COLUMNS} FROM kt_view WHERE id = ?1");
        self.sql.prepare_cached(&sql)?.query_row([id], read_view).optional()
    }

    /// A selection of this person and type.
    pub fn selection(&self, user: i64, type_key: &str, id: i64) -> Result<Option<String>> {
        let sql = "SELECT records FROM kt_selection WHERE id = ?1 AND user_id = ?2 AND type_key = ?3";
        self.sql.prepare_cached(sql)?.query_row((id, user, type_key), |row| row.get(0)).optional()
    }
}

fn read_view(row: Row<'_>) -> Result<SavedView> {
    Ok(SavedView {
        id: row.get(0)?,
        user: row.get(1)?,
        type_key: row.get::<String>(2)?.into(),
        name: row.get(3)?,
        query: row.get(4)?,
        shared: row.get(5)?,
    })
}
