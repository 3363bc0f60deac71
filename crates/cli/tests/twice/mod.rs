//! A register twice: in a data directory here, and behind a server that has a copy of it. Everything is typed on both.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::JoinHandle;

use kartoteka_engine::actor::Actor;
use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::set_up::FirstAdministrator;
use kartoteka_engine::{Config, Engine};
use kartoteka_fixtures::engine::TestEngine;
use kartoteka_server::Options;

/// A server of the test's own, until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// On a free port, or on a given one.
    pub fn start(config: Config, port: u16) -> Server {
        let served = Arc::new(Engine::open(config).expect("an engine"));
        let (stop, (tell, told)) = (Arc::new(AtomicBool::new(false)), channel());
        let flag = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let listen = SocketAddr::from(([127, 0, 0, 1], port));
            let told = move |address| tell.send(address).expect("somebody waits");
            kartoteka_server::serve(served, listen, Options::default(), flag, told).expect("a server");
        });
        Server { address: told.recv().expect("an address"), stop, thread: Some(thread) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends in order");
        }
    }
}

/// Bytes by which a packed moment makes two workbooks differ.
const MOMENT: usize = 16;

pub struct Twice {
    pub here: TestEngine,
    pub folder: tempfile::TempDir,
    pub server: Option<Server>,
    pub address: SocketAddr,
    pub token: String,
}

pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a kind").is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
}

impl Twice {
    /// Two companies, imported as #1.
    pub fn new() -> Twice {
        Twice::with(|engine| {
            engine.run_text("companies", "Name;City\nACME;Brno\nBeta;Praha\n;Brno\n");
        })
    }

    /// Nothing in it but an administrator.
    pub fn empty() -> Twice {
        Twice::with(|_| {})
    }

    fn with(fill: impl FnOnce(&TestEngine)) -> Twice {
        let here = TestEngine::new();
        let email = "jana@example.com".to_owned();
        let jana = FirstAdministrator { login: "jana".to_owned(), email, password: "correct horse battery".to_owned() };
        here.add_administrator(&Actor::local(), &jana).expect("an administrator");
        let jana = here.actor("jana").expect("jana");
        let token = here.create_api_token(&jana, "test", &Scope::ALL, 30).expect("a token");
        fill(&here);
        let folder = tempfile::tempdir().expect("a folder");
        copied(&here.config().data, &folder.path().join("there"));
        let mut twice = Twice { here, folder, server: None, address: SocketAddr::from(([127, 0, 0, 1], 0)), token };
        twice.start(0);
        twice
    }

    /// How the register behind the server is opened.
    pub fn config(&self) -> Config {
        Config { data: self.path("there"), ..self.here.config().clone() }
    }

    pub fn start(&mut self, port: u16) {
        let server = Server::start(self.config(), port);
        self.address = server.address;
        self.server = Some(server);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in the folder commands are typed in.
    pub fn file(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command.args(args).env_clear().env("KARTOTEKA_NOW", "2026-11-21T09:30:00").stdin(Stdio::null());
        command.current_dir(self.folder.path());
        command
    }

    pub fn here(&self, args: &[&str]) -> Said {
        said(self.command(args).env("KARTOTEKA_DATA", &self.here.config().data).env("KARTOTEKA_AS", "jana"))
    }

    pub fn over(&self, args: &[&str]) -> Command {
        let mut command = self.command(args);
        command.env("KARTOTEKA_SERVER", format!("http://{}", self.address)).env("KARTOTEKA_TOKEN", &self.token);
        command
    }

    pub fn there(&self, args: &[&str]) -> Said {
        said(&mut self.over(args))
    }

    /// Both, and both the same; the answer from here.
    #[track_caller]
    pub fn same(&self, code: i32, args: &[&str]) -> String {
        self.same_with(code, args, &[])
    }

    /// The same with the files that are left: workbooks hold a moment and are packed, of them the length is compared.
    #[track_caller]
    pub fn same_with(&self, code: i32, args: &[&str], files: &[&str]) -> String {
        let here = self.here(args);
        let left = self.taken(files);
        let there = self.there(args);
        assert_eq!(here.code, Some(code), "here {args:?}\n{}\n{}", here.out, here.err);
        assert_eq!(there.code, here.code, "there {args:?}\n{}\n{}", there.out, there.err);
        assert_eq!(there.out, here.out, "{args:?}\n{}", there.err);
        assert_eq!(there.err, here.err, "{args:?}");
        for (name, (here, there)) in files.iter().zip(left.iter().zip(self.taken(files))) {
            if name.ends_with(".xlsx") {
                let apart = there.len().abs_diff(here.len());
                assert!(apart <= MOMENT, "{args:?} {name}: {} {}", here.len(), there.len());
            } else {
                assert_eq!(String::from_utf8_lossy(&there), String::from_utf8_lossy(here), "{args:?} {name}");
            }
        }
        here.out
    }

    /// Files as they are left, and away with them.
    fn taken(&self, files: &[&str]) -> Vec<Vec<u8>> {
        let take = |name: &&str| {
            let bytes = std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            std::fs::remove_file(self.path(name)).expect("removed");
            bytes
        };
        files.iter().map(take).collect()
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples").join(name);
    path.to_str().expect("a plain path").to_owned()
}
