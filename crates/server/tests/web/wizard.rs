//! From a file to the check: who may, what is refused and where it is told, what a draft keeps.

use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::define_types::NewField;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::TemplateRequest;
use kartoteka_engine::progress::Watch;

use crate::browser::{Browser, Site};

const LEADS: &[(&str, &str)] = &[("profile", "leads"), ("type", "lead")];
const COMPANIES: &[(&str, &str)] = &[("profile", "general"), ("type", "company")];

/// Uploads a text and gives the number of the draft.
fn uploaded(browser: &mut Browser, fields: &[(&str, &str)], text: &[u8]) -> i64 {
    let answer = browser.upload("/imports", fields, "list.csv", text);
    assert_eq!(answer.status, 303, "{}", answer.text);
    let number = answer.header("location").split('/').nth(2).and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("{}", answer.header("location")))
}

#[test]
fn l1_only_administrators_import_leads() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    site.add("klient", "end-user");
    let (mut jana, mut petr, mut klient) = (site.signed_in("jana"), site.signed_in("petr"), site.signed_in("klient"));
    assert!(jana.get("/settings/import").text.contains("/imports/new?profile=leads"));
    let hub = petr.get("/settings/import");
    assert!(hub.status == 200 && !hub.text.contains("profile=leads"), "not offered: {}", hub.text);
    assert_eq!(petr.get("/imports/new?profile=leads").status, 403);
    assert_eq!(petr.get("/templates/lead").status, 403);
    assert_eq!(petr.upload("/imports", LEADS, "leads.csv", b"Topic\nA\n").status, 403);
    assert!(!klient.get("/").text.contains("/settings/import"));
    assert_eq!((klient.get("/settings/import").status, klient.get("/imports/new?type=company").status), (403, 403));
    assert_eq!(klient.upload("/imports", COMPANIES, "c.csv", b"Name\nA\n").status, 403);
    assert_eq!(site.engine.count("lead"), 0);
}

#[test]
fn l1_a_draft_of_leads_is_not_for_operators() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let number = uploaded(&mut site.signed_in("jana"), LEADS, b"Topic;E-mail\nA;a@example.com\n");
    let mut petr = site.signed_in("petr");
    for step in ["upload", "sheet", "columns", "options"] {
        assert_eq!(petr.get(&format!("/imports/{number}/{step}")).status, 403, "{step}");
    }
    assert_eq!(petr.post(&format!("/imports/{number}/options"), &[("mode", "update")]).status, 403);
    assert_eq!(petr.get("/imports/99/columns").status, 404);
}

#[test]
fn l3_h1_a3_templates_and_samples_are_attachments() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    for (path, name) in [
        ("/templates/lead?lang=cs", "leady.xlsx"),
        ("/templates/company?profile=companies-contacts&layout=a", "companies.xlsx"),
        ("/templates/company?profile=companies-contacts&layout=b&format=csv", "companies.csv"),
        ("/templates/user?profile=users&format=csv&columns=required", "users.csv"),
        ("/templates/company?kind=edit", "companies-edit.xlsx"),
        ("/samples/company?format=csv", "companies-sample.csv"),
        ("/samples/user?format=csv", "users-sample.csv"),
        ("/samples/client", "exported%20"),
    ] {
        let answer = jana.get(path);
        let said = answer.header("content-disposition");
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert!(said.starts_with("attachment; "), "{path}: {said}");
        if name.is_ascii() {
            assert!(said.contains(name), "{path}: {said}");
        }
    }
    let text = jana.get("/templates/user?profile=users&format=csv&columns=required").text;
    assert!(text.contains("Username") && text.contains("E-mail"), "{text}");
    assert_eq!(jana.get("/templates/nothing").status, 404);
}

