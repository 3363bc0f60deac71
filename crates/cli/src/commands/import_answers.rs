//! What a check, a run and an import look like: sentences for people, objects for programs.
//!
//! In: an import and its issues. Out: text on standard output. Asks the engine only to read.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use kartoteka_domain::issue::Severity;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::preview_changes::{PersonChange, PreviewChange, PreviewRow};
use kartoteka_engine::words::{self, Arg};
use kartoteka_engine::{IssueFilter, IssueGroup};
use serde_json::{Value, json};

use super::import::shown;
use crate::open::Context;
use crate::output::csv_line;
use crate::progress::outcomes;
use crate::views;

/// Issues asked for at once.
const PAGE: usize = 2_000;

/// The record type of a part of an import.
fn part_type(context: &Context, view: &ImportView, part: usize) -> Option<Arc<RecordType>> {
    let named = view.settings.as_ref().and_then(|settings| settings.recipe.parts.get(part)).map(|part| part.record_type.clone());
    context.engine.types().get(&named.unwrap_or_else(|| view.import.type_key.clone())).cloned()
}

/// `Sheet "Data", header in row 1, 18 of 21 columns matched (3 ignored)`, one line a part.
fn header_lines(context: &Context, view: &ImportView) -> Vec<String> {
    let Some(settings) = &view.settings else { return Vec::new() };
    let mut lines = Vec::new();
    for part in 0..settings.recipe.parts.len() {
        let columns: Vec<_> = settings.columns.iter().filter(|column| column.part == part).collect();
        let matched =
            columns.iter().filter(|column| column.field.is_some() && column.confidence != "likely" && !column.taken).count();
        let mut facts: Vec<(&str, Arg<'_>)> = vec![
            ("row", views::header_row(settings, part).into()),
            ("matched", matched.into()),
            ("columns", Arg::from(columns.len())),
            ("ignored", Arg::from(columns.len() - matched)),
        ];
        match (&settings.file.encoding, views::sheet_name(settings, part)) {
            (Some(encoding), _) => {
                let delimiter = match settings.file.delimiter {
                    Some('\t') => "TAB".to_owned(),
                    sign => sign.map(String::from).unwrap_or_default(),
                };
                facts.extend([("encoding", Arg::from(encoding)), ("delimiter", Arg::from(delimiter))]);
                lines.push(context.words.say("file-header-line", &facts));
            }
            (None, sheet) => {
                facts.push(("sheet", sheet.unwrap_or_default().into()));
                lines.push(context.words.say("sheet-header-line", &facts));
            }
        }
        let likely = columns.iter().filter(|column| column.confidence == "likely" && !column.taken);
        for column in likely {
            let ty = part_type(context, view, part);
            let field = ty.as_deref().zip(column.field.as_deref()).and_then(|(ty, key)| ty.field(key));
            let label = field.map_or("", |field| field.label(context.language()));
            let key = column.field.as_deref().unwrap_or("");
            let facts = [("column", Arg::from(&column.header)), ("field", label.into()), ("key", key.into())];
            lines.push(context.words.say("column-maybe", &facts));
        }
        if let Some(ty) = part_type(context, view, part) {
            let lacking = settings.lacking_fields(&ty);
            let labels = lacking.iter().filter_map(|key| ty.field(key)).map(|field| field.label(context.language()));
            if !lacking.is_empty() {
                lines.push(context.words.say("template-lacks", &[("fields", labels.collect::<Vec<_>>().join(", ").into())]));
            }
        }
    }
    lines
}

/// How many rows have warnings and no error. Reads the issues page by page; keeps row numbers only.
fn warned_rows(context: &Context, view: &ImportView, counts: &Counts) -> Result<u64> {
    if counts.warnings == 0 {
        return Ok(0);
    }
    let rows = |severity| -> Result<HashSet<(u32, u32)>> {
        let filter = IssueFilter { severity: Some(severity), ..IssueFilter::default() };
        let (mut rows, mut after) = (HashSet::new(), None);
        loop {
            let page = context.engine.issues(&context.actor, view.import.id, &filter, after, PAGE)?;
            rows.extend(page.iter().map(|stored| (stored.part, stored.issue.row.0)));
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.seq),
                _ => return Ok(rows),
            }
        }
    };
    let errors = rows(Severity::Error)?;
    Ok(rows(Severity::Warning)?.difference(&errors).count() as u64)
}

