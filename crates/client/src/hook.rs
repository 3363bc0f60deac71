//! One body posted to a receiver of webhooks. The address is judged after its name was looked up, so that no name leads into a
//! network of one's own; redirects are not followed, proxies of the environment not used, and the answer is not read.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::address::is_public;

/// Until the receiver answers the door.
const CONNECT: Duration = Duration::from_secs(5);
/// Until the receiver has said what it thinks of it.
const WHOLE: Duration = Duration::from_secs(10);

/// What became of one posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// A status, whichever it is.
    Answered(u16),
    /// Every address of the name is one of a network of one's own.
    Private,
    /// Nobody there, no such name, a certificate nobody vouches for.
    Unreachable,
    TooSlow,
}

/// Posts bodies to receivers.
#[derive(Debug)]
pub struct Sender {
    agent: Agent,
    /// The last look-up found private addresses only.
    refused: Arc<AtomicBool>,
}

impl Sender {
    /// `allow_private`: receivers in a network of one's own may be reached.
    pub fn new(allow_private: bool) -> Sender {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .user_agent(concat!("kartoteka/", env!("CARGO_PKG_VERSION")))
            .build();
        let refused = Arc::new(AtomicBool::new(false));
        let resolver = Judging { inner: DefaultResolver::default(), allow_private, refused: Arc::clone(&refused) };
        Sender { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), refused }
    }

    /// One POST of JSON with these headers.
    pub fn post(&self, url: &str, headers: &[(&str, String)], body: &str) -> Posted {
        self.refused.store(false, Ordering::Relaxed);
        let mut request = self.agent.post(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        match request.send(body) {
            Ok(response) => Posted::Answered(response.status().as_u16()),
            Err(_) if self.refused.load(Ordering::Relaxed) => Posted::Private,
            Err(ureq::Error::Timeout(_)) => Posted::TooSlow,
            Err(_) => Posted::Unreachable,
        }
    }
}

/// Looks names up as usual and keeps only addresses that may be reached: these very ones are then connected to.
struct Judging {
    inner: DefaultResolver,
    allow_private: bool,
    refused: Arc<AtomicBool>,
}

impl fmt::Debug for Judging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judging").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}

impl Resolver for Judging {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() {
            self.refused.store(true, Ordering::Relaxed);
            return Err(ureq::Error::HostNotFound);
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// Nobody is asked: the address is refused before a connection is made.
    #[test]
    fn no_name_leads_into_a_network_of_ones_own() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("no waiting");
        let port = listener.local_addr().expect("an address").port();
        let sender = Sender::new(false);
        for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]"] {
            let posted = sender.post(&format!("http://{host}:{port}/"), &[], "{}");
            assert!(matches!(posted, Posted::Private | Posted::Unreachable), "{host}: {posted:?}");
            let called = listener.accept();
            assert!(called.is_err(), "{host} was reached");
        }
        assert_eq!(sender.post(&format!("http://127.0.0.1:{port}/"), &[], "{}"), Posted::Private);
    }
}
