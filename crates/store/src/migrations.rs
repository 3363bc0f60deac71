//! Brings the system tables to the schema this program knows. Each step can be repeated; a newer schema is refused.

use crate::error::{Result, StoreError};
use crate::sql::{Connection, Optional};

/// The steps in order; the schema version is how many were taken.
const STEPS: [&str; 8] = [
    include_str!("../migrations/sqlite/0001_system_tables.sql"),
    include_str!("../migrations/sqlite/0002_web_tables.sql"),
    include_str!("../migrations/sqlite/0003_filled_columns.sql"),
    include_str!("../migrations/sqlite/0004_views.sql"),
    include_str!("../migrations/sqlite/0005_mends.sql"),
    include_str!("../migrations/sqlite/0006_webhooks.sql"),
    include_str!("../migrations/sqlite/0007_answers.sql"),
    include_str!("../migrations/sqlite/0008_packed_already.sql"),
];

/// Steps a server takes in its own way, by their place. Of the third: there was no server yet when the first two were taken, so
/// no table needs to be looked at.
const OF_SERVER: [(usize, &str); 2] = [
    (2, include_str!("../migrations/postgres/0003_filled_columns.sql")),
    (7, include_str!("../migrations/postgres/0008_packed_already.sql")),
];
/// Made before all steps: here stands how many were taken.
const META: &str = "CREATE TABLE IF NOT EXISTS kt_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID";

/// The schema this program writes.
pub const KNOWN_SCHEMA: i64 = STEPS.len() as i64;

/// Refuses a newer schema before anything is written.
pub(crate) fn refuse_newer(sql: &Connection) -> Result<i64> {
    let found = schema_version(sql)?;
    if found > KNOWN_SCHEMA { Err(StoreError::Newer { found, known: KNOWN_SCHEMA }) } else { Ok(found) }
}

/// Takes the missing steps in one transaction: two programs that start together do it once, one after the other.
pub(crate) fn migrate(sql: &Connection) -> Result<()> {
    if refuse_newer(sql)? == KNOWN_SCHEMA {
        return Ok(());
    }
    sql.all_or_nothing(|| {
        let found = refuse_newer(sql)?;
        sql.execute_batch(META)?;
        for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
            sql.execute_batch(step)?;
        }
        set_meta(sql, "schema_version", &KNOWN_SCHEMA.to_string())
    })
}

/// The same on a server. The tables of the first steps are made by whoever comes first; the lock all writers share is made
/// with them, and from then on guards the steps.
pub(crate) fn migrate_server(sql: &Connection, shown: &str) -> Result<()> {
    if refuse_newer(sql)? == KNOWN_SCHEMA {
        return Ok(());
    }
    make_lock(sql, shown)?;
    sql.all_or_nothing(|| {
        let found = refuse_newer(sql)?;
        for (place, step) in STEPS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
            let own = OF_SERVER.iter().find(|(of, _)| *of == place);
            sql.execute_batch(own.map_or(step, |(_, own)| own))?;
        }
        set_meta(sql, "schema_version", &KNOWN_SCHEMA.to_string())
    })
}

pub(crate) fn set_meta(sql: &Connection, key: &str, value: &str) -> Result<()> {
    sql.prepare_cached(
        "INSERT INTO kt_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute((key, value))?;
    Ok(())
}

fn tables(sql: &Connection) -> Result<Vec<String>> {
    sql.prepare_cached(sql.dialect().tables())?.query_map((), |row| row.get(0))?.collect()
}

/// Makes the table of the installation's own facts, and in it the row that writers lock, unless they are there. Errors:
/// [`StoreError::Foreign`] where tables are, but none of them is ours.
fn make_lock(sql: &Connection, shown: &str) -> Result<()> {
    let tables = tables(sql)?;
    let is_ours = |name: &String| name == "kt_meta";
    if !tables.is_empty() && !tables.iter().any(is_ours) {
        return Err(StoreError::Foreign { path: shown.to_owned() });
    }
    // Two who come at once both try; whoever is second finds it made.
    let made = sql.execute_batch(META);
    if made.is_err() && !self::tables(sql)?.iter().any(is_ours) {
        return made;
    }
    sql.prepare_cached("INSERT INTO kt_meta (key, value) VALUES ('writer', '') ON CONFLICT DO NOTHING")?.execute(())?;
    Ok(())
}

fn schema_version(sql: &Connection) -> Result<i64> {
    if !tables(sql)?.iter().any(|name| name == "kt_meta") {
        return Ok(0);
    }
    let mut statement = sql.prepare_cached("SELECT value FROM kt_meta WHERE key = 'schema_version'")?;
    let text: Option<String> = statement.query_row((), |row| row.get(0)).optional()?;
    match text {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| StoreError::undecodable("the schema version")),
    }
}
