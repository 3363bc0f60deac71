//! From what was found in the file and what the person said to settings: parts, columns, options.
//!
//! In: an inspection, a recipe, [`Said`]. Out: [`Settings`] with one part per kind of record. Likely columns are shown, never
//! used by themselves.

mod parts;

use std::collections::HashMap;
use std::sync::Arc;

use kartoteka_domain::cell::Row;
use kartoteka_domain::language::Language;
use kartoteka_domain::mapping::{Compile, RowReader, compile};
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::recipe::{
    Constant, Duplicates, EmptyCells, Existing, MissingLinks, Mode, OnError, Part, RECIPE_VERSION, Recipe, Repeated, Validation,
};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::suggestion::{Wanted, header_row, headers_of};
use kartoteka_sheets::{Inspection, ReadingOptions};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::settings::Settings;
use crate::upload_file::{NewFile, found};
use crate::{Engine, store_error};

/// What a person says about one import, beyond a recipe. Everything not said is the profile's or is detected.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub sheet: Option<String>,
    pub header_row: Option<u32>,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub date_order: Option<String>,
    pub decimal: Option<char>,
    pub file_language: Option<Language>,
    /// Header → field; the field `-` leaves the column out.
    pub maps: Vec<(String, String)>,
    /// Column or field → text → what it stands for.
    pub values: Vec<(String, String, String)>,
    /// `email`, `name+company`; several are tried in order.
    pub match_by: Vec<String>,
    pub mode: Option<Mode>,
    pub empty: Option<EmptyCells>,
    pub duplicates: Option<Duplicates>,
    pub repeated: Option<Repeated>,
    pub on_error: Option<OnError>,
    pub missing_links: Option<MissingLinks>,
    pub validation: Option<Validation>,
    pub tags: Vec<String>,
    /// Responsible users for every record, by login.
    pub owners: Vec<String>,
    /// What a list of responsible users does to the stored one.
    pub responsible: Option<Existing>,
    pub role: Option<String>,
    pub bot: Option<String>,
    pub tunnel: Option<String>,
    pub lgt: Option<String>,
    /// Use likely columns too.
    pub accept_likely: bool,
    pub skip_hidden: bool,
}

impl Said {
    /// How the file is to be read, by what was said or else by the recipe.
    pub(crate) fn reading(&self, recipe: Option<&Recipe>) -> ReadingOptions {
        let file = recipe.map(|recipe| recipe.file.clone()).unwrap_or_default();
        ReadingOptions {
            encoding: self.encoding.clone().or(file.encoding),
            delimiter: self.delimiter.or(file.delimiter),
            quote: file.quote,
        }
    }

    /// Lays what was said over a recipe.
    fn apply(&self, recipe: &mut Recipe) {
        let file = &mut recipe.file;
        file.encoding = self.encoding.clone().or(file.encoding.take());
        file.delimiter = self.delimiter.or(file.delimiter);
        file.date_order = self.date_order.clone().or(file.date_order.take());
        file.decimal = self.decimal.or(file.decimal);
        file.language = self.file_language.or(file.language);
        file.skip_hidden |= self.skip_hidden;
        let options = &mut recipe.options;
        options.mode = self.mode.unwrap_or(options.mode);
        options.empty = self.empty.unwrap_or(options.empty);
        options.duplicates = self.duplicates.unwrap_or(options.duplicates);
        options.repeated = self.repeated.unwrap_or(options.repeated);
        options.on_error = self.on_error.unwrap_or(options.on_error);
        options.missing_links = self.missing_links.unwrap_or(options.missing_links);
        options.validation = self.validation.unwrap_or(options.validation);
        options.tags.extend(self.tags.iter().cloned());
        options.bot = self.bot.clone().or(options.bot.take());
        options.tunnel = self.tunnel.clone().or(options.tunnel.take());
        options.lgt = self.lgt.clone().or(options.lgt.take());
    }
}

