//! What differs between databases: names, column types, lists as one parameter, text search, decimals.
//!
//! In: keys of types and fields. Out: pieces of SQL text. Every identifier comes from a record type; values never come here.

use std::fmt::Write as _;

use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::FieldKind;

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

/// `expression IN (the list in parameter n)`; the list is bound as one text, see [`id_list`].
pub fn in_list(expression: &str, n: usize) -> String {
    format!("{expression} IN (SELECT value FROM json_each({}))", parameter(n))
}

/// Whether the list column (several choices) holds the word in parameter `n`.
pub fn list_has(expression: &str, n: usize) -> String {
    format!("EXISTS (SELECT 1 FROM json_each({expression}) WHERE value = {})", parameter(n))
}

/// Whether the text contains the pattern in parameter `n`, see [`like_pattern`].
pub fn contains(expression: &str, n: usize) -> String {
    format!("{expression} LIKE {} ESCAPE '\\'", parameter(n))
}

/// A raw text column in matching form.
pub fn fold(expression: &str) -> String {
    format!("{FOLD}({expression})")
}

/// An expression whose comparisons follow the kind's own order.
pub fn comparable(kind: FieldKind, expression: &str) -> String {
    match kind {
        FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => format!("{expression} COLLATE {DECIMAL}"),
        _ => expression.to_owned(),
    }
}

/// An expression that the planner does not look up in an index.
pub fn unindexed(expression: &str) -> String {
    format!("+{expression}")
}

/// The names of a table's columns; the table's unquoted name is parameter 1.
pub const COLUMNS_OF: &str = "SELECT name FROM pragma_table_info(?1)";

/// Numbers as the text that [`in_list`] takes.
pub fn id_list(ids: impl IntoIterator<Item = RecordId>) -> String {
    let mut text = String::from("[");
    for id in ids {
        // Writing into a string cannot fail.
        let _ = write!(text, "{},", id.0);
    }
    close_list(text)
}

/// Words as the text that [`in_list`] takes.
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
    fn lists_are_one_text() {
        assert_eq!(id_list([RecordId(3), RecordId(1)]), "[3,1]");
        assert_eq!(id_list([]), "[]");
        assert_eq!(word_list(["a\"b", "č"]), "[\"a\\\"b\",\"č\"]");
    }
}
