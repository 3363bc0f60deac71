//! Users as administrators look after them: lists with how they stand at the door, put aside, their records handed over.
//!
//! In: filters, numbers, logins. Out: views, counts, or a refusal. Users are records: every change is a run with a journal.

use jiff::civil::DateTime;
use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::{Conn, Token, TokenKind};

use crate::actor::{Actor, Permission, Role};
use crate::error::{Refusal, RefusalKind, Result};
use crate::list_records::{Listing, RecordView};
use crate::mass_edit::BulkAction;
use crate::progress::Watch;
use crate::sign_in::last_use;
use crate::{Engine, store_error};

/// What lists of people show of the record.
const SHOWN: [&str; 7] = ["username", "email", "role", "is_active", "first_name", "last_name", "company"];
/// Where the last sign-in is kept, among a person's own choices.
pub(crate) const LAST_SIGN_IN: &str = "last_sign_in";

/// Which people to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    pub role: Option<Role>,
    /// Part of the login, without case.
    pub text: String,
    pub is_active: Option<bool>,
    /// The last one of the page before.
    pub after: Option<RecordId>,
    pub limit: usize,
    pub language: Language,
}

/// A person as administrators see him.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonView {
    pub id: RecordId,
    pub login: String,
    pub email: String,
    pub name: String,
    pub company: String,
    pub role: Role,
    pub is_active: bool,
    pub has_password: bool,
    /// Until when an invitation or a reset link that was given out still works.
    pub link_until: Option<DateTime>,
    /// A link was given out and ended unused.
    pub is_link_over: bool,
    pub last_sign_in: Option<DateTime>,
}

/// Records somebody is responsible for, by type.
pub type Owned = Vec<(Key, u64)>;

/// An open session, whoever's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub id: i64,
    pub login: String,
    pub device: String,
    pub began_at: DateTime,
    pub used_at: DateTime,
}

impl Engine {
    /// People by number, with how they stand at the door; whether more follow.
    pub fn people(&self, actor: &Actor, filter: &PeopleFilter) -> Result<(Vec<PersonView>, bool)> {
        actor.require(Permission::Administer)?;
        let field = |key: &str, comparison, value| Condition::Field { field: key.into(), comparison, value: Some(value) };
        let mut wanted = Filter::all();
        if let Some(role) = filter.role {
            wanted = wanted.and(field("role", Comparison::Is, Value::text(role.word())));
        }
        if !filter.text.trim().is_empty() {
            wanted = wanted.and(field("username", Comparison::Contains, Value::text(filter.text.trim())));
        }
        if let Some(is_active) = filter.is_active {
            let comparison = if is_active { Comparison::IsNot } else { Comparison::Is };
            wanted = wanted.and(field("is_active", comparison, Value::Bool(false)));
        }
        let fields = SHOWN.map(str::to_owned).to_vec();
        let listing = Listing { fields, after: filter.after, limit: filter.limit, language: filter.language };
        let page = self.list_records(actor, "user", &wanted, &listing)?;
        let reader = self.store.reader().map_err(store_error)?;
        let people = page.records.iter().map(|record| self.person_view(&reader, record)).collect::<Result<Vec<_>>>()?;
        Ok((people, page.next.is_some()))
    }

    /// One person.
    pub fn person_by_number(&self, actor: &Actor, id: RecordId, language: Language) -> Result<PersonView> {
        actor.require(Permission::Administer)?;
        let record = self.get_record(actor, "user", id, language)?;
        let reader = self.store.reader().map_err(store_error)?;
        self.person_view(&reader, &record)
    }

    fn person_view(&self, conn: &Conn, record: &RecordView) -> Result<PersonView> {
        let found = |key: &str| record.fields.iter().find(|field| field.key == key);
        let text = |key: &str| found(key).map(|field| field.text.clone()).unwrap_or_default();
        let id = record.id;
        let links = conn.tokens(id.0, TokenKind::Invitation).map_err(store_error)?;
        let unused: Vec<&Token> = links.iter().filter(|token| token.used_at.is_none()).collect();
        let link_until = unused.iter().filter_map(|token| token.new.expires_at).find(|end| *end > self.moment());
        let has_password = conn.password(id.0).map_err(store_error)?.is_some();
        let choices = conn.preferences(id.0).map_err(store_error)?;
        let noted = choices.iter().find(|(key, _)| key == LAST_SIGN_IN).and_then(|(_, at)| at.parse().ok());
        let role =
            found("role").and_then(|field| field.value.as_ref()).and_then(|value| value.as_text().and_then(Role::from_word));
        Ok(PersonView {
            id,
            login: text("username"),
            email: text("email"),
            name: format!("{} {}", text("first_name"), text("last_name")).trim().to_owned(),
            company: text("company"),
            role: role.unwrap_or(Role::EndUser),
            is_active: found("is_active").and_then(|field| field.value.as_ref()) != Some(&Value::Bool(false)),
            is_link_over: link_until.is_none() && !unused.is_empty(),
            link_until,
            has_password,
            last_sign_in: noted,
        })
    }

