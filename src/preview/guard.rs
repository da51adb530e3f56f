//! Which requests are answered at all.
//!
//! The preview runs on the editor's machine, beside whatever else her browser has open. A page of another site must be
//! able neither to read it, also when its name is made to lead here (DNS rebinding: hence the exact `Host`), nor to show
//! it in a frame, nor to make it work. So only what comes from the preview itself or from the editor's own hand passes.
//!
//! One thing from elsewhere passes too: a link that a reader follows, in a chat or an issue, which opens the preview as
//! a page of its own. It is a GET of a document and changes nothing; the page that has the link cannot read the answer,
//! nor reach its window (`Cross-Origin-Opener-Policy`). Reloading such a page looks the same, so that no more is asked.
//!
//! Heads of requests go in, a refusal or nothing comes out. Nothing here knows the site.

use axum::body::HttpBody;
use axum::http::header::{ALLOW, CONNECTION, HOST, HeaderName, ORIGIN};
use axum::http::uri::Uri;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

/// The longest path that is looked up, decoded, in bytes. File systems end at 255 for each of its parts.
pub const LONGEST_PATH: usize = 2048;

/// Names under which a browser on this machine reaches it.
pub const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Lets pass what was sent to one port of this machine by the preview's own pages or by hand.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// The port of the listener.
    pub port: u16,
}

/// A request that is not answered, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// What it says, in one line.
    pub text: String,
}

impl Refusal {
    /// A refusal with one line of text.
    pub fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    fn bad(text: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, format!("{}\n", self.text)).into_response();
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        if self.status == StatusCode::PAYLOAD_TOO_LARGE {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

impl Guard {
    /// Whether a request is answered.
    pub fn admit<B: HttpBody>(self, request: &Request<B>) -> Result<(), Refusal> {
        target(request.uri())?;
        let host = self.host(request.headers())?;
        origin(request.headers(), host)?;
        method(request.method())?;
        site(request)?;
        if request.body().is_end_stream() {
            return Ok(());
        }
        Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the preview takes no data"))
    }

    /// The host of the request, which must be this machine's, at the port of the listener.
    fn host(self, headers: &HeaderMap) -> Result<&str, Refusal> {
        let host = single(headers, &HOST)?.ok_or_else(|| Refusal::bad("the request has no Host"))?;
        if NAMES.iter().any(|name| self.is_at(host, name)) {
            return Ok(host);
        }
        let text = format!("the preview answers at http://localhost:{}/ only", self.port);
        Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, text))
    }

    fn is_at(self, host: &str, name: &str) -> bool {
        match host.strip_prefix(name) {
            Some("") => self.port == 80,
            Some(port) => port.strip_prefix(':').is_some_and(|port| port == self.port.to_string()),
            None => false,
        }
    }
}

/// The target must be a path. With a host in it, `Host` would no longer say for whom the request is.
fn target(uri: &Uri) -> Result<(), Refusal> {
    let is_path = uri.scheme().is_none() && uri.authority().is_none() && uri.path().starts_with('/');
    if is_path { Ok(()) } else { Err(Refusal::bad("the address of a request has to begin with /")) }
}

/// Browsers name the origin of requests that scripts make; it must be the preview's own, under the name that was asked.
fn origin(headers: &HeaderMap, host: &str) -> Result<(), Refusal> {
    match single(headers, &ORIGIN)? {
        None => Ok(()),
        Some(origin) if origin.strip_prefix("http://") == Some(host) => Ok(()),
        Some(_) => Err(foreign()),
    }
}

fn method(method: &Method) -> Result<(), Refusal> {
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "the preview is read with GET and HEAD only"))
}

/// Where a browser says that the request comes from (Fetch Metadata). `same-site` is another port of this machine.
fn site<B>(request: &Request<B>) -> Result<(), Refusal> {
    match single(request.headers(), &SITE)? {
        None | Some("same-origin" | "none") => Ok(()),
        Some("same-site" | "cross-site") if is_link_followed(request)? => Ok(()),
        Some(_) => Err(foreign()),
    }
}

fn is_link_followed<B>(request: &Request<B>) -> Result<bool, Refusal> {
    let is_page = !request.uri().path().starts_with("/_compendium/") && request.method() == Method::GET;
    let mode = single(request.headers(), &MODE)?;
    let destination = single(request.headers(), &DESTINATION)?;
    Ok(is_page && mode == Some("navigate") && destination == Some("document"))
}

fn foreign() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "the preview answers to its own pages only")
}

/// The value of a header that may be there once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(Refusal::bad(&format!("the request has {name} twice")));
    }
    let legible = |value: &'a HeaderValue| value.to_str().map_err(|_| Refusal::bad(&format!("{name} is illegible")));
    first.map(legible).transpose()
}

