//! What goes wrong between a program and a server: each is told in a clear sentence, ends with the right code, and leaves nothing
//! half done. A server that goes away in the middle is waited for.

mod twice;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use kartoteka_engine::manage_tokens::Scope;
use kartoteka_engine::{Clock, Config, Engine};
use twice::{Twice, said};

#[test]
fn a_server_that_cannot_be_used_is_told() {
    let twice = Twice::new();
    twice.file("c.csv", "Name\nGama\n");
    let server = format!("http://{}", twice.address);
    let secure = format!("https://{}", twice.address);
    let list = ["record", "list", "companies", "--json"];
    let run = ["import", "run", "companies", "c.csv", "--yes", "--json"];
    for (args, server, token, code, expected) in [
        (&list[..], server.as_str(), "", 4, "server-token-missing"),
        (&list, &server, "kt_wrong", 4, "token-invalid"),
        (&run, &server, "kt_wrong", 4, "token-invalid"),
        (&list, "crm.example.com", "kt_1", 2, "server-unfit"),
        (&list, &server, "kt 1", 2, "server-unfit"),
        (&list, "http://127.0.0.1:1", "kt_1", 1, "server-unreachable"),
        (&run, "http://127.0.0.1:1", "kt_1", 1, "server-unreachable"),
        // Nothing is sent over a line that is not safe.
        (&run, &secure, &twice.token, 1, "server-unsafe"),
    ] {
        let said = said(twice.command(args).env("KARTOTEKA_SERVER", server).env("KARTOTEKA_TOKEN", token));
        assert_eq!(said.code, Some(code), "{args:?} {server}\n{}", said.err);
        assert!(said.err.replace('_', "-").contains(expected) && said.out.is_empty(), "{args:?}\n{}{}", said.out, said.err);
        assert!(token.is_empty() || !said.err.contains(token), "a token is never told");
    }
    assert_eq!(twice.there(&["import", "list", "--jq", "length"]).out, "1\n", "nothing was begun");
}

#[test]
fn commands_that_work_on_files_of_the_register_are_refused_in_four_languages() {
    let twice = Twice::new();
    for args in [
        &["serve"][..],
        &["demo"],
        &["doctor"],
        &["backup", "copy.db"],
        &["restore", "copy.db", "--yes"],
        &["user", "accept", "kt_x", "--password-file", "nothing"],
    ] {
        for (language, word) in [("en", "data directory"), ("cs", "datov"), ("pt-BR", "diretório de dados"), ("ru", "каталог")]
        {
            let said = twice.there(&[args, &["--lang", language]].concat());
            assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{args:?}\n{}", said.err);
            assert!(said.err.contains(word), "{args:?} {language}\n{}", said.err);
        }
    }
    assert!(!twice.path("copy.db").exists() && !twice.path("kartoteka-data").exists(), "nothing was done");
}

#[test]
fn a_token_opens_what_its_scopes_open_and_until_it_ends() {
    let mut twice = Twice::new();
    let engine = Engine::open(Config { clock: Clock::Fixed(jiff::civil::date(2026, 9, 1).at(9, 0, 0, 0)), ..twice.config() });
    let engine = engine.expect("an engine");
    let jana = engine.actor("jana").expect("jana");
    let ended = engine.create_api_token(&jana, "ended", &Scope::ALL, 30).expect("a token");
    let reading = engine.create_api_token(&jana, "reading", &[Scope::Read], 300).expect("a token");
    drop(engine);
    twice.file("c.csv", "Name\nGama\n");
    let all = std::mem::replace(&mut twice.token, ended);
    let said = twice.there(&["record", "list", "companies", "--json"]);
    assert!(said.code == Some(4) && said.err.contains("token_invalid"), "{}", said.err);
    twice.token = reading;
    assert_eq!(twice.there(&["record", "list", "companies", "--count"]).out, "2\n");
    for args in [
        &["import", "run", "companies", "c.csv", "--yes", "--json"][..],
        &["bulk", "companies", "--all", "--add-tag", "x", "--yes", "--json"],
        &["record", "add", "companies", "name=x", "--json"],
        &["token", "list", "--json"],
    ] {
        let said = twice.there(args);
        assert!(said.code == Some(4) && said.err.contains("token_scope_missing"), "{args:?} {:?}\n{}", said.code, said.err);
    }
    twice.token = all;
    assert_eq!(twice.there(&["import", "list", "--jq", "length"]).out, "1\n", "nothing was begun");
    assert_eq!(twice.there(&["record", "list", "companies", "--count"]).out, "2\n");
}

