//! FLT, B10: what goes wrong around the program, against the program itself: full disks, locks, damage, limits, hostile files,
//! a signal in the middle of a run. Each ends in a refusal that says what it is, with nothing half done, and the work goes on
//! when the cause has gone.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kartoteka_fixtures::disks::{SmallDisk, with_mounts};
use kartoteka_fixtures::programs::{python, run_python};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a data directory in it.
struct Room {
    folder: TempDir,
}

/// How a command ended.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: Output) -> Ended {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// What it printed as JSON.
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {} {}", self.out, self.err))
    }

    /// The sentence of a refusal with this exit code and this problem code.
    fn refused(&self, code: i32, problem: &str) -> String {
        let said: Value =
            serde_json::from_str(&self.err).unwrap_or_else(|e| panic!("{e}: {:?} {} {}", self.code, self.out, self.err));
        assert_eq!((self.code, said["code"].as_str()), (Some(code), Some(problem)), "{said}");
        said["detail"].as_str().expect("a sentence").to_owned()
    }
}

impl Room {
    fn new() -> Room {
        Room { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn database(&self) -> PathBuf {
        self.data().join("kartoteka.sqlite")
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        command(&self.data(), arguments)
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().expect("the program starts"))
    }

    /// A register with ten contacts, imported as number 1.
    fn filled(&self) {
        let file = self.file("ten.csv", &contacts(10));
        let ended = self.run(&["import", "run", "contacts", &file]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }

    /// What stands in the file of every contact.
    fn external_ids(&self) -> Vec<String> {
        let ended = self.run_plain(&["export", "run", "contacts", "--columns", "external_id", "--no-bom", "-o", "-"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        ended.out.lines().skip(1).map(str::to_owned).collect()
    }

    fn run_plain(&self, arguments: &[&str]) -> Ended {
        let mut command = bare(&self.data());
        Ended::of(command.args(arguments).output().expect("the program starts"))
    }
}

fn bare(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C.UTF-8");
    command.stdin(Stdio::null()).arg("--data").arg(data);
    command
}

/// Answers in JSON, says yes to everything.
fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(data);
    command.args(arguments).arg("--yes");
    if !arguments.iter().any(|argument| argument.starts_with("--json")) {
        command.arg("--json");
    }
    command
}

/// Contacts with an external id and a name each.
fn contacts(rows: u32) -> String {
    let lines = (0..rows).map(|row| format!("k{row:06},Jana,Nováková {row}\n"));
    format!("external_id,first_name,last_name\n{}", lines.collect::<String>())
}

fn expected_ids(rows: u32) -> Vec<String> {
    (0..rows).map(|row| format!("k{row:06}")).collect()
}

#[test]
fn flt_07_a_full_disk_stops_everything_and_spoils_nothing() {
    with_mounts("flt_07_a_full_disk_stops_everything_and_spoils_nothing", || {
        let room = Room::new();
        let (data, rows) = (room.data(), 20_000);
        let disk = SmallDisk::mount(&data, 48);
        room.filled();
        let file = room.file("many.csv", &contacts(rows));
        // While the file is uploaded.
        let filler = disk.fill(200_000);
        let said = room.run(&["import", "check", "contacts", &file, "--match-by", "external_id"]).refused(1, "disk_full");
        assert!(said.contains("The disk takes no more") && said.contains("Free some space"), "{said}");
        std::fs::remove_file(filler).expect("removed");
        assert_eq!(room.external_ids(), expected_ids(10));
        let checked = room.run(&["import", "check", "contacts", &file, "--match-by", "external_id", "--json=id,counts"]);
        assert_eq!(checked.code, Some(0), "{}", checked.err);
        let number = checked.json()["id"].as_str().expect("a number").to_owned();
        // While it runs.
        let filler = disk.fill(300_000);
        room.run(&["import", "start", &number]).refused(1, "disk_full");
        std::fs::remove_file(filler).expect("removed");
        let run = room.run(&["import", "start", &number]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(room.external_ids(), expected_ids(rows));
        // While an export is written.
        let target = data.join("out.csv");
        std::fs::write(&target, "earlier").expect("a file");
        let filler = disk.fill(100_000);
        room.run(&["export", "run", "contacts", "-o", &target.display().to_string()]).refused(1, "disk_full");
        assert_eq!(std::fs::read(&target).expect("a file"), b"earlier", "an earlier file stays");
        std::fs::remove_file(filler).expect("removed");
        let left: Vec<_> =
            std::fs::read_dir(&data).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".part-")), "{left:?}");
        // While it is taken back.
        let filler = disk.fill(60_000);
        room.run(&["import", "revert", &number]).refused(1, "disk_full");
        std::fs::remove_file(filler).expect("removed");
        assert_eq!(room.run(&["import", "revert", &number]).code, Some(0));
        assert_eq!(room.external_ids(), expected_ids(10));
        let doctor = room.run(&["doctor"]);
        assert!(!doctor.out.contains("\"integrity\",\"ok\":false"), "{}", doctor.out);
    });
}

#[test]
fn flt_21_a_result_file_that_cannot_be_written_is_said_and_can_be_had_again() {
    with_mounts("flt_21_a_result_file_that_cannot_be_written_is_said_and_can_be_had_again", || {
        let room = Room::new();
        let (full, rows) = (room.path("full"), 2_000);
        let disk = SmallDisk::mount(&full, 1);
        disk.fill(8_192);
        let file = room.file("many.csv", &contacts(rows));
        room.run(&["import", "check", "contacts", &file]);
        let result = full.join("result.csv").display().to_string();
        room.run(&["import", "start", "1", "--result", &result]).refused(1, "disk_full");
        assert!(!full.join("result.csv").exists(), "no half of it");
        assert_eq!(room.run(&["import", "show", "1", "--json=state"]).json()["state"], "completed");
        let again = room.path("again.csv").display().to_string();
        let had = room.run(&["import", "download", "1", "-o", &again]);
        assert_eq!(had.code, Some(0), "{}", had.err);
        assert_eq!(std::fs::read_to_string(&again).expect("a file").lines().count(), rows as usize + 1);
    });
}

/// Files in a folder and below, but those of the database and the signs of who is there.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        match path.is_dir() {
            true => found.extend(files_below(&path)),
            false if name.starts_with("kartoteka.sqlite") || name.starts_with(".node-") || name == "server.lock" => {}
            false => found.push(path),
        }
    }
    found
}

