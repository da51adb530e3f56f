//! The rows of each list.

use std::sync::Arc;

use serde_json::Value;

use super::table::{Column, Table};
use crate::catalog::{Catalog, EntryIx};
use crate::check::{is_orphan, late_milestones, late_review};
use crate::cli::args::What;
use crate::date::Date;
use crate::entry::{Entry, Translation};
use crate::lang::Lang;
use crate::route::{self, Page, Route};
use crate::source::{Place, Source, Span, Spanned};

const fn shown(name: &'static str) -> Column {
    Column { name, is_shown: true }
}

const fn extra(name: &'static str) -> Column {
    Column { name, is_shown: false }
}

const ALL: &[Column] = &[
    shown("id"),
    shown("kind"),
    shown("state"),
    shown("status"),
    shown("date"),
    extra("updated"),
    shown("title"),
    extra("path"),
    extra("address"),
];
const DRAFTS: &[Column] = &[shown("id"), shown("kind"), shown("date"), shown("title"), extra("path")];
const EMBARGOED: &[Column] = &[shown("until"), shown("id"), shown("kind"), shown("title"), extra("path")];
const TRANSLATIONS: &[Column] =
    &[shown("id"), shown("lang"), shown("state"), extra("follows"), extra("original"), shown("title"), extra("path")];
const STALE: &[Column] =
    &[shown("id"), shown("lang"), shown("follows"), shown("original"), shown("title"), extra("path"), extra("line")];
const OVERDUE: &[Column] = &[shown("due"), shown("id"), shown("what"), shown("title"), extra("path"), extra("line")];
const ORPHANS: &[Column] = &[shown("id"), shown("kind"), shown("title"), extra("path")];

/// The table of a list, of the entries that pass, and of translations into a language when one is given.
pub fn table(what: What, catalog: &Catalog, lang: Option<Lang>, passes: impl Fn(EntryIx) -> bool) -> Table {
    let entries: Vec<_> = catalog.iter().filter(|(ix, _)| passes(*ix)).collect();
    let of = |row: fn(&Catalog, EntryIx, &Entry) -> Vec<Value>, wanted: &dyn Fn(EntryIx, &Entry) -> bool| {
        let wanted = entries.iter().filter(|(ix, entry)| wanted(*ix, entry));
        wanted.map(|(ix, entry)| row(catalog, *ix, entry)).collect::<Vec<_>>()
    };
    let (columns, rows) = match what {
        What::Entries => (ALL, of(any, &|_, _| true)),
        What::Drafts => (DRAFTS, of(draft, &|_, entry| entry.common.draft)),
        What::Embargoed => (EMBARGOED, embargoed(catalog, &entries)),
        What::Translations => {
            (TRANSLATIONS, entries.iter().flat_map(|(_, entry)| translations(catalog, entry, lang)).collect())
        }
        What::Stale => (STALE, entries.iter().flat_map(|(_, entry)| stale(entry, lang)).collect()),
        What::Overdue => (OVERDUE, overdue(catalog, &entries)),
        What::Orphans => (ORPHANS, of(orphan, &|ix, _| is_orphan(catalog, ix))),
    };
    Table { columns, rows }
}

fn any(catalog: &Catalog, ix: EntryIx, entry: &Entry) -> Vec<Value> {
    let common = &entry.common;
    let address = route::address(catalog, Route { lang: catalog.site.main_language(), page: Page::Entry(ix) });
    vec![
        text(&entry.id),
        text(entry.kind()),
        text(common.state_at(catalog.as_of.instant)),
        maybe(common.status.as_ref()),
        text(&common.date),
        maybe(common.updated.as_ref()),
        text(&common.title),
        text(&entry.source.path),
        format!("/{address}").into(),
    ]
}

fn draft(_: &Catalog, _: EntryIx, entry: &Entry) -> Vec<Value> {
    let common = &entry.common;
    vec![text(&entry.id), text(entry.kind()), text(&common.date), text(&common.title), text(&entry.source.path)]
}

fn orphan(_: &Catalog, _: EntryIx, entry: &Entry) -> Vec<Value> {
    vec![text(&entry.id), text(entry.kind()), text(&entry.common.title), text(&entry.source.path)]
}