/// Answers that are not of this version, one for each address.
fn stranger(answers: &'static [(&'static str, u16, &'static str, &'static str)]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).expect("a request");
            let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
            let found = answers.iter().find(|(known, ..)| path.ends_with(known));
            let (_, status, media, body) = found.copied().unwrap_or(("", 404, "text/html", "<p>No.</p>"));
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status} x\r\ncontent-type: {media}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            // Who asked may have gone.
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    address
}

#[test]
fn a_server_of_another_version_or_of_another_kind_is_told() {
    let twice = Twice::new();
    const OLD: &[(&str, u16, &str, &str)] = &[
        ("/version", 200, "application/json", "{\"name\": \"kartoteka\", \"version\": \"0.0.1\", \"api\": \"v1\"}"),
        (
            "/import-batches?type=leads",
            404,
            "application/problem+json",
            "{\"code\": \"address_unknown\", \"kind\": \"not-found\", \"title\": \"There is no such address.\"}",
        ),
    ];
    let old = format!("http://{}", stranger(OLD));
    let tags = ["import", "tags", "leads"];
    let said_old = said(twice.command(&tags).env("KARTOTEKA_SERVER", &old).env("KARTOTEKA_TOKEN", "kt_1"));
    assert_eq!(said_old.code, Some(1), "{}", said_old.err);
    let own = env!("CARGO_PKG_VERSION");
    assert!(said_old.err.contains("0.0.1") && said_old.err.contains(own), "{}", said_old.err);
    let web = format!("http://{}", stranger(&[]));
    let said_web = said(twice.command(&["record", "list", "leads"]).env("KARTOTEKA_SERVER", &web).env("KARTOTEKA_TOKEN", "kt_1"));
    assert!(said_web.code == Some(1) && said_web.err.contains("no Kartoteka server"), "{}", said_web.err);
}

/// Stands between the program and the server. Once so many bytes went up, or a word did, the line is cut, and whoever comes next
/// waits until it is said that the server is there again.
struct Line {
    address: SocketAddr,
    cut: Receiver<()>,
    mended: Sender<()>,
}

#[derive(Clone, Copy)]
enum CutAfter {
    Bytes(usize),
    /// With the answer to a request that names this.
    Request(&'static str),
}

fn line(server: SocketAddr, when: CutAfter) -> Line {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let ((tell, cut), (mended, wait)) = (channel(), channel::<()>());
    std::thread::spawn(move || {
        let mut when = Some(when);
        for stream in listener.incoming() {
            let from = stream.expect("a connection");
            let Ok(to) = TcpStream::connect(server) else { continue };
            let is_cut = pass(&from, &to, when);
            if is_cut {
                when = None;
                tell.send(()).expect("a test");
                // Nobody mends it any more: the test is over.
                if wait.recv().is_err() {
                    return;
                }
            }
        }
    });
    Line { address, cut, mended }
}

/// Passes bytes on until one side ends; whether it was cut. One connection at a time: the program has one.
fn pass(mut from: &TcpStream, to: &TcpStream, when: Option<CutAfter>) -> bool {
    let (mut back_from, mut back_to) = (to.try_clone().expect("a handle"), from.try_clone().expect("a handle"));
    let back = std::thread::spawn(move || {
        // Either side may go at any time.
        let _ = std::io::copy(&mut back_from, &mut back_to);
        let _ = back_to.shutdown(Shutdown::Both);
    });
    let (mut sent, mut piece, mut is_cut, mut named) = (0, vec![0; 16 << 10], false, Vec::new());
    while let Ok(read @ 1..) = from.read(&mut piece) {
        if (&*to).write_all(&piece[..read]).is_err() {
            break;
        }
        sent += read;
        is_cut = match when {
            Some(CutAfter::Bytes(most)) => sent > most,
            Some(CutAfter::Request(word)) => {
                if !named.is_empty() || String::from_utf8_lossy(&piece[..read]).contains(word) {
                    named.extend_from_slice(&piece[..read]);
                }
                is_whole(&named)
            }
            None => false,
        };
        if is_cut {
            break;
        }
    }
    if matches!(when, Some(CutAfter::Request(_))) && is_cut {
        // The request arrives; its answer does not.
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Write);
        let _ = back.join();
        return true;
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
    let _ = back.join();
    is_cut
}

/// Whether a request came with all of its body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    body.len() >= length.and_then(|length| length.trim().parse().ok()).unwrap_or(0)
}

