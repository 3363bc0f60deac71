//! Contract of writing many records at once: alike on both databases, whichever way each of them takes.

mod common;

use common::*;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::{Record, RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;
use kartoteka_store::*;

const FIELDS: [&str; 6] = ["external_id", "name", "age", "balance", "responsible", "tags"];

/// A contact by its key; everything else follows from the number.
fn row(n: i64, key: &str) -> Vec<Option<Value>> {
    let tags = (n % 3 == 0).then(|| Value::List(vec!["blue".into(), format!("t{}", n % 2).into()]));
    let links = (n % 4 == 0).then(|| Value::links(ids(&[1, 2]))).flatten();
    let balance = Some(Value::Decimal("12.50".parse().expect("a number")));
    vec![text(key), text(&format!("Žofie {n}")), (n % 5 != 0).then_some(Value::Integer(n)), balance, links, tags]
}

/// Creates contacts with these keys, numbers from 1.
fn create(batch: &Batch<'_>, contact: &RecordType, keys: &[String]) -> Vec<Wrote> {
    let fields = positions(contact, &FIELDS);
    let mut records = batch.record_rows(contact, &fields, &stamp(Some(3))).expect("a writer of rows");
    let first = batch.take_ids(contact, keys.len() as u64).expect("numbers").0;
    let rows: Vec<_> = (first..).zip(keys).map(|(n, key)| row(n, key)).collect();
    let forms: Vec<_> = rows.iter().map(|values| forms(records.folder(), values)).collect();
    let write = |((n, values), forms)| Write::Create { id: RecordId(n), values, forms };
    let writes: Vec<Write<'_>> =
        (first..).zip(rows.iter().map(Vec::as_slice)).zip(forms.iter().map(Vec::as_slice)).map(write).collect();
    records.write(&writes).expect("written")
}

fn forms(folder: &Folder, values: &[Option<Value>]) -> Vec<Option<compact_str::CompactString>> {
    let mut forms = Vec::new();
    folder.add_forms(values, &mut forms);
    forms
}

fn keys(n: std::ops::Range<i64>) -> Vec<String> {
    n.map(|n| format!("K-{n}")).collect()
}

fn all(house: &House, fields: &[&str]) -> Vec<Record> {
    house.writer.scan(&house.contact, &positions(&house.contact, fields), &Filter::all(), None, 1_000).expect("records")
}

#[test]
fn many_records_are_created_with_all_that_belongs_to_them() {
    let mut house = House::new();
    let wrote = house.batch(|batch, contact, _| create(batch, contact, &keys(0..40)));
    assert_eq!(wrote, vec![Wrote::Done; 40]);
    let found = all(&house, &FIELDS);
    assert_eq!(found.len(), 40);
    for record in &found {
        assert_eq!(record.values, row(record.id.0, &format!("K-{}", record.id.0 - 1)), "{}", record.id);
        assert_eq!(record.version, Version(1));
    }
    let by_name = house.writer.find_by_name(&house.contact, &["žofie 7".into(), "nobody".into()]).expect("a look");
    assert_eq!(by_name, [ids(&[7]), vec![]]);
    assert_eq!(house.number("SELECT count(*) FROM contact WHERE created_import = 3 AND created_by = 7"), 40);
    if databases::Database::of_test().is_some() {
        assert_eq!(house.number("SELECT count(DISTINCT CAST(cmin AS TEXT)) FROM contact"), 1, "one command wrote all rows");
    }
}

#[test]
fn a_taken_value_among_many_stays_out_alone_and_names_its_field() {
    let mut house = House::new();
    house.batch(|batch, contact, _| create(batch, contact, &keys(0..5)));
    let mut given = keys(5..30);
    given[7] = "K-2".into();
    given[20] = "K-10".into();
    let wrote = house.batch(|batch, contact, _| create(batch, contact, &given));
    for (place, wrote) in wrote.iter().enumerate() {
        let expected = if [7, 20].contains(&place) { Wrote::Taken("external_id".into()) } else { Wrote::Done };
        assert_eq!(*wrote, expected, "row {place}");
    }
    let found = all(&house, &["external_id"]);
    assert_eq!(found.len(), 28);
    assert!(!found.iter().any(|record| [13, 26].contains(&record.id.0)), "their numbers stay unused");
    assert_eq!(house.number("SELECT count(*) FROM contact__tags WHERE record_id IN (13, 26)"), 0);
    assert_eq!(house.number("SELECT count(*) FROM contact__responsible WHERE record_id = 12"), 2, "those of others are there");
}

#[test]
fn many_records_are_changed_each_in_its_own_fields() {
    let mut house = House::new();
    house.batch(|batch, contact, _| create(batch, contact, &keys(0..20)));
    let (name, tags) = (text("Řehoř"), Some(Value::List(vec!["red".into()])));
    let wrote = house.batch(|batch, contact, _| {
        let at = |key: &str| positions(contact, &[key])[0];
        let mut records = batch.record_rows(contact, &[], &stamp(Some(9))).expect("a writer of rows");
        let update = |n: i64| {
            let mut fields = vec![(at("name"), name.as_ref())];
            if n % 2 == 0 {
                fields.push((at("age"), None));
            }
            if n % 3 == 0 {
                fields.push((at("tags"), tags.as_ref()));
            }
            let version = if n == 4 { 2 } else { 1 };
            Write::Update { id: RecordId(n), expected: Version(version), fields }
        };
        let writes: Vec<Write<'_>> = (1..=21).map(update).collect();
        records.write(&writes).expect("written")
    });
    for (n, wrote) in (1..).zip(&wrote) {
        let expected = if [4, 21].contains(&n) { Wrote::Moved } else { Wrote::Done };
        assert_eq!(*wrote, expected, "record {n}");
    }
    for record in all(&house, &["name", "age", "tags"]) {
        let n = record.id.0;
        let old = row(n, "");
        if n == 4 {
            assert_eq!((record.version, &record.values[0]), (Version(1), &text("Žofie 4")));
            continue;
        }
        assert_eq!(record.version, Version(2), "{n}");
        assert_eq!(record.values[0], name, "{n}");
        assert_eq!(record.values[1], if n % 2 == 0 { None } else { old[2].clone() }, "{n}");
        assert_eq!(record.values[2], if n % 3 == 0 { tags.clone() } else { old[5].clone() }, "{n}");
    }
    assert_eq!(house.writer.find_by_name(&house.contact, &["řehoř".into()]).expect("a look")[0].len(), 10, "at most ten");
    assert_eq!(house.number("SELECT count(*) FROM contact WHERE updated_import = 9 AND updated_by = 7"), 19);
}

#[test]
fn a_taken_value_among_many_changes_leaves_its_record_as_it_was() {
    let mut house = House::new();
    house.batch(|batch, contact, _| create(batch, contact, &keys(0..12)));
    let values: Vec<Option<Value>> = (1..=8).map(|n| text(&if n == 5 { "K-10".into() } else { format!("N-{n}") })).collect();
    let wrote = house.batch(|batch, contact, _| {
        let at = positions(contact, &["external_id"])[0];
        let mut records = batch.record_rows(contact, &[], &stamp(None)).expect("a writer of rows");
        let update =
            |(n, value)| Write::Update { id: RecordId(n), expected: Version(1), fields: vec![(at, Option::as_ref(value))] };
        let writes: Vec<Write<'_>> = (1..).zip(&values).map(update).collect();
        records.write(&writes).expect("written")
    });
    let expected = |n| if n == 5 { Wrote::Taken("external_id".into()) } else { Wrote::Done };
    assert_eq!(wrote, (1..=8).map(expected).collect::<Vec<_>>());
    let found = all(&house, &["external_id"]);
    assert_eq!((found[4].version, &found[4].values[0]), (Version(1), &text("K-4")));
    assert_eq!((found[5].version, &found[5].values[0]), (Version(2), &text("N-6")));
}

#[test]
fn a_record_that_is_changed_twice_moved_before_the_second_change() {
    let mut house = House::new();
    house.batch(|batch, contact, _| create(batch, contact, &keys(0..6)));
    let (first, second) = (text("first"), text("second"));
    let wrote = house.batch(|batch, contact, _| {
        let at = positions(contact, &["name"])[0];
        let mut records = batch.record_rows(contact, &[], &stamp(None)).expect("a writer of rows");
        let update =
            |n, value| Write::Update { id: RecordId(n), expected: Version(1), fields: vec![(at, Option::as_ref(value))] };
        let writes: Vec<Write<'_>> =
            [1, 2, 3, 4, 1].into_iter().zip([&first, &first, &first, &first, &second]).map(|(n, v)| update(n, v)).collect();
        records.write(&writes).expect("written")
    });
    assert_eq!(wrote, [Wrote::Done, Wrote::Done, Wrote::Done, Wrote::Done, Wrote::Moved]);
    assert_eq!(all(&house, &["name"])[0].values[0], first);
}

#[test]
fn many_keys_are_looked_up_alike() {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        create(batch, contact, &keys(0..30));
        let same = (0..14).map(|_| vec![text("Same")]);
        insert(batch, contact, &["name"], same);
    });
    let contact = &house.contact;
    let look = |fields: &[&str], keys: &[&[&str]]| {
        let keys: Vec<Vec<_>> = keys.iter().map(|key| key.iter().map(|part| (*part).into()).collect()).collect();
        house.writer.find_by_key(contact, &positions(contact, fields), &keys).expect("a look")
    };
    assert_eq!(look(&["external_id"], &[&["K-3"], &["none"], &["K-29"], &["K-3"]]), [ids(&[4]), vec![], ids(&[30]), ids(&[4])]);
    assert_eq!(look(&["id"], &[&["12"], &["twelve"], &["99"]]), [ids(&[12]), vec![], vec![]]);
    assert_eq!(look(&["external_id", "age"], &[&["K-3", "4"], &["K-3", "5"], &["K-8", "x"]]), [ids(&[4]), vec![], vec![]]);
    let many = look(&["name"], &[&["žofie 2"], &["same"]]);
    assert_eq!(many, [ids(&[2]), (31..41).map(RecordId).collect()], "the first ten of more");
}

#[test]
fn tags_are_put_on_and_taken_off_many_records() {
    let mut house = House::new();
    house.batch(|batch, contact, _| create(batch, contact, &keys(0..9)));
    house.batch(|batch, contact, _| {
        let blue = batch.find_tag("blue").expect("a look").expect("a tag");
        let on = ids(&[2, 3, 4, 6, 99]);
        assert_eq!(batch.add_tag(contact, blue, &on).expect("tags"), ids(&[2, 4, 99]), "3 and 6 carry it");
        assert_eq!(batch.remove_tag(contact, blue, &ids(&[1, 2, 3, 5])).expect("tags"), ids(&[2, 3]));
        assert_eq!(batch.add_tag(contact, blue, &[]).expect("none"), vec![]);
    });
    assert_eq!(house.number("SELECT count(*) FROM contact__tags WHERE record_id IN (4, 6, 9)"), 5);
}
