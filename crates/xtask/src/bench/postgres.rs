//! The bulk path on PostgreSQL: a file checked and run, and a field changed in every record, against the least that the same
//! server could do for the same rows. Comes in: the program, rows and rounds. Goes out: a table and its section of
//! `docs/benchmarks.md`. The server is a private one with the durability it has when nothing is set.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::figures::thousands;
use super::measure::{Measured, Meter};
use super::{Options, data, report};
use crate::cluster::{self, Cluster};
use crate::workspace;

const RECIPE: &str = "bench/contacts.recipe.toml";
const CREATE_LIMIT: f64 = 2.0;
const UPDATE_LIMIT: f64 = 2.5;
const PEAK_MB: f64 = 256.0;
/// The field that is changed, and what stands behind its value from then on.
const CHANGED: &str = "job_title";
const BEHIND: &str = " 2";

/// An empty copy of the records' table, with every index; what is measured against begins with it.
const BARE: &str = "CREATE TABLE bare (LIKE contact INCLUDING ALL)";
const STAGING: &str = "CREATE TABLE staging AS SELECT id, coalesce(position, '') || ' 2' AS value FROM bare; ANALYZE staging";
const UPDATE: &str = "UPDATE bare SET position = staging.value, version = bare.version + 1, updated_at = '2026-01-01T00:00:00Z', \
                      updated_by = 1, updated_import = 2 FROM staging WHERE bare.id = staging.id";

/// One round. Seconds.
struct Round {
    check: Measured,
    run: Measured,
    copy: f64,
    update_check: Measured,
    update_run: Measured,
    update: f64,
}

pub fn run(python: &Path, options: &Options, folder: &Path) -> Result<()> {
    let programs = cluster::programs().context("PostgreSQL's programs are missing: `apt-get install postgresql`")?;
    let contacts = data::contacts(python, options.rows)?;
    let changes = changes(&contacts, folder)?;
    let cluster = Cluster::start_lasting(&programs)?;
    let bench = Bench { cluster, meter: Meter::new(python), program: options.program(), folder: folder.to_owned() };
    let mut rounds = Vec::new();
    for number in 1..=options.runs {
        println!("postgres: round {number} of {}", options.runs);
        let round = bench.round(&contacts, &changes, options.rows)?;
        println!("{}", told(&round));
        rounds.push(round);
    }
    let version = bench.sql("postgres", "SELECT current_setting('server_version')")?;
    let text = section(options.rows, version.split_whitespace().next().unwrap_or_default(), &rounds);
    println!("\n{text}");
    if options.rows != super::ROWS || options.debug {
        println!("Fewer rows: docs/benchmarks.md stays as it is.");
        return Ok(());
    }
    report::write_section("postgres", &text)
}

struct Bench {
    cluster: Cluster,
    meter: Meter,
    program: PathBuf,
    folder: PathBuf,
}

impl Bench {
    fn round(&self, contacts: &Path, changes: &Path, rows: usize) -> Result<Round> {
        self.sql("postgres", "DROP DATABASE IF EXISTS bench")?;
        self.sql("postgres", "CREATE DATABASE bench")?;
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(self.kartoteka().args(field)).context("cannot set up a register")?;
        let (check, run) = self.import(contacts, &["--recipe", RECIPE, "--mode", "create"], 1, ("created", rows))?;
        let file = self.cluster.folder().join("rows.bin");
        self.sql("bench", &format!("COPY contact TO '{}' (FORMAT binary)", file.display()))?;
        self.sql("bench", BARE)?;
        let copy = self.timed(&format!("COPY bare FROM '{}' (FORMAT binary)", file.display()))?;
        fs::remove_file(&file)?;
        let by = ["--mode", "update", "--match-by", "external_id", "--map", "job_title=position"];
        let (update_check, update_run) = self.import(changes, &by, 2, ("updated", rows))?;
        self.sql("bench", STAGING)?;
        let update = self.timed(UPDATE)?;
        let alike = "SELECT count(*) FROM bare JOIN contact USING (id, position, version, external_id)";
        let found = self.sql("bench", alike)?;
        ensure!(found == rows.to_string(), "the table and the register agree in {found} rows, not {rows}");
        Ok(Round { check, run, copy, update_check, update_run, update })
    }

    /// A file checked and run as import `number`, which must count so many rows with that outcome.
    fn import(&self, file: &Path, how: &[&str], number: usize, (outcome, rows): (&str, usize)) -> Result<(Measured, Measured)> {
        self.sql("bench", "CHECKPOINT")?;
        let check =
            self.meter.measure(self.kartoteka().args(["import", "check", "contacts"]).arg(file).args(how).arg("--quiet"))?;
        let number = number.to_string();
        let run = self.meter.measure(self.kartoteka().args(["import", "start", &number, "--yes", "--quiet"]))?;
        let text = workspace::output(self.kartoteka().args(["import", "show", &number, "--json=counts"]))?;
        let answer: Value = serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))?;
        let counts = answer.get("counts").unwrap_or(&answer);
        ensure!(counts[outcome].as_u64() == Some(rows as u64), "not every row is {outcome}: {counts}");
        Ok((check, run))
    }

    /// One statement of the server's own, from a moment at which nothing waits to be written.
    fn timed(&self, sql: &str) -> Result<f64> {
        self.sql("bench", "CHECKPOINT")?;
        let _ = Command::new("sync").status();
        let began = Instant::now();
        self.sql("bench", sql)?;
        Ok(began.elapsed().as_secs_f64())
    }

    fn sql(&self, database: &str, sql: &str) -> Result<String> {
        let address = self.cluster.address_of(database);
        let told = workspace::output(Command::new("psql").args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", &address, "-c", sql]))?;
        Ok(told.trim().to_owned())
    }

    fn kartoteka(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(workspace::root()).arg("--data").arg(&self.folder);
        command.args(["--database", &self.cluster.address_of("bench")]);
        command
    }
}

