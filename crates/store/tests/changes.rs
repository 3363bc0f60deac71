//! Contract: the journal of runs, the history of records, tags, links.

mod common;

use std::ops::ControlFlow;

use common::*;
use kartoteka_domain::change::{Change, ChangeKind, FieldChange};
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::run::Counts;
use kartoteka_domain::value::Value;
use kartoteka_store::{BatchNote, LinkedFrom, TagFilter};

fn updated(id: i64, version: u32, before: &str, after: &str) -> Change {
    let fields = vec![FieldChange { field: "name".into(), before: text(before), after: text(after) }];
    Change { id: RecordId(id), kind: ChangeKind::Updated, version: Version(version), fields }
}

/// Run 1 created 1 to 10; run 2 changed 3 and 7; run 3 changed 3 twice and deleted 9.
fn house() -> House {
    let mut house = House::new();
    house.batch(|batch, contact, company| {
        batch.append_created(1, contact, at(), &[(RecordId(1), RecordId(10))]).expect("journal");
        batch.append_created(1, company, at(), &[(RecordId(3), RecordId(3))]).expect("journal");
        batch.append_journal(2, contact, at(), &[updated(7, 1, "g", "G"), updated(3, 1, "c", "C")]).expect("journal");
        batch.append_journal(3, contact, at(), &[updated(3, 2, "C", "CC"), updated(3, 3, "CC", "CCC")]).expect("journal");
        let deleted = Change { kind: ChangeKind::Deleted, ..updated(9, 1, "i", "") };
        batch.append_journal(3, contact, at(), &[deleted]).expect("journal");
        batch.append_journal(3, contact, at(), &[]).expect("nothing is nothing");
    });
    house
}

#[test]
fn the_history_of_a_record_is_latest_first() {
    let house = house();
    let of = |id, limit| {
        let history = house.writer.history(&house.contact, RecordId(id), limit).expect("a history");
        history.into_iter().map(|entry| (entry.run, entry.change.version.0, entry.change.kind)).collect::<Vec<_>>()
    };
    use ChangeKind::*;
    assert_eq!(of(3, 9), [(3, 3, Updated), (3, 2, Updated), (2, 1, Updated), (1, 0, Created)]);
    assert_eq!(of(3, 1), [(3, 3, Updated)]);
    assert_eq!(of(5, 9), [(1, 0, Created)]);
    assert_eq!(of(9, 9), [(3, 1, Deleted), (1, 0, Created)]);
    assert_eq!(of(11, 9), []);
}

#[test]
fn changes_since_a_version_are_what_others_did() {
    let house = house();
    let asked = [(RecordId(7), Version(2)), (RecordId(3), Version(2)), (RecordId(3), Version(2)), (RecordId(1), Version(0))];
    let found = house.writer.changes_since(&house.contact, &asked[..2]).expect("changes");
    assert_eq!(found, [vec![], vec![updated(3, 2, "C", "CC"), updated(3, 3, "CC", "CCC")]]);
    let found = house.writer.changes_since(&house.contact, &asked[3..]).expect("changes");
    assert_eq!(found, [vec![]]);
    assert!(house.writer.changes_since(&house.contact, &[]).expect("changes").is_empty());
}

#[test]
fn a_run_is_read_forward_and_backward() {
    let mut house = house();
    let many: Vec<Change> = (1..=2500).map(|id| updated(id, 1, "a", "b")).collect();
    house.batch(|batch, contact, _| batch.append_journal(4, contact, at(), &many).expect("journal"));
    let read = |run, descending, after| {
        let mut entries = Vec::new();
        house
            .writer
            .journal_entries(run, descending, after, |entry| {
                entries.push(entry);
                Ok(ControlFlow::Continue(()))
            })
            .expect("a journal");
        entries
    };
    let forward = read(4, false, None);
    assert_eq!(
        forward.iter().map(|entry| (entry.seq, entry.changes.len())).collect::<Vec<_>>(),
        [(1, 1000), (2, 1000), (3, 500)]
    );
    assert_eq!(forward.into_iter().flat_map(|entry| entry.changes).collect::<Vec<_>>(), many);
    assert_eq!(read(4, true, None).iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(read(4, true, Some(2)).iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1]);
    assert_eq!(read(4, false, Some(2)).iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3]);
    let created = read(1, false, None);
    assert_eq!(created[0].created, Some((RecordId(1), RecordId(10))));
    assert_eq!((created[1].type_key.as_str(), created[1].at), ("company", at()));
}

