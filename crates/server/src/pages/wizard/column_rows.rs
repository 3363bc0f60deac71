//! The table of columns as the page draws it: rows, the fields to choose from, what is still missing, how records are found.
//!
//! In: a [`MappingView`]. Out: plain structures. Decides nothing the engine has not decided.

use kartoteka_domain::profile::{ProfileKey, edit_fields};
use kartoteka_domain::recipe::{EmptyCells, Existing};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_engine::define_types::label_of;
use kartoteka_engine::prepare_import::{ColumnChoice, ColumnValues, ColumnView, MappingView, PartView};

use super::choices::Choice;
use crate::page::Page;

/// One kind of record out of one sheet.
pub struct PartRows {
    pub title: String,
    pub rows: Vec<ColumnRow>,
    pub groups: Vec<Group>,
    /// Label and whether a column goes to it.
    pub required: Vec<(String, bool)>,
    /// How records are found, in a sentence.
    pub found_by: String,
    /// Fields that several columns go to, in sentences.
    pub twice: Vec<String>,
}

/// Fields under one heading.
pub struct Group {
    pub word: String,
    /// Key and label.
    pub fields: Vec<(String, String)>,
}

/// One column.
pub struct ColumnRow {
    /// `PART-COLUMN`, as the fields of the form are named.
    pub id: String,
    pub header: String,
    pub has_header: bool,
    pub samples: Vec<String>,
    pub filled: u64,
    /// How its dates fit, in a sentence; empty where it holds none.
    pub dates: String,
    /// Key of the field; empty: not imported.
    pub field: String,
    pub chip: Chip,
    pub is_twice: bool,
    pub gear: Option<Gear>,
    pub values: Option<Values>,
}

pub struct Chip {
    pub tint: &'static str,
    pub icon: &'static str,
    pub word: String,
}

/// How one column is read and what it does to stored values.
pub struct Gear {
    pub existing: Vec<Choice>,
    pub empty: Vec<Choice>,
    pub date_order: Vec<Choice>,
    pub decimal: Vec<Choice>,
    pub separator: Vec<Choice>,
    /// Something is set that is not usual.
    pub is_set: bool,
}

/// How many different texts of the column are understood.
pub struct Values {
    pub path: String,
    pub known: usize,
    pub open: usize,
}

/// `is_here`: whether the column at this place is drawn.
pub fn part(
    p: &Page,
    view: &MappingView,
    index: usize,
    is_here: impl Fn(usize) -> bool,
    values: impl Fn(usize) -> Option<ColumnValues>,
) -> PartRows {
    let part = &view.parts[index];
    let ty = &part.record_type;
    let label = |key: &str| if key == "id" { "ID".to_owned() } else { label_of(ty, key, p.words.language) };
    let title = ty.plural.get(p.words.language);
    let here = part.columns.iter().enumerate().filter(|(place, _)| is_here(*place)).map(|(_, column)| column);
    let rows = here.map(|column| row(p, view, (index, part), column, values(column.column))).collect();
    PartRows {
        title: if part.sheet.is_empty() { title.to_owned() } else { format!("{title} – {}", part.sheet) },
        rows,
        groups: groups(p, ty, view.profile.key),
        required: part
            .required
            .iter()
            .map(|one| {
                let words: Vec<String> = one.fields.iter().map(|key| label(key)).collect();
                (words.join(&format!(" {} ", p.t("map-or"))), one.is_given)
            })
            .collect(),
        found_by: found_by(p, part, &label),
        twice: part.twice.iter().map(|key| p.t1("map-twice", "name", label(key))).collect(),
    }
}

/// What was decided about a column, in words, to be compared with what somebody else decided.
pub fn told(p: &Page, ty: &RecordType, choice: &ColumnChoice) -> String {
    let field = match choice.field.as_deref() {
        None => return p.t("map-leave-out"),
        Some("id") => "ID".to_owned(),
        Some(key) => label_of(ty, key, p.words.language),
    };
    let word = |id: &str, text: String| format!("{}: {text}", p.t(id));
    let existing = choice.existing.map(|policy| match policy {
        Existing::Overwrite => "overwrite",
        Existing::Fill => "fill",
        Existing::Add => "add",
        Existing::Remove => "remove",
        Existing::Leave => "leave",
    });
    let empty = choice.empty.map(|empty| if empty == EmptyCells::Clear { "map-empty-clear" } else { "map-empty-keep" });
    let more = [
        existing.map(|policy| word("map-existing", p.t(format!("map-existing-{policy}")))),
        empty.map(|id| word("options-empty", p.t(id))),
        choice.date_order.as_ref().map(|order| word("map-order", p.t(format!("map-order-{order}")))),
        choice.decimal.map(|sign| word("map-decimal", sign.to_string())),
        choice.separator.map(|sign| word("map-separator", sign.to_string())),
    ];
    std::iter::once(field).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
}

fn found_by(p: &Page, part: &PartView, label: &dyn Fn(&str) -> String) -> String {
    let name = part.record_type.plural.get(p.words.language);
    if part.match_by.is_empty() {
        return p.t1("map-found-by-nothing", "name", name);
    }
    let rule = |keys: &Vec<kartoteka_domain::record::Key>| keys.iter().map(|key| label(key)).collect::<Vec<_>>().join(" + ");
    let keys: Vec<String> = part.match_by.iter().map(rule).collect();
    p.t2("map-found-by", "name", name, "fields", keys.join(", "))
}

