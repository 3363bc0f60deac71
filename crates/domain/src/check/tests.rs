//! Each check reports what it should, at its place, and keeps silent otherwise.

use std::sync::Arc;

use super::*;
use crate::issue::Code;
use crate::recipe::{Duplicates, Existing, MissingLinks, Mode, Repeated, Validation};
use crate::record::RecordId;
use crate::record_type::{Field, FieldKind};
use crate::testing::{Import, keys, link, recommended, required, text, unique};
use crate::value::Value;

fn rows(rows: &[u32]) -> Arc<[u32]> {
    rows.into()
}

#[track_caller]
fn check(import: &Import, cells: &str, expected: &[&str]) {
    assert_eq!(import.issues(cells), expected, "{cells}");
}

/// Name, and one more field in the second column; records are recognised by name; `Ana` is record 7.
fn with_field(field: Field) -> Import {
    let key = field.key.clone();
    Import::new(vec![text("name"), field], &["name", &key]).match_by(&[&["name"]]).with_stored(7, &[("name", Value::text("Ana"))])
}

#[test]
fn at_most_ten_rows_are_listed() {
    assert_eq!(row_list(&[5, 35]), "5, 35");
    assert_eq!(row_list(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
    assert_eq!(row_list(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …");
}

#[test]
fn a_quoted_value_is_cut_at_300_characters() {
    let field = Field { kind: FieldKind::LongText, ..unique(text("code")) };
    let mut import = with_field(field);
    import.facts.unique_repeated.insert((0, 2), rows(&[2, 3]));
    let issues = import.issues(&format!("Eva|{}", "ž".repeat(301)));
    assert_eq!(issues, [format!("error key-repeated 1/code \"{}\" rows=2, 3", "ž".repeat(300))]);
}

#[test]
fn key_repeated_names_the_rows_at_the_key() {
    let mut import = with_field(text("city"));
    import.facts.repeated.insert(2, rows(&[2, 9]));
    check(&import, "Eva|", &["error key-repeated 0/name \"Eva\" rows=2, 9"]);
    for (repeated, of, expected) in [
        (Repeated::Last, rows(&[2, 9]), &["warning key-superseded 0/name \"Eva\" rows=2, 9"][..]),
        (Repeated::First, rows(&[1, 2]), &["warning key-superseded 0/name \"Eva\" rows=1, 2"]),
        (Repeated::Last, rows(&[1, 2]), &[]),
        (Repeated::First, rows(&[2, 9]), &[]),
    ] {
        import.options.repeated = repeated;
        import.facts.repeated.insert(2, of);
        check(&import, "Eva|", expected);
    }
    // The key is the first rule a row has a full key for: the issue stands there, not at an empty cell.
    import.options.repeated = Repeated::Error;
    let mut by_city = import.match_by(&[&["city"], &["name"]]);
    check(&by_city, "Eva|", &["error key-repeated 0/name \"Eva\" rows=2, 9"]);
    check(&by_city, "Eva|Brno", &["error key-repeated 1/city \"Brno\" rows=2, 9"]);
    by_city.part.match_by.clear();
    let mut by_number = Import::new(vec![text("name")], &["name", "id"]);
    by_number.facts.repeated.insert(2, rows(&[2, 9]));
    check(&by_number, "Eva|7", &["error key-repeated 1/id rows=2, 9", "warning id-unknown 1/id \"7\""]);
    let mut without_key = Import::new(vec![text("name")], &["name"]);
    without_key.facts.repeated.insert(2, rows(&[2, 9]));
    check(&without_key, "Eva", &["error key-repeated -/- rows=2, 9"]);
}

#[test]
fn a_unique_value_that_repeats_is_said_once() {
    let mut import = with_field(unique(text("code")));
    import.facts.unique_repeated.insert((0, 2), rows(&[2, 5]));
    check(&import, "Eva|x", &["error key-repeated 1/code \"x\" rows=2, 5"]);
    // The same rows repeat the match key: one sentence is enough. Other rows: both are said.
    import.facts.repeated.insert(2, rows(&[2, 5]));
    check(&import, "Eva|x", &["error key-repeated 0/name \"Eva\" rows=2, 5"]);
    import.facts.repeated.insert(2, rows(&[2, 6]));
    let both = ["error key-repeated 0/name \"Eva\" rows=2, 6", "error key-repeated 1/code \"x\" rows=2, 5"];
    check(&import, "Eva|x", &both);
    // The winner of repeated rows is still told that its unique value stands in another row.
    import.facts.repeated.insert(2, rows(&[2, 5]));
    import.options.repeated = Repeated::First;
    check(&import, "Eva|x", &["error key-repeated 1/code \"x\" rows=2, 5"]);
}

#[test]
fn sem_06_a_ring_within_the_file_names_its_rows() {
    let mut import = with_field(text("city"));
    import.facts.cycles.insert(2, rows(&[2, 4]));
    check(&import, "Eva|", &["error link-cycle -/- rows=2, 4"]);
}

#[test]
fn h8_email_repeated_where_sign_in_is_by_email() {
    let mut import = with_field(Field::new("email", FieldKind::Email));
    import.record_type.key = "user".into();
    import.facts.unique_repeated.insert((0, 2), rows(&[2, 3]));
    check(&import, "Eva|e@x.cz", &[]);
    import.login_by_email = true;
    check(&import, "Eva|e@x.cz", &["error email-repeated 1/email \"e@x.cz\" rows=2, 3"]);
}

#[test]
fn key_taken_by_another_record_only() {
    let import = || with_field(unique(text("code"))).with_stored(8, &[("name", Value::text("Iva")), ("code", Value::text("x"))]);
    check(&import(), "Eva|x", &["error key-taken 1/code \"x\" id=8"]);
    check(&import(), "Ana|x", &["error key-taken 1/code \"x\" id=8"]);
    check(&import(), "Iva|x", &[]);
    check(&import(), "Eva|y", &[]);
    // A row that is left alone takes nothing.
    let mut skipped = import();
    skipped.options.mode = Mode::Create;
    skipped.options.duplicates = Duplicates::Skip;
    check(&skipped, "Ana|x", &["note record-exists -/- id=7"]);
}

#[test]
fn required_and_recommended_fields() {
    let fields = || vec![text("name"), required(text("a")), recommended(text("b")), recommended(text("unmapped"))];
    let import =
        Import::new(fields(), &["name", "a", "b"]).match_by(&[&["name"]]).with_stored(7, &[("name", Value::text("Ana"))]);
    check(&import, "Eva||", &["error required-empty 1/a", "warning recommended-empty 2/b"]);
    check(&import, "Eva|x|y", &[]);
    check(&import, "Eva|<clear>|<clear>", &["error required-empty 1/a", "warning recommended-empty 2/b"]);
    // An update may leave a required value alone, not take it away.
    check(&import, "Ana||y", &[]);
    check(&import, "Ana|<clear>|y", &["error required-empty 1/a"]);
    // What could not be read has an issue of its own.
    let issues = import.issues("Eva|a\0|y");
    assert_eq!(issues.len(), 1, "{issues:?}");
    // A row that stays as it is lacks nothing.
    let mut skip = import;
    skip.options.mode = Mode::Create;
    skip.options.duplicates = Duplicates::Skip;
    check(&skip, "Ana|<clear>|", &["note record-exists -/- id=7"]);
}

#[test]
fn a_required_field_without_a_column_is_missed_when_a_row_creates() {
    let mut archived = required(text("old"));
    archived.archived = true;
    let fields = vec![text("name"), required(text("a")), archived];
    let import = Import::new(fields, &["id", "name"]).with_stored(7, &[("name", Value::text("Ana"))]);
    check(&import, "7|Eva", &[]);
    check(&import, "|Eva", &["error required-empty -/a", "warning id-unknown 0/id"]);
}

#[test]
fn a_default_or_a_link_to_come_fills_a_required_field() {
    let with_default = Field { default: "x".to_owned(), ..required(text("a")) };
    check(&Import::new(vec![text("name"), with_default], &["name"]), "Eva", &[]);
    let fields = vec![text("name"), required(link("of", FieldKind::Link, "company"))];
    let mut import = Import::new(fields, &["name", "of"]);
    import.facts.names.insert("company".into(), ["acme".into()].into_iter().collect());
    check(&import, "Eva|Acme", &[]);
    check(&import, "Eva|", &["error required-empty 1/of"]);
}

#[test]
fn one_of_several_names_must_be_given() {
    let fields = vec![text("code"), text("first"), text("last"), text("name")];
    let import = |columns: &[&str]| {
        let mut import =
            Import::new(fields.clone(), columns).match_by(&[&["code"]]).with_stored(7, &[("code", Value::text("7"))]);
        import.record_type.one_of = vec![keys(&["name", "first", "last"])];
        import
    };
    check(&import(&["code", "first", "last"]), "1||", &["error one-of-empty 1/first fields=name, first, last"]);
    check(&import(&["code", "first", "last"]), "1|<clear>|", &["error one-of-empty 1/first fields=name, first, last"]);
    check(&import(&["code", "first", "last"]), "1||Nová", &[]);
    check(&import(&["code", "first", "last"]), "7||", &[]);
    let issues = import(&["code", "first", "last"]).issues("1||a\0");
    assert!(!issues.iter().any(|issue| issue.contains("one-of-empty")), "{issues:?}");
    // Without a column of its own the row as a whole is meant.
    let mut constant = import(&["code"]);
    constant.part.constants.push(crate::recipe::Constant {
        field: "name".into(),
        value: String::new(),
        existing: Existing::default(),
    });
    check(&constant, "1", &["error one-of-empty -/- fields=name, first, last"]);
}

#[test]
fn check_digits_and_messenger_ids_are_looked_at_only_where_something_is_written() {
    let import = with_field(text("tax_id"));
    check(&import, "Eva|25596642", &["warning check-digit 1/tax_id \"25596642\""]);
    check(&import, "Ana|25596642", &["warning check-digit 1/tax_id \"25596642\""]);
    check(&import, "Eva|25596641", &[]);
    check(&import, "Eva|", &[]);
    let mut skip = with_field(text("tax_id"));
    (skip.options.mode, skip.options.duplicates) = (Mode::Create, Duplicates::Skip);
    check(&skip, "Ana|25596642", &["note record-exists -/- id=7"]);

    let fields = vec![text("name"), text("social_id"), text("messenger")];
    let mut import = Import::new(fields, &["name", "social_id", "messenger"]).match_by(&[&["name"]]);
    check(&import, "Eva|@nick|telegram", &["warning messenger-id-odd 1/social_id \"@nick\" messenger=telegram"]);
    check(&import, "Eva|123|telegram", &[]);
    check(&import, "Eva||telegram", &[]);
    check(&import, "Eva|@nick|", &[]);
    (import.options.mode, import.options.duplicates) = (Mode::Create, Duplicates::Skip);
    let import = import.with_stored(7, &[("name", Value::text("Ana"))]);
    check(&import, "Ana|@nick|telegram", &["note record-exists -/- id=7"]);
}

#[test]
fn h7_only_administrators_give_roles() {
    let mut import = with_field(text("role"));
    check(&import, "Eva|operator", &[]);
    import.record_type.key = "user".into();
    check(&import, "Eva|operator", &["error role-forbidden 1/role \"operator\""]);
    check(&import, "Ana|administrator", &["error role-forbidden 1/role \"administrator\""]);
    check(&import, "Eva|end-user", &[]);
    check(&import, "Eva|", &[]);
    import.is_administrator = true;
    check(&import, "Eva|operator", &[]);
}

#[test]
fn m2_a_name_there_for_the_reader_is_compared() {
    let mut import = Import::new(vec![text("name")], &["id", "name"]).with_stored(7, &[("name", Value::text("Škoda  Auto"))]);
    check(&import, "7|Other", &[]);
    import.column("name").existing = Some(Existing::Leave);
    check(&import, "7|Other", &["warning name-differs 1/name \"Other\" stored=Škoda  Auto"]);
    check(&import, "7|skoda auto", &[]);
    check(&import, "7|", &[]);
    check(&import, "|Other", &["warning id-unknown 0/id"]);
    import.stored[0].2.clear();
    check(&import, "7|Other", &[]);
}

#[test]
fn r9_an_update_with_empty_recommended_cells() {
    let fields = vec![text("name"), recommended(text("a")), text("b"), recommended(text("c")), recommended(required(text("d")))];
    let mut import = Import::new(fields, &["id", "name", "a", "b", "d"]).with_stored(7, &[("name", Value::text("Ana"))]);
    check(&import, "7|Ana|x||y", &[]);
    check(&import, "7|||x|y", &["warning update-empty 1/name", "warning update-empty 2/a"]);
    check(&import, "7|Ana|<clear>|x|", &["warning update-empty 2/a", "warning update-empty 4/d"]);
    // To take a required value away is said once, as the error it is.
    check(&import, "7|Ana|x|x|<clear>", &["error required-empty 4/d"]);
    import.column("a").existing = Some(Existing::Leave);
    check(&import, "7|Ana||x|y", &[]);
    let fields = vec![text("name"), recommended(link("of", FieldKind::Link, "company"))];
    let mut import = Import::new(fields, &["id", "name", "of"]).with_stored(7, &[("name", Value::text("Ana"))]);
    import.facts.names.insert("company".into(), ["acme".into()].into_iter().collect());
    check(&import, "7|Ana|Acme", &[]);
    check(&import, "7|Ana|", &["warning update-empty 2/of"]);
}

#[test]
fn strict_validation_makes_errors_of_warnings_and_structure_silences_them() {
    for (validation, expected, change) in [
        (Validation::Standard, &["warning check-digit 1/tax_id \"25596642\""][..], "created"),
        (Validation::Strict, &["error check-digit 1/tax_id \"25596642\""], "rejected"),
        (Validation::Structure, &[], "created"),
    ] {
        let mut import = with_field(text("tax_id"));
        import.options.validation = validation;
        let (planned, issues) = import.plan("Eva|25596642");
        assert_eq!(
            (planned.starts_with(change), issues.as_slice()),
            (true, expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice())
        );
    }
}

/// Links to companies: `Acme` is 1, `Twins` are 2 and 3, number 4 exists.
fn links(kind: FieldKind) -> Import {
    let mut import = with_field(link("of", kind, "company"));
    let names = [("acme", vec![1]), ("twins", vec![2, 3])];
    let named = names.map(|(name, ids)| (name.into(), ids.into_iter().map(RecordId).collect()));
    import.answers.names.insert("company".into(), named.into_iter().collect());
    import.answers.linked.insert("company".into(), vec![RecordId(1), RecordId(4)]);
    import
}

#[test]
fn links_become_records_or_say_why_not() {
    let import = links(FieldKind::Link);
    for (cell, created, issue) in [
        ("ACME", "created: name=eva, of=#1", None),
        ("Whatever [#4]", "created: name=eva, of=#4", None),
        ("", "created: name=eva", None),
        ("[#5]", "rejected", Some("error link-missing 1/of \"[#5]\" type=company")),
        ("Nobody", "rejected", Some("error link-missing 1/of \"Nobody\" type=company")),
        ("Twins", "rejected", Some("error link-several 1/of \"Twins\" type=company ids=2, 3")),
    ] {
        let issues: Vec<String> = issue.map(str::to_owned).into_iter().collect();
        assert_eq!(import.plan(&format!("Eva|{cell}")), (created.to_owned(), issues), "{cell}");
    }
    let import = links(FieldKind::Links);
    assert_eq!(import.plan("Eva|[#4], Acme").0, "created: name=eva, of=[#1 #4]");
    check(&import, "Eva|Acme, Nobody", &["error link-missing 1/of \"Nobody\" type=company"]);
}

#[test]
fn missing_links_by_choice() {
    let mut import = links(FieldKind::Link);
    import.options.missing_links = MissingLinks::Empty;
    let empty = vec!["warning link-missing 1/of \"Nobody\" type=company".to_owned()];
    assert_eq!(import.plan("Eva|Nobody"), ("created: name=eva".to_owned(), empty));
    import.options.missing_links = MissingLinks::Create;
    check(&import, "Eva|Nobody", &["error link-missing 1/of \"Nobody\" type=company"]);
    import.facts.creatable.push("company".into());
    let created = vec!["warning link-created 1/of \"Nobody\" type=company".to_owned()];
    assert_eq!(import.plan("Eva|Nobody"), ("created: name=eva, of later nobody".to_owned(), created));
    import.options.missing_links = MissingLinks::Error;
    check(&import, "Eva|Nobody", &["error link-missing 1/of \"Nobody\" type=company"]);
}

#[test]
fn a_link_to_a_row_that_stays_out_names_the_row() {
    let mut import = with_field(link("of", FieldKind::Link, "thing"));
    import.facts.rejected.insert("boss".into(), 9);
    check(&import, "Eva|Boss", &["error partner-rejected 1/of \"Boss\" row=9"]);
    // A row of a ring was told so already.
    import.facts.cycles.insert(2, rows(&[2, 9]));
    check(&import, "Eva|Boss", &["error link-cycle -/- rows=2, 9"]);
    // Rejected rows are rows of this type; links to another type do not meet them.
    let mut other = with_field(link("of", FieldKind::Link, "company"));
    other.facts.rejected.insert("boss".into(), 9);
    check(&other, "Eva|Boss", &["error link-missing 1/of \"Boss\" type=company"]);
}

#[test]
fn sem_06_a_stored_record_cannot_become_its_own_ancestor() {
    // 5 hangs under 6, 6 under 7 (Ana).
    let import = |target: &str| {
        let mut import = with_field(link("of", FieldKind::Link, target));
        import.answers.linked.insert(target.into(), [5, 6, 7, 8].map(RecordId).to_vec());
        let of = import.reader().slot_of("of").expect("a slot");
        import.answers.parents.extend([(5, 6), (6, 7)].map(|(of_id, parent)| ((of, RecordId(of_id)), RecordId(parent))));
        import
    };
    for id in [5, 6, 7] {
        check(&import("thing"), &format!("Ana|[#{id}]"), &[&format!("error link-cycle 1/of \"[#{id}]\" rows=2")]);
    }
    check(&import("thing"), "Ana|[#8]", &[]);
    check(&import("thing"), "Eva|[#5]", &[]);
    check(&import("company"), "Ana|[#5]", &[]);
    // A link that stands already is not judged again.
    let mut standing = import("thing");
    standing.stored[0].2.push(("of", Value::Link(RecordId(5))));
    check(&standing, "Ana|[#5]", &[]);
    // Old rings above, the row's record not among them, end the walk.
    let mut ring = import("thing");
    let of = ring.reader().slot_of("of").expect("a slot");
    ring.answers.parents = [((of, RecordId(8)), RecordId(5)), ((of, RecordId(5)), RecordId(8))].into_iter().collect();
    check(&ring, "Ana|[#8]", &[]);
}

#[test]
fn mends_fit_their_codes() {
    use mend::{Mend, mends};
    let words = |code: Code, likely: Option<&str>| {
        let mut problem = Problem::new(code);
        if let Some(likely) = likely {
            problem = problem.with("other", "x").with("likely", likely);
        }
        let issue = Issue::of_row(crate::cell::RowNumber(2), problem);
        mends(&issue)
            .iter()
            .map(|mend| match mend {
                Mend::Replace { to } => format!("replace {to}"),
                other => other.word().to_owned(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(words(Code::LinkMissing, Some("Acme")), ["replace Acme", "create-link", "exclude-row"]);
    assert_eq!(words(Code::LinkMissing, None), ["create-link", "exclude-row"]);
    assert_eq!(words(Code::CountryUnknown, Some("")), ["exclude-row"]);
    assert_eq!(words(Code::ChoiceUnknown, Some("High")), ["replace High", "exclude-row"]);
    assert_eq!(words(Code::RequiredEmpty, None), ["fill", "exclude-row"]);
    assert_eq!(words(Code::OneOfEmpty, None), ["fill", "exclude-row"]);
    assert_eq!(words(Code::RecommendedEmpty, None), ["fill"]);
    assert_eq!(words(Code::CheckDigit, None), Vec::<String>::new());
    assert_eq!(Mend::Replace { to: "x".into() }.word(), "replace");
}

#[test]
fn further_check_digits() {
    for (text, expected) in [
        // INN of ten digits, wrong in the last; a birth number divisible by 11 (Czech, ten digits), and one that is not.
        ("7801010124", false),
        ("7707083893", true),
        ("7801010008", true),
        ("7801010009", false),
        // IČO whose weighted sum leaves 0 and 1.
        ("10000071", true),
        ("10000020", true),
        ("10000021", false),
        // INN of twelve digits: each of the two check digits counts.
        ("500100732259", true),
        ("500100732249", false),
        ("500100732258", false),
        // CPF: each of the two.
        ("52998224725", true),
        ("52998224735", false),
        ("52998224726", false),
        // Rests 0, 1 and 2 on the way.
        ("12345600705", true),
        ("12345600209", true),
        ("12345600896", true),
        // CNPJ: each of the two; letters in the body, never in the check digits.
        ("11222333000181", true),
        ("11222333000191", false),
        ("11222333000182", false),
        ("12abc34501de35", true),
        ("12ABC34501DE3A", true),
        // Letters where only digits have a rule, and lengths nobody knows.
        ("CZ255966", true),
        ("CZ12345678", true),
        ("DE123456789", true),
        ("NL1234567B01", true),
        ("25596641A", true),
        ("", true),
    ] {
        assert_eq!(check_digit::may_be_right(text), expected, "{text}");
    }
}
