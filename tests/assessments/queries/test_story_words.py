# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.result import Outcome
from assessments.queries.story_words import sections_told
from tests.assessments.domain.cases import action, agreed, answers, practice, recommendation, small_edition, text

PRACTICES = [practice("p", name=text("Sharing")), practice("q")]


def outcome(period, edition=None, **fields):
    edition = edition or small_edition(practices=PRACTICES)
    said = answers(edition, **fields)
    return Outcome(Assessment(period=period), edition, said, evaluate(edition, said))


def told(before, after, edition=None):
    pair = [outcome(period, edition, **said) for period, said in (("2026-Q2", before), ("2026-Q3", after))]
    return {key: words for key, (_title, words) in sections_told(pair[1], pair[0]).items()}


def test_progress_is_told_apart_from_what_is_now_known():
    words = told({"practices": agreed(p=1)}, {"practices": agreed(p=2, q=3)})["levels"]

    assert words.startswith(
        "- **OSPO**: what is said went from 12% to 62% (+50.0 points):"
        " now known, or no longer +37.5 and progress +12.5."
    )
    assert words.endswith("Progress was made, or lost, here: Sharing (from 1 to 2).")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            4,
            2,
            "Of these, 1 is at target only because its target was lowered: by the targets of 2026 Q2 it would be 0.",
        ),
        (2, 4, "Targets were raised: by those of 2026 Q2 it would be 1."),
        (3, 3, "In 2026 Q3, 1 of 2 practices that apply are at target. In 2026 Q2 it was 1."),
    ],
)
def test_what_comes_from_targets_is_said(old, new, sentence):
    said = {"practices": agreed(p=3)}

    assert sentence in told({**said, "targets": {"p": old}}, {**said, "targets": {"p": new}})["standing"]


def test_situations_that_came_and_went_are_named_with_their_origin():
    signals = {"s": {"signals": {key: {"agreed": "us"} for key in "ab"}}}
    denied = {"s": {"signals": {key: {"agreed": "not_us"} for key in "ab"}}}

    assert told({"situations": denied}, {"situations": signals})["situations"] == (
        "Newly faced: s (Not from Sony’s report)."
    )
    assert told({"situations": signals}, {"situations": denied})["situations"] == (
        "No longer faced: s (Not from Sony’s report)."
    )
    assert told({"situations": signals}, {})["situations"] == "No longer certain: s (Not from Sony’s report)."


def test_what_is_asked_of_leadership_says_by_when_and_what_it_unlocks():
    decision = action("do", title=text("Name an owner."), raises={"p": 3}, horizon="quarter")
    advice = [recommendation("advice", {"practice": "p", "at_most": 1}, title=text("Share."), actions=[decision])]
    edition = small_edition(practices=PRACTICES, recommendations=advice)

    assert told({}, {"practices": agreed(p=0)}, edition)["asks"] == (
        "1. **Name an owner**, by 31 December 2026. It moves Sharing. Then this is no longer needed: “Share”."
    )


def test_long_lists_name_the_first_and_count_the_rest():
    keys = [f"p{number}" for number in range(8)]
    edition = small_edition(practices=[practice("p"), *(practice(key) for key in keys)])
    before, after = ({"practices": agreed(**dict.fromkeys(keys, value))} for value in (1, 2))

    assert "p4 (from 1 to 2) and 3 more." in told(before, after, edition)["levels"]


def test_no_change_is_said_as_none():
    said = {"practices": agreed(p=2, q=2)}

    assert told(said, said)["levels"] == "- **OSPO**: what is said stayed at 50%."


def test_a_first_result_tells_where_the_levels_stand():
    title, words = sections_told(outcome("2026-Q3", practices=agreed(p=2)), None)["levels"]

    assert (title, words) == ("The levels", "- **OSPO**: 0% shown, 25% said, 75% aimed for.")
