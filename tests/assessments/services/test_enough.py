# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Answer, Change, OrganizationProfile
from assessments.models.answer import Kind
from assessments.services.answering import Entry
from assessments.services.profiling import save_profile
from assessments.services.refusal import NotAccepted
from tests.factories import make_assessment, say, submit

UNTIL = date(2027, 6, 30)


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def save(assessment, mana, now):
    def with_(value="", reason="One product, one team.", until=UNTIL, base=0, practice="strategy"):
        entry = Entry(Kind.TARGET, practice, value, base, reason, review_on=until)
        key = uuid.uuid4()
        save_profile(assessment=assessment, profile="", entries=[entry], idempotency_key=key, by=mana, now=now)

    return with_


def row_of(assessment):
    return Answer.objects.of(assessment).get(kind=Kind.TARGET)


def test_a_target_that_is_reached_may_be_enough(assessment, mana, save, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)

    save("2")

    row = row_of(assessment)
    assert (row.value, row.reason, row.review_on) == ("2", "One product, one team.", UNTIL)
    line = Change.objects.of(assessment).get(what="target")
    assert line.after == {"value": "2", "reason": row.reason, "note": "", "review_on": "2027-06-30"}


def test_so_may_the_profiles_own(assessment, mana, save, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=4)

    save("")

    assert (row_of(assessment).value, row_of(assessment).review_on) == ("", UNTIL)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, {"value": "2"}),
        ("unknown", {"value": "2"}),
        ("na", {"value": "2", "practice": "health"}),
        (1, {"value": "2"}),
        (2, {"value": "2", "reason": ""}),
        (2, {"value": "2", "reason": " \n"}),
        (2, {"value": "2", "until": None}),
        (2, {"value": "2", "until": date(2026, 11, 16)}),
    ],
    ids=["no answer", "don't know", "not applicable", "below", "no reason", "blank", "no day", "today"],
)
def test_what_is_not_enough_is_refused_and_nothing_is_written(assessment, mana, save, now, answer, said):
    if answer is not None:
        say(assessment, mana, Kind.PRACTICE, now=now, **{said.get("practice", "strategy"): answer})

    with pytest.raises(NotAccepted):
        save(**said)

    assert not Answer.objects.of(assessment).filter(kind=Kind.TARGET).exists()


def test_it_is_taken_back_with_reason_and_day(assessment, mana, save, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)
    save("2")

    save("2", reason="", until=None, base=1)

    assert (row_of(assessment).reason, row_of(assessment).review_on) == ("", None)
    assert OrganizationProfile.objects.within(assessment.organization).get().enough == {}


@pytest.mark.parametrize("value", ["2", ""])
def test_it_is_carried_over_with_the_target(aozora, assessment, mana, save, now, value):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=4)
    save(value)
    submit(assessment, mana, now=now)

    following = make_assessment(aozora, mana, assessment.edition, now=now + timedelta(days=92))

    row = row_of(following)
    assert (row.value, row.reason, row.review_on) == (value, "One product, one team.", UNTIL)


def test_only_a_target_with_a_reason_has_a_review_day(assessment, mana, save, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)
    save("2")

    for kind in (Kind.PRACTICE, Kind.TARGET):
        rows = Answer.objects.of(assessment).filter(kind=kind)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(reason="", review_on=UNTIL)
