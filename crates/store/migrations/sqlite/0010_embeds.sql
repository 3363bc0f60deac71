-- Wizards that other products show to their users. Settings are a document only the engine understands. Can be repeated.

-- `key` signs the ticket that opens it once; `secret` is the hash of what the browser holds from then on.
CREATE TABLE IF NOT EXISTS kt_embed (
    id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, settings TEXT NOT NULL, key TEXT NOT NULL, secret TEXT,
    created_at TEXT NOT NULL, opens_until TEXT NOT NULL, expires_at TEXT NOT NULL, opened_at TEXT, ended_at TEXT) STRICT;
-- What was imported within it: the only imports that exist for whoever holds it.
CREATE TABLE IF NOT EXISTS kt_embed_import (
    embed INTEGER NOT NULL, import INTEGER NOT NULL, PRIMARY KEY (embed, import)) STRICT, WITHOUT ROWID;
