//! Reading rows: which cells count, what they mean, what is said about them.

use super::*;
use crate::cell::RowNumber;
use crate::recipe::{Join, Split};
use crate::record::Version;
use crate::record_type::FieldKind;
use crate::testing::{Import, keys, line, row, slot_text, tags, text};

/// The slots of one row, and the issues.
fn read(import: &Import, cells: &str) -> (Vec<String>, Vec<String>) {
    let (draft, issues) = import.read(cells);
    (draft.slots.iter().map(slot_text).collect(), issues)
}

#[track_caller]
fn reads(import: &Import, cells: &str, expected: &[&str]) {
    assert_eq!(read(import, cells), (expected.iter().map(|word| (*word).to_owned()).collect(), Vec::new()), "{cells}");
}

fn import() -> Import {
    Import::new(vec![text("name"), text("city"), Field::new("size", FieldKind::Integer)], &["name", "city", "size"])
}

#[test]
fn empty_cells_and_clear_marks() {
    let mut import = import();
    for (cell, standard, clearing) in [
        ("", "keep", "clear"),
        (" \u{a0}", "keep", "clear"),
        ("<clear>", "clear", "clear"),
        ("<vymazat>", "clear", "clear"),
        ("<limpar>", "clear", "clear"),
        ("<очистить> ", "clear", "clear"),
        ("<CLEAR>", "<CLEAR>", "<CLEAR>"),
        ("Brno", "Brno", "Brno"),
    ] {
        import.options.empty = EmptyCells::Keep;
        reads(&import, &format!("Ana|{cell}|1"), &["Ana", standard, "1"]);
        import.options.empty = EmptyCells::Clear;
        reads(&import, &format!("Ana|{cell}|1"), &["Ana", clearing, "1"]);
    }
    // A column's own choice goes before the import's.
    import.column("city").empty = Some(EmptyCells::Keep);
    reads(&import, "Ana||", &["Ana", "keep", "clear"]);
    // What a kind finds empty is empty as well.
    let mut lists = Import::new(vec![text("name"), tags("tags")], &["name", "tags"]);
    reads(&lists, "Ana|,;", &["Ana", "keep"]);
    lists.options.empty = EmptyCells::Clear;
    reads(&lists, "Ana|,;", &["Ana", "clear"]);
}

#[test]
fn the_words_of_a_cell_may_stand_for_others() {
    let mut import = import();
    let values = [("Praga", "Praha"), ("nic", ""), ("velký", "12")];
    import.column("city").values = values[..2].iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    import.column("size").values = [("velký".to_owned(), "12".to_owned())].into();
    reads(&import, "Ana|PRAGA|Velky", &["Ana", "Praha", "12"]);
    reads(&import, "Ana|nic|3", &["Ana", "clear", "3"]);
    reads(&import, "Ana||", &["Ana", "keep", "keep"]);
    import.column("city").values = [(String::new(), "Brno".to_owned())].into();
    reads(&import, "Ana||1", &["Ana", "Brno", "1"]);
    reads(&import, "Ana|Zlín|1", &["Ana", "Zlín", "1"]);
    // A replacement that is no value of the kind is said with the cell the person sees.
    import.column("size").values = [("big".to_owned(), "x".to_owned())].into();
    assert_eq!(read(&import, "Ana|Zlín|big").1, ["error number-unreadable 2/size \"big\""]);
}

#[test]
fn unreadable_cells_are_bad_and_say_why() {
    let import = import();
    let (draft, issues) = import.read("Ana|Brno|many");
    assert!(draft.has_error);
    assert_eq!(draft.slots[2], Slot::Bad);
    assert_eq!(issues, ["error number-unreadable 2/size \"many\""]);
    assert!(!import.read("Ana|Brno|3").0.has_error);
}

#[test]
fn remarks_keep_the_value_and_never_weigh_an_error_by_themselves() {
    let mut import = import();
    let cells = "An\na|Brno|1";
    for (validation, expected, error) in [
        (Validation::Standard, Some("note text-multiline 0/name \"An\na\""), false),
        (Validation::Strict, Some("note text-multiline 0/name \"An\na\""), false),
        (Validation::Structure, None, false),
    ] {
        import.options.validation = validation;
        let (draft, issues) = import.read(cells);
        assert_eq!((slot_text(&draft.slots[0]).as_str(), draft.has_error), ("An\na", error));
        assert_eq!(issues.first().map(String::as_str), expected, "{validation:?}");
    }
}

