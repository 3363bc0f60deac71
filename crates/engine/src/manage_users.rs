//! People: who acts, how they are invited, how they prove who they are.
//!
//! In: logins, passwords, invitation tokens. Out: actors and views. Keeps only hashes: SHA-256 of tokens, argon2id of
//! passwords. Users themselves are records like any other.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::ToSpan as _;

use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::kind::{fold, match_form};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::Field;
use kartoteka_domain::value::Value;
use kartoteka_store::{Conn, NewToken, Token, TokenKind};

use crate::actor::{Actor, Permission, Role};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::upload_file::sha256_text;
use crate::{Engine, store_error};

/// Days an invitation can be used.
pub const INVITATION_DAYS: i64 = 7;
/// Shortest password, in characters.
pub const LEAST_PASSWORD: usize = 8;
/// Longest password, in bytes: a limit on work, not on people.
pub const MOST_PASSWORD: usize = 1_024;
/// Bytes of randomness in a token.
const TOKEN_BYTES: usize = 32;
/// The fields that make an actor, in this order.
const FIELDS: [&str; 4] = ["username", "role", "is_active", "email"];
/// Users on a page of the walk over all of them.
const PAGE: usize = 1_000;
/// E-mails named when several people share them.
const NAMED: usize = 20;
/// Hashed for people nobody knows, so that the answer takes as long as for those somebody knows.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$a2FydG90ZWthLW5vYm9keQ$SKgLYbnOlSk0QzkVX2lEHLpIxUSkYlkWaOsUxdq5gXM";

/// A user as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserView {
    pub id: RecordId,
    pub login: String,
    pub email: String,
    pub role: Role,
    pub is_active: bool,
    /// Can sign in.
    pub has_password: bool,
    /// Was sent an invitation that still holds.
    pub is_invited: bool,
}

/// A stored user before anybody acts as it.
struct Person {
    id: RecordId,
    login: String,
    email: String,
    role: Role,
    is_active: bool,
}

impl Person {
    fn from(values: &[Option<Value>], id: RecordId) -> Person {
        let text = |place: usize| values.get(place).and_then(Option::as_ref).and_then(Value::as_text).unwrap_or_default();
        Person {
            id,
            login: text(0).to_owned(),
            email: text(3).to_owned(),
            role: Role::from_word(text(1)).unwrap_or(Role::EndUser),
            is_active: values.get(2).and_then(Option::as_ref) != Some(&Value::Bool(false)),
        }
    }

    fn actor(self) -> Result<Actor> {
        if !self.is_active {
            return Err(Refusal::new(RefusalKind::Forbidden, "user-inactive").with("name", self.login).into());
        }
        Ok(Actor { id: Some(self.id), login: self.login, role: self.role, scopes: None })
    }
}

impl Engine {
    /// The stored user with this login, as an actor. Inactive users do not act.
    pub fn actor(&self, login: &str) -> Result<Actor> {
        self.person(login)?.actor()
    }

    fn person(&self, login: &str) -> Result<Person> {
        let record = self.reference("user", login.trim(), &FIELDS)?;
        Ok(Person::from(&record.values, record.id))
    }

    /// Makes an invitation (H11); an earlier one no longer holds. The answer is the secret, which is shown once and not kept.
    pub fn invite_user(&self, actor: &Actor, login: &str) -> Result<String> {
        actor.require(Permission::Administer)?;
        let person = self.person(login)?.actor()?;
        let secret = random_secret()?;
        let now = self.moment();
        let expires = now.checked_add(INVITATION_DAYS.days()).map_err(|e| Error::fault("a time is out of range", e))?;
        let token = NewToken {
            kind: TokenKind::Invitation,
            hash: sha256_text(&secret),
            user: person.number(),
            name: String::new(),
            scopes: String::new(),
            created_at: now,
            expires_at: Some(expires),
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_tokens(person.number(), TokenKind::Invitation).map_err(store_error)?;
        batch.create_token(&token).map_err(store_error)?;
        self.audit(&batch, actor, "invite-user", "user", person.number())?;
        batch.commit().map_err(store_error)?;
        Ok(secret)
    }

    /// Whom an invitation is for, without using it.
    pub fn invitation(&self, token: &str) -> Result<String> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.token(TokenKind::Invitation, &sha256_text(token.trim())).map_err(store_error)?;
        let found = found.ok_or_else(|| Refusal::new(RefusalKind::Forbidden, "invitation-unknown"))?;
        self.refuse_spent(&found)?;
        Ok(self.user_by_number(&reader, RecordId(found.new.user))?.actor()?.login)
    }

