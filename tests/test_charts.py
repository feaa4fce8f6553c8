"""Charts: the specification stands still, finds its fields, and can be drawn."""

import json
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from model.scenario.writing import value_text
from tests.conftest import projected
from ui.charts.courses import (
    PALETTE,
    bars_chart,
    course_chart,
    end_rows,
    finished,
    label_room,
    line_rows,
    lines_frame,
)
from ui.charts.layers import Spec, free_side
from ui.charts.pictures import picture_font, png

YEARS = list(range(2005, 2056))
LINES = ("Pension", "Medical")


def chart(**options: Any) -> Spec:
    return course_chart("months", LINES, 2005, 2055, "reported", **options)


def rows() -> list[dict[str, Any]]:
    """Return the payout months of two funds as the overview draws them."""
    funds = projected("city-2005.toml").funds
    made = []
    for line, name in zip(LINES, ("enterprise_pension", "medical"), strict=True):
        months = funds[name].indicators["payout_months"][:, 0].tolist()
        made += line_rows(YEARS, months, line, "baseline", tip="before")
        made += line_rows(YEARS, months, line, notes={2031: "first deficit"}, below={2042: "dry"})
    return [*made, *end_rows(made, {(line, "now"): line for line in LINES})]


def fields(spec: Any) -> Iterator[str]:
    """Yield every field that an encoding names."""
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            yield spec["field"]
        for part in spec.values():
            yield from fields(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from fields(part)


def test_every_field_of_the_encodings_is_a_column() -> None:
    columns = set(lines_frame(rows()).columns)

    named = set(fields(chart(threshold=6.0, threshold_name="prudent")))

    assert {"year", "value", "line", "note", "below", "end", "tip"} <= named <= columns
    assert set(fields(bars_chart("yuan", LINES))) == {"year", "value", "line", "rank"}


def test_fields_that_filters_read_are_columns_too() -> None:
    columns = set(lines_frame(rows()).columns)

    text = json.dumps(chart(threshold=6.0))

    read = {part.split(" ")[0].split('"')[0].rstrip("')") for part in text.split("datum.")[1:]}
    assert read <= columns
    assert {"role", "year"} <= read


def test_a_line_keeps_its_years_and_undefined_values_leave_a_gap() -> None:
    made = line_rows([2005, 2006, 2007], [1.0, float("nan"), float("inf")], "Pension")

    assert [row["value"] for row in made] == [1.0, None, None]
    assert [row["year"] for row in made] == [2005, 2006, 2007]
    assert lines_frame(made)["value"].isna().tolist() == [False, True, True]


values = st.floats(-1e9, 1e9).map(lambda number: round(number, 3))


@given(lines=st.lists(st.lists(values, min_size=1, max_size=4), min_size=1, max_size=8))
def test_names_at_the_ends_stand_apart_in_the_order_of_their_lines(
    lines: list[list[float]],
) -> None:
    made = [
        row
        for n, line in enumerate(lines)
        for row in line_rows(range(2005, 2005 + len(line)), line, str(n))
    ]

    ends = end_rows(made, {(str(n), "now"): f"line {n}" for n in range(len(lines))})

    assert sorted(row["end"] for row in ends) == [f"line {n}" for n in range(len(lines))]
    height = max(0.0, *(max(line) for line in lines)) - min(0.0, *(min(line) for line in lines))
    for lower, upper in pairwise(ends):
        assert upper["value"] - lower["value"] >= 0.06 * height
        assert lines[int(lower["line"])][-1] <= lines[int(upper["line"])][-1]
    for row in ends:
        line = lines[int(row["line"])]
        assert row["value"] >= line[-1]
        assert row["year"] == 2004 + len(line)
        assert (row["role"], row["note"]) == ("now end", "")


def test_names_of_lines_that_end_at_nil_or_are_undefined_do_not_touch() -> None:
    nil = [*line_rows(YEARS, [0.0] * 51, "a"), *line_rows(YEARS, [0.0] * 51, "b")]
    names = {("a", "now"): "a", ("b", "now"): "b", ("c", "now"): "c"}

    first, second = end_rows(nil, names)

    assert first["value"] != second["value"]
    assert end_rows(line_rows(YEARS, [float("nan")] * 51, "a"), names) == []
    half = line_rows([2005, 2006], [3.0, float("nan")], "a")
    assert [(row["year"], row["value"]) for row in end_rows(half, names)] == [(2005, 3.0)]


def test_colours_stay_with_their_lines() -> None:
    def colours(spec: Spec) -> list[dict[str, Any]]:
        return [
            layer["encoding"]["color"]["scale"]
            for layer in spec["layer"]
            if layer.get("mark", {}).get("type") == "line"
        ]

    assert colours(chart()) == [{"domain": list(LINES), "range": list(PALETTE[:2])}] * 2
    own = {"Medical": "#111111", "Pension": "#222222"}
    assert colours(chart(colours=own))[1]["range"] == ["#222222", "#111111"]


def test_a_line_alone_has_a_grey_ghost_and_room_only_for_names_that_are_written() -> None:
    alone = course_chart("months", ["Pension"], 2005, 2055, "reported", ends=False)

    ghost, now = (layer for layer in alone["layer"] if layer["mark"]["type"] == "line")
    assert ghost["encoding"]["color"] == {"value": "#8a8f98"}
    assert now["encoding"]["x"]["scale"]["domainMax"] == 2055
    assert chart()["layer"][1]["encoding"]["x"]["scale"]["domainMax"] > 2060


@pytest.mark.parametrize("threshold", [None, 6.0])
def test_a_finished_chart_is_drawn_with_its_names_and_notes(threshold: float | None) -> None:
    spec = chart(threshold=threshold, threshold_name="prudent: 6 months")
    before = json.dumps(spec)

    picture = finished(spec, lines_frame(rows()), "Payout months", "two funds", picture_font())

    svg = vl_convert.vegalite_to_svg(json.dumps(picture, allow_nan=False))
    wanted = ["Payout months", "two funds", "first deficit", "dry", *LINES, "months"]
    for words in wanted + (["prudent: 6 months"] if threshold else []):
        assert f">{words}</text>" in svg, words
    assert json.dumps(spec) == before, "the specification of the screen was changed"


def test_a_picture_is_a_png() -> None:
    frame = lines_frame(rows())

    assert (
        png(finished(chart(), frame, "待遇", "", picture_font()), 1.0)[:8] == b"\x89PNG\r\n\x1a\n"
    )


plain = (
    st.floats(allow_nan=False)
    | st.integers(-(2**53), 2**53)
    | st.booleans()
    | st.text(st.characters(exclude_categories=["Cs"]))
)
tables = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), plain, max_size=4)


