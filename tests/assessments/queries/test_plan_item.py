# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime

from accounts.models import Organization, Role, User
from assessments.models import PlanItem
from assessments.queries.plan_item import ItemPage, changed_in, item_page
from assessments.queries.plan_words import with_words
from assessments.queries.shell import shell_of
from tests.assessments.queries.plans import add_own, changed, take_up
from tests.factories import make_assessment, make_edition, make_organization


def page(item: PlanItem, user: User, now: datetime) -> ItemPage:
    found = with_words(PlanItem.objects.within(item.organization)).get(pk=item.pk)
    shell = shell_of(user, item.organization, Role.MANAGER, "plan")
    return item_page(found, shell, now, lambda _section: True)


def test_an_editions_action_is_told_with_what_the_edition_says_of_it(
    aozora: Organization, mana: User, now: datetime
) -> None:
    found = page(take_up(aozora, make_edition(), mana, now), mana, now)

    assert found.action and found.action.key == "write-charter"
    assert found.effort and found.horizon
    assert (len(found.history), found.proposals, found.waits) == (1, [], False)


def test_a_done_action_waits_for_an_open_assessment_to_propose_answers(
    aozora: Organization, mana: User, now: datetime
) -> None:
    edition = make_edition()
    item = add_own(aozora, edition, mana, now, raises={"strategy": 3}, status="done")

    assert page(item, mana, now).waits

    make_assessment(aozora, mana, edition, now=now)

    opened = page(item, mana, now)
    assert ([one.key for one in opened.proposals], opened.waits) == (["strategy"], False)


def test_what_raises_nothing_waits_for_nothing(aozora: Organization, mana: User, now: datetime) -> None:
    assert not page(add_own(aozora, make_edition(), mana, now, status="done"), mana, now).waits


def test_what_somebody_just_did_is_found_within_the_organization_alone(
    aozora: Organization, mana: User, bob: User, now: datetime
) -> None:
    item = add_own(aozora, make_edition(), mana, now)

    found = changed_in(aozora, str(item.pk), mana)

    assert found and (found.title, found.is_added) == ("Ask the others", True)
    assert changed_in(aozora, str(item.pk), bob) is None
    assert changed_in(make_organization(), str(item.pk), mana) is None
    assert changed_in(aozora, "nonsense", mana) is None


def test_what_somebody_else_changed_since_is_not_theirs_to_take_back(
    aozora: Organization, mana: User, alice: User, now: datetime
) -> None:
    item = changed(add_own(aozora, make_edition(), mana, now), alice, now, note="Well.")

    assert changed_in(aozora, str(item.pk), mana) is None
    assert changed_in(aozora, str(item.pk), alice) is not None
