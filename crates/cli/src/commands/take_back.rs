//! `kartoteka import revert`, `tags`, `delete`: what was imported goes away again, shown before it happens.
//!
//! In: an import, or a type and a tag. Out: what is deleted, restored, kept and why. The engine decides all of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use kartoteka_engine::RunKind;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::undo_run::{KeptReason, UndoReport};
use kartoteka_engine::words::Arg;
use serde_json::Value;

use super::import::Number;
use super::import_run::stopped_run;
use super::target;
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::{Context, Shell};
use crate::output::csv_line;
use crate::views;

#[derive(Args, Debug)]
pub struct Revert {
    #[command(flatten)]
    number: Number,
    /// Print what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what was kept, and why, into a CSV file
    #[arg(long, value_name = "FILE", value_parser = target)]
    report: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Delete {
    /// The kind of record; companies-contacts stands for companies with their contact persons
    #[arg(long = "type", value_name = "TYPE")]
    record_type: String,
    /// A tag made by an import
    #[arg(long, value_name = "TAG")]
    tag: String,
    /// Keep records that were edited since the import
    #[arg(long)]
    keep_edited: bool,
    /// Print what would happen and delete nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what was kept, and why, into a CSV file
    #[arg(long, value_name = "FILE", value_parser = target)]
    report: Option<PathBuf>,
}

/// `import tags TYPE`: only tags made by imports are offered.
pub fn tags(context: &Shell, kind: &str) -> Result<Exit> {
    let objects = context.register.import_tags(kind)?;
    context.out.list(&objects, &[("tag", "heading-tag"), ("import", "heading-number"), ("records", "heading-records")])?;
    Ok(Exit::Done)
}

pub fn revert(context: &Context, flags: &Revert) -> Result<Exit> {
    let number = flags.number.id;
    let undo = |dry_run| context.watched(|watch| context.engine.undo_run(&context.actor, number, dry_run, watch));
    // Who says yes beforehand need not wait for the numbers twice.
    if flags.dry_run || !context.global.yes {
        let preview = undo(true)?;
        if flags.dry_run || !context.out.is_data() {
            say_undo(context, number, &preview, flags.dry_run)?;
        }
        if flags.dry_run {
            context.out.notice(&context.words.word("undo-dry-run"));
            return finish(context, &preview, flags.report.as_deref());
        }
        let question = context.words.say("undo-confirm", &[("number", number.into())]);
        if !confirmed(context, &question, preview.deleted + preview.restored)? {
            return Ok(Exit::Declined);
        }
    }
    let report = match undo(false) {
        Err(Error::Stopped) => return stopped_run(context, &[RunKind::Undo]),
        other => other?,
    };
    taken_back(context, number, &report)?;
    finish(context, &report, flags.report.as_deref())
}

/// What an undo did.
pub fn taken_back(context: &Context, number: i64, report: &UndoReport) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&object(context, report));
    }
    let back = report.deleted + report.restored;
    let facts = [
        ("number", number.into()),
        ("back", back.into()),
        ("kept", report.kept_edited.into()),
        ("failed", Arg::from(report.kept_count - report.kept_edited)),
    ];
    context.out.line(&context.words.say("undo-result", &facts))?;
    if report.kept_count > 0 {
        context.out.notice(&context.words.word("undo-again"));
    }
    Ok(())
}

/// What a deletion did.
pub fn deleted(context: &Context, report: &UndoReport) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&object(context, report));
    }
    let facts = [("n", report.deleted.into()), ("kept", report.kept_count.into()), ("failed", Arg::from(0_u64))];
    context.out.line(&format!("{}{}", context.words.say("delete-result", &facts), by_type(context, report)))
}

fn say_undo(context: &Context, number: i64, report: &UndoReport, dry_run: bool) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&object(context, report));
    }
    let mut lines = vec![context.words.say("undo-preview", &[("number", number.into())])];
    let could_not = report.kept_count - report.kept_edited;
    let numbers = [
        ("undo-would-delete", report.deleted),
        ("undo-would-restore", report.restored),
        ("undo-would-keep", report.kept_edited),
        ("undo-would-fail", could_not),
    ];
    let said =
        numbers.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| format!("  {}", context.words.say(id, &[("n", n.into())])));
    lines.extend(said);
    if could_not > 0 {
        lines.push(format!("  {}", reasons(context, report)));
    }
    lines.iter().try_for_each(|line| answer_or_notice(context, line, dry_run))
}

