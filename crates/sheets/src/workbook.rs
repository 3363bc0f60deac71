//! Any workbook: previews and rows, whatever the format. To be called behind the wall: a reader that panics is caught
//! here, one that runs away is stopped by the process around it.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::sync_channel;

use crate::block::RawBlock;
use crate::collect::{Collector, Stop};
use crate::ods::Ods;
use crate::sniff::workbook_format;
use crate::xls::Xls;
use crate::xlsb::Xlsb;
use crate::xlsx::Xlsx;
use crate::{Block, Format, Inspection, Limits, MARKER_SHEET, PREVIEW_ROWS, ReadReport, SheetError, SheetPreview};

/// Blocks read and not yet packed.
const BLOCKS_AHEAD: usize = 2;

enum Book {
    Xlsx(Xlsx),
    Xlsb(Xlsb),
    Xls(Xls),
    Ods(Ods),
}

impl Book {
    fn open(path: &Path, format: Format, limits: &Limits) -> Result<Book, SheetError> {
        match format {
            Format::Xlsx => Xlsx::open(path, limits).map(Book::Xlsx),
            Format::Xlsb => Xlsb::open(path, limits).map(Book::Xlsb),
            Format::Xls => Xls::open(path, limits).map(Book::Xls),
            Format::Ods => Ods::open(path, limits).map(Book::Ods),
            Format::Delimited => Err(SheetError::damaged("workbook")),
        }
    }

    /// Name and whether it is hidden, of each sheet that holds rows.
    fn sheets(&self) -> Vec<(String, bool)> {
        match self {
            Book::Xlsx(book) => book.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.hidden)).collect(),
            Book::Xlsb(book) => book.sheets.clone(),
            Book::Xls(book) => book.sheets.clone(),
            Book::Ods(book) => book.sheets.clone(),
        }
    }

    fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        match self {
            Book::Xlsx(book) => book.read(index, collector),
            Book::Xlsb(book) => book.read(index, collector),
            Book::Xls(book) => book.read(index, collector),
            Book::Ods(book) => book.read(index, collector),
        }
    }
}

/// A preview with its rows still in blocks, as it crosses the wall.
pub(crate) struct Preview {
    pub inspection: Inspection,
    /// One list a sheet.
    pub blocks: Vec<Vec<Block>>,
}

pub(crate) fn preview(path: &Path, limits: &Limits) -> Result<Preview, SheetError> {
    guarded(|| {
        let format = workbook_format(path, limits)?;
        let mut book = Book::open(path, format, limits)?;
        let mut inspection =
            Inspection { format, encoding: None, delimiter: None, sheets: Vec::new(), marker: None, notes: Vec::new() };
        let mut sheets = Vec::new();
        for (index, (name, hidden)) in book.sheets().into_iter().enumerate() {
            let mut blocks = Vec::new();
            let mut keep = |block: RawBlock| {
                blocks.push(block.pack());
                ControlFlow::Continue(())
            };
            let mut collector = Collector::new(index, limits, PREVIEW_ROWS, &mut keep);
            let outcome = book.read(index, &mut collector);
            let (report, refused) = match collector.finish(outcome) {
                Ok(report) => (report, None),
                Err(error) if concerns_one_sheet(&error) => (ReadReport::default(), Some(error)),
                Err(error) => return Err(error),
            };
            if name == MARKER_SHEET {
                inspection.marker = marker(&blocks)?;
                continue;
            }
            for note in report.notes {
                if !inspection.notes.contains(&note) {
                    inspection.notes.push(note);
                }
            }
            inspection.sheets.push(SheetPreview { index, name, hidden, rows: Vec::new(), refused });
            sheets.push(blocks);
        }
        if sheets.iter().all(Vec::is_empty) {
            let refused = inspection.sheets.iter_mut().find_map(|sheet| sheet.refused.take());
            return Err(refused.unwrap_or(SheetError::NoData));
        }
        Ok(Preview { inspection, blocks: sheets })
    })
}

pub(crate) fn inspect(path: &Path, limits: &Limits) -> Result<Inspection, SheetError> {
    let Preview { mut inspection, blocks } = preview(path, limits)?;
    for (sheet, blocks) in inspection.sheets.iter_mut().zip(&blocks) {
        sheet.rows = crate::csv::rows_of(blocks)?;
    }
    Ok(inspection)
}

/// One thread reads, this one packs the blocks and hands them on; the formats that inflate have one more for that. Where the
/// system has no second thread to give, this one does it all.
pub(crate) fn read(
    path: &Path,
    sheet: usize,
    limits: &Limits,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    let (send, receive) = sync_channel::<RawBlock>(BLOCKS_AHEAD);
    std::thread::scope(|scope| {
        let read_ahead = move || {
            let mut pass_on = |block| if send.send(block).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            read_raw(path, sheet, limits, &mut pass_on)
        };
        let Ok(reading) = std::thread::Builder::new().spawn_scoped(scope, read_ahead) else {
            return read_raw(path, sheet, limits, &mut |block: RawBlock| sink(block.pack()));
        };
        let mut so_far = ReadReport::default();
        while let Ok(raw) = receive.recv() {
            let block = raw.pack();
            so_far.rows += block.rows;
            so_far.last_row = block.last_row;
            if sink(block).is_break() {
                // What was read ahead was not delivered.
                so_far.blank_rows = so_far.last_row.0.saturating_sub(so_far.rows);
                drop(receive);
                return reading.join().map(|_| so_far).map_err(|_| SheetError::damaged("workbook"));
            }
        }
        reading.join().unwrap_or_else(|_| Err(SheetError::damaged("workbook")))
    })
}

fn read_raw(
    path: &Path,
    sheet: usize,
    limits: &Limits,
    sink: &mut dyn FnMut(RawBlock) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    guarded(|| {
        let format = workbook_format(path, limits)?;
        let mut book = Book::open(path, format, limits)?;
        let mut collector = Collector::new(sheet, limits, u32::MAX, sink);
        let outcome = book.read(sheet, &mut collector);
        collector.finish(outcome)
    })
}

fn marker(blocks: &[Block]) -> Result<Option<String>, SheetError> {
    let rows = crate::csv::rows_of(blocks)?;
    Ok(rows.first().filter(|row| row.number.0 == 1).map(|row| row.cell(0).shown().into_owned()).filter(|text| !text.is_empty()))
}

/// A sheet beyond a limit leaves the others of its workbook readable; damage and harm do not.
fn concerns_one_sheet(error: &SheetError) -> bool {
    matches!(error, SheetError::TooManyColumns { .. } | SheetError::CellTooLong { .. } | SheetError::RowTooLong { .. })
}

/// A reader of somebody else's that panics has met a damaged file.
fn guarded<T>(work: impl FnOnce() -> Result<T, SheetError>) -> Result<T, SheetError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(SheetError::damaged("workbook")))
}
