//! The driver of PostgreSQL: a connection out of a pool, statements without a name, rows gathered or fetched by the page.
//!
//! In: texts of [`super`] and their values. Out: rows. Statements are typed and unnamed, nothing is set for a session, and what
//! holds longer than a call holds within a transaction: so it works behind a pooler that lends connections by transaction.

mod address;
mod pool;
mod tls;
mod values;

use std::cell::{Cell, RefCell};
use std::io::Write as _;
use std::sync::Arc;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{ToSql, Type};
use postgres::{Client, CopyInWriter, Row};
use rusqlite::types::ValueRef;

pub use address::Address;
pub(crate) use pool::Pool;
use pool::patiently;
pub(crate) use values::Bound;

use crate::BUSY_SECONDS;
use crate::dialect;
use crate::error::{Result, StoreError};

/// Takes the one lock that all writers of the installation share; it goes with the transaction.
const LOCK: &str = "SELECT value FROM kt_meta WHERE key = 'writer' FOR UPDATE";
/// The same for the queue of work.
const QUEUE_LOCK: &str = "SELECT value FROM kt_meta WHERE key = 'queue' FOR UPDATE";
/// A transaction that writes and says nothing for so long is ended by the server.
const SILENCE_SECONDS: u64 = 60;
/// Stands before a statement that may fail without taking the whole transaction with it.
const SAVEPOINT: &str = "SAVEPOINT kt_statement";
/// Bytes of a stream of rows that are handed to the driver together.
const STREAM_BYTES: usize = 65_536;

/// A connection, used by one thread at a time.
pub(crate) struct Server {
    /// Gone only while it is given back.
    client: RefCell<Option<Client>>,
    pool: Arc<Pool>,
    in_transaction: Cell<bool>,
    /// A statement of the transaction failed, so nothing of it can be kept.
    has_failed: Cell<bool>,
    /// How many cursors were opened, for their names.
    cursors: Cell<u64>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("pool", &self.pool).finish_non_exhaustive()
    }
}

impl Server {
    pub fn new(pool: Arc<Pool>, client: Client) -> Server {
        Server {
            client: RefCell::new(Some(client)),
            pool,
            in_transaction: Cell::new(false),
            has_failed: Cell::new(false),
            cursors: Cell::new(0),
        }
    }

