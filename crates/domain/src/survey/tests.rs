//! Repeats, date orders, rings of links: what only the whole file can tell.

use super::*;
use crate::record_type::Field;
use crate::testing::{Import, link, row, text, unique};

#[test]
fn sem_06_cycles_name_their_rows() {
    let mut names = Map::default();
    for (row, name, parent) in [(2, "a", "b"), (3, "b", "c"), (4, "c", "a"), (5, "d", "a"), (6, "e", "e"), (7, "f", "x")] {
        names.insert(CompactString::new(name), (row, vec![CompactString::new(parent)]));
    }
    let found = cycles(&names);
    assert_eq!(found.get(&2).map(|rows| rows.to_vec()), Some(vec![2, 3, 4]));
    assert_eq!(found.get(&6).map(|rows| rows.to_vec()), Some(vec![6]));
    assert!(!found.contains_key(&5));
    assert!(!found.contains_key(&7));
}

/// Surveys rows numbered from 2, as the engine does: once all, once more the suspects.
fn facts(import: &Import, rows: &[&str]) -> FileFacts {
    let mut survey = Survey::new(&import.reader());
    let numbered = || (2u32..).zip(rows).map(|(number, cells)| row(number, cells));
    numbered().for_each(|row| survey.add(&row));
    assert_eq!(survey.rows(), rows.len() as u64);
    let suspects = survey.suspects();
    let mut groups = Groups::default();
    numbered().filter(|row| suspects.contains(&row.number.0)).for_each(|row| survey.confirm(&row, &mut groups));
    survey.finish(groups)
}

fn repeated(facts: &FileFacts) -> Vec<(u32, Vec<u32>)> {
    let mut rows: Vec<_> = facts.repeated.iter().map(|(row, rows)| (*row, rows.to_vec())).collect();
    rows.sort_unstable();
    rows
}

fn people(rules: &[&[&str]]) -> Import {
    Import::new(vec![text("name"), text("city"), text("note")], &["name", "city", "note"]).match_by(rules)
}

#[test]
fn repeated_keys_name_all_their_rows() {
    let rows = ["Ana|Brno|x", "Eva|Brno|x", "ANA|Brno|y", "|Brno|x", "|Brno|x", "Ána|Zlín|z"];
    let of = |rows: &[u32]| rows.iter().map(|row| (*row, rows.to_vec())).collect::<Vec<_>>();
    assert_eq!(repeated(&facts(&people(&[&["name"]]), &rows)), of(&[2, 4, 7]));
    assert_eq!(repeated(&facts(&people(&[&["name", "city"]]), &rows)), of(&[2, 4]));
    // Rows without the first key are told apart by the next rule; the rules do not mix.
    let mut expected = [of(&[2, 4, 7]), of(&[5, 6])].concat();
    expected.sort_unstable();
    assert_eq!(repeated(&facts(&people(&[&["name"], &["city"]]), &rows)), expected);
    assert_eq!(repeated(&facts(&people(&[&["name"], &["city"]]), &["a|b|", "|a|"])), []);
    assert_eq!(repeated(&facts(&people(&[]), &rows)), []);
}

#[test]
fn repeats_by_hash_are_confirmed_by_text() {
    // As if the hashes of 2 and 3 were equal by chance: their texts are not.
    let survey = Survey::new(&people(&[&["name"]]).reader());
    let mut groups = Groups::default();
    let mut confirming = Survey::new(&people(&[&["name"]]).reader());
    for (number, cells) in [(2, "Ana||"), (3, "Eva||"), (9, "Eva||")] {
        confirming.confirm(&row(number, cells), &mut groups);
    }
    assert_eq!(repeated(&survey.finish(groups)), [(3, vec![3, 9]), (9, vec![3, 9])]);
}

#[test]
fn unique_values_are_watched_beside_the_key() {
    let fields = vec![text("name"), unique(text("code"))];
    let import = Import::new(fields, &["name", "code"]).match_by(&[&["name"]]);
    let found = facts(&import, &["Ana|x", "Eva|x", "Iva|X", "Ana|", "Ola|"]);
    assert_eq!(repeated(&found), [(2, vec![2, 5]), (5, vec![2, 5])]);
    let mut of_unique: Vec<_> = found.unique_repeated.iter().map(|(place, rows)| (*place, rows.to_vec())).collect();
    of_unique.sort_unstable();
    assert_eq!(of_unique, [((0, 2), vec![2, 3]), ((0, 3), vec![2, 3])]);
    // The match key itself is not watched twice; as a part of a composite key or one of several rules it is.
    for (rules, expected) in
        [(&[&["code"][..]][..], 0), (&[&["code", "name"]], 2), (&[&["code"], &["name"]], 2), (&[&["name"]], 2)]
    {
        let import = Import::new(vec![text("name"), unique(text("code"))], &["name", "code"]).match_by(rules);
        assert_eq!(facts(&import, &["Ana|x", "Eva|x"]).unique_repeated.len(), expected, "{rules:?}");
    }
}

