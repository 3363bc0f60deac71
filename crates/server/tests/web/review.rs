//! From the check to the result and back: pages, refusals and second sessions, without a browser.

use kartoteka_domain::run::State;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::progress::Watch;
use kartoteka_fixtures::engine::TestEngine;

use crate::browser::{Answer, Browser, Site};

const FILE: &str = "Name;E-mail;Country\nAlfa;a@x.cz;Czechya\nBeta;nobody;CZ\nGama;g@x.cz;Czechya\nDelta;;CZ\n";

fn checked(engine: &TestEngine, kind: &str, text: &str) -> i64 {
    let jana = engine.actor("jana").expect("jana");
    let new = engine.text(kind, text);
    let import = engine.upload_file(&jana, &new, &Watch::default()).expect("an upload").import;
    engine.check_import(&jana, import, &Watch::default()).expect("a check");
    import
}

/// Until the work on an import is over.
fn wait(browser: &mut Browser, import: i64) {
    browser.get(&format!("/imports/{import}/events"));
}

/// The value of a hidden input.
fn hidden(page: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let found = page.text.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
    found.map(|(value, _)| value.to_owned()).unwrap_or_else(|| panic!("{name} in {}", page.text))
}

fn start(browser: &mut Browser, import: i64, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("/imports/{import}/preview"));
    let fields: Vec<(&str, String)> =
        ["revision", "created", "updated", "rejected"].into_iter().map(|name| (name, hidden(&page, name))).collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend(more);
    browser.post(&format!("/imports/{import}/start"), &fields)
}

#[test]
fn l7_l8_the_check_counts_groups_and_lists_every_error() {
    let site = Site::with_jana();
    let import = checked(&site.engine, "companies", FILE);
    let mut browser = site.signed_in("jana");
    let page = browser.get(&format!("/imports/{import}/check"));
    assert_eq!(page.status, 200, "{}", page.text);
    for expected in ["Nothing has been saved yet.", "Country not known", "Use suggestions for 2 rows", "data-total=\"4\""] {
        assert!(page.text.contains(expected), "{expected}: {}", page.text);
    }
    let list = browser.get(&format!("/imports/{import}/issues?severity=error"));
    assert!(list.text.contains(&format!("/imports/{import}/rows/0/3\">3</a>")), "{}", list.text);
    assert!(list.text.contains("is not an e-mail address") && list.text.contains("nobody"), "{}", list.text);
    let errors = browser.get(&format!("/imports/{import}/check?rows=errors"));
    assert!(errors.text.contains("data-total=\"3\"") && !errors.text.contains("id=\"row-5\""), "{}", errors.text);
    let file = browser.get(&format!("/imports/{import}/files/issues"));
    assert!(file.header("content-disposition").starts_with("attachment; filename="), "{:?}", file.headers);
    assert_eq!(browser.get(&format!("/imports/{import}/files/passwd")).status, 404);
}

#[test]
fn l9_l11_mended_with_one_press_undone_and_the_rest_imported() {
    let site = Site::with_jana();
    let import = checked(&site.engine, "companies", FILE);
    let mut browser = site.signed_in("jana");
    let mends = format!("/imports/{import}/mends");
    let group = [("part", "0"), ("code", "country-unknown"), ("column", "2"), ("field", "country")];
    let suggest: Vec<_> = group.into_iter().chain([("op", "suggest"), ("back", "//evil.example")]).collect();
    let answer = browser.post(&mends, &suggest);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{import}/check").as_str()));
    let page = browser.get(&format!("/imports/{import}/check"));
    assert!(page.text.contains("Rows with errors: 3 → 1."), "{}", page.text);
    browser.post(&mends, &[("op", "undo")]);
    assert_eq!(site.engine.import(&Actor::local(), import).expect("it").import.counts.rejected, 3);
    browser.post(&mends, &[("op", "redo")]);
    let answer = start(&mut browser, import, &[]);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{import}/run").as_str()), "{}", answer.text);
    wait(&mut browser, import);
    let result = browser.get(&format!("/imports/{import}/result"));
    assert!(result.text.contains("Created: 3, updated: 0.") && result.text.contains("1 row was left out."), "{}", result.text);
    let failed = browser.get(&format!("/imports/{import}/files/failed"));
    assert!(failed.text.contains("nobody") && !failed.text.contains("Alfa"), "{}", failed.text);
    let answer = browser.post(&format!("/imports/{import}/fix-failed"), &[]);
    let draft: i64 = answer.header("location").split('/').nth(2).and_then(|n| n.parse().ok()).expect("a draft");
    wait(&mut browser, draft);
    assert_eq!(site.engine.import(&Actor::local(), draft).expect("it").import.counts.rows, 1);
}

