//! What goes to standard output: tables for people, tab separated lines for pipes, JSON, JSON lines, CSV.
//!
//! In: JSON objects and the columns people see. Out: text. Messages never pass here except through `notice`, which
//! writes to standard error.

use std::io::{IsTerminal as _, Write as _};

use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;
use serde_json::{Map, Value};

use crate::jq;

/// Widest cell of a table on a terminal, in characters.
const WIDEST: usize = 60;

/// How data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A table on a terminal, tab separated in a pipe.
    Plain,
    Json,
    JsonLines,
    Csv,
}

/// A column of a list: the member of the objects, and the word above it.
pub type Column = (&'static str, &'static str);

/// Where data and messages go.
#[derive(Clone, Debug)]
pub struct Output {
    pub shape: Shape,
    /// Members to keep; empty stands for all.
    pub fields: Vec<String>,
    /// The expression JSON goes through.
    pub jq: Option<String>,
    pub quiet: bool,
    pub words: Words,
    pub terminal: bool,
    pub bold: bool,
}

impl Output {
    pub fn new(shape: Shape, fields: Vec<String>, quiet: bool, color: bool, words: Words) -> Output {
        let terminal = std::io::stdout().is_terminal();
        Output { shape, fields, jq: None, quiet, words, terminal, bold: terminal && color }
    }

    /// Whether a program reads the answer.
    pub fn is_data(&self) -> bool {
        self.shape != Shape::Plain
    }

    /// A message for people, on standard error. Programs that asked for JSON get none: there only errors are said.
    pub fn notice(&self, text: &str) {
        if !self.quiet && !self.is_data() {
            eprintln!("{text}");
        }
    }

    /// A sentence of the answer, on standard output.
    pub fn line(&self, text: &str) -> Result<()> {
        write(&format!("{text}\n"))
    }

