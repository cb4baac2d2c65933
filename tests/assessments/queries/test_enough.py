# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organization
from assessments.models import Answer, Assessment
from assessments.queries.answer import Sheet
from assessments.queries.enough import enough_at, enough_in, overdue_of
from assessments.queries.look import looks_of
from assessments.queries.result import Outcome
from assessments.queries.said import sections_of
from tests.assessments.queries.outcomes import outcome_of_answers
from tests.factories import make_assessment

TODAY = date(2026, 11, 16)


def target(key, until, value="2"):
    return Answer(kind="target", key=key, value=value, reason="One team.", review_on=until)


def sheet(*rows):
    return Sheet({(row.kind, row.key): row for row in rows}, {}, [])


@pytest.mark.parametrize(("until", "is_overdue"), [(TODAY, False), (date(2026, 11, 15), True)])
def test_it_is_enough_until_the_end_of_the_day(until, is_overdue):
    assert enough_at(target("charter", until), TODAY).is_overdue == is_overdue


def test_most_targets_say_nothing_of_it():
    assert enough_at(None, TODAY) is None and enough_at(target("charter", None), TODAY) is None


def test_what_is_overdue_comes_earliest_first_while_the_target_is_reached():
    outcome = outcome_of_answers(practices={"charter": 4, "culture": 4, "health": 4, "strategy": 0})
    days = {"charter": date(2026, 11, 1), "culture": date(2026, 10, 1), "health": TODAY, "strategy": date(2026, 9, 1)}

    found = overdue_of(outcome, sheet(*(target(key, day) for key, day in days.items())), TODAY)

    assert [one.practice for one in found] == ["culture", "charter"]


def test_it_is_worth_a_look():
    found = outcome_of_answers(practices={"charter": 4, "culture": 4})
    outcome = Outcome(Assessment(organization=Organization()), found.edition, found.answers, found.result)
    rows = sheet(target("charter", date(2026, 11, 1)), target("culture", date(2026, 10, 1)))

    (look,) = looks_of(outcome, rows, datetime(2026, 11, 16, 9, tzinfo=UTC), may_manage=True)

    assert (look.kind, look.practice, look.title) == ("enough", "culture", "Is culture still enough?")
    assert look.words == "It was enough on purpose until 1 Oct 2026. 1 more practice is in the same place."


def test_results_say_so_only_where_the_target_is_reached():
    outcome = outcome_of_answers(practices={"charter": 4, "culture": 0})
    said = {key: enough_at(target(key, TODAY), TODAY) for key in ("charter", "culture")}

    rows = {row.key: row.enough for section in sections_of(outcome, said) for row in section.practices}

    assert (rows["charter"], rows["culture"]) == (said["charter"], None)


def test_it_is_read_in_one_query(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    for keys in (["charter"], ["culture", "health"]):
        for key in keys:
            Answer.objects.create(
                **assessment.whose,
                kind="target",
                key=key,
                reason="One team.",
                review_on=TODAY,
                revision=1,
                answered_at=now,
                answered_by=mana,
            )
        with django_assert_num_queries(1):
            found = enough_in(assessment, now)
    assert {key: one.until for key, one in found.items()} == dict.fromkeys(["charter", "culture", "health"], TODAY)