/// A server, ended with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended is no failure.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn flt_09_half_a_file_of_a_client_that_went_away_is_gone() {
    let room = Room::new();
    room.filled();
    room.run(&["user", "add", "jana", "--email", "jana@example.com", "--role", "administrator"]);
    let token = room.run_plain(&["token", "create", "test", "--user", "jana", "--scopes", "import,read"]).out;
    let token = token.split_whitespace().find(|word| word.starts_with("kt_")).expect("a token").to_owned();
    let mut serve = bare(&room.data());
    serve.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Served(serve.spawn().expect("a server"));
    let mut line = String::new();
    let mut out = BufReader::new(server.0.stdout.take().expect("its output"));
    out.read_line(&mut line).expect("a line");
    let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("an address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let head = format!(
        "POST /api/v1/imports?type=contacts HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: text/csv\r\nContent-Length: 4000000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(contacts(50_000).as_bytes()).expect("sent");
    let until = Instant::now() + Duration::from_secs(30);
    let wait = |what: &str, is_so: &dyn Fn() -> bool| {
        while !is_so() {
            assert!(Instant::now() < until, "{what}: {:?}", files_below(&room.data()));
            std::thread::yield_now();
        }
    };
    wait("half of it is there", &|| !files_below(&room.data()).is_empty());
    drop(stream);
    wait("and is removed", &|| files_below(&room.data()).is_empty());
    let listed = room.run(&["import", "list", "--json=id"]);
    assert_eq!(listed.json().as_array().map(Vec::len), Some(1), "{}", listed.out);
}

#[test]
fn a_disk_that_cannot_be_written_is_said() {
    with_mounts("a_disk_that_cannot_be_written_is_said", || {
        let room = Room::new();
        let data = room.data();
        let disk = SmallDisk::mount(&data, 48);
        room.filled();
        disk.read_only();
        let ended = room.run(&["import", "run", "contacts", &room.path("ten.csv").display().to_string()]);
        ended.refused(1, "database_read_only");
    });
}

const LOCK: &str = "
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()
";