/// The path of a request, decoded once.
pub fn path(encoded: &str) -> Result<String, Refusal> {
    let decoded = percent_decode_str(encoded).decode_utf8().map_err(|_| Refusal::bad("the address is not UTF-8"))?;
    checked(decoded.into_owned())
}

/// A decoded path, unless it has something that no address of a site has.
pub fn checked(path: String) -> Result<String, Refusal> {
    if path.len() > LONGEST_PATH {
        return Err(Refusal::new(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    // Two slashes at the start would be another host in a `Location`.
    if !path.starts_with('/') || path.starts_with("//") {
        return Err(Refusal::bad("the address has to begin with one slash"));
    }
    if path.contains('\\') || path.contains(char::is_control) {
        return Err(Refusal::bad("the address has a backslash or a control character"));
    }
    if path.split('/').any(|part| part == "." || part == "..") {
        return Err(Refusal::bad("the address has a part . or .."));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn admit(target: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        Guard { port: 1414 }.admit(&request).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn only_this_machine_at_the_port_is_a_host() {
        for host in ["localhost:1414", "127.0.0.1:1414", "[::1]:1414"] {
            assert_eq!(admit("/", &[("host", host)]), 200, "{host}");
        }
        let others =
            ["localhost", "localhost:1415", "localhost:01414", "localhost:1414.", "localhost.:1414", "evil:1414"];
        for host in
            others.into_iter().chain(["127.0.0.2:1414", "localhost:1414@evil", "xlocalhost:1414", "::1:1414", ""])
        {
            assert_eq!(admit("/", &[("host", host)]), 421, "{host}");
        }
        assert_eq!(admit("/", &[]), 400);
        assert_eq!(admit("/", &[("host", "localhost:1414"), ("host", "localhost:1414")]), 400);
    }

    #[test]
    fn a_port_goes_without_saying_only_when_it_is_80() {
        assert!(Guard { port: 80 }.is_at("localhost", "localhost"));
        assert!(!Guard { port: 1414 }.is_at("localhost", "localhost"));
    }

    #[test]
    fn another_origin_is_refused_also_that_of_another_name_for_this_machine() {
        let from = |origin| admit("/", &[("host", "localhost:1414"), ("origin", origin)]);
        assert_eq!(from("http://localhost:1414"), 200);
        for origin in ["http://127.0.0.1:1414", "https://localhost:1414", "http://localhost:3000", "null", ""] {
            assert_eq!(from(origin), 403, "{origin}");
        }
    }

    #[test]
    fn what_other_sites_start_is_refused_unless_it_opens_a_page() {
        let from = |target, site, mode, destination| {
            let headers = [("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", destination)];
            admit(target, &[&[("host", "localhost:1414")], &headers[..]].concat())
        };
        assert_eq!(from("/", "same-origin", "cors", "empty"), 200);
        assert_eq!(from("/", "none", "navigate", "document"), 200);
        assert_eq!(from("/", "cross-site", "navigate", "document"), 200);
        assert_eq!(from("/", "cross-site", "navigate", "iframe"), 403);
        assert_eq!(from("/", "cross-site", "no-cors", "image"), 403);
        assert_eq!(from("/", "same-site", "cors", "empty"), 403);
        assert_eq!(from("/_compendium/panel", "cross-site", "navigate", "document"), 403);
        assert_eq!(from("/", "elsewhere", "navigate", "document"), 403);
    }

    #[test]
    fn a_target_with_a_host_in_it_is_refused() {
        assert_eq!(admit("http://localhost:1414/", &[("host", "localhost:1414")]), 400);
        assert_eq!(admit("localhost:1414", &[("host", "localhost:1414")]), 400);
        assert_eq!(admit("*", &[("host", "localhost:1414")]), 400);
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(path("/fr/%C3%A9t%C3%A9/").as_deref(), Ok("/fr/été/"));
        assert_eq!(path("/%252e%252e/").as_deref(), Ok("/%2e%2e/"));
        assert_eq!(path("/100%").as_deref(), Ok("/100%"));
    }

    #[test]
    fn paths_that_no_site_has_are_refused() {
        for bad in
            ["/..", "/%2e%2e/x", "/a/%2E/", "/a%2f..%2fb", "//x", "/%2Fx", "/a%5Cb", "/a%00", "/%0d%0ax", "/%ff", "x"]
        {
            assert_eq!(path(bad).map_err(|refusal| refusal.status.as_u16()), Err(400), "{bad}");
        }
        assert_eq!(path(&"/a".repeat(1024)).map(|path| path.len()), Ok(2048));
        assert_eq!(path(&"/a".repeat(1025)).map_err(|refusal| refusal.status.as_u16()), Err(414));
    }
}
