//! `kartoteka export`: records out, to read, or to edit and import again.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use kartoteka_domain::filter::Filter;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::export_records::{ExportKind, ExportRequest, Exported, FileFormat, default_file_name, delimited_look};
use kartoteka_engine::words::Arg;
use serde_json::json;

use super::import_flags::sign;
use super::target;
use crate::exit::Exit;
use crate::open::{Shell, clock};
use crate::register::To;
use crate::selection::Selection;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Write records into a file
    #[command(before_help = "Examples:\n  kartoteka export run contacts --filter owner=ana -o contacts.xlsx\n  \
        kartoteka export run contacts --kind reimport --format csv -o - | less")]
    Run(Run),
    /// Exports that are kept in the register
    List,
    /// Write a kept export into a file
    Download {
        /// The number
        #[arg(value_name = "ID", value_parser = super::import::number)]
        id: i64,
        /// Where to
        #[arg(short, long, value_name = "FILE", value_parser = target)]
        output: Option<PathBuf>,
    },
    /// Delete a kept export
    Delete {
        /// The number
        #[arg(value_name = "ID", value_parser = super::import::number)]
        id: i64,
    },
}

#[derive(Args, Debug)]
pub struct Run {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    #[command(flatten)]
    selection: Selection,
    /// simple: to read; edit: id, name, status, responsible; reimport: everything that can come back
    #[arg(long, default_value = "simple", value_parser = kind())]
    kind: ExportKind,
    /// Only these fields, by key or label, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "FIELDS")]
    columns: Option<Vec<String>>,
    /// xlsx or csv; by the name of the file otherwise
    #[arg(long, value_parser = format())]
    format: Option<FileFormat>,
    /// The sign between cells of a CSV file, or the word tab; the language's own otherwise
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    delimiter: Option<char>,
    /// Leave out the mark that tells spreadsheets a CSV file is UTF-8
    #[arg(long)]
    no_bom: bool,
    /// The file; - writes standard output
    #[arg(short, long, value_name = "FILE", value_parser = target)]
    output: Option<PathBuf>,
    /// Keep the export in the register instead of writing a file
    #[arg(long, conflicts_with = "output")]
    keep: bool,
}

fn kind() -> impl clap::builder::TypedValueParser<Value = ExportKind> {
    PossibleValuesParser::new(ExportKind::ALL.map(ExportKind::word)).map(|word| ExportKind::from_word(&word).unwrap_or_default())
}

pub fn format() -> impl clap::builder::TypedValueParser<Value = FileFormat> {
    PossibleValuesParser::new(["xlsx", "csv"]).map(|word| FileFormat::from_word(&word).unwrap_or_default())
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    match command {
        Command::Run(run) => return export(context, run),
        Command::List => list(context)?,
        Command::Download { id, output } => download(context, *id, output.as_deref())?,
        Command::Delete { id } => {
            context.register.delete_export(*id)?;
            context.out.notice(&context.words.say("export-deleted", &[("number", (*id).into())]));
        }
    }
    Ok(Exit::Done)
}

fn export(context: &Shell, run: &Run) -> Result<Exit> {
    let register = &context.register;
    // A type nobody knows is told before the file is begun.
    register.record_type(&run.record_type, context.language())?;
    let to_stdout = match &run.output {
        Some(path) => path.as_os_str() == "-",
        None => !context.out.terminal && !context.out.is_data(),
    };
    let by_name = || run.output.as_deref().map_or(FileFormat::Csv, FileFormat::of_path);
    let asked = run.selection.asked(context.language())?;
    let request = ExportRequest {
        record_type: run.record_type.clone(),
        filter: Filter::all(),
        kind: run.kind,
        columns: run.columns.clone(),
        format: run.format.unwrap_or_else(by_name),
        delimiter: run.delimiter,
        no_bom: run.no_bom,
        unguarded: false,
        language: context.language(),
        name: None,
    };
    if run.keep {
        let id = match context.watched(|watch| register.keep_export(&request, &asked, watch)) {
            Err(Error::Stopped) if context.is_left() => {
                eprintln!("{}", context.words.word("export-detached"));
                return Ok(Exit::Interrupted);
            }
            other => other?,
        };
        return context.out.object(&json!({"id": id})).map(|()| Exit::Done);
    }
    if to_stdout {
        let exported = context.watched(|watch| register.export(&request, &asked, &To::Stdout, watch))?;
        context.out.notice(&line(context, &request, &exported, "-"));
        return Ok(Exit::Done);
    }
    let now = clock()?.now();
    let path = run.output.clone().unwrap_or_else(|| default_file_name(now, request.format).into());
    let exported = context.watched(|watch| register.export(&request, &asked, &To::Path(&path), watch))?;
    if context.out.is_data() {
        let format = request.format.word();
        context.out.object(&json!({"records": exported.records, "bytes": exported.bytes, "file": path, "format": format}))?;
        return Ok(Exit::Done);
    }
    context.out.line(&line(context, &request, &exported, &path.display().to_string()))?;
    if exported.records == 0 {
        context.out.notice(&context.words.word("export-empty"));
    }
    Ok(Exit::Done)
}

/// `1204 rows -> contatos.csv (UTF-8 with BOM, ";")`
fn line(context: &Shell, request: &ExportRequest, exported: &Exported, file: &str) -> String {
    let words = context.words;
    let format = match request.format {
        FileFormat::Xlsx => "XLSX".to_owned(),
        FileFormat::Csv => {
            let bom = words.say("encoding-with-bom", &[("encoding", "UTF-8".into())]);
            let encoding = if request.no_bom { "UTF-8".to_owned() } else { bom };
            let delimiter = request.delimiter.unwrap_or(delimited_look(request.language).delimiter);
            let delimiter = if delimiter == '\t' { "TAB".to_owned() } else { delimiter.to_string() };
            words.say("export-csv-format", &[("encoding", encoding.into()), ("delimiter", Arg::from(delimiter))])
        }
    };
    words.say("export-line", &[("n", exported.records.into()), ("file", file.into()), ("format", format.into())])
}

fn list(context: &Shell) -> Result<()> {
    let objects = context.register.exports()?;
    if objects.is_empty() {
        context.out.notice(&context.words.word("list-empty"));
    }
    let columns = [
        ("id", "heading-number"),
        ("type", "heading-type"),
        ("name", "heading-name"),
        ("state", "heading-state"),
        ("records", "heading-records"),
        ("bytes", "heading-size"),
    ];
    context.out.list(&objects, &columns)
}

fn download(context: &Shell, id: i64, output: Option<&Path>) -> Result<()> {
    let number = id.to_string();
    let name = || -> Result<Option<String>> {
        let found = context.register.exports()?.into_iter().find(|export| export["id"] == number.as_str());
        Ok(found.and_then(|export| export["name"].as_str().map(str::to_owned)))
    };
    let path = match output {
        Some(path) => path.to_owned(),
        None => name()?.unwrap_or_else(|| format!("export-{id}")).into(),
    };
    if path.as_os_str() == "-" {
        let folder = tempfile::tempdir()?;
        let kept = folder.path().join("export");
        context.register.fetch_export(id, &kept)?;
        std::io::copy(&mut std::fs::File::open(&kept)?, &mut std::io::stdout().lock())?;
        return Ok(());
    }
    let bytes = context.register.fetch_export(id, &path)?;
    if context.out.is_data() {
        return context.out.object(&json!({"id": number, "file": path, "bytes": bytes}));
    }
    context.out.notice(&context.words.say("file-written", &[("file", path.display().to_string().into())]));
    Ok(())
}
