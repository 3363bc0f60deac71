//! From a recipe's part and the file's headers to a [`RowReader`].
//!
//! In: what was said. Out: what it means, or why it cannot be followed. Looks at no row.

use std::collections::HashMap;
use std::sync::Arc;

use super::{RowReader, SlotSpec, Source};
use crate::cell::Cell;
use crate::draft::{Mark, Slot};
use crate::issue::Code;
use crate::kind::{self, DateOrder, DecimalSign, Parsed, Reading};
use crate::language::Language;
use crate::match_key::MatchRule;
use crate::recipe::{Column, Existing, FileReading, Mode, Options, Part};
use crate::record::Key;
use crate::record_type::{Field, FieldKind, FieldRole, RecordType};

/// Everything a mapping is made ready from.
#[derive(Clone, Debug)]
pub struct Compile<'a> {
    pub part: &'a Part,
    /// The cells of the header row, as shown.
    pub headers: &'a [String],
    pub header_row: u32,
    pub record_type: Arc<RecordType>,
    pub options: &'a Options,
    pub file: &'a FileReading,
    /// Used when the file's own language is not given.
    pub language: Language,
    pub delimited: bool,
    /// The profile's limit for texts in characters, 0 for none.
    pub max_chars: u32,
    pub whole_sheet: bool,
    /// Sign-in is by e-mail, so users' e-mails must be unique (H8).
    pub login_by_email: bool,
}

/// Why a mapping cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    ColumnUnknown {
        header: String,
    },
    FieldUnknown {
        field: String,
    },
    FieldNotWritable {
        field: Key,
    },
    /// Somebody took it out of use.
    FieldArchived {
        field: Key,
    },
    MappedTwice {
        field: Key,
        headers: Vec<String>,
    },
    RequiredUnmapped {
        fields: Vec<Key>,
    },
    MatchUnmapped {
        field: Key,
    },
    /// Rows are to update records, and nothing says which; the fields that could.
    KeyUnmapped {
        fields: Vec<Key>,
    },
    ValueUnreadable {
        field: Key,
        value: String,
    },
    OrderUnknown {
        order: String,
    },
}

/// Makes a mapping ready.
pub fn compile(input: &Compile<'_>) -> Result<RowReader, MappingError> {
    let mut slots = Vec::new();
    let mut id_column = None;
    let mut mark_column = input.headers.iter().position(|header| header.trim() == Mark::HEADER);
    for column in &input.part.columns {
        let Some(key) = &column.field else { continue };
        let position = find_column(input.headers, &column.header, column.nth)?;
        if key == "id" {
            refuse_twice(input, "id", id_column.is_some())?;
            id_column = Some(position);
            continue;
        }
        if key == Mark::HEADER {
            mark_column = Some(position);
            continue;
        }
        let field = writable(input, key)?;
        refuse_twice(input, key, slots.iter().any(|slot: &SlotSpec| slot.field == field))?;
        slots.push(column_slot(input, column, field, position, mark_column.is_some())?);
    }
    add_joins_and_splits(input, &mut slots)?;
    add_constants(input, &mut slots)?;
    add_defaults(input, &mut slots);
    add_derived(input, &mut slots);
    add_can_message(input, &mut slots);
    require(input, &slots, id_column.is_some())?;
    let match_rules = match_rules(input, &slots, id_column.is_some())?;
    if input.options.mode == Mode::Update && match_rules.is_empty() {
        return Err(MappingError::KeyUnmapped { fields: keys_of(&input.record_type) });
    }
    let unique = unique_slots(input, &slots);
    let key = |(slot, spec): (usize, &SlotSpec)| (input.record_type.fields[spec.field].key.clone(), slot);
    Ok(RowReader {
        record_type: Arc::clone(&input.record_type),
        by_key: slots.iter().enumerate().map(key).collect(),
        slots,
        id_column,
        mark_column,
        header_row: input.header_row,
        headers: input.headers.to_vec(),
        match_rules,
        unique,
        validation: input.options.validation,
        delimited: input.delimited,
        skip_hidden: input.file.skip_hidden,
        whole_sheet: input.whole_sheet,
    })
}

/// `nth` of several columns with the same header, from 1.
fn find_column(headers: &[String], wanted: &str, nth: u32) -> Result<usize, MappingError> {
    let mut same = headers.iter().enumerate().filter(|(_, header)| header.trim() == wanted.trim());
    let found = same.nth(nth.saturating_sub(1) as usize).map(|(position, _)| position);
    found.ok_or_else(|| MappingError::ColumnUnknown { header: wanted.to_owned() })
}

fn writable(input: &Compile<'_>, key: &str) -> Result<usize, MappingError> {
    let position = input.record_type.position(key).ok_or_else(|| MappingError::FieldUnknown { field: key.to_owned() })?;
    let field = &input.record_type.fields[position];
    if field.archived {
        return Err(MappingError::FieldArchived { field: field.key.clone() });
    }
    if !field.is_importable() {
        return Err(MappingError::FieldNotWritable { field: field.key.clone() });
    }
    Ok(position)
}

