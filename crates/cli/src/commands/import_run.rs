//! `kartoteka import run`, `start` and `repeat`: from a file or a checked import to records.
//!
//! In: words, a file or a number, a yes. Out: what the run did. Asks before anything is written; every number comes from the register.

use std::path::PathBuf;

use clap::Args;
use kartoteka_domain::run::State;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::summarise_import::Wanted;
use kartoteka_engine::words::Arg;

use super::import::Number;
use super::import_check::{stoppable, upload, upload_and_check};
use super::import_flags::ImportFlags;
use super::import_look::{leave, lost};
use super::wait::{WaitFlags, Waited};
use super::{answers_check, answers_issues, answers_look, bulk, import_files, take_back, target};
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::{Came, Seen};

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
pub fn run_file(context: &Shell, run: &Run, edit: bool) -> Result<Exit> {
    let wait = &run.outcome.wait;
    wait.fits(&context.register)?;
    if wait.leaves_at_once() && context.global.yes && !run.dry_run {
        let uploaded = upload(context, (&run.record_type, &run.file), &run.flags, edit, "start")?;
        return left_behind(context, uploaded.import);
    }
    let seen = upload_and_check(context, &run.record_type, &run.file, &run.flags, edit)?;
    if seen.state() != State::Checked {
        // The idempotency key was seen before, and that import went its way already.
        answers_look::result(context, &seen)?;
        return Ok(rows_out(&seen));
    }
    go_on(context, &seen, &run.outcome, run.dry_run)
}

/// Rows that stayed out or broke.
fn rows_out(seen: &Seen) -> Exit {
    Exit::of_rows(seen.counts().rejected + seen.counts().failed)
}

/// The work is the server's now: the number, and how to come back.
fn left_behind(context: &Shell, number: i64) -> Result<Exit> {
    if context.out.is_data() {
        context.out.object(&context.register.import(number, context.words)?.document)?;
    } else {
        context.out.line(&number.to_string())?;
        context.out.notice(&context.words.say("run-detached", &[("number", number.into())]));
    }
    Ok(Exit::Done)
}

