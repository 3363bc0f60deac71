//! The OpenAPI document as the makers of clients see it: named forms, and operations with what each takes and gives.
//!
//! In: the JSON the program writes. Out: forms and operations, in an order that is always the same. A piece of the document that
//! is not understood is an error, never left out.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value};

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Any,
    Null,
    Text,
    Number,
    Flag,
    /// One of these texts.
    Words(Vec<String>),
    List(Box<Form>),
    /// Names of the caller's own, all of one form.
    Map(Box<Form>),
    Members(Vec<Member>),
    /// Another form, by its name.
    Named(String),
    Either(Vec<Form>),
    Both(Vec<Form>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    pub form: Form,
    pub is_required: bool,
    pub says: String,
}

/// A name in the address or in the query.
#[derive(Debug)]
pub struct Param {
    pub name: String,
    pub form: Form,
    pub says: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Document(Form),
    /// Bytes, and their media type when there are several.
    File,
    DocumentOrFile(Form),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Gives {
    Nothing,
    Document(Form),
    Pages(Form),
    File,
    Text,
    Events,
}

#[derive(Debug)]
pub struct Operation {
    pub id: String,
    /// In capitals.
    pub method: String,
    pub path: String,
    pub says: String,
    pub places: Vec<Param>,
    pub query: Vec<Param>,
    /// A change that says what it is based on.
    pub on_version: bool,
    /// Takes an `Idempotency-Key`.
    pub takes_key: bool,
    pub takes: Takes,
    pub gives: Gives,
}

pub struct Api {
    pub forms: BTreeMap<String, (Form, String)>,
    pub operations: Vec<Operation>,
    /// Word of a record type → names of its forms, read and written.
    pub records: Vec<(String, String, String)>,
}

impl Api {
    pub fn read(document: &Value) -> Result<Api> {
        let schemas = object(&document["components"]["schemas"], "components.schemas")?;
        let mut forms = BTreeMap::new();
        for (name, schema) in schemas {
            let form = form(schema).with_context(|| format!("the form {name}"))?;
            forms.insert(name.clone(), (form, sentence(schema)));
        }
        let mut operations = Vec::new();
        for (path, methods) in object(&document["paths"], "paths")? {
            for (method, one) in object(methods, path)? {
                operations.push(operation(path, method, one).with_context(|| format!("{method} {path}"))?);
            }
        }
        operations.sort_by(|a, b| a.id.cmp(&b.id));
        let records = records(&forms)?;
        Ok(Api { forms, operations, records })
    }
}

/// Words of record types beside the forms of their records: all three lists are made from the types, in one order.
fn records(forms: &BTreeMap<String, (Form, String)>) -> Result<Vec<(String, String, String)>> {
    let names = |name: &str| match forms.get(name) {
        Some((Form::Either(all), _)) => all.iter().filter_map(Form::name).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let Some((Form::Words(words), _)) = forms.get("TypeWord") else { bail!("there is no TypeWord") };
    let (read, written) = (names("Record"), names("RecordWrite"));
    ensure!(words.len() == read.len() && words.len() == written.len(), "record types and their forms do not go together");
    Ok(words.iter().zip(read.into_iter().zip(written)).map(|(word, (read, written))| (word.clone(), read, written)).collect())
}

impl Form {
    fn name(&self) -> Option<String> {
        if let Form::Named(name) = self { Some(name.clone()) } else { None }
    }

    /// Any of them; what stands in it twice stands there once.
    pub fn either(all: impl IntoIterator<Item = Form>) -> Form {
        let mut found: Vec<Form> = Vec::new();
        for one in all {
            let parts = if let Form::Either(parts) = one { parts } else { vec![one] };
            for part in parts {
                if !found.contains(&part) {
                    found.push(part);
                }
            }
        }
        // Where anything may be, nothing else is said.
        if found.contains(&Form::Any) {
            return Form::Any;
        }
        if found.len() == 1 { found.remove(0) } else { Form::Either(found) }
    }
}

fn object<'v>(value: &'v Value, what: &str) -> Result<&'v Map<String, Value>> {
    value.as_object().with_context(|| format!("{what} is no object"))
}

fn sentence(value: &Value) -> String {
    value["description"].as_str().unwrap_or_default().to_owned()
}

fn form(schema: &Value) -> Result<Form> {
    if let Some(path) = schema["$ref"].as_str() {
        return Ok(Form::Named(path.rsplit('/').next().unwrap_or_default().to_owned()));
    }
    let all = |value: &Value| value.as_array().map(|all| all.iter().map(form).collect::<Result<Vec<Form>>>());
    if let Some(parts) = all(&schema["anyOf"]).or_else(|| all(&schema["oneOf"])) {
        return Ok(Form::either(parts?));
    }
    if let Some(parts) = all(&schema["allOf"]) {
        let mut parts = parts?;
        return Ok(if parts.len() == 1 { parts.remove(0) } else { Form::Both(parts) });
    }
    if let Some(words) = schema["enum"].as_array() {
        let words = words.iter().map(|word| word.as_str().map(str::to_owned).context("a word that is no text"));
        return Ok(Form::Words(words.collect::<Result<_>>()?));
    }
    match &schema["type"] {
        Value::Null => Ok(Form::Any),
        Value::String(word) => plain(word, schema),
        Value::Array(words) => {
            let each = words.iter().map(|word| plain(word.as_str().unwrap_or_default(), schema));
            Ok(Form::either(each.collect::<Result<Vec<Form>>>()?))
        }
        other => bail!("a type that is {other}"),
    }
}

