//! What is to be done with the rows: mode, key, empty cells, duplicates, strictness, tags, people, audience, name.
//!
//! In: an [`OptionsChoice`]. Out: the draft's recipe, changed. A profile's fixed mode stays what it is.

use kartoteka_domain::recipe::{Duplicates, EmptyCells, Existing, MissingLinks, Mode, OnError, Repeated, Validation};
use kartoteka_domain::record::Key;

use super::{Draft, Shown};
use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::{Refusal, Result};
use crate::settings::Settings;
use crate::suggest_mapping::set_constant;

/// Fields the audience chooses once for the whole file.
const AUDIENCE: [&str; 4] = ["bot", "messenger", "tunnel", "lgt"];
/// Longest name of an import, in characters.
const NAME_CHARS: usize = 200;
/// Fields that can be said once for the whole file.
const PEOPLE: [&str; 2] = ["responsible", "role"];

/// Who looks after the imported records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OwnerChoice {
    /// A column says it, or nobody does.
    #[default]
    FromFile,
    /// These users, by login.
    People(Vec<String>),
}

/// Everything on the page of options.
#[derive(Clone, Debug, Default)]
pub struct OptionsChoice {
    pub name: String,
    pub mode: Mode,
    /// `id`, `email`, `name+company`; empty: the type's own keys.
    pub match_by: Vec<String>,
    pub empty: EmptyCells,
    pub duplicates: Duplicates,
    pub repeated: Repeated,
    pub on_error: OnError,
    pub missing_links: MissingLinks,
    pub validation: Validation,
    pub tags: Vec<String>,
    pub owner: OwnerChoice,
    /// What a list of responsible users does to the stored one.
    pub responsible: Existing,
    /// One role for all users; none: the role column, or the usual role.
    pub role: Option<String>,
    pub bot: Option<String>,
    pub tunnel: Option<String>,
    pub lgt: Option<String>,
    /// The mark of the options as the person saw them.
    pub seen: Option<String>,
}

impl Engine {
    /// Keeps the options of a draft.
    pub fn set_options(&self, actor: &Actor, draft: impl Into<Draft>, choice: &OptionsChoice) -> Result<()> {
        let draft = draft.into();
        let (.., profile) = self.open_draft(actor, draft.import)?;
        if choice.role.as_deref().is_some_and(|role| role != "end-user") && !actor.is_administrator() {
            return Err(Refusal::forbidden(Permission::Administer).into());
        }
        if let OwnerChoice::People(logins) = &choice.owner {
            for login in logins {
                self.actor_known(login)?;
            }
        }
        let name: String = choice.name.trim().chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
        self.change(actor, &draft, &name, (Shown::Options, choice.seen.as_deref()), |engine, settings| {
            settings.mode_said = true;
            let options = &mut settings.recipe.options;
            options.mode = if profile.fixed_mode { profile.options.mode } else { choice.mode };
            options.empty = choice.empty;
            options.duplicates = choice.duplicates;
            options.repeated = choice.repeated;
            options.on_error = choice.on_error;
            options.missing_links = choice.missing_links;
            options.validation = choice.validation;
            options.tags = choice.tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
            options.bot = choice.bot.clone().or(options.bot.take());
            options.tunnel = choice.tunnel.clone();
            options.lgt = choice.lgt.clone();
            if !profile.never_matches {
                set_match(settings, &choice.match_by);
            }
            engine.set_people(settings, choice);
            engine.set_audience(settings)
        })
    }

    pub(crate) fn actor_known(&self, login: &str) -> Result<()> {
        self.reference("user", login, &[]).map(drop).map_err(|_| {
            let names = self.reference_names("user").unwrap_or_default();
            Refusal::unknown("user-unknown", login, names.iter().map(String::as_str)).into()
        })
    }

    /// Role and responsible users: one for all, or as the file says.
    fn set_people(&self, settings: &mut Settings, choice: &OptionsChoice) {
        let types = self.types();
        for part in &mut settings.recipe.parts {
            part.constants.retain(|constant| !PEOPLE.contains(&constant.field.as_str()));
        }
        PEOPLE.iter().for_each(|field| give_back(settings, field));
        for column in settings.recipe.parts.iter_mut().flat_map(|part| &mut part.columns) {
            if column.field.as_deref() == Some("responsible") {
                column.existing = Some(choice.responsible).filter(|policy| *policy != Existing::Overwrite);
            }
        }
        if let Some(role) = &choice.role {
            set_constant(settings, "user", "role", role, Existing::Overwrite);
        }
        if let OwnerChoice::People(logins) = &choice.owner {
            let keys: Vec<Key> = settings.recipe.parts.iter().map(|part| part.record_type.clone()).collect();
            let has_people = |key: &&Key| types.get(key).is_some_and(|ty| ty.field("responsible").is_some());
            for key in keys.iter().filter(has_people) {
                set_constant(settings, key, "responsible", &logins.join(","), choice.responsible);
            }
        }
    }

    fn set_audience(&self, settings: &mut Settings) -> Result<()> {
        for part in settings.recipe.parts.iter_mut().filter(|part| part.record_type == "client") {
            part.constants.retain(|constant| !AUDIENCE.contains(&constant.field.as_str()));
        }
        self.add_audience_if_chosen(settings)
    }
}

/// The key of the first part; contacts beside their company keep theirs.
fn set_match(settings: &mut Settings, match_by: &[String]) {
    if let Some(part) = settings.recipe.parts.first_mut() {
        let rule = |text: &String| text.split('+').map(|key| Key::new(key.trim())).collect();
        part.match_by = match_by.iter().filter(|text| !text.trim().is_empty()).map(rule).collect();
    }
}

/// A column that a value for the whole file had replaced goes to its field again.
fn give_back(settings: &mut Settings, field: &str) {
    for (index, part) in settings.recipe.parts.iter_mut().enumerate() {
        if part.columns.iter().any(|column| column.field.as_deref() == Some(field)) {
            continue;
        }
        let sure = |word: &str| ["exact", "remembered", "given"].contains(&word);
        let meant = settings
            .columns
            .iter()
            .find(|found| found.part == index && found.field.as_deref() == Some(field) && sure(&found.confidence));
        if let Some(column) = meant.and_then(|found| part.columns.get_mut(found.column)).filter(|column| column.field.is_none()) {
            column.field = Some(Key::new(field));
        }
    }
}
