//! Measures speed and memory against baselines of the same run; only such ratios mean something on a shared machine.
//! Comes in: which cases, how many rows and runs. Goes out: a table, and `docs/benchmarks.md` when everything was measured.
//! Never looks inside: Kartoteka is measured as people run it, by its command line.

mod api;
pub mod baseline;
mod cases;
mod data;
mod figures;
mod measure;
mod nodes;
mod postgres;
mod report;
mod sheets;
mod web;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{tools, workspace};

/// The cases by the word that picks them; all of them when none is given.
const CASES: &[&str] = &["main", "flat", "template", "peers"];
/// Measured only when named: each writes a section of its own.
const APART: &[&str] = &["web", "api", "sheets", "postgres", "nodes"];
/// Those that talk to a server, and how each is measured with a folder of its own.
const SERVED: [(&str, Served); 4] = [("web", web::run), ("api", api::run), ("postgres", postgres::run), ("nodes", nodes::run)];
type Served = fn(&Path, &Options, &Path) -> Result<()>;
/// Fewer would leave pages empty.
const LEAST_ROWS: usize = 1_000;
/// The length the targets speak of.
const ROWS: usize = 1_000_000;
const QUICK_ROWS: usize = 50_000;
const RUNS: usize = 3;

#[derive(Debug, PartialEq)]
struct Options {
    cases: Vec<String>,
    rows: usize,
    /// Measured rounds; one more before them warms the machine up, unless there is only one.
    runs: usize,
    /// Proves that it runs; the figures of a debug build mean nothing, and are not written down.
    debug: bool,
}

impl Options {
    fn read(words: &[String]) -> Result<Options> {
        let mut options = Options { cases: Vec::new(), rows: ROWS, runs: RUNS, debug: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => (options.rows, options.runs) = (QUICK_ROWS, 1),
                "--debug" => options.debug = true,
                "--rows" => options.rows = number(word, words.next())?,
                "--runs" => options.runs = number(word, words.next())?,
                case if CASES.contains(&case) || APART.contains(&case) => options.cases.push(case.to_owned()),
                other => {
                    bail!("`{other}` is not a case or an option of bench. Cases: {}, {}", CASES.join(", "), APART.join(", "))
                }
            }
        }
        if options.debug && (options.cases.is_empty() || options.cases.iter().any(|case| !served().contains(&case.as_str()))) {
            bail!("`--debug` is for {} alone", served().join(" and "));
        }
        if options.rows < LEAST_ROWS && served().iter().any(|case| options.wants(case)) {
            bail!("{} need {LEAST_ROWS} rows at least", served().join(" and "));
        }
        Ok(options)
    }

    /// The build that is measured.
    fn program(&self) -> PathBuf {
        workspace::target().join(if self.debug { "debug/kartoteka" } else { "release/kartoteka" })
    }

    fn wants(&self, case: &str) -> bool {
        (self.cases.is_empty() && !APART.contains(&case)) || self.cases.iter().any(|one| one == case)
    }

    /// Only figures of the whole measurement are written down.
    fn is_complete(&self) -> bool {
        CASES.iter().all(|case| self.wants(case)) && self.rows == ROWS && self.runs >= RUNS && !self.debug
    }
}

fn served() -> [&'static str; 4] {
    SERVED.map(|(case, _)| case)
}

fn number(flag: &str, word: Option<&String>) -> Result<usize> {
    match word.and_then(|word| word.replace(['_', ','], "").parse().ok()) {
        Some(number) if number > 0 => Ok(number),
        _ => bail!("`{flag}` needs a number above zero"),
    }
}

pub fn run(words: &[String]) -> Result<()> {
    let mut options = Options::read(words)?;
    let (python, sqlite3) = tools::set_up_for_bench()?;
    if options.wants("sheets") {
        sheets::run(&python, options.rows, options.runs)?;
        options.cases.retain(|case| case != "sheets");
        if options.cases.is_empty() {
            return Ok(());
        }
    }
    let build = ["build", "--locked", "--package", "kartoteka", "--package", "xtask"];
    workspace::run(workspace::cargo().args(build).args((!options.debug).then_some("--release")))?;
    let folder = workspace::target().join("bench/run");
    std::fs::create_dir_all(&folder)?;
    for (case, run) in SERVED {
        if options.wants(case) {
            run(&python, &options, &folder)?;
            options.cases.retain(|one| one != case);
            if options.cases.is_empty() {
                return Ok(());
            }
        }
    }
    let bench = cases::Bench::new(python, sqlite3, options.runs)?;
    let mut figures = figures::Figures::default();
    if options.wants("main") {
        bench.main(options.rows, &mut figures)?;
    }
    if options.wants("flat") || options.wants("peers") {
        bench.main(options.rows / 10, &mut figures)?;
    }
    if options.wants("template") {
        bench.template(&mut figures)?;
    }
    if options.wants("peers") {
        bench.peers(options.rows / 10, &mut figures)?;
    }
    report::show(&figures, options.rows);
    if options.is_complete() {
        report::write(&figures, options.rows)?;
    } else {
        println!("\nA part, or fewer rows or runs: docs/benchmarks.md stays as it is.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options> {
        Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options() {
        let all = read("").unwrap();
        assert!(all.is_complete() && all.wants("main") && all.wants("peers"));
        let main = read("main --rows 1_000 --runs 5").unwrap();
        assert_eq!(main, Options { cases: vec!["main".into()], rows: 1000, runs: 5, debug: false });
        assert!(!main.wants("peers") && !main.is_complete());
        assert!(read("web api --debug --rows 5000").unwrap().program().ends_with("debug/kartoteka"));
        assert!(!read("--quick").unwrap().is_complete());
        for wrong in ["mian", "--rows", "--rows x", "--runs 0", "--debug", "main --debug", "web --rows 100"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
