//! The soak: programs that import, edit, cancel, undo, delete and read at random, and a model that agrees with every record at the end.
//! Comes in: how long, how many, from which seed. Goes out: what was done, or the first disagreement. The work itself is the test
//! `soak_…` of the server, which is short when nobody says more.

use anyhow::{Result, bail};

use crate::workspace::{cargo, run as call};

/// Half an hour with twenty clients.
const USUAL: [(&str, &str, u64); 3] = [
    ("--seconds", "KARTOTEKA_SOAK_SECONDS", 1_800),
    ("--clients", "KARTOTEKA_SOAK_CLIENTS", 20),
    ("--seed", "KARTOTEKA_SOAK_SEED", 1),
];

pub fn run(words: &[String]) -> Result<()> {
    let mut command = cargo();
    command.args(["test", "--package", "kartoteka-server", "--test", "web", "--locked", "--", "soak_", "--nocapture"]);
    for (name, value) in settings(words)? {
        command.env(name, value.to_string());
    }
    call(&mut command)
}

fn settings(words: &[String]) -> Result<Vec<(&'static str, u64)>> {
    let mut found: Vec<(&str, u64)> = USUAL.iter().map(|(_, name, usual)| (*name, *usual)).collect();
    for pair in words.chunks(2) {
        let known = USUAL.iter().position(|(flag, ..)| *flag == pair[0]);
        match (known, pair.get(1).and_then(|word| word.replace('_', "").parse().ok())) {
            (Some(at), Some(number)) => found[at].1 = number,
            _ => bail!("`{}` is not an option of soak, or has no number. Options: --seconds, --clients, --seed", pair[0]),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let read = |line: &str| settings(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("").unwrap()[0], ("KARTOTEKA_SOAK_SECONDS", 1_800));
        assert_eq!(read("--clients 3 --seconds 60").unwrap()[1], ("KARTOTEKA_SOAK_CLIENTS", 3));
        assert!(read("--hours 3").is_err() && read("--seed").is_err());
    }
}
