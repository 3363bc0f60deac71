//! Attacks: what docs/security.md promises about the pages, asked of a real server.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use kartoteka_engine::actor::Actor;

use crate::browser::{PASSWORD, Site};
use crate::settings::PAGES;

/// What a hostile person writes wherever a name can be written.
const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

/// A whole request as it stands, and the first line of the answer.
fn raw(site: &Site, request: &str) -> String {
    let mut stream = TcpStream::connect(site.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    text
}

#[test]
fn web_02_web_03_web_04_values_headers_and_names_are_text_on_every_page() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    // A person, a field, a list, a recipe, a tag, an organisation, and a file with a hostile name, header and value.
    let user = [("username", "mallory"), ("email", "m@example.com"), ("role", "operator"), ("first_name", SCRIPT)];
    assert_eq!(browser.post("/settings/new-user", &user).status, 303);
    for lead in [("label-en", SCRIPT), ("label-ru", SCRIPT)] {
        browser.post("/settings/new-field/lead", &[lead, ("key", "hostile"), ("kind", "text"), ("aliases", SCRIPT)]);
    }
    browser.post("/settings/bots", &[("name", SCRIPT), ("messenger", "Telegram")]);
    browser.post("/settings/general", &[("organisation", SCRIPT)]);
    let text = format!("Name;{}\n{};x\nBeta;y\n", SCRIPT.replace('"', "'"), SCRIPT.replace('"', "'"));
    let path = site.engine.bytes("<img src=x onerror=alert(1)>.csv", text.as_bytes());
    let ran = site.engine.run_file(&kartoteka_fixtures::engine::file("companies", &path));
    let recipe = site.engine.save_recipe_of_import(&Actor::local(), ran.import, "<script>recipe");
    assert_eq!(recipe.expect("saved"), 1);
    let mut hostile = site.browser().with("User-Agent", "<script>alert(2)</script>");
    hostile.post("/sign-in", &[("name", "jana"), ("password", PASSWORD)]);
    let import = format!("/imports/{}", ran.import);
    let more = ["/", "/imports", "/notifications", "/profile", "/settings/users/2", "/settings/users/2/deactivate"];
    let more = more.into_iter().chain([
        "/settings/fields/lead/hostile",
        "/settings/fields/lead/hostile/delete",
        "/settings/fields/lead/hostile/kind?kind=date",
        "/settings/bots/1",
        "/settings/recipes/view?name=%3Cscript%3Erecipe",
        "/settings/audit?who=%3Cscript%3E&verb=%22%3E%3Cscript%3E",
        "/settings/users?q=%3Cscript%3E%22",
        "/settings/tags?q=%3Cscript%3E%22&kind=%3Cscript%3E",
        "/help/issues?q=%3Cscript%3E%22",
        "/imports?state=%3Cscript%3E",
        "/sign-in?next=%22%3E%3Cscript%3E",
        "/%3Cscript%3E",
        import.as_str(),
    ]);
    let mut seen = 0;
    for path in PAGES.into_iter().chain(more) {
        let page = browser.get(path);
        assert!([200, 303, 404].contains(&page.status), "{path}: {}", page.status);
        for hostile in ["<script>alert", "<script>recipe", "<script>\"", "<img src=x", "\"'><"] {
            assert!(!page.text.contains(hostile), "{path}: {hostile}");
        }
        // Our own scripts are files; nothing runs that stands in a page.
        for tag in page.text.split("<script").skip(1) {
            assert!(tag.starts_with(" type=\"module\" src=\"/assets/"), "{path}: {}", &tag[..tag.len().min(80)]);
        }
        seen += usize::from(page.text.contains("&#60;script&#62;"));
    }
    assert!(seen > 10, "the hostile words were shown, as text: {seen}");
}

