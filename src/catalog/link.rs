//! Puts the parts of a site together.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

use ahash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use super::cycles::cycles;
use super::resolve::{resolve, resolve_text};
use super::translations::{Absent, attach};
use super::{AsOf, Catalog, CitedBy, Concordance, EntryIx, Linked, Members, Mentioned, Named, Shown, files};
use crate::diagnostic::{Code, Diagnostic, Suggestions, did_you_mean};
use crate::entry::{Broken, Entry, Parsed, Relation, Translation};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::library::{Documents, Figure, Figures, Outline};
use crate::load::FilePath;
use crate::site::Site;
use crate::source::Source;
use crate::vocabulary::{AxisIx, TermIx, Vocabularies};

/// Entries that one thread resolves at a time, so that none is left alone with many at the end.
const SHARE: usize = 256;

/// What is put together.
#[derive(Debug)]
pub struct Parts {
    /// The settings.
    pub site: Arc<Site>,
    /// The day that the site speaks of.
    pub as_of: AsOf,
    /// What is shown beside what is published.
    pub shown: Shown,
    /// Parsed entries and translations, in the order of their paths.
    pub parsed: Vec<Parsed>,
    /// Axes and terms.
    pub vocabularies: Arc<Vocabularies>,
    /// Works.
    pub documents: Arc<Documents>,
    /// How works are cited.
    pub style: Arc<crate::csl::Style>,
    /// Outlines with their files.
    pub outlines: Vec<(Arc<Source>, Outline)>,
    /// Statistics with their file.
    pub figures: Option<(Arc<Source>, Figures)>,
    /// Files that can be linked to, by path.
    pub files: Vec<FilePath>,
}

/// Links the parts into a catalog and reports everything that does not resolve.
pub fn link(parts: Parts) -> (Catalog, Vec<Diagnostic>) {
    let (mut diagnostics, mut suggestions) = (Vec::new(), Suggestions::default());
    let sorted = sort_out(parts.parsed, parts.as_of, parts.shown, &mut diagnostics);
    let Sorted { mut entries, translations, mut withheld, only_theirs, embargoes, unfinished, mut loose } = sorted;
    let broken = unfinished.iter().flat_map(|entry| {
        std::iter::once(&entry.id).chain(entry.common.aliases.iter().map(|alias| &alias.value)).cloned()
    });
    let broken: HashSet<EntryId> = broken.collect();
    let absent = Absent { withheld: &withheld, broken: &broken };
    let languages = &parts.site.languages;
    loose.extend(attach(&mut entries, translations, absent, languages, &mut suggestions, &mut diagnostics));
    let mut files = parts.files;
    let read = entries.iter().chain(&unfinished).flat_map(|entry| files::of_entry(entry));
    let texts = entries.iter().chain(&unfinished).flat_map(|entry| {
        let translations = entry.translations.iter().map(|(_, translation)| &*translation.source.text);
        std::iter::once(&*entry.source.text).chain(translations)
    });
    files::publish(&mut files, only_theirs, read, &texts.collect::<Vec<_>>());
    let names = name(&entries, &mut diagnostics);
    withheld.retain(|id| !names.contains_key(id));
    let (figures_source, figures) = parts.figures.unzip();
    let Figures { list: figures, unread: unread_figures } = figures.unwrap_or_default();
    let figure_names = name_figures(figures_source.as_ref(), &figures, &mut diagnostics);
    let outline_sources =
        parts.outlines.iter().map(|(source, outline)| (outline.source.value.clone(), Arc::clone(source))).collect();
    let outlines = name_outlines(parts.outlines, &parts.documents, &mut suggestions, &mut diagnostics);
    let linked = Linked {
        site: parts.site,
        as_of: parts.as_of,
        vocabularies: parts.vocabularies,
        links: Vec::new(),
        documents: parts.documents,
        style: parts.style,
        outlines,
        outline_sources,
        figures,
        figures_source,
        concordance: BTreeMap::new(),
        cited_by: BTreeMap::new(),
        files,
        aliases: aliases(&names),
        names,
        withheld,
        embargoes,
        broken,
        unfinished,
        loose,
        figure_names,
        unread_figures,
        members: HashMap::new(),
    };
    let mut catalog = Catalog { entries, linked: Arc::new(linked) };
    resolve_all(&mut catalog, &mut suggestions, &mut diagnostics);
    (catalog, diagnostics)
}

