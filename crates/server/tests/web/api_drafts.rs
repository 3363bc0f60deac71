//! An import over HTTP between upload and check, step by step: pieces, sheets, mapping, values, rows, options, recipes.

use serde_json::{Value, json};

use crate::api_client::{Answer, Client};
use crate::browser::Site;

const FAIR: &str = "Jméno;Pošta;Kraj\r\nJan Novák;jan@example.com;Czechya\r\nEva Malá;eva@;Slovakia\r\n";

fn draft(client: &Client<'_>) -> String {
    let answer = client.ask("POST", "/imports?type=contacts&name=fair.csv", Some("text/csv"), FAIR.as_bytes());
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.header("location").to_owned()
}

/// With the version that was read.
fn based_on<'s>(client: &Client<'s>, read: &Answer) -> Client<'s> {
    client.with("If-Match", read.header("etag"))
}

#[test]
fn a_file_comes_in_pieces_and_goes_on_where_it_was_cut() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let text = "Name,E-mail\r\nJan Novák,jan@example.com\r\n".as_bytes();
    let made = client.send("POST", "/uploads", &json!({"name": "../fair.csv", "size": text.len()}));
    assert_eq!(
        (made.status, &made.json()["name"], &made.json()["offset"]),
        (201, &json!("fair.csv"), &json!(0)),
        "{}",
        made.text
    );
    let path = made.header("location").to_owned();
    let id = made.json()["id"].clone();
    let add = |offset: usize, bytes: &[u8]| {
        client.ask("PUT", &format!("{path}?offset={offset}"), Some("application/octet-stream"), bytes)
    };
    assert_eq!(add(0, &text[..10]).json()["offset"], 10);
    assert_eq!(add(0, &text[..10]).problem(), (409, "upload_offset_unfit".to_owned()), "a replay adds nothing");
    assert_eq!(client.get(&path).json()["offset"], 10);
    let early = client.send("POST", "/imports", &json!({"type": "contacts", "upload": id}));
    assert_eq!(early.problem(), (409, "upload_incomplete".to_owned()));
    let too_much = [text, b"more"].concat();
    assert_eq!(add(10, &too_much[10..]).problem().0, 413, "more than was announced");
    let here = client.get(&path).json()["offset"].as_u64().expect("a place") as usize;
    assert_eq!(add(here, &text[here..]).json()["offset"], text.len());
    let import = client.send("POST", "/imports", &json!({"type": "contacts", "upload": id, "auto": "start"}));
    assert_eq!((import.status, &import.json()["name"]), (201, &json!("fair.csv")), "{}", import.text);
    assert_eq!(client.ended(import.header("location"))["counts"]["created"], 1);
    assert_eq!(client.get(&path).problem(), (404, "upload_unknown".to_owned()), "it became an import");
    for id in ["..", "0", &"0".repeat(32), "%2e%2e%2fserver.lock"] {
        assert_eq!(client.get(&format!("/uploads/{id}")).problem().0, 404, "{id}");
    }
    let huge = client.send("POST", "/uploads", &json!({"name": "x", "size": u64::MAX}));
    assert_eq!(huge.problem().1, "file_too_large");
}

#[test]
fn an_upload_belongs_to_who_began_it() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let path = client.send("POST", "/uploads", &json!({"name": "a.csv"})).header("location").to_owned();
    site.add("olga", "operator");
    let olga = site.engine.actor("olga").expect("olga");
    let id = path.rsplit('/').next().expect("a number");
    assert_eq!(site.engine.upload_view(&olga, id).expect_err("not hers").code(), Some("upload-unknown"));
    assert_eq!(client.ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem().0, 404);
}

#[test]
fn what_was_made_is_changed_without_asking_for_its_version_first() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let made = client.ask("POST", "/imports?type=contacts&name=fair.csv", Some("text/csv"), FAIR.as_bytes());
    let path = made.header("location").to_owned();
    assert_eq!(made.header("etag"), client.get(&path).header("etag"), "one version by both ways");
    let change = json!({"name": "Fair in Brno"});
    assert_eq!(based_on(&client, &made).send("PATCH", &path, &change).status, 200);
    assert_eq!(based_on(&client, &made).send("PATCH", &path, &change).problem().0, 412, "it is another one now");
}

