//! Imports over HTTP: in one request or step by step, from files, rows and lines; the numbers are the engine's.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::{Answer, Client};
use crate::browser::Site;

const CONTACTS: &str = "Name,E-mail\r\nJan Novák,jan@example.com\r\nEva Malá,eva@\r\nPetr Dvořák,petr@example.com\r\n";

fn form(client: &Client<'_>, request: &Value, file: &str) -> Answer {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{request}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"fair.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--b--\r\n"
    );
    client.ask("POST", "/imports", Some("multipart/form-data; boundary=b"), body.as_bytes())
}

#[test]
fn one_request_uploads_checks_and_starts() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let answer = form(&client, &json!({"type": "contacts", "auto": "start", "options": {"tags": ["fair"]}}), CONTACTS);
    assert_eq!((answer.status, answer.header("retry-after")), (201, "1"), "{}", answer.text);
    let path = answer.header("location").to_owned();
    let import = client.ended(&path);
    assert_eq!((&import["state"], &import["outcome"]), (&json!("completed"), &json!("with_rejected")), "{import}");
    let expected = json!({"rows": 3, "created": 2, "updated": 0, "unchanged": 0, "skipped": 0, "rejected": 1, "failed": 0,
                          "errors": 1, "warnings": 0});
    assert_eq!(import["counts"], expected);
    assert_eq!((&import["file"]["name"], &import["job"]["state"]), (&json!("fair.csv"), &json!("done")));

    let issues = client.get(&format!("{path}/issues?severity=error")).json();
    let issue = &issues["data"][0];
    assert_eq!((&issue["row"], &issue["code"], &issue["value"]), (&json!(3), &json!("email-unreadable"), &json!("eva@")));
    let groups = client.get(&format!("{path}/issue-groups")).json();
    assert_eq!((&groups["data"][0]["rows"], &groups["data"][0]["first_row"]), (&json!(1), &json!(3)));
    let mapping = client.get(&format!("{path}/mapping")).json();
    assert_eq!(mapping["data"][1]["field"], "email");
    let failed = client.get(&format!("{path}/files/failed"));
    assert!(failed.text.contains("Eva Malá") && !failed.text.contains("Jan Novák"), "{}", failed.text);
    assert!(failed.header("content-disposition").contains("fair-failed.csv"), "{}", failed.header("content-disposition"));
    assert_eq!(client.get(&format!("{path}/files/original")).text, CONTACTS);
    assert_eq!(client.get(&format!("{path}/files/other")).problem().0, 404);
    assert_eq!(client.get("/records/contacts?tag=fair&include_total=true").json()["total"], 2);

    let reverted = client.ask("POST", &format!("{path}/revert"), None, b"");
    assert_eq!((reverted.status, reverted.header("location")), (202, path.as_str()), "{}", reverted.text);
    assert_eq!(client.ended(&path)["state"], "undone");
    assert_eq!(client.get("/records/contacts?include_total=true").json()["total"], 0);
    let listed = client.get("/imports?kind=import").json();
    assert_eq!((listed["data"].as_array().map(Vec::len), &listed["data"][0]["id"]), (Some(1), &import["id"]));
}

#[test]
fn step_by_step_with_a_mend_in_between() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let raw =
        client.ask("POST", "/imports?type=contacts&name=fair.csv&auto=start_if_clean", Some("text/csv"), CONTACTS.as_bytes());
    assert_eq!(raw.status, 201, "{}", raw.text);
    let path = raw.header("location").to_owned();
    let checked = client.ended(&path);
    assert_eq!((&checked["state"], &checked["counts"]["created"]), (&json!("checked"), &json!(2)), "errors: it waits");
    let rows = client.get(&format!("{path}/rows?limit=2")).json();
    assert_eq!(rows["data"][0]["outcome"], "created");
    let more = client.get(&format!("{path}/rows?limit=2&cursor={}", rows["next_cursor"].as_str().expect("more"))).json();
    assert_eq!(more["data"].as_array().map(Vec::len), Some(1));

    let mend = json!({"mend": "replace", "column": "E-mail", "from": "eva@", "to": "eva@example.com"});
    let mended = client.send("POST", &format!("{path}/fixes"), &mend);
    assert_eq!((mended.status, mended.json()), (200, json!({"touched": 1})), "{}", mended.text);
    assert_eq!(client.get(&format!("{path}/fixes")).json()["data"][0]["column"], "E-mail");
    let odd = json!({"mend": "replace", "column": "E-mail", "from": "a", "too": "b"});
    assert_eq!(client.send("POST", &format!("{path}/fixes"), &odd).problem().0, 422);
    assert_eq!(client.ask("POST", &format!("{path}/check"), None, b"").status, 202);
    assert_eq!(client.ended(&path)["counts"]["rejected"], 0);
    assert_eq!(client.ask("POST", &format!("{path}/start"), None, b"").status, 202);
    let stream = client.get(&format!("{path}/events"));
    assert!(stream.text.contains("event: done") && stream.text.contains("\"created\":3"), "{}", stream.text);
    assert_eq!(stream.header("content-type"), "text/event-stream");
    let import = client.get(&path);
    assert_eq!(import.json()["counts"]["created"], 3);
    assert_eq!(client.with("If-None-Match", import.header("etag")).get(&path).status, 304);
}

