//! Texts of XLS workbooks, which may go on over the end of a record, with another width of their characters.

use encoding_rs::Encoding;

use crate::arena::Arena;
use crate::binary::text_of;
use crate::{Limits, SheetError};

/// A content in pieces, as the records have it.
pub(super) struct Segments<'s> {
    segments: Vec<&'s [u8]>,
    index: usize,
    at: usize,
}

impl<'s> Segments<'s> {
    pub fn new(segments: Vec<&'s [u8]>) -> Segments<'s> {
        Segments { segments, index: 0, at: 0 }
    }

    /// What is left of the current piece; moves to the next one when nothing is.
    fn piece(&mut self) -> Result<&'s [u8], SheetError> {
        loop {
            let rest = self.segments.get(self.index).and_then(|piece| piece.get(self.at..)).ok_or_else(cut)?;
            if !rest.is_empty() {
                return Ok(rest);
            }
            (self.index, self.at) = (self.index + 1, 0);
        }
    }

    fn byte(&mut self) -> Result<u8, SheetError> {
        let byte = self.piece()?[0];
        self.at += 1;
        Ok(byte)
    }

    pub fn half(&mut self) -> Result<u16, SheetError> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn word(&mut self) -> Result<u32, SheetError> {
        Ok(u32::from(self.half()?) | u32::from(self.half()?) << 16)
    }

    fn skip(&mut self, mut length: usize) -> Result<(), SheetError> {
        while length > 0 {
            let step = self.piece()?.len().min(length);
            self.at += step;
            length -= step;
        }
        Ok(())
    }

    pub fn bytes(&mut self, length: usize) -> Result<Vec<u8>, SheetError> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let piece = self.piece()?;
            let step = piece.len().min(length - bytes.len());
            bytes.extend_from_slice(&piece[..step]);
            self.at += step;
        }
        Ok(bytes)
    }

    /// A text of so many characters: a byte says how wide they are and what follows them; what follows is passed over.
    pub fn text_of(&mut self, length: usize) -> Result<String, SheetError> {
        let flags = self.byte()?;
        let runs = if flags & 8 > 0 { usize::from(self.half()?) * 4 } else { 0 };
        let sounds = if flags & 4 > 0 { self.word()? as usize } else { 0 };
        let text = self.characters(length, flags & 1 > 0)?;
        self.skip(runs)?;
        // Some programs leave out how it is pronounced where it stands at the very end.
        if self.skip(sounds).is_err() {
            self.index = self.segments.len();
        }
        Ok(text)
    }

    fn characters(&mut self, length: usize, mut is_wide: bool) -> Result<String, SheetError> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            let before = self.index;
            let piece = self.piece()?;
            // In a new piece the width is said again.
            if self.index != before {
                is_wide = self.byte()? & 1 > 0;
                continue;
            }
            let left = length - units.len();
            if is_wide {
                let step = (piece.len() / 2).min(left);
                if step == 0 {
                    return Err(cut());
                }
                units.extend(piece[..step * 2].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
                self.at += step * 2;
            } else {
                let step = piece.len().min(left);
                units.extend(piece[..step].iter().map(|byte| u16::from(*byte)));
                self.at += step;
            }
        }
        Ok(text_of(units.into_iter()))
    }

    fn is_at_end(&mut self) -> bool {
        self.piece().is_err()
    }
}

/// The table of shared strings; how many it says it has is not believed.
pub(super) fn shared(mut segments: Segments<'_>, limits: &Limits) -> Result<Arena, SheetError> {
    let mut strings = Arena::within(limits);
    segments.skip(8)?;
    while !segments.is_at_end() {
        let length = usize::from(segments.half()?);
        strings.push(&segments.text_of(length)?, limits)?;
    }
    Ok(strings)
}

/// Texts in a code page; `None` for one that is not known.
#[derive(Clone, Copy)]
pub(super) struct Bytes {
    pub encoding: Option<&'static Encoding>,
}

impl Bytes {
    pub fn text(self, bytes: &[u8]) -> Result<String, SheetError> {
        let decoded = match self.encoding {
            Some(encoding) => encoding.decode_without_bom_handling_and_without_replacement(bytes),
            None => std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).map(Into::into),
        };
        decoded.map(|text| text.into_owned()).ok_or_else(|| SheetError::damaged("text"))
    }
}

fn cut() -> SheetError {
    SheetError::damaged("text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_on_in_the_next_record_in_another_width() {
        let first = [4, 0, 0, b'a', b'b'];
        let second = [1, 0x0d, 1, b'd', 0];
        let third = [2, 0, 8, 1, 0, b'x', b'y', 0, 0, 1, 0];
        let mut segments = Segments::new(vec![&first, &second, &third]);
        for expected in ["abčd", "xy"] {
            let length = usize::from(segments.half().expect("a length"));
            assert_eq!(segments.text_of(length).as_deref(), Ok(expected));
        }
        assert!(segments.is_at_end());
        assert_eq!(Segments::new(vec![&[0]]).text_of(9), Err(SheetError::damaged("text")));
    }

    #[test]
    fn sec_06_a_stated_count_of_strings_is_not_believed() {
        let content = [0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0, b'a'];
        let strings = shared(Segments::new(vec![&content]), &Limits::default()).expect("read");
        assert_eq!((strings.get(0), strings.get(1)), (Some("a"), None));
    }
}
