//! Formatted text: what the processor makes, before it is HTML or plain text.
//!
//! A reference is a list of [`Run`]s. Rules that concern two neighbours, such as a full stop after a question mark or a comma
//! before a closing quotation mark, apply where runs meet, see [`settle`]: inside a run the text is the author's own.

use citationberg::{FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign};

use crate::html::escape;

/// Stands for the opening of a quotation until it is known how deep it is: a sign that no text may hold.
pub(super) const OPEN: &str = "\u{FFFE}";
/// Stands for the end of a quotation.
pub(super) const CLOSE: &str = "\u{FFFF}";

/// Text in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it looks.
    pub face: Face,
}

/// How a text looks, and what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Each is a property that CSL sets by itself.
pub struct Face {
    /// In italics.
    pub italic: bool,
    /// In bold.
    pub bold: bool,
    /// In small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underline: bool,
    /// Above or below the line.
    pub shifted: Option<Shift>,
    /// Whether it is what a reader would click at.
    pub part: Option<Part>,
}

/// Above or below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Above.
    Up,
    /// Below.
    Down,
}

/// A part of a reference that can be a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of the work.
    Title,
    /// Its address.
    Url,
    /// One of several citations in a pair of brackets, by its place.
    Cite(u16),
}

impl Run {
    /// Text as it stands.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), face: Face::default() }
    }
}

impl Face {
    /// The face with what an element sets. A title in italics within italics stays so.
    pub(super) fn with(mut self, formatting: Formatting) -> Self {
        self.italic = formatting.font_style.map_or(self.italic, |style| style == FontStyle::Italic);
        self.bold = formatting.font_weight.map_or(self.bold, |weight| weight == FontWeight::Bold);
        self.small_caps = formatting.font_variant.map_or(self.small_caps, |variant| variant == FontVariant::SmallCaps);
        self.underline = formatting.text_decoration.map_or(self.underline, |line| line == TextDecoration::Underline);
        self.shifted = match formatting.vertical_align {
            None => self.shifted,
            Some(VerticalAlign::Sup) => Some(Shift::Up),
            Some(VerticalAlign::Sub) => Some(Shift::Down),
            Some(VerticalAlign::None | VerticalAlign::Baseline) => None,
        };
        self
    }
}

/// The marks of quotations in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Opens and closes a quotation.
    pub outer: (String, String),
    /// Opens and closes a quotation within one.
    pub inner: (String, String),
    /// Whether a comma or full stop goes before the closing mark.
    pub hold_punctuation: bool,
}

/// Joins runs by the rules for neighbours and puts quotation marks in place.
pub fn settle(runs: Vec<Run>, quotes: &Quotes) -> Vec<Run> {
    let mut settled: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs {
        let met: usize =
            run.text.chars().take_while(|second| meet(&mut settled, *second, quotes)).map(char::len_utf8).sum();
        run.text.drain(..met);
        if !run.text.is_empty() {
            settled.push(run);
        }
    }
    set_quotes(&mut settled, quotes);
    isolate(&mut settled);
    settled
}

/// Whether the first character of the next run is taken up by what stands before it.
fn meet(before: &mut [Run], second: char, quotes: &Quotes) -> bool {
    let Some(last) = before.iter().rposition(|run| !run.text.is_empty()) else { return second == ' ' };
    let first = before[last].text.chars().next_back().expect("it is not empty");
    if first == ' ' || first == '\u{A0}' {
        return second == ' ';
    }
    let is_closed = before[last].text == CLOSE;
    if !is_closed {
        return join(&mut before[last].text, first, second);
    }
    let Some(inside) = before[..last].iter().rposition(|run| !run.text.is_empty() && run.text != CLOSE) else {
        return false;
    };
    let first = before[inside].text.chars().next_back().expect("it is not empty");
    if quotes.hold_punctuation && matches!(second, '.' | ',') {
        hold(&mut before[inside].text, second, quotes);
        return true;
    }
    // “Who pays?”. is one stop too many.
    second == '.' && matches!(first, '.' | '?' | '!')
}

