//! The words of the command line, one file a noun. This file only lists them and hands over.

mod answers_check;
mod answers_issues;
mod answers_look;
mod auth;
mod bulk;
mod care;
mod completion;
mod copy;
mod demo;
mod edit;
mod export;
mod field;
mod import;
mod import_check;
mod import_files;
mod import_flags;
mod import_look;
mod import_run;
mod man;
mod queue;
mod recipe;
mod record;
mod reference;
mod serve;
mod setting;
mod short_list;
mod take_back;
mod template;
mod token;
mod type_;
mod user;
mod version;
mod wait;
mod worker;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;

use crate::exit::Exit;
use crate::open::{Context, First, Global, Shell, here_only};

/// Shown before everything else: what a person most likely wants to copy.
const EXAMPLES: &str = "\
Examples:
  kartoteka demo                                        a data directory with finished imports, to look around
  kartoteka serve                                       the web application
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
    /// Workbooks to fill in
    #[command(subcommand)]
    Template(Box<template::Command>),
    /// Files in: check, run, mend, take back
    #[command(subcommand)]
    Import(import::Command),
    /// Mass edit files: id, status, responsible
    #[command(subcommand)]
    Edit(edit::Command),
    /// Records out, to read or to edit and import again
    #[command(subcommand)]
    Export(Box<export::Command>),
    /// Make a data directory from the example files, show what happened, and open it in the web application
    Demo(demo::Flags),
    /// The web application
    Serve(serve::Door),
    /// Work on the queue of a register, without pages
    Worker(worker::Worker),
    /// Work that waits, runs or was parked
    #[command(subcommand)]
    Queue(queue::Command),
    /// Records: list, show, change, history
    #[command(subcommand)]
    Record(record::Command),
    /// Change every record that fits
    Bulk(Box<bulk::Flags>),
    /// Tags and how many records carry them
    #[command(subcommand)]
    Tag(record::TagCommand),
    /// Users and invitations
    #[command(subcommand)]
    User(user::Command),
    /// Tokens for programs
    #[command(subcommand)]
    Token(token::Command),
    /// Servers this person has tokens for
    #[command(subcommand)]
    Auth(auth::Command),
    /// Messenger bots
    #[command(subcommand)]
    Bot(short_list::Command),
    /// Tunnels of a messenger audience
    #[command(subcommand)]
    Tunnel(short_list::Command),
    /// Lead-generation tools of a messenger audience
    #[command(subcommand)]
    Lgt(short_list::Command),
    /// Saved mappings and options
    #[command(subcommand)]
    Recipe(recipe::Command),
    /// Settings of this register
    #[command(subcommand)]
    Setting(setting::Command),
    /// Look whether the register is sound
    Doctor,
    /// Write a copy of the register
    Backup(care::Backup),
    /// Put a copy in the place of the register, which is kept beside it
    Restore(care::Restore),
    /// Move the register to another database, and prove that both hold the same
    Copy(copy::Copy),
    /// Completions for a shell
    Completion(completion::Flags),
    /// The manual page, of the program or of one command
    Man(man::Flags),
    /// The version of this program
    Version,
    /// Write the reference pages
    #[command(hide = true)]
    Reference(reference::Flags),
    /// The child process that takes workbooks apart
    #[command(name = crate::open::READ_SHEETS, hide = true)]
    ReadSheets,
}

impl Command {
    /// Whether the command itself says which runs have not ended, or goes on with them.
    fn tells_of_runs(&self) -> bool {
        match self {
            Command::Import(command) => command.is_about_a_run(),
            Command::Doctor => true,
            _ => false,
        }
    }
}

/// Runs the command.
pub fn run(cli: &Cli, words: Words) -> Result<Exit> {
    let open = |first| -> Result<Context> {
        let context = Context::open(&cli.global, words, first)?;
        if !cli.command.tells_of_runs() {
            context.tell_of_begun_runs();
        }
        Ok(context)
    };
    // What a server can do as well asks for no more than that.
    let either = |first| match Shell::elsewhere(&cli.global, words)? {
        Some(shell) => Ok(shell),
        None => open(first).map(Context::into_shell),
    };
    match &cli.command {
        Command::Type(command) => type_::run(&either(First::Maybe)?, command),
        Command::Field(command) => field::run(&either(First::Maybe)?, command),
        Command::Template(command) => template::run(&either(First::Maybe)?, command),
        Command::Import(command) => import::run(&either(command.first())?, command),
        Command::Edit(command) => edit::run(&either(First::Never)?, command),
        Command::Export(command) => export::run(&either(First::Never)?, command),
        Command::Demo(flags) => here_only(&cli.global).and_then(|()| demo::run(&cli.global, words, flags)),
        Command::Serve(flags) => serve::run(&open(First::Maybe)?, flags),
        Command::Worker(flags) => worker::run(&open(First::Never)?, flags),
        Command::Queue(command) => queue::run(&either(First::Never)?, command),
        Command::Record(command) => record::run(&either(First::Maybe)?, command),
        Command::Bulk(flags) => bulk::run(&either(First::Never)?, flags),
        Command::Tag(command) => record::run_tags(&either(First::Never)?, command),
        Command::User(user::Command::Accept { token, password_file }) => user::accept(&open(First::Maybe)?, token, password_file),
        Command::User(command) => user::run(&either(First::Maybe)?, command),
        Command::Token(command) => token::run(&either(First::Never)?, command),
        Command::Auth(command) => auth::run(&cli.global, words, command),
        Command::Bot(command) => short_list::run(&either(First::Maybe)?, "bot", command),
        Command::Tunnel(command) => short_list::run(&either(First::Maybe)?, "tunnel", command),
        Command::Lgt(command) => short_list::run(&either(First::Maybe)?, "lgt", command),
        Command::Recipe(command) => recipe::run(&either(First::Maybe)?, command),
        Command::Setting(command) => setting::run(&either(First::Maybe)?, command),
        Command::Doctor => care::doctor(&open(First::Never)?),
        Command::Backup(flags) => care::backup(&open(First::Never)?, flags),
        Command::Restore(flags) => here_only(&cli.global).and_then(|()| care::restore(&cli.global, words, flags)),
        Command::Copy(flags) => here_only(&cli.global).and_then(|()| copy::run(&cli.global, words, flags)),
        Command::Completion(flags) => completion::run(flags, words),
        Command::Man(flags) => man::run(flags, words),
        Command::Version => version::run(&cli.global, words),
        Command::Reference(flags) => reference::run(flags),
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

/// A file to be written. Its folder must be there before the work begins, not when it is done.
pub fn target(text: &str) -> std::result::Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(format!("there is no folder {}; make it first, or name another one", folder.display()))
        }
        _ => Ok(path),
    }
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