#[test]
fn web_01_a_change_from_elsewhere_is_refused_by_form_and_by_fetch() {
    let site = Site::with_jana();
    let owner = site.signed_in("jana");
    let changes = [
        "/settings/tokens",
        "/settings/new-user",
        "/settings/users/1/link",
        "/settings/users/1/deactivate",
        "/settings/security",
        "/settings/general",
        "/settings/new-field/lead",
        "/settings/recipes/delete",
        "/profile/sessions/end",
        "/sign-out",
    ];
    let forged: [&[(&str, &str)]; 3] = [
        // A form on another site; a fetch of its script; an old browser that only says where it comes from.
        &[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")],
        &[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")],
        &[("Origin", "null")],
    ];
    for headers in forged {
        for path in changes {
            let mut browser = site.browser();
            browser.cookies = owner.cookies.clone();
            for (name, value) in headers {
                browser = browser.with(name, value);
            }
            assert_eq!(browser.post(path, &[("name", "x"), ("scope", "read"), ("days", "30")]).status, 403, "{path} {headers:?}");
        }
    }
    assert!(site.signed_in("jana").get("/settings/tokens").text.contains("No tokens yet"));
}

#[test]
fn web_08_a_session_cannot_be_given_to_somebody() {
    let site = Site::with_jana();
    let mut victim = site.browser();
    victim.cookies.insert("kt_session".to_owned(), "f".repeat(64));
    victim.post("/sign-in", &[("name", "jana"), ("password", PASSWORD)]);
    let mut attacker = site.browser();
    attacker.cookies.insert("kt_session".to_owned(), "f".repeat(64));
    assert_eq!(attacker.get("/profile").status, 303, "the secret the attacker chose opens nothing");
    let answer = site.browser().post("/sign-in", &[("name", "jana"), ("password", PASSWORD)]);
    let cookie =
        answer.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("kt_session")).expect("a cookie");
    for word in ["HttpOnly", "SameSite=", "Path=/"] {
        assert!(cookie.1.contains(word), "{word}: {}", cookie.1);
    }
    assert_eq!(site.browser().get(&format!("/profile?kt_session={}", victim.cookies["kt_session"])).status, 303);
}

#[test]
fn web_05_web_06_what_is_not_ones_own_is_not_there() {
    let site = Site::with_jana();
    site.add("klient", "end-user");
    let import = site.engine.upload(&site.engine.text("companies", "Name\nAlfa\n"));
    let mut klient = site.signed_in("klient");
    let status = klient.get(&format!("/imports/{import}/events")).status;
    assert!([403, 404].contains(&status), "{status}");
    let mut jana = site.signed_in("jana");
    for path in [
        "/imports/999999/events",
        "/settings/users/999999",
        "/settings/users/999999/deactivate",
        "/settings/bots/999999",
        "/settings/fields/lead/nothing",
        "/settings/types/nothing/definition",
        "/settings/recipes/view?name=nothing",
        "/settings/recipes/file?name=nothing",
        "/help/nothing",
    ] {
        assert_eq!(jana.get(path).status, 404, "{path}");
    }
    for path in ["/settings/users/999999/link", "/settings/tokens/999999/revoke", "/settings/sessions/999999/end"] {
        assert_eq!(jana.post(path, &[]).status, 404, "{path}");
    }
}

#[test]
fn web_14_web_22_names_from_outside_are_neither_paths_nor_headers() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", "Name\nAlfa\n"));
    let mut browser = site.signed_in("jana");
    for name in ["..%2f..%2fetc%2fpasswd", "C:\\CON", "a\u{202e}gpj.exe", "\"; filename=x", &"n".repeat(100)] {
        site.engine.save_recipe_of_import(&Actor::local(), import, name).expect("saved");
        let query: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = browser.get(&format!("/settings/recipes/file?name={query}"));
        let line = answer.header("content-disposition");
        assert_eq!(answer.status, 200, "{name}");
        assert!(line.starts_with("attachment; filename=\"") && line.matches('"').count() == 2, "{line}");
        assert!(!line.contains(['/', '\\', '\u{202e}']) && answer.header("x-content-type-options") == "nosniff", "{line}");
        assert!(!answer.header("content-type").contains("html"));
    }
    for path in [
        "/assets/x/../../../Cargo.toml",
        "/assets/x/..%2f..%2fCargo.toml",
        "/assets/x/%2e%2e%2f%2e%2e%2fCargo.toml",
        "/assets/x/css/%00",
        "/settings/types/..%2f..%2fkartoteka.sqlite/definition",
        "/help/..%2f..%2fCargo.toml",
    ] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    // A line break in an address or a form does not become a header.
    let answer = browser.post("/theme", &[("word", "dark"), ("back", "/x\r\nSet-Cookie: evil=1")]);
    assert!(answer.header("location") == "/" && !answer.headers.iter().any(|(_, value)| value.contains("evil")));
}

#[test]
fn web_16_no_door_leads_to_another_site() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for back in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%09/evil", "\\\\evil"] {
        for path in ["/theme", "/language", "/shortcuts"] {
            let answer = browser.post(path, &[("word", if path == "/language" { "en" } else { "dark" }), ("back", back)]);
            let place = answer.header("location");
            assert!(place.starts_with('/') && !place.starts_with("//") && !place.starts_with("/\\"), "{path} {back}: {place}");
        }
        let query: String = back.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let place = browser.get(&format!("/sign-in?next={query}")).header("location").to_owned();
        assert!(place.starts_with('/') && !place.starts_with("//") && !place.starts_with("/\\"), "{back}: {place}");
    }
}

