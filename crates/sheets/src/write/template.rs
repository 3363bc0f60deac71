//! The empty or prefilled workbook a person fills in: the data sheet first, an instruction sheet, two hidden sheets.
//!
//! Hidden for good (not in the program's list of hidden sheets): [`LISTS_SHEET`] with the choices of the drop-down
//! lists, one column each, and [`MARKER_SHEET`] with a text in A1 by which the file is known when it comes back.

use std::path::{Path, PathBuf};

use kartoteka_domain::cell::Cell;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Note, Workbook, Worksheet,
};

use super::cells::{Formats, put_in_column, put_text};
use super::xlsx::{
    Destination, add_filter, check_columns, cut_visibly, guarded, new_workbook, row_index, save, sheet_name, write_header,
};
use super::{ColumnKind, ColumnLook, DelimitedLook, TableLook, TableWriter, WriteError, XLSX_ROW_LIMIT, check_width, folder_of};

pub const MARKER_SHEET: &str = "_kartoteka";
pub const LISTS_SHEET: &str = "_lists";

/// UTF-16 units of a header's comment that are kept.
const NOTE_LIMIT: usize = 2_000;

#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Name of the data sheet; mended where a workbook would refuse it.
    pub sheet: String,
    pub columns: Vec<TemplateColumn>,
    /// Rows already filled in, a few samples or records; many go through [`TemplateWriter::row`].
    pub rows: Vec<Vec<Cell<'static>>>,
    /// Rows below the header that offer the drop-down lists; at least as many as are filled in.
    pub max_rows: u32,
    /// Further data sheets behind the first, for files that hold several kinds of record.
    pub more: Vec<DataSheet>,
    pub instructions: InstructionSheet,
    pub marker: String,
}

/// A further data sheet; its few rows are written at once.
#[derive(Clone, Debug, Default)]
pub struct DataSheet {
    /// Mended where a workbook would refuse it.
    pub sheet: String,
    pub columns: Vec<TemplateColumn>,
    pub rows: Vec<Vec<Cell<'static>>>,
}

#[derive(Clone, Debug, Default)]
pub struct TemplateColumn {
    /// As it stands in the cell, with ` *` where required.
    pub header: String,
    pub required: bool,
    /// Text format whatever the kind: leading zeros and long numbers stay.
    pub text_format: bool,
    pub kind: ColumnKind,
    /// In characters; 0 leaves the program's own width.
    pub width: u16,
    /// A comment on the header.
    pub note: Option<String>,
    /// Offered as a drop-down list. Other words are questioned, not refused.
    pub choices: Vec<String>,
    /// A cell may hold several choices: other words are not even questioned.
    pub several: bool,
}

impl TemplateColumn {
    fn look(&self) -> ColumnLook {
        let kind = if self.text_format { ColumnKind::Text } else { self.kind };
        ColumnLook { header: self.header.clone(), width: self.width, kind, emphasis: self.required }
    }
}

/// The sheet that explains every column. Left out when its name is empty.
#[derive(Clone, Debug, Default)]
pub struct InstructionSheet {
    pub name: String,
    pub title: String,
    pub intro: Vec<String>,
    pub table_header: Vec<String>,
    pub table: Vec<Vec<String>>,
}

/// Streams a template whose rows do not fit into memory: the edit template of a large selection, or an export that is
/// to be recognised by its marker when it comes back.
pub struct TemplateWriter {
    workbook: Workbook,
    path: PathBuf,
    data_name: String,
    looks: Vec<ColumnLook>,
    formats: Formats,
    template: Template,
    rows: u64,
}

impl TemplateWriter {
    /// Writes the header and `template.rows`; further rows may follow.
    pub fn create(path: &Path, mut template: Template) -> Result<Self, WriteError> {
        check_columns(template.columns.len())?;
        let mut workbook = new_workbook(folder_of(path))?;
        let data_name = sheet_name(&template.sheet, &[LISTS_SHEET, MARKER_SHEET]);
        let looks: Vec<ColumnLook> = template.columns.iter().map(TemplateColumn::look).collect();
        let formats = Formats::new(None);
        let sheet = workbook.add_worksheet_with_constant_memory()?.set_name(&data_name)?;
        write_header(sheet, &looks, &formats)?;
        add_notes(sheet, &template.columns)?;
        let rows = std::mem::take(&mut template.rows);
        let mut writer = TemplateWriter { workbook, path: path.to_owned(), data_name, looks, formats, template, rows: 0 };
        for row in &rows {
            writer.row(row)?;
        }
        Ok(writer)
    }

