//! Spellings that seem to mean the same: `ACME s.r.o.`, `Acme, s.r.o.`, `s.r.o. Acme`.
//!
//! In: the texts of a column. Out: groups of variants with counts. Proposes only; replaces nothing.

use kartoteka_domain::kind::{fold, trimmed};
use kartoteka_domain::lookup::Map;

/// Different texts looked at; a column with more is no list of names anybody would mend by hand.
const DISTINCT_LIMIT: usize = 200_000;

/// Variants of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCluster {
    /// The most frequent spelling.
    pub proposal: String,
    /// Every spelling and in how many rows it stands, the most frequent first.
    pub variants: Vec<(String, u64)>,
    pub rows: u64,
}

/// Counts the texts of a column.
#[derive(Default)]
pub(super) struct Values {
    counts: Map<String, u64>,
}

impl Values {
    pub fn add(&mut self, text: &str) {
        if trimmed(text).is_empty() {
            return;
        }
        if let Some(count) = self.counts.get_mut(text) {
            *count += 1;
        } else if self.counts.len() < DISTINCT_LIMIT {
            self.counts.insert(text.to_owned(), 1);
        }
    }

    pub fn clusters(self) -> Vec<ValueCluster> {
        let mut groups: Map<String, Vec<(String, u64)>> = Map::default();
        for (text, count) in self.counts {
            let print = fingerprint(&text);
            if !print.is_empty() {
                groups.entry(print).or_default().push((text, count));
            }
        }
        let several = groups.into_values().filter(|variants| variants.len() > 1);
        let mut clusters: Vec<ValueCluster> = several.map(cluster).collect();
        clusters.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.proposal.cmp(&b.proposal)));
        clusters
    }
}

fn cluster(mut variants: Vec<(String, u64)>) -> ValueCluster {
    variants.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rows = variants.iter().map(|(_, count)| count).sum();
    ValueCluster { proposal: variants.first().map(|(text, _)| text.clone()).unwrap_or_default(), variants, rows }
}

/// The words of the folded text without punctuation, sorted, each once.
fn fingerprint(text: &str) -> String {
    let folded = fold(text);
    // Points part no words: `s.r.o.` is one word, like `sro`.
    let bare: String = folded.chars().filter(|c| !matches!(c, '.' | '\'' | '’')).collect();
    let mut words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_value_fall_together() {
        for (a, b, same) in [
            ("ACME s.r.o.", "Acme, sro", true),
            ("Jan Novák", "Novak  Jan", true),
            ("Čechy-Morava", "cechy morava", true),
            ("Acme", "Acmé 2", false),
            ("10 000", "10000", false),
        ] {
            assert_eq!(fingerprint(a) == fingerprint(b), same, "{a} {b}");
        }
        assert_eq!(fingerprint("—"), "");
    }

    #[test]
    fn the_most_frequent_spelling_is_proposed() {
        let mut values = Values::default();
        for text in ["Brno", "BRNO", "Brno", "Praha", " ", ""] {
            values.add(text);
        }
        let expected = ValueCluster { proposal: "Brno".into(), variants: vec![("Brno".into(), 2), ("BRNO".into(), 1)], rows: 3 };
        assert_eq!(values.clusters(), [expected]);
    }
}
