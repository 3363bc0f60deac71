//! XLSB: the parts of an XLSX in binary records, read as a stream. Believes no stated count or dimension.

use std::io::{BufReader, Read};
use std::path::Path;

use kartoteka_domain::cell::Cell;

use crate::arena::Arena;
use crate::binary::{Fields, error_cell, wide_text};
use crate::collect::{Collector, Stop};
use crate::container::{Container, Part};
use crate::number_format::{Formats, Shown};
use crate::package::Package;
use crate::{Limits, Note, SheetError, serial};

const LAST_ROW: u32 = 1_048_576;
/// More than any record we read may take, beside a text.
const SPARE: usize = 64 << 10;

pub(crate) struct Xlsb {
    container: Container,
    /// Name and whether it is hidden.
    pub sheets: Vec<(String, bool)>,
    parts: Vec<usize>,
    is_1904: bool,
    styles: Vec<Shown>,
    strings_part: Option<usize>,
    strings: Option<Arena>,
}

impl Xlsb {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xlsb, SheetError> {
        let mut container = Container::open(path, limits)?;
        let package = Package::of(&mut container, "xl/workbook.bin")?;
        let (entries, is_1904) = read_workbook(Records::of(&mut container, package.book, limits)?)?;
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (name, hidden, id) in entries {
            // Chart and dialog sheets hold no rows.
            if let Some(part) = package.worksheet(&id, &container)? {
                sheets.push((name, hidden));
                parts.push(part);
            }
        }
        let styles = match package.part("/styles", &container) {
            Some(part) => read_styles(Records::of(&mut container, part, limits)?)?,
            None => Vec::new(),
        };
        let strings_part = package.part("/sharedStrings", &container);
        Ok(Xlsb { container, sheets, parts, is_1904, styles, strings_part, strings: None })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let part = *self.parts.get(index).ok_or(SheetError::SheetMissing { index })?;
        let strings = match (self.strings.take(), self.strings_part) {
            (Some(strings), _) => strings,
            (None, Some(part)) => read_strings(Records::of(&mut self.container, part, collector.limits)?, collector.limits)?,
            (None, None) => Arena::default(),
        };
        let strings = self.strings.insert(strings);
        let book = Book { strings, styles: &self.styles, is_1904: self.is_1904 };
        let mut hidden_columns = 0;
        let records = Records::of(&mut self.container, part, collector.limits)?;
        let outcome = read_sheet(records, &book, collector, &mut hidden_columns);
        if hidden_columns > 0 {
            collector.notes.push(Note::HiddenColumns { count: hidden_columns });
        }
        outcome
    }
}

struct Book<'b> {
    strings: &'b Arena,
    styles: &'b [Shown],
    is_1904: bool,
}

/// The records of a part, one at a time.
struct Records<'a> {
    source: BufReader<Part<'a>>,
    most: usize,
    body: Vec<u8>,
}

impl<'a> Records<'a> {
    fn of(container: &'a mut Container, part: usize, limits: &Limits) -> Result<Records<'a>, SheetError> {
        let source = BufReader::with_capacity(64 << 10, container.part(part)?);
        Ok(Records { source, most: limits.cell_bytes.saturating_mul(2).saturating_add(SPARE), body: Vec::new() })
    }

    /// The kind of the next record that is `wanted`, its content in `body`; `None` at the end of the part.
    fn next(&mut self, wanted: impl Fn(u16) -> bool) -> Result<Option<u16>, SheetError> {
        loop {
            let Some(low) = self.byte()? else { return Ok(None) };
            let kind = match low {
                0x80.. => u16::from(low & 0x7f) | u16::from(self.some_byte()? & 0x7f) << 7,
                _ => u16::from(low),
            };
            let mut length = 0usize;
            for shift in [0, 7, 14, 21] {
                let byte = self.some_byte()?;
                length |= usize::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    break;
                }
            }
            self.body.clear();
            let mut content = (&mut self.source).take(length as u64);
            if !wanted(kind) {
                if std::io::copy(&mut content, &mut std::io::sink())? < length as u64 {
                    return Err(SheetError::damaged("record"));
                }
                continue;
            }
            // Grows with what comes, not with what is announced.
            content.by_ref().take(self.most as u64).read_to_end(&mut self.body)?;
            if self.body.len() < length {
                return Err(if length > self.most {
                    SheetError::CellTooLong { row: 0, column: 0, limit: self.most as u64 }
                } else {
                    SheetError::damaged("record")
                });
            }
            return Ok(Some(kind));
        }
    }

    fn byte(&mut self) -> Result<Option<u8>, SheetError> {
        let mut byte = [0];
        Ok(if crate::decode::fill(&mut self.source, &mut byte)? == 1 { Some(byte[0]) } else { None })
    }

    fn some_byte(&mut self) -> Result<u8, SheetError> {
        self.byte()?.ok_or_else(|| SheetError::damaged("record"))
    }
}

/// A text with its length in UTF-16 units before it; a length of all ones is no text.
fn text(fields: &mut Fields<'_>) -> Result<String, SheetError> {
    match fields.word()? {
        u32::MAX => Ok(String::new()),
        length => Ok(wide_text(fields.take((length as usize).saturating_mul(2))?)),
    }
}

type Entries = Vec<(String, bool, String)>;

