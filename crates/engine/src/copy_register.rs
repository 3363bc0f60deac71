//! A whole register from one database into another, and two registers compared.
//!
//! In: two places. Out: for each table what was read here and what stands there. All of it arrives or nothing does: a server
//! gets one transaction, a folder a finished file. Writes nothing where it comes from.

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kartoteka_domain::kind;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Address, Conn, ImportFilter, KNOWN_SCHEMA, Snapshot, Store};
pub use kartoteka_store::{Proof, TableProof, Tally};

use crate::actor::{Actor, Permission};
use crate::define_types::Types;
use crate::error::{Refusal, RefusalKind, Result};
use crate::hold_file::hold_file;
use crate::progress::{Stage, Watch};
use crate::references::TYPES_FINGERPRINT;
use crate::{database_address, store_error};

/// The database in a data directory.
pub(crate) const FILE: &str = "kartoteka.sqlite";
/// How a folder is named where a copy grows; what a killed program left there is taken away by the next copy.
const ROOM: &str = ".copy-";
/// Held by whoever copies into a folder.
const AT_COPY: &str = ".copying";

/// Where a register is, or is to be.
#[derive(Clone, Debug)]
pub enum Place {
    /// A data directory.
    Folder(PathBuf),
    Server(Box<Address>),
}

impl Place {
    /// `sqlite:DIR`, `sqlite:DIR/kartoteka.sqlite` or the address of a database server. What is refused is not repeated: it
    /// may hold a password.
    pub fn parse(text: &str) -> Result<Place> {
        let Some(path) = text.strip_prefix("sqlite:") else {
            return database_address(text).map(|address| Place::Server(Box::new(address)));
        };
        let path = Path::new(path);
        let folder = if path.file_name().is_some_and(|name| name == FILE) { path.parent() } else { Some(path) };
        match folder {
            Some(folder) if !path.as_os_str().is_empty() && !folder.is_file() => {
                Ok(Place::Folder(if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }))
            }
            _ => Err(Refusal::new(RefusalKind::Malformed, "copy-place-unfit").with("path", path.display()).into()),
        }
    }

    /// The register that is there. Errors: there is none.
    fn open(&self) -> Result<Store> {
        let store = match self {
            Place::Folder(folder) if !folder.join(FILE).is_file() => return Err(nothing_at(self)),
            Place::Folder(folder) => Store::open(folder, kind::match_form),
            Place::Server(address) => Store::connect(Address::clone(address), kind::match_form),
        };
        let store = store.map_err(store_error)?;
        let is_register = store.reader().and_then(|reader| reader.setting(TYPES_FINGERPRINT)).map_err(store_error)?.is_some();
        if is_register { Ok(store) } else { Err(nothing_at(self)) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Folder(folder) => write!(f, "sqlite:{}", folder.display()),
            Place::Server(address) => f.write_str(address.shown()),
        }
    }
}

/// What a copy or a comparison found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub from: String,
    pub to: String,
    /// The number of the schema; the same on both sides.
    pub schema: i64,
    pub proof: Proof,
}

/// Copies a register to where none is. Nothing is there afterwards unless both hold the same, table by table.
///
/// Refuses while a run or an export is under way, or was killed: where it goes on, there it would be done twice.
pub fn copy_register(actor: &Actor, from: &Place, to: &Place, watch: &Watch) -> Result<Copied> {
    actor.require(Permission::Operate)?;
    let source = from.open()?;
    let mut reader = source.reader().map_err(store_error)?;
    let moment = reader.snapshot().map_err(store_error)?;
    refuse_under_way(&moment)?;
    let proof = match to {
        Place::Folder(folder) => copy_to_folder(&moment, folder, watch)?,
        Place::Server(address) => {
            let target = Store::connect(Address::clone(address), kind::match_form).map_err(store_error)?;
            copy_to_register(&moment, &target, false, watch)?
        }
    };
    Ok(Copied { from: from.to_string(), to: to.to_string(), schema: KNOWN_SCHEMA, proof })
}

