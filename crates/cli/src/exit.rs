//! How a command ends: exit codes, and errors as sentences for people or problem objects for programs.
//!
//! In: what the engine said. Out: a code from the table, text on standard error. Decides nothing about the data.

use std::process::ExitCode;

use kartoteka_engine::error::{Error, Fault, Refusal, RefusalKind};
use kartoteka_engine::words::Words;
use serde_json::{Value, json};

/// How a command ended when nothing was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// Done, but some rows stayed out, or a check found errors.
    RowErrors,
    /// The person said no.
    Declined,
    /// What was asked about has not ended.
    StillRunning,
    /// The register is not as it should be.
    Unsound,
}

impl Exit {
    /// Row errors when there are any.
    pub fn of_rows(out: u64) -> Exit {
        if out > 0 { Exit::RowErrors } else { Exit::Done }
    }

    pub fn code(self, zero_on_row_errors: bool) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::RowErrors if zero_on_row_errors => 0,
            Exit::RowErrors => 3,
            Exit::Declined | Exit::Unsound => 1,
            Exit::StillRunning => 7,
        }
    }
}

/// Interrupted by a signal.
pub const INTERRUPTED: u8 = 130;

/// The exit code of an error.
pub fn code_of(error: &Error) -> u8 {
    match error {
        // The import was checked and its rows have errors: the same "no" as a check that found them.
        Error::Refusal(refusal) if refusal.code == "all-or-nothing-errors" => 3,
        Error::Refusal(refusal) => match refusal.kind {
            RefusalKind::NotFound => 5,
            RefusalKind::Forbidden => 4,
            RefusalKind::Conflict => 6,
            RefusalKind::Malformed => 2,
            RefusalKind::Unacceptable | RefusalKind::Unavailable => 1,
        },
        Error::Fault(_) => 1,
        Error::Stopped => INTERRUPTED,
    }
}

/// The status the same error has over HTTP.
fn status_of(kind: RefusalKind) -> u16 {
    match kind {
        RefusalKind::NotFound => 404,
        RefusalKind::Forbidden => 403,
        RefusalKind::Conflict => 409,
        RefusalKind::Malformed => 400,
        RefusalKind::Unacceptable => 422,
        RefusalKind::Unavailable => 503,
    }
}

/// Says on standard error what went wrong and gives the code to end with.
pub fn fail(error: &Error, words: Words, as_json: bool, verbose: bool) -> ExitCode {
    if as_json {
        eprintln!("{}", problem(error, words));
    } else {
        say(error, words);
    }
    if let Error::Fault(fault) = error
        && verbose
    {
        eprintln!("{}", chain(fault));
    }
    ExitCode::from(code_of(error))
}

fn say(error: &Error, words: Words) {
    let (sentence, hint) = match error {
        Error::Refusal(refusal) => words.refusal(refusal.code, &refusal.params),
        Error::Fault(fault) => {
            (words.say("refusal-fault-local", &[("reason", chain(fault).into())]), Some(words.word("hint-fault-local")))
        }
        Error::Stopped => (words.word("stopped"), None),
    };
    eprintln!("{}", words.say("error-prefix", &[("sentence", sentence.into())]));
    if let Some(hint) = hint {
        eprintln!("{}", words.say("hint-prefix", &[("sentence", hint.into())]));
    }
}

/// The error as RFC 9457 wants it.
fn problem(error: &Error, words: Words) -> Value {
    match error {
        Error::Refusal(refusal) => of_refusal(refusal, words),
        Error::Fault(fault) => {
            document("fault", 500, &words.say("refusal-fault-local", &[("reason", chain(fault).into())]), None, json!([]))
        }
        Error::Stopped => document("stopped", 499, &words.word("stopped"), None, json!([])),
    }
}

fn of_refusal(refusal: &Refusal, words: Words) -> Value {
    let (sentence, hint) = words.refusal(refusal.code, &refusal.params);
    let facts = refusal.params.iter().filter(|(name, text)| !text.is_empty() && *name != "likely");
    let errors: Vec<Value> =
        facts.map(|(name, text)| json!({"pointer": format!("/{name}"), "code": refusal.code, "detail": text})).collect();
    document(refusal.code, status_of(refusal.kind), &sentence, hint, errors.into())
}

fn document(code: &str, status: u16, sentence: &str, hint: Option<String>, errors: Value) -> Value {
    let detail = hint.map_or_else(|| sentence.to_owned(), |hint| format!("{sentence} {hint}"));
    json!({
        "type": format!("about:blank#{code}"),
        "title": sentence,
        "status": status,
        "code": code.replace('-', "_"),
        "detail": detail,
        "errors": errors,
    })
}

/// A usage error in the shape of every other error, for programs that asked for JSON.
pub fn usage_problem(message: &str) -> Value {
    let title = message.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
    json!({"type": "about:blank#usage", "title": title, "status": 400, "code": "usage", "detail": message.trim(), "errors": []})
}

/// The causes of a fault, outermost first.
fn chain(fault: &Fault) -> String {
    let mut text = fault.what.clone();
    let mut cause = fault.source.as_deref().map(|source| source as &dyn std::error::Error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_the_table() {
        for (kind, code) in [
            (RefusalKind::NotFound, 5),
            (RefusalKind::Forbidden, 4),
            (RefusalKind::Conflict, 6),
            (RefusalKind::Malformed, 2),
            (RefusalKind::Unacceptable, 1),
            (RefusalKind::Unavailable, 1),
        ] {
            assert_eq!(code_of(&Refusal::new(kind, "x").into()), code, "{kind:?}");
        }
        assert_eq!(code_of(&Refusal::new(RefusalKind::Conflict, "all-or-nothing-errors").into()), 3);
        assert_eq!(code_of(&Error::Stopped), 130);
        assert_eq!(Exit::of_rows(2).code(false), 3);
        assert_eq!(Exit::of_rows(2).code(true), 0);
        assert_eq!(Exit::of_rows(0).code(false), 0);
    }
}