#[test]
fn l4_an_older_template_still_loads_and_says_what_it_lacks() {
    let site = Site::with_jana();
    let request = TemplateRequest { record_type: "lead".to_owned(), format: FileFormat::Xlsx, ..TemplateRequest::default() };
    let path = site.engine.bytes("leads.xlsx", b"");
    site.engine.make_template(&Actor::local(), &request, &path, &Watch::default()).expect("a template");
    let field = NewField::plain("fair_hall", FieldKind::Text, Labels::same("Fair hall"));
    site.engine.add_field(&Actor::local(), "lead", &field).expect("a field");
    // The server learns of the field as it learns of everything another program does: when it begins.
    let site = site.restarted(|_| {});
    let mut jana = site.signed_in("jana");
    let answer = jana.upload("/imports", LEADS, "leads.xlsx", &std::fs::read(&path).expect("bytes"));
    assert_eq!(answer.status, 303, "{}", answer.text);
    let page = jana.get(answer.header("location"));
    assert!(
        page.text.contains("This template is older than your fields") && page.text.contains("It lacks: Fair hall."),
        "{}",
        page.text
    );
}

#[test]
fn l5_one_row_too_many_is_refused_at_once_and_leaves_nothing() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let rows = |n: usize| (0..n).fold("Topic;E-mail\n".to_owned(), |text, row| text + &format!("T{row};p{row}@example.com\n"));
    let answer = jana.upload("/imports", LEADS, "leads.csv", rows(5_001).as_bytes());
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("This file has 5,001 rows. The limit is 5,000."), "{}", answer.text);
    assert!(jana.get("/imports").text.contains("No imports yet"));
    uploaded(&mut jana, LEADS, rows(5_000).as_bytes());
}

#[test]
fn web_02_what_is_no_sheet_is_told_at_the_field() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    for (name, bytes, sentence) in [
        ("x.xlsx", b"%PDF-1.7 nothing".as_slice(), "PDF"),
        ("x.csv", b"", "No file was chosen"),
        ("x.csv", b"   \n\n", "no data rows"),
    ] {
        let answer = jana.upload("/imports", COMPANIES, name, bytes);
        assert_eq!(answer.status, 422, "{name}: {}", answer.text);
        assert!(answer.title().starts_with("Error:") && answer.text.contains(sentence), "{sentence}: {}", answer.text);
    }
    let answer = jana.post("/imports", &[("profile", "leads")]);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert!(jana.get("/imports").text.contains("No imports yet"));
}

#[test]
fn web_12_names_and_headers_are_text() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let answer = jana.upload("/imports", COMPANIES, "<img src=x>.csv", b"Name;<script>alert(1)</script>\nA;<b>x</b>\n");
    let number = answer.header("location").split('/').nth(2).expect("a number").to_owned();
    for step in ["upload", "sheet", "columns", "options"] {
        let page = jana.get(&format!("/imports/{number}/{step}"));
        assert_eq!(page.status, 200, "{step}: {}", page.text);
        for raw in ["<script>alert", "<img src=x>", "<b>x</b>"] {
            assert!(!page.text.contains(raw), "{step} holds {raw}");
        }
    }
}

#[test]
fn a4_clients_need_a_bot_and_a10_any_name_of_the_file_will_do() {
    let site = Site::with_jana();
    site.engine.add_bot(&Actor::local(), "Shop", "telegram").expect("a bot");
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "audience"), ("type", "client"), ("bot", "")];
    let answer = jana.upload("/imports", &fields, "a.csv", b"social_id;name\n111;A\n");
    assert!(answer.status == 422 && answer.text.contains("Choose a bot"), "{}", answer.text);
    assert!(!answer.text.contains("--bot"), "no flags of the command line here");
    let sample = site.engine.bytes("clients.xlsx", b"");
    let english = Language::English;
    site.engine.make_sample(&Actor::local(), "client", FileFormat::Xlsx, english, &sample).expect("a sample");
    let fields = [("profile", "audience"), ("type", "client"), ("bot", "Shop")];
    let answer = jana.upload("/imports", &fields, "клиенты.хlsx", &std::fs::read(sample).expect("bytes"));
    assert_eq!(answer.status, 303, "{}", answer.text);
    let place = answer.header("location").to_owned();
    assert!(place.ends_with("/columns"), "{place}");
    let options = jana.get(&place.replace("columns", "options"));
    assert!(options.text.contains("Shop (Telegram)") && options.text.contains("Default tunnel"), "{}", options.text);
}