/// Reads both registers and says where they differ; writes nothing.
pub fn compare_registers(actor: &Actor, from: &Place, to: &Place, watch: &Watch) -> Result<Copied> {
    actor.require(Permission::Operate)?;
    let tallies = |place: &Place| -> Result<_> {
        let store = place.open()?;
        let mut reader = store.reader().map_err(store_error)?;
        let moment = reader.snapshot().map_err(store_error)?;
        let types = Types::load(&moment)?;
        moment.tallies(types.plain(), &mut |rows| going(watch, rows)).map_err(store_error)
    };
    let (here, there) = (tallies(from)?, tallies(to)?);
    Ok(Copied { from: from.to_string(), to: to.to_string(), schema: KNOWN_SCHEMA, proof: Proof::of(here, &there) })
}

/// The copy grows in a folder beside and gets its name when it is whole.
fn copy_to_folder(moment: &Snapshot<'_>, folder: &Path, watch: &Watch) -> Result<Proof> {
    let target = folder.join(FILE);
    let taken = || Refusal::new(RefusalKind::Conflict, "copy-target-taken").with("path", target.display());
    std::fs::create_dir_all(folder)?;
    let _hold = hold_file(&folder.join(AT_COPY))?.ok_or_else(taken)?;
    if target.exists() {
        return Err(taken().into());
    }
    sweep(folder)?;
    let room = tempfile::Builder::new().prefix(ROOM).tempdir_in(folder)?;
    let proof = write_file(moment, room.path(), watch)?;
    if proof.is_equal() {
        std::fs::rename(room.path().join(FILE), &target)?;
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(proof)
}

/// Takes away what a killed copy left; nobody else is at it.
fn sweep(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(ROOM) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Writes the register into a new file in an empty folder.
pub(crate) fn write_file(moment: &Snapshot<'_>, folder: &Path, watch: &Watch) -> Result<Proof> {
    let types = Types::load(moment)?;
    moment.copy_to_folder(folder, kind::match_form, types.plain(), &mut |rows| going(watch, rows)).map_err(store_error)
}

/// Writes the register into another database; with `replace` in the place of what is there.
pub(crate) fn copy_to_register(moment: &Snapshot<'_>, to: &Store, replace: bool, watch: &Watch) -> Result<Proof> {
    let types = Types::load(moment)?;
    moment.copy_to_register(to, types.plain(), replace, &mut |rows| going(watch, rows)).map_err(store_error)
}

fn going(watch: &Watch, rows: u64) -> ControlFlow<()> {
    if rows > 0 {
        watch.tell(Stage::Exporting, rows, 0, &Counts::default());
    }
    if watch.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

fn nothing_at(place: &Place) -> crate::error::Error {
    Refusal::new(RefusalKind::NotFound, "copy-nothing-there").with("path", place).into()
}

fn refuse_under_way(conn: &Conn) -> Result<()> {
    let states = vec![State::Reading, State::Checking, State::Queued, State::Running];
    let runs = conn.imports(&ImportFilter { states, ..ImportFilter::default() }).map_err(store_error)?;
    if let Some(run) = runs.last() {
        return Err(Refusal::new(RefusalKind::Conflict, "copy-run-under-way").with("number", run.id).into());
    }
    for state in ["queued", "running"] {
        if let Some(export) = conn.exports_in_state(state).map_err(store_error)?.first() {
            return Err(Refusal::new(RefusalKind::Conflict, "copy-export-under-way").with("number", export.id).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_folders_and_servers() {
        let shown = |text: &str| Place::parse(text).map(|place| place.to_string()).ok();
        assert_eq!(shown("sqlite:data").as_deref(), Some("sqlite:data"));
        assert_eq!(shown("sqlite:/srv/crm/kartoteka.sqlite").as_deref(), Some("sqlite:/srv/crm"));
        assert_eq!(shown("sqlite:kartoteka.sqlite").as_deref(), Some("sqlite:."));
        assert_eq!(shown("postgres://ana:geheim@db/crm").as_deref(), Some("postgres://ana@db:5432/crm"));
        for unfit in ["", "sqlite:", "data", "mysql://db/crm", "sqlite:Cargo.toml"] {
            assert_eq!(shown(unfit), None, "{unfit}");
        }
    }
}
