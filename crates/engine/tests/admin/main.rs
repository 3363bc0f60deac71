//! Everything around the main job: lists and filters, mass edits, people, settings, recipes, backups.

mod bulk;
mod care;
mod people;
mod records;
mod resume;
mod setup;

use std::path::Path;

use jiff::civil::DateTime;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Error, Refusal};
use kartoteka_engine::list_records::{Listing, RecordView};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, Wall};

/// An engine in a directory of its own.
struct House {
    dir: tempfile::TempDir,
    engine: Engine,
    admin: Actor,
}

fn start() -> DateTime {
    jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0)
}

fn config(data: &Path, at: DateTime) -> Config {
    Config { data: data.to_owned(), database: None, wall: Wall::InProcess, limits: Limits::default(), clock: Clock::Fixed(at) }
}

fn open(data: &Path, at: DateTime) -> Engine {
    Engine::open(config(data, at)).expect("an engine")
}

impl House {
    fn new() -> House {
        let dir = tempfile::tempdir().expect("a folder");
        let engine = open(dir.path(), start());
        House { dir, engine, admin: Actor::local() }
    }

    fn create(&self, type_word: &str, fields: &[(&str, &str)]) -> RecordId {
        let fields: Vec<(String, String)> = fields.iter().map(|(key, text)| ((*key).into(), (*text).into())).collect();
        match self.engine.create_record(&self.admin, type_word, &fields).expect("a verdict") {
            Edited::Created(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn user(&self, login: &str, role: &str) -> RecordId {
        let email = format!("{login}@example.com");
        self.create("user", &[("username", login), ("email", &email), ("role", role)])
    }

    fn record(&self, type_word: &str, id: RecordId) -> RecordView {
        self.engine.get_record(&self.admin, type_word, id, Language::English).expect("a record")
    }

    /// The text of one field.
    fn text(&self, type_word: &str, id: RecordId, key: &str) -> String {
        self.record(type_word, id).fields.into_iter().find(|field| field.key == key).expect("a field").text
    }

    fn filter(&self, type_word: &str, words: &[&str]) -> Filter {
        self.try_filter(type_word, words, Language::English).expect("a filter")
    }

    fn try_filter(&self, type_word: &str, words: &[&str], language: Language) -> Result<Filter, Error> {
        let ty = self.engine.types().named(type_word).expect("a type");
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        self.engine.parse_filter(&ty, &words, language)
    }

    fn ids(&self, type_word: &str, filter: &Filter) -> Vec<i64> {
        let listing = Listing { limit: 100_000, ..Listing::default() };
        let page = self.engine.list_records(&self.admin, type_word, filter, &listing).expect("a list");
        page.records.iter().map(|record| record.id.0).collect()
    }

    /// Imports a CSV text; returns the import's number.
    fn import(&self, type_word: &str, csv: &str) -> i64 {
        let path = self.dir.path().join("file.csv");
        std::fs::write(&path, csv).expect("a file");
        let new = NewFile { path, record_type: type_word.to_owned(), ..NewFile::default() };
        let import = self.engine.upload_file(&self.admin, &new, &Watch::default()).expect("an upload").import;
        self.engine.check_import(&self.admin, import, &Watch::default()).expect("a check");
        self.engine.start_import(&self.admin, import, &Watch::default()).expect("a run");
        import
    }
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Refusal(refusal) => refusal,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn fact(refusal: &Refusal, name: &str) -> String {
    refusal.params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone()).unwrap_or_default()
}
