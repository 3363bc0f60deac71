//! Contract: records go in and come back exactly; numbers are never reused; versions guard updates.

mod common;

use std::ops::ControlFlow;

use common::*;
use jiff::civil::{date, datetime, time};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_domain::value::Value;
use kartoteka_store::{Reader, StoreError};

const EVERY: [&str; 15] = [
    "external_id",
    "name",
    "username",
    "email",
    "note",
    "age",
    "balance",
    "is_active",
    "birthday",
    "seen_at",
    "wakes_at",
    "lifecycle",
    "hobbies",
    "company",
    "responsible",
];

fn every_value() -> Vec<Option<Value>> {
    vec![
        text("00042"),
        text("O'Brien \"Žluťoučký\" \\ % _ 😀"),
        text("Ivanov"),
        text("a@b.cz"),
        text("two\nlines; DROP TABLE contact; --"),
        Some(Value::Integer(i64::MIN)),
        Some(Value::Decimal("12345678901234567890.12345678".parse().expect("a decimal"))),
        Some(Value::Bool(false)),
        Some(Value::Date(date(1899, 12, 31))),
        Some(Value::DateTime(datetime(2026, 3, 29, 2, 30, 0, 0))),
        Some(Value::Time(time(23, 59, 59, 0))),
        text("customer"),
        Some(Value::List(vec!["go".into(), "\"chess\", ]".into()])),
        Some(Value::Link(RecordId(5))),
        Value::links(ids(&[9, 2])),
    ]
}

#[test]
fn every_kind_comes_back_exactly() {
    let mut house = House::new();
    house.batch(|batch, contact, _| insert(batch, contact, &EVERY, [every_value(), vec![None; EVERY.len()]]));
    let fields = positions(&house.contact, &EVERY);
    let records = house.writer.records_by_id(&house.contact, &fields, &ids(&[2, 1, 77, 1])).expect("records");
    assert_eq!(records.len(), 2);
    assert_eq!((records[0].id, records[0].version), (RecordId(1), Version(1)));
    assert_eq!(records[0].values, every_value());
    assert_eq!(records[1].values, vec![None; EVERY.len()]);
}

#[test]
fn stamps_are_read_as_fields() {
    let mut house = House::new();
    house.people(&["Ada"]);
    let fields = positions(&house.contact, &["id", "created_at", "updated_at"]);
    let stamped = Some(Value::DateTime(at()));
    let read =
        |house: &House| house.writer.records_by_id(&house.contact, &fields, &ids(&[1])).expect("records")[0].values.clone();
    assert_eq!(read(&house), vec![Some(Value::Integer(1)), stamped.clone(), stamped.clone()]);
    let later = datetime(2026, 12, 1, 0, 0, 0, 0);
    house.batch(|batch, contact, _| {
        let mut updater = batch.updater(contact, &kartoteka_store::Stamp { at: later, by: 1, import: None }).expect("updater");
        assert!(updater.update(RecordId(1), Version(1), &[(2, None)]).expect("update"));
    });
    assert_eq!(read(&house), vec![Some(Value::Integer(1)), stamped, Some(Value::DateTime(later))]);
}

#[test]
fn numbers_are_never_given_twice() {
    let mut house = House::new();
    let first = house.batch(|batch, contact, _| batch.take_ids(contact, 10).expect("ids"));
    assert_eq!(first, RecordId(1));
    house.batch(|batch, contact, company| {
        assert_eq!(batch.take_ids(contact, 1).expect("ids"), RecordId(11));
        assert_eq!(batch.take_ids(company, 1).expect("ids"), RecordId(1));
        assert_eq!(batch.take_number("import").expect("a number"), 1);
        assert_eq!(batch.take_number("import").expect("a number"), 2);
    });
}

#[test]
fn flt_04_a_batch_that_is_not_committed_leaves_nothing() {
    let mut house = House::new();
    {
        let batch = house.writer.begin().expect("a batch");
        insert(&batch, &house.contact, &["name"], [vec![text("Ada")]]);
        assert!(!batch.is_empty(&house.contact).expect("a look"), "the batch sees its own rows");
    }
    assert!(house.writer.is_empty(&house.contact).expect("a look"));
    assert_eq!(house.batch(|batch, contact, _| batch.take_ids(contact, 1).expect("ids")), RecordId(1));
}

