//! What an embedded wizard may ask for: files of its types, its own imports step by step, and nothing else.
//!
//! In: a method, a path as the application knows it, the session. Out: yes or no. What is not listed is not there.

use axum::http::Method;
use kartoteka_domain::profile::ProfileKey;

use super::Embedded;

/// Steps of an import that are looked at.
const LOOKED_AT: [&str; 12] =
    ["upload", "sheet", "columns", "options", "check", "find", "issues", "preview", "run", "result", "file", "events"];
/// Steps that are done.
const DONE: [&str; 13] = [
    "upload",
    "sheet",
    "columns",
    "options",
    "check",
    "find",
    "mends",
    "start",
    "stop",
    "file",
    "fix-failed",
    "go-on",
    "discard",
];

/// Whether a path is there for a session.
pub fn admits(embed: &Embedded, method: &Method, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let is_post = method == Method::POST;
    if !is_post && method != Method::GET {
        return false;
    }
    match parts.as_slice() {
        ["imports", "new"] => !is_post,
        ["imports"] => is_post,
        // Templates can hold records.
        ["samples", of] => !is_post && embed.settings.types.iter().any(|key| key == of),
        ["imports", number, rest @ ..] => is_own(embed, number) && is_step(embed, rest, is_post),
        _ => false,
    }
}

fn is_own(embed: &Embedded, number: &str) -> bool {
    number.parse().is_ok_and(|number: i64| embed.imports.contains(&number))
}

fn is_step(embed: &Embedded, rest: &[&str], is_post: bool) -> bool {
    match rest {
        [] => !is_post,
        // What was said when the session was made is not chosen again.
        ["options"] if embed.has_options() => false,
        [step] => (if is_post { &DONE[..] } else { &LOOKED_AT[..] }).contains(step),
        ["values", _, _] | ["rows", _, _] => true,
        ["rows", _, _, "next"] | ["files", _] => !is_post,
        _ => false,
    }
}

/// The path under which a new import of the session may stand in an answer: `POST /imports`, and what mends failed rows.
pub fn makes_imports(method: &Method, path: &str) -> bool {
    method == Method::POST && (path == "/imports" || path.ends_with("/fix-failed"))
}

/// The number in `/imports/{number}/…`.
pub fn number_in(path: &str) -> Option<i64> {
    path.strip_prefix("/imports/")?.split(['/', '?', '#']).next()?.parse().ok()
}

/// The way in for a type: `/imports/new?profile=…&type=…`.
pub fn door(embed: &Embedded, type_key: &str) -> String {
    let profile = embed.settings.profile.clone().unwrap_or_else(|| ProfileKey::of_type(type_key).word().to_owned());
    format!("/imports/new?profile={profile}&type={type_key}")
}

#[cfg(test)]
mod tests {
    use kartoteka_engine::embed_wizard::EmbedSettings;

    use super::*;

    #[test]
    fn only_the_steps_of_its_own_imports_are_there() {
        let settings = EmbedSettings { types: vec!["contact".to_owned()], ..EmbedSettings::default() };
        let embed = Embedded { id: 3, prefix: "/embed/3".to_owned(), settings, imports: vec![7] };
        for (line, expected) in [
            ("GET /imports/new", true),
            ("POST /imports", true),
            ("GET /imports", false),
            ("GET /imports/7", true),
            ("GET /imports/7/check", true),
            ("POST /imports/7/check", true),
            ("GET /imports/7/options", true),
            ("GET /imports/7/rows/0/3", true),
            ("GET /imports/7/values/0/1", true),
            ("GET /imports/7/files/failed", true),
            ("POST /imports/7/files/failed", false),
            ("GET /imports/7/events", true),
            ("POST /imports/7/undo", false),
            ("GET /imports/7/undo", false),
            ("POST /imports/7/hand-over", false),
            ("GET /imports/7/repeat", false),
            ("GET /imports/8/check", false),
            ("GET /imports/07x/check", false),
            ("GET /imports/delete", false),
            ("GET /imports/7/../8/check", false),
            ("GET //imports/7", false),
            ("GET /samples/contact", true),
            ("GET /samples/company", false),
            ("GET /templates/contact", false),
            ("GET /contacts", false),
            ("GET /settings", false),
            ("GET /embed/4/imports/8", false),
            ("GET /api/v1/me", false),
            ("DELETE /imports/7", false),
            ("GET /", false),
        ] {
            let (method, path) = line.split_once(' ').expect("a line");
            let method = method.parse().expect("a method");
            assert_eq!(admits(&embed, &method, path), expected, "{line}");
        }
    }

    #[test]
    fn options_that_were_said_are_not_chosen_again() {
        let settings = EmbedSettings { options: serde_json::json!({"mode": "update"}), ..EmbedSettings::default() };
        let embed = Embedded { id: 3, prefix: "/embed/3".to_owned(), settings, imports: vec![7] };
        assert!(!admits(&embed, &Method::GET, "/imports/7/options") && !admits(&embed, &Method::POST, "/imports/7/options"));
    }

    #[test]
    fn new_imports_are_found_in_addresses() {
        assert!(makes_imports(&Method::POST, "/imports") && makes_imports(&Method::POST, "/imports/7/fix-failed"));
        assert!(!makes_imports(&Method::GET, "/imports") && !makes_imports(&Method::POST, "/imports/7/check"));
        assert_eq!((number_in("/imports/12/columns?a=1"), number_in("/imports/new"), number_in("/x/12")), (Some(12), None, None));
    }
}
