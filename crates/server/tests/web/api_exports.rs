//! Exports over HTTP: made in the background and fetched, or sent at once; whose they are, what each needs.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::{Client, token};
use crate::browser::Site;

fn companies(client: &Client<'_>, names: &[&str]) {
    let items: Vec<Value> = names.iter().map(|name| json!({"fields": {"name": name, "city": "Brno"}})).collect();
    let answer = client.send("POST", "/records/companies/batch", &json!({"items": items}));
    assert_eq!((answer.status, &answer.json()["counts"]["created"]), (200, &json!(names.len())), "{}", answer.text);
}

/// Asks until the state is one of those in which nothing goes on.
fn ended(client: &Client<'_>, path: &str) -> Value {
    let mut body = Value::Null;
    for _ in 0..3_000 {
        body = client.get(path).json();
        if ["completed", "failed"].contains(&body["state"].as_str().unwrap_or_default()) {
            return body;
        }
    }
    panic!("{body}");
}

#[test]
fn an_export_is_made_fetched_repeated_and_deleted() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    companies(&client, &["ACME", "Beta"]);
    let asked = json!({"type": "companies", "format": "csv", "columns": ["name", "city"], "records": {"filter": ["name=ACME"]}});
    let made = client.send("POST", "/exports", &asked);
    assert_eq!((made.status, made.header("retry-after")), (202, "1"), "{}", made.text);
    let path = made.header("location").to_owned();
    let done = ended(&client, &path);
    assert_eq!((&done["state"], &done["records"], &done["type"]), (&json!("completed"), &json!(1), &json!("companies")));
    let file = client.get(&format!("{path}/file"));
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", file.text);
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.text.contains("ACME") && !file.text.contains("Beta"), "{}", file.text);
    let again = client.send("POST", &format!("{path}/repeat"), &json!({}));
    assert_eq!(again.status, 202, "{}", again.text);
    ended(&client, again.header("location"));
    assert_eq!(client.get("/exports?limit=1").json()["data"][0]["id"], again.json()["id"]);
    assert_eq!(client.ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem(), (404, "not_found".to_owned()));
}

#[test]
fn a_file_at_once_is_not_kept_to_be_given_again() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    companies(&client, &["ACME"]);
    let asked = json!({"format": "csv", "columns": ["name"]});
    let client = client.with("Idempotency-Key", "file-1");
    assert_eq!(client.send("POST", "/records/companies/export", &asked).status, 200);
    companies(&Client::full(&site), &["Beta"]);
    let again = client.send("POST", "/records/companies/export", &asked);
    assert_eq!((again.status, again.header("idempotent-replayed")), (200, ""), "nothing was made");
    assert!(again.text.contains("Beta"), "{}", again.text);
}

#[test]
fn a_file_at_once_is_the_same_file() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    companies(&client, &["ACME", "Beta"]);
    let asked = json!({"format": "csv", "columns": ["name"], "records": {"search": "beta"}});
    let file = client.send("POST", "/records/companies/export", &asked);
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", file.text);
    assert!(file.text.contains("Beta") && !file.text.contains("ACME"), "{}", file.text);
    let workbook = client.send("POST", "/records/companies/export", &json!({}));
    assert!(workbook.header("content-type").contains("spreadsheetml") && workbook.text.contains("PK"), "{}", workbook.status);
}

#[test]
fn what_is_refused_comes_before_the_first_byte() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (body, expected) in [
        (json!({"columns": ["nothing"]}), "field_unknown"),
        (json!({"format": "pdf"}), "value_unreadable"),
        (json!({"records": {"filter": ["nothing=1"]}}), "field_unknown"),
        (json!({"recordz": {}}), "member_unknown"),
        (json!({"encoding": "utf-8"}), "member_unknown"),
    ] {
        let answer = client.send("POST", "/records/companies/export", &body);
        assert_eq!(answer.problem().1, expected, "{body}");
    }
}

#[test]
fn somebody_elses_export_is_not_found() {
    let site = Site::with_jana();
    let jana = Client::full(&site);
    companies(&jana, &["ACME"]);
    let path = jana.send("POST", "/exports", &json!({"type": "companies"})).header("location").to_owned();
    ended(&jana, &path);
    site.add("olga", "operator");
    let olga = site.engine.actor("olga").expect("olga");
    let secret =
        site.engine.create_api_token_for(&site.engine.actor("jana").expect("jana"), &olga.login, "x", &[Scope::Export], 1);
    let olga = Client::new(&site).with("Authorization", &format!("Bearer {}", secret.expect("a token")));
    for path in [path.clone(), format!("{path}/file")] {
        assert_eq!(olga.get(&path).problem(), (404, "not_found".to_owned()), "{path}");
    }
    assert_eq!(olga.ask("DELETE", &path, None, b"").problem().0, 404);
    assert_eq!(olga.get("/exports").json()["data"], json!([]));
    assert_eq!(jana.get(&path).status, 200, "and it is still there");
}

#[test]
fn exports_need_their_scope() {
    let site = Site::with_jana();
    for scope in [Scope::Read, Scope::Write, Scope::Import] {
        let client = Client::new(&site).with("Authorization", &format!("Bearer {}", token(&site, &[scope])));
        for (method, path) in [("GET", "/exports"), ("POST", "/exports"), ("POST", "/records/companies/export")] {
            let answer = client.ask(method, path, (method == "POST").then_some("application/json"), b"{\"type\": \"companies\"}");
            let expected = if path == "/records/companies/export" { "member_unknown" } else { "token_scope_missing" };
            assert!([expected, "token_scope_missing"].contains(&answer.problem().1.as_str()), "{method} {path} {}", answer.text);
        }
    }
}
