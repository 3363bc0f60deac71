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
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::run::Counts;
use kartoteka_domain::value::Value;
use kartoteka_sheets::write::{TableWriter, TemplateWriter, WriteError};
use kartoteka_store::{Conn, Lent, Read, Reader};

use super::columns::{OutColumns, Way};
use super::links::Names;
use super::write_error;
use crate::error::{Error, Result};
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
    /// The filled cells of a row, by column, ascending.
    pub fn cells(&mut self, cells: &[(usize, Cell<'_>)]) -> std::result::Result<(), WriteError> {
        match self {
            Sink::Table(table) => table.cells(cells),
            Sink::Marked(table) => table.cells(cells),
        }
    }

    pub fn finish(self) -> std::result::Result<u64, WriteError> {
        match self {
            Sink::Table(table) => table.finish(),
            Sink::Marked(table) => table.finish(),
        }
    }
}

/// Records without their empty values; all texts stand in one.
#[derive(Default)]
struct Chunk {
    /// Number, version, end of its cells.
    heads: Vec<(RecordId, Version, usize)>,
    /// Position among the values read, and the value.
    cells: Vec<(u16, Content)>,
    /// UTF-8, one text after the other.
    texts: Vec<u8>,
    values: Vec<Value>,
}

#[derive(Clone, Copy)]
enum Content {
    /// From where to where it stands in the chunk's texts.
    Text(u32, u32),
    /// Which of the chunk's other values.
    Value(u32),
}

impl Chunk {
    fn add(&mut self, place: usize, value: Lent<'_>) {
        let content = match value {
            Lent::Value(value) => {
                self.values.push(value);
                Content::Value(self.values.len() as u32 - 1)
            }
            Lent::Text(text) => {
                let from = self.texts.len() as u32;
                self.texts.extend_from_slice(text);
                Content::Text(from, self.texts.len() as u32)
            }
        };
        self.cells.push((place as u16, content));
    }

    /// Hands the chunk out; the next one has room for as much.
    fn next(&mut self) -> Chunk {
        let next = Chunk {
            heads: Vec::with_capacity(self.heads.len()),
            cells: Vec::with_capacity(self.cells.len()),
            texts: Vec::with_capacity(self.texts.len()),
            values: Vec::with_capacity(self.values.len()),
        };
        std::mem::replace(self, next)
    }

    fn texts(&self) -> Result<&str> {
        std::str::from_utf8(&self.texts).map_err(|error| Error::fault("a stored text is no text", error))
    }

    fn is_full(&self) -> bool {
        self.heads.len() >= CHUNK_RECORDS || self.texts.len() >= CHUNK_BYTES
    }
}

/// Writes every record that fits and completes the sink. Before the first byte the watch is told how many there will be.
pub(super) fn write(engine: &Engine, columns: &OutColumns, filter: &Filter, watch: &Watch, sink: Sink) -> Result<u64> {
    let (send, receive) = sync_channel::<Chunk>(CHUNKS_AHEAD);
    let (count, counted) = sync_channel::<u64>(1);
    let mut reader = engine.store.reader().map_err(store_error)?;
    let names = engine.store.reader().map_err(store_error)?;
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(&mut reader, columns, filter, (&count, &send)));
        let written = Output::new(columns, watch, names).write_all((counted, receive), sink);
        // The channel is closed by now, so a reader whose writer failed ends as well.
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let rows = written?;
        read?;
        Ok(rows)
    })
}

