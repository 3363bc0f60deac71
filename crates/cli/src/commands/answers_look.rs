//! What an import and its run look like: sentences for people, objects for programs.
//!
//! In: imports and rows of a preview. Out: text on standard output. Asks the register only to read.

use kartoteka_domain::run::State;
use kartoteka_engine::error::Result;
use kartoteka_engine::summarise_import::Wanted;
use kartoteka_engine::words::{self, Arg};
use serde_json::Value;

use super::answers_check::header_lines;
use super::answers_issues::group_lines;
use crate::open::Shell;
use crate::progress::outcomes;
use crate::register::Seen;

/// What a run did.
pub fn result(context: &Shell, seen: &Seen) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&seen.document);
    }
    result_lines(context, seen).iter().try_for_each(|line| context.out.line(line))
}

/// The numbers of a run, and what to remember of it.
pub fn result_lines(context: &Shell, seen: &Seen) -> [String; 2] {
    let counts = seen.counts();
    let out = counts.rejected + counts.failed;
    let mut line = context.words.say("run-finished", &[("number", seen.number().into()), ("out", Arg::from(out))]);
    if let Some(tag) = seen.tag() {
        line = format!("{line} {}", context.words.say("run-tag", &[("tag", tag.into())]));
    }
    let numbers = outcomes(&counts, context.words).join("  ");
    let rows = context.words.say("count-rows", &[("n", counts.rows.into())]);
    [format!("{rows}  {numbers}").trim_end().to_owned(), line]
}

/// `#12 leads fair.xlsx  Finished  created 483  rejected 17`
pub fn state_line(context: &Shell, seen: &Seen) -> Result<()> {
    let state = context.words.word(&format!("state-{}", seen.state().word().replace('_', "-")));
    let (done, total) = seen.progress();
    let progress = if matches!(seen.state(), State::Running | State::Stopped | State::Checking) && total > 0 {
        let shown = |n: u64| context.words.number(i64::try_from(n).unwrap_or(i64::MAX));
        let facts = [("done", shown(done).into()), ("rows", Arg::from(shown(total)))];
        format!("  {}", context.words.say("progress-rows", &facts))
    } else {
        String::new()
    };
    let numbers = outcomes(&seen.counts(), context.words).join("  ");
    context.out.line(format!("#{} {}  {state}{progress}  {numbers}", seen.number(), seen.name()).trim_end())
}

/// `import list`.
pub fn imports(context: &Shell, found: &[Value]) -> Result<()> {
    let object = |import: &Value| {
        let mut object = import.clone();
        if context.out.is_data() {
            return object;
        }
        let counts = &import["counts"];
        let number = |name: &str| counts[name].as_u64().unwrap_or_default();
        if context.out.terminal {
            let state = import["state"].as_str().unwrap_or_default().replace('_', "-");
            object["state"] = context.words.word(&format!("state-{state}")).into();
        }
        for name in ["rows", "created", "updated"] {
            object[name] = number(name).into();
        }
        object["out"] = (number("rejected") + number("failed")).into();
        object
    };
    let objects: Vec<Value> = found.iter().map(object).collect();
    let columns = [
        ("id", "heading-number"),
        ("type", "heading-type"),
        ("name", "heading-name"),
        ("state", "heading-state"),
        ("rows", "heading-rows"),
        ("created", "heading-created"),
        ("updated", "heading-updated"),
        ("out", "heading-out"),
        ("created_at", "heading-date"),
    ];
    context.out.list(&objects, &columns)
}

/// `import show`.
pub fn one(context: &Shell, seen: &Seen) -> Result<()> {
    if context.out.is_data() || !context.out.terminal {
        return context.out.object(&seen.document);
    }
    state_line(context, seen)?;
    let summary = context.register.summary(seen.number(), Wanted::default(), context.words)?;
    for line in header_lines(context, &summary).into_iter().chain(seen.notes()).chain(group_lines(context, &summary)) {
        context.out.line(&line)?;
    }
    if let Some(tag) = seen.tag() {
        context.out.line(&context.words.say("run-tag", &[("tag", tag.into())]))?;
    }
    Ok(())
}

/// `import map`: columns, fields, and how sure.
pub fn map(context: &Shell, id: i64) -> Result<()> {
    let objects = context.register.mapping(id, context.words)?;
    let columns = [
        ("column", "heading-column"),
        ("type", "heading-type"),
        ("field", "heading-field"),
        ("label", "heading-name"),
        ("confidence", "heading-confidence"),
    ];
    context.out.list(&objects, &columns)
}

/// `import preview`: rows with their changes; for mass edits also who gets and loses how many (M7).
pub fn preview(context: &Shell, number: i64, rows: &[Value]) -> Result<()> {
    if context.out.is_data() {
        return context.out.list(rows, &[]);
    }
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    for row in rows {
        let outcome = context.words.word(&format!("outcome-{}", text(row, "outcome")));
        let id = row["id"].as_str().map(|id| format!("#{id} ")).unwrap_or_default();
        let place = row["row"].as_u64().unwrap_or_default();
        context.out.line(format!("{place:>6}  {outcome}  {id}{}", text(row, "name")).trim_end())?;
        for change in row["changes"].as_array().into_iter().flatten() {
            let [before, after] = ["before", "after"].map(|name| shown_or_empty(context, &text(change, name)));
            context.out.line(&format!("        {}: {before} → {after}", text(change, "label")))?;
        }
    }
    let wanted = Wanted { rows: false, people: true };
    people(context, &context.register.summary(number, wanted, context.words)?)
}

/// M7: `Ivanov +120`, a line a person.
pub fn people(context: &Shell, summary: &Value) -> Result<()> {
    for person in summary["people"].as_array().into_iter().flatten() {
        let moves = [("gained", 1), ("lost", -1)].map(|(name, sign)| sign * person[name].as_i64().unwrap_or_default());
        let signed = moves.into_iter().filter(|n| *n != 0).map(|n| words::signed(n, context.language()));
        let change = signed.collect::<Vec<_>>().join(" ");
        let facts = [("name", Arg::from(person["login"].as_str().unwrap_or_default())), ("change", change.into())];
        context.out.line(&context.words.say("edit-person", &facts))?;
    }
    Ok(())
}

/// A value on one line, or the word for none.
pub fn shown_or_empty(context: &Shell, text: &str) -> String {
    if text.is_empty() { context.words.word("empty-value") } else { text.replace(['\n', '\r', '\t'], " ") }
}
