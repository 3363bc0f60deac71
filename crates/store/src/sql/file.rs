//! What only SQLite has: the file and its log, page caches, pragmas, the functions this program brings along.
//!
//! In: a path. Out: a connection that is set up for what it is wanted for.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Result, StoreError};
use crate::{BUSY_SECONDS, Fold, dialect, fold_text, plain_text, values};

const FILE: &str = "kartoteka.sqlite";
/// Bytes of a page: large ones, because rows come and go by the thousand and every page costs a call.
const PAGE_BYTES: i64 = 16_384;
/// The log is written back into the file when a commit leaves it longer than this (256 MB).
const CHECKPOINT_PAGES: i64 = 16_384;
const WRITER_CACHE_KIB: i64 = 16_384;
/// Unique keys of a large table come in any order: their pages should stay.
const LONG_WRITER_CACHE_KIB: i64 = 40_960;
const READER_CACHE_KIB: i64 = 16_384;
const ANCHOR_CACHE_KIB: i64 = 64;
/// Index entries sorted at once by one thread.
const SORTED_KIB: i64 = 8_192;
/// Threads that help to sort when an index is made.
const SORTING_THREADS: i64 = 2;
/// Prepared statements kept per connection.
const STATEMENTS: usize = 256;
/// Connections for reading kept for the next one who asks: a new one reads and understands every definition first, which
/// takes longer than most questions.
const IDLE: usize = 8;

/// The file of one installation.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    path: PathBuf,
    fold: Fold,
    /// Never used: while one connection is open, the next one need not read the whole log to know what it holds.
    _anchor: Option<Arc<Mutex<Connection>>>,
    idle: Arc<Idle>,
}

/// Connections that wait to read again.
#[derive(Debug, Default)]
struct Idle(Mutex<Vec<Connection>>);

impl Idle {
    fn next(&self) -> Option<Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, sql: Connection) {
        // Pages would hold memory that nobody works with; one that cannot let go of them, or is amid something, is closed.
        if sql.is_autocommit() && sql.release_memory().is_ok() {
            let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < IDLE {
                idle.push(sql);
            }
        }
    }
}

/// A connection to the file; one that reads goes back to the others when it is not needed any more.
#[derive(Debug)]
pub(crate) struct File {
    /// There until it is dropped.
    sql: Option<Connection>,
    home: Option<Arc<Idle>>,
}

impl Deref for File {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.sql.as_ref().expect("a connection is there until it is dropped")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if let (Some(sql), Some(home)) = (self.sql.take(), self.home.take()) {
            home.give_back(sql);
        }
    }
}

impl From<Connection> for File {
    fn from(sql: Connection) -> File {
        File { sql: Some(sql), home: None }
    }
}

