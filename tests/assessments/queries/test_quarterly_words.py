# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.progress import trends_in
from assessments.queries.quarterly_words import own_chapters
from assessments.queries.result import Outcome
from assessments.reports.document import Heat, Trends, Words
from tests.assessments.domain.cases import action, agreed, answers, practice, recommendation, small_edition, text

PRACTICES = [practice("p", name=text("Sharing")), practice("q", name=text("Training"))]


def told(*said, edition=None):
    edition = edition or small_edition(practices=PRACTICES)
    quarters = [f"2026-Q{number}" for number in range(1, 5)][: len(said)]
    outcomes = []
    for period, one in zip(quarters, said, strict=True):
        given = answers(edition, **one)
        outcomes.append(Outcome(Assessment(period=period), edition, given, evaluate(edition, given)))
    before = outcomes[-2] if len(outcomes) > 1 else None
    trends = trends_in(edition, [one.result for one in outcomes])
    return own_chapters(outcomes[-1], before, quarters, trends)


def test_what_moved_names_practices_without_their_values():
    words = told({"practices": agreed(p=1, q=3)}, {"practices": agreed(p=2, q=2)})["moved"].text

    assert "Progress was made here: Sharing.\n\nGround was lost here: Training." in words
    assert "from 1 to 2" not in words


def test_what_is_known_now_is_no_progress():
    words = told({"practices": agreed(p=1)}, {"practices": agreed(p=1, q=3)})["moved"].text

    assert "now known, or no longer +37.5" in words
    assert "Progress was made" not in words


def test_the_levels_are_drawn_over_the_quarters_from_the_second_on():
    first = told({"practices": agreed(p=1)})["quarters"]
    third = told(*({"practices": agreed(p=value, q=value)} for value in (1, 2, 3)))["quarters"]

    assert first == ("Over the quarters", "", ())
    [trends] = third.parts
    assert isinstance(trends, Trends)
    [line] = trends.lines
    assert ([float(one) for one in line.said], trends.titles) == ([25, 50, 75], ("2026 Q1", "2026 Q2", "2026 Q3"))


def test_situations_that_are_faced_stand_by_level_with_their_origin():
    signals = {"s": {"signals": {key: {"agreed": "us"} for key in "ab"}}}

    chapter = told({"practices": agreed(p=2), "situations": signals})["situations"]

    [table] = chapter.parts
    assert chapter.text.startswith("1 of 1 situations is faced.")
    [(situation, cover)] = table.rows
    assert situation == Words("s", "faced: 100% · Not from Sony’s report")
    assert isinstance(cover, Heat)
    assert cover.words == "50%"
    assert not table.is_of_targets


def test_what_is_not_faced_has_no_table():
    chapter = told({"practices": agreed(p=2)})["situations"]

    assert chapter.text == "0 of 1 situations are faced. 1 is not known yet."
    assert chapter.parts == ()


def test_the_first_recommendations_say_why_and_with_what_to_begin():
    advice = [
        recommendation(
            f"advice-{number}",
            {"practice": "p", "at_most": 1},
            title=text(f"Share {number}."),
            practices=["p"],
            actions=[action(f"do-{number}", title=text("Name an owner."), raises={"p": 3}, horizon="quarter")],
        )
        for number in range(5)
    ]

    words = told({"practices": agreed(p=0)}, edition=small_edition(practices=PRACTICES, recommendations=advice))[
        "advice"
    ].text

    assert words.startswith("5 recommendations match; the first are:\n\n1. **Share 0** (Not from Sony’s report).")
    assert "1 of 1 practice below target. To begin with, OSPO: Name an owner (within a quarter)." in words
    assert "3. **Share 2**" in words and "Share 3" not in words


def test_no_recommendation_is_said_as_none():
    assert told({"practices": agreed(p=2)})["advice"].text == "No recommendation matches what is known so far."


def test_the_journey_says_what_the_next_stage_lacks_without_the_answers_of_now():
    stages = [{"key": "first", "name": text("First"), "description": text("It began.")}]
    stages += [{**stages[0], "key": "second", "name": text("Second"), "reached_when": {"practice": "p", "at_least": 3}}]

    words = told({"practices": agreed(p=1)}, edition=small_edition(practices=PRACTICES, stages=stages))["journey"].text

    assert words == (
        "The stage is **First**: It began.\n\nThe next one, **Second**, lacks:\n\n- Sharing is at 3 or more"
    )


def test_only_routines_that_take_place_are_listed():
    routines = [
        {
            "key": key,
            "kind": "channel",
            "audience": text("Staff"),
            "name": text(key),
            "cadences": ["never", "monthly", "weekly"],
            "enough": "weekly",
            "supports": ["p"],
        }
        for key in ("letter", "forum", "course")
    ]
    edition = small_edition(practices=PRACTICES, routines=routines)

    chapter = told({"routines": {"letter": "monthly", "forum": "never"}}, edition=edition)["routines"]

    assert chapter.text == "1 of 3 routines take place. Of 1 it is not known."
    assert chapter.parts[0].rows == (("letter", "Staff", "monthly", "weekly would be enough"),)
