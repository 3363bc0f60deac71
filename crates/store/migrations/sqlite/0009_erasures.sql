-- Who was erased: the number of the record and keyed hashes of what told who it was. No value. Every statement can be repeated.
CREATE TABLE IF NOT EXISTS kt_erasure (
    type_key TEXT NOT NULL, record_id INTEGER NOT NULL, erased_at TEXT NOT NULL, erased_by INTEGER NOT NULL,
    marks TEXT NOT NULL, PRIMARY KEY (type_key, record_id)) STRICT, WITHOUT ROWID;
