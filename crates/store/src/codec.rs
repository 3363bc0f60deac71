//! Packed forms of what is read only by run or by block: values, changes, row outcomes.
//!
//! In: domain values. Out: bytes, and exactly the same values back. Never compresses; never fails on anything but bytes
//! that this file did not write.

mod change;
mod outcome;
mod value;

pub use change::{pack_changes, unpack_changes};
pub use outcome::{pack_outcomes, unpack_outcomes};

use crate::error::{Result, StoreError};

/// Appends an unsigned number, seven bits a byte, low bits first.
fn put_number(bytes: &mut Vec<u8>, mut number: u128) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends a signed number so that small ones of either sign are short.
fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put_number(bytes, u128::from(((number << 1) ^ (number >> 63)) as u64));
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u128);
    bytes.extend_from_slice(text.as_bytes());
}

/// Walks over packed bytes; every step fails softly when they end too soon.
struct Source<'a> {
    bytes: &'a [u8],
    what: &'static str,
}

impl<'a> Source<'a> {
    fn broken(&self) -> StoreError {
        StoreError::undecodable(self.what)
    }

    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.bytes.split_first().ok_or_else(|| self.broken())?;
        self.bytes = rest;
        Ok(*first)
    }

    fn wide(&mut self) -> Result<u128> {
        let mut number = 0u128;
        for shift in (0..128).step_by(7) {
            let byte = self.byte()?;
            number |= u128::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.broken())
    }

    fn number<T: TryFrom<u128>>(&mut self) -> Result<T> {
        let wide = self.wide()?;
        T::try_from(wide).map_err(|_| self.broken())
    }

    fn signed(&mut self) -> Result<i64> {
        let number: u64 = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A count of things that take at least one byte each, so that broken bytes cannot ask for gigabytes.
    fn count(&mut self) -> Result<usize> {
        let count: usize = self.number()?;
        if count > self.bytes.len() { Err(self.broken()) } else { Ok(count) }
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| self.broken())
    }

    fn end(&self) -> Result<()> {
        if self.bytes.is_empty() { Ok(()) } else { Err(self.broken()) }
    }
}
