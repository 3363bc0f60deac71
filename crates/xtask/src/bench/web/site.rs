//! A server over a filled database, and people who are signed in.
//! Comes in: files to be imported. Goes out: the address, sessions. The server ends when the site is dropped.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::client::Client;
use crate::workspace;

const RECIPE: &str = "bench/contacts.recipe.toml";
const RECIPE_NAME: &str = "bench";
/// How long one import may take before something is wrong.
const PATIENCE: Duration = Duration::from_secs(300);
const PASSWORD: &str = "a password of the benchmark";

pub struct Site {
    /// The build that is measured.
    program: PathBuf,
    home: PathBuf,
    server: Child,
    address: SocketAddr,
    cookie: String,
}

impl Site {
    /// Stores the contacts of a file, tags a few of them, starts the server and signs somebody in.
    pub fn filled(program: &Path, folder: &Path, contacts: &Path) -> Result<Site> {
        let home = folder.join("web");
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(program, &home).args(field))?;
        import(program, &home, contacts)?;
        let tag = ["bulk", "contacts", "--filter", "city=Brno", "--add-tag", "rare", "--yes", "--quiet"];
        workspace::output(kartoteka(program, &home).args(tag))?;
        Site::serving(program, home)
    }

    fn serving(program: &Path, home: PathBuf) -> Result<Site> {
        let mut serve = kartoteka(program, &home);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = serve.spawn().context("the server does not start")?;
        let signed = sign_up(&mut server);
        let (address, cookie) = signed.inspect_err(|_| drop(server.kill()))?;
        Ok(Site { program: program.to_owned(), home, server, address, cookie })
    }

    /// A server over an empty database.
    pub fn empty(program: &Path, folder: &Path, name: &str) -> Result<Site> {
        let home = folder.join(name);
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(program, &home).args(field))?;
        Site::serving(program, home)
    }

    /// A program with a token of its own; there is no limit on how often it asks.
    pub fn program(&self) -> Result<Client> {
        workspace::output(kartoteka(&self.program, &self.home).args(["setting", "set", "api.requests_per_minute", "0"]))?;
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
    pub fn import_alone(program: &Path, folder: &Path, contacts: &Path) -> Result<std::time::Duration> {
        let home = folder.join("alone");
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        let field = ["field", "add", "contacts", "company_name", "--kind", "text", "--label", "Company name"];
        workspace::output(kartoteka(program, &home).args(field))?;
        let began = std::time::Instant::now();
        import(program, &home, contacts)?;
        Ok(began.elapsed())
    }

    pub fn client(&self) -> Result<Client> {
        Ok(Client::with_cookie(self.address, &self.cookie))
    }

    /// Somebody who reads answers as texts and presses buttons.
    pub fn plain(&self) -> Client {
        Client::plain(self.address, &self.cookie)
    }

    /// Contacts that are there already, found by their outside number, changed by the command line. Gives the number of the import.
    pub fn update(&self, changes: &Path) -> Result<i64> {
        let mut command = kartoteka(&self.program, &self.home);
        command.args(["import", "run", "contacts"]).arg(changes);
        let said = workspace::output(command.args(["--mode", "update", "--match-by", "external_id", "--yes", "--json"]))?;
        let import: Value = serde_json::from_str(&said).context("what the import said")?;
        number_of(&import)
    }

    /// A file into the server, read and mapped, not checked yet. Gives the number of the import.
    pub fn upload(&self, contacts: &Path) -> Result<i64> {
        let mut program = self.with_recipe()?;
        let path = format!("/api/v1/imports?type=contacts&recipe={RECIPE_NAME}&name=contacts.csv");
        let answer = program.call("POST", &path, "text/csv", &std::fs::read(contacts)?)?;
        ensure!(answer.status == 201, "the file is refused: {} {}", answer.status, answer.text);
        let import: Value = serde_json::from_str(&answer.text)?;
        number_of(&import)
    }

    /// A further import into the same database, by the server itself, to its end.
    pub fn import(&self, contacts: &Path) -> Result<()> {
        let mut program = self.with_recipe()?;
        let path = format!("/api/v1/imports?type=contacts&recipe={RECIPE_NAME}&auto=start&name=contacts.csv");
        let answer = program.call("POST", &path, "text/csv", &std::fs::read(contacts)?)?;
        ensure!(answer.status == 201, "the import is refused: {} {}", answer.status, answer.text);
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let import: Value = serde_json::from_str(&program.call("GET", &answer.location, "", b"")?.text)?;
            match import["state"].as_str().context("an import without a state")? {
                "completed" => return Ok(()),
                "failed" | "stopped" => bail!("the import failed: {import}"),
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        bail!("the import {} does not end within {} s", answer.location, PATIENCE.as_secs())
    }

    /// A program, and the recipe it uses kept in the server.
    fn with_recipe(&self) -> Result<Client> {
        let mut program = self.program()?;
        let document = std::fs::read_to_string(workspace::root().join(RECIPE))?;
        let recipe = serde_json::json!({"name": RECIPE_NAME, "document": document}).to_string();
        let answer = program.call("POST", "/api/v1/recipes", "application/json", recipe.as_bytes())?;
        // It may be there already.
        ensure!([201, 409].contains(&answer.status), "the recipe is refused: {} {}", answer.status, answer.text);
        Ok(program)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Numbers are texts in JSON.
fn number_of(import: &Value) -> Result<i64> {
    let number = import["id"].as_str().and_then(|id| id.parse().ok());
    number.with_context(|| format!("an import without a number: {import}"))
}

fn kartoteka(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).arg("--data").arg(home);
    command
}

fn import(program: &Path, home: &Path, contacts: &Path) -> Result<()> {
    let mut command = kartoteka(program, home);
    command.args(["import", "run", "contacts"]).arg(contacts);
    let options = ["--recipe", RECIPE, "--mode", "create", "--yes", "--quiet"];
    workspace::output(command.args(options)).map(drop)
}

/// Reads where the server listens and the link it prints, and becomes its first administrator.
pub fn sign_up(server: &mut Child) -> Result<(SocketAddr, String)> {
    let said = server.stdout.take().context("the server says nothing")?;
    let mut address = None;
    for line in BufReader::new(said).lines() {
        let line = line?;
        let Some(at) = line.find("http://") else { continue };
        let url = line[at + "http://".len()..].split_whitespace().next().unwrap_or_default();
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
