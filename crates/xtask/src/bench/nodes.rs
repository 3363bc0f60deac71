//! Many people on three nodes of one PostgreSQL: fifty import a file each at the same moment, one of them had put many files before
//! theirs, and others look at pages meanwhile. Before that, one large file checked by one node and by two. Comes in: the program and
//! contacts. Goes out: a table and its section of `docs/benchmarks.md`.

mod check;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::figures::thousands;
use super::web::client::Client;
use super::web::site;
use super::{Options, data, report};
use crate::cluster::{self, Cluster};
use crate::workspace;
use check::Checks;

const RECIPE: &str = "bench/contacts.recipe.toml";
const NODES: usize = 3;
const PEOPLE: usize = 50;
/// Files of the one who came first.
const HEAP: usize = 10;
const ROWS: usize = 5_000;
/// Stored before anybody imports.
const STORED: usize = 100_000;
const READERS: usize = 6;
/// How long a reader looks at a page.
const THINK: Duration = Duration::from_millis(100);
/// How often somebody looks whether his import is done.
const LOOK: Duration = Duration::from_millis(100);
/// How long anybody waits before something is wrong.
const PATIENCE: Duration = Duration::from_secs(600);
const FAIR: f64 = 2.0;
/// What noise takes from two nodes that share two cores.
const NO_SLOWER: f64 = 0.95;
/// Cores from which on the second node has some of its own.
const CORES: usize = 4;
const FASTER: f64 = 1.6;
const PAGE_MS: f64 = 100.0;

pub fn run(python: &Path, options: &Options, folder: &Path) -> Result<()> {
    let programs = cluster::programs().context("PostgreSQL's programs are missing: `apt-get install postgresql`")?;
    let contacts = data::contacts(python, super::ROWS)?;
    let cluster = Cluster::start_lasting(&programs)?;
    let house = House { program: options.program(), folder: folder.join("nodes"), database: cluster.address() };
    if house.folder.exists() {
        std::fs::remove_dir_all(&house.folder)?;
    }
    println!("nodes: {} contacts, {} people", thousands(STORED), PEOPLE + 1);
    let files = house.prepare(&contacts)?;
    let mut nodes = vec![Node::first(&house)?];
    while nodes.len() < NODES {
        nodes.push(Node::further(&house, nodes.len())?);
    }
    let recipe = std::fs::read_to_string(workspace::root().join(RECIPE))?;
    let recipe = serde_json::json!({"name": "bench", "document": recipe}).to_string();
    let kept = Client::with_token(nodes[0].address, &files[0].token).call(
        "POST",
        "/api/v1/recipes",
        "application/json",
        recipe.as_bytes(),
    )?;
    ensure!(kept.status == 201, "the recipe is refused: {} {}", kept.status, kept.text);
    let checks = check::measure(&nodes, &files[0].token, &data::contacts(python, options.rows)?, options.runs)?;
    let found = together(&nodes, &files)?;
    let text = section(&checks, &found);
    println!("\n{text}");
    if options.debug || options.rows != super::ROWS {
        println!("A debug build or fewer rows: docs/benchmarks.md stays as it is.");
        return Ok(());
    }
    report::write_section("nodes", &text)
}

/// What was seen. Seconds, and milliseconds of pages.
struct Found {
    whole: f64,
    waits: Vec<f64>,
    pages: Vec<f64>,
    errors: usize,
}

/// Somebody, and the files he imports.
struct Person {
    token: String,
    files: Vec<Vec<u8>>,
}

struct House {
    program: PathBuf,
    folder: PathBuf,
    database: String,
}

impl House {
    fn kartoteka(&self, node: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(workspace::root()).arg("--data").arg(self.folder.join(node)).args(["--database", &self.database]);
        command
    }

    fn say(&self, words: &[&str]) -> Result<String> {
        workspace::output(self.kartoteka("terminal").args(words))
    }

    /// The register with its people; the first of them has the heap.
    fn prepare(&self, contacts: &Path) -> Result<Vec<Person>> {
        let mut reader = csv::Reader::from_path(contacts)?;
        let head = reader.headers()?.clone();
        let mut records = reader.into_records();
        let mut next = |rows: usize| -> Result<Vec<u8>> {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&head)?;
            for record in records.by_ref().take(rows) {
                writer.write_record(&record?)?;
            }
            Ok(writer.into_inner()?)
        };
        std::fs::create_dir_all(&self.folder)?;
        let stored = self.folder.join("stored.csv");
        std::fs::write(&stored, next(STORED)?)?;
        self.say(&["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"])?;
        self.say(&["setting", "set", "api.requests_per_minute", "0"])?;
        let stored = stored.to_str().context("a path that is no text")?;
        self.say(&["import", "run", "contacts", stored, "--recipe", RECIPE, "--mode", "create", "--yes", "--quiet"])?;
        let mut people = Vec::new();
        for number in 0..=PEOPLE {
            let login = format!("person{number}");
            self.say(&["user", "add", &login, "--email", &format!("{login}@example.com"), "--role", "administrator"])?;
            let said = self.say(&["token", "create", "bench", "--user", &login, "--scopes", "read,write,import,export,admin"])?;
            let token = said.split_whitespace().find(|word| word.starts_with("kt_")).context("no token was made")?.to_owned();
            let files = if number == 0 { HEAP } else { 1 };
            people.push(Person { token, files: (0..files).map(|_| next(ROWS)).collect::<Result<_>>()? });
        }
        Ok(people)
    }
}

