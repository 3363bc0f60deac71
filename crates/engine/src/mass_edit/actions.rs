//! Actions as a person says them become steps on fields: read once, before any record is looked at.
//!
//! In: actions. Out: [`Compiled`], or what is wrong with the values as issues. A field or an action that makes no sense at
//! all is a refusal.

use compact_str::CompactString;

use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::kind;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use super::{BulkAction, malformed};
use crate::actor::{Actor, Role};
use crate::define_types::Types;
use crate::error::{Error, Refusal, Result};
use crate::keep_tags::fit_tag_name;
use crate::list_records::{Given, field_named, read_text};
use crate::store_error;
use crate::undo_run::stored_fields;

/// Steps upwards looked at before a chain of parents counts as endless.
const LONGEST_CHAIN: usize = 1_000;

/// What one action makes of a field's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    Set(Option<Value>),
    Add(Vec<RecordId>),
    Remove(Vec<RecordId>),
}

/// An action on one field.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Place in [`Compiled::positions`].
    pub place: usize,
    pub wanted: Wanted,
}

/// The records that cannot take a value.
#[derive(Clone, Debug)]
pub(super) enum Limit {
    /// The value is unique and belongs to this record, or to the first that gets it.
    Unique { place: usize, holder: Option<RecordId> },
    /// These would stand above themselves.
    Ancestors { place: usize, ids: Vec<RecordId> },
}

/// Actions ready to be laid on records.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    /// The fields records are read with.
    pub positions: Vec<usize>,
    pub steps: Vec<Step>,
    pub limits: Vec<Limit>,
    pub add_tags: Vec<CompactString>,
    pub remove_tags: Vec<CompactString>,
    pub delete: bool,
}

pub(super) fn compile(
    conn: &Conn,
    types: &Types,
    actor: &Actor,
    ty: &RecordType,
    actions: &[BulkAction],
    language: Language,
) -> Result<std::result::Result<Compiled, Vec<Issue>>> {
    let delete = actions.contains(&BulkAction::Delete);
    if actions.is_empty() {
        return Err(malformed("bulk-empty").into());
    }
    if delete && actions.len() > 1 {
        return Err(malformed("bulk-delete-alone").into());
    }
    let positions = stored_fields(ty);
    let mut compiled =
        Compiled { positions, steps: Vec::new(), limits: Vec::new(), add_tags: Vec::new(), remove_tags: Vec::new(), delete };
    let mut issues = Vec::new();
    for action in actions {
        let context = Context { conn, types, actor, ty, language };
        if let Err(issue) = context.add(&mut compiled, action)? {
            issues.push(issue);
        }
    }
    Ok(if issues.is_empty() { Ok(compiled) } else { Err(issues) })
}

struct Context<'a> {
    conn: &'a Conn,
    types: &'a Types,
    actor: &'a Actor,
    ty: &'a RecordType,
    language: Language,
}

type Checked = std::result::Result<(), Issue>;

