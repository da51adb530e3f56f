//! Where a body defines links by reference that lead to places of the project.

use std::ops::Range;

use super::{destination, events};

/// The definitions (`[label]: fair-recruitment.md`) that name a file, a page or an entry of the project and no other site, as
/// bytes of the body, in order. Who writes the body elsewhere leaves them out: the links themselves are holes.
pub fn inner_definitions(markdown: &str) -> Vec<Range<usize>> {
    let Ok(events) = events::of_body(markdown) else { return Vec::new() };
    let definitions = events.reference_definitions().iter();
    let inner = definitions.filter(|(_, definition)| !destination::is_outside(&definition.dest).unwrap_or(false));
    let mut ranges: Vec<_> = inner.map(|(_, definition)| definition.span.clone()).collect();
    ranges.sort_unstable_by_key(|range| range.start);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_of_other_sites_stay() {
        let text = "See [a] and [b].\n\n[a]: secret.md\n[b]: https://x.example/\n";
        let ranges = inner_definitions(text);
        assert_eq!(ranges.iter().map(|range| text[range.clone()].trim()).collect::<Vec<_>>(), ["[a]: secret.md"]);
    }
}
