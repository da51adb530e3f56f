//! Entries that no other entry leads to and that lead to none.

use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, Kind};

/// Whether an entry has no way in or out. Pages are led to by the site itself, and a first entry has nothing to refer to.
pub fn is_orphan(catalog: &Catalog, ix: EntryIx) -> bool {
    let entry = &catalog[ix];
    let links = catalog.links(ix);
    let is_offered_to = links.offered.iter().any(|(_, by)| *by != ix);
    let is_led_to = !links.inverse.is_empty() || !links.mentioned_by.is_empty() || is_offered_to;
    entry.kind() != Kind::Page && catalog.entries.len() > 1 && !is_led_to && !refers_to_another(entry)
}

pub(super) fn orphan(catalog: &Catalog, ix: EntryIx) -> Option<Diagnostic> {
    if !is_orphan(catalog, ix) {
        return None;
    }
    let entry = &catalog[ix];
    let message = format!("nothing refers to `{}`, and it refers to no entry", entry.id);
    let diagnostic = Diagnostic::new(Code::OrphanEntry, &entry.source, entry.common.title.span, message);
    Some(diagnostic.help("add a relation such as `related: [...]`, or mention an entry: `[[id]]`"))
}

/// What is written counts and not what it leads to: a reference to a draft or to nothing is reported as what it is.
fn refers_to_another(entry: &Entry) -> bool {
    let mut related = entry.relations().map(|(_, id)| id.as_str());
    let mut mentioned = entry.body.mentions.iter().map(|mention| &*mention.target_entry);
    let mut met = entry.common.offers.iter().flat_map(|offer| &offer.meets).map(|need| need.entry.as_str());
    let is_other = |id: &str| id != entry.id.as_str();
    related.any(is_other) || mentioned.any(is_other) || met.any(is_other)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::OrphanEntry;

    fn plain() -> String {
        Project::entry_with(&[])
    }

    #[test]
    fn an_entry_that_stands_alone_is_pointed_at_by_its_title() {
        let alone = plain() + "See [[a]].\n";
        let project = Project::new().file("a.md", &alone).file("b.md", &Project::entry_with(&[("related", "c")]));
        assert_eq!(project.file("c.md", &plain()).found(OrphanEntry), ["a.md:3: A promise"]);
    }

    #[test]
    fn a_relation_or_mention_in_either_direction_is_a_way() {
        let project = Project::new().file("a.md", &Project::entry_with(&[("part_of", "b")])).file("b.md", &plain());
        let project = project.file("c.md", &(plain() + "See [[d]].\n")).file("d.md", &plain());
        assert_eq!(project.found(OrphanEntry), [""; 0]);
    }

    #[test]
    fn an_offer_that_meets_a_need_is_a_way_at_both_ends() {
        let need = Project::entry_with(&[("needs", "[{key: n, title: Boats, type: data}]")]);
        let offer = |of: &str| format!("[{{title: A boat, type: data, meets: '{of}#n'}}]");
        let project = Project::new().file("a.md", &need).file("b.md", &Project::entry_with(&[("offers", &offer("a"))]));
        assert_eq!(project.found(OrphanEntry), [""; 0]);
        let own = Project::entry_with(&[("needs", "[{key: n, title: X, type: data}]"), ("offers", &offer("c"))]);
        assert_eq!(project.file("c.md", &own).found(OrphanEntry), ["c.md:3: A promise"]);
    }

    #[test]
    fn a_reference_to_a_draft_is_a_reference() {
        let draft = Project::entry_with(&[("draft", "true")]);
        let project = Project::new().file("a.md", &(plain() + "See [[b]].\n")).file("b.md", &draft);
        let project = project.file("c.md", &Project::entry_with(&[("related", "b")]));
        assert_eq!(project.found(OrphanEntry), [""; 0]);
    }

    #[test]
    fn pages_and_a_first_entry_stand_alone() {
        assert_eq!(Project::new().file("a.md", &plain()).found(OrphanEntry), [""; 0]);
        let page = "---\nkind: page\ntitle: About\ndate: 2018\n---\n";
        assert_eq!(Project::new().file("a.md", page).file("b.md", page).found(OrphanEntry), [""; 0]);
    }
}
