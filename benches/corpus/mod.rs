//! A made-up knowledge base of any size: what the benches measure and what the tests edit.
//!
//! A seed and a number of entries go in; files come out, as path and text, the same on every machine. The entries are of
//! the four kinds and as densely linked as real ones: five references to other entries, three themes, two targets, two
//! countries, milestones, reviews, needs and offers, a body of about 250 words. They are valid: a check finds nothing.

mod entry;
mod prose;
pub mod random;
pub mod vocabulary;

use random::Random;
use std::path::Path;
use std::{fs, io};

/// The kinds of entry, as the generator mixes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Commitment,
    Practice,
    SkillsPartnership,
    Agreement,
}

impl Kind {
    /// Of ten entries, five are commitments, three practices, one a skills partnership and one an agreement.
    pub const fn of(index: usize) -> Self {
        match index % 10 {
            0..=4 => Self::Commitment,
            5..=7 => Self::Practice,
            8 => Self::SkillsPartnership,
            _ => Self::Agreement,
        }
    }

    /// As the front matter names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Practice => "practice",
            Self::SkillsPartnership => "skills-partnership",
            Self::Agreement => "agreement",
        }
    }

    /// The folder of its pages, and here of its files too.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Commitment => "commitments",
            Self::Practice => "practices",
            Self::SkillsPartnership => "skills-partnerships",
            Self::Agreement => "agreements",
        }
    }
}

/// What is generated: nothing is held but the two numbers.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    pub seed: u64,
    pub entries: usize,
}

impl Corpus {
    /// The address below which the corpus is published.
    pub const BASE_URL: &'static str = "https://corpus.example/";

    pub const fn new(seed: u64, entries: usize) -> Self {
        Self { seed, entries }
    }

    /// The id of the entry with number `index`.
    pub fn id(&self, index: usize) -> String {
        let title = prose::title(&mut Random::of(self.seed, index));
        format!("{}-{index}", title.to_lowercase().replace(' ', "-"))
    }

    /// The file of the entry with number `index`, below the project root.
    pub fn path(&self, index: usize) -> String {
        format!("content/{}/{}.md", Kind::of(index).folder(), self.id(index))
    }

    /// The text of the entry with number `index`.
    pub fn text(&self, index: usize) -> String {
        entry::text(self, index)
    }

    /// Every file, as path and text; the entries come last.
    pub fn files(&self) -> impl Iterator<Item = (String, String)> {
        let entries = (0..self.entries).map(|index| (self.path(index), self.text(index)));
        vocabulary::files(Self::BASE_URL).into_iter().chain(entries)
    }

    /// Writes every file below `root`.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        for (path, text) in self.files() {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder"))?;
            fs::write(path, text)?;
        }
        Ok(())
    }

    /// Another entry than the one given, if there is one.
    fn other_than(&self, index: usize, random: &mut Random) -> Option<usize> {
        (self.entries > 1).then(|| (index + 1 + random.below(self.entries - 1)) % self.entries)
    }
}
