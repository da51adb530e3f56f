//! Every element of CSL by small styles. Whole styles are held against citeproc-js in `tests/tools/citations.mjs`.

use super::taxonomy::{DateVariable, Kind, Locator, NameVariable, NumberVariable, StandardVariable};
use super::*;
use crate::date::Date;
use crate::source::Source;

/// A style with these elements in citations and in lists.
fn style(settings: &str, before: &str, citation: &str, layout: &str, sort: &str) -> Style {
    let text = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\" {settings}><info><title>t</title>\
         <id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>{before}<citation {citation}><layout prefix=\"(\" \
         suffix=\")\" delimiter=\"; \">{layout}</layout></citation><bibliography>{sort}<layout>{layout}</layout>\
         </bibliography></style>"
    );
    Style::parse(&Source::new("styles/t.csl", text)).unwrap_or_else(|problem| panic!("{}", problem.message))
}

fn processor(layout: &str) -> Processor {
    Processor::new(Arc::new(style("", "", "", layout, "")), "en")
}

fn person(family: &str, given: &str) -> Name {
    Name { family: family.into(), given: Some(given.into()) }
}

fn report() -> Item {
    let mut item = Item::new(Kind::Report);
    item.people(
        NameVariable::Author,
        vec![person("Clemens", "Michael A."), person("Özden", "Çağlar"), Name::body("World Bank")],
    );
    item.text(StandardVariable::Title, "migration and work: a “view”").text(NumberVariable::Number, "7");
    item.date(DateVariable::Issued, Date::parse("2018-12-01").expect("a date"));
    item
}

fn listed(layout: &str) -> String {
    plain(&processor(layout).reference(&report(), Some(3), Marks::default()))
}

#[test]
fn bundled_styles_and_locales_are_sound() {
    for (name, _) in BUNDLED {
        let style = Arc::new(Style::bundled(name).expect("a style"));
        for lang in ["en", "fr", "ar", "de"] {
            let runs = Processor::new(Arc::clone(&style), lang).reference(&report(), Some(1), Marks::default());
            assert!(plain(&runs).to_lowercase().contains("migration and work"), "{name} {lang}: {}", plain(&runs));
        }
    }
}

#[test]
fn others_who_are_not_named_are_told_of() {
    let named = |names: Vec<Name>| {
        let mut item = Item::new(Kind::Report);
        item.people(NameVariable::Author, names);
        let layout = "<names variable=\"author\"><name and=\"text\"/></names>";
        plain(&processor(layout).reference(&item, Some(3), Marks::default()))
    };
    let dinerstein = || person("Dinerstein", "Eric");
    assert_eq!(named(vec![dinerstein(), Name::body("others")]), "Eric Dinerstein et al.");
    let three = vec![dinerstein(), person("Joshi", "Anup"), Name::body("others")];
    assert_eq!(named(three), "Eric Dinerstein, Anup Joshi, et al.");
    assert_eq!(named(vec![Name::body("others")]), "others");
}

#[test]
fn names_are_joined_cut_and_turned() {
    let names = |name: &str| listed(&format!("<names variable=\"author\">{name}</names>"));
    assert_eq!(names(""), "Michael A. Clemens, Çağlar Özden, World Bank");
    assert_eq!(names("<name and=\"text\"/>"), "Michael A. Clemens, Çağlar Özden, and World Bank");
    assert_eq!(
        names("<name and=\"symbol\" delimiter-precedes-last=\"never\"/>"),
        "Michael A. Clemens, Çağlar Özden & World Bank"
    );
    assert_eq!(
        names("<name name-as-sort-order=\"all\" initialize-with=\". \" delimiter=\"; \"/>"),
        "Clemens, M. A.; Özden, Ç.; World Bank"
    );
    assert_eq!(names("<name name-as-sort-order=\"first\" form=\"short\"/>"), "Clemens, Özden, World Bank");
    assert_eq!(names("<name et-al-min=\"3\" et-al-use-first=\"1\" form=\"short\"/>"), "Clemens et al.");
    assert_eq!(
        names("<name et-al-min=\"3\" et-al-use-first=\"1\" et-al-use-last=\"true\" form=\"short\"/>"),
        "Clemens, … World Bank"
    );
    assert_eq!(names("<name form=\"count\"/>"), "3");
    let parts = "<name><name-part name=\"family\" text-case=\"uppercase\"/></name><label prefix=\" (\" suffix=\")\"/>";
    assert_eq!(
        listed(&format!("<names variable=\"author\">{parts}</names>")),
        "Michael A. CLEMENS, Çağlar ÖZDEN, WORLD BANK"
    );
}

