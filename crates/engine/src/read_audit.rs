//! The audit log as administrators read it: who did what to which number, and when. Never a value of a record.
//!
//! In: filters. Out: pages of entries, and the whole as CSV, written line by line.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Write;

use jiff::civil::DateTime;
pub use kartoteka_store::AuditFilter;

use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// Entries read at once for the file.
const PAGE: usize = 2_000;

/// One thing somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditView {
    /// Its place in the log, to go on from.
    pub place: i64,
    pub at: DateTime,
    /// The login; `admin` for the data directory's own administrator.
    pub who: String,
    /// Such as `run-import`.
    pub verb: String,
    /// Such as `import`, `user`, or a setting's name.
    pub subject: String,
    pub number: Option<i64>,
}

impl Engine {
    /// Latest first: at most `limit` entries that fit, older than the given place.
    pub fn audit_log(&self, actor: &Actor, filter: &AuditFilter, before: Option<i64>, limit: usize) -> Result<Vec<AuditView>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.audit(filter, before, limit).map_err(store_error)?;
        let mut names: HashMap<i64, String> = HashMap::new();
        let mut views = Vec::with_capacity(found.len());
        for (place, entry) in found {
            let number = entry.actor.unwrap_or(0);
            let who = match names.entry(number) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(place) => place.insert(self.login_of(number)?).clone(),
            };
            views.push(AuditView { place, at: entry.at, who, verb: entry.verb, subject: entry.subject, number: entry.number });
        }
        Ok(views)
    }

    /// Every verb that stands in the log.
    pub fn audit_verbs(&self, actor: &Actor) -> Result<Vec<String>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.audit_verbs().map_err(store_error)
    }

    /// The entries that fit as CSV, latest first, under the given headings. Texts that a spreadsheet would calculate are
    /// kept from it by an apostrophe (WEB-07).
    pub fn write_audit(&self, actor: &Actor, filter: &AuditFilter, headings: &[String], out: &mut dyn Write) -> Result<u64> {
        actor.require(Permission::Administer)?;
        // The mark by which spreadsheets know UTF-8.
        out.write_all("\u{feff}".as_bytes())?;
        line(out, headings)?;
        let (mut before, mut count) = (None, 0);
        loop {
            let page = self.audit_log(actor, filter, before, PAGE)?;
            for one in &page {
                let number = one.number.map(|number| number.to_string()).unwrap_or_default();
                let at = one.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                line(out, &[at, one.who.clone(), one.verb.clone(), one.subject.clone(), number])?;
                count += 1;
            }
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else { return Ok(count) };
            before = Some(last.place);
        }
    }
}

fn line(out: &mut dyn Write, cells: &[String]) -> std::io::Result<()> {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.write_all(format!("{}\r\n", quoted.join(",")).as_bytes())
}

fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains(['"', ',', ';', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_07_cells_are_quoted_and_never_calculated() {
        for (cell, expected) in
            [("jana", "jana"), ("a,b", "\"a,b\""), ("=1+1", "'=1+1"), ("x\"y", "\"x\"\"y\""), ("@cmd;x", "\"'@cmd;x\""), ("", "")]
        {
            assert_eq!(quoted(cell), expected);
        }
    }
}
