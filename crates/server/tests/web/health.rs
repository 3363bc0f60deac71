//! What machines that watch over the server are told, and who may see the numbers.

use kartoteka_engine::actor::Actor;
use kartoteka_engine::work_queue::Work;

use crate::browser::Site;

#[test]
fn a_server_says_that_it_lives_and_is_ready() {
    let site = Site::new();
    let mut machine = site.browser();
    assert_eq!((machine.get("/health/live").status, machine.get("/health/live").text.as_str()), (200, "live\n"));
    let ready = machine.get("/health/ready");
    assert_eq!((ready.status, ready.text.as_str(), ready.header("cache-control")), (200, "ready\n", "no-store"));
    assert!(machine.cookies.is_empty(), "machines get no session");
}

#[test]
fn numbers_are_for_this_machine_and_tell_nothing_of_people() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", "Name;E-mail\nTajná s.r.o.;secret@example.com\n"));
    let work = Work { kind: "run-import".to_owned(), subject: Some(import), request: "{}".to_owned() };
    let jana = site.engine.actor("jana").expect("jana");
    site.engine.queue_work(&jana, &work).expect("queued");
    site.signed_in("jana").get(&format!("/imports/{import}/events"));
    assert_eq!(site.engine.import(&Actor::local(), import).expect("it").import.counts.created, 1);
    let page = site.browser().get("/metrics");
    assert_eq!((page.status, page.header("content-type")), (200, "text/plain; version=0.0.4; charset=utf-8"));
    for found in [
        "kartoteka_database_up 1",
        "kartoteka_job_seconds_count{kind=\"run-import\",end=\"done\"} 1",
        "kartoteka_request_seconds_count{class=\"2xx\"}",
        "kartoteka_queue_overdue_jobs 0",
        "kartoteka_leases_lost_total 0",
    ] {
        assert!(page.text.contains(found), "{found}\n{}", page.text);
    }
    for never in ["jana", "Tajná", "secret", "example.com"] {
        assert!(!page.text.contains(never), "{never}\n{}", page.text);
    }
}

#[test]
fn numbers_are_not_there_for_whoever_comes_through_a_proxy() {
    let site = Site::new();
    for header in ["x-forwarded-for", "forwarded"] {
        let mut passed_on = site.browser().with(header, "203.0.113.7");
        assert_eq!(passed_on.get("/metrics").status, 404, "{header}");
        assert_eq!(passed_on.get("/health/ready").status, 200, "{header}");
    }
}