fn resolve_all(catalog: &mut Catalog, suggestions: &mut Suggestions, diagnostics: &mut Vec<Diagnostic>) {
    let resolved: Vec<_> =
        catalog.entries.par_iter().with_max_len(SHARE).map(|entry| resolve(catalog, entry)).collect();
    let (mut links, mut mentions) = (Vec::with_capacity(catalog.entries.len()), Vec::new());
    let mut of_evidence = Suggestions::default();
    for (mut resolved, mut problems) in resolved {
        resolved.suggest(catalog, &mut problems, suggestions);
        diagnostics.extend(resolved.doubtful(catalog, &mut of_evidence));
        links.push(resolved.links);
        mentions.push(resolved.mentions);
        diagnostics.extend(problems);
    }
    catalog.linked_mut().links = links;
    let unfinished = catalog.unfinished.iter().map(|entry| resolve(catalog, entry));
    let loose = catalog.loose.iter().map(|(_, translation)| resolve_text(catalog, translation));
    for (mut resolved, mut problems) in unfinished.chain(loose) {
        resolved.suggest(catalog, &mut problems, suggestions);
        diagnostics.extend(resolved.doubtful(catalog, &mut of_evidence));
        diagnostics.extend(problems);
    }
    super::resolve::figures(catalog, suggestions, diagnostics);
    let seen = &*catalog;
    let indexes = || rayon::join(|| members(seen), || citations(seen));
    let (circles, (members, (cited_by, concordance))) = rayon::join(|| cycles(seen), indexes);
    diagnostics.extend(circles);
    let linked = catalog.linked_mut();
    (linked.members, linked.cited_by, linked.concordance) = (members, cited_by, concordance);
    invert(catalog, mentions);
}

#[derive(Default)]
struct Sorted {
    entries: Vec<Arc<Entry>>,
    translations: Vec<(EntryId, Lang, Arc<Translation>)>,
    withheld: HashSet<EntryId>,
    /// What only they may refer to.
    only_theirs: files::Withheld,
    embargoes: Vec<jiff::civil::Date>,
    unfinished: Vec<Arc<Entry>>,
    loose: Vec<(Lang, Arc<Translation>)>,
}

/// Tells entries from translations and leaves out what is not shown. Of two files with one id the first one stays.
fn sort_out(parsed: Vec<Parsed>, as_of: AsOf, shown: Shown, diagnostics: &mut Vec<Diagnostic>) -> Sorted {
    let mut sorted = Sorted::default();
    let mut broken = Vec::new();
    let mut first: HashMap<EntryId, Arc<Source>> = HashMap::with_capacity(parsed.len());
    for parsed in parsed {
        let (id, source) = match &parsed {
            Parsed::Entry(entry) | Parsed::Broken(Broken::Entry(entry)) => (&entry.id, &entry.source),
            _ => {
                match parsed {
                    Parsed::Translation(id, lang, translation) => sorted.translations.push((id, lang, translation)),
                    Parsed::Broken(Broken::Translation(id, lang, translation)) => broken.push((id, lang, translation)),
                    Parsed::Broken(Broken::Entry(_)) | Parsed::Entry(_) => {}
                }
                continue;
            }
        };
        if let Some(earlier) = first.get(id) {
            diagnostics.push(duplicate_id(source, earlier, id));
            continue;
        }
        first.insert(id.clone(), Arc::clone(source));
        match parsed {
            Parsed::Broken(Broken::Entry(entry)) => sorted.unfinished.push(entry),
            Parsed::Entry(entry) if is_withheld(&entry, as_of, shown) => {
                sorted.withheld.extend(entry.common.aliases.iter().map(|alias| alias.value.clone()));
                sorted.withheld.insert(entry.id.clone());
                sorted.only_theirs.files.extend(files::of_body(&entry.body).map(Box::from));
                sorted.only_theirs.texts.push(Arc::clone(&entry.source));
                let embargo = entry.common.embargo.as_ref().filter(|_| !entry.common.draft);
                sorted.embargoes.extend(embargo.map(|embargo| embargo.value.day()));
            }
            Parsed::Entry(entry) => sorted.entries.push(entry),
            Parsed::Broken(Broken::Translation(..)) | Parsed::Translation(..) => {}
        }
    }
    // A former id of what is withheld may be the id of another entry, which has its name for itself.
    for entry in sorted.entries.iter().chain(&sorted.unfinished) {
        sorted.withheld.remove(&entry.id);
    }
    let broken = broken.into_iter().filter(|(id, ..)| !sorted.withheld.contains(id));
    sorted.loose = broken.map(|(_, lang, translation)| (lang, translation)).collect();
    for (_, _, translation) in sorted.translations.iter().filter(|(id, ..)| sorted.withheld.contains(id)) {
        sorted.only_theirs.files.extend(files::of_body(&translation.body).map(Box::from));
        sorted.only_theirs.texts.push(Arc::clone(&translation.source));
    }
    sorted.entries.par_sort_by(|a, b| a.id.cmp(&b.id));
    sorted
}

