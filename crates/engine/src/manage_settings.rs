//! Settings of the installation: one table of everything that can be set, what it may hold, and what holds when it is not.
//!
//! In: keys and texts. Out: views, or a refusal that names what is allowed. A setting nobody honours is not in the table.

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{ProfileKey, profile};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

/// What a setting may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number from 0 to this one; 0 stands for no limit of its own.
    Number {
        most: u64,
    },
    Text,
    /// A time zone by its name: `Europe/Prague`.
    Zone,
    Choice(&'static [&'static str]),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub key: &'static str,
    pub kind: SettingKind,
    /// What holds while nothing is set.
    default: Default,
    /// Id of the sentence that explains it.
    pub help: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Default {
    Word(&'static str),
    Rows(ProfileKey),
    Chars(ProfileKey),
}

impl Setting {
    pub fn default_text(&self) -> String {
        match self.default {
            Default::Word(word) => word.to_owned(),
            Default::Rows(key) => profile(key).row_limit.to_string(),
            Default::Chars(key) => profile(key).char_limit.to_string(),
        }
    }

    /// The text as it is kept, or what would be allowed.
    fn read(&self, text: &str) -> std::result::Result<String, String> {
        let text = text.trim();
        match self.kind {
            SettingKind::Text if text.is_empty() || text.chars().count() > MOST_TEXT || text.chars().any(char::is_control) => {
                Err("…".to_owned())
            }
            SettingKind::Text => Ok(text.to_owned()),
            SettingKind::Zone => {
                let zone = jiff::tz::TimeZone::get(text).ok().and_then(|zone| zone.iana_name().map(str::to_owned));
                zone.ok_or_else(|| "UTC, Europe/Prague, America/Sao_Paulo, …".to_owned())
            }
            SettingKind::Number { most } => {
                let number: Option<u64> = text.parse().ok().filter(|number| *number <= most);
                number.map(|number| number.to_string()).ok_or_else(|| format!("0–{most}"))
            }
            SettingKind::Choice(words) => {
                let word = words.iter().find(|word| word.eq_ignore_ascii_case(text));
                word.map(|word| (*word).to_owned()).ok_or_else(|| words.join(", "))
            }
        }
    }
}

const LOGIN_MODE: &str = "login_mode";
const LANGUAGE: &str = "language";
const ORGANISATION: &str = "organisation";
const TIME_ZONE: &str = "time_zone";
const WEBHOOK_PRIVATE: &str = "webhook_private";
const API_RATE: &str = "api.requests_per_minute";
/// More is no limit anybody meets.
const MOST_REQUESTS: u64 = 1_000_000;
/// Days; 0 keeps uploaded files for good.
pub(crate) const UPLOADS_KEPT_DAYS: &str = "uploads.kept_days";
/// Megabytes; 0 leaves the limit of the program.
pub(crate) const UPLOADS_MOST_MB: &str = "uploads.most_mb";
/// Days; 0 keeps exports until somebody deletes them.
pub(crate) const EXPORTS_KEPT_DAYS: &str = "exports.kept_days";
/// Days; 0 keeps imports that were never run until somebody discards them.
pub(crate) const DRAFTS_KEPT_DAYS: &str = "drafts.kept_days";
/// Long pieces of work at the same time.
pub(crate) const WORK_AT_ONCE: &str = "work.at_once";
/// Seconds after which a worker that gave no sign of life is taken to be gone.
pub(crate) const WORK_LEASE_SECONDS: &str = "work.lease_seconds";
const FILE_DATE_ORDER: &str = "file.date_order";
const FILE_DECIMAL: &str = "file.decimal";
/// Longer than this nobody should have to wait for a machine that is gone.
const MOST_LEASE_SECONDS: u64 = 3_600;
/// A hundred years, in days.
const MOST_DAYS: u64 = 36_500;
/// The largest file of any format, in megabytes.
const MOST_MB: u64 = 512;
/// Longest name of an organisation, in characters.
const MOST_TEXT: usize = 100;
/// Rows a spreadsheet can have.
const MOST_ROWS: u64 = 100_000_000;
/// The longest long text.
const MOST_CHARS: u64 = 32_767;

const fn rows(key: &'static str, of: ProfileKey) -> Setting {
    Setting { key, kind: SettingKind::Number { most: MOST_ROWS }, default: Default::Rows(of), help: "setting-row-limit-help" }
}

const fn chars(key: &'static str, of: ProfileKey) -> Setting {
    Setting { key, kind: SettingKind::Number { most: MOST_CHARS }, default: Default::Chars(of), help: "setting-char-limit-help" }
}

const fn number(key: &'static str, most: u64, default: &'static str, help: &'static str) -> Setting {
    Setting { key, kind: SettingKind::Number { most }, default: Default::Word(default), help }
}

/// Everything that can be set.
pub const SETTINGS: [Setting; 28] = [
    Setting {
        key: LOGIN_MODE,
        kind: SettingKind::Choice(&["username", "email"]),
        default: Default::Word("username"),
        help: "setting-login-mode-help",
    },
    Setting {
        key: LANGUAGE,
        kind: SettingKind::Choice(&["en", "cs", "pt-BR", "ru"]),
        default: Default::Word("en"),
        help: "setting-language-help",
    },
    Setting {
        key: ORGANISATION,
        kind: SettingKind::Text,
        default: Default::Word("Kartoteka"),
        help: "setting-organisation-help",
    },
    Setting { key: TIME_ZONE, kind: SettingKind::Zone, default: Default::Word("UTC"), help: "setting-time-zone-help" },
    Setting {
        key: WEBHOOK_PRIVATE,
        kind: SettingKind::Choice(&["no", "yes"]),
        default: Default::Word("no"),
        help: "setting-webhook-private-help",
    },
    Setting {
        key: API_RATE,
        kind: SettingKind::Number { most: MOST_REQUESTS },
        default: Default::Word("12000"),
        help: "setting-api-rate-help",
    },
    number(UPLOADS_MOST_MB, MOST_MB, "512", "setting-uploads-most-mb-help"),
    number(UPLOADS_KEPT_DAYS, MOST_DAYS, "0", "setting-uploads-kept-days-help"),
    number(EXPORTS_KEPT_DAYS, MOST_DAYS, "7", "setting-exports-kept-days-help"),
    number(DRAFTS_KEPT_DAYS, MOST_DAYS, "0", "setting-drafts-kept-days-help"),
    Setting {
        key: WORK_AT_ONCE,
        kind: SettingKind::Choice(&["1", "2", "3", "4"]),
        default: Default::Word("2"),
        help: "setting-work-at-once-help",
    },
    number(WORK_LEASE_SECONDS, MOST_LEASE_SECONDS, "30", "setting-work-lease-seconds-help"),
    Setting {
        key: FILE_DATE_ORDER,
        kind: SettingKind::Choice(&["detect", "dmy", "mdy", "ymd"]),
        default: Default::Word("detect"),
        help: "setting-file-date-order-help",
    },
    Setting {
        key: FILE_DECIMAL,
        kind: SettingKind::Choice(&["detect", "comma", "point"]),
        default: Default::Word("detect"),
        help: "setting-file-decimal-help",
    },
    rows("leads.row_limit", ProfileKey::Leads),
    chars("leads.char_limit", ProfileKey::Leads),
    rows("general.row_limit", ProfileKey::General),
    chars("general.char_limit", ProfileKey::General),
    rows("users.row_limit", ProfileKey::Users),
    chars("users.char_limit", ProfileKey::Users),
    rows("helpdesk-companies.row_limit", ProfileKey::HelpdeskCompanies),
    chars("helpdesk-companies.char_limit", ProfileKey::HelpdeskCompanies),
    rows("edit.row_limit", ProfileKey::Edit),
    chars("edit.char_limit", ProfileKey::Edit),
    rows("audience.row_limit", ProfileKey::Audience),
    chars("audience.char_limit", ProfileKey::Audience),
    rows("companies-contacts.row_limit", ProfileKey::CompaniesContacts),
    chars("companies-contacts.char_limit", ProfileKey::CompaniesContacts),
];

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingView {
    pub key: &'static str,
    pub value: String,
    pub default: String,
    /// Somebody set it.
    pub is_set: bool,
    /// Id of the sentence that explains it.
    pub help: &'static str,
    /// What it may hold, where that is a list.
    pub choices: &'static [&'static str],
}

