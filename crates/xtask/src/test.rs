//! The one test command: sets up the tools, then takes every step in order and stops at the first that fails.
//! Comes in: nothing. Goes out: a heading and the time of each step, one summary line. Never skips a step.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::cluster::Cluster;
use crate::tools::Tools;
use crate::workspace::{cargo, root, run as call, target};
use crate::{licences, reference, tidy, tools};

type Step = (&'static str, fn(&Tools) -> Result<()>);

/// In order of cost: what fails in a second is said before what takes minutes.
const STEPS: &[Step] = &[
    ("format", |_| call(cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt --all` to mend it")),
    ("tidy", |_| tidy::run()),
    ("licences", |_| licences::run()),
    ("clippy", |_| call(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))),
    ("tests", |tools| call(with_tools(cargo().args(["test", "--workspace", "--locked"]), tools))),
    ("tests on PostgreSQL", on_a_server),
    ("docs", |_| call(cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))),
    ("reference", |_| reference::check()),
    ("web", web),
];

pub fn run() -> Result<()> {
    let start = Instant::now();
    heading("tools");
    let tools = tools::set_up().context("step `tools` failed")?;
    let mut times = vec![("tools", start.elapsed())];
    for (name, step) in STEPS {
        heading(name);
        let start = Instant::now();
        step(&tools).with_context(|| format!("step `{name}` failed"))?;
        times.push((name, start.elapsed()));
        println!("   {name}: {}", seconds(start.elapsed()));
    }
    let list: Vec<String> = times.iter().map(|(name, time)| format!("{name} {}", seconds(*time))).collect();
    println!("\nAll {} steps passed in {}: {}.", times.len(), seconds(start.elapsed()), list.join(", "));
    Ok(())
}

/// The journeys through the web application alone.
pub fn journeys() -> Result<()> {
    web(&tools::set_up().context("step `tools` failed")?)
}

/// Journeys through the web application in a real browser. Everything of npm stays in their folder.
fn web(tools: &Tools) -> Result<()> {
    let folder = root().join("tests/web");
    call(cargo().args(["build", "--workspace", "--bin", "kartoteka", "--locked"]))?;
    call(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix"]).arg(&folder))?;
    let mut journeys = Command::new("npm");
    with_tools(journeys.args(["test", "--prefix"]).arg(&folder), tools);
    journeys.env("KARTOTEKA_TEST_CHROMIUM", &tools.chromium);
    call(journeys.env("KARTOTEKA_TEST_PROGRAM", target().join("debug/kartoteka")))
}

/// Tests that read what other programs wrote find those programs here, and nowhere else.
fn with_tools<'a>(command: &'a mut Command, tools: &Tools) -> &'a mut Command {
    command
        .env("KARTOTEKA_TEST_PYTHON", &tools.python)
        .env("KARTOTEKA_TEST_SOFFICE", &tools.soffice)
        .env("KARTOTEKA_TEST_SQLITE3", &tools.sqlite3)
}

/// The same contract, stories and pages once more, each test in a database of its own on a server that ends with the step.
fn on_a_server(tools: &Tools) -> Result<()> {
    let server = Cluster::start(&tools.postgres)?;
    let mut tests = cargo();
    tests.args(["test", "--workspace", "--locked"]);
    for name in ON_A_SERVER {
        tests.args(["--test", name]);
    }
    // What asks at random has asked once, and takes a minute.
    tests.args(["--", "--skip", "api_schema::"]);
    tests.env("KARTOTEKA_TEST_PGBOUNCER", &tools.pooler);
    tests.env("KARTOTEKA_TEST_POSTGRES_PROGRAMS", &tools.postgres);
    call(with_tools(&mut tests, tools).env("KARTOTEKA_TEST_POSTGRES", server.address()))
}

/// Tests that keep their register where `KARTOTEKA_TEST_POSTGRES` says: of the store, of the flows, of the web, of the command line.
const ON_A_SERVER: [&str; 31] = [
    "copies",
    "changes",
    "filters",
    "imports",
    "jobs",
    "on_a_server",
    "records",
    "schema",
    "store",
    "writes",
    "away",
    "backups",
    "crash",
    "erasure",
    "flow_a",
    "flow_h",
    "flow_l",
    "flow_m",
    "flow_r",
    "kept_files",
    "meaning",
    "rare_faults",
    "servers",
    "shared_checks",
    "shares",
    "stories",
    "web",
    "database",
    "full_server",
    "moving",
    "nodes",
];

fn heading(name: &str) {
    println!("\n== {name} ==");
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
