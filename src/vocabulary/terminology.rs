//! Words to avoid, with reasons and alternatives: `content/vocabulary/terminology.yaml`.

use crate::entry::SourceReference;
use crate::record;
use crate::source::Spanned;

record! {
    /// The terminology of a project.
    pub struct Terminology {
        /// The words to avoid.
        avoid: Vec<Avoided>,
    }
}

record! {
    /// Words to avoid and what to write instead.
    pub struct Avoided {
        /// The words, in lower case; each is looked for as a whole word outside quotations and code.
        words: Vec<Spanned<String>>,
        /// What to write instead.
        instead: Vec<String>,
        /// Why.
        reason: String,
        /// Who advises so.
        source: Option<Spanned<SourceReference>>,
        /// The languages in which it applies; all when none is named.
        languages: Vec<crate::lang::Lang>,
    }
}
