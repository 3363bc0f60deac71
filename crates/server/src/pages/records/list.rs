//! The list of a type's records: search, filters, tags, order, columns, pages, saved views, and ticking. Reads only.

use askama::Template;
use axum::extract::{Query, State as Extract};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::list_records::{Browsed, Browsing, Count, FieldView, Listing, RecordView};

use super::asked::{Asked, SIGNS, SIZES};
use super::record::capital;
use super::{Place, base_of};
use crate::app::App;
use crate::form::Errors;
use crate::page::Page;
use crate::pager::Pager;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Tags and logins offered while typing.
const OFFERED: usize = 200;
/// Tags shown in a row.
const TAGS_SHOWN: usize = 3;

/// The head of a column.
struct Head {
    label: String,
    is_number: bool,
    /// Where a click on it leads; nothing when the list cannot be sorted by it.
    sort: Option<String>,
    /// `ascending`, `descending` or nothing, for `aria-sort`.
    sorted: &'static str,
}

/// One value of a row.
struct Cell {
    text: String,
    href: Option<String>,
    is_number: bool,
    is_off: bool,
}

struct Row {
    id: i64,
    name: String,
    cells: Vec<Cell>,
    tags: Vec<String>,
    tags_more: usize,
}

/// Something that narrows the list, and the address without it.
struct Chip {
    says: String,
    without: String,
}

/// A field that can be chosen, for filters and columns.
struct Choice {
    key: String,
    label: String,
    /// The list of words it can hold, by the id of a `datalist`.
    words: String,
    is_shown: bool,
}

struct View {
    id: i64,
    name: String,
    href: String,
    is_current: bool,
    is_shared: bool,
    may_delete: bool,
}

#[derive(Template)]
#[template(path = "records/list.html")]
struct List {
    p: Page,
    place: Place,
    title: String,
    asked: Asked,
    errors: Errors,
    count: Count,
    heads: Vec<Head>,
    rows: Vec<Row>,
    pager: Pager,
    chips: Vec<Chip>,
    fields: Vec<Choice>,
    datalists: Vec<(String, Vec<String>)>,
    tags: Vec<String>,
    views: Vec<View>,
    sizes: Vec<(usize, String)>,
    densities: [(&'static str, String); 2],
    /// The query without the page, kept by forms.
    query: String,
    is_empty_type: bool,
    id_sort: Head,
}

impl List {
    fn may_import(&self) -> bool {
        let permission = match self.place.ty.key.as_str() {
            "lead" => Permission::ImportLeads,
            "user" => Permission::ImportUsers,
            _ => Permission::Import,
        };
        self.p.may(permission)
    }

    fn may_export(&self) -> bool {
        self.p.may(Permission::Export)
    }

    /// Where a file for this type is brought in.
    fn import_href(&self) -> String {
        format!("{}/import", self.place.base)
    }

    fn icon(&self) -> &'static str {
        super::icon_of(&self.place.ty.key)
    }

    /// The address without anything that narrows the list.
    fn cleared(&self) -> String {
        self.asked.with(&self.place.base, |asked| {
            *asked = Asked {
                sort: asked.sort.take(),
                size: asked.size,
                columns: std::mem::take(&mut asked.columns),
                compact: asked.compact,
                ..Asked::default()
            };
        })
    }

    fn usual_columns(&self) -> String {
        self.asked.with(&self.place.base, |asked| asked.columns.clear())
    }

    /// What was ticked is kept as long as the list is narrowed in the same way.
    fn picked_under(&self) -> String {
        let narrowing =
            Asked { sort: None, after: None, size: SIZES[0], columns: Vec::new(), compact: false, ..self.asked.clone() };
        narrowing.query()
    }

    /// What can be done with ticked records, and the icon of each.
    fn acts(&self) -> Vec<(&'static str, &'static str)> {
        let mut acts = Vec::new();
        if self.may_export() {
            acts.push(("export", "export"));
        }
        if !self.place.may_bulk(&self.p) {
            return acts;
        }
        if self.may_export() && self.place.has_edit_file() {
            acts.push(("edit-file", "file"));
        }
        acts.extend([("add-tag", "tag"), ("remove-tag", "tag")]);
        if self.place.has("responsible") {
            acts.push(("responsible", "user"));
        }
        if self.place.has("is_active") {
            acts.extend([("activate", "tick"), ("deactivate", "square")]);
        }
        acts.extend([("set", "pencil"), ("delete", "bin")]);
        acts
    }

    fn signs(&self) -> Vec<(&'static str, String)> {
        SIGNS.iter().map(|(word, ..)| (*word, self.p.t(format!("filter-{word}")))).collect()
    }

    /// Hidden fields that keep what was chosen before.
    fn kept(&self, except: &str) -> Vec<(String, String)> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, text)| (name.to_owned(), plain(text)));
        pairs.filter(|(name, _)| !except.split(' ').any(|one| one == name)).collect()
    }
}

