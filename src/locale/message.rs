//! One message as text: Fluent's syntax tree and arguments in, a text out.
//!
//! What is missing does no harm: it shows as `{$name}` and the text is called incomplete. Messages may put each other
//! in, so depth and length have an end. There are no marks of direction around what is put in: pages set `dir` on what
//! they quote, and the marks would end up in feeds, exports and attributes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::numbers::{DECIMALS, DECIMALS_IN_WORDS, Numbers};
use super::strings::Patterns;

/// Messages within messages.
const DEEPEST: usize = 8;
/// Bytes of a text.
const LONGEST: usize = 100_000;
/// Elements, variants and arguments of one message, those of messages within it counted each time. Those of the program have
/// at most a dozen.
const MOST: usize = 1000;

/// What is put into a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A number: chooses the plural form and is written with grouping and at most two decimals.
    Number(f64),
    /// A number with one decimal more, for `1.234 million`.
    Exact(f64),
    /// A text, put in as it is. Years are texts: they are not grouped.
    Text(&'a str),
}

type Args<'a> = &'a [(&'a str, Arg<'a>)];

/// Writes the message of a key. With the text comes whether all that it asks for was there.
pub fn write(patterns: &Patterns, numbers: &Numbers, key: &str, args: Args<'_>) -> Option<(String, bool)> {
    let mut writer = Writer { patterns, numbers, text: String::new(), complete: true, depth: 0, visited: 0 };
    writer.pattern(patterns.get(key)?, args);
    Some((writer.text, writer.complete))
}

struct Writer<'a> {
    patterns: &'a Patterns,
    numbers: &'a Numbers,
    text: String,
    complete: bool,
    depth: usize,
    visited: usize,
}

/// The value of an expression.
enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64, usize),
}

impl<'a> From<Arg<'a>> for Value<'a> {
    fn from(arg: Arg<'a>) -> Self {
        match arg {
            Arg::Number(number) => Self::Number(number, DECIMALS),
            Arg::Exact(number) => Self::Number(number, DECIMALS_IN_WORDS),
            Arg::Text(text) => Self::Text(Cow::Borrowed(text)),
        }
    }
}

impl Writer<'_> {
    fn pattern(&mut self, pattern: &Pattern<String>, args: Args<'_>) {
        for element in &pattern.elements {
            if !self.visit(1) {
                return;
            }
            match element {
                PatternElement::TextElement { value } => self.push(value),
                PatternElement::Placeable { expression } => self.expression(expression, args),
            }
        }
    }

    /// Whether there may be more; without it a few messages that put each other in a thousand times would never end.
    fn visit(&mut self, more: usize) -> bool {
        self.visited += more;
        self.complete &= self.visited <= MOST;
        self.visited <= MOST
    }

    fn push(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST {
            self.text.push_str(text);
        } else {
            self.complete = false;
        }
    }

    fn expression(&mut self, expression: &Expression<String>, args: Args<'_>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, args),
            Expression::Select { selector, variants } if self.visit(variants.len()) => {
                let value = value(selector, args);
                self.complete &= value.is_some();
                if let Some(variant) = self.choose(value.as_ref(), variants) {
                    self.pattern(&variant.value, args);
                }
            }
            Expression::Select { .. } => {}
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>, args: Args<'_>) {
        match inline {
            InlineExpression::Placeable { expression } => self.expression(expression, args),
            InlineExpression::MessageReference { id, attribute: None } => self.reference(&id.name, args),
            InlineExpression::TermReference { id, attribute: None, arguments } => {
                if self.visit(arguments.as_ref().map_or(0, |arguments| arguments.named.len())) {
                    self.reference(&format!("-{}", id.name), &named(arguments.as_ref()));
                }
            }
            _ => match value(inline, args) {
                Some(Value::Text(text)) => self.push(&text),
                Some(Value::Number(number, decimals)) => self.push(&self.numbers.write(number, decimals)),
                None => self.missing(&name(inline)),
            },
        }
    }

    fn reference(&mut self, key: &str, args: Args<'_>) {
        match self.patterns.get(key).filter(|_| self.depth < DEEPEST) {
            Some(pattern) => {
                self.depth += 1;
                self.pattern(pattern, args);
                self.depth -= 1;
            }
            None => self.missing(key),
        }
    }

    fn missing(&mut self, name: &str) {
        self.complete = false;
        self.push(&format!("{{{name}}}"));
    }

    /// The first form that fits, else the one with the asterisk.
    fn choose<'v>(&self, value: Option<&Value>, variants: &'v [Variant<String>]) -> Option<&'v Variant<String>> {
        let fits = |variant: &&Variant<String>| value.is_some_and(|value| self.fits(value, &variant.key));
        variants.iter().find(fits).or_else(|| variants.iter().find(|variant| variant.default))
    }

    fn fits(&self, value: &Value, key: &VariantKey<String>) -> bool {
        match (value, key) {
            (Value::Text(text), VariantKey::Identifier { name }) => text == name,
            (Value::Number(number, decimals), VariantKey::Identifier { name }) => {
                self.numbers.plural_form(*number, *decimals) == name
            }
            (Value::Number(number, _), VariantKey::NumberLiteral { value }) => value.parse() == Ok(*number),
            (Value::Text(_), VariantKey::NumberLiteral { .. }) => false,
        }
    }
}

