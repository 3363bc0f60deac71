//! `kartoteka import download`, `import fix`, and the files a check or a run leaves: marked, result, failed.
//!
//! In: an import. Out: files written by the engine, and mends laid over the upload, which itself never changes.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::words::Arg;
use serde_json::{Value, json};

use super::import::{Number, code};
use super::import_check::check_again;
use super::import_flags::{pair, triple};
use super::target;
use crate::exit::Exit;
use crate::open::Context;
use crate::views;

/// The ways of mending, for the refusal when none was said.
const WAYS: &str = "--replace, --set-empty, --set, --skip-code, --skip-rows, --undo, --redo, --list";

#[derive(Args, Debug)]
#[command(before_help = "Example:\n  kartoteka import download 12 --file failed -o failed.xlsx")]
pub struct Download {
    #[command(flatten)]
    number: Number,
    /// original: as it came; annotated: rows with errors, cells marked; result: every row; failed: rows left out; issues: problems
    #[arg(long, default_value = "result", value_parser = PossibleValuesParser::new(["original", "annotated", "result", "failed", "issues"]))]
    file: String,
    /// Where to; - writes standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = target)]
    output: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(before_help = "Examples:\n  kartoteka import fix 12 --replace 'Country:Czechya=>Czechia'\n  \
    kartoteka import fix 12 --set-empty 'Subject=Fair 2026' --skip-code email-unreadable")]
pub struct Fix {
    #[command(flatten)]
    number: Number,
    /// Replace a text in every cell of a column that shows exactly this
    #[arg(long, value_name = "COLUMN:OLD=>NEW", value_parser = triple)]
    replace: Vec<(String, String, String)>,
    /// Fill every blank cell of a column
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = first_pair)]
    set_empty: Vec<(String, String)>,
    /// Give one cell another text
    #[arg(long, value_name = "ROW:COLUMN=VALUE", value_parser = cell)]
    set: Vec<(u32, String, String)>,
    /// Leave out all rows with this problem
    #[arg(long, value_name = "CODE")]
    skip_code: Vec<String>,
    /// Leave out these rows, separated by commas
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    skip_rows: Vec<u32>,
    /// Take the last mend back
    #[arg(long, conflicts_with_all = ["replace", "set_empty", "set", "skip_code", "skip_rows", "redo"])]
    undo: bool,
    /// Bring the mend back that was taken back last
    #[arg(long, conflicts_with_all = ["replace", "set_empty", "set", "skip_code", "skip_rows"])]
    redo: bool,
    /// List the mends in force
    #[arg(long, exclusive = false)]
    list: bool,
}

/// `COLUMN=VALUE`, split at the first sign: values may hold it.
fn first_pair(text: &str) -> std::result::Result<(String, String), String> {
    let (column, value) = text.split_once('=').ok_or("COLUMN=VALUE is wanted")?;
    Ok((column.trim().to_owned(), value.to_owned()))
}

/// `ROW:COLUMN=VALUE`.
fn cell(text: &str) -> std::result::Result<(u32, String, String), String> {
    let wanted = "ROW:COLUMN=VALUE is wanted";
    let (row, rest) = text.split_once(':').ok_or(wanted)?;
    let (column, value) = pair(rest).map_err(|_| wanted)?;
    Ok((row.trim().parse().map_err(|_| wanted)?, column, value))
}

impl Fix {
    fn is_empty(&self) -> bool {
        self.replace.is_empty()
            && self.set_empty.is_empty()
            && self.set.is_empty()
            && self.skip_code.is_empty()
            && self.skip_rows.is_empty()
    }
}

pub fn fix(context: &Context, fix: &Fix) -> Result<Exit> {
    let (engine, actor, number) = (&context.engine, &context.actor, fix.number.id);
    if fix.list {
        return list_mends(context, number);
    }
    let before = engine.import(actor, number)?.import.counts.rejected;
    if fix.undo || fix.redo {
        let turned = if fix.undo { engine.undo_mend(actor, number)? } else { engine.redo_mend(actor, number)? };
        if turned.is_none() {
            context.out.notice(&context.words.word("mend-nothing"));
            return Ok(Exit::Done);
        }
        context.out.notice(&context.words.word(if fix.undo { "mend-undone" } else { "mend-redone" }));
        return check_again(context, number, before);
    }
    if fix.is_empty() {
        return Err(Refusal::new(RefusalKind::Malformed, "nothing-said").with("flags", WAYS).into());
    }
    // A misspelt code must not leave half of the mends behind.
    let codes = fix.skip_code.iter().map(|word| code(word)).collect::<Result<Vec<_>>>()?;
    let mut touched = 0;
    for (column, from, to) in &fix.replace {
        touched += engine.mend_replace(actor, number, column, from, to)?;
    }
    for (column, text) in &fix.set_empty {
        touched += engine.mend_set_empty(actor, number, column, text)?;
    }
    for (row, column, text) in &fix.set {
        touched += engine.mend_set_cell(actor, number, *row, column, text)?;
    }
    for code in codes {
        touched += engine.mend_exclude_code(actor, number, code)?;
    }
    if !fix.skip_rows.is_empty() {
        touched += engine.mend_exclude_rows(actor, number, None, &fix.skip_rows)?;
    }
    context.out.notice(&context.words.say("mend-done", &[("n", touched.into())]));
    check_again(context, number, before)
}

