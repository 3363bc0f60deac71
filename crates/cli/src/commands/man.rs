//! `kartoteka man`: the manual page of the program, or of one of its commands.

use clap::Args;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;

use crate::exit::Exit;
use crate::help;
use crate::output::write_bytes;

#[derive(Args, Debug)]
#[command(before_help = "Examples:\n  kartoteka man | man -l -\n  kartoteka man import run > kartoteka-import-run.1")]
pub struct Flags {
    /// The words of a command, such as import run; the whole program otherwise
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub fn run(flags: &Flags, words: Words) -> Result<Exit> {
    let mut found = help::commands(words);
    // Names such as kartoteka-import-run and the usage lines are made while building.
    found.build();
    for word in &flags.command {
        let inner = found.find_subcommand(word).filter(|inner| !inner.is_hide_set()).cloned();
        found = inner.ok_or_else(|| unknown(&found, word))?;
    }
    // The manual has no place before the text, so the examples follow it there.
    if let Some(examples) = found.get_before_help().cloned() {
        found = found.after_help(examples);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(found).manual("Kartoteka").render(&mut page)?;
    write_bytes(&page)?;
    Ok(Exit::Done)
}

fn unknown(command: &clap::Command, word: &str) -> Refusal {
    let known: Vec<&str> = command.get_subcommands().filter(|inner| !inner.is_hide_set()).map(clap::Command::get_name).collect();
    let mut refusal = Refusal::unknown("command-unknown", word, known.iter().copied());
    refusal.kind = RefusalKind::Malformed;
    refusal.with("known", known.join(", "))
}
