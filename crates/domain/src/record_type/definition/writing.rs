//! A record type as a definition file: what [`super::read_definition`] reads back. Groups are written out field by field.

use std::fmt::Write;

use crate::language::{Labels, Language};
use crate::record::Key;
use crate::record_type::{Choice, Field, FieldRole, RecordType};

/// The type as TOML. What is at its default is left out. Reading it back gives the same type, marked as custom.
pub fn write_definition(record_type: &RecordType) -> String {
    let mut out = String::new();
    line(&mut out, "key", &text(&record_type.key));
    line(&mut out, "labels", &labels(&record_type.labels));
    line(&mut out, "plural", &labels(&record_type.plural));
    list_line(&mut out, "aliases", &record_type.aliases);
    line(&mut out, "name_field", &text(&record_type.name_field));
    key_sets(&mut out, "natural_keys", &record_type.natural_keys);
    key_sets(&mut out, "one_of", &record_type.one_of);
    if !record_type.derived.is_empty() {
        let derived = record_type.derived.iter();
        let entries: Vec<String> =
            derived.map(|derived| format!("{{ field = {}, from = {} }}", text(&derived.field), list(&derived.from))).collect();
        line(&mut out, "derived", &format!("[{}]", entries.join(", ")));
    }
    for field in &record_type.fields {
        out.push_str("\n[[fields]]\n");
        write_field(&mut out, field);
    }
    out
}

fn write_field(out: &mut String, field: &Field) {
    line(out, "key", &text(&field.key));
    line(out, "kind", &text(field.kind.word()));
    match field.role {
        FieldRole::Ordinary => {}
        FieldRole::Id => line(out, "role", "\"id\""),
        FieldRole::Tags => line(out, "role", "\"tags\""),
        FieldRole::ExportOnly => line(out, "role", "\"export-only\""),
    }
    for (name, flag) in [
        ("required", field.required),
        ("recommended", field.recommended),
        ("unique", field.unique),
        ("folded", field.folded),
        ("open", field.open),
        ("usual", field.usual),
        ("custom", field.custom),
        ("archived", field.archived),
    ] {
        if flag {
            line(out, name, "true");
        }
    }
    for (name, word) in [("default", &field.default), ("target", &field.target), ("example", &field.example)] {
        if !word.is_empty() {
            line(out, name, &text(word));
        }
    }
    if field.max_chars != 0 {
        line(out, "max_chars", &field.max_chars.to_string());
    }
    line(out, "labels", &labels(&field.labels));
    list_line(out, "aliases", &field.aliases);
    if field.help.all().next().is_some() {
        line(out, "help", &labels(&field.help));
    }
    write_choices(out, &field.choices);
}

fn write_choices(out: &mut String, choices: &[Choice]) {
    if choices.is_empty() {
        return;
    }
    out.push_str("choices = [\n");
    for choice in choices {
        let aliases = if choice.aliases.is_empty() { String::new() } else { format!(", aliases = {}", list(&choice.aliases)) };
        let _ = writeln!(out, "    {{ key = {}, labels = {}{aliases} }},", text(&choice.key), labels(&choice.labels));
    }
    out.push_str("]\n");
}

fn line(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{name} = {value}");
}

fn list_line(out: &mut String, name: &str, words: &[String]) {
    if !words.is_empty() {
        line(out, name, &list(words));
    }
}

fn key_sets(out: &mut String, name: &str, sets: &[Vec<Key>]) {
    if !sets.is_empty() {
        let sets: Vec<String> = sets.iter().map(|set| list(set)).collect();
        line(out, name, &format!("[{}]", sets.join(", ")));
    }
}

fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|word| text(word.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

/// Without the empty ones: a missing wording and an empty one are the same.
fn labels(labels: &Labels) -> String {
    let own = |language| match language {
        Language::English => &labels.en,
        Language::Czech => &labels.cs,
        Language::Portuguese => &labels.pt,
        Language::Russian => &labels.ru,
    };
    let written = Language::ALL.into_iter().filter(|language| !own(*language).is_empty());
    let words: Vec<String> = written.map(|language| format!("{} = {}", language.tag(), text(own(language)))).collect();
    format!("{{ {} }}", words.join(", "))
}

/// A basic string on one line, whatever it holds.
fn text(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    out.push('"');
    for c in word.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
