//! How long storing a million contacts takes, beside the bare statement: prints seconds and ratios.
//!
//! `cargo run --release -p kartoteka-store --example load [rows] [rows a batch]`

use std::ops::ControlFlow;
use std::time::Instant;

use compact_str::{CompactString, format_compact};
use jiff::civil::{date, datetime};
use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::run::{Counts, Outcome, RowOutcome};
use kartoteka_domain::value::Value;
use kartoteka_store::{BatchNote, BlockOutcomes, Result, Stage, Stamp, Store};

/// Rows committed together, unless the second argument says otherwise.
const BATCH: i64 = 50_000;

fn main() -> Result<()> {
    let argument = |n: usize, otherwise: i64| std::env::args().nth(n).and_then(|word| word.parse().ok()).unwrap_or(otherwise);
    let (rows, size) = (argument(1, 1_000_000), argument(2, BATCH));
    let dir = std::env::temp_dir().join(format!("kartoteka-load-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    let bare = time("bare statement, one transaction", 0.0, || bare(&dir, rows))?;
    for bulk in [false, true] {
        let store = Store::open(&dir.join(if bulk { "bulk" } else { "plain" }), fold)?;
        let title = if bulk { "store, plain indexes after the load" } else { "store, journal + tag + outcomes" };
        time(title, bare, || load(&store, rows, size, bulk))?;
        if !bulk {
            read(&store, rows, bare)?;
        }
    }
    Ok(std::fs::remove_dir_all(&dir)?)
}

fn time<T>(title: &str, bare: f64, work: impl FnOnce() -> Result<T>) -> Result<f64> {
    let begin = Instant::now();
    work()?;
    let seconds = begin.elapsed().as_secs_f64();
    let ratio = if bare > 0.0 { format!("{:5.2} x", seconds / bare) } else { String::new() };
    println!("{seconds:8.3} s  {ratio:8} {title}");
    Ok(seconds)
}

fn fold(_: &Field, value: &Value) -> Option<CompactString> {
    Some(value.as_text()?.to_lowercase().into())
}

/// Twelve fields: a unique key and two more that are looked up.
fn contact() -> RecordType {
    let words =
        ["external_id", "name", "last_name", "email", "phone", "company_name", "position", "city", "country", "lifecycle"];
    let mut fields: Vec<Field> = words.iter().map(|key| Field::new(key, FieldKind::Text)).collect();
    fields[0].unique = true;
    fields[3].folded = true;
    fields.push(Field::new("birthday", FieldKind::Date));
    fields.push(Field::new("note", FieldKind::LongText));
    fields.extend((0..48).map(|n| Field::new(&format!("spare_{n}"), FieldKind::Text)));
    let mut tags = Field::new("tags", FieldKind::Choices);
    tags.role = FieldRole::Tags;
    fields.push(tags);
    RecordType {
        key: Key::new("contact"),
        labels: Default::default(),
        plural: Default::default(),
        aliases: Vec::new(),
        fields,
        name_field: Key::new("name"),
        natural_keys: Vec::new(),
        one_of: Vec::new(),
        derived: Vec::new(),
        custom: false,
    }
}

/// Values in no order, as in a real file, but the same each time.
fn row(n: i64) -> [Option<Value>; 12] {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed()).unsigned_abs() % 1_000_000_007;
    let text = |text: CompactString| Some(Value::Text(text));
    [
        text(format_compact!("EXT-{mixed:010}")),
        text(format_compact!("Kateřina {mixed} Nováková")),
        text(format_compact!("Nováková {}", mixed % 5000)),
        text(format_compact!("k.novakova{mixed}@example.cz")),
        text(format_compact!("+420 601 {:06}", mixed % 1_000_000)),
        text(format_compact!("Firma {} s.r.o.", mixed % 20_000)),
        text(format_compact!("Obchodní ředitel")),
        text(format_compact!("Brno")),
        text(format_compact!("CZ")),
        text(format_compact!("customer")),
        Some(Value::Date(date(1950 + (n % 60) as i16, 1 + (n % 12) as i8, 1 + (n % 28) as i8))),
        text(format_compact!("Poznámka k záznamu číslo {n}, trochu delší text")),
    ]
}

/// The same rows with one prepared statement in one transaction: primary key, one unique, two plain indexes.
fn bare(dir: &std::path::Path, rows: i64) -> Result<()> {
    let mut sql = rusqlite::Connection::open(dir.join("bare.sqlite"))?;
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; \
         CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h TEXT, i TEXT, j TEXT, \
         k TEXT, l TEXT) STRICT; CREATE UNIQUE INDEX c1 ON c (a); CREATE INDEX c2 ON c (b); CREATE INDEX c3 ON c (d)",
    )?;
    let transaction = sql.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO c VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?;
        for n in 1..=rows {
            insert.raw_bind_parameter(1, n)?;
            for (place, value) in row(n).iter().enumerate() {
                match value {
                    Some(Value::Text(text)) => insert.raw_bind_parameter(place + 2, text.as_str())?,
                    Some(Value::Date(date)) => insert.raw_bind_parameter(place + 2, date.to_string())?,
                    _ => insert.raw_bind_parameter(place + 2, rusqlite::types::Null)?,
                }
            }
            insert.raw_execute()?;
        }
    }
    Ok(transaction.commit()?)
}

