//! What a caller sends: JSON documents and queries. A member nobody knows is refused, so that a misspelt one is not passed over.
//!
//! In: bodies and queries. Out: values, or refusals that name the place.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use futures_util::StreamExt as _;
use kartoteka_engine::error::{Refusal, RefusalKind};
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::Problem;

/// The most a page holds, and what it holds when nothing is said.
pub const MOST: usize = 500;
pub const USUAL: usize = 50;

/// A JSON body.
pub struct Given<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Given<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Given<T>, Problem> {
        let media = media_type(request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()));
        if media != "application/json" && media != "application/merge-patch+json" {
            return Err(malformed("media-type-unfit").with("name", media).into());
        }
        let bytes = Bytes::from_request(request, app).await;
        let bytes = bytes.map_err(|rejection| Problem::Body(rejection.status()))?;
        read_json(&bytes).map(Given).map_err(Problem::from)
    }
}

/// A body as a whole, at most so many bytes. One that breaks off is unreadable, not too large.
pub async fn whole_body(body: Body, most: usize) -> Result<Bytes, Problem> {
    let (mut whole, mut pieces) = (Vec::new(), body.into_data_stream());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::Body(StatusCode::BAD_REQUEST))?;
        if whole.len() + piece.len() > most {
            return Err(Problem::Body(StatusCode::PAYLOAD_TOO_LARGE));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.into())
}

/// The type without its parameters, in small letters.
pub fn media_type(header: Option<&str>) -> String {
    header.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Reads a document; the refusal says what does not fit.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        let reason = error.to_string();
        if !error.is_data() {
            return malformed("body-unreadable").with("reason", reason);
        }
        match reason.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
            Some(name) => malformed("member-unknown").with("name", name).with("pointer", pointer(name)),
            None => malformed("member-unfit").with("reason", reason).with("pointer", ""),
        }
    })
}

/// A name as a JSON pointer.
pub fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

pub fn malformed(code: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, code)
}

/// The query, taken apart; what nobody took is refused.
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl FromRequestParts<App> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Query, Problem> {
        let found = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, app).await;
        let axum::extract::Query(pairs) = found.map_err(|_| malformed("query-unknown").with("name", ""))?;
        Ok(Query { pairs })
    }
}

impl Query {
    /// The value of a name that may be said once.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(known, _)| known == name)?;
        Some(self.pairs.remove(at).1)
    }

    /// Every value of a name.
    pub fn take_all(&mut self, name: &str) -> Vec<String> {
        let (taken, kept) = std::mem::take(&mut self.pairs).into_iter().partition(|(known, _)| known == name);
        self.pairs = kept;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// `name[…]=value`: what stands in the brackets, and the value.
    pub fn take_within(&mut self, name: &str) -> Vec<(String, String)> {
        let inside = |known: &str| known.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
        let mut taken = Vec::new();
        self.pairs.retain(|(known, value)| match inside(known) {
            Some(key) => {
                taken.push((key, value.clone()));
                false
            }
            None => true,
        });
        taken
    }

    /// A value that must be readable: `query.parsed("limit", |text| text.parse().ok())?`.
    pub fn parsed<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
        let Some(text) = self.take(name) else { return Ok(None) };
        let unfit = || malformed("value-unreadable").with("field", name).with("value", &text);
        read(&text).map(Some).ok_or_else(unfit)
    }

    pub fn flag(&mut self, name: &str) -> Result<bool, Refusal> {
        let read = |text: &str| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        Ok(self.parsed(name, read)?.unwrap_or(false))
    }

    /// How many a page holds.
    pub fn limit(&mut self) -> Result<usize, Refusal> {
        self.limit_or(USUAL)
    }

    /// The same; `usual` when nothing is said.
    pub fn limit_or(&mut self, usual: usize) -> Result<usize, Refusal> {
        let read = |text: &str| text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        Ok(self.parsed("limit", read)?.unwrap_or(usual))
    }

    /// The place a page begins after.
    pub fn cursor(&mut self) -> Result<Option<i64>, Refusal> {
        self.parsed("cursor", |text| text.parse().ok())
    }

    /// Refuses what nobody took.
    pub fn end(self) -> Result<(), Refusal> {
        match self.pairs.first() {
            Some((name, _)) => Err(malformed("query-unknown").with("name", name)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Two {
        #[allow(dead_code, reason = "only its reading is looked at")]
        one: Option<i64>,
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let code = |text: &str| read_json::<Two>(text.as_bytes()).expect_err("a refusal");
        assert_eq!(code("{").code, "body-unreadable");
        assert_eq!(code("{\"one\": \"x\"}").code, "member-unfit");
        let unknown = code("{\"on/e\": 1}");
        assert_eq!((unknown.code, unknown.params[1].1.as_str()), ("member-unknown", "/on~1e"));
    }

    #[test]
    fn a_query_is_taken_apart() {
        let pairs = [("tag", "a"), ("filter[city]", "Brno"), ("tag", "b"), ("limit", "7"), ("x", "")];
        let mut query = Query { pairs: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec() };
        assert_eq!(query.take_all("tag"), ["a", "b"]);
        assert_eq!(query.take_within("filter"), [("city".to_owned(), "Brno".to_owned())]);
        assert_eq!(query.limit(), Ok(7));
        assert_eq!(query.end().expect_err("x is left").code, "query-unknown");
    }
}
