//! The only room with SQL: record types become tables, records rows; imports, journals and settings live beside them.
//!
//! In: domain values. Out: domain values, or a [`StoreError`] with the cause. Never interprets, never checks permissions,
//! never logs a value. A file, `kartoteka.sqlite`, or a server; one writer at a time, any number of readers.
//!
//! Reading functions stand on [`Conn`] and work on a [`Reader`], a [`Snapshot`], a [`Writer`] and inside a [`Batch`];
//! writing functions stand on [`Batch`], which is a transaction: what is not committed never happened.
//!
//! Functions here speak to `sql.rs`, never to a driver: its first lines say how a query is added.

mod answers;
mod arrivals;
mod audit;
mod backups;
mod blocks;
mod bulk;
mod catalogue;
mod changes;
mod codec;
mod copies;
mod dialect;
mod edits;
mod embeds;
mod erasures;
mod error;
mod exports;
mod filled;
mod filters;
mod folded;
mod imports;
mod issues;
mod jobs;
mod links;
mod matches;
mod migrations;
mod nodes;
mod notifications;
mod outcomes;
mod pages;
mod preferences;
mod readings;
mod recipes;
mod record_types;
mod records;
mod settings;
mod shares;
mod sign_ins;
mod sorted;
mod sql;
mod summaries;
mod tags;
mod tokens;
mod uploads;
mod values;
mod views;
mod webhooks;
mod writes;

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use compact_str::CompactString;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::value::Value;

use sql::{Connection, Pool};

pub use answers::KeptAnswer;
pub use arrivals::Arrival;
pub use audit::{AuditEntry, AuditFilter};
pub use blocks::{BlockInfo, NewBlock, SheetInfo};
pub use changes::{BatchNote, HistoryEntry, JournalEntry};
pub use copies::{Going, Proof, TableProof, Tally};
pub use edits::{MendNote, StoredEdit};
pub use embeds::{Embed, NewEmbed};
pub use erasures::Erasure;
pub use error::{Result, StoreError};
pub use exports::{Export, NewExport};
pub use imports::{FileFacts, Import, ImportFilter, NewImport, RunKind};
pub use issues::{IssueFilter, IssueGroup, StoredIssue};
pub use jobs::{HELD, Job, Lease, Life, NewJob, QueueCount};
pub use links::LinkedFrom;
pub use migrations::KNOWN_SCHEMA;
pub use notifications::{NewNotification, Notification};
pub use outcomes::{BlockOutcomes, Stage};
pub use pages::Order;
pub use readings::{Lent, Read};
pub use recipes::Recipe;
pub use record_types::{StoredField, StoredType, has_folded, is_reserved};
pub use records::{Folder, Inserter, Stamp, Updater};
pub use shares::NewPass;
pub use sign_ins::SignInFailures;
pub use sql::Address;
pub use summaries::Repeated;
pub use tags::{Tag, TagFilter};
pub use tokens::{NewToken, Token, TokenKind};
pub use views::SavedView;
pub use webhooks::{Delivery, NewWebhook, Webhook};
pub use writes::{RecordRows, Write, Wrote};

/// How a value reads when it is compared without case, diacritics and punctuation; `None` when it has no such form.
pub type Fold = fn(&Field, &Value) -> Option<CompactString>;

/// How long a writer waits for another one before [`StoreError::Locked`].
pub const BUSY_SECONDS: u64 = 10;

/// The database of one installation. Cheap to keep and to share; connections are made by [`Store::reader`] and
/// [`Store::writer`], one each per thread.
#[derive(Clone, Debug)]
pub struct Store {
    place: Place,
    fold: Fold,
}

/// Where the database is.
#[derive(Clone, Debug)]
enum Place {
    File(sql::FilePlace),
    Server(Arc<Pool>),
}

impl Store {
    /// Opens the database in a directory; makes directory, file and tables when they are missing.
    ///
    /// Errors: newer schema, damaged, locked, disk full, read-only, each its own variant.
    pub fn open(dir: &Path, fold: Fold) -> Result<Store> {
        std::fs::create_dir_all(dir)?;
        let place = sql::FilePlace::new(dir, fold);
        let first = Connection::File(place.first()?);
        migrations::refuse_newer(&first)?;
        if let Connection::File(file) = &first {
            sql::FilePlace::lay_out(file)?;
        }
        migrations::migrate(&first)?;
        bulk::mend_indexes(&first)?;
        Ok(Store { place: Place::File(place.anchored()?), fold })
    }

    /// Opens the database behind an address, `postgres://user@host/database`; makes the tables when they are missing.
    ///
    /// Errors: [`StoreError::NoEntry`] with what the server or the network said, [`StoreError::Foreign`], newer schema.
    pub fn connect(address: Address, fold: Fold) -> Result<Store> {
        let pool = Arc::new(Pool::new(address));
        let first = Connection::Server(Box::new(pool.take()?));
        migrations::migrate_server(&first, pool.address().shown())?;
        bulk::mend_indexes(&first)?;
        drop(first);
        Ok(Store { place: Place::Server(pool), fold })
    }

