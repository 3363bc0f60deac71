//! Refusals and faults. A refusal is the request's doing and says what to do; a fault is the machine's and is logged once.
//!
//! In: errors of the rooms below. Out: [`Error`], which doors turn into an exit code or a status once. Wrong data is
//! neither: that is an issue.

use kartoteka_domain::mapping::MappingError;
use kartoteka_domain::recipe::RecipeError;
use kartoteka_sheets::SheetError;

use crate::actor::Permission;

pub type Result<T> = std::result::Result<T, Error>;

/// The code that says that another worker has the job somebody writes for.
pub const LEASE_LOST: &str = "lease-lost";
/// Codes of what may pass by itself: the same request may be done a little later.
pub const MAY_PASS: [&str; 6] = [
    "database-unreachable",
    "database-locked",
    "database-collision",
    "database-commit-unknown",
    "database-no-entry",
    "disk-full",
];

/// What kind of "no" it is. Doors choose exit code and status by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Exit 5, status 404.
    NotFound,
    /// Exit 4, status 403.
    Forbidden,
    /// Exit 6, status 409.
    Conflict,
    /// Exit 2, status 400 or 422.
    Malformed,
    /// Exit 1, status 413 or 422: over a limit, or a file that cannot be read.
    Unacceptable,
    /// Exit 1, status 503: locked, full, damaged, newer.
    Unavailable,
}

/// The request cannot be done: a stable code with facts. The sentence is `refusal-<code>` in `locales/`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {params:?}")]
pub struct Refusal {
    pub kind: RefusalKind,
    pub code: &'static str,
    pub params: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(kind: RefusalKind, code: &'static str) -> Refusal {
        Refusal { kind, code, params: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Refusal {
        self.params.push((name, value.to_string()));
        self
    }

    pub fn forbidden(permission: Permission) -> Refusal {
        Refusal::new(RefusalKind::Forbidden, "permission-denied").with("permission", permission.word())
    }

    /// Something named that is not there, with the nearest thing that is.
    pub fn unknown<'a>(code: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Refusal {
        let near = known
            .into_iter()
            .map(|word| (strsim::jaro_winkler(&word.to_lowercase(), &name.to_lowercase()), word))
            .filter(|(score, _)| *score >= 0.75)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let likely = near.map_or(String::new(), |(_, word)| word.to_owned());
        Refusal::new(RefusalKind::NotFound, code).with("name", name).with("likely", likely)
    }
}

/// The machine is broken: the chain goes to the log, the person sees a short id.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct Fault {
    pub what: String,
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Why a verb did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refusal(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Somebody asked to stop; what was done is committed and can go on.
    #[error("stopped")]
    Stopped,
}

impl Error {
    pub fn fault(what: &str, source: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::Fault(Fault { what: what.to_owned(), source: Some(Box::new(source)) })
    }

    /// The code when it is a refusal.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Error::Refusal(refusal) => Some(refusal.code),
            _ => None,
        }
    }
}

impl From<SheetError> for Error {
    fn from(error: SheetError) -> Error {
        let mut refusal = Refusal::new(RefusalKind::Unacceptable, error.code());
        refusal.params = error.params().into_iter().collect();
        Error::Refusal(refusal)
    }
}

impl From<MappingError> for Error {
    fn from(error: MappingError) -> Error {
        let malformed = |code| Refusal::new(RefusalKind::Malformed, code);
        let refusal = match error {
            MappingError::ColumnUnknown { header } => malformed("column-unknown").with("name", header),
            MappingError::FieldUnknown { field } => malformed("field-unknown").with("name", field).with("likely", ""),
            MappingError::FieldNotWritable { field } => malformed("field-not-writable").with("field", field),
            MappingError::FieldArchived { field } => malformed("field-archived").with("field", field),
            MappingError::MappedTwice { field, headers } => {
                malformed("column-mapped-twice").with("field", field).with("headers", headers.join(", "))
            }
            MappingError::RequiredUnmapped { fields } => malformed("mapping-incomplete").with("fields", fields.join(", ")),
            MappingError::KeyUnmapped { fields } => malformed("update-without-key").with("fields", fields.join(", ")),
            MappingError::MatchUnmapped { field } => malformed("match-unmapped").with("field", field),
            MappingError::ValueUnreadable { field, value } => {
                malformed("value-unreadable").with("field", field).with("value", value)
            }
            MappingError::OrderUnknown { order } => {
                malformed("value-unreadable").with("field", "date-order").with("value", order)
            }
        };
        refusal.into()
    }
}

impl From<RecipeError> for Error {
    fn from(error: RecipeError) -> Error {
        let malformed = |code| Refusal::new(RefusalKind::Malformed, code);
        match error {
            RecipeError::Unreadable(reason) => malformed("recipe-unreadable").with("reason", reason).into(),
            RecipeError::Newer { found, known } => malformed("recipe-version").with("found", found).with("known", known).into(),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge) {
            return Refusal::new(RefusalKind::Unavailable, "disk-full").into();
        }
        if error.kind() == std::io::ErrorKind::NotFound {
            return Refusal::new(RefusalKind::NotFound, "io-failed").with("reason", error).into();
        }
        Refusal::new(RefusalKind::Unavailable, "io-failed").with("reason", error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let refusal = Refusal::unknown("type-unknown", "contcts", ["contacts", "companies"]);
        assert_eq!(refusal.params[1], ("likely", "contacts".to_owned()));
        let refusal = Refusal::unknown("type-unknown", "zzz", ["contacts"]);
        assert_eq!(refusal.params[1], ("likely", String::new()));
    }
}
