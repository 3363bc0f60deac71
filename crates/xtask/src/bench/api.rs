//! How fast the API answers programs: lists out of a million records, a steady two hundred requests a second, an import and an export.
//! Comes in: the tools. Goes out: a table on the terminal and its section of `docs/benchmarks.md`. Everything goes over loopback, as a
//! program on the same machine sees it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::figures::thousands;
use super::web::client::Client;
use super::web::site::Site;
use super::{Options, ROWS, data, report};

/// Lists asked for one after the other.
const LISTS: usize = 300;
const PER_SECOND: usize = 200;
const SECONDS: usize = 20;
/// Programs that ask at once.
const CLIENTS: usize = 8;
/// Rows of the import that is compared with the command line's, as a part of all.
const IMPORT_PART: usize = 10;
const MEDIAN_LIMIT_MS: f64 = 10.0;
const IMPORT_LIMIT: f64 = 1.1;
const FIRST_LIMIT_MS: f64 = 200.0;

struct Figures {
    /// Milliseconds of each list.
    lists: Vec<f64>,
    /// Milliseconds of each request of the steady load, from when it was due.
    steady: Vec<f64>,
    errors: usize,
    rate: f64,
    by_api: Duration,
    by_command: Duration,
    first_byte: Duration,
    exported: u64,
    /// The server's memory before and after an export of everything, in bytes.
    memory: (u64, u64),
}

pub fn run(python: &Path, options: &Options, folder: &Path) -> Result<()> {
    let (rows, measured) = (options.rows, options.program());
    let stored = data::contacts(python, rows)?;
    let part = data::contacts(python, rows / IMPORT_PART)?;
    println!("api: storing {} contacts", thousands(rows));
    let site = Site::filled(&measured, folder, &stored)?;
    println!("api: {LISTS} lists of 100");
    let mut program = site.program()?;
    let lists = lists(&mut program, rows)?;
    println!("api: {PER_SECOND} requests a second for {SECONDS} s");
    let (steady, errors, rate) = steady(&site, rows)?;
    let before = site.most_memory()?;
    println!("api: an export of everything");
    let body = r#"{"records": {"all": true}, "format": "csv"}"#;
    let (first_byte, exported) = program.measured("/api/v1/records/contacts/export", body)?;
    let memory = (before, site.most_memory()?);
    drop(site);
    println!("api: an import of {} rows, by API and by command line", thousands(rows / IMPORT_PART));
    let by_command = Site::import_alone(&measured, folder, &part)?;
    let by_api = import(&measured, folder, &part)?;
    let figures = Figures { lists, steady, errors, rate, by_api, by_command, first_byte, exported, memory };
    let text = section(rows, figures);
    println!("\n{text}");
    if rows == ROWS && !options.debug {
        return report::write_section("api", &text);
    }
    println!("Fewer rows, or the debug build: docs/benchmarks.md stays as it is.");
    Ok(())
}

fn path_of(number: usize, rows: usize) -> String {
    // A page anywhere in the list.
    let after = number.wrapping_mul(7_919_317) % rows.saturating_sub(200).max(1);
    format!("/api/v1/records/contacts?limit=100&cursor={after}")
}

fn lists(program: &mut Client, rows: usize) -> Result<Vec<f64>> {
    let one = |number: usize| {
        let began = Instant::now();
        let page = program.call("GET", &path_of(number, rows), "", b"")?;
        let took = began.elapsed().as_secs_f64() * 1000.0;
        ensure!(page.status == 200 && page.text.contains("next_cursor"), "a list answers {}", page.status);
        Ok(took)
    };
    (0..LISTS).map(one).collect()
}