impl Context<'_> {
    fn add(&self, compiled: &mut Compiled, action: &BulkAction) -> Result<Checked> {
        match action {
            BulkAction::Activate => self.set_value(compiled, "is_active", Some(Value::Bool(true))),
            BulkAction::Deactivate => self.set_value(compiled, "is_active", Some(Value::Bool(false))),
            BulkAction::SetResponsible(logins) => self.people(compiled, logins, |ids| Wanted::Set(Value::links(ids))),
            BulkAction::AddResponsible(logins) => self.people(compiled, logins, Wanted::Add),
            BulkAction::RemoveResponsible(logins) => self.people(compiled, logins, Wanted::Remove),
            BulkAction::AddTag(name) => {
                compiled.add_tags.push(self.tag(name)?);
                Ok(Ok(()))
            }
            BulkAction::RemoveTag(name) => {
                if self.conn.find_tag(name.trim()).map_err(store_error)?.is_none() {
                    let known = self
                        .conn
                        .tags(&kartoteka_store::TagFilter { limit: 1_000, ..Default::default() }, &[])
                        .map_err(store_error)?;
                    return Err(Refusal::unknown("tag-unknown", name, known.iter().map(|tag| tag.name.as_str())).into());
                }
                compiled.remove_tags.push(self.tag(name)?);
                Ok(Ok(()))
            }
            BulkAction::Set { field, text } => self.set_text(compiled, field, text),
            BulkAction::Delete => Ok(Ok(())),
        }
    }

    /// A tag under the name it is stored with, or as written when it is new.
    fn tag(&self, name: &str) -> Result<CompactString> {
        let name = fit_tag_name(name)?;
        let Some(id) = self.conn.find_tag(name).map_err(store_error)? else { return Ok(CompactString::new(name)) };
        let filter = kartoteka_store::TagFilter { prefix: name.to_owned(), ..Default::default() };
        let tags = self.conn.tags(&filter, &[]).map_err(store_error)?;
        Ok(tags.into_iter().find(|tag| tag.id == id).map_or_else(|| CompactString::new(name), |tag| tag.name))
    }

    fn place(&self, compiled: &Compiled, key: &str) -> Result<usize> {
        let place = compiled.positions.iter().position(|position| self.ty.fields[*position].key == key);
        let known = self.ty.fields.iter().map(|field| field.key.as_str());
        place.ok_or_else(|| Refusal::unknown("field-unknown", key, known).into())
    }

    fn set_value(&self, compiled: &mut Compiled, key: &str, value: Option<Value>) -> Result<Checked> {
        let place = self.place(compiled, key)?;
        compiled.steps.push(Step { place, wanted: Wanted::Set(value) });
        Ok(Ok(()))
    }

    fn people(&self, compiled: &mut Compiled, logins: &[String], wanted: impl Fn(Vec<RecordId>) -> Wanted) -> Result<Checked> {
        let place = self.place(compiled, "responsible")?;
        let field = &self.ty.fields[compiled.positions[place]];
        let mut ids = Vec::new();
        for login in logins.iter().map(|login| login.trim()).filter(|login| !login.is_empty()) {
            match read_text(self.conn, self.types, field, &kind::join_list([login].into_iter()), self.language)? {
                Given::Value(value) => ids.extend(value.as_links()),
                Given::Empty => {}
                Given::Bad(problem, word) => return Ok(Err(issue(field, problem, word))),
            }
        }
        let wanted = match wanted(ids) {
            Wanted::Set(Some(value)) if field.kind == FieldKind::Link => {
                Wanted::Set(value.as_links().first().copied().map(Value::Link))
            }
            wanted => wanted,
        };
        compiled.steps.push(Step { place, wanted });
        Ok(Ok(()))
    }

    fn set_text(&self, compiled: &mut Compiled, word: &str, text: &str) -> Result<Checked> {
        let position = field_named(self.ty, word, self.language)?;
        let field = &self.ty.fields[position];
        if !matches!(field.role, FieldRole::Ordinary | FieldRole::Tags) || self.ty.key == "client" && field.key == "messenger" {
            return Err(malformed("field-not-writable").with("field", field.label(self.language)).into());
        }
        let place = self.place(compiled, &field.key)?;
        let value = match read_text(self.conn, self.types, field, text, self.language)? {
            Given::Value(value) => Some(value),
            Given::Empty => None,
            Given::Bad(problem, word) => return Ok(Err(issue(field, problem, word))),
        };
        if value.is_none() && (field.required || self.ty.one_of.iter().any(|set| set.contains(&field.key))) {
            return Ok(Err(issue(field, Problem::new(Code::RequiredEmpty), CompactString::default())));
        }
        self.refuse_role(field, value.as_ref())?;
        compiled.limits.extend(self.limits(field, position, place, value.as_ref())?);
        compiled.steps.push(Step { place, wanted: Wanted::Set(value) });
        Ok(Ok(()))
    }

    /// H7: only an administrator gives roles.
    fn refuse_role(&self, field: &Field, value: Option<&Value>) -> Result<()> {
        let gives = self.ty.key == "user" && field.key == "role" && value.and_then(Value::as_text) != Some(Role::EndUser.word());
        if gives && !self.actor.is_administrator() {
            Err(Error::from(Refusal::forbidden(crate::actor::Permission::Administer)))
        } else {
            Ok(())
        }
    }

    /// H8: an e-mail belongs to one user while sign-in is by e-mail.
    fn is_sign_in(&self, field: &Field) -> Result<bool> {
        let mode = self.conn.setting("login_mode").map_err(store_error)?;
        Ok(self.ty.key == "user" && field.key == "email" && mode.as_deref() == Some("email"))
    }

    fn limits(&self, field: &Field, position: usize, place: usize, value: Option<&Value>) -> Result<Vec<Limit>> {
        let mut limits = Vec::new();
        if let Some(value) = value
            && (field.unique || self.is_sign_in(field)?)
        {
            let is_folded = self.conn.has_match_column(self.ty, position).map_err(store_error)?;
            let text = value.as_text().filter(|_| !is_folded).map(CompactString::new);
            let key = text.or_else(|| kind::match_form(field, value));
            let found = match key {
                Some(key) => self.conn.find_by_key(self.ty, &[position], &[vec![key]]).map_err(store_error)?,
                None => Vec::new(),
            };
            limits.push(Limit::Unique { place, holder: found.into_iter().flatten().next() });
        }
        if let (Some(parent), true) = (value.and_then(Value::as_link), field.target == self.ty.key.as_str()) {
            limits.push(Limit::Ancestors { place, ids: self.ancestors(position, parent)? });
        }
        Ok(limits)
    }

    /// The record itself and everything above it through the field.
    fn ancestors(&self, position: usize, from: RecordId) -> Result<Vec<RecordId>> {
        let mut chain = vec![from];
        while chain.len() < LONGEST_CHAIN {
            let last = chain[chain.len() - 1];
            let records = self.conn.records_by_id(self.ty, &[position], &[last]).map_err(store_error)?;
            match records.first().and_then(|record| record.values[0].as_ref()).and_then(Value::as_link) {
                Some(above) if !chain.contains(&above) => chain.push(above),
                _ => break,
            }
        }
        Ok(chain)
    }
}

fn issue(field: &Field, problem: Problem, word: CompactString) -> Issue {
    let value = (!word.is_empty()).then_some(word);
    Issue { field: Some(field.key.clone()), value, ..Issue::of_row(RowNumber(0), problem) }
}
