//! L3, L4, M1 to M3, H1: templates, edit files and samples are read back by the very import they are made for.

use std::path::{Path, PathBuf};

use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::define_types::NewField;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::{Layout, TemplateColumns, TemplateRequest};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Inspection, Limits, ReadingOptions, Wall};

fn engine(dir: &Path) -> Engine {
    let clock = Clock::Fixed(jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
    Engine::open(Config { data: dir.join("data"), database: None, wall: Wall::InProcess, limits: Limits::default(), clock })
        .expect("an engine")
}

fn inspect(path: &Path) -> Inspection {
    kartoteka_sheets::inspect(path, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("a readable file")
}

fn headers(found: &Inspection, sheet: usize) -> Vec<String> {
    found.sheets[sheet].rows[0].cells.iter().map(|cell| cell.shown().into_owned()).collect()
}

fn make(engine: &Engine, request: &TemplateRequest, path: &Path) -> u64 {
    engine.make_template(&Actor::local(), request, path, &Watch::default()).expect("a template")
}

#[test]
fn l3_l4_a_template_of_leads_explains_itself_and_ends_with_custom_fields() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    let new = NewField::plain("stand", FieldKind::Text, Labels { en: "Stand".into(), cs: "Stánek".into(), ..Labels::default() });
    engine.add_field(&Actor::local(), "lead", &new).expect("a field");
    let path = dir.path().join("leads.xlsx");
    let request = TemplateRequest {
        record_type: "leads".into(),
        language: Language::Czech,
        format: FileFormat::Xlsx,
        ..TemplateRequest::default()
    };
    make(&engine, &request, &path);
    let found = inspect(&path);
    let headers = headers(&found, 0);
    assert_eq!((headers.first().map(String::as_str), headers.last().map(String::as_str)), (Some("Předmět *"), Some("Stánek")));
    assert!(found.marker.as_deref().is_some_and(|marker| marker.starts_with("type=lead;kind=template;version=1;fields=topic,")));
    assert_eq!(found.sheets.iter().filter(|sheet| !sheet.hidden).count(), 2);
    let instructions = &found.sheets[1].rows;
    let explained = instructions.iter().filter(|row| headers.contains(&row.cell(0).shown().into_owned())).count();
    assert_eq!(explained, headers.len());
    let operator = Actor { id: Some(RecordId(3)), login: "op".into(), role: Role::Operator, scopes: None };
    let refused = engine.make_template(&operator, &request, &path, &Watch::default()).expect_err("administrators only");
    assert_eq!(refused.code(), Some("permission-denied"));
}

#[test]
fn every_header_of_every_template_is_understood_in_its_language() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    for ty in engine.types().all() {
        for language in Language::ALL {
            for columns in [TemplateColumns::Required, TemplateColumns::Usual, TemplateColumns::All] {
                let path = dir.path().join("t.csv");
                let request =
                    TemplateRequest { record_type: ty.key.to_string(), language, columns, ..TemplateRequest::default() };
                make(&engine, &request, &path);
                let text = std::fs::read_to_string(&path).expect("a file");
                let separator = if language == Language::English { ',' } else { ';' };
                let headers: Vec<String> = text
                    .trim_start_matches('\u{feff}')
                    .trim_end()
                    .split(separator)
                    .map(|h| h.trim_matches('"').to_owned())
                    .collect();
                let wanted = kartoteka_domain::suggestion::Wanted { record_type: ty, language, edit_file: false };
                let found = kartoteka_domain::suggestion::suggest(&wanted, &headers, &|_| None);
                assert!(
                    found.iter().all(|s| s.confidence == kartoteka_domain::suggestion::Confidence::Exact),
                    "{}: {headers:?} {found:?}",
                    ty.key
                );
            }
        }
    }
}

