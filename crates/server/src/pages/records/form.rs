//! The fields of a record as a form: sections, inputs that fit the kind, and what was there when the form was opened, so
//! that only what somebody really changed is written.

use askama::Template;
use axum::extract::State as Extract;
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole};
use kartoteka_domain::value::Value;
use kartoteka_engine::list_records::RecordView;

use super::Place;
use crate::app::App;
use crate::form::Errors;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// The sections of a record, in their order.
pub const SECTIONS: &[&str] = &["main", "more", "custom"];
/// The section of a form that creates a record.
pub const NEW: &str = "new";

/// What a field is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Line,
    Lines,
    /// One of the offered words, or nothing.
    Pick,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub label: String,
    pub hint: String,
    pub input: Input,
    pub required: bool,
    /// What stands in the field.
    pub text: String,
    /// What stood there when the form was opened.
    pub was: String,
    pub offered: Vec<String>,
}

/// A form for fields of one record.
#[derive(Clone, Debug, Default)]
pub struct EditForm {
    pub section: String,
    pub version: u32,
    pub entries: Vec<Entry>,
    pub errors: Errors,
}

/// The fields of a section.
pub fn fields_of<'p>(place: &'p Place, section: &str) -> Vec<&'p Field> {
    let ty = &place.ty;
    let is_main = |field: &Field| {
        field.usual || field.required || field.key == ty.name_field || field.key == "is_active" || field.key == "responsible"
    };
    let fits = |field: &&Field| {
        let editable = !field.archived && field.role == FieldRole::Ordinary;
        editable
            && match section {
                "main" => !field.custom && is_main(field),
                "more" => !field.custom && !is_main(field),
                "custom" => field.custom,
                _ => true,
            }
    };
    ty.fields.iter().filter(fits).collect()
}

/// The fields only the register itself fills; stamps stand in the history.
pub fn worked_out(place: &Place) -> Vec<&Field> {
    let is_stamp = |field: &Field| matches!(field.key.as_str(), "id" | "created_at" | "updated_at");
    place.ty.fields.iter().filter(|field| field.role == FieldRole::ExportOnly && !field.archived && !is_stamp(field)).collect()
}

/// The form of one section of a stored record.
pub async fn of_section(
    app: &App,
    signed: &Signed,
    place: &Place,
    record: &RecordView,
    section: &str,
) -> Result<EditForm, Problem> {
    let people = people(app, signed).await?;
    let p = signed.page(place.section);
    let text = |key: &str| {
        let view = record.fields.iter().find(|view| view.key == key);
        view.map_or_else(String::new, |view| match &view.value {
            // A name may belong to several records: numbers leave no doubt.
            Some(Value::Link(id)) if place.ty.field(key).is_some_and(|field| field.target != "user") => {
                format!("[#{id}] {}", view.text)
            }
            _ => view.text.clone(),
        })
    };
    let entries = fields_of(place, section).into_iter().map(|field| entry(&p, field, text(&field.key), &people)).collect();
    Ok(EditForm { section: section.to_owned(), version: record.version.0, entries, errors: Errors::default() })
}

/// Logins that can be made responsible.
pub async fn people(app: &App, signed: &Signed) -> Result<Vec<String>, Problem> {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.responsible_words(&actor, 200)).await
}

pub fn entry(p: &Page, field: &Field, text: String, people: &[String]) -> Entry {
    let language = p.words.language;
    let choices = || field.choices.iter().map(|choice| choice.labels.get(language).to_owned()).collect::<Vec<_>>();
    let (input, offered) = match field.kind {
        FieldKind::LongText => (Input::Lines, Vec::new()),
        FieldKind::YesNo => (Input::Pick, vec![p.t("yes"), p.t("no")]),
        FieldKind::Choice if !field.open => (Input::Pick, choices()),
        FieldKind::Choice | FieldKind::Choices => (Input::Line, choices()),
        FieldKind::Link | FieldKind::Links if field.target == "user" => (Input::Line, people.to_vec()),
        _ => (Input::Line, Vec::new()),
    };
    // A stored word that is no choice any more stays choosable: saving must not lose it.
    let mut offered = offered;
    if input == Input::Pick && !text.is_empty() && !offered.contains(&text) {
        offered.push(text.clone());
    }
    let hint = match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::YesNo | FieldKind::Choice | FieldKind::Integer => String::new(),
        FieldKind::Link | FieldKind::Links if field.target == "user" => p.t("format-users"),
        kind => p.t1(&format!("format-{}", kind.word()), "type", &field.target),
    };
    Entry {
        key: field.key.to_string(),
        label: field.label(language).to_owned(),
        hint,
        input,
        required: field.required,
        was: text.clone(),
        text,
        offered,
    }
}

#[derive(Template)]
#[template(path = "records/new.html")]
pub struct New {
    pub p: Page,
    pub place: Place,
    pub form: EditForm,
    pub more: Vec<Entry>,
}

pub async fn show_new(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let p = signed.page(place.section);
    if !place.may_edit(&p) {
        return Err(kartoteka_engine::error::Refusal::forbidden(kartoteka_engine::actor::Permission::EditRecords).into());
    }
    let people = people(&app, &signed).await?;
    let (form, more) = blank(&p, &place, &people);
    reply::html(&New { p, place, form, more })
}

/// A form without values: the usual fields, and the others behind them.
pub fn blank(p: &Page, place: &Place, people: &[String]) -> (EditForm, Vec<Entry>) {
    let entries = |section: &str| {
        let fields = fields_of(place, section).into_iter();
        fields.map(|field| entry(p, field, String::new(), people)).collect::<Vec<_>>()
    };
    let mut more = entries("more");
    more.extend(entries("custom"));
    let form = EditForm { section: NEW.to_owned(), version: 0, entries: entries("main"), errors: Errors::default() };
    (form, more)
}
