//! Blocks of rows: cells in, compressed self-contained bytes out, and back. Never interprets a cell.
//!
//! A block is a head of 28 bytes (magic, sizes, row numbers, checksum) and an LZ4 body. The body holds all texts one
//! after another, then the shape: per row the step of its number, flags, the count of cells, and a tag per cell. With
//! the texts together, one UTF-8 check serves a whole block and they compress better.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use kartoteka_domain::cell::{Cell, Row, RowNumber};

/// Rows after which a block is closed.
pub const BLOCK_ROWS: u32 = 1_000;
/// Raw bytes after which a block is closed.
pub const BLOCK_BYTES: usize = 1 << 20;

const MAGIC: [u8; 4] = *b"KRB1";
const HEAD: usize = 28;
/// No row may be longer than [`crate::Limits::row_bytes`], so no honest block comes near this.
const RAW_MAX: usize = 64 << 20;

const EMPTY: u8 = 0;
const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const PERCENT: u8 = 3;
const FALSE: u8 = 4;
const TRUE: u8 = 5;
const DATE_TIME: u8 = 6;
const TIME: u8 = 7;
const ERROR: u8 = 8;
/// From here on a tag is a text of `tag - SHORT` bytes.
const SHORT: u8 = 16;

/// A block as it is stored. `bytes` say everything again that the fields say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub sheet: usize,
    /// Running number of the block within the sheet, from 0.
    pub index: u32,
    pub first_row: RowNumber,
    pub last_row: RowNumber,
    pub rows: u32,
    pub bytes: Vec<u8>,
}

/// A stored block that is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a block of rows is damaged ({0})")]
pub struct DamagedBlock(pub &'static str);

impl Block {
    /// Opens a block; the rows borrow from `scratch`, which is reused from block to block.
    pub fn unpack<'b>(bytes: &[u8], scratch: &'b mut Vec<u8>) -> Result<RowCursor<'b>, DamagedBlock> {
        let (head, body) = bytes.split_at_checked(HEAD).ok_or(DamagedBlock("head"))?;
        let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        if head[..4] != MAGIC || checksum(&head[..HEAD - 4], body) != word(HEAD - 4) {
            return Err(DamagedBlock("checksum"));
        }
        let (raw, texts, rows, first) = (word(4) as usize, word(8) as usize, word(12), word(16));
        if raw > RAW_MAX || texts > raw {
            return Err(DamagedBlock("size"));
        }
        scratch.resize(raw, 0);
        match lz4_flex::block::decompress_into(body, scratch) {
            Ok(length) if length == raw => {}
            _ => return Err(DamagedBlock("body")),
        }
        let (texts, shape) = scratch.split_at(texts);
        let texts = simdutf8::basic::from_utf8(texts).map_err(|_| DamagedBlock("text"))?;
        Ok(RowCursor { texts, shape, rows, left: rows, number: first })
    }
}

/// Walks the rows of an unpacked block.
#[derive(Debug)]
pub struct RowCursor<'b> {
    texts: &'b str,
    shape: &'b [u8],
    rows: u32,
    left: u32,
    number: u32,
}

impl<'b> RowCursor<'b> {
    pub fn row_count(&self) -> u32 {
        self.rows
    }

    /// Puts the next row into `row`, whose buffer is reused; false after the last.
    pub fn next_into(&mut self, row: &mut Row<'b>) -> Result<bool, DamagedBlock> {
        row.cells.clear();
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.number = self.number.checked_add(self.size()?).ok_or(DamagedBlock("row"))?;
        row.number = RowNumber(self.number);
        row.hidden = self.byte()? != 0;
        for _ in 0..self.size()? {
            let cell = self.cell()?;
            row.cells.push(cell);
        }
        Ok(true)
    }

