//! Contract: a filter finds exactly the records it means, whatever is in the values.

mod common;

use common::*;
use jiff::civil::{date, datetime};
use kartoteka_domain::change::{Change, ChangeKind, FieldChange};
use kartoteka_domain::filter::{Comparison, Comparison::*, Condition, Filter};
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::value::Value;
use kartoteka_store::StoreError;

/// Four people; the fourth has nothing but a name.
fn house() -> House {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        let keys =
            ["name", "note", "age", "balance", "is_active", "birthday", "hobbies", "company", "responsible", "tags", "email"];
        let list = |words: &[&str]| Some(Value::List(words.iter().map(|word| (*word).into()).collect()));
        let row =
            |name, note: Option<&str>, age, balance: &str, active, born, hobbies: &[&str], company, by: &[i64], tags: &[&str]| {
                vec![
                    text(name),
                    note.and_then(text),
                    Some(Value::Integer(age)),
                    Some(Value::Decimal(balance.parse().expect("a decimal"))),
                    Some(Value::Bool(active)),
                    Some(Value::Date(born)),
                    list(hobbies),
                    Some(Value::Link(RecordId(company))),
                    Value::links(ids(by)),
                    list(tags),
                    None,
                ]
            };
        let mut rows = vec![
            row("Žofie Nová", Some("50% off_a"), 30, "9.5", true, date(1990, 1, 1), &["go"], 1, &[7], &["VIP"]),
            row("ŽOFIE", Some("500 offXa"), 31, "10", false, date(1991, 1, 1), &["go", "chess"], 2, &[7, 8], &["VIP", "Brno"]),
            row("O'Brien", Some("x\\y"), 32, "-1", true, date(1992, 1, 1), &["chess"], 1, &[8], &["Brno"]),
        ];
        rows.push([text("Nobody")].into_iter().chain(vec![None; keys.len() - 1]).collect());
        insert(batch, contact, &keys, rows)
    });
    house
}

fn found(house: &House, filter: &Filter) -> Vec<i64> {
    let ids: Vec<i64> = house.writer.ids_of(&house.contact, filter).expect("ids").iter().map(|id| id.0).collect();
    assert_eq!(house.writer.count(&house.contact, filter).expect("a count"), ids.len() as u64);
    let page = house.writer.scan(&house.contact, &[], filter, Some(RecordId(0)), 99).expect("a page");
    assert_eq!(page.iter().map(|record| record.id.0).collect::<Vec<_>>(), ids, "a page finds the same");
    ids
}

fn field_is(key: &str, comparison: Comparison, value: Option<Value>) -> Filter {
    Filter::all().and(Condition::Field { field: key.into(), comparison, value })
}

#[test]
fn conditions_on_fields() {
    let house = house();
    let link = |n| Some(Value::Link(RecordId(n)));
    let number = |n| Some(Value::Integer(n));
    let money = |word: &str| Some(Value::Decimal(word.parse().expect("a decimal")));
    let cases: Vec<(&str, Comparison, Option<Value>, &[i64])> = vec![
        ("name", Is, text("žofie"), &[2]),
        ("name", IsNot, text("žofie"), &[1, 3, 4]),
        ("name", Contains, text("ŽOFIE"), &[1, 2]),
        ("name", Contains, text("o'b"), &[3]),
        ("name", Is, text("' OR 1=1 --"), &[]),
        ("note", Contains, text("50%"), &[1]),
        ("note", Contains, text("OFF_A"), &[1]),
        ("note", Contains, text("x\\Y"), &[3]),
        ("note", Is, text("x\\y"), &[3]),
        ("note", Is, text("X\\y"), &[]),
        ("note", Is, None, &[4]),
        ("note", IsNot, None, &[1, 2, 3]),
        ("age", Less, number(31), &[1]),
        ("age", AtMost, number(31), &[1, 2]),
        ("age", Greater, number(31), &[3]),
        ("age", AtLeast, number(31), &[2, 3]),
        ("age", IsNot, number(31), &[1, 3, 4]),
        ("balance", Greater, money("9.50"), &[2]),
        ("balance", Less, money("9.6"), &[1, 3]),
        ("balance", Is, money("9.500"), &[1]),
        ("is_active", Is, Some(Value::Bool(false)), &[2]),
        ("is_active", IsNot, Some(Value::Bool(false)), &[1, 3, 4]),
        ("birthday", AtLeast, Some(Value::Date(date(1991, 1, 1))), &[2, 3]),
        ("hobbies", Is, text("chess"), &[2, 3]),
        ("hobbies", IsNot, text("chess"), &[1, 4]),
        ("hobbies", Is, Some(Value::List(vec!["go".into(), "chess".into()])), &[2]),
        ("company", Is, link(1), &[1, 3]),
        ("company", Is, None, &[4]),
        ("responsible", Is, link(7), &[1, 2]),
        ("responsible", Is, Value::links(ids(&[7, 8])), &[1, 2, 3]),
        ("responsible", IsNot, link(7), &[3, 4]),
        ("responsible", Is, None, &[4]),
        ("tags", Is, text("vip"), &[1, 2]),
        ("tags", IsNot, text("vip"), &[3, 4]),
        ("tags", Is, None, &[4]),
        ("id", Greater, number(2), &[3, 4]),
        ("id", Is, number(2), &[2]),
        ("created_at", Is, Some(Value::DateTime(at())), &[1, 2, 3, 4]),
        ("updated_at", Greater, Some(Value::DateTime(datetime(2027, 1, 1, 0, 0, 0, 0))), &[]),
    ];
    for (key, comparison, value, expected) in cases {
        assert_eq!(found(&house, &field_is(key, comparison, value.clone())), expected, "{key} {comparison:?} {value:?}");
    }
}

