//! Targets that end in citations and references: works, and the styles by which they are written.

use std::sync::{Arc, LazyLock};

use compendium::csl::{Cited, Item, Marks, Processor, Style, plain};
use compendium::library::{self, Documents};
use compendium::source::Source;

use super::{source, told};

/// Works in BibTeX.
pub fn bibtex(bytes: &[u8]) {
    cite(&source("content/sources.bib", bytes));
}

/// Works in YAML.
pub fn works(bytes: &[u8]) {
    cite(&source("content/sources.yaml", bytes));
}

/// Whatever was read can be cited.
fn cite(works: &Arc<Source>) {
    static STANDARD: LazyLock<[Processor; 2]> = LazyLock::new(|| processors(&Arc::new(Style::standard())));
    let (documents, diagnostics) = library::documents([works]);
    told(&diagnostics);
    write(&*STANDARD, &documents);
}

fn processors(style: &Arc<Style>) -> [Processor; 2] {
    ["en", "ar"].map(|lang| Processor::new(Arc::clone(style), lang))
}

fn write(processors: &[Processor], documents: &Documents) {
    let items: Vec<Item> = documents.iter().take(5).map(|(.., listed)| Item::from(&listed.document)).collect();
    let cites: Vec<Cited<'_>> =
        items.iter().map(|item| Cited { item, number: Some(1), locator: None, marks: Marks::default() }).collect();
    for processor in processors {
        for item in &items {
            drop(plain(&processor.reference(item, Some(1), Marks::default())));
        }
        if !cites.is_empty() {
            drop(plain(&processor.cluster(&cites)));
        }
    }
}

const SAMPLE: &str = "a: {type: report, title: \"A: b\", author: [\"Last, First\", {name: Body}], date: 2020-01, serial-number: X}\n\
    b: {type: article, title: B, author: \"Last, First\", date: 2020, page-range: 1-9, parent: {type: periodical, title: J, volume: 3}}\n";

/// Some works are cited by the style.
pub fn style(bytes: &[u8]) {
    let source = source("styles/a.csl", bytes);
    match Style::parse(&source) {
        Ok(style) => {
            let (documents, _) = library::documents([&Source::new("content/sources.yaml", SAMPLE)]);
            write(&processors(&Arc::new(style)), &documents);
        }
        Err(problem) => told(&[*problem]),
    }
}
