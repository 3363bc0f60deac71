//! Proves the house rules on the files of the repository.
//! Comes in: every file git knows or would take. Goes out: findings with place, what, and what to do.
//! Reads only; formatting and lints are rustfmt's and clippy's.

mod code;
mod documents;
mod locales;
mod paths;
mod rooms;
mod source;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::workspace;

/// One broken rule at one place.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    /// From one.
    pub line: usize,
    pub what: String,
    pub mend: String,
    pub weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Said, never fails.
    Warning,
    Error,
}

impl Finding {
    pub fn error(file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Finding {
        Finding { file: file.to_owned(), line, what: what.into(), mend: mend.into(), weight: Weight::Error }
    }

    pub fn warning(file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Finding {
        Finding { weight: Weight::Warning, ..Finding::error(file, line, what, mend) }
    }

    fn sentence(&self) -> String {
        let mark = if self.weight == Weight::Warning { "warning: " } else { "" };
        format!("{}:{}: {mark}{}. {}.", self.file, self.line, self.what, self.mend)
    }
}

/// A file of the repository that is text.
pub struct File {
    /// Relative to the repository, with `/`.
    pub path: String,
    pub text: String,
}

/// What is there: the text files, and the paths of all others (pictures, workbooks), which may be linked to.
struct Repository {
    files: Vec<File>,
    others: Vec<String>,
}

pub fn run() -> Result<()> {
    let repository = read(&workspace::root())?;
    let files = &repository.files;
    let findings = findings(&repository);
    for finding in &findings {
        println!("{}", finding.sentence());
    }
    let errors = findings.iter().filter(|finding| finding.weight == Weight::Error).count();
    if errors > 0 {
        bail!("{errors} house rules are broken in {} files read", files.len());
    }
    println!("{} files keep the house rules", files.len());
    Ok(())
}

/// Every file; what is not UTF-8 (workbooks, pictures, samples in old encodings) keeps no rule of ours, but it is there.
fn read(root: &Path) -> Result<Repository> {
    let mut all = Repository { files: Vec::new(), others: Vec::new() };
    for path in workspace::files(root)? {
        match String::from_utf8(fs::read(root.join(&path))?) {
            Ok(text) => all.files.push(File { path, text }),
            Err(_) => all.others.push(path),
        }
    }
    Ok(all)
}

fn findings(Repository { files, others }: &Repository) -> Vec<Finding> {
    let mut found = rooms::findings(files);
    found.extend(code::findings(files));
    found.extend(paths::findings(files));
    found.extend(locales::findings(files));
    found.extend(documents::findings(files, others));
    found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_keeps_the_house_rules() {
        let repository = read(&workspace::root()).unwrap();
        let own = |file: &File| file.path == "crates/xtask/src/tidy/mod.rs";
        assert!(repository.files.iter().any(own), "tidy does not see its own source");
        let errors: Vec<String> =
            findings(&repository).iter().filter(|one| one.weight == Weight::Error).map(Finding::sentence).collect();
        assert!(errors.is_empty(), "\n{}", errors.join("\n"));
    }

    #[test]
    fn a_finding_says_place_what_and_what_to_do() {
        let finding = Finding::error("crates/a/src/b.rs", 7, "`unwrap()` outside tests", "Say why with `expect`");
        assert_eq!(finding.sentence(), "crates/a/src/b.rs:7: `unwrap()` outside tests. Say why with `expect`.");
    }
}

#[cfg(test)]
mod testing {
    use super::{File, Finding};

    /// What a rule finds in files given as path and text: place and what, in order.
    pub fn check(findings: impl Fn(&[File]) -> Vec<Finding>, files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<File> = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect();
        let found: Vec<String> = findings(&files).iter().map(|one| format!("{}:{}: {}", one.file, one.line, one.what)).collect();
        assert_eq!(found, expected);
    }
}
