//! What a command works on: the register of a data directory, or one behind a server. Both give the same documents, the shapes of
//! the engine, so a command is written once and does not know which it has.
//!
//! In: what a person asked. Out: JSON objects, files, refusals with the same code and kind on both ways.

mod exports;
mod fields;
mod imports;
mod lists;
mod order;
mod queue;
mod records;
pub mod remembered;
mod seen;
mod tokens;
mod work;

use std::sync::Arc;
use std::time::Duration;

use kartoteka_client::{Client, Problem};
use kartoteka_domain::language::Language;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Fault, Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;
use serde_json::Value;

pub use exports::To;
pub use fields::FieldChange;
pub use imports::{Mending, Wanted};
pub use order::{Order, RecipeSaid};
pub use records::{Asked, Edit, Page};
pub use seen::Seen;
pub use tokens::NewToken;
pub use work::{BulkOrder, Came, DeleteOrder};

use crate::open::Global;

/// Where the records are.
pub enum Register {
    Here { engine: Arc<Engine>, actor: Actor },
    There(Client),
}

impl Register {
    /// The server that was named, with its token; `None` when none was.
    pub fn elsewhere(global: &Global, language: Language) -> Result<Option<Register>> {
        let Some(server) = &global.server else { return Ok(None) };
        let address = kartoteka_client::plain_address(server).map_err(refused)?;
        let said = || std::env::var("KARTOTEKA_TOKEN").ok().filter(|token| !token.trim().is_empty());
        let token = match (&global.token_file, said()) {
            (Some(path), _) => crate::commands::read_text(path)?,
            (None, Some(token)) => token,
            (None, None) => remembered::token(&address)?.unwrap_or_default(),
        };
        let token = token.lines().next().unwrap_or_default();
        if token.trim().is_empty() {
            return Err(Refusal::new(RefusalKind::Forbidden, "server-token-missing").into());
        }
        let client = Client::new(server, token, language.tag()).map_err(refused)?.with_patience(patience());
        Ok(Some(Register::There(client)))
    }
}

/// How long a server that went away is waited for: `KARTOTEKA_PATIENCE`, in seconds.
fn patience() -> Duration {
    let said = || std::env::var("KARTOTEKA_PATIENCE").ok()?.parse().ok();
    said().map_or(kartoteka_client::PATIENCE, Duration::from_secs)
}

/// What a server of another version did not understand is told as that; everything else as it came.
pub fn explained(error: Error, global: &Global, language: Language) -> Error {
    const PUZZLED: [&str; 5] = ["server-said", "server-strange", "query-unknown", "member-unknown", "member-unfit"];
    if !error.code().is_some_and(|code| PUZZLED.contains(&code)) {
        return error;
    }
    let Ok(Some(Register::There(client))) = Register::elsewhere(global, language) else { return error };
    let own = env!("CARGO_PKG_VERSION");
    match client.get("/version", &[]).ok().and_then(|answer| answer.body["version"].as_str().map(str::to_owned)) {
        Some(version) if version != own => {
            let refusal = Refusal::new(RefusalKind::Unavailable, "server-version-differs").with("address", client.server());
            refusal.with("version", version).with("known", own).into()
        }
        _ => error,
    }
}

/// A server's "no" is the same "no" as here: same code, same kind, the facts under their names.
pub fn refused(error: kartoteka_client::Error) -> Error {
    use kartoteka_client::Error as Theirs;
    let unavailable = |code| Refusal::new(RefusalKind::Unavailable, code);
    match error {
        Theirs::Problem(problem) => of_problem(&problem),
        Theirs::Unreachable { url, reason } => {
            unavailable("server-unreachable").with("address", url).with("reason", reason).into()
        }
        Theirs::Unsafe { url, reason } => unavailable("server-unsafe").with("address", url).with("reason", reason).into(),
        Theirs::Stopped => Error::Stopped,
        Theirs::NotKartoteka { url } => unavailable("server-strange").with("address", url).into(),
        Theirs::Unfit { what } => Refusal::new(RefusalKind::Malformed, "server-unfit").with("name", what).into(),
        Theirs::Io(error) => error.into(),
    }
}

fn of_problem(problem: &Problem) -> Error {
    let kind = match problem.kind.as_str() {
        "not-found" => RefusalKind::NotFound,
        "forbidden" => RefusalKind::Forbidden,
        "conflict" => RefusalKind::Conflict,
        "malformed" => RefusalKind::Malformed,
        "unacceptable" => RefusalKind::Unacceptable,
        "unavailable" => RefusalKind::Unavailable,
        _ => return Error::Fault(Fault { what: problem.title.clone(), source: None }),
    };
    let word = problem.code.replace('_', "-");
    let known = Words::refusal_codes().into_iter().find(|code| *code == word);
    // A server of another version may have a code of its own: its sentence is told as it came.
    let Some(code) = known else {
        let refusal = Refusal::new(kind, "server-said").with("reason", &problem.title);
        return refusal.with("code", &problem.code).into();
    };
    let mut refusal = Refusal::new(kind, code);
    for one in problem.document["errors"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let name = one["pointer"].as_str().unwrap_or_default().trim_start_matches('/').to_owned();
        let text = one["detail"].as_str().map_or_else(|| one["detail"].to_string(), str::to_owned);
        // Names live as long as the program, which ends with this refusal.
        refusal.params.push((Box::leak(name.into_boxed_str()), text));
    }
    if let Some(likely) = problem.document["likely"].as_str() {
        refusal.params.push(("likely", likely.to_owned()));
    }
    refusal.into()
}

/// The members of an object that the command line prints, in this order.
pub(crate) fn picked(mut object: Value, members: &[&str]) -> Value {
    let taken = members.iter().map(|name| ((*name).to_owned(), object[*name].take()));
    Value::Object(taken.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_from_a_server_is_the_one_from_here() {
        let document = json!({"code": "record_unknown", "kind": "not-found", "title": "x", "detail": "x",
            "errors": [{"pointer": "/type", "code": "record_unknown", "detail": "company"}, {"pointer": "/id", "detail": "7"}]});
        let here = Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", "company").with("id", 7);
        match of_problem(&Problem::of(404, document)) {
            Error::Refusal(there) => assert_eq!(there, here),
            other => panic!("{other:?}"),
        }
        let newer = json!({"code": "from_the_future", "kind": "conflict", "title": "Not now.", "detail": "Not now."});
        match of_problem(&Problem::of(409, newer)) {
            Error::Refusal(refusal) => assert_eq!((refusal.code, refusal.params[0].1.as_str()), ("server-said", "Not now.")),
            other => panic!("{other:?}"),
        }
    }
}
