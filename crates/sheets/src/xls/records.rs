//! The stream of an XLS workbook as records: a kind, a length, a content of at most some kilobytes.

use crate::SheetError;

/// The records that are looked at.
pub(super) mod kind {
    pub const BEGIN: u16 = 0x0809;
    pub const END: u16 = 0x000a;
    pub const CONTINUED: u16 = 0x003c;
    pub const PASSWORD: u16 = 0x002f;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const DATE_SYSTEM: u16 = 0x0022;
    pub const SHEET: u16 = 0x0085;
    pub const FORMAT: u16 = 0x041e;
    pub const STYLE: u16 = 0x00e0;
    pub const STRINGS: u16 = 0x00fc;
    pub const ROW: u16 = 0x0208;
    pub const COLUMNS: u16 = 0x007d;
    pub const NUMBER: u16 = 0x0203;
    pub const PACKED: u16 = 0x027e;
    pub const PACKED_ROW: u16 = 0x00bd;
    pub const SHARED: u16 = 0x00fd;
    pub const TEXT: u16 = 0x0204;
    pub const RICH_TEXT: u16 = 0x00d6;
    pub const TRUTH_OR_ERROR: u16 = 0x0205;
    pub const FORMULA: u16 = 0x0006;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const FILTER: u16 = 0x009b;
    pub const MERGED: u16 = 0x00e5;
}

pub(super) struct Record<'s> {
    pub kind: u16,
    pub body: &'s [u8],
}

pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub fn new(stream: &'s [u8]) -> Records<'s> {
        Records { rest: stream }
    }

    /// `None` at the end of the stream; a record that is cut is damage.
    pub fn next(&mut self) -> Result<Option<Record<'s>>, SheetError> {
        let Some((head, rest)) = self.rest.split_first_chunk::<4>() else { return Ok(None) };
        let [low, high, short, long] = *head;
        let length = usize::from(u16::from_le_bytes([short, long]));
        let (body, rest) = rest.split_at_checked(length).ok_or_else(|| SheetError::damaged("record"))?;
        self.rest = rest;
        Ok(Some(Record { kind: u16::from_le_bytes([low, high]), body }))
    }

    /// The contents of the records that only go on with the last one.
    pub fn continued(&mut self, segments: &mut Vec<&'s [u8]>) {
        loop {
            let before = self.rest;
            match self.next() {
                Ok(Some(Record { kind: kind::CONTINUED, body })) => segments.push(body),
                _ => {
                    self.rest = before;
                    return;
                }
            }
        }
    }
}
