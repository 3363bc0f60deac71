//! Small lists other records hang on: bots, tunnels, lgts, users by login. Found by name; a default tunnel always exists.
//!
//! In: names. Out: records with the asked fields. Creating goes through the same run as every other write.

use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::kind::fold;
use kartoteka_domain::profile::{Profile, ProfileKey, profile};
use kartoteka_domain::record::{Record, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;

use crate::actor::{Actor, Permission};
use crate::edit_record::Edited;
use crate::erase_records::KEY as ERASURE_KEY;
use crate::error::{Refusal, RefusalKind, Result};
use crate::manage_users::random_secret;
use crate::mass_edit::BulkAction;
use crate::progress::Watch;
use crate::{Engine, store_error};

/// The tunnel clients are attached to when none is chosen (A5).
pub const DEFAULT_TUNNEL: &str = "Default tunnel";
/// What the tables were last made from.
pub(crate) const TYPES_FINGERPRINT: &str = "internal.types_fingerprint";

impl Engine {
    /// The record of a type with this name, with the asked fields.
    pub(crate) fn reference(&self, type_key: &str, name: &str, fields: &[&str]) -> Result<Record> {
        let ty = self.types().named(type_key)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.find_by_name(&ty, &[fold(name)]).map_err(store_error)?;
        let id = found.into_iter().flatten().next();
        let positions: Vec<usize> = fields.iter().filter_map(|key| ty.position(key)).collect();
        let record = match id {
            Some(id) => reader.records_by_id(&ty, &positions, &[id]).map_err(store_error)?.into_iter().next(),
            None => None,
        };
        match record {
            Some(record) => Ok(record),
            None => {
                let names = self.names_of(&ty)?;
                Err(Refusal::unknown("reference-unknown", name, names.iter().map(String::as_str)).with("type", type_key).into())
            }
        }
    }

    /// Every name of a short list.
    pub(crate) fn reference_names(&self, type_key: &str) -> Result<Vec<String>> {
        self.names_of(&*self.types().named(type_key)?)
    }

    fn names_of(&self, ty: &RecordType) -> Result<Vec<String>> {
        let reader = self.store.reader().map_err(store_error)?;
        let Some(position) = ty.position(&ty.name_field) else { return Ok(Vec::new()) };
        let records = reader.scan(ty, &[position], &Filter::all(), None, 50).map_err(store_error)?;
        Ok(records.iter().filter_map(|r| r.values[0].as_ref().and_then(|v| v.as_text()).map(str::to_owned)).collect())
    }

    /// The login of a user by number; 0 is the data directory's own administrator.
    pub(crate) fn login_of(&self, user: i64) -> Result<String> {
        if user == 0 {
            return Ok("admin".to_owned());
        }
        let ty = self.types().named("user")?;
        let reader = self.store.reader().map_err(store_error)?;
        let position: Vec<usize> = ty.position("username").into_iter().collect();
        let records = reader.records_by_id(&ty, &position, &[RecordId(user)]).map_err(store_error)?;
        let login = records.first().and_then(|r| r.values.first()?.as_ref()?.as_text().map(str::to_owned));
        Ok(login.unwrap_or_else(|| user.to_string()))
    }

    /// The login behind the number of a stamp; any actor sees it beside what was done.
    pub fn login(&self, user: i64) -> Result<String> {
        self.login_of(user)
    }

    /// A profile's presets with this installation's limits: settings `<profile>.row_limit`, `<profile>.char_limit`.
    pub fn profile(&self, key: ProfileKey) -> Result<Profile> {
        let mut profile = profile(key);
        let reader = self.store.reader().map_err(store_error)?;
        let number = |name: &str| -> Result<Option<u64>> {
            let text = reader.setting(&format!("{}.{name}", key.word())).map_err(store_error)?;
            Ok(text.and_then(|text| text.trim_matches('"').parse().ok()))
        };
        profile.row_limit = number("row_limit")?.unwrap_or(profile.row_limit);
        profile.char_limit = number("char_limit")?.map_or(profile.char_limit, |limit| limit as u32);
        Ok(profile)
    }

    /// Whether people sign in by e-mail (setting `login_mode` = `email`), which makes e-mails unique (H8).
    pub fn login_by_email(&self) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        let mode = reader.setting("login_mode").map_err(store_error)?;
        Ok(mode.is_some_and(|mode| mode.trim_matches('"') == "email"))
    }
}

