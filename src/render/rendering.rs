//! What the pages of one language share: its edition, its templates, and what these make once for many pages.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, Tera, Value};

use super::CONTENT_SECURITY_POLICY;
use super::templates::problem;
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::Diagnostic;
use crate::theme::Theme;
use crate::theme::problems::problems;
use crate::view::lists::Listing;
use crate::view::{self, Edition};

/// Parts of the frame that are the same on every page of a language, each made once: name and template.
const FRAME: [(&str, &str); 7] = [
    ("assets", "components/assets.html"),
    ("seek", "components/seek.html"),
    ("find", "components/find.html"),
    ("navigation", "components/navigation.html"),
    ("places", "components/places.html"),
    ("pages", "components/pages.html"),
    ("imprint", "components/imprint.html"),
];

/// One language of a site with its templates.
#[derive(Clone)]
pub(super) struct Rendering {
    pub edition: Edition,
    pub tera: Arc<Tera>,
    /// Entries as they stand in lists, each made when the first list shows it.
    made: Made,
    /// The words of all texts in their parts, made when the first part is asked for.
    pub words: Arc<OnceLock<Vec<Vec<u8>>>>,
}

/// The rows and the cards of entries.
#[derive(Clone)]
struct Made {
    rows: Arc<Vec<OnceLock<Value>>>,
    /// Cards in a list under a heading; on the one page of its kind a card stands higher, and is made there.
    cards: Arc<Vec<OnceLock<Value>>>,
}

impl Made {
    /// Room for the entries of a catalog.
    fn room(catalog: &Catalog) -> Self {
        let room = || Arc::new(std::iter::repeat_with(OnceLock::new).take(catalog.entries.len()).collect());
        Self { rows: room(), cards: room() }
    }

    fn of(&self, entry: EntryIx, listing: Listing) -> Option<&OnceLock<Value>> {
        let list = match listing {
            Listing::Row => &self.rows,
            Listing::Card(3) => &self.cards,
            Listing::Card(_) => return None,
        };
        list.get(entry.0 as usize)
    }
}

impl Rendering {
    /// Makes the parts that all pages of the language share.
    ///
    /// # Errors
    /// What is wrong with the templates of these.
    pub fn new(edition: &Edition, mut tera: Tera, theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let assets = theme
            .assets
            .iter()
            .map(|asset| (asset.name.as_str(), edition.file(&format!("assets/{}", asset.file_name))));
        let edition = edition.clone().with_pictures(pictures(edition, theme));
        let site = view::site(&edition, assets.collect::<BTreeMap<_, _>>());
        let context = tera.global_context();
        context.insert("site", &site);
        context.insert("t", &edition.locale.strings());
        context.insert_value("policy", Value::safe_string(CONTENT_SECURITY_POLICY));
        // Every page has these parts; a page only marks its own link in those that are lists.
        let mut frame = BTreeMap::new();
        for (name, template) in FRAME {
            let made = tera.render(template, &Context::new());
            let html = made.map_err(|error| problems(theme, template, &error))?;
            frame.insert(name, Value::safe_string(html.trim()));
        }
        tera.global_context().insert("frame", &frame);
        let edition = edition.with_chip_markup(|chip| {
            let mut context = Context::new();
            context.insert_value("chip", chip.clone());
            let html = tera.render("chip.html", &context);
            let html = html.map_err(|error| problems(theme, "chip.html", &error))?;
            Ok::<_, Vec<Diagnostic>>(Value::safe_string(html.trim()))
        })?;
        let made = Made::room(&edition.catalog);
        Ok(Self { edition, tera: Arc::new(tera), made, words: Arc::default() })
    }

    /// The same language of a catalog in which others see the same of every entry.
    pub fn with_catalog(&self, catalog: &Arc<Catalog>) -> Self {
        let edition = self.edition.with_catalog(Arc::clone(catalog));
        Self { edition, words: Arc::default(), ..self.clone() }
    }

    /// The same language of a catalog in which others see something else of an entry.
    pub fn with_edition(&self, edition: Edition) -> Self {
        let made = Made::room(&edition.catalog);
        Self { edition, tera: Arc::clone(&self.tera), made, words: Arc::default() }
    }

    /// An entry as it stands in a list.
    ///
    /// # Errors
    /// What its template said.
    pub fn listed(&self, theme: &Theme, entry: EntryIx, listing: Listing) -> Result<Value, Diagnostic> {
        let room = self.made.of(entry, listing);
        if let Some(made) = room.and_then(OnceLock::get) {
            return Ok(made.clone());
        }
        let mut context = Context::new();
        context.insert_value("card", self.edition.card(entry));
        let template = match listing {
            Listing::Row => "row.html",
            Listing::Card(level) => {
                context.insert("level", &level);
                "card.html"
            }
        };
        let html = self.tera.render(template, &context).map_err(|error| problem(theme, template, &error))?;
        let html = Value::safe_string(html.trim());
        Ok(room.map_or(html.clone(), |room| room.get_or_init(|| html).clone()))
    }
}

/// Pictures of a theme that previews of links show: `static/share/NAME.png`.
fn pictures<'a>(edition: &Edition, theme: &'a Theme) -> impl Iterator<Item = (String, String)> + use<'a> {
    let edition = edition.clone();
    theme.assets.iter().filter_map(move |asset| {
        let name = asset.name.strip_prefix("share/")?.strip_suffix(".png")?;
        Some((name.to_owned(), edition.file(&format!("assets/{}", asset.file_name))))
    })
}
