//! What holds for every operation before its handler: who calls, what he may, which names the query has, what a change is based on.
//!
//! In: a request and the rules of its entry in the table. Out: the handler's answer, with a [`Caller`] at hand for it; or a refusal.
//! A name in a body or query that leads nowhere is 422; 404 is for what the address itself names.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use kartoteka_engine::error::{Refusal, RefusalKind};

use super::{Access, Endpoint};
use crate::api::caller::{self, Caller};
use crate::api::given::malformed;
use crate::app::App;
use crate::problem::Problem;
use crate::visit::Visit;

/// What an entry of the table asks.
pub struct Rules {
    access: Access,
    path: &'static str,
    names: Vec<(&'static str, bool)>,
    on_version: bool,
}

/// Goes with an answer whose refusal is about the body, not the address.
#[derive(Clone, Copy)]
pub struct Semantic;

impl Rules {
    pub fn of(entry: &Endpoint) -> Rules {
        Rules {
            access: entry.access,
            path: entry.path,
            names: entry.query.iter().map(|param| (param.name, param.is_deep)).collect(),
            on_version: entry.on_version,
        }
    }

    fn knows(&self, name: &str) -> bool {
        let fits = |(known, is_deep): &(&str, bool)| {
            let rest = name.strip_prefix(known);
            rest.is_some_and(|rest| rest.is_empty() != *is_deep && (!is_deep || (rest.starts_with('[') && rest.ends_with(']'))))
        };
        self.names.iter().any(fits)
    }

    /// Whether what was not found is named by the address.
    fn is_in_address(&self, refusal: &Refusal) -> bool {
        match refusal.code {
            "type-unknown" => self.path.contains("{type}"),
            "field-unknown" => self.path.contains("{key}") || self.path.contains("{field}"),
            "recipe-unknown" => self.path.starts_with("/recipes/"),
            _ => self.path.contains('{'),
        }
    }
}

pub async fn guard(State((app, rules)): State<(App, Arc<Rules>)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match checked(&app, &rules, &parts).await {
        Ok(Some(caller)) => {
            parts.extensions.insert(caller);
        }
        Ok(None) => {}
        Err(problem) => return problem.into_response(),
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let found = response.extensions().get::<Arc<Problem>>().and_then(|problem| problem.refusal());
    if found.is_some_and(|refusal| refusal.kind == RefusalKind::NotFound && !rules.is_in_address(refusal)) {
        response.extensions_mut().insert(Semantic);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The caller, when the operation is not open to everybody.
async fn checked(app: &App, rules: &Rules, request: &Parts) -> Result<Option<Caller>, Problem> {
    let visit = request.extensions.get::<Arc<Visit>>().ok_or(Problem::NotFound)?;
    let is_read = request.method == Method::GET || request.method == Method::HEAD;
    let caller = match rules.access {
        Access::Open => None,
        _ => Some(caller::find(app, visit, &request.headers, is_read).await?),
    };
    if let (Access::Needs(permission), Some(caller)) = (rules.access, &caller) {
        caller.actor.require(permission)?;
    }
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&request.uri);
    let axum::extract::Query(pairs) = pairs.map_err(|_| malformed("query-unknown").with("name", ""))?;
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !rules.knows(name)) {
        return Err(malformed("query-unknown").with("name", name).into());
    }
    if rules.on_version && !request.headers.contains_key(header::IF_MATCH) {
        return Err(malformed("if-match-missing").into());
    }
    Ok(caller)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_the_names_of_the_table() {
        let rules = Rules {
            access: Access::Open,
            path: "/records/{type}",
            names: vec![("limit", false), ("filter", true)],
            on_version: false,
        };
        for (name, expected) in [
            ("limit", true),
            ("limits", false),
            ("limit[x]", false),
            ("filter", false),
            ("filter[city][gte]", true),
            ("filterx]", false),
        ] {
            assert_eq!(rules.knows(name), expected, "{name}");
        }
    }

    #[test]
    fn only_the_address_can_be_not_found() {
        let rules = |path| Rules { access: Access::Open, path, names: Vec::new(), on_version: false };
        let refusal = |code| Refusal::new(RefusalKind::NotFound, code);
        for (path, code, expected) in [
            ("/records/{type}", "type-unknown", true),
            ("/imports", "type-unknown", false),
            ("/records/{type}", "field-unknown", false),
            ("/types/{type}/fields/{key}", "field-unknown", true),
            ("/records/{type}/{id}", "record-unknown", true),
            ("/imports", "recipe-unknown", false),
        ] {
            assert_eq!(rules(path).is_in_address(&refusal(code)), expected, "{path} {code}");
        }
    }
}
