//! The one table of diagnostic codes.

use super::Severity::{self, Error, Info, Warning};

macro_rules! codes {
    ($($name:ident = $text:literal, $severity:ident, $title:literal, $explain:literal;)*) => {
        /// What sort of problem a diagnostic is about. Codes are words and never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The word that names it: `unknown-theme`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// How much it matters when nothing else is said.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$name => $severity,)* }
            }

            /// One line: what it reports.
            pub const fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What it means and how to mend it, as `compendium explain CODE` prints it.
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explain,)* }
            }
        }
    };
}

codes! {
    // Files.
    UnreadableFile = "unreadable-file", Error, "A file or folder cannot be read",
        "The file exists but could not be opened or read. Check its permissions, or remove it.";
    SymbolicLink = "symbolic-link", Error, "A symbolic link among the input",
        "Links are never followed, so that nothing outside the project can end up on the site. Put a copy of the file in its place.";
    SpecialFile = "special-file", Error, "A pipe, socket or device among the input",
        "Only plain files and folders belong in a project. Remove the file.";
    FileTooLarge = "file-too-large", Error, "A file is over the size limit",
        "Entries may have 1 MiB, vocabularies and sources 8 MiB, files and static files 32 MiB. Make the file smaller, or host it elsewhere and link to it.";
    NotUtf8 = "not-utf8", Error, "A text file is not UTF-8",
        "Save the file as UTF-8. Editors name the setting “encoding”; UTF-16 and Latin-1 are not read.";
    MergeConflict = "merge-conflict", Error, "A file in which git left two versions",
        "Two people changed the same lines, and nobody has chosen yet. Keep what is right, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`. Until then nothing is read from the file.";
    BadFileName = "bad-file-name", Error, "A file name that cannot become an address",
        "An entry's file name is its id and its address: lower-case letters a-z, digits and hyphens, then `.md`. A translation has its language before the ending: `fair-recruitment.fr.md`.";
    UnknownFile = "unknown-file", Warning, "A file that nothing reads",
        "Below `content/`, entries end in `.md`, vocabularies lie in `content/vocabulary/`, outlines of documents in `content/sources/`, images and documents in `content/files/`. Anything else is not read; move or remove it.";
    UnknownString = "unknown-string", Warning, "A string of a theme that nothing asks for",
        "The name of a message in `strings/` is nearly that of one that pages are made with, and no template names it as it is written: what it says shows nowhere. The files of the theme's strings list the names; `compendium theme eject strings/en.ftl` writes them out.";
    FileTypeRefused = "file-type-refused", Error, "A file type that is not served",
        "Files and static files are copied to the site only when their type is known to be harmless: images (png, jpg, jpeg, webp, avif, gif, ico), pdf, csv, json, txt, fonts (woff2), css, js, ods, xlsx, docx, odt, ics, xml, webmanifest. SVG may carry scripts and is taken from the theme only.";
    // Front matter.
    MissingFrontMatter = "missing-front-matter", Error, "An entry without front matter",
        "An entry begins with a line `---`, then its fields in YAML, then another line `---`. `compendium new KIND TITLE` writes one to start from.";
    UnclosedFrontMatter = "unclosed-front-matter", Error, "Front matter that does not end",
        "The fields end with a line that holds `---` and nothing else.";
    TomlFrontMatter = "toml-front-matter", Error, "Front matter in TOML",
        "Front matter is YAML between `---` lines here, not TOML between `+++` lines: `title = \"x\"` becomes `title: x`.";
    FrontMatterTooLarge = "front-matter-too-large", Error, "Front matter over 64 KiB",
        "Front matter may have 64 KiB. Long text belongs in the body.";
    InvalidYaml = "invalid-yaml", Error, "YAML that cannot be read",
        "The place is where the parser stopped; the slip is there or just before. Usual causes: a tab, a missing space after a colon, a text with `: ` in it that needs quotes, an unclosed bracket or quote. Anchors, aliases and tags are not allowed.";
    DuplicateKey = "duplicate-key", Error, "A field that is written twice",
        "Each field stands once. Put all values into one list.";
    UnknownField = "unknown-field", Error, "A field that this kind does not have",
        "Check the spelling; `compendium schema` lists all fields. Fields of your own belong below `extra:`. An axis of your own needs a file in `content/vocabulary/`.";
    MissingField = "missing-field", Error, "A required field is missing",
        "Add the field. `compendium schema --format markdown` tells what each one holds.";
    WrongType = "wrong-type", Error, "A value of the wrong sort",
        "For example a list where one value belongs, or a text where fields belong. The message says what is expected.";
    EmptyValue = "empty-value", Error, "A field without a value",
        "Give the field a value or remove its line.";
    CommentInText = "comment-in-text", Warning, "A text that ends where a comment begins",
        "In YAML, ` #` begins a comment: of `title: Agenda item #3 is met` nothing is read but `Agenda item`. Put the text in quotes. A comment that is meant has a space behind its `#`, and is not told of.";
    BadValue = "bad-value", Error, "A value that the field does not know",
        "The field takes one of a few words; the message lists them.";
    BadDate = "bad-date", Error, "A date that is not one",
        "Dates are a year, a month or a day: `2018`, `2018-12`, `2018-12-10` (EDTF level 0). An embargo is an instant with its zone: `2026-05-01T09:00+02:00`. How often something comes round is a duration: `P2Y`, `P6M`.";
    BadNumber = "bad-number", Error, "A number that is not one",
        "Numbers are written with a point and without grouping: `1250.5`. Amounts are not below zero.";
    BadUrl = "bad-url", Error, "An address that is refused",
        "Addresses are absolute and begin with https://, http://, mailto: or tel:. Others, `javascript:` among them, are refused.";
    BadPath = "bad-path", Error, "A path that leaves the project",
        "Paths are relative, inside the project and without `..`.";
    BadId = "bad-id", Error, "An id of the wrong form",
        "Ids are lower-case letters a-z, digits and hyphens, for example `fair-recruitment`. A heading takes an id, `## Heading {#id}`, and no other attributes; ids that begin with `_` are those of the page around the text.";
    BadCharacter = "bad-character", Error, "An invisible control character",
        "NUL, other control characters and marks that turn the direction of text (U+202A to U+202E, U+2066 to U+2069) are refused: they show a reader something else than what is written. Remove them.";
    TextTooLong = "text-too-long", Error, "A text over its limit",
        "Titles have at most 120 characters, summaries 320. Put the rest into the body.";
    LongTitle = "long-title", Warning, "A title that few will read to its end",
        "Titles over 90 characters are cut off in lists, tabs and search results. Say the promise in fewer words.";
    // Ids and addresses.
    DuplicateId = "duplicate-id", Error, "Two files or things with one id",
        "The id is the file's name without `.md` and is unique over all folders. Rename one of the two. Works, figures, the keys of an entry's parts and the ids of its headings are unique too, and so are a vocabulary's `field` and what its terms are called, `one`.";
    AddressClash = "address-clash", Error, "Two things with one address",
        "Two entries, aliases, terms or static files would be the same page, perhaps only on systems that do not tell capitals apart. Rename one.";
    IndexFile = "index-file", Error, "An `_index.md` or `index.md`",
        "Lists of entries are made by themselves here: folders have no meaning and no index file. The text of the home page is the page `home.md`; texts about a theme belong in its `summary` in the vocabulary.";
    // Terms.
    UnknownTheme = "unknown-theme", Error, "A theme that the vocabulary does not have",
        "Themes are listed in `content/vocabulary/themes.yaml`. Use one of its ids or aliases, or add the theme there.";
    UnknownLevel = "unknown-level", Error, "A level that does not exist",
        "Levels are subnational, national, regional and global, unless `content/vocabulary/levels.yaml` says otherwise.";
    UnknownSdg = "unknown-sdg", Error, "A goal or target that does not exist",
        "Goals are 1 to 17; targets are written `8.8` or `10.c`. There are 169 of them (General Assembly resolution 70/1). Quote them when they look like numbers.";
    UnknownCountry = "unknown-country", Error, "A country code that does not exist",
        "Countries are ISO 3166-1 alpha-3 codes in capitals: PHL, KEN, DEU.";
    UnknownParty = "unknown-party", Error, "An actor or country that is not known",
        "Who leads, commits or takes part is named by the id of an actor in `content/vocabulary/actors.yaml`, of a group, or by a country's alpha-3 code.";
    UnknownTerm = "unknown-term", Error, "A term that its vocabulary does not have",
        "Use one of the ids of the axis, or add the term to the axis's file in `content/vocabulary/`.";
    AliasUsed = "alias-used", Warning, "A term's other name",
        "The name is accepted, but the preferred id keeps search and rename simple.";
    RepeatedValue = "repeated-value", Warning, "A value that a list has already",
        "It counts once. Remove the other one, which may be another name of the same term or entry.";
    UnusedTerm = "unused-term", Info, "A term that no entry uses",
        "Perhaps a gap, perhaps a term to remove.";
    DuplicateTerm = "duplicate-term", Error, "Two terms with one id or alias",
        "Ids and aliases are unique within an axis.";
    TermCycle = "term-cycle", Error, "A term that is broader than itself",
        "`broader` makes a tree. The message shows the whole circle; remove one of its links.";
    RelatedBroader = "related-broader", Warning, "A term that is related to one above or below it",
        "Of two terms, one is wider than the other or they have to do with each other: by SKOS, never both. Remove the name from `related`.";
    MissingVocabulary = "missing-vocabulary", Error, "The vocabulary of themes is missing",
        "A project brings at least `content/vocabulary/themes.yaml` with the line `axis: themes` and a list of terms.";
    // References.
    UnknownEntry = "unknown-entry", Error, "A relation to an entry that does not exist",
        "Relations name entries by id. Check the spelling; a renamed entry is found by its alias.";
    SelfReference = "self-reference", Error, "An entry that relates to itself",
        "Remove the entry's own id from the relation.";
    RelationCycle = "relation-cycle", Error, "Relations that lead in a circle",
        "`implements`, `part_of`, `supersedes` and `modelled_on` lead from one entry to another and never back. The message shows the whole circle; remove one of its links.";
    DeadLink = "dead-link", Error, "A link to an entry, term or file that does not exist",
        "Check the spelling. Entries are linked as `[[id]]` or `[label](id.md)`, terms as `[[theme:recruitment]]`, files as `[label](files/name.pdf)`.";
    DeadAnchor = "dead-anchor", Error, "A link to a heading that does not exist",
        "The part behind `#` is the id of a heading of that entry; ids are made from the heading's words.";
    UnpublishedReference = "unpublished-reference", Warning, "A reference to a draft or embargoed entry",
        "On the published site the reference is plain text until the entry is published. Preview it with `--drafts` or `--embargoed`.";
    BadCitationStyle = "bad-citation-style", Error, "A citation style that cannot be used",
        "`citation_style` in `site.toml` is the name of a style that comes with the program, or the path of a file of the Citation Style Language (CSL 1.0.2) in the project: `styles/house.csl`. Ten thousand styles are at citationstyles.org. A dependent style only names another one: take that one.";
    BadBibtex = "bad-bibtex", Error, "Something in `sources.bib` that is no BibTeX",
        "A work is written `@report{id, title = {...}, author = {...}, date = {2018-12}}`, with every brace closed and fields separated by commas. Types are those of BibTeX and biblatex; `@misc` takes any work.";
    UnknownSource = "unknown-source", Error, "A citation of a document that is not listed",
        "Documents are listed in `content/sources.yaml`; cite them by id.";
    BadLocator = "bad-locator", Error, "Paragraphs or pages that cannot be read",
        "Paragraphs are numbers and ranges: `57`, `56-58`, `4, 19-22`, `4 (a)`. A document whose outline ends at paragraph 88 has no paragraph 90. In an outline a section ends after it begins, and shares paragraphs only with sections within it.";
    UnknownFigure = "unknown-figure", Error, "A figure that is not listed",
        "Figures are listed in `content/figures.yaml` and named as `[[figure:id]]`.";
    UnknownNeed = "unknown-need", Error, "An offer that meets a need that does not exist",
        "An offer meets a need as `ENTRY-ID#KEY`, where the need has `key: KEY`.";
    OrphanEntry = "orphan-entry", Warning, "An entry that no other entry leads to",
        "Readers find it by level, theme and goal, but nothing else refers to it and it refers to nothing. Add a relation or mention it.";
    // Body.
    RawHtml = "raw-html", Error, "HTML in a body",
        "Bodies are Markdown only: HTML could run code on the site. For emphasis, tables, footnotes and callouts there is Markdown. A `<` that is meant as a character is written `\\<`.";
    BadReference = "bad-reference", Error, "A reference that cannot be read",
        "References are `[[id]]`, `[[id|label]]`, `[[id#heading]]`, `[[theme:id]]`, `[[sdg:8.8]]`, `[[country:PHL]]`, `[[term:id]]`, `[[figure:id]]`; citations `[@source, paras. 60-61]`. A link has words between its brackets, and no other link; its address has `%20` for each space. Shortcodes and template tags of other generators, such as `{{< ref >}}`, are not read.";
    UnknownCallout = "unknown-callout", Error, "A callout of an unknown sort",
        "Callouts are NOTE, TIP, IMPORTANT, WARNING and CAUTION.";
    UnknownFootnote = "unknown-footnote", Error, "A footnote that is not written, or never referred to",
        "`[^1]` in the text needs a line `[^1]: ...` below, and the other way round.";
    UnclosedCode = "unclosed-code", Error, "A block of code that does not end",
        "Code begins with a line of three backticks and ends with another. Without the second, the rest of the text is code: its headings, links and references are none, and nothing in it is checked.";
    HeadingOrder = "heading-order", Warning, "A heading that skips a level",
        "The title of an entry is its only heading of the first level. Bodies begin with `##` and go down one level at a time.";
    DeepNesting = "deep-nesting", Error, "Something that nests too deeply",
        "Terms of a vocabulary lie at most 32 levels deep. Quotations, lists and emphasis within each other go about a hundred levels deep, and no reader follows beyond three or four. Often a line of `>` or `*` that was meant as a rule: write `---`.";
    MissingImageText = "missing-image-text", Warning, "An image without a description",
        "Who cannot see the image hears its description: `![Migrants queue at a consulate](files/queue.jpg)`.";
    AvoidedWord = "avoided-word", Warning, "A word that the terminology advises against",
        "`content/vocabulary/terminology.yaml` lists words to avoid, with reasons and alternatives. Quotations in quotation marks are left alone.";
    // Meaning.
    DatesOutOfOrder = "dates-out-of-order", Error, "Dates that end before they begin",
        "`to` is not before `from`, `done` not in the future, `updated` not before `date`, `in_force` not before `adopted`, `ratified` not before `signed`.";
    FutureDate = "future-date", Info, "An entry that is published before its own date",
        "`date` says when an entry was first published, and a later one does not hold it back. Correct the date, or add `embargo` with the instant from which the entry is public: `embargo: 2027-01-15T09:00+01:00`.";
    OverdueMilestone = "overdue-milestone", Info, "A milestone that is due and not done",
        "Give it a `done` date with evidence, move `due`, or leave it: being late is a fact that the site shows.";
    OverdueReview = "overdue-review", Info, "A review that should have taken place",
        "Add the review to `reviews`, or move `next_review`.";
    FindingWithoutSource = "finding-without-source", Error, "A finding that names no source",
        "Whoever says that a promise is kept or not must be named: add `source` to the review.";
    DoubtfulEvidence = "doubtful-evidence", Warning, "Evidence that is nearly the id of a source",
        "The `evidence` of a milestone is an address, the id of a work in `content/sources.yaml`, or words. Correct the id; where words are meant, write more than one.";
    OfferExceedsNeed = "offer-exceeds-need", Warning, "An offer larger than the need it meets",
        "Check the amounts; an offer that serves more than one need is better written as several.";
    StatusMismatch = "status-mismatch", Error, "A status that this kind does not have",
        "Agreements are proposed, negotiating, signed, in-force, suspended or ended; all else is proposed, planned, active, completed, stalled or withdrawn.";
    DoubtfulStatus = "doubtful-status", Warning, "A status that a date contradicts",
        "What is active or in force has begun, and an agreement that is in force is no longer proposed, negotiated or only signed. Correct `status`, `period` or `in_force`.";
    CoverageGap = "coverage-gap", Info, "A level, goal or objective without an entry",
        "Not an error: it shows where the compact is silent so far.";
    // Translations.
    UnknownLanguage = "unknown-language", Error, "A translation into a language that the site does not have",
        "List the language in `site.toml`: `languages = [\"en\", \"fr\"]`.";
    OrphanTranslation = "orphan-translation", Error, "A translation without an original",
        "`ID.LANG.md` translates `ID.md`, which does not exist.";
    StaleTranslation = "stale-translation", Warning, "A translation that follows an older original",
        "The original changed after the translation. Bring the translation up to date and set `follows` to the original's `updated` date or hash.";
    TranslatedFact = "translated-fact", Error, "A fact in a translation",
        "Translations hold only texts: title, summary, body and the texts of milestones and the like. Facts are inherited, so that they cannot differ between languages.";
    MissingStrings = "missing-strings", Warning, "A language in which the site lacks words of its own",
        "The texts of entries may be translated, and headings, buttons and notices stay English, all of them or those that the file of the language lacks. `compendium theme show strings/en.ftl > strings/de.ftl` makes a file to translate; it is named after the language.";
    // The site.
    UnknownSetting = "unknown-setting", Error, "A setting that does not exist",
        "Check the spelling; `compendium schema` lists the settings of `site.toml`.";
    SecretSetting = "secret-setting", Error, "A secret in `site.toml`",
        "Whoever reads the project can read `site.toml`. Keys and passwords are taken from the environment or from the provider's own files; the page “Publishing” of the manual says from which. Change a secret that was shared.";
    VanishedAddress = "vanished-address", Warning, "An address that was published and is gone",
        "Others link to it. Give the entry that took its place the former id: `aliases: [former-id]`; `compendium rename` does so by itself. Found by `check --since`.";
    TemplateError = "template-error", Error, "A template that cannot be used",
        "The template asks for something that does not exist, or is not well formed. The message names file and line.";
}

impl Code {
    /// The code that a word names.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_words_and_found_again() {
        for code in Code::ALL {
            assert_eq!(Code::from_name(code.as_str()), Some(*code));
            assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(!code.explanation().is_empty());
        }
    }
}
