//! Every sentence a template or handler asks for by name exists.

use std::path::Path;

use kartoteka_domain::language::Language;
use kartoteka_engine::words::Words;

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(std::fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn every_id_that_is_asked_for_exists() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    files(&room.join("templates"), &mut texts);
    files(&room.join("src"), &mut texts);
    let english = Words::of(Language::English);
    let mut asked = 0;
    for call in [".t(\"", ".t1(\"", ".t2(\"", ".say(\"", "Flash::new(\""] {
        for text in &texts {
            for id in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                // Beginnings of families (`nav-{}`) are proved by the pages that use them.
                if id.contains('{') || id == "flash-saved" {
                    continue;
                }
                assert!(english.say_if_known(id, &[]).is_some(), "no sentence `{id}`");
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "{asked}");
}
