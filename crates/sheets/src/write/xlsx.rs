//! Workbooks: one sheet streamed row by row, and the pieces the other workbook writers share.
//!
//! Texts are written as texts, whatever they look like; dates, times and percents are real ones. Dates before March
//! 1900, which spreadsheets count wrongly or not at all, are written as ISO texts.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime, Time, date};
use kartoteka_domain::cell::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use super::{ColumnKind, ColumnLook, Shade, WriteError, check_width};

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

fn column_index(column: usize) -> Result<u16, WriteError> {
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

/// How one cell is shown, which follows from its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    General,
    /// Whole numbers of twelve digits and more, which the general format shows with an exponent.
    Whole,
    Date,
    DateTime,
    Time,
    Percent,
}

impl Form {
    fn of(cell: &Cell<'_>) -> Form {
        match cell {
            Cell::Empty | Cell::Text(_) | Cell::Error(_) => Form::Text,
            Cell::Number(number) if number.abs() >= 1e11 && number.trunc() == *number => Form::Whole,
            Cell::Number(_) | Cell::Bool(_) => Form::General,
            Cell::Percent(_) => Form::Percent,
            Cell::DateTime(at) if at.time() == Time::midnight() => Form::Date,
            Cell::DateTime(_) => Form::DateTime,
            Cell::Time(_) => Form::Time,
        }
    }

    /// Whether a value of this form is shown well, and read back as what it is, in the format of the column.
    fn fits(self, kind: ColumnKind) -> bool {
        match self {
            Form::Text => true,
            Form::General => matches!(kind, ColumnKind::Text | ColumnKind::Number | ColumnKind::General),
            Form::Whole => kind == ColumnKind::Text,
            Form::Date => matches!(kind, ColumnKind::Date | ColumnKind::DateTime),
            Form::DateTime => kind == ColumnKind::DateTime,
            Form::Time => kind == ColumnKind::Time,
            Form::Percent => kind == ColumnKind::Percent,
        }
    }
}

/// One format for each form, all in one shade.
pub(super) struct Formats {
    forms: [Format; 7],
}

impl Formats {
    pub(super) fn new(shade: Option<Shade>) -> Self {
        let built_in = |index: u8| Format::new().set_num_format_index(index);
        let own = |number_format: &str| Format::new().set_num_format(number_format);
        // In the order of `Form`. "General" is spelled out: by its number it would count as no format at all, and the
        // cell would take the format of its column.
        let forms = [
            built_in(49),
            own("General"),
            built_in(1),
            own("yyyy-mm-dd"),
            own("yyyy-mm-dd hh:mm:ss"),
            own("hh:mm:ss"),
            built_in(10),
        ];
        Formats {
            forms: forms.map(|format| match shade {
                Some(shade) => format.set_background_color(Color::RGB(shade.colour())),
                None => format,
            }),
        }
    }

    fn form(&self, form: Form) -> &Format {
        &self.forms[form as usize]
    }

    pub(super) fn text(&self) -> &Format {
        self.form(Form::Text)
    }

