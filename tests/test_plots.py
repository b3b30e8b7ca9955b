"""Pictures: what is in them, that nothing is cut or overlaps, and the files they are saved to."""

from __future__ import annotations

import datetime
import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.patches import Rectangle

import aipolicy_data as ap
from aipolicy_data.dataset import Dataset
from aipolicy_data.index import Index
from aipolicy_data.plots import sheet, standings, timelines
from aipolicy_data.problems import DataError
from aipolicy_data.transitions import STATES
from aipolicy_data.vocabularies import VOCABULARIES

WORDS = ["pause", "safeguard", "the", "of", "costs", "$5", "$x_1^2$", "internationalisation", "WWWWWWWWWWWWWWWWWWWWWW"]
PATHS = [["signalled", "announced", "in_force"], ["in_force", "suspended", "in_force", "withdrawn"], ["in_force", "superseded"], ["announced", "in_force", "unclear", "lapsed"], ["announced", "failed"], ["in_force", "annulled"], ["in_force", "discharged"]]  # fmt: skip


def _words(number: int, most: int) -> str:
    return " ".join(WORDS[(number * 7 + place * 3) % len(WORDS)] for place in range(1 + number % most))


def _day(number: int) -> str:
    return (datetime.date(2022, 1, 1) + datetime.timedelta(days=number)).isoformat()


