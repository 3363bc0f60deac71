//! Lists, filters as people type them, history.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::list_records::Listing;

use super::{House, fact, refusal};

/// Companies 1 to 3; the first is tagged and has an owner, the second is put aside, the third hangs on the first.
fn companies() -> House {
    let house = House::new();
    house.user("jana", "operator");
    house.create(
        "company",
        &[("name", "Acme, s.r.o."), ("city", "Brno"), ("employees", "10"), ("responsible", "jana"), ("tags", "vip")],
    );
    house.create("company", &[("name", "Běta"), ("city", "Praha"), ("employees", "250"), ("is_active", "no")]);
    house.create("company", &[("name", "Gama"), ("parent", "Acme, s.r.o.")]);
    house
}

#[test]
fn filters_are_understood_in_every_language() {
    let house = companies();
    for (words, language, expected) in [
        (&[][..], Language::English, &[1, 2, 3][..]),
        (&["city=Brno"], Language::English, &[1]),
        (&["Město=Brno"], Language::English, &[1]),
        (&["Город = Brno"], Language::Czech, &[1]),
        (&["city!=Brno"], Language::English, &[2, 3]),
        (&["city="], Language::English, &[3]),
        (&["city!="], Language::English, &[1, 2]),
        (&["name=BETA"], Language::English, &[2]),
        (&["name~s.r.o"], Language::English, &[1]),
        (&["Name~ACME"], Language::English, &[1]),
        (&["status=active"], Language::English, &[1, 3]),
        (&["status=inactive"], Language::English, &[2]),
        (&["Aktivní=ne"], Language::Czech, &[2]),
        (&["is_active=нет"], Language::Russian, &[2]),
        (&["owner=jana"], Language::English, &[1]),
        (&["Vlastník=JANA"], Language::Czech, &[1]),
        (&["responsible!=jana"], Language::English, &[2, 3]),
        (&["owner="], Language::English, &[2, 3]),
        (&["parent=Acme, s.r.o."], Language::English, &[3]),
        (&["parent=[#1]"], Language::English, &[3]),
        (&["employees>=10"], Language::English, &[1, 2]),
        (&["employees>10"], Language::English, &[2]),
        (&["employees<250"], Language::English, &[1]),
        (&["id=1,#3"], Language::English, &[1, 3]),
        (&["id>1"], Language::English, &[2, 3]),
        (&["tag=vip"], Language::English, &[1]),
        (&["tag=VIP"], Language::English, &[1]),
        (&["tag!=vip"], Language::English, &[2, 3]),
        (&["tags="], Language::English, &[2, 3]),
        (&["status=active", "city="], Language::English, &[3]),
        (&["created_at=2026-11-21"], Language::English, &[1, 2, 3]),
        (&["created_at<=21.11.2026"], Language::Czech, &[1, 2, 3]),
        (&["created_at>21.11.2026"], Language::Czech, &[]),
        (&["created_at<2026-11-21"], Language::English, &[]),
        (&["Created>=2026-11-21 09:31"], Language::English, &[]),
    ] {
        let filter = house.try_filter("companies", words, language).expect("a filter");
        assert_eq!(house.ids("company", &filter), expected, "{words:?}");
        assert_eq!(
            house.engine.count_records(&house.admin, "company", &filter).expect("a count"),
            expected.len() as u64,
            "{words:?}"
        );
    }
}

#[test]
fn what_a_filter_cannot_mean_is_named() {
    let house = companies();
    for (word, code, name, value) in [
        ("ctiy=Brno", "field-unknown", "likely", "city"),
        ("owner=jan", "reference-unknown", "likely", "jana"),
        ("tag=vipp", "tag-unknown", "likely", "vip"),
        ("import=99", "import-unknown", "number", "99"),
        ("created_by=x", "value-unreadable", "value", "x"),
        ("employees=many", "value-unreadable", "value", "many"),
        ("status=perhaps", "value-unreadable", "field", "Status"),
        ("city", "filter-unreadable", "name", "city"),
        ("owner<jana", "filter-unfit", "sign", "<"),
        ("tag~v", "filter-unfit", "field", "tag"),
        ("employees~1", "filter-unfit", "sign", "~"),
        ("parent=[#9]", "reference-unknown", "type", "company"),
        ("id=1,x", "value-unreadable", "value", "1,x"),
    ] {
        let refusal = refusal(house.try_filter("companies", &[word], Language::English).expect_err(word));
        assert_eq!((refusal.code, fact(&refusal, name).as_str()), (code, value), "{word}");
    }
}

