//! What a tester asks for in the environment.

/// The number of a variable, if it is set: a seed, or how long a test goes on.
///
/// # Panics
/// When it is no number: a slip would otherwise pass for the usual one.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}
