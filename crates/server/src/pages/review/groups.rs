//! Groups of issues as the check shows them: what is wrong, where, how often, one example, and what one press can do.
//!
//! In: groups of the engine. Out: [`Group`]s for the template. Changes nothing.

use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{Engine, IssueFilter, IssueGroup};

use crate::page::Page;

/// Issues looked at for suggestions.
const LOOKED_AT: usize = 500;
/// Values offered to be replaced one by one.
const VALUES: usize = 10;

pub struct Group {
    pub severity: Severity,
    pub code: &'static str,
    pub title: String,
    pub help: String,
    /// The column's header, or the field's label.
    pub place: String,
    pub rows: u64,
    pub example: String,
    pub part: u32,
    pub column: Option<u16>,
    pub field: String,
    pub acts: Acts,
}

/// What can be done about all rows of a group.
#[derive(Default)]
pub struct Acts {
    /// Rows whose value has a suggestion.
    pub suggested: u64,
    pub values: Vec<ValueChoice>,
    /// Values beyond those listed.
    pub more: u64,
    /// What may stand there, to choose from.
    pub choices: Vec<String>,
    pub can_fill: bool,
    /// Characters a text may have.
    pub cut: Option<usize>,
    /// Rows with the same key: the first or the last of them stays.
    pub can_keep_one: bool,
    pub can_leave_out: bool,
}

/// One wrong value and what may take its place.
pub struct ValueChoice {
    pub from: String,
    pub rows: u64,
    pub to: String,
}

impl Group {
    pub fn tint(&self) -> &'static str {
        match self.severity {
            Severity::Error => "danger",
            Severity::Warning => "warning",
            Severity::Note => "info",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self.severity {
            Severity::Error => "cross",
            Severity::Warning => "warning",
            Severity::Note => "info",
        }
    }
}

/// The record type of a part.
pub fn part_type(engine: &Engine, view: &ImportView, part: u32) -> Option<std::sync::Arc<RecordType>> {
    let recipe = view.settings.as_ref().map(|settings| &settings.recipe);
    let named = recipe.and_then(|recipe| recipe.parts.get(part as usize)).map(|part| part.record_type.clone());
    engine.types().get(&named.unwrap_or_else(|| view.import.type_key.clone())).cloned()
}

/// What a column is called in a sentence: its header, or the field's label where it has none.
pub fn place(engine: &Engine, page: &Page, view: &ImportView, part: u32, column: Option<u16>, field: Option<&str>) -> String {
    let header = column.and_then(|column| {
        let columns = view.settings.as_ref().map(|settings| &settings.columns)?;
        let found = columns.iter().find(|known| known.part == part as usize && known.column == usize::from(column))?;
        Some(found.header.clone()).filter(|header| !header.trim().is_empty())
    });
    let label = || {
        let ty = part_type(engine, view, part)?;
        Some(ty.field(field?)?.label(page.words.language).to_owned())
    };
    header.or_else(label).unwrap_or_default()
}

/// The groups of a check, errors first.
pub fn groups(engine: &Engine, actor: &Actor, page: &Page, view: &ImportView) -> Result<Vec<Group>> {
    let found = engine.issue_groups(actor, view.import.id)?;
    found.into_iter().map(|group| shown(engine, actor, page, view, group)).collect()
}

fn shown(engine: &Engine, actor: &Actor, page: &Page, view: &ImportView, group: IssueGroup) -> Result<Group> {
    let place = place(engine, page, view, group.part, group.column, group.field.as_deref());
    let sentence = page.words.issue(group.code, &place, group.example.as_deref(), &group.params);
    let acts = acts(engine, actor, page, view, &group)?;
    Ok(Group {
        severity: group.severity,
        code: group.code.word(),
        title: page.words.issue_title(group.code),
        help: page.words.issue_help(group.code),
        example: page.words.in_row(group.first_row.0, None, &sentence),
        place,
        rows: group.rows,
        part: group.part,
        column: group.column,
        field: group.field.as_deref().unwrap_or_default().to_owned(),
        acts,
    })
}

fn acts(engine: &Engine, actor: &Actor, page: &Page, view: &ImportView, group: &IssueGroup) -> Result<Acts> {
    let mut acts = Acts { can_leave_out: group.severity == Severity::Error, ..Acts::default() };
    acts.can_keep_one = group.code == Code::KeyRepeated;
    if group.column.is_none() {
        return Ok(acts);
    }
    match group.code {
        Code::RequiredEmpty | Code::RecommendedEmpty | Code::UpdateEmpty => acts.can_fill = true,
        Code::TextTooLong => {
            let limit = group.params.iter().find(|(name, _)| *name == "limit");
            acts.cut = limit.and_then(|(_, text)| text.parse().ok());
        }
        // A key must differ from row to row: one text for all rows of a value would not mend it.
        Code::KeyRepeated | Code::KeyTaken | Code::EmailRepeated | Code::KeySuperseded | Code::CheckDigit => {}
        _ => offer_values(engine, actor, page, view, group, &mut acts)?,
    }
    Ok(acts)
}

fn offer_values(
    engine: &Engine,
    actor: &Actor,
    page: &Page,
    view: &ImportView,
    group: &IssueGroup,
    acts: &mut Acts,
) -> Result<()> {
    let filter =
        IssueFilter { code: Some(group.code), part: Some(group.part), field: group.field.clone(), ..IssueFilter::default() };
    let suggests = matches!(group.code, Code::ChoiceUnknown | Code::CountryUnknown | Code::LinkMissing);
    let looked = if suggests { engine.issues(actor, view.import.id, &filter, None, LOOKED_AT)? } else { Vec::new() };
    let likely = |value: &str| {
        let issue = looked.iter().find(|found| found.issue.value.as_deref() == Some(value))?;
        let found = issue.issue.params.iter().find(|(name, text)| *name == "likely" && !text.is_empty());
        found.map(|(_, text)| text.to_string())
    };
    for (value, rows) in group.values.iter().take(VALUES) {
        let to = likely(value);
        acts.suggested += if to.is_some() { *rows } else { 0 };
        acts.values.push(ValueChoice { from: value.to_string(), rows: *rows, to: to.unwrap_or_default() });
    }
    acts.more = group.distinct.saturating_sub(acts.values.len() as u64);
    if let Some(field) = part_type(engine, view, group.part).and_then(|ty| ty.field(group.field.as_deref()?).cloned()) {
        acts.choices = field.choices.iter().map(|choice| choice.labels.get(page.words.language).to_owned()).collect();
    }
    Ok(())
}
