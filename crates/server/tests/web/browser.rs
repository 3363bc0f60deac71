//! A small client with cookies, and a server to ask. In: paths and forms. Out: status, headers, text. Follows nothing by
//! itself: a test sees each answer.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::Duration;

use kartoteka_engine::actor::Actor;
use kartoteka_engine::set_up::FirstAdministrator;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_fixtures::engine::TestEngine;
use kartoteka_server::Options;

pub const PASSWORD: &str = "correct horse battery";

/// A server over a data directory that both go at the end of the test.
pub struct Site {
    pub engine: Arc<TestEngine>,
    pub address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    pub fn new() -> Site {
        Site::over(Arc::new(TestEngine::new()))
    }

    fn over(engine: Arc<TestEngine>) -> Site {
        let config = engine.config().clone();
        Site::serving(engine, config)
    }

    /// The server ended, and another one began on the same data so many days later.
    pub fn later(self, days: i64) -> Site {
        self.after(jiff::Span::new().days(days))
    }

    /// The same after any time.
    pub fn after(self, time: jiff::Span) -> Site {
        let engine = Arc::clone(&self.engine);
        drop(self);
        let config = engine.config().clone();
        let then = config.clock.now().checked_add(time).expect("a moment");
        Site::serving(engine, Config { clock: Clock::Fixed(then), ..config })
    }

    fn serving(engine: Arc<TestEngine>, config: Config) -> Site {
        // A second handle on the same directory, as a server and a command line beside it have.
        let served = Arc::new(Engine::open(config).expect("an engine"));
        let stop = Arc::new(AtomicBool::new(false));
        let (tell, told) = channel();
        let flag = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let listen = SocketAddr::from(([127, 0, 0, 1], 0));
            let told = move |address| tell.send(address).expect("somebody waits");
            kartoteka_server::serve(served, listen, Options::default(), flag, told).expect("a server");
        });
        let address = told.recv().expect("an address");
        Site { engine, address, stop, thread: Some(thread) }
    }

    /// A site with an administrator `jana`.
    pub fn with_jana() -> Site {
        let site = Site::new();
        let email = "jana@example.com".to_owned();
        let jana = FirstAdministrator { login: "jana".to_owned(), email, password: PASSWORD.to_owned() };
        site.engine.add_administrator(&Actor::local(), &jana).expect("an administrator");
        site
    }

    /// The server ended, something happened, and another one began on the same data.
    pub fn restarted(self, between: impl FnOnce(&TestEngine)) -> Site {
        let engine = Arc::clone(&self.engine);
        drop(self);
        between(&engine);
        Site::over(engine)
    }

    /// Adds a user with a role, who can sign in.
    pub fn add(&self, login: &str, role: &str) {
        let email = format!("{login}@example.com");
        self.engine.create("user", &[("username", login), ("email", &email), ("role", role)]);
        let token = self.engine.invite_user(&Actor::local(), login).expect("an invitation");
        self.engine.accept_invitation(&token, PASSWORD).expect("a password");
    }

    pub fn browser(&self) -> Browser {
        Browser { address: self.address, cookies: BTreeMap::new(), headers: BTreeMap::new() }
    }

    /// Somebody who is signed in.
    pub fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", &[("name", login), ("password", PASSWORD)]);
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
        browser
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends in order");
        }
    }
}

/// One browser: its cookies, and headers it sends with everything.
pub struct Browser {
    address: SocketAddr,
    pub cookies: BTreeMap<String, String>,
    pub headers: BTreeMap<String, String>,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// The text of the page's title.
    pub fn title(&self) -> &str {
        self.text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map_or("", |(title, _)| title)
    }
}

impl Browser {
    pub fn with(mut self, name: &str, value: &str) -> Browser {
        self.headers.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "", b"")
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.ask("POST", path, "application/x-www-form-urlencoded", body.join("&").as_bytes())
    }

    /// Fields and one file, as a form with a file sends them.
    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(format!("--b0\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!("--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
        body.extend(format!("{head}Content-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n--b0--\r\n");
        self.ask("POST", path, "multipart/form-data; boundary=b0", &body)
    }

    /// A body of another kind than a plain form.
    pub fn send(&mut self, path: &str, media: &str, body: &str) -> Answer {
        self.ask("POST", path, media, body.as_bytes())
    }

    fn ask(&mut self, method: &str, path: &str, media: &str, body: &[u8]) -> Answer {
        let mut lines = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in &self.headers {
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            lines.push_str(&format!("Cookie: {}\r\n", cookies.join("; ")));
        }
        if method == "POST" {
            lines.push_str(&format!("Content-Type: {media}\r\nContent-Length: {}\r\n", body.len()));
        }
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream.write_all(format!("{lines}\r\n").as_bytes()).expect("sent");
        stream.write_all(body).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        // Files are looked at by their headers; their bytes need not be text.
        let answer = parsed(&String::from_utf8_lossy(&bytes));
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, line) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if line.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// An answer as it came over the wire, a text in one piece.
pub fn parsed(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let media = headers.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value.as_str());
    let is_text = media.starts_with("text/") || media.contains("json");
    Answer { status, headers, text: if is_chunked && is_text { unchunked(body) } else { body.to_owned() } }
}

fn unchunked(mut rest: &str) -> String {
    let mut text = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            break;
        }
        text.push_str(&after[..size]);
        rest = &after[size + 2..];
    }
    text
}

fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
