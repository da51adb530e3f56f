//! Axes and their terms: what entries are indexed by.
//!
//! This is SKOS in YAML: a term's `title` is its prefLabel, `aliases` its altLabels, `summary` its definition, `broader`,
//! `related` and `same_as` (exactMatch) are what they are called there. Levels, goals and targets, countries, regions and
//! occupations are embedded; a project's file of the same axis adds to them or, with `replace: true`, takes their place.

mod embedded;
mod merge;
pub mod terminology;
mod tree;

use std::sync::Arc;

use ahash::HashMap;

pub use merge::merge;

use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::entry::FIELD_AXES;
use crate::field::{EntryId, Localized, WebAddress};
use crate::node;
use crate::record::{Reader, Record};
use crate::source::{Source, Span, Spanned};
use crate::{record, words};

/// The axes that a search of the site filters by, where a project has them.
pub const FILTERS: [&str; 5] = ["levels", "themes", "sdg", "objectives", "countries"];
/// What else the address of a search says: no term of those axes is called so.
pub const PARAMETERS: [&str; 6] = ["q", "sort", "kind", "status", "support", "progress"];

words! {
    /// In what order the terms of an axis are listed.
    pub enum Order {
        /// By title, in the order of the language.
        ByTitle = "by-title",
        /// As the file lists them.
        AsListed = "as-listed",
    }
}

/// A vocabulary file, as far as it could be read.
#[derive(Clone, Debug)]
pub struct VocabularyFile {
    /// What it says.
    pub fields: VocabularyFields,
    /// Whether all of it could be read. Terms may be missing otherwise, and a name is not called unknown for that.
    pub is_whole: bool,
}

impl std::ops::Deref for VocabularyFile {
    type Target = VocabularyFields;
    fn deref(&self) -> &VocabularyFields {
        &self.fields
    }
}

record! {
    /// The fields of a vocabulary file.
    pub struct VocabularyFields {
        /// The name of the axis: `themes`. It is the first part of the address of its terms.
        axis: Spanned<String>,
        /// What the axis is called.
        title: Option<Localized>,
        /// What one of its terms is called: `theme`. References name terms by it: `[[theme:recruitment]]`.
        one: Option<String>,
        /// The field of entries that names its terms, when that is not the axis's own name.
        field: Option<String>,
        /// In what order terms are listed.
        order: Option<Order>,
        /// Whether every entry but pages needs a term of it.
        required: bool,
        /// Whether the file takes the place of an embedded vocabulary instead of adding to it.
        replace: bool,
        /// The terms.
        terms: Vec<Spanned<Term>>,
    }
}

words! {
    /// What sort of actor it is.
    pub enum ActorKind {
        /// A State, a ministry, an authority.
        StateBody = "state-body",
        /// A city or municipality.
        City = "city",
        /// An agency, fund or programme of the United Nations.
        UnAgency = "un-agency",
        /// An organization of States.
        Intergovernmental = "intergovernmental",
        /// An organization of the States of a region.
        RegionalOrganization = "regional-organization",
        /// A trade union.
        TradeUnion = "trade-union",
        /// An organization of employers.
        Employers = "employers",
        /// An association, a faith group, a migrants' organization.
        CivilSociety = "civil-society",
        /// A university or institute.
        Academia = "academia",
        /// A business.
        PrivateSector = "private-sector",
        /// A fund or bank.
        Fund = "fund",
    }
}

record! {
    /// A term of an axis.
    pub struct Term {
        /// Its name in entries and addresses.
        id: Spanned<String>,
        /// What it is called (skos:prefLabel).
        title: Localized,
        /// What it means (skos:definition).
        summary: Option<Localized>,
        /// The wider term above it (skos:broader).
        broader: Option<Spanned<String>>,
        /// Terms that it has to do with (skos:related).
        related: Vec<Spanned<String>>,
        /// Other names, accepted when typed (skos:altLabel).
        aliases: Vec<Spanned<String>>,
        /// The same thing elsewhere, as IRIs (skos:exactMatch).
        same_as: Vec<WebAddress>,
        /// Of actors: what sort of actor.
        kind: Option<ActorKind>,
        /// Of actors: the country, as an alpha-3 code.
        country: Option<Spanned<String>>,
        /// Where to read more.
        url: Option<WebAddress>,
    }
}

/// The vocabularies of a site.
#[derive(Debug, Default)]
pub struct Vocabularies {
    /// Every axis, by name.
    pub axes: Vec<Axis>,
}

/// Which axis, by its place in [`Vocabularies::axes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AxisIx(pub u16);

/// Which term of which axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermIx {
    /// The axis.
    pub axis: AxisIx,
    /// The place in [`Axis::terms`].
    pub term: u32,
}

