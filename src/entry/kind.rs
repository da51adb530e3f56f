//! The kinds of entry and the relations between entries, each one table.

use crate::words;

words! {
    /// What an entry is about.
    pub enum Kind {
        /// What somebody promised or is asked to promise.
        Commitment = "commitment",
        /// What somebody does already.
        Practice = "practice",
        /// Training in one country for work in another, paid for together (report A/72/643, para. 27).
        SkillsPartnership = "skills-partnership",
        /// What parties signed or agreed to talk about.
        Agreement = "agreement",
        /// A text of the site itself: about, licence.
        Page = "page",
    }
}

impl Kind {
    /// The kinds that have lists of their own.
    pub const LISTED: [Self; 4] = [Self::Commitment, Self::Practice, Self::SkillsPartnership, Self::Agreement];

    /// The first part of the address of its entries, which is also its plural word.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Commitment => "commitments",
            Self::Practice => "practices",
            Self::SkillsPartnership => "skills-partnerships",
            Self::Agreement => "agreements",
            Self::Page => "pages",
        }
    }
}

words! {
    /// How far something has come.
    pub enum Status {
        /// Somebody proposed it.
        Proposed = "proposed",
        /// Decided, not begun.
        Planned = "planned",
        /// Being carried out.
        Active = "active",
        /// Done.
        Completed = "completed",
        /// Begun and not going on.
        Stalled = "stalled",
        /// Given up.
        Withdrawn = "withdrawn",
        /// An agreement that is being negotiated.
        Negotiating = "negotiating",
        /// An agreement that is signed and binds nobody yet.
        Signed = "signed",
        /// An agreement that holds: in force where it is legally binding, in effect where it is not.
        InForce = "in-force",
        /// An agreement that binds nobody for the time being.
        Suspended = "suspended",
        /// An agreement that came to its end.
        Ended = "ended",
    }
}

impl Status {
    /// Whether nothing is awaited any more: what is not reached by then is no longer due, and never late.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Withdrawn | Self::Ended)
    }

    /// The statuses that a kind can have.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Agreement => {
                &[Self::Proposed, Self::Negotiating, Self::Signed, Self::InForce, Self::Suspended, Self::Ended]
            }
            _ => &[Self::Proposed, Self::Planned, Self::Active, Self::Completed, Self::Stalled, Self::Withdrawn],
        }
    }
}

words! {
    /// How one entry relates to another.
    pub enum Relation {
        /// Carries it out.
        Implements = "implements",
        /// Belongs to it.
        PartOf = "part_of",
        /// Takes its place.
        Supersedes = "supersedes",
        /// Follows its example.
        ModelledOn = "modelled_on",
        /// Has to do with it; goes both ways.
        Related = "related",
    }
}

impl Relation {
    /// The name of the relation seen from the other end.
    pub const fn inverse(self) -> &'static str {
        match self {
            // A practice has a field `implemented_by` that says who.
            Self::Implements => "has_implementation",
            Self::PartOf => "has_part",
            Self::Supersedes => "superseded_by",
            Self::ModelledOn => "model_for",
            Self::Related => "related",
        }
    }

    /// Whether it may not lead back to where it began.
    pub const fn is_acyclic(self) -> bool {
        !matches!(self, Self::Related)
    }
}
