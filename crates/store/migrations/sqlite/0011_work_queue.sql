-- The queue of several nodes. Leases end by the database's clock, in milliseconds since 1970; what may pass is tried again; what
-- failed too often is parked with its reason until somebody lets it go on. Takes the place of `kt_job`.
CREATE TABLE IF NOT EXISTS kt_work (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject INTEGER, request TEXT NOT NULL, state TEXT NOT NULL,
    asked_by INTEGER NOT NULL, priority INTEGER NOT NULL, run_at TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT,
    owner TEXT NOT NULL DEFAULT '', lease_ends INTEGER NOT NULL DEFAULT 0, rests_until INTEGER NOT NULL DEFAULT 0,
    taken_at INTEGER NOT NULL DEFAULT 0, attempt INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    stops INTEGER NOT NULL DEFAULT 0, fence INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX IF NOT EXISTS kt_work_waiting ON kt_work (state, id) WHERE state IN ('queued', 'running', 'parked');
CREATE INDEX IF NOT EXISTS kt_work_subject ON kt_work (kind, subject);
CREATE INDEX IF NOT EXISTS kt_work_person ON kt_work (asked_by, taken_at);
INSERT INTO kt_work (id, kind, subject, request, state, asked_by, priority, run_at, created_at, finished_at, owner, attempt, fence, result)
    SELECT id, kind, subject, request, state, asked_by, 0, run_at, created_at, finished_at, owner, attempt, fence, result
    FROM kt_job WHERE true ON CONFLICT (id) DO NOTHING;
-- Left empty: an earlier step makes it again whenever the steps are repeated.
DELETE FROM kt_job;
-- Files that come in several requests, which may reach several nodes, where a server keeps the register. Not yet an import.
CREATE TABLE IF NOT EXISTS kt_arrival (
    id TEXT PRIMARY KEY, owner INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER, arrived INTEGER NOT NULL,
    changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kt_arrival_piece (
    arrival TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (arrival, start)) STRICT, WITHOUT ROWID;
-- Locked by whoever changes the queue on a server; work itself is written under another lock.
INSERT INTO kt_meta (key, value) VALUES ('queue', '') ON CONFLICT (key) DO NOTHING;
