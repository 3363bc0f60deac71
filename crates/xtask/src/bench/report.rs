//! The figures for people: on the terminal, and as `docs/benchmarks.md`.
//! Comes in: figures. Goes out: Markdown tables, `bench/figures.json` with the verdicts for the next comparison.
//! What people wrote below the mark in the page is kept.

use std::fs;
use std::process::Command;

use anyhow::Result;
use serde_json::{Map, Value};

use super::figures::{Case, Figures, Verdict, thousands, verdicts};
use crate::workspace;

const PAGE: &str = "docs/benchmarks.md";
const KEPT: &str = "bench/figures.json";
/// Everything below it belongs to people.
const MARK: &str = "<!-- Above: written by `cargo xtask bench`. Below: written by hand, kept. -->";
const BELOW: &str = "## Where the time goes\n";
/// A figure this much worse than the last written one is explained or mended.
const WORSE: f64 = 1.10;

pub fn show(figures: &Figures, rows: usize) {
    let verdicts = verdicts(figures, rows);
    println!("\n{}\n{}", table(figures, rows), promises(&verdicts));
    let kept = fs::read_to_string(workspace::root().join(KEPT)).unwrap_or_default();
    for line in worse(&verdicts, &serde_json::from_str(&kept).unwrap_or_default()) {
        println!("{line}");
    }
}

pub fn write(figures: &Figures, rows: usize) -> Result<()> {
    let verdicts = verdicts(figures, rows);
    let page = workspace::root().join(PAGE);
    let old = fs::read_to_string(&page).unwrap_or_default();
    let below = old.split_once(MARK).map_or(BELOW, |(_, below)| below.trim_start());
    let text = format!("{}\n{}\n{}\n{MARK}\n\n{below}", opening(figures), table(figures, rows), promises(&verdicts));
    fs::create_dir_all(workspace::root().join("docs"))?;
    fs::write(page, text)?;
    let values: Map<String, Value> = verdicts.iter().map(|one| (one.key.clone(), rounded(one.measured).into())).collect();
    fs::write(workspace::root().join(KEPT), format!("{:#}\n", Value::Object(values)))?;
    println!("\nWritten: {PAGE}, {KEPT}");
    Ok(())
}

/// Puts a section of its own, between two marks, among what people wrote; an older one is replaced.
pub fn write_section(name: &str, text: &str) -> Result<()> {
    let page = workspace::root().join(PAGE);
    let old = fs::read_to_string(&page).unwrap_or_default();
    fs::write(page, with_section(&old, name, text))?;
    println!("Written: {PAGE}, section {name}");
    Ok(())
}

