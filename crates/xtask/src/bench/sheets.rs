//! How fast files are read and written: a million rows, against inflating alone, against the general readers and the
//! general writer. Comes in: the tools, rows and rounds. Goes out: a table and its section of `docs/benchmarks.md`.
//! The cases are processes of `crates/sheets/examples/sheets_bench.rs`, which are an error when they saw too little.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::figures::thousands;
use super::measure::{Measured, Meter};
use super::{data, report};
use crate::workspace;

/// Key, word of the program, file.
const CASES: &[(&str, &str, File)] = &[
    ("inflate-inline", "inflate", File::Inline),
    ("rows-inline", "rows", File::Inline),
    ("calamine-inline", "calamine", File::Inline),
    ("inflate-shared", "inflate", File::Shared),
    ("inflate-both", "inflate-both", File::Shared),
    ("rows-shared", "rows", File::Shared),
    ("calamine-shared", "calamine", File::Shared),
    ("csv-scan", "csv-scan", File::Csv),
    ("csv-records", "csv-records", File::Csv),
    ("csv-cells", "csv-cells", File::Csv),
    ("csv-blocks", "blocks", File::Csv),
    ("write-bare", "write-bare", File::Csv),
    ("write", "write", File::Csv),
];

#[derive(Clone, Copy, PartialEq)]
enum File {
    Inline,
    Shared,
    Csv,
}

/// What is promised: a ratio of two cases, or the memory of one.
struct Promise {
    what: &'static str,
    of: &'static str,
    to: Option<&'static str>,
    limit: f64,
    at_least: bool,
}

const PROMISES: &[Promise] = &[
    ratio("XLSX, texts in the cells: rows ÷ inflating the sheet", "rows-inline", "inflate-inline", 3.0),
    ratio("XLSX, shared texts: rows ÷ inflating the sheet alone", "rows-shared", "inflate-shared", 3.0),
    ratio("XLSX, shared texts: rows ÷ inflating the sheet and its texts", "rows-shared", "inflate-both", 3.0),
    faster("XLSX, texts in the cells: calamine's stream ÷ rows", "calamine-inline", "rows-inline", 3.0),
    faster("XLSX, shared texts: calamine's stream ÷ rows", "calamine-shared", "rows-shared", 3.0),
    memory("XLSX, texts in the cells: memory", "rows-inline", 64.0),
    memory("XLSX, three million different shared texts: memory", "rows-shared", 128.0),
    ratio("CSV, encoding found and cut into cells ÷ `csv` byte records", "csv-cells", "csv-records", 1.3),
    ratio("writing XLSX ÷ rust_xlsxwriter, constant memory", "write", "write-bare", 1.2),
    memory("writing XLSX: memory", "write", 64.0),
];

const fn ratio(what: &'static str, of: &'static str, to: &'static str, limit: f64) -> Promise {
    Promise { what, of, to: Some(to), limit, at_least: false }
}

const fn faster(what: &'static str, of: &'static str, to: &'static str, limit: f64) -> Promise {
    Promise { what, of, to: Some(to), limit, at_least: true }
}

const fn memory(what: &'static str, of: &'static str, limit: f64) -> Promise {
    Promise { what, of, to: None, limit, at_least: false }
}

type Figures = BTreeMap<&'static str, Vec<Measured>>;

pub fn run(python: &Path, rows: usize, runs: usize) -> Result<()> {
    let build = ["build", "--release", "--locked", "--package", "kartoteka-sheets", "--example", "sheets_bench"];
    workspace::run(workspace::cargo().args(build))?;
    let program = workspace::target().join("release/examples/sheets_bench");
    let csv = data::contacts(python, rows)?;
    let files = Files { inline: made(&program, &csv, "inline")?, shared: made(&program, &csv, "shared")?, csv };
    let meter = Meter::new(python);
    let mut figures = Figures::new();
    for round in 0..=runs {
        println!("sheets: {}", if round == 0 { "warming up".to_owned() } else { format!("round {round} of {runs}") });
        for (key, word, file) in CASES {
            let mut command = Command::new(&program);
            command.arg(word).arg(files.of(*file));
            let out = files.csv.with_file_name("written.xlsx");
            if word.starts_with("write") {
                command.arg(&out);
            }
            let measured = meter.measure(&command).with_context(|| format!("case {key}"))?;
            let _ = fs::remove_file(out);
            if round > 0 {
                figures.entry(key).or_default().push(measured);
            }
        }
    }
    let mut text = section(rows, fs::metadata(&files.csv)?.len(), &figures);
    text += &hostile_section(&hostile(&program, &meter)?);
    println!("\n{text}");
    if rows != super::ROWS || runs < super::RUNS {
        println!("Fewer rows or rounds: docs/benchmarks.md stays as it is.");
        return Ok(());
    }
    report::write_section("sheets", &text)
}

/// A file that means harm, and what it cost to say no.
struct Refused {
    case: String,
    answer: String,
    measured: Measured,
}