fn spawned(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program")
}

fn ended(child: Child) -> (Option<i32>, String, String) {
    let output = child.wait_with_output().expect("an end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The server is restarted behind the line, on its own port.
fn restarted(twice: &mut Twice, line: &Line) {
    line.cut.recv().expect("a cut");
    let port = twice.address.port();
    twice.server = None;
    twice.start(port);
    line.mended.send(()).expect("a line");
}

#[test]
fn flt_01_an_upload_goes_on_after_the_server_was_restarted_in_the_middle() {
    let mut twice = Twice::empty();
    // Few rows and many bytes.
    let cell = "x".repeat(30_000);
    let rows: String = (1..=250).map(|n| format!("Lead {n};{cell}\n")).collect();
    twice.file("leads.csv", &format!("Topic;Nothing\n{rows}"));
    let line = line(twice.address, CutAfter::Bytes(5 << 20));
    let args = ["import", "run", "leads", "leads.csv", "--map", "Nothing=-", "--yes", "--json=state,counts,file"];
    let child = spawned(twice.over(&args).env("KARTOTEKA_SERVER", format!("http://{}", line.address)));
    restarted(&mut twice, &line);
    let (code, out, err) = ended(child);
    assert_eq!(code, Some(0), "{out}{err}");
    assert_eq!(out, twice.here(&args).out, "the same bytes arrived, once");
    assert_eq!(twice.there(&["record", "list", "leads", "--count"]).out, "250\n");
    assert_eq!(twice.there(&["import", "list", "--jq", "length"]).out, "1\n");
    let left = std::fs::read_dir(twice.path("there/uploads")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "the pieces are gone");
}

#[test]
fn flt_04_a_run_is_done_once_when_the_server_is_restarted_in_the_middle() {
    let mut twice = Twice::empty();
    twice.file("c.csv", "Name,City\nGama,Brno\nDelta,Zlín\n");
    assert_eq!(twice.there(&["import", "check", "companies", "c.csv"]).code, Some(0));
    // The order to start arrives, its answer does not: the program asks again, and the run is done once.
    let line = line(twice.address, CutAfter::Request("/start"));
    let args = ["import", "start", "1", "--yes", "--json=state,counts"];
    let child = spawned(twice.over(&args).env("KARTOTEKA_SERVER", format!("http://{}", line.address)));
    restarted(&mut twice, &line);
    let (code, out, err) = ended(child);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("\"completed\"") && out.contains("\"created\":2"), "{out}");
    assert_eq!(twice.there(&["record", "list", "companies", "--count"]).out, "2\n");
}

#[test]
fn a_server_that_does_not_come_back_is_told_after_a_while() {
    let mut twice = Twice::empty();
    twice.file("c.csv", "Name,City\nGama,Brno\n");
    assert_eq!(twice.there(&["import", "check", "companies", "c.csv"]).code, Some(0));
    let line = line(twice.address, CutAfter::Request("/start"));
    let args = ["import", "start", "1", "--yes"];
    let mut command = twice.over(&args);
    command.env("KARTOTEKA_SERVER", format!("http://{}", line.address)).env("KARTOTEKA_PATIENCE", "0");
    let child = spawned(&mut command);
    line.cut.recv().expect("a cut");
    twice.server = None;
    drop(line);
    let (code, out, err) = ended(child);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains("cannot be reached") && err.contains("kartoteka import watch 1"), "{err}");
}

/// Enough for the signal to come in the middle of the run.
const ROWS: usize = 120_000;
/// Of them, what is read again when nobody has to come in between.
const FEW: usize = 10_000;

fn contacts(rows: usize) -> String {
    let row = |n| format!("C-{n:06},Jan,Novák {n},jan{n}@example.cz\n");
    format!("External ID,First name,Last name,E-mail\n{}", (1..=rows).map(row).collect::<String>())
}

