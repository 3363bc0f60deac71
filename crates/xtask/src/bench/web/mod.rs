//! How fast pages come: a million contacts are stored, twenty people read at once, and an import runs meanwhile.
//! Comes in: the tools. Goes out: a table on the terminal and its section of `docs/benchmarks.md`. A page that is not
//! answered with 200, or not whole, is an error, and one error is too many.

pub mod client;
pub mod site;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use client::Page;
use site::Site;

use super::figures::thousands;
use super::{data, report};

const READERS: usize = 20;
/// How long they read, at least; they go on until the import that runs meanwhile is done.
const SECONDS: u64 = 20;
/// Between two pages a quick reader looks at what came.
const LOOK: Duration = Duration::from_millis(100);
const MEDIAN_LIMIT_MS: f64 = 50.0;
const FIRST_PAGE_LIMIT_KB: f64 = 60.0;

/// One kind of page, and the addresses that show it.
struct Kind {
    name: &'static str,
    paths: Vec<String>,
}

/// What one kind of page cost all readers together.
struct Figure {
    name: &'static str,
    milliseconds: Vec<f64>,
    errors: usize,
    bytes: usize,
}

pub fn run(python: &Path, rows: usize, folder: &Path) -> Result<()> {
    let stored = data::contacts(python, rows)?;
    let coming = others(&data::contacts(python, rows / 10)?, folder)?;
    println!("web: storing {} contacts", thousands(rows));
    let site = Site::filled(folder, &stored)?;
    let first = first_visit(&site)?;
    println!("web: {READERS} readers");
    let quiet = read(&site, rows, None)?;
    println!("web: {READERS} readers while {} rows are imported", thousands(rows / 10));
    let busy = read(&site, rows, Some(&coming))?;
    let text = section(rows, &first, &quiet, &busy);
    println!("\n{text}");
    report::write_section("web", &text)
}

/// The same contacts under other numbers: they are new to the database.
fn others(contacts: &Path, folder: &Path) -> Result<PathBuf> {
    let path = folder.join("web-coming.csv");
    let mut out = BufWriter::new(File::create(&path)?);
    for line in BufReader::new(File::open(contacts)?).lines() {
        let line = line?;
        match line.strip_prefix("C-") {
            Some(rest) => writeln!(out, "D-{rest}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    out.flush()?;
    Ok(path)
}

/// Everything the first page of a visit needs, as it goes over the wire.
fn first_visit(site: &Site) -> Result<(usize, usize)> {
    let mut client = site.client()?;
    let page = client.get("/")?;
    ensure!(page.status == 200, "the first page answers {}", page.status);
    let mut bytes = page.wire;
    let assets = assets_of(&client.text("/")?);
    for path in &assets {
        bytes += client.get(path)?.wire;
    }
    Ok((bytes, assets.len()))
}

/// The style sheets, scripts and pictures a page names.
fn assets_of(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split(['"', '\''])
        .filter(|part| part.starts_with("/assets/"))
        .map(|part| part.split('#').next().unwrap_or(part).to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}

fn kinds(rows: usize) -> Vec<Kind> {
    let some = |form: &dyn Fn(usize) -> String| (1..=50).map(|n| form(n * (rows / 50))).collect();
    vec![
        Kind { name: "list of contacts, first page", paths: vec!["/contacts".into()] },
        Kind {
            name: "list of contacts, a page further on",
            paths: some(&|n| format!("/contacts?after={}", n.saturating_sub(60))),
        },
        Kind { name: "contacts by tag", paths: vec!["/contacts?any=rare".into()] },
        Kind { name: "contacts created by an import", paths: vec!["/contacts?f=created_import%20is%201".into()] },
        Kind { name: "one contact by its outside number", paths: some(&|n| format!("/contacts?f=external_id%20is%20C-{n:08}")) },
        Kind { name: "record page", paths: some(&|n| format!("/contacts/{n}")) },
        Kind { name: "history of imports", paths: vec!["/imports".into()] },
    ]
}

fn read(site: &Site, rows: usize, coming: Option<&Path>) -> Result<Vec<Figure>> {
    let kinds = kinds(rows);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|number| {
                scope.spawn({
                    let (kinds, stop) = (&kinds, &stop);
                    move || one_reader(site, kinds, number, stop)
                })
            })
            .collect();
        let began = Instant::now();
        let imported = coming.map_or(Ok(()), |file| site.import(file));
        while began.elapsed() < Duration::from_secs(SECONDS) {
            std::thread::park_timeout(Duration::from_millis(100));
        }
        stop.store(true, Ordering::Relaxed);
        let mut all: Vec<Figure> =
            kinds.iter().map(|kind| Figure { name: kind.name, milliseconds: Vec::new(), errors: 0, bytes: 0 }).collect();
        for reader in readers {
            for (all, mine) in all.iter_mut().zip(reader.join().map_err(|_| anyhow::anyhow!("a reader broke down"))??) {
                all.milliseconds.extend(mine.milliseconds);
                all.errors += mine.errors;
                all.bytes = all.bytes.max(mine.bytes);
            }
        }
        imported.context("the import beside the readers")?;
        Ok(all)
    })
}

fn one_reader(site: &Site, kinds: &[Kind], number: usize, stop: &AtomicBool) -> Result<Vec<Figure>> {
    let mut client = site.client()?;
    let mut figures: Vec<Figure> =
        kinds.iter().map(|kind| Figure { name: kind.name, milliseconds: Vec::new(), errors: 0, bytes: 0 }).collect();
    // Everybody begins elsewhere, so that no page is read by all at once.
    for turn in number.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let kind = turn % kinds.len();
        let path = &kinds[kind].paths[(turn / kinds.len() * 7 + number) % kinds[kind].paths.len()];
        let began = Instant::now();
        match client.get(path) {
            Ok(Page { status: 200, wire, .. }) => {
                figures[kind].milliseconds.push(began.elapsed().as_secs_f64() * 1000.0);
                figures[kind].bytes = figures[kind].bytes.max(wire);
            }
            Ok(_) | Err(_) => {
                figures[kind].errors += 1;
                client = site.client()?;
            }
        }
        std::thread::park_timeout(LOOK);
    }
    Ok(figures)
}

