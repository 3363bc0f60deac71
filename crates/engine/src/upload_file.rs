//! A file becomes an import: its bytes are kept, its sheets recognised, its rows put into blocks.
//!
//! In: a path and what the person said about it. Out: an import in state `mapping`, with a suggested mapping. Interprets no
//! cell; writes no record.

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::recipe::Recipe;
use kartoteka_domain::record::Key;
use kartoteka_domain::run::State;
use kartoteka_sheets::{Block, Format, Inspection, ReadReport, ReadingOptions};
use kartoteka_store::{BlockInfo, FileFacts, ImportFilter, NewBlock, NewImport, RunKind, Writer};
use sha2::{Digest as _, Sha256};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::progress::{Stage, Watch};
use crate::settings::{FileFound, Settings, SheetRead};
use crate::{Engine, store_error};

/// Bytes of one stored piece of an upload before compression.
const CHUNK_BYTES: usize = 1 << 20;
/// Blocks read ahead of the writer.
const BLOCKS_AHEAD: usize = 256;
/// An upload that began longer ago and has not come to its end never will.
const HALF_UPLOAD_HOURS: i64 = 1;
/// Blocks stored together.
const BLOCKS_PER_BATCH: usize = 256;

/// A file to be imported, and everything said about it beforehand.
#[derive(Clone, Debug, Default)]
pub struct NewFile {
    pub path: PathBuf,
    /// The name shown; the path's own when not given.
    pub name: Option<String>,
    /// A word for the record type.
    pub record_type: String,
    /// The type's own profile when not given.
    pub profile: Option<ProfileKey>,
    /// A saved recipe; what is mapped there is not suggested anew.
    pub recipe: Option<Recipe>,
    /// What the person said beyond the recipe: reading, options, columns.
    pub said: crate::suggest_mapping::Said,
    pub language: Language,
    pub idempotency_key: Option<String>,
}

/// What an upload led to.
#[derive(Clone, Debug)]
pub struct Uploaded {
    pub import: i64,
    /// The same bytes were imported before, as this number (SEM-18).
    pub same_as: Option<i64>,
    /// The idempotency key was seen before: nothing was uploaded again.
    pub replayed: bool,
}

