//! `--jq`: the JSON answer through a filter in the language of jq, as `gh` does it.
//!
//! In: an expression and a JSON value. Out: lines, strings without quotes, everything else as JSON. The expression is looked
//! at before the command does anything, so a slip in it never costs a run.

use jaq_core::load::{Arena, Error as LoadError, File, Loader};
use jaq_core::{Compiler, Ctx, Filter, Vars, data, unwrap_valr};
use jaq_json::{Val, read};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use serde_json::Value;

/// In characters; what is longer is cut in the middle.
const LONGEST_REASON: usize = 120;

type Data = data::JustLut<Val>;

/// Refuses an expression that cannot be understood, naming the place.
pub fn check(expression: &str) -> Result<()> {
    compiled(expression).map(|_| ())
}

/// The results of the expression over the value, each on a line of its own.
pub fn lines(expression: &str, value: &Value) -> Result<Vec<String>> {
    let filter = compiled(expression)?;
    let input = read::parse_single(value.to_string().as_bytes()).map_err(failed)?;
    let context = Ctx::<Data>::new(&filter.lut, Vars::new([]));
    let results = filter.id.run((context, input)).map(unwrap_valr);
    results.map(|result| Ok(shown(&result.map_err(failed)?))).collect()
}

fn compiled(expression: &str) -> Result<Filter<Data>> {
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let program = File { code: expression, path: () };
    let modules = Loader::new(definitions).load(&arena, program).map_err(|errors| {
        let mut place = errors.iter().map(|(_, error)| match error {
            LoadError::Lex(found) => found.first().map_or("", |(_, text)| *text),
            LoadError::Parse(found) => found.first().map_or("", |(_, text)| *text),
            LoadError::Io(found) => found.first().map_or("", |(text, _)| *text),
        });
        not_understood(expression, place.next_back().unwrap_or(""))
    })?;
    let filter = Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
        let place = errors.iter().flat_map(|(_, undefined)| undefined.iter().map(|(name, _)| *name)).next();
        not_understood(expression, place.unwrap_or(""))
    })?;
    Ok(filter)
}

fn not_understood(expression: &str, place: &str) -> Refusal {
    let refusal = Refusal::new(RefusalKind::Malformed, "jq-not-understood");
    let place: String = place.chars().take(40).collect();
    // An expression that stops too early has no place to point at.
    let end = if place.is_empty() { "end" } else { "place" };
    refusal.with("value", expression).with("place", place).with("where", end)
}

fn failed(reason: impl std::fmt::Display) -> Refusal {
    // The reason quotes the value, which may be the whole answer.
    let reason = reason.to_string();
    let kept = match reason.char_indices().nth(LONGEST_REASON) {
        Some(_) => {
            let (head, tail) = (reason.chars().take(LONGEST_REASON / 2), reason.chars().rev().take(LONGEST_REASON / 2));
            head.chain(['…']).chain(tail.collect::<Vec<_>>().into_iter().rev()).collect()
        }
        None => reason,
    };
    Refusal::new(RefusalKind::Unacceptable, "jq-failed").with("reason", kept)
}

fn shown(value: &Val) -> String {
    match value {
        Val::TStr(text) => String::from_utf8_lossy(text).into_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn results_are_lines_and_strings_are_bare() {
        let value = json!([{"id": 7, "name": "Žofie", "tags": ["a", "b"]}, {"id": 9, "name": null, "tags": []}]);
        for (expression, expected) in [
            (".[].id", &["7", "9"][..]),
            (".[0].name", &["Žofie"]),
            (".[1].name", &["null"]),
            ("map(.id) | add", &["16"]),
            (".[0].tags", &["[\"a\",\"b\"]"]),
            (".[] | select(.id > 7) | .id", &["9"]),
            (".[0] | \"\\(.id)\\t\\(.tags | join(\"+\"))\"", &["7\ta+b"]),
            ("empty", &[]),
            (".[0] | {name, id}", &["{\"name\":\"Žofie\",\"id\":7}"]),
            (".[0].name | test(\"^Ž\")", &["true"]),
        ] {
            assert_eq!(lines(expression, &value).expect(expression), expected, "{expression}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (expression, place) in [(".[] | nosuch", "nosuch"), ("$x", "$x"), (".a | )", ")")] {
            let error = check(expression).expect_err(expression);
            let kartoteka_engine::error::Error::Refusal(refusal) = &error else { panic!("{error:?}") };
            assert_eq!(refusal.code, "jq-not-understood");
            let found = refusal.params.iter().find(|(name, _)| *name == "place").map(|(_, text)| text.as_str());
            assert_eq!(found, Some(place), "{expression}");
        }
        assert_eq!(lines(".id", &json!([1])).expect_err("an array has no id").code(), Some("jq-failed"));
    }
}