/// HDR-11: two columns on one field need a decision.
fn refuse_twice(input: &Compile<'_>, key: &str, taken: bool) -> Result<(), MappingError> {
    if !taken {
        return Ok(());
    }
    let mine = input.part.columns.iter().filter(|column| column.field.as_deref() == Some(key));
    Err(MappingError::MappedTwice { field: Key::new(key), headers: mine.map(|column| column.header.clone()).collect() })
}

fn reading(
    input: &Compile<'_>,
    order: Option<&str>,
    decimal: Option<char>,
    separator: Option<char>,
) -> Result<Reading, MappingError> {
    let language = input.file.language.unwrap_or(input.language);
    let order = order.or(input.file.date_order.as_deref());
    let date_order = match order {
        None => DateOrder::DayFirst,
        Some("dmy") => DateOrder::DayFirst,
        Some("mdy") => DateOrder::MonthFirst,
        Some("ymd") => DateOrder::YearFirst,
        Some(other) => return Err(MappingError::OrderUnknown { order: other.to_owned() }),
    };
    let decimal = match decimal.or(input.file.decimal) {
        Some(',') => DecimalSign::Comma,
        Some('.') => DecimalSign::Point,
        _ => DecimalSign::Either,
    };
    Ok(Reading { language, date_order, decimal, list_separator: separator, max_chars: input.max_chars })
}

fn column_slot(
    input: &Compile<'_>,
    column: &Column,
    field: usize,
    position: usize,
    marked: bool,
) -> Result<SlotSpec, MappingError> {
    let is_tags = input.record_type.fields[field].role == FieldRole::Tags;
    // Tags from a file are added, so that an import cannot take away the tag of another; a marked export is the whole truth.
    let usual = if is_tags && !marked { Existing::Add } else { Existing::Overwrite };
    let values = column.values.iter().map(|(from, to)| (kind::fold(from), to.as_str().into())).collect();
    Ok(SlotSpec {
        field,
        source: Source::Column(position),
        reading: reading(input, column.date_order.as_deref(), column.decimal, column.separator)?,
        existing: column.existing.unwrap_or(usual),
        empty: column.empty.unwrap_or(input.options.empty),
        values,
    })
}

fn add_joins_and_splits(input: &Compile<'_>, slots: &mut Vec<SlotSpec>) -> Result<(), MappingError> {
    let place = |header: &String| find_column(input.headers, header, 1);
    for join in &input.part.joins {
        let columns = join.headers.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        let source = Source::Join { columns, separator: join.separator.clone() };
        slots.push(plain_slot(input, writable(input, &join.field)?, source)?);
    }
    for split in &input.part.splits {
        let column = place(&split.header)?;
        for (part, key) in split.fields.iter().enumerate() {
            let source = Source::Split { column, part, of: split.fields.len(), separator: split.separator.clone() };
            slots.push(plain_slot(input, writable(input, key)?, source)?);
        }
    }
    Ok(())
}

fn plain_slot(input: &Compile<'_>, field: usize, source: Source) -> Result<SlotSpec, MappingError> {
    Ok(SlotSpec {
        field,
        source,
        reading: reading(input, None, None, None)?,
        existing: Existing::Overwrite,
        empty: input.options.empty,
        values: HashMap::default(),
    })
}

fn constant(field: &Field, text: &str, reading: &Reading) -> Option<Slot> {
    match kind::parse(field, &Cell::text(text), reading) {
        Parsed::Value(value) | Parsed::Remark(value, _) => Some(Slot::Value(value)),
        Parsed::Names(names) => Some(Slot::Names(names)),
        Parsed::Empty => Some(Slot::Clear),
        Parsed::Bad(_) => None,
    }
}

fn add_constants(input: &Compile<'_>, slots: &mut Vec<SlotSpec>) -> Result<(), MappingError> {
    for item in &input.part.constants {
        let position = input
            .record_type
            .position(&item.field)
            .ok_or_else(|| MappingError::FieldUnknown { field: item.field.to_string() })?;
        let field = &input.record_type.fields[position];
        refuse_twice(input, &item.field, slots.iter().any(|slot| slot.field == position))?;
        let mut slot = plain_slot(input, position, Source::Constant(Slot::Keep))?;
        let value = constant(field, &item.value, &slot.reading)
            .ok_or_else(|| MappingError::ValueUnreadable { field: item.field.clone(), value: item.value.clone() })?;
        slot.source = Source::Constant(value);
        slot.existing = item.existing;
        slots.push(slot);
    }
    Ok(())
}

