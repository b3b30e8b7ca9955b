"""`index.html`: a page that people can read and that tells search engines what the data set is (schema.org, as JSON-LD).

One file without scripts: what it says to search engines is data, and a browser runs none of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, KEYWORDS, LICENCE_TITLE, LICENCE_URL, SUMMARY, TITLE
from aipolicy_data.citation import cite
from aipolicy_data.dates import MAX_DAY, MIN_DAY, bounds
from aipolicy_data.descriptions.listing import File, listing
from aipolicy_data.publication import Files, Publication

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #767676;vertical-align:top}"
    "td.size{text-align:right;white-space:nowrap}code{overflow-wrap:anywhere;font-size:.7em}a{color:#0b4fa8}"
)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{summary}">
<style>{style}</style>
<script type="application/ld+json">
{data}
</script>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
<p>Version {version}, {released}. Licence: <a href="{licence}" rel="license">{licence_title}</a>.
What every field and term means is in the <a href="CODEBOOK.md">codebook</a>.</p>
<p>How to cite it: {citation}</p>
<table>
<caption>Files of this release</caption>
<thead><tr><th scope="col">File</th><th scope="col">Type</th><th scope="col">Bytes</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
</body>
</html>
"""


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The page. It lists every file but itself."""
    found = listing(files)
    # `<` is escaped, so that no text in the data can end the element that holds it.
    data = json.dumps(dataset(publication, found), indent=1, ensure_ascii=False).replace("<", "\\u003c")
    page = PAGE.format(
        title=escape(TITLE),
        summary=escape(SUMMARY),
        style=STYLE,
        data=data,
        version=escape(publication.version),
        released=escape(publication.released),
        licence=escape(LICENCE_URL),
        licence_title=escape(LICENCE_TITLE),
        citation=escape(cite(version=publication.version, released=publication.released)),
        rows="\n".join(map(_row, found)),
    )
    return {"index.html": page.encode("utf-8")}


def dataset(publication: Publication, files: list[File]) -> dict[str, Any]:
    """The release as search engines know a data set."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": TITLE,
        "description": SUMMARY,
        **({"url": HOMEPAGE} if HOMEPAGE else {}),
        "license": LICENCE_URL,
        "creator": {"@type": "Organization", "name": AUTHORS},
        "version": publication.version,
        "datePublished": publication.released,
        "temporalCoverage": coverage(publication),
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": f"{file.size} B",
                "encodingFormat": file.media,
                "sha256": file.sha256,
            }
            for file in files
        ],
    }


def coverage(publication: Publication) -> str:
    """From the first to the last day of events and statements; days that are open count for nothing."""
    dated = [bounds(record["date"]) for table in ("events", "statements") for record in publication.records[table]]
    lows = [low for low, _ in dated if low != MIN_DAY]
    highs = [high for _, high in dated if high != MAX_DAY]
    return f"{min(lows, default='..')}/{max(highs, default='..')}"


def _row(file: File) -> str:
    path = escape(file.path)
    return (
        f'<tr><th scope="row"><a href="{path}">{path}</a></th><td>{escape(file.media)}</td>'
        f'<td class="size">{file.size:,}</td><td><code>{file.sha256}</code></td></tr>'
    )
