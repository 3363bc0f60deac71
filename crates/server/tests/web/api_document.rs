//! The document of the API: made from the table of routes, kept in the repository, whole, with the fields of the installation.

use std::collections::BTreeSet;

use kartoteka_domain::language::Labels;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::define_types::NewField;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

fn refs<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|one| refs(one, found));
        }
        Value::Array(all) => all.iter().for_each(|one| refs(one, found)),
        _ => {}
    }
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, methods)| {
        methods.as_object().expect("methods").iter().map(|(verb, one)| (verb.to_uppercase(), path.clone(), one.clone()))
    });
    all.collect()
}

#[test]
fn the_document_is_the_kept_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/openapi.json");
    let made = format!("{:#}\n", kartoteka_server::openapi());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &made).expect("written");
    }
    let kept = std::fs::read_to_string(path).expect("a document");
    assert!(kept.replace("\r\n", "\n") == made, "the API changed: run `cargo xtask reference` and look at what differs");
}

#[test]
fn every_name_in_the_document_leads_somewhere() {
    let document = kartoteka_server::openapi();
    let mut found = BTreeSet::new();
    refs(&document, &mut found);
    for reference in &found {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
    }
    let forms = document["components"]["schemas"].as_object().expect("forms");
    for name in forms.keys() {
        assert!(found.contains(format!("#/components/schemas/{name}").as_str()), "{name} is used nowhere");
    }
    let mut ids = BTreeSet::new();
    for (verb, path, one) in operations(&document) {
        let id = one["operationId"].as_str().expect("an id").to_owned();
        assert!(!id.is_empty() && ids.insert(id.clone()), "{verb} {path}: {id}");
        assert!(one["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{verb} {path}");
        let answers = one["responses"].as_object().expect("answers");
        assert!(answers.keys().any(|status| status.starts_with('2')), "{verb} {path} gives nothing");
        for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let params = one["parameters"].as_array().expect("parameters");
            assert!(params.iter().any(|param| param["name"] == part && param["description"] != ""), "{verb} {path}: {part}");
        }
    }
}

#[test]
fn every_operation_of_the_document_is_there() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (verb, path, one) in operations(&kartoteka_server::openapi()) {
        if one["operationId"] == "followEvents" {
            // Lasts as long as somebody listens.
            continue;
        }
        let path = path.replace("{type}", "companies").replace("{kind}", "result");
        let path = path.split('/').map(|part| if part.starts_with('{') { "77" } else { part }).collect::<Vec<_>>().join("/");
        let answer = client.ask(&verb, &path, None, b"");
        assert!(![405, 500].contains(&answer.status), "{verb} {path}: {}", answer.text);
        let is_address = answer.status == 404 && answer.text.contains("address_unknown");
        assert!(!is_address, "{verb} {path}: {}", answer.text);
        let documented = one["responses"].as_object().expect("answers");
        assert!(documented.contains_key(&answer.status.to_string()), "{verb} {path}: {} is not documented", answer.status);
    }
}

