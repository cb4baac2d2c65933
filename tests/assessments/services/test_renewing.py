# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date, timedelta

import pytest

from assessments.models import Change, Evidence
from assessments.queries.edition import edition_of
from assessments.queries.practice import last_removed
from assessments.services.backing import add_evidence, remove_evidence
from assessments.services.refusal import AlreadySubmitted
from assessments.services.renewing import renew_evidence, undo_renewal
from tests.factories import make_assessment, submit

OLD = date(2025, 11, 3)


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def proof(assessment, mana, now):
    said = {"practice": "health", "url": "", "text": "Minutes", "reviewed_on": OLD, "owner": "Legal"}
    return add_evidence(assessment=assessment, **said, idempotency_key=uuid.uuid4(), by=mana, now=now)


def renew(assessment, proof, by, now, key=None):
    key = key or uuid.uuid4()
    return renew_evidence(assessment=assessment, evidence=proof.pk, idempotency_key=key, by=by, now=now)


def day_of(assessment):
    return Evidence.objects.of(assessment).get().reviewed_on


def test_evidence_has_an_owner_also_in_the_history(assessment, proof):
    row = Evidence.objects.of(assessment).get()

    assert row.owner == "Legal"
    assert Change.objects.of(assessment).get(what="evidence").after["owner"] == "Legal"


def test_it_counts_from_the_organizations_today_on(assessment, proof, connie, now):
    late = now.replace(hour=16)  # the day after, in Tokyo

    line = renew(assessment, proof, connie, late)

    assert day_of(assessment) == date(2026, 11, 17)
    assert (line.what, line.key, line.by, line.at) == ("evidence", "health", connie, late)
    assert (line.before["reviewed_on"], line.after["reviewed_on"]) == ("2025-11-03", "2026-11-17")


def test_a_repeated_call_and_a_second_person_change_nothing(assessment, proof, mana, connie, now):
    key = uuid.uuid4()

    first, again = (renew(assessment, proof, mana, now, key) for _time in range(2))

    assert (again, renew(assessment, proof, connie, now)) == (first, None)
    assert Change.objects.of(assessment).filter(what="evidence", before__isnull=False).count() == 1


def test_one_page_renews_several_pieces_with_one_key(assessment, proof, mana, now):
    said = {"practice": "strategy", "url": "", "text": "Plan", "reviewed_on": OLD}
    other = add_evidence(assessment=assessment, **said, idempotency_key=uuid.uuid4(), by=mana, now=now)
    key = uuid.uuid4()

    assert None not in [renew(assessment, one, mana, now, key) for one in (proof, other)]
    assert {row.reviewed_on for row in Evidence.objects.of(assessment)} == {now.date()}


def test_it_is_taken_back_once(assessment, proof, mana, now):
    line = renew(assessment, proof, mana, now)

    first, again = (undo_renewal(assessment=assessment, line=line, by=mana, now=now) for _time in range(2))

    assert day_of(assessment) == OLD
    assert first == again and first.after["reviewed_on"] == "2025-11-03"


def test_what_has_changed_since_is_not_taken_back(assessment, proof, mana, now):
    line = renew(assessment, proof, mana, now)
    later = now + timedelta(days=2)
    renew(assessment, proof, mana, later)

    assert undo_renewal(assessment=assessment, line=line, by=mana, now=later) is None
    assert day_of(assessment) == later.date()
    remove_evidence(assessment=assessment, evidence=proof.pk, by=mana, now=later)
    assert undo_renewal(assessment=assessment, line=line, by=mana, now=later) is None
    assert renew(assessment, proof, mana, later) is None


def test_seeing_evidence_again_is_no_removal(assessment, proof, mana, now):
    practice = edition_of(assessment.edition).practice("health")
    renew(assessment, proof, mana, now)

    assert last_removed(assessment, practice) is None


def test_nothing_changes_in_a_submitted_assessment(assessment, proof, mana, now):
    line = renew(assessment, proof, mana, now)
    submit(assessment, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        renew(assessment, proof, mana, now)
    with pytest.raises(AlreadySubmitted):
        undo_renewal(assessment=assessment, line=line, by=mana, now=now)