#[test]
fn editors_are_labelled_and_stand_in_for_authors() {
    let mut item = Item::new(Kind::Book);
    item.people(NameVariable::Editor, vec![person("Sironi", "Alice"), person("Bauloz", "Céline")]);
    let names = "<names variable=\"author\"><name form=\"short\" and=\"text\"/><label form=\"short\" prefix=\" (\" suffix=\")\"/>\
        <substitute><names variable=\"editor\"/><text variable=\"title\"/></substitute></names>";
    let write = |item: &Item, layout: &str| plain(&processor(layout).reference(item, None, Marks::default()));
    assert_eq!(write(&item, names), "Sironi and Bauloz (eds.)");
    // What stands in for a name is not said again.
    let mut titled = Item::new(Kind::Book);
    titled.text(StandardVariable::Title, "Glossary");
    assert_eq!(write(&titled, &format!("{names}<text variable=\"title\" prefix=\". \"/>")), "Glossary");
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    let write = |date: &str, element: &str| {
        let mut item = Item::new(Kind::Report);
        item.date(DateVariable::Issued, Date::parse(date).expect("a date"));
        plain(&processor(element).reference(&item, None, Marks::default()))
    };
    let text = "<date variable=\"issued\" form=\"text\"/>";
    assert_eq!(
        ["2018-12-01", "2018-12", "2018"].map(|date| write(date, text)),
        ["December 1, 2018", "December 2018", "2018"]
    );
    assert_eq!(write("2018-12-01", "<date variable=\"issued\" form=\"text\" date-parts=\"year\"/>"), "2018");
    let parts = "<date variable=\"issued\" delimiter=\" \"><date-part name=\"day\" form=\"ordinal\"/>\
        <date-part name=\"month\" form=\"short\" strip-periods=\"true\"/><date-part name=\"year\" form=\"short\" prefix=\"’\"/></date>";
    assert_eq!(write("2018-12-02", parts), "2nd Dec ’18");
    assert_eq!(write("2018-12-02", "<date variable=\"issued\" form=\"numeric\"/>"), "12/02/2018");
    let french = Processor::new(Arc::new(style("", "", "", text, "")), "fr");
    let mut item = Item::new(Kind::Report);
    item.date(DateVariable::Issued, Date::parse("2018-12-01").expect("a date"));
    assert_eq!(plain(&french.reference(&item, None, Marks::default())), "1 décembre 2018");
    let arabic = Processor::new(Arc::new(style("", "", "", text, "")), "ar");
    let text = plain(&arabic.reference(&item, None, Marks::default()));
    assert!(text.starts_with('\u{2068}') && text.ends_with('\u{2069}'), "{text}");
}

#[test]
fn groups_without_what_they_are_for_are_left_out() {
    assert_eq!(listed("<group delimiter=\", \"><text value=\"no.\"/><text variable=\"number\"/></group>"), "no., 7");
    assert_eq!(
        listed("<group prefix=\"[\" suffix=\"]\"><text value=\"vol. \"/><text variable=\"volume\"/></group>"),
        ""
    );
    assert_eq!(listed("<group><text value=\"in\"/></group>"), "in");
    // A group within that says something is enough.
    assert_eq!(
        listed("<group><text variable=\"volume\"/><group><text value=\"[online]\"/></group></group>"),
        "[online]"
    );
}

#[test]
fn choices_test_types_variables_and_numbers() {
    let choose = |test: &str| {
        listed(&format!("<choose><if {test}><text value=\"yes\"/></if><else><text value=\"no\"/></else></choose>"))
    };
    for test in [
        "type=\"report\"",
        "type=\"book report\" match=\"any\"",
        "variable=\"title number\"",
        "variable=\"volume\" match=\"none\"",
        "is-numeric=\"number\"",
        "type=\"report\" variable=\"number\"",
    ] {
        assert_eq!(choose(test), "yes", "{test}");
    }
    for test in [
        "type=\"book\"",
        "type=\"book report\"",
        "variable=\"title volume\"",
        "is-numeric=\"title\"",
        "position=\"first\"",
        "disambiguate=\"true\"",
    ] {
        assert_eq!(choose(test), "no", "{test}");
    }
}