/// The contract scripts and tests rely on: methods and addresses, by area. It is extended, and nothing of it is renamed.
const PROMISED: &str = "
POST /setup | POST GET DELETE /session | GET PATCH /me | GET /health | GET /version | GET /openapi.json
GET /types | GET /types/{type} | GET POST /types/{type}/fields | GET PATCH DELETE /types/{type}/fields/{key}
POST /types/{type}/fields/{key}/convert | PUT /types/{type}/field-order | GET /templates/{type}
POST GET /imports | GET PATCH DELETE /imports/{id} | PUT /imports/{id}/file | GET /imports/{id}/sheets | GET /imports/{id}/preview
GET PUT /imports/{id}/mapping | GET PUT /imports/{id}/value-maps/{field} | POST /imports/{id}/check
GET /imports/{id}/issue-groups | GET /imports/{id}/issues | GET /imports/{id}/rows | PATCH /imports/{id}/rows/{row}
GET POST /imports/{id}/fixes | DELETE /imports/{id}/fixes/{n} | GET /imports/{id}/changes | POST /imports/{id}/start
POST /imports/{id}/cancel | POST /imports/{id}/repeat | POST /imports/{id}/revert | GET /imports/{id}/events
GET /imports/{id}/files/{kind} | GET POST /recipes | GET PUT DELETE /recipes/{name}
GET /import-batches | POST GET /import-deletions | GET /import-deletions/{id} | GET /import-deletions/{id}/items
POST GET /exports | GET DELETE /exports/{id} | GET /exports/{id}/file | POST /exports/{id}/repeat
GET POST /records/{type} | POST /records/{type}/batch | GET PATCH DELETE /records/{type}/{id} | GET /records/{type}/{id}/history
GET /records/{type}/{id}/links | PUT /records/{type}/{id}/tags | GET /search
POST GET /bulk-actions | GET /bulk-actions/{id} | GET /bulk-actions/{id}/items | POST /bulk-actions/{id}/cancel
POST /bulk-actions/{id}/undo | GET POST /tags | PATCH DELETE /tags/{name} | GET POST /views | PATCH DELETE /views/{id}
GET POST /bots | PATCH DELETE /bots/{id} | GET POST /tunnels | PATCH DELETE /tunnels/{id} | GET POST /lgts | PATCH DELETE /lgts/{id}
GET POST /users | GET PATCH /users/{id} | POST /users/{id}/invite | POST /users/{id}/reset | POST /users/{id}/deactivate
GET /roles | GET POST /tokens | DELETE /tokens/{id} | GET /sessions | DELETE /sessions/{id}
GET PATCH /settings | POST /settings/login-mode/check | GET /notifications | POST /notifications/{id}/read
POST /notifications/read-all | GET /events | GET POST /webhooks | GET PATCH DELETE /webhooks/{id}
GET /webhooks/{id}/deliveries | POST /webhooks/{id}/deliveries/{delivery}/redeliver | GET /audit";

#[test]
fn every_endpoint_that_was_promised_is_there() {
    let there: BTreeSet<(String, String)> =
        operations(&kartoteka_server::openapi()).into_iter().map(|(verb, path, _)| (verb, path)).collect();
    for line in PROMISED.split(['|', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        let (verbs, path) = line.rsplit_once(' ').expect("methods and an address");
        for verb in verbs.split(' ') {
            assert!(there.contains(&(verb.to_owned(), path.to_owned())), "{verb} {path}");
        }
    }
}

#[test]
fn every_list_goes_on_by_a_cursor() {
    let document = kartoteka_server::openapi();
    for (verb, path, one) in operations(&document) {
        let form = &one["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["next_cursor"];
        if verb == "GET" && !form.is_null() {
            let params = one["parameters"].as_array().expect("parameters");
            let has = |name: &str| params.iter().any(|param| param["name"] == name);
            assert!(has("limit") && has("cursor"), "{path}");
        }
    }
}

#[test]
fn nobody_without_a_token_passes_what_is_not_open() {
    let site = Site::with_jana();
    let nobody = Client::new(&site);
    for (verb, path, one) in operations(&kartoteka_server::openapi()) {
        if one["security"] != json!([]) {
            assert_eq!(nobody.ask(&verb, &path.replace(['{', '}'], ""), None, b"").problem().0, 401, "{verb} {path}");
        }
    }
}

#[test]
fn fields_of_the_installation_are_in_the_document_for_whoever_may_see_them() {
    let site = Site::with_jana().restarted(|engine| {
        let field = NewField::plain("machines", FieldKind::Integer, Labels::same("Machines"));
        engine.add_field(&Actor::local(), "companies", &field).expect("a field");
    });
    let form = |client: &Client<'_>| {
        client.get("/openapi.json").json()["components"]["schemas"]["CompanyRecord"]["properties"]["machines"].clone()
    };
    assert_eq!(form(&Client::full(&site))["anyOf"][0], json!({"type": "integer"}));
    assert_eq!(form(&Client::new(&site)), Value::Null, "not for everybody");
    assert_eq!(Client::new(&site).with("Authorization", "Bearer kt_wrong").get("/openapi.json").problem().0, 401);
}

#[test]
fn the_page_for_people_loads_nothing_from_elsewhere() {
    let site = Site::with_jana();
    let page = Client::new(&site).get("/docs");
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("/records/{type}/{id}") && page.text.contains("listRecords"));
    assert!(!page.text.contains("https://") && !page.text.contains("src=\"//"), "nothing from elsewhere");
}
