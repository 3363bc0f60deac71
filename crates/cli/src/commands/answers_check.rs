//! What a check looks like: sentences for people, objects for programs.
//!
//! In: a checked import. Out: text on standard output. Asks the register only to read.

use kartoteka_domain::run::Counts;
use kartoteka_engine::IssueFilter;
use kartoteka_engine::error::Result;
use kartoteka_engine::summarise_import::Wanted;
use kartoteka_engine::words::{self, Arg};
use serde_json::Value;

use super::answers_issues::group_lines;
use super::answers_look;
use crate::open::Shell;
use crate::register::Seen;

/// `Sheet "Data", header in row 1, 18 of 21 columns matched (3 ignored)`, one line a part.
pub fn header_lines(context: &Shell, summary: &Value) -> Vec<String> {
    let parts = summary["parts"].as_array().map(Vec::as_slice).unwrap_or_default();
    parts.iter().flat_map(|part| part_lines(context, part)).collect()
}

fn part_lines(context: &Shell, part: &Value) -> Vec<String> {
    let number = |name: &str| part[name].as_u64().unwrap_or_default();
    let (columns, matched) = (number("columns"), number("matched"));
    let mut facts: Vec<(&str, Arg<'_>)> = vec![
        ("row", number("header_row").into()),
        ("matched", matched.into()),
        ("columns", columns.into()),
        ("ignored", columns.saturating_sub(matched).into()),
    ];
    let mut lines = Vec::new();
    if let Some(encoding) = part["encoding"].as_str() {
        let delimiter = part["delimiter"].as_str().map_or("", |sign| if sign == "\t" { "TAB" } else { sign });
        facts.extend([("encoding", Arg::from(encoding)), ("delimiter", Arg::from(delimiter))]);
        lines.push(context.words.say("file-header-line", &facts));
    } else {
        facts.push(("sheet", part["sheet"].as_str().unwrap_or_default().into()));
        lines.push(context.words.say("sheet-header-line", &facts));
    }
    for column in part["likely"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let text = |name: &str| Arg::from(column[name].as_str().unwrap_or_default());
        let facts = [("column", text("column")), ("field", text("label")), ("key", text("field"))];
        lines.push(context.words.say("column-maybe", &facts));
    }
    let lacking: Vec<&str> = part["lacking"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !lacking.is_empty() {
        lines.push(context.words.say("template-lacks", &[("fields", lacking.join(", ").into())]));
    }
    lines
}

/// The answer of a check for people.
pub fn check(context: &Shell, seen: &Seen) -> Result<()> {
    let summary = context.register.summary(seen.number(), Wanted { rows: true, people: false }, context.words)?;
    tell_check(context, seen, &summary)
}

fn tell_check(context: &Shell, seen: &Seen, summary: &Value) -> Result<()> {
    let counts = seen.counts();
    for line in header_lines(context, summary).into_iter().chain(seen.notes()) {
        context.out.line(&line)?;
    }
    let number = |name: &str| summary[name].as_u64().unwrap_or_default();
    let (ready, warned) = (number("ready"), number("warned"));
    let facts = [
        ("rows", counts.rows.into()),
        ("ready", ready.into()),
        ("warnings", warned.into()),
        ("errors", counts.rejected.into()),
        ("skipped", Arg::from(counts.skipped)),
    ];
    context.out.line(&context.words.say("check-summary", &facts))?;
    for line in group_lines(context, summary) {
        context.out.line(&line)?;
    }
    if ready == 0 && warned > 0 {
        context.out.line(&context.words.word("check-warned-go-in"))?;
    }
    would(context, &counts)
}

fn would(context: &Shell, counts: &Counts) -> Result<()> {
    if counts.created + counts.updated + counts.unchanged + counts.skipped == 0 {
        return context.out.line(&context.words.word("check-none-ready"));
    }
    let facts = [
        ("created", counts.created.into()),
        ("updated", counts.updated.into()),
        ("unchanged", counts.unchanged.into()),
        ("skipped", counts.skipped.into()),
        ("rejected", Arg::from(counts.rejected)),
    ];
    context.out.line(&context.words.say("check-would", &facts))
}

/// The answer of a check for programs: the import, its counts, its issues.
pub fn check_as_data(context: &Shell, seen: &Seen, group: bool) -> Result<()> {
    let mut object = seen.document.clone();
    if let Value::Object(members) = &mut object {
        let wants = |field: &str| context.out.fields.is_empty() || context.out.fields.iter().any(|wanted| wanted == field);
        if group && wants("groups") {
            members.insert("groups".to_owned(), context.register.issue_groups(seen.number(), context.words)?.into());
        }
        if !group && wants("issues") {
            let issues = context.register.issues(seen.number(), &IssueFilter::default(), 0, context.words)?;
            members.insert("issues".to_owned(), issues.into());
        }
    }
    context.out.object(&object)
}

pub fn seen_before(context: &Shell, earlier: i64) -> Result<()> {
    let earlier = context.register.import(earlier, context.words)?;
    let moment = earlier.document["created_at"].as_str().unwrap_or_default();
    let date = moment.get(..10).and_then(|day| day.parse().ok()).map(|day| words::date(day, context.language()));
    let facts = [("date", date.unwrap_or_default().into()), ("number", Arg::from(earlier.number()))];
    context.out.notice(&context.words.say("file-seen-before", &facts));
    Ok(())
}

/// What a run would do, and that it was not done.
pub fn dry_run(context: &Shell, seen: &Seen) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&seen.document);
    }
    let is_edit = seen.kind() == "edit";
    let summary = context.register.summary(seen.number(), Wanted { rows: true, people: is_edit }, context.words)?;
    tell_check(context, seen, &summary)?;
    if is_edit {
        answers_look::people(context, &summary)?;
    }
    context.out.notice(&context.words.word("dry-run"));
    context.out.notice(&context.words.say("import-saved", &[("number", seen.number().into())]));
    Ok(())
}

/// What the person should know before saying yes; on standard error, because the answer is what the run did.
pub fn before_start(context: &Shell, seen: &Seen) -> Result<()> {
    let summary = context.register.summary(seen.number(), Wanted::default(), context.words)?;
    for line in header_lines(context, &summary).into_iter().chain(seen.notes()).chain(group_lines(context, &summary)) {
        context.out.notice(&line);
    }
    Ok(())
}
