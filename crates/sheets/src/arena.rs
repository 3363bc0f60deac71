//! The shared strings of a workbook in one arena, bounded: the only part of a read that grows with the file.

use std::ops::Range;

use crate::{Limits, SheetError};

#[derive(Default)]
pub(crate) struct Arena {
    text: String,
    ends: Vec<u32>,
    most: usize,
}

impl Arena {
    /// At most half of the memory a reader may have.
    pub fn within(limits: &Limits) -> Arena {
        let most = usize::try_from(limits.memory_bytes / 2).unwrap_or(usize::MAX).min(u32::MAX as usize);
        Arena { most, ..Arena::default() }
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        self.text(self.place(index)?)
    }

    /// Where a text stands. Apart from [`Self::text`] for those who look up many: the places of all, then the texts of all, so
    /// that no text is waited for before the next is asked for.
    #[inline]
    pub fn place(&self, index: usize) -> Option<Range<usize>> {
        let end = *self.ends.get(index)? as usize;
        let from = if index == 0 { 0 } else { *self.ends.get(index - 1)? as usize };
        Some(from..end)
    }

    #[inline]
    pub fn text(&self, place: Range<usize>) -> Option<&str> {
        self.text.get(place)
    }

    pub fn push(&mut self, text: &str, limits: &Limits) -> Result<(), SheetError> {
        if self.text.len() + text.len() + (self.ends.len() + 1) * 4 > self.most {
            return Err(SheetError::OutOfMemory { limit: limits.memory_bytes });
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }
}
