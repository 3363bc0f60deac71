//! What `cargo xtask bench sheets` measures, one case a process: `sheets_bench WORD FILE [OUT]`. Prints how many rows or
//! cells or bytes it saw, so that nobody measures a case that did nothing.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use kartoteka_domain::cell::{Cell, Row};
use kartoteka_sheets::write::{ColumnKind, ColumnLook, TableLook, TableWriter};
use kartoteka_sheets::{Block, Limits, ReadingOptions, Wall, count_cells, inspect, read};
use rust_xlsxwriter::Workbook;

#[path = "../tests/reading/made.rs"]
mod made;

type Outcome = Result<u64, Box<dyn Error>>;

/// The part that holds the rows of the workbooks made here.
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let seen = match words[..] {
        ["make-inline", csv, out] => make(csv, out, false),
        ["make-shared", csv, out] => make(csv, out, true),
        ["inflate", file] => inflate(file, &[SHEET]),
        ["inflate-both", file] => inflate(file, &[SHEET, "xl/sharedStrings.xml"]),
        ["rows", file] => rows(file),
        ["blocks", file] => blocks(file),
        ["calamine", file] => by_calamine(file),
        ["csv-scan", file] => scan(file),
        ["csv-records", file] => records(file),
        ["csv-cells", file] => Ok(count_cells(Path::new(file), &ReadingOptions::default(), &Limits::default())?),
        ["write", csv, out] => write(csv, out),
        ["make-hostile", folder, xls] => make_hostile(folder, xls),
        ["refuse", file] => refuse(file),
        ["write-bare", csv, out] => write_bare(csv, out),
        _ => Err("what is to be measured?".into()),
    }?;
    writeln!(std::io::stdout(), "{seen}")?;
    // A thousand of anything: a case that met an empty file measures nothing.
    if seen < 1_000 { Err("too little was seen".into()) } else { Ok(()) }
}

/// These parts and nothing else, to nowhere.
fn inflate(file: &str, parts: &[&str]) -> Outcome {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(file)?))?;
    let (mut buffer, mut bytes) = (vec![0; 64 << 10], 0);
    for name in parts {
        let mut part = archive.by_name(name)?;
        loop {
            match part.read(&mut buffer)? {
                0 => break,
                read => bytes += read as u64,
            }
        }
    }
    Ok(bytes)
}

/// Every row as the engine gets it: blocks made, opened again, walked cell by cell.
fn rows(file: &str) -> Outcome {
    let (mut count, mut scratch) = (0, Vec::new());
    each_block(file, &mut |block| {
        let Ok(mut cursor) = Block::unpack(&block.bytes, &mut scratch) else { return ControlFlow::Break(()) };
        let mut row = Row::default();
        while let Ok(true) = cursor.next_into(&mut row) {
            count += 1;
        }
        ControlFlow::Continue(())
    })?;
    Ok(count)
}

/// Blocks as they are stored.
fn blocks(file: &str) -> Outcome {
    let mut count = 0;
    each_block(file, &mut |block| {
        count += u64::from(block.rows);
        ControlFlow::Continue(())
    })?;
    Ok(count)
}

fn each_block(file: &str, sink: &mut dyn FnMut(Block) -> ControlFlow<()>) -> Result<(), Box<dyn Error>> {
    read(Path::new(file), 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess, sink)?;
    Ok(())
}

fn by_calamine(file: &str) -> Outcome {
    use calamine::{Reader, Xlsx, open_workbook};
    let mut book: Xlsx<_> = open_workbook(file)?;
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name)?;
    let (mut count, mut last) = (0, None);
    while let Some(cell) = cells.next_cell()? {
        let row = cell.get_position().0;
        count += u64::from(last.replace(row) != Some(row));
    }
    Ok(count)
}

/// The file byte by byte, from the disk's cache.
fn scan(file: &str) -> Outcome {
    let mut file = File::open(file)?;
    let mut buffer = vec![0; 256 << 10];
    let mut lines = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(lines),
            read => lines += memchr::memchr_iter(b'\n', &buffer[..read]).count() as u64,
        }
    }
}

fn records(file: &str) -> Outcome {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file)?;
    let (mut record, mut count) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record)? {
        count += 1;
    }
    Ok(count)
}

/// By the other writer: texts in the cells, or shared.
fn make(csv: &str, out: &str, shared: bool) -> Outcome {
    let mut book = Workbook::new();
    let sheet = if shared { book.add_worksheet_with_low_memory()? } else { book.add_worksheet_with_constant_memory()? };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(csv)?;
    let (mut record, mut row) = (csv::StringRecord::new(), 0);
    while reader.read_record(&mut record)? {
        for (column, text) in record.iter().enumerate() {
            sheet.write_string(row, column as u16, text)?;
        }
        row += 1;
    }
    book.save(out)?;
    Ok(row.into())
}

/// The files of the SEC cases; a line each: path, case.
fn make_hostile(folder: &str, xls: &str) -> Outcome {
    for hostile in made::all(Path::new(folder), Path::new(xls), 600)? {
        writeln!(std::io::stdout(), "{}\t{}\t{}", hostile.path.display(), hostile.name, hostile.codes.join(" "))?;
    }
    Ok(1_000)
}

/// A hostile file looked into and read: prints how it ended.
fn refuse(file: &str) -> Outcome {
    let (options, limits) = (ReadingOptions::default(), Limits::default());
    let looked = inspect(Path::new(file), &options, &limits, &Wall::InProcess).map(drop);
    let mut sink = |_| ControlFlow::Continue(());
    let read = looked.and_then(|()| read(Path::new(file), 0, &options, &limits, &Wall::InProcess, &mut sink).map(drop));
    writeln!(std::io::stdout(), "{}", read.map_or_else(|error| error.code(), |()| "read"))?;
    Ok(1_000)
}

fn write_bare(csv: &str, out: &str) -> Outcome {
    make(csv, out, false)
}

fn write(csv: &str, out: &str) -> Outcome {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(csv)?;
    let look = |header: &str| ColumnLook { header: header.to_owned(), kind: ColumnKind::Text, ..ColumnLook::default() };
    let columns: Vec<ColumnLook> = reader.headers()?.iter().map(look).collect();
    let look = TableLook::Xlsx { sheet: "Contacts".to_owned() };
    let mut table = TableWriter::create(Path::new(out), &look, &columns)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let cells: Vec<Cell<'_>> = record.iter().map(Cell::text).collect();
        table.row(&cells)?;
    }
    Ok(table.finish()? + 1)
}
