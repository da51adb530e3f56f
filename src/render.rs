//! Routes become bytes. Nothing else makes pages, so preview and production cannot differ.

mod rendering;
mod templates;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use rendering::Rendering;
use templates::{compile, nothing_to_show, problem};

use crate::catalog::{Catalog, EntryIx};
use crate::content::Content;
use crate::diagnostic::{Code, Diagnostic};
use crate::export::catalogue::ExportIx;
use crate::export::{calendar, explore, feed, json, markdown, sitemap, words};
use crate::lang::Lang;
use crate::load::FilePath;
use crate::media;
use crate::relative;
use crate::route::{self, Page, Route, Routes};
use crate::tally::Terms;
use crate::theme::Theme;
use crate::view::lists::Listing;
use crate::view::{self, Edition, PageView};

/// The Content-Security-Policy of every page: everything from the site itself, no inline script or style, no frames of
/// others. It stands in the page, since static hosts differ in what headers they let one set.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// Room for a page of an entry: a buffer that grows is copied each time.
const PAGE_BYTES: usize = 24 << 10;

/// The template that makes a page; none for what is made without one.
pub const fn template(page: Page) -> Option<&'static str> {
    Some(match page {
        Page::Home => "home.html",
        Page::Entry(_) => "entry.html",
        Page::Redirect(_) | Page::FormerTerm(..) => "redirect.html",
        Page::Kind(..) => "kind.html",
        Page::Axis(_) => "axis.html",
        Page::Term(..) => "term.html",
        Page::Works => "works.html",
        Page::Work(..) => "work.html",
        Page::Figures => "figures.html",
        Page::Glossary => "glossary.html",
        Page::Overview(overview) => view::overview::template(overview),
        Page::NotFound => "not-found.html",
        _ => return None,
    })
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

/// Renders the routes of one catalog with one theme.
#[derive(Clone)]
pub struct Renderer {
    catalog: Arc<Catalog>,
    theme: Arc<Theme>,
    routes: Arc<Routes>,
    editions: Vec<Rendering>,
    read: Arc<ReadFile>,
}

/// Gives the files that are copied as they are.
pub type ReadFile = dyn Fn(&FilePath) -> Result<Vec<u8>, Diagnostic> + Send + Sync;

impl Renderer {
    /// Prepares templates, strings, cards and chips. `read` gives the files that are copied as they are.
    pub fn new(
        catalog: Arc<Catalog>,
        theme: Arc<Theme>,
        routes: Arc<Routes>,
        read: Arc<ReadFile>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let tallies = Arc::new(Terms::of(&catalog));
        let edition = |lang: &Lang| {
            let locale = theme.locale(*lang)?;
            Ok(Edition::new(Arc::clone(&catalog), *lang, locale, &tallies))
        };
        let editions = || catalog.site.languages.par_iter().map(edition).collect();
        let (tera, editions): (_, Result<Vec<_>, Vec<Diagnostic>>) = rayon::join(|| compile(&theme), editions);
        let (tera, editions) = (tera?, editions?);
        let renderings = editions.par_iter().map(|edition| Rendering::new(edition, tera.clone(), &theme));
        let editions = renderings.collect::<Result<_, _>>()?;
        Ok(Self { catalog, theme, routes, editions, read })
    }

    /// Renders a catalog in which others see the same of every entry, see [`Catalog::with_entry`].
    #[must_use]
    pub fn with_catalog(&self, catalog: &Arc<Catalog>) -> Self {
        let editions = self.editions.iter().map(|rendering| rendering.with_catalog(catalog));
        Self { editions: editions.collect(), catalog: Arc::clone(catalog), ..self.clone() }
    }

    /// Renders a catalog in which others see something else of one entry, and which is otherwise linked alike.
    #[must_use]
    pub fn with_entry_seen_anew(&self, catalog: &Arc<Catalog>, entry: EntryIx) -> Self {
        let tallies = Arc::new(Terms::of(catalog));
        let seen_anew = |edition: &Edition| edition.with_entry_seen_anew(Arc::clone(catalog), entry, &tallies);
        let editions = self.editions.par_iter().map(|rendering| rendering.with_edition(seen_anew(&rendering.edition)));
        Self { editions: editions.collect(), catalog: Arc::clone(catalog), ..self.clone() }
    }

