//! Brings the system tables to the schema this program knows. Each step can be repeated; a newer schema is refused.

mod lease;

use std::time::{Duration, Instant};

use crate::Conn;
use crate::dialect::Dialect;
use crate::error::{Result, StoreError};
use crate::sql::{Connection, Optional};

use lease::Lease;

/// How long a program waits for another one that changes the tables.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The steps in order; the schema version is how many were taken.
const STEPS: [&str; 12] = [
    include_str!("../migrations/sqlite/0001_system_tables.sql"),
    include_str!("../migrations/sqlite/0002_web_tables.sql"),
    include_str!("../migrations/sqlite/0003_filled_columns.sql"),
    include_str!("../migrations/sqlite/0004_views.sql"),
    include_str!("../migrations/sqlite/0005_mends.sql"),
    include_str!("../migrations/sqlite/0006_webhooks.sql"),
    include_str!("../migrations/sqlite/0007_answers.sql"),
    include_str!("../migrations/sqlite/0008_packed_already.sql"),
    include_str!("../migrations/sqlite/0009_erasures.sql"),
    include_str!("../migrations/sqlite/0010_embeds.sql"),
    include_str!("../migrations/sqlite/0011_work_queue.sql"),
    include_str!("../migrations/sqlite/0012_shares.sql"),
];

/// Steps a server takes in its own way, by their place. Of the third: there was no server yet when the first two were taken, so
/// no table needs to be looked at.
const OF_SERVER: [(usize, &str); 2] = [
    (2, include_str!("../migrations/postgres/0003_filled_columns.sql")),
    (7, include_str!("../migrations/postgres/0008_packed_already.sql")),
];
/// What a definition says that only makes a server quicker; one that does not know it goes on without.
const QUICKER: &str = " SET STORAGE ";
/// How a server says that it does not know a definition: not in this one, or not as a word.
const UNKNOWN: [&str; 2] = ["0A000", "42601"];
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

/// The same on a server, by whoever has the lease; others wait until it is done, or until the lease of a program that died ends.
/// Each definition is a transaction, and each step is noted when it is taken.
///
/// Errors: [`StoreError::Locked`] when it takes others too long.
pub(crate) fn migrate_server(sql: &Connection, shown: &str) -> Result<()> {
    if refuse_newer(sql)? == KNOWN_SCHEMA {
        return Ok(());
    }
    make_lock(sql, shown)?;
    let began = Instant::now();
    while refuse_newer(sql)? != KNOWN_SCHEMA {
        if let Some(lease) = Lease::take(sql)? {
            let taken = take_steps(sql, &lease);
            lease.give_back(sql);
            match taken {
                // Too slow, so that another program took over.
                Err(StoreError::Locked) => {}
                taken => return taken,
            }
        }
        if began.elapsed() > PATIENCE {
            return Err(StoreError::Locked);
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

fn take_steps(sql: &Connection, lease: &Lease) -> Result<()> {
    let found = refuse_newer(sql)?;
    for (place, step) in STEPS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let own = OF_SERVER.iter().find(|(of, _)| *of == place);
        for definition in definitions(own.map_or(step, |(_, own)| own)) {
            lease.renew(sql)?;
            sql.all_or_nothing(|| lease.demand(sql).and_then(|()| define(sql, &definition)))?;
        }
        sql.all_or_nothing(|| {
            lease.demand(sql)?;
            set_meta(sql, "schema_version", &(place + 1).to_string())
        })?;
    }
    Ok(())
}

/// The definitions of a step, one by one, each so that it can be repeated.
fn definitions(step: &str) -> Vec<String> {
    let plain: Vec<&str> = step.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let each = |text: &str| {
        let text = text.trim().replace(" ADD COLUMN ", " ADD COLUMN IF NOT EXISTS ");
        text.replace(" IF NOT EXISTS IF NOT EXISTS ", " IF NOT EXISTS ")
    };
    plain.join("\n").split(';').map(each).filter(|text| !text.is_empty()).collect()
}

/// Makes every table that is missing, within a batch.
pub(crate) fn take_all_steps(sql: &Connection) -> Result<()> {
    for (place, step) in STEPS.iter().enumerate() {
        let own = OF_SERVER.iter().find(|(of, _)| *of == place && sql.dialect() == Dialect::Postgres);
        match own {
            Some((_, own)) => definitions(own).iter().try_for_each(|definition| define(sql, definition))?,
            None => sql.execute_batch(step)?,
        }
    }
    Ok(())
}

/// Makes one definition, within a transaction that goes on where a server need not know it.
fn define(sql: &Connection, definition: &str) -> Result<()> {
    if !definition.contains(QUICKER) {
        return sql.execute_batch(definition);
    }
    match sql.guarded(|| sql.execute_batch(definition)) {
        Err(StoreError::Refused { code, .. }) if UNKNOWN.contains(&code.as_str()) => Ok(()),
        made => made,
    }
}

pub(crate) fn set_meta(sql: &Connection, key: &str, value: &str) -> Result<()> {
    sql.prepare_cached(
        "INSERT INTO kt_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute((key, value))?;
    Ok(())
}

impl Conn {
    /// The schema the database has now: another program may have taken a step.
    pub fn schema(&self) -> Result<i64> {
        schema_version(&self.sql)
    }
}

fn tables(sql: &Connection) -> Result<Vec<String>> {
    sql.prepare_cached(sql.dialect().tables())?.query_map((), |row| row.get(0))?.collect()
}

/// Makes the table of the installation's own facts, and in it the rows of writers and of the lease, unless they are there. Errors:
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
    let rows = "INSERT INTO kt_meta (key, value) VALUES ('writer', ''), (?1, '') ON CONFLICT DO NOTHING";
    sql.prepare_cached(rows)?.execute([lease::KEY])?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_taken_definition_by_definition() {
        let step = "-- One; with a mark.\nCREATE TABLE a (b TEXT);\nALTER TABLE a ADD COLUMN c TEXT; -- two\n\n";
        assert_eq!(definitions(step), ["CREATE TABLE a (b TEXT)", "ALTER TABLE a ADD COLUMN IF NOT EXISTS c TEXT"]);
        assert!(definitions("-- nothing to do\n").is_empty());
        let marks = STEPS.iter().filter(|step| step.contains("';") || step.contains(";'")).count();
        assert_eq!(marks, 0, "a step is cut at its semicolons");
    }
}
