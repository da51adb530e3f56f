//! One work by the rules of a style: the elements of CSL, each a function from the work to runs.

use citationberg::taxonomy::{
    Locator, NumberOrPageVariable, NumberVariable, PageVariable, StandardVariable, Term, Variable,
};
use citationberg::{
    Affixes, Choose, ChooseBranch, Group, InheritableNameOptions, Label, LabelPluralize, LayoutRenderingElement,
    LongShortForm, Number, TermForm, TestPosition, Text, TextTarget, ToAffixes, ToFormatting, VariablelessLabel,
};

use super::case;
use super::distinct::Given;
use super::item::Item;
use super::notes::Notes;
use super::numbers;
use super::run::{CLOSE, Face, OPEN, Part, Run};
use super::style::Style;
use super::words::Words;

/// What a citation says of its work.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cite<'a> {
    /// Which part of the work, of what sort.
    pub locator: Option<(Locator, &'a str)>,
    /// The number of the work in the list of references.
    pub number: Option<u32>,
    /// Tells the work from others that would look alike, see [`numbers::letters`].
    pub suffix: Option<u32>,
    /// So many names more than the style shows, for the same reason.
    pub more_names: usize,
    /// Given names where the style has none, for the same reason.
    pub given_names: Given,
    /// What `disambiguate` tests.
    pub is_disambiguated: bool,
    /// The work was named in full elsewhere.
    pub is_subsequent: bool,
    /// The names stand before, at another work of the same people.
    pub is_without_names: bool,
}

/// A work that is being written.
pub(super) struct Scope<'a> {
    pub style: &'a Style,
    pub words: &'a Words,
    pub item: &'a Item,
    pub cite: Cite<'a>,
    /// What the style and the area say of names.
    pub options: &'a InheritableNameOptions,
    pub is_citation: bool,
    pub is_sorting: bool,
    /// Whether the style itself says where the letter after a year goes.
    pub places_suffix: bool,
    pub(super) notes: Notes,
}

/// What an element became. A group without any of the variables that it calls is left out, so both are noted.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub runs: Vec<Run>,
    /// It calls a variable.
    pub called: bool,
    /// One of those has a value.
    pub filled: bool,
}

impl<'a> Scope<'a> {
    pub fn new(
        style: &'a Style,
        words: &'a Words,
        item: &'a Item,
        cite: Cite<'a>,
        options: &'a InheritableNameOptions,
    ) -> Self {
        Self {
            style,
            words,
            item,
            cite,
            options,
            is_citation: true,
            is_sorting: false,
            places_suffix: false,
            notes: Notes::default(),
        }
    }

    /// Elements one after the other.
    pub fn elements(&self, elements: &[LayoutRenderingElement], face: Face) -> Out {
        self.joined(elements, None, face)
    }

    fn joined(&self, elements: &[LayoutRenderingElement], delimiter: Option<&str>, face: Face) -> Out {
        let mut all = Out::default();
        self.add(elements, delimiter, face, &mut all);
        all
    }

    /// What a choice holds stands among its neighbours, and is delimited as they are.
    fn add(&self, elements: &[LayoutRenderingElement], delimiter: Option<&str>, face: Face, all: &mut Out) {
        for element in elements {
            if let LayoutRenderingElement::Choose(choose) = element {
                self.add(self.chosen(choose), delimiter, face, all);
                continue;
            }
            let out = self.element(element, face);
            all.called |= out.called;
            all.filled |= out.filled;
            if out.runs.is_empty() {
                continue;
            }
            if !all.runs.is_empty()
                && let Some(delimiter) = delimiter
            {
                all.runs.push(Run { text: delimiter.to_owned(), face });
            }
            all.runs.extend(out.runs);
        }
    }

    pub fn element(&self, element: &LayoutRenderingElement, face: Face) -> Out {
        match element {
            LayoutRenderingElement::Text(text) => self.text(text, face),
            LayoutRenderingElement::Date(date) => self.date(date, face),
            LayoutRenderingElement::Number(number) => self.number(number, face),
            LayoutRenderingElement::Names(names) => self.names(names, face),
            LayoutRenderingElement::Label(label) => self.label(label, face),
            LayoutRenderingElement::Group(group) => self.group(group, face),
            LayoutRenderingElement::Choose(choose) => self.elements(self.chosen(choose), face),
        }
    }

    fn group(&self, group: &Group, face: Face) -> Out {
        let inner = face.with(group.to_formatting());
        let out = self.joined(&group.children, group.delimiter.as_deref(), inner);
        if out.called && !out.filled {
            return Out { called: true, ..Out::default() };
        }
        // A group within a group that says something counts as a variable that does (CSL 1.0.2, cs:group); so does a macro.
        let filled = out.filled || !out.runs.is_empty();
        Out { runs: affixed(out.runs, &group.to_affixes(), face), filled, ..out }
    }

