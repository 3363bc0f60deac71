//! Drafts several people work at, and files with very many columns.

use crate::browser::{Answer, Browser, Site};

const COMPANIES: &[(&str, &str)] = &[("profile", "general"), ("type", "company")];

fn uploaded(browser: &mut Browser, text: &str) -> i64 {
    let answer = browser.upload("/imports", COMPANIES, "list.csv", text.as_bytes());
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").split('/').nth(2).and_then(|number| number.parse().ok()).expect("a number")
}

fn mark(page: &Answer) -> String {
    let rest = page.text.split_once("name=\"mark\" value=\"").expect("a mark").1;
    rest.split('"').next().expect("its end").to_owned()
}

/// What a form sends, in a form that is posted again.
fn hidden(page: &Answer) -> Vec<(String, String)> {
    let value = |part: &str, name: &str| {
        part.split_once(&format!("{name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap_or("").to_owned())
    };
    let main = page.text.split_once("<main").expect("a main part").1;
    let inputs = main.split("<input type=\"hidden\" ").skip(1);
    inputs.filter_map(|part| Some((value(part, "name")?, value(part, "value")?))).collect()
}

#[test]
fn columns_saved_by_somebody_else_meanwhile_are_not_written_over_unseen() {
    let site = Site::with_jana();
    site.add("petr", "administrator");
    let (mut jana, mut petr) = (site.signed_in("jana"), site.signed_in("petr"));
    let number = uploaded(&mut jana, "Name;Place;Note\nAlfa;Brno;x\n");
    let path = format!("/imports/{number}/columns");
    let (hers, his) = (mark(&jana.get(&path)), mark(&petr.get(&path)));
    assert_eq!(hers, his, "both see the same");
    let saved = petr.post(&path, &[("mark", &his), ("act", "save"), ("field-0-0", "name"), ("field-0-1", "street")]);
    assert_eq!(saved.status, 303);
    let stale = jana.post(&path, &[("mark", &hers), ("act", "next"), ("field-0-0", "name"), ("field-0-1", "city")]);
    assert_eq!(stale.status, 412, "{}", stale.text);
    for part in ["Place", "Street", "City", "Save mine over them", "Take what is saved"] {
        assert!(stale.text.contains(part), "{part} in {}", stale.text);
    }
    assert!(!stale.text.contains("<th scope=\"row\">Name"), "what both say alike is not listed");
    assert!(jana.get(&path).text.contains("value=\"street\" selected"), "nothing of hers was saved");
    // She decides: the same once more, resting on what she has now seen.
    let again = hidden(&stale);
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let done = jana.post(&path, &again);
    assert_eq!((done.status, done.header("location")), (303, format!("/imports/{number}/options").as_str()), "{}", done.text);
    assert!(jana.get(&path).text.contains("value=\"city\" selected"));
    // Without a mark nothing is compared: a form without script of an older page, or a program.
    assert_eq!(jana.post(&path, &[("act", "save"), ("field-0-0", "name")]).status, 303);
}

#[test]
fn options_and_values_saved_meanwhile_are_told_with_what_differs() {
    let site = Site::with_jana();
    let (mut jana, mut other) = (site.signed_in("jana"), site.signed_in("jana"));
    let number = uploaded(&mut jana, "Name;Active\nAlfa;maybe\n");
    let path = format!("/imports/{number}/options");
    let (hers, his) = (mark(&jana.get(&path)), mark(&other.get(&path)));
    assert_eq!(other.post(&path, &[("mark", &his), ("mode", "update"), ("empty", "clear"), ("act", "save")]).status, 303);
    let stale = jana.post(&path, &[("mark", &hers), ("mode", "create"), ("empty", "clear"), ("act", "check")]);
    assert_eq!(stale.status, 412, "{}", stale.text);
    assert!(stale.text.contains("Create new records only") || stale.text.contains("Create"), "{}", stale.text);
    assert!(stale.text.contains("What to do"), "{}", stale.text);
    assert!(!stale.text.contains("<th scope=\"row\">Empty cells"), "both say alike");
    let path = format!("/imports/{number}/values/0/1");
    let (hers, his) = (mark(&jana.get(&path)), mark(&other.get(&path)));
    assert_eq!(other.post(&path, &[("mark", &his), ("text-0", "maybe"), ("value-0", "yes")]).status, 303);
    let stale = jana.post(&path, &[("mark", &hers), ("text-0", "maybe"), ("value-0", "no")]);
    assert_eq!(stale.status, 412, "{}", stale.text);
    assert!(stale.text.contains("<td>no</td><td>yes</td>"), "{}", stale.text);
}

#[test]
fn two_thousand_columns_are_mapped_page_by_page() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let headers: Vec<String> = (0..1_998).map(|n| format!("Odd {n}")).collect();
    // The last column is only likely to be the city: nobody has seen it on the first page.
    let text = format!("Name;{};Cityy\nAlfa;{};Brno\n", headers.join(";"), vec!["x"; 1_998].join(";"));
    let number = uploaded(&mut jana, &text);
    let path = format!("/imports/{number}/columns");
    let first = jana.get(&path);
    assert_eq!(first.text.matches("<field-picker").count(), 100);
    assert!(first.text.len() < 900_000, "{} bytes", first.text.len());
    assert!(first.text.contains("Columns 1–100 of 2,000"), "{}", first.text);
    let last = jana.get(&format!("{path}?page=99"));
    assert!(last.text.contains("Columns 1,901–2,000 of 2,000"), "beyond the end is the end");
    // What stands on other pages stays as it was.
    let kept = jana
        .post(&path, &[("mark", &mark(&first)), ("page", "0"), ("field-0-0", "name"), ("field-0-1", "note"), ("act", "next")]);
    let likely = jana.get(&format!("{path}?page=19")).text.contains("Likely");
    let expected = if likely { format!("{path}?page=19") } else { format!("/imports/{number}/options") };
    assert_eq!((kept.status, kept.header("location")), (303, expected.as_str()));
    assert_eq!(site.engine.count("company"), 0);
}
