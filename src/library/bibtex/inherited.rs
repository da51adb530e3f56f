//! What a work of `sources.bib` has from another one: a chapter from its book (`crossref`), and any work from data that stands
//! apart (`xdata`). The rules are those of the biblatex manual, appendix B and section 2.1.1: what a work says itself stays, and
//! the title of the whole becomes the title of what it is in.

use std::collections::BTreeMap;

use super::{Field, Work};
use crate::diagnostic::{Code, Suggestions, did_you_mean};
use crate::record::Reader;

/// Fields that are a work's own.
const OWN: [&str; 13] = [
    "crossref",
    "xdata",
    "xref",
    "ids",
    "options",
    "related",
    "label",
    "shorttitle",
    "sorttitle",
    "abstract",
    "note",
    "annotation",
    "keywords",
];
/// A work has data from so many others at most.
const MOST_DATA: usize = 32;

/// The works with what they have from others, without those that are data alone.
pub(super) fn complete(works: Vec<Work>, reader: &mut Reader) -> Vec<Work> {
    let by_id = works.iter().map(|work| (work.id.to_ascii_lowercase(), work)).collect();
    let mut heirs = Heirs { by_id, suggestions: Suggestions::default(), reader };
    let all: Vec<_> = works.iter().map(|work| heirs.fields_of(work)).collect();
    let complete = works.into_iter().zip(all).map(|(work, fields)| Work { fields, ..work });
    complete.filter(|work| !work.kind.eq_ignore_ascii_case("xdata")).collect()
}

struct Heirs<'w, 'r> {
    by_id: BTreeMap<String, &'w Work>,
    suggestions: Suggestions,
    reader: &'r mut Reader,
}

impl<'w> Heirs<'w, '_> {
    fn fields_of(&mut self, work: &'w Work) -> Vec<Field> {
        let mut fields = work.fields.clone();
        self.add_data(work, &mut fields);
        if let Some(other) = self.named(work, "crossref").first() {
            let mut found = other.fields.clone();
            self.add_data(other, &mut found);
            let renamed = |field: Field| Field { name: name_in_part(&field.name, work).to_owned(), ..field };
            add(found.into_iter().map(renamed), &mut fields);
        }
        fields
    }

    /// Adds what stands in data that the work names, and in data that these name.
    fn add_data(&mut self, work: &'w Work, fields: &mut Vec<Field>) {
        let (mut at, mut sources) = (0, self.named(work, "xdata"));
        while let Some(data) = sources.get(at).copied() {
            add(data.fields.iter().cloned(), fields);
            for further in self.named(data, "xdata") {
                if sources.len() < MOST_DATA && !sources.iter().any(|known| known.id == further.id) {
                    sources.push(further);
                }
            }
            at += 1;
        }
    }

    /// The other works that a field names, with commas between.
    fn named(&mut self, work: &Work, field: &str) -> Vec<&'w Work> {
        let Some(names) = super::field(work, field) else { return Vec::new() };
        let mut found = Vec::new();
        for name in names.value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            match self.by_id.get(&name.to_ascii_lowercase()) {
                Some(other) if other.id != work.id => found.push(*other),
                Some(_) => {}
                None => {
                    let ids = self.by_id.values().map(|other| other.id.as_str());
                    let help = self.suggestions.of(|| did_you_mean(name, ids));
                    let message = format!("there is no work `{name}` in this file");
                    self.reader.refuse::<()>(Code::BadBibtex, names.span, message, help);
                }
            }
        }
        found
    }
}

fn add(more: impl Iterator<Item = Field>, fields: &mut Vec<Field>) {
    for field in more {
        if !OWN.contains(&&*field.name) && fields.iter().all(|known| known.name != field.name) {
            fields.push(field);
        }
    }
}

/// What a field of the whole is called in what is a part of it.
fn name_in_part<'n>(name: &'n str, part: &Work) -> &'n str {
    match name {
        "title" if part.kind.eq_ignore_ascii_case("article") => "journaltitle",
        "title" => "booktitle",
        "subtitle" => "booksubtitle",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use crate::library::documents;
    use crate::source::Source;

    #[test]
    fn a_chapter_has_from_its_book_what_it_does_not_say_itself() {
        let text = "@incollection{ch, title={Chapter one}, author={Müller, J.}, crossref={Bk}, pages={12--34}}\n\
                    @book{bk, title={The book}, editor={Nguyen, An}, publisher={Press}, year=2019, note={Of the book}}\n\
                    @article{a, title={A}, crossref={j}}\n@periodical{j, title={Journal}, year=2018, xdata={d}}\n\
                    @xdata{d, publisher={House}}\n";
        let (works, problems) = documents([&Source::new("content/sources.bib", text)]);
        assert_eq!(problems, []);
        let work = |id: &str| &works.get(id).expect("a work").document;
        let (chapter, article) = (work("ch"), work("a"));
        assert_eq!((chapter.parent[0].title.0.as_str(), chapter.title.0.as_str()), ("The book", "Chapter one"));
        assert_eq!(chapter.date.as_ref().expect("a year").to_string(), "2019");
        assert_eq!((chapter.editor[0].name.as_str(), &chapter.note), ("Nguyen", &None));
        assert_eq!(article.parent[0].title.0, "Journal");
        assert_eq!(article.publisher.as_ref().expect("a publisher").0, "House");
        assert!(!works.has("d"), "data is no work");
    }

    #[test]
    fn what_is_named_and_not_there_is_told_and_circles_end() {
        let told = |text: &str| {
            let (_, problems) = documents([&Source::new("content/sources.bib", text)]);
            problems.into_iter().map(|problem| (problem.message, problem.help)).collect::<Vec<_>>()
        };
        let missing = told("@inbook{a, title={A}, crossref={boook}}\n@book{book, title={B}}\n");
        let said = ("there is no work `boook` in this file".to_owned(), Some("did you mean `book`?".to_owned()));
        assert_eq!(missing, [said]);
        assert_eq!(told("@book{a, title={A}, crossref={b}, xdata={a}}\n@book{b, title={B}, crossref={a}}\n"), []);
        assert_eq!(told("@book{a, title={A}, xdata={c}}\n@xdata{c, xdata={d}}\n@xdata{d, xdata={c}}\n"), []);
    }
}
