"""Reads the open data of a built site with parsers that are not ours, and holds the formats against each other.

    python tests/tools/data.py SITE

Every problem is a line on stderr; the exit code is 1 when there is one.
"""

import csv
import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pyshacl
from frictionless import Package
from icalendar import Calendar
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rdflib import RDF, Graph, URIRef
from referencing import Registry, Resource

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
SCHEMAS = ["entry", "entries", "vocabulary", "concordance"]
RELATIONS = [
    "implements", "has_implementation", "part_of", "has_part", "supersedes", "superseded_by",
    "modelled_on", "model_for", "related",
]
PARTS = ["milestones", "reviews", "needs", "offers", "results", "sources", "parties"]

problems = []


def check(holds, message):
    """Notes a problem."""
    if not holds:
        problems.append(message)


def unguarded(cell):
    """A cell as it was before an apostrophe made it safe in spreadsheets."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def rows(site, name):
    """The rows of a table, none when the site has no such file."""
    file = site / "data" / f"{name}.csv"
    if not file.exists():
        return []
    with open(file, encoding="utf-8-sig", newline="") as lines:
        return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(lines)]


def read(site, path):
    """A JSON file."""
    return json.loads((site / path).read_text(encoding="utf-8"))


def check_package(site):
    """The tables conform to their description, keys and foreign keys included."""
    report = Package(str(site / "data/datapackage.json")).validate()
    for error in report.errors + [error for task in report.tasks for error in task.errors]:
        problems.append(f"datapackage.json: {error.message}")
    files = {path.name for path in (site / "data").glob("*.csv")}
    described = {resource["path"] for resource in read(site, "data/datapackage.json")["resources"]}
    check(files == described, f"datapackage.json describes {described ^ files} or has it not")
    return f"{len(described)} tables"


def check_schemas(site):
    """The JSON conforms to the schemas beside it."""
    schemas = {name: read(site, f"data/schema/{name}.json") for name in SCHEMAS}
    known = [(key, Resource.from_contents(schema)) for name, schema in schemas.items()
             for key in {f"{name}.json", schema.get("$id", f"{name}.json")}]
    registry = Registry().with_resources(known)
    files = [("entry", path) for path in site.rglob("index.json") if "explore" not in path.parts]
    files += [(name, site / f"data/{name}.json") for name in SCHEMAS[1:]]
    for name, path in files:
        Draft202012Validator.check_schema(schemas[name])
        for error in Draft202012Validator(schemas[name], registry=registry).iter_errors(read(site, path.relative_to(site))):
            problems.append(f"{path}: {error.json_path}: {error.message[:200]}")
    return f"{len(files)} JSON files"


def check_tables_and_json(site):
    """Tables and JSON have the same entries, relations and parts."""
    entries = {entry["id"]: entry for entry in read(site, "data/entries.json")["entries"]}
    table = {row["id"]: row for row in rows(site, "entries")}
    check(entries.keys() == table.keys(), f"entries.csv and entries.json differ in {entries.keys() ^ table.keys()}")
    for key, entry in entries.items():
        for field in ["url", "kind", "title", "summary", "status", "date"]:
            check(table[key][field] == entry[field], f"{key}: {field} is {table[key][field]!r} and {entry[field]!r}")
    relations = {(key, name, other) for key, entry in entries.items() for name in RELATIONS for other in entry.get(name, [])}
    listed = {(row["entry"], row["relation"], row["other"]) for row in rows(site, "relations")}
    check(relations == listed, f"relations.csv and entries.json differ in {relations ^ listed}")
    mentions = {(by, key) for key, entry in entries.items() for by in entry.get("mentioned_by", [])}
    listed = {(row["entry"], row["other"]) for row in rows(site, "mentions")}
    check(mentions == listed, f"mentions.csv and entries.json differ in {mentions ^ listed}")
    for part in PARTS:
        inside = Counter({key: len(entry.get(part, [])) for key, entry in entries.items() if entry.get(part)})
        listed = Counter(row["entry"] for row in rows(site, part))
        check(inside == listed, f"{part}.csv and entries.json differ: {inside - listed} {listed - inside}")
    return f"{len(entries)} entries, {len(relations)} relations"


# Relations and the words for them.
WORDS = {
    "implements": "cm:implements", "has_implementation": "cm:has_implementation", "part_of": "dct:isPartOf",
    "has_part": "dct:hasPart", "supersedes": "dct:replaces", "superseded_by": "dct:isReplacedBy",
    "modelled_on": "cm:modelled_on", "model_for": "cm:model_for", "related": "dct:relation",
}


def graph(site, name, form="turtle"):
    """A graph of a file."""
    read = Graph()
    read.parse(site / "data" / name, format=form)
    return read


def check_statements(site):
    """RDF says the same in both forms, conforms to its shapes, uses no word without meaning, and has the relations."""
    turtle, json_ld = graph(site, "site.ttl"), graph(site, "site.jsonld", "json-ld")
    check(set(turtle) == set(json_ld), f"site.ttl and site.jsonld differ in {len(set(turtle) ^ set(json_ld))} statements")
    conforms, _, report = pyshacl.validate(turtle, shacl_graph=graph(site, "shapes.ttl"))
    check(conforms, report)
    check(set(graph(site, "dcat.ttl")) <= set(turtle), "dcat.ttl says what site.ttl does not")
    own = str(dict(turtle.namespaces())["cm"])
    used = set(turtle.predicates()) | set(turtle.objects(None, RDF.type))
    unknown = {word for word in used if word.startswith(own)} - set(graph(site, "ontology.ttl").subjects())
    check(not unknown, f"ontology.ttl does not know {unknown}")
    entries = {entry["id"]: entry for entry in read(site, "data/entries.json")["entries"]}
    iris = {key: URIRef(entry["url"]) for key, entry in entries.items()}
    namespaces = dict(turtle.namespaces())
    for name, word in WORDS.items():
        prefix, local = word.split(":")
        said = set(turtle.subject_objects(URIRef(namespaces[prefix] + local)))
        said = {pair for pair in said if pair[0] in iris.values()}
        known = {(iris[key], iris[other]) for key, entry in entries.items() for other in entry.get(name, [])}
        check(said == known, f"{name} differs in site.ttl: {said ^ known}")
    return f"{len(turtle)} statements"


def same(cell, value):
    """Whether a cell of a CSV file and a value of the database are the same."""
    if value is None or isinstance(value, str):
        return cell == (value or "")
    return float(cell) == value


def check_database(site):
    """The database holds what the tables hold, refers only to what is there, and finds texts."""
    file = sqlite3.connect(f"file:{site / 'data/site.sqlite'}?mode=ro", uri=True)
    database = sqlite3.connect(":memory:")
    file.backup(database)
    check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "site.sqlite is damaged")
    check(not database.execute("PRAGMA foreign_key_check").fetchall(), "site.sqlite refers to what is not there")
    described = {resource["name"]: resource for resource in read(site, "data/datapackage.json")["resources"]}
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in names:
        if name.startswith(("search_", "sqlite_")) or name in ("dataset", "texts"):
            continue
        cursor = database.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        resource = described.pop(name.replace("_", "-"), None)
        key = resource["schema"]["primaryKey"] if resource else []
        order = lambda row: [str(row[column]) for column in key]
        held = sorted((dict(zip(columns, row)) for row in cursor), key=order)
        listed = sorted(rows(site, name.replace("_", "-")), key=order)
        check(len(held) == len(listed), f"{name}: {len(held)} rows in site.sqlite, {len(listed)} as CSV")
        for ours, theirs in zip(held, listed):
            wrong = [column for column in columns if not same(theirs[column], ours[column])]
            check(ours.keys() == theirs.keys() and not wrong, f"{name}: {ours} and {theirs} differ in {wrong}")
        sql = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [name]).fetchone()[0]
        told = [column for column in columns if f'"{column}" ' not in sql.split(" -- ", 1)[1]]
        check(not told and sql.count(" -- ") == len(columns) + 1, f"{name}: {told} are not explained")
    check(not described, f"site.sqlite has no {set(described)}")
    entries = {row["id"]: row for row in rows(site, "entries")}
    own = read(site, "data/entries.json")["language"]
    texts = database.execute("SELECT entry, title, summary FROM texts WHERE lang = ?", [own]).fetchall()
    check(sorted(texts) == sorted((key, row["title"], row["summary"]) for key, row in entries.items()), "texts differ")
    others = database.execute("SELECT entry, lang FROM texts WHERE lang <> ? ORDER BY 1, 2", [own]).fetchall()
    check(others == sorted((row["entry"], row["lang"]) for row in rows(site, "translations")), "translated texts differ")
    for name in [name for name in names if name.startswith("search_") and name.count("_") == 1]:
        # Compares the index with the texts, and fails where they differ.
        database.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    return f"{len(names)} tables in a database"


def headings(tokens):
    """The titles of the first level in a text."""
    return [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"]


def check_markdown(site):
    """Every entry is Markdown too, with the same title and relations, and every link there leads somewhere."""
    parser = MarkdownIt("commonmark")
    document = read(site, "data/entries.json")
    entries = {entry["id"]: entry for entry in document["entries"]}
    # `schema/entries.json` lies below the base, as everything does.
    base = document["$schema"].removesuffix("data/schema/entries.json")
    files = {}
    for key, entry in entries.items():
        path = site / entry["url"].removeprefix(base) / "index.md"
        tokens = parser.parse(path.read_text(encoding="utf-8"))
        inline = [token for token in tokens if token.type == "inline"]
        flat = [child for token in inline for child in token.children]
        links = [child.attrs["href"] for child in flat if child.type == "link_open"]
        first = next(token for token in inline)
        title = "".join(child.content for child in first.children)
        check(spaced(title) == spaced(entry["title"]), f"{path}: the title is {title!r}")
        files[key] = links
        for name in RELATIONS + ["mentioned_by"]:
            for other in entry.get(name, []):
                to = entries[other]["url"].replace(" ", "%20") + "index.md"
                check(to in links, f"{path}: no link to {other} ({name})")
        for link in links:
            inside = link.removeprefix(base).split("#")[0]
            if link.startswith(base):
                file = site / (inside + "index.html" if inside == "" or inside.endswith("/") else inside)
                check(file.exists(), f"{path}: {link} leads nowhere")
    listed = (site / "llms.txt").read_text(encoding="utf-8")
    check(headings(parser.parse(listed)) != [], "llms.txt has no title")
    return f"{len(files)} entries as Markdown"


def spaced(text):
    """A text whose spaces do not matter."""
    return " ".join(text.split())


def check_ids(site):
    """Calendar, feeds and lists of references name the entries that there are, by their ids and addresses."""
    entries = {entry["id"]: entry for entry in read(site, "data/entries.json")["entries"]}
    cited = {item["id"] for item in read(site, "data/references.json")}
    check(entries.keys() <= cited, f"references.json has no {entries.keys() - cited}")
    keys = [line.split("{")[1].rstrip(",\n") for line in open(site / "data/references.bib", encoding="utf-8") if line.startswith("@")]
    check(set(keys) == cited and len(keys) == len(cited), f"references.bib and references.json differ in {set(keys) ^ cited}")
    addresses = {entry["url"] for entry in entries.values()}
    events = Calendar.from_ical((site / "calendar.ics").read_bytes()).walk("VEVENT") if (site / "calendar.ics").exists() else []
    for event in events:
        check(str(event["URL"]).split("#")[0] in addresses, f"calendar.ics: {event['URL']} is no entry")
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ElementTree.parse(site / "feed.xml").iter(f"{atom}entry"):
        check(entry.find(f"{atom}link").get("href") in addresses, f"feed.xml: {entry.find(f'{atom}id').text} is no entry")
    outlines = [outline.get("xmlUrl") for outline in ElementTree.parse(site / "feeds.opml").iter("outline") if outline.get("xmlUrl")]
    feeds = list(site.rglob("feed.xml"))
    check(len(outlines) == len(set(outlines)) == len(feeds), f"feeds.opml names {len(outlines)} of {len(feeds)} feeds")
    return f"{len(keys)} works, {len(events)} events, {len(feeds)} feeds"


def main():
    """All checks on one site."""
    site = Path(sys.argv[1])
    said = [check(site) for check in [
        check_package, check_schemas, check_tables_and_json, check_statements, check_database, check_markdown, check_ids,
    ]]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(", ".join(said))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
