//! The numbered list of steps at the head of every page of an import. Steps behind the person are links.
//!
//! In: number, state, the step being shown. Out: what `parts/steps.html` draws. Use in a template:
//! `{% import "parts/steps.html" as steps %}{% call steps::list(p, steps) %}{% endcall %}` with `steps: Vec<Step>`.

use kartoteka_domain::run::State;

/// The steps in their order; the word of each is `step-WORD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    Upload,
    Sheet,
    Columns,
    Options,
    Check,
    Start,
}

impl At {
    const ALL: [At; 6] = [At::Upload, At::Sheet, At::Columns, At::Options, At::Check, At::Start];

    fn word(self) -> &'static str {
        match self {
            At::Upload => "upload",
            At::Sheet => "sheet",
            At::Columns => "columns",
            At::Options => "options",
            At::Check => "check",
            At::Start => "start",
        }
    }

    /// The last part of its address: preview and start live at `/imports/{number}/preview`.
    fn place(self) -> &'static str {
        if self == At::Start { "preview" } else { self.word() }
    }
}

/// One step as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub number: usize,
    /// Id of its word.
    pub id: String,
    /// Where it is; nothing when one cannot go there now.
    pub path: Option<String>,
    pub is_current: bool,
    pub is_done: bool,
}

/// The steps of a new import: nothing but the upload can be reached.
pub fn before_upload() -> Vec<Step> {
    list(|_| None, At::Upload)
}

/// The steps of an import: what lies before the shown one is done, and what its state allows is a link.
pub fn steps(number: i64, state: State, shown: At) -> Vec<Step> {
    let can_change = matches!(state, State::Mapping | State::Checked | State::Failed);
    let reachable = |at: At| match at {
        At::Upload | At::Sheet | At::Columns | At::Options => can_change,
        At::Check => matches!(state, State::Checking | State::Checked),
        At::Start => state == State::Checked,
    };
    list(|at| (at != shown && reachable(at)).then(|| format!("/imports/{number}/{}", at.place())), shown)
}

fn list(path: impl Fn(At) -> Option<String>, shown: At) -> Vec<Step> {
    let step = |(index, at): (usize, At)| Step {
        number: index + 1,
        id: format!("step-{}", at.word()),
        path: path(at),
        is_current: at == shown,
        is_done: at < shown,
    };
    At::ALL.into_iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_behind_are_links_and_steps_ahead_wait() {
        let links = |state, shown| -> String {
            let drawn = |step: &Step| match (&step.path, step.is_current) {
                (Some(_), _) => 'x',
                (None, true) => 'o',
                (None, false) => '-',
            };
            steps(7, state, shown).iter().map(drawn).collect()
        };
        assert_eq!(links(State::Mapping, At::Columns), "xxox--");
        assert_eq!(links(State::Checking, At::Check), "----o-");
        assert_eq!(links(State::Checked, At::Check), "xxxxox");
        assert_eq!(links(State::Running, At::Start), "-----o");
        assert_eq!(steps(7, State::Checked, At::Check)[5].path.as_deref(), Some("/imports/7/preview"));
        assert!(before_upload().iter().all(|step| step.path.is_none()));
    }
}
