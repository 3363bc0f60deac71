//! A register that moves: from a data directory to a database server and back, as a person types it; what is refused, what a
//! kill leaves, and how much memory it takes. Where no server was started, both ends are directories.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use kartoteka_domain::run::State;
use kartoteka_fixtures::databases::Database;
use kartoteka_fixtures::engine::TestEngine;
use serde_json::Value;

/// Bytes of one chunk of an upload, and how many: far more than a copy may hold.
const CHUNK: usize = 1 << 20;
const CHUNKS: u32 = 192;
/// Kilobytes a copy may take at its highest.
const MOST_MEMORY: u64 = 128 * 1024;

struct Desk {
    folder: tempfile::TempDir,
    database: Option<Database>,
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().expect("a folder"), database: Database::of_test() }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command.args(words).env_clear().env("KARTOTEKA_NOW", "2026-11-21T09:30:00").env("PATH", "/usr/bin:/bin");
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    fn say(&self, words: &[&str]) -> Said {
        let Output { status, stdout, stderr } = self.command(words).output().expect("the program");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Said { code: status.code(), out: text(stdout), err: text(stderr) }
    }

    fn ends(&self, code: i32, words: &[&str]) -> Said {
        let said = self.say(words);
        assert_eq!(said.code, Some(code), "{words:?}\n{}\n{}", said.out, said.err);
        said
    }

    /// The other end: a database where there is a server, a directory otherwise.
    fn there(&self) -> String {
        self.database.as_ref().map_or_else(|| "sqlite:there".to_owned(), Database::address)
    }

    /// How a command works on the other end.
    fn on_the_other_end(&self) -> [String; 2] {
        match &self.database {
            Some(database) => ["--database".into(), database.address()],
            None => ["--data".into(), "there".into()],
        }
    }
}

fn sums(said: &Said) -> Vec<(String, Value)> {
    let json: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{}", said.out));
    assert_eq!((&json["equal"], &json["schema"].is_u64()), (&Value::Bool(true), &true), "{json}");
    let tables = json["tables"].as_array().expect("tables").iter();
    tables.map(|table| (table["table"].as_str().expect("a name").to_owned(), table["to"].clone())).collect()
}

fn demo(desk: &Desk) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    desk.ends(0, &["demo", "--examples", examples.to_str().expect("a path"), "--no-serve", "--data", "here", "--quiet"]);
}

#[test]
fn the_demonstration_goes_there_and_back_and_goes_on_working() {
    let desk = Desk::new();
    demo(&desk);
    let there = desk.there();
    let first = desk.ends(0, &["copy", "--from", "sqlite:here", "--to", &there, "--json"]);
    let back = desk.ends(0, &["copy", "--from", &there, "--to", "sqlite:back/kartoteka.sqlite", "--json"]);
    assert_eq!(sums(&first), sums(&back), "the same sums in every table");
    assert!(sums(&first).iter().any(|(table, sum)| table == "contact" && sum["rows"] == 1200));
    desk.ends(0, &["copy", "--from", "sqlite:here", "--to", "sqlite:back", "--compare"]);

    // There it is a register like any other: sound, and what was imported here is taken back there.
    let [flag, place] = desk.on_the_other_end();
    desk.ends(0, &["doctor", &flag, &place]);
    assert_eq!(desk.ends(0, &["record", "list", "leads", "--count", &flag, &place]).out, "483\n");
    desk.ends(0, &["import", "revert", "1", "--yes", &flag, &place]);
    assert_eq!(desk.ends(0, &["record", "list", "leads", "--count", &flag, &place]).out, "0\n");
    let differ = desk.ends(1, &["copy", "--from", "sqlite:here", "--to", &there, "--compare"]);
    assert!(differ.out.contains("lead ") && differ.out.contains("≠"), "{}", differ.out);
    assert_eq!(desk.ends(0, &["record", "list", "leads", "--count", "--data", "here"]).out, "483\n", "untouched");
}

