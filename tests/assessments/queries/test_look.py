# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from accounts.models import Organization
from assessments.models import Assessment, Evidence
from assessments.queries.answer import Sheet
from assessments.queries.look import looks_of
from assessments.queries.result import Outcome
from tests.assessments.queries.outcomes import outcome_of_answers

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def looks(practices=None, *, evidence=None, may_manage=True, state="submitted", **counts):
    found = outcome_of_answers(practices=practices or {})
    outcome = Outcome(Assessment(organization=Organization(), state=state), found.edition, found.answers, found.result)
    rows = {key: [Evidence(reviewed_on=TODAY - timedelta(days=age))] for key, age in (evidence or {}).items()}
    return looks_of(outcome, Sheet({}, rows, []), NOW, may_manage=may_manage, **counts)


def views(**values):
    return {"responses": [{"perspective": view, "value": value} for view, value in values.items()]}


def test_nothing_is_worth_a_look():
    assert looks({"charter": 2}, evidence={"charter": 10}) == []


def test_the_widest_difference_that_nobody_has_settled():
    practices = {
        "strategy": {"agreed": 2} | views(management=4, ospo=0),
        "charter": views(management=3, ospo=1),
        "culture": views(management=3, ospo=0),
    }
    (look,) = looks(practices)

    assert (look.kind, look.practice) == ("views", "culture")
    assert (look.title, look.words) == ("Views differ on culture", "Management 3, OSPO 0; not settled yet.")


def test_while_it_is_open_managers_see_how_far_views_lie_apart():
    (look,) = looks({"culture": views(management=3, ospo=0)}, state="open")

    assert look.words == "Views are 3 apart; not settled yet."


def test_others_than_managers_do_not_see_who_says_what():
    (look,) = looks({"culture": views(management=3, ospo=0)}, may_manage=False)

    assert look.words == "Views are 3 apart; not settled yet."


@pytest.mark.parametrize(
    ("age", "title"),
    [
        (304, None),
        (305, "Evidence for charter runs out soon"),
        (365, "Evidence for charter runs out soon"),
        (366, "Evidence for charter has run out"),
    ],
)
def test_evidence_is_worth_a_look_two_months_before_it_runs_out(age, title):
    found = looks({"charter": 2}, evidence={"charter": age})

    assert [look.title for look in found] == ([title] if title else [])


def test_the_earliest_comes_first_and_the_others_are_counted():
    practices = {"charter": 2, "culture": 1, "health": 1}

    (look,) = looks(practices, evidence={"charter": 310, "culture": 320, "health": 400})

    assert look.practice == "health"
    assert look.words == "It counted until 18 Oct 2026. 2 more practices are in the same place."


def test_evidence_of_what_is_not_known_backs_nothing():
    assert looks({}, evidence={"charter": 400}) == []


def test_newer_evidence_counts():
    found = outcome_of_answers(practices={"charter": 2})
    outcome = SimpleNamespace(**found.__dict__ | {"assessment": Assessment(organization=Organization())})
    rows = [Evidence(reviewed_on=TODAY - timedelta(days=age)) for age in (5, 500)]

    assert looks_of(outcome, Sheet({}, {"charter": rows}, []), NOW, may_manage=True) == []


@pytest.mark.parametrize(
    ("moving", "carried", "said"),
    [
        (0, 0, []),
        (0, 2, [("2 answers are carried over", "Nobody has said yet that they still hold.")]),
        (1, 0, [("1 answer could have moved", "They stand first in the list.")]),
        (12, 33, [("12 answers could have moved", "33 more are carried over, and not confirmed yet.")]),
    ],
)
def test_what_could_have_moved_and_what_is_carried_over_are_counted(moving, carried, said):
    found = looks({"charter": 2}, moving=moving, carried=carried)

    assert [(look.title, look.words) for look in found if look.kind == "carried"] == said
