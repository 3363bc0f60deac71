//! The program `kartoteka`: words typed in a terminal become verbs of the engine.
//!
//! In: arguments, environment, standard input. Out: data on standard output, everything else on standard error, an exit code.

mod commands;
mod config;
mod confirm;
mod exit;
mod help;
mod jq;
mod open;
mod output;
mod progress;
mod register;
mod selection;
mod views;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use kartoteka_engine::words::Words;

use commands::{Cli, Command};
use open::Global;

fn main() -> ExitCode {
    let mut cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    if matches!(cli.command, Command::ReadSheets) {
        return ExitCode::from(kartoteka_engine::serve_sheets());
    }
    let settled = config::settle(&mut cli.global).and_then(|()| cli.global.jq.as_deref().map_or(Ok(()), jq::check));
    let words = Words::of(cli.global.language().unwrap_or_default());
    if let Err(error) = settled.and_then(|()| cli.global.language().map(|_| ())) {
        return exit::fail(&error, words, cli.global.wants_json(), false);
    }
    let Global { exit_zero_on_row_errors, verbose, .. } = cli.global;
    match commands::run(&cli, words) {
        Ok(done) => ExitCode::from(done.code(exit_zero_on_row_errors)),
        Err(error) => {
            let error = register::explained(error, &cli.global, words.language);
            exit::fail(&error, words, cli.global.wants_json(), verbose)
        }
    }
}

/// Help and version go to standard output; a wrong word is a refusal of its own, in JSON for those who asked for it.
fn usage(error: &clap::Error) -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let words = Words::of(help::language(&arguments));
    // Sentences in four languages are looked up only when a page is wanted; every other start is spared that.
    let page = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            help::commands(words).try_get_matches_from(&arguments).err()
        }
        _ => None,
    };
    let error = page.as_ref().unwrap_or(error);
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe behind `--help | head` is no failure.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let wants_json =
        arguments.iter().any(|arg| arg == "--json" || arg.starts_with("--json=") || arg == "--jsonl" || arg.starts_with("--jq"));
    if wants_json {
        eprintln!("{}", exit::usage_problem(&error.render().to_string()));
    } else {
        let _ = error.print();
    }
    ExitCode::from(2)
}
