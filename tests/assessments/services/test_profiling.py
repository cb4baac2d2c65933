# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from accounts.models import Membership, Organization, Role
from assessments.models import Answer, Change, OrganizationProfile
from assessments.models.answer import Kind
from assessments.services.answering import Entry
from assessments.services.profiling import save_profile, start_organization
from assessments.services.refusal import Conflict, NotAccepted, ProfileMovedOn
from tests.factories import make_assessment, make_edition, say

NAMED = {"name": "Hoshino", "kind": "company", "time_zone": "Asia/Tokyo", "language": "ja"}


def test_whoever_starts_an_organization_owns_it(charlie, now):
    organization = start_organization(
        **NAMED, edition=make_edition(), profile="consumer", facts={"eu-market": False}, by=charlie, now=now
    )

    assert Membership.objects.get(organization=organization).role == Role.OWNER
    said = OrganizationProfile.objects.within(organization).get()
    assert (said.profile, said.facts) == ("consumer", {"eu-market": False})


def test_a_unit_inherits_its_people(aozora, alice, now):
    unit = start_organization(**NAMED, edition=make_edition(), profile="", facts={}, by=alice, now=now, above=aozora)

    assert not Membership.objects.filter(organization=unit).exists()
    assert Organization.objects.known_to(alice).get(pk=unit.pk).role == Role.OWNER


def test_all_above_a_unit_count_it(aozora, alice, now):
    said = {"edition": make_edition(), "profile": "", "facts": {}, "by": alice, "now": now}
    company = start_organization(**NAMED, **said, above=aozora)

    for _each in range(2):
        start_organization(**NAMED, **said, above=company)

    counted = Organization.objects.order_by("path").values_list("units_below", flat=True)
    assert list(counted) == [3, 2, 0, 0]


@pytest.mark.parametrize("said", [{"profile": "nothing", "facts": {}}, {"profile": "", "facts": {"nothing": True}}])
def test_what_the_edition_lacks_is_refused_and_nothing_is_made(charlie, now, said):
    with pytest.raises(NotAccepted):
        start_organization(**NAMED, edition=make_edition(), **said, by=charlie, now=now)

    assert not Organization.objects.filter(name="Hoshino").exists()


def test_profile_facts_and_targets_hold_for_this_assessment_and_those_that_follow(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader")
    entries = [Entry(Kind.FACT, "eu-market", "yes", 0), Entry(Kind.TARGET, "strategy", "2", 0)]

    save_profile(
        assessment=assessment, profile="consumer", entries=entries, idempotency_key=uuid.uuid4(), by=mana, now=now
    )

    assessment.refresh_from_db()
    said = OrganizationProfile.objects.within(aozora).get()
    assert assessment.profile == "consumer"
    assert (said.profile, said.facts, said.targets) == ("consumer", {"eu-market": True}, {"strategy": 2})
    change = Change.objects.of(assessment).get(what="profile")
    assert (change.before, change.after) == ({"profile": "leader"}, {"profile": "consumer"})


def test_a_target_that_moved_on_changes_nothing(aozora, mana, alice, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader")
    say(assessment, alice, Kind.TARGET, now=now, strategy=1)
    entries = [Entry(Kind.TARGET, "strategy", "4", 0)]

    with pytest.raises(Conflict):
        save_profile(
            assessment=assessment, profile="consumer", entries=entries, idempotency_key=uuid.uuid4(), by=mana, now=now
        )

    assessment.refresh_from_db()
    assert assessment.profile == "leader"
    assert Answer.objects.of(assessment).get().value == "1"


def test_what_is_not_named_stays_for_those_that_follow(aozora, mana, now):
    said = {"profile": "leader", "facts": {"eu-market": True}, "targets": {"strategy": 1, "charter": 2}}
    assessment = make_assessment(aozora, mana, now=now, **said)

    save_profile(
        assessment=assessment,
        profile="leader",
        entries=[Entry(Kind.TARGET, "strategy", "", 0)],
        idempotency_key=uuid.uuid4(),
        by=mana,
        now=now,
    )

    held = OrganizationProfile.objects.within(aozora).get()
    assert (held.facts, held.targets) == ({"eu-market": True}, {"charter": 2})


def test_a_profile_that_moved_on_changes_nothing(aozora, mana, alice, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader")
    save_profile(assessment=assessment, profile="", entries=[], idempotency_key=uuid.uuid4(), by=alice, now=now)

    with pytest.raises(ProfileMovedOn) as caught:
        save_profile(
            assessment=assessment,
            profile="consumer",
            entries=[Entry(Kind.TARGET, "strategy", "4", 0)],
            idempotency_key=uuid.uuid4(),
            by=mana,
            now=now,
            seen_profile="leader",
        )

    assessment.refresh_from_db()
    assert (assessment.profile, caught.value.line.by) == ("", alice)
    assert not Answer.objects.of(assessment).exists()


def test_a_repeated_save_leaves_the_profile_that_somebody_chose_since(aozora, mana, alice, now):
    assessment = make_assessment(aozora, mana, now=now)
    save = {"assessment": assessment, "entries": [], "now": now}
    key = uuid.uuid4()
    save_profile(profile="leader", idempotency_key=key, by=mana, seen_profile="", **save)
    save_profile(profile="consumer", idempotency_key=uuid.uuid4(), by=alice, seen_profile="leader", **save)

    save_profile(profile="leader", idempotency_key=key, by=mana, seen_profile="", **save)

    assessment.refresh_from_db()
    assert assessment.profile == OrganizationProfile.objects.within(aozora).get().profile == "consumer"
    assert Change.objects.of(assessment).filter(what="profile").count() == 2