#[test]
fn a_file_of_several_messengers_is_better_split() {
    let site = Site::with_jana();
    site.engine.create("bot", &[("name", "Shop"), ("messenger", "telegram")]);
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "audience"), ("type", "client"), ("bot", "Shop")];
    let mut options = |text: &[u8]| {
        let number = uploaded(&mut jana, &fields, text);
        jana.get(&format!("/imports/{number}/options")).text
    };
    assert!(!options(b"social_id;name;messenger\n111;Ana;telegram\n222;Eva;telegram\n").contains("Split the file by messenger"));
    assert!(options(b"social_id;name;messenger\n111;Ana;telegram\n222;Eva;viber\n").contains("Split the file by messenger"));
}

#[test]
fn h10_a_recognised_encoding_is_confirmed_before_anything_is_checked() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let bytes = std::fs::read("../../examples/operators-windows-1250.csv").expect("an example");
    let number = uploaded(&mut jana, &[("profile", "users"), ("type", "user")], &bytes);
    let (upload, options) = (format!("/imports/{number}/upload"), format!("/imports/{number}/options"));
    let page = jana.get(&upload);
    assert!(page.text.contains("windows-1250") && page.text.contains("Jiří"), "{}", page.text);
    let wrong = jana.get(&format!("{upload}?encoding=windows-1251"));
    assert!(!wrong.text.contains("Jiří"), "a look in another encoding");
    assert_eq!(jana.post(&upload, &[("encoding", "windows-1250")]).status, 422);
    let broken = jana.post(&upload, &[("encoding", "utf-8"), ("right", "yes")]);
    assert_eq!(broken.status, 422, "the bytes are no UTF-8: {}", broken.text);
    assert!(jana.get(&upload).text.contains("Jiří"), "what cannot be read that way is read as before");
    let answer = jana.post(&options, &[("act", "check")]);
    assert!(answer.status == 422 && answer.text.contains("seems to be in windows-1250"), "{}", answer.text);
    let answer = jana.post(&upload, &[("encoding", "windows-1250"), ("right", "yes")]);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{number}/columns").as_str()));
    let answer = jana.post(&options, &[("act", "check"), ("role", "operator")]);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{number}/check").as_str()), "{}", answer.text);
}

#[test]
fn h2_h4_columns_are_chosen_and_what_is_missing_is_named() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let number = uploaded(&mut jana, &[("profile", "users"), ("type", "user")], b"Login;Quantum\njana2;a@example.com\n");
    let columns = format!("/imports/{number}/columns");
    let page = jana.get(&columns);
    assert!(page.text.contains("required field: E-mail") && page.text.contains("aria-disabled=\"true\""), "{}", page.text);
    let answer = jana.post(&columns, &[("act", "next"), ("field-0-0", "username"), ("field-0-1", "")]);
    assert!(answer.status == 422 && answer.text.contains("E-mail"), "{}", answer.text);
    let answer = jana.post(&columns, &[("act", "save"), ("field-0-0", "email"), ("field-0-1", "email")]);
    assert_eq!(answer.status, 303);
    let page = jana.get(&columns);
    assert!(
        page.text.contains("Two columns go to &quot;E-mail&quot;") || page.text.contains("Two columns go to &#34;E-mail&#34;"),
        "{}",
        page.text
    );
    let answer = jana.post(&columns, &[("act", "next"), ("field-0-0", "username"), ("field-0-1", "email")]);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{number}/options").as_str()));
    let answer = jana.post(&columns, &[("act", "save"), ("field-0-0", "no_such_field")]);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
}

