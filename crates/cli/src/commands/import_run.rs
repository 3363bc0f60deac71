//! `kartoteka import run`, `start` and `repeat`: from a file or a checked import to records.
//!
//! In: words, a file or a number, a yes. Out: what the run did. Asks before anything is written; every number comes from the engine.

use std::path::PathBuf;

use clap::Args;
use kartoteka_domain::run::State;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::resume_run::Resumed;
use kartoteka_engine::words::Arg;
use kartoteka_engine::{ImportFilter, RunKind};

use super::import::Number;
use super::import_check::{stoppable, upload_and_check};
use super::import_flags::ImportFlags;
use super::wait::{WaitFlags, Waited};
use super::{answers_check, answers_issues, answers_look, bulk, import_files, take_back, target};
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Context;

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

/// What is wanted besides the numbers.
#[derive(Args, Debug, Default)]
pub struct OutcomeFlags {
    /// Write what became of every row
    #[arg(long, value_name = "FILE", value_parser = target)]
    result: Option<PathBuf>,
    /// Write the rows that stayed out, ready to be corrected and imported again
    #[arg(long, value_name = "FILE", value_parser = target)]
    failed: Option<PathBuf>,
    #[command(flatten)]
    wait: WaitFlags,
}

/// Check, ask, import: the same for a file to import and a mass edit file.
pub fn run_file(context: &Context, run: &Run, edit: bool) -> Result<Exit> {
    run.outcome.wait.fits_local_use()?;
    let (view, counts) = upload_and_check(context, &run.record_type, &run.file, &run.flags, edit)?;
    if !matches!(view.import.state, State::Checked) {
        // The idempotency key was seen before, and that import went its way already.
        answers_look::result(context, &view)?;
        return Ok(Exit::of_rows(counts.rejected + counts.failed));
    }
    go_on(context, &view, &run.outcome, run.dry_run)
}

/// From checked to done.
fn go_on(context: &Context, view: &ImportView, outcome: &OutcomeFlags, dry_run: bool) -> Result<Exit> {
    let (number, counts) = (view.import.id, view.import.counts);
    if dry_run {
        answers_check::dry_run(context, view)?;
        return Ok(Exit::of_rows(counts.rejected));
    }
    if let Some(refusal) = all_or_nothing(view) {
        answers_issues::refused_rows(context, view)?;
        return Err(refusal);
    }
    answers_check::before_start(context, view)?;
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
    let waited = outcome.wait.ring(context);
    let started = context.watched(|watch| context.engine.start_import(&context.actor, number, watch));
    if let Err(Error::Stopped) = started {
        return stopped(context, number, &waited);
    }
    let counts = started?;
    let view = context.engine.import(&context.actor, number)?;
    answers_look::result(context, &view)?;
    import_files::leave_files(context, number, outcome.result.as_deref(), outcome.failed.as_deref())?;
    Ok(Exit::of_rows(counts.rejected + counts.failed))
}

/// Says how far it came and how to go on; programs get the problem object instead.
fn stopped(context: &Context, number: i64, waited: &Waited) -> Result<Exit> {
    let exit = if waited.is_over() { Exit::StillRunning } else { Exit::Interrupted };
    if context.out.is_data() && exit == Exit::Interrupted {
        return Err(Error::Stopped);
    }
    let view = context.engine.import(&context.actor, number)?;
    if context.out.is_data() {
        return answers_look::result(context, &view).map(|()| exit);
    }
    let rows: u64 = view.settings.iter().flat_map(|settings| settings.part_rows.iter()).sum();
    let facts = [("number", number.into()), ("done", view.import.counts.rows.into()), ("rows", Arg::from(rows))];
    eprintln!("{}", context.words.say("run-stopped", &facts));
    Ok(exit)
}

/// A mass edit, an undo or a deletion was stopped: its number is what goes on with it.
pub fn stopped_run(context: &Context, kinds: &[RunKind]) -> Result<Exit> {
    let filter = ImportFilter { kinds: kinds.to_vec(), states: vec![State::Stopped], limit: 1, ..ImportFilter::default() };
    let newest = context.engine.imports(&context.actor, &filter)?;
    let Some(view) = newest.first().filter(|_| !context.out.is_data()) else { return Err(Error::Stopped) };
    eprintln!("{}", context.words.word("stopped"));
    eprintln!("{}", context.words.say("how-to-go-on", &[("number", view.import.id.into())]));
    Ok(Exit::Interrupted)
}

/// Goes on with a mass edit, an undo or a deletion that was killed or stopped.
fn run_resume(context: &Context, view: &ImportView, flags: &Start) -> Result<Exit> {
    let number = view.import.id;
    if flags.outcome.result.is_some() || flags.outcome.failed.is_some() {
        return Err(Refusal::new(RefusalKind::Conflict, "import-without-file").with("number", number).into());
    }
    if flags.dry_run {
        return super::import_look::watch(context, number);
    }
    let waited = flags.outcome.wait.ring(context);
    match context.watched(|watch| context.engine.resume_run(&context.actor, number, watch)) {
        Err(Error::Stopped) => {
            stopped_run(context, &[view.import.kind]).map(|exit| if waited.is_over() { Exit::StillRunning } else { exit })
        }
        Err(error) => Err(error),
        Ok(Resumed::Bulk(report)) => bulk::done(context, &report),
        Ok(Resumed::TakenBack(report)) if view.import.kind == RunKind::Delete => {
            take_back::deleted(context, &report).map(|()| Exit::Done)
        }
        Ok(Resumed::TakenBack(report)) => {
            take_back::taken_back(context, view.import.of_import.unwrap_or(number), &report).map(|()| Exit::Done)
        }
        Ok(Resumed::Import(counts)) => Ok(Exit::of_rows(counts.rejected + counts.failed)),
    }
}

pub fn run_start(context: &Context, flags: &Start) -> Result<Exit> {
    flags.outcome.wait.fits_local_use()?;
    let view = context.engine.import(&context.actor, flags.number.id)?;
    if !matches!(view.import.kind, RunKind::Import | RunKind::Edit) {
        return run_resume(context, &view, flags);
    }
    match view.import.state {
        // A mapping that was never checked is checked first: nothing starts unseen.
        State::Mapping | State::Uploaded => {
            context.watched(|watch| context.engine.check_import(&context.actor, flags.number.id, watch))?;
            let view = context.engine.import(&context.actor, flags.number.id)?;
            go_on(context, &view, &flags.outcome, flags.dry_run)
        }
        State::Checked => go_on(context, &view, &flags.outcome, flags.dry_run),
        _ if flags.dry_run => answers_check::dry_run(context, &view).map(|()| Exit::Done),
        _ => start_and_tell(context, flags.number.id, &flags.outcome),
    }
}

pub fn repeat(context: &Context, flags: &Repeat) -> Result<Exit> {
    flags.outcome.wait.fits_local_use()?;
    let (path, kept) = super::stdin_or_path(&flags.file)?;
    let uploaded = context.watched(|watch| context.engine.repeat_import(&context.actor, flags.number.id, &path, watch))?;
    drop(kept);
    let number = uploaded.import;
    stoppable(context, number, || context.watched(|watch| context.engine.check_import(&context.actor, number, watch)))?;
    let view = context.engine.import(&context.actor, number)?;
    go_on(context, &view, &flags.outcome, flags.dry_run)
}
