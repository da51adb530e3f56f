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
    /// Says it.
    text: String,
    /// The address of the original.
    original: String,
    /// The language of the original.
    lang: Lang,
}

/// The notice of an entry with texts of a language; none where they are the original, or follow it.
pub fn of(edition: &Edition, ix: EntryIx, texts: Texts<'_>) -> Option<Notice> {
    let entry = &edition.catalog[ix];
    let shown_in = |key: &str| {
        let name = texts.body_lang.autonym();
        edition.locale.format(key, &[("language", Arg::Text(&name))])
    };
    let text = match texts.translation {
        None => (texts.lang != edition.lang).then(|| shown_in("untranslated-notice")),
        Some(_) if texts.body_lang != texts.lang => Some(shown_in("untranslated-text-notice")),
        Some(translation) => {
            let date = edition.locale.date(entry.common.changed().value);
            let stale = translation.follows(entry) == Some(false);
            stale.then(|| edition.locale.format("stale-translation-notice", &[("date", Arg::Text(&date))]))
        }
    };
    let lang = edition.catalog.site.main_language();
    let address = || edition.link(&route::address(&edition.catalog, Route { lang, page: Page::Entry(ix) }));
    text.map(|text| Notice { text, original: address(), lang })
}
