//! From records to rows: one thread reads, this one looks names up, renders and writes. Memory is flat.
//!
//! In: columns, a filter. Out: rows in a sink. Empty values cost nothing; texts are borrowed, not copied again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use kartoteka_domain::cell::Cell;
use kartoteka_domain::draft::Mark;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::kind::{self, formula};
use kartoteka_domain::record::{Record, RecordId, Version};
use kartoteka_domain::run::Counts;
use kartoteka_domain::value::Value;
use kartoteka_sheets::write::{TableWriter, TemplateWriter, WriteError};
use kartoteka_store::{Conn, Reader};

use super::columns::{OutColumns, Way};
use super::links::Names;
use super::{FileFormat, write_error};
use crate::error::Result;
use crate::progress::{Stage, Watch};
use crate::{Engine, store_error};

/// Records handed over together.
const CHUNK_RECORDS: usize = 1_000;
/// Bytes of text handed over together: long texts make smaller chunks.
const CHUNK_BYTES: usize = 1 << 20;
/// Chunks read ahead of the writer.
const CHUNKS_AHEAD: usize = 4;

/// Where rows go.
pub(crate) enum Sink {
    Table(TableWriter),
    Marked(Box<TemplateWriter>),
}

impl Sink {
    pub fn row(&mut self, cells: &[Cell<'_>]) -> std::result::Result<(), WriteError> {
        match self {
            Sink::Table(table) => table.row(cells),
            Sink::Marked(table) => table.row(cells),
        }
    }

    pub fn finish(self) -> std::result::Result<u64, WriteError> {
        match self {
            Sink::Table(table) => table.finish(),
            Sink::Marked(table) => table.finish(),
        }
    }
}

/// What one writing of records needs to know beside the columns.
pub(super) struct Job<'a> {
    pub format: FileFormat,
    pub total: u64,
    pub watch: &'a Watch,
}

/// Records without their empty values.
#[derive(Default)]
struct Chunk {
    /// Number, version, end of its cells.
    heads: Vec<(RecordId, Version, usize)>,
    /// Position among the values read, and the value.
    cells: Vec<(u16, Value)>,
    bytes: usize,
}

impl Chunk {
    fn add(&mut self, record: &Record) {
        for (position, value) in record.values.iter().enumerate() {
            if let Some(value) = value {
                self.bytes += value.as_text().map_or(0, str::len);
                self.cells.push((position as u16, value.clone()));
            }
        }
        self.heads.push((record.id, record.version, self.cells.len()));
    }

    fn is_full(&self) -> bool {
        self.heads.len() >= CHUNK_RECORDS || self.bytes >= CHUNK_BYTES
    }
}

/// Writes every record that fits and completes the sink.
pub(super) fn write(engine: &Engine, columns: &OutColumns, filter: &Filter, job: Job<'_>, sink: Sink) -> Result<u64> {
    let (send, receive) = sync_channel::<Chunk>(CHUNKS_AHEAD);
    let reader = engine.store.reader().map_err(store_error)?;
    let names = engine.store.reader().map_err(store_error)?;
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(&reader, columns, filter, &send));
        let written = Output::new(columns, job, names).write_all(receive, sink);
        // The channel is closed by now, so a reader whose writer failed ends as well.
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let rows = written?;
        read?;
        Ok(rows)
    })
}