fn is_withheld(entry: &Entry, as_of: AsOf, shown: Shown) -> bool {
    let embargoed = entry.common.is_embargoed_at(as_of.instant);
    (entry.common.draft && !shown.drafts) || (embargoed && !shown.embargoed)
}

fn duplicate_id(source: &Arc<Source>, earlier: &Arc<Source>, id: &EntryId) -> Diagnostic {
    let start = crate::source::Span::default();
    let problem = Diagnostic::new(Code::DuplicateId, source, start, format!("another file has the id `{id}`"))
        .help("rename one of the two files")
        .related(earlier, start, "this one");
    // Only one of the two is read.
    problem.binding()
}

fn name(entries: &[Arc<Entry>], diagnostics: &mut Vec<Diagnostic>) -> HashMap<EntryId, Named> {
    let mut names: HashMap<EntryId, Named> =
        entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), Named::Id(EntryIx(at as u32)))).collect();
    for (at, entry) in entries.iter().enumerate() {
        for alias in &entry.common.aliases {
            if let Some(named) = names.get(&alias.value) {
                let other = &entries[named.entry().0 as usize];
                if other.id == entry.id {
                    let message = format!("the alias `{alias}` is the entry's own id, or stands there twice");
                    let problem = Diagnostic::new(Code::AddressClash, &entry.source, alias.span, message);
                    diagnostics.push(problem.help("remove it: aliases are former ids"));
                    continue;
                }
                let message = format!("the alias `{alias}` is the id or an alias of another entry");
                diagnostics.push(
                    Diagnostic::new(Code::AddressClash, &entry.source, alias.span, message)
                        .help("remove the alias: its address leads to the other entry")
                        .related(&other.source, crate::source::Span::default(), "this one"),
                );
            } else {
                names.insert(alias.value.clone(), Named::Alias(EntryIx(at as u32)));
            }
        }
    }
    names
}

fn aliases(names: &HashMap<EntryId, Named>) -> Vec<(EntryId, EntryIx)> {
    let aliases = names.iter().filter_map(|(id, named)| match named {
        Named::Alias(entry) => Some((id.clone(), *entry)),
        Named::Id(_) => None,
    });
    let mut aliases: Vec<_> = aliases.collect();
    aliases.sort_unstable();
    aliases
}

fn name_figures(
    source: Option<&Arc<Source>>,
    figures: &[Figure],
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<String, usize> {
    let mut names = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        if let (Some(first), Some(source)) = (names.get(&figure.id.value), source) {
            let first: &Figure = &figures[*first];
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    source,
                    figure.id.span,
                    format!("another figure is `{}`", figure.id),
                )
                .help("give one of the two another id")
                .related(source, first.id.span, "this one")
                // Only one of the two is shown.
                .binding(),
            );
        } else {
            names.insert(figure.id.value.clone(), at);
        }
    }
    names
}

