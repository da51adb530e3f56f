use std::collections::BTreeSet;

use super::*;

const ENGLISH: &str = include_str!("../../themes/folio/strings/en.ftl");
const FRENCH: &str = include_str!("../../themes/folio/strings/fr.ftl");
const ARABIC: &str = include_str!("../../themes/folio/strings/ar.ftl");

fn locale(tag: &str, sources: &[&str]) -> Locale {
    let lang = Lang::parse(tag).expect("a language");
    Locale::new(lang, sources).unwrap_or_else(|errors| panic!("{tag}: {errors:?}"))
}

fn english() -> Locale {
    locale("en", &[ENGLISH])
}

fn french() -> Locale {
    locale("fr", &[FRENCH])
}

fn arabic() -> Locale {
    locale("ar", &[ARABIC])
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn count(locale: &Locale, number: u32) -> String {
    locale.format("entries-count", &[("count", Arg::Number(f64::from(number)))])
}

fn sorted(locale: &Locale, words: &str) -> String {
    let mut words: Vec<&str> = words.split(' ').collect();
    locale.sort_by_text(&mut words, |word| word);
    assert!(words.is_sorted_by(|a, b| locale.compare(a, b) != Ordering::Greater), "keys and comparison agree");
    words.join(" ")
}

#[test]
fn locales_are_shared_by_threads() {
    const fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}

#[test]
fn messages_are_found_and_gaps_are_seen() {
    let english = english();
    assert_eq!(english.text("kind-commitment").as_deref(), Some("Commitment"));
    assert_eq!(english.text("no-such-message"), None);
    assert_eq!(english.text("feed-of"), None, "it takes an argument");
    assert_eq!(english.format("feed-of", &[("title", Arg::Text("Cities"))]), "Atom feed: Cities");
    assert_eq!(english.format("no-such-message", &[]), "no-such-message");
}

#[test]
fn later_files_win_and_earlier_ones_fill_gaps() {
    let mixed = locale("fr", &[ENGLISH, "kind-commitment = Promesse\n"]);
    assert_eq!(mixed.text("kind-commitment").as_deref(), Some("Promesse"));
    assert_eq!(mixed.text("kind-practice").as_deref(), Some("Practice"));
}

#[test]
fn all_that_is_wrong_with_the_files_is_told() {
    let errors = Locale::new(Lang::ENGLISH, &["good = x\n", "a = b\nbad\n\nc = { $x\nd = e\n"]);
    let errors = errors.err().expect("the second file is bad");
    let places: Vec<_> = errors.iter().map(|slip| (slip.file, slip.at.start)).collect();
    assert_eq!(places, [(Some(1), 9), (Some(1), 20)]);
}

#[test]
fn the_map_for_templates_has_messages_without_arguments_only() {
    let strings = english().strings();
    assert_eq!(strings["status-in-force"], "In effect");
    assert_eq!(strings["status_in_force"], "In effect");
    assert!(!strings.contains_key("entries-count"));
    assert!(!strings.contains_key("page-n-of-m"));
}

/// A message that a translation lacks, or that asks for other arguments, shows up only on the page that needs it.
#[test]
fn the_three_languages_have_the_same_messages_with_the_same_arguments() {
    let messages = |source: &str| -> BTreeSet<String> {
        let mut key = String::new();
        let mut messages = BTreeSet::new();
        for line in source.lines().filter(|line| !line.starts_with('#') && !line.starts_with("date-first-of-month")) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
                messages.insert(key.clone());
            }
            let arguments = line.split('$').skip(1).filter_map(|rest| rest.split(' ').next());
            messages.extend(arguments.map(|argument| format!("{key} {argument}")));
        }
        messages
    };
    let english = messages(ENGLISH);
    assert!(english.contains("page-n-of-m pages"));
    assert_eq!(messages(FRENCH), english);
    assert_eq!(messages(ARABIC), english);
}

#[test]
fn french_spaces_do_not_break() {
    for line in FRENCH.lines() {
        for sign in [" :", " ;", " ?", " !", " %", " »", "« "] {
            assert!(!line.contains(sign), "{line}");
        }
    }
    assert!(!FRENCH.contains('\''), "apostrophes are typographic");
}

#[test]
fn english_and_french_count() {
    let english = english();
    assert_eq!(count(&english, 0), "No entries");
    assert_eq!(count(&english, 1), "1 entry");
    assert_eq!(count(&english, 1204), "1,204 entries");
    let french = french();
    assert_eq!(count(&french, 0), "Aucune fiche");
    assert_eq!(count(&french, 1), "1\u{a0}fiche");
    assert_eq!(count(&french, 1204), "1\u{202f}204\u{a0}fiches");
    let milestones =
        |done, all| french.format("milestones-reached", &[("done", Arg::Number(done)), ("count", Arg::Number(all))]);
    assert_eq!(milestones(1.0, 5.0), "1\u{a0}étape franchie sur 5");
    assert_eq!(milestones(3.0, 5.0), "3\u{a0}étapes franchies sur 5");
    assert_eq!(milestones(0.0, 1.0), "0\u{a0}étape franchie sur 1");
}

#[test]
fn arabic_counts_in_six_forms() {
    let arabic = arabic();
    assert_eq!(count(&arabic, 0), "لا مداخل");
    assert_eq!(count(&arabic, 1), "مدخل واحد");
    assert_eq!(count(&arabic, 2), "مدخلان");
    assert_eq!(count(&arabic, 3), "3 مداخل");
    assert_eq!(count(&arabic, 11), "11 مدخلًا");
    assert_eq!(count(&arabic, 100), "100 مدخل");
    assert_eq!(count(&arabic, 103), "103 مداخل");
    assert_eq!(arabic.lang().dir(), crate::lang::Dir::Rtl);
}

