# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from assessments.domain.figures import whole_percent
from assessments.queries.comparison import PART_NAMES, LevelChange, PartOfChange, compared
from assessments.queries.waterfall import sentence_of, waterfalls_of
from assessments.queries.wording import points
from tests.assessments.queries.test_comparison import CASES, after, before


def change(begin: float | None, end: float | None, *, rounding: str = "0", **parts: Any) -> LevelChange:
    """A level whose change is made of these parts, in points."""
    given = {part: Decimal(str(parts.get(part, 0))) for part in PART_NAMES}
    rest = Decimal(rounding)
    return LevelChange(
        key="management",
        name="Management",
        before=None if begin is None else Decimal(str(begin)),
        after=None if end is None else Decimal(str(end)),
        change=None if begin is None or end is None else sum(given.values(), Decimal(0)) + rest,
        parts=tuple(PartOfChange(str(PART_NAMES[part]), given[part], part == "progress") for part in PART_NAMES),
        rounding=rest,
        steps=(),
    )


@pytest.mark.parametrize("case", CASES)
def test_bars_lead_from_the_one_figure_to_the_other(case: str) -> None:
    comparison = compared(before(), after(case))

    for level, drawn in zip(comparison.levels, waterfalls_of(comparison), strict=True):
        assert bool(drawn.bars) == bool(level.steps)
        if not drawn.bars:
            continue
        first, *steps, last = drawn.bars
        assert level.before is not None and level.after is not None
        assert (first.words, last.words) == (whole_percent(level.before), whole_percent(level.after))
        assert [bar.begin for bar in (*steps, last)] == [bar.end for bar in (first, *steps)]
        assert first.width == pytest.approx(float(level.before), abs=0.06)
        assert last.width == pytest.approx(float(level.after), abs=0.06)
        assert all(bar.width is None or 0 <= bar.x <= bar.x + bar.width <= 100.01 for bar in drawn.bars)


@pytest.mark.parametrize("case", CASES)
def test_each_part_that_moved_is_printed_once(case: str) -> None:
    comparison = compared(before(), after(case))

    for level, drawn in zip(comparison.levels, waterfalls_of(comparison), strict=True):
        printed = {bar.name: bar.words.removeprefix("together ") for bar in drawn.bars[1:-1] if bar.words}
        moved = {part.name: points(part.points) for part in level.parts if part.points}
        rest = {"rounding": points(level.rounding)} if level.rounding and level.steps else {}
        assert {name: words for name, words in printed.items() if words != "0"} == (moved | rest if level.steps else {})


@pytest.mark.parametrize("case", CASES)
def test_only_progress_is_drawn_as_progress(case: str) -> None:
    for level in waterfalls_of(compared(before(), after(case))):
        for bar in level.bars[1:-1]:
            assert (bar.look in ("k-gained", "k-lost")) == (bar.name == "progress")


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        (change(50, 54.2, progress=4.2), "Management rose from 50% to 54%: 4.2 points, all progress."),
        (
            change(33.3, 40, scope=6.7),
            "Management rose from 33% to 40%: 6.7 points, none of it progress (newly or no longer applies +6.7).",
        ),
        (
            change(33.3, 40.6, progress=5, knowledge=2.2, rounding="0.1"),
            "Management rose from 33% to 41%: 7.3 points (progress +5.0; now known, or no longer +2.2; rounding +0.1).",
        ),
        (change(50, 40, progress=-10), "Management fell from 50% to 40%: 10.0 points, all from lower answers."),
        (
            change(50, 40, content=-10),
            "Management fell from 50% to 40%: 10.0 points, none from lower answers (the questions changed −10.0).",
        ),
        (
            change(50, 40, progress=-15, voices=5),
            "Management fell from 50% to 40%: 10.0 points (progress −15.0; other people asked, or settled +5.0).",
        ),
        (change(50, 50), "Management stays at 50%."),
        (
            change(50, 50, progress=5, scope=-5),
            "Management stays at 50%: progress +5.0; newly or no longer applies −5.0.",
        ),
        (change(None, None), "Nothing applies at Management, then or now."),
        (change(None, 40), "Nothing applied at Management in Q2, so there is no change to explain."),
        (change(40, None), "Nothing applies at Management in Q3, so there is no change to explain."),
    ],
)
def test_a_level_is_told_in_a_sentence(level: LevelChange, sentence: str) -> None:
    assert sentence_of(level, "Q2", "Q3") == sentence


def test_the_sentence_is_japanese_too() -> None:
    with override("ja"):
        told = sentence_of(change(50, 54.2, progress=4.2), "Q2", "Q3")

    assert "50%" in told and "4.2" in told and told.endswith("。")