#[test]
fn l15_companies_with_contacts_in_two_sheets_and_beside_each_other() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    for (layout, language) in [
        (Layout::TwoSheets, Language::Czech),
        (Layout::Beside, Language::Russian),
        (Layout::TwoSheets, Language::English),
        (Layout::Beside, Language::Portuguese),
    ] {
        let path = dir.path().join("both.xlsx");
        let request = TemplateRequest {
            record_type: "companies".into(),
            profile: Some(ProfileKey::CompaniesContacts),
            format: FileFormat::Xlsx,
            layout,
            language,
            ..TemplateRequest::default()
        };
        make(&engine, &request, &path);
        let new = NewFile {
            path: path.clone(),
            record_type: "companies".into(),
            profile: Some(ProfileKey::CompaniesContacts),
            language,
            ..NewFile::default()
        };
        let import =
            engine.upload_file(&Actor::local(), &new, &Watch::default()).unwrap_or_else(|e| panic!("{layout:?} {e:?}")).import;
        let settings = engine.import(&Actor::local(), import).expect("it").settings.expect("settings");
        let parts: Vec<&str> = settings.recipe.parts.iter().map(|part| part.record_type.as_str()).collect();
        let expected = if layout == Layout::TwoSheets { 2 } else { 7 };
        assert_eq!((parts.len(), parts[0], parts[1]), (expected, "company", "contact"), "{layout:?}");
        for part in &settings.recipe.parts {
            let mapped = part.columns.iter().filter(|column| column.field.is_some()).count();
            assert!(mapped >= 5, "{layout:?} {language:?} {part:?}");
        }
    }
    let request = TemplateRequest { record_type: "companies".into(), layout: Layout::TwoSheets, ..TemplateRequest::default() };
    let refused = engine.make_template(&Actor::local(), &request, &dir.path().join("x.csv"), &Watch::default());
    assert_eq!(refused.expect_err("CSV has one sheet").code(), Some("template-sheets-unfit"));
}

#[test]
fn m1_m2_m3_an_edit_file_holds_the_records() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    for name in ["Alfa", "Beta"] {
        engine.create_record(&Actor::local(), "company", &[("name".to_owned(), name.to_owned())]).expect("a company");
    }
    for format in [FileFormat::Csv, FileFormat::Xlsx] {
        let path: PathBuf = dir.path().join(format!("edit.{}", format.word()));
        let request = TemplateRequest {
            record_type: "company".into(),
            edit: true,
            format,
            language: Language::Russian,
            ..TemplateRequest::default()
        };
        assert_eq!(make(&engine, &request, &path), 2);
        let found = inspect(&path);
        let rows = &found.sheets[0].rows;
        let id = if format == FileFormat::Csv { "ID (company)" } else { "id" };
        assert_eq!(headers(&found, 0)[..2], [id.to_owned(), "Название".to_owned()]);
        assert_eq!(rows[1].cells.iter().take(3).map(|cell| cell.shown()).collect::<Vec<_>>(), ["1", "Alfa", "да"]);
        assert_eq!((rows.len(), headers(&found, 0).len()), (3, 4));
    }
    let unfit = TemplateRequest { record_type: "tunnel".into(), edit: true, ..TemplateRequest::default() };
    let refused = engine.make_template(&Actor::local(), &unfit, &dir.path().join("t.csv"), &Watch::default());
    assert_eq!(refused.expect_err("nothing to edit").code(), Some("edit-type-unfit"));
}

#[test]
fn h1_samples_are_imported_as_they_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    for (record_type, format, language) in [
        ("companies", FileFormat::Csv, Language::Czech),
        ("users", FileFormat::Csv, Language::Czech),
        ("leads", FileFormat::Xlsx, Language::Portuguese),
        ("contacts", FileFormat::Csv, Language::English),
        ("products", FileFormat::Xlsx, Language::Russian),
    ] {
        let path = dir.path().join(format!("sample.{}", format.word()));
        assert_eq!(engine.make_sample(&Actor::local(), record_type, format, language, &path).expect("a sample"), 3);
        let new = NewFile { path, record_type: record_type.into(), language, ..NewFile::default() };
        let import = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect("an upload").import;
        let counts = engine.check_import(&Actor::local(), import, &Watch::default()).expect("a check");
        assert_eq!(
            (counts.rows, counts.created, counts.errors),
            (3, 3, 0),
            "{record_type}: {:?}",
            engine.issue_groups(&Actor::local(), import)
        );
    }
}
