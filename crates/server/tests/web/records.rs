//! Records in the browser's words: lists, filters, ticking, mass edits, one record, exports. A real server is asked.

use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::edit_records::Item;

use crate::browser::{Answer, Browser, Site};

fn three(site: &Site) {
    for (name, city) in [("Alfa", "Brno"), ("Beta", "Praha"), ("Gama", "Brno")] {
        site.engine.create("company", &[("name", name), ("city", city)]);
    }
}

/// Where an answer leads.
fn to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_owned()
}

/// Follows a run to its end.
fn finished(browser: &mut Browser, run: &str) -> Answer {
    let stream = browser.get(&run.replace("/bulk/", "/imports/").replace("/undo", "").to_owned().add("/events"));
    assert!(stream.text.contains("event: done"), "{}", stream.text);
    browser.get(run)
}

trait Add {
    fn add(self, more: &str) -> String;
}

impl Add for String {
    fn add(mut self, more: &str) -> String {
        self.push_str(more);
        self
    }
}

#[test]
fn m3_a_list_is_filtered_sorted_and_paged_by_its_address() {
    let site = Site::with_jana();
    three(&site);
    let mut browser = site.signed_in("jana");
    let page = browser.get("/companies");
    assert!(page.text.contains("3 records") && page.text.contains(r#"href="/companies/1""#), "{}", page.text);
    let page = browser.get("/companies?f=city%20is%20Brno&sort=-name");
    let (gama, alfa) = (page.text.find(">Gama</a>"), page.text.find(">Alfa</a>"));
    assert!(gama < alfa && gama.is_some() && !page.text.contains(">Beta</a>"), "{}", page.text);
    assert!(page.text.contains(r#"aria-sort="descending""#), "the order is told");
    let page = browser.get("/companies?q=bet");
    assert!(page.text.contains(">Beta</a>") && !page.text.contains(">Alfa</a>"), "{}", page.text);
    // A form adds to what stands in the address.
    let answer = browser.get("/companies?f=city%20is%20Brno&field=name&sign=contains&value=alf");
    assert_eq!(to(&answer), "/companies?f=city%20is%20Brno&f=name%20contains%20alf");
    let wrong = browser.get("/companies?f=nothing%20is%20x");
    assert!(wrong.status == 422 && wrong.text.contains("There is no field") && !wrong.text.contains(">Alfa</a>"));
    assert_eq!(browser.get("/companies/99").status, 404);
    assert_eq!(browser.get("/records/nonsense").status, 404);
}

#[test]
fn web_05_who_may_not_see_records_sees_none() {
    let site = Site::with_jana();
    site.add("klient", "end-user");
    three(&site);
    let mut browser = site.signed_in("klient");
    for path in ["/companies", "/companies/1", "/search?q=alfa", "/exports"] {
        let answer = browser.get(path);
        assert!(answer.status == 403 && !answer.text.contains("Alfa"), "{path}: {}", answer.status);
    }
}

#[test]
fn r1_m5_chosen_records_are_previewed_changed_and_taken_back() {
    let site = Site::with_jana();
    three(&site);
    let mut browser = site.signed_in("jana");
    let at = to(&browser.post("/companies/selection", &[("scope", "picked"), ("id", "1"), ("id", "3"), ("act", "add-tag")]));
    let at = at.split("&back").next().expect("a path").to_owned();
    let preview = browser.get(&format!("{at}&value=veletrh&given=yes"));
    assert!(preview.text.contains("Change 2 records") && preview.text.contains("Nothing has been saved yet"), "{}", preview.text);
    assert!(site.engine.get_record(&Actor::local(), "company", RecordId(1), Default::default()).expect("it").tags.is_empty());
    let (path, _) = at.split_once('?').expect("a query");
    let run = to(&browser.post(path, &[("act", "add-tag"), ("value", "veletrh"), ("given", "yes")]));
    let done = finished(&mut browser, &run);
    assert!(done.text.contains("Add tag") && done.text.contains("veletrh"), "{}", done.text);
    let list = browser.get("/companies?any=veletrh");
    assert!(list.text.contains("2 records") && !list.text.contains(">Beta</a>"), "{}", list.text);
    let ask = browser.get(&format!("{run}/undo"));
    assert!(ask.text.contains("Take back 2 records"), "{}", ask.text);
    to(&browser.post(&format!("{run}/undo"), &[]));
    finished(&mut browser, &run);
    assert!(browser.get("/companies?any=veletrh").text.contains("0 records"));
    let nothing = browser.post("/companies/selection", &[("scope", "picked"), ("act", "delete")]);
    assert_eq!(to(&nothing), "/companies", "nothing ticked is never everything");
}

#[test]
fn h11_an_operator_becomes_responsible_and_the_preview_says_for_how_many() {
    let site = Site::with_jana();
    site.add("ivan", "operator");
    three(&site);
    let mut browser = site.signed_in("jana");
    let at =
        to(&browser
            .post("/companies/selection", &[("scope", "matching"), ("query", "f=city%20is%20Brno"), ("act", "responsible")]));
    let (path, _) = at.split_once('?').expect("a query");
    let preview = browser.get(&format!("{path}?act=responsible&how=replace&value=ivan&given=yes"));
    assert!(preview.text.contains("ivan") && preview.text.contains("+2"), "{}", preview.text);
    let wrong = browser.get(&format!("{path}?act=responsible&how=replace&value=nikdo&given=yes"));
    assert!(wrong.text.contains("nikdo"), "{}", wrong.text);
    let run = to(&browser.post(path, &[("act", "responsible"), ("how", "replace"), ("value", "ivan"), ("given", "yes")]));
    let done = finished(&mut browser, &run);
    assert!(done.text.contains("+2"), "{}", done.text);
    assert!(browser.get("/companies?f=responsible%20is%20ivan").text.contains("2 records"));
}

#[test]
fn l12_leads_of_an_import_are_found_by_its_tag_and_deleted() {
    let site = Site::with_jana();
    for topic in ["Pec", "Kotel"] {
        site.engine.create("lead", &[("topic", topic), ("last_name", "Novák")]);
    }
    let ids = [RecordId(1)];
    site.engine.tag_records(&Actor::local(), "lead", &ids, &["Import 2026-11-21 #1".to_owned()], &[]).expect("tagged");
    let mut browser = site.signed_in("jana");
    let list = browser.get("/leads?any=Import%202026-11-21%20%231");
    assert!(list.text.contains("1 record") && list.text.contains(">Pec</a>"), "{}", list.text);
    let query = "any=Import%202026-11-21%20%231";
    let at = to(&browser.post("/leads/selection", &[("scope", "matching"), ("query", query), ("act", "delete")]));
    assert!(browser.get(&at).text.contains("Delete 1 record"), "the number is named");
    let (path, _) = at.split_once('?').expect("a query");
    let run = to(&browser.post(path, &[("act", "delete")]));
    finished(&mut browser, &run);
    let grave = browser.get("/leads/1");
    assert!(grave.status == 410 && grave.text.contains("Deleted by"), "{}", grave.text);
    assert_eq!(browser.get("/leads/2").status, 200);
}

#[test]
fn web_06_a_stale_edit_is_told_field_by_field() {
    let site = Site::with_jana();
    three(&site);
    let mut browser = site.signed_in("jana");
    let form = browser.get("/companies/1?edit=main");
    assert!(form.text.contains(r#"name="version" value="1""#) && form.text.contains(r#"name="was.name" value="Alfa""#));
    let names = [("section", "main"), ("version", "1"), ("was.name", "Alfa"), ("field.name", "Alfa s.r.o.")];
    assert_eq!(to(&browser.post("/companies/1", &names)), "/companies/1");
    let mine = [("section", "main"), ("version", "1"), ("was.name", "Alfa"), ("field.name", "Alfa a.s.")];
    let refused = browser.post("/companies/1", &mine);
    assert_eq!(refused.status, 412);
    assert!(refused.text.contains("Alfa s.r.o.") && refused.text.contains("Alfa a.s."), "{}", refused.text);
    let chosen =
        [("section", "main"), ("version", "2"), ("was.name", "Alfa s.r.o."), ("field.name", "Alfa a.s."), ("keep.name", "mine")];
    assert_eq!(to(&browser.post("/companies/1", &chosen)), "/companies/1");
    let page = browser.get("/companies/1");
    assert!(page.text.contains("<h1>Alfa a.s.</h1>") && page.text.contains("Changed by jana"), "{}", page.text);
    let empty = [("section", "main"), ("version", "3"), ("was.name", "Alfa a.s."), ("field.name", "")];
    assert_eq!(browser.post("/companies/1", &empty).status, 422, "a required field stays");
    let nobody = browser.post("/contacts/new", &[("was.name", ""), ("field.name", "")]);
    assert!(nobody.status == 422 && nobody.text.contains("There is a problem"), "{}", nobody.text);
    let made = browser.post("/companies/new", &[("was.name", ""), ("field.name", "<b>Nová</b>")]);
    assert_eq!(to(&made), "/companies/4");
    assert!(browser.get("/companies/4").text.contains("&#60;b&#62;Nová"), "values are text everywhere");
}

#[test]
fn r2_r3_an_export_is_made_in_the_background_and_is_its_owners() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    three(&site);
    let mut petr = site.signed_in("petr");
    let at = to(&petr.post("/companies/selection", &[("scope", "matching"), ("query", "f=city%20is%20Brno"), ("act", "export")]));
    let (path, _) = at.split_once('?').expect("a query");
    let dialog = petr.get(&at);
    assert!(dialog.text.contains("All that match the filter (2)") && dialog.text.contains("All (3)"), "{}", dialog.text);
    let order = [("scope", "matching"), ("kind", "simple"), ("format", "csv"), ("delimiter", ";"), ("guard", "yes")];
    assert_eq!(to(&petr.post(path, &order)), "/exports");
    assert!(petr.get("/exports/1/events").text.contains("event: done"));
    let page = petr.get("/exports");
    assert!(page.text.contains("Ready") && page.text.contains("/exports/1/file"), "{}", page.text);
    assert!(petr.get("/notifications").text.contains("Export of 2 records is ready"));
    let file = petr.get("/exports/1/file");
    assert!(
        file.header("content-disposition").starts_with("attachment; filename=\"exported "),
        "{}",
        file.header("content-disposition")
    );
    assert!(file.text.contains("Alfa") && !file.text.contains("Beta"), "{}", file.text);
    // An administrator may fetch it, another operator finds nothing there.
    assert_eq!(site.signed_in("jana").get("/exports/1/file").status, 200);
    site.add("eva", "operator");
    let mut eva = site.signed_in("eva");
    assert_eq!(eva.get("/exports/1/file").status, 404);
    assert!(!eva.get("/exports").text.contains("exported "));
    assert_eq!(to(&petr.post("/exports/1/again", &[])), "/exports");
    assert!(petr.get("/exports/2/events").text.contains("event: done"));
    petr.post("/exports/1/delete", &[]);
    assert_eq!(petr.get("/exports/1/file").status, 404);
}

#[test]
fn m1_an_edit_template_is_downloaded_empty_or_filled() {
    let site = Site::with_jana();
    three(&site);
    let mut browser = site.signed_in("jana");
    let at = to(&browser.post("/companies/selection", &[("scope", "picked"), ("id", "2"), ("act", "edit-file")]));
    let page = browser.get(&at);
    assert!(page.text.contains("Download edit template") && page.text.contains("With 1 chosen record"), "{}", page.text);
    let number = at.rsplit('=').next().expect("a number");
    let filled = browser.get(&format!("/companies/edit-file/download?selection={number}&format=csv"));
    assert!(filled.text.contains("Beta") && !filled.text.contains("Alfa"), "{}", filled.text);
    let empty = browser.get("/companies/edit-file/download?fill=empty&format=csv");
    assert!(empty.status == 200 && !empty.text.contains("Beta"), "{}", empty.text);
    assert_eq!(browser.get("/leads/edit-file").status, 404, "leads have none");
}

#[test]
fn a_view_is_saved_used_and_deleted() {
    let site = Site::with_jana();
    three(&site);
    let mut browser = site.signed_in("jana");
    browser.post("/companies/views", &[("name", "Moravia"), ("query", "f=city%20is%20Brno&sort=-name&after=7")]);
    let page = browser.get("/companies");
    assert!(page.text.contains("/companies?f=city%20is%20Brno&#38;sort=-name\""), "{}", page.text);
    site.add("petr", "operator");
    assert!(!site.signed_in("petr").get("/companies").text.contains("Moravia"), "it is not shared");
    assert_eq!(site.signed_in("petr").post("/companies/views/1/delete", &[]).status, 303);
    assert!(browser.get("/companies").text.contains("views/1/delete"), "another's view stays");
    browser.post("/companies/views/1/delete", &[]);
    assert!(!browser.get("/companies").text.contains("views/1/delete"));
}

#[test]
fn a_batch_of_a_program_says_what_it_was_and_yes_stands_with_a_capital() {
    let site = Site::with_jana();
    let item =
        |name: &str| Item { fields: vec![("name".into(), name.into()), ("vat_payer".into(), "yes".into())], ..Item::default() };
    let report = site.engine.edit_records(&Actor::local(), "company", &[item("Alfa"), item("Beta")], true).expect("a batch");
    let mut jana = site.signed_in("jana");
    let page = jana.get(&format!("/bulk/{}", report.run.expect("a run"))).text;
    assert!(page.contains("Records written one by one by another program · 2 records"), "{page}");
    assert!(page.contains("<dt>Created</dt><dd>2</dd>"), "{page}");
    assert!(jana.get("/companies/1").text.contains("<dt>VAT payer</dt><dd>Yes</dd>"));
}

#[test]
fn a_long_history_of_imports_is_read_page_by_page() {
    let site = Site::with_jana();
    for n in 0..52 {
        site.engine
            .edit_records(
                &Actor::local(),
                "company",
                &[Item { fields: vec![("name".into(), format!("C{n}"))], ..Item::default() }],
                true,
            )
            .expect("a batch");
    }
    let mut jana = site.signed_in("jana");
    let first = jana.get("/imports?q=&type=company").text;
    assert!(!first.contains("Back to the first page") && first.contains("rel=\"next\""), "{first}");
    let next = first.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let second = jana.get(&next.replace("&#38;", "&")).text;
    assert!(second.contains("Back to the first page") && !second.contains("rel=\"next\""), "{second}");
}

/// L1: the ways in are those that are open to the person; who has none is told so.
#[test]
fn l1_ways_in_are_those_that_are_open() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let mut petr = site.signed_in("petr");
    assert_eq!(petr.get("/leads/import").status, 403);
    let companies = petr.get("/companies/import");
    assert!(companies.status == 200 && companies.text.contains("profile=companies-contacts"), "{}", companies.text);
    assert!(site.signed_in("jana").get("/leads/import").text.contains("profile=leads"));
}

#[test]
fn sem_20_an_administrator_is_asked_with_the_number_of_places_and_erases() {
    let site = Site::with_jana();
    site.engine.create("contact", &[("name", "Xaverij"), ("email", "xaverij@example.com")]);
    site.engine.create("lead", &[("topic", "Fair"), ("email", "xaverij@example.com")]);
    let mut jana = site.signed_in("jana");
    assert!(jana.get("/contacts/1").text.contains("/contacts/1/erase"));
    let page = jana.get("/contacts/1/erase").text;
    assert!(page.contains("Erase Xaverij for good?") && page.contains("<dt>Records</dt><dd>1</dd>"), "{page}");
    assert!(page.contains("/leads/1"), "the same address elsewhere");
    site.add("petr", "operator");
    let mut petr = site.signed_in("petr");
    assert!(!petr.get("/contacts/1").text.contains("/erase"));
    assert_eq!((petr.get("/contacts/1/erase").status, petr.post("/contacts/1/erase", &[]).status), (403, 403));
    assert_eq!(jana.get("/contacts/1").status, 200);
    let at = to(&jana.post("/contacts/1/erase", &[]));
    let list = jana.get(&at).text;
    assert!(list.contains("Erased. Places:") && !list.contains("Xaverij"), "{list}");
    let grave = jana.get("/contacts/1");
    assert!(grave.status == 410 && !grave.text.contains("averij"), "{}", grave.text);
    assert!(jana.get("/settings/audit").text.contains("Erased a person"));
    assert_eq!(jana.get("/records/tunnel/77/erase").status, 404);
}
