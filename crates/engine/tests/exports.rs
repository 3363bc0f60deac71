//! R: what is exported comes back unchanged; exports are kept for their owner only.

use std::path::Path;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::recipe::Mode;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{FieldKind, FieldRole};
use kartoteka_domain::run::Counts;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::Error;
use kartoteka_engine::export_records::{ExportKind, ExportOrder, ExportRequest, FileFormat, Target};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::work_queue::Work;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, Wall};
use kartoteka_store::IssueFilter;

const FORMATS: [FileFormat; 2] = [FileFormat::Csv, FileFormat::Xlsx];

fn engine(dir: &Path) -> Engine {
    let clock = Clock::Fixed(jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
    Engine::open(Config { data: dir.to_owned(), database: None, wall: Wall::InProcess, limits: Limits::default(), clock })
        .expect("an engine")
}

fn create(engine: &Engine, record_type: &str, fields: &[(&str, &str)]) -> RecordId {
    let fields: Vec<(String, String)> = fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    match engine.create_record(&Actor::local(), record_type, &fields).expect("a record") {
        Edited::Created(id) => id,
        other => panic!("{record_type}: {other:?}"),
    }
}

fn request(record_type: &str, kind: ExportKind, format: FileFormat, language: Language) -> ExportRequest {
    ExportRequest { record_type: record_type.to_owned(), kind, format, language, ..ExportRequest::default() }
}

/// Exports, uploads, checks: the counts of the check.
fn round_trip(engine: &Engine, dir: &Path, request: &ExportRequest, profile: Option<ProfileKey>) -> Counts {
    read_back(engine, dir, request, profile, request.language)
}

/// The same, read by somebody who works in another language.
fn read_back(engine: &Engine, dir: &Path, request: &ExportRequest, profile: Option<ProfileKey>, reader: Language) -> Counts {
    let path = dir.join(format!("round.{}", request.format.word()));
    engine.export_records(&Actor::local(), request, Target::Path(path.clone()), &Watch::default()).expect("an export");
    let new = NewFile {
        path: path.clone(),
        record_type: request.record_type.clone(),
        profile: Some(profile.unwrap_or(ProfileKey::General)),
        language: reader,
        ..NewFile::default()
    };
    let what = format!("{} {:?} {:?} {:?}", request.record_type, request.kind, request.format, request.language);
    let import = engine.upload_file(&Actor::local(), &new, &Watch::default()).unwrap_or_else(|e| panic!("{what}: {e:?}")).import;
    let counts = engine.check_import(&Actor::local(), import, &Watch::default()).unwrap_or_else(|e| panic!("{what}: {e:?}"));
    if counts.unchanged != counts.rows || counts.errors > 0 {
        let issues = engine.issues(&Actor::local(), import, &IssueFilter::default(), None, 50).expect("issues");
        let changes = engine.preview(&Actor::local(), import, None, None, 20).expect("a preview");
        panic!("{what}: {counts:?} {issues:#?} {changes:#?}\n{}", std::fs::read_to_string(&path).unwrap_or_default());
    }
    counts
}

/// A type with a field of every kind and with choices that are easily confused.
const EVERY_KIND: &str = r#"
key = "specimen"
labels = { en = "Specimen" }
plural = { en = "Specimens" }
name_field = "name"

[[fields]]
group = "every"

[[fields]]
key = "name"
kind = "text"
labels = { en = "Name" }

[[fields]]
key = "story"
kind = "long-text"
labels = { en = "Story" }

[[fields]]
key = "whole"
kind = "integer"
labels = { en = "Whole" }

[[fields]]
key = "exact"
kind = "decimal"
labels = { en = "Exact" }

[[fields]]
key = "worth"
kind = "money"
labels = { en = "Worth" }

[[fields]]
key = "share"
kind = "percent"
labels = { en = "Part" }

[[fields]]
key = "share2"
kind = "percent"
labels = { en = "Portion" }

[[fields]]
key = "yes"
kind = "yes-no"
labels = { en = "=Yes" }

[[fields]]
key = "day"
kind = "date"
labels = { en = "Day" }

[[fields]]
key = "moment"
kind = "date-time"
labels = { en = "Moment" }

[[fields]]
key = "hour"
kind = "time"
labels = { en = "Hour" }

[[fields]]
key = "mail"
kind = "email"
labels = { en = "Mail" }

[[fields]]
key = "call"
kind = "phone"
labels = { en = "Call" }

[[fields]]
key = "web"
kind = "web-address"
labels = { en = "Web" }

[[fields]]
key = "one"
kind = "choice"
labels = { en = "One" }
choices = [
    { key = "high", labels = { en = "Top", cs = "Vysoká" } },
    { key = "low", labels = { en = "Bottom", cs = "Nízká" } },
    { key = "list", labels = { en = "a, b; \"c\"" } },
]

[[fields]]
key = "many"
kind = "choices"
open = true
labels = { en = "Many" }
choices = [
    { key = "x", labels = { en = "ex" } },
    { key = "y", labels = { en = "x, y" } },
]

[[fields]]
key = "owner"
kind = "link"
target = "company"
labels = { en = "Owner" }

[[fields]]
key = "others"
kind = "links"
target = "company"
labels = { en = "Others" }

[[fields]]
key = "land"
kind = "country"
labels = { en = "Land" }
"#;

#[test]
fn r5_every_kind_comes_back_unchanged_in_both_formats_and_four_languages() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    engine.add_type(&Actor::local(), EVERY_KIND).expect("a type");
    for name in ["Plain", "Novák, syn; \"a\"", "Twin", "TWIN", "Odd [#1]", "=SUM(A1)", "'quoted", "-minus", "ﬁrma"] {
        create(&engine, "company", &[("name", name)]);
    }
    for row in [
        &[
            ("name", "=1+1"),
            ("story", "two\nlines \"quoted\"; and, more"),
            ("whole", "-5"),
            ("exact", "1234.567"),
            ("worth", "1234.5"),
            ("share", "21 %"),
            ("share2", "0.5 %"),
            ("yes", "no"),
            ("day", "2024-02-03"),
            ("moment", "2024-02-03T04:05:06Z"),
            ("hour", "23:59:01"),
            ("mail", "x@example.com"),
            ("call", "+420 601 000 001"),
            ("web", "https://example.com/a?b=c"),
            ("one", "high"),
            ("many", "x, \"a, b\", -z"),
            ("owner", "[#2]"),
            ("others", "[#1], [#2], [#3], [#4], [#5], [#6], [#7], [#8], [#9]"),
            ("land", "CZ"),
            ("tags", "\"red, blue\", =x"),
            ("external_id", "'=007"),
        ][..],
        &[
            ("name", "00012"),
            ("exact", "0.001"),
            ("whole", "123456789012345678"),
            ("one", "low"),
            ("owner", "[#3]"),
            ("yes", "yes"),
        ],
        &[
            ("name", " spaces "),
            ("story", "'apostrophe"),
            ("day", "1850-12-31"),
            ("one", "list"),
            ("many", "y"),
            ("owner", "[#5]"),
        ],
        &[
            ("name", "123456789012345678901234567890"),
            ("exact", "12345678901234567890.123"),
            ("others", "[#8], [#6]"),
            ("call", "112"),
        ],
        &[("name", "1.234"), ("worth", "1.234"), ("exact", "-1234"), ("owner", "[#8]"), ("story", "\tTab"), ("land", "BR")],
    ] {
        create(&engine, "specimen", row);
    }
    for format in FORMATS {
        for language in Language::ALL {
            for reader in Language::ALL {
                let export = request("specimen", ExportKind::Reimport, format, language);
                let counts = read_back(&engine, dir.path(), &export, None, reader);
                assert_eq!((counts.rows, counts.unchanged), (5, 5));
            }
        }
    }
}

