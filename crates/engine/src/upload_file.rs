//! A file becomes an import: its bytes are kept, its sheets recognised, its rows put into blocks.
//!
//! In: a path and what the person said about it. Out: an import in state `mapping`, with a suggested mapping. Interprets no
//! cell; writes no record.

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::recipe::Recipe;
use kartoteka_domain::record::Key;
use kartoteka_domain::run::State;
use kartoteka_sheets::{Block, Format, Inspection, ReadReport, ReadingOptions};
use kartoteka_store::{Batch, BlockInfo, FileFacts, ImportFilter, NewBlock, NewImport, RunKind, Writer};
use sha2::{Digest as _, Sha256};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::not_now;
use crate::mend_rows::CarriedMends;
use crate::progress::{Stage, Watch};
use crate::settings::{FileFound, Settings, SheetRead};
use crate::{Engine, file_notes, store_error};

/// Bytes of one stored piece of an upload before compression.
const CHUNK_BYTES: usize = 1 << 20;
/// Blocks read ahead of the writer.
const BLOCKS_AHEAD: usize = 32;
/// An upload that began longer ago and has not come to its end never will.
const HALF_UPLOAD_HOURS: i64 = 1;
/// Blocks and pieces of the upload stored together.
const PIECES_PER_BATCH: usize = 512;

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
    /// A person goes on step by step: what is still missing (a confirmed encoding, a required column, a bot) refuses the
    /// check, not the upload.
    pub draft: bool,
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
        let inspection = self.inspect(&new.path, &options)?;
        if !new.draft {
            refuse_unconfirmed(&profile, &inspection, &options)?;
        }
        let mut settings = self.settle_mapping(actor, &ty, &profile, new, &inspection)?;
        settings.upload = 1;
        let import = self.create_import(actor, &mut writer, new, &ty.key, &settings, size)?;
        let stored = self.store_file(&mut writer, import, &new.path, &mut settings, watch);
        let fits = |sha| if new.draft { refuse_rows(&profile, &settings, &inspection).map(|()| sha) } else { Ok(sha) };
        let sha = match stored.and_then(fits) {
            Ok(sha) => sha,
            Err(error) => {
                // A file that cannot be read leaves no half import behind.
                drop_draft(&mut writer, import)?;
                return Err(error);
            }
        };
        let ran = |import: &kartoteka_store::Import| {
            matches!(import.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone)
        };
        let same_as = writer.find_by_sha(&sha).map_err(store_error)?.into_iter().find(ran).map(|import| import.id);
        self.end_reading(&mut writer, import, &settings, &sha)?;
        Ok(Uploaded { import, same_as, replayed: false })
    }

    /// The import a key was sent with, when there is one.
    pub fn import_of_key(&self, actor: &Actor, key: &str) -> Result<Option<i64>> {
        actor.require(Permission::Import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.find_by_idempotency_key(key).map_err(store_error)?;
        Ok(found.filter(|import| import.state != State::Reading && import.created_by == actor.number()).map(|import| import.id))
    }

    /// Everything of the file is kept: what is known of it is written down, and the mapping is next.
    fn end_reading(&self, writer: &mut Writer, import: i64, settings: &Settings, sha: &str) -> Result<()> {
        self.put_settings(writer, import, settings)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.update_sha(import, sha).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        self.step(writer, import, &[State::Reading], State::Mapping)
    }

    /// Uploads a corrected file into the same import (L9): settings stay, rows are read anew, and mends are laid over them
    /// where their columns and rows are found again.
    pub fn replace_file(&self, actor: &Actor, import: i64, path: &Path, watch: &Watch) -> Result<CarriedMends> {
        let (found, mut settings, profile) = self.own_import(actor, import)?;
        // `Reading`: an earlier attempt died; this one begins anew.
        let from = [State::Mapping, State::Checked, State::Failed, State::Reading];
        if !from.contains(&found.state) {
            return Err(not_now(&found));
        }
        let size = self.refuse_size(path)?;
        let options = reading_options(&settings.recipe);
        let inspection = self.inspect(path, &options)?;
        refuse_unconfirmed(&profile, &inspection, &options)?;
        self.settle_again(&mut settings, &inspection)?;
        // A file whose reading died has no rows that could be found again.
        let mends = if found.state == State::Reading { None } else { Some(self.mends_to_carry(import)?) };
        let mut writer = self.store.writer().map_err(store_error)?;
        self.step(&mut writer, import, &from, State::Reading)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let batch = writer.begin().map_err(store_error)?;
        // Mends name rows and columns of the file before; laid over this one they would meet other people's cells.
        batch.clear_edits(import).map_err(store_error)?;
        let facts = FileFacts { name, size, sha256: String::new() };
        settings.upload = batch.update_file(import, &facts, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        match self.store_file(&mut writer, import, path, &mut settings, watch) {
            Ok(sha) => {
                self.end_reading(&mut writer, import, &settings, &sha)?;
                drop(writer);
                mends.map_or(Ok(CarriedMends::default()), |mends| self.carry_mends(actor, import, &mends))
            }
            Err(error) => {
                // Half a file is never checked: its rows go, and the import waits for another one.
                let batch = writer.begin().map_err(store_error)?;
                batch.drop_blocks(import, None).map_err(store_error)?;
                batch.update_state(import, &[State::Reading], State::Failed, self.moment()).map_err(store_error)?;
                batch.commit().map_err(store_error)?;
                Err(error)
            }
        }
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
        let limit = self.upload_limit()?;
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
        size: u64,
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
            // The hash is known when all of it is kept.
            file: Some(FileFacts { name: own_name(), size, sha256: String::new() }),
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

    /// Keeps the bytes and reads the sheets into blocks: while this thread stores, another parses. Gives the file's SHA-256.
    pub(crate) fn store_file(
        &self,
        writer: &mut Writer,
        import: i64,
        path: &Path,
        settings: &mut Settings,
        watch: &Watch,
    ) -> Result<String> {
        let batch = writer.begin().map_err(store_error)?;
        batch.drop_blocks(import, None).map_err(store_error)?;
        batch.drop_upload(import, settings.upload).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        let options = reading_options(&settings.recipe);
        let mut pieces = Pieces::open(path, import, settings.upload)?;
        settings.file.notes.clear();
        for sheet in settings.file.sheets.iter_mut().filter(|sheet| sheet.is_read) {
            let report = std::thread::scope(|scope| -> Result<ReadReport> {
                let (send, receive) = sync_channel::<Block>(BLOCKS_AHEAD);
                let (index, options) = (sheet.index, &options);
                let reading = scope.spawn(move || {
                    let mut sink =
                        |block| if send.send(block).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
                    kartoteka_sheets::read(path, index, options, &self.config.limits, &self.config.wall, &mut sink)
                });
                let stored = store_blocks(writer, &mut pieces, receive, watch);
                let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                stored?;
                Ok(read?)
            })?;
            sheet.rows = u64::from(report.rows);
            sheet.blank_rows = u64::from(report.blank_rows);
            sheet.hidden_rows = u64::from(report.hidden_rows);
            settings.file.notes.extend(report.notes.iter().map(|note| file_notes::kept(sheet.index, note)));
        }
        Ok(hex(&pieces.digest.finalize()))
    }
}

/// The bytes of a file, kept piece by piece whenever there is nothing else to store.
struct Pieces<'p> {
    path: &'p Path,
    file: std::fs::File,
    import: i64,
    upload: u32,
    next: u32,
    buffer: Vec<u8>,
    digest: Sha256,
    ended: bool,
}

impl<'p> Pieces<'p> {
    fn open(path: &'p Path, import: i64, upload: u32) -> Result<Pieces<'p>> {
        let file = std::fs::File::open(path).map_err(|e| file_error(path, &e))?;
        let buffer = vec![0_u8; CHUNK_BYTES];
        Ok(Pieces { path, file, import, upload, next: 0, buffer, digest: Sha256::new(), ended: false })
    }

    /// Keeps the next piece, if there is one.
    fn store_next(&mut self, batch: &Batch<'_>) -> Result<()> {
        let filled = fill(&mut self.file, &mut self.buffer).map_err(|e| file_error(self.path, &e))?;
        let piece = &self.buffer[..filled];
        self.ended = piece.is_empty();
        if !self.ended {
            self.digest.update(piece);
            batch.append_upload_chunk(self.import, self.upload, self.next, piece).map_err(store_error)?;
            self.next += 1;
        }
        Ok(())
    }
}

/// An import nobody has seen yet, with everything it kept.
fn drop_draft(writer: &mut Writer, import: i64) -> Result<()> {
    let batch = writer.begin().map_err(store_error)?;
    batch.delete_draft(import).map_err(store_error)?;
    batch.commit().map_err(store_error)
}

/// Blocks in batches as they come, and pieces of the file whenever the reader has none ready; ends when the reader hangs up
/// and all of the file is kept.
fn store_blocks(writer: &mut Writer, pieces: &mut Pieces<'_>, blocks: Receiver<Block>, watch: &Watch) -> Result<()> {
    let mut done = 0;
    let mut reading = true;
    while reading || !pieces.ended {
        let batch = writer.begin().map_err(store_error)?;
        for _ in 0..PIECES_PER_BATCH {
            let ready = if pieces.ended { blocks.recv().map_err(TryRecvError::from) } else { blocks.try_recv() };
            match ready {
                Ok(block) => {
                    done += u64::from(block.rows);
                    store_block(&batch, pieces, block)?;
                    watch.tell(Stage::Reading, done, 0, &Default::default());
                }
                Err(TryRecvError::Disconnected) if pieces.ended => {
                    reading = false;
                    break;
                }
                Err(_) => pieces.store_next(&batch)?,
            }
            watch.go_on()?;
        }
        batch.commit().map_err(store_error)?;
    }
    Ok(())
}

fn store_block(batch: &Batch<'_>, of: &Pieces<'_>, block: Block) -> Result<()> {
    let info = BlockInfo { no: block.index, first_row: block.first_row.0, last_row: block.last_row.0, rows: block.rows };
    let new = NewBlock { info, bytes: block.bytes };
    batch.append_blocks(of.import, of.upload, block.sheet as u32, &[new]).map_err(store_error)
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

/// L5 for whoever goes on step by step: too many rows are told at once, before columns are matched for nothing. Rows that are
/// hidden may be left out later, so only the others count.
fn refuse_rows(profile: &Profile, settings: &Settings, inspection: &Inspection) -> Result<()> {
    for (index, part) in settings.recipe.parts.iter().enumerate() {
        let sheet = settings.sheet_of(index);
        let above = |preview: &kartoteka_sheets::SheetPreview| {
            let header = part.header_row.unwrap_or(1);
            preview.rows.iter().filter(|row| row.number.0 <= header).count() as u64
        };
        let titles = inspection.sheets.iter().find(|preview| preview.index == sheet).map_or(0, above);
        let read = settings.file.sheets.iter().find(|read| read.index == sheet);
        let rows = read.map_or(0, |read| read.rows.saturating_sub(titles));
        if profile.row_limit > 0 && rows.saturating_sub(read.map_or(0, |read| read.hidden_rows)) > profile.row_limit {
            let refusal = Refusal::new(RefusalKind::Unacceptable, "too-many-rows");
            return Err(refusal.with("rows", rows).with("limit", profile.row_limit).into());
        }
    }
    Ok(())
}

/// H10 at the check: an encoding that was only recognised has been confirmed by then.
pub(crate) fn refuse_unconfirmed_draft(profile: &Profile, settings: &Settings) -> Result<()> {
    if !settings.lacks_confirmation(profile) {
        return Ok(());
    }
    let encoding = settings.file.encoding.as_deref().unwrap_or_default();
    Err(Refusal::new(RefusalKind::Malformed, "encoding-unconfirmed").with("encoding", encoding).with("sample", "").into())
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
        delimiter_likely: inspection.delimiter.is_some_and(|delimiter| !delimiter.sure),
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

fn fill(file: &mut std::fs::File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Hex SHA-256 of a text.
pub(crate) fn sha256_text(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
