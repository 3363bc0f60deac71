-- Answers to requests with a key of the caller's own, so that asking twice is harmless. Without a status: still under way.
CREATE TABLE IF NOT EXISTS kt_answer (
    owner INTEGER NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER, headers TEXT NOT NULL, body BLOB NOT NULL,
    created_at TEXT NOT NULL, PRIMARY KEY (owner, key)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kt_answer_age ON kt_answer (created_at);