    /// Sets another password after the present one was given. Every other session ends.
    pub fn change_password(&self, actor: &Actor, session: i64, present: &str, wanted: &str) -> Result<()> {
        let wrong = || Refusal::new(RefusalKind::Malformed, "password-wrong");
        let reader = self.store.reader().map_err(store_error)?;
        let hash = reader.password(actor.number()).map_err(store_error)?;
        if present.len() > MOST_PASSWORD || !is_password(present, hash.as_deref().unwrap_or(NOBODY)) || hash.is_none() {
            return Err(wrong().into());
        }
        refuse_weak(wanted)?;
        let hash = hash_of(wanted)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.save_password(actor.number(), &hash, self.moment()).map_err(store_error)?;
        crate::sign_in::end_all_but(&batch, actor.number(), Some(session))?;
        self.audit(&batch, actor, "change-password", "user", actor.number())?;
        batch.commit().map_err(store_error)
    }

    /// Sets a password by invitation: once, within its days. Sessions opened with an earlier password end.
    pub fn accept_invitation(&self, token: &str, password: &str) -> Result<Actor> {
        refuse_weak(password)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.token(TokenKind::Invitation, &sha256_text(token.trim())).map_err(store_error)?;
        let found = found.ok_or_else(|| Refusal::new(RefusalKind::Forbidden, "invitation-unknown"))?;
        self.refuse_spent(&found)?;
        let actor = self.user_by_number(&reader, RecordId(found.new.user))?.actor()?;
        let hash = hash_of(password)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if !batch.use_token(found.id, self.moment()).map_err(store_error)? {
            return Err(Refusal::new(RefusalKind::Forbidden, "invitation-used").into());
        }
        batch.save_password(found.new.user, &hash, self.moment()).map_err(store_error)?;
        batch.delete_tokens(found.new.user, TokenKind::Session).map_err(store_error)?;
        self.audit(&batch, &actor, "accept-invitation", "user", found.new.user)?;
        batch.commit().map_err(store_error)?;
        Ok(actor)
    }

    fn refuse_spent(&self, token: &Token) -> Result<()> {
        let spent = |code| Err(Refusal::new(RefusalKind::Forbidden, code).into());
        if token.used_at.is_some() {
            return spent("invitation-used");
        }
        match token.new.expires_at {
            Some(end) if end <= self.moment() => spent("invitation-expired"),
            _ => Ok(()),
        }
    }

    /// Who this is, by login or e-mail as the setting `login_mode` says. One answer for everybody who is not let in.
    pub fn verify_password(&self, name: &str, password: &str) -> Result<Actor> {
        let reader = self.store.reader().map_err(store_error)?;
        let person = self.signing_in(&reader, name.trim())?;
        let hash = match &person {
            Some(person) => reader.password(person.id.0).map_err(store_error)?,
            None => None,
        };
        let is_right = password.len() <= MOST_PASSWORD && is_password(password, hash.as_deref().unwrap_or(NOBODY));
        match person {
            Some(person) if is_right && hash.is_some() && person.is_active => person.actor(),
            _ => Err(Refusal::new(RefusalKind::Forbidden, "sign-in-failed").into()),
        }
    }

    /// The one user a name at the door means; nobody when several share an e-mail.
    fn signing_in(&self, conn: &Conn, name: &str) -> Result<Option<Person>> {
        let ty = self.types().named("user")?;
        let ids = if self.login_by_email()? {
            self.ids_by_email(conn, name)?
        } else {
            conn.find_by_name(&ty, &[fold(name)]).map_err(store_error)?.into_iter().flatten().collect()
        };
        match ids.as_slice() {
            [id] => self.user_by_number(conn, *id).map(Some),
            _ => Ok(None),
        }
    }