    fn text(&self, text: &Text, face: Face) -> Out {
        let inner = face.with(text.to_formatting());
        let mut out = match &text.target {
            TextTarget::Variable { var, form } => self.variable(*var, *form, inner),
            TextTarget::Macro { name } => self.macro_of(name, inner),
            TextTarget::Term { term, form, plural } => {
                let text = self.words.term(*term, *form, *plural).to_owned();
                Out { runs: run_of(text, inner), ..Out::default() }
            }
            TextTarget::Value { val } => Out { runs: run_of(val.clone(), inner), ..Out::default() },
        };
        if out.runs.is_empty() {
            return out;
        }
        if text.strip_periods {
            out.runs.iter_mut().for_each(|run| run.text = run.text.replace('.', ""));
        }
        if let Some(wanted) = text.text_case {
            case::apply(&mut out.runs, wanted, self.is_in_english());
        }
        if text.quotes && !self.is_sorting {
            out.runs.insert(0, Run { text: OPEN.into(), face: inner });
            out.runs.push(Run { text: CLOSE.into(), face: inner });
        }
        Out { runs: affixed(out.runs, &text.to_affixes(), face), ..out }
    }

    fn macro_of(&self, name: &str, face: Face) -> Out {
        let mut out = self.elements(self.style.called(name), face);
        out.filled |= !out.runs.is_empty();
        out
    }

    fn variable(&self, variable: Variable, form: LongShortForm, face: Face) -> Out {
        let Some(text) = self.value(variable, form) else {
            // The letter after a year is no fact about the work: “n.d.” stands without one.
            let called = variable != Variable::Standard(StandardVariable::YearSuffix);
            return Out { called, ..Out::default() };
        };
        self.log(variable);
        let part = match variable {
            _ if self.is_citation => face.part,
            Variable::Standard(StandardVariable::Title | StandardVariable::TitleShort) => Some(Part::Title),
            Variable::Standard(StandardVariable::URL) => Some(Part::Url),
            _ => face.part,
        };
        let text = match variable {
            Variable::Page(_) | Variable::Number(NumberVariable::Locator) => self.ranges(&text),
            Variable::Standard(StandardVariable::URL) => text,
            _ => quoted(&text),
        };
        Out { runs: run_of(text, Face { part, ..face }), called: true, filled: true }
    }

    fn ranges(&self, text: &str) -> String {
        use citationberg::taxonomy::OtherTerm;
        let dash = self.words.term(Term::Other(OtherTerm::PageRangeDelimiter), TermForm::Long, false);
        numbers::ranges(text, self.style.csl.settings.page_range_format, dash)
    }

    /// The text of a variable; none when it is empty or was said already.
    fn value(&self, variable: Variable, form: LongShortForm) -> Option<String> {
        use NumberVariable as N;
        use StandardVariable as S;
        if self.is_suppressed(variable) {
            return None;
        }
        let get = |variable: S| self.item.get(variable).map(str::to_owned);
        match variable {
            Variable::Number(N::CitationNumber) => self.cite.number.map(|number| number.to_string()),
            Variable::Number(N::Locator) => self.cite.locator.map(|(_, text)| text.to_owned()),
            Variable::Number(N::PageFirst) => {
                let first = self.item.get(PageVariable::Page)?.split(['-', '\u{2013}', ',']).next()?;
                Some(first.trim().to_owned())
            }
            Variable::Standard(S::YearSuffix) => self.cite.suffix.map(numbers::letters),
            Variable::Standard(S::Title) if form == LongShortForm::Short => {
                get(S::TitleShort).or_else(|| get(S::Title))
            }
            Variable::Standard(S::TitleShort) => get(S::TitleShort).or_else(|| get(S::Title)),
            Variable::Standard(S::ContainerTitle) if form == LongShortForm::Short => {
                get(S::ContainerTitleShort).or_else(|| get(S::ContainerTitle))
            }
            other => self.item.get(other).map(str::to_owned),
        }
    }

    fn number(&self, number: &Number, face: Face) -> Out {
        let variable = Variable::from(number.variable);
        let Some(text) = self.value(variable, LongShortForm::Long) else {
            return Out { called: true, ..Out::default() };
        };
        self.log(variable);
        let text = match number.variable {
            NumberOrPageVariable::Page(_) => self.ranges(&text),
            NumberOrPageVariable::Number(_) if self.is_sorting => format!("{text:0>10}"),
            NumberOrPageVariable::Number(_) => numbers::formed(&text, number.form, self.words, number.variable.into()),
        };
        let mut runs = run_of(text, face.with(number.to_formatting()));
        if let Some(wanted) = number.text_case {
            case::apply(&mut runs, wanted, self.words.is_english);
        }
        Out { runs: affixed(runs, &number.to_affixes(), face), called: true, filled: true }
    }

