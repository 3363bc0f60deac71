//! The list of erased people outlives the database: a copy of it lies in the data directory, and whatever is restored is cleaned
//! by it again.
//!
//! In: a register, files. Out: a file without a name or a value in it; restored registers without the people of the list.

use std::path::Path;

use kartoteka_domain::record::RecordId;
use kartoteka_store::{Conn, Erasure};

use super::{ErasureReport, KEY, marks_of_record};
use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::progress::Watch;
use crate::{Engine, store_error};

/// The list in the data directory.
pub(crate) const FILE: &str = "erasures.txt";
/// Its first word; the key of the register's hashes follows.
const HEAD: &str = "kartoteka-erasures-1";

/// The erased of one register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Erased {
    key: String,
    people: Vec<Erasure>,
}

impl Erased {
    fn of(conn: &Conn) -> Result<Erased> {
        let key = conn.setting(KEY).map_err(store_error)?.unwrap_or_default();
        Ok(Erased { key, people: conn.erasures().map_err(store_error)? })
    }

    /// `contact 17 2026-11-21T09:30:00 3 MARK MARK`, a line each.
    fn text(&self) -> String {
        let line = |person: &Erasure| {
            format!("{} {} {} {} {}\n", person.type_key, person.id, person.at, person.by, person.marks).replace(" \n", "\n")
        };
        std::iter::once(format!("{HEAD} {}\n", self.key)).chain(self.people.iter().map(line)).collect()
    }

    fn read(text: &str) -> Option<Erased> {
        let mut lines = text.lines();
        let key = lines.next()?.strip_prefix(HEAD)?.trim().to_owned();
        let person = |line: &str| {
            let mut words = line.splitn(5, ' ');
            let type_key = words.next()?.into();
            let id = RecordId(words.next()?.parse().ok()?);
            let (at, by) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            Some(Erasure { type_key, id, at, by, marks: words.next().unwrap_or_default().to_owned() })
        };
        let people = lines.filter(|line| !line.is_empty()).map(person).collect::<Option<Vec<_>>>()?;
        Some(Erased { key, people })
    }
}

/// Writes the list beside the database, complete or not at all.
pub(super) fn write(engine: &Engine, key: &str) -> Result<()> {
    let people = engine.store.reader().and_then(|reader| reader.erasures()).map_err(store_error)?;
    let erased = Erased { key: key.to_owned(), people };
    let mut file = tempfile::NamedTempFile::new_in(&engine.config.data)?;
    std::io::Write::write_all(&mut file, erased.text().as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(engine.config.data.join(FILE)).map_err(|error| error.error)?;
    Ok(())
}

/// The lists that are known where something is to be restored: of the register that is there, if it can be read, of the data
/// directory, and of a file that was named.
pub(crate) fn gather(there: Option<&Conn>, data: &Path, named: Option<&Path>) -> Result<Vec<Erased>> {
    let unfit = |path: &Path| Refusal::new(RefusalKind::Unacceptable, "erasures-unfit").with("path", path.display());
    let mut lists = Vec::new();
    // A register that cannot be read any more is why something is restored.
    lists.extend(there.and_then(|conn| Erased::of(conn).ok()));
    let beside = data.join(FILE);
    if beside.is_file() {
        lists.push(Erased::read(&std::fs::read_to_string(&beside)?).ok_or_else(|| unfit(&beside))?);
    }
    if let Some(path) = named {
        if !path.is_file() {
            return Err(Refusal::new(RefusalKind::NotFound, "file-missing").with("path", path.display()).into());
        }
        lists.push(Erased::read(&std::fs::read_to_string(path)?).ok_or_else(|| unfit(path))?);
    }
    lists.retain(|list| !list.people.is_empty());
    Ok(lists)
}

/// Erases from a restored register whoever stands on the lists. A list of another register, as one whose key is another and
/// whose marks fit no record, does nothing.
pub(crate) fn reapply(engine: &Engine, lists: &[Erased], watch: &Watch) -> Result<ErasureReport> {
    let mut sum = ErasureReport::default();
    for list in lists {
        let reader = engine.store.reader().map_err(store_error)?;
        let own = reader.setting(KEY).map_err(store_error)?;
        let people = meant(engine, &reader, list, own.as_deref())?;
        drop(reader);
        if people.is_empty() {
            continue;
        }
        if own.is_none() {
            let mut writer = engine.store.writer().map_err(store_error)?;
            let batch = writer.begin().map_err(store_error)?;
            batch.save_setting(KEY, &list.key).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        let report = engine.erase(&Actor::local(), &list.key, &people, false, watch)?;
        sum.records += report.records;
        sum.rows += report.rows;
        sum.already += people.len() as u64;
    }
    Ok(sum)
}

/// With the register's own key everybody on the list is meant. A backup made before the first erasure has no key yet: there, and
/// in a register of another key, a record is meant when one of its marks is on the list.
fn meant(engine: &Engine, conn: &Conn, list: &Erased, own: Option<&str>) -> Result<Vec<Erasure>> {
    if own == Some(&list.key) {
        return Ok(list.people.clone());
    }
    let mut found = Vec::new();
    for person in &list.people {
        let Ok(ty) = engine.types().named(&person.type_key) else { continue };
        let marks = marks_of_record(conn, &list.key, &ty, person.id)?;
        if marks.split(' ').any(|mark| !mark.is_empty() && person.marks.split(' ').any(|known| known == mark)) {
            found.push(person.clone());
        }
    }
    // One of them is known here, so it is the same register: the others came later, and may stand in files all the same.
    Ok(if found.is_empty() || own.is_some() { found } else { list.people.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_from_its_text() {
        let at = jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0);
        let person = |id, marks: &str| Erasure { type_key: "contact".into(), id: RecordId(id), at, by: 3, marks: marks.into() };
        let list = Erased { key: "k".into(), people: vec![person(17, "w01 p02"), person(18, "")] };
        assert_eq!(
            list.text(),
            "kartoteka-erasures-1 k\ncontact 17 2026-11-21T09:30:00 3 w01 p02\ncontact 18 2026-11-21T09:30:00 3\n"
        );
        assert_eq!(Erased::read(&list.text()), Some(list));
        for unfit in ["", "contact 17", "kartoteka-erasures-1 k\ncontact x 2026-11-21T09:30:00 3"] {
            assert_eq!(Erased::read(unfit), None, "{unfit}");
        }
    }
}