#[test]
fn l9_a_corrected_file_says_what_it_solved_and_what_is_new() {
    let site = Site::with_jana();
    let text = "Name;E-mail;Country\nAlfa;a@;CZ\nBeta;b@x.cz;Czechya\nGama;c@;CZ\nDelta;;Czechya\n";
    let import = checked(&site.engine, "companies", text);
    let mut browser = site.signed_in("jana");
    let page = format!("/imports/{import}/check");
    let group = [("part", "0"), ("code", "country-unknown"), ("column", "2"), ("field", "country")];
    let mend: Vec<_> = group.into_iter().chain([("op", "values"), ("from0", "Czechya"), ("to0", "CZ")]).collect();
    browser.post(&format!("/imports/{import}/mends"), &mend);
    assert!(!browser.get(&page).text.contains("Solved:"), "only a corrected file is compared");
    // One e-mail is right now, the other is wrong as before, a row with a new error came in.
    let corrected = "Name;E-mail;Country\nAlfa;a@x.cz;CZ\nBeta;b@x.cz;Czechya\nGama;c@;CZ\nDelta;;Czechya\nOmega;o@@;CZ\n";
    let answer = browser.upload(&format!("/imports/{import}/file"), &[], "again.csv", corrected.as_bytes());
    assert_eq!((answer.status, answer.header("location")), (303, page.as_str()), "{}", answer.text);
    wait(&mut browser, import);
    let text = browser.get(&page).text;
    for expected in ["2 → 2 rows with errors", "Solved: 1. New: 1.", "Mends taken over: 1. No longer fitting: 0."] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn a_cell_is_set_and_a_stale_edit_is_told() {
    let site = Site::with_jana();
    site.add("petr", "administrator");
    let import = checked(&site.engine, "companies", FILE);
    let path = format!("/imports/{import}/rows/0/3");
    let mut jana = site.signed_in("jana");
    let mut petr = site.signed_in("petr");
    let answer = jana.post(&path, &[("c1", "b@x.cz"), ("was1", "nobody")]);
    assert_eq!(answer.status, 303);
    assert!(jana.get(&path).text.contains("Row 3 can be imported now."));
    let stale = petr.post(&path, &[("c1", "p@x.cz"), ("was1", "nobody")]);
    assert_eq!(stale.status, 412);
    assert!(stale.text.contains("It now holds &#34;b@x.cz&#34;") && stale.text.contains("value=\"p@x.cz\""), "{}", stale.text);
    let mut script = site.signed_in("petr").with("Accept", "application/json");
    let stale = script.post(&path, &[("c1", "p@x.cz"), ("was1", "nobody")]);
    assert_eq!((stale.status, stale.text.contains("\"now\":\"b@x.cz\"")), (412, true), "{}", stale.text);
    let done = script.post(&path, &[("c1", "p@x.cz"), ("was1", "b@x.cz")]);
    assert!(done.status == 200 && done.text.contains("row-3"), "{}", done.text);
    assert_eq!(site.engine.import(&Actor::local(), import).expect("it").import.counts.rejected, 2);
}

#[test]
fn sem_09_a_start_after_data_changed_shows_the_difference_and_writes_nothing() {
    let site = Site::with_jana();
    site.engine.create("product", &[("code", "A"), ("name", "Old")]);
    let import = checked(&site.engine, "products", "Code;Name\nA;New\nB;Second\n");
    let mut browser = site.signed_in("jana");
    let page = browser.get(&format!("/imports/{import}/preview"));
    let revision = hidden(&page, "revision");
    site.engine.create("product", &[("code", "B"), ("name", "Second")]);
    let fields = [("revision", revision.as_str()), ("created", "1"), ("updated", "1"), ("rejected", "0"), ("sure", "yes")];
    let answer = browser.post(&format!("/imports/{import}/start"), &fields);
    assert_eq!(answer.status, 409);
    assert!(answer.text.contains("Data changed after the numbers you saw."), "{}", answer.text);
    assert_eq!(site.engine.import(&Actor::local(), import).expect("it").import.state, State::Checked);
    assert_eq!(site.engine.value("product", 1, "name"), "Old");
    assert_eq!(start(&mut browser, import, &[]).status, 422, "an update of more than a quarter asks twice");
    assert_eq!(start(&mut browser, import, &[("sure", "yes")]).status, 303);
    wait(&mut browser, import);
    assert_eq!(site.engine.value("product", 1, "name"), "New");
    let again = browser.post(&format!("/imports/{import}/start"), &fields);
    assert_eq!(again.status, 409, "it ran already");
}

#[test]
fn h5_h6_an_import_that_runs_only_as_a_whole_does_not_start_with_errors() {
    let site = Site::with_jana();
    let file = "Username;E-mail;Company\njan;jan@x.cz;\nJAN;jan2@x.cz;\neva;eva@x.cz;Nowhere\n";
    let import = checked(&site.engine, "users", file);
    let mut browser = site.signed_in("jana");
    let page = browser.get(&format!("/imports/{import}/preview"));
    assert!(page.text.contains("runs only as a whole") && page.text.contains("id=\"start\" disabled"), "{}", page.text);
    assert_eq!(start(&mut browser, import, &[]).status, 409);
    let list = browser.get(&format!("/imports/{import}/issues?severity=error")).text;
    for row in ["2", "3", "4"] {
        assert!(list.contains(&format!("/rows/0/{row}\">{row}</a>")), "{row}: {list}");
    }
    assert_eq!(site.engine.import(&Actor::local(), import).expect("it").import.state, State::Checked);
}

#[test]
fn l13_undo_and_delete_import_show_both_numbers_before_and_after() {
    let site = Site::with_jana();
    let import = site.engine.run_text("companies", "Name;E-mail\nAlfa;a@x.cz\nBeta;b@x.cz\nGama;g@x.cz\n").import;
    site.engine.create("contact", &[("name", "Eva"), ("company", "Alfa")]);
    site.engine.set("company", 2, &[("email", "new@x.cz")]);
    let mut browser = site.signed_in("jana");
    let undo = browser.get(&format!("/imports/{import}/undo")).text;
    assert!(undo.contains("Take back 1 record") && undo.contains("Edited since the import: E-mail"), "{undo}");
    let tag = site.engine.import(&Actor::local(), import).expect("it").import.tag.expect("a tag");
    let place = format!("/imports/delete?kind=companies-contacts&tag={}", tag.replace(' ', "+").replace('#', "%23"));
    let plan = browser.get(&place).text;
    assert!(plan.contains("2 will be deleted, 1 will stay.") && plan.contains("Linked to it: Contacts 1"), "{plan}");
    let kept = browser.get(&format!("{place}&keep_edited=yes")).text;
    assert!(kept.contains("1 will be deleted, 2 will stay."), "{kept}");
    let fields = [("kind", "companies-contacts"), ("tag", tag.as_str()), ("promised", "3")];
    assert_eq!(browser.post("/imports/delete", &fields).status, 409, "another number than was shown");
    let fields = [("kind", "companies-contacts"), ("tag", tag.as_str()), ("promised", "2")];
    let answer = browser.post("/imports/delete", &fields);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{import}/run").as_str()), "{}", answer.text);
    wait(&mut browser, import);
    let next = browser.get(&format!("/imports/{import}/run"));
    let result = browser.get(next.header("location")).text;
    assert!(
        result.contains("Deletion finished") && result.contains("Alfa") && result.contains("Linked to it: Contacts 1"),
        "{result}"
    );
    assert_eq!(site.engine.count("company"), 1);
}

#[test]
fn web_05_what_an_import_holds_is_not_for_everybody() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    site.add("klient", "end-user");
    let import = checked(&site.engine, "leads", "Subject;E-mail\nAlfa;a@x.cz\n");
    let mut petr = site.signed_in("petr");
    for place in ["check", "rows/0/2"] {
        assert_eq!(petr.get(&format!("/imports/{import}/{place}")).status, 403, "{place}");
    }
    assert_eq!(petr.post(&format!("/imports/{import}/stop"), &[]).status, 403);
    let mut klient = site.signed_in("klient");
    for place in ["check", "issues", "preview", "run", "result", "undo", "files/original", "find", "file"] {
        assert_eq!(klient.get(&format!("/imports/{import}/{place}")).status, 403, "{place}");
    }
    assert_eq!(klient.get("/imports/delete").status, 403);
    let mut jana = site.signed_in("jana");
    for place in ["mends", "start", "stop", "fix-failed", "discard"] {
        assert_eq!(jana.get(&format!("/imports/{import}/{place}")).status, 404, "nothing changes on GET: {place}");
    }
    assert_eq!(jana.post(&format!("/imports/{import}/discard"), &[]).header("location"), "/imports");
    assert_eq!(jana.get(&format!("/imports/{import}/check")).status, 404);
}