    /// The database file; none where a server keeps it.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(file) => Some(file.path()),
            Place::Server(_) => None,
        }
    }

    /// Where the database is, for people: a path, or an address without its password.
    pub fn shown(&self) -> String {
        match &self.place {
            Place::File(file) => file.path().display().to_string(),
            Place::Server(pool) => pool.address().shown().to_owned(),
        }
    }

    /// A connection that only reads; each call sees the last commit.
    pub fn reader(&self) -> Result<Reader> {
        let sql = match &self.place {
            Place::File(file) => Connection::File(file.reader()?),
            Place::Server(pool) => Connection::Server(Box::new(pool.take()?)),
        };
        Ok(Reader { conn: self.conn(sql) })
    }

    /// A connection that writes. Several may exist; their batches wait for each other.
    pub fn writer(&self) -> Result<Writer> {
        self.writer_for(false)
    }

    /// The same with a larger page cache, for a run over many records.
    pub fn long_writer(&self) -> Result<Writer> {
        self.writer_for(true)
    }

    fn writer_for(&self, long: bool) -> Result<Writer> {
        let sql = match &self.place {
            Place::File(file) => Connection::File(file.writer(long)?),
            Place::Server(pool) => Connection::Server(Box::new(pool.take()?)),
        };
        Ok(Writer { conn: self.conn(sql), lease: None })
    }

    /// Tidies up after a long load: a file's log is written back. Does nothing while somebody reads.
    pub fn finish_bulk(&self) -> Result<()> {
        match &self.place {
            Place::File(file) => file.write_back(),
            Place::Server(_) => Ok(()),
        }
    }

    fn conn(&self, sql: Connection) -> Conn {
        Conn { sql, fold: self.fold, word: plain_text() }
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
        self.conn.sql.begin_reading()?;
        // The moment is that of the first question.
        self.conn.sql.prepare_cached("SELECT count(*) FROM kt_meta")?.exists(())?;
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
        let begun = !self.sql.is_in_transaction();
        if begun {
            self.sql.begin_reading()?;
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
            self.conn.sql.roll_back();
        }
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.conn.sql.roll_back();
    }
}

/// Writes, in batches; also reads.
#[derive(Debug)]
pub struct Writer {
    conn: Conn,
    /// Batches are written for this job, as long as it is the writer's.
    lease: Option<Lease>,
}

impl Writer {
    /// Begins a batch and takes the write lock at once: waits up to [`BUSY_SECONDS`], then [`StoreError::Locked`].
    pub fn begin(&mut self) -> Result<Batch<'_>> {
        self.conn.sql.begin_writing()?;
        let batch = Batch { conn: &self.conn, lease: self.lease, open: true };
        batch.refuse_lost()?;
        Ok(batch)
    }

    /// The same without waiting: `None` while another writer holds the lock.
    pub fn try_begin(&mut self) -> Result<Option<Batch<'_>>> {
        if !self.conn.sql.try_begin_writing()? {
            return Ok(None);
        }
        let batch = Batch { conn: &self.conn, lease: self.lease, open: true };
        batch.refuse_lost()?;
        Ok(Some(batch))
    }

    /// The same for the queue of work alone: on a server it does not wait for whoever writes records.
    pub fn begin_queue(&mut self) -> Result<Batch<'_>> {
        self.conn.sql.begin_queue()?;
        Ok(Batch { conn: &self.conn, lease: None, open: true })
    }

    /// A transaction for what nobody else touches: on a server it waits for nobody.
    pub fn begin_beside(&mut self) -> Result<Batch<'_>> {
        self.conn.sql.begin_beside()?;
        Ok(Batch { conn: &self.conn, lease: None, open: true })
    }

    /// The same without waiting: `None` while another one changes the queue; in a file, while another one writes.
    pub fn try_begin_queue(&mut self) -> Result<Option<Batch<'_>>> {
        let begun = self.conn.sql.try_begin_queue()?;
        Ok(begun.then_some(Batch { conn: &self.conn, lease: None, open: true }))
    }

    /// From now on batches are written for a job: each refuses to begin, and to be committed, with [`StoreError::LeaseLost`]
    /// once another worker has it. A commit is a sign of life.
    pub fn fence(&mut self, lease: Lease) {
        self.lease = Some(lease);
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
    lease: Option<Lease>,
    open: bool,
}

impl Batch<'_> {
    /// Makes it so; when this returns, it survives a power cut.
    pub fn commit(mut self) -> Result<()> {
        self.keep_lease()?;
        self.conn.sql.commit()?;
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
            self.conn.sql.roll_back();
        }
    }
}
