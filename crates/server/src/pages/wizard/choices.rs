//! Short lists a person chooses from: bots, tunnels, lgts, users, encodings, delimiters.
//!
//! In: the register. Out: values and words for select fields and radio groups.

use kartoteka_domain::filter::Filter;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::list_records::Listing;

use crate::page::Page;

/// Most entries of a list.
const MOST: usize = 500;
/// The encodings files come in here.
pub const ENCODINGS: [&str; 7] = ["utf-8", "windows-1250", "windows-1251", "windows-1252", "iso-8859-2", "utf-16le", "utf-16be"];
/// Signs between cells.
const DELIMITERS: [(&str, char); 4] = [("semicolon", ';'), ("comma", ','), ("tab", '\t'), ("bar", '|')];

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub word: String,
    pub is_chosen: bool,
    /// What choosing it leads to; may be empty.
    pub hint: String,
}

impl Choice {
    pub fn new(value: &str, word: String, is_chosen: bool) -> Choice {
        Choice { value: value.to_owned(), word, is_chosen, hint: String::new() }
    }
}

/// The names of a short list of records; beside bots stands their messenger.
pub fn names(engine: &Engine, actor: &Actor, type_key: &str, beside: Option<&str>) -> Result<Vec<(String, String)>> {
    let ty = engine.types().named(type_key)?;
    let mut fields = vec![ty.name_field.to_string()];
    fields.extend(beside.map(str::to_owned));
    let listing = Listing { fields, limit: MOST, ..Listing::default() };
    let page = engine.list_records(actor, type_key, &Filter::all(), &listing)?;
    let text = |record: &kartoteka_engine::list_records::RecordView, key: &str| {
        record.fields.iter().find(|field| field.key == key).map(|field| field.text.clone()).unwrap_or_default()
    };
    let named = page.records.iter().map(|record| {
        let name = text(record, &ty.name_field);
        let more = beside.map(|key| text(record, key)).filter(|more| !more.is_empty());
        let shown = more.map_or(name.clone(), |more| format!("{name} ({more})"));
        (name, shown)
    });
    let mut named: Vec<(String, String)> = named.filter(|(name, _)| !name.is_empty()).collect();
    named.sort_by_key(|(name, _)| name.to_lowercase());
    Ok(named)
}

pub fn of_names(names: Vec<(String, String)>, chosen: Option<&str>) -> Vec<Choice> {
    names.into_iter().map(|(name, shown)| Choice::new(&name, shown, chosen == Some(name.as_str()))).collect()
}

/// Encodings, the present one among them.
pub fn encodings(chosen: &str) -> Vec<Choice> {
    let is = |label: &str| label.eq_ignore_ascii_case(chosen);
    let mut list: Vec<Choice> = ENCODINGS.iter().map(|label| Choice::new(label, (*label).to_owned(), is(label))).collect();
    if !chosen.is_empty() && !list.iter().any(|choice| choice.is_chosen) {
        list.push(Choice::new(chosen, chosen.to_owned(), true));
    }
    list
}

pub fn delimiters(p: &Page, chosen: char) -> Vec<Choice> {
    let value = |sign: char| if sign == '\t' { "tab".to_owned() } else { sign.to_string() };
    let known = DELIMITERS.iter().map(|(word, sign)| Choice::new(&value(*sign), p.t(format!("sign-{word}")), *sign == chosen));
    let mut list: Vec<Choice> = known.collect();
    if !list.iter().any(|choice| choice.is_chosen) {
        list.push(Choice::new(&value(chosen), chosen.to_string(), true));
    }
    list
}