/// One axis with its terms.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a question of its own.
pub struct Axis {
    /// Its name: `themes`.
    pub id: String,
    /// What it is called.
    pub title: Localized,
    /// Whether a file of the project says so; else a theme may know it in more languages than the program.
    pub has_own_title: bool,
    /// What one of its terms is called.
    pub one: String,
    /// The field of entries that names its terms.
    pub field: String,
    /// In what order its terms are listed.
    pub order: Order,
    /// Whether every entry but pages needs a term of it.
    pub required: bool,
    /// The first file of the project that names it, and where.
    pub declared: Option<(Arc<Source>, Span)>,
    /// Whether all files that name it could be read: else a name that no term has may be that of one that was not read.
    pub is_whole: bool,
    /// Whether it came with the program and the project added nothing: then terms without entries have no pages.
    pub embedded: bool,
    /// Its terms.
    pub terms: Vec<TermNode>,
    names: HashMap<String, Name>,
}

/// A term in its tree.
#[derive(Debug)]
pub struct TermNode {
    /// What its file says.
    pub term: Term,
    /// Where that stands; embedded terms have a source too, named by its data file. A file of the project that adds to one of
    /// these takes its place.
    pub source: Arc<Source>,
    /// Whether it came with the program, whatever the project adds to it.
    pub embedded: bool,
    /// The wider term, perhaps of another axis: a country lies in a region.
    pub broader: Option<TermIx>,
    /// The narrower terms.
    pub narrower: Vec<TermIx>,
    /// Related terms of the axis.
    pub related: Vec<TermIx>,
}

#[derive(Clone, Copy, Debug)]
enum Name {
    Id(u32),
    Alias(u32),
}

/// What a typed name turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The id of a term.
    Id(TermIx),
    /// Another name of a term.
    Alias(TermIx),
}

impl Found {
    /// The term.
    pub const fn term(self) -> TermIx {
        match self {
            Self::Id(term) | Self::Alias(term) => term,
        }
    }
}

impl Vocabularies {
    /// The axis of that name.
    pub fn axis(&self, id: &str) -> Option<AxisIx> {
        self.position(|axis| axis.id == id)
    }

    /// The axis whose terms a field of entries names.
    pub fn axis_of_field(&self, field: &str) -> Option<AxisIx> {
        self.position(|axis| axis.field == field)
    }

    /// The axis whose terms a field of entries or of their kinds names, also where another field is that axis's own: the
    /// ends of a corridor are countries.
    pub fn axis_of_declared_field(&self, field: &str) -> Option<AxisIx> {
        let elsewhere = FIELD_AXES.iter().find(|(known, _)| *known == field);
        elsewhere.map_or_else(|| self.axis_of_field(field), |(_, axis)| self.axis(axis))
    }

    /// The axis that a reference names, by its own name or the name of one of its terms: `theme:recruitment`.
    pub fn axis_of_reference(&self, name: &str) -> Option<AxisIx> {
        self.position(|axis| axis.one == name || axis.id == name)
    }

    /// The term that a reference in a text means: `[[theme:recruitment]]`.
    pub fn referred(&self, axis: &str, id: &str) -> Option<TermIx> {
        self.find(self.axis_of_reference(axis)?, id).map(Found::term)
    }

    fn position(&self, wanted: impl Fn(&Axis) -> bool) -> Option<AxisIx> {
        self.axes.iter().position(wanted).map(|at| AxisIx(at as u16))
    }

    /// Every axis with its index.
    pub fn iter(&self) -> impl Iterator<Item = (AxisIx, &Axis)> {
        self.axes.iter().enumerate().map(|(at, axis)| (AxisIx(at as u16), axis))
    }

    /// The term that a name means on an axis.
    pub fn find(&self, axis: AxisIx, name: &str) -> Option<Found> {
        let ix = |term| TermIx { axis, term };
        match self[axis].names.get(name)? {
            Name::Id(term) => Some(Found::Id(ix(*term))),
            Name::Alias(term) => Some(Found::Alias(ix(*term))),
        }
    }

    /// The term of that id on the axis of that name.
    pub fn term(&self, axis: &str, id: &str) -> Option<TermIx> {
        self.find(self.axis(axis)?, id).map(Found::term)
    }

    /// The terms of an axis as they are listed.
    pub fn terms_of(&self, axis: AxisIx) -> impl Iterator<Item = TermIx> + use<> {
        (0..self[axis].terms.len() as u32).map(move |term| TermIx { axis, term })
    }

    /// The terms of all axes.
    pub fn terms(&self) -> impl Iterator<Item = TermIx> {
        self.iter().flat_map(|(axis, _)| self.terms_of(axis))
    }