    fn cell(&mut self) -> Result<Cell<'b>, DamagedBlock> {
        Ok(match self.byte()? {
            EMPTY => Cell::Empty,
            TEXT => {
                let length = self.size()?;
                Cell::Text(Cow::Borrowed(self.text(length as usize)?))
            }
            NUMBER => Cell::Number(f64::from_le_bytes(self.bytes()?)),
            PERCENT => Cell::Percent(f64::from_le_bytes(self.bytes()?)),
            FALSE => Cell::Bool(false),
            TRUE => Cell::Bool(true),
            DATE_TIME => {
                let [low, high, month, day] = self.bytes()?;
                let date = Date::new(i16::from_le_bytes([low, high]), month as i8, day as i8);
                let date = date.map_err(|_| DamagedBlock("date"))?;
                Cell::DateTime(DateTime::from_parts(date, self.time()?))
            }
            TIME => Cell::Time(self.time()?),
            ERROR => {
                let length = self.size()?;
                Cell::Error(Cow::Borrowed(self.text(length as usize)?))
            }
            tag if tag >= SHORT => Cell::Text(Cow::Borrowed(self.text((tag - SHORT) as usize)?)),
            _ => return Err(DamagedBlock("tag")),
        })
    }

    fn time(&mut self) -> Result<Time, DamagedBlock> {
        let [hour, minute, second] = self.bytes()?;
        let nanosecond = i32::from_le_bytes(self.bytes()?);
        Time::new(hour as i8, minute as i8, second as i8, nanosecond).map_err(|_| DamagedBlock("time"))
    }

    fn text(&mut self, length: usize) -> Result<&'b str, DamagedBlock> {
        let (text, rest) = self.texts.split_at_checked(length).ok_or(DamagedBlock("text"))?;
        self.texts = rest;
        Ok(text)
    }

    fn byte(&mut self) -> Result<u8, DamagedBlock> {
        let (byte, rest) = self.shape.split_first().ok_or(DamagedBlock("shape"))?;
        self.shape = rest;
        Ok(*byte)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], DamagedBlock> {
        let (bytes, rest) = self.shape.split_first_chunk::<N>().ok_or(DamagedBlock("shape"))?;
        self.shape = rest;
        Ok(*bytes)
    }

    fn size(&mut self) -> Result<u32, DamagedBlock> {
        let mut size = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            size |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(size);
            }
        }
        Err(DamagedBlock("size"))
    }
}

/// A block whose rows are complete. Compressing it is work that another thread can do than the one that reads.
pub(crate) struct RawBlock {
    sheet: usize,
    index: u32,
    first: u32,
    last: u32,
    rows: u32,
    text_bytes: usize,
    raw: Vec<u8>,
}

impl RawBlock {
    pub fn pack(self) -> Block {
        let RawBlock { sheet, index, first, last, rows, text_bytes, raw } = self;
        let mut bytes = vec![0; HEAD + lz4_flex::block::get_maximum_output_size(raw.len())];
        // The buffer has the size the compressor asks for, so this cannot fail; an empty body would not open again.
        let length = lz4_flex::block::compress_into(&raw, &mut bytes[HEAD..]).unwrap_or(0);
        bytes.truncate(HEAD + length);
        bytes[..4].copy_from_slice(&MAGIC);
        for (at, word) in [raw.len() as u32, text_bytes as u32, rows, first, last].into_iter().enumerate() {
            bytes[4 + at * 4..8 + at * 4].copy_from_slice(&word.to_le_bytes());
        }
        let sum = checksum(&bytes[..HEAD - 4], &bytes[HEAD..]);
        bytes[HEAD - 4..HEAD].copy_from_slice(&sum.to_le_bytes());
        Block { sheet, index, first_row: RowNumber(first), last_row: RowNumber(last), rows, bytes }
    }
}

/// Builds blocks. Either whole rows are pushed, or the cells of a row one after another between [`Self::begin`] and
/// [`Self::end`]; after each row [`Self::full`] hands out a block that is ready.
#[derive(Debug)]
pub struct BlockBuilder {
    sheet: usize,
    index: u32,
    texts: Vec<u8>,
    shape: Vec<u8>,
    rows: u32,
    first: u32,
    last: u32,
    current: Current,
}

