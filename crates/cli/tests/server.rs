//! The same words typed twice: once on a data directory, once over a server that has a copy of it. What is printed and how it ends
//! must be the same, byte for byte.

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

/// A register twice: here, and behind a server.
struct Twice {
    here: TestEngine,
    folder: tempfile::TempDir,
    address: SocketAddr,
    token: String,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
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
    fn new() -> Twice {
        let here = TestEngine::new();
        let email = "jana@example.com".to_owned();
        let jana = FirstAdministrator { login: "jana".to_owned(), email, password: "correct horse battery".to_owned() };
        here.add_administrator(&Actor::local(), &jana).expect("an administrator");
        let jana = here.actor("jana").expect("jana");
        let token = here.create_api_token(&jana, "test", &Scope::ALL, 30).expect("a token");
        here.run_text("companies", "Name;City\nACME;Brno\nBeta;Praha\n;Brno\n");
        let folder = tempfile::tempdir().expect("a folder");
        copied(&here.config().data, &folder.path().join("there"));
        let config = Config { data: folder.path().join("there"), ..here.config().clone() };
        let served = Arc::new(Engine::open(config).expect("an engine"));
        let (stop, (tell, told)) = (Arc::new(AtomicBool::new(false)), channel());
        let flag = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let listen = SocketAddr::from(([127, 0, 0, 1], 0));
            let told = move |address| tell.send(address).expect("somebody waits");
            kartoteka_server::serve(served, listen, Options::default(), flag, told).expect("a server");
        });
        let address = told.recv().expect("an address");
        Twice { here, folder, address, token, stop, thread: Some(thread) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command.args(args).env_clear().env("KARTOTEKA_NOW", "2026-11-21T09:30:00").stdin(Stdio::null());
        command.current_dir(self.folder.path());
        command
    }

    fn here(&self, args: &[&str]) -> Said {
        said(self.command(args).env("KARTOTEKA_DATA", &self.here.config().data).env("KARTOTEKA_AS", "jana"))
    }

    fn there(&self, args: &[&str]) -> Said {
        let mut command = self.command(args);
        said(command.env("KARTOTEKA_SERVER", format!("http://{}", self.address)).env("KARTOTEKA_TOKEN", &self.token))
    }

    /// Both, and both the same; the answer from here.
    #[track_caller]
    fn same(&self, code: i32, args: &[&str]) -> String {
        let (here, there) = (self.here(args), self.there(args));
        assert_eq!(here.code, Some(code), "here {args:?}\n{}\n{}", here.out, here.err);
        assert_eq!(there.code, here.code, "there {args:?}\n{}\n{}", there.out, there.err);
        assert_eq!(there.out, here.out, "{args:?}\n{}", there.err);
        here.out
    }
}

impl Drop for Twice {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends in order");
        }
    }
}

fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn records_are_the_same_over_a_server() {
    let twice = Twice::new();
    let list = twice.same(0, &["record", "list", "companies"]);
    assert_eq!(twice.same(0, &["record", "list", "companies", "--fields", "name,city"]), "1\tACME\tBrno\n2\tBeta\tPraha\n");
    assert_eq!(
        twice.same(0, &["record", "list", "companies", "--fields", "city,Tags"]).lines().next(),
        Some("1\tBrno\tImport 2026-11-21 #1")
    );
    assert!(list.contains("ACME") && list.contains("Beta"), "{list}");
    for args in [
        &["record", "list", "companies", "--filter", "city=Brno", "--fields", "name,city", "--json"][..],
        &["record", "list", "firmy", "--lang", "cs", "--filter", "Město=Praha", "--csv"],
        &["record", "list", "companies", "--ids", "2,1", "--jsonl"],
        &["record", "list", "companies", "--limit", "1", "--json=id,name"],
        &["record", "list", "companies", "--count"],
        &["record", "get", "companies", "1"],
        &["record", "get", "companies", "1", "--json"],
        &["record", "add", "companies", "name=Gama", "city=Zlín"],
        &["record", "set", "companies", "3", "city=Brno", "--json"],
        &["record", "set", "companies", "3", "city=Brno"],
        &["record", "tag", "companies", "3", "--add", "fair", "--add", "vip"],
        &["record", "tag", "companies", "3", "--add", "vip"],
        &["record", "get", "companies", "3", "--json=id,city,tags,version"],
        &["record", "history", "companies", "3"],
        &["record", "history", "companies", "3", "--json"],
        &["tag", "list"],
        &["record", "list", "companies", "--fields", "created_at,tags,name"],
    ] {
        twice.same(0, args);
    }
    twice.same(3, &["record", "add", "companies", "name=", "city=Brno"]);
    twice.same(3, &["record", "add", "companies", "name=", "--json"]);
    twice.same(5, &["record", "get", "companies", "77"]);
    twice.same(5, &["record", "get", "nothing", "1"]);
    twice.same(5, &["record", "set", "companies", "1", "nmae=x"]);
    twice.same(6, &["record", "set", "companies", "3", "city=Praha", "--if-match", "1"]);
    twice.same(2, &["record", "get", "companies", "x"]);
}

