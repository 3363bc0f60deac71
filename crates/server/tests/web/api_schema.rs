//! schemathesis makes requests from the document, fitting and unfitting ones: no fault, and no answer the document does not tell.
//!
//! In: the Python of the test command, with schemathesis in it. Out: its verdict. Bounded in examples and in time.

use std::process::Command;

use serde_json::{Value, json};

use crate::api_client::{Client, token};
use crate::browser::{PASSWORD, Site};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::manage_tokens::Scope;

/// Requests it makes up for one operation, at most.
const EXAMPLES: &str = "5";
/// Always the same ones.
const SEED: &str = "20261122";
/// Seconds after which it makes up no more.
const SECONDS: &str = "60";
/// What it looks at: faults, statuses, media types, headers and forms that the document does not tell.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";

/// A stream of events lasts as long as its work; the token in use must not be revoked.
const LEFT_OUT: [&str; 3] = ["followEvents", "followImport", "revokeToken"];

#[test]
fn no_fault_and_no_answer_that_is_not_documented() {
    let python = std::env::var("KARTOTEKA_TEST_PYTHON").expect("KARTOTEKA_TEST_PYTHON names the Python of the tests");
    let site = Site::with_jana();
    site.engine.set_setting(&Actor::local(), "api.requests_per_minute", "0").expect("no limit");
    let report = tempfile::tempdir().expect("a folder");
    std::fs::write(report.path().join("schemathesis.toml"), settings(&Things::made(&site))).expect("a file");
    let mut schemathesis = Command::new(python);
    schemathesis.current_dir(report.path()).args(["-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run"]);
    schemathesis.arg(format!("http://{}/api/v1/openapi.json", site.address));
    schemathesis.args(["--header", &format!("Authorization: Bearer {}", token(&site, &Scope::ALL))]);
    schemathesis.args(["--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", SEED, "--phases", "examples,coverage,fuzzing"]);
    schemathesis.args(["--max-time", SECONDS, "--continue-on-failure"]);
    schemathesis.args(["--workers", "1", "--request-timeout", "30", "--no-color", "--generation-database", "none"]);
    for operation in LEFT_OUT {
        schemathesis.args(["--exclude-operation-id", operation]);
    }
    let output = schemathesis.output().expect("schemathesis starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    println!("{}", said.split_once("SUMMARY").map_or("", |(_, summary)| summary));
    assert!(said.contains("operations"), "it looked at nothing: {said}");
    assert_eq!(found_nothing(&said), Vec::<&str>::new(), "operations that found nothing to work on: {said}");
}

/// Operations that were only told that nothing is there; what was deleted once is gone and says so rightly.
fn found_nothing(said: &str) -> Vec<&str> {
    let section = said.split_once("\nMissing test data").map_or("", |(_, rest)| rest);
    let section = section.split_once("\nSchema validation mismatch").map_or(section, |(section, _)| section);
    let named = section.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("- "));
    named.filter(|operation| !operation.starts_with("DELETE ")).collect()
}

/// Numbers and names of things that are there: a first one to look at, a second one that may go.
pub struct Things {
    session: String,
    token: String,
    notice: String,
    bulk: String,
    deletion: String,
    uploads: [String; 2],
    embeds: [String; 2],
}

/// Made by the API itself; the answer must say so.
fn make(client: &Client<'_>, path: &str, body: &Value) -> Value {
    let made = client.send("POST", path, body);
    assert!([200, 201, 202].contains(&made.status), "{path}: {}", made.text);
    made.json()
}