#[test]
fn conditions_on_tags_and_numbers() {
    let house = house();
    let words = |words: &[&str]| words.iter().map(|word| (*word).into()).collect::<Vec<_>>();
    let cases: Vec<(Condition, &[i64])> = vec![
        (Condition::TagAny(words(&["VIP"])), &[1, 2]),
        (Condition::TagAny(words(&["VIP", "Brno"])), &[1, 2, 3]),
        (Condition::TagAll(words(&["VIP", "Brno"])), &[2]),
        (Condition::TagAll(words(&["VIP", "none such"])), &[]),
        (Condition::TagNone(words(&["VIP"])), &[3, 4]),
        (Condition::TagNone(words(&[])), &[1, 2, 3, 4]),
        (Condition::Ids(ids(&[3, 1, 3, 9])), &[1, 3]),
        (Condition::Ids(vec![]), &[]),
    ];
    for (condition, expected) in cases {
        assert_eq!(found(&house, &Filter::all().and(condition.clone())), expected, "{condition:?}");
    }
    let both = field_is("age", Greater, Some(Value::Integer(30)))
        .and(Condition::TagAny(words(&["VIP"])))
        .and(Condition::TagNone(words(&["x"])));
    assert_eq!(found(&house, &both), [2]);
    let page =
        house.writer.scan(&house.contact, &[], &Filter::all().and(Condition::TagAny(words(&["VIP"]))), Some(RecordId(1)), 1);
    assert_eq!(page.expect("a page")[0].id, RecordId(2));
}

#[test]
fn a_search_finds_by_number_part_of_the_name_and_beginning_of_a_key_in_each_way_of_looking() {
    let mut house = house();
    house.batch(|batch, contact, _| {
        batch.add_match_column(contact, contact.position("email").expect("an e-mail address")).expect("a match column");
        insert(batch, contact, &["name", "email"], vec![vec![text("2 of Us"), text("nova@example.com")]]);
    });
    let cases: Vec<(&str, &[i64])> = vec![
        ("2", &[2, 5]),
        ("#2", &[2]),
        ("4711", &[]),
        ("nov", &[1, 5]),
        ("E NO", &[1]),
        ("žofie", &[1, 2]),
        ("example", &[]),
        ("%", &[]),
        ("o'b", &[3]),
    ];
    for (words, expected) in cases {
        for plenty in [false, true] {
            let search = Condition::Search { words: words.into(), plenty };
            assert_eq!(found(&house, &Filter::all().and(search.clone())), expected, "{search:?}");
            let among = Filter::all().and(Condition::TagAny(vec!["VIP".into()])).and(search.clone());
            let tagged: Vec<i64> = expected.iter().copied().filter(|id| *id <= 2).collect();
            assert_eq!(found(&house, &among), tagged, "among the tagged: {search:?}");
        }
        let mut at_once = house.writer.found(&house.contact, words, 9).expect("found");
        at_once.sort();
        assert_eq!(at_once, ids(expected), "{words}");
        let first = house.writer.found(&house.contact, words, 1).expect("found");
        assert_eq!(first.len(), expected.len().min(1), "no more than asked for: {words}");
    }
}