#[test]
fn numbers_are_grouped_as_the_language_does() {
    assert_eq!(english().number(1_204_567.891), "1,204,567.89");
    assert_eq!(english().number(2.0_f64.powi(53)), "9,007,199,254,740,992");
    assert_eq!(english().number(-0.001), "-0.001");
    assert_eq!(french().number(1_204.5), "1\u{202f}204,5");
    assert_eq!(locale("de", &[]).number(1_204.5), "1.204,5");
    assert_eq!(locale("es", &[]).number(1_204.0), "1204");
    assert_eq!(locale("hi", &[]).number(1_204_567.0), "12,04,567");
    assert_eq!(arabic().number(1_204.5), "1,204.5");
    assert_eq!(locale("ar-eg", &[]).number(1_204.5), "١٬٢٠٤٫٥");
}

#[test]
fn large_round_numbers_are_said_in_words() {
    let english = english();
    assert_eq!(english.compact(258_000_000.0), "258 million");
    assert_eq!(english.compact(1_234_000.0), "1.234 million");
    assert_eq!(english.compact(596e9), "596 billion");
    assert_eq!(english.compact(2.5e12), "2.5 trillion");
    assert_eq!(english.compact(258_123_456.0), "258,123,456");
    assert_eq!(english.compact(999_000.0), "999,000");
    let french = french();
    assert_eq!(french.compact(1_500_000.0), "1,5\u{a0}million");
    assert_eq!(french.compact(258_000_000.0), "258\u{a0}millions");
    assert_eq!(french.compact(596e9), "596\u{a0}milliards");
    assert_eq!(french.compact(3e12), "3\u{a0}billions");
    assert_eq!(arabic().compact(258_000_000.0), "258 مليون");
    assert_eq!(arabic().compact(3e9), "3 مليارات");
    assert_eq!(locale("de", &[]).compact(258_000_000.0), "258.000.000", "without words");
}

#[test]
fn percentages_and_money() {
    assert_eq!(english().percent(3.4), "3.4%");
    assert_eq!(french().percent(3.4), "3,4\u{202f}%");
    assert_eq!(arabic().percent(3.4), "3.4٪");
    assert_eq!(english().currency("USD", 596e9), "USD 596 billion");
    assert_eq!(french().currency("EUR", 1_250.5), "1\u{202f}250,5\u{a0}EUR");
    let bare = locale("de", &[]);
    assert_eq!((bare.percent(3.4).as_str(), bare.currency("USD", 1e6).as_str()), ("3,4%", "USD 1.000.000"));
}

#[test]
fn dates_are_written_as_precisely_as_they_are_known() {
    let written = |locale: &Locale| ["2018", "2018-12", "2018-12-10", "2019-01-01"].map(|text| locale.date(date(text)));
    assert_eq!(written(&english()), ["2018", "December 2018", "10 December 2018", "1 January 2019"]);
    assert_eq!(written(&french()), ["2018", "décembre 2018", "10 décembre 2018", "1er janvier 2019"]);
    assert_eq!(written(&arabic()), ["2018", "ديسمبر 2018", "10 ديسمبر 2018", "1 يناير 2019"]);
    assert_eq!(locale("en-us", &[]).date(date("2018-12-10")), "December 10, 2018");
    assert_eq!(locale("th", &[]).date(date("2018-12-10")), "10 ธันวาคม ค.ศ. 2018", "not of the Buddhist era");
    assert_eq!(french().date(date("2011-11-11")), "11 novembre 2011");
}

#[test]
fn words_sort_as_readers_expect() {
    assert_eq!(sorted(&english(), "zebra Éclair apple Zoo eclair"), "apple eclair Éclair zebra Zoo");
    assert_eq!(sorted(&locale("de", &[]), "Zoo Österreich Oslo Ozean"), "Oslo Österreich Ozean Zoo");
    assert_eq!(sorted(&locale("sv", &[]), "Zoo Österreich Oslo Ozean"), "Oslo Ozean Zoo Österreich");
    assert_eq!(sorted(&locale("es", &[]), "nube ñandú nácar oso"), "nácar nube ñandú oso");
    assert_eq!(sorted(&english(), "Objective-10 Objective-9 Objective-1"), "Objective-1 Objective-9 Objective-10");
    assert_eq!(sorted(&arabic(), "يمن أردن باب"), "أردن باب يمن");
}

#[test]
fn twenty_thousand_titles_sort_at_once() {
    let english = english();
    let mut titles: Vec<String> =
        (0..20_000_u32).map(|n| format!("Fair recruitment of {}", n.wrapping_mul(2_654_435_761))).collect();
    let started = std::time::Instant::now();
    english.sort_by_text(&mut titles, |title| title);
    assert!(started.elapsed().as_millis() < 1000, "{:?}", started.elapsed());
    assert!(titles[0] < titles[19_999] || titles[0].len() < titles[19_999].len());
}

#[test]
fn every_language_of_the_table_has_numbers_dates_and_an_order() {
    for tag in ["am", "bn", "ckb", "fa", "fil", "he", "ja", "ko", "my", "pt-br", "ru", "sw", "tlh", "zh-hant"] {
        let locale = locale(tag, &[]);
        assert!(!locale.number(1234.5).is_empty() && !locale.date(date("2018-12-10")).is_empty(), "{tag}");
    }
}
