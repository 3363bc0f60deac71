//! `kartoteka import check` and `replace`: a file read and checked. Nothing is written to any record.
//!
//! In: words and a file. Out: what the check says, in the shape asked for. Every number comes from the engine.

use std::path::{Path, PathBuf};

use clap::Args;
use kartoteka_domain::run::Counts;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::imports::ImportView;

use super::import::Number;
use super::import_flags::ImportFlags;
use super::{answers_check, answers_issues, import_files, target};
use crate::exit::Exit;
use crate::open::Context;

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
    #[arg(long, value_name = "FILE", value_parser = target)]
    errors: Option<PathBuf>,
    /// Write your own rows with errors into a workbook, the bad cells marked
    #[arg(long, value_name = "FILE.xlsx", value_parser = target)]
    annotated: Option<PathBuf>,
    /// In JSON, give the problems in groups instead of one by one
    #[arg(long)]
    group: bool,
}

#[derive(Args, Debug)]
pub struct Replace {
    #[command(flatten)]
    number: Number,
    /// The corrected file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Uploads and checks; says what was recognised.
pub fn upload_and_check(
    context: &Context,
    type_word: &str,
    file: &Path,
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
        answers_check::seen_before(context, earlier)?;
    }
    Ok((view, counts))
}

/// When somebody stops a long verb, says how to go on.
pub fn stoppable<T>(context: &Context, import: i64, verb: impl FnOnce() -> Result<T>) -> Result<T> {
    let result = verb();
    if matches!(result, Err(Error::Stopped)) && !context.out.is_data() {
        eprintln!("{}", context.words.say("how-to-go-on", &[("number", import.into())]));
    }
    result
}

pub fn run_check(context: &Context, check: &Check) -> Result<Exit> {
    let (view, counts) = upload_and_check(context, &check.record_type, &check.file, &check.flags, false)?;
    let number = view.import.id;
    if context.out.is_data() {
        answers_check::check_as_data(context, &view, check.group)?;
    } else {
        answers_check::check(context, &view, &counts)?;
    }
    if let Some(path) = &check.errors {
        answers_issues::write_errors(context, &view, path)?;
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

/// L9: correct, save, upload again, any number of times, into the same import.
pub fn replace(context: &Context, flags: &Replace) -> Result<Exit> {
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
        answers_check::check_as_data(context, &view, false)?;
    } else {
        answers_check::check(context, &view, &counts)?;
    }
    context.out.notice(&context.words.say("checked-before", &[("before", before.into()), ("after", counts.rejected.into())]));
    Ok(Exit::of_rows(counts.rejected))
}