/// What a query holds, read back.
fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits = if byte == b'%' { rest.next().zip(rest.next()) } else { None };
        let hex = digits.and_then(|(a, b)| u8::from_str_radix(&format!("{}{}", char::from(a), char::from(b)), 16).ok());
        bytes.push(hex.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

pub async fn show(Extract(app): Extract<App>, signed: Signed, place: Place, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let asked = Asked::of(&pairs);
    if asked.is_untidy {
        // What a form added stands in the address like everything else.
        return Ok(reply::see(&asked.with(&place.base, |_| {})));
    }
    let p = signed.page(place.section);
    let mut errors = Errors::default();
    let mut found = read(&app, &signed, &place, &asked).await;
    if let Err(problem) = &found
        && let Some(refusal) = problem.refusal().filter(|refusal| refusal.code != "permission-denied")
    {
        // A filter that cannot be read is told beside the filters; nothing is shown rather than everything.
        errors = Errors::of_refusal(&p, "filters", refusal);
        found = Ok(Found::default());
    }
    let found = found?;
    let status = if errors.is_empty() { axum::http::StatusCode::OK } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    reply::with_status(status, &page(p, place, asked, errors, found))
}

/// Everything the page reads.
#[derive(Default)]
struct Found {
    browsed: Browsed,
    fields: Vec<Field>,
    tags: Vec<String>,
    people: Vec<String>,
    views: Vec<(i64, i64, String, String, bool)>,
    me: i64,
    is_empty_type: bool,
}

async fn read(app: &App, signed: &Signed, place: &Place, asked: &Asked) -> Result<Found, Problem> {
    let (actor, ty, asked) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), asked.clone());
    let language = signed.visit.language;
    app.run(move |engine| {
        let filter = engine.filter_of(&ty, &asked.selection(language))?;
        let fields = engine.list_fields(&actor, &ty.key)?;
        let is_known = |key: &&String| fields.iter().any(|field| field.key == key.as_str()) && **key != ty.name_field.as_str();
        let mut wanted: Vec<String> = asked.columns.iter().filter(is_known).cloned().collect();
        if !asked.columns.is_empty() {
            // The name is the link to the record: it always stands first.
            wanted.insert(0, ty.name_field.to_string());
        }
        let after = asked.after.map(RecordId);
        let listing = Listing { fields: wanted, after, limit: asked.size, language };
        let browsed = engine.browse_records(&actor, &ty.key, &filter, &Browsing { listing, order: asked.sort.clone() })?;
        let is_empty_type =
            browsed.count.n == 0 && (asked.narrowings() == 0 || engine.count_records(&actor, &ty.key, &Filter::all())? == 0);
        let views = engine.views_of(&actor, &ty.key)?;
        let views = views.into_iter().map(|view| (view.id, view.user, view.name, view.query, view.shared)).collect();
        let has_people = ty.field("responsible").is_some();
        Ok(Found {
            browsed,
            fields,
            tags: engine.tag_words(&actor, "", OFFERED)?,
            people: if has_people { engine.responsible_words(&actor, OFFERED)? } else { Vec::new() },
            views,
            me: actor.number(),
            is_empty_type,
        })
    })
    .await
}

