//! `kartoteka import`: a file in, checked, run, mended, taken back.
//!
//! In: words and a file. Out: what the check or the run says, in the shape asked for. Every number comes from the engine.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::run::{Counts, Outcome, State};
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::words::Arg;
use kartoteka_engine::{ImportFilter, IssueFilter, RunKind};
use serde_json::Value;

use super::WaitFlags;
use super::import_answers as answers;
use super::import_flags::ImportFlags;
use super::{import_files, take_back};
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::{Context, First};
use crate::views;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Read and check a file; nothing is written to any record
    #[command(before_help = "Example:\n  kartoteka import check leads fair.xlsx --errors errors.csv")]
    Check(Box<Check>),
    /// Check a file, ask, and import it
    #[command(before_help = "Examples:\n  kartoteka import run leads fair.xlsx --tag fair-2026\n  \
        kartoteka import run contacts contacts.csv --mode update --match-by id --dry-run --json=counts")]
    Run(Box<Run>),
    /// Imports and other runs, newest first
    List(List),
    /// One import with its settings and numbers
    Show(Number),
    /// How far an import is
    Watch(Number),
    /// Start a checked import, or go on with a stopped one
    Start(Start),
    /// The problems a check found
    Issues(Issues),
    /// Which column goes to which field, and how sure that is
    Map(Number),
    /// What would become of each row: old values and new
    Preview(Preview),
    /// Mend cells or rows without touching the file, and check again
    Fix(import_files::Fix),
    /// The files of an import
    Download(import_files::Download),
    /// Upload a corrected file into the same import and check it again
    Replace(Replace),
    /// Take an import out of the queue, or stop it where it is
    Cancel(Number),
    /// Import another file with the same settings
    Repeat(Box<Repeat>),
    /// Undo: created records go, changed fields get their old values back, later edits stay
    Revert(take_back::Revert),
    /// The tags made by imports that records of a type carry
    Tags {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
    },
    /// Delete what an import created, by its tag
    #[command(before_help = "Example:\n  kartoteka import delete --type leads --tag 'Import 2026-11-21 #12' --dry-run")]
    Delete(take_back::Delete),
}

impl Command {
    /// Whether the command may make the data directory.
    pub fn first(&self) -> First {
        if matches!(self, Command::Check(_) | Command::Run(_)) { First::Maybe } else { First::Never }
    }
}

#[derive(Args, Debug)]
pub struct Number {
    /// The number of the import
    #[arg(value_name = "ID", value_parser = number)]
    pub id: i64,
}

/// `12`, `#12`.
pub fn number(text: &str) -> std::result::Result<i64, String> {
    text.trim_start_matches('#').parse().map_err(|_| "the number of an import is wanted, such as 12".to_owned())
}

#[derive(Args, Debug)]
pub struct Check {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// The file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    flags: ImportFlags,
    /// Write every error into a CSV file, or an XLSX by its name
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Write your own rows with errors into a workbook, the bad cells marked
    #[arg(long, value_name = "FILE.xlsx")]
    annotated: Option<PathBuf>,
    /// In JSON, give the problems in groups instead of one by one
    #[arg(long)]
    group: bool,
}

