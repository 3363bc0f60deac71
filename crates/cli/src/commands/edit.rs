//! `kartoteka edit`: the mass edit file of three columns: id, status, responsible.

use clap::Subcommand;
use kartoteka_engine::error::Result;

use super::import_run::{Run, run_file};
use crate::exit::Exit;
use crate::open::Shell;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check a mass edit file, ask, and change the records it names
    #[command(before_help = "Examples:\n  kartoteka template get companies --edit -o edit.xlsx\n  \
        kartoteka edit run companies edit.xlsx --responsible add --dry-run")]
    Run(Box<Run>),
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    match command {
        Command::Run(run) => run_file(context, run, true),
    }
}
