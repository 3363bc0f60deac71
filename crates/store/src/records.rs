//! Records as rows: numbers, inserting and updating one after the other, deleting. In a file one prepared statement a row is the
//! fastest way in; [`crate::RecordRows`] knows when there is a faster one.
//!
//! In: values aligned with the positions an [`Inserter`] or [`Updater`] was made for. Out: rows, match columns, side rows.
//! Writes no journal: the caller does, in the same batch.

mod side;
mod together;

use std::collections::HashMap;

use compact_str::CompactString;
use jiff::civil::DateTime;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::{Field, RecordType};
use kartoteka_domain::value::Value;

use crate::dialect::{self, Dialect, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, field_at, home};
use crate::sql::{Kind, Statement, ToSqlOutput, ValueRef};
use crate::values::{bind, column_kind, time_text};
use crate::{Batch, Conn, Fold};

use side::Side;
pub(crate) use together::{Changed, New};

/// Who writes, when, and in which import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub at: DateTime,
    pub by: i64,
    pub import: Option<i64>,
}

impl Batch<'_> {
    /// Takes `n` record numbers; the first of them is returned. Numbers are never given twice, even when unused.
    pub fn take_ids(&self, ty: &RecordType, n: u64) -> Result<RecordId> {
        self.take_numbers(&format!("record:{}", ty.key), n).map(RecordId)
    }

    /// Takes one running number of the installation, such as `import`. From 1 up.
    pub fn take_number(&self, counter: &str) -> Result<i64> {
        self.take_numbers(counter, 1)
    }

    fn take_numbers(&self, counter: &str, n: u64) -> Result<i64> {
        let n = i64::try_from(n).map_err(|_| StoreError::Rule { detail: "too many numbers at once".into() })?;
        let sql = "INSERT INTO kt_counter (name, next) VALUES (?1, 1 + ?2) \
                   ON CONFLICT (name) DO UPDATE SET next = kt_counter.next + ?2 RETURNING next";
        let next: i64 = self.sql.prepare_cached(sql)?.query_row((counter, n), |row| row.get(0))?;
        Ok(next - n)
    }

    /// Prepares for inserting records with values for these fields, all with one stamp.
    pub fn inserter<'b>(&'b self, ty: &'b RecordType, positions: &[usize], stamp: &Stamp) -> Result<Inserter<'b>> {
        Inserter::new(self, ty, positions, stamp)
    }

    /// Prepares for updating records, all with one stamp.
    pub fn updater<'b>(&'b self, ty: &'b RecordType, stamp: &Stamp) -> Result<Updater<'b>> {
        let (folded, filled) = (self.folded_fields(ty)?, self.filled_fields(ty)?);
        Ok(Updater {
            filled,
            batch: self,
            ty,
            folded,
            stamp: stamp.clone(),
            at: time_text(stamp.at),
            statements: HashMap::new(),
            sides: HashMap::new(),
        })
    }

    /// Deletes records with their tags and links; returns how many there were. Their stamps are kept for [`Inserter::restore`].
    pub fn delete(&self, ty: &RecordType, ids: &[RecordId]) -> Result<u64> {
        let mut deleted = 0;
        for chunk in ids.chunks(1000) {
            let list = dialect::id_list(chunk.iter().copied());
            let table = name(&ty.key);
            let keep = format!(
                "INSERT INTO kt_deleted (type_key, record_id, version, created_at, updated_at, created_by, updated_by, \
                 created_import, updated_import) SELECT ?2, id, version, created_at, updated_at, created_by, updated_by, \
                 created_import, updated_import FROM {table} WHERE {} \
                 ON CONFLICT (type_key, record_id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, \
                 updated_by = excluded.updated_by, updated_import = excluded.updated_import",
                self.sql.dialect().in_ids("id", 1)
            );
            self.sql.prepare_cached(&keep)?.execute((&list, ty.key.as_str()))?;
            for side in side_tables(ty) {
                let sql = format!("DELETE FROM {side} WHERE {}", self.sql.dialect().in_ids("record_id", 1));
                self.sql.prepare_cached(&sql)?.execute([&list])?;
            }
            let sql = format!("DELETE FROM {table} WHERE {}", self.sql.dialect().in_ids("id", 1));
            deleted += self.sql.prepare_cached(&sql)?.execute([&list])? as u64;
        }
        Ok(deleted)
    }

    /// Deletes every record with a number from `first` to `last`, with tags and links; the fast way to take creates back.
    /// Keeps no stamps.
    pub fn delete_range(&self, ty: &RecordType, first: RecordId, last: RecordId) -> Result<u64> {
        for side in side_tables(ty) {
            let sql = format!("DELETE FROM {side} WHERE record_id BETWEEN ?1 AND ?2");
            self.sql.prepare_cached(&sql)?.execute((first.0, last.0))?;
        }
        let sql = format!("DELETE FROM {} WHERE id BETWEEN ?1 AND ?2", name(&ty.key));
        Ok(self.sql.prepare_cached(&sql)?.execute((first.0, last.0))? as u64)
    }
}

