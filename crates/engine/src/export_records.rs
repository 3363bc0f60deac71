//! Records out: simple, for editing, or for re-import with a mark on every row.
//!
//! In: a type, a filter, which columns, a format, a language. Out: delimited text or a workbook that comes back unchanged
//! when it is imported. Reads in flat memory; writes no record.

mod columns;
mod headers;
mod links;
mod order;
mod register;
mod rows;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::DateTime;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_sheets::write::{DelimitedLook, InstructionSheet, TableLook, TableWriter, Template, TemplateWriter, WriteError};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::progress::Watch;
use crate::whole_file::WholeFile;
use crate::{Engine, store_error};

pub(crate) use columns::{OutColumns, column_kind, field_named, marker, offered};
pub(crate) use headers::Headers;
pub(crate) use links::Names;
pub(crate) use order::give_up_export;
pub use order::{ENCODINGS, ExportOrder};
pub use register::KeptExport;
pub(crate) use rows::Sink;

/// What an export is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportKind {
    /// To be read: chosen columns, or all of them.
    #[default]
    Simple,
    /// A mass edit file: id, name, status, responsible (M2).
    Edit,
    /// To come back: id, every importable field, the mark (R4, R12).
    Reimport,
}

impl ExportKind {
    pub const ALL: [ExportKind; 3] = [ExportKind::Simple, ExportKind::Edit, ExportKind::Reimport];

    pub fn word(self) -> &'static str {
        match self {
            ExportKind::Simple => "simple",
            ExportKind::Edit => "edit",
            ExportKind::Reimport => "reimport",
        }
    }

    pub fn from_word(word: &str) -> Option<ExportKind> {
        ExportKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The formats that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileFormat {
    #[default]
    Csv,
    Xlsx,
}

impl FileFormat {
    /// The word, which is also the ending of file names.
    pub fn word(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Xlsx => "xlsx",
        }
    }

    pub fn from_word(word: &str) -> Option<FileFormat> {
        [FileFormat::Csv, FileFormat::Xlsx].into_iter().find(|format| format.word() == word)
    }

    /// By the ending of a file's name; delimited text when it says nothing.
    pub fn of_path(path: &Path) -> FileFormat {
        let is_xlsx = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if is_xlsx { FileFormat::Xlsx } else { FileFormat::Csv }
    }
}

/// What is to be exported, and how.
#[derive(Clone, Debug, Default)]
pub struct ExportRequest {
    /// A word for the record type.
    pub record_type: String,
    pub filter: Filter,
    pub kind: ExportKind,
    /// Keys or labels of fields; none: all of them. An edit file has its own.
    pub columns: Option<Vec<String>>,
    pub format: FileFormat,
    /// The language's own when not given: `,` in English, `;` in the others.
    pub delimiter: Option<char>,
    /// Delimited text starts with a byte order mark unless told not to.
    pub no_bom: bool,
    /// Texts a spreadsheet would run as formulas are written as they are.
    pub unguarded: bool,
    /// Of headers, words and number forms.
    pub language: Language,
    /// The file's name in the register of exports; [`default_file_name`] when not given.
    pub name: Option<String>,
}

/// Where an export goes.
pub enum Target {
    Path(PathBuf),
    Writer(Box<dyn Write + Send>),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub records: u64,
    pub bytes: u64,
}

/// `exported 21.11 09.30.15.xlsx` (A3).
pub fn default_file_name(at: DateTime, format: FileFormat) -> String {
    format!("exported {}.{}", at.strftime("%d.%m %H.%M.%S"), format.word())
}

/// How delimited text looks by default: Excel of each language opens it with a double click.
pub fn delimited_look(language: Language) -> DelimitedLook {
    let delimiter = if language == Language::English { ',' } else { ';' };
    DelimitedLook { delimiter, bom: true, crlf: true }
}

impl Engine {
    /// Writes the records that fit. A file appears in its place only when it is complete.
    pub fn export_records(&self, actor: &Actor, request: &ExportRequest, to: Target, watch: &Watch) -> Result<Exported> {
        actor.require(Permission::Export)?;
        let columns = self.export_columns(request)?;
        match to {
            Target::Path(path) => {
                let file = WholeFile::begin(&path)?;
                let exported = self.export_to_path(request, &columns, file.part(), watch)?;
                file.keep()?;
                Ok(exported)
            }
            Target::Writer(writer) if request.format == FileFormat::Csv => {
                let (counted, bytes) = Counted::new(writer);
                let looks = columns.looks();
                let table =
                    TableWriter::to_writer(Box::new(counted), &self.config.data, &self.table_look(request, &columns), &looks);
                let sink = Sink::Table(table.map_err(write_error)?);
                let records = self.write_records(&columns, &request.filter, sink, watch)?;
                Ok(Exported { records, bytes: bytes.load(Ordering::Relaxed) })
            }
            Target::Writer(mut writer) => {
                // A workbook is complete only at the end, so it is made in a file and then handed over.
                let file = tempfile::NamedTempFile::new_in(&self.config.data)?;
                let exported = self.export_to_path(request, &columns, file.path(), watch)?;
                std::io::copy(&mut std::fs::File::open(file.path())?, &mut writer)?;
                writer.flush()?;
                Ok(exported)
            }
        }
    }

