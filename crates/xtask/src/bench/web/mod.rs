//! How fast pages come: a million contacts are stored, twenty people read at once, and files are imported and checked meanwhile.
//! Comes in: the tools. Goes out: a table on the terminal and, of the whole length, its section of `docs/benchmarks.md`. A page that
//! is not answered with 200, or not whole, is an error, and one error is too many.

mod checking;
pub mod client;
mod pages;
pub mod site;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use checking::Checking;
use pages::{Figure, LOOK, READERS, SECONDS};
use site::Site;

use super::figures::thousands;
use super::{Options, ROWS, data, report};

const MEDIAN_LIMIT_MS: f64 = 50.0;
const FIRST_PAGE_LIMIT_KB: f64 = 60.0;

/// All that is told.
struct Found {
    /// Bytes of the first page with its files, and how many files.
    first: (usize, usize),
    quiet: Vec<Figure>,
    busy: Vec<Figure>,
    /// Files imported beside the readers.
    files: usize,
    checking: Checking,
    /// The most memory the server held, in bytes.
    memory: u64,
}

pub fn run(python: &Path, options: &Options, folder: &Path) -> Result<()> {
    let rows = options.rows;
    let stored = data::contacts(python, rows)?;
    let part = data::contacts(python, rows / 10)?;
    println!("web: storing {} contacts", thousands(rows));
    let site = Site::filled(&options.program(), folder, &stored)?;
    let updated = site.update(&changes(&folder.join("web-changed.csv"), rows / 100)?)?;
    let first = first_visit(&site)?;
    let kinds = pages::kinds(rows, updated);
    pages::look_through(&site, &kinds)?;
    println!("web: {READERS} readers");
    let quiet = pages::read(&site, &kinds, || Ok(()))?;
    println!("web: {READERS} readers while files of {} rows are imported", thousands(rows / 10));
    let mut files = 0;
    let busy = pages::read(&site, &kinds, || {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(SECONDS) {
            // New to the database each time.
            let coming = renumbered(&part, &folder.join("web-coming.csv"), &format!("D{files}-"))?;
            site.import(&coming)?;
            files += 1;
        }
        Ok(())
    })?;
    println!("web: {READERS} readers while {} rows are checked", thousands(rows / 10));
    let mut checking = None;
    let beside = pages::read(&site, &kinds, || {
        let coming = renumbered(&part, &folder.join("web-checked.csv"), "E-")?;
        checking = Some(checking::watch(&site, &coming)?);
        Ok(())
    })?;
    let mut checking = checking.ok_or_else(|| anyhow::anyhow!("nothing was checked"))?;
    checking.working.errors += beside.iter().map(|figure| figure.errors).sum::<usize>();
    let found = Found { first, quiet, busy, files, checking, memory: site.most_memory()? };
    let text = section(rows, &found);
    println!("\n{text}");
    if rows == ROWS && !options.debug {
        return report::write_section("web", &text);
    }
    println!("Fewer rows, or the debug build: docs/benchmarks.md stays as it is.");
    Ok(())
}

