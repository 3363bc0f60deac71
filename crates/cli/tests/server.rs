//! The same words typed twice: once on a data directory, once over a server that has a copy of it. What is printed, on which stream,
//! and how it ends must be the same, byte for byte.

mod twice;

use twice::Twice;

#[test]
fn records_are_the_same_over_a_server() {
    let twice = Twice::new();
    let list = twice.same(0, &["record", "list", "companies"]);
    assert_eq!(twice.same(0, &["record", "list", "companies", "--fields", "name,city"]), "1\tACME\tBrno\n2\tBeta\tPraha\n");
    assert_eq!(
        twice.same(0, &["record", "list", "companies", "--fields", "city,Tags"]).lines().next(),
        Some("1\tBrno\tImport 2026-11-21 #1")
    );
    assert!(list.contains("ACME") && list.contains("Beta"), "{list}");
    for args in [
        &["record", "list", "companies", "--filter", "city=Brno", "--fields", "name,city", "--json"][..],
        &["record", "list", "firmy", "--lang", "cs", "--filter", "Město=Praha", "--csv"],
        &["record", "list", "companies", "--ids", "2,1", "--jsonl"],
        &["record", "list", "companies", "--limit", "1", "--json=id,name"],
        &["record", "list", "companies", "--count"],
        &["record", "get", "companies", "1"],
        &["record", "get", "companies", "1", "--json"],
        &["record", "add", "companies", "name=Gama", "city=Zlín"],
        &["record", "set", "companies", "3", "city=Brno", "--json"],
        &["record", "set", "companies", "3", "city=Brno"],
        &["record", "tag", "companies", "3", "--add", "fair", "--add", "vip"],
        &["record", "tag", "companies", "3", "--add", "vip"],
        &["record", "get", "companies", "3", "--json=id,city,tags,version"],
        &["record", "history", "companies", "3"],
        &["record", "history", "companies", "3", "--json"],
        &["tag", "list"],
        &["record", "list", "companies", "--fields", "created_at,tags,name"],
    ] {
        twice.same(0, args);
    }
    twice.same(3, &["record", "add", "companies", "name=", "city=Brno"]);
    twice.same(3, &["record", "add", "companies", "name=", "--json"]);
    twice.same(5, &["record", "get", "companies", "77"]);
    twice.same(5, &["record", "get", "nothing", "1"]);
    twice.same(5, &["record", "set", "companies", "1", "nmae=x"]);
    twice.same(6, &["record", "set", "companies", "3", "city=Praha", "--if-match", "1"]);
    twice.same(2, &["record", "get", "companies", "x"]);
}

#[test]
fn what_is_set_up_is_the_same_over_a_server() {
    let twice = Twice::new();
    for args in [
        &["type", "list"][..],
        &["type", "list", "--json", "--lang", "ru"],
        &["type", "show", "leads"],
        &["type", "show", "companies", "--json"],
        &["field", "list", "contacts"],
        &["field", "list", "contacts", "--custom", "--json"],
        &["bot", "add", "Newsletter", "--messenger", "telegram"],
        &["bot", "list"],
        &["tunnel", "list", "--json"],
        &["user", "add", "olga", "--email", "olga@example.com", "--role", "operator"],
        &["user", "list"],
        &["user", "list", "--role", "operator", "--json"],
        &["setting", "set", "leads.row_limit", "7"],
        &["setting", "get", "leads.row_limit", "--json"],
        &["setting", "unset", "leads.row_limit"],
        &["setting", "get"],
        &["recipe", "save", "fair 1", "--import", "1"],
        &["recipe", "list", "--json=name,version"],
        &["recipe", "get", "fair 1"],
        &["recipe", "delete", "fair 1", "--yes"],
        &["import", "list"],
        &["import", "list", "--type", "companies", "--json"],
        &["import", "issues", "1"],
        &["import", "issues", "1", "--group", "--json"],
        &["import", "map", "1"],
        &["import", "tags", "companies"],
    ] {
        twice.same(0, args);
    }
    twice.same(3, &["bot", "add", "Newsletter", "--messenger", "pigeon"]);
    twice.same(5, &["setting", "get", "leads.row_limits"]);
    twice.same(2, &["setting", "set", "leads.row_limit", "many"]);
    twice.same(5, &["recipe", "get", "nothing"]);
    twice.same(5, &["user", "invite", "nobody"]);
    twice.same(5, &["import", "issues", "77"]);
    twice.same(5, &["recipe", "delete", "x"]);
}

#[test]
fn exports_are_the_same_over_a_server() {
    let twice = Twice::new();
    let text = twice.same(0, &["export", "run", "companies", "--filter", "city=Brno", "--format", "csv", "-o", "-"]);
    assert!(text.contains("ACME") && !text.contains("Beta"), "{text}");
    for name in ["a.csv", "b.xlsx"] {
        let args = ["export", "run", "companies", "--kind", "reimport", "--lang", "cs", "-o", name];
        let mut files = Vec::new();
        for said in [twice.here(&args), twice.there(&args)] {
            assert_eq!(said.code, Some(0), "{}", said.err);
            files.push((said.out, std::fs::read(twice.path(name)).expect("a file").len()));
        }
        assert_eq!(files[0], files[1], "{name}");
    }
    twice.same(0, &["export", "run", "companies", "--keep", "--format", "csv"]);
    twice.same(0, &["export", "list"]);
    twice.same(0, &["export", "download", "1", "-o", "kept.csv", "--json"]);
    twice.same(0, &["export", "delete", "1"]);
    twice.same(5, &["export", "download", "1", "-o", "kept.csv"]);
    twice.same(5, &["export", "run", "nothing", "-o", "x.csv"]);
    assert!(!twice.path("x.csv").exists(), "nothing half done");
}

#[test]
fn sem_20_an_erasure_is_the_same_over_a_server() {
    let twice = Twice::new();
    let shown = twice.same(0, &["record", "erase", "companies", "1", "--dry-run"]);
    assert!(shown.lines().any(|line| line.trim() == "1  Records") && shown.contains("Rows of uploaded files"), "{shown}");
    twice.same(0, &["record", "erase", "companies", "1", "--dry-run", "--json"]);
    twice.same(2, &["record", "erase", "companies", "1"]);
    twice.same(0, &["record", "get", "companies", "1"]);
    let erased = twice.same(0, &["record", "erase", "companies", "1", "--yes"]);
    assert!(erased.starts_with("Erased for good."), "{erased}");
    twice.same(5, &["record", "get", "companies", "1"]);
    twice.same(5, &["record", "erase", "companies", "77", "--yes"]);
    twice.same(6, &["record", "erase", "tunnels", "1", "--yes"]);
    let undone = twice.same(0, &["import", "revert", "1", "--dry-run"]);
    assert!(undone.contains("person erased 1"), "{undone}");
    twice.same(0, &["import", "revert", "1", "--yes"]);
    twice.same(0, &["record", "list", "companies", "--count"]);
}
