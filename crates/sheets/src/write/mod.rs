//! Writes tables row by row: exports, templates, sample files and the person's own file with reasons.
//!
//! In: headers, looks and cells, every text already in the reader's language. Out: delimited text or a workbook.
//! Never: a sentence of its own, a word of the record types, a guess about what a text means. A text stays a text.

mod annotate;
mod cells;
mod delimited;
mod recode;
mod template;
mod xlsx;

use std::io::Write;
use std::path::{Path, PathBuf};

use kartoteka_domain::cell::Cell;

pub use annotate::{AnnotateLook, AnnotatedRow, Annotation, Annotator, Shade};
pub use delimited::DelimitedLook;
pub use recode::recode;
pub use template::{
    DataSheet, InstructionSheet, LISTS_SHEET, MARKER_SHEET, Template, TemplateColumn, TemplateWriter, write_template,
    write_template_csv,
};
pub use xlsx::{XLSX_COLUMN_LIMIT, XLSX_ROW_LIMIT, XLSX_TEXT_LIMIT};

use delimited::DelimitedTable;
use xlsx::{Destination, XlsxTable};

/// What stops a writer. Problems of the machine (`Io`, `Xlsx`) and limits of the file format.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("cannot {doing} the file {}", path.display())]
    Io { doing: &'static str, path: PathBuf, source: std::io::Error },
    #[error("cannot write to the output")]
    Output { source: std::io::Error },
    #[error("cannot make the workbook")]
    Xlsx { source: rust_xlsxwriter::XlsxError },
    /// Counted without the header row. `rows` is how many were asked for so far.
    #[error("{rows} rows, but one sheet holds {limit} below its header")]
    TooManyRows { rows: u64, limit: u64 },
    #[error("{columns} columns, but one sheet holds {limit}")]
    TooManyColumns { columns: usize, limit: usize },
    /// `row` as a spreadsheet counts it, from 1 with the header; `column` from 0; lengths in UTF-16 units, as Excel counts.
    #[error("row {row}, column {column}: a text of {length} characters, but a cell holds {limit}")]
    TextTooLong { row: u64, column: usize, length: usize, limit: usize },
    /// The encoding has no sign for a character; the line counts from 1.
    #[error("line {line}: {encoding} has no sign for a character")]
    Unencodable { line: u64, sign: char, encoding: String },
    /// The caller gave a row with more cells than there are columns.
    #[error("a row of {cells} cells in a table of {columns} columns")]
    RowTooWide { cells: usize, columns: usize },
}

/// How the cells of a column are formatted in a workbook. Delimited text knows no formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text format: digits typed or pasted later stay as they are.
    Text,
    Number,
    Date,
    DateTime,
    Time,
    Percent,
    #[default]
    General,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnLook {
    pub header: String,
    /// In characters of the default font; 0 leaves the program's own width.
    pub width: u16,
    pub kind: ColumnKind,
    /// The header stands out from its neighbours, for example because the column is required.
    pub emphasis: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TableLook {
    Delimited(DelimitedLook),
    /// The name is mended where a workbook would refuse it.
    Xlsx {
        sheet: String,
    },
}

impl TableLook {
    /// Says before the work starts whether so many rows (without header) fit.
    pub fn check_rows(&self, rows: u64) -> Result<(), WriteError> {
        match self {
            TableLook::Xlsx { .. } if rows >= XLSX_ROW_LIMIT => Err(WriteError::TooManyRows { rows, limit: XLSX_ROW_LIMIT - 1 }),
            _ => Ok(()),
        }
    }
}

/// Streams a table, row by row, in flat memory. Nothing is complete before [`TableWriter::finish`]: a writer dropped
/// earlier leaves half a delimited file, or no workbook at all.
pub struct TableWriter {
    inner: Inner,
}

enum Inner {
    Delimited(Box<DelimitedTable>),
    Xlsx(Box<XlsxTable>),
}

impl TableWriter {
    /// Writes to a new file; a workbook's working file lies in the same folder, so it needs no room elsewhere.
    pub fn create(path: &Path, look: &TableLook, columns: &[ColumnLook]) -> Result<Self, WriteError> {
        let inner = match look {
            TableLook::Delimited(look) => Inner::Delimited(Box::new(DelimitedTable::new(create_file(path)?, look, columns)?)),
            TableLook::Xlsx { sheet } => {
                let destination = Destination::Path(path.to_owned());
                Inner::Xlsx(Box::new(XlsxTable::new(destination, folder_of(path), sheet, columns)?))
            }
        };
        Ok(TableWriter { inner })
    }

    /// Writes to any output. Delimited text flows at once; a workbook gathers in an unnamed file in `scratch` and is
    /// sent by [`TableWriter::finish`].
    pub fn to_writer(
        writer: Box<dyn Write + Send>,
        scratch: &Path,
        look: &TableLook,
        columns: &[ColumnLook],
    ) -> Result<Self, WriteError> {
        let inner = match look {
            TableLook::Delimited(look) => Inner::Delimited(Box::new(DelimitedTable::new(writer, look, columns)?)),
            TableLook::Xlsx { sheet } => {
                Inner::Xlsx(Box::new(XlsxTable::new(Destination::Writer(writer), scratch, sheet, columns)?))
            }
        };
        Ok(TableWriter { inner })
    }

    /// Cells missing at the end are empty.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        match &mut self.inner {
            Inner::Delimited(table) => table.row(cells),
            Inner::Xlsx(table) => table.row(cells),
        }
    }

    /// A row of which only the filled cells are given, by column, ascending: most cells of a wide table are empty.
    pub fn cells(&mut self, cells: &[(usize, Cell<'_>)]) -> Result<(), WriteError> {
        match &mut self.inner {
            Inner::Delimited(table) => table.cells(cells),
            Inner::Xlsx(table) => table.row(&spread(cells)),
        }
    }

    /// Rows written so far, without the header.
    pub fn rows(&self) -> u64 {
        match &self.inner {
            Inner::Delimited(table) => table.rows(),
            Inner::Xlsx(table) => table.rows(),
        }
    }

    /// Completes the file and gives the number of rows, without the header.
    pub fn finish(self) -> Result<u64, WriteError> {
        match self.inner {
            Inner::Delimited(table) => table.finish(),
            Inner::Xlsx(table) => table.finish(),
        }
    }
}

/// Every cell up to the last filled one.
fn spread<'c>(cells: &[(usize, Cell<'c>)]) -> Vec<Cell<'c>> {
    let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
    let mut row = vec![Cell::Empty; width];
    for (column, cell) in cells {
        row[*column] = cell.clone();
    }
    row
}

fn create_file(path: &Path) -> Result<Box<dyn Write + Send>, WriteError> {
    match std::fs::File::create(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(source) => Err(WriteError::Io { doing: "create", path: path.to_owned(), source }),
    }
}

/// The folder a file lies in; a bare name lies in the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn check_width(cells: &[Cell<'_>], columns: usize) -> Result<(), WriteError> {
    if cells.len() > columns {
        return Err(WriteError::RowTooWide { cells: cells.len(), columns });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