#[test]
fn ctrl_c_leaves_the_servers_work_running_and_watch_comes_back_to_it() {
    let twice = Twice::empty();
    twice.file("contacts.csv", &contacts(ROWS));
    twice.file("few.csv", &contacts(FEW));
    let mut child =
        spawned(twice.over(&["import", "run", "contacts", "contacts.csv", "--yes"]).env("KARTOTEKA_PROGRESS_EVERY", "0"));
    let (mut told, mut is_pressed) = (String::new(), false);
    for text in BufReader::new(child.stderr.take().expect("standard error")).lines() {
        let text = text.expect("UTF-8");
        // It is checked and told; what comes next is the order to start, and the run.
        if !is_pressed && text.contains("columns matched") {
            let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
            assert!(kill.success());
            is_pressed = true;
        }
        told.push_str(&text);
        told.push('\n');
    }
    assert_eq!(child.wait().expect("an end").code(), Some(130), "{told}");
    let detached = "Import #1 goes on. kartoteka import watch 1 / kartoteka import cancel 1\n";
    assert!(is_pressed && told.ends_with(detached), "{told}");
    let watched = twice.there(&["import", "watch", "1", "--jq", ".state, .counts.created"]);
    assert_eq!((watched.code, watched.out), (Some(0), format!("completed\n{ROWS}\n")), "{}", watched.err);
    assert_eq!(twice.there(&["record", "list", "contacts", "--count"]).out, format!("{ROWS}\n"));

    // Work may be left at once; the number is the import's.
    let again = |how: &str| {
        let line = format!("import run contacts few.csv --mode update --match-by external_id --yes {how}");
        twice.there(&line.split(' ').collect::<Vec<_>>())
    };
    let left = again("--no-wait");
    assert_eq!((left.code, left.out.as_str()), (Some(0), "2\n"), "{}", left.err);
    assert!(left.err.contains("kartoteka import watch 2"), "{}", left.err);
    assert_eq!(twice.there(&["import", "watch", "2", "--jq", ".counts.unchanged"]).out, format!("{FEW}\n"));
    let timed = again("--wait=0s");
    assert_eq!(timed.code, Some(7), "{}{}", timed.out, timed.err);
    assert!(timed.err.contains("Import #3 is still running. To go on waiting: kartoteka import watch 3"), "{}", timed.err);
    // It may have ended meanwhile; then there is nothing to stop.
    let stopped = twice.there(&["import", "cancel", "3", "--jq", ".state"]);
    let is_stopped = stopped.code == Some(0) && ["stopped\n", "completed\n"].contains(&stopped.out.as_str());
    assert!(is_stopped || (stopped.code, stopped.err.contains("completed")) == (Some(6), true), "{}{}", stopped.out, stopped.err);
}

#[test]
fn a_token_is_remembered_for_its_server_and_read_by_nobody_else() {
    let twice = Twice::new();
    let server = format!("http://{}", twice.address);
    let typed = |args: &[&str], token: &str| {
        let mut command = twice.command(args);
        command.env("XDG_CONFIG_HOME", twice.path("settings"));
        if !token.is_empty() {
            command.env("KARTOTEKA_TOKEN", token);
        }
        said(&mut command)
    };
    let login = ["auth", "login", "--url", &server, "--json"];
    assert_eq!(typed(&login, "").code, Some(4));
    assert_eq!(typed(&login, "kt_wrong").code, Some(4), "a token that opens nothing is not kept");
    assert_eq!(typed(&["auth", "status", "--json"], "").out, "[]\n");
    let told = typed(&login, &twice.token);
    assert!(
        told.code == Some(0) && told.out.contains("\"jana\"") && !told.out.contains(&twice.token),
        "{}{}",
        told.out,
        told.err
    );
    assert_eq!(typed(&["record", "list", "companies", "--count", "--server", &format!("{server}/")], "").out, "2\n");
    assert!(typed(&["auth", "status"], "").out.starts_with(&format!("{server}\tjana\tadministrator\t")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(twice.path("settings/kartoteka/servers.toml")).expect("the file");
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
    twice.there(&["token", "revoke", "1"]);
    let told = typed(&["auth", "status"], "");
    assert!(told.code == Some(1) && told.out.contains("not valid"), "{}{}", told.out, told.err);
    assert_eq!(typed(&["auth", "logout", "--url", &server], "").code, Some(0));
    assert_eq!(typed(&["auth", "logout", "--url", &server], "").code, Some(5));
    assert_eq!(typed(&["record", "list", "companies", "--server", &server], "").code, Some(4));
}