    /// A row of which only the filled cells are given, by column.
    pub fn cells(&mut self, cells: &[(usize, Cell<'_>)]) -> Result<(), WriteError> {
        self.row(&super::spread(cells))
    }

    /// Cells missing at the end are empty.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        check_width(cells, self.looks.len())?;
        let row = row_index(self.rows + 1)?;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let (looks, formats) = (&self.looks, &self.formats);
        guarded(|| {
            for (column, (cell, look)) in cells.iter().zip(looks).enumerate() {
                put_in_column(sheet, (row, column), cell, look.kind, formats)?;
            }
            Ok(())
        })?;
        self.rows += 1;
        Ok(())
    }

    /// Adds the drop-down lists and the other sheets, completes the file and gives the number of rows.
    pub fn finish(mut self) -> Result<u64, WriteError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        let max_rows = u64::from(self.template.max_rows);
        let mut lists = add_validations(sheet, &self.template.columns, max_rows.max(self.rows), 0)?;
        add_filter(sheet, 0, self.rows, self.looks.len())?;
        for more in &self.template.more {
            let sheet =
                self.workbook.add_worksheet().set_name(sheet_name(&more.sheet, &[&self.data_name, LISTS_SHEET, MARKER_SHEET]))?;
            write_more(sheet, more, &self.formats)?;
            lists = add_validations(sheet, &more.columns, max_rows.max(more.rows.len() as u64), lists)?;
        }
        let instructions = &self.template.instructions;
        if !instructions.name.is_empty() {
            let name = sheet_name(&instructions.name, &[&self.data_name, LISTS_SHEET, MARKER_SHEET]);
            write_instructions(self.workbook.add_worksheet().set_name(name)?, instructions)?;
        }
        let columns = self.template.columns.iter().chain(self.template.more.iter().flat_map(|more| &more.columns));
        write_lists(&mut self.workbook, &columns.collect::<Vec<_>>())?;
        let marker = self.workbook.add_worksheet().set_name(MARKER_SHEET)?;
        put_text(marker, (0, 0), &self.template.marker, None)?;
        marker.set_very_hidden(true);
        save(self.workbook, Destination::Path(self.path))?;
        Ok(self.rows)
    }
}

/// Writes the workbook.
pub fn write_template(path: &Path, template: &Template) -> Result<(), WriteError> {
    TemplateWriter::create(path, template.clone())?.finish().map(|_| ())
}

/// Writes the headers and filled-in rows as delimited text, which can hold nothing else of a template.
pub fn write_template_csv(path: &Path, template: &Template, look: &DelimitedLook) -> Result<(), WriteError> {
    let columns: Vec<ColumnLook> = template.columns.iter().map(TemplateColumn::look).collect();
    let mut table = TableWriter::create(path, &TableLook::Delimited(*look), &columns)?;
    for row in &template.rows {
        table.row(row)?;
    }
    table.finish().map(|_| ())
}

fn add_notes(sheet: &mut Worksheet, columns: &[TemplateColumn]) -> Result<(), WriteError> {
    for (index, column) in columns.iter().enumerate() {
        if let Some(note) = column.note.as_deref().filter(|note| !note.is_empty()) {
            // The column fits: the header was written there.
            sheet.insert_note(0, index as u16, &note_box(note, NOTE_LIMIT))?;
        }
    }
    Ok(())
}

/// A comment without author, large enough for its text.
pub(super) fn note_box(text: &str, limit: usize) -> Note {
    let text = cut_visibly(text, limit);
    // About 40 characters to a line of 280 pixels, 18 pixels a line.
    let lines: usize = text.lines().map(|line| line.chars().count() / 40 + 1).sum();
    Note::new(&text).set_author("").add_author_prefix(false).set_width(280).set_height(18 * (lines.clamp(1, 30) as u32) + 12)
}

fn write_more(sheet: &mut Worksheet, more: &DataSheet, formats: &Formats) -> Result<(), WriteError> {
    check_columns(more.columns.len())?;
    let looks: Vec<ColumnLook> = more.columns.iter().map(TemplateColumn::look).collect();
    write_header(sheet, &looks, formats)?;
    add_notes(sheet, &more.columns)?;
    for (row, cells) in more.rows.iter().enumerate() {
        check_width(cells, looks.len())?;
        for (column, (cell, look)) in cells.iter().zip(&looks).enumerate() {
            put_in_column(sheet, (row_index(row as u64 + 1)?, column), cell, look.kind, formats)?;
        }
    }
    add_filter(sheet, 0, more.rows.len() as u64, looks.len())
}

