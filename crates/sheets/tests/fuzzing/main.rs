//! The fuzzers' targets on a machine without a fuzzer: every seed, every input that once broke something, and a bounded
//! number of mutations of them that are the same on every run.

#[path = "../../../../fuzz/src/targets.rs"]
mod targets;

use std::path::{Path, PathBuf};

use targets::{PART, TARGETS};

/// Mutations a target.
const MUTATIONS: usize = 400;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../").join(name)
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.clone(), std::fs::read(&path).expect("readable")))
        .collect();
    files.sort();
    files
}

/// A small generator of our own, so that a failure is the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// A few of: another byte, a byte less, a stretch twice, a stretch from another seed, the end cut off.
fn mutated(from: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len());
        let length = chance.below(32).min(bytes.len() - at);
        match chance.below(6) {
            _ if bytes.is_empty() => bytes.extend_from_slice(other),
            0 => bytes[at] = chance.below(256) as u8,
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let stretch = bytes[at..at + length].to_vec();
                bytes.splice(at..at, stretch);
            }
            4 => {
                let start = chance.below(other.len());
                let end = (start + chance.below(64)).min(other.len());
                bytes.splice(at..at, other[start..end].iter().copied());
            }
            _ if chance.below(4) == 0 => bytes.truncate(at),
            _ => bytes.extend_from_slice(PART),
        }
    }
    bytes
}

/// A broken promise is a panic of the target itself; which input it was is said here.
fn feed(name: &str, target: fn(&[u8]), input: &[u8], what: &str) {
    let outcome = std::panic::catch_unwind(|| target(input));
    assert!(outcome.is_ok(), "{name}: {what} breaks a promise: {}", input.escape_ascii());
}

#[test]
fn sec_10_seeds_and_former_crashers_are_read_or_refused() {
    for (name, target) in TARGETS {
        let seeds = files(&folder("fuzz/seeds").join(name));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for (path, input) in seeds.into_iter().chain(files(&folder("tests/regressions/fuzz").join(name))) {
            feed(name, target, &input, &path.display().to_string());
        }
    }
}

#[test]
fn sec_10_mutations_are_read_or_refused() {
    std::thread::scope(|scope| {
        for (name, target) in TARGETS {
            scope.spawn(move || {
                let seeds = files(&folder("fuzz/seeds").join(name));
                let mut chance = Chance(0x6b61_7274_6f74_656b);
                for number in 0..MUTATIONS {
                    let (from, other) = (&seeds[chance.below(seeds.len())].1, &seeds[chance.below(seeds.len())].1);
                    feed(name, target, &mutated(from, other, &mut chance), &format!("mutation {number}"));
                }
            });
        }
    });
}