#[test]
fn texts_have_faces_cases_quotes_and_affixes() {
    let html =
        |layout: &str| html(&processor(layout).reference(&report(), None, Marks::default()), |_| Around::default());
    assert_eq!(
        html("<text variable=\"title\" font-style=\"italic\" font-weight=\"bold\"/>"),
        "<i><b>migration and work: a “view”</b></i>"
    );
    assert_eq!(html("<text value=\"2\" vertical-align=\"sup\" prefix=\"x\"/>"), "x<sup>2</sup>");
    assert_eq!(html("<text value=\"un\" font-variant=\"small-caps\"/>"), "<span class=\"small-caps\">un</span>");
    assert_eq!(
        listed("<text variable=\"title\" quotes=\"true\" text-case=\"title\" suffix=\", \"/>"),
        "“Migration and Work: A ‘View,’” "
    );
    assert_eq!(listed("<text term=\"et-al\" strip-periods=\"true\"/>"), "et al");
    assert_eq!(listed("<number variable=\"number\" form=\"ordinal\"/>"), "7th");
    assert_eq!(listed("<number variable=\"number\" form=\"long-ordinal\"/>"), "seventh");
    assert_eq!(listed("<number variable=\"number\" form=\"roman\"/>"), "vii");
    assert_eq!(listed("<label variable=\"number\" form=\"short\" text-case=\"capitalize-first\"/>"), "No.");
}

/// What is said of a style with these macros, of which the layout calls `a`, and the line that it is said of.
fn refused(macros: &str) -> String {
    let text = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>t</title><id>t</id>\
         <updated>2026-01-01T00:00:00+00:00</updated></info>{macros}\n<citation><layout><text macro=\"a\"/></layout></citation>\
         </style>"
    );
    match Style::parse(&Source::new("styles/t.csl", text)) {
        Ok(_) => String::new(),
        Err(problem) => format!("{}: {}", problem.place.start().0, problem.message),
    }
}

#[test]
fn macros_that_go_round_in_circles_are_refused_where_they_do() {
    let said = "the macro `a` calls itself, directly or by way of others";
    let twice = "\n<macro name=\"a\"><text value=\"x\"/>\n<text macro=\"a\"/><text macro=\"a\"/></macro>";
    assert_eq!(refused(twice), format!("3: {said}"));
    let by_way = "\n<macro name=\"b\">\n<text macro=\"a\"/></macro>\n<macro name=\"a\"><group><text macro=\"b\"/></group></macro>";
    assert_eq!(refused(by_way), format!("3: {said}"));
    let instead =
        "\n<macro name=\"a\"><names variable=\"author\"><substitute><text macro=\"a\"/></substitute></names></macro>";
    assert_eq!(refused(instead), format!("2: {said}"));
}

#[test]
fn macros_that_double_each_other_are_refused_before_anything_is_written() {
    let double =
        |from: &str, to: &str| format!("<macro name=\"{from}\"><text macro=\"{to}\"/>\n<text macro=\"{to}\"/></macro>");
    let chain: String = (0..40).map(|n| double(&format!("m{n}"), &format!("m{}", n + 1))).collect();
    let end = "<macro name=\"m40\"><text value=\"x\"/></macro>";
    let said = refused(&format!("{}{chain}{end}", double("a", "m0")));
    assert!(said.ends_with(": this style asks for more than 100000 elements to write one work"), "{said}");
    assert!(!said.starts_with("1:"), "{said}");
    // One branch of a choice is written, however many there are.
    let branch = "<else-if type=\"book\"><text macro=\"m27\"/></else-if>".repeat(100);
    let choice =
        format!("<macro name=\"a\"><choose><if type=\"map\"><text value=\"x\"/></if>{branch}</choose></macro>");
    assert_eq!(refused(&format!("{choice}{chain}{end}")), "");
}

#[test]
fn macros_are_called_so_deep_and_no_deeper() {
    let chain = |length: usize| {
        let one = |n: usize| format!("<macro name=\"m{n}\"><text macro=\"m{}\"/></macro>", n + 1);
        let calls: String = (1..length).map(one).collect();
        format!(
            "<macro name=\"a\"><text macro=\"m1\"/></macro>{calls}<macro name=\"m{length}\"><text value=\"x\"/></macro>"
        )
    };
    assert_eq!(refused(&chain(63)), "");
    assert_eq!(refused(&chain(64)), "1: macros call each other more than 64 deep");
}

const SHORT: &str = "<group delimiter=\", \"><group delimiter=\" \"><names variable=\"author\"><name form=\"short\" et-al-min=\"3\" \
    et-al-use-first=\"1\"/></names><date variable=\"issued\" form=\"text\" date-parts=\"year\"/></group>\
    <group delimiter=\" \"><label variable=\"locator\" form=\"short\"/><text variable=\"locator\"/></group></group>";