#[test]
fn str_03_val_06_what_is_worth_knowing_of_a_file_is_told_on_the_way() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let workbook = std::fs::read(folder.join("str-03-04-05-20.xlsx")).expect("a case");
    let answer = jana.upload("/imports", COMPANIES, "companies.xlsx", &workbook);
    let number = answer.header("location").split('/').nth(2).expect("a number").to_owned();
    let notes =
        ["Hidden and not read: Secret, Deep.", "2 rows hidden by a filter are read like the others.", "1 area of merged cells"];
    let columns = jana.get(&format!("/imports/{number}/columns")).text;
    site.engine.check(number.parse().expect("a number"));
    let check = jana.get(&format!("/imports/{number}/check")).text;
    for note in notes {
        assert!(columns.contains(note) && check.contains(note), "{note}: {columns}\n{check}");
    }
    let dates = std::fs::read(folder.join("val-06-month-first.csv")).expect("a case");
    let number = uploaded(&mut jana, &[("profile", "general"), ("type", "contact")], &dates);
    let evidence =
        "All 59 dates fit month, day, year; 37 of them do not fit day, month, year. They are read as month, day, year.";
    assert!(jana.get(&format!("/imports/{number}/columns")).text.contains(evidence));
    site.engine.check(number);
    assert!(jana.get(&format!("/imports/{number}/check")).text.contains(evidence));
    let told = crate::api_client::Client::full(&site).get(&format!("/imports/{number}"));
    assert_eq!(told.json()["notes"][0]["code"], "dates-fit");
    assert_eq!(told.json()["notes"][0]["message"], format!("\"Birthday\": {evidence}"));
}

#[test]
fn r11_a_texts_of_a_column_are_shown_with_what_they_mean() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "general"), ("type", "company")];
    let number = uploaded(&mut jana, &fields, "Name;Active\nA;ANO\nB;нет\nC;perhaps\nD;SIM\n".as_bytes());
    let page = jana.get(&format!("/imports/{number}/columns"));
    assert!(page.text.contains("1 value to decide"), "{}", page.text);
    let values = format!("/imports/{number}/values/0/1");
    let page = jana.get(&values);
    assert!(page.text.contains("3 are understood") && page.text.contains("1 is not known"), "{}", page.text);
    assert_eq!(jana.post(&values, &[("text-0", "perhaps"), ("value-0", "no")]).status, 303);
    assert!(jana.get(&format!("/imports/{number}/columns")).text.contains("4 values understood"));
    let counts = site.engine.check(number);
    assert_eq!((counts.created, counts.rejected), (4, 0));
}

#[test]
fn r10_options_are_kept_and_decide_the_check() {
    let site = Site::with_jana();
    site.engine.create("company", &[("name", "Alfa"), ("city", "Brno")]);
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "general"), ("type", "company")];
    let number = uploaded(&mut jana, &fields, b"Name;City\nAlfa;\nBeta;Praha\n");
    let options = format!("/imports/{number}/options");
    let chosen =
        [("mode", "update"), ("empty", "clear"), ("tags", "Fair, VIP"), ("owner", "me"), ("name", "My list"), ("act", "save")];
    assert_eq!(jana.post(&options, &chosen).status, 303);
    let page = jana.get(&options);
    assert!(page.text.contains("value=\"Fair, VIP\"") && page.text.contains("value=\"My list\""), "{}", page.text);
    let counts = site.engine.check(number);
    assert_eq!((counts.updated, counts.created, counts.rejected), (1, 0, 1), "{counts:?}");
    let page = jana.get(&options);
    assert_eq!(page.status, 200, "a checked import can still be changed");
    let answer = jana.post(&options, &[("owner", "people"), ("owner-login", "nobody")]);
    assert!(answer.status == 422 && answer.text.contains("nobody"), "{}", answer.text);
}

#[test]
fn l14_leads_are_always_created() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let number = uploaded(&mut jana, LEADS, b"Topic;E-mail\nAlfa;a@example.com\n");
    let options = format!("/imports/{number}/options");
    assert!(!jana.get(&options).text.contains("name=\"mode\""), "there is no choice");
    jana.post(&options, &[("mode", "update"), ("match", "id"), ("act", "save")]);
    assert!(jana.get(&format!("/imports/{number}/columns")).text.contains("every row makes a new record"));
    assert_eq!(site.engine.check(number).created, 1);
}

#[test]
fn r_leads_that_are_there_change_by_an_export_that_is_brought_back() {
    let site = Site::with_jana();
    site.engine.run_text("leads", "Topic;E-mail\nAlfa;a@example.com\nBeta;b@example.com\n");
    let mut jana = site.signed_in("jana");
    let ways = jana.get("/leads/import").text;
    assert!(ways.contains("profile=leads&#38;type=lead") && ways.contains("profile=general&#38;type=lead"), "{ways}");
    let number = uploaded(&mut jana, &[("profile", "general"), ("type", "lead")], b"ID;Topic\n1;Alfa two\n2;Beta\n");
    let counts = site.engine.check(number);
    assert_eq!((counts.updated, counts.unchanged, counts.created), (1, 1, 0), "{counts:?}");
    site.add("petr", "operator");
    let mut petr = site.signed_in("petr");
    assert_eq!(petr.get("/imports/new?profile=general&type=lead").status, 403, "L1 holds by every door");
}

