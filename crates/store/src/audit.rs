//! Who did what to which numbers, for good. Never a value of a record, never a name of one.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::values::{read_time, time_text};
use crate::{Batch, Conn};

/// One thing somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: DateTime,
    /// User number; `None` for the installation itself.
    pub actor: Option<i64>,
    /// The engine's verb, such as `run-import`.
    pub verb: String,
    /// What kind of thing, such as `import` or `contact`.
    pub subject: String,
    pub number: Option<i64>,
}

/// Which entries to list; what is empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// User number; 0 for the installation itself.
    pub actor: Option<i64>,
    pub verb: String,
    pub subject: String,
    /// Not earlier than this moment.
    pub from: Option<DateTime>,
    /// Earlier than this moment.
    pub until: Option<DateTime>,
}

impl Batch<'_> {
    pub fn append_audit(&self, entry: &AuditEntry) -> Result<()> {
        let id = self.take_number("audit")?;
        let sql = "INSERT INTO kt_audit (id, at, actor, verb, subject, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let at = time_text(entry.at);
        self.sql.prepare_cached(sql)?.execute((id, at.as_str(), entry.actor, &entry.verb, &entry.subject, entry.number))?;
        Ok(())
    }
}

impl Conn {
    /// Latest first: at most `limit` entries that fit, older than the given place, each with its place.
    pub fn audit(&self, filter: &AuditFilter, before: Option<i64>, limit: usize) -> Result<Vec<(i64, AuditEntry)>> {
        let sql = "SELECT id, at, actor, verb, subject, number FROM kt_audit \
                   WHERE id < ?1 AND (?2 IS NULL OR coalesce(actor, 0) = ?2) AND (?3 = '' OR verb = ?3) \
                   AND (?4 = '' OR subject = ?4) AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6) \
                   ORDER BY id DESC LIMIT ?7";
        let mut statement = self.sql.prepare_cached(sql)?;
        let (from, until) = (filter.from.map(time_text), filter.until.map(time_text));
        let mut rows = statement.query((
            before.unwrap_or(i64::MAX),
            filter.actor,
            &filter.verb,
            &filter.subject,
            from.as_deref(),
            until.as_deref(),
            i64::try_from(limit).unwrap_or(i64::MAX),
        ))?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let at = read_time(&row.get::<String>(1)?)?;
            let entry = AuditEntry { at, actor: row.get(2)?, verb: row.get(3)?, subject: row.get(4)?, number: row.get(5)? };
            entries.push((row.get(0)?, entry));
        }
        Ok(entries)
    }

    /// Every verb that was ever noted, in the order of the alphabet.
    pub fn audit_verbs(&self) -> Result<Vec<String>> {
        let mut statement = self.sql.prepare_cached("SELECT DISTINCT verb FROM kt_audit ORDER BY verb")?;
        let rows = statement.query_map((), |row| row.get(0))?;
        rows.collect()
    }
}
