//! Signatures of webhooks: HMAC-SHA256 (RFC 2104) over the moment and the body, so that a receiver knows who sent it and when.
//!
//! In: a secret, seconds since 1970, a body. Out: `t=SECONDS,v1=HEX`, the value of `Kartoteka-Signature`.

use sha2::{Digest as _, Sha256};

/// Bytes SHA-256 works on at once.
const BLOCK: usize = 64;

/// What stands in the header.
pub fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let hex: String =
        hmac(secret.as_bytes(), format!("{seconds}.{body}").as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

/// Whether a signature is one of this secret for this body: what receivers do, and tests.
pub fn verified(secret: &str, header: &str, body: &str) -> bool {
    let seconds = header.split(',').find_map(|part| part.strip_prefix("t=")).and_then(|text| text.parse().ok());
    let Some(seconds) = seconds else { return false };
    let expected = signature(secret, seconds, body);
    // Every byte is looked at, so that the time taken tells nothing.
    expected.len() == header.len() && expected.bytes().zip(header.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

pub(crate) fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 4231, cases 1, 2 and 6.
    #[test]
    fn the_vectors_of_the_standard() {
        let long = [0xaa; 131];
        for (key, message, expected) in [
            (&[0x0b; 20][..], "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (b"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                &long,
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hex(&hmac(key, message.as_bytes())), expected);
        }
    }

    #[test]
    fn another_secret_moment_or_body_is_another_signature() {
        let header = signature("whsec_1", 1_763_717_400, "{}");
        assert!(verified("whsec_1", &header, "{}"));
        assert!(!verified("whsec_2", &header, "{}"));
        assert!(!verified("whsec_1", &header, "{ }"));
        assert!(!verified("whsec_1", &header.replace("t=1763717400", "t=1763717401"), "{}"));
        assert!(!verified("whsec_1", "v1=00", "{}"));
    }
}