/// The answer of a check for people.
pub fn check(context: &Context, view: &ImportView, counts: &Counts) -> Result<()> {
    for line in header_lines(context, view) {
        context.out.line(&line)?;
    }
    let warned = warned_rows(context, view, counts)?;
    let ready = (counts.rows - counts.rejected).saturating_sub(warned);
    let facts = [
        ("rows", counts.rows.into()),
        ("ready", ready.into()),
        ("warnings", warned.into()),
        ("errors", Arg::from(counts.rejected)),
    ];
    context.out.line(&context.words.say("check-summary", &facts))?;
    for line in group_lines(context, view)? {
        context.out.line(&line)?;
    }
    would(context, counts)
}

fn would(context: &Context, counts: &Counts) -> Result<()> {
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

/// `  9  email-unreadable  E-mail  e.g. row 15 "jan.novak@"`, aligned.
fn group_lines(context: &Context, view: &ImportView) -> Result<Vec<String>> {
    let groups = context.engine.issue_groups(&context.actor, view.import.id)?;
    let cells: Vec<[String; 4]> = groups
        .iter()
        .filter(|group| group.severity != Severity::Note)
        .map(|group| {
            let place = group_place(context, view, group).unwrap_or_default();
            let number = i64::try_from(group.rows).unwrap_or(i64::MAX);
            [context.words.number(number), group.code.word().to_owned(), place, example(context, group)]
        })
        .collect();
    let width = |i: usize| cells.iter().map(|row| row[i].chars().count()).max().unwrap_or(0);
    let (first, second, third) = (width(0).max(3), width(1), width(2));
    let line = |[n, code, place, example]: &[String; 4]| {
        format!("{n:>first$}  {code:second$}  {place:third$}  {example}").trim_end().to_owned()
    };
    Ok(cells.iter().map(line).collect())
}

fn group_place(context: &Context, view: &ImportView, group: &IssueGroup) -> Option<String> {
    let part = group.part as usize;
    let header = views::header(view.settings.as_ref(), part, group.column);
    views::place(part_type(context, view, part).as_deref(), header, group.field.as_deref(), context.language())
}

fn example(context: &Context, group: &IssueGroup) -> String {
    let row = ("row", Arg::from(group.first_row.0));
    let fact = |name: &str| group.params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str());
    match (fact("chars"), fact("limit"), group.example.as_deref()) {
        (Some(chars), Some(limit), _) => {
            context.words.say("issue-example-chars", &[row, ("chars", chars.into()), ("limit", limit.into())])
        }
        (_, _, Some(value)) if !value.is_empty() => {
            let short: String = value.chars().take(40).collect();
            context.words.say("issue-example", &[row, ("value", short.replace(['\n', '\r', '\t'], " ").into())])
        }
        _ => context.words.say("issue-example-empty", &[row]),
    }
}

/// The answer of a check for programs: the import, its counts, its issues.
pub fn check_as_data(context: &Context, view: &ImportView, group: bool) -> Result<()> {
    let mut object = shown(context, view);
    if let Value::Object(members) = &mut object {
        let wants = |field: &str| context.out.fields.is_empty() || context.out.fields.iter().any(|wanted| wanted == field);
        if group && wants("groups") {
            members.insert("groups".to_owned(), group_objects(context, view)?.into());
        }
        if !group && wants("issues") {
            members.insert("issues".to_owned(), issues(context, view, &IssueFilter::default(), 0)?.into());
        }
    }
    context.out.object(&object)
}

fn group_objects(context: &Context, view: &ImportView) -> Result<Vec<Value>> {
    let groups = context.engine.issue_groups(&context.actor, view.import.id)?;
    Ok(groups.iter().map(|group| group_object(context, view, group)).collect())
}

