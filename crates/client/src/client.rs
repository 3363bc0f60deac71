//! A Kartoteka server asked over its REST API: documents, pages of lists, files down, files up.
//!
//! In: a method, a path under `/api/v1`, a query, a body. Out: the answer, or the problem. Keeps one connection; follows no
//! redirect, because a token must not go anywhere else.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;
use ureq::http::{Request, Response};
use ureq::{Agent, Body, SendBody};

use crate::error::{Error, Problem, Result};
use crate::patience::PATIENCE;

/// Where the API is under the address of a server.
const BASE: &str = "/api/v1";
/// Until somebody answers the door.
const CONNECT: Duration = Duration::from_secs(10);
/// How often, and how many seconds, whoever asked too often waits.
const MOST_WAITS: u32 = 20;
const LONGEST_WAIT: u64 = 60;
/// Words by which a failure of TLS is known that comes as one of the line.
const UNSAFE: [&str; 4] = ["peer certificate", "corrupt message", "peer is incompatible", "fatal alert"];
/// A document that a server would send; files have no limit.
const MOST_DOCUMENT: u64 = 256 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    fn word(self) -> &'static str {
        match self {
            Verb::Get => "GET",
            Verb::Post => "POST",
            Verb::Put => "PUT",
            Verb::Patch => "PATCH",
            Verb::Delete => "DELETE",
        }
    }
}

/// What a server said that was no problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// Null when there was no body.
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A server and the token it is asked with. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    server: String,
    token: String,
    language: String,
    patience: Duration,
    /// Whether the server ever answered.
    is_known: Arc<AtomicBool>,
}

