//! One source becomes one entry, one translation, or diagnostics.
//!
//! Pure and without knowledge of other entries, so that files are parsed in parallel and a result is as good as its
//! source's hash.

use std::sync::Arc;

use super::{
    Agreement, AxisField, Commitment, Common, Details, Entry, Kind, Practice, SitePage, SkillsPartnership, Status,
    Translation,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::field::{EntryId, TermName};
use crate::front_matter;
use crate::lang::Lang;
use crate::markdown;
use crate::node::{self, Node, Value};
use crate::record::{Field, FieldSpec, Fields, Reader, Record};
use crate::slug::slug;
use crate::source::{Source, Span, Spanned};

/// Characters that a title may have.
pub const TITLE_LIMIT: usize = 120;
/// Characters that a summary may have.
pub const SUMMARY_LIMIT: usize = 320;

/// What a source turned out to be.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// An entry in the site's main language.
    Entry(Arc<Entry>),
    /// The texts of an entry in another language.
    Translation(EntryId, Lang, Arc<Translation>),
    /// An entry or a translation that cannot be made. Others may refer to it without being told that it does not exist, and what
    /// it names is looked up in the same run.
    Broken(Broken),
}

/// What cannot be made, as far as it could be read, with something in place of the rest. Nothing shows it.
#[derive(Clone, Debug)]
pub enum Broken {
    /// An entry; one whose kind could not be read is a page here, since pages require least.
    Entry(Arc<Entry>),
    /// A translation.
    Translation(EntryId, Lang, Arc<Translation>),
}

impl Broken {
    /// The id of the entry that it is, or translates.
    pub fn id(&self) -> &EntryId {
        match self {
            Self::Entry(entry) => &entry.id,
            Self::Translation(id, ..) => id,
        }
    }

    /// The language, when it is a translation.
    pub fn lang(&self) -> Option<Lang> {
        match self {
            Self::Entry(_) => None,
            Self::Translation(_, lang, _) => Some(*lang),
        }
    }

    /// Its file.
    pub fn source(&self) -> &Arc<Source> {
        match self {
            Self::Entry(entry) => &entry.source,
            Self::Translation(_, _, translation) => &translation.source,
        }
    }
}

/// Parses one source. A problem that leaves a usable entry is reported beside it, so that the rest is still checked.
pub fn parse(source: &Arc<Source>) -> (Option<Parsed>, Vec<Diagnostic>) {
    let (id, lang) = match file_name(source) {
        Ok(name) => name,
        Err(diagnostic) => return (None, vec![diagnostic.binding()]),
    };
    let (parts, mut diagnostics) = match front_matter::split(source) {
        Ok(parts) => (parts, Vec::new()),
        // Then nothing is known of it but that it is there.
        Err(diagnostic) => (front_matter::Parts { yaml: Span::default(), body: Span::default() }, vec![diagnostic]),
    };
    let is_split = diagnostics.is_empty();
    let (node, mut problems) = if is_split { node::from_yaml(source, parts.yaml) } else { (None, Vec::new()) };
    diagnostics.append(&mut problems);
    let (body, body_diagnostics) = markdown::parse(source, parts.body);
    let mut reader = Reader::new(source);
    let map = node.and_then(|node| map(&mut reader, node));
    // What is missing where nothing can be read has been told.
    let mut silent = Reader::new(source);
    let is_told = map.is_none();
    let map = map.unwrap_or_default();
    let fields = Fields::of(if is_told { &mut silent } else { &mut reader }, &map, parts.yaml);
    let parsed = match lang {
        None => match entry(fields, &map, id, parts.yaml, body) {
            (entry, true) => Parsed::Entry(Arc::new(entry)),
            (entry, false) => Parsed::Broken(Broken::Entry(Arc::new(entry))),
        },
        Some(lang) => match Translation::read(fields, body) {
            (translation, true) => Parsed::Translation(id, lang, Arc::new(translation)),
            (translation, false) => Parsed::Broken(Broken::Translation(id, lang, Arc::new(translation))),
        },
    };
    diagnostics.append(&mut reader.diagnostics);
    if matches!(parsed, Parsed::Broken(_)) {
        for diagnostic in &mut diagnostics {
            diagnostic.is_binding = diagnostic.severity == Severity::Error;
        }
    }
    diagnostics.extend(body_diagnostics);
    (Some(parsed), diagnostics)
}

