//! A store in a directory of its own, and a contact with a field of every kind.
#![allow(dead_code, reason = "each test file uses its part")]

#[path = "../../../fixtures/src/databases.rs"]
pub mod databases;

use compact_str::CompactString;
use jiff::civil::{DateTime, datetime};
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::{Address, Batch, Stamp, Store, StoreError, Writer};

use databases::Database;

pub fn fold(_: &Field, value: &Value) -> Option<CompactString> {
    Some(value.as_text()?.to_lowercase().into())
}

pub fn at() -> DateTime {
    datetime(2026, 11, 21, 10, 30, 0, 0)
}

pub fn stamp(import: Option<i64>) -> Stamp {
    Stamp { at: at(), by: 7, import }
}

pub fn text(word: &str) -> Option<Value> {
    Some(Value::text(word))
}

pub fn ids(numbers: &[i64]) -> Vec<RecordId> {
    numbers.iter().copied().map(RecordId).collect()
}

pub struct House {
    pub dir: tempfile::TempDir,
    pub store: Store,
    pub writer: Writer,
    pub contact: RecordType,
    pub company: RecordType,
    database: Option<Database>,
}

impl House {
    /// In the database this pass of the tests is for.
    pub fn new() -> House {
        House::of(Database::of_test())
    }

    /// In a file, whatever this pass is for: what is told here is about files.
    pub fn in_a_file() -> House {
        House::of(None)
    }

    fn of(database: Option<Database>) -> House {
        let dir = tempfile::tempdir().expect("a directory");
        let store = match &database {
            Some(database) => Store::connect(Address::parse(&database.address()).expect("an address"), fold),
            None => Store::open(dir.path(), fold),
        };
        let store = store.expect("a new store");
        let mut writer = store.writer().expect("a writer");
        let (contact, company) = (contact(), company());
        let batch = writer.begin().expect("a batch");
        batch.ensure_type(&contact).expect("contact");
        batch.ensure_type(&company).expect("company");
        batch.commit().expect("commit");
        House { dir, store, writer, contact, company, database }
    }

    /// Where a server keeps it.
    pub fn address(&self) -> String {
        self.database.as_ref().expect("a server").address()
    }

    pub fn is_on_a_server(&self) -> bool {
        self.database.is_some()
    }

    /// Opens the same register once more.
    pub fn again(&self) -> Result<Store, StoreError> {
        match &self.database {
            Some(database) => Store::connect(Address::parse(&database.address()).expect("an address"), fold),
            None => Store::open(self.dir.path(), fold),
        }
    }

    /// Runs SQL past the program.
    pub fn raw(&self, sql: &str) {
        match &self.database {
            Some(database) => drop(database.run(sql)),
            None => self.file().execute_batch(sql).expect("raw SQL"),
        }
    }

    /// The one number that SQL past the program gives.
    pub fn number(&self, sql: &str) -> i64 {
        match &self.database {
            Some(database) => database.run(sql).parse().expect("a number"),
            None => self.file().query_row(sql, [], |row| row.get(0)).expect("a number"),
        }
    }

    /// The one text that it gives.
    pub fn answer(&self, sql: &str) -> String {
        match &self.database {
            Some(database) => database.run(sql),
            None => self.file().query_row(sql, [], |row| row.get(0)).expect("a text"),
        }
    }

    fn file(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store.path().expect("a file")).expect("a connection")
    }

    /// Runs `work` in a batch and commits it.
    pub fn batch<T>(&mut self, work: impl FnOnce(&Batch<'_>, &RecordType, &RecordType) -> T) -> T {
        let batch = self.writer.begin().expect("a batch");
        let result = work(&batch, &self.contact, &self.company);
        batch.commit().expect("commit");
        result
    }

    /// Inserts contacts by name; numbers from 1.
    pub fn people(&mut self, names: &[&str]) {
        self.batch(|batch, contact, _| insert(batch, contact, &["name"], names.iter().map(|n| vec![text(n)])));
    }
}

pub fn positions(ty: &RecordType, keys: &[&str]) -> Vec<usize> {
    keys.iter().map(|key| ty.position(key).unwrap_or_else(|| panic!("no field {key}"))).collect()
}

/// Inserts records and returns the first number.
pub fn insert(batch: &Batch<'_>, ty: &RecordType, keys: &[&str], rows: impl IntoIterator<Item = Vec<Option<Value>>>) -> RecordId {
    let rows: Vec<_> = rows.into_iter().collect();
    let first = batch.take_ids(ty, rows.len() as u64).expect("ids");
    let mut inserter = batch.inserter(ty, &positions(ty, keys), &stamp(None)).expect("an inserter");
    for (id, row) in (first.0..).zip(&rows) {
        inserter.insert(RecordId(id), row).expect("insert");
    }
    first
}

pub fn field(key: &str, kind: FieldKind) -> Field {
    Field::new(key, kind)
}

pub fn contact() -> RecordType {
    let with = |mut field: Field, change: fn(&mut Field)| {
        change(&mut field);
        field
    };
    record_type(
        "contact",
        vec![
            with(field("id", FieldKind::Integer), |f| f.role = FieldRole::Id),
            with(field("external_id", FieldKind::Text), |f| f.unique = true),
            field("name", FieldKind::Text),
            with(field("username", FieldKind::Text), |f| (f.unique, f.folded) = (true, true)),
            field("email", FieldKind::Email),
            field("note", FieldKind::LongText),
            field("age", FieldKind::Integer),
            field("balance", FieldKind::Money),
            field("is_active", FieldKind::YesNo),
            field("birthday", FieldKind::Date),
            field("seen_at", FieldKind::DateTime),
            field("wakes_at", FieldKind::Time),
            field("lifecycle", FieldKind::Choice),
            field("hobbies", FieldKind::Choices),
            with(field("company", FieldKind::Link), |f| f.target = "company".into()),
            with(field("responsible", FieldKind::Links), |f| f.target = "contact".into()),
            with(field("tags", FieldKind::Choices), |f| f.role = FieldRole::Tags),
            with(field("created_at", FieldKind::DateTime), |f| f.role = FieldRole::ExportOnly),
            with(field("updated_at", FieldKind::DateTime), |f| f.role = FieldRole::ExportOnly),
        ],
    )
}

pub fn company() -> RecordType {
    record_type("company", vec![field("name", FieldKind::Text), field("code", FieldKind::Text)])
}

pub fn record_type(key: &str, fields: Vec<Field>) -> RecordType {
    RecordType {
        key: Key::new(key),
        labels: Default::default(),
        plural: Default::default(),
        aliases: vec![],
        fields,
        name_field: Key::new("name"),
        natural_keys: vec![],
        one_of: vec![],
        derived: vec![],
        custom: false,
    }
}
