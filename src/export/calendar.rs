//! Calendar files (RFC 5545): the dates of the site, and those of each term.
//!
//! A date is an event of a whole day. Of what is known by its year or month alone the last day stands for what is due, the
//! first for what begins, and the description says so. Every stamp is the day of the catalog, so that the same input gives
//! the same bytes.

use std::borrow::Cow;

use crate::date::Date;
use crate::entry::Entry;
use crate::locale::Arg;
use crate::route::{Overview, Page};
use crate::tally::calendar::{Event, Most, Nearest, What};
use crate::view::Edition;
use crate::view::dated::{self, Words};
use crate::vocabulary::TermIx;

/// Dates in the calendar of the site. Programs fetch a whole calendar every few hours, and Google's takes none of more than a
/// megabyte; an event has some 600 bytes.
const OF_SITE: Most = Most { open: 500, past: 500 };
/// The same in the calendar of a term, of which a site has hundreds.
const OF_TERM: Most = Most { open: 500, past: 20 };
/// Bytes of a line without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// The calendar of the site.
pub fn site(edition: &Edition) -> Vec<u8> {
    let catalog = &*edition.catalog;
    let title = catalog.site.title.text(edition.lang);
    let dates = edition.dates().calendar.nearest(catalog.iter().map(|(ix, _)| ix), OF_SITE);
    calendar(edition, title, Page::CalendarFile, Page::Overview(Overview::Calendar), &dates)
}

/// The calendar of a term.
pub fn term(edition: &Edition, term: TermIx) -> Vec<u8> {
    let title = format!("{} \u{2013} {}", edition.term_title(term), edition.catalog.site.title.text(edition.lang));
    let entries = edition.catalog.members(term).all.iter().copied();
    let dates = edition.dates().calendar.nearest(entries, OF_TERM);
    calendar(edition, &title, Page::TermCalendar(term), Page::Term(term, 1), &dates)
}

fn calendar(edition: &Edition, title: &str, this: Page, page: Page, dates: &Nearest) -> Vec<u8> {
    let mut file = File::default();
    file.plain("BEGIN", "VCALENDAR");
    file.plain("VERSION", "2.0");
    file.plain("PRODID", "-//compendium//calendar//EN");
    file.plain("CALSCALE", "GREGORIAN");
    // RFC 7986 has a name for what programs had called otherwise for twenty years; both are read.
    file.text("NAME", title);
    file.text("X-WR-CALNAME", title);
    file.plain("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    file.plain("X-PUBLISHED-TTL", "P1D");
    for (name, page) in [("URL", page), ("SOURCE;VALUE=URI", this)] {
        if let Some(address) = edition.absolute(&edition.url(page)) {
            file.plain(name, &address);
        }
    }
    if dates.left_out > 0 {
        let said = edition.count("calendar-left-out", dates.left_out);
        file.text("DESCRIPTION", &said);
        file.text("X-WR-CALDESC", &said);
    }
    let events: Vec<_> =
        dates.places.iter().map(|place| edition.dates().text(*place, |found| event(edition, found))).collect();
    // A megabyte of events would be copied time and again while the file grows.
    file.0.reserve(events.iter().map(|event| event.len()).sum::<usize>() + LINE);
    file.0.extend(events);
    file.plain("END", "VCALENDAR");
    file.0.into_bytes()
}

fn event(edition: &Edition, event: &Event) -> String {
    let mut file = File::default();
    let catalog = &*edition.catalog;
    let entry = &catalog[event.entry];
    let url = edition.absolute(&edition.url(Page::Entry(event.entry)));
    file.plain("BEGIN", "VEVENT");
    file.text("UID", &format!("{}-{}@{}", entry.id, name(entry, event), catalog.site.id));
    // Without a METHOD both say when what is told was last revised (RFC 5545, 3.8.7.2): a file of the next day is the same.
    for stamp in ["DTSTAMP", "LAST-MODIFIED"] {
        file.plain(stamp, &instant(entry.common.changed().first_day()));
    }
    file.plain("DTSTART;VALUE=DATE", &basic(event.day()));
    let words = Words::of(edition, event);
    file.text("SUMMARY", &dated::line(edition, event, &words));
    file.text("DESCRIPTION", &description(edition, event, &words, url.as_deref()));
    if let Some(url) = &url {
        file.plain("URL", url);
    }
    let kind = edition.text(&format!("kind-{}", entry.kind()));
    file.plain("CATEGORIES", &format!("{},{}", escaped(&kind), escaped(&words.what)));
    // A deadline takes nobody's time.
    file.plain("TRANSP", "TRANSPARENT");
    file.plain("END", "VEVENT");
    file.0
}

/// A name of the event among those of its entry, which stays when others are added before it.
fn name(entry: &Entry, event: &Event) -> String {
    let of_milestone = |place: usize| {
        let milestone = &entry.common.milestones[place];
        milestone.key.clone().unwrap_or_else(|| short_hash(&milestone.title.value))
    };
    let of_review = |place: usize| {
        let review = &entry.common.reviews[place];
        review.key.clone().unwrap_or_else(|| review.date.value.to_string())
    };
    match event.what {
        What::Milestone(place) => format!("milestone-{}", unique(place, of_milestone)),
        What::Review(place) => format!("review-{}", unique(place, of_review)),
        What::NextReview => "next-review".into(),
        What::Begin => "begin".into(),
        What::End => "end".into(),
        What::InForce => "in-force".into(),
    }
}

/// The name of an item, with its place when one before it has the same.
fn unique(place: usize, name: impl Fn(usize) -> String) -> String {
    let own = name(place);
    if (0..place).any(|before| name(before) == own) { format!("{own}-{}", place + 1) } else { own }
}

fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..10].to_owned()
}

