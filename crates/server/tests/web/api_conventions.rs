//! What holds for every resource of the API: keys that make repeating harmless, limits, orders, versions compared where is written.

use kartoteka_domain::record::{RecordId, Version};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::manage_tokens::Scope;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::api_client::Client;
use crate::browser::Site;

#[test]
fn a_request_with_a_key_is_done_once() {
    let site = Site::with_jana();
    let client = Client::full(&site).with("Idempotency-Key", "order-17");
    let acme = json!({"name": "ACME"});
    let refused = client.send("POST", "/records/companies", &json!({"name": ""}));
    assert_eq!(refused.status, 422, "{}", refused.text);
    let first = client.send("POST", "/records/companies", &acme);
    assert_eq!((first.status, first.header("idempotent-replayed")), (201, ""), "what was refused is not kept: {}", first.text);
    let again = client.send("POST", "/records/companies", &acme);
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, "true"), "{}", again.text);
    for name in ["location", "etag", "content-type"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    assert_eq!(again.json(), first.json());
    let other = client.send("POST", "/records/companies", &json!({"name": "Beta"}));
    assert_eq!(other.problem(), (422, "idempotency_key_mismatch".to_owned()));
    assert_eq!(client.send("POST", "/records/products", &acme).problem().1, "idempotency_key_mismatch", "another address");
    assert_eq!(Client::full(&site).get("/records/companies?include_total=true").json()["total"], 1);
    site.add("olga", "operator");
    let olga = site.engine.actor("olga").expect("olga");
    assert_eq!(site.engine.begin_once(&olga, "order-17", "x").expect("free"), kartoteka_engine::answer_once::Once::Go);
    for (key, expected) in [(" ", 422), (&*"k".repeat(256), 422), (&*"k".repeat(255), 201)] {
        let answer = client.with("Idempotency-Key", key).send("POST", "/records/companies", &json!({"name": "Gama"}));
        assert_eq!(answer.status, expected, "{} characters: {}", key.len(), answer.text);
    }
}

#[test]
fn web_11_a_secret_is_not_kept_under_a_key() {
    let site = Site::with_jana();
    let client = Client::full(&site).with("Idempotency-Key", "secret-1");
    let asked = json!({"name": "nightly", "scopes": ["read"], "days": 1});
    let made = client.send("POST", "/tokens", &asked);
    assert!(made.status == 201 && made.json()["secret"].is_string(), "{}", made.text);
    let again = client.send("POST", "/tokens", &asked);
    assert_eq!(again.problem(), (409, "idempotency_key_spent".to_owned()), "done once, shown once");
    assert_eq!(client.send("POST", "/tokens", &json!({"name": "x", "scopes": ["read"]})).problem().1, "idempotency_key_mismatch");
    let tokens = Client::full(&site).get("/tokens").json();
    let names = tokens["data"].as_array().expect("a list").iter().filter(|one| one["name"] == "nightly");
    assert_eq!(names.count(), 1, "{tokens}");
    let mut hash = Sha256::new();
    hash.update(format!("POST\0/tokens\0{asked}"));
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let jana = site.engine.actor("jana").expect("jana");
    let kept = site.engine.begin_once(&jana, "secret-1", &hash).expect("the same request");
    assert!(matches!(&kept, kartoteka_engine::answer_once::Once::Done(201, _, body) if body.is_empty()), "{kept:?}");
}

#[test]
fn a_request_with_a_key_that_is_under_way_is_a_conflict() {
    let site = Site::with_jana();
    let body = json!({"name": "ACME"});
    let mut hash = Sha256::new();
    hash.update(format!("POST\0/records/companies\0{body}"));
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let jana = site.engine.actor("jana").expect("jana");
    site.engine.begin_once(&jana, "slow", &hash).expect("it is free");
    let client = Client::full(&site).with("Idempotency-Key", "slow");
    assert_eq!(client.send("POST", "/records/companies", &body).problem(), (409, "idempotency_key_busy".to_owned()));
    let headers: Vec<(String, String)> = client.headers.clone();
    // The only server of a file knows at once that nobody else works on it; one of many waits as long as a request may take.
    let is_file = site.engine.config().database.is_none();
    let site = if is_file { site.restarted(|_| {}) } else { site.after(jiff::Span::new().minutes(31)) };
    let client = headers.iter().fold(Client::new(&site), |client, (name, value)| client.with(name, value));
    assert_eq!(client.send("POST", "/records/companies", &body).status, 201, "a server that died holds no key");
}

#[test]
fn who_asks_too_often_is_told_when_to_come_again() {
    let site = Site::with_jana();
    site.engine.set_setting(&Actor::local(), "api.requests_per_minute", "3").expect("a limit");
    let client = Client::full(&site);
    let first = client.get("/types");
    assert_eq!((first.status, first.header("ratelimit-policy")), (200, "\"minute\";q=3;w=60"));
    assert!(first.header("ratelimit").starts_with("\"minute\";r=2;"), "{}", first.header("ratelimit"));
    assert_eq!((client.get("/me").status, client.get("/me").status), (200, 200));
    let late = client.get("/types");
    assert_eq!(late.problem(), (429, "too_many_requests".to_owned()));
    assert!(late.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=60).contains(&seconds)), "{:?}", late.headers);
    assert_eq!(Client::full(&site).get("/types").status, 200, "another token has its own bucket");
    let guess = |n: usize| Client::new(&site).with("Authorization", &format!("Bearer kt_{n}")).get("/types").problem();
    let guesses: Vec<(u16, String)> = (0..4).map(guess).collect();
    assert_eq!(guesses[0], (401, "token_invalid".to_owned()));
    assert_eq!(guesses[3], (429, "too_many_requests".to_owned()), "guesses share the bucket of their address");
}