fn of(family: &str, title: &str, year: &str) -> Item {
    let mut item = Item::new(Kind::Book);
    item.people(NameVariable::Author, vec![Name::body(family)]);
    item.text(StandardVariable::Title, title);
    item.date(DateVariable::Issued, Date::parse(year).expect("a date"));
    item
}

#[test]
fn citations_have_locators_with_labels_and_plurals() {
    let (processor, item) = (processor(SHORT), report());
    let cite =
        |locator| plain(&processor.cluster(&[Cited { item: &item, locator, number: None, marks: Marks::default() }]));
    assert_eq!(cite(None), "(Clemens et al. 2018)");
    assert_eq!(cite(Some((Locator::Paragraph, "60"))), "(Clemens et al. 2018, para. 60)");
    assert_eq!(cite(Some((Locator::Paragraph, "60-61, 70"))), "(Clemens et al. 2018, paras. 60–61, 70)");
    assert_eq!(cite(Some((Locator::Page, "4"))), "(Clemens et al. 2018, p. 4)");
    assert_eq!(cite(Some((Locator::Custom, "annex I"))), "(Clemens et al. 2018, annex I)");
}

#[test]
fn works_that_look_alike_get_letters_in_the_order_of_the_list() {
    let style = style(
        "",
        "",
        "disambiguate-add-year-suffix=\"true\" collapse=\"year\"",
        SHORT,
        "<sort><key variable=\"title\"/></sort>",
    );
    let processor = Processor::new(Arc::new(style), "en");
    let items = [of("IOM", "B", "2018"), of("IOM", "A", "2018"), of("ILO", "C", "2018")];
    let order = processor.order(&items.iter().collect::<Vec<_>>(), |text| text.as_bytes().to_vec()).expect("an order");
    assert_eq!(order, [1, 0, 2]);
    let sorted: Vec<_> = order.iter().map(|at| &items[*at]).collect();
    let marks = processor.marks(&sorted);
    let cited = |at: usize| Cited { item: sorted[at], locator: None, number: None, marks: marks[at] };
    assert_eq!(plain(&processor.cluster(&[cited(0), cited(1), cited(2)])), "(IOM 2018a, 2018b; ILO 2018)");
}

#[test]
fn works_that_look_alike_show_more_names_first() {
    let style = style("", "", "disambiguate-add-names=\"true\" disambiguate-add-year-suffix=\"true\"", SHORT, "");
    let processor = Processor::new(Arc::new(style), "en");
    let mut other = report();
    let names = vec![person("Clemens", "Michael"), person("Kone", "Z."), Name::body("World Bank")];
    other = {
        let mut item = Item::new(other.kind);
        item.people(NameVariable::Author, names).date(DateVariable::Issued, Date::parse("2018").expect("a date"));
        item
    };
    let first = report();
    let items = [&first, &other];
    let marks = processor.marks(&items);
    let cited = |at: usize| Cited { item: items[at], locator: None, number: None, marks: marks[at] };
    assert_eq!(
        plain(&processor.cluster(&[cited(0), cited(1)])),
        "(Clemens, Özden, et al. 2018; Clemens, Kone, et al. 2018)"
    );
}

#[test]
fn numbers_in_a_row_are_one_range() {
    let layout = "<text variable=\"citation-number\" prefix=\"[\" suffix=\"]\"/>";
    let style = style("", "", "collapse=\"citation-number\"", layout, "");
    assert!(style.is_numeric() && style.has_numbered_list());
    let processor = Processor::new(Arc::new(style), "en");
    let item = report();
    let cited = |number| Cited { item: &item, locator: None, number: Some(number), marks: Marks::default() };
    assert_eq!(plain(&processor.cluster(&[1, 2, 3, 5].map(cited))), "([1]–[3]; [5])");
    assert_eq!(plain(&processor.cluster(&[1, 2].map(cited))), "([1]; [2])");
}

#[test]
fn citations_are_links_one_by_one() {
    let (processor, item) = (processor(SHORT), report());
    let cited = Cited { item: &item, locator: None, number: None, marks: Marks::default() };
    let link = |part: Part| match part {
        Part::Cite(at) => Some(format!("#{at}")),
        _ => None,
    };
    assert_eq!(
        html(&processor.cluster(&[cited, cited]), |part| Around { address: link(part), lang: None }),
        "(<a href=\"#0\">Clemens et al. 2018</a>; <a href=\"#1\">Clemens et al. 2018</a>)"
    );
}

