//! `kartoteka import revert`, `tags`, `delete`: what was imported goes away again, shown before it happens.
//!
//! In: an import, or a type and a tag. Out: what is deleted, restored, kept and why. The engine decides all of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::words::Arg;
use serde_json::Value;

use super::import::Number;
use super::import_look::lost;
use super::import_run::stopped_run;
use super::target;
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Shell;
use crate::output::csv_line;
use crate::register::DeleteOrder;

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

pub fn revert(context: &Shell, flags: &Revert) -> Result<Exit> {
    let number = flags.number.id;
    let undo = |dry_run| context.watched(|watch| context.register.undo(number, dry_run, watch));
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
        if !confirmed(context, &question, n(&preview, "deleted") + n(&preview, "restored"))? {
            return Ok(Exit::Declined);
        }
    }
    let report = match undo(false) {
        Err(Error::Stopped) => return stopped_run(context, "undo", Some(number)),
        other => other.map_err(|error| lost(context, number, error))?,
    };
    taken_back(context, number, &report)?;
    finish(context, &report, flags.report.as_deref())
}

/// A number of a report.
fn n(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_default()
}

/// What an undo did.
pub fn taken_back(context: &Shell, number: i64, report: &Value) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(report);
    }
    let (kept, edited) = (n(report, "kept"), n(report, "kept_edited"));
    let facts = [
        ("number", number.into()),
        ("back", (n(report, "deleted") + n(report, "restored")).into()),
        ("kept", edited.into()),
        ("failed", Arg::from(kept.saturating_sub(edited))),
    ];
    context.out.line(&context.words.say("undo-result", &facts))?;
    let erased = kept_records(report).iter().filter(|kept| kept["reason"] == "erased").count() as u64;
    if erased > 0 {
        context.out.notice(&context.words.say("keep-reason-erased", &[("n", erased.into())]));
    }
    if kept > erased {
        context.out.notice(&context.words.word("undo-again"));
    }
    Ok(())
}

/// What a deletion did.
pub fn deleted(context: &Shell, report: &Value) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(report);
    }
    let facts = [("n", n(report, "deleted").into()), ("kept", n(report, "kept").into()), ("failed", Arg::from(0_u64))];
    context.out.line(&format!("{}{}", context.words.say("delete-result", &facts), by_type(context, report)?))
}

fn say_undo(context: &Shell, number: i64, report: &Value, dry_run: bool) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(report);
    }
    let mut lines = vec![context.words.say("undo-preview", &[("number", number.into())])];
    let could_not = n(report, "kept").saturating_sub(n(report, "kept_edited"));
    let numbers = [
        ("undo-would-delete", n(report, "deleted")),
        ("undo-would-restore", n(report, "restored")),
        ("undo-would-keep", n(report, "kept_edited")),
        ("undo-would-fail", could_not),
    ];
    let said =
        numbers.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| format!("  {}", context.words.say(id, &[("n", n.into())])));
    lines.extend(said);
    if could_not > 0 {
        lines.push(format!("  {}", reasons(context, report)?));
    }
    lines.iter().try_for_each(|line| answer_or_notice(context, line, dry_run))
}

pub fn delete(context: &Shell, flags: &Delete) -> Result<Exit> {
    let order = DeleteOrder { kind: &flags.record_type, tag: &flags.tag, keep_edited: flags.keep_edited };
    let run = |dry_run| context.watched(|watch| context.register.delete_import(&order, dry_run, watch));
    let preview = run(true)?;
    if flags.dry_run || !context.out.is_data() {
        say_deletion(context, flags, &preview)?;
    }
    if flags.dry_run {
        context.out.notice(&context.words.word("delete-dry-run"));
        return finish(context, &preview, flags.report.as_deref());
    }
    let question = context.words.say("delete-confirm", &[("n", n(&preview, "deleted").into())]);
    if !confirmed(context, &question, n(&preview, "deleted"))? {
        return Ok(Exit::Declined);
    }
    // A server's work on it is known by the number of the import.
    let of = if context.register.is_there() { import_of(context, flags)? } else { None };
    let report = match run(false) {
        Err(Error::Stopped) => return stopped_run(context, "delete", of),
        other => other.map_err(|error| lost(context, of.unwrap_or_default(), error))?,
    };
    deleted(context, &report)?;
    finish(context, &report, flags.report.as_deref())
}