/// The fields that a file begins with. No fields at all is the case of all required fields missing, and said that way.
fn map(reader: &mut Reader, node: Node) -> Option<Map> {
    match node.value {
        Value::Map(map) => Some(map),
        Value::Null => Some(Map::new()),
        Value::Refused => None,
        other => {
            let message = format!("expected fields with values, found {}", other.describe());
            let help = "write a line for each field: `title: ...`";
            reader.refuse(Code::WrongType, node.span, message, Some(help.into()))
        }
    }
}

/// Fields as written.
type Map = Vec<(Spanned<String>, Node)>;

/// The id in a file's name, and the language when it is that of a translation; none when the name is refused.
pub fn id_and_language(source: &Arc<Source>) -> Option<(EntryId, Option<Lang>)> {
    file_name(source).ok()
}

fn file_name(source: &Arc<Source>) -> Result<(EntryId, Option<Lang>), Diagnostic> {
    let name = source.file_name();
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let problem = |code, message: String| Diagnostic::new(code, source, Span::default(), message);
    let bare = stem.split('.').next().unwrap_or_default().trim_start_matches('_');
    if bare.eq_ignore_ascii_case("index") {
        let message = format!("`{name}` has no meaning here: lists of entries are made by themselves");
        return Err(problem(Code::IndexFile, message).help("the text of the home page is the page `home.md`"));
    }
    let (id, lang) = stem.split_once('.').map_or((stem, None), |(id, lang)| (id, Some(lang)));
    let bad_name = |id: &str, lang: Option<Lang>| {
        let id = slug(id);
        let lang = lang.map(|lang| format!(".{lang}")).unwrap_or_default();
        problem(Code::BadFileName, format!("`{name}` cannot become an id and an address"))
            .help(format!("rename it to `{id}{lang}.md`"))
    };
    let Some(text) = lang else {
        return EntryId::parse(id).map(|id| (id, None)).ok_or_else(|| bad_name(id, None));
    };
    match (EntryId::parse(id), Lang::parse(text)) {
        (Some(id), Some(lang)) if lang.as_str() == text => Ok((id, Some(lang))),
        (_, Some(lang)) => Err(bad_name(id, Some(lang))),
        // `v1.2.md`: nothing says that a language was meant.
        (_, None) if !text.chars().all(char::is_alphabetic) => Err(bad_name(stem, None)),
        (_, None) => Err(problem(Code::BadFileName, format!("`{text}` in `{name}` is not a language"))
            .help("a translation has its language before the ending: `fair-recruitment.fr.md`")),
    }
}

/// The entry as far as it goes, and whether that is all of it.
fn entry(mut fields: Fields<'_>, map: &Map, id: EntryId, front_matter: Span, body: markdown::Body) -> (Entry, bool) {
    let kind = peek_kind(map);
    check_required(&mut fields, map, kind);
    let common = Common::as_far_as_it_goes(&mut fields).map(|common| {
        // A page asks for nothing that another kind might not have.
        let kind = Spanned { value: kind.unwrap_or(Kind::Page), ..common.kind };
        Common { kind, ..common }
    });
    let details = details(kind.unwrap_or(Kind::Page), &mut fields);
    let axes = axes(&mut fields, kind);
    let is_whole = fields.failures() == 0 && kind.is_some();
    let source = Arc::clone(&fields.reader.source);
    let (common, details) = common.zip(details).expect("something stands in for every field");
    check_texts(fields.reader, &common);
    check_status(fields.reader, map, &common);
    (Entry { id, source, front_matter, common, details, axes, body, translations: Vec::new() }, is_whole)
}

/// The kind decides which fields there are, so it is looked at before they are read; `Common` reports a bad one.
fn peek_kind(map: &Map) -> Option<Kind> {
    map.iter().find(|(key, _)| key.value == "kind").and_then(|(_, node)| match &node.value {
        Value::Text(word) => Kind::from_word(word),
        _ => None,
    })
}