/// The fields by heading: own, links, the installation's.
fn groups(p: &Page, ty: &RecordType, profile: ProfileKey) -> Vec<Group> {
    let language = p.words.language;
    let allowed = edit_fields(&ty.name_field);
    let fits = |field: &&Field| profile != ProfileKey::Edit || allowed.contains(&field.key);
    let is_link = |field: &Field| matches!(field.kind, FieldKind::Link | FieldKind::Links);
    let entry = |field: &Field| {
        let star = if field.required { " *" } else { "" };
        (field.key.to_string(), format!("{}{star}", field.label(language)))
    };
    let of = |wanted: &dyn Fn(&Field) -> bool| -> Vec<(String, String)> {
        ty.importable_fields().filter(fits).filter(|field| wanted(field)).map(entry).collect()
    };
    let mut standard = vec![("id".to_owned(), "ID".to_owned())];
    standard.extend(of(&|field| !field.custom && !is_link(field)));
    let groups = [
        ("map-group-standard", standard),
        ("map-group-links", of(&|field| !field.custom && is_link(field))),
        ("map-group-custom", of(&|field| field.custom)),
    ];
    let filled = groups.into_iter().filter(|(_, fields)| !fields.is_empty());
    filled.map(|(id, fields)| Group { word: p.t(id), fields }).collect()
}

fn row(
    p: &Page,
    view: &MappingView,
    (index, part): (usize, &PartView),
    column: &ColumnView,
    values: Option<ColumnValues>,
) -> ColumnRow {
    let given = column.given.field.as_ref();
    // What is likely is preselected and marked: nothing is used before the person goes on from this page.
    let field = given.map(|key| key.to_string()).or_else(|| column.likely.clone()).unwrap_or_default();
    let known = part.record_type.field(&field);
    ColumnRow {
        id: format!("{index}-{}", column.column),
        header: column.header.clone(),
        has_header: column.has_header,
        samples: column.samples.clone(),
        filled: column.filled,
        dates: column.dates.map(|(counts, order)| p.words.dates(&counts, order)).unwrap_or_default(),
        chip: chip(p, column),
        is_twice: given.is_some_and(|key| part.twice.contains(key)),
        gear: known.map(|field| gear(p, field, column)),
        values: values.map(|found| {
            let (known, ambiguous, unknown) = found.counts();
            let path = format!("/imports/{}/values/{index}/{}", view.import.id, column.column);
            Values { path, known, open: ambiguous + unknown }
        }),
        field,
    }
}

fn chip(p: &Page, column: &ColumnView) -> Chip {
    let (tint, icon, id) = match column.confidence.as_str() {
        "exact" => ("success", "tick", "map-exact"),
        "remembered" => ("success", "clock", "map-remembered"),
        "likely" => ("warning", "help", "map-likely"),
        "given" if column.given.field.is_some() => ("info", "user", "map-given"),
        "ignored" | "given" => ("neutral", "cross", "map-ignored"),
        _ if column.taken => ("warning", "warning", "map-taken"),
        _ => ("warning", "warning", "map-none"),
    };
    Chip { tint, icon, word: p.t(id) }
}

fn gear(p: &Page, field: &Field, column: &ColumnView) -> Gear {
    let given = &column.given;
    let is_list = matches!(field.kind, FieldKind::Choices | FieldKind::Links) || field.role == FieldRole::Tags;
    let choice = |value: &str, id: &str, chosen: bool| Choice::new(value, p.t(id), chosen);
    let mut existing = vec![choice("", "map-existing-usual", given.existing.is_none())];
    for (policy, word) in [
        (Existing::Overwrite, "overwrite"),
        (Existing::Fill, "fill"),
        (Existing::Add, "add"),
        (Existing::Remove, "remove"),
        (Existing::Leave, "leave"),
    ] {
        if is_list || !matches!(policy, Existing::Add | Existing::Remove) {
            existing.push(choice(word, &format!("map-existing-{word}"), given.existing == Some(policy)));
        }
    }
    let empty = vec![
        choice("", "map-empty-usual", given.empty.is_none()),
        choice("keep", "map-empty-keep", given.empty == Some(EmptyCells::Keep)),
        choice("clear", "map-empty-clear", given.empty == Some(EmptyCells::Clear)),
    ];
    let is_date = matches!(field.kind, FieldKind::Date | FieldKind::DateTime);
    let order = given.date_order.as_deref().unwrap_or("");
    let date_order = [("", "map-detect"), ("dmy", "map-order-dmy"), ("mdy", "map-order-mdy"), ("ymd", "map-order-ymd")]
        .map(|(word, id)| choice(word, id, order == word));
    let is_number = matches!(field.kind, FieldKind::Decimal | FieldKind::Money | FieldKind::Percent);
    let decimal = [("", "map-detect", None), (",", "map-decimal-comma", Some(',')), (".", "map-decimal-point", Some('.'))]
        .map(|(value, id, sign)| choice(value, id, given.decimal == sign));
    let separator = [
        ("", "map-separator-usual", None),
        (",", "sign-comma", Some(',')),
        (";", "sign-semicolon", Some(';')),
        ("|", "sign-bar", Some('|')),
        ("/", "sign-slash", Some('/')),
    ]
    .map(|(value, id, sign)| choice(value, id, given.separator == sign));
    Gear {
        existing,
        empty,
        date_order: if is_date { date_order.to_vec() } else { Vec::new() },
        decimal: if is_number { decimal.to_vec() } else { Vec::new() },
        separator: if is_list { separator.to_vec() } else { Vec::new() },
        is_set: given.existing.is_some()
            || given.empty.is_some()
            || given.date_order.is_some()
            || given.decimal.is_some()
            || given.separator.is_some(),
    }
}