/// The same contacts under numbers that begin otherwise: they are new to the database.
fn renumbered(contacts: &Path, path: &Path, begins: &str) -> Result<PathBuf> {
    let mut out = BufWriter::new(File::create(path)?);
    for line in BufReader::new(File::open(contacts)?).lines() {
        let line = line?;
        match line.strip_prefix("C-") {
            Some(rest) => writeln!(out, "{begins}{rest}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    out.flush()?;
    Ok(path.to_owned())
}

/// A new position for the first contacts.
fn changes(path: &Path, rows: usize) -> Result<PathBuf> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "external_id,position")?;
    for number in 1..=rows {
        writeln!(out, "C-{number:08},Changed by the benchmark")?;
    }
    out.flush()?;
    Ok(path.to_owned())
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

fn section(rows: usize, found: &Found) -> String {
    let checking = &found.checking;
    let mut text = format!(
        "## Pages\n\nMade by `cargo xtask bench web`. Machine: {}. Commit: {}.\n\n{} contacts are stored, a hundredth of them changed by a \
         second import; {READERS} readers ask the server over loopback for one page after the other and look {} ms at each. Milliseconds \
         from the request to the last byte of the answer, compressed; first without anything else, then while the server imports {} \
         files of {} new contacts, one after the other. The target is held against the second.\n\n\
         | page | pages | median ms | 95 % | median ms, importing | 95 % | kB | errors |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        report::machine(),
        report::commit(),
        thousands(rows),
        LOOK.as_millis(),
        found.files,
        thousands(rows / 10),
    );
    for (quiet, busy) in found.quiet.iter().zip(&found.busy) {
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
    let mut seconds = checking.seconds.clone();
    seconds.sort_by(f64::total_cmp);
    text += &format!(
        "\nThen a file of {} rows is checked {} times while the same {READERS} read; one more person opens the page of the check again and \
         again. From the press of the button to the page with all numbers: {:.2} s in the middle, {:.2} s at most.\n\n\
         | page | pages | median ms | 95 % | most |\n| --- | ---: | ---: | ---: | ---: |\n",
        thousands(rows / 10),
        seconds.len(),
        seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN),
        seconds.last().copied().unwrap_or(f64::NAN),
    );
    for figure in [&checking.working, &checking.done] {
        let [median, most_often, most] = [0.5, 0.95, 1.0].map(|share| figure.at(share));
        text += &format!("| {} | {} | {median:.1} | {most_often:.1} | {most:.1} |\n", figure.name, figure.milliseconds.len());
    }
    text + &targets(found)
}

fn targets(found: &Found) -> String {
    let worst = found.busy.iter().map(|figure| figure.at(0.5)).fold(0.0, f64::max);
    let checking = &found.checking;
    let errors: usize =
        found.quiet.iter().chain(&found.busy).chain([&checking.working, &checking.done]).map(|figure| figure.errors).sum();
    let (kilobytes, assets) = (found.first.0 as f64 / 1000.0, found.first.1);
    let working = checking.working.at(0.5);
    let holds = |yes: bool| if yes { "yes" } else { "**no**" };
    format!(
        "\n| target | measured | limit | holds |\n| --- | ---: | ---: | --- |\n\
         | slowest median while importing | {worst:.1} ms | ≤ {MEDIAN_LIMIT_MS:.0} ms | {} |\n\
         | page of a check at work, median | {working:.1} ms | ≤ {MEDIAN_LIMIT_MS:.0} ms | {} |\n\
         | first page with its {assets} files, compressed | {kilobytes:.1} kB | ≤ {FIRST_PAGE_LIMIT_KB:.0} kB | {} |\n\
         | errors | {errors} | 0 | {} |\n\n\
         The server held {:.0} MB at most.\n",
        holds(worst <= MEDIAN_LIMIT_MS),
        holds(working <= MEDIAN_LIMIT_MS),
        holds(kilobytes <= FIRST_PAGE_LIMIT_KB),
        holds(errors == 0),
        found.memory as f64 / 1_000_000.0,
    )
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
    fn the_section_says_what_holds() {
        let figure = |milliseconds: f64, errors| Figure { milliseconds: vec![milliseconds; 3], errors, ..Figure::new("a page") };
        let found = |milliseconds, errors| Found {
            first: (50_000, 7),
            quiet: vec![figure(1.0, 0)],
            busy: vec![figure(milliseconds, errors)],
            files: 5,
            checking: Checking { working: figure(milliseconds, 0), done: figure(1.0, 0), seconds: vec![0.4] },
            memory: 90_000_000,
        };
        let well = section(1_000_000, &found(20.0, 0));
        assert!(!well.contains("**no**") && well.contains("| a page | 6 | 1.0 | 1.0 | 20.0 | 20.0 |"), "{well}");
        assert_eq!(section(1_000_000, &found(70.0, 1)).matches("**no**").count(), 3);
    }
}
