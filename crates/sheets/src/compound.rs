//! The compound file around an XLS workbook: a small file system of sectors. Every chain is followed at most as far as the
//! file has sectors, so a loop ends; nothing is allocated by a stated size.

use crate::SheetError;

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// From here on a number is a mark and no sector: end of chain, free, table.
const MARKS: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
const ENTRY: usize = 128;
const MINI: usize = 64;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

pub(crate) struct Compound<'f> {
    file: &'f [u8],
    sector: usize,
    /// The next sector of each sector.
    table: Vec<u32>,
    mini_table: Vec<u32>,
    /// Streams below this size stand in the small sectors of the root's stream.
    cutoff: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u64,
}

impl<'f> Compound<'f> {
    pub fn open(file: &'f [u8]) -> Result<Compound<'f>, SheetError> {
        let shift = half(file, 30)?;
        if !file.starts_with(MAGIC) || !matches!(shift, 9 | 12) {
            return Err(damaged());
        }
        let mut compound = Compound {
            file,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            cutoff: u64::from(word(file, 56)?),
            entries: Vec::new(),
        };
        compound.table = compound.read_table()?;
        let wide = half(file, 26)? > 3;
        let directory = compound.chain(word(file, 48)?)?;
        compound.entries = directory.chunks_exact(ENTRY).filter_map(|entry| Entry::of(entry, wide)).collect();
        let mini = word(file, 60)?;
        if mini < MARKS {
            compound.mini_table = words(&compound.chain(mini)?);
        }
        Ok(compound)
    }

    /// The content of the stream of this name; `None` when there is none.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, SheetError> {
        let found = self.entries.iter().find(|entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name));
        let Some(entry) = found else { return Ok(None) };
        let mut content = if entry.size < self.cutoff { self.mini_chain(entry.start)? } else { self.chain(entry.start)? };
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        if content.len() < size {
            return Err(damaged());
        }
        content.truncate(size);
        Ok(Some(content))
    }

    /// The table of sectors: its own sectors are listed in the head, and in a chain of lists when there are many.
    fn read_table(&self) -> Result<Vec<u32>, SheetError> {
        let mut places = words(self.file.get(76..512).ok_or_else(damaged)?);
        let mut list = word(self.file, 68)?;
        let most = self.file.len() / self.sector + 1;
        for _ in 0..most {
            if list >= MARKS {
                break;
            }
            let mut more = words(self.sector_at(list)?);
            list = more.pop().unwrap_or(END);
            places.extend(more);
        }
        places.retain(|place| *place < MARKS);
        if places.len() > most {
            return Err(damaged());
        }
        let mut table = Vec::new();
        for place in places {
            table.extend(words(self.sector_at(place)?));
        }
        Ok(table)
    }

    fn chain(&self, start: u32) -> Result<Vec<u8>, SheetError> {
        let mut content = Vec::new();
        for place in follow(&self.table, start) {
            content.extend_from_slice(self.sector_at(place?)?);
        }
        Ok(content)
    }

    fn mini_chain(&self, start: u32) -> Result<Vec<u8>, SheetError> {
        let root = self.entries.iter().find(|entry| entry.kind == ROOT).ok_or_else(damaged)?;
        let small = self.chain(root.start)?;
        let mut content = Vec::new();
        for place in follow(&self.mini_table, start) {
            let from = place? as usize * MINI;
            content.extend_from_slice(small.get(from..from + MINI).ok_or_else(damaged)?);
        }
        Ok(content)
    }

    /// The last sector of a file may be cut: some programs do not fill it.
    fn sector_at(&self, place: u32) -> Result<&'f [u8], SheetError> {
        let from = (place as usize + 1) * self.sector;
        let to = (from + self.sector).min(self.file.len());
        self.file.get(from..to).filter(|sector| !sector.is_empty()).ok_or_else(damaged)
    }
}

impl Entry {
    fn of(entry: &[u8], wide: bool) -> Option<Entry> {
        let kind = entry[66];
        if !matches!(kind, STREAM | ROOT) {
            return None;
        }
        let length = usize::from(half(entry, 64).ok()?).clamp(2, 64) - 2;
        let units = entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name = char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect();
        let high = if wide { u64::from(word(entry, 124).ok()?) << 32 } else { 0 };
        Some(Entry { name, kind, start: word(entry, 116).ok()?, size: high | u64::from(word(entry, 120).ok()?) })
    }
}

/// The places of a chain; an error instead of a place that is none, and at the end of patience.
fn follow(table: &[u32], start: u32) -> impl Iterator<Item = Result<u32, SheetError>> {
    let (mut next, mut left) = (start, table.len());
    std::iter::from_fn(move || {
        if next == END {
            return None;
        }
        let place = next;
        let after = table.get(place as usize).copied().filter(|_| left > 0);
        left = left.saturating_sub(1);
        next = after.unwrap_or(END);
        Some(after.map(|_| place).ok_or_else(damaged))
    })
}

fn damaged() -> SheetError {
    SheetError::damaged("workbook")
}

fn half(bytes: &[u8], at: usize) -> Result<u16, SheetError> {
    let pair = bytes.get(at..at + 2).ok_or_else(damaged)?;
    Ok(u16::from_le_bytes([pair[0], pair[1]]))
}

fn word(bytes: &[u8], at: usize) -> Result<u32, SheetError> {
    let four = bytes.get(at..at + 4).ok_or_else(damaged)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}