    pub(crate) fn export_columns(&self, request: &ExportRequest) -> Result<OutColumns> {
        let ty = self.types().named(&request.record_type)?;
        columns::choose(&self.types(), &ty, request)
    }

    fn export_to_path(&self, request: &ExportRequest, columns: &OutColumns, path: &Path, watch: &Watch) -> Result<Exported> {
        // Refused before anything is written.
        self.refuse_too_many(columns, &request.filter, request.format)?;
        let sink = if request.format == FileFormat::Xlsx && request.kind != ExportKind::Simple {
            let writer = TemplateWriter::create(path, marked_workbook(request, columns)).map_err(write_error)?;
            Sink::Marked(Box::new(writer))
        } else {
            let table = TableWriter::create(path, &self.table_look(request, columns), &columns.looks());
            Sink::Table(table.map_err(write_error)?)
        };
        let records = self.write_records(columns, &request.filter, sink, watch)?;
        Ok(Exported { records, bytes: std::fs::metadata(path)?.len() })
    }

    fn table_look(&self, request: &ExportRequest, columns: &OutColumns) -> TableLook {
        match request.format {
            FileFormat::Csv => {
                let usual = delimited_look(request.language);
                let delimiter = request.delimiter.unwrap_or(usual.delimiter);
                TableLook::Delimited(DelimitedLook { delimiter, bom: !request.no_bom, crlf: true })
            }
            FileFormat::Xlsx => TableLook::Xlsx { sheet: columns.ty.plural.get(request.language).to_owned() },
        }
    }

    /// Streams the records that fit into a sink and completes it.
    pub(crate) fn write_records(&self, columns: &OutColumns, filter: &Filter, sink: Sink, watch: &Watch) -> Result<u64> {
        rows::write(self, columns, filter, watch, sink)
    }
}

impl Engine {
    /// Refuses more than one sheet holds.
    pub(crate) fn refuse_too_many(&self, columns: &OutColumns, filter: &Filter, format: FileFormat) -> Result<()> {
        if format == FileFormat::Xlsx {
            let total = self.store.reader().map_err(store_error)?.count(&columns.ty, filter).map_err(store_error)?;
            TableLook::Xlsx { sheet: String::new() }.check_rows(total).map_err(write_error)?;
        }
        Ok(())
    }
}

/// A workbook that is known again when it comes back (M8), with drop-down lists for those who edit it.
fn marked_workbook(request: &ExportRequest, columns: &OutColumns) -> Template {
    Template {
        sheet: columns.ty.plural.get(request.language).to_owned(),
        columns: columns.template_columns(),
        instructions: InstructionSheet::default(),
        marker: columns.marker(if request.kind == ExportKind::Edit { "edit" } else { "export" }),
        ..Template::default()
    }
}

/// What stops a writer, as a refusal where the person can do something about it.
pub(crate) fn write_error(error: WriteError) -> Error {
    let unacceptable = |code| Refusal::new(RefusalKind::Unacceptable, code);
    match error {
        WriteError::Io { source, .. } | WriteError::Output { source } => source.into(),
        WriteError::TooManyRows { rows, limit } => {
            unacceptable("export-rows-too-many").with("rows", rows).with("limit", limit).into()
        }
        WriteError::TooManyColumns { columns, limit } => {
            unacceptable("export-columns-too-many").with("columns", columns).with("limit", limit).into()
        }
        WriteError::TextTooLong { row, column, length, limit } => unacceptable("export-text-too-long")
            .with("row", row)
            .with("column", kartoteka_domain::suggestion::column_letters(column))
            .with("chars", length)
            .with("limit", limit)
            .into(),
        WriteError::Unencodable { line, sign, encoding } => {
            unacceptable("export-sign-unknown").with("line", line).with("sign", sign).with("encoding", encoding).into()
        }
        other => Error::fault("a file could not be written", other),
    }
}

/// Counts what goes through.
struct Counted {
    writer: Box<dyn Write + Send>,
    bytes: Arc<AtomicU64>,
}

impl Counted {
    fn new(writer: Box<dyn Write + Send>) -> (Counted, Arc<AtomicU64>) {
        let bytes = Arc::new(AtomicU64::new(0));
        (Counted { writer, bytes: Arc::clone(&bytes) }, bytes)
    }
}

impl Write for Counted {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.writer.write(buffer)?;
        self.bytes.fetch_add(written as u64, Ordering::Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a3_exports_are_named_by_their_moment() {
        let at = jiff::civil::date(2026, 3, 7).at(9, 5, 3, 0);
        assert_eq!(default_file_name(at, FileFormat::Xlsx), "exported 07.03 09.05.03.xlsx");
    }

    #[test]
    fn words_are_read_back() {
        for kind in ExportKind::ALL {
            assert_eq!(ExportKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(FileFormat::of_path(Path::new("a/B.XLSX")), FileFormat::Xlsx);
        assert_eq!(FileFormat::of_path(Path::new("xlsx")), FileFormat::Csv);
    }
}