impl Engine {
    /// Adds a bot; it works in exactly one messenger.
    pub fn add_bot(&self, actor: &Actor, name: &str, messenger: &str) -> Result<Edited> {
        self.add_reference(actor, "bot", &[("name", name), ("messenger", messenger)])
    }

    pub fn add_tunnel(&self, actor: &Actor, name: &str) -> Result<Edited> {
        self.add_reference(actor, "tunnel", &[("name", name)])
    }

    /// Adds a lead-generation tool; it belongs to a tunnel.
    pub fn add_lgt(&self, actor: &Actor, name: &str, tunnel: &str) -> Result<Edited> {
        self.add_reference(actor, "lgt", &[("name", name), ("tunnel", tunnel)])
    }

    fn add_reference(&self, actor: &Actor, type_key: &str, fields: &[(&str, &str)]) -> Result<Edited> {
        actor.require(Permission::Administer)?;
        let fields: Vec<(String, String)> = fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        self.create_record(actor, type_key, &fields)
    }

    /// Changes a bot, tunnel or lgt by its name. The default tunnel keeps its name (A5).
    pub fn update_reference(&self, actor: &Actor, type_word: &str, name: &str, fields: &[(String, String)]) -> Result<Edited> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let record = self.reference(&ty.key, name, &[])?;
        let renames = fields.iter().any(|(key, text)| *key == ty.name_field && fold(text) != fold(DEFAULT_TUNNEL));
        if ty.key == "tunnel" && renames && fold(name) == fold(DEFAULT_TUNNEL) {
            return Err(Refusal::new(RefusalKind::Conflict, "default-tunnel-stays").with("name", DEFAULT_TUNNEL).into());
        }
        self.set_record(actor, &ty.key, record.id, None, fields)
    }
}

impl Engine {
    /// How many records of a type are linked to this one by a field.
    pub fn count_linked(&self, actor: &Actor, type_word: &str, field: &str, id: RecordId) -> Result<u64> {
        let held = Condition::Field { field: field.into(), comparison: Comparison::Is, value: Some(Value::Link(id)) };
        self.count_records(actor, type_word, &Filter::all().and(held))
    }

    /// Deletes a bot, tunnel or lgt that nothing hangs on. The default tunnel stays (A5).
    pub fn delete_reference(&self, actor: &Actor, type_word: &str, id: RecordId) -> Result<()> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let record = self.get_record(actor, &ty.key, id, Default::default())?;
        let name = record.fields.iter().find(|field| field.key == ty.name_field).map(|field| field.text.clone());
        let name = name.unwrap_or_default();
        if ty.key == "tunnel" && fold(&name) == fold(DEFAULT_TUNNEL) {
            return Err(Refusal::new(RefusalKind::Conflict, "default-tunnel-stays").with("name", DEFAULT_TUNNEL).into());
        }
        let report = self.bulk_edit(actor, &ty.key, &Filter::ids(vec![id]), &[BulkAction::Delete], false, &Watch::default())?;
        if report.updated == 0 {
            return Err(Refusal::new(RefusalKind::Conflict, "reference-held").with("name", name).into());
        }
        Ok(())
    }
}

impl Engine {
    /// Makes the tables of every type when definitions changed, and the records every installation has.
    pub(crate) fn prepare(&self) -> Result<()> {
        let types = self.types();
        let texts: Vec<String> = types.plain().iter().map(kartoteka_domain::record_type::write_definition).collect();
        let fingerprint = crate::upload_file::sha256_text(&texts.concat());
        let known = self.store.reader().map_err(store_error)?.setting(TYPES_FINGERPRINT).map_err(store_error)?;
        if known.as_deref() == Some(fingerprint.as_str()) {
            return Ok(());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        for ty in types.plain() {
            batch.ensure_type(ty).map_err(store_error)?;
        }
        if batch.setting(ERASURE_KEY).map_err(store_error)?.is_none() {
            batch.save_setting(ERASURE_KEY, &random_secret()?).map_err(store_error)?;
        }
        batch.save_setting(TYPES_FINGERPRINT, &fingerprint).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        let tunnel = types.named("tunnel")?;
        if self.store.reader().map_err(store_error)?.is_empty(&tunnel).map_err(store_error)? {
            self.create_record(&Actor::local(), "tunnel", &[("name".to_owned(), DEFAULT_TUNNEL.to_owned())])?;
        }
        Ok(())
    }
}
