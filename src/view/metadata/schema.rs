//! Things as schema.org names them, and how they are written as JSON-LD.

use std::borrow::Cow;

use serde::Serialize;

use crate::date::Date;
use crate::lang::Lang;

/// A text that is borrowed where it can be.
pub type Text<'a> = Cow<'a, str>;

/// A thing with what is known of it. What does not fit its type is left empty by whoever makes it: each property is in the
/// list that <https://schema.org> gives for the type.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Thing<'a> {
    /// Only of the outermost thing.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<&'static str>,
    /// Its type.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// An address that stands for the thing itself, and not for the page about it.
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'a>>,
    /// What it is called.
    #[serde(skip_serializing_if = "is_empty")]
    pub name: Text<'a>,
    /// What it is.
    #[serde(skip_serializing_if = "is_empty")]
    pub description: Text<'a>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text<'a>>,
    /// The same thing elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<&'a str>,
    /// Of pages and works: the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<Lang>,
    /// Of pages and works: when it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<Date>,
    /// Of pages and works: when it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<Date>,
    /// Of pages and works: the address of the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<&'a str>,
    /// Of works: what they are about, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<&'a str>,
    /// Of works: what sort of work, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<Text<'a>>,
    /// Of works: how far it has come, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creative_work_status: Option<Text<'a>>,
    /// Of works: who made them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub creator: Vec<Thing<'a>>,
    /// Of works: who publishes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Box<Thing<'a>>>,
    /// Of works: of what time they speak, as an ISO 8601 interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temporal_coverage: Option<String>,
    /// Of works: of what places they speak.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spatial_coverage: Vec<Thing<'a>>,
    /// Of works: the addresses of works that they rest on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub is_based_on: Vec<String>,
    /// Of works: what they are part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Box<Thing<'a>>>,
    /// Of translations: the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation_of_work: Option<Box<Thing<'a>>>,
    /// Of pages: the way from the home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breadcrumb: Option<Breadcrumbs<'a>>,
    /// Of pages: what they are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_entity: Option<Box<Thing<'a>>>,
    /// Of services and programmes: who provides them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<Thing<'a>>,
    /// Of services: where they are provided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area_served: Vec<Thing<'a>>,
    /// Of programmes: for what work people are trained.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occupational_category: Vec<&'a str>,
    /// Of programmes: what the trained hold at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub educational_credential_awarded: Option<&'a str>,
    /// Of programmes: how many are trained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_enrollment: Option<u32>,
    /// Of programmes: when they begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// Of programmes: when they end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Of legislation: what sort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_type: Option<Text<'a>>,
    /// Of legislation: when it was adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_date: Option<Date>,
    /// Of legislation: whether it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_legal_force: Option<&'static str>,
    /// Of organizations: since when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founding_date: Option<Date>,
    /// Of organizations: who is in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub member: Vec<Thing<'a>>,
    /// Of terms: the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_code: Option<&'a str>,
    /// Of terms: the axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_defined_term_set: Option<Box<Thing<'a>>>,
    /// Of axes: the terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has_defined_term: Vec<Thing<'a>>,
    /// Of the site: how to search it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential_action: Option<SearchAction>,
    /// Of the site: its data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has_part: Vec<Thing<'a>>,
    /// Of data: the files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distribution: Vec<Thing<'a>>,
    /// Of files: where they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_url: Option<String>,
    /// Of files: their media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding_format: Option<&'static str>,
}

impl<'a> Thing<'a> {
    /// A thing of a type, by its name.
    pub fn new(kind: &'static str, name: impl Into<Text<'a>>) -> Self {
        Self { kind, name: name.into(), ..Self::default() }
    }
}

fn is_empty(text: &Text<'_>) -> bool {
    text.is_empty()
}

/// The way from the home page to a page.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "BreadcrumbList", rename_all = "camelCase")]
pub struct Breadcrumbs<'a> {
    /// Its steps, the page itself the last.
    pub item_list_element: Vec<Step<'a>>,
}

/// A step of the way.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub struct Step<'a> {
    /// Counts from 1.
    pub position: usize,
    /// What it is called.
    pub name: &'a str,
    /// Where it is; the last step is the page itself and needs no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
}

/// How the site is searched.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct SearchAction {
    /// Where.
    pub target: EntryPoint,
    /// What is asked for, in Google's notation.
    #[serde(rename = "query-input")]
    pub query_input: &'static str,
}

/// An address with a gap.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct EntryPoint {
    /// The gap is `{search_term_string}`.
    pub url_template: String,
}

/// A thing as JSON-LD that can stand in a script element: with `<` written as JSON's escape nothing in it can end the element,
/// and nothing can open a comment there.
pub fn json(thing: &Thing<'_>) -> String {
    let json = serde_json::to_string(thing).expect("a thing is always written");
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_thing_ends_the_script_that_holds_it() {
        let hostile = "</script><script>alert(1)</script><!-- <SCRIPT \u{2028}\"\\";
        let json = json(&Thing::new("CreativeWork", hostile));
        assert!(!json.contains('<'), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["name"], hostile);
        assert_eq!(read["@type"], "CreativeWork");
        assert_eq!(read.as_object().map(serde_json::Map::len), Some(2), "what is not known is not written");
    }
}
