//! The life of an import and of a run: states, the table of allowed steps, outcomes and counts.

use serde::{Deserialize, Serialize};

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Uploaded,
    Reading,
    Mapping,
    Checking,
    Checked,
    Queued,
    Running,
    Completed,
    Stopped,
    Failed,
    Undone,
    PartlyUndone,
}

impl State {
    pub const ALL: [State; 12] = [
        State::Uploaded,
        State::Reading,
        State::Mapping,
        State::Checking,
        State::Checked,
        State::Queued,
        State::Running,
        State::Completed,
        State::Stopped,
        State::Failed,
        State::Undone,
        State::PartlyUndone,
    ];

    pub fn word(self) -> &'static str {
        match self {
            State::Uploaded => "uploaded",
            State::Reading => "reading",
            State::Mapping => "mapping",
            State::Checking => "checking",
            State::Checked => "checked",
            State::Queued => "queued",
            State::Running => "running",
            State::Completed => "completed",
            State::Stopped => "stopped",
            State::Failed => "failed",
            State::Undone => "undone",
            State::PartlyUndone => "partly_undone",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The table of allowed steps, each for a reason a person could name.
    pub fn may_become(self, next: State) -> bool {
        use State::*;
        match (self, next) {
            // Forward, one room after the other.
            (Uploaded, Reading) | (Reading, Mapping) | (Mapping, Checking) | (Checking, Checked) => true,
            (Checked, Queued) | (Queued, Running) | (Running, Completed) => true,
            // A crash in any working state starts that state again.
            (Reading, Reading) | (Checking, Checking) | (Running, Running) => true,
            // Mending, another mapping or a corrected file: back to the check, as often as wanted (L9).
            (Checked | Mapping, Mapping) | (Checked, Checking | Reading) | (Mapping, Reading) => true,
            // The person, a signal or a full disk stops it; it goes on where it was.
            (Queued | Running, Stopped) | (Stopped, Queued | Running) => true,
            (Uploaded | Reading | Mapping | Checking | Queued | Running, Failed) => true,
            (Failed, Reading | Mapping | Checking | Queued | Running) => true,
            // Undo can be repeated for what was kept.
            (Completed | Stopped | PartlyUndone, Undone | PartlyUndone) => true,
            _ => false,
        }
    }
}

/// What became of one row of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Created,
    Updated,
    Unchanged,
    /// Left alone by choice or by the mode.
    Skipped,
    /// Has an error and stayed out.
    Rejected,
    /// Broke while it was written.
    Failed,
}

impl Outcome {
    pub const ALL: [Outcome; 6] =
        [Outcome::Created, Outcome::Updated, Outcome::Unchanged, Outcome::Skipped, Outcome::Rejected, Outcome::Failed];

    pub fn word(self) -> &'static str {
        match self {
            Outcome::Created => "created",
            Outcome::Updated => "updated",
            Outcome::Unchanged => "unchanged",
            Outcome::Skipped => "skipped",
            Outcome::Rejected => "rejected",
            Outcome::Failed => "failed",
        }
    }
}

/// The numbers of a check, a run or an undo. The six outcomes add up to `rows`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub skipped: u64,
    pub rejected: u64,
    pub failed: u64,
    /// Issues of severity error.
    pub errors: u64,
    pub warnings: u64,
}

impl Counts {
    pub fn count(&mut self, outcome: Outcome) {
        self.rows += 1;
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Rejected => self.rejected += 1,
            Outcome::Failed => self.failed += 1,
        }
    }

    pub fn add(&mut self, other: &Counts) {
        self.rows += other.rows;
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.skipped += other.skipped;
        self.rejected += other.rejected;
        self.failed += other.failed;
        self.errors += other.errors;
        self.warnings += other.warnings;
    }

    pub fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Created => self.created,
            Outcome::Updated => self.updated,
            Outcome::Unchanged => self.unchanged,
            Outcome::Skipped => self.skipped,
            Outcome::Rejected => self.rejected,
            Outcome::Failed => self.failed,
        }
    }

    pub fn add_up(&self) -> bool {
        self.rows == Outcome::ALL.into_iter().map(|outcome| self.of(outcome)).sum::<u64>()
    }
}

/// The outcome of one row, as a check promises it or a run did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowOutcome {
    pub row: crate::cell::RowNumber,
    pub outcome: Outcome,
    /// The record created, updated, found unchanged or left alone.
    pub id: Option<crate::record::RecordId>,
    /// The version of the matched record when this was decided (0 when none was matched).
    pub version: crate::record::Version,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_a_table() {
        assert!(State::Checked.may_become(State::Queued));
        assert!(State::PartlyUndone.may_become(State::Undone));
        assert!(!State::Uploaded.may_become(State::Running));
        assert!(!State::Undone.may_become(State::Running));
        assert!(!State::Running.may_become(State::Undone));
    }

    #[test]
    fn outcomes_add_up() {
        let mut counts = Counts::default();
        for outcome in Outcome::ALL {
            counts.count(outcome);
            assert_eq!(counts.of(outcome), 1);
        }
        assert_eq!(counts.rows, 6);
        assert!(counts.add_up());
    }
}
