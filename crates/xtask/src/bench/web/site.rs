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
        Site::serving(home)
    }

    fn serving(home: PathBuf) -> Result<Site> {
        let mut serve = kartoteka(&home);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = serve.spawn().context("the server does not start")?;
        let signed = sign_up(&mut server);
        let (address, cookie) = signed.inspect_err(|_| drop(server.kill()))?;
        Ok(Site { home, server, address, cookie })
    }

    /// A server over an empty database.
    pub fn empty(folder: &Path, name: &str) -> Result<Site> {
        let home = folder.join(name);
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(&home).args(field))?;
        Site::serving(home)
    }

    /// A program with a token of its own; there is no limit on how often it asks.
    pub fn program(&self) -> Result<Client> {
        workspace::output(kartoteka(&self.home).args(["setting", "set", "api.requests_per_minute", "0"]))?;
        let mut scopes = vec![("name", "bench"), ("days", "30")];
        scopes.extend(["read", "write", "import", "export", "admin"].map(|scope| ("scope", scope)));
        let page = Client::plain(self.address, &self.cookie).post("/settings/tokens", &scopes)?;
        let at = page.text.find("kt_").context("no token was made")?;
        let token: String = page.text[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        Ok(Client::with_token(self.address, &token))
    }

    /// The most memory the server ever held, in bytes.
    pub fn most_memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no memory is told")?;
        let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kilobytes * 1024)
    }

    /// The same import by the command line, into an empty database of its own.
    pub fn import_alone(folder: &Path, contacts: &Path) -> Result<std::time::Duration> {
        let home = folder.join("alone");
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(&home).args(field))?;
        let began = std::time::Instant::now();
        import(&home, contacts)?;
        Ok(began.elapsed())
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
