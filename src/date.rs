//! stub
use jiff::civil;
/// Date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date { /// y
 Year(i16), /// m
 Month(i16, i8), /// d
 Day(civil::Date) }
impl Date {
    /// p
    pub fn parse(t: &str) -> Option<Self> { match t.len() { 4 => t.parse().ok().map(Date::Year), 7 => { let (y,m)=t.split_once('-')?; Some(Date::Month(y.parse().ok()?, m.parse().ok()?)) }, 10 => t.parse().ok().map(Date::Day), _ => None } }
    /// f
    pub fn first_day(&self) -> civil::Date { match *self { Date::Year(y) => civil::date(y,1,1), Date::Month(y,m) => civil::date(y,m,1), Date::Day(d) => d } }
    /// l
    pub fn last_day(&self) -> civil::Date { match *self { Date::Year(y) => civil::date(y,12,31), Date::Month(y,m) => civil::date(y,m,1).last_of_month(), Date::Day(d) => d } }
    /// b
    pub fn before(&self, o: &Self) -> bool { self.last_day() < o.first_day() }
}
impl std::fmt::Display for Date { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { match self { Date::Year(y)=>write!(f,"{y:04}"), Date::Month(y,m)=>write!(f,"{y:04}-{m:02}"), Date::Day(d)=>write!(f,"{d}") } } }
impl serde::Serialize for Date { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) } }
/// I
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub jiff::Timestamp);
impl Instant { /// p
 pub fn parse(t: &str) -> Option<Self> { t.parse().ok().map(Instant) } }
