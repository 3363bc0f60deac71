//! Delimited text: records straight into blocks, in constant memory. Quotes as RFC 4180 has them; a quote inside an
//! unquoted cell is a character like any other; a quote that never closes is refused with its line.

use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::Encoding;
use kartoteka_domain::cell::Row;
use memchr::{memchr, memchr2, memchr3};

use crate::block::RawBlock;
use crate::collect::{Collector, Stop};
use crate::decode::TextSource;
use crate::encoding::Found;
use crate::{
    Block, DelimiterFinding, EncodingFinding, Format, Inspection, Limits, Note, PREVIEW_ROWS, ReadReport, ReadingOptions,
    SheetError, SheetPreview, dialect, encoding,
};

/// Bytes at the start that decide on the delimiter.
const SNIFFED: usize = 64 << 10;
const CHUNK: usize = 256 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    pub quote: u8,
}

/// Receives the cells of one record.
pub(crate) trait Fields {
    /// A piece of the current cell.
    fn part(&mut self, part: &[u8]) -> Result<(), SheetError>;
    /// The current cell is complete.
    fn end(&mut self) -> Result<(), SheetError>;
    /// Line ends inside a quoted cell.
    fn lines(&mut self, _lines: u64) {}
    /// The current cell went on behind its closing quote.
    fn text_after_quote(&mut self);
}

pub(crate) fn inspect(path: &Path, options: &ReadingOptions, limits: &Limits) -> Result<Inspection, SheetError> {
    let found = find_encoding(path, options)?;
    let start = Start::of(path, found.encoding, options)?;
    let mut blocks = Vec::new();
    let report = read_rows(path, found.encoding, &start, limits, PREVIEW_ROWS, &mut |block| {
        blocks.push(block);
        ControlFlow::Continue(())
    })?;
    if report.rows == 0 {
        return Err(SheetError::NoData);
    }
    Ok(Inspection {
        format: Format::Delimited,
        encoding: Some(EncodingFinding {
            label: found.encoding.name().to_owned(),
            sure: found.sure,
            reason: found.reason,
            sample: encoding::sample(path, found.encoding)?,
        }),
        delimiter: Some(start.finding),
        sheets: vec![SheetPreview { index: 0, name: String::new(), hidden: false, rows: rows_of(&blocks)?, refused: None }],
        marker: None,
        notes: report.notes,
    })
}

pub(crate) fn read(
    path: &Path,
    options: &ReadingOptions,
    limits: &Limits,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    let found = find_encoding(path, options)?;
    let start = Start::of(path, found.encoding, options)?;
    read_rows(path, found.encoding, &start, limits, u32::MAX, sink)
}

/// Finds encoding and delimiter, checks and cuts, and keeps nothing.
pub(crate) fn count_cells(path: &Path, options: &ReadingOptions, limits: &Limits) -> Result<u64, SheetError> {
    let found = find_encoding(path, options)?;
    let start = Start::of(path, found.encoding, options)?;
    let mut source = TextSource::open(path, found.encoding)?;
    let (mut text, mut count) = (Vec::with_capacity(CHUNK * 2), Count(0));
    let mut at = start.skip;
    loop {
        let more = CHUNK.max(text.len());
        source.read(&mut text, more)?;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let before = count.0;
            match record(rest, source.at_end(), start.dialect, &mut count)? {
                Some(length) => at += length,
                None => {
                    // Cut by the end of the chunk: it is cut into cells again when the rest is there.
                    count.0 = before;
                    break;
                }
            }
        }
        if source.at_end() {
            return Ok(count.0);
        }
        text.drain(..at.min(text.len()));
        at = 0;
        if text.len() > limits.row_bytes {
            return Err(SheetError::RowTooLong { row: 0, limit: limits.row_bytes as u64 });
        }
    }
}

struct Count(u64);

impl Fields for Count {
    fn part(&mut self, _: &[u8]) -> Result<(), SheetError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), SheetError> {
        self.0 += 1;
        Ok(())
    }

    fn text_after_quote(&mut self) {}
}

/// The rows of a few blocks, for previews.
pub(crate) fn rows_of(blocks: &[Block]) -> Result<Vec<Row<'static>>, SheetError> {
    let mut rows = Vec::new();
    for block in blocks {
        let mut scratch = Vec::new();
        let mut cursor = Block::unpack(&block.bytes, &mut scratch).map_err(|_| SheetError::damaged("block"))?;
        let mut row = Row::default();
        while cursor.next_into(&mut row).map_err(|_| SheetError::damaged("block"))? {
            rows.push(row.clone().into_owned());
        }
    }
    Ok(rows)
}

fn find_encoding(path: &Path, options: &ReadingOptions) -> Result<Found, SheetError> {
    match &options.encoding {
        Some(label) => encoding::by_label(label),
        None => encoding::detect(path),
    }
}

/// What the start of the text decides.
struct Start {
    dialect: Dialect,
    finding: DelimiterFinding,
    /// Bytes of a line `sep=;`, which no spreadsheet shows: the row after it is row 1.
    skip: usize,
}