impl Conn {
    /// For records whose values stand in the order of these positions.
    pub fn folder(&self, ty: &RecordType, positions: &[usize]) -> Result<Folder> {
        let folded = self.folded_fields(ty)?;
        let places = positions.iter().enumerate();
        let is_folded = |position: usize| folded[position] && home(&ty.fields[position]) == Home::Column;
        let fields = places.filter(|(_, position)| is_folded(**position)).map(|(place, p)| (place, ty.fields[*p].clone()));
        Ok(Folder { fold: self.fold, fields: fields.collect() })
    }

    pub fn is_empty(&self, ty: &RecordType) -> Result<bool> {
        let sql = format!("SELECT 1 FROM {} LIMIT 1", name(&ty.key));
        Ok(!self.sql.prepare_cached(&sql)?.exists(())?)
    }
}

/// The tables beside a type's own: several-links fields and tags.
pub(crate) fn side_tables(ty: &RecordType) -> Vec<String> {
    let links = ty.fields.iter().filter(|field| home(field) == Home::Links).map(|field| dialect::side_table(&ty.key, &field.key));
    links.chain([dialect::side_table(&ty.key, "tags")]).collect()
}

/// Makes the forms of match columns, on whatever thread has time for it.
#[derive(Clone, Debug)]
pub struct Folder {
    fold: Fold,
    /// Place among the values, and the field.
    fields: Vec<(usize, Field)>,
}

impl Folder {
    /// So many forms belong to one record.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// Appends the forms of one record's values.
    pub fn add_forms(&self, values: &[Option<Value>], forms: &mut Vec<Option<CompactString>>) {
        let form = |(place, field): &(usize, Field)| values.get(*place)?.as_ref().and_then(|value| (self.fold)(field, value));
        forms.extend(self.fields.iter().map(form));
    }
}

/// Where one given value goes.
enum Slot<'b> {
    Column,
    /// A column and its match column.
    Folded,
    Side(Box<Side<'b>>),
    /// The number is an argument of its own.
    Ignored,
}

/// Inserts records whose values stand in the order of the positions it was made for.
pub struct Inserter<'b> {
    batch: &'b Batch<'b>,
    ty: &'b RecordType,
    statement: Statement<'b>,
    /// All columns that are written.
    columns: Vec<(String, Kind)>,
    /// What stands in the columns of stamps, after number and version.
    stamps: Vec<ToSqlOutput<'static>>,
    /// The parameter of the first value.
    first: usize,
    slots: Vec<Slot<'b>>,
    /// Position of each slot in the type's fields.
    positions: Vec<usize>,
    /// Position by position: columns that are known to hold values.
    filled: Vec<bool>,
    folder: Folder,
    forms: Vec<Option<CompactString>>,
    stamp: Stamp,
}

/// What a stamp's column holds.
fn stamp_kind(key: &str) -> Kind {
    if key.ends_with("_at") { Kind::Text } else { Kind::Number }
}

/// Parameters before the first value: id, version and up to three stamps.
const ID: usize = 1;
const VERSION: usize = 2;