/// ` (contacts 3, companies 2)` when several types were one choice.
fn by_type(context: &Shell, report: &Value) -> Result<String> {
    let types = report["types"].as_array().map(Vec::as_slice).unwrap_or_default();
    if types.len() < 2 {
        return Ok(String::new());
    }
    let names = Plurals::of(context)?;
    let one = |numbers: &Value| {
        let shown = context.words.number(numbers["deleted"].as_i64().unwrap_or_default());
        format!("{} {shown}", names.get(numbers["type"].as_str().unwrap_or_default()))
    };
    Ok(format!("  ({})", types.iter().map(one).collect::<Vec<_>>().join(", ")))
}

fn say_deletion(context: &Shell, flags: &Delete, report: &Value) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(report);
    }
    let import = import_of(context, flags)?.unwrap_or(0);
    let mut lines = vec![context.words.say("delete-carry", &[("n", n(report, "records").into()), ("number", import.into())])];
    let words = [context.words.word("delete-word"), context.words.word("keep-word")];
    let numbers = ["deleted", "kept"].map(|name| context.words.number(report[name].as_i64().unwrap_or_default()));
    let width = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let digits = numbers.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    lines.push(format!("  {:width$} {:>digits$}{}", words[0], numbers[0], by_type(context, report)?));
    lines.push(format!("  {:width$} {:>digits$}   {}", words[1], numbers[1], reasons(context, report)?).trim_end().to_owned());
    lines.iter().try_for_each(|line| answer_or_notice(context, line, flags.dry_run))
}

/// The import a tag came from.
fn import_of(context: &Shell, flags: &Delete) -> Result<Option<i64>> {
    let tags = context.register.import_tags(&flags.record_type)?;
    Ok(tags.iter().find(|tag| tag["tag"] == flags.tag.as_str()).and_then(|tag| tag["import"].as_i64()))
}

/// A preview that was asked for is the answer; one before a question is a message.
fn answer_or_notice(context: &Shell, line: &str, is_answer: bool) -> Result<()> {
    if is_answer {
        return context.out.line(line);
    }
    context.out.notice(line);
    Ok(())
}

fn kept_records(report: &Value) -> &[Value] {
    report["kept_records"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// `deals 8, tasks 3, edited since 1`
fn reasons(context: &Shell, report: &Value) -> Result<String> {
    let names = if kept_records(report).is_empty() { Plurals(Vec::new()) } else { Plurals::of(context)? };
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for kept in kept_records(report) {
        let word = match kept["reason"].as_str().unwrap_or_default() {
            "linked" => match kept["detail"].as_str().and_then(|detail| detail.split_whitespace().next()) {
                Some(key) => names.get(key),
                None => continue,
            },
            "gone" => "keep-reason-gone".to_owned(),
            "erased" => "keep-reason-erased".to_owned(),
            "last-administrator" => "keep-reason-administrator".to_owned(),
            "value-taken" => "keep-reason-taken".to_owned(),
            _ => "keep-reason-edited".to_owned(),
        };
        *counted.entry(word).or_default() += 1;
    }
    let said = counted.into_iter().map(|(word, n)| match word.starts_with("keep-reason-") {
        true => context.words.say(&word, &[("n", n.into())]),
        false => format!("{word} {}", context.words.number(i64::try_from(n).unwrap_or(i64::MAX))),
    });
    Ok(said.collect::<Vec<_>>().join(", "))
}

/// What people call many records of a type, by its key or its word.
struct Plurals(Vec<Value>);

impl Plurals {
    fn of(context: &Shell) -> Result<Plurals> {
        Ok(Plurals(context.register.types(context.language())?))
    }

    fn get(&self, word: &str) -> String {
        let found = self.0.iter().find(|ty| ty["key"] == word || ty["word"] == word);
        found.and_then(|ty| ty["plural"].as_str()).map_or_else(|| word.to_owned(), str::to_lowercase)
    }
}

/// The report file, and the exit code: nothing about rows can be wrong here.
fn finish(context: &Shell, report: &Value, path: Option<&Path>) -> Result<Exit> {
    if let Some(path) = path {
        let keys = ["type", "id", "name", "reason", "detail"];
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        file.write_all(csv_line(keys.into_iter()).as_bytes())?;
        for kept in kept_records(report) {
            file.write_all(csv_line(keys.into_iter().map(|key| kept[key].as_str().unwrap_or(""))).as_bytes())?;
        }
        file.flush()?;
        context.out.notice(&context.words.say("file-written", &[("file", path.display().to_string().into())]));
    }
    Ok(Exit::Done)
}
