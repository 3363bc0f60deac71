//! Brings the system tables to the schema this program knows. Each step can be repeated; a newer schema is refused.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::error::{Result, StoreError};

/// The steps in order; the schema version is how many were taken.
const STEPS: [&str; 6] = [
    include_str!("../migrations/sqlite/0001_system_tables.sql"),
    include_str!("../migrations/sqlite/0002_web_tables.sql"),
    include_str!("../migrations/sqlite/0003_filled_columns.sql"),
    include_str!("../migrations/sqlite/0004_views.sql"),
    include_str!("../migrations/sqlite/0005_mends.sql"),
    include_str!("../migrations/sqlite/0006_webhooks.sql"),
];

/// The schema this program writes.
pub const KNOWN_SCHEMA: i64 = STEPS.len() as i64;

/// Refuses a newer schema before anything is written.
pub(crate) fn refuse_newer(sql: &Connection) -> Result<i64> {
    let found = schema_version(sql)?;
    if found > KNOWN_SCHEMA { Err(StoreError::Newer { found, known: KNOWN_SCHEMA }) } else { Ok(found) }
}

/// Takes the missing steps in one transaction: two programs that start together do it once, one after the other.
pub(crate) fn migrate(sql: &mut Connection) -> Result<()> {
    if refuse_newer(sql)? == KNOWN_SCHEMA {
        return Ok(());
    }
    let transaction = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = refuse_newer(&transaction)?;
    transaction
        .execute_batch("CREATE TABLE IF NOT EXISTS kt_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    set_meta(&transaction, "schema_version", &KNOWN_SCHEMA.to_string())?;
    Ok(transaction.commit()?)
}

pub(crate) fn set_meta(sql: &Connection, key: &str, value: &str) -> Result<()> {
    sql.prepare_cached(
        "INSERT INTO kt_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute((key, value))?;
    Ok(())
}

fn schema_version(sql: &Connection) -> Result<i64> {
    let tables: i64 = sql.query_row("SELECT count(*) FROM sqlite_master WHERE name = 'kt_meta'", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(0);
    }
    let text: Option<String> =
        sql.query_row("SELECT value FROM kt_meta WHERE key = 'schema_version'", [], |row| row.get(0)).optional()?;
    match text {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| StoreError::undecodable("the schema version")),
    }
}
