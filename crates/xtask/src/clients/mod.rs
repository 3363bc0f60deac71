//! Clients in other languages, made from the OpenAPI document: what is typed is what the server says it takes and gives.
//!
//! In: the document. Out: files in `clients/`, each saying that it is made. How a conversation goes (problems, pages, files, waiting)
//! is written by hand beside them.

mod document;
mod python;
mod typescript;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use document::Api;

/// Path under the folder of clients → text.
pub type Made = BTreeMap<String, String>;

/// What the files begin with.
const WARNING: &str = "Made by `cargo xtask reference` from the OpenAPI document. Not to be edited.";
/// Longest line of words.
const WIDTH: usize = 110;

/// Both clients from the text of a document.
pub fn made(document: &str) -> Result<Made> {
    let api = Api::read(&serde_json::from_str(document).context("the document is no JSON")?)?;
    Ok([
        ("typescript/src/models.ts", typescript::models(&api)),
        ("typescript/src/kartoteka.ts", typescript::operations(&api)),
        ("python/kartoteka/models.py", python::models(&api)),
        ("python/kartoteka/operations.py", python::operations(&api)),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .into())
}

/// Clients for one installation, with the fields of its own: `document` is what its `/api/v1/openapi.json` gave, `folder` a copy of
/// `clients/`.
pub fn write(document: &Path, folder: &Path) -> Result<()> {
    let text = fs::read_to_string(document).with_context(|| format!("cannot read {}", document.display()))?;
    for (path, text) in made(&text)? {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file has a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// Words in lines, each behind the mark of a comment.
fn lines(words: &str, mark: &str) -> String {
    let mut text = String::new();
    let mut line = mark.to_owned();
    for word in words.split_whitespace() {
        if line.len() + 1 + word.len() > WIDTH && line != mark {
            text.push_str(line.trim_end());
            text.push('\n');
            line = mark.to_owned();
        }
        if line != mark {
            line.push(' ');
        }
        line.push_str(word);
    }
    text.push_str(line.trim_end());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_into_lines() {
        assert_eq!(lines("one two", "// "), "// one two\n");
        let long = lines(&"word ".repeat(40), "    # ");
        assert!(long.lines().all(|line| line.len() <= WIDTH && line.starts_with("    # word")), "{long}");
        assert_eq!(long.matches("word").count(), 40);
    }
}
