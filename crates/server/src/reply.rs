//! Answers that handlers give: a page, or "done, look there".

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kartoteka_engine::error::Error;

use crate::cookies;
use crate::flash::Flash;
use crate::problem::Problem;

/// What a handler gives.
pub type Reply = Result<Response, Problem>;

/// A page. Nobody keeps it: it shows what is stored now, to whom is signed in now.
pub fn html(template: &impl Template) -> Reply {
    with_status(StatusCode::OK, template)
}

/// A page with another status, such as 422 for a form with errors.
pub fn with_status(status: StatusCode, template: &impl Template) -> Reply {
    let text = template.render().map_err(|error| Error::fault("a page cannot be drawn", error))?;
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Html(text)).into_response())
}

/// After a change: look there (303). Only paths of ours.
pub fn see(path: &str) -> Response {
    let path = HeaderValue::from_str(&local(path)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, path), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
        .into_response()
}

/// The same, with a sentence to be said there.
pub fn see_and_say(path: &str, flash: &Flash) -> Response {
    let mut response = see(path);
    // A short-lived word about what was done; it holds no secret.
    cookies::set(response.headers_mut(), cookies::FLASH, &flash.to_cookie(), 60, false);
    response
}

/// A text as a value in an address.
pub fn in_address(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The path when it is one of ours, the home page otherwise (WEB-16).
pub fn local(path: &str) -> String {
    let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t', '\0']);
    if is_ours && path.is_ascii() { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_16_only_paths_of_ours_are_followed() {
        for (path, expected) in [
            ("/imports?page=2", "/imports?page=2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\t/evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(path), expected, "{path}");
        }
    }
}
