//! Web addresses: `host.tld`, with `http://` or `https://` or without, and whatever path.
//!
//! In: a text. Out: the text without blanks around it; nothing is added. No other scheme passes: such a link could run.

use compact_str::CompactString;

use super::common::{bad, is_space, text_problem, word};
use super::email::is_host;
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::Code;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match word(cell) {
        Err(answer) => answer,
        Ok(text) if !is_web_address(&text) => bad(Code::WebAddressUnreadable),
        Ok(text) => match text_problem(field, &text, reading) {
            Some(problem) => Parsed::Bad(problem),
            None => Parsed::Value(Value::Text(CompactString::new(&text))),
        },
    }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    super::text::render(field, value, writing)
}

/// Whether there is a scheme of ours, the host with its port, and all that follows.
pub(super) fn parts(text: &str) -> (bool, &str, &str) {
    let scheme = |s: &&str| text.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s));
    let skip = ["https://", "http://"].into_iter().find(scheme).map_or(0, str::len);
    let rest = &text[skip..];
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    (skip > 0, authority, path)
}

fn is_web_address(text: &str) -> bool {
    let (has_scheme, authority, path) = parts(text);
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let port_fits =
        port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0) && port.bytes().all(|b| b.is_ascii_digit()));
    // A bare number address may just be a number; with a scheme it is meant.
    let numeric = has_scheme && host.parse::<std::net::Ipv4Addr>().is_ok();
    (is_host(host) || numeric)
        && port_fits
        && !path.chars().any(|c| is_space(c) || c.is_control() || matches!(c, '<' | '>' | '"'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    #[test]
    fn web_addresses_are_kept_as_written() {
        for text in [
            "example.com",
            "https://smith-stewart.com/",
            "HTTP://WWW.Example.com/a?b=c#d",
            "www.háčky.cz/cesta",
            "пример.рф",
            "example.com:8080/x",
            "http://10.0.0.1/",
            "https://example.com?q=1",
            "example.com/a:b@c",
        ] {
            assert_eq!(value(read(FieldKind::WebAddress, Language::English, text)), Some(Value::text(text)), "{text}");
        }
        assert_eq!(value(read(FieldKind::WebAddress, Language::English, " a.cz ")), Some(Value::text("a.cz")));
    }

    #[test]
    fn what_could_run_or_is_no_address_is_refused() {
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "ftp://example.com",
            "//example.com",
            "https://",
            "http://localhost",
            "a b.cz",
            "example.com/a b",
            "example",
            "jan@example.com",
            "https://user:pw@example.com",
            "javascript://example.com/%0aalert(1)",
            "1.2",
            "example.com:99999",
            "example.com/<b>",
            "10.0.0.1",
            "https:/example.com",
            "http://http://a.cz",
        ] {
            assert_eq!(code(&read(FieldKind::WebAddress, Language::English, text)), Some(Code::WebAddressUnreadable), "{text}");
        }
        let long = format!("a.cz/{}", "a".repeat(1996));
        assert_eq!(code(&read(FieldKind::WebAddress, Language::English, &long)), Some(Code::TextTooLong));
        assert_eq!(code(&read(FieldKind::WebAddress, Language::English, &long[..2000])), None);
    }

    proptest! {
        #[test]
        fn r5_every_web_address_comes_back(text in "(https?://)?([a-z0-9áčďéšřžàêñ]{1,8}\\.){1,3}[a-z]{2,5}(:80)?(/[a-zA-Z0-9%_.~-]{0,10}){0,3}(\\?[a-z]=[0-9])?") {
            comes_back(&field(FieldKind::WebAddress), &Value::text(&text))?;
        }
    }
}