#[test]
fn a_unique_value_taken_names_the_field_and_the_batch_goes_on() {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        insert(
            batch,
            contact,
            &["username", "external_id"],
            [vec![text("Ivanov"), text("x1")], vec![None, None], vec![None, None]],
        );
        let mut inserter =
            batch.inserter(contact, &positions(contact, &["username", "external_id"]), &stamp(None)).expect("inserter");
        for (id, username, external, expected) in
            [(10, "IVANOV", "x2", "username"), (11, "other", "x1", "external_id"), (1, "third", "x3", "id")]
        {
            match inserter.insert(RecordId(id), &[text(username), text(external)]) {
                Err(StoreError::Unique { field }) => assert_eq!(field, expected),
                other => panic!("{username}: {other:?}"),
            }
        }
        inserter.insert(RecordId(12), &[text("fourth"), text("X1")]).expect("external ids are compared exactly");
        let mut updater = batch.updater(contact, &stamp(None)).expect("updater");
        let taken = updater.update(
            RecordId(12),
            Version(1),
            &[(contact.position("username").expect("a field"), Some(&Value::text("ivanov")))],
        );
        assert!(matches!(taken, Err(StoreError::Unique { field }) if field == "username"));
    });
    assert_eq!(house.writer.count(&house.contact, &Filter::all()).expect("a count"), 4);
}

#[test]
fn an_update_of_a_moved_version_writes_nothing() {
    let mut house = House::new();
    house.people(&["Ada"]);
    let keys = positions(&house.contact, &["name", "responsible", "tags", "age"]);
    let read = |house: &House| house.writer.records_by_id(&house.contact, &keys, &ids(&[1])).expect("records").remove(0);
    house.batch(|batch, contact, _| {
        let mut updater = batch.updater(contact, &stamp(Some(3))).expect("updater");
        let links = Value::links(ids(&[4, 3]));
        let tags = Value::List(vec!["VIP".into(), "Brno".into()]);
        let name = Value::text("Eva");
        let fields = [(keys[0], Some(&name)), (keys[1], links.as_ref()), (keys[2], Some(&tags))];
        assert!(updater.update(RecordId(1), Version(1), &fields).expect("update"));
        assert!(!updater.update(RecordId(1), Version(1), &[(keys[0], None)]).expect("update"), "the version moved");
        assert!(!updater.update(RecordId(99), Version(1), &[(keys[0], None)]).expect("update"), "no such record");
    });
    let record = read(&house);
    assert_eq!(record.version, Version(2));
    let tags = Some(Value::List(vec!["VIP".into(), "Brno".into()]));
    assert_eq!(record.values, vec![text("Eva"), Value::links(ids(&[3, 4])), tags, None]);
    assert_eq!(house.writer.find_by_name(&house.contact, &["eva".into(), "ada".into()]).expect("a look-up"), [ids(&[1]), vec![]]);
    house.batch(|batch, contact, _| {
        let mut updater = batch.updater(contact, &stamp(None)).expect("updater");
        assert!(
            updater
                .update(RecordId(1), Version(2), &[(keys[1], None), (keys[2], None), (keys[3], Some(&Value::Integer(3)))])
                .expect("update")
        );
    });
    assert_eq!(read(&house).values, vec![text("Eva"), None, None, Some(Value::Integer(3))]);
}