/// The row under construction. Its shape is kept apart because the count of cells stands before them.
#[derive(Debug, Default)]
struct Current {
    number: u32,
    hidden: bool,
    cells: u32,
    /// Empty cells not yet written: those at the end of a row never are.
    empties: u32,
    blank: bool,
    texts_from: usize,
    text_from: usize,
    shape: Vec<u8>,
}

impl BlockBuilder {
    pub fn new(sheet: usize) -> BlockBuilder {
        BlockBuilder {
            sheet,
            index: 0,
            texts: Vec::new(),
            shape: Vec::new(),
            rows: 0,
            first: 0,
            last: 0,
            current: Current::default(),
        }
    }

    /// Adds a row, blank or not; row numbers must not fall. Gives the block that became full, if one did.
    pub fn push(&mut self, row: &Row<'_>) -> Option<Block> {
        self.begin(row.number, row.hidden);
        for cell in &row.cells {
            self.cell(cell);
        }
        self.current.blank = false;
        self.end();
        self.full()
    }

    pub fn begin(&mut self, number: RowNumber, hidden: bool) {
        let current = &mut self.current;
        current.number = number.0;
        current.hidden = hidden;
        current.cells = 0;
        current.empties = 0;
        current.blank = true;
        current.texts_from = self.texts.len();
        current.shape.clear();
    }

