//! `kartoteka auth`: tokens of servers, remembered for this person on this machine, so that `--server` alone is enough.
//!
//! In: an address, a token from a file or standard input. Out: who one is there. A token is never printed; the file that holds it
//! is readable by nobody else.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Subcommand;
use kartoteka_client::Client;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::words::Words;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::open::{Global, output};
use crate::register::{refused, remembered};

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Remember a token for a server, after trying it
    #[command(before_help = "Example:\n  kartoteka auth login --url https://crm.example.com --token-file token.txt")]
    Login {
        /// The address of the server; --server says the same
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
    /// Forget the token of a server
    Logout {
        /// The address of the server; --server says the same
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
    /// The servers there are tokens for, and who one is there
    Status,
}

pub fn run(global: &Global, words: Words, command: &Command) -> Result<Exit> {
    match command {
        Command::Login { url } => login(global, words, &address(global, url)?),
        Command::Logout { url } => logout(global, words, &address(global, url)?),
        Command::Status => status(global, words),
    }
}

/// The server that is meant, as it is remembered.
fn address(global: &Global, url: &Option<String>) -> Result<String> {
    let said = url.as_ref().or(global.server.as_ref());
    let said = said.ok_or_else(|| Refusal::new(RefusalKind::Malformed, "server-unfit").with("name", "server"))?;
    kartoteka_client::plain_address(said).map_err(refused)
}

/// From the file that was named, from the environment, or from a pipe; nobody types a token where it is seen.
fn token(global: &Global) -> Result<String> {
    let named = global.token_file.clone();
    let said = || std::env::var("KARTOTEKA_TOKEN").ok().filter(|token| !token.trim().is_empty());
    let text = match (named, said()) {
        (Some(path), _) => crate::commands::read_text(&path)?,
        (None, Some(token)) => token,
        (None, None) if !std::io::stdin().is_terminal() => crate::commands::read_text(&PathBuf::from("-"))?,
        _ => String::new(),
    };
    let token = text.lines().next().unwrap_or_default().trim().to_owned();
    if token.is_empty() {
        return Err(Refusal::new(RefusalKind::Forbidden, "server-token-missing").into());
    }
    Ok(token)
}

fn who(server: &str, token: &str, words: Words) -> Result<Value> {
    let client = Client::new(server, token, words.language.tag()).map_err(refused)?;
    let me = client.get("/me", &[]).map_err(refused)?.body;
    Ok(json!({"server": server, "login": me["login"], "role": me["role"], "scopes": me["scopes"]}))
}

fn login(global: &Global, words: Words, server: &str) -> Result<Exit> {
    let (out, token) = (output(global, words), token(global)?);
    let me = who(server, &token, words)?;
    remembered::keep(server, &token)?;
    if out.is_data() {
        out.object(&me)?;
    } else {
        let facts = [("address", server.into()), ("name", me["login"].as_str().unwrap_or_default().into())];
        out.line(&words.say("auth-in", &facts))?;
    }
    Ok(Exit::Done)
}

fn logout(global: &Global, words: Words, server: &str) -> Result<Exit> {
    let out = output(global, words);
    if !remembered::forget(server)? {
        let unknown = Refusal::new(RefusalKind::NotFound, "server-not-remembered").with("address", server);
        return Err(unknown.into());
    }
    out.notice(&words.say("auth-out", &[("address", server.into())]));
    Ok(Exit::Done)
}

/// Every token is tried: one that opens nothing any more is said so, and the command ends with 1.
fn status(global: &Global, words: Words) -> Result<Exit> {
    let out = output(global, words);
    let mut is_sound = true;
    let mut lines = Vec::new();
    for (server, token) in remembered::all()? {
        lines.push(who(&server, &token, words).unwrap_or_else(|error| {
            is_sound = false;
            let said = match &error {
                kartoteka_engine::error::Error::Refusal(refusal) => words.refusal(refusal.code, &refusal.params).0,
                other => other.to_string(),
            };
            json!({"server": server, "login": null, "role": null, "scopes": null, "problem": said})
        }));
    }
    if lines.is_empty() {
        out.notice(&words.word("list-empty"));
    }
    let columns = [
        ("server", "heading-server"),
        ("login", "heading-login"),
        ("role", "heading-role"),
        ("scopes", "heading-scopes"),
        ("problem", "heading-problem"),
    ];
    out.list(&lines, &columns)?;
    Ok(if is_sound { Exit::Done } else { Exit::Unsound })
}