#[test]
fn r5_what_is_done_with_users_follows_the_id_column_until_it_is_said() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let users = [("profile", "users"), ("type", "user")];
    let number = uploaded(&mut jana, &users, b"ID;Username;E-mail\n1;jana;jana@example.com\n");
    let (columns, options) = (format!("/imports/{number}/columns"), format!("/imports/{number}/options"));
    let chosen = |page: String| {
        let checked = page
            .split("<input type=\"radio\" name=\"mode\" value=\"")
            .skip(1)
            .find(|part| part.split('>').next().is_some_and(|tag| tag.ends_with(" checked")));
        checked.and_then(|part| part.split('"').next()).map(str::to_owned)
    };
    assert_eq!(chosen(jana.get(&options).text).as_deref(), Some("create-and-update"));
    let without = [("act", "save"), ("field-0-0", ""), ("field-0-1", "username"), ("field-0-2", "email")];
    jana.post(&columns, &without);
    assert_eq!(chosen(jana.get(&options).text).as_deref(), Some("create"));
    jana.post(&options, &[("mode", "update"), ("act", "save")]);
    jana.post(&columns, &[("act", "save"), ("field-0-0", "id"), ("field-0-1", "username"), ("field-0-2", "email")]);
    assert_eq!(chosen(jana.get(&options).text).as_deref(), Some("update"), "what was said stays");
}

#[test]
fn web_05_a_draft_is_its_makers_until_he_hands_it_over() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    site.add("olga", "operator");
    let (mut petr, mut olga) = (site.signed_in("petr"), site.signed_in("olga"));
    let number = uploaded(&mut petr, COMPANIES, b"Name\nAlfa\n");
    for step in ["", "/columns", "/options", "/check", "/files/original", "/rows/0/2", "/events"] {
        assert_eq!(olga.get(&format!("/imports/{number}{step}")).status, 404, "{step}");
    }
    assert!(!olga.get("/imports").text.contains(&format!("/imports/{number}\"")));
    let hand_over = format!("/imports/{number}/hand-over");
    assert_eq!(olga.post(&hand_over, &[("colleague", "olga")]).status, 404);
    let unknown = petr.post(&hand_over, &[("colleague", "nobody")]);
    assert!(unknown.status == 422 && unknown.text.contains("id=\"colleague-error\""), "{}", unknown.text);
    let answer = petr.post(&hand_over, &[("colleague", "olga")]);
    assert_eq!((answer.status, answer.header("location")), (303, "/imports"));
    assert_eq!(petr.get(&format!("/imports/{number}/columns")).status, 404);
    assert_eq!(olga.get(&format!("/imports/{number}/columns")).status, 200);
    assert!(olga.get("/notifications").text.contains("petr handed draft"), "she is told");
    assert_eq!(site.signed_in("jana").get(&format!("/imports/{number}/columns")).status, 200, "an administrator sees it");
    // What has run is seen by colleagues; its file is not.
    let ran = site.engine.run_text("companies", "Name\nBeta\n").import;
    assert_eq!(petr.get(&format!("/imports/{ran}/result")).status, 200);
    assert!(!petr.get(&format!("/imports/{ran}/result")).text.contains("/files/original"));
    assert_eq!(petr.get(&format!("/imports/{ran}/files/original")).status, 404);
}

#[test]
fn a_file_without_headers_is_read_by_its_places() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "general"), ("type", "company")];
    let number = uploaded(&mut jana, &fields, b"Alfa;Brno\nBeta;Praha\n");
    let sheet = format!("/imports/{number}/sheet");
    assert_eq!(jana.post(&sheet, &[("sheet", ""), ("header_row", "0")]).status, 303);
    let columns = format!("/imports/{number}/columns");
    let page = jana.get(&columns);
    assert!(page.text.contains("Column A") && page.text.contains("Alfa"), "{}", page.text);
    assert_eq!(jana.post(&columns, &[("act", "next"), ("field-0-0", "name"), ("field-0-1", "city")]).status, 303);
    let counts = site.engine.check(number);
    assert_eq!((counts.rows, counts.created), (2, 2));
}