/// Each hostile file, read in a process of its own.
fn hostile(program: &Path, meter: &Meter) -> Result<Vec<Refused>> {
    let folder = tempfile::tempdir()?;
    let xls = workspace::root().join("tests/samples/kompanii-otvetstvennye.xls");
    let made = workspace::output(Command::new(program).arg("make-hostile").arg(folder.path()).arg(xls))?;
    let mut all = Vec::new();
    for line in made.lines().filter(|line| line.contains('\t')) {
        let mut words = line.split('\t');
        let (path, case, wanted) =
            (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let said = workspace::output(Command::new(program).arg("refuse").arg(path))?;
        let answer = said.lines().next().unwrap_or_default().to_owned();
        let is_wanted = if wanted.is_empty() { answer == "read" } else { wanted.split(' ').any(|code| code == answer) };
        anyhow::ensure!(is_wanted, "{case}: {answer}, not {wanted}");
        let measured = meter.measure(Command::new(program).arg("refuse").arg(path))?;
        all.push(Refused { case: case.to_owned(), answer, measured });
    }
    Ok(all)
}

fn hostile_section(all: &[Refused]) -> String {
    let mut text =
        "\nFiles that mean harm (wanted: an answer within 5 seconds and 256 MB; looked into and read, without the wall):\n\n\
         | case | answer | seconds | memory | kept |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for Refused { case, answer, measured } in all {
        let kept = if measured.seconds <= 5.0 && measured.peak_mb <= 256.0 { "yes" } else { "no" };
        text += &format!("| {case} | `{answer}` | {:.2} | {:.0} MB | {kept} |\n", measured.seconds, measured.peak_mb);
    }
    text
}

struct Files {
    csv: PathBuf,
    inline: PathBuf,
    shared: PathBuf,
}

impl Files {
    fn of(&self, file: File) -> &Path {
        match file {
            File::Csv => &self.csv,
            File::Inline => &self.inline,
            File::Shared => &self.shared,
        }
    }
}

/// The same contacts as a workbook, by the other writer; made once.
fn made(program: &Path, csv: &Path, kind: &str) -> Result<PathBuf> {
    let path = csv.with_extension(format!("{kind}.xlsx"));
    if !path.exists() {
        println!("making {}", path.file_name().unwrap_or_default().to_string_lossy());
        let part = path.with_extension("part");
        workspace::output(Command::new(program).arg(format!("make-{kind}")).arg(csv).arg(&part))?;
        fs::rename(&part, &path)?;
    }
    Ok(path)
}

/// In the middle, the least, the most.
fn spread(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
    [at(values.len() / 2), at(0), at(values.len().saturating_sub(1))]
}

fn section(rows: usize, csv_bytes: u64, figures: &Figures) -> String {
    let of = |key: &str| figures.get(key).map_or(&[][..], Vec::as_slice);
    let cpu = |key: &str| spread(of(key).iter().map(|one| one.cpu_seconds));
    let clock = |key: &str| spread(of(key).iter().map(|one| one.seconds))[1];
    let peak = |key: &str| spread(of(key).iter().map(|one| one.peak_mb))[2];
    let mut text = format!(
        "\n## Reading and writing files, {} × 12\n\nProcessor seconds of a process of its own (in the middle, least, most of {} \
         rounds), which what else the machine does falls on little; and seconds by the clock (the least), which is what a person waits: a \
         workbook is inflated, read and packed by threads of their own. Rows are delivered when a block was made, opened again and \
         walked.\n\n| case | processor seconds | by the clock | memory |\n| --- | --- | --- | --- |\n",
        thousands(rows),
        figures.values().map(Vec::len).max().unwrap_or_default(),
    );
    for (key, ..) in CASES {
        let [middle, least, most] = cpu(key);
        text += &format!("| {key} | {middle:.2} ({least:.2}–{most:.2}) | {:.2} | {:.0} MB |\n", clock(key), peak(key));
    }
    text += "\n| promise | measured | processor | wanted | kept |\n| --- | --- | --- | --- | --- |\n";
    for promise in PROMISES {
        let (measured, unit, processor) = match promise.to {
            Some(to) => (clock(promise.of) / clock(to), "×", format!("{:.2} ×", cpu(promise.of)[0] / cpu(to)[0])),
            None => (peak(promise.of), "MB", String::new()),
        };
        let kept = if promise.at_least { measured >= promise.limit } else { measured <= promise.limit };
        let sign = if promise.at_least { '≥' } else { '≤' };
        text += &format!(
            "| {} | {measured:.2} {unit} | {processor} | {sign} {} {unit} | {} |\n",
            promise.what,
            promise.limit,
            if kept { "yes" } else { "no" }
        );
    }
    let speed = csv_bytes as f64 / 1e6 / cpu("csv-cells")[0];
    text + &format!(
        "\nCSV is cut into cells at {speed:.0} MB a second of one thread (wanted: at least 400, or the ratio above).\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_judged_by_the_clock_and_the_processor_is_told_beside() {
        let mut figures = Figures::new();
        for (key, ..) in CASES {
            let seconds = if key.starts_with("rows") { [2.0, 9.0, 2.0] } else { [1.0, 1.0, 1.0] };
            let measured = seconds.map(|seconds| Measured { seconds, cpu_seconds: seconds * 1.5, peak_mb: 70.0 });
            figures.insert(key, measured.to_vec());
        }
        let text = section(1_000_000, 500_000_000, &figures);
        for line in [
            "| XLSX, texts in the cells: rows ÷ inflating the sheet | 2.00 × | 2.00 × | ≤ 3 × | yes |",
            "| XLSX, texts in the cells: calamine's stream ÷ rows | 0.50 × | 0.50 × | ≥ 3 × | no |",
            "| XLSX, texts in the cells: memory | 70.00 MB |  | ≤ 64 MB | no |",
            "| rows-inline | 3.00 (3.00–13.50) | 2.00 | 70 MB |",
            "at 333 MB a second",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
