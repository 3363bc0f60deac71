//! The examples of docs/guides/api.md and embed.md are run as they stand: request, blank line, body, blank line, status, what the answer holds.

use std::path::Path;

use crate::api_client::{Client, token};
use crate::browser::Site;
use kartoteka_engine::manage_tokens::Scope;

/// One example, taken apart.
struct Example<'g> {
    method: &'g str,
    path: &'g str,
    headers: Vec<(&'g str, &'g str)>,
    body: &'g str,
    status: u16,
    holds: &'g str,
}

fn taken_apart(block: &str) -> Example<'_> {
    let (asked, answered) = block.trim_end().rsplit_once("\n\n").expect("an answer");
    let (head, body) = asked.split_once("\n\n").unwrap_or((asked, ""));
    let mut lines = head.lines();
    let (method, path) = lines.next().and_then(|line| line.split_once(' ')).expect("a request line");
    let (status, holds) = answered.split_once('\n').expect("a status and a text");
    let headers = lines.map(|line| line.split_once(": ").expect("a header")).collect();
    Example { method, path, headers, body, status: status.parse().expect("a status"), holds }
}

/// Runs the examples of a page, in their order, against one register.
fn run(page: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides").join(page);
    let guide = std::fs::read_to_string(path).expect("the guide").replace("\r\n", "\n");
    let site = Site::with_jana();
    let secret = token(&site, &Scope::ALL);
    let blocks: Vec<&str> = guide.split("```http\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= least, "{} examples", blocks.len());
    for block in blocks {
        let example = taken_apart(block);
        let mut client = Client::new(&site);
        let mut media = None;
        for (name, value) in example.headers {
            if name == "Content-Type" {
                media = Some(value);
            } else {
                client = client.with(name, &value.replace("TOKEN", &secret));
            }
        }
        let answer = client.ask(example.method, example.path, media, example.body.as_bytes());
        assert_eq!(answer.status, example.status, "{block}\n{}", answer.text);
        assert!(answer.text.contains(example.holds), "{block}\n{}", answer.text);
    }
}

#[test]
fn the_examples_of_the_guide_do_what_it_says() {
    run("api.md", 12);
}

#[test]
fn the_examples_of_the_guide_to_embedding_do_what_it_says() {
    run("embed.md", 1);
}
