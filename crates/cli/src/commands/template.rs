//! `kartoteka template`: the workbook to fill in, made at this moment for this installation; or an edit file with records.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_engine::error::Result;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::{Layout, TemplateColumns, TemplateRequest};
use serde_json::json;

use super::export::format;
use super::import_flags::word;
use super::target;
use crate::exit::Exit;
use crate::open::Shell;
use crate::selection::Selection;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Write a template, or with --edit a mass edit file with the records in it
    #[command(before_help = "Examples:\n  kartoteka template get leads --lang cs -o leady.xlsx\n  \
        kartoteka template get companies --edit --filter owner=ana -o edit.xlsx")]
    Get(Get),
}

#[derive(Args, Debug)]
pub struct Get {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// A mass edit file: id, name, status, responsible
    #[arg(long)]
    edit: bool,
    /// Companies with contacts: a for two sheets, b for contacts beside their company
    #[arg(long, value_parser = PossibleValuesParser::new(["a", "b"]).map(|word| Layout::from_word(&word).unwrap_or_default()),
          conflicts_with = "edit")]
    layout: Option<Layout>,
    /// How many of the fields become columns
    #[arg(long, default_value = "usual",
          value_parser = PossibleValuesParser::new(["required", "usual", "all"]).map(|word| TemplateColumns::from_word(&word).unwrap_or_default()))]
    columns: TemplateColumns,
    /// xlsx or csv; by the name of the file otherwise
    #[arg(long, value_parser = format())]
    format: Option<FileFormat>,
    /// Which way of importing the template is for
    #[arg(long, value_name = "PROFILE", value_parser = word::<ProfileKey>(
        &["general", "leads", "users", "helpdesk-companies", "audience", "companies-contacts"]))]
    profile: Option<ProfileKey>,
    #[command(flatten)]
    selection: Selection,
    /// The file; - writes standard output
    #[arg(short, long, value_name = "FILE", value_parser = target)]
    output: Option<PathBuf>,
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let Command::Get(get) = command;
    let ty = context.register.record_type(&get.record_type, context.language())?;
    let to_stdout = get.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    let by_name = || get.output.as_deref().filter(|_| !to_stdout).map_or(FileFormat::Xlsx, FileFormat::of_path);
    let asked = get.selection.asked(context.language())?;
    let request = TemplateRequest {
        record_type: get.record_type.clone(),
        profile: get.profile,
        edit: get.edit,
        filter: Filter::all(),
        columns: get.columns,
        format: get.format.unwrap_or_else(by_name),
        language: context.language(),
        layout: get.layout.unwrap_or_default(),
    };
    let write = |path: &Path| context.watched(|watch| context.register.template(&request, &asked, path, watch));
    if to_stdout {
        let kept = tempfile::tempdir()?;
        let copy = kept.path().join("template");
        write(&copy)?;
        std::io::copy(&mut std::fs::File::open(&copy)?, &mut std::io::stdout().lock())?;
        return Ok(Exit::Done);
    }
    let word = ty["word"].as_str().unwrap_or_default();
    let name = || format!("{word}{}.{}", if get.edit { "-edit" } else { "" }, request.format.word()).into();
    let path = get.output.clone().unwrap_or_else(name);
    let records = write(&path)?;
    if context.out.is_data() {
        context.out.object(&json!({"file": path, "format": request.format.word(), "records": records}))?;
    } else {
        context.out.line(&context.words.say("file-written", &[("file", path.display().to_string().into())]))?;
    }
    Ok(Exit::Done)
}
