//! Exports: made now, or kept in the register and fetched.

use std::io::Write;
use std::path::Path;

use kartoteka_client::{encoded, is_open};
use kartoteka_engine::error::Result;
use kartoteka_engine::export_records::{ExportRequest, Exported, Target};
use kartoteka_engine::make_template::TemplateRequest;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde_json::{Map, Value, json};

use super::{Asked, Register, picked, refused};

/// What the command line shows of a kept export.
const KEPT: [&str; 7] = ["id", "type", "name", "format", "state", "records", "bytes"];
/// A kept export is asked about so often.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(300);

/// Where the file goes.
pub enum To<'p> {
    Path(&'p Path),
    Stdout,
}

/// The order as a server reads it.
fn document(request: &ExportRequest, asked: &Asked, is_kept: bool) -> Value {
    let mut members = Map::new();
    members.insert("records".to_owned(), asked.document());
    members.insert("kind".to_owned(), request.kind.word().into());
    members.insert("columns".to_owned(), json!(request.columns));
    members.insert("format".to_owned(), request.format.word().into());
    members.insert("delimiter".to_owned(), json!(request.delimiter));
    members.insert("language".to_owned(), request.language.tag().into());
    if is_kept {
        members.insert("type".to_owned(), request.record_type.as_str().into());
    } else {
        members.insert("no_bom".to_owned(), request.no_bom.into());
    }
    Value::Object(members)
}

impl Register {
    /// Writes records into a file or to standard output.
    pub fn export(&self, request: &ExportRequest, asked: &Asked, to: &To<'_>, watch: &Watch) -> Result<Exported> {
        let client = match self {
            Register::Here { engine, actor } => {
                let target = match to {
                    To::Path(path) => Target::Path(path.to_path_buf()),
                    To::Stdout => Target::Writer(Box::new(std::io::stdout())),
                };
                return engine.export_records(actor, &self.filtered(request, asked)?, target, watch);
            }
            Register::There(client) => client,
        };
        // The number stands in no file; it is asked for before the file is.
        let records = self.count_records(&request.record_type, asked)?;
        let (path, body) = (format!("/records/{}/export", encoded(&request.record_type)), document(request, asked, false));
        let bytes = match to {
            To::Stdout => client.download(&path, &[], Some(&body), &mut std::io::stdout().lock()).map_err(refused)?.bytes,
            To::Path(file) => written(file, |into| Ok(client.download(&path, &[], Some(&body), into).map_err(refused)?.bytes))?,
        };
        Ok(Exported { records, bytes })
    }

    fn filtered(&self, request: &ExportRequest, asked: &Asked) -> Result<ExportRequest> {
        let mut request = request.clone();
        if let Register::Here { engine, .. } = self {
            let ty = engine.types().named(&request.record_type)?;
            request.filter = asked.filter(engine, &ty)?;
        }
        Ok(request)
    }

    /// Writes a file to fill in, or with records to edit; how many rows it holds.
    pub fn template(&self, request: &TemplateRequest, asked: &Asked, path: &Path, watch: &Watch) -> Result<u64> {
        let client = match self {
            Register::Here { engine, actor } => {
                let filter = asked.filter(engine, &*engine.types().named(&request.record_type)?)?;
                return engine.make_template(actor, &TemplateRequest { filter, ..request.clone() }, path, watch);
            }
            Register::There(client) => client,
        };
        let mut query = vec![
            ("kind", if request.edit { "edit" } else { "template" }.to_owned()),
            ("columns", request.columns.word().to_owned()),
            ("format", request.format.word().to_owned()),
            ("layout", request.layout.word().to_owned()),
            ("lang", request.language.tag().to_owned()),
        ];
        query.retain(|(_, word)| !word.is_empty());
        query.extend(request.profile.map(|profile| ("profile", profile.word().to_owned())));
        query.extend(asked.query());
        let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let from = format!("/templates/{}", encoded(&request.record_type));
        let mut rows = 0;
        written(path, |into| {
            let came = client.download(&from, &query, None, into).map_err(refused)?;
            rows = came.header("kartoteka-rows").and_then(|rows| rows.parse().ok()).unwrap_or_default();
            Ok(came.bytes)
        })?;
        Ok(rows)
    }

    /// Makes an export that is kept; its number.
    pub fn keep_export(&self, request: &ExportRequest, asked: &Asked, watch: &Watch) -> Result<String> {
        let client = match self {
            Register::Here { engine, actor } => {
                return Ok(engine.export_to_register(actor, &self.filtered(request, asked)?, watch)?.to_string());
            }
            Register::There(client) => client,
        };
        let go_on = || !watch.is_stopped();
        let mut made = client.post_once("/exports", None, &document(request, asked, true), &go_on).map_err(refused)?.body;
        let id = made["id"].as_str().unwrap_or_default().to_owned();
        while is_open(&made) {
            watch.go_on()?;
            std::thread::sleep(LOOK_EVERY);
            made = client.patiently(&go_on, || client.get(&format!("/exports/{id}"), &[])).map_err(refused)?.body;
        }
        Ok(id)
    }

    pub fn exports(&self) -> Result<Vec<Value>> {
        let all = match self {
            Register::Here { engine, actor } => {
                let types = engine.types();
                engine.exports(actor)?.iter().map(|export| shapes::export(export, &types)).collect()
            }
            Register::There(client) => client.all("/exports", &[]).map_err(refused)?,
        };
        Ok(all.into_iter().map(|export| picked(export, &KEPT)).collect())
    }

    /// Writes the file of a kept export; its length.
    pub fn fetch_export(&self, id: i64, path: &Path) -> Result<u64> {
        match self {
            Register::Here { engine, actor } => Ok(engine.download_export(actor, id, path)?.bytes),
            Register::There(client) => {
                let from = format!("/exports/{id}/file");
                written(path, |into| Ok(client.download(&from, &[], None, into).map_err(refused)?.bytes))
            }
        }
    }

    pub fn delete_export(&self, id: i64) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.delete_export(actor, id),
            Register::There(client) => client.delete(&format!("/exports/{id}"), &[]).map_err(refused).map(|_| ()),
        }
    }
}

/// A file that is there when it is whole, and not before.
pub fn written(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<u64>) -> Result<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let bytes = write(&mut file)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(bytes)
}
