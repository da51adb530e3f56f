//! The output folder, story by story: what is written, what is left alone, what is refused, and what a build that ends
//! early leaves behind.

mod faults;
mod random;
mod refusals;
mod site;
mod speed;
mod stories;
