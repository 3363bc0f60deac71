//! File formats: bytes in, blocks of rows of cells out. The only room that knows what a spreadsheet is; it knows
//! nothing of records.
//!
//! ```text
//! file ─▶ sniff (what is it, by content) ─┬▶ delimited: encoding ▸ decode ▸ dialect ▸ csv        in this process
//!                                         └▶ workbook:  child ▸ container ▸ xlsx | ods | xls     in a limited process
//!                                                       all ─▶ collect (limits, counts) ─▶ block
//! ```
//!
//! Every row that is not blank comes out, title and header rows included, with the number the person sees; which row
//! is the header is decided elsewhere.

mod ahead;
mod arena;
mod binary;
pub mod block;
mod child;
mod collect;
mod compound;
mod container;
mod csv;
mod decode;
mod dialect;
mod encoding;
mod error;
mod letters;
mod limits;
mod number_format;
mod ods;
mod package;
mod serial;
pub mod sniff;
mod workbook;
pub mod write;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kartoteka_domain::cell::{Row, RowNumber};
use serde::{Deserialize, Serialize};

use sniff::Family;

pub use block::{Block, BlockBuilder, DamagedBlock, RowCursor};
pub use child::serve_child;
pub use error::SheetError;
pub use limits::Limits;
pub use sniff::{Sniffed, sniff};

/// Name of the very hidden sheet in workbooks made by us; its cell A1 says what the workbook is.
pub const MARKER_SHEET: &str = "_kartoteka";

/// Rows a preview shows of each sheet.
pub const PREVIEW_ROWS: u32 = 40;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Delimited,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// Where workbooks are taken apart. Delimited text is always read in this process.
#[derive(Clone, Debug)]
pub enum Wall {
    /// A process that calls [`serve_child`].
    Child { program: PathBuf, args: Vec<OsString> },
    /// Without a wall: for tests and for trusted files.
    InProcess,
}

/// What a person decided about a delimited file; `None` is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingOptions {
    /// A label such as `windows-1250`.
    pub encoding: Option<String>,
    /// One ASCII character.
    pub delimiter: Option<char>,
    /// One ASCII character; `"` otherwise.
    pub quote: Option<char>,
}

/// What a look into the file showed.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    pub format: Format,
    /// Only for delimited text.
    pub encoding: Option<EncodingFinding>,
    /// Only for delimited text.
    pub delimiter: Option<DelimiterFinding>,
    pub sheets: Vec<SheetPreview>,
    /// What cell A1 of [`MARKER_SHEET`] holds. That sheet is not among `sheets`.
    pub marker: Option<String>,
    pub notes: Vec<Note>,
}

/// The encoding of a delimited file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingFinding {
    pub label: String,
    /// False when a person should compare the sample.
    pub sure: bool,
    pub reason: EncodingReason,
    /// A few lines with letters that other encodings would show otherwise.
    pub sample: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingReason {
    Chosen,
    ByteOrderMark,
    /// Nothing but ASCII.
    PlainAscii,
    /// Valid UTF-8 to the last byte.
    ValidUtf8,
    /// Every second byte is zero.
    ZeroBytes,
    /// The letters look like words in this encoding.
    Letters,
}

/// The delimiter of a delimited file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimiterFinding {
    pub delimiter: char,
    pub sure: bool,
    /// The file says so in a first line like `sep=;`.
    pub from_sep_line: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SheetPreview {
    /// What [`read`] wants. Chart and dialog sheets are not counted.
    pub index: usize,
    /// Empty for delimited text.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// The first [`PREVIEW_ROWS`] rows that are not blank.
    pub rows: Vec<Row<'static>>,
    /// Why this sheet cannot be read although others of the workbook can: it goes beyond a limit.
    pub refused: Option<SheetError>,
}

/// Something worth telling that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Hidden columns were read like the others.
    HiddenColumns { count: u32 },
    /// Formulas without a stored result were read as empty cells.
    FormulaWithoutValue { count: u32, first_row: u32 },
    /// Text stood behind a closing quote (as in `"a"b`, or where quotes are escaped by backslashes); it was kept.
    TextAfterQuote { count: u32, first_row: u32 },
    /// Of the hidden rows, all in a sheet with a filter that was at work when the file was saved. They were read like the others.
    FilteredRows { count: u32 },
    /// Areas of merged cells. Only the first cell of each holds something.
    MergedCells { count: u32 },
}

/// What was read of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadReport {
    /// Rows delivered: all that are not blank, title and header rows included.
    pub rows: u32,
    /// Blank rows above the last row delivered.
    pub blank_rows: u32,
    /// Of `rows`, those hidden by hand or by a filter.
    pub hidden_rows: u32,
    #[serde(with = "row_number")]
    pub last_row: RowNumber,
    pub notes: Vec<Note>,
}

/// Looks into a file: what it is, and the first rows of each sheet.
pub fn inspect(file: &Path, options: &ReadingOptions, limits: &Limits, wall: &Wall) -> Result<Inspection, SheetError> {
    match sniff::recognise(file, limits)? {
        Family::Text => csv::inspect(file, options, limits),
        Family::Workbook => match wall {
            Wall::Child { program, args } => child::inspect(program, args, file, limits),
            Wall::InProcess => workbook::inspect(file, limits),
        },
    }
}

/// Reads one sheet from the first row to the last and gives its blocks to `sink`, which may end the reading by
/// [`ControlFlow::Break`]; the report then covers what was delivered.
pub fn read(
    file: &Path,
    sheet: usize,
    options: &ReadingOptions,
    limits: &Limits,
    wall: &Wall,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    let report = match sniff::recognise(file, limits)? {
        Family::Text if sheet > 0 => Err(SheetError::SheetMissing { index: sheet }),
        Family::Text => csv::read(file, options, limits, sink),
        Family::Workbook => match wall {
            Wall::Child { program, args } => child::read(program, args, (file, sheet), limits, sink),
            Wall::InProcess => workbook::read(file, sheet, limits, sink),
        },
    }?;
    if report.rows == 0 { Err(SheetError::NoData) } else { Ok(report) }
}

/// How many cells a delimited text has. Finds out what [`read`] finds out and keeps nothing: what reading costs without
/// blocks. Columns and cells are not limited; no row may be longer than the limit. A refusal counts lines within its row, from 0.
pub fn count_cells(file: &Path, options: &ReadingOptions, limits: &Limits) -> Result<u64, SheetError> {
    csv::count_cells(file, options, limits)
}

mod row_number {
    use super::RowNumber;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &RowNumber, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(number.0)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<RowNumber, D::Error> {
        u32::deserialize(from).map(RowNumber)
    }
}
