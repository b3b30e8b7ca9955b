"""The descriptions of a release: rendered, at one with each other, and read by those for whom they are.

Readers that are too heavy for every run (mlcroissant, csvw, datasets) are asked where they are installed; see
`benchmarks/readers/`.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from aipolicy_data import descriptions, release
from aipolicy_data.about import KEYWORDS, LICENCE, SUMMARY, TITLE
from aipolicy_data.descriptions import jsonld, schemaorg
from aipolicy_data.files import Tree
from aipolicy_data.index import Index
from aipolicy_data.models import MODELS
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import tables
from aipolicy_data.version import __released__, __version__
from tests.conftest import FULL, ROOT, SMALL


def published(publication: Publication) -> Files:
    files = release.files(publication.records, publication.rows, "")
    return files | descriptions.render(publication, files)


def small_index() -> Index:
    """Every field of every part, and a country that readers take for a missing value."""
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in MODELS}
    for path, record in (SMALL | FULL).items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    records["actors"].append({"id": "namibia", "type": "government", "name": "Namibia", "jurisdiction": "NA"})
    return Index(records)


@pytest.fixture(scope="module")
def publication(tree: Tree) -> Publication:
    return Publication(release.index_of(tree))


@pytest.fixture(scope="module")
def files(publication: Publication) -> Files:
    return published(publication)


@pytest.fixture(scope="module", params=["corpus", "every field"])
def folder(request: Any, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of CSV, Parquet and descriptions."""
    parquet = pytest.importorskip("aipolicy_data.formats.parquet")
    chosen = publication if request.param == "corpus" else Publication(small_index())
    files = release.files(chosen.records, chosen.rows, "") | parquet.render(chosen)
    root = tmp_path_factory.mktemp("release")
    for path, data in {**files, **descriptions.render(chosen, files)}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def cells(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def text(value: Any, separator: str = ";") -> str:
    """A value as the CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return separator.join(value) if isinstance(value, list) else str(value)


# All of them


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(random: Any) -> None:
    records = {table: list(found) for table, found in small_index().records.items()}
    expected = published(Publication(Index(records)))
    for listed in records.values():
        random.shuffle(listed)
    assert published(Publication(Index(records))) == expected


def test_all_say_the_same(files: Files) -> None:
    croissant = json.loads(files["croissant.json"])
    page = _page(files)
    package = json.loads(files["datapackage.json"])
    cff = yaml.safe_load(files["CITATION.cff"])
    card = _card(files)
    csvw = json.loads(files["csv-metadata.json"])
    deposit = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    alike = [croissant["version"], page["version"], package["version"], cff["version"], csvw["dc:hasVersion"], deposit["version"]]
    assert set(alike) == {__version__}
    released = [croissant["datePublished"], page["datePublished"], package["created"][:10], cff["date-released"]]
    assert {*released, csvw["dc:issued"], deposit["publication_date"]} == {__released__}
    descriptions = [
        croissant["description"],
        page["description"],
        package["description"],
        cff["abstract"],
        deposit["description"],
    ]
    assert {*descriptions, csvw["dc:description"]} == {SUMMARY}
    titles = [croissant["alternateName"], page["name"], package["title"], cff["title"], card["pretty_name"], deposit["title"]]
    assert {*titles, csvw["dc:title"]} == {TITLE}
    keywords = [croissant["keywords"], page["keywords"], package["keywords"], cff["keywords"], deposit["keywords"]]
    assert keywords == [list(KEYWORDS)] * 5
    licences = [package["licenses"][0]["name"], cff["license"], card["license"].upper(), deposit["license"].upper()]
    assert {licence.upper() for licence in licences} == {LICENCE.upper()}
    addresses = [croissant["license"], page["license"], package["licenses"][0]["path"], csvw["dc:license"]["@id"]]
    assert len(set(addresses)) == 1


def test_no_description_names_an_address_that_is_not_there(files: Files) -> None:
    """There is no homepage yet: no field of it is left empty, and no example stands in for it."""
    for name in ("croissant.json", "datapackage.json", "csv-metadata.json", "CITATION.cff", "README.md", "index.html"):
        assert b"example.org" not in files[name]
        assert not re.search(rb'"(homepage|url|repository-code)": ""', files[name])


def test_the_citation_is_one_for_managers_of_citations(tmp_path: Path, files: Files) -> None:
    assert files["CITATION.cff"] == (ROOT / "CITATION.cff").read_bytes()
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    path = tmp_path / "CITATION.cff"
    path.write_bytes(files["CITATION.cff"])
    done = subprocess.run([*command, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    path.write_bytes(files["CITATION.cff"].replace(b"dataset", b"data set", 1).replace(b'type: "dataset"', b'type: "data"'))
    assert subprocess.run([*command, str(path)], capture_output=True).returncode == 1


# Croissant


def test_croissant_lists_every_file_with_its_digest_and_every_table_with_its_columns(files: Files) -> None:
    found = json.loads(files["croissant.json"])
    listed = {file["contentUrl"]: file for file in found["distribution"]}
    assert listed.keys() == files.keys() - {"croissant.json", "README.md", "CITATION.cff", "index.html"}
    for path, file in listed.items():
        assert file["sha256"] == hashlib.sha256(files[path]).hexdigest()
        assert file["encodingFormat"] != "text/plain", path
    assert [record_set["@id"] for record_set in found["recordSet"]] == list(tables())
    ids = {field["@id"] for record_set in found["recordSet"] for field in record_set["field"]}
    for record_set in found["recordSet"]:
        table = tables()[record_set["@id"]]
        assert [field["name"] for field in record_set["field"]] == [column.name for column in table.columns]
        assert {key["@id"] for key in record_set.get("key", ())} == {f"{table.name}/{name}" for name in table.key} <= ids
        for field, column in zip(record_set["field"], table.columns, strict=True):
            assert field["dataType"] == {"string": "sc:Text", "integer": "sc:Integer", "date": "sc:Date"}[column.type]
            assert field["source"]["fileObject"]["@id"] in listed


def test_mlcroissant_reads_every_record_set_as_the_csv_has_it(folder: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    found = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert [record_set.id for record_set in found.metadata.record_sets] == list(tables())
    for table in tables():
        rows = [{name.partition("/")[2]: text(value) for name, value in row.items()} for row in found.records(table)]
        assert rows == cells(folder, table), table


# Hugging Face


def _card(files: Files) -> dict[str, Any]:
    front: dict[str, Any] = yaml.safe_load(files["README.md"].decode("utf-8").split("---\n")[1])
    return front


def test_the_card_has_a_configuration_for_each_table_and_shows_events_first(files: Files) -> None:
    card = _card(files)
    assert [config["config_name"] for config in card["configs"]] == list(tables())
    assert [config["config_name"] for config in card["configs"] if config.get("default")] == ["events"]
    assert all(config["data_files"] in files for config in card["configs"])
    assert card["license"] == "cc-by-4.0"
    assert card["size_categories"] == ["1K<n<10K"]


def test_datasets_reads_every_table_as_the_csv_has_it(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    assert set(datasets.get_dataset_config_names(str(folder))) == set(tables())
    for table in tables():
        found = datasets.load_dataset(str(folder), table, split="train", cache_dir=str(tmp_path))
        assert [{name: text(value) for name, value in row.items()} for row in found] == cells(folder, table), table
    default = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path))
    assert default.column_names == [column.name for column in tables()["events"].columns]


# CSV on the Web


def test_csvw_describes_every_column_and_its_formats_hold(files: Files) -> None:
    found = json.loads(files["csv-metadata.json"])
    assert [table["url"] for table in found["tables"]] == [f"{name}.csv" for name in tables()]
    for table in found["tables"]:
        header, *rows = csv.reader(io.StringIO(files[table["url"]].decode("utf-8"), newline=""))
        columns = table["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == header
        for at, column in enumerate(columns):
            if isinstance(column["datatype"], dict):
                pattern = re.compile(column["datatype"]["format"])
                assert all(pattern.fullmatch(row[at]) for row in rows if row[at]), (table["url"], column["name"])


def test_csvw_reads_every_table_with_its_references(folder: Path) -> None:
    csvw = pytest.importorskip("csvw")
    found = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    assert found.check_referential_integrity()
    for name, table in found.tabledict.items():
        separators = {column.name: column.separator or ";" for column in table.tableSchema.columns}
        rows = [{column: text(value, separators[column]) for column, value in row.items()} for row in table]
        assert rows == cells(folder, name.removesuffix(".csv")), name


# The page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: dict[str, list[str]] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.data.setdefault(self.open[-1], []).append(data)


def _read(files: Files) -> _Reader:
    reader = _Reader()
    reader.feed(files["index.html"].decode("utf-8"))
    assert reader.open == []
    return reader


def _page(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(_read(files).data["script"]))
    return found


def test_the_page_is_one_file_without_scripts_that_a_screen_reader_can_read(files: Files) -> None:
    reader = _read(files)
    scripts = [attributes for tag, attributes in reader.tags if tag == "script"]
    assert scripts == [{"type": "application/ld+json"}]
    tags = [tag for tag, _ in reader.tags]
    assert ("html", {"lang": "en"}) in reader.tags
    assert [tags.count(tag) for tag in ("title", "main", "h1", "caption")] == [1, 1, 1, 1]
    assert {attributes.get("scope") for tag, attributes in reader.tags if tag == "th"} == {"col", "row"}
    assert not {"img", "iframe", "link", "form", "style-src"} & set(tags)
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    links = [attributes["href"] for tag, attributes in reader.tags if tag == "a"]
    assert {link for link in links if not (link or "").startswith("https://")} == files.keys() - {"index.html"}


def test_the_page_tells_search_engines_what_they_ask_for(files: Files) -> None:
    page = _page(files)
    assert 50 <= len(page["description"]) <= 5000
    assert page["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", page["temporalCoverage"])
    assert {file["contentUrl"] for file in page["distribution"]} == files.keys() - {"index.html"}
    for file in page["distribution"]:
        assert file["sha256"] == hashlib.sha256(files[file["contentUrl"]]).hexdigest()


def test_no_name_of_a_file_can_break_the_page(publication: Publication) -> None:
    strange = {'x</script><script>alert(1)</script>"&.csv': b"x"}
    found = schemaorg.render(publication, strange)
    assert [file["name"] for file in _page(found)["distribution"]] == list(strange)
    assert [tag for tag, _ in _read(found).tags].count("script") == 1


# Linked data

PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in jsonld.PREFIXES.items())


@pytest.fixture(scope="module")
def graph(files: Files) -> Any:
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=files["records.jsonld"], format="json-ld")


def ask(graph: Any, query: str) -> set[tuple[str, ...]]:
    return {tuple(str(value).rpartition(":record:")[2] for value in row) for row in graph.query(PREFIXES + query)}


def test_the_graph_answers_which_events_rest_on_which_source(graph: Any, publication: Publication) -> None:
    found = ask(graph, "SELECT ?event ?source WHERE { ?event a schema:Event ; schema:subjectOf ?source }")
    expected = {
        (event["id"], evidence["source"])
        for event in publication.records["events"]
        for evidence in event["evidence"]
        if evidence["relation"] != "disputes"
    }
    assert found == expected
    assert len(found) > 500


def test_the_graph_answers_which_promises_were_weakened_in_a_month_and_who_is_bound(graph: Any) -> None:
    found = ask(
        graph,
        """
        SELECT DISTINCT ?commitment WHERE {
          ?change field:change <urn:aipolicy-data:term:changes/weakened> ; field:commitment ?commitment .
          ?event field:changes ?change ; field:date_min ?day .
          ?commitment dcterms:isPartOf ?document .
          ?document field:parties ?party .
          ?party field:actor record:anthropic .
          FILTER (?day >= "2026-02-01"^^xsd:date && ?day <= "2026-02-28"^^xsd:date)
        }
        """,
    )
    assert found == {("anthropic-rsp-pause",)}


def test_the_graph_has_every_record_with_its_class_and_every_name_that_is_named(graph: Any, publication: Publication) -> None:
    classes = {"actors": "prov:Agent", "events": "prov:Activity", "statements": "schema:Claim", "sources": "prov:Entity"}
    for table, name in classes.items():
        among = ask(graph, f"SELECT ?record WHERE {{ ?record a {name} }}")
        assert {(record["id"],) for record in publication.records[table]} <= among
    subjects = {str(subject) for subject in graph.subjects()}
    named = {
        str(value) for value in graph.objects() if str(value).startswith(("urn:aipolicy-data:record:", "urn:aipolicy-data:term:"))
    }
    assert named <= subjects
    persons = ask(graph, "SELECT ?actor WHERE { ?actor a schema:Person }")
    assert persons == {(actor["id"],) for actor in publication.records["actors"] if actor["type"] == "person"}


def test_nothing_of_a_record_is_lost_in_the_graph(monkeypatch: Any) -> None:
    """Every text, number and date of every field is a literal of the graph, and every address one of its names."""
    rdflib = pytest.importorskip("rdflib")
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # or it writes `Z` as `+00:00`
    publication = Publication(small_index())
    graph = rdflib.Graph().parse(data=published(publication)["records.jsonld"], format="json-ld")
    objects = {str(value) for value in graph.objects()} | {str(subject) for subject in graph.subjects()}
    tails = {value.rpartition(":")[2].rpartition("/")[2] for value in objects}

    def leaves(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [leaf for child in value.values() for leaf in leaves(child)]
        return [leaf for child in value for leaf in leaves(child)] if isinstance(value, list) else [value]

    for records in publication.records.values():
        for leaf in leaves(records):
            assert str(leaf) in objects or str(leaf) in tails, leaf


def test_the_words_of_the_context_are_used_and_none_is_missing(files: Files) -> None:
    found = json.loads(files["records.jsonld"])
    context = found["@context"]
    assert jsonld.FIELDS.keys() <= context.keys()
    names = {name for node in found["@graph"] for name in node if not name.startswith("@")}
    assert {name for name in names if ":" not in name} <= context.keys()
