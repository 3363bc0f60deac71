//! An import, or a run of another kind, as its document says: the same words from here and from a server.

use kartoteka_domain::run::{Counts, State};
use serde_json::Value;

/// One import with its numbers.
#[derive(Clone, Debug)]
pub struct Seen {
    pub document: Value,
}

impl Seen {
    pub fn number(&self) -> i64 {
        self.document["number"].as_i64().unwrap_or_default()
    }

    /// `import`, `edit`, `bulk`, `undo`, `delete`.
    pub fn kind(&self) -> &str {
        self.text("kind")
    }

    pub fn is_of_a_file(&self) -> bool {
        matches!(self.kind(), "import" | "edit")
    }

    pub fn name(&self) -> &str {
        self.text("name")
    }

    pub fn state(&self) -> State {
        State::from_word(self.text("state")).unwrap_or(State::Failed)
    }

    pub fn counts(&self) -> Counts {
        serde_json::from_value(self.document["counts"].clone()).unwrap_or_default()
    }

    pub fn tag(&self) -> Option<&str> {
        self.document["tag"].as_str()
    }

    /// What is worth knowing of the file, a sentence each.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let notes = self.document["notes"].as_array().into_iter().flatten();
        notes.filter_map(|note| note["message"].as_str()).map(str::to_owned)
    }

    /// Rows done, and rows there are; 0 while unknown.
    pub fn progress(&self) -> (u64, u64) {
        let number = |name: &str| self.document["progress"][name].as_u64().unwrap_or_default();
        (number("done"), number("total"))
    }

    /// The run this one takes back.
    pub fn of_import(&self) -> Option<i64> {
        self.document["of_import"].as_i64()
    }

    /// Rows with errors keep everything out.
    pub fn is_all_or_nothing(&self) -> bool {
        self.document["options"]["on_error"] == "abort"
    }

    pub fn file_name(&self) -> &str {
        self.document["file"]["name"].as_str().unwrap_or("import.xlsx")
    }

    /// Only text between signs has an encoding.
    pub fn is_delimited(&self) -> bool {
        self.document["file"]["encoding"].is_string()
    }

    fn text(&self, name: &str) -> &str {
        self.document[name].as_str().unwrap_or_default()
    }
}