def _events(number: int) -> Iterator[dict[str, Any]]:
    """The history of one commitment: standings at exact and inexact dates, and changes on the same or on near days."""
    base: dict[str, Any] = {"type": "policy_revised", "title": "x", "factuality": "actual"}
    for turn, standing in enumerate(PATHS[number % len(PATHS)]):
        day = _day(number % 90 + turn * 300)
        date = f"../{day}" if turn == 0 and number % 3 == 0 else day[:7] if (number + turn) % 4 == 0 else day
        yield base | {
            "id": f"e-{number}-{turn}",
            "date": date,
            "changes": [{"commitment": f"c-{number:03}", "standing": standing}],
        }
    for turn, change in enumerate(list(standings.CHANGES)[: number % 10]):
        disclosure = ("announced", "silent", "no_account")[(number + turn) % 3]
        entry = {"commitment": f"c-{number:03}", "change": change, "disclosure": disclosure, "note": "x"}
        yield base | {"id": f"f-{number}-{turn}", "date": _day(number % 90 + 20 + turn // 2 * 30), "changes": [entry]}


def made(number: int) -> Dataset:
    """A data set with this many commitments, with titles long and short, and twice as many things that were said."""
    actors = [{"id": f"a-{n}", "type": "person", "name": _words(n, 5)} for n in range(9)]
    commitments = [
        {"id": f"c-{n:03}", "type": "document" if n % 5 == 0 else "other", "title": _words(n, 40), "promise": "x"}
        | (
            {"part_of": f"c-{n // 5 * 5:03}"}
            if n % 5
            else {"parties": [{"actor": f"a-{m}", "role": "promisor"} for m in range(n % 9)]}
        )
        for n in range(number)
    ]
    statements = [
        {"id": f"s-{n}", "type": VOCABULARIES["statement_types"].ids[n % 16], "summary": _words(n, 60), "targets": []}
        | {"date": (_day(n * 5), _day(n * 5)[:7] + "~", f"{_day(n)}/{_day(n + 90)}", f"{_day(n)}/..", f"../{_day(n)}")[n % 5]}
        | {"speakers": [{"actor": f"a-{m}", "voice": "official"} for m in range(n % 6)]}
        for n in range(2 * number)
    ]  # fmt: skip
    events = [event for n in range(number) for event in _events(n)]
    return Dataset(Index({"actors": actors, "commitments": commitments, "events": events, "statements": statements}))


def _pictures(number: int) -> Iterator[Figure]:
    ds = made(number)
    rows = ds.timeline()
    yield rows[:: max(1, len(rows) // number)][:number].plot()
    yield ds.plot_standing()


def _boxes(figure: Any) -> Iterator[tuple[str, Any]]:
    """Every text and where it stands, in pixels."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes:
        for tick in axes.xaxis.get_major_ticks():
            if axes.get_xlim()[0] <= tick.get_loc() <= axes.get_xlim()[1]:
                yield from ((label.get_text(), label.get_window_extent(renderer)) for label in (tick.label1, tick.label2))
    for text in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
        yield text.get_text(), text.get_window_extent(renderer)


def _texts(figure: Any) -> str:
    return "\n".join(text for text, _ in _boxes(figure))


def _marks(figure: Any, *shapes: Any) -> list[tuple[float, float]]:
    """Where the marks of these shapes stand in the axes, in inches."""
    found = [
        line for line in figure.axes[0].lines if line.get_marker() in shapes and line.get_transform() == figure.axes[0].transData
    ]
    return [tuple(figure.axes[0].transData.transform(line.get_xydata()[0]) / figure.dpi) for line in found]


@pytest.mark.parametrize("number", [1, 3, 40, 120])
def test_no_text_is_cut_and_none_overlaps(number: int) -> None:
    for figure in _pictures(number):
        boxes = list(_boxes(figure))
        width, height = figure.canvas.get_width_height()  # type: ignore[attr-defined]
        for text, box in boxes:
            assert 0 <= box.x0 <= box.x1 <= width, text
            assert 0 <= box.y0 <= box.y1 <= height, text
        boxes.sort(key=lambda each: each[1].y0)
        for place, (one, first) in enumerate(boxes):
            for other, second in itertools.takewhile(lambda each, top=first.y1 - 1: each[1].y0 < top, boxes[place + 1 :]):  # type: ignore[misc]
                assert first.x1 <= second.x0 or second.x1 <= first.x0, (one, other)


@pytest.mark.parametrize("number", [3, 40, 120])
def test_marks_of_changes_do_not_overlap(number: int) -> None:
    figure = made(number).plot_standing()
    marks = _marks(figure, *(shape for _, shape in standings.CHANGES.values() if shape not in "os"))
    assert len(marks) >= number
    for one, other in itertools.combinations(marks, 2):
        assert abs(one[0] - other[0]) > 0.15 or abs(one[1] - other[1]) > 0.15


def test_every_row_has_its_whole_title_its_date_and_its_type(ds: Dataset) -> None:
    rows = ds.timeline(thread="2026-02-24-pentagon-ultimatum")
    text = _texts(rows.plot()).replace("\n", " ")
    for row in rows:
        assert row.title in text
        assert row.type.replace("_", " ") in text
    assert text.count("threat") >= 3


def test_every_type_has_a_look_of_its_own() -> None:
    for kind in ("event", "statement"):
        types = VOCABULARIES[f"{kind}_types"].ids
        rows = [plots_row(kind, type) for type in types]
        looks = {(look["color"], look["marker"], look["markerfacecolor"] == "white") for look in map(timelines.looks_of, rows)}
        assert len(looks) == len(types)


def plots_row(kind: str, type: str, date: str = "2024-01-01") -> Any:
    from aipolicy_data.answers import TimelineRow

    return TimelineRow.model_construct(id="x", kind=kind, type=type, date=date, title="x")


@pytest.mark.parametrize(
    ("date", "words", "bars"),
    [
        ("2024-05-06", "2024-05-06", 0),
        ("2024-05", "2024-05", 1),
        ("2024~", "about 2024", 1),
        ("2024-05-01/2024-06%", "2024-05-01 to about 2024-06 (?)", 1),
        ("../2024-05-06", "by 2024-05-06", 7),
        ("2024-05-06/..", "from 2024-05-06", 7),
    ],
)
def test_an_inexact_date_is_drawn_as_a_span_and_an_open_one_fades(date: str, words: str, bars: int) -> None:
    from aipolicy_data.answers import TimelineRow

    figure = timelines.timeline(TimelineRow, [plots_row("event", "other", date)])
    assert f"\n{words}\n" in _texts(figure)
    _band, *drawn = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(drawn) == bars
    if bars == 1:
        first, last = (
            mpl.dates.num2date(x).date().isoformat() for x in (drawn[0].get_x(), drawn[0].get_x() + drawn[0].get_width())
        )
        assert (first[:4], last > first) == ("2024", True)


def test_a_bar_has_the_colour_of_each_standing_and_its_words(ds: Dataset) -> None:
    figure = ds.plot_standing(["anthropic-rsp-pause"])
    colours = [to_hex(patch.get_facecolor()).upper() for patch in figure.axes[0].patches[1:]]
    assert colours == [standings.STANDINGS["in_force"][0], standings.STANDINGS["superseded"][0]]
    assert "in force" in _texts(figure)
    assert "superseded" in _texts(figure)
    assert "weakened" in _texts(figure)
    assert len(_marks(figure, "v")) == 2
    whole, thin = (patch.get_height() for patch in figure.axes[0].patches[1:])  # type: ignore[attr-defined]
    assert thin < whole


def test_every_standing_and_every_change_can_be_drawn_and_told_apart_without_colour() -> None:
    assert set(standings.STANDINGS) == set(VOCABULARIES["standings"].ids)
    assert set(standings.STANDINGS) <= set(STATES)
    assert {*standings.CHANGES, "added"} == set(VOCABULARIES["changes"].ids)
    assert len({shape for _, shape in standings.CHANGES.values()}) == len(standings.CHANGES)
    assert set(standings.RINGS) <= set(VOCABULARIES["disclosures"].ids)


def test_a_silent_change_has_a_ring_and_the_legend_says_so(ds: Dataset) -> None:
    id = "anthropic-rsp-external-review"
    silent = ds.plot_standing(id)
    changes = [row for row in ds.history(id) if row.commitment == id]
    rings = [row for row in changes if row.disclosure == "silent"]
    assert rings
    assert len(_marks(silent, "o")) == len(rings) + len([row for row in changes if row.change == "amended"])
    assert "silent: left out of the actor's account" in _texts(silent)
    assert "silent" not in _texts(ds.plot_standing("anthropic-rsp-pause"))


def test_what_still_stands_goes_on_to_the_latest_day_with_an_arrow(ds: Dataset) -> None:
    stands, ended = ds.plot_standing("anthropic-rsp-roadmap"), ds.plot_standing("anthropic-rsp-pause")
    assert len(_marks(stands, standings.CARETRIGHTBASE)) == 1
    assert "the latest day in the data" in _texts(stands)
    assert len(_marks(ended, standings.CARETRIGHTBASE)) == 0


def test_the_axis_ends_where_it_is_asked_to(ds: Dataset) -> None:
    figure = ds.plot_standing(since="2026-02", until="2026-03-31")
    assert [mpl.dates.num2date(x).date().isoformat() for x in figure.axes[0].get_xlim()] == ["2026-02-01", "2026-04-01"]
    assert "Define ASL-4" in _texts(figure)
    assert "Brief the Long-Term Benefit Trust" not in _texts(figure)
    assert "Nothing to show" in _texts(ds.plot_standing(until="1999"))
    assert "Nothing to show" in _texts(ds.plot_standing(since="2999"))


def test_one_party_is_shown_what_binds_it(ds: Dataset) -> None:
    figure = ds.plot_standing(party="anthropic")
    assert "As it binds Anthropic" in _texts(figure)
    assert "No use of Claude in fully autonomous weapons" in _texts(figure)
    assert "Any lawful use" not in _texts(figure)


def test_a_table_of_commitments_can_be_given_and_documents_stand_before_their_parts(ds: Dataset) -> None:
    table = ds.commitments.where(part_of="anthropic-usage-policy")
    assert "Usage Policy: no surveillance" in _texts(ds.plot_standing(table))
    assert "Anthropic Usage Policy" not in _texts(ds.plot_standing(table))
    text = _texts(ds.plot_standing([*table.ids, "anthropic-usage-policy"]))
    assert text.index("Anthropic Usage Policy") < text.index("Usage Policy: no surveillance")


def test_a_commitment_without_a_standing_says_so(ds: Dataset) -> None:
    assert "no standing recorded" in _texts(ds.plot_standing(["anthropic-rsp-pause", "dod-any-lawful-use"], until="2024"))


def test_nothing_gives_an_empty_picture(ds: Dataset, tmp_path: Path) -> None:
    for figure in (ds.timeline()[:0].plot(tmp_path / "x.png"), ds.plot_standing([], path=tmp_path / "y.svg")):
        assert not figure.axes
        assert "Nothing to show" in _texts(figure)
    assert (tmp_path / "x.png").stat().st_size > 500
    assert (tmp_path / "y.svg").stat().st_size > 500


def test_a_png_is_written_and_has_something_on_it(ds: Dataset, tmp_path: Path) -> None:
    ds.timeline()[:40].plot(tmp_path / "timeline.png")
    ds.plot_standing(ds.commitments.ids[:40], path=str(tmp_path / "standing.PNG"))
    for name in ("timeline.png", "standing.PNG"):
        picture = imread(tmp_path / name, format="png")
        assert picture.shape[0] > 1000
        assert picture.shape[1] > 1000
        assert len(np.unique(picture[:, :, :3] @ [1.0, 7.0, 31.0])) > 50
        assert (picture[0, :, :3] == 1).all()


def test_an_svg_is_the_same_bytes_every_time(ds: Dataset, tmp_path: Path) -> None:
    """In another process, too, and whatever style its user has set."""
    code = (
        "import sys, aipolicy_data, matplotlib.style; matplotlib.style.use('dark_background'); ds = aipolicy_data.load();"
        "ds.timeline()[:9].plot(sys.argv[1]); ds.plot_standing(ds.commitments.ids[:9], path=sys.argv[2])"
    )
    names = [tmp_path / f"{number}.svg" for number in range(4)]
    ds.timeline()[:9].plot(names[0])
    ds.plot_standing(ds.commitments.ids[:9], path=names[1])
    subprocess.run([sys.executable, "-c", code, *map(str, names[2:])], check=True)
    for one, other in zip(names[:2], names[2:], strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert one.read_bytes().startswith(b"<?xml")
        assert len(one.read_bytes()) > 10_000


def test_titles_are_never_read_as_formulas(tmp_path: Path) -> None:
    rows = made(3).timeline()
    with mpl.rc_context({"text.parse_math": True}):
        figure = rows.plot(tmp_path / "x.svg")
    assert "$x_1^2$" in _texts(figure)
    assert not any(text.get_parse_math() for text in figure.axes[0].texts)


def test_pictures_need_no_display_and_leave_users_settings_alone() -> None:
    code = (
        "import sys, aipolicy_data, matplotlib; before = matplotlib.rcParams.copy(); ds = aipolicy_data.load();"
        "ds.plot_standing(ds.commitments.ids[:3]); ds.timeline()[:3].plot(); assert 'matplotlib.pyplot' not in sys.modules;"
        "assert matplotlib.rcParams.copy() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_notebook_shows_a_picture_by_itself(ds: Dataset) -> None:
    assert ds.timeline()[:2].plot()._repr_png_().startswith(b"\x89PNG")  # type: ignore[attr-defined]


def test_bad_requests_are_refused_in_words(ds: Dataset, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="a picture is saved as .png or .svg, not as 'x.docx'"):
        ds.timeline().plot(tmp_path / "x.docx")
    with pytest.raises(DataError, match="cannot write '.*nowhere.*': No such file or directory"):
        ds.timeline()[:1].plot(tmp_path / "nowhere" / "x.png")
    with pytest.raises(DataError, match="there is no picture of rows of EvidenceRow, which have no `kind`"):
        ds.evidence("anthropic-rsp-pause").plot()
    with pytest.raises(KeyError, match="no commitment has the id 'anthropic-rsp-paus'; did you mean 'anthropic-rsp-pause'"):
        ds.plot_standing("anthropic-rsp-paus")
    with pytest.raises(KeyError, match="no actor has the id 'antropic'; did you mean 'anthropic'"):
        ds.plot_standing(party="antropic")
    with pytest.raises(DataError, match="'soon' is not a date"):
        ds.plot_standing(until="soon")


def test_a_missing_package_says_which_install_gives_it(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in [name for name in sys.modules if name.startswith("aipolicy_data.plots")]:
        monkeypatch.delitem(sys.modules, name)
    for draw in (ds.plot_standing, ds.timeline().plot):
        with pytest.raises(DataError, match=r"matplotlib.*; this needs `pip install 'aipolicy-data\[plot\]'`"):
            draw()


def test_any_number_of_rows_makes_a_file(tmp_path: Path) -> None:
    """Agg cannot draw more than 65,535 pixels: a very long picture gets fewer per inch."""
    assert sheet.resolution(Figure(figsize=(10, 1000)), 150) * 1000 < 65_536
    assert sheet.resolution(Figure(figsize=(10, 100)), 150) == 150


def test_the_small_set_has_pictures(write_tree: Any, small: Any, tmp_path: Path) -> None:
    ds = ap.load(write_tree(small))
    for figure in (
        ds.timeline().plot(),
        ds.plot_standing(),
        ds.about("acme-pause").plot(),
        ds.responses("2024-06-01-demand").plot(),
    ):
        assert isinstance(figure, Figure)


@pytest.mark.parametrize("days", [0, 5, 20, 59, 61, 100, 200, 400, 800, 1000, 1100, 2000, 4000, 9000, 40_000, 300_000])
def test_every_length_of_time_has_an_axis_with_room_for_its_labels(days: int) -> None:
    from aipolicy_data.answers import TimelineRow

    for first in (
        datetime.date(1999, 12, 20),
        datetime.date(2021, 12, 29),
        datetime.date(2024, 2, 1),
        datetime.date(2026, 5, 28),
    ):
        rows = [plots_row("event", "other", day.isoformat()) for day in (first, first + datetime.timedelta(days))]
        figure = timelines.timeline(TimelineRow, rows)
        axes = figure.axes[0].bbox
        below = sorted((box.x0, box.x1) for _, box in _boxes(figure) if box.x0 > axes.x0 - 40 and box.y0 < axes.y0)
        assert len(below) >= 2
        assert all(one[1] + 5 < other[0] for one, other in itertools.pairwise(below))
