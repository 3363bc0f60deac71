//! Rust source as the rules see it.
//! Comes in: the text of a file. Goes out: the code with comments and literals blanked, the string literals, and which lines
//! are tests. Never a real parser: enough to tell code from words about code.

/// A string literal.
pub struct Literal {
    /// Line on which it starts, from one.
    pub line: usize,
    /// What stands between the quotes, escapes as written.
    pub text: String,
}

pub struct Source {
    /// The text with comments and the inside of literals replaced by spaces; line breaks stay.
    pub code: String,
    pub literals: Vec<Literal>,
    /// For each line: it belongs to an item under `#[cfg(test)]` or `#[test]`.
    pub tests: Vec<bool>,
    /// Modules declared `#[cfg(test)] mod name;`: their files are tests.
    pub test_modules: Vec<String>,
}

impl Source {
    pub fn read(text: &str) -> Source {
        let (code, literals) = blank(text);
        let (tests, test_modules) = tests(&code);
        Source { code, literals, tests, test_modules }
    }

    /// Whether the line, from one, is test code.
    pub fn is_test(&self, line: usize) -> bool {
        self.tests.get(line.wrapping_sub(1)).copied().unwrap_or(false)
    }
}

/// What starts at a place in the text.
enum Token {
    /// Length in characters.
    Comment(usize),
    /// Characters before the content, content, characters after it.
    Literal(usize, usize, usize),
    /// A character or byte literal: its length.
    Character(usize),
    /// An identifier or number, taken whole so that its end is never read as a literal's prefix.
    Word(usize),
    Other,
}

fn blank(text: &str) -> (String, Vec<Literal>) {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while at < chars.len() {
        let length = match token(&chars[at..]) {
            Token::Comment(length) | Token::Character(length) => {
                hide(&chars[at..at + length], &mut code);
                length
            }
            Token::Literal(before, inside, after) => {
                let end = at + before + inside;
                literals.push(Literal { line, text: chars[at + before..end].iter().collect() });
                code.extend(&chars[at..at + before]);
                hide(&chars[at + before..end], &mut code);
                code.extend(&chars[end..end + after]);
                before + inside + after
            }
            Token::Word(length) => {
                code.extend(&chars[at..at + length]);
                length
            }
            Token::Other => {
                code.push(chars[at]);
                1
            }
        };
        line += chars[at..at + length].iter().filter(|one| **one == '\n').count();
        at += length;
    }
    (code, literals)
}

fn hide(chars: &[char], code: &mut String) {
    code.extend(chars.iter().map(|one| if *one == '\n' { '\n' } else { ' ' }));
}

fn token(rest: &[char]) -> Token {
    match rest {
        ['/', '/', ..] => Token::Comment(until(rest, |one| one == '\n')),
        ['/', '*', ..] => Token::Comment(block_comment(rest)),
        ['"', ..] => quoted(rest, 1),
        ['b' | 'c', '"', ..] => quoted(rest, 2),
        ['b', '\'', ..] => character(&rest[1..]).map_or(Token::Word(1), |length| Token::Character(length + 1)),
        ['r', ..] => raw(rest, 1).unwrap_or_else(|| word(rest)),
        ['b' | 'c', 'r', ..] => raw(rest, 2).unwrap_or_else(|| word(rest)),
        ['\'', ..] => character(rest).map_or(Token::Other, Token::Character),
        [first, ..] if is_word(*first) => word(rest),
        _ => Token::Other,
    }
}

fn is_word(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
}

fn word(rest: &[char]) -> Token {
    Token::Word(until(rest, |one| !is_word(one)))
}

fn until(rest: &[char], stop: impl Fn(char) -> bool) -> usize {
    rest.iter().position(|one| stop(*one)).unwrap_or(rest.len())
}

/// Block comments nest.
fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char], before: usize) -> Token {
    let mut at = before;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    let end = at.min(rest.len());
    Token::Literal(before, end - before, usize::from(end < rest.len()))
}

/// `r"…"`, `r#"…"#`; nothing when it is only a word that begins so (`r#type`, `row`).
fn raw(rest: &[char], prefix: usize) -> Option<Token> {
    let hashes = rest[prefix..].iter().take_while(|one| **one == '#').count();
    let start = prefix + hashes + 1;
    if rest.get(start - 1) != Some(&'"') {
        return None;
    }
    let closes = |at: usize| rest[at] == '"' && rest[at + 1..].iter().take(hashes).filter(|one| **one == '#').count() == hashes;
    let end = (start..rest.len()).find(|at| closes(*at)).unwrap_or(rest.len());
    Some(Token::Literal(start, end - start, (1 + hashes).min(rest.len() - end)))
}