impl Client {
    /// `server`: `https://crm.example.com`; `language`: the tag answers are wanted in.
    pub fn new(server: &str, token: &str, language: &str) -> Result<Client> {
        let server = plain_address(server)?;
        let token = token.trim().to_owned();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::Unfit { what: "token" });
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .user_agent(concat!("kartoteka/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Client {
            agent: Agent::new_with_config(config),
            server,
            token,
            language: language.to_owned(),
            patience: PATIENCE,
            is_known: Arc::default(),
        })
    }

    /// How long a server that went away in the middle is waited for.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Client {
        Client { patience, ..self }
    }

    pub(crate) fn patience(&self) -> Duration {
        self.patience
    }

    /// Whether the server never answered yet.
    pub(crate) fn is_new(&self) -> bool {
        !self.is_known.load(Ordering::Relaxed)
    }

    pub fn server(&self) -> &str {
        &self.server
    }

    /// `GET path?query`.
    pub fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        self.unhurried(|| self.document(self.asked(Verb::Get, path, query, &[], None, SendBody::none())?))
    }

    /// A document there, a document back. `headers`: `If-Match`, `Idempotency-Key`.
    pub fn send(&self, verb: Verb, path: &str, headers: &[(&str, &str)], body: &Value) -> Result<Answer> {
        let text = body.to_string();
        self.unhurried(|| {
            let mut bytes = text.as_bytes();
            let (body, length) = (SendBody::from_reader(&mut bytes), Some(("application/json", Some(text.len() as u64))));
            self.document(self.asked(verb, path, &[], headers, length, body)?)
        })
    }

    /// Bytes that are held, as the body of a PUT.
    pub(crate) fn put_bytes(&self, path: &str, query: &[(&str, &str)], bytes: &[u8]) -> Result<Answer> {
        self.unhurried(|| {
            let mut reader = bytes;
            let length = Some(("application/octet-stream", Some(bytes.len() as u64)));
            self.document(self.asked(Verb::Put, path, query, &[], length, SendBody::from_reader(&mut reader))?)
        })
    }

    /// Who asked too often asks again when the server says; nothing was done meanwhile.
    fn unhurried<T>(&self, ask: impl Fn() -> Result<T>) -> Result<T> {
        for _ in 0..MOST_WAITS {
            match ask() {
                Err(Error::Problem(problem)) if problem.status == 429 && problem.code == "too_many_requests" => {
                    std::thread::sleep(Duration::from_secs(problem.retry_after.unwrap_or(1).clamp(1, LONGEST_WAIT)));
                }
                other => return other,
            }
        }
        ask()
    }

    pub fn delete(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.unhurried(|| self.document(self.asked(Verb::Delete, path, &[], headers, None, SendBody::none())?))
    }

    /// Every page of a list, one entry after another, until `each` says `false`.
    pub fn each(&self, path: &str, query: &[(&str, &str)], mut each: impl FnMut(Value) -> bool) -> Result<()> {
        let mut cursor: Option<String> = None;
        loop {
            let mut asked = query.to_vec();
            asked.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let mut answer = self.get(path, &asked)?;
            let Value::Array(data) = answer.body["data"].take() else { return Err(self.stranger()) };
            for one in data {
                if !each(one) {
                    return Ok(());
                }
            }
            match answer.body["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return Ok(()),
            }
        }
    }

    /// Everything of a list.
    pub fn all(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        self.each(path, query, |one| {
            all.push(one);
            true
        })?;
        Ok(all)
    }

    /// A file: written piece by piece while it comes. With a body it is asked for by POST. Gives the name the server calls it.
    pub fn download(&self, path: &str, query: &[(&str, &str)], body: Option<&Value>, to: &mut dyn Write) -> Result<Downloaded> {
        let text = body.map(Value::to_string).unwrap_or_default();
        let mut bytes = text.as_bytes();
        let response = match body {
            Some(_) => {
                let length = Some(("application/json", Some(text.len() as u64)));
                self.asked(Verb::Post, path, query, &[], length, SendBody::from_reader(&mut bytes))?
            }
            None => self.asked(Verb::Get, path, query, &[], None, SendBody::none())?,
        };
        let mut response = self.judged(response)?;
        let headers = headers_of(&response);
        let name = headers.iter().find(|(name, _)| name == "content-disposition").and_then(|(_, value)| file_name(value));
        let promised = response.body().content_length();
        let mut reader = response.body_mut().with_config().limit(u64::MAX).reader();
        let bytes = copy(&mut reader, to).map_err(|error| self.broken(&error))?;
        if promised.is_some_and(|promised| promised != bytes) {
            return Err(self.broken(&std::io::Error::from(std::io::ErrorKind::UnexpectedEof)));
        }
        Ok(Downloaded { bytes, name, headers })
    }

    /// Bytes of a file as the body, read piece by piece.
    pub fn upload(
        &self,
        verb: Verb,
        path: &str,
        query: &[(&str, &str)],
        headers: &[(&str, &str)],
        (media, file): (&str, &mut dyn Read),
    ) -> Result<Answer> {
        let response = self.asked(verb, path, query, headers, Some((media, None)), SendBody::from_reader(file))?;
        self.document(response)
    }

    /// A stream of events: `each` gets the name and the document of every one, until it says `false` or the server ends.
    pub fn follow(&self, path: &str, mut each: impl FnMut(&str, Value) -> bool) -> Result<()> {
        let response = self.asked(Verb::Get, path, &[], &[], None, SendBody::none())?;
        let mut response = self.judged(response)?;
        let reader = response.body_mut().with_config().limit(u64::MAX).reader();
        crate::events::read(reader, |name, data| serde_json::from_str(data).is_ok_and(|data| each(name, data)))
            .map_err(|error| self.broken(&error))
    }

    fn asked(
        &self,
        verb: Verb,
        path: &str,
        query: &[(&str, &str)],
        headers: &[(&str, &str)],
        body: Option<(&str, Option<u64>)>,
        content: SendBody<'_>,
    ) -> Result<Response<Body>> {
        let path = path.strip_prefix(BASE).unwrap_or(path);
        let mut url = format!("{}{BASE}{path}", self.server);
        for (place, (name, value)) in query.iter().enumerate() {
            url.push(if place == 0 { '?' } else { '&' });
            url.push_str(&format!("{}={}", encoded(name), encoded(value)));
        }
        let mut request = Request::builder().method(verb.word()).uri(&url);
        request = request.header("authorization", format!("Bearer {}", self.token)).header("accept-language", &self.language);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((media, length)) = body {
            request = request.header("content-type", media);
            if let Some(length) = length {
                request = request.header("content-length", length);
            }
        }
        let request = request.body(content).map_err(|_| Error::Unfit { what: "server" })?;
        let response = self.agent.run(request).map_err(|error| self.not_reached(&error))?;
        self.is_known.store(true, Ordering::Relaxed);
        Ok(response)
    }

    /// A problem, or the answer.
    fn judged(&self, mut response: Response<Body>) -> Result<Response<Body>> {
        let status = response.status().as_u16();
        if (200..300).contains(&status) || status == 304 {
            return Ok(response);
        }
        let retry_after = header(&response, "retry-after").and_then(|seconds| seconds.parse().ok());
        let is_problem = header(&response, "content-type").is_some_and(|media| media.starts_with("application/problem+json"));
        let text = response.body_mut().with_config().limit(MOST_DOCUMENT).read_to_string();
        match text.ok().filter(|_| is_problem).and_then(|text| serde_json::from_str(&text).ok()) {
            Some(document) => Err(Error::Problem(Box::new(Problem { retry_after, ..Problem::of(status, document) }))),
            // What stands before the server says that the server is not there.
            None if matches!(status, 502..=504) => {
                Err(Error::Unreachable { url: self.server.clone(), reason: status.to_string() })
            }
            None => Err(self.stranger()),
        }
    }

    fn document(&self, response: Response<Body>) -> Result<Answer> {
        let mut response = self.judged(response)?;
        let (status, headers) = (response.status().as_u16(), headers_of(&response));
        let text = response.body_mut().with_config().limit(MOST_DOCUMENT).read_to_string();
        let text = text.map_err(|error| Error::Unreachable { url: self.server.clone(), reason: error.to_string() })?;
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).map_err(|_| self.stranger())? };
        Ok(Answer { status, headers, body })
    }

    fn not_reached(&self, error: &ureq::Error) -> Error {
        let (url, reason) = (self.server.clone(), error.to_string());
        let told = UNSAFE.iter().any(|word| reason.contains(word));
        let is_tls = told || matches!(error, ureq::Error::Tls(_) | ureq::Error::Rustls(_));
        if is_tls { Error::Unsafe { url, reason } } else { Error::Unreachable { url, reason } }
    }

    pub(crate) fn stranger(&self) -> Error {
        Error::NotKartoteka { url: self.server.clone() }
    }

    fn broken(&self, error: &std::io::Error) -> Error {
        Error::Unreachable { url: self.server.clone(), reason: error.to_string() }
    }
}

