//! Shortcodes, template tags and comments of other programs: bodies here are Markdown alone, and what they do is written otherwise.

/// A call is looked for within so many bytes.
const LONGEST: usize = 400;
/// How calls begin and end, in the manner of Hugo, of Jekyll, and of Zola. The longer beginnings come first.
const MARKS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];

/// What stands in a text and would be read by another generator: its place in the text, and what to write instead.
pub(super) struct Call {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What to write instead; none for the end of a call that has a beginning.
    pub(super) instead: Option<&'static str>,
}

/// The first call that begins in `text` from `from` on and before `until`; it may end behind that.
pub(super) fn find(text: &str, from: usize, until: usize) -> Option<Call> {
    let mut starts = text[from..until].match_indices(['{', '%', '[', '!', ':']).map(|(at, _)| from + at);
    starts.find_map(|start| match text.as_bytes()[start] {
        b'{' => call(text, start),
        b'%' => comment(text, start),
        _ => line(text, start),
    })
}

/// `%% not for readers %%`, as Obsidian has comments.
fn comment(text: &str, start: usize) -> Option<Call> {
    let rest = text[start..].strip_prefix("%%")?;
    // Two signs in a row without others are two signs.
    let inner = rest.split_once("%%").map(|(inner, _)| inner).filter(|inner| !inner.trim().is_empty())?;
    let end = start + inner.len() + "%%%%".len();
    Some(Call {
        start,
        end,
        instead: Some("readers would see this comment: write it in the front matter, as `# note`"),
    })
}

/// What makes a list of headings or a box where it begins a line: `[TOC]`, `!!! note`, `::: note`.
fn line(text: &str, start: usize) -> Option<Call> {
    if start > 0 && text.as_bytes()[start - 1] != b'\n' {
        return None;
    }
    let rest = text[start..].lines().next()?.trim_end();
    let is_box = |mark: &str| {
        let word = rest.strip_prefix(mark).map(str::trim_start);
        word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase() || c == '{'))
    };
    let instead = match rest {
        "[TOC]" | "[[_TOC_]]" => "take it out: a page lists its headings by itself",
        _ if is_box("!!! ") || is_box(":::") => "write a callout: `> [!NOTE]`, and `> ` before each line of it",
        _ => return None,
    };
    Some(Call { start, end: start + rest.len(), instead: Some(instead) })
}

fn call(text: &str, start: usize) -> Option<Call> {
    let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
    let rest = rest.split("\n\n").next().unwrap_or(rest);
    let (open, close) = MARKS.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = rest[open.len()..].split_once(close)?.0;
    let end = start + open.len() + inner.len() + close.len();
    let inner = inner.trim_matches(['-', ' ', '\n', '\t']);
    let is_end = inner.starts_with('/') || inner.starts_with("end");
    let named =
        inner.trim_start_matches('.').split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next()?;
    // Braces around anything else are braces.
    (is_end || named.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| Call {
        start,
        end,
        instead: (!is_end).then(|| instead(named)),
    })
}

/// What is written here for what a call of that name does.
fn instead(name: &str) -> &'static str {
    match name.to_ascii_lowercase().as_str() {
        "ref" | "relref" | "link" | "post_url" => "write `[[id]]` or `[label](id.md)`, with the id of the entry",
        "figure" | "image" | "img" | "picture" | "resize_image" => "write `![description](files/NAME)`",
        "highlight" | "code" | "raw" | "gist" => "write code between lines of three backticks",
        "note" | "notice" | "tip" | "warning" | "caution" | "important" | "info" | "hint" | "alert" | "admonition"
        | "callout" | "details" => "write a callout: `> [!NOTE]`",
        "youtube" | "vimeo" | "tweet" | "twitter" | "x" | "instagram" | "video" | "audio" => {
            "pages load nothing from other sites; write a link: `[title](https://...)`"
        }
        "cite" | "citation" => "write `[@source, paras. 60-61]`",
        "toc" | "table_of_contents" => "take it out: a page lists its headings by itself",
        "comment" => "notes to editors belong in the front matter, as YAML comments: `# note`",
        _ => "write what it stands for; where braces are meant, write them as code, between backticks",
    }
}
