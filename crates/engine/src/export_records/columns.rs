//! Which columns an export has, under which headers, and how the values of each are written.
//!
//! In: a request and a record type. Out: [`OutColumns`]. A header is the label wherever every reader of the file will
//! understand it as this field, else the field's key.

use std::collections::HashMap;
use std::sync::Arc;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::draft::Mark;
use kartoteka_domain::kind::{self, Parsed, Reading, Writing};
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::edit_fields;
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::suggestion::HeaderIndex;
use kartoteka_domain::value::Value;
use kartoteka_sheets::write::{ColumnKind, ColumnLook, TemplateColumn};

use super::headers::Headers;
use super::{ExportKind, ExportRequest, FileFormat};
use crate::define_types::Types;
use crate::error::{Refusal, RefusalKind, Result};

/// How the values of one column become cells.
pub(crate) enum Way {
    Id,
    Mark,
    /// A text as it stands; `guarded` against being taken for a formula.
    Text {
        guarded: bool,
    },
    /// The written word of each known key; other words stand for themselves.
    Choice(HashMap<String, String>),
    Choices(HashMap<String, String>),
    /// By the name of the record in the n-th list of names.
    Link(usize),
    Links(usize),
    /// By the field's own kind.
    Kind,
}

/// One column of the file.
pub(crate) struct OutColumn {
    pub header: String,
    /// Position in the type's fields; none for the mark.
    pub field: Option<usize>,
    pub way: Way,
    /// Position among the values that are read.
    pub value: usize,
}

/// The columns of one file.
pub(crate) struct OutColumns {
    pub ty: Arc<RecordType>,
    pub columns: Vec<OutColumn>,
    /// Fields to be read, in the order of the values.
    pub positions: Vec<usize>,
    /// Types whose names are needed.
    pub targets: Vec<Arc<RecordType>>,
    pub writing: Writing,
    /// Texts are guarded against being taken for formulas.
    pub guarded: bool,
}

impl OutColumns {
    pub fn looks(&self) -> Vec<ColumnLook> {
        let look = |column: &OutColumn| ColumnLook {
            header: column.header.clone(),
            width: width(&column.header),
            kind: self.kind(column),
            emphasis: false,
        };
        self.columns.iter().map(look).collect()
    }

    pub fn template_columns(&self) -> Vec<TemplateColumn> {
        let column = |column: &OutColumn| TemplateColumn {
            header: column.header.clone(),
            kind: self.kind(column),
            width: width(&column.header),
            choices: column.field.map(|field| offered(&self.ty.fields[field], self.writing.language)).unwrap_or_default(),
            several: column
                .field
                .is_some_and(|field| self.ty.fields[field].open || self.ty.fields[field].kind == FieldKind::Choices),
            ..TemplateColumn::default()
        };
        self.columns.iter().map(column).collect()
    }

    /// What a workbook says of itself: `type=company;kind=edit;version=1;fields=id,name`.
    pub fn marker(&self, kind: &str) -> String {
        let keys = self.columns.iter().filter_map(|column| column.field).map(|field| self.ty.fields[field].key.as_str());
        marker(&self.ty.key, kind, keys)
    }

    fn kind(&self, column: &OutColumn) -> ColumnKind {
        column.field.map_or(ColumnKind::Text, |field| column_kind(&self.ty.fields[field]))
    }
}

pub(crate) fn marker<'a>(type_key: &str, kind: &str, fields: impl Iterator<Item = &'a str>) -> String {
    format!("type={type_key};kind={kind};version=1;fields={}", fields.collect::<Vec<_>>().join(","))
}

fn width(header: &str) -> u16 {
    header.chars().count().clamp(8, 40) as u16 + 3
}

/// The words of a closed list, for drop-downs.
pub(crate) fn offered(field: &Field, language: Language) -> Vec<String> {
    match field.kind {
        FieldKind::Choice | FieldKind::Choices => {
            let words = choice_words(field, language);
            field.choices.iter().filter_map(|choice| words.get(&choice.key).cloned()).collect()
        }
        FieldKind::YesNo => {
            let word = |yes| kind::render(field, &Value::Bool(yes), &Writing { language, typed: false }).shown().into_owned();
            vec![word(true), word(false)]
        }
        _ => Vec::new(),
    }
}

/// Text format wherever digits, zeros or signs would be eaten by a spreadsheet.
pub(crate) fn column_kind(field: &Field) -> ColumnKind {
    match field.kind {
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Money => ColumnKind::Number,
        FieldKind::Percent => ColumnKind::Percent,
        FieldKind::Date => ColumnKind::Date,
        FieldKind::DateTime => ColumnKind::DateTime,
        FieldKind::Time => ColumnKind::Time,
        FieldKind::YesNo | FieldKind::Choice | FieldKind::Country => ColumnKind::General,
        _ => ColumnKind::Text,
    }
}

/// The columns a request asks for.
pub(super) fn choose(types: &Types, ty: &Arc<RecordType>, request: &ExportRequest) -> Result<OutColumns> {
    let fields = match (request.kind, &request.columns) {
        (ExportKind::Edit, _) => edit_columns(ty)?,
        (ExportKind::Reimport, Some(chosen)) => {
            let mut fields = id_of(ty);
            fields.extend(named(ty, chosen)?.into_iter().filter(|field| ty.fields[*field].is_importable()));
            fields
        }
        (ExportKind::Reimport, None) => id_of(ty).into_iter().chain(importable(ty)).collect(),
        (ExportKind::Simple, Some(chosen)) => named(ty, chosen)?,
        (ExportKind::Simple, None) => {
            let shown = |field: &usize| ty.fields[*field].role == FieldRole::ExportOnly && !ty.fields[*field].archived;
            let stamps = (0..ty.fields.len()).filter(shown);
            id_of(ty).into_iter().chain(importable(ty)).chain(stamps).collect()
        }
    };
    Ok(make(types, ty, &fields, request))
}

