//! Many records at once over HTTP: mass edits looked at, done and taken back; batches with an answer for each.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

fn batch(client: &Client<'_>, body: &Value) -> Value {
    let answer = client.send("POST", "/records/companies/batch", body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn three(client: &Client<'_>) {
    let items = ["ACME", "Beta", "Gama"].map(|name| json!({"fields": {"name": name, "city": "Brno"}}));
    assert_eq!(batch(client, &json!({"items": items}))["counts"]["created"], 3);
}

/// Asks until no work is open.
fn ended(client: &Client<'_>, path: &str, state: &str) -> Value {
    let mut body = Value::Null;
    for _ in 0..3_000 {
        body = client.get(path).json();
        if body["state"] == state && body["job"]["state"] == "done" {
            return body;
        }
    }
    panic!("{body}");
}

#[test]
fn a_mass_edit_is_shown_done_and_taken_back() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let mut asked = json!({
        "type": "companies",
        "records": {"filter": ["name~a"]},
        "actions": [{"action": "set", "field": "city", "text": "Praha"}, {"action": "add-tag", "tag": "moved"}],
        "dry_run": true,
    });
    let preview = client.send("POST", "/bulk-actions", &asked);
    assert_eq!((preview.status, &preview.json()["counts"]["updated"]), (200, &json!(3)), "{}", preview.text);
    assert_eq!(client.get("/records/companies?filter[city]=Praha&include_total=true").json()["total"], 0, "nothing was written");
    asked["dry_run"] = false.into();
    let begun = client.send("POST", "/bulk-actions", &asked);
    assert_eq!(begun.status, 202, "{}", begun.text);
    let path = begun.header("location").to_owned();
    let done = ended(&client, &path, "completed");
    assert_eq!((&done["counts"]["updated"], &done["actions"]), (&json!(3), &asked["actions"]));
    assert_eq!(client.get("/records/companies?tag=moved&filter[city]=Praha&include_total=true").json()["total"], 3);
    assert_eq!(client.get("/bulk-actions").json()["data"][0]["id"], done["id"]);
    assert_eq!(client.get(&format!("{path}/items")).json()["data"], json!([]));
    assert_eq!(client.send("POST", &format!("{path}/undo"), &json!({})).status, 202);
    ended(&client, &path, "undone");
    assert_eq!(client.get("/records/companies?filter[city]=Brno&include_total=true").json()["total"], 3);
}

#[test]
fn nothing_said_is_not_everything() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let delete = json!([{"action": "delete"}]);
    for (body, expected) in [
        (json!({"type": "companies", "records": {}, "actions": delete}), "records_unsaid"),
        (json!({"type": "companies", "records": {"all": true, "ids": ["1"]}, "actions": delete}), "selection_twice"),
        (json!({"type": "companies", "records": {"ids": ["x"]}, "actions": delete}), "id_unreadable"),
        (json!({"type": "companies", "records": {"all": true}, "actions": []}), "nothing_said"),
        (json!({"type": "companies", "records": {"all": true}, "actions": [{"action": "explode"}]}), "member_unfit"),
        (json!({"type": "companies", "records": {"ids": ["77"]}, "actions": delete}), "bulk_nobody"),
    ] {
        let answer = client.send("POST", "/bulk-actions", &body);
        assert_eq!(answer.problem(), (422, expected.to_owned()), "{body}");
    }
    assert_eq!(client.get("/records/companies?include_total=true").json()["total"], 3);
    assert_eq!(client.get("/bulk-actions/77").problem().0, 404);
    assert_eq!(client.get("/bulk-actions/x").problem(), (404, "not_found".to_owned()));
}

