//! `kartoteka.toml` in the data directory: what a person would otherwise say with every command.
//!
//! In: the file and the environment. Out: the flags with everything filled in that was not said. A flag wins over the
//! environment, the environment over the file. An unknown key is refused: a misspelt setting must not be ignored in silence.

use std::path::Path;

use kartoteka_domain::language::Language;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use toml::{Table, Value};

use crate::open::Global;

/// The name of the file, in the data directory.
pub const FILE: &str = "kartoteka.toml";
/// The keys it may hold.
const KEYS: [&str; 4] = ["lang", "no_color", "quiet", "as"];
/// What a key with yes or no may hold.
const SWITCH: &str = "true, false";
/// Words of the environment that switch something off.
const OFF: [&str; 5] = ["0", "false", "no", "off", "n"];

/// Fills in what no flag said: from the environment first, then from the file.
pub fn settle(global: &mut Global) -> Result<()> {
    let environment = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    global.lang = global.lang.take().or_else(|| environment("KARTOTEKA_LANG"));
    global.acting = global.acting.take().or_else(|| environment("KARTOTEKA_AS"));
    global.server = global.server.take().or_else(|| environment("KARTOTEKA_SERVER"));
    let path = global.data.join(FILE);
    let file = read(&path)?;
    let said = |name| environment(name).map(|word| !OFF.contains(&word.to_lowercase().as_str()));
    let from_file = |key| file.get(key).map(|value| switch(&path, key, value)).transpose();
    // Both are read even when a flag decides, so a broken file is always told.
    let (no_color, quiet) = (from_file("no_color")?, from_file("quiet")?);
    global.no_color |= said("KARTOTEKA_NO_COLOR").or(no_color).unwrap_or_default();
    global.quiet |= said("KARTOTEKA_QUIET").or(quiet).unwrap_or_default();
    let (lang, acting) = (language(&path, &file)?, text(&path, &file, "as", "\"jana\"")?);
    global.lang = global.lang.take().or(lang);
    global.acting = global.acting.take().or(acting);
    Ok(())
}

/// The keys of the file; none when there is no file.
fn read(path: &Path) -> Result<Table> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(Table::new());
        }
        other => other?,
    };
    let table: Table = text.parse().map_err(|error: toml::de::Error| unreadable(path, &text, &error))?;
    if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let mut refusal = Refusal::unknown("config-key-unknown", unknown, KEYS);
        refusal.kind = RefusalKind::Malformed;
        return Err(refusal.with("path", path.display()).with("keys", KEYS.join(", ")).into());
    }
    Ok(table)
}

fn unreadable(path: &Path, text: &str, error: &toml::de::Error) -> Refusal {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let refusal = Refusal::new(RefusalKind::Malformed, "config-unreadable").with("path", path.display());
    refusal.with("line", line).with("reason", error.message())
}

fn switch(path: &Path, key: &str, value: &Value) -> Result<bool> {
    Ok(value.as_bool().ok_or_else(|| unfit(path, key, value, SWITCH))?)
}

fn text(path: &Path, file: &Table, key: &str, wanted: &str) -> Result<Option<String>> {
    let Some(value) = file.get(key) else { return Ok(None) };
    let text = value.as_str().filter(|text| !text.is_empty());
    Ok(Some(text.ok_or_else(|| unfit(path, key, value, wanted))?.to_owned()))
}

fn language(path: &Path, file: &Table) -> Result<Option<String>> {
    let wanted = Language::ALL.map(|language| format!("\"{}\"", language.tag())).join(", ");
    let tag = text(path, file, "lang", &wanted)?;
    match &tag {
        Some(tag) if Language::from_tag(tag).is_none() => Err(unfit(path, "lang", &Value::from(tag.as_str()), &wanted).into()),
        _ => Ok(tag),
    }
}

fn unfit(path: &Path, key: &str, value: &Value, wanted: &str) -> Refusal {
    let refusal = Refusal::new(RefusalKind::Malformed, "config-value-unfit").with("path", path.display()).with("name", key);
    refusal.with("value", value).with("wanted", wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the file says, or the code it is refused with.
    fn settled(file: &str, mut global: Global) -> std::result::Result<Global, &'static str> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(FILE), file).expect("written");
        global.data = folder.path().to_owned();
        match settle(&mut global) {
            Ok(()) => Ok(global),
            Err(error) => Err(error.code().expect("a refusal")),
        }
    }

    #[test]
    fn the_file_fills_in_what_no_flag_said() {
        let file = "lang = \"cs\"\nquiet = true\nas = \"jana\"\n";
        let filled = settled(file, Global::default()).expect("readable");
        assert_eq!((filled.lang.as_deref(), filled.acting.as_deref()), (Some("cs"), Some("jana")));
        assert_eq!((filled.quiet, filled.no_color), (true, false));
        let said = Global { lang: Some("ru".into()), acting: Some("petr".into()), ..Global::default() };
        let kept = settled(file, said).expect("readable");
        assert_eq!((kept.lang.as_deref(), kept.acting.as_deref()), (Some("ru"), Some("petr")));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (file, code) in [
            ("langg = \"cs\"", "config-key-unknown"),
            ("lang = \"de\"", "config-value-unfit"),
            ("quiet = \"yes\"", "config-value-unfit"),
            ("as = 12", "config-value-unfit"),
            ("lang = cs", "config-unreadable"),
            ("lang = \"cs\"\nlang = \"en\"", "config-unreadable"),
        ] {
            assert_eq!(settled(file, Global::default()).err(), Some(code), "{file}");
        }
        // A broken file is told of even when a flag says it all.
        let said = Global { lang: Some("cs".into()), quiet: true, ..Global::default() };
        assert_eq!(settled("quiet = 1", said).err(), Some("config-value-unfit"));
    }
}
