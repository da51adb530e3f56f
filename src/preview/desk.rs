//! Who answers which address, and what every answer says beside its content.
//!
//! Addresses below `/_compendium/` are the preview's own: scripts, style sheet, panel and events. Every other one is asked
//! of [`Answers`], on a thread that may block. No entry can take an address of the preview: ids do not begin with `_`.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::document::Document;
use super::guard::{self, Guard, Refusal};
use super::{Answers, conditional, events};
use crate::render;

/// How long an answer may take until its head is sent.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);
/// How many pages are told of changes at a time.
const STREAMS: usize = 64;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
/// Files of the preview itself. They are in the program, but in no site that it builds.
const FILES: [(&str, &str, &str); 5] = [
    ("preview.js", SCRIPT, include_str!("assets/preview.js")),
    ("morph.js", SCRIPT, include_str!("assets/morph.js")),
    ("panel.js", SCRIPT, include_str!("assets/panel.js")),
    ("place.js", SCRIPT, include_str!("assets/place.js")),
    ("preview.css", STYLE, include_str!("assets/preview.css")),
];

/// Headers of every answer. No page of another origin may read, show or hold a window of the preview.
const ALWAYS: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What handlers share.
#[derive(Clone)]
pub struct Desk {
    /// What is shown.
    pub shown: Arc<dyn Answers>,
    /// Who is answered.
    pub guard: Guard,
    /// Places for event streams.
    pub streams: Arc<Semaphore>,
    /// Turns true when the preview ends.
    pub stopped: tokio::sync::watch::Receiver<bool>,
}

impl Desk {
    /// A desk for a port.
    pub fn new(shown: Arc<dyn Answers>, port: u16, stopped: tokio::sync::watch::Receiver<bool>) -> Self {
        Self { shown, guard: Guard { port }, streams: Arc::new(Semaphore::new(STREAMS)), stopped }
    }

    /// All addresses.
    pub fn router(self) -> Router {
        Router::new()
            .route("/_compendium/panel", get(panel))
            .route("/_compendium/events", get(events::stream))
            .route("/_compendium/{file}", get(file))
            .fallback(page)
            .layer(from_fn_with_state(self.clone(), guarded))
            .with_state(self)
    }

    /// What stands at a path.
    pub async fn document(&self, path: String) -> Result<Document, Refusal> {
        let shown = Arc::clone(&self.shown);
        let made = move || {
            let mut document = Document::of(&path, shown.answer(&path));
            if document.is_page() {
                document.files = shown.files(&path, &document.bytes);
            }
            document
        };
        answered(spawn_blocking(made)).await
    }
}

/// What a blocking task gives, unless it panicked: then that one request has no answer and the preview goes on.
async fn answered<T>(task: tokio::task::JoinHandle<T>) -> Result<T, Refusal> {
    let text = "this page made the preview stumble; its terminal says why";
    task.await.map_err(|_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, text))
}

/// Guard, time limit and common headers around every handler.
async fn guarded(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let mut response = match desk.guard.admit(&request) {
        Ok(()) => timeout(LONGEST_ANSWER, next.run(request)).await.unwrap_or_else(|_| too_slow()),
        Err(refusal) => refusal.into_response(),
    };
    add_common(response.headers_mut());
    response
}

fn too_slow() -> Response {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "this took longer than half a minute; load it again").into_response()
}

/// Every answer has the policy that `_headers` tells hosts to send: pages say it themselves, but XML can hold scripts too.
fn add_common(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    let policy = format!("{}; frame-ancestors 'none'", render::CONTENT_SECURITY_POLICY);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).expect("the policy is ASCII"));
}

async fn page(State(desk): State<Desk>, method: Method, uri: Uri, asked: HeaderMap) -> Result<Response, Refusal> {
    let document = desk.document(guard::path(uri.path())?).await?;
    Ok(conditional::response(document, &method, &asked))
}

async fn panel(State(desk): State<Desk>, method: Method, uri: Uri, asked: HeaderMap) -> Result<Response, Refusal> {
    let path = asked_path(&uri)?;
    let panel = answered(spawn_blocking(move || desk.shown.panel(&path))).await?;
    let bytes = serde_json::to_vec(&panel).expect("a panel is texts and numbers");
    Ok(conditional::response(Document::file(bytes, "application/json"), &method, &asked))
}

async fn file(Path(name): Path<String>, method: Method, asked: HeaderMap) -> Result<Response, Refusal> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, media_type, text) =
        found.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "the preview has no such file"))?;
    Ok(conditional::response(Document::file((*text).into(), media_type), &method, &asked))
}

/// The path that a request is about: `?path=/commitments/x/`.
pub fn asked_path(uri: &Uri) -> Result<String, Refusal> {
    let text = "the address lacks ?path=, the page that it is about";
    guard::checked(query(uri, "path").ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, text))?)
}

/// The value of a parameter.
pub fn query(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(uri.query()?.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
