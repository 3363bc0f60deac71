//! Webhooks: a real receiver on the loopback, which a setting allows; signed, tried again, sent once more, never a value.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::manage_webhooks::verified;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

/// What a receiver heard.
struct Heard {
    head: String,
    body: String,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.split_once(": ").filter(|(known, _)| known.eq_ignore_ascii_case(name)));
        line.map_or("", |(_, value)| value)
    }
}

/// Listens on the loopback and answers with these statuses, the last of them from then on.
fn receiver(statuses: &'static [&'static str]) -> (SocketAddr, Receiver<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let mut statuses = statuses.iter().chain(std::iter::repeat(&statuses[statuses.len() - 1]));
        while let Ok((mut stream, _)) = listener.accept() {
            stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
            let mut bytes = Vec::new();
            let mut piece = [0; 4_096];
            let (head, body) = loop {
                let read = stream.read(&mut piece).expect("a request");
                bytes.extend_from_slice(&piece[..read]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let heard = Heard { head: head.to_owned(), body: String::new() };
                if body.len() >= heard.header("content-length").parse().unwrap_or(0) {
                    break (head.to_owned(), body.to_owned());
                }
            };
            let status = statuses.next().expect("a status");
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).expect("answered");
            if tell.send(Heard { head, body }).is_err() {
                return;
            }
        }
    });
    (address, told)
}

fn heard(told: &Receiver<Heard>) -> Heard {
    told.recv_timeout(Duration::from_secs(60)).expect("the receiver is told")
}

/// A site that may reach its own machine, with a webhook for imports; the webhook's path and secret.
fn site_with(address: SocketAddr) -> (Site, String, String) {
    let site = Site::with_jana();
    site.engine.setting("webhook_private", "yes");
    let client = Client::full(&site);
    let new = json!({"url": format!("http://{address}/hook?x=1"), "events": ["import.finished", "export.ready"]});
    let made = client.send("POST", "/webhooks", &new);
    assert_eq!(made.status, 201, "{}", made.text);
    let secret = made.json()["secret"].as_str().expect("shown once").to_owned();
    (site, made.header("location").to_owned(), secret)
}

/// Asks until the latest delivery stands so.
fn latest(client: &Client<'_>, path: &str, state: &str, attempts: u64) -> Value {
    let mut all = Value::Null;
    for _ in 0..3_000 {
        all = client.get(&format!("{path}/deliveries")).json();
        if all["data"][0]["state"] == state && all["data"][0]["attempts"] == attempts {
            return all["data"][0].clone();
        }
    }
    panic!("{all}");
}

fn import(client: &Client<'_>) {
    let rows = json!({"type": "companies", "auto": "start", "rows": [{"name": "Secret & Sons", "city": "Brno"}]});
    let answer = client.send("POST", "/imports", &rows);
    assert_eq!(answer.status, 201, "{}", answer.text);
}

#[test]
fn what_ended_is_told_signed_and_without_a_value() {
    let (address, told) = receiver(&["200 OK"]);
    let (site, path, secret) = site_with(address);
    let client = Client::full(&site);
    import(&client);
    let heard = heard(&told);
    assert!(heard.head.starts_with("POST /hook?x=1 HTTP/1.1"), "{}", heard.head);
    assert_eq!((heard.header("kartoteka-event"), heard.header("content-type")), ("import.finished", "application/json"));
    assert!(verified(&secret, heard.header("kartoteka-signature"), &heard.body), "{}", heard.head);
    assert!(!verified("whsec_other", heard.header("kartoteka-signature"), &heard.body));
    let body: Value = serde_json::from_str(&heard.body).expect("JSON");
    let data = &body["data"];
    assert_eq!(
        (&body["event"], &data["counts"]["created"], &data["type"]),
        (&json!("import.finished"), &json!(1), &json!("companies"))
    );
    let done = latest(&client, &path, "delivered", 1);
    assert_eq!(
        (&done["status"], &done["problem"], &done["id"]),
        (&json!(200), &Value::Null, &json!(heard.header("kartoteka-delivery")))
    );
    let log = client.get(&format!("{path}/deliveries")).text;
    for (place, text) in [("what is sent", &heard.body), ("the log", &log)] {
        assert!(!text.contains("Secret") && !text.contains("Brno"), "a value in {place}: {text}");
    }
    assert!(!client.get(&path).text.contains("whsec_"), "the secret is in one answer only");
}

