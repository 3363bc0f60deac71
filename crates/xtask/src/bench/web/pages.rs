//! Twenty people who read one page after the other, and what it costs them.
//! Comes in: a site, kinds of pages, whether something else goes on meanwhile. Goes out: milliseconds, bytes and errors by kind.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::client::Page;
use super::site::Site;

pub const READERS: usize = 20;
/// How long they read, at least; they go on until what happens meanwhile is done.
pub const SECONDS: u64 = 20;
/// Between two pages a quick reader looks at what came.
pub const LOOK: Duration = Duration::from_millis(100);

/// One kind of page, and the addresses that show it.
pub struct Kind {
    pub name: &'static str,
    pub paths: Vec<String>,
    /// What such a page holds unless it is an empty one.
    pub holds: &'static str,
}

/// What one kind of page cost all readers together.
pub struct Figure {
    pub name: &'static str,
    pub milliseconds: Vec<f64>,
    pub errors: usize,
    pub bytes: usize,
}

/// The pages people spend their day on. `updated` is the import that changed a hundredth of the contacts.
pub fn kinds(rows: usize, updated: i64) -> Vec<Kind> {
    let some = |form: &dyn Fn(usize) -> String| (1..=50).map(|n| form(n * (rows / 50))).collect();
    let list = |name, paths| Kind { name, paths, holds: "<th scope=\"row\">" };
    let names = ["Nov%C3%A1k", "%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2", "silva", "o%27brien", "magalhaes"];
    vec![
        list("list of contacts, first page", vec!["/contacts".into()]),
        list("list of contacts, a page further on", some(&|n| format!("/contacts?after={}", n.saturating_sub(60)))),
        list("contacts sorted by name", vec!["/contacts?sort=name".into(), "/contacts?sort=-name".into()]),
        list("contacts found by a name", names.map(|name| format!("/contacts?q={name}")).into()),
        list("contacts by tag", vec!["/contacts?any=rare".into()]),
        list("contacts created by an import", vec!["/contacts?f=created_import%20is%201".into()]),
        list("contacts changed by an import", vec![format!("/contacts?f=updated_import%20is%20{updated}")]),
        list("one contact by its outside number", some(&|n| format!("/contacts?f=external_id%20is%20C-{n:08}"))),
        Kind { name: "record page", paths: some(&|n| format!("/contacts/{n}")), holds: "id=\"record-id\"" },
        list("history of imports", vec!["/imports".into()]),
    ]
}

/// Every address once, before anything is timed: an empty page is quick and says nothing.
pub fn look_through(site: &Site, kinds: &[Kind]) -> Result<()> {
    let mut client = site.client()?;
    for (kind, path) in kinds.iter().flat_map(|kind| kind.paths.iter().map(move |path| (kind, path))) {
        let text = client.text(path)?;
        ensure!(text.contains(kind.holds), "{}: {path} shows nothing", kind.name);
    }
    Ok(())
}

/// Everybody reads while `meanwhile` is done, and for some time at least.
pub fn read(site: &Site, kinds: &[Kind], meanwhile: impl FnOnce() -> Result<()>) -> Result<Vec<Figure>> {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let one = |number| {
            let stop = &stop;
            move || one_reader(site, kinds, number, stop)
        };
        let readers: Vec<_> = (0..READERS).map(|number| scope.spawn(one(number))).collect();
        let began = Instant::now();
        let done = meanwhile();
        while done.is_ok() && began.elapsed() < Duration::from_secs(SECONDS) {
            std::thread::park_timeout(Duration::from_millis(100));
        }
        stop.store(true, Ordering::Relaxed);
        let mut all: Vec<Figure> = kinds.iter().map(|kind| Figure::new(kind.name)).collect();
        for reader in readers {
            for (all, mine) in all.iter_mut().zip(reader.join().map_err(|_| anyhow::anyhow!("a reader broke down"))??) {
                all.milliseconds.extend(mine.milliseconds);
                all.errors += mine.errors;
                all.bytes = all.bytes.max(mine.bytes);
            }
        }
        done.context("what was done beside the readers")?;
        Ok(all)
    })
}

fn one_reader(site: &Site, kinds: &[Kind], number: usize, stop: &AtomicBool) -> Result<Vec<Figure>> {
    let mut client = site.client()?;
    let mut figures: Vec<Figure> = kinds.iter().map(|kind| Figure::new(kind.name)).collect();
    // Everybody begins elsewhere, so that no page is read by all at once.
    for turn in number.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let kind = turn % kinds.len();
        let path = &kinds[kind].paths[(turn / kinds.len() * 7 + number) % kinds[kind].paths.len()];
        let began = Instant::now();
        let answer = client.get(path);
        if figures[kind].take(began, answer) {
            client = site.client()?;
        }
        std::thread::park_timeout(LOOK);
    }
    Ok(figures)
}

impl Figure {
    pub fn new(name: &'static str) -> Figure {
        Figure { name, milliseconds: Vec::new(), errors: 0, bytes: 0 }
    }

    /// Keeps what an answer cost; true when it is an error and the connection should be a new one.
    pub fn take(&mut self, began: Instant, answer: Result<Page>) -> bool {
        match answer {
            Ok(Page { status: 200, wire, .. }) => {
                self.milliseconds.push(began.elapsed().as_secs_f64() * 1000.0);
                self.bytes = self.bytes.max(wire);
                false
            }
            Ok(page) => {
                eprintln!("{}: answered {}", self.name, page.status);
                self.errors += 1;
                true
            }
            Err(error) => {
                eprintln!("{}: {error:#}", self.name);
                self.errors += 1;
                true
            }
        }
    }

    /// The `share`-th of all times, from 0 to 1.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.milliseconds.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len() as f64 * share) as usize;
        sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_times() {
        let figure = Figure { milliseconds: (1..=100).rev().map(f64::from).collect(), ..Figure::new("") };
        assert_eq!((figure.at(0.0), figure.at(0.5), figure.at(0.95), figure.at(1.0)), (1.0, 51.0, 96.0, 100.0));
    }

    #[test]
    fn addresses_stay_within_what_is_stored() {
        for rows in [500, 1_000_000] {
            let kinds = kinds(rows, 3);
            let last = |name: &str| kinds.iter().find(|kind| kind.name == name).unwrap().paths.last().unwrap().clone();
            assert_eq!(last("record page"), format!("/contacts/{rows}"));
            assert!(last("one contact by its outside number").ends_with(&format!("C-{rows:08}")));
        }
    }
}
