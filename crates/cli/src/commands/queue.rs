//! `kartoteka queue`: work that waits, runs or was parked; lets parked work go on, takes work out.

use clap::Subcommand;
use kartoteka_engine::error::Result;

use crate::exit::Exit;
use crate::open::Shell;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Everybody's work that waits, runs or is parked
    List,
    /// Let parked work go on, as if it had never failed
    #[command(before_help = "Example:\n  kartoteka queue go-on 41")]
    GoOn {
        /// The number of the job
        #[arg(value_name = "JOB", value_parser = super::import::number)]
        id: i64,
    },
    /// Take work out of the queue; what runs is told to stop where that is safe
    Cancel {
        /// The number of the job
        #[arg(value_name = "JOB", value_parser = super::import::number)]
        id: i64,
    },
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    match command {
        Command::List => {
            let jobs = context.register.queue()?;
            if jobs.is_empty() {
                context.out.notice(&context.words.word("list-empty"));
            }
            let columns = [
                ("id", "heading-number"),
                ("kind", "heading-kind"),
                ("subject", "heading-about"),
                ("state", "heading-state"),
                ("asked_by", "heading-login"),
                ("attempts", "heading-attempts"),
                ("node", "heading-node"),
                ("reason", "heading-reason"),
            ];
            context.out.list(&jobs, &columns)?;
        }
        Command::GoOn { id } => {
            context.register.let_work_go_on(*id)?;
            context.out.notice(&context.words.say("job-goes-on", &[("number", (*id).into())]));
        }
        Command::Cancel { id } => {
            let said = if context.register.cancel_work(*id)? { "job-cancelled" } else { "job-stopping" };
            context.out.notice(&context.words.say(said, &[("number", (*id).into())]));
        }
    }
    Ok(Exit::Done)
}
