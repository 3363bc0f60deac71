//! Imports and every other run (edit, mass edit, undo, deletion): one row each, with state, settings, counts, progress.
//!
//! In and out: facts. Settings are a text only the caller understands. Which step is allowed is said by the caller;
//! [`Batch::update_state`] only takes it when the state is still one of those expected.

use compact_str::CompactString;
use jiff::civil::DateTime;
use kartoteka_domain::record::Key;
use kartoteka_domain::run::{Counts, State};

use crate::dialect;
use crate::error::{Result, StoreError};
use crate::sql::{Optional, Row, Value as Parameter};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// What kind of work a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunKind {
    Import,
    /// A mass-edit file.
    Edit,
    /// A mass edit by filter.
    Bulk,
    Undo,
    Delete,
    /// One record on its page.
    Record,
}

impl RunKind {
    const ALL: [RunKind; 6] = [RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete, RunKind::Record];

    pub fn word(self) -> &'static str {
        match self {
            RunKind::Import => "import",
            RunKind::Edit => "edit",
            RunKind::Bulk => "bulk",
            RunKind::Undo => "undo",
            RunKind::Delete => "delete",
            RunKind::Record => "record",
        }
    }

    pub fn from_word(word: &str) -> Option<RunKind> {
        RunKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What is known about an uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// A run to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewImport {
    pub kind: RunKind,
    pub type_key: Key,
    pub name: String,
    pub state: State,
    pub profile: String,
    pub file: Option<FileFacts>,
    /// JSON.
    pub settings: String,
    pub created_by: i64,
    pub created_at: DateTime,
    pub tag: Option<String>,
    /// The run that this one undoes or deletes.
    pub of_import: Option<i64>,
    pub idempotency_key: Option<String>,
    pub note: String,
}

/// A run as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The running number people see (#17).
    pub id: i64,
    pub kind: RunKind,
    pub type_key: Key,
    pub name: String,
    pub state: State,
    pub profile: String,
    /// How many files were uploaded into it; the last one counts.
    pub upload_no: u32,
    pub file: Option<FileFacts>,
    pub settings: String,
    pub counts: Counts,
    /// Grows with every finished check.
    pub check_revision: i64,
    /// Grows with every edit, mapping or file: a check of an older revision is stale.
    pub edits_revision: i64,
    pub created_by: i64,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub started_at: Option<DateTime>,
    pub finished_at: Option<DateTime>,
    pub tag: Option<String>,
    pub of_import: Option<i64>,
    pub progress_done: u64,
    pub progress_total: u64,
    pub idempotency_key: Option<String>,
    pub note: String,
}

/// Which runs to list; newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportFilter {
    pub type_key: Option<Key>,
    /// Empty stands for all.
    pub kinds: Vec<RunKind>,
    /// Empty stands for all.
    pub states: Vec<State>,
    pub created_by: Option<i64>,
    pub of_import: Option<i64>,
    /// Part of the name, the file's name or the tag; or the number itself.
    pub search: Option<String>,
    /// Made at this moment or later.
    pub since: Option<DateTime>,
    /// Only older than this number.
    pub before: Option<i64>,
    /// 0 stands for all.
    pub limit: usize,
}

const COLUMNS: &str = "id, kind, type_key, name, state, profile, upload_no, file_name, file_size, file_sha256, settings, counts, \
     check_revision, edits_revision, created_by, created_at, updated_at, started_at, finished_at, tag, of_import, \
     progress_done, progress_total, idempotency_key, note";

