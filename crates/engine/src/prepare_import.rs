//! Between the upload and the check: how the file is read, which column is which field, what is done with the rows.
//!
//! In: a draft and what the person decided. Out: the draft's settings, changed. What is still missing is told by
//! [`Engine::mapping_view`] and refuses the check; nothing here writes a record.

mod marks;
mod options;
mod values;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;

use kartoteka_domain::profile::Profile;
use kartoteka_domain::recipe::{Column, EmptyCells, Existing, Recipe};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::{RecordType, header_word};
use kartoteka_domain::run::State;
use kartoteka_domain::suggestion::headers_of;
use kartoteka_sheets::ReadingOptions;
use kartoteka_store::{Batch, Import, Writer};
use tempfile::TempDir;

pub use marks::{Shown, mark_of};
pub use options::{OptionsChoice, OwnerChoice};
pub use values::{ColumnValues, ValueSeen, ValueState, has_known_values};
pub use view::{ColumnView, MappingView, PartView, RequiredView};

use crate::actor::Actor;
use crate::error::{Error, Refusal, Result};
use crate::imports::{find, not_now, settings_of};
use crate::progress::Watch;
use crate::settings::Settings;
use crate::suggest_mapping::{Said, follow_columns};
use crate::upload_file::{found, reading_options, require_profile};
use crate::{Engine, store_error};

/// States in which a person still decides.
const OPEN: [State; 3] = [State::Mapping, State::Checked, State::Failed];
/// Rows of each sheet that are shown for the choice of the header row.
const ROWS_SHOWN: usize = 20;
/// Longest text of a cell in a look into the file, in characters.
const CHARS_SHOWN: usize = 120;

/// What a look into the kept file shows.
#[derive(Clone, Debug)]
pub struct FileLook {
    pub is_delimited: bool,
    pub encoding: Option<String>,
    /// False: the encoding is only likely; a person should compare.
    pub encoding_sure: bool,
    pub delimiter: Option<char>,
    pub sheets: Vec<SheetLook>,
    /// An import of the very same bytes that ran before.
    pub same_as: Option<Import>,
}

/// The first rows of a sheet.
#[derive(Clone, Debug)]
pub struct SheetLook {
    /// Empty for delimited text.
    pub name: String,
    pub hidden: bool,
    /// It goes beyond a limit and cannot be read.
    pub refused: bool,
    pub columns: usize,
    /// Number of the row as the person sees it, and its cells.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// How a file is to be read again; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// An empty text: detect it again.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub quote: Option<char>,
    pub sheet: Option<String>,
    /// 0: there is none.
    pub header_row: Option<u32>,
    pub skip_hidden: Option<bool>,
}

/// What a person decided about one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnChoice {
    pub part: usize,
    pub column: usize,
    /// None: not imported.
    pub field: Option<String>,
    pub existing: Option<Existing>,
    pub empty: Option<EmptyCells>,
    pub date_order: Option<String>,
    pub decimal: Option<char>,
    pub separator: Option<char>,
}

/// A draft, and which of its versions a change is based on; none: any.
#[derive(Clone, Debug)]
pub struct Draft {
    pub import: i64,
    /// As [`draft_version`] told them.
    pub versions: Option<Vec<String>>,
}

impl From<i64> for Draft {
    fn from(import: i64) -> Draft {
        Draft { import, versions: None }
    }
}

impl Draft {
    /// In the same batch as the change.
    fn refuse_other_version(&self, found: &Import) -> Result<()> {
        let version = draft_version(found);
        if self.versions.as_ref().is_none_or(|versions| versions.contains(&version)) {
            return Ok(());
        }
        Err(Refusal::new(crate::error::RefusalKind::Conflict, "import-changed").with("number", found.id).into())
    }
}

/// Tells one way an import is set from another: its file, its settings, its name.
pub fn draft_version(import: &Import) -> String {
    let text = format!("{} {} {}", import.upload_no, import.name, import.settings);
    crate::upload_file::sha256_text(&text).chars().take(16).collect()
}

impl Engine {
    /// Whether somebody may import this type in this way (L1, H7); refuses otherwise.
    pub fn require_import_of(&self, actor: &Actor, profile: &Profile, ty: &RecordType) -> Result<()> {
        require_profile(actor, profile, &ty.key)
    }

