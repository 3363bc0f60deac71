//! The wizard inside another product, over HTTP: made with a token, opened once, confined to its types and its own imports, told to one
//! origin, over when it is over.

use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::{Answer, Browser, Site};

const ORIGIN: &str = "https://app.example.com";
const CSV: &[u8] = b"Name,E-mail\r\nJan,jan@example.com\r\nEva,eva@\r\n";

fn made(site: &Site, more: Value) -> Value {
    let mut asked = json!({"type": "contacts", "origin": ORIGIN});
    asked.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let answer = Client::scoped(site, &[Scope::Import]).send("POST", "/embed-sessions", &asked);
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()
}

/// The path of the address of a session.
fn ticket(site: &Site, session: &Value) -> String {
    let url = session["url"].as_str().expect("an address");
    url.strip_prefix(&format!("http://{}", site.address)).expect("an address of this server").to_owned()
}

/// A browser that opened a session, and its prefix.
fn opened(site: &Site, session: &Value) -> (Browser, String) {
    let mut browser = site.browser();
    let answer = browser.get(&ticket(site, session));
    assert_eq!(answer.status, 303, "{}", answer.text);
    let prefix = answer.header("location").trim_end_matches('/').to_owned();
    assert_eq!(prefix, format!("/embed/{}", session["id"].as_str().expect("an id")));
    (browser, prefix)
}

/// Only this origin may show the answer.
#[track_caller]
fn is_framed(answer: &Answer, origin: Option<&str>) {
    let policy = answer.header("content-security-policy");
    match origin {
        Some(origin) => {
            assert!(policy.ends_with(&format!("frame-ancestors {origin}")), "{policy}");
            assert_eq!(answer.header("x-frame-options"), "");
        }
        None => {
            assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
            assert_eq!(answer.header("x-frame-options"), "DENY");
        }
    }
}

