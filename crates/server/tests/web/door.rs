//! Getting in and being kept out: sign-in, its limit, the first set-up, invitations, sessions.

use kartoteka_engine::actor::Actor;

use crate::browser::{Browser, PASSWORD, Site};

#[test]
fn who_is_not_signed_in_is_sent_to_the_door_and_back() {
    let site = Site::with_jana();
    let mut browser = site.browser();
    let answer = browser.get("/imports?state=failed");
    assert_eq!((answer.status, answer.header("location")), (303, "/sign-in?next=/imports%3Fstate%3Dfailed"));
    assert_eq!(browser.get("/sign-in?next=/imports").status, 200);
    let answer = browser.post("/sign-in", &[("name", "jana"), ("password", PASSWORD), ("next", "/imports")]);
    assert_eq!((answer.status, answer.header("location")), (303, "/imports"));
    assert_eq!(browser.get("/imports").status, 200);
    let answer = browser.post("/sign-out", &[]);
    assert_eq!((answer.status, browser.cookies.len()), (303, 0));
    assert_eq!(browser.get("/imports").status, 303);
}

#[test]
fn web_16_the_way_back_never_leaves_the_site() {
    let site = Site::with_jana();
    for next in ["//evil.example/x", "https://evil.example", "/\\evil.example"] {
        let answer = site.browser().post("/sign-in", &[("name", "jana"), ("password", PASSWORD), ("next", next)]);
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{next}");
    }
}

#[test]
fn web_09_the_door_stays_closed_after_some_tries() {
    let site = Site::with_jana();
    let mut browser = site.browser();
    let mut wrong = |name: &str| browser.post("/sign-in", &[("name", name), ("password", "wrong wrong")]);
    let unknown = wrong("nobody-here");
    for _ in 0..4 {
        let answer = wrong("jana");
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("do not belong together"), "{}", answer.text);
        let same = |text: &str| text.replace("jana", "nobody-here");
        assert_eq!(same(&answer.text), unknown.text, "who exists is not told");
    }
    wrong("jana");
    let answer = wrong("jana");
    assert!(answer.text.contains("Try again in 1 minute"), "{}", answer.text);
    let answer = site.browser().post("/sign-in", &[("name", "jana"), ("password", PASSWORD)]);
    assert!(answer.text.contains("Try again in"), "the right password waits too: {}", answer.text);
}

#[test]
fn web_08_every_sign_in_makes_a_new_session() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let first = browser.cookies["kt_session"].clone();
    browser.cookies.insert("kt_session".to_owned(), "0".repeat(64));
    browser.post("/sign-in", &[("name", "jana"), ("password", PASSWORD)]);
    assert_ne!(browser.cookies["kt_session"], "0".repeat(64));
    assert_ne!(browser.cookies["kt_session"], first);
}

#[test]
fn web_26_the_first_administrator_is_made_once() {
    let site = Site::new();
    let token = site.engine.begin_set_up().expect("a token");
    let path = format!("/setup?token={token}");
    assert_eq!(site.browser().get("/setup?token=guess").status, 403);
    assert_eq!(site.browser().get(&path).status, 200);
    let make = |login: &str| {
        let email = format!("{login}@example.com");
        let fields = [("token", token.as_str()), ("login", login), ("email", &email), ("password", PASSWORD)];
        let mut browser = site.browser();
        (browser.post("/setup", &fields).status, browser)
    };
    let weak = [("token", token.as_str()), ("login", "jana"), ("email", "j@example.com"), ("password", "short")];
    assert_eq!(site.browser().post("/setup", &weak).status, 422, "the link is still good after a slip");
    let (mut statuses, mut browsers): (Vec<u16>, Vec<Browser>) = std::thread::scope(|scope| {
        let threads: Vec<_> = ["jana", "petr", "eva", "ivan"].map(|login| scope.spawn(move || make(login))).into();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).unzip()
    });
    let winner = statuses.iter().position(|status| *status == 303).expect("somebody wins");
    assert_eq!(browsers[winner].get("/").status, 200, "who set it up is signed in");
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 403, 403, 403], "and nobody else");
    assert_eq!(site.browser().get(&path).status, 403);
}

#[test]
fn an_invitation_works_once() {
    let site = Site::with_jana();
    site.engine.create("user", &[("username", "petr"), ("email", "petr@example.com"), ("role", "operator")]);
    let token = site.engine.invite_user(&Actor::local(), "petr").expect("an invitation");
    let mut browser = site.browser();
    let page = browser.get(&format!("/invitation?token={token}"));
    assert!(page.status == 200 && page.text.contains("petr"), "{}", page.text);
    let answer = browser.post("/invitation", &[("token", &token), ("password", "short")]);
    assert!(answer.status == 422 && answer.title().starts_with("Error:"), "{}", answer.title());
    assert_eq!(browser.post("/invitation", &[("token", &token), ("password", PASSWORD)]).status, 303);
    assert_eq!(browser.get("/").status, 200);
    assert_eq!(site.browser().post("/invitation", &[("token", &token), ("password", PASSWORD)]).status, 403);
}

#[test]
fn web_25_sessions_end_when_they_should() {
    let site = Site::with_jana();
    let (mut here, mut there) = (site.signed_in("jana"), site.signed_in("jana"));
    let page = here.get("/profile");
    assert_eq!(page.text.matches("/end\">").count(), 2, "the other one, and all others: {}", page.text);
    let answer = here.post("/profile/password", &[("present", "wrong"), ("wanted", "another long one")]);
    assert_eq!(answer.status, 422);
    assert_eq!(there.get("/").status, 200);
    let answer = here.post("/profile/password", &[("present", PASSWORD), ("wanted", "another long one")]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!((here.get("/").status, there.get("/").status), (200, 303), "the others end with the old password");
    site.add("petr", "operator");
    let mut petr = site.signed_in("petr");
    assert_eq!(here.post("/profile/sessions/99/end", &[]).status, 404);
    let id = site.engine.actor("petr").expect("petr").number();
    site.engine.set("user", id, &[("is_active", "no")]);
    assert_eq!(petr.get("/").status, 303, "who is not active is nobody");
}
