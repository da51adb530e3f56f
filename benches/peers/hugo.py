"""Turns a made-up corpus of `benches/corpus` into a site as Hugo wants it: content, taxonomies and templates of its own.

What both make: a page for each entry with its terms and its text, a list for each kind, a list for each term of six axes, the
home page, a feed, a sitemap, an index of all entries as JSON. What only compendium makes for the same entries is left out here
(backlinks, concordances, citations, metadata, checks), so Hugo has less to do and not more. References between entries are
plain links with their finished address: Hugo's own `relref` would look each of them up.
"""

import json
import re
import sys
from pathlib import Path

import yaml

AXES = {"level": "levels", "themes": "themes", "sdg": "sdg", "countries": "countries", "groups": "groups", "actors": "actors"}
KINDS = {"commitment": "commitments", "practice": "practices", "skills-partnership": "skills-partnerships", "agreement": "agreements"}

CONFIG = """baseURL = "https://corpus.example/"
title = "A corpus"
languageCode = "en"
timeout = "10m"
[taxonomies]
level = "levels"
theme = "themes"
goal = "sdg"
country = "countries"
group = "groups"
actor = "actors"
[outputs]
home = ["html", "rss", "json"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
page = ["html"]
[pagination]
pagerSize = 200
[markup.goldmark.renderer]
unsafe = false
"""

BASE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="viewport" content="width=device-width">{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a><nav><ul>
{{ range slice "commitments" "practices" "skills-partnerships" "agreements" "levels" "themes" "sdg" "countries" "groups" "actors" }}<li><a href="/{{ . }}/">{{ . }}</a></li>{{ end }}
</ul></nav></header><main>{{ block "main" . }}{{ end }}</main></body></html>
"""

SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Description }}</p><dl>
{{ range $axis := slice "levels" "themes" "sdg" "countries" "groups" "actors" }}{{ with $.GetTerms $axis }}<dt>{{ $axis }}</dt>
{{ range . }}<dd><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></dd>{{ end }}{{ end }}{{ end }}
<dt>status</dt><dd>{{ .Params.status }}</dd><dt>date</dt><dd><time>{{ .Date.Format "2 January 2006" }}</time></dd></dl>
{{ with .Params.milestones }}<ol>{{ range . }}<li>{{ .title }}, {{ .due }}{{ with .done }}, done {{ . }}{{ end }}</li>{{ end }}</ol>{{ end }}
{{ .Content }}</article>{{ end }}
"""

LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><table><tbody>
{{ range (.Paginate .Pages.ByTitle).Pages }}<tr><th><a href="{{ .RelPermalink }}">{{ .Title }}</a></th><td>{{ .Description }}</td><td>{{ .Params.status }}</td></tr>
{{ end }}</tbody></table>{{ with .Paginator }}<nav>{{ if .HasPrev }}<a href="{{ .Prev.URL }}">previous</a>{{ end }}{{ if .HasNext }}<a href="{{ .Next.URL }}">next</a>{{ end }}</nav>{{ end }}{{ end }}
"""

TAXONOMY = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul>{{ end }}
"""

HOME = """{{ define "main" }}<h1>{{ site.Title }}</h1><ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .Pages }}</li>{{ end }}</ul>
<ul>{{ range first 10 site.RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
"""

INDEX = """[{{ range $at, $page := site.RegularPages.ByTitle }}{{ if $at }},{{ end }}
{"title":{{ .Title | jsonify }},"url":{{ .RelPermalink | jsonify }},"summary":{{ .Description | jsonify }},"themes":{{ .Params.themes | jsonify }},"status":{{ .Params.status | jsonify }}}{{ end }}]
"""

LAYOUTS = {
    "baseof.html": BASE,
    "single.html": SINGLE,
    "list.html": LIST,
    "taxonomy.html": TAXONOMY,
    "home.html": HOME,
    "home.json": INDEX,
}


def texts(value):
    """A field that holds one thing or several, as texts."""
    return [str(item) for item in (value if isinstance(value, list) else [value])] if value is not None else []


def address(entry_id, kinds):
    return f"/{kinds[entry_id]}/{entry_id}/"


def body(text, kinds):
    """Markdown as Hugo reads it."""

    def reference(match):
        target, _, label = match[1].partition("|")
        if ":" in target:
            axis, _, term = target.partition(":")
            page = {"theme": "themes", "sdg": "sdg"}.get(axis)
            return f"[{label or term}](/{page}/{term}/)" if page else label or term
        return f"[{label or target}]({address(target, kinds)})"

    text = re.sub(r"\[\[([^\]]+)\]\]", reference, text)
    return re.sub(r"\[@([a-z]+), ([^\]]+)\]", r"(\1, \2)", text)


def page(fields, text, kinds):
    people = texts(fields.get("led_by")) + texts(fields.get("partners"))
    front = {
        "title": fields["title"],
        "description": fields["summary"],
        "date": str(fields["date"]),
        "status": fields["status"],
        "milestones": [{key: str(item[key]) for key in ("title", "due", "done") if key in item} for item in fields.get("milestones", [])],
        "actors": people,
    }
    for field, axis in AXES.items():
        if axis != "actors":
            front[axis] = texts(fields.get(field))
    return json.dumps(front, ensure_ascii=False) + "\n\n" + body(text, kinds)


def convert(corpus, site):
    # As text: `NO` is a country, and `8.10` a target.
    loader = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
    paths = sorted((corpus / "content").glob("*/*.md"))
    kinds = {path.stem: path.parent.name for path in paths}
    for path in paths:
        _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
        to = site / "content" / path.parent.name / path.name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(page(yaml.load(front, Loader=loader), text, kinds), encoding="utf-8")
    for kind in KINDS.values():
        (site / "content" / kind).mkdir(parents=True, exist_ok=True)
        (site / "content" / kind / "_index.md").write_text(json.dumps({"title": kind}) + "\n", encoding="utf-8")
    (site / "layouts").mkdir(parents=True, exist_ok=True)
    for name, text in LAYOUTS.items():
        (site / "layouts" / name).write_text(text, encoding="utf-8")
    (site / "hugo.toml").write_text(CONFIG, encoding="utf-8")


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
