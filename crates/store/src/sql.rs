//! The one place where SQL texts meet a driver. What stands here is all that the rest of the room knows of databases:
//! prepare, bind, execute, read rows; begin, commit.
//!
//! In: texts with parameters `?1`, `?2`, …, and values. Out: rows whose columns come as Rust types. Texts are never made here.

// To add a query: `self.sql.prepare_cached(sql)?` and then `execute(parameters)`, `query_row(parameters, |row| row.get(0))`,
// `query_map(parameters, read_row)?.collect()`, or `query(parameters)?` with `while let Some(row) = rows.next()?`. Parameters
// are a tuple, an array or a list of `Value`s; none are `()`. Where a row may be missing: `.optional()` ([`Optional`]). Where
// a value may be taken and the batch goes on: `execute_guarded`. Where the answer may be long: `query_long`. Where there are
// many rows: gather them in [`Many`], then `append`; on a server also one list a column, `bind_column`.

mod file;
mod loading;
mod many;
mod parameters;
mod server;
mod stream;

pub(crate) use rusqlite::types::{FromSql, Null, ToSqlOutput, Value, ValueRef};

pub(crate) use file::Place as FilePlace;
pub(crate) use many::Many;
pub(crate) use parameters::{Kind, Parameter, Parameters};
pub use server::Address;
pub(crate) use server::Pool;

use crate::dialect::{self, Dialect};
use crate::error::{Result, StoreError};
use server::{Bound, Server};

/// A connection, used by one thread at a time.
#[derive(Debug)]
pub(crate) enum Connection {
    File(file::File),
    Server(Box<Server>),
}

impl Connection {
    pub fn dialect(&self) -> Dialect {
        match self {
            Connection::File(_) => Dialect::Sqlite,
            Connection::Server(_) => Dialect::Postgres,
        }
    }

    /// A statement that is kept and found again by its text.
    pub fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Connection::File(file) => Ok(Statement::File(file.prepare_cached(sql)?)),
            Connection::Server(server) => Ok(Statement::Server(server.prepare(sql))),
        }
    }

    /// Definitions of tables and indexes, one after the other.
    pub fn execute_batch(&self, sql: &str) -> Result<()> {
        match self {
            Connection::File(file) => Ok(file.execute_batch(sql)?),
            Connection::Server(server) => server.execute_batch(sql),
        }
    }

    /// Begins a transaction that writes, as the only one: waits up to [`crate::BUSY_SECONDS`] for another one to end.
    pub fn begin_writing(&self) -> Result<()> {
        match self {
            Connection::File(file) => Ok(file.execute_batch("BEGIN IMMEDIATE")?),
            Connection::Server(server) => server.begin_writing(true),
        }
    }

    /// The same without waiting; `false` while another one writes.
    pub fn try_begin_writing(&self) -> Result<bool> {
        begun(match self {
            Connection::File(file) => file::begin_at_once(file),
            Connection::Server(server) => server.begin_writing(false),
        })
    }

    /// Begins a transaction for the queue of work, which on a server is locked by itself.
    pub fn begin_queue(&self) -> Result<()> {
        match self {
            Connection::File(_) => self.begin_writing(),
            Connection::Server(server) => server.begin_queue(true),
        }
    }

    /// The same without waiting; `false` while another one changes the queue.
    pub fn try_begin_queue(&self) -> Result<bool> {
        match self {
            Connection::File(_) => self.try_begin_writing(),
            Connection::Server(server) => begun(server.begin_queue(false)),
        }
    }

    /// Begins a transaction for what nobody else touches: on a server it takes no lock that others wait for.
    pub fn begin_beside(&self) -> Result<()> {
        match self {
            Connection::File(_) => self.begin_writing(),
            Connection::Server(server) => server.begin_beside(),
        }
    }

    /// From now on the transaction ends when nothing is said in it for so long: a program that is stopped in the middle of a batch
    /// keeps a server's lock no longer than its lease. In a file nobody can do that. `name` is what others know it by.
    pub fn limit_silence(&self, millis: i64, name: &str) -> Result<()> {
        match self {
            Connection::File(_) => Ok(()),
            Connection::Server(server) => server.limit_silence(millis, name),
        }
    }

    /// Begins a transaction in which everything read is of the moment of the first question.
    pub fn begin_reading(&self) -> Result<()> {
        match self {
            Connection::File(file) => Ok(file.execute_batch("BEGIN DEFERRED")?),
            Connection::Server(server) => server.begin_reading(),
        }
    }

    pub fn is_in_transaction(&self) -> bool {
        match self {
            Connection::File(file) => !file.is_autocommit(),
            Connection::Server(server) => server.is_in_transaction(),
        }
    }

    pub fn commit(&self) -> Result<()> {
        match self {
            Connection::File(file) => Ok(file.execute_batch("COMMIT")?),
            Connection::Server(server) => server.commit(),
        }
    }

    pub fn roll_back(&self) {
        match self {
            // A failed roll-back means that the transaction is gone already; if the connection is broken the next call says so.
            Connection::File(file) => drop(file.execute_batch("ROLLBACK")),
            Connection::Server(server) => server.roll_back(),
        }
    }

    /// Runs `work` in a transaction that writes: all of it, or nothing.
    pub fn all_or_nothing<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begin_writing()?;
        self.ended(work())
    }

    /// Commits what was done, or takes it back.
    pub fn ended<T>(&self, done: Result<T>) -> Result<T> {
        let done = done.and_then(|done| self.commit().map(|()| done));
        if done.is_err() {
            self.roll_back();
        }
        done
    }

    /// Adds rows to a table: a server gets them as one stream, a file row by row by one statement.
    pub fn append(&self, table: &str, rows: &Many<'_>) -> Result<()> {
        match self {
            Connection::File(_) => self.insert(table, rows, ""),
            _ if rows.is_empty() => Ok(()),
            Connection::Server(server) => {
                let sql = format!("COPY {table} ({}) FROM STDIN (FORMAT binary)", rows.names());
                server.copy_in(&sql, &rows.stream())
            }
        }
    }

    /// The same where the text needs an end, such as what is to be done about rows that are there already.
    pub fn insert(&self, table: &str, rows: &Many<'_>, end: &str) -> Result<()> {
        let names = rows.names();
        let marks = dialect::parameters(1, rows.width());
        match self {
            _ if rows.is_empty() => Ok(()),
            Connection::File(file) => {
                let mut insert = file.prepare_cached(&format!("INSERT INTO {table} ({names}) VALUES ({marks}){end}"))?;
                rows.rows().try_for_each(|row| insert.execute(rusqlite::params_from_iter(row)).map(drop))?;
                Ok(())
            }
            Connection::Server(server) => {
                let sql = format!("INSERT INTO {table} ({names}) SELECT * FROM unnest({marks}){end}");
                let mut insert = server.prepare(&sql);
                (0..rows.width()).for_each(|n| insert.bind(n + 1, Bound::list(rows, n)));
                insert.execute().map(drop)
            }
        }
    }

    /// Runs `work`, one statement; when it fails, the batch goes on as if it had not been tried.
    pub fn guarded<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        match self {
            Connection::File(_) => work(),
            Connection::Server(server) => server.guarded(work),
        }
    }

    /// Runs `work`, one question that an index answers for each of many keys. A server that knows little of a table yet, because
    /// it was filled a moment ago, would rather read all of it.
    pub fn by_index<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        match self {
            Connection::File(_) => work(),
            Connection::Server(server) => server.by_index(work),
        }
    }

    /// Runs `work`, which makes indexes.
    pub fn sorting<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        match self {
            Connection::File(file) => file::sorting(file, work),
            Connection::Server(_) => work(),
        }
    }
}