fn group_object(context: &Context, view: &ImportView, group: &IssueGroup) -> Value {
    json!({
        "rows": group.rows,
        "code": group.code.word(),
        "title": context.words.issue_title(group.code),
        "severity": group.severity.word(),
        "column": group_place(context, view, group),
        "field": group.field.as_deref(),
        "first_row": group.first_row.0,
        "example": group.example.as_deref(),
        "values": group.values.iter().map(|(value, rows)| json!({"value": value.as_str(), "rows": rows})).collect::<Vec<_>>(),
        "distinct": group.distinct,
        "help": context.words.issue_help(group.code),
    })
}

/// `import issues --group`.
pub fn groups(context: &Context, view: &ImportView) -> Result<()> {
    let columns = [
        ("rows", "heading-rows"),
        ("code", "heading-problem"),
        ("severity", "heading-severity"),
        ("column", "heading-column"),
        ("first_row", "heading-row"),
        ("example", "heading-example"),
    ];
    context.out.list(&group_objects(context, view)?, &columns)
}

/// Issues as objects, page by page; `limit` 0 stands for all.
pub fn issues(context: &Context, view: &ImportView, filter: &IssueFilter, limit: usize) -> Result<Vec<Value>> {
    let mut objects = Vec::new();
    each_issue(context, view, filter, limit, |object| {
        objects.push(object);
        Ok(())
    })?;
    Ok(objects)
}

fn each_issue(
    context: &Context,
    view: &ImportView,
    filter: &IssueFilter,
    limit: usize,
    mut each: impl FnMut(Value) -> Result<()>,
) -> Result<u64> {
    let most = if limit == 0 { usize::MAX } else { limit };
    let (mut seen, mut after) = (0, None);
    while seen < most {
        let wanted = PAGE.min(most - seen);
        let page = context.engine.issues(&context.actor, view.import.id, filter, after, wanted)?;
        for stored in &page {
            let part = stored.part as usize;
            let header = views::header(view.settings.as_ref(), part, stored.issue.column);
            each(views::issue(&stored.issue, header, part_type(context, view, part).as_deref(), context.words))?;
        }
        seen += page.len();
        match page.last() {
            Some(last) if page.len() == wanted => after = Some(last.seq),
            _ => break,
        }
    }
    Ok(seen as u64)
}

/// Every error as a line of a CSV file; says how many rows it names.
pub fn write_errors(context: &Context, view: &ImportView, path: &Path) -> Result<()> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let n = context.engine.write_issues_file(&context.actor, view.import.id, path, context.language())?;
        let facts = [("file", path.display().to_string().into()), ("n", Arg::from(n))];
        context.out.notice(&context.words.say("rows-written", &facts));
        return Ok(());
    }
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let keys = ["row", "column", "field", "severity", "code", "value", "message"];
    // The mark at the beginning tells spreadsheets that the text is UTF-8.
    file.write_all("\u{FEFF}".as_bytes())?;
    file.write_all(csv_line(keys.into_iter()).as_bytes())?;
    let mut rows = HashSet::new();
    let filter = IssueFilter { severity: Some(Severity::Error), ..IssueFilter::default() };
    each_issue(context, view, &filter, 0, |object| {
        rows.insert(object["row"].as_u64());
        let cell = |key: &str| object[key].as_str().map_or_else(|| object[key].to_string().replace("null", ""), str::to_owned);
        let cells: Vec<String> = keys.into_iter().map(cell).collect();
        Ok(file.write_all(csv_line(cells.iter().map(String::as_str)).as_bytes())?)
    })?;
    file.flush()?;
    let facts = [("file", path.display().to_string().into()), ("n", Arg::from(rows.len()))];
    context.out.notice(&context.words.say("rows-written", &facts));
    Ok(())
}

pub fn seen_before(context: &Context, earlier: i64) -> Result<()> {
    let earlier = context.engine.import(&context.actor, earlier)?;
    let date = words::date(earlier.import.created_at.date(), context.language());
    let facts = [("date", date.into()), ("number", Arg::from(earlier.import.id))];
    context.out.notice(&context.words.say("file-seen-before", &facts));
    Ok(())
}

