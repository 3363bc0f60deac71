//! Tokens for programs: made, listed, revoked.

use kartoteka_client::Verb;
use kartoteka_engine::error::Result;
use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::shapes;
use serde_json::{Value, json};

use super::{Register, refused};

/// A token as somebody wants it.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// Whom it acts as; whoever asks when not given.
    pub user: Option<String>,
    pub days: i64,
}

impl Register {
    /// The token with its `secret`, which is not told again.
    pub fn create_token(&self, new: &NewToken) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                let secret = match &new.user {
                    Some(login) => engine.create_api_token_for(actor, login, &new.name, &new.scopes, new.days)?,
                    None => engine.create_api_token(actor, &new.name, &new.scopes, new.days)?,
                };
                // The one just made is the latest.
                let mut made = engine.api_tokens(actor)?.first().map(shapes::api_token).unwrap_or_default();
                made["secret"] = secret.into();
                Ok(made)
            }
            Register::There(client) => {
                let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.word()).collect();
                let asked = json!({"name": new.name, "scopes": scopes, "days": new.days, "user": new.user});
                Ok(client.send(Verb::Post, "/tokens", &[], &asked).map_err(refused)?.body)
            }
        }
    }

    pub fn tokens(&self) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => Ok(engine.api_tokens(actor)?.iter().map(shapes::api_token).collect()),
            Register::There(client) => client.all("/tokens", &[]).map_err(refused),
        }
    }

    pub fn revoke_token(&self, id: i64) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.revoke_api_token(actor, id),
            Register::There(client) => client.delete(&format!("/tokens/{id}"), &[]).map_err(refused).map(drop),
        }
    }
}
