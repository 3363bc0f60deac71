//! FLT-17: what is acknowledged survives a power cut. On a file that is the program's part: before it says that something is done, every
//! byte it wrote into the database must have been made durable. The calls it really makes are watched by `strace`. On a server it is
//! the server's part.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::{Command, Stdio};

const CALLS: &str = "trace=pwrite64,write,fsync,fdatasync,ftruncate";

/// Runs the program and gives the calls it made, in order; none where nobody may trace.
fn calls(data: &Path, arguments: &[&str]) -> Option<String> {
    let log = data.join("calls");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-e", CALLS, "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_kartoteka"));
    command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command.args(["--data"]).arg(data.join("register")).args(arguments);
    let output = command.output().expect("strace: `apt-get install strace`");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("ptrace") {
        println!("not made: this machine lets nobody trace a program");
        return None;
    }
    assert!(output.status.success(), "{arguments:?}: {said}");
    Some(std::fs::read_to_string(&log).expect("the calls"))
}

/// The file a call is about, as strace tells it: `pwrite64(9</home/a/kartoteka.sqlite-wal>, …`.
fn file(call: &str) -> &str {
    call.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path)
}

/// What was written into the database and not made durable when something was said on standard output.
fn undurable(log: &str) -> (usize, Vec<String>) {
    let (mut written, mut waiting, mut said, mut found) = (HashSet::new(), HashMap::new(), 0, Vec::new());
    for line in log.lines() {
        let (thread, call) = line.split_once(' ').expect("a thread and a call");
        let call = call.trim_start();
        // A call that another thread's comes between is told in two halves; durable is what has come back.
        let (name, path) = if call.starts_with("<... fsync resumed") || call.starts_with("<... fdatasync resumed") {
            ("fsync", waiting.remove(thread).unwrap_or_default())
        } else {
            (call.split('(').next().unwrap_or_default(), file(call))
        };
        let is_database = path.contains("kartoteka.sqlite") && !path.ends_with("-shm");
        match name {
            "fsync" | "fdatasync" if call.ends_with("<unfinished ...>") => {
                waiting.insert(thread, path);
            }
            "fsync" | "fdatasync" => {
                written.remove(path);
            }
            "pwrite64" | "ftruncate" if is_database => {
                written.insert(path);
            }
            "write" if call.starts_with("write(1<") => {
                said += 1;
                found.extend(written.iter().map(|path| format!("{path} before {call}")));
            }
            _ => {}
        }
    }
    (said, found)
}

#[test]
fn flt_17_what_is_acknowledged_was_made_durable_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firms.csv");
    let rows: String = (0..3_000).map(|n| format!("k{n},Firm {n}\n")).collect();
    std::fs::write(&path, format!("external_id,name\n{rows}")).expect("a file");
    let file = path.to_str().expect("a path");
    for arguments in [
        &["record", "add", "companies", "name=Alfa"][..],
        &["import", "check", "companies", file],
        &["import", "start", "1", "--yes"],
        &["import", "revert", "1", "--yes"],
    ] {
        let Some(log) = calls(folder.path(), arguments) else { return };
        assert!(log.contains("kartoteka.sqlite"), "{arguments:?} writes into the database");
        let (said, found) = undurable(&log);
        assert!(said > 0, "{arguments:?} says something");
        assert_eq!(found, Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn what_is_written_and_not_made_durable_is_found() {
    let log = "7 pwrite64(9</d/kartoteka.sqlite-wal>, \"a\", 1, 0) = 1\n7 write(1</dev/null>, \"done\", 4) = 4\n";
    assert_eq!(undurable(log).1.len(), 1);
    let synced = log.replace("7 write", "7 fsync(9</d/kartoteka.sqlite-wal>) = 0\n7 write");
    assert_eq!(undurable(&synced), (1, vec![]));
    let begun = log.replace("7 write", "7 fsync(9</d/kartoteka.sqlite-wal> <unfinished ...>\n8 write");
    assert_eq!(undurable(&begun).1.len(), 1);
}
