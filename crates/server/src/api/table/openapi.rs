//! The OpenAPI 3.1 document of the table.
//!
//! In: areas and the record types there are. Out: JSON, the same bytes for the same input. Every answer an operation can give is
//! in it: its own, and each status of a problem.

use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::words::Words;
use serde_json::{Map, Value, json};

use super::examples;
use super::form::{answer, any, id, list, maybe, of, says, text, word};
use super::{Access, Area, Endpoint, Success, Verb};
use crate::api::{BASE, problem, record_forms};

/// Statuses of problems, and when each is given.
const PROBLEMS: [(u16, &str); 14] = [
    (400, "It cannot be read: no JSON, or a name in the query that nobody knows."),
    (401, "No token, or one that ended, was revoked or is not of ours."),
    (403, "The role, or a scope of the token, does not allow it."),
    (404, "The address names something that is not there, or not for this caller."),
    (409, "It does not fit the state things are in."),
    (412, "Somebody changed it since; `errors` holds what it is now."),
    (413, "Larger than the limit."),
    (415, "A body of this media type is not read here."),
    (422, "It can be read and makes no sense: `errors` names the places."),
    (428, "A change must say what it is based on: `If-Match`."),
    (429, "Too many requests; `Retry-After` says when to come again."),
    (500, "The machine is broken; the log tells more under `request_id`."),
    (503, "Not now: the database is locked, full, or the server ends."),
    (507, "There is no room for it."),
];

/// Parts of addresses.
const PLACES: [(&str, &str); 9] = [
    ("type", "A record type: its key, or its word in any language."),
    ("id", "Its number."),
    ("key", "The key of a field."),
    ("field", "The key of a field."),
    ("row", "The number of a row as people see it in the file."),
    ("n", "Its number within the import."),
    ("kind", "Which one."),
    ("delivery", "The number of a delivery."),
    ("name", "The name."),
];

pub fn document(areas: &[Area], types: &[&RecordType]) -> Value {
    let mut paths = Map::new();
    let mut forms: Map<String, Value> = [("Problem".to_owned(), problem_form())].into_iter().collect();
    for area in areas {
        for entry in (area.endpoints)() {
            let at = paths.entry(entry.path.to_owned()).or_insert_with(|| json!({}));
            at[entry.verb.word()] = operation(area.name, &entry);
        }
        forms.extend((area.forms)().into_iter().map(|(name, form)| (name.to_owned(), form)));
    }
    forms.extend(record_forms::forms(types));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kartoteka",
            "version": "1",
            "summary": "A register of customer records: import, check, change, undo, export.",
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": BASE}],
        "tags": areas.iter().map(|area| json!({"name": area.name})).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": forms,
            "responses": problems(),
            "headers": headers(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of `POST /tokens`."},
                "session": {"type": "apiKey", "in": "cookie", "name": "kt_session", "description": "Somebody signed in (`POST /session`)."},
                "proof": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "With a cookie, every change needs it."},
            },
        },
    })
}

