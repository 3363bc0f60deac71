//! Stylesheets, scripts and icons, kept inside the program. Their address holds a hash of all of them, so that browsers
//! may keep them for a year and never mix two versions.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The name under which pages load all stylesheets together.
const STYLESHEET: &str = "css/app.css";

/// A hash over the names and contents of all files.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(file) = Assets::get(&name) {
            hash.update(file.metadata.sha256_hash());
        }
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
});

/// The address of a file, such as `css/app.css`.
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", *BUILD)
}

/// `/assets/BUILD/NAME`. Another build's address gets today's file, but nobody keeps it; nor while the files are being
/// worked on, when they are read from the folder each time.
pub async fn get(Path((build, name)): Path<(String, String)>) -> Response {
    let Some(bytes) = bytes(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let is_fixed = build == *BUILD && !cfg!(debug_assertions);
    let keep = if is_fixed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers =
        [(header::CONTENT_TYPE, media_type(&name)), (header::CACHE_CONTROL, keep), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, bytes).into_response()
}

/// A file's content. The one stylesheet is all files of its folder, by name: an area adds a file, pages load one.
fn bytes(name: &str) -> Option<Vec<u8>> {
    if name != STYLESHEET {
        return Assets::get(name).map(|file| file.data.into_owned());
    }
    let mut names: Vec<_> = Assets::iter().filter(|name| name.starts_with("css/")).collect();
    names.sort();
    Some(names.iter().filter_map(|name| Assets::get(name)).flat_map(|file| file.data.into_owned()).collect())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_the_hash_and_files_their_type() {
        assert_eq!(url("css/app.css"), format!("/assets/{}/css/app.css", *BUILD));
        assert_eq!(BUILD.len(), 12);
        assert!(bytes("icons.svg").is_some() && bytes("../Cargo.toml").is_none());
        assert_eq!(media_type("js/app.js"), "text/javascript; charset=utf-8");
        let styles = String::from_utf8(bytes(STYLESHEET).expect("styles")).expect("text");
        assert!(styles.starts_with("/* Layers in order") && styles.contains(".table-box"), "layers come first, all come");
        // A file nobody can say the type of would be offered as a download.
        assert!(Assets::iter().all(|name| media_type(&name) != "application/octet-stream"));
    }
}