/// One server of the register.
struct Node {
    server: Child,
    address: SocketAddr,
    cookie: String,
}

impl Node {
    fn serving(house: &House, number: usize) -> Result<Child> {
        let mut serve = house.kartoteka(&format!("node{number}"));
        serve.args(["serve", "--listen", "127.0.0.1:0", "--workers", "1", "--lang", "en"]);
        serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("a node does not start")
    }

    /// The one whose link makes the administrator who reads pages.
    fn first(house: &House) -> Result<Node> {
        let mut node = Node { server: Node::serving(house, 0)?, address: ([127, 0, 0, 1], 0).into(), cookie: String::new() };
        (node.address, node.cookie) = site::sign_up(&mut node.server)?;
        Ok(node)
    }

    fn further(house: &House, number: usize) -> Result<Node> {
        let mut node = Node { server: Node::serving(house, number)?, address: ([127, 0, 0, 1], 0).into(), cookie: String::new() };
        let said = node.server.stdout.take().context("a node says nothing")?;
        let mut first = String::new();
        BufReader::new(said).read_line(&mut first)?;
        let at = first.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        node.address =
            at.and_then(|text| text.trim_end_matches('.').parse().ok()).with_context(|| format!("no address: {first}"))?;
        Ok(node)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The heap is put first; then everybody comes at once, while others read.
fn together(nodes: &[Node], people: &[Person]) -> Result<Found> {
    let (first, others) = people.split_first().context("nobody is there")?;
    let cookie = &nodes[0].cookie;
    let done = AtomicBool::new(false);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|n| {
                let (node, done) = (&nodes[n % nodes.len()], &done);
                scope.spawn(move || read(node.address, cookie, n, done))
            })
            .collect();
        let mut client = Client::with_token(nodes[0].address, &first.token);
        let heap: Result<Vec<String>> = first.files.iter().map(|file| put(&mut client, file)).collect();
        let heap = heap?;
        let waiting: Vec<_> = others
            .iter()
            .enumerate()
            .map(|(n, person)| {
                let address = nodes[n % nodes.len()].address;
                scope.spawn(move || {
                    let came = Instant::now();
                    let mut client = Client::with_token(address, &person.token);
                    let import = put(&mut client, &person.files[0])?;
                    end(&mut client, &import)?;
                    Ok::<f64, anyhow::Error>(came.elapsed().as_secs_f64())
                })
            })
            .collect();
        let waits: Result<Vec<f64>> =
            waiting.into_iter().map(|one| one.join().map_err(|_| anyhow::anyhow!("a person broke down"))?).collect();
        let heaped = heap.iter().try_for_each(|import| end(&mut client, import));
        let whole = began.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        let (mut pages, mut errors) = (Vec::new(), 0);
        for reader in readers {
            let (seen, failed) = reader.join().map_err(|_| anyhow::anyhow!("a reader broke down"))??;
            pages.extend(seen);
            errors += failed;
        }
        heaped?;
        Ok(Found { whole, waits: waits?, pages, errors })
    })
}

/// A file into a node, to be checked and started by itself. Gives the address of the import.
fn put(client: &mut Client, file: &[u8]) -> Result<String> {
    let answer =
        client.call("POST", "/api/v1/imports?type=contacts&recipe=bench&auto=start&name=contacts.csv", "text/csv", file)?;
    ensure!(answer.status == 201, "a file is refused: {} {}", answer.status, answer.text);
    Ok(answer.location)
}

fn end(client: &mut Client, import: &str) -> Result<()> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let answer = client.call("GET", import, "", b"")?;
        let found: Value = serde_json::from_str(&answer.text).with_context(|| answer.text.clone())?;
        match found["state"].as_str().context("an import without a state")? {
            "completed" => {
                ensure!(found["counts"]["created"] == ROWS, "not every row is created: {}", found["counts"]);
                return Ok(());
            }
            "failed" | "stopped" => bail!("an import failed: {found}"),
            _ => std::thread::sleep(LOOK),
        }
    }
    bail!("{import} does not end within {} s", PATIENCE.as_secs())
}