    pub fn prepare(&self, sql: &str) -> Statement<'_> {
        Statement { server: self, sql: dialect::for_server(sql), bound: Vec::new() }
    }

    /// Statements without parameters and answers. Definitions of tables are told in the other database's words.
    pub fn execute_batch(&self, sql: &str) -> Result<()> {
        self.with(|client| client.batch_execute(&dialect::definition_for_server(sql)))
    }

    /// Begins a transaction that writes, as the only one: waits for the others, or does not.
    pub fn begin_writing(&self, waits: bool) -> Result<()> {
        self.begin_locked(waits, LOCK)
    }

    /// The same for the queue of work, which has a lock of its own: whoever looks after it waits for nobody who writes records.
    pub fn begin_queue(&self, waits: bool) -> Result<()> {
        self.begin_locked(waits, QUEUE_LOCK)
    }

    /// A program that is stopped in the middle, or whose machine is gone, must not keep everybody waiting: the server ends what
    /// says nothing for a minute.
    fn begin_locked(&self, waits: bool, lock: &str) -> Result<()> {
        let (patience, silence) = (BUSY_SECONDS * 1000, SILENCE_SECONDS * 1000);
        let at_once = if waits { patience } else { 1 };
        self.begin(&format!(
            "BEGIN; SET LOCAL lock_timeout = {at_once}; SET LOCAL idle_in_transaction_session_timeout = {silence}; {lock}"
        ))?;
        if waits {
            return Ok(());
        }
        self.with(|client| client.batch_execute(&format!("SET LOCAL lock_timeout = {patience}")))
    }

    /// Begins a transaction that waits for nobody.
    pub fn begin_beside(&self) -> Result<()> {
        self.begin_locked(true, "SELECT 1")
    }

    /// Ends the transaction after so much silence, if that is less than usual; and says to others whose it is. A stream of rows of
    /// which nothing comes any more is no silence to the server.
    pub fn limit_silence(&self, millis: i64, name: &str) -> Result<()> {
        let silence = millis.unsigned_abs().clamp(1_000, SILENCE_SECONDS * 1000);
        let limits = format!(
            "SET LOCAL idle_in_transaction_session_timeout = {silence}; SET LOCAL application_name = '{}'",
            name.replace('\'', "''")
        );
        self.with(|client| client.batch_execute(&limits))
    }

    pub fn begin_reading(&self) -> Result<()> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    }

    /// Nothing has been done yet: a connection that was lost meanwhile is made anew.
    fn begin(&self, sql: &str) -> Result<()> {
        self.anew(|| {
            self.has_failed.set(false);
            self.in_transaction.set(true);
            let begun = self.with(|client| client.batch_execute(sql));
            if begun.is_err() {
                self.roll_back();
            }
            begun
        })
    }

    /// Runs `work` outside a transaction, over another connection when this one was lost.
    fn anew<T>(&self, work: impl Fn() -> Result<T>) -> Result<T> {
        patiently(|| {
            let done = work();
            if matches!(done, Err(StoreError::Unreachable { .. })) {
                // While the server is away there is none; the next try asks again.
                if let Ok(client) = self.pool.client() {
                    self.client.replace(Some(client));
                }
            }
            done
        })
    }

    pub fn is_in_transaction(&self) -> bool {
        self.in_transaction.get()
    }

    /// Errors: [`StoreError::CommitUnknown`] when the connection ended meanwhile.
    pub fn commit(&self) -> Result<()> {
        if self.has_failed.get() {
            // The server would take everything back and call that an answer to COMMIT.
            return Err(StoreError::Rule { detail: "a batch with a statement that failed is committed".into() });
        }
        let committed = self.with(|client| client.batch_execute("COMMIT"));
        self.in_transaction.set(committed.is_err());
        committed.map_err(|error| match error {
            StoreError::Unreachable { detail } => StoreError::CommitUnknown { detail },
            told => told,
        })
    }

    pub fn roll_back(&self) {
        // A failed roll-back means that the connection is gone, and the transaction with it.
        let _ = self.with(|client| client.batch_execute("ROLLBACK"));
        self.in_transaction.set(false);
    }

    /// Sends what `work` writes as the rows of a `COPY`, while it writes. When `work` fails the transaction is lost.
    pub fn copy_from(&self, sql: &str, work: impl FnOnce(&mut CopyInWriter<'_>) -> Result<u64>) -> Result<u64> {
        let copied = {
            let mut client = self.client.borrow_mut();
            let client = client.as_mut().ok_or_else(given_back)?;
            let mut writer = client.copy_in(sql)?;
            work(&mut writer).and_then(|count| Ok(writer.finish().map(|_| count)?))
        };
        if copied.is_err() && self.in_transaction.get() {
            self.has_failed.set(true);
        }
        copied
    }

    fn with<T>(&self, work: impl FnOnce(&mut Client) -> std::result::Result<T, postgres::Error>) -> Result<T> {
        let done = {
            let mut client = self.client.borrow_mut();
            work(client.as_mut().ok_or_else(given_back)?)
        };
        if done.is_err() && self.in_transaction.get() {
            self.has_failed.set(true);
        }
        Ok(done?)
    }

    /// Sends a stream of rows to a `COPY`: all of them are taken, or none.
    pub fn copy_in(&self, sql: &str, stream: &[u8]) -> Result<()> {
        let send = |writer: &mut CopyInWriter<'_>| stream.chunks(STREAM_BYTES).try_for_each(|part| writer.write_all(part));
        self.copy_from(&dialect::for_server(sql), |writer| send(writer).map(|()| 0).map_err(broken_off)).map(drop)
    }

    /// Runs `work`; when it fails the transaction goes on as if it had not been tried.
    pub fn guarded<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.is_in_transaction() {
            return work();
        }
        self.with(|client| client.batch_execute(SAVEPOINT))?;
        let done = work();
        let end = if done.is_ok() { "RELEASE kt_statement" } else { "ROLLBACK TO kt_statement; RELEASE kt_statement" };
        let ended = self.with(|client| client.batch_execute(end));
        if ended.is_ok() {
            self.has_failed.set(false);
        }
        done.and_then(|done| ended.map(|()| done))
    }

    /// Runs `work` with plans that look up by an index where there is one.
    pub fn by_index<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.is_in_transaction() {
            self.begin("BEGIN READ ONLY; SET LOCAL enable_seqscan = off")?;
            let done = work();
            self.roll_back();
            return done;
        }
        self.with(|client| client.batch_execute("SET LOCAL enable_seqscan = off"))?;
        let done = work();
        // Fails only in a transaction that failed already; the setting goes with it.
        let _ = self.with(|client| client.batch_execute("SET LOCAL enable_seqscan = on"));
        done
    }

    fn cursor(&self) -> String {
        self.cursors.set(self.cursors.get() + 1);
        format!("kt_cursor_{}", self.cursors.get())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.in_transaction.get() {
            self.roll_back();
        }
        if let Some(client) = self.client.take() {
            self.pool.give_back(client);
        }
    }
}

