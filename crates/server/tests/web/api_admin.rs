//! What administrators set up over HTTP: people, fields, settings, short lists, tags, recipes; and who may not.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

#[test]
fn a_user_is_made_invited_changed_and_put_aside() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.send("POST", "/users", &json!({"login": "olga", "email": "olga@example.com", "role": "operator"}));
    assert_eq!((made.status, &made.json()["role"]), (201, &json!("operator")), "{}", made.text);
    let path = made.header("location").to_owned();
    let invited = client.send("POST", &format!("{path}/invite"), &json!({}));
    let secret = invited.json()["token"].as_str().expect("a token").to_owned();
    assert_eq!(site.engine.invitation(&secret).expect("an invitation"), "olga");
    let read = client.get(&path);
    assert_eq!(read.json()["is_invited"], true);
    assert_eq!(client.send("PATCH", &path, &json!({"role": "administrator"})).problem().0, 428);
    let based = client.with("If-Match", read.header("etag"));
    let changed = based.send("PATCH", &path, &json!({"role": "administrator"}));
    assert_eq!((changed.status, &changed.json()["role"]), (200, &json!("administrator")), "{}", changed.text);
    assert_eq!(based.send("PATCH", &path, &json!({"role": "operator"})).problem(), (412, "resource_changed".to_owned()));
    let aside = client.send("POST", &format!("{path}/deactivate"), &json!({}));
    assert_eq!((aside.status, &aside.json()["is_active"]), (200, &json!(false)), "{}", aside.text);
    assert_eq!(client.send("POST", &format!("{path}/activate"), &json!({})).json()["is_active"], true);
    assert_eq!(client.get("/users?q=olg").json()["data"][0]["login"], "olga");
    assert_eq!(client.get("/roles").json()["data"].as_array().map(Vec::len), Some(3));
    let twice = client.send("POST", "/users", &json!({"login": "olga", "email": "o2@example.com"}));
    assert_eq!(twice.status, 422, "{}", twice.text);
    assert_eq!(client.get("/users/999").problem(), (404, "record_unknown".to_owned()));
}

#[test]
fn a_token_acts_for_its_owner_until_it_ends() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    site.add("olga", "operator");
    let new = json!({"name": "nightly", "scopes": ["read", "admin"], "days": 1, "user": "olga"});
    let made = client.send("POST", "/tokens", &new);
    assert_eq!((made.status, &made.json()["owner"]), (201, &json!("olga")), "{}", made.text);
    let secret = made.json()["secret"].as_str().expect("shown once").to_owned();
    let olga = Client::new(&site).with("Authorization", &format!("Bearer {secret}"));
    assert_eq!(olga.get("/me").json()["login"], "olga");
    assert_eq!(olga.get("/users").problem(), (403, "permission_denied".to_owned()), "a scope gives no more than the role");
    let unknown = json!({"name": "x", "scopes": ["read"], "days": 1, "user": "nobody"});
    assert_eq!(client.send("POST", "/tokens", &unknown).problem().0, 422);
    let site = site.later(2);
    let late = Client::new(&site).with("Authorization", &format!("Bearer {secret}"));
    assert_eq!(late.get("/me").problem(), (401, "token_invalid".to_owned()));
}

#[test]
fn fields_are_made_changed_ordered_archived_and_deleted() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made =
        client.send("POST", "/types/leads/fields", &json!({"labels": {"en": "Budget", "cs": "Rozpočet"}, "kind": "money"}));
    assert_eq!((made.status, &made.json()["key"]), (201, &json!("budget")), "{}", made.text);
    let path = made.header("location").to_owned();
    let choice = json!({"key": "colour", "labels": {"en": "Colour"}, "kind": "choice", "choices": ["Red", "Green"]});
    assert_eq!(client.send("POST", "/types/leads/fields", &choice).status, 201);
    assert_eq!(client.send("POST", "/types/leads/fields", &choice).problem(), (409, "field_exists".to_owned()));
    let based = client.with("If-Match", client.get(&path).header("etag"));
    let changed = based.send("PATCH", &path, &json!({"required": true}));
    assert_eq!((&changed.json()["required"], &changed.json()["label"]), (&json!(true), &json!("Budget")), "{}", changed.text);
    assert_eq!(based.send("PATCH", &path, &json!({"required": false})).problem().0, 412);
    let order = client.send("PUT", "/types/leads/field-order", &json!({"fields": ["colour", "budget"]}));
    let keys: Vec<Value> = order.json()["data"].as_array().expect("fields").iter().map(|field| field["key"].clone()).collect();
    assert_eq!(&keys[keys.len() - 2..], ["colour", "budget"], "{}", order.text);
    let lacking = client.send("PUT", "/types/leads/field-order", &json!({"fields": ["colour"]}));
    assert_eq!(lacking.problem(), (422, "field_order_unfit".to_owned()));
    let trial = client.send("POST", &format!("{path}/convert"), &json!({"kind": "text", "dry_run": true}));
    assert_eq!(trial.json()["values"], 0, "{}", trial.text);
    assert_eq!(client.send("POST", &format!("{path}/convert"), &json!({"kind": "integer"})).json()["kind"], "integer");
    let any = client.with("If-Match", "*");
    assert_eq!(any.send("PATCH", &path, &json!({"archived": true})).json()["archived"], true);
    assert_eq!(any.ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem(), (404, "field_unknown".to_owned()));
    assert_eq!(any.send("PATCH", "/types/leads/fields/name", &json!({"required": true})).problem().0, 404, "a built-in one");
}

