//! A citation style: read, judged, and looked through for what others have to know of it.

use std::collections::HashSet;
use std::sync::Arc;

use ahash::HashMapExt as _;
use citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use citationberg::{IndependentStyle, LayoutRenderingElement, NamesChild, StyleClass, TextTarget};

use super::effort::{Excess, Macros, refuse_excess};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Source, Span};

/// A style file may have 1 MiB; the largest of the CSL project's ten thousand styles has a quarter of that.
pub const LIMIT: u64 = 1024 * 1024;
/// Elements of a style may be nested so deep.
const DEEPEST: usize = 48;
/// The style of a site that names none.
pub const DEFAULT: &str = "compendium";

/// The styles that come with the program, see `data/csl/README.md`.
pub const BUNDLED: [(&str, &str); 6] = [
    ("apa", include_str!("../../data/csl/styles/apa.csl")),
    (DEFAULT, include_str!("../../data/csl/styles/compendium.csl")),
    ("harvard-cite-them-right", include_str!("../../data/csl/styles/harvard-cite-them-right.csl")),
    ("ieee", include_str!("../../data/csl/styles/ieee.csl")),
    ("iso690-author-date-en", include_str!("../../data/csl/styles/iso690-author-date-en.csl")),
    (
        "united-nations-conference-on-trade-and-development",
        include_str!("../../data/csl/styles/united-nations-conference-on-trade-and-development.csl"),
    ),
];

/// A style that can be used.
#[derive(Debug)]
pub struct Style {
    /// The style but for its macros, which stand beside it.
    pub(super) csl: IndependentStyle,
    macros: Macros,
    /// Citations are made for footnotes.
    pub is_for_notes: bool,
    citation: Uses,
    list: Uses,
}

impl Style {
    /// The style of a site that names none.
    pub fn standard() -> Self {
        Self::bundled(DEFAULT).expect("the default style comes with the program")
    }

    /// A style that comes with the program.
    pub fn bundled(name: &str) -> Option<Self> {
        let (_, xml) = BUNDLED.iter().find(|(known, _)| *known == name)?;
        let source = Source::new(format!("{name}.csl"), *xml);
        Some(Self::parse(&source).unwrap_or_else(|problem| panic!("embedded styles are sound: {}", problem.message)))
    }

    /// Reads a style.
    ///
    /// # Errors
    /// Why it cannot be used, at its place.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Box<Diagnostic>> {
        let calls = well_formed(source)?;
        let mut csl = match citationberg::Style::from_xml(&source.text) {
            Ok(citationberg::Style::Independent(csl)) => csl,
            Ok(citationberg::Style::Dependent(style)) => return Err(dependent(source, &style.parent_link.href).into()),
            Err(error) => return Err(refused(source, &error).into()),
        };
        let mut macros = Macros::new();
        for its in std::mem::take(&mut csl.macros) {
            // Of two with one name the first counts.
            macros.entry(its.name).or_insert(its.children);
        }
        unknown_macros(source, &macros, &calls)?;
        refuse_excess(&csl, &macros).map_err(|excess| Box::new(excessive(source, excess, &calls)))?;
        let citation = Uses::of(&macros, &csl.citation.layout.elements);
        let list = csl.bibliography.as_ref().map(|list| Uses::of(&macros, &list.layout.elements)).unwrap_or_default();
        Ok(Self { is_for_notes: csl.settings.class == StyleClass::Note, citation, list, csl, macros })
    }

    /// The elements of a macro.
    pub(super) fn called(&self, name: &str) -> &[LayoutRenderingElement] {
        self.macros.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the style is called.
    pub fn title(&self) -> &str {
        &self.csl.info.title.value
    }

    /// Whether citations are numbers: `[3]`.
    pub const fn is_numeric(&self) -> bool {
        self.citation.number
    }

    /// Whether references in a list begin with their number.
    pub const fn has_numbered_list(&self) -> bool {
        self.list.number
    }

    /// Whether the style says itself where the letter of `2017a` goes.
    pub(super) const fn places_suffix(&self) -> bool {
        self.citation.suffix || self.list.suffix
    }

    /// Whether the style has words for citations that would look alike.
    pub(super) const fn tests_disambiguate(&self) -> bool {
        self.citation.disambiguates
    }

    /// Whether lists of references have an order of their own.
    pub fn sorts(&self) -> bool {
        self.csl.bibliography.as_ref().is_some_and(|list| list.sort.is_some())
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::standard()
    }
}