fn read(
    reader: &mut Reader,
    columns: &OutColumns,
    filter: &Filter,
    (count, send): (&SyncSender<u64>, &SyncSender<Chunk>),
) -> Result<()> {
    // What no record has is not asked of every record; question and records are of one moment.
    let conn = reader.snapshot().map_err(store_error)?;
    // Of the same moment as the records: it is what they will add up to. A writer that is gone does not ask.
    let _ = count.send(conn.count(&columns.ty, filter).map_err(store_error)?);
    let places = conn.filled_places(&columns.ty, &columns.positions).map_err(store_error)?;
    let positions: Vec<usize> = places.iter().map(|place| columns.positions[*place]).collect();
    let mut chunk = Chunk::default();
    let mut open = true;
    conn.stream_values(&columns.ty, &positions, filter, |read| {
        match read {
            Read::Value(place, value) => chunk.add(places[place], value),
            Read::Record(id, version) => chunk.heads.push((id, version, chunk.cells.len())),
        }
        if chunk.is_full() {
            open = send.send(chunk.next()).is_ok();
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
    watch: &'a Watch,
    conn: Reader,
    names: Vec<Names>,
    /// Position among the values → column of the file.
    places: Vec<usize>,
    id: Vec<usize>,
    mark: Option<usize>,
}

impl<'a> Output<'a> {
    fn new(columns: &'a OutColumns, watch: &'a Watch, conn: Reader) -> Output<'a> {
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
        Output { columns, watch, conn, names, places, id, mark }
    }

    fn write_all(mut self, (counted, chunks): (Receiver<u64>, Receiver<Chunk>), mut sink: Sink) -> Result<u64> {
        let mut done = 0;
        // A reader that could not count has a reason of its own, which is told after this.
        let total = counted.recv().unwrap_or_default();
        self.watch.tell(Stage::Exporting, done, total, &Counts::default());
        while let Ok(chunk) = chunks.recv() {
            self.learn(&chunk)?;
            self.write_chunk(&chunk, &mut sink)?;
            done += chunk.heads.len() as u64;
            self.watch.tell(Stage::Exporting, done, total.max(done), &Counts::default());
            self.watch.go_on()?;
        }
        sink.finish().map_err(write_error)
    }

    /// The names of everything the chunk links to, type by type.
    fn learn(&mut self, chunk: &Chunk) -> Result<()> {
        if self.names.is_empty() {
            return Ok(());
        }
        let mut wanted: Vec<Vec<RecordId>> = vec![Vec::new(); self.names.len()];
        for (position, content) in &chunk.cells {
            if let Content::Value(place) = content
                && let Way::Link(target) | Way::Links(target) = self.columns.columns[self.places[usize::from(*position)]].way
            {
                wanted[target].extend(chunk.values[*place as usize].as_links());
            }
        }
        let conn: &Conn = &self.conn;
        for (names, ids) in self.names.iter_mut().zip(wanted) {
            names.learn(conn, ids)?;
        }
        Ok(())
    }

    fn write_chunk(&self, chunk: &Chunk, sink: &mut Sink) -> Result<()> {
        let mut row: Vec<(usize, Cell<'_>)> = Vec::with_capacity(self.columns.columns.len());
        let texts = chunk.texts()?;
        let mut from = 0;
        for (id, version, to) in &chunk.heads {
            row.clear();
            row.extend(self.id.iter().map(|column| (*column, Cell::Number(id.0 as f64))));
            for (position, value) in &chunk.cells[from..*to] {
                let column = self.places[usize::from(*position)];
                row.push((column, self.content(chunk, texts, column, *value)));
            }
            row.extend(self.mark.map(|column| (column, Cell::Text(Cow::Owned(Mark { id: *id, version: *version }.text())))));
            row.sort_unstable_by_key(|(column, _)| *column);
            sink.cells(&row).map_err(write_error)?;
            from = *to;
        }
        Ok(())
    }

    fn content<'v>(&'v self, chunk: &'v Chunk, texts: &'v str, column: usize, content: Content) -> Cell<'v> {
        let text = match content {
            Content::Value(place) => return self.cell(column, &chunk.values[place as usize]),
            Content::Text(from, to) => &texts[from as usize..to as usize],
        };
        match &self.columns.columns[column].way {
            Way::Text { guarded } => guarded_text(Cow::Borrowed(text), *guarded),
            Way::Choice(words) => guarded_text(Cow::Borrowed(word(words, text)), self.columns.guarded),
            _ => self.kind_cell(column, &Value::text(text)),
        }
    }

    fn cell<'v>(&'v self, column: usize, value: &'v Value) -> Cell<'v> {
        let out = &self.columns.columns[column];
        let csv = self.columns.guarded;
        match (&out.way, value) {
            (Way::Choices(words), Value::List(keys)) => {
                guarded_text(Cow::Owned(kind::join_list(keys.iter().map(|key| word(words, key)))), csv)
            }
            (Way::Link(target) | Way::Links(target), value) => self.links(*target, value, csv, matches!(out.way, Way::Links(_))),
            _ => self.kind_cell(column, value),
        }
    }

    fn kind_cell(&self, column: usize, value: &Value) -> Cell<'static> {
        let Some(field) = self.columns.columns[column].field else { return Cell::Empty };
        beyond_doubt(value, kind::render(&self.columns.ty.fields[field], value, &self.columns.writing))
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
