//! A mapping made ready: which cell becomes which field, and how it is read.
//!
//! In: a recipe's part and the headers of the file. Out: a [`RowReader`] that turns rows into drafts. Refuses a mapping that
//! cannot be followed; never refuses a row.

mod compile;

use std::collections::HashMap;
use std::sync::Arc;

use compact_str::{CompactString, ToCompactString};

pub use compile::{Compile, MappingError, compile};

use crate::cell::{Cell, Row};
use crate::draft::{Draft, GivenId, Mark, Slot};
use crate::issue::{Code, Issue, Problem, Severity};
use crate::kind::{self, Parsed, Reading};
use crate::lookup::Map;
use crate::match_key::MatchRule;
use crate::recipe::{EmptyCells, Existing, Validation};
use crate::record::{Key, RecordId};
use crate::record_type::{Field, RecordType};
use crate::value::Value;

/// Cell texts that clear a stored value, whatever the policy for empty cells.
pub const CLEAR_MARKS: [&str; 4] = ["<clear>", "<vymazat>", "<limpar>", "<очистить>"];

/// Where a slot's value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    Column(usize),
    Join {
        columns: Vec<usize>,
        separator: String,
    },
    /// The `part`-th piece of `of`; the last takes the rest.
    Split {
        column: usize,
        part: usize,
        of: usize,
        separator: String,
    },
    Constant(Slot),
    /// For new records only, when nothing else is given.
    Default(Slot),
    /// Joined from other slots for new records that leave it empty.
    Derived(Vec<usize>),
    /// Whether the messenger id in one slot can belong to the messenger in another.
    CanMessage {
        social_id: usize,
        messenger: usize,
    },
}

/// One field the import writes.
#[derive(Clone, Debug)]
pub struct SlotSpec {
    /// Position in the record type's fields.
    pub field: usize,
    pub source: Source,
    pub reading: Reading,
    pub existing: Existing,
    pub empty: EmptyCells,
    /// Folded cell text → the text it stands for.
    pub values: HashMap<CompactString, CompactString, foldhash::fast::RandomState>,
}

impl SlotSpec {
    /// The column an issue about this slot points at.
    pub fn column(&self) -> Option<usize> {
        match &self.source {
            Source::Column(column) | Source::Split { column, .. } => Some(*column),
            Source::Join { columns, .. } => columns.first().copied(),
            _ => None,
        }
    }
}

/// Turns rows of one sheet into drafts of one record type.
#[derive(Clone, Debug)]
pub struct RowReader {
    pub record_type: Arc<RecordType>,
    pub slots: Vec<SlotSpec>,
    /// Field key → slot.
    pub by_key: Map<Key, usize>,
    pub id_column: Option<usize>,
    pub mark_column: Option<usize>,
    /// The header row's number; rows up to it are not data.
    pub header_row: u32,
    pub headers: Vec<String>,
    pub match_rules: Vec<MatchRule>,
    /// Slots whose values must be unique, with the code that says so.
    pub unique: Vec<(usize, Code)>,
    pub validation: Validation,
    /// Delimited text: a leading apostrophe may guard a formula sign.
    pub delimited: bool,
    pub skip_hidden: bool,
    /// The first part of a sheet answers for every row of it; further parts only for rows that hold something of theirs.
    pub whole_sheet: bool,
}

impl RowReader {
    pub fn field(&self, slot: usize) -> &Field {
        &self.record_type.fields[self.slots[slot].field]
    }

    /// Positions in the type's fields, slot by slot.
    pub fn field_positions(&self) -> Vec<usize> {
        self.slots.iter().map(|slot| slot.field).collect()
    }

