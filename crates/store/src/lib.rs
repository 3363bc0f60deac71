//! The only room with SQL: record types become tables, records rows; imports, journals and settings live beside them.
//!
//! In: domain values. Out: domain values, or a [`StoreError`] with the cause. Never interprets, never checks permissions,
//! never logs a value. One file, `kartoteka.sqlite`; one writer at a time, any number of readers.
//!
//! Reading functions stand on [`Conn`] and work on a [`Reader`], a [`Snapshot`], a [`Writer`] and inside a [`Batch`];
//! writing functions stand on [`Batch`], which is a transaction: what is not committed never happened.

mod audit;
mod backups;
mod blocks;
mod bulk;
mod changes;
mod codec;
mod dialect;
mod edits;
mod error;
mod exports;
mod filled;
mod filters;
mod imports;
mod issues;
mod jobs;
mod links;
mod matches;
mod migrations;
mod notifications;
mod outcomes;
mod pages;
mod preferences;
mod readings;
mod recipes;
mod record_types;
mod records;
mod settings;
mod sign_ins;
mod summaries;
mod tags;
mod tokens;
mod uploads;
mod values;
mod views;
mod webhooks;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use compact_str::CompactString;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::value::Value;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};

pub use audit::{AuditEntry, AuditFilter};
pub use blocks::{BlockInfo, NewBlock, SheetInfo};
pub use changes::{BatchNote, HistoryEntry, JournalEntry};
pub use edits::{MendNote, StoredEdit};
pub use error::{Result, StoreError};
pub use exports::{Export, NewExport};
pub use imports::{FileFacts, Import, ImportFilter, NewImport, RunKind};
pub use issues::{IssueFilter, IssueGroup, StoredIssue};
pub use jobs::{Job, NewJob};
pub use links::LinkedFrom;
pub use migrations::KNOWN_SCHEMA;
pub use notifications::{NewNotification, Notification};
pub use outcomes::{BlockOutcomes, Stage};
pub use pages::Order;
pub use readings::{Lent, Read};
pub use recipes::Recipe;
pub use record_types::{StoredField, StoredType, has_folded, is_reserved};
pub use records::{Folder, Inserter, Stamp, Updater};
pub use sign_ins::SignInFailures;
pub use summaries::Repeated;
pub use tags::{Tag, TagFilter};
pub use tokens::{NewToken, Token, TokenKind};
pub use views::SavedView;
pub use webhooks::{Delivery, NewWebhook, Webhook};

/// How a value reads when it is compared without case, diacritics and punctuation; `None` when it has no such form.
pub type Fold = fn(&Field, &Value) -> Option<CompactString>;

/// How long a writer waits for another one before [`StoreError::Locked`].
pub const BUSY_SECONDS: u64 = 10;

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
/// Threads that help to sort when an index is made.
const SORTING_THREADS: i64 = 2;
/// Prepared statements kept per connection.
const STATEMENTS: usize = 256;

/// The database of one installation. Cheap to keep and to share; connections are made by [`Store::reader`] and
/// [`Store::writer`], one each per thread.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    fold: Fold,
    /// Never used: while one connection is open, the next one need not read the whole log to know what it holds.
    _anchor: Option<Arc<Mutex<Connection>>>,
}

