//! Which encoding a delimited text has: byte order mark, zero bytes, strict UTF-8, then the letters. A guess by letters
//! says so, and a person confirms it; multi-byte East Asian text is never taken for a Latin one.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_2, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use crate::decode::{TextSource, fill};
use crate::{EncodingReason, SheetError};

/// Bytes of lines with other than ASCII letters that are judged.
const SAMPLE: usize = 256 << 10;

/// In the order of preference when two show the same text.
const CANDIDATES: [&Encoding; 6] = [WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, ISO_8859_2, KOI8_R, IBM866];

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
        Utf8::Not => Ok(by_letters(&sample_lines(path)?)),
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
    Ok(if odd >= many && even * 20 <= odd {
        Some(Found { encoding: UTF_16LE, sure: false, reason: EncodingReason::ZeroBytes })
    } else if even >= many && odd * 20 <= even {
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

/// A text of another code page has hardly a valid sequence by chance; one that has many is UTF-8 with broken lines.
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
    Ok(if good > bad * 3 { Utf8::Broken { line: first_bad } } else { Utf8::Not })
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

/// Pieces that end at a line feed, or after 64 kB where there is none.
fn for_lines(path: &Path, mut visit: impl FnMut(&[u8]) -> bool) -> Result<(), SheetError> {
    let mut reader = BufReader::with_capacity(64 << 10, File::open(path)?);
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let mut length = memchr::memrchr(b'\n', buffer).map_or(buffer.len(), |at| at + 1);
        let mut piece = &buffer[..length];
        // A file that ends its lines by carriage returns only.
        let end = if memchr::memchr(b'\n', piece).is_some() { b'\n' } else { b'\r' };
        if end == b'\r' {
            length = memchr::memrchr(b'\r', buffer).map_or(buffer.len(), |at| at + 1);
            piece = &buffer[..length];
        }
        for line in piece.split_inclusive(|byte| *byte == end) {
            if !visit(line) {
                return Ok(());
            }
        }
        reader.consume(length);
    }
}

fn by_letters(sample: &[u8]) -> Found {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let mut scored: Vec<(f64, &'static Encoding, String)> = CANDIDATES
        .iter()
        .filter_map(|encoding| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(sample)?.into_owned();
            // Where two show nearly the same, the other opinion decides.
            let bonus = if *encoding == guess { 0.05 } else { 0.0 };
            Some((score(&text) + bonus, *encoding, text))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some((best, encoding, text)) = scored.first() else {
        return Found { encoding: guess, sure: false, reason: EncodingReason::Letters };
    };
    if !guess.is_single_byte() && *best < 2.0 {
        return Found { encoding: guess, sure: false, reason: EncodingReason::Letters };
    }
    let rival = scored.iter().skip(1).find(|other| other.2 != *text).map_or(f64::MIN, |other| other.0);
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    let sure = letters >= 500 && *best >= 2.3 && *best - rival >= 1.0;
    Found { encoding, sure, reason: EncodingReason::Letters }
}

/// How much a text looks like words: about 3 for a right reading, below 1 for a wrong one.
fn score(text: &str) -> f64 {
    let (mut sum, mut count, mut before) = (0.0, 0u32, ' ');
    let mut run = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if c.is_ascii() {
            run = 0;
        } else {
            run += 1;
            count += 1;
            sum += weigh(c, before, after, run);
        }
        before = c;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn weigh(c: char, before: char, after: char, run: u32) -> f64 {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    if !c.is_alphabetic() {
        let inside = before.is_alphabetic() && after.is_alphabetic();
        return match c {
            '\u{80}'..='\u{9f}' => -12.0,
            _ if inside && !matches!(c, '’' | '\u{ad}' | '·') => -6.0,
            '\u{a0}' | '„' | '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' | '€' | '№' | '§' | '°' | '•' => {
                1.0
            }
            '\u{2500}'..='\u{25ff}' => -6.0,
            _ => -2.0,
        };
    }
    let mut weight = letter(c);
    // A capital behind a small letter, or a small letter between capitals.
    if c.is_uppercase() && before.is_lowercase() {
        weight -= 5.0;
    }
    if c.is_lowercase() && before.is_uppercase() && after.is_uppercase() {
        weight -= 4.0;
    }
    if is_cyrillic(c) {
        if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() {
            weight -= 5.0;
        }
    } else if run >= 3 {
        // Latin words are mostly ASCII.
        weight -= 3.0;
    }
    weight
}

fn letter(c: char) -> f64 {
    match c {
        'о' | 'е' | 'а' | 'и' | 'т' | 'н' | 'с' | 'р' | 'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у' => 4.0,
        'я' | 'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' | 'х' | 'ж' | 'ш' | 'ю' | 'ц' => 3.0,
        'А'..='Я' => 1.5,
        'щ' | 'э' | 'ф' | 'ъ' | 'ё' | 'Ё' | 'і' | 'ў' | 'І' | 'Ў' => 1.0,
        '\u{400}'..='\u{4ff}' => -4.0,
        'á' | 'í' | 'é' | 'ě' | 'š' | 'č' | 'ř' | 'ž' | 'ý' | 'ů' => 3.2,
        'ą' | 'ę' | 'ł' | 'ó' | 'ś' | 'ż' | 'ć' | 'ń' | 'ź' | 'ú' | 'ň' | 'ť' | 'ď' | 'ľ' => 3.0,
        'ã' | 'ç' | 'õ' | 'ê' | 'ô' | 'â' | 'à' | 'ü' | 'ö' | 'ä' | 'ß' | 'ñ' => 3.0,
        'Č' | 'Š' | 'Ř' | 'Ž' | 'Á' | 'Ú' | 'Í' | 'É' | 'Ó' | 'Ý' | 'Ě' | 'Ů' | 'Ł' | 'Ś' | 'Ż' | 'Ç' | 'Ã' | 'Õ' | 'Â' | 'Ê'
        | 'Ö' | 'Ü' | 'Ä' | 'Ň' | 'Ť' | 'Ď' => 2.0,
        'ő' | 'ű' | 'è' | 'ë' | 'î' | 'ï' | 'ò' | 'û' | 'å' | 'ø' | 'æ' => 1.0,
        _ => -1.0,
    }
}
