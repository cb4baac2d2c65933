# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import translation

from accounts.models import User
from assessments.models import PlanItem
from assessments.queries.plan_words import (
    assignee_of,
    effort_name_of,
    horizon_name_of,
    level_name_of,
    owner_of,
    raised_by,
    recommendation_of,
    set_by,
    title_of,
    with_words,
)
from assessments.services.planning import OwnAction, add_action, add_own_action
from tests.factories import built_in_document, make_built_in_edition, make_organization, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ADVICE = built_in_document().recommendations[0]
ACTION = ADVICE.actions[0]


@pytest.fixture
def by() -> User:
    return make_user("Manager")


def taken_up(by: User) -> PlanItem:
    added = add_action(
        organization=make_organization(),
        edition=make_built_in_edition(),
        action=ACTION.key,
        idempotency_key=uuid.uuid4(),
        by=by,
        now=NOW,
    )
    return with_words(PlanItem.objects.within(added.organization)).get()


def own(by: User, said: OwnAction) -> PlanItem:
    added = add_own_action(
        organization=make_organization(),
        edition=make_built_in_edition(),
        own=said,
        idempotency_key=uuid.uuid4(),
        by=by,
        now=NOW,
    )
    return with_words(PlanItem.objects.within(added.organization)).get()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_editions_action_speaks_the_readers_language(by: User, language: str) -> None:
    item = taken_up(by)
    level = built_in_document().level(ACTION.level)

    with translation.override(language):
        said = (title_of(item), recommendation_of(item), level_name_of(item), owner_of(item))

    assert said == tuple(text[language] for text in (ACTION.title, ADVICE.title, level.name, ACTION.owner))


def test_an_editions_action_has_effort_and_horizon_and_moves_answers(by: User) -> None:
    item = taken_up(by)

    assert effort_name_of(item) in ("Small", "Medium", "Large")
    assert horizon_name_of(item).startswith("within a")
    assert (raised_by(item), set_by(item)) == (ACTION.raises, ACTION.sets)


def test_an_own_action_speaks_in_its_own_words(by: User) -> None:
    level = built_in_document().levels[0]
    item = own(by, OwnAction("Ask the others", level=level.key, raises={"training": 3}))

    assert (title_of(item), level_name_of(item), owner_of(item)) == ("Ask the others", level.name["en"], "")
    assert (raised_by(item), set_by(item)) == ({"training": 3}, {})


def test_what_an_own_action_does_not_say_is_empty(by: User) -> None:
    item = own(by, OwnAction("Ask the others"))

    said = [level_name_of(item), recommendation_of(item), effort_name_of(item), horizon_name_of(item)]

    assert said == ["", "", "", ""]


def test_a_member_or_somebody_else_is_to_do_it(by: User) -> None:
    item = taken_up(by)

    assert assignee_of(item) == ""
    item.assignee_text = "Legal"
    assert assignee_of(item) == "Legal"
    item.assignee, item.assignee_text = by, ""
    assert assignee_of(item) == "Manager"
