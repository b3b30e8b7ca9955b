"""Coverage-guided fuzzing of the reader of record files and of the date grammar, with atheris. Not run by pytest.

    pip install atheris
    python tests/fuzz/fuzz_files.py [-max_total_time=600] [FOLDER]

FOLDER keeps what was found; the records of the tests are the first inputs. A crash is written to `crash-*` beside.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(
    include=["aipolicy_data.files", "aipolicy_data.parsing", "aipolicy_data.dates", "aipolicy_data.problems"]
):
    from aipolicy_data import dates, files, parsing
    from aipolicy_data.problems import DataError, ascii_safe

TABLES = tuple(files.FOLDERS)
SCALARS = (
    '"x"', '"acme"', '""', '"2024-02-29"', '"\\u00e9"', '"e\\u0301"', '"e\u0301"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\u001b[2J"', '"\u202e"', '"NaN"', '"a\\"}"', '"\\\\"',
    "0", "-0", "1", "7.0", "1.5", "1e2", "-1e17", "1e18", "true", "null", "NaN", "-Infinity", "1e999", "1e-999", "9" * 19, "x", "", "'x'",
)  # fmt: skip
NAMES = (
    '"id"',
    '"type"',
    '"name"',
    '"evidence"',
    '"changes"',
    '"due"',
    '"date"',
    '"a"',
    '"\\u0061"',
    '"e\\u0301"',
    '"\\u001b"',
    '"NaN"',
    "id",
    "",
)
SPACES = ("", "", "", " ", "\n", "\t", "\n\n  ", ",")
DATES = ("2024", "-02", "-29", "/", "..", "~", "?", "%", "P", "3", "M", "Y", "D", "40", "2999-12-31", "2000-02-30", "T", "Z")
"""What texts are made of that get further than random bytes do."""


def built(choices: Iterator[int], depth: int = 0) -> str:
    """A text that is nearly JSON, each choice a byte."""
    choice = next(choices, 0)
    space = SPACES[next(choices, 0) % len(SPACES)]
    if choice % 4 == 0 or depth > 30:
        return space + SCALARS[choice // 4 % len(SCALARS)]
    items = [built(choices, depth + 1) for _ in range(choice // 4 % 5)]
    if choice % 4 == 1:
        return f"{space}[{','.join(items)}{space}]"
    names = [NAMES[next(choices, 0) % len(NAMES)] for _ in items]
    return f"{space}{{{','.join(f'{space}{name}:{item}' for name, item in zip(names, items, strict=True))}}}"


def read(data: bytes) -> None:
    """Bytes are refused with a place inside them, or are a record that survives its canonical form."""
    table, data = TABLES[data[0] % len(TABLES)] if data else TABLES[0], data[1:]
    file, problem = files.parsed("records/actors/x.json", table, data)
    if problem is not None:
        lines = data.decode("utf-8", "replace").split("\n")
        assert (file.value is None) == (file.broken == "")
        assert len(file.broken or file.text) == len(file.text)
        assert problem.message == ascii_safe(problem.message) or problem.message.isprintable()
        assert 1 <= problem.line <= len(lines)
        assert problem.column >= 1
        return
    assert file.value is not None
    places = parsing.positions(file.text)
    for text in parsing.texts_in(file.value):
        assert not any("\ud800" <= char <= "\udfff" for char in text)
    for pointer in places:
        node = file.value
        for step in pointer:
            node = node[step]
        assert parsing.words(pointer).isprintable()
    again = files.canonical(table, file.value)
    assert parsing.parse(parsing.decode(again.encode("utf-8"))) == file.value
    assert files.canonical(table, parsing.parse(again)) == again


def dated(text: str) -> None:
    """A text is refused, or means a first and a last day in order; the same of counts, durations and cadences."""
    for function in (dates.bounds, dates.count_bounds, dates.cadence, dates.day):
        try:
            found = function(text)
        except DataError as error:
            if not str(error).isprintable():
                raise AssertionError(str(error)) from error
            continue
        if function is dates.bounds:
            assert found[0] <= found[1]
            assert {len(day) for day in found} == {10}
    try:
        assert "2024-02-29" <= dates.add("2024-02-29", text) <= "2999-12-31"
        assert dates.add("2999-12-31", text) == "2999-12-31"
    except DataError:
        pass


def one(data: bytes) -> None:
    """One input: as it is; or, if it begins with a high byte, as choices of what to build."""
    text = data.decode("utf-8", "replace")
    if data[:1] >= b"\xc0":
        text = "".join(DATES[byte % len(DATES)] for byte in data[1:12])
    elif data[:1] >= b"\x80":
        text = built(iter(data[1:]))
        data = data[:1] + text.encode("utf-8")
    read(data)
    if len(text) < 60:
        dated(text)


def seeded(folder: Path) -> None:
    """The first inputs: records and faulty files of the tests, and dates of every form."""
    for name in ("small", "full"):
        for path, record in json.loads((ROOT / "tests" / f"{name}.json").read_text("utf-8")).items():
            table = next(number for number, place in enumerate(files.FOLDERS.values()) if path.startswith(place))
            text = files.canonical(TABLES[table], record)
            (folder / path.replace("/", "-")).write_bytes(bytes([table]) + text.encode())
    for number, path in enumerate(sorted((ROOT / "tests" / "invalid").iterdir())):
        if path.name != "expected.json":
            (folder / f"invalid-{number}").write_bytes(b"\0" + path.read_bytes())
    for number, text in enumerate(("2024", "2024-02-29~", "../2025-09-17", "2026-02-24/..", "P3M/P6M", "450/..", "40~", "P180D")):
        (folder / f"date-{number}").write_text(text)


def main() -> None:
    arguments = sys.argv
    with tempfile.TemporaryDirectory() as first:
        seeded(Path(first))
        if all(argument.startswith("-") for argument in arguments[1:]):
            arguments = [*arguments, tempfile.mkdtemp()]
        atheris.Setup([*arguments, first], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