    /// Through the match column that the switch to sign-in by e-mail made.
    fn ids_by_email(&self, conn: &Conn, email: &str) -> Result<Vec<RecordId>> {
        let ty = self.types().named("user")?;
        let Some(position) = ty.position("email") else { return Ok(Vec::new()) };
        let wanted = fold_email(ty.field("email"), email);
        if conn.has_match_column(&ty, position).map_err(store_error)? {
            let found = conn.find_by_key(&ty, &[position], &[vec![wanted.into()]]).map_err(store_error)?;
            return Ok(found.into_iter().flatten().collect());
        }
        let mut ids = Vec::new();
        self.each_user(conn, |person| {
            if fold_email(ty.field("email"), &person.email) == wanted {
                ids.push(person.id);
            }
        })?;
        Ok(ids)
    }

    pub(crate) fn actor_by_number(&self, conn: &Conn, id: RecordId) -> Result<Actor> {
        if id.0 == 0 {
            return Ok(Actor::local());
        }
        self.user_by_number(conn, id)?.actor()
    }

    fn user_by_number(&self, conn: &Conn, id: RecordId) -> Result<Person> {
        let ty = self.types().named("user")?;
        let positions: Vec<usize> = FIELDS.iter().filter_map(|key| ty.position(key)).collect();
        let records = conn.records_by_id(&ty, &positions, &[id]).map_err(store_error)?;
        let record = records.first().ok_or_else(|| crate::edit_record::not_found("user", id))?;
        Ok(Person::from(&record.values, id))
    }

    fn each_user(&self, conn: &Conn, mut each: impl FnMut(&Person)) -> Result<()> {
        let ty = self.types().named("user")?;
        let positions: Vec<usize> = FIELDS.iter().filter_map(|key| ty.position(key)).collect();
        let walk = |record: &mut kartoteka_domain::record::Record| {
            each(&Person::from(&record.values, record.id));
            std::ops::ControlFlow::Continue(())
        };
        conn.stream(&ty, &positions, &Filter::all(), walk).map_err(store_error)
    }

    /// Whom to ask: the first active administrators who can sign in, by login. Anybody may know.
    pub fn administrators(&self) -> Result<Vec<String>> {
        let ty = self.types().named("user")?;
        let reader = self.store.reader().map_err(store_error)?;
        let positions: Vec<usize> = FIELDS.iter().filter_map(|key| ty.position(key)).collect();
        let filter = Filter { conditions: vec![of_role(Role::Administrator)] };
        let records = reader.scan(&ty, &positions, &filter, None, NAMED).map_err(store_error)?;
        let people = records.iter().map(|record| Person::from(&record.values, record.id)).filter(|person| person.is_active);
        let mut names = Vec::new();
        for person in people {
            if names.len() < 3 && reader.password(person.id.0).map_err(store_error)?.is_some() {
                names.push(person.login);
            }
        }
        Ok(names)
    }