#[derive(Args, Debug)]
pub struct Run {
    /// The record type, in any language
    #[arg(value_name = "TYPE", help = "The record type, in any language")]
    pub record_type: String,
    #[arg(value_name = "FILE", help = "The file; - reads standard input")]
    pub file: PathBuf,
    #[command(flatten)]
    pub flags: ImportFlags,
    #[command(flatten)]
    pub outcome: OutcomeFlags,
    /// Stop after the check and print what would happen
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args, Debug)]
pub struct Start {
    #[command(flatten)]
    number: Number,
    #[command(flatten)]
    outcome: OutcomeFlags,
    /// Print what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What is wanted besides the numbers.
#[derive(Args, Debug, Default)]
pub struct OutcomeFlags {
    /// Write what became of every row
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
    /// Write the rows that stayed out, ready to be corrected and imported again
    #[arg(long, value_name = "FILE")]
    failed: Option<PathBuf>,
    #[command(flatten)]
    wait: WaitFlags,
}

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

#[derive(Args, Debug)]
pub struct Replace {
    #[command(flatten)]
    number: Number,
    /// The corrected file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Args, Debug)]
pub struct Repeat {
    #[command(flatten)]
    number: Number,
    /// The other file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    outcome: OutcomeFlags,
    /// Stop after the check and print what would happen
    #[arg(long)]
    dry_run: bool,
}

fn severity(text: &str) -> std::result::Result<Severity, String> {
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    all.into_iter().find(|severity| severity.word() == text).ok_or_else(|| "error, warning or note".to_owned())
}

pub fn run(context: &Context, command: &Command) -> Result<Exit> {
    match command {
        Command::Check(check) => run_check(context, check),
        Command::Run(run) => run_file(context, run, false),
        Command::List(list) => run_list(context, list),
        Command::Show(number) => show(context, number.id),
        Command::Watch(number) => watch(context, number.id),
        Command::Start(flags) => run_start(context, flags),
        Command::Issues(issues) => run_issues(context, issues),
        Command::Map(number) => answers::map(context, number.id).map(|()| Exit::Done),
        Command::Preview(flags) => run_preview(context, flags),
        Command::Fix(flags) => import_files::fix(context, flags),
        Command::Download(flags) => import_files::download(context, flags),
        Command::Replace(flags) => replace(context, flags),
        Command::Cancel(number) => cancel(context, number.id),
        Command::Repeat(flags) => repeat(context, flags),
        Command::Revert(flags) => take_back::revert(context, flags),
        Command::Tags { record_type } => take_back::tags(context, record_type),
        Command::Delete(flags) => take_back::delete(context, flags),
    }
}

/// Uploads and checks; says what was recognised.
pub fn upload_and_check(
    context: &Context,
    type_word: &str,
    file: &std::path::Path,
    flags: &ImportFlags,
    edit: bool,
) -> Result<(ImportView, Counts)> {
    let (path, kept) = super::stdin_or_path(file)?;
    let new = flags.new_file(context, type_word, &path, edit)?;
    let uploaded = context.watched(|watch| context.engine.upload_file(&context.actor, &new, watch))?;
    drop(kept);
    if uploaded.replayed {
        let view = context.engine.import(&context.actor, uploaded.import)?;
        let counts = view.import.counts;
        return Ok((view, counts));
    }
    let counts = stoppable(context, uploaded.import, || {
        context.watched(|watch| context.engine.check_import(&context.actor, uploaded.import, watch))
    })?;
    let view = context.engine.import(&context.actor, uploaded.import)?;
    if let Some(earlier) = uploaded.same_as {
        answers::seen_before(context, earlier)?;
    }
    Ok((view, counts))
}

/// When somebody stops a long verb, says how to go on.
fn stoppable<T>(context: &Context, import: i64, verb: impl FnOnce() -> Result<T>) -> Result<T> {
    let result = verb();
    if matches!(result, Err(Error::Stopped)) && !context.out.is_data() {
        eprintln!("{}", context.words.say("how-to-go-on", &[("number", import.into())]));
    }
    result
}

fn run_check(context: &Context, check: &Check) -> Result<Exit> {
    let (view, counts) = upload_and_check(context, &check.record_type, &check.file, &check.flags, false)?;
    let number = view.import.id;
    if context.out.is_data() {
        answers::check_as_data(context, &view, check.group)?;
    } else {
        answers::check(context, &view, &counts)?;
    }
    if let Some(path) = &check.errors {
        answers::write_errors(context, &view, path)?;
    }
    if let Some(path) = &check.annotated {
        import_files::leave_annotated(context, number, path)?;
    }
    context.out.notice(&context.words.say("import-saved", &[("number", number.into())]));
    let start = format!("kartoteka import start {number}");
    let next = if counts.rejected > 0 {
        let again = format!("kartoteka import run {} {}", check.record_type, check.file.display());
        context.words.say("next-mend", &[("again", again.into()), ("start", start.into())])
    } else {
        context.words.say("next-start", &[("start", start.into())])
    };
    context.out.notice(&next);
    Ok(Exit::of_rows(counts.rejected))
}

/// Check, ask, import: the same for a file to import and a mass edit file.
pub fn run_file(context: &Context, run: &Run, edit: bool) -> Result<Exit> {
    let (view, counts) = upload_and_check(context, &run.record_type, &run.file, &run.flags, edit)?;
    if !matches!(view.import.state, State::Checked) {
        // The idempotency key was seen before, and that import went its way already.
        answers::result(context, &view)?;
        return Ok(Exit::of_rows(counts.rejected + counts.failed));
    }
    go_on(context, &view, &run.outcome, run.dry_run)
}

/// From checked to done.
fn go_on(context: &Context, view: &ImportView, outcome: &OutcomeFlags, dry_run: bool) -> Result<Exit> {
    let (number, counts) = (view.import.id, view.import.counts);
    if dry_run {
        answers::dry_run(context, view)?;
        return Ok(Exit::of_rows(counts.rejected));
    }
    if let Some(refusal) = all_or_nothing(view) {
        answers::refused_rows(context, view)?;
        return Err(refusal);
    }
    answers::before_start(context, view)?;
    let changes = counts.created + counts.updated;
    let question = context
        .words
        .say("run-confirm", &[("number", number.into()), ("created", counts.created.into()), ("updated", counts.updated.into())]);
    let asked = if changes == 0 { Ok(true) } else { confirmed(context, &question, changes) };
    let start = format!("kartoteka import start {number} --yes");
    if !asked.inspect_err(|_| context.out.notice(&context.words.say("next-start", &[("start", start.as_str().into())])))? {
        context.out.notice(&context.words.say("import-saved", &[("number", number.into())]));
        return Ok(Exit::Declined);
    }
    start_and_tell(context, number, outcome)
}

fn all_or_nothing(view: &ImportView) -> Option<Error> {
    let options = &view.settings.as_ref()?.recipe.options;
    let rejected = view.import.counts.rejected;
    let refused = options.on_error == kartoteka_domain::recipe::OnError::Abort && rejected > 0;
    refused.then(|| Refusal::new(RefusalKind::Conflict, "all-or-nothing-errors").with("n", rejected).into())
}

fn start_and_tell(context: &Context, number: i64, outcome: &OutcomeFlags) -> Result<Exit> {
    let started = context.watched(|watch| context.engine.start_import(&context.actor, number, watch));
    if let Err(Error::Stopped) = started {
        return stopped(context, number);
    }
    let counts = started?;
    let view = context.engine.import(&context.actor, number)?;
    answers::result(context, &view)?;
    import_files::leave_files(context, number, outcome.result.as_deref(), outcome.failed.as_deref())?;
    Ok(Exit::of_rows(counts.rejected + counts.failed))
}

/// Says how far it came and how to go on; programs get the problem object instead.
fn stopped(context: &Context, number: i64) -> Result<Exit> {
    if context.out.is_data() {
        return Err(Error::Stopped);
    }
    let view = context.engine.import(&context.actor, number)?;
    let rows: u64 = view.settings.iter().flat_map(|settings| settings.part_rows.iter()).sum();
    let facts = [("number", number.into()), ("done", view.import.counts.rows.into()), ("rows", Arg::from(rows))];
    eprintln!("{}", context.words.say("run-stopped", &facts));
    Ok(Exit::Interrupted)
}

fn run_start(context: &Context, flags: &Start) -> Result<Exit> {
    let view = context.engine.import(&context.actor, flags.number.id)?;
    match view.import.state {
        // A mapping that was never checked is checked first: nothing starts unseen.
        State::Mapping | State::Uploaded => {
            context.watched(|watch| context.engine.check_import(&context.actor, flags.number.id, watch))?;
            let view = context.engine.import(&context.actor, flags.number.id)?;
            go_on(context, &view, &flags.outcome, flags.dry_run)
        }
        State::Checked => go_on(context, &view, &flags.outcome, flags.dry_run),
        _ if flags.dry_run => answers::dry_run(context, &view).map(|()| Exit::Done),
        _ => start_and_tell(context, flags.number.id, &flags.outcome),
    }
}

fn run_preview(context: &Context, flags: &Preview) -> Result<Exit> {
    let after = (flags.after > 0).then_some((0, flags.after));
    let rows = context.engine.preview(&context.actor, flags.number.id, flags.outcome, after, flags.limit)?;
    let people = context.engine.by_person(&context.actor, flags.number.id)?;
    answers::preview(context, &rows, &people).map(|()| Exit::Done)
}

/// L9: correct, save, upload again, any number of times, into the same import.
fn replace(context: &Context, flags: &Replace) -> Result<Exit> {
    let number = flags.number.id;
    let before = context.engine.import(&context.actor, number)?.import.counts.rejected;
    let (path, kept) = super::stdin_or_path(&flags.file)?;
    context.watched(|watch| context.engine.replace_file(&context.actor, number, &path, watch))?;
    drop(kept);
    check_again(context, number, before)
}

/// Checks and says how the errors became fewer.
pub fn check_again(context: &Context, number: i64, before: u64) -> Result<Exit> {
    let counts = context.watched(|watch| context.engine.check_import(&context.actor, number, watch))?;
    let view = context.engine.import(&context.actor, number)?;
    if context.out.is_data() {
        answers::check_as_data(context, &view, false)?;
    } else {
        answers::check(context, &view, &counts)?;
    }
    context.out.notice(&context.words.say("checked-before", &[("before", before.into()), ("after", counts.rejected.into())]));
    Ok(Exit::of_rows(counts.rejected))
}

fn cancel(context: &Context, id: i64) -> Result<Exit> {
    context.engine.cancel_import(&context.actor, id)?;
    show(context, id)
}

fn repeat(context: &Context, flags: &Repeat) -> Result<Exit> {
    let (path, kept) = super::stdin_or_path(&flags.file)?;
    let uploaded = context.watched(|watch| context.engine.repeat_import(&context.actor, flags.number.id, &path, watch))?;
    drop(kept);
    let number = uploaded.import;
    stoppable(context, number, || context.watched(|watch| context.engine.check_import(&context.actor, number, watch)))?;
    let view = context.engine.import(&context.actor, number)?;
    go_on(context, &view, &flags.outcome, flags.dry_run)
}

fn run_list(context: &Context, list: &List) -> Result<Exit> {
    let type_key = list.record_type.as_deref().map(|word| context.record_type(word)).transpose()?.map(|ty| ty.key.clone());
    // One record edited on its own is in the record's history; here it would only hide the imports.
    let kinds = [RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete].to_vec();
    let filter = ImportFilter {
        type_key,
        kinds,
        states: list.state.into_iter().collect(),
        before: list.cursor,
        limit: list.limit,
        ..ImportFilter::default()
    };
    let found = context.engine.imports(&context.actor, &filter)?;
    if found.is_empty() {
        context.out.notice(&context.words.word("imports-empty"));
    }
    answers::imports(context, &found).map(|()| Exit::Done)
}

fn show(context: &Context, id: i64) -> Result<Exit> {
    let view = context.engine.import(&context.actor, id)?;
    answers::one(context, &view).map(|()| Exit::Done)
}

/// A local import runs in the command that started it, so what there is to see is where it stands.
fn watch(context: &Context, id: i64) -> Result<Exit> {
    let view = context.engine.import(&context.actor, id)?;
    if context.out.is_data() {
        return answers::one(context, &view).map(|()| Exit::Done);
    }
    answers::state_line(context, &view)?;
    let unfinished = matches!(view.import.state, State::Running | State::Queued | State::Stopped);
    if unfinished {
        context.out.notice(&context.words.say("how-to-go-on", &[("number", id.into())]));
    }
    Ok(if unfinished { Exit::StillRunning } else { Exit::Done })
}

fn run_issues(context: &Context, flags: &Issues) -> Result<Exit> {
    let view = context.engine.import(&context.actor, flags.number.id)?;
    if flags.group {
        return answers::groups(context, &view).map(|()| Exit::Done);
    }
    let filter = IssueFilter {
        severity: flags.severity,
        code: flags.code.as_deref().map(code).transpose()?,
        row: flags.row.map(kartoteka_domain::cell::RowNumber),
        ..IssueFilter::default()
    };
    let found: Vec<Value> = answers::issues(context, &view, &filter, flags.limit)?;
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

/// A code by its word, with the nearest one named when it is unknown.
pub fn code(word: &str) -> Result<Code> {
    Code::from_word(word).ok_or_else(|| {
        let mut refusal = Refusal::unknown("code-unknown", word, Code::ALL.iter().map(|code| code.word()));
        refusal.kind = RefusalKind::Malformed;
        refusal.into()
    })
}

/// An import as programs read it.
pub fn shown(context: &Context, view: &ImportView) -> Value {
    let types = context.engine.types();
    views::import(view, types.get(&view.import.type_key).map(|ty| &**ty))
}