/// The address of a server without what may stand behind it: `https://crm.example.com`.
///
/// # Errors
/// [`Error::Unfit`]: it is no such address.
pub fn plain_address(server: &str) -> Result<String> {
    let server = server.trim().trim_end_matches('/').trim_end_matches(BASE).trim_end_matches('/').to_owned();
    let rest = server.strip_prefix("https://").or_else(|| server.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(['@', ' ', '?', '#'])) {
        return Err(Error::Unfit { what: "server" });
    }
    Ok(server)
}

/// A file that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    pub bytes: u64,
    pub name: Option<String>,
    pub headers: Vec<(String, String)>,
}

impl Downloaded {
    /// A header by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn copy(from: &mut impl Read, to: &mut dyn Write) -> std::io::Result<u64> {
    let mut piece = vec![0; 64 << 10];
    let mut bytes = 0;
    loop {
        match from.read(&mut piece)? {
            0 => break,
            read => {
                to.write_all(&piece[..read])?;
                bytes += read as u64;
            }
        }
    }
    to.flush()?;
    Ok(bytes)
}

fn header<'r>(response: &'r Response<Body>, name: &str) -> Option<&'r str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

fn headers_of(response: &Response<Body>) -> Vec<(String, String)> {
    let pair = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    response.headers().iter().filter_map(pair).collect()
}

/// The name in `filename*=UTF-8''…`; never a path.
fn file_name(disposition: &str) -> Option<String> {
    let (_, encoded) = disposition.split_once("filename*=UTF-8''")?;
    let encoded = encoded.split(';').next()?.trim();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => u8::from_str_radix(std::str::from_utf8(&[rest.next()?, rest.next()?]).ok()?, 16).ok()?,
            byte => byte,
        };
        bytes.push(byte);
    }
    let name = String::from_utf8(bytes).ok()?;
    let name = Path::new(&name).file_name()?.to_str()?.to_owned();
    (!name.contains(['/', '\\'])).then_some(name)
}

/// A part of an address: a name in a path, a value in a query.
pub fn encoded(text: &str) -> String {
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_token_that_is_none_is_refused() {
        let new = |server: &str, token: &str| Client::new(server, token, "en").is_ok();
        for (server, token, expected) in [
            ("https://crm.example.com", "kt_1", true),
            ("http://127.0.0.1:8080/", " kt_1\n", true),
            ("https://crm.example.com/api/v1", "kt_1", true),
            ("crm.example.com", "kt_1", false),
            ("https://", "kt_1", false),
            ("https://a@b", "kt_1", false),
            ("ftp://x", "kt_1", false),
            ("https://crm.example.com", "", false),
            ("https://crm.example.com", "kt 1", false),
            ("https://crm.example.com", "kt\r\nx", false),
        ] {
            assert_eq!(new(server, token), expected, "{server} {token:?}");
        }
        let client = Client::new("https://crm.example.com/api/v1/", "kt_1", "en").expect("a client");
        assert_eq!(client.server(), "https://crm.example.com");
    }

    #[test]
    fn a_name_of_a_file_is_no_path() {
        for (disposition, expected) in [
            ("attachment; filename=\"x\"; filename*=UTF-8''a%20b.csv", Some("a b.csv")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
            ("attachment; filename*=UTF-8''..", None),
            ("attachment; filename*=UTF-8''a%5Cb", None),
            ("attachment; filename*=UTF-8''%FF", None),
            ("attachment", None),
        ] {
            assert_eq!(file_name(disposition).as_deref(), expected, "{disposition}");
        }
    }
}
