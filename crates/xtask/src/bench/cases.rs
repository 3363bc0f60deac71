//! What is measured, case by case, in rounds: each round takes every case once, so that a slow minute of the machine
//! falls on baseline and program alike.
//! Comes in: the tools and how many rounds. Goes out: figures. Demands after each case that the work was really done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::figures::Figures;
use super::measure::Meter;
use super::{baseline, data};
use crate::workspace;

pub const TEMPLATE_ROWS: usize = 5_000;
const RECIPE: &str = "bench/contacts.recipe.toml";

/// Key of the figure, variant of `bench/django_import.py`.
const PEERS: &[(&str, &str)] =
    &[("django-bare", "bare"), ("django-cached", "cached"), ("django", "matched"), ("django-checked", "checked")];

pub struct Bench {
    python: PathBuf,
    sqlite3: PathBuf,
    meter: Meter,
    runs: usize,
    /// Everything that is measured is written below this folder.
    folder: PathBuf,
}

impl Bench {
    pub fn new(python: PathBuf, sqlite3: PathBuf, runs: usize) -> Result<Bench> {
        let folder = workspace::target().join("bench/run");
        fs::create_dir_all(&folder)?;
        Ok(Bench { meter: Meter::new(&python), python, sqlite3, runs, folder })
    }

    /// Baselines and the whole life of one import: check, run, export, undo.
    pub fn main(&self, rows: usize, figures: &mut Figures) -> Result<()> {
        let csv = data::contacts(&self.python, rows)?;
        self.rounds(&format!("{rows} contacts"), figures, |figures| {
            self.baselines(&csv, rows, figures)?;
            self.checked(&csv, rows, figures)?;
            self.imported(&csv, rows, figures)
        })
    }

    /// A filled leads template, read and checked.
    pub fn template(&self, figures: &mut Figures) -> Result<()> {
        let home = self.fresh("template")?;
        let empty = self.folder.join("leads-template.xlsx");
        let get = ["template", "get", "leads", "--columns", "all", "--format", "xlsx", "--lang", "en", "-o"];
        workspace::output(self.kartoteka(&home).args(get).arg(&empty))?;
        let file = data::leads(&self.python, &empty, TEMPLATE_ROWS)?;
        self.rounds("leads template", figures, |figures| {
            let home = self.fresh("template")?;
            let measured =
                self.meter.measure(self.kartoteka(&home).args(["import", "check", "leads"]).arg(&file).arg("--quiet"))?;
            figures.add("template", TEMPLATE_ROWS, measured);
            self.demand_counts(&home, "created", TEMPLATE_ROWS)
        })
    }

    /// The same contacts by the tool most often used for this today, in four ways of use.
    /// One round: it takes minutes and hardly varies.
    pub fn peers(&self, rows: usize, figures: &mut Figures) -> Result<()> {
        let csv = data::contacts(&self.python, rows)?;
        let script = workspace::root().join("bench/django_import.py");
        for (key, variant) in PEERS {
            println!("django-import-export ({variant}), {rows} contacts");
            let database = self.absent("django.db")?;
            let mut command = Command::new(&self.python);
            command.arg(&script).arg(&csv).arg(&database).arg(variant);
            figures.add(key, rows, self.meter.measure(&command)?);
            self.demand_rows(&database, rows)?;
        }
        Ok(())
    }

    fn rounds(&self, name: &str, figures: &mut Figures, round: impl Fn(&mut Figures) -> Result<()>) -> Result<()> {
        if self.runs > 1 {
            println!("{name}: warming up");
            round(&mut Figures::default())?;
        }
        for number in 1..=self.runs {
            println!("{name}: round {number} of {}", self.runs);
            round(figures)?;
        }
        Ok(())
    }

    fn baselines(&self, csv: &Path, rows: usize, figures: &mut Figures) -> Result<()> {
        let child = workspace::target().join("release/xtask");
        let bare = |database: &Path| {
            let mut command = Command::new(&child);
            command.arg("bench-baseline").arg(csv).arg(database);
            self.meter.measure(&command)
        };
        figures.add("reading", rows, bare(Path::new("-"))?);
        let database = self.absent("baseline.db")?;
        figures.add("baseline", rows, bare(&database)?);
        self.demand_rows(&database, rows)?;
        let database = self.absent("sqlite3.db")?;
        let import = format!(".import --csv --skip 1 {} contacts", quoted(csv));
        let schema = baseline::schema(false);
        let mut shell = Command::new(&self.sqlite3);
        shell.arg("-bail").arg(&database).args([baseline::SETTINGS, schema.as_str(), import.as_str()]);
        figures.add("sqlite3", rows, self.meter.measure(&shell)?);
        self.demand_rows(&database, rows)
    }