    /// Looks into the kept file, read as it is set or as asked; keeps nothing.
    pub fn look_into_file(&self, actor: &Actor, import: i64, asked: Option<&Reading>) -> Result<FileLook> {
        let (found_import, settings, _) = self.open_draft(actor, import)?;
        let mut options = reading_options(&settings.recipe);
        if let Some(asked) = asked {
            apply(&mut options, asked);
        }
        let kept = self.kept_file(&found_import, &settings)?;
        let inspection = self.inspect(&kept.path, &options)?;
        let reader = self.store.reader().map_err(store_error)?;
        let sha = found_import.file.as_ref().map(|file| file.sha256.clone()).unwrap_or_default();
        let ran = |other: &Import| {
            other.id != import && matches!(other.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone)
        };
        let same_as = reader.find_by_sha(&sha).map_err(store_error)?.into_iter().find(ran);
        let is_sure = inspection.encoding.as_ref().is_none_or(|encoding| encoding.sure);
        Ok(FileLook {
            is_delimited: settings.is_delimited(),
            encoding: inspection.encoding.as_ref().map(|encoding| encoding.label.clone()),
            encoding_sure: is_sure,
            delimiter: inspection.delimiter.map(|delimiter| delimiter.delimiter),
            sheets: inspection.sheets.iter().map(sheet_look).collect(),
            same_as,
        })
    }

    /// Reads the kept file again in another way; columns are matched anew.
    pub fn read_file_again(&self, actor: &Actor, draft: impl Into<Draft>, asked: &Reading, watch: &Watch) -> Result<()> {
        let draft = draft.into();
        let import = draft.import;
        let (found_import, mut settings, profile) = self.open_draft(actor, import)?;
        draft.refuse_other_version(&found_import)?;
        let mut before = settings.clone();
        before.upload = before.upload.max(found_import.upload_no);
        let file = &mut settings.recipe.file;
        if let Some(encoding) = &asked.encoding {
            file.encoding = Some(encoding.clone()).filter(|label| !label.is_empty());
        }
        file.delimiter = asked.delimiter.or(file.delimiter);
        file.quote = asked.quote.or(file.quote);
        file.skip_hidden = asked.skip_hidden.unwrap_or(file.skip_hidden);
        let kept = self.kept_file(&found_import, &settings)?;
        let inspection = self.inspect(&kept.path, &reading_options(&settings.recipe))?;
        let names: Vec<Option<String>> = settings.recipe.parts.iter().map(|part| part.sheet.clone()).collect();
        settings.file = found(&inspection);
        let said = Said { sheet: asked.sheet.clone(), header_row: asked.header_row, ..Said::default() };
        for (part, sheet) in settings.recipe.parts.iter_mut().zip(names) {
            part.columns.clear();
            // Parts of several sheets keep theirs; one sheet is what the person chose.
            part.sheet = if asked.sheet.is_some() { asked.sheet.clone() } else { sheet };
            part.header_row = asked.header_row.or(part.header_row);
        }
        self.map_columns(&mut settings, &inspection, &profile, &said, false)?;
        follow_columns(&mut settings, &profile);
        self.add_audience_if_chosen(&mut settings)?;
        self.mark_sheets(&mut settings);
        settings.upload = settings.upload.max(found_import.upload_no);
        let mut writer = self.store.writer().map_err(store_error)?;
        self.step(&mut writer, import, &OPEN, State::Reading)?;
        // From here on nobody else changes it; what was changed until here is not thrown away.
        if draft.versions.is_some() && draft_version(&find(&writer, import)?) != draft_version(&found_import) {
            self.step(&mut writer, import, &[State::Reading], State::Mapping)?;
            return Err(Refusal::new(crate::error::RefusalKind::Conflict, "import-changed").with("number", import).into());
        }
        let read = self.store_file(&mut writer, import, &kept.path, &mut settings, watch).map(drop);
        match &read {
            Ok(()) => self.put_settings(&mut writer, import, &settings)?,
            // What cannot be read that way is read again as before.
            Err(_) => drop(self.store_file(&mut writer, import, &kept.path, &mut before, &Watch::default())?),
        }
        self.step(&mut writer, import, &[State::Reading], State::Mapping)?;
        read
    }

    /// Keeps which field each column goes to, and how it is read. `seen`: the mark of the columns as the person saw them.
    pub fn set_columns(
        &self,
        actor: &Actor,
        draft: impl Into<Draft>,
        choices: &[ColumnChoice],
        seen: Option<&str>,
    ) -> Result<()> {
        self.change(actor, &draft.into(), "", (Shown::Columns, seen), |engine, settings| {
            for choice in choices {
                engine.set_column(settings, choice)?;
            }
            Ok(())
        })
    }