fn problem(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadCitationStyle, source, span, message)
}

/// A macro that an element calls, and where.
struct Call {
    name: String,
    span: Span,
    /// The macro that the element is in.
    within: Option<String>,
}

/// XML whose elements are closed and not nested too deep. What types cannot say has a place here. Gives the calls of macros.
fn well_formed(source: &Arc<Source>) -> Result<Vec<Call>, Box<Diagnostic>> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(&source.text);
    let (mut depth, mut has_root, mut calls) = (0, false, Vec::new());
    let mut within = None;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event();
        let here = Span::new(before, (reader.buffer_position() as usize).clamp(before, source.text.len().max(before)));
        match event {
            Ok(Event::Start(element) | Event::Empty(element)) if depth == 0 && !has_root => {
                has_root = true;
                if element.local_name().as_ref() != "style" {
                    return Err(no_style(source, here).into());
                }
                depth += usize::from(!source.slice(here).ends_with("/>"));
            }
            Ok(Event::Start(_)) if depth == DEEPEST => {
                return Err(problem(source, here, format!("elements are nested more than {DEEPEST} deep")).into());
            }
            Ok(Event::Start(_)) => {
                if depth == 1 {
                    within = attribute(source, here, "name").map(|(name, _)| name);
                }
                depth += 1;
                calls.extend(call(source, here, within.as_deref()));
            }
            Ok(Event::Empty(_)) => calls.extend(call(source, here, within.as_deref())),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) if !has_root => return Err(no_style(source, Span::default()).into()),
            Ok(Event::Eof) if depth > 0 => {
                let end = source.text.len();
                return Err(problem(source, Span::new(end, end), "an element is not closed").into());
            }
            Ok(Event::Eof) => return Ok(calls),
            Ok(_) => {}
            Err(error) => {
                let at = (reader.error_position() as usize).min(source.text.len());
                return Err(problem(source, Span::new(at, at), format!("this is no XML: {error}")).into());
            }
        }
    }
}

/// The macro that a tag calls.
fn call(source: &Arc<Source>, tag: Span, within: Option<&str>) -> Option<Call> {
    let (name, span) = attribute(source, tag, "macro")?;
    Some(Call { name, span, within: within.map(str::to_owned) })
}

/// What a tag says as an attribute, where it is written as is usual: else it has no place.
fn attribute(source: &Arc<Source>, tag: Span, attribute: &str) -> Option<(String, Span)> {
    let before = format!(" {attribute}=\"");
    let text = source.slice(tag);
    let start = text.find(&before)? + before.len();
    let value = text[start..].split('"').next()?;
    let span = Span::new(start, start + value.len()).shifted(tag.start as usize);
    (!value.contains('&')).then(|| (value.to_owned(), span))
}

fn no_style(source: &Arc<Source>, span: Span) -> Diagnostic {
    let diagnostic = problem(source, span, "this is no citation style");
    diagnostic.help("a style is a file of the Citation Style Language: `<style xmlns=…>`, see citationstyles.org")
}

fn dependent(source: &Arc<Source>, parent: &str) -> Diagnostic {
    let at = source.text.find(parent).map_or(Span::default(), |at| Span::new(at, at + parent.len()));
    let message = "this style only says that it is the same as another one";
    let name = parent.rsplit('/').next().unwrap_or(parent);
    let help = if BUNDLED.iter().any(|(known, _)| *known == name) {
        format!("that style comes with the program: `citation_style = \"{name}\"`")
    } else {
        format!("take the file of that style: {parent}")
    };
    problem(source, at, message).help(help)
}

