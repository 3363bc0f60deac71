//! Who asks, and what each role may do. Every verb of the engine starts by requiring a permission.
//!
//! In: an actor and a permission. Out: nothing, or a refusal. The table below is the whole of the rules.

use kartoteka_domain::record::RecordId;

use crate::error::{Error, Refusal, RefusalKind};
use crate::manage_tokens::Scope;

/// What a person is to the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Administrator,
    Operator,
    EndUser,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Administrator, Role::Operator, Role::EndUser];

    /// The key of the choice in the user type's field `role`.
    pub fn word(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Operator => "operator",
            Role::EndUser => "end-user",
        }
    }

    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Who asks. Local use of a data directory acts as its administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user's record; `None` for the data directory's own administrator.
    pub id: Option<RecordId>,
    pub login: String,
    pub role: Role,
    /// A token narrows what its owner's role allows; none for people who signed in.
    pub scopes: Option<Vec<Scope>>,
}

impl Actor {
    pub fn local() -> Actor {
        Actor { id: None, login: "admin".to_owned(), role: Role::Administrator, scopes: None }
    }

    /// The number kept in stamps: 0 for the local administrator.
    pub fn number(&self) -> i64 {
        self.id.map_or(0, |id| id.0)
    }

    /// The same person, acting through a token.
    #[must_use]
    pub fn narrowed(self, scopes: Vec<Scope>) -> Actor {
        Actor { scopes: Some(scopes), ..self }
    }

    /// An administrator with all an administrator may do: a token without the scope `admin` is not one.
    pub fn is_administrator(&self) -> bool {
        self.role == Role::Administrator && self.is_in_scope(Permission::Administer)
    }

    fn is_in_scope(&self, permission: Permission) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| scope.opens(permission)))
    }

    /// Refuses unless the actor's role, and the token it acts through, allow it.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if !permission.allows(self.role) {
            return Err(Refusal::forbidden(permission).into());
        }
        if !self.is_in_scope(permission) {
            let refusal = Refusal::new(RefusalKind::Forbidden, "token-scope-missing");
            return Err(refusal.with("permission", permission.word()).into());
        }
        Ok(())
    }
}

/// What a verb needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    SeeRecords,
    EditRecords,
    /// Import any type but leads and users.
    Import,
    ImportLeads,
    ImportUsers,
    /// Undo a run, delete an import.
    TakeBack,
    Export,
    BulkEdit,
    /// Types, fields, bots, tunnels, lgts, users, settings.
    Administer,
    /// Backup, restore, doctor.
    Operate,
}

impl Permission {
    pub const ALL: [Permission; 10] = [
        Permission::SeeRecords,
        Permission::EditRecords,
        Permission::Import,
        Permission::ImportLeads,
        Permission::ImportUsers,
        Permission::TakeBack,
        Permission::Export,
        Permission::BulkEdit,
        Permission::Administer,
        Permission::Operate,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Permission::SeeRecords => "see-records",
            Permission::EditRecords => "edit-records",
            Permission::Import => "import",
            Permission::ImportLeads => "import-leads",
            Permission::ImportUsers => "import-users",
            Permission::TakeBack => "take-back",
            Permission::Export => "export",
            Permission::BulkEdit => "bulk-edit",
            Permission::Administer => "administer",
            Permission::Operate => "operate",
        }
    }

    pub fn allows(self, role: Role) -> bool {
        match role {
            Role::Administrator => true,
            Role::Operator => !matches!(self, Permission::ImportLeads | Permission::Administer | Permission::Operate),
            Role::EndUser => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The golden table of invariant 14: permission × administrator, operator, end user.
    #[test]
    fn l1_h7_the_table_of_permissions() {
        let table: String = Permission::ALL
            .iter()
            .map(|permission| {
                let row: String = Role::ALL.iter().map(|role| if permission.allows(*role) { 'x' } else { '-' }).collect();
                format!("{row} {}\n", permission.word())
            })
            .collect();
        assert_eq!(
            table,
            "xx- see-records\nxx- edit-records\nxx- import\nx-- import-leads\nxx- import-users\nxx- take-back\nxx- export\n\
             xx- bulk-edit\nx-- administer\nx-- operate\n"
        );
    }
}