fn plain(word: &str, schema: &Value) -> Result<Form> {
    Ok(match word {
        "null" => Form::Null,
        "string" => Form::Text,
        "integer" | "number" => Form::Number,
        "boolean" => Form::Flag,
        "array" => Form::List(Box::new(form(&schema["items"])?)),
        "object" if schema["properties"].is_object() => Form::Members(members(schema)?),
        "object" => Form::Map(Box::new(form(&schema["additionalProperties"])?)),
        other => bail!("a type named {other}"),
    })
}

fn members(schema: &Value) -> Result<Vec<Member>> {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let each = object(&schema["properties"], "properties")?.iter().map(|(name, value)| {
        let form = form(value).with_context(|| format!("the member {name}"))?;
        Ok(Member { name: name.clone(), form, is_required: required.contains(&name.as_str()), says: sentence(value) })
    });
    each.collect()
}

fn operation(path: &str, method: &str, one: &Value) -> Result<Operation> {
    let mut made = Operation {
        id: one["operationId"].as_str().context("no operationId")?.to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        says: format!("{} {}", one["summary"].as_str().unwrap_or_default(), sentence(one)).trim().to_owned(),
        places: Vec::new(),
        query: Vec::new(),
        on_version: false,
        takes_key: false,
        takes: takes(&one["requestBody"]["content"])?,
        gives: gives(&one["responses"])?,
    };
    for param in one["parameters"].as_array().into_iter().flatten() {
        let name = param["name"].as_str().context("a parameter without a name")?.to_owned();
        match param["in"].as_str() {
            Some("path") => made.places.push(Param { name, form: form(&param["schema"])?, says: sentence(param) }),
            Some("query") => made.query.push(Param { name, form: form(&param["schema"])?, says: sentence(param) }),
            Some("header") if name == "If-Match" => made.on_version = true,
            Some("header") if name == "Idempotency-Key" => made.takes_key = true,
            // Asked for by looking again at what was given: see `changed`.
            Some("header") if name == "If-None-Match" => {}
            other => bail!("a parameter {name} in {other:?}"),
        }
    }
    Ok(made)
}

fn takes(content: &Value) -> Result<Takes> {
    let Some(media) = content.as_object() else { return Ok(Takes::Nothing) };
    let document = media.get("application/json").map(|one| form(&one["schema"])).transpose()?;
    let has_file = media.keys().any(|media| media != "application/json");
    Ok(match (document, has_file) {
        (Some(form), true) => Takes::DocumentOrFile(form),
        (Some(form), false) => Takes::Document(form),
        (None, _) => Takes::File,
    })
}

fn gives(responses: &Value) -> Result<Gives> {
    let mut documents = Vec::new();
    for (status, one) in object(responses, "responses")? {
        let Some(content) = one["content"].as_object().filter(|_| status.starts_with('2')) else { continue };
        let Some(document) = content.get("application/json") else {
            return Ok(match content.keys().next().map(String::as_str) {
                Some("text/event-stream") => Gives::Events,
                Some("text/html") => Gives::Text,
                _ => Gives::File,
            });
        };
        let schema = &document["schema"];
        if schema["properties"]["next_cursor"].is_object() {
            return Ok(Gives::Pages(form(&schema["properties"]["data"]["items"])?));
        }
        documents.push(form(schema)?);
    }
    Ok(if documents.is_empty() { Gives::Nothing } else { Gives::Document(Form::either(documents)) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_are_read() {
        let check = |schema: Value, expected: Form| assert_eq!(form(&schema).unwrap(), expected, "{schema}");
        check(json!({}), Form::Any);
        check(json!({"type": "string", "format": "date-time"}), Form::Text);
        check(json!({"type": ["array", "null"], "items": {"type": "boolean"}}), {
            Form::Either(vec![Form::List(Box::new(Form::Flag)), Form::Null])
        });
        check(json!({"anyOf": [{"type": "string"}, {"type": ["string", "null"]}]}), Form::Either(vec![Form::Text, Form::Null]));
        check(json!({"anyOf": [{"type": "string"}, {}]}), Form::Any);
        check(json!({"allOf": [{"$ref": "#/components/schemas/Job"}], "description": "x"}), Form::Named("Job".into()));
        check(json!({"type": "object", "additionalProperties": {"type": "integer"}}), Form::Map(Box::new(Form::Number)));
        check(json!({"enum": ["a", "b"]}), Form::Words(vec!["a".into(), "b".into()]));
        assert!(form(&json!({"type": "tuple"})).is_err());
    }

    #[test]
    fn what_is_given_is_told_apart() {
        let ok = |media: &str, schema: Value| json!({"200": {"content": {media: {"schema": schema}}}, "404": {"$ref": "x"}});
        let text = json!({"type": "string"});
        assert_eq!(gives(&ok("text/csv", text.clone())).unwrap(), Gives::File);
        assert_eq!(gives(&ok("text/event-stream", text.clone())).unwrap(), Gives::Events);
        assert_eq!(gives(&ok("application/json", text.clone())).unwrap(), Gives::Document(Form::Text));
        let page = json!({"properties": {"next_cursor": {}, "data": {"items": text}}});
        assert_eq!(gives(&ok("application/json", page)).unwrap(), Gives::Pages(Form::Text));
        assert_eq!(gives(&json!({"204": {}})).unwrap(), Gives::Nothing);
    }
}