    pub fn cell(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Empty => self.empty(),
            Cell::Text(text) => self.text(text),
            Cell::Number(number) => self.tagged(NUMBER, &number.to_le_bytes()),
            Cell::Percent(number) => self.tagged(PERCENT, &number.to_le_bytes()),
            Cell::Bool(yes) => self.tagged(if *yes { TRUE } else { FALSE }, &[]),
            Cell::DateTime(at) => {
                let [low, high] = at.year().to_le_bytes();
                self.tagged(DATE_TIME, &[low, high, at.month() as u8, at.day() as u8]);
                self.put_time(at.time());
            }
            Cell::Time(time) => {
                self.tagged(TIME, &[]);
                self.put_time(*time);
            }
            Cell::Error(code) => {
                self.tagged(ERROR, &[]);
                put_size(&mut self.current.shape, code.len());
                self.texts.extend_from_slice(code.as_bytes());
            }
        }
    }

    pub fn empty(&mut self) {
        self.current.empties += 1;
    }

    /// A text cell; an empty text is an empty cell.
    pub fn text(&mut self, text: &str) {
        self.text_begin();
        self.text_part(text.as_bytes());
        self.text_end();
    }

    pub(crate) fn text_begin(&mut self) {
        self.current.text_from = self.texts.len();
    }

    /// The parts of one text together must be UTF-8; otherwise the block will not open again.
    #[inline]
    pub(crate) fn text_part(&mut self, part: &[u8]) {
        self.texts.extend_from_slice(part);
    }

    /// Closes the text and gives its length in bytes.
    #[inline]
    pub(crate) fn text_end(&mut self) -> usize {
        let length = self.texts.len() - self.current.text_from;
        if length == 0 {
            self.current.empties += 1;
            return 0;
        }
        self.flush_empties();
        if self.current.blank && !is_blank_text(&self.texts[self.current.text_from..]) {
            self.current.blank = false;
        }
        if length <= usize::from(u8::MAX - SHORT) {
            self.current.shape.push(SHORT + length as u8);
        } else {
            self.current.shape.push(TEXT);
            put_size(&mut self.current.shape, length);
        }
        self.current.cells += 1;
        length
    }

    /// Cells of the row so far, empty ones included.
    pub fn width(&self) -> u32 {
        self.current.cells + self.current.empties
    }

    /// Text bytes of the row so far.
    pub(crate) fn row_bytes(&self) -> usize {
        self.texts.len() - self.current.texts_from
    }

    /// Takes the row under construction back.
    pub(crate) fn abandon(&mut self) {
        self.texts.truncate(self.current.texts_from);
        self.current.shape.clear();
    }

    /// Closes the row; a row of blanks is dropped and gives false.
    pub fn end(&mut self) -> bool {
        if self.current.blank {
            self.abandon();
            return false;
        }
        if self.rows == 0 {
            self.first = self.current.number;
            self.last = self.current.number;
        }
        put_size(&mut self.shape, self.current.number.saturating_sub(self.last) as usize);
        self.shape.push(u8::from(self.current.hidden));
        put_size(&mut self.shape, self.current.cells as usize);
        self.shape.extend_from_slice(&self.current.shape);
        self.last = self.current.number.max(self.last);
        self.rows += 1;
        true
    }

    /// The block, if it is ready. To be asked after each row.
    pub fn full(&mut self) -> Option<Block> {
        if self.is_full() { self.finish() } else { None }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.rows >= BLOCK_ROWS || self.texts.len() + self.shape.len() >= BLOCK_BYTES
    }

    /// Whether the texts of the block so far, which came as bytes, are UTF-8. One check for all of them is a tenth of
    /// the work of one each.
    pub(crate) fn is_text(&self) -> bool {
        simdutf8::basic::from_utf8(&self.texts).is_ok()
    }

    /// The block so far; `None` when it has no rows.
    pub fn finish(&mut self) -> Option<Block> {
        self.take().map(RawBlock::pack)
    }

    /// The same before it is compressed.
    pub(crate) fn take(&mut self) -> Option<RawBlock> {
        if self.rows == 0 {
            return None;
        }
        // A copy, which another thread may take with it; the buffers stay, and stay in the cache of this one's core.
        let raw = [&self.texts[..], &self.shape].concat();
        let block = RawBlock {
            sheet: self.sheet,
            index: self.index,
            first: self.first,
            last: self.last,
            rows: self.rows,
            text_bytes: self.texts.len(),
            raw,
        };
        self.index += 1;
        self.rows = 0;
        self.texts.clear();
        self.shape.clear();
        Some(block)
    }

    fn tagged(&mut self, tag: u8, payload: &[u8]) {
        self.flush_empties();
        self.current.blank = false;
        self.current.shape.push(tag);
        self.current.shape.extend_from_slice(payload);
        self.current.cells += 1;
    }

    fn put_time(&mut self, time: Time) {
        let shape = &mut self.current.shape;
        shape.extend_from_slice(&[time.hour() as u8, time.minute() as u8, time.second() as u8]);
        shape.extend_from_slice(&time.subsec_nanosecond().to_le_bytes());
    }

    #[inline]
    fn flush_empties(&mut self) {
        for _ in 0..std::mem::take(&mut self.current.empties) {
            self.current.shape.push(EMPTY);
            self.current.cells += 1;
        }
    }
}

