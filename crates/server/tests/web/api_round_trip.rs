//! Flow R by HTTP alone: records out, edited, and in again. One test a criterion or two; what the engine does with the rows is proven
//! beside it.

use serde_json::{Value, json};

use crate::api_client::Client;
use crate::browser::Site;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Three contacts: Anna of Brno, Boris of Praha, Cyril of Zlín.
fn three(client: &Client<'_>) {
    for (name, city) in [("Anna", "Brno"), ("Boris", "Praha"), ("Cyril", "Zlín")] {
        let contact = json!({"name": name, "city": city, "lifecycle": "customer", "is_legal_entity": false});
        let made = client.send("POST", "/records/contacts", &contact);
        assert_eq!(made.status, 201, "{}", made.text);
    }
}

fn exported(client: &Client<'_>, asked: &Value) -> Vec<u8> {
    client.file("POST", "/records/contacts/export", Some(asked))
}

fn csv_of(client: &Client<'_>) -> String {
    String::from_utf8(exported(client, &json!({"kind": "reimport", "format": "csv"}))).expect("text")
}

/// Sends a file, and follows what `auto` says.
fn sent(client: &Client<'_>, query: &str, media: &str, bytes: &[u8]) -> Value {
    let answer = client.ask("POST", &format!("/imports?type=contacts&{query}"), Some(media), bytes);
    assert_eq!(answer.status, 201, "{query}: {}", answer.text);
    client.ended(answer.header("location"))
}

fn asked(client: &Client<'_>, request: &Value, text: &str) -> Value {
    let request: String = request
        .to_string()
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    sent(client, &format!("request={request}"), "text/csv", text.as_bytes())
}

fn counts(import: &Value, names: [&str; 4]) -> [u64; 4] {
    names.map(|name| import["counts"][name].as_u64().unwrap_or_else(|| panic!("{name}: {import}")))
}

fn issues(client: &Client<'_>, import: &Value) -> Vec<Value> {
    let path = format!("/imports/{}/issues", import["id"].as_str().expect("an id"));
    client.get(&path).json()["data"].as_array().expect("issues").clone()
}

fn rows_with(client: &Client<'_>, import: &Value, code: &str) -> Vec<u64> {
    let found = issues(client, import);
    found.iter().filter(|one| one["code"] == code).map(|one| one["row"].as_u64().expect("a row")).collect()
}

fn contact(client: &Client<'_>, id: u32, field: &str) -> Value {
    client.get(&format!("/records/contacts/{id}")).json()[field].clone()
}

#[test]
fn r1_a_filter_some_of_them_or_the_whole_base() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    for (records, expected) in [
        (json!({"filter": ["city=Brno"]}), 1),
        (json!({"ids": ["1", "3"]}), 2),
        (json!({"filter": ["lifecycle=customer"], "except": ["1"]}), 2),
        (json!({"all": true}), 3),
    ] {
        let file = client.send("POST", "/records/contacts/export", &json!({"format": "csv", "records": records}));
        assert_eq!(file.header("kartoteka-records"), expected.to_string(), "{records}");
        assert_eq!(file.text.lines().count(), expected + 1, "{records}: {}", file.text);
    }
}

#[test]
fn r2_r3_an_export_is_made_in_the_background_told_and_fetched() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    for format in ["xlsx", "csv"] {
        let made = client.send("POST", "/exports", &json!({"type": "contacts", "kind": "simple", "format": format}));
        assert_eq!(made.status, 202, "{}", made.text);
        let told = || {
            let notices = client.get("/notifications").json();
            let mut of = notices["data"].as_array().expect("notices").clone();
            of.retain(|one| one["code"] == "export_ready" && one["is_read"] == false);
            of
        };
        let notice = (0..3_000).find_map(|_| told().into_iter().next()).expect("R3: it is told when it is ready");
        assert_eq!(notice["link"], "/exports");
        let path = format!("/notifications/{}/read", notice["id"].as_str().expect("an id"));
        assert_eq!(client.send("POST", &path, &json!({})).status, 204);
        let listed = client.get("/exports").json()["data"][0].clone();
        assert_eq!((&listed["state"], &listed["records"], &listed["format"]), (&json!("completed"), &json!(3), &json!(format)));
        let file = client.file("GET", listed["links"]["file"].as_str().expect("a file"), None);
        assert_eq!(file.len() as u64, listed["bytes"].as_u64().expect("bytes"), "{listed}");
        assert!(file.starts_with(if format == "xlsx" { b"PK" } else { &[0xEF, 0xBB] }), "{format}");
    }
}

