//! Names of people and bodies, in the order, the length and the form that a style wants.

use citationberg::taxonomy::OtherTerm;
use citationberg::taxonomy::{NameVariable, Term, Variable};
use citationberg::{
    DelimiterBehavior, EtAl, LabelPluralize, Name as NameElement, NameAnd, NameAsSortOrder, NameForm,
    NameLabelPosition, NameOptions, NamePart, Names, ToAffixes, ToFormatting,
};
use citationberg::{TermForm, VariablelessLabel};

use super::case;
use super::distinct::Given;
use super::item::Name;
use super::render::{Out, Scope, affixed};
use super::run::{Face, Run};

/// How one `names` element writes the names of one variable.
struct Manner<'a> {
    element: &'a NameElement,
    options: NameOptions<'a>,
    et_al: EtAl,
    face: Face,
}

impl Scope<'_> {
    /// The names of the first variables that have some, or what stands in for them.
    pub(super) fn names(&self, names: &Names, face: Face) -> Out {
        if self.cite.is_without_names && self.first_names() {
            return Out { called: true, ..Out::default() };
        }
        // Names that stand in for others are written as those would be, wherever below the substitute they are.
        let outer = self.stands_for().map(|outer| outer.from_names_substitute(names));
        let names = outer.as_ref().unwrap_or(names);
        let out = self.names_alone(names, face);
        if out.filled {
            return out;
        }
        let Some(substitute) = names.substitute() else { return Out { called: true, ..Out::default() } };
        for child in &substitute.children {
            let logged = self.begin_log();
            let before = self.stand_for(Some(names.clone()));
            let out = self.element(child, face.with(names.to_formatting()));
            self.stand_for(before);
            let used = self.end_log(logged);
            if !out.runs.is_empty() {
                self.suppress(used);
                return Out { called: true, filled: true, ..out };
            }
        }
        Out { called: true, ..Out::default() }
    }

    fn names_alone(&self, names: &Names, face: Face) -> Out {
        let inner = face.with(names.to_formatting());
        let inherited = self.options.apply(&names.options());
        let default = NameElement::default();
        let element = names.name().unwrap_or(&default);
        let manner = Manner {
            element,
            options: element.options(&inherited),
            et_al: names.et_al().copied().unwrap_or_default(),
            face: inner,
        };
        let lists = self.lists(names);
        if manner.options.form == NameForm::Count {
            let count: usize = lists.iter().map(|(_, list)| self.shown(&manner.options, list.len())).sum();
            let runs = if count == 0 { Vec::new() } else { vec![Run { text: count.to_string(), face: inner }] };
            return Out { called: true, filled: count > 0, runs };
        }
        let delimiter = names.options().names_delimiter.or_else(|| self.options.names_delimiter.clone());
        let mut runs = Vec::new();
        for (variable, list) in lists {
            if !runs.is_empty() {
                runs.push(Run { text: delimiter.clone().unwrap_or_default(), face: inner });
            }
            runs.extend(self.labelled(names, &manner, variable, &list));
        }
        let filled = !runs.is_empty();
        Out { runs: affixed(runs, &names.to_affixes(), face), called: true, filled }
    }

    /// The variables that have names. An editor who also translated is named once.
    fn lists(&self, names: &Names) -> Vec<(NameVariable, Vec<Name>)> {
        let mut lists: Vec<(NameVariable, Vec<Name>)> = Vec::new();
        for variable in &names.variable {
            let list = self.names_of(*variable);
            if list.is_empty() {
                continue;
            }
            match lists.last_mut() {
                Some((NameVariable::Editor, same))
                    if *variable == NameVariable::Translator && same.as_slice() == list =>
                {
                    lists.pop();
                    lists.push((NameVariable::EditorTranslator, list.to_vec()));
                }
                _ => lists.push((*variable, list.to_vec())),
            }
        }
        lists
    }

    fn labelled(&self, names: &Names, manner: &Manner<'_>, variable: NameVariable, list: &[Name]) -> Vec<Run> {
        let mut written = self.list(manner, list);
        if written.is_empty() || self.is_sorting {
            return written;
        }
        let Some((label, position)) = names.label() else { return written };
        let several = list.len() > 1;
        let label = self.names_label(label, Term::NameVariable(variable), several, manner.face);
        match position {
            NameLabelPosition::BeforeName => [label, written].concat(),
            NameLabelPosition::AfterName => {
                written.extend(label);
                written
            }
        }
    }

    fn names_label(&self, label: &VariablelessLabel, term: Term, several: bool, face: Face) -> Vec<Run> {
        let plural = match label.plural {
            LabelPluralize::Contextual => several,
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
        };
        self.label_text(label, term, plural, face)
    }

    /// How many names of a list are shown.
    fn shown(&self, options: &NameOptions<'_>, count: usize) -> usize {
        let subsequent = self.cite.is_subsequent;
        let min = options.et_al_subsequent_min.filter(|_| subsequent).or(options.et_al_min);
        let first = options.et_al_subsequent_use_first.filter(|_| subsequent).or(options.et_al_use_first);
        match (min, first) {
            (Some(min), Some(first)) if count >= min as usize => count.min(first as usize + self.cite.more_names),
            _ => count,
        }
    }

    fn list(&self, manner: &Manner<'_>, list: &[Name]) -> Vec<Run> {
        let (options, face) = (&manner.options, manner.face);
        let (list, is_open) = match list.split_last() {
            Some((end, known)) if end.is_others() && !known.is_empty() => (known, true),
            _ => (list, false),
        };
        let shown = self.shown(options, list.len());
        let plain = |text: &str| Run { text: text.to_owned(), face };
        let mut runs = Vec::new();
        let cut = is_open || shown < list.len();
        for (at, name) in list[..shown].iter().enumerate() {
            let ends = at > 0 && at + 1 == shown && !cut;
            if at > 0 && !ends {
                runs.push(plain(options.delimiter));
            }
            if ends {
                runs.push(plain(&self.before_last(options, shown)));
            }
            runs.extend(self.name(manner, name, at));
        }
        if cut && shown > 0 {
            runs.extend(self.rest(manner, list, shown, is_open));
        }
        affixed(runs, &manner.element.to_affixes(), face)
    }

    /// What stands before the last of several names.
    fn before_last(&self, options: &NameOptions<'_>, count: usize) -> String {
        let and = match options.and {
            Some(NameAnd::Text) => self.words.term(Term::Other(OtherTerm::And), TermForm::Long, false),
            Some(NameAnd::Symbol) => "&",
            None => return options.delimiter.to_owned(),
        };
        let inverted = inverts(options, count - 2);
        if delimits(options.delimiter_precedes_last, count > 2, inverted) {
            let gap = if options.delimiter.ends_with(' ') { "" } else { " " };
            return format!("{}{gap}{and} ", options.delimiter);
        }
        format!(" {and} ")
    }

    /// “et al.”, or an ellipsis and the last name, where that is known.
    fn rest(&self, manner: &Manner<'_>, list: &[Name], shown: usize, is_open: bool) -> Vec<Run> {
        let (options, face) = (&manner.options, manner.face);
        let delimiter = Run { text: options.delimiter.to_owned(), face };
        if options.et_al_use_last && !is_open && list.len() > shown + 1 {
            let mut runs = vec![delimiter, Run { text: "\u{2026} ".into(), face }];
            runs.extend(self.name(manner, &list[list.len() - 1], list.len() - 1));
            return runs;
        }
        if self.is_sorting {
            return Vec::new();
        }
        let inverted = inverts(options, shown - 1);
        let is_apart = delimits(options.delimiter_precedes_et_al, shown > 1, inverted);
        let text = self.words.term(manner.et_al.term.into(), TermForm::Long, false).to_owned();
        let before = if is_apart { delimiter } else { Run { text: " ".into(), face } };
        vec![before, Run { text, face: face.with(manner.et_al.formatting) }]
    }

    /// One name.
    fn name(&self, manner: &Manner<'_>, name: &Name, at: usize) -> Vec<Run> {
        let (options, element) = (&manner.options, manner.element);
        let face = manner.face.with(element.to_formatting());
        let family = part(&name.family, element.name_part_family(), face, self.words.is_english);
        let is_told_apart = match self.cite.given_names {
            Given::None => false,
            Given::First => at == 0,
            Given::All => true,
        };
        let is_short = options.form == NameForm::Short && !is_told_apart;
        let Some(given) = name.given.as_deref().filter(|_| !is_short) else { return family };
        let given = match options.initialize_with {
            Some(with) if options.initialize => initials(given, with, self.style.csl.settings.initialize_with_hyphen),
            _ => given.to_owned(),
        };
        let given = part(&given, element.name_part_given(), face, self.words.is_english);
        let between = |text: &str| vec![Run { text: text.to_owned(), face }];
        if is_east_asian(&name.family) {
            return [family, given].concat();
        }
        if self.is_sorting || inverts(options, at) {
            return [family, between(options.sort_separator), given].concat();
        }
        [given, between(" "), family].concat()
    }

    fn names_of(&self, variable: NameVariable) -> &[Name] {
        if self.is_suppressed(Variable::Name(variable)) {
            return &[];
        }
        let names = self.item.names_of(variable);
        if !names.is_empty() {
            self.log(Variable::Name(variable));
        }
        names
    }
}

