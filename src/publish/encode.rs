//! Content encodings: gzip and Brotli, in pieces.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

/// A content encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Br,
}

/// Level 9 is gzip's smallest.
const GZIP_LEVEL: u32 = 9;
/// Quality 9 is near Brotli's smallest at a twentieth of the time of 11.
const BROTLI_QUALITY: i32 = 9;
/// 2^22 bytes, the window of every browser.
const BROTLI_WINDOW: i32 = 22;
const PIECE: usize = 1 << 16;

impl Encoding {
    /// Its name in `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Br => "br",
        }
    }

    /// How the names of files in it end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Br => ".br",
        }
    }

    /// Encodes everything that a reader has. The same content gives the same bytes.
    pub fn encode(self, mut content: impl Read, to: impl Write) -> io::Result<()> {
        match self {
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(to, flate2::Compression::new(GZIP_LEVEL));
                io::copy(&mut content, &mut encoder)?;
                encoder.finish().map(|_| ())
            }
            Self::Br => {
                let quality = BROTLI_QUALITY;
                let params = brotli::enc::BrotliEncoderParams { quality, lgwin: BROTLI_WINDOW, ..Default::default() };
                let mut encoder = brotli::CompressorWriter::with_params(to, PIECE, &params);
                io::copy(&mut content, &mut encoder)?;
                // It writes its end when it goes; an error of that shows in what it wrote to.
                encoder.flush()
            }
        }
    }
}

/// BLAKE3 of what encoded content holds.
pub fn digest(content: impl Read, encoding: Option<Encoding>) -> io::Result<blake3::Hash> {
    match encoding {
        None => digest_plain(content),
        Some(Encoding::Gzip) => digest_plain(flate2::read::MultiGzDecoder::new(content)),
        Some(Encoding::Br) => digest_plain(brotli::Decompressor::new(content, PIECE)),
    }
}

fn digest_plain(mut content: impl Read) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut content, &mut hasher)?;
    Ok(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_holds_what_it_held() {
        let content = "a page of a site ".repeat(10_000);
        for encoding in [Encoding::Gzip, Encoding::Br] {
            let mut encoded = Vec::new();
            encoding.encode(content.as_bytes(), &mut encoded).expect("encoded");
            assert!(encoded.len() < content.len() / 50, "{}", encoded.len());
            assert_eq!(digest(&*encoded, Some(encoding)).expect("decoded"), blake3::hash(content.as_bytes()));
            let mut again = Vec::new();
            encoding.encode(content.as_bytes(), &mut again).expect("encoded");
            assert_eq!(encoded, again);
        }
        assert_eq!(digest(content.as_bytes(), None).expect("read"), blake3::hash(content.as_bytes()));
    }
}