impl Start {
    fn of(path: &Path, encoding: &'static Encoding, options: &ReadingOptions) -> Result<Start, SheetError> {
        let quote = plain(options.quote.unwrap_or('"'), "quote")?;
        let mut text = Vec::new();
        let mut source = TextSource::open(path, encoding)?;
        source.read(&mut text, SNIFFED)?;
        let whole = source.at_end() && text.len() <= SNIFFED;
        text.truncate(SNIFFED);
        let sep = dialect::sep_line(&text);
        let finding = match (options.delimiter, sep) {
            (Some(delimiter), _) => DelimiterFinding { delimiter, sure: true, from_sep_line: false },
            (None, Some((delimiter, _))) => DelimiterFinding { delimiter: delimiter.into(), sure: true, from_sep_line: true },
            (None, None) => dialect::detect(&text, whole, quote),
        };
        let delimiter = plain(finding.delimiter, "delimiter")?;
        if delimiter == quote {
            return Err(SheetError::DialectUnusable { what: "quote".into() });
        }
        Ok(Start { dialect: Dialect { delimiter, quote }, finding, skip: sep.map_or(0, |(_, length)| length) })
    }
}

fn plain(character: char, what: &str) -> Result<u8, SheetError> {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | 0) => Ok(byte),
        _ => Err(SheetError::DialectUnusable { what: what.into() }),
    }
}

fn read_rows(
    path: &Path,
    encoding: &'static Encoding,
    start: &Start,
    limits: &Limits,
    enough: u32,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    let mut packed = |block: RawBlock| sink(block.pack());
    let mut collector = Collector::new(0, limits, enough, &mut packed);
    let mut rows = Rows { row: 0, extra_lines: 0, open_line: 0, after_quote: (0, 0) };
    let outcome = rows.pump(TextSource::open(path, encoding)?, start, &mut collector);
    let (count, first_row) = rows.after_quote;
    if count > 0 {
        collector.notes.push(Note::TextAfterQuote { count, first_row });
    }
    collector.finish(outcome)
}

struct Rows {
    row: u32,
    /// Line ends inside cells so far, and a line `sep=;`: line = row + this.
    extra_lines: u64,
    /// Line ends inside the record before the quote that is open.
    open_line: u64,
    after_quote: (u32, u32),
}

impl Rows {
    fn pump(&mut self, mut source: TextSource, start: &Start, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let mut text = Vec::with_capacity(CHUNK * 2);
        source.read(&mut text, CHUNK)?;
        let mut at = start.skip.min(text.len());
        // It is a line of the file all the same.
        self.extra_lines += u64::from(start.skip > 0);
        loop {
            at = self.records(&text, at, source.at_end(), start.dialect, collector)?;
            if source.at_end() {
                // Nothing is left: at the end of the file every record is complete.
                return Ok(());
            }
            text.copy_within(at.., 0);
            text.truncate(text.len() - at);
            at = 0;
            if text.len() > collector.limits.row_bytes {
                return Err(self.endless(&text, start.dialect, collector).into());
            }
            // A record longer than the buffer is read again from its start; doubling keeps that linear.
            let more = CHUNK.max(text.len());
            source.read(&mut text, more)?;
        }
    }

    /// All complete records from `at`; gives where the first incomplete one starts.
    fn records(
        &mut self,
        text: &[u8],
        mut at: usize,
        at_end: bool,
        dialect: Dialect,
        collector: &mut Collector<'_>,
    ) -> Result<usize, Stop> {
        while at < text.len() {
            let number = self.row.checked_add(1).ok_or(SheetError::TooManyRows { limit: collector.limits.rows })?;
            collector.begin(number, false);
            let mut cells = Cells { collector, after_quote: 0, lines: 0 };
            cells.collector.builder.text_begin();
            let length = match record(&text[at..], at_end, dialect, &mut cells) {
                Ok(Some(length)) => length,
                Ok(None) => {
                    collector.builder.abandon();
                    return Ok(at);
                }
                Err(SheetError::QuoteOpen { line }) => return Err(self.quote_open(line).into()),
                Err(error) => return Err(error.into()),
            };
            if cells.after_quote > 0 {
                let first = if self.after_quote.0 == 0 { number } else { self.after_quote.1 };
                self.after_quote = (self.after_quote.0 + cells.after_quote, first);
            }
            self.row = number;
            self.extra_lines += cells.lines;
            at += length;
            collector.end()?;
        }
        Ok(at)
    }

    /// `line` counts from 0 within the record.
    fn quote_open(&self, line: u64) -> SheetError {
        SheetError::QuoteOpen { line: u64::from(self.row) + self.extra_lines + 1 + line }
    }