    fn set_column(&self, settings: &mut Settings, choice: &ColumnChoice) -> Result<()> {
        let Some(part) = settings.recipe.parts.get_mut(choice.part) else { return Ok(()) };
        let ty = self.types().named(&part.record_type)?;
        if let Some(key) = &choice.field
            && key != "id"
            && ty.field(key).is_none_or(|field| !field.is_importable())
        {
            let known = ty.importable_fields().map(|field| field.key.as_str());
            return Err(Refusal::unknown("field-unknown", key, known).into());
        }
        let Some(column) = part.columns.get_mut(choice.column) else { return Ok(()) };
        let wanted = choice.field.as_deref().map(Key::new);
        if column.field != wanted {
            // Values stood for values of another field.
            column.values.clear();
        }
        *column = Column {
            header: std::mem::take(&mut column.header),
            nth: column.nth,
            values: std::mem::take(&mut column.values),
            field: wanted,
            existing: choice.existing,
            empty: choice.empty,
            date_order: choice.date_order.clone(),
            decimal: choice.decimal,
            separator: choice.separator,
        };
        let found = settings.columns.iter_mut().find(|found| (found.part, found.column) == (choice.part, choice.column));
        if let Some(found) = found {
            let same = found.field.as_deref() == choice.field.as_deref();
            let keeps = same && ["exact", "remembered", "likely"].contains(&found.confidence.as_str());
            match &choice.field {
                Some(_) if keeps => {}
                Some(key) => (found.field, found.confidence) = (Some(key.clone()), "given".to_owned()),
                None => (found.field, found.confidence) = (None, "ignored".to_owned()),
            }
        }
        Ok(())
    }

    /// Back to what was suggested from the headers.
    pub fn reset_columns(&self, actor: &Actor, import: i64) -> Result<()> {
        let (found_import, settings, profile) = self.open_draft(actor, import)?;
        let kept = self.kept_file(&found_import, &settings)?;
        let inspection = self.inspect(&kept.path, &reading_options(&settings.recipe))?;
        self.change(actor, &import.into(), "", (Shown::Columns, None), |engine, settings| {
            for part in &mut settings.recipe.parts {
                part.columns.clear();
            }
            engine.map_columns(settings, &inspection, &profile, &Said::default(), false)?;
            engine.add_audience_if_chosen(settings)
        })
    }

    /// Lays a saved mapping over this import: columns with the same header go the same way, options are taken over.
    /// Returns how many columns it knew.
    pub fn use_recipe(&self, actor: &Actor, draft: impl Into<Draft>, name: &str) -> Result<usize> {
        let recipe = self.recipe(actor, name)?;
        let draft = draft.into();
        let (.., profile) = self.open_draft(actor, draft.import)?;
        let mut known = 0;
        self.change(actor, &draft, "", (Shown::Columns, None), |engine, settings| {
            known = lay_over(settings, &recipe);
            let own = (settings.recipe.options.mode, settings.recipe.options.bot.clone());
            settings.recipe.options = recipe.options.clone();
            settings.mode_said = true;
            if profile.fixed_mode {
                settings.recipe.options.mode = own.0;
            }
            settings.recipe.options.bot = settings.recipe.options.bot.take().or(own.1);
            engine.add_audience_if_chosen(settings)
        })?;
        Ok(known)
    }

    /// What texts of a column stand for: `(text, meaning)`; an empty meaning leaves the field empty, none makes it read as
    /// it is. `seen`: the mark of the values as the person saw them.
    pub fn set_values(
        &self,
        actor: &Actor,
        draft: impl Into<Draft>,
        (part, column): (usize, usize),
        values: &[(String, Option<String>)],
        seen: Option<&str>,
    ) -> Result<()> {
        self.change(actor, &draft.into(), "", (Shown::Values(part, column), seen), |_, settings| {
            let column = settings.recipe.parts.get_mut(part).and_then(|part| part.columns.get_mut(column));
            let Some(column) = column else { return Ok(()) };
            for (text, meaning) in values {
                let form = kartoteka_domain::kind::fold(text).to_string();
                match meaning {
                    Some(meaning) => drop(column.values.insert(form, meaning.clone())),
                    None => drop(column.values.remove(&form)),
                }
            }
            Ok(())
        })
    }

    fn add_audience_if_chosen(&self, settings: &mut Settings) -> Result<()> {
        let is_audience = settings.recipe.parts.iter().any(|part| part.record_type == "client");
        if is_audience && settings.recipe.options.bot.is_some() { self.add_audience(settings) } else { Ok(()) }
    }

