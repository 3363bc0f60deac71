//! What the tests of the rules share: one record type, a file whose headers are the field keys, a register of a few records.
//!
//! In: fields, rows written `a|b|c`. Out: drafts, planned rows and issues, each also as one line of text, so that a test
//! compares everything at once: place, weight, value, parameters.

use std::sync::Arc;

use crate::cell::{Cell, Row, RowNumber};
use crate::check::FileFacts;
use crate::draft::{Draft, Slot};
use crate::issue::Issue;
use crate::kind;
use crate::language::{Labels, Language};
use crate::lookup::Answers;
use crate::mapping::{Compile, MappingError, RowReader, compile};
use crate::match_key::{KEY_JOIN, MatchRule};
use crate::plan::{PlannedChange, PlannedRow, Rules, plan_row};
use crate::recipe::{Column, FileReading, Options, Part};
use crate::record::{Key, Record, RecordId, Version};
use crate::record_type::{Field, FieldKind, FieldRole, RecordType};
use crate::value::Value;

/// Field keys and their values.
pub type Filled = Vec<(&'static str, Value)>;

/// An import under test. Everything may be changed before a row is read.
pub struct Import {
    pub record_type: RecordType,
    pub part: Part,
    pub options: Options,
    pub file: FileReading,
    pub headers: Vec<String>,
    pub delimited: bool,
    pub whole_sheet: bool,
    pub login_by_email: bool,
    pub max_chars: u32,
    pub is_administrator: bool,
    /// Number, version, filled fields.
    pub stored: Vec<(i64, u32, Filled)>,
    /// What the register says beyond the stored records themselves.
    pub answers: Answers,
    pub facts: FileFacts,
}

/// A plain text field.
pub fn text(key: &str) -> Field {
    Field::new(key, FieldKind::Text)
}

pub fn tags(key: &str) -> Field {
    Field { role: FieldRole::Tags, open: true, ..Field::new(key, FieldKind::Choices) }
}

pub fn link(key: &str, kind: FieldKind, target: &str) -> Field {
    Field { target: target.to_owned(), ..Field::new(key, kind) }
}

pub fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

pub fn recommended(field: Field) -> Field {
    Field { recommended: true, ..field }
}

pub fn unique(field: Field) -> Field {
    Field { unique: true, ..field }
}

pub fn list(words: &[&str]) -> Value {
    Value::List(words.iter().map(|word| (*word).into()).collect())
}

pub fn keys(words: &[&str]) -> Vec<Key> {
    words.iter().map(|word| Key::new(*word)).collect()
}

pub fn row(number: u32, cells: &str) -> Row<'_> {
    Row { number: RowNumber(number), hidden: false, cells: cells.split('|').map(Cell::text).collect() }
}

impl Import {
    /// A type `thing` known by `name`, and a file with these columns, each mapped to the field of the same key.
    pub fn new(fields: Vec<Field>, columns: &[&str]) -> Import {
        let record_type = RecordType {
            key: Key::new("thing"),
            labels: Labels::same("Thing"),
            plural: Labels::same("Things"),
            aliases: Vec::new(),
            fields,
            name_field: Key::new("name"),
            natural_keys: Vec::new(),
            one_of: Vec::new(),
            derived: Vec::new(),
            custom: false,
        };
        let mapped = |key: &&str| Column { header: (*key).to_owned(), nth: 1, field: Some(Key::new(*key)), ..Column::default() };
        Import {
            record_type,
            part: Part { record_type: Key::new("thing"), columns: columns.iter().map(mapped).collect(), ..Part::default() },
            options: Options::default(),
            file: FileReading::default(),
            headers: columns.iter().map(|key| (*key).to_owned()).collect(),
            delimited: false,
            whole_sheet: true,
            login_by_email: false,
            max_chars: 0,
            is_administrator: false,
            stored: Vec::new(),
            answers: Answers::default(),
            facts: FileFacts::default(),
        }
    }

    pub fn match_by(mut self, rules: &[&[&str]]) -> Import {
        self.part.match_by = rules.iter().map(|rule| keys(rule)).collect();
        self
    }