#[test]
fn r4_the_file_holds_the_id_and_every_field_that_can_be_imported() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let field = client.send("POST", "/types/contacts/fields", &json!({"labels": {"en": "Shoe size"}, "kind": "integer"}));
    assert_eq!(field.status, 201, "{}", field.text);
    three(&client);
    let text = csv_of(&client);
    let header = text.trim_start_matches('\u{feff}').lines().next().expect("a header").to_owned();
    let columns: Vec<&str> = header.split(',').map(|cell| cell.trim_matches('"')).collect();
    assert_eq!(columns[0], "ID");
    for field in client.get("/types/contacts/fields").json()["data"].as_array().expect("fields") {
        let label = field["label"].as_str().expect("a label");
        let is_there = columns.iter().any(|column| column.starts_with(label));
        assert!(is_there || field["importable"] == false, "{label} in {columns:?}");
    }
    assert!(columns.contains(&"Shoe size"), "custom fields too: {columns:?}");
}

#[test]
fn r5_an_unedited_export_changes_nothing_in_both_formats_and_four_languages() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let rich =
        json!({"name": "=SUM(1;2)", "phone": "00420 777 123 456", "zip": "01234", "birthday": "1990-02-28", "note": "a\nb"});
    let made = client.send("POST", "/records/contacts", &rich);
    assert_eq!(made.status, 201, "{}", made.text);
    for (format, media) in [("csv", "text/csv"), ("xlsx", XLSX)] {
        for language in ["en", "cs", "pt-BR", "ru"] {
            let file = exported(&client, &json!({"kind": "reimport", "format": format, "language": language}));
            let import = sent(&client, &format!("auto=start&name=r.{format}"), media, &file);
            assert_eq!(
                counts(&import, ["rows", "unchanged", "updated", "created"]),
                [4, 4, 0, 0],
                "{format} {language}: {:?}",
                issues(&client, &import)
            );
        }
    }
}

#[test]
fn r6_r7_prepared_writes_nothing_is_listed_and_started_later() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let text = csv_of(&client).replace("Brno", "Olomouc");
    let request = json!({"type": "contacts", "auto": "check", "options": {"tags": ["fair"], "validation": "standard"}});
    let import = asked(&client, &request, &text);
    assert_eq!((&import["state"], contact(&client, 1, "city")), (&json!("checked"), json!("Brno")), "R6: nothing is written");
    let path = format!("/imports/{}", import["id"].as_str().expect("an id"));
    let read = client.get(&format!("{path}/mapping"));
    let columns = read.json()["data"].as_array().expect("columns").clone();
    let city = columns.iter().find(|column| column["field"] == "city").expect("R6: fields to confirm");
    assert_eq!(city["confidence"], "exact");
    let listed = client.get("/imports?state=checked").json();
    assert_eq!(listed["data"][0]["id"], import["id"], "R7: {listed}");
    for validation in ["strict", "structure", "standard"] {
        let change = client.with("If-Match", "*").send("PATCH", &path, &json!({"options": {"validation": validation}}));
        assert_eq!(change.status, 200, "{validation}: {}", change.text);
        assert_eq!(client.ask("POST", &format!("{path}/check"), None, b"").status, 202);
        assert_eq!(client.ended(&path)["counts"]["updated"], if validation == "strict" { 0 } else { 1 }, "{validation}");
    }
    assert_eq!(client.ask("POST", &format!("{path}/start"), None, b"").status, 202);
    let done = client.ended(&path);
    assert_eq!(
        (&done["state"], counts(&done, ["updated", "unchanged", "created", "rejected"])),
        (&json!("completed"), [1, 2, 0, 0])
    );
    assert_eq!(contact(&client, 1, "city"), "Olomouc");
    let tags = contact(&client, 1, "tags");
    assert!(tags.as_array().expect("tags").contains(&json!("fair")) && contact(&client, 2, "tags") == json!([]), "{tags}");
}

#[test]
fn r8_a_known_id_updates_an_unknown_or_empty_one_creates_with_a_warning() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let text = "ID,Full name,Lifecycle stage,Legal entity\n1,Anna Nová,Customer,no\n99,Dana,Customer,no\n,Eva,Customer,no\n";
    let import = asked(&client, &json!({"type": "contacts", "auto": "check"}), text);
    assert_eq!(counts(&import, ["updated", "created", "rejected", "errors"]), [1, 2, 0, 0], "{import}");
    let path = format!("/imports/{}", import["id"].as_str().expect("an id"));
    let groups = client.get(&format!("{path}/issue-groups")).json();
    let announced = groups["data"].as_array().expect("groups").iter().find(|one| one["code"] == "id-unknown").expect("announced");
    assert_eq!((&announced["rows"], &announced["severity"]), (&json!(2), &json!("warning")), "{announced}");
    client.ask("POST", &format!("{path}/start"), None, b"");
    assert_eq!(client.ended(&path)["counts"]["created"], 2);
    assert_eq!(contact(&client, 1, "name"), "Anna Nová");
    let only = asked(&client, &json!({"type": "contacts", "auto": "check", "options": {"mode": "update"}}), text);
    assert_eq!((&only["counts"]["rejected"], rows_with(&client, &only, "record-missing")), (&json!(2), vec![3, 4]));
}

