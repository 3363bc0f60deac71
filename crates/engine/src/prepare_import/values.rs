//! The different texts of one column, and what each stands for: choices, yes and no, countries, people, companies, tags.
//!
//! In: a column that goes to a field with known values. Out: [`ColumnValues`]. Looks names up; creates none.

use std::collections::HashMap;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::kind::{self, Parsed, Reading, Writing, fold};
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::LinkRef;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind};

use super::view::BLOCKS_LOOKED_AT;
use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

/// Different texts kept; a column with more is no list of values.
const MOST_VALUES: usize = 500;

/// How one text is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueState {
    /// As this.
    Known(String),
    /// A person said so; empty: the field stays empty.
    Mapped(String),
    /// Nothing it could be; what it is likely to mean.
    Unknown(Option<String>),
    /// Several records are called so.
    Ambiguous(usize),
}

/// One text of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSeen {
    pub text: String,
    pub rows: u64,
    pub state: ValueState,
}

/// The texts of a column, those that need a decision first.
#[derive(Clone, Debug)]
pub struct ColumnValues {
    pub field: Field,
    pub header: String,
    pub values: Vec<ValueSeen>,
    /// There are more than are listed.
    pub has_more: bool,
}

impl ColumnValues {
    /// Known, ambiguous, unknown.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&ValueState) -> bool| self.values.iter().filter(|seen| is(&seen.state)).count();
        (
            count(|state| matches!(state, ValueState::Known(_) | ValueState::Mapped(_))),
            count(|state| matches!(state, ValueState::Ambiguous(_))),
            count(|state| matches!(state, ValueState::Unknown(_))),
        )
    }
}

/// Fields whose values are a list that is known.
pub fn has_known_values(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo | FieldKind::Country | FieldKind::Link | FieldKind::Links
    ) && !(field.open && field.choices.is_empty() && !matches!(field.kind, FieldKind::Link | FieldKind::Links))
}

impl Engine {
    /// The texts of a column and what they stand for.
    pub fn column_values(
        &self,
        actor: &Actor,
        import: i64,
        (part, column): (usize, usize),
        language: Language,
    ) -> Result<ColumnValues> {
        let (_, settings, _) = self.open_draft(actor, import)?;
        let unknown = || Refusal::new(RefusalKind::NotFound, "not-found");
        let given = settings.recipe.parts.get(part).and_then(|part| part.columns.get(column)).ok_or_else(unknown)?;
        let ty = self.types().named(&settings.recipe.parts[part].record_type)?;
        let field = given.field.as_deref().and_then(|key| ty.field(key)).filter(|field| has_known_values(field));
        let field = field.ok_or_else(unknown)?.clone();
        let (texts, has_more) = self.distinct(import, settings.sheet_of(part), column)?;
        let reading = Reading {
            language: settings.recipe.file.language.unwrap_or(settings.language),
            list_separator: given.separator,
            ..Reading::default()
        };
        let meant = |text: &str| given.values.get(fold(text).as_str()).cloned();
        let mut values = Vec::new();
        for (text, rows) in texts {
            let state = match meant(&text) {
                Some(meaning) => ValueState::Mapped(meaning),
                None => self.understood(&field, &text, &reading, language)?,
            };
            values.push(ValueSeen { text, rows, state });
        }
        let rank = |state: &ValueState| match state {
            ValueState::Unknown(_) => 0,
            ValueState::Ambiguous(_) => 1,
            ValueState::Mapped(_) => 2,
            ValueState::Known(_) => 3,
        };
        values.sort_by(|a, b| rank(&a.state).cmp(&rank(&b.state)).then(b.rows.cmp(&a.rows)).then(a.text.cmp(&b.text)));
        Ok(ColumnValues { header: given.header.clone(), field, values, has_more })
    }

    fn distinct(&self, import: i64, sheet: usize, column: usize) -> Result<(Vec<(String, u64)>, bool)> {
        let sheets = self.sheets_of(import)?;
        let Some(sheet) = sheets.iter().find(|found| found.index == sheet) else { return Ok((Vec::new(), false)) };
        let conn = self.store.reader().map_err(store_error)?;
        let mut seen: HashMap<String, u64> = HashMap::new();
        let mut has_more = sheet.blocks.len() > BLOCKS_LOOKED_AT;
        let mut scratch = Vec::new();
        for block in sheet.blocks.iter().take(BLOCKS_LOOKED_AT) {
            sheet.each_of_block(&conn, import, block.no, &mut scratch, |row, included| {
                let cell = row.cell(column);
                if !included || !sheet.is_data(row) || cell.is_blank() {
                    return Ok(());
                }
                let text = cell.shown();
                if let Some(count) = seen.get_mut(text.trim()) {
                    *count += 1;
                } else if seen.len() < MOST_VALUES {
                    seen.insert(text.trim().to_owned(), 1);
                } else {
                    has_more = true;
                }
                Ok(())
            })?;
        }
        Ok((seen.into_iter().collect(), has_more))
    }

    fn understood(&self, field: &Field, text: &str, reading: &Reading, language: Language) -> Result<ValueState> {
        Ok(match kind::parse(field, &Cell::text(text), reading) {
            Parsed::Value(value) | Parsed::Remark(value, _) => {
                let shown = kind::render(field, &value, &Writing { language, typed: false });
                ValueState::Known(shown.shown().into_owned())
            }
            Parsed::Empty => ValueState::Known(String::new()),
            Parsed::Bad(problem) => {
                let likely = problem.params.iter().find(|(name, _)| *name == "likely").map(|(_, label)| label.to_string());
                ValueState::Unknown(likely.filter(|label| !label.is_empty()))
            }
            Parsed::Names(names) => self.resolved(field, &names)?,
        })
    }

    /// Names of records: all must be found, each once.
    fn resolved(&self, field: &Field, names: &[compact_str::CompactString]) -> Result<ValueState> {
        let ty = self.types().named(&field.target)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut shown = Vec::new();
        for name in names {
            let ids: Vec<RecordId> = match LinkRef::of(name) {
                LinkRef::Id(id) => {
                    reader.records_by_id(&ty, &[], &[id]).map_err(store_error)?.iter().map(|found| found.id).collect()
                }
                LinkRef::Name(name) => {
                    reader.find_by_name(&ty, &[fold(name)]).map_err(store_error)?.into_iter().flatten().collect()
                }
            };
            match ids.as_slice() {
                [] => return Ok(ValueState::Unknown(None)),
                [id] => shown.push(format!("{name} #{id}")),
                several => return Ok(ValueState::Ambiguous(several.len())),
            }
        }
        Ok(ValueState::Known(shown.join(", ")))
    }
}
