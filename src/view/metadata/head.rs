//! Metadata as elements of a page's head.

use super::schema::json;
use super::{Metadata, PICTURE, Work};
use crate::date::Date;
use crate::html::{escape, escaped};
use crate::view::PageView;

/// What a page says that nobody should find.
pub fn hidden() -> String {
    "<meta name=\"robots\" content=\"noindex\">".into()
}

/// All elements, a line each. The preview passes over what stands between `og:title`, the first, and the script, the last.
pub fn html(metadata: &Metadata<'_>) -> String {
    let mut head = Head(String::with_capacity(4096));
    open_graph(&mut head, metadata);
    links(&mut head, metadata.page);
    if let Some(work) = &metadata.work {
        dublin_core(&mut head, metadata, work);
        citation(&mut head, metadata, work);
    }
    head.0.push_str("<script type=\"application/ld+json\">");
    head.0.push_str(&json(&metadata.thing));
    head.0.push_str("</script>");
    head.0
}

/// <https://ogp.me>, and the one tag of Twitter's that has no equal there.
fn open_graph(head: &mut Head, metadata: &Metadata<'_>) {
    let page = metadata.page;
    head.property("og:title", &page.title);
    if !page.description.is_empty() {
        head.name("description", &page.description);
        head.property("og:description", &page.description);
    }
    head.property("og:type", if metadata.work.is_some() { "article" } else { "website" });
    head.property("og:site_name", metadata.site_title);
    if let Some(url) = &page.canonical {
        head.property("og:url", url);
    }
    if let Some(picture) = &metadata.picture {
        head.property("og:image", picture);
        head.property("og:image:width", &PICTURE.0.to_string());
        head.property("og:image:height", &PICTURE.1.to_string());
        head.name("twitter:card", "summary_large_image");
    }
    if let Some(work) = &metadata.work {
        head.property("article:published_time", &work.published.to_string());
        head.property("article:modified_time", &work.modified.to_string());
    }
}

/// Where the page is, in which other languages, and what there is to follow.
fn links(head: &mut Head, page: &PageView) {
    let Some(canonical) = &page.canonical else { return followed(head, page) };
    head.link("canonical", "", canonical);
    let languages = page.languages.iter().filter(|_| page.languages.len() > 1);
    for (at, language) in languages.enumerate() {
        let Some(url) = &language.canonical else { continue };
        head.link("alternate", &format!(" hreflang=\"{}\"", language.lang), url);
        if at == 0 {
            head.link("alternate", " hreflang=\"x-default\"", url);
        }
    }
    followed(head, page);
}

fn followed(head: &mut Head, page: &PageView) {
    let followed = [("application/atom+xml", &page.feed), ("text/calendar", &page.calendar)];
    for (media_type, named) in followed {
        if let Some((title, url)) = named {
            head.link("alternate", &format!(" type=\"{media_type}\" title=\"{}\"", escaped(title)), url);
        }
    }
}

/// DCMI Metadata Terms, as Zotero and libraries read them.
fn dublin_core(head: &mut Head, metadata: &Metadata<'_>, work: &Work<'_>) {
    head.link("schema.DCTERMS", "", "http://purl.org/dc/terms/");
    head.name("DCTERMS.title", &metadata.page.title);
    if let Some(publisher) = work.publisher {
        head.name("DCTERMS.creator", publisher);
        head.name("DCTERMS.publisher", publisher);
    }
    head.name("DCTERMS.issued", &work.published.to_string());
    head.name("DCTERMS.modified", &work.modified.to_string());
    head.name("DCTERMS.language", metadata.lang.as_str());
    head.name("DCTERMS.type", "Text");
    if let Some(url) = &metadata.page.canonical {
        head.name("DCTERMS.identifier", url);
    }
    for keyword in &work.keywords {
        head.name("DCTERMS.subject", keyword);
    }
    if let Some(licence) = work.licence {
        head.name("DCTERMS.license", licence);
    }
}

/// The tags of Highwire Press, which Google Scholar and reference managers prefer.
fn citation(head: &mut Head, metadata: &Metadata<'_>, work: &Work<'_>) {
    head.name("citation_title", &metadata.page.title);
    if let Some(publisher) = work.publisher {
        head.name("citation_author", publisher);
        head.name("citation_publisher", publisher);
    }
    // The year that "cite this entry" gives too: what is cited is the text as it stands.
    head.name("citation_publication_date", &with_slashes(work.modified));
    head.name("citation_online_date", &with_slashes(work.modified));
    head.name("citation_language", metadata.lang.as_str());
    if let Some(url) = &metadata.page.canonical {
        head.name("citation_public_url", url);
    }
}

/// `2018/12/10`: how Google Scholar asks for dates.
fn with_slashes(date: Date) -> String {
    date.to_string().replace('-', "/")
}

/// Elements that are being written.
struct Head(String);

impl Head {
    fn name(&mut self, name: &str, content: &str) {
        self.add(&["<meta name=\"", name, "\" content=\""], content);
    }

    fn property(&mut self, name: &str, content: &str) {
        self.add(&["<meta property=\"", name, "\" content=\""], content);
    }

    /// `attributes` stand between the relation and the address, and are escaped already.
    fn link(&mut self, relation: &str, attributes: &str, url: &str) {
        self.add(&["<link rel=\"", relation, "\"", attributes, " href=\""], url);
    }

    /// An element up to its last value, then the value. Dozens of elements stand on every page, and to format one costs several
    /// times what its bytes do.
    fn add(&mut self, start: &[&str], value: &str) {
        self.0.extend(start.iter().copied());
        escape(value, &mut self.0);
        self.0.push_str("\">\n");
    }
}
