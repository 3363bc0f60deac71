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
    #[error("reading or writing files failed")]
    Io(#[source] std::io::Error),
    #[error("the database refused a statement")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
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
