//! The settings: who may open them, fields, users, tokens, the switch of the sign-in, lists, recipes, the audit log, help.

use kartoteka_domain::language::Labels;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::define_types::NewField;

use crate::browser::{PASSWORD, Site};

/// Every page of the settings and of help that needs nothing stored.
pub const PAGES: [&str; 21] = [
    "/settings",
    "/settings/fields",
    "/settings/fields/lead",
    "/settings/new-field/lead",
    "/settings/types",
    "/settings/users",
    "/settings/new-user",
    "/settings/roles",
    "/settings/tokens",
    "/settings/security",
    "/settings/general",
    "/settings/bots",
    "/settings/tunnels",
    "/settings/lgts",
    "/settings/tags",
    "/settings/recipes",
    "/settings/audit",
    "/settings/sessions",
    "/help",
    "/help/issues",
    "/help/shortcuts",
];

#[test]
fn every_page_opens_for_an_administrator_and_says_everything() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    for tag in ["en", "cs", "pt-BR", "ru"] {
        browser.post("/language", &[("word", tag), ("back", "/settings")]);
        let flows = ["leads", "helpdesk", "round-trip", "mass-edit", "audience"].map(|flow| format!("/help/{flow}"));
        for path in PAGES.into_iter().map(str::to_owned).chain(flows) {
            let page = browser.get(&path);
            assert_eq!(page.status, 200, "{path}");
            // The catalogue shows codes, which are ids of sentences too.
            if path == "/help/issues" {
                continue;
            }
            // A sentence nobody wrote shows its id.
            for id in ["settings-", "field-", "fields-", "help-", "user-", "token-", "permission-", "kind-", "profile-word-"] {
                let shown = page.text.split(['>', '<']).find(|text| text.starts_with(id) && !text.contains(' '));
                assert_eq!(shown, None, "{tag} {path}");
            }
        }
    }
}

#[test]
fn who_may_not_is_refused_and_not_offered() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    site.add("klient", "end-user");
    let mut petr = site.signed_in("petr");
    let index = petr.get("/settings");
    assert!(index.text.contains("/settings/recipes") && !index.text.contains("/settings/users"), "{}", index.text);
    for path in PAGES.iter().filter(|path| path.starts_with("/settings/")) {
        let expected = if ["/settings/tags", "/settings/recipes"].contains(path) { 200 } else { 403 };
        assert_eq!(petr.get(path).status, expected, "{path}");
    }
    for path in ["/settings/audit.csv", "/settings/users/1", "/settings/types/lead/definition", "/settings/users/1/deactivate"] {
        assert_eq!(petr.get(path).status, 403, "{path}");
    }
    for path in [
        "/settings/new-field/lead",
        "/settings/new-user",
        "/settings/users/1/link",
        "/settings/users/1/deactivate",
        "/settings/tokens",
        "/settings/general",
        "/settings/security",
        "/settings/security/check",
        "/settings/bots",
        "/settings/sessions/1/end",
    ] {
        let fields = [("login_mode", "email"), ("name", "x"), ("username", "x"), ("email", "x@example.com"), ("scope", "read")];
        assert_eq!(petr.post(path, &fields).status, 403, "{path}");
    }
    assert_eq!(site.signed_in("klient").get("/settings").status, 403);
}

