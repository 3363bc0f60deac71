//! Two people at one draft: a page carries a mark of what it showed, and a save that rests on an older one is refused, so that
//! nobody's work goes unseen.
//!
//! In: the settings of a draft. Out: a short mark of the part a page shows, or `draft-changed`. Holds no value of a cell.

use serde_json::json;

use crate::error::{Refusal, RefusalKind, Result};
use crate::settings::Settings;
use crate::upload_file::sha256_text;

/// Letters of a mark: enough that two settings never look the same by chance.
const LETTERS: usize = 24;

/// What of a draft a page shows and saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Which field each column goes to, and how it is read.
    Columns,
    /// What is done with the rows; the name too.
    Options,
    /// What the texts of one column stand for: part, column.
    Values(usize, usize),
}

/// The mark of this part of a draft as it is now.
pub fn mark_of(settings: &Settings, name: &str, shown: Shown) -> String {
    let parts = &settings.recipe.parts;
    let said = match shown {
        Shown::Columns => {
            let columns = parts.iter().flat_map(|part| &part.columns);
            columns.map(|c| json!([c.field, c.existing, c.empty, c.date_order, c.decimal, c.separator])).collect()
        }
        Shown::Options => {
            let rules = parts.iter().map(|part| json!([part.constants, part.match_by]));
            json!([settings.recipe.options, rules.collect::<Vec<_>>(), name])
        }
        Shown::Values(part, column) => {
            let column = parts.get(part).and_then(|part| part.columns.get(column));
            json!(column.map(|column| (&column.field, &column.values)))
        }
    };
    let mut mark = sha256_text(&said.to_string());
    mark.truncate(LETTERS);
    mark
}

/// Refuses when the draft is not as the page showed it; a caller that saw nothing is let through.
pub(super) fn refuse_older(settings: &Settings, name: &str, shown: Shown, seen: Option<&str>) -> Result<()> {
    match seen {
        Some(seen) if seen != mark_of(settings, name, shown) => Err(draft_changed()),
        _ => Ok(()),
    }
}

pub(super) fn draft_changed() -> crate::error::Error {
    Refusal::new(RefusalKind::Conflict, "draft-changed").into()
}