    /// The same for a program that goes on when nobody listens any more.
    pub fn line_in_passing(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    /// One object: a list of its members for people.
    pub fn object(&self, object: &Value) -> Result<()> {
        match self.shape {
            Shape::Json | Shape::JsonLines => self.json(&self.picked(object)?),
            Shape::Csv => self.csv_of(std::slice::from_ref(object), &[]),
            Shape::Plain => {
                let object = self.picked(object)?;
                let Value::Object(members) = &object else { return write(&format!("{}\n", shown(&object))) };
                let width = members.keys().map(|key| key.chars().count()).max().unwrap_or(0);
                members.iter().try_for_each(|(key, value)| match self.terminal {
                    true => write(&format!("{key:width$}  {}\n", shown(value))),
                    false => write(&format!("{key}\t{}\n", one_line(&shown(value)))),
                })
            }
        }
    }

    /// A list. `columns` are what people and CSV readers see; programs get the whole objects.
    pub fn list(&self, objects: &[Value], columns: &[Column]) -> Result<()> {
        let keys: Vec<&str> = columns.iter().map(|(key, _)| *key).collect();
        match self.shape {
            Shape::Json => {
                let picked: Result<Vec<Value>> = objects.iter().map(|object| self.picked(object)).collect();
                self.json(&Value::Array(picked?))
            }
            Shape::JsonLines => objects.iter().try_for_each(|object| self.json(&self.picked(object)?)),
            Shape::Csv => self.csv_of(objects, &keys),
            Shape::Plain if self.terminal => {
                let headings: Vec<String> = columns.iter().map(|(_, id)| self.words.word(id)).collect();
                self.table(objects, &keys, &headings)
            }
            Shape::Plain => tabbed(objects, &keys),
        }
    }

    /// A list of records: number and the shown fields, under the labels of their type.
    pub fn labelled(&self, objects: &[Value], shown: Vec<(String, String)>) -> Result<()> {
        if matches!(self.shape, Shape::Json | Shape::JsonLines) {
            return self.list(objects, &[]);
        }
        let id = || ("id".to_owned(), self.words.word("heading-id"));
        let shown: Vec<(String, String)> =
            std::iter::once(id()).chain(shown.into_iter().filter(|(key, _)| key != "id")).collect();
        let keys: Vec<&str> = shown.iter().map(|(key, _)| key.as_str()).collect();
        match self.shape {
            Shape::Csv => self.csv_of(objects, &keys),
            _ if self.terminal => self.table(objects, &keys, &shown.iter().map(|(_, label)| label.clone()).collect::<Vec<_>>()),
            _ => tabbed(objects, &keys),
        }
    }

    /// JSON on one line, or what the expression makes of it.
    fn json(&self, value: &Value) -> Result<()> {
        match &self.jq {
            Some(expression) => jq::lines(expression, value)?.iter().try_for_each(|line| write(&format!("{line}\n"))),
            None => write(&format!("{value}\n")),
        }
    }

    fn csv_of(&self, objects: &[Value], columns: &[&str]) -> Result<()> {
        let keys: Vec<String> = match (self.fields.is_empty(), columns.is_empty(), objects.first()) {
            (false, ..) => self.fields.clone(),
            (true, false, _) => columns.iter().map(|key| (*key).to_owned()).collect(),
            (true, true, Some(Value::Object(members))) => members.keys().cloned().collect(),
            _ => Vec::new(),
        };
        write(&csv_line(keys.iter().map(String::as_str)))?;
        for object in objects {
            let cells: Vec<String> = keys.iter().map(|key| shown(&object[key.as_str()])).collect();
            write(&csv_line(cells.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    fn table(&self, objects: &[Value], keys: &[&str], headings: &[String]) -> Result<()> {
        let cell = |object: &Value, key: &str| match &object[key] {
            Value::Number(n) => n.as_i64().map_or_else(|| n.to_string(), |n| self.words.number(n)),
            other => cut(&one_line(&shown(other))),
        };
        let rows: Vec<Vec<String>> = objects.iter().map(|o| keys.iter().map(|key| cell(o, key)).collect()).collect();
        let width =
            |i: usize| rows.iter().map(|row| row[i].chars().count()).chain([headings[i].chars().count()]).max().unwrap_or(0);
        let widths: Vec<usize> = (0..keys.len()).map(width).collect();
        let right: Vec<bool> = keys.iter().map(|key| objects.iter().any(|object| object[*key].is_number())).collect();
        let line = |cells: &[String]| {
            let padded = cells.iter().enumerate().map(|(i, cell)| match right[i] {
                true => format!("{cell:>width$}", width = widths[i]),
                false => format!("{cell:width$}", width = widths[i]),
            });
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let head = line(headings);
        write(&if self.bold { format!("\x1b[1m{head}\x1b[0m\n") } else { format!("{head}\n") })?;
        rows.iter().try_for_each(|row| write(&format!("{}\n", line(row))))
    }

    /// The members asked for, in the order asked for.
    fn picked(&self, object: &Value) -> Result<Value> {
        let Value::Object(members) = object else { return Ok(object.clone()) };
        if self.fields.is_empty() {
            return Ok(object.clone());
        }
        let mut picked = Map::new();
        for field in &self.fields {
            let value = members.get(field).ok_or_else(|| {
                let mut refusal = Refusal::unknown("output-field-unknown", field, members.keys().map(String::as_str));
                refusal.kind = RefusalKind::Malformed;
                refusal.with("fields", members.keys().cloned().collect::<Vec<_>>().join(", "))
            })?;
            picked.insert(field.clone(), value.clone());
        }
        Ok(Value::Object(picked))
    }
}

/// One line a record, cells apart by tabs, nothing cut.
fn tabbed(objects: &[Value], keys: &[&str]) -> Result<()> {
    objects.iter().try_for_each(|object| {
        let cells: Vec<String> = keys.iter().map(|key| one_line(&shown(&object[*key]))).collect();
        write(&format!("{}\n", cells.join("\t")))
    })
}

/// One line of CSV: quoted where needed.
pub fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains(['"', ',', ';', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

/// A value as text in a cell.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(members) => members.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            members.iter().map(|(key, value)| format!("{key}={}", shown(value))).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// Cells of a pipe must not break its lines; nor may a value steer the terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        Some(_) => text.chars().take(WIDEST - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// Writes to standard output. A reader that went away (`| head`) ends the program in silence.
pub fn write(text: &str) -> Result<()> {
    write_bytes(text.as_bytes())
}

pub fn write_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kartoteka_domain::language::Language;
    use serde_json::json;

    #[test]
    fn csv_is_quoted_where_needed() {
        for (cells, expected) in [
            (vec!["a", "b"], "a,b\r\n"),
            (vec!["a,b", ""], "\"a,b\",\r\n"),
            (vec!["say \"x\"", "two\nlines"], "\"say \"\"x\"\"\",\"two\nlines\"\r\n"),
        ] {
            assert_eq!(csv_line(cells.into_iter()), expected);
        }
    }

    #[test]
    fn members_are_picked_in_the_order_asked_for_and_unknown_ones_are_named() {
        let mut output = Output::new(Shape::Json, vec!["b".into(), "a".into()], false, false, Words::of(Language::English));
        assert_eq!(output.picked(&json!({"a": 1, "b": 2, "c": 3})).expect("known").to_string(), r#"{"b":2,"a":1}"#);
        output.fields = vec!["cont".into()];
        let error = output.picked(&json!({"count": 1})).expect_err("unknown");
        assert_eq!(error.code(), Some("output-field-unknown"));
    }

    #[test]
    fn a_value_cannot_break_or_steer_a_line() {
        assert_eq!(one_line("a\tb\n\x1b[2Jc"), "a b  [2Jc");
        assert_eq!(cut(&"ž".repeat(61)).chars().count(), 60);
    }
}
