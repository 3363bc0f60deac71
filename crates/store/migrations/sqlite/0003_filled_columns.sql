-- Columns of record tables that ever held a value: the others need not be read. A column stays here for good.
CREATE TABLE IF NOT EXISTS kt_filled_column (
    type_key TEXT NOT NULL,
    field_key TEXT NOT NULL,
    PRIMARY KEY (type_key, field_key)
) STRICT, WITHOUT ROWID;

-- Tables made before this step may hold values anywhere.
INSERT INTO kt_filled_column (type_key, field_key)
SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND tables.name NOT LIKE 'kt\_%' ESCAPE '\' AND tables.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ON CONFLICT DO NOTHING;
