//! What a file of the site holds: bytes, or what gives them.
//!
//! Nearly all files are bytes. Some grow with the site and are read by nobody before they are written: held whole, the
//! linked data of 20,000 entries is larger than all else that a build has in memory. Who makes such a file says how it is
//! written, and whoever wants it decides whether it goes to the disk or into memory.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// What a file holds.
pub enum Content<'a> {
    /// These bytes.
    Bytes(Cow<'a, [u8]>),
    /// What a function writes, one part after the other.
    Parts(Writes<'a>),
    /// What is not written from its start to its end.
    File {
        /// Makes it of an empty file that is there already.
        make: Makes<'a>,
        /// Makes it in memory and writes it.
        print: Writes<'a>,
    },
}

/// What writes a file.
pub type Writes<'a> = Box<dyn FnOnce(&mut dyn Write) -> anyhow::Result<()> + 'a>;
/// What fills an empty file at a path.
pub type Makes<'a> = Box<dyn FnOnce(&Path) -> anyhow::Result<()> + 'a>;

impl<'a> Content<'a> {
    /// What a function of the form that exports have writes.
    pub fn parts(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + 'a) -> Self {
        Self::Parts(Box::new(move |out| Ok(write(out)?)))
    }

    /// Writes it, whatever it is.
    pub fn write_to(self, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Self::Bytes(bytes) => Ok(out.write_all(&bytes)?),
            Self::Parts(parts) => parts(out),
            Self::File { print, .. } => print(out),
        }
    }

    /// The whole in memory.
    pub fn into_bytes(self) -> anyhow::Result<Vec<u8>> {
        if let Self::Bytes(bytes) = self {
            return Ok(bytes.into_owned());
        }
        let mut whole = Vec::new();
        self.write_to(&mut whole)?;
        Ok(whole)
    }
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Parts(_) => f.write_str("parts"),
            Self::File { .. } => f.write_str("a file"),
        }
    }
}

impl From<Vec<u8>> for Content<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl<'a, T: AsRef<[u8]> + ?Sized> From<&'a T> for Content<'a> {
    fn from(bytes: &'a T) -> Self {
        Self::Bytes(bytes.as_ref().into())
    }
}