fn setting_named(key: &str) -> Result<&'static Setting> {
    let found = SETTINGS.iter().find(|setting| setting.key == key.trim());
    found.ok_or_else(|| Refusal::unknown("setting-unknown", key.trim(), SETTINGS.iter().map(|setting| setting.key)).into())
}

/// The setting and the text as it is kept.
fn fitting(key: &str, text: &str) -> Result<(&'static Setting, String)> {
    let setting = setting_named(key)?;
    let unfit = |allowed| {
        let refusal = Refusal::new(RefusalKind::Malformed, "setting-unfit").with("name", setting.key).with("value", text);
        refusal.with("allowed", allowed)
    };
    let value = setting.read(text).map_err(unfit)?;
    Ok((setting, value))
}

impl Engine {
    /// Every setting as it stands.
    pub fn list_settings(&self, actor: &Actor) -> Result<Vec<SettingView>> {
        actor.require(Permission::Administer)?;
        SETTINGS.iter().map(|setting| self.setting_view(setting)).collect()
    }

    pub fn get_setting(&self, actor: &Actor, key: &str) -> Result<SettingView> {
        actor.require(Permission::Administer)?;
        self.setting_view(setting_named(key)?)
    }

    pub fn set_setting(&self, actor: &Actor, key: &str, text: &str) -> Result<SettingView> {
        actor.require(Permission::Administer)?;
        let (setting, value) = fitting(key, text)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if setting.key == LOGIN_MODE && value == "email" {
            // Under the write lock: nobody adds a second owner of an e-mail meanwhile.
            self.refuse_shared_emails(&batch)?;
            let ty = self.types().named("user")?;
            if let Some(position) = ty.position("email") {
                batch.add_match_column(&ty, position).map_err(store_error)?;
            }
        }
        batch.save_setting(setting.key, &value).map_err(store_error)?;
        self.audit(&batch, actor, "setting-set", setting.key, 0)?;
        batch.commit().map_err(store_error)?;
        self.setting_view(setting)
    }

