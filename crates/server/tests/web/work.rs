//! Work in the background: it is done, told, and goes on after a server that did not come to the end.

use kartoteka_domain::run::State;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::work_queue::Work;

use crate::browser::Site;

const FILE: &str = "Name;E-mail\nAlfa;a@example.com\nBeta;not-an-email\n";

fn run_of(import: i64) -> Work {
    Work { kind: "run-import".to_owned(), subject: Some(import), request: "{}".to_owned() }
}

#[test]
fn a_run_in_the_background_is_followed_to_its_end_and_told() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    let jana = site.engine.actor("jana").expect("jana");
    site.engine.queue_work(&jana, &run_of(import)).expect("queued");
    let mut browser = site.signed_in("jana");
    let stream = browser.get(&format!("/imports/{import}/events"));
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert!(stream.text.trim_end().ends_with("event: done\ndata: {}"), "{}", stream.text);
    let view = site.engine.import(&Actor::local(), import).expect("the import");
    assert_eq!((view.import.state, view.import.counts.created), (State::Completed, 1));
    let page = browser.get("/notifications");
    assert!(page.text.contains("has finished."), "{}", page.text);
    assert!(page.text.contains(">1</span>"), "the bell counts it");
}

#[test]
fn flt_04_what_a_killed_server_had_begun_is_done_by_the_next() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    let jana = site.engine.actor("jana").expect("jana");
    let site = site.restarted(|engine| {
        engine.queue_work(&jana, &run_of(import)).expect("queued");
        let taken = engine.take_work("a server that was killed").expect("taken").expect("a job");
        assert!(taken.attempt == 1 && engine.take_work("another").expect("asked").is_none(), "a job has one worker");
    });
    let stream = site.signed_in("jana").get(&format!("/imports/{import}/events"));
    assert!(stream.text.trim_end().ends_with("event: done\ndata: {}"), "{}", stream.text);
    let view = site.engine.import(&Actor::local(), import).expect("the import");
    assert_eq!(view.import.state, State::Completed);
}

#[test]
fn sem_12_work_is_done_with_the_rights_of_its_day() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let petr = site.engine.actor("petr").expect("petr");
    let import = site.engine.upload(&site.engine.text("leads", "Subject;E-mail\nAlfa;a@example.com\n"));
    let job = site.engine.queue_work(&petr, &run_of(import)).expect("queued");
    let mut browser = site.signed_in("petr");
    assert_eq!(browser.get(&format!("/imports/{import}/events")).status, 403, "nor may he follow it");
    site.signed_in("jana").get(&format!("/imports/{import}/events"));
    let done = site.engine.job(&petr, job).expect("the job");
    assert_eq!(done.state, "failed");
    assert!(done.result.contains("permission-denied"), "{}", done.result);
    assert!(browser.get("/notifications").text.contains("could not go on"));
    assert!(site.engine.job(&site.engine.actor("jana").expect("jana"), job).is_ok(), "an administrator sees it");
}

#[test]
fn web_05_who_may_not_see_an_import_may_not_follow_it() {
    let site = Site::with_jana();
    site.add("klient", "end-user");
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    assert_eq!(site.signed_in("klient").get(&format!("/imports/{import}/events")).status, 403);
    assert_eq!(site.browser().get("/events").status, 303);
    assert_eq!(site.signed_in("jana").get("/imports/99/events").status, 404);
}
