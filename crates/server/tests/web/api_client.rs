//! A program that calls the API: one request a connection, JSON in and out.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use kartoteka_engine::manage_tokens::Scope;
use serde_json::Value;

pub use crate::browser::Answer;
use crate::browser::{Site, parsed};

/// Somebody with a token.
pub struct Client<'s> {
    site: &'s Site,
    pub headers: Vec<(String, String)>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// The code of a problem, which is one in every part.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        for member in ["type", "title", "detail", "instance", "code"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {problem}");
        }
        (self.status, problem["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// A token of jana's with these scopes.
pub fn token(site: &Site, scopes: &[Scope]) -> String {
    let jana = site.engine.actor("jana").expect("jana");
    site.engine.create_api_token(&jana, "test", scopes, 30).expect("a token")
}

impl<'s> Client<'s> {
    pub fn new(site: &'s Site) -> Client<'s> {
        Client { site, headers: Vec::new() }
    }

    /// With all scopes.
    pub fn full(site: &'s Site) -> Client<'s> {
        Client::scoped(site, &Scope::ALL)
    }

    pub fn scoped(site: &'s Site, scopes: &[Scope]) -> Client<'s> {
        Client::new(site).with("Authorization", &format!("Bearer {}", token(site, scopes)))
    }

    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Client<'s> {
        let mut headers = self.headers.clone();
        headers.retain(|(known, _)| known != name);
        headers.push((name.to_owned(), value.to_owned()));
        Client { site: self.site, headers }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None, b"")
    }

    /// A page beside the API.
    pub fn get_page(&self, path: &str) -> Answer {
        self.raw("GET", path, None, b"")
    }

    pub fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(method, path, Some("application/json"), body.to_string().as_bytes())
    }

    pub fn ask(&self, method: &str, path: &str, media: Option<&str>, body: &[u8]) -> Answer {
        let path = if path.starts_with("/api/") { path.to_owned() } else { format!("/api/v1{path}") };
        self.raw(method, &path, media, body)
    }

    fn raw(&self, method: &str, path: &str, media: Option<&str>, body: &[u8]) -> Answer {
        parsed(&String::from_utf8_lossy(&self.bytes(method, path, media, body)))
    }

    /// A file, byte for byte.
    pub fn file(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<u8> {
        let path = if path.starts_with("/api/") { path.to_owned() } else { format!("/api/v1{path}") };
        let text = body.map(Value::to_string).unwrap_or_default();
        let bytes = self.bytes(method, &path, body.map(|_| "application/json"), text.as_bytes());
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let (head, mut rest) = (String::from_utf8_lossy(&bytes[..end]).to_lowercase(), &bytes[end + 4..]);
        assert!(head.starts_with("http/1.1 200"), "{head}");
        if !head.contains("transfer-encoding: chunked") {
            return rest.to_vec();
        }
        let mut whole = Vec::new();
        loop {
            let line = rest.windows(2).position(|two| two == b"\r\n").expect("a size");
            let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..line]), 16).expect("a size");
            if size == 0 {
                return whole;
            }
            whole.extend_from_slice(&rest[line + 2..line + 2 + size]);
            rest = &rest[line + 4 + size..];
        }
    }

    /// A document of which half arrives before the line breaks.
    pub fn broken_off(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let path = format!("/api/v1{path}");
        let bytes = self.sent(method, &path, Some("application/json"), (body.len(), &body[..body.len() / 2]));
        parsed(&String::from_utf8_lossy(&bytes))
    }

    fn bytes(&self, method: &str, path: &str, media: Option<&str>, body: &[u8]) -> Vec<u8> {
        self.sent(method, path, media, (body.len(), body))
    }

    /// The length that is announced, and what comes of it.
    fn sent(&self, method: &str, path: &str, media: Option<&str>, (length, body): (usize, &[u8])) -> Vec<u8> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.site.address);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(media) = media {
            head.push_str(&format!("Content-Type: {media}\r\n"));
        }
        if method != "GET" {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        let mut stream = TcpStream::connect(self.site.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream.write_all(format!("{head}\r\n").as_bytes()).expect("sent");
        // A body that is too large may be cut off; the answer counts.
        let _ = stream.write_all(body);
        if body.len() < length {
            stream.shutdown(Shutdown::Write).expect("an end");
        }
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    /// Follows the work on an import to its end.
    pub fn ended(&self, path: &str) -> Value {
        let told = self.get(&format!("{path}/events"));
        assert!(told.text.contains("event: done"), "{}", told.text);
        self.get(path).json()
    }
}