    /// What a person is responsible for.
    pub fn owned_by(&self, actor: &Actor, id: RecordId) -> Result<Owned> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut owned = Owned::new();
        for ty in self.types().plain() {
            let Some(filter) = responsible(ty, id) else { continue };
            let count = reader.count(ty, &filter).map_err(store_error)?;
            if count > 0 {
                owned.push((ty.key.clone(), count));
            }
        }
        Ok(owned)
    }

    /// Puts a person aside: no sign-in any more, links and sessions end, the record stays. With `heir`, another person takes
    /// over what this one is responsible for; each type is a run that can be taken back.
    pub fn deactivate_user(&self, actor: &Actor, id: RecordId, heir: Option<&str>, watch: &Watch) -> Result<u64> {
        actor.require(Permission::Administer)?;
        let person = self.person_by_number(actor, id, Language::default())?;
        // Before anything is handed over: the last administrator stays.
        self.refuse_last_of(&[id])?;
        let mut moved = 0;
        if let Some(heir) = heir {
            let heir = self.actor(heir)?;
            if heir.id == Some(id) || heir.role == Role::EndUser {
                return Err(Refusal::new(RefusalKind::Malformed, "heir-unfit").with("name", heir.login).into());
            }
            for (type_key, _) in self.owned_by(actor, id)? {
                let ty = self.types().named(&type_key)?;
                let Some(filter) = responsible(&ty, id) else { continue };
                let actions = [
                    BulkAction::AddResponsible(vec![heir.login.clone()]),
                    BulkAction::RemoveResponsible(vec![person.login.clone()]),
                ];
                moved += self.bulk_edit(actor, &type_key, &filter, &actions, false, watch)?.updated;
            }
        }
        self.set_record(actor, "user", id, None, &[("is_active".to_owned(), "no".to_owned())])?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        for kind in [TokenKind::Session, TokenKind::Invitation] {
            batch.delete_tokens(id.0, kind).map_err(store_error)?;
        }
        self.audit(&batch, actor, "deactivate-user", "user", id.0)?;
        batch.commit().map_err(store_error)?;
        Ok(moved)
    }

    /// Lets a person in again. The password is the one from before; sessions do not come back.
    pub fn activate_user(&self, actor: &Actor, id: RecordId) -> Result<()> {
        actor.require(Permission::Administer)?;
        self.set_record(actor, "user", id, None, &[("is_active".to_owned(), "yes".to_owned())])?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        self.audit(&batch, actor, "activate-user", "user", id.0)?;
        batch.commit().map_err(store_error)
    }

    /// Everybody's open sessions, latest first.
    pub fn all_sessions(&self, actor: &Actor, limit: usize) -> Result<Vec<OpenSession>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut open = Vec::new();
        for token in reader.all_tokens(TokenKind::Session, limit).map_err(store_error)? {
            if self.is_open(&token)? {
                let (login, used_at) = (self.login_of(token.new.user)?, last_use(&token));
                open.push(OpenSession { id: token.id, login, device: token.new.name, began_at: token.new.created_at, used_at });
            }
        }
        Ok(open)
    }

    /// Ends a session of anybody.
    pub fn end_any_session(&self, actor: &Actor, session: i64) -> Result<()> {
        actor.require(Permission::Administer)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = batch.token_by_number(TokenKind::Session, session).map_err(store_error)?;
        let found = found.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "session-unknown"))?;
        batch.delete_token(session).map_err(store_error)?;
        self.audit(&batch, actor, "end-session", "user", found.new.user)?;
        batch.commit().map_err(store_error)
    }

    /// Nobody is left who could look after the register: what was done does not hold. A register that never had anybody
    /// is looked after from its own machine.
    pub(crate) fn refuse_without_administrator(&self, conn: &Conn, ty: &RecordType) -> Result<()> {
        if ty.key != "user" || !conn.has_passwords().map_err(store_error)? {
            return Ok(());
        }
        // The reader sees what was committed before this batch.
        let before = self.able(&*self.store.reader().map_err(store_error)?)?;
        if !before.is_empty() && self.able(conn)?.is_empty() {
            return Err(last_administrator());
        }
        Ok(())
    }

    /// The same before something is done to these users.
    pub(crate) fn refuse_last_of(&self, ids: &[RecordId]) -> Result<()> {
        let able = self.able(&*self.store.reader().map_err(store_error)?)?;
        let is_last = !able.is_empty() && able.iter().all(|id| ids.contains(id));
        if is_last { Err(last_administrator()) } else { Ok(()) }
    }

    /// Active administrators who can sign in.
    pub(crate) fn able(&self, conn: &Conn) -> Result<Vec<RecordId>> {
        let ty = self.types().named("user")?;
        let of = |key: &str, comparison, value| Condition::Field { field: key.into(), comparison, value: Some(value) };
        let filter = Filter::all().and(of("role", Comparison::Is, Value::text(Role::Administrator.word()))).and(of(
            "is_active",
            Comparison::IsNot,
            Value::Bool(false),
        ));
        let mut able = Vec::new();
        for id in conn.ids_of(&ty, &filter).map_err(store_error)? {
            if conn.password(id.0).map_err(store_error)?.is_some() {
                able.push(id);
            }
        }
        Ok(able)
    }
}

fn last_administrator() -> crate::error::Error {
    Refusal::new(RefusalKind::Conflict, "last-administrator").into()
}

/// The records of a type a user is responsible for; nothing when the type knows nobody responsible.
fn responsible(ty: &RecordType, id: RecordId) -> Option<Filter> {
    let field = ty.field("responsible")?;
    let is_link = field.target == "user" && field.role == FieldRole::Ordinary && !field.archived;
    let value = match field.kind {
        FieldKind::Link | FieldKind::Links if is_link => Value::Link(id),
        _ => return None,
    };
    Some(Filter::all().and(Condition::Field { field: field.key.clone(), comparison: Comparison::Is, value: Some(value) }))
}
