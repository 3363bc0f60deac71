//! The words of the command line, one file a noun. This file only lists them and hands over.

mod completion;
// LATER mod demo;
// LATER mod edit;
// LATER mod export;
mod field;
mod import;
mod import_answers;
mod import_flags;
// LATER mod reference;
// LATER mod template;
mod type_;
mod version;

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;

use crate::exit::Exit;
use crate::open::{Context, First, Global};

/// Shown before everything else: what a person most likely wants to copy.
const EXAMPLES: &str = "\
Examples:
  kartoteka demo                                        a data directory with finished imports, to look around
  kartoteka template get leads -o leads.xlsx            the workbook to fill in
  kartoteka import check leads leads.xlsx               every row checked, nothing written
  kartoteka import run leads leads.xlsx                 check, ask, import
  kartoteka import revert 12                            take import #12 back
  kartoteka export run contacts --filter owner=ana -o contacts.xlsx";

#[derive(Parser, Debug)]
#[command(name = "kartoteka", version, about = "Thousands of customer records in, changed and out again, in bulk, without fear",
          before_help = EXAMPLES, disable_help_subcommand = true, max_term_width = 120)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Record types: what can be imported, and with which fields
    #[command(subcommand)]
    Type(type_::Command),
    /// Custom fields
    #[command(subcommand)]
    Field(field::Command),
    // LATER /// Workbooks to fill in
    // LATER #[command(subcommand)]
    // LATER Template(template::Command),
    /// Files in: check, run, mend, take back
    #[command(subcommand)]
    Import(import::Command),
    // LATER /// Mass edit files: id, status, responsible
    // LATER #[command(subcommand)]
    // LATER Edit(edit::Command),
    // LATER /// Records out, to read or to edit and import again
    // LATER #[command(subcommand)]
    // LATER Export(export::Command),
    // LATER /// Make a data directory from the example files and show what happened
    // LATER Demo(demo::Flags),
    /// Completions for a shell
    Completion(completion::Flags),
    /// The version of this program
    Version,
    // LATER /// Write the reference pages
    // LATER #[command(hide = true)]
    // LATER Reference(reference::Flags),
    /// The child process that takes workbooks apart
    #[command(name = crate::open::READ_SHEETS, hide = true)]
    ReadSheets,
}

/// Runs the command.
pub fn run(cli: &Cli, words: Words) -> Result<Exit> {
    let open = |first| Context::open(&cli.global, words, first);
    match &cli.command {
        Command::Type(command) => type_::run(&open(First::Maybe)?, command),
        Command::Field(command) => field::run(&open(First::Maybe)?, command),
    // LATER Command::Template(command) => template::run(&open(First::Maybe)?, command),
        Command::Import(command) => import::run(&open(command.first())?, command),
    // LATER Command::Edit(command) => edit::run(&open(First::Never)?, command),
    // LATER Command::Export(command) => export::run(&open(First::Never)?, command),
    // LATER Command::Demo(flags) => demo::run(&cli.global, words, flags),
        Command::Completion(flags) => completion::run(flags),
        Command::Version => version::run(&cli.global, words),
    // LATER Command::Reference(flags) => reference::run(flags, words),
        Command::ReadSheets => Ok(Exit::Done),
    }
}

/// A file's path as it is; standard input kept in a file of its own for `-`, as long as the second part lives.
pub fn stdin_or_path(path: &Path) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    if path.as_os_str() != "-" {
        return Ok((path.to_owned(), None));
    }
    let kept = tempfile::tempdir()?;
    let copy = kept.path().join("stdin");
    std::io::copy(&mut std::io::stdin().lock(), &mut std::fs::File::create(&copy)?)?;
    Ok((copy, Some(kept)))
}

/// A text file, or standard input for `-`.
pub fn read_text(path: &Path) -> Result<String> {
    if path.as_os_str() == "-" {
        return Ok(std::io::read_to_string(std::io::stdin().lock())?);
    }
    let missing = || Refusal::new(RefusalKind::NotFound, "file-missing").with("path", path.display());
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing().into()),
        other => Ok(other?),
    }
}

/// Waiting for long work. In local use the command itself does the work, so it always waits.
#[derive(Args, Clone, Debug, Default)]
pub struct WaitFlags {
    /// Wait until it is done (local use always waits)
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "", value_name = "TIME", conflicts_with = "no_wait")]
    wait: Option<String>,
    /// Do not wait (local use has nobody else to do the work, so this changes nothing there)
    #[arg(long)]
    no_wait: bool,
}