pub fn delete(context: &Context, flags: &Delete) -> Result<Exit> {
    let run = |dry_run| {
        context.watched(|watch| {
            let engine = &context.engine;
            engine.delete_import(&context.actor, &flags.record_type, &flags.tag, flags.keep_edited, dry_run, watch)
        })
    };
    let preview = run(true)?;
    if flags.dry_run || !context.out.is_data() {
        say_deletion(context, flags, &preview)?;
    }
    if flags.dry_run {
        context.out.notice(&context.words.word("delete-dry-run"));
        return finish(context, &preview, flags.report.as_deref());
    }
    let question = context.words.say("delete-confirm", &[("n", preview.deleted.into())]);
    if !confirmed(context, &question, preview.deleted)? {
        return Ok(Exit::Declined);
    }
    let report = match run(false) {
        Err(Error::Stopped) => return stopped_run(context, &[RunKind::Delete]),
        other => other?,
    };
    deleted(context, &report)?;
    finish(context, &report, flags.report.as_deref())
}

/// ` (contacts 3, companies 2)` when several types were one choice.
fn by_type(context: &Context, report: &UndoReport) -> String {
    if report.by_type.len() < 2 {
        return String::new();
    }
    let shown = |n: u64| context.words.number(i64::try_from(n).unwrap_or(i64::MAX));
    let deleted = report.by_type.iter().map(|(key, numbers)| format!("{} {}", plural(context, key), shown(numbers.deleted)));
    format!("  ({})", deleted.collect::<Vec<_>>().join(", "))
}

fn say_deletion(context: &Context, flags: &Delete, report: &UndoReport) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&object(context, report));
    }
    let tags = context.engine.import_tags(&context.actor, &flags.record_type)?;
    let import = tags.iter().find(|tag| tag.name.as_str() == flags.tag).and_then(|tag| tag.import).unwrap_or(0);
    let mut lines = vec![context.words.say("delete-carry", &[("n", report.records.into()), ("number", import.into())])];
    let words = [context.words.word("delete-word"), context.words.word("keep-word")];
    let numbers = [report.deleted, report.kept_count].map(|n| context.words.number(i64::try_from(n).unwrap_or(i64::MAX)));
    let width = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let digits = numbers.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    lines.push(format!("  {:width$} {:>digits$}{}", words[0], numbers[0], by_type(context, report)));
    lines.push(format!("  {:width$} {:>digits$}   {}", words[1], numbers[1], reasons(context, report)).trim_end().to_owned());
    lines.iter().try_for_each(|line| answer_or_notice(context, line, flags.dry_run))
}

/// A preview that was asked for is the answer; one before a question is a message.
fn answer_or_notice(context: &Context, line: &str, is_answer: bool) -> Result<()> {
    if is_answer {
        return context.out.line(line);
    }
    context.out.notice(line);
    Ok(())
}

/// `deals 8, tasks 3, edited since 1`
fn reasons(context: &Context, report: &UndoReport) -> String {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for kept in &report.kept {
        match &kept.reason {
            KeptReason::Linked { from } => {
                for (key, _) in from.iter().take(1) {
                    *counted.entry(plural(context, key)).or_default() += 1;
                }
            }
            KeptReason::EditedSince { .. } => *counted.entry("keep-reason-edited".to_owned()).or_default() += 1,
            KeptReason::Gone => *counted.entry("keep-reason-gone".to_owned()).or_default() += 1,
            KeptReason::LastAdministrator => *counted.entry("keep-reason-administrator".to_owned()).or_default() += 1,
            KeptReason::Taken { .. } => *counted.entry("keep-reason-taken".to_owned()).or_default() += 1,
        }
    }
    let said = counted.into_iter().map(|(word, n)| match word.starts_with("keep-reason-") {
        true => context.words.say(&word, &[("n", n.into())]),
        false => format!("{word} {}", context.words.number(i64::try_from(n).unwrap_or(i64::MAX))),
    });
    said.collect::<Vec<_>>().join(", ")
}

fn plural(context: &Context, key: &str) -> String {
    context.engine.types().get(key).map_or_else(|| key.to_owned(), |ty| ty.plural.get(context.language()).to_lowercase())
}

fn object(context: &Context, report: &UndoReport) -> Value {
    views::undo_report(report, &context.engine.types())
}

/// The report file, and the exit code: nothing about rows can be wrong here.
fn finish(context: &Context, report: &UndoReport, path: Option<&Path>) -> Result<Exit> {
    if let Some(path) = path {
        let keys = ["type", "id", "name", "reason", "detail"];
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        file.write_all(csv_line(keys.into_iter()).as_bytes())?;
        for kept in report.kept.iter().map(views::kept) {
            file.write_all(csv_line(keys.into_iter().map(|key| kept[key].as_str().unwrap_or(""))).as_bytes())?;
        }
        file.flush()?;
        context.out.notice(&context.words.say("file-written", &[("file", path.display().to_string().into())]));
    }
    Ok(Exit::Done)
}
