//! `kartoteka import check` and `replace`: a file read and checked. Nothing is written to any record.
//!
//! In: words and a file. Out: what the check says, in the shape asked for. Every number comes from the register.

use std::path::{Path, PathBuf};

use clap::Args;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::upload_file::Uploaded;

use super::import::Number;
use super::import_flags::ImportFlags;
use super::import_look::lost;
use super::{answers_check, answers_issues, import_files, target};
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::Seen;

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
pub fn upload_and_check(context: &Shell, type_word: &str, file: &Path, flags: &ImportFlags, edit: bool) -> Result<Seen> {
    let uploaded = upload(context, (type_word, file), flags, edit, "check")?;
    let check = || {
        context.watched(|watch| match uploaded.replayed {
            // What the first command with this key asked for may still go on.
            true => context.register.wait_for(uploaded.import, watch).map(drop),
            false => context.register.check(uploaded.import, true, watch),
        })
    };
    stoppable(context, uploaded.import, check)?;
    let seen = context.register.import(uploaded.import, context.words)?;
    if let Some(earlier) = uploaded.same_as {
        answers_check::seen_before(context, earlier)?;
    }
    Ok(seen)
}

/// Uploads. `auto`: what a server is to do at once, `check` or `start`.
pub fn upload(
    context: &Shell,
    (type_word, file): (&str, &Path),
    flags: &ImportFlags,
    edit: bool,
    auto: &str,
) -> Result<Uploaded> {
    let (path, kept) = super::stdin_or_path(file)?;
    let order = flags.order(context.language(), type_word, &path, edit)?;
    let uploaded = context.watched(|watch| context.register.upload(&order, auto, watch));
    drop(kept);
    uploaded
}

/// When somebody stops a long verb, says how to go on.
pub fn stoppable<T>(context: &Shell, import: i64, verb: impl FnOnce() -> Result<T>) -> Result<T> {
    let result = verb();
    if matches!(result, Err(Error::Stopped)) && !context.out.is_data() {
        let sentence = if context.is_left() { "run-detached" } else { "how-to-go-on" };
        eprintln!("{}", context.words.say(sentence, &[("number", import.into())]));
    }
    result.map_err(|error| lost(context, import, error))
}

pub fn run_check(context: &Shell, check: &Check) -> Result<Exit> {
    let seen = upload_and_check(context, &check.record_type, &check.file, &check.flags, false)?;
    let (number, counts) = (seen.number(), seen.counts());
    if context.out.is_data() {
        answers_check::check_as_data(context, &seen, check.group)?;
    } else {
        answers_check::check(context, &seen)?;
    }
    if let Some(path) = &check.errors {
        answers_issues::write_errors(context, number, path)?;
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
pub fn replace(context: &Shell, flags: &Replace) -> Result<Exit> {
    let number = flags.number.id;
    let before = context.register.import(number, context.words)?.counts().rejected;
    let (path, kept) = super::stdin_or_path(&flags.file)?;
    context.watched(|watch| context.register.replace(number, &path, watch))?;
    drop(kept);
    check_again(context, number, before)
}

/// Checks and says how the errors became fewer.
pub fn check_again(context: &Shell, number: i64, before: u64) -> Result<Exit> {
    stoppable(context, number, || context.watched(|watch| context.register.check(number, false, watch)))?;
    let seen = context.register.import(number, context.words)?;
    let after = seen.counts().rejected;
    if context.out.is_data() {
        answers_check::check_as_data(context, &seen, false)?;
    } else {
        answers_check::check(context, &seen)?;
    }
    context.out.notice(&context.words.say("checked-before", &[("before", before.into()), ("after", after.into())]));
    Ok(Exit::of_rows(after))
}
