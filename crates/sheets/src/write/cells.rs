//! One cell into a workbook: its value, its type, its format.
//!
//! Texts are written as texts, whatever they look like; dates, times and percents are real ones. Dates before March
//! 1900, which spreadsheets count wrongly or not at all, are written as ISO texts.

use jiff::civil::{Date, DateTime, Time, date};
use kartoteka_domain::cell::Cell;
use rust_xlsxwriter::{Color, Format, Formula, Worksheet};

use super::xlsx::{XLSX_TEXT_LIMIT, column_index};
use super::{ColumnKind, Shade, WriteError};

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
}
