//! A register, and programs at work on it. In: names of nodes. Out: processes, what they log, and what the register holds.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use kartoteka_domain::run::State;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::set_up::FirstAdministrator;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::work_queue::Work;
use kartoteka_engine::{Clock, Config, Engine, Limits, Wall};
use kartoteka_fixtures::databases::Database;
use kartoteka_fixtures::programs::run_python;
use serde_json::Value;

/// Runs one statement on a file, and tells the first value it gives.
const RUN_SQL: &str = "\
import sqlite3, sys
register = sqlite3.connect(sys.argv[1])
rows = register.execute(sys.argv[2]).fetchall()
register.commit()
print(rows[0][0] if rows else '')";
/// Rows of the run that is interrupted: a batch has a thousand.
pub const ROWS: u64 = 15_000;
/// How long a node is believed to live after its last sign.
pub const LEASE_SECONDS: u64 = 3;
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often the register is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub struct Nodes {
    folder: tempfile::TempDir,
    engine: Engine,
    jana: Actor,
    token: String,
    database: Option<Database>,
}

impl Nodes {
    /// In the database this pass of the tests is for.
    pub fn new() -> Nodes {
        Nodes::over_database(Database::of_test())
    }

    /// None where registers are files.
    pub fn on_a_server() -> Option<Nodes> {
        Database::of_test().map(|database| Nodes::over_database(Some(database)))
    }

    pub fn over_database(database: Option<Database>) -> Nodes {
        let folder = tempfile::tempdir().expect("a folder");
        let address = database.as_ref().map(|kept| kartoteka_engine::database_address(&kept.address()).expect("an address"));
        let data = folder.path().join("data");
        let config = Config { data, database: address, wall: Wall::InProcess, limits: Limits::default(), clock: Clock::System };
        let engine = Engine::open(config).expect("an engine");
        let email = "jana@example.com".to_owned();
        let jana = FirstAdministrator { login: "jana".to_owned(), email, password: "correct horse battery".to_owned() };
        engine.add_administrator(&Actor::local(), &jana).expect("an administrator");
        let jana = engine.actor("jana").expect("jana");
        let token = engine.create_api_token(&jana, "test", &Scope::ALL, 30).expect("a token");
        engine.set_setting(&jana, "work.lease_seconds", &LEASE_SECONDS.to_string()).expect("a setting");
        Nodes { folder, engine, jana, token, database }
    }

    /// Another handle on the register, as a node of that name has it.
    pub fn engine(&self, name: &str) -> Engine {
        let config = self.engine.config().clone();
        let data = if self.database.is_some() { self.folder.path().join(format!("data-{name}")) } else { config.data.clone() };
        Engine::open(Config { data, ..config }).expect("an engine")
    }

