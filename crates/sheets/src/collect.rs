//! Takes cells from whichever reader, enforces the limits, counts, and hands full blocks on. Knows no format.

use std::ops::ControlFlow;

use kartoteka_domain::cell::{Cell, Row, RowNumber};

use crate::block::{BlockBuilder, RawBlock};
use crate::{Limits, Note, ReadReport, SheetError};

/// Why a reader ends before the end of its sheet: the sink has enough, or the file is refused.
pub(crate) enum Stop {
    Enough,
    Refused(SheetError),
}

impl From<SheetError> for Stop {
    fn from(error: SheetError) -> Stop {
        Stop::Refused(error)
    }
}

pub(crate) struct Collector<'a> {
    pub builder: BlockBuilder,
    pub limits: &'a Limits,
    pub notes: Vec<Note>,
    /// A filter of the sheet was at work when the file was saved.
    pub is_filtered: bool,
    /// Areas of merged cells so far.
    pub merged: u32,
    sink: &'a mut dyn FnMut(RawBlock) -> ControlFlow<()>,
    /// Non-blank rows after which the reader may go home; the whole sheet when `u32::MAX`.
    enough: u32,
    rows: u32,
    hidden: u32,
    last: u32,
    current: u32,
    current_hidden: bool,
    /// Bytes went into the block under construction.
    is_unchecked: bool,
}

impl<'a> Collector<'a> {
    pub fn new(
        sheet: usize,
        limits: &'a Limits,
        enough: u32,
        sink: &'a mut dyn FnMut(RawBlock) -> ControlFlow<()>,
    ) -> Collector<'a> {
        Collector {
            builder: BlockBuilder::new(sheet),
            limits,
            notes: Vec::new(),
            is_filtered: false,
            merged: 0,
            sink,
            enough,
            rows: 0,
            hidden: 0,
            last: 0,
            current: 0,
            current_hidden: false,
            is_unchecked: false,
        }
    }

    pub fn begin(&mut self, number: u32, hidden: bool) {
        self.current = number;
        self.current_hidden = hidden;
        self.builder.begin(RowNumber(number), hidden);
    }

    /// Fills up with empty cells so that the next cell stands in `column` (from 0).
    pub fn advance_to(&mut self, column: u32) -> Result<(), SheetError> {
        if column >= self.limits.columns {
            return Err(self.too_many_columns(column.saturating_add(1)));
        }
        if column < self.builder.width() {
            return Err(SheetError::damaged("cell-order"));
        }
        while self.builder.width() < column {
            self.builder.empty();
        }
        Ok(())
    }

    pub fn cell(&mut self, cell: &Cell<'_>) -> Result<(), SheetError> {
        self.builder.cell(cell);
        match cell {
            Cell::Text(text) => self.check_text(text.len()),
            _ => Ok(()),
        }
    }

    /// A text that is not empty and of which nobody knows yet whether it is UTF-8; that is asked once a block.
    #[inline]
    pub fn bytes(&mut self, text: &[u8]) -> Result<(), SheetError> {
        self.is_unchecked = true;
        self.known(text)
    }

    /// To be asked after each text: the length of the cell and of the row.
    #[inline]
    pub fn check_text(&self, length: usize) -> Result<(), SheetError> {
        if length > self.limits.cell_bytes {
            return Err(self.cell_too_long());
        }
        if self.builder.row_bytes() > self.limits.row_bytes {
            return Err(SheetError::RowTooLong { row: self.current, limit: self.limits.row_bytes as u64 });
        }
        Ok(())
    }

    pub fn cell_too_long(&self) -> SheetError {
        let column = self.builder.width().max(1);
        SheetError::CellTooLong { row: self.current, column, limit: self.limits.cell_bytes as u64 }
    }

    pub fn too_many_columns(&self, columns: u32) -> SheetError {
        SheetError::TooManyColumns { row: self.current, columns, limit: self.limits.columns }
    }

    /// A text that is not empty and known to be UTF-8.
    #[inline]
    pub fn known(&mut self, text: &[u8]) -> Result<(), SheetError> {
        self.builder.text_begin();
        self.builder.text_part(text);
        self.builder.text_end();
        self.check_text(text.len())
    }

    /// Whether the whole sheet is wanted and not only its first rows.
    pub fn wants_all(&self) -> bool {
        self.enough == u32::MAX
    }

    /// Closes the row; gives a full block to the sink.
    pub fn end(&mut self) -> Result<(), Stop> {
        if !self.builder.end() {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(SheetError::TooManyRows { limit: self.limits.rows }.into());
        }
        self.hidden += u32::from(self.current_hidden);
        self.last = self.current;
        if self.builder.is_full() {
            self.check_bytes()?;
            if let Some(block) = self.builder.take() {
                self.hand_on(block)?;
            }
        }
        if self.rows >= self.enough { Err(Stop::Enough) } else { Ok(()) }
    }

    /// A whole row at once.
    pub fn row(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        self.begin(row.number.0, row.hidden);
        for (column, cell) in row.cells.iter().enumerate() {
            if !matches!(cell, Cell::Empty) {
                self.advance_to(column as u32)?;
                self.cell(cell)?;
            }
        }
        self.end()
    }

    /// The last block and the counts. `outcome` is how the reader ended.
    pub fn finish(mut self, outcome: Result<(), Stop>) -> Result<ReadReport, SheetError> {
        let outcome = match outcome {
            Ok(()) | Err(Stop::Enough) => self.check_bytes().map_err(Stop::from).and(outcome),
            refused => refused,
        };
        let outcome = match (outcome, self.builder.take()) {
            (Ok(()), Some(block)) | (Err(Stop::Enough), Some(block)) => self.hand_on(block),
            (outcome, _) => outcome,
        };
        if let Err(Stop::Refused(error)) = outcome {
            return Err(error);
        }
        if self.is_filtered && self.hidden > 0 {
            self.notes.push(Note::FilteredRows { count: self.hidden });
        }
        if self.merged > 0 {
            self.notes.push(Note::MergedCells { count: self.merged });
        }
        Ok(ReadReport {
            rows: self.rows,
            // Rows that the file does not mention are as blank as those it does; those after the last row are not counted.
            blank_rows: self.last.saturating_sub(self.rows),
            hidden_rows: self.hidden,
            last_row: RowNumber(self.last),
            notes: self.notes,
        })
    }

    fn check_bytes(&mut self) -> Result<(), SheetError> {
        match std::mem::take(&mut self.is_unchecked) && !self.builder.is_text() {
            true => Err(SheetError::damaged("text")),
            false => Ok(()),
        }
    }

    fn hand_on(&mut self, block: RawBlock) -> Result<(), Stop> {
        match (self.sink)(block) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }
}
