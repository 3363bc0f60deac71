//! `kartoteka worker`: works on the queue of a register without pages, until it is told to end; and the flags that every node has.
//!
//! In: how many workers. Out: finished jobs, and lines for whoever looks after the installation.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use kartoteka_engine::Engine;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_server::Options;
use kartoteka_server::log::{Level, Line};

use crate::commands::serve::refused;
use crate::exit::Exit;
use crate::open::Context;

/// More workers in one program gain nothing: start another one.
const MOST_WORKERS: u64 = 64;

/// What is said of a node, whether it has pages or not.
#[derive(Args, Clone, Debug, Default)]
pub struct Node {
    /// Long pieces of work at the same time; 0 leaves them to other nodes. Without it the setting work.at_once holds
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_WORKERS))]
    pub workers: Option<u64>,
    /// Write the log as JSON, one object a line, with everything that happens to jobs
    #[arg(long, env = "KARTOTEKA_LOG_JSON", hide_env_values = true)]
    pub log_json: bool,
    /// A file whose first line opens /metrics for who asks from another machine
    #[arg(long, value_name = "FILE")]
    pub metrics_token_file: Option<PathBuf>,
}

impl Node {
    /// The node's part of how a server is set up.
    pub fn options(&self, engine: &Arc<Engine>) -> Result<Options> {
        let metrics_token = self.metrics_token_file.as_deref().map(token).transpose()?;
        let workers = self.workers.map(|workers| usize::try_from(workers).unwrap_or_default());
        let (named, wants_json) = (Arc::clone(engine), self.log_json);
        let log = move |line: &Line| match wants_json {
            true => eprintln!("{}", line.json(&format!("{}Z", named.config().clock.now()), named.node_name())),
            false if line.level == Level::Warning => eprintln!("{}", line.text()),
            false => {}
        };
        Ok(Options { workers, metrics_token, log: Arc::new(log), ..Options::default() })
    }
}

fn token(path: &std::path::Path) -> Result<String> {
    let text = crate::commands::read_text(path)?;
    let line = text.lines().next().unwrap_or_default().trim().to_owned();
    if line.is_empty() {
        let refusal = Refusal::new(RefusalKind::Malformed, "metrics-token-empty").with("path", path.display());
        return Err(refusal.into());
    }
    Ok(line)
}

#[derive(Args, Clone, Debug)]
#[command(before_help = "Examples:\n  kartoteka worker --database postgres://crm@db.example.com/crm --workers 4\n  \
    kartoteka worker --data /var/lib/kartoteka --health 127.0.0.1:9090")]
pub struct Worker {
    #[command(flatten)]
    pub node: Node,
    /// Where to answer /health/live, /health/ready and /metrics
    #[arg(long, value_name = "ADDRESS")]
    pub health: Option<SocketAddr>,
}

pub fn run(context: &Context, flags: &Worker) -> Result<Exit> {
    let options = flags.node.options(&context.engine)?;
    let told = |address: Option<SocketAddr>| {
        let name = context.engine.node_name().to_owned();
        let first = Some(context.words.say("worker-at-work", &[("name", name.into())]));
        let watched = address.map(|at| context.words.say("worker-health", &[("address", format!("http://{at}").into())]));
        for line in [first, watched, Some(context.words.word("worker-stop"))].into_iter().flatten() {
            // Who closed standard output still wants the work to be done.
            context.out.line_in_passing(&line);
        }
    };
    let _node = context.engine.be_a_node()?;
    let worked = kartoteka_server::work(Arc::clone(&context.engine), &options, flags.health, &context.stop, told);
    worked.map_err(|error| refused(&error, flags.health.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))))?;
    Ok(Exit::Done)
}
