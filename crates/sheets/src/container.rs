//! The ZIP around a workbook, guarded: names and counts are judged before anything is read, and every byte that is
//! inflated is counted. What the container says about its own sizes is never believed.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::xml::Xml;
use crate::{Format, Limits, SheetError};

/// An honest part shrinks to a hundredth at most; small parts may be all alike.
const RATIO: u64 = 100;
const RATIO_FROM: u64 = 100 << 10;
/// Packed bytes from which a part is worth a thread.
const LONG: u64 = 256 << 10;

pub(crate) struct Container {
    archive: ZipArchive<BufReader<File>>,
    inflated: u64,
    limit: u64,
}

impl Container {
    pub fn open(path: &Path, limits: &Limits) -> Result<Container, SheetError> {
        let mut file = File::open(path)?;
        check_stated_entries(&mut file, limits.entries)?;
        let mut archive = ZipArchive::new(BufReader::new(file))?;
        if archive.len() > limits.entries as usize {
            return Err(SheetError::hostile("entries"));
        }
        if archive.has_duplicate_names() {
            return Err(SheetError::hostile("entry-twice"));
        }
        let mut seen = HashSet::new();
        for name in archive.file_names() {
            let name = name?;
            if !is_safe_name(&name) {
                return Err(SheetError::hostile("entry-name"));
            }
            // Readers that ignore case would see two parts of one name.
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(SheetError::hostile("entry-twice"));
            }
        }
        if archive.has_overlapping_files()? {
            return Err(SheetError::hostile("overlap"));
        }
        Ok(Container { archive, inflated: 0, limit: limits.inflated_bytes })
    }

    pub fn format(&mut self) -> Result<Format, SheetError> {
        if let Some(mimetype) = self.find("mimetype") {
            let mut kind = Vec::new();
            self.part(mimetype)?.take(200).read_to_end(&mut kind)?;
            if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
                return Ok(Format::Ods);
            }
            return Err(SheetError::not_a_sheet(if kind.starts_with(b"application/vnd.oasis") { "document" } else { "zip" }));
        }
        let has = |name: &str| self.find(name).is_some();
        if has("xl/workbook.bin") {
            Ok(Format::Xlsb)
        } else if has("xl/workbook.xml") {
            Ok(Format::Xlsx)
        } else if has("word/document.xml") || has("ppt/presentation.xml") {
            Err(SheetError::not_a_sheet("document"))
        } else if has("[Content_Types].xml") && has("_rels/.rels") {
            // Its relations say where the workbook stands.
            Ok(Format::Xlsx)
        } else {
            Err(SheetError::not_a_sheet("zip"))
        }
    }

    /// Part names are compared without case.
    pub fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.archive.index_for_name(name).or_else(|| {
            (0..self.archive.len())
                .find(|index| matches!(self.archive.name_for_index(*index), Some(Ok(other)) if other.eq_ignore_ascii_case(name)))
        })
    }

    pub fn part(&mut self, index: usize) -> Result<Part<'_>, SheetError> {
        let file = self.archive.by_index(index)?;
        if file.encrypted() {
            return Err(SheetError::Password);
        }
        let packed = file.compressed_size().max(1);
        Ok(Part { file, packed, own: 0, all: &mut self.inflated, limit: self.limit })
    }

    /// Before parts that were counted are read once more.
    pub fn start_over(&mut self) {
        self.inflated = 0;
    }

    /// Gives `work` a part; a long one that is wanted to the end is inflated by a thread of its own.
    pub fn read_xml<T, E: From<SheetError>>(
        &mut self,
        index: usize,
        to_the_end: bool,
        work: impl FnOnce(Xml<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let part = self.part(index)?;
        if to_the_end && part.packed > LONG {
            return crate::ahead::inflated(part, |source| work(Xml::new(source)?));
        }
        work(Xml::new(Box::new(part))?)
    }

    pub fn xml(&mut self, index: usize) -> Result<Xml<'_>, SheetError> {
        Xml::new(Box::new(self.part(index)?))
    }
}

/// One part being inflated.
pub(crate) struct Part<'a> {
    file: ZipFile<'a, BufReader<File>>,
    packed: u64,
    own: u64,
    all: &'a mut u64,
    limit: u64,
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.own += read as u64;
        *self.all += read as u64;
        let is_bomb = *self.all > self.limit || (self.own > RATIO_FROM && self.own / RATIO > self.packed);
        if is_bomb { Err(std::io::Error::other(SheetError::Bomb { limit: self.limit })) } else { Ok(read) }
    }
}

fn is_safe_name(name: &str) -> bool {
    let is_absolute = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    !is_absolute && !name.contains('\0') && !name.split(['/', '\\']).any(|part| part == "..")
}

/// The count in the end record, before the directory is loaded for it.
fn check_stated_entries(file: &mut File, limit: u32) -> Result<(), SheetError> {
    let length = file.metadata()?.len();
    let tail_length = length.min(66_000);
    file.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::with_capacity(tail_length as usize);
    file.by_ref().take(tail_length).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let Some(at) = memchr::memmem::rfind(&tail, b"PK\x05\x06") else { return Err(SheetError::damaged("zip")) };
    match tail.get(at + 10..at + 12) {
        Some(&[low, high]) if u32::from(u16::from_le_bytes([low, high])) <= limit => Ok(()),
        Some(_) => Err(SheetError::hostile("entries")),
        None => Err(SheetError::damaged("zip")),
    }
}