#[test]
fn l4_a_field_is_made_moved_put_right_archived_and_deleted() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let fields = [
        ("label-en", "Shelf"),
        ("label-cs", "Kraj"),
        ("kind", "choice"),
        ("choice-0-en", "North"),
        ("choice-1-en", "South"),
        ("aliases", "area\ndistrict"),
    ];
    let answer = browser.post("/settings/new-field/lead", &fields);
    assert_eq!((answer.status, answer.header("location")), (303, "/settings/fields/lead"), "{}", answer.text);
    assert_eq!(browser.post("/settings/new-field/lead", &[("label-en", "Budget"), ("kind", "money")]).status, 303);
    let again = browser.post("/settings/new-field/lead", &[("label-en", "Budget"), ("key", "budget"), ("kind", "money")]);
    assert!(again.status == 422 && again.title().starts_with("Error:"), "{}", again.title());
    let nameless = browser.post("/settings/new-field/lead", &[("label-en", ""), ("kind", "text")]);
    assert!(nameless.status == 422 && nameless.text.contains("Write a label"), "{}", nameless.text);
    let answer = browser.post("/settings/fields/lead/budget/move", &[("to", "up")]);
    let page = browser.get(answer.header("location"));
    assert!(page.text.contains("Budget moved to 1 of 2"), "{}", page.text);
    assert!(page.text.find("id=\"up-budget\"") < page.text.find("id=\"up-shelf\""), "the order is the new one");
    // Choices: one more, one with other words; the one a record holds stays.
    let form = browser.get("/settings/fields/lead/shelf");
    assert!(form.text.contains("value=\"Kraj\"") && form.text.contains("area\ndistrict"), "{}", form.text);
    let lead = [("topic", "A lead"), ("email", "a@example.com"), ("shelf", "north")];
    let served = kartoteka_engine::Engine::open(site.engine.config().clone()).expect("an engine that knows the field");
    let owned: Vec<(String, String)> = lead.iter().map(|(key, text)| ((*key).into(), (*text).into())).collect();
    let made = served.create_record(&kartoteka_engine::actor::Actor::local(), "lead", &owned).expect("a verdict");
    assert!(matches!(made, kartoteka_engine::edit_record::Edited::Created(_)), "{made:?}");
    let without = [("label-en", "Shelf"), ("choice-0-key", "south"), ("choice-0-en", "South")];
    let answer = browser.post("/settings/fields/lead/shelf", &without);
    assert!(answer.status == 422 && answer.text.contains("1 record holds it"), "{}", answer.text);
    // Deleting waits until the field is empty.
    let answer = browser.post("/settings/fields/lead/shelf/delete", &[]);
    assert!(answer.status == 422 && answer.text.contains("1 record holds a value"), "{}", answer.text);
    let trial = browser.get("/settings/fields/lead/shelf/kind?kind=integer");
    assert!(trial.text.contains("0 of 1 values would convert"), "{}", trial.text);
    assert_eq!(browser.post("/settings/fields/lead/shelf/clear", &[]).status, 303);
    assert_eq!(browser.post("/settings/fields/lead/shelf/delete", &[]).status, 303);
    assert_eq!(browser.get("/settings/fields/lead/shelf").status, 404);
    assert_eq!(browser.post("/settings/fields/lead/budget/kind", &[("kind", "date")]).status, 303);
    assert_eq!(browser.post("/settings/fields/lead/budget/archive", &[("archived", "yes")]).status, 303);
    assert!(browser.get("/settings/fields/lead").text.contains("Archived"));
    assert_eq!(browser.get("/settings/fields/lead/email").status, 404, "only custom fields are changed here");
    assert_eq!(browser.get("/settings/fields/nothing").status, 404);
}