impl Engine {
    /// Uploads a file as a new import.
    pub fn upload_file(&self, actor: &Actor, new: &NewFile, watch: &Watch) -> Result<Uploaded> {
        let ty = self.types().named(&new.record_type)?;
        let profile_key = new.profile.unwrap_or_else(|| ProfileKey::of_type(&ty.key));
        let profile = self.profile(profile_key)?;
        require_profile(actor, &profile, &ty.key)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        if let Some(key) = &new.idempotency_key
            && let Some(known) = writer.find_by_idempotency_key(key).map_err(store_error)?
        {
            if known.state != State::Reading {
                return Ok(Uploaded { import: known.id, same_as: None, replayed: true });
            }
            // That upload never came to its end: the same key asks for it again (FLT-01).
            drop_draft(&mut writer, known.id)?;
        }
        self.drop_half_uploads(&mut writer)?;
        let size = self.refuse_size(&new.path)?;
        let options = new.said.reading(new.recipe.as_ref());
        let (inspection, sha) = std::thread::scope(|scope| {
            let hashing = scope.spawn(|| sha256_of(&new.path));
            let inspection = self.inspect(&new.path, &options);
            (inspection, hashing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (inspection, sha) = (inspection?, sha?);
        refuse_unconfirmed(&profile, &inspection, &options)?;
        let mut settings = self.settle_mapping(actor, &ty, &profile, new, &inspection)?;
        settings.upload = 1;
        let ran = |import: &kartoteka_store::Import| {
            matches!(import.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone)
        };
        let same_as = writer.find_by_sha(&sha).map_err(store_error)?.into_iter().find(ran).map(|import| import.id);
        let import = self.create_import(actor, &mut writer, new, &ty.key, &settings, (size, &sha))?;
        let stored = self.store_file(&mut writer, import, &new.path, &mut settings, watch);
        if let Err(error) = stored {
            // A file that cannot be read leaves no half import behind.
            drop_draft(&mut writer, import)?;
            return Err(error);
        }
        self.put_settings(&mut writer, import, &settings)?;
        self.step(&mut writer, import, &[State::Reading], State::Mapping)?;
        Ok(Uploaded { import, same_as, replayed: false })
    }

    /// Uploads a corrected file into the same import (L9): settings stay, rows are read anew, earlier mends go.
    pub fn replace_file(&self, actor: &Actor, import: i64, path: &Path, watch: &Watch) -> Result<()> {
        let (found, mut settings) = self.import_and_settings(import)?;
        let profile = self.profile(settings.profile)?;
        require_profile(actor, &profile, &found.type_key)?;
        let size = self.refuse_size(path)?;
        let options = reading_options(&settings.recipe);
        let inspection = self.inspect(path, &options)?;
        refuse_unconfirmed(&profile, &inspection, &options)?;
        self.settle_again(&mut settings, &inspection)?;
        let sha256 = sha256_of(path)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        // `Reading`: an earlier attempt died; this one begins anew.
        let from = [State::Mapping, State::Checked, State::Failed, State::Reading];
        self.step(&mut writer, import, &from, State::Reading)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let batch = writer.begin().map_err(store_error)?;
        settings.upload = batch.update_file(import, &FileFacts { name, size, sha256 }, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        if let Err(error) = self.store_file(&mut writer, import, path, &mut settings, watch) {
            // Half a file is never checked: its rows go, and the import waits for another one.
            let batch = writer.begin().map_err(store_error)?;
            batch.drop_blocks(import, None).map_err(store_error)?;
            batch.update_state(import, &[State::Reading], State::Failed, self.moment()).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
            return Err(error);
        }
        self.put_settings(&mut writer, import, &settings)?;
        self.step(&mut writer, import, &[State::Reading], State::Mapping)
    }

    /// Uploads whose process died go after a while (FLT-09); one that is under way is younger.
    fn drop_half_uploads(&self, writer: &mut Writer) -> Result<()> {
        let Ok(oldest) = self.moment().checked_sub(jiff::Span::new().hours(HALF_UPLOAD_HOURS)) else { return Ok(()) };
        let filter = ImportFilter { states: vec![State::Reading], ..ImportFilter::default() };
        for import in writer.imports(&filter).map_err(store_error)? {
            if import.created_at < oldest && import.upload_no <= 1 {
                drop_draft(writer, import.id)?;
            }
        }
        Ok(())
    }

    fn refuse_size(&self, path: &Path) -> Result<u64> {
        let size = std::fs::metadata(path).map_err(|e| file_error(path, &e))?.len();
        let limit = self.config.limits.file_bytes;
        if size > limit {
            return Err(Refusal::new(RefusalKind::Unacceptable, "file-too-large")
                .with("bytes", size)
                .with("limit", limit)
                .into());
        }
        Ok(size)
    }

    /// Looks into a file without keeping anything.
    pub(crate) fn inspect(&self, path: &Path, options: &ReadingOptions) -> Result<Inspection> {
        Ok(kartoteka_sheets::inspect(path, options, &self.config.limits, &self.config.wall)?)
    }

    fn create_import(
        &self,
        actor: &Actor,
        writer: &mut Writer,
        new: &NewFile,
        type_key: &str,
        settings: &Settings,
        (size, sha): (u64, &str),
    ) -> Result<i64> {
        let own_name = || new.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = new.name.clone().unwrap_or_else(own_name);
        let kind = if settings.profile == ProfileKey::Edit { RunKind::Edit } else { RunKind::Import };
        let now = self.moment();
        let batch = writer.begin().map_err(store_error)?;
        let new_import = NewImport {
            kind,
            type_key: Key::new(type_key),
            name,
            state: State::Reading,
            profile: settings.profile.word().to_owned(),
            file: Some(FileFacts { name: own_name(), size, sha256: sha.to_owned() }),
            settings: to_json(settings)?,
            created_by: actor.number(),
            created_at: now,
            tag: None,
            of_import: None,
            idempotency_key: new.idempotency_key.clone(),
            note: String::new(),
        };
        let number = batch.create_import(&new_import).map_err(store_error)?;
        batch.update_tag(number, &import_tag(now, number), now).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(number)
    }

    /// Keeps the bytes and reads the sheets into blocks: while this thread stores, another parses.
    fn store_file(&self, writer: &mut Writer, import: i64, path: &Path, settings: &mut Settings, watch: &Watch) -> Result<()> {
        let batch = writer.begin().map_err(store_error)?;
        batch.drop_blocks(import, None).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        let options = reading_options(&settings.recipe);
        let upload = settings.upload;
        let mut bytes_stored = false;
        for sheet in settings.file.sheets.iter_mut().filter(|sheet| sheet.is_read) {
            let report = std::thread::scope(|scope| -> Result<ReadReport> {
                let (send, receive) = sync_channel::<Block>(BLOCKS_AHEAD);
                let (index, options) = (sheet.index, &options);
                let reading = scope.spawn(move || {
                    let mut sink =
                        |block| if send.send(block).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
                    kartoteka_sheets::read(path, index, options, &self.config.limits, &self.config.wall, &mut sink)
                });
                let kept = if bytes_stored { Ok(()) } else { self.store_bytes(writer, import, upload, path, watch) };
                let stored = kept.and_then(|()| store_blocks(writer, (import, upload), receive, watch));
                let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                stored?;
                Ok(read?)
            })?;
            bytes_stored = true;
            sheet.rows = u64::from(report.rows);
            sheet.blank_rows = u64::from(report.blank_rows);
            sheet.hidden_rows = u64::from(report.hidden_rows);
        }
        Ok(())
    }

    fn store_bytes(&self, writer: &mut Writer, import: i64, upload: u32, path: &Path, watch: &Watch) -> Result<()> {
        let mut file = std::fs::File::open(path).map_err(|e| file_error(path, &e))?;
        let mut buffer = vec![0_u8; CHUNK_BYTES];
        let batch = writer.begin().map_err(store_error)?;
        batch.drop_upload(import, upload).map_err(store_error)?;
        for seq in 0.. {
            let filled = fill(&mut file, &mut buffer)?;
            if filled == 0 {
                break;
            }
            batch.append_upload_chunk(import, upload, seq, &buffer[..filled]).map_err(store_error)?;
            watch.go_on()?;
        }
        batch.commit().map_err(store_error)
    }
}

/// An import nobody has seen yet, with everything it kept.
fn drop_draft(writer: &mut Writer, import: i64) -> Result<()> {
    let batch = writer.begin().map_err(store_error)?;
    batch.delete_draft(import).map_err(store_error)?;
    batch.commit().map_err(store_error)
}

/// Blocks in batches as they come; ends when the reader hangs up.
fn store_blocks(
    writer: &mut Writer,
    (import, upload): (i64, u32),
    blocks: std::sync::mpsc::Receiver<Block>,
    watch: &Watch,
) -> Result<()> {
    let mut done = 0;
    while let Ok(first) = blocks.recv() {
        let batch = writer.begin().map_err(store_error)?;
        let mut next = Some(first);
        for _ in 0..BLOCKS_PER_BATCH {
            let Some(block) = next.take().or_else(|| blocks.recv().ok()) else { break };
            done += u64::from(block.rows);
            let info = BlockInfo { no: block.index, first_row: block.first_row.0, last_row: block.last_row.0, rows: block.rows };
            let sheet = block.sheet as u32;
            batch.append_blocks(import, upload, sheet, &[NewBlock { info, bytes: block.bytes }]).map_err(store_error)?;
            watch.tell(Stage::Reading, done, 0, &Default::default());
            watch.go_on()?;
        }
        batch.commit().map_err(store_error)?;
    }
    Ok(())
}

/// Who may import into this profile (L1, H7).
pub(crate) fn require_profile(actor: &Actor, profile: &Profile, type_key: &str) -> Result<()> {
    actor.require(match (profile.key, type_key) {
        (ProfileKey::Leads, _) | (_, "lead") if profile.administrators_only || type_key == "lead" => Permission::ImportLeads,
        (ProfileKey::Users, _) | (_, "user") => Permission::ImportUsers,
        _ => Permission::Import,
    })
}

/// H10: an encoding other than UTF-8 that was only recognised is named and must be confirmed.
fn refuse_unconfirmed(profile: &Profile, inspection: &Inspection, options: &ReadingOptions) -> Result<()> {
    let Some(encoding) = &inspection.encoding else { return Ok(()) };
    let is_usual = encoding.label.eq_ignore_ascii_case("utf-8");
    if !profile.confirm_encoding || options.encoding.is_some() || is_usual {
        return Ok(());
    }
    let refusal = Refusal::new(RefusalKind::Malformed, "encoding-unconfirmed").with("encoding", &encoding.label);
    Err(refusal.with("sample", encoding.sample.lines().next().unwrap_or("")).into())
}

/// What the recipe says about reading, in the reader's own words.
pub(crate) fn reading_options(recipe: &Recipe) -> ReadingOptions {
    ReadingOptions { encoding: recipe.file.encoding.clone(), delimiter: recipe.file.delimiter, quote: recipe.file.quote }
}

/// What was found, for the settings.
pub(crate) fn found(inspection: &Inspection) -> FileFound {
    let format = match inspection.format {
        Format::Delimited => "delimited",
        Format::Xlsx => "xlsx",
        Format::Xlsb => "xlsb",
        Format::Xls => "xls",
        Format::Ods => "ods",
    };
    let sheet = |preview: &kartoteka_sheets::SheetPreview| SheetRead {
        index: preview.index,
        name: preview.name.clone(),
        hidden: preview.hidden,
        ..SheetRead::default()
    };
    FileFound {
        format: format.to_owned(),
        encoding: inspection.encoding.as_ref().map(|encoding| encoding.label.clone()),
        encoding_sure: inspection.encoding.as_ref().is_none_or(|encoding| encoding.sure),
        delimiter: inspection.delimiter.map(|delimiter| delimiter.delimiter),
        sheets: inspection.sheets.iter().map(sheet).collect(),
        marker: inspection.marker.clone(),
        notes: Vec::new(),
    }
}

/// The automatic tag of a run: `Import 2026-11-21 #17`.
pub(crate) fn import_tag(at: jiff::civil::DateTime, number: i64) -> String {
    format!("Import {} #{number}", at.date())
}

pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::fault("settings cannot be written", e))
}

fn file_error(path: &Path, error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Refusal::new(RefusalKind::NotFound, "file-missing").with("path", path.display()).into();
    }
    Refusal::new(RefusalKind::Unacceptable, "file-unreadable").with("path", path.display()).with("reason", error).into()
}

fn fill(file: &mut std::fs::File, buffer: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Hex SHA-256 of a file.
fn sha256_of(path: &Path) -> Result<String> {
    let mut file = std::fs::File::open(path).map_err(|e| file_error(path, &e))?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0_u8; CHUNK_BYTES];
    loop {
        match fill(&mut file, &mut buffer)? {
            0 => break,
            filled => digest.update(&buffer[..filled]),
        }
    }
    Ok(hex(&digest.finalize()))
}

/// Hex SHA-256 of a text.
pub(crate) fn sha256_text(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
