//! A pass over the rows of an import that several nodes make together, laid out in shares.
//!
//! In: a pass with the lease of whoever leads it; what was found in a share. Out: shares to be done, and what others found. What is
//! found is bytes only the caller understands. A share is taken for a while by the database's clock; who comes too late has worked
//! in vain and harmed nothing. A pass whose leader lost his lease is nobody's.

use crate::error::Result;
use crate::jobs::Lease;
use crate::sql::{Kind, Many, Optional};
use crate::{Batch, Conn};

/// One pass over the rows of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPass {
    pub import: i64,
    /// Which record type of a file that holds several, from 0.
    pub part: u32,
    /// The caller's word for what is looked for.
    pub kind: String,
    /// Which program wrote the context and understands what is found: others keep away.
    pub program: String,
    /// The leader's.
    pub lease: Lease,
    /// What a helper must know.
    pub context: Vec<u8>,
}

impl Batch<'_> {
    /// Lays out a pass in so many shares, numbered from 0; returns its number, which no other pass ever has.
    pub fn open_pass(&self, new: &NewPass, shares: u32) -> Result<i64> {
        let id = self.take_number("pass")?;
        let sql = "INSERT INTO kt_pass (id, import_id, part, kind, program, job, fence, context) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let Lease { job, fence, .. } = new.lease;
        let parameters = (id, new.import, new.part, &new.kind, &new.program, job, fence, &new.context);
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        let number = |name: &str| (name.to_owned(), Kind::Number);
        let mut rows = Many::new(vec![number("pass"), number("share_no"), number("claimed_until")]);
        for share in 0..shares {
            rows.push(id);
            rows.push(share);
            rows.push(0);
        }
        self.sql.insert("kt_share", &rows, "")?;
        Ok(id)
    }

    /// Forgets every pass of an import and what was found in it.
    pub fn close_passes(&self, import: i64) -> Result<()> {
        self.close_where("import_id = ?1", import)
    }

    /// Forgets every pass whose leader is gone, and what was found in it.
    pub fn close_dead_passes(&self) -> Result<()> {
        let clock = self.sql.dialect().clock();
        self.close_where(
            &format!(
                "?1 = 0 AND NOT EXISTS (SELECT 1 FROM kt_work w WHERE w.id = kt_pass.job AND w.fence = kt_pass.fence \
                 AND w.state = 'running' AND w.lease_ends >= {clock})"
            ),
            0,
        )
    }

    fn close_where(&self, condition: &str, parameter: i64) -> Result<()> {
        let shares = format!("DELETE FROM kt_share WHERE pass IN (SELECT id FROM kt_pass WHERE {condition})");
        self.sql.prepare_cached(&shares)?.execute([parameter])?;
        self.sql.prepare_cached(&format!("DELETE FROM kt_pass WHERE {condition}"))?.execute([parameter])?;
        Ok(())
    }

    /// Takes the first share below `end` that nobody has, for so many milliseconds.
    pub fn claim_share(&self, pass: i64, end: u32, millis: i64) -> Result<Option<u32>> {
        let dialect = self.sql.dialect();
        let clock = dialect.clock();
        let sql = format!(
            "UPDATE kt_share SET claimed_until = {clock} + ?3 WHERE pass = ?1 AND share_no = (SELECT share_no FROM kt_share \
             WHERE pass = ?1 AND share_no < ?2 AND found IS NULL AND claimed_until < {clock} ORDER BY share_no LIMIT 1{}) \
             RETURNING share_no",
            dialect.pass_locked()
        );
        self.sql.prepare_cached(&sql)?.query_row((pass, end, millis), |row| row.get(0)).optional()
    }

    /// Gives a share back that was not done: the next one takes it at once.
    pub fn return_share(&self, pass: i64, share: u32) -> Result<()> {
        let sql = "UPDATE kt_share SET claimed_until = 0 WHERE pass = ?1 AND share_no = ?2 AND found IS NULL";
        self.sql.prepare_cached(sql)?.execute((pass, share)).map(|_| ())
    }

    /// Brings what was found in a share. The first one counts; later ones, and those of a pass that is over, are left out.
    pub fn save_found(&self, pass: i64, share: u32, found: &[u8]) -> Result<()> {
        let sql = "UPDATE kt_share SET found = ?3 WHERE pass = ?1 AND share_no = ?2 AND found IS NULL";
        self.sql.prepare_cached(sql)?.execute((pass, share, found)).map(|_| ())
    }
}

impl Conn {
    /// The oldest pass in which a share is to be done, which this program understands and another node leads.
    pub fn pass_to_help(&self, program: &str, node: &str) -> Result<Option<i64>> {
        let clock = self.sql.dialect().clock();
        let sql = format!(
            "SELECT p.id FROM kt_pass p JOIN kt_work w ON w.id = p.job AND w.fence = p.fence \
             WHERE p.program = ?1 AND w.owner <> ?2 AND w.state = 'running' AND w.lease_ends >= {clock} AND EXISTS \
             (SELECT 1 FROM kt_share s WHERE s.pass = p.id AND s.found IS NULL AND s.claimed_until < {clock}) \
             ORDER BY p.id LIMIT 1"
        );
        self.sql.prepare_cached(&sql)?.query_row((program, node), |row| row.get(0)).optional()
    }

    /// A pass as it was laid out; its lease says nothing of how long it lasts.
    pub fn pass(&self, id: i64) -> Result<Option<NewPass>> {
        let sql = "SELECT import_id, part, kind, program, job, fence, context FROM kt_pass WHERE id = ?1";
        let mut statement = self.sql.prepare_cached(sql)?;
        let pass = statement.query_row([id], |row| {
            Ok(NewPass {
                import: row.get(0)?,
                part: row.get(1)?,
                kind: row.get(2)?,
                program: row.get(3)?,
                lease: Lease { job: row.get(4)?, fence: row.get(5)?, millis: 0 },
                context: row.get(6)?,
            })
        });
        pass.optional()
    }

    /// Whether a share is still laid out: it is not when somebody closed the pass.
    pub fn has_share(&self, pass: i64, share: u32) -> Result<bool> {
        let sql = "SELECT 1 FROM kt_share WHERE pass = ?1 AND share_no = ?2";
        self.sql.prepare_cached(sql)?.exists((pass, share))
    }

    /// What another one found in a share.
    pub fn found_in_share(&self, pass: i64, share: u32) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT found FROM kt_share WHERE pass = ?1 AND share_no = ?2 AND found IS NOT NULL";
        self.sql.prepare_cached(sql)?.query_row((pass, share), |row| row.get(0)).optional()
    }
}
