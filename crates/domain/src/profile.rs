//! What a door presets: which type, which mode, which limits, who may. Profiles are data; the rules are the same for all.

use serde::{Deserialize, Serialize};

use crate::recipe::{Duplicates, Mode, OnError, Options, Repeated};
use crate::record::Key;

/// Which of the product's flows an import belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileKey {
    /// Any type, every option free.
    #[default]
    General,
    /// L: leads from a template.
    Leads,
    /// H: users of the helpdesk, all or nothing.
    Users,
    /// H1: companies of the helpdesk.
    HelpdeskCompanies,
    /// M: id, name, status, responsible.
    Edit,
    /// A: messenger audience.
    Audience,
    /// L15: companies with contacts, in two sheets or beside each other.
    CompaniesContacts,
}

impl ProfileKey {
    pub const ALL: [ProfileKey; 7] = [
        ProfileKey::General,
        ProfileKey::Leads,
        ProfileKey::Users,
        ProfileKey::HelpdeskCompanies,
        ProfileKey::Edit,
        ProfileKey::Audience,
        ProfileKey::CompaniesContacts,
    ];

    pub fn word(self) -> &'static str {
        match self {
            ProfileKey::General => "general",
            ProfileKey::Leads => "leads",
            ProfileKey::Users => "users",
            ProfileKey::HelpdeskCompanies => "helpdesk-companies",
            ProfileKey::Edit => "edit",
            ProfileKey::Audience => "audience",
            ProfileKey::CompaniesContacts => "companies-contacts",
        }
    }

    pub fn from_word(word: &str) -> Option<ProfileKey> {
        ProfileKey::ALL.into_iter().find(|profile| profile.word() == word)
    }

    /// The profile a type's own import uses.
    pub fn of_type(record_type: &str) -> ProfileKey {
        match record_type {
            "lead" => ProfileKey::Leads,
            "user" => ProfileKey::Users,
            "client" => ProfileKey::Audience,
            _ => ProfileKey::General,
        }
    }
}

/// A profile's presets. Limits of 0 mean none of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub key: ProfileKey,
    /// Data rows in one file.
    pub row_limit: u64,
    /// Characters in one cell.
    pub char_limit: u32,
    pub options: Options,
    /// The mode cannot be changed (L14: leads are always created; M6: an edit file never creates).
    pub fixed_mode: bool,
    /// Records are recognised by nothing, whatever is mapped.
    pub never_matches: bool,
    pub administrators_only: bool,
    /// H10: an encoding that was only recognised must be confirmed before anything is checked.
    pub confirm_encoding: bool,
}

/// The presets of a profile, as delivered; settings may change the limits.
pub fn profile(key: ProfileKey) -> Profile {
    let mut profile = Profile {
        key,
        row_limit: 0,
        char_limit: 0,
        options: Options::default(),
        fixed_mode: false,
        never_matches: false,
        administrators_only: false,
        confirm_encoding: false,
    };
    match key {
        ProfileKey::General | ProfileKey::CompaniesContacts => {}
        ProfileKey::Leads => {
            profile.row_limit = 5_000;
            profile.char_limit = 255;
            profile.options.mode = Mode::Create;
            profile.fixed_mode = true;
            profile.never_matches = true;
            profile.administrators_only = true;
        }
        ProfileKey::Users => {
            profile.options.mode = Mode::Create;
            profile.options.duplicates = Duplicates::Error;
            profile.options.on_error = OnError::Abort;
            profile.confirm_encoding = true;
        }
        ProfileKey::HelpdeskCompanies => {
            profile.options.on_error = OnError::Abort;
            profile.confirm_encoding = true;
        }
        ProfileKey::Edit => {
            profile.options.mode = Mode::Update;
            profile.fixed_mode = true;
        }
        ProfileKey::Audience => profile.options.repeated = Repeated::Last,
    }
    profile
}

/// The columns of an edit file, in order; the name is there for the reader (M2).
pub fn edit_fields(name_field: &Key) -> [Key; 3] {
    [name_field.clone(), Key::new("is_active"), Key::new("responsible")]
}

/// The types that have edit files (M1).
pub const EDIT_TYPES: [&str; 4] = ["company", "location", "asset", "contact"];