#[test]
fn columns_and_values_are_set_on_the_version_that_was_read() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let path = draft(&client);
    let look = client.get(&format!("{path}/sheets")).json();
    assert_eq!((&look["delimiter"], &look["sheets"][0]["rows"][0]["cells"][0]), (&json!(";"), &json!("Jméno")), "{look}");
    let mapping = format!("{path}/mapping");
    let read = client.get(&mapping);
    let columns = json!({"columns": [{"column": "Jméno", "field": "name"}, {"number": 2, "field": "email"},
                                     {"column": "Kraj", "field": "country"}]});
    assert_eq!(client.send("PUT", &mapping, &columns).problem(), (428, "if_match_missing".to_owned()));
    let first = based_on(&client, &read);
    let set = first.send("PUT", &mapping, &columns);
    assert_eq!(set.status, 200, "{}", set.text);
    assert_eq!(set.json()["data"][2]["field"], "country");
    assert_eq!(first.send("PUT", &mapping, &columns).problem(), (412, "import_changed".to_owned()), "somebody was quicker");
    let unknown = json!({"columns": [{"column": "Nothing", "field": null}]});
    assert_eq!(based_on(&client, &set).send("PUT", &mapping, &unknown).problem(), (422, "column_unknown".to_owned()));

    let values = format!("{path}/value-maps/country");
    let read = client.get(&values);
    let state = |answer: &Answer, text: &str| -> Value {
        let all = answer.json()["values"].as_array().expect("values").clone();
        all.into_iter().find(|seen| seen["text"] == text).unwrap_or_else(|| panic!("{text}: {}", answer.text))["state"].clone()
    };
    assert_eq!((state(&read, "Czechya"), state(&read, "Slovakia")), (json!("unknown"), json!("known")));
    let set = based_on(&client, &read).send("PUT", &values, &json!({"values": {"Czechya": "Czechia"}}));
    assert_eq!((set.status, state(&set, "Czechya")), (200, json!("mapped")), "{}", set.text);
    assert_eq!(client.get(&format!("{path}/value-maps/city")).problem().0, 404);

    assert_eq!(client.ask("POST", &format!("{path}/check"), None, b"").status, 202);
    let checked = client.ended(&path);
    assert_eq!((&checked["counts"]["created"], &checked["counts"]["rejected"]), (&json!(1), &json!(1)), "{checked}");
}

#[test]
fn rows_are_mended_left_out_and_taken_in_again() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let text = "Name,E-mail\r\nJan Novák,jan@example.com\r\nEva Malá,eva@\r\n";
    let path =
        client.ask("POST", "/imports?type=contacts&auto=check", Some("text/csv"), text.as_bytes()).header("location").to_owned();
    assert_eq!(client.ended(&path)["counts"]["rejected"], 1);
    let row = format!("{path}/rows/3");
    assert_eq!(client.get(&row).json()["issues"][0]["code"], "email-unreadable");
    let mended = client.send("PATCH", &row, &json!({"cells": {"E-mail": "eva@example.com"}})).json();
    assert_eq!((&mended["sort"], &mended["cells"][1]["before"]), (&json!("ready"), &json!("eva@")), "{mended}");
    assert_eq!(client.send("PATCH", &row, &json!({"left_out": true})).json()["left_out"], true);
    assert_eq!(client.send("PATCH", &row, &json!({"left_out": false})).json()["left_out"], false);
    assert_eq!(client.send("PATCH", &row, &json!({"cells": {"Nothing": "x"}})).problem(), (422, "column_unknown".to_owned()));
    for row in ["77", "x", "99999999999"] {
        assert_eq!(client.get(&format!("{path}/rows/{row}")).problem(), (404, "row_unknown".to_owned()), "{row}");
    }
    let fixes = client.get(&format!("{path}/fixes")).json();
    let last = fixes["data"].as_array().and_then(|all| all.last()).expect("fixes")["number"].as_i64().expect("a number");
    assert_eq!(client.ask("DELETE", &format!("{path}/fixes/1"), None, b"").problem(), (409, "fix_not_last".to_owned()));
    assert_eq!(client.ask("DELETE", &format!("{path}/fixes/{last}"), None, b"").status, 200);
    assert_eq!(client.ask("DELETE", &format!("{path}/fixes/99"), None, b"").problem().0, 404);
    assert_eq!(client.get(&row).json()["left_out"], true, "taking it in again was taken back");
}

#[test]
fn groups_of_issues_are_mended_together() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let text = "Name,Country\r\nA,Czechya\r\nB,Czechya\r\nC,Nowhere\r\n";
    let path =
        client.ask("POST", "/imports?type=contacts&auto=check", Some("text/csv"), text.as_bytes()).header("location").to_owned();
    client.ended(&path);
    let group = &client.get(&format!("{path}/issue-groups")).json()["data"][0];
    let code = group["code"].clone();
    let values = json!({"mend": "values", "code": code, "column": "Country", "values": {"Czechya": "Czechia"}});
    assert_eq!(client.send("POST", &format!("{path}/fixes"), &values).json(), json!({"touched": 2}), "{group}");
    let other = json!({"mend": "leave-out-group", "code": "email-unreadable", "column": null});
    assert_eq!(client.send("POST", &format!("{path}/fixes"), &other).problem().0, 422, "there is no such group");
    client.ask("POST", &format!("{path}/check"), None, b"");
    assert_eq!(client.ended(&path)["counts"]["rejected"], 1);
    let preview = client.get(&format!("{path}/preview")).json();
    assert_eq!(preview["counts"]["created"], 2, "{preview}");
}