#[test]
fn a_file_goes_through_the_wizard_of_a_session_and_nothing_else_is_there() {
    let site = Site::with_jana();
    Client::full(&site).send("POST", "/records/companies", &json!({"name": "ACME"}));
    let mut jana = site.signed_in("jana");
    let other = jana.upload("/imports", &[("type", "company"), ("profile", "general")], "x.csv", b"Name\r\nBeta\r\n");
    assert_eq!(other.status, 303, "{}", other.text);
    let session = made(&site, json!({"options": {"mode": "create", "tags": ["web"]}, "language": "cs"}));
    assert_eq!((&session["state"], &session["types"]), (&json!("waiting"), &json!(["contacts"])));
    let (mut browser, prefix) = opened(&site, &session);
    let begin = browser.get(&format!("{prefix}/"));
    let door = format!("{prefix}/imports/new?profile=general&type=contact");
    assert_eq!((begin.status, begin.header("location")), (303, door.as_str()));
    let page = browser.get(begin.header("location"));
    is_framed(&page, Some(ORIGIN));
    assert!(page.text.contains("lang=\"cs\"") && page.text.contains(&format!("action=\"{prefix}/imports\"")), "{}", page.text);
    assert!(!page.text.contains("/sign-out") && !page.text.contains("class=\"side\""), "the application around is not there");
    let fields = [("profile", "general"), ("type", "contact")];
    let sent = browser.upload(&format!("{prefix}/imports"), &fields, "fair.csv", CSV);
    let place = sent.header("location").to_owned();
    assert!(sent.status == 303 && place.starts_with(&format!("{prefix}/imports/2/")), "{} {place} {}", sent.status, sent.text);
    // Options were said: from the columns straight to the check.
    let mapped = browser.post(&format!("{prefix}/imports/2/columns"), &[("act", "next")]);
    assert_eq!((mapped.status, mapped.header("location")), (303, &*format!("{prefix}/imports/2/check")), "{}", mapped.text);
    assert_eq!(browser.get(&format!("{prefix}/imports/2/options")).status, 404);
    let columns = browser.get(&format!("{prefix}/imports/2/columns"));
    assert!(!columns.text.contains("recipe-save") && !columns.text.contains("field-add"), "{}", columns.text);
    let recipe = browser.post(&format!("{prefix}/imports/2/columns"), &[("act", "recipe-save"), ("recipe-name", "mine")]);
    assert_eq!((recipe.status, site.engine.recipes(&site.engine.actor("jana").expect("jana")).expect("recipes").len()), (404, 0));
    let checked = browser.post(&format!("{prefix}/imports/2/check"), &[]);
    assert_eq!(checked.status, 303, "{}", checked.text);
    wait(&mut browser, &prefix, "checked");
    at_rest(&mut browser, &format!("{prefix}/imports/2/check"), "eva@");
    let preview = browser.get(&format!("{prefix}/imports/2/preview"));
    let hidden = |name: &str| {
        let (_, rest) = preview.text.split_once(&format!("name=\"{name}\" value=\"")).expect("a field");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let numbers: Vec<(&str, String)> = ["revision", "created", "updated", "rejected"].map(|name| (name, hidden(name))).into();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let started = browser.post(&format!("{prefix}/imports/2/start"), &numbers);
    assert_eq!(started.status, 303, "{}", started.text);
    let told = wait(&mut browser, &prefix, "completed");
    assert_eq!(
        (&told["type"], &told["counts"]["created"], &told["counts"]["rejected"]),
        (&json!("contacts"), &json!(1), &json!(1))
    );
    let result = at_rest(&mut browser, &format!("{prefix}/imports/2/result"), "/files/failed");
    is_framed(&result, Some(ORIGIN));
    assert!(result.text.contains(&format!("href=\"{prefix}/imports/2/files/failed")), "{}", result.text);
    assert!(!result.text.contains("/undo\"") && !result.text.contains("href=\"/contacts"), "{}", result.text);
    let record = Client::full(&site).get("/records/contacts?fields=name,tags").json();
    assert!(record["data"][0]["tags"].as_array().is_some_and(|tags| tags.contains(&json!("web"))), "{record}");
    for path in
        ["/imports/1", "/imports/1/check", "/imports", "/imports/2/undo", "/contacts", "/settings", "/exports", "/api/v1/me", "/"]
    {
        let answer = if path == "/" { browser.get("/") } else { browser.get(&format!("{prefix}{path}")) };
        let expected = if path == "/" { 303 } else { 404 };
        assert_eq!(answer.status, expected, "{path}: {}", answer.header("location"));
    }
    for (path, types) in [("/imports", "company"), ("/imports", "user")] {
        let answer = browser.upload(&format!("{prefix}{path}"), &[("profile", ""), ("type", types)], "x.csv", b"Name\r\nX\r\n");
        assert_eq!(answer.status, 403, "{types}: {}", answer.text);
    }
    assert_eq!(browser.get(&format!("{prefix}/imports/new?profile=edit&type=contact")).status, 403);
    assert_eq!(browser.post(&format!("{prefix}/imports/2/undo"), &[]).status, 404);
}

/// The page when the work is at its end: the state is there a moment earlier.
fn at_rest(browser: &mut Browser, path: &str, holds: &str) -> Answer {
    for _ in 0..3_000 {
        let page = browser.get(path);
        if page.status == 200 && page.text.contains(holds) {
            return page;
        }
    }
    panic!("{path} never holds {holds}");
}

/// Looks until the import of a session is in a state.
fn wait(browser: &mut Browser, prefix: &str, state: &str) -> Value {
    let mut last = Value::Null;
    for _ in 0..3_000 {
        let told = browser.get(&format!("{prefix}/state"));
        last = serde_json::from_str::<Value>(&told.text).unwrap_or_default()["imports"][0].clone();
        if last["state"] == state {
            return last;
        }
    }
    panic!("never {state}: {last}");
}

#[test]
fn a_ticket_opens_once_within_minutes_and_cannot_be_made_up() {
    let site = Site::with_jana();
    let session = made(&site, json!({}));
    let path = ticket(&site, &session);
    let (head, signature) = path.rsplit_once('.').expect("a signature");
    let forged: String = signature.chars().map(|one| if one == '0' { '1' } else { '0' }).collect();
    for wrong in [format!("{head}.{forged}"), head.to_owned(), format!("{head}."), "/embed/open/9.x".to_owned()] {
        let answer = site.browser().get(&wrong);
        assert_eq!((answer.status, answer.header("set-cookie")), (403, ""), "{wrong}");
        is_framed(&answer, None);
    }
    let window = site.browser().with("Sec-Fetch-Dest", "document").get(&path);
    assert_eq!(window.status, 403, "a window of its own does not spend it");
    let mut browser = site.browser();
    let answer = browser.get(&path);
    let cookie = answer.header("set-cookie");
    assert_eq!(answer.status, 303);
    assert!(cookie.starts_with("kt_embed="), "{cookie}");
    assert!(
        cookie.ends_with(&format!(
            "Path=/embed/{}; Max-Age=1800; HttpOnly; Secure; SameSite=None; Partitioned",
            session["id"].as_str().expect("an id")
        )),
        "{cookie}"
    );
    assert_eq!(site.browser().get(&path).status, 403, "spent");
    let late = made(&site, json!({}));
    let late_path = ticket(&site, &late);
    let site = site.after(jiff::Span::new().minutes(6));
    assert_eq!(site.browser().get(&late_path).status, 403, "too late");
}

#[test]
fn a_session_is_nobody_elses_and_ends() {
    let site = Site::with_jana();
    let (one, two) = (made(&site, json!({})), made(&site, json!({"expires": 600})));
    let (mut first, prefix) = opened(&site, &one);
    let (mut second, other) = opened(&site, &two);
    assert_eq!(first.get(&format!("{other}/state")).status, 403, "its cookie is for another session");
    assert_eq!(site.browser().get(&format!("{prefix}/state")).status, 403, "without a cookie");
    assert_eq!(site.signed_in("jana").get(&format!("{prefix}/state")).status, 403, "a person's session counts nothing here");
    let secret = first.cookies["kt_embed"].clone();
    let mut thief = site.browser();
    thief.cookies.insert("kt_session".to_owned(), secret);
    assert_eq!(thief.get("/imports").status, 303, "and the session's secret nothing there");
    let mut crossing = site.browser();
    crossing.cookies.clone_from(&first.cookies);
    let mut crossing = crossing.with("Sec-Fetch-Site", "cross-site");
    assert_eq!(crossing.post(&format!("{prefix}/close"), &[]).status, 403, "a form of another site");
    let closed = first.post(&format!("{prefix}/close"), &[]);
    assert!(closed.status == 200 && closed.text.contains("data-embed-closed"), "{}", closed.text);
    is_framed(&closed, Some(ORIGIN));
    let over = first.get(&format!("{prefix}/"));
    assert!(over.status == 403 && over.text.contains("data-embed-ended"), "{}", over.text);
    is_framed(&over, Some(ORIGIN));
    let client = Client::full(&site);
    let path = format!("/embed-sessions/{}", two["id"].as_str().expect("an id"));
    assert_eq!(client.get(&path).json()["state"], "open");
    assert_eq!(client.ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).json()["state"], "ended");
    assert_eq!(second.get(&format!("{other}/state")).status, 403, "ended by who made it");
    let three = made(&site, json!({"expires": 600}));
    let (mut third, prefix) = opened(&site, &three);
    assert_eq!(third.get(&format!("{prefix}/state")).status, 200);
    let cookies = third.cookies.clone();
    let site = site.after(jiff::Span::new().minutes(11));
    let mut third = site.browser();
    third.cookies = cookies;
    assert_eq!(third.get(&format!("{prefix}/state")).status, 403, "its time is over");
}

