//! Delimited text: RFC 4180 quoting, UTF-8, one buffer for the whole table and no memory per cell.
//!
//! Texts are written as given: whoever exports decides about a leading `=`. Numbers, dates and times are written as
//! [`Cell::shown`] shows them.

use std::io::Write;

use kartoteka_domain::cell::{Cell, number_text};

use super::{ColumnLook, WriteError, check_width};

/// Bytes gathered before they are handed to the output.
const BUFFER: usize = 128 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimitedLook {
    pub delimiter: char,
    /// A byte order mark first: without it Excel takes the text for the machine's old code page.
    pub bom: bool,
    /// Rows end in CR LF instead of LF.
    pub crlf: bool,
}

impl Default for DelimitedLook {
    fn default() -> Self {
        DelimitedLook { delimiter: ',', bom: true, crlf: true }
    }
}

pub(super) struct DelimitedTable {
    out: Box<dyn Write + Send>,
    buffer: Vec<u8>,
    quoting: Quoting,
    line_end: &'static [u8],
    columns: usize,
    rows: u64,
}

impl DelimitedTable {
    pub(super) fn new(out: Box<dyn Write + Send>, look: &DelimitedLook, columns: &[ColumnLook]) -> Result<Self, WriteError> {
        let mut table = DelimitedTable {
            out,
            buffer: Vec::with_capacity(BUFFER + BUFFER / 4),
            quoting: Quoting::new(look.delimiter),
            line_end: if look.crlf { b"\r\n" } else { b"\n" },
            columns: columns.len(),
            rows: 0,
        };
        if look.bom {
            table.buffer.extend_from_slice("\u{feff}".as_bytes());
        }
        table.header(columns);
        Ok(table)
    }

    fn header(&mut self, columns: &[ColumnLook]) {
        let start = self.buffer.len();
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                self.quoting.separate(&mut self.buffer);
            }
            if index == 0 && is_misread_at_start(&column.header) {
                self.quoting.quoted(&mut self.buffer, column.header.as_bytes());
            } else {
                self.quoting.text(&mut self.buffer, column.header.as_bytes());
            }
        }
        self.end_row(start);
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        check_width(cells, self.columns)?;
        let start = self.buffer.len();
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.quoting.separate(&mut self.buffer);
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => self.quoting.text(&mut self.buffer, text.as_bytes()),
                cell => self.quoting.plain(&mut self.buffer, cell),
            }
        }
        for _ in cells.len().max(1)..self.columns {
            self.quoting.separate(&mut self.buffer);
        }
        self.end_row(start);
        self.rows += 1;
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    /// The cells that are not empty, by column, ascending.
    pub(super) fn cells(&mut self, cells: &[(usize, Cell<'_>)]) -> Result<(), WriteError> {
        let start = self.buffer.len();
        let mut at = 0;
        for (column, cell) in cells {
            if *column >= self.columns {
                return Err(WriteError::RowTooWide { cells: column + 1, columns: self.columns });
            }
            for _ in at..*column {
                self.quoting.separate(&mut self.buffer);
            }
            at = *column;
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => self.quoting.text(&mut self.buffer, text.as_bytes()),
                cell => self.quoting.plain(&mut self.buffer, cell),
            }
        }
        for _ in at + 1..self.columns {
            self.quoting.separate(&mut self.buffer);
        }
        self.end_row(start);
        self.rows += 1;
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    /// A row of one empty cell would be an empty line, which readers skip: it gets quotes.
    fn end_row(&mut self, start: usize) {
        if self.buffer.len() == start && self.columns == 1 {
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.extend_from_slice(self.line_end);
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        self.out.write_all(&self.buffer).map_err(|source| WriteError::Output { source })?;
        self.buffer.clear();
        Ok(())
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn finish(mut self) -> Result<u64, WriteError> {
        self.flush()?;
        self.out.flush().map_err(|source| WriteError::Output { source })?;
        Ok(self.rows)
    }
}

/// Excel takes a file starting with `ID` for another format, readers honour `sep=`, and a first character that looks
/// like a byte order mark is lost. Quotes prevent all three.
fn is_misread_at_start(header: &str) -> bool {
    let lower = header.get(..4).map(str::to_ascii_lowercase);
    header.starts_with("ID") || header.starts_with('\u{feff}') || lower.as_deref() == Some("sep=")
}

/// Knows which texts need quotes.
struct Quoting {
    delimiter: Vec<u8>,
    /// True for each byte that cannot stand without quotes. For a delimiter outside ASCII its first byte: a quote too
    /// many does no harm.
    special: [bool; 256],
}

impl Quoting {
    fn new(delimiter: char) -> Self {
        let delimiter = delimiter.to_string().into_bytes();
        let mut special = [false; 256];
        for byte in [b'"', b'\r', b'\n', delimiter[0]] {
            special[usize::from(byte)] = true;
        }
        Quoting { delimiter, special }
    }

    fn separate(&self, buffer: &mut Vec<u8>) {
        match self.delimiter[..] {
            [byte] => buffer.push(byte),
            _ => buffer.extend_from_slice(&self.delimiter),
        }
    }

    fn text(&self, buffer: &mut Vec<u8>, text: &[u8]) {
        if self.needs_quotes(text) {
            self.quoted(buffer, text);
        } else {
            buffer.extend_from_slice(text);
        }
    }

    fn needs_quotes(&self, text: &[u8]) -> bool {
        text.iter().any(|byte| self.special[usize::from(*byte)])
    }

    fn quoted(&self, buffer: &mut Vec<u8>, text: &[u8]) {
        buffer.push(b'"');
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'"', rest) {
            buffer.extend_from_slice(&rest[..=at]);
            buffer.push(b'"');
            rest = &rest[at + 1..];
        }
        buffer.extend_from_slice(rest);
        buffer.push(b'"');
    }

    /// A cell that is not a text, straight into the buffer; quoted afterwards in the rare case of a delimiter such as
    /// `.` or `-`.
    fn plain(&self, buffer: &mut Vec<u8>, cell: &Cell<'_>) {
        let start = buffer.len();
        // Writing into memory cannot fail.
        let _ = match cell {
            Cell::Number(number) if *number == number.trunc() && number.abs() < 1e17 => {
                write!(buffer, "{}", *number as i64)
            }
            Cell::Number(number) => write!(buffer, "{}", number_text(*number)),
            cell => write!(buffer, "{}", cell.shown()),
        };
        if self.needs_quotes(&buffer[start..]) {
            let text = buffer.split_off(start);
            self.quoted(buffer, &text);
        }
    }
}