impl Batch<'_> {
    /// Makes a run under the next running number; edits of single records have numbers of their own, below zero, so that
    /// people's imports are numbered without gaps. Errors: [`StoreError::Unique`] for a known idempotency key.
    pub fn create_import(&self, new: &NewImport) -> Result<i64> {
        let id = match new.kind {
            RunKind::Record => -self.take_number("edit")?,
            _ => self.take_number("import")?,
        };
        let sql = format!("INSERT INTO kt_import ({COLUMNS}) VALUES ({})", dialect::parameters(1, 25));
        let at = time_text(new.created_at).into_string();
        let file = new.file.as_ref();
        let parameters: Vec<Parameter> = vec![
            id.into(),
            new.kind.word().to_owned().into(),
            new.type_key.to_string().into(),
            new.name.clone().into(),
            new.state.word().to_owned().into(),
            new.profile.clone().into(),
            i64::from(file.is_some()).into(),
            file.map(|file| file.name.clone()).into(),
            file.map(|file| file.size.cast_signed()).into(),
            file.map(|file| file.sha256.clone()).into(),
            new.settings.clone().into(),
            counts_text(&Counts::default()).into(),
            0.into(),
            0.into(),
            new.created_by.into(),
            at.clone().into(),
            at.into(),
            Parameter::Null,
            Parameter::Null,
            new.tag.clone().into(),
            new.of_import.into(),
            0.into(),
            0.into(),
            new.idempotency_key.clone().into(),
            new.note.clone().into(),
        ];
        self.sql.prepare_cached(&sql)?.execute_guarded(parameters.as_slice())?;
        Ok(id)
    }

    /// Steps to another state if the state is still one of `from`; `false` when somebody else was faster.
    ///
    /// Running sets the time of the first start; completed, stopped and failed set the time of the end.
    pub fn update_state(&self, id: i64, from: &[State], to: State, at: DateTime) -> Result<bool> {
        let words = dialect::word_list(from.iter().map(|state| state.word()));
        let ends = matches!(to, State::Completed | State::Stopped | State::Failed);
        let sql = format!(
            "UPDATE kt_import SET state = ?2, updated_at = ?3, \
             started_at = CASE WHEN ?4 = 1 THEN coalesce(started_at, ?3) ELSE started_at END, \
             finished_at = CASE WHEN ?5 = 1 THEN ?3 WHEN ?4 = 1 THEN NULL ELSE finished_at END WHERE id = ?1 AND {}",
            self.sql.dialect().in_words("state", 6)
        );
        let at = time_text(at);
        let parameters = (id, to.word(), at.as_str(), to == State::Running, ends, words);
        Ok(self.sql.prepare_cached(&sql)?.execute(parameters)? == 1)
    }

    /// Replaces the settings (JSON) and raises the edits' revision: an earlier check no longer holds.
    pub fn update_settings(&self, id: i64, settings: &str, at: DateTime) -> Result<()> {
        let set = "settings = ?2, edits_revision = edits_revision + 1, updated_at = ?3";
        self.set(id, set, settings.to_owned(), at)
    }

    /// Says that a check of the given edits' revision is finished, with its counts.
    pub fn finish_check(&self, id: i64, edits_revision: i64, counts: &Counts, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_import SET counts = ?2, check_revision = ?3, updated_at = ?4 WHERE id = ?1 AND edits_revision = ?3";
        let parameters = (id, counts_text(counts), edits_revision, time_text(at).into_string());
        Ok(self.sql.prepare_cached(sql)?.execute(parameters)? == 1)
    }

    pub fn update_counts(&self, id: i64, counts: &Counts, at: DateTime) -> Result<()> {
        self.set(id, "counts = ?2, updated_at = ?3", counts_text(counts), at)
    }

    pub fn update_name(&self, id: i64, name: &str, at: DateTime) -> Result<()> {
        self.set(id, "name = ?2, updated_at = ?3", name.to_owned(), at)
    }

    /// Whose it is from now on.
    pub fn update_maker(&self, id: i64, user: i64, at: DateTime) -> Result<()> {
        let sql = "UPDATE kt_import SET created_by = ?2, updated_at = ?3 WHERE id = ?1";
        self.sql.prepare_cached(sql)?.execute((id, user, time_text(at).as_str()))?;
        Ok(())
    }

    pub fn update_type(&self, id: i64, type_key: &str, at: DateTime) -> Result<()> {
        self.set(id, "type_key = ?2, edits_revision = edits_revision + 1, updated_at = ?3", type_key.to_owned(), at)
    }

    pub fn update_tag(&self, id: i64, tag: &str, at: DateTime) -> Result<()> {
        self.set(id, "tag = ?2, updated_at = ?3", tag.to_owned(), at)
    }

    /// A sentence key or a reason, never a value of a record.
    pub fn update_note(&self, id: i64, note: &str, at: DateTime) -> Result<()> {
        self.set(id, "note = ?2, updated_at = ?3", note.to_owned(), at)
    }

    /// Rows or bytes done, of how many.
    pub fn update_progress(&self, id: i64, done: u64, total: u64) -> Result<()> {
        let sql = "UPDATE kt_import SET progress_done = ?2, progress_total = ?3 WHERE id = ?1";
        self.sql.prepare_cached(sql)?.execute((id, done.cast_signed(), total.cast_signed()))?;
        Ok(())
    }

    /// Another file for the same import; returns its upload number, from 1.
    pub fn update_file(&self, id: i64, file: &FileFacts, at: DateTime) -> Result<u32> {
        let sql = "UPDATE kt_import SET upload_no = upload_no + 1, file_name = ?2, file_size = ?3, file_sha256 = ?4, \
                   edits_revision = edits_revision + 1, updated_at = ?5 WHERE id = ?1 RETURNING upload_no";
        let parameters = (id, &file.name, file.size.cast_signed(), &file.sha256, time_text(at).into_string());
        let upload = self.sql.prepare_cached(sql)?.query_row(parameters, |row| row.get(0)).optional()?;
        upload.ok_or(StoreError::Missing { what: "import", id })
    }

    /// Notes the hash of a file that is kept now.
    pub fn update_sha(&self, id: i64, sha256: &str) -> Result<()> {
        let changed = self.sql.prepare_cached("UPDATE kt_import SET file_sha256 = ?2 WHERE id = ?1")?.execute((id, sha256))?;
        if changed == 1 { Ok(()) } else { Err(StoreError::Missing { what: "import", id }) }
    }

    /// Deletes a run that wrote nothing, with its upload, blocks, issues and edits; `false` when it has a journal.
    pub fn delete_draft(&self, id: i64) -> Result<bool> {
        if self.sql.prepare_cached("SELECT 1 FROM kt_journal WHERE run_id = ?1 LIMIT 1")?.exists([id])? {
            return Ok(false);
        }
        for table in ["kt_upload_chunk", "kt_sheet", "kt_block", "kt_outcome", "kt_issue", "kt_edit", "kt_mend"] {
            self.sql.prepare_cached(&format!("DELETE FROM {table} WHERE import_id = ?1"))?.execute([id])?;
        }
        self.close_passes(id)?;
        self.sql.prepare_cached("DELETE FROM kt_batch WHERE run_id = ?1")?.execute([id])?;
        Ok(self.sql.prepare_cached("DELETE FROM kt_import WHERE id = ?1")?.execute([id])? == 1)
    }

    fn set(&self, id: i64, columns: &str, value: String, at: DateTime) -> Result<()> {
        let sql = format!("UPDATE kt_import SET {columns} WHERE id = ?1");
        let changed = self.sql.prepare_cached(&sql)?.execute((id, value, time_text(at).as_str()))?;
        if changed == 1 { Ok(()) } else { Err(StoreError::Missing { what: "import", id }) }
    }
}

