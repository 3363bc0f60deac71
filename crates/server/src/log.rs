//! Lines for whoever looks after the installation: an event, and facts about it. Never a value of a cell or a record; of a refusal
//! its code, because its facts may quote what somebody wrote.

use std::sync::Arc;

use kartoteka_engine::error::Error;
use serde_json::{Map, Value, json};

/// Where lines go.
pub type Log = Arc<dyn Fn(&Line) + Send + Sync>;

/// How much a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// What happens.
    Info,
    /// What somebody should look at.
    Warning,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub level: Level,
    /// Kebab-case, the thing first: `job-ended`.
    pub event: &'static str,
    pub facts: Vec<(&'static str, Value)>,
}

impl Line {
    pub fn info(event: &'static str) -> Line {
        Line { level: Level::Info, event, facts: Vec::new() }
    }

    pub fn warning(event: &'static str) -> Line {
        Line { level: Level::Warning, event, facts: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Value>) -> Line {
        self.facts.push((name, fact.into()));
        self
    }

    /// Why something did not happen.
    #[must_use]
    pub fn because(self, error: &Error) -> Line {
        self.with("reason", reason(error))
    }

    /// For people: `job-ended job=12 kind=run-import`.
    pub fn text(&self) -> String {
        let word = |fact: &Value| fact.as_str().map_or_else(|| fact.to_string(), str::to_owned);
        let facts = self.facts.iter().map(|(name, fact)| format!(" {name}={}", word(fact)));
        std::iter::once(self.event.to_owned()).chain(facts).collect()
    }

    /// For programs: one JSON object.
    pub fn json(&self, at: &str, node: &str) -> String {
        let level = if self.level == Level::Info { "info" } else { "warning" };
        let mut members = Map::new();
        for (name, fact) in [("at", json!(at)), ("level", json!(level)), ("node", json!(node)), ("event", json!(self.event))] {
            members.insert(name.to_owned(), fact);
        }
        members.extend(self.facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())));
        Value::Object(members).to_string()
    }
}

/// A refusal's code; a fault with its causes.
fn reason(error: &Error) -> String {
    match error {
        Error::Refusal(refusal) => refusal.code.to_owned(),
        Error::Fault(fault) => crate::problem::chain(fault),
        Error::Stopped => "stopped".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use kartoteka_engine::error::{Refusal, RefusalKind};

    use super::*;

    #[test]
    fn a_line_is_told_to_people_and_to_programs() {
        let line = Line::warning("job-ended").with("job", 12).with("kind", "run-import");
        assert_eq!(line.text(), "job-ended job=12 kind=run-import");
        let told: Value = serde_json::from_str(&line.json("2026-11-21T09:30:00Z", "shop-1/7/ab")).expect("JSON");
        let expected = json!({"at": "2026-11-21T09:30:00Z", "level": "warning", "node": "shop-1/7/ab", "event": "job-ended",
            "job": 12, "kind": "run-import"});
        assert_eq!(told, expected);
    }

    #[test]
    fn what_somebody_wrote_is_never_told() {
        let refusal = Refusal::new(RefusalKind::Malformed, "value-unreadable").with("value", "Jan Novák, born 1980");
        assert_eq!(Line::warning("job-ended").because(&refusal.into()).text(), "job-ended reason=value-unreadable");
    }
}