/// From checked to done.
fn go_on(context: &Shell, seen: &Seen, outcome: &OutcomeFlags, dry_run: bool) -> Result<Exit> {
    let (number, counts) = (seen.number(), seen.counts());
    if dry_run {
        answers_check::dry_run(context, seen)?;
        return Ok(Exit::of_rows(counts.rejected));
    }
    if seen.is_all_or_nothing() && counts.rejected > 0 {
        answers_issues::refused_rows(context, seen)?;
        return Err(Refusal::new(RefusalKind::Conflict, "all-or-nothing-errors").with("n", counts.rejected).into());
    }
    answers_check::before_start(context, seen)?;
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

fn start_and_tell(context: &Shell, number: i64, outcome: &OutcomeFlags) -> Result<Exit> {
    if outcome.wait.leaves_at_once() {
        context.watched(|watch| context.register.start_and_leave(number, watch))?;
        return left_behind(context, number);
    }
    let waited = outcome.wait.ring(context);
    match context.watched(|watch| context.register.start(number, watch)) {
        Err(Error::Stopped) => return stopped(context, number, &waited),
        other => other.map_err(|error| lost(context, number, error))?,
    }
    let seen = context.register.import(number, context.words)?;
    answers_look::result(context, &seen)?;
    import_files::leave_files(context, number, outcome.result.as_deref(), outcome.failed.as_deref())?;
    Ok(rows_out(&seen))
}

/// Says how far it came and how to go on; programs get the problem object instead.
fn stopped(context: &Shell, number: i64, waited: &Waited) -> Result<Exit> {
    if context.is_left() {
        return leave(context, number, waited.is_over());
    }
    let exit = if waited.is_over() { Exit::StillRunning } else { Exit::Interrupted };
    if context.out.is_data() && exit == Exit::Interrupted {
        return Err(Error::Stopped);
    }
    let seen = context.register.import(number, context.words)?;
    if context.out.is_data() {
        return answers_look::result(context, &seen).map(|()| exit);
    }
    let summary = context.register.summary(number, Wanted::default(), context.words)?;
    let rows = summary["rows"].as_u64().unwrap_or_default();
    let facts = [("number", number.into()), ("done", seen.counts().rows.into()), ("rows", Arg::from(rows))];
    eprintln!("{}", context.words.say("run-stopped", &facts));
    Ok(exit)
}

/// A mass edit, an undo or a deletion was stopped: its number is what goes on with it. `of`: what a server goes on with.
pub fn stopped_run(context: &Shell, kind: &str, of: Option<i64>) -> Result<Exit> {
    if context.is_left() {
        let newest = if of.is_some() { of } else { context.register.newest(kind)? };
        return leave(context, newest.unwrap_or_default(), false);
    }
    let newest = context.register.newest_stopped(kind)?;
    let Some(number) = newest.filter(|_| !context.out.is_data()) else { return Err(Error::Stopped) };
    eprintln!("{}", context.words.word("stopped"));
    eprintln!("{}", context.words.say("how-to-go-on", &[("number", number.into())]));
    Ok(Exit::Interrupted)
}

/// Goes on with a mass edit, an undo or a deletion that was killed or stopped.
fn run_resume(context: &Shell, seen: &Seen, flags: &Start) -> Result<Exit> {
    let number = seen.number();
    if flags.outcome.result.is_some() || flags.outcome.failed.is_some() {
        return Err(Refusal::new(RefusalKind::Conflict, "import-without-file").with("number", number).into());
    }
    if flags.dry_run {
        return super::import_look::watch(context, number);
    }
    if flags.outcome.wait.leaves_at_once() {
        context.watched(|watch| context.register.start_and_leave(number, watch))?;
        return left_behind(context, number);
    }
    let waited = flags.outcome.wait.ring(context);
    match context.watched(|watch| context.register.resume(number, context.words, watch)) {
        Err(Error::Stopped) => stopped_run(context, seen.kind(), Some(number)).map(|exit| match exit {
            Exit::Interrupted if waited.is_over() => Exit::StillRunning,
            other => other,
        }),
        Err(error) => Err(lost(context, number, error)),
        Ok(Came::Bulk(report)) => bulk::done(context, &report),
        Ok(Came::TakenBack(report)) if seen.kind() == "delete" => take_back::deleted(context, &report).map(|()| Exit::Done),
        Ok(Came::TakenBack(report)) => {
            take_back::taken_back(context, seen.of_import().unwrap_or(number), &report).map(|()| Exit::Done)
        }
        Ok(Came::Import) => Ok(rows_out(&context.register.import(number, context.words)?)),
    }
}

pub fn run_start(context: &Shell, flags: &Start) -> Result<Exit> {
    flags.outcome.wait.fits(&context.register)?;
    let number = flags.number.id;
    let seen = context.register.import(number, context.words)?;
    if !seen.is_of_a_file() {
        return run_resume(context, &seen, flags);
    }
    match seen.state() {
        // A mapping that was never checked is checked first: nothing starts unseen.
        State::Mapping | State::Uploaded => {
            context.watched(|watch| context.register.check(number, false, watch))?;
            go_on(context, &context.register.import(number, context.words)?, &flags.outcome, flags.dry_run)
        }
        State::Checked => go_on(context, &seen, &flags.outcome, flags.dry_run),
        _ if flags.dry_run => answers_check::dry_run(context, &seen).map(|()| Exit::Done),
        _ => start_and_tell(context, number, &flags.outcome),
    }
}

pub fn repeat(context: &Shell, flags: &Repeat) -> Result<Exit> {
    flags.outcome.wait.fits(&context.register)?;
    let (path, kept) = super::stdin_or_path(&flags.file)?;
    let number = context.watched(|watch| context.register.repeat(flags.number.id, &path, watch))?;
    drop(kept);
    stoppable(context, number, || context.watched(|watch| context.register.check(number, true, watch)))?;
    go_on(context, &context.register.import(number, context.words)?, &flags.outcome, flags.dry_run)
}
