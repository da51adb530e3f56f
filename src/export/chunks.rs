//! Long exports: several threads write entries at a time, and no more of them wait in memory than have to.

use std::io::{self, Write};

use rayon::prelude::*;

use super::names;
use crate::catalog::{Catalog, EntryIx};

/// How many entries one thread writes at a time.
const CHUNK: usize = 64;
/// How many chunks wait to be written. As one tree of values, or all at once, 20,000 entries take half a gigabyte.
const WAITING: usize = 16;

/// Writes every entry but pages, by id. `add` writes one behind those of its chunk that are there; `before` stands before the
/// first chunk, and `between` between two.
pub fn each_listed(
    catalog: &Catalog,
    before: &[u8],
    between: &[u8],
    add: impl Fn(EntryIx, &mut Vec<u8>) + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let written = |chunk: &[EntryIx]| {
        let mut text = Vec::new();
        for ix in chunk {
            add(*ix, &mut text);
        }
        text
    };
    let listed: Vec<_> = names::listed(catalog).collect();
    let mut separator = before;
    for batch in listed.chunks(CHUNK * WAITING) {
        let chunks: Vec<_> = batch.par_chunks(CHUNK).map(written).collect();
        for chunk in &chunks {
            out.write_all(separator)?;
            out.write_all(chunk)?;
            separator = between;
        }
    }
    Ok(())
}
