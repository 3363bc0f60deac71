//! Helping with a check that another node leads: whoever has nothing else to do takes a share of it.
//!
//! In: a pass that was laid out. Out: what was found in one share, brought to the leader through the database. Writes nothing else.

use std::borrow::Cow;

use kartoteka_domain::check::FileFacts;
use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::record::Key;
use kartoteka_store::{NewPass, Writer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::divide::{Pass, claim, shares};
use super::passes::{Judging, Surveying};
use crate::error::{Error, Fault, Result};
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::{Engine, imports, store_error};

/// Who understands the context of a pass and what is found in it: programs of this version. Nodes of another one keep away.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");
/// How long a helper has for a share before somebody else takes it: many times what it takes.
const SHARE_MILLIS: i64 = 5_000;

/// What the leader knows and a helper cannot read in the register.
#[derive(Serialize, Deserialize)]
pub(super) struct Shown<'c> {
    /// Blocks of a share.
    size: usize,
    keep_names: bool,
    administrator: bool,
    table_is_empty: bool,
    rows: u64,
    date_orders: Cow<'c, [(Key, DateOrder)]>,
    file: Cow<'c, FileFacts>,
}

impl<'c> Shown<'c> {
    pub fn of(context: &'c PartContext, size: usize, keep_names: bool) -> Shown<'c> {
        Shown {
            size,
            keep_names,
            administrator: context.administrator,
            table_is_empty: context.table_is_empty,
            rows: context.rows,
            date_orders: Cow::Borrowed(&context.date_orders),
            file: Cow::Borrowed(&context.file),
        }
    }
}

pub(super) fn packed(what: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_stdvec(what).map_err(|e| Error::fault("a share cannot be packed", e))
}

pub(super) fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|e| Error::fault("a share of another node cannot be read", e))
}

/// What a helper keeps from one share to the next.
#[derive(Default)]
pub struct Helping {
    at: Option<At>,
    /// A pass in which something went wrong here: others do it.
    avoided: i64,
}

/// A pass that is being helped with.
struct At {
    number: i64,
    kind: String,
    size: usize,
    keep_names: bool,
    context: PartContext,
    planner: Planner,
    writer: Writer,
}

/// A share that was done for another node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Helped {
    pub import: i64,
    /// From 0.
    pub share: u32,
}

impl Engine {
    /// Does one share of a check that another node leads. `None`: nobody needs help.
    pub fn help_check(&self, helping: &mut Helping, watch: &Watch) -> Result<Option<Helped>> {
        if !self.is_on_server() {
            return Ok(None);
        }
        let reader = self.store.reader().map_err(store_error)?;
        let number = reader.pass_to_help(PROGRAM, self.node.name()).map_err(store_error)?;
        let Some(number) = number.filter(|number| *number != helping.avoided) else {
            helping.at = None;
            return Ok(None);
        };
        let done = self.help_with(number, helping, watch);
        if done.is_err() {
            (helping.at, helping.avoided) = (None, number);
        }
        done
    }

    fn help_with(&self, number: i64, helping: &mut Helping, watch: &Watch) -> Result<Option<Helped>> {
        if helping.at.as_ref().is_none_or(|at| at.number != number) {
            helping.at = self.come_to(number)?;
        }
        let Some(at) = &mut helping.at else { return Ok(None) };
        let shares = shares(&at.context.blocks, at.size);
        let Some(share) = claim(&mut at.writer, number, shares.len() as u32, SHARE_MILLIS)? else { return Ok(None) };
        let blocks = shares[share as usize];
        let found = match at.kind.as_str() {
            Surveying::WORD => found(&Surveying, &mut at.planner, &at.context, blocks, watch),
            Judging::WORD => found(&Judging { keep_names: at.keep_names }, &mut at.planner, &at.context, blocks, watch),
            _ => Err(Error::Fault(Fault { what: "a pass of an unknown kind".to_owned(), source: None })),
        };
        let batch = at.writer.begin_beside().map_err(store_error)?;
        match &found {
            Ok(found) => batch.save_found(number, share, found),
            Err(_) => batch.return_share(number, share),
        }
        .map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        found.map(|_| Some(Helped { import: at.context.import, share }))
    }

    /// Everything the leader knows, from the register and from what he laid out; `None`: the pass is over.
    fn come_to(&self, number: i64) -> Result<Option<At>> {
        let reader = self.store.reader().map_err(store_error)?;
        let Some(NewPass { import, part, kind, context, .. }) = reader.pass(number).map_err(store_error)? else {
            return Ok(None);
        };
        self.follow_types(&reader)?;
        let shown: Shown<'_> = unpacked(&context)?;
        let import = imports::find(&reader, import)?;
        let settings = imports::settings_of(&import)?;
        let mut context = self.bare_context(&import, &settings, part as usize)?;
        context.administrator = shown.administrator;
        context.table_is_empty = shown.table_is_empty;
        context.file = shown.file.into_owned();
        context.take_earlier(shown.rows, &shown.date_orders);
        let planner = Planner::new(reader);
        let writer = self.store.writer().map_err(store_error)?;
        Ok(Some(At { number, kind, size: shown.size, keep_names: shown.keep_names, context, planner, writer }))
    }
}

fn found<P: Pass>(pass: &P, planner: &mut Planner, context: &PartContext, blocks: &[u32], watch: &Watch) -> Result<Vec<u8>> {
    packed(&pass.look(planner, context, blocks, watch)?)
}
