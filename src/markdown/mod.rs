//! stub
use crate::source::{Source,Span}; use std::sync::Arc; use crate::diagnostic::Diagnostic;
/// b
#[derive(Clone,Debug,PartialEq,Default)] pub struct Body { pub fragments: Vec<Fragment>, pub headings: Vec<Heading>, pub mentions: Vec<Mention>, pub words: u32 }
#[derive(Clone,Debug,PartialEq)] pub enum Fragment { Html(Box<str>), Hole(Hole), Text(&'static str) }
#[derive(Clone,Debug,PartialEq)] pub struct Hole { pub target: Target, pub span: Span }
#[derive(Clone,Debug,PartialEq)] pub enum Target { Entry{id:Box<str>,anchor:Option<Box<str>>,label:Option<Box<str>>}, Term{axis:Box<str>,id:Box<str>,label:Option<Box<str>>}, Figure{id:Box<str>}, Citation(Vec<Cite>), File{path:Box<str>,label:Box<str>}, Image{path:Box<str>,alt:Box<str>,title:Option<Box<str>>} }
#[derive(Clone,Debug,PartialEq)] pub struct Cite { pub source: Box<str>, pub locator: Option<Locator> }
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum LocatorKind { Paragraphs, Pages, Other }
#[derive(Clone,Debug,PartialEq)] pub struct Locator { pub kind: LocatorKind, pub text: Box<str> }
#[derive(Clone,Debug,PartialEq)] pub struct Heading { pub level: u8, pub id: Box<str>, pub text: Box<str> }
#[derive(Clone,Debug,PartialEq)] pub struct Mention { pub target_entry: Box<str>, pub sentence: Box<str> }
pub fn parse(_s:&Arc<Source>,_b:Span)->(Body,Vec<Diagnostic>){(Body::default(),vec![])}
pub fn prose(_m:&str)->Vec<std::ops::Range<usize>>{vec![]}