#[test]
fn validation_weighs() {
    use Severity::{Error, Note, Warning};
    for (validation, severity, expected) in [
        (Validation::Standard, Error, Some(Error)),
        (Validation::Standard, Warning, Some(Warning)),
        (Validation::Standard, Note, Some(Note)),
        (Validation::Strict, Error, Some(Error)),
        (Validation::Strict, Warning, Some(Error)),
        (Validation::Strict, Note, Some(Note)),
        (Validation::Structure, Error, Some(Error)),
        (Validation::Structure, Warning, None),
        (Validation::Structure, Note, None),
    ] {
        assert_eq!(weigh(validation, severity), expected, "{validation:?} {severity:?}");
    }
}

#[test]
fn joins_and_splits() {
    let fields = vec![text("name"), text("first"), text("last"), text("city")];
    let mut import = Import::new(fields, &["name"]);
    import.headers = ["name", "street", "number", "both"].map(str::to_owned).to_vec();
    let headers = ["street", "number"].map(str::to_owned).to_vec();
    import.part.joins.push(Join { field: "city".into(), headers, separator: ", ".into() });
    import.part.splits.push(Split { header: "both".into(), fields: keys(&["first", "last"]), separator: " ".into() });
    reads(&import, "x| Long | 5 |Ana Nová Malá ", &["x", "Long, 5", "Ana", "Nová Malá"]);
    reads(&import, "x|Long||Ana", &["x", "Long", "Ana", "keep"]);
    reads(&import, "x||5|", &["x", "5", "keep", "keep"]);
    reads(&import, "x|||", &["x", "keep", "keep", "keep"]);
    // Issues stand at the first joined column and at the split one.
    assert_eq!(read(&import, "x|a\0|5|").1.len(), 1);
    assert!(read(&import, "x|a\0|5|").1[0].starts_with("error text-control 1/city"));
    assert!(read(&import, "x|a|5|b\0 c").1[0].starts_with("error text-control 3/first"));
}

#[test]
fn str_07_surplus_cells_are_said() {
    let import = import();
    reads(&import, "Ana|Brno|1|", &["Ana", "Brno", "1"]);
    reads(&import, "Ana|Brno|1| ", &["Ana", "Brno", "1"]);
    let (draft, issues) = import.read("Ana|Brno|1||more|still");
    assert_eq!(issues, ["error row-too-long -/- \"more\" surplus=more"]);
    assert!(draft.has_error);
    reads(&import, "Ana", &["Ana", "keep", "keep"]);
}

#[test]
fn an_apostrophe_that_guards_a_formula_is_taken_off_in_delimited_text() {
    let mut import = import();
    reads(&import, "'=a|'quoted'|1", &["'=a", "'quoted'", "1"]);
    import.delimited = true;
    reads(&import, "'=a|'quoted'|1", &["=a", "'quoted'", "1"]);
}

#[test]
fn the_number_and_the_mark_of_a_row() {
    let import = Import::new(vec![text("name")], &["name", "id", Mark::HEADER]);
    for (cell, expected) in [
        ("7", GivenId::Given(RecordId(7))),
        (" 7 ", GivenId::Given(RecordId(7))),
        ("", GivenId::Empty),
        (" ", GivenId::Empty),
        ("0", GivenId::Bad),
        ("-7", GivenId::Bad),
        ("x", GivenId::Bad),
    ] {
        let (draft, issues) = import.read(&format!("Ana|{cell}"));
        assert_eq!(draft.id, expected, "{cell}");
        let bad = vec![format!("error number-unreadable 1/id \"{cell}\"")];
        assert_eq!(issues, if expected == GivenId::Bad { bad } else { Vec::new() });
    }
    let mark = Mark { id: RecordId(7), version: Version(2) };
    assert_eq!(import.read(&format!("Ana|7|{}", mark.text())).0.mark, Some(mark));
    assert_eq!(import.read("Ana|7|x").0.mark, None);
    assert_eq!(self::import().read("Ana").0.id, GivenId::NotMapped);
}

