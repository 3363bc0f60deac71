//! Signing in over the API, the first administrator, what somebody chose for himself, and being told as things happen.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::notify_people::Notice;
use serde_json::{Value, json};

use crate::api_client::{Answer, Client, token};
use crate::browser::{PASSWORD, Site};

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn a_name_and_a_password_become_a_session_that_can_change_things() {
    let site = Site::with_jana();
    let nobody = Client::new(&site);
    let wrong = nobody.send("POST", "/session", &json!({"name": "jana", "password": "wrong"}));
    assert_eq!(wrong.problem(), (401, "sign_in_failed".to_owned()));
    let signed = nobody.send("POST", "/session", &json!({"name": "jana", "password": PASSWORD}));
    assert_eq!((signed.status, signed.header("location")), (201, "/api/v1/session"), "{}", signed.text);
    let line = signed.header("set-cookie").to_owned();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "WEB-21: {line}");
    let session = signed.json();
    assert_eq!((&session["me"]["login"], &session["me"]["scopes"]), (&json!("jana"), &Value::Null), "{session}");
    let client = nobody.with("Cookie", &cookie(&signed));
    assert_eq!(client.get("/session").json(), session);
    let proven = client.with("X-CSRF-Token", session["csrf_token"].as_str().expect("a word"));
    assert_eq!(proven.send("POST", "/records/companies", &json!({"name": "ACME"})).status, 201);
    assert_eq!(client.ask("DELETE", "/session", None, b"").problem().0, 403, "another page cannot sign somebody out");
    assert_eq!(proven.ask("DELETE", "/session", None, b"").status, 204);
    assert_eq!(client.get("/session").problem(), (401, "token_missing".to_owned()));
    assert_eq!(Client::full(&site).get("/session").problem().0, 401, "a token has no session");
    let other = nobody.with("Origin", "https://evil.example").with("Sec-Fetch-Site", "cross-site");
    let answer = other.send("POST", "/session", &json!({"name": "jana", "password": PASSWORD}));
    assert_eq!(answer.status, 403, "WEB-01: {}", answer.text);
}

#[test]
fn web_09_whoever_guesses_has_to_wait() {
    let site = Site::with_jana();
    let guess = || Client::new(&site).send("POST", "/session", &json!({"name": "jana", "password": "guess"})).problem();
    let codes: Vec<u16> = (0..6).map(|_| guess().0).collect();
    assert_eq!(codes, [401, 401, 401, 401, 401, 429]);
}

#[test]
fn the_first_administrator_is_made_once() {
    let site = Site::new();
    let link = site.engine.begin_set_up().expect("a link");
    let asked = json!({"token": link, "login": "jana", "email": "jana@example.com", "password": PASSWORD, "language": "cs"});
    let mut weak = asked.clone();
    weak["password"] = "short".into();
    assert_eq!(Client::new(&site).send("POST", "/setup", &weak).problem(), (422, "password_too_short".to_owned()));
    let made = Client::new(&site).send("POST", "/setup", &asked);
    assert_eq!((made.status, &made.json()["me"]["role"]), (201, &json!("administrator")), "{}", made.text);
    let client = Client::new(&site).with("Cookie", &cookie(&made));
    assert_eq!(client.get("/me").json()["login"], "jana");
    let settings = client.get("/settings?limit=500").json();
    let language = settings["data"].as_array().expect("settings").iter().find(|one| one["key"] == "language").expect("language");
    assert_eq!(language["value"], "cs", "{settings}");
    assert_eq!(Client::new(&site).send("POST", "/setup", &asked).problem(), (403, "set_up_spent".to_owned()));
}

#[test]
fn what_somebody_chose_is_kept_whole_or_not_at_all() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    assert_eq!(client.get("/me").json()["preferences"], json!({"language": null, "theme": null, "shortcuts": null}));
    let answer = client.send("PATCH", "/me", &json!({"language": "ru", "theme": "dark"}));
    assert_eq!(answer.json()["preferences"], json!({"language": "ru", "theme": "dark", "shortcuts": null}), "{}", answer.text);
    for (body, code) in [
        (json!({"theme": "light", "language": "de"}), "member_unfit"),
        (json!({"theme": "light", "colour": "red"}), "member_unknown"),
        (json!({"theme": null}), "member_unfit"),
    ] {
        assert_eq!(client.send("PATCH", "/me", &body).problem(), (422, code.to_owned()), "{body}");
    }
    assert_eq!(client.get("/me").json()["preferences"]["theme"], "dark", "nothing half done");
    let reader = Client::scoped(&site, &[Scope::Read]);
    assert_eq!(reader.send("PATCH", "/me", &json!({"theme": "light"})).problem().0, 403);
}

/// Reads lines of a stream until one holds a text; gives everything read.
fn until(stream: &mut BufReader<TcpStream>, wanted: &str) -> String {
    let mut said = String::new();
    while !said.contains(wanted) {
        assert_ne!(stream.read_line(&mut said).expect("a line in time"), 0, "the stream ended: {said}");
    }
    said
}

fn follow(site: &Site, token: &str, more: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(site.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    let head = format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n{more}\r\n", site.address);
    stream.write_all(head.as_bytes()).expect("sent");
    BufReader::new(stream)
}

#[test]
fn who_listens_is_told_and_goes_on_where_he_was_cut_off() {
    let site = Site::with_jana();
    let secret = token(&site, &Scope::ALL);
    let jana = site.engine.actor("jana").expect("jana");
    let mut stream = follow(&site, &secret, "");
    until(&mut stream, "data: {\"count\":0}");
    let client = Client::full(&site);
    let rows = json!({"type": "companies", "auto": "start", "rows": [{"name": "ACME"}]});
    let import = client.send("POST", "/imports", &rows);
    client.ended(import.header("location"));
    let said = until(&mut stream, "data: {\"count\":1}");
    assert!(said.contains("event: notification") && said.contains("\"link\":\"/imports/1\""), "{said}");
    let id = client.get("/notifications").json()["data"][0]["id"].as_str().expect("an id").to_owned();
    assert!(said.contains(&format!("id: {id}")), "{said}");
    drop(stream);
    let facts = vec![("number".to_owned(), "7".to_owned()), ("name".to_owned(), "away".to_owned())];
    let missed = Notice { code: "import-finished".to_owned(), facts, link: "/imports/7".to_owned() };
    site.engine.notify(jana.number(), &missed).expect("told");
    let mut stream = follow(&site, &secret, &format!("Last-Event-ID: {id}\r\n"));
    let said = until(&mut stream, "event: unread");
    assert!(said.contains("/imports/7") && !said.contains("/imports/1\""), "only what was missed: {said}");
}
