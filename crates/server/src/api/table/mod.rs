//! The table of the API: an entry is one operation. The router and the document are both made from it, so they cannot differ.
//!
//! In: handlers with what each takes, gives and asks of the caller. Out: routes behind [`guard`], and OpenAPI by `openapi`.
//! A resource lists its entries in `endpoints()` and the forms of its documents in `forms()`.

mod examples;
pub mod form;
pub mod guard;
pub mod openapi;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use kartoteka_engine::actor::Permission;
use serde_json::{Value, json};

use self::form::{Form, of};
use crate::app::App;

/// A JSON document; files are counted by the engine while they come.
const MOST_BODY: usize = 4 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    pub fn word(self) -> &'static str {
        match self {
            Verb::Get => "get",
            Verb::Post => "post",
            Verb::Put => "put",
            Verb::Patch => "patch",
            Verb::Delete => "delete",
        }
    }

    fn filter(self) -> MethodFilter {
        match self {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Put => MethodFilter::PUT,
            Verb::Patch => MethodFilter::PATCH,
            Verb::Delete => MethodFilter::DELETE,
        }
    }
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without a token.
    Open,
    /// Whoever says who he is.
    Known,
    /// Whoever may do this, by role and by the scopes of his token.
    Needs(Permission),
}

/// A name that the query may hold.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: &'static str,
    pub form: Value,
    pub says: &'static str,
    /// `name[…]=`, with anything between the brackets.
    pub is_deep: bool,
}

/// A name in the query: `param("limit", number(), "How many a page holds.")`.
pub fn param(name: &'static str, form: Value, says: &'static str) -> Param {
    Param { name, form, says, is_deep: false }
}

