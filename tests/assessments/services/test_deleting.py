# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest

from accounts.models import Mail, Membership, Organization, Role, User
from assessments.models import Answer, Assessment, Deletion, GroupResult, PlanItem, Result
from assessments.models.answer import Kind
from assessments.queries.deletion import deletion_of, what_goes
from assessments.services.deleting import ASKED, DONE, ask_deletion, delete_due, withdraw_deletion
from assessments.services.opening import amend_assessment
from tests.factories import (
    join,
    make_assessment,
    make_edition,
    make_organization,
    make_plan_item,
    make_user,
    say,
    submit,
)

DAY = timedelta(days=1)


@pytest.fixture
def owner(aozora: Organization) -> User:
    return join(make_user("Olga"), aozora, Role.OWNER).user


def lived_in(organization: Organization, by: User, now: datetime) -> Assessment:
    """An organization with an assessment, an amendment of it that supersedes it, one after that, and a plan."""
    edition = make_edition()
    make_plan_item(organization, by, edition, now=now)
    first = make_assessment(organization, by, edition, now=now - 100 * DAY)
    say(first, by, Kind.PRACTICE, now=now, strategy="3")
    submit(first, by, now=now - 100 * DAY)
    amended = amend_assessment(assessment=first, by=by, now=now - 99 * DAY)
    submit(amended, by, now=now - 99 * DAY)
    return make_assessment(organization, by, edition, now=now)


def test_it_is_due_after_fourteen_days_and_all_owners_are_told(aozora, owner, now):
    another = join(make_user("Hana", language="en"), aozora, Role.OWNER).user

    asked = ask_deletion(organization=aozora, by=owner, now=now)

    assert asked.due_at == now + 14 * DAY
    assert {mail.to: mail.language for mail in Mail.objects.all()} == {owner.email: "ja", another.email: "en"}


def test_asked_twice_it_is_due_as_it_was_the_first_time(aozora, owner, now):
    first = ask_deletion(organization=aozora, by=owner, now=now)

    second = ask_deletion(organization=aozora, by=owner, now=now + DAY)

    assert second == first
    assert Mail.objects.count() == 1


def test_nothing_goes_before_its_day(aozora, owner, now):
    ask_deletion(organization=aozora, by=owner, now=now)

    assert delete_due(now + 14 * DAY - timedelta(seconds=1)) == 0
    assert Organization.objects.filter(pk=aozora.pk).exists()


def test_all_goes_with_what_is_below_and_leaves_a_receipt(aozora, midori, owner, now):
    lived_in(aozora, owner, now)
    unit = make_organization("Imaging", above=aozora)
    lived_in(unit, owner, now)
    kept = lived_in(midori, owner, now)
    asked = ask_deletion(organization=aozora, by=owner, now=now)

    assert delete_due(asked.due_at) == 1

    asked.refresh_from_db()
    assert [one.name for one in Organization.objects.all()] == ["Midori"]
    assert list(Assessment.objects.values_list("organization__name", flat=True).distinct()) == ["Midori"]
    assert set(Answer.unscoped.values_list("organization_id", flat=True)) == {kept.organization_id}
    assert (asked.organization, asked.name, asked.done_at) == (None, "Aozora", asked.due_at)
    assert (asked.counts["Organization"], asked.counts["Assessment"], asked.counts["Result"]) == (2, 6, 4)
    assert (asked.counts["PlanItem"], asked.counts["PlanChange"], PlanItem.unscoped.count()) == (2, 2, 1)
    assert Result.unscoped.count() == 2
    assert Mail.objects.filter(purpose="deletion done", to=owner.email).exists()
    assert delete_due(asked.due_at + DAY) == 0


def test_what_the_units_above_add_up_to_is_without_it(aozora, owner, now):
    gone, stays = make_organization("Imaging", above=aozora), make_organization("Games", above=aozora)
    for unit in (gone, stays):
        lived_in(unit, owner, now)
    ask_deletion(organization=Organization.objects.get(pk=gone.pk), by=owner, now=now)

    delete_due(now + 15 * DAY)

    assert {row.period: row.units for row in GroupResult.objects.within(aozora)}[""] == 1
    aozora.refresh_from_db()
    assert (aozora.units_below, aozora.numchild) == (1, 1)


def test_an_owner_can_stop_it_and_ask_again(aozora, owner, now):
    ask_deletion(organization=aozora, by=owner, now=now)

    assert withdraw_deletion(organization=aozora, by=owner, now=now + DAY) is True
    assert withdraw_deletion(organization=aozora, by=owner, now=now + DAY) is False
    assert delete_due(now + 15 * DAY) == 0
    assert deletion_of(aozora) is None

    again = ask_deletion(organization=aozora, by=owner, now=now + 20 * DAY)
    assert again.due_at == now + 34 * DAY


def test_what_was_asked_for_below_is_over_with_it_and_has_its_own_receipt(aozora, owner, now):
    unit = make_organization("Imaging", above=aozora)
    head = join(make_user("Ume"), unit, Role.OWNER).user
    ask_deletion(organization=Organization.objects.get(pk=aozora.pk), by=owner, now=now)
    below = ask_deletion(organization=unit, by=head, now=now + DAY)

    assert delete_due(now + 14 * DAY) == 1

    below.refresh_from_db()
    assert (below.done_at, below.counts["Organization"]) == (now + 14 * DAY, 1)
    assert Mail.objects.filter(purpose="deletion done", to=head.email).exists()
    assert delete_due(now + 16 * DAY) == 0


def test_owners_above_are_told_as_well_and_nobody_beside(aozora, owner, now):
    gone, beside = make_organization("Imaging", above=aozora), make_organization("Games", above=aozora)
    head, neighbour = make_user("head"), make_user("games")
    join(head, gone, Role.OWNER)
    join(neighbour, beside, Role.OWNER)

    asked = ask_deletion(organization=Organization.objects.get(pk=gone.pk), by=head, now=now)
    of_asking = {mail.to for mail in Mail.objects.filter(purpose=ASKED)}
    delete_due(asked.due_at)

    assert of_asking == {owner.email, head.email}
    assert {mail.to for mail in Mail.objects.filter(purpose=DONE)} == {owner.email, head.email}


def test_people_keep_their_accounts(aozora, owner, now):
    asked = ask_deletion(organization=aozora, by=owner, now=now)

    delete_due(asked.due_at)

    assert User.objects.filter(pk=owner.pk, is_active=True).exists()
    assert not Membership.objects.filter(user=owner).exists()
    assert Deletion.objects.get().asked_by == owner


def test_what_goes_has_a_line_for_every_kind_also_without_any(aozora):
    counts = what_goes(aozora)

    assert (counts["Organization"], counts["Assessment"], counts["Export"]) == (1, 0, 0)
