//! Targets that need a whole project: one of its entries is the input, or a question to all of them.

use std::sync::{Arc, LazyLock};

use compendium::catalog::Catalog;
use compendium::load::{FilePath, Input};
use compendium::project::Project;
use compendium::query::Query;
use compendium::relative;
use compendium::render::Renderer;
use compendium::route::Page;

use super::{project, source, text, told};

/// The entry whose place the input takes.
const ENTRY: &str = "content/promise.md";

static PROJECT: LazyLock<Project> = LazyLock::new(project);

fn with(bytes: &[u8]) -> Input {
    let (mut input, _) = PROJECT.input();
    for entry in &mut input.entries {
        if &*entry.path == ENTRY {
            *entry = source(ENTRY, bytes);
        }
    }
    input
}

/// Parsed, linked, checked, routed; and where it is an entry, rendered with the pages that show it.
pub fn entry(bytes: &[u8]) {
    let survey = PROJECT.survey_of(with(bytes), Vec::new());
    told(&survey.diagnostics);
    let routes = Arc::new(survey.routes);
    let nothing = Arc::new(|_: &FilePath| Ok(Vec::new()));
    let Ok(renderer) = Renderer::new(Arc::new(survey.catalog), Arc::new(survey.theme), Arc::clone(&routes), nothing)
    else {
        return;
    };
    for route in routes.list.iter().filter(|route| !matches!(route.page, Page::Asset(_) | Page::File(_))) {
        match renderer.render(*route) {
            Ok(page) => with_other_links(&text(&page.bytes)),
            Err(problem) => panic!("{}: {}", problem.place.source.path, problem.message),
        }
    }
}

/// A page as sites with relative links have it, and as feeds have its text.
fn with_other_links(page: &str) {
    drop((relative::html(page, "/base/", "/base/a/"), relative::absolute(page, "https://a.example", "/base/a/")));
}

/// A question is answered, or told where it is wrong.
pub fn query(bytes: &[u8]) {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| PROJECT.survey().catalog);
    let text = text(bytes);
    match Query::parse(&text, &CATALOG) {
        Ok(query) => drop(query.entries(&CATALOG).count()),
        Err(problem) => {
            let range = problem.span.range();
            assert!(text.get(range.clone()).is_some(), "{range:?} is no part of {text:?}");
        }
    }
}