    pub fn jana(&self) -> &Actor {
        &self.jana
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).expect("a file");
        self.path(name)
    }

    fn upload(&self, kind: &str, text: &str) -> i64 {
        let path = self.file(&format!("{kind}.csv"), text);
        let new = NewFile { path: path.into(), record_type: kind.to_owned(), ..NewFile::default() };
        self.engine.upload_file(&self.jana, &new, &Watch::default()).expect("an upload").import
    }

    fn queue(&self, kind: &str, subject: i64) {
        let work = Work { kind: kind.to_owned(), subject: Some(subject), request: "{}".to_owned() };
        self.engine.queue_work(&self.jana, &work).expect("queued");
    }

    /// Contacts that nobody checked yet.
    pub fn unchecked(&self) -> i64 {
        let rows: String = (1..=ROWS).map(|n| format!("C-{n:06},Jan,Novák {n},jan{n}@example.cz\n")).collect();
        self.upload("contacts", &format!("External ID,First name,Last name,E-mail\n{rows}"))
    }

    /// Contacts that were checked and wait for a worker.
    pub fn queued_run(&self) -> i64 {
        let run = self.unchecked();
        self.engine.check_import(&self.jana, run, &Watch::default()).expect("a check");
        self.queue("run-import", run);
        run
    }

    /// A file that waits to be checked.
    pub fn queued_check(&self, kind: &str) -> i64 {
        let header = if kind == "contacts" { "First name,Last name" } else { "Name,External ID" };
        let import = self.upload(kind, &format!("{header}\nAlfa,a\nBeta,b\n"));
        self.queue("check-import", import);
        import
    }

    fn command(&self, name: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        // What shares a file shares the data directory.
        let data = if self.database.is_some() { format!("data-{name}") } else { "data".to_owned() };
        command.args(args).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("KARTOTEKA_DATA", self.path(&data)).env("KARTOTEKA_BATCH_BLOCKS", "1").env("PATH", "/usr/bin:/bin");
        command.envs(self.database.as_ref().map(|kept| ("KARTOTEKA_DATABASE", kept.address())));
        command
    }

    /// A worker without pages.
    pub fn worker(&self, name: &str) -> Node {
        if self.database.is_some() {
            std::fs::create_dir_all(self.path(&format!("data-{name}"))).expect("a folder");
        }
        Node::begin(self.command(name, &["worker", "--workers", "1", "--log-json"]))
    }

    /// Pages without a worker.
    pub fn pages(&self, name: &str) -> Node {
        let args = ["serve", "--listen", "127.0.0.1:0", "--workers", "0", "--log-json"];
        Node::begin(self.command(name, &args))
    }

    /// What a command over that node printed.
    pub fn over(&self, node: &Node, args: &[&str]) -> String {
        let mut command = self.command("client", args);
        command.env_remove("KARTOTEKA_DATABASE").env("KARTOTEKA_SERVER", &node.address).env("KARTOTEKA_TOKEN", &self.token);
        printed(command, args, &[0])
    }

    /// What a command on the register itself printed, sound or not.
    pub fn here(&self, args: &[&str]) -> String {
        std::fs::create_dir_all(self.path("data-here")).expect("a folder");
        printed(self.command("here", args), args, &[0, 1])
    }

    /// How such a command ended, and what it said of that.
    pub fn tried(&self, args: &[&str]) -> (Option<i32>, String) {
        std::fs::create_dir_all(self.path("data-here")).expect("a folder");
        let output = self.command("here", args).output().expect("the program");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    pub fn state_of(&self, import: i64) -> State {
        self.engine.import(&self.jana, import).expect("the import").import.state
    }

    /// Rows of a run that are committed.
    pub fn rows_of(&self, run: i64) -> u64 {
        let import = self.engine.import(&self.jana, run).expect("the import").import;
        self.engine.committed_progress(&import).expect("progress").done
    }

    pub fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let (_never, quiet) = channel::<()>();
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "{what}");
            let _ = quiet.recv_timeout(LOOK_EVERY);
        }
    }

    pub fn wait_for_rows(&self, run: i64, rows: u64) {
        self.wait("rows are written", || self.rows_of(run) >= rows);
    }

    pub fn wait_for_states(&self, imports: &[i64], state: State) {
        self.wait(&format!("{imports:?} {state:?}"), || imports.iter().all(|import| self.state_of(*import) == state));
    }

    /// Every row has one outcome and one record.
    pub fn is_as_it_should_be(&self, run: i64) {
        let import = self.engine.import(&self.jana, run).expect("the import").import;
        let counts = import.counts;
        assert_eq!((import.state, counts.rows, counts.created, counts.failed), (State::Completed, ROWS, ROWS, 0));
        assert_eq!(self.number("SELECT count(*) FROM contact"), ROWS);
        assert_eq!(self.number("SELECT count(DISTINCT external_id) FROM contact"), ROWS);
    }

    /// The same, and taking it back leaves nothing: the journal knows each record once.
    pub fn is_whole(&self, run: i64) {
        self.is_as_it_should_be(run);
        let report = self.engine.undo_run(&self.jana, run, false, &Watch::default()).expect("an undo");
        assert_eq!((report.counts().rows, self.number("SELECT count(*) FROM contact")), (ROWS, 0));
    }

    /// SQL past the program.
    fn run(&self, sql: &str) -> String {
        match &self.database {
            Some(database) => database.run(sql),
            None => {
                let file = self.path("data/kartoteka.sqlite");
                run_python(RUN_SQL, &[std::path::Path::new(&file), std::path::Path::new(sql)]).trim().to_owned()
            }
        }
    }

    pub fn number(&self, sql: &str) -> u64 {
        self.run(sql).parse().expect("a number")
    }

    /// The one job was begun by as many workers as may die over it.
    pub fn pretend_deaths(&self) {
        self.run("UPDATE kt_work SET state = 'running', attempt = 5, owner = 'gone', lease_ends = 1");
    }

    /// As time does it.
    pub fn let_rests_end(&self) {
        self.run("UPDATE kt_work SET rests_until = 1");
    }

    /// As when the database server is stopped: nobody gets in, who was in is out.
    pub fn lock_everybody_out(&self) {
        let database = self.database.as_ref().expect("a server");
        database.allow_connections(false);
    }

    pub fn let_everybody_in(&self) {
        self.database.as_ref().expect("a server").allow_connections(true);
    }

    /// Some program is in the middle of a stream of rows, and the server waits for the rest.
    pub fn is_sending(&self) -> bool {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
                     AND wait_event = 'ClientRead' AND query LIKE 'COPY%'";
        self.number(waits) > 0
    }

    pub fn cut_connections(&self) {
        self.database.as_ref().expect("a server").cut_connections();
    }
}