    /// The term itself, then the wider terms above it, the nearest first.
    pub fn with_broader(&self, term: TermIx) -> impl Iterator<Item = TermIx> {
        // Trees are checked for circles and depth when they are made; the limit keeps a mistake there from looping.
        std::iter::successors(Some(term), |term| self[*term].broader).take(2 * tree::DEEPEST)
    }
}

impl std::ops::Index<AxisIx> for Vocabularies {
    type Output = Axis;
    fn index(&self, axis: AxisIx) -> &Axis {
        &self.axes[axis.0 as usize]
    }
}

impl std::ops::Index<TermIx> for Vocabularies {
    type Output = TermNode;
    fn index(&self, term: TermIx) -> &TermNode {
        &self[term.axis].terms[term.term as usize]
    }
}

impl Axis {
    /// The ids of all terms.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|node| node.term.id.as_str())
    }

    /// What a name that no term has may have meant: the term of that title, or a near name; of a short list all are told.
    pub fn meant_by(&self, typed: &str) -> Option<String> {
        if let Some(help) = self.called(typed) {
            return Some(help);
        }
        let near = did_you_mean(typed, self.ids());
        if self.terms.is_empty() || self.terms.len() > SHORT {
            return near;
        }
        let ids: Vec<_> = self.ids().collect();
        let all = format!("the {} are {}", self.title.original().to_lowercase(), ids.join(", "));
        Some(near.map_or(all.clone(), |near| format!("{near} {all}")))
    }

    /// What to write for a term by what it is called, in any language, or by its code in other letters; where several are called
    /// so, all of them.
    pub fn called(&self, name: &str) -> Option<String> {
        let called = name.to_lowercase();
        let is_called = |term: &Term| {
            let names = std::iter::once(&term.id).chain(&term.aliases).map(|name| name.value.as_str());
            names.chain(term.title.all()).any(|known| known.to_lowercase() == called)
        };
        let codes = if self.id == "countries" { embedded::countries_called(name) } else { Vec::new() };
        let is_meant = |node: &&TermNode| is_called(&node.term) || codes.contains(&node.term.id.as_str());
        let mut found: Vec<_> = self.terms.iter().filter(is_meant).collect();
        found.sort_unstable_by_key(|node| &node.term.id.value);
        let named = |node: &TermNode| format!("`{}` ({})", node.term.id.value, node.term.title.original());
        match &*found {
            [] => None,
            [one] => Some(format!("write `{}`", one.term.id.value)),
            several => {
                Some(format!("write {}", several.iter().map(|node| named(node)).collect::<Vec<_>>().join(" or ")))
            }
        }
    }
}

/// A list of so many terms is told whole.
const SHORT: usize = 6;

/// Reads a vocabulary file. Of one that cannot be read, the axis that it is about is known all the same where it says so.
pub fn parse(source: &Arc<Source>) -> (Option<VocabularyFile>, Vec<Diagnostic>) {
    let (fields, problems) = parse_record(source);
    let is_whole = !problems.iter().any(|problem| problem.severity == Severity::Error);
    let fields = fields.or_else(|| stand_in(source));
    (fields.map(|fields| VocabularyFile { fields, is_whole }), problems)
}

/// The axis of a file that cannot be read, without terms: what its first lines say, else what the file is called.
fn stand_in(source: &Source) -> Option<VocabularyFields> {
    let written = |field: &str| {
        let mut lines = source.text.lines();
        let value = lines.find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
        let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
        EntryId::parse(value).map(|value| value.to_string())
    };
    let stem = || source.file_name().split('.').next().map(str::to_owned);
    let axis = written("axis").or_else(stem).filter(|axis| EntryId::parse(axis).is_some())?;
    Some(VocabularyFields {
        axis: Spanned::new(axis, Span::default()),
        title: None,
        one: written("one"),
        field: written("field"),
        order: None,
        required: false,
        replace: false,
        terms: Vec::new(),
    })
}

/// Reads a whole YAML file as one record.
pub fn parse_record<R: Record>(source: &Arc<Source>) -> (Option<R>, Vec<Diagnostic>) {
    let (node, mut diagnostics) = node::from_yaml(source, Span::new(0, source.text.len()));
    let mut reader = Reader::new(source);
    let record = node.and_then(|node| reader.record(&node));
    diagnostics.append(&mut reader.diagnostics);
    (record, diagnostics)
}

/// The code for an unknown term of an axis.
pub fn unknown_code(axis: &str) -> Code {
    match axis {
        "themes" => Code::UnknownTheme,
        "levels" => Code::UnknownLevel,
        "sdg" => Code::UnknownSdg,
        "countries" => Code::UnknownCountry,
        _ => Code::UnknownTerm,
    }
}
