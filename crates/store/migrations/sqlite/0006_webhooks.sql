-- Who is told when work ended, and what became of each telling. Every statement can be repeated.

-- `events` are words with a blank between them; the secret signs, so it is kept as it is.
CREATE TABLE IF NOT EXISTS kt_webhook (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL, secret TEXT NOT NULL, is_active INTEGER NOT NULL,
    created_by INTEGER NOT NULL, created_at TEXT NOT NULL) STRICT;
-- `state`: queued, delivered, failed. `body` is what is sent: numbers and words, never a value of a record.
CREATE TABLE IF NOT EXISTS kt_delivery (
    id INTEGER PRIMARY KEY, webhook_id INTEGER NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, status INTEGER, problem TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL,
    next_at TEXT, finished_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS kt_delivery_webhook ON kt_delivery (webhook_id, id);
