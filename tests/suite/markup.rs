//! What a page, a feed or a style sheet refers to, and what in a page would run or style by itself.
//!
//! Text goes in, lists come out; nothing here knows what exists.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use quick_xml::events::Event;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Attributes that hold one address.
const ADDRESSES: &[&str] = &["href", "src", "poster", "data", "action", "formaction", "xlink:href"];
/// Attributes that hold candidates, each an address and a width or density.
const CANDIDATES: &[&str] = &["srcset", "imagesrcset"];
/// Attributes that name ids of the same page, separated by spaces.
const IDS: &[&str] =
    &["for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];

/// What was found in one page.
#[derive(Debug, Default)]
pub struct Page {
    /// Every `id`.
    pub ids: BTreeSet<String>,
    /// Every address, as written.
    pub links: Vec<String>,
    /// The addresses of `a` elements: where a reader can go on.
    pub ways: Vec<String>,
    /// Every id that an attribute names.
    pub named: Vec<String>,
    /// Whether the page sends its reader elsewhere by itself.
    pub redirects: bool,
    /// What is wrong with the page alone.
    pub problems: Vec<String>,
    policy: Option<String>,
    language: bool,
}

impl Page {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        let mut page = Self::fragment(html);
        match page.policy.as_deref() {
            None => page.problems.push("has no Content-Security-Policy".to_owned()),
            Some(policy) if policy.contains("unsafe-") => page.problems.push(format!("has the policy “{policy}”")),
            Some(_) => {}
        }
        if !page.language {
            page.problems.push("does not say its language".to_owned());
        }
        page
    }

    /// Reads a part of a page, such as an entry of a feed.
    pub fn fragment(html: &str) -> Self {
        let mut page = Self::default();
        for tag in start_tags(html) {
            page.take(&tag);
        }
        page
    }

    fn take(&mut self, tag: &StartTag<()>) {
        let element = text(&tag.name);
        let attributes: Vec<(String, String)> =
            tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value))).collect();
        let attribute =
            |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        match element.as_str() {
            "html" => self.language = attribute("lang").is_some_and(|language| !language.is_empty()),
            "script" if attribute("src").is_none() && !is_data(attribute("type")) => self.report("an inline script"),
            "style" => self.report("an inline style sheet"),
            "base" => self.report("a base element"),
            "div" if attribute("class") == Some("scroll") && attribute("tabindex") != Some("0") => {
                self.report("a box that scrolls and no key reaches");
            }
            "meta" => {
                self.take_meta(attribute("http-equiv"), attribute("property"), attribute("content").unwrap_or(""));
            }
            _ => {}
        }
        for (name, value) in &attributes {
            self.take_attribute(&element, name, value);
        }
    }

    fn take_attribute(&mut self, element: &str, name: &str, value: &str) {
        match name {
            "id" if !self.ids.insert(value.to_owned()) => self.report(&format!("the id “{value}” twice")),
            "style" => self.report("a style attribute"),
            _ if name.starts_with("on") => self.report(&format!("the attribute {name}")),
            _ if ADDRESSES.contains(&name) => self.links.push(value.to_owned()),
            _ if CANDIDATES.contains(&name) => self.links.extend(candidates(value)),
            _ if IDS.contains(&name) => self.named.extend(value.split_whitespace().map(str::to_owned)),
            _ => {}
        }
        if element == "a" && name == "href" {
            self.ways.push(value.to_owned());
        }
    }

    fn take_meta(&mut self, http_equiv: Option<&str>, property: Option<&str>, content: &str) {
        match (http_equiv.map(str::to_ascii_lowercase).as_deref(), property) {
            (Some("content-security-policy"), _) => self.policy = Some(content.to_owned()),
            (Some("refresh"), _) => {
                self.redirects = true;
                self.links.extend(content.split_once("url=").map(|(_, url)| url.trim().to_owned()));
            }
            (_, Some("og:url" | "og:image")) => self.links.push(content.to_owned()),
            _ => {}
        }
    }

    fn report(&mut self, what: &str) {
        self.problems.push(format!("has {what}"));
    }
}

/// Whether a script element is a block of data, which no browser runs.
fn is_data(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| kind.ends_with("json"))
}

fn candidates(srcset: &str) -> impl Iterator<Item = String> {
    srcset.split(',').filter_map(|candidate| candidate.split_whitespace().next()).map(str::to_owned)
}

fn start_tags(html: &str) -> impl Iterator<Item = StartTag<()>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(tag),
        _ => None,
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What was found in one XML document: a feed, a sitemap, a picture.
#[derive(Debug, Default)]
pub struct Document {
    /// Every `id` attribute.
    pub ids: BTreeSet<String>,
    /// Every `href` attribute and every `loc` element.
    pub links: Vec<String>,
    /// The HTML that the entries of a feed carry.
    pub bodies: Vec<String>,
}

impl Document {
    /// Reads a document, or says why it cannot be read.
    pub fn of(xml: &str) -> Result<Self, String> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut document = Self::default();
        let mut open: Vec<(String, String)> = Vec::new();
        loop {
            match reader.read_event().map_err(|error| format!("at byte {}: {error}", reader.error_position()))? {
                Event::Start(tag) => {
                    document.take_attributes(&tag)?;
                    open.push((tag.name().as_ref().to_owned(), String::new()));
                }
                Event::Empty(tag) => document.take_attributes(&tag)?,
                Event::Text(part) => add(&mut open, &part),
                Event::CData(part) => add(&mut open, &part),
                Event::GeneralRef(name) => add(&mut open, &resolve(&name)?),
                Event::End(_) => {
                    let (element, content) = open.pop().ok_or("an end without a start")?;
                    document.take_content(&element, content);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if open.is_empty() { Ok(document) } else { Err("it ends too early".to_owned()) }
    }

    fn take_attributes(&mut self, tag: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = unescape(&attribute.value)?;
            match attribute.key.as_ref() {
                "href" | "xlink:href" => self.links.push(value),
                "id" => _ = self.ids.insert(value),
                _ => {}
            }
        }
        Ok(())
    }

    fn take_content(&mut self, element: &str, content: String) {
        match element {
            "loc" => self.links.push(content.trim().to_owned()),
            "content" | "summary" if content.contains('<') => self.bodies.push(content),
            _ => {}
        }
    }
}

fn add(open: &mut [(String, String)], part: &str) {
    if let Some((_, content)) = open.last_mut() {
        content.push_str(part);
    }
}

fn resolve(name: &str) -> Result<String, String> {
    unescape(&format!("&{name};"))
}

fn unescape(text: &str) -> Result<String, String> {
    quick_xml::escape::unescape(text).map(Cow::into_owned).map_err(|error| error.to_string())
}

/// The addresses in `url(...)` of a style sheet.
pub fn style_sheet_links(css: &str) -> Vec<String> {
    let parts = css.split("url(").skip(1).filter_map(|rest| rest.split_once(')'));
    parts
        .map(|(url, _)| url.trim_matches(['"', '\'', ' ']).to_owned())
        .filter(|url| !url.starts_with("data:"))
        .collect()
}

/// Every text of a JSON document that is an address below `base`.
pub fn json_links(json: &serde_json::Value, base: &str) -> Vec<String> {
    match json {
        serde_json::Value::String(text) if text.starts_with(base) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().flat_map(|item| json_links(item, base)).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(|value| json_links(value, base)).collect(),
        _ => Vec::new(),
    }
}
