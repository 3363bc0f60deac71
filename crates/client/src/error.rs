//! Why a conversation did not lead anywhere: the server said no, could not be reached, or said something nobody understands.

use serde_json::Value;

pub type Result<T> = std::result::Result<T, Error>;

/// The "no" of a server, RFC 9457.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub status: u16,
    /// Stable: `record_unknown`.
    pub code: String,
    /// What kind of "no" it is, as exit codes tell them apart; empty from servers that do not say.
    pub kind: String,
    /// Seconds until it is worth asking again.
    pub retry_after: Option<u64>,
    /// The sentence, in the language asked for.
    pub title: String,
    /// What to do, when there is something to do.
    pub hint: Option<String>,
    /// All of it.
    pub document: Value,
}

impl Problem {
    /// Reads a document; one of another make has its status only.
    pub fn of(status: u16, document: Value) -> Problem {
        let text = |name: &str| document[name].as_str().unwrap_or_default().to_owned();
        let (title, detail) = (text("title"), text("detail"));
        let hint = detail.strip_prefix(title.as_str()).map(str::trim).filter(|hint| !hint.is_empty()).map(str::to_owned);
        Problem { status, code: text("code"), kind: text("kind"), retry_after: None, title, hint, document }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} {}", .0.status, .0.code)]
    Problem(Box<Problem>),
    /// No answer: no such host, nobody listens, the line broke.
    #[error("{url}: {reason}")]
    Unreachable { url: String, reason: String },
    /// An answer that is not one of a Kartoteka server.
    #[error("{url}: not an answer of a Kartoteka server")]
    NotKartoteka { url: String },
    /// The address or the token cannot be what they were taken for.
    #[error("{what}")]
    Unfit { what: &'static str },
    /// The line could not be made safe: a certificate nobody vouches for, or no TLS at all.
    #[error("{url}: {reason}")]
    Unsafe { url: String, reason: String },
    /// Whoever asked wanted to stop.
    #[error("stopped")]
    Stopped,
    /// A file of this side.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Error {
    /// Whether the same question may be answered a little later: the line broke, the server is starting again or busy with it.
    pub fn is_passing(&self) -> bool {
        match self {
            Error::Unreachable { .. } => true,
            Error::Problem(problem) => matches!(problem.status, 429 | 502..=504) || problem.code == "idempotency_key_busy",
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hint_is_what_follows_the_title() {
        let of = |title: &str, detail: &str| Problem::of(404, json!({"code": "x", "title": title, "detail": detail})).hint;
        assert_eq!(of("There is none.", "There is none. Look again."), Some("Look again.".to_owned()));
        assert_eq!(of("There is none.", "There is none."), None);
        assert_eq!(Problem::of(502, Value::Null).code, "");
    }
}