#[test]
fn several_types_are_a_choice_and_looks_are_variables() {
    let site = Site::with_jana();
    let theme = json!({"accent": "#0a7", "font": "Inter, serif", "radius": "0px", "scheme": "dark"});
    let asked = json!({"types": ["contacts", "companies"], "origin": "http://localhost:3000", "theme": theme});
    let session = Client::full(&site).send("POST", "/embed-sessions", &asked).json();
    let (mut browser, prefix) = opened(&site, &session);
    let hub = browser.get(&format!("{prefix}/"));
    is_framed(&hub, Some("http://localhost:3000"));
    for of in ["profile=general&amp;type=contact", "type=company"] {
        assert!(hub.text.contains(of) || hub.text.contains(&of.replace("&amp;", "&#38;")), "{of}: {}", hub.text);
    }
    assert!(
        hub.text.contains("data-theme=\"dark\"") && hub.text.contains(&format!("href=\"{prefix}/theme.css\"")),
        "{}",
        hub.text
    );
    let looks = browser.get(&format!("{prefix}/theme.css"));
    assert_eq!(looks.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(looks.text, ":root {\n  --accent: #0a7;\n  --sans: \"Inter\", serif;\n  --radius: 0px;\n}\n");
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let site = Site::with_jana();
    site.add("olga", "operator");
    let client = Client::scoped(&site, &[Scope::Import]);
    for (asked, status, code, place) in [
        (json!({"type": "contacts"}), 422, "member_unfit", ""),
        (json!({"origin": ORIGIN}), 422, "embed_without_type", "/type"),
        (json!({"type": "contacts", "types": ["companies"], "origin": ORIGIN}), 422, "embed_without_type", "/type"),
        (json!({"type": "cars", "origin": ORIGIN}), 422, "type_unknown", "/name"),
        (json!({"type": "contacts", "origin": "http://app.example.com"}), 422, "embed_origin_unfit", "/origin"),
        (json!({"type": "contacts", "origin": "*"}), 422, "embed_origin_unfit", "/origin"),
        (json!({"type": "contacts", "origin": ORIGIN, "theme": {"accent": "red;}"}}), 422, "embed_theme_unfit", "/theme/accent"),
        (json!({"type": "contacts", "origin": ORIGIN, "expires": 5}), 422, "embed_time_unfit", "/expires"),
        (json!({"type": "contacts", "origin": ORIGIN, "profile": "x"}), 422, "value_unreadable", "/profile"),
        (json!({"type": "contacts", "origin": ORIGIN, "options": {"moed": "create"}}), 422, "member_unknown", "/moed"),
        (json!({"type": "contacts", "origin": ORIGIN, "x": 1}), 422, "member_unknown", "/x"),
    ] {
        let answer = client.send("POST", "/embed-sessions", &asked);
        assert_eq!(answer.problem(), (status, code.to_owned()), "{asked}: {}", answer.text);
        assert_eq!(answer.json()["errors"][0]["pointer"], place, "{asked}: {}", answer.text);
    }
    let asked = json!({"type": "contacts", "origin": ORIGIN});
    let reader = Client::scoped(&site, &[Scope::Read]);
    assert_eq!(reader.send("POST", "/embed-sessions", &asked).problem(), (403, "token_scope_missing".to_owned()));
    let session = made(&site, json!({}));
    let olga = site.engine.actor("olga").expect("olga");
    let token = site.engine.create_api_token_for(&kartoteka_engine::actor::Actor::local(), "olga", "x", &[Scope::Import], 1);
    let client = Client::new(&site).with("Authorization", &format!("Bearer {}", token.expect("a token")));
    let path = format!("/embed-sessions/{}", session["id"].as_str().expect("an id"));
    assert_eq!(client.get(&path).problem(), (404, "embed_unknown".to_owned()), "another person's");
    assert_eq!(client.send("POST", "/embed-sessions", &json!({"type": "leads", "origin": ORIGIN})).status, 403, "{}", olga.login);
}

#[test]
fn nothing_but_pages_of_a_session_may_stand_in_a_frame() {
    let site = Site::with_jana();
    let session = made(&site, json!({}));
    let (mut browser, _) = opened(&site, &session);
    for path in ["/", "/sign-in", "/imports", "/help", "/api/v1/version", "/nothing"] {
        is_framed(&browser.get(path), None);
    }
    let mut jana = site.signed_in("jana");
    for path in ["/", "/imports", "/settings", "/imports/new?profile=general&type=contact"] {
        is_framed(&jana.get(path), None);
    }
}
