//! What can go wrong in the store: one variant a cause, with the facts a person needs. Never holds values of records.

use std::path::PathBuf;

use compact_str::CompactString;
use rusqlite::ErrorCode;

pub type Result<T> = std::result::Result<T, StoreError>;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database has schema {found}, this program knows {known}: use a newer program")]
    Newer { found: i64, known: i64 },
    /// A page, the header or an index does not fit; restore a backup.
    #[error("the database is damaged: {detail}")]
    Damaged { detail: String },
    /// Another worker has the job that this one writes for.
    #[error("the job belongs to another worker now")]
    LeaseLost,
    /// Another process held the write lock for longer than [`crate::BUSY_SECONDS`].
    #[error("the database is locked by another process")]
    Locked,
    #[error("the disk is full")]
    DiskFull,
    #[error("the database cannot be written: {detail}")]
    ReadOnly { detail: String },
    #[error("the database at {path} cannot be opened: {detail}")]
    CannotOpen { path: PathBuf, detail: String },
    /// A value of this field belongs to another record (`id` when the number itself is taken).
    #[error("field {field} must be unique")]
    Unique { field: CompactString },
    /// A value does not fit its column's rule (a yes/no that is neither, an empty name).
    #[error("a rule of the table does not hold: {detail}")]
    Rule { detail: String },
    /// Stored bytes cannot be decoded: damaged, or written by another program.
    #[error("{what} cannot be decoded")]
    Undecodable { what: String },
    /// A key that is the name of a system column or table.
    #[error("{key} is a reserved word and cannot be a key")]
    Reserved { key: CompactString },
    #[error("there is no field {field} in {type_key}")]
    FieldMissing { type_key: CompactString, field: CompactString },
    /// The comparison or the value means nothing for this field.
    #[error("field {field} cannot be compared like that")]
    FilterUnfit { field: CompactString },
    /// A row of a system table that must exist does not.
    #[error("there is no {what} {id}")]
    Missing { what: &'static str, id: i64 },
    /// A question that always has an answer got none; where there may be none, it is asked for as such.
    #[error("a row is missing")]
    NoRow,
    #[error("reading or writing files failed")]
    Io(#[source] std::io::Error),
    /// Another transaction was in the way, and the server took this one back: a deadlock, or no order in which both fit.
    #[error("another transaction was in the way")]
    Collided,
    /// The connection ended after the server was told to commit and before it answered: the batch is there, or it is not.
    #[error("the database did not say whether it committed: {detail}")]
    CommitUnknown { detail: String },
    /// The connection to the server ended, or none can be made.
    #[error("the database does not answer: {detail}")]
    Unreachable { detail: String },
    /// A text that is no address; it is not repeated, it may hold a password.
    #[error("this is no address of a database")]
    Address,
    /// The server is there and lets nobody in, or nobody is there. `path` is its address without the password.
    #[error("the database server at {path} cannot be used: {detail}")]
    NoEntry { path: String, detail: String },
    /// The server is there and cannot show who it is. `path` as above.
    #[error("the certificate of the database server at {path} is not trusted: {detail}")]
    Certificate { path: String, detail: String },
    #[error("the database server has version {found}, {needed} or later is needed")]
    OldServer { found: i64, needed: i64 },
    /// The server refuses it to this user.
    #[error("the database server does not allow it: {detail}")]
    NoRight { detail: String },
    /// The server takes writes of nobody: a standby, or one that was told so.
    #[error("the database server only reads: {detail}")]
    OnlyReads { detail: String },
    /// The database holds tables of another program and none of this one.
    #[error("the database at {path} belongs to another program")]
    Foreign { path: String },
    /// The place a register is to be put into holds one already.
    #[error("there is a register at {path} already")]
    NotEmpty { path: String },
    /// Other programs have the register open that is to be replaced, by the names of their nodes.
    #[error("the register at {path} is in use by {}", nodes.join(", "))]
    InUse { path: String, nodes: Vec<String> },
    /// Whoever asked said that it is enough.
    #[error("it was stopped")]
    Stopped,
    /// Only a file can do it.
    #[error("{verb} is for a database in a file")]
    OnlyOfFile { verb: &'static str },
    /// What the server said, without what may hold values.
    #[error("the server refused a statement: {code} {message}")]
    Refused { code: String, message: String },
    #[error("the database refused a statement")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
    /// Whether the same may well work a little later: others were in the way, or the server was away. What a run had not
    /// committed is to be done again as a whole; after [`StoreError::CommitUnknown`] look first whether it was.
    pub fn is_passing(&self) -> bool {
        use StoreError::{Collided, CommitUnknown, Locked, Unreachable};
        matches!(self, Locked | Collided | CommitUnknown { .. } | Unreachable { .. })
    }

    pub(crate) fn undecodable(what: impl Into<String>) -> StoreError {
        StoreError::Undecodable { what: what.into() }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> StoreError {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::FileTooLarge => {
                StoreError::DiskFull
            }
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { detail: error.to_string() }
            }
            _ => StoreError::Io(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(failure, detail) = &error else {
            return StoreError::Sql(error);
        };
        let detail = detail.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged { detail },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked,
            ErrorCode::DiskFull => StoreError::DiskFull,
            // SQLite calls only one cause a full disk; a quota and a limit on files come as a write that failed.
            _ if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE => StoreError::DiskFull,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly { detail },
            ErrorCode::ConstraintViolation => constraint(&detail),
            _ => StoreError::Sql(error),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> StoreError {
        let Some(told) = error.as_db_error() else {
            return StoreError::Unreachable { detail: error.to_string() };
        };
        of_code(told.code().code(), told.message().to_owned(), told.table(), told.constraint())
    }
}

/// What a server says by its code. The message goes on only where it holds no data.
fn of_code(code: &str, message: String, table: Option<&str>, constraint: Option<&str>) -> StoreError {
    match code {
        "23505" => StoreError::Unique { field: taken_field(table, constraint) },
        "55P03" => StoreError::Locked,
        "40001" | "40P01" => StoreError::Collided,
        "53100" => StoreError::DiskFull,
        "25006" => StoreError::OnlyReads { detail: message },
        "42501" => StoreError::NoRight { detail: message },
        "XX001" | "XX002" => StoreError::Damaged { detail: message },
        _ if code.starts_with("23") => StoreError::Rule { detail: constraint.unwrap_or(code).to_owned() },
        _ if code == "25P03" || code.starts_with("57P") || code.starts_with("08") || code.starts_with("53") => {
            StoreError::Unreachable { detail: message }
        }
        // A message about data quotes the data.
        _ if code.starts_with("22") => StoreError::Refused { code: code.to_owned(), message: String::new() },
        _ => StoreError::Refused { code: code.to_owned(), message },
    }
}

/// Whether a server that says so takes somebody in a little later: it starts, stops, or has too many guests.
pub(crate) fn takes_later(code: &str) -> bool {
    matches!(code, "57P01" | "57P02" | "57P03" | "53300")
}

/// The index `contact__email__ux` of the table `contact` stands for the field `email`, its key `contact_pkey` for the number.
fn taken_field(table: Option<&str>, constraint: Option<&str>) -> CompactString {
    let (table, constraint) = (table.unwrap_or_default(), constraint.unwrap_or_default());
    let rest = constraint.strip_prefix(table).unwrap_or(constraint).trim_start_matches('_');
    match rest.strip_suffix("_key").unwrap_or(rest) {
        "pkey" => "id".into(),
        column => column.split("__").next().unwrap_or(column).into(),
    }
}

/// `UNIQUE constraint failed: contact.email__folded` names the column; the field is what stands before `__`.
fn constraint(detail: &str) -> StoreError {
    let column =
        detail.strip_prefix("UNIQUE constraint failed: ").and_then(|places| places.split(", ").next()?.rsplit('.').next());
    match column {
        Some(column) => StoreError::Unique { field: column.split("__").next().unwrap_or(column).into() },
        None => StoreError::Rule { detail: detail.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_unique_index_names_the_field() {
        for (detail, expected) in [
            ("UNIQUE constraint failed: contact.email__folded", Some("email")),
            ("UNIQUE constraint failed: contact.external_id", Some("external_id")),
            ("UNIQUE constraint failed: client.social_id, client.bot", Some("social_id")),
            ("CHECK constraint failed: is_active", None),
        ] {
            let found = match constraint(detail) {
                StoreError::Unique { field } => Some(field),
                _ => None,
            };
            assert_eq!(found.as_deref(), expected, "{detail}");
        }
    }

    #[test]
    fn a_taken_value_names_the_field_on_a_server_too() {
        for (table, constraint, expected) in [
            ("contact", "contact__email__ux", "email"),
            ("contact", "contact__external_id__ux", "external_id"),
            ("contact", "contact_pkey", "id"),
            ("kt_token", "kt_token_hash_key", "hash"),
        ] {
            assert_eq!(taken_field(Some(table), Some(constraint)), expected, "{constraint}");
        }
    }

    #[test]
    fn flt_07_flt_10_what_a_server_says_is_told_apart() {
        let of = |code| of_code(code, "said".into(), None, None);
        assert!(matches!(of("53100"), StoreError::DiskFull));
        assert!(matches!(of("25006"), StoreError::OnlyReads { .. }));
        assert!(matches!(of("42501"), StoreError::NoRight { .. }));
        assert!(matches!(of("55P03"), StoreError::Locked));
        assert!(matches!(of("XX001"), StoreError::Damaged { .. }));
        assert!(
            matches!(of("22021"), StoreError::Refused { message, .. } if message.is_empty()),
            "a message about data holds data"
        );
        for passing in ["40001", "40P01", "57P01", "57P02", "57P03", "08006", "53300", "55P03"] {
            assert!(of(passing).is_passing(), "{passing}");
        }
        for lasting in ["23505", "23514", "42P01", "42501", "25006", "53100", "28P01", "XX001", "22021"] {
            assert!(!of(lasting).is_passing(), "{lasting}");
        }
    }

    #[test]
    fn flt_07_every_cause_has_its_variant() {
        let of = |code| StoreError::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        assert!(matches!(of(rusqlite::ffi::SQLITE_FULL), StoreError::DiskFull));
        assert!(matches!(of(rusqlite::ffi::SQLITE_IOERR_WRITE), StoreError::DiskFull));
        assert!(matches!(of(rusqlite::ffi::SQLITE_IOERR_READ), StoreError::Sql(_)));
        assert!(matches!(of(rusqlite::ffi::SQLITE_BUSY), StoreError::Locked));
        assert!(matches!(of(rusqlite::ffi::SQLITE_BUSY_SNAPSHOT), StoreError::Locked));
        assert!(matches!(of(rusqlite::ffi::SQLITE_CORRUPT), StoreError::Damaged { .. }));
        assert!(matches!(of(rusqlite::ffi::SQLITE_NOTADB), StoreError::Damaged { .. }));
        assert!(matches!(of(rusqlite::ffi::SQLITE_READONLY), StoreError::ReadOnly { .. }));
        assert!(matches!(of(rusqlite::ffi::SQLITE_ERROR), StoreError::Sql(_)));
        for kind in [std::io::ErrorKind::StorageFull, std::io::ErrorKind::QuotaExceeded, std::io::ErrorKind::FileTooLarge] {
            assert!(matches!(StoreError::from(std::io::Error::from(kind)), StoreError::DiskFull), "{kind}");
        }
    }
}
