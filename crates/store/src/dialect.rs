//! What differs between databases: names, column types, lists as one parameter, text search, decimals.
//!
//! In: keys of types and fields; texts written for SQLite. Out: pieces of SQL text; the same texts for PostgreSQL. Every
//! identifier comes from a record type; values never come here.

use std::fmt::Write as _;

use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::FieldKind;

/// Which database a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// What a column keeps; other types are for tables of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnType {
    Whole,
    Real,
    Text,
    Bytes,
}

impl ColumnType {
    /// From what either database calls it.
    pub fn of(word: &str) -> ColumnType {
        match word.to_ascii_uppercase().as_str() {
            "INTEGER" | "BIGINT" | "INT" => ColumnType::Whole,
            "REAL" | "DOUBLE PRECISION" => ColumnType::Real,
            "BLOB" | "BYTEA" => ColumnType::Bytes,
            _ => ColumnType::Text,
        }
    }

    /// As definitions of tables say it.
    pub fn word(self) -> &'static str {
        match self {
            ColumnType::Whole => "INTEGER",
            ColumnType::Real => "REAL",
            ColumnType::Text => "TEXT",
            ColumnType::Bytes => "BLOB",
        }
    }
}

/// The collation under which decimals kept as text compare as numbers.
pub const DECIMAL: &str = "kt_decimal";
/// The function that folds a text like a match column does (case, diacritics).
pub const FOLD: &str = "kt_fold";
/// Rows of tables are declared with this at the end of `CREATE TABLE`.
pub const TABLE_OPTIONS: &str = "STRICT";
/// For tables that are nothing but their key.
pub const KEY_TABLE_OPTIONS: &str = "STRICT, WITHOUT ROWID";

/// A quoted name. Keys are an allow-list already; quoting is the second wall.
pub fn name(key: &str) -> String {
    format!("\"{}\"", key.replace('"', "\"\""))
}

/// The table of a several-links field or of the tags of a type.
pub fn side_table(type_key: &str, field: &str) -> String {
    name(&format!("{type_key}__{field}"))
}

/// The second column of a field that holds its text in matching form.
pub fn folded_column(field: &str) -> String {
    name(&format!("{field}__folded"))
}

/// The `n`-th parameter, from 1.
pub fn parameter(n: usize) -> String {
    format!("?{n}")
}

/// `n` parameters from `first`, with commas between.
pub fn parameters(first: usize, n: usize) -> String {
    (first..first + n).map(parameter).collect::<Vec<_>>().join(", ")
}

/// The column type and its check.
pub fn column_type(kind: FieldKind, column: &str) -> String {
    match kind {
        FieldKind::Integer | FieldKind::Link => "INTEGER".to_owned(),
        FieldKind::YesNo => format!("INTEGER CHECK ({column} IN (0, 1))"),
        _ => "TEXT".to_owned(),
    }
}

/// Whether the text contains the pattern in parameter `n`, see [`like_pattern`].
pub fn contains(expression: &str, n: usize) -> String {
    format!("{expression} LIKE {} ESCAPE '\\'", parameter(n))
}

impl Dialect {
    /// `expression IN (the numbers in parameter n)`; they are bound as one text, see [`id_list`].
    pub fn in_ids(self, expression: &str, n: usize) -> String {
        match self {
            Dialect::Sqlite => format!("{expression} IN (SELECT value FROM json_each({}))", parameter(n)),
            Dialect::Postgres => format!("{expression} = ANY (CAST(translate({}, '[]', '{{}}') AS BIGINT[]))", parameter(n)),
        }
    }

    /// `expression IN (the words in parameter n)`; they are bound as one text, see [`word_list`].
    pub fn in_words(self, expression: &str, n: usize) -> String {
        match self {
            Dialect::Sqlite => self.in_ids(expression, n),
            Dialect::Postgres => {
                format!("{expression} IN (SELECT json_array_elements_text(CAST({} AS JSON)))", parameter(n))
            }
        }
    }

    /// Whether the list column (several choices) holds the word in parameter `n`.
    pub fn list_has(self, expression: &str, n: usize) -> String {
        let n = parameter(n);
        match self {
            Dialect::Sqlite => format!("EXISTS (SELECT 1 FROM json_each({expression}) WHERE value = {n})"),
            Dialect::Postgres => {
                format!("{n} IN (SELECT json_array_elements_text(CAST({expression} AS JSON)))")
            }
        }
    }

    /// An expression whose comparisons follow the kind's own order.
    pub fn comparable(self, kind: FieldKind, expression: &str) -> String {
        match self {
            Dialect::Sqlite if is_decimal(kind) => format!("{expression} COLLATE {DECIMAL}"),
            Dialect::Postgres if is_decimal(kind) => format!("CAST({expression} AS NUMERIC)"),
            _ => expression.to_owned(),
        }
    }

    /// The other side of such a comparison: parameter `n`.
    pub fn compared(self, kind: FieldKind, n: usize) -> String {
        match self {
            Dialect::Sqlite => parameter(n),
            Dialect::Postgres => self.comparable(kind, &parameter(n)),
        }
    }

    /// A comparable expression as something to read.
    pub fn told(self, kind: FieldKind, expression: &str) -> String {
        match self {
            Dialect::Postgres if is_decimal(kind) => format!("CAST({expression} AS TEXT)"),
            _ => expression.to_owned(),
        }
    }

