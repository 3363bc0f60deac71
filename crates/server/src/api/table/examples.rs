//! A body for each operation that takes one: what the document shows, and what requests made from the document are begun with.
//!
//! In: the name of an operation. Out: a document that fits its form, about the register of the guides.

use serde_json::{Value, json};

/// A recipe as short as it can be.
const RECIPE: &str = "recipe = 1\n\n[[part]]\ntype = \"contact\"\n\n[[part.column]]\nheader = \"Name\"\nfield = \"name\"\n";
/// A record type as short as it can be.
const VEHICLE: &str = "key = \"vehicle\"\nlabels = { en = \"Vehicle\" }\nplural = { en = \"Vehicles\" }\nname_field = \"plate\"\nnatural_keys = [[\"plate\"]]\n\n\
                       [[fields]]\nkey = \"plate\"\nkind = \"text\"\nlabels = { en = \"Number plate\" }\nrequired = true\n";
/// A file.
pub const FILE: &str = "Name,E-mail,Lifecycle stage\r\nJan,jan@example.com,Customer\r\n";

/// What the operation is called with; nothing for those that no example says more of.
pub fn of(operation: &str) -> Option<Value> {
    Some(match operation {
        "setUp" => json!({"token": "…", "login": "jana", "email": "jana@example.com", "password": "correct horse battery"}),
        "signIn" => json!({"name": "olga", "password": "correct horse battery"}),
        "updateMe" => json!({"theme": "dark"}),
        "createType" => json!({"definition": VEHICLE}),
        "createField" => json!({"labels": {"en": "Region", "cs": "Kraj"}, "kind": "text"}),
        "updateField" => json!({"labels": {"en": "Area"}}),
        "convertField" => json!({"kind": "long-text", "dry_run": true}),
        "orderFields" => json!({"fields": ["one", "two", "three"]}),
        "createRecord" => json!({"name": "ACME", "city": "Brno"}),
        "updateRecord" => json!({"city": "Praha"}),
        "writeRecords" => json!({"items": [{"fields": {"name": "Gama"}}, {"id": "1", "fields": {"city": "Brno"}}]}),
        "setTags" => json!({"tags": ["south"]}),
        "createImport" => json!({"type": "companies", "auto": "check", "rows": [{"name": "Beta", "city": "Plzeň"}]}),
        "updateImport" => json!({"options": {"mode": "create", "on_error": "skip"}}),
        "setMapping" => json!({"columns": [{"column": "Name", "field": "name"}]}),
        "setValueMap" => json!({"values": {"Klient": "customer"}}),
        "updateRow" => json!({"cells": {"Name": "Jana"}}),
        "addFix" => json!({"mend": "replace", "column": "Name", "from": "Jan", "to": "Jana"}),
        "beginUpload" => json!({"name": "fair.csv", "size": 1_024}),
        "createRecipe" => json!({"name": "weekly", "document": RECIPE}),
        "replaceRecipe" => json!({"document": RECIPE}),
        "createImportDeletion" => json!({"type": "contacts", "tag": "fair", "dry_run": true}),
        "createExport" => json!({"type": "companies", "format": "csv", "records": {"filter": ["city=Brno"]}}),
        "exportRecords" => json!({"format": "csv", "columns": ["name", "city"]}),
        "createBulkAction" => json!({
            "type": "companies",
            "records": {"filter": ["city=Brno"]},
            "actions": [{"action": "add-tag", "tag": "south"}],
            "dry_run": true,
        }),
        "createTag" => json!({"name": "fair"}),
        "renameTag" => json!({"name": "fair of last year"}),
        "saveView" => json!({"type": "companies", "name": "In Brno", "query": "f=city%20is%20Brno"}),
        "updateView" => json!({"name": "In the south"}),
        "createBot" => json!({"name": "Newsletter", "messenger": "telegram"}),
        "updateBot" => json!({"name": "News"}),
        "createTunnel" => json!({"name": "Welcome"}),
        "updateTunnel" => json!({"name": "Farewell"}),
        "createLgt" => json!({"name": "Form at the fair", "tunnel": "Default tunnel"}),
        "updateLgt" => json!({"name": "Form at home"}),
        "eraseRecord" => json!({"dry_run": true}),
        "createUser" => json!({"login": "petr", "email": "petr@example.com", "role": "operator"}),
        "updateUser" => json!({"role": "operator"}),
        "deactivateUser" => json!({}),
        "createToken" => json!({"name": "nightly", "scopes": ["import", "read"], "days": 90}),
        "updateSettings" => json!({"organisation": "ACME"}),
        "createWebhook" => json!({"url": "https://example.com/kartoteka", "events": ["import.finished"]}),
        "updateWebhook" => json!({"is_active": false}),
        "createEmbedSession" => json!({"type": "contacts", "origin": "https://app.example.com"}),
        _ => return None,
    })
}
