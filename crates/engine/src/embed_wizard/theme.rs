//! How an embedded wizard looks: colours, corners and fonts of the product around it.
//!
//! In: names and texts of a program. Out: CSS variables. What is no colour, length or name of a font is refused: nothing of what is
//! said can end a declaration or load anything.

use std::collections::BTreeMap;

use crate::error::{Refusal, RefusalKind, Result};

/// Variables that are colours, as the stylesheet names them.
pub const COLOURS: [&str; 20] = [
    "page",
    "surface",
    "raised",
    "text",
    "muted",
    "border",
    "hairline",
    "accent",
    "accent-strong",
    "on-accent",
    "accent-tint",
    "success",
    "success-tint",
    "warning",
    "warning-tint",
    "danger",
    "danger-tint",
    "info",
    "info-tint",
    "hover",
];
/// Variables that are lengths.
pub const LENGTHS: [&str; 2] = ["radius", "radius-card"];
/// The one that is a list of fonts.
pub const FONT: &str = "font";
/// `light`, `dark`, or as the machine says.
pub const SCHEME: &str = "scheme";
pub const SCHEMES: [&str; 3] = ["system", "light", "dark"];
/// Roundest corner, in pixels.
const MOST_PIXELS: u32 = 32;
const MOST_FONTS: usize = 6;
const FONT_CHARS: usize = 40;
/// Families that are words of CSS, not names.
const FAMILIES: [&str; 4] = ["sans-serif", "serif", "monospace", "system-ui"];

/// What was said about the looks, by name.
pub type Theme = BTreeMap<String, String>;

/// Refuses what is no colour, length or name.
pub fn require_fit(theme: &Theme) -> Result<()> {
    for (name, value) in theme {
        if !fits(name, value) {
            let refusal = Refusal::new(RefusalKind::Malformed, "embed-theme-unfit").with("name", name).with("value", value);
            return Err(refusal.with("pointer", format!("/theme/{name}")).into());
        }
    }
    Ok(())
}

fn fits(name: &str, value: &str) -> bool {
    match name {
        FONT => fonts(value).is_some(),
        SCHEME => SCHEMES.contains(&value),
        _ if LENGTHS.contains(&name) => pixels(value).is_some(),
        _ => COLOURS.contains(&name) && is_colour(value),
    }
}

/// `#1a2b3c` or `#abc`.
fn is_colour(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    [3, 6].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `8px`.
fn pixels(value: &str) -> Option<u32> {
    let number = value.strip_suffix("px").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    number.parse().ok().filter(|number| *number <= MOST_PIXELS)
}

/// `Inter, Segoe UI, sans-serif`: names of letters, digits, spaces and hyphens.
fn fonts(value: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> = value.split(',').map(str::trim).collect();
    let is_name = |name: &&str| {
        (1..=FONT_CHARS).contains(&name.len()) && name.chars().all(|one| one.is_ascii_alphanumeric() || one == ' ' || one == '-')
    };
    (names.len() <= MOST_FONTS && names.iter().all(is_name)).then_some(names)
}

/// The stylesheet. What does not fit, from wherever it came, is not in it.
pub fn stylesheet(theme: &Theme) -> String {
    let mut text = String::from(":root {\n");
    for (name, value) in theme.iter().filter(|(name, value)| fits(name, value)) {
        match name.as_str() {
            SCHEME => {}
            FONT => {
                let quoted = |name: &&str| if FAMILIES.contains(name) { (*name).to_owned() } else { format!("\"{name}\"") };
                let names: Vec<String> = fonts(value).unwrap_or_default().iter().map(quoted).collect();
                text.push_str(&format!("  --sans: {};\n", names.join(", ")));
            }
            name => text.push_str(&format!("  --{name}: {value};\n")),
        }
    }
    text.push_str("}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str, value: &str) -> Theme {
        [(name.to_owned(), value.to_owned())].into()
    }

    #[test]
    fn colours_lengths_and_fonts_are_told_from_everything_else() {
        for (name, value, expected) in [
            ("accent", "#0a7", true),
            ("accent", "#00aa77", true),
            ("accent", "#00aa7", false),
            ("accent", "red", false),
            ("accent", "#0a7; } body { display: none", false),
            ("accent", "url(https://example.com/x)", false),
            ("accent", "var(--text)", false),
            ("accent", "#0a\u{0661}", false),
            ("sans", "#0a7", false),
            ("x: #000; --accent", "#0a7", false),
            ("radius", "8px", true),
            ("radius", "0px", true),
            ("radius", "33px", false),
            ("radius", "-1px", false),
            ("radius", "+8px", false),
            ("radius", "calc(1px)", false),
            ("font", "Inter, Segoe UI, sans-serif", true),
            ("font", "Inter\"; } *", false),
            ("font", "Inter\n", true),
            ("font", "", false),
            ("font", "a, b, c, d, e, f, g", false),
            ("scheme", "dark", true),
            ("scheme", "dim", false),
        ] {
            assert_eq!(require_fit(&theme(name, value)).is_ok(), expected, "{name}: {value}");
        }
    }

    #[test]
    fn the_stylesheet_holds_only_what_fits() {
        let said = [
            ("accent", "#0a7"),
            ("font", "Inter, serif"),
            ("scheme", "dark"),
            ("radius", "4px"),
            ("page", "#fff; } * { background: url(//x)"),
        ];
        let theme: Theme = said.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(stylesheet(&theme), ":root {\n  --accent: #0a7;\n  --sans: \"Inter\", serif;\n  --radius: 4px;\n}\n");
    }
}