/// Puts a mark behind a text, but before a quotation mark that the author ended it with.
fn hold(text: &mut String, mark: char, quotes: &Quotes) {
    let close = quotes.outer.1.chars().next_back();
    let closed = text.chars().next_back().filter(|last| Some(*last) == close);
    if closed.is_some() {
        text.pop();
    }
    let last = text.chars().next_back().unwrap_or(' ');
    if !join(text, last, mark) {
        text.push(mark);
    }
    text.extend(closed);
}

/// What two marks become that meet, as citeproc-js has it; whether the second one is gone.
fn join(text: &mut String, first: char, second: char) -> bool {
    match (first, second) {
        ('.' | '!' | '?' | ':' | ';' | '\u{2026}', '.') | ('!' | '?' | ';', ':') => true,
        _ if first == second => matches!(first, ',' | ';' | ':' | '?' | '!'),
        (':' | ';', '!' | '?') => {
            text.pop();
            text.push(second);
            true
        }
        _ => false,
    }
}

/// Puts quotation marks in place of what stands for them. Those that an author wrote become inner ones within others.
fn set_quotes(runs: &mut [Run], quotes: &Quotes) {
    let (outer_open, outer_close) = (quotes.outer.0.chars().next(), quotes.outer.1.chars().next_back());
    let mut depth = 0_usize;
    for run in runs.iter_mut().filter(|run| run.face.part != Some(Part::Url)) {
        if run.text.is_ascii() && !run.text.contains('\'') {
            continue;
        }
        let mut text = String::with_capacity(run.text.len() + 4);
        // „So“ closes with the mark that opens elsewhere.
        let is_german = run.text.contains('\u{201E}');
        for c in run.text.chars() {
            let pair = |depth: usize| if depth.is_multiple_of(2) { &quotes.outer } else { &quotes.inner };
            let is_inside = depth > 0 && outer_open != outer_close && !is_german;
            match c {
                _ if c == '\u{FFFE}' || (is_inside && Some(c) == outer_open) => {
                    text.push_str(&pair(depth).0);
                    depth += 1;
                }
                _ if c == '\u{FFFF}' || (is_inside && depth > 1 && Some(c) == outer_close) => {
                    depth = depth.saturating_sub(1);
                    text.push_str(&pair(depth).1);
                }
                '\'' => text.push('\u{2019}'),
                other => text.push(other),
            }
        }
        run.text = text;
    }
}

/// A date in Arabic in the reference of an English work keeps its order: words from right to left, with the numbers beside them,
/// are isolated from what stands around them (Unicode Standard Annex 9, explicit directional isolates), in HTML and in plain text
/// alike. Where all is from right to left, it makes no difference.
fn isolate(runs: &mut [Run]) {
    const OPENS: char = '\u{2068}';
    const CLOSES: char = '\u{2069}';
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}');
    if !runs.iter().any(|run| run.text.contains(is_rtl)) {
        return;
    }
    let belongs = |c: char| is_rtl(c) || c.is_numeric() || matches!(c, ' ' | '\u{A0}' | '-' | '\u{2013}');
    let mut places = Vec::new();
    for (run, its) in runs.iter().enumerate() {
        places.extend(its.text.char_indices().map(|(at, c)| (run, at, c)));
    }
    let stretches = places.chunk_by(|a, b| belongs(a.2) == belongs(b.2));
    // From the last one to the first, so that the places before it stay.
    for stretch in stretches.rev().filter(|stretch| stretch.iter().any(|(.., c)| is_rtl(*c))) {
        let is_word = |(.., c): &&(usize, usize, char)| c.is_alphanumeric();
        if let (Some(first), Some(last)) = (stretch.iter().find(is_word), stretch.iter().rfind(is_word)) {
            runs[last.0].text.insert(last.1 + last.2.len_utf8(), CLOSES);
            runs[first.0].text.insert(first.1, OPENS);
        }
    }
}

/// The text alone.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// What encloses a part in HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Where it leads.
    pub address: Option<String>,
    /// Its language, where that is not the language of the page.
    pub lang: Option<String>,
}

/// The runs as HTML, escaped, with elements and classes and no style attributes. `around` tells where a part leads.
pub fn html(runs: &[Run], around: impl Fn(Part) -> Around) -> String {
    let mut html = String::with_capacity(runs.iter().map(|run| run.text.len() + 8).sum());
    let (mut open, mut end) = (None, "");
    for run in runs {
        if run.face.part != open {
            html.push_str(end);
            (open, end) = (run.face.part, run.face.part.map_or("", |part| begin(part, &around(part), &mut html)));
        }
        element(run, &mut html);
    }
    html.push_str(end);
    html
}

