"""`croissant.json`: the release for machine-learning catalogues and loaders (Croissant 1.1).

Every file with its digest, and one record set for each table with its key and references. A partial date is text: as a date,
`2024-07` would be read as its first day; its bounds are dates. Record sets are read from Parquet where the release has it,
since the reader of CSV takes Namibia (`NA`) for a missing value. A reference names the column of the other file: the reader
joins along references, and where they name fields of record sets that refer to others in turn, it fails. For the same reason
a column that is empty refers to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, KEYWORDS, LICENCE_URL, NAME, SUMMARY, TITLE
from aipolicy_data.descriptions.listing import listing
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import Table

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""As the standard gives it: readers warn of any other."""
TYPES = {"string": "sc:Text", "integer": "sc:Integer", "date": "sc:Date"}


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The description of the release."""
    return {"croissant.json": (json.dumps(_dataset(publication, files), indent=1, ensure_ascii=False) + "\n").encode("utf-8")}


def _dataset(publication: Publication, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": NAME,
        "alternateName": TITLE,
        "description": SUMMARY,
        **({"url": HOMEPAGE} if HOMEPAGE else {}),
        "license": LICENCE_URL,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "version": publication.version,
        "datePublished": publication.released,
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "citeAs": f"{AUTHORS} ({publication.released[:4]}). {TITLE}, version {publication.version}.",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": f"{file.size} B",
                "encodingFormat": file.media,
                "sha256": file.sha256,
            }
            for file in listing(files)
        ],
        "recordSet": [_record_set(publication, table, files) for table in publication.tables.values()],
    }


def _record_set(publication: Publication, table: Table, files: Iterable[str]) -> dict[str, Any]:
    key = [{"@id": f"{table.name}/{name}"} for name in table.key]
    cells = publication.rows[table.name]
    filled = {column.name for at, column in enumerate(table.columns) if any(row[at] is not None for row in cells)}
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        **({"key": key} if key else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{column.name}",
                "name": column.name,
                "description": column.description,
                "dataType": TYPES[column.type],
                "source": _column(table.name, column.name, files),
                **({"references": _column(*column.ref, files)} if column.ref and column.name in filled else {}),
            }
            for column in table.columns
        ],
    }


def _column(table: str, column: str, files: Iterable[str]) -> dict[str, Any]:
    """A column of a table, in the file from which it is read."""
    typed = f"parquet/{table}.parquet"
    return {"fileObject": {"@id": typed if typed in files else f"{table}.csv"}, "extract": {"column": column}}