fn page(p: Page, place: Place, asked: Asked, errors: Errors, found: Found) -> List {
    let language = p.words.language;
    let base = place.base.clone();
    let shown = &found.browsed.shown;
    let field = |key: &str| place.ty.field(key);
    let name_key = place.ty.name_field.clone();
    let head = |key: &str, label: String, is_number: bool| {
        let sortable = found.browsed.sortable.iter().any(|one| *one == key);
        let now = found.browsed.order.as_ref().filter(|(by, _)| *by == key).map(|(_, descending)| *descending);
        let next = (key.to_owned(), now == Some(false));
        Head {
            label,
            is_number,
            sort: sortable.then(|| asked.with(&base, |asked| asked.sort = Some(next))),
            sorted: match now {
                Some(true) => "descending",
                Some(false) => "ascending",
                None => "none",
            },
        }
    };
    let heads = shown
        .iter()
        .filter_map(|key| field(key))
        .map(|field| head(&field.key, field.label(language).to_owned(), is_number(field.kind)))
        .collect();
    let id_sort = head("id", "ID".to_owned(), true);
    let rows = found.browsed.page.records.iter().map(|record| row(&place.ty, &name_key, record)).collect();
    let next = found.browsed.page.next.map(|id| asked.with(&base, |asked| asked.after = Some(id.0)));
    let first = asked.after.is_some().then(|| asked.with(&base, |_| {}));
    let pager = Pager { first: first.unwrap_or_default(), next: next.unwrap_or_default(), ..Pager::default() };
    let mut datalists: Vec<(String, Vec<String>)> = Vec::new();
    let choices = found
        .fields
        .iter()
        .map(|field| {
            let words = words_of(&p, field, &found.people);
            let id = if words.is_empty() { String::new() } else { format!("words-{}", field.key) };
            if !words.is_empty() {
                datalists.push((id.clone(), words));
            }
            let is_shown = shown.contains(&field.key);
            Choice { key: field.key.to_string(), label: field.label(language).to_owned(), words: id, is_shown }
        })
        .collect();
    let query = Asked { after: None, ..asked.clone() }.query();
    let views = found
        .views
        .iter()
        .map(|(id, user, name, kept, shared)| View {
            id: *id,
            name: name.clone(),
            href: if kept.is_empty() { base.clone() } else { format!("{base}?{kept}") },
            is_current: *kept == query && !query.is_empty(),
            is_shared: *shared,
            may_delete: *user == found.me || (*shared && p.may(Permission::Administer)),
        })
        .collect();
    let sizes = SIZES.iter().map(|size| (*size, asked.with(&base, |asked| asked.size = *size))).collect();
    let densities = ["normal", "compact"].map(|word| (word, asked.with(&base, |asked| asked.compact = word == "compact")));
    List {
        title: place.plural(&p),
        chips: chips(&p, &place, &asked),
        count: found.browsed.count,
        heads,
        rows,
        pager,
        fields: choices,
        datalists,
        tags: found.tags,
        views,
        sizes,
        densities,
        query,
        is_empty_type: found.is_empty_type && errors.is_empty(),
        id_sort,
        p,
        place,
        asked,
        errors,
    }
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent)
}

fn row(ty: &RecordType, name_key: &str, record: &RecordView) -> Row {
    let text = |view: &&FieldView| !view.text.is_empty();
    let name = record.fields.iter().find(|view| view.key == name_key).filter(text).map(|view| view.text.clone());
    let tags: Vec<String> = record.tags.iter().map(ToString::to_string).collect();
    Row {
        id: record.id.0,
        name: name.unwrap_or_else(|| format!("#{}", record.id)),
        cells: record.fields.iter().filter(|view| view.key != name_key).map(|view| cell(ty, view)).collect(),
        tags_more: tags.len().saturating_sub(TAGS_SHOWN),
        tags: tags.into_iter().take(TAGS_SHOWN).collect(),
    }
}

fn cell(ty: &RecordType, view: &FieldView) -> Cell {
    let field = ty.field(&view.key);
    let link = view.value.as_ref().and_then(Value::as_link);
    let target = field.map_or("", |field| field.target.as_str());
    let is_word = field.is_some_and(|field| field.kind == FieldKind::YesNo);
    Cell {
        text: if is_word { capital(&view.text) } else { view.text.clone() },
        href: link.map(|id| format!("{}/{id}", base_of(target))),
        is_number: field.is_some_and(|field| is_number(field.kind)),
        is_off: view.key == "is_active" && view.value == Some(Value::Bool(false)),
    }
}

/// The words a field can hold, where they can be listed.
fn words_of(p: &Page, field: &Field, people: &[String]) -> Vec<String> {
    match field.kind {
        FieldKind::YesNo => vec![p.t("yes"), p.t("no")],
        FieldKind::Choice | FieldKind::Choices => {
            field.choices.iter().map(|choice| choice.labels.get(p.words.language).to_owned()).collect()
        }
        FieldKind::Link | FieldKind::Links if field.target == "user" => people.to_vec(),
        _ => Vec::new(),
    }
}

fn chips(p: &Page, place: &Place, asked: &Asked) -> Vec<Chip> {
    let base = &place.base;
    let ty = &place.ty;
    let mut chips = Vec::new();
    if !asked.search.is_empty() {
        let without = asked.with(base, |asked| asked.search.clear());
        chips.push(Chip { says: p.t1("filter-search-chip", "text", &asked.search), without });
    }
    for (place, clause) in asked.clauses.iter().enumerate() {
        let says = clause.in_words(p, ty);
        chips.push(Chip { says, without: asked.with(base, |asked| drop(asked.clauses.remove(place))) });
    }
    for (how, tags) in [("any", &asked.any), ("all", &asked.all), ("none", &asked.none)] {
        for (place, tag) in tags.iter().enumerate() {
            let says = p.t1(&format!("filter-tag-{how}-chip"), "name", tag);
            let without = asked.with(base, |asked| {
                let list = match how {
                    "any" => &mut asked.any,
                    "all" => &mut asked.all,
                    _ => &mut asked.none,
                };
                list.remove(place);
            });
            chips.push(Chip { says, without });
        }
    }
    chips
}