/// A record of every built-in type, with every field filled by its own example.
fn fill_all_types(engine: &Engine) {
    for key in [
        "user", "company", "contact", "lead", "product", "location", "asset", "bot", "tunnel", "lgt", "client", "deal",
        "activity",
    ] {
        let ty = engine.types().named(key).expect("a type");
        if key == "tunnel" {
            // The default tunnel is there already.
            continue;
        }
        let mut fields: Vec<(String, String)> = Vec::new();
        for field in ty.fields.iter().filter(|field| field.is_importable() && field.role != FieldRole::Id) {
            let is_link = matches!(field.kind, FieldKind::Link | FieldKind::Links);
            let text = if is_link { "[#1]".to_owned() } else { field.example.clone() };
            let is_later = is_link
                && (field.target == key
                    || (key == "contact" && field.target == "location")
                    || key == "user"
                    || (key == "activity" && field.target == "deal"));
            if !text.is_empty() && !is_later {
                fields.push((field.key.to_string(), text));
            }
        }
        match engine.create_record(&Actor::local(), key, &fields).expect("a record") {
            Edited::Created(_) => {}
            other => panic!("{key}: {other:?}"),
        }
    }
}

#[test]
fn r4_r5_every_built_in_type_comes_back_unchanged() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    fill_all_types(&engine);
    for ty in engine.types().all() {
        for format in FORMATS {
            for language in Language::ALL {
                round_trip(&engine, dir.path(), &request(&ty.key, ExportKind::Reimport, format, language), None);
            }
        }
    }
    for key in kartoteka_domain::profile::EDIT_TYPES {
        for format in FORMATS {
            for language in Language::ALL {
                let counts =
                    round_trip(&engine, dir.path(), &request(key, ExportKind::Edit, format, language), Some(ProfileKey::Edit));
                assert_eq!(counts.warnings, 0);
            }
        }
    }
}

