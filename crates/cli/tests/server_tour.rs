//! The tour of the README and the guide to servers, typed over a server: every answer is what the pages show.
//!
//! `UPDATE_GOLDEN=1` writes the answers of the guide anew; those of the README are those of a data directory.

mod twice;

use std::path::{Path, PathBuf};
use std::process::Command;

use twice::Twice;

const FENCE: &str = "```console\n";
/// How the server is called in pages.
const SHOWN: &str = "https://crm.example.com";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Runs one line as a person would type it, at a machine that only knows the server.
fn typed(twice: &Twice, line: &str) -> String {
    let server = format!("http://{}", twice.address);
    let program = Path::new(env!("CARGO_BIN_EXE_kartoteka"));
    let programs = program.parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    let line = line.replace(SHOWN, &server);
    command.args(["-c", &format!("{{ {line}\n}} 2>&1 </dev/null")]).current_dir(twice.folder.path()).env_clear();
    command.env("PATH", path).env("LC_ALL", "C.UTF-8").env("KARTOTEKA_NOW", "2026-11-21T09:30:00");
    command.env("KARTOTEKA_SERVER", &server).env("KARTOTEKA_TOKEN", &twice.token);
    command.env("XDG_CONFIG_HOME", twice.path("settings"));
    let output = command.output().expect("a shell");
    String::from_utf8_lossy(&output.stdout).replace(&server, SHOWN)
}

/// A page with every answer as the program gives it now.
fn played(twice: &Twice, text: &str) -> String {
    let mut parts = text.split(FENCE);
    let mut now = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (block, rest) = part.split_once("```").expect("a fence that closes");
        let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
        let answers: String = commands.map(|command| format!("$ {command}\n{}", typed(twice, command))).collect();
        now = now + FENCE + &answers + "```" + rest;
    }
    now
}

fn machine() -> Twice {
    let twice = Twice::empty();
    std::fs::create_dir(twice.path("target")).expect("a folder");
    std::os::unix::fs::symlink(root().join("examples"), twice.path("examples")).expect("a link");
    twice
}

#[test]
fn the_tour_in_the_readme_is_true_over_a_server() {
    let text = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let now = played(&machine(), &text);
    assert!(now == text, "over a server the answers are others:\n{now}");
}

#[test]
fn the_guide_to_servers_is_true() {
    let path = root().join("docs/guides/server.md");
    let text = std::fs::read_to_string(&path).expect("the guide");
    let now = played(&machine(), &text);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("the guide written");
    }
    assert!(text.contains(FENCE) && now == text, "the guide shows other answers; UPDATE_GOLDEN=1 writes these:\n{now}");
}
