# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessments.models import Assessment, Edition
from assessments.models.answer import Kind
from assessments.queries.idle import idle_answers, was_moved
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.moving import move_assessment
from tests.factories import CONFORMANCE, make_assessment, make_edition, make_evidence, say

LATER, LATEST = datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def opened(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, make_edition("edition-before"), now=now)


def move(assessment: Assessment, edition: Edition, by, now) -> Assessment:
    return move_assessment(assessment=assessment, edition=edition, by=by, now=now)


def test_what_is_not_asked_any_more_reads_in_the_words_of_its_edition(opened, mana, now):
    entry = Entry(Kind.PRACTICE, "newsletter", "2", base_revision=0, note="It stopped in May.")
    save_answers(assessment=opened, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=now)
    evidence = make_evidence(opened, mana, "newsletter", date(2026, 11, 1), now=now)
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)

    (idle,) = idle_answers(move(opened, make_edition(now=LATER), mana, now))

    assert (idle.name, idle.words) == ({"en": "strategy", "ja": "strategy"}, "2")
    assert idle.sentence == {"en": "strategy 2", "ja": "strategy 2"}
    assert (idle.row.note, idle.asked_as, idle.is_asked, idle.kind) == (
        "It stopped in May.",
        "1.1.0",
        False,
        "practice",
    )
    assert idle.evidence == [evidence]


def test_what_single_respondents_said_is_not_told(opened, mana, now):
    values = {(Kind.PRACTICE, "newsletter"): "1"}
    for _ in range(6):
        save_responses(assessment=opened, perspective="employee", respondent=uuid.uuid4(), values=values, now=now)

    assert idle_answers(move(opened, make_edition(now=LATER), mana, now)) == []


def test_every_kind_of_answer_has_its_words(aozora, mana, now):
    opened = make_assessment(aozora, mana, make_edition(), now=now, facts={"eu-market": True}, targets={"culture": 4})
    say(opened, mana, Kind.SIGNAL, now=now, technology_only__tools="somewhat")
    say(opened, mana, Kind.STANCE, now=now, technology_only="faced")
    say(opened, mana, Kind.ROUTINE, now=now, training_course="yearly")
    say(opened, mana, Kind.PRACTICE, now=now, culture="unknown", health="na")
    document = json.loads((CONFORMANCE / "edition-before.json").read_text(), parse_float=Decimal)
    keys = {"technology-only", "training-course", "health", "eu-market"}
    smaller = {
        kind: [one for one in document[kind] if one["key"] not in keys]
        for kind in ("practices", "situations", "routines", "facts")
    }
    emptied = {"recommendations": [], "stages": [], "profiles": [], "samples": []}
    situations = [one | {"practices": ["strategy"]} for one in smaller["situations"]]
    routines = [one | {"supports": ["strategy"]} for one in smaller["routines"]]
    newer = make_edition(
        "edition-before",
        now=LATER,
        **smaller | emptied | {"edition": "1.3.0", "situations": situations, "routines": routines},
    )

    found = {(one.row.kind, one.row.key): one.words for one in idle_answers(move(opened, newer, mana, now))}

    assert found == {
        ("practice", "culture"): "Don’t know",
        ("practice", "health"): "Not applicable",
        ("signal", "technology-only/tools"): "Somewhat",
        ("stance", "technology-only"): "We face this",
        ("routine", "training-course"): "Yearly",
        ("fact", "eu-market"): "Yes",
        ("target", "culture"): "Target 4",
    }


def test_after_several_moves_each_is_found_in_the_edition_that_asked_it_last(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=2)
    second = move(opened, make_edition(now=LATER), mana, now)
    say(second, mana, Kind.PRACTICE, now=now, culture=1)
    document = json.loads((CONFORMANCE / "edition-before.json").read_text(), parse_float=Decimal)
    practices = [one for one in document["practices"] if one["key"] != "newsletter"]
    renames = {"practices": {"charter": "old-charter"}}
    third = make_edition("edition-before", now=LATEST, edition="1.3.0", practices=practices, renames=renames)

    found = idle_answers(move(second, third, mana, now))

    assert [(one.row.key, one.asked_as) for one in found] == [("newsletter", "1.1.0"), ("culture", "1.2.0")]


def test_an_answer_that_is_not_offered_any_more_says_so(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, health="na")
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    for one in document["practices"]:
        if one["key"] == "health":
            del one["not_applicable"]
    newer = make_edition(now=LATER, practices=document["practices"], profiles=[])

    (idle,) = idle_answers(move(opened, newer, mana, now))

    assert (idle.words, idle.row.reason, idle.is_asked, idle.evidence) == ("Not applicable", "One team.", True, [])


def test_queries(opened, mana, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert idle_answers(opened) == []
    assert not was_moved(opened)
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=2)
    moved = move(opened, make_edition(now=LATER), mana, now)
    assert was_moved(moved)
    with django_assert_num_queries(4):
        assert len(idle_answers(moved)) == 1
