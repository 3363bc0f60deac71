//! Many records at once, on a server: new ones by `COPY` straight into the table, changed ones staged as one list a column and
//! written by one statement.
//!
//! In: what an [`Inserter`] or [`Updater`] takes, for many records. Out: the same rows, and whose value was taken. New records
//! that meet a taken value are staged the same way, and the server passes over those that cannot be.

use std::collections::HashSet;

use compact_str::CompactString;
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::value::Value;

use super::{Inserter, Slot, Updater};
use crate::dialect::{self, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, field_at, home};
use crate::sql::{Kind, Many};
use crate::values::{cell, column_kind};
use crate::writes::Wrote;

/// A new record: its number, its values, the forms of its match columns.
pub(crate) type New<'n> = (RecordId, &'n [Option<Value>], &'n [Option<CompactString>]);
/// A changed record: its number, the version it still has, what is written.
pub(crate) type Changed<'c> = (RecordId, Version, &'c [(usize, Option<&'c Value>)]);

impl Inserter<'_> {
    /// Inserts records, in order; for each the field whose value was taken, if one was.
    pub(crate) fn insert_together(&mut self, rows: &[New<'_>]) -> Result<Vec<Option<Key>>> {
        self.note_filled(rows)?;
        let many = self.gather(rows)?;
        let (batch, table) = (self.batch, name(&self.ty.key));
        let taken = match batch.sql.guarded(|| batch.sql.append(&table, &many)) {
            Ok(()) => vec![None; rows.len()],
            Err(StoreError::Unique { .. }) => self.insert_staged(rows, &many)?,
            Err(other) => return Err(other),
        };
        for (place, slot) in self.slots.iter_mut().enumerate() {
            let Slot::Side(side) = slot else { continue };
            let written = rows.iter().zip(&taken).filter(|(_, taken)| taken.is_none());
            let given: Vec<_> = written.filter_map(|((id, values, _), _)| Some((*id, values[place].as_ref()?))).collect();
            side.add_together(batch, &given, &self.stamp)?;
        }
        Ok(taken)
    }

    fn note_filled(&mut self, rows: &[New<'_>]) -> Result<()> {
        for (place, position) in self.positions.iter().enumerate() {
            if !self.filled[*position] && rows.iter().any(|(_, values, _)| values.get(place).is_some_and(Option::is_some)) {
                self.batch.note_filled(self.ty, *position)?;
                self.filled[*position] = true;
            }
        }
        Ok(())
    }

    /// The rows of the table.
    fn gather<'v>(&self, rows: &[New<'v>]) -> Result<Many<'v>> {
        let mut many = Many::new(self.columns.clone());
        for (id, values, forms) in rows {
            if values.len() != self.slots.len() {
                return Err(StoreError::Rule { detail: format!("{} values for {} fields", values.len(), self.slots.len()) });
            }
            many.push(id.0);
            many.push(1_i64);
            self.stamps.iter().for_each(|stamp| many.push(stamp.clone()));
            let mut forms = forms.iter();
            for (slot, value) in self.slots.iter().zip(*values) {
                if let Slot::Column | Slot::Folded = slot {
                    many.push(cell(value.as_ref()));
                }
                if let Slot::Folded = slot {
                    many.push_or_nothing(forms.next().and_then(Option::as_deref));
                }
            }
        }
        Ok(many)
    }

    /// The same rows by a statement that passes over what is taken; only those are then tried alone, to learn which value it was.
    fn insert_staged(&mut self, rows: &[New<'_>], many: &Many<'_>) -> Result<Vec<Option<Key>>> {
        let (names, lists) = (many.names(), dialect::parameters(1, many.width()));
        let sql = format!(
            "INSERT INTO {} ({names}) SELECT * FROM unnest({lists}){} RETURNING id",
            name(&self.ty.key),
            dialect::PASS_OVER
        );
        let mut statement = self.batch.sql.prepare_cached(&sql)?;
        (0..many.width()).try_for_each(|n| statement.bind_column(n + 1, many, n))?;
        let mut inserted = HashSet::new();
        let mut answer = statement.query_bound()?;
        while let Some(row) = answer.next()? {
            inserted.insert(row.get::<i64>(0)?);
        }
        let mut taken = vec![None; rows.len()];
        for ((id, values, forms), taken) in rows.iter().zip(&mut taken).filter(|((id, ..), _)| !inserted.contains(&id.0)) {
            match self.insert_folded(*id, values, forms) {
                Ok(()) => {}
                Err(StoreError::Unique { field }) => *taken = Some(field),
                Err(other) => return Err(other),
            }
        }
        Ok(taken)
    }
}

/// One field that some of the changed records get anew.
struct Given {
    position: usize,
    /// The column, quoted.
    column: String,
    kind: Kind,
    /// Its match column.
    folded: Option<String>,
    /// Not every record gets it: a list beside says which ones do.
    partly: bool,
}

impl Updater<'_> {
    /// Updates records, none of them twice. A value that is taken makes all of them go one by one, as they come.
    pub(crate) fn update_together(&mut self, rows: &[Changed<'_>]) -> Result<Vec<Wrote>> {
        let given = self.given(rows)?;
        let many = self.stage(rows, &given)?;
        let sql = self.statement(&given);
        let batch = self.batch;
        let updated = batch.sql.guarded(|| {
            let mut statement = batch.sql.prepare_cached(&sql)?;
            statement.bind(1, self.at.as_str())?;
            statement.bind(2, self.stamp.by)?;
            statement.bind(3, self.stamp.import)?;
            (0..many.width()).try_for_each(|n| statement.bind_column(n + 4, &many, n))?;
            statement.query_map((), |row| row.get(0))?.collect::<Result<HashSet<i64>>>()
        });
        match updated {
            Ok(updated) => {
                self.write_sides(rows, &updated)?;
                let wrote = |(id, ..): &Changed<'_>| if updated.contains(&id.0) { Wrote::Done } else { Wrote::Moved };
                Ok(rows.iter().map(wrote).collect())
            }
            Err(StoreError::Unique { .. }) => rows.iter().map(|row| self.update_one(row)).collect(),
            Err(other) => Err(other),
        }
    }

    pub(crate) fn update_one(&mut self, (id, expected, fields): &Changed<'_>) -> Result<Wrote> {
        match self.update(*id, *expected, fields) {
            Ok(true) => Ok(Wrote::Done),
            Ok(false) => Ok(Wrote::Moved),
            Err(StoreError::Unique { field }) => Ok(Wrote::Taken(field)),
            Err(other) => Err(other),
        }
    }

    /// The columns that any of the records gets, each once; notes those that are filled for the first time.
    fn given(&mut self, rows: &[Changed<'_>]) -> Result<Vec<Given>> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (position, value) in rows.iter().flat_map(|(_, _, fields)| *fields) {
            match counts.iter_mut().find(|(known, _)| known == position) {
                Some((_, count)) => *count += 1,
                None => counts.push((*position, 1)),
            }
            if value.is_some() && !self.filled[*position] {
                self.batch.note_filled(self.ty, *position)?;
                self.filled[*position] = true;
            }
        }
        let mut given = Vec::new();
        for (position, count) in counts {
            let field = field_at(self.ty, position)?;
            match home(field) {
                Home::Column => given.push(Given {
                    position,
                    column: name(&field.key),
                    kind: column_kind(field.kind),
                    folded: self.folded[position].then(|| dialect::folded_column(&field.key)),
                    partly: count < rows.len(),
                }),
                Home::Tags | Home::Links => self.prepare_side(position, field)?,
                Home::Id | Home::Stamp => return Err(StoreError::Reserved { key: field.key.clone() }),
            }
        }
        Ok(given)
    }

    fn stage<'v>(&self, rows: &[Changed<'v>], given: &[Given]) -> Result<Many<'v>> {
        let mut columns = vec![("id".to_owned(), Kind::Number), ("version".to_owned(), Kind::Number)];
        for (n, one) in given.iter().enumerate() {
            columns.extend(one.partly.then(|| (format!("g{n}"), Kind::Number)));
            columns.push((format!("v{n}"), one.kind));
            columns.extend(one.folded.iter().map(|_| (format!("f{n}"), Kind::Text)));
        }
        let mut many = Many::new(columns);
        for (id, expected, fields) in rows {
            many.push(id.0);
            many.push(expected.0);
            for one in given {
                let found = fields.iter().find(|(position, _)| *position == one.position);
                let value = found.and_then(|(_, value)| *value);
                if one.partly {
                    many.push(i64::from(found.is_some()));
                }
                many.push(cell(value));
                if one.folded.is_some() {
                    let field = field_at(self.ty, one.position)?;
                    let form = value.and_then(|value| (self.batch.fold)(field, value));
                    many.push_or_nothing(form.map(CompactString::into_string));
                }
            }
        }
        Ok(many)
    }

    /// Parameters 1 to 3 are the stamps, then come the lists.
    fn statement(&self, given: &[Given]) -> String {
        let (mut sets, mut lists) = (String::new(), String::from("id, version"));
        for (n, one) in given.iter().enumerate() {
            if one.partly {
                lists.push_str(&format!(", g{n}"));
            }
            let columns = [Some((&one.column, 'v')), one.folded.as_ref().map(|folded| (folded, 'f'))];
            for (column, letter) in columns.into_iter().flatten() {
                lists.push_str(&format!(", {letter}{n}"));
                sets.push_str(&match one.partly {
                    true => format!(", {column} = CASE WHEN s.g{n} = 1 THEN s.{letter}{n} ELSE r.{column} END"),
                    false => format!(", {column} = s.{letter}{n}"),
                });
            }
        }
        let parameters = dialect::parameters(4, lists.split(", ").count());
        format!(
            "UPDATE {} AS r SET version = r.version + 1, updated_at = ?1, updated_by = ?2, updated_import = ?3{sets} \
             FROM unnest({parameters}) AS s ({lists}) WHERE r.id = s.id AND r.version = s.version RETURNING r.id",
            name(&self.ty.key)
        )
    }

    fn write_sides(&mut self, rows: &[Changed<'_>], updated: &HashSet<i64>) -> Result<()> {
        for (position, side) in &mut self.sides {
            let written = rows.iter().filter(|(id, ..)| updated.contains(&id.0));
            let named = written.filter_map(|(id, _, fields)| Some((*id, fields.iter().find(|(p, _)| p == position)?.1)));
            let named: Vec<(RecordId, Option<&Value>)> = named.collect();
            if !named.is_empty() {
                side.replace_together(self.batch, &named, &self.stamp)?;
            }
        }
        Ok(())
    }
}
