//! Mappings that can be followed, and every reason why one cannot.

use super::*;
use crate::recipe::{Constant, EmptyCells, Join, Split};
use crate::record_type::Derived;
use crate::testing::{Import, keys, link, required, slot_text, tags, text, unique};

fn import() -> Import {
    Import::new(vec![text("name"), text("city"), Field::new("size", FieldKind::Integer)], &["name", "city", "size"])
}

fn constant_of(field: &str, value: &str) -> Constant {
    Constant { field: field.into(), value: value.into(), existing: Existing::default() }
}

/// Each slot as `field source existing`.
fn slots(import: &Import) -> Vec<String> {
    let reader = import.reader();
    let source = |source: &Source| match source {
        Source::Column(column) => format!("column {column}"),
        Source::Join { columns, separator } => format!("join {columns:?}{separator}"),
        Source::Split { column, part, of, .. } => format!("split {column} {part}/{of}"),
        Source::Constant(slot) => format!("constant {}", slot_text(slot)),
        Source::Default(slot) => format!("default {}", slot_text(slot)),
        Source::Derived(parts) => format!("derived {parts:?}"),
        Source::CanMessage { social_id, messenger } => format!("can-message {social_id} {messenger}"),
    };
    let shown = |(index, spec): (usize, &SlotSpec)| {
        format!("{} {} {:?}", reader.field(index).key, source(&spec.source), spec.existing).to_lowercase()
    };
    reader.slots.iter().enumerate().map(shown).collect()
}

#[track_caller]
fn refused(import: &Import, expected: MappingError) {
    assert_eq!(import.compile().map(|_| ()), Err(expected));
}

#[test]
fn columns_are_found_by_header_and_by_which_of_several() {
    let mut import = import();
    import.headers = ["city", " name ", "size", "city"].map(str::to_owned).to_vec();
    assert_eq!(slots(&import), ["name column 1 overwrite", "city column 0 overwrite", "size column 2 overwrite"]);
    import.column("city").nth = 2;
    assert_eq!(slots(&import)[1], "city column 3 overwrite");
    import.column("city").nth = 3;
    refused(&import, MappingError::ColumnUnknown { header: "city".into() });
    import.column("city").field = None;
    assert_eq!(slots(&import), ["name column 1 overwrite", "size column 2 overwrite"]);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let mut unknown = import();
    unknown.column("city").field = Some("nowhere".into());
    refused(&unknown, MappingError::FieldUnknown { field: "nowhere".into() });
    let mut exported = import();
    exported.record_type.fields[1].role = FieldRole::ExportOnly;
    refused(&exported, MappingError::FieldNotWritable { field: "city".into() });
    let mut out_of_use = import();
    out_of_use.record_type.fields[1].archived = true;
    refused(&out_of_use, MappingError::FieldArchived { field: "city".into() });
    for (joins, splits) in [(true, false), (false, true)] {
        let mut import = import();
        let (header, field) = ("nowhere".to_owned(), Key::new("city"));
        import.part.columns.remove(1);
        if joins {
            let join = Join { field: field.clone(), headers: vec!["name".into(), header.clone()], separator: " ".into() };
            import.part.joins.push(join);
        }
        if splits {
            import.part.splits.push(Split { header: header.clone(), fields: vec![field], separator: " ".into() });
        }
        refused(&import, MappingError::ColumnUnknown { header });
    }
}

#[test]
fn hdr_11_one_field_has_one_source() {
    let mut twice = import();
    twice.column("size").field = Some("city".into());
    refused(&twice, MappingError::MappedTwice { field: "city".into(), headers: vec!["city".into(), "size".into()] });
    let mut ids = import();
    ids.column("size").field = Some("id".into());
    assert_eq!(ids.reader().id_column, Some(2));
    ids.column("city").field = Some("id".into());
    refused(&ids, MappingError::MappedTwice { field: "id".into(), headers: vec!["city".into(), "size".into()] });
    let mut constant = import();
    constant.part.constants.push(constant_of("city", "Brno"));
    refused(&constant, MappingError::MappedTwice { field: "city".into(), headers: vec!["city".into()] });
}

