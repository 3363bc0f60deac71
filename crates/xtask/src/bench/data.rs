//! The files that are measured: made once by the seeded generator, then kept under `target/bench/data`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::workspace;

/// The seeded contacts as CSV.
pub fn contacts(python: &Path, rows: usize) -> Result<PathBuf> {
    let made = folder()?.join(format!("contacts-{rows}.csv"));
    make(&made, |part| {
        let script = workspace::root().join("bench/gen_contacts.py");
        workspace::output(Command::new(python).arg(script).arg(rows.to_string()).arg("csv").arg(part)).map(drop)
    })
}

/// A leads template as the program makes it, filled by another program with this many rows. Made anew each time:
/// the template is part of what is measured.
pub fn leads(python: &Path, template: &Path, rows: usize) -> Result<PathBuf> {
    let made = folder()?.join(format!("leads-{rows}.xlsx"));
    let script = workspace::root().join("bench/fill_template.py");
    workspace::output(Command::new(python).arg(script).arg(template).arg(&made).arg(rows.to_string()))?;
    Ok(made)
}

fn folder() -> Result<PathBuf> {
    let folder = workspace::target().join("bench/data");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Written beside and renamed: half a file is never taken for the whole.
fn make(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    if !path.exists() {
        println!("making {}", path.file_name().unwrap_or_default().to_string_lossy());
        let part = path.with_extension("part");
        write(&part)?;
        fs::rename(&part, path)?;
    }
    Ok(path.to_owned())
}