impl Engine {
    /// Settings for a new import.
    pub(crate) fn settle_mapping(
        &self,
        actor: &Actor,
        ty: &Arc<RecordType>,
        profile: &Profile,
        new: &NewFile,
        inspection: &Inspection,
    ) -> Result<Settings> {
        let given = new.recipe.is_some();
        let mode_said = given || new.said.mode.is_some();
        let mut recipe = new.recipe.clone().unwrap_or_else(|| Recipe { options: profile.options.clone(), ..Recipe::default() });
        recipe.recipe = RECIPE_VERSION;
        new.said.apply(&mut recipe);
        if !given {
            let (order, decimal) = self.usual_reading()?;
            recipe.file.date_order = recipe.file.date_order.take().or(order);
            recipe.file.decimal = recipe.file.decimal.or(decimal);
        }
        if profile.fixed_mode {
            refuse_other_mode(profile, new.said.mode)?;
            recipe.options.mode = profile.options.mode;
        }
        let mut settings = Settings {
            profile: profile.key,
            language: new.language,
            file: found(inspection),
            administrator: actor.is_administrator(),
            recipe,
            mode_said,
            ..Settings::default()
        };
        self.refuse_other_type(&settings, inspection, ty, profile)?;
        if !given || settings.recipe.parts.is_empty() {
            settings.recipe.parts = self.choose_parts(ty, profile, &new.said, inspection, new.language)?;
        }
        self.map_columns(&mut settings, inspection, profile, &new.said, given)?;
        follow_columns(&mut settings, profile);
        let lacks_bot = settings.recipe.options.bot.is_none() && ty.key == "client";
        if !(new.draft && lacks_bot) {
            self.add_constants(actor, &mut settings, &new.said)?;
        }
        self.mark_sheets(&mut settings);
        if !new.draft {
            self.compile_all(&settings, inspection, profile)?;
        }
        Ok(settings)
    }

    /// The same settings over a corrected file: headers are found again by name.
    pub(crate) fn settle_again(&self, settings: &mut Settings, inspection: &Inspection) -> Result<()> {
        let profile = self.profile(settings.profile)?;
        settings.file = found(inspection);
        for part in &mut settings.recipe.parts {
            let sheet_exists = part.sheet.as_ref().is_none_or(|name| inspection.sheets.iter().any(|sheet| sheet.name == *name));
            if !sheet_exists {
                part.sheet = None;
            }
            part.header_row = None;
        }
        self.map_columns(settings, inspection, &profile, &Said::default(), true)?;
        follow_columns(settings, &profile);
        self.mark_sheets(settings);
        self.compile_all(settings, inspection, &profile)
    }

    /// Refuses now what cannot be followed: a required field without a column, two columns for one field (HDR-11, HDR-12).
    fn compile_all(&self, settings: &Settings, inspection: &Inspection, profile: &Profile) -> Result<()> {
        for (index, part) in settings.recipe.parts.iter().enumerate() {
            let headers = headers_at(inspection, settings.sheet_of(index), part.header_row.unwrap_or(1));
            self.compile_part(settings, index, part, &headers, profile)?;
        }
        Ok(())
    }

    pub(crate) fn compile_part(
        &self,
        settings: &Settings,
        index: usize,
        part: &Part,
        headers: &[String],
        profile: &Profile,
    ) -> Result<RowReader> {
        let types = self.types();
        let sheet = settings.sheet_of(index);
        let is_first = !(0..index).any(|other| settings.sheet_of(other) == sheet);
        Ok(compile(&Compile {
            part,
            headers,
            header_row: part.header_row.unwrap_or(1),
            record_type: types.named(&part.record_type)?,
            options: &settings.recipe.options,
            file: &settings.recipe.file,
            language: settings.language,
            delimited: settings.is_delimited(),
            max_chars: profile.char_limit,
            whole_sheet: is_first,
            login_by_email: self.login_by_email()?,
        })?)
    }

    /// Only sheets that a part reads are put into blocks.
    pub(crate) fn mark_sheets(&self, settings: &mut Settings) {
        let names: Vec<Option<String>> = settings.recipe.parts.iter().map(|part| part.sheet.clone()).collect();
        for sheet in &mut settings.file.sheets {
            sheet.is_read = names.iter().any(|name| name.as_deref() == Some(sheet.name.as_str()));
        }
    }

