//! schemathesis makes requests from the document, fitting and unfitting ones: no fault, and no answer the document does not tell.
//!
//! In: the Python of the test command, with schemathesis in it. Out: its verdict. Bounded in examples and in time.

use std::process::Command;

use serde_json::json;

use crate::api_client::{Client, token};
use crate::browser::Site;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::manage_tokens::Scope;

/// Requests it makes up for one operation, at most.
const EXAMPLES: &str = "5";
/// Always the same ones.
const SEED: &str = "20261122";
/// Seconds after which it makes up no more.
const SECONDS: &str = "60";
/// Numbers that are there; what deletes gets others.
const NUMBERS: &str = r#"
[parameters]
"path.type" = "companies"
"path.id" = "1"

[[operations]]
include-name = "DELETE /records/{type}/{id}"
parameters = { "path.id" = "2" }

[[operations]]
include-name = "DELETE /imports/{id}"
parameters = { "path.id" = "3" }
"#;
/// What it looks at: faults, statuses, media types, headers and forms that the document does not tell.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";

#[test]
fn no_fault_and_no_answer_that_is_not_documented() {
    let python = std::env::var("KARTOTEKA_TEST_PYTHON").expect("KARTOTEKA_TEST_PYTHON names the Python of the tests");
    let site = Site::with_jana();
    site.engine.set_setting(&Actor::local(), "api.requests_per_minute", "0").expect("no limit");
    // Something for numbers that are guessed low.
    let client = Client::full(&site);
    for name in ["ACME", "Beta"] {
        assert_eq!(client.send("POST", "/records/companies", &json!({"name": name, "city": "Brno"})).status, 201);
    }
    let text = "Name,E-mail\r\nJan,jan@example.com\r\nEva,eva@\r\n";
    for auto in ["check", "start", "check"] {
        let answer = client.ask("POST", &format!("/imports?type=contacts&auto={auto}"), Some("text/csv"), text.as_bytes());
        client.ended(answer.header("location"));
    }
    let report = tempfile::tempdir().expect("a folder");
    std::fs::write(report.path().join("schemathesis.toml"), NUMBERS).expect("a file");
    let mut schemathesis = Command::new(python);
    schemathesis.current_dir(report.path()).args(["-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run"]);
    schemathesis.arg(format!("http://{}/api/v1/openapi.json", site.address));
    schemathesis.args(["--header", &format!("Authorization: Bearer {}", token(&site, &Scope::ALL))]);
    schemathesis.args(["--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", SEED, "--phases", "examples,coverage,fuzzing"]);
    schemathesis.args(["--max-time", SECONDS, "--continue-on-failure"]);
    schemathesis.args(["--workers", "1", "--request-timeout", "30", "--no-color", "--generation-database", "none"]);
    // A stream of events lasts as long as its work; the token in use must not be revoked, nor its owner be changed.
    schemathesis.args(["--exclude-operation-id", "followImport", "--exclude-operation-id", "revokeToken"]);
    let output = schemathesis.output().expect("schemathesis starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("operations"), "it looked at nothing: {said}");
}