#[test]
fn h11_users_are_made_invited_put_aside_and_the_last_administrator_stays() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let petr = [("username", "petr"), ("email", "petr@example.com"), ("role", "operator"), ("first_name", "Petr <b>")];
    let answer = browser.post("/settings/new-user", &petr);
    assert_eq!(answer.status, 303, "{}", answer.text);
    let path = answer.header("location").to_owned();
    let taken = browser.post("/settings/new-user", &petr);
    assert_eq!(taken.status, 422);
    let page = browser.post(&format!("{path}/link"), &[]);
    let link = page.text.split("value=\"").find(|rest| rest.starts_with("http://")).and_then(|rest| rest.split('"').next());
    let link = link.expect("a link").to_owned();
    assert!(link.starts_with(&format!("http://{}/invitation?token=", site.address)), "{link}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!browser.get(&path).text.contains("token="), "shown once");
    let token = link.split("token=").nth(1).expect("a token");
    let mut guest = site.browser();
    assert_eq!(guest.post("/invitation", &[("token", token), ("password", PASSWORD)]).status, 303);
    assert_eq!(guest.get("/settings").status, 200);
    // What he is responsible for goes to somebody else.
    site.engine.create("company", &[("name", "Alfa"), ("responsible", "petr")]);
    let ask = browser.get(&format!("{path}/deactivate"));
    assert!(ask.text.contains("petr is responsible for 1 record."), "{}", ask.text);
    let answer = browser.post(&format!("{path}/deactivate"), &[("heir", "jana")]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(site.engine.value("company", 1, "responsible").contains('1'));
    assert_eq!(guest.get("/settings").status, 303, "the session ended");
    assert!(browser.get("/settings/users?state=inactive").text.contains("petr"));
    // The last one who could look after all this.
    for fields in [[("role", "operator")], [("role", "end-user")]] {
        let all = [("username", "jana"), ("email", "jana@example.com"), fields[0]];
        let answer = browser.post("/settings/users/1", &all);
        assert!(answer.status == 422 && answer.text.contains("last administrator"), "{}", answer.text);
    }
    let answer = browser.post("/settings/users/1/deactivate", &[]);
    assert!(answer.status == 422 && answer.text.contains("last administrator"), "{}", answer.text);
    assert_eq!(browser.get("/settings").status, 200);
    let stale = browser.post("/settings/users/1", &[("username", "jana"), ("email", "j@example.com"), ("version", "99")]);
    assert_eq!(stale.status, 412);
}

#[test]
fn web_11_a_token_is_shown_once_kept_as_a_hash_and_revoked() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let page = browser.post("/settings/tokens", &[("name", "Nightly"), ("scope", "read"), ("scope", "export"), ("days", "30")]);
    let secret = page.text.split("value=\"").find(|rest| rest.starts_with("kt_")).and_then(|rest| rest.split('"').next());
    let secret = secret.expect("a secret").to_owned();
    assert_eq!(secret.len(), 67);
    let list = browser.get("/settings/tokens");
    assert!(list.text.contains("Nightly") && !list.text.contains(&secret));
    let (actor, scopes) = site.engine.arrive_by_token(&secret).expect("asked").expect("somebody");
    assert_eq!((actor.login.as_str(), scopes.len()), ("jana", 2));
    for fields in [&[("name", "x"), ("days", "30")][..], &[("name", ""), ("scope", "read"), ("days", "30")]] {
        assert_eq!(browser.post("/settings/tokens", fields).status, 422);
    }
    let id = list.text.split("/settings/tokens/").nth(1).and_then(|rest| rest.split('/').next()).expect("a number").to_owned();
    assert_eq!(browser.post(&format!("/settings/tokens/{id}/revoke"), &[]).status, 303);
    assert!(site.engine.arrive_by_token(&secret).expect("asked").is_none());
    assert_eq!(browser.post(&format!("/settings/tokens/{id}/revoke"), &[]).status, 404);
}

#[test]
fn h8_the_switch_to_email_lists_what_stands_in_the_way() {
    let site = Site::with_jana();
    site.engine.create("user", &[("username", "eva"), ("email", "jana@example.com")]);
    let mut browser = site.signed_in("jana");
    let page = browser.post("/settings/security/check", &[]);
    assert!(page.text.contains("1 e-mail is used by 2 users"), "{}", page.text);
    let answer = browser.post("/settings/security", &[("login_mode", "email")]);
    assert!(answer.status == 422 && answer.text.contains("eva"), "{}", answer.text);
    assert!(site.browser().get("/sign-in").text.contains("User name"), "nothing was switched");
    site.engine.set("user", 2, &[("email", "eva@example.com")]);
    assert!(browser.post("/settings/security/check", &[]).text.contains("You can switch."));
    assert_eq!(browser.post("/settings/security", &[("login_mode", "email")]).status, 303);
    assert!(site.browser().get("/sign-in").text.contains(">E-mail<"));
}

