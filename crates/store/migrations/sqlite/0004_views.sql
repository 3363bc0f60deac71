-- What people keep of their lists. Queries and selections are texts only the engine understands. Can be repeated.

-- Filters, columns and order under a name; the shared ones are everybody's to use.
CREATE TABLE IF NOT EXISTS kt_view (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, type_key TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
    shared INTEGER NOT NULL DEFAULT 0, UNIQUE (user_id, type_key, name)) STRICT;
-- Which records somebody is about to change, export or download; forgotten after some days.
CREATE TABLE IF NOT EXISTS kt_selection (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, type_key TEXT NOT NULL, records TEXT NOT NULL,
    created_at TEXT NOT NULL) STRICT;