#[test]
fn what_is_set_up_is_the_same_over_a_server() {
    let twice = Twice::new();
    for args in [
        &["type", "list"][..],
        &["type", "list", "--json", "--lang", "ru"],
        &["type", "show", "leads"],
        &["type", "show", "companies", "--json"],
        &["field", "list", "contacts"],
        &["field", "list", "contacts", "--custom", "--json"],
        &["bot", "add", "Newsletter", "--messenger", "telegram"],
        &["bot", "list"],
        &["tunnel", "list", "--json"],
        &["user", "add", "olga", "--email", "olga@example.com", "--role", "operator"],
        &["user", "list"],
        &["user", "list", "--role", "operator", "--json"],
        &["setting", "set", "leads.row_limit", "7"],
        &["setting", "get", "leads.row_limit", "--json"],
        &["setting", "unset", "leads.row_limit"],
        &["setting", "get"],
        &["recipe", "save", "fair 1", "--import", "1"],
        &["recipe", "list", "--json=name,version"],
        &["recipe", "get", "fair 1"],
        &["recipe", "delete", "fair 1", "--yes"],
        &["import", "list"],
        &["import", "list", "--type", "companies", "--json"],
        &["import", "issues", "1"],
        &["import", "issues", "1", "--group", "--json"],
        &["import", "map", "1"],
        &["import", "tags", "companies"],
    ] {
        twice.same(0, args);
    }
    twice.same(3, &["bot", "add", "Newsletter", "--messenger", "pigeon"]);
    twice.same(5, &["setting", "get", "leads.row_limits"]);
    twice.same(2, &["setting", "set", "leads.row_limit", "many"]);
    twice.same(5, &["recipe", "get", "nothing"]);
    twice.same(5, &["user", "invite", "nobody"]);
    twice.same(5, &["import", "issues", "77"]);
    twice.same(5, &["recipe", "delete", "x"]);
}

#[test]
fn exports_are_the_same_over_a_server() {
    let twice = Twice::new();
    let text = twice.same(0, &["export", "run", "companies", "--filter", "city=Brno", "--format", "csv", "-o", "-"]);
    assert!(text.contains("ACME") && !text.contains("Beta"), "{text}");
    for name in ["a.csv", "b.xlsx"] {
        let args = ["export", "run", "companies", "--kind", "reimport", "--lang", "cs", "-o", name];
        let mut files = Vec::new();
        for said in [twice.here(&args), twice.there(&args)] {
            assert_eq!(said.code, Some(0), "{}", said.err);
            files.push((said.out, std::fs::read(twice.path(name)).expect("a file").len()));
        }
        assert_eq!(files[0], files[1], "{name}");
    }
    twice.same(0, &["export", "run", "companies", "--keep", "--format", "csv"]);
    twice.same(0, &["export", "list"]);
    twice.same(0, &["export", "download", "1", "-o", "kept.csv", "--json"]);
    twice.same(0, &["export", "delete", "1"]);
    twice.same(5, &["export", "download", "1", "-o", "kept.csv"]);
    twice.same(5, &["export", "run", "nothing", "-o", "x.csv"]);
    assert!(!twice.path("x.csv").exists(), "nothing half done");
}

#[test]
fn a_server_that_cannot_be_used_is_told() {
    let twice = Twice::new();
    let server = format!("http://{}", twice.address);
    for (args, token, code, expected) in [
        (&["record", "list", "companies", "--server", &server, "--json"][..], "", 4, "server-token-missing"),
        (&["record", "list", "companies", "--server", &server, "--json"], "kt_wrong", 4, "token-invalid"),
        (&["record", "list", "companies", "--server", "crm.example.com", "--json"], "kt_1", 2, "server-unfit"),
        (&["record", "list", "companies", "--server", "http://127.0.0.1:1", "--json"], "kt_1", 1, "server-unreachable"),
        (&["doctor", "--server", &server, "--json"], &twice.token, 2, "not-over-server"),
        (&["import", "run", "companies", "x.csv", "--server", &server, "--json"], &twice.token, 2, "not-over-server"),
    ] {
        let said = said(twice.command(args).env("KARTOTEKA_TOKEN", token));
        assert_eq!(said.code, Some(code), "{args:?}\n{}", said.err);
        assert!(said.err.replace('_', "-").contains(expected) && said.out.is_empty(), "{args:?}\n{}{}", said.out, said.err);
        assert!(token.is_empty() || !said.err.contains(token), "a token is never told");
    }
}
