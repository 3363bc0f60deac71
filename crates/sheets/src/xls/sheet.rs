//! One sheet of an XLS workbook. Cells may stand in any order in the file, so they are collected before they are handed on.

use kartoteka_domain::cell::Cell;

use super::Book;
use super::records::{Record, Records, kind};
use crate::binary::{Fields, error_cell};
use crate::collect::{Collector, Stop};
use crate::xlsb::put;
use crate::{Note, SheetError, serial};

/// One cell before it is given its meaning.
struct Found {
    row: u16,
    column: u16,
    content: Content,
}

enum Content {
    Number { number: f64, style: u16 },
    Shared(u32),
    Text(Box<str>),
    Bool(bool),
    Error(u8),
}

#[derive(Default)]
struct Sheet {
    cells: Vec<Found>,
    /// Rows that are not shown.
    hidden: Vec<u16>,
    hidden_columns: u32,
    is_filtered: bool,
    merged: u32,
    /// How many formulas have no stored result, and the row of the first, from 1.
    formulas: (u32, u32),
    /// The cell whose formula gave a text that comes in a record of its own.
    awaited: Option<(u16, u16)>,
}

pub(super) fn read(mut records: Records<'_>, book: &Book, collector: &mut Collector<'_>) -> Result<(), Stop> {
    let mut sheet = Sheet::default();
    let mut depth = 0;
    loop {
        // Charts within a sheet are sheets within it.
        let record = records.next()?.ok_or_else(|| SheetError::damaged("sheet"))?;
        match (record.kind, depth) {
            (kind::BEGIN, _) => depth += 1,
            (_, 0) => return Err(SheetError::damaged("sheet").into()),
            (kind::END, 1) => break,
            (kind::END, _) => depth -= 1,
            (_, 1) => sheet.take(&record, &mut records, book)?,
            _ => {}
        }
    }
    sheet.hand_on(book, collector)
}

impl Sheet {
    fn take<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>, book: &Book) -> Result<(), SheetError> {
        let mut fields = Fields::new(record.body);
        match record.kind {
            kind::ROW => {
                let row = fields.half()?;
                if fields.take(12)?[10] & 0x20 > 0 {
                    self.hidden.push(row);
                }
            }
            kind::COLUMNS => {
                let (from, to) = (u32::from(fields.half()?), u32::from(fields.half()?).min(255));
                if fields.take(5)?[4] & 1 > 0 {
                    self.hidden_columns += (to + 1).saturating_sub(from);
                }
            }
            kind::FILTER => self.is_filtered = true,
            kind::MERGED => self.merged = self.merged.saturating_add(fields.half()?.into()),
            kind::FORMULA_TEXT => {
                if let Some((row, column)) = self.awaited.take() {
                    let mut segments = vec![record.body];
                    records.continued(&mut segments);
                    self.push(row, column, Content::Text(book.texts.long(segments)?.into()));
                }
            }
            kind::PACKED_ROW => {
                let (row, first) = (fields.half()?, fields.half()?);
                // Style and number of each, then the last column once more.
                for column in (first..).take(fields.rest.len().saturating_sub(2) / 6) {
                    let style = fields.half()?;
                    let number = fields.packed_number()?;
                    self.push(row, column, Content::Number { number, style });
                }
            }
            kind::NUMBER | kind::PACKED | kind::SHARED | kind::TEXT | kind::RICH_TEXT | kind::TRUTH_OR_ERROR | kind::FORMULA => {
                self.cell(record, fields, records, book)?
            }
            _ => {}
        }
        Ok(())
    }

    /// A record of one cell: row, column, style, content.
    fn cell<'s>(
        &mut self,
        record: &Record<'s>,
        mut fields: Fields<'s>,
        records: &mut Records<'s>,
        book: &Book,
    ) -> Result<(), SheetError> {
        let (row, column, style) = (fields.half()?, fields.half()?, fields.half()?);
        let content = match record.kind {
            kind::NUMBER => Content::Number { number: fields.float()?, style },
            kind::PACKED => Content::Number { number: fields.packed_number()?, style },
            kind::SHARED => Content::Shared(fields.word()?),
            kind::TRUTH_OR_ERROR => truth_or_error(fields.byte()?, fields.byte()?),
            kind::FORMULA => match self.result(fields.take(8)?, (row, column), style) {
                Some(content) => content,
                None => return Ok(()),
            },
            _ => {
                let mut segments = vec![fields.rest];
                records.continued(&mut segments);
                Content::Text(book.texts.long(segments)?.into())
            }
        };
        self.push(row, column, content);
        Ok(())
    }

    /// The stored result of a formula: a number, or a mark for something else.
    fn result(&mut self, stored: &[u8], at: (u16, u16), style: u16) -> Option<Content> {
        if stored[6..] != [0xff, 0xff] {
            return Some(Content::Number { number: Fields::new(stored).float().ok()?, style });
        }
        match stored[0] {
            0 => self.awaited = Some(at),
            1 => return Some(truth_or_error(stored[2], 0)),
            2 => return Some(truth_or_error(stored[2], 1)),
            _ => {
                let first = if self.formulas.0 == 0 { u32::from(at.0) + 1 } else { self.formulas.1 };
                self.formulas = (self.formulas.0 + 1, first);
            }
        }
        None
    }

    fn push(&mut self, row: u16, column: u16, content: Content) {
        self.cells.push(Found { row, column, content });
    }

    fn hand_on(mut self, book: &Book, collector: &mut Collector<'_>) -> Result<(), Stop> {
        if self.hidden_columns > 0 {
            collector.notes.push(Note::HiddenColumns { count: self.hidden_columns });
        }
        if self.formulas.0 > 0 {
            collector.notes.push(Note::FormulaWithoutValue { count: self.formulas.0, first_row: self.formulas.1 });
        }
        (collector.is_filtered, collector.merged) = (self.is_filtered, self.merged);
        let place = |found: &Found| (found.row, found.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        self.hidden.sort_unstable();
        let mut row = None;
        for (index, found) in self.cells.iter().enumerate() {
            // Of two cells at one place the later one is what is seen.
            if self.cells.get(index + 1).is_some_and(|next| place(next) == place(found)) {
                continue;
            }
            if row != Some(found.row) {
                if row.replace(found.row).is_some() {
                    collector.end()?;
                }
                collector.begin(u32::from(found.row) + 1, self.hidden.binary_search(&found.row).is_ok());
            }
            put(collector, found.column.into(), &meaning(&found.content, book)?)?;
        }
        if row.is_some() {
            collector.end()?;
        }
        Ok(())
    }
}

fn truth_or_error(value: u8, is_error: u8) -> Content {
    if is_error == 0 { Content::Bool(value != 0) } else { Content::Error(value) }
}

fn meaning<'c>(content: &'c Content, book: &'c Book) -> Result<Cell<'c>, SheetError> {
    Ok(match content {
        Content::Number { number, style } => {
            let shown = book.styles.get(usize::from(*style)).copied().unwrap_or_default();
            serial::cell(*number, shown, book.is_1904)
        }
        Content::Shared(index) => {
            Cell::text(book.strings.get(*index as usize).ok_or_else(|| SheetError::damaged("shared-string"))?)
        }
        Content::Text(text) => Cell::text(text),
        Content::Bool(yes) => Cell::Bool(*yes),
        Content::Error(code) => error_cell(*code),
    })
}
