//! Answers to programs: JSON, pages with a cursor, tags of versions.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kartoteka_engine::error::{Refusal, RefusalKind};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::given::malformed;

/// A document. Nobody keeps it: it says what is stored now, to whom asks now.
pub fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Authorization, Cookie, Accept-Language"));
    response
}

pub fn ok(body: &Value) -> Response {
    json(StatusCode::OK, body)
}

/// A text as a part of an address.
pub fn segment(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Something that was made, and where it is.
pub fn created(path: &str, body: &Value) -> Response {
    with_header(json(StatusCode::CREATED, body), header::LOCATION.as_str(), path)
}

/// The same with its version: who changes it next need not ask for it first.
pub fn made(path: &str, version: &str, body: &Value) -> Response {
    with_header(created(path, body), header::ETAG.as_str(), &format!("\"{version}\""))
}

/// Work that goes on: look there again.
pub fn accepted(path: &str, body: &Value) -> Response {
    let response = with_header(json(StatusCode::ACCEPTED, body), header::LOCATION.as_str(), path);
    with_header(response, header::RETRY_AFTER.as_str(), "1")
}

pub fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A page of a list. `total` only when it was asked for: counting takes time.
pub fn page(data: Vec<Value>, next: Option<String>, total: Option<u64>) -> Response {
    let mut body = json!({"data": data, "next_cursor": next});
    if let Some(total) = total {
        body["total"] = total.into();
    }
    ok(&body)
}

/// The page of a whole list that stands latest first: what is older than `before`, and where the next page begins.
pub fn sliced<T>(all: Vec<T>, before: Option<i64>, limit: usize, id: impl Fn(&T) -> i64) -> (Vec<T>, Option<String>) {
    let mut rest = all.into_iter().filter(|one| before.is_none_or(|before| id(one) < before));
    let page: Vec<T> = rest.by_ref().take(limit).collect();
    let next = page.last().filter(|_| rest.next().is_some()).map(|last| id(last).to_string());
    (page, next)
}

/// The version of what has no number of its own: another one whenever anything in it is another.
pub fn fingerprint(body: &Value) -> String {
    let hash = Sha256::digest(body.to_string());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// One resource with its version; 304 when the caller has this one.
pub fn versioned(asked: &HeaderMap, version: &str, body: &Value) -> Response {
    let tag = format!("\"{version}\"");
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let response =
        if known.is_some_and(|known| names(known, version)) { StatusCode::NOT_MODIFIED.into_response() } else { ok(body) };
    with_header(response, header::ETAG.as_str(), &tag)
}

pub fn with_header(mut response: Response, name: &'static str, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// What `If-Match` says: any version (`*`), or these.
pub enum IfMatch {
    Any,
    Versions(String),
}

impl IfMatch {
    /// Refuses changes that do not say what they are based on.
    pub fn required(headers: &HeaderMap) -> Result<IfMatch, Refusal> {
        match headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::trim) {
            None => Err(malformed("if-match-missing")),
            Some("*") => Ok(IfMatch::Any),
            Some(list) => Ok(IfMatch::Versions(list.to_owned())),
        }
    }

    /// Refuses when what the change is based on is not what is there now.
    pub fn require(&self, now: &Value) -> Result<(), Refusal> {
        let is_fit = self.fits(&fingerprint(now));
        if is_fit { Ok(()) } else { Err(Refusal::new(RefusalKind::Conflict, "resource-changed")) }
    }

    pub fn fits(&self, version: &str) -> bool {
        match self {
            IfMatch::Any => true,
            IfMatch::Versions(list) => names(list, version),
        }
    }
}

/// The tags of a list, without their marks.
pub fn tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
}

/// Whether a list of tags names a version. Compression on the way may have made a tag weak.
fn names(list: &str, version: &str) -> bool {
    tags(list).any(|tag| tag == version || tag == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_without_their_marks() {
        for (list, expected) in [("\"3\"", true), ("W/\"3\", \"4\"", true), ("\"4\"", false), ("*", true), ("", false)] {
            assert_eq!(names(list, "3"), expected, "{list}");
        }
    }
}
