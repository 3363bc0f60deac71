//! The outside programs tests and benchmarks need: LibreOffice, sqlite3, PostgreSQL, Python with spreadsheet packages, a browser.
//! Comes in: what the machine has. Goes out: their paths. Installs what is missing, says so, and never twice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cluster;
use crate::workspace::{self, program};

pub struct Tools {
    /// Python of the private environment, with the packages of `bench/requirements.txt`.
    pub python: PathBuf,
    pub soffice: PathBuf,
    pub sqlite3: PathBuf,
    pub chromium: PathBuf,
    /// The folder of PostgreSQL's own programs, which Debian keeps off the search path.
    pub postgres: PathBuf,
    pub pooler: PathBuf,
}

const REQUIREMENTS: &str = "bench/requirements.txt";

/// Everything the test command needs.
pub fn set_up() -> Result<Tools> {
    let mut packages = missing(&[&SOFFICE, &SQLITE, &PYTHON, &CHROMIUM, &NODE, &PSQL, &STRACE]);
    packages.extend(if cluster::programs().is_none() { Some("postgresql") } else { None });
    packages.extend(if cluster::pooler().is_none() { Some("pgbouncer") } else { None });
    install_packages(&packages)?;
    let postgres = cluster::programs().context("PostgreSQL has no `initdb`. Install the package postgresql.")?;
    let pooler = cluster::pooler().context("PgBouncer is not there. Install the package pgbouncer.")?;
    let (soffice, sqlite3, chromium) = (path_of(&SOFFICE)?, path_of(&SQLITE)?, path_of(&CHROMIUM)?);
    packages_of("clients/typescript")?;
    Ok(Tools { python: environment()?, soffice, sqlite3, chromium, postgres, pooler })
}

/// What the benchmark needs: no LibreOffice. Gives the paths of Python and sqlite3.
pub fn set_up_for_bench() -> Result<(PathBuf, PathBuf)> {
    install_packages(&missing(&[&SQLITE, &PYTHON]))?;
    Ok((environment()?, path_of(&SQLITE)?))
}

/// A program and the Debian packages that bring it.
struct Wanted {
    program: &'static str,
    packages: &'static [&'static str],
    /// Debian splits Python's `venv` off; that the program exists is not enough.
    probe: &'static [&'static str],
}

const SOFFICE: Wanted = Wanted { program: "soffice", packages: &["libreoffice-calc-nogui"], probe: &[] };
const SQLITE: Wanted = Wanted { program: "sqlite3", packages: &["sqlite3"], probe: &["--version"] };
const PSQL: Wanted = Wanted { program: "psql", packages: &["postgresql-client"], probe: &["--version"] };
/// Lets a call of the system fail where a test wants that.
const STRACE: Wanted = Wanted { program: "strace", packages: &["strace"], probe: &["-V"] };
const CHROMIUM: Wanted = Wanted { program: "chromium", packages: &["chromium"], probe: &[] };
/// The driver of the browser needs Node 20; Debian's own is older than that in places, so an npm that is here is kept.
const NODE: Wanted = Wanted { program: "npm", packages: &["nodejs", "npm"], probe: &["--version"] };
const PYTHON: Wanted =
    Wanted { program: "python3", packages: &["python3", "python3-venv"], probe: &["-c", "import venv, ensurepip"] };

fn missing(wanted: &[&Wanted]) -> Vec<&'static str> {
    wanted.iter().filter(|one| !one.is_here()).flat_map(|one| one.packages.iter().copied()).collect()
}

impl Wanted {
    fn is_here(&self) -> bool {
        let Some(path) = program(self.program) else { return false };
        self.probe.is_empty() || Command::new(path).args(self.probe).output().is_ok_and(|output| output.status.success())
    }
}

fn path_of(wanted: &Wanted) -> Result<PathBuf> {
    program(wanted.program).with_context(|| {
        format!("`{}` is not on the search path. Install the package {}.", wanted.program, wanted.packages.join(" "))
    })
}

fn install_packages(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        println!("Debian packages: all here");
        return Ok(());
    }
    println!("Installing Debian packages: {}", packages.join(" "));
    let by_hand = || format!("Install them by hand: {}", packages.join(" "));
    if program("apt-get").is_none() {
        bail!("this machine has no apt-get. {}", by_hand());
    }
    // An outdated package list is the usual reason for a failed install; a mirror that is half down is not fatal.
    if let Err(error) = workspace::output(apt().args(["update"])) {
        println!("   apt-get update: {error:#}");
    }
    let install = ["install", "--yes", "--no-install-recommends"];
    workspace::output(apt().args(install).args(packages)).with_context(by_hand)?;
    Ok(())
}

fn apt() -> Command {
    let mut command = if is_root() { Command::new("apt-get") } else { Command::new("sudo") };
    if !is_root() {
        // Never ask for a password in the middle of a test run: fail and say what to install.
        command.args(["--non-interactive", "apt-get"]);
    }
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

pub fn is_root() -> bool {
    workspace::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// The private Python environment; made once, made again when the pinned list changes.
fn environment() -> Result<PathBuf> {
    let root = workspace::root();
    let folder = workspace::target().join("tools/venv");
    let python = folder.join("bin/python");
    let wanted = fs::read_to_string(root.join(REQUIREMENTS)).with_context(|| format!("cannot read {REQUIREMENTS}"))?;
    // Written last: a set-up that was interrupted is not taken for a finished one.
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && answers(&python) {
        println!("Python packages: all here");
        return Ok(python);
    }
    println!("Installing Python packages of {REQUIREMENTS} into {}", shown(&folder, &root));
    workspace::output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    workspace::output(Command::new(&python).args(pip).current_dir(&root))?;
    fs::write(&stamp, wanted)?;
    Ok(python)
}

/// The compiler the client of TypeScript is tested with, in the folder of the client. Installed again when the pinned list changes.
fn packages_of(folder: &str) -> Result<()> {
    let folder = workspace::root().join(folder);
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("npm packages: all here");
        return Ok(());
    }
    workspace::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix"]).arg(&folder))?;
    fs::write(&stamp, wanted)?;
    Ok(())
}

fn answers(python: &Path) -> bool {
    Command::new(python).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
