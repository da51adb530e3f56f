//! Text within HTML, for those who write it without a template.

/// Appends text with `&`, `<`, `>`, `"` and `'` escaped: for content and for quoted attributes.
pub fn escape(text: &str, html: &mut String) {
    pulldown_cmark_escape::escape_html(html, text).expect("a string takes all text");
}

/// The same as a text of its own.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_text_or_attribute() {
        assert_eq!(escaped("a <b c=\"d\"> & 'é'"), "a &lt;b c=&quot;d&quot;&gt; &amp; &#39;é&#39;");
    }
}