#[test]
fn general_settings_are_kept_field_by_field() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let fields = [("organisation", "Sýkora & <Co>"), ("time_zone", "Europe/Prague"), ("leads.row_limit", "6000")];
    assert_eq!(browser.post("/settings/general", &fields).status, 303);
    let page = browser.get("/settings/general");
    assert!(page.text.contains("Sýkora &#38; &#60;Co&#62;") && page.text.contains("6000"), "{}", page.text);
    assert!(page.text.contains("Delivered with 5000"));
    assert!(browser.get("/settings/audit").text.contains("title=\"21"), "times are told");
    assert!(browser.get("/settings/audit").text.contains("10:30"), "half past nine in UTC is half past ten in Prague");
    let answer = browser.post("/settings/general", &[("time_zone", "Mars/Olympus"), ("leads.row_limit", "many")]);
    assert!(answer.status == 422 && answer.text.contains("Mars/Olympus") && answer.text.contains("many"), "{}", answer.text);
}

#[test]
fn a5_the_default_tunnel_stays() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let page = browser.get("/settings/tunnels/1");
    assert!(page.text.contains("cannot be deleted") && !page.text.contains("action=\"/settings/tunnels/1\""), "{}", page.text);
    assert_eq!(browser.post("/settings/tunnels/1", &[("name", "Other")]).status, 422);
    assert_eq!(browser.post("/settings/tunnels/1/delete", &[]).status, 422);
    assert_eq!(browser.post("/settings/tunnels", &[("name", "Second")]).status, 303);
    assert_eq!(browser.post("/settings/tunnels", &[("name", "Second")]).status, 422);
    assert_eq!(browser.post("/settings/bots", &[("name", "Shop"), ("messenger", "Telegram")]).status, 303);
    assert_eq!(browser.post("/settings/lgts", &[("name", "Page"), ("tunnel", "Second")]).status, 303);
    assert!(browser.get("/settings/bots").text.contains("Telegram"));
    assert_eq!(browser.post("/settings/tunnels/2/delete", &[]).status, 422, "an LGT leads into it");
    assert_eq!(browser.post("/settings/lgts/1/delete", &[]).status, 303);
    assert_eq!(browser.post("/settings/tunnels/2/delete", &[]).status, 303);
    assert_eq!(browser.get("/settings/tunnels/2").status, 404);
}

#[test]
fn recipes_are_looked_at_renamed_and_deleted() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", "Name\nAlfa\n"));
    site.engine.save_recipe_of_import(&kartoteka_engine::actor::Actor::local(), import, "My <recipe>").expect("saved");
    let mut browser = site.signed_in("jana");
    let list = browser.get("/settings/recipes");
    assert!(list.text.contains("My &#60;recipe&#62;"), "{}", list.text);
    let page = browser.get("/settings/recipes/view?name=My%20%3Crecipe%3E");
    assert!(page.status == 200 && page.text.contains("[[part]]"), "{}", page.text);
    let file = browser.get("/settings/recipes/file?name=My%20%3Crecipe%3E");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"My _recipe_.toml\""), "{:?}", file.headers);
    let renamed = browser.post("/settings/recipes/rename", &[("name", "My <recipe>"), ("wanted", "Plain")]);
    assert_eq!(renamed.status, 303, "{}", renamed.text);
    let body =
        format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"up.toml\"\r\n\r\n{}\r\n--b--\r\n", file.text);
    assert_eq!(browser.send("/settings/recipes", "multipart/form-data; boundary=b", &body).status, 303);
    assert!(browser.get("/settings/recipes").text.contains("name=up"));
    let broken = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.toml\"\r\n\r\nrecipe = [\r\n--b--\r\n";
    assert_eq!(browser.send("/settings/recipes", "multipart/form-data; boundary=b", broken).status, 422);
    assert_eq!(browser.post("/settings/recipes/delete", &[("name", "Plain")]).status, 303);
    assert_eq!(browser.get("/settings/recipes/view?name=Plain").status, 404);
}

#[test]
fn types_are_downloaded_and_added() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let file = browser.get("/settings/types/product/definition");
    assert!(file.text.contains("key = \"product\"") && file.header("content-disposition").contains("product.toml"));
    let vehicle =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/types/vehicle.toml")).expect("an example");
    let part = |text: &str| format!("--b\r\nContent-Disposition: form-data; name=\"definition\"\r\n\r\n{text}\r\n--b--\r\n");
    let media = "multipart/form-data; boundary=b";
    assert_eq!(browser.send("/settings/types", media, &part(&vehicle)).status, 303);
    assert!(browser.get("/settings/types").text.contains("vehicle"));
    assert_eq!(browser.send("/settings/types", media, &part(&vehicle)).status, 422);
    assert_eq!(browser.send("/settings/types", media, &part("<script>")).status, 422);
    assert_eq!(browser.get("/settings/types/nothing/definition").status, 404);
}

