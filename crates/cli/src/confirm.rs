//! Asking before something changes. Only a terminal is asked; elsewhere the flag `--yes` is named.
//!
//! In: a question and how many records it is about. Out: go on, the person's no, or a refusal.

use std::io::{IsTerminal as _, Write as _};

use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;

use crate::open::{Global, Shell};

/// Words that mean yes, in every language of the interface.
const YES: [&str; 8] = ["y", "yes", "a", "ano", "s", "sim", "д", "да"];

/// `true`: go on. Without a terminal and without `--yes` it is refused, naming the flag and the number.
pub fn confirmed(context: &Shell, question: &str, records: u64) -> Result<bool> {
    if context.global.yes {
        return Ok(true);
    }
    if !asks(&context.global, context.out.is_data()) {
        return Err(Refusal::new(RefusalKind::Malformed, "no-terminal-confirm").with("n", records).into());
    }
    confirmed_by(&context.global, context.words, question)
}

/// Whether there is somebody to ask.
pub fn asks(global: &Global, is_data: bool) -> bool {
    !global.no_input && !is_data && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks on the terminal.
pub fn confirmed_by(global: &Global, words: Words, question: &str) -> Result<bool> {
    if global.yes {
        return Ok(true);
    }
    eprint!("{question} [{}/{}] ", words.word("yes"), words.word("no"));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let yes = means_yes(&answer);
    if !yes {
        eprintln!("{}", words.word("cancelled"));
    }
    Ok(yes)
}

fn means_yes(answer: &str) -> bool {
    YES.contains(&answer.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_a_yes_is_a_yes() {
        for (answer, expected) in [("y\n", true), ("ANO\n", true), ("Да", true), ("", false), ("n", false), ("yes please", false)]
        {
            assert_eq!(super::means_yes(answer), expected, "{answer:?}");
        }
    }
}