/// One answer that is no problem.
#[derive(Clone, Debug)]
pub struct Success {
    pub status: u16,
    pub says: &'static str,
    /// Media types and forms; none: no body.
    pub content: Vec<(&'static str, Value)>,
    pub headers: Vec<&'static str>,
}

/// An operation.
pub struct Endpoint {
    pub verb: Verb,
    /// Under `/api/v1`.
    pub path: &'static str,
    /// The name of the operation in generated clients.
    pub id: &'static str,
    pub says: &'static str,
    pub access: Access,
    pub query: Vec<Param>,
    /// Forms of parts of the path that are not the usual ones.
    pub places: Vec<(&'static str, Value)>,
    /// Media types and forms of the body.
    pub takes: Vec<(&'static str, Value)>,
    pub gives: Vec<Success>,
    /// A change that must say what it is based on.
    pub on_version: bool,
    /// Has an `ETag`; 304 for whoever has this version.
    pub is_versioned: bool,
    /// The body comes in pieces, without the limit of a document.
    pub is_stream: bool,
    /// The answer holds a secret that is shown once.
    pub is_secret: bool,
    handler: MethodRouter<App>,
}

fn endpoint<H, T>(verb: Verb, path: &'static str, handler: H) -> Endpoint
where
    H: Handler<T, App>,
    T: 'static,
{
    Endpoint {
        verb,
        path,
        id: "",
        says: "",
        access: Access::Known,
        query: Vec::new(),
        places: Vec::new(),
        takes: Vec::new(),
        gives: Vec::new(),
        on_version: false,
        is_versioned: false,
        is_stream: false,
        is_secret: false,
        handler: on(verb.filter(), handler),
    }
}

macro_rules! verbs {
    ($($name:ident = $verb:ident),*) => { $(
        /// An entry for this method of a path under `/api/v1`.
        pub fn $name<H, T>(path: &'static str, handler: H) -> Endpoint
        where
            H: Handler<T, App>,
            T: 'static,
        {
            endpoint(Verb::$verb, path, handler)
        }
    )* };
}
verbs!(get = Get, post = Post, put = Put, patch = Patch, delete = Delete);

impl Endpoint {
    /// The name in clients (`listTokens`), and what it does, in one sentence or two.
    pub fn named(mut self, id: &'static str, says: &'static str) -> Endpoint {
        (self.id, self.says) = (id, says);
        self
    }

    pub fn open(mut self) -> Endpoint {
        self.access = Access::Open;
        self
    }

    pub fn needs(mut self, permission: Permission) -> Endpoint {
        self.access = Access::Needs(permission);
        self
    }

    pub fn asks(mut self, params: impl IntoIterator<Item = Param>) -> Endpoint {
        self.query.extend(params);
        self
    }

    /// A part of the path that is no number or text: `.at("kind", word(["failed", "result"]))`.
    pub fn at(mut self, name: &'static str, form: Value) -> Endpoint {
        self.places.push((name, form));
        self
    }

    /// A JSON document in the body.
    pub fn takes(self, form: &'static str) -> Endpoint {
        self.takes_as("application/json", of(form))
    }

    pub fn takes_as(mut self, media: &'static str, form: Value) -> Endpoint {
        self.takes.push((media, form));
        self
    }

    /// The body is read piece by piece; its limit is the engine's.
    pub fn streams(mut self) -> Endpoint {
        self.is_stream = true;
        self
    }

    fn success(mut self, status: u16, says: &'static str, content: Option<Value>, headers: &[&'static str]) -> Endpoint {
        let content = content.into_iter().map(|form| ("application/json", form)).collect();
        self.gives.push(Success { status, says, content, headers: headers.to_vec() });
        self
    }

    /// 200 with a document.
    pub fn gives(self, form: &'static str) -> Endpoint {
        self.success(200, "Done.", Some(of(form)), &[])
    }

    /// 200 with a page of a list that is held whole; a GET takes `limit`, `cursor` and `include_total`.
    pub fn gives_list(self, form: &'static str) -> Endpoint {
        let entry = if self.verb == Verb::Get {
            let limit = json!({"type": "integer", "minimum": 1, "maximum": 500, "default": 500});
            let cursor = param("cursor", form::text(), "The `next_cursor` of the page before.");
            let total = param("include_total", form::flag(), "Says how many there are in all.");
            self.asks([param("limit", limit, "How many a page holds."), cursor, total])
        } else {
            self
        };
        entry.success(200, "A page.", Some(form::page(of(form))), &[])
    }

    /// 200 with a page; takes `limit` and `cursor`.
    pub fn gives_pages(self, form: &'static str) -> Endpoint {
        let limit = json!({"type": "integer", "minimum": 1, "maximum": 500, "default": 50});
        let cursor = param("cursor", form::text(), "The `next_cursor` of the page before.");
        self.asks([param("limit", limit, "How many a page holds."), cursor]).success(
            200,
            "A page.",
            Some(form::page(of(form))),
            &[],
        )
    }

    /// 201 with what was made, and where it is.
    pub fn makes(self, form: &'static str) -> Endpoint {
        self.success(201, "Made.", Some(of(form)), &["Location"])
    }

    /// 202: the work goes on by itself; look there again.
    pub fn begins(self, form: &'static str) -> Endpoint {
        self.success(202, "Goes on by itself.", Some(of(form)), &["Location", "Retry-After"])
    }

    /// 204.
    pub fn gives_nothing(self) -> Endpoint {
        self.success(204, "Done.", None, &[])
    }

    /// 200 with bytes of one of these media types, always as an attachment.
    pub fn gives_file(mut self, media: &[&'static str]) -> Endpoint {
        let bytes = json!({"type": "string", "format": "binary"});
        let content = media.iter().map(|media| (*media, bytes.clone())).collect();
        self.gives.push(Success { status: 200, says: "The file.", content, headers: vec!["Content-Disposition"] });
        self
    }

    /// The answer named last says something in this header too.
    pub fn says_in(mut self, header: &'static str) -> Endpoint {
        if let Some(last) = self.gives.last_mut() {
            last.headers.push(header);
        }
        self
    }

    /// 200 with text of another media type than JSON: events, pages.
    pub fn gives_text(mut self, media: &'static str, says: &'static str) -> Endpoint {
        self.gives.push(Success { status: 200, says, content: vec![(media, form::text())], headers: Vec::new() });
        self
    }

    /// The answer holds a secret: it is not kept to be given again.
    pub fn shows_a_secret(mut self) -> Endpoint {
        self.is_secret = true;
        self
    }

    /// Whether an `Idempotency-Key` makes it harmless to ask twice: for what makes or starts something. A file that comes at once
    /// makes nothing, and is not kept to be given again.
    pub fn takes_key(&self) -> bool {
        let is_document = self.gives.iter().all(|one| one.content.iter().all(|(media, _)| *media == "application/json"));
        self.verb == Verb::Post && self.access != Access::Open && is_document
    }

    /// Answers carry an `ETag`; a GET with `If-None-Match` may be 304.
    pub fn versioned(mut self) -> Endpoint {
        self.is_versioned = true;
        self
    }

    /// `If-Match` is required: 428 without, 412 when it does not fit. The handler compares inside the transaction.
    pub fn on_version(mut self) -> Endpoint {
        self.on_version = true;
        self
    }
}

/// Entries of one resource, and the forms of its documents.
pub struct Area {
    pub name: &'static str,
    pub endpoints: fn() -> Vec<Endpoint>,
    pub forms: fn() -> Vec<Form>,
}

/// The router of all entries, each behind its guard.
pub fn mount(app: &App, areas: &[Area]) -> Router<App> {
    let mut router = Router::new();
    for entry in areas.iter().flat_map(|area| (area.endpoints)()) {
        let (path, rules) = (entry.path, Arc::new(guard::Rules::of(&entry)));
        let limit = if entry.is_stream { DefaultBodyLimit::disable() } else { DefaultBodyLimit::max(MOST_BODY) };
        let handler = entry.handler.layer::<_, Infallible>(limit);
        let guarded = handler.layer::<_, Infallible>(from_fn_with_state((app.clone(), rules), guard::guard));
        router = router.route(path, guarded);
    }
    router
}