/// As [`Cell::is_blank`], with a short way out for the common case.
fn is_blank_text(text: &[u8]) -> bool {
    match text.first() {
        Some(first) if first.is_ascii_graphic() => false,
        _ => std::str::from_utf8(text).is_ok_and(|text| text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')),
    }
}

fn put_size(to: &mut Vec<u8>, size: usize) {
    let mut size = size as u32;
    while size >= 0x80 {
        to.push(size as u8 | 0x80);
        size >>= 7;
    }
    to.push(size as u8);
}

/// Against bits that rot, not against people.
fn checksum(head: &[u8], body: &[u8]) -> u32 {
    let mut sum = 0x9e37_79b9_7f4a_7c15_u64 ^ body.len() as u64;
    let mut mix = |word: u64| sum = (sum ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29);
    for part in [head, body] {
        let mut words = part.chunks_exact(8);
        for word in &mut words {
            mix(u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]));
        }
        let mut tail = [0; 8];
        tail[..words.remainder().len()].copy_from_slice(words.remainder());
        mix(u64::from_le_bytes(tail));
    }
    (sum ^ (sum >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of(block: &Block) -> Vec<Row<'static>> {
        let mut scratch = Vec::new();
        let mut cursor = Block::unpack(&block.bytes, &mut scratch).expect("opens");
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while cursor.next_into(&mut row).expect("reads") {
            rows.push(row.clone().into_owned());
        }
        assert_eq!(rows.len() as u32, cursor.row_count());
        rows
    }

    fn any_cell() -> impl Strategy<Value = Cell<'static>> {
        prop_oneof![
            Just(Cell::Empty),
            any::<String>().prop_map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) }),
            "[a-z]{230,260}".prop_map(|text| Cell::Text(text.into())),
            (-1e18..1e18).prop_map(Cell::Number),
            (-1e3..1e3).prop_map(Cell::Percent),
            any::<bool>().prop_map(Cell::Bool),
            (1..=9999i16, 1..=12i8, 1..=28i8, 0..=23i8, 0..=999_999_999i32).prop_map(|(year, month, day, hour, nanos)| {
                Cell::DateTime(Date::constant(year, month, day).at(hour, 59, 1, nanos))
            }),
            (0..=23i8, 0..=59i8).prop_map(|(hour, minute)| Cell::Time(Time::constant(hour, minute, 0, 0))),
            "#[A-Z]{1,6}".prop_map(|code| Cell::Error(code.into())),
        ]
    }

    proptest! {
        #[test]
        fn a_block_gives_back_what_was_put_in(
            rows in prop::collection::vec((1..5_000u32, any::<bool>(), prop::collection::vec(any_cell(), 0..12)), 1..40)
        ) {
            let mut number = 0;
            let rows: Vec<Row<'static>> = rows.into_iter().map(|(step, hidden, mut cells)| {
                number += step;
                while cells.last() == Some(&Cell::Empty) { cells.pop(); }
                Row { number: RowNumber(number), hidden, cells }
            }).collect();
            let mut builder = BlockBuilder::new(3);
            for row in &rows {
                prop_assert!(builder.push(row).is_none());
            }
            let block = builder.finish().expect("has rows");
            prop_assert_eq!((block.sheet, block.index, block.rows), (3, 0, rows.len() as u32));
            prop_assert_eq!(block.last_row, rows[rows.len() - 1].number);
            prop_assert_eq!(rows_of(&block), rows);
        }

        #[test]
        fn a_damaged_block_is_refused_not_misread(at in 0..200usize, flip in 1..=255u8) {
            let mut builder = BlockBuilder::new(0);
            for number in 1..20 {
                builder.push(&Row { number: RowNumber(number), hidden: false, cells: vec![Cell::Text("čaj".into()), Cell::Number(1.5)] });
            }
            let mut bytes = builder.finish().expect("has rows").bytes;
            let at = at % bytes.len();
            bytes[at] ^= flip;
            prop_assert!(Block::unpack(&bytes, &mut Vec::new()).is_err());
        }
    }

    #[test]
    fn blocks_close_at_a_thousand_rows_and_number_themselves() {
        let mut builder = BlockBuilder::new(0);
        let mut blocks = Vec::new();
        for number in 1..=2_500 {
            blocks.extend(builder.push(&Row { number: RowNumber(number), hidden: false, cells: vec![Cell::Bool(true)] }));
        }
        blocks.extend(builder.finish());
        let seen: Vec<_> = blocks.iter().map(|b| (b.index, b.first_row.0, b.last_row.0, b.rows)).collect();
        assert_eq!(seen, [(0, 1, 1000, 1000), (1, 1001, 2000, 1000), (2, 2001, 2500, 500)]);
    }

    #[test]
    fn a_row_of_blanks_is_dropped() {
        let mut builder = BlockBuilder::new(0);
        builder.begin(RowNumber(1), false);
        builder.text(" \u{a0}");
        builder.empty();
        assert!(!builder.end());
        assert!(builder.finish().is_none());
    }
}
