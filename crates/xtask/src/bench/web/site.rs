//! A server over a filled database, and people who are signed in.
//! Comes in: files to be imported. Goes out: the address, sessions. The server ends when the site is dropped.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use super::client::Client;
use crate::workspace;

const RECIPE: &str = "bench/contacts.recipe.toml";
const PASSWORD: &str = "a password of the benchmark";

pub struct Site {
    home: PathBuf,
    server: Child,
    address: SocketAddr,
    cookie: String,
}

impl Site {
    /// Stores the contacts of a file, tags a few of them, starts the server and signs somebody in.
    pub fn filled(folder: &Path, contacts: &Path) -> Result<Site> {
        let home = folder.join("web");
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(&home).args(field))?;
        import(&home, contacts)?;
        let tag = ["bulk", "contacts", "--filter", "city=Brno", "--add-tag", "rare", "--yes", "--quiet"];
        workspace::output(kartoteka(&home).args(tag))?;
        let mut serve = kartoteka(&home);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = serve.spawn().context("the server does not start")?;
        let signed = sign_up(&mut server);
        let (address, cookie) = signed.inspect_err(|_| drop(server.kill()))?;
        Ok(Site { home, server, address, cookie })
    }

    pub fn client(&self) -> Result<Client> {
        Ok(Client::with_cookie(self.address, &self.cookie))
    }

    /// A further import into the same database, by another process.
    pub fn import(&self, contacts: &Path) -> Result<()> {
        import(&self.home, contacts)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn kartoteka(home: &Path) -> Command {
    let mut command = Command::new(workspace::target().join("release/kartoteka"));
    command.current_dir(workspace::root()).arg("--data").arg(home);
    command
}

fn import(home: &Path, contacts: &Path) -> Result<()> {
    let mut command = kartoteka(home);
    command.args(["import", "run", "contacts"]).arg(contacts);
    let options = ["--recipe", RECIPE, "--mode", "create", "--yes", "--quiet"];
    workspace::output(command.args(options)).map(drop)
}

/// Reads where the server listens and the link it prints, and becomes its first administrator.
fn sign_up(server: &mut Child) -> Result<(SocketAddr, String)> {
    let said = server.stdout.take().context("the server says nothing")?;
    let mut address = None;
    for line in BufReader::new(said).lines() {
        let line = line?;
        let Some(at) = line.find("http://") else { continue };
        let url = line[at + "http://".len()..].trim();
        let (host, path) = url.split_once('/').map_or((url, ""), |(host, path)| (host, path));
        let host: SocketAddr = host.trim_end_matches('.').parse().with_context(|| format!("not an address: {line}"))?;
        let Some((_, token)) = path.split_once("token=") else {
            address = Some(host);
            continue;
        };
        let mut client = Client::new(address.unwrap_or(host));
        let form = [
            ("token", token.trim()),
            ("login", "bench"),
            ("email", "bench@example.com"),
            ("password", PASSWORD),
            ("login_mode", "username"),
        ];
        let answer = client.post("/setup", &form)?;
        ensure!(answer.status == 303, "the first administrator is refused: {} {}", answer.status, answer.text);
        return Ok((address.unwrap_or(host), client.cookie().to_owned()));
    }
    bail!("the server printed no link for its first administrator")
}
