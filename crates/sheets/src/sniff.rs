//! What a file is, by its content and never by its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use memchr::memmem;

use crate::container::Container;
use crate::{Format, Limits, SheetError};

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// Not one byte.
    Empty,
    /// Nothing speaks against text.
    Text,
    /// XLSX, XLSB, ODS or any other ZIP.
    Zip,
    /// XLS, an encrypted workbook, or another document of that age.
    Ole,
    /// A spreadsheet from before Excel 97.
    OldSheet,
    Utf32,
    /// Something else; the word says what: `pdf`, `image`, `web-page`, …
    Other(&'static str),
}

const MAGIC: &[(&[u8], Sniffed)] = &[
    (b"PK\x03\x04", Sniffed::Zip),
    (b"PK\x05\x06", Sniffed::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sniffed::Ole),
    (b"\x09\x00\x04\x00", Sniffed::OldSheet),
    (b"\x09\x02\x06\x00", Sniffed::OldSheet),
    (b"\x09\x04\x06\x00", Sniffed::OldSheet),
    (b"\xff\xfe\x00\x00", Sniffed::Utf32),
    (b"\x00\x00\xfe\xff", Sniffed::Utf32),
    (b"%PDF", Sniffed::Other("pdf")),
    (b"\x89PNG", Sniffed::Other("image")),
    (b"\xff\xd8\xff", Sniffed::Other("image")),
    (b"GIF8", Sniffed::Other("image")),
    (b"II*\x00", Sniffed::Other("image")),
    (b"MM\x00*", Sniffed::Other("image")),
    (b"\x1f\x8b", Sniffed::Other("gzip")),
    (b"BZh", Sniffed::Other("bzip2")),
    (b"\xfd7zXZ\x00", Sniffed::Other("xz")),
    (b"\x28\xb5\x2f\xfd", Sniffed::Other("zstd")),
    (b"7z\xbc\xaf\x27\x1c", Sniffed::Other("7zip")),
    (b"Rar!\x1a\x07", Sniffed::Other("rar")),
    (b"{\\rtf", Sniffed::Other("rtf")),
    (b"SQLite format 3\x00", Sniffed::Other("database")),
    (b"PAR1", Sniffed::Other("parquet")),
    (b"\x7fELF", Sniffed::Other("program")),
    (b"MZ\x90\x00", Sniffed::Other("program")),
];

/// Judges by the first bytes; 4,096 are enough.
pub fn sniff(first_bytes: &[u8]) -> Sniffed {
    if first_bytes.is_empty() {
        return Sniffed::Empty;
    }
    for (magic, sniffed) in MAGIC {
        if first_bytes.starts_with(magic) {
            return *sniffed;
        }
    }
    if first_bytes.starts_with(b"RIFF") && first_bytes.get(8..12) == Some(b"WEBP") {
        return Sniffed::Other("image");
    }
    let text = first_bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first_bytes);
    if let Some(what) = markup(text) {
        return Sniffed::Other(what);
    }
    // UTF-16 is full of zeros and still text; other control characters are rare in any text.
    let controls = text.iter().filter(|byte| matches!(byte, 1..=8 | 14..=25 | 28..=31 | 127)).count();
    if controls * 10 > text.len() { Sniffed::Other("binary") } else { Sniffed::Text }
}

/// Web pages and XML that carry a spreadsheet's name.
fn markup(text: &[u8]) -> Option<&'static str> {
    let start: Vec<u8> = text.iter().filter(|b| **b != 0).take(2_048).map(u8::to_ascii_lowercase).collect();
    let start = start.strip_prefix(b"\xff\xfe").unwrap_or(&start).trim_ascii_start();
    let contains = |what: &[u8]| memmem::find(start, what).is_some();
    let tags: [&[u8]; 8] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<!--[if"];
    if tags.iter().any(|tag| start.starts_with(tag)) {
        return Some("web-page");
    }
    if start.starts_with(b"mime-version:") {
        return Some("web-page");
    }
    if !start.starts_with(b"<?xml") {
        return None;
    }
    if contains(b"urn:schemas-microsoft-com:office:spreadsheet") {
        Some("xml-spreadsheet")
    } else if contains(b"<html") {
        Some("web-page")
    } else {
        Some("xml")
    }
}

