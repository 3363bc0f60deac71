//! XLS (Excel 97 and later) and XLSB, by calamine. XLS is loaded whole, so its size is capped and it belongs behind the
//! wall. Neither says which rows are hidden, which numbers are percentages, or which zeros only a format shows.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, XlsError};
use kartoteka_domain::cell::Cell;

use crate::collect::{Collector, Stop};
use crate::container::Container;
use crate::number_format::Shown;
use crate::{Limits, SheetError, serial};

/// Name and whether it is hidden.
type Named = Vec<(String, bool)>;

pub(crate) struct Xls {
    book: calamine::Xls<BufReader<File>>,
    pub sheets: Named,
    is_1904: bool,
}

impl Xls {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xls, SheetError> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        if bytes > limits.whole_file_bytes {
            return Err(SheetError::TooLarge { bytes, limit: limits.whole_file_bytes });
        }
        let book = calamine::Xls::new(BufReader::new(file)).map_err(|error| match error {
            XlsError::Password => SheetError::Password,
            error if is_old(path) => {
                drop(error);
                SheetError::TooOld
            }
            _ => SheetError::damaged("workbook"),
        })?;
        let (sheets, is_1904) = (data_sheets(book.sheets_metadata()), book.has_1904_epoch());
        Ok(Xls { book, sheets, is_1904 })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let (name, _) = self.sheets.get(index).ok_or(SheetError::SheetMissing { index })?;
        let range = self.book.worksheet_range(name).map_err(|_| SheetError::damaged("sheet"))?;
        let Some((first_row, first_column)) = range.start() else { return Ok(()) };
        for (row, cells) in (first_row..).zip(range.rows()) {
            collector.begin(row + 1, false);
            for (column, data) in (first_column..).zip(cells) {
                put(collector, column, cell(data, self.is_1904))?;
            }
            collector.end()?;
        }
        Ok(())
    }
}

pub(crate) struct Xlsb {
    book: calamine::Xlsb<BufReader<File>>,
    pub sheets: Named,
    is_1904: bool,
}

impl Xlsb {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xlsb, SheetError> {
        // The other reader inflates without counting, so everything is counted before it may.
        Container::open(path, limits)?.check_all()?;
        let book = calamine::Xlsb::new(BufReader::new(File::open(path)?)).map_err(|error| match error {
            calamine::XlsbError::Password => SheetError::Password,
            _ => SheetError::damaged("workbook"),
        })?;
        let (sheets, is_1904) = (data_sheets(book.sheets_metadata()), book.has_1904_epoch());
        Ok(Xlsb { book, sheets, is_1904 })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let (name, _) = self.sheets.get(index).ok_or(SheetError::SheetMissing { index })?;
        let mut cells = self.book.worksheet_cells_reader(name).map_err(|_| SheetError::damaged("sheet"))?;
        let mut current = None;
        while let Some(next) = cells.next_cell().map_err(|_| SheetError::damaged("sheet"))? {
            let (row, column) = next.get_position();
            if current != Some(row) {
                if current.is_some_and(|current| row < current) {
                    return Err(SheetError::damaged("row").into());
                }
                if current.is_some() {
                    collector.end()?;
                }
                collector.begin(row + 1, false);
                current = Some(row);
            }
            put(collector, column, cell_ref(next.get_value(), self.is_1904))?;
        }
        if current.is_some() {
            collector.end()?;
        }
        Ok(())
    }
}

fn put(collector: &mut Collector<'_>, column: u32, cell: Cell<'_>) -> Result<(), SheetError> {
    if matches!(cell, Cell::Empty) {
        return Ok(());
    }
    collector.advance_to(column)?;
    collector.cell(&cell)
}

fn data_sheets(sheets: &[Sheet]) -> Named {
    let is_data = |sheet: &&Sheet| matches!(sheet.typ, SheetType::WorkSheet);
    sheets.iter().filter(is_data).map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// The stream of Excel 5 and 95 has another name.
fn is_old(path: &Path) -> bool {
    let wide = |name: &str| name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    std::fs::read(path).is_ok_and(|content| {
        memchr::memmem::find(&content, &wide("Book")).is_some() && memchr::memmem::find(&content, &wide("Workbook")).is_none()
    })
}

fn cell(data: &Data, is_1904: bool) -> Cell<'_> {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => Cell::text(text),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(at) => moment(at, is_1904),
        Data::DateTimeIso(text) => serial::iso(text),
        Data::DurationIso(text) => serial::iso_duration(text),
        Data::Error(error) => Cell::Error(error_text(error).into()),
    }
}

fn cell_ref<'t>(data: &'t DataRef<'_>, is_1904: bool) -> Cell<'t> {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(at) => moment(at, is_1904),
        DataRef::DateTimeIso(text) => serial::iso(text),
        DataRef::DurationIso(text) => serial::iso_duration(text),
        DataRef::Error(error) => Cell::Error(error_text(error).into()),
    }
}

fn moment(at: &ExcelDateTime, is_1904: bool) -> Cell<'static> {
    let shown = if at.is_duration() { Shown::Elapsed } else { Shown::Moment };
    serial::cell(at.as_f64(), shown, is_1904)
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
