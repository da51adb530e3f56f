//! Who takes part in an agreement, and what it has done.

use crate::date::Date;
use crate::field::PartyName;
use crate::source::Spanned;
use crate::{record, words};

words! {
    /// What a party does about an agreement.
    pub enum Step {
        /// It signs.
        Signed = "signed",
        /// It ratifies or accedes.
        Ratified = "ratified",
        /// It is bound.
        InForce = "in-force",
    }
}

record! {
    /// One party of an agreement and what it has done.
    pub struct Membership {
        /// A country, an actor or a group.
        who: Spanned<PartyName>,
        /// When it signed.
        signed: Option<Spanned<Date>>,
        /// When it ratified or acceded.
        ratified: Option<Spanned<Date>>,
        /// Since when it is bound.
        in_force: Option<Spanned<Date>>,
        /// Since when it is bound no more.
        withdrawn: Option<Spanned<Date>>,
        /// What it has done on a date that is not known.
        undated: Vec<Spanned<Step>>,
        /// A remark.
        note: Option<String>,
    }
}

impl Membership {
    /// When it took a step, where that is known.
    pub fn date_of(&self, step: Step) -> Option<&Spanned<Date>> {
        match step {
            Step::Signed => self.signed.as_ref(),
            Step::Ratified => self.ratified.as_ref(),
            Step::InForce => self.in_force.as_ref(),
        }
    }

    /// Whether it took a step on a date that is not known.
    pub fn is_undated(&self, step: Step) -> bool {
        self.date_of(step).is_none() && self.undated.iter().any(|undated| undated.value == step)
    }

    /// Whether it has taken a step on a day: what is planned for later does not count.
    pub fn has_taken(&self, step: Step, day: jiff::civil::Date) -> bool {
        self.date_of(step).is_some_and(|date| date.value.has_come(day)) || self.is_undated(step)
    }

    /// Whether it is bound no more on a day.
    pub fn has_withdrawn(&self, day: jiff::civil::Date) -> bool {
        self.withdrawn.as_ref().is_some_and(|date| date.value.has_gone_by(day))
    }
}