#[test]
fn the_audit_log_is_filtered_and_downloaded() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let mut browser = site.signed_in("jana");
    let page = browser.get("/settings/audit?verb=sign-in");
    assert!(page.text.contains("Signed in"), "{}", page.text);
    assert!(browser.get("/settings/audit?who=nobody-here").text.contains("Nothing fits"));
    assert!(browser.get("/settings/audit?from=2030-01-01").text.contains("Nothing fits"));
    let file = browser.get("/settings/audit.csv?verb=sign-in");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "When,Who,What,On,Number");
    assert!(lines.len() == 2 && lines[1].contains(",jana,sign-in,user,1"), "{lines:?}");
}

#[test]
fn web_25_sessions_of_others_are_ended() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let (mut jana, mut petr) = (site.signed_in("jana"), site.signed_in("petr"));
    let page = jana.get("/settings/sessions");
    let id = page.text.split("/settings/sessions/").nth(1).and_then(|rest| rest.split('/').next()).expect("another session");
    assert_eq!(jana.post(&format!("/settings/sessions/{id}/end"), &[]).status, 303);
    assert_eq!((petr.get("/").status, jana.get("/").status), (303, 200));
}

#[test]
fn home_shows_the_first_steps_then_the_numbers() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    assert!(browser.get("/").text.contains("Three steps to your first import"));
    site.engine.run_text("companies", "Name;E-mail\nAlfa;a@example.com\nALFA;b@example.com\nBeta;not-an-email\n");
    let page = browser.get("/");
    assert!(page.text.contains("class=\"chart\"") && page.text.contains("/help/issues#"), "{}", page.text);
    assert!(!page.text.contains("Three steps"));
    let issues = browser.get("/help/issues?q=email");
    let anchor = page.text.split("/help/issues#").nth(1).and_then(|rest| rest.split('"').next()).expect("an anchor");
    assert!(browser.get("/help/issues").text.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    assert!(issues.status == 200 && !issues.text.contains("id=\"number-unreadable\""));
}

#[test]
fn a_running_server_learns_of_fields_another_process_added() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    assert!(!browser.get("/leads/new").text.contains("Fair hall"));
    let field = NewField::plain("fair_hall", FieldKind::Text, Labels::same("Fair hall"));
    // The engine of the test is another handle on the same data, as a command line beside the server is.
    site.engine.add_field(&Actor::local(), "lead", &field).expect("a field");
    assert!(browser.get("/leads/new").text.contains("Fair hall"), "without a restart");
}

#[test]
fn how_long_files_are_kept_and_how_they_are_read_is_set_on_the_page() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let page = browser.get("/settings/general").text;
    for name in [
        "file.date_order",
        "file.decimal",
        "uploads.most_mb",
        "uploads.kept_days",
        "drafts.kept_days",
        "exports.kept_days",
        "work.at_once",
    ] {
        assert!(page.contains(&format!("name=\"{name}\"")), "{name}");
    }
    let saved =
        browser.post("/settings/general", &[("uploads.kept_days", "30"), ("file.date_order", "mdy"), ("work.at_once", "3")]);
    assert_eq!(saved.status, 303, "{}", saved.text);
    let set = |key: &str| site.engine.get_setting(&Actor::local(), key).expect("a setting").value;
    assert_eq!(
        (set("uploads.kept_days").as_str(), set("file.date_order").as_str(), set("work.at_once").as_str()),
        ("30", "mdy", "3")
    );
    let unfit = browser.post("/settings/general", &[("work.at_once", "9"), ("exports.kept_days", "x")]);
    assert_eq!(unfit.status, 422);
    assert!(
        unfit.text.contains("href=\"#work.at_once\"") && unfit.text.contains("href=\"#exports.kept_days\""),
        "{}",
        unfit.text
    );
}
