# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Why a question could have moved since the last quarter, as its row says."""

import uuid
from datetime import date, timedelta

import pytest

from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.moving import moving_words
from assessments.queries.task import task_list
from assessments.services.asking import save_responses
from tests.assessments.domain.cases import conformance
from tests.factories import make_assessment, make_edition, make_evidence, say, submit

PRACTICES = ("strategy", "sponsor", "charter", "health", "training", "culture", "sharing", "publishing")


@pytest.fixture
def before(now):
    return now - timedelta(days=90)


@pytest.fixture
def earlier(aozora, mana, before) -> Assessment:
    """The assessment of the quarter before, still open, with an answer to everything."""
    situations = conformance("edition.json")["situations"]
    situations = [one | {"origin": "seed", "seed_position": number} for number, one in enumerate(situations, start=1)]
    first = make_assessment(aozora, mana, make_edition(situations=situations), now=before)
    say(first, mana, Kind.PRACTICE, now=before, **dict.fromkeys(PRACTICES, 2))
    say(first, mana, Kind.STANCE, now=before, technology_only="faced", community_underrated="not_faced")
    say(first, mana, Kind.ROUTINE, now=before, monthly_meeting="monthly", training_course="never")
    return first


@pytest.fixture
def later(earlier, aozora, mana, before, now):
    """Submits the earlier one and opens the next."""

    def open_next() -> Assessment:
        submit(earlier, mana, now=before)
        return make_assessment(aozora, mana, earlier.edition, now=now)

    return open_next


def why(assessment, now, assigned=None):
    tasks = task_list(assessment, now, assigned)
    return {row.key: row.why for section in tasks.sections for row in section.rows if row.why}


def respond(assessment, now, practice, **views):
    for view, value in views.items():
        save_responses(
            assessment=assessment,
            perspective=view,
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, practice): str(value)},
            now=now,
        )


def test_what_was_answered_has_no_reason_to_have_moved(later, now):
    assert why(later(), now) == {}


def test_a_first_assessment_has_nothing_from_which_anything_could_have_moved(aozora, mana, now):
    assert why(make_assessment(aozora, mana, now=now), now) == {}


def test_what_was_not_known(earlier, later, mana, before, now):
    say(earlier, mana, Kind.PRACTICE, now=before, strategy="unknown", sponsor="")
    say(earlier, mana, Kind.STANCE, now=before, technology_only="")
    say(earlier, mana, Kind.ROUTINE, now=before, monthly_meeting="", training_course="unknown")

    assert why(later(), now) == {
        "technology-only": "was not clear",
        "strategy": "was not known",
        "sponsor": "was not known",
        "monthly-meeting": "was not known",
        "training-course": "was not known",
    }


def test_a_further_situation_to_which_nothing_was_said_can_wait(aozora, mana, before, now):
    first = make_assessment(aozora, mana, now=before)
    say(first, mana, Kind.PRACTICE, now=before, **dict.fromkeys(PRACTICES, 2))
    say(first, mana, Kind.ROUTINE, now=before, monthly_meeting="monthly", training_course="never")
    submit(first, mana, now=before)

    assert why(make_assessment(aozora, mana, first.edition, now=now), now) == {}


def test_what_was_not_asked(earlier, aozora, mana, before, now):
    practices = conformance("edition.json")["practices"]
    practices.append(practices[0] | {"key": "new-one"})
    submit(earlier, mana, now=before)
    situations = conformance("edition.json")["situations"]
    edition = make_edition(now=now, edition="2.0.0", practices=practices, situations=situations)

    assert why(make_assessment(aozora, mana, edition, now=now), now) == {"new-one": "not asked in Q3"}


def test_views_that_differ_now_or_that_nobody_had_settled(earlier, later, mana, before, now):
    say(earlier, mana, Kind.PRACTICE, now=before, charter="")
    respond(earlier, before, "charter", management=4, ospo=1)
    respond(earlier, before, "culture", management=4, ospo=1)
    assessment = later()
    respond(assessment, now, "strategy", management=4, ospo=1)
    respond(assessment, now, "sponsor", management=3, ospo=2)

    assert why(assessment, now) == {"strategy": "views differ", "charter": "views differed in Q3"}


def test_a_contributor_reads_nothing_of_what_others_are_asked_now(later, now):
    assessment = later()
    respond(assessment, now, "strategy", management=4, ospo=1)

    assert why(assessment, now, ["management"]) == {}


@pytest.mark.parametrize(
    ("reviewed_on", "words"),
    [
        (date(2025, 11, 15), "evidence ran out 15 Nov 2026"),
        (date(2025, 11, 16), "evidence runs out 16 Nov 2026"),
        (date(2026, 1, 15), "evidence runs out 15 Jan 2027"),
        (date(2026, 1, 16), None),
    ],
)
def test_evidence_that_runs_out_within_two_months(reviewed_on, words, earlier, later, mana, before, now):
    make_evidence(earlier, mana, "charter", reviewed_on, now=before)

    assert why(later(), now).get("charter") == words


def test_what_somebody_has_looked_at_again_has_no_reason_any_more(earlier, later, mana, before, now):
    say(earlier, mana, Kind.PRACTICE, now=before, strategy="unknown")
    make_evidence(earlier, mana, "charter", date(2025, 10, 1), now=before)
    assessment = later()
    respond(assessment, now, "culture", management=4, ospo=1)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="unknown", charter=2, culture=2)

    assert why(assessment, now) == {}


def test_unknown_comes_before_disputed_and_disputed_before_evidence(earlier, later, mana, before, now):
    say(earlier, mana, Kind.PRACTICE, now=before, sponsor="unknown")
    make_evidence(earlier, mana, "strategy", date(2025, 10, 1), now=before)
    assessment = later()
    respond(assessment, now, "charter", management=4, ospo=1)
    make_evidence(assessment, mana, "charter", date(2025, 10, 1), now=now)

    sections = {section.key: section for section in task_list(assessment, now).sections}

    assert [(row.key, row.rank) for row in sections["management"].first] == [("sponsor", 0), ("strategy", 3)]
    assert [(row.key, row.why) for row in sections["ospo"].moving] == [("charter", "views differ")]
    assert [row.key for row in sections["ospo"].carried] == ["health"]


@pytest.mark.parametrize(
    ("moving", "carried", "words"),
    [
        (0, 0, ""),
        (0, 1, "1 answer is carried over."),
        (1, 0, "1 answer could have moved."),
        (12, 33, "12 answers could have moved; 33 more are carried over."),
    ],
)
def test_how_much_could_have_moved_is_said_in_a_sentence(moving, carried, words):
    assert moving_words(moving, carried) == words
