//! Many programs at once import, edit, cancel, undo, delete and read at random; at the end a model of each agrees with every record.
//!
//! In: `KARTOTEKA_SOAK_SECONDS`, `KARTOTEKA_SOAK_CLIENTS`, `KARTOTEKA_SOAK_SEED`; without them a short one. Each client works on
//! records of its own, so that its model is exact, and all of them share the server, its queue and its writer.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use kartoteka_engine::actor::Actor;
use serde_json::{Value, json};

use crate::api_client::{Answer, Client};
use crate::browser::Site;

/// Rows of an import that is cancelled on its way.
const CANCELLED_ROWS: usize = 400;
/// A locked database says so; nothing was done, and the same is asked again.
const TRIES: usize = 200;

/// A record as it must be.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    id: String,
    city: String,
    /// What the import that made it wrote: a record that differs from it stays when the import is taken back.
    made_with: String,
}

/// What an import did, so that it can be taken back.
struct Import {
    path: String,
    created: Vec<String>,
    /// Key, city before, city after.
    updated: Vec<(String, String, String)>,
}

struct Worker<'s> {
    number: usize,
    client: Client<'s>,
    records: BTreeMap<String, Kept>,
    last: Option<Import>,
    random: u64,
    made: u64,
    done: BTreeMap<&'static str, u64>,
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn soak_a_model_agrees_with_every_record() {
    let (seconds, clients) = (setting("KARTOTEKA_SOAK_SECONDS", 8), setting("KARTOTEKA_SOAK_CLIENTS", 6) as usize);
    let seed = setting("KARTOTEKA_SOAK_SEED", 1);
    let site = Site::with_jana();
    site.engine.set_setting(&Actor::local(), "api.requests_per_minute", "0").expect("no limit");
    let end = Instant::now() + Duration::from_secs(seconds);
    let done: Vec<BTreeMap<&'static str, u64>> = std::thread::scope(|scope| {
        let one = |number: usize| {
            let site = &site;
            move || Worker::new(site, number, seed).work(end)
        };
        let workers: Vec<_> = (0..clients).map(|number| scope.spawn(one(number))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker came to its end")).collect()
    });
    let mut all: BTreeMap<&str, u64> = BTreeMap::new();
    done.iter().flatten().for_each(|(what, times)| *all.entry(what).or_default() += times);
    println!("soak: {clients} clients, {seconds} s, seed {seed}: {all:?}");
    assert!(all.values().sum::<u64>() >= clients as u64, "{all:?}");
    let held = Client::full(&site).get("/records/contacts?limit=1&include_total=true").json()["total"].clone();
    assert_eq!(held, all.get("records kept").copied().unwrap_or_default(), "nothing is there that no model knows");
}