fn with_section(old: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: written by `cargo xtask bench {name}` -->\n"), format!("<!-- {name}: end -->\n"));
    let section = format!("{begin}{text}{end}");
    match old.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1))) {
        Some((before, after)) => format!("{before}{section}{after}"),
        None => format!("{}\n\n{section}", old.trim_end()),
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn opening(figures: &Figures) -> String {
    let runs = figures.cases.iter().map(|case| case.seconds.len()).max().unwrap_or_default();
    format!(
        "# Benchmarks

Made by `cargo xtask bench`. Machine: {}. Commit: {}.

The data are seeded contacts of 12 columns (`bench/gen_contacts.py`: Czech, Russian, Portuguese and English names, about
one field in seventy-two quoted). Every case is a fresh process of the release build over a fresh data directory, driven by the
command line; all cases of one length are taken in turn, {runs} rounds after one that warms up (django-import-export once).
Seconds are wall time and depend on the machine; the ratios are the figures to trust. Memory is the most that all processes of a command
held together, in MB of 1,000,000 bytes. The baseline does the least anyone could do: it reads the CSV and inserts each row into a
table with a unique key and two indexes, by one prepared statement in one transaction, write-ahead log, full
synchronisation, a page cache of 64 MB; no check, no journal, no tags, no outcomes. `sqlite3 .import` fills the same table.

django-import-export is measured in four ways of use, all in bulk and without diff or report: without looking for stored records; with one
look-up for the whole file; with one look-up a row, as it does unless told otherwise; and with the model's validation of
every value on top, which is nearest to what Kartoteka does. The target is held against the third.
",
        machine(),
        commit()
    )
}

fn table(figures: &Figures, rows: usize) -> String {
    let mut text =
        "| case | rows | median s | min | max | ÷ baseline | memory MB |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            .to_owned();
    // The length the targets speak of comes first.
    let (main, other): (Vec<&Case>, Vec<&Case>) = figures.cases.iter().partition(|case| case.rows == rows);
    for case in main.into_iter().chain(other) {
        let base = figures.get("baseline", case.rows).map(Case::median);
        let ratio = base.map_or("".to_owned(), |base| format!("{:.2}", case.median() / base));
        let [median, min, max] = [case.median(), case.min(), case.max()].map(seconds);
        let (title, length) = (case.title(), thousands(case.rows));
        text += &format!("| {title} | {length} | {median} | {min} | {max} | {ratio} | {:.0} |\n", case.peak_mb);
    }
    text
}

/// Two decimals, three below one second.
fn seconds(number: f64) -> String {
    if number < 1.0 { format!("{number:.3}") } else { format!("{number:.2}") }
}

fn promises(verdicts: &[Verdict]) -> String {
    let mut text = "| target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n".to_owned();
    for one in verdicts {
        let sign = if one.at_least { "≥" } else { "≤" };
        let limit = one.limit.map_or(String::new(), |limit| format!("{sign} {limit} {}", one.unit));
        let holds = match one.holds() {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let precision = if one.unit == "MB" { 0 } else { 2 };
        text += &format!("| {} | {:.precision$} {} | {limit} | {holds} |\n", one.what, one.measured, one.unit);
    }
    text
}

/// Figures more than a tenth worse than the last written ones.
fn worse(verdicts: &[Verdict], kept: &Map<String, Value>) -> Vec<String> {
    let compare = |one: &Verdict| {
        let before = kept.get(&one.key)?.as_f64()?;
        let is_worse = if one.at_least { one.measured * WORSE < before } else { one.measured > before * WORSE };
        // A difference of memory may be small or below zero; tenths of it mean nothing.
        (is_worse && !one.key.starts_with("flat/"))
            .then(|| format!("WORSE: {}: {:.2} {}, was {before:.2}. Explain it or mend it.", one.what, one.measured, one.unit))
    };
    verdicts.iter().filter_map(compare).collect()
}

pub fn machine() -> String {
    let line = |file: &str, start: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let found = text.lines().find_map(|line| line.strip_prefix(start)).unwrap_or_default();
        found.trim_matches([' ', '\t', ':', '=', '"']).to_owned()
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = line("/proc/meminfo", "MemTotal:").trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1024.0 / 1024.0;
    let rust = workspace::output(Command::new("rustc").arg("--version")).unwrap_or_default();
    let rust = rust.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let (processor, system) = (line("/proc/cpuinfo", "model name"), line("/etc/os-release", "PRETTY_NAME"));
    format!("{cores} cores, {processor}, {memory:.0} GiB, {system}, {rust}; shared with others")
}

pub fn commit() -> String {
    let ask = |words: &[&str]| workspace::output(Command::new("git").args(words).current_dir(workspace::root()));
    let Ok(commit) = ask(&["rev-parse", "--short=10", "HEAD"]) else { return "unknown".to_owned() };
    let changed = ask(&["status", "--porcelain", "--", "crates", "Cargo.lock"]).is_ok_and(|text| !text.is_empty());
    format!("{}{}", commit.trim(), if changed { " with changes" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::measure::Measured;
    use super::*;

    fn verdict(key: &str, measured: f64, at_least: bool) -> Verdict {
        Verdict { key: key.into(), what: key.into(), measured, unit: "×", limit: Some(2.0), at_least }
    }

    #[test]
    fn a_section_is_put_in_once_and_replaced_after() {
        let once = with_section("# Page\n\nWords.\n", "web", "old\n");
        assert!(once.starts_with("# Page\n\nWords.\n\n<!-- web:") && once.contains("-->\nold\n<!--"), "{once}");
        let more = format!("{once}\nBelow.\n");
        assert_eq!(with_section(&more, "web", "new\n"), more.replace("old", "new"));
    }

    #[test]
    fn a_tenth_worse_is_said() {
        let kept: Map<String, Value> = serde_json::from_str(r#"{"a": 1.0, "b": 50.0, "flat/run": 1.0}"#).unwrap();
        let check = |one: Verdict, expected: usize| assert_eq!(worse(&[one], &kept).len(), expected);
        check(verdict("a", 1.09, false), 0);
        check(verdict("a", 1.11, false), 1);
        check(verdict("b", 46.0, true), 0);
        check(verdict("b", 45.0, true), 1);
        check(verdict("new", 9.0, false), 0);
        check(verdict("flat/run", 9.0, false), 0);
    }

    #[test]
    fn tables_hold_every_case_and_verdict() {
        let mut figures = Figures::default();
        for (key, rows, seconds) in [("baseline", 10, 1.0), ("run", 10, 3.0), ("baseline", 100, 10.0), ("run", 100, 15.0)] {
            figures.add(key, rows, Measured { seconds, cpu_seconds: seconds, peak_mb: 10.0 });
        }
        let text = table(&figures, 100);
        let lines: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(lines[1], "| `import run` (read, checked, run) | 100 | 15.00 | 15.00 | 15.00 | 1.50 | 10 |");
        assert_eq!(lines[3], "| `import run` (read, checked, run) | 10 | 3.00 | 3.00 | 3.00 | 3.00 | 10 |");
        assert!(promises(&verdicts(&figures, 10)).contains("| 3.00 × | ≤ 2 × | **no** |"));
    }
}
