//! `kartoteka token`: keys for programs that work on the register over a server. The secret is told once and not kept.

use clap::Subcommand;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::manage_tokens::Scope;

use crate::exit::Exit;
use crate::open::Shell;
use crate::register::NewToken;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a token: prints its secret, once
    #[command(before_help = "Example:\n  kartoteka token create nightly-import --user jana --scopes import,read --expires 90d")]
    Create {
        /// What it is for
        #[arg(value_name = "NAME")]
        name: String,
        /// What it may be used for, besides what its owner may: read, write, import, export, admin; separated by commas
        #[arg(long, value_delimiter = ',', required = true, value_parser = scope, value_name = "SCOPES")]
        scopes: Vec<Scope>,
        /// Whom it acts as, by user name; yourself when left out
        #[arg(long, value_name = "LOGIN")]
        user: Option<String>,
        /// How long it is good for, in days
        #[arg(long, default_value = "90d", value_parser = days, value_name = "DAYS")]
        expires: i64,
    },
    /// Tokens with their owners, scopes and ends
    List,
    /// From now on the token opens nothing
    Revoke {
        /// The number of the token
        #[arg(value_name = "ID", value_parser = super::import::number)]
        id: i64,
    },
}

fn scope(text: &str) -> std::result::Result<Scope, String> {
    Scope::from_word(text.trim()).ok_or_else(|| format!("one of {}", Scope::ALL.map(Scope::word).join(", ")))
}

/// `90`, `90d`.
fn days(text: &str) -> std::result::Result<i64, String> {
    text.trim_end_matches('d').parse().map_err(|_| "a number of days such as 90d is wanted".to_owned())
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let register = &context.register;
    match command {
        Command::Create { name, scopes, user, expires } => {
            // In local use nobody in particular acts; a token belongs to somebody.
            let user = user.as_ref().or(context.global.acting.as_ref()).cloned();
            if user.is_none() && !register.is_there() {
                return Err(Refusal::new(RefusalKind::Malformed, "token-without-user").into());
            }
            let made = register.create_token(&NewToken { name: name.clone(), scopes: scopes.clone(), user, days: *expires })?;
            if context.out.is_data() {
                context.out.object(&made)?;
            } else {
                context
                    .out
                    .notice(&context.words.say("token-acts-as", &[("name", made["owner"].as_str().unwrap_or_default().into())]));
                context.out.line(made["secret"].as_str().unwrap_or_default())?;
            }
        }
        Command::List => {
            let tokens = register.tokens()?;
            if tokens.is_empty() {
                context.out.notice(&context.words.word("list-empty"));
            }
            let columns = [
                ("id", "heading-number"),
                ("name", "heading-name"),
                ("owner", "heading-login"),
                ("scopes", "heading-scopes"),
                ("expires_at", "heading-expires"),
                ("used_at", "heading-used"),
            ];
            context.out.list(&tokens, &columns)?;
        }
        Command::Revoke { id } => {
            register.revoke_token(*id)?;
            context.out.notice(&context.words.say("token-revoked", &[("number", (*id).into())]));
        }
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_scopes_are_read() {
        assert_eq!((days("90"), days("30d")), (Ok(90), Ok(30)));
        assert!(days("d").is_err() && days("1w").is_err());
        assert_eq!(scope(" import"), Ok(Scope::Import));
        assert!(scope("everything").is_err());
    }
}