impl<'b> Inserter<'b> {
    fn new(batch: &'b Batch<'b>, ty: &'b RecordType, positions: &[usize], stamp: &Stamp) -> Result<Inserter<'b>> {
        let folded = batch.folded_fields(ty)?;
        let mut columns = vec![("id".to_owned(), Kind::Number), ("version".to_owned(), Kind::Number)];
        let given =
            |key: &str| positions.iter().any(|p| ty.fields.get(*p).is_some_and(|f| f.key == key && home(f) == Home::Stamp));
        let mut stamps: Vec<ToSqlOutput<'static>> = Vec::new();
        // A stamp that is given as a value (a record coming back) is not stamped again.
        for key in ["created_at", "created_by", "created_import"].into_iter().filter(|key| !given(key)) {
            columns.push((name(key), stamp_kind(key)));
            stamps.push(match key {
                "created_at" => time_text(stamp.at).into_string().into(),
                "created_by" => stamp.by.into(),
                _ => stamp.import.map_or(ToSqlOutput::Borrowed(ValueRef::Null), Into::into),
            });
        }
        let first = columns.len() + 1;
        let mut slots = Vec::with_capacity(positions.len());
        for position in positions {
            let field = field_at(ty, *position)?;
            slots.push(match home(field) {
                Home::Id => Slot::Ignored,
                Home::Stamp => Slot::Column,
                Home::Column if folded[*position] => Slot::Folded,
                Home::Column => Slot::Column,
                Home::Tags | Home::Links => Slot::Side(Box::new(Side::new(batch, ty, field)?)),
            });
            if let Slot::Column | Slot::Folded = slots[slots.len() - 1] {
                let kind = if home(field) == Home::Stamp { stamp_kind(&field.key) } else { column_kind(field.kind) };
                columns.push((name(&field.key), kind));
            }
            if let Slot::Folded = slots[slots.len() - 1] {
                columns.push((dialect::folded_column(&field.key), Kind::Text));
            }
        }
        let list = columns.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ");
        let values = dialect::parameters(1, columns.len());
        let end = if batch.sql.dialect() == Dialect::Postgres { dialect::PASS_OVER } else { "" };
        let sql = format!("INSERT INTO {} ({list}) VALUES ({values}){end}", name(&ty.key));
        let mut statement = batch.sql.prepare_cached(&sql)?;
        // Bound once: a parameter keeps its value from one execution to the next.
        statement.bind(VERSION, 1)?;
        for (place, stamp) in stamps.iter().enumerate() {
            statement.bind(VERSION + 1 + place, stamp)?;
        }
        let (filled, positions) = (batch.filled_fields(ty)?, positions.to_vec());
        let (folder, forms) = (batch.folder(ty, &positions)?, Vec::new());
        let stamp = stamp.clone();
        Ok(Inserter { batch, ty, statement, columns, stamps, first, slots, positions, filled, folder, forms, stamp })
    }

    /// Inserts one record of version 1.
    ///
    /// Errors: [`StoreError::Unique`] with the field; the row then left nothing behind and the batch goes on.
    pub fn insert(&mut self, id: RecordId, values: &[Option<Value>]) -> Result<()> {
        let mut forms = std::mem::take(&mut self.forms);
        forms.clear();
        self.folder.add_forms(values, &mut forms);
        let inserted = self.insert_folded(id, values, &forms);
        self.forms = forms;
        inserted
    }

    /// The same, with the forms that a [`Folder`] for the same positions made of the values.
    pub fn insert_folded(&mut self, id: RecordId, values: &[Option<Value>], forms: &[Option<CompactString>]) -> Result<()> {
        if values.len() != self.slots.len() {
            return Err(StoreError::Rule { detail: format!("{} values for {} fields", values.len(), self.slots.len()) });
        }
        let mut forms = forms.iter();
        let mut n = self.first;
        self.statement.bind(ID, id.0)?;
        for ((slot, position), value) in self.slots.iter().zip(&self.positions).zip(values) {
            if value.is_some() && !self.filled[*position] {
                self.batch.note_filled(self.ty, *position)?;
                self.filled[*position] = true;
            }
            if let Slot::Column | Slot::Folded = slot {
                bind(&mut self.statement, n, value.as_ref())?;
                n += 1;
            }
            if let Slot::Folded = slot {
                self.statement.bind(n, forms.next().and_then(Option::as_deref))?;
                n += 1;
            }
        }
        self.execute()?;
        for (slot, value) in self.slots.iter_mut().zip(values) {
            if let (Slot::Side(side), Some(value)) = (slot, value) {
                side.add(self.batch, id, value, &self.stamp)?;
            }
        }
        Ok(())
    }

    /// A server is told to pass over what is taken, which spares every row a savepoint; only then is it asked which value that was.
    fn execute(&mut self) -> Result<()> {
        if self.statement.execute_bound()? == 1 {
            return Ok(());
        }
        self.statement.execute_guarded_without(dialect::PASS_OVER)?;
        Ok(())
    }

    /// Inserts a record that was deleted: with its own creation and update stamps, and a version above the one it had.
    /// Without kept stamps it is like a new one.
    pub fn restore(&mut self, id: RecordId, values: &[Option<Value>]) -> Result<()> {
        self.insert(id, values)?;
        let kept = "FROM kt_deleted WHERE type_key = ?1 AND record_id = ?2";
        let sql = format!(
            "UPDATE {} SET (version, created_at, updated_at, created_by, updated_by, created_import, updated_import) = \
             (SELECT version + 1, created_at, updated_at, created_by, updated_by, created_import, updated_import {kept}) \
             WHERE id = ?2 AND EXISTS (SELECT 1 {kept})",
            name(&self.ty.key)
        );
        let key = (self.ty.key.as_str(), id.0);
        self.batch.sql.prepare_cached(&sql)?.execute(key)?;
        self.batch.sql.prepare_cached(&format!("DELETE {kept}"))?.execute(key)?;
        Ok(())
    }
}

/// Updates records, each with its own set of fields; statements are kept per set.
pub struct Updater<'b> {
    batch: &'b Batch<'b>,
    ty: &'b RecordType,
    folded: Vec<bool>,
    filled: Vec<bool>,
    stamp: Stamp,
    at: CompactString,
    statements: HashMap<Vec<usize>, Statement<'b>>,
    sides: HashMap<usize, Side<'b>>,
}

