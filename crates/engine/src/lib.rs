//! The verbs of Kartoteka: everything a person can do, with permissions, transactions and progress.
//!
//! ```text
//!  receive_file ─▶ upload_file ─▶ suggest_mapping ─▶ prepare_import ─▶ check_import ─▶ run_plan ─▶ write_report
//!                                                          ▲              ▲ │             │
//!                                                          └── mend_rows ─┴─┘             ▼
//!                                                                                  undo_run, delete_import
//! ```
//!
//! [`Engine`] is the only handle doors hold. A verb takes an [`Actor`] and starts by requiring a permission.
//! It gives data: sentences are made by [`words`] at the doors.

pub mod actor;
pub mod answer_once;
pub mod at_work;
mod check_import;
pub mod choose_records;
pub mod copy_register;
pub mod define_types;
pub mod delete_import;
pub mod edit_record;
pub mod edit_records;
pub mod embed_wizard;
pub mod erase_records;
pub mod error;
pub mod export_records;
mod facts;
pub mod file_notes;
mod hold_file;
pub mod imports;
pub mod keep_drafts;
pub mod keep_files;
pub mod keep_preferences;
pub mod keep_tags;
pub mod keep_views;
pub mod list_records;
pub mod look_after_work;
pub mod make_template;
pub mod manage_fields;
pub mod manage_people;
pub mod manage_recipes;
pub mod manage_settings;
pub mod manage_tokens;
pub mod manage_users;
pub mod manage_webhooks;
pub mod mass_edit;
pub mod mend_rows;
pub mod notify_people;
pub mod operate;
pub mod overview;
mod patience;
mod plan_block;
pub mod prepare_import;
pub mod preview_changes;
pub mod progress;
pub mod read_audit;
pub mod receive_file;
mod record_writer;
pub mod references;
mod restore_register;
pub mod resume_run;
pub mod resume_upload;
mod run_plan;
pub mod set_up;
pub mod settings;
pub mod shapes;
pub mod sign_in;
pub mod staged_rows;
pub mod suggest_mapping;
pub mod summarise_import;
pub mod undo_run;
pub mod upload_file;
mod whole_file;
pub mod words;
pub mod work_queue;
pub mod write_report;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::DateTime;
use kartoteka_domain::kind;
// Doors hold the engine only; what its verbs take and give is named here.
pub use kartoteka_sheets::{Limits, Wall};
pub use kartoteka_store::Address;
use kartoteka_store::{AuditEntry, Batch, Conn, Store, StoreError};
pub use kartoteka_store::{Import, ImportFilter, IssueFilter, IssueGroup, RunKind, StoredIssue, Tag};

pub use restore_register::{Restored, Restoring};

use actor::Actor;
use define_types::Types;
use error::{Error, Refusal, RefusalKind, Result};

/// Where "now" comes from.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// For tests: always this moment, in UTC.
    Fixed(DateTime),
}

impl Clock {
    /// Now, in UTC, to the second.
    pub fn now(self) -> DateTime {
        match self {
            Clock::Fixed(at) => at,
            Clock::System => {
                let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).datetime();
                now.with().subsec_nanosecond(0).build().unwrap_or(now)
            }
        }
    }
}

/// How an engine is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data directory. The register is a file in it, unless `database` says otherwise.
    pub data: PathBuf,
    /// The server that keeps the register.
    pub database: Option<Address>,
    /// Where workbooks are taken apart.
    pub wall: Wall,
    pub limits: Limits,
    pub clock: Clock,
}

/// The address of a database server, as a person writes it: `postgres://user:password@host/database`.
pub fn database_address(text: &str) -> Result<Address> {
    Address::parse(text).map_err(store_error)
}

impl Config {
    /// The database this speaks of, with its tables.
    pub fn store(&self) -> Result<Store> {
        // Files on their way in and out are made here, wherever the register is.
        std::fs::create_dir_all(&self.data).map_err(|error| store_error(error.into()))?;
        let store = match &self.database {
            None => Store::open(&self.data, kind::match_form),
            Some(address) => Store::connect(address.clone(), kind::match_form),
        };
        store.map_err(store_error)
    }
}

/// Counts the changes of record types and fields.
const TYPES_VERSION: &str = "kept.types_version";

fn types_version(conn: &Conn) -> Result<String> {
    conn.setting(TYPES_VERSION).map_err(store_error).map(Option::unwrap_or_default)
}

/// The handle doors hold. Cheap to share behind an `Arc`; every verb opens the connections it needs.
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) config: Config,
    /// Blocks of a run committed together.
    pub(crate) batch_blocks: usize,
    /// Blocks from which on other nodes are asked to help with a check.
    pub(crate) shared_blocks: usize,
    /// Every record type, and the version of the definitions they were read at.
    types: RwLock<(String, Arc<Types>)>,
    kept: overview::Kept,
    /// This program among the others that work on the register.
    pub(crate) node: Arc<at_work::Node>,
}

impl Engine {
    /// Opens the data directory; makes it, its tables and the default reference records when they are missing.
    pub fn open(config: Config) -> Result<Engine> {
        let store = config.store()?;
        let node = Arc::new(at_work::Node::new(&config.data)?);
        let engine = Engine {
            store,
            config,
            batch_blocks: run_plan::BLOCKS_PER_BATCH,
            shared_blocks: check_import::SHARED_FROM,
            types: RwLock::default(),
            kept: Default::default(),
            node,
        };
        engine.reload_types()?;
        engine.prepare()?;
        Ok(engine)
    }