@given(value=plain | tables | st.lists(plain | tables, max_size=4))
def test_what_the_address_says_of_a_value_is_read_back_on_one_line(value: Any) -> None:
    text = value_text(value)

    assert "\n" not in text
    assert tomllib.loads(f"value = {text}")["value"] == value
    assert value_text(0.2) == "0.2" and value_text(70_000.0) == "70000"


def note(year: int, value: float, **words: str) -> dict[str, Any]:
    return {"year": year, "value": value, "note": "", "below": "", **words}


@pytest.mark.parametrize(
    ("notes", "side"),
    [
        ([], "left"),
        ([note(2008, 10.0, note="first deficit")], "right"),
        ([note(2008, 60.0, note="first deficit")], "left"),  # far above the band
        ([note(2040, 10.0, note="first deficit")], "left"),
        ([note(2016, 15.0, below="runs dry")], "right"),  # written to the left of its point
        ([note(2008, 10.0, note="a"), note(2045, 10.0, note="b")], "left"),
    ],
)
def test_the_thresholds_name_stands_where_no_note_does(
    notes: list[dict[str, Any]], side: str
) -> None:
    course = [note(2005, 80.0), note(2055, -20.0), *notes]

    assert free_side(course, 9.0, 2005, 2055) == side
    assert free_side(course, None, 2005, 2055) == "left"


def test_charts_one_above_the_other_have_the_same_width_of_labels() -> None:
    wide = label_room(8_222_270.0)

    def extents(spec: Spec) -> list[tuple[Any, Any]]:
        axes = [one["encoding"]["y"].get("axis", {}) for one in spec["layer"]]
        return [(one.get("minExtent"), one.get("maxExtent")) for one in axes if "title" in one]

    assert set(extents(chart(label_width=wide))) == {(wide, wide)}
    assert set(extents(chart())) == {(None, None)}
    assert wide > label_room(65.0) >= 40


def test_a_file_has_the_names_at_the_ends_that_a_narrow_screen_has_below() -> None:
    spec = chart(names_below=True)

    svg = vl_convert.vegalite_to_svg(
        json.dumps(finished(spec, lines_frame(rows()), "t", "", picture_font()), allow_nan=False)
    )

    for line in LINES:
        assert 'font-size="13px" font-weight="600"' in svg and f">{line}</text>" in svg
    assert "containerSize" in json.dumps(spec) and "containerSize" not in json.dumps(chart())