fn embargoed(catalog: &Catalog, entries: &[(EntryIx, &Entry)]) -> Vec<Vec<Value>> {
    let held = entries.iter().filter(|(_, entry)| entry.common.is_embargoed_at(catalog.as_of.instant));
    let mut held: Vec<_> = held.filter_map(|(_, entry)| Some((entry.common.embargo.as_ref()?, entry))).collect();
    held.sort_by_key(|(until, entry)| (until.value.timestamp(), &entry.id));
    let row = |(until, entry): (_, &&Entry)| {
        vec![text(until), text(&entry.id), text(entry.kind()), text(&entry.common.title), text(&entry.source.path)]
    };
    held.into_iter().map(row).collect()
}

/// An entry in every other language of the site, whether it is translated or not.
fn translations(catalog: &Catalog, entry: &Entry, lang: Option<Lang>) -> Vec<Vec<Value>> {
    let languages = catalog.site.languages.iter().skip(1).filter(|one| lang.is_none_or(|lang| **one == lang));
    let row = |lang: &Lang| {
        let translation =
            entry.translations.iter().find(|(known, _)| known == lang).map(|(_, translation)| translation);
        let state = match translation.map(|translation| translation.follows(entry)) {
            None => "missing",
            Some(None) => "unknown",
            Some(Some(true)) => "current",
            Some(Some(false)) => "stale",
        };
        vec![
            text(&entry.id),
            text(lang),
            state.into(),
            maybe(translation.and_then(|translation| translation.texts.follows.as_ref())),
            text(entry.common.changed()),
            text(translation.map_or(&entry.common.title, |translation| &translation.texts.title)),
            maybe(translation.map(|translation| &translation.source.path)),
        ]
    };
    languages.map(row).collect()
}

/// The translations of an entry that follow an earlier state of it.
fn stale(entry: &Entry, lang: Option<Lang>) -> Vec<Vec<Value>> {
    let stale = entry.translations.iter().filter(|(_, translation)| translation.follows(entry) == Some(false));
    let stale = stale.filter(|(one, _)| lang.is_none_or(|lang| *one == lang));
    stale.filter_map(|(lang, translation)| stale_row(entry, *lang, translation)).collect()
}

fn stale_row(entry: &Entry, lang: Lang, translation: &Translation) -> Option<Vec<Value>> {
    let follows = translation.texts.follows.as_ref()?;
    Some(vec![
        text(&entry.id),
        text(lang),
        text(follows),
        text(entry.common.changed()),
        text(&translation.texts.title),
        text(&translation.source.path),
        line(&translation.source, follows.span),
    ])
}

/// Something that is late.
struct Late<'a> {
    entry: &'a Entry,
    due: &'a Spanned<Date>,
    what: &'static str,
    title: &'a str,
}

impl Late<'_> {
    fn row(&self) -> Vec<Value> {
        let source = &self.entry.source;
        vec![
            text(self.due),
            text(&self.entry.id),
            self.what.into(),
            self.title.into(),
            text(&source.path),
            line(source, self.due.span),
        ]
    }
}

/// What is late, the oldest first.
fn overdue(catalog: &Catalog, entries: &[(EntryIx, &Entry)]) -> Vec<Vec<Value>> {
    let day = catalog.as_of.day;
    let mut late = Vec::new();
    for (_, entry) in entries {
        let milestones = late_milestones(entry, day);
        late.extend(milestones.map(|(one, due)| Late { entry, due, what: "milestone", title: &one.title }));
        let title = &entry.common.title;
        late.extend(late_review(entry, day).map(|due| Late { entry, due, what: "review", title }));
    }
    late.sort_by_key(|late| (late.due.last_day(), &late.entry.id));
    late.iter().map(Late::row).collect()
}

fn text(value: impl std::fmt::Display) -> Value {
    Value::String(value.to_string())
}

fn maybe(value: Option<&impl std::fmt::Display>) -> Value {
    value.map_or(Value::Null, text)
}

fn line(source: &Arc<Source>, span: Span) -> Value {
    Place { source: Arc::clone(source), span }.start().0.into()
}