    /// Users by number, after the given one; with how they stand at the door.
    pub fn list_users(&self, actor: &Actor, role: Option<Role>, after: Option<RecordId>, limit: usize) -> Result<Vec<UserView>> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named("user")?;
        let reader = self.store.reader().map_err(store_error)?;
        let positions: Vec<usize> = FIELDS.iter().filter_map(|key| ty.position(key)).collect();
        let filter = Filter { conditions: role.map(of_role).into_iter().collect() };
        let limit = if limit == 0 { PAGE } else { limit };
        let records = reader.scan(&ty, &positions, &filter, after, limit).map_err(store_error)?;
        records.iter().map(|record| self.user_view(&reader, Person::from(&record.values, record.id))).collect()
    }

    fn user_view(&self, conn: &Conn, person: Person) -> Result<UserView> {
        let invitations = conn.tokens(person.id.0, TokenKind::Invitation).map_err(store_error)?;
        Ok(UserView {
            has_password: conn.password(person.id.0).map_err(store_error)?.is_some(),
            is_invited: invitations.iter().any(|token| self.refuse_spent(token).is_ok()),
            id: person.id,
            login: person.login,
            email: person.email,
            role: person.role,
            is_active: person.is_active,
        })
    }

    /// H8: the e-mails that several users share, with their logins. Sign-in by e-mail needs there to be none.
    pub fn shared_emails(&self, actor: &Actor) -> Result<Vec<(String, Vec<String>)>> {
        actor.require(Permission::Administer)?;
        self.emails_of_several(&*self.store.reader().map_err(store_error)?)
    }

    fn emails_of_several(&self, conn: &Conn) -> Result<Vec<(String, Vec<String>)>> {
        let ty = self.types().named("user")?;
        let mut owners: Map<String, Vec<String>> = Map::default();
        self.each_user(conn, |person| {
            if !person.email.is_empty() {
                owners.entry(fold_email(ty.field("email"), &person.email)).or_default().push(person.login.clone());
            }
        })?;
        let mut shared: Vec<(String, Vec<String>)> = owners.into_iter().filter(|(_, logins)| logins.len() > 1).collect();
        shared.sort();
        Ok(shared)
    }

    /// Refuses sign-in by e-mail with the numbers and the first of the e-mails in the way.
    pub(crate) fn refuse_shared_emails(&self, conn: &Conn) -> Result<()> {
        let shared = self.emails_of_several(conn)?;
        if shared.is_empty() {
            return Ok(());
        }
        let users: usize = shared.iter().map(|(_, logins)| logins.len()).sum();
        let names: Vec<String> =
            shared.iter().take(NAMED).map(|(email, logins)| format!("{email} ({})", logins.join(", "))).collect();
        let refusal =
            Refusal::new(RefusalKind::Conflict, "login-mode-conflict").with("emails", shared.len()).with("users", users);
        Err(refusal.with("names", names.join("; ")).into())
    }
}

fn of_role(role: Role) -> Condition {
    Condition::Field { field: "role".into(), comparison: Comparison::Is, value: Some(Value::text(role.word())) }
}

fn fold_email(field: Option<&Field>, email: &str) -> String {
    let form = field.and_then(|field| match_form(field, &Value::text(email)));
    form.map_or_else(|| email.to_lowercase(), |form| form.into_string())
}

pub(crate) fn refuse_weak(password: &str) -> Result<()> {
    let malformed = |code| Refusal::new(RefusalKind::Malformed, code);
    if password.chars().count() < LEAST_PASSWORD {
        return Err(malformed("password-too-short").with("n", LEAST_PASSWORD).into());
    }
    if password.len() > MOST_PASSWORD {
        return Err(malformed("password-too-long").with("n", MOST_PASSWORD).into());
    }
    Ok(())
}

/// 64 hexadecimal digits that nobody can guess.
pub(crate) fn random_secret() -> Result<String> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| Error::fault("the machine gives no random numbers", e))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

pub(crate) fn hash_of(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|e| Error::fault("a password cannot be hashed", e))?.to_string())
}

fn is_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_argon2id_and_known_again() {
        let hash = hash_of("correct horse").expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        assert!(is_password("correct horse", &hash));
        assert!(!is_password("correct hors", &hash));
        assert_ne!(hash, hash_of("correct horse").expect("another salt"));
    }

    /// The hash of nobody must cost as much as a real one, or the answer's time tells who exists.
    #[test]
    fn nobody_has_a_hash_with_the_cost_of_everybody() {
        let parameters = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert_eq!(parameters(NOBODY), parameters(&hash_of("correct horse").expect("a hash")));
    }

    #[test]
    fn short_passwords_are_counted_in_characters() {
        for (password, expected) in [("1234567", false), ("12345678", true), ("žluťoučk", true), ("žluťouč", false), ("", false)]
        {
            assert_eq!(refuse_weak(password).is_ok(), expected, "{password}");
        }
        assert!(refuse_weak(&"x".repeat(MOST_PASSWORD + 1)).is_err());
    }

    #[test]
    fn secrets_differ_and_hold_256_bits() {
        let (a, b) = (random_secret().expect("a secret"), random_secret().expect("a secret"));
        assert_eq!((a.len(), b.len()), (64, 64));
        assert_ne!(a, b);
    }
}
