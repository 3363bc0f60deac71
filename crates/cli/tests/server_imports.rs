//! Files in over a server, as on a data directory: check, run, mend, take back, mass edits, templates, fields.

mod twice;

use twice::{Twice, sample};

#[test]
fn l7_a_check_and_a_run_are_the_same_over_a_server() {
    let twice = Twice::empty();
    let leads = sample("leady-veletrh.xlsx");
    twice.same_with(3, &["import", "check", "leads", &leads, "--errors", "errors.csv"], &["errors.csv"]);
    twice.same_with(3, &["import", "check", "leads", &leads, "--annotated", "marked.xlsx"], &["marked.xlsx"]);
    twice.same(3, &["import", "check", "leads", &leads, "--json"]);
    twice.same(3, &["import", "check", "leads", &leads, "--json=counts,groups", "--group"]);
    twice.same(3, &["import", "check", "leady", &leads, "--lang", "cs"]);
    twice.same(0, &["import", "issues", "1", "--row", "15", "--json"]);
    twice.same(2, &["import", "run", "leads", &leads]);
    twice.same(2, &["import", "run", "leads", &leads, "--json"]);
    twice.same_with(
        3,
        &["import", "start", "1", "--yes", "--failed", "failed.xlsx", "--result", "r.csv"],
        &["failed.xlsx", "r.csv"],
    );
    let again = ["import", "run", "leads", &leads, "--tag", "fair", "--yes", "--name", "Fair", "--json"];
    twice.same(0, &[&again[..], &["--exit-zero-on-row-errors"]].concat());
    for args in [
        &["record", "list", "leads", "--count"][..],
        &["import", "list", "--json"],
        &["import", "show", "1"],
        &["import", "show", "1", "--json"],
        &["import", "map", "2", "--json"],
        &["import", "preview", "2", "--limit", "3"],
        &["import", "preview", "2", "--limit", "2", "--after", "9", "--outcome", "created", "--jsonl"],
    ] {
        twice.same(0, args);
    }
    twice.same(3, &["import", "watch", "1"]);
    twice.same(0, &["import", "watch", "2", "--json=id,state"]);
    twice.same(3, &["import", "watch", "8", "--json=id,state,name"]);
    for what in ["original", "annotated", "result", "failed", "issues"] {
        twice.same_with(0, &["import", "download", "1", "--file", what, "-o", "got.xlsx", "--json"], &["got.xlsx"]);
    }
    twice.same_with(0, &["import", "download", "1"], &["leady-veletrh-result.xlsx"]);
    twice.same(3, &["import", "start", "1", "--yes"]);
    twice.same(6, &["import", "cancel", "1"]);
}

#[test]
fn refusals_before_a_file_is_sent_are_the_same_over_a_server() {
    let twice = Twice::new();
    twice.file("c.csv", "Name,City\nGama,Brno\n");
    twice.file("bad.toml", "[[[");
    twice.same(5, &["import", "check", "nothing", "c.csv"]);
    twice.same(5, &["import", "check", "companies", "no-such-file.csv"]);
    twice.same(5, &["import", "run", "companies", "c.csv", "--recipe", "nobody's", "--yes"]);
    twice.same(5, &["import", "run", "companies", "c.csv", "--recipe", "no.toml", "--yes"]);
    twice.same(2, &["import", "run", "companies", "c.csv", "--recipe", "bad.toml", "--yes"]);
    twice.same(5, &["import", "run", "companies", "c.csv", "--map", "Ciity=city", "--yes"]);
    twice.same(5, &["import", "start", "77", "--yes"]);
    twice.same(5, &["import", "revert", "77", "--yes"]);
    twice.same(5, &["import", "download", "77", "-o", "x.csv"]);
    twice.same(5, &["import", "watch", "77"]);
    twice.same(0, &["import", "list", "--json"]);
    assert!(!twice.path("x.csv").exists(), "nothing half done");
}

