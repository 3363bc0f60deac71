//! Addresses of the application become addresses of a session: what a session may ask for gets its prefix, everything else is no link.
//!
//! In: a page or a place to go to. Out: the same for the frame. Templates escape every quotation mark in a value, so ` href="/` can only
//! be an attribute that a template wrote.

use axum::http::Method;

use super::Embedded;
use super::rules;

/// Attributes that hold an address, and the method it is asked with.
const ATTRIBUTES: [(&str, bool); 5] =
    [(" href=\"/", false), (" src=\"/", false), (" data-events=\"/", false), (" action=\"/", true), (" formaction=\"/", true)];
/// What every page loads.
const ASSETS: &str = "/assets/";

/// A page with its addresses in the session.
pub fn page(embed: &Embedded, html: &str) -> String {
    let mut text = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((at, mark, is_form)) = next(rest) {
        let begin = at + mark.len() - 1;
        let end = rest[begin..].find('"').map_or(rest.len(), |end| begin + end);
        text.push_str(&rest[..at]);
        text.push_str(&attribute(embed, mark, &rest[begin..end], is_form));
        rest = &rest[(end + 1).min(rest.len())..];
    }
    text.push_str(rest);
    text
}

/// The first attribute with an address: where, which, whether something is sent there.
fn next(text: &str) -> Option<(usize, &'static str, bool)> {
    ATTRIBUTES.iter().filter_map(|(mark, is_form)| Some((text.find(mark)?, *mark, *is_form))).min_by_key(|(at, ..)| *at)
}

fn attribute(embed: &Embedded, mark: &str, address: &str, is_form: bool) -> String {
    let name = mark.trim_end_matches("=\"/");
    match address_in(embed, address, is_form) {
        Some(address) => format!("{name}=\"{address}\""),
        // A form that leads nowhere is not shown; a link becomes what stands in it.
        None if is_form => " hidden".to_owned(),
        None => String::new(),
    }
}

fn address_in(embed: &Embedded, address: &str, is_form: bool) -> Option<String> {
    if address.starts_with(ASSETS) || address.starts_with(&format!("{}/", embed.prefix)) {
        return Some(address.to_owned());
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let methods: &[Method] = if is_form { &[Method::POST, Method::GET] } else { &[Method::GET] };
    methods.iter().any(|method| rules::admits(embed, method, path)).then(|| format!("{}{address}", embed.prefix))
}

/// Where an answer sends the browser, in the session; what is not there leads to its beginning.
pub fn place(embed: &Embedded, address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if let Some(number) = rules::number_in(path).filter(|_| path.ends_with("/options") && embed.has_options()) {
        return format!("{}/imports/{number}/check", embed.prefix);
    }
    address_in(embed, address, false).unwrap_or_else(|| format!("{}/", embed.prefix))
}

#[cfg(test)]
mod tests {
    use kartoteka_engine::embed_wizard::EmbedSettings;

    use super::*;

    fn embed(options: serde_json::Value) -> Embedded {
        let settings = EmbedSettings { types: vec!["contact".to_owned()], options, ..EmbedSettings::default() };
        Embedded { id: 3, prefix: "/embed/3".to_owned(), settings, imports: vec![7] }
    }

    #[test]
    fn addresses_of_pages_are_those_of_the_session() {
        let embed = embed(serde_json::Value::Null);
        for (html, expected) in [
            (r#"<a href="/imports/7/check?tab=1#x">Check</a>"#, r#"<a href="/embed/3/imports/7/check?tab=1#x">Check</a>"#),
            (r#"<a class="button" href="/contacts/12">Jan</a>"#, r#"<a class="button">Jan</a>"#),
            (r#"<a href="/imports/8/check">x</a>"#, "<a>x</a>"),
            (r#"<form method="post" action="/imports/7/mends">"#, r#"<form method="post" action="/embed/3/imports/7/mends">"#),
            (r#"<form method="post" action="/sign-out">"#, r#"<form method="post" hidden>"#),
            (r#"<link href="/assets/1/css/app.css">"#, r#"<link href="/assets/1/css/app.css">"#),
            (r#"<link href="/embed/3/theme.css">"#, r#"<link href="/embed/3/theme.css">"#),
            (r#"<a href="?page=2">"#, r#"<a href="?page=2">"#),
            (r#"<a href="https://example.com/">"#, r#"<a href="https://example.com/">"#),
            (r#"<div data-events="/imports/7/events">"#, r#"<div data-events="/embed/3/imports/7/events">"#),
            (r#"<input value=" href=&#34;/imports/8">"#, r#"<input value=" href=&#34;/imports/8">"#),
            (r#"<a href="//evil.example/x">x</a>"#, "<a>x</a>"),
            ("<p>ä</p>", "<p>ä</p>"),
            (r#"<a href="/imports/7"#, r#"<a href="/embed/3/imports/7""#),
        ] {
            assert_eq!(page(&embed, html), expected, "{html}");
        }
    }

    #[test]
    fn places_are_those_of_the_session() {
        let (open, said) = (embed(serde_json::Value::Null), embed(serde_json::json!({"mode": "update"})));
        assert_eq!(place(&open, "/imports/7/options"), "/embed/3/imports/7/options");
        assert_eq!(place(&said, "/imports/7/options"), "/embed/3/imports/7/check");
        assert_eq!(place(&open, "/imports"), "/embed/3/");
        assert_eq!(place(&open, "/sign-in?next=/imports"), "/embed/3/");
    }
}