impl<'s> Worker<'s> {
    fn new(site: &'s Site, number: usize, seed: u64) -> Worker<'s> {
        let random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((number as u64 + 1) << 32);
        let client = Client::full(site);
        Worker { number, client, records: BTreeMap::new(), last: None, random, made: 0, done: BTreeMap::new() }
    }

    /// A number below `most`.
    fn below(&mut self, most: usize) -> usize {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.random >> 33) as usize) % most.max(1)
    }

    fn fresh(&mut self, what: &str) -> String {
        self.made += 1;
        format!("{what} {} {}", self.number, self.made)
    }

    fn some_key(&mut self) -> Option<String> {
        let at = self.below(self.records.len());
        self.records.keys().nth(at).cloned()
    }

    fn work(mut self, end: Instant) -> BTreeMap<&'static str, u64> {
        while Instant::now() < end {
            let what = match self.below(13) {
                0..=2 => self.import(),
                3..=4 => self.edit(),
                5 => self.stale_edit(),
                6 => self.delete(),
                7 => self.undo(),
                8 => self.cancel(),
                9 => self.export(),
                10 => self.export_later(),
                11 => self.bulk(),
                _ => self.read(),
            };
            *self.done.entry(what).or_default() += 1;
        }
        self.read();
        self.done.insert("records kept", self.records.len() as u64);
        self.done
    }

    /// Asks until the database is free.
    fn ask(&self, client: &Client<'_>, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let text = body.map(Value::to_string).unwrap_or_default();
        for _ in 0..TRIES {
            let answer = client.ask(method, path, body.map(|_| "application/json"), text.as_bytes());
            assert_ne!(answer.status, 500, "{method} {path}: {}", answer.text);
            if answer.status != 503 {
                return answer;
            }
        }
        panic!("{method} {path}: the database is never free")
    }

    fn start(&self, rows: &[Value]) -> String {
        let options = json!({"mode": "create-and-update", "match_by": ["external_id"]});
        let body = json!({"type": "contacts", "auto": "start", "options": options, "rows": rows});
        let answer = self.ask(&self.client, "POST", "/imports", Some(&body));
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.header("location").to_owned()
    }

    fn import(&mut self) -> &'static str {
        let (mut rows, mut created) = (Vec::new(), Vec::new());
        let mut updated: Vec<(String, String, String)> = Vec::new();
        for _ in 0..=self.below(25) {
            let key = self.fresh("new");
            let city = self.fresh("city");
            rows.push(json!({"external_id": key, "name": "Jan", "city": city}));
            created.push((key, city));
        }
        for _ in 0..self.below(4) {
            let (Some(key), city) = (self.some_key(), self.fresh("city")) else { break };
            if updated.iter().any(|(known, ..)| *known == key) {
                continue;
            }
            rows.push(json!({"external_id": key, "name": "Jan", "city": city}));
            updated.push((key.clone(), self.records[&key].city.clone(), city));
        }
        let bad = self.below(3);
        for _ in 0..bad {
            let key = self.fresh("bad");
            rows.push(json!({"external_id": key, "name": "Jan", "email": "no@", "city": "x"}));
        }
        let path = self.start(&rows);
        let import = self.client.ended(&path);
        let counts = &import["counts"];
        let found = ["rows", "created", "updated", "rejected"].map(|name| counts[name].as_u64().unwrap_or_default() as usize);
        assert_eq!(found, [rows.len(), created.len(), updated.len(), bad], "{import}");
        let ids = self.stored();
        for (key, city) in &created {
            let (id, _) = ids.get(key).unwrap_or_else(|| panic!("{key} is not there: {import}"));
            self.records.insert(key.clone(), Kept { id: id.clone(), city: city.clone(), made_with: city.clone() });
        }
        for (key, _, city) in &updated {
            self.records.get_mut(key).expect("it was there").city.clone_from(city);
        }
        self.last = Some(Import { path, created: created.into_iter().map(|(key, _)| key).collect(), updated });
        "imports"
    }

    fn edit(&mut self) -> &'static str {
        let (Some(key), city) = (self.some_key(), self.fresh("city")) else { return "nothing" };
        let path = format!("/records/contacts/{}", self.records[&key].id);
        let read = self.ask(&self.client, "GET", &path, None);
        let client = self.client.with("If-Match", read.header("etag"));
        let answer = self.ask(&client, "PATCH", &path, Some(&json!({"city": city})));
        assert_eq!(answer.status, 200, "{}", answer.text);
        self.records.get_mut(&key).expect("it was there").city = city;
        "edits"
    }

    fn stale_edit(&mut self) -> &'static str {
        let Some(key) = self.some_key() else { return "nothing" };
        let path = format!("/records/contacts/{}", self.records[&key].id);
        let client = self.client.with("If-Match", "\"0\"");
        assert_eq!(self.ask(&client, "PATCH", &path, Some(&json!({"city": "never"}))).status, 412);
        assert_eq!(self.ask(&client, "DELETE", &path, None).status, 412);
        "stale edits"
    }

    fn delete(&mut self) -> &'static str {
        let Some(key) = self.some_key() else { return "nothing" };
        let client = self.client.with("If-Match", "*");
        let answer = self.ask(&client, "DELETE", &format!("/records/contacts/{}", self.records[&key].id), None);
        assert_eq!(answer.status, 204, "{}", answer.text);
        self.records.remove(&key);
        "deletions"
    }

    fn undo(&mut self) -> &'static str {
        let Some(last) = self.last.take() else { return "nothing" };
        let answer = self.ask(&self.client, "POST", &format!("{}/revert", last.path), None);
        assert_eq!(answer.status, 202, "{}", answer.text);
        let import = self.client.ended(&last.path);
        assert!(["undone", "partly_undone"].contains(&import["state"].as_str().unwrap_or_default()), "{import}");
        // Records edited since stay, and what is as it was made goes, whatever was done and taken back between; fields edited
        // since keep the later value.
        self.records.retain(|key, kept| !(kept.city == kept.made_with && last.created.contains(key)));
        for (key, before, after) in last.updated {
            if let Some(kept) = self.records.get_mut(&key).filter(|kept| kept.city == after) {
                kept.city = before;
            }
        }
        "undos"
    }

    /// Stopped wherever it is, then taken back: nothing of it is left.
    fn cancel(&mut self) -> &'static str {
        let made = self.fresh("gone");
        let rows: Vec<Value> =
            (0..CANCELLED_ROWS).map(|row| json!({"external_id": format!("{made} {row}"), "name": "Eva"})).collect();
        let path = self.start(&rows);
        let answer = self.ask(&self.client, "POST", &format!("{path}/cancel"), None);
        assert!([202, 409].contains(&answer.status), "{}", answer.text);
        let import = self.client.ended(&path);
        let state = import["state"].as_str().unwrap_or_default().to_owned();
        if ["completed", "stopped"].contains(&state.as_str()) {
            assert_eq!(self.ask(&self.client, "POST", &format!("{path}/revert"), None).status, 202);
            let import = self.client.ended(&path);
            assert_eq!(import["state"], "undone", "{import}");
        }
        "cancellations"
    }

    /// Key → number and city of all that is stored of this client.
    fn stored(&self) -> BTreeMap<String, (String, String)> {
        let mut found = BTreeMap::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/records/contacts?fields=external_id,city&limit=500{cursor}");
            let page = self.ask(&self.client, "GET", &path, None).json();
            for one in page["data"].as_array().expect("a page") {
                let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
                let words: Vec<String> = text("external_id").split(' ').map(str::to_owned).collect();
                if words.get(1).is_some_and(|word| *word == self.number.to_string()) {
                    found.insert(text("external_id"), (text("id"), text("city")));
                }
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return found,
            }
        }
    }

    /// A file sent at once holds what the model holds.
    fn export(&mut self) -> &'static str {
        let body = json!({"format": "csv", "columns": ["external_id", "city"]});
        let answer = self.ask(&self.client, "POST", "/records/contacts/export", Some(&body));
        assert_eq!(answer.status, 200, "{}", answer.text);
        let lines = answer.text.lines().count().saturating_sub(1);
        assert_eq!(answer.header("kartoteka-records"), lines.to_string(), "the count is that of the records in the file");
        self.agrees(&answer.text);
        "exports"
    }

    /// The same in the background: nobody else writes what is this client's, so it holds then what it holds now.
    fn export_later(&mut self) -> &'static str {
        let body = json!({"type": "contacts", "format": "csv", "columns": ["external_id", "city"]});
        let made = self.ask(&self.client, "POST", "/exports", Some(&body));
        assert_eq!(made.status, 202, "{}", made.text);
        let path = made.header("location").to_owned();
        loop {
            let export = self.ask(&self.client, "GET", &path, None).json();
            match export["state"].as_str().unwrap_or_default() {
                "completed" => break,
                "failed" => panic!("{export}"),
                _ => std::thread::yield_now(),
            }
        }
        let file = self.ask(&self.client, "GET", &format!("{path}/file"), None);
        self.agrees(&file.text);
        assert_eq!(self.ask(&self.client, "DELETE", &path, None).status, 204);
        "exports in the background"
    }

    fn agrees(&self, csv: &str) {
        let cells = |line: &str| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>();
        let lines = csv.trim_start_matches('\u{feff}').lines().skip(1).map(cells);
        let is_own = |cells: &Vec<String>| cells[0].split(' ').nth(1) == Some(self.number.to_string().as_str());
        let found: BTreeMap<String, String> =
            lines.filter(is_own).map(|cells| (cells[0].clone(), cells.get(1).cloned().unwrap_or_default())).collect();
        let expected: BTreeMap<String, String> =
            self.records.iter().map(|(key, kept)| (key.clone(), kept.city.clone())).collect();
        assert_eq!(found, expected, "client {}", self.number);
    }

    /// Some records get a city together; half of the time it is taken back again.
    fn bulk(&mut self) -> &'static str {
        let some: Vec<String> = (0..5).filter_map(|_| self.some_key()).collect();
        let ids: Vec<&str> = some.iter().map(|key| self.records[key].id.as_str()).collect();
        if ids.is_empty() {
            return "nothing";
        }
        let records = json!({"ids": ids});
        let city = self.fresh("city");
        let body = json!({"type": "contacts", "records": records, "actions": [{"action": "set", "field": "city", "text": city}]});
        let made = self.ask(&self.client, "POST", "/bulk-actions", Some(&body));
        assert_eq!(made.status, 202, "{}", made.text);
        let run = format!("/api/v1/imports/{}", made.json()["id"].as_str().expect("an id"));
        assert_eq!(self.client.ended(&run)["state"], "completed");
        let is_kept = self.below(2) == 0;
        if !is_kept {
            let path = format!("{}/undo", made.header("location"));
            assert_eq!(self.ask(&self.client, "POST", &path, None).status, 202);
            assert_eq!(self.client.ended(&run)["state"], "undone");
        }
        for key in some.iter().filter(|_| is_kept) {
            self.records.get_mut(key).expect("it was there").city.clone_from(&city);
        }
        "mass edits"
    }

    fn read(&mut self) -> &'static str {
        let expected: BTreeMap<String, (String, String)> =
            self.records.iter().map(|(key, kept)| (key.clone(), (kept.id.clone(), kept.city.clone()))).collect();
        assert_eq!(self.stored(), expected, "client {}", self.number);
        "readings"
    }
}
