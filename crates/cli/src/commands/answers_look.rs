//! What an import and its run look like: sentences for people, objects for programs.
//!
//! In: imports and rows of a preview. Out: text on standard output. Asks the engine only to read.

use kartoteka_domain::run::State;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::preview_changes::{PersonChange, PreviewRow};
use kartoteka_engine::words::{self, Arg};
use serde_json::Value;

use super::answers_check::{header_lines, note_lines};
use super::answers_issues::group_lines;
use super::import::shown;
use crate::open::{Context, Shell};
use crate::progress::outcomes;
use crate::views;

/// What a run did.
pub fn result(context: &Context, view: &ImportView) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&shown(context, view));
    }
    result_lines(context, view).iter().try_for_each(|line| context.out.line(line))
}

/// The numbers of a run, and what to remember of it.
pub fn result_lines(context: &Context, view: &ImportView) -> [String; 2] {
    let (number, counts) = (view.import.id, &view.import.counts);
    let out = counts.rejected + counts.failed;
    let mut line = context.words.say("run-finished", &[("number", number.into()), ("out", Arg::from(out))]);
    if let Some(tag) = &view.import.tag {
        line = format!("{line} {}", context.words.say("run-tag", &[("tag", tag.into())]));
    }
    let numbers = outcomes(counts, context.words).join("  ");
    let rows = context.words.say("count-rows", &[("n", counts.rows.into())]);
    [format!("{rows}  {numbers}").trim_end().to_owned(), line]
}

/// `#12 leads fair.xlsx  Finished  created 483  rejected 17`
pub fn state_line(context: &Context, view: &ImportView) -> Result<()> {
    let import = &view.import;
    let state = context.words.word(&format!("state-{}", import.state.word().replace('_', "-")));
    let progress = if matches!(import.state, State::Running | State::Stopped | State::Checking) && import.progress_total > 0 {
        let shown = |n: u64| context.words.number(i64::try_from(n).unwrap_or(i64::MAX));
        let facts = [("done", shown(import.progress_done).into()), ("rows", Arg::from(shown(import.progress_total)))];
        format!("  {}", context.words.say("progress-rows", &facts))
    } else {
        String::new()
    };
    let numbers = outcomes(&import.counts, context.words).join("  ");
    context.out.line(format!("#{} {}  {state}{progress}  {numbers}", import.id, import.name).trim_end())
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
pub fn one(context: &Context, view: &ImportView) -> Result<()> {
    if context.out.is_data() || !context.out.terminal {
        return context.out.object(&shown(context, view));
    }
    state_line(context, view)?;
    for line in header_lines(context, view).into_iter().chain(note_lines(context, view)).chain(group_lines(context, view)?) {
        context.out.line(&line)?;
    }
    if let Some(tag) = &view.import.tag {
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
pub fn preview(context: &Context, rows: &[PreviewRow], people: &[PersonChange]) -> Result<()> {
    if context.out.is_data() {
        return context.out.list(&rows.iter().map(views::preview_row).collect::<Vec<_>>(), &[]);
    }
    for row in rows {
        let outcome = context.words.word(&format!("outcome-{}", row.outcome.word()));
        let id = row.id.map(|id| format!("#{id} ")).unwrap_or_default();
        context.out.line(format!("{:>6}  {outcome}  {id}{}", row.row, row.name).trim_end())?;
        for change in &row.changes {
            context.out.line(&format!(
                "        {}: {} → {}",
                change.label,
                shown_or_empty(context, &change.before),
                shown_or_empty(context, &change.after)
            ))?;
        }
    }
    self::people(context, people)
}

/// M7: `Ivanov +120`, a line a person.
pub fn people(context: &Context, people: &[PersonChange]) -> Result<()> {
    for person in people {
        let signed = |n: u64, sign: i64| words::signed(sign * i64::try_from(n).unwrap_or(i64::MAX), context.language());
        let moves = [(person.gained, 1), (person.lost, -1)].into_iter().filter(|(n, _)| *n > 0).map(|(n, sign)| signed(n, sign));
        let change = moves.collect::<Vec<_>>().join(" ");
        let facts = [("name", Arg::from(&person.login)), ("change", change.into())];
        context.out.line(&context.words.say("edit-person", &facts))?;
    }
    Ok(())
}

/// A value on one line, or the word for none.
pub fn shown_or_empty(context: &Shell, text: &str) -> String {
    if text.is_empty() { context.words.word("empty-value") } else { text.replace(['\n', '\r', '\t'], " ") }
}
