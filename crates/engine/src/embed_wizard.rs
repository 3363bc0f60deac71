//! A wizard inside another product: a program that may import makes a session, a browser opens it once, and whoever holds it may bring
//! in files of the named types and nothing else.
//!
//! In: types, an origin, looks, a time. Out: a ticket that is signed, lives for minutes and works once; then a secret for the browser.
//! What is imported within a session is the only import there is for it.

pub mod theme;

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_store::{Embed, NewEmbed};
use serde::{Deserialize, Serialize};

use self::theme::Theme;
use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_tokens::Scope;
use crate::manage_users::random_secret;
use crate::manage_webhooks::hmac;
use crate::sign_in::{Arrival, later};
use crate::upload_file::{require_profile, sha256_text};
use crate::{Engine, store_error};

/// Seconds in which a ticket must be used.
pub const OPENS_SECONDS: i64 = 300;
/// Shortest and longest life of a session, in seconds.
pub const LEAST_SECONDS: i64 = 60;
pub const MOST_SECONDS: i64 = 7_200;
/// How long it lives when nothing is said.
pub const USUAL_SECONDS: i64 = 1_800;
/// Sessions that are over are forgotten after so many days.
const KEPT_DAYS: i64 = 7;
const ORIGIN_CHARS: usize = 255;

/// How a session is set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EmbedSettings {
    /// Keys of the record types that may be imported.
    pub types: Vec<String>,
    /// A preset; none: that of the type.
    pub profile: Option<String>,
    /// The only origin that may show it, and that hears of it: `https://app.example.com`.
    pub origin: String,
    /// None: as the browser says.
    pub language: Option<Language>,
    pub theme: Theme,
    /// Options of every import, as the door understands them; null: people choose.
    pub options: serde_json::Value,
}

/// A session that was just made. The ticket is known here only.
#[derive(Clone, Debug)]
pub struct EmbedMade {
    pub view: EmbedView,
    pub ticket: String,
}

/// A session as its maker sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbedView {
    pub id: i64,
    pub settings: EmbedSettings,
    pub state: EmbedState,
    pub opens_until: DateTime,
    pub expires_at: DateTime,
    /// Made within it.
    pub imports: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedState {
    /// Nobody opened it yet.
    Waiting,
    Open,
    Ended,
}

impl EmbedState {
    pub fn word(self) -> &'static str {
        match self {
            EmbedState::Waiting => "waiting",
            EmbedState::Open => "open",
            EmbedState::Ended => "ended",
        }
    }
}

/// What a browser holds after it opened a session.
#[derive(Clone, Debug)]
pub struct EmbedOpened {
    pub id: i64,
    pub secret: String,
    /// Seconds until it ends.
    pub seconds: u64,
}

/// Who comes with a session.
#[derive(Clone, Debug)]
pub struct EmbedArrival {
    pub settings: EmbedSettings,
    /// Whoever made it, with nothing but the scope to import; nobody when it is over.
    pub arrival: Option<Arrival>,
    pub imports: Vec<i64>,
}

impl EmbedSettings {
    /// Whether this way of importing this type is the named one.
    pub fn admits(&self, profile: ProfileKey, type_key: &str) -> bool {
        let wanted = self.profile.as_deref().and_then(ProfileKey::from_word).unwrap_or_else(|| ProfileKey::of_type(type_key));
        self.types.iter().any(|key| key == type_key) && profile == wanted
    }
}

