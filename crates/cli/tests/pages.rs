//! What the pages for people show is what the program says: the README's tour is played line by line, and every command in
//! the guides is one the program knows.
//!
//! A block fenced as `console` holds commands behind `$` and what they answer. `UPDATE_GOLDEN=1` writes the answers anew.

use std::path::{Path, PathBuf};
use std::process::Command;

const FENCE: &str = "```console\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Runs one line as a person would type it, in a folder where `kartoteka` is this build and the clock stands still.
fn typed(line: &str, folder: &Path) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_kartoteka"));
    let programs = program.parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{{ {line}\n}} 2>&1 </dev/null")]).current_dir(folder).env_clear();
    command
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .env("KARTOTEKA_NOW", "2026-11-21T09:30:00")
        .env("KARTOTEKA_DATA", "target/tour");
    let output = command.output().expect("a shell");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A folder with the example files in it, and one for what is made.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("target")).expect("a folder");
    std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples")).expect("a link");
    folder
}

/// A block with every answer as the program gives it now.
fn played(block: &str, folder: &Path) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| format!("$ {command}\n{}", typed(command, folder).1)).collect()
}

#[test]
fn the_tour_in_the_readme_is_true() {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).expect("the README");
    let folder = folder();
    let mut parts = text.split(FENCE);
    let mut now = parts.next().unwrap_or("").to_owned();
    let mut blocks = 0;
    for part in parts {
        let (block, rest) = part.split_once("```").expect("a fence that closes");
        now = now + FENCE + &played(block, folder.path()) + "```" + rest;
        blocks += 1;
    }
    assert!(blocks > 0, "the README has a tour");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("the README written");
    }
    assert!(now == text, "the README shows other answers; UPDATE_GOLDEN=1 writes these:\n{now}");
}

#[test]
fn every_command_in_the_pages_is_one() {
    let folder = folder();
    let guides = std::fs::read_dir(root().join("docs/guides")).expect("the guides").map(|entry| entry.expect("a guide").path());
    let mut tried = 0;
    for page in guides.chain([root().join("README.md"), root().join("examples/README.md")]) {
        let text = std::fs::read_to_string(&page).expect("a page");
        for line in text.lines().filter(|line| line.starts_with("    ")) {
            let Some(at) = line.find("kartoteka ").filter(|at| line[..*at].trim().is_empty() || line[..*at].contains('|')) else {
                continue;
            };
            // With `--help` behind it nothing runs, but unknown words and flags are still refused.
            let ends = ["  #", " # ", " < ", " > ", " 2>", " | ", " && "].iter().filter_map(|end| line[at..].find(end));
            let command = line[at..at + ends.min().unwrap_or(line.len() - at)].trim();
            let (known, answer) = typed(&format!("{command} --help"), folder.path());
            assert!(known, "{}: {command}\n{answer}", page.display());
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}