#[test]
fn a_saved_mapping_serves_the_next_file() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "general"), ("type", "company")];
    let first = uploaded(&mut jana, &fields, b"Firma X;Kde\nAlfa;Brno\n");
    let columns = |number: i64| format!("/imports/{number}/columns");
    let mapped = [("field-0-0", "name"), ("field-0-1", "city"), ("act", "recipe-save"), ("recipe-name", "Our list")];
    assert_eq!(jana.post(&columns(first), &mapped).status, 303);
    let second = uploaded(&mut jana, &fields, b"Kde;Firma X\nPraha;Beta\n");
    assert_eq!(jana.post(&columns(second), &[("act", "recipe-load"), ("recipe", "Our list")]).status, 303);
    let page = jana.get(&columns(second));
    assert!(page.text.contains("The mapping knew 2 columns.") && page.text.contains("Remembered"), "{}", page.text);
    let answer = jana.post(&columns(second), &[("act", "field-add"), ("new-label", "Naše číslo"), ("new-column", "0-0")]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(jana.get(&columns(second)).text.contains("value=\"nase_cislo\" selected"), "the new field has its column");
    assert_eq!(jana.post(&columns(second), &[("act", "reset")]).status, 303);
}

#[test]
fn the_same_file_again_is_noticed() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let text = b"Name;City\nAlfa;Brno\n";
    let first = uploaded(&mut jana, COMPANIES, text);
    site.engine.check(first);
    site.engine.start(first);
    let again = uploaded(&mut jana, COMPANIES, text);
    let page = jana.get(&format!("/imports/{again}/upload"));
    assert!(page.text.contains(&format!("/imports/{first}\"")), "{}", page.text);
    assert_eq!(jana.get(&format!("/imports/{first}/columns")).status, 409, "what ran is not changed");
    assert_eq!(jana.get(&format!("/imports/{first}")).header("location"), format!("/imports/{first}/result"));
}

#[test]
fn l15_companies_with_contacts_beside_them_are_two_tables_to_match() {
    let site = Site::with_jana();
    let mut jana = site.signed_in("jana");
    let fields = [("profile", "companies-contacts"), ("type", "company")];
    let text = b"Name;City;Contact 1 Name;Contact 1 E-mail\nAlfa;Brno;Ana;ana@example.com\nBeta;Praha;;\n";
    let number = uploaded(&mut jana, &fields, text);
    let page = jana.get(&format!("/imports/{number}/columns"));
    assert!(page.text.contains("Companies: ") && page.text.contains("Contacts: "), "{}", page.text);
    let answer = jana.post(&format!("/imports/{number}/options"), &[("act", "save"), ("owner", "me")]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    let counts = site.engine.check(number);
    assert_eq!((counts.created, counts.rejected), (3, 0), "{counts:?}");
}

#[test]
fn m8_an_edit_file_of_another_type_is_refused_at_the_upload() {
    let site = Site::with_jana();
    site.engine.create("company", &[("name", "Alfa")]);
    let path = site.engine.bytes("edit.xlsx", b"");
    let request =
        TemplateRequest { record_type: "company".to_owned(), edit: true, format: FileFormat::Xlsx, ..TemplateRequest::default() };
    site.engine.make_template(&Actor::local(), &request, &path, &Watch::default()).expect("an edit file");
    let bytes = std::fs::read(&path).expect("bytes");
    let mut jana = site.signed_in("jana");
    let answer = jana.upload("/imports", &[("profile", "edit"), ("type", "location")], "edit.xlsx", &bytes);
    assert!(answer.status == 422 && answer.text.contains("made for another record type"), "{}", answer.text);
    let answer = jana.upload("/imports", &[("profile", "edit"), ("type", "company")], "edit.xlsx", &bytes);
    assert_eq!(answer.status, 303, "{}", answer.text);
}
