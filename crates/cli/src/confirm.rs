//! Asking before something changes. Only a terminal is asked; elsewhere the flag `--yes` is named.
//!
//! In: a question and how many records it is about. Out: go on, the person's no, or a refusal.

use std::io::{IsTerminal as _, Write as _};

use kartoteka_engine::error::{Refusal, RefusalKind, Result};

use crate::open::Context;

/// Words that mean yes, in every language of the interface.
const YES: [&str; 8] = ["y", "yes", "a", "ano", "s", "sim", "д", "да"];

/// `true`: go on. Without a terminal and without `--yes` it is refused, naming the flag and the number.
pub fn confirmed(context: &Context, question: &str, records: u64) -> Result<bool> {
    let global = &context.global;
    if global.yes {
        return Ok(true);
    }
    if global.no_input || context.out.is_data() || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Refusal::new(RefusalKind::Malformed, "no-terminal-confirm").with("n", records).into());
    }
    eprint!("{question} [{}/{}] ", context.words.word("yes"), context.words.word("no"));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let yes = means_yes(&answer);
    if !yes {
        eprintln!("{}", context.words.word("cancelled"));
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
        for (answer, expected) in [("y\n", true), ("ANO\n", true), ("Да", true), ("", false), ("n", false), ("yes please", false)] {
            assert_eq!(super::means_yes(answer), expected, "{answer:?}");
        }
    }
}