    /// M8: a workbook made for one type is not applied to another.
    fn refuse_other_type(&self, settings: &Settings, inspection: &Inspection, ty: &RecordType, profile: &Profile) -> Result<()> {
        let types = self.types();
        let by_marker = settings.file.marker.as_deref().and_then(marker_type);
        let sheet_names = || inspection.sheets.iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name.as_str());
        let by_name = || {
            let named = |name: &str| {
                types.all().iter().find(|other| other.plural.all().any(|word| word == name)).map(|other| other.key.to_string())
            };
            if profile.key == ProfileKey::Edit { sheet_names().find_map(named) } else { None }
        };
        let Some(found) = by_marker.or_else(by_name).or_else(|| header_type(inspection, &types)) else { return Ok(()) };
        let composite = profile.key == ProfileKey::CompaniesContacts;
        if found == ty.key.as_str() || composite {
            return Ok(());
        }
        Err(Refusal::new(RefusalKind::Malformed, "edit-file-other-type").with("found", found).with("wanted", &ty.key).into())
    }

    fn choose_parts(
        &self,
        ty: &Arc<RecordType>,
        profile: &Profile,
        said: &Said,
        inspection: &Inspection,
        language: Language,
    ) -> Result<Vec<Part>> {
        if profile.key == ProfileKey::CompaniesContacts {
            return parts::companies_and_contacts(&self.types(), said, inspection, language);
        }
        let wanted = Wanted { record_type: ty, language, edit_file: profile.key == ProfileKey::Edit };
        let sheet = parts::best_sheet(&wanted, said.sheet.as_deref(), inspection)?;
        Ok(vec![Part {
            record_type: ty.key.clone(),
            sheet: Some(inspection.sheets[sheet].name.clone()),
            header_row: said.header_row,
            ..Part::default()
        }])
    }

    /// Bot, tunnel, lgt, role, responsible: values for fields without a column.
    fn add_constants(&self, actor: &Actor, settings: &mut Settings, said: &Said) -> Result<()> {
        if let Some(role) = &said.role {
            if role != "end-user" && !actor.is_administrator() {
                return Err(Refusal::forbidden(crate::actor::Permission::Administer).into());
            }
            set_constant(settings, "user", "role", role, Existing::Overwrite);
        }
        if !said.owners.is_empty() {
            let policy = said.responsible.unwrap_or_default();
            for key in settings.recipe.parts.iter().map(|part| part.record_type.clone()).collect::<Vec<_>>() {
                set_constant(settings, &key, "responsible", &said.owners.join(","), policy);
            }
        }
        if settings.recipe.parts.iter().any(|part| part.record_type == "client") {
            self.add_audience(settings)?;
        }
        Ok(())
    }

    /// A4–A6: the bot gives the messenger; without tunnel and lgt the default tunnel, with only an lgt that lgt's.
    pub(crate) fn add_audience(&self, settings: &mut Settings) -> Result<()> {
        let Some(bot) = settings.recipe.options.bot.clone() else {
            let has_column = settings.recipe.parts[0].columns.iter().any(|column| column.field.as_deref() == Some("bot"));
            if has_column {
                return Ok(());
            }
            let names = self.reference_names("bot")?;
            return Err(Refusal::new(RefusalKind::Malformed, "bot-required").with("known", names.join(", ")).into());
        };
        let bot = self.reference("bot", &bot, &["messenger"])?;
        set_constant(settings, "client", "bot", &format!("[#{}]", bot.id), Existing::Overwrite);
        if let Some(messenger) = bot.values[0].as_ref().and_then(|value| value.as_text()) {
            set_constant(settings, "client", "messenger", messenger, Existing::Overwrite);
        }
        let mut tunnel =
            settings.recipe.options.tunnel.clone().map(|name| self.reference("tunnel", &name, &[])).transpose()?.map(|t| t.id);
        if let Some(lgt) = settings.recipe.options.lgt.clone() {
            let lgt = self.reference("lgt", &lgt, &["tunnel"])?;
            set_constant(settings, "client", "lgt", &format!("[#{}]", lgt.id), Existing::Overwrite);
            tunnel = tunnel.or_else(|| lgt.values[0].as_ref().and_then(|value| value.as_link()));
        }
        let chosen = tunnel.is_some();
        let tunnel = match tunnel {
            Some(tunnel) => tunnel,
            None => self.reference("tunnel", crate::references::DEFAULT_TUNNEL, &[])?.id,
        };
        let has_column = settings.recipe.parts[0].columns.iter().any(|column| column.field.as_deref() == Some("tunnel"));
        if chosen || !has_column {
            let policy = if chosen { Existing::Overwrite } else { Existing::Fill };
            set_constant(settings, "client", "tunnel", &format!("[#{tunnel}]"), policy);
        }
        Ok(())
    }

    /// Header → field, as this installation mapped them the last time.
    pub(crate) fn remembered(&self, type_key: &str) -> Result<HashMap<String, Key>> {
        let reader = self.store.reader().map_err(store_error)?;
        let memory = reader.remembered_headers(type_key).map_err(store_error)?;
        Ok(memory.into_iter().collect())
    }
}