/// Whether it was begun: somebody else in the way is no error.
fn begun(begun: Result<()>) -> Result<bool> {
    match begun {
        Ok(()) => Ok(true),
        Err(StoreError::Locked) => Ok(false),
        Err(other) => Err(other),
    }
}

/// A prepared statement. Parameters bound one by one keep their values from one execution to the next.
pub(crate) enum Statement<'c> {
    File(rusqlite::CachedStatement<'c>),
    Server(server::Statement<'c>),
}

impl Statement<'_> {
    /// Binds the `n`-th parameter, from 1.
    #[inline]
    pub fn bind<T: Parameter>(&mut self, n: usize, value: T) -> Result<()> {
        match self {
            Statement::File(file) => Ok(file.raw_bind_parameter(n, value)?),
            Statement::Server(server) => {
                server.bind(n, Bound::new(&value, T::KIND)?);
                Ok(())
            }
        }
    }

    /// Binds the `n`-th parameter, from 1, to a column of many rows as one list. Only a server knows lists.
    pub fn bind_column(&mut self, n: usize, rows: &Many<'_>, column: usize) -> Result<()> {
        match self {
            Statement::File(_) => Err(StoreError::Rule { detail: "a list is bound to a statement of a file".into() }),
            Statement::Server(server) => {
                server.bind(n, Bound::list(rows, column));
                Ok(())
            }
        }
    }

    /// Runs the statement with the parameters bound before; returns how many rows it touched.
    pub fn execute_bound(&mut self) -> Result<usize> {
        match self {
            Statement::File(file) => Ok(file.raw_execute()?),
            Statement::Server(server) => server.execute(),
        }
    }

    /// The same; when it fails, the batch goes on as if it had not been tried.
    pub fn execute_bound_guarded(&mut self) -> Result<usize> {
        match self {
            Statement::File(file) => Ok(file.raw_execute()?),
            Statement::Server(server) => server.execute_guarded(),
        }
    }

    /// The same without the end of the text, which only a server's text has.
    pub fn execute_guarded_without(&mut self, end: &str) -> Result<usize> {
        match self {
            Statement::File(file) => Ok(file.raw_execute()?),
            Statement::Server(server) => server.execute_guarded_without(end),
        }
    }

    /// The rows for the parameters bound before.
    pub fn query_bound(&mut self) -> Result<Rows<'_>> {
        match self {
            Statement::File(file) => Ok(Rows::File(file.raw_query())),
            Statement::Server(server) => Ok(Rows::Server(server.query()?)),
        }
    }

    /// Runs the statement; returns how many rows it touched.
    pub fn execute(&mut self, parameters: impl Parameters) -> Result<usize> {
        self.bind_all(parameters)?;
        self.execute_bound()
    }

    /// The same; when it fails, as where a value is taken, the batch goes on as if it had not been tried.
    pub fn execute_guarded(&mut self, parameters: impl Parameters) -> Result<usize> {
        self.bind_all(parameters)?;
        self.execute_bound_guarded()
    }

    pub fn query(&mut self, parameters: impl Parameters) -> Result<Rows<'_>> {
        self.bind_all(parameters)?;
        self.query_bound()
    }

    /// The same for answers that may be long: never more than `page` rows are held at once.
    pub fn query_long(&mut self, parameters: impl Parameters, page: usize) -> Result<Rows<'_>> {
        self.bind_all(parameters)?;
        match self {
            Statement::File(file) => Ok(Rows::File(file.raw_query())),
            Statement::Server(server) => Ok(Rows::Server(server.query_long(page)?)),
        }
    }

    /// The first row. Errors: [`StoreError::NoRow`] when there is none; see [`Optional`].
    pub fn query_row<T>(&mut self, parameters: impl Parameters, read: impl FnOnce(Row<'_>) -> Result<T>) -> Result<T> {
        match self.query(parameters)?.next()? {
            Some(row) => read(row),
            None => Err(StoreError::NoRow),
        }
    }

    /// Every row through `read`.
    pub fn query_map<T, R>(&mut self, parameters: impl Parameters, read: R) -> Result<Mapped<'_, R>>
    where
        R: FnMut(Row<'_>) -> Result<T>,
    {
        Ok(Mapped { rows: self.query(parameters)?, read })
    }

    /// Whether there is any row.
    pub fn exists(&mut self, parameters: impl Parameters) -> Result<bool> {
        Ok(self.query(parameters)?.next()?.is_some())
    }

    fn bind_all(&mut self, parameters: impl Parameters) -> Result<()> {
        let bound = parameters.bind_to(self)?;
        // The server counts for itself.
        if let Statement::File(file) = self
            && file.parameter_count() != bound
        {
            return Err(StoreError::Rule { detail: format!("{bound} values for a statement with {}", file.parameter_count()) });
        }
        Ok(())
    }
}

/// Rows of an answer, one after the other.
pub(crate) enum Rows<'s> {
    File(rusqlite::Rows<'s>),
    Server(server::Rows<'s>),
}

impl Rows<'_> {
    #[inline]
    pub fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self {
            Rows::File(rows) => Ok(rows.next()?.map(Row::File)),
            Rows::Server(rows) => Ok(rows.next()?.map(Row::Server)),
        }
    }
}