fn add_defaults(input: &Compile<'_>, slots: &mut Vec<SlotSpec>) {
    for (position, field) in input.record_type.fields.iter().enumerate() {
        if field.default.is_empty() || field.archived {
            continue;
        }
        // Defaults in definitions are written in English; one that cannot be read leaves the field empty.
        let Some(value) = constant(field, &field.default, &Reading::default()) else { continue };
        match slots.iter_mut().find(|slot| slot.field == position) {
            Some(_) => {}
            None => {
                if let Ok(mut slot) = plain_slot(input, position, Source::Default(value)) {
                    slot.existing = Existing::Leave;
                    slots.push(slot);
                }
            }
        }
    }
}

fn add_derived(input: &Compile<'_>, slots: &mut Vec<SlotSpec>) {
    for derived in &input.record_type.derived {
        let Some(position) = input.record_type.position(&derived.field) else { continue };
        let place = |key: &Key| slots.iter().position(|slot| input.record_type.fields[slot.field].key == *key);
        let parts: Vec<_> = derived.from.iter().filter_map(place).collect();
        if parts.is_empty() || slots.iter().any(|slot| slot.field == position) {
            continue;
        }
        if let Ok(mut slot) = plain_slot(input, position, Source::Derived(parts)) {
            slot.existing = Existing::Leave;
            slots.push(slot);
        }
    }
}

fn add_can_message(input: &Compile<'_>, slots: &mut Vec<SlotSpec>) {
    let Some(position) = input.record_type.position("can_message") else { return };
    let place = |key: &str| slots.iter().position(|slot| input.record_type.fields[slot.field].key == key);
    if let (Some(social_id), Some(messenger)) = (place("social_id"), place("messenger"))
        && let Ok(slot) = plain_slot(input, position, Source::CanMessage { social_id, messenger })
    {
        slots.push(slot);
    }
}

/// HDR-12: a required field without a column cannot start, unless rows only update.
fn require(input: &Compile<'_>, slots: &[SlotSpec], has_id: bool) -> Result<(), MappingError> {
    if input.options.mode == Mode::Update || (has_id && input.options.mode == Mode::CreateAndUpdate) {
        return Ok(());
    }
    let ty = &input.record_type;
    let missing = |field: &&Field| {
        field.required && field.is_importable() && !slots.iter().any(|slot| ty.fields[slot.field].key == field.key)
    };
    let mut fields: Vec<Key> = ty.fields.iter().filter(missing).map(|field| field.key.clone()).collect();
    for set in &ty.one_of {
        if !slots.iter().any(|slot| set.contains(&ty.fields[slot.field].key)) {
            fields.extend(set.first().cloned());
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(MappingError::RequiredUnmapped { fields }) }
}

/// The fields a record of the type is recognised by.
fn keys_of(ty: &RecordType) -> Vec<Key> {
    let mut keys = vec![Key::new("id")];
    let natural = ty.natural_keys.iter().flatten();
    keys.extend(std::iter::once(&Key::new("external_id")).chain(natural).filter(|key| ty.field(key).is_some()).cloned());
    keys.dedup();
    keys
}

fn match_rules(input: &Compile<'_>, slots: &[SlotSpec], has_id: bool) -> Result<Vec<MatchRule>, MappingError> {
    let ty = &input.record_type;
    let place = |key: &Key| {
        let is_given = |slot: &SlotSpec| slot.column().is_some() || matches!(&slot.source, Source::Constant(_));
        slots.iter().position(|slot| ty.fields[slot.field].key == *key && is_given(slot))
    };
    if !input.part.match_by.is_empty() {
        let mut rules = Vec::new();
        for rule in &input.part.match_by {
            if rule.len() == 1 && rule[0] == "id" {
                if !has_id {
                    return Err(MappingError::MatchUnmapped { field: rule[0].clone() });
                }
                rules.push(MatchRule::Id);
                continue;
            }
            if rule.len() == 1 && rule[0] == "none" {
                continue;
            }
            let place_or_refuse = |key: &Key| place(key).ok_or_else(|| MappingError::MatchUnmapped { field: key.clone() });
            rules.push(MatchRule::Slots(rule.iter().map(place_or_refuse).collect::<Result<_, _>>()?));
        }
        return Ok(rules);
    }
    if has_id {
        return Ok(vec![MatchRule::Id]);
    }
    let external = [vec![Key::new("external_id")]];
    let candidates = external.iter().chain(&ty.natural_keys);
    let rules = candidates.filter_map(|rule| rule.iter().map(place).collect::<Option<Vec<_>>>());
    Ok(rules.map(MatchRule::Slots).collect())
}

fn unique_slots(input: &Compile<'_>, slots: &[SlotSpec]) -> Vec<(usize, Code)> {
    let ty = &input.record_type;
    let mut unique = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        let field = &ty.fields[slot.field];
        if field.unique && !matches!(field.kind, FieldKind::Link | FieldKind::Links) {
            unique.push((index, Code::KeyRepeated));
        } else if input.login_by_email && ty.key == "user" && field.key == "email" {
            unique.push((index, Code::EmailRepeated));
        }
    }
    unique
}

#[cfg(test)]
mod tests;