impl Store {
    /// Opens the database in a directory; makes directory, file and tables when they are missing.
    ///
    /// Errors: newer schema, damaged, locked, disk full, read-only, each its own variant.
    pub fn open(dir: &Path, fold: Fold) -> Result<Store> {
        std::fs::create_dir_all(dir)?;
        let store = Store { path: dir.join(FILE), fold, _anchor: None };
        let mut conn = store.connect(WRITER_CACHE_KIB)?;
        migrations::refuse_newer(&conn.sql)?;
        // Has an effect only on a file that has no page yet.
        conn.sql.pragma_update(None, "page_size", PAGE_BYTES)?;
        conn.sql.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        migrations::migrate(&mut conn.sql)?;
        bulk::mend_indexes(&mut conn.sql)?;
        let anchor = store.connect(ANCHOR_CACHE_KIB)?;
        migrations::refuse_newer(&anchor.sql)?;
        Ok(Store { _anchor: Some(Arc::new(Mutex::new(anchor.sql))), ..store })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A connection that only reads; each call sees the last commit.
    pub fn reader(&self) -> Result<Reader> {
        let conn = self.connect(READER_CACHE_KIB)?;
        conn.sql.pragma_update(None, "query_only", true)?;
        Ok(Reader { conn })
    }

    /// A connection that writes. Several may exist; their batches wait for each other.
    pub fn writer(&self) -> Result<Writer> {
        self.writer_with(WRITER_CACHE_KIB)
    }

    /// The same with a larger page cache, for a run over many records.
    pub fn long_writer(&self) -> Result<Writer> {
        self.writer_with(LONG_WRITER_CACHE_KIB)
    }

    fn writer_with(&self, cache_kib: i64) -> Result<Writer> {
        let conn = self.connect(cache_kib)?;
        conn.sql.pragma_update_and_check(None, "wal_autocheckpoint", CHECKPOINT_PAGES, |_| Ok(()))?;
        conn.sql.pragma_update_and_check(None, "journal_size_limit", CHECKPOINT_PAGES * PAGE_BYTES, |_| Ok(()))?;
        conn.sql.pragma_update_and_check(None, "threads", SORTING_THREADS, |_| Ok(()))?;
        Ok(Writer { conn })
    }

    /// Writes the log back into the file and empties it, after a long load. Does nothing while somebody reads.
    pub fn finish_bulk(&self) -> Result<()> {
        let conn = self.connect(READER_CACHE_KIB)?;
        // The answer says whether a reader stood in the way; then the next checkpoint does it.
        conn.sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    fn connect(&self, cache_kib: i64) -> Result<Conn> {
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
        Ok(Conn { sql, fold: self.fold, word: plain_text() })
    }

    fn cannot_open(&self, error: rusqlite::Error) -> StoreError {
        match StoreError::from(error) {
            StoreError::Sql(error) => StoreError::CannotOpen { path: self.path.clone(), detail: error.to_string() },
            other => other,
        }
    }
}

/// A connection with everything that reads.
#[derive(Debug)]
pub struct Conn {
    sql: Connection,
    fold: Fold,
    /// Stands for "a text" where a word is folded that belongs to no field.
    word: Field,
}

impl Conn {
    pub(crate) fn fold_word(&self, text: &str) -> CompactString {
        fold_text(self.fold, &self.word, text)
    }
}

fn plain_text() -> Field {
    let mut field = Field::new("text", FieldKind::Text);
    field.folded = true;
    field
}

fn fold_text(fold: Fold, word: &Field, text: &str) -> CompactString {
    fold(word, &Value::Text(text.into())).unwrap_or_else(|| text.to_lowercase().into())
}

/// Reads; each call sees the last commit.
#[derive(Debug)]
pub struct Reader {
    conn: Conn,
}

impl Reader {
    /// Everything read through the snapshot is of one moment, until it is dropped. Keep it short: the log grows meanwhile.
    pub fn snapshot(&mut self) -> Result<Snapshot<'_>> {
        self.conn.sql.execute_batch("BEGIN DEFERRED; SELECT count(*) FROM kt_meta")?;
        Ok(Snapshot { conn: &self.conn })
    }
}

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

/// One moment of the database.
#[derive(Debug)]
pub struct Snapshot<'r> {
    conn: &'r Conn,
}

impl Deref for Snapshot<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl Conn {
    /// Until the guard goes, everything read on this connection is of one moment; inside a batch or a snapshot it is anyway.
    pub(crate) fn one_moment(&self) -> Result<Moment<'_>> {
        let begun = self.sql.is_autocommit();
        if begun {
            self.sql.execute_batch("BEGIN DEFERRED")?;
        }
        Ok(Moment { conn: self, begun })
    }
}

/// Ends what [`Conn::one_moment`] began.
pub(crate) struct Moment<'c> {
    conn: &'c Conn,
    begun: bool,
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        if self.begun {
            // Nothing was written; if the connection is broken the next call says so.
            let _ = self.conn.sql.execute_batch("ROLLBACK");
        }
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        // Nothing was written; if the connection is broken the next call says so.
        let _ = self.conn.sql.execute_batch("ROLLBACK");
    }
}

/// Writes, in batches; also reads.
#[derive(Debug)]
pub struct Writer {
    conn: Conn,
}

impl Writer {
    /// Begins a batch and takes the write lock at once: waits up to [`BUSY_SECONDS`], then [`StoreError::Locked`].
    pub fn begin(&mut self) -> Result<Batch<'_>> {
        self.conn.sql.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Batch { conn: &self.conn, open: true })
    }

    /// The same without waiting: `None` while another writer holds the lock.
    pub fn try_begin(&mut self) -> Result<Option<Batch<'_>>> {
        self.conn.sql.busy_timeout(Duration::ZERO)?;
        let begun = self.conn.sql.execute_batch("BEGIN IMMEDIATE").map_err(StoreError::from);
        self.conn.sql.busy_timeout(Duration::from_secs(BUSY_SECONDS))?;
        match begun {
            Ok(()) => Ok(Some(Batch { conn: &self.conn, open: true })),
            Err(StoreError::Locked) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

impl Deref for Writer {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

/// A transaction: rows committed together. Dropped without [`Batch::commit`] it leaves nothing behind.
#[derive(Debug)]
pub struct Batch<'w> {
    conn: &'w Conn,
    open: bool,
}

impl Batch<'_> {
    /// Makes it so; when this returns, it survives a power cut.
    pub fn commit(mut self) -> Result<()> {
        self.conn.sql.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Deref for Batch<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if self.open {
            // A failed roll-back means the transaction is gone already.
            let _ = self.conn.sql.execute_batch("ROLLBACK");
        }
    }
}
