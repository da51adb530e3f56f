//! An [`Answer`] as something that can be sent: a status, bytes and their type.
//!
//! What `build` writes stays as it is. Where there is no page of the site to show, [`page`](super::page) makes one.

use axum::http::StatusCode;
use percent_encoding::utf8_percent_encode;

use super::{Answer, Files, page};
use crate::render::Rendered;
use crate::view::edition::PATH;

const HTML: &str = "text/html; charset=utf-8";

/// What is sent for an address, before the preview's own lines are put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// 200, 308, 404 or 500.
    pub status: StatusCode,
    /// The content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Where to go instead, percent-encoded.
    pub location: Option<String>,
    /// The files that it loads or leads to.
    pub files: Files,
}

impl Document {
    /// What is sent for an answer to `path`.
    pub fn of(path: &str, answer: Answer) -> Self {
        match answer {
            Answer::Found(rendered) => Self::new(StatusCode::OK, rendered),
            Answer::Moved(to) => Self::moved(&to),
            Answer::Broken(problems) => Self::page(StatusCode::INTERNAL_SERVER_ERROR, page::broken(&problems)),
            Answer::Withheld(text) => Self::page(StatusCode::NOT_FOUND, page::withheld(&text)),
            Answer::Missing { near, page: Some(rendered) } => {
                let bytes = page::with_near(rendered.bytes, &near);
                Self::new(StatusCode::NOT_FOUND, Rendered { bytes, ..rendered })
            }
            Answer::Missing { near, page: None } => Self::page(StatusCode::NOT_FOUND, page::missing(path, &near)),
        }
    }

    /// A file of the preview itself.
    pub fn file(bytes: Vec<u8>, media_type: &'static str) -> Self {
        Self::new(StatusCode::OK, Rendered { bytes, media_type })
    }

    /// Whether it is a page, which gets the preview's lines, and not a file.
    pub fn is_page(&self) -> bool {
        self.media_type.starts_with("text/html")
    }

    /// What tells two states of an address apart.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.status.as_str().as_bytes());
        hasher.update(self.media_type.as_bytes());
        hasher.update(self.location.as_deref().unwrap_or_default().as_bytes());
        hasher.update(&self.bytes);
        for (address, state) in &self.files {
            hasher.update(address.as_bytes());
            hasher.update(state.as_bytes());
        }
        short(hasher.finalize())
    }

    /// The bytes as they are sent: of a page, with style sheet and script of the preview in its head.
    pub fn into_sent(self) -> Vec<u8> {
        if self.is_page() { page::with_preview(&self.bytes, &self.hash(), &self.files) } else { self.bytes }
    }

    fn new(status: StatusCode, rendered: Rendered) -> Self {
        Self { status, bytes: rendered.bytes, media_type: rendered.media_type, location: None, files: Files::new() }
    }

    fn page(status: StatusCode, html: String) -> Self {
        Self { status, bytes: html.into_bytes(), media_type: HTML, location: None, files: Files::new() }
    }

    /// Only a path of this host: with two slashes at its start, or without one, an address would lead elsewhere.
    fn moved(to: &str) -> Self {
        let location = address(to);
        let bytes = format!("{location}\n").into_bytes();
        let media_type = "text/plain; charset=utf-8";
        Self {
            status: StatusCode::PERMANENT_REDIRECT,
            bytes,
            media_type,
            location: Some(location),
            files: Files::new(),
        }
    }
}

/// The address of a decoded path, which is one of this host whatever the path begins with.
pub fn address(path: &str) -> String {
    format!("/{}", utf8_percent_encode(path.trim_start_matches(['/', '\\']), PATH))
}

/// Half a BLAKE3 hash in hexadecimal, enough to tell apart what one server sends.
pub fn short(hash: blake3::Hash) -> String {
    hash.to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_nowhere_but_to_this_host() {
        assert_eq!(address("/fr/été 100%/"), "/fr/%C3%A9t%C3%A9%20100%25/");
        assert_eq!(address("//evil.example/"), "/evil.example/");
        assert_eq!(address("/\\evil.example/"), "/evil.example/");
        assert_eq!(address("/a\r\nSet-Cookie: x"), "/a%0D%0ASet-Cookie:%20x");
    }

    #[test]
    fn files_are_sent_as_they_are() {
        let rendered = Rendered { bytes: b"</head>".to_vec(), media_type: "text/plain; charset=utf-8" };
        assert_eq!(Document::of("/a.txt", Answer::Found(rendered)).into_sent(), b"</head>");
    }

    #[test]
    fn what_is_mended_has_another_hash() {
        let broken = Document::of("/", Answer::Broken(Vec::new()));
        let same = Rendered { bytes: broken.bytes.clone(), media_type: HTML };
        assert_ne!(broken.hash(), Document::of("/", Answer::Found(same)).hash());
    }
}
