//! Records as people see them: lists by filter, one record, its history, tags with their counts.
//!
//! In: a type's word, a filter, a language. Out: views with labels, texts and raw values. Writes nothing.

pub mod browse;
mod filter_words;
mod history;
mod link_names;
mod read_value;
mod related;
mod run_changes;
mod sort;

use compact_str::CompactString;
use jiff::civil::DateTime;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, Record, RecordId, Version};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::{Conn, TagFilter};

pub use browse::{Browsed, Browsing, Count};
pub use history::{FieldChangeView, HistoryView};
pub(crate) use link_names::LinkNames;
pub(crate) use read_value::{Given, read_text};
pub use related::{Related, RelatedRecord};
pub use run_changes::{ChangePlace, RunChange, RunChanges};

use crate::actor::{Actor, Permission};
use crate::edit_record::not_found;
use crate::error::{Refusal, Result};
use crate::{Engine, store_error};

/// Stamps that are columns of every record without being fields of its type.
const CREATED_IMPORT: &str = "created_import";
const UPDATED_IMPORT: &str = "updated_import";

/// What a list shows, and which page of it.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Keys, labels or aliases; empty stands for the usual fields.
    pub fields: Vec<String>,
    /// The last record of the page before.
    pub after: Option<RecordId>,
    /// Records on a page; 0 stands for [`Listing::USUAL_LIMIT`].
    pub limit: usize,
    /// The language of labels, yes and no, choices, dates.
    pub language: Language,
}

impl Listing {
    pub const USUAL_LIMIT: usize = 50;
}

/// One field of a record as people see it.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldView {
    pub key: Key,
    pub label: String,
    /// Links by name; empty when the field is.
    pub text: String,
    pub value: Option<Value>,
}

/// A record as people see it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    pub id: RecordId,
    pub version: Version,
    pub fields: Vec<FieldView>,
    pub tags: Vec<CompactString>,
    pub created_at: Option<DateTime>,
    pub updated_at: Option<DateTime>,
    /// The import that created it.
    pub created_import: Option<i64>,
    /// The run that wrote it last.
    pub updated_import: Option<i64>,
}

/// A page of a list. `next` is the `after` of the page that follows; none on the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordPage {
    pub records: Vec<RecordView>,
    pub next: Option<RecordId>,
}

/// A tag and how many records of each type carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagView {
    pub name: String,
    /// The import whose automatic tag it is.
    pub import: Option<i64>,
    pub counts: Vec<(Key, u64)>,
}

impl Engine {
    /// The records that fit, by number, page by page.
    pub fn list_records(&self, actor: &Actor, type_word: &str, filter: &Filter, listing: &Listing) -> Result<RecordPage> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let shown = shown_fields(&ty, &listing.fields, listing.language)?;
        let reader = self.store.reader().map_err(store_error)?;
        let (stamped, positions) = with_stamps(&ty, &shown);
        let limit = if listing.limit == 0 { Listing::USUAL_LIMIT } else { listing.limit };
        let mut records =
            reader.scan(&stamped, &positions, filter, listing.after, limit.saturating_add(1)).map_err(store_error)?;
        let has_more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().map(|record| record.id).filter(|_| has_more);
        let records = self.views(&reader, &ty, &shown, records, listing.language)?;
        Ok(RecordPage { records, next })
    }

    /// One record with every field it has.
    pub fn get_record(&self, actor: &Actor, type_word: &str, id: RecordId, language: Language) -> Result<RecordView> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let shown: Vec<usize> = (0..ty.fields.len()).filter(|position| is_shown(&ty.fields[*position])).collect();
        let reader = self.store.reader().map_err(store_error)?;
        let (stamped, positions) = with_stamps(&ty, &shown);
        let records = reader.records_by_id(&stamped, &positions, &[id]).map_err(store_error)?;
        let views = self.views(&reader, &ty, &shown, records, language)?;
        views.into_iter().next().ok_or_else(|| not_found(&ty.key, id))
    }

    /// How many records fit.
    pub fn count_records(&self, actor: &Actor, type_word: &str, filter: &Filter) -> Result<u64> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.count(&ty, filter).map_err(store_error)
    }

    /// All tags by name. With a type, those its records carry.
    pub fn tags(&self, actor: &Actor, type_word: Option<&str>) -> Result<Vec<TagView>> {
        actor.require(Permission::SeeRecords)?;
        let types = self.types();
        let reader = self.store.reader().map_err(store_error)?;
        let filter = TagFilter::default();
        let found = match type_word {
            Some(word) => {
                let ty = types.named(word)?;
                let mut found = reader.tags(&filter, std::slice::from_ref(&*ty)).map_err(store_error)?;
                found.retain(|tag| !tag.counts.is_empty());
                found
            }
            None => reader.tags(&filter, types.plain()).map_err(store_error)?,
        };
        let view = |tag: kartoteka_store::Tag| TagView { name: tag.name.into_string(), import: tag.import, counts: tag.counts };
        Ok(found.into_iter().map(view).collect())
    }

    /// Views of records read with [`with_stamps`].
    fn views(
        &self,
        conn: &Conn,
        ty: &RecordType,
        shown: &[usize],
        records: Vec<Record>,
        language: Language,
    ) -> Result<Vec<RecordView>> {
        let mut names = LinkNames::default();
        for record in &records {
            for (position, value) in shown.iter().zip(&record.values) {
                names.want(&ty.fields[*position], value.as_ref());
            }
        }
        names.fetch(conn, &self.types())?;
        Ok(records.into_iter().map(|record| view(ty, shown, record, &names, language)).collect())
    }
}

