//! Tokens of servers, kept for this person on this machine: `kartoteka/servers.toml` in the folder for settings.
//!
//! In: addresses and tokens. Out: the same. Readable by their owner only; never printed, never in a data directory.

use std::io::Write as _;
use std::path::PathBuf;

use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use toml::{Table, Value};

const FILE: &str = "servers.toml";
/// The member that holds the secret.
const TOKEN: &str = "token";

/// Where settings of a person are, by the habits of the system.
fn folder() -> Option<PathBuf> {
    let said = |name: &str| std::env::var_os(name).filter(|text| !text.is_empty()).map(PathBuf::from);
    let home = said("XDG_CONFIG_HOME").or_else(|| said("APPDATA")).or_else(|| Some(said("HOME")?.join(".config")));
    home.map(|home| home.join("kartoteka"))
}

fn read() -> Result<Table> {
    let Some(path) = folder().map(|folder| folder.join(FILE)) else { return Ok(Table::new()) };
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Table::new()),
        other => other?,
    };
    let unreadable = |error: toml::de::Error| {
        let refusal = Refusal::new(RefusalKind::Malformed, "config-unreadable").with("path", path.display());
        refusal.with("line", 1).with("reason", error.message())
    };
    Ok(text.parse().map_err(unreadable)?)
}

/// Whole in its place or as it was; nobody else may read it.
fn write(table: &Table) -> Result<()> {
    let nowhere = || Refusal::new(RefusalKind::Unavailable, "no-place-for-tokens");
    let folder = folder().ok_or_else(nowhere)?;
    std::fs::create_dir_all(&folder)?;
    // A file of this kind is its owner's alone from the beginning.
    let mut file = tempfile::NamedTempFile::new_in(&folder)?;
    file.write_all(table.to_string().as_bytes())?;
    file.persist(folder.join(FILE)).map_err(|error| error.error)?;
    Ok(())
}

/// The token of a server, as `plain_address` writes it.
pub fn token(server: &str) -> Result<Option<String>> {
    Ok(all()?.into_iter().find(|(known, _)| known == server).map(|(_, token)| token))
}

/// Every server with its token.
pub fn all() -> Result<Vec<(String, String)>> {
    let token = |(server, entry): (String, Value)| Some((server, entry.get(TOKEN)?.as_str()?.to_owned()));
    Ok(read()?.into_iter().filter_map(token).collect())
}

pub fn keep(server: &str, token: &str) -> Result<()> {
    let mut table = read()?;
    let entry: Table = [(TOKEN.to_owned(), Value::from(token))].into_iter().collect();
    table.insert(server.to_owned(), entry.into());
    write(&table)
}

/// Whether there was one.
pub fn forget(server: &str) -> Result<bool> {
    let mut table = read()?;
    let was_there = table.remove(server).is_some();
    if was_there {
        write(&table)?;
    }
    Ok(was_there)
}