/// Length of a character literal; nothing when the quote starts a lifetime.
fn character(rest: &[char]) -> Option<usize> {
    match rest {
        // `'\''`, `'\n'`, `'\u{1F600}'`: the quote after the escaped character closes.
        ['\'', '\\', _, ..] => rest[3..].iter().take(12).position(|one| *one == '\'').map(|end| end + 4),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

/// Which lines belong to items under `#[cfg(test)]` or `#[test]`, and the test modules in files of their own.
fn tests(code: &str) -> (Vec<bool>, Vec<String>) {
    let mut marked = vec![false; code.lines().count()];
    let mut modules = Vec::new();
    if code.contains("#![cfg(test)]") {
        marked.fill(true);
    }
    for attribute in ["#[cfg(test)]", "#[test]"] {
        for (start, _) in code.match_indices(attribute) {
            let item = &code[start + attribute.len()..];
            let (length, name) = item_end(item);
            modules.extend(name);
            let first = code[..start].matches('\n').count();
            let last = (first + code[start..start + attribute.len() + length].matches('\n').count()).min(marked.len() - 1);
            marked[first..=last].fill(true);
        }
    }
    (marked, modules)
}

/// Bytes up to the end of the item, and the name when it is `mod name;`.
fn item_end(item: &str) -> (usize, Option<String>) {
    let mut depth = 0_usize;
    let mut groups = 0_usize;
    for (at, one) in item.char_indices() {
        match one {
            '(' | '[' => groups += 1,
            ')' | ']' => groups = groups.saturating_sub(1),
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (at + 1, None);
                }
            }
            ';' if depth == 0 && groups == 0 => {
                let declared = item[..at].rsplit_once("mod ").map(|(_, name)| name.trim().to_owned());
                return (at + 1, declared);
            }
            _ => {}
        }
    }
    (item.len(), None)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn comments_and_literals_are_blanked() {
        let check = |text: &str, code: &str, literals: &[&str]| {
            let source = Source::read(text);
            assert_eq!(source.code, code, "{text}");
            let found: Vec<&str> = source.literals.iter().map(|one| one.text.as_str()).collect();
            assert_eq!(found, literals, "{text}");
        };
        check("a(); // b()", "a();       ", &[]);
        check("a /* x /* y */ z */ b", "a                   b", &[]);
        check(r#"f("x\"y")"#, r#"f("    ")"#, &[r#"x\"y"#]);
        check(r###"r#"a"b"# c"###, r###"r#"   "# c"###, &["a\"b"]);
        check("b\"ab\"", "b\"  \"", &["ab"]);
        check("br\"ab\"", "br\"  \"", &["ab"]);
        check("fn f<'a>(x: &'a str) { '\"' }", "fn f<'a>(x: &'a str) {     }", &[]);
        check(r"['\'', '\\', '\u{41}']", "[    ,     ,         ]", &[]);
        check("r#type + row", "r#type + row", &[]);
        check("b'\"' x", "     x", &[]);
        check("\"open", "\"    ", &["open"]);
        check("concat_br\"x\"", "concat_br\" \"", &["x"]);
    }

    #[test]
    fn literals_know_their_line() {
        let source = Source::read("a\n\"one\ntwo\"\n\"three\"");
        let lines: Vec<usize> = source.literals.iter().map(|one| one.line).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(source.code.lines().count(), 4);
    }

    #[test]
    fn test_items_are_found() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { \"}\" }\n}\nfn c() {}\n#[test]\nfn d() {\n}\n\
                    #[cfg(test)]\nuse x::{y};\nfn e() {}";
        let marked: Vec<usize> = (1..=12).filter(|line| Source::read(text).is_test(*line)).collect();
        assert_eq!(marked, [2, 3, 4, 5, 7, 8, 9, 10, 11]);
    }

    #[test]
    fn test_modules_in_their_own_file_are_named() {
        assert_eq!(Source::read("#[cfg(test)]\nmod cases;\nmod other;").test_modules, ["cases"]);
        assert!(Source::read("#![cfg(test)]\nfn a() {}").is_test(2));
    }
}
