//! Python: `models.py` with a `TypedDict` a form, `operations.py` with a method an operation.
//!
//! In: forms and operations. Out: texts for Python 3.11 and newer. Members within members get a name of their own, because a
//! `TypedDict` cannot stand inside another.

use std::collections::BTreeSet;

use super::document::{Api, Form, Gives, Member, Operation, Takes};
use super::{WARNING, lines};

/// Words of the language that name nothing else.
const TAKEN: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

pub fn models(api: &Api) -> String {
    let mut all = Models { text: String::new(), aliases: String::new(), names: api.forms.keys().cloned().collect() };
    // What extends another stands behind it.
    let (plain, extended): (Vec<_>, Vec<_>) = api.forms.iter().partition(|(_, (form, _))| !matches!(form, Form::Both(_)));
    for (name, (form, says)) in plain.into_iter().chain(extended) {
        all.define(name, form, says);
    }
    format!(
        "# {WARNING}\n\"\"\"Forms of documents. Members the server adds later are there at run time, too.\"\"\"\n\n\
         from __future__ import annotations\n\n\
         from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union\n{}\n{}",
        all.text, all.aliases
    )
}

struct Models {
    text: String,
    /// What is no class of its own stands behind all classes.
    aliases: String,
    names: BTreeSet<String>,
}

impl Models {
    fn define(&mut self, name: &str, form: &Form, says: &str) {
        match form {
            Form::Members(members) => self.class(name, "TypedDict", members, says),
            Form::Both(all) => {
                let bases: Vec<&str> =
                    all.iter().filter_map(|one| if let Form::Named(base) = one { Some(base.as_str()) } else { None }).collect();
                let own = all.iter().filter_map(|one| if let Form::Members(own) = one { Some(own.clone()) } else { None });
                let members: Vec<Member> = own.flatten().collect();
                self.class(name, &bases.join(", "), &members, says);
            }
            other => {
                // Every class stands above, and who uses an alias in another file must not have to look for the names in it.
                let quoted = self.kind(other, name);
                let kind = self.names.iter().fold(quoted, |kind, name| kind.replace(&format!("\"{name}\""), name));
                let words = comment(says, "");
                self.aliases.push_str(&format!("\n{words}{name}: TypeAlias = {kind}\n"));
            }
        }
    }

    fn class(&mut self, name: &str, base: &str, members: &[Member], says: &str) {
        let kinds: Vec<String> = members.iter().map(|member| self.member(name, member)).collect();
        let is_plain = members.iter().all(|member| is_name(&member.name));
        if !is_plain {
            let each = members
                .iter()
                .zip(&kinds)
                .map(|(member, kind)| format!("    \"{}\": \"{}\",\n", member.name, kind.replace('"', "'")));
            let each: String = each.collect();
            self.text.push_str(&format!("\n\n{}{name} = TypedDict(\"{name}\", {{\n{each}}})\n", comment(says, "")));
            return;
        }
        self.text.push_str(&format!("\n\nclass {name}({base}):\n"));
        if !says.is_empty() {
            self.text.push_str(&format!("    \"\"\"{says}\"\"\"\n"));
        }
        for (member, kind) in members.iter().zip(&kinds) {
            self.text.push_str(&comment(&member.says, "    "));
            self.text.push_str(&format!("    {}: {kind}\n", member.name));
        }
        if members.is_empty() {
            self.text.push_str("    pass\n");
        }
    }

    fn member(&mut self, owner: &str, member: &Member) -> String {
        let kind = self.kind(&member.form, &format!("{owner}{}", pascal(&member.name)));
        if member.is_required { kind } else { format!("NotRequired[{kind}]") }
    }

