//! The flows of the product driven by HTTP alone: a program sends what a person would press. Named by criterion; what the engine does
//! with the rows is proven beside it.

use serde_json::{Value, json};

use crate::api_client::{Answer, Client};
use crate::browser::Site;

/// Sends rows as a file and follows the work to its end.
fn sent(client: &Client<'_>, query: &str, text: &str) -> (String, Value) {
    let answer = client.ask("POST", &format!("/imports?{query}"), Some("text/csv"), text.as_bytes());
    assert_eq!(answer.status, 201, "{query}: {}", answer.text);
    let path = answer.header("location").to_owned();
    let import = client.ended(&path);
    (path, import)
}

fn counts(import: &Value, names: [&str; 4]) -> [u64; 4] {
    names.map(|name| import["counts"][name].as_u64().unwrap_or_else(|| panic!("{name}: {import}")))
}

fn total(client: &Client<'_>, query: &str) -> Value {
    client.get(&format!("/records/{query}&include_total=true&limit=1")).json()["total"].clone()
}

fn codes(client: &Client<'_>, path: &str) -> Vec<(u64, String)> {
    let issues = client.get(&format!("{path}/issues")).json();
    let all = issues["data"].as_array().expect("issues").iter();
    all.map(|one| (one["row"].as_u64().expect("a row"), one["code"].as_str().expect("a code").to_owned())).collect()
}

fn request(client: &Client<'_>, document: &Value) -> Answer {
    client.send("POST", "/imports", document)
}

#[test]
fn l5_a_lead_file_of_5001_rows_is_refused_with_both_numbers() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let rows: Vec<Value> = (0..5_001).map(|row| json!({"topic": format!("Lead {row}"), "name": "Jan"})).collect();
    let answer = request(&client, &json!({"type": "leads", "auto": "start", "rows": rows}));
    assert_eq!(answer.status, 201, "{}", answer.text);
    let import = client.ended(answer.header("location"));
    let detail = import["job"]["problem"]["detail"].as_str().unwrap_or_else(|| panic!("{import}"));
    assert!(detail.contains("5,001") && detail.contains("5,000"), "{detail}");
    assert_eq!((&import["job"]["state"], total(&client, "leads?")), (&json!("failed"), json!(0)));
}

#[test]
fn l7_l8_l9_l11_l12_l14_leads_are_checked_corrected_started_tagged_and_taken_back() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let bad = "Topic,Name,E-mail\r\nFair,Jan,jan@example.com\r\nFair,Eva,eva@\r\n,,\r\nFair,Petr,petr@\r\n";
    let (path, checked) = sent(&client, "type=leads&name=fair.csv&auto=check", bad);
    assert_eq!(checked["state"], "checked");
    assert_eq!(
        (&checked["counts"]["errors"], total(&client, "leads?")),
        (&json!(2), json!(0)),
        "L7: nothing is written: {checked}"
    );
    let rows: Vec<u64> =
        codes(&client, &path).into_iter().filter(|(_, code)| code == "email-unreadable").map(|(row, _)| row).collect();
    assert_eq!(rows, [3, 5], "L8: the rows people see");
    let better = bad.replace("eva@\r", "eva@example.com\r");
    let again = client.ask("PUT", &format!("{path}/file?name=fair-2.csv"), Some("text/csv"), better.as_bytes());
    assert_eq!((again.status, &again.json()["id"]), (200, &checked["id"]), "L9: {}", again.text);
    assert_eq!(client.ask("POST", &format!("{path}/check"), None, b"").status, 202);
    assert_eq!(client.ended(&path)["counts"]["errors"], 1);
    assert_eq!(client.ask("POST", &format!("{path}/start"), None, b"").status, 202);
    let done = client.ended(&path);
    assert_eq!(counts(&done, ["rows", "created", "rejected", "failed"]), [3, 2, 1, 0], "L11: {done}");
    let tag = done["tag"].as_str().expect("L12: a tag").replace(' ', "%20").replace('#', "%23");
    assert_eq!(total(&client, &format!("leads?tag={tag}")), 2);
    let (_, other) = sent(&client, "type=leads&name=again.csv&auto=start", "Topic,Name,E-mail\r\nFair,Jan,jan@example.com\r\n");
    assert_eq!((&other["counts"]["created"], total(&client, "leads?")), (&json!(1), json!(3)), "L14: always created");
    assert_eq!(client.ask("POST", &format!("{path}/revert"), None, b"").status, 202);
    assert_eq!((client.ended(&path)["state"].clone(), total(&client, "leads?")), (json!("undone"), json!(1)));
}