fn details(kind: Kind, fields: &mut Fields<'_>) -> Option<Details> {
    Some(match kind {
        Kind::Commitment => Details::Commitment(Commitment::as_far_as_it_goes(fields)?),
        Kind::Practice => Details::Practice(Practice::as_far_as_it_goes(fields)?),
        Kind::SkillsPartnership => Details::SkillsPartnership(SkillsPartnership::as_far_as_it_goes(fields)?),
        Kind::Agreement => Details::Agreement(Agreement::as_far_as_it_goes(fields)?),
        Kind::Page => Details::Page(SitePage::as_far_as_it_goes(fields)?),
    })
}

/// The fields of a kind beside the common ones, for schema, documentation and hints.
pub fn kind_fields(kind: Kind) -> Vec<FieldSpec> {
    match kind {
        Kind::Commitment => Commitment::fields(),
        Kind::Practice => Practice::fields(),
        Kind::SkillsPartnership => SkillsPartnership::fields(),
        Kind::Agreement => Agreement::fields(),
        Kind::Page => SitePage::fields(),
    }
}

/// The fields of every entry, then those of each kind.
pub fn declared_fields() -> impl Iterator<Item = FieldSpec> {
    Common::fields().into_iter().chain(Kind::ALL.iter().flat_map(|kind| kind_fields(*kind)))
}

/// What is left are fields of axes that the project brings, or unknown; which of the two, the catalog knows. Fields that
/// cannot name terms are unknown for certain. While the kind is unknown, what any kind has may be right.
fn axes(fields: &mut Fields<'_>, kind: Option<Kind>) -> Vec<AxisField> {
    let mut axes = Vec::new();
    for (key, node) in fields.rest() {
        if kind.is_none() && declared_fields().any(|field| field.name == key.value) {
            continue;
        }
        let is_terms = match &node.value {
            Value::Text(_) | Value::Refused => true,
            Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Text(_) | Value::Refused)),
            Value::Null | Value::Map(_) => false,
        };
        if is_terms {
            let terms = Vec::<Spanned<TermName>>::read(node, fields.reader).unwrap_or_default();
            axes.push(AxisField { name: key.clone(), terms });
        } else {
            let help = super::meant_field(key, kind, fields.known().iter().copied());
            fields.reader.refuse::<()>(Code::UnknownField, key.span, format!("there is no field `{key}` here"), help);
        }
    }
    axes
}

fn check_texts(reader: &mut Reader, common: &Common) {
    check_length(reader, "title", &common.title, TITLE_LIMIT);
    if let Some(summary) = &common.summary {
        check_length(reader, "summary", summary, SUMMARY_LIMIT);
    }
}

/// Reports a text over its limit.
pub(super) fn check_length(reader: &mut Reader, name: &str, text: &Spanned<String>, limit: usize) {
    let length = text.chars().count();
    if length > limit {
        let message = format!("this {name} has {length} characters; at most {limit} are allowed");
        reader.refuse::<()>(Code::TextTooLong, text.span, message, Some("put the rest into the body".into()));
    }
}

/// The fields that every kind but `page` requires. They are looked for in the front matter and not in what was read from
/// it, so that a value that was refused is not called missing too.
pub const REQUIRED_BUT_FOR_PAGES: [&str; 5] = ["summary", "level", "themes", "status", "sources"];

fn check_required(fields: &mut Fields<'_>, map: &Map, kind: Option<Kind>) {
    if kind.is_none_or(|kind| kind == Kind::Page) {
        return;
    }
    // To list the specifications of all fields takes longer than to read most entries.
    let is_written = |name: &str| {
        let value = map.iter().find(|(key, _)| key.value == name).map(|(_, value)| &value.value);
        value.is_some_and(|value| *value != Value::List(Vec::new()))
    };
    if REQUIRED_BUT_FOR_PAGES.into_iter().all(is_written) {
        return;
    }
    let specs = Common::fields();
    for spec in specs.iter().filter(|spec| REQUIRED_BUT_FOR_PAGES.contains(&spec.name)) {
        let help = Some(format!("add `{}: {}`", spec.name, spec.shape.example()));
        match map.iter().find(|(key, _)| key.value == spec.name) {
            Some((_, value)) if value.value == Value::List(Vec::new()) => {
                let message = format!("`{}` needs at least one value", spec.name);
                fields.reader.refuse::<()>(Code::EmptyValue, value.span, message, help);
            }
            Some(_) => {}
            None => fields.missing(spec.name, help),
        }
    }
}