    /// The type of a form; members within it become the class `name`, or the next free name.
    fn kind(&mut self, form: &Form, name: &str) -> String {
        match form {
            Form::Members(members) => {
                let name = format!("{name}{}", members.iter().find_map(only_word).map(pascal).unwrap_or_default());
                let own = (1..).map(|n| if n == 1 { name.to_owned() } else { format!("{name}{n}") });
                let own = own.into_iter().find(|own| !self.names.contains(own)).unwrap_or_default();
                self.names.insert(own.clone());
                self.class(&own, "TypedDict", members, "");
                format!("\"{own}\"")
            }
            Form::List(of) => format!("list[{}]", self.kind(of, name)),
            Form::Map(of) => format!("dict[str, {}]", self.kind(of, name)),
            Form::Either(all) => {
                let each: Vec<String> = all.iter().map(|one| self.kind(one, name)).collect();
                format!("Union[{}]", each.join(", "))
            }
            Form::Named(name) => format!("\"{name}\""),
            Form::Both(all) => all.first().map_or_else(|| "Any".to_owned(), |first| self.kind(first, name)),
            other => simple(other),
        }
    }
}

/// The word by which one of several forms is told apart: it is the only one its member may hold.
fn only_word(member: &Member) -> Option<&str> {
    match &member.form {
        Form::Words(words) if words.len() == 1 => words.first().map(String::as_str),
        _ => None,
    }
}

