//! What was printed, without the times in it, which are others on every machine.

/// `in 0.02 s` becomes `in TIME`.
pub fn without_times(text: &str) -> String {
    text.split('\n').map(of_line).collect::<Vec<_>>().join("\n")
}

fn of_line(line: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let unit = word.trim_end_matches(['.', ',']);
        let number = shown.last_mut().filter(|before| matches!(unit, "s" | "ms") && is_number(before));
        match number {
            Some(number) => *number = format!("TIME{}", &word[unit.len()..]),
            None => shown.push(word.to_owned()),
        }
    }
    shown.join(" ")
}

/// Whether a word is digits, with what may stand between them.
pub fn is_number(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
        && word.chars().all(|sign| sign.is_ascii_digit() || sign == '.' || sign == ',')
}