    /// A record longer than any row may be: most likely a quote that was never closed.
    fn endless(&mut self, text: &[u8], dialect: Dialect, collector: &mut Collector<'_>) -> SheetError {
        let number = self.row + 1;
        collector.begin(number, false);
        collector.builder.text_begin();
        match record(text, true, dialect, &mut Cells { collector, after_quote: 0, lines: 0 }) {
            Err(SheetError::QuoteOpen { line }) => self.quote_open(line),
            Err(SheetError::CellTooLong { .. }) if self.is_quote_open(text, dialect) => self.quote_open(self.open_line),
            Err(error) => error,
            Ok(_) => SheetError::RowTooLong { row: number, limit: collector.limits.row_bytes as u64 },
        }
    }

    fn is_quote_open(&mut self, text: &[u8], dialect: Dialect) -> bool {
        let mut nothing = Nothing;
        match record(text, true, dialect, &mut nothing) {
            Err(SheetError::QuoteOpen { line }) => {
                self.open_line = line;
                true
            }
            _ => false,
        }
    }
}

/// Line ends of any kind.
fn lines_in(text: &[u8]) -> u64 {
    let mut lines = 0;
    let mut rest = text;
    while let Some(at) = memchr2(b'\r', b'\n', rest) {
        lines += 1;
        let step = if rest[at..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = &rest[at + step..];
    }
    lines
}

struct Cells<'c, 'a> {
    collector: &'c mut Collector<'a>,
    after_quote: u32,
    lines: u64,
}

impl Fields for Cells<'_, '_> {
    #[inline]
    fn part(&mut self, part: &[u8]) -> Result<(), SheetError> {
        self.collector.builder.text_part(part);
        Ok(())
    }

    #[inline]
    fn end(&mut self) -> Result<(), SheetError> {
        let length = self.collector.builder.text_end();
        if length > 0 {
            self.collector.check_text(length)?;
            let width = self.collector.builder.width();
            if width > self.collector.limits.columns {
                return Err(self.collector.too_many_columns(width));
            }
        }
        self.collector.builder.text_begin();
        Ok(())
    }

    fn lines(&mut self, lines: u64) {
        self.lines += lines;
    }

    fn text_after_quote(&mut self) {
        self.after_quote += 1;
    }
}

struct Nothing;

impl Fields for Nothing {
    fn part(&mut self, _: &[u8]) -> Result<(), SheetError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), SheetError> {
        Ok(())
    }

    fn text_after_quote(&mut self) {}
}

/// Cuts the record at the start of `text` into cells and gives its length with its line end; `None` when the record may
/// go on beyond `text`. [`SheetError::QuoteOpen`] counts lines from 0 within the record.
#[inline]
pub(crate) fn record(text: &[u8], at_end: bool, dialect: Dialect, to: &mut impl Fields) -> Result<Option<usize>, SheetError> {
    let mut at = 0;
    loop {
        if text.get(at) == Some(&dialect.quote) {
            match quoted(text, at, at_end, dialect, to)? {
                Some(next) => {
                    to.lines(lines_in(&text[at..next]));
                    at = next;
                }
                None => return Ok(None),
            }
        }
        let rest = &text[at..];
        let Some(length) = memchr3(dialect.delimiter, b'\n', b'\r', rest) else {
            if !at_end {
                return Ok(None);
            }
            to.part(rest)?;
            to.end()?;
            return Ok(Some(text.len()));
        };
        to.part(&rest[..length])?;
        let end = at + length;
        at = end + 1;
        match text[end] {
            b'\r' => {
                to.end()?;
                return Ok(match text.get(at) {
                    Some(b'\n') => Some(at + 1),
                    Some(_) => Some(at),
                    None if at_end => Some(at),
                    // Its line feed may come with the next chunk.
                    None => None,
                });
            }
            b'\n' => {
                to.end()?;
                return Ok(Some(at));
            }
            _ => to.end()?,
        }
    }
}

/// A quoted cell whose quote stands at `from`; gives where it ends, before the delimiter or the line end or the text that
/// follows the closing quote.
fn quoted(text: &[u8], from: usize, at_end: bool, dialect: Dialect, to: &mut impl Fields) -> Result<Option<usize>, SheetError> {
    let open = || SheetError::QuoteOpen { line: lines_in(&text[..from]) };
    let mut at = from + 1;
    loop {
        let Some(length) = memchr(dialect.quote, &text[at..]) else {
            return if at_end { Err(open()) } else { Ok(None) };
        };
        to.part(&text[at..at + length])?;
        at += length + 1;
        match text.get(at) {
            Some(next) if *next == dialect.quote => {
                to.part(&[dialect.quote])?;
                at += 1;
            }
            Some(next) if *next == dialect.delimiter || matches!(next, b'\r' | b'\n') => return Ok(Some(at)),
            None => return Ok(at_end.then_some(at)),
            // Over several lines it is not a cell with a quote inside but one that was never closed and met the next.
            Some(_) if memchr2(b'\r', b'\n', &text[from..at]).is_some() => return Err(open()),
            Some(_) => {
                to.text_after_quote();
                return Ok(Some(at));
            }
        }
    }
}