impl Figure {
    /// The `share`-th of all times, from 0 to 1.
    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.milliseconds.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len() as f64 * share) as usize;
        sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }
}

fn section(rows: usize, (bytes, assets): &(usize, usize), quiet: &[Figure], busy: &[Figure]) -> String {
    let mut text = format!(
        "## Pages\n\nMade by `cargo xtask bench web`. Machine: {}. Commit: {}.\n\n{} contacts are stored; {READERS} readers ask the \
         server over loopback for one page after the other and look {} ms at each. Milliseconds from the request to the last byte of the \
         answer, compressed; first without anything else, then while {} further contacts are imported by the command line \
         into the same database. The target is held against the second.\n\n\
         | page | pages | median ms | 95 % | median ms, importing | 95 % | kB | errors |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        report::machine(),
        report::commit(),
        thousands(rows),
        LOOK.as_millis(),
        thousands(rows / 10),
    );
    for (quiet, busy) in quiet.iter().zip(busy) {
        text += &format!(
            "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {} |\n",
            quiet.name,
            thousands(quiet.milliseconds.len() + busy.milliseconds.len()),
            quiet.at(0.5),
            quiet.at(0.95),
            busy.at(0.5),
            busy.at(0.95),
            busy.bytes.max(quiet.bytes) as f64 / 1000.0,
            quiet.errors + busy.errors,
        );
    }
    let worst = busy.iter().map(|figure| figure.at(0.5)).fold(0.0, f64::max);
    let errors: usize = quiet.iter().chain(busy).map(|figure| figure.errors).sum();
    let kilobytes = *bytes as f64 / 1000.0;
    let holds = |yes: bool| if yes { "yes" } else { "**no**" };
    text += &format!(
        "\n| target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n\
         | slowest median while importing | {worst:.1} ms | ≤ {MEDIAN_LIMIT_MS:.0} ms | {} |\n\
         | first page with its {assets} files, compressed | {kilobytes:.1} kB | ≤ {FIRST_PAGE_LIMIT_KB:.0} kB | {} |\n\
         | errors | {errors} | 0 | {} |\n",
        holds(worst <= MEDIAN_LIMIT_MS),
        holds(kilobytes <= FIRST_PAGE_LIMIT_KB),
        holds(errors == 0),
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_found_once_and_without_their_parts() {
        let page =
            "<link href=\"/assets/a1/app.css\"><use href='/assets/a1/icons.svg#bin'/><use href='/assets/a1/icons.svg#tag'/>";
        assert_eq!(assets_of(page), ["/assets/a1/app.css", "/assets/a1/icons.svg"]);
    }

    #[test]
    fn shares_of_times() {
        let figure = Figure { name: "", milliseconds: (1..=100).rev().map(f64::from).collect(), errors: 0, bytes: 0 };
        assert_eq!((figure.at(0.0), figure.at(0.5), figure.at(0.95), figure.at(1.0)), (1.0, 51.0, 96.0, 100.0));
    }
}
