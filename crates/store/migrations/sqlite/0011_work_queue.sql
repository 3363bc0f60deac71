-- The queue of several nodes: leases end by the database's clock, in milliseconds since 1970; what may pass is tried again; what
-- failed too often is parked with its reason until somebody lets it go on.
ALTER TABLE kt_job ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN lease_ends INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN rests_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN stops INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kt_job ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE kt_job DROP COLUMN lease_until;
CREATE INDEX IF NOT EXISTS kt_job_person ON kt_job (asked_by, taken_at);
-- Files that come in several requests, which may reach several nodes, where a server keeps the register. Not yet an import.
CREATE TABLE IF NOT EXISTS kt_arrival (
    id TEXT PRIMARY KEY, owner INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER, arrived INTEGER NOT NULL,
    changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kt_arrival_piece (
    arrival TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (arrival, start)) STRICT, WITHOUT ROWID;
-- Locked by whoever changes the queue on a server; work itself is written under another lock.
INSERT INTO kt_meta (key, value) VALUES ('queue', '') ON CONFLICT (key) DO NOTHING;