    /// Renders the same with other templates.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub fn with_templates(&self, theme: &Arc<Theme>) -> Result<Self, Vec<Diagnostic>> {
        let tera = compile(theme)?;
        let editions = self.editions.iter();
        let editions = editions.map(|rendering| Rendering::new(&rendering.edition, tera.clone(), theme));
        Ok(Self { editions: editions.collect::<Result<_, _>>()?, theme: Arc::clone(theme), ..self.clone() })
    }

    /// The theme.
    pub fn theme(&self) -> Arc<Theme> {
        Arc::clone(&self.theme)
    }

    /// Every page.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// What is rendered.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// One language.
    pub fn edition(&self, lang: Lang) -> &Edition {
        &self.rendering(lang).edition
    }

    /// What templates have to say against a page of each family in each language: the longest entry of each kind, one that is
    /// translated and one that is not, a term with entries and one without, and the first of others.
    pub fn try_templates(&self) -> Vec<Diagnostic> {
        let mut chosen: BTreeMap<_, (usize, Route)> = BTreeMap::new();
        for route in &self.routes.list {
            let Some(template) = template(route.page) else { continue };
            let (kind, is_full, length) = match route.page {
                Page::Entry(ix) => {
                    let entry = &self.catalog[ix];
                    let is_translated = entry.translations.iter().any(|(lang, _)| *lang == route.lang);
                    (Some(entry.kind()), is_translated, entry.source.text.len())
                }
                Page::Term(term, _) => (None, !self.catalog.members(term).all.is_empty(), 0),
                _ => (None, true, 0),
            };
            let known = chosen.entry((template, route.lang, kind, is_full)).or_insert((length, *route));
            if length > known.0 {
                *known = (length, *route);
            }
        }
        let chosen: Vec<_> = chosen.into_values().collect();
        let mut found: Vec<Diagnostic> =
            chosen.into_par_iter().filter_map(|(_, route)| self.render(route).err()).collect();
        // The same slip shows in every language.
        let mut told = HashSet::new();
        found.retain(|problem| {
            told.insert((problem.place.source.path.clone(), problem.place.span, problem.message.clone()))
        });
        found
    }

    /// The bytes of a route.
    pub fn render(&self, route: Route) -> Result<Rendered, Diagnostic> {
        let rendering = self.rendering(route.lang);
        let edition = &rendering.edition;
        let Some(template) = template(route.page) else { return self.file(route, edition) };
        let document = |page: PageView, view: &dyn ErasedView| self.document(rendering, template, &page, view);
        let listed = |entry: EntryIx, listing: Listing| rendering.listed(&self.theme, entry, listing);
        let framed = |title: String, description: String| view::page(edition, route.page, title, description);
        match route.page {
            Page::Home => {
                let site = &self.catalog.site;
                let description = site.description.as_ref().map_or("", |text| text.text(route.lang));
                let page = framed(site.title.text(route.lang).to_owned(), description.to_owned());
                document(page, &view::home::view(edition, &listed)?)
            }
            Page::Entry(ix) => {
                let texts = edition.texts(&self.catalog[ix]);
                let page = framed(texts.title.to_owned(), texts.summary.unwrap_or_default().to_owned());
                document(page, &view::entry::view(edition, ix))
            }
            Page::Redirect(alias) => {
                let (_, entry) = self.catalog.aliases()[alias as usize];
                let title = edition.texts(&self.catalog[entry]).title.to_owned();
                let page = view::page(edition, Page::Entry(entry), title, String::new());
                document(page, &())
            }
            Page::FormerTerm(term, _) => {
                let title = edition.term_title(term).to_owned();
                document(view::page(edition, Page::Term(term, 1), title, String::new()), &())
            }
            Page::Kind(kind, number) => {
                let page =
                    framed(edition.text(&format!("kinds-{kind}")), edition.text(&format!("kind-{kind}-summary")));
                document(page, &view::lists::kind(edition, kind, number, &listed)?)
            }
            Page::Axis(axis) => {
                let page = framed(view::axis_title(edition, axis), view::lists::about_axis(edition, axis));
                document(page, &view::lists::axis(edition, axis))
            }
            Page::Term(term, number) => {
                let page = framed(edition.term_title(term).to_owned(), view::lists::about_term(edition, term));
                document(page, &view::lists::term(edition, term, number, &listed)?)
            }
            Page::Works => document(
                framed(edition.text("section-sources"), edition.text("metadata-sources")),
                &view::library::works(edition),
            ),
            Page::Work(at, number) => match view::library::work(edition, at, number) {
                Some(work) => document(framed(work.title.clone(), work.text.clone()), &work),
                None => Err(nothing_to_show(template)),
            },
            Page::Figures => document(
                framed(edition.text("section-figures"), edition.text("metadata-figures")),
                &view::library::figures(edition),
            ),
            Page::Glossary => document(
                framed(view::glossary_title(edition), edition.text("metadata-glossary")),
                &view::library::glossary(edition),
            ),
            Page::Overview(overview) => {
                let text = |key: String| edition.text(&key);
                let (title, summary) =
                    (text(format!("overview-{overview}")), text(format!("overview-{overview}-summary")));
                document(framed(title, summary), &view::overview::view(edition, overview))
            }
            Page::NotFound => document(framed(edition.text("not-found-title"), String::new()), &()),
            _ => Err(nothing_to_show(template)),
        }
    }

    /// What the file of a route holds: bytes, or for what is long what writes them.
    pub fn content(&self, route: Route) -> Result<Content<'_>, Diagnostic> {
        match route.page {
            Page::Data(export) => Ok(self.export(export)),
            _ => self.render(route).map(|rendered| rendered.bytes.into()),
        }
    }

    fn export(&self, export: ExportIx) -> Content<'_> {
        let editions: Vec<_> = self.editions.iter().map(|rendering| &rendering.edition).collect();
        export.export().content(&editions)
    }

    /// What is no HTML page.
    fn file(&self, route: Route, edition: &Edition) -> Result<Rendered, Diagnostic> {
        let bytes = match route.page {
            Page::EntryJson(ix) => json::bytes(&json::entry_file(&self.catalog, ix)),
            Page::EntryMarkdown(ix) => markdown::entry(edition, ix),
            Page::Data(export) => {
                let failed = |error| {
                    let what = format!("`{}` cannot be made: {error:#}", export.file);
                    Diagnostic::of_file(Code::TemplateError, export.file, what).binding()
                };
                self.export(export).into_bytes().map_err(failed)?
            }
            Page::ExploreIndex => explore::index(edition),
            Page::ExploreWords(part) => {
                // Nothing in there waits for other threads, which would wait for it.
                let parts = self.rendering(route.lang).words.get_or_init(|| words::parts(edition));
                parts[part as usize].clone()
            }
            Page::Feed => feed::site(edition),
            Page::TermFeed(term) => feed::term(edition, term),
            Page::CalendarFile => calendar::site(edition),
            Page::TermCalendar(term) => calendar::term(edition, term),
            Page::Sitemap => sitemap::top(&self.catalog, &self.routes),
            Page::SitemapPart(part) => sitemap::part(&self.catalog, &self.routes, part),
            Page::Robots => sitemap::robots(&self.catalog),
            Page::Asset(at) => {
                let asset = &self.theme.assets[at as usize];
                return Ok(rendered(asset.bytes.clone(), asset.media_type));
            }
            Page::File(at) => (self.read)(&self.catalog.files[at as usize])?,
            _ => return Err(nothing_to_show(route.page.family())),
        };
        Ok(rendered(bytes, media::of(&route::address(&self.catalog, route))))
    }

    fn rendering(&self, lang: Lang) -> &Rendering {
        let at = self.catalog.site.languages.iter().position(|known| *known == lang).unwrap_or(0);
        &self.editions[at]
    }

    fn document(
        &self,
        rendering: &Rendering,
        template: &str,
        page: &PageView,
        view: &dyn ErasedView,
    ) -> Result<Rendered, Diagnostic> {
        let mut context = Context::new();
        let address = page.url.clone();
        context.insert("page", page);
        context.insert_value("view", view.to_value());
        let mut html = Vec::with_capacity(PAGE_BYTES);
        rendering
            .tera
            .render_to(template, &context, &mut html)
            .map_err(|error| problem(&self.theme, template, &error))?;
        // A host answers with the page for what does not exist at any address, so that nothing is near it.
        if self.catalog.site.relative_urls && page.family != Page::NotFound.family() {
            let made = String::from_utf8(html).expect("templates and views are text");
            html = relative::html(&made, &self.catalog.site.base.path, &address).into_bytes();
        }
        Ok(rendered(html, "text/html; charset=utf-8"))
    }
}

/// A view whose type the renderer need not know.
trait ErasedView {
    fn to_value(&self) -> Value;
}

impl<T: Serialize> ErasedView for T {
    fn to_value(&self) -> Value {
        Value::from_serializable(self)
    }
}

const fn rendered(bytes: Vec<u8>, media_type: &'static str) -> Rendered {
    Rendered { bytes, media_type }
}
