//! A PostgreSQL server of the test run's own: made anew, reached by a socket in its folder and in no other way, gone after.
//!
//! Comes in: the folder of its programs. Goes out: an address under which databases may be made. A server refuses to run
//! as root; then the user `postgres`, whom Debian's package brings, runs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::is_root;
use crate::workspace::{output, program};

/// Debian keeps the programs of each version here.
const VERSIONS: &str = "/usr/lib/postgresql";
const USER: &str = "kartoteka";
/// Reached by its socket alone, by many at once.
const OPTIONS: &str = "-c listen_addresses='' -c max_connections=200";
/// Tests need no power cut survived.
const FORGETFUL: &str = "-c fsync=off -c full_page_writes=off";

/// The folder with `initdb`, of the newest version that is here.
pub fn programs() -> Option<PathBuf> {
    let on_path = program("initdb").and_then(|path| path.parent().map(Path::to_path_buf));
    let folders = std::fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = folders.map(|entry| entry.path()).filter(|path| path.join("bin/initdb").is_file()).max_by_key(number);
    newest.map(|path| path.join("bin")).or(on_path)
}

/// PgBouncer, which Debian keeps where only administrators look.
pub fn pooler() -> Option<PathBuf> {
    program("pgbouncer").or_else(|| Some(PathBuf::from("/usr/sbin/pgbouncer"))).filter(|path| path.is_file())
}

/// A server that runs as long as this lives.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
}

impl Cluster {
    /// One for tests.
    pub fn start(programs: &Path) -> Result<Cluster> {
        Cluster::start_with(programs, FORGETFUL)
    }

    /// One as durable as a server is when nothing is set.
    pub fn start_lasting(programs: &Path) -> Result<Cluster> {
        Cluster::start_with(programs, "")
    }

    fn start_with(programs: &Path, more: &str) -> Result<Cluster> {
        // Not in the build folder: a socket's path may have a hundred characters, and another user must get there.
        let folder = std::env::temp_dir().join(format!("kartoteka-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if is_root() {
            output(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let cluster = Cluster { programs: programs.to_owned(), folder };
        let data = cluster.data();
        let made = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username", USER, "--pgdata"];
        output(cluster.command("initdb").args(made).arg(&data))?;
        let options = format!("{OPTIONS} {more} -c unix_socket_directories='{}'", cluster.folder.display());
        let mut start = cluster.command("pg_ctl");
        start.args(["start", "--wait", "--silent", "--options", &options, "--log"]).arg(cluster.folder.join("log"));
        crate::workspace::run(start.arg("--pgdata").arg(data))?;
        Ok(cluster)
    }

    /// Of the database that is there from the beginning.
    pub fn address(&self) -> String {
        self.address_of("postgres")
    }

    pub fn address_of(&self, database: &str) -> String {
        format!("postgres://{USER}@/{database}?host={}", self.folder.display())
    }

    /// Where the server itself may write.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn command(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root() { Command::new("setpriv") } else { Command::new(&path) };
        if is_root() {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
        }
        // The server keeps the folder it was started in, and must be allowed to be there.
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = self.command("pg_ctl").args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.data()).status();
        if stopped.is_ok_and(|status| status.success()) {
            // What stays in the system's folder for temporary files does no harm.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_and_leaves_nothing_behind() {
        let cluster = Cluster::start(&programs().expect("PostgreSQL's programs")).expect("a server");
        let folder = cluster.folder.clone();
        let mut ask = Command::new("psql");
        let answer = output(ask.args(["-XAtq", "-d", &cluster.address(), "-c", "SELECT 6 * 7"])).expect("an answer");
        assert_eq!(answer.trim(), "42");
        drop(cluster);
        assert!(!folder.exists());
    }
}
