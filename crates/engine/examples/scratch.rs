//! scratch timing
use kartoteka_domain::language::Labels;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::define_types::NewField;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, Wall};
use std::time::Instant;
fn rss() -> String {
    std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l| l.starts_with("VmHWM")).unwrap().to_owned()
}
fn main() {
    let file = std::env::args().nth(1).unwrap();
    let dir = std::path::PathBuf::from(std::env::args().nth(2).unwrap());
    let _ = std::fs::remove_dir_all(&dir);
    let engine = Engine::open(Config { data: dir, wall: Wall::InProcess, limits: Limits::default(), clock: Clock::System }).unwrap();
    let a = Actor::local();
    engine
        .add_field(&a, "contacts", &NewField { key: "company_name".into(), kind: FieldKind::Text, labels: Labels::same("Company name"), help: Labels::default(), required: false, unique: false, choices: vec![], open: false, target: None, max_chars: None })
        .unwrap();
    let recipe = kartoteka_domain::recipe::Recipe::from_toml(&std::fs::read_to_string("bench/contacts.recipe.toml").unwrap()).unwrap();
    let w = Watch::default();
    let t = Instant::now();
    let new = NewFile { path: file.into(), record_type: "contacts".into(), recipe: Some(recipe), ..NewFile::default() };
    let i = engine.upload_file(&a, &new, &w).unwrap().import;
    println!("upload {:?} {}", t.elapsed(), rss());
    let t = Instant::now();
    println!("{:?}", engine.check_import(&a, i, &w).unwrap());
    println!("check {:?} {}", t.elapsed(), rss());
    if std::env::args().nth(3).is_some() { return; }
    let t = Instant::now();
    println!("{:?}", engine.start_import(&a, i, &w).unwrap());
    println!("run {:?} {}", t.elapsed(), rss());
    let t = Instant::now();
    let r = engine.undo_run(&a, i, false, &w).unwrap();
    println!("undo {:?} {} deleted {}", t.elapsed(), rss(), r.deleted);
}