impl Place {
    pub fn new(dir: &Path, fold: Fold) -> Place {
        Place { path: dir.join(FILE), fold, _anchor: None, idle: Arc::default() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A connection that may make the tables; says so with pages and log as they must be from the first page on.
    pub fn first(&self) -> Result<File> {
        Ok(self.connect(WRITER_CACHE_KIB)?.into())
    }

    /// Has an effect only on a file that has no page yet.
    pub fn lay_out(sql: &Connection) -> Result<()> {
        sql.pragma_update(None, "page_size", PAGE_BYTES)?;
        Ok(sql.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?)
    }

    /// Keeps one connection open from now on.
    pub fn anchored(self) -> Result<Place> {
        let anchor = self.connect(ANCHOR_CACHE_KIB)?;
        anchor.query_row("SELECT count(*) FROM kt_meta", [], |_| Ok(()))?;
        Ok(Place { _anchor: Some(Arc::new(Mutex::new(anchor))), ..self })
    }

    /// A connection that fills a new file: without a log, because a file that was not finished is thrown away.
    pub fn for_copy(&self) -> Result<File> {
        let sql = self.connect(LONG_WRITER_CACHE_KIB)?;
        sql.pragma_update(None, "page_size", PAGE_BYTES)?;
        sql.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
        // Once more: the cache was counted in pages of another size.
        sql.pragma_update(None, "cache_size", -LONG_WRITER_CACHE_KIB)?;
        sql.pragma_update(None, "synchronous", "OFF")?;
        sql.pragma_update_and_check(None, "threads", SORTING_THREADS, |_| Ok(()))?;
        Ok(sql.into())
    }

    pub fn reader(&self) -> Result<File> {
        let sql = match self.idle.next() {
            Some(sql) => sql,
            None => {
                let sql = self.connect(READER_CACHE_KIB)?;
                sql.pragma_update(None, "query_only", true)?;
                sql
            }
        };
        Ok(File { sql: Some(sql), home: Some(Arc::clone(&self.idle)) })
    }

    /// `long`: for a run over many records.
    pub fn writer(&self, long: bool) -> Result<File> {
        let sql = self.connect(if long { LONG_WRITER_CACHE_KIB } else { WRITER_CACHE_KIB })?;
        sql.pragma_update_and_check(None, "wal_autocheckpoint", CHECKPOINT_PAGES, |_| Ok(()))?;
        sql.pragma_update_and_check(None, "journal_size_limit", CHECKPOINT_PAGES * PAGE_BYTES, |_| Ok(()))?;
        sql.pragma_update_and_check(None, "threads", SORTING_THREADS, |_| Ok(()))?;
        Ok(sql.into())
    }

    /// Writes the log back into the file and empties it. Does nothing while somebody reads.
    pub fn write_back(&self) -> Result<()> {
        let sql = self.connect(READER_CACHE_KIB)?;
        // The answer says whether a reader stood in the way; then the next checkpoint does it.
        Ok(sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    fn connect(&self, cache_kib: i64) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sql = Connection::open_with_flags(&self.path, flags).map_err(|error| self.cannot_open(error))?;
        // Before anything else: a switch to the write-ahead log does not wait without it.
        sql.busy_timeout(Duration::from_secs(BUSY_SECONDS))?;
        // The log is written back when it is long and after each run; not whenever a command ends.
        sql.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        sql.pragma_update(None, "synchronous", "FULL")?;
        sql.pragma_update(None, "foreign_keys", false)?;
        // Sorting a million names spills into a file that has no name: memory stays flat, and several threads can sort.
        sql.pragma_update(None, "temp_store", "FILE")?;
        sql.pragma_update(None, "cache_size", -cache_kib)?;
        sql.set_prepared_statement_cache_capacity(STATEMENTS);
        sql.create_collation(dialect::DECIMAL, values::compare_decimals)?;
        let (fold, word) = (self.fold, plain_text());
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
        sql.create_scalar_function(dialect::FOLD, 1, flags, move |call| {
            let text = call.get_raw(0).as_str_or_null()?;
            Ok(text.map(|text| fold_text(fold, &word, text).into_string()))
        })?;
        Ok(sql)
    }

    fn cannot_open(&self, error: rusqlite::Error) -> StoreError {
        match StoreError::from(error) {
            StoreError::Sql(error) => StoreError::CannotOpen { path: self.path.clone(), detail: error.to_string() },
            other => other,
        }
    }
}

/// Takes the write lock, or fails at once.
pub(super) fn begin_at_once(sql: &Connection) -> Result<()> {
    sql.busy_timeout(Duration::ZERO)?;
    let begun = sql.execute_batch("BEGIN IMMEDIATE");
    sql.busy_timeout(Duration::from_secs(BUSY_SECONDS))?;
    Ok(begun?)
}

/// The sorter hands pieces as large as the page cache to its threads: many small ones keep them busy.
pub(super) fn sorting<T>(sql: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let cache: i64 = sql.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    sql.pragma_update(None, "cache_size", -SORTED_KIB)?;
    let done = work();
    sql.pragma_update(None, "cache_size", cache)?;
    done
}
