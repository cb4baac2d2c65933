# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts import (
    LABEL_GAP,
    NARROWEST,
    Bar,
    Span,
    Tick,
    bar_geometry,
    flags_geometry,
    quarters,
    span_geometry,
    spread_labels,
    strip_geometry,
    trend_geometry,
)

YEAR = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]


def test_bar_hatches_from_said_to_could_be() -> None:
    bar = bar_geometry(Decimal("16.7"), Decimal("33.3"), Decimal("50.0"), Decimal("62.5"))

    assert bar == Bar(shown=16.7, said=33.3, open_from=33.3, open_width=16.7, aim=62.5)


def test_bar_without_open_answers_has_no_hatch() -> None:
    assert bar_geometry(10, 40, 40, 75).open_width == 0


def test_bar_of_a_level_where_nothing_applies_is_empty() -> None:
    assert bar_geometry(None, None, None, None) == Bar(None, None, 0.0, 0.0, None)


def test_bar_stays_within_its_track() -> None:
    bar = bar_geometry(-5, Fraction(301, 3), 140, 100)

    assert (bar.shown, bar.said, bar.open_width, bar.aim) == (0.0, 100.0, 0.0, 100.0)


@pytest.mark.parametrize("said", [[], [None, None], [None, 40]])
def test_trend_needs_two_points(said: list[int | None]) -> None:
    assert trend_geometry(YEAR[: len(said)], said, said, said) is None


def test_trend_draws_downwards_in_a_box_of_a_hundred() -> None:
    trend = trend_geometry(YEAR, [0, 10, 20, 40], [20, 30, 40, 50], [75, 75, 75, 75], [20, 30, 40, 60])

    assert trend is not None
    assert trend.shown == (((0.0, 100.0), (33.33, 90.0), (66.67, 80.0), (100.0, 60.0)),)
    assert (trend.shown_end, trend.said_end, trend.aim_end, trend.could_end) == (60.0, 50.0, 25.0, 40.0)
    assert trend.areas[0][0] == (0.0, 100.0)
    assert trend.areas[0][-1] == (100.0, 100.0)


def test_trend_has_no_band_where_no_answer_is_open() -> None:
    trend = trend_geometry(YEAR[:2], [0, 10], [20, 30], [75, 75], [20, 30])

    assert trend is not None
    assert (trend.could_end, trend.bands) == (None, ())


def test_trend_has_a_band_for_each_run_in_which_an_answer_was_open() -> None:
    trend = trend_geometry(YEAR, [0, 0, None, 0], [20, 30, None, 40], [75] * 4, [20, 50, None, 40])

    assert trend is not None
    assert trend.bands == (((0.0, 80.0), (33.33, 50.0), (33.33, 70.0), (0.0, 80.0)),)


def test_notes_of_one_period_share_a_mark() -> None:
    flags = flags_geometry(YEAR, [(1, "2025-Q4"), (2, "2026-Q1"), (4, "2026-Q1"), (5, "2026-Q3")])

    assert [(flag.x, flag.label, flag.row) for flag in flags] == [
        (0.0, "1", 0),
        (33.33, "2\u20094", 0),
        (100.0, "5", 0),
    ]
    assert [flag.label for flag in flags_geometry(YEAR, [(n, "2026-Q1") for n in (1, 2, 4)])] == ["1–4"]
    assert flags_geometry([], []) == ()


@given(st.lists(st.integers(0, 39), min_size=1, unique=True).map(sorted))
def test_marks_of_notes_never_touch(quarters_with_notes: list[int]) -> None:
    periods = [f"{2016 + at // 4}-Q{at % 4 + 1}" for at in range(40)]

    flags = flags_geometry(periods, [(number, periods[at]) for number, at in enumerate(quarters_with_notes, 1)])

    for row in {flag.row for flag in flags}:
        ends = [(flag.x * NARROWEST / 100, flag.width) for flag in flags if flag.row == row]
        assert all(b - a >= (one + other) / 2 for (a, one), (b, other) in pairwise(ends))


def test_trend_breaks_where_a_figure_is_missing() -> None:
    trend = trend_geometry(YEAR, [10, None, 20, 30], [20, None, 30, 40], [None, None, 75, 75])

    assert trend is not None
    assert [len(line) for line in trend.said] == [1, 2]
    assert [line[0][0] for line in trend.aim] == [66.67]


def test_trend_leaves_room_for_a_quarter_left_out() -> None:
    trend = trend_geometry(["2025-Q4", "2026-Q1", "2026-Q4"], [0, 0, 0], [1, 1, 1], [9, 9, 9])

    assert trend is not None
    assert [tick.x for tick in trend.ticks] == [0.0, 25.0, 100.0]
    assert [tick.label for tick in trend.ticks] == ["2025-Q4", "", "2026-Q4"]


def test_aim_is_drawn_in_steps() -> None:
    trend = trend_geometry(YEAR[:3], [0, 0, 0], [1, 1, 1], [60, 60, 80])

    assert trend is not None
    assert trend.aim == (((0.0, 40.0), (50.0, 40.0), (50.0, 40.0), (100.0, 40.0), (100.0, 20.0)),)


def test_labels_move_apart_and_stay_inside() -> None:
    assert spread_labels([100, 98, 99], 0, 110) == [110.0, 78.0, 94.0]


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread_labels([10, 60], 0, 110) == [10.0, 60.0]


@given(st.lists(st.floats(0, 112), max_size=4))
def test_labels_always_keep_their_distance(ends: list[float]) -> None:
    placed = sorted(spread_labels(ends, 0, 112))

    assert all(after - before >= LABEL_GAP - 0.02 for before, after in pairwise(placed))


def test_strip_stacks_views_that_agree_and_spans_those_that_do_not() -> None:
    strip = strip_geometry([("management", 3), ("ospo", 3), ("employee", 1)])

    assert [(mark.key, mark.x, mark.stack) for mark in strip.marks] == [
        ("management", 72.5, 0),
        ("ospo", 72.5, 1),
        ("employee", 27.5, 0),
    ]
    assert (strip.span_from, strip.span_width, strip.stacked) == (27.5, 45.0, 1)
    assert strip.ticks[0] == Tick(5.0, "0")


def test_strip_spans_nothing_below_a_disagreement() -> None:
    assert strip_geometry([("management", 3), ("ospo", 2)]).span_width == 0
    assert strip_geometry([("management", 3), ("ospo", 2)], disagreement_at=1).span_width == 22.5


def test_strip_without_views_is_an_empty_axis() -> None:
    strip = strip_geometry([])

    assert (strip.marks, strip.span_width, strip.stacked) == ((), 0.0, 0)


def test_quarters_count_on_over_the_year() -> None:
    assert quarters("2027-Q1") - quarters("2026-Q4") == 1


def test_a_box_is_never_too_narrow_to_be_seen():
    assert span_geometry(0, 20, 60, 100) == Span(0, 100, 20, 40)
    assert span_geometry(50, 50, 50, 50) == Span(50, 50, 50, 1)
    assert span_geometry(0, 100, 100, 100) == Span(0, 100, 99, 1)
