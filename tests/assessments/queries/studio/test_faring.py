# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from dataclasses import asdict
from datetime import datetime

from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.domain.faring import Fared
from assessments.models import AdviceCount, Edition
from assessments.queries.draft import document_of
from assessments.queries.studio.faring import fared_page
from tests.factories import make_draft, make_edition


def keep(now: datetime) -> None:
    counts = {"engage-community": asdict(Fared(taken_up=10, done=5))}
    AdviceCount.objects.create(pack=Edition.BUILT_IN, counts=counts, counted_at=now, due_at=now)


def test_each_recommendation_has_its_counts_or_none(
    db: None, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_edition()
    keep(now)

    with django_assert_num_queries(1):
        page = fared_page(edition, document_of(edition))

    assert (page.counted_at, page.is_any_shown) == (now, True)
    assert [row.key for row in page.rows if row.faring.is_shown] == ["engage-community"]
    assert page.rows[0].title == "Engage"
    assert len(page.rows) == 6
    numbers = [count for _heading, count in page.rows[0].faring.short_rows]
    assert numbers == ["10+", "5+", *["–"] * 6]
    assert len(page.headings) == len(numbers)


def test_a_draft_finds_what_it_gives_another_name(carol: User, now: datetime) -> None:
    keep(now)
    draft = make_draft(carol)
    document = document_of(draft)
    first, *others = document["recommendations"]
    document |= {
        "recommendations": [first | {"key": "join-in", "title": {}}, *others, "no piece"],
        "renames": {"recommendations": {"engage-community": "join-in"}},
    }

    page = fared_page(draft, document)

    assert (page.rows[0].title, page.rows[0].faring.is_shown) == ("join-in", True)


def test_faulty_renames_of_a_draft_are_passed_over(carol: User, now: datetime) -> None:
    keep(now)
    draft = make_draft(carol)

    for renames in (None, [], {"recommendations": ["x"]}, {"recommendations": {"x": 1}}):
        assert fared_page(draft, document_of(draft) | {"renames": renames}).rows[0].faring.is_shown
