//! The page of a check while it checks: opened again and again until the numbers are there.
//! Comes in: a site, a file. Goes out: what the page cost while it was checked, and after.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::pages::Figure;
use super::site::Site;

/// A check is short; it is made this often.
const ROUNDS: usize = 20;
/// How long one check may take before something is wrong.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the page has while it is checked, and nothing else has.
const WORKING: &str = "id=\"progress\"";
const CHECKED: &str = "id=\"sorts\"";

pub struct Checking {
    pub working: Figure,
    pub done: Figure,
    /// Seconds of each check, from the press of the button to the page with its numbers.
    pub seconds: Vec<f64>,
}

pub fn watch(site: &Site, file: &Path) -> Result<Checking> {
    let number = site.upload(file)?;
    let (mut client, page) = (site.plain(), format!("/imports/{number}/check"));
    let mut found = Checking {
        working: Figure::new("page of a check at work"),
        done: Figure::new("page of a check, done"),
        seconds: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let pressed = Instant::now();
        let answer = client.post_as(&page, &[])?;
        ensure!(answer.status == 303, "the check does not begin: {} {}", answer.status, answer.text);
        loop {
            ensure!(pressed.elapsed() < PATIENCE, "the check does not end within {} s", PATIENCE.as_secs());
            let began = Instant::now();
            let answer = client.get(&page)?;
            let (working, done) = (answer.text.contains(WORKING), answer.text.contains(CHECKED));
            if !working {
                ensure!(done, "the page of the check shows neither work nor numbers");
                found.seconds.push(pressed.elapsed().as_secs_f64());
                found.done.take(began, Ok(answer));
                break;
            }
            found.working.take(began, Ok(answer));
        }
    }
    Ok(found)
}
