//! One record at a time: a plan of one, written by the same writer, journaled like any import.
//!
//! In: field words and texts. Out: the record, or the issues that keep it out.

use kartoteka_domain::cell::{Cell, RowNumber};
use kartoteka_domain::check::FileFacts;
use kartoteka_domain::draft::{Draft, GivenId, Slot};
use kartoteka_domain::issue::Issue;
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::ask;
use kartoteka_domain::mapping::{Compile, RowReader, compile};
use kartoteka_domain::plan::{PlannedChange, Rules, plan_row};
use kartoteka_domain::recipe::{Column, FileReading, Mode, Options, Part};
use kartoteka_domain::record::{Key, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::State;
use kartoteka_store::{NewImport, RunKind, Stamp};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::facts::{Names, fetch};
use crate::patience::whole;
use crate::record_writer::{FieldStep, RecordWriter, Written};
use crate::{Engine, store_error};

/// What became of a single edit.
#[derive(Clone, Debug)]
pub enum Edited {
    Created(RecordId),
    Updated(RecordId),
    Unchanged(RecordId),
    /// Nothing was written; why.
    Rejected(Vec<Issue>),
}

impl Engine {
    /// Creates a record from field keys and texts.
    pub fn create_record(&self, actor: &Actor, type_word: &str, fields: &[(String, String)]) -> Result<Edited> {
        self.edit_one(actor, type_word, None, fields, Language::English)
    }

    /// The same for people who write values in another language.
    pub fn create_record_in(
        &self,
        actor: &Actor,
        type_word: &str,
        fields: &[(String, String)],
        language: Language,
    ) -> Result<Edited> {
        self.edit_one(actor, type_word, None, fields, language)
    }

    /// Changes fields of a record; an empty text clears. `expected`: refuse when the record moved on since.
    pub fn set_record(
        &self,
        actor: &Actor,
        type_word: &str,
        id: RecordId,
        expected: Option<Version>,
        fields: &[(String, String)],
    ) -> Result<Edited> {
        self.edit_one(actor, type_word, Some((id, expected)), fields, Language::English)
    }

    /// The same for people who write values in another language.
    pub fn set_record_in(
        &self,
        actor: &Actor,
        type_word: &str,
        (id, expected): (RecordId, Option<Version>),
        fields: &[(String, String)],
        language: Language,
    ) -> Result<Edited> {
        self.edit_one(actor, type_word, Some((id, expected)), fields, language)
    }

    fn edit_one(
        &self,
        actor: &Actor,
        type_word: &str,
        target: Option<(RecordId, Option<Version>)>,
        fields: &[(String, String)],
        language: Language,
    ) -> Result<Edited> {
        actor.require(Permission::EditRecords)?;
        let ty = self.types().named(type_word)?;
        if ty.key == "user" || ty.key == "bot" || ty.key == "tunnel" || ty.key == "lgt" {
            actor.require(Permission::Administer)?;
        }
        whole(|| self.edit_once(actor, &ty, target, fields, language))
    }

    fn edit_once(
        &self,
        actor: &Actor,
        ty: &std::sync::Arc<RecordType>,
        target: Option<(RecordId, Option<Version>)>,
        fields: &[(String, String)],
        language: Language,
    ) -> Result<Edited> {
        let reader = self.one_row_reader(ty, target.is_some(), fields, language)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let (draft, mut issues) = read_fields(&reader, target.map(|(id, _)| id), fields);
        let drafts = [draft];
        let questions = ask(&reader, &drafts);
        let answers = fetch(&batch, &self.types(), &reader, &drafts, &questions, &mut Names::default(), false)?;
        if let Some((id, expected)) = target {
            let stored = answers.records.get(&id).ok_or_else(|| not_found(&ty.key, id))?;
            if expected.is_some_and(|expected| expected != stored.version) {
                let refusal = Refusal::new(RefusalKind::Conflict, "record-changed").with("id", id);
                return Err(refusal.with("version", stored.version.0).into());
            }
        }
        let mode = if target.is_some() { Mode::Update } else { Mode::Create };
        let options = Options { mode, ..Options::default() };
        let rules = Rules { reader: &reader, options: &options, actor_is_administrator: actor.is_administrator() };
        let [draft] = drafts;
        let planned = plan_row(&rules, draft, &answers, &FileFacts::default(), &mut issues);
        let positions = reader.field_positions();
        if planned.change == PlannedChange::Reject {
            return Ok(Edited::Rejected(issues));
        }
        if let (PlannedChange::Unchanged, Some(id)) = (&planned.change, planned.id) {
            return Ok(Edited::Unchanged(id));
        }
        let new = NewImport { state: State::Completed, ..self.new_run(actor, RunKind::Record, &ty.key) };
        let run = batch.create_import(&new).map_err(store_error)?;
        let stamp = Stamp { at: self.moment(), by: actor.number(), import: None };
        let mut records = RecordWriter::new(&batch, ty, run, &positions, stamp, &[])?;
        let written = match (&planned.change, planned.id) {
            (PlannedChange::Create(values), _) => records.create(values)?,
            (PlannedChange::Update(steps), Some(id)) => {
                let steps: Vec<FieldStep> = steps.iter().map(|(slot, b, a)| (positions[*slot], b.clone(), a.clone())).collect();
                records.update(id, planned.version, steps)?
            }
            _ => return Ok(Edited::Rejected(issues)),
        };
        records.finish()?;
        if target.is_some() {
            self.refuse_without_administrator(&batch, ty)?;
        }
        match written {
            Written::Done(id) => {
                batch.commit().map_err(store_error)?;
                Ok(if target.is_some() { Edited::Updated(id) } else { Edited::Created(id) })
            }
            Written::Moved => {
                Err(Refusal::new(RefusalKind::Conflict, "record-changed").with("id", "").with("version", "").into())
            }
            Written::Taken(field) => Err(Refusal::new(RefusalKind::Conflict, "value-taken").with("field", field).into()),
        }
    }

    /// A reader for one row whose columns are the given fields.
    pub(crate) fn one_row_reader(
        &self,
        ty: &std::sync::Arc<kartoteka_domain::record_type::RecordType>,
        has_id: bool,
        fields: &[(String, String)],
        language: Language,
    ) -> Result<RowReader> {
        let mut columns: Vec<Column> = Vec::new();
        for (key, _) in fields {
            if ty.field(key).is_none() {
                let known = ty.fields.iter().map(|field| field.key.as_str());
                return Err(Refusal::unknown("field-unknown", key, known).into());
            }
            let existing = Some(kartoteka_domain::recipe::Existing::Overwrite);
            columns.push(Column { header: key.clone(), nth: 1, field: Some(Key::new(key)), existing, ..Column::default() });
        }
        let mut headers: Vec<String> = fields.iter().map(|(key, _)| key.clone()).collect();
        if has_id {
            headers.push("id".to_owned());
            columns.push(Column { header: "id".to_owned(), nth: 1, field: Some(Key::new("id")), ..Column::default() });
        }
        let match_by = if has_id { vec![vec![Key::new("id")]] } else { vec![vec![Key::new("none")]] };
        let part = Part { record_type: ty.key.clone(), columns, match_by, ..Part::default() };
        let options = Options {
            mode: if has_id { Mode::Update } else { Mode::Create },
            empty: kartoteka_domain::recipe::EmptyCells::Clear,
            ..Options::default()
        };
        Ok(compile(&Compile {
            part: &part,
            headers: &headers,
            header_row: 0,
            record_type: std::sync::Arc::clone(ty),
            options: &options,
            file: &FileReading::default(),
            language,
            delimited: false,
            max_chars: 0,
            whole_sheet: true,
            login_by_email: self.login_by_email()?,
        })?)
    }
}

pub(crate) fn read_fields(reader: &RowReader, id: Option<RecordId>, fields: &[(String, String)]) -> (Draft, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut cells: Vec<Cell<'_>> = fields.iter().map(|(_, text)| Cell::text(text)).collect();
    if let Some(id) = id {
        cells.push(Cell::Number(id.0 as f64));
    }
    let row = kartoteka_domain::cell::Row { number: RowNumber(1), hidden: false, cells };
    let mut draft = reader.read(&row, &mut issues);
    if let Some(id) = id {
        draft.id = GivenId::Given(id);
    }
    // A single edit says nothing about fields it does not name.
    for (slot, spec) in draft.slots.iter_mut().zip(&reader.slots) {
        if spec.column().is_none() && *slot == Slot::Clear {
            *slot = Slot::Keep;
        }
    }
    (draft, issues)
}

pub(crate) fn not_found(type_key: &str, id: RecordId) -> crate::error::Error {
    Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", type_key).with("id", id).into()
}
