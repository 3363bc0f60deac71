//! Whom a connection trusts: what the machine trusts, or only the certificates of the file `sslrootcert`.
//!
//! In: the path of a file, or none. Out: what the driver needs for TLS. A server that has no authority above it is trusted
//! when its own certificate stands in the file, byte for byte; then its name does not matter.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Errors: a file that cannot be read or holds no certificate, a machine that trusts nobody; in words.
pub fn connector(roots: Option<&str>) -> Result<MakeRustlsConnect, String> {
    let named = roots.map(certificates).transpose()?.unwrap_or_default();
    let mut trusted = RootCertStore::empty();
    if roots.is_some() {
        trusted.add_parsable_certificates(named.iter().cloned());
    } else {
        trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(trusted), Arc::clone(&provider)).build();
    let chain = chain.map_err(|error| error.to_string())?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| error.to_string())?.dangerous();
    let trust = Trust { chain, named, provider };
    Ok(MakeRustlsConnect::new(builder.with_custom_certificate_verifier(Arc::new(trust)).with_no_client_auth()))
}

fn certificates(file: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let told = |error: &dyn std::fmt::Display| format!("{file}: {error}");
    let found = CertificateDer::pem_file_iter(file).map_err(|error| told(&error))?;
    let found: Vec<CertificateDer<'static>> = found.collect::<Result<_, _>>().map_err(|error| told(&error))?;
    if found.is_empty() { Err(told(&"no certificate in it")) } else { Ok(found) }
}

/// The usual rules, and beside them the very certificates that were named.
#[derive(Debug)]
struct Trust {
    chain: Arc<WebPkiServerVerifier>,
    named: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if self.named.iter().any(|named| named == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.chain.verify_server_cert(end_entity, intermediates, name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
