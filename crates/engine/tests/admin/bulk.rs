//! Mass edits: the preview is what happens, it can be taken back, and a stopped one goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kartoteka_domain::filter::Filter;
use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::run::State;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::error::Error;
use kartoteka_engine::mass_edit::{BulkAction, BulkReport};
use kartoteka_engine::progress::Watch;

use super::House;

fn house() -> House {
    let house = House::new();
    house.user("ivanov", "operator");
    house.user("petrov", "operator");
    for name in ["Acme", "Beta", "Gama"] {
        house.create("company", &[("name", name), ("responsible", "petrov"), ("tags", "old, vip")]);
    }
    house
}

fn set(field: &str, text: &str) -> BulkAction {
    BulkAction::Set { field: field.into(), text: text.into() }
}

impl House {
    /// Edits after a preview, which must promise the same.
    fn bulk(&self, type_word: &str, filter: &Filter, actions: &[BulkAction]) -> BulkReport {
        let preview = self.engine.bulk_edit(&self.admin, type_word, filter, actions, true, &Watch::default()).expect("a preview");
        let done = self.engine.bulk_edit(&self.admin, type_word, filter, actions, false, &Watch::default()).expect("an edit");
        assert_eq!(preview.run, None);
        assert_eq!(BulkReport { run: None, ..done.clone() }, preview, "{actions:?}");
        assert!(done.counts().add_up(), "{done:?}");
        done
    }

    fn company(&self, id: i64) -> (String, String, Vec<String>) {
        let view = self.record("company", RecordId(id));
        let text = |key: &str| view.fields.iter().find(|field| field.key == key).expect("a field").text.clone();
        let mut tags: Vec<String> = view.tags.iter().map(ToString::to_string).collect();
        tags.sort();
        (text("is_active"), text("responsible"), tags)
    }
}

#[test]
fn m4_m5_m7_status_people_and_tags_by_filter_and_back() {
    let house = house();
    let before: Vec<_> = (1..=3).map(|id| house.company(id)).collect();
    let actions = [
        BulkAction::Deactivate,
        BulkAction::SetResponsible(vec![" IVANOV ".into()]),
        BulkAction::AddTag("new".into()),
        BulkAction::RemoveTag("OLD".into()),
    ];
    let report = house.bulk("companies", &house.filter("company", &["id>1"]), &actions);
    assert_eq!((report.records, report.updated, report.unchanged, report.rejected), (2, 2, 0, 0));
    assert_eq!(report.by_person, [("ivanov".to_owned(), 2), ("petrov".to_owned(), -2)]);
    assert_eq!(house.company(1), before[0]);
    assert_eq!(house.company(3), ("no".into(), "ivanov".into(), vec!["new".into(), "vip".into()]));
    let again = house.bulk("companies", &house.filter("company", &["id>1"]), &actions);
    assert_eq!((again.updated, again.unchanged), (0, 2));
    let run = report.run.expect("a run");
    assert_eq!(house.engine.import(&house.admin, run).expect("the run").import.state, State::Completed);
    let history = house.engine.record_history(&house.admin, "company", RecordId(3), Language::English).expect("a history");
    assert_eq!((history[0].run, history[0].kind, history[0].what), (run, "bulk", "updated"));
    let people = history[0].changes.iter().find(|change| change.key == "responsible").expect("people");
    assert_eq!((people.before.as_str(), people.after.as_str()), ("petrov", "ivanov"));
    let undone = house.engine.undo_run(&house.admin, run, false, &Watch::default()).expect("an undo");
    assert_eq!((undone.restored, undone.kept_count), (2, 0));
    assert_eq!((1..=3).map(|id| house.company(id)).collect::<Vec<_>>(), before);
}

#[test]
fn m5_people_are_added_and_removed() {
    let house = house();
    let add = house.bulk("company", &Filter::all(), &[BulkAction::AddResponsible(vec!["ivanov".into(), "petrov".into()])]);
    assert_eq!((add.updated, add.by_person), (3, vec![("ivanov".to_owned(), 3)]));
    assert_eq!(house.company(1).1, "ivanov, petrov");
    let remove =
        house.bulk("company", &house.filter("company", &["id=2"]), &[BulkAction::RemoveResponsible(vec!["petrov".into()])]);
    assert_eq!((remove.updated, remove.by_person), (1, vec![("petrov".to_owned(), -1)]));
    assert_eq!(house.company(2).1, "ivanov");
    let nobody = house.bulk("company", &house.filter("company", &["id=2"]), &[BulkAction::SetResponsible(vec![])]);
    assert_eq!((nobody.updated, house.company(2).1.as_str()), (1, ""));
}

