# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_row import NOTHING_YET, Now, PlanRow, plan_row
from assessments.queries.plan_words import with_words
from tests.assessments.queries.plans import add_own, take_up
from tests.factories import make_edition, make_organization, make_user

NOW = datetime.fromisoformat("2026-11-16T09:00:00+00:00")
TODAY = NOW.date()


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def by(db: None) -> User:
    return make_user("Mana")


@pytest.fixture
def organization(db: None) -> Organization:
    return make_organization()


def row(item: PlanItem, now: Now = NOTHING_YET) -> PlanRow:
    found = with_words(PlanItem.objects.within(item.organization)).get(pk=item.pk)
    return plan_row(found, now, TODAY, may_change=True)


@pytest.mark.parametrize(
    ("changes", "words", "tone", "following"),
    [
        ({"status": "proposed"}, "Proposed", "", "Take it on"),
        ({}, "To do", "", "Start"),
        ({"status": "doing"}, "Doing", "brand", "Mark done"),
        ({"status": "done"}, "Done 16 Nov 2026", "good", ""),
        ({"status": "dropped", "reason": "No need"}, "Dropped", "", ""),
        ({"due_on": TODAY - timedelta(days=1)}, "1 day late", "warn", "Start"),
        ({"due_on": TODAY}, "To do", "", "Start"),
    ],
)
def test_its_status_in_words_and_what_comes_next(
    organization: Organization,
    edition: Edition,
    by: User,
    changes: dict[str, object],
    words: str,
    tone: str,
    following: str,
) -> None:
    shown = row(add_own(organization, edition, by, NOW, **changes))

    assert (shown.status_words, shown.tone, shown.next_words) == (words, tone, following)


def test_an_answer_is_found_by_the_key_of_an_earlier_edition(
    organization: Organization, edition: Edition, by: User
) -> None:
    item = add_own(organization, edition, by, NOW, raises={"strategy": 3})
    renamed = edition_of(edition).model_copy(
        update={"renames": edition_of(edition).renames.model_copy(update={"practices": {"strategy": "plan"}})}
    )

    assert row(item, Now(renamed, {"plan": 1})).effect == "strategy, 1\u00a0→ 3"


def test_routines_that_it_sets_are_named(organization: Organization, edition: Edition, by: User) -> None:
    effect = row(take_up(organization, edition, by, NOW, "run-course")).effect

    assert effect == "culture, to 2; training, to 4; Course: yearly"


def test_it_is_told_in_japanese(organization: Organization, edition: Edition, by: User) -> None:
    item = add_own(organization, edition, by, NOW, raises={"strategy": 3}, due_on=TODAY - timedelta(days=2))

    with translation.override("ja"):
        assert row(item).status_words == "2 日遅れ"
