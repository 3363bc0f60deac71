//! Automation in Rust: one word per task, run as `cargo xtask WORD`.
//!
//! | word | what it does |
//! | --- | --- |
//! | `test` | the one test command: sets up its tools, then every check there is |
//! | `journeys` | the web application in a real browser, with an audit of accessibility |
//! | `tidy` | proves the house rules on the files of the repository |
//! | `licences` | every crate we build with carries a licence `deny.toml` allows |
//! | `reference` | writes `docs/reference` and the clients from the program itself; `--check` compares |
//! | `clients` | the clients from the document of an installation, with the fields of its own |
//! | `soak` | many programs at once against a server, for as long as you like, with a model of every record |
//! | `kills` | the program is killed at many moments, on both databases, and nothing may be lost |
//! | `bench` | measures speed and memory against baselines of the same run |
//!
//! Nothing here is part of the program people install.

mod bench;
mod clients;
mod cluster;
mod kills;
mod licences;
mod reference;
mod soak;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test                  every check: format, lints, tidy, tests, docs, licences, reference
cargo xtask journeys              the web application in a real browser
cargo xtask tidy                  the house rules only
cargo xtask licences              the licence check only
cargo xtask reference [--check]   write docs/reference and clients, or compare them with the program
cargo xtask clients DOCUMENT DIR  the clients for one installation: its openapi.json, a copy of clients/
cargo xtask bench [CASE…] [--rows N] [--runs N] [--quick] [--debug]
                                  CASE: main, flat, template, peers (default: these four), web, api, sheets,
                                  postgres, nodes;
                                  --debug tries out web and api with the debug build
cargo xtask soak [--seconds N] [--clients N] [--seed N]
                                  half an hour with twenty clients, unless told otherwise
cargo xtask kills [--points N]    killed at 500 moments on either database, unless told otherwise";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> anyhow::Result<()> {
    let Some((word, rest)) = words.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match (word.as_str(), rest) {
        ("test", []) => test::run(),
        ("journeys", []) => test::journeys(),
        ("tidy", []) => tidy::run(),
        ("licences", []) => licences::run(),
        ("reference", []) => reference::write(),
        ("reference", [flag]) if flag == "--check" => reference::check(),
        ("clients", [document, folder]) => clients::write(document.as_ref(), folder.as_ref()),
        ("bench", rest) => bench::run(rest),
        ("soak", rest) => soak::run(rest),
        ("kills", rest) => kills::run(rest),
        // Not for people: the child process in which the baseline is measured.
        ("bench-baseline", [csv, database]) => bench::baseline::run(csv.as_ref(), database.as_ref()),
        ("help" | "--help" | "-h", _) => {
            println!("{HELP}");
            Ok(())
        }
        _ => anyhow::bail!("`{}` is not a task.\n{HELP}", words.join(" ")),
    }
}