/// Requests that are due at fixed moments, whether the ones before are answered or not: waiting is counted.
fn steady(site: &Site, rows: usize) -> Result<(Vec<f64>, usize, f64)> {
    let clients: Vec<Client> = (0..CLIENTS).map(|_| site.program()).collect::<Result<_>>()?;
    let began = Instant::now();
    let per_client = PER_SECOND * SECONDS / CLIENTS;
    let all: Vec<(Vec<f64>, usize)> = std::thread::scope(|scope| {
        let one = |(at, mut client): (usize, Client)| {
            move || {
                let (mut times, mut errors) = (Vec::new(), 0);
                for turn in 0..per_client {
                    let due = began + Duration::from_secs_f64((turn * CLIENTS + at) as f64 / PER_SECOND as f64);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    match client.call("GET", &path_of(turn * CLIENTS + at, rows), "", b"") {
                        Ok(page) if page.status == 200 => times.push(due.elapsed().as_secs_f64() * 1000.0),
                        _ => errors += 1,
                    }
                }
                (times, errors)
            }
        };
        let threads: Vec<_> = clients.into_iter().enumerate().map(|client| scope.spawn(one(client))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let answered: usize = all.iter().map(|(times, _)| times.len()).sum();
    let errors = PER_SECOND * SECONDS - answered;
    let rate = answered as f64 / began.elapsed().as_secs_f64();
    Ok((all.into_iter().flat_map(|(times, _)| times).collect(), errors, rate))
}

/// One request with the file, then looks until it is done.
fn import(measured: &Path, folder: &Path, contacts: &Path) -> Result<Duration> {
    let site = Site::empty(measured, folder, "api")?;
    let mut program = site.program()?;
    let recipe = std::fs::read_to_string(crate::workspace::root().join("bench/contacts.recipe.toml"))?;
    let made = serde_json::json!({"name": "bench", "document": recipe}).to_string();
    let answer = program.call("POST", "/api/v1/recipes", "application/json", made.as_bytes())?;
    ensure!(answer.status == 201, "the recipe is refused: {}", answer.text);
    let bytes = std::fs::read(contacts)?;
    let began = Instant::now();
    let path = "/api/v1/imports?type=contacts&recipe=bench&auto=start&name=contacts.csv";
    let answer = program.call("POST", path, "text/csv", &bytes)?;
    ensure!(answer.status == 201, "the import is refused: {}", answer.text);
    loop {
        let import: Value = serde_json::from_str(&program.call("GET", &answer.location, "", b"")?.text)?;
        match import["state"].as_str().context("an import without a state")? {
            "completed" => return Ok(began.elapsed()),
            "failed" | "stopped" => anyhow::bail!("the import failed: {import}"),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn at(times: &[f64], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn section(rows: usize, figures: Figures) -> String {
    let Figures { lists, steady, errors, rate, by_api, by_command, first_byte, exported, memory } = figures;
    let holds = |yes: bool| if yes { "yes" } else { "**no**" };
    let mega = |bytes: u64| bytes as f64 / 1_000_000.0;
    let (median, first) = (at(&lists, 0.5), first_byte.as_secs_f64() * 1000.0);
    let ratio = by_api.as_secs_f64() / by_command.as_secs_f64();
    let limit_rate = PER_SECOND as f64 * 0.99;
    format!(
        "## REST API\n\nMade by `cargo xtask bench api`. Machine: {}. Commit: {}.\n\n{} contacts are stored; programs ask over loopback, not \
         compressed. Lists are 100 rows at a cursor anywhere in the list, {LISTS} one after the other; then {PER_SECOND} such requests a second \
         from {CLIENTS} programs for {SECONDS} s, each timed from the moment it was due. The import is one of {} rows into an empty \
         database, from the request to `completed` (looked at every 20 ms), against the same file and recipe by the command line; each once. The \
         export is everything as CSV, read as quickly as it comes.\n\n\
         | target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n\
         | list of 100, median | {median:.1} ms (95 %: {:.1} ms) | < {MEDIAN_LIMIT_MS:.0} ms | {} |\n\
         | sustained requests | {rate:.0} a second, median {:.1} ms, 95 % {:.1} ms | {PER_SECOND} a second | {} |\n\
         | errors meanwhile | {errors} | 0 | {} |\n\
         | import by API : by command line | {:.1} s : {:.1} s = {ratio:.2} | ≤ {IMPORT_LIMIT} | {} |\n\
         | export, first byte | {first:.0} ms | < {FIRST_LIMIT_MS:.0} ms | {} |\n\
         | export of {:.0} MB, most memory of the server | {:.0} MB, {:.0} MB before | flat | {} |\n",
        report::machine(),
        report::commit(),
        thousands(rows),
        thousands(rows / IMPORT_PART),
        at(&lists, 0.95),
        holds(median < MEDIAN_LIMIT_MS),
        at(&steady, 0.5),
        at(&steady, 0.95),
        holds(rate >= limit_rate),
        holds(errors == 0),
        by_api.as_secs_f64(),
        by_command.as_secs_f64(),
        holds(ratio <= IMPORT_LIMIT),
        holds(first < FIRST_LIMIT_MS),
        mega(exported),
        mega(memory.1),
        mega(memory.0),
        holds(memory.1.saturating_sub(memory.0) < exported / 4),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_says_what_holds() {
        let figures = |median: f64, errors| Figures {
            lists: vec![median; 3],
            steady: vec![5.0; 3],
            errors,
            rate: 200.0,
            by_api: Duration::from_secs(11),
            by_command: Duration::from_secs(10),
            first_byte: Duration::from_millis(40),
            exported: 100_000_000,
            memory: (50_000_000, 60_000_000),
        };
        let good = section(1_000_000, figures(4.0, 0));
        assert!(!good.contains("**no**") && good.contains("11.0 s : 10.0 s = 1.10"), "{good}");
        assert_eq!(section(1_000_000, figures(14.0, 2)).matches("**no**").count(), 2);
    }
}
