//! Delimited text in another encoding than UTF-8, for programs that know no better.
//!
//! In: a finished UTF-8 file. Out: the same text in a code page, or the first sign the code page lacks: nothing is bent.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::WriteError;

/// Writes `from` anew as `to`; the encoding is a label such as `windows-1250`.
pub fn recode(from: &Path, to: &Path, label: &str) -> Result<(), WriteError> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    let open = |source| WriteError::Io { doing: "open", path: from.to_owned(), source };
    let create = |source| WriteError::Io { doing: "create", path: to.to_owned(), source };
    let output = |source| WriteError::Output { source };
    let mut input = BufReader::new(File::open(from).map_err(open)?);
    let mut out = BufWriter::new(File::create(to).map_err(create)?);
    let (mut line, mut text) = (0, String::new());
    loop {
        text.clear();
        line += 1;
        if input.read_line(&mut text).map_err(output)? == 0 {
            return out.flush().map_err(output);
        }
        let (bytes, _, lacks) = encoding.encode(&text);
        if lacks {
            let sign = text.chars().find(|sign| encoding.encode(sign.encode_utf8(&mut [0; 4])).2).unwrap_or('?');
            return Err(WriteError::Unencodable { line, sign, encoding: encoding.name().to_owned() });
        }
        out.write_all(&bytes).map_err(output)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_page_holds_its_own_letters_and_says_which_it_lacks() {
        let dir = tempfile::tempdir().expect("a folder");
        let (from, to) = (dir.path().join("a.csv"), dir.path().join("b.csv"));
        std::fs::write(&from, "Name\r\nŽluťoučký\r\nИван\r\n").expect("written");
        let error = recode(&from, &to, "windows-1250").expect_err("no Cyrillic");
        assert!(matches!(error, WriteError::Unencodable { line: 3, sign: 'И', .. }), "{error:?}");
        std::fs::write(&from, "Name\r\nŽluť\r\n").expect("written");
        recode(&from, &to, "windows-1250").expect("Czech letters");
        assert_eq!(std::fs::read(&to).expect("read"), b"Name\r\n\x8elu\x9d\r\n");
    }
}