impl Conn {
    pub fn import(&self, id: i64) -> Result<Option<Import>> {
        self.one_import("id = ?1", id.into())
    }

    pub fn find_by_idempotency_key(&self, key: &str) -> Result<Option<Import>> {
        self.one_import("idempotency_key = ?1", key.to_owned().into())
    }

    /// Earlier imports of the same bytes, newest first.
    pub fn find_by_sha(&self, sha256: &str) -> Result<Vec<Import>> {
        self.list("file_sha256 = ?1 ORDER BY id DESC", &[sha256.to_owned().into()])
    }

    /// Runs, newest first.
    pub fn imports(&self, filter: &ImportFilter) -> Result<Vec<Import>> {
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut add = |text: &dyn Fn(usize) -> String, value: Parameter| {
            parameters.push(value);
            conditions.push(text(parameters.len()));
        };
        if let Some(key) = &filter.type_key {
            add(&|n| format!("type_key = ?{n}"), key.to_string().into());
        }
        if !filter.kinds.is_empty() {
            let words = dialect::word_list(filter.kinds.iter().map(|kind| kind.word()));
            add(&|n| self.sql.dialect().in_words("kind", n), words.into());
        }
        if !filter.states.is_empty() {
            let words = dialect::word_list(filter.states.iter().map(|state| state.word()));
            add(&|n| self.sql.dialect().in_words("state", n), words.into());
        }
        if let Some(by) = filter.created_by {
            add(&|n| format!("created_by = ?{n}"), by.into());
        }
        if let Some(of) = filter.of_import {
            add(&|n| format!("of_import = ?{n}"), of.into());
        }
        if let Some(search) = &filter.search {
            let part = format!("%{}%", search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            let like =
                |n| format!("(name LIKE ?{n} ESCAPE '\\' OR file_name LIKE ?{n} ESCAPE '\\' OR tag LIKE ?{n} ESCAPE '\\')");
            add(&like, part.into());
        }
        if let Some(since) = filter.since {
            add(&|n| format!("created_at >= ?{n}"), time_text(since).into_string().into());
        }
        if let Some(before) = filter.before {
            add(&|n| format!("id < ?{n}"), before.into());
        }
        let limit = if filter.limit == 0 { i64::MAX } else { i64::try_from(filter.limit).unwrap_or(i64::MAX) };
        parameters.push(limit.into());
        let tail = format!("{} ORDER BY id DESC LIMIT ?{}", conditions.join(" AND "), parameters.len());
        self.list(&tail, &parameters)
    }

    fn one_import(&self, condition: &str, value: Parameter) -> Result<Option<Import>> {
        Ok(self.list(condition, &[value])?.pop())
    }

    fn list(&self, tail: &str, parameters: &[Parameter]) -> Result<Vec<Import>> {
        let mut statement = self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM kt_import WHERE {tail}"))?;
        let mut rows = statement.query(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read_import(row)?);
        }
        Ok(list)
    }
}

