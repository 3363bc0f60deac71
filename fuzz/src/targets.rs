//! One function a target: bytes in, nothing out, a panic for a promise that is broken. Also driven by an ordinary test, so
//! nothing in here needs a fuzzer.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kartoteka_domain::cell::{Cell, Row, RowNumber};
use kartoteka_domain::kind::{self, DateOrder, DecimalSign, Parsed, Reading, Writing};
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, FieldKind, builtin_types};
use kartoteka_domain::suggestion::{Confidence, Wanted, header_row, headers_of, suggest};
use kartoteka_sheets::{Block, Inspection, Limits, ReadingOptions, SheetError, Wall, inspect, read};
use zip::write::SimpleFileOptions;

/// Between the parts of a workbook, where an input stands for several.
pub const PART: &[u8] = b"%%PART%%";

/// Name and what is fed.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 10] = [
    ("xlsx", xlsx),
    ("zip_guard", zip_guard),
    ("csv", csv),
    ("ods", ods),
    ("xls", xls),
    ("xlsb", xlsb),
    ("markup", markup),
    ("suggestion", suggestion),
    ("dates", dates),
    ("numbers", numbers),
];

/// Sheet, shared strings, styles, workbook, relations: what is missing is a plain one.
pub fn xlsx(data: &[u8]) {
    let workbook = br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = br#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    let names = [
        ("xl/worksheets/sheet1.xml", &b"<worksheet/>"[..]),
        ("xl/sharedStrings.xml", b"<sst/>"),
        ("xl/styles.xml", b"<styleSheet/>"),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
    ];
    look(&packed(&names, data), &ReadingOptions::default());
}

/// Any container, as it comes.
pub fn zip_guard(data: &[u8]) {
    if data.starts_with(b"PK") {
        look(data, &ReadingOptions::default());
    }
}

/// The first byte says what a person chose: encoding, delimiter.
pub fn csv(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let encodings = ["utf-8", "windows-1250", "windows-1251", "iso-8859-2", "koi8-r", "utf-16le", "shift_jis"];
    let options = ReadingOptions {
        encoding: encodings.get(usize::from(choice & 15)).map(|label| (*label).to_owned()),
        delimiter: [None, None, Some(';'), Some('|')][usize::from(choice >> 4 & 3)],
        quote: [None, Some('\'')][usize::from(choice >> 6 & 1)],
    };
    let holds_replacement = memory_holds(text, "\u{fffd}".as_bytes()) || text.contains(&0xfd) || text.contains(&0x84);
    for row in look(text, &options) {
        for cell in &row.cells {
            assert!(holds_replacement || !cell.shown().contains('\u{fffd}'), "a replacement was stored");
        }
    }
}

/// Content, settings.
pub fn ods(data: &[u8]) {
    let names = [("content.xml", &b"<office:document-content/>"[..]), ("settings.xml", b"<x/>"), ("meta.xml", b"<x/>")];
    let mime = ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]);
    let mut parts = vec![mime];
    parts.extend(names);
    let data = [mime.1, PART, data].concat();
    look(&packed(&parts, &data), &ReadingOptions::default());
}

/// Any compound file.
pub fn xls(data: &[u8]) {
    if data.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") || data.starts_with(b"\x09") {
        look(data, &ReadingOptions::default());
    }
}

/// Sheet, shared strings, styles, workbook, relations.
pub fn xlsb(data: &[u8]) {
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let names = [
        ("xl/worksheets/sheet1.bin", &b""[..]),
        ("xl/sharedStrings.bin", b""),
        ("xl/styles.bin", b""),
        ("xl/workbook.bin", b""),
        ("xl/_rels/workbook.bin.rels", relations),
    ];
    look(&packed(&names, data), &ReadingOptions::default());
}

/// Web pages and XML with a spreadsheet's name.
pub fn markup(data: &[u8]) {
    look(data, &ReadingOptions::default());
}

/// Rows of cells, the first byte tells type and language.
pub fn suggestion(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let rows: Vec<Row<'_>> = (1..)
        .zip(text.lines().take(8))
        .map(|(number, line)| Row {
            number: RowNumber(number),
            hidden: false,
            cells: line.split('|').take(40).map(Cell::text).collect(),
        })
        .collect();
    let types = builtin_types();
    let wanted = Wanted {
        record_type: &types[usize::from(*choice) % types.len()],
        language: language(choice >> 4),
        edit_file: choice & 8 > 0,
    };
    let Some(number) = header_row(&wanted, &rows) else { return };
    let headers = headers_of(&rows[number as usize - 1]);
    let suggestions = suggest(&wanted, &headers, &|_| None);
    assert_eq!(suggestions.len(), headers.len());
    for (at, one) in suggestions.iter().enumerate() {
        assert!(one.field.is_some() == (one.confidence != Confidence::Nothing), "a field without confidence");
        let again = suggestions[at + 1..].iter().any(|other| other.field.is_some() && other.field == one.field);
        assert!(!again, "a field was given twice");
    }
}

