//! `kartoteka import list`, `show`, `watch`, `cancel`, `issues`, `preview`: what is known about imports.
//!
//! In: a number and filters. Out: lists and sentences. Writes nothing but the cancelling of an import.

use clap::Args;
use kartoteka_domain::issue::Severity;
use kartoteka_domain::run::{Outcome, State};
use kartoteka_engine::error::Result;
use kartoteka_engine::{ImportFilter, IssueFilter, RunKind};

use super::import::{Number, code, number};
use super::{answers_issues, answers_look};
use crate::exit::Exit;
use crate::open::{Context, Shell};
use crate::register::Wanted;

#[derive(Args, Debug)]
pub struct List {
    /// Only of this record type
    #[arg(long = "type", value_name = "TYPE")]
    record_type: Option<String>,
    /// Only in this state
    #[arg(long, value_parser = state)]
    state: Option<State>,
    /// At most so many
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Only older than this number
    #[arg(long, value_name = "ID", value_parser = number)]
    cursor: Option<i64>,
}

fn state(text: &str) -> std::result::Result<State, String> {
    let known = || State::ALL.map(State::word).join(", ");
    State::from_word(&text.replace('-', "_")).ok_or_else(|| format!("one of {}", known()))
}

#[derive(Args, Debug)]
pub struct Issues {
    #[command(flatten)]
    number: Number,
    /// Only errors, warnings or notes
    #[arg(long, value_parser = severity)]
    severity: Option<Severity>,
    /// Only this problem
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Only this row
    #[arg(long)]
    row: Option<u32>,
    /// Group by what is wrong and where
    #[arg(long)]
    group: bool,
    /// At most so many; 0 stands for all
    #[arg(long, default_value_t = 0)]
    limit: usize,
}

fn severity(text: &str) -> std::result::Result<Severity, String> {
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    all.into_iter().find(|severity| severity.word() == text).ok_or_else(|| "error, warning or note".to_owned())
}

#[derive(Args, Debug)]
pub struct Preview {
    #[command(flatten)]
    number: Number,
    /// Only rows with this outcome
    #[arg(long, value_parser = outcome)]
    outcome: Option<Outcome>,
    /// At most so many rows
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Only rows after this one
    #[arg(long, value_name = "ROW", default_value_t = 0)]
    after: u32,
}

fn outcome(text: &str) -> std::result::Result<Outcome, String> {
    let known = || Outcome::ALL.map(Outcome::word).join(", ");
    Outcome::ALL.into_iter().find(|outcome| outcome.word() == text).ok_or_else(|| format!("one of {}", known()))
}

pub fn run_list(context: &Shell, list: &List) -> Result<Exit> {
    // One record edited on its own is in the record's history; here it would only hide the imports.
    let kinds = [RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete].to_vec();
    let filter = ImportFilter {
        kinds,
        states: list.state.into_iter().collect(),
        before: list.cursor,
        limit: list.limit,
        ..ImportFilter::default()
    };
    let found = context.register.imports(&Wanted { filter, type_word: list.record_type.clone() }, context.words)?;
    if found.is_empty() {
        context.out.notice(&context.words.word("imports-empty"));
    }
    answers_look::imports(context, &found).map(|()| Exit::Done)
}

pub fn show(context: &Context, id: i64) -> Result<Exit> {
    let view = context.engine.import(&context.actor, id)?;
    answers_look::one(context, &view).map(|()| Exit::Done)
}

/// A local import runs in the command that started it, so what there is to see is where it stands.
pub fn watch(context: &Context, id: i64) -> Result<Exit> {
    let view = context.engine.import(&context.actor, id)?;
    if context.out.is_data() {
        return answers_look::one(context, &view).map(|()| Exit::Done);
    }
    answers_look::state_line(context, &view)?;
    let unfinished = matches!(view.import.state, State::Running | State::Queued | State::Stopped);
    if unfinished {
        context.out.notice(&context.words.say("how-to-go-on", &[("number", id.into())]));
    }
    Ok(if unfinished { Exit::StillRunning } else { Exit::Done })
}

pub fn cancel(context: &Context, id: i64) -> Result<Exit> {
    context.engine.cancel_import(&context.actor, id)?;
    show(context, id)
}

pub fn run_issues(context: &Shell, flags: &Issues) -> Result<Exit> {
    let number = flags.number.id;
    if flags.group {
        return answers_issues::groups(context, number).map(|()| Exit::Done);
    }
    let filter = IssueFilter {
        severity: flags.severity,
        code: flags.code.as_deref().map(code).transpose()?,
        row: flags.row.map(kartoteka_domain::cell::RowNumber),
        ..IssueFilter::default()
    };
    let found = context.register.issues(number, &filter, flags.limit, context.words)?;
    if found.is_empty() {
        context.out.notice(&context.words.word("issues-empty"));
    }
    let columns = [
        ("row", "heading-row"),
        ("column", "heading-column"),
        ("severity", "heading-severity"),
        ("code", "heading-problem"),
        ("value", "heading-value"),
        ("message", "heading-reason"),
    ];
    context.out.list(&found, &columns)?;
    Ok(Exit::Done)
}

pub fn run_preview(context: &Context, flags: &Preview) -> Result<Exit> {
    let after = (flags.after > 0).then_some((0, flags.after));
    let rows = context.engine.preview(&context.actor, flags.number.id, flags.outcome, after, flags.limit)?;
    let people = context.engine.by_person(&context.actor, flags.number.id)?;
    answers_look::preview(context, &rows, &people).map(|()| Exit::Done)
}