/// Opens what encloses a part; gives what closes it.
fn begin(part: Part, around: &Around, html: &mut String) -> &'static str {
    let end = match (&around.address, &around.lang) {
        (Some(address), _) => {
            html.push_str(if part == Part::Url { "<a class=\"away\" href=\"" } else { "<a href=\"" });
            escape(address, html);
            html.push('"');
            "</a>"
        }
        (None, Some(_)) => {
            html.push_str("<span");
            "</span>"
        }
        (None, None) => return "",
    };
    if let Some(lang) = &around.lang {
        html.push_str(" lang=\"");
        escape(lang, html);
        html.push('"');
    }
    html.push('>');
    end
}

fn element(run: &Run, html: &mut String) {
    let face = run.face;
    let elements = [
        (face.italic, "<i>", "</i>"),
        (face.bold, "<b>", "</b>"),
        (face.small_caps, "<span class=\"small-caps\">", "</span>"),
        (face.underline, "<u>", "</u>"),
        (face.shifted == Some(Shift::Up), "<sup>", "</sup>"),
        (face.shifted == Some(Shift::Down), "<sub>", "</sub>"),
    ];
    elements.iter().filter(|(on, ..)| *on).for_each(|(_, start, _)| html.push_str(start));
    escape(&run.text, html);
    elements.iter().rev().filter(|(on, ..)| *on).for_each(|(.., end)| html.push_str(end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(parts: &[&str], hold_punctuation: bool) -> String {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let quotes = Quotes { outer: pair("“", "”"), inner: pair("‘", "’"), hold_punctuation };
        plain(&settle(parts.iter().map(|text| Run::plain(*text)).collect(), &quotes))
    }

    #[test]
    fn marks_that_meet_become_one() {
        assert_eq!(settled(&["A", ".", ". ", " B?", ".", " C"], false), "A. B? C");
        assert_eq!(settled(&["Inc.", ",", " D"], false), "Inc., D");
        assert_eq!(settled(&[" A:", "?"], false), "A?");
    }

    #[test]
    fn quotations_nest_and_hold_their_punctuation_where_the_language_does() {
        assert_eq!(settled(&[OPEN, "A ", OPEN, "B", CLOSE, CLOSE, ", C"], true), "“A ‘B,’” C");
        assert_eq!(settled(&[OPEN, "A", CLOSE, ", C"], false), "“A”, C");
        assert_eq!(settled(&[OPEN, "A?", CLOSE, ". C"], true), "“A?” C");
    }

    #[test]
    fn words_from_right_to_left_are_isolated_with_their_numbers() {
        let arabic = ["United Nations, ", "12", " ديسمبر", " 2017", ". (", "تاريخ الاطلاع", " ", "24 نوفمبر 2026", ")"];
        let expected = "United Nations, \u{2068}12 ديسمبر 2017\u{2069}. (\u{2068}تاريخ الاطلاع 24 نوفمبر 2026\u{2069})";
        assert_eq!(settled(&arabic, false), expected);
        assert_eq!(settled(&["5 pages, ", "م"], false), "5 pages, \u{2068}م\u{2069}");
    }

    #[test]
    fn html_is_escaped_and_links_span_runs() {
        let face = Face { italic: true, part: Some(Part::Title), ..Face::default() };
        let runs = [
            Run { text: "<b>".into(), face },
            Run { text: "&".into(), face: Face { italic: false, ..face } },
            Run::plain(" x"),
        ];
        let address = |part| (part == Part::Title).then(|| "/a?b&\"c".to_owned());
        let link = |part| Around { address: address(part), lang: None };
        assert_eq!(html(&runs, link), "<a href=\"/a?b&amp;&quot;c\"><i>&lt;b&gt;</i>&amp;</a> x");
        assert_eq!(html(&runs, |_| Around::default()), "<i>&lt;b&gt;</i>&amp; x");
        let french = |part| Around { address: None, lang: (part == Part::Title).then(|| "fr".to_owned()) };
        assert_eq!(html(&runs, french), "<span lang=\"fr\"><i>&lt;b&gt;</i>&amp;</span> x");
    }
}
