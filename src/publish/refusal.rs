//! Why a site is not published, in words that help.

use std::fmt;

/// How many paths a message names before it counts the rest.
const SHOWN: usize = 10;

/// Nothing was written, and this is why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no site in the output folder.
    NotBuilt,
    /// The output folder holds half a site.
    Interrupted,
    /// It was built with drafts or with entries under embargo.
    Unpublished,
    /// It was built as it will stand on this later day, with what is under embargo until then.
    OfTheFuture(String),
    /// It was built before builds told what publishing has to know.
    TooOld,
    /// It was built for this site, and another one is to be published.
    OtherBuild(String),
    /// It has no home page.
    Empty,
    /// This site lives there, and is not the one to be published.
    OtherSite(String),
    /// Objects that are not ours are under paths that the site needs.
    Foreign(Vec<String>),
    /// More would be deleted than anybody asked for.
    Deletions {
        /// How many.
        deletions: usize,
        /// Files that live there.
        of: usize,
        /// How many would do.
        limit: usize,
    },
    /// Contents that are needed to go back are not there.
    Lost(Vec<String>),
    /// Another publication is under way, since then.
    Busy(String),
    /// Another publication was faster.
    Overtaken,
    /// There is no way back that far.
    NoWayBack {
        /// The generation that was asked for.
        wanted: u64,
        /// Those that there is a way back to, the latest first.
        there: Vec<u64>,
    },
    /// Nothing lives there.
    NothingThere,
}

impl Refusal {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotBuilt | Self::Interrupted | Self::TooOld => "build first: `compendium build`",
            Self::Empty => "look at what is built, and at `site.toml`; a site is taken away by hand",
            Self::Unpublished => "build it for readers: `compendium build`",
            Self::OfTheFuture(_) => "build it as it stands today: `compendium build` without --as-of",
            Self::OtherBuild(_) => "`output` in site.toml names the folder of another project",
            Self::OtherSite(_) => {
                "look at the target in site.toml; a site that was given another title keeps its name with `id = \"...\"`"
            }
            Self::Foreign(_) => "move them away, or publish below another path",
            Self::Deletions { .. } => "if that is meant, say so with --max-deletes N",
            Self::Lost(_) => "build that state again, and publish it",
            Self::Busy(_) => "wait until it has ended; if it was interrupted, go on with --take-over",
            Self::Overtaken => "look at what lives there now with `compendium status`, then publish again",
            Self::NoWayBack { .. } => "`compendium status` lists the states that there is a way back to",
            Self::NothingThere => "`compendium publish` puts the site there",
        }
    }
}

impl Refusal {
    /// Whether what was asked for does not fit the build, the settings or what lives there; otherwise others are in the
    /// way.
    pub fn is_misuse(&self) -> bool {
        !matches!(self, Self::Foreign(_) | Self::Lost(_) | Self::Busy(_) | Self::Overtaken)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt => f.write_str("there is no site in the output folder"),
            Self::Interrupted => f.write_str("the output folder holds a site that was not built to its end"),
            Self::Unpublished => f.write_str("the site was built with --drafts or --embargoed, for nobody else to see"),
            Self::OfTheFuture(day) => write!(f, "the site was built as it will stand on {day}"),
            Self::TooOld => f.write_str("the site was built by an older version of the program"),
            Self::OtherBuild(site) => write!(f, "the output folder holds the site `{site}`"),
            Self::Empty => f.write_str("the site has no home page"),
            Self::OtherSite(site) => write!(f, "another site lives there: `{site}`"),
            Self::Foreign(paths) => write!(f, "files that are not ours are in the way: {}", list(paths)),
            Self::Deletions { deletions, of, limit } => {
                write!(f, "{deletions} of {of} files would be deleted, and at most {limit} are without being asked for")
            }
            Self::Lost(paths) => write!(f, "contents are no longer kept there: {}", list(paths)),
            Self::Busy(since) => write!(f, "another publication is under way there, since {since}"),
            Self::Overtaken => f.write_str("another publication was faster; this one stopped and deleted nothing"),
            Self::NoWayBack { there, .. } if there.is_empty() => f.write_str("no earlier generation is kept there"),
            Self::NoWayBack { wanted, there } => {
                let there: Vec<_> = there.iter().map(u64::to_string).collect();
                write!(f, "there is no way back to generation {wanted}, only to {}", there.join(", "))
            }
            Self::NothingThere => f.write_str("nothing was published there yet"),
        }
    }
}

impl std::error::Error for Refusal {}

fn list(paths: &[String]) -> String {
    let shown: Vec<_> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &more
}
