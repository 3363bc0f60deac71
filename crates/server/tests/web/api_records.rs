//! Records over HTTP: created, read, changed on what was read, deleted, listed page by page.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

fn company(client: &Client<'_>, name: &str, city: &str) -> Value {
    let answer = client.send("POST", "/records/companies", &json!({"name": name, "city": city}));
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()
}

#[test]
fn a_record_is_made_read_changed_and_deleted() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.send("POST", "/records/companies", &json!({"name": "ACME", "city": "Brno", "employees": null}));
    let path = made.header("location").to_owned();
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text);
    let read = client.get(&path);
    assert_eq!(read.json(), made.json());
    assert_eq!(read.json()["city"], "Brno");
    assert_eq!(client.with("If-None-Match", "\"1\"").get(&path).status, 304);

    assert_eq!(client.send("PATCH", &path, &json!({"city": "Praha"})).problem(), (428, "if_match_missing".to_owned()));
    let first = client.with("If-Match", "\"1\"");
    let changed = first.send("PATCH", &path, &json!({"city": "Praha"}));
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    let stale = first.send("PATCH", &path, &json!({"city": "Plzeň"}));
    assert_eq!(stale.problem(), (412, "record_changed".to_owned()));
    assert_eq!(stale.json()["errors"], json!([{"pointer": "/city", "code": "record_changed", "current": "Praha"}]));
    assert_eq!(stale.header("etag"), "\"2\"");

    let history = client.get(&format!("{path}/history")).json();
    let whats: Vec<&Value> = history["data"].as_array().expect("things").iter().map(|thing| &thing["what"]).collect();
    assert_eq!(whats, ["updated", "created"]);
    assert_eq!(history["data"][0]["changes"][0]["before"], "Brno");

    assert_eq!(client.ask("DELETE", &path, None, b"").problem().0, 428);
    assert_eq!(first.ask("DELETE", &path, None, b"").problem().0, 412);
    assert_eq!(client.with("If-Match", "*").ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem(), (404, "record_unknown".to_owned()));
}

#[test]
fn what_is_read_can_be_sent_back() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let company = company(&client, "ACME, s.r.o.", "Brno");
    let link = json!({"id": company["id"]});
    let contact = json!({"name": "Jan Novák", "email": "jan@example.com", "company": link});
    let made = client.send("POST", "/records/contacts", &contact);
    assert_eq!(made.status, 201, "{}", made.text);
    let read = made.json();
    assert_eq!(read["company"], json!({"id": company["id"], "name": "ACME, s.r.o."}));
    let texts = client.get(&format!("{}?values=text", made.header("location"))).json();
    assert_eq!(texts["company"], "ACME, s.r.o.", "as people read it");
    let types = client.get("/types/contacts").json();
    let is_writable = |key: &str| {
        types["fields"].as_array().expect("fields").iter().any(|field| field["key"] == key && field["importable"] == true)
    };
    let fields = read.as_object().expect("a record").iter().filter(|(key, _)| key.as_str() != "id" && is_writable(key));
    let back: Value = fields.map(|(key, value)| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into();
    let answer = client.with("If-Match", "*").send("PATCH", made.header("location"), &back);
    assert_eq!((answer.status, answer.json()), (200, read), "nothing changed: {back}");
}

#[test]
fn what_keeps_a_record_out_is_named_field_by_field() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let answer = client.send("POST", "/records/contacts", &json!({"name": "Jan", "email": "jan.novak@"}));
    assert_eq!(answer.problem(), (422, "record_rejected".to_owned()));
    let error = &answer.json()["errors"][0];
    assert_eq!((&error["pointer"], &error["code"]), (&json!("/email"), &json!("email-unreadable")), "{}", answer.text);
    assert!(error["detail"].as_str().is_some_and(|text| text.contains("jan.novak@")), "{error}");
}

#[test]
fn lists_are_filtered_and_paged() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for number in 1..=7 {
        company(&client, &format!("Firm {number}"), if number % 2 == 0 { "Brno" } else { "Praha" });
    }
    let ids = |page: &Value| -> Vec<String> {
        page["data"].as_array().expect("a page").iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    let first = client.get("/records/companies?filter[city]=Praha&limit=3&fields=name&include_total=true").json();
    assert_eq!((ids(&first), &first["total"]), (vec!["Firm 1".into(), "Firm 3".into(), "Firm 5".into()], &json!(4)));
    assert!(first["data"][0].get("city").is_none(), "only what was asked for");
    let cursor = first["next_cursor"].as_str().expect("more");
    let second = client.get(&format!("/records/companies?filter[city]=Praha&limit=3&fields=name&cursor={cursor}")).json();
    assert_eq!((ids(&second), &second["next_cursor"]), (vec!["Firm 7".to_owned()], &Value::Null));
    let named = |query: &str| ids(&client.get(&format!("/records/companies?{query}")).json()).len();
    assert_eq!(named("filter[name][contains]=firm"), 7);
    assert_eq!(named("filter[city][ne]=Brno"), 4);
    assert_eq!(named("filter%5Bname%5D=Firm%202"), 1);
    assert_eq!(client.get("/records/companies?filter[city][like]=x").problem(), (422, "filter_unfit".to_owned()));
    assert_eq!(client.get("/records/companies?filter[ctiy]=x").problem(), (422, "field_unknown".to_owned()));
    assert_eq!(client.get("/records/companies?tag_any=nothing").json()["data"], json!([]));
}

#[test]
fn sem_20_a_person_is_shown_and_erased() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.send("POST", "/records/contacts", &json!({"name": "Xaverij", "email": "xaverij@example.com"}));
    let path = made.header("location").to_owned();
    client.send("POST", "/records/leads", &json!({"topic": "Fair", "email": "xaverij@example.com"}));
    let erase = format!("{path}/erase");
    let shown = client.send("POST", &erase, &json!({"dry_run": true})).json();
    assert_eq!((&shown["records"], &shown["same"]), (&json!(1), &json!([{"type": "leads", "id": "1"}])), "{shown}");
    assert_eq!(client.get(&path).status, 200, "it was only shown");
    assert_eq!(client.send("POST", &erase, &json!({"dry": true})).problem().0, 422);
    assert_eq!(Client::scoped(&site, &[Scope::Read, Scope::Write]).send("POST", &erase, &json!({})).problem().0, 403);
    let done = client.send("POST", &erase, &json!({}));
    assert_eq!((done.status, &done.json()["places"]), (200, &shown["places"]), "{}", done.text);
    assert_eq!(client.get(&path).problem().0, 404);
    assert_eq!(client.get("/records/leads/1").status, 200);
    assert_eq!(client.send("POST", "/records/contacts/77/erase", &json!({})).problem(), (404, "record_unknown".to_owned()));
}
