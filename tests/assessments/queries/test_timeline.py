# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime

from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.progress import standing_assessments, trends_of
from assessments.queries.timeline import Timeline, offered_periods, timeline_of
from assessments.services.annotating import Happening, add_annotation
from tests.factories import make_assessment, make_edition, make_organization, say, submit

QUARTERS = [datetime(2025, month, 5, 9, tzinfo=UTC) for month in (1, 4, 10)]


def note(organization: Organization, by: User, period: str, text: str, level: str = "") -> None:
    add_annotation(
        organization=organization,
        edition=edition_of(make_edition()),
        happening=Happening(period, level, text),
        idempotency_key=uuid.uuid4(),
        by=by,
        now=QUARTERS[2],
    )


def three_quarters(organization: Organization, by: User) -> None:
    """The aim of management rises in the second, and the third is asked with another edition."""
    before = make_edition("edition-before", now=QUARTERS[0])
    for number, now in enumerate(QUARTERS):
        edition = make_edition(now=QUARTERS[2]) if number == 2 else before
        assessment = make_assessment(organization, by, edition, now=now)
        if number < 2:
            say(assessment, by, Kind.TARGET, now=now, strategy=2 + 2 * number)
        submit(assessment, by, now=now)


def timeline(organization: Organization) -> Timeline:
    standing = standing_assessments(organization)
    return timeline_of(organization, standing, trends_of(organization, standing))


def test_notes_are_numbered_by_time_and_stand_at_their_levels(aozora: Organization, alice: User) -> None:
    for now in QUARTERS:
        submit(make_assessment(aozora, alice, now=now), alice, now=now)
    note(aozora, alice, "2025-Q4", "Last.")
    note(aozora, alice, "2025-Q3", "Between.", "ospo")
    note(make_organization("Midori"), alice, "2025-Q2", "Elsewhere.")

    found = timeline(aozora)

    assert [(one.number, one.text, [name for _key, name in one.named]) for one in found.numbered] == [
        (1, "Between.", ["OSPO"]),
        (2, "Last.", []),
    ]
    assert {trend["key"]: [(flag.x, flag.label) for flag in flags] for trend, flags in found.drawn} == {
        "management": [(100.0, "2")],
        "ospo": [(66.67, "1"), (100.0, "2")],
        "employee": [(100.0, "2")],
        "business-units": [(100.0, "2")],
    }
    assert (found.rows, found.others) == (1, [])


def test_notes_of_quarters_that_are_not_drawn_have_no_number(aozora: Organization, alice: User) -> None:
    submit(make_assessment(aozora, alice, now=QUARTERS[1]), alice, now=QUARTERS[1])
    note(aozora, alice, "2025-Q2", "Alone.")
    assert [(one.number, one.text) for one in timeline(aozora).others] == [(None, "Alone.")]

    submit(make_assessment(aozora, alice, now=QUARTERS[2]), alice, now=QUARTERS[2])
    note(aozora, alice, "2026-Q1", "After.")

    found = timeline(aozora)
    assert [(one.number, one.text) for one in found.numbered] == [(1, "Alone.")]
    assert [(one.number, one.text) for one in found.others] == [(None, "After.")]


def test_another_edition_and_another_aim_are_noted_by_themselves(aozora: Organization, alice: User) -> None:
    three_quarters(aozora, alice)

    told = [(one.period, one.text, [name for _key, name in one.named]) for one in timeline(aozora).numbered]

    assert ("2025-Q4", "Asked with edition 1.2.0; until then 1.1.0.", []) in told
    (aim,) = [one for one in told if one[0] == "2025-Q2"]
    assert aim[1].startswith("The aim changed: Management from ")
    assert aim[2] == ["Management"]


def test_aims_that_read_the_same_are_not_noted(aozora: Organization, alice: User) -> None:
    for now in QUARTERS:
        submit(make_assessment(aozora, alice, now=now), alice, now=now)

    assert timeline(aozora).numbered == []


def test_it_takes_one_query_however_many_notes(
    aozora: Organization, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    three_quarters(aozora, alice)
    standing = standing_assessments(aozora)
    trends = trends_of(aozora, standing)
    for _number in range(3):
        note(aozora, alice, "2025-Q2", "Again.")
        with django_assert_num_queries(1):
            timeline_of(aozora, standing, trends)


def test_a_note_may_stand_from_a_year_before_the_first_to_today(aozora: Organization, alice: User) -> None:
    submit(make_assessment(aozora, alice, now=QUARTERS[0]), alice, now=QUARTERS[0])
    standing = standing_assessments(aozora)

    offered = [period for period, _name in offered_periods(standing, "2025-Q2")]
    assert offered == ["2025-Q2", "2025-Q1", "2024-Q4", "2024-Q3", "2024-Q2", "2024-Q1"]
    assert "2020-Q1" in dict(offered_periods(standing, "2025-Q2", "2020-Q1"))
