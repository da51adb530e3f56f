//! The preview over the wire: who is answered, with what, and what no request can do to it.

mod answers;
mod client;
mod events;
mod fake;
mod limits;
mod odd;
