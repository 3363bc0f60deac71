//! The long run of B3 and B4: the program is killed, and a call of the system fails, at many seeded moments each, on a file and on a
//! server with the durability it has when nothing is set. Comes in: how many moments. Goes out: what the test of the fixtures says, which is the same one that the test
//! command runs with fewer; the last figures stand in `docs/reliability.md`.

use anyhow::{Context, Result, bail};

use crate::cluster::{self, Cluster};
use crate::workspace::{cargo, run as call};

/// Moments on either database when nobody says more.
const USUAL: u32 = 500;

pub fn run(words: &[String]) -> Result<()> {
    let points = points(words)?;
    let programs = cluster::programs().context("PostgreSQL's programs are missing: `apt-get install postgresql`")?;
    println!("on a file, {points} points");
    call(&mut crash(points))?;
    let server = Cluster::start_lasting(&programs)?;
    println!("on a server, {points} points");
    call(crash(points).env("KARTOTEKA_TEST_POSTGRES", server.address()))
}

fn crash(points: u32) -> std::process::Command {
    let mut command = cargo();
    command.args(["test", "--workspace", "--locked", "--test", "crash"]);
    command.env("KARTOTEKA_KILL_POINTS", points.to_string());
    command
}

fn points(words: &[String]) -> Result<u32> {
    match words {
        [] => Ok(USUAL),
        [flag, number] if flag == "--points" => number.parse().with_context(|| format!("`{number}` is not a number of points")),
        _ => bail!("`{}` is not an option of kills. It has one: --points N", words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let read = |line: &str| points(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!((read("").unwrap(), read("--points 40").unwrap()), (500, 40));
        assert!(read("--points many").is_err() && read("40").is_err());
    }
}
