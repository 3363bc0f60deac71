//! Workbooks: one sheet streamed row by row, and the pieces the other workbook writers share.
//!
//! How a single cell is written stands in `cells.rs`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use kartoteka_domain::cell::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::cells::{Formats, put_in_column, put_text};
use super::{ColumnKind, ColumnLook, WriteError, check_width};

/// Rows of one sheet, header included.
pub const XLSX_ROW_LIMIT: u64 = 1_048_576;
pub const XLSX_COLUMN_LIMIT: usize = 16_384;
/// UTF-16 units in one cell.
pub const XLSX_TEXT_LIMIT: usize = 32_767;

pub(super) enum Destination {
    Path(PathBuf),
    Writer(Box<dyn Write + Send>),
}

pub(super) struct XlsxTable {
    workbook: Workbook,
    destination: Destination,
    kinds: Vec<ColumnKind>,
    formats: Formats,
    rows: u64,
    /// Rows below the header that the sheet may hold.
    limit: u64,
}

impl XlsxTable {
    pub(super) fn new(destination: Destination, scratch: &Path, sheet: &str, columns: &[ColumnLook]) -> Result<Self, WriteError> {
        check_columns(columns.len())?;
        let mut workbook = new_workbook(scratch)?;
        let formats = Formats::new(None);
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(sheet_name(sheet, &[]))?;
        write_header(worksheet, columns, &formats)?;
        let kinds = columns.iter().map(|column| column.kind).collect();
        Ok(XlsxTable { workbook, destination, kinds, formats, rows: 0, limit: XLSX_ROW_LIMIT - 1 })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        check_width(cells, self.kinds.len())?;
        if self.rows >= self.limit {
            return Err(WriteError::TooManyRows { rows: self.rows + 1, limit: self.limit });
        }
        let row = row_index(self.rows + 1)?;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let (kinds, formats) = (&self.kinds, &self.formats);
        guarded(|| {
            for (index, (cell, kind)) in cells.iter().zip(kinds).enumerate() {
                put_in_column(sheet, (row, index), cell, *kind, formats)?;
            }
            Ok(())
        })?;
        self.rows += 1;
        Ok(())
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn finish(mut self) -> Result<u64, WriteError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        add_filter(sheet, 0, self.rows, self.kinds.len())?;
        save(self.workbook, self.destination)?;
        Ok(self.rows)
    }

    #[cfg(test)]
    pub(super) fn limited_to(mut self, rows: u64) -> Self {
        self.limit = rows;
        self
    }
}

impl From<XlsxError> for WriteError {
    fn from(source: XlsxError) -> Self {
        match source {
            XlsxError::IoError(source) => WriteError::Output { source },
            XlsxError::TempFileError(path, source) => WriteError::Io { doing: "create", path, source },
            source => WriteError::Xlsx { source },
        }
    }
}

/// A workbook whose working files lie in `scratch`: the system's own folder for them is often memory.
pub(super) fn new_workbook(scratch: &Path) -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(scratch)?;
    // Nearly twice as fast as the usual level 6, and the file a sixth larger.
    workbook.set_zip_compression_level(2);
    Ok(workbook)
}

/// Completes a workbook. A file that could not be completed is taken away again.
pub(super) fn save(mut workbook: Workbook, destination: Destination) -> Result<(), WriteError> {
    match destination {
        Destination::Writer(writer) => write_out(&mut workbook, writer),
        Destination::Path(path) => {
            let file = File::create(&path).map_err(|source| WriteError::Io { doing: "create", path: path.clone(), source })?;
            write_out(&mut workbook, file).map_err(|error| {
                // The first error is the one to report.
                let _ = std::fs::remove_file(&path);
                match error {
                    WriteError::Output { source } => WriteError::Io { doing: "write", path, source },
                    error => error,
                }
            })
        }
    }
}

fn write_out<W: Write + Send>(workbook: &mut Workbook, out: W) -> Result<(), WriteError> {
    let mut out = BufWriter::with_capacity(128 * 1024, out);
    guarded(|| {
        workbook.save_to_writer(&mut out)?;
        out.flush().map_err(|source| WriteError::Output { source })
    })
}

/// The workbook writer panics where its working file or output cannot be written (a full disk): that is an error here.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, WriteError>) -> Result<T, WriteError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(WriteError::Output { source: std::io::Error::other("the workbook could not be written") }))
}

pub(super) fn check_columns(columns: usize) -> Result<(), WriteError> {
    if columns > XLSX_COLUMN_LIMIT {
        return Err(WriteError::TooManyColumns { columns, limit: XLSX_COLUMN_LIMIT });
    }
    Ok(())
}

