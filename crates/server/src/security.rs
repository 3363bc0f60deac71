//! Headers that keep other sites and injected text harmless, and the refusal of requests that another site made.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use tower_http::csrf::CsrfLayer;

use crate::app::{App, Options};
use crate::embed::Framed;

/// Scripts, styles, pictures and requests only from here; no frames; forms only to here.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the headers to every answer.
pub fn harden(app: &App, response: &mut Response) {
    let framed = response.extensions_mut().remove::<Framed>();
    for (name, value) in HEADERS {
        if framed.is_some() && name == header::X_FRAME_OPTIONS {
            continue;
        }
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Some(policy) = framed.and_then(|Framed(origin)| HeaderValue::from_str(&framed_by(&origin)).ok()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if app.options().is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// The policy of a page that one origin may show.
fn framed_by(origin: &str) -> String {
    CONTENT_POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors {origin}"))
}

/// WEB-01: a change another site asked for is refused, by `Sec-Fetch-Site`, then by `Origin`.
pub fn csrf(options: &Options) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match options.public_url.as_deref().map(origin) {
        Some(origin) => layer.clone().add_trusted_origin(origin).unwrap_or(layer),
        None => layer,
    }
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_a_frame_has_the_same_policy_but_for_its_ancestor() {
        let policy = framed_by("https://app.example.com");
        assert!(policy.ends_with("frame-ancestors https://app.example.com") && policy.starts_with("default-src 'self'"));
        assert!(CONTENT_POLICY.ends_with("frame-ancestors 'none'"));
    }

    #[test]
    fn an_origin_is_the_address_without_its_path() {
        assert_eq!(origin("https://crm.example.com/kartoteka/"), "https://crm.example.com");
        assert_eq!(origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }
}
