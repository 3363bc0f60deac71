//! What the problems of an import look like: in groups, one by one, in a file.
//!
//! In: an import. Out: lines, objects, a CSV or XLSX file. Reads the problems page by page and keeps row numbers at most.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use kartoteka_domain::issue::Severity;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::words::Arg;
use kartoteka_engine::{IssueFilter, IssueGroup};
use serde_json::Value;

use super::answers_check::check_as_data;
use crate::open::{Context, Shell};
use crate::output::csv_line;
use crate::views;

/// Issues asked for at once.
pub const PAGE: usize = 2_000;

/// `  9  email-unreadable  E-mail  e.g. row 15 "jan.novak@"`, aligned.
pub fn group_lines(context: &Context, view: &ImportView) -> Result<Vec<String>> {
    let groups = context.engine.issue_groups(&context.actor, view.import.id)?;
    let types = context.engine.types();
    let cells: Vec<[String; 4]> = groups
        .iter()
        .filter(|group| group.severity != Severity::Note)
        .map(|group| {
            let place = views::group_place(view, &types, group, context.language()).unwrap_or_default();
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

pub fn group_objects(context: &Context, view: &ImportView) -> Result<Vec<Value>> {
    context.register.issue_groups(view.import.id, context.words)
}

/// `import issues --group`.
pub fn groups(context: &Shell, number: i64) -> Result<()> {
    let columns = [
        ("rows", "heading-rows"),
        ("code", "heading-problem"),
        ("severity", "heading-severity"),
        ("column", "heading-column"),
        ("first_row", "heading-row"),
        ("example", "heading-example"),
    ];
    context.out.list(&context.register.issue_groups(number, context.words)?, &columns)
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
    let types = context.engine.types();
    let (mut seen, mut after) = (0, None);
    while seen < most {
        let wanted = PAGE.min(most - seen);
        let page = context.engine.issues(&context.actor, view.import.id, filter, after, wanted)?;
        for stored in &page {
            each(views::stored_issue(view, &types, stored, context.words))?;
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