#[test]
fn settings_are_set_together_or_not_at_all() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let read = client.get("/settings");
    let based = client.with("If-Match", read.header("etag"));
    let wrong = based.send("PATCH", "/settings", &json!({"leads.row_limit": 7, "language": "xx"}));
    assert_eq!(wrong.problem(), (422, "setting_unfit".to_owned()));
    let value = |answer: &Value, key: &str| {
        answer["data"].as_array().expect("settings").iter().find(|one| one["key"] == key).map(|one| one["value"].clone())
    };
    assert_eq!(client.get("/settings").text, read.text, "nothing was set");
    let set = based.send("PATCH", "/settings", &json!({"leads.row_limit": 7, "organisation": "ACME"}));
    assert_eq!((set.status, value(&set.json(), "leads.row_limit")), (200, Some(json!("7"))), "{}", set.text);
    assert_eq!(based.send("PATCH", "/settings", &json!({"organisation": null})).problem().0, 412);
    let again = client.with("If-Match", set.header("etag")).send("PATCH", "/settings", &json!({"organisation": null}));
    assert_eq!(value(&again.json(), "organisation"), Some(json!("Kartoteka")));
    assert_eq!(client.send("POST", "/settings/login-mode/check", &json!({})).json()["is_possible"], true);
}

#[test]
fn short_lists_tags_and_views() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let bot = client.send("POST", "/bots", &json!({"name": "Newsletter", "messenger": "telegram"}));
    assert_eq!(bot.status, 201, "{}", bot.text);
    let path = bot.header("location").to_owned();
    let renamed = client.with("If-Match", bot.header("etag")).send("PATCH", &path, &json!({"name": "News"}));
    assert_eq!((renamed.status, &renamed.json()["name"]), (200, &json!("News")), "{}", renamed.text);
    assert_eq!(client.with("If-Match", bot.header("etag")).ask("DELETE", &path, None, b"").problem().0, 412);
    assert_eq!(client.with("If-Match", "*").ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.send("POST", "/lgts", &json!({"name": "x"})).problem().0, 422, "its tunnel is missing");
    let tunnel = &client.get("/tunnels").json()["data"][0];
    let default =
        client.with("If-Match", "*").ask("DELETE", &format!("/tunnels/{}", tunnel["id"].as_str().expect("an id")), None, b"");
    assert_eq!(default.problem(), (409, "default_tunnel_stays".to_owned()));

    client.send("POST", "/records/companies", &json!({"name": "ACME"}));
    let tagged = client.send("PUT", "/records/companies/1/tags", &json!({"tags": ["fair", "vip"]}));
    assert_eq!((tagged.status, &tagged.json()["tags"]), (200, &json!(["fair", "vip"])), "{}", tagged.text);
    assert_eq!(client.send("PUT", "/records/companies/1/tags", &json!({"tags": ["vip"]})).json()["tags"], json!(["vip"]));
    assert_eq!(client.send("PATCH", "/tags/vip", &json!({"name": "gold"})).json()["records"], 1);
    let names: Vec<Value> =
        client.get("/tags").json()["data"].as_array().expect("tags").iter().map(|tag| tag["name"].clone()).collect();
    assert!(names.contains(&json!("gold")), "{names:?}");
    assert_eq!(client.ask("DELETE", "/tags/gold", None, b"").status, 200);
    assert_eq!(client.get("/records/companies/1").json()["tags"], json!([]));
    assert_eq!(client.ask("DELETE", "/tags/nothing", None, b"").problem(), (404, "tag_unknown".to_owned()));

    let view = client.send("POST", "/views", &json!({"type": "companies", "name": "In Brno", "query": "f=city~Brno"}));
    assert_eq!(view.status, 201, "{}", view.text);
    assert_eq!(client.get("/views?type=companies").json()["data"][0]["name"], "In Brno");
    assert_eq!(client.ask("DELETE", view.header("location"), None, b"").status, 204);
    assert_eq!(client.ask("DELETE", view.header("location"), None, b"").problem().0, 404);
    assert_eq!(client.get("/search?q=acme").json()["data"][0]["name"], "ACME");
    assert_eq!(client.get("/records/companies/1/links").json()["data"], json!([]));
}