/// What it is and how it stands, the entry, how precisely the date is known, and where to read on.
fn description(edition: &Edition, event: &Event, words: &Words, url: Option<&str>) -> String {
    let first = match &words.state {
        Some(state) => format!("{} \u{2013} {}", words.what, state.name),
        None => words.what.clone(),
    };
    let mut lines = vec![first];
    lines.extend(words.title.clone());
    lines.push(edition.texts(&edition.catalog[event.entry]).title.to_owned());
    if !matches!(event.date, Date::Day(_)) {
        let date = edition.locale.date(event.date);
        lines.push(edition.locale.format("calendar-some-time", &[("date", Arg::Text(&date))]));
    }
    lines.extend(url.map(str::to_owned));
    lines.join("\n")
}

fn basic(day: jiff::civil::Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn instant(day: jiff::civil::Date) -> String {
    format!("{}T000000Z", basic(day))
}

/// A calendar that is being written.
#[derive(Default)]
struct File(String);

impl File {
    /// A property whose value needs no escaping: a word, a date, an address.
    fn plain(&mut self, name: &str, value: &str) {
        if name.len() + 1 + value.len() <= LINE {
            return self.0.extend([name, ":", value, "\r\n"]);
        }
        let line = [name, ":", value].concat();
        let mut rest = line.as_str();
        let mut room = LINE;
        while rest.len() > room {
            let end = rest.floor_char_boundary(room);
            self.0.push_str(&rest[..end]);
            self.0.push_str("\r\n ");
            rest = &rest[end..];
            // The space that continues a line is a byte of it.
            room = LINE - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// A property whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }
}

/// A text as RFC 5545, section 3.3.11, writes it. Control characters may not stand in it at all.
fn escaped(text: &str) -> Cow<'_, str> {
    // Letters that are not ASCII are looked at one by one: some of them are control characters.
    if text.bytes().all(|byte| byte >= b' ' && !matches!(byte, b'\\' | b';' | b',' | 0x7F..)) {
        return text.into();
    }
    let mut written = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => written.extend(['\\', letter]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push(' '),
            _ if letter.is_control() => {}
            _ => written.push(letter),
        }
    }
    written.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(value: &str) -> Vec<String> {
        let mut file = File::default();
        file.text("SUMMARY", value);
        file.0.split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn what_means_something_in_a_calendar_is_escaped() {
        assert_eq!(escaped("a; b, c\\ d\ne\r\u{7}\tf"), "a\\; b\\, c\\\\ d\\ne f");
    }

    #[test]
    fn lines_end_at_75_bytes_and_never_within_a_letter() {
        for text in ["x".repeat(300), "é".repeat(200), format!("a{}", "\u{645}".repeat(200)), "🌍".repeat(99)] {
            let lines = lines(&text);
            assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
            assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
            let whole: String = lines.iter().enumerate().map(|(at, line)| &line[usize::from(at > 0)..]).collect();
            assert_eq!(whole, format!("SUMMARY:{text}"));
        }
        assert_eq!(lines(&"x".repeat(67)).len(), 1);
        assert_eq!(lines(&"x".repeat(68)).len(), 2);
    }

    #[test]
    fn items_of_one_name_are_told_apart_and_others_keep_theirs() {
        let names = ["a", "b", "a"];
        let unique = |place| unique(place, |at| names[at].to_owned());
        assert_eq!([unique(0), unique(1), unique(2)], ["a", "b", "a-3"]);
    }
}