    /// An expression that SQLite's planner does not look up in an index. The other one counts before it plans.
    pub fn unindexed(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => format!("+{expression}"),
            Dialect::Postgres => expression.to_owned(),
        }
    }

    /// Now, by the database's own clock, in milliseconds since 1970: the same for every node.
    pub fn clock(self) -> &'static str {
        match self {
            Dialect::Sqlite => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
            Dialect::Postgres => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
        }
    }

    /// The end of a question for rows to change that passes over those somebody changes at this moment. A file has one writer.
    pub fn pass_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// The end of a question for a row that nobody else may change until the transaction ends.
    pub fn keep_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE",
        }
    }

    /// The names of a table's columns; the table's unquoted name is parameter 1.
    pub fn columns_of(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT name FROM pragma_table_info(?1)",
            Dialect::Postgres => {
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = ?1"
            }
        }
    }

    /// The names of a table's columns with their types; the table's unquoted name is parameter 1.
    pub fn column_types(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT name, type FROM pragma_table_info(?1)",
            Dialect::Postgres => {
                "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = ?1"
            }
        }
    }

    /// The names of all tables.
    pub fn tables(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
            Dialect::Postgres => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
            }
        }
    }
}

fn is_decimal(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Decimal | FieldKind::Money | FieldKind::Percent)
}

/// The end of an `INSERT` that passes over rows whose value is taken.
pub const PASS_OVER: &str = " ON CONFLICT DO NOTHING";
/// Bytes of a name on a server; longer ones it would cut, and two could become one.
const LONGEST_NAME: usize = 63;

/// A text for PostgreSQL: `$1` instead of `?1`, and names no longer than it keeps.
pub fn for_server(sql: &str) -> String {
    translated(sql, |word| word)
}

/// A definition for PostgreSQL: its types, texts that sort by their bytes as in SQLite, and no options of tables.
pub fn definition_for_server(sql: &str) -> String {
    let plain = sql.replace(&format!(") {KEY_TABLE_OPTIONS}"), ")").replace(&format!(") {TABLE_OPTIONS}"), ")");
    translated(&plain, |word| match word {
        "INTEGER" => "BIGINT",
        "BLOB" => "BYTEA",
        "REAL" => "DOUBLE PRECISION",
        "TEXT" => "TEXT COLLATE \"C\"",
        other => other,
    })
}

/// Walks over a text; what stands in quotes is left alone but for names that are too long.
fn translated<'t>(sql: &'t str, word: impl Fn(&'t str) -> &'t str) -> String {
    let mut out = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '?' => 1,
            c if c.is_ascii_alphanumeric() || c == '_' => {
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        match first {
            '-' if length > 1 => {}
            '?' => out.push('$'),
            '"' if token.len() > LONGEST_NAME + 2 => out.push_str(&shortened(token)),
            _ => out.push_str(word(token)),
        }
        rest = behind;
    }
    out
}

/// A quoted name that is too long: its beginning and a number made of all of it.
fn shortened(quoted: &str) -> String {
    // FNV-1a: the same number for ever, on every machine.
    let hash =
        quoted.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}_{hash:016x}\"", &quoted[..=46])
}

/// Numbers as the text that [`Dialect::in_ids`] takes.
pub fn id_list(ids: impl IntoIterator<Item = RecordId>) -> String {
    let mut text = String::from("[");
    for id in ids {
        // Writing into a string cannot fail.
        let _ = write!(text, "{},", id.0);
    }
    close_list(text)
}

/// Words as the text that [`Dialect::in_words`] takes.
pub fn word_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::from("[");
    for word in words {
        text.push_str(&serde_json::Value::from(word).to_string());
        text.push(',');
    }
    close_list(text)
}

fn close_list(mut text: String) -> String {
    if text.ends_with(',') {
        text.pop();
    }
    text.push(']');
    text
}

/// A pattern that finds the words anywhere; `%`, `_` and `\` mean themselves.
pub fn like_pattern(words: &str) -> String {
    let mut pattern = String::with_capacity(words.len() + 2);
    pattern.push('%');
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wild_cards_in_the_words_mean_themselves() {
        assert_eq!(like_pattern("50%_a\\b"), "%50\\%\\_a\\\\b%");
    }

    #[test]
    fn web_17_names_are_quoted() {
        assert_eq!(name("a\"; DROP TABLE x; --"), "\"a\"\"; DROP TABLE x; --\"");
    }

    #[test]
    fn a_server_is_told_the_same_in_its_own_words() {
        let sql = "SELECT '?1', \"a?2\" FROM t WHERE x = ?1 AND y = ?12 -- it's";
        assert_eq!(for_server(sql), "SELECT '?1', \"a?2\" FROM t WHERE x = $1 AND y = $12 ");
        let sql = "CREATE TABLE \"TEXT\" (id INTEGER PRIMARY KEY, t TEXT, b BLOB) STRICT, WITHOUT ROWID; DROP TABLE x";
        let expected = "CREATE TABLE \"TEXT\" (id BIGINT PRIMARY KEY, t TEXT COLLATE \"C\", b BYTEA); DROP TABLE x";
        assert_eq!(definition_for_server(sql), expected);
    }

    #[test]
    fn long_names_stay_apart() {
        let names = ["a", "b"].map(|end| name(&format!("{}{end}", "n".repeat(80))));
        let [a, b] = names.map(|name| for_server(&name));
        assert!(a != b && a.len() == LONGEST_NAME + 2 && a.ends_with('"'), "{a} {b}");
        assert_eq!(for_server(&name(&"n".repeat(63))), name(&"n".repeat(63)));
    }

    #[test]
    fn lists_are_one_text() {
        assert_eq!(id_list([RecordId(3), RecordId(1)]), "[3,1]");
        assert_eq!(id_list([]), "[]");
        assert_eq!(word_list(["a\"b", "č"]), "[\"a\\\"b\",\"č\"]");
    }
}
