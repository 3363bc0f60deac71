//! What holds for every address of the API: who may call, what a problem looks like, what is refused before it is read.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::json;

use crate::api_client::{Client, token};
use crate::browser::Site;

#[test]
fn without_a_valid_token_nothing_is_told() {
    let site = Site::with_jana();
    let nobody = Client::new(&site);
    let answer = nobody.get("/types");
    assert_eq!(answer.problem(), (401, "token_missing".to_owned()));
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    for line in ["Bearer kt_wrong", "Basic amFuYTpx", "Bearer"] {
        assert_eq!(nobody.with("Authorization", line).get("/types").problem(), (401, "token_invalid".to_owned()), "{line}");
    }
    assert_eq!(nobody.get("/health").status, 200);
    assert_eq!(nobody.get("/version").json()["api"], "v1");
}

#[test]
fn a_revoked_token_opens_nothing() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.send("POST", "/tokens", &json!({"name": "nightly", "scopes": ["read"], "days": 1}));
    assert_eq!(made.status, 201, "{}", made.text);
    let other =
        Client::new(&site).with("Authorization", &format!("Bearer {}", made.json()["secret"].as_str().expect("shown once")));
    let me = other.get("/me").json();
    assert_eq!((&me["login"], &me["scopes"], &me["permissions"]), (&json!("jana"), &json!(["read"]), &json!(["see-records"])));
    let listed = client.get("/tokens").json();
    assert!(listed["data"][0].get("secret").is_none(), "the secret is in one answer only");
    assert_eq!(client.ask("DELETE", made.header("location"), None, b"").status, 204);
    assert_eq!(other.get("/me").problem(), (401, "token_invalid".to_owned()));
}

#[test]
fn a_scope_narrows_what_the_role_allows() {
    let site = Site::with_jana();
    let reader = Client::scoped(&site, &[Scope::Read]);
    assert_eq!(reader.get("/types").status, 200);
    let company = json!({"name": "ACME"});
    for (answer, what) in [
        (reader.send("POST", "/records/companies", &company), "a record"),
        (reader.get("/imports"), "imports"),
        (reader.get("/tokens"), "tokens"),
        (Client::scoped(&site, &[Scope::Import]).send("POST", "/records/companies", &company), "a record by an import token"),
        (Client::scoped(&site, &[Scope::Write]).get("/tokens"), "tokens by a writer"),
    ] {
        assert_eq!(answer.problem(), (403, "token_scope_missing".to_owned()), "{what}");
    }
    assert_eq!(Client::scoped(&site, &[Scope::Write]).send("POST", "/records/companies", &company).status, 201);
}

#[test]
fn a_session_reads_and_changes_only_with_its_proof() {
    let site = Site::with_jana();
    let browser = site.signed_in("jana");
    let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let client = Client::new(&site).with("Cookie", &cookies.join("; "));
    assert_eq!(client.get("/types").status, 200);
    let answer = client.send("POST", "/records/companies", &json!({"name": "ACME"}));
    assert_eq!(answer.problem(), (403, "csrf_token_missing".to_owned()));
    let proof = client.get("/session").json()["csrf_token"].as_str().expect("a word").to_owned();
    for (word, expected) in [("", 403), ("0000", 403), (proof.as_str(), 201)] {
        let answer = client.with("X-CSRF-Token", word).send("POST", "/records/companies", &json!({"name": "ACME"}));
        assert_eq!(answer.status, expected, "{word}: {}", answer.text);
    }
    let other = Client::new(&site).with("X-CSRF-Token", &proof).send("POST", "/records/companies", &json!({"name": "ACME"}));
    assert_eq!(other.problem(), (401, "token_missing".to_owned()), "a proof without its cookie");
}

#[test]
fn problems_speak_the_callers_language_and_keep_their_code() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (tag, expected) in [("cs", "neexistuje"), ("ru", "нет"), ("pt-BR", "Não existe")] {
        let answer = client.with("Accept-Language", tag).get("/records/companies/77");
        assert_eq!(answer.problem(), (404, "record_unknown".to_owned()));
        assert_eq!(answer.header("content-language"), tag);
        assert!(answer.json()["detail"].as_str().is_some_and(|text| text.contains(expected)), "{}", answer.text);
    }
}

#[test]
fn what_cannot_be_read_is_refused_before_anything_happens() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let json = Some("application/json");
    let deep = format!("{{\"name\": {}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (method, path, media, body, expected) in [
        ("GET", "/nothing", None, "", (404, "address_unknown")),
        ("GET", "/types?limitt=3", None, "", (400, "query_unknown")),
        ("GET", "/records/companies?limit=0", None, "", (422, "value_unreadable")),
        ("GET", "/records/companies?limit=501", None, "", (422, "value_unreadable")),
        ("GET", "/records/companies?cursor=x", None, "", (422, "value_unreadable")),
        ("GET", "/records/nothing", None, "", (404, "type_unknown")),
        ("GET", "/records/companies/x", None, "", (404, "record_unknown")),
        ("GET", "/imports/x", None, "", (404, "import_unknown")),
        ("PUT", "/types", json, "{}", (405, "method_not_allowed")),
        ("POST", "/records/companies", json, "{", (400, "body_unreadable")),
        ("POST", "/records/companies", json, &deep, (400, "body_unreadable")),
        ("POST", "/records/companies", json, "[]", (422, "member_unfit")),
        ("POST", "/records/companies", Some("text/plain"), "x", (415, "media_type_unfit")),
        ("POST", "/records/companies", json, "{\"nmae\": \"x\"}", (422, "field_unknown")),
        ("POST", "/records/companies", json, "{\"name\": {}}", (422, "member_unfit")),
        ("POST", "/tokens", json, "{\"name\": \"x\", \"scopes\": [], \"days\": 1, \"owner\": 1}", (422, "member_unknown")),
        ("POST", "/imports", json, "{\"type\": \"leads\", \"rows\": []}", (422, "member_unfit")),
        ("POST", "/imports", None, "", (415, "media_type_unfit")),
        ("POST", "/imports?type=leads&auto=now", Some("text/csv"), "a", (422, "value_unreadable")),
    ] {
        let answer = client.ask(method, path, media, body.as_bytes());
        assert_eq!(answer.problem(), (expected.0, expected.1.to_owned()), "{method} {path} {body:.40} {}", answer.text);
    }
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(5 << 20));
    let answer = client.ask("POST", "/records/companies", json, large.as_bytes());
    assert_eq!(answer.problem(), (413, "body_too_large".to_owned()));
    assert_eq!(client.get("/records/companies?include_total=true").json()["total"], 0);
}

#[test]
fn only_administrators_make_tokens() {
    let site = Site::with_jana();
    site.add("olga", "operator");
    let olga = site.engine.actor("olga").expect("olga");
    assert!(site.engine.create_api_token(&olga, "x", &[Scope::Admin], 1).is_err(), "an operator");
    assert!(token(&site, &[Scope::Read]).starts_with("kt_"));
}