    /// The format of a whole column, unless it is the one every cell has anyway.
    pub(super) fn column(&self, kind: ColumnKind) -> Option<&Format> {
        match kind {
            ColumnKind::Text => Some(self.form(Form::Text)),
            ColumnKind::Date => Some(self.form(Form::Date)),
            ColumnKind::DateTime => Some(self.form(Form::DateTime)),
            ColumnKind::Time => Some(self.form(Form::Time)),
            ColumnKind::Percent => Some(self.form(Form::Percent)),
            ColumnKind::Number | ColumnKind::General => None,
        }
    }
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

/// A cell in a column that has a format: most cells need none of their own, which is fast and small.
pub(super) fn put_in_column(
    sheet: &mut Worksheet,
    at: (u32, usize),
    cell: &Cell<'_>,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), WriteError> {
    let form = Form::of(cell);
    let format = if form.fits(kind) { None } else { Some(formats.form(form)) };
    put(sheet, at, cell, format)
}

/// A cell that carries its own format. An empty one is still there, for its shade.
pub(super) fn put_alone(sheet: &mut Worksheet, at: (u32, usize), cell: &Cell<'_>, formats: &Formats) -> Result<(), WriteError> {
    put(sheet, at, cell, Some(formats.form(Form::of(cell))))
}

pub(super) fn put(sheet: &mut Worksheet, at: (u32, usize), cell: &Cell<'_>, format: Option<&Format>) -> Result<(), WriteError> {
    match cell {
        Cell::Empty => match format {
            Some(format) => sheet.write_blank(at.0, column_index(at.1)?, format).map(|_| ()).map_err(WriteError::from),
            None => Ok(()),
        },
        Cell::Text(text) => put_text(sheet, at, text, format),
        Cell::Number(number) | Cell::Percent(number) if !number.is_finite() => put_text(sheet, at, &cell.shown(), format),
        Cell::Number(number) | Cell::Percent(number) => put_number(sheet, at, *number, format),
        Cell::Bool(yes) => put_bool(sheet, at, *yes, format),
        Cell::DateTime(moment) => match serial(*moment) {
            Some(number) => put_number(sheet, at, number, format),
            None => put_text(sheet, at, &cell.shown(), format),
        },
        Cell::Time(time) => put_number(sheet, at, day_part(*time), format),
        Cell::Error(code) => put_error(sheet, at, code, format),
    }
}

fn put_number(
    sheet: &mut Worksheet,
    (row, column): (u32, usize),
    number: f64,
    format: Option<&Format>,
) -> Result<(), WriteError> {
    let column = column_index(column)?;
    match format {
        Some(format) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_number(row, column, number)?,
    };
    Ok(())
}

fn put_bool(sheet: &mut Worksheet, (row, column): (u32, usize), yes: bool, format: Option<&Format>) -> Result<(), WriteError> {
    let column = column_index(column)?;
    match format {
        Some(format) => sheet.write_boolean_with_format(row, column, yes, format)?,
        None => sheet.write_boolean(row, column, yes)?,
    };
    Ok(())
}

/// A real error where the code is one that spreadsheets know, so that it is read back as one; else its text.
fn put_error(sheet: &mut Worksheet, at: (u32, usize), code: &str, format: Option<&Format>) -> Result<(), WriteError> {
    if !matches!(code, "#DIV/0!" | "#N/A" | "#NAME?" | "#NULL!" | "#NUM!" | "#REF!" | "#VALUE!") {
        return put_text(sheet, at, code, format);
    }
    let formula = Formula::new(code).set_result(code);
    let column = column_index(at.1)?;
    match format {
        Some(format) => sheet.write_formula_with_format(at.0, column, formula, format)?,
        None => sheet.write_formula(at.0, column, formula)?,
    };
    Ok(())
}

pub(super) fn put_text(
    sheet: &mut Worksheet,
    (row, column): (u32, usize),
    text: &str,
    format: Option<&Format>,
) -> Result<(), WriteError> {
    // Bytes are never fewer than UTF-16 units, so most texts need no count.
    if text.len() > XLSX_TEXT_LIMIT {
        let length = text.encode_utf16().count();
        if length > XLSX_TEXT_LIMIT {
            return Err(WriteError::TextTooLong { row: u64::from(row) + 1, column, length, limit: XLSX_TEXT_LIMIT });
        }
    }
    let column = column_index(column)?;
    if needs_own_escapes(text) {
        let (plain, escaped) = (Format::default(), own_escapes(text));
        let runs = [(&plain, escaped.as_str())];
        match format {
            Some(format) => sheet.write_rich_string_with_format(row, column, &runs, format)?,
            None => sheet.write_rich_string(row, column, &runs)?,
        };
        return Ok(());
    }
    match format {
        Some(format) => sheet.write_string_with_format(row, column, text, format)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// XML cannot hold these; workbooks write them as `_xHHHH_`.
fn is_escaped(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The workbook writer escapes a text such as `_x0041_` and a control character, but not the two meeting, as in
/// `_x0041` before a control character, which would be read back as another text.
fn needs_own_escapes(text: &str) -> bool {
    text.contains("_x") && text.chars().any(is_escaped)
}

fn own_escapes(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if is_escaped(c) || text[at..].starts_with("_x") {
            escaped.push_str(&format!("_x{:04X}_", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Days since the spreadsheet's day 0 with the part of the day; none before March 1900, where day 60 never was.
fn serial(moment: DateTime) -> Option<f64> {
    const DAY_ZERO: Date = date(1899, 12, 30);
    const FIRST: Date = date(1900, 3, 1);
    let day = moment.date();
    if day < FIRST {
        return None;
    }
    let days = day.duration_since(DAY_ZERO).as_hours() / 24;
    Some(days as f64 + day_part(moment.time()))
}

fn day_part(time: Time) -> f64 {
    time.duration_since(Time::midnight()).as_secs_f64() / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        // 1900-03-01 is day 61 because Excel counts a 29 February 1900; 2000-01-01 is day 36526.
        assert_eq!(serial(date(1900, 2, 28).at(0, 0, 0, 0)), None);
        assert_eq!(serial(date(1900, 3, 1).at(0, 0, 0, 0)), Some(61.0));
        assert_eq!(serial(date(2000, 1, 1).at(18, 0, 0, 0)), Some(36526.75));
        assert_eq!(day_part(Time::midnight()), 0.0);
    }

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
