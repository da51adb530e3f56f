//! How many take part in an agreement, and what they have done, as of the day of the catalog.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::entry::{Agreement, Membership, Step};

/// Parties of an agreement, each counted once however often it stands there. Those that withdrew are told apart and are in no other count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// How many are parties.
    pub all: usize,
    /// How many of them have signed.
    pub signed: usize,
    /// How many of them have ratified or acceded.
    pub ratified: usize,
    /// How many of them are bound.
    pub bound: usize,
    /// How many were parties and are no more. Who left and came back is not among them.
    pub withdrawn: usize,
}

impl Parties {
    /// Of an agreement.
    pub fn of(catalog: &Catalog, agreement: &Agreement) -> Self {
        let is_former = |party: &&Membership| party.has_withdrawn(catalog.as_of.day);
        let (former, present): (Vec<_>, Vec<_>) = agreement.parties.iter().partition(is_former);
        let who = |party: &&Membership| catalog.party(&party.who.value.0);
        let here: BTreeSet<_> = present.iter().filter_map(who).collect();
        let gone: BTreeSet<_> = former.iter().filter_map(who).filter(|term| !here.contains(term)).collect();
        let count = |step| {
            let done = present.iter().filter(|party| party.has_taken(step, catalog.as_of.day));
            done.filter_map(who).collect::<BTreeSet<_>>().len()
        };
        Self {
            all: here.len(),
            signed: count(Step::Signed),
            ratified: count(Step::Ratified),
            bound: count(Step::InForce),
            withdrawn: gone.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Details, Parsed};
    use crate::source::Source;
    use crate::tally::terms::tests::catalog;

    /// As of 1 January 2024.
    fn counted(parties: &str) -> Parties {
        let head =
            "kind: agreement\ntitle: T\nsummary: S.\ndate: 2018\nlevel: regional\nstatus: signed\ntype: framework";
        let text = format!("---\n{head}\nthemes: work\nparties: {parties}\n---\n");
        let Some(Parsed::Entry(entry)) = crate::entry::parse(&Source::new("content/t.md", text)).0 else {
            panic!("an entry")
        };
        let Details::Agreement(agreement) = &entry.details else { panic!("an agreement") };
        Parties::of(&catalog(), agreement)
    }

    #[test]
    fn who_withdrew_is_no_party() {
        let parties = "[{who: KEN, signed: 2001, ratified: 2002, in_force: 2002}, {who: PHL, signed: 2001},
             {who: NER, signed: 2001, ratified: 2002, in_force: 2002, withdrawn: 2023-12-31}]";
        assert_eq!(counted(parties), Parties { all: 2, signed: 2, ratified: 1, bound: 1, withdrawn: 1 });
    }

    #[test]
    fn what_was_done_on_no_known_date_was_done() {
        let parties = "[{who: KEN, signed: 2001, undated: ratified}, {who: PHL, undated: [signed, in-force]}]";
        assert_eq!(counted(parties), Parties { all: 2, signed: 2, ratified: 1, bound: 1, withdrawn: 0 });
    }

    #[test]
    fn what_is_planned_was_not_done_and_who_stands_there_twice_counts_once() {
        let parties = "[{who: KEN, signed: 2001, ratified: 2029, in_force: 2030}, {who: PHL, signed: 2027},
             {who: NER, signed: 2001}, {who: NE, signed: 2001}]";
        assert_eq!(counted(parties), Parties { all: 3, signed: 2, ..Parties::default() });
    }

    #[test]
    fn who_has_not_left_yet_or_came_back_is_a_party() {
        let leaves = "{who: KEN, in_force: 2002, withdrawn: 2024-01}";
        assert_eq!(counted(leaves), Parties { all: 1, bound: 1, ..Parties::default() });
        let returned = "[{who: KEN, in_force: 2002, withdrawn: 2005}, {who: KE, in_force: 2010}]";
        assert_eq!(counted(returned), Parties { all: 1, bound: 1, ..Parties::default() });
    }
}