fn printed(mut command: Command, args: &[&str], codes: &[i32]) -> String {
    let output = command.output().expect("the program");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| codes.contains(&code)), "{args:?}\n{errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A program at work. Killed when it is dropped.
pub struct Node {
    child: RefCell<Child>,
    /// Where it answers, when it has pages.
    pub address: String,
    lines: Receiver<Value>,
    _out: Lines<BufReader<ChildStdout>>,
}

impl Node {
    fn begin(mut command: Command) -> Node {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let mut out = BufReader::new(child.stdout.take().expect("its output")).lines();
        let (tell, lines) = channel();
        let errors = BufReader::new(child.stderr.take().expect("its log"));
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
                // Nobody listens any more when the test is over.
                let _ = tell.send(line);
            }
        });
        let first = out.next().map(|line| line.expect("UTF-8"));
        let Some(first) = first else { panic!("it did not begin: {:?}", lines.iter().collect::<Vec<_>>()) };
        let address = first.split(' ').find(|word| word.starts_with("http://")).unwrap_or_default().to_owned();
        Node { child: RefCell::new(child), address, lines, _out: out }
    }

    pub fn signal(&self, signal: &str) {
        let id = self.child.borrow().id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill").success());
        if signal == "-KILL" {
            self.child.borrow_mut().wait().expect("its end");
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.borrow().id()
    }

    /// The next line about this event.
    pub fn wait_for(&self, event: &str) -> Value {
        let mut seen = Vec::new();
        let until = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) if line["event"] == event => return line,
                Ok(line) => seen.push(line),
                Err(_) => panic!("no {event} among {seen:#?}"),
            }
        }
    }

    /// A job came to its end, perhaps after it was tried again.
    pub fn wait_for_done(&self) {
        loop {
            let ended = self.wait_for("job-ended");
            if ended["end"] == "done" {
                return;
            }
            assert_eq!(ended["end"], "again", "{ended}");
        }
    }

    /// How it ended by itself.
    pub fn end(&self) -> Option<i32> {
        self.child.borrow_mut().wait().expect("its end").code()
    }

    /// Ends it; how many jobs it did.
    pub fn ended_jobs(self) -> usize {
        self.kinds_ended().len()
    }

    /// Ends it; the kinds of the jobs it did.
    pub fn kinds_ended(self) -> Vec<String> {
        self.signal("-TERM");
        self.end();
        let ended = self.lines.iter().filter(|line| line["event"] == "job-ended" && line["end"] == "done");
        ended.map(|line| line["kind"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // One that has ended is no failure.
        let _ = self.child.borrow_mut().kill();
        let _ = self.child.borrow_mut().wait();
    }
}
