//! This program among those that work on one register: its name, and the proof that it lives.
//!
//! In: the data directory. Out: a name nobody else has, and names of programs that are certainly gone. The proof is a file that is
//! locked while the program lives, however it ends; it says nothing of machines with a data directory of their own, for those
//! only the end of a lease does.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::error::Result;
use crate::manage_users::random_secret;

/// What the names of the files begin with.
const PREFIX: &str = ".node-";
/// A file that is not locked yet.
const UNFINISHED: &str = ".new";
/// Letters that tell two programs of one number apart.
const RANDOM: usize = 8;
/// Where the system tells the name of the machine.
const HOST: &str = "/proc/sys/kernel/hostname";

/// One program at work: an engine that was opened.
#[derive(Debug)]
pub(crate) struct Node {
    name: String,
    data: PathBuf,
    /// Locked from the first lease on.
    file: Mutex<Option<(File, PathBuf)>>,
    leases: AtomicUsize,
    /// Jobs under which this program works by itself at this moment.
    held: Mutex<HashSet<i64>>,
}

impl Node {
    pub fn new(data: &Path) -> Result<Node> {
        let random: String = random_secret()?.chars().take(RANDOM).collect();
        let name = format!("{}/{}/{random}", host(), std::process::id());
        Ok(Node { name, data: data.to_owned(), file: Mutex::default(), leases: AtomicUsize::new(0), held: Mutex::default() })
    }

    /// Machine, process, and letters of chance: `shop-1/4711/9f3c01ab`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// From now on whoever has the same data directory sees that this program lives. Before the first lease.
    pub fn be_there(&self) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_some() {
            return Ok(());
        }
        let path = self.data.join(format!("{PREFIX}{}", self.name.rsplit_once('/').map_or("", |(_, random)| random)));
        let unfinished = path.with_extension(&UNFINISHED[1..]);
        let mut made = File::create(&unfinished)?;
        made.try_lock().map_err(std::io::Error::from)?;
        made.write_all(self.name.as_bytes())?;
        // Whoever sees it under its name sees it locked.
        std::fs::rename(&unfinished, &path)?;
        *file = Some((made, path));
        Ok(())
    }

    pub fn took(&self) {
        self.leases.fetch_add(1, Ordering::Relaxed);
    }

    pub fn gave_back(&self) {
        self.leases.fetch_sub(1, Ordering::Relaxed);
    }

    /// From before the commit of a job on.
    pub fn holds(&self, job: i64) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(job);
    }

    /// Whether it can be given back now or not.
    pub fn lets_go(&self, job: i64) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
    }

    /// A job in this program's name under which it does not work any more: the database was away when it was given back.
    pub fn left_behind(&self, owner: &str, job: i64) -> bool {
        owner == self.name && !self.held.lock().unwrap_or_else(PoisonError::into_inner).contains(&job)
    }

    /// Gives each program of this data directory that is gone to `bury`; once that is done its file goes.
    pub fn each_dead(&self, mut bury: impl FnMut(&str) -> Result<()>) -> Result<()> {
        for path in proofs(&self.data)? {
            let Ok(mut file) = File::open(&path) else { continue };
            match file.try_lock() {
                Ok(()) => {}
                // It lives, or this file system cannot tell: then its leases do.
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => continue,
            }
            let mut dead = String::new();
            file.read_to_string(&mut dead)?;
            if !dead.is_empty() {
                bury(&dead)?;
            }
            // Somebody else may have been quicker.
            let _ = std::fs::remove_file(path);
        }
        Ok(())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        // What is left behind tells others that this program is gone.
        if let Some((_file, path)) = file.filter(|_| self.leases.load(Ordering::Relaxed) == 0) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The files in which programs of a data directory prove that they live, or lived.
fn proofs(data: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(data)?.flatten();
    let is_proof = |name: &str| name.starts_with(PREFIX) && !name.ends_with(UNFINISHED);
    Ok(entries.filter(|entry| is_proof(&entry.file_name().to_string_lossy())).map(|entry| entry.path()).collect())
}

/// Names of the programs of a data directory that certainly live.
pub(super) fn alive(data: &Path) -> Vec<String> {
    let lives = |path: &PathBuf| {
        let file = File::open(path).ok()?;
        matches!(file.try_lock(), Err(TryLockError::WouldBlock)).then_some(file)
    };
    let name = |path: PathBuf| {
        let mut name = String::new();
        // What cannot be read is alive all the same.
        let _ = lives(&path)?.read_to_string(&mut name);
        Some(if name.is_empty() { path.display().to_string() } else { name })
    };
    proofs(data).unwrap_or_default().into_iter().filter_map(name).collect()
}

fn host() -> String {
    let told = std::fs::read_to_string(HOST).ok().or_else(|| std::env::var("HOSTNAME").ok());
    let kept: String = told.unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    if kept.is_empty() { "node".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead(node: &Node) -> Vec<String> {
        let mut found = Vec::new();
        let bury = |name: &str| {
            found.push(name.to_owned());
            Ok(())
        };
        node.each_dead(bury).expect("a folder");
        found
    }

    #[test]
    fn who_lives_is_not_buried_and_who_is_gone_is_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, two] = [(); 2].map(|()| Node::new(folder.path()).expect("a node"));
        one.be_there().expect("there");
        two.be_there().expect("there");
        assert_ne!(one.name(), two.name());
        assert_eq!(dead(&two), Vec::<String>::new());
        let gone = one.name().to_owned();
        one.took();
        drop(one);
        assert_eq!(dead(&two), [gone]);
        assert_eq!(dead(&two), Vec::<String>::new());
    }

    #[test]
    fn who_lives_is_known_to_whoever_has_the_same_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let [quiet, one] = [(); 2].map(|()| Node::new(folder.path()).expect("a node"));
        assert_eq!(alive(folder.path()), Vec::<String>::new());
        assert_eq!(alive(&folder.path().join("nowhere")), Vec::<String>::new());
        one.be_there().expect("there");
        assert_eq!(alive(folder.path()), [one.name()]);
        one.took();
        drop((quiet, one));
        assert_eq!(alive(folder.path()), Vec::<String>::new(), "what it left behind is no life");
    }

    #[test]
    fn what_was_let_go_and_could_not_be_given_back_is_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, two] = [(); 2].map(|()| Node::new(folder.path()).expect("a node"));
        one.holds(7);
        assert!(!one.left_behind(one.name(), 7) && !two.left_behind(one.name(), 7));
        one.lets_go(7);
        assert!(one.left_behind(one.name(), 7) && !two.left_behind(one.name(), 7));
    }

    #[test]
    fn who_ends_in_order_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let node = Node::new(folder.path()).expect("a node");
        node.be_there().expect("there");
        node.took();
        node.gave_back();
        drop(node);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
    }
}
