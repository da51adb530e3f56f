//! How much a style asks for, known before a work is written: macros call macros, and a few of them can make an endless text.

use ahash::{HashMap, HashMapExt};
use citationberg::{
    Choose, ChooseBranch, IndependentStyle, LayoutRenderingElement, NamesChild, Sort, SortKey, TextTarget,
};

/// The elements of each macro, by its name.
pub(super) type Macros = HashMap<String, Vec<LayoutRenderingElement>>;

/// Macros within macros; the CSL project's styles go 12 deep.
const DEEPEST: usize = 64;
/// Elements and tests for one work, those of macros counted at each call. The most that one of the CSL project's 2,864
/// independent styles asks for is 11,353.
const MOST: usize = 100_000;

/// What is too much, and the call at which that shows: by which macro, none where a layout calls, and of which one.
#[derive(Debug)]
pub(super) struct Excess {
    pub within: Option<String>,
    pub called: Option<String>,
    pub message: String,
}

/// Refuses macros that go round in circles, and styles that ask for too much.
pub(super) fn refuse_excess(csl: &IndependentStyle, macros: &Macros) -> Result<(), Excess> {
    let mut measure = Measure { macros, known: HashMap::new(), way: Vec::new() };
    let list = csl.bibliography.as_ref();
    let parts = [
        measure.elements(&csl.citation.layout.elements)?,
        measure.sort(csl.citation.sort.as_ref())?,
        list.map_or(Ok(Effort::default()), |list| measure.elements(&list.layout.elements))?,
        measure.sort(list.and_then(|list| list.sort.as_ref()))?,
    ];
    parts.into_iter().try_fold(Effort::default(), |all, its| measure.with(all, its, None)).map(drop)
}

/// What some elements ask for at most.
#[derive(Clone, Copy, Debug, Default)]
struct Effort {
    elements: usize,
    /// So deep macros are called within it.
    depth: usize,
}

struct Measure<'a> {
    macros: &'a Macros,
    known: HashMap<&'a str, Effort>,
    /// The macros that are being measured, each called by the one before it.
    way: Vec<&'a str>,
}

impl<'a> Measure<'a> {
    fn elements(&mut self, elements: &'a [LayoutRenderingElement]) -> Result<Effort, Excess> {
        let mut all = Effort::default();
        for element in elements {
            let (its, called) = self.element(element)?;
            all = self.with(all, its, called)?;
        }
        Ok(all)
    }

    /// What an element asks for, and the macro that it calls.
    fn element(&mut self, element: &'a LayoutRenderingElement) -> Result<(Effort, Option<&'a str>), Excess> {
        let (its, called) = match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => (self.called(name)?, Some(name.as_str())),
                _ => Default::default(),
            },
            LayoutRenderingElement::Date(date) => (date.date_part.len().into(), None),
            LayoutRenderingElement::Group(group) => (self.elements(&group.children)?, None),
            LayoutRenderingElement::Choose(choose) => (self.choose(choose)?, None),
            LayoutRenderingElement::Names(names) => {
                let mut all = Effort::from(names.variable.len());
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        let its = self.elements(&substitute.children)?;
                        all = self.with(all, its, None)?;
                    }
                }
                (all, None)
            }
            LayoutRenderingElement::Number(_) | LayoutRenderingElement::Label(_) => Default::default(),
        };
        Ok((self.with(its, 1.into(), called)?, called))
    }

    /// Every test may be made, and one branch is written.
    fn choose(&mut self, choose: &'a Choose) -> Result<Effort, Excess> {
        let otherwise = choose.otherwise.as_ref().map(|branch| branch.children.as_slice()).unwrap_or_default();
        let mut largest = self.elements(otherwise)?;
        let mut tests = 0;
        for branch in choose.branches() {
            let its = self.elements(&branch.children)?;
            largest = Effort { elements: largest.elements.max(its.elements), depth: largest.depth.max(its.depth) };
            tests += tests_of(branch);
        }
        self.with(largest, tests.into(), None)
    }

    fn called(&mut self, name: &'a str) -> Result<Effort, Excess> {
        if self.way.contains(&name) {
            return Err(
                self.excess(Some(name), format!("the macro `{name}` calls itself, directly or by way of others"))
            );
        }
        let within = match self.known.get(name) {
            Some(known) => *known,
            None if self.way.len() < DEEPEST => {
                self.way.push(name);
                let within = self.elements(self.macros.get(name).map(Vec::as_slice).unwrap_or_default())?;
                self.way.pop();
                self.known.insert(name, within);
                within
            }
            None => Effort::default(),
        };
        let depth = within.depth + 1;
        if self.way.len() + depth > DEEPEST {
            return Err(self.excess(Some(name), format!("macros call each other more than {DEEPEST} deep")));
        }
        Ok(Effort { depth, ..within })
    }

    fn sort(&mut self, sort: Option<&'a Sort>) -> Result<Effort, Excess> {
        let mut all = Effort::default();
        for key in sort.iter().flat_map(|sort| &sort.keys) {
            let (its, called) = match key {
                SortKey::MacroName { name, .. } => (self.called(name)?, Some(name.as_str())),
                SortKey::Variable { .. } => (1.into(), None),
            };
            all = self.with(all, its, called)?;
        }
        Ok(all)
    }

    /// Both, if that is not too much.
    fn with(&self, all: Effort, more: Effort, called: Option<&str>) -> Result<Effort, Excess> {
        let elements = all.elements + more.elements;
        if elements > MOST {
            let message = format!("this style asks for more than {MOST} elements to write one work");
            return Err(self.excess(called, message));
        }
        Ok(Effort { elements, depth: all.depth.max(more.depth) })
    }

    fn excess(&self, called: Option<&str>, message: String) -> Excess {
        let within = self.way.last().map(|name| (*name).to_owned());
        Excess { within, called: called.map(str::to_owned), message }
    }
}

impl From<usize> for Effort {
    fn from(elements: usize) -> Self {
        Self { elements, depth: 0 }
    }
}

fn tests_of(branch: &ChooseBranch) -> usize {
    let variables = [branch.is_numeric.as_ref(), branch.variable.as_ref()].into_iter().flatten().map(Vec::len);
    let others = [
        branch.is_uncertain_date.as_ref().map_or(0, Vec::len),
        branch.locator.as_ref().map_or(0, Vec::len),
        branch.position.as_ref().map_or(0, Vec::len),
        branch.type_.as_ref().map_or(0, Vec::len),
    ];
    1 + variables.chain(others).sum::<usize>()
}
