//! `kartoteka version`.

use kartoteka_domain::recipe::RECIPE_VERSION;
use kartoteka_engine::error::Result;
use kartoteka_engine::words::Words;
use serde_json::json;

use crate::exit::Exit;
use crate::open::{Global, output};

pub fn run(global: &Global, words: Words) -> Result<Exit> {
    let out = output(global, words);
    let version = env!("CARGO_PKG_VERSION");
    if out.is_data() {
        out.object(&json!({
            "name": "kartoteka",
            "version": version,
            "recipe_version": RECIPE_VERSION,
            "os": std::env::consts::OS,
            "architecture": std::env::consts::ARCH,
        }))?;
    } else {
        out.line(&format!("kartoteka {version}"))?;
    }
    Ok(Exit::Done)
}