#[test]
fn h4_h5_h6_h9_users_go_in_whole_or_not_at_all() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let query = "type=companies&profile=helpdesk-companies&auto=start";
    let (_, companies) = sent(&client, query, "\u{feff}Název;IČO\r\nČeské dráhy;70994226\r\n");
    assert_eq!(companies["counts"]["created"], 1, "H1: {companies}");
    let head = "Username;E-mail;Company\r\n";
    for (rows, code, at) in [
        ("jan;;\r\neva;eva@example.cz;\r\n", "required-empty", 2),
        ("jan;a@example.cz;\r\nJAN;b@example.cz;\r\n", "key-repeated", 2),
        ("jan;jan@example.cz;České dráhy\r\neva;eva@example.cz;Nobody\r\n", "link-missing", 3),
    ] {
        let (path, import) = sent(&client, "type=users&auto=start", &format!("{head}{rows}"));
        assert!(codes(&client, &path).contains(&(at, code.to_owned())), "{code}: {:?}", codes(&client, &path));
        assert_eq!(import["job"]["problem"]["code"], "all_or_nothing_errors", "{import}");
        assert_eq!(total(&client, "users?"), 1, "{code}: nothing is written");
    }
    let (_, import) = sent(&client, "type=users&auto=start", &format!("{head}jan;xx@yy.cz;České dráhy\r\n"));
    assert_eq!((&import["counts"]["created"], total(&client, "users?")), (&json!(1), json!(2)), "H9: {import}");
    let user = client.get("/records/users?filter[username]=jan&fields=username,role,company").json()["data"][0].clone();
    assert_eq!((&user["role"], &user["company"]["name"]), (&json!("end-user"), &json!("České dráhy")), "H7: {user}");
}

#[test]
fn m4_m5_m6_an_edit_file_changes_status_and_people_of_records_that_exist() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    site.add("ivanov", "operator");
    for name in ["Alfa", "Beta"] {
        assert_eq!(client.send("POST", "/records/companies", &json!({"name": name})).status, 201);
    }
    let text = "id;status;responsible\r\n1;neaktivní; ivanov , jana \r\n2;;nikto\r\n99;0;ivanov\r\n";
    let (path, import) = sent(&client, "type=companies&profile=edit&auto=start", text);
    assert_eq!(counts(&import, ["rows", "updated", "rejected", "created"]), [3, 1, 2, 0], "{import}");
    let told = codes(&client, &path);
    assert!(told.contains(&(3, "link-missing".into())) && told.contains(&(4, "record-missing".into())), "M6: {told:?}");
    let company = client.get("/records/companies/1").json();
    assert_eq!(
        (&company["is_active"], company["responsible"].as_array().map(Vec::len)),
        (&json!(false), Some(2)),
        "M4, M5: {company}"
    );
    let file = client.get(&format!("{path}/files/failed"));
    assert!(file.text.contains("nikto") && !file.text.contains("neaktivní"), "{}", file.text);
}

#[test]
fn a2_a4_a6_a8_an_audience_is_matched_by_number_and_messenger() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    for (name, messenger) in [("Shop", "telegram"), ("Vibes", "viber")] {
        assert_eq!(client.send("POST", "/records/bots", &json!({"name": name, "messenger": messenger})).status, 201);
    }
    let rows = |bot: Value, rows: Value| {
        request(&client, &json!({"type": "clients", "auto": "start", "options": {"bot": bot}, "rows": rows}))
    };
    let without = rows(Value::Null, json!([{"social_id": 111}]));
    assert_eq!(without.problem(), (422, "bot_required".to_owned()), "A4");
    let first =
        rows(json!("Shop"), json!([{"social_id": 111, "name": "Anna"}, {"social_id": 222, "name": "Boris"}, {"social_id": ""}]));
    let import = client.ended(first.header("location"));
    assert_eq!(
        counts(&import, ["rows", "created", "rejected", "updated"])[..2],
        [import["counts"]["rows"].as_u64().unwrap_or(0), 2],
        "A2: {import}"
    );
    let twice = json!([{"social_id": 111, "name": "Anna K."}, {"social_id": 111, "name": "Anna M."}]);
    let import = client.ended(rows(json!("Shop"), twice).header("location"));
    assert_eq!(counts(&import, ["rows", "updated", "skipped", "created"]), [2, 1, 1, 0], "A6, A8: {import}");
    assert_eq!(client.get("/records/clients/1").json()["name"], "Anna M.", "the later row wins");
    let import = client.ended(rows(json!("Vibes"), json!([{"social_id": 111, "name": "Other"}])).header("location"));
    assert_eq!(import["counts"]["created"], 1, "A6: another messenger is another card: {import}");
}