#[test]
fn recipes_templates_batches_and_what_was_done() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let rows = json!({"type": "companies", "auto": "start", "rows": [{"name": "ACME"}, {"name": "Beta"}]});
    let import = client.send("POST", "/imports", &rows);
    let path = import.header("location").to_owned();
    let done = client.ended(&path);
    let tag = done["tag"].as_str().expect("a tag").to_owned();

    let saved = client.send("POST", "/recipes", &json!({"name": "Fair 1", "import": done["id"]}));
    assert_eq!((saved.status, saved.header("location")), (201, "/api/v1/recipes/Fair%201"), "{}", saved.text);
    let document = saved.json()["document"].clone();
    let based = client.with("If-Match", saved.header("etag"));
    let renamed = based.send("PUT", "/recipes/Fair%201", &json!({"document": document, "name": "Fair"}));
    assert_eq!((renamed.status, &renamed.json()["name"]), (200, &json!("Fair")), "{}", renamed.text);
    assert_eq!(client.get("/recipes/Fair%201").problem(), (404, "recipe_unknown".to_owned()));
    assert_eq!(client.send("POST", "/recipes", &json!({"name": "x", "document": "nonsense ["})).problem().0, 422);
    assert_eq!(client.with("If-Match", "*").ask("DELETE", "/recipes/Fair", None, b"").status, 204);

    let template = client.get("/templates/companies?format=csv&columns=required");
    assert!(template.status == 200 && template.text.contains("Name"), "{}", template.text);
    assert_eq!(client.get("/templates/companies?kind=nothing").problem().0, 422);

    assert_eq!(client.get("/import-batches?type=companies").json()["data"][0]["tag"], tag.as_str());
    let mut asked = json!({"type": "companies", "tag": tag, "dry_run": true});
    assert_eq!(client.send("POST", "/import-deletions", &asked).json()["deleted"], 2);
    asked["dry_run"] = false.into();
    let begun = client.send("POST", "/import-deletions", &asked);
    assert_eq!(begun.status, 202, "{}", begun.text);
    let number = begun.json()["id"].as_str().expect("an id").to_owned();
    client.ended(&format!("/api/v1/imports/{number}"));
    let deletion = client.get(begun.header("location")).json();
    assert_eq!((&deletion["job"]["state"], &deletion["run"]["state"]), (&json!("done"), &json!("completed")), "{deletion}");
    assert_eq!((&deletion["import"], &deletion["run"]["counts"]["updated"]), (&done["id"], &json!(2)), "{deletion}");
    assert_eq!(client.get("/import-deletions").json()["data"][0]["id"], number.as_str());
    assert_eq!(client.get(&format!("/import-deletions/{number}/items")).json()["data"], json!([]));
    assert_eq!(
        client.get(&format!("/import-deletions/{}", done["number"])).problem(),
        (404, "not_found".to_owned()),
        "an import"
    );
    assert_eq!(client.get("/records/companies?include_total=true").json()["total"], 0);

    let log = client.get("/audit?limit=2&by=jana").json();
    assert_eq!(log["data"].as_array().map(Vec::len), Some(2), "{log}");
    let next = client.get(&format!("/audit?limit=2&cursor={}", log["next_cursor"].as_str().expect("more"))).json();
    assert_ne!(next["data"][0]["id"], log["data"][0]["id"]);
    let told = client.get("/notifications").json();
    assert_eq!(told["data"][0]["is_read"], false, "{told}");
    let id = told["data"][0]["id"].as_str().expect("an id");
    assert_eq!(client.send("POST", &format!("/notifications/{id}/read"), &json!({})).status, 204);
    assert_eq!(client.get("/notifications").json()["data"][0]["is_read"], true);
    assert_eq!(client.send("POST", "/notifications/999/read", &json!({})).problem().0, 404);
}

#[test]
fn only_administrators_with_the_scope_set_things_up() {
    let site = Site::with_jana();
    let everything_else = Client::scoped(&site, &[Scope::Read, Scope::Write, Scope::Import, Scope::Export]);
    for (method, path, body) in [
        ("GET", "/users", "{}"),
        ("POST", "/users", "{\"login\": \"x\", \"email\": \"x@example.com\"}"),
        ("POST", "/users/1/invite", "{}"),
        ("POST", "/users/1/deactivate", "{}"),
        ("GET", "/sessions", "{}"),
        ("DELETE", "/sessions/1", "{}"),
        ("GET", "/settings", "{}"),
        ("PATCH", "/settings", "{\"language\": \"cs\"}"),
        ("POST", "/types", "{\"definition\": \"\"}"),
        ("POST", "/types/leads/fields", "{\"labels\": {\"en\": \"X\"}}"),
        ("PATCH", "/types/leads/fields/name", "{\"required\": true}"),
        ("DELETE", "/types/leads/fields/name", "{}"),
        ("PUT", "/types/leads/field-order", "{\"fields\": []}"),
        ("POST", "/bots", "{\"name\": \"x\"}"),
        ("DELETE", "/tags/x", "{}"),
        ("GET", "/audit", "{}"),
        ("GET", "/tokens", "{}"),
    ] {
        let client = everything_else.with("If-Match", "*");
        let answer = client.ask(method, path, (method != "GET").then_some("application/json"), body.as_bytes());
        assert_eq!(answer.problem(), (403, "token_scope_missing".to_owned()), "{method} {path} {}", answer.text);
    }
}
