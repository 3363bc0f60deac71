//! Ctrl-C in the middle of a run, as a person presses it: the real program, a real signal. What was saved stays, the way on
//! is said, and going on takes every row exactly once.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Enough for many batches: the signal comes after the first of them.
const ROWS: usize = 60_000;

fn kartoteka(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
    command.args(args).env_clear().current_dir(folder).stdin(Stdio::null());
    command.env("KARTOTEKA_NOW", "2026-11-21T09:30:00").env("KARTOTEKA_DATA", folder.join("data"));
    // Without a terminal a line every five seconds; here every moment is told.
    command.env("KARTOTEKA_PROGRESS_EVERY", "0");
    command
}

/// What a command that must end with 0 printed.
fn printed(folder: &Path, args: &[&str]) -> String {
    let output = kartoteka(folder, args).output().expect("the program");
    assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn contacts() -> String {
    let mut text = "External ID,First name,Last name,E-mail\n".to_owned();
    for n in 1..=ROWS {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "C-{n:06},Jan,Novák {n},jan{n}@example.cz");
    }
    text
}

/// Runs the import and presses Ctrl-C when the first rows of the run were saved; gives the code and all that was said.
fn interrupted(folder: &Path) -> (Option<i32>, String) {
    let mut command = kartoteka(folder, &["import", "run", "contacts", "contacts.csv", "--yes"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut said = String::new();
    let (mut checked, mut pressed) = (false, false);
    for line in BufReader::new(child.stderr.take().expect("standard error")).lines() {
        let line = line.expect("UTF-8");
        // What the columns are is said between the check and the run; progress after it is the run's.
        checked |= line.contains("columns matched");
        if checked && !pressed && line.contains("/60,000 rows") && line.contains("created") {
            let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
            assert!(kill.success());
            pressed = true;
        }
        said.push_str(&line);
        said.push('\n');
    }
    assert!(pressed, "the run told no progress:\n{said}");
    let mut out = String::new();
    child.stdout.take().expect("standard output").read_to_string(&mut out).expect("UTF-8");
    assert_eq!(out, "", "a stopped run has no result");
    (child.wait().expect("an end").code(), said)
}

#[test]
fn ctrl_c_keeps_what_was_saved_and_going_on_takes_every_row_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    std::fs::write(folder.join("contacts.csv"), contacts()).expect("written");

    let (code, said) = interrupted(folder);
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains("kartoteka import start 1\n"), "{said}");
    let saved: usize = printed(folder, &["record", "list", "contacts", "--count"]).trim().parse().expect("a number");
    assert!(saved > 0 && saved < ROWS, "{saved}");
    assert_eq!(printed(folder, &["import", "list", "--jq", ".[].state"]), "stopped\n");

    let counts = printed(folder, &["import", "start", "1", "--yes", "--jq", ".counts | [.rows, .created, .failed]"]);
    assert_eq!(counts, format!("[{ROWS},{ROWS},0]\n"));
    assert_eq!(printed(folder, &["record", "list", "contacts", "--count"]), format!("{ROWS}\n"));
    let ids = ["export", "run", "contacts", "--columns", "external_id", "--format", "csv", "--no-bom", "-o", "-"];
    let exported = printed(folder, &ids);
    let distinct: HashSet<&str> = exported.lines().skip(1).collect();
    assert_eq!((exported.lines().count(), distinct.len()), (ROWS + 1, ROWS));
}
