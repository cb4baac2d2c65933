# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime
from decimal import Decimal

from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.progress import standing_assessments, trends_of
from assessments.services.opening import amend_assessment
from tests.factories import make_assessment, make_edition, make_organization, say, submit

SPRING, SUMMER, AUTUMN = (datetime(2025, month, 5, 9, tzinfo=UTC) for month in (4, 7, 10))


def submitted(organization: Organization, by: User, now: datetime, **said: object) -> Assessment:
    assessment = make_assessment(organization, by, now=now)
    say(assessment, by, Kind.PRACTICE, now=now, **said)
    return submit(assessment, by, now=now)


def test_assessments_stand_in_the_order_of_their_quarters(aozora: Organization, alice: User) -> None:
    spring = submitted(aozora, alice, SPRING, strategy=1)
    summer = submitted(aozora, alice, SUMMER, strategy=2)
    amended = amend_assessment(assessment=spring, by=alice, now=AUTUMN)
    submit(amended, alice, now=AUTUMN)
    make_assessment(aozora, alice, now=AUTUMN)

    assert standing_assessments(aozora) == [amended, summer]


def test_assessments_of_other_organizations_do_not_stand_here(aozora: Organization, alice: User) -> None:
    submitted(make_organization("Imaging", above=aozora), alice, SPRING, strategy=1)

    assert standing_assessments(aozora) == []
    assert trends_of(aozora, []) == []


def test_trends_stay_within_the_pack_submitted_last(aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, SUMMER, strategy=1)
    other = make_assessment(aozora, alice, make_edition(pack="other-pack"), now=AUTUMN)
    submit(other, alice, now=AUTUMN)

    assert [one.pack for one in standing_assessments(aozora)] == ["other-pack"]


def test_each_level_has_a_figure_for_each_quarter(
    aozora: Organization, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submitted(aozora, alice, SPRING, strategy=1, sponsor=1)
    submitted(aozora, alice, SUMMER, sharing="na", publishing="na")
    assessments = standing_assessments(aozora)
    trends_of(aozora, assessments)

    with django_assert_num_queries(1):
        management, _, _, units = trends_of(aozora, assessments)

    assert (management["key"], management["name"]) == ("management", "Management")
    assert management["said"] == [Decimal(25), Decimal(25)]
    assert management["shown"] == [Decimal(0), Decimal(0)]
    assert units["said"] == [Decimal(0), None]
    assert units["could_be"] == [Decimal(100), None]
