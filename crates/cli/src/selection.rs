//! Which records a command is about: conditions, tags, numbers, or all of them.
//!
//! In: flags, numbers on standard input. Out: a choice a register understands. Nothing said is never taken for "all" where something changes.

use clap::Args;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};

use crate::commands::read_text;
use crate::register::Asked;

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Which records")]
pub struct Selection {
    /// A condition such as status=active, 'amount>=1000', 'name~novak'; several must all hold
    #[arg(long = "filter", value_name = "CONDITION")]
    filters: Vec<String>,
    /// Only records with this tag; several must all be there
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Numbers of records: 1,2,3 or a file with one in each line; - reads standard input
    #[arg(long, value_name = "IDS|FILE|-")]
    ids: Option<String>,
    /// Every record of the type
    #[arg(long, conflicts_with_all = ["filters", "tags", "ids"])]
    all: bool,
}

impl Selection {
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.tags.is_empty() && self.ids.is_none() && !self.all
    }

    /// Which records are meant, as a register here or there understands it.
    pub fn asked(&self, language: Language) -> Result<Asked> {
        let ids = self.ids.as_deref().map(read_ids).transpose()?;
        Ok(Asked { conditions: self.filters.clone(), tags: self.tags.clone(), ids, all: self.all, language })
    }

    /// The same, for commands that change records: refused when it is not said which are meant.
    pub fn required(&self, language: Language) -> Result<Asked> {
        if self.is_empty() {
            return Err(Refusal::new(RefusalKind::Malformed, "selection-missing").into());
        }
        self.asked(language)
    }
}

/// Numbers from the command line, a file or standard input; in a file the first cell of each line counts.
fn read_ids(text: &str) -> Result<Vec<RecordId>> {
    let listed =
        |text: &str| text.split([',', ' ', '\n', '\r']).filter(|word| !word.is_empty()).map(id).collect::<Result<Vec<_>>>();
    if text != "-" && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) {
        return listed(text);
    }
    let content = read_text(std::path::Path::new(text))?;
    let lines = content.trim_start_matches('\u{FEFF}').lines().map(str::trim).filter(|line| !line.is_empty());
    let first_cells = lines.map(|line| line.split([',', ';', '\t']).next().unwrap_or("").trim_matches(['"', ' ']));
    // A header over the numbers is no number.
    first_cells.enumerate().filter(|(i, cell)| *i > 0 || !cell.eq_ignore_ascii_case("id")).map(|(_, cell)| id(cell)).collect()
}

pub fn id(text: &str) -> Result<RecordId> {
    let unreadable = || Refusal::new(RefusalKind::Malformed, "id-unreadable").with("value", text);
    text.parse().ok().filter(|id| *id > 0).map(RecordId).ok_or_else(|| unreadable().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_lists_and_files() {
        let ids = |text: &str| read_ids(text).map(|ids| ids.iter().map(|id| id.0).collect::<Vec<_>>());
        assert_eq!(ids("3,1, 2").expect("a list"), [3, 1, 2]);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "\u{FEFF}ID;Name\r\n7;Anna\r\n\r\n\"8\";Petr\r\n").expect("written");
        assert_eq!(ids(file.path().to_str().expect("a path")).expect("a file"), [7, 8]);
        assert_eq!(id("x").expect_err("no number").code(), Some("id-unreadable"));
        assert_eq!(id("0").expect_err("no record").code(), Some("id-unreadable"));
    }
}
