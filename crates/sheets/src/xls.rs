//! XLS of Excel 97 and later, and of Excel 5 and 95: the workbook stream of a compound file, record by record. The file is
//! loaded whole, so its size is capped; older formats are said to be too old.

mod records;
mod sheet;
mod strings;

use std::path::Path;

use encoding_rs::Encoding;

use crate::arena::Arena;
use crate::binary::Fields;
use crate::collect::{Collector, Stop};
use crate::compound::Compound;
use crate::number_format::{Formats, Shown};
use crate::{Limits, SheetError};
use records::{Record, Records, kind};
use strings::{Bytes, Segments};

pub(crate) struct Xls {
    stream: Vec<u8>,
    /// Name and whether it is hidden.
    pub sheets: Vec<(String, bool)>,
    starts: Vec<usize>,
    book: Book,
}

/// What the sheets share.
struct Book {
    pub strings: Arena,
    pub styles: Vec<Shown>,
    pub is_1904: bool,
    pub texts: Texts,
}

/// How texts are written: since Excel 97 in Unicode, before in the code page of the machine.
#[derive(Clone, Copy)]
enum Texts {
    Unicode,
    Bytes(Bytes),
}

impl Xls {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xls, SheetError> {
        let bytes = std::fs::metadata(path)?.len();
        if bytes > limits.whole_file_bytes {
            return Err(SheetError::TooLarge { bytes, limit: limits.whole_file_bytes });
        }
        let file = std::fs::read(path)?;
        let compound = Compound::open(&file)?;
        let stream = match compound.stream("Workbook")? {
            Some(stream) => stream,
            None => compound.stream("Book")?.ok_or_else(|| SheetError::damaged("workbook"))?,
        };
        let globals = Globals::read(&stream, limits)?;
        Ok(Xls { sheets: globals.sheets, starts: globals.starts, book: globals.book, stream })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let start = *self.starts.get(index).ok_or(SheetError::SheetMissing { index })?;
        let stream = self.stream.get(start..).ok_or_else(|| SheetError::damaged("sheet"))?;
        sheet::read(Records::new(stream), &self.book, collector)
    }
}

struct Globals {
    sheets: Vec<(String, bool)>,
    starts: Vec<usize>,
    book: Book,
}

impl Globals {
    fn read(stream: &[u8], limits: &Limits) -> Result<Globals, SheetError> {
        let mut records = Records::new(stream);
        let first = records.next()?.filter(|record| record.kind == kind::BEGIN).ok_or_else(|| SheetError::damaged("workbook"))?;
        let texts = match Fields::new(first.body).half()? {
            0x0600 => Texts::Unicode,
            0x0500 => Texts::Bytes(Bytes { encoding: Some(encoding_rs::WINDOWS_1252) }),
            _ => return Err(SheetError::TooOld),
        };
        let book = Book { strings: Arena::default(), styles: Vec::new(), is_1904: false, texts };
        let mut globals = Globals { sheets: Vec::new(), starts: Vec::new(), book };
        let (mut formats, mut styles) = (Formats::default(), Vec::new());
        while let Some(record) = records.next()? {
            match record.kind {
                kind::END => {
                    globals.book.styles = styles.into_iter().map(|id: u16| formats.shown(id.into())).collect();
                    return Ok(globals);
                }
                kind::FORMAT => globals.format(&record, &mut formats)?,
                kind::STYLE => styles.push(Fields::new(record.body.get(2..).unwrap_or_default()).half()?),
                kind::STRINGS => {
                    let mut segments = vec![record.body];
                    records.continued(&mut segments);
                    globals.book.strings = strings::shared(Segments::new(segments), limits)?;
                }
                _ => globals.setting(&record)?,
            }
        }
        Err(SheetError::damaged("workbook"))
    }

    fn setting(&mut self, record: &Record<'_>) -> Result<(), SheetError> {
        let mut fields = Fields::new(record.body);
        match record.kind {
            kind::PASSWORD => return Err(SheetError::Password),
            kind::CODE_PAGE => {
                if let Texts::Bytes(bytes) = &mut self.book.texts {
                    bytes.encoding = code_page(fields.half()?);
                }
            }
            kind::DATE_SYSTEM => self.book.is_1904 = fields.half()? == 1,
            kind::SHEET => {
                let start = fields.word()? as usize;
                let (state, type_of) = (fields.byte()?, fields.byte()?);
                // Charts and macros hold no rows.
                if type_of == 0 {
                    let length = fields.byte()?.into();
                    self.sheets.push((self.book.texts.short(&mut fields, length)?, state & 3 > 0));
                    self.starts.push(start);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn format(&mut self, record: &Record<'_>, formats: &mut Formats) -> Result<(), SheetError> {
        let mut fields = Fields::new(record.body);
        let id = fields.half()?;
        let length = match self.book.texts {
            Texts::Unicode => usize::from(fields.half()?),
            Texts::Bytes(_) => usize::from(fields.byte()?),
        };
        formats.add(id.into(), &self.book.texts.short(&mut fields, length)?);
        Ok(())
    }
}

impl Texts {
    /// A text within one record, whose length was just read.
    pub fn short(self, fields: &mut Fields<'_>, length: usize) -> Result<String, SheetError> {
        match self {
            Texts::Unicode => Segments::new(vec![fields.rest]).text_of(length),
            Texts::Bytes(bytes) => bytes.text(fields.take(length)?),
        }
    }

    /// A text that may go on in the records that follow, its length before it.
    pub fn long(self, segments: Vec<&[u8]>) -> Result<String, SheetError> {
        let mut segments = Segments::new(segments);
        let length = usize::from(segments.half()?);
        match self {
            Texts::Unicode => segments.text_of(length),
            Texts::Bytes(bytes) => bytes.text(&segments.bytes(length)?),
        }
    }
}

/// The code pages that are known by number; a text in another is read as far as it is plain.
fn code_page(number: u16) -> Option<&'static Encoding> {
    let label = match number {
        866 => "ibm866",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()),
        10_000 | 32_768 => "macintosh",
        10_007 => "x-mac-cyrillic",
        20_866 => "koi8-r",
        21_866 => "koi8-u",
        28_592 => "iso-8859-2",
        28_595 => "iso-8859-5",
        // An old number for the Windows code page of the West.
        32_769 => "windows-1252",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}
