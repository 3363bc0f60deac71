//! `/recipes`: mapping and options kept under a name, the same document as `--recipe FILE`. A recipe is named in its address.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::Value;

use super::BASE;
use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query, malformed};
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, post, put};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let import = Permission::Import;
    vec![
        get("/recipes", list).needs(import).named("listRecipes", "Saved recipes by name.").gives_list("RecipeLine"),
        post("/recipes", create)
            .needs(import)
            .named("createRecipe", "Saves a recipe: a document, or what an import was set to do.")
            .takes("NewRecipe")
            .makes("Recipe"),
        get("/recipes/{name}", one).needs(import).named("getRecipe", "A recipe with its document.").gives("Recipe").versioned(),
        put("/recipes/{name}", replace)
            .needs(import)
            .named("replaceRecipe", "Another document, and perhaps another name.")
            .takes("RecipeText")
            .gives("Recipe")
            .on_version(),
        delete("/recipes/{name}", remove).needs(import).named("deleteRecipe", "Deletes a recipe.").gives_nothing().on_version(),
    ]
}

pub fn forms() -> Vec<Form> {
    let line = || vec![("name", f::text()), ("version", f::count()), ("updated_at", f::moment()), ("updated_by", f::text())];
    let new = [("name", f::text()), ("document", f::maybe(f::text())), ("import", f::maybe(f::id()))];
    let text = [("document", f::text()), ("name", f::maybe(f::text()))];
    vec![
        ("RecipeLine", f::answer(line())),
        ("Recipe", f::answer(line().into_iter().chain([("document", f::text())]))),
        ("NewRecipe", f::request(new, &["name"])),
        ("RecipeText", f::request(text, &["document"])),
    ]
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let found = app.run(move |engine| engine.recipes(&caller.actor)).await?;
    Ok(slice.page(found.iter().map(shapes::recipe).collect()))
}

fn read(engine: &Engine, actor: &Actor, name: &str) -> Result<Value> {
    let view = engine.recipe_view(actor, name)?;
    let mut body = shapes::recipe(&view);
    body["document"] = view.document.into();
    Ok(body)
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>, query: Query) -> Reply {
    query.end()?;
    let headers = caller.headers.clone();
    let body = app.run(move |engine| read(engine, &caller.actor, &name)).await?;
    Ok(answer::versioned(&headers, &version(&body), &body))
}

/// How often it was saved: another one after each time.
fn version(body: &Value) -> String {
    body["version"].to_string()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    /// The text; or, instead, the number of an import whose settings are kept.
    document: Option<String>,
    import: Option<String>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let body = app.run(move |engine| {
        match (&new.document, new.import.as_deref().map(str::parse::<i64>)) {
            (Some(document), None) => engine.save_recipe_over(&caller.actor, &new.name, document, 0)?,
            (None, Some(Ok(_))) if engine.recipes(&caller.actor)?.iter().any(|recipe| recipe.name == new.name.trim()) => {
                return Err(Refusal::new(RefusalKind::Conflict, "recipe-name-taken").with("name", new.name.trim()).into());
            }
            (None, Some(Ok(import))) => engine.save_recipe_of_import(&caller.actor, import, &new.name)?,
            _ => return Err(malformed("member-unfit").with("reason", "document").with("pointer", "/document").into()),
        };
        read(engine, &caller.actor, &new.name)
    });
    let body = body.await?;
    let name = answer::segment(body["name"].as_str().unwrap_or_default());
    Ok(answer::made(&format!("{BASE}/recipes/{name}"), &version(&body), &body))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    document: String,
    /// Another name for it.
    name: Option<String>,
}

async fn replace(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>, Given(new): Given<Document>) -> Reply {
    let based_on = IfMatch::required(&caller.headers)?;
    let body = app.run(move |engine| {
        match expected(&based_on, &read(engine, &caller.actor, &name)?)? {
            Some(version) => engine.save_recipe_over(&caller.actor, &name, &new.document, version)?,
            None => engine.save_recipe(&caller.actor, &name, &new.document)?,
        };
        let wanted = new.name.as_deref().unwrap_or(&name);
        engine.rename_recipe(&caller.actor, &name, wanted)?;
        read(engine, &caller.actor, wanted)
    });
    let body = body.await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{}\"", version(&body))))
}

/// The version the change is based on, which the engine compares once more where it writes; none for any.
fn expected(based_on: &IfMatch, now: &Value) -> Result<Option<u32>> {
    match based_on {
        IfMatch::Any => Ok(None),
        IfMatch::Versions(_) if based_on.fits(&version(now)) => Ok(version(now).parse().ok()),
        IfMatch::Versions(_) => Err(Refusal::new(RefusalKind::Conflict, "resource-changed").into()),
    }
}

async fn remove(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>) -> Reply {
    let based_on = IfMatch::required(&caller.headers)?;
    app.run(move |engine| {
        let expected = expected(&based_on, &read(engine, &caller.actor, &name)?)?;
        engine.delete_recipe_over(&caller.actor, &name, expected)
    })
    .await?;
    Ok(answer::nothing())
}