#[test]
fn hdr_12_required_fields_need_a_source_unless_rows_only_update() {
    let mut hidden = required(text("hidden"));
    hidden.archived = true;
    let fields = vec![text("name"), required(text("a")), hidden, text("b"), text("c")];
    let import = |columns: &[&str], mode| {
        let mut import = Import::new(fields.clone(), columns);
        import.record_type.one_of = vec![keys(&["b", "c"])];
        import.options.mode = mode;
        import
    };
    let missing = |fields: &[&str]| Some(MappingError::RequiredUnmapped { fields: keys(fields) });
    for (columns, mode, expected) in [
        (&["name"][..], Mode::CreateAndUpdate, missing(&["a", "b"])),
        (&["name"], Mode::Create, missing(&["a", "b"])),
        (&["name"], Mode::Update, Some(MappingError::KeyUnmapped { fields: keys(&["id"]) })),
        (&["id", "name"], Mode::Update, None),
        (&["id", "name"], Mode::CreateAndUpdate, None),
        (&["id", "name"], Mode::Create, missing(&["a", "b"])),
        (&["a"], Mode::Create, missing(&["b"])),
        (&["a", "c"], Mode::Create, None),
    ] {
        assert_eq!(import(columns, mode).compile().err(), expected, "{columns:?} {mode:?}");
    }
    let mut constant = import(&["c"], Mode::Create);
    constant.part.constants.push(constant_of("a", "x"));
    assert!(constant.compile().is_ok());
}

#[test]
fn match_rules_are_the_persons_or_the_types_own() {
    let fields = || vec![text("external_id"), text("email"), text("name"), text("city")];
    let rules = |columns: &[&str], match_by: &[&[&str]]| {
        let mut import = Import::new(fields(), columns).match_by(match_by);
        import.record_type.natural_keys = vec![keys(&["email"]), keys(&["name", "city"])];
        import.compile().map(|reader| reader.match_rules)
    };
    let slots = |slots: &[usize]| MatchRule::Slots(slots.to_vec());
    type Case<'a> = (&'a [&'a str], &'a [&'a [&'a str]], Vec<MatchRule>);
    let cases: [Case<'_>; 8] = [
        (&["name"], &[], vec![]),
        (&["email", "name"], &[], vec![slots(&[0])]),
        (&["city", "name"], &[], vec![slots(&[1, 0])]),
        (&["name", "city", "email", "external_id"], &[], vec![slots(&[3]), slots(&[2]), slots(&[0, 1])]),
        (&["email", "id"], &[], vec![MatchRule::Id]),
        (&["email", "id"], &[&["email"], &["id"]], vec![slots(&[0]), MatchRule::Id]),
        (&["email", "name"], &[&["name", "email"]], vec![slots(&[1, 0])]),
        (&["email"], &[&["none"]], vec![]),
    ];
    for (columns, match_by, expected) in cases {
        assert_eq!(rules(columns, match_by), Ok(expected), "{columns:?} {match_by:?}");
    }
    let unmapped = |field: &str| Err(MappingError::MatchUnmapped { field: field.into() });
    assert_eq!(rules(&["email"], &[&["id"]]), unmapped("id"));
    assert_eq!(rules(&["email"], &[&["name"]]), unmapped("name"));
    assert_eq!(rules(&["email", "id"], &[&["email", "id"]]), unmapped("id"));
    assert_eq!(rules(&["email"], &[&["email", "none"]]), unmapped("none"));
}

#[test]
fn a_constant_can_be_a_key_and_a_default_cannot() {
    let with_default = Field { default: "x".into(), ..text("email") };
    let mut import = Import::new(vec![text("name"), with_default], &["name"]).match_by(&[&["email"]]);
    refused(&import, MappingError::MatchUnmapped { field: "email".into() });
    import.part.constants.push(constant_of("email", "a@x"));
    assert_eq!(import.reader().match_rules, [MatchRule::Slots(vec![1])]);
}

#[test]
fn constants_are_read_once() {
    let fields =
        || vec![text("name"), Field::new("size", FieldKind::Integer), link("of", FieldKind::Link, "company"), text("note")];
    let mut import = Import::new(fields(), &["name"]);
    import.part.constants = vec![constant_of("size", "12"), constant_of("of", "Acme"), constant_of("note", "")];
    import.part.constants[0].existing = Existing::Fill;
    let expected =
        ["name column 0 overwrite", "size constant 12 fill", "of constant names acme overwrite", "note constant clear overwrite"];
    assert_eq!(slots(&import), expected);
    import.part.constants = vec![constant_of("size", "big")];
    refused(&import, MappingError::ValueUnreadable { field: "size".into(), value: "big".into() });
    import.part.constants = vec![constant_of("nowhere", "x")];
    refused(&import, MappingError::FieldUnknown { field: "nowhere".into() });
}

