//! The preview: a site that is served while it is edited, and what its pages say about themselves meanwhile.
//!
//! The HTTP side asks [`Answers`] what stands at an address and knows nothing of catalogs and files: no path of a request
//! gets near the disk. [`serve`] is its one function. Requests pass the [`guard`], [`desk`] finds who answers,
//! [`document`] and [`page`] make of an [`Answer`] what is sent, [`conditional`] decides how much of it, and [`events`]
//! tells open pages when they are another. Behind the trait, [`showing`] answers from the site that is shown now, and
//! [`watching`] exchanges it when files change, and [`telling`] tells of it.

mod about;
pub mod conditional;
pub mod desk;
pub mod document;
pub mod events;
pub mod guard;
pub mod page;
mod panel;
mod patience;
mod server;
pub mod showing;
pub mod telling;
pub mod used;
pub mod watching;

pub use panel::{Link, Made, Panel, Problem};
pub use server::serve;
pub use used::Files;

use crate::diagnostic::Diagnostic;
use crate::render::Rendered;

/// What the preview shows; the server asks it and knows nothing of catalogs and files. [`Answers::answer`] and
/// [`Answers::panel`] run on threads that may block, several at a time.
pub trait Answers: Send + Sync + 'static {
    /// What stands at a path of the host, percent-decoded, as `/commitments/x/`. May take milliseconds: it renders.
    fn answer(&self, path: &str) -> Answer;

    /// Grows by one with every change of the site, once [`Answers::answer`] and [`Answers::panel`] speak of the new one.
    fn changes(&self) -> tokio::sync::watch::Receiver<u64>;

    /// The files of the site that a page at a path loads or leads to; `html` is what [`Answers::answer`] gave. A page is
    /// another when one of them is.
    fn files(&self, path: &str, html: &[u8]) -> Files {
        let _ = (path, html);
        Files::new()
    }

    /// What the panel and the overlay say of a path, which is spelled as for [`Answers::answer`].
    fn panel(&self, path: &str) -> Panel;
}

/// What stands at a path.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A page or file, exactly as `build` writes it.
    Found(Rendered),
    /// Another path of the host, percent-decoded: the one with its closing slash, or that of an entry which moved.
    Moved(String),
    /// The page cannot be made.
    Broken(Vec<Diagnostic>),
    /// There is something that is not shown. The text names the option: “`x` is a draft; `compendium serve --drafts`
    /// shows it”.
    Withheld(String),
    /// Nothing.
    Missing {
        /// Paths of the host that may have been meant, percent-decoded, the nearest first.
        near: Vec<String>,
        /// The site's own page for what does not exist. None also when its links are relative, which hold at its own
        /// address only.
        page: Option<Rendered>,
    },
}
