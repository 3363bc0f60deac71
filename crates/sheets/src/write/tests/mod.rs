//! Files are written and read back: workbooks with another crate's reader and by their XML, delimited text with the
//! `csv` crate.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};

use calamine::{Data, Range, Reader, SheetVisible, Xlsx, open_workbook};
use jiff::civil::{date, time};
use kartoteka_domain::cell::{Row, RowNumber};
use proptest::prelude::*;

use super::*;

/// An output that can be looked at afterwards.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A disk that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
}

fn column(header: &str, kind: ColumnKind) -> ColumnLook {
    ColumnLook { header: header.to_owned(), width: 12, kind, emphasis: false }
}

fn general(headers: &[&str]) -> Vec<ColumnLook> {
    headers.iter().map(|header| column(header, ColumnKind::General)).collect()
}

fn delimited(look: DelimitedLook, headers: &[&str], rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let out = Shared::default();
    let look = TableLook::Delimited(look);
    let mut table = TableWriter::to_writer(Box::new(out.clone()), &std::env::temp_dir(), &look, &general(headers)).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    assert_eq!(table.finish().unwrap(), rows.len() as u64);
    out.bytes()
}

fn xlsx(path: &Path, columns: &[ColumnLook], rows: &[Vec<Cell<'_>>]) {
    let mut table = TableWriter::create(path, &TableLook::Xlsx { sheet: "Data".into() }, columns).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    assert_eq!(table.rows(), rows.len() as u64);
    assert_eq!(table.finish().unwrap(), rows.len() as u64);
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheet_range(name).unwrap()
}

/// One part of a workbook as it lies in the archive.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn text(value: &Range<Data>, row: u32, column: u32) -> String {
    match value.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        Some(Data::Empty) | None => String::new(),
        other => panic!("not a text at {row}, {column}: {other:?}"),
    }
}

mod annotate;
mod delimited;
mod table;
mod template;