#[test]
fn h5_all_or_nothing_and_settings_of_an_import_are_the_same_over_a_server() {
    let twice = Twice::new();
    twice.same(3, &["import", "run", "users", &sample("uzivatele_chyby.csv"), "--yes"]);
    twice.same(3, &["import", "run", "users", &sample("uzivatele_chyby.csv"), "--yes", "--json"]);
    twice.same(2, &["import", "check", "users", &sample("operatori_windows1250.csv"), "--role", "operator"]);
    twice.file("c.csv", "Firm;Town;Kind\nBeta;Ostrava;x\nDelta;Brno;y\n");
    let run = ["import", "run", "companies", "c.csv", "--map", "Firm=name", "--map", "Town=city", "--map", "Kind=-"];
    let run = [&run[..], &["--mode", "upsert", "--match-by", "name", "--delimiter", ";", "--tag", "a", "--tag", "b"]].concat();
    twice.same(0, &[&run[..], &["--dry-run", "--json=counts,options,file"]].concat());
    twice.same(0, &[&run[..], &["--idempotency-key", "k", "--yes"]].concat());
    twice.same(0, &["record", "list", "companies", "--fields", "name,city,tags"]);
    // The same key never imports twice.
    twice.same(0, &[&run[..], &["--idempotency-key", "k", "--yes", "--json=id,state,counts"]].concat());
    twice.same(0, &["recipe", "save", "firms", "--import", "4"]);
    twice.same(0, &["import", "run", "companies", "c.csv", "--recipe", "firms", "--dry-run"]);
    twice.file("r.toml", &twice.same(0, &["recipe", "get", "firms"]));
    twice.same(0, &["import", "run", "companies", "c.csv", "--recipe", "r.toml", "--dry-run"]);
    twice.same(0, &["import", "repeat", "4", "c.csv", "--yes"]);
    twice.same(0, &["import", "list", "--json=id,name,state,counts"]);
}

#[test]
fn l9_mends_and_corrected_files_are_the_same_over_a_server() {
    let twice = Twice::empty();
    twice.file("leads.csv", "Topic,E-mail\nA,a@example.cz\nB,b@\nC,c@\nD,\n,d@example.cz\n");
    twice.same(3, &["import", "check", "leads", "leads.csv"]);
    twice.same(3, &["import", "fix", "1", "--replace", "E-mail:b@=>b@example.cz"]);
    twice.same(0, &["import", "fix", "1", "--set-empty", "Topic=None", "--set", "4:E-mail=c@example.cz"]);
    twice.same(0, &["import", "fix", "1", "--list"]);
    twice.same(3, &["import", "fix", "1", "--undo"]);
    twice.same(0, &["import", "fix", "1", "--redo", "--json=state,counts"]);
    twice.same(0, &["import", "fix", "1", "--redo"]);
    twice.same(2, &["import", "fix", "1"]);
    twice.same(2, &["import", "fix", "1", "--skip-code", "email-unreadible"]);
    twice.same(0, &["import", "fix", "1", "--replace", "Mail:x=>y"]);
    twice.file("again.csv", "Topic,E-mail\nA,a@example.cz\nB,\nE,e@\n");
    twice.same(3, &["import", "replace", "1", "again.csv"]);
    twice.same(0, &["import", "fix", "1", "--skip-rows", "4"]);
    twice.same(0, &["import", "start", "1", "--yes"]);
    twice.same(6, &["import", "replace", "1", "again.csv"]);
}

#[test]
fn l13_taking_back_is_the_same_over_a_server() {
    let twice = Twice::new();
    twice.file("c.csv", "Name,City\nGama,Brno\nDelta,Zlín\n");
    twice.same(0, &["import", "run", "companies", "c.csv", "--yes"]);
    twice.same(0, &["record", "set", "companies", "3", "city=Praha"]);
    twice.same_with(0, &["import", "revert", "2", "--dry-run", "--report", "kept.csv"], &["kept.csv"]);
    twice.same(2, &["import", "revert", "2"]);
    twice.same_with(0, &["import", "revert", "2", "--yes", "--report", "kept.csv"], &["kept.csv"]);
    twice.same(0, &["import", "revert", "2", "--yes", "--json=restored,kept,kept_records"]);
    let delete = ["import", "delete", "--type", "companies", "--tag", "Import 2026-11-21 #1"];
    twice.same(0, &[&delete[..], &["--dry-run"]].concat());
    twice.same(0, &[&delete[..], &["--dry-run", "--json"]].concat());
    twice.same(2, &delete);
    twice.same(0, &[&delete[..], &["--yes"]].concat());
    twice.same(5, &[&delete[..], &["--yes"]].concat());
    twice.same(0, &["record", "list", "companies"]);
    twice.same(0, &["import", "list", "--json=id,kind,state,of_import"]);
}