#[test]
fn web_21_private_pages_are_kept_by_nobody_and_framed_by_nobody() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for path in
        PAGES.into_iter().chain(["/", "/profile", "/notifications", "/settings/audit.csv", "/settings/types/lead/definition"])
    {
        let answer = browser.get(path);
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"), "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        for inline in ["<style", " style=\"", " onclick=", " onload=", "javascript:"] {
            assert!(!answer.text.contains(inline), "{path}: {inline}");
        }
    }
}

#[test]
fn method_override_changes_nothing() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana").with("X-HTTP-Method-Override", "POST").with("X-Method-Override", "DELETE");
    assert_eq!(browser.get("/settings/tokens/1/revoke").status, 404);
    assert_eq!(browser.get("/sign-out?_method=POST").status, 404);
    assert_eq!(browser.get("/profile").status, 200, "still signed in");
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT"] {
        let answer = raw(
            &site,
            &format!(
                "{method} /settings/tokens HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                site.address
            ),
        );
        let status: u16 = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(400);
        assert!((400..500).contains(&status), "{method}: {status}");
    }
}

#[test]
fn web_12_oversize_bodies_are_refused_before_they_are_read() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let big = "x".repeat(2 << 20);
    for path in ["/settings/general", "/settings/new-field/lead", "/settings/tokens"] {
        assert_eq!(browser.post(path, &[("name", &big)]).status, 413, "{path}");
    }
    let media = "multipart/form-data; boundary=b";
    let part = |name: &str, text: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let one = part("definition", &big) + "--b--\r\n";
    assert_eq!(browser.send("/settings/types", media, &one).status, 413);
    let thousands: String = (0..60_000).map(|nth| part(&format!("p{nth}"), "")).collect::<String>() + "--b--\r\n";
    assert_eq!(browser.send("/settings/types", media, &thousands).status, 413);
    assert_eq!(browser.send("/settings/types", media, "--b\r\nbroken").status, 400);
    assert_eq!(browser.get("/settings/types").status, 200);
}

#[test]
fn web_15_a_slow_body_holds_up_nobody_else() {
    let site = Site::with_jana();
    let begun: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(site.address).expect("a connection");
            let head = format!("POST /sign-in HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=", site.address);
            stream.write_all(head.as_bytes()).expect("sent");
            stream
        })
        .collect();
    assert_eq!(site.signed_in("jana").get("/").status, 200, "forty slow senders do not matter");
    drop(begun);
}

#[test]
fn web_17_words_in_addresses_are_never_sql() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for word in ["'%20OR%201=1--", "%22;DROP%20TABLE%20user;--", "x'%29%20UNION%20SELECT%20hash%20FROM%20kt_password--"] {
        for path in [
            format!("/settings/users?q={word}&role={word}&state={word}"),
            format!("/settings/audit?who={word}&verb={word}&from={word}&until={word}"),
            format!("/settings/tags?q={word}&kind={word}"),
            format!("/imports?state={word}"),
            format!("/settings/fields/{word}"),
            format!("/settings/fields/lead/{word}"),
        ] {
            let page = browser.get(&path);
            assert!([200, 404].contains(&page.status) && !page.text.contains("$argon2id"), "{path}: {}", page.status);
        }
    }
    assert_eq!(browser.get("/settings/users").status, 200);
}

#[test]
fn the_host_header_decides_nothing_but_the_link_a_person_copies() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let cookie = format!("kt_session={}", browser.cookies.remove("kt_session").expect("a session"));
    let ask = |host: &str| {
        raw(
            &site,
            &format!(
                "POST /settings/users/1/link HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            ),
        )
    };
    for host in ["evil.example\"><script>", "evil.example/path?", "a b"] {
        let answer = ask(host);
        assert!(!answer.contains("http://evil.example") && !answer.contains("<script>"), "{host}");
    }
    let page = raw(&site, &format!("GET / HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"));
    assert!(!page.contains("evil.example"), "no page repeats the host");
}

#[test]
fn web_24_one_person_cannot_fill_the_queue() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let (jana, petr) = (site.engine.actor("jana").expect("jana"), site.engine.actor("petr").expect("petr"));
    let work = |subject| kartoteka_engine::work_queue::Work {
        kind: "run-import".to_owned(),
        subject: Some(subject),
        request: "{}".to_owned(),
    };
    // The engine of the test, so that no worker takes any of it away while it is counted.
    let alone = kartoteka_fixtures::engine::TestEngine::new();
    let asked = (1..=1_000).map(|subject| alone.queue_work(&petr, &work(subject)));
    let refused = asked.filter_map(Result::err).collect::<Vec<_>>();
    assert!(refused.len() >= 900 && refused.iter().all(|error| error.code() == Some("too-many-jobs")), "{}", refused.len());
    assert!(alone.queue_work(&jana, &work(1)).is_ok(), "others still get theirs");
}
