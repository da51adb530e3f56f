"""Reads the open data of a built site with parsers that are not ours, and holds the formats against each other.

    python tests/tools/data.py SITE

Every problem is a line on stderr; the exit code is 1 when there is one.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import pyshacl
from frictionless import Package
from jsonschema import Draft202012Validator
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


def main():
    """All checks on one site."""
    site = Path(sys.argv[1])
    said = [check(site) for check in [check_package, check_schemas, check_tables_and_json, check_statements]]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(", ".join(said))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
