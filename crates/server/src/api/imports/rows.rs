//! Rows sent as JSON become a delimited file like any other: kept, checked, undone in the same way. Row 1 holds the names.
//!
//! In: objects, or lines with one each. Out: CSV in UTF-8. Every value is text; what it means is the check's question.

use serde_json::{Map, Value};

use kartoteka_engine::error::Refusal;

use crate::api::given::malformed;

pub type Row = Map<String, Value>;

/// One object a line; blank lines are passed over.
pub fn of_lines(bytes: &[u8]) -> Result<Vec<Row>, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|error| malformed("body-unreadable").with("reason", error))?;
    let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(at, line): (usize, &str)| {
        let unfit = |error| malformed("body-unreadable").with("reason", error).with("pointer", format!("/{at}"));
        serde_json::from_str(line).map_err(unfit)
    };
    lines.map(row).collect()
}

/// The columns are the members of all rows, in the order they are first met.
pub fn as_csv(rows: &[Row]) -> Result<String, Refusal> {
    let mut columns: Vec<&str> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for name in rows.iter().flat_map(Map::keys) {
        if known.insert(name.as_str()) {
            columns.push(name);
        }
    }
    if columns.is_empty() {
        return Err(malformed("member-unfit").with("reason", "rows").with("pointer", "/rows"));
    }
    let mut text = line(columns.iter().map(|name| (*name).to_owned()));
    for (at, row) in rows.iter().enumerate() {
        let cell = |name: &&str| {
            let unfit = || malformed("member-unfit").with("reason", name).with("pointer", format!("/rows/{at}"));
            row.get(*name).map_or(Some(String::new()), cell_text).ok_or_else(unfit)
        };
        text.push_str(&line(columns.iter().map(cell).collect::<Result<Vec<_>, _>>()?.into_iter()));
    }
    Ok(text)
}

/// Nothing for what fits no cell.
fn cell_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => Some(list.iter().map(cell_text).collect::<Option<Vec<_>>>()?.join(", ")),
        Value::Object(_) => None,
    }
}

/// Every cell is quoted: nothing has to be guessed when it is read.
fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_lines() {
        let rows = of_lines(b"{\"name\": \"A \\\"x\\\"\", \"n\": 1}\n\n{\"n\": null, \"ok\": true}\n").expect("rows");
        let expected = "\"name\",\"n\",\"ok\"\r\n\"A \"\"x\"\"\",\"1\",\"\"\r\n\"\",\"\",\"yes\"\r\n";
        assert_eq!(as_csv(&rows).expect("a file"), expected);
        assert_eq!(of_lines(b"{}\n[1]").expect_err("no object").params[1].1, "/1");
        assert_eq!(as_csv(&[]).expect_err("no rows").code, "member-unfit");
    }
}
