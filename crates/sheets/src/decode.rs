//! Bytes of a file to UTF-8, chunk by chunk. Never gives U+FFFD for bytes it does not know: it names their line.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::SheetError;

const CHUNK: usize = 256 << 10;

pub(crate) struct TextSource {
    file: File,
    encoding: &'static Encoding,
    /// `None` for UTF-8, which is only checked.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// Start of a character whose end comes with the next chunk.
    carry: Vec<u8>,
    feeds: u64,
    returns: u64,
    at_end: bool,
}

impl TextSource {
    /// A byte order mark of `encoding` at the start is left out.
    pub fn open(path: &Path, encoding: &'static Encoding) -> Result<TextSource, SheetError> {
        let mut file = File::open(path)?;
        let mut raw = vec![0; CHUNK];
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        let mut carry = Vec::new();
        if decoder.is_none() {
            let length = fill(&mut file, &mut raw[..3])?;
            if &raw[..length] != b"\xef\xbb\xbf" {
                carry.extend_from_slice(&raw[..length]);
            }
        }
        Ok(TextSource { file, encoding, decoder, raw, carry, feeds: 0, returns: 0, at_end: false })
    }

    pub fn at_end(&self) -> bool {
        self.at_end
    }

    /// Appends at least `least` more bytes of valid UTF-8 to `to`, fewer at the end of the file.
    pub fn read(&mut self, to: &mut Vec<u8>, least: usize) -> Result<(), SheetError> {
        let from = to.len();
        while !self.at_end && to.len() - from < least {
            match self.decoder {
                None => self.check_chunk(to)?,
                Some(_) => self.decode_chunk(to)?,
            }
        }
        Ok(())
    }

    fn check_chunk(&mut self, to: &mut Vec<u8>) -> Result<(), SheetError> {
        let kept = self.carry.len();
        self.raw[..kept].copy_from_slice(&self.carry);
        self.carry.clear();
        let read = fill(&mut self.file, &mut self.raw[kept..])?;
        self.at_end = read < CHUNK - kept;
        let chunk = &self.raw[..kept + read];
        let valid = Encoding::utf8_valid_up_to(chunk);
        if valid < chunk.len() {
            let broken = std::str::from_utf8(&chunk[valid..]).err().is_none_or(|error| error.error_len().is_some());
            if broken || self.at_end {
                count_lines(&chunk[..valid], &mut self.feeds, &mut self.returns);
                return Err(self.broken());
            }
            self.carry.extend_from_slice(&chunk[valid..]);
        }
        count_lines(&chunk[..valid], &mut self.feeds, &mut self.returns);
        to.extend_from_slice(&chunk[..valid]);
        Ok(())
    }

    fn decode_chunk(&mut self, to: &mut Vec<u8>) -> Result<(), SheetError> {
        let read = fill(&mut self.file, &mut self.raw)?;
        self.at_end = read < CHUNK;
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let from = to.len();
        let most = decoder.max_utf8_buffer_length_without_replacement(read).unwrap_or(read * 4 + 16);
        to.resize(from + most, 0);
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(&self.raw[..read], &mut to[from..], self.at_end);
        to.truncate(from + written);
        count_lines(&to[from..], &mut self.feeds, &mut self.returns);
        match result {
            DecoderResult::InputEmpty => Ok(()),
            DecoderResult::Malformed(..) | DecoderResult::OutputFull => Err(self.broken()),
        }
    }

    fn broken(&self) -> SheetError {
        SheetError::Encoding { line: self.feeds.max(self.returns) + 1, encoding: self.encoding.name().to_owned() }
    }
}

/// Both are counted, because a file may end its lines by either.
fn count_lines(text: &[u8], feeds: &mut u64, returns: &mut u64) {
    *feeds += memchr::memchr_iter(b'\n', text).count() as u64;
    *returns += memchr::memchr_iter(b'\r', text).count() as u64;
}

/// Reads until the buffer is full or the source ends.
pub(crate) fn fill(from: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match from.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