#[test]
fn lists_have_orders_and_say_which() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (name, city) in [("Beta", "Brno"), ("Alfa", "Praha"), ("Gama", "Brno")] {
        assert_eq!(client.send("POST", "/records/companies", &json!({"name": name, "city": city})).status, 201);
    }
    let names = |query: &str| -> Vec<String> {
        let page = client.get(&format!("/records/companies?fields=name&{query}")).json();
        let all = page["data"].as_array().unwrap_or_else(|| panic!("{page}"));
        all.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names("sort=id"), ["Beta", "Alfa", "Gama"]);
    assert_eq!(names("sort=name"), ["Alfa", "Beta", "Gama"]);
    assert_eq!(names("sort=-name"), ["Gama", "Beta", "Alfa"]);
    assert_eq!(names("sort=-id"), ["Gama", "Alfa", "Beta"]);
    let first = client.get("/records/companies?sort=-name&limit=2").json();
    assert_eq!(names(&format!("sort=-name&limit=2&cursor={}", first["next_cursor"].as_str().expect("more"))), ["Alfa"]);
    assert_eq!(names("sort=city,-name"), ["Gama", "Beta", "Alfa"]);
    assert_eq!(names("sort=-city,name"), ["Alfa", "Beta", "Gama"]);
    let first = client.get("/records/companies?sort=city,-name&limit=1").json();
    let rest = format!("sort=city,-name&cursor={}", first["next_cursor"].as_str().expect("more"));
    assert_eq!(names(&rest), ["Beta", "Alfa"]);
    assert_eq!(client.with("If-Match", "*").ask("DELETE", "/records/companies/3", None, b"").status, 204);
    assert_eq!(client.get(&format!("/records/companies?{rest}")).problem(), (409, "cursor_gone".to_owned()));
    for word in ["nothing", "name,nothing", "", "name,,city"] {
        let answer = client.get(&format!("/records/companies?sort={word}"));
        assert_eq!(answer.problem(), (422, "sort_unfit".to_owned()), "{word}");
        assert!(answer.json()["detail"].as_str().is_some_and(|text| text.contains("created_at")), "{}", answer.text);
    }
}

#[test]
fn a_record_is_deleted_as_it_was_read_or_not_at_all() {
    let site = Site::with_jana();
    let jana = site.engine.actor("jana").expect("jana");
    let id = site.engine.create("company", &[("name", "ACME")]);
    let delete = |version: u32| site.engine.delete_record(&jana, "companies", id, Some(Version(version)));
    site.engine.set("company", id.0, &[("city", "Brno")]);
    assert_eq!(delete(1).expect_err("it moved on").code(), Some("record-changed"));
    let report = delete(2).expect("gone");
    assert_eq!((report.updated, report.rejected), (1, 0));
    assert_eq!(delete(2).expect_err("it is gone").code(), Some("record-unknown"));
    let client = Client::full(&site);
    let undone = site.engine.undo_run(&jana, report.run.expect("a run"), false, &Default::default());
    assert!(undone.is_ok(), "{undone:?}");
    assert_eq!(client.get("/records/companies/1").json()["city"], "Brno", "an undo brings it back");
    let company = RecordId(1);
    site.engine.create("contact", &[("name", "Jan"), ("company", "ACME")]);
    let stays = client.with("If-Match", "*").ask("DELETE", &format!("/records/companies/{company}"), None, b"");
    assert_eq!(stays.problem(), (422, "record_rejected".to_owned()), "others link to it");
}

#[test]
fn only_addresses_are_not_found() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let rows = json!({"type": "nothing", "rows": [{"a": 1}]});
    assert_eq!(client.send("POST", "/imports", &rows).problem(), (422, "type_unknown".to_owned()));
    assert_eq!(client.get("/imports?type=nothing").problem(), (422, "type_unknown".to_owned()));
    assert_eq!(client.get("/types/nothing").problem(), (404, "type_unknown".to_owned()));
    assert_eq!(client.get("/types/leads/fields/nothing").problem(), (404, "field_unknown".to_owned()));
    assert_eq!(client.get("/records/leads?fields=nothing").problem(), (422, "field_unknown".to_owned()));
    let answer = client.ask("PUT", "/version", None, b"");
    assert_eq!((answer.problem().0, answer.header("allow")), (405, "GET,HEAD"));
    let reader = Client::scoped(&site, &[Scope::Read]);
    let answer = reader.ask("POST", "/tokens", Some("application/json"), b"{");
    assert_eq!(answer.problem().0, 403, "who may not is told so before what he sent is read");
}

/// A line that breaks while a document is sent is no document that is too large; the key stays free for the whole one.
#[test]
fn a_body_that_breaks_off_is_unreadable_and_nothing_is_done() {
    let site = Site::with_jana();
    let client = Client::full(&site).with("Idempotency-Key", "half");
    let body = json!({"name": "south"}).to_string();
    let half = client.broken_off("POST", "/tags", body.as_bytes());
    assert_eq!(half.problem(), (400, "body_unreadable".to_owned()), "{}", half.text);
    let whole = client.ask("POST", "/tags", Some("application/json"), body.as_bytes());
    assert_eq!(whole.status, 201, "{}", whole.text);
}