#[test]
fn rows_and_lines_are_imports_like_any_other() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let rows =
        json!({"type": "companies", "auto": "start", "rows": [{"name": "ACME", "city": "Brno"}, {"name": "B, \"s.r.o.\""}]});
    let path = client.send("POST", "/imports", &rows).header("location").to_owned();
    assert_eq!(client.ended(&path)["counts"]["created"], 2);
    let lines = "{\"name\": \"Third\"}\n{\"name\": null}\n";
    let answer = client.ask("POST", "/imports?type=companies&auto=check", Some("application/x-ndjson"), lines.as_bytes());
    let import = client.ended(answer.header("location"));
    assert_eq!((&import["state"], &import["counts"]["created"]), (&json!("checked"), &json!(1)), "{import}");
    assert_eq!(client.get("/records/companies?filter[name][contains]=s.r.o.").json()["data"][0]["name"], "B, \"s.r.o.\"");
}

#[test]
fn the_same_key_imports_once() {
    let site = Site::with_jana();
    let client = Client::full(&site).with("Idempotency-Key", "7c0e");
    let send = |text: &str| client.ask("POST", "/imports?type=contacts&auto=start", Some("text/csv"), text.as_bytes());
    let first = send(CONTACTS);
    client.ended(first.header("location"));
    let again = send(CONTACTS);
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, "true"), "{}", again.text);
    assert_eq!(again.json()["id"], first.json()["id"]);
    assert_eq!(send("Name\r\nX\r\n").problem(), (422, "idempotency_key_reused".to_owned()));
    assert_eq!(client.get("/records/contacts?include_total=true").json()["total"], 2);
}

#[test]
fn a_token_cannot_do_in_the_background_what_it_may_not() {
    let site = Site::with_jana();
    let importer = Client::scoped(&site, &[Scope::Import]);
    let users = "Username,E-mail,Role\r\nboss,boss@example.com,administrator\r\n";
    let answer = importer.ask("POST", "/imports?type=users&auto=start", Some("text/csv"), users.as_bytes());
    assert_eq!(answer.status, 201, "{}", answer.text);
    let import = importer.ended(answer.header("location"));
    let boss = site.engine.actor("boss");
    assert!(boss.map_or(true, |boss| !boss.is_administrator()), "a role needs the scope admin: {import}");
}

#[test]
fn work_that_fails_says_why() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let answer = client.ask("POST", "/imports?type=contacts", Some("text/csv"), CONTACTS.as_bytes());
    let path = answer.header("location").to_owned();
    assert_eq!(client.ask("POST", &format!("{path}/revert"), None, b"").status, 202);
    let import = client.ended(&path);
    assert_eq!((&import["job"]["state"], &import["state"]), (&json!("failed"), &json!("mapping")), "{import}");
    assert!(import["job"]["problem"]["detail"].as_str().is_some_and(|text| !text.is_empty()), "{import}");
    let unreadable = client.ask("POST", "/imports?type=contacts&name=x.xlsx", Some("application/octet-stream"), b"PK\x03\x04no");
    assert!(unreadable.problem().0 == 422, "{}", unreadable.text);
    assert_eq!(client.get("/imports").json()["data"].as_array().map(Vec::len), Some(1), "nothing half is left");
}
