# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.domain.faring import Fared
from assessments.models import AdviceCount, Edition, PlanItem
from assessments.queries.draft import document_of
from assessments.services.faring import ask_count, count_advice, next_month
from assessments.services.planning import add_action, change_item
from tests.factories import make_edition, make_organization


def take_up(edition: Edition, by: User, now: datetime, *, organization: Organization | None = None) -> PlanItem:
    """An action of the first recommendation in the plan of an organization, which is made where none is given."""
    return add_action(
        organization=organization or make_organization(),
        edition=edition,
        action="add-pillar",
        idempotency_key=uuid.uuid4(),
        by=by,
        now=now,
    )


def change(item: PlanItem, by: User, now: datetime, **changes: str) -> PlanItem:
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def counted(now: datetime) -> dict[str, dict[str, int]]:
    ask_count(pack=Edition.BUILT_IN, now=now)
    AdviceCount.objects.update(due_at=now)
    count_advice(pack=Edition.BUILT_IN, now=now)
    return dict(AdviceCount.objects.get().counts)


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def test_of_four_organizations_nothing_is_kept(edition: Edition, carol: User, now: datetime) -> None:
    for _organization in range(4):
        take_up(edition, carol, now)

    assert counted(now) == {}


def test_what_is_kept_is_rounded_down_to_fives(edition: Edition, carol: User, now: datetime) -> None:
    items = [take_up(edition, carol, now) for _organization in range(13)]
    for number, item in enumerate(items[:9]):
        done = change(item, carol, now, status="done")
        if number < 6:
            change(done, carol, now, helped="yes", took="more" if number < 5 else "less")

    assert counted(now) == {"engage-community": asdict(Fared(taken_up=10, done=5, yes=5, more=5))}


def test_an_organization_counts_once_and_proposals_and_own_actions_do_not(
    edition: Edition, carol: User, now: datetime
) -> None:
    organizations = [make_organization() for _each in range(5)]
    for organization in organizations[:4]:
        take_up(edition, carol, now, organization=organization)
    same = change(take_up(edition, carol, now, organization=organizations[0]), carol, now, status="done")
    take_up(edition, carol, now, organization=same.organization)
    proposed = take_up(edition, carol, now, organization=organizations[4])
    change(proposed, carol, now, status="proposed")

    assert counted(now) == {}


def test_a_renamed_recommendation_is_one_and_stands_under_each_of_its_names(
    edition: Edition, carol: User, now: datetime
) -> None:
    for _organization in range(3):
        take_up(edition, carol, now)
    document = document_of(edition)
    first, *others = document["recommendations"]
    renames = document["renames"] | {"recommendations": {"engage-community": "join-community"}}
    renamed = [first | {"key": "join-community"}, *others]
    later = make_edition(now=now, edition="1.9.0", recommendations=renamed, renames=renames)
    for _organization in range(2):
        take_up(later, carol, now)

    both = asdict(Fared(taken_up=5))
    assert counted(now) == {"engage-community": both, "join-community": both}


def test_an_edition_that_came_retired_with_an_archive_renames_nothing(
    edition: Edition, carol: User, now: datetime
) -> None:
    for _organization in range(5):
        take_up(edition, carol, now)
    document = document_of(edition)
    first, *others = document["recommendations"]
    renames = document["renames"] | {"recommendations": {"engage-community": "join-community"}}
    renamed = [first | {"key": "join-community"}, *others]
    brought = make_edition(now=now, edition="0.9.0", recommendations=renamed, renames=renames)
    Edition.objects.filter(pk=brought.pk).update(state=Edition.State.RETIRED, retired_at=now)

    assert counted(now) == {"engage-community": asdict(Fared(taken_up=5))}


def test_it_is_counted_once_a_month(edition: Edition, carol: User, now: datetime) -> None:
    for _organization in range(5):
        take_up(edition, carol, now)
    assert ask_count(pack=edition.pack, now=now)
    assert not ask_count(pack=edition.pack, now=now)

    assert count_advice(pack=edition.pack, now=now) == datetime(2026, 12, 1, tzinfo=UTC)
    for _organization in range(5):
        take_up(edition, carol, now)
    assert count_advice(pack=edition.pack, now=now + timedelta(days=14)) is None
    assert not ask_count(pack=edition.pack, now=now + timedelta(days=14))
    assert AdviceCount.objects.get().counts["engage-community"]["taken_up"] == 5

    assert count_advice(pack=edition.pack, now=datetime(2026, 12, 1, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
    assert AdviceCount.objects.get().counts["engage-community"]["taken_up"] == 10


def test_where_the_worker_is_gone_somebody_asks_again(edition: Edition, now: datetime) -> None:
    assert ask_count(pack=edition.pack, now=now)
    late = now + timedelta(hours=2)

    assert ask_count(pack=edition.pack, now=late)
    assert not ask_count(pack=edition.pack, now=late)


def test_counting_takes_as_many_queries_at_one_organization_as_at_many(
    edition: Edition, carol: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take_up(edition, carol, now)
    ask_count(pack=edition.pack, now=now)
    with django_assert_num_queries(6):
        count_advice(pack=edition.pack, now=now)
    for _organization in range(20):
        take_up(edition, carol, now)
    AdviceCount.objects.update(due_at=now)
    with django_assert_num_queries(6):
        count_advice(pack=edition.pack, now=now)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (datetime(2026, 1, 31, 23, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)),
        (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_next_month_begins_on_its_first_day(day: datetime, first: datetime) -> None:
    assert next_month(day) == first
