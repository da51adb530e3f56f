//! How much of an answer is sent: all of it, a part, or only that it is what the browser has already.
//!
//! RFC 9110: conditional requests (section 13) and single ranges (section 14). A request for several ranges gets the
//! whole, which a server may always send.

use std::ops::RangeInclusive;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;

use super::document::{Document, short};

/// What of a file a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Extent {
    Whole,
    Part(RangeInclusive<usize>),
    /// A range that begins behind the end.
    Outside,
}

/// The answer to a request with these headers.
pub fn response(document: Document, method: &Method, asked: &HeaderMap) -> Response {
    let (status, media_type) = (document.status, document.media_type);
    let (is_page, location) = (document.is_page(), document.location.clone());
    let bytes = document.into_sent();
    let tag = format!("\"{}\"", short(blake3::hash(&bytes)));
    let is_known = status == StatusCode::OK && is_known(asked, &tag);
    let is_divisible = status == StatusCode::OK && !is_page;
    let extent = if is_divisible && method == Method::GET { extent(asked, bytes.len(), &tag) } else { Extent::Whole };

    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if status == StatusCode::OK {
        headers.insert(ETAG, value(&tag));
    }
    if is_divisible {
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    if let Some(location) = location {
        headers.insert(LOCATION, value(&location));
    }
    *response.status_mut() = status;
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let sent = part(&mut response, bytes, extent);
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(sent.len()));
    if method != Method::HEAD {
        *response.body_mut() = Body::from(sent);
    }
    response
}

/// What is sent of `bytes`, with the status and header that say so.
fn part(response: &mut Response, mut bytes: Vec<u8>, extent: Extent) -> Vec<u8> {
    let length = bytes.len();
    match extent {
        Extent::Whole => bytes,
        Extent::Part(range) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let place = format!("bytes {}-{}/{length}", range.start(), range.end());
            response.headers_mut().insert(CONTENT_RANGE, value(&place));
            bytes.drain(range).collect()
        }
        Extent::Outside => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            response.headers_mut().insert(CONTENT_RANGE, value(&format!("bytes */{length}")));
            Vec::new()
        }
    }
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("addresses are encoded, tags and ranges are ASCII")
}

/// `If-None-Match`, compared weakly: what comes before the quotes does not count.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn extent(asked: &HeaderMap, length: usize, tag: &str) -> Extent {
    let of_another_state = asked.get(IF_RANGE).is_some_and(|known| known.as_bytes() != tag.as_bytes());
    let mut ranges = asked.get_all(RANGE).iter();
    match (ranges.next().and_then(|range| range.to_str().ok()), ranges.next()) {
        (Some(range), None) if !of_another_state => single(range, length).unwrap_or(Extent::Whole),
        _ => Extent::Whole,
    }
}

/// One range of bytes; nothing when it is not spelled as one, or is more than one.
fn single(range: &str, length: usize) -> Option<Extent> {
    let (first, last) = range.strip_prefix("bytes=")?.trim().split_once('-')?;
    let bounded = |first: usize, last: usize| {
        if first < length { Extent::Part(first..=last.min(length - 1)) } else { Extent::Outside }
    };
    match (first, last) {
        ("", "") => None,
        ("", count) => match number(count)? {
            0 => Some(Extent::Outside),
            count => Some(bounded(length.saturating_sub(count), usize::MAX)),
        },
        (first, "") => Some(bounded(number(first)?, usize::MAX)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then(|| bounded(first, last))
        }
    }
}

/// Digits as a number; what is larger than any file is as good as the largest.
fn number(digits: &str) -> Option<usize> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_ranges_are_understood() {
        let part = |range| single(range, 10);
        assert_eq!(part("bytes=0-3"), Some(Extent::Part(0..=3)));
        assert_eq!(part("bytes=7-"), Some(Extent::Part(7..=9)));
        assert_eq!(part("bytes=-4"), Some(Extent::Part(6..=9)));
        assert_eq!(part("bytes=-99"), Some(Extent::Part(0..=9)));
        assert_eq!(part("bytes=5-99999999999999999999999"), Some(Extent::Part(5..=9)));
    }

    #[test]
    fn ranges_behind_the_end_are_outside() {
        assert_eq!(single("bytes=10-", 10), Some(Extent::Outside));
        assert_eq!(single("bytes=-0", 10), Some(Extent::Outside));
        assert_eq!(single("bytes=0-0", 0), Some(Extent::Outside));
        assert_eq!(single("bytes=-5", 0), Some(Extent::Outside));
    }

    #[test]
    fn what_is_no_single_range_gets_the_whole() {
        for odd in ["bytes=5-2", "bytes=-", "bytes=", "bytes=1-2,4-5", "lines=1-2", "bytes=+1-2", "bytes=1--2", "1-2"] {
            assert_eq!(single(odd, 10), None, "{odd}");
        }
    }
}
