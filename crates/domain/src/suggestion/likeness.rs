//! Which field a header nobody knows is likely to mean: by likeness of words.
//!
//! In: a loose header word. Out: the field with the likest word and how like it is. A file may have thousands of columns: the
//! words of the fields are made once, and only those are measured that can be like enough by their letters.

use std::collections::HashSet;

use super::is_offered;
use crate::record::Key;
use crate::record_type::{RecordType, loose_word};

/// What counts as likely: 86 of 100 by Jaro-Winkler, or 80 by shared pairs of letters.
const LEAST: f64 = 0.86;
/// Pairs of letters are the stricter measure: this is added to make the two comparable.
const PAIRS: f64 = 0.06;
/// A word of fewer bytes is like too many others.
const SHORTEST: usize = 4;
/// Letters are counted in so many groups.
const GROUPS: usize = 64;

/// How often each letter stands in a word.
struct Letters {
    counts: [u16; GROUPS],
    all: usize,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters { counts: [0; GROUPS], all: 0 };
        for letter in word.chars() {
            let count = &mut letters.counts[letter as usize % GROUPS];
            *count = count.saturating_add(1);
            letters.all += 1;
        }
        letters
    }

    /// At least as many as the two words have in common.
    fn shared(&self, other: &Letters) -> usize {
        self.counts.iter().zip(&other.counts).map(|(one, two)| usize::from(*one.min(two))).sum()
    }
}

/// A word of a field.
struct Word<'a> {
    text: String,
    letters: Letters,
    field: &'a Key,
}

impl Word<'_> {
    /// No measure can say more of the two words than this.
    fn at_most(&self, word: &str, letters: &Letters) -> f64 {
        let shared = self.letters.shared(letters) as f64;
        if shared == 0.0 {
            return 0.0;
        }
        let (own, other) = (self.letters.all as f64, letters.all as f64);
        let jaro = (shared / own + shared / other + 1.0) / 3.0;
        let beginning = self.text.chars().zip(word.chars()).take(4).take_while(|(one, two)| one == two).count() as f64;
        let pairs = 2.0 * shared / (own + other - 2.0).max(1.0);
        (jaro + 0.1 * beginning * (1.0 - jaro)).max(pairs + PAIRS)
    }
}

/// The words of a type's fields, each once.
pub(super) struct FieldWords<'a> {
    words: Vec<Word<'a>>,
}

impl<'a> FieldWords<'a> {
    pub fn new(ty: &'a RecordType) -> FieldWords<'a> {
        let mut words = Vec::new();
        for field in ty.fields.iter().filter(|field| is_offered(field)) {
            let mut seen = HashSet::new();
            for said in field.labels.all().chain(field.aliases.iter().map(String::as_str)) {
                let text = loose_word(said);
                if text.len() >= SHORTEST && seen.insert(text.clone()) {
                    words.push(Word { letters: Letters::of(&text), text, field: &field.key });
                }
            }
        }
        FieldWords { words }
    }

    /// The likest field and its score of 100; of equals the first.
    pub fn likely(&self, word: &str) -> Option<(&'a Key, u8)> {
        let mut best: Option<(f64, &Key)> = None;
        for candidate in self.candidates(word) {
            let score = like(&candidate.text, word);
            if score >= LEAST && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, candidate.field));
            }
        }
        best.map(|(score, field)| (field, (score.min(0.99) * 100.0) as u8))
    }

    /// The words that are worth measuring.
    fn candidates(&self, word: &str) -> impl Iterator<Item = &Word<'a>> {
        let letters = Letters::of(word);
        self.words.iter().filter(move |candidate| candidate.at_most(word, &letters) >= LEAST)
    }
}

fn like(one: &str, two: &str) -> f64 {
    strsim::jaro_winkler(one, two).max(strsim::sorensen_dice(one, two) + PAIRS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record_type::builtin_types;

    #[test]
    fn str_10_of_two_thousand_odd_columns_few_words_are_measured() {
        for ty in builtin_types() {
            let words = FieldWords::new(ty);
            let measured: usize = (0..2_000).map(|n| words.candidates(&format!("odd{n}")).count()).sum();
            assert!(measured <= 2_000, "{}: {measured} of {}", ty.key, words.words.len() * 2_000);
        }
    }

    proptest! {
        #[test]
        fn what_is_passed_over_is_not_like_enough(one in "[a-eé]{1,9}", two in "[a-eé]{1,9}") {
            let key = Key::new("x");
            let word = Word { letters: Letters::of(&one), text: one.clone(), field: &key };
            let (most, measured) = (word.at_most(&two, &Letters::of(&two)), like(&one, &two));
            prop_assert!(measured <= most + 1e-9 || measured < LEAST, "{one} {two}: {measured} > {most}");
        }
    }
}