/// What a run would do, and that it was not done.
pub fn dry_run(context: &Context, view: &ImportView) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&shown(context, view));
    }
    check(context, view, &view.import.counts)?;
    context.out.notice(&context.words.word("dry-run"));
    context.out.notice(&context.words.say("import-saved", &[("number", view.import.id.into())]));
    Ok(())
}

/// What the person should know before saying yes; on standard error, because the answer is what the run did.
pub fn before_start(context: &Context, view: &ImportView) -> Result<()> {
    for line in header_lines(context, view).into_iter().chain(group_lines(context, view)?) {
        context.out.notice(&line);
    }
    Ok(())
}

/// All-or-nothing and rows with errors: every one of them is named (H5, H6).
pub fn refused_rows(context: &Context, view: &ImportView) -> Result<()> {
    if context.out.is_data() {
        return check_as_data(context, view, false);
    }
    for line in group_lines(context, view)? {
        context.out.line(&line)?;
    }
    let filter = IssueFilter { severity: Some(Severity::Error), ..IssueFilter::default() };
    each_issue(context, view, &filter, 0, |object| {
        let row = object["row"].as_u64().unwrap_or(0) as u32;
        let sentence = object["message"].as_str().unwrap_or("");
        context.out.line(&context.words.in_row(row, object["column"].as_str(), sentence))
    })?;
    Ok(())
}

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
pub fn imports(context: &Context, found: &[ImportView]) -> Result<()> {
    let objects: Vec<Value> = found
        .iter()
        .map(|view| {
            let mut object = shown(context, view);
            if context.out.is_data() {
                return object;
            }
            let state = format!("state-{}", view.import.state.word().replace('_', "-"));
            let counts = &view.import.counts;
            object["state"] = if context.out.terminal { context.words.word(&state).into() } else { object["state"].clone() };
            object["rows"] = counts.rows.into();
            object["created"] = counts.created.into();
            object["updated"] = counts.updated.into();
            object["out"] = (counts.rejected + counts.failed).into();
            object
        })
        .collect();
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
    for line in header_lines(context, view).into_iter().chain(group_lines(context, view)?) {
        context.out.line(&line)?;
    }
    if let Some(tag) = &view.import.tag {
        context.out.line(&context.words.say("run-tag", &[("tag", tag.into())]))?;
    }
    Ok(())
}

/// `import map`: columns, fields, and how sure.
pub fn map(context: &Context, id: i64) -> Result<()> {
    let view = context.engine.import(&context.actor, id)?;
    let found = view.settings.iter().flat_map(|settings| settings.columns.iter());
    let objects: Vec<Value> = found
        .map(|column| {
            let ty = part_type(context, &view, column.part);
            let field = ty.as_deref().zip(column.field.as_deref()).and_then(|(ty, key)| ty.field(key));
            json!({
                "part": column.part,
                "type": ty.as_deref().map(views::type_word),
                "sheet": view.settings.as_ref().and_then(|settings| views::sheet_name(settings, column.part)),
                "column": column.header,
                "number": column.column + 1,
                "field": column.field,
                "label": field.map(|field| field.label(context.language())),
                "confidence": column.confidence,
                "score": column.score,
                "taken": column.taken,
            })
        })
        .collect();
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
        return context.out.list(&rows.iter().map(preview_row).collect::<Vec<_>>(), &[]);
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
pub fn shown_or_empty(context: &Context, text: &str) -> String {
    if text.is_empty() { context.words.word("empty-value") } else { text.replace(['\n', '\r', '\t'], " ") }
}

fn preview_row(row: &PreviewRow) -> Value {
    let change = |change: &PreviewChange| json!({"field": change.field, "label": change.label, "before": change.before, "after": change.after});
    json!({
        "row": row.row,
        "part": row.part,
        "outcome": row.outcome.word(),
        "id": row.id.map(|id| id.to_string()),
        "name": row.name,
        "changes": row.changes.iter().map(change).collect::<Vec<_>>(),
    })
}
