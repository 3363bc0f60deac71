//! Decisions, policies for stored values, derived fields, three-way merge: each rule of the planner by itself.

use std::sync::Arc;

use super::*;
use crate::record_type::{Derived, FieldKind};
use crate::testing::{Import, keys, line, link, list, required, tags, text, unique};

/// Records are recognised by e-mail.
fn people() -> Import {
    Import::new(vec![text("name"), text("email"), text("city")], &["email", "name", "city"]).match_by(&[&["email"]])
}

fn stored(import: Import) -> Import {
    let values = [("email", Value::text("a@x")), ("name", Value::text("Ana")), ("city", Value::text("Brno"))];
    import.with_stored(7, &values)
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn mode_match_and_duplicates_decide() {
    let exists = "note record-exists -/- id=7".to_owned();
    let several = "error match-several -/- ids=7, 8 key=a@x".to_owned();
    let missing = "error record-missing -/- \"a@x\" key=a@x".to_owned();
    let taken = "error key-taken -/- id=7".to_owned();
    let created = "created: email=a@x, name=eva";
    for (mode, duplicates, matches, expected, issue) in [
        (Mode::Create, Duplicates::Error, 0, created, None),
        (Mode::Create, Duplicates::Skip, 0, created, None),
        (Mode::Create, Duplicates::Error, 1, "rejected 7", Some(&taken)),
        (Mode::Create, Duplicates::Skip, 1, "skipped 7", Some(&exists)),
        (Mode::Create, Duplicates::Create, 1, created, None),
        (Mode::Create, Duplicates::Error, 2, "rejected", Some(&several)),
        (Mode::Create, Duplicates::Skip, 2, "skipped", None),
        (Mode::Create, Duplicates::Create, 2, created, None),
        (Mode::Update, Duplicates::Create, 0, "rejected", Some(&missing)),
        (Mode::Update, Duplicates::Error, 1, "updated 7: name ana > eva", None),
        (Mode::Update, Duplicates::Skip, 2, "rejected", Some(&several)),
        (Mode::CreateAndUpdate, Duplicates::Error, 0, created, None),
        (Mode::CreateAndUpdate, Duplicates::Skip, 1, "updated 7: name ana > eva", None),
        (Mode::CreateAndUpdate, Duplicates::Create, 2, "rejected", Some(&several)),
    ] {
        let mut import = people();
        import.options.mode = mode;
        import.options.duplicates = duplicates;
        for id in 7..7 + matches {
            import = import.with_stored(id, &[("email", Value::text("a@x")), ("name", Value::text("Ana"))]);
        }
        let issues: Vec<String> = issue.into_iter().cloned().collect();
        assert_eq!(import.plan("a@x|Eva|"), (expected.to_owned(), issues), "{mode:?} {duplicates:?} {matches}");
    }
}

#[test]
fn a_planned_row_tells_its_outcome_record_and_version() {
    let mut import = stored(people());
    import.stored[0].1 = 4;
    for (cells, outcome, id, version) in [
        ("a@x|Ana|Brno", Outcome::Unchanged, Some(7), 4),
        ("a@x|Eva|Brno", Outcome::Updated, Some(7), 4),
        ("b@x|Eva|Brno", Outcome::Created, None, 0),
    ] {
        let (planned, _) = import.plan_at(3, cells);
        let expected = RowOutcome { row: RowNumber(3), outcome, id: id.map(RecordId), version: Version(version) };
        assert_eq!(planned.row_outcome(), expected, "{cells}");
    }
}

#[test]
fn an_excluded_row_is_skipped_and_says_so() {
    let mut issues = Vec::new();
    let planned = excluded(RowNumber(9), &mut issues);
    let expected = RowOutcome { row: RowNumber(9), outcome: Outcome::Skipped, id: None, version: Version(0) };
    assert_eq!(planned.row_outcome(), expected);
    assert_eq!(issues.iter().map(line).collect::<Vec<_>>(), ["note row-excluded -/-"]);
}

#[test]
fn a8_of_repeated_rows_the_chosen_one_counts() {
    let rows: Arc<[u32]> = [2, 5, 9].into();
    for (repeated, row, expected, code) in [
        (Repeated::Error, 2, Outcome::Rejected, Some("key-repeated")),
        (Repeated::Error, 9, Outcome::Rejected, Some("key-repeated")),
        (Repeated::First, 2, Outcome::Created, None),
        (Repeated::First, 5, Outcome::Skipped, Some("key-superseded")),
        (Repeated::First, 9, Outcome::Skipped, Some("key-superseded")),
        (Repeated::Last, 2, Outcome::Skipped, Some("key-superseded")),
        (Repeated::Last, 5, Outcome::Skipped, Some("key-superseded")),
        (Repeated::Last, 9, Outcome::Created, None),
        (Repeated::Last, 4, Outcome::Created, None),
    ] {
        let mut import = people();
        import.options.repeated = repeated;
        import.facts.repeated = [2, 5, 9].map(|row| (row, Arc::clone(&rows))).into_iter().collect();
        let (planned, issues) = import.plan_at(row, "a@x|Ana|");
        assert_eq!(planned.outcome(), expected, "{repeated:?} {row}");
        assert_eq!(issues.iter().map(|issue| issue.code.word()).next(), code, "{repeated:?} {row}");
    }
}

#[test]
fn a_losing_row_is_skipped_even_with_an_error_of_its_own() {
    let mut import = Import::new(vec![text("name"), text("email")], &["email", "name"]).match_by(&[&["email"]]);
    import.options.repeated = Repeated::Last;
    import.facts.repeated.insert(2, [2, 5].into());
    assert_eq!(import.plan_at(2, "a@x|An\0a").0.outcome(), Outcome::Skipped);
}

#[test]
fn what_a_value_does_to_a_stored_value() {
    use Existing::{Add, Fill, Leave, Overwrite, Remove};
    for (existing, cell, before, expected) in [
        (Overwrite, "Praha", Some("Brno"), "updated 7: city brno > praha"),
        (Overwrite, "Praha", None, "updated 7: city - > praha"),
        (Overwrite, "Brno", Some("Brno"), "unchanged 7"),
        (Overwrite, "<clear>", Some("Brno"), "updated 7: city brno > -"),
        (Overwrite, "", Some("Brno"), "unchanged 7"),
        (Fill, "Praha", Some("Brno"), "unchanged 7"),
        (Fill, "Praha", None, "updated 7: city - > praha"),
        (Leave, "Praha", Some("Brno"), "unchanged 7"),
        (Leave, "Praha", None, "unchanged 7"),
        (Add, "Praha", Some("Brno"), "unchanged 7"),
        (Add, "Praha", None, "updated 7: city - > praha"),
        (Add, "Brno", Some("Brno"), "unchanged 7"),
        (Add, "<clear>", Some("Brno"), "unchanged 7"),
        (Remove, "Praha", Some("Brno"), "unchanged 7"),
        (Remove, "Brno", Some("Brno"), "updated 7: city brno > -"),
        (Remove, "Brno", None, "unchanged 7"),
    ] {
        let mut import = people();
        import.column("city").existing = Some(existing);
        let mut values = vec![("email", Value::text("a@x")), ("name", Value::text("Ana"))];
        values.extend(before.map(|city| ("city", Value::text(city))));
        let import = import.with_stored(7, &values);
        assert_eq!(import.plan(&format!("a@x|Ana|{cell}")), (expected.to_owned(), none()), "{existing:?} {cell} {before:?}");
    }
}

#[test]
fn lists_and_links_are_added_to_and_taken_from() {
    use Existing::{Add, Overwrite, Remove};
    for (existing, cell, before, expected) in [
        (Add, "b, c", &["a", "b"][..], "updated 7: tags [a b] > [a b c]"),
        (Add, "b", &["a", "b"], "unchanged 7"),
        (Add, "b", &[], "updated 7: tags - > [b]"),
        (Remove, "b, c", &["a", "b"], "updated 7: tags [a b] > [a]"),
        (Remove, "a, b", &["a", "b"], "updated 7: tags [a b] > -"),
        (Remove, "c", &["a", "b"], "unchanged 7"),
        (Remove, "c", &[], "unchanged 7"),
        (Overwrite, "b, a", &["a", "b"], "unchanged 7"),
        (Overwrite, "b, c", &["a", "b"], "updated 7: tags [a b] > [b c]"),
        (Overwrite, "b", &["a", "b"], "updated 7: tags [a b] > [b]"),
        (Overwrite, "a, b", &["a"], "updated 7: tags [a] > [a b]"),
    ] {
        let mut import = Import::new(vec![text("name"), tags("tags")], &["name", "tags"]).match_by(&[&["name"]]);
        import.column("tags").existing = Some(existing);
        let mut values = vec![("name", Value::text("Ana"))];
        values.extend((!before.is_empty()).then(|| ("tags", list(before))));
        let import = import.with_stored(7, &values);
        assert_eq!(import.plan(&format!("Ana|{cell}")), (expected.to_owned(), none()), "{existing:?} {cell} {before:?}");
    }
    for (existing, cell, before, expected) in [
        (Add, "[#1], [#3]", &[2, 3][..], "updated 7: of [#2 #3] > [#1 #2 #3]"),
        (Add, "[#3]", &[2, 3], "unchanged 7"),
        (Add, "[#3]", &[], "updated 7: of - > [#3]"),
        (Remove, "[#1], [#3]", &[2, 3], "updated 7: of [#2 #3] > [#2]"),
        (Remove, "[#2], [#3]", &[2, 3], "updated 7: of [#2 #3] > -"),
        (Remove, "[#1]", &[], "unchanged 7"),
    ] {
        let fields = vec![text("name"), link("of", FieldKind::Links, "company")];
        let mut import = Import::new(fields, &["name", "of"]).match_by(&[&["name"]]);
        import.column("of").existing = Some(existing);
        import.answers.linked.insert("company".into(), [1, 2, 3].map(RecordId).to_vec());
        let mut values = vec![("name", Value::text("Ana"))];
        values.extend(Value::links(before.iter().copied().map(RecordId).collect()).map(|links| ("of", links)));
        let import = import.with_stored(7, &values);
        assert_eq!(import.plan(&format!("Ana|{cell}")), (expected.to_owned(), none()), "{existing:?} {cell} {before:?}");
    }
}

#[test]
fn a_new_record_has_nothing_to_take_from() {
    let mut import = people();
    import.column("city").existing = Some(Existing::Remove);
    assert_eq!(import.plan("a@x|Ana|Brno").0, "created: email=a@x, name=ana");
}

#[test]
fn empty_cells_keep_or_clear() {
    let mut import = stored(people());
    assert_eq!(import.plan("a@x|Ana|"), ("unchanged 7".to_owned(), none()));
    import.options.empty = crate::recipe::EmptyCells::Clear;
    assert_eq!(import.plan("a@x|Ana|"), ("updated 7: city brno > -".to_owned(), none()));
}

#[test]
fn defaults_are_for_new_records_that_give_nothing() {
    let city = || crate::record_type::Field { default: "Brno".to_owned(), ..text("city") };
    let without_column = Import::new(vec![text("name"), city()], &["name"]).match_by(&[&["name"]]);
    assert_eq!(without_column.plan("Ana").0, "created: name=ana, city=brno");
    let without_column = without_column.with_stored(7, &[("name", Value::text("Ana"))]);
    assert_eq!(without_column.plan("Ana").0, "unchanged 7");
    let with_column = Import::new(vec![text("name"), city()], &["name", "city"]).match_by(&[&["name"]]);
    assert_eq!(with_column.plan("Ana|").0, "created: name=ana, city=brno");
    assert_eq!(with_column.plan("Ana|Praha").0, "created: name=ana, city=praha");
    // A default nobody can read leaves the field empty instead of keeping the row out.
    let field =
        crate::record_type::Field { default: "x".to_owned(), ..crate::record_type::Field::new("size", FieldKind::Integer) };
    let unreadable = Import::new(vec![text("name"), field], &["name", "size"]);
    assert_eq!(unreadable.plan("Ana|"), ("created: name=ana".to_owned(), none()));
}

/// The full name is made from first and last name.
fn named() -> Import {
    let fields = vec![unique(text("code")), text("first"), text("last"), text("name")];
    let mut import = Import::new(fields, &["code", "first", "last"]).match_by(&[&["code"]]);
    import.record_type.derived = vec![Derived { field: "name".into(), from: keys(&["first", "last"]) }];
    import
}

fn stored_name(name: Option<&str>) -> Import {
    let mut values = vec![("code", Value::text("1")), ("first", Value::text("Ana")), ("last", Value::text("Nová"))];
    values.extend(name.map(|name| ("name", Value::text(name))));
    named().with_stored(7, &values)
}

#[test]
fn a_full_name_is_made_of_its_parts_and_follows_them() {
    assert_eq!(named().plan("1|Ana|Nová").0, "created: code=1, first=ana, last=nová, name=ana nová");
    assert_eq!(named().plan("1||Nová").0, "created: code=1, last=nová, name=nová");
    assert_eq!(named().plan("1||").0, "created: code=1");
    for (name, cells, expected) in [
        (Some("Ana Nová"), "1|Eva|", "updated 7: first ana > eva, name ana nová > eva nová"),
        (Some("Ana Nová"), "1||Malá", "updated 7: last nová > malá, name ana nová > ana malá"),
        (None, "1|Eva|", "updated 7: first ana > eva, name - > eva nová"),
        // Written by hand: it stays.
        (Some("Anička"), "1|Eva|", "updated 7: first ana > eva"),
        // Nothing changed: a missing full name is not made up.
        (None, "1|Ana|Nová", "unchanged 7"),
        (Some("Ana Nová"), "1|<clear>|", "updated 7: first ana > -, name ana nová > nová"),
        // It is what it would become already.
        (Some("Ana Nová"), "1|Ana|Nová", "unchanged 7"),
    ] {
        assert_eq!(stored_name(name).plan(cells).0, expected, "{name:?} {cells}");
    }
}

#[test]
fn r12_a_marked_row_merges_with_what_others_wrote() {
    // The file was exported at version 3 with the city Brno; the record is at version `stored` with the city `now`.
    for (version, now, cell, expected, conflict) in [
        // Somebody else edited the city, this person did not: theirs stays, silently.
        (5, "Praha", "Brno", "unchanged 7", None),
        // Both did: the stored value stays and the person is told.
        (5, "Praha", "Zlín", "unchanged 7", Some("warning field-conflict 2/city \"Zlín\" stored=Praha before=Brno")),
        (5, "Praha", "<clear>", "unchanged 7", Some("warning field-conflict 2/city \"\" stored=Praha before=Brno")),
        // Both wrote the same.
        (5, "Praha", "Praha", "unchanged 7", None),
        // Nobody wrote since: the file is a plain update.
        (3, "Praha", "Brno", "updated 7: city praha > brno", None),
    ] {
        let mark = Mark { id: RecordId(7), version: Version(3) }.text();
        let fields = vec![text("name"), text("city"), text("note")];
        let mut import = Import::new(fields, &["name", Mark::HEADER, "city", "note"]).match_by(&[&["name"]]);
        import = import.with_stored(7, &[("name", Value::text("Ana")), ("city", Value::text(now)), ("note", Value::text("old"))]);
        import.stored[0].1 = version;
        let city = import.reader().slot_of("city").expect("a slot");
        import.answers.since.insert(RecordId(7), vec![(city, Some(Value::text("Brno")))]);
        let issues: Vec<String> = conflict.map(str::to_owned).into_iter().collect();
        assert_eq!(import.plan(&format!("Ana|{mark}|{cell}|old")), (expected.to_owned(), issues), "{version} {now} {cell}");
        // Fields nobody else touched go through beside the others.
        let (change, _) = import.plan(&format!("Ana|{mark}|Brno|new"));
        assert!(change.contains("note old > new"), "{change}");
        // Without a mark, or with one of another record, the file says what it says.
        let other = Mark { id: RecordId(8), version: Version(3) }.text();
        for mark in ["", &other] {
            assert_eq!(import.plan(&format!("Ana|{mark}|Zlín|old")).0, format!("updated 7: city {now} > zlín").to_lowercase());
        }
    }
}

use crate::draft::Mark;

#[test]
fn r12_a_conflict_weighs_what_the_validation_says() {
    use crate::recipe::Validation;
    for (validation, severity, expected) in [
        (Validation::Standard, Some("warning"), "updated 7: city - > brno"),
        (Validation::Strict, Some("error"), "rejected 7"),
        (Validation::Structure, None, "updated 7: city - > brno"),
    ] {
        let mark = Mark { id: RecordId(7), version: Version(1) }.text();
        let mut import = Import::new(vec![text("name"), text("city")], &["id", Mark::HEADER, "name", "city"]);
        import.options.validation = validation;
        import = import.with_stored(7, &[("name", Value::text("B"))]);
        import.stored[0].1 = 2;
        import.answers.since.insert(RecordId(7), vec![(0, Some(Value::text("A")))]);
        let (planned, issues) = import.plan_at(2, &format!("7|{mark}|C|Brno"));
        assert_eq!(issues.iter().map(|issue| issue.severity.word()).next(), severity);
        assert_eq!(import.change(&planned), expected);
    }
}

#[test]
fn a_losing_row_of_a_stored_record_says_only_who_won() {
    for (mode, expected) in [
        (Mode::CreateAndUpdate, &["warning key-superseded 0/email \"a@x\" rows=2, 5"][..]),
        (Mode::Create, &["note record-exists -/- id=7", "warning key-superseded 0/email \"a@x\" rows=2, 5"]),
    ] {
        let mut import = stored(people());
        import.options.mode = mode;
        import.options.repeated = Repeated::Last;
        import.facts.repeated.insert(2, [2, 5].into());
        assert_eq!(import.issues("a@x|Eva|"), expected);
    }
}

#[test]
fn an_id_that_leads_nowhere_is_missing_or_makes_a_record() {
    let mut import = Import::new(vec![text("name")], &["id", "name"]);
    assert_eq!(import.plan("7|Ana"), ("created: name=ana".to_owned(), vec!["warning id-unknown 0/id \"7\"".to_owned()]));
    assert_eq!(import.plan("|Ana"), ("created: name=ana".to_owned(), vec!["warning id-unknown 0/id".to_owned()]));
    import.options.mode = Mode::Update;
    assert_eq!(import.plan("7|Ana"), ("rejected".to_owned(), vec!["error record-missing 0/id \"7\" key=7".to_owned()]));
    assert_eq!(import.plan("x|Ana").0, "rejected");
}

#[test]
fn a_composite_key_is_said_as_a_person_would() {
    let mut import = Import::new(vec![text("name"), text("city")], &["name", "city"]).match_by(&[&["name", "city"]]);
    import.options.mode = Mode::Update;
    assert_eq!(import.issues("Ana|Brno"), ["error record-missing -/- \"ana + brno\" key=ana + brno"]);
}

#[test]
fn a_row_with_an_error_is_rejected_and_says_everything_at_once() {
    let fields = vec![required(text("name")), text("email"), required(text("city"))];
    let import = || Import::new(fields.clone(), &["email", "name", "city"]).match_by(&[&["email"]]);
    let both = vec!["error required-empty 1/name".to_owned(), "error required-empty 2/city".to_owned()];
    assert_eq!(import().plan("a@x||"), ("rejected".to_owned(), both.clone()));
    // In create mode a record that must not exist yet is checked like a new one, and `key-taken` is said of sound rows only.
    let mut create = import().with_stored(7, &[("email", Value::text("a@x"))]);
    create.options.mode = Mode::Create;
    assert_eq!(create.plan("a@x||"), ("rejected 7".to_owned(), both));
    assert_eq!(create.issues("a@x|Ana|Brno"), ["error key-taken -/- id=7"]);
    // An update is not asked for what it does not touch; in update mode a missing record says only that.
    let mut update = import();
    update.options.mode = Mode::Update;
    assert_eq!(update.issues("a@x||").len(), 1);
}

#[test]
fn links_that_come_later_are_planned_with_the_row() {
    let fields = vec![text("name"), link("of", FieldKind::Link, "company")];
    let mut import = Import::new(fields, &["name", "of"]).match_by(&[&["name"]]);
    import.facts.names.insert("company".into(), ["acme".into()].into_iter().collect());
    assert_eq!(import.plan("Ana|ACME"), ("created: name=ana, of later acme".to_owned(), none()));
    let import = import.with_stored(7, &[("name", Value::text("Ana"))]);
    // Nothing else differs, but the link is still to be set: it is an update.
    assert_eq!(import.plan("Ana|ACME"), ("updated 7: of later acme".to_owned(), none()));
}
