//! Texts in matching form where no column keeps it: folded by the database while it reads.
//!
//! In: an expression that gives a text. Out: an expression that gives what [`Fold`](crate::Fold) makes of a plain text.

use crate::Conn;
use crate::dialect::{Dialect, FOLD};

/// Letters whose form is looked up one by one: ASCII, Latin, Greek, Cyrillic.
const LETTERS: [(char, char); 4] = [('A', 'Z'), ('\u{c0}', '\u{24f}'), ('\u{370}', '\u{52f}'), ('\u{1e00}', '\u{1eff}')];
/// Marks that stand over the letter before them, and are left out.
const MARKS: (char, char) = ('\u{300}', '\u{36f}');
const BLANKS: [char; 5] = ['\t', '\n', '\r', '\u{b}', '\u{c}'];

impl Conn {
    /// A raw text column in matching form. SQLite asks this program; PostgreSQL is told letter by letter what the program
    /// would make of each.
    pub(crate) fn folded(&self, expression: &str) -> String {
        match self.sql.dialect() {
            Dialect::Sqlite => format!("{FOLD}({expression})"),
            Dialect::Postgres => self.folded_by_server(expression),
        }
    }

    fn folded_by_server(&self, expression: &str) -> String {
        let (mut from, mut to) = (String::new(), String::new());
        let mut text = format!("normalize({expression}, NFKC)");
        for letter in LETTERS.into_iter().flat_map(|(first, last)| first..=last) {
            let form = self.fold_word(letter.encode_utf8(&mut [0; 4]));
            let mut characters = form.chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) if one != letter => {
                    from.push(letter);
                    to.push(one);
                }
                (Some(_), Some(_)) if letter <= '\u{17f}' => {
                    text = format!("replace({text}, '{letter}', '{}')", form.replace('\'', "''"));
                }
                _ => {}
            }
        }
        from.extend(BLANKS);
        to.extend(BLANKS.map(|_| ' '));
        // What has no counterpart goes.
        from.extend(MARKS.0..=MARKS.1);
        let to = to.replace('\'', "''");
        format!("btrim(regexp_replace(translate({text}, '{from}', '{to}'), ' +', ' ', 'g'), ' ') COLLATE \"C\"")
    }
}