#[test]
fn r9_warnings_when_recommended_cells_are_empty_in_an_update() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let text = "ID,Full name,Lifecycle stage,Responsible,Legal entity,City\n1,,,,,Olomouc\n,Dana,Customer,,no,Brno\n";
    let import = asked(&client, &json!({"type": "contacts", "auto": "check"}), text);
    assert_eq!(counts(&import, ["updated", "created", "errors", "rejected"]), [1, 1, 0, 0], "{import}");
    let found = issues(&client, &import);
    let mut empty: Vec<&str> =
        found.iter().filter(|one| one["code"] == "update-empty").map(|one| one["field"].as_str().expect("a field")).collect();
    empty.sort_unstable();
    assert_eq!(empty, ["is_legal_entity", "lifecycle", "name", "responsible"]);
    assert_eq!(rows_with(&client, &import, "id-unknown"), [3], "an empty ID");
    assert!(found.iter().all(|one| one["severity"] == "warning"), "{found:?}");
}

#[test]
fn r10_only_confirmed_columns_change_anything_and_empty_cells_keep() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let text = "ID,City,Full name,Position\n1,,Hacked,boss\n2,Olomouc,Hacked,\n";
    let request = json!({"type": "contacts", "auto": "start", "mapping": {"Full name": null}});
    assert_eq!(asked(&client, &request, text)["counts"]["updated"], 2);
    let shown = |id, field| contact(&client, id, field);
    assert_eq!((shown(1, "name"), shown(1, "city"), shown(1, "position")), (json!("Anna"), json!("Brno"), json!("boss")));
    assert_eq!((shown(2, "name"), shown(2, "city")), (json!("Boris"), json!("Olomouc")));
    let clear = json!({"type": "contacts", "auto": "start", "options": {"empty": "clear"}});
    asked(&client, &clear, "ID,City\n1,\n");
    assert_eq!((shown(1, "city"), shown(1, "name")), (Value::Null, json!("Anna")), "cleared where somebody chose so");
}

#[test]
fn r11_yes_and_no_in_any_language_and_case() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let words = ["SIM", "ano", "ДА", "Yes", "1", "TRUE", "NÃO", "ne", "НЕТ", "No", "0", "false"];
    let rows: String = words.iter().map(|word| format!("Somebody,{word}\n")).collect();
    let import = asked(&client, &json!({"type": "contacts", "auto": "start"}), &format!("Full name,Legal entity\n{rows}"));
    assert_eq!(import["counts"]["created"], words.len(), "{:?}", issues(&client, &import));
    let page = client.get("/records/contacts?fields=is_legal_entity&limit=50").json();
    let read: Vec<bool> =
        page["data"].as_array().expect("a page").iter().map(|one| one["is_legal_entity"].as_bool().expect("yes or no")).collect();
    assert_eq!(read, [[true; 6], [false; 6]].concat());
}

#[test]
fn r12_edits_of_both_sides_merge_and_conflicts_are_listed() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    three(&client);
    let text = csv_of(&client);
    let any = client.with("If-Match", "*");
    for (id, change) in [(1, json!({"city": "Olomouc"})), (2, json!({"position": "boss"})), (3, json!({"city": "Přerov"}))] {
        assert_eq!(any.send("PATCH", &format!("/records/contacts/{id}"), &change).status, 200);
    }
    let edited = text.replace("Brno", "Ostrava").replace("Praha", "Plzeň");
    let import = asked(&client, &json!({"type": "contacts", "auto": "start"}), &edited);
    let found = issues(&client, &import);
    let conflicts: Vec<&Value> = found.iter().filter(|one| one["code"] == "field-conflict").collect();
    assert_eq!(conflicts.len(), 1, "{found:?}");
    assert_eq!(
        (&conflicts[0]["row"], &conflicts[0]["field"], &conflicts[0]["value"]),
        (&json!(2), &json!("city"), &json!("Ostrava"))
    );
    let shown = |id, field| contact(&client, id, field);
    assert_eq!(shown(1, "city"), "Olomouc", "the conflict is listed, not decided");
    assert_eq!((shown(2, "city"), shown(2, "position")), (json!("Plzeň"), json!("boss")), "both edits merge");
    assert_eq!(shown(3, "city"), "Přerov", "an old value in the file is no edit");
}