#[test]
fn flt_16_a_locked_database_is_waited_for_and_then_said() {
    let room = Room::new();
    room.filled();
    let mut holding = Command::new(python());
    holding.args(["-c", LOCK]).arg(room.database()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut holder = holding.spawn().expect("Python starts");
    let mut line = String::new();
    BufReader::new(holder.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    assert_eq!(line, "held\n");
    let file = room.path("ten.csv").display().to_string();
    let began = Instant::now();
    let said = room.run(&["import", "run", "contacts", &file]).refused(1, "database_locked");
    assert!(said.contains("Nothing was changed"), "{said}");
    assert!((Duration::from_secs(5)..Duration::from_secs(30)).contains(&began.elapsed()), "{:?}", began.elapsed());
    assert_eq!(room.external_ids(), expected_ids(10), "reading goes on meanwhile");
    drop(holder.stdin.take());
    assert!(holder.wait().expect("its end").success());
    assert_eq!(room.run(&["import", "run", "contacts", &file]).code, Some(0));
}

#[test]
fn flt_18_a_damaged_database_is_said_and_left_alone() {
    let room = Room::new();
    room.filled();
    let whole = std::fs::read(room.database()).expect("the database");
    let file = room.path("ten.csv").display().to_string();
    for (what, from, to) in [("the header", 0, 100), ("the first page", 100, 16_000), ("everything else", 16_384, whole.len())] {
        let mut damaged = whole.clone();
        damaged[from..to].fill(0xa5);
        for beside in ["kartoteka.sqlite-wal", "kartoteka.sqlite-shm"] {
            // Absent when the log was written back: then there is nothing to remove.
            let _ = std::fs::remove_file(room.data().join(beside));
        }
        std::fs::write(room.database(), &damaged).expect("the database");
        let said = room.run(&["import", "run", "contacts", &file]).refused(1, "database_damaged");
        assert!(said.contains("kartoteka restore"), "{what}: {said}");
        let now = std::fs::read(room.database()).expect("the database");
        assert!(now == damaged, "{what}: nothing more was written");
    }
}

const NEWER: &str = "
import sqlite3, sys
register = sqlite3.connect(sys.argv[1])
register.execute(\"UPDATE kt_meta SET value = '99' WHERE key = 'schema_version'\")
register.commit()
";

#[test]
fn a_register_of_a_newer_program_is_left_alone() {
    let room = Room::new();
    room.filled();
    run_python(NEWER, &[&room.database()]);
    let file = room.path("ten.csv").display().to_string();
    for words in [&["import", "run", "contacts", &file][..], &["import", "list"], &["export", "run", "contacts", "-o", "-"]] {
        let said = room.run(words).refused(1, "database_newer");
        assert!(said.contains("version 99") && said.contains("versions up to"), "{said}");
    }
}

#[test]
fn unknown_words_are_named_with_the_nearest() {
    let room = Room::new();
    room.filled();
    let file = room.path("ten.csv").display().to_string();
    let recipe = room.file("recipe.toml", "recipe = 9\nfuture = true\n");
    for (words, code, problem, named) in [
        (&["import", "run", "contcts", &file][..], 5, "type_unknown", &["contcts", "Contacts"][..]),
        (&["import", "run", "contacts", &file, "--map", "last_name=last_nme"], 5, "field_unknown", &["last_nme", "last_name"]),
        (&["import", "run", "contacts", &file, "--map", "surnme=last_name"], 5, "column_unknown", &["surnme"]),
        (
            &["import", "delete", "--type", "contacts", "--tag", "Import 2026 #1"],
            5,
            "tag_unknown",
            &["Import 2026 #1", "Import 20"],
        ),
        (&["import", "show", "77"], 5, "import_unknown", &["77"]),
        (&["import", "start", "77"], 5, "import_unknown", &["77"]),
        (&["import", "revert", "77"], 5, "import_unknown", &["77"]),
        (&["import", "run", "contacts", &file, "--recipe", &recipe], 2, "recipe_version", &["9", "1"]),
        (&["import", "run", "contacts", "nowhere.csv"], 5, "file_missing", &["nowhere.csv"]),
        (&["record", "get", "contacts", "4711"], 5, "record_unknown", &["4711"]),
    ] {
        let said = room.run(words).refused(code, problem);
        assert!(named.iter().all(|word| said.contains(word)), "{words:?}: {said}");
    }
    assert_eq!(room.external_ids(), expected_ids(10));
}

#[test]
fn b10_sem_15_limits_are_named_with_both_numbers() {
    let room = Room::new();
    let leads = |rows: usize| format!("Topic\n{}", "Veletrh\n".repeat(rows));
    let (full, over) = (room.file("full.csv", &leads(5_000)), room.file("over.csv", &leads(5_001)));
    let said = room.run(&["import", "run", "leads", &over]).refused(1, "too_many_rows");
    assert!(said.contains("5,001") && said.contains("5,000"), "{said}");
    let checked = room.run(&["import", "check", "leads", &full, "--json=counts"]);
    assert_eq!((checked.code, checked.json()["counts"]["rows"].as_u64()), (Some(0), Some(5_000)), "{}", checked.err);
    let wide = room.file("wide.csv", &format!("{}\n{}\n", "a,".repeat(2_000), "b,".repeat(2_000) + "c"));
    let said = room.run(&["import", "run", "contacts", &wide]).refused(1, "columns_too_many");
    assert!(said.contains("2,000"), "{said}");
    let huge = room.path("huge.csv");
    std::fs::File::create(&huge).expect("a file").set_len((512 << 20) + 1).expect("a sparse file");
    let said = room.run(&["import", "run", "contacts", &huge.display().to_string()]).refused(1, "file_too_large");
    assert!(said.contains("limit"), "{said}");
    let long = room.file("long.csv", &format!("Topic\n{}\n{}\n", "ž".repeat(255), "ž".repeat(256)));
    let checked = room.run(&["import", "check", "leads", &long, "--json=counts,issues"]);
    assert_eq!(checked.code, Some(3), "{}", checked.err);
    let counts = &checked.json()["counts"];
    assert_eq!((counts["created"].as_u64(), counts["rejected"].as_u64()), (Some(1), Some(1)), "{}", checked.out);
    assert!(checked.out.contains("text-too-long") || checked.out.contains("text_too_long"), "{}", checked.out);
    assert!(checked.out.contains("256") && checked.out.contains("255"), "both numbers: {}", checked.out);
}

/// A workbook whose only sheet unpacks to 600 MB, and one with a document type that would read a local file.
const HOSTILE: &str = r#"
import sys, zipfile
def book(path, sheet):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        z.writestr('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr('xl/workbook.xml', '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
        z.writestr('xl/_rels/workbook.xml.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        with z.open('xl/worksheets/sheet1.xml', 'w') as part:
            for piece in sheet: part.write(piece)
head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>'
tail = b'</t></is></c></row></sheetData></worksheet>'
blank = b'</t></is></c></row>' + b' ' * (1 << 20)
book(sys.argv[1], [head, b'Name', blank] + [b' ' * (1 << 20)] * 600 + [b'</sheetData></worksheet>'])
book(sys.argv[2], [b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', head, b'&a;', tail])
"#;

#[test]
fn sec_01_sec_03_hostile_workbooks_are_refused_at_once() {
    let room = Room::new();
    let (bomb, dtd) = (room.path("bomb.xlsx"), room.path("dtd.xlsx"));
    run_python(HOSTILE, &[&bomb, &dtd]);
    for (path, problem) in [(bomb, "file_bomb"), (dtd, "file_hostile")] {
        let began = Instant::now();
        room.run(&["import", "run", "contacts", &path.display().to_string()]).refused(1, problem);
        assert!(began.elapsed() < Duration::from_secs(5), "{problem}: {:?}", began.elapsed());
        let list = room.run(&["import", "list"]);
        assert!(!list.out.contains("\"kind\":\"import\""), "{problem}: no half import: {}", list.out);
    }
    room.filled();
}

/// Waits until the program tells how far a run is; fails when it ends before. What it tells after that comes at its end.
fn wait_for_progress(process: &mut Child, rows: &str) -> JoinHandle<String> {
    let told = BufReader::new(process.stderr.take().expect("standard error"));
    let mut lines = told.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains(rows)), "it ended before it was running");
    std::thread::spawn(move || lines.map(|line| line + "\n").collect())
}

#[test]
fn ctrl_c_stops_between_batches_and_says_how_to_go_on() {
    let room = Room::new();
    let rows = 300_000;
    let file = room.file("many.csv", &contacts(rows));
    let checked = room.run(&["import", "check", "contacts", &file, "--json=id"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    let number = checked.json()["id"].as_str().expect("a number").to_owned();
    let mut command = bare(&room.data());
    // A group of its own, as a terminal gives it: the signal goes to all of it.
    command.args(["import", "start", &number, "--yes"]).process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.env("KARTOTEKA_PROGRESS_EVERY", "0").spawn().expect("the program starts");
    let told = wait_for_progress(&mut process, "/300,000 rows");
    let signal = Command::new("kill").args(["-INT", "--", &format!("-{}", process.id())]).status().expect("`kill` starts");
    assert!(signal.success());
    let ended = Ended::of(process.wait_with_output().expect("its end"));
    let told = told.join().expect("what was told");
    assert_eq!(ended.code, Some(130), "{} {told}", ended.out);
    assert!(told.contains(&format!("kartoteka import start {number}")), "how to go on: {told}");
    let stopped = room.run(&["import", "show", &number, "--json=state,counts"]).json();
    assert_eq!(stopped["state"], "stopped", "{stopped}");
    let there = room.external_ids().len();
    // A batch is 50 blocks of 1,000 rows; the header stands in the first block.
    let whole = there == 0 || (there + 1).is_multiple_of(50_000);
    assert!(there < rows as usize && whole, "whole batches only: {there}");
    let finished = room.run(&["import", "start", &number, "--json=state,counts"]);
    assert_eq!(finished.code, Some(0), "{}", finished.err);
    assert_eq!(finished.json()["counts"]["created"], rows, "{}", finished.out);
    assert_eq!(room.external_ids(), expected_ids(rows));
}
