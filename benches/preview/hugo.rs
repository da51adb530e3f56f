//! The same entries as a site of Hugo's, with a page an entry, lists by kind and by term, and the entry that each relates to.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::corpus::Corpus;

/// The template of the page of an entry.
pub const TEMPLATE: &str = "layouts/_default/single.html";

const SETTINGS: &str = "\
baseURL = \"http://localhost/\"
title = \"A corpus\"
disableKinds = [\"rss\", \"sitemap\"]
[taxonomies]
level = \"level\"
theme = \"themes\"
country = \"countries\"
";
const BASE: &str = "<!doctype html><html lang=\"en\"><head><title>{{ .Title }}</title></head>\
    <body><main>{{ block \"main\" . }}{{ end }}</main></body></html>";
const LIST: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages 200).Pages }}\
    <li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ .Params.summary }}</li>{{ end }}</ul>\
    {{ template \"_internal/pagination.html\" . }}{{ end }}";
const HOME: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><p>{{ len site.RegularPages }} entries</p>{{ end }}";

/// Where it is, when it is installed: what the variable HUGO names, else on the PATH.
pub fn found() -> Option<PathBuf> {
    let named = std::env::var_os("HUGO").map(PathBuf::from);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&folders).map(|folder| folder.join("hugo"));
    named.into_iter().chain(on_path).find(|path| path.is_file())
}

/// Its server, of the site in a folder, which shows no page that is stale.
pub fn command(hugo: &Path, root: &Path) -> Result<Command> {
    // It takes no port that the system chooses.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = Command::new(hugo);
    command.args(["server", "--bind", "127.0.0.1", "--disableFastRender", "--disableLiveReload", "--port"]);
    command.arg(port.to_string()).arg("--source").arg(root);
    Ok(command)
}

/// Writes the site.
pub fn write(corpus: Corpus, root: &Path) -> Result<()> {
    let template = template("");
    let fixed = [
        ("hugo.toml", SETTINGS),
        ("layouts/_default/baseof.html", BASE),
        ("layouts/_default/list.html", LIST),
        ("layouts/index.html", HOME),
        (TEMPLATE, &template),
    ];
    for (path, text) in fixed {
        put(&root.join(path), text)?;
    }
    (0..corpus.entries).try_for_each(|index| put(&root.join(corpus.path(index)), &entry(&corpus.text(index))?))
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    Ok(fs::write(path, text)?)
}

/// An entry with the fields that its pages show. `kind` means something else to Hugo.
fn entry(text: &str) -> Result<String> {
    let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").context("an entry has two parts")?;
    let shown = ["title:", "summary:", "level:", "themes:", "countries:", "date:", "related:"];
    let fields = front.lines().filter(|line| shown.iter().any(|name| line.starts_with(name)));
    Ok(format!("---\n{}\n---\n{body}", fields.collect::<Vec<_>>().join("\n")))
}

/// The template of the page of an entry, with a mark.
pub fn template(mark: &str) -> String {
    let related = "{{ with site.GetPage .Params.related }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}";
    let terms = "{{ range .GetTerms \"themes\" }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}";
    format!(
        "{{{{ define \"main\" }}}}<h1>{mark} {{{{ .Title }}}}</h1><p>{{{{ .Params.summary }}}}</p>{terms}\
        {{{{ .Content }}}}<p>{related}</p>{{{{ end }}}}"
    )
}