fn part(text: &str, part: Option<&NamePart>, face: Face, is_english: bool) -> Vec<Run> {
    let Some(part) = part else { return vec![Run { text: text.to_owned(), face }] };
    let mut runs = vec![Run { text: text.to_owned(), face: face.with(part.formatting) }];
    if let Some(wanted) = part.text_case {
        case::apply(&mut runs, wanted, is_english);
    }
    affixed(runs, &part.affixes, face)
}

fn inverts(options: &NameOptions<'_>, at: usize) -> bool {
    match options.name_as_sort_order {
        Some(NameAsSortOrder::All) => true,
        Some(NameAsSortOrder::First) => at == 0,
        None => false,
    }
}

fn delimits(behavior: DelimiterBehavior, several: bool, inverted: bool) -> bool {
    match behavior {
        DelimiterBehavior::Contextual => several,
        DelimiterBehavior::AfterInvertedName => inverted,
        DelimiterBehavior::Always => true,
        DelimiterBehavior::Never => false,
    }
}

/// `Michael A.` as `M. A.`; words in small letters belong to the family name and stay.
fn initials(given: &str, with: &str, hyphens: bool) -> String {
    let mut text = String::new();
    for word in given.split(|c: char| c.is_whitespace() || c == '.').filter(|word| !word.is_empty()) {
        if word.chars().all(char::is_lowercase) {
            text = format!("{} {word} ", text.trim_end());
            continue;
        }
        let parts = word.split(['-', '\u{2010}']).filter_map(|part| part.chars().next());
        for (at, letter) in parts.enumerate() {
            if at > 0 && hyphens {
                text = format!("{}-", text.trim_end());
            }
            text.extend(letter.to_uppercase());
            text.push_str(with);
        }
    }
    text.trim().to_owned()
}

/// Chinese, Japanese and Korean names have the family name first and no space.
fn is_east_asian(text: &str) -> bool {
    let is = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
    !text.is_empty() && text.chars().all(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_become_initials() {
        assert_eq!(initials("Michael A.", ". ", true), "M. A.");
        assert_eq!(initials("Jean-Luc", ".", true), "J.-L.");
        assert_eq!(initials("Jean-Luc", "", false), "JL");
        assert_eq!(initials("Maria da", ". ", true), "M. da");
    }
}