/// What is done with the rows until a person says it: what the profile presets; rows that can name a record by its ID change
/// it too, so that an export comes back as what it is.
pub(crate) fn follow_columns(settings: &mut Settings, profile: &Profile) {
    if settings.mode_said || profile.fixed_mode {
        return;
    }
    let columns = settings.recipe.parts.iter().flat_map(|part| &part.columns);
    let names_records = columns.into_iter().any(|column| column.field.as_deref() == Some("id"));
    settings.recipe.options.mode = match profile.options.mode {
        Mode::Create if names_records => Mode::CreateAndUpdate,
        usual => usual,
    };
}

/// A constant takes the place of a column of the same field.
pub(crate) fn set_constant(settings: &mut Settings, type_key: &str, field: &str, value: &str, existing: Existing) {
    for part in settings.recipe.parts.iter_mut().filter(|part| part.record_type == type_key) {
        for column in part.columns.iter_mut().filter(|column| column.field.as_deref() == Some(field)) {
            column.field = None;
        }
        part.constants.retain(|constant| constant.field != field);
        part.constants.push(Constant { field: Key::new(field), value: value.to_owned(), existing });
    }
}

fn refuse_other_mode(profile: &Profile, said: Option<Mode>) -> Result<()> {
    match said {
        Some(mode) if mode != profile.options.mode => {
            Err(Refusal::new(RefusalKind::Malformed, "mode-fixed").with("profile", profile.key.word()).into())
        }
        _ => Ok(()),
    }
}

/// `type=company;kind=edit` in a workbook's marker.
fn marker_type(marker: &str) -> Option<String> {
    marker.split(';').find_map(|item| item.strip_prefix("type=")).map(str::to_owned)
}

/// `ID (company)`: the header of the id column in delimited edit files says the type.
fn header_type(inspection: &Inspection, types: &crate::define_types::Types) -> Option<String> {
    let rows = &inspection.sheets.first()?.rows;
    let first = rows.first()?.cells.first()?.shown().into_owned();
    let word = first.strip_prefix("ID (")?.strip_suffix(')')?.to_owned();
    types.get(&word).map(|ty| ty.key.to_string())
}

/// The headers of a row as the preview shows it.
pub(crate) fn headers_at(inspection: &Inspection, sheet: usize, row: u32) -> Vec<String> {
    let preview = inspection.sheets.iter().find(|preview| preview.index == sheet);
    if row == 0 {
        // No header row: every column is blank and found by its place.
        let width = preview.iter().flat_map(|preview| &preview.rows).map(|row| headers_of(row).len()).max();
        return vec![String::new(); width.unwrap_or(0)];
    }
    preview.and_then(|preview| preview.rows.iter().find(|found| found.number.0 == row)).map(headers_of).unwrap_or_default()
}

/// The header row of a sheet: said, or the row that knows most headers.
pub(crate) fn header_row_of(wanted: &Wanted<'_>, rows: &[Row<'_>], said: Option<u32>) -> u32 {
    said.or_else(|| header_row(wanted, rows)).unwrap_or(1)
}
