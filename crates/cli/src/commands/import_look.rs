//! `kartoteka import list`, `show`, `watch`, `cancel`, `issues`, `preview`: what is known about imports.
//!
//! In: a number and filters. Out: lists and sentences. Writes nothing but the cancelling of an import.

use clap::Args;
use kartoteka_domain::issue::Severity;
use kartoteka_domain::run::{Outcome, State};
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::{ImportFilter, IssueFilter, RunKind};

use super::import::{Number, code, number};
use super::{answers_issues, answers_look};
use crate::exit::Exit;
use crate::open::Shell;
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

pub fn show(context: &Shell, id: i64) -> Result<Exit> {
    answers_look::one(context, &context.register.import(id, context.words)?).map(|()| Exit::Done)
}

/// Until nothing goes on; then what came of it, and the code the command itself would have ended with. A local import runs in the
/// command that started it: of one that has not ended there is to see where it stands.
pub fn watch(context: &Shell, id: i64) -> Result<Exit> {
    let waited = context.watched(|watch| context.register.wait_for(id, watch));
    if context.is_left() {
        return leave(context, id, false);
    }
    match waited {
        // Somebody stopped it: that is to be seen, too.
        Ok(_) | Err(Error::Stopped) => {}
        Err(error) => return Err(error),
    }
    let seen = context.register.import(id, context.words)?;
    if seen.is_of_a_file() && seen.state() == State::Completed {
        answers_look::result(context, &seen)?;
        return Ok(Exit::of_rows(seen.counts().rejected + seen.counts().failed));
    }
    let unfinished = matches!(seen.state(), State::Running | State::Queued | State::Stopped);
    if context.out.is_data() {
        return answers_look::one(context, &seen).map(|()| Exit::Done);
    }
    answers_look::state_line(context, &seen)?;
    if unfinished {
        context.out.notice(&context.words.say("how-to-go-on", &[("number", id.into())]));
    }
    Ok(if unfinished { Exit::StillRunning } else { Exit::Done })
}

/// This program leaves and the server goes on: how to come back. Programs get the import as it is.
pub fn leave(context: &Shell, id: i64, is_time_up: bool) -> Result<Exit> {
    if context.out.is_data() {
        answers_look::result(context, &context.register.import(id, context.words)?)?;
    } else {
        let sentence = if is_time_up { "run-waiting-ended" } else { "run-detached" };
        eprintln!("{}", context.words.say(sentence, &[("number", id.into())]));
    }
    Ok(if is_time_up { Exit::StillRunning } else { Exit::Interrupted })
}

/// A server went away while it was at work: what is known of it, and how to look.
pub fn lost(context: &Shell, id: i64, error: Error) -> Error {
    if error.code() == Some("server-unreachable") {
        context.out.notice(&context.words.say("run-lost", &[("number", id.into())]));
    }
    error
}

pub fn cancel(context: &Shell, id: i64) -> Result<Exit> {
    context.watched(|watch| context.register.cancel(id, watch))?;
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

pub fn run_preview(context: &Shell, flags: &Preview) -> Result<Exit> {
    let number = flags.number.id;
    let rows = context.register.preview(number, flags.outcome, flags.after, flags.limit)?;
    answers_look::preview(context, number, &rows).map(|()| Exit::Done)
}
