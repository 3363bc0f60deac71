//! One e-mail address, international domains and letters included.
//!
//! In: a text. Out: the address as written, without blanks around it and without `mailto:`. Looks nothing up: a made-up
//! address is an address.

use compact_str::CompactString;

use super::common::{bad, is_space, text_problem, word};
use super::{Parsed, Reading, Writing};
use crate::cell::Cell;
use crate::issue::Code;
use crate::record_type::Field;
use crate::value::Value;

pub fn parse(field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    let text = match word(cell) {
        Ok(text) => text,
        Err(answer) => return answer,
    };
    let address = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => &text,
    };
    if !is_address(address) {
        return bad(Code::EmailUnreadable);
    }
    match text_problem(field, address, reading) {
        Some(problem) => Parsed::Bad(problem),
        None => Parsed::Value(Value::Text(CompactString::new(address))),
    }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    super::text::render(field, value, writing)
}

/// At most 254 characters, 64 before the `@`; the domain has a dot and a name of at least two letters at its end.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    // Counting is needed only for addresses that may be too long.
    let fits = |text: &str, most: usize| text.len() <= most || text.chars().count() <= most;
    fits(text, 254) && fits(local, 64) && is_local(local) && is_host(domain)
}

fn is_local(local: &str) -> bool {
    if let Some(quoted) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return !quoted.is_empty() && !quoted.contains(['"', '\\']) && !quoted.chars().any(char::is_control);
    }
    let stray = |c: char| {
        matches!(c, '@' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"') || is_space(c) || c.is_control()
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+');
    if !local.is_empty() && local.bytes().all(|b| plain(b) || b == b'.') {
        return !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    }
    !local.is_empty() && !local.starts_with('.') && !local.ends_with('.') && !local.contains("..") && !local.contains(stray)
}

/// A host name: at least two labels of letters, digits and hyphens, the last of two or more and not of digits only.
pub(super) fn is_host(host: &str) -> bool {
    let mut labels = 0;
    let mut last = "";
    for label in host.split('.') {
        let ends = label.as_bytes().first() == Some(&b'-') || label.as_bytes().last() == Some(&b'-');
        if label.is_empty() || (label.len() > 63 && label.chars().count() > 63) || ends || !is_label(label) {
            return false;
        }
        labels += 1;
        last = label;
    }
    labels >= 2 && last.chars().nth(1).is_some() && last.chars().any(|c| !c.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)));
    label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') || label.chars().all(known)
}

/// Combining marks: an accent typed apart from its letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{code, comes_back, field, read, value};
    use super::*;
    use crate::language::Language;
    use crate::record_type::FieldKind;

    #[test]
    fn h9_val_21_addresses_are_accepted_as_written() {
        for (text, expected) in [
            ("xx@yy.cz", "xx@yy.cz"),
            (" Jan.Novak+crm@Example.COM\u{a0}", "Jan.Novak+crm@Example.COM"),
            ("mailto:a@b.cz", "a@b.cz"),
            ("MAILTO:a@b.cz", "a@b.cz"),
            ("jan@háčkyčárky.cz", "jan@háčkyčárky.cz"),
            ("почта@пример.рф", "почта@пример.рф"),
            ("a@xn--80akhbyknj4f.xn--p1ai", "a@xn--80akhbyknj4f.xn--p1ai"),
            ("o'brien@sub.domain.co.uk", "o'brien@sub.domain.co.uk"),
            ("\"a b\"@c.cz", "\"a b\"@c.cz"),
            ("a@1.cz", "a@1.cz"),
        ] {
            assert_eq!(value(read(FieldKind::Email, Language::English, text)), Some(Value::text(expected)), "{text}");
        }
    }

    #[test]
    fn val_21_what_is_no_address_is_refused() {
        for text in [
            "a",
            "@b.cz",
            "a@",
            "a@b",
            "a@b.c",
            "a@.cz",
            "a@b..cz",
            ".a@b.cz",
            "a.@b.cz",
            "a..b@c.cz",
            "a b@c.cz",
            "a@b.cz, c@d.cz",
            "a@b.cz;c@d.cz",
            "a@b.cz c@d.cz",
            "a@@b.cz",
            "Jan <a@b.cz>",
            "a@-b.cz",
            "a@b_c.cz",
            "a@1.2",
            "a\u{200b}b@c.cz",
            "mailto:",
            "a@b.cz.",
        ] {
            assert_eq!(code(&read(FieldKind::Email, Language::English, text)), Some(Code::EmailUnreadable), "{text}");
        }
        let long = |local: usize| format!("{}@b.cz", "a".repeat(local));
        assert_eq!(code(&read(FieldKind::Email, Language::English, &long(64))), None);
        assert_eq!(code(&read(FieldKind::Email, Language::English, &long(65))), Some(Code::EmailUnreadable));
        let domain = |labels: usize| format!("a@{}cz", "abcdefghi.".repeat(labels));
        assert_eq!(code(&read(FieldKind::Email, Language::English, &domain(25))), None, "254 characters");
        assert_eq!(code(&read(FieldKind::Email, Language::English, &domain(26))), Some(Code::EmailUnreadable));
    }

    proptest! {
        #[test]
        fn r5_every_address_comes_back(text in "[a-zA-Z0-9+_'áčďéšřžàêñ-]{1,20}(\\.[a-z]{1,5})?@([a-z0-9áčďéšřžàêñ]{1,10}\\.){1,3}[a-zа-я]{2,6}") {
            comes_back(&field(FieldKind::Email), &Value::text(&text))?;
        }
    }
}
