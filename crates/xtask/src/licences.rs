//! Every crate in the lock file carries a licence that `deny.toml` allows.
//! Comes in: `cargo metadata` and the `[licenses]` table. Goes out: the crates that do not fit. Never downloads by itself
//! more than cargo needs to read the list.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace;

pub fn run() -> Result<()> {
    let rules = Rules::read(&fs::read_to_string(workspace::root().join("deny.toml")).context("cannot read deny.toml")?)?;
    let packages = packages()?;
    let refused: Vec<String> = packages.iter().filter_map(|package| rules.refusal(package)).collect();
    if !refused.is_empty() {
        bail!(
            "{} of {} crates have a licence deny.toml does not allow:\n{}\nUse another crate, or allow the licence in deny.toml \
             with a decision page.",
            refused.len(),
            packages.len(),
            refused.join("\n")
        );
    }
    println!("{} crates, every licence is allowed", packages.len());
    Ok(())
}

struct Package {
    name: String,
    version: String,
    licence: Option<String>,
}

/// `[licenses]` of `deny.toml`, the parts cargo-deny and we both read.
struct Rules {
    allowed: Vec<String>,
    /// Crate name to licences allowed for it alone.
    exceptions: BTreeMap<String, Vec<String>>,
}

impl Rules {
    fn read(text: &str) -> Result<Rules> {
        let table: toml::Table = text.parse().context("deny.toml cannot be read")?;
        let licences = table.get("licenses").context("deny.toml has no [licenses]")?;
        let exceptions = licences.get("exceptions").and_then(toml::Value::as_array).into_iter().flatten();
        let exceptions = exceptions.filter_map(|one| Some((one.get("crate")?.as_str()?.to_owned(), words(one.get("allow")))));
        Ok(Rules { allowed: words(licences.get("allow")), exceptions: exceptions.collect() })
    }

    fn refusal(&self, package: &Package) -> Option<String> {
        let name = format!("  {} {}", package.name, package.version);
        let Some(licence) = &package.licence else { return Some(format!("{name}: names no licence")) };
        let own = self.exceptions.get(&package.name);
        let allowed = |id: &str| self.allowed.iter().chain(own.into_iter().flatten()).any(|one| one == id);
        match holds(licence, &allowed) {
            Ok(true) => None,
            Ok(false) => Some(format!("{name}: {licence}")),
            Err(error) => Some(format!("{name}: \"{licence}\" cannot be read: {error}")),
        }
    }
}

fn words(value: Option<&toml::Value>) -> Vec<String> {
    let list = value.and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

fn packages() -> Result<Vec<Package>> {
    let read = |offline: &[&str]| {
        workspace::output(workspace::cargo().args(["metadata", "--format-version", "1", "--locked"]).args(offline))
    };
    // Offline answers at once; a fresh machine has not fetched the crates of other platforms yet.
    let text = read(&["--offline"]).or_else(|_| read(&[]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let list = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Ok(list
        .iter()
        .map(|package| Package {
            name: text(&package["name"]).unwrap_or_default(),
            version: text(&package["version"]).unwrap_or_default(),
            licence: text(&package["license"]),
        })
        .collect())
}

/// Whether a licence expression (SPDX: `OR`, `AND`, `WITH`, parentheses; the old `/` means `OR`) can be met
/// with the licences `allowed` accepts.
fn holds(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression { tokens: &tokens, at: 0, allowed };
    let held = reader.either()?;
    if reader.at < tokens.len() {
        bail!("\"{}\" is not expected here", tokens[reader.at]);
    }
    Ok(held)
}

struct Expression<'a> {
    tokens: &'a [&'a str],
    at: usize,
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Expression<'a> {
    fn next_is(&mut self, word: &str) -> bool {
        let found = self.tokens.get(self.at) == Some(&word);
        self.at += usize::from(found);
        found
    }

    /// `AND` binds closer than `OR`. Both sides are read even when the first decides.
    fn either(&mut self) -> Result<bool> {
        let mut held = self.both()?;
        while self.next_is("OR") {
            held |= self.both()?;
        }
        Ok(held)
    }

    fn both(&mut self) -> Result<bool> {
        let mut held = self.one()?;
        while self.next_is("AND") {
            held &= self.one()?;
        }
        Ok(held)
    }

    fn one(&mut self) -> Result<bool> {
        if self.next_is("(") {
            let held = self.either()?;
            if !self.next_is(")") {
                bail!("a parenthesis is not closed");
            }
            return Ok(held);
        }
        let id = self.word()?;
        let name = if self.next_is("WITH") { format!("{id} WITH {}", self.word()?) } else { id.to_owned() };
        Ok((self.allowed)(&name))
    }

    fn word(&mut self) -> Result<&'a str> {
        let word = self.tokens.get(self.at).copied().filter(|word| !["OR", "AND", "WITH", "(", ")"].contains(word));
        self.at += 1;
        word.context("a licence name is expected")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let allowed = |id: &str| ["MIT", "Apache-2.0", "Unicode-3.0", "GPL-2.0 WITH Classpath"].contains(&id);
        let check = |text: &str, expected: bool| assert_eq!(holds(text, &allowed).unwrap(), expected, "{text}");
        check("MIT", true);
        check("GPL-3.0-only", false);
        check("MIT OR GPL-3.0-only", true);
        check("GPL-3.0-only OR MIT", true);
        check("MIT AND GPL-3.0-only", false);
        check("MIT/Apache-2.0", true);
        check("(MIT OR GPL-3.0-only) AND Unicode-3.0", true);
        check("(MIT OR GPL-3.0-only) AND GPL-2.0-only", false);
        // AND binds closer: MIT alone is enough here.
        check("MIT OR GPL-3.0-only AND GPL-2.0-only", true);
        check("GPL-2.0 WITH Classpath", true);
        check("MIT WITH Classpath", false);
    }

    #[test]
    fn unreadable_expressions_are_errors() {
        for text in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "OR MIT"] {
            assert!(holds(text, &|_| true).is_err(), "{text}");
        }
    }

    #[test]
    fn exceptions_are_for_one_crate() {
        let rules = Rules::read(
            "[licenses]\nallow = [\"MIT\"]\nexceptions = [{ allow = [\"MPL-2.0\"], crate = \"old\" }]\n[bans]\nmultiple-versions = \"allow\"",
        )
        .unwrap();
        let package = |name: &str, licence: Option<&str>| Package {
            name: name.into(),
            version: "1.0.0".into(),
            licence: licence.map(str::to_owned),
        };
        assert!(rules.refusal(&package("old", Some("MPL-2.0"))).is_none());
        assert!(rules.refusal(&package("new", Some("MPL-2.0"))).is_some());
        assert!(rules.refusal(&package("new", Some("MIT"))).is_none());
        assert!(rules.refusal(&package("bare", None)).is_some());
    }

    #[test]
    fn the_lock_file_holds_only_allowed_licences() {
        run().unwrap();
    }
}