/// A file with the key of every contact and another value of one field.
fn changes(contacts: &Path, folder: &Path) -> Result<PathBuf> {
    let path = folder.join("changes.csv");
    let mut reader = csv::Reader::from_path(contacts)?;
    let headers = reader.headers()?.clone();
    let at = |header: &str| headers.iter().position(|known| known == header);
    let (key, field) = at("external_id").zip(at(CHANGED)).context("the contacts have other columns")?;
    let mut writer = csv::Writer::from_path(&path)?;
    writer.write_record(["external_id", CHANGED])?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        writer.write_record([&record[key], &format!("{}{BEHIND}", &record[field])])?;
    }
    writer.flush()?;
    Ok(path)
}

fn told(round: &Round) -> String {
    let Round { check, run, copy, update_check, update_run, update } = round;
    format!(
        "created: check {:.1} s + run {:.1} s, bare COPY {copy:.1} s; updated: check {:.1} s + run {:.1} s, bare UPDATE {update:.1} s",
        check.seconds, run.seconds, update_check.seconds, update_run.seconds
    )
}

fn median(rounds: &[Round], of: impl Fn(&Round) -> f64) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn section(rows: usize, version: &str, rounds: &[Round]) -> String {
    let seconds = |of: fn(&Round) -> f64| median(rounds, of);
    let both = |of: fn(&Round) -> f64, base: fn(&Round) -> f64| median(rounds, |round| of(round) / base(round));
    let created = both(|r| r.check.seconds + r.run.seconds, |r| r.copy);
    let updated = both(|r| r.update_check.seconds + r.update_run.seconds, |r| r.update);
    let all = |round: &Round| [round.check, round.run, round.update_check, round.update_run].map(|one| one.peak_mb);
    let peak = rounds.iter().flat_map(all).fold(0.0, f64::max);
    let mut text = format!(
        "## On PostgreSQL, {} × 12\n\nMade by `cargo xtask bench postgres`. Machine: {}. Commit: {}. PostgreSQL {version} on the same machine, with the \
         durability it has when nothing is set.\n\nMedian of {} rounds, each in a new database: the file checked and run (journal, tags and \
         outcomes included), then one field changed in every record by a second file. The bare `COPY` takes the same rows, match columns \
         included, from a file of the server in its binary form into an empty table with the same indexes; the bare `UPDATE` changes them from a \
         table with the new values that is there already.\n\n| what | seconds | ÷ bare |\n| --- | ---: | ---: |\n",
        thousands(rows),
        report::machine(),
        report::commit(),
        rounds.len()
    );
    let mut line = |what: &str, seconds: f64, base: f64| text += &format!("| {what} | {seconds:.1} | {:.2} |\n", seconds / base);
    let (copy, update) = (seconds(|r| r.copy), seconds(|r| r.update));
    line("bare binary `COPY`", copy, copy);
    line("file read and checked", seconds(|r| r.check.seconds), copy);
    line("run", seconds(|r| r.run.seconds), copy);
    line("check and run", seconds(|r| r.check.seconds + r.run.seconds), copy);
    line("bare `UPDATE … FROM`", update, update);
    line("file of changes read and checked", seconds(|r| r.update_check.seconds), update);
    line("run", seconds(|r| r.update_run.seconds), update);
    line("check and run", seconds(|r| r.update_check.seconds + r.update_run.seconds), update);
    text += "\n| target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n";
    let mut target = |what: &str, measured: String, limit: String, holds: bool| {
        text += &format!("| {what} | {measured} | ≤ {limit} | {} |\n", if holds { "yes" } else { "**no**" });
    };
    target(
        "new records, check and run ÷ bare `COPY`",
        format!("{created:.2} ×"),
        format!("{CREATE_LIMIT} ×"),
        created <= CREATE_LIMIT,
    );
    target(
        "changed records, check and run ÷ bare `UPDATE`",
        format!("{updated:.2} ×"),
        format!("{UPDATE_LIMIT} ×"),
        updated <= UPDATE_LIMIT,
    );
    target("memory of any of our processes", format!("{peak:.0} MB"), format!("{PEAK_MB} MB"), peak <= PEAK_MB);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(run: f64, update_run: f64, peak_mb: f64) -> Round {
        let one = |seconds| Measured { seconds, cpu_seconds: seconds, peak_mb };
        Round { check: one(2.0), run: one(run), copy: 10.0, update_check: one(5.0), update_run: one(update_run), update: 20.0 }
    }

    #[test]
    fn the_section_says_what_holds() {
        let good = section(1_000_000, "15.1", &[round(17.0, 44.0, 90.0), round(99.0, 1.0, 90.0), round(16.0, 60.0, 90.0)]);
        assert!(good.contains("| 1.90 × | ≤ 2 × | yes |") && good.contains("| 2.45 × | ≤ 2.5 × | yes |"), "{good}");
        let bad = section(1_000_000, "15.1", &[round(19.0, 46.0, 300.0)]);
        assert_eq!(bad.matches("**no**").count(), 3, "{bad}");
    }

    #[test]
    fn changes_keep_the_key_and_change_the_field() {
        let folder = tempfile::tempdir().unwrap();
        let contacts = folder.path().join("contacts.csv");
        fs::write(&contacts, "external_id,job_title,city\nC-1,\"Head, sales\",Brno\n").unwrap();
        let text = fs::read_to_string(changes(&contacts, folder.path()).unwrap()).unwrap();
        assert_eq!(text, "external_id,job_title\nC-1,\"Head, sales 2\"\n");
    }
}
