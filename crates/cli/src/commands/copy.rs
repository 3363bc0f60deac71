//! `kartoteka copy`: a register moves to another database, and both are shown to hold the same.

use clap::Args;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::copy_register::{Copied, Place, TableProof, compare_registers, copy_register};
use kartoteka_engine::error::Result;
use kartoteka_engine::words::{Words, number};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::open::{Global, output};
use crate::output::Output;
use crate::progress::{Drawer, stop_on_signals};

#[derive(Args, Debug)]
#[command(
    before_help = "Example:\n  kartoteka copy --from sqlite:./kartoteka-data --to postgres://kartoteka@db.example.org/kartoteka"
)]
pub struct Copy {
    /// The register to copy: sqlite:DIR or postgres://user@host/database
    #[arg(long, value_name = "PLACE", env = "KARTOTEKA_COPY_FROM", hide_env_values = true)]
    from: String,
    /// Where there is none yet: sqlite:DIR or postgres://user@host/database
    #[arg(long, value_name = "PLACE", env = "KARTOTEKA_COPY_TO", hide_env_values = true)]
    to: String,
    /// Copy nothing; only say whether both hold the same
    #[arg(long)]
    compare: bool,
}

/// Ends with 1 when the two differ.
pub fn run(global: &Global, words: Words, flags: &Copy) -> Result<Exit> {
    let out = output(global, words);
    let (from, to) = (Place::parse(&flags.from)?, Place::parse(&flags.to)?);
    let (watch, drawer) = Drawer::watch(words, stop_on_signals()?, global.quiet || out.is_data());
    let actor = Actor::local();
    let copied = match flags.compare {
        true => compare_registers(&actor, &from, &to, &watch),
        false => copy_register(&actor, &from, &to, &watch),
    };
    drawer.finish();
    let copied = copied?;
    tell(&out, words, &copied, flags.compare)?;
    Ok(if copied.proof.is_equal() { Exit::Done } else { Exit::Unsound })
}

fn tell(out: &Output, words: Words, copied: &Copied, compared: bool) -> Result<()> {
    let tables = &copied.proof.tables;
    let is_equal = copied.proof.is_equal();
    if out.is_data() {
        let tables: Vec<Value> = tables.iter().map(object).collect();
        let (from, to, schema) = (&copied.from, &copied.to, copied.schema);
        return out.object(&json!({"equal": is_equal, "from": from, "to": to, "schema": schema, "tables": tables}));
    }
    let width = tables.iter().map(|table| table.table.len()).max().unwrap_or(0);
    for table in tables.iter().filter(|table| table.here.rows > 0 || table.here != table.there) {
        out.line(&line(table, width, words))?;
    }
    let rows = number(i64::try_from(copied.proof.rows()).unwrap_or(i64::MAX), words.language);
    let facts = [
        ("from", copied.from.as_str().into()),
        ("to", copied.to.as_str().into()),
        ("rows", rows.into()),
        ("schema", copied.schema.to_string().into()),
    ];
    out.line(&words.say(if is_equal { "copy-equal" } else { "copy-unequal" }, &facts))?;
    match (is_equal, compared) {
        (true, false) => out.notice(&words.say("copy-next", &facts)),
        (false, false) => out.notice(&words.say("copy-nothing-kept", &facts)),
        _ => {}
    }
    Ok(())
}

/// `contact  1,200  0f5c…  =`, or both sides where they differ.
fn line(table: &TableProof, width: usize, words: Words) -> String {
    let rows = |rows: u64| number(i64::try_from(rows).unwrap_or(i64::MAX), words.language);
    let (here, there) = (table.here, table.there);
    let front = format!("{:width$}  {:>12}  {:032x}", table.table, rows(here.rows), here.checksum);
    if here == there { format!("{front}  =") } else { format!("{front}  ≠  {}  {:032x}", rows(there.rows), there.checksum) }
}

fn object(table: &TableProof) -> Value {
    let side = |tally: kartoteka_engine::copy_register::Tally| json!({"rows": tally.rows, "checksum": format!("{:032x}", tally.checksum)});
    let (here, there) = (table.here, table.there);
    json!({"table": table.table, "equal": here == there, "from": side(here), "to": side(there)})
}