fn read_workbook(mut records: Records<'_>) -> Result<(Entries, bool), SheetError> {
    const PROPERTIES: u16 = 153;
    const SHEET: u16 = 156;
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    while let Some(kind) = records.next(|kind| matches!(kind, PROPERTIES | SHEET))? {
        let mut fields = Fields::new(&records.body);
        if kind == PROPERTIES {
            is_1904 = fields.word()? & 1 > 0;
            continue;
        }
        let hidden = fields.word()? & 3 > 0;
        fields.word()?;
        let id = text(&mut fields)?;
        sheets.push((text(&mut fields)?, hidden, id));
    }
    Ok((sheets, is_1904))
}

fn read_styles(mut records: Records<'_>) -> Result<Vec<Shown>, SheetError> {
    const FORMAT: u16 = 44;
    const STYLE: u16 = 47;
    const CELL_STYLES: u16 = 617;
    const CELL_STYLES_END: u16 = 618;
    let (mut formats, mut styles, mut in_cells) = (Formats::default(), Vec::new(), false);
    while let Some(kind) = records.next(|kind| matches!(kind, FORMAT | STYLE | CELL_STYLES | CELL_STYLES_END))? {
        let mut fields = Fields::new(&records.body);
        match kind {
            FORMAT => {
                let id = fields.half()?;
                formats.add(id.into(), &text(&mut fields)?);
            }
            CELL_STYLES => in_cells = true,
            CELL_STYLES_END => in_cells = false,
            _ if in_cells => {
                fields.half()?;
                styles.push(formats.shown(fields.half()?.into()));
            }
            _ => {}
        }
    }
    Ok(styles)
}

fn read_strings(mut records: Records<'_>, limits: &Limits) -> Result<Arena, SheetError> {
    const ITEM: u16 = 19;
    let mut strings = Arena::within(limits);
    while records.next(|kind| kind == ITEM)?.is_some() {
        let mut fields = Fields::new(&records.body);
        // What follows the text is how it looks and how it is pronounced.
        fields.byte()?;
        strings.push(&text(&mut fields)?, limits)?;
    }
    Ok(strings)
}

const ROW: u16 = 0;
const COLUMNS: u16 = 60;
const RICH: u16 = 62;
const SHEET_END: u16 = 130;
const FILTER: u16 = 163;
const MERGED: u16 = 176;

fn read_sheet(
    mut records: Records<'_>,
    book: &Book<'_>,
    collector: &mut Collector<'_>,
    hidden_columns: &mut u32,
) -> Result<(), Stop> {
    let mut row = None;
    loop {
        let Some(kind) = records.next(|kind| matches!(kind, ROW..=11 | COLUMNS | RICH | SHEET_END | FILTER | MERGED))? else {
            return Err(SheetError::damaged("sheet").into());
        };
        let mut fields = Fields::new(&records.body);
        match kind {
            ROW => {
                let next = fields.word()?;
                if next >= LAST_ROW || row.is_some_and(|row| next <= row) {
                    return Err(SheetError::damaged("row").into());
                }
                if row.replace(next).is_some() {
                    collector.end()?;
                }
                // Style and height stand before the byte that says whether the row is shown.
                let flags = fields.take(8)?[7];
                collector.begin(next + 1, flags & 0x10 > 0);
            }
            COLUMNS => {
                let (from, to) = (fields.word()?, fields.word()?);
                let is_hidden = fields.take(10)?[8] & 1 > 0;
                if is_hidden {
                    *hidden_columns += (to.min(16_383) + 1).saturating_sub(from);
                }
            }
            FILTER => collector.is_filtered = true,
            MERGED => collector.merged = collector.merged.saturating_add(1),
            SHEET_END => {
                if row.is_some() {
                    collector.end()?;
                }
                return Ok(());
            }
            _ if row.is_none() => return Err(SheetError::damaged("cell").into()),
            kind => {
                let column = fields.word()?;
                let style = fields.word()? & 0x00ff_ffff;
                let value = cell(kind, &mut fields, style, book)?;
                put(collector, column, &value)?;
            }
        }
    }
}

fn cell<'b>(kind: u16, fields: &mut Fields<'_>, style: u32, book: &Book<'b>) -> Result<Cell<'b>, SheetError> {
    let number = |number: f64| {
        let shown = book.styles.get(style as usize).copied().unwrap_or_default();
        serial::cell(number, shown, book.is_1904)
    };
    let own = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    Ok(match kind {
        2 => number(fields.packed_number()?),
        3 | 11 => error_cell(fields.byte()?),
        4 | 10 => Cell::Bool(fields.byte()? != 0),
        5 | 9 => number(fields.float()?),
        6 | 8 => own(text(fields)?),
        7 => Cell::text(book.strings.get(fields.word()? as usize).ok_or_else(|| SheetError::damaged("shared-string"))?),
        RICH => {
            fields.byte()?;
            own(text(fields)?)
        }
        _ => Cell::Empty,
    })
}

/// A cell at its place; an empty one leaves none.
pub(crate) fn put(collector: &mut Collector<'_>, column: u32, cell: &Cell<'_>) -> Result<(), SheetError> {
    if matches!(cell, Cell::Empty) {
        return Ok(());
    }
    collector.advance_to(column)?;
    collector.cell(cell)
}
