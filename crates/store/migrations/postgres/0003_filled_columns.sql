-- Columns of record tables that ever held a value: the others need not be read. A column stays here for good.
CREATE TABLE IF NOT EXISTS kt_filled_column (
    type_key TEXT NOT NULL,
    field_key TEXT NOT NULL,
    PRIMARY KEY (type_key, field_key)
) STRICT, WITHOUT ROWID;
