//! What one kind of entry has and others have not.

use super::party::Membership;
use crate::date::Date;
use crate::field::{PartyName, TermName};
use crate::record::{Datum, Record};
use crate::source::Spanned;
use crate::{record, words};

/// What one kind of entry has.
#[derive(Clone, Debug, PartialEq)]
pub enum Details {
    /// A commitment.
    Commitment(Commitment),
    /// A practice.
    Practice(Practice),
    /// A skills partnership.
    SkillsPartnership(SkillsPartnership),
    /// An agreement.
    Agreement(Agreement),
    /// A page.
    Page(SitePage),
}

impl Details {
    /// What one field of the kind holds; nothing when there is no such field.
    pub(super) fn datum_of(&self, field: &str) -> Datum<'_> {
        match self {
            Self::Commitment(commitment) => commitment.datum_of(field),
            Self::Practice(practice) => practice.datum_of(field),
            Self::SkillsPartnership(partnership) => partnership.datum_of(field),
            Self::Agreement(agreement) => agreement.datum_of(field),
            Self::Page(page) => page.datum_of(field),
        }
    }

    /// What the fields of the kind hold.
    pub fn data(&self) -> Vec<(&'static str, Datum<'_>)> {
        match self {
            Self::Commitment(commitment) => commitment.data(),
            Self::Practice(practice) => practice.data(),
            Self::SkillsPartnership(partnership) => partnership.data(),
            Self::Agreement(agreement) => agreement.data(),
            Self::Page(page) => page.data(),
        }
    }
}

record! {
    /// The fields of commitments.
    pub struct Commitment {
        /// Who commits: countries, actors or a group. A commitment whose `by` is no State is a pledge.
        by: Vec<Spanned<PartyName>>,
        /// Whom it serves: groups.
        beneficiaries: Vec<Spanned<PartyName>>,
    }
}

words! {
    /// How well it is known that a practice works.
    pub enum Evidence {
        /// Somebody described it.
        Described = "described",
        /// Somebody counts what it does.
        Monitored = "monitored",
        /// Somebody examined whether it works.
        Evaluated = "evaluated",
        /// It worked elsewhere too.
        Replicated = "replicated",
    }
}

record! {
    /// The fields of practices.
    pub struct Practice {
        /// Who carries it out.
        implemented_by: Vec<Spanned<PartyName>>,
        /// Where: a city, a region, a border.
        place: Option<String>,
        /// How well it is known that it works.
        evidence: Option<Spanned<Evidence>>,
        /// What it costs, in words.
        cost: Option<String>,
    }
}

words! {
    /// Whether those who are trained may stay.
    pub enum Track {
        /// They work in the country of origin.
        Home = "home",
        /// They work in the country of destination.
        Away = "away",
    }
}

record! {
    /// The fields of skills partnerships.
    pub struct SkillsPartnership {
        /// Where the trained come from.
        origin: Vec<Spanned<TermName>>,
        /// Where they go.
        destination: Vec<Spanned<TermName>>,
        /// For what work: ISCO-08 codes.
        occupations: Vec<Spanned<TermName>>,
        /// Who pays.
        funded_by: Vec<Spanned<PartyName>>,
        /// Where the training takes place: countries.
        training_in: Vec<Spanned<TermName>>,
        /// What the trained hold at the end.
        qualification: Option<String>,
        /// Where that counts: countries.
        recognised_in: Vec<Spanned<TermName>>,
        /// How many are trained in a year.
        places_per_year: Option<Spanned<u32>>,
        /// Whether the trained may stay.
        track: Vec<Spanned<Track>>,
    }
}

words! {
    /// What an agreement is about.
    pub enum AgreementType {
        /// Principles and a plan.
        Framework = "framework",
        /// Who may enter and stay.
        FreeMovement = "free-movement",
        /// Who may work.
        LabourMobility = "labour-mobility",
        /// Who takes back whom.
        Readmission = "readmission",
        /// Benefits that move with people.
        SocialSecurity = "social-security",
        /// Qualifications that count elsewhere.
        QualificationRecognition = "qualification-recognition",
        /// States that talk regularly.
        ConsultativeProcess = "consultative-process",
        /// Those who want to act first.
        Coalition = "coalition",
        /// Something else.
        Other = "other",
    }
}

impl AgreementType {
    /// Whether it is a text with rules, and not a body of those who meet or act together.
    pub const fn is_legal(self) -> bool {
        !matches!(self, Self::ConsultativeProcess | Self::Coalition)
    }
}

record! {
    /// The fields of agreements.
    pub struct Agreement {
        /// What it is about.
        agreement_type as "type": Spanned<AgreementType>,
        /// Who signed, ratified and is bound.
        parties: Vec<Membership>,
        /// When it was adopted.
        adopted: Option<Spanned<Date>>,
        /// Since when it is in force.
        in_force: Option<Spanned<Date>>,
        /// The region, as an M49 code.
        region: Vec<Spanned<TermName>>,
        /// Who keeps the text.
        depositary: Option<Spanned<PartyName>>,
        /// Who does the work between meetings.
        secretariat: Option<Spanned<PartyName>>,
        /// How often it is reviewed: an ISO 8601 duration such as `P2Y`.
        review_every: Option<Spanned<String>>,
    }
}

record! {
    /// The fields of pages.
    pub struct SitePage {
        /// Its place among the pages that are read one after another: the smallest number comes first.
        order: Option<Spanned<u32>>,
    }
}