#[test]
fn what_cannot_be_copied_is_refused_and_says_what_to_do() {
    let desk = Desk::new();
    let there = desk.there();
    for (code, from, to) in
        [(5, "sqlite:nowhere", there.as_str()), (2, "nowhere", there.as_str()), (2, "mysql://ana:geheim@db/crm", there.as_str())]
    {
        let said = desk.ends(code, &["copy", "--from", from, "--to", to]);
        assert!(said.err.contains("hint:") && !said.err.contains("geheim"), "{}", said.err);
    }
    assert!(!desk.folder.path().join("nowhere").exists());
    desk.ends(0, &["type", "list", "--data", "here"]);
    desk.ends(0, &["copy", "--from", "sqlite:here", "--to", &there]);
    let again = desk.ends(6, &["copy", "--from", "sqlite:here", "--to", &there]);
    assert!(again.err.contains("--compare"), "{}", again.err);
    desk.ends(6, &["copy", "--from", "sqlite:here", "--to", "sqlite:here"]);
}

#[test]
fn a_run_under_way_is_waited_for() {
    let engine = TestEngine::new();
    let import = engine.upload(&engine.text("company", "Name\nAcme\n"));
    engine.check(import);
    let mut writer = engine.store().writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    let moved = batch.update_state(import, &[State::Checked], State::Running, jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
    assert!(moved.expect("a step"));
    batch.commit().expect("a commit");
    drop(writer);
    let desk = Desk::new();
    let said = desk.ends(6, &["copy", "--from", &from(&engine), "--to", "sqlite:there"]);
    assert!(said.err.contains(&format!("#{import}")) && said.err.contains("import cancel"), "{}", said.err);
    assert!(!desk.folder.path().join("there/kartoteka.sqlite").exists());
}

/// A register with an upload far larger than what a copy may hold.
fn large() -> TestEngine {
    let engine = TestEngine::new();
    let mut writer = engine.store().writer().expect("a writer");
    let mut state = 7_u64;
    for seq in 0..CHUNKS {
        let batch = writer.begin().expect("a batch");
        // Noise, so that packing does not make it small.
        let mut noise = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u8
        };
        let bytes: Vec<u8> = (0..CHUNK).map(|_| noise()).collect();
        batch.append_upload_chunk(1, 1, seq, &bytes).expect("a chunk");
        batch.commit().expect("a commit");
    }
    engine
}

fn from(engine: &TestEngine) -> String {
    engine.database_address().unwrap_or_else(|| format!("sqlite:{}", engine.config().data.display()))
}

/// The most memory a running program took so far, in kilobytes.
fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

#[test]
fn memory_is_flat_and_a_killed_copy_leaves_nothing_that_stands_in_the_way() {
    let engine = large();
    let desk = Desk::new();
    let (here, there) = (from(&engine), desk.there());
    let words = ["copy", "--from", &here, "--to", &there, "--quiet"];

    // Killed when the first megabytes are on their way.
    let mut killed = desk.command(&words).stdout(Stdio::null()).spawn().expect("the program");
    while peak(killed.id()).is_some_and(|peak| peak < 30_000) && killed.try_wait().expect("asked").is_none() {
        std::thread::yield_now();
    }
    killed.kill().expect("killed");
    assert!(!killed.wait().expect("ended").success(), "it was killed before it was done");
    assert!(!desk.folder.path().join("there/kartoteka.sqlite").exists());

    let mut copy = desk.command(&words).stdout(Stdio::null()).spawn().expect("the program");
    let mut most = 0;
    while copy.try_wait().expect("asked").is_none() {
        most = most.max(peak(copy.id()).unwrap_or(0));
        std::thread::yield_now();
    }
    assert!(copy.wait().expect("ended").success());
    assert!((1..MOST_MEMORY).contains(&most), "{most} kB for {CHUNKS} MB");
    desk.ends(0, &["copy", "--from", &here, "--to", &there, "--compare", "--quiet"]);
    let left: Vec<PathBuf> = std::fs::read_dir(desk.folder.path().join("there"))
        .map(|entries| entries.map(|entry| entry.expect("an entry").path()).collect())
        .unwrap_or_default();
    assert!(left.iter().all(|path| path.is_file()), "what the killed one left is gone: {left:?}");
}
