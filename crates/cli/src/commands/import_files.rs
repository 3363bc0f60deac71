//! `kartoteka import download`, `import fix`, and the files a check or a run leaves: marked, result, failed.
//!
//! In: an import. Out: files, and mends laid over the upload, which itself never changes.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Arg;
use serde_json::json;

use super::import::{Number, code};
use super::import_check::check_again;
use super::import_flags::{pair, triple};
use super::target;
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::{Mending, Seen};

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

pub fn fix(context: &Shell, fix: &Fix) -> Result<Exit> {
    let (register, number) = (&context.register, fix.number.id);
    if fix.list {
        return list_mends(context, number);
    }
    let before = register.import(number, context.words)?.counts().rejected;
    if fix.undo || fix.redo {
        let is_turned = if fix.undo { register.undo_mend(number)? } else { register.mend(number, &Mending::Redo)? > 0 };
        if !is_turned {
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
    let replace = fix.replace.iter().map(|(column, from, to)| Mending::Replace { column, from, to });
    let fill = fix.set_empty.iter().map(|(column, text)| Mending::SetEmpty { column, text });
    let set = fix.set.iter().map(|(row, column, text)| Mending::Set { row: *row, column, text });
    let codes = codes.into_iter().map(Mending::LeaveOutCode);
    let rows = (!fix.skip_rows.is_empty()).then_some(Mending::LeaveOutRows(&fix.skip_rows));
    let mut touched = 0;
    for mend in replace.chain(fill).chain(set).chain(codes).chain(rows) {
        touched += register.mend(number, &mend)?;
    }
    context.out.notice(&context.words.say("mend-done", &[("n", touched.into())]));
    check_again(context, number, before)
}

fn list_mends(context: &Shell, number: i64) -> Result<Exit> {
    let columns =
        [("number", "heading-number"), ("mend", "heading-what"), ("column", "heading-column"), ("text", "heading-value")];
    context.out.list(&context.register.mends(number)?, &columns)?;
    Ok(Exit::Done)
}

pub fn download(context: &Shell, flags: &Download) -> Result<Exit> {
    let (seen, language) = (context.register.import(flags.number.id, context.words)?, context.language());
    let (number, what) = (seen.number(), flags.file.as_str());
    let path = flags.output.clone().unwrap_or_else(|| default_name(&seen, what));
    if path.as_os_str() == "-" {
        let kept = tempfile::tempdir()?;
        let copy = kept.path().join(if what == "annotated" { "copy.xlsx" } else { "copy.csv" });
        context.register.import_file(number, what, &copy, language)?;
        std::io::copy(&mut std::fs::File::open(&copy)?, &mut std::io::stdout().lock())?;
        return Ok(Exit::Done);
    }
    let n = context.register.import_file(number, what, &path, language)?;
    if context.out.is_data() {
        context.out.object(&json!({"id": number.to_string(), "file": path, "n": n}))?;
    } else {
        context.out.notice(&context.words.say("file-written", &[("file", path.display().to_string().into())]));
    }
    Ok(Exit::Done)
}

/// `fair.xlsx` → `fair-result.xlsx`; the original keeps its name.
fn default_name(seen: &Seen, what: &str) -> PathBuf {
    // The name came with an upload: only its last part is used, wherever it wants to lead.
    let name = Path::new(seen.file_name()).file_name().map_or_else(|| "import.xlsx".into(), PathBuf::from);
    if what == "original" {
        return name;
    }
    let stem = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_csv = seen.is_delimited() && what != "annotated";
    PathBuf::from(format!("{stem}-{what}.{}", if is_csv { "csv" } else { "xlsx" }))
}

/// The files asked for beside the numbers of a run.
pub fn leave_files(context: &Shell, number: i64, result: Option<&Path>, failed: Option<&Path>) -> Result<()> {
    if let Some(path) = failed {
        let n = context.register.import_file(number, "failed", path, context.language())?;
        let facts = [("file", path.display().to_string().into()), ("n", Arg::from(n))];
        context.out.notice(&context.words.say("run-failed-rows", &facts));
    }
    if let Some(path) = result {
        context.register.import_file(number, "result", path, context.language())?;
        context.out.notice(&context.words.say("run-result-file", &[("file", path.display().to_string().into())]));
    }
    Ok(())
}

/// The person's own workbook with the bad cells marked.
pub fn leave_annotated(context: &Shell, number: i64, path: &Path) -> Result<()> {
    let n = context.register.import_file(number, "annotated", path, context.language())?;
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