/// The row of a sheet, counted from 0.
pub(super) fn row_index(row: u64) -> Result<u32, WriteError> {
    match u32::try_from(row) {
        Ok(index) if row < XLSX_ROW_LIMIT => Ok(index),
        _ => Err(WriteError::TooManyRows { rows: row, limit: XLSX_ROW_LIMIT - 1 }),
    }
}

pub(super) fn column_index(column: usize) -> Result<u16, WriteError> {
    match u16::try_from(column) {
        Ok(index) if column < XLSX_COLUMN_LIMIT => Ok(index),
        _ => Err(WriteError::TooManyColumns { columns: column + 1, limit: XLSX_COLUMN_LIMIT }),
    }
}

/// A name that a workbook accepts and that none of `taken` has, whatever the case.
pub(super) fn sheet_name(wanted: &str, taken: &[&str]) -> String {
    let cleaned: String = wanted
        .chars()
        .map(|c| if c.is_control() || matches!(c, '*' | '?' | ':' | '[' | ']' | '\\' | '/') { ' ' } else { c })
        .collect();
    let trimmed = cleaned.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let mut name = cut(if trimmed.is_empty() { "Sheet1" } else { trimmed }, 31).trim_end_matches(['\'', ' ']).to_owned();
    // Excel keeps this name for itself, in every language.
    if name.eq_ignore_ascii_case("history") {
        name.push('_');
    }
    let is_free = |name: &str| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    if is_free(&name) {
        return name;
    }
    let base = cut(&name, 26).to_owned();
    (2..).map(|number: u32| format!("{base} {number}")).find(|name| is_free(name)).unwrap_or(name)
}

/// The longest beginning of at most `limit` UTF-16 units.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let mut length = 0;
    for (at, c) in text.char_indices() {
        length += c.len_utf16();
        if length > limit {
            return &text[..at];
        }
    }
    text
}

/// As [`cut`], with an ellipsis where something is missing.
pub(super) fn cut_visibly(text: &str, limit: usize) -> String {
    let start = cut(text, limit);
    if start.len() == text.len() { text.to_owned() } else { format!("{}…", cut(text, limit - 1)) }
}

pub(super) fn header_format(emphasis: bool) -> Format {
    let format = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Top);
    format.set_background_color(Color::RGB(if emphasis { 0xFFD966 } else { 0xE7E6E6 }))
}

/// Widths, column formats and a bold header that stays in view.
pub(super) fn write_header(sheet: &mut Worksheet, columns: &[ColumnLook], formats: &Formats) -> Result<(), WriteError> {
    for (index, column) in columns.iter().enumerate() {
        let at = column_index(index)?;
        if column.width > 0 {
            sheet.set_column_width(at, f64::from(column.width.min(255)))?;
        }
        if let Some(format) = formats.column(column.kind) {
            sheet.set_column_format(at, format)?;
        }
        put_text(sheet, (0, index), &column.header, Some(&header_format(column.emphasis)))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A filter on the header in row `header`, over `rows` rows below it.
pub(super) fn add_filter(sheet: &mut Worksheet, header: u64, rows: u64, columns: usize) -> Result<(), WriteError> {
    if columns > 0 {
        sheet.autofilter(row_index(header)?, 0, row_index(header + rows)?, column_index(columns - 1)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_mended() {
        let taken = ["Contacts", "_lists"];
        for (wanted, expected) in [
            ("Leads", "Leads"),
            ("a/b:c", "a b c"),
            ("", "Sheet1"),
            ("'''", "Sheet1"),
            ("contacts", "contacts 2"),
            ("_Lists", "_Lists 2"),
            ("History", "History_"),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy", "Příliš žluťoučký kůň úpěl ďábel"),
        ] {
            assert_eq!(sheet_name(wanted, &taken), expected);
            rust_xlsxwriter::utility::check_sheet_name(expected).unwrap();
        }
    }

    #[test]
    fn cutting_counts_as_excel_does_and_keeps_characters_whole() {
        assert_eq!(cut("a😀b", 2), "a");
        assert_eq!(cut("a😀b", 3), "a😀");
        assert_eq!(cut("č", 1), "č");
        assert_eq!(cut_visibly("abcdef", 4), "abc…");
        assert_eq!(cut_visibly("abcd", 4), "abcd");
    }

    #[test]
    fn too_many_rows_says_both_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.xlsx");
        let columns = [ColumnLook::default()];
        let table = XlsxTable::new(Destination::Path(path), folder.path(), "S", &columns).unwrap();
        let mut table = table.limited_to(2);
        table.row(&[Cell::Number(1.0)]).unwrap();
        table.row(&[Cell::Number(2.0)]).unwrap();
        let error = table.row(&[Cell::Number(3.0)]).unwrap_err();
        assert!(matches!(error, WriteError::TooManyRows { rows: 3, limit: 2 }), "{error}");
    }
}
