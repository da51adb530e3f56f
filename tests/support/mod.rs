//! What the two programs of tests of whole sites share.
#![allow(dead_code, reason = "each of the two uses a part")]

pub mod command;
#[path = "../../benches/corpus/mod.rs"]
pub mod corpus;
pub mod environment;
pub mod folder;
pub mod preview;
pub mod served;
pub mod site;
pub mod situation;
pub mod times;
pub mod trace;
pub mod tree;
