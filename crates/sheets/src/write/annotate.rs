//! The person's own rows given back with reasons: cells coloured and commented, all reasons of a row in one more column.
//!
//! Values keep their types, columns their places: the file can be corrected and loaded again, and the column of reasons
//! is known by the header that the caller chose.

use std::path::Path;

use kartoteka_domain::cell::{Cell, Row};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet};

use super::cells::{Formats, put, put_alone, put_text};
use super::template::note_box;
use super::xlsx::{
    Destination, XLSX_TEXT_LIMIT, add_filter, check_columns, cut, cut_visibly, guarded, header_format, new_workbook, row_index,
    save, sheet_name,
};
use super::{WriteError, folder_of};

/// UTF-16 units of one cell's comment that are kept; the column of reasons holds everything.
const NOTE_LIMIT: usize = 1_000;

/// How bad it is, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    Note,
    Warning,
    Error,
}

impl Shade {
    /// A light ground on which black text is easily read.
    pub(super) fn colour(self) -> u32 {
        match self {
            Shade::Note => 0xDDEBF7,
            Shade::Warning => 0xFFEB9C,
            Shade::Error => 0xFFC7CE,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Counted from 0. Beyond the file's columns: the reason belongs to the row.
    pub column: usize,
    pub text: String,
    pub severity: Shade,
}

#[derive(Clone, Debug)]
pub struct AnnotatedRow<'a> {
    pub row: &'a Row<'a>,
    pub cells: Vec<Annotation>,
    /// A reason that belongs to no cell.
    pub row_note: Option<String>,
}

impl AnnotatedRow<'_> {
    /// The reason of the row first, then those of its cells from left to right, one a line.
    pub fn reasons(&self) -> String {
        let mut cells: Vec<&Annotation> = self.cells.iter().collect();
        cells.sort_by_key(|annotation| annotation.column);
        let texts = self.row_note.as_deref().into_iter().chain(cells.iter().map(|a| a.text.as_str()));
        let lines: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        cut_visibly(&lines.join("\n"), XLSX_TEXT_LIMIT)
    }

    fn of(&self, column: usize) -> impl Iterator<Item = &Annotation> {
        self.cells.iter().filter(move |annotation| annotation.column == column)
    }

    fn worst(&self, column: usize) -> Option<Shade> {
        self.of(column).map(|annotation| annotation.severity).max()
    }

