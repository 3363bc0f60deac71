-- What the web application keeps. Sessions are tokens of their own kind in `kt_token`. Every statement can be repeated.

-- What each user chose for himself: language, theme, shortcuts.
CREATE TABLE IF NOT EXISTS kt_preference (
    user_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (user_id, key)) STRICT, WITHOUT ROWID;
-- Failed sign-ins of late. The key is a hash: neither names nor addresses are kept.
CREATE TABLE IF NOT EXISTS kt_sign_in (
    key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at TEXT NOT NULL, blocked_until TEXT) STRICT, WITHOUT ROWID;
-- What people are told, besides the page they look at. The sentence is made from code and facts when it is read.
CREATE TABLE IF NOT EXISTS kt_notification (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL, link TEXT NOT NULL,
    created_at TEXT NOT NULL, read_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS kt_notification_user ON kt_notification (user_id, id);
-- Work that goes on without the person who asked for it. A worker holds a lease; a lease that ended is anybody's.
CREATE TABLE IF NOT EXISTS kt_job (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject INTEGER, request TEXT NOT NULL, state TEXT NOT NULL,
    asked_by INTEGER NOT NULL, run_at TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT,
    owner TEXT NOT NULL DEFAULT '', lease_until TEXT, attempt INTEGER NOT NULL DEFAULT 0, fence INTEGER NOT NULL DEFAULT 0,
    result TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX IF NOT EXISTS kt_job_waiting ON kt_job (run_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX IF NOT EXISTS kt_job_subject ON kt_job (kind, subject);