fn operation(area: &str, entry: &Endpoint) -> Value {
    let mut operation = json!({
        "operationId": entry.id,
        "tags": [area],
        "summary": entry.says,
        "parameters": parameters(entry),
        "responses": responses(entry),
    });
    match entry.access {
        Access::Open => operation["security"] = json!([]),
        Access::Known => operation["security"] = security(entry),
        Access::Needs(permission) => {
            let scopes =
                Scope::ALL.into_iter().filter(|scope| scope.opens(permission)).map(|scope| format!("`{}`", scope.word()));
            let scopes: Vec<String> = scopes.collect();
            operation["description"] = format!("Scope of the token: {}.", scopes.join(" or ")).into();
            operation["security"] = security(entry);
        }
    }
    if !entry.takes.is_empty() {
        let content: Map<String, Value> =
            entry.takes.iter().map(|(media, form)| ((*media).to_owned(), body(entry.id, media, form))).collect();
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

/// A body of this media type, with an example where one says more than the form.
fn body(operation: &str, media: &str, form: &Value) -> Value {
    let example = match media {
        "application/json" => examples::of(operation),
        "text/csv" => Some(examples::FILE.into()),
        _ => None,
    };
    let mut body = json!({"schema": form});
    if let Some(example) = example {
        body["example"] = example;
    }
    body
}

fn security(entry: &Endpoint) -> Value {
    let by_cookie = if entry.verb == Verb::Get { json!({"session": []}) } else { json!({"session": [], "proof": []}) };
    json!([{"token": []}, by_cookie])
}

fn parameters(entry: &Endpoint) -> Vec<Value> {
    let mut all: Vec<Value> = entry
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| place(entry, name))
        .collect();
    for param in &entry.query {
        let mut one = json!({"name": param.name, "in": "query", "description": param.says, "schema": param.form});
        if param.is_deep {
            one["style"] = "deepObject".into();
            one["explode"] = true.into();
        }
        all.push(one);
    }
    let mut header = |name: &str, is_required: bool, form: Value, says: &str| {
        all.push(json!({"name": name, "in": "header", "required": is_required, "description": says, "schema": form}));
    };
    if entry.on_version {
        header(
            "If-Match",
            true,
            json!({"type": "string", "examples": ["\"3\"", "*"]}),
            "The `ETag` of what the change is based on; `*` for any.",
        );
    }
    if entry.is_versioned && entry.verb == Verb::Get {
        header("If-None-Match", false, text(), "The `ETag` of what the caller has: 304 when it is still so.");
    }
    if entry.takes_key() {
        let form = json!({"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"});
        header("Idempotency-Key", false, form, "Makes it harmless to ask twice: the first answer is given again for a day.");
    }
    all
}

fn place(entry: &Endpoint, name: &str) -> Value {
    let sentence = PLACES.iter().find(|(known, _)| *known == name).map_or("", |(_, sentence)| *sentence);
    let own = entry.places.iter().find(|(known, _)| *known == name).map(|(_, form)| form.clone());
    let form = own.unwrap_or_else(|| match name {
        "type" => of("TypeWord"),
        "row" | "n" => json!({"type": "integer", "minimum": 1}),
        "id" => id(),
        _ => text(),
    });
    json!({"name": name, "in": "path", "required": true, "description": sentence, "schema": form})
}

fn responses(entry: &Endpoint) -> Value {
    let mut all = Map::new();
    for success in &entry.gives {
        all.insert(success.status.to_string(), answered(entry, success));
    }
    if entry.is_versioned && entry.verb == Verb::Get {
        all.insert(
            "304".to_owned(),
            json!({"description": "Still the version the caller has.", "headers": {"ETag": header_of("ETag")}}),
        );
    }
    for (status, _) in PROBLEMS.iter().filter(|(status, _)| can_be(entry, *status)) {
        all.insert(status.to_string(), json!({"$ref": format!("#/components/responses/Problem{status}")}));
    }
    Value::Object(all)
}

/// Which problems an operation can have.
fn can_be(entry: &Endpoint, status: u16) -> bool {
    let (is_open, has_body) = (entry.access == Access::Open, !entry.takes.is_empty());
    match status {
        401 | 409 | 422 => !is_open || has_body,
        403 => !is_open || entry.verb != Verb::Get,
        404 => entry.path.contains('{'),
        412 | 428 => entry.on_version,
        413 | 415 => has_body,
        507 => entry.is_stream,
        _ => true,
    }
}

fn answered(entry: &Endpoint, success: &Success) -> Value {
    let mut names = success.headers.clone();
    if entry.is_versioned || entry.on_version && success.status == 200 {
        names.push("ETag");
    }
    if entry.takes_key() {
        names.push("Idempotent-Replayed");
    }
    names.push("X-Request-Id");
    let headers: Map<String, Value> = names.into_iter().map(|name| (name.to_owned(), header_of(name))).collect();
    let mut one = json!({"description": success.says, "headers": headers});
    if !success.content.is_empty() {
        one["content"] = success.content.iter().map(|(media, form)| ((*media).to_owned(), json!({"schema": form}))).collect();
    }
    one
}

fn header_of(name: &str) -> Value {
    json!({"$ref": format!("#/components/headers/{name}")})
}

fn headers() -> Value {
    let one = |says: &str| json!({"description": says, "schema": text()});
    json!({
        "ETag": one("The version, in quotation marks: what `If-Match` and `If-None-Match` take."),
        "Location": one("Where it is."),
        "Retry-After": one("Seconds to wait before asking again."),
        "Content-Disposition": one("The name of the file."),
        "Kartoteka-Records": one("How many records the file holds."),
        "Set-Cookie": one("The cookie of the session, out of the reach of scripts."),
        "Idempotent-Replayed": one("`true` when this is the answer to an earlier request with the same key."),
        "X-Request-Id": one("The number under which the log knows the request."),
        "RateLimit": one("How many requests are left, and for how many seconds."),
    })
}

fn problems() -> Value {
    let one = |(status, says): &(u16, &str)| {
        let mut headers = json!({"X-Request-Id": header_of("X-Request-Id")});
        if [429, 503].contains(status) {
            headers["Retry-After"] = header_of("Retry-After");
        }
        let content = json!({"application/problem+json": {"schema": of("Problem")}});
        (format!("Problem{status}"), json!({"description": says, "headers": headers, "content": content}))
    };
    PROBLEMS.iter().map(one).collect()
}

/// Kinds of problems.
const KINDS: [&str; 7] = ["not-found", "forbidden", "conflict", "malformed", "unacceptable", "unavailable", "fault"];

fn problem_form() -> Value {
    let place = json!({
        "type": "object",
        "properties": {
            "pointer": says(text(), "The place in the document, as a JSON pointer."),
            "code": says(text(), "What is wrong there: a code of a problem, or of an issue of a row."),
            "detail": text(),
            "severity": text(),
            "current": says(any(), "What the place holds now."),
            "issue": says(any(), "What is wrong with a record, as issues of imports have it."),
        },
        "required": ["pointer", "code"],
    });
    let mut codes: Vec<String> = Words::refusal_codes().iter().map(|code| code.replace('-', "_")).collect();
    codes.extend(problem::OWN_CODES.iter().map(|code| code.replace('-', "_")));
    codes.sort();
    codes.dedup();
    let mut form = answer([
        ("type", says(text(), "An address of the code.")),
        ("title", says(text(), "What happened, in the language of `Accept-Language`.")),
        ("status", json!({"type": "integer"})),
        ("code", says(word(codes.iter().map(String::as_str)), "Stable; more may come.")),
        ("kind", says(word(KINDS), "What kind of no it is.")),
        ("detail", says(text(), "What happened and what to do.")),
        ("instance", says(maybe(text()), "The address.")),
        ("request_id", says(text(), "As in `X-Request-Id`.")),
        ("errors", list(place)),
    ]);
    // Only with names nobody knows.
    form["properties"]["likely"] = says(text(), "The name that was perhaps meant.");
    form
}