#[test]
fn defaults_derived_and_computed_fields_get_slots_when_nothing_else_fills_them() {
    let with_default = |key: &str| Field { default: "1".into(), ..Field::new(key, FieldKind::Integer) };
    let archived = Field { archived: true, ..with_default("old") };
    let unreadable = Field { default: "x".into(), ..with_default("odd") };
    let fields = vec![text("first"), text("last"), text("name"), with_default("size"), archived, unreadable];
    let mut import = Import::new(fields.clone(), &["last"]);
    import.record_type.derived = vec![
        Derived { field: "name".into(), from: keys(&["first", "last"]) },
        Derived { field: "nowhere".into(), from: keys(&["last"]) },
    ];
    assert_eq!(slots(&import), ["last column 0 overwrite", "size default 1 leave", "name derived [0] leave"]);
    let mut given = Import::new(fields.clone(), &["last", "name", "size"]);
    given.record_type.derived = import.record_type.derived.clone();
    assert_eq!(slots(&given), ["last column 0 overwrite", "name column 1 overwrite", "size column 2 overwrite"]);
    let mut without_parts = Import::new(fields, &["size"]);
    without_parts.record_type.derived = import.record_type.derived.clone();
    assert_eq!(slots(&without_parts), ["size column 0 overwrite"]);

    let fields = vec![text("social_id"), text("messenger"), Field::new("can_message", FieldKind::YesNo)];
    let clients = Import::new(fields.clone(), &["social_id", "messenger"]);
    assert_eq!(slots(&clients)[2..], ["can_message can-message 0 1 overwrite"]);
    assert_eq!(slots(&Import::new(fields, &["social_id"])), ["social_id column 0 overwrite"]);
}

#[test]
fn tags_are_added_to_unless_the_file_is_a_marked_export() {
    let fields = || vec![text("name"), tags("tags")];
    assert_eq!(slots(&Import::new(fields(), &["name", "tags"]))[1], "tags column 1 add");
    assert_eq!(slots(&Import::new(fields(), &["name", Mark::HEADER, "tags"]))[1], "tags column 2 overwrite");
    let mut chosen = Import::new(fields(), &["name", "tags"]);
    chosen.column("tags").existing = Some(Existing::Remove);
    assert_eq!(slots(&chosen)[1], "tags column 1 remove");
}

#[test]
fn marks_are_found_by_their_header_or_where_the_mapping_says() {
    let mut import = import();
    assert_eq!(import.reader().mark_column, None);
    import.headers[2] = " _kartoteka ".into();
    import.part.columns.pop();
    assert_eq!(import.reader().mark_column, Some(2));
    import.column("city").field = Some(Mark::HEADER.into());
    assert_eq!(import.reader().mark_column, Some(1));
    assert_eq!(slots(&import), ["name column 0 overwrite"]);
}

#[test]
fn each_column_is_read_as_it_or_the_file_says() {
    let mut import = import();
    let reading = |import: &Import, slot: usize| import.reader().slots[slot].reading;
    assert_eq!(reading(&import, 0), Reading { language: Language::English, ..Reading::default() });
    import.max_chars = 99;
    import.file.language = Some(Language::Czech);
    import.file.decimal = Some(',');
    import.file.date_order = Some("ymd".into());
    import.column("size").decimal = Some('.');
    import.column("size").separator = Some('/');
    let file = Reading {
        language: Language::Czech,
        date_order: DateOrder::YearFirst,
        decimal: DecimalSign::Comma,
        list_separator: None,
        max_chars: 99,
    };
    assert_eq!(reading(&import, 0), file);
    for (order, expected) in [("dmy", DateOrder::DayFirst), ("mdy", DateOrder::MonthFirst), ("ymd", DateOrder::YearFirst)] {
        import.column("size").date_order = Some(order.into());
        let own = Reading { date_order: expected, decimal: DecimalSign::Point, list_separator: Some('/'), ..file };
        assert_eq!(reading(&import, 2), own, "{order}");
    }
    import.column("size").date_order = Some("ydm".into());
    refused(&import, MappingError::OrderUnknown { order: "ydm".into() });
}

#[test]
fn unique_fields_are_watched() {
    let fields = vec![unique(text("code")), text("email"), unique(link("of", FieldKind::Link, "x")), text("name")];
    let columns = ["name", "email", "of", "code"];
    let watched = |key: &str, login_by_email| {
        let mut import = Import { login_by_email, ..Import::new(fields.clone(), &columns) };
        import.record_type.key = key.into();
        import.reader().unique
    };
    let code = (3, Code::KeyRepeated);
    assert_eq!(watched("thing", true), [code]);
    assert_eq!(watched("user", false), [code]);
    assert_eq!(watched("user", true), [(1, Code::EmailRepeated), code]);
}

#[test]
fn the_rest_is_taken_over() {
    let mut import = import();
    import.delimited = true;
    import.file.skip_hidden = true;
    import.whole_sheet = false;
    import.options.empty = EmptyCells::Clear;
    import.column("city").empty = Some(EmptyCells::Keep);
    let reader = import.reader();
    assert!(reader.delimited && reader.skip_hidden && !reader.whole_sheet);
    assert_eq!(reader.header_row, 1);
    assert_eq!(reader.headers, import.headers);
    assert_eq!(
        reader.slots.iter().map(|slot| slot.empty).collect::<Vec<_>>(),
        [EmptyCells::Clear, EmptyCells::Keep, EmptyCells::Clear]
    );
}
