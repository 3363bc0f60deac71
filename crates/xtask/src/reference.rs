//! `docs/reference` and the clients come from the program itself, so they cannot tell another story than the program.
//! Comes in: pages the program writes. Goes out: the files in the repository, or what differs. Never edits other files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{clients, workspace};

const PAGES: &str = "docs/reference";
const CLIENTS: &str = "clients";
/// The page the clients are made from.
const DOCUMENT: &str = "openapi.json";

/// Writes the pages, and removes those the program no longer writes.
pub fn write() -> Result<()> {
    let Some(made) = generate()? else { return Ok(()) };
    let folder = workspace::root().join(PAGES);
    fs::create_dir_all(&folder)?;
    for name in pages(&folder)?.keys().filter(|name| !made.contains_key(*name)) {
        fs::remove_file(folder.join(name))?;
    }
    for (name, text) in &made {
        fs::write(folder.join(name), text)?;
    }
    println!("{} pages written to {PAGES}", made.len());
    for (name, text) in clients_of(&made)? {
        fs::write(workspace::root().join(CLIENTS).join(&name), text)?;
        println!("{CLIENTS}/{name} written");
    }
    Ok(())
}

/// Fails when the pages in the repository are not what the program writes now.
pub fn check() -> Result<()> {
    let Some(made) = generate()? else { return Ok(()) };
    let mut different = differences(&pages(&workspace::root().join(PAGES))?, &made);
    let clients = clients_of(&made)?;
    let kept = clients.keys().filter_map(|name| {
        let text = fs::read_to_string(workspace::root().join(CLIENTS).join(name)).ok()?;
        Some((name.clone(), text))
    });
    different.extend(differences(&kept.collect(), &clients));
    if !different.is_empty() {
        bail!(
            "{PAGES} or {CLIENTS} is out of date:\n{}\nRun `cargo xtask reference` and commit the result.",
            different.join("\n")
        );
    }
    println!("{} pages of {PAGES} and {} files of {CLIENTS} are up to date", made.len(), clients.len());
    Ok(())
}

type Pages = BTreeMap<String, String>;

fn clients_of(made: &Pages) -> Result<Pages> {
    clients::made(made.get(DOCUMENT).context("the program wrote no OpenAPI document")?)
}

/// The pages as the built program writes them; `None`, said aloud, while the program cannot write any.
fn generate() -> Result<Option<Pages>> {
    workspace::run(workspace::cargo().args(["build", "--quiet", "--locked", "--package", "kartoteka"]))?;
    let binary = binary();
    if !knows_the_command(&binary)? {
        println!("SKIPPED: the program has no `reference` command yet, so {PAGES} was not looked at");
        return Ok(None);
    }
    let folder = workspace::target().join("tools/reference");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    workspace::output(Command::new(&binary).args(["reference", "--markdown"]).arg(&folder))?;
    let made = pages(&folder)?;
    if made.is_empty() {
        bail!("`kartoteka reference --markdown` wrote no page");
    }
    Ok(Some(made))
}

fn binary() -> PathBuf {
    workspace::target().join("debug").join(format!("kartoteka{}", std::env::consts::EXE_SUFFIX))
}

/// Asks for the help of the command: wrong usage (2) means there is none. A program that fails otherwise is a failure.
/// The stub of the first day answers everything with silence; that is no command either.
fn knows_the_command(binary: &Path) -> Result<bool> {
    let output = Command::new(binary).args(["reference", "--help"]).output().context("cannot start the program")?;
    let text = String::from_utf8_lossy(&output.stdout);
    match output.status.code() {
        Some(0) => Ok(text.contains("--markdown")),
        Some(2) => Ok(false),
        _ => bail!("`kartoteka reference --help` failed: {}", String::from_utf8_lossy(&output.stderr).trim_end()),
    }
}

/// Name to text of every page in a folder; none when there is no folder.
fn pages(folder: &Path) -> Result<Pages> {
    let mut found = Pages::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && !name.starts_with('.') {
            found.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(found)
}

fn differences(kept: &Pages, made: &Pages) -> Vec<String> {
    let gone =
        kept.keys().filter(|name| !made.contains_key(*name)).map(|name| format!("  {name}: the program no longer writes it"));
    let changed = made.iter().filter_map(|(name, text)| match kept.get(name) {
        None => Some(format!("  {name}: is missing")),
        Some(old) if old != text => Some(format!("  {name}:{}: differs", first_difference(old, text))),
        Some(_) => None,
    });
    gone.chain(changed).collect()
}

/// Line number, from one, of the first line that differs.
fn first_difference(old: &str, new: &str) -> usize {
    old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(pages: &[(&str, &str)]) -> Pages {
        pages.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn differences_are_named() {
        let kept = set(&[("a.md", "one\ntwo\n"), ("b.md", "same"), ("old.md", "")]);
        let made = set(&[("a.md", "one\n2\n"), ("b.md", "same"), ("new.md", "")]);
        let found = differences(&kept, &made);
        assert_eq!(found, ["  old.md: the program no longer writes it", "  a.md:2: differs", "  new.md: is missing"]);
        assert!(differences(&made, &made).is_empty());
    }
}