#[test]
fn only_rows_below_the_header_that_hold_something_are_data() {
    let mut import = import();
    import.headers.push("unmapped".to_owned());
    let reader = import.reader();
    for (number, cells, expected) in
        [(1, "Ana||", false), (2, "Ana||", true), (2, "||", false), (2, " | |", false), (2, "|||x", true)]
    {
        assert_eq!(reader.is_data(&row(number, cells)), expected, "{number} {cells}");
    }
    let hidden = Row { hidden: true, ..row(2, "Ana||") };
    assert!(reader.is_data(&hidden));
    import.file.skip_hidden = true;
    assert!(!import.reader().is_data(&hidden));
    assert!(import.reader().is_data(&row(2, "Ana||")));
}

#[test]
fn a_part_beside_another_has_rows_only_where_its_columns_hold_something() {
    let mut import = import();
    import.whole_sheet = false;
    import.part.columns.truncate(1);
    let reader = import.reader();
    assert!(reader.is_data(&row(2, "Ana|Brno|")));
    assert!(!reader.is_data(&row(2, "|Brno|")));
    // A column there for the reader alone makes no row; a number does.
    import.column("name").existing = Some(Existing::Leave);
    assert!(!import.reader().is_data(&row(2, "Ana|Brno|")));
    let with_id = Import { whole_sheet: false, ..Import::new(vec![text("name")], &["id", "name"]) };
    assert!(with_id.reader().is_data(&row(2, "7|")));
    assert!(!with_id.reader().is_data(&row(2, "||x")));
    // Joined and split columns are its columns too.
    let mut joined = Import { whole_sheet: false, ..Import::new(vec![text("name"), text("city")], &["name"]) };
    joined.headers.extend(["a".to_owned(), "b".to_owned()]);
    joined.part.joins.push(Join { field: "city".into(), headers: vec!["a".into(), "b".into()], separator: " ".into() });
    assert!(joined.reader().is_data(&row(2, "||x")));
    assert!(!joined.reader().is_data(&row(2, "|||x")));
    joined.part.joins.clear();
    joined.part.splits.push(Split { header: "a".into(), fields: keys(&["city"]), separator: " ".into() });
    assert!(joined.reader().is_data(&row(2, "|x")));
    assert!(!joined.reader().is_data(&row(2, "||x")));
    // A part of constants alone has no columns of its own: every row that is not blank is its row.
    let mut constant = Import { whole_sheet: false, ..Import::new(vec![text("name")], &[]) };
    constant.headers.push("a".into());
    constant.part.constants.push(crate::recipe::Constant {
        field: "name".into(),
        value: "x".into(),
        existing: Existing::default(),
    });
    assert!(constant.reader().is_data(&row(2, "x")));
    assert!(!constant.reader().is_data(&row(2, " ")));
}

#[test]
fn a7_whether_a_client_can_be_messaged_is_computed() {
    let fields = vec![text("name"), text("social_id"), text("messenger"), Field::new("can_message", FieldKind::YesNo)];
    let import = Import::new(fields, &["name", "social_id", "messenger"]);
    reads(&import, "Ana|123|telegram", &["Ana", "123", "telegram", "true"]);
    reads(&import, "Ana|@x|telegram", &["Ana", "@x", "telegram", "false"]);
    reads(&import, "Ana||telegram", &["Ana", "keep", "telegram", "keep"]);
    reads(&import, "Ana|123|", &["Ana", "123", "keep", "keep"]);
}

#[test]
fn an_issue_keeps_at_most_300_characters() {
    for (length, kept) in [(299, 299), (300, 300), (301, 300)] {
        let text = "ž".repeat(length);
        assert_eq!(excerpt(&Cell::text(&text)).chars().count(), kept);
    }
}

#[test]
fn a_reader_knows_its_fields() {
    let import = Import::new(vec![text("name"), text("city"), text("note")], &["note", "name"]);
    let reader = import.reader();
    assert_eq!(reader.field_positions(), [2, 0]);
    assert_eq!((reader.slot_of("name"), reader.slot_of("note"), reader.slot_of("city")), (Some(1), Some(0), None));
    assert_eq!(reader.field(0).key, "note");
    let mut issues = vec![Issue::of_row(RowNumber(1), Problem::new(Code::RowTooLong))];
    // An error of an earlier row is not this row's.
    assert!(!reader.read(&row(2, "x|y"), &mut issues).has_error);
    assert_eq!(issues.iter().map(line).collect::<Vec<_>>(), ["error row-too-long -/-"]);
}
