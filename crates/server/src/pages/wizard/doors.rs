//! The doors of the wizard: which profile and which kind of record an address means, and what a person is told about it.
//!
//! In: `?profile=…&type=…`. Out: [`Door`]. An import begins with it and keeps it.

use std::sync::Arc;

use kartoteka_domain::profile::{EDIT_TYPES, Profile, ProfileKey};
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use serde::Deserialize;

use crate::page::Page;

/// What an address says about an import to be made.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub profile: String,
    #[serde(default, rename = "type")]
    pub type_key: String,
}

/// A way into the wizard.
#[derive(Clone, Debug)]
pub struct Door {
    pub profile: Profile,
    pub record_type: Arc<RecordType>,
}

impl Door {
    /// The door an address means, for somebody who may use it.
    pub fn open(engine: &Engine, actor: &Actor, asked: &Asked) -> Result<Door> {
        let profile = ProfileKey::from_word(&asked.profile);
        let own_type = match profile {
            Some(ProfileKey::Leads) => "lead",
            Some(ProfileKey::Users) => "user",
            Some(ProfileKey::Audience) => "client",
            Some(ProfileKey::HelpdeskCompanies | ProfileKey::CompaniesContacts) => "company",
            Some(ProfileKey::General | ProfileKey::Edit) | None => asked.type_key.as_str(),
        };
        if own_type.is_empty() {
            return Err(Refusal::new(RefusalKind::NotFound, "not-found").into());
        }
        let record_type = engine.types().named(own_type)?;
        // Leads, users and clients have rules of their own, whatever the address says.
        let of_type = ProfileKey::of_type(&record_type.key);
        let key = match profile {
            Some(ProfileKey::Edit) if EDIT_TYPES.contains(&record_type.key.as_str()) => ProfileKey::Edit,
            // Leads that are there already change as everything else does: by an export that is brought back (R).
            Some(ProfileKey::General) if of_type == ProfileKey::Leads => ProfileKey::General,
            Some(ProfileKey::General | ProfileKey::Edit) | None => of_type,
            Some(key) => key,
        };
        let profile = engine.profile(key)?;
        engine.require_import_of(actor, &profile, &record_type)?;
        Ok(Door { profile, record_type })
    }

    pub fn is_audience(&self) -> bool {
        self.profile.key == ProfileKey::Audience
    }

    pub fn is_edit(&self) -> bool {
        self.profile.key == ProfileKey::Edit
    }

    pub fn has_layouts(&self) -> bool {
        self.profile.key == ProfileKey::CompaniesContacts
    }

    pub fn has_edit_file(&self) -> bool {
        EDIT_TYPES.contains(&self.record_type.key.as_str())
    }

    /// `profile=leads&type=lead`.
    pub fn query(&self) -> String {
        format!("profile={}&type={}", self.profile.key.word(), self.record_type.key)
    }

    /// Leads that are there already are to be changed.
    pub fn changes_leads(&self) -> bool {
        self.profile.key == ProfileKey::General && self.record_type.key == "lead"
    }

    /// `Companies & contact persons`, `Leads`.
    pub fn title(&self, p: &Page) -> String {
        match self.profile.key {
            ProfileKey::CompaniesContacts => p.t("door-companies-contacts"),
            ProfileKey::Users => p.t("door-users"),
            ProfileKey::Audience => p.t("door-audience"),
            _ if self.changes_leads() => p.t("door-leads-change"),
            _ => self.record_type.plural.get(p.words.language).to_owned(),
        }
    }

    /// The limits in a sentence or two, from the installation's settings.
    pub fn limits(&self, p: &Page) -> String {
        let rows = self.profile.row_limit;
        let chars = u64::from(self.profile.char_limit);
        match (rows, chars) {
            (0, 0) => p.t("door-no-limit"),
            (rows, 0) => p.t1("door-rows", "n", rows),
            (0, chars) => p.t1("door-chars", "n", chars),
            (rows, chars) => format!("{} {}", p.t1("door-rows", "n", rows), p.t1("door-chars", "n", chars)),
        }
    }
}