#[test]
fn a_deleted_record_comes_back_with_its_stamps() {
    let mut house = House::new();
    let keys = ["name", "responsible", "tags"];
    let values = vec![text("Ada"), Value::links(ids(&[2])), Some(Value::List(vec!["VIP".into()]))];
    house.batch(|batch, contact, _| insert(batch, contact, &keys, [values.clone(), vec![text("Eva"), None, None]]));
    let fields = positions(&house.contact, &["name", "responsible", "tags", "created_at", "updated_at"]);
    let before = house.writer.records_by_id(&house.contact, &fields, &ids(&[1])).expect("records");
    assert_eq!(house.batch(|batch, contact, _| batch.delete(contact, &ids(&[1, 50])).expect("delete")), 1);
    assert!(house.writer.records_by_id(&house.contact, &fields, &ids(&[1])).expect("records").is_empty());
    house.batch(|batch, contact, _| {
        let later = kartoteka_store::Stamp { at: datetime(2027, 1, 1, 0, 0, 0, 0), by: 9, import: Some(4) };
        let mut inserter = batch.inserter(contact, &positions(contact, &keys), &later).expect("inserter");
        inserter.restore(RecordId(1), &values).expect("restore");
    });
    let after = house.writer.records_by_id(&house.contact, &fields, &ids(&[1])).expect("records");
    assert_eq!(after[0].values, before[0].values);
    assert_eq!(after[0].version, Version(2), "a version never repeats");
    house.batch(|batch, contact, _| {
        assert_eq!(batch.delete_range(contact, RecordId(1), RecordId(2)).expect("delete"), 2);
        insert(batch, contact, &["name"], [vec![text("New")]])
    });
    let all = house.writer.scan(&house.contact, &fields[..3], &Filter::all(), None, 9).expect("a scan");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].values, vec![text("New"), None, None], "no tag or link of the deleted is left");
}

