//! One large file checked by one node, and by two. Comes in: two nodes, one of which can be stopped. Goes out: seconds.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::{Node, PATIENCE};
use crate::bench::web::client::Client;

/// How often is looked whether the check is done.
const LOOK: Duration = Duration::from_millis(5);

/// Seconds of each round.
#[derive(Default)]
pub struct Checks {
    pub rows: u64,
    pub alone: Vec<f64>,
    pub together: Vec<f64>,
}

impl Checks {
    /// The least of two nodes against the least of one: what else the machine does falls on neither.
    pub fn times_as_fast(&self) -> f64 {
        let least = |seconds: &[f64]| seconds.iter().copied().fold(f64::INFINITY, f64::min);
        least(&self.alone) / least(&self.together)
    }
}

/// In turns with the second node stopped and at work.
pub fn measure(nodes: &[Node], token: &str, contacts: &Path, rounds: usize) -> Result<Checks> {
    let [leader, helper, ..] = nodes else { anyhow::bail!("two nodes are needed") };
    let file = std::fs::read(contacts)?;
    let mut client = Client::with_token(leader.address, token);
    let mut checks = Checks::default();
    for _ in 0..rounds {
        helper.signal("-STOP")?;
        checks.alone.push(check(&mut client, &file, &mut checks.rows)?);
        helper.signal("-CONT")?;
        checks.together.push(check(&mut client, &file, &mut checks.rows)?);
    }
    Ok(checks)
}

fn check(client: &mut Client, file: &[u8], rows: &mut u64) -> Result<f64> {
    let path = "/api/v1/imports?type=contacts&recipe=bench&name=contacts.csv";
    let draft = client.call("POST", path, "text/csv", file)?;
    ensure!(draft.status == 201, "the file is refused: {} {}", draft.status, draft.text);
    let began = Instant::now();
    let asked = client.call("POST", &format!("{}/check", draft.location), "application/json", b"{}")?;
    ensure!(asked.status == 202, "it is not checked: {} {}", asked.status, asked.text);
    loop {
        let answer = client.call("GET", &draft.location, "", b"")?;
        let found: Value = serde_json::from_str(&answer.text).with_context(|| answer.text.clone())?;
        if found["state"] == "checked" {
            *rows = found["counts"]["rows"].as_u64().context("a check that counts no rows")?;
            break;
        }
        ensure!(began.elapsed() < PATIENCE, "the check does not end: {found}");
        std::thread::sleep(LOOK);
    }
    let seconds = began.elapsed().as_secs_f64();
    let gone = client.call("DELETE", &draft.location, "", b"")?;
    ensure!(gone.status == 204, "the draft stays: {} {}", gone.status, gone.text);
    Ok(seconds)
}

impl Node {
    fn signal(&self, signal: &str) -> Result<()> {
        let told = Command::new("kill").args([signal, &self.server.id().to_string()]).status()?;
        ensure!(told.success(), "a node cannot be told {signal}");
        Ok(())
    }
}
