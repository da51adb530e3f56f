//! Compendium turns a folder of Markdown entries with YAML front matter into a checked, cross-linked website.
//!
//! ```text
//! site.toml ─┐
//! content/ ──┤ load ──▶ parse ──▶ link ──▶ check ──▶ route ──▶ render ──▶ output
//! themes/  ──┘   Input    Parsed   Catalog           Routes    Rendered   folder
//! ```
//!
//! Values move from left to right and never back. Each arrow is a function:
//!
//! | arrow | function | what it does |
//! |---|---|---|
//! | load | [`load::load`] | finds and reads the files of a project; no other code reads content |
//! | parse | [`entry::parse()`], [`vocabulary::parse`], [`library::documents`] | one file becomes one typed value |
//! | link | [`catalog::link()`] | all of them become one [`Catalog`](catalog::Catalog), with every name resolved |
//! | check | [`check::check`] | rules over the catalog that linking does not need |
//! | route | [`route::Routes::of`] | every page and file of the site, with its address |
//! | render | [`render::Renderer::render`] | one route becomes bytes; nothing else makes pages |
//! | output | [`output::Folder::write`] | what changed goes into the output folder, without harm |
//!
//! Of these only `load` and `output` touch the disk, beside `project`, which drives them. The others open no file (but for the
//! database among the exports, which is made in a file of its own), ask no clock and read no environment: what they need they are given, the day that the site speaks of ([`AsOf`](catalog::AsOf)) included. A problem of the
//! content never ends the work early: it is a [`Diagnostic`](diagnostic::Diagnostic), collected on the way, so that one
//! run names all of them.
//!
//! [`project::Project`] drives the arrows for the commands, and [`cli`] holds the commands. Beside the arrows stand
//! [`provenance`] (where a page comes from and an entry shows) and [`mod@rename`] (another id for an entry, as edits of
//! sources) and [`query`] (which entries a question means), all as pure as what they look at. The other modules are
//! details of one arrow each:
//!
//! * parse: [`source`] (where every value came from), [`front_matter`], [`node`] (YAML and TOML as a tree with spans),
//!   [`record`](mod@record) and [`field`] (from the tree to types), [`date`], [`lang`], [`slug`], [`site`] (the
//!   settings), [`markdown`], [`csl`] (citation styles; render writes by them);
//! * render: [`theme`] (templates, strings, static files), [`locale`] (words, numbers, dates and order of a language),
//!   [`tally`] (counts over the catalog), [`view`] (what templates see), [`export`] (feeds, sitemaps, data), [`relative`] (links that need no server),
//!   [`mod@html`] (text within HTML), [`mod@fold`] (what a text and a search have in common);
//! * output: [`fingerprint`] (what a page is made from, so that it need not be made again);
//! * beside render, for a site that is being edited: [`preview`];
//! * behind output, from a sealed folder to where readers find it: [`publish`];
//! * all of them: [`diagnostic`].
//!
//! `ARCHITECTURE.md` walks through the whole.
//!
//! # Example
//!
//! ```no_run
//! use compendium::catalog::{AsOf, Shown};
//! use compendium::project::{Options, Project};
//!
//! let project = Project::open(Options {
//!     root: "my-compact".into(),
//!     as_of: AsOf::day(jiff::civil::date(2026, 6, 1)),
//!     shown: Shown::default(),
//!     output: None,
//!     base_url: None,
//!     strict: false,
//! })
//! .expect("a folder with a sound site.toml");
//!
//! for problem in project.check() {
//!     let (line, column) = problem.place.start();
//!     println!("{}:{line}:{column}: {}: {}", problem.place.source.path, problem.code, problem.message);
//! }
//! ```

pub mod catalog;
pub mod check;
pub mod cli;
pub mod content;
pub mod csl;
pub mod date;
pub mod diagnostic;
pub mod entry;
pub mod export;
pub mod field;
pub mod fingerprint;
pub mod fold;
pub mod front_matter;
pub mod html;
pub mod lang;
pub mod library;
pub mod load;
pub mod locale;
pub mod markdown;
pub mod media;
pub mod node;
pub mod output;
pub mod preview;
pub mod project;
pub mod provenance;
pub mod publish;
pub mod query;
pub mod record;
pub mod relative;
pub mod rename;
pub mod render;
pub mod route;
pub mod site;
pub mod slug;
pub mod source;
pub mod tally;
pub mod theme;
pub mod view;
pub mod vocabulary;
