//! What holds for every page: headers, errors, language, theme, assets, other sites.

use crate::browser::Site;

#[test]
fn web_21_every_answer_carries_the_headers() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for path in ["/", "/sign-in", "/imports", "/nothing-here"] {
        let answer = browser.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 8, "{path}");
    }
    let page = browser.get("/");
    assert_eq!(page.header("cache-control"), "no-store");
    for inline in ["<script>", "<style>", " style=", " onclick=", "javascript:"] {
        assert!(!page.text.contains(inline), "{inline}");
    }
}

#[test]
fn web_01_what_another_site_asks_for_is_not_done() {
    let site = Site::with_jana();
    let browser = site.signed_in("jana");
    for (name, value, expected) in [
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Origin", "https://evil.example", 403),
        ("Sec-Fetch-Site", "same-origin", 303),
    ] {
        let mut asked = site.browser().with(name, value);
        asked.cookies = browser.cookies.clone();
        let answer = asked.post("/theme", &[("word", "dark"), ("back", "/profile")]);
        assert_eq!(answer.status, expected, "{name}: {value}");
        if expected == 403 {
            assert!(answer.text.contains("came from another site"), "{}", answer.text);
        }
    }
}

#[test]
fn nothing_changes_on_get() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for path in ["/sign-out", "/language", "/theme", "/shortcuts", "/profile/password", "/profile/sessions/end"] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    assert_eq!(browser.get("/").status, 200);
}

#[test]
fn pages_that_are_not_there_say_so_in_the_readers_language() {
    let site = Site::with_jana();
    for (tag, expected) in
        [("cs", "Taková stránka tu není"), ("ru-RU,ru;q=0.9", "Такой страницы нет"), ("de", "There is no such page")]
    {
        let answer = site.browser().with("Accept-Language", tag).get("/no/such/page");
        assert_eq!(answer.status, 404);
        assert!(answer.title().contains(expected), "{tag}: {}", answer.title());
        let id = answer.header("x-request-id").to_owned();
        assert!(answer.text.contains(&id), "the number is on the page");
    }
}

#[test]
fn the_language_is_switched_at_once_and_kept_with_the_person() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let answer = browser.post("/language", &[("word", "ru"), ("back", "/imports")]);
    assert_eq!((answer.status, answer.header("location")), (303, "/imports"));
    let page = browser.get("/imports");
    assert!(page.text.contains("<html lang=\"ru\"") && page.title().starts_with("Импорты"), "{}", page.title());
    browser.post("/theme", &[("word", "dark"), ("back", "//evil.example")]);
    assert!(browser.get("/").text.contains("data-theme=\"dark\""));
    let mut elsewhere = site.signed_in("jana");
    assert!(elsewhere.get("/").text.contains("<html lang=\"ru\" data-theme=\"dark\">"), "kept with the person");
    let mut stranger = site.browser();
    stranger.post("/language", &[("word", "cs"), ("back", "/sign-in")]);
    assert!(stranger.get("/sign-in").title().starts_with("Přihlášení"), "kept with the browser");
    assert_eq!(stranger.post("/language", &[("word", "xx")]).status, 422);
}

#[test]
fn assets_are_kept_under_their_hash() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.get("/sign-in").text;
    let style = page.split('"').find(|part| part.ends_with("css/app.css")).expect("a stylesheet").to_owned();
    let answer = browser.get(&style);
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(answer.text.contains("@layer tokens, base"));
    for path in ["/assets/x/../../Cargo.toml", "/assets/x/%2e%2e/Cargo.toml", "/assets/x/nothing.css"] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
}

#[test]
fn web_12_a_body_beyond_the_limit_is_refused() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let answer = browser.post("/language", &[("word", &"x".repeat(2 << 20))]);
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("larger than the limit"), "{}", answer.text);
}