/// The value of an expression that is not a message, if it has one.
fn value<'a>(inline: &'a InlineExpression<String>, args: Args<'a>) -> Option<Value<'a>> {
    match inline {
        InlineExpression::StringLiteral { value } => Some(Value::Text(unescape_unicode_to_string(value))),
        InlineExpression::NumberLiteral { value } => Some(Value::Number(value.parse().ok()?, DECIMALS)),
        InlineExpression::VariableReference { id } => {
            args.iter().find(|(name, _)| *name == id.name).map(|(_, arg)| (*arg).into())
        }
        // Numbers are always written as numbers, so the one function that Fluent has of itself changes nothing.
        InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
            value(arguments.positional.first()?, args)
        }
        _ => None,
    }
}

/// What a term is given: it sees these and no others.
fn named(arguments: Option<&CallArguments<String>>) -> Vec<(&str, Arg<'_>)> {
    let named = arguments.map(|arguments| arguments.named.as_slice()).unwrap_or_default();
    named.iter().filter_map(|argument| Some((argument.name.name.as_str(), literal(&argument.value)?))).collect()
}

fn literal(inline: &InlineExpression<String>) -> Option<Arg<'_>> {
    match inline {
        InlineExpression::StringLiteral { value } => Some(Arg::Text(value)),
        InlineExpression::NumberLiteral { value } => value.parse().ok().map(Arg::Number),
        _ => None,
    }
}

/// The variables that a message asks for itself, not by way of others that it names.
pub fn variables(pattern: &Pattern<String>) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    collect(pattern, &mut found);
    found
}

fn collect<'p>(pattern: &'p Pattern<String>, found: &mut BTreeSet<&'p str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from(expression, found);
        }
    }
}

fn collect_from<'p>(expression: &'p Expression<String>, found: &mut BTreeSet<&'p str>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                collect(&variant.value, found);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(&id.name);
        }
        InlineExpression::Placeable { expression } => collect_from(expression, found),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                if let InlineExpression::VariableReference { id } = argument {
                    found.insert(&id.name);
                }
            }
        }
        _ => {}
    }
}

/// How an expression is named where its value is missing.
fn name(inline: &InlineExpression<String>) -> String {
    match inline {
        InlineExpression::VariableReference { id } => format!("${}", id.name),
        InlineExpression::FunctionReference { id, .. } => format!("{}()", id.name),
        InlineExpression::MessageReference { id, .. } => id.name.clone(),
        InlineExpression::TermReference { id, .. } => format!("-{}", id.name),
        _ => String::new(),
    }
}
