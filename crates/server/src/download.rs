//! Files as answers: always an attachment under a name of its own, read piece by piece, gone from the disk afterwards.
//!
//! In: a verb that writes a file. Out: a streamed answer. A file is never shown in the browser, whatever it holds.

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{StreamExt as _, unfold};
use kartoteka_engine::Engine;
use kartoteka_engine::error::Result;
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;

use crate::app::App;
use crate::problem::Problem;

/// How many rows, or bytes of an original, a file holds.
const ROWS: HeaderName = HeaderName::from_static("kartoteka-rows");
/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Lets a verb write a file and sends it: `download::made(&app, "leads.xlsx", |engine, path| engine.make_template(…)).await`.
pub async fn made<V>(app: &App, name: &str, write: V) -> std::result::Result<Response, Problem>
where
    V: FnOnce(&Arc<Engine>, &std::path::Path) -> Result<()> + Send + 'static,
{
    counted(app, name, move |engine, path| write(engine, path).map(|()| None)).await
}

/// The same for a verb that says how many rows, or bytes, it wrote: told in `kartoteka-rows`.
pub async fn counted<V>(app: &App, name: &str, write: V) -> std::result::Result<Response, Problem>
where
    V: FnOnce(&Arc<Engine>, &std::path::Path) -> Result<Option<u64>> + Send + 'static,
{
    let part: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let written = app.run(move |engine| {
        let folder = tempfile::Builder::new().prefix(".download-").tempdir_in(&engine.config().data)?;
        // The ending says which format is wanted.
        let path = folder.path().join(format!("file-{part}"));
        let rows = write(engine, &path)?;
        let bytes = std::fs::metadata(&path)?.len();
        Ok((folder, path, bytes, rows))
    });
    let (folder, path, bytes, rows) = written.await?;
    let mut response = sent(folder, path, bytes, name).await?;
    if let Some(rows) = rows {
        response.headers_mut().insert(ROWS, HeaderValue::from(rows));
    }
    Ok(response)
}

async fn sent(folder: TempDir, path: PathBuf, bytes: u64, name: &str) -> std::result::Result<Response, Problem> {
    let file = tokio::fs::File::open(&path).await.map_err(kartoteka_engine::error::Error::from)?;
    // The folder lives as long as the stream that reads from it.
    let stream = unfold((file, folder), |(mut file, folder)| async move {
        let mut piece = vec![0_u8; PIECE];
        match file.read(&mut piece).await {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some((Ok::<_, std::io::Error>(piece), (file, folder)))
            }
            Err(error) => Some((Err(error), (file, folder))),
        }
    });
    // Fused: compression asks once more after the end.
    Ok(attached(Body::from_stream(stream.fuse()).into_response(), name, Some(bytes)))
}

/// The headers of a file: what it is, how long, under which name; never shown, never kept.
pub fn attached(mut response: Response, name: &str, bytes: Option<u64>) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    if let Some(bytes) = bytes {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// An attachment under a name in any script (RFC 6266).
fn disposition(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let encoded: String =
        name.bytes().map(|byte| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_12_a_name_of_a_file_is_no_header() {
        assert_eq!(
            disposition("лиды\"\r\nX.csv"),
            "attachment; filename=\"_______X.csv\"; filename*=UTF-8''%D0%BB%D0%B8%D0%B4%D1%8B%22%0D%0AX.csv"
        );
        assert_eq!(media_type("evil.html"), "application/octet-stream");
    }
}
