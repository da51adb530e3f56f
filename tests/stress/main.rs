//! What the program does where it goes badly: faults, full disks, mutated input, storms of edits. These tests take the whole
//! machine for minutes, and some hold the program to a time, so they run apart from the suite.

mod bad_input;
mod disks;
mod faults;
mod fuzz;
mod incremental;
mod preview;
mod story;
#[path = "../support/mod.rs"]
mod support;