/// Rows on their way through a function.
pub(crate) struct Mapped<'s, R> {
    rows: Rows<'s>,
    read: R,
}

impl<T, R: FnMut(Row<'_>) -> Result<T>> Iterator for Mapped<'_, R> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match self.rows.next() {
            Ok(row) => row.map(&mut self.read),
            Err(error) => Some(Err(error)),
        }
    }
}

/// One row; columns are counted from 0.
#[derive(Clone, Copy)]
pub(crate) enum Row<'r> {
    File(&'r rusqlite::Row<'r>),
    Server(&'r postgres::Row),
}

impl<'r> Row<'r> {
    /// The value of a column. Errors: a value of another type, which this program did not write.
    #[inline]
    pub fn get<T: FromSql>(&self, n: usize) -> Result<T> {
        match self {
            Row::File(row) => Ok(row.get(n)?),
            Row::Server(row) => {
                T::column_result(server::column(row, n)?).map_err(|error| StoreError::undecodable(error.to_string()))
            }
        }
    }

    /// The same, lent.
    #[inline]
    pub fn get_ref(&self, n: usize) -> Result<ValueRef<'r>> {
        match self {
            Row::File(row) => Ok(row.get_ref(n)?),
            Row::Server(row) => server::column(row, n),
        }
    }
}

/// For answers that may be missing.
pub(crate) trait Optional<T> {
    fn optional(self) -> Result<Option<T>>;
}

impl<T> Optional<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Err(StoreError::NoRow) => Ok(None),
            other => other.map(Some),
        }
    }
}