fn id(body: &Value) -> String {
    body["id"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
}

impl Things {
    pub fn made(site: &Site) -> Things {
        let client = Client::full(site);
        for login in ["olga", "karel"] {
            site.add(login, "operator");
        }
        for name in ["ACME", "Beta"] {
            make(&client, "/records/companies", &json!({"name": name, "city": "Brno"}));
        }
        let text = "Name,E-mail,Lifecycle stage\r\nJan,jan@example.com,Customer\r\nEva,eva@,Klient\r\n";
        for auto in ["check", "start", "check"] {
            let answer = client.ask("POST", &format!("/imports?type=contacts&auto={auto}"), Some("text/csv"), text.as_bytes());
            client.ended(answer.header("location"));
        }
        make(&client, "/imports/1/fixes", &json!({"mend": "set", "row": 3, "column": "E-mail", "text": "eva@example.com"}));
        let rows = json!({"type": "companies", "auto": "start", "rows": [{"name": "Gama"}]});
        let import = client.ended(client.send("POST", "/imports", &rows).header("location"));
        let tag = json!({"type": "companies", "tag": import["tag"]});
        let deletion = id(&make(&client, "/import-deletions", &tag));
        let actions = json!([{"action": "add-tag", "tag": "south"}]);
        let edit = json!({"type": "companies", "records": {"filter": ["city=Brno"]}, "actions": actions});
        let bulk = id(&make(&client, "/bulk-actions", &edit));
        for run in [&deletion, &bulk] {
            client.ended(&format!("/api/v1/imports/{run}"));
        }
        for name in ["one", "two", "three"] {
            make(&client, "/tags", &json!({"name": name}));
            make(&client, "/recipes", &json!({"name": name, "import": "1"}));
            make(&client, "/views", &json!({"type": "companies", "name": name, "query": ""}));
            make(&client, "/bots", &json!({"name": name, "messenger": "telegram"}));
            make(&client, "/tunnels", &json!({"name": name}));
            make(&client, "/lgts", &json!({"name": name, "tunnel": name}));
            make(&client, "/types/companies/fields", &json!({"labels": {"en": name}, "kind": "text"}));
            make(&client, "/exports", &json!({"type": "companies", "format": "csv"}));
            make(&client, "/webhooks", &json!({"url": "https://example.com/x", "events": ["import.finished"]}));
        }
        make(&client, "/webhooks/1/test", &json!({}));
        make(&client, "/records/products", &json!({"code": "P1", "name": "One"}));
        make(&client, "/tunnels", &json!({"name": "of nobody"}));
        let uploads = ["one", "two"].map(|name| id(&make(&client, "/uploads", &json!({"name": name, "size": 10}))));
        let embed = json!({"type": "contacts", "origin": "https://app.example.com"});
        let embeds = [(); 2].map(|()| id(&make(&client, "/embed-sessions", &embed)));
        let signed = json!({"name": "olga", "password": PASSWORD});
        Things {
            session: id(&make(&Client::new(site), "/session", &signed)),
            token: id(&client.get("/tokens").json()["data"][0]),
            notice: id(&client.get("/notifications").json()["data"][0]),
            bulk,
            deletion,
            uploads,
            embeds,
        }
    }

    /// What stands in an address, so that something is found there.
    pub fn places(&self, verb: &str, path: &str) -> Vec<(&'static str, String)> {
        let is_going = verb == "delete";
        let pick = |first: &str, second: &str| if is_going { second.to_owned() } else { first.to_owned() };
        let area = path.split('/').nth(1).unwrap_or_default();
        let number = match area {
            "users" if path.ends_with("activate") => "3".to_owned(),
            "users" => "2".to_owned(),
            // The first one stays.
            "tunnels" => pick("2", "5"),
            "sessions" => self.session.clone(),
            "tokens" => self.token.clone(),
            "notifications" => self.notice.clone(),
            "bulk-actions" => self.bulk.clone(),
            "import-deletions" => self.deletion.clone(),
            "embed-sessions" => pick(&self.embeds[0], &self.embeds[1]),
            "uploads" => pick(&self.uploads[0], &self.uploads[1]),
            "imports" if is_going && path == "/imports/{id}" => "3".to_owned(),
            "imports" if path.ends_with("/changes") || path.ends_with("/revert") => "2".to_owned(),
            "imports" => "1".to_owned(),
            _ => pick("1", "2"),
        };
        // Erasing takes exports along that may name the record; of products there are none.
        let kind = if path.ends_with("/erase") { "products" } else { "companies" };
        let mut places = vec![("id", number), ("type", kind.to_owned()), ("row", "2".to_owned()), ("n", "1".to_owned())];
        places.extend([("delivery", "1".to_owned()), ("field", "lifecycle".to_owned()), ("key", pick("one", "two"))]);
        let name = if verb == "patch" { "three".to_owned() } else { pick("one", "two") };
        places.push(("name", name));
        places.retain(|(name, _)| path.contains(&format!("{{{name}}}")));
        places
    }
}

/// The settings of schemathesis: what stands in the address of each operation.
fn settings(things: &Things) -> String {
    let document = kartoteka_server::openapi();
    let mut text = String::new();
    for (path, verbs) in document["paths"].as_object().expect("paths") {
        for (verb, one) in verbs.as_object().expect("methods") {
            let mut pairs: Vec<String> =
                things.places(verb, path).iter().map(|(name, value)| format!("\"path.{name}\" = \"{value}\"")).collect();
            // Any version fits: what a stale one is told has a test of its own.
            let asks = |param: &Value| param["name"] == "If-Match";
            if one["parameters"].as_array().is_some_and(|params| params.iter().any(asks)) {
                pairs.push("\"header.If-Match\" = \"*\"".to_owned());
            }
            // A file that was sent before is found; it is not whole, and that is told.
            if one["parameters"].as_array().is_some_and(|params| params.iter().any(|param| param["name"] == "upload")) {
                pairs.push(format!("\"query.upload\" = \"{}\"", things.uploads[0]));
            }
            if !pairs.is_empty() {
                let operation = one["operationId"].as_str().expect("an id");
                text += &format!(
                    "[[operations]]\ninclude-operation-id = \"{operation}\"\nparameters = {{ {} }}\n\n",
                    pairs.join(", ")
                );
            }
        }
    }
    text
}