    /// Changes the settings of a draft in one transaction; a check of before is stale from then on. `name`: the name lists show;
    /// an empty one leaves it. What somebody else saved since the page was drawn is not written over: `draft-changed`.
    fn change(
        &self,
        actor: &Actor,
        draft: &Draft,
        name: &str,
        (shown, seen): (Shown, Option<&str>),
        change: impl FnOnce(&Engine, &mut Settings) -> Result<()>,
    ) -> Result<()> {
        let import = draft.import;
        let (.., profile) = self.open_draft(actor, import)?;
        let mut writer: Writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        // Read here, not before: what somebody else set meanwhile is not lost.
        let found = find(&batch, import)?;
        draft.refuse_other_version(&found)?;
        let mut settings = settings_of(&found)?;
        marks::refuse_older(&settings, &found.name, shown, seen)?;
        change(self, &mut settings)?;
        follow_columns(&mut settings, &profile);
        self.reopen(&batch, import)?;
        batch.update_settings(import, &crate::upload_file::to_json(&settings)?, self.moment()).map_err(store_error)?;
        if !name.is_empty() {
            batch.update_name(import, name, self.moment()).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// In the same batch as the change: what was started meanwhile keeps its settings.
    fn reopen(&self, batch: &Batch<'_>, import: i64) -> Result<()> {
        if batch.update_state(import, &OPEN, State::Mapping, self.moment()).map_err(store_error)? {
            return Ok(());
        }
        Err(not_now(&find(batch, import)?))
    }

    /// A draft that may still be changed, by somebody who may import its type.
    fn open_draft(&self, actor: &Actor, import: i64) -> Result<(Import, Settings, Profile)> {
        let (found, settings, profile) = self.own_import(actor, import)?;
        if !OPEN.contains(&found.state) {
            return Err(not_now(&found));
        }
        Ok((found, settings, profile))
    }

    /// The bytes of an import as a file, for as long as the value lives.
    fn kept_file(&self, import: &Import, settings: &Settings) -> Result<KeptFile> {
        use std::io::Write as _;
        let folder = tempfile::Builder::new().prefix(".look-").tempdir_in(&self.config.data)?;
        let path = folder.path().join("file");
        let mut file = std::fs::File::create(&path)?;
        let reader = self.store.reader().map_err(store_error)?;
        let upload = import.upload_no.max(settings.upload);
        let bytes = reader.read_upload(import.id, upload, |piece| file.write_all(piece)).map_err(store_error)?;
        if bytes == 0 {
            return Err(Error::from(
                Refusal::new(crate::error::RefusalKind::Conflict, "import-without-file").with("number", import.id),
            ));
        }
        Ok(KeptFile { path, _folder: folder })
    }
}

struct KeptFile {
    path: PathBuf,
    _folder: TempDir,
}

fn apply(options: &mut ReadingOptions, asked: &Reading) {
    if let Some(encoding) = &asked.encoding {
        options.encoding = Some(encoding.clone()).filter(|label| !label.is_empty());
    }
    options.delimiter = asked.delimiter.or(options.delimiter);
    options.quote = asked.quote.or(options.quote);
}

fn sheet_look(preview: &kartoteka_sheets::SheetPreview) -> SheetLook {
    let cut = |text: &str| -> String {
        if text.chars().count() > CHARS_SHOWN { text.chars().take(CHARS_SHOWN).chain(['…']).collect() } else { text.to_owned() }
    };
    let shown = preview.rows.iter().take(ROWS_SHOWN);
    let rows: Vec<(u32, Vec<String>)> =
        shown.map(|row| (row.number.0, row.cells.iter().map(|cell| cut(&cell.shown())).collect())).collect();
    SheetLook {
        name: preview.name.clone(),
        hidden: preview.hidden,
        refused: preview.refused.is_some(),
        columns: preview.rows.iter().map(|row| headers_of(row).len()).max().unwrap_or(0),
        rows,
    }
}

/// Columns with the same header take over what the recipe says about them.
fn lay_over(settings: &mut Settings, recipe: &Recipe) -> usize {
    let mut known = 0;
    for (index, part) in settings.recipe.parts.iter_mut().enumerate() {
        let same_type = || recipe.parts.iter().filter(|other| other.record_type == part.record_type);
        let before = index.min(same_type().count().saturating_sub(1));
        let Some(given) = same_type().nth(before) else { continue };
        let given = given.clone();
        let mut columns: HashMap<(String, u32), &Column> = HashMap::new();
        for column in &given.columns {
            columns.entry((header_word(&column.header), column.nth)).or_insert(column);
        }
        let mut laid: HashMap<usize, Option<String>> = HashMap::new();
        for (place, column) in part.columns.iter_mut().enumerate() {
            let Some(found) = columns.get(&(header_word(&column.header), column.nth)) else { continue };
            known += 1;
            *column = Column { header: column.header.clone(), ..(*found).clone() };
            laid.insert(place, column.field.as_ref().map(Key::to_string));
        }
        for shown in settings.columns.iter_mut().filter(|shown| shown.part == index) {
            let Some(field) = laid.remove(&shown.column) else { continue };
            shown.confidence = if field.is_some() { "remembered" } else { "ignored" }.to_owned();
            shown.field = field;
        }
        part.constants = given.constants.clone();
        if !given.match_by.is_empty() {
            part.match_by = given.match_by.clone();
        }
    }
    known
}