    fn label(&self, label: &Label, face: Face) -> Out {
        let variable = Variable::from(label.variable);
        let Some(text) = self.value(variable, LongShortForm::Long) else { return Out::default() };
        let term = match (label.variable, self.cite.locator) {
            (NumberOrPageVariable::Number(NumberVariable::Locator), Some((locator, _))) => Term::Locator(locator),
            _ => label.variable.into(),
        };
        let several = if variable.is_number_of_variable() { text != "1" } else { numbers::is_plural(&text) };
        let plural = match label.label.plural {
            LabelPluralize::Contextual => several,
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
        };
        Out { runs: self.label_text(&label.label, term, plural, face), ..Out::default() }
    }

    pub(super) fn label_text(&self, label: &VariablelessLabel, term: Term, plural: bool, face: Face) -> Vec<Run> {
        let text = self.words.term(term, label.form, plural);
        let text = if label.strip_periods { text.replace('.', "") } else { text.to_owned() };
        let mut runs = run_of(text, face.with(label.to_formatting()));
        if let Some(wanted) = label.text_case {
            case::apply(&mut runs, wanted, true);
        }
        affixed(runs, &label.to_affixes(), face)
    }

    fn chosen<'c>(&self, choose: &'c Choose) -> &'c [LayoutRenderingElement] {
        let found = choose.branches().find(|branch| self.holds(branch));
        let otherwise = || choose.otherwise.as_ref().map(|branch| branch.children.as_slice()).unwrap_or_default();
        found.map_or_else(otherwise, |branch| &branch.children)
    }

    fn holds(&self, branch: &ChooseBranch) -> bool {
        let numeric = |variable: &Variable| {
            self.value(*variable, LongShortForm::Long).is_some_and(|text| numbers::is_numeric(&text))
        };
        let mut tests: Vec<bool> = Vec::new();
        tests.extend(branch.disambiguate.map(|wanted| wanted == self.cite.is_disambiguated));
        tests.extend(branch.is_numeric.iter().flatten().map(numeric));
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|_| false));
        let locator = self.cite.locator.map(|(locator, _)| locator);
        tests.extend(branch.locator.iter().flatten().map(|wanted| locator == Some(*wanted)));
        tests.extend(branch.position.iter().flatten().map(|wanted| self.is_at(*wanted)));
        tests.extend(branch.type_.iter().flatten().map(|wanted| self.item.kind == *wanted));
        tests.extend(branch.variable.iter().flatten().map(|variable| self.has(*variable)));
        branch.match_.test(tests.into_iter())
    }

    fn is_at(&self, position: TestPosition) -> bool {
        self.is_citation
            && match position {
                TestPosition::First => !self.cite.is_subsequent,
                TestPosition::Subsequent => self.cite.is_subsequent,
                TestPosition::Ibid | TestPosition::IbidWithLocator | TestPosition::NearNote => false,
            }
    }

    fn has(&self, variable: Variable) -> bool {
        match variable {
            Variable::Date(date) => self.item.date_of(date).is_some(),
            Variable::Name(name) => !self.item.names_of(name).is_empty(),
            Variable::Number(NumberVariable::Locator) => self.cite.locator.is_some(),
            Variable::Number(NumberVariable::CitationNumber) => self.cite.number.is_some(),
            Variable::Standard(StandardVariable::YearSuffix) => self.cite.suffix.is_some(),
            other => self.item.get(other).is_some(),
        }
    }

    fn is_in_english(&self) -> bool {
        self.item.get(StandardVariable::Language).map_or(self.words.is_english, |lang| lang.starts_with("en"))
    }
}

fn run_of(text: String, face: Face) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![Run { text, face }] }
}

/// Runs with what stands before and behind; nothing stands around nothing.
pub(super) fn affixed(mut runs: Vec<Run>, affixes: &Affixes, face: Face) -> Vec<Run> {
    if runs.is_empty() {
        return runs;
    }
    if let Some(prefix) = affixes.prefix.as_ref().filter(|prefix| !prefix.is_empty()) {
        runs.insert(0, Run { text: prefix.clone(), face });
    }
    if let Some(suffix) = affixes.suffix.as_ref().filter(|suffix| !suffix.is_empty()) {
        runs.push(Run { text: suffix.clone(), face });
    }
    runs
}

/// Typewriter quotation marks as those of the language.
fn quoted(text: &str) -> String {
    if !text.contains('"') {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '\u{2013}' | '\u{2014}');
        match c {
            '"' => quoted.push_str(if opens { OPEN } else { CLOSE }),
            other => quoted.push(other),
        }
        before = c;
    }
    quoted
}
