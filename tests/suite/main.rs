//! What the program does for those who use it, in one program: each one linked costs a minute.

mod asking;
mod cli;
mod commonmark;
mod console;
mod crawler;
mod isolation;
mod knowledge_base;
mod leaks;
mod links;
mod manual;
mod markup;
mod metadata;
mod open_data;
mod output;
mod preview_http;
mod publish;
mod renaming;
mod reproducible;
mod sarif;
mod sites;
#[path = "../support/mod.rs"]
mod support;