#[test]
fn titles_and_addresses_of_references_are_links() {
    let mut item = report();
    item.text(StandardVariable::URL, "https://x.org/a_'b");
    let processor = processor("<text variable=\"title\" suffix=\". \"/><text variable=\"URL\"/>");
    let runs = processor.reference(&item, None, Marks::default());
    let link =
        |part: Part| Some(if part == Part::Url { "https://x.org/".to_owned() } else { "/sources/a/".to_owned() });
    assert_eq!(
        html(&runs, |part| Around { address: link(part), lang: None }),
        "<a href=\"/sources/a/\">migration and work: a “view”</a>. <a class=\"away\" href=\"https://x.org/\">https://x.org/a_&#39;b</a>"
    );
}

#[test]
fn styles_for_notes_cite_in_brackets_and_in_short() {
    let layout = "<choose><if position=\"subsequent\"><text variable=\"title\" form=\"short\"/></if>\
        <else><text variable=\"title\"/><text variable=\"number\" prefix=\", \"/></else></choose>";
    let mut style = style("", "", "", layout, "");
    style.csl.settings.class = citationberg::StyleClass::Note;
    style.csl.bibliography = None;
    style.is_for_notes = true;
    let processor = Processor::new(Arc::new(style), "en");
    let mut item = report();
    item.text(StandardVariable::TitleShort, "migration");
    let cited = Cited { item: &item, locator: None, number: None, marks: Marks::default() };
    assert_eq!(plain(&processor.cluster(&[cited])), "(migration)");
    assert_eq!(plain(&processor.reference(&item, None, Marks::default())), "(migration and work: a “view”, 7)");
}

#[test]
fn styles_override_terms_by_language() {
    let terms = |lang: &str, term: &str| {
        format!("<locale {lang}><terms><term name=\"accessed\">{term}</term></terms></locale>")
    };
    let before = terms("", "read") + &terms("xml:lang=\"fr\"", "lu");
    let layout = "<text term=\"accessed\"/>";
    let write = |lang| {
        let style = style("", &before, "", layout, "");
        plain(&Processor::new(Arc::new(style), lang).reference(&report(), None, Marks::default()))
    };
    assert_eq!(["en", "fr", "ar"].map(write), ["read", "lu", "read"]);
}

fn refusal(text: &str) -> ((usize, usize), String, Option<String>) {
    let problem = Style::parse(&Source::new("styles/t.csl", text)).expect_err("it is refused");
    (problem.place.start(), problem.message, problem.help)
}

#[test]
fn files_that_are_no_styles_are_refused_at_their_place() {
    assert_eq!(refusal("").1, "this is no citation style");
    assert_eq!(refusal("plain text").1, "this is no citation style");
    assert_eq!(refusal("<html>\n</html>").1, "this is no citation style");
    let (place, message, _) = refusal("<style>\n<info>\n</style>");
    assert_eq!(place.0, 3);
    assert!(message.starts_with("this is no XML"), "{message}");
    assert_eq!(refusal(&"<style>".repeat(100)).1, "elements are nested more than 48 deep");
    assert_eq!(refusal("<style><info>").1, "an element is not closed");
}

#[test]
fn what_csl_does_not_have_is_pointed_at() {
    let head = "<style class=\"in-text\" version=\"1.0\"><info><title>t</title><id>t</id></info>\n";
    let text = format!(
        "{head}<macro name=\"title\"><text value=\"x\"/></macro>\n<citation><layout><text macro=\"titel\"/></layout></citation></style>"
    );
    let (place, message, help) = refusal(&text);
    assert_eq!((place, help.as_deref()), ((3, 32), Some("did you mean `title`?")));
    assert_eq!(message, "there is no macro `titel` in this style");
    let text =
        format!("{head}<citation><layout><number variable=\"number\" form=\"romans\"/></layout></citation></style>");
    let (place, message, _) = refusal(&text);
    assert_eq!(place, (2, 51), "{message}");
}

#[test]
fn dependent_styles_name_the_one_to_take() {
    let text = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\"><info><title>t</title><id>t</id>\n\
        <link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/></info></style>";
    let (place, _, help) = refusal(text);
    assert_eq!(
        (place, help.as_deref()),
        ((2, 13), Some("that style comes with the program: `citation_style = \"apa\"`"))
    );
}
