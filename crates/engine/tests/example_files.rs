//! The recipes in `examples/recipes` on the files they were written for: what `examples/README.md` promises is so.

use std::path::{Path, PathBuf};

use kartoteka_domain::recipe::Recipe;
use kartoteka_domain::record_type::read_definition;
use kartoteka_domain::run::Counts;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, Wall};
use kartoteka_store::IssueFilter;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn engine(dir: &Path) -> Engine {
    let clock = Clock::Fixed(jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
    Engine::open(Config { data: dir.to_owned(), database: None, wall: Wall::InProcess, limits: Limits::default(), clock })
        .expect("an engine")
}

/// Imports a file by a recipe and gives the counts, with the first problems for the message of a test that fails.
fn run(engine: &Engine, record_type: &str, file: &str, recipe: &str) -> (Counts, String) {
    let text = std::fs::read_to_string(examples().join("recipes").join(recipe)).expect("a recipe");
    let recipe = Recipe::from_toml(&text).expect("a recipe of our form");
    let path = examples().join(file);
    let new = NewFile { path, record_type: record_type.to_owned(), recipe: Some(recipe), ..NewFile::default() };
    let actor = Actor::local();
    let import = engine.upload_file(&actor, &new, &Watch::default()).expect("an upload").import;
    let checked = engine.check_import(&actor, import, &Watch::default()).expect("a check");
    let ran = engine.start_import(&actor, import, &Watch::default()).expect("a run");
    assert!(ran.add_up(), "{ran:?}");
    assert_eq!((checked.created, checked.updated, checked.rejected), (ran.created, ran.updated, ran.rejected), "{file}");
    let issues = engine.issues(&actor, import, &IssueFilter::default(), None, 20).expect("issues");
    (ran, format!("{ran:?} {:?}", issues.iter().map(|stored| &stored.issue).collect::<Vec<_>>()))
}

#[test]
fn each_recipe_does_what_its_readme_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    // 17 rows of the fair have errors; two of them are the word this recipe translates.
    let (counts, found) = run(&engine, "leads", "leads-fair.xlsx", "leads-fair.toml");
    assert_eq!((counts.rows, counts.created, counts.rejected), (500, 485, 15), "{found}");
    let (counts, found) = run(&engine, "users", "operators-windows-1250.csv", "operators.toml");
    assert_eq!((counts.rows, counts.created), (8, 8), "{found}");
    let (counts, found) = run(&engine, "companies", "organizations.csv", "organizations.toml");
    assert_eq!((counts.rows, counts.created), (1_000, 1_000), "{found}");
}

/// The fenced `toml` blocks of a guide.
fn fenced(page: &str) -> Vec<String> {
    let path = examples().join("../docs/guides").join(page);
    let text = std::fs::read_to_string(path).expect("a guide");
    let blocks = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or("").to_owned());
    blocks.collect()
}

#[test]
fn what_the_guides_show_can_be_read() {
    let recipes = fenced("recipes.md");
    assert_eq!(recipes.len(), 1);
    let recipe = Recipe::from_toml(&recipes[0]).expect("a recipe");
    let part = &recipe.parts[0];
    assert_eq!((part.columns.len(), part.constants.len(), part.joins.len(), part.splits.len()), (3, 1, 1, 1));
    let types = fenced("custom-types.md");
    assert_eq!(types.len(), 1);
    assert_eq!(read_definition(&types[0]).expect("a record type").key, "vehicle");
}

#[test]
fn a_nightly_file_changes_nothing_the_second_night() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    let (first, found) = run(&engine, "contacts", "people.csv", "people.toml");
    assert_eq!((first.rows, first.created), (1_000, 1_000), "{found}");
    let (second, found) = run(&engine, "contacts", "people.csv", "people.toml");
    assert_eq!((second.rows, second.unchanged), (1_000, 1_000), "{found}");
}
