//! Why a file cannot be read: one variant a cause, with its facts. Never a sentence for people; doors make those from
//! [`SheetError::code`] and [`SheetError::params`]. Never holds a cell's value.

use serde::{Deserialize, Serialize};

/// A file that was refused. The texts of `Display` are for logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SheetError {
    /// Nothing but blanks, or nothing at all.
    #[error("the file holds no data")]
    NoData,
    #[error("{bytes} bytes are more than the limit of {limit}")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("more than {limit} rows")]
    TooManyRows { limit: u32 },
    /// `columns` is the number of the first column beyond the limit that holds something.
    #[error("row {row} reaches column {columns}, the limit is {limit}")]
    TooManyColumns { row: u32, columns: u32, limit: u32 },
    /// `column` counts from 1.
    #[error("the cell in row {row}, column {column} is longer than {limit} bytes")]
    CellTooLong { row: u32, column: u32, limit: u64 },
    #[error("row {row} is longer than {limit} bytes")]
    RowTooLong { row: u32, limit: u64 },
    #[error("the workbook is protected by a password")]
    Password,
    /// `what` is a word: `zip`, `xml`, `workbook`, `cell`, …
    #[error("damaged: {what}")]
    Damaged { what: String },
    /// `what` is a word for what it is instead: `web-page`, `pdf`, `image`, `zip`, `gzip`, …
    #[error("not a sheet but: {what}")]
    NotASheet { what: String },
    /// A format older than Excel 97.
    #[error("the workbook is older than Excel 97")]
    TooOld,
    /// Bytes that the encoding does not know. `line` counts the lines of the text from 1.
    #[error("line {line} is not {encoding}")]
    Encoding { line: u64, encoding: String },
    /// The encoding asked for does not exist.
    #[error("no encoding of the name {label}")]
    EncodingUnknown { label: String },
    #[error("UTF-32 is not read")]
    Utf32,
    /// A delimiter or quote that is not one ASCII character, or both the same.
    #[error("the {what} is not one plain character")]
    DialectUnusable { what: String },
    /// A quoted cell that never ends. `line` counts the lines of the text from 1.
    #[error("the quote opened in line {line} is never closed")]
    QuoteOpen { line: u64 },
    /// The content inflates beyond reason.
    #[error("inflates to more than {limit} bytes allowed")]
    Bomb { limit: u64 },
    /// Made to do harm. `what` is a word: `dtd`, `entries`, `entry-twice`, `entry-name`, `overlap`.
    #[error("hostile: {what}")]
    Hostile { what: String },
    #[error("not read within {limit} seconds")]
    TimedOut { seconds: u64, limit: u64 },
    #[error("needs more memory than {limit} bytes")]
    OutOfMemory { limit: u64 },
    #[error("the reading process failed: {what}")]
    ChildFailed { what: String },
    #[error("no sheet of index {index}")]
    SheetMissing { index: usize },
    #[error("cannot read the file: {what}")]
    Io { what: String },
}

impl SheetError {
    pub(crate) fn damaged(what: &str) -> SheetError {
        SheetError::Damaged { what: what.into() }
    }

    pub(crate) fn hostile(what: &str) -> SheetError {
        SheetError::Hostile { what: what.into() }
    }

    pub(crate) fn not_a_sheet(what: &str) -> SheetError {
        SheetError::NotASheet { what: what.into() }
    }

    /// The stable word, thing first.
    pub fn code(&self) -> &'static str {
        match self {
            SheetError::NoData => "file-empty",
            SheetError::TooLarge { .. } => "file-too-large",
            SheetError::TooManyRows { .. } => "rows-too-many",
            SheetError::TooManyColumns { .. } => "columns-too-many",
            SheetError::CellTooLong { .. } => "cell-too-long",
            SheetError::RowTooLong { .. } => "row-too-long",
            SheetError::Password => "file-locked",
            SheetError::Damaged { .. } => "file-damaged",
            SheetError::NotASheet { .. } => "file-not-a-sheet",
            SheetError::TooOld => "file-too-old",
            SheetError::Encoding { .. } => "encoding-broken",
            SheetError::EncodingUnknown { .. } => "encoding-unknown",
            SheetError::Utf32 => "encoding-utf32",
            SheetError::DialectUnusable { .. } => "dialect-unusable",
            SheetError::QuoteOpen { .. } => "quote-open",
            SheetError::Bomb { .. } => "file-bomb",
            SheetError::Hostile { .. } => "file-hostile",
            SheetError::TimedOut { .. } => "reading-timed-out",
            SheetError::OutOfMemory { .. } => "reading-out-of-memory",
            SheetError::ChildFailed { .. } => "reading-failed",
            SheetError::SheetMissing { .. } => "sheet-missing",
            SheetError::Io { .. } => "file-unreadable",
        }
    }

    /// Named facts for the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            SheetError::NoData | SheetError::Password | SheetError::TooOld | SheetError::Utf32 => Vec::new(),
            SheetError::TooLarge { bytes, limit } => vec![("bytes", bytes.to_string()), ("limit", limit.to_string())],
            SheetError::TooManyRows { limit } => vec![("limit", limit.to_string())],
            SheetError::TooManyColumns { row, columns, limit } => {
                vec![("row", row.to_string()), ("columns", columns.to_string()), ("limit", limit.to_string())]
            }
            SheetError::CellTooLong { row, column, limit } => {
                vec![("row", row.to_string()), ("column", column.to_string()), ("limit", limit.to_string())]
            }
            SheetError::RowTooLong { row, limit } => vec![("row", row.to_string()), ("limit", limit.to_string())],
            SheetError::Damaged { what }
            | SheetError::NotASheet { what }
            | SheetError::DialectUnusable { what }
            | SheetError::Hostile { what }
            | SheetError::ChildFailed { what }
            | SheetError::Io { what } => vec![("what", what.clone())],
            SheetError::Encoding { line, encoding } => vec![("line", line.to_string()), ("encoding", encoding.clone())],
            SheetError::EncodingUnknown { label } => vec![("label", label.clone())],
            SheetError::QuoteOpen { line } => vec![("line", line.to_string())],
            SheetError::Bomb { limit } | SheetError::OutOfMemory { limit } => vec![("limit", limit.to_string())],
            SheetError::TimedOut { seconds, limit } => vec![("seconds", seconds.to_string()), ("limit", limit.to_string())],
            SheetError::SheetMissing { index } => vec![("index", index.to_string())],
        }
    }
}

impl From<std::io::Error> for SheetError {
    fn from(error: std::io::Error) -> SheetError {
        // A refusal that had to pass through `Read` comes back as itself.
        match error.get_ref().and_then(|inner| inner.downcast_ref::<SheetError>()) {
            Some(refusal) => refusal.clone(),
            None if matches!(error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof) => {
                SheetError::damaged("zip")
            }
            None => SheetError::Io { what: error.kind().to_string() },
        }
    }
}

impl From<zip::result::ZipError> for SheetError {
    fn from(error: zip::result::ZipError) -> SheetError {
        match error {
            zip::result::ZipError::Io(error) => error.into(),
            zip::result::ZipError::InvalidPassword => SheetError::Password,
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => SheetError::Password,
            _ => SheetError::damaged("zip"),
        }
    }
}