fn simple(form: &Form) -> String {
    match form {
        Form::Null => "None".to_owned(),
        Form::Text => "str".to_owned(),
        Form::Number => "int".to_owned(),
        Form::Flag => "bool".to_owned(),
        Form::Words(words) => format!("Literal[{}]", words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")),
        Form::List(of) => format!("list[{}]", simple(of)),
        Form::Map(of) => format!("Mapping[str, {}]", simple(of)),
        Form::Either(all) => all.iter().map(simple).collect::<Vec<_>>().join(" | "),
        Form::Named(name) => format!("models.{name}"),
        Form::Any | Form::Members(_) | Form::Both(_) => "Any".to_owned(),
    }
}

pub fn operations(api: &Api) -> String {
    let mut text = format!(
        "# {WARNING}\n\"\"\"Every operation of the REST API, by its name in the OpenAPI document.\"\"\"\n\n\
         from __future__ import annotations\n\n\
         from collections.abc import Iterator, Mapping\n\
         from typing import Any, Literal\n\n\
         from . import models\n\
         from .connection import Connection, FileBody, IfMatch\n\
         from .download import Download, ServerEvent\n\
         from .pages import Pages\n\n\n\
         class Operations(Connection):\n    \"\"\"One method an operation.\"\"\"\n"
    );
    for operation in &api.operations {
        text.push('\n');
        text.push_str(&method(operation));
    }
    text
}

fn method(operation: &Operation) -> String {
    let mut arguments: Vec<String> = vec!["self".to_owned()];
    for place in &operation.places {
        let form = simple(&place.form);
        arguments.push(format!("{}: {}", name(&place.name), if form == "int" { "int | str".to_owned() } else { form }));
    }
    arguments.extend(match &operation.takes {
        Takes::Nothing => None,
        Takes::Document(form) => Some(format!("body: {}", simple(form))),
        Takes::File => Some("body: FileBody".to_owned()),
        Takes::DocumentOrFile(form) => Some(format!("body: {} | FileBody", simple(form))),
    });
    let mut named: Vec<String> =
        operation.query.iter().map(|one| format!("{}: {} | None = None", name(&one.name), simple(&one.form))).collect();
    named.extend(operation.on_version.then(|| "if_match: IfMatch".to_owned()));
    named.extend(operation.takes_key.then(|| "idempotency_key: str | None = None".to_owned()));
    if !named.is_empty() {
        arguments.push("*".to_owned());
        arguments.extend(named);
    }
    let (word, given) = match &operation.gives {
        Gives::Nothing => ("_nothing", "None".to_owned()),
        Gives::Document(form) => ("_document", simple(form)),
        Gives::Pages(form) => ("_list", format!("Pages[{}]", simple(form))),
        Gives::File => ("_file", "Download".to_owned()),
        Gives::Text => ("_text", "str".to_owned()),
        Gives::Events => ("_events", "Iterator[ServerEvent]".to_owned()),
    };
    let mut text = format!("    def {}(\n        {},\n    ) -> {given}:\n", snake(&operation.id), arguments.join(",\n        "));
    text.push_str(&docstring(operation));
    text.push_str(&format!("        return self.{word}({})\n", call(operation).join(", ")));
    text
}

fn call(operation: &Operation) -> Vec<String> {
    let pairs =
        |all: Vec<(&str, String)>| all.iter().map(|(key, name)| format!("\"{key}\": {name}")).collect::<Vec<_>>().join(", ");
    let mut call = vec![format!("\"{}\"", operation.method), format!("\"{}\"", operation.path)];
    if !operation.places.is_empty() {
        call.push(format!(
            "places={{{}}}",
            pairs(operation.places.iter().map(|one| (one.name.as_str(), name(&one.name))).collect())
        ));
    }
    if !operation.query.is_empty() {
        call.push(format!(
            "query={{{}}}",
            pairs(operation.query.iter().map(|one| (one.name.as_str(), name(&one.name))).collect())
        ));
    }
    if operation.takes != Takes::Nothing {
        call.push("body=body".to_owned());
    }
    if operation.on_version {
        call.push("if_match=if_match".to_owned());
    }
    if operation.takes_key {
        call.push("is_once=True, key=idempotency_key".to_owned());
    }
    call
}

fn docstring(operation: &Operation) -> String {
    let mut words = operation.says.clone();
    let told: Vec<String> = operation.query.iter().map(|one| format!("`{}`: {}", name(&one.name), one.says)).collect();
    words = words.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let mut text = lines(&format!("\"\"\"{words}"), "        ");
    if told.is_empty() {
        text.truncate(text.trim_end().len());
        return format!("{text}\"\"\"\n");
    }
    text.push('\n');
    for one in told {
        text.push_str(&lines(&one, "        "));
    }
    text.push_str("        \"\"\"\n");
    text
}

fn comment(words: &str, indent: &str) -> String {
    if words.is_empty() { String::new() } else { lines(words, &format!("{indent}# ")) }
}

fn is_name(word: &str) -> bool {
    word.chars().all(|one| one.is_ascii_alphanumeric() || one == '_') && !TAKEN.contains(&word)
}

fn name(word: &str) -> String {
    if TAKEN.contains(&word) { format!("{word}_") } else { word.to_owned() }
}

/// `listTokens` as Python writes it: `list_tokens`.
fn snake(id: &str) -> String {
    let mut text = String::new();
    for one in id.chars() {
        if one.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(one.to_ascii_lowercase());
    }
    text
}

fn pascal(word: &str) -> String {
    let parts = word.split(|one: char| !one.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(|part| format!("{}{}", part[..1].to_ascii_uppercase(), &part[1..])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_language() {
        for (given, expected) in [("listTokens", "list_tokens"), ("search", "search"), ("undoNumberedFix", "undo_numbered_fix")] {
            assert_eq!(snake(given), expected);
        }
        assert_eq!(
            (name("from"), name("limit"), pascal("day_first-only")),
            ("from_".into(), "limit".into(), "DayFirstOnly".into())
        );
    }

    #[test]
    fn members_within_members_are_classes_of_their_own() {
        let inner = Form::Members(vec![Member { name: "from".into(), form: Form::Text, is_required: true, says: String::new() }]);
        let outer = vec![Member {
            name: "file".into(),
            form: Form::Either(vec![inner, Form::Null]),
            is_required: false,
            says: "It.".into(),
        }];
        let mut models = Models { text: String::new(), aliases: String::new(), names: BTreeSet::new() };
        models.define("Import", &Form::Members(outer), "");
        let expected = "\n\nImportFile = TypedDict(\"ImportFile\", {\n    \"from\": \"str\",\n})\n\n\nclass Import(TypedDict):\n    # It.\n    \
                        file: NotRequired[Union[\"ImportFile\", None]]\n";
        assert_eq!(models.text, expected);
    }
}
