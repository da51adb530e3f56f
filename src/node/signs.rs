//! Signs that are not what they seem: those that word processors put in place of those that are typed, which look alike and
//! mean nothing here, and those that nobody sees.

/// Control characters but line ends and tabs, the marks that override or isolate the direction of text (UAX #9), which show a
/// reader something else than what is written, Unicode's own line and paragraph ends, at which only some programs begin a line,
/// and the two signs that no XML may hold (XML 1.0, production 2).
pub fn deceives(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Spaces, and what shows nothing by itself: `Default_Ignorable_Code_Point` (UAX #44), and two letters that are blank.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}')
        || matches!(c, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}')
        || matches!(c, '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Quotation marks that word processors put, and that YAML does not know.
const CURLY: [char; 8] = ['“', '”', '„', '«', '»', '‘', '’', '‚'];

/// What to do about quotation marks of a word processor around a value.
pub fn curly(written: &str) -> Option<String> {
    let mark = written.chars().next().filter(|first| CURLY.contains(first))?;
    Some(format!("`{mark}` is no quotation mark here: leave it out, or write `\"`"))
}

/// What to do about a space that a word processor put, or a colon of wide letters: they look like others and are none.
pub fn odd_sign(written: &str) -> Option<String> {
    let odd = written.chars().find_map(|sign| match sign {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some((sign, "a non-breaking space", "a plain space")),
        '\u{3000}' => Some((sign, "a wide space", "a plain space")),
        '\u{FF1A}' => Some((sign, "a wide colon", "`:`")),
        _ => None,
    });
    odd.map(|(sign, what, plain)| format!("there is {what} (U+{:04X}): write {plain}", u32::from(sign)))
}