#[test]
fn r5_users_come_back_unchanged_by_their_own_door() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    fill_all_types(&engine);
    for format in FORMATS {
        for language in Language::ALL {
            let export = request("user", ExportKind::Reimport, format, language);
            let counts = round_trip(&engine, dir.path(), &export, Some(ProfileKey::Users));
            assert_eq!((counts.warnings, counts.created), (0, 0), "{format:?} {language:?}");
        }
    }
}

#[test]
fn h4_users_without_an_id_are_only_created_unless_somebody_says_more() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    let mode = |text: &str, said: Option<Mode>| {
        let path = dir.path().join("users.csv");
        std::fs::write(&path, text).expect("a file");
        let said = Said { mode: said, ..Said::default() };
        let new = NewFile { path, record_type: "users".into(), said, ..NewFile::default() };
        let import = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect("an upload").import;
        engine.import(&Actor::local(), import).expect("it").settings.expect("settings").recipe.options.mode
    };
    let (without, with) = ("Username;E-mail\nana;a@x.cz\n", "ID;Username;E-mail\n1;ana;a@x.cz\n");
    assert_eq!(mode(without, None), Mode::Create);
    assert_eq!(mode(with, None), Mode::CreateAndUpdate);
    assert_eq!(mode(with, Some(Mode::Create)), Mode::Create);
    assert_eq!(mode(with, Some(Mode::Update)), Mode::Update);
}

#[test]
fn m8_an_edit_file_of_another_type_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    fill_all_types(&engine);
    for format in FORMATS {
        let path = dir.path().join(format!("edit.{}", format.word()));
        let export = request("company", ExportKind::Edit, format, Language::Russian);
        engine.export_records(&Actor::local(), &export, Target::Path(path.clone()), &Watch::default()).expect("an export");
        let new = NewFile { path, record_type: "locations".into(), profile: Some(ProfileKey::Edit), ..NewFile::default() };
        let refused = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect_err("a refusal");
        assert_eq!(refused.code(), Some("edit-file-other-type"), "{format:?}");
    }
}

#[test]
fn simple_exports_hold_what_was_chosen() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    create(&engine, "company", &[("name", "Alfa"), ("city", "Brno"), ("country", "CZ")]);
    create(&engine, "company", &[("name", "=Beta; Gama"), ("parent", "Alfa"), ("revenue", "1234.5"), ("vat_payer", "yes")]);
    let text = |columns: &[&str], language: Language| {
        let columns = Some(columns.iter().map(|word| (*word).to_owned()).collect());
        let export = ExportRequest { columns, ..request("companies", ExportKind::Simple, FileFormat::Csv, language) };
        let path = dir.path().join("simple.csv");
        let done =
            engine.export_records(&Actor::local(), &export, Target::Path(path.clone()), &Watch::default()).expect("an export");
        assert_eq!(done.records, 2);
        let bytes = std::fs::read(&path).expect("a file");
        assert_eq!(done.bytes, bytes.len() as u64);
        String::from_utf8(bytes).expect("UTF-8")
    };
    assert_eq!(
        text(&["id", "name", "Revenue", "parent"], Language::Czech),
        "\u{feff}\"ID\";Název;Obrat;Mateřská společnost\r\n1;Alfa;;\r\n2;\"'=Beta; Gama\";1234,5;Alfa\r\n"
    );
    assert_eq!(
        text(&["name", "město", "vat_payer"], Language::English),
        "\u{feff}Name,City,VAT payer\r\nAlfa,Brno,\r\n'=Beta; Gama,,yes\r\n"
    );
    let export = ExportRequest {
        columns: Some(vec!["cty".into()]),
        ..request("company", ExportKind::Simple, FileFormat::Csv, Language::English)
    };
    let refused = engine.export_records(&Actor::local(), &export, Target::Writer(Box::new(std::io::sink())), &Watch::default());
    let Err(Error::Refusal(refusal)) = refused else { panic!("exported") };
    assert_eq!((refusal.code, refusal.params[1].1.as_str()), ("field-unknown", "city"));
}