fn load(store: &Store, rows: i64, batch_size: i64, bulk: bool) -> Result<()> {
    let ty = contact();
    let (at, run) = (datetime(2026, 11, 21, 10, 0, 0, 0), 1);
    let stamp = Stamp { at, by: 1, import: Some(run) };
    let positions: Vec<usize> = (0..12).collect();
    let mut writer = store.writer()?;
    let batch = writer.begin()?;
    batch.ensure_type(&ty)?;
    if bulk {
        batch.begin_bulk(&ty)?;
    }
    batch.commit()?;
    for from in (0..rows).step_by(batch_size as usize) {
        let size = batch_size.min(rows - from);
        let batch = writer.begin()?;
        let first = batch.take_ids(&ty, size.unsigned_abs())?;
        let last = RecordId(first.0 + size - 1);
        let mut inserter = batch.inserter(&ty, &positions, &stamp)?;
        for n in 0..size {
            inserter.insert(RecordId(first.0 + n), &row(from + n + 1))?;
        }
        drop(inserter);
        let tag = batch.tag_id("Import 2026-11-21 #1", Some(run), at)?;
        batch.add_tag_range(&ty, tag, first, last)?;
        batch.append_created(run, &ty, at, first, last)?;
        for block in 0..size / 1000 {
            let outcome = |n: i64| RowOutcome {
                row: RowNumber((from + block * 1000 + n + 2) as u32),
                outcome: Outcome::Created,
                id: Some(RecordId(first.0 + block * 1000 + n)),
                version: Version(0),
            };
            let outcomes = (0..1000).map(outcome).collect();
            let block = BlockOutcomes { part: 0, block: (from / 1000 + block) as u32, counts: Counts::default(), outcomes };
            batch.save_outcomes(run, Stage::Run, &block)?;
        }
        let blocks = ((from / 1000) as u32, ((from + size) / 1000) as u32);
        batch.record_batch(
            run,
            &BatchNote { part: 0, phase: 0, block_from: blocks.0, block_to: blocks.1, counts: Counts::default() },
            at,
        )?;
        batch.bump_data_version(&ty)?;
        batch.commit()?;
    }
    let batch = writer.begin()?;
    batch.end_bulk(&ty)?;
    batch.commit()
}

fn read(store: &Store, rows: i64, bare: f64) -> Result<()> {
    let ty = contact();
    let reader = store.reader()?;
    let all: Vec<usize> = (0..ty.fields.len()).collect();
    let mut seen = 0i64;
    time("stream of every record, 60 fields and tags", bare, || {
        reader.stream(&ty, &all, &Filter::all(), |_| {
            seen += 1;
            ControlFlow::Continue(())
        })
    })?;
    assert_eq!(seen, rows);
    let key = |n: i64, place: usize| row(n)[place].as_ref().and_then(Value::as_text).unwrap_or_default().to_lowercase().into();
    for (title, place) in [("1,000 look-ups by unique key", 0), ("1,000 look-ups by name", 1), ("1,000 look-ups by e-mail", 3)] {
        let keys: Vec<Vec<CompactString>> = (0..1000).map(|n| vec![key(n * (rows / 1000) + 1, place)]).collect();
        let keys = if place == 0 { keys.into_iter().map(|k| vec![k[0].to_uppercase()]).collect() } else { keys };
        time(title, 0.0, || {
            let found = reader.find_by_key(&ty, &[place], &keys)?;
            assert!(found.iter().all(|ids| ids.len() == 1), "{title}");
            Ok(())
        })?;
    }
    let some: Vec<RecordId> = (1..=1000).map(|n| RecordId(n * (rows / 1000))).collect();
    time("1,000 records by number", 0.0, || reader.records_by_id(&ty, &all, &some))?;
    let by_tag = Filter::all().and(Condition::TagAny(vec!["Import 2026-11-21 #1".into()]));
    time("count by tag", 0.0, || reader.count(&ty, &by_tag))?;
    time("page by tag", 0.0, || reader.scan(&ty, &all, &by_tag, Some(RecordId(rows / 2)), 100))?;
    time("count by creating import", 0.0, || reader.count(&ty, &Filter::all().and(Condition::CreatedBy(1))))?;
    time("the history of a record", 0.0, || reader.history(&ty, RecordId(rows / 2), 20))?;
    let mut writer = store.writer()?;
    time("deleting everything by ranges", bare, || {
        for from in (1..=rows).step_by(BATCH as usize) {
            let batch = writer.begin()?;
            batch.delete_range(&ty, RecordId(from), RecordId(from + BATCH - 1))?;
            batch.commit()?;
        }
        Ok(())
    })?;
    Ok(())
}
