//! What is wrong with a row once the register was asked. One file a check, each with its rule and its tests.
//!
//! In: a draft, its match, the answers, what is known of the whole file. Out: issues, and names resolved to records.
//! To add a check: a file here, a line in [`judge`], a code in `issue.rs`, sentences in `locales/`.

mod check_digit;
mod email_repeated;
mod key_repeated;
mod key_taken;
pub mod last_administrator;
mod link;
pub mod link_cycle;
pub mod mend;
pub mod messenger_id;
mod name_differs;
mod one_of;
mod required;
pub mod role;
mod shared_lists;
mod update_empty;

use std::collections::HashSet;
use std::sync::Arc;

use compact_str::CompactString;
use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::draft::{Draft, Slot};
use crate::issue::{Issue, Problem};
use crate::lookup::{Answers, Map};
use crate::mapping::{RowReader, weigh};
use crate::recipe::Options;
use crate::record::{Key, Record};

/// What only the whole file can tell. Built once before the rows are judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Row → all rows with the same match key, this one included, ascending.
    #[serde(with = "shared_lists")]
    pub repeated: Map<u32, Arc<[u32]>>,
    /// (Unique slot's index in the reader's list, row) → all rows with the same value.
    #[serde(with = "shared_lists")]
    pub unique_repeated: Map<(usize, u32), Arc<[u32]>>,
    /// Record type → folded names of records this import will create (earlier parts, and this one for links within a type).
    pub names: Map<Key, HashSet<CompactString, RandomState>>,
    /// Record types that can be created from a name alone.
    pub creatable: Vec<Key>,
    /// For links within the type: folded name → the row that bears it.
    pub own_rows: Map<CompactString, u32>,
    /// Those of them that stay out.
    pub rejected: Map<CompactString, u32>,
    /// Row → the rows of the cycle it closes.
    #[serde(with = "shared_lists")]
    pub cycles: Map<u32, Arc<[u32]>>,
    /// The cycles hold what stored records add too: a row alone need not be judged.
    pub rings_are_known: bool,
    /// Rows after which no active administrator who can sign in would be left.
    pub last_administrators: HashSet<u32>,
}

/// What a row is going to do, seen from its match and the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    Create,
    Update,
    /// Left alone or left out: only what was found while reading matters.
    None,
}

/// One row under judgement.
pub struct RowContext<'a> {
    pub reader: &'a RowReader,
    pub options: &'a Options,
    pub actor_is_administrator: bool,
    pub answers: &'a Answers,
    pub file: &'a FileFacts,
    pub intent: Intent,
    pub stored: Option<&'a Record>,
    pub draft: &'a mut Draft,
    /// Links to records that do not exist yet, but will: slot and name.
    pub deferred: &'a mut Vec<(usize, CompactString)>,
    pub issues: &'a mut Vec<Issue>,
}

impl RowContext<'_> {
    /// Adds an issue about a slot, in the weight the validation gives it.
    pub fn report(&mut self, slot: usize, problem: Problem) {
        let value = match &self.draft.slots[slot] {
            Slot::Value(value) => Some(excerpt_of(self.reader, slot, value)),
            _ => None,
        };
        self.report_value(slot, problem, value);
    }

    /// The same, with the value that is meant.
    pub fn report_value(&mut self, slot: usize, problem: Problem, value: Option<CompactString>) {
        let column = self.reader.slots[slot].column();
        let field = self.reader.field(slot).key.clone();
        self.push(column, Some(field), problem, value);
    }

    /// Adds an issue about the row as a whole.
    pub fn report_row(&mut self, problem: Problem) {
        self.push(None, None, problem, None);
    }

    pub fn push(&mut self, column: Option<usize>, field: Option<Key>, problem: Problem, value: Option<CompactString>) {
        let Some(severity) = weigh(self.reader.validation, problem.code.severity()) else { return };
        self.draft.has_error |= severity == crate::issue::Severity::Error;
        self.issues.push(Issue {
            row: self.draft.row,
            column: column.map(|column| column as u16),
            field,
            severity,
            code: problem.code,
            value,
            params: problem.params,
        });
    }
}

fn excerpt_of(reader: &RowReader, slot: usize, value: &crate::value::Value) -> CompactString {
    let shown = crate::kind::render(reader.field(slot), value, &crate::kind::Writing::default());
    match shown {
        Cell::Text(text) => text.chars().take(300).collect(),
        other => other.shown().as_ref().into(),
    }
}

/// Rows as a person lists them: `5, 35`; at most ten, then an ellipsis.
pub fn row_list(rows: &[u32]) -> String {
    let mut list = rows.iter().take(10).map(u32::to_string).collect::<Vec<_>>().join(", ");
    if rows.len() > 10 {
        list.push_str(", …");
    }
    list
}

/// Judges one row. The order is the order people read the issues in.
pub fn judge(row: &mut RowContext<'_>) {
    key_repeated::judge(row);
    link_cycle::judge(row);
    link::judge(row);
    required::judge(row);
    one_of::judge(row);
    key_taken::judge(row);
    email_repeated::judge(row);
    role::judge(row);
    last_administrator::judge(row);
    check_digit::judge(row);
    messenger_id::judge(row);
    name_differs::judge(row);
    update_empty::judge(row);
}

#[cfg(test)]
mod tests;