/// What [`recognise`] leaves over: text is read here, a workbook behind the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Text,
    Workbook,
}

/// Refuses by name what cannot be read. Looks at the size and the first bytes only.
pub(crate) fn recognise(path: &Path, limits: &Limits) -> Result<Family, SheetError> {
    let (first, bytes) = start_of(path)?;
    if bytes > limits.file_bytes {
        return Err(SheetError::TooLarge { bytes, limit: limits.file_bytes });
    }
    match sniff(&first) {
        Sniffed::Empty => Err(SheetError::NoData),
        Sniffed::Text => Ok(Family::Text),
        Sniffed::Zip | Sniffed::Ole => Ok(Family::Workbook),
        Sniffed::OldSheet => Err(SheetError::TooOld),
        Sniffed::Utf32 => Err(SheetError::Utf32),
        Sniffed::Other(what) => Err(SheetError::not_a_sheet(what)),
    }
}

/// Which workbook it is. Opens containers: only behind the wall.
pub(crate) fn workbook_format(path: &Path, limits: &Limits) -> Result<Format, SheetError> {
    let (first, bytes) = start_of(path)?;
    match sniff(&first) {
        Sniffed::Zip => Container::open(path, limits)?.format(),
        Sniffed::Ole => recognise_ole(path, bytes, limits),
        _ => Err(SheetError::damaged("workbook")),
    }
}

fn start_of(path: &Path) -> Result<(Vec<u8>, u64), SheetError> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut first = Vec::with_capacity(4_096);
    file.take(4_096).read_to_end(&mut first)?;
    Ok((first, bytes))
}

/// Looks for the names of the streams; the structure is left to the reader.
fn recognise_ole(path: &Path, bytes: u64, limits: &Limits) -> Result<Format, SheetError> {
    if bytes > limits.whole_file_bytes {
        return Err(SheetError::TooLarge { bytes, limit: limits.whole_file_bytes });
    }
    let content = std::fs::read(path)?;
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        memmem::find(&content, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        Err(SheetError::Password)
    } else if holds("Workbook") || holds("Book") {
        Ok(Format::Xls)
    } else if holds("WordDocument") || holds("PowerPoint Document") || holds("__properties_version1.0") {
        Err(SheetError::not_a_sheet("document"))
    } else {
        Err(SheetError::damaged("workbook"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn str_14_content_decides_what_a_file_is() {
        for (bytes, expected) in [
            (&b""[..], Sniffed::Empty),
            (b"a;b\r\n1;2", Sniffed::Text),
            (b"\xef\xbb\xbfa;b", Sniffed::Text),
            (b"\xff\xfea\x00;\x00b\x00", Sniffed::Text),
            (b"P\xf8\xedjmen\xed;Jm\xe9no", Sniffed::Text),
            (b"PK\x03\x04\x14\x00", Sniffed::Zip),
            (b"%PDF-1.7", Sniffed::Other("pdf")),
            (b"\x1f\x8b\x08", Sniffed::Other("gzip")),
            (b"\n <HTML xmlns:x=''>", Sniffed::Other("web-page")),
            (b"\xef\xbb\xbf<!DOCTYPE html>", Sniffed::Other("web-page")),
            (
                b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
                Sniffed::Other("xml-spreadsheet"),
            ),
            (b"\xff\xfe\x00\x00a\x00\x00\x00", Sniffed::Utf32),
            (b"\x09\x02\x06\x00\x00\x00", Sniffed::OldSheet),
            (b"\x01\x02\x03\x04\x05\x06\x07", Sniffed::Other("binary")),
        ] {
            assert_eq!(sniff(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
