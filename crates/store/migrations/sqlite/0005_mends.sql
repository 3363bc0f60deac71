-- Who mended what, when, and how much it touched: the edits from `first_seq` to `last_seq` were made with one press.
CREATE TABLE IF NOT EXISTS kt_mend (
    import_id INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, made_by INTEGER NOT NULL,
    made_at TEXT NOT NULL, touched INTEGER NOT NULL, PRIMARY KEY (import_id, first_seq)) STRICT, WITHOUT ROWID;