fn read_import(row: Row<'_>) -> Result<Import> {
    let broken = |what: &str| StoreError::undecodable(format!("the {what} of an import"));
    let file = match (row.get::<Option<String>>(7)?, row.get::<Option<i64>>(8)?, row.get::<Option<String>>(9)?) {
        (Some(name), size, sha256) => {
            Some(FileFacts { name, size: size.unwrap_or(0).cast_unsigned(), sha256: sha256.unwrap_or_default() })
        }
        _ => None,
    };
    Ok(Import {
        id: row.get(0)?,
        kind: RunKind::from_word(&row.get::<String>(1)?).ok_or_else(|| broken("kind"))?,
        type_key: CompactString::from(row.get::<String>(2)?),
        name: row.get(3)?,
        state: State::from_word(&row.get::<String>(4)?).ok_or_else(|| broken("state"))?,
        profile: row.get(5)?,
        upload_no: row.get(6)?,
        file,
        settings: row.get(10)?,
        counts: read_counts(&row.get::<String>(11)?)?,
        check_revision: row.get(12)?,
        edits_revision: row.get(13)?,
        created_by: row.get(14)?,
        created_at: read_time(&row.get::<String>(15)?)?,
        updated_at: read_time(&row.get::<String>(16)?)?,
        started_at: read_time_or_none(row.get(17)?)?,
        finished_at: read_time_or_none(row.get(18)?)?,
        tag: row.get(19)?,
        of_import: row.get(20)?,
        progress_done: row.get::<i64>(21)?.cast_unsigned(),
        progress_total: row.get::<i64>(22)?.cast_unsigned(),
        idempotency_key: row.get(23)?,
        note: row.get(24)?,
    })
}

pub(crate) fn counts_text(counts: &Counts) -> String {
    // A struct of numbers always serialises.
    serde_json::to_string(counts).unwrap_or_default()
}

pub(crate) fn read_counts(text: &str) -> Result<Counts> {
    serde_json::from_str(text).map_err(|_| StoreError::undecodable("the counts"))
}