#[test]
fn pages_follow_each_other_and_links_have_names() {
    let house = companies();
    let listing = Listing { fields: vec!["Název".into(), "parent".into()], limit: 2, ..Listing::default() };
    let first = house.engine.list_records(&house.admin, "companies", &Filter::all(), &listing).expect("a page");
    assert_eq!((first.records.len(), first.next), (2, Some(RecordId(2))));
    let second = house
        .engine
        .list_records(&house.admin, "companies", &Filter::all(), &Listing { after: first.next, ..listing })
        .expect("a page");
    assert_eq!((second.records.len(), second.next), (1, None));
    let texts: Vec<&str> = second.records[0].fields.iter().map(|field| field.text.as_str()).collect();
    assert_eq!(texts, ["Gama", "Acme, s.r.o."]);
    let whole = house.record("company", RecordId(1));
    assert_eq!(whole.tags, ["vip"]);
    assert_eq!((whole.created_at, whole.created_import, whole.updated_import), (Some(super::start()), None, None));
    let missing = house.engine.get_record(&house.admin, "company", RecordId(9), Language::English).expect_err("no such record");
    assert_eq!(missing.code(), Some("record-unknown"));
    let unusual = Listing { fields: vec!["ctiy".into()], ..Listing::default() };
    let unknown = house.engine.list_records(&house.admin, "company", &Filter::all(), &unusual).expect_err("no such field");
    assert_eq!(unknown.code(), Some("field-unknown"));
}

#[test]
fn l12_records_of_an_import_are_found_and_tell_where_they_come_from() {
    let house = House::new();
    let first = house.import("company", "Name,City\nAcme,Brno\nBeta,Praha\n");
    let second = house.import("company", "ID,Name,City\n2,Beta,Ostrava\n");
    let number = |word: &str, import: i64| house.ids("company", &house.filter("company", &[&format!("{word}=#{import}")]));
    assert_eq!(number("created_by", first), [1, 2]);
    assert_eq!(number("import", first), [1, 2]);
    assert_eq!(number("updated_by", second), [2]);
    assert_eq!(number("created_by", second), Vec::<i64>::new());
    let tag = format!("tag=Import 2026-11-21 #{first}");
    assert_eq!(house.ids("company", &house.filter("company", &[&tag])), [1, 2]);
    let view = house.record("company", RecordId(2));
    assert_eq!((view.created_import, view.updated_import), (Some(first), Some(second)));
    let history = house.engine.record_history(&house.admin, "company", RecordId(2), Language::Czech).expect("a history");
    let told: Vec<(i64, &str, &str, Option<u32>)> = history.iter().map(|h| (h.run, h.kind, h.what, h.row)).collect();
    assert_eq!(told, [(second, "import", "updated", Some(2)), (first, "import", "created", Some(3))]);
    let city = &history[0].changes[0];
    assert_eq!((city.label.as_str(), city.before.as_str(), city.after.as_str()), ("Město", "Praha", "Ostrava"));
    assert_eq!(history[0].by, "admin");
    let tags = house.engine.tags(&house.admin, Some("companies")).expect("tags");
    let listed: Vec<(Option<i64>, u64)> = tags.iter().map(|tag| (tag.import, tag.counts[0].1)).collect();
    assert_eq!(listed, [(Some(first), 2), (Some(second), 1)]);
    assert!(house.engine.tags(&house.admin, Some("leads")).expect("tags").is_empty());
}

#[test]
fn end_users_see_nothing() {
    let house = companies();
    let nobody = Actor { id: Some(RecordId(1)), login: "x".into(), role: Role::EndUser, scopes: None };
    let codes = [
        house.engine.list_records(&nobody, "company", &Filter::all(), &Listing::default()).expect_err("refused").code(),
        house.engine.get_record(&nobody, "company", RecordId(1), Language::English).expect_err("refused").code(),
        house.engine.count_records(&nobody, "company", &Filter::all()).expect_err("refused").code(),
        house.engine.record_history(&nobody, "company", RecordId(1), Language::English).expect_err("refused").code(),
        house.engine.tags(&nobody, None).expect_err("refused").code(),
    ];
    assert_eq!(codes, [Some("permission-denied"); 5]);
}