/// The first byte tells kind, language and order.
pub fn dates(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let kind = [FieldKind::Date, FieldKind::DateTime, FieldKind::Time][usize::from(choice & 3) % 3];
    let order = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst][usize::from(choice >> 2 & 3) % 3];
    let text = String::from_utf8_lossy(text);
    let _ = kind::date::evidence(&text);
    parse_and_render(kind, &text, *choice, order);
}

/// The first byte tells kind and language.
pub fn numbers(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let kinds =
        [FieldKind::Integer, FieldKind::Decimal, FieldKind::Money, FieldKind::Percent, FieldKind::YesNo, FieldKind::Phone];
    parse_and_render(kinds[usize::from(choice & 15) % kinds.len()], &String::from_utf8_lossy(text), *choice, DateOrder::DayFirst);
}

/// A value that was read comes back the same from what is written, as a typed cell and as text.
fn parse_and_render(kind: FieldKind, text: &str, choice: u8, date_order: DateOrder) {
    let field = Field::new("field", kind);
    let language = language(choice >> 4);
    let decimal = if language == Language::English { DecimalSign::Point } else { DecimalSign::Comma };
    let reading = Reading { language, date_order, decimal, list_separator: None, max_chars: 0 };
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    let cells = [Some(Cell::text(text)), number.map(Cell::Number), number.map(Cell::Percent)];
    for cell in cells.into_iter().flatten() {
        let (Parsed::Value(value) | Parsed::Remark(value, _)) = kind::parse(&field, &cell, &reading) else { continue };
        let own = Reading { date_order: DateOrder::DayFirst, ..reading };
        for typed in [true, false] {
            let written = kind::render(&field, &value, &Writing { language, typed });
            match kind::parse(&field, &written, &own) {
                Parsed::Value(again) | Parsed::Remark(again, _) => {
                    assert_eq!(again, value, "{cell:?} was read, written as {written:?}, and read as another value");
                }
                other => panic!("{cell:?} was read as {value:?} and written as {written:?}, which is {other:?}"),
            }
        }
    }
}

fn language(choice: u8) -> Language {
    Language::ALL[usize::from(choice) % Language::ALL.len()]
}

/// A container of these parts, stored, so that what is mutated is what is read.
fn packed(names: &[(&str, &[u8])], data: &[u8]) -> Vec<u8> {
    let mut given = split(data).into_iter();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, plain) in names {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(given.next().filter(|part| !part.is_empty()).unwrap_or(plain)).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn split(data: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), data);
    while let Some(at) = rest.windows(PART.len()).position(|window| window == PART) {
        parts.push(&rest[..at]);
        rest = &rest[at + PART.len()..];
    }
    parts.push(rest);
    parts
}

fn memory_holds(text: &[u8], what: &[u8]) -> bool {
    text.windows(what.len()).any(|window| window == what)
}

/// Small enough that a file at its limits takes no time.
fn limits() -> Limits {
    Limits { rows: 50_000, inflated_bytes: 32 << 20, cell_bytes: 64 << 10, row_bytes: 1 << 20, ..Limits::default() }
}

fn file() -> PathBuf {
    use std::sync::OnceLock;
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    folder.path().join(format!("{:?}", std::thread::current().id()))
}

/// Looks into the file and reads every sheet; gives the rows. What a preview shows must be how reading begins.
fn look(content: &[u8], options: &ReadingOptions) -> Vec<Row<'static>> {
    let path = file();
    std::fs::write(&path, content).expect("written");
    let limits = limits();
    let mut all = Vec::new();
    let Ok(Inspection { sheets, .. }) = inspect(&path, options, &limits, &Wall::InProcess) else { return all };
    for sheet in sheets {
        let rows = match rows(&path, sheet.index, options, &limits) {
            Ok(rows) => rows,
            Err(SheetError::NoData) => Vec::new(),
            Err(_) => continue,
        };
        assert!(sheet.refused.is_some() || rows.starts_with(&sheet.rows), "the preview shows other rows than reading gives");
        all.extend(rows);
    }
    all
}

fn rows(path: &Path, sheet: usize, options: &ReadingOptions, limits: &Limits) -> Result<Vec<Row<'static>>, SheetError> {
    let mut rows: Vec<Row<'static>> = Vec::new();
    let report = read(path, sheet, options, limits, &Wall::InProcess, &mut |block| {
        let mut scratch = Vec::new();
        let mut cursor = Block::unpack(&block.bytes, &mut scratch).expect("a block opens");
        let mut row = Row::default();
        while cursor.next_into(&mut row).expect("a row") {
            assert!(rows.last().is_none_or(|last| last.number < row.number), "rows in order");
            assert!(row.cells.len() <= limits.columns as usize, "columns within the limit");
            assert!(!row.is_blank(), "a blank row was delivered");
            rows.push(row.clone().into_owned());
        }
        ControlFlow::Continue(())
    })?;
    assert_eq!(report.rows as usize, rows.len(), "rows add up");
    assert_eq!(report.last_row, rows.last().map_or(RowNumber(0), |row| row.number), "the last row");
    Ok(rows)
}
