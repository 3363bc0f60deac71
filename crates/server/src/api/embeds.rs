//! `/embed-sessions`: the wizard of imports for a page of another product. A session is made with a token that may import; its address
//! is opened once, in a frame of the one origin that was named.
//!
//! In: types, origin, looks, time. Out: the address, in one answer only; then how the session stands and what was imported.

use axum::extract::{Path, State as Extract};
use axum::http::header;
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::embed_wizard::theme::{COLOURS, FONT, LENGTHS, SCHEME, SCHEMES, Theme};
use kartoteka_engine::embed_wizard::{EmbedSettings, EmbedView, LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS};
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::shapes::time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::BASE;
use super::answer;
use super::caller::Caller;
use super::given::{Given, malformed};
use super::imports::require_options;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, post};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/embed-sessions", create)
            .needs(Permission::Import)
            .shows_a_secret()
            .named(
                "createEmbedSession",
                "Makes a session of the wizard for a frame. Its address is in this answer only, and is opened once.",
            )
            .takes("NewEmbedSession")
            .makes("EmbedSessionMade"),
        get("/embed-sessions/{id}", one)
            .needs(Permission::Import)
            .named("getEmbedSession", "How a session stands, and what was imported within it.")
            .gives("EmbedSession"),
        delete("/embed-sessions/{id}", end)
            .needs(Permission::Import)
            .named("endEmbedSession", "Ends a session at once; what was imported stays.")
            .gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let theme = {
        let colour = || json!({"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", "examples": ["#0b5cad"]});
        let length = || json!({"type": "string", "pattern": "^[0-9]+px$", "examples": ["8px"]});
        let font = json!({"type": "string", "pattern": "^[A-Za-z0-9 ,-]+$", "examples": ["Inter, sans-serif"]});
        let colours = COLOURS.map(|name| (name, colour()));
        let lengths = LENGTHS.map(|name| (name, length()));
        let words = [(FONT, font), (SCHEME, f::word(SCHEMES))];
        f::request(colours.into_iter().chain(lengths).chain(words), &[])
    };
    let origin = json!({"type": "string", "maxLength": 255, "examples": ["https://app.example.com"]});
    let expires = json!({"type": "integer", "minimum": LEAST_SECONDS, "maximum": MOST_SECONDS, "default": USUAL_SECONDS});
    let session = || {
        vec![
            ("id", f::id()),
            ("state", f::word(["waiting", "open", "ended"])),
            ("types", f::list(f::text())),
            ("origin", f::text()),
            ("opens_until", f::says(f::moment(), "The address must be opened before.")),
            ("expires_at", f::moment()),
            ("imports", f::says(f::list(f::id()), "Made within it.")),
        ]
    };
    let new = [
        ("type", f::says(f::text(), "The record type that may be imported; or say `types`.")),
        ("types", f::says(json!({"type": "array", "items": f::text(), "minItems": 1}), "Several, to choose from.")),
        ("profile", f::says(f::text(), "A preset; that of the type when it is not said.")),
        ("options", f::says(f::of("ImportOptions"), "Of every import; when they are said, people do not choose them.")),
        (
            "origin",
            f::says(origin, "The only origin whose pages may show it, and that hears of it. With TLS, or on this machine."),
        ),
        ("language", f::says(f::language(), "As the browser says when it is not said.")),
        ("theme", f::says(theme, "Colours, corners and fonts.")),
        ("expires", f::says(expires, "Seconds it lives; it must be opened within five minutes.")),
    ];
    let url = f::says(f::text(), "For the `src` of the frame.");
    vec![
        ("NewEmbedSession", f::request(new, &["origin"])),
        ("EmbedSession", f::answer(session())),
        ("EmbedSessionMade", f::answer(session().into_iter().chain([("url", url)]))),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "type")]
    record_type: Option<String>,
    #[serde(default)]
    types: Vec<String>,
    profile: Option<String>,
    #[serde(default)]
    options: Value,
    origin: String,
    language: Option<Language>,
    #[serde(default)]
    theme: Theme,
    expires: Option<i64>,
}

impl Asked {
    fn settings(self) -> Result<EmbedSettings, Refusal> {
        if self.record_type.is_some() != self.types.is_empty() {
            return Err(malformed("embed-without-type").with("pointer", "/type"));
        }
        require_options(&self.options)?;
        let types = self.record_type.into_iter().chain(self.types).collect();
        let (profile, origin, language) = (self.profile, self.origin, self.language);
        Ok(EmbedSettings { types, profile, origin, language, theme: self.theme, options: self.options })
    }
}

fn shape(app: &App, view: &EmbedView) -> Value {
    let types = app.engine().types();
    let word = |key: &String| types.get(key).map_or_else(|| key.clone(), |ty| kartoteka_engine::shapes::type_word(ty));
    json!({
        "id": view.id.to_string(),
        "state": view.state.word(),
        "types": view.settings.types.iter().map(word).collect::<Vec<_>>(),
        "origin": view.settings.origin,
        "opens_until": time(view.opens_until),
        "expires_at": time(view.expires_at),
        "imports": view.imports.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn number(id: &str) -> Result<i64, Problem> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "embed-unknown").with("id", id);
    Ok(id.parse().map_err(|_| unknown())?)
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(asked): Given<Asked>) -> Reply {
    let base = base(app.options().public_url.as_deref(), caller.header(header::HOST.as_str()).unwrap_or_default())?;
    let seconds = asked.expires.unwrap_or(USUAL_SECONDS);
    let settings = asked.settings()?;
    let made = app.run(move |engine| engine.create_embed(&caller.actor, settings, seconds)).await?;
    let mut body = shape(&app, &made.view);
    body["url"] = format!("{base}/embed/open/{}", made.ticket).into();
    Ok(answer::created(&format!("{BASE}/embed-sessions/{}", made.view.id), &body))
}

/// How a browser reaches this server. A frame of another site keeps a cookie only over TLS, or on the very machine.
fn base(public_url: Option<&str>, host: &str) -> Result<String, Refusal> {
    if let Some(url) = public_url.filter(|url| url.starts_with("https://")) {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    if is_here { Ok(format!("http://{host}")) } else { Err(Refusal::new(RefusalKind::Conflict, "embed-needs-tls")) }
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number(&id)?;
    let view = app.run(move |engine| engine.embed(&caller.actor, id)).await?;
    Ok(answer::ok(&shape(&app, &view)))
}

async fn end(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number(&id)?;
    app.run(move |engine| engine.end_embed(&caller.actor, id)).await?;
    Ok(answer::nothing())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_a_session_is_for_this_machine_only() {
        for (public_url, host, expected) in [
            (None, "127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            (None, "localhost", Some("http://localhost")),
            (None, "[::1]:8080", Some("http://[::1]:8080")),
            (None, "crm.example.com", None),
            (None, "127.0.0.1.example.com", None),
            (None, "127.0.0.1:8080/evil", None),
            (None, "", None),
            (Some("http://crm.example.com"), "crm.example.com", None),
            (Some("https://crm.example.com/"), "127.0.0.1:8080", Some("https://crm.example.com")),
        ] {
            assert_eq!(base(public_url, host).ok().as_deref(), expected, "{public_url:?} {host}");
        }
    }
}