    fn checked(&self, csv: &Path, rows: usize, figures: &mut Figures) -> Result<()> {
        let home = self.fresh("check")?;
        let mut command = self.kartoteka(&home);
        command.args(["import", "check", "contacts"]).arg(csv).args(["--recipe", RECIPE, "--mode", "create", "--quiet"]);
        figures.add("check", rows, self.meter.measure(&command)?);
        self.demand_counts(&home, "created", rows)?;
        Ok(fs::remove_dir_all(&home)?)
    }

    fn imported(&self, csv: &Path, rows: usize, figures: &mut Figures) -> Result<()> {
        let home = self.fresh("import")?;
        let mut command = self.kartoteka(&home);
        command.args(["import", "run", "contacts"]).arg(csv).args(["--recipe", RECIPE, "--mode", "create", "--yes", "--quiet"]);
        figures.add("run", rows, self.meter.measure(&command)?);
        self.demand_counts(&home, "created", rows)?;
        self.exported(&home, "export", rows, Some(figures))?;
        figures.add("undo", rows, self.meter.measure(self.kartoteka(&home).args(["import", "revert", "1", "--yes", "--quiet"]))?);
        self.exported(&home, "emptied", 0, None)?;
        Ok(fs::remove_dir_all(&home)?)
    }

    /// Exports every contact and demands so many rows in the file; measured when there is a place for the figure.
    fn exported(&self, home: &Path, name: &str, rows: usize, figures: Option<&mut Figures>) -> Result<()> {
        let file = self.absent(&format!("{name}.csv"))?;
        let mut command = self.kartoteka(home);
        command.args(["export", "run", "contacts", "--all", "--kind", "reimport", "--format", "csv", "--delimiter", ",", "-o"]);
        let measured = self.meter.measure(command.arg(&file))?;
        if let Some(figures) = figures {
            figures.add(name, rows, measured);
        }
        let mut records = csv::ReaderBuilder::new().flexible(true).from_path(&file)?.into_byte_records();
        let found = records.try_fold(0, |count, record| record.map(|_| count + 1))?;
        ensure!(found == rows, "{} holds {found} rows, not {rows}", file.display());
        Ok(fs::remove_file(&file)?)
    }

    fn kartoteka(&self, home: &Path) -> Command {
        let mut command = Command::new(workspace::target().join("release/kartoteka"));
        command.current_dir(workspace::root()).arg("--data").arg(home);
        command
    }

    /// A data directory that was just set up: a person sets it up once, so it is not part of a case.
    fn fresh(&self, name: &str) -> Result<PathBuf> {
        let home = self.folder.join(name);
        if home.exists() {
            fs::remove_dir_all(&home)?;
        }
        // The company of the benchmark's contacts is a text of its own, as in the baseline's table, not a link.
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(self.kartoteka(&home).args(field)).context("cannot set up a data directory")?;
        Ok(home)
    }

    /// A path with nothing at it.
    fn absent(&self, name: &str) -> Result<PathBuf> {
        for left in ["", "-wal", "-shm"].map(|ending| self.folder.join(format!("{name}{ending}"))) {
            if left.exists() {
                fs::remove_file(left)?;
            }
        }
        Ok(self.folder.join(name))
    }

    /// The first import of the data directory must count so many rows with that outcome, and no other.
    fn demand_counts(&self, home: &Path, outcome: &str, rows: usize) -> Result<()> {
        let text = workspace::output(self.kartoteka(home).args(["import", "show", "1", "--json=counts"]))?;
        let answer: Value = serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))?;
        let counts = answer.get("counts").unwrap_or(&answer);
        let rows = Some(rows as u64);
        ensure!(counts["rows"].as_u64() == rows && counts[outcome].as_u64() == rows, "not every row is {outcome}: {counts}");
        Ok(())
    }

    fn demand_rows(&self, database: &Path, rows: usize) -> Result<()> {
        let count = workspace::output(Command::new(&self.sqlite3).arg(database).arg("SELECT count(*) FROM contacts"))?;
        ensure!(count.trim() == rows.to_string(), "{} holds {} rows, not {rows}", database.display(), count.trim());
        Ok(())
    }
}

/// A path as a word of the sqlite3 shell's own commands.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.display().to_string().replace('\\', "\\\\").replace('"', "\\\""))
}