    /// Refuses what could not be set; sets nothing.
    pub fn try_setting(&self, actor: &Actor, key: &str, text: &str) -> Result<()> {
        actor.require(Permission::Administer)?;
        let (setting, value) = fitting(key, text)?;
        if setting.key == LOGIN_MODE && value == "email" {
            self.refuse_shared_emails(&*self.store.reader().map_err(store_error)?)?;
        }
        Ok(())
    }

    /// Back to the default.
    pub fn unset_setting(&self, actor: &Actor, key: &str) -> Result<SettingView> {
        actor.require(Permission::Administer)?;
        let setting = setting_named(key)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_setting(setting.key).map_err(store_error)?;
        self.audit(&batch, actor, "setting-unset", setting.key, 0)?;
        batch.commit().map_err(store_error)?;
        self.setting_view(setting)
    }

    /// How the installation calls itself and the zone it tells the time in. Every page shows them, to whoever is signed in.
    pub(crate) fn house(conn: &kartoteka_store::Conn) -> Result<(String, String)> {
        let text = |key| conn.setting(key).map_err(store_error).map(Option::unwrap_or_default);
        Ok((text(ORGANISATION)?, text(TIME_ZONE)?))
    }

    /// Webhooks may lead into a network of one's own.
    pub(crate) fn allows_private(&self) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(reader.setting(WEBHOOK_PRIVATE).map_err(store_error)?.as_deref() == Some("yes"))
    }

    /// How many requests a token may make within a minute; 0 stands for no limit. Asked by the door itself.
    pub fn requests_per_minute(&self) -> Result<u32> {
        let setting = self.setting_view(setting_named(API_RATE)?)?;
        Ok(setting.value.parse().unwrap_or(0))
    }

    /// The installation's own language, for whoever has not chosen one.
    pub fn default_language(&self) -> Result<Language> {
        let reader = self.store.reader().map_err(store_error)?;
        let tag = reader.setting(LANGUAGE).map_err(store_error)?;
        Ok(tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default())
    }

    /// What holds of a setting that is a number, whether somebody set it or not.
    pub(crate) fn number_setting(&self, key: &str) -> Result<u64> {
        Ok(self.setting_view(setting_named(key)?)?.value.parse().unwrap_or_default())
    }

    /// Bytes an uploaded file may have.
    pub fn upload_limit(&self) -> Result<u64> {
        let limit = self.config.limits.file_bytes;
        Ok(match self.number_setting(UPLOADS_MOST_MB)? {
            0 => limit,
            megabytes => limit.min(megabytes << 20),
        })
    }

    /// Long pieces of work that are done at the same time.
    pub fn work_at_once(&self) -> Result<usize> {
        Ok(usize::try_from(self.number_setting(WORK_AT_ONCE)?).unwrap_or(1).max(1))
    }

    /// How dates and numbers of files are usually written here, where nothing else was said: order of day and month, decimal
    /// sign. None: recognised from the file.
    pub(crate) fn usual_reading(&self) -> Result<(Option<String>, Option<char>)> {
        let text = |key| -> Result<String> { Ok(self.setting_view(setting_named(key)?)?.value) };
        let order = Some(text(FILE_DATE_ORDER)?).filter(|order| order != "detect");
        let decimal = match text(FILE_DECIMAL)?.as_str() {
            "comma" => Some(','),
            "point" => Some('.'),
            _ => None,
        };
        Ok((order, decimal))
    }

    fn setting_view(&self, setting: &Setting) -> Result<SettingView> {
        let reader = self.store.reader().map_err(store_error)?;
        let stored = reader.setting(setting.key).map_err(store_error)?;
        let default = setting.default_text();
        let value = stored.clone().unwrap_or_else(|| default.clone());
        let choices = if let SettingKind::Choice(words) = setting.kind { words } else { &[] };
        Ok(SettingView { key: setting.key, value, default, is_set: stored.is_some(), help: setting.help, choices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn l5_l6_the_table_covers_every_profile_and_explains_itself() {
        for key in ProfileKey::ALL {
            for (limit, delivered) in [("row_limit", profile(key).row_limit), ("char_limit", u64::from(profile(key).char_limit))]
            {
                let setting = setting_named(&format!("{}.{limit}", key.word())).expect("a setting");
                assert_eq!(setting.default_text(), delivered.to_string(), "{}", setting.key);
            }
        }
        for setting in SETTINGS {
            assert_eq!(setting.read(&setting.default_text()), Ok(setting.default_text()), "{}", setting.key);
            for language in Language::ALL {
                assert!(Words::of(language).say_if_known(setting.help, &[]).is_some(), "{language:?} {}", setting.help);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_answered_with_what_does() {
        let read = |key: &str, text: &str| setting_named(key).expect("a setting").read(text);
        assert_eq!(read("login_mode", " E-mail"), Err("username, email".into()));
        assert_eq!(read("login_mode", "EMAIL"), Ok("email".into()));
        assert_eq!(read("language", "pt-br"), Ok("pt-BR".into()));
        assert_eq!(read("leads.row_limit", " 007 "), Ok("7".into()));
        for text in ["-1", "5 000", "x", "", "999999999999"] {
            assert_eq!(read("leads.row_limit", text), Err("0–100000000".into()), "{text}");
        }
        assert_eq!(setting_named("leads.row_limits").expect_err("a typo").code(), Some("setting-unknown"));
    }
}