#[test]
fn flt_04_the_last_committed_batch_says_where_to_go_on() {
    let mut house = House::new();
    let note = |from, created| BatchNote {
        part: 1,
        phase: 0,
        block_from: from,
        block_to: from + 9,
        counts: Counts { rows: created, created, ..Counts::default() },
    };
    assert_eq!(house.writer.last_batch(1).expect("a look"), None);
    house.batch(|batch, _, _| {
        assert_eq!(batch.record_batch(1, &note(0, 5), at()).expect("a batch"), 1);
        assert_eq!(batch.record_batch(1, &note(10, 6), at()).expect("a batch"), 2);
        assert_eq!(batch.record_batch(2, &note(50, 1), at()).expect("a batch"), 1);
    });
    {
        let batch = house.writer.begin().expect("a batch");
        batch.record_batch(1, &note(20, 7), at()).expect("a batch");
    }
    assert_eq!(house.writer.last_batch(1).expect("a look"), Some(note(10, 6)));
    assert_eq!(house.writer.batch_counts(1).expect("counts").created, 11);
}

#[test]
fn tags_say_what_they_touched() {
    let mut house = House::new();
    house.people(&["a", "b", "c"]);
    house.batch(|batch, contact, company| {
        let vip = batch.tag_id("VIP", None, at()).expect("a tag");
        let of_import = batch.tag_id("Import 2026-11-21 #5", Some(5), at()).expect("a tag");
        assert_eq!(batch.tag_id("vip", None, at()).expect("a tag"), vip, "case does not matter");
        assert_eq!(batch.find_tag("none").expect("a look"), None);
        assert_eq!(batch.add_tag(contact, vip, &ids(&[1, 2])).expect("tags"), ids(&[1, 2]));
        assert_eq!(batch.add_tag(contact, vip, &ids(&[2, 3])).expect("tags"), ids(&[3]));
        assert_eq!(batch.add_tag_range(contact, of_import, RecordId(2), RecordId(99)).expect("tags"), 2);
        assert_eq!(batch.add_tag_range(contact, of_import, RecordId(1), RecordId(3)).expect("tags"), 1);
        assert_eq!(batch.remove_tag(contact, vip, &ids(&[1, 9])).expect("tags"), ids(&[1]));
        let types = [contact.clone(), company.clone()];
        let list = |filter: TagFilter| {
            let tags = batch.tags(&filter, &types).expect("tags");
            tags.into_iter().map(|tag| (tag.name.to_string(), tag.import, tag.counts)).collect::<Vec<_>>()
        };
        let import = ("Import 2026-11-21 #5".to_owned(), Some(5), vec![("contact".into(), 3)]);
        let vip = ("VIP".to_owned(), None, vec![("contact".into(), 2)]);
        assert_eq!(list(TagFilter::default()), [import.clone(), vip.clone()]);
        assert_eq!(list(TagFilter { only_of_imports: true, ..TagFilter::default() }), [import]);
        assert_eq!(list(TagFilter { prefix: "vI".into(), ..TagFilter::default() }), [vip]);
        assert_eq!(list(TagFilter { prefix: "%".into(), ..TagFilter::default() }), []);
        assert_eq!(list(TagFilter { limit: 1, ..TagFilter::default() }).len(), 1);
    });
}

#[test]
fn l13_links_from_every_type_are_counted() {
    let mut house = House::new();
    house.batch(|batch, contact, company| {
        insert(batch, company, &["name"], [vec![text("x")], vec![text("y")]]);
        let row = |to: i64, by: &[i64]| vec![Some(Value::Link(RecordId(to))), Value::links(ids(by))];
        insert(batch, contact, &["company", "responsible"], [row(1, &[]), row(1, &[1]), row(2, &[1, 2])]);
        let types = [contact.clone(), company.clone()];
        let link = |id, field: &str, count| LinkedFrom {
            id: RecordId(id),
            from_type: "contact".into(),
            from_field: field.into(),
            count,
        };
        assert_eq!(
            batch.links_to(company, &ids(&[1, 2, 3]), &types).expect("links"),
            [link(1, "company", 2), link(2, "company", 1)]
        );
        assert_eq!(batch.links_to(contact, &ids(&[1, 3]), &types).expect("links"), [link(1, "responsible", 2)]);
        let by = |key: &str, to| {
            batch.linking_records(contact, contact.position(key).expect("a field"), RecordId(to), 9).expect("links")
        };
        assert_eq!((by("company", 1), by("responsible", 2)), (ids(&[1, 2]), ids(&[3])));
    });
}
