//! What the problems of an import look like: in groups, one by one, in a file.
//!
//! In: an import. Out: lines, objects, a CSV or XLSX file. Reads the problems page by page and keeps row numbers at most.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use kartoteka_domain::issue::Severity;
use kartoteka_engine::IssueFilter;
use kartoteka_engine::error::Result;
use kartoteka_engine::summarise_import::Wanted;
use kartoteka_engine::words::Arg;
use serde_json::Value;

use super::answers_check::check_as_data;
use crate::open::Shell;
use crate::output::csv_line;
use crate::register::Seen;

/// `  9  email-unreadable  E-mail  e.g. row 15 "jan.novak@"`, aligned.
pub fn group_lines(context: &Shell, summary: &Value) -> Vec<String> {
    let groups = summary["groups"].as_array().map(Vec::as_slice).unwrap_or_default();
    let cells: Vec<[String; 4]> = groups
        .iter()
        .map(|group| {
            let text = |name: &str| group[name].as_str().unwrap_or_default().to_owned();
            let number = context.words.number(group["rows"].as_i64().unwrap_or_default());
            [number, text("code"), text("place"), example(context, group)]
        })
        .collect();
    let width = |i: usize| cells.iter().map(|row| row[i].chars().count()).max().unwrap_or(0);
    let (first, second, third) = (width(0).max(3), width(1), width(2));
    let line = |[n, code, place, example]: &[String; 4]| {
        format!("{n:>first$}  {code:second$}  {place:third$}  {example}").trim_end().to_owned()
    };
    cells.iter().map(line).collect()
}

fn example(context: &Shell, group: &Value) -> String {
    let row = ("row", Arg::from(group["first_row"].as_u64().unwrap_or_default()));
    match (group["chars"].as_str(), group["limit"].as_str(), group["example"].as_str()) {
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

fn errors_only() -> IssueFilter {
    IssueFilter { severity: Some(Severity::Error), ..IssueFilter::default() }
}

/// Every error as a line of a CSV file; says how many rows it names.
pub fn write_errors(context: &Shell, number: i64, path: &Path) -> Result<()> {
    let n = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        context.register.import_file(number, "issues", path, context.language())?
    } else {
        write_csv(context, number, path)?
    };
    let facts = [("file", path.display().to_string().into()), ("n", Arg::from(n))];
    context.out.notice(&context.words.say("rows-written", &facts));
    Ok(())
}

fn write_csv(context: &Shell, number: i64, path: &Path) -> Result<u64> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let keys = ["row", "column", "field", "severity", "code", "value", "message"];
    // The mark at the beginning tells spreadsheets that the text is UTF-8.
    file.write_all("\u{FEFF}".as_bytes())?;
    file.write_all(csv_line(keys.into_iter()).as_bytes())?;
    let mut rows = HashSet::new();
    context.register.each_issue(number, &errors_only(), 0, context.words, |object| {
        rows.insert(object["row"].as_u64());
        let cell = |key: &str| object[key].as_str().map_or_else(|| object[key].to_string().replace("null", ""), str::to_owned);
        let cells: Vec<String> = keys.into_iter().map(cell).collect();
        Ok(file.write_all(csv_line(cells.iter().map(String::as_str)).as_bytes())?)
    })?;
    file.flush()?;
    Ok(rows.len() as u64)
}

/// All-or-nothing and rows with errors: every one of them is named (H5, H6).
pub fn refused_rows(context: &Shell, seen: &Seen) -> Result<()> {
    if context.out.is_data() {
        return check_as_data(context, seen, false);
    }
    let number = seen.number();
    let summary = context.register.summary(number, Wanted::default(), context.words)?;
    for line in group_lines(context, &summary) {
        context.out.line(&line)?;
    }
    context.register.each_issue(number, &errors_only(), 0, context.words, |object| {
        let row = object["row"].as_u64().unwrap_or(0) as u32;
        let sentence = object["message"].as_str().unwrap_or("");
        context.out.line(&context.words.in_row(row, object["column"].as_str(), sentence))
    })
}
