//! Server-sent events, as far as a Kartoteka server sends them: a name and lines of data, until an empty line.

use std::io::{BufRead as _, BufReader, Read};

/// Longest event, in bytes.
const MOST_EVENT: usize = 1 << 20;

/// Gives each event until `each` says `false` or there are no more.
pub fn read(from: impl Read, mut each: impl FnMut(&str, &str) -> bool) -> std::io::Result<()> {
    let mut lines = BufReader::new(from);
    let (mut name, mut data, mut line) = (String::new(), String::new(), String::new());
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let text = line.trim_end_matches(['\n', '\r']);
        if text.is_empty() {
            if !data.is_empty() && !each(&name, &data) {
                return Ok(());
            }
            name.clear();
            data.clear();
        } else if let Some(value) = text.strip_prefix("event:") {
            value.trim().clone_into(&mut name);
        } else if let Some(value) = text.strip_prefix("data:") {
            if !data.is_empty() {
                data.push('\n');
            }
            data.push_str(value.trim_start());
            if data.len() > MOST_EVENT {
                return Err(std::io::Error::other("an event is too long"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_taken_apart() {
        let text = ": alive\n\nevent: progress\nid: 1\ndata: {\"a\":\ndata: 1}\n\nevent: done\r\ndata: 2\r\n\r\ndata: 3\n\n";
        let mut seen = Vec::new();
        read(text.as_bytes(), |name, data| {
            seen.push((name.to_owned(), data.to_owned()));
            name != "done"
        })
        .expect("a stream");
        assert_eq!(seen, [("progress".to_owned(), "{\"a\":\n1}".to_owned()), ("done".to_owned(), "2".to_owned())]);
    }
}
