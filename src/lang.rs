//! stub
/// L
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(tinystr::TinyAsciiStr<16>);
/// D
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir { /// l
 Ltr, /// r
 Rtl }
impl Lang { /// p
 pub fn parse(t: &str) -> Option<Self> { t.parse().ok().map(Lang) }
 /// s
 pub fn as_str(&self) -> &str { self.0.as_str() }
 /// d
 pub fn dir(&self) -> Dir { if self.as_str()=="ar" { Dir::Rtl } else { Dir::Ltr } } }
impl std::fmt::Display for Lang { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) } }
impl serde::Serialize for Lang { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) } }
