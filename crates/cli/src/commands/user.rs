//! `kartoteka user`: who signs in or is served, and invitations.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use kartoteka_engine::actor::Role;
use kartoteka_engine::error::Result;
use serde_json::{Value, json};

use super::record::told;
use crate::exit::Exit;
use crate::open::{Context, Shell};
use crate::selection::id;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Users with their role and whether they can sign in
    List {
        /// Only this role
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// At most so many
        #[arg(long, default_value_t = 200)]
        limit: usize,
        /// Only users after this number
        #[arg(long, value_name = "ID")]
        cursor: Option<String>,
    },
    /// Add a user
    #[command(before_help = "Example:\n  kartoteka user add jana --email jana@example.com --role operator")]
    Add {
        /// The user name
        #[arg(value_name = "LOGIN")]
        login: String,
        /// The e-mail address
        #[arg(long)]
        email: String,
        /// administrator, operator or end-user
        #[arg(long, value_parser = role, default_value = "end-user")]
        role: Role,
        /// Further fields
        #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = super::record::pair)]
        fields: Vec<(String, String)>,
    },
    /// Make an invitation: prints a token that works once
    Invite {
        /// The user name
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// Use an invitation: sets the password, read from a file or standard input, never from the command line
    Accept {
        /// The token of the invitation
        #[arg(value_name = "TOKEN")]
        token: String,
        /// A file with the password in its first line; - reads standard input
        #[arg(long, value_name = "FILE", default_value = "-")]
        password_file: PathBuf,
    },
}

fn role(text: &str) -> std::result::Result<Role, String> {
    Role::from_word(text).ok_or_else(|| format!("one of {}", Role::ALL.map(Role::word).join(", ")))
}

/// `user accept` needs no more than the data directory; everything else works over a server as well.
pub fn accept(context: &Context, token: &str, password_file: &Path) -> Result<Exit> {
    let text = super::read_text(password_file)?;
    let user = context.engine.accept_invitation(token, text.lines().next().unwrap_or(""))?;
    if context.out.is_data() {
        context.out.object(&json!({"login": user.login, "role": user.role.word()}))?;
    } else {
        context.out.line(&context.words.say("password-set", &[("name", user.login.into())]))?;
    }
    Ok(Exit::Done)
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let register = &context.register;
    match command {
        Command::List { role, limit, cursor } => {
            let after = cursor.as_deref().map(id).transpose()?;
            list(context, &register.users(*role, after, *limit)?)
        }
        Command::Add { login, email, role, fields } => {
            let mut all = vec![
                ("username".to_owned(), login.clone()),
                ("email".to_owned(), email.clone()),
                ("role".to_owned(), role.word().to_owned()),
            ];
            all.extend(fields.iter().cloned());
            told(context, &register.create_record("user", &all, context.words)?)
        }
        Command::Invite { login } => {
            let token = register.invite(login)?;
            if context.out.is_data() {
                context.out.object(&json!({"login": login, "token": token}))?;
            } else {
                context.out.notice(&context.words.say("invitation-made", &[("name", login.into())]));
                context.out.line(&token)?;
            }
            Ok(Exit::Done)
        }
        // Handed to `accept` before anything is opened.
        Command::Accept { .. } => Ok(Exit::Done),
    }
}

fn list(context: &Shell, users: &[Value]) -> Result<Exit> {
    let columns = [
        ("id", "heading-id"),
        ("login", "heading-login"),
        ("email", "kind-email"),
        ("role", "heading-role"),
        ("has_password", "heading-password"),
    ];
    context.out.list(users, &columns)?;
    Ok(Exit::Done)
}