#[test]
fn options_reading_and_recipes_change_a_draft() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let path = draft(&client);
    let read = client.get(&path);
    assert_eq!(client.send("PATCH", &path, &json!({"name": "x"})).problem().0, 428);
    let patch = json!({"name": "Fair in Brno", "options": {"mode": "create", "tags": ["fair"], "duplicates": "skip"}});
    let set = based_on(&client, &read).send("PATCH", &path, &patch);
    let body = set.json();
    let options = &body["options"];
    assert_eq!(
        (&body["name"], &options["duplicates"], &options["tags"]),
        (&json!("Fair in Brno"), &json!("skip"), &json!(["fair"]))
    );
    assert_eq!(options["mode"], "create");
    assert_eq!(based_on(&client, &read).send("PATCH", &path, &patch).problem(), (412, "import_changed".to_owned()));
    let only_tags = based_on(&client, &set).send("PATCH", &path, &json!({"options": {"tags": ["other"]}})).json();
    assert_eq!(
        (&only_tags["options"]["duplicates"], &only_tags["name"]),
        (&json!("skip"), &json!("Fair in Brno")),
        "the rest stays"
    );
    let two = json!({"file": {"delimiter": ","}, "name": "y"});
    assert_eq!(client.with("If-Match", "*").send("PATCH", &path, &two).problem().0, 422, "one thing at a time");
    let reread = client.with("If-Match", "*").send("PATCH", &path, &json!({"file": {"delimiter": ","}}));
    assert_eq!(reread.status, 200, "{}", reread.text);
    assert_eq!(client.get(&format!("{path}/mapping")).json()["data"].as_array().map(Vec::len), Some(1), "one column by comma");
    assert_eq!(client.ask("DELETE", &path, None, b"").status, 204);
    assert_eq!(client.get(&path).problem(), (404, "import_unknown".to_owned()));
}

#[test]
fn a_recipe_is_kept_used_changed_and_forgotten() {
    let site = Site::with_jana();
    let client = Client::full(&site);
    let path = draft(&client);
    let columns =
        json!({"columns": [{"number": 1, "field": "name"}, {"number": 2, "field": "email"}, {"number": 3, "field": null}]});
    assert_eq!(client.with("If-Match", "*").send("PUT", &format!("{path}/mapping"), &columns).status, 200);
    let number = path.rsplit('/').next().expect("a number");
    let made = client.send("POST", "/recipes", &json!({"name": "veletrh 1", "import": number}));
    assert_eq!((made.status, made.header("location"), made.header("etag")), (201, "/api/v1/recipes/veletrh%201", "\"1\""));
    let again = client.send("POST", "/recipes", &json!({"name": "veletrh 1", "import": number}));
    assert_eq!(again.problem(), (409, "recipe_name_taken".to_owned()));
    let at = made.header("location").to_owned();
    let recipe = client.get(&at).json();
    let other = client.ask("POST", "/imports?type=contacts&name=b.csv&recipe=veletrh%201", Some("text/csv"), FAIR.as_bytes());
    let mapped = client.get(&format!("{}/mapping", other.header("location"))).json();
    assert_eq!((&mapped["data"][0]["field"], &mapped["data"][1]["field"]), (&json!("name"), &json!("email")), "{mapped}");
    let document = json!({"document": recipe["document"]});
    assert_eq!(client.send("PUT", &at, &document).problem().0, 428);
    let first = client.with("If-Match", "\"1\"");
    assert_eq!(first.send("PUT", &at, &document).header("etag"), "\"2\"");
    assert_eq!(first.send("PUT", &at, &document).problem(), (412, "resource_changed".to_owned()));
    assert_eq!(client.with("If-Match", "*").send("PUT", &at, &json!({"document": "no ["})).problem().0, 422);
    assert_eq!(first.ask("DELETE", &at, None, b"").problem().0, 412);
    assert_eq!(client.with("If-Match", "\"2\"").ask("DELETE", &at, None, b"").status, 204);
    assert_eq!(client.get(&at).problem(), (404, "recipe_unknown".to_owned()));
    let repeated = client.ask("POST", &format!("{path}/repeat?name=c.csv&auto=check"), Some("text/csv"), FAIR.as_bytes());
    assert_eq!(repeated.status, 201, "{}", repeated.text);
    assert_eq!(client.ended(repeated.header("location"))["counts"]["rows"], 2);
}