/// Looks at one page after the other. Gives milliseconds of each, and how many were no pages.
fn read(address: SocketAddr, cookie: &str, first: usize, done: &AtomicBool) -> Result<(Vec<f64>, usize)> {
    let mut client = Client::with_cookie(address, cookie);
    let (mut pages, mut errors) = (Vec::new(), 0);
    for n in first.. {
        if done.load(Ordering::Relaxed) {
            break;
        }
        let path = match n % 4 {
            0 => "/contacts".to_owned(),
            1 => format!("/contacts/{}", 1 + n * 7 % STORED),
            2 => "/imports".to_owned(),
            _ => format!("/contacts?after={}", n * 31 % STORED),
        };
        let began = Instant::now();
        errors += usize::from(client.get(&path)?.status != 200);
        pages.push(began.elapsed().as_secs_f64() * 1e3);
        std::thread::sleep(THINK);
    }
    Ok((pages, errors))
}

fn at(sorted: &[f64], share: f64) -> f64 {
    sorted.get((sorted.len() as f64 * share) as usize).or(sorted.last()).copied().unwrap_or(f64::NAN)
}

fn section(checks: &Checks, found: &Found) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let wanted = if cores >= CORES { FASTER } else { NO_SLOWER };
    let faster = checks.times_as_fast();
    let list = |seconds: &[f64]| seconds.iter().map(|one| format!("{one:.2}")).collect::<Vec<_>>().join(", ");
    let (mut waits, mut pages) = (found.waits.clone(), found.pages.clone());
    waits.sort_by(f64::total_cmp);
    pages.sort_by(f64::total_cmp);
    // Each in turn: everybody's first file is done when as many were done as there are people.
    let files = (HEAP + waits.len()) as f64;
    let fair = found.whole * (waits.len() + 1) as f64 / files;
    let (longest, median) = (at(&waits, 1.0), at(&pages, 0.5));
    let holds = |holds: bool| if holds { "yes" } else { "**no**" };
    format!(
        "## Many people on three nodes\n\nMade by `cargo xtask bench nodes`. Machine: {}. Commit: {}. PostgreSQL on the same machine, with the \
         durability it has when nothing is set; {} contacts are stored.\n\nSomebody puts {HEAP} files of {} rows into one of three nodes; then \
         {PEOPLE} people put one such file each into the three nodes at the same moment, all of them checked and started by themselves. \
         {READERS} others look at lists, records and the history meanwhile, {} ms at each page. All nodes, the database and the readers share \
         the two cores. The fair share is the time in which everybody's first file is done when people take turns.\n\n\
         Before that, {} contacts from a file are checked by one node ({} s), and in turns with that by two ({} s), of which the other one had \
         nothing to do. With {CORES} cores and more the limit is {FASTER} ×; with fewer there is nothing to gain, and nothing may be lost.\n\n\
         All {files} imports end after {:.1} s. A person waits {:.1} s in the middle, {longest:.1} s at most. {} pages: \
         median {median:.1} ms, 95 % {:.1} ms.\n\n\
         | target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n\
         | longest wait ÷ fair share ({fair:.1} s) | {:.2} × | ≤ {FAIR} × | {} |\n\
         | pages meanwhile, median | {median:.1} ms | ≤ {PAGE_MS} ms | {} |\n\
         | pages that failed | {} | 0 | {} |\n\
         | two nodes check as fast as one | {faster:.2} × | ≥ {wanted} × | {} |\n",
        report::machine(),
        report::commit(),
        thousands(STORED),
        thousands(ROWS),
        THINK.as_millis(),
        thousands(usize::try_from(checks.rows).unwrap_or(usize::MAX)),
        list(&checks.alone),
        list(&checks.together),
        found.whole,
        at(&waits, 0.5),
        thousands(pages.len()),
        at(&pages, 0.95),
        longest / fair,
        holds(longest / fair <= FAIR),
        holds(median <= PAGE_MS),
        found.errors,
        holds(found.errors == 0),
        holds(faster >= wanted),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_says_what_holds() {
        let found = |longest: f64| Found { whole: 60.0, waits: vec![1.0, longest], pages: vec![5.0, 7.0], errors: 0 };
        // Two people and the heap of ten: three of twelve files.
        let checks = |together| Checks { rows: 1_000_000, alone: vec![2.0, 4.0], together: vec![9.0, together] };
        let text = section(&checks(1.0), &found(30.0));
        assert!(text.contains("| two nodes check as fast as one | 2.00 × |"), "{text}");
        assert!(section(&checks(3.0), &found(30.0)).contains("| 0.67 × |"));
        assert!(text.contains("| longest wait ÷ fair share (15.0 s) | 2.00 × | ≤ 2 × | yes |"), "{text}");
        assert!(section(&checks(1.0), &found(31.0)).contains("| 2.07 × | ≤ 2 × | **no** |"));
    }
}
