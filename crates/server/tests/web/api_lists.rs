//! Lists that are held whole go on by a cursor; tags, views, what a run did; what a running server learns.

use kartoteka_domain::language::Labels;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::define_types::NewField;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

/// Every entry of a list, a page of this many at a time.
fn all(client: &Client<'_>, path: &str, limit: usize) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    let sign = if path.contains('?') { '&' } else { '?' };
    loop {
        let page = client.get(&format!("{path}{sign}limit={limit}{cursor}")).json();
        let data = page["data"].as_array().unwrap_or_else(|| panic!("{path}: {page}"));
        assert!(data.len() <= limit, "{path}");
        found.extend(data.iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[test]
fn lists_that_are_held_whole_are_read_page_by_page() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for path in ["/types", "/types/contacts/fields", "/settings", "/roles"] {
        let whole = client.get(&format!("{path}?include_total=true")).json();
        let expected = whole["data"].as_array().expect("a list").clone();
        assert!(expected.len() > 2 && whole["total"] == expected.len() && whole["next_cursor"].is_null(), "{path}: {whole}");
        assert_eq!(all(&client, path, 2), expected, "{path}");
    }
    let first = client.get("/tokens?limit=1");
    assert_eq!(first.json()["next_cursor"], Value::Null, "there is one");
    for wrong in ["cursor=x", "limit=0", "limit=501"] {
        assert_eq!(client.get(&format!("/types?{wrong}")).problem(), (422, "value_unreadable".to_owned()), "{wrong}");
    }
    let changed = client.with("If-Match", client.get("/settings?limit=1").header("etag"));
    assert_eq!(changed.send("PATCH", "/settings", &json!({"language": "cs"})).status, 200, "a part has the version of the whole");
}

#[test]
fn what_a_run_did_is_told_record_by_record() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let options = json!({"mode": "create-and-update", "match_by": ["name"]});
    let send = |rows: Value| {
        let body = json!({"type": "companies", "auto": "start", "options": options, "rows": rows});
        let made = client.send("POST", "/imports", &body);
        let path = made.header("location").to_owned();
        client.ended(&path);
        path
    };
    let first = send(json!([{"name": "ACME", "city": "Brno"}, {"name": "Beta"}, {"name": "Gama"}]));
    let made = all(&client, &format!("{first}/changes"), 2);
    let ids: Vec<&str> = made.iter().map(|one| one["id"].as_str().expect("an id")).collect();
    assert_eq!((ids, &made[0]["what"], &made[0]["type"]), (vec!["1", "2", "3"], &json!("created"), &json!("companies")));
    let second = send(json!([{"name": "ACME", "city": "Praha"}, {"name": "Delta", "city": "Zlín"}]));
    let done = all(&client, &format!("{second}/changes"), 1);
    let updated = done.iter().find(|one| one["what"] == "updated").unwrap_or_else(|| panic!("{done:?}"));
    let city = updated["changes"].as_array().expect("changes").iter().find(|one| one["field"] == "city").expect("city");
    assert_eq!((&city["before"], &city["after"]), (&json!("Brno"), &json!("Praha")), "{updated}");
    assert!(done.iter().any(|one| one["what"] == "created" && one["id"] == "4"), "{done:?}");
    assert_eq!(client.get("/imports/77/changes").problem(), (404, "import_unknown".to_owned()));
    assert_eq!(client.get(&format!("{second}/changes?cursor=0-1")).problem().0, 422);
}

#[test]
fn tags_are_made_named_otherwise_and_forgotten() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.send("POST", "/tags", &json!({"name": "trade fair"}));
    assert_eq!((made.status, made.header("location")), (201, "/api/v1/tags/trade%20fair"), "{}", made.text);
    assert_eq!(client.get("/tags/trade%20fair").json(), made.json());
    assert_eq!(client.send("POST", "/tags", &json!({"name": "Trade fair"})).problem(), (409, "value_taken".to_owned()));
    assert_eq!(client.send("POST", "/tags", &json!({"name": " "})).problem().0, 422);
    assert_eq!(client.send("PATCH", "/tags/trade%20fair", &json!({"name": "fairs"})).status, 200);
    assert_eq!(client.get("/tags/trade%20fair").problem(), (404, "tag_unknown".to_owned()));
    client.send("POST", "/records/companies", &json!({"name": "ACME", "tags": ["fairs"]}));
    assert_eq!(client.get("/tags/fairs").json()["records"], json!({"companies": 1}));
    assert_eq!(client.ask("DELETE", "/tags/fairs", None, b"").json()["records"], 1);
    assert_eq!(client.get("/tags").json()["data"], json!([]), "none is left that nothing carries");
}