impl Engine {
    /// Makes a session. It acts as the actor, and may import the named types only.
    ///
    /// Errors: what of the settings does not fit, with its place; a type the actor may not import.
    pub fn create_embed(&self, actor: &Actor, mut settings: EmbedSettings, seconds: i64) -> Result<EmbedMade> {
        actor.require(Permission::Import)?;
        settings.types = self.embed_types(actor, &settings)?.iter().map(|ty| ty.key.to_string()).collect();
        settings.origin = origin(&settings.origin)?;
        theme::require_fit(&settings.theme)?;
        if !(LEAST_SECONDS..=MOST_SECONDS).contains(&seconds) {
            let refusal = unfit("embed-time-unfit", "/expires").with("seconds", MOST_SECONDS);
            return Err(refusal.with("limit", LEAST_SECONDS).into());
        }
        let now = self.moment();
        let new = NewEmbed {
            owner: actor.number(),
            settings: serde_json::to_string(&settings)
                .map_err(|error| Error::fault("a session cannot be written down", error))?,
            key: random_secret()?,
            created_at: now,
            opens_until: later(now, seconds.min(OPENS_SECONDS).seconds())?,
            expires_at: later(now, seconds.seconds())?,
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.forget_embeds(later(now, (-KEPT_DAYS).days())?).map_err(store_error)?;
        let id = batch.create_embed(&new).map_err(store_error)?;
        self.audit(&batch, actor, "embed-create", "embed", id)?;
        batch.commit().map_err(store_error)?;
        let ticket = format!("{id}.{}", signature(id, &new));
        let (opens_until, expires_at) = (new.opens_until, new.expires_at);
        let view = EmbedView { id, settings, state: EmbedState::Waiting, opens_until, expires_at, imports: Vec::new() };
        Ok(EmbedMade { view, ticket })
    }

    fn embed_types(&self, actor: &Actor, settings: &EmbedSettings) -> Result<Vec<Arc<RecordType>>> {
        if settings.types.is_empty() {
            return Err(unfit("embed-without-type", "/types").into());
        }
        let types: Vec<_> = settings.types.iter().map(|word| self.types().named(word)).collect::<Result<_>>()?;
        for ty in &types {
            let key = match settings.profile.as_deref() {
                None => ProfileKey::of_type(&ty.key),
                Some(word) => ProfileKey::from_word(word)
                    .ok_or_else(|| unfit("value-unreadable", "/profile").with("field", "profile").with("value", word))?,
            };
            require_profile(actor, &self.profile(key)?, &ty.key)?;
        }
        Ok(types)
    }

    /// Opens a session: the ticket is spent. The answer is the secret of the browser, which is not kept.
    ///
    /// Errors: `embed-ticket-unfit`, the same for a ticket that is forged, spent or too old.
    pub fn open_embed(&self, ticket: &str) -> Result<EmbedOpened> {
        let unfit = || Error::from(Refusal::new(RefusalKind::Forbidden, "embed-ticket-unfit"));
        let (number, given) = ticket.split_once('.').ok_or_else(unfit)?;
        let id: i64 = number.parse().map_err(|_| unfit())?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = batch.embed(id).map_err(store_error)?.ok_or_else(unfit)?;
        let now = self.moment();
        // Compared by hashes, so that the time it takes tells nothing.
        let is_signed = sha256_text(given) == sha256_text(&signature(id, &found.new));
        if !is_signed || found.new.opens_until <= now {
            return Err(unfit());
        }
        let secret = random_secret()?;
        if !batch.open_embed(id, &sha256_text(&secret), now).map_err(store_error)? {
            return Err(unfit());
        }
        batch.commit().map_err(store_error)?;
        let seconds = found.new.expires_at.duration_since(now).as_secs();
        Ok(EmbedOpened { id, secret, seconds: u64::try_from(seconds).unwrap_or(0) })
    }

    /// Who comes with a session, by the secret of the browser; nothing when there is no such session or it is another's secret.
    pub fn arrive_embedded(&self, id: i64, secret: &str) -> Result<Option<EmbedArrival>> {
        let reader = self.store.reader().map_err(store_error)?;
        let Some(found) = reader.embed(id).map_err(store_error)? else { return Ok(None) };
        if found.secret.as_deref() != Some(sha256_text(secret).as_str()) {
            return Ok(None);
        }
        self.follow_types(&reader)?;
        let imports = reader.embed_imports(id).map_err(store_error)?;
        let is_open = state(&found, self.moment()) == EmbedState::Open;
        let actor = self.actor_by_number(&reader, RecordId(found.new.owner)).ok().filter(|_| is_open);
        let (organisation, time_zone) = Engine::house(&reader)?;
        let arrival = actor.map(|actor| Arrival {
            organisation,
            time_zone,
            session: 0,
            actor: actor.narrowed(vec![Scope::Import]),
            preferences: Vec::new(),
            unread: 0,
        });
        Ok(Some(EmbedArrival { settings: settings_of(&found)?, arrival, imports }))
    }

    /// An import that was made within a session belongs to it.
    pub fn add_embed_import(&self, actor: &Actor, id: i64, import: i64) -> Result<()> {
        self.own_import(actor, import)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.add_embed_import(id, import).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// The browser is done.
    pub fn leave_embed(&self, id: i64) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.end_embed(id, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// One of the actor's sessions; administrators see everybody's.
    pub fn embed(&self, actor: &Actor, id: i64) -> Result<EmbedView> {
        let found = self.own_embed(actor, id)?;
        let reader = self.store.reader().map_err(store_error)?;
        Ok(EmbedView {
            id,
            settings: settings_of(&found)?,
            state: state(&found, self.moment()),
            opens_until: found.new.opens_until,
            expires_at: found.new.expires_at,
            imports: reader.embed_imports(id).map_err(store_error)?,
        })
    }

    /// Ends a session at once; imports made within it stay.
    pub fn end_embed(&self, actor: &Actor, id: i64) -> Result<()> {
        self.own_embed(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if batch.end_embed(id, self.moment()).map_err(store_error)? {
            self.audit(&batch, actor, "embed-end", "embed", id)?;
        }
        batch.commit().map_err(store_error)
    }

    fn own_embed(&self, actor: &Actor, id: i64) -> Result<Embed> {
        actor.require(Permission::Import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.embed(id).map_err(store_error)?;
        let own = found.filter(|found| found.new.owner == actor.number() || actor.is_administrator());
        own.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "embed-unknown").with("id", id).into())
    }
}

fn unfit(code: &'static str, pointer: &str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, code).with("pointer", pointer)
}

fn state(embed: &Embed, now: DateTime) -> EmbedState {
    let end = if embed.opened_at.is_some() { embed.new.expires_at } else { embed.new.opens_until };
    if embed.ended_at.is_some() || end <= now {
        EmbedState::Ended
    } else if embed.opened_at.is_some() {
        EmbedState::Open
    } else {
        EmbedState::Waiting
    }
}

fn settings_of(embed: &Embed) -> Result<EmbedSettings> {
    serde_json::from_str(&embed.new.settings).map_err(|error| Error::fault("a session cannot be read", error))
}

/// What nobody but this installation can write under this session, with the moment until which it may be opened.
fn signature(id: i64, new: &NewEmbed) -> String {
    let said = format!("embed {id} {}", new.opens_until);
    hmac(new.key.as_bytes(), said.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `https://app.example.com`; without TLS only on this very machine. It stands in a header and in a script's call: nothing but the
/// letters of an address may be in it.
fn origin(text: &str) -> Result<String> {
    let refused = || Error::from(unfit("embed-origin-unfit", "/origin").with("value", text));
    let plain = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let (scheme, host) = plain.split_once("://").ok_or_else(refused)?;
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&name) || name.ends_with(".localhost");
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let is_name = name == "[::1]" || name.split('.').all(label);
    let is_port =
        port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|n| n > 0));
    let is_safe = scheme == "https" || scheme == "http" && is_here;
    if is_name && is_port && is_safe && plain.len() <= ORIGIN_CHARS { Ok(plain) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host_and_nothing_else() {
        for (text, expected) in [
            ("https://app.example.com", Some("https://app.example.com")),
            ("https://APP.example.com/", Some("https://app.example.com")),
            ("https://app.example.com:8443", Some("https://app.example.com:8443")),
            ("http://localhost:3000", Some("http://localhost:3000")),
            ("http://127.0.0.1:3000", Some("http://127.0.0.1:3000")),
            ("http://[::1]:3000", Some("http://[::1]:3000")),
            ("http://app.example.com", None),
            ("https://app.example.com/path", None),
            ("https://*.example.com", None),
            ("https://a.com https://b.com", None),
            ("https://a.com; script-src *", None),
            ("https://user@a.com", None),
            ("https://a.com:0", None),
            ("https://a.com:x", None),
            ("https://", None),
            ("null", None),
            ("*", None),
            ("javascript://a", None),
        ] {
            assert_eq!(origin(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_session_admits_its_types_in_its_way() {
        let of = |types: &[&str], profile: Option<&str>| EmbedSettings {
            types: types.iter().map(|word| (*word).to_owned()).collect(),
            profile: profile.map(str::to_owned),
            ..EmbedSettings::default()
        };
        for (settings, profile, type_key, expected) in [
            (of(&["contact"], None), ProfileKey::General, "contact", true),
            (of(&["contact"], None), ProfileKey::Edit, "contact", false),
            (of(&["contact"], None), ProfileKey::General, "company", false),
            (of(&["contact"], Some("edit")), ProfileKey::Edit, "contact", true),
            (of(&["contact"], Some("edit")), ProfileKey::General, "contact", false),
            (of(&["lead"], None), ProfileKey::Leads, "lead", true),
        ] {
            assert_eq!(settings.admits(profile, type_key), expected, "{settings:?} {profile:?} {type_key}");
        }
    }
}
