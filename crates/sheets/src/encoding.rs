//! Which encoding a delimited text has: byte order mark, zero bytes, strict UTF-8, then the letters. A guess by letters
//! says so, and a person confirms it.

use std::fs::File;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::decode::{TextSource, fill};
use crate::{EncodingReason, SheetError, letters};

/// Bytes of lines with other than ASCII letters that are judged.
const SAMPLE: usize = 256 << 10;

pub(crate) struct Found {
    pub encoding: &'static Encoding,
    pub sure: bool,
    pub reason: EncodingReason,
}

impl Found {
    fn surely(encoding: &'static Encoding, reason: EncodingReason) -> Found {
        Found { encoding, sure: true, reason }
    }
}

/// By the label a person chose.
pub(crate) fn by_label(label: &str) -> Result<Found, SheetError> {
    if label.to_ascii_lowercase().replace(['-', '_'], "").starts_with("utf32") {
        return Err(SheetError::Utf32);
    }
    let label = if label.eq_ignore_ascii_case("cp866") { "ibm866" } else { label };
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => Ok(Found::surely(encoding, EncodingReason::Chosen)),
        None => Err(SheetError::EncodingUnknown { label: label.chars().take(40).collect() }),
    }
}

/// Reads the file once, twice when it is not UTF-8.
pub(crate) fn detect(path: &Path) -> Result<Found, SheetError> {
    let mut first = vec![0; 4_096];
    let length = fill(&mut File::open(path)?, &mut first)?;
    let first = &first[..length];
    match Encoding::for_bom(first) {
        Some((encoding, _)) if encoding == UTF_8 => return marked_utf8(path),
        Some((encoding, _)) => return Ok(Found::surely(encoding, EncodingReason::ByteOrderMark)),
        None => {}
    }
    if let Some(found) = by_zeros(first)? {
        return Ok(found);
    }
    match check_utf8(path)? {
        Utf8::Ascii => Ok(Found::surely(UTF_8, EncodingReason::PlainAscii)),
        Utf8::Valid => Ok(Found::surely(UTF_8, EncodingReason::ValidUtf8)),
        Utf8::Broken { line } => Err(SheetError::Encoding { line, encoding: UTF_8.name().to_owned() }),
        Utf8::Not => {
            let (encoding, sure) = letters::guess(&sample_lines(path)?);
            Ok(Found { encoding, sure, reason: EncodingReason::Letters })
        }
    }
}

/// The mark says UTF-8; a line that is not is refused now and not in the middle of reading.
fn marked_utf8(path: &Path) -> Result<Found, SheetError> {
    let mut source = TextSource::open(path, UTF_8)?;
    let mut text = Vec::new();
    while !source.at_end() {
        text.clear();
        source.read(&mut text, 1)?;
    }
    Ok(Found::surely(UTF_8, EncodingReason::ByteOrderMark))
}

/// What a person compares: the first lines that hold more than ASCII, otherwise the first lines.
pub(crate) fn sample(path: &Path, encoding: &'static Encoding) -> Result<String, SheetError> {
    let mut text = Vec::new();
    TextSource::open(path, encoding)?.read(&mut text, 64 << 10)?;
    let text = String::from_utf8_lossy(&text);
    let telling: Vec<&str> = text.lines().filter(|line| !line.is_ascii()).take(3).collect();
    let lines = if telling.is_empty() { text.lines().take(3).collect() } else { telling };
    Ok(lines.join("\n").chars().take(300).collect())
}

/// UTF-16 and UTF-32 without a mark: delimiters, digits and line ends have a zero byte beside them.
fn by_zeros(first: &[u8]) -> Result<Option<Found>, SheetError> {
    let zeros = |step: usize, at: usize| first.iter().skip(at).step_by(step).filter(|byte| **byte == 0).count();
    let quarter = first.len() / 4;
    if quarter >= 2 && (zeros(4, 2) == quarter && zeros(4, 3) == quarter || zeros(4, 0) == quarter && zeros(4, 1) == quarter) {
        return Err(SheetError::Utf32);
    }
    let (even, odd, half) = (zeros(2, 0), zeros(2, 1), first.len() / 2);
    let many = (half / 20).max(2);
    Ok(if odd >= many && even * 8 <= odd {
        Some(Found { encoding: UTF_16LE, sure: false, reason: EncodingReason::ZeroBytes })
    } else if even >= many && odd * 8 <= even {
        Some(Found { encoding: UTF_16BE, sure: false, reason: EncodingReason::ZeroBytes })
    } else {
        None
    })
}

enum Utf8 {
    Ascii,
    Valid,
    /// Meant as UTF-8, broken in this line.
    Broken {
        line: u64,
    },
    Not,
}

fn check_utf8(path: &Path) -> Result<Utf8, SheetError> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 256 << 10];
    let (mut kept, mut ascii) = (0, true);
    loop {
        let read = fill(&mut file, &mut buffer[kept..])?;
        let chunk = &buffer[..kept + read];
        let at_end = chunk.len() < buffer.len();
        ascii = ascii && chunk.is_ascii();
        let valid = Encoding::utf8_valid_up_to(chunk);
        let is_cut = !at_end && std::str::from_utf8(&chunk[valid..]).is_err_and(|error| error.error_len().is_none());
        if valid < chunk.len() && !is_cut {
            return weigh_utf8(path);
        }
        if at_end {
            return Ok(if ascii { Utf8::Ascii } else { Utf8::Valid });
        }
        kept = chunk.len() - valid;
        buffer.copy_within(valid.., 0);
    }
}

/// A text of another code page has hardly a valid sequence by chance (of IBM866 every tenth); one that has as many as broken
/// ones is UTF-8 with lines of another origin.
fn weigh_utf8(path: &Path) -> Result<Utf8, SheetError> {
    let (mut good, mut bad, mut first_bad, mut line) = (0u64, 0u64, 0u64, 0u64);
    for_lines(path, |bytes| {
        line += 1;
        for chunk in bytes.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            if !chunk.invalid().is_empty() {
                bad += chunk.invalid().len() as u64;
                first_bad = if first_bad == 0 { line } else { first_bad };
            }
        }
        true
    })?;
    Ok(if good >= bad.max(2) { Utf8::Broken { line: first_bad } } else { Utf8::Not })
}

/// The lines that hold more than ASCII, from the whole file.
fn sample_lines(path: &Path) -> Result<Vec<u8>, SheetError> {
    let mut sample = Vec::new();
    for_lines(path, |bytes| {
        if !bytes.is_ascii() {
            sample.extend_from_slice(bytes);
        }
        sample.len() < SAMPLE
    })?;
    Ok(sample)
}

/// Lines with their ends; by carriage returns where there are no line feeds. A line of more than 256 kB comes in pieces.
fn for_lines(path: &Path, mut visit: impl FnMut(&[u8]) -> bool) -> Result<(), SheetError> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 256 << 10];
    let mut kept = 0;
    loop {
        let length = kept + fill(&mut file, &mut buffer[kept..])?;
        let chunk = &buffer[..length];
        let at_end = length < buffer.len();
        let end = if memchr::memchr(b'\n', chunk).is_some() { b'\n' } else { b'\r' };
        let whole = if at_end { length } else { memchr::memrchr(end, chunk).map_or(length, |at| at + 1) };
        for line in chunk[..whole].split_inclusive(|byte| *byte == end) {
            if !visit(line) {
                return Ok(());
            }
        }
        if at_end {
            return Ok(());
        }
        kept = length - whole;
        buffer.copy_within(whole.., 0);
    }
}