#[test]
fn records_are_counted_no_further_than_asked_for() {
    let house = house();
    let tagged = Filter::all().and(Condition::TagAny(vec!["VIP".into()]));
    let count = |filter: &Filter, most| house.writer.count_upto(&house.contact, filter, most).expect("a count");
    assert_eq!([1, 2, 3].map(|most| count(&tagged, most)), [1, 2, 2], "by the tag alone");
    let grown = tagged.and(Condition::Field { field: "age".into(), comparison: Greater, value: Some(Value::Integer(30)) });
    assert_eq!([1, 9].map(|most| count(&grown, most)), [1, 1], "by the tag and more");
    assert_eq!(count(&Filter::all(), 3), 3);
}

#[test]
fn what_a_condition_cannot_mean_is_refused() {
    let house = house();
    for (key, comparison, value) in
        [("age", Contains, text("3")), ("tags", Less, text("a")), ("responsible", Contains, text("a")), ("name", Less, None)]
    {
        let refused = house.writer.ids_of(&house.contact, &field_is(key, comparison, value));
        assert!(matches!(refused, Err(StoreError::FilterUnfit { field }) if field == key), "{key}");
    }
    let refused = house.writer.ids_of(&house.contact, &field_is("a\" OR 1=1", Is, None));
    assert!(matches!(refused, Err(StoreError::FieldMissing { .. })));
}

#[test]
fn l12_records_are_found_by_the_import_that_made_or_changed_them() {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        let name = positions(contact, &["name"]);
        let first = batch.take_ids(contact, 4).expect("ids");
        let mut inserter = batch.inserter(contact, &name, &stamp(Some(5))).expect("inserter");
        for id in first.0..first.0 + 2 {
            inserter.insert(RecordId(id), &[text("a")]).expect("insert");
        }
        drop(inserter);
        batch.append_created(5, contact, at(), &[(RecordId(1), RecordId(2))]).expect("journal");
        let mut inserter = batch.inserter(contact, &name, &stamp(None)).expect("inserter");
        inserter.insert(RecordId(3), &[text("b")]).expect("insert");
        inserter.insert(RecordId(4), &[text("c")]).expect("insert");
        drop(inserter);
        // Import 5 updated 2 and 3 and gave its tag; import 6 updated 3 and 4 afterwards, without a tag.
        let mut by_five = batch.updater(contact, &stamp(Some(5))).expect("updater");
        let mut by_six = batch.updater(contact, &stamp(Some(6))).expect("updater");
        for id in [2, 3] {
            assert!(by_five.update(RecordId(id), Version(1), &[(name[0], None)]).expect("update"));
        }
        let updated = |id, version| Change {
            id: RecordId(id),
            kind: ChangeKind::Updated,
            version: Version(version),
            fields: vec![FieldChange { field: "name".into(), before: text("a"), after: None }],
        };
        batch.append_journal(5, contact, at(), &[updated(2, 1), updated(3, 1)]).expect("journal");
        batch.append_journal(6, contact, at(), &[updated(3, 2), updated(4, 1)]).expect("journal");
        for (id, version) in [(3, 2), (4, 1)] {
            assert!(by_six.update(RecordId(id), Version(version), &[(name[0], None)]).expect("update"));
        }
        let tag = batch.tag_id("Import 2026-11-21 #5", Some(5), at()).expect("a tag");
        batch.add_tag(contact, tag, &ids(&[1, 2, 3])).expect("tags");
    });
    for (condition, expected) in [
        (Condition::CreatedBy(5), &[1, 2][..]),
        (Condition::CreatedBy(6), &[]),
        (Condition::UpdatedBy(5), &[3]),
        (Condition::UpdatedBy(6), &[3, 4]),
    ] {
        assert_eq!(found(&house, &Filter::all().and(condition.clone())), expected, "{condition:?}");
    }
}
