//! Which addresses are anybody's, and which are of a network of one's own: a server that posts where it is told must not be
//! made to reach what only it can reach.
//!
//! In: an address. Out: yes or no. By the special-purpose registries of IANA; what is in doubt is not public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether the address is on the public Internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = a == 192 && b == 0 && c == 0;
    let is_relay = a == 192 && b == 88 && c == 99;
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    // 0/8 is "this network", 224/4 multicast, 240/4 reserved and broadcast.
    !(a == 0 || a >= 224 || is_shared || is_protocol || is_relay || is_benchmark)
        && !(address.is_private() || address.is_loopback() || address.is_link_local() || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // An address of the other family inside this one is judged as that one.
    if let Some(inner) = address.to_ipv4_mapped().or_else(|| translated(parts)) {
        return is_public_v4(inner);
    }
    let is_global = parts[0] & 0xe000 == 0x2000;
    let is_teredo_or_other_protocol = parts[0] == 0x2001 && parts[1] < 0x0200;
    let is_documentation = (parts[0] == 0x2001 && parts[1] == 0x0db8) || (parts[0] == 0x3fff && parts[1] < 0x1000);
    is_global && !is_teredo_or_other_protocol && !is_documentation
}

/// NAT64 (`64:ff9b::/96`) and 6to4 (`2002::/16`) carry an address of version 4.
fn translated(parts: [u16; 8]) -> Option<Ipv4Addr> {
    let joined = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    if parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        return Some(joined(parts[6], parts[7]));
    }
    (parts[0] == 0x2002).then(|| joined(parts[1], parts[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_anybody_can_reach_is_public() {
        for (text, expected) in [
            ("93.184.216.34", true),
            ("8.8.8.8", true),
            ("2606:2800:220:1::1", true),
            ("64:ff9b::808:808", true),
            ("127.0.0.1", false),
            ("127.8.8.8", false),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("172.32.0.1", true),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("100.128.0.1", true),
            ("192.0.0.8", false),
            ("192.0.2.1", false),
            ("198.18.0.1", false),
            ("203.0.113.9", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::1", false),
            ("::", false),
            ("::127.0.0.1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("64:ff9b::7f00:1", false),
            ("2002:7f00:1::", false),
            ("2002:0808:0808::", true),
            ("fe80::1", false),
            ("fc00::1", false),
            ("fd12:3456::1", false),
            ("ff02::1", false),
            ("2001:db8::1", false),
            ("2001::1", false),
        ] {
            let address: IpAddr = text.parse().expect("an address");
            assert_eq!(is_public(address), expected, "{text}");
        }
    }
}