#[test]
fn a_mass_edit_needs_writing_and_nothing_more() {
    let site = Site::with_jana();
    three(&Client::full(&site));
    let asked = json!({"type": "companies", "records": {"all": true}, "actions": [{"action": "add-tag", "tag": "x"}]});
    let writer = Client::scoped(&site, &[Scope::Write]);
    let begun = writer.send("POST", "/bulk-actions", &asked);
    assert_eq!(begun.status, 202, "{}", begun.text);
    ended(&writer, begun.header("location"), "completed");
    assert_eq!(writer.send("POST", &format!("{}/undo", begun.header("location")), &json!({})).problem().1, "token_scope_missing");
    for scope in [Scope::Read, Scope::Import, Scope::Export] {
        let answer = Client::scoped(&site, &[scope]).send("POST", "/bulk-actions", &asked);
        assert_eq!(answer.problem(), (403, "token_scope_missing".to_owned()), "{scope:?}");
    }
}

#[test]
fn every_item_of_a_batch_has_its_answer() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let report = batch(
        &client,
        &json!({"items": [
            {"id": "1", "version": 1, "fields": {"city": "Praha"}},
            {"id": "2", "version": 7, "fields": {"city": "Praha"}},
            {"id": "99", "fields": {"city": "Praha"}},
            {"id": 3, "fields": {"city": "Brno"}},
            {"fields": {"name": "Delta"}},
            {"fields": {"name": "", "city": "Zlín"}},
            {"fields": {"city": "Zlín", "name": "Epsilon", "employees": "many"}},
        ]}),
    );
    let outcomes: Vec<&Value> = report["items"].as_array().expect("items").iter().map(|item| &item["outcome"]).collect();
    assert_eq!(outcomes, ["updated", "rejected", "rejected", "unchanged", "created", "rejected", "rejected"], "{report}");
    let code = |place: usize| report["items"][place]["errors"][0]["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!([code(1), code(2), code(5)], ["record_changed", "record_unknown", "required-empty"].map(str::to_owned));
    let counts = &report["counts"];
    assert_eq!(
        (&counts["rows"], &counts["created"], &counts["updated"], &counts["rejected"]),
        (&json!(7), &json!(1), &json!(1), &json!(4))
    );
    let run = report["run"].as_str().expect("a run");
    let undone = client.send("POST", &format!("/bulk-actions/{run}/undo"), &json!({}));
    assert_eq!(undone.status, 202, "{}", undone.text);
    ended(&client, &format!("/bulk-actions/{run}"), "undone");
    assert_eq!(client.get("/records/companies/1").json()["city"], "Brno");
    assert_eq!(client.get("/records/companies?include_total=true").json()["total"], 3, "Delta went again");
}

#[test]
fn a_batch_can_be_all_or_nothing() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let items = json!([{"fields": {"name": "ACME"}}, {"fields": {"name": ""}}]);
    let report = batch(&client, &json!({"items": items, "all_or_nothing": true}));
    assert_eq!((&report["run"], &report["items"][0]["outcome"]), (&Value::Null, &json!("held_back")), "{report}");
    assert_eq!(client.get("/records/companies?include_total=true").json()["total"], 0);
    let many: Vec<Value> = (0..501).map(|n| json!({"fields": {"name": n.to_string()}})).collect();
    for items in [json!([]), json!(many)] {
        assert_eq!(
            client.send("POST", "/records/companies/batch", &json!({"items": items})).problem(),
            (422, "batch_size".to_owned())
        );
    }
    let wrong = json!({"items": [{"fields": {"nmae": "x"}}]});
    assert_eq!(client.send("POST", "/records/companies/batch", &wrong).problem().1, "field_unknown");
    let reader = Client::scoped(&site, &[Scope::Read]);
    assert_eq!(reader.send("POST", "/records/companies/batch", &json!({"items": items})).problem().0, 403);
    let olga = json!({"items": [{"fields": {"username": "x", "email": "x@example.com"}}]});
    let writer = Client::scoped(&site, &[Scope::Write]);
    assert_eq!(writer.send("POST", "/records/users/batch", &olga).problem().0, 403, "people are an administrator's");
}
