# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assessments.models import Answer, Assessment, Edition
from assessments.models.answer import Kind
from assessments.queries.outlook import Outlook, newer_edition, outlook_of
from assessments.services.moving import move_assessment
from tests.factories import CONFORMANCE, make_assessment, make_edition, make_evidence, say, submit

LATER = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture
def opened(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, make_edition("edition-before"), now=now)


def outlook(assessment: Assessment, now: datetime) -> Outlook:
    newer = newer_edition(assessment)
    assert newer is not None
    return outlook_of(assessment, newer, now)


def with_practice(key: str, **changes: Any) -> dict[str, Any]:
    """The practices of the newer edition, one of them with changes."""
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    return {"practices": [one | changes if one["key"] == key else one for one in document["practices"]]}


def names(asked) -> list[tuple[str, bool]]:
    return [(one.point.key, one.is_answered) for one in asked]


def test_what_is_new_gone_renamed_and_kept(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=2, old_charter=3, training=1)
    say(opened, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    make_edition(now=LATER)

    found = outlook(opened, now)

    assert found.edition.version == "1.2.0"
    assert names(found.new) == [("culture", False)]
    assert names(found.gone) == [("newsletter", True)]
    assert found.gone == found.gone_answered
    assert [(old["en"], new["en"]) for old, new in found.renamed] == [("old-charter", "charter")]
    assert found.kept == 3
    assert found.unoffered == []
    assert found.lost_profile is None


def test_answered_questions_with_other_words_are_named_with_what_differs(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, strategy=3, old_charter=2)
    texts = [{"en": f"strategy {n}" if n != 3 else "strategy three", "ja": "〇"} for n in range(5)]
    make_edition(now=LATER, **with_practice("strategy", anchors=texts))

    (strategy,) = outlook(opened, now).reworded

    assert strategy.point.key == "strategy"
    ((label, parts),) = strategy.texts
    assert (label, [(part.sort, part.words) for part in parts]) == (
        "3",
        [("same", "strategy "), ("removed", "3"), ("added", "three")],
    )


def test_words_that_nobody_has_answered_are_not_to_be_looked_at(opened, mana, now):
    make_edition(now=LATER)

    assert outlook(opened, now).reworded == []


def test_signs_that_come_and_go_are_words_of_their_situation(opened, mana, now):
    say(opened, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    sign = {"key": "talks", "text": {"en": "Nobody talks.", "ja": "〇"}}
    situations = [
        one | {"signals": [*one["signals"], sign]} if one["key"] == "technology-only" else one
        for one in document["situations"]
    ]
    make_edition(now=LATER, situations=situations)

    (found,) = outlook(opened, now).reworded

    ((label, parts),) = found.texts
    assert (label, [(part.sort, part.words) for part in parts]) == ("Sign", [("added", "Nobody talks.")])


def test_an_answer_that_is_not_offered_any_more_is_to_be_given_anew(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, health="na")
    document = with_practice("health")
    for one in document["practices"]:
        if one["key"] == "health":
            del one["not_applicable"]
    make_edition(now=LATER, profiles=[], **document)

    found = outlook(opened, now)

    assert [point.key for point in found.unoffered] == ["health"]
    assert found.kept == 0


def test_figures_before_and_after_are_those_of_the_engine(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=4, training=1)
    make_evidence(opened, mana, "newsletter", date(2026, 11, 1), now=now)
    make_edition(now=LATER)

    found = outlook(opened, now)

    employee = next(level for level in found.levels if level.key == "employee")
    assert employee.said == (employee.before.said, employee.after.said)
    assert (employee.said, employee.shown) == ((Decimal("43.8"), Decimal("18.8")), (Decimal("25"), Decimal("0")))
    assert found.changes_result
    move_assessment(assessment=opened, edition=found.edition, by=mana, now=now)
    moved = Assessment.objects.with_edition().get(pk=opened.pk)
    after = outlook_of(moved, found.edition, now)
    assert [level.before for level in after.levels] == [level.after for level in found.levels]


def test_looking_changes_nothing(opened, mana, now):
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)
    make_edition(now=LATER)
    before = list(Answer.objects.of(opened).values())

    outlook(opened, now)

    assert list(Answer.objects.of(opened).values()) == before


def test_a_profile_that_the_newer_edition_lacks_is_named(aozora, mana, now):
    opened = make_assessment(aozora, mana, make_edition(), now=now, profile="leader")
    make_edition(now=LATER, edition="1.3.0", profiles=[])

    found = outlook(opened, now)

    assert found.lost_profile == {"en": "Leads", "ja": "Leads"}


def test_only_what_was_published_later_is_newer(opened, mana, now):
    assert newer_edition(opened) is None
    older = make_edition()
    Edition.objects.filter(pk=older.pk).update(published_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert newer_edition(opened) is None
    newer = make_edition(now=LATER, edition="1.3.0")
    assert newer_edition(opened) == newer
    Edition.objects.filter(pk=newer.pk).update(state=Edition.State.RETIRED, retired_at=newer.published_at)
    assert newer_edition(opened) is None
    assert older.version == "1.2.0"


def test_the_outlook_takes_so_many_queries(opened, aozora, mana, now, django_assert_num_queries):
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)
    newer = make_edition(now=LATER)
    outlook(opened, now)

    with django_assert_num_queries(6):
        outlook_of(opened, newer, now)
    submit(opened, mana, now=now)
    following = make_assessment(aozora, mana, opened.edition, now=now + timedelta(days=92))
    newest = make_edition("edition-before", now=now, edition="1.4.0")
    outlook_of(following, newest, now)
    with django_assert_num_queries(6):
        outlook_of(following, newest, now)