#[test]
fn views_belong_to_somebody_and_may_be_lent() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let new = |name: &str| json!({"type": "companies", "name": name, "query": "f=city%20is%20Brno"});
    let made = client.send("POST", "/views", &new("Brno"));
    let path = made.header("location").to_owned();
    assert_eq!((made.status, &client.get(&path).json()), (201, &made.json()), "{}", made.text);
    client.send("POST", "/views", &new("Other"));
    assert_eq!(client.send("PATCH", &path, &json!({"name": "Other"})).problem(), (409, "value_taken".to_owned()));
    let changed = client.send("PATCH", &path, &json!({"name": "South", "is_shared": true}));
    assert_eq!((&changed.json()["name"], &changed.json()["query"]), (&json!("South"), &json!("f=city%20is%20Brno")));
    assert_eq!(client.get("/views").json()["data"].as_array().map(Vec::len), Some(2), "of every type");
    site.add("olga", "operator");
    let olga = site.engine.actor("olga").expect("olga");
    let number = made.json()["id"].as_str().and_then(|id| id.parse().ok()).expect("a number");
    assert_eq!(site.engine.view_of(&olga, number).expect("it is shared").name, "South");
    assert!(site.engine.edit_view(&olga, number, &Default::default()).is_err(), "and not hers");
}

#[test]
fn made_things_are_where_the_answer_says() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (path, body) in [
        ("/bots", json!({"name": "Shop", "messenger": "telegram"})),
        ("/tokens", json!({"name": "nightly", "scopes": ["read"], "days": 1})),
        ("/tags", json!({"name": "a"})),
        ("/views", json!({"type": "leads", "name": "a", "query": ""})),
        ("/users", json!({"login": "petr", "email": "petr@example.com"})),
        ("/webhooks", json!({"url": "https://example.com/x", "events": ["import.finished"]})),
        ("/types/leads/fields", json!({"labels": {"en": "Shoe size"}, "kind": "integer"})),
        ("/records/companies", json!({"name": "ACME"})),
        ("/uploads", json!({"name": "a.csv"})),
    ] {
        let made = client.send("POST", path, &body);
        assert_eq!(made.status, 201, "{path}: {}", made.text);
        let found = client.get(made.header("location"));
        assert_eq!(found.status, 200, "{path}: {} {}", made.header("location"), found.text);
    }
}

#[test]
fn a_token_sees_fields_that_another_program_added() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    assert_eq!(client.get("/types/companies/fields/machines").problem().0, 404);
    let field = NewField::plain("machines", FieldKind::Integer, Labels::same("Machines"));
    site.engine.add_field(&Actor::local(), "companies", &field).expect("a field");
    assert_eq!(client.get("/types/companies/fields/machines").json()["kind"], "integer");
    let made = client.send("POST", "/records/companies", &json!({"name": "ACME", "machines": 3}));
    assert_eq!((made.status, &made.json()["machines"]), (201, &json!(3)), "{}", made.text);
}

#[test]
fn a_file_sent_at_once_says_how_many_records_it_holds() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for name in ["ACME", "Beta", "Gama"] {
        client.send("POST", "/records/companies", &json!({"name": name}));
    }
    for (asked, expected) in [
        (json!({"format": "csv"}), "3"),
        (json!({"format": "csv", "records": {"search": "beta"}}), "1"),
        (json!({"format": "csv", "records": {"search": "nobody"}}), "0"),
        (json!({"format": "xlsx"}), "3"),
        (json!({"format": "xlsx", "kind": "reimport"}), "3"),
    ] {
        let file = client.send("POST", "/records/companies/export", &asked);
        assert_eq!((file.status, file.header("kartoteka-records")), (200, expected), "{asked}");
    }
}

#[test]
fn every_refusal_has_a_page_that_says_what_it_means() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let refused = client.get("/records/leads?sort=nothing");
    let page = Client::new(&site).with("Accept-Language", "cs").get_page(refused.json()["type"].as_str().expect("an address"));
    assert!(page.status == 200 && page.text.contains("sort_unfit") && page.text.contains("nelze seznam"), "{}", page.text);
    assert!(!page.text.contains("{$") && !page.text.contains("{ $"), "{}", page.text);
    assert_eq!(Client::new(&site).get_page("/help/problems/nothing").status, 404);
}
