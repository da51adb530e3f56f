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
    /// An entry that cannot be made. Others may refer to it without being told that it does not exist, and its unknown
    /// fields still have to be told from fields of axes.
    Broken(Broken),
}

/// What is known of an entry that cannot be made.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Its id.
    pub id: EntryId,
    /// The language, when it is a translation.
    pub lang: Option<Lang>,
    /// Its file.
    pub source: Arc<Source>,
    /// Its kind, when that could be read.
    pub kind: Option<Kind>,
    /// Fields that may belong to axes.
    pub axes: Vec<AxisField>,
    /// The entry as far as it could be read, so that what it names is checked in the same run. Nothing shows it.
    pub partial: Option<Box<Entry>>,
}

/// Parses one source. A problem that leaves a usable entry is reported beside it, so that the rest is still checked.
pub fn parse(source: &Arc<Source>) -> (Option<Parsed>, Vec<Diagnostic>) {
    let (id, lang) = match file_name(source) {
        Ok(name) => name,
        Err(diagnostic) => return (None, vec![Diagnostic { is_binding: true, ..diagnostic }]),
    };
    let broken = Broken { id, lang, source: Arc::clone(source), kind: None, axes: Vec::new(), partial: None };
    let parts = match front_matter::split(source) {
        Ok(parts) => parts,
        Err(diagnostic) => return (Some(Parsed::Broken(broken)), vec![Diagnostic { is_binding: true, ..diagnostic }]),
    };
    let (node, mut diagnostics) = node::from_yaml(source, parts.yaml);
    let (body, body_diagnostics) = markdown::parse(source, parts.body);
    let mut reader = Reader::new(source);
    let parsed = match node {
        None => Parsed::Broken(broken),
        Some(node) => {
            // No fields at all is the case of all required fields missing, and said that way.
            let node =
                if node.value == Value::Null { Node { value: Value::Map(Vec::new()), span: parts.yaml } } else { node };
            fields(&mut reader, &node, broken, parts.yaml, body)
        }
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

fn fields(reader: &mut Reader, node: &Node, broken: Broken, front_matter: Span, body: markdown::Body) -> Parsed {
    let Some(lang) = broken.lang else {
        return match entry(reader, node, broken, front_matter, body) {
            Ok(entry) => Parsed::Entry(Arc::new(entry)),
            Err(broken) => Parsed::Broken(broken),
        };
    };
    match Translation::read(reader, node, body) {
        Some(translation) => Parsed::Translation(broken.id, lang, Arc::new(translation)),
        None => Parsed::Broken(broken),
    }
}

/// The id in a file's name, and the language when it is that of a translation; none when the name is refused.
pub fn id_and_language(source: &Arc<Source>) -> Option<(EntryId, Option<Lang>)> {
    file_name(source).ok()
}

fn file_name(source: &Arc<Source>) -> Result<(EntryId, Option<Lang>), Diagnostic> {
    let name = source.file_name();
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let problem = |code, message: String| Diagnostic::new(code, source, Span::default(), message);
    if matches!(stem, "_index" | "index") {
        let message = format!("`{name}` has no meaning here: lists of entries are made by themselves");
        return Err(problem(Code::IndexFile, message).help("the text of the home page is the page `home.md`"));
    }
    let (id, lang) = stem.split_once('.').map_or((stem, None), |(id, lang)| (id, Some(lang)));
    let bad_name = || {
        problem(Code::BadFileName, format!("`{name}` cannot become an id and an address"))
            .help(format!("rename it to `{}.md`", crate::slug::slug(id)))
    };
    let id = EntryId::parse(id).ok_or_else(bad_name)?;
    match lang {
        None => Ok((id, None)),
        Some(text) => match Lang::parse(text) {
            Some(lang) if lang.as_str() == text => Ok((id, Some(lang))),
            _ => Err(problem(Code::BadFileName, format!("`{text}` in `{name}` is not a language"))
                .help("a translation has its language before the ending: `fair-recruitment.fr.md`")),
        },
    }
}

fn entry(
    reader: &mut Reader,
    node: &Node,
    mut broken: Broken,
    front_matter: Span,
    body: markdown::Body,
) -> Result<Entry, Broken> {
    let Some(mut fields) = Fields::new(reader, node) else { return Err(broken) };
    broken.kind = peek_kind(node);
    check_required(&mut fields, node, broken.kind);
    let common = Common::as_far_as_it_goes(&mut fields);
    let details = broken.kind.and_then(|kind| details(kind, &mut fields));
    broken.axes = axes(&mut fields, broken.kind);
    let is_whole = fields.failures() == 0;
    fields.finish();
    let (Some(common), Some(details)) = (common, details) else { return Err(broken) };
    check_texts(reader, &common);
    check_status(reader, &common);
    let (id, source, axes) = (broken.id.clone(), Arc::clone(&broken.source), broken.axes.clone());
    let entry = Entry { id, source, front_matter, common, details, axes, body, translations: Vec::new() };
    if is_whole { Ok(entry) } else { Err(Broken { partial: Some(Box::new(entry)), ..broken }) }
}

/// The kind decides which fields there are, so it is looked at before they are read; `Common` reports a bad one.
fn peek_kind(node: &Node) -> Option<Kind> {
    let Value::Map(map) = &node.value else { return None };
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
/// cannot name terms are unknown for certain, and so is every field while the kind is unknown.
fn axes(fields: &mut Fields<'_>, kind: Option<Kind>) -> Vec<AxisField> {
    let mut axes = Vec::new();
    for (key, node) in fields.rest() {
        if kind.is_none() {
            continue;
        }
        let is_terms = match &node.value {
            Value::Text(_) | Value::Null => true,
            Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Text(_))),
            Value::Map(_) => false,
        };
        if is_terms && node.value != Value::Null {
            let terms = Vec::<Spanned<TermName>>::read(node, fields.reader).unwrap_or_default();
            axes.push(AxisField { name: key.clone(), terms });
        } else {
            let help = crate::diagnostic::did_you_mean(key, fields.known().iter().copied());
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

fn check_required(fields: &mut Fields<'_>, node: &Node, kind: Option<Kind>) {
    let Value::Map(map) = &node.value else { return };
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

fn check_status(reader: &mut Reader, common: &Common) {
    let Some(status) = &common.status else { return };
    let kind = common.kind.value;
    let allowed = Status::of(kind);
    if allowed.contains(status) || kind == Kind::Page {
        return;
    }
    let words: Vec<_> = allowed.iter().map(|status| status.as_str()).collect();
    let article = if kind == Kind::Agreement { "an" } else { "a" };
    let message = format!("{article} {kind} cannot be `{status}`");
    reader.refuse::<()>(Code::StatusMismatch, status.span, message, Some(format!("write one of {}", words.join(", "))));
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
        let Some(Parsed::Broken(broken)) = parsed else { panic!("a broken entry") };
        assert_eq!(broken.axes[0].name.value, "titel");
    }

    #[test]
    fn an_agreement_cannot_be_completed() {
        let text =
            GOOD.replace("kind: commitment", "kind: agreement\ntype: framework").replace("proposed", "completed");
        assert_eq!(codes("content/a.md", &text), ["status-mismatch"]);
    }

    #[test]
    fn file_names_become_ids_or_say_why_not() {
        assert_eq!(codes("content/A Promise.md", GOOD), ["bad-file-name"]);
        assert_eq!(codes("content/_index.md", GOOD), ["index-file"]);
        assert_eq!(codes("content/a.zz1234567890.md", GOOD), ["bad-file-name"]);
    }
}