#[test]
fn r3_exports_are_kept_for_their_owner_only() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    create(&engine, "company", &[("name", "Alfa")]);
    for format in FORMATS {
        let export = ExportRequest {
            filter: Filter::ids(vec![RecordId(1)]),
            ..request("company", ExportKind::Reimport, format, Language::Czech)
        };
        let id = engine.export_to_register(&Actor::local(), &export, &Watch::default()).expect("an export");
        let kept = &engine.exports(&Actor::local()).expect("exports")[0];
        assert_eq!((kept.id, kept.records, kept.state.as_str(), kept.seen), (id, 1, "completed", false));
        assert_eq!(kept.name, format!("exported 21.11 09.30.00.{}", format.word()));
        let path = dir.path().join(&kept.name);
        let got = engine.download_export(&Actor::local(), id, &path).expect("a file");
        assert_eq!((got.bytes, std::fs::metadata(&path).expect("it").len()), (kept.bytes, kept.bytes));
        let other = Actor { id: Some(RecordId(5)), login: "eva".into(), role: Role::Operator, scopes: None };
        assert!(engine.exports(&other).expect("none").is_empty());
        for refused in [engine.download_export(&other, id, &path).map(|_| ()), engine.delete_export(&other, id)] {
            assert_eq!(refused.expect_err("not theirs").code(), Some("not-found"));
        }
        engine.mark_exports_seen(&Actor::local()).expect("seen");
        assert!(engine.exports(&Actor::local()).expect("exports")[0].seen);
        engine.delete_export(&Actor::local(), id).expect("deleted");
        assert!(engine.exports(&Actor::local()).expect("exports").is_empty());
    }
    let end_user = Actor { id: Some(RecordId(6)), login: "x".into(), role: Role::EndUser, scopes: None };
    assert_eq!(engine.exports(&end_user).expect_err("forbidden").code(), Some("permission-denied"));
}

#[test]
fn a_workbook_goes_through_a_writer_too() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    create(&engine, "product", &[("code", "007"), ("name", "Bolt")]);
    for (kind, format) in
        [(ExportKind::Reimport, FileFormat::Xlsx), (ExportKind::Simple, FileFormat::Xlsx), (ExportKind::Simple, FileFormat::Csv)]
    {
        let path = dir.path().join("out");
        let file = std::fs::File::create(&path).expect("a file");
        let export = request("product", kind, format, Language::English);
        let done = engine
            .export_records(&Actor::local(), &export, Target::Writer(Box::new(file)), &Watch::default())
            .expect("an export");
        assert_eq!((done.records, done.bytes), (1, std::fs::metadata(&path).expect("it").len()));
    }
}

/// Found by the soak: whoever cancelled import #1 took export #1 out of the queue, whose it was, and it waited for ever.
#[test]
fn an_import_and_an_export_with_one_number_are_not_taken_for_each_other() {
    let dir = tempfile::tempdir().expect("a folder");
    let (engine, me) = (engine(dir.path()), Actor::local());
    let file = dir.path().join("companies.csv");
    std::fs::write(&file, "Name\nAlfa\n").expect("a file");
    let new = NewFile { path: file, record_type: "companies".into(), ..NewFile::default() };
    let import = engine.upload_file(&me, &new, &Watch::default()).expect("an upload").import;
    let order = ExportOrder { record_type: "company".into(), ..ExportOrder::default() };
    let export = engine.queue_export(&me, &order).expect("an export");
    assert_eq!(import, export, "both begin at one");
    let work = Work { kind: "export".into(), subject: Some(export), request: "{}".into() };
    let job = engine.queue_work(&me, &work).expect("queued");
    assert_eq!(engine.open_work_about(import).expect("jobs"), [], "nobody is at work on the import");
    let open = engine.open_work_on_export(export).expect("jobs");
    assert_eq!(open.iter().map(|job| job.id).collect::<Vec<_>>(), [job]);
    // Taken out of the queue it does not wait for ever: whoever waits is told.
    assert!(engine.unqueue_work(&me, job).expect("taken out"));
    let given_up = engine.export(&me, export).expect("the export");
    assert_eq!((given_up.state.as_str(), given_up.note.as_str()), ("failed", "stopped"));
    assert_eq!(engine.open_work_on_export(export).expect("jobs"), []);
}