/// Columns for these fields, with the mark behind them when the file is to come back.
fn make(types: &Types, ty: &Arc<RecordType>, fields: &[usize], request: &ExportRequest) -> OutColumns {
    let csv = request.format == FileFormat::Csv;
    let edit = request.kind == ExportKind::Edit;
    let mut out = OutColumns {
        ty: Arc::clone(ty),
        columns: Vec::with_capacity(fields.len() + 1),
        positions: Vec::new(),
        targets: Vec::new(),
        writing: Writing { language: request.language, typed: !csv },
        guarded: csv && !request.unguarded,
    };
    let headers = Headers::new(ty, request.language, edit);
    for position in fields {
        let field = &ty.fields[*position];
        let mut header = headers.of(field);
        if edit && csv && field.role == FieldRole::Id {
            // Delimited text has no marker: the first header says for which type the file is (M8).
            header = format!("{} ({})", field.label(Language::English), ty.key);
        }
        let way = way(types, field, request, &mut out.targets);
        let value = out.positions.len();
        if field.role != FieldRole::Id {
            out.positions.push(*position);
        }
        out.columns.push(OutColumn { header, field: Some(*position), way, value });
    }
    if request.kind == ExportKind::Reimport {
        out.columns.push(OutColumn { header: Mark::HEADER.to_owned(), field: None, way: Way::Mark, value: 0 });
    }
    out
}

fn way(types: &Types, field: &Field, request: &ExportRequest, targets: &mut Vec<Arc<RecordType>>) -> Way {
    let mut target = || {
        let ty = types.get(&field.target)?;
        let known = targets.iter().position(|known| known.key == ty.key);
        Some(known.unwrap_or_else(|| {
            targets.push(Arc::clone(ty));
            targets.len() - 1
        }))
    };
    if field.role == FieldRole::Id {
        return Way::Id;
    }
    match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::WebAddress => {
            Way::Text { guarded: request.format == FileFormat::Csv && !request.unguarded }
        }
        // Phones start with a plus of their own right; nothing in them can be run.
        FieldKind::Phone => Way::Text { guarded: false },
        FieldKind::Choice => Way::Choice(choice_words(field, request.language)),
        FieldKind::Choices => Way::Choices(choice_words(field, request.language)),
        FieldKind::Link => target().map_or(Way::Kind, Way::Link),
        FieldKind::Links => target().map_or(Way::Kind, Way::Links),
        _ => Way::Kind,
    }
}

/// Key → the label in the language, or the key itself where the label would be read back as another choice.
fn choice_words(field: &Field, language: Language) -> HashMap<String, String> {
    let alone = Field { kind: FieldKind::Choice, ..field.clone() };
    let reading = Reading { language, ..Reading::default() };
    let word = |key: &str, label: &str| {
        let comes_back = kind::parse(&alone, &Cell::text(label), &reading) == Parsed::Value(Value::text(key));
        if comes_back { label.to_owned() } else { key.to_owned() }
    };
    let pair =
        |choice: &kartoteka_domain::record_type::Choice| (choice.key.clone(), word(&choice.key, choice.labels.get(language)));
    field.choices.iter().map(pair).collect()
}

fn id_of(ty: &RecordType) -> Vec<usize> {
    ty.fields.iter().position(|field| field.role == FieldRole::Id).into_iter().collect()
}

fn importable(ty: &RecordType) -> Vec<usize> {
    ty.importable_fields().filter_map(|field| ty.position(&field.key)).collect()
}

fn edit_columns(ty: &RecordType) -> Result<Vec<usize>> {
    let mut fields = id_of(ty);
    fields.extend(edit_fields(&ty.name_field).iter().filter_map(|key| ty.position(key)));
    // Without a status and without responsible users there is nothing to edit.
    if ty.field("is_active").is_none() && ty.field("responsible").is_none() {
        return Err(Refusal::new(RefusalKind::Malformed, "edit-type-unfit").with("type", &ty.key).into());
    }
    Ok(fields)
}

/// The fields a person named, by key or by any label or alias.
fn named(ty: &RecordType, words: &[String]) -> Result<Vec<usize>> {
    let mut fields = Vec::with_capacity(words.len());
    for word in words {
        let position = field_named(ty, word)?;
        if !fields.contains(&position) {
            fields.push(position);
        }
    }
    Ok(fields)
}

/// One field by key, label or alias.
pub(crate) fn field_named(ty: &RecordType, word: &str) -> Result<usize> {
    let word = word.trim();
    let usable = |position: &usize| !ty.fields[*position].archived;
    let by_label =
        || ty.fields.iter().position(|field| !field.archived && field.labels.all().any(|label| label.eq_ignore_ascii_case(word)));
    let by_header = || HeaderIndex::new(ty, false).field_of(word, Language::English).and_then(|key| ty.position(&key));
    let found = ty.position(word).filter(usable).or_else(by_label).or_else(by_header);
    let known = || ty.fields.iter().filter(|field| !field.archived).map(|field| field.key.as_str());
    found.ok_or_else(|| Refusal::unknown("field-unknown", word, known()).into())
}
