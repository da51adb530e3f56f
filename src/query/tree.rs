//! The words of a query as a tree of tests, whose names nobody has looked up yet.

use super::Problem;
use super::words::{Sign, Word};
use crate::source::{Span, Spanned};

/// How deep parentheses and `not` may go: nobody means more, and a tree without end would be one without a stack.
const DEPTH: usize = 32;

/// What a query asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// All of these; everything when there are none.
    All(Vec<Tree>),
    /// Any of these.
    Any(Vec<Tree>),
    /// Not that.
    Not(Box<Tree>),
    /// A word on its own.
    Word(Spanned<String>),
    /// A quoted text on its own.
    Text(Spanned<String>),
    /// A field compared with values.
    Compared {
        /// The field.
        field: Spanned<String>,
        /// How.
        sign: Spanned<Sign>,
        /// With what; at least one.
        values: Vec<Spanned<String>>,
    },
}

/// The tree of some words. `end` is where the query ends.
pub fn of(words: &[Spanned<Word>], end: usize) -> Result<Tree, Problem> {
    let mut reader = Reader { words, at: 0, end, depth: 0 };
    if words.is_empty() {
        return Ok(Tree::All(Vec::new()));
    }
    let tree = reader.any()?;
    match reader.peek() {
        None => Ok(tree),
        Some(extra) => Err(Problem::new(extra.span, "nothing is open that this could close", Some("remove it".into()))),
    }
}

struct Reader<'a> {
    words: &'a [Spanned<Word>],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Spanned<Word>> {
        self.words.get(self.at)
    }

    fn take(&mut self) -> Option<&'a Spanned<Word>> {
        let word = self.peek()?;
        self.at += 1;
        Some(word)
    }

    fn take_keyword(&mut self, keyword: &str) -> bool {
        let is_it = matches!(self.peek(), Some(word) if is_keyword(word, keyword));
        self.at += usize::from(is_it);
        is_it
    }

    /// Where the next word stands, or the end.
    fn here(&self) -> Span {
        self.peek().map_or_else(|| Span::new(self.end, self.end), |word| word.span)
    }

    fn any(&mut self) -> Result<Tree, Problem> {
        let mut branches = vec![self.all()?];
        while self.take_keyword("or") {
            branches.push(self.all()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Tree::Any(branches) })
    }

    fn all(&mut self) -> Result<Tree, Problem> {
        let mut parts = vec![self.one()?];
        loop {
            let is_said = self.take_keyword("and");
            let goes_on = matches!(self.peek(), Some(word) if word.value != Word::Close && !is_keyword(word, "or"));
            if !is_said && !goes_on {
                return Ok(if parts.len() == 1 { parts.remove(0) } else { Tree::All(parts) });
            }
            parts.push(self.one()?);
        }
    }

    fn one(&mut self) -> Result<Tree, Problem> {
        let here = self.here();
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Problem::new(here, "this goes deeper than anybody can mean", None));
        }
        let tree = if self.take_keyword("not") { Tree::Not(Box::new(self.one()?)) } else { self.test(here)? };
        self.depth -= 1;
        Ok(tree)
    }

    fn test(&mut self, here: Span) -> Result<Tree, Problem> {
        match self.take().map(|word| &word.value) {
            Some(Word::Open) => self.group(here),
            Some(Word::Quoted(text)) => Ok(Tree::Text(Spanned::new(text.clone(), here))),
            Some(Word::Plain(name)) if !KEYWORDS.contains(&&*name.to_lowercase()) => {
                self.compared(Spanned::new(name.clone(), here))
            }
            _ => {
                Err(Problem::new(here, "a field or a word is missing here", Some("for example: level=national".into())))
            }
        }
    }

    fn group(&mut self, open: Span) -> Result<Tree, Problem> {
        let tree = self.any()?;
        match self.take().map(|word| &word.value) {
            Some(Word::Close) => Ok(tree),
            _ => Err(Problem::new(open, "a parenthesis is not closed", Some("add `)`".into()))),
        }
    }

    fn compared(&mut self, field: Spanned<String>) -> Result<Tree, Problem> {
        let Some(Spanned { value: Word::Sign(sign), span }) = self.peek() else { return Ok(Tree::Word(field)) };
        self.at += 1;
        let mut values = vec![self.value(&field, *sign)?];
        while matches!(self.peek(), Some(word) if word.value == Word::Comma) {
            self.at += 1;
            values.push(self.value(&field, *sign)?);
        }
        Ok(Tree::Compared { field, sign: Spanned::new(*sign, *span), values })
    }

    fn value(&mut self, field: &Spanned<String>, sign: Sign) -> Result<Spanned<String>, Problem> {
        let here = self.here();
        if let Some(Word::Plain(text) | Word::Quoted(text)) = self.take().map(|word| &word.value) {
            Ok(Spanned::new(text.clone(), here))
        } else {
            let message = format!("`{}{}` needs a value", field.value, sign.as_str());
            Err(Problem::new(here, message, Some("quote a value that has spaces or signs in it".into())))
        }
    }
}

/// Words that join tests. A field of that name would have to be quoted, and a quoted word is a text; no field has it.
const KEYWORDS: [&str; 3] = ["and", "or", "not"];

fn is_keyword(word: &Spanned<Word>, keyword: &str) -> bool {
    matches!(&word.value, Word::Plain(text) if text.eq_ignore_ascii_case(keyword))
}
