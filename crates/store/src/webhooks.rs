//! Webhooks and their deliveries: whom to tell what, and what became of each telling.
//!
//! In and out: facts. The secret is kept as it is, because it signs; who may see it is the caller's question.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::{Optional, Row};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// Whom to tell, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWebhook {
    pub url: String,
    /// Words with a blank between them.
    pub events: String,
    pub secret: String,
    pub is_active: bool,
    pub created_by: i64,
    pub created_at: DateTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: i64,
    pub new: NewWebhook,
}

/// One telling. `state`: queued, delivered, failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: i64,
    pub webhook: i64,
    pub event: String,
    /// JSON, as it is sent.
    pub body: String,
    pub state: String,
    pub attempts: i64,
    /// What the receiver answered last.
    pub status: Option<i64>,
    /// Why there was no answer, as a word.
    pub problem: String,
    pub created_at: DateTime,
    pub next_at: Option<DateTime>,
    pub finished_at: Option<DateTime>,
}

const WEBHOOK: &str = "id, url, events, secret, is_active, created_by, created_at";
const DELIVERY: &str = "id, webhook_id, event, body, state, attempts, status, problem, created_at, next_at, finished_at";

impl Batch<'_> {
    pub fn create_webhook(&self, new: &NewWebhook) -> Result<i64> {
        let id = self.take_number("webhook")?;
        let sql = "INSERT INTO kt_webhook (id, url, events, secret, is_active, created_by, created_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let at = time_text(new.created_at);
        let parameters = (id, &new.url, &new.events, &new.secret, new.is_active, new.created_by, at.as_str());
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(id)
    }

    pub fn update_webhook(&self, webhook: &Webhook) -> Result<()> {
        let sql = "UPDATE kt_webhook SET url = ?2, events = ?3, secret = ?4, is_active = ?5 WHERE id = ?1";
        let new = &webhook.new;
        self.sql.prepare_cached(sql)?.execute((webhook.id, &new.url, &new.events, &new.secret, new.is_active))?;
        Ok(())
    }

    /// The webhook and everything about it.
    pub fn delete_webhook(&self, id: i64) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_delivery WHERE webhook_id = ?1")?.execute([id])?;
        self.sql.prepare_cached("DELETE FROM kt_webhook WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    pub fn create_delivery(&self, webhook: i64, event: &str, body: &str, at: DateTime) -> Result<i64> {
        let id = self.take_number("delivery")?;
        let sql = "INSERT INTO kt_delivery (id, webhook_id, event, body, state, created_at, next_at) \
                   VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?5)";
        let at = time_text(at);
        self.sql.prepare_cached(sql)?.execute((id, webhook, event, body, at.as_str()))?;
        Ok(id)
    }

    /// Writes what became of a delivery.
    pub fn update_delivery(&self, delivery: &Delivery) -> Result<()> {
        let sql = "UPDATE kt_delivery SET state = ?2, attempts = ?3, status = ?4, problem = ?5, next_at = ?6, finished_at = ?7 \
                   WHERE id = ?1";
        let (next, finished) = (delivery.next_at.map(time_text), delivery.finished_at.map(time_text));
        let (next, finished) = (next.as_ref().map(|at| at.as_str()), finished.as_ref().map(|at| at.as_str()));
        let parameters = (delivery.id, &delivery.state, delivery.attempts, delivery.status, &delivery.problem, next, finished);
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(())
    }

    /// Forgets deliveries made before a time.
    pub fn forget_deliveries(&self, before: DateTime) -> Result<()> {
        let sql = "DELETE FROM kt_delivery WHERE created_at < ?1 AND state <> 'queued'";
        self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])?;
        Ok(())
    }
}

impl Conn {
    /// Every webhook, latest first.
    pub fn webhooks(&self) -> Result<Vec<Webhook>> {
        let mut statement = self.sql.prepare_cached(&format!("SELECT {WEBHOOK} FROM kt_webhook ORDER BY id DESC"))?;
        let mut rows = statement.query(())?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read_webhook(row)?);
        }
        Ok(list)
    }

    pub fn webhook(&self, id: i64) -> Result<Option<Webhook>> {
        let mut statement = self.sql.prepare_cached(&format!("SELECT {WEBHOOK} FROM kt_webhook WHERE id = ?1"))?;
        statement.query_row([id], read_webhook).optional()
    }

    pub fn delivery(&self, id: i64) -> Result<Option<Delivery>> {
        let mut statement = self.sql.prepare_cached(&format!("SELECT {DELIVERY} FROM kt_delivery WHERE id = ?1"))?;
        statement.query_row([id], read_delivery).optional()
    }

    /// Deliveries of a webhook, latest first, older than the given number.
    pub fn deliveries(&self, webhook: i64, before: Option<i64>, limit: usize) -> Result<Vec<Delivery>> {
        let sql = format!("SELECT {DELIVERY} FROM kt_delivery WHERE webhook_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query((webhook, before.unwrap_or(i64::MAX), most))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read_delivery(row)?);
        }
        Ok(list)
    }
}

fn read_webhook(row: Row<'_>) -> Result<Webhook> {
    let new = NewWebhook {
        url: row.get(1)?,
        events: row.get(2)?,
        secret: row.get(3)?,
        is_active: row.get(4)?,
        created_by: row.get(5)?,
        created_at: read_time(&row.get::<String>(6)?)?,
    };
    Ok(Webhook { id: row.get(0)?, new })
}

fn read_delivery(row: Row<'_>) -> Result<Delivery> {
    Ok(Delivery {
        id: row.get(0)?,
        webhook: row.get(1)?,
        event: row.get(2)?,
        body: row.get(3)?,
        state: row.get(4)?,
        attempts: row.get(5)?,
        status: row.get(6)?,
        problem: row.get(7)?,
        created_at: read_time(&row.get::<String>(8)?)?,
        next_at: read_time_or_none(row.get(9)?)?,
        finished_at: read_time_or_none(row.get(10)?)?,
    })
}