#[test]
fn tags_alone_are_journaled_and_come_back() {
    let house = house();
    let version = house.record("company", RecordId(1)).version;
    let report = house
        .engine
        .tag_records(&house.admin, "company", &[RecordId(1), RecordId(2)], &["fair".into()], &["old".into()])
        .expect("tags");
    assert_eq!((report.records, report.updated), (2, 2));
    assert_eq!(house.company(1).2, ["fair", "vip"]);
    assert_eq!(house.company(3).2, ["old", "vip"]);
    assert_eq!(house.record("company", RecordId(1)).version, version, "tags are no edit of the record");
    let undone = house.engine.undo_run(&house.admin, report.run.expect("a run"), false, &Watch::default()).expect("an undo");
    assert_eq!((undone.restored, undone.kept_count), (2, 0));
    assert_eq!(house.company(1).2, ["old", "vip"]);
}

#[test]
fn m6_unknown_numbers_and_logins_are_named_and_nothing_else_happens() {
    let house = house();
    let ids = Filter::ids([2, 77, 78].map(RecordId).to_vec());
    let report = house.bulk("company", &ids, &[BulkAction::Deactivate]);
    assert_eq!((report.records, report.updated, report.rejected), (3, 1, 2));
    let named: Vec<_> = report.issues.iter().map(|issue| (issue.code, BulkReport::record_of(issue))).collect();
    assert_eq!(named, [(Code::RecordMissing, Some(RecordId(77))), (Code::RecordMissing, Some(RecordId(78)))]);
    let run = report.run.expect("a run");
    assert_eq!(house.engine.import(&house.admin, run).expect("the run").import.counts, report.counts());
    let kept = house.engine.issues(&house.admin, run, &Default::default(), None, 10).expect("issues");
    assert_eq!(kept.into_iter().map(|kept| kept.issue).collect::<Vec<_>>(), report.issues);
    let actions = [BulkAction::Activate, BulkAction::AddResponsible(vec!["ivanof".into()])];
    let report = house.bulk("company", &Filter::all(), &actions);
    assert_eq!((report.run, report.updated, report.rejected), (None, 0, 3));
    assert_eq!((report.issues[0].code, report.issues[0].value.as_deref()), (Code::LinkMissing, Some("ivanof")));
    assert!(report.issues[0].params.contains(&("likely", "ivanov".into())), "{:?}", report.issues[0]);
    assert_eq!(house.company(2).0, "no");
}

#[test]
fn values_are_read_by_their_kinds_and_rules_hold() {
    let house = house();
    let all = Filter::all();
    assert_eq!(house.bulk("company", &all, &[set("Employees", "1 250"), set("město", "Brno")]).updated, 3);
    assert_eq!(
        (house.text("company", RecordId(1), "employees"), house.text("company", RecordId(3), "city")),
        ("1250".into(), "Brno".into())
    );
    assert_eq!(house.bulk("company", &all, &[set("city", "")]).updated, 3);
    assert_eq!(house.text("company", RecordId(3), "city"), "");
    for (action, code) in [
        (set("employees", "many"), Code::NumberUnreadable),
        (set("name", ""), Code::RequiredEmpty),
        (set("parent", "Nobody"), Code::LinkMissing),
    ] {
        let report = house.bulk("company", &all, std::slice::from_ref(&action));
        assert_eq!((report.run, report.rejected, report.issues[0].code), (None, 3, code), "{action:?}");
    }
    // A unique value goes to one record only.
    let report = house.bulk("company", &house.filter("company", &["id>1"]), &[set("external_id", "X-1")]);
    assert_eq!((report.updated, report.rejected, report.issues[0].code), (1, 1, Code::KeyTaken));
    // Nobody stands above themselves: neither the parent nor what it hangs on.
    assert_eq!(house.bulk("company", &house.filter("company", &["id=1"]), &[set("parent", "Beta")]).updated, 1);
    let report = house.bulk("company", &all, &[set("parent", "Acme")]);
    assert_eq!((report.updated, report.rejected), (1, 2));
    assert!(report.issues.iter().all(|issue| issue.code == Code::LinkCycle), "{:?}", report.issues);
    for (action, code) in [
        (set("ctiy", "x"), "field-unknown"),
        (set("created_at", "2026-01-01"), "field-not-writable"),
        (BulkAction::RemoveTag("never".into()), "tag-unknown"),
    ] {
        let refused =
            house.engine.bulk_edit(&house.admin, "company", &all, std::slice::from_ref(&action), true, &Watch::default());
        assert_eq!(refused.expect_err("refused").code(), Some(code), "{action:?}");
    }
}