#[test]
fn scan_pages_by_number_and_stream_stops_when_told() {
    let mut house = House::new();
    house.people(&["a", "b", "c", "d", "e"]);
    let name = positions(&house.contact, &["name"]);
    let page = house.writer.scan(&house.contact, &name, &Filter::all(), Some(RecordId(2)), 2).expect("a page");
    assert_eq!(page.iter().map(|r| r.id.0).collect::<Vec<_>>(), [3, 4]);
    let mut seen = Vec::new();
    house
        .writer
        .stream(&house.contact, &name, &Filter::all(), |record| {
            seen.push(record.values[0].clone());
            if seen.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .expect("a stream");
    assert_eq!(seen, [text("a"), text("b"), text("c")]);
}

#[test]
fn a_column_is_read_from_its_first_value_on() {
    let mut house = House::new();
    house.people(&["Ada", "Eva"]);
    let reader = house.store.reader().expect("a reader");
    let fields = positions(&house.contact, &["email", "age"]);
    let all = |reader: &Reader, house: &House| -> Vec<Vec<Option<Value>>> {
        let found = reader.scan(&house.contact, &fields, &Filter::all(), None, 9).expect("a scan");
        found.into_iter().map(|record| record.values).collect()
    };
    assert_eq!(all(&reader, &house), [[None, None], [None, None]]);
    // A batch that is thrown away fills nothing.
    let batch = house.writer.begin().expect("a batch");
    insert(&batch, &house.contact, &["email"], [vec![text("x@y.cz")]]);
    drop(batch);
    assert_eq!(all(&reader, &house), [[None, None], [None, None]]);
    house.batch(|batch, contact, _| {
        insert(batch, contact, &["email"], [vec![text("x@y.cz")]]);
        let mut updater = batch.updater(contact, &stamp(None)).expect("updater");
        assert!(updater.update(RecordId(1), Version(1), &[(fields[1], Some(&Value::Integer(36)))]).expect("update"));
    });
    let age = Some(Value::Integer(36));
    assert_eq!(all(&reader, &house), [[None, age], [None, None], [text("x@y.cz"), None]]);
}

#[test]
fn flt_23_values_of_an_older_schema_are_read() {
    let mut house = House::in_a_file();
    house.batch(|batch, contact, _| insert(batch, contact, &["name", "email"], [vec![text("Ada"), text("x@y.cz")]]));
    // The schema before filled columns, which no server ever had.
    house.raw("UPDATE kt_meta SET value = '2' WHERE key = 'schema_version'; DROP TABLE kt_filled_column");
    let again = house.again().expect("taken up");
    let fields = positions(&house.contact, &["name", "email"]);
    let found = again.reader().expect("a reader").scan(&house.contact, &fields, &Filter::all(), None, 9).expect("a scan");
    assert_eq!(found[0].values, [text("Ada"), text("x@y.cz")]);
}

#[test]
fn keys_are_looked_up_by_block() {
    let mut house = House::new();
    house.contact.natural_keys = vec![vec!["email".into(), "company".into()]];
    house.batch(|batch, contact, _| {
        batch.ensure_type(contact).expect("a key was added");
        let row = |email: &str, company: i64, age: i64| {
            vec![text(email), Some(Value::Link(RecordId(company))), Some(Value::Integer(age))]
        };
        let mut rows = vec![row("A@x.cz", 1, 1), row("a@x.cz", 2, 2), row("b@x.cz", 1, 2)];
        rows.extend((0..12).map(|_| row("many@x.cz", 3, 3)));
        insert(batch, contact, &["email", "company", "age"], rows)
    });
    let look = |keys: &[&str], wanted: &[&[&str]]| {
        let wanted: Vec<Vec<_>> = wanted.iter().map(|key| key.iter().map(|word| (*word).into()).collect()).collect();
        house.writer.find_by_key(&house.contact, &positions(&house.contact, keys), &wanted).expect("a look-up")
    };
    assert_eq!(look(&["email"], &[&["b@x.cz"], &["none"], &["a@x.cz"]]), [ids(&[3]), vec![], ids(&[1, 2])]);
    assert_eq!(look(&["email", "company"], &[&["a@x.cz", "2"], &["b@x.cz", "2"], &["a@x.cz", "x"]]), [ids(&[2]), vec![], vec![]]);
    assert_eq!(look(&["company", "email"], &[&["2", "a@x.cz"]]), [ids(&[2])]);
    assert_eq!(look(&["id"], &[&["3"], &["03x"]]), [ids(&[3]), vec![]]);
    assert_eq!(look(&["age"], &[&["2"]]), [ids(&[2, 3])]);
    assert_eq!(look(&["email"], &[&["many@x.cz"]])[0].len(), 10, "at most ten");
}

#[test]
fn a_custom_field_becomes_a_column_and_a_match_column_is_filled() {
    let mut house = House::new();
    house.people(&["Ada", "Eva"]);
    house.contact.fields.push(field("badge", FieldKind::Text));
    house.contact.fields.push(field("mentors", FieldKind::Links));
    house.batch(|batch, contact, _| {
        batch.ensure_type(contact).expect("two fields more");
        batch.ensure_type(contact).expect("again");
        let badge = contact.position("badge").expect("a field");
        let mut updater = batch.updater(contact, &stamp(None)).expect("updater");
        assert!(updater.update(RecordId(2), Version(1), &[(badge, Some(&Value::text("Gold")))]).expect("update"));
        drop(updater);
        assert!(!batch.has_match_column(contact, badge).expect("a look"));
        batch.add_match_column(contact, badge).expect("a match column");
        assert!(batch.has_match_column(contact, badge).expect("a look"));
        assert_eq!(batch.find_by_key(contact, &[badge], &[vec!["gold".into()]]).expect("a look-up"), [ids(&[2])]);
        insert(batch, contact, &["badge"], [vec![text("GOLD")]]);
        assert_eq!(batch.find_by_key(contact, &[badge], &[vec!["gold".into()]]).expect("a look-up"), [ids(&[2, 3])]);
    });
}

#[test]
fn web_17_reserved_and_malformed_keys_are_refused() {
    let mut house = House::new();
    for key in ["version", "id", "created_by", "a\"b", "Bad"] {
        let ty = record_type("thing", vec![field("name", FieldKind::Text), field(key, FieldKind::Text)]);
        let refused = house.batch(|batch, _, _| batch.ensure_type(&ty));
        assert!(matches!(refused, Err(StoreError::Reserved { key: found }) if found == key), "{key}");
    }
    for key in ["kt_import", "sqlite_x", "a b"] {
        let refused = house.batch(|batch, _, _| batch.ensure_type(&record_type(key, vec![])));
        assert!(matches!(refused, Err(StoreError::Reserved { .. })), "{key}");
    }
}

#[test]
fn every_built_in_type_has_a_table() {
    let mut house = House::new();
    let writer = &mut house.writer;
    let types = kartoteka_domain::record_type::builtin_types();
    assert!(!types.is_empty());
    let batch = writer.begin().expect("a batch");
    for _ in 0..2 {
        types.iter().for_each(|ty| batch.ensure_type(ty).unwrap_or_else(|error| panic!("{}: {error}", ty.key)));
    }
    for ty in types {
        let all: Vec<usize> = (0..ty.fields.len()).collect();
        assert!(batch.scan(ty, &all, &Filter::all(), None, 1).expect("a scan").is_empty(), "{}", ty.key);
        batch.links_to(ty, &ids(&[1]), types).expect("links");
    }
    batch.commit().expect("commit");
}

#[test]
fn definitions_and_data_versions_are_kept() {
    let mut house = House::new();
    let stored = |key: &str, position| kartoteka_store::StoredField {
        type_key: "contact".into(),
        key: key.into(),
        definition: format!("key = \"{key}\""),
        position,
        archived: false,
    };
    house.batch(|batch, contact, _| {
        batch.save_type_definition("boat", "old", false).expect("save");
        batch.save_type_definition("boat", "new", true).expect("save");
        batch.save_field_definition(&stored("b", 2)).expect("save");
        batch.save_field_definition(&stored("a", 3)).expect("save");
        batch.bump_data_version(contact).expect("bump");
        batch.bump_data_version(contact).expect("bump");
    });
    let types = house.writer.type_definitions().expect("types");
    assert_eq!((types.len(), types[0].definition.as_str(), types[0].archived), (1, "new", true));
    assert_eq!(house.writer.field_definitions("contact").expect("fields"), [stored("b", 2), stored("a", 3)]);
    assert_eq!(house.writer.data_version(&house.contact).expect("a version"), 2);
    assert_eq!(house.writer.data_version(&house.company).expect("a version"), 0);
}

#[test]
fn a_hundred_thousand_records_in_and_out() {
    let mut house = House::new();
    let (n, is_file) = (100_000i64, house.store.path().is_some());
    house.batch(|batch, contact, _| {
        assert_eq!(batch.begin_bulk(contact).expect("an empty table"), is_file, "a server keeps its indexes up");
        let row = |i: i64| {
            vec![text(&format!("Person {i}")), Some(Value::Integer(i)), (i % 3 == 0).then(|| Value::Link(RecordId(i % 10)))]
        };
        insert(batch, contact, &["name", "age", "company"], (1..=n).map(row));
        let tag = batch.tag_id("Import 2026-11-21 #1", Some(1), at()).expect("a tag");
        assert_eq!(batch.add_tag_range(contact, tag, RecordId(1), RecordId(n)).expect("tags"), n as u64);
        batch.end_bulk(contact).expect("indexes");
    });
    house.store.finish_bulk().expect("a checkpoint");
    let fields = positions(&house.contact, &["age", "tags", "company", "name"]);
    let mut next = 1;
    let reader = house.store.reader().expect("a reader");
    let tag = Some(Value::List(vec!["Import 2026-11-21 #1".into()]));
    reader
        .stream(&house.contact, &fields, &Filter::all(), |record| {
            assert_eq!(record.id, RecordId(next));
            assert_eq!(record.values[0], Some(Value::Integer(next)));
            assert_eq!(record.values[1], tag);
            assert_eq!(record.values[2].is_some(), next % 3 == 0);
            next += 1;
            ControlFlow::Continue(())
        })
        .expect("a stream");
    assert_eq!(next, n + 1);
    assert_eq!(reader.find_by_name(&house.contact, &["person 777".into()]).expect("a look-up"), [ids(&[777])]);
    assert_eq!(
        house.batch(|batch, contact, _| batch.delete_range(contact, RecordId(1), RecordId(n - 1)).expect("delete")),
        n as u64 - 1
    );
    assert_eq!(reader.ids_of(&house.contact, &Filter::all()).expect("ids"), ids(&[n]));
}
