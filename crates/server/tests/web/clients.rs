//! The clients in other languages against the running server: what they are tested with, and the examples of their pages, as they stand.
//!
//! In: `clients/`, Python, Node and the compiler of TypeScript. Out: their verdict. TypeScript is compiled with every check first, so
//! that a document that does not fit its use is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kartoteka_engine::manage_tokens::Scope;
use kartoteka_fixtures::programs;
use serde_json::json;

use crate::api_client::token;
use crate::browser::Site;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients").join(name).canonicalize().expect("a folder")
}

/// The blocks of a page in one language, one after another.
fn examples(page: &Path, language: &str) -> String {
    let text = fs::read_to_string(page).expect("a page").replace("\r\n", "\n");
    let blocks: Vec<&str> = text.split(&format!("```{language}\n")).skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 4, "{} examples in {}", blocks.len(), page.display());
    blocks.join("\n")
}

/// Where people write the address of their server.
const SERVER: &str = "https://crm.example.com";

fn succeeds(mut command: Command, site: &Site) {
    command.env("KARTOTEKA_SERVER", format!("http://{}", site.address)).env("KARTOTEKA_TOKEN", token(site, &Scope::ALL));
    let output = command.output().expect("it starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}

fn python(script: &Path, site: &Site) {
    let mut python = Command::new(programs::python());
    python.args(["-B", "-W", "error"]).arg(script).env("PYTHONPATH", folder("python"));
    python.current_dir(script.parent().expect("a folder"));
    succeeds(python, site);
}

#[test]
fn the_python_client_brings_a_file_in_and_takes_it_back() {
    let site = Site::with_jana();
    python(&folder("python").join("tests/flow.py"), &site);
}

#[test]
fn the_examples_for_python_are_true() {
    let site = Site::with_jana();
    let home = tempfile::tempdir().expect("a folder");
    let text = examples(&folder("python").join("README.md"), "python");
    let script = home.path().join("examples.py");
    fs::write(&script, text.replace(SERVER, &format!("http://{}", site.address))).expect("a file");
    python(&script, &site);
}

/// Sources, tests and examples compiled with every check; where the scripts are.
fn compiled(site: &Site) -> tempfile::TempDir {
    let (home, client) = (tempfile::tempdir().expect("a folder"), folder("typescript"));
    for name in ["src", "tests"] {
        fs::create_dir(home.path().join(name)).expect("a folder");
        for entry in fs::read_dir(client.join(name)).expect("a folder") {
            let path = entry.expect("an entry").path();
            fs::copy(&path, home.path().join(name).join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
    let text = examples(&client.join("README.md"), "ts").replace(SERVER, &format!("http://{}", site.address));
    fs::write(home.path().join("tests/examples.ts"), text.replace("\"kartoteka\"", "\"../src/index.ts\"")).expect("a file");
    let settings = json!({
        "extends": client.join("tsconfig.json"),
        "compilerOptions": {"rootDir": ".", "outDir": "out"},
        "include": ["src", "tests"],
    });
    fs::write(home.path().join("tsconfig.json"), settings.to_string()).expect("a file");
    fs::write(home.path().join("package.json"), r#"{"type": "module"}"#).expect("a file");
    let output = Command::new(programs::tsc()).arg("--project").arg(home.path()).output().expect("the compiler starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    home
}

#[test]
fn the_typescript_client_and_its_examples_bring_files_in_and_take_them_back() {
    let (of_flow, of_examples) = (Site::with_jana(), Site::with_jana());
    let home = compiled(&of_examples);
    for (script, site) in [("flow.js", &of_flow), ("examples.js", &of_examples)] {
        let mut node = Command::new(programs::node());
        node.arg(home.path().join("out/tests").join(script)).current_dir(home.path());
        succeeds(node, site);
    }
}
