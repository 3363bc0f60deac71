//! What the two binary workbook formats share: packed numbers, error codes, UTF-16 texts, fields of a record.

use kartoteka_domain::cell::Cell;

use crate::SheetError;

/// A record being taken apart from its start.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'r> {
    pub rest: &'r [u8],
}

impl<'r> Fields<'r> {
    pub fn new(rest: &'r [u8]) -> Fields<'r> {
        Fields { rest }
    }

    pub fn take(&mut self, length: usize) -> Result<&'r [u8], SheetError> {
        let (head, rest) = self.rest.split_at_checked(length).ok_or_else(|| SheetError::damaged("record"))?;
        self.rest = rest;
        Ok(head)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], SheetError> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or_else(|| SheetError::damaged("record"))?;
        self.rest = rest;
        Ok(*head)
    }

    pub fn byte(&mut self) -> Result<u8, SheetError> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    pub fn half(&mut self) -> Result<u16, SheetError> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub fn word(&mut self) -> Result<u32, SheetError> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub fn float(&mut self) -> Result<f64, SheetError> {
        self.bytes().map(f64::from_le_bytes)
    }

    /// A number in four bytes: thirty bits of an integer or of a float, perhaps of its hundredfold.
    pub fn packed_number(&mut self) -> Result<f64, SheetError> {
        let packed = self.word()?;
        let number = if packed & 2 > 0 { f64::from(packed as i32 >> 2) } else { f64::from_bits(u64::from(packed & !3) << 32) };
        Ok(if packed & 1 > 0 { number / 100.0 } else { number })
    }
}

/// UTF-16 as text. Half a pair cannot be stored; it is shown as XLSX writes such a character, and nothing is lost.
pub(crate) fn text_of(units: impl Iterator<Item = u16>) -> String {
    let mut text = String::new();
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(lone) => text.push_str(&format!("_x{:04X}_", lone.unpaired_surrogate())),
        }
    }
    text
}

pub(crate) fn wide_text(bytes: &[u8]) -> String {
    text_of(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])))
}

pub(crate) fn error_cell(code: u8) -> Cell<'static> {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2b => "#GETTING_DATA",
        _ => "#N/A",
    };
    Cell::Error(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unpacked() {
        for (packed, expected) in [
            ((7 << 2) | 2, 7.0),
            ((-7i32 as u32) << 2 | 2, -7.0),
            ((12_345 << 2) | 3, 123.45),
            ((1.5f64.to_bits() >> 32) as u32, 1.5),
            ((150f64.to_bits() >> 32) as u32 | 1, 1.5),
        ] {
            assert_eq!(Fields::new(&packed.to_le_bytes()).packed_number(), Ok(expected));
        }
    }

    #[test]
    fn half_a_pair_is_never_a_replacement() {
        assert_eq!(wide_text(&[0x3d, 0xd8, 0x00, 0xde, b'!', 0]), "😀!");
        assert_eq!(wide_text(&[0x3d, 0xd8, b'!', 0]), "_xD83D_!");
    }
}
