//! Every way in which bytes can be read: as they are, unpacked, and with escapes undone, one inside the other.

use std::io::Read;

use base64::Engine;

/// How deep encodings may lie in each other: a percent-encoded `data:` link in a compressed page is two.
const DEPTH: usize = 3;
/// A text in base64 that is shorter hides nothing that is looked for.
const SHORTEST: usize = 16;

/// The bytes, and what they become when each encoding that they may have is undone.
pub fn readings(path: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = vec![bytes.to_vec()];
    let (mut from, ways) = (0, [from_gzip, from_percents, from_escapes, from_references]);
    if path.ends_with(".br") {
        found.extend(from_brotli(bytes));
    }
    for _ in 0..DEPTH {
        let end = found.len();
        for at in from..end {
            let mut more: Vec<Vec<u8>> = ways.iter().filter_map(|way| way(&found[at])).collect();
            more.extend(from_base64(&found[at]));
            more.retain(|reading| !found.contains(reading));
            found.append(&mut more);
        }
        from = end;
    }
    found
}

fn from_gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    bytes.starts_with(&[0x1F, 0x8B]).then(|| flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain))?.ok()?;
    Some(plain)
}

fn from_brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn from_percents(bytes: &[u8]) -> Option<Vec<u8>> {
    bytes.contains(&b'%').then(|| percent_encoding::percent_decode(bytes).collect())
}

/// `\u00e9` of JSON and scripts, and `\u{e9}`.
fn from_escapes(bytes: &[u8]) -> Option<Vec<u8>> {
    replaced(bytes, "\\u", |rest| {
        let hex = rest.strip_prefix('{').map_or_else(|| rest.get(..4), |rest| rest.split('}').next())?;
        let length = if rest.starts_with('{') { hex.len() + 2 } else { 4 };
        Some((char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, length))
    })
}

/// `&#233;` and `&#xe9;` of HTML and XML.
fn from_references(bytes: &[u8]) -> Option<Vec<u8>> {
    replaced(bytes, "&#", |rest| {
        let number = rest.split(';').next().filter(|number| number.len() < 8)?;
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        Some((char::from_u32(code)?, number.len() + 1))
    })
}

/// A text with every escape undone that begins with `start`; none when there is none.
fn replaced(bytes: &[u8], start: &str, undo: impl Fn(&str) -> Option<(char, usize)>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains(start))?;
    let mut parts = text.split(start);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match undo(part) {
            Some((letter, length)) => plain.extend([&*letter.to_string(), &part[length..]]),
            None => plain.extend([start, part]),
        }
    }
    Some(plain.into_bytes())
}

/// Everything that looks like base64, after `;base64,` or anywhere else.
fn from_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let engine = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::general_purpose::PAD.with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
    );
    let is_code = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let runs = bytes.split(|byte| !is_code(byte)).filter(|run| run.len() >= SHORTEST);
    runs.filter_map(|run| engine.decode(run).ok()).collect()
}

#[test]
fn every_encoding_is_seen_through() {
    use std::io::Write;
    let secret = &"Ein Geheimnis über alles, was noch nicht gesagt ist. ".repeat(9);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(secret.as_bytes()).expect("memory");
    let gzip = gzip.finish().expect("memory");
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 4096, 9, 20).write_all(secret.as_bytes()).expect("memory");
    let escaped = secret.replace('ü', "\\u00fc").replace('E', "\\u{45}");
    let coded = base64::engine::general_purpose::STANDARD.encode(&escaped);
    let percents = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string();
    let cases: [(&str, Vec<u8>); 6] = [
        ("a.gz", gzip),
        ("a.br", brotli),
        ("a.json", escaped.clone().into_bytes()),
        ("a.html", format!("<a href=\"data:text/plain;base64,{coded}\">").into_bytes()),
        ("b.html", format!("<a href=\"data:text/plain,{percents}\">").into_bytes()),
        ("a.xml", secret.replace('ü', "&#xfc;").replace('E', "&#69;").into_bytes()),
    ];
    for (path, bytes) in cases {
        let found = readings(path, &bytes);
        assert!(found.iter().any(|reading| String::from_utf8_lossy(reading).contains(secret.as_str())), "{path}");
        assert!(!String::from_utf8_lossy(&found[0]).contains(secret.as_str()), "{path} hides nothing");
    }
}
