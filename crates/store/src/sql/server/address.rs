//! `postgres://user:password@host:port/database?sslmode=…`: read, shown without its password, connected to.
//!
//! TLS: the server's certificate must be good for its name and signed by somebody the machine trusts, or be or be signed
//! by one of the certificates in the file `sslrootcert`. `sslmode` is that of the driver: `disable`, `prefer` (as a rule),
//! `require`. Within the machine, by a socket or the loopback address, TLS is used only where it is required.

use std::net::IpAddr;
use std::str::FromStr as _;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};

use super::tls;
use crate::error::{Result, StoreError, takes_later};

/// How an address begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// How long a server may take to answer the first time, unless the address says otherwise.
const CONNECT_SECONDS: u64 = 10;
/// After so much silence a server that should answer is asked whether it is there; one that takes nothing for so long is gone.
const SILENCE_SECONDS: u64 = 30;
/// The oldest server whose SQL is known to fit.
const OLDEST: i64 = 13;

/// Where the database is, and who asks.
#[derive(Clone)]
pub struct Address {
    config: Config,
    shown: String,
    roots: Option<String>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Address {
    /// Errors: what cannot be read as an address. Passwords are never repeated.
    pub fn parse(text: &str) -> Result<Address> {
        let (text, roots) = without_roots(text);
        if !SCHEMES.iter().any(|scheme| text.starts_with(scheme)) {
            return Err(StoreError::Address);
        }
        let mut config = Config::from_str(&text).map_err(|_| StoreError::Address)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(CONNECT_SECONDS));
        }
        // A server whose machine vanished is noticed, not waited for as long as the system would.
        if !text.contains("keepalives") {
            config.keepalives_idle(Duration::from_secs(SILENCE_SECONDS));
        }
        if !text.contains("tcp_user_timeout") {
            config.tcp_user_timeout(Duration::from_secs(SILENCE_SECONDS));
        }
        if config.get_application_name().is_none() {
            config.application_name("kartoteka");
        }
        let shown = shown(&config);
        Ok(Address { config, shown, roots })
    }

    /// The address as people may see it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// A new connection. Errors: [`StoreError::NoEntry`] with what the server or the network said,
    /// [`StoreError::Certificate`] with what is wrong with it. To who has `been_in` before, a server that cannot be reached, or
    /// takes nobody just now, is one that is away: [`StoreError::Unreachable`].
    pub(crate) fn connect(&self, been_in: bool) -> Result<Client> {
        let client = if self.is_encrypted() {
            let tls = tls::connector(self.roots.as_deref());
            let tls = tls.map_err(|detail| StoreError::Certificate { path: self.shown.clone(), detail })?;
            self.config.connect(tls)
        } else {
            self.config.connect(NoTls)
        };
        let mut client = client.map_err(|error| self.cannot_open(&error, been_in))?;
        self.refuse_old(&mut client)?;
        Ok(client)
    }

    fn is_encrypted(&self) -> bool {
        match self.config.get_ssl_mode() {
            SslMode::Disable => false,
            SslMode::Prefer => !self.is_within_the_machine(),
            _ => self.config.get_hosts().iter().any(|host| matches!(host, Host::Tcp(_))),
        }
    }

    fn is_within_the_machine(&self) -> bool {
        self.config.get_hosts().iter().all(|host| match host {
            Host::Unix(_) => true,
            Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
        })
    }

    fn refuse_old(&self, client: &mut Client) -> Result<()> {
        let sql = "SELECT current_setting('server_version_num')";
        let version: String = client.query_typed_one(sql, &[])?.try_get(0)?;
        let major = version.parse::<i64>().unwrap_or(0) / 10_000;
        if major >= OLDEST {
            return Ok(());
        }
        Err(StoreError::OldServer { found: major, needed: OLDEST })
    }

    fn cannot_open(&self, error: &postgres::Error, been_in: bool) -> StoreError {
        let path = self.shown.clone();
        if let Some(detail) = wrong_certificate(error) {
            return StoreError::Certificate { path, detail };
        }
        let detail = match error.as_db_error() {
            Some(told) => told.message().to_owned(),
            // What the network said stands at the end of the chain.
            None => std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source())
                .last()
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let is_away = error.as_db_error().is_none_or(|told| takes_later(told.code().code()));
        if been_in && is_away { StoreError::Unreachable { detail } } else { StoreError::NoEntry { path, detail } }
    }
}

/// What is wrong with the server's certificate, when it is that.
fn wrong_certificate(error: &postgres::Error) -> Option<String> {
    let mut chain = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    chain.find_map(|error| {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let told = inner.and_then(|inner| inner.downcast_ref()).or_else(|| error.downcast_ref::<rustls::Error>())?;
        matches!(told, rustls::Error::InvalidCertificate(_)).then(|| told.to_string())
    })
}

/// The driver does not know `sslrootcert`.
fn without_roots(text: &str) -> (String, Option<String>) {
    let Some((front, query)) = text.split_once('?') else { return (text.to_owned(), None) };
    let mut roots = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|part| match part.strip_prefix("sslrootcert=") {
            Some(file) => {
                roots = Some(file.replace("%2F", "/"));
                false
            }
            None => true,
        })
        .collect();
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    (format!("{front}{query}"), roots)
}

fn shown(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let port = config.get_ports().first().map(|port| format!(":{port}")).unwrap_or_default();
    format!("postgres://{user}{host}{port}/{}", config.get_dbname().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_within_the_machine_needs_no_tls_unless_it_is_required() {
        let encrypted = |text: &str| Address::parse(text).expect(text).is_encrypted();
        for text in ["postgres://ana@localhost/crm", "postgres://ana@127.0.0.1:5433/crm", "postgres://ana@[::1]/crm"] {
            assert!(!encrypted(text), "{text}");
            assert!(encrypted(&format!("{text}?sslmode=require")), "{text}");
        }
        assert!(encrypted("postgres://ana@db.example/crm"));
        assert!(encrypted("postgres://ana@localhost,db.example/crm"), "one of two is somewhere else");
        assert!(!encrypted("postgres://ana@db.example/crm?sslmode=disable"));
        assert!(!encrypted("postgres://ana@/crm?host=/run/postgresql&sslmode=require"), "a socket has no wire");
    }

    #[test]
    fn sec_05_the_password_is_never_shown() {
        let address = Address::parse("postgres://ana:geheim@db.example:5433/crm?sslmode=require&sslrootcert=/etc/ca.pem");
        let address = address.expect("an address");
        assert_eq!(address.shown(), "postgres://ana@db.example:5433/crm");
        assert_eq!(format!("{address:?}"), "postgres://ana@db.example:5433/crm");
        assert_eq!(address.roots.as_deref(), Some("/etc/ca.pem"));
        let error = Address::parse("postgres://ana:geheim@db.example:port/crm").expect_err("no port");
        assert!(!format!("{error} {error:?}").contains("geheim"));
    }
}