/// One validation for a whole column: programs drop thousands of single ones. `first` is the number of the first list;
/// returns the number of the next one.
fn add_validations(sheet: &mut Worksheet, columns: &[TemplateColumn], rows: u64, first: usize) -> Result<usize, WriteError> {
    let last = row_index(rows.clamp(1, XLSX_ROW_LIMIT - 1))?;
    let mut next = first;
    let with_choices = columns.iter().enumerate().filter(|(_, column)| has_choices(column));
    for (list, (index, column)) in with_choices.enumerate().map(|(n, found)| (first + n, found)) {
        next = list + 1;
        let letters = rust_xlsxwriter::utility::column_number_to_name(list as u16);
        let count = choices(column).count();
        let range = Formula::new(format!("{LISTS_SHEET}!${letters}$1:${letters}${count}"));
        let validation = DataValidation::new()
            .allow_list_formula(range)
            .set_error_style(DataValidationErrorStyle::Warning)
            .show_error_message(!column.several);
        sheet.add_data_validation(1, index as u16, last, index as u16, &validation)?;
    }
    Ok(next)
}

fn choices(column: &TemplateColumn) -> impl Iterator<Item = &String> {
    column.choices.iter().filter(|choice| !choice.is_empty())
}

fn has_choices(column: &TemplateColumn) -> bool {
    choices(column).next().is_some()
}

/// The choices of the columns that have any, in the same order: lists longer than 255 characters need a range.
fn write_lists(workbook: &mut Workbook, columns: &[&TemplateColumn]) -> Result<(), WriteError> {
    if !columns.iter().any(|column| has_choices(column)) {
        return Ok(());
    }
    let formats = Formats::new(None);
    let sheet = workbook.add_worksheet().set_name(LISTS_SHEET)?;
    for (list, column) in columns.iter().filter(|column| has_choices(column)).enumerate() {
        for (row, choice) in choices(column).enumerate() {
            put_text(sheet, (row_index(row as u64)?, list), choice, Some(formats.text()))?;
        }
    }
    sheet.set_very_hidden(true);
    Ok(())
}

fn write_instructions(sheet: &mut Worksheet, page: &InstructionSheet) -> Result<(), WriteError> {
    let widths = column_widths(page);
    for (index, width) in widths.iter().enumerate() {
        sheet.set_column_width(index as u16, f64::from(*width))?;
    }
    sheet.set_screen_gridlines(false);
    put_text(sheet, (0, 0), &page.title, Some(&Format::new().set_bold().set_font_size(16)))?;
    let mut row = 2;
    for paragraph in &page.intro {
        write_paragraph(sheet, row, paragraph, &widths)?;
        row += 1;
    }
    row += u32::from(!page.intro.is_empty());
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let header = wrapped.clone().set_bold().set_background_color(Color::RGB(0xE7E6E6));
    for (column, text) in page.table_header.iter().enumerate() {
        put_text(sheet, (row, column), text, Some(&header))?;
    }
    for (index, cells) in page.table.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            put_text(sheet, (row + 1 + index as u32, column), text, Some(&wrapped))?;
        }
    }
    Ok(())
}

/// One paragraph across the whole table. Merged cells do not grow by themselves, so the height is estimated.
fn write_paragraph(sheet: &mut Worksheet, row: u32, text: &str, widths: &[u16]) -> Result<(), WriteError> {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let total: usize = widths.iter().map(|width| usize::from(*width)).sum();
    let lines: usize = text.lines().map(|line| line.chars().count() / total.max(20) + 1).sum();
    if widths.len() > 1 {
        sheet.merge_range(row, 0, row, widths.len() as u16 - 1, "", &format)?;
    }
    sheet.set_row_height(row, (15.0 * lines.max(1) as f64).min(400.0))?;
    put_text(sheet, (row, 0), text, Some(&format))
}

/// As wide as the longest text of the column, within reason: the rest wraps.
fn column_widths(page: &InstructionSheet) -> Vec<u16> {
    let columns = page.table.iter().map(Vec::len).chain([page.table_header.len(), 1]).max().unwrap_or(1);
    let longest = |column: usize| {
        let rows = page.table.iter().chain([&page.table_header]);
        rows.filter_map(|row| row.get(column)).flat_map(|text| text.lines()).map(|line| line.chars().count()).max()
    };
    (0..columns).map(|column| longest(column).unwrap_or(0).clamp(12, 48) as u16 + 2).collect()
}