fn read(conn: &Reader, columns: &OutColumns, filter: &Filter, send: &SyncSender<Chunk>) -> Result<()> {
    let mut chunk = Chunk::default();
    let mut open = true;
    conn.stream(&columns.ty, &columns.positions, filter, |record| {
        chunk.add(record);
        if chunk.is_full() {
            open = send.send(std::mem::take(&mut chunk)).is_ok();
        }
        if open { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .map_err(store_error)?;
    if open && !chunk.heads.is_empty() {
        // A writer that is gone has its own reason, which is reported.
        let _ = send.send(chunk);
    }
    Ok(())
}

struct Output<'a> {
    columns: &'a OutColumns,
    job: Job<'a>,
    conn: Reader,
    names: Vec<Names>,
    /// Position among the values → column of the file.
    places: Vec<usize>,
    id: Vec<usize>,
    mark: Option<usize>,
}

impl<'a> Output<'a> {
    fn new(columns: &'a OutColumns, job: Job<'a>, conn: Reader) -> Output<'a> {
        let mut places = vec![0; columns.positions.len()];
        let (mut id, mut mark) = (Vec::new(), None);
        for (index, column) in columns.columns.iter().enumerate() {
            match column.way {
                Way::Id => id.push(index),
                Way::Mark => mark = Some(index),
                _ => places[column.value] = index,
            }
        }
        let names = columns.targets.iter().map(Names::of).collect();
        Output { columns, job, conn, names, places, id, mark }
    }

    fn write_all(mut self, chunks: Receiver<Chunk>, mut sink: Sink) -> Result<u64> {
        let mut done = 0;
        while let Ok(chunk) = chunks.recv() {
            self.learn(&chunk)?;
            self.write_chunk(&chunk, &mut sink)?;
            done += chunk.heads.len() as u64;
            self.job.watch.tell(Stage::Exporting, done, self.job.total.max(done), &Counts::default());
            self.job.watch.go_on()?;
        }
        sink.finish().map_err(write_error)
    }

    /// The names of everything the chunk links to, type by type.
    fn learn(&mut self, chunk: &Chunk) -> Result<()> {
        if self.names.is_empty() {
            return Ok(());
        }
        let mut wanted: Vec<Vec<RecordId>> = vec![Vec::new(); self.names.len()];
        for (position, value) in &chunk.cells {
            if let Way::Link(target) | Way::Links(target) = self.columns.columns[self.places[usize::from(*position)]].way {
                wanted[target].extend(value.as_links());
            }
        }
        let conn: &Conn = &self.conn;
        for (names, ids) in self.names.iter_mut().zip(wanted) {
            names.learn(conn, ids)?;
        }
        Ok(())
    }

    fn write_chunk(&self, chunk: &Chunk, sink: &mut Sink) -> Result<()> {
        let mut row: Vec<Cell<'_>> = Vec::with_capacity(self.columns.columns.len());
        let mut from = 0;
        for (id, version, to) in &chunk.heads {
            row.clear();
            row.resize(self.columns.columns.len(), Cell::Empty);
            for column in &self.id {
                row[*column] = Cell::Number(id.0 as f64);
            }
            for (position, value) in &chunk.cells[from..*to] {
                let column = self.places[usize::from(*position)];
                row[column] = self.cell(column, value);
            }
            if let Some(column) = self.mark {
                row[column] = Cell::Text(Cow::Owned(Mark { id: *id, version: *version }.text()));
            }
            sink.row(&row).map_err(write_error)?;
            from = *to;
        }
        Ok(())
    }

    fn cell<'v>(&'v self, column: usize, value: &'v Value) -> Cell<'v> {
        let out = &self.columns.columns[column];
        let csv = self.job.format == FileFormat::Csv;
        match (&out.way, value) {
            (Way::Text { guarded }, Value::Text(text)) => guarded_text(Cow::Borrowed(text.as_str()), *guarded),
            (Way::Choice(words), Value::Text(key)) => guarded_text(Cow::Borrowed(word(words, key)), csv),
            (Way::Choices(words), Value::List(keys)) => {
                guarded_text(Cow::Owned(kind::join_list(keys.iter().map(|key| word(words, key)))), csv)
            }
            (Way::Link(target) | Way::Links(target), value) => self.links(*target, value, csv, matches!(out.way, Way::Links(_))),
            _ => match out.field {
                Some(field) => beyond_doubt(value, kind::render(&self.columns.ty.fields[field], value, &self.columns.writing)),
                None => Cell::Empty,
            },
        }
    }

    fn links<'v>(&'v self, target: usize, value: &Value, csv: bool, several: bool) -> Cell<'v> {
        let names = || value.as_links().iter().filter_map(|id| self.names[target].get(*id));
        match names().next() {
            Some(name) if !several => guarded_text(Cow::Borrowed(name.as_str()), csv),
            Some(_) => guarded_text(Cow::Owned(kind::join_list(names().map(|name| name.as_str()))), csv),
            None => Cell::Empty,
        }
    }
}

fn word<'v>(words: &'v HashMap<String, String>, key: &'v str) -> &'v str {
    words.get(key).map_or(key, String::as_str)
}

/// `1,234` is one thing to a Czech and another to an Englishman; with a further zero it is the same to both.
fn beyond_doubt<'v>(value: &Value, cell: Cell<'v>) -> Cell<'v> {
    let (Value::Decimal(_), Cell::Text(text)) = (value, &cell) else { return cell };
    let number = text.strip_suffix('%').unwrap_or(text);
    match number.split_once(['.', ',']) {
        Some((_, fraction)) if fraction.len() == 3 => {
            Cell::Text(Cow::Owned(format!("{number}0{}", if number.len() < text.len() { "%" } else { "" })))
        }
        _ => cell,
    }
}

/// A text cell; delimited text guards what a spreadsheet would run, and the import takes the guard away again.
fn guarded_text(text: Cow<'_, str>, guarded: bool) -> Cell<'_> {
    if !guarded {
        return Cell::Text(text);
    }
    match text {
        Cow::Borrowed(text) => Cell::Text(formula::escape(text)),
        Cow::Owned(text) => Cell::Text(Cow::Owned(formula::escape(&text).into_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r5_numbers_are_the_same_to_readers_of_every_language() {
        for (text, expected) in [
            ("1,234", "1,2340"),
            ("-1.234", "-1.2340"),
            ("0,125%", "0,1250%"),
            ("1,23", "1,23"),
            ("1234", "1234"),
            ("1,2345", "1,2345"),
        ] {
            let value = Value::Decimal(Default::default());
            assert_eq!(beyond_doubt(&value, Cell::text(text)), Cell::text(expected));
        }
        assert_eq!(beyond_doubt(&Value::text("1,234"), Cell::text("1,234")), Cell::text("1,234"));
    }
}