#[test]
fn a_survey_without_questions_only_counts() {
    let survey = |import: &Import| Survey::new(&import.reader()).is_needed();
    assert!(!survey(&people(&[])));
    assert!(survey(&people(&[&["name"]])));
    assert!(survey(&Import::new(vec![text("name"), unique(text("code"))], &["code"])));
    assert!(survey(&Import::new(vec![Field::new("born", FieldKind::Date)], &["born"])));
    assert!(survey(&Import::new(vec![text("name"), link("of", FieldKind::Link, "thing")], &["name", "of"])));
    assert!(!survey(&Import::new(vec![text("name"), link("of", FieldKind::Link, "other")], &["name", "of"])));
    assert!(!survey(&Import::new(vec![text("name"), link("of", FieldKind::Link, "thing")], &["name"])));
    let mut constant = Import::new(vec![text("name"), Field::new("born", FieldKind::Date)], &["name"]);
    constant.part.constants.push(crate::recipe::Constant {
        field: "born".into(),
        value: "1.2.2024".into(),
        existing: Default::default(),
    });
    assert!(!survey(&constant));
}

fn dates(kind: FieldKind, cells: &[&str]) -> Survey {
    let mut survey = Survey::new(&Import::new(vec![text("name"), Field::new("born", kind)], &["name", "born"]).reader());
    for (number, cell) in (2u32..).zip(cells) {
        survey.add(&row(number, &format!("x|{cell}")));
    }
    survey
}

#[test]
fn val_06_a_date_column_decides_its_order() {
    let day = "13/02/2024";
    let month = "02/13/2024";
    let both = "01/02/2024";
    for (cells, expected) in [
        (&[day, both, "x", ""][..], Some((DateOrder::DayFirst, 1, 0, 1))),
        (&[month, both, both], Some((DateOrder::MonthFirst, 0, 1, 2))),
        (&[month, month, day], Some((DateOrder::MonthFirst, 1, 2, 0))),
        (&[month, day], Some((DateOrder::DayFirst, 1, 1, 0))),
        (&[both], None),
        (&[], None),
    ] {
        for kind in [FieldKind::Date, FieldKind::DateTime] {
            let counts = |(order, day_first_only, month_first_only, both)| {
                (1, order, DateCounts { day_first_only, month_first_only, both })
            };
            assert_eq!(dates(kind, cells).date_orders(), expected.map(counts).into_iter().collect::<Vec<_>>(), "{cells:?}");
        }
    }
}

#[test]
fn two_halves_make_the_whole() {
    let mut whole = dates(FieldKind::Date, &["13/02/2024", "01/02/2024", "02/13/2024"]);
    whole.merge(dates(FieldKind::Date, &["14/02/2024", "03/04/2024", "02/15/2024", "02/16/2024"]).take());
    let counts = DateCounts { day_first_only: 2, month_first_only: 3, both: 2 };
    assert_eq!((whole.rows(), whole.date_orders()), (7, vec![(1, DateOrder::MonthFirst, counts)]));

    let import = family();
    let mut first = Survey::new(&import.reader());
    let mut second = Survey::new(&import.reader());
    first.add(&row(2, "Ana|Eva"));
    second.add(&row(3, "Eva|Ana"));
    second.add(&row(4, "ana|"));
    first.merge(second.take());
    assert_eq!(first.suspects(), HashSet::from([2, 4]));
    assert_eq!(first.suspects(), HashSet::new());
    assert_eq!(first.rows(), 3);
    let found = first.finish(Groups::default());
    assert_eq!(found.own_rows.len(), 2);
}

/// Things under things, recognised by name.
fn family() -> Import {
    Import::new(vec![text("name"), link("of", FieldKind::Link, "thing")], &["name", "of"]).match_by(&[&["name"]])
}

#[test]
fn names_within_the_file_are_known_with_their_rows() {
    let found = facts(&family(), &["Ana|Eva", "Eva|", "|Eva", "Iva|[#3]"]);
    let mut rows: Vec<_> = found.own_rows.iter().map(|(name, row)| (name.as_str(), *row)).collect();
    rows.sort_unstable();
    assert_eq!(rows, [("ana", 2), ("eva", 3), ("iva", 5)]);
    assert_eq!(found.names.get("thing").map(HashSet::len), Some(3));
    assert!(found.cycles.is_empty());
    // A link by number leads out of the file, whatever its text says.
    assert!(facts(&family(), &["Ana|Eva", "Eva|Ana [#9]"]).cycles.is_empty());
    assert_eq!(facts(&family(), &["Ana|Eva", "Eva|ANA"]).cycles.len(), 2);
    let none = facts(&people(&[&["name"]]), &["Ana||"]);
    assert!(none.own_rows.is_empty() && none.names.is_empty());
}

#[test]
fn only_key_columns_are_read() {
    let fields = || vec![text("name"), text("note"), unique(text("code")), Field::new("born", FieldKind::Date)];
    let reader = Import::new(fields(), &["name", "note", "code", "born"]).match_by(&[&["name"]]).reader();
    assert_eq!(needed_slots(&reader), [0, 2]);
    let reader = Import::new(fields(), &["name", "note", "code", "born"]).match_by(&[&["note"]]).reader();
    assert_eq!(needed_slots(&reader), [1, 2]);
    let linked = Import::new(vec![text("name"), link("of", FieldKind::Link, "thing"), text("note")], &["name", "of", "note"]);
    assert_eq!(needed_slots(&linked.reader()), [0, 1]);
    let elsewhere = Import::new(vec![text("name"), link("of", FieldKind::Link, "other")], &["name", "of"]);
    assert!(needed_slots(&elsewhere.reader()).is_empty());
}