fn view(ty: &RecordType, shown: &[usize], mut record: Record, names: &LinkNames, language: Language) -> RecordView {
    let stamps = record.values.split_off(shown.len());
    let moment = |value: Option<&Option<Value>>| match value {
        Some(Some(Value::DateTime(at))) => Some(*at),
        _ => None,
    };
    let number = |value: Option<&Option<Value>>| match value {
        Some(Some(Value::Integer(number))) => Some(*number),
        _ => None,
    };
    let field = |(position, value): (&usize, Option<Value>)| {
        let field = &ty.fields[*position];
        let text = value.as_ref().map(|value| names.text(field, value, language)).unwrap_or_default();
        FieldView { key: field.key.clone(), label: field.label(language).to_owned(), text, value }
    };
    RecordView {
        id: record.id,
        version: record.version,
        fields: shown.iter().zip(record.values).map(field).collect(),
        tags: stamps.last().and_then(Option::as_ref).map(|tags| tags.as_list().to_vec()).unwrap_or_default(),
        created_at: moment(stamps.first()),
        updated_at: moment(stamps.get(1)),
        created_import: number(stamps.get(2)),
        updated_import: number(stamps.get(3)),
    }
}

/// The type with its stamps as fields, and what is read of it: the shown fields, then the four stamps, then the tags.
fn with_stamps(ty: &RecordType, shown: &[usize]) -> (RecordType, Vec<usize>) {
    let mut stamped = ty.clone();
    for (key, kind) in [
        ("created_at", FieldKind::DateTime),
        ("updated_at", FieldKind::DateTime),
        (CREATED_IMPORT, FieldKind::Integer),
        (UPDATED_IMPORT, FieldKind::Integer),
    ] {
        if stamped.field(key).is_none() {
            stamped.fields.push(Field { role: FieldRole::ExportOnly, ..Field::new(key, kind) });
        }
    }
    let more = ["created_at", "updated_at", CREATED_IMPORT, UPDATED_IMPORT, "tags"];
    let positions = shown.iter().copied().chain(more.into_iter().filter_map(|key| stamped.position(key))).collect();
    (stamped, positions)
}

/// Number, stamps and tags have their own places in a view.
fn is_shown(field: &Field) -> bool {
    match field.role {
        FieldRole::Ordinary => !field.archived,
        FieldRole::ExportOnly => !field.archived && field.key != "created_at" && field.key != "updated_at",
        FieldRole::Id | FieldRole::Tags => false,
    }
}

/// The positions of the asked fields; of the usual ones, the name first, when none is asked.
fn shown_fields(ty: &RecordType, asked: &[String], language: Language) -> Result<Vec<usize>> {
    if !asked.is_empty() {
        return asked.iter().map(|word| field_named(ty, word, language)).collect();
    }
    let name = ty.position(&ty.name_field);
    let usual = (0..ty.fields.len()).filter(|p| ty.fields[*p].usual && is_shown(&ty.fields[*p]) && Some(*p) != name);
    Ok(name.into_iter().chain(usual).collect())
}

/// The field a word means: its key, else a label or alias in the person's language, else in any, else written loosely.
pub(crate) fn field_named(ty: &RecordType, word: &str, language: Language) -> Result<usize> {
    use kartoteka_domain::record_type::{header_word, loose_word};
    let (exact, loose) = (header_word(word), loose_word(word));
    let is_known = |field: &Field| !field.archived;
    let words = |field: &Field| field.labels.all().map(str::to_owned).chain(field.aliases.iter().cloned()).collect::<Vec<_>>();
    let find = |fits: &dyn Fn(&Field) -> bool| ty.fields.iter().position(|field| is_known(field) && fits(field));
    let found = find(&|field| field.key == word.trim())
        .or_else(|| find(&|field| header_word(field.label(language)) == exact))
        .or_else(|| find(&|field| words(field).iter().any(|known| header_word(known) == exact)))
        .or_else(|| {
            find(&|field| loose_word(&field.key) == loose || words(field).iter().any(|known| loose_word(known) == loose))
        });
    found.ok_or_else(|| {
        let known =
            ty.fields.iter().filter(|field| is_known(field)).flat_map(|field| [field.label(language), field.key.as_str()]);
        Refusal::unknown("field-unknown", word.trim(), known).into()
    })
}
