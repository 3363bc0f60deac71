//! `postgres://user:password@host:port/database?sslmode=…`: read, shown without its password, connected to.
//!
//! TLS: the server's certificate must be good for its name and signed by somebody the machine trusts, or by the
//! certificates in the file `sslrootcert`. `sslmode` is that of the driver: `disable`, `prefer` (as a rule), `require`.

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Result, StoreError};

/// How an address begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// How long a server may take to answer the first time, unless the address says otherwise.
const CONNECT_SECONDS: u64 = 10;
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

    /// A new connection. Errors: [`StoreError::NoEntry`] with what the server, the network or the certificate said.
    pub(crate) fn connect(&self) -> Result<Client> {
        let client = match self.config.get_ssl_mode() {
            SslMode::Disable => self.config.connect(NoTls),
            _ if self.is_local() => self.config.connect(NoTls),
            _ => self.config.connect(self.tls()?),
        };
        let mut client = client.map_err(|error| self.cannot_open(&error))?;
        self.refuse_old(&mut client)?;
        Ok(client)
    }

    /// Nothing leaves the machine through a socket in the file system.
    fn is_local(&self) -> bool {
        self.config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)))
    }

    fn tls(&self) -> Result<MakeRustlsConnect> {
        let mut roots = RootCertStore::empty();
        let unusable = |detail: String| StoreError::NoEntry { path: self.shown.clone(), detail };
        match &self.roots {
            Some(file) => {
                let found = CertificateDer::pem_file_iter(file).map_err(|error| unusable(format!("{file}: {error}")))?;
                roots.add_parsable_certificates(found.flatten());
            }
            None => {
                roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(|error| unusable(error.to_string()))?;
        Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
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

    fn cannot_open(&self, error: &postgres::Error) -> StoreError {
        let detail = match error.as_db_error() {
            Some(told) => told.message().to_owned(),
            // What the network or the certificate said stands at the end of the chain.
            None => std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source())
                .last()
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        StoreError::NoEntry { path: self.shown.clone(), detail }
    }
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
