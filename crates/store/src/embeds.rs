//! Wizards that other products show: who made one, how it is set, whether it was opened, what was imported within it.
//! Settings are a text only the engine understands; of the browser's secret only a hash is kept.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::{Optional, Row};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// A session to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEmbed {
    pub owner: i64,
    pub settings: String,
    /// Signs the ticket.
    pub key: String,
    pub created_at: DateTime,
    pub opens_until: DateTime,
    pub expires_at: DateTime,
}

/// A session as stored. Whether it still holds is the caller's question to its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    pub id: i64,
    pub new: NewEmbed,
    /// Hash of what the browser holds; none before it was opened.
    pub secret: Option<String>,
    pub opened_at: Option<DateTime>,
    pub ended_at: Option<DateTime>,
}

const COLUMNS: &str = "id, owner, settings, key, secret, created_at, opens_until, expires_at, opened_at, ended_at";

impl Batch<'_> {
    pub fn create_embed(&self, new: &NewEmbed) -> Result<i64> {
        let id = self.take_number("embed")?;
        let sql = "INSERT INTO kt_embed (id, owner, settings, key, created_at, opens_until, expires_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let [at, opens, expires] = [new.created_at, new.opens_until, new.expires_at].map(time_text);
        let times = (at.as_str(), opens.as_str(), expires.as_str());
        self.sql.prepare_cached(sql)?.execute((id, new.owner, &new.settings, &new.key, times.0, times.1, times.2))?;
        Ok(id)
    }

    /// Opens it for whoever holds the secret; `false` when it was opened before: a ticket works once.
    pub fn open_embed(&self, id: i64, secret: &str, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_embed SET secret = ?2, opened_at = ?3 WHERE id = ?1 AND opened_at IS NULL AND ended_at IS NULL";
        Ok(self.sql.prepare_cached(sql)?.execute((id, secret, time_text(at).as_str()))? == 1)
    }

    /// `false` when it had ended before.
    pub fn end_embed(&self, id: i64, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_embed SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL";
        Ok(self.sql.prepare_cached(sql)?.execute((id, time_text(at).as_str()))? == 1)
    }

    pub fn add_embed_import(&self, id: i64, import: i64) -> Result<()> {
        let sql = "INSERT INTO kt_embed_import (embed, import) VALUES (?1, ?2) ON CONFLICT (embed, import) DO NOTHING";
        self.sql.prepare_cached(sql)?.execute((id, import))?;
        Ok(())
    }

    /// Forgets those that were over before a moment.
    pub fn forget_embeds(&self, before: DateTime) -> Result<()> {
        let before = time_text(before);
        let imports = "DELETE FROM kt_embed_import WHERE embed IN (SELECT id FROM kt_embed WHERE expires_at < ?1)";
        self.sql.prepare_cached(imports)?.execute([before.as_str()])?;
        self.sql.prepare_cached("DELETE FROM kt_embed WHERE expires_at < ?1")?.execute([before.as_str()])?;
        Ok(())
    }
}

impl Conn {
    pub fn embed(&self, id: i64) -> Result<Option<Embed>> {
        let sql = format!("SELECT {COLUMNS} FROM kt_embed WHERE id = ?1");
        self.sql.prepare_cached(&sql)?.query_row([id], read_embed).optional()
    }

    /// Numbers of the imports made within it, in their order.
    pub fn embed_imports(&self, id: i64) -> Result<Vec<i64>> {
        let mut statement = self.sql.prepare_cached("SELECT import FROM kt_embed_import WHERE embed = ?1 ORDER BY import")?;
        let rows = statement.query_map([id], |row| row.get(0))?;
        rows.collect()
    }
}

fn read_embed(row: Row<'_>) -> Result<Embed> {
    Ok(Embed {
        id: row.get(0)?,
        new: NewEmbed {
            owner: row.get(1)?,
            settings: row.get(2)?,
            key: row.get(3)?,
            created_at: read_time(&row.get::<String>(5)?)?,
            opens_until: read_time(&row.get::<String>(6)?)?,
            expires_at: read_time(&row.get::<String>(7)?)?,
        },
        secret: row.get(4)?,
        opened_at: read_time_or_none(row.get(8)?)?,
        ended_at: read_time_or_none(row.get(9)?)?,
    })
}
