//! What the tests of whole sites share. Each test file uses a part of it.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod console;
#[path = "../../benches/corpus/mod.rs"]
pub mod corpus;
pub mod crawler;
pub mod markup;
pub mod preview;
pub mod served;
pub mod site;
pub mod situation;
pub mod story;
pub mod trace;
pub mod tree;