impl<'b> Updater<'b> {
    /// Writes the given fields and raises the version by one, provided it is still `expected`; `false` when it moved or the
    /// record is gone, and nothing was written.
    ///
    /// Errors: [`StoreError::Unique`] with the field; the record is then as before.
    pub fn update(&mut self, id: RecordId, expected: Version, fields: &[(usize, Option<&Value>)]) -> Result<bool> {
        let key: Vec<usize> = fields.iter().map(|(position, _)| *position).collect();
        if !self.statements.contains_key(&key) {
            let statement = self.prepare(&key)?;
            self.statements.insert(key.clone(), statement);
        }
        let Some(statement) = self.statements.get_mut(&key) else { return Ok(false) };
        let mut n = Self::FIRST;
        for (position, value) in fields {
            let field = field_at(self.ty, *position)?;
            if home(field) != Home::Column {
                continue;
            }
            if value.is_some() && !self.filled[*position] {
                self.batch.note_filled(self.ty, *position)?;
                self.filled[*position] = true;
            }
            bind(statement, n, *value)?;
            n += 1;
            if self.folded[*position] {
                let folded = value.and_then(|value| (self.batch.fold)(field, value));
                statement.bind(n, folded.as_deref())?;
                n += 1;
            }
        }
        statement.bind(1, id.0)?;
        statement.bind(2, expected.0)?;
        if statement.execute_bound_guarded()? == 0 {
            return Ok(false);
        }
        for (position, value) in fields {
            if let Some(side) = self.sides.get_mut(position) {
                side.replace(self.batch, id, *value, &self.stamp)?;
            }
        }
        Ok(true)
    }

    /// Parameters 1 to 5: id, version, and the stamps, which are bound once.
    const FIRST: usize = 6;

    fn prepare(&mut self, positions: &[usize]) -> Result<Statement<'b>> {
        let mut columns = Vec::new();
        for position in positions {
            let field = field_at(self.ty, *position)?;
            match home(field) {
                Home::Column => columns.push(name(&field.key)),
                Home::Tags | Home::Links => self.prepare_side(*position, field)?,
                Home::Id | Home::Stamp => return Err(StoreError::Reserved { key: field.key.clone() }),
            }
            if self.folded[*position] {
                columns.push(dialect::folded_column(&field.key));
            }
        }
        let set = |(place, column): (usize, &String)| format!(", {column} = {}", dialect::parameter(Self::FIRST + place));
        let sets: String = columns.iter().enumerate().map(set).collect();
        let sql = format!(
            "UPDATE {} SET version = version + 1, updated_at = ?3, updated_by = ?4, updated_import = ?5{sets} \
             WHERE id = ?1 AND version = ?2",
            name(&self.ty.key)
        );
        let mut statement = self.batch.sql.prepare_cached(&sql)?;
        statement.bind(3, self.at.as_str())?;
        statement.bind(4, self.stamp.by)?;
        statement.bind(5, self.stamp.import)?;
        Ok(statement)
    }

    fn prepare_side(&mut self, position: usize, field: &Field) -> Result<()> {
        if !self.sides.contains_key(&position) {
            self.sides.insert(position, Side::new(self.batch, self.ty, field)?);
        }
        Ok(())
    }
}