fn name_outlines(
    outlines: Vec<(Arc<Source>, Outline)>,
    documents: &Documents,
    suggestions: &mut Suggestions,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Outline> {
    let mut named = BTreeMap::new();
    for (source, outline) in outlines {
        let id = outline.source.clone();
        if !documents.has(&id.value) && !documents.may_have(&id.value) {
            let help = suggestions.of(|| did_you_mean(&id, documents.ids()));
            let message = format!("`{id}` is not listed in sources.yaml");
            diagnostics.push(Diagnostic::new(Code::UnknownSource, &source, id.span, message).maybe_help(help));
        }
        match named.entry(id.value.clone()) {
            Slot::Vacant(free) => {
                free.insert((source, outline));
            }
            Slot::Occupied(taken) => {
                let message = format!("another file outlines `{id}`");
                let problem = Diagnostic::new(Code::DuplicateId, &source, id.span, message);
                let (first, its) = taken.get();
                let problem = problem.help("put all of it into one file").related(first, its.source.span, "this one");
                diagnostics.push(problem.binding());
            }
        }
    }
    named.into_iter().map(|(id, (_, outline))| (id, outline)).collect()
}

/// Relations and mentions seen from the other end, in the order of ids.
fn invert(catalog: &mut Catalog, mentions: Vec<Vec<(EntryIx, u32)>>) {
    let offers = offers(catalog);
    let links = &mut catalog.linked_mut().links;
    let mut inverse: Vec<(EntryIx, Relation, EntryIx)> = Vec::new();
    for (this, its) in (0..).map(EntryIx).zip(links.iter()) {
        inverse.extend(its.relations.iter().map(|(relation, other)| (*other, *relation, this)));
    }
    for (other, relation, this) in inverse {
        let other = &mut links[other.0 as usize];
        if relation != Relation::Related || !other.relations.contains(&(Relation::Related, this)) {
            other.inverse.push((relation, this));
        }
    }
    for its in links.iter_mut() {
        its.inverse.sort_unstable();
        its.inverse.dedup();
    }
    for (other, key, this) in offers {
        links[other.0 as usize].offered.push((key, this));
    }
    for (by, mentions) in (0..).map(EntryIx).zip(mentions) {
        for (target, mention) in mentions {
            let mentioned_by = &mut links[target.0 as usize].mentioned_by;
            if target != by && mentioned_by.last().is_none_or(|last| last.by != by) {
                mentioned_by.push(Mentioned { by, mention });
            }
        }
    }
}

/// Needs that are offered to be met, with who offers it.
fn offers(catalog: &Catalog) -> Vec<(EntryIx, String, EntryIx)> {
    let offers = catalog.iter().flat_map(|(this, entry)| {
        let needs = entry.common.offers.iter().flat_map(|offer| &offer.meets);
        needs.filter_map(move |need| Some((catalog.names.get(&need.entry)?.entry(), need.key.clone(), this)))
    });
    offers.collect()
}

/// Members of each term with those of narrower terms. Entries are walked in the order of ids, so lists are sorted.
fn members(catalog: &Linked) -> HashMap<TermIx, Members> {
    // By place and not in a table yet: every term of every entry, and those above it, come by here.
    let empty = catalog.vocabularies.axes.iter().map(|axis| vec![Members::default(); axis.terms.len()]);
    let mut members: Vec<Vec<Members>> = empty.collect();
    let of = |term: TermIx| (term.axis.0 as usize, term.term as usize);
    let level_axis = catalog.vocabularies.axis("levels");
    let mut seen = Vec::new();
    for (at, links) in catalog.links.iter().enumerate() {
        let entry = EntryIx(at as u32);
        let levels = || links.terms.iter().filter(|term| Some(term.axis) == level_axis);
        seen.clear();
        for term in &links.terms {
            let (axis, place) = of(*term);
            members[axis][place].direct.push(entry);
            for above in catalog.vocabularies.with_broader(*term) {
                if !seen.contains(&above) {
                    seen.push(above);
                    let (axis, place) = of(above);
                    let its = &mut members[axis][place];
                    its.all.push(entry);
                    for level in levels() {
                        if !its.levels.contains(level) {
                            its.levels.push(*level);
                        }
                    }
                }
            }
        }
    }
    let place = |axis: AxisIx| move |(term, its): (u32, Members)| (TermIx { axis, term }, its);
    let all = (0..).map(AxisIx).zip(members).flat_map(|(axis, terms)| (0..).zip(terms).map(place(axis)));
    all.filter(|(_, its)| !its.all.is_empty()).collect()
}

/// The entries that cite each work, and those that cite each paragraph of it.
fn citations(catalog: &Linked) -> (CitedBy, Concordance) {
    let (mut cited_by, mut concordance) = (CitedBy::new(), Concordance::new());
    for (at, links) in catalog.links.iter().enumerate() {
        let entry = EntryIx(at as u32);
        for citation in &links.citations {
            cited_by.entry(citation.work.clone()).or_default().push(entry);
            let paragraphs = concordance.entry(citation.work.clone()).or_default();
            for paragraph in &citation.paragraphs {
                paragraphs.entry(*paragraph).or_default().push(entry);
            }
        }
    }
    (cited_by, concordance)
}
