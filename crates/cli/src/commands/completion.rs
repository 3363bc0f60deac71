//! `kartoteka completion`: words for the shell.

use clap::Args;
use clap_complete::Shell;
use kartoteka_engine::error::Result;
use kartoteka_engine::words::Words;

use crate::exit::Exit;
use crate::help;
use crate::output::write_bytes;

#[derive(Args, Debug)]
#[command(before_help = "Example:\n  kartoteka completion bash > ~/.local/share/bash-completion/completions/kartoteka")]
pub struct Flags {
    /// The shell
    shell: Shell,
}

pub fn run(flags: &Flags, words: Words) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut help::commands(words), "kartoteka", &mut script);
    write_bytes(&script)?;
    Ok(Exit::Done)
}
