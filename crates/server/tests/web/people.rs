//! Who sees what: roles at the pages, imports in the history, notices at the bell.

use kartoteka_engine::notify_people::Notice;

use crate::browser::Site;

#[test]
fn l1_who_may_not_import_is_told_whom_to_ask() {
    let site = Site::with_jana();
    site.add("klient", "end-user");
    let mut browser = site.signed_in("klient");
    let home = browser.get("/");
    assert!(home.status == 200 && !home.text.contains("href=\"/imports\""), "what is not allowed is not offered");
    let answer = browser.get("/imports");
    assert_eq!(answer.status, 403);
    assert!(answer.text.contains("Only administrators can import.") && answer.text.contains("Ask jana."), "{}", answer.text);
}

#[test]
fn imports_are_listed_with_their_numbers() {
    let site = Site::with_jana();
    let ran = site.engine.run_text("companies", "Name;E-mail\nAlfa <b>;a@example.com\nBeta;not-an-email\n");
    let mut browser = site.signed_in("jana");
    let page = browser.get("/imports");
    assert!(page.text.contains(&format!("/imports/{}", ran.import)), "{}", page.text);
    assert!(page.text.contains("Finished"));
    assert!(browser.get("/imports?state=failed").text.contains("No import fits the filter."));
    assert!(browser.get("/").text.contains(&format!("/imports/{}", ran.import)));
    // Every entry of the navigation leads to a page.
    let entries = page.text.split("<nav class=\"side\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a nav");
    for path in entries.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert_eq!(browser.get(path).status, 200, "{path}");
    }
}

#[test]
fn notices_wait_at_the_bell_and_belong_to_one_person() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let jana = site.engine.actor("jana").expect("jana");
    let facts = vec![("number".to_owned(), "7".to_owned()), ("name".to_owned(), "<b>x</b>.csv".to_owned())];
    let notice = Notice { code: "import-finished".to_owned(), facts, link: "/imports".to_owned() };
    site.engine.notify(jana.number(), &notice).expect("told");
    let mut browser = site.signed_in("jana");
    assert!(browser.get("/").text.contains(">1</span>"), "the bell counts");
    let page = browser.get("/notifications");
    assert!(page.text.contains("Import #7") && page.text.contains("&#60;b&#62;x"), "{}", page.text);
    let path = page.text.split("action=\"").find_map(|rest| rest.strip_prefix("/notifications/")).expect("one to read");
    let id: i64 = path.split('/').next().and_then(|id| id.parse().ok()).unwrap_or(1);
    let mut petr = site.signed_in("petr");
    assert!(petr.get("/notifications").text.contains("No notifications"));
    petr.post(&format!("/notifications/{id}/read"), &[]);
    assert!(browser.get("/").text.contains(">1</span>"), "another person's bell is out of reach");
    let answer = browser.post(&format!("/notifications/{id}/read"), &[]);
    assert_eq!((answer.status, answer.header("location")), (303, "/imports"));
    assert!(browser.get("/").text.contains("id=\"unread\" hidden"));
}
