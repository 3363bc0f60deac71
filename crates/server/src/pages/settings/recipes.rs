//! `/settings/recipes`: saved mappings and options: looked at, downloaded, renamed, deleted, uploaded.

use askama::Template;
use axum::Router;
use axum::extract::{Multipart, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::manage_recipes::RecipeView;
use serde::Deserialize;

use super::given::{self, Given};
use super::types::attachment;
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/recipes", get(list).post(upload))
        .route("/settings/recipes/view", get(view))
        .route("/settings/recipes/file", get(download))
        .route("/settings/recipes/rename", post(rename))
        .route("/settings/recipes/delete", post(delete))
}

#[derive(Template)]
#[template(path = "settings/recipes.html")]
struct ListPage {
    p: Page,
    errors: Errors,
    recipes: Vec<RecipeView>,
    name: String,
}

async fn list_page(app: &App, signed: &Signed, errors: Errors, name: String) -> Result<ListPage, Problem> {
    let actor = signed.actor.clone();
    let recipes = app.run(move |engine| engine.recipes(&actor)).await?;
    Ok(ListPage { p: signed.page("settings"), errors, recipes, name })
}

async fn list(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&list_page(&app, &signed, Errors::default(), String::new()).await?)
}

async fn upload(Extract(app): Extract<App>, signed: Signed, parts: Multipart) -> Reply {
    signed.actor.require(Permission::Import)?;
    let given = Given::of_parts(parts).await?;
    let document = given.text("file").to_owned();
    let file = given.text("file-name").rsplit(['/', '\\']).next().unwrap_or_default();
    let of_file = file.strip_suffix(".toml").unwrap_or(file);
    let name = if given.text("name").is_empty() { of_file } else { given.text("name") }.to_owned();
    let (actor, kept) = (signed.actor.clone(), name.clone());
    match app.run(move |engine| engine.save_recipe(&actor, &kept, &document)).await {
        Ok(_) => Ok(reply::see_and_say("/settings/recipes", &Flash::new("flash-recipe-kept").with("name", name))),
        Err(problem) => {
            let is_name = problem.refusal().is_some_and(|refusal| refusal.code == "recipe-name-unfit");
            let errors = given::at_field(&signed.page("settings"), if is_name { "name" } else { "file" }, problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &list_page(&app, &signed, errors, name).await?)
        }
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Template)]
#[template(path = "settings/recipe.html")]
struct RecipePage {
    p: Page,
    errors: Errors,
    recipe: RecipeView,
    link: String,
    wanted: String,
}

async fn recipe_page(app: &App, signed: &Signed, name: String, errors: Errors) -> Result<RecipePage, Problem> {
    let actor = signed.actor.clone();
    let recipe = app.run(move |engine| engine.recipe_view(&actor, &name)).await?;
    let keeps = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    let link = recipe.name.bytes().map(|b| if keeps(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    Ok(RecipePage { p: signed.page("settings"), errors, wanted: recipe.name.clone(), recipe, link })
}

async fn view(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Named>) -> Reply {
    reply::html(&recipe_page(&app, &signed, asked.name, Errors::default()).await?)
}

async fn download(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Named>) -> Reply {
    let actor = signed.actor.clone();
    let recipe = app.run(move |engine| engine.recipe_view(&actor, &asked.name)).await?;
    Ok(attachment(&format!("{}.toml", recipe.name), "application/toml; charset=utf-8", recipe.document.into_bytes()))
}

#[derive(Deserialize)]
struct Rename {
    name: String,
    wanted: String,
}

async fn rename(Extract(app): Extract<App>, signed: Signed, Posted(given): Posted<Rename>) -> Reply {
    let (actor, from, to) = (signed.actor.clone(), given.name.clone(), given.wanted.clone());
    match app.run(move |engine| engine.rename_recipe(&actor, &from, &to)).await {
        Ok(()) => Ok(reply::see_and_say("/settings/recipes", &Flash::new("flash-recipe-kept").with("name", given.wanted))),
        Err(problem) => {
            let errors = given::at_field(&signed.page("settings"), "wanted", problem)?;
            let mut page = recipe_page(&app, &signed, given.name, errors).await?;
            page.wanted = given.wanted;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn delete(Extract(app): Extract<App>, signed: Signed, Posted(given): Posted<Named>) -> Reply {
    let (actor, name) = (signed.actor.clone(), given.name.clone());
    app.run(move |engine| engine.delete_recipe(&actor, &name)).await?;
    Ok(reply::see_and_say("/settings/recipes", &Flash::new("flash-recipe-deleted").with("name", given.name)))
}
