-- The tables of the installation itself. Times are UTC texts, `YYYY-MM-DDTHH:MM:SSZ`. Every statement can be repeated.

CREATE TABLE IF NOT EXISTS kt_counter (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kt_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Record types and fields an administrator defined; definitions are opaque texts here.
CREATE TABLE IF NOT EXISTS kt_record_type (
    key TEXT PRIMARY KEY, definition TEXT NOT NULL, archived INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS kt_field (
    type_key TEXT NOT NULL, field_key TEXT NOT NULL, definition TEXT NOT NULL,
    position INTEGER NOT NULL, archived INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (type_key, field_key)) STRICT;
-- Fields that got a match column because somebody matched by them.
CREATE TABLE IF NOT EXISTS kt_match_column (
    type_key TEXT NOT NULL, field_key TEXT NOT NULL, PRIMARY KEY (type_key, field_key)) STRICT, WITHOUT ROWID;
-- Grows with every batch that writes to the type: what was computed from older records is stale.
CREATE TABLE IF NOT EXISTS kt_type_state (type_key TEXT PRIMARY KEY, data_version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Stamps of deleted records, for the case that they come back.
CREATE TABLE IF NOT EXISTS kt_deleted (
    type_key TEXT NOT NULL, record_id INTEGER NOT NULL, version INTEGER NOT NULL, created_at TEXT, updated_at TEXT,
    created_by INTEGER, updated_by INTEGER, created_import INTEGER, updated_import INTEGER,
    PRIMARY KEY (type_key, record_id)) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS kt_tag (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, name_folded TEXT NOT NULL, import_id INTEGER, created_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS kt_tag_folded ON kt_tag (name_folded);
CREATE INDEX IF NOT EXISTS kt_tag_import ON kt_tag (import_id) WHERE import_id IS NOT NULL;

-- Imports and every other run: `kind` says which. The number is the one people see (#17).
CREATE TABLE IF NOT EXISTS kt_import (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, type_key TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
    profile TEXT NOT NULL DEFAULT '', upload_no INTEGER NOT NULL DEFAULT 0,
    file_name TEXT, file_size INTEGER, file_sha256 TEXT,
    settings TEXT NOT NULL DEFAULT '{}', counts TEXT NOT NULL DEFAULT '{}',
    check_revision INTEGER NOT NULL DEFAULT 0, edits_revision INTEGER NOT NULL DEFAULT 0,
    created_by INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, started_at TEXT, finished_at TEXT,
    tag TEXT, of_import INTEGER, progress_done INTEGER NOT NULL DEFAULT 0, progress_total INTEGER NOT NULL DEFAULT 0,
    idempotency_key TEXT UNIQUE, note TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX IF NOT EXISTS kt_import_sha ON kt_import (file_sha256) WHERE file_sha256 IS NOT NULL;
CREATE INDEX IF NOT EXISTS kt_import_of ON kt_import (of_import) WHERE of_import IS NOT NULL;

CREATE TABLE IF NOT EXISTS kt_upload_chunk (
    import_id INTEGER NOT NULL, upload_no INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (import_id, upload_no, seq)) STRICT;
CREATE TABLE IF NOT EXISTS kt_sheet (
    import_id INTEGER NOT NULL, upload_no INTEGER NOT NULL, sheet INTEGER NOT NULL, name TEXT NOT NULL,
    hidden INTEGER NOT NULL, report TEXT NOT NULL, PRIMARY KEY (import_id, upload_no, sheet)) STRICT;
CREATE TABLE IF NOT EXISTS kt_block (
    import_id INTEGER NOT NULL, upload_no INTEGER NOT NULL, sheet INTEGER NOT NULL, block_no INTEGER NOT NULL,
    first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, row_count INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (import_id, upload_no, sheet, block_no)) STRICT;
CREATE TABLE IF NOT EXISTS kt_outcome (
    import_id INTEGER NOT NULL, stage TEXT NOT NULL, part INTEGER NOT NULL, block_no INTEGER NOT NULL,
    counts TEXT NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (import_id, stage, part, block_no)) STRICT;
CREATE TABLE IF NOT EXISTS kt_issue (
    import_id INTEGER NOT NULL, stage TEXT NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL, row_no INTEGER NOT NULL,
    column_no INTEGER, field TEXT, severity INTEGER NOT NULL, code TEXT NOT NULL, value TEXT, params TEXT,
    PRIMARY KEY (import_id, stage, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kt_edit (
    import_id INTEGER NOT NULL, seq INTEGER NOT NULL, edit TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (import_id, seq)) STRICT;

-- One row a committed batch, written in the batch's own transaction: where a killed run goes on.
CREATE TABLE IF NOT EXISTS kt_batch (
    run_id INTEGER NOT NULL, batch_no INTEGER NOT NULL, part INTEGER NOT NULL, phase INTEGER NOT NULL,
    block_from INTEGER NOT NULL, block_to INTEGER NOT NULL, counts TEXT NOT NULL, committed_at TEXT NOT NULL,
    PRIMARY KEY (run_id, batch_no)) STRICT;
CREATE TABLE IF NOT EXISTS kt_journal (
    run_id INTEGER NOT NULL, seq INTEGER NOT NULL, type_key TEXT NOT NULL, at TEXT NOT NULL,
    min_id INTEGER NOT NULL, max_id INTEGER NOT NULL, created_first INTEGER, created_last INTEGER, packed BLOB,
    PRIMARY KEY (run_id, seq)) STRICT;
CREATE INDEX IF NOT EXISTS kt_journal_ids ON kt_journal (type_key, min_id, max_id);

CREATE TABLE IF NOT EXISTS kt_export (
    id INTEGER PRIMARY KEY, type_key TEXT NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, state TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}', record_count INTEGER NOT NULL DEFAULT 0, byte_count INTEGER NOT NULL DEFAULT 0,
    created_by INTEGER NOT NULL, created_at TEXT NOT NULL, finished_at TEXT, seen INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS kt_export_chunk (
    export_id INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (export_id, seq)) STRICT;

CREATE TABLE IF NOT EXISTS kt_password (user_id INTEGER PRIMARY KEY, hash TEXT NOT NULL, set_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS kt_token (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, user_id INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '',
    scopes TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, expires_at TEXT, used_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS kt_token_user ON kt_token (user_id, kind);
CREATE TABLE IF NOT EXISTS kt_recipe (
    name TEXT PRIMARY KEY, document TEXT NOT NULL, version INTEGER NOT NULL, updated_at TEXT NOT NULL, updated_by INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS kt_header_memory (
    type_key TEXT NOT NULL, header_folded TEXT NOT NULL, field TEXT NOT NULL, used_at TEXT NOT NULL,
    PRIMARY KEY (type_key, header_folded)) STRICT;
-- Who did what to which numbers. Never a value of a record.
CREATE TABLE IF NOT EXISTS kt_audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor INTEGER, verb TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER) STRICT;