/// Reports a status of other kinds, and narrows what was said of a word that is none to those of this kind.
fn check_status(reader: &mut Reader, map: &Map, common: &Common) {
    let kind = common.kind.value;
    let allowed = Status::of(kind);
    if kind == Kind::Page || common.status.as_ref().is_some_and(|status| allowed.contains(status)) {
        return;
    }
    let words: Vec<_> = allowed.iter().map(|status| status.as_str()).collect();
    let help = format!("write one of {}", words.join(", "));
    if let Some(status) = &common.status {
        let article = if kind == Kind::Agreement { "an" } else { "a" };
        let message = format!("{article} {kind} cannot be `{status}`");
        reader.refuse::<()>(Code::StatusMismatch, status.span, message, Some(help));
        return;
    }
    let Some((_, written)) = map.iter().find(|(key, _)| key.value == "status") else { return };
    let is_of_status = |found: &&mut Diagnostic| found.code == Code::BadValue && found.place.span == written.span;
    if let Some(found) = reader.diagnostics.iter_mut().find(is_of_status)
        && found.help.as_ref().is_some_and(|help| help.starts_with("write one of"))
    {
        found.help = Some(help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "---\nkind: commitment\ntitle: A promise\nsummary: Somebody does something.\nlevel: national\n\
        themes: [recruitment]\nsdg: [8.10, 10.c]\nstatus: proposed\nobjectives: ['6']\nsources:\n  - cite: r\n    paras: 60-61\n\
        date: 2018-12\n---\nText.\n";

    fn codes(path: &str, text: &str) -> Vec<&'static str> {
        parse(&Source::new(path, text)).1.iter().map(|d| d.code.as_str()).collect()
    }

    #[test]
    fn a_good_entry_is_read_without_a_word() {
        let (parsed, problems) = parse(&Source::new("content/x/a-promise.md", GOOD));
        assert_eq!(problems, []);
        let Some(Parsed::Entry(entry)) = parsed else { panic!("an entry") };
        assert_eq!(entry.id.as_str(), "a-promise");
        assert_eq!(&*entry.common.sdg[0].value.0, "8.10");
        assert_eq!(entry.common.date.to_string(), "2018-12");
        assert_eq!(entry.axes[0].name.value, "objectives");
    }

    #[test]
    fn every_problem_of_a_file_is_reported_in_one_run() {
        let text = "---\nkind: commitment\ntitel: x\nlevel: {a: 1}\nstatus: finished\ndate: 2018-13\nmilestones:\n  - due: soon\n---\n";
        let mut found = codes("content/a.md", text);
        found.sort_unstable();
        let missing = ["missing-field"; 5]; // summary, themes, sources, title, and the milestone's title
        let expected = [&["bad-date", "bad-date", "bad-value"], &missing[..], &["wrong-type"]].concat();
        assert_eq!(found, expected);
        let (parsed, _) = parse(&Source::new("content/a.md", text));
        let Some(Parsed::Broken(Broken::Entry(entry))) = parsed else { panic!("a broken entry") };
        assert_eq!(entry.axes[0].name.value, "titel");
    }

    #[test]
    fn an_agreement_cannot_be_completed() {
        let text =
            GOOD.replace("kind: commitment", "kind: agreement\ntype: framework").replace("proposed", "completed");
        assert_eq!(codes("content/a.md", &text), ["status-mismatch"]);
        let text = GOOD.replace("status: proposed", "status: finished");
        let (_, problems) = parse(&Source::new("content/a.md", text));
        let help = "write one of proposed, planned, active, completed, stalled, withdrawn";
        assert_eq!(problems[0].help.as_deref(), Some(help), "what other kinds may be is not offered");
    }

    #[test]
    fn file_names_become_ids_or_say_why_not() {
        assert_eq!(codes("content/A Promise.md", GOOD), ["bad-file-name"]);
        assert_eq!(codes("content/_index.md", GOOD), ["index-file"]);
        assert_eq!(codes("content/a.zz1234567890.md", GOOD), ["bad-file-name"]);
    }
}