fn root(source: &Arc<Source>) -> Span {
    source.text.find("<style").map_or(Span::default(), |at| Span::new(at, at + "<style".len()))
}

/// What the types refuse. The parser gives no place; the word that it did not expect is looked for.
fn refused(source: &Arc<Source>, error: &citationberg::XmlDeError) -> Diagnostic {
    let reason = error.source.to_string();
    let word = reason.split('`').nth(1).filter(|_| reason.contains("unknown variant"));
    let place =
        word.and_then(|word| source.text.find(&format!("\"{word}\"")).map(|at| Span::new(at + 1, at + 1 + word.len())));
    let message = format!("this is no style by CSL 1.0.2: {reason}");
    let help = "the CSL project checks styles at validator.citationstyles.org";
    problem(source, place.unwrap_or_else(|| root(source)), message).help(help)
}

fn unknown_macros(source: &Arc<Source>, macros: &Macros, calls: &[Call]) -> Result<(), Box<Diagnostic>> {
    let Some(Call { name, span, .. }) = calls.iter().find(|call| !macros.contains_key(&call.name)) else {
        return Ok(());
    };
    let help = did_you_mean(name, macros.keys().map(String::as_str));
    let diagnostic = problem(source, *span, format!("there is no macro `{name}` in this style"));
    Err(Box::new(diagnostic.maybe_help(help)))
}

/// Macros that call too much, where one of them does.
fn excessive(source: &Arc<Source>, excess: Excess, calls: &[Call]) -> Diagnostic {
    let is_it = |call: &&Call| call.within == excess.within && Some(&call.name) == excess.called.as_ref();
    let place = calls.iter().find(is_it).map_or_else(|| root(source), |call| call.span);
    problem(source, place, excess.message).help("macros are written out at each call; take one of the calls away")
}

/// What a layout uses, macros included.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    number: bool,
    suffix: bool,
    disambiguates: bool,
}

impl Uses {
    fn of(macros: &Macros, elements: &[LayoutRenderingElement]) -> Self {
        let mut uses = Self::default();
        let mut seen = HashSet::new();
        uses.look(macros, elements, &mut seen);
        uses
    }

    fn look<'a>(&mut self, macros: &'a Macros, elements: &'a [LayoutRenderingElement], seen: &mut HashSet<&'a str>) {
        for element in elements {
            match element {
                LayoutRenderingElement::Text(text) => match &text.target {
                    TextTarget::Variable { var, .. } => self.variable(*var),
                    TextTarget::Macro { name } if seen.insert(name.as_str()) => {
                        self.look(macros, macros.get(name).map(Vec::as_slice).unwrap_or_default(), seen);
                    }
                    _ => {}
                },
                LayoutRenderingElement::Number(number) => self.variable(number.variable.into()),
                LayoutRenderingElement::Group(group) => self.look(macros, &group.children, seen),
                LayoutRenderingElement::Choose(choose) => {
                    for branch in choose.branches() {
                        self.disambiguates |= branch.disambiguate.is_some();
                        self.look(macros, &branch.children, seen);
                    }
                    let otherwise = choose.otherwise.as_ref();
                    self.look(macros, otherwise.map(|branch| branch.children.as_slice()).unwrap_or_default(), seen);
                }
                LayoutRenderingElement::Names(names) => {
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.look(macros, &substitute.children, seen);
                        }
                    }
                }
                LayoutRenderingElement::Date(_) | LayoutRenderingElement::Label(_) => {}
            }
        }
    }

    fn variable(&mut self, variable: Variable) {
        self.number |= variable == Variable::Number(NumberVariable::CitationNumber);
        self.suffix |= variable == Variable::Standard(StandardVariable::YearSuffix);
    }
}