/// Why a stream of rows was not taken: the driver hides what the server said in the error of a writer.
pub(super) fn broken_off(error: std::io::Error) -> StoreError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<postgres::Error>()) {
        Some(_) => match error.into_inner().map(|inner| inner.downcast::<postgres::Error>()) {
            Some(Ok(told)) => (*told).into(),
            _ => StoreError::Unreachable { detail: "the copy was broken off".into() },
        },
        None => StoreError::Unreachable { detail: error.to_string() },
    }
}

fn given_back() -> StoreError {
    StoreError::Unreachable { detail: "the connection was given back".into() }
}

/// A statement and what was bound to it.
pub(crate) struct Statement<'c> {
    server: &'c Server,
    sql: String,
    bound: Vec<Bound>,
}

impl<'c> Statement<'c> {
    pub fn bind(&mut self, n: usize, value: Bound) {
        if self.bound.len() < n {
            self.bound.resize(n, Bound::unknown());
        }
        self.bound[n - 1] = value;
    }

    pub fn execute(&self) -> Result<usize> {
        self.execute_text(&self.sql)
    }

    fn execute_text(&self, sql: &str) -> Result<usize> {
        let touched = self.server.with(|client| client.execute_typed(sql, &typed(&self.bound)))?;
        Ok(usize::try_from(touched).unwrap_or(usize::MAX))
    }

    /// The same; when it fails the transaction goes on as if it had not been tried.
    pub fn execute_guarded(&self) -> Result<usize> {
        self.execute_guarded_without("")
    }

    /// The same without the end of the text.
    pub fn execute_guarded_without(&self, end: &str) -> Result<usize> {
        let sql = self.sql.strip_suffix(end).unwrap_or(&self.sql);
        self.server.guarded(|| self.execute_text(sql))
    }

    /// All rows at once.
    pub fn query(&self) -> Result<Rows<'c>> {
        let page = self.fetch(&self.sql, &self.bound)?;
        Ok(Rows { server: self.server, page, next: 0, cursor: None, begun: false })
    }

    /// Rows by the page of so many, all of one moment: for answers that may be long.
    pub fn query_long(&self, rows: usize) -> Result<Rows<'c>> {
        let begun = !self.server.is_in_transaction();
        if begun {
            self.server.begin_reading()?;
        }
        let name = self.server.cursor();
        // From here on the guard ends what was begun, whatever fails.
        let mut long = Rows { server: self.server, page: Vec::new(), next: 0, cursor: None, begun };
        let declare = format!("DECLARE {name} NO SCROLL CURSOR FOR {}", self.sql);
        self.server.with(|client| client.execute_typed(&declare, &typed(&self.bound)))?;
        long.cursor = Some(Cursor { fetch: format!("FETCH {rows} FROM {name}"), close: format!("CLOSE {name}") });
        Ok(long)
    }

    /// What is asked outside a transaction only reads, and may be asked again.
    fn fetch(&self, sql: &str, bound: &[Bound]) -> Result<Vec<Row>> {
        let ask = || {
            let values = bound.iter().map(|value| (value, value.type_()));
            self.server.with(|client| client.query_typed_raw(sql, values)?.collect())
        };
        if self.server.is_in_transaction() { ask() } else { self.server.anew(ask) }
    }
}

fn typed(bound: &[Bound]) -> Vec<(&(dyn ToSql + Sync), Type)> {
    bound.iter().map(|value| (value as &(dyn ToSql + Sync), value.type_())).collect()
}

struct Cursor {
    fetch: String,
    close: String,
}

/// Rows of an answer.
pub(crate) struct Rows<'c> {
    server: &'c Server,
    page: Vec<Row>,
    next: usize,
    cursor: Option<Cursor>,
    /// The transaction was begun for these rows and ends with them.
    begun: bool,
}

impl Rows<'_> {
    pub fn next(&mut self) -> Result<Option<&Row>> {
        if self.next == self.page.len()
            && let Some(cursor) = &self.cursor
        {
            let none: [(Bound, Type); 0] = [];
            self.page = self.server.with(|client| client.query_typed_raw(&cursor.fetch, none)?.collect())?;
            self.next = 0;
        }
        self.next += 1;
        Ok(self.page.get(self.next - 1))
    }
}

impl Drop for Rows<'_> {
    fn drop(&mut self) {
        if self.begun {
            self.server.roll_back();
        } else if let Some(cursor) = &self.cursor {
            // Fails only in a transaction that failed already; it goes with it.
            let _ = self.server.with(|client| client.batch_execute(&cursor.close));
        }
    }
}

/// A column as a value of the kinds both databases have.
pub(crate) fn column(row: &Row, n: usize) -> Result<ValueRef<'_>> {
    Ok(row.try_get::<_, values::Column<'_>>(n)?.0)
}