    /// Commits after so many blocks of rows instead of the usual number. Smaller batches are slower and lose less work when
    /// the process dies.
    #[must_use]
    pub fn with_batches_of(mut self, blocks: usize) -> Engine {
        self.batch_blocks = blocks.max(1);
        self
    }

    /// Asks other nodes to help with checks of so many blocks of rows, instead of the usual number.
    #[must_use]
    pub fn with_checks_shared_from(mut self, blocks: usize) -> Engine {
        self.shared_blocks = blocks.max(1);
        self
    }

    /// Every record type as it is now.
    pub fn types(&self) -> Arc<Types> {
        Arc::clone(&self.types.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    pub(crate) fn reload_types(&self) -> Result<()> {
        let reader = self.store.reader().map_err(store_error)?;
        // The version first: what is defined in between is asked for again.
        let version = types_version(&reader)?;
        let types = Arc::new(Types::load(&reader)?);
        *self.types.write().unwrap_or_else(PoisonError::into_inner) = (version, types);
        Ok(())
    }

    /// Whether a server keeps the register, so that other nodes may be at work on it.
    pub fn is_on_server(&self) -> bool {
        self.config.database.is_some()
    }

    /// Another process may have added a field or a type: one look at a counter, and everything is read again only then.
    pub(crate) fn follow_types(&self, conn: &Conn) -> Result<()> {
        let version = types_version(conn)?;
        let is_known = self.types.read().unwrap_or_else(PoisonError::into_inner).0 == version;
        if is_known { Ok(()) } else { self.reload_types() }
    }

    /// In the same batch as a definition: whoever holds the older ones reads them again.
    pub(crate) fn types_changed(&self, batch: &Batch<'_>) -> Result<()> {
        let next = types_version(batch)?.parse::<u64>().unwrap_or(0) + 1;
        batch.save_setting(TYPES_VERSION, &next.to_string()).map_err(store_error)
    }

    /// Now, in UTC, to the second.
    pub(crate) fn moment(&self) -> DateTime {
        self.config.clock.now()
    }

    /// Who did what to what, and when; never a value.
    pub(crate) fn audit(&self, batch: &Batch<'_>, actor: &Actor, verb: &str, subject: &str, number: i64) -> Result<()> {
        let entry = AuditEntry {
            at: self.moment(),
            actor: actor.id.map(|id| id.0),
            verb: verb.to_owned(),
            subject: subject.to_owned(),
            number: Some(number),
        };
        batch.append_audit(&entry).map_err(store_error)
    }

    pub fn config(&self) -> &Config {
        &self.config
    }
}

/// The store's causes as refusals a person can act on; the rest are faults.
pub(crate) fn store_error(error: StoreError) -> Error {
    let unavailable = |code| Refusal::new(RefusalKind::Unavailable, code);
    match error {
        StoreError::Newer { found, known } => unavailable("database-newer").with("version", found).with("known", known).into(),
        StoreError::Damaged { detail } => unavailable("database-damaged").with("reason", detail).into(),
        StoreError::LeaseLost => Refusal::new(RefusalKind::Conflict, error::LEASE_LOST).into(),
        StoreError::Locked => unavailable("database-locked").into(),
        StoreError::Collided => unavailable("database-collision").into(),
        StoreError::CommitUnknown { detail } => unavailable(patience::UNKNOWN).with("reason", detail).into(),
        StoreError::DiskFull => unavailable("disk-full").into(),
        StoreError::ReadOnly { detail } => unavailable("database-read-only").with("reason", detail).into(),
        StoreError::CannotOpen { path, detail } => {
            unavailable("database-unopenable").with("path", path.display()).with("reason", detail).into()
        }
        StoreError::Address => Refusal::new(RefusalKind::Malformed, "database-address").into(),
        StoreError::Certificate { path, detail } => {
            unavailable("database-certificate").with("path", path).with("reason", detail).into()
        }
        StoreError::NoEntry { path, detail } => unavailable("database-no-entry").with("path", path).with("reason", detail).into(),
        StoreError::OldServer { found, needed } => {
            unavailable("database-server-old").with("version", found).with("known", needed).into()
        }
        StoreError::OnlyReads { detail } => unavailable("database-server-reads").with("reason", detail).into(),
        StoreError::NoRight { detail } => unavailable("database-no-rights").with("reason", detail).into(),
        StoreError::Unreachable { detail } => unavailable("database-unreachable").with("reason", detail).into(),
        StoreError::Foreign { path } => unavailable("database-foreign").with("path", path).into(),
        StoreError::NotEmpty { path } => Refusal::new(RefusalKind::Conflict, "copy-target-taken").with("path", path).into(),
        StoreError::InUse { path, nodes } => restore_register::in_use(&path, &nodes),
        StoreError::Stopped => Error::Stopped,
        StoreError::OnlyOfFile { .. } => unavailable("database-on-server").into(),
        StoreError::Unique { field } => Refusal::new(RefusalKind::Conflict, "value-taken").with("field", field).into(),
        StoreError::Reserved { key } => Refusal::new(RefusalKind::Conflict, "field-exists").with("name", key).into(),
        StoreError::FieldMissing { field, .. } | StoreError::FilterUnfit { field } => {
            Refusal::new(RefusalKind::Malformed, "field-unknown").with("name", field).with("likely", "").into()
        }
        StoreError::Missing { what, id } => {
            Refusal::new(RefusalKind::NotFound, "not-found").with("what", what).with("id", id).into()
        }
        other => Error::fault("the database could not do it", other),
    }
}

/// The child's side of the wall: reads one workbook as the parent asks on standard input. Returns the exit code.
pub fn serve_sheets() -> u8 {
    kartoteka_sheets::serve_child(&mut std::io::stdin().lock(), &mut std::io::stdout().lock())
}
