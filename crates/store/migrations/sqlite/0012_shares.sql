-- A check that several nodes make together. A pass over the rows of a part is laid out in shares; who takes one keeps it from the
-- others until `claimed_until` (the database's clock, milliseconds since 1970), and brings what it found. Nothing of it outlives the check.
CREATE TABLE IF NOT EXISTS kt_pass (
    id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL, program TEXT NOT NULL,
    job INTEGER NOT NULL, fence INTEGER NOT NULL, context BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS kt_pass_import ON kt_pass (import_id);
CREATE TABLE IF NOT EXISTS kt_share (
    pass INTEGER NOT NULL, share_no INTEGER NOT NULL, claimed_until INTEGER NOT NULL, found BLOB,
    PRIMARY KEY (pass, share_no)) STRICT;
