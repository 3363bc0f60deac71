//! `kartoteka serve`: the web application on this data directory, until Ctrl-C.
//!
//! In: an address. Out: where to look, and a link for the first administrator while nobody can sign in.

#![allow(rustdoc::bare_urls, reason = "the comments are what `--help` says")]

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_server::Options;

use crate::commands::worker::Node;
use crate::exit::Exit;
use crate::open::Context;

#[derive(Args, Clone, Debug)]
#[command(before_help = "Example:\n  kartoteka serve --listen 127.0.0.1:8080")]
pub struct Door {
    /// Where to listen; only this machine reaches 127.0.0.1
    #[arg(long, visible_alias = "addr", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// How people reach it when a proxy stands in front: https://crm.example.com
    #[arg(long, value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Take the visitor's address from X-Forwarded-For: only behind a proxy of your own
    #[arg(long)]
    pub behind_proxy: bool,
    /// Open the address in this machine's browser
    #[arg(long)]
    pub open: bool,
    /// Seconds in which /health/ready says that this node ends, before it takes no more requests
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=300))]
    pub drain: u64,
    #[command(flatten)]
    pub node: Node,
}

fn public_url(text: &str) -> std::result::Result<String, String> {
    let text = text.trim_end_matches('/');
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web { Ok(text.to_owned()) } else { Err("an address that begins with https:// or http://".to_owned()) }
}

pub fn run(context: &Context, flags: &Door) -> Result<Exit> {
    let set_up = context.engine.needs_set_up()?.then(|| context.engine.begin_set_up()).transpose()?;
    serve(context, flags, |address| {
        set_up.map(|token| context.words.say("serve-set-up", &[("link", format!("{address}/setup?token={token}").into())]))
    })
}

/// Serves until somebody stops it. `hint` says how to sign in, given the address.
pub fn serve(context: &Context, flags: &Door, hint: impl FnOnce(&str) -> Option<String>) -> Result<Exit> {
    let (public_url, drain) = (flags.public_url.clone(), Duration::from_secs(flags.drain));
    let options = Options { public_url, behind_proxy: flags.behind_proxy, drain, ..flags.node.options(&context.engine)? };
    let told = |address: SocketAddr| {
        let address = flags.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let hint = hint(&address);
        // Only the address: a link for the first administrator would stand in the list of processes.
        let unopened = (flags.open && !browse(&address)).then(|| context.words.word("serve-no-browser"));
        let lines = [Some(context.words.say("serve-at", &[("address", address.into())])), hint, unopened];
        for line in lines.into_iter().flatten().chain([context.words.word("serve-stop")]) {
            // Who closed standard output still wants to be served.
            context.out.line_in_passing(&line);
        }
    };
    let _node = context.engine.be_a_node()?;
    let served = kartoteka_server::serve(Arc::clone(&context.engine), flags.listen, options, Arc::clone(&context.stop), told);
    served.map_err(|error| refused(&error, flags.listen))?;
    Ok(Exit::Done)
}

/// Whether a browser was asked to show the address.
fn browse(address: &str) -> bool {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

pub fn refused(error: &std::io::Error, listen: SocketAddr) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::AddrInUse => "address-in-use",
        _ => "address-unusable",
    };
    let refusal = Refusal::new(RefusalKind::Unavailable, code).with("address", listen);
    refusal.with("detail", error).into()
}
