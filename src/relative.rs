//! Links of a page written otherwise: relative to the page, so that a site can be read from a folder without a server, or
//! whole, so that a text can be read elsewhere.

/// Attributes that hold addresses, as our templates and bodies write them. Text cannot hold them by accident: quotation
/// marks are escaped there.
const ATTRIBUTES: [&str; 4] = [" href=\"", " src=\"", " action=\"", " content=\"0; url="];

/// Rewrites the addresses of a page that begin with the site's base path. `page` is the page's own address.
pub fn html(html: &str, base: &str, page: &str) -> String {
    let depth = page.strip_prefix(base).unwrap_or(page).matches('/').count();
    let up = "../".repeat(depth);
    rewritten(html, |address, out| match address.strip_prefix(base).filter(|_| !address.starts_with("//")) {
        Some(target) => push_relative(&up, target, out),
        None => out.push_str(address),
    })
}

/// Rewrites the addresses of a page that lead to the site itself as whole ones. `page` is the page's own, whole address.
pub fn absolute(html: &str, origin: &str, page: &str) -> String {
    rewritten(html, |address, out| {
        if address.starts_with('#') {
            out.push_str(page);
        } else if address.starts_with('/') && !address.starts_with("//") {
            out.push_str(origin);
        }
        out.push_str(address);
    })
}

/// The page with every address written by a function.
fn rewritten(html: &str, write: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((at, attribute)) = next_attribute(rest) {
        let start = at + attribute.len();
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find('"').unwrap_or(rest.len());
        write(&rest[..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn next_attribute(html: &str) -> Option<(usize, &'static str)> {
    // All attributes end in `="` or `url=`; looking for the equals sign first keeps this one pass. Bytes are compared, since
    // what is before the sign may be the middle of a letter.
    let mut from = 0;
    while let Some(at) = html[from..].find('=').map(|at| at + from) {
        for attribute in ATTRIBUTES {
            let equals = attribute.find('=').unwrap_or(0);
            if at >= equals && html.as_bytes()[at - equals..].starts_with(attribute.as_bytes()) {
                return Some((at - equals, attribute));
            }
        }
        from = at + 1;
    }
    None
}

fn push_relative(up: &str, target: &str, out: &mut String) {
    let end = target.find(['#', '?']).unwrap_or(target.len());
    let (path, rest) = target.split_at(end);
    out.push_str(up);
    out.push_str(path);
    if path.is_empty() || path.ends_with('/') {
        out.push_str("index.html");
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_lead_from_the_page_to_files() {
        let page = "<a href=\"/c/\">h</a> <a href=\"/c/themes/work/#x\">w</a> <use href=\"/c/assets/i.svg#n\"> <a href=\"https://x.org/c/\">o</a>";
        let expected = "<a href=\"../../index.html\">h</a> <a href=\"../../themes/work/index.html#x\">w</a> \
            <use href=\"../../assets/i.svg#n\"> <a href=\"https://x.org/c/\">o</a>";
        assert_eq!(html(page, "/c/", "/c/commitments/a/"), expected);
    }

    #[test]
    fn what_only_looks_like_an_attribute_is_text() {
        let page = "<code>href=&quot;/a/&quot;</code> <a title=\"a = b\" href=\"#top\">t</a> 1 = 2";
        assert_eq!(html(page, "/", "/x/"), page);
    }

    #[test]
    fn an_equals_sign_may_follow_any_letter() {
        for text in ["Prix (é) a=b", "طريق=1", "Coût (été)=1", "移民=1", "🌍=1", "é href=é"] {
            let page = format!("<p>{text} <a href=\"/x/\">é</a></p>");
            assert_eq!(html(&page, "/", "/y/"), format!("<p>{text} <a href=\"../x/index.html\">é</a></p>"));
            assert_eq!(absolute(&page, "", ""), page);
        }
    }

    proptest! {
        #[test]
        fn what_holds_no_quotation_mark_stays_as_it_is(text in "[^\"]{0,40}=[^\"]{0,40}") {
            prop_assert_eq!(html(&text, "/", "/y/"), text.clone());
            prop_assert_eq!(absolute(&text, "https://x.org", "https://x.org/y/"), text);
        }
    }

    #[test]
    fn whole_addresses_lead_from_anywhere() {
        let text = "<a href=\"/c/a/#x\">a</a> <a href=\"#y\">y</a> <img src=\"/c/i.png\"> <a href=\"//o.org/\">o</a>";
        let expected = "<a href=\"https://x.org/c/a/#x\">a</a> <a href=\"https://x.org/c/b/#y\">y</a> \
            <img src=\"https://x.org/c/i.png\"> <a href=\"//o.org/\">o</a>";
        assert_eq!(absolute(text, "https://x.org", "https://x.org/c/b/"), expected);
    }

    #[test]
    fn a_redirect_leads_on() {
        let page = "<meta http-equiv=\"refresh\" content=\"0; url=/themes/a/\">";
        assert_eq!(html(page, "/", "/old/"), "<meta http-equiv=\"refresh\" content=\"0; url=../themes/a/index.html\">");
    }
}