#[test]
fn a_receiver_that_does_not_hear_is_tried_again_later() {
    let (address, told) = receiver(&["500 Internal Server Error", "302 Found", "204 No Content"]);
    let (site, path, _) = site_with(address);
    import(&Client::full(&site));
    let first = heard(&told);
    let waiting = latest(&Client::full(&site), &path, "queued", 1);
    assert_eq!((&waiting["status"], &waiting["next_at"]), (&json!(500), &json!("2026-11-21T09:30:10Z")));
    let site = site.later(1);
    let second = heard(&told);
    assert_eq!((&second.body, second.header("kartoteka-delivery")), (&first.body, first.header("kartoteka-delivery")));
    let token = site.engine.create_api_token(&site.engine.actor("jana").expect("jana"), "x", &Scope::ALL, 30).expect("a token");
    let client = Client::new(&site).with("Authorization", &format!("Bearer {token}"));
    let moved = latest(&client, &path, "queued", 2);
    assert_eq!(moved["status"], 302, "a redirect is not followed");
    let site = site.later(2);
    heard(&told);
    let client = Client::new(&site).with("Authorization", &format!("Bearer {token}"));
    let done = latest(&client, &path, "delivered", 3);
    assert_eq!(done["next_at"], Value::Null);
    let again = client.send("POST", &format!("{path}/deliveries/{}/redeliver", done["id"].as_str().expect("an id")), &json!({}));
    assert_eq!(again.status, 202, "{}", again.text);
    assert_eq!(heard(&told).body, first.body, "the same once more");
    latest(&client, &path, "delivered", 1);
}

#[test]
fn nothing_is_sent_into_a_network_of_ones_own_unless_allowed() {
    let (address, told) = receiver(&["200 OK"]);
    let (site, path, _) = site_with(address);
    site.engine.setting("webhook_private", "no");
    let client = Client::full(&site);
    import(&client);
    let refused = latest(&client, &path, "failed", 1);
    assert_eq!((&refused["problem"], &refused["next_at"]), (&json!("address-private"), &Value::Null));
    assert!(told.try_recv().is_err(), "nobody was called");
    for url in ["http://example.com/", "https://", "https://u:p@example.com/", "ftp://example.com", "https://exa mple.com", "x"] {
        let answer = client.send("POST", "/webhooks", &json!({"url": url, "events": ["import.finished"]}));
        assert_eq!(answer.problem(), (422, "webhook_url_unfit".to_owned()), "{url}");
    }
}

#[test]
fn a_webhook_is_changed_tested_put_aside_and_deleted() {
    let (address, told) = receiver(&["200 OK"]);
    let (site, path, secret) = site_with(address);
    let client = Client::full(&site);
    let tested = client.send("POST", &format!("{path}/test"), &json!({}));
    assert_eq!(tested.status, 202, "{}", tested.text);
    assert_eq!(heard(&told).header("kartoteka-event"), "test");
    let delivery = tested.header("location").to_owned();
    assert_eq!(client.get(&delivery).json()["event"], "test");
    let renewed = client.send("POST", &format!("{path}/secret"), &json!({})).json();
    assert_ne!(renewed["secret"], secret.as_str());
    let based = client.with("If-Match", client.get(&path).header("etag"));
    for (body, expected) in [
        (json!({"events": []}), "webhook_without_event"),
        (json!({"events": ["import.exploded"]}), "webhook_event_unknown"),
        (json!({"url": "nowhere"}), "webhook_url_unfit"),
        (json!({"secret": "mine"}), "member_unknown"),
    ] {
        assert_eq!(based.send("PATCH", &path, &body).problem(), (422, expected.to_owned()), "{body}");
    }
    let aside = based.send("PATCH", &path, &json!({"is_active": false, "events": ["export.ready"]}));
    assert_eq!(
        (&aside.json()["is_active"], &aside.json()["events"]),
        (&json!(false), &json!(["export.ready"])),
        "{}",
        aside.text
    );
    assert_eq!(based.ask("DELETE", &path, None, b"").problem(), (412, "resource_changed".to_owned()));
    assert_eq!(client.with("If-Match", "*").ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem(), (404, "not_found".to_owned()));
    assert_eq!(client.get(&delivery).problem(), (404, "not_found".to_owned()));
    assert_eq!(client.send("POST", &format!("{path}/test"), &json!({})).problem().0, 404);
}

#[test]
fn webhooks_are_an_administrators() {
    let site = Site::with_jana();
    let client = Client::scoped(&site, &[Scope::Read, Scope::Write, Scope::Import, Scope::Export]);
    for (method, path) in
        [("GET", "/webhooks"), ("POST", "/webhooks"), ("GET", "/webhooks/1/deliveries"), ("POST", "/webhooks/1/test")]
    {
        let body: &[u8] = b"{\"url\": \"https://example.com/\", \"events\": [\"import.finished\"]}";
        let answer = client.ask(method, path, (method == "POST").then_some("application/json"), body);
        assert_eq!(answer.problem(), (403, "token_scope_missing".to_owned()), "{method} {path}");
    }
}