    pub fn with_stored(mut self, id: i64, values: &[(&'static str, Value)]) -> Import {
        self.stored.push((id, 1, values.to_vec()));
        self
    }

    pub fn column(&mut self, key: &str) -> &mut Column {
        self.part.columns.iter_mut().find(|column| column.field.as_deref() == Some(key)).expect("a column of the test")
    }

    pub fn compile(&self) -> Result<RowReader, MappingError> {
        compile(&Compile {
            part: &self.part,
            headers: &self.headers,
            header_row: 1,
            record_type: Arc::new(self.record_type.clone()),
            options: &self.options,
            file: &self.file,
            language: Language::English,
            delimited: self.delimited,
            max_chars: self.max_chars,
            whole_sheet: self.whole_sheet,
            login_by_email: self.login_by_email,
        })
    }

    pub fn reader(&self) -> RowReader {
        self.compile().expect("a mapping that can be followed")
    }

    pub fn read(&self, cells: &str) -> (Draft, Vec<String>) {
        let mut issues = Vec::new();
        let draft = self.reader().read(&row(2, cells), &mut issues);
        (draft, issues.iter().map(line).collect())
    }

    /// What the register would answer: the stored records by number, by each rule's key, by each unique value.
    pub fn answers(&self, reader: &RowReader) -> Answers {
        let mut answers = self.answers.clone();
        answers.keys.resize_with(reader.match_rules.len(), Default::default);
        answers.unique.resize_with(reader.unique.len(), Default::default);
        for (id, version, given) in &self.stored {
            let id = RecordId(*id);
            let value =
                |slot: usize| given.iter().find(|(key, _)| reader.field(slot).key == *key).map(|(_, value)| value.clone());
            let values: Vec<Option<Value>> = (0..reader.slots.len()).map(value).collect();
            let form = |slot: &usize| values[*slot].as_ref().and_then(|value| kind::match_form(reader.field(*slot), value));
            for (rule, found) in reader.match_rules.iter().zip(&mut answers.keys) {
                if let MatchRule::Slots(slots) = rule
                    && let Some(members) = slots.iter().map(form).collect::<Option<Vec<_>>>()
                {
                    found.entry(members.join(&KEY_JOIN.to_string()).into()).or_default().push(id);
                }
            }
            for ((slot, _), found) in reader.unique.iter().zip(&mut answers.unique) {
                if let Some(form) = form(slot) {
                    found.entry(form).or_default().push(id);
                }
            }
            answers.records.insert(id, Record { id, version: Version(*version), values });
        }
        answers
    }

    pub fn plan_at(&self, number: u32, cells: &str) -> (PlannedRow, Vec<Issue>) {
        let reader = self.reader();
        let answers = self.answers(&reader);
        let rules = Rules { reader: &reader, options: &self.options, actor_is_administrator: self.is_administrator };
        let mut issues = Vec::new();
        let draft = reader.read(&row(number, cells), &mut issues);
        let planned = plan_row(&rules, draft, &answers, &self.facts, &mut issues);
        (planned, issues)
    }

    /// The plan of row 2 as one line, and its issues.
    pub fn plan(&self, cells: &str) -> (String, Vec<String>) {
        let (planned, issues) = self.plan_at(2, cells);
        (self.change(&planned), issues.iter().map(line).collect())
    }

    /// The issues of row 2 alone.
    pub fn issues(&self, cells: &str) -> Vec<String> {
        self.plan(cells).1
    }

    /// `create name=Ana`, `update 7: city Brno > Praha`, `unchanged 7`: filled and changed fields only, in slot order.
    pub fn change(&self, planned: &PlannedRow) -> String {
        let reader = self.reader();
        let key = |slot: usize| reader.field(slot).key.as_str();
        let mut words = match &planned.change {
            PlannedChange::Create(values) => {
                let filled = values.iter().enumerate().filter(|(_, value)| value.is_some());
                filled.map(|(slot, value)| format!("{}={}", key(slot), shown(value))).collect()
            }
            PlannedChange::Update(changes) => changes
                .iter()
                .map(|(slot, before, after)| format!("{} {} > {}", key(*slot), shown(before), shown(after)))
                .collect(),
            _ => Vec::new(),
        };
        words.extend(planned.deferred.iter().map(|(slot, name)| format!("{} later {name}", key(*slot))));
        let id = planned.id.map(|id| format!(" {id}")).unwrap_or_default();
        let verb = planned.outcome();
        format!("{verb:?}{id}: {}", words.join(", ")).to_lowercase().trim_end_matches([':', ' ']).to_owned()
    }
}

/// One value as tests write it; `-` for none.
pub fn shown(value: &Option<Value>) -> String {
    let joined = |words: Vec<String>| format!("[{}]", words.join(" "));
    match value {
        None => "-".to_owned(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Integer(number)) => number.to_string(),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Link(id)) => format!("#{id}"),
        Some(Value::List(words)) => joined(words.iter().map(ToString::to_string).collect()),
        Some(Value::Links(ids)) => joined(ids.iter().map(|id| format!("#{id}")).collect()),
        Some(other) => format!("{other:?}"),
    }
}

/// One slot as tests write it.
pub fn slot_text(slot: &Slot) -> String {
    match slot {
        Slot::Keep => "keep".to_owned(),
        Slot::Clear => "clear".to_owned(),
        Slot::Bad => "bad".to_owned(),
        Slot::Names(names) => format!("names {}", names.join(" & ")),
        Slot::Value(value) => shown(&Some(value.clone())),
    }
}

/// `severity code column/field "value" parameter=value`; what is missing is `-`.
pub fn line(issue: &Issue) -> String {
    let column = issue.column.map_or("-".to_owned(), |column| column.to_string());
    let field = issue.field.as_deref().unwrap_or("-");
    let mut line = format!("{} {} {column}/{field}", issue.severity.word(), issue.code.word());
    if let Some(value) = &issue.value {
        line.push_str(&format!(" \"{value}\""));
    }
    for (name, value) in &issue.params {
        line.push_str(&format!(" {name}={value}"));
    }
    line
}