#[test]
fn a_full_name_follows_its_parts() {
    let house = House::new();
    let own = house.create("contact", &[("first_name", "Jana"), ("last_name", "Malá")]);
    let by_hand = house.create("contact", &[("name", "J. Malá"), ("first_name", "Jana"), ("last_name", "Malá")]);
    assert_eq!(house.bulk("contact", &Filter::all(), &[set("last_name", "Velká")]).updated, 2);
    assert_eq!(
        (house.text("contact", own, "name"), house.text("contact", by_hand, "name")),
        ("Jana Velká".into(), "J. Malá".into())
    );
}

#[test]
fn l13_delete_keeps_what_others_hang_on_and_undo_brings_back() {
    let house = house();
    house.create("contact", &[("name", "Jan"), ("company", "Beta")]);
    let before = house.record("company", RecordId(1));
    let report = house.bulk("company", &Filter::all(), &[BulkAction::Delete]);
    assert_eq!((report.records, report.updated, report.rejected), (3, 2, 1));
    let kept = &report.issues[0];
    assert_eq!((kept.code, BulkReport::record_of(kept)), (Code::LinkedStays, Some(RecordId(2))));
    assert!(kept.params.contains(&("links", "contact 1".into())), "{kept:?}");
    assert_eq!(house.ids("company", &Filter::all()), [2]);
    house.engine.undo_run(&house.admin, report.run.expect("a run"), false, &Watch::default()).expect("an undo");
    assert_eq!(house.ids("company", &Filter::all()), [1, 2, 3]);
    let back = house.record("company", RecordId(1));
    assert_eq!((back.fields, back.tags), (before.fields, before.tags));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let house = house();
    let refused = |actor: &Actor, ty: &str, actions: &[BulkAction]| {
        house.engine.bulk_edit(actor, ty, &Filter::all(), actions, false, &Watch::default()).expect_err("refused").code()
    };
    let operator = Actor { id: Some(RecordId(1)), login: "ivanov".into(), role: Role::Operator, scopes: None };
    let end_user = Actor { role: Role::EndUser, ..operator.clone() };
    assert_eq!(refused(&house.admin, "company", &[]), Some("bulk-empty"));
    assert_eq!(refused(&house.admin, "company", &[BulkAction::Delete, BulkAction::Activate]), Some("bulk-delete-alone"));
    assert_eq!(refused(&house.admin, "product", &[BulkAction::Activate]), Some("field-unknown"));
    assert_eq!(refused(&operator, "user", &[set("role", "administrator")]), Some("permission-denied"));
    assert_eq!(refused(&end_user, "company", &[BulkAction::Activate]), Some("permission-denied"));
}

#[test]
fn h8_an_email_goes_to_one_user_while_people_sign_in_by_it() {
    let house = house();
    let both = [set("email", "team@example.com")];
    assert_eq!(house.bulk("user", &house.filter("user", &["id=1"]), &both).updated, 1);
    house.engine.set_setting(&house.admin, "login_mode", "email").expect("switched");
    let report = house.bulk("user", &Filter::all(), &both);
    assert_eq!((report.unchanged, report.rejected), (1, 1));
    assert_eq!((report.issues[0].code, BulkReport::record_of(&report.issues[0])), (Code::KeyTaken, Some(RecordId(2))));
}

/// SEM-19 and invariant 9: the records are bound at the start; a stopped edit goes on with the rest, each record once.
#[test]
fn sem_19_a_stopped_mass_edit_goes_on_with_the_same_records() {
    let house = House::new();
    let rows: String = (1..=6_000).map(|n| format!("Company {n},Brno\n")).collect();
    house.import("company", &format!("Name,City\n{rows}"));
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let watch = Watch::new(stop, move |_| told.store(true, Ordering::Relaxed));
    let filter = house.filter("company", &["city=Brno"]);
    let stopped = house.engine.bulk_edit(&house.admin, "company", &filter, &[set("city", "Praha")], false, &watch);
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    let run = house.engine.imports(&house.admin, &Default::default()).expect("runs")[0].import.clone();
    assert_eq!((run.state, run.counts.updated), (State::Stopped, 5_000));
    assert_eq!(house.engine.count_records(&house.admin, "company", &filter).expect("a count"), 1_000);
    house.create("company", &[("name", "Late"), ("city", "Brno")]);
    let report = house.engine.resume_bulk(&house.admin, run.id, &Watch::default()).expect("the rest");
    assert_eq!((report.run, report.records, report.updated, report.unchanged), (Some(run.id), 6_000, 6_000, 0));
    assert_eq!(house.ids("company", &filter), [6_001], "one that came to fit later is not touched");
    let undone = house.engine.undo_run(&house.admin, run.id, false, &Watch::default()).expect("an undo");
    assert_eq!((undone.restored, undone.kept_count), (6_000, 0));
}
