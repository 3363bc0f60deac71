//! `kartoteka completion`: words for the shell.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use kartoteka_engine::error::Result;

use super::Cli;
use crate::exit::Exit;
use crate::output::write_bytes;

#[derive(Args, Debug)]
#[command(before_help = "Example:\n  kartoteka completion bash > ~/.local/share/bash-completion/completions/kartoteka")]
pub struct Flags {
    /// The shell
    shell: Shell,
}

pub fn run(flags: &Flags) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut Cli::command(), "kartoteka", &mut script);
    write_bytes(&script)?;
    Ok(Exit::Done)
}