    pub fn slot_of(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Is the row below the header, not blank, and not hidden by choice? Only such rows count.
    pub fn is_data(&self, row: &Row<'_>) -> bool {
        row.number.0 > self.header_row && !(self.skip_hidden && row.hidden) && self.touches(row)
    }

    /// A part that reads only some columns of a sheet (contacts beside their company) has no row where those are blank.
    fn touches(&self, row: &Row<'_>) -> bool {
        if self.id_column.is_some_and(|column| !row.cell(column).is_blank()) {
            return true;
        }
        let mut has_columns = false;
        let filled = self.slots.iter().any(|slot| match &slot.source {
            Source::Column(column) | Source::Split { column, .. } => {
                has_columns = true;
                slot.existing != Existing::Leave && !row.cell(*column).is_blank()
            }
            Source::Join { columns, .. } => columns.iter().any(|column| !row.cell(*column).is_blank()),
            _ => false,
        });
        // A row with something only in columns nobody mapped is still a row of the file: it is told what it lacks.
        filled || ((self.whole_sheet || !has_columns) && !row.is_blank())
    }

    /// Reads one row. Issues found on the way are appended; the draft says whether one of them is an error.
    pub fn read(&self, row: &Row<'_>, issues: &mut Vec<Issue>) -> Draft {
        let first = issues.len();
        let id = self.read_id(row, issues);
        let mark = self.mark_column.and_then(|column| Mark::from_text(&row.cell(column).shown()));
        let mut slots = Vec::with_capacity(self.slots.len());
        for spec in &self.slots {
            slots.push(self.read_slot(spec, row, issues));
        }
        self.fill_computed(&mut slots);
        self.report_surplus(row, issues);
        let has_error = issues[first..].iter().any(Issue::is_error);
        Draft { row: row.number, id, mark, slots, has_error }
    }

    /// Reads only the given slots of a row into a draft made for this reader; what does not stand alone (computed fields,
    /// cells beyond the headers) is passed over.
    pub fn read_some(&self, row: &Row<'_>, slots: &[usize], draft: &mut Draft, issues: &mut Vec<Issue>) {
        draft.row = row.number;
        draft.id = self.read_id(row, issues);
        for slot in slots {
            draft.slots[*slot] = self.read_slot(&self.slots[*slot], row, issues);
        }
    }

    fn read_id(&self, row: &Row<'_>, issues: &mut Vec<Issue>) -> GivenId {
        let Some(column) = self.id_column else { return GivenId::NotMapped };
        let cell = row.cell(column);
        if cell.is_blank() {
            return GivenId::Empty;
        }
        match cell.shown().trim().parse::<i64>() {
            Ok(number) if number > 0 => GivenId::Given(RecordId(number)),
            _ => {
                let mut issue = Issue::of_row(row.number, Problem::new(Code::NumberUnreadable));
                issue.column = Some(column as u16);
                issue.field = Some("id".into());
                issue.value = Some(excerpt(cell));
                issues.push(issue);
                GivenId::Bad
            }
        }
    }

    fn read_slot(&self, spec: &SlotSpec, row: &Row<'_>, issues: &mut Vec<Issue>) -> Slot {
        match &spec.source {
            Source::Column(column) => self.read_cell(spec, row.cell(*column), row, issues),
            Source::Join { columns, separator } => {
                let texts: Vec<_> = columns.iter().map(|c| row.cell(*c)).filter(|c| !c.is_blank()).map(|c| c.shown()).collect();
                let joined = texts.iter().map(|text| text.trim()).collect::<Vec<_>>().join(separator);
                self.read_cell(spec, &Cell::text(&joined), row, issues)
            }
            Source::Split { column, part, of, separator } => {
                let shown = row.cell(*column).shown();
                let piece = shown.trim().splitn(*of, separator.as_str()).nth(*part).unwrap_or("").trim().to_owned();
                self.read_cell(spec, &Cell::text(&piece), row, issues)
            }
            Source::Constant(slot) => slot.clone(),
            Source::Default(_) | Source::Derived(_) | Source::CanMessage { .. } => Slot::Keep,
        }
    }

    fn read_cell(&self, spec: &SlotSpec, cell: &Cell<'_>, row: &Row<'_>, issues: &mut Vec<Issue>) -> Slot {
        let field = &self.record_type.fields[spec.field];
        if cell.is_blank() && !spec.values.contains_key("") {
            return if spec.empty == EmptyCells::Clear { Slot::Clear } else { Slot::Keep };
        }
        let mut unescaped = None;
        if let Cell::Text(text) = cell {
            if text.as_bytes().first() == Some(&b'<') && CLEAR_MARKS.contains(&text.trim()) {
                return Slot::Clear;
            }
            if self.delimited && text.as_bytes().first() == Some(&b'\'') {
                unescaped = Some(Cell::Text(kind::formula::unescape(text).into_owned().into()));
            }
        }
        let cell = unescaped.as_ref().unwrap_or(cell);
        if !spec.values.is_empty()
            && let Some(meant) = spec.values.get(&kind::fold(&cell.shown()))
        {
            if meant.is_empty() {
                return Slot::Clear;
            }
            return self.settle(spec, kind::parse(field, &Cell::text(meant), &spec.reading), cell, row, issues);
        }
        self.settle(spec, kind::parse(field, cell, &spec.reading), cell, row, issues)
    }

    fn settle(&self, spec: &SlotSpec, parsed: Parsed, cell: &Cell<'_>, row: &Row<'_>, issues: &mut Vec<Issue>) -> Slot {
        match parsed {
            Parsed::Value(value) => Slot::Value(value),
            Parsed::Empty => {
                if spec.empty == EmptyCells::Clear {
                    Slot::Clear
                } else {
                    Slot::Keep
                }
            }
            Parsed::Names(names) => Slot::Names(names),
            Parsed::Remark(value, problem) => {
                let severity = problem.code.severity().min(Severity::Warning);
                self.report(spec, problem, severity, cell, row, issues);
                Slot::Value(value)
            }
            Parsed::Bad(problem) => {
                self.report(spec, problem, Severity::Error, cell, row, issues);
                Slot::Bad
            }
        }
    }

    fn report(
        &self,
        spec: &SlotSpec,
        problem: Problem,
        severity: Severity,
        cell: &Cell<'_>,
        row: &Row<'_>,
        issues: &mut Vec<Issue>,
    ) {
        let Some(severity) = weigh(self.validation, severity) else { return };
        issues.push(Issue {
            row: row.number,
            column: spec.column().map(|column| column as u16),
            field: Some(self.record_type.fields[spec.field].key.clone()),
            severity,
            code: problem.code,
            value: Some(excerpt(cell)),
            params: problem.params,
        });
    }

    fn fill_computed(&self, slots: &mut [Slot]) {
        for (index, spec) in self.slots.iter().enumerate() {
            if let Source::CanMessage { social_id, messenger } = spec.source
                && let (Slot::Value(id), Slot::Value(messenger)) = (&slots[social_id], &slots[messenger])
            {
                let fits = crate::check::messenger_id::fits(id.as_text().unwrap_or(""), messenger.as_text().unwrap_or(""));
                slots[index] = Slot::Value(Value::Bool(fits));
            }
        }
    }

    /// STR-07: cells to the right of the last header are not dropped in silence.
    fn report_surplus(&self, row: &Row<'_>, issues: &mut Vec<Issue>) {
        let Some(surplus) = row.cells.iter().skip(self.headers.len()).find(|cell| !cell.is_blank()) else { return };
        let mut issue = Issue::of_row(row.number, Problem::new(Code::RowTooLong).with("surplus", excerpt(surplus)));
        issue.value = Some(excerpt(surplus));
        issues.push(issue);
    }
}

/// The weight of an issue under a validation; `None`: not looked at.
pub fn weigh(validation: Validation, severity: Severity) -> Option<Severity> {
    match (validation, severity) {
        (Validation::Strict, Severity::Warning) => Some(Severity::Error),
        (Validation::Structure, Severity::Warning | Severity::Note) => None,
        (_, severity) => Some(severity),
    }
}

/// What an issue keeps of a cell: at most 300 characters.
pub fn excerpt(cell: &Cell<'_>) -> CompactString {
    let shown = cell.shown();
    match shown.char_indices().nth(300) {
        Some((end, _)) => shown[..end].to_compact_string(),
        None => shown.to_compact_string(),
    }
}

#[cfg(test)]
mod tests;
