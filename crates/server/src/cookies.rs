//! Cookies: reading those of a request, writing ours. The session's is out of the reach of scripts and of other sites.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

/// Language and theme of a browser nobody signed in with.
pub const LANGUAGE: &str = "kt_language";
pub const THEME: &str = "kt_theme";
/// What is to be said on the next page.
pub const FLASH: &str = "kt_flash";
/// A year.
pub const LONG: u64 = 365 * 86_400;

/// The session's cookie. Over TLS its name binds it to this very host.
pub fn session_name(is_https: bool) -> &'static str {
    if is_https { "__Host-kt_session" } else { "kt_session" }
}

/// A cookie of the request.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Adds a cookie to the answer; with no seconds to live it is taken back. Values must be plain ASCII without `;`.
pub fn set(headers: &mut HeaderMap, name: &str, value: &str, seconds: u64, is_https: bool) {
    let secure = if is_https { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        headers.append(SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; kt_theme=dark;b=2"));
        assert_eq!(get(&headers, "kt_theme"), Some("dark"));
        assert_eq!(get(&headers, "theme"), None);
    }

    #[test]
    fn web_21_cookies_are_closed_to_scripts_and_other_sites() {
        let mut headers = HeaderMap::new();
        set(&mut headers, session_name(true), "abc", 60, true);
        let line = headers[SET_COOKIE].to_str().expect("text");
        assert_eq!(line, "__Host-kt_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        set(&mut headers, "x", "a\r\nb", 60, true);
        assert_eq!(headers.get_all(SET_COOKIE).iter().count(), 1, "a line end makes no header");
    }
}