fn list_mends(context: &Context, number: i64) -> Result<Exit> {
    let mends = context.engine.mends(&context.actor, number)?;
    let objects: Vec<Value> = mends.iter().map(views::mend).collect();
    let columns =
        [("number", "heading-number"), ("mend", "heading-what"), ("column", "heading-column"), ("text", "heading-value")];
    context.out.list(&objects, &columns)?;
    Ok(Exit::Done)
}

pub fn download(context: &Context, flags: &Download) -> Result<Exit> {
    let view = context.engine.import(&context.actor, flags.number.id)?;
    let path = flags.output.clone().unwrap_or_else(|| default_name(&view, &flags.file));
    if path.as_os_str() == "-" {
        let kept = tempfile::tempdir()?;
        let copy = kept.path().join(if flags.file == "annotated" { "copy.xlsx" } else { "copy.csv" });
        write_file(context, view.import.id, &flags.file, &copy)?;
        std::io::copy(&mut std::fs::File::open(&copy)?, &mut std::io::stdout().lock())?;
        return Ok(Exit::Done);
    }
    let n = write_file(context, view.import.id, &flags.file, &path)?;
    if context.out.is_data() {
        context.out.object(&json!({"id": view.import.id.to_string(), "file": path, "n": n}))?;
    } else {
        context.out.notice(&context.words.say("file-written", &[("file", path.display().to_string().into())]));
    }
    Ok(Exit::Done)
}

/// `fair.xlsx` → `fair-result.xlsx`; the original keeps its name.
fn default_name(view: &ImportView, what: &str) -> PathBuf {
    let original = view.import.file.as_ref().map_or("import.xlsx", |file| file.name.as_str());
    // The name came with an upload: only its last part is used, wherever it wants to lead.
    let name = Path::new(original).file_name().map_or_else(|| "import.xlsx".into(), PathBuf::from);
    if what == "original" {
        return name;
    }
    let stem = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_csv = view.settings.as_ref().is_some_and(|settings| settings.is_delimited()) && what != "annotated";
    PathBuf::from(format!("{stem}-{what}.{}", if is_csv { "csv" } else { "xlsx" }))
}

/// Returns how many rows, issues or bytes were written.
fn write_file(context: &Context, number: i64, what: &str, path: &Path) -> Result<u64> {
    let (engine, actor, language) = (&context.engine, &context.actor, context.language());
    match what {
        "original" => engine.write_original_file(actor, number, path),
        "annotated" => engine.write_annotated_file(actor, number, path, language),
        "failed" => engine.write_failed_file(actor, number, path, language),
        "issues" => engine.write_issues_file(actor, number, path, language),
        _ => engine.write_result_file(actor, number, path, language),
    }
}

/// The files asked for beside the numbers of a run.
pub fn leave_files(context: &Context, number: i64, result: Option<&Path>, failed: Option<&Path>) -> Result<()> {
    if let Some(path) = failed {
        let n = write_file(context, number, "failed", path)?;
        let facts = [("file", path.display().to_string().into()), ("n", Arg::from(n))];
        context.out.notice(&context.words.say("run-failed-rows", &facts));
    }
    if let Some(path) = result {
        write_file(context, number, "result", path)?;
        context.out.notice(&context.words.say("run-result-file", &[("file", path.display().to_string().into())]));
    }
    Ok(())
}

/// The person's own workbook with the bad cells marked.
pub fn leave_annotated(context: &Context, number: i64, path: &Path) -> Result<()> {
    let n = write_file(context, number, "annotated", path)?;
    let facts = [("file", path.display().to_string().into()), ("n", Arg::from(n))];
    context.out.notice(&context.words.say("rows-written", &facts));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_are_read_where_people_mean_it() {
        assert_eq!(cell("15:E-mail=a@b.cz"), Ok((15, "E-mail".into(), "a@b.cz".into())));
        assert!(cell("E-mail=a").is_err());
        assert_eq!(first_pair("Note=a=b"), Ok(("Note".into(), "a=b".into())));
    }
}
