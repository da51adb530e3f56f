//! Says that a page is not translated, or that its translation is stale.

use serde::Serialize;

use super::edition::{Edition, Texts};
use crate::catalog::EntryIx;
use crate::lang::Lang;
use crate::locale::Arg;
use crate::route::{self, Page, Route};

/// What a reader has to know of the language of the page.
#[derive(Debug, Serialize)]
pub struct Notice {
    text: String,
    /// Of a stale translation: the address of the original, and the name of its language in itself.
    original: Option<(String, String, Lang)>,
}

/// The notice of an entry with texts of a language; none where they are the original, or follow it.
pub fn of(edition: &Edition, ix: EntryIx, texts: Texts<'_>) -> Option<Notice> {
    let entry = &edition.catalog[ix];
    let main = edition.catalog.site.main_language();
    let Some(translation) = texts.translation else {
        let name = texts.lang.autonym();
        let untranslated = texts.lang != edition.lang;
        let text = || edition.locale.format("untranslated-notice", &[("language", Arg::Text(&name))]);
        return untranslated.then(|| Notice { text: text(), original: None });
    };
    let changed = entry.common.changed();
    let stale = translation.follows(entry) == Some(false);
    let date = edition.locale.date(changed.value);
    stale.then(|| Notice {
        text: edition.locale.format("stale-translation-notice", &[("date", Arg::Text(&date))]),
        original: Some((
            edition.link(&route::address(&edition.catalog, Route { lang: main, page: Page::Entry(ix) })),
            main.autonym(),
            main,
        )),
    })
}