    fn texts(&self, column: usize) -> String {
        self.of(column).map(|annotation| annotation.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotateLook {
    /// Header of the column of reasons.
    pub reason_header: String,
    /// In characters.
    pub reason_width: u16,
    /// Columns of the file; the reasons stand right of them. Cells of a longer row move right of the reasons.
    pub columns: usize,
    /// Widths of the file's columns in characters, as far as known; 0 leaves the program's own.
    pub widths: Vec<u16>,
    /// Each row in the row of the sheet it had in the file, instead of one below the other.
    pub keep_row_numbers: bool,
    /// The reason given where a text was longer than a cell of a workbook holds and was cut.
    pub cut_reason: String,
    /// Comments in the whole workbook; further cells are coloured only. Programs open many comments slowly,
    /// and they are what this writer's memory grows with.
    pub notes_limit: u32,
}

impl Default for AnnotateLook {
    fn default() -> Self {
        AnnotateLook {
            reason_header: String::new(),
            reason_width: 60,
            columns: 0,
            widths: Vec::new(),
            keep_row_numbers: false,
            cut_reason: String::new(),
            notes_limit: 5_000,
        }
    }
}

/// Streams the annotated workbook. Rows take no memory; a row with comments takes 12 kB until the end (5,000 of them 60 MB).
pub struct Annotator {
    workbook: Workbook,
    destination: Destination,
    look: AnnotateLook,
    plain: Formats,
    /// By [`Shade`].
    shaded: [Formats; 3],
    reason: Format,
    /// The next free row of the sheet, from 0.
    next: u64,
    header: Option<u64>,
    rows: u64,
    notes_left: u32,
}

impl Annotator {
    /// `header_rows` are all rows above the data, titles included; the last one is the header.
    pub fn create(path: &Path, sheet: &str, header_rows: &[Row<'_>], look: AnnotateLook) -> Result<Self, WriteError> {
        check_columns(look.columns + 1)?;
        let mut workbook = new_workbook(folder_of(path))?;
        workbook.add_worksheet_with_constant_memory()?.set_name(sheet_name(sheet, &[]))?;
        let mut annotator = Annotator {
            workbook,
            destination: Destination::Path(path.to_owned()),
            plain: Formats::new(None),
            shaded: [Shade::Note, Shade::Warning, Shade::Error].map(|shade| Formats::new(Some(shade))),
            reason: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            next: 0,
            header: None,
            rows: 0,
            notes_left: look.notes_limit,
            look,
        };
        annotator.set_widths()?;
        annotator.write_headers(header_rows)?;
        Ok(annotator)
    }

    fn set_widths(&mut self) -> Result<(), WriteError> {
        let columns = self.look.columns;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let widths = self.look.widths.iter().take(columns).copied().enumerate();
        for (column, width) in widths.chain([(columns, self.look.reason_width)]) {
            if width > 0 {
                // The number of columns was checked.
                sheet.set_column_width(column as u16, f64::from(width.min(255)))?;
            }
        }
        Ok(())
    }

    fn write_headers(&mut self, header_rows: &[Row<'_>]) -> Result<(), WriteError> {
        for (index, header) in header_rows.iter().enumerate() {
            let at = self.place(header)?;
            let sheet = self.workbook.worksheet_from_index(0)?;
            if index + 1 < header_rows.len() {
                for (column, cell) in header.cells.iter().enumerate().filter(|(_, cell)| **cell != Cell::Empty) {
                    put_alone(sheet, (at, shifted(column, self.look.columns)), cell, &self.plain)?;
                }
                continue;
            }
            for (column, cell) in header.cells.iter().enumerate() {
                put(sheet, (at, shifted(column, self.look.columns)), cell, Some(&header_format(false)))?;
            }
            put_text(sheet, (at, self.look.columns), &self.look.reason_header, Some(&header_format(true)))?;
            sheet.set_freeze_panes(at + 1, 0)?;
            self.header = Some(u64::from(at));
        }
        Ok(())
    }

    /// The row of the sheet where a row goes.
    fn place(&mut self, row: &Row<'_>) -> Result<u32, WriteError> {
        if self.look.keep_row_numbers {
            self.next = self.next.max(u64::from(row.number.0).saturating_sub(1));
        }
        let at = row_index(self.next)?;
        self.next += 1;
        Ok(at)
    }

    pub fn row(&mut self, annotated: &AnnotatedRow<'_>) -> Result<(), WriteError> {
        if annotated.row.cells.iter().any(is_too_long) {
            return self.put_row(&self.shortened(annotated).as_annotated());
        }
        self.put_row(annotated)
    }

    fn put_row(&mut self, annotated: &AnnotatedRow<'_>) -> Result<(), WriteError> {
        let at = self.place(annotated.row)?;
        let columns = self.look.columns;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let (plain, shaded, notes_left) = (&self.plain, &self.shaded, &mut self.notes_left);
        let (reasons, reason_format) = (annotated.reasons(), &self.reason);
        guarded(|| {
            for column in 0..columns.max(annotated.row.cells.len()) {
                let cell = annotated.row.cell(column);
                let target = (at, shifted(column, columns));
                match annotated.worst(column) {
                    None if *cell == Cell::Empty => {}
                    None => put_alone(sheet, target, cell, plain)?,
                    Some(shade) => {
                        put_alone(sheet, target, cell, &shaded[shade as usize])?;
                        if *notes_left > 0 {
                            *notes_left -= 1;
                            comment(sheet, target, &annotated.texts(column), shade)?;
                        }
                    }
                }
            }
            if reasons.is_empty() { Ok(()) } else { put_text(sheet, (at, columns), &reasons, Some(reason_format)) }
        })?;
        self.rows += 1;
        Ok(())
    }

    /// A row whose texts fit; what was cut is marked, so that nobody loads the rest by mistake.
    fn shortened(&self, annotated: &AnnotatedRow<'_>) -> Shortened {
        let mut row = annotated.row.clone().into_owned();
        let mut cells = annotated.cells.clone();
        for (column, cell) in row.cells.iter_mut().enumerate().filter(|(_, cell)| is_too_long(cell)) {
            *cell = Cell::Text(cut_visibly(&cell.shown(), XLSX_TEXT_LIMIT).into());
            cells.push(Annotation { column, text: self.look.cut_reason.clone(), severity: Shade::Error });
        }
        Shortened { row, cells, row_note: annotated.row_note.clone() }
    }

    /// Completes the file and gives the number of rows, without the header rows.
    pub fn finish(mut self) -> Result<u64, WriteError> {
        if let Some(header) = self.header {
            let below = self.next.saturating_sub(header + 1);
            add_filter(self.workbook.worksheet_from_index(0)?, header, below, self.look.columns + 1)?;
        }
        save(self.workbook, self.destination)?;
        Ok(self.rows)
    }
}

/// Where a column of the file goes: those beyond the known ones make room for the reasons.
fn shifted(column: usize, columns: usize) -> usize {
    if column < columns { column } else { column + 1 }
}

fn comment(sheet: &mut Worksheet, (row, column): (u32, usize), text: &str, shade: Shade) -> Result<(), WriteError> {
    let note = note_box(text, NOTE_LIMIT).set_background_color(Color::RGB(shade.colour()));
    // The cell was written there, so the column fits.
    sheet.insert_note(row, column as u16, &note)?;
    Ok(())
}

struct Shortened {
    row: Row<'static>,
    cells: Vec<Annotation>,
    row_note: Option<String>,
}

impl Shortened {
    fn as_annotated(&self) -> AnnotatedRow<'_> {
        AnnotatedRow { row: &self.row, cells: self.cells.clone(), row_note: self.row_note.clone() }
    }
}

fn is_too_long(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) | Cell::Error(text) => cut(text, XLSX_TEXT_LIMIT).len() < text.len(),
        _ => false,
    }
}