#[test]
fn m7_mass_edits_are_the_same_over_a_server() {
    let twice = Twice::new();
    for login in ["ivan", "petr"] {
        twice.same(0, &["user", "add", login, "--email", &format!("{login}@example.com"), "--role", "operator"]);
    }
    twice.same(2, &["bulk", "companies", "--all", "--set", "city=Praha"]);
    twice.same(2, &["bulk", "companies", "--set", "city=Praha", "--yes"]);
    twice.same(2, &["bulk", "companies", "--all", "--yes"]);
    twice.same(5, &["bulk", "nothing", "--all", "--add-tag", "x", "--yes"]);
    twice.same(0, &["bulk", "companies", "--all", "--responsible", "ivan", "--dry-run"]);
    twice.same(0, &["bulk", "companies", "--all", "--responsible", "ivan", "--dry-run", "--json"]);
    twice.same(0, &["bulk", "companies", "--all", "--responsible", "ivan", "--yes"]);
    twice
        .same(0, &["bulk", "companies", "--filter", "city=Brno", "--responsible", "petr", "--add-tag", "vip", "--yes", "--json"]);
    twice.same(0, &["bulk", "companies", "--filter", "city=Nowhere", "--add-tag", "vip", "--yes"]);
    twice.same(3, &["bulk", "companies", "--ids", "1,77", "--set", "city=Zlín", "--yes"]);
    twice.same(5, &["bulk", "companies", "--all", "--set", "nmae=x", "--yes"]);
    twice.file("edit.csv", "ID,Responsible\n1,ivan\n2,petr\n77,petr\n");
    twice.same(3, &["edit", "run", "companies", "edit.csv", "--dry-run"]);
    twice.same(3, &["edit", "run", "companies", "edit.csv", "--responsible", "add", "--yes"]);
    twice.same(0, &["bulk", "companies", "--ids", "2", "--delete", "--yes"]);
    twice.same(0, &["record", "list", "companies", "--json"]);
}

#[test]
fn templates_and_fields_are_the_same_over_a_server() {
    let twice = Twice::new();
    twice.same_with(0, &["template", "get", "leads", "-o", "t.xlsx"], &["t.xlsx"]);
    twice.same_with(0, &["template", "get", "companies", "--edit", "--filter", "city=Brno", "-o", "e.csv", "--json"], &["e.csv"]);
    twice.same_with(0, &["template", "get", "firmy", "--lang", "cs", "--columns", "required"], &["companies.xlsx"]);
    twice.same(0, &["template", "get", "companies", "--edit", "--format", "csv", "-o", "-"]);
    twice.same(5, &["template", "get", "nothing", "-o", "t.xlsx"]);
    let add = ["field", "add", "leads", "colour", "--kind", "choice", "--label", "Colour", "--label-cs", "Barva"];
    twice.same(0, &[&add[..], &["--choice", "red=Red", "--choice", "Light Blue", "--meaning", "Of the car"]].concat());
    twice.same(6, &add);
    twice.same(2, &["field", "add", "leads", "No Key", "--label", "x"]);
    twice.same(0, &["field", "update", "leads", "colour", "--label-ru", "Цвет", "--choice", "Green", "--required", "no"]);
    twice.same(0, &["field", "list", "leads", "--custom", "--lang", "ru"]);
    twice.same(0, &["field", "list", "leads", "--custom", "--lang", "cs"]);
    twice.same(0, &["field", "archive", "leads", "colour"]);
    twice.same(0, &["field", "archive", "leads", "colour", "--undo"]);
    twice.same(5, &["field", "update", "leads", "color", "--label", "x"]);
}

#[test]
fn tokens_are_the_same_over_a_server() {
    let twice = Twice::empty();
    let create = ["token", "create", "nightly", "--scopes", "import,read", "--user", "jana", "--expires", "30d"];
    for said in [twice.here(&create), twice.there(&create)] {
        assert_eq!((said.code, said.out.starts_with("kt_")), (Some(0), true), "{}{}", said.out, said.err);
    }
    twice.same(0, &["token", "list", "--json=id,name,owner,scopes,expires_at"]);
    twice.same(2, &["token", "create", "x", "--scopes", "everything"]);
    twice.same(2, &["token", "create", "x", "--scopes", "read", "--expires", "9999d"]);
    twice.same(5, &["token", "create", "x", "--scopes", "read", "--user", "nobody"]);
    twice.same(0, &["token", "revoke", "2"]);
    twice.same(5, &["token", "revoke", "2"]);
}
